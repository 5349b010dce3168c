export const id = 4535;
export const ids = [4535,8833];
export const modules = {

/***/ 77004:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ runtimeEnvironment),
/* harmony export */   s: () => (/* binding */ mergedEnvironment)
/* harmony export */ });
/**
 * The variables of a process in a container: those of the container, and what docker adds when a process starts. Those of a container come
 * last, so that they may say something else.
 *
 * @param more variables for this process alone
 */
function runtimeEnvironment({ process: own, settings }, terminal, more = []) {
    const made = [`HOSTNAME=${settings.hostname}`, ...(terminal ? ['TERM=xterm'] : [])];
    return mergedEnvironment([...made, ...own.env, ...more]);
}
/** Of several values of a variable, the last counts. */
function mergedEnvironment(lines) {
    const byName = new Map(lines.map((line) => [line.split('=', 1)[0] ?? '', line]));
    return [...byName.values()];
}


/***/ }),

/***/ 27828:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ signalName)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _worker_protocol_container_messages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13757);



/** A signal as a person writes it: `TERM`, `SIGTERM`, `sigterm` or `15`. @throws UserError for anything else */
function signalName(text) {
    const upper = text.toUpperCase().replace(/^SIG/, '');
    const byNumber = _worker_protocol_container_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .SIGNALS */ ._z.find((name) => node_os__WEBPACK_IMPORTED_MODULE_0__.constants.signals[`SIG${name}`] === Number(text));
    const name = /^\d+$/.test(text) ? byNumber : _worker_protocol_container_messages_js__WEBPACK_IMPORTED_MODULE_2__/* .SIGNALS */ ._z.find((each) => each === upper);
    if (name !== undefined)
        return name;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`there is no signal ${JSON.stringify(text)}`, { hint: 'Write it as TERM, SIGTERM or 15.' });
}


/***/ }),

/***/ 67748:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ CONTAINER_HEADINGS),
/* harmony export */   a: () => (/* binding */ containerRow)
/* harmony export */ });
/* harmony import */ var _go_template_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36459);
/* harmony import */ var _report_console_display_width_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47615);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23808);
/* harmony import */ var _command_age_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34783);




