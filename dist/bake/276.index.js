export const id = 276;
export const ids = [276];
export const modules = {

/***/ 54276:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describe: () => (/* binding */ describe)
});

;// CONCATENATED MODULE: ./lib/dockerfile/doc-comment.js
/**
 * What a comment directly before an instruction says of a name in it: `# NAME what it is for` (Dockerfile reference, "Documenting with
 * comments").
 */
function docComment(comments, name) {
    if (name === undefined || name === '')
        return undefined;
    const found = comments.find((comment) => comment.startsWith(`${name} `));
    return found?.slice(name.length + 1);
}

;// CONCATENATED MODULE: ./lib/dockerfile/list-targets.js

/** All stages, in the order of the file. */
function listTargets({ stages }) {
    return stages.map(({ index, name, from }) => ({
        name,
        description: docComment(from.comments, name),
        isDefault: index === stages.length - 1,
        base: from.image,
        platform: from.platform,
        range: from.range,
    }));
}

// EXTERNAL MODULE: ./lib/dockerfile/parse.js + 1 modules
var parse = __webpack_require__(47577);
// EXTERNAL MODULE: ./lib/dockerfile/shell/expand.js
var expand = __webpack_require__(68067);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/plan/global-args.js
var global_args = __webpack_require__(96520);
;// CONCATENATED MODULE: ./lib/engine/plan/outline.js




/**
 * As BuildKit's frontend has it (frontend/dockerfile/dockerfile2llb/outline.go): of the stages that the target needs, the arguments that
 * they declare, and those before the first FROM that a FROM or a declared one names; the arguments that are predefined are left out.
 *
 * @param predefined the environment before the first instruction
 */
