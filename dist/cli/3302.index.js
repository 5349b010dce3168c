export const id = 3302;
export const ids = [3302];
export const modules = {

/***/ 48585:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ BUILD_FLAGS),
/* harmony export */   o: () => (/* binding */ readBuildRequest)
/* harmony export */ });
/* harmony import */ var _app_options_values_image_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94913);
/* harmony import */ var _app_options_values_call_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56777);
/* harmony import */ var _app_options_attestations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1151);
/* harmony import */ var _app_options_values_context_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61002);
/* harmony import */ var _app_options_process_metadata_settings_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(68801);
/* harmony import */ var _app_options_image_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(94324);
/* harmony import */ var _app_options_resolve_build_options_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(67471);
/* harmony import */ var _app_options_table_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(68378);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _report_failure_failure_hint_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(80599);
/* harmony import */ var _command_host_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(10664);











/** The flags of `build`, which have the names and the meaning of those of `docker buildx build`. */
const BUILD_FLAGS = { ..._app_options_table_js__WEBPACK_IMPORTED_MODULE_6__/* .BUILD_TABLE */ .gJ, general: _app_options_table_js__WEBPACK_IMPORTED_MODULE_6__/* .GENERAL */ .zm };
/** The name of the image in which a shell is opened, if none is given. */
const FAILED_IMAGE = (0,_app_options_values_image_names_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .t)('--on-error', 'failed-build');
/** @throws UserError that names the flag */
function readBuildRequest({ values, operands, source, warnings }, environment, stdin) {
    const { image, output, report } = values;
    const context = readContext(operands, environment, stdin);
    const dockerfileFromStdin = image.file === '-';
    if (dockerfileFromStdin && context.kind === 'stdin') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .UserError */ .yo('the context and the Dockerfile cannot both come from standard input');
    }
    const { file, ...withoutFile } = image;
    const provenance = (0,_app_options_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .buildxProvenance */ .s8)(environment.env);
    const resolved = (0,_app_options_resolve_build_options_js__WEBPACK_IMPORTED_MODULE_5__/* .resolveBuildOptions */ .t)({ ...values, image: dockerfileFromStdin ? withoutFile : image }, { context, secrets: values.run.secret, cacheMode: 'auto', names: values.names.tag, provenance }, source, environment.cwd);
    const host = (0,_command_host_js__WEBPACK_IMPORTED_MODULE_9__/* .hostOfCommand */ .F)(values.host, environment);
    const opensShell = output.onError === 'shell';
    const { options } = resolved;
    const named = [report.report, report.trace, output.iidFile, output.metadataFile].filter((file) => file !== undefined);
    return {
        options: opensShell ? { ...options, saveFailed: options.saveFailed ?? FAILED_IMAGE } : options,
        opensShell,
        written: [host.root, ...named, ...(environment.outputFiles?.() ?? [])],
        host,
        progress: report.quiet ? 'quiet' : report.progress,
        call: image.check && image.call.kind === 'build' ? (0,_app_options_values_call_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .parseCall */ .M)(source.nameOf(_app_options_image_options_js__WEBPACK_IMPORTED_MODULE_4__/* .IMAGE_OPTIONS */ .b.check), 'check') : image.call,
        reportFile: report.report,
        traceFile: report.trace,
        iidFile: output.iidFile,
        metadataFile: output.metadataFile,
        metadata: (0,_app_options_process_metadata_settings_js__WEBPACK_IMPORTED_MODULE_10__/* .metadataSettingsOf */ .Q)(environment.env, false),
        failureHint: (0,_report_failure_failure_hint_js__WEBPACK_IMPORTED_MODULE_8__/* .hintOnCommandLine */ .wj)(options.saveFailed, values.host.root),
        dockerfileFromStdin,
        warnings: [...warnings, ...resolved.warnings],
        notices: resolved.notices,
    };
}
function readContext(operands, environment, stdin) {
    const [text = '', ...more] = operands;
    if (text === '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .UserError */ .yo('the build needs a context', { hint: 'Write a folder, often a dot: layer-build build .' });
    }
    if (more.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .UserError */ .yo(`the build takes one context, not ${operands.map((operand) => JSON.stringify(operand)).join(' and ')}`);
    }
    return text === '-' ? { kind: 'stdin', stream: stdin } : (0,_app_options_values_context_source_js__WEBPACK_IMPORTED_MODULE_3__/* .contextSource */ .h)(text, environment);
}


/***/ }),

/***/ 78142:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ withDockerfile)
/* harmony export */ });
/* harmony import */ var _async_abortable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32206);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _async_read_bytes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41828);
/* harmony import */ var _files_text_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10511);




