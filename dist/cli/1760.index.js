export const id = 1760;
export const ids = [1760];
export const modules = {

/***/ 77660:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ST: () => (/* binding */ withCaches),
/* harmony export */   hK: () => (/* binding */ FROM),
/* harmony export */   nT: () => (/* binding */ withCache)
/* harmony export */ });
/* harmony import */ var _app_options_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99380);
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _command_progress_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81520);




/** The flag of verbs that look at a cache. */
const FROM = {
    from: {
        flag: '--from',
        takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_1__/* .one */ .xH)('SPEC', oneCache),
        help: 'the cache to look at, as in --cache-from: type=registry,ref=NAME, type=local,src=DIR, type=s3,… or type=azblob,…',
        otherwise: 'the one of this machine',
    },
};
function oneCache(where, text, { cwd, env }) {
    const { specs, warnings } = (0,_app_options_values_cache_spec_js__WEBPACK_IMPORTED_MODULE_0__/* .parseCacheFrom */ .y)(where, [text], cwd, env);
    const [spec, ...more] = specs;
    if (spec === undefined || more.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(warnings[0] ?? `${where} names one cache`);
    return spec;
}
/** @param from absent: the cache of this machine */
function withCache(from, host, cli, work) {
    return withCaches(host, cli, (caches) => (from === undefined ? work(caches.local) : caches.at(from, work)));
}
async function withCaches(host, cli, work) {
    const module = await cli.loadCaches();
    return (0,_command_progress_js__WEBPACK_IMPORTED_MODULE_3__/* .withProgress */ .E0)(cli, (sink) => module.CacheVerbs.use(host, sink, cli.signal, work));
}


/***/ }),

/***/ 4549:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ pruneObjectsText),
/* harmony export */   Bn: () => (/* binding */ verifyText),
/* harmony export */   KB: () => (/* binding */ surveyDocument),
/* harmony export */   UB: () => (/* binding */ UNPACKED_IN_USE),
/* harmony export */   Vw: () => (/* binding */ pruneActionsText),
/* harmony export */   aG: () => (/* binding */ pruneText),
/* harmony export */   bH: () => (/* binding */ recordDocument),
/* harmony export */   bp: () => (/* binding */ surveyTable),
/* harmony export */   lL: () => (/* binding */ predictionText)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _report_console_miss_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24522);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23808);
/* harmony import */ var _command_age_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34783);
/* harmony import */ var _report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52680);





