export const id = 2709;
export const ids = [2709];
export const modules = {

/***/ 79707:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   check: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34397);
/* harmony import */ var _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69480);
/* harmony import */ var _sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98378);
/* harmony import */ var _sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20215);
/* harmony import */ var _plan_builds_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(96408);
/* harmony import */ var _host_adapters_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(89497);
/* harmony import */ var _files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36753);








const check = async (options, host, signal) => {
    const tempDir = (0,_files_temporary_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .makeTemporaryFolder */ .w)(host.tempDir);
    let remote;
    try {
        remote = await (0,_sources_open_remote_js__WEBPACK_IMPORTED_MODULE_4__/* .openRemote */ .d)(host, options, node_path__WEBPACK_IMPORTED_MODULE_0__.join(tempDir, 'remote'));
        const { files } = remote;
        const opened = await (0,_sources_open_context_js__WEBPACK_IMPORTED_MODULE_3__/* .openContext */ .e)(options, files, tempDir, signal);
        const { name, text } = opened.dockerfile;
        const findings = [];
        const result = { dockerfile: { name, text: new TextDecoder().decode(text) }, findings };
        const tell = (warning) => void findings.push(warning);
        // No events: the transfers of a few documents are of no interest.
        const adapters = (0,_host_adapters_js__WEBPACK_IMPORTED_MODULE_6__/* .openAdapters */ .BK)(host, () => undefined);
        try {
            const allStages = options.target === undefined;
            const contexts = new _sources_named_contexts_js__WEBPACK_IMPORTED_MODULE_2__/* .NamedContextSet */ .N(options.buildContexts, {
                ...adapters,
                remote: files,
                local: opened.local,
                signal,
            });
            await (0,_plan_builds_js__WEBPACK_IMPORTED_MODULE_5__/* .planBuilds */ .z)({ options, opened, bases: adapters.bases, contexts, tell, allStages, signal });
            return result;
        }
        catch (error) {
            return { ...result, failure: error };
        }
        finally {
            await adapters.close();
        }
    }
    finally {
        remote?.close();
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_1__/* .discard */ .v)(tempDir);
    }
};


/***/ }),

/***/ 8195:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41828);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);



/** Bytes of a secret; BuildKit takes as many. The file may be a pipe that the shell made, or a device without an end. */
const MAX_SECRET = 500 * 1024;
/** Secrets by id. Each is read when a step mounts it for the first time. */
function readSecrets(sources) {
    return new Map(sources.map((source) => [source.id, () => read(source)]));
}
async function read(source) {
    if (source.kind === 'value')
        return source.value;
    const { id, path } = source;
    let content;
    try {
        content = await (0,_async_read_bytes_js__WEBPACK_IMPORTED_MODULE_2__/* .readBytesUpTo */ .gR)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path), MAX_SECRET);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`cannot read secret ${id} from ${path}`, { cause: error });
    }
    if (content === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`secret ${id} in ${path} is larger than ${MAX_SECRET / 1024} KiB`);
    return content;
}


/***/ }),

/***/ 65001:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ holdFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _held_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30471);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44293);





/**
 * Holds the folder at `names` below `root`: each name is a folder inside the one before, and none may be a link. Files that
 * are made or removed at its `path` are in that folder, even if it is renamed meanwhile. Links on the way to `root` itself
 * are followed, since the user named them.
 *
 * @param root absolute path
 * @param missing what to do with a folder that does not exist
 * @returns `undefined` if a folder is missing and should not be made; the caller must close the result
 * @throws UserError if there is a link or a file instead of a folder below `root`; what `open` and `mkdir` throw
 */
