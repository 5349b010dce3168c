export const id = 6730;
export const ids = [6730];
export const modules = {

/***/ 11774:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseEnvFile),
/* harmony export */   _: () => (/* binding */ parseKeyValueFile)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39681);


/** Bytes. */
const MAX_SIZE = 1024 * 1024;
/** Reads the variables of `--env-file`: `NAME` alone takes the value of this process. @throws as `parseKeyValueFile` */
function parseEnvFile(file, content, env) {
    return parseKeyValueFile(file, content, (name) => env[name]);
}
/**
 * Reads a file as docker does: a `NAME=value` in each line, taken as it is. Lines that begin with `#` are comments.
 *
 * @param valueOf the value of a `NAME` alone; `undefined` leaves it out
 * @throws UserError for a line that has no name
 */
async function parseKeyValueFile(file, content, valueOf) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of content) {
            size += chunk.length;
            if (size > MAX_SIZE)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_1__/* .displayName */ .QC)(file)} is larger than ${MAX_SIZE} bytes`);
            chunks.push(chunk);
        }
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
            throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`cannot read ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_1__/* .displayName */ .QC)(file)}`, { cause: error });
    }
    const lines = Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/);
    return lines.flatMap((line, index) => {
        const text = line.trimStart();
        if (text === '' || text.startsWith('#'))
            return [];
        const equals = text.indexOf('=');
        const name = equals < 0 ? text.trimEnd() : text.slice(0, equals);
        if (name === '' || /\s/.test(name))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_1__/* .displayName */ .QC)(file)}:${index + 1}: ${JSON.stringify(name)} is no name`);
        if (equals >= 0)
            return [text];
        const value = valueOf(name);
        return value === undefined ? [] : [`${name}=${value}`];
    });
}


/***/ }),

/***/ 77274:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ CONTENT_TRUST)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);

/** What docker's notary signed is not checked, as with docker by default. */
const CONTENT_TRUST = {
    flag: '--disable-content-trust',
    takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo,
    unsupported: { flag: 'ignored', input: 'ignored' },
    why: 'signatures of notary are not looked at',
};


/***/ }),

/***/ 23551:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K0: () => (/* binding */ attach),
/* harmony export */   Rf: () => (/* binding */ sizeFor),
/* harmony export */   _8: () => (/* binding */ requireTerminal),
/* harmony export */   wU: () => (/* binding */ SIGNAL_PROXY)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);


/** A flag of verbs that attach. */
const SIGNAL_PROXY = {
    flag: '--sig-proxy',
    takes: { ..._app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, read: (_where, texts) => texts.at(-1) !== 'false' },
    help: 'pass signals on to the command; false: they end this process alone',
    otherwise: 'true',
};
/** The signals by which somebody wants the process to end. */
const ENDING = new Set(['HUP', 'INT', 'QUIT', 'TERM']);
/** What the keys of `detach` look like when they are typed: ctrl-p and ctrl-q, as with docker. */
const CTRL_P = 0x10;
const CTRL_Q = 0x11;
/** The size of this process's terminal, for one in a container. */
function sizeFor(terminal, cli) {
    return terminal ? (cli.terminal?.size() ?? { rows: 24, columns: 80 }) : undefined;
}
/** @throws UserError when a terminal is asked for and standard input is none */
function requireTerminal({ stdin, terminal }, cli) {
    if (!stdin || !terminal || cli.terminal?.isInput === true)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('the input device is not a terminal', { hint: 'Leave out -t, or run it on a terminal.' });
}
/**
 * Connects this process's standard input, terminal and signals with a session until its process has ended.
 *
 * @returns the exit code; `detached` when the user typed the keys for that
 */
async function attach(session, attachment, cli, printer) {
    const terminal = cli.terminal;
    const undo = [];
    const raw = attachment.terminal && attachment.stdin && terminal?.isInput === true;
    let detach = () => undefined;
    const detached = new Promise((resolve) => (detach = () => resolve('detached')));
    try {
        if (raw)
            undo.push(terminal.raw());
        if (attachment.terminal && terminal !== undefined) {
            undo.push(terminal.onResize((size) => session.resize(size)));
        }
        const { signals } = attachment;
        if (signals !== undefined && terminal !== undefined)
            undo.push(passSignals(terminal, session, signals, printer));
        if (attachment.stdin) {
            undo.push(() => terminal?.stopInput());
            void pass(session, cli, raw ? detach : undefined);
        }
        const end = await Promise.race([session.exited, detached]);
        await printer.printed();
        return end;
    }
    catch (error) {
        // If the reader of our output has gone, the session fails too, and does not know why.
        await printer.printed();
        throw error;
    }
    finally {
        for (const each of undo.reverse())
            each();
    }
}
/**
 * As with docker, a signal ends the container, and its end that of this process. But what nobody takes of the output must not keep this process:
 * whoever sends the signal wants it to end.
 */