const UNPACKED_IN_USE = 'Unpacked layers and cache mounts stay: another build is running\n';
/** The values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth)/i;
const INSTRUCTION_SHOWN = 50;
/** One row for each layer. Several records can have the same layer. */
function surveyTable({ records, mounts, snapshots, totals }, budget) {
    const rows = withLayers(records).map(({ record, scopes, hits, lastUsed, locations }) => [
        (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(record.key),
        scopes.join(', ').trim(),
        record.stage,
        shortened(record.instruction),
        (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(record.layer?.blob.size ?? 0),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(record.created),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(new Date(lastUsed).toISOString()),
        String(hits),
        locations.length === 0 ? 'lost' : locations.join(', '),
    ]);
    const head = ['KEY', 'SCOPE', 'STAGE', 'INSTRUCTION', 'SIZE', 'SINCE', 'LAST USED', 'HITS', 'WHERE'];
    const mountRows = mounts.map(({ id, key, bytes, lastUsed, location }) => [
        id === '' ? key.slice(0, 12) : id,
        bytes === undefined ? 'not readable' : (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes),
        (0,_command_age_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .K)(new Date(lastUsed).toISOString()),
        location,
    ]);
    const mountTable = mounts.length === 0 ? '' : `\n${(0,_report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerTable */ .T)([['CACHE MOUNT', 'SIZE', 'LAST USED', 'WHERE'], ...mountRows])}`;
    const counts = `${records.length} records, ${rows.length} layers of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(totals.bytes)}`;
    const here = `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(totals.bytesHere)} of them here, ${snapshots} unpacked layers`;
    const limit = `A scope may keep ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(budget)} elsewhere (--cache-max-size)`;
    return `${(0,_report_listing_docker_table_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerTable */ .T)([head, ...rows])}${mountTable}\n${counts}; ${here}\n${limit}\n`;
}
function withLayers(records) {
    const rows = new Map();
    for (const surveyed of records) {
        const { stage, instruction, layer } = surveyed.record;
        if (layer === undefined)
            continue;
        const row = JSON.stringify([stage, instruction, layer.blob.digest]);
        const before = rows.get(row);
        // The keys are different forms for one step. A build finds one of them.
        rows.set(row, before === undefined ? surveyed : merged(before, surveyed));
    }
    return [...rows.values()];
}
function merged(one, other) {
    return {
        ...one,
        scopes: [...new Set([...one.scopes, ...other.scopes])],
        hits: one.hits + other.hits,
        lastUsed: Math.max(one.lastUsed, other.lastUsed),
    };
}
/** A record with all that is known of it. Variables that look secret are without their values. */
function recordDocument({ record, scopes, hits, lastUsed, locations }) {
    const { inputs, ...rest } = record;
    return {
        ...rest,
        inputs: {
            ...inputs,
            command: shownCommand(inputs),
            env: inputs.env.map(shownVariable),
            args: inputs.args.map(shownVariable),
        },
        scopes,
        hits,
        lastUsed: new Date(lastUsed).toISOString(),
        places: locations,
    };
}
function surveyDocument({ records, mounts, snapshots, totals }, budget) {
    return {
        version: 1,
        records: records.map(recordDocument),
        mounts: mounts.map(({ location, ...mount }) => {
            return { ...mount, lastUsed: new Date(mount.lastUsed).toISOString(), place: location };
        }),
        snapshots,
        totals: { ...totals, budget },
    };
}
/** Hides values in an instruction, where variables have been replaced. */
function hideSecretsIn(command) {
    return command.replace(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S+)/g, (whole, name) => SECRET_NAME.test(name) ? `${name}=***` : whole);
}
function shownCommand({ operation, command }) {
    if (typeof command !== 'string')
        return '***';
    return operation === 'config' ? hideSecretsIn(command) : command;
}
function shownVariable(variable) {
    const { name } = variable;
    if ('hash' in variable)
        return `${name}=***`;
    if (variable.value === undefined)
        return name;
    return SECRET_NAME.test(name) ? `${name}=***` : `${name}=${variable.value}`;
}
function pruneText({ records, blobs, bytes, unpacked }, dryRun) {
    const verb = dryRun ? 'Would remove' : 'Removed';
    const rest = unpacked === 'removed' ? ', the unpacked layers and the cache mounts' : '';
    return `${verb} ${records} records and ${blobs.length} blobs, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes)}${rest}\n`;
}
function pruneActionsText({ deleted, kept, denied }, dryRun) {
    const verb = dryRun ? 'Would delete' : 'Deleted';
    const lines = deleted.map(({ key, ref, size, why }) => `${verb}: ${key} of ${ref}, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(size)}: ${why}\n`);
    const sum = (entries) => `${entries.length} entries, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(entries.reduce((total, { size }) => total + size, 0))}`;
    const end = denied === undefined ? '' : `Nothing more could be done: ${denied}\n`;
    return `${lines.join('')}${verb} ${sum(deleted)}; ${sum(kept)} stay\n${end}`;
}
function pruneObjectsText({ caches, blobs, bytes, kept, waiting }, dryRun) {
    const verb = dryRun ? 'Would remove' : 'Removed';
    const lines = caches.map((key) => `${verb} the cache ${key}\n`);
    const rest = waiting.blobs === 0 ? '' : `; ${waiting.blobs} unused ones of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(waiting.bytes)} are too new`;
    return `${lines.join('')}${verb} ${blobs} blobs, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(bytes)}; ${kept.blobs} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(kept.bytes)} stay${rest}\n`;
}
function verifyText({ checked, damaged }, fixed) {
    const lines = damaged.map(({ name, problem }) => `${name}: ${problem}${fixed ? ' (removed)' : ''}\n`);
    return `${lines.join('')}${checked} checked, ${damaged.length} damaged\n`;
}
function predictionText(steps) {
    const misses = new _report_console_miss_words_js__WEBPACK_IMPORTED_MODULE_1__/* .MissWords */ .a();
    return steps
        .map((predicted) => {
        const { step } = predicted;
        const verdict = verdictOn(predicted, misses);
        return `Step ${step.number}/${step.total} : ${step.instruction}\n ---> ${verdict}\n`;
    })
        .join('');
}
function verdictOn(predicted, misses) {
    switch (predicted.kind) {
        case 'hit':
            return 'Using cache';
        case 'duplicate':
            return 'Uses the result of an equal step';
        case 'miss':
            return `Would miss: ${misses.of(predicted.step.number, predicted.reason)}`;
        case 'waits':
            return `Would miss: needs the result of step ${predicted.on}, which would run`;
    }
}
function shortened(instruction) {
    return instruction.length <= INSTRUCTION_SHOWN ? instruction : `${instruction.slice(0, INSTRUCTION_SHOWN - 1)}…`;
}


/***/ }),