/** The fields of docker's `ps --format`, with their headings. */
const CONTAINER_HEADINGS = {
    Command: 'COMMAND',
    CreatedAt: 'CREATED AT',
    ID: 'CONTAINER ID',
    Image: 'IMAGE',
    Labels: 'LABELS',
    LocalVolumes: 'LOCAL VOLUMES',
    Mounts: 'MOUNTS',
    Names: 'NAMES',
    Networks: 'NETWORKS',
    Ports: 'PORTS',
    RunningFor: 'CREATED',
    Size: 'SIZE',
    State: 'STATE',
    Status: 'STATUS',
};
/** Columns of a command and of the path of a mount, without `--no-trunc`. */
const COMMAND = 20;
const MOUNT = 15;
/** A container as `ps` shows it. @param size absent: docker shows none then, unless it is asked for */
function containerRow({ container, state }, whole, size) {
    const { id, image, imageId, name, process, created, labels, mounts, settings } = container;
    const [program = '', ...args] = [...process.entrypoint, ...process.cmd];
    const command = [program, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
    const sources = mounts.flatMap((mount) => (mount.type === 'host' ? [mount.source] : []));
    return {
        Command: (0,_go_template_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .goQuoted */ .N)(whole ? command : cut(command, COMMAND)),
        CreatedAt: (0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .goTime */ .u)(created),
        ID: whole ? id : id.slice(0, 12),
        Image: image === imageId && !whole ? imageId.slice(7, 19) : image,
        Labels: Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(','),
        LocalVolumes: '0',
        Mounts: sources.map((source) => (whole ? source : cut(source, MOUNT))).join(','),
        Names: name,
        Networks: settings.network,
        Ports: '',
        RunningFor: (0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(created),
        Size: size === undefined ? '0B' : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .shortBytes */ .UD)(size.written)} (virtual ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__/* .shortBytes */ .UD)(size.all)})`,
        State: state.status,
        Status: statusOf(state),
    };
}
function statusOf(state) {
    switch (state.status) {
        case 'created':
            return 'Created';
        case 'running':
            return `Up ${(0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(state.started).replace(/ ago$/, '')}`;
        case 'exited':
            return `Exited (${state.exitCode}) ${(0,_command_age_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .K)(state.finished)}`;
    }
}
function cut(text, columns) {
    if ([...text].reduce((sum, character) => sum + widthOf(character), 0) <= columns)
        return text;
    const kept = [];
    let width = 1;
    for (const character of text) {
        width += widthOf(character);
        if (width > columns)
            break;
        kept.push(character);
    }
    return `${kept.join('')}…`;
}
/** Docker counts a control character as one column: it is shown by an escape, which nobody counts. */
function widthOf(character) {
    return character <= '\u007f' ? 1 : (0,_report_console_display_width_js__WEBPACK_IMPORTED_MODULE_3__/* .displayWidth */ .F)(character);
}


/***/ }),

/***/ 8833:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ exportVerb),
/* harmony export */   b: () => (/* binding */ cpVerb),
/* harmony export */   diffVerb: () => (/* binding */ diffVerb)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _app_options_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(88725);
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _container_verb_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7056);





const cpVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'cp',
    summary: 'copy files between a container and this machine',
    operands: 'CONTAINER:SOURCE DEST | SOURCE CONTAINER:DEST',
    count: [2, 2],
    examples: [
        { does: 'Take a report out of a container', command: 'layer-build cp web:/app/report.html .' },
        { does: 'Put a file into it', command: 'layer-build cp app.conf web:/etc/app.conf' },
    ],
    flags: {
        archive: { flag: ['-a', '--archive'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'files keep their owners in the container' },
        followLink: { flag: ['-L', '--follow-link'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'copy what a link at the source leads to' },
        quiet: { flag: ['-q', '--quiet'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .SWITCH */ .Fo, help: 'no effect: nothing is printed' },
    },
    run: async ({ containers, flags, operands: [source = '', dest = ''], cli }) => {
        const [from, to] = [placeOf(source), placeOf(dest)];
        if (from !== undefined && to !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('files are not copied between containers');
        if (from !== undefined) {
            const known = await containers.store.find(from.container);
            if (dest === '-' && cli.stdout.isTTY === true)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('an archive cannot be shown on a terminal');
            const place = dest === '-' ? '-' : absolute(dest, cli.cwd);
            await containers.copyOut(known, from.path, place, flags, cli.writeBytes);
            return 0;
        }
        if (to === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('one of the two has to be in a container: CONTAINER:PATH');
        const known = await containers.store.find(to.container);
        await containers.copyIn(known, source === '-' ? cli.stdin : absolute(source, cli.cwd), to.path, flags);
        return 0;
    },
});
/** `undefined` for a path of this machine: one that begins with `.` or `/`, or has no colon. */
function placeOf(text) {
    const colon = text.indexOf(':');
    if (colon < 1 || /^[./]/.test(text))
        return undefined;
    const below = text.slice(colon + 1);
    return { container: text.slice(0, colon), path: below.startsWith('/') ? below : `/${below}` };
}
/** A slash or a dot at the end means something. */
function absolute(text, cwd) {
    const end = /\/\.?$/.exec(text)?.[0] ?? '';
    const whole = node_path__WEBPACK_IMPORTED_MODULE_0__.resolve(cwd, text);
    return text === '.' ? `${whole}/.` : whole === '/' ? whole : whole + end;
}
const exportVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'export',
    summary: 'write the files of a container as a tar',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'The files of a container as a tar', command: 'layer-build export -o web.tar web' }],
    flags: {
        output: {
            flag: ['-o', '--output'],
            takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_2__/* .one */ .xH)('FILE', _app_options_values_plain_values_js__WEBPACK_IMPORTED_MODULE_1__/* .absolutePath */ .Hi),
            help: 'file to write',
            otherwise: 'standard output',
        },
    },
    run: async ({ containers, flags, operands: [query = ''], cli }) => {
        if (flags.output === undefined && cli.stdout.isTTY === true) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo('an archive cannot be shown on a terminal', { hint: 'Give a file with --output.' });
        }
        await containers.export(await containers.store.find(query), flags.output, cli.writeBytes);
        return 0;
    },
});
const diffVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_4__/* .containerVerb */ .XX)({
    name: 'container diff',
    summary: 'list what a container added (A), changed (C) and deleted (D)',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'See what a command has changed', command: 'layer-build container diff web' }],
    flags: {},
    run: async ({ containers, operands: [query = ''], cli }) => {
        const changes = await containers.changes(await containers.store.find(query));
        cli.stdout.write(changes.map(({ kind, path: at }) => `${kind} ${at}\n`).join(''));
        return 0;
    },
});


/***/ }),

/***/ 57156:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ containerFilter),
/* harmony export */   m: () => (/* binding */ FILTER_FLAG)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_point_in_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66123);



const FILTER_FLAG = {
    flag: '--filter',
    takes: (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('KEY=VALUE', (_where, texts) => texts),
    help: 'only those that fit, e.g. status=exited or name=web',
};
const ALL = ['id', 'name', 'status', 'exited', 'ancestor', 'label', 'before', 'since'];
/**
 * As docker filters containers: of the values of one key any must fit, but of `label` all, and each key has to.
 *
 * @param all the containers that `before` and `since` may name
 * @param imagesNamed the images that have a name, for `ancestor`
 * @throws UserError for a filter that there is not
 */
function containerFilter(texts, all, imagesNamed = () => new Set(), keys = ALL) {
    const byKey = new Map();
    for (const text of texts) {
        const equals = text.indexOf('=');
        const negated = text[equals - 1] === '!';
        const key = text.slice(0, Math.max(0, equals));
        if (!keys.includes(key)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`there is no filter ${JSON.stringify(key)}`, { hint: `There is ${keys.join(', ')}.` });
        }
        const test = testOf(negated ? key.slice(0, -1) : key, text.slice(equals + 1), { all, imagesNamed });
        byKey.set(key, [...(byKey.get(key) ?? []), negated ? (known) => !test(known) : test]);
    }
    return (known) => [...byKey].every(([key, tests]) => key.startsWith('label') ? tests.every((test) => test(known)) : tests.some((test) => test(known)));
}
function testOf(key, value, { all, imagesNamed }) {
    const created = ({ container }) => Date.parse(container.created);
    const other = () => {
        const found = all.find(({ container }) => container.name === value || container.id.startsWith(value));
        if (found === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`no such container: ${value}`);
        return created(found);
    };
    switch (key) {
        case 'id':
            return ({ container }) => container.id.startsWith(value);
        case 'name':
            return nameTest(value.replace(/^\//, ''));
        case 'status':
            return ({ state }) => state.status === value;
        case 'exited':
            return ({ state }) => state.status === 'exited' && state.exitCode === Number(value);
        case 'ancestor': {
            const named = imagesNamed(value);
            return ({ container }) => container.image === value || named.has(container.imageId) || isId(container.imageId, value);
        }
        case 'label': {
            const equals = value.indexOf('=');
            const name = equals < 0 ? value : value.slice(0, equals);
            return ({ container: { labels } }) => Object.hasOwn(labels, name) && (equals < 0 || labels[name] === value.slice(equals + 1));
        }
        case 'until': {
            const limit = (0,_text_point_in_time_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePointInTime */ .k)(value);
            return (known) => created(known) < limit;
        }
        default: {
            const limit = other();
            return key === 'before' ? (known) => created(known) < limit : (known) => created(known) > limit;
        }
    }
}
/** A part of the name, or an expression for it: `^web$`. */
function nameTest(value) {
    let expression;
    try {
        expression = new RegExp(value, 'u');
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`the filter name=${value} is no regular expression`, { cause: error });
    }
    return ({ container }) => expression.test(container.name);
}
function isId(imageId, value) {
    return (/^[0-9a-f]{4,}$/.test(value.replace('sha256:', '')) && imageId.startsWith(`sha256:${value.replace('sha256:', '')}`));
}


/***/ }),

/***/ 78228:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ pruneContainers)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _filters_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57156);


/**
 * Removes the containers that do not run and fit the filters. As docker does, it leaves one that was started or removed meanwhile, or that
 * another process uses, and goes on.
 *
 * @throws UserError for a filter that there is not; InfraError if the worker is needed and cannot be started
 */
async function pruneContainers(containers, filters, cli) {
    const all = await containers.store.list();
    const fits = (0,_filters_js__WEBPACK_IMPORTED_MODULE_1__/* .containerFilter */ .e)(filters, all, undefined, ['until', 'label', 'label!']);
    const removed = [];
    let bytes = 0;
    for (const { container } of all.filter((known) => known.state.status !== 'running' && fits(known))) {
        const { id, name } = container;
        // Those before it may have taken long.
        const known = await containers.store.read(id);
        if (known === undefined || known.state.status === 'running')
            continue;
        try {
            bytes += await containers.remove(known);
            removed.push(id);
        }
        catch (error) {
            cli.signal.throwIfAborted();
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
                throw error;
            cli.stderr.write(`WARNING: container ${name} is not removed: ${error.message}\n`);
        }
    }
    return { text: removed.length === 0 ? '' : `Deleted Containers:\n${removed.join('\n')}\n\n`, bytes };
}


/***/ }),

/***/ 44535:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  containerVerbs: () => (/* binding */ containerVerbs)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/cli/containers/container-verb.js
var container_verb = __webpack_require__(7056);
;// CONCATENATED MODULE: ./lib/cli/containers/commit-verb.js


/** True unless it is given as `false`. */
const UNLESS_FALSE = {
    count: 'switch',
    placeholder: '',
    read: (_where, texts) => texts.at(-1) !== 'false',
};
const commitVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'commit',
    summary: 'make an image of what a container has become',
    operands: 'CONTAINER [IMAGE]',
    count: [1, 2],
    examples: [
        {
            does: 'Keep what was tried in a container as an image',
            command: 'layer-build commit -m "fixed by hand" web app:fixed',
        },
    ],
    flags: {
        author: { flag: ['-a', '--author'], takes: (0,options_option/* one */.xH)('NAME', options_option/* asWritten */.qm), help: 'author of the image' },
        message: { flag: ['-m', '--message'], takes: (0,options_option/* one */.xH)('TEXT', options_option/* asWritten */.qm), help: 'what was done, for the history' },
        changes: {
            flag: ['-c', '--change'],
            takes: (0,options_option/* many */._d)('INSTRUCTION', (_where, texts) => texts),
            help: 'instruction of a Dockerfile that changes the config, e.g. CMD ["node"]',
        },
        pause: {
            flag: ['-p', '--pause'],
            takes: UNLESS_FALSE,
            help: 'stop the processes of the container meanwhile',
            otherwise: 'true',
        },
    },
    run: async ({ containers, flags, operands: [query = '', name], cli }) => {
        const known = await containers.store.find(query);
        const { author, message, changes, pause } = flags;
        const commit = { name, author, message, changes, pause };
        cli.stdout.write(`${await containers.commit(known, commit)}\n`);
        return 0;
    },
});

// EXTERNAL MODULE: ./lib/cli/containers/copy-verbs.js
var copy_verbs = __webpack_require__(8833);
// EXTERNAL MODULE: ./lib/app/containers/signal-name.js
var signal_name = __webpack_require__(27828);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/cli/command/confirm.js
var command_confirm = __webpack_require__(78344);
// EXTERNAL MODULE: ./lib/cli/containers/filters.js
var filters = __webpack_require__(57156);
// EXTERNAL MODULE: ./lib/cli/containers/prune-containers.js
var prune_containers = __webpack_require__(78228);
// EXTERNAL MODULE: ./lib/cli/containers/refused-flags.js
var refused_flags = __webpack_require__(3005);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/cli/containers/seconds.js
var seconds = __webpack_require__(97594);
;// CONCATENATED MODULE: ./lib/cli/containers/stop.js




/** Seconds that a container gets to end by itself, as docker gives it. */
const STOP_TIME = 10;
/** Milliseconds from the end of a container until the store says so, at most. */
const WRITTEN_DOWN = 5000;
/** The flags of the verbs that end containers. */
const STOP_FLAGS = {
    time: {
        flag: ['-t', '--time'],
        also: ['--timeout'],
        takes: (0,options_option/* one */.xH)('SECONDS', seconds/* seconds */.Y),
        help: 'seconds to wait before KILL',
        otherwise: "the container's, or 10",
    },
    signal: { flag: ['-s', '--signal'], takes: (0,options_option/* one */.xH)('SIGNAL', options_option/* asWritten */.qm), help: 'signal', otherwise: "the container's" },
};
/** Ends a container, if it runs: by its signal, and after a while by KILL. */
async function stopOne(containers, { container, state }, { time: given, signal }) {
    if (state.status !== 'running')
        return;
    const name = (0,signal_name/* signalName */.y)(signal ?? container.stopSignal);
    const time = given ?? container.stopTimeout ?? STOP_TIME;
    const ended = containers.wait(container.id).then(() => true);
    ended.catch(() => undefined);
    const send = (each) => containers.kill(container, each).catch(async (error) => {
        // It may have ended meanwhile: nobody answers any more, before it is written down that it has.
        if (!(await Promise.race([ended, (0,promises_.setTimeout)(WRITTEN_DOWN, false, { ref: false })])))
            throw error;
    });
    await send(name);
    const inTime = await Promise.race([ended, (0,promises_.setTimeout)(time < 0 ? 2 ** 31 - 1 : time * 1000, false, { ref: false })]);
    if (!inTime)
        await send('KILL');
    await ended;
}

;// CONCATENATED MODULE: ./lib/cli/containers/end-verbs.js










const stopVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'stop',
    summary: 'end containers: by their stop signal, and after a while by KILL',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'End a container, after 30 seconds by force', command: 'layer-build stop -t 30 web' }],
    flags: STOP_FLAGS,
    run: ({ containers, flags, ...call }) => (0,container_verb/* forEach */.jJ)(call, async (query) => {
        await stopOne(containers, await containers.store.find(query), flags);
        return undefined;
    }),
});
const killVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'kill',
    summary: 'send a signal to containers',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'Let a server read its settings again', command: 'layer-build kill -s HUP web' }],
    flags: { signal: { flag: ['-s', '--signal'], takes: (0,options_option/* one */.xH)('SIGNAL', options_option/* asWritten */.qm, 'KILL'), help: 'signal' } },
    run: ({ containers, flags, ...call }) => (0,container_verb/* forEach */.jJ)(call, async (query) => {
        const { container } = await containers.store.find(query);
        const name = (0,signal_name/* signalName */.y)(flags.signal);
        const ended = name === 'KILL' ? containers.wait(container.id) : undefined;
        ended?.catch(() => undefined);
        await containers.kill(container, name);
        await ended;
        return undefined;
    }),
});
const waitVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'wait',
    summary: 'wait until containers have ended, and print their exit codes',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'Wait for a container, and print its exit code', command: 'layer-build wait web' }],
    flags: {},
    run: ({ containers, ...call }) => (0,container_verb/* forEach */.jJ)(call, async (query) => String(await containers.wait(query))),
});
const rmVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'rm',
    summary: 'remove containers',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'End and remove a container', command: 'layer-build rm -f web' }],
    unsupported: refused_flags/* LINKS */.A,
    flags: {
        force: { flag: ['-f', '--force'], takes: options_option/* SWITCH */.Fo, help: 'also those that run: they are killed' },
        volumes: { flag: ['-v', '--volumes'], takes: options_option/* SWITCH */.Fo, help: 'no effect: there are no volumes' },
    },
    run: ({ containers, flags, ...call }) => (0,container_verb/* forEach */.jJ)(call, async (query) => {
        const known = await containers.store.find(query);
        if (known.state.status === 'running') {
            if (!flags.force) {
                throw new errors/* UserError */.yo(`container ${query} is running`, { hint: 'Stop it first, or use --force.' });
            }
            await stopOne(containers, known, { time: 0, signal: 'KILL' });
        }
        await containers.remove(known);
        return undefined;
    }),
});
const pruneVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'container prune',
    summary: 'remove all containers that do not run',
    operands: '',
    count: [0, 0],
    examples: [
        {
            does: 'Remove containers that are more than a day old',
            command: 'layer-build container prune --filter until=24h',
        },
    ],
    flags: {
        force: command_confirm/* FORCE_PRUNE */.D,
        filter: filters/* FILTER_FLAG */.m,
    },
    run: async ({ containers, flags, cli }) => {
        if (!flags.force && !(await (0,command_confirm/* confirmed */.q)('This will remove all stopped containers.', cli)))
            return 0;
        const { text, bytes } = await (0,prune_containers/* pruneContainers */.z)(containers, flags.filter, cli);
        cli.stdout.write(`${text}Total reclaimed space: ${(0,format/* shortBytes */.UD)(bytes, 4)}\n`);
        return 0;
    },
});

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./lib/app/containers/env-file.js
var env_file = __webpack_require__(11774);
// EXTERNAL MODULE: ./lib/app/containers/runtime-environment.js
var runtime_environment = __webpack_require__(77004);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/cli/containers/attached.js
var attached = __webpack_require__(23551);
// EXTERNAL MODULE: ./lib/cli/containers/new-container-flags.js + 1 modules
var new_container_flags = __webpack_require__(19635);
// EXTERNAL MODULE: ./lib/cli/containers/printer.js
var containers_printer = __webpack_require__(32255);
;// CONCATENATED MODULE: ./lib/cli/containers/exec-verb.js










const execVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'exec',
    summary: 'run a command in a container that runs',
    operands: 'CONTAINER COMMAND…',
    count: [2, Infinity],
    examples: [{ does: 'A shell in a container that runs', command: 'layer-build exec -it web sh' }],
    flagsFirst: true,
    unsupported: refused_flags/* REFUSED_EXEC_FLAGS */.PN,
    flags: {
        stdin: { flag: ['-i', '--interactive'], takes: options_option/* SWITCH */.Fo, help: 'pass on standard input' },
        terminal: { flag: ['-t', '--tty'], takes: options_option/* SWITCH */.Fo, help: 'give the command a terminal' },
        detach: { flag: ['-d', '--detach'], takes: options_option/* SWITCH */.Fo, help: 'do not wait for the command' },
        env: { flag: ['-e', '--env'], takes: (0,options_option/* many */._d)('NAME[=VALUE]', new_container_flags/* readVariables */.Ch), help: 'variable for the command' },
        envFiles: {
            flag: '--env-file',
            takes: (0,options_option/* many */._d)('FILE', (where, texts, environment) => texts.map((text) => (0,plain_values/* absolutePath */.Hi)(where, text, environment))),
            help: 'file with a variable in each line',
        },
        cwd: {
            flag: ['-w', '--workdir'],
            takes: (0,options_option/* one */.xH)('DIR', options_option/* asWritten */.qm),
            help: 'working directory',
            otherwise: "the container's",
        },
        user: { flag: ['-u', '--user'], takes: (0,options_option/* one */.xH)('USER[:GROUP]', options_option/* asWritten */.qm), help: 'user', otherwise: "the container's" },
    },
    run: async ({ containers, flags, operands: [query = '', ...argv], cli }) => {
        const { stdin, terminal, detach } = flags;
        if (!detach)
            (0,attached/* requireTerminal */._8)({ stdin, terminal }, cli);
        const { container } = await containers.store.find(query);
        const own = container.process;
        const fromFiles = [];
        for (const file of flags.envFiles)
            fromFiles.push(...(await (0,env_file/* parseEnvFile */.F)(file, cli.readFile(file), cli.env)));
        const process = {
            argv,
            env: (0,runtime_environment/* runtimeEnvironment */.W)(container, terminal, [...fromFiles, ...flags.env]),
            cwd: posix_.resolve(own.cwd, flags.cwd ?? '.'),
            user: flags.user ?? own.user,
            capabilities: own.capabilities,
            terminal: terminal ? ((0,attached/* sizeFor */.Rf)(true, cli) ?? { rows: 24, columns: 80 }) : undefined,
            stdin: stdin || terminal,
        };
        const printer = new containers_printer/* Printer */.x(cli);
        const session = await containers.ask(container, { type: 'exec', process, attach: !detach }, printer.output);
        if (detach) {
            await session.started;
            session.detach();
            return 0;
        }
        // Docker's exec does not pass signals on; the terminal's keys are input.
        const end = await (0,attached/* attach */.K0)(session, { stdin, terminal }, cli, printer);
        if (end === 'detached')
            session.detach();
        return end === 'detached' ? 0 : end;
    },
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/app/containers/container-log.js






/** Bytes after which a line is cut, as Docker does. */
const LONGEST = 16 * 1024;
const NEWLINE = 0x0a;
/** Writes what a container prints. */
class ContainerLog {
    #fd;
    #pending = new Map();
    constructor(file) {
        this.#fd = openSync(file, 'a', 0o600);
    }
    add(stream, data) {
        let rest = Buffer.concat([this.#pending.get(stream) ?? Buffer.alloc(0), data]);
        const lines = [];
        for (;;) {
            const at = rest.indexOf(NEWLINE);
            const end = at >= 0 && at < LONGEST ? at + 1 : rest.length > LONGEST ? LONGEST : 0;
            if (end === 0)
                break;
            lines.push(this.#line(stream, rest.subarray(0, end)));
            rest = rest.subarray(end);
        }
        this.#pending.set(stream, Buffer.from(rest));
        if (lines.length > 0)
            appendFileSync(this.#fd, lines.join(''));
    }
    close() {
        for (const [stream, rest] of this.#pending)
            if (rest.length > 0)
                appendFileSync(this.#fd, this.#line(stream, rest));
        closeSync(this.#fd);
    }
    #line(stream, text) {
        const line = { log: text.toString(), stream, time: new Date().toISOString() };
        return `${JSON.stringify(line)}\n`;
    }
}
const logLine = (0,object/* object */.Ik)({ log: decoder/* string */.Yj, stream: (0,decoder/* oneOf */.yL)('stdout', 'stderr'), time: (0,decoder/* stringUpTo */._m)(64) });
/** Reads a log to its end. Lines that are damaged are left out. */
class LogReader {
    #file;
    #position = 0;
    #rest = '';
    constructor(file) {
        this.#file = file;
    }
    /** What was added since the last call. */
    async *next() {
        let handle;
        try {
            handle = await (0,external_node_fs_promises_.open)(this.#file);
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return;
            throw error;
        }
        try {
            const buffer = Buffer.alloc(64 * 1024);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#position);
                if (bytesRead === 0)
                    return;
                this.#position += bytesRead;
                // As latin1, since a character may be cut in two.
                const lines = (this.#rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
                this.#rest = lines.pop() ?? '';
                for (const line of lines) {
                    const parsed = parseLine(line);
                    if (parsed !== undefined)
                        yield parsed;
                }
            }
        }
        finally {
            await handle.close();
        }
    }
}
function parseLine(line) {
    try {
        return (0,json_document/* decodeDocument */.w)(logLine, Buffer.from(line, 'latin1'), { name: 'a line of a log', maxBytes: 8 * LONGEST });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/text/point-in-time.js
var point_in_time = __webpack_require__(66123);
;// CONCATENATED MODULE: ./lib/cli/containers/logs-verb.js






/** Milliseconds between two looks at a log that grows. */
const LOOK = 100;
const logsVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'logs',
    summary: 'show what a container printed',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'The last lines, and all that come', command: 'layer-build logs -f --tail 20 web' }],
    flags: {
        follow: { flag: ['-f', '--follow'], takes: options_option/* SWITCH */.Fo, help: 'go on until the container has ended' },
        tail: { flag: ['-n', '--tail'], takes: (0,options_option/* one */.xH)('LINES', lineCount, 'all'), help: 'how many of the last lines' },
        since: {
            flag: '--since',
            takes: (0,options_option/* one */.xH)('TIME', pointInTime),
            help: 'only what was printed since then: 10m, 2026-01-31T12:00:00Z',
        },
        until: { flag: '--until', takes: (0,options_option/* one */.xH)('TIME', pointInTime), help: 'only what was printed before' },
        details: { flag: '--details', takes: options_option/* SWITCH */.Fo, help: 'no effect: there are no details' },
        timestamps: { flag: ['-t', '--timestamps'], takes: options_option/* SWITCH */.Fo, help: 'with times' },
    },
    run: async ({ containers, flags, operands: [query = ''], cli }) => {
        const { container } = await containers.store.find(query);
        const reader = new LogReader(containers.store.log(container.id));
        const { since = -Infinity, until = Infinity } = flags;
        const print = async (line) => {
            const time = Date.parse(line.time);
            if (time >= since && time <= until)
                await printLine(line, flags.timestamps, cli);
        };
        const last = [];
        for await (const line of reader.next()) {
            if (flags.tail === undefined)
                await print(line);
            else {
                last.push(line);
                if (last.length > flags.tail)
                    last.shift();
            }
        }
        for (const line of last)
            await print(line);
        while (flags.follow && Date.now() <= until) {
            // Looked at before the log: what was printed until then is in it.
            const state = (await containers.store.read(container.id))?.state.status;
            for await (const line of reader.next())
                await print(line);
            if (state !== 'running')
                break;
            await (0,promises_.setTimeout)(LOOK, undefined, { signal: cli.signal });
        }
        return 0;
    },
});
function printLine({ log, stream, time }, timestamps, cli) {
    const text = Buffer.from(timestamps ? `${time} ${log}` : log);
    return cli.writeBytes(text, stream);
}
function pointInTime(where, text) {
    try {
        return (0,point_in_time/* parsePointInTime */.k)(text);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw new errors/* UserError */.yo(`${where}: ${error.message}`, { hint: error.hint });
        throw error;
    }
}
/** `undefined` is all. */
function lineCount(where, text) {
    if (text === 'all' || /^-\d+$/.test(text))
        return undefined;
    if (/^\d{1,9}$/.test(text))
        return Number(text);
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is not a number of lines`);
}