function passSignals(terminal, session, { ended }, printer) {
    let end;
    return terminal.onSignal((name) => {
        session.send(name);
        if (ENDING.has(name))
            end ??= ended().then(() => printer.limitWaiting());
    });
}
/** @param detach called for the keys that detach; absent: they are input like all others */
async function pass(session, cli, detach) {
    let held = false;
    try {
        for await (const chunk of cli.stdin) {
            if (detach === undefined) {
                await session.input(chunk);
                continue;
            }
            const bytes = [];
            for (const byte of chunk) {
                if (held && byte === CTRL_Q) {
                    detach();
                    return;
                }
                if (held)
                    bytes.push(CTRL_P);
                held = byte === CTRL_P;
                if (!held)
                    bytes.push(byte);
            }
            if (bytes.length > 0)
                await session.input(Uint8Array.from(bytes));
        }
        await session.input(new Uint8Array());
    }
    catch {
        // The session has ended, and so has the reading.
    }
}


/***/ }),

/***/ 19635:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fJ: () => (/* binding */ NEW_CONTAINER_FLAGS),
  ds: () => (/* binding */ newContainerOf),
  Ch: () => (/* binding */ readVariables)
});

// EXTERNAL MODULE: ./lib/app/options/option.js
var options_option = __webpack_require__(24701);
// EXTERNAL MODULE: ./lib/app/options/values/plain-values.js + 1 modules
var plain_values = __webpack_require__(88725);
// EXTERNAL MODULE: ./lib/app/options/values/run-values.js + 1 modules
var run_values = __webpack_require__(17083);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/text/csv.js
var csv = __webpack_require__(83215);
;// CONCATENATED MODULE: ./lib/cli/containers/mount-flags.js