/***/ 51760:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cacheVerbs: () => (/* binding */ cacheVerbs)
});

// EXTERNAL MODULE: ./lib/app/options/cache-settings.js
var cache_settings = __webpack_require__(58180);
// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/table.js
var table = __webpack_require__(68378);
// EXTERNAL MODULE: ./lib/app/options/unsupported-options.js
var unsupported_options = __webpack_require__(47386);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cli/cache/cache-access.js
var cache_access = __webpack_require__(77660);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
// EXTERNAL MODULE: ./lib/cli/command/progress.js + 4 modules
var progress = __webpack_require__(81520);
// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
// EXTERNAL MODULE: ./lib/cli/cache/cache-text.js
var cache_text = __webpack_require__(4549);
// EXTERNAL MODULE: ./lib/cli/command/host.js
var command_host = __webpack_require__(10664);
// EXTERNAL MODULE: ./lib/cli/command/verb.js
var verb = __webpack_require__(48363);
;// CONCATENATED MODULE: ./lib/cli/cache/cache-prune-verb.js










const PRUNE_OPTIONS = {
    from: {
        flag: '--from',
        takes: cache_access/* FROM */.hK.from.takes,
        help: 'a cache in an object store instead: type=s3,… or type=azblob,… as in --cache-from, and all others with its prefixes',
    },
    all: {
        flag: ['-a', '--all'],
        takes: options_option/* SWITCH */.Fo,
        help: 'everything: records, layers, unpacked layers, cache mounts',
    },
    olderThanMs: {
        flag: '--older-than',
        takes: (0,options_option/* one */.xH)('TIME', parseAge),
        help: 'what no build has used for so long, e.g. 36h or 7d',
    },
    maxBytes: {
        flag: '--max-size',
        takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS),
        help: 'what has not been used for the longest time, until all blobs together fit',
    },
    actions: {
        flag: '--actions',
        takes: options_option/* SWITCH */.Fo,
        help: "replaced entries of GITHUB_REPOSITORY's Actions cache instead; GITHUB_TOKEN needs actions: write",
    },
    dryRun: {
        flag: '--dry-run',
        takes: options_option/* SWITCH */.Fo,
        help: 'say what would be removed, and remove nothing',
    },
};
const pruneVerb = (0,verb/* defineVerb */.P)({
    name: 'cache prune',
    summary: 'remove what is kept',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what no build has used for a week, but say first what that is',
            command: 'layer-build cache prune --older-than 7d --dry-run',
        },
        {
            does: 'Start from nothing',
            command: 'layer-build cache prune --all',
        },
        {
            does: 'In a workflow: remove replaced entries of the Actions cache',
            command: 'layer-build cache prune --actions',
        },
        {
            does: 'Remove from a bucket what no build has used for two weeks',
            command: 'layer-build cache prune --from type=s3,bucket=ci-cache,region=eu-west-1 --older-than 14d',
        },
    ],
    table: { own: { title: 'What to remove', options: PRUNE_OPTIONS }, host: table/* BUILD_TABLE */.gJ.host, general: table/* GENERAL */.zm },
    run: async ({ values }, cli) => {
        const { from, ...own } = values.own;
        const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
        if (from !== undefined)
            await pruneObjects(from, own, host, cli);
        else
            await (own.actions ? pruneActions : prune)(own, host, cli);
        return 0;
    },
});
async function pruneObjects(from, { all, actions, ...options }, host, cli) {
    if (all || actions)
        throw new errors/* UserError */.yo('--from cannot be combined with --all or --actions');
    const result = await (0,cache_access/* withCaches */.ST)(host, cli, (caches) => caches.pruneAt(from, options));
    (0,print/* print */.y)((0,cache_text/* pruneObjectsText */.AO)(result, options.dryRun), cli);
}
async function prune({ actions, ...options }, host, cli) {
    const result = await (0,cache_access/* withCaches */.ST)(host, cli, (caches) => caches.prune(options));
    (0,print/* print */.y)((0,cache_text/* pruneText */.aG)(result, options.dryRun), cli);
    if (result.unpacked === 'in use')
        cli.stderr.write(cache_text/* UNPACKED_IN_USE */.UB);
}
/** GitHub itself removes what was not used for seven days. */
const UNUSED_ENTRY_MS = 5 * 24 * 3600 * 1000;
/** A missing permission is not an error: workflows also run for people whose tokens have none. */
async function pruneActions({ olderThanMs = UNUSED_ENTRY_MS, dryRun }, host, cli) {
    const { GITHUB_TOKEN: token = '', GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = '' } = cli.env;
    if (token === '' || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
        (0,print/* print */.y)('Nothing was deleted: GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name) are needed\n', cli);
        return;
    }
    const address = api === '' ? 'https://api.github.com' : api;
    if (!URL.canParse(address))
        throw new errors/* UserError */.yo(`GITHUB_API_URL is not an address: ${JSON.stringify(api)}`);
    const module = await cli.loadPruneActions();
    const options = { api: new URL(address), repository, token, olderThanMs, dryRun };
    (0,print/* print */.y)((0,cache_text/* pruneActionsText */.Vw)(await module.pruneActions(options, host, cli.signal), dryRun), cli);
}
/** Milliseconds of Go's durations, and of days. */
function parseAge(where, text) {
    const days = /^(\d+)d$/.exec(text)?.[1];
    if (days !== undefined)
        return Number(days) * 24 * 3600 * 1000;
    try {
        return (0,duration/* parseDuration */.E)(text) / 1e6;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: 'Write 36h or 7d.', cause: error });
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/cli/build/chosen-step.js