// EXTERNAL MODULE: ./lib/report/listing/row-format.js
var row_format = __webpack_require__(50809);
// EXTERNAL MODULE: ./lib/cli/command/format-flag.js
var format_flag = __webpack_require__(31272);
// EXTERNAL MODULE: ./lib/cli/command/print.js
var print = __webpack_require__(65651);
// EXTERNAL MODULE: ./lib/cli/containers/container-rows.js
var container_rows = __webpack_require__(67748);
;// CONCATENATED MODULE: ./lib/cli/containers/ps-verb.js








const PS_FLAGS = {
    all: { flag: ['-a', '--all'], takes: options_option/* SWITCH */.Fo, help: 'also those that do not run' },
    quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'only ids' },
    noTrunc: { flag: '--no-trunc', takes: options_option/* SWITCH */.Fo, help: 'whole ids and commands' },
    latest: { flag: ['-l', '--latest'], takes: options_option/* SWITCH */.Fo, help: 'only the one that was made last' },
    last: { flag: ['-n', '--last'], takes: (0,options_option/* one */.xH)('COUNT', count), help: 'only so many that were made last' },
    size: { flag: ['-s', '--size'], takes: options_option/* SWITCH */.Fo, help: 'how much each wrote, and that with its image' },
    filter: { ...filters/* FILTER_FLAG */.m, flag: ['-f', '--filter'] },
    format: format_flag/* FORMAT */.u,
};
const FORM = {
    headings: container_rows/* CONTAINER_HEADINGS */.W,
    columns: ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'],
};
/** `ps`, and the names that docker has for it. */
function psVerb(name) {
    return (0,container_verb/* containerVerb */.XX)({
        name,
        summary: 'list containers',
        operands: '',
        count: [0, 0],
        examples: [{ does: 'List all containers, also those that ended', command: `layer-build ${name} -a` }],
        flags: PS_FLAGS,
        run: async ({ containers, flags, cli }) => {
            const { all, quiet, noTrunc, latest, format } = flags;
            const known = await containers.store.list();
            const fits = (0,filters/* containerFilter */.e)(flags.filter, known, await containers.imageNames());
            const last = latest ? 1 : flags.last;
            const anyState = all || last !== undefined || flags.filter.some(aboutState);
            const wanted = known.filter((each) => fits(each) && (anyState || each.state.status === 'running'));
            // As docker, which looks at what the template names.
            const isSized = flags.size || /\.Size\b/.test(format ?? '');
            const rows = [];
            for (const each of wanted.slice(0, last))
                rows.push((0,container_rows/* containerRow */.a)(each, noTrunc, isSized && !quiet ? await containers.size(each) : undefined));
            const form = flags.size ? { ...FORM, columns: [...FORM.columns, 'Size'] } : FORM;
            if (quiet && format === undefined)
                (0,print/* print */.y)(rows.map(({ ID }) => `${ID}\n`).join(''), cli);
            else
                (0,print/* print */.y)((0,row_format/* formatRows */.d)(form, rows, format), cli);
            return 0;
        },
    });
}
/** Docker lists all containers if a filter is about what they have become. */
function aboutState(text) {
    return /^(?:status|exited)=/.test(text);
}
function count(where, text) {
    // Docker's default.
    if (text === '-1')
        return undefined;
    if (/^\d{1,6}$/.test(text))
        return Number(text);
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is not a number`);
}

;// CONCATENATED MODULE: ./lib/cli/containers/rename-verb.js


const renameVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'rename',
    summary: 'give a container another name',
    operands: 'CONTAINER NAME',
    count: [2, 2],
    examples: [{ does: 'Keep a container beside a new one', command: 'layer-build rename web web-before' }],
    flags: {},
    run: async ({ containers, operands: [query = '', name = ''] }) => {
        const known = await containers.store.find(query);
        if (known.container.name === name)
            throw new errors/* UserError */.yo('a container is renamed to a name that it does not have');
        await containers.store.rename(known, name);
        return 0;
    },
});

// EXTERNAL MODULE: ./lib/cli/containers/run-verb.js
var run_verb = __webpack_require__(56730);
;// CONCATENATED MODULE: ./lib/cli/containers/start-verbs.js







const startVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'start',
    summary: 'start containers that do not run, with what they have written',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'Start a container again, and show what it prints', command: 'layer-build start -a web' }],
    unsupported: [...refused_flags/* DETACH_KEYS */.pz, ...refused_flags/* CHECKPOINTS */.YV],
    flags: {
        attach: { flag: ['-a', '--attach'], takes: options_option/* SWITCH */.Fo, help: 'show its output, and end with its exit code' },
        interactive: { flag: ['-i', '--interactive'], takes: options_option/* SWITCH */.Fo, help: 'pass on standard input' },
    },
    run: async (call) => {
        const { containers, operands, flags, cli } = call;
        if (!flags.attach && !flags.interactive) {
            return (0,container_verb/* forEach */.jJ)(call, async (query) => {
                await startOne(call, await containers.store.find(query));
                return undefined;
            });
        }
        const [query = '', ...others] = operands;
        if (others.length > 0)
            throw new errors/* UserError */.yo('you cannot start and attach several containers at once');
        const known = await containers.store.find(query);
        const { terminal } = known.container.process;
        const stdin = flags.interactive && known.container.process.stdin;
        (0,attached/* requireTerminal */._8)({ stdin, terminal }, cli);
        const printer = new containers_printer/* Printer */.x(cli);
        const size = (0,attached/* sizeFor */.Rf)(terminal, cli);
        const session = await containers.start(known, { attach: true, owner: true, terminal: size }, printer.output);
        const signals = terminal && stdin ? undefined : { ended: () => containers.ended(known.container) };
        const end = await (0,attached/* attach */.K0)(session, { stdin, terminal, signals }, cli, printer);
        if (end !== 'detached')
            return end;
        session.detach();
        return 0;
    },
});
/** @throws UserError when its command cannot be executed */
async function startOne({ containers, cli }, known) {
    const terminal = (0,attached/* sizeFor */.Rf)(known.container.process.terminal, cli);
    const failed = await containers.startDetached(known, terminal, (text) => cli.stderr.write(text));
    if (failed !== undefined)
        throw new errors/* UserError */.yo(`container ${known.container.name} could not be started`);
}
const restartVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'restart',
    summary: 'end containers if they run, and start them again',
    operands: 'CONTAINER…',
    count: [1, Infinity],
    examples: [{ does: 'Start a container anew, at once', command: 'layer-build restart -t 0 web' }],
    flags: STOP_FLAGS,
    run: (call) => (0,container_verb/* forEach */.jJ)(call, async (query) => {
        const { containers, flags } = call;
        await stopOne(containers, await containers.store.find(query), flags);
        await startOne(call, await containers.store.find(query));
        return undefined;
    }),
});
const attachVerb = (0,container_verb/* containerVerb */.XX)({
    name: 'attach',
    summary: 'connect with a container that runs',
    operands: 'CONTAINER',
    count: [1, 1],
    examples: [{ does: 'See what a container prints from now on', command: 'layer-build attach --no-stdin web' }],
    unsupported: refused_flags/* DETACH_KEYS */.pz,
    flags: {
        noStdin: { flag: '--no-stdin', takes: options_option/* SWITCH */.Fo, help: 'do not pass on standard input' },
        signalProxy: attached/* SIGNAL_PROXY */.wU,
    },
    run: async ({ containers, flags, operands: [query = ''], cli }) => {
        const { container } = await containers.store.find(query);
        const { terminal } = container.process;
        const stdin = container.process.stdin && !flags.noStdin;
        (0,attached/* requireTerminal */._8)({ stdin, terminal }, cli);
        const printer = new containers_printer/* Printer */.x(cli);
        const session = await containers.ask(container, { type: 'attach', terminal: (0,attached/* sizeFor */.Rf)(terminal, cli) }, printer.output);
        const signals = (terminal && stdin) || !flags.signalProxy ? undefined : { ended: () => containers.ended(container) };
        const end = await (0,attached/* attach */.K0)(session, { stdin, terminal, signals }, cli, printer);
        if (end !== 'detached')
            return end;
        session.detach();
        return 0;
    },
});

;// CONCATENATED MODULE: ./lib/cli/containers/verbs.js









const OWN = [
    ...[
        run_verb.runVerb,
        run_verb/* createVerb */.s,
        startVerb,
        restartVerb,
        attachVerb,
        execVerb,
        psVerb('ps'),
        logsVerb,
        waitVerb,
        stopVerb,
        killVerb,
        rmVerb,
        renameVerb,
    ],
    ...[commitVerb, copy_verbs/* cpVerb */.b, copy_verbs/* exportVerb */.C],
];
/** The verbs that have to do with containers, as they are typed. */
const containerVerbs = [
    ...OWN,
    // As docker, each is also a verb of `container`.
    ...OWN.map(belowContainer),
    psVerb('container ls'),
    psVerb('container list'),
    copy_verbs.diffVerb,
    pruneVerb,
];
function belowContainer(verb) {
    const examples = verb.examples.map(({ does, command }) => ({
        does,
        command: command.replaceAll('layer-build ', 'layer-build container '),
    }));
    return { ...verb, name: `container ${verb.name}`, examples };
}


/***/ }),

/***/ 87693:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yu: () => (/* binding */ settingsInKey),
/* harmony export */   n: () => (/* binding */ runSettings),
/* harmony export */   qN: () => (/* binding */ DEFAULT_HOSTNAME)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90139);



/** For the settings on their way to the worker. */
const runSettings = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    network: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('host', 'none'),
    extraHosts: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, ip: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj })),
    shmSize: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    ulimits: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, soft: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd, hard: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd })),
    hostname: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
});
/** BuildKit's. Some programs write it into their output. */
const DEFAULT_HOSTNAME = 'buildkitsandbox';
/**
 * The settings as part of a RUN's key, all but the network. The names, their order and the missing default host name are those of
 * earlier versions: another text would make a miss of every RUN.
 */
function settingsInKey({ extraHosts, hostname, shmSize, ulimits }) {
    return {
        hosts: extraHosts,
        hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
        shmSize,
        ulimits,
    };
}


/***/ }),

/***/ 23525:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ JsonDocument),
/* harmony export */   w: () => (/* binding */ decodeDocument)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _parse_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51289);



/** A JSON document that another program wrote: from a registry, a service or an archive. */
class JsonDocument {
    #name;
    #value;
    constructor(name, value) {
        this.#name = name;
        this.#value = value;
    }
    /**
     * @param name for messages: `manifest of node:22`
     * @throws InfraError for what `parseJson` does not accept
     */
    static parse(source, name, maxBytes) {
        return new JsonDocument(name, orInfraError(name, () => (0,_parse_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .q)(source, maxBytes)));
    }
    /** @throws InfraError for what the decoder does not accept */
    decode(decoder) {
        return orInfraError(this.#name, () => decoder(this.#value));
    }
}
/** @throws InfraError when the decoder does not accept the source */
function decodeDocument(decoder, source, { name, maxBytes }) {
    return JsonDocument.parse(source, name, maxBytes).decode(decoder);
}
function orInfraError(name, read) {
    return (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .orThrow */ .aU)(read, (error) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${name}: ${error.message}`, { cause: error }));
}