const NO_VOLUMES = 'Volumes are not kept here: give a folder of this machine, as in -v "$PWD/data:/data".';
/** `-v SOURCE:TARGET[:ro|rw|…]`. @throws UserError for a volume without a folder */
function parseVolumes(where, texts, { cwd, home }) {
    return texts.map((text) => {
        const [source = '', target, options = ''] = text.split(':');
        if (target === undefined)
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} names no folder`, { hint: NO_VOLUMES });
        if (!/^[./~]/.test(source)) {
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(source)} is the name of a volume`, { hint: NO_VOLUMES });
        }
        const known = ['', 'ro', 'rw', 'z', 'Z', 'rprivate', 'private', 'cached', 'delegated', 'consistent'];
        const unknown = options.split(',').find((option) => !known.includes(option));
        if (unknown !== undefined)
            throw new errors/* UserError */.yo(`${where}: unknown option ${JSON.stringify(unknown)}`);
        const expanded = source.startsWith('~/') ? external_node_path_.join(home, source.slice(2)) : source;
        return {
            type: 'host',
            source: external_node_path_.resolve(cwd, expanded),
            target: absoluteTarget(where, target),
            readonly: options.split(',').includes('ro'),
        };
    });
}
/** `--mount type=bind,source=…,target=…[,readonly]` and `type=tmpfs,target=…[,tmpfs-size=…][,tmpfs-mode=…]`. */
function parseMounts(where, texts, { cwd }) {
    return texts.map((text) => {
        const fields = new Map((0,csv/* csvFields */.qZ)(text).map((field) => {
            const equals = field.indexOf('=');
            const key = (equals < 0 ? field : field.slice(0, equals)).trim().toLowerCase();
            return [ALIASES.get(key) ?? key, equals < 0 ? 'true' : field.slice(equals + 1)];
        }));
        const take = (key) => {
            const value = fields.get(key);
            fields.delete(key);
            return value;
        };
        const type = take('type') ?? 'volume';
        const target = absoluteTarget(where, take('target') ?? '');
        const readonly = /^(?:1|true)$/i.test(take('readonly') ?? 'false');
        const mount = mountOf(where, type, { take, target, readonly, cwd });
        const [unknown] = fields.keys();
        if (unknown !== undefined)
            throw new errors/* UserError */.yo(`${where}: unknown key ${JSON.stringify(unknown)}`);
        return mount;
    });
}
const ALIASES = new Map([
    ['src', 'source'],
    ['dst', 'target'],
    ['destination', 'target'],
    ['ro', 'readonly'],
]);
function mountOf(where, type, given) {
    const { take, target, readonly, cwd } = given;
    switch (type) {
        case 'bind': {
            const source = take('source');
            take('bind-propagation');
            if (source === undefined)
                throw new errors/* UserError */.yo(`${where}: type=bind needs a source`);
            return { type: 'host', source: external_node_path_.resolve(cwd, source), target, readonly };
        }
        case 'tmpfs': {
            const size = take('tmpfs-size');
            const mode = take('tmpfs-mode');
            return {
                ...{ type: 'tmpfs', target, readonly, exec: true },
                ...(size !== undefined && { size: (0,plain_values/* parseByteSize */.nS)(where, size) }),
                ...(mode !== undefined && { mode: octal(where, mode) }),
            };
        }
        case 'volume':
            throw new errors/* UserError */.yo(`${where}: type=volume is not supported`, { hint: NO_VOLUMES });
        default:
            throw new errors/* UserError */.yo(`${where}: unknown type ${JSON.stringify(type)}`, { hint: 'There is bind and tmpfs.' });
    }
}
/** `--tmpfs TARGET[:size=…,mode=…,exec,ro]`. */
function parseTmpfs(where, texts) {
    return texts.map((text) => {
        const colon = text.indexOf(':');
        const target = absoluteTarget(where, colon < 0 ? text : text.slice(0, colon));
        let mount = { type: 'tmpfs', target, readonly: false, exec: false };
        for (const option of colon < 0 ? [] : text.slice(colon + 1).split(',')) {
            if (option === 'exec')
                mount = { ...mount, exec: true };
            else if (option === 'ro')
                mount = { ...mount, readonly: true };
            else if (option.startsWith('size='))
                mount = { ...mount, size: (0,plain_values/* parseByteSize */.nS)(where, option.slice(5)) };
            else if (option.startsWith('mode='))
                mount = { ...mount, mode: octal(where, option.slice(5)) };
            else if (!['rw', 'noexec', 'nosuid', 'nodev', ''].includes(option))
                throw new errors/* UserError */.yo(`${where}: unknown option ${JSON.stringify(option)}`);
        }
        return mount;
    });
}
function octal(where, text) {
    if (/^[0-7]{1,5}$/.test(text))
        return Number.parseInt(text, 8);
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} is not a mode`, { hint: 'Write it in octal digits: 1777' });
}
function absoluteTarget(where, target) {
    if (external_node_path_.posix.isAbsolute(target))
        return external_node_path_.posix.normalize(target);
    throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(target)} is not an absolute path in the container`);
}

// EXTERNAL MODULE: ./lib/cli/containers/refused-flags.js
var refused_flags = __webpack_require__(3005);
// EXTERNAL MODULE: ./lib/cli/containers/seconds.js
var seconds = __webpack_require__(97594);
;// CONCATENATED MODULE: ./lib/cli/containers/new-container-flags.js