/** @returns `undefined` for a text that names no step; with six digits it may be the start of a key */
function parseStepName(text) {
    if (/^\d{1,5}$/.test(text))
        return { kind: 'number', number: Number(text), text };
    const [, file, line] = /^(.+):(\d{1,7})$/.exec(text) ?? [];
    return file === undefined ? undefined : { kind: 'line', file, line: Number(line), text };
}
/** The operands `[STEP] CONTEXT`. Behind a step, the context may be left out: it is the current folder. */
function readStepAndContext(operands, { files, cwd }) {
    const [first = '', context] = operands;
    const step = parseStepName(first);
    if (context === undefined) {
        const alone = step !== undefined && !/^\w+:\/\//.test(first) && !files.isDirectory(external_node_path_.resolve(cwd, first));
        return alone ? { step, context: '.' } : { step: undefined, context: first };
    }
    if (step === undefined) {
        throw new errors/* UserError */.yo(`${JSON.stringify(first)} is not a step`, {
            hint: 'Write its number in the log, or its line: Dockerfile:9.',
        });
    }
    return { step, context };
}
/**
 * The steps that are meant: one for each platform that has it.
 *
 * @throws UserError if there is none
 */
function stepsNamed(name, steps, { options }) {
    if (name.kind === 'number') {
        const found = steps.filter(({ step }) => step.number === name.number);
        if (found.length > 0)
            return found;
        const last = Math.max(...steps.map(({ step }) => step.total));
        throw new errors/* UserError */.yo(`the build has no step ${name.number}: it has ${last}`);
    }
    const dockerfile = options.dockerfile ?? 'Dockerfile';
    if (external_node_path_.basename(name.file) !== external_node_path_.basename(dockerfile)) {
        throw new errors/* UserError */.yo(`${name.text} is not in the Dockerfile of the build, ${external_node_path_.basename(dockerfile)}`, {
            hint: `Add --file ${name.file} to look at the build of that file.`,
        });
    }
    const found = steps.filter(({ step }) => step.line <= name.line && name.line <= step.endLine);
    if (found.length > 0)
        return found;
    throw new errors/* UserError */.yo(`no step of the build is at ${name.text}`, {
        hint: 'The line has no instruction, or one of a stage that the target does not need.',
    });
}