/***/ }),

/***/ 26873:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ unionByPresence),
/* harmony export */   K: () => (/* binding */ union)
/* harmony export */ });
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40681);


/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
function union(tag, members) {
    const all = new Map(Object.entries(members));
    const expected = `one of ${[...all.keys()].join(', ')}`;
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
        const member = typeof kind === 'string' ? all.get(kind) : undefined;
        if (member === undefined)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(expected, kind, [tag]);
        return { [tag]: kind, ...member(value) };
    };
}
/** A union of two, of which only the first has the field `name`. */
function unionByPresence(name, having, lacking) {
    return (value) => (Object.hasOwn((0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value), name) ? having : lacking)(value);
}


/***/ }),

/***/ 70113:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ digest)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);


/** A digest in a JSON document. */
const digest = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc, 'a sha256 or sha512 digest');


/***/ }),

/***/ 5727:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parentId),
/* harmony export */   Jd: () => (/* binding */ diffId),
/* harmony export */   L: () => (/* binding */ imageId),
/* harmony export */   NY: () => (/* binding */ mountKey),
/* harmony export */   fZ: () => (/* binding */ treeDigest),
/* harmony export */   fm: () => (/* binding */ contentId),
/* harmony export */   k$: () => (/* binding */ cacheKey)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _digest_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70113);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25351);