/** For `-f -`: reads the Dockerfile from standard input before the build begins. */
async function withDockerfile(request, cli, build) {
    if (!request.dockerfileFromStdin)
        return build(request.options);
    const text = await (0,_async_abortable_js__WEBPACK_IMPORTED_MODULE_2__/* .settledBefore */ .Z)(cli.signal, (0,_async_read_bytes_js__WEBPACK_IMPORTED_MODULE_3__/* .readBytesUpTo */ .gR)(cli.stdin, _files_text_file_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_TEXT_FILE */ .K));
    if (text === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the Dockerfile on standard input is larger than 4 MiB');
    if (text.length === 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('nothing came on standard input', {
            hint: 'Pipe the Dockerfile into the build, or name a file: --file PATH.',
        });
    }
    return build({ ...request.options, dockerfileText: text });
}


/***/ }),

/***/ 30471:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ holdFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);



/** Linux's O_PATH: the same number on every machine that Node runs on. Node has no name for it. */
const O_PATH = 0o10000000;
/**
 * @param path a file whose parent folders are held or trusted
 * @param last whether a symbolic link as the last component is followed
 * @throws what `open` throws, such as ENOENT
 */
function holdFile(path, last) {
    return process.platform === 'linux' ? holdByDescriptor(path, last) : holdByName(path, last);
}
function holdByDescriptor(path, last) {
    const fd = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), O_PATH | (last === 'keep' ? node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW : 0));
    const held = `/proc/self/fd/${fd}`;
    try {
        // Without /proc, every name below this path would look like one that does not exist.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(held, { throwIfNoEntry: false }) === undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('/proc is not mounted, so no file can be held open by its path');
        }
        return {
            path: held,
            fd,
            stats: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(fd),
            open: (flags) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(held, flags),
            close: () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd),
        };
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
        throw error;
    }
}
function holdByName(path, last) {
    const name = (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path);
    return {
        path,
        fd: undefined,
        stats: last === 'follow' ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(name) : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(name),
        open: (flags) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(name, flags | (last === 'keep' ? node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW : 0)),
        close: () => undefined,
    };
}


/***/ }),

/***/ 36564:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ openInRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40371);
/* harmony import */ var _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58091);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30471);






/**
 * Finds `path` inside the folder `root`, as a process would that has `root` as its root directory: symbolic links are
 * followed, and neither they nor `..` lead out. Each component is held by a descriptor before the next one is looked up in
 * it, and the result is held too. If somebody renames files meanwhile, another file may be found, but never one outside.
 *
 * @param root absolute path; links on the way to it are followed
 * @param options.followLast whether a symbolic link as the last component is followed
 * @throws TooManyLinks; what `open` throws, if `root` does not exist or something may not be read
 */
function openInRoot(root, path, options) {
    const tree = new HeldTree(root);
    try {
        const found = (0,_text_resolve_path_js__WEBPACK_IMPORTED_MODULE_4__/* .resolvePathSync */ .Bh)(tree, path, options);
        if (found.entry !== undefined)
            return { kind: 'found', path: found.path, held: tree.take(found.path) };
        if (found.notDirectory !== undefined) {
            return { kind: 'notDirectory', path: found.path, held: tree.take(found.notDirectory) };
        }
        const parent = (0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .parentPath */ .yl)(found.missing ?? found.path);
        const names = found.path.slice(parent === '' ? 0 : parent.length + 1).split('/');
        return { kind: 'missing', path: found.path, held: tree.take(parent), names };
    }
    finally {
        tree.close();
    }
}
/** The components of a path that were found so far, each held. */
class HeldTree {
    /** From the root down, each inside the one before. */
    #components;
    constructor(root) {
        this.#components = [{ path: '', held: (0,_held_file_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFile */ .Y)(root, 'follow'), node: { type: 'directory' } }];
    }
    lstat(path) {
        const last = this.#goBackTo(path);
        if (last.path === path)
            return last.node;
        const found = hold(`${last.held.path}/${(0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .baseName */ .Fl)(path)}`);
        if (found === undefined)
            return undefined;
        this.#components.push({ path, ...found });
        return found.node;
    }
    /** Gives away the file at a path that `lstat` has found: the caller closes it. */
    take(path) {
        this.#goBackTo(path);
        const last = this.#components.pop();
        if (last?.path !== path)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path)} is not held`);
        return last.held;
    }
    close() {
        for (const { held } of this.#components.splice(0))
            held.close();
    }
    /** Closes everything that is not on the way to `path`. */
    #goBackTo(path) {
        for (;;) {
            const last = this.#components.at(-1);
            if (last === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp('the root is not held');
            if (last.path === path || last.path === '' || path.startsWith(`${last.path}/`))
                return last;
            last.held.close();
            this.#components.pop();
        }
    }
}
/** Number of attempts to read a symbolic link that keeps changing. */
const MOST_LOOKS = 100;
/** @returns `undefined` if there is nothing */
function hold(path) {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
        const held = holdIfThere(path);
        if (held === undefined)
            return undefined;
        if (!held.stats.isSymbolicLink()) {
            return { held, node: { type: held.stats.isDirectory() ? 'directory' : 'other' } };
        }
        try {
            const target = linkTarget(path);
            if (target !== undefined)
                return { held, node: { type: 'symlink', target } };
        }
        catch (error) {
            held.close();
            throw error;
        }
        held.close();
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)((0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .baseName */ .Fl)(path))} keeps changing while it is looked at`, { retryable: true });
}
/** Codes for a name that does not exist, or cannot exist: it is too long, or has a NUL. */
const NOT_THERE = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
function holdIfThere(path) {
    try {
        return (0,_held_file_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFile */ .Y)(path, 'keep');
    }
    catch (error) {
        if (NOT_THERE.has((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error)))
            return undefined;
        throw error;
    }
}
/** `undefined` when it is not a link any more. Any text is safe: it is only followed inside the root. */
function linkTarget(path) {
    try {
        return (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeName */ .e4)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), { encoding: 'buffer' }));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'EINVAL' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 50976:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readInRoot)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58091);