// EXTERNAL MODULE: ./lib/cli/build/build-request.js
var build_request = __webpack_require__(48585);
// EXTERNAL MODULE: ./lib/cli/build/stdin-dockerfile.js
var stdin_dockerfile = __webpack_require__(78142);
;// CONCATENATED MODULE: ./lib/cli/cache/cache-verbs.js

















const { host: HOST } = table/* BUILD_TABLE */.gJ;
const listVerb = (0,verb/* defineVerb */.P)({
    name: 'cache ls',
    summary: 'list what is kept',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'What the builds of this machine have left',
            command: 'layer-build cache ls',
        },
        {
            does: 'What is in a cache in a registry',
            command: 'layer-build cache ls --from type=registry,ref=reg.example/app:cache',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                ...cache_access/* FROM */.hK,
                format: {
                    flag: '--format',
                    takes: (0,options_option/* one */.xH)('FORM', (0,plain_values/* choice */.Yq)(['table', 'json']), 'table'),
                    help: 'form of the list: table or json',
                },
            },
        },
        host: HOST,
        general: table/* GENERAL */.zm,
    },
    run: async ({ values: { own, host } }, cli) => {
        await list(own.from, own.format, (0,command_host/* hostOfCommand */.F)(host, cli), cli);
        return 0;
    },
});
const INSPECT_TABLE = { own: { title: 'Which cache', options: cache_access/* FROM */.hK }, ...build_request/* BUILD_FLAGS */.F };
const inspectVerb = (0,verb/* defineVerb */.P)({
    name: 'cache inspect',
    summary: 'show records in full',
    about: `Shows all of a record, as JSON: by the start of its key, of the digest of its layer, or of its instruction.

With the number of a step, or a line such as Dockerfile:9, it shows what is kept of that step of a build, the
last used first. The build is that of CONTEXT (the current folder without one), with the flags of build.`,
    operands: 'KEY|DIGEST|INSTRUCTION|STEP [CONTEXT]',
    count: [1, 2],
    examples: [
        { does: 'All that is known of the runs of an instruction', command: "layer-build cache inspect 'RUN npm ci'" },
        { does: 'What is kept of the fourth step of a build', command: 'layer-build cache inspect 4 .' },
        { does: 'What is kept of the step at a line', command: 'layer-build cache inspect Dockerfile:9 .' },
    ],
    table: INSPECT_TABLE,
    unsupported: unsupported_options/* UNSUPPORTED_OPTIONS */.n,
    run: async (call, cli) => {
        await inspect(call, cli);
        return 0;
    },
});
const verifyVerb = (0,verb/* defineVerb */.P)({
    name: 'cache verify',
    summary: 'check that nothing is damaged',
    about: 'Checks everything against its digest or its form. Exit code 1: something is damaged, and was not removed.',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove what is damaged',
            command: 'layer-build cache verify --fix',
        },
    ],
    table: {
        own: {
            title: 'Flags',
            options: {
                ...cache_access/* FROM */.hK,
                fix: { flag: '--fix', takes: options_option/* SWITCH */.Fo, help: 'remove what is damaged; it is fetched or made again' },
            },
        },
        host: HOST,
        general: table/* GENERAL */.zm,
    },
    run: ({ values: { own, host } }, cli) => verify(own.from, own.fix, (0,command_host/* hostOfCommand */.F)(host, cli), cli),
});
const explainVerb = (0,verb/* defineVerb */.P)({
    name: 'cache explain',
    summary: 'say which steps of a build would hit',
    about: `Says of each step of a build whether it would hit, or why not. Runs no step.

STEP is its number in the log, or a line such as Dockerfile:9. Behind it, CONTEXT may be left out.`,
    operands: '[STEP] CONTEXT',
    count: [1, 2],
    examples: [
        {
            does: 'Which steps of a build would run, and why',
            command: 'layer-build cache explain .',
        },
        {
            does: 'Only the fourth step',
            command: 'layer-build cache explain 4 .',
        },
        {
            does: 'Only the step at a line of the Dockerfile',
            command: 'layer-build cache explain Dockerfile:9 .',
        },
    ],
    table: build_request/* BUILD_FLAGS */.F,
    unsupported: unsupported_options/* UNSUPPORTED_OPTIONS */.n,
    run: explain,
});
/** The verbs that begin with `cache`. */
const cacheVerbs = [listVerb, inspectVerb, pruneVerb, verifyVerb, explainVerb];
async function list(from, format, host, cli) {
    const survey = await (0,cache_access/* withCache */.nT)(from, host, cli, (cache) => cache.survey());
    const { flag, takes } = cache_settings/* CACHE_SETTINGS */.d.maxBytes;
    const budget = (0,plain_values/* parseByteSize */.nS)(flag, takes.default);
    const text = format === 'json' ? `${JSON.stringify((0,cache_text/* surveyDocument */.KB)(survey, budget), null, 2)}\n` : (0,cache_text/* surveyTable */.bp)(survey, budget);
    (0,print/* print */.y)(text, cli);
}
async function inspect(call, cli) {
    const { values, operands } = call;
    const [wanted = '', second] = operands;
    const isMeant = parseStepName(wanted) === undefined && second === undefined
        ? (surveyed) => isCalled(surveyed, wanted)
        : await ofStep(call, cli);
    const host = (0,command_host/* hostOfCommand */.F)(values.host, cli);
    const { records } = await (0,cache_access/* withCache */.nT)(values.own.from, host, cli, (cache) => cache.survey());
    const found = records.filter(isMeant);
    if (found.length === 0) {
        throw new errors/* UserError */.yo(`there is no record for ${JSON.stringify(wanted)}`, { hint: 'See: layer-build cache ls' });
    }
    (0,print/* print */.y)(`${JSON.stringify(found.map(cache_text/* recordDocument */.bH), null, 2)}\n`, cli);
}
/** A test of whether a record is one of the step that the operands name. */
async function ofStep(call, cli) {
    const { step, context } = readStepAndContext(call.operands, cli);
    if (step === undefined)
        throw new errors/* UserError */.yo(`${JSON.stringify(call.operands[0])} is not a step`);
    const { request, steps } = await predict(call, context, cli);
    const named = stepsNamed(step, steps, request);
    return ({ record }) => named.some((predicted) => predicted.step.stage === record.stage && predicted.step.instruction === record.instruction);
}
/** By the start of its key or of a digest of its layer, or by the start of its instruction. */
function isCalled({ record }, wanted) {
    const hex = wanted.replace(/^sha256:/, '');
    const ids = [record.key, ...(record.layer === undefined ? [] : [record.layer.blob.digest, record.layer.diffId])];
    if (/^[a-f0-9]{6,}$/.test(hex) && ids.some((id) => (0,digest/* digestHex */.sU)(id).startsWith(hex)))
        return true;
    return wanted !== '' && record.instruction.startsWith(wanted);
}
async function verify(from, fix, host, cli) {
    const verified = await (0,cache_access/* withCache */.nT)(from, host, cli, (cache) => cache.verify(fix));
    (0,print/* print */.y)((0,cache_text/* verifyText */.Bn)(verified, fix), cli);
    return verified.damaged.length > 0 && !fix ? 1 : 0;
}
async function explain(call, cli) {
    const { step, context } = readStepAndContext(call.operands, cli);
    const { request, steps } = await predict(call, context, cli);
    (0,print/* print */.y)((0,cache_text/* predictionText */.lL)(step === undefined ? steps : stepsNamed(step, steps, request)), cli);
    return 0;
}
/** Looks up every step of the build that the flags describe. */
async function predict(call, context, cli) {
    const request = (0,build_request/* readBuildRequest */.o)({ ...call, operands: [context] }, cli, cli.stdin);
    for (const message of request.warnings)
        cli.stderr.write(`WARNING: ${message}\n`);
    const { explainBuild } = await cli.loadExplain();
    const steps = await (0,progress/* withProgress */.E0)(cli, (sink) => (0,stdin_dockerfile/* withDockerfile */.n)(request, cli, (options) => explainBuild({ ...options, written: request.written }, request.host, sink, cli.signal)));
    return { request, steps };
}