const texts = (_where, given) => given;
/** The flags of `run` and `create` that say what a new container is. */
const NEW_CONTAINER_FLAGS = {
    name: { flag: '--name', takes: (0,options_option/* one */.xH)('NAME', options_option/* asWritten */.qm), help: 'name of the container', otherwise: 'a random one' },
    stdin: { flag: ['-i', '--interactive'], takes: options_option/* SWITCH */.Fo, help: 'pass on standard input' },
    terminal: { flag: ['-t', '--tty'], takes: options_option/* SWITCH */.Fo, help: 'give the command a terminal' },
    autoRemove: { flag: '--rm', takes: options_option/* SWITCH */.Fo, help: 'remove the container when it ends' },
    env: {
        flag: ['-e', '--env'],
        takes: (0,options_option/* many */._d)('NAME[=VALUE]', readVariables),
        help: 'variable for the command; without a value, that of this process',
    },
    envFiles: { flag: '--env-file', takes: (0,options_option/* many */._d)('FILE', absolutePaths), help: 'file with a variable in each line' },
    volumes: {
        flag: ['-v', '--volume'],
        takes: (0,options_option/* many */._d)('SOURCE:TARGET[:ro]', parseVolumes),
        help: 'mount a file or folder of this machine',
    },
    mounts: {
        flag: '--mount',
        takes: (0,options_option/* many */._d)('SPEC', parseMounts),
        help: 'mount, as type=bind,source=…,target=… or type=tmpfs,…',
    },
    tmpfs: { flag: '--tmpfs', takes: (0,options_option/* many */._d)('TARGET[:OPTIONS]', parseTmpfs), help: 'mount an empty file system in memory' },
    cwd: { flag: ['-w', '--workdir'], takes: (0,options_option/* one */.xH)('DIR', options_option/* asWritten */.qm), help: 'working directory', otherwise: "the image's" },
    user: {
        flag: ['-u', '--user'],
        takes: (0,options_option/* one */.xH)('USER[:GROUP]', options_option/* asWritten */.qm),
        help: 'user, by name or number',
        otherwise: "the image's",
    },
    entrypoint: {
        flag: '--entrypoint',
        takes: {
            count: 'one',
            placeholder: 'PROGRAM',
            // An empty one removes that of the image.
            read: (_where, given) => given.at(-1),
        },
        help: "program, instead of the image's",
    },
    hostname: {
        flag: ['-h', '--hostname'],
        takes: (0,options_option/* one */.xH)('NAME', options_option/* asWritten */.qm),
        help: 'host name',
        otherwise: 'the id of the container',
    },
    network: {
        flag: '--network',
        also: ['--net'],
        takes: (0,options_option/* one */.xH)('MODE', readNetwork, 'host'),
        help: 'network: host, or none',
    },
    extraHosts: {
        flag: '--add-host',
        takes: (0,options_option/* many */._d)('NAME:ADDRESS', run_values/* parseExtraHosts */.B_),
        help: 'additional line of /etc/hosts',
    },
    readonlyRoot: { flag: '--read-only', takes: options_option/* SWITCH */.Fo, help: 'the command cannot write to the root file system' },
    shmSize: { flag: '--shm-size', takes: (0,options_option/* one */.xH)('SIZE', plain_values/* parseByteSize */.nS), help: 'size of /dev/shm, e.g. 64m' },
    ulimits: {
        flag: '--ulimit',
        takes: (0,options_option/* many */._d)('NAME=SOFT[:HARD]', run_values/* parseUlimits */.TW),
        help: 'resource limit, e.g. nofile=1024:2048',
    },
    memory: {
        flag: ['-m', '--memory'],
        takes: (0,options_option/* one */.xH)('SIZE', parseMemory),
        help: 'memory that all its processes together may use, e.g. 512m',
    },
    addCapabilities: { flag: '--cap-add', takes: (0,options_option/* many */._d)('NAME', texts), help: 'capability to add, e.g. SYS_PTRACE' },
    dropCapabilities: { flag: '--cap-drop', takes: (0,options_option/* many */._d)('NAME', texts), help: 'capability to take away, or ALL' },
    labels: {
        flag: ['-l', '--label'],
        takes: (0,options_option/* many */._d)('KEY=VALUE', (where, given) => (0,plain_values/* parseKeyValues */.Hl)(where, given, () => '')),
        help: 'label of the container',
    },
    labelFiles: { flag: '--label-file', takes: (0,options_option/* many */._d)('FILE', absolutePaths), help: 'file with a label in each line' },
    stopTimeout: {
        flag: '--stop-timeout',
        takes: (0,options_option/* one */.xH)('SECONDS', seconds/* seconds */.Y),
        help: 'seconds that stop waits before KILL',
        otherwise: '10',
    },
    stopSignal: {
        flag: '--stop-signal',
        takes: (0,options_option/* one */.xH)('SIGNAL', options_option/* asWritten */.qm),
        help: 'signal that stops it',
        otherwise: "the image's, or TERM",
    },
    pull: {
        flag: '--pull',
        takes: (0,options_option/* one */.xH)('WHEN', (0,plain_values/* choice */.Yq)(['missing', 'always', 'never']), 'missing'),
        help: 'when the image is pulled: missing, always or never',
    },
    quiet: { flag: ['-q', '--quiet'], takes: options_option/* SWITCH */.Fo, help: 'say nothing of a pull' },
    idFile: { flag: '--cidfile', takes: (0,options_option/* one */.xH)('FILE', plain_values/* absolutePath */.Hi), help: 'new file that gets the id of the container' },
    platform: {
        flag: '--platform',
        takes: (0,options_option/* one */.xH)('PLATFORM', options_option/* asWritten */.qm),
        help: 'platform of the image',
        otherwise: 'the one of this machine',
    },
};
function newContainerOf(values, [image = '', ...cmd], files) {
    const { name, stdin, terminal, autoRemove, cwd, user, entrypoint, hostname, readonlyRoot, stopSignal } = values;
    const labels = { ...(0,plain_values/* parseKeyValues */.Hl)('--label-file', files.labels, () => ''), ...values.labels };
    const { network, extraHosts, shmSize, ulimits, addCapabilities, dropCapabilities, memory } = values;
    return {
        ...{ image, name, stdin, terminal, autoRemove, cwd, user, entrypoint, hostname, labels, readonlyRoot, stopSignal },
        ...{ cmd, addCapabilities, dropCapabilities, memory, stopTimeout: values.stopTimeout },
        env: [...files.env, ...values.env],
        mounts: [...values.volumes, ...values.mounts, ...values.tmpfs],
        settings: { network, extraHosts, ulimits, ...(shmSize !== undefined && { shmSize }) },
    };
}
/** Docker's least. With less, no program starts. */
const LEAST_MEMORY = 6 * 2 ** 20;
function parseMemory(where, text) {
    const bytes = (0,plain_values/* parseByteSize */.nS)(where, text);
    if (bytes < LEAST_MEMORY)
        throw new errors/* UserError */.yo(`${where}: at least 6m, not ${text}`);
    return bytes;
}
function absolutePaths(where, given, environment) {
    return given.map((text) => (0,plain_values/* absolutePath */.Hi)(where, text, environment));
}
/** `NAME` alone takes the value of this process, if it has one. */
function readVariables(where, given, { env }) {
    return given.flatMap((text) => {
        const equals = text.indexOf('=');
        if (equals === 0 || text === '')
            throw new errors/* UserError */.yo(`${where}: ${JSON.stringify(text)} has no name`);
        if (equals > 0)
            return [text];
        const value = env[text];
        return value === undefined ? [] : [`${text}=${value}`];
    });
}
function readNetwork(where, text) {
    if (text === 'bridge' || text.startsWith('container:'))
        throw new errors/* UserError */.yo(`${where}: ${refused_flags/* NO_NETWORK */.T0}`);
    return (0,run_values/* parseNetwork */.MO)(where, text);
}