/* harmony import */ var _open_in_root_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(36564);



/**
 * Reads a regular file inside the folder `root`. Links are followed, but never out of it.
 *
 * @param limit the most bytes that the file may have
 * @throws what `open` and `read` throw, such as EACCES
 */
function readInRoot(root, path, limit) {
    let held;
    try {
        const found = (0,_open_in_root_js__WEBPACK_IMPORTED_MODULE_2__/* .openInRoot */ .W)(root, path, { followLast: true });
        held = found.held;
        if (found.kind !== 'found') {
            held.close();
            return { kind: 'absent' };
        }
    }
    catch (error) {
        if (error instanceof _text_resolve_path_js__WEBPACK_IMPORTED_MODULE_1__/* .TooManyLinks */ .p1)
            return { kind: 'absent' };
        throw error;
    }
    try {
        if (held.stats.isDirectory())
            return { kind: 'directory' };
        if (!held.stats.isFile())
            return { kind: 'special' };
        const bytes = readUpTo(held, limit + 1);
        return bytes.length > limit ? { kind: 'tooLarge' } : { kind: 'file', bytes };
    }
    finally {
        held.close();
    }
}
/** Reads at most `most` bytes, whatever the file's size is: it may grow, and files in /proc have size 0. */
function readUpTo(held, most) {
    const fd = held.open(node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK);
    try {
        const chunks = [];
        for (let left = most; left > 0;) {
            const chunk = Buffer.allocUnsafe(Math.min(left, Math.max(held.stats.size + 1, CHUNK)));
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(fd, chunk, 0, chunk.length, null);
            if (count === 0)
                break;
            chunks.push(chunk.subarray(0, count));
            left -= count;
        }
        return Buffer.concat(chunks);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
    }
}
const CHUNK = 64 * 1024;


/***/ }),

/***/ 10511:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readTextFile),
/* harmony export */   K: () => (/* binding */ MAX_TEXT_FILE)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _read_in_root_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50976);




/** The most bytes of a Dockerfile or an ignore file: far more than anyone writes by hand. */
const MAX_TEXT_FILE = 4 * 1024 * 1024;
/**
 * Reads a Dockerfile or an ignore file, or says what else is there. Anybody may have written the file. So a link out of the
 * folder is refused, since errors would show lines of a file of the machine. And nothing is opened that could block.
 *
 * @param what the name of the file in errors
 * @throws UserError for a device, a fifo, a link that leads out, a file that is too large, and one that may not be read
 */
function readTextFile(location, what) {
    const refuse = (why, details = {}) => new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`failed to read ${what}: ${why}`, details);
    let file;
    try {
        file = (0,_read_in_root_js__WEBPACK_IMPORTED_MODULE_3__/* .readInRoot */ .W)(location.folder, location.path, MAX_TEXT_FILE);
    }
    catch (error) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return 'absent';
        if (code === 'EACCES' || code === 'EPERM')
            throw refuse('permission denied', { cause: error });
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`cannot read ${what}`, { cause: error });
    }
    switch (file.kind) {
        case 'file':
            return file.bytes;
        case 'directory':
            return 'directory';
        case 'special':
            throw refuse('it is not a regular file', REGULAR);
        case 'tooLarge':
            throw refuse(`it is larger than ${MAX_TEXT_FILE / 1024 / 1024} MiB`);
        case 'absent': {
            const target = linkTarget(location);
            if (target === undefined)
                return 'absent';
            throw refuse(`it is a link to ${JSON.stringify(target)}, which leads to no file in ${location.folderName}`, REGULAR);
        }
    }
}
const REGULAR = { hint: 'It has to be a regular file, or a link to one below the same folder.' };
/** The target of the link with this name, as text. Links in the folders of its path are followed. */
function linkTarget({ folder, path: below }) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, below);
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(file).isSymbolicLink() ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(file) : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 80599:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qi: () => (/* binding */ withFailureHint),
/* harmony export */   wj: () => (/* binding */ hintOnCommandLine)
/* harmony export */ });
/* unused harmony export hintInAction */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/**
 * The error of a command, with a hint how one looks into it where it is shown. Other errors, and those that have a hint of their own, stay
 * as they are.
 */