/***/ }),

/***/ 34783:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ age),
/* harmony export */   u: () => (/* binding */ goTime)
/* harmony export */ });
const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long ago something was made, in docker's words: `3 hours ago`, `About a minute ago`. `N/A` if it is not known. */
function age(created, now = Date.now()) {
    const time = Date.parse(created ?? '');
    // The zero time of Go stands for none.
    if (Number.isNaN(time) || created?.startsWith('0001-01-01') === true)
        return 'N/A';
    return `${duration(Math.max(0, (now - time) / 1000))} ago`;
}
/** As docker/go-units words it. */
function duration(seconds) {
    const hours = Math.round(seconds / HOUR);
    if (seconds < 1)
        return 'Less than a second';
    if (seconds < 2)
        return '1 second';
    if (seconds < 60)
        return `${Math.floor(seconds)} seconds`;
    if (seconds < 120)
        return 'About a minute';
    if (seconds < HOUR)
        return `${Math.floor(seconds / 60)} minutes`;
    if (hours === 1)
        return 'About an hour';
    if (hours < 48)
        return `${hours} hours`;
    if (hours < 2 * 7 * 24)
        return `${Math.floor(hours / 24)} days`;
    if (hours < 2 * 30 * 24)
        return `${Math.floor(hours / 24 / 7)} weeks`;
    if (hours < 2 * 365 * 24)
        return `${Math.floor(hours / 24 / 30)} months`;
    return `${Math.floor(seconds / DAY / 365)} years`;
}
/** A time in ISO 8601 and UTC as Go prints it: `2026-11-30 03:35:01 +0000 UTC`. */
function goTime(time) {
    return `${time.slice(0, 10)} ${time.slice(11, 19)} +0000 UTC`;
}