/***/ }),

/***/ 32255:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ Printer)
/* harmony export */ });
/** Milliseconds that one piece of output waits for its reader when the container has ended by a signal. */
const PATIENCE = 2000;
/** Prints what comes, piece by piece as this process's output takes it. */
class Printer {
    #cli;
    #last = Promise.resolve();
    /** Ends the wait for the reader of the piece that is being written. */
    #giveUp;
    #late;
    #isLimited = false;
    #isDropped = false;
    constructor(cli) {
        this.#cli = cli;
    }
    output = (stream, data) => {
        this.#last = this.#last.then(() => this.#print(stream, data));
        return this.#last;
    };
    printed() {
        return this.#last;
    }
    /** From now on, a reader who takes nothing for a while gets no more. Without this, a reader may be as slow as it likes. */
    limitWaiting() {
        if (this.#isLimited)
            return;
        this.#isLimited = true;
        this.#startTimer();
    }
    async #print(stream, data) {
        if (this.#isDropped)
            return;
        try {
            await new Promise((resolve, reject) => {
                this.#giveUp = resolve;
                if (this.#isLimited)
                    this.#startTimer();
                this.#cli.writeBytes(data, stream).then(resolve, reject);
            });
        }
        finally {
            clearTimeout(this.#late);
            this.#giveUp = undefined;
        }
    }
    #startTimer() {
        const giveUp = this.#giveUp;
        if (giveUp === undefined)
            return;
        this.#late = setTimeout(() => {
            this.#isDropped = true;
            this.#cli.dropOutput?.();
            giveUp();
        }, PATIENCE);
    }
}


/***/ }),

/***/ 3005:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ LINKS),
/* harmony export */   DK: () => (/* binding */ REFUSED_FLAGS),
/* harmony export */   PN: () => (/* binding */ REFUSED_EXEC_FLAGS),
/* harmony export */   T0: () => (/* binding */ NO_NETWORK),
/* harmony export */   YV: () => (/* binding */ CHECKPOINTS),
/* harmony export */   pz: () => (/* binding */ DETACH_KEYS)
/* harmony export */ });
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24701);
/* harmony import */ var _command_content_trust_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77274);