/*
 * Identities in documents. They all look like digests there: which of them a field holds depends on the document's format.
 */
const diffId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const treeDigest = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const contentId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const cacheKey = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const imageId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
/** Empty for a step that may not read the layers below it. */
const parentId = (value) => value === '' ? '' : (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const mountKey = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, _identity_js__WEBPACK_IMPORTED_MODULE_2__/* .isMountKey */ .TX, 'the key of a cache mount');


/***/ }),

/***/ 66123:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ parsePointInTime)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54783);


/**
 * A time as docker's filters take it: `24h` before now, seconds since the epoch, or a date with or without a time of day (UTC, unless it
 * says otherwise).
 *
 * @returns milliseconds since the epoch
 * @throws UserError for any other text
 */
function parsePointInTime(text, now = Date.now()) {
    if (/^\d+(?:\.\d+)?$/.test(text))
        return Number(text) * 1000;
    if (/^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(text)) {
        const hours = /T\d\d(?=$|Z|[+-])/.test(text) ? text.replace(/T\d\d/, (part) => `${part}:00`) : text;
        const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(hours) && hours.includes('T') ? hours : utc(hours));
        if (!Number.isNaN(time))
            return time;
    }
    try {
        return now - (0,_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E)(text) / 1e6;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${JSON.stringify(text)} is neither a time nor a duration`, {
            hint: 'Write 24h, 2026-01-31 or 2026-01-31T12:00:00Z.',
            cause: error,
        });
    }
}
function utc(text) {
    const date = text.replace(/Z$/, '');
    return date.includes('T') ? `${date}Z` : `${date.slice(0, 10)}T00:00:00Z`;
}


/***/ }),

/***/ 11880:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AL: () => (/* binding */ CAPABILITY_NAMES),
/* harmony export */   Po: () => (/* binding */ CONTAINER_CAPABILITIES),
/* harmony export */   tq: () => (/* binding */ DEFAULT_CAPABILITIES)
/* harmony export */ });
/** By number (linux/capability.h). */
const CAPABILITY_NAMES = ('CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
    'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
    'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
    'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE')
    .split(' ')
    .map((name) => `CAP_${name}`);
/** Docker's default set ("Runtime privilege and Linux capabilities"). */
const DEFAULT_CAPABILITIES = 'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);
/**
 * What a container can have: the default set, and what does not lead out of it. With most others, its root would be root of the machine,
 * whatever else confines it. NET_ADMIN is only for a network of its own.
 */
const CONTAINER_CAPABILITIES = [
    ...DEFAULT_CAPABILITIES,
    ...'SYS_PTRACE SYS_NICE IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN'
        .split(' ')
        .map((name) => `CAP_${name}`),
];


/***/ }),

/***/ 13757:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TF: () => (/* binding */ STDIN),
/* harmony export */   _z: () => (/* binding */ SIGNALS),
/* harmony export */   fE: () => (/* binding */ CONTAINER_REQUESTS)
/* harmony export */ });
/* harmony import */ var _engine_run_settings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87693);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90139);
/* harmony import */ var _json_union_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26873);
/* harmony import */ var _capability_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11880);
/* harmony import */ var _layer_messages_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(96803);







/** The channel of binary frames to the worker that are standard input. A frame without bytes is its end. */
const STDIN = 0;
const id = _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd;
/** It becomes the name of a folder, so it has nothing but hexadecimal digits. */
const container = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringMatching */ .zc)(/^[0-9a-f]{64}$/, 'the id of a container');
const natural = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd, (value) => value >= 1 && value <= 0xffff, 'a size of a terminal');
const terminalSize = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ rows: natural, columns: natural });
/** The signals that may be sent to a container, by their names in kill(1). */
const SIGNALS = [
    ...[
        'HUP',
        'INT',
        'QUIT',
        'ILL',
        'TRAP',
        'ABRT',
        'BUS',
        'FPE',
        'KILL',
        'USR1',
        'SEGV',
        'USR2',
        'PIPE',
        'ALRM',
        'TERM',
    ],
    ...[
        'CHLD',
        'CONT',
        'STOP',
        'TSTP',
        'TTIN',
        'TTOU',
        'URG',
        'XCPU',
        'XFSZ',
        'VTALRM',
        'PROF',
        'WINCH',
        'IO',
        'PWR',
        'SYS',
    ],
];
const process = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
    argv: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj),
    env: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj),
    cwd: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
    user: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
    capabilities: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(..._capability_names_js__WEBPACK_IMPORTED_MODULE_5__/* .CONTAINER_CAPABILITIES */ .Po)),
    /** Absent: it has no terminal. */
    terminal: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(terminalSize),
    /** Whether standard input follows in binary frames. */
    stdin: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM,
});
const mount = (0,_json_union_js__WEBPACK_IMPORTED_MODULE_4__/* .union */ .K)('type', {
    /** A file or folder of the machine. */
    host: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
        source: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
        target: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
        readonly: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM,
        /** Device and number of the file that the user found there: what is mounted is that file, or nothing. */
        device: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
        inode: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj,
    }),
    tmpfs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ target: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, readonly: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM, size: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd), mode: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd), exec: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM }),
});
/** What a request about the files of a container needs: they lie above the layers of its image. */
const files = { id, container, layers: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(_layer_messages_js__WEBPACK_IMPORTED_MODULE_6__/* .layer */ .qd) };
/** Requests about containers. All that take time are answered with `exited`, `finished` or `captured`. */
const CONTAINER_REQUESTS = {
    /** Runs a container. Its files are kept when it ends. */
    'container-run': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
        ...files,
        process,
        settings: _engine_run_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .runSettings */ .n,
        readonlyRoot: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM,
        mounts: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(mount),
        /** Bytes that its processes may use together. */
        memory: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd),
    }),
    /** Runs another process in a container that this worker runs. */
    'container-exec': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ id, container, process }),
    /** To the process of the request with this id. */
    'container-signal': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ id, signal: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(...SIGNALS) }),
    'container-resize': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ id, size: terminalSize }),
    /** Whether what the process prints is read for now. */
    'container-hold': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ id, hold: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM }),
    /** Makes a layer of what the container wrote. */
    'container-capture': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ ...files, ingest: _layer_messages_js__WEBPACK_IMPORTED_MODULE_6__/* .layerIngest */ .wK, pause: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM }),
    /** Makes a layer of what is at a path, named `name` in the layer; of a folder without a name, of what is in it. */
    'container-read': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ ...files, path: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, followLink: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zM, name: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj), ingest: _layer_messages_js__WEBPACK_IMPORTED_MODULE_6__/* .layerIngest */ .wK }),
    /** Copies what a layer holds over what is in the folder at a path. */
    'container-write': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ ...files, path: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, content: _layer_messages_js__WEBPACK_IMPORTED_MODULE_6__/* .layer */ .qd, blobFile: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj }),
    'container-stat': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ ...files, path: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj }),
    /** Counts the bytes that the container wrote. Nothing is written for that. */
    'container-measure': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)(files),
    'container-remove': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ id, container }),
};


/***/ }),

/***/ 96803:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mI: () => (/* binding */ made),
/* harmony export */   qd: () => (/* binding */ layer),
/* harmony export */   wK: () => (/* binding */ layerIngest)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90139);
/* harmony import */ var _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70113);
/* harmony import */ var _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5727);




/** A layer that a request needs. */
const layer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    diffId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .diffId */ .Jd,
    blob: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd, mediaType: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj }),
    /** Of its index, for a layer that a step made. */
    indexDigest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl)(_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .digest */ .b),
});
/** Where a layer's blob and index are written: files of the store that do not have their final names yet. And how: gzip if nothing is said. */
const layerIngest = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ blobFile: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, indexFile: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, format: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)('gzip', 'zstd')) });
/** A layer that the worker made. */
const made = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    blob: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd, mediaType: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj }),
    diffId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .diffId */ .Jd,
    treeDigest: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_3__/* .treeDigest */ .fZ,
    indexDigest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl)(_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .digest */ .b),
    uncompressedSize: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd,
});


/***/ })

};