function withFailureHint(error, hint) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CommandFailed */ .nk) || error.hint !== undefined)
        return error;
    const { message, location, excerpt, details, cause } = error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .CommandFailed */ .nk(message, { location, excerpt, details, hint, cause });
}
/** @param root what `--root` must say, if the image is not in the usual place */
function hintOnCommandLine(kept, root) {
    const run = ['layer-build run -it', ...(root === undefined ? [] : [`--root ${shellWord(root)}`])].join(' ');
    return kept === undefined
        ? `To look into it, build again with --save-failed debug: that keeps what the steps before have made. Then open a shell there: ${run} debug sh`
        : `To look into it, open a shell in what holds everything up to the step before: ${run} ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG)(kept)} sh`;
}
/** On a runner nobody opens a shell, but the job goes on. */
function hintInAction(kept) {
    const how = 'a later step of the job with "if: failure()" can build FROM it';
    if (kept === undefined) {
        return `To look into it, give the input save-failed a name: the image up to the step before is kept, and ${how}.`;
    }
    return `To look into it, use the image ${familiarName(kept)}, which holds everything up to the step before: ${how}.`;
}
function shellWord(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw `'\''`)}'`;
}


/***/ }),

/***/ 58091:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bh: () => (/* binding */ resolvePathSync),
/* harmony export */   o1: () => (/* binding */ resolvePath),
/* harmony export */   p1: () => (/* binding */ TooManyLinks)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _byte_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39681);


/** A path leads through more symbolic links than Linux follows, or in circles. */
class TooManyLinks extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    constructor(path) {
        super(`${(0,_byte_name_js__WEBPACK_IMPORTED_MODULE_1__/* .displayName */ .QC)(path)}: too many levels of symbolic links`);
    }
}
/** As the kernel's MAXSYMLINKS. */
const MAX_LINKS = 40;
/**
 * Resolves `path` inside of the tree as Linux does with RESOLVE_IN_ROOT (openat2(2)): absolute links start at the tree's
 * root, `..` at the root stays there. Behind a component that is missing, or that is not a directory, `..` takes back the
 * component before it.
 *
 * The one way in which paths are resolved, whatever the tree: layers, a tar in memory, or folders of this machine.
 *
 * @throws TooManyLinks after 40 symbolic links; whatever `lstat` throws
 */
async function resolvePath(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(await tree.lstat(step.value));
    return step.value;
}
/** `resolvePath` for a tree that answers at once. */
function resolvePathSync(tree, path, options) {
    const steps = resolution(path, options);
    let step = steps.next();
    while (step.done !== true)
        step = steps.next(tree.lstat(step.value));
    return step.value;
}
/** Yields the paths that it needs, and gets the entry at each of them. */
function* resolution(path, options) {
    const followLast = options.followLast || /\/\.{0,2}$/.test(path);
    const pending = componentsReversed(path);
    const resolved = [];
    let links = 0;
    /** The obstacle behind which names are only appended, and how many components lead to it. */
    let blocked;
    let last;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
        if (name === '..') {
            resolved.pop();
            if (blocked !== undefined && resolved.length < blocked.depth)
                blocked = undefined;
            continue;
        }
        resolved.push(name);
        if (blocked !== undefined)
            continue;
        const here = resolved.join('/');
        const entry = yield here;
        last = { path: here, entry };
        if (entry === undefined)
            blocked = { how: 'missing', path: here, depth: resolved.length };
        else if (entry.type === 'symlink' && (followLast || pending.length > 0)) {
            if (++links > MAX_LINKS)
                throw new TooManyLinks(path);
            const target = entry.target ?? '';
            if (target.startsWith('/'))
                resolved.length = 0;
            else
                resolved.pop();
            pending.push(...componentsReversed(target));
        }
        else if (entry.type !== 'directory' && pending.length > 0) {
            blocked = { how: 'notDirectory', path: here, depth: resolved.length };
        }
    }
    const end = resolved.join('/');
    if (blocked !== undefined)
        return { path: end, [blocked.how]: blocked.path };
    const entry = last?.path === end ? last.entry : yield end;
    return entry === undefined ? { path: end, missing: end } : { path: end, entry };
}
function componentsReversed(path) {
    return path
        .split('/')
        .filter((component) => component !== '' && component !== '.')
        .reverse();
}


/***/ })

};