const REFUSED = { flag: 'refused', input: 'refused' };
const IGNORED = { flag: 'ignored', input: 'ignored' };
const texts = (0,_app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .many */ ._d)('VALUE', (_where, given) => given);
const NO_NETWORK = 'a container has no network of its own here. It uses that of this machine (--network host), so its ports need not be published';
const NO_GROUPS = 'only the memory of a container can be limited here (--memory)';
const NO_SWAP = 'a container with --memory gets no swap besides, and memory is not reserved here';
const NO_PROCESSES = `${NO_GROUPS}; limit the processes of a user instead: --ulimit nproc=COUNT`;
const OWN_NAMESPACES = 'a container always has namespaces of its own, but for the network';
const NO_RIGHTS = 'a container does not get the rights or the devices of this machine';
const NOTHING_CHECKS = 'nothing runs that could check it';
function valued(unsupported, why, ...flags) {
    return flags.map((flag) => ({ flag, takes: texts, unsupported, why }));
}
function bare(unsupported, why, flag) {
    return { flag, takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_0__/* .SWITCH */ .Fo, unsupported, why };
}
/** Of the verbs that attach. */
const DETACH_KEYS = valued(REFUSED, 'the keys ctrl-p ctrl-q leave a container running', '--detach-keys');
const CHECKPOINTS = valued(REFUSED, 'there are no checkpoints here', '--checkpoint', '--checkpoint-dir');
const LINKS = [bare(REFUSED, NO_NETWORK, ['-l', '--link'])];
const REFUSED_EXEC_FLAGS = [...DETACH_KEYS, bare(REFUSED, NO_RIGHTS, '--privileged')];
/** Flags of docker's `run` and `create` that have no meaning here. */
const REFUSED_FLAGS = [
    ...valued(REFUSED, NO_NETWORK, ['-p', '--publish'], '--link', '--network-alias', '--net-alias', '--ip'),
    ...valued(REFUSED, NO_NETWORK, '--ip6', '--link-local-ip', '--mac-address'),
    bare(REFUSED, NO_NETWORK, ['-P', '--publish-all']),
    ...valued(REFUSED, 'a container has the /etc/resolv.conf of this machine', '--dns', '--dns-search', '--dns-option'),
    ...valued(REFUSED, 'give the whole name of the machine as --hostname', '--domainname'),
    ...valued(REFUSED, NO_SWAP, '--memory-swap', '--memory-reservation'),
    ...valued(REFUSED, NO_GROUPS, '--cpus', ['-c', '--cpu-shares'], '--cpu-period', '--cpu-quota', '--cpuset-cpus'),
    ...valued(REFUSED, NO_GROUPS, '--cpuset-mems', '--cgroup-parent', '--cpu-rt-period', '--cpu-rt-runtime', '--cpu-count'),
    ...valued(REFUSED, NO_GROUPS, '--cpu-percent', '--blkio-weight', '--blkio-weight-device', '--device-read-bps'),
    ...valued(REFUSED, NO_GROUPS, '--device-read-iops', '--device-write-bps', '--device-write-iops', '--io-maxbandwidth'),
    ...valued(REFUSED, NO_GROUPS, '--io-maxiops', '--kernel-memory', '--memory-swappiness', '--oom-score-adj'),
    bare(REFUSED, NO_GROUPS, '--oom-kill-disable'),
    ...valued(REFUSED, NO_PROCESSES, '--pids-limit'),
    bare(REFUSED, NO_RIGHTS, '--privileged'),
    ...valued(REFUSED, NO_RIGHTS, '--device', '--gpus', '--security-opt', '--group-add', '--sysctl'),
    ...valued(REFUSED, NO_RIGHTS, '--device-cgroup-rule'),
    bare(REFUSED, NO_RIGHTS, '--use-api-socket'),
    ...valued(REFUSED, OWN_NAMESPACES, '--pid', '--ipc', '--uts', '--userns', '--cgroupns'),
    ...valued(REFUSED, 'volumes are not kept here: give the same folders with --volume', '--volumes-from', '--volume-driver'),
    ...valued(REFUSED, 'nothing runs that could restart it', '--restart'),
    ...valued(REFUSED, 'what a container prints is kept in one way: see layer-build logs', '--log-driver', '--log-opt'),
    ...valued(REFUSED, 'without -d, all of its output is passed on: redirect what you do not want', ['-a', '--attach']),
    ...valued(REFUSED, 'containers run in crun or runc, which is found on the PATH', '--runtime', '--isolation'),
    ...valued(REFUSED, 'how its files are kept is said by --storage-driver', '--storage-opt'),
    ...valued(REFUSED, 'nobody reads annotations of a container here: give it a --label', '--annotation'),
    ...DETACH_KEYS,
    bare(REFUSED, 'the first process is the command itself; use an image that has an init', '--init'),
    ...valued(IGNORED, NOTHING_CHECKS, '--health-cmd', '--health-interval', '--health-retries', '--health-timeout'),
    ...valued(IGNORED, NOTHING_CHECKS, '--health-start-period', '--health-start-interval'),
    _command_content_trust_js__WEBPACK_IMPORTED_MODULE_1__/* .CONTENT_TRUST */ .X,
    bare(IGNORED, NOTHING_CHECKS, '--no-healthcheck'),
    ...valued(IGNORED, 'all ports of a container are those of this machine', '--expose'),
];