function holdFolder(root, names, missing) {
    if (missing === 'make')
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(root);
    let held = holdIfThere(root, 'follow');
    let shown = root;
    for (const name of names) {
        if (held === undefined)
            return undefined;
        const above = held;
        shown = `${shown}/${name}`;
        try {
            if (missing === 'make')
                makeFolder(`${above.path}/${name}`);
            held = holdIfThere(`${above.path}/${name}`, 'keep');
        }
        finally {
            above.close();
        }
        if (held !== undefined && !held.stats.isDirectory()) {
            held.close();
            throw notFolder(shown, held.stats.isSymbolicLink());
        }
    }
    return held;
}
function holdIfThere(path, last) {
    try {
        return (0,_held_file_js__WEBPACK_IMPORTED_MODULE_3__/* .holdFile */ .Y)(path, last);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOTDIR')
            return undefined;
        throw error;
    }
}
function makeFolder(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) !== 'EEXIST')
            throw error;
    }
}
function notFolder(path, isLink) {
    const what = isLink ? 'a symbolic link, and nothing is written through links' : 'not a folder';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path)} is ${what}`, { hint: 'Remove it, or name another folder.' });
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

/***/ 6258:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ hasWildcard),
/* harmony export */   t: () => (/* binding */ Wildcard)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * The wildcards of COPY and ADD sources: the language of Go's `path/filepath.Match`, on paths with '/' on every system.
 *
 *     '*'         any sequence of characters but '/'
 *     '?'         any one character but '/'
 *     '[' [ '^' ] { character | '\\' character | lo '-' hi } ']'   a class; as in Go, it may also match '/'
 *     '\\' c      the character c
 *
 * `**` is only two stars, and does not cross directories. `--parents` has another language (`PathPattern`).
 */
class Wildcard {
    source;
    #chunks;
    /** One for each component, if each component of the pattern can only match one component of a path. */
    #components;
    constructor(source, chunks, components) {
        this.source = source;
        this.#chunks = chunks;
        this.#components = components;
    }
    /** @throws UserError "syntax error in pattern" */
    static compile(source, location) {
        const chunks = parseChunks(source, location);
        const spans = chunks.some((chunk) => chunk.tokens.some((token) => token.kind === 'class' && accepts(token, SLASH)));
        return new Wildcard(source, chunks, spans ? undefined : splitComponents(chunks));
    }
    /** Whether the whole of `path` matches. */
    matches(path) {
        return matchChunks(this.#chunks, codePoints(path));
    }
    /**
     * Whether a path below `directory` may match, so that a walk can leave out other directories. `''` is the root. It may be true
     * although no path matches, but is never false if one does.
     */
    mayMatchBelow(directory) {
        if (directory === '' || this.#components === undefined)
            return true;
        const names = directory.split('/');
        if (names.length >= this.#components.length)
            return false;
        return names.every((name, index) => matchChunks(this.#components?.[index] ?? [], codePoints(name)));
    }
}
/** Whether COPY treats `pattern` as a wildcard rather than as a literal path. */
function hasWildcard(pattern) {
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at];
        if (character === '\\')
            at++;
        else if (character === '*' || character === '?' || character === '[')
            return true;
    }
    return false;
}
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const DASH = 0x2d;
function codePoints(text) {
    return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
function parseChunks(source, location) {
    const codes = codePoints(source);
    let at = 0;
    const bad = () => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`syntax error in pattern ${JSON.stringify(source)}`, {
        location,
        hint: 'Close every [ with a ], and write \\ before a character that is meant literally.',
    });
    /** A character of a class, with its escape resolved. Something must follow it. */
    const classCharacter = () => {
        let code = codes[at++];
        if (code === undefined || code === DASH || code === CLOSE)
            throw bad();
        if (code === BACKSLASH)
            code = codes[at++];
        if (code === undefined || at >= codes.length)
            throw bad();
        return code;
    };
    const characterClass = () => {
        const negated = codes[at] === CARET;
        if (negated)
            at++;
        const ranges = [];
        while (ranges.length === 0 || codes[at] !== CLOSE) {
            const low = classCharacter();
            if (codes[at] !== DASH)
                ranges.push([low, low]);
            else {
                at++;
                ranges.push([low, classCharacter()]);
            }
        }
        at++;
        return { kind: 'class', negated, ranges };
    };
    const chunks = [];
    let star = false;
    let tokens = [];
    while (at < codes.length) {
        const code = codes[at++] ?? 0;
        switch (code) {
            case STAR:
                if (star || tokens.length > 0) {
                    if (tokens.length === 0)
                        break;
                    chunks.push({ star, tokens });
                    tokens = [];
                }
                star = true;
                break;
            case QUESTION:
                tokens.push({ kind: 'any' });
                break;
            case OPEN:
                tokens.push(characterClass());
                break;
            case BACKSLASH: {
                const escaped = codes[at++];
                if (escaped === undefined)
                    throw bad();
                tokens.push({ kind: 'literal', code: escaped });
                break;
            }
            default:
                tokens.push({ kind: 'literal', code });
        }
    }
    if (star || tokens.length > 0)
        chunks.push({ star, tokens });
    return chunks;
}
/** Splits at the literal slashes. A star belongs to the component that it is in. */
function splitComponents(chunks) {
    const components = [];
    let component = [];
    for (const chunk of chunks) {
        let star = chunk.star;
        let tokens = [];
        for (const token of chunk.tokens) {
            if (token.kind === 'literal' && token.code === SLASH) {
                if (star || tokens.length > 0)
                    component.push({ star, tokens });
                components.push(component);
                component = [];
                star = false;
                tokens = [];
            }
            else
                tokens.push(token);
        }
        if (star || tokens.length > 0)
            component.push({ star, tokens });
    }
    components.push(component);
    return components;
}
function accepts(token, code) {
    switch (token.kind) {
        case 'literal':
            return token.code === code;
        case 'any':
            return code !== SLASH;
        case 'class':
            return token.negated !== token.ranges.some(([low, high]) => low <= code && code <= high);
    }
}
function matchesAt(tokens, path, from) {
    if (from + tokens.length > path.length)
        return false;
    return tokens.every((token, index) => accepts(token, path[from + index] ?? 0));
}
/**
 * As in Go: each run of stars takes as little as it can, and this is never changed afterwards. The time is at most pattern × path. It is
 * exact, except for a class that matches '/', for which Go's answer is wanted here.
 */
function matchChunks(chunks, path) {
    let at = 0;
    for (const [index, chunk] of chunks.entries()) {
        const last = index === chunks.length - 1;
        if (chunk.star && chunk.tokens.length === 0)
            return !path.includes(SLASH, at);
        const fits = (from) => matchesAt(chunk.tokens, path, from) && (!last || from + chunk.tokens.length === path.length);
        if (chunk.star)
            while (at < path.length && !fits(at) && path[at] !== SLASH)
                at++;
        if (!fits(at))
            return false;
        at += chunk.tokens.length;
    }
    return at === path.length;
}


/***/ }),

/***/ 50028:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TG: () => (/* binding */ layoutError),
/* harmony export */   Ub: () => (/* binding */ openLayoutBlob),
/* harmony export */   Xn: () => (/* binding */ readLayoutIndex),
/* harmony export */   kP: () => (/* binding */ LAYOUT_BLOBS),
/* harmony export */   p6: () => (/* binding */ writeLayoutBlob),
/* harmony export */   pQ: () => (/* binding */ layoutBlobSize),
/* harmony export */   q8: () => (/* binding */ layoutPath),
/* harmony export */   rb: () => (/* binding */ addToLayoutIndex)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50229);
/* harmony import */ var _files_file_chunks_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(412);
/* harmony import */ var _files_held_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30471);
/* harmony import */ var _files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65001);
/* harmony import */ var _files_read_in_root_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(50976);
/* harmony import */ var _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19087);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(44360);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(73373);











/*
 * A layout may be in a repository that strangers commit to, and the writing process may be root. So links below the layout's folder are
 * not followed, neither for writing nor for removing.
 */
/** image-spec, "OCI Image Layout": the folder of the blobs. */
const LAYOUT_BLOBS = 'blobs';
/** A layout is an output: others may read it if the umask allows it. */
const SHARED = { shared: true };
const CHUNK = 1024 * 1024;
/** Path of a blob in a layout, or in the archive of a layout. */
function layoutPath(digest) {
    return `${LAYOUT_BLOBS}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`;
}
/**
 * Lets `make` write a blob under a temporary name, and then renames it. Missing folders are made.
 *
 * @throws UserError if there is a link instead of a folder
 */
async function writeLayoutBlob(directory, digest, make) {
    const folder = (0,_files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .U)(directory, [LAYOUT_BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)], 'make');
    if (folder === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${directory} was removed while it was written to`);
    try {
        await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .f)(`${folder.path}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`, make);
    }
    finally {
        folder.close();
    }
}
/** Opens a blob that is a regular file. The caller must close it. @throws UserError like `writeLayoutBlob` */
function holdBlob(directory, digest) {
    const folder = (0,_files_held_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .holdFolder */ .U)(directory, [LAYOUT_BLOBS, (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestAlgorithm */ .g4)(digest)], 'leave');
    if (folder === undefined)
        return undefined;
    let held;
    try {
        held = (0,_files_held_file_js__WEBPACK_IMPORTED_MODULE_4__/* .holdFile */ .Y)(`${folder.path}/${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_8__/* .digestHex */ .sU)(digest)}`, 'keep');
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
    finally {
        folder.close();
    }
    if (held.stats.isFile())
        return held;
    held.close();
    return undefined;
}
/** Size of a blob in bytes; `undefined` if it does not exist. */
function layoutBlobSize(directory, digest) {
    const held = holdBlob(directory, digest);
    held?.close();
    return held?.stats.size;
}
/** A blob's bytes, without a check of the digest; `undefined` if it does not exist. @param from place of the first byte */
function openLayoutBlob(directory, digest, signal, from = 0) {
    const held = holdBlob(directory, digest);
    return held === undefined ? undefined : (0,_files_file_chunks_js__WEBPACK_IMPORTED_MODULE_3__/* .heldChunks */ .OW)(held, { size: CHUNK, from, signal });
}
/**
 * The content of `index.json`; `undefined` if it does not exist.
 *
 * @throws UserError if it is not a regular file; InfraError if it is not an index
 */
function readLayoutIndex(directory) {
    try {
        const file = (0,_files_read_in_root_js__WEBPACK_IMPORTED_MODULE_6__/* .readInRoot */ .W)(directory, INDEX, _oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .MAX_MANIFEST_SIZE */ .L7);
        if (file.kind === 'absent')
            return undefined;
        if (file.kind !== 'file')
            throw notIndex(directory);
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_9__/* .parseIndex */ .A1)(file.bytes);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
const INDEX = 'index.json';
function notIndex(directory) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${(0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, INDEX)} is not the index of an OCI layout`, { hint: 'Remove it.' });
}
/**
 * Adds entries to `index.json`. It is written last and in one step: until then, readers see the old layout. The caller must have the
 * layout's lock (`LayoutLock`).
 *
 * @returns the new content
 */
async function addToLayoutIndex(directory, added) {
    const index = (0,_oci_index_js__WEBPACK_IMPORTED_MODULE_10__/* .mergeIndex */ .$R)(readLayoutIndex(directory), added);
    await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeWhole */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, 'oci-layout'), _oci_index_js__WEBPACK_IMPORTED_MODULE_10__/* .OCI_LAYOUT */ .xm, SHARED);
    await (0,_files_atomic_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeWhole */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(directory, INDEX), JSON.stringify(index), SHARED);
    return index;
}
/** Gives errors of the file system our own message. Returns all other errors as they are. */
function layoutError(doing, directory, error) {
    const explain = doing === 'read' ? _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__/* .diskError */ .wO : _files_write_error_js__WEBPACK_IMPORTED_MODULE_7__/* .destinationError */ .Zh;
    return explain(error, `${doing} the OCI layout`, directory);
}


/***/ }),

/***/ 73373:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $R: () => (/* binding */ mergeIndex),
/* harmony export */   U1: () => (/* binding */ byWholeName),
/* harmony export */   nL: () => (/* binding */ indexEntries),
/* harmony export */   w5: () => (/* binding */ REF_NAME),
/* harmony export */   xm: () => (/* binding */ OCI_LAYOUT),
/* harmony export */   yc: () => (/* binding */ IMAGE_NAME)
/* harmony export */ });
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50261);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/** image-spec, "Pre-Defined Annotation Keys": in an OCI layout, the tag by which an image is found. */
const REF_NAME = 'org.opencontainers.image.ref.name';
/** The whole name, as containerd and BuildKit write it in addition to the tag. */
const IMAGE_NAME = 'io.containerd.image.name';
/** image-spec, "oci-layout file". */
const OCI_LAYOUT = JSON.stringify({ imageLayoutVersion: '1.0.0' });
/** The entries of `index.json` for an image: one for each name. */
function indexEntries(image) {
    const { mediaType, digest, size, annotations, platform } = image.target;
    const bare = {
        mediaType,
        digest,
        size,
        ...(annotations === undefined ? {} : { annotations }),
        ...(platform === undefined ? {} : { platform }),
    };
    if (image.references.length === 0)
        return [bare];
    return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .sortedReferences */ .Qs)(image.references).map((reference) => ({
        ...bare,
        annotations: {
            ...annotations,
            [IMAGE_NAME]: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(reference),
            ...(reference.tag === undefined ? {} : { [REF_NAME]: reference.tag }),
        },
    }));
}
/**
 * `index.json` with new entries. Earlier entries with the same names are removed, and so are nameless entries with the same content.
 */
function mergeIndex(existing, added, nameOf = byTag) {
    const names = new Set(added.map(nameOf).filter((name) => name !== undefined));
    const digests = new Set(added.map(({ digest }) => digest));
    const kept = (existing?.manifests ?? []).filter((entry) => {
        const name = nameOf(entry);
        return name === undefined ? !digests.has(entry.digest) : !names.has(name);
    });
    return {
        ...existing,
        schemaVersion: 2,
        mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_0__/* .OCI_INDEX */ .$p,
        manifests: [...kept, ...added],
    };
}
/** An archive may have images of several repositories, with the same tag. */
function byWholeName(entry) {
    return entry.annotations?.[IMAGE_NAME];
}
/** The name that identifies an entry. Tools that only know `ref.name` must find one entry for each tag. */
function byTag(entry) {
    return entry.annotations?.[REF_NAME] ?? entry.annotations?.[IMAGE_NAME];
}


/***/ }),

/***/ 76653:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ redactCredentials),
/* harmony export */   W: () => (/* binding */ credentialsIn)
/* harmony export */ });
/** From `://` on, as `URL` reads it: the last `@` before the path ends it. The `@` of an image's digest is another one. */
const USER_INFO = /:\/\/([^\s/?#"'<>`\\]*)@(?!sha(?:256|512):)/g;
const SSH = /(?:^|\W)(?:git\+)?ssh$/i;
/** What BuildKit writes in the place of a user, and of a password. */
const HIDDEN = 'xxxxx';
/**
 * A text without the users and passwords of the addresses in it, as BuildKit shows addresses. The user of an ssh address stays, as it
 * is no secret.
 */
function redactCredentials(text) {
    if (!text.includes('@'))
        return text;
    return text.replace(USER_INFO, (whole, userInfo, at) => {
        if (!isSecret(userInfo, text, at))
            return whole;
        return `://${userInfo.includes(':') ? `${HIDDEN}:${HIDDEN}` : HIDDEN}@`;
    });
}
/** The users with their passwords that addresses in a text have, as they are written. */
function credentialsIn(text) {
    if (!text.includes('@'))
        return [];
    return [...text.matchAll(USER_INFO)].flatMap(({ 1: userInfo = '', index }) => isSecret(userInfo, text, index) ? [userInfo] : []);
}
function isSecret(userInfo, text, at) {
    return userInfo !== '' && (userInfo.includes(':') || !SSH.test(text.slice(Math.max(0, at - 8), at)));
}


/***/ })

};