/***/ }),

/***/ 52680:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ dockerTable),
/* harmony export */   x: () => (/* binding */ oneCell)
/* harmony export */ });
/* harmony import */ var _console_display_width_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47615);

/** As docker's client calls Go's text/tabwriter: columns of at least 10, with 3 spaces behind the widest cell. */
const LEAST_WIDTH = 10;
const PADDING = 3;
/**
 * A table in docker's very columns: the last cell of a line is not padded, and a line with an empty last cell ends in spaces. Scripts cut
 * such tables by column.
 */
function dockerTable(lines) {
    const cells = lines.map((line) => line.map(oneCell));
    const widths = [];
    for (const line of cells) {
        for (const [column, cell] of line.slice(0, -1).entries()) {
            widths[column] = Math.max(widths[column] ?? LEAST_WIDTH, (0,_console_display_width_js__WEBPACK_IMPORTED_MODULE_0__/* .displayWidth */ .F)(cell) + PADDING);
        }
    }
    const padded = (cell, width) => cell + ' '.repeat(Math.max(0, width - (0,_console_display_width_js__WEBPACK_IMPORTED_MODULE_0__/* .displayWidth */ .F)(cell)));
    return cells
        .map((line) => `${line.map((cell, at) => (at === line.length - 1 ? cell : padded(cell, widths[at] ?? 0))).join('')}\n`)
        .join('');
}
/** The text may come from an image, which is not trusted: its control characters are shown as dots. */
function oneCell(text) {
    return text.replace(/\p{Cc}/gu, '·');
}


/***/ })

};