/***/ }),

/***/ 56730:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runVerb: () => (/* binding */ runVerb),
/* harmony export */   s: () => (/* binding */ createVerb)
/* harmony export */ });
/* harmony import */ var _app_containers_env_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11774);
/* harmony import */ var _app_options_option_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24701);
/* harmony import */ var _app_options_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68378);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(39681);
/* harmony import */ var _command_progress_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(81520);
/* harmony import */ var _attached_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23551);
/* harmony import */ var _container_verb_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7056);
/* harmony import */ var _new_container_flags_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19635);
/* harmony import */ var _printer_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(32255);
/* harmony import */ var _refused_flags_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3005);












const RUN_FLAGS = {
    ..._new_container_flags_js__WEBPACK_IMPORTED_MODULE_9__/* .NEW_CONTAINER_FLAGS */ .fJ,
    signalProxy: _attached_js__WEBPACK_IMPORTED_MODULE_7__/* .SIGNAL_PROXY */ .wU,
    detach: { flag: ['-d', '--detach'], takes: _app_options_option_js__WEBPACK_IMPORTED_MODULE_1__/* .SWITCH */ .Fo, help: 'let the container run, and print its id' },
};
/** As docker's: the container could not be made or started. */
const FAILED = 125;
const runVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_8__/* .containerVerb */ .XX)({
    name: 'run',
    summary: 'run a command in a new container',
    about: `Runs a command in a new container, on a writable layer over the image's.

The image is pulled if it is not in the local store. The command has the network of this machine.
Without -d, the container ends with this command. The keys ctrl-p ctrl-q leave it running.

Exit codes: that of the command; 125 the container could not be made or started; 126 the command
cannot be executed; 127 the image does not have it; 128 + n signal n ended it.`,
    operands: 'IMAGE [COMMAND…]',
    count: [1, Infinity],
    examples: [
        { does: 'A shell in an image; its container is removed afterwards', command: 'layer-build run --rm -it app:1 sh' },
        { does: 'A container that runs on, under a name', command: 'layer-build run -d --name web app:1' },
        {
            does: 'A smoke test with the files of this folder',
            command: 'layer-build run --rm -v "$PWD:/src:ro" -w /src app:1 npm test',
        },
    ],
    flagsFirst: true,
    general: _app_options_table_js__WEBPACK_IMPORTED_MODULE_2__/* .GENERAL_WITHOUT_H */ .LW,
    flags: RUN_FLAGS,
    unsupported: _refused_flags_js__WEBPACK_IMPORTED_MODULE_10__/* .REFUSED_FLAGS */ .DK,
    failure: FAILED,
    run: async (call) => {
        const { flags, cli, containers } = call;
        if (!flags.detach)
            (0,_attached_js__WEBPACK_IMPORTED_MODULE_7__/* .requireTerminal */ ._8)(flags, cli);
        const container = await makeContainer(call);
        const known = { container, state: { status: 'created' } };
        const terminal = (0,_attached_js__WEBPACK_IMPORTED_MODULE_7__/* .sizeFor */ .Rf)(container.process.terminal, cli);
        const printer = new _printer_js__WEBPACK_IMPORTED_MODULE_11__/* .Printer */ .x(cli);
        try {
            if (flags.detach) {
                const failed = await containers.startDetached(known, terminal, (text) => cli.stderr.write(text));
                cli.stdout.write(`${container.id}\n`);
                return failed ?? 0;
            }
            const session = await containers.start(known, { attach: true, owner: true, terminal }, printer.output);
            const { stdin, terminal: shown } = container.process;
            const signals = (shown && stdin) || !flags.signalProxy ? undefined : { ended: () => containers.ended(container) };
            const end = await (0,_attached_js__WEBPACK_IMPORTED_MODULE_7__/* .attach */ .K0)(session, { stdin, terminal: shown, signals }, cli, printer);
            if (end !== 'detached')
                return end;
            session.detach();
            return 0;
        }
        catch (error) {
            if (container.autoRemove)
                await containers.remove(known).catch(() => undefined);
            throw error;
        }
    },
});
const createVerb = (0,_container_verb_js__WEBPACK_IMPORTED_MODULE_8__/* .containerVerb */ .XX)({
    name: 'create',
    summary: 'make a container without starting it',
    operands: 'IMAGE [COMMAND…]',
    count: [1, Infinity],
    examples: [
        {
            does: 'Make a container, put a file into it, and start it',
            command: 'layer-build create --name web app:1 && layer-build cp site.conf web:/etc/ && layer-build start web',
        },
    ],
    flagsFirst: true,
    general: _app_options_table_js__WEBPACK_IMPORTED_MODULE_2__/* .GENERAL_WITHOUT_H */ .LW,
    flags: _new_container_flags_js__WEBPACK_IMPORTED_MODULE_9__/* .NEW_CONTAINER_FLAGS */ .fJ,
    unsupported: _refused_flags_js__WEBPACK_IMPORTED_MODULE_10__/* .REFUSED_FLAGS */ .DK,
    run: async (call) => {
        call.cli.stdout.write(`${(await makeContainer(call)).id}\n`);
        return 0;
    },
});
/** Pulls the image as `--pull` says, as docker does. */
async function makeContainer(call) {
    const { flags, cli } = call;
    if (flags.idFile !== undefined && cli.files.isFile(flags.idFile))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`--cidfile: ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_5__/* .displayName */ .QC)(flags.idFile)} exists already`, { hint: 'Remove it first.' });
    const container = await newContainer(call);
    if (flags.idFile !== undefined)
        await cli.writeFile(flags.idFile, container.id);
    return container;
}
async function newContainer(call) {
    const { containers, operands, flags, host, cli } = call;
    const env = [];
    for (const file of flags.envFiles)
        env.push(...(await (0,_app_containers_env_file_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEnvFile */ .F)(file, cli.readFile(file), cli.env)));
    const labels = [];
    for (const file of flags.labelFiles)
        labels.push(...(await (0,_app_containers_env_file_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKeyValueFile */ ._)(file, cli.readFile(file), () => '')));
    const wanted = { ...(0,_new_container_flags_js__WEBPACK_IMPORTED_MODULE_9__/* .newContainerOf */ .ds)(flags, operands, { env, labels }), storage: host.storageDriver };
    const made = flags.pull === 'always' ? undefined : await containers.create(wanted, flags.platform);
    if (made !== undefined)
        return made;
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .withDefaultTag */ ._t)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .parseReference */ .F2)(wanted.image));
    if (flags.pull === 'never')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`there is no image ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .familiarName */ .hG)(reference)}, and --pull is never`);
    if (flags.pull === 'missing' && !flags.quiet)
        cli.stderr.write(`Unable to find image '${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .familiarName */ .hG)(reference)}' locally\n`);
    await pull(call, reference);
    const pulled = await containers.create(wanted, flags.platform);
    if (pulled !== undefined)
        return pulled;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`the image ${wanted.image} was removed while it was pulled`);
}
/** Progress is shown by the lines of finished transfers. */
const UNSEEN = { says: () => undefined, layer: () => undefined };
async function pull({ host, flags, cli }, image) {
    const { LocalImages } = await cli.loadImages();
    const work = (sink) => LocalImages.use(host, sink, cli.signal, (images) => images.pull(image, flags.platform, UNSEEN));
    await (flags.quiet ? work(() => undefined) : (0,_command_progress_js__WEBPACK_IMPORTED_MODULE_6__/* .withProgress */ .E0)(cli, work));
}


/***/ }),

/***/ 97594:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ seconds)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Seconds that a container gets to end by itself, as docker takes them: less than none is without end. */
function seconds(where, text) {
    if (/^-?\d{1,6}$/.test(text))
        return Number(text);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${where}: ${JSON.stringify(text)} is not a number of seconds`);
}


/***/ })

};