function outlineOf(plan, predefined) {
    const { globals, environment } = globalArguments(plan, predefined);
    const stages = new Map(plan.stages.map((stage) => [stage.stage.index, stageOutline(plan, stage, globals, environment)]));
    const needed = inOrderOfNeed(plan.target, stages);
    const { node } = plan.graph.stages[plan.target] ?? {};
    return {
        name: node?.name,
        description: docComment(node?.from.comments ?? [], node?.name),
        args: merged(needed.map(({ args }) => args)),
        secrets: merged(needed.map(({ secrets }) => secrets)),
        ssh: merged(needed.map(({ ssh }) => ssh)),
    };
}
function globalArguments({ dockerfile, globalArgs, buildArgs }, predefined) {
    const globals = new Map();
    let environment = predefined;
    for (const { arg } of globalArgs) {
        const { args, comments, range } = arg.instruction;
        args.forEach(({ name, value: written }, position) => {
            const needs = new Set();
            if (written !== undefined && (0,global_args/* ownValue */.eC)(buildArgs, name) === undefined) {
                for (const used of variablesIn(written, environment, dockerfile.directives.escape))
                    needs.add(used);
                // `ARG A=${A}-more` goes on with what the earlier ARG needs.
                if (needs.delete(name))
                    for (const earlier of globals.get(name)?.needs ?? [])
                        needs.add(earlier);
            }
            const value = arg.values[position]?.[1];
            if (value !== undefined)
                environment = environment.set(name, value);
            globals.set(name, { name, description: docComment(comments, name), value, range, needs });
        });
    }
    return { globals, environment };
}
function stageOutline({ dockerfile, buildArgs }, { stage, steps }, globals, environment) {
    const args = new Map();
    const secrets = new Map();
    const ssh = new Map();
    const { from } = stage.node;
    const { escape } = dockerfile.directives;
    const used = [from.image, from.platform ?? ''].flatMap((word) => [...variablesIn(word, environment, escape)]);
    stage.instructions.forEach(({ instruction }, position) => {
        const { operation } = steps[position] ?? {};
        const { range, comments } = instruction;
        if (instruction.keyword === 'ARG' && operation?.kind === 'config') {
            instruction.args.forEach(({ name, value: written }, each) => {
                used.push(name);
                // `NAME=VALUE`, or the name alone.
                const expanded = operation.args?.[each] ?? name;
                const value = expanded === name ? undefined : expanded.slice(name.length + 1);
                const isOwn = written !== undefined || (0,global_args/* ownValue */.eC)(buildArgs, name) !== undefined;
                if (isOwn || environment.get(name) === undefined)
                    args.set(name, { name, description: docComment(comments, name), value, range });
            });
        }
        for (const { mount } of operation?.kind === 'run' ? operation.mounts : []) {
            const { type, required } = mount;
            if (type !== 'secret' && type !== 'ssh')
                continue;
            const [known, id] = type === 'secret' ? [secrets, (0,values_mount/* secretIdOf */.zj)(mount)] : [ssh, (0,values_mount/* sshIdOf */.x8)(mount)];
            if (!known.has(id))
                known.set(id, { id, required, range });
        }
    });
    for (const global of needed(used, globals))
        if (!args.has(global.name))
            args.set(global.name, global);
    const { base } = stage;
    const sources = stage.instructions.flatMap((each) => each.sources);
    const stages = [base, ...sources].flatMap((source) => (source.kind === 'stage' ? [source.index] : []));
    return { args, secrets, ssh, stages };
}
/** Those that are named, and those that their defaults name. */
function needed(names, globals) {
    const found = new Set();
    const waiting = [...names];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const global = globals.get(name);
        if (global === undefined || found.has(global))
            continue;
        found.add(global);
        waiting.push(...global.needs);
    }
    return [...found];
}
/** Variables of a word that have a value. */
function variablesIn(word, environment, escape) {
    const used = new Set();
    const lookup = (name) => {
        const value = environment.get(name);
        if (value !== undefined)
            used.add(name);
        return value;
    };
    (0,expand/* expandWord */.Vo)(word, lookup, escape);
    return used;
}
/** The target, what its base takes, and then what it takes files from: a name means what the first of them says. */
function inOrderOfNeed(target, stages) {
    const found = new Set();
    const waiting = [target];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
        const stage = stages.get(index);
        if (stage === undefined || found.has(stage))
            continue;
        found.add(stage);
        waiting.push(...stage.stages.toReversed());
    }
    return [...found];
}
function merged(all) {
    const first = new Map();
    for (const each of all)
        for (const [name, one] of each)
            if (!first.has(name))
                first.set(name, one);
    return [...first.values()].sort((one, other) => one.range.start - other.range.start);
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 63 modules
var host_adapters = __webpack_require__(9120);
// EXTERNAL MODULE: ./lib/app/plan-builds.js + 38 modules
var plan_builds = __webpack_require__(25713);
// EXTERNAL MODULE: ./lib/app/sources/named-contexts.js
var named_contexts = __webpack_require__(69480);
// EXTERNAL MODULE: ./lib/app/with-opened-context.js
var with_opened_context = __webpack_require__(42287);
;// CONCATENATED MODULE: ./lib/app/describe.js










const describe = (kind, options, host, signal) => (0,with_opened_context/* withOpenedContext */.X)(options, host, signal, async (opened, files) => {
    const { name, text } = opened.dockerfile;
    if (kind === 'targets')
        return { dockerfile: text, kind, targets: listTargets((0,parse/* parseDockerfile */.A)(text, name)) };
    const adapters = (0,host_adapters/* openAdapters */.B)(host, () => undefined);
    try {
        const sources = { ...adapters, remote: files, local: opened.local, signal };
        const contexts = new named_contexts/* NamedContextSet */.N(options.buildContexts, sources);
        // What the checks find is shown by a check.
        const tell = () => undefined;
        // Only one platform is shown: the first.
        const one = { ...options, platforms: options.platforms.slice(0, 1) };
        const [plan] = await (0,plan_builds/* planBuilds */.z)({
            options: one,
            opened,
            bases: adapters.bases,
            contexts,
            tell,
            allStages: false,
            signal,
        });
        if (plan === undefined)
            throw new errors/* EngineBug */.Bp('a build without a platform');
        const platforms = { build: (0,platform/* hostPlatform */.ol)(process.arch), target: plan.platform };
        const predefined = (0,global_args/* predefinedArgs */.s2)(platforms, plan.buildArgs, options.target ?? '');
        return { dockerfile: text, kind, outline: outlineOf(plan, predefined) };
    }
    finally {
        await adapters.close();
    }
});


/***/ }),

/***/ 42287:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ withOpenedContext)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34397);
/* harmony import */ var _files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36753);
/* harmony import */ var _sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98378);
/* harmony import */ var _sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20215);





/**
 * Opens a build's context, for who only looks at the Dockerfile. What was fetched for it is removed afterwards.
 *
 * @throws UserError when there is no Dockerfile to look at
 */
async function withOpenedContext(options, host, signal, use) {
    const tempDir = (0,_files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeTemporaryFolder */ .w)(host.tempDir);
    let remote;
    try {
        remote = await (0,_sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .openRemote */ .d)(host, options, node_path__WEBPACK_IMPORTED_MODULE_0__.join(tempDir, 'remote'));
        return await use(await (0,_sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__/* .openContext */ .e)(options, remote.files, tempDir, signal), remote.files);
    }
    finally {
        remote?.close();
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_1__/* .discard */ .v)(tempDir);
    }
}


/***/ })

};
