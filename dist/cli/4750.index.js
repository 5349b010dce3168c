export const id = 4750;
export const ids = [4750];
export const modules = {

/***/ 6905:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ writeFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/files/held-file.js
var held_file = __webpack_require__(30471);
;// CONCATENATED MODULE: ./lib/files/held-path.js



/**
 * Finds folders below one folder. Each name is looked up in the folder before it, which is held, and no link is followed: if somebody
 * exchanges a folder meanwhile, that is an error. The way to the last folder stays held, so that the next one near it is found fast.
 */
class HeldPath {
    /** Held by the caller. */
    #root;
    #way = [];
    constructor(root) {
        this.#root = root;
    }
    /**
     * @param names from the root down; none is `.` or `..`, or has a slash
     * @returns a folder that is held until the next call, or until `close`
     * @throws UserError if there is something else at one of the names; what `open` throws
     */
    at(names) {
        let same = 0;
        while (same < this.#way.length && this.#way[same]?.name === names[same])
            same++;
        this.#letGo(same);
        for (const name of names.slice(same))
            this.#way.push({ name, held: this.#folderIn(this.#last, name) });
        return this.#last;
    }
    close() {
        this.#letGo(0);
    }
    get #last() {
        return this.#way.at(-1)?.held ?? this.#root;
    }
    #folderIn(above, name) {
        let held;
        try {
            held = (0,held_file/* holdFile */.Y)(`${above.path}/${name}`, 'keep');
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                throw changed(name, error);
            throw error;
        }
        if (held.stats.isDirectory())
            return held;
        held.close();
        throw changed(name);
    }
    #letGo(kept) {
        for (const { held } of this.#way.splice(kept).reverse())
            held.close();
    }
}
function changed(name, cause) {
    return new errors/* UserError */.yo(`the folder ${(0,byte_name/* displayName */.QC)(name)} was replaced while files were written to it`, {
        hint: 'Build again when nothing else writes there.',
        cause,
    });
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/files/folder-writer.js








const FILE_BITS = 0o1777;
const FOLDER_BITS = 0o3777;
/** What the owner needs to write into a folder. */
const OWNER = 0o700;
/**
 * Writes files into a folder, over what is there, and never outside of it: every folder on the way is held by a descriptor, no existing
 * file is opened, and no link is followed. A link or a file in the place of a folder is replaced by a folder. What is written belongs to
 * this process. Paths have the form `a/b`, and the folder of a path must have been written before.
 */
class FolderWriter {
    #root;
    #parents;
    /** For the other end of a hard link, which is mostly in another folder. */
    #targets;
    /** Final modes and times: until the end, the owner must be able to write into each folder. */
    #folders = [];
    /**
     * @param folder absolute path, which is made if it does not exist; links on the way to it are followed, since the user named them
     * @throws what `mkdir` and `open` throw
     */
    static open(folder) {
        (0,make_folders/* makeFolders */.w)(folder);
        const held = (0,held_file/* holdFile */.Y)(folder, 'follow');
        if (held.stats.isDirectory())
            return new FolderWriter(held);
        held.close();
        throw new errors/* UserError */.yo(`${(0,byte_name/* displayName */.QC)(folder)} is not a folder`);
    }
    constructor(root) {
        this.#root = root;
        this.#parents = new HeldPath(root);
        this.#targets = new HeldPath(root);
    }
    /** @param metadata absent: as the system makes folders, and as it is if it exists */
    folder(path, metadata) {
        const { at, names } = this.#place(path);
        const mode = metadata === undefined ? 0o777 : OWNER;
        if (!wasMade(() => (0,external_node_fs_.mkdirSync)((0,byte_name/* fsPath */.Jk)(at), { mode }))) {
            if ((0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(at)).isDirectory())
                makeWritable(this.#parents.at(names));
            else {
                (0,external_node_fs_.unlinkSync)((0,byte_name/* fsPath */.Jk)(at));
                (0,external_node_fs_.mkdirSync)((0,byte_name/* fsPath */.Jk)(at), { mode });
            }
        }
        if (metadata !== undefined)
            this.#folders.push({ names, metadata });
    }
    async file(path, { mode, mtime }, chunks, signal) {
        const { at } = this.#place(path);
        let draft = at;
        let fd = 0;
        const open = (file) => (0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(file), NEW_FILE, 0o600);
        if (!wasMade(() => (fd = open(at)))) {
            makeRoom(at, path);
            draft = draftBeside(at);
            fd = open(draft);
        }
        try {
            try {
                for await (const chunk of chunks) {
                    signal.throwIfAborted();
                    for (let from = 0; from < chunk.length;)
                        from += (0,external_node_fs_.writeSync)(fd, chunk, from);
                }
                (0,external_node_fs_.fchmodSync)(fd, mode & FILE_BITS);
                (0,external_node_fs_.futimesSync)(fd, mtime, mtime);
            }
            finally {
                (0,external_node_fs_.closeSync)(fd);
            }
            if (draft !== at)
                (0,external_node_fs_.renameSync)((0,byte_name/* fsPath */.Jk)(draft), (0,byte_name/* fsPath */.Jk)(at));
        }
        catch (error) {
            (0,discard/* discardNow */.d)((0,byte_name/* fsPath */.Jk)(draft));
            throw error;
        }
    }
    /** @param link.target any text; nobody follows it here */
    symlink(path, { target, mtime }) {
        this.#put(path, (at) => {
            (0,external_node_fs_.symlinkSync)((0,byte_name/* encodeName */.aA)(target), (0,byte_name/* fsPath */.Jk)(at));
            (0,external_node_fs_.lutimesSync)((0,byte_name/* fsPath */.Jk)(at), mtime, mtime);
        });
    }
    /** @param target path of a file that was written before */
    hardlink(path, target) {
        const names = namesOf(target);
        const from = `${this.#targets.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`;
        this.#put(path, (at) => (0,external_node_fs_.linkSync)((0,byte_name/* fsPath */.Jk)(from), (0,byte_name/* fsPath */.Jk)(at)));
    }
    /** Gives folders their modes and times, the innermost first. */
    finish() {
        for (const { names, metadata } of this.#folders.splice(0).reverse()) {
            const { path } = this.#parents.at(names);
            (0,external_node_fs_.utimesSync)(path, metadata.mtime, metadata.mtime);
            (0,external_node_fs_.chmodSync)(path, metadata.mode & FOLDER_BITS);
        }
    }
    close() {
        this.#parents.close();
        this.#targets.close();
        this.#root.close();
    }
    /** Makes something that has no bytes, in one step if something else is in its place. */
    #put(path, make) {
        const { at } = this.#place(path);
        if (wasMade(() => make(at))) {
            return;
        }
        makeRoom(at, path);
        const draft = draftBeside(at);
        try {
            make(draft);
            (0,external_node_fs_.renameSync)((0,byte_name/* fsPath */.Jk)(draft), (0,byte_name/* fsPath */.Jk)(at));
        }
        finally {
            (0,discard/* discardNow */.d)((0,byte_name/* fsPath */.Jk)(draft));
        }
    }
    #place(path) {
        const names = namesOf(path);
        return { at: `${this.#parents.at(names.slice(0, -1)).path}/${names.at(-1) ?? ''}`, names };
    }
}
const NEW_FILE = external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_CREAT | external_node_fs_.constants.O_EXCL;
function namesOf(path) {
    const names = path.split('/');
    if (names.some((name) => name === '' || name === '.' || name === '..')) {
        throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is not a path below a folder`);
    }
    return names;
}
/** @returns whether it was made; false if something has the name already */
function wasMade(make) {
    try {
        make();
        return true;
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'EEXIST')
            return false;
        throw error;
    }
}
/** A folder of an earlier export may have a mode that does not let its owner write into it. */
function makeWritable({ path, stats }) {
    if ((stats.mode & OWNER) === OWNER)
        return;
    try {
        (0,external_node_fs_.chmodSync)(path, (stats.mode | OWNER) & 0o7777);
    }
    catch (error) {
        // Somebody else's folder: whether it can be written into shows when something is.
        if ((0,errors/* errorCode */.CA)(error) !== 'EPERM')
            throw error;
    }
}
/** Removes a folder that is in the place of something else, if it is empty. Anything else is replaced by a rename. */
function makeRoom(at, path) {
    if (!(0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(at)).isDirectory())
        return;
    try {
        (0,external_node_fs_.rmdirSync)((0,byte_name/* fsPath */.Jk)(at));
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== 'ENOTEMPTY' && (0,errors/* errorCode */.CA)(error) !== 'EEXIST')
            throw error;
        throw new errors/* UserError */.yo(`${(0,byte_name/* displayName */.QC)(path)} is a folder with files in it, but not a folder in the image`, {
            hint: 'Remove it, or name another folder for the output.',
            cause: error,
        });
    }
}
function draftBeside(at) {
    return `${at.slice(0, at.lastIndexOf('/'))}/.tmp.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
}

// EXTERNAL MODULE: ./lib/files/output-file.js + 1 modules
var output_file = __webpack_require__(24538);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
// EXTERNAL MODULE: ./lib/report/console/standard-output.js
var standard_output = __webpack_require__(83897);
// EXTERNAL MODULE: ./lib/layer/tar-writer.js
var tar_writer = __webpack_require__(36940);
;// CONCATENATED MODULE: ./lib/app/outputs/files/files-tar.js

/**
 * The files of images as one tar, with owners, modes, times, devices, hard links and extended attributes.
 *
 * The bytes of files come in the order of the layers, so that each layer is read once. Folders come behind what is in them: programs that
 * unpack make missing parents by themselves, and a folder that came first would lose its time, or could not be written into any more.
 */
async function* filesTar(images, signal) {
    for (const { image, folder, attestations } of images) {
        const prefix = folder === '' ? '' : `${folder}/`;
        yield* members(image, prefix, signal);
        for (const { path, bytes, mode, mtime } of attestations) {
            yield (0,tar_writer/* tarHeader */.pI)({ type: 'file', path: prefix + path, size: bytes.length, mode, mtime, uid: 0, gid: 0 });
            yield bytes;
            yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(bytes.length));
        }
        if (folder !== '')
            yield (0,tar_writer/* tarHeader */.pI)({ ...PLATFORM_FOLDER, path: folder });
    }
    yield Buffer.alloc(tar_writer/* END_OF_ARCHIVE_SIZE */.D9);
}
const PLATFORM_FOLDER = { type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
async function* members(image, prefix, signal) {
    for await (const { path, size, data } of image.contents()) {
        const entry = image.files.get(path);
        if (entry === undefined)
            continue;
        yield (0,tar_writer/* tarHeader */.pI)({ ...entry, path: prefix + path });
        for await (const chunk of data) {
            signal.throwIfAborted();
            yield chunk;
        }
        yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(size));
    }
    for (const link of image.links) {
        yield (0,tar_writer/* tarHeader */.pI)({ type: 'hardlink', path: prefix + link.path, target: prefix + link.target }, link);
    }
    // Backwards: the innermost folders first.
    for (const entry of image.others.toReversed()) {
        signal.throwIfAborted();
        yield (0,tar_writer/* tarHeader */.pI)({ ...entry, path: prefix + entry.path });
    }
}

// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
// EXTERNAL MODULE: ./lib/layer/stack-source.js
var stack_source = __webpack_require__(82499);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
;// CONCATENATED MODULE: ./lib/app/outputs/files/flat-image.js



/** The files of one platform's image: its layers on top of each other. */
class FlatImage {
    /** As `linux/arm/v7`. */
    platform;
    /** All but files, parents before what is in them. The root is not among them. */
    others;
    /** Each file once, under the first of its names. */
    files;
    links;
    /** SOURCE_DATE_EPOCH: seconds since the epoch. */
    sourceDateEpoch;
    #source;
    /** Fetches all layers, so that nothing has to be fetched any more when the first byte is written. */
    static async open(platform, layers, signal) {
        const blobs = await Promise.all(platform.layers.map((layer) => layers.blobFile(layer, signal)));
        const indexes = await Promise.all(platform.layers.map((layer) => layers.index(layer, signal)));
        return new FlatImage(platform, layer_stack/* LayerStack */.k.of(indexes), blobs);
    }
    constructor({ platform, sourceDateEpoch }, stack, blobs) {
        this.platform = (0,oci_platform/* formatPlatform */.Bq)(platform);
        this.sourceDateEpoch = sourceDateEpoch;
        const others = [];
        const files = new Map();
        const links = [];
        const firstNames = new Map();
        for (const shown of stack.entries()) {
            // As in BuildKit: with SOURCE_DATE_EPOCH, all times are that time.
            const entry = sourceDateEpoch === undefined ? shown : { ...shown, mtime: sourceDateEpoch };
            if (entry.type !== 'file') {
                others.push(entry);
                continue;
            }
            const location = stack.contentOf(entry.path);
            const content = `${location?.layer ?? ''}:${location?.path ?? ''}`;
            const first = firstNames.get(content);
            if (first === undefined) {
                firstNames.set(content, entry.path);
                files.set(entry.path, entry);
            }
            else {
                const { path, mode, uid, gid, mtime, xattrs } = entry;
                links.push({ type: 'hardlink', path, target: first, mode, uid, gid, mtime, ...(xattrs && { xattrs }) });
            }
        }
        this.others = others;
        this.files = files;
        this.links = links;
        this.#source = new stack_source/* StackSource */.W(this.platform, stack, (layer) => Promise.resolve(blobs[layer] ?? ''));
    }
    /** All names of files, each with the content's digest. */
    digests() {
        const ofLinks = this.links.flatMap(({ path, target }) => {
            const file = this.files.get(target);
            return file === undefined ? [] : [[path, file.digest]];
        });
        return [...[...this.files].map(([path, { digest }]) => [path, digest]), ...ofLinks];
    }
    /** The bytes of all files, in the order of the layers. Each must be read before the next is asked for. */
    contents() {
        return this.#source.contents([...this.files.keys()]);
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/left-out.js
/** Setuid and setgid. */
const SET_ID = 0o6000;
/** Counts what a folder of the caller does not get from an image. */
class LeftOut {
    #nodes = 0;
    #setId = 0;
    #xattrs = 0;
    look(entry) {
        if (entry.type === 'char' || entry.type === 'block' || entry.type === 'fifo')
            this.#nodes++;
        else if (entry.xattrs !== undefined)
            this.#xattrs++;
        if (entry.type === 'file' && (entry.mode & SET_ID) !== 0)
            this.#setId++;
    }
    /** @returns a warning; `undefined` if nothing was left out */
    message() {
        const parts = [
            this.#nodes > 0 ? `devices and fifos (${this.#nodes})` : undefined,
            this.#setId > 0 ? `the setuid and setgid bits of files (${this.#setId})` : undefined,
            this.#xattrs > 0 ? `extended attributes (${this.#xattrs})` : undefined,
        ].filter((part) => part !== undefined);
        if (parts.length === 0)
            return undefined;
        return `type=local leaves out ${parts.join(', ')}, since the files belong to another owner now; type=tar has them`;
    }
}

// EXTERNAL MODULE: ./lib/attestation/statement.js
var statement = __webpack_require__(81759);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
;// CONCATENATED MODULE: ./lib/app/outputs/files/attestation-files.js



const SBOM = 'https://spdx.dev/Document';
/** As BuildKit writes them (its `exporter/local/fs.go`): a statement about every file of the image, for nobody else to read. */
function attestationFiles(predicates, image, { prefix, suffix }) {
    if (predicates.length === 0)
        return [];
    const subjects = subjectsOf(image);
    const mtime = image.sourceDateEpoch ?? Math.floor(Date.now() / 1000);
    return predicates.map((predicate) => ({
        path: `${prefix}${predicate.type === SBOM ? 'sbom.spdx' : 'provenance'}${suffix}.json`,
        bytes: Buffer.from(JSON.stringify((0,statement/* statementAbout */.pT)(predicate, subjects), null, 2)),
        mode: 0o600,
        mtime,
    }));
}
function subjectsOf(image) {
    return [...image.digests()]
        .sort(([one], [other]) => (0,code_unit_order/* byCodeUnit */.X)(one, other))
        .map(([path, digest]) => ({ name: (0,byte_name/* encodeName */.aA)(path).toString(), digest: (0,statement/* digestSet */.JD)(digest) }));
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/platform-folders.js



function placed(images, { split, prefix, predicates }) {
    return images.map((image, index) => {
        const name = image.platform.replaceAll('/', '_');
        const suffix = images.length > 1 && !split ? `.${name}` : '';
        return {
            image,
            folder: split ? name : '',
            attestations: attestationFiles(predicates[index] ?? [], image, { prefix, suffix }),
        };
    });
}
/**
 * Checks that images which share a folder have no file in common, and none where another has a folder.
 *
 * @throws UserError that names the first such path
 */
function checkConflicts(images) {
    const known = new Map();
    for (const { platform, others, files, links } of images) {
        for (const { path, type } of [...others, ...files.values(), ...links]) {
            const isFolder = type === 'directory';
            const earlier = known.get(path);
            known.set(path, { platform, isFolder });
            if (earlier === undefined || (earlier.isFolder && isFolder))
                continue;
            throw new errors/* UserError */.yo(`cannot overwrite ${(0,byte_name/* displayName */.QC)(path)} from ${earlier.platform} with ${platform} when split option is disabled`, { hint: 'Leave platform-split=false out.' });
        }
    }
}

;// CONCATENATED MODULE: ./lib/app/outputs/files/write-files.js











/**
 * Writes the files of the image: into a folder, or as a tar. Several platforms have a folder each.
 *
 * @throws UserError if the place cannot be written to, or if platforms that share a folder have a file in common
 */
async function writeFiles(platforms, output, { layers, predicates, sink, signal }) {
    const images = [];
    for (const platform of platforms)
        images.push(await FlatImage.open(platform, layers, signal));
    const several = images.length > 1;
    const said = { prefix: output.attestationPrefix ?? '', predicates };
    try {
        switch (output.type) {
            case 'local': {
                const split = output.platformSplit ?? several;
                if (!split)
                    checkConflicts(images);
                await writeFolder(output.dest, placed(images, { ...said, split }), sink, signal);
                break;
            }
            case 'tar':
                await writeTar(output.dest, placed(images, { ...said, split: several }), signal);
                break;
            default:
                (0,errors/* unreachable */.HB)(output);
        }
    }
    catch (error) {
        throw (0,write_error/* destinationError */.Zh)(error, `write type=${output.type} to`, output.dest);
    }
}
async function writeTar(dest, images, signal) {
    const tar = filesTar(images, signal);
    if (dest === '-') {
        for await (const chunk of tar)
            await (0,standard_output/* writeOutput */.zh)(chunk, signal);
        return;
    }
    (0,make_folders/* makeFolders */.w)(external_node_path_.dirname(dest));
    await (0,output_file/* writeOutputFile */.B)(dest, tar);
}
/** As in BuildKit: owned by the caller, over what is there, and without removing anything else. */
async function writeFolder(dest, images, sink, signal) {
    const leftOut = new LeftOut();
    const writer = FolderWriter.open(dest);
    try {
        for (const one of images)
            await writeImage(writer, one, leftOut, signal);
        writer.finish();
    }
    finally {
        writer.close();
    }
    const message = leftOut.message();
    if (message !== undefined)
        sink({ type: 'warning', message });
}
async function writeImage(writer, { image, folder, attestations }, leftOut, signal) {
    if (folder !== '')
        writer.folder(folder);
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const entry of image.others) {
        signal.throwIfAborted();
        const path = prefix + entry.path;
        leftOut.look(entry);
        if (entry.type === 'directory')
            writer.folder(path, entry);
        else if (entry.type === 'symlink')
            writer.symlink(path, entry);
    }
    for await (const { path, data } of image.contents()) {
        const entry = image.files.get(path);
        if (entry === undefined)
            continue;
        leftOut.look(entry);
        await writer.file(prefix + path, entry, data, signal);
    }
    for (const { path, target } of image.links)
        writer.hardlink(prefix + path, prefix + target);
    for (const file of attestations)
        await writer.file(prefix + file.path, file, [file.bytes], signal);
}


/***/ }),

/***/ 81759:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ digestSet),
/* harmony export */   T8: () => (/* binding */ statementOf),
/* harmony export */   pT: () => (/* binding */ statementAbout)
/* harmony export */ });
/** @param names of the subject. None: it is known by its digest alone, and its name says so, as in BuildKit's documents. */
function statementOf(predicate, subject, names) {
    const digest = digestSet(subject);
    return statementAbout(predicate, (names.length === 0 ? ['_'] : names).map((name) => ({ name, digest })));
}
function statementAbout(predicate, subject) {
    return {
        _type: 'https://in-toto.io/Statement/v1',
        subject,
        predicateType: predicate.type,
        predicate: predicate.content,
    };
}
function digestSet(digest) {
    const [algorithm = '', hex = ''] = digest.split(':');
    return { [algorithm]: hex };
}


/***/ }),

/***/ 3222:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ LayerWriter)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(34397);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50261);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25351);
/* harmony import */ var _file_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(564);
/* harmony import */ var _packed_entries_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(90492);
/* harmony import */ var _compression_blob_file_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75184);
/* harmony import */ var _compression_group_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(51459);
/* harmony import */ var _compression_group_compressor_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(81957);
/* harmony import */ var _layer_index_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(55851);
/* harmony import */ var _layer_structure_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(96656);
/* harmony import */ var _trace_span_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(21725);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(39681);
/* harmony import */ var _tar_writer_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(36940);
/* harmony import */ var _tree_digest_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3294);
/* harmony import */ var _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(39606);
/* harmony import */ var _text_path_parts_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(40371);



















const ZEROS = Buffer.alloc(_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .END_OF_ARCHIVE_SIZE */ .D9);
/** Makes tar, index, digests and compressed blob of entries in one pass, with a few MiB in memory at a time. */
class LayerWriter {
    #options;
    #blob;
    #diff = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    #format;
    #compressor;
    #entries;
    /** The directory of the last entry that was added. It is mostly also the directory of the next one. */
    #lastParent;
    /** Parents of entries that have no entry themselves. They must not come later. */
    #absentParents = new Set();
    #groups = [];
    /** By the bytes of the tar before it: how many entries come before a group that begins with one. */
    #groupStarts = new Map();
    /** Whether the entry that was begun has groups of its own. */
    #ownGroups = false;
    #span = (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_12__/* .openSpan */ .D3)('layers', () => 'write a layer');
    #tarSize = 0;
    /** Whether `add` is taking the content of a file. */
    #busy = false;
    #state = 'open';
    /** @throws what `openSync` throws */
    static create(options) {
        return new Promise((resolve) => resolve(new LayerWriter(options)));
    }
    constructor(options) {
        this.#options = options;
        this.#entries = new _packed_entries_js__WEBPACK_IMPORTED_MODULE_7__/* .PackedEntries */ .J(options.paths);
        const blob = new _compression_blob_file_js__WEBPACK_IMPORTED_MODULE_8__/* .BlobFile */ .K(options.blobFile);
        this.#blob = blob;
        this.#format = options.format ?? 'gzip';
        this.#compressor = (0,_compression_group_compressor_js__WEBPACK_IMPORTED_MODULE_9__/* .groupCompressor */ .J)(this.#format, (chunk) => blob.write(chunk), {
            onBlock: (block) => this.#diff.update(block),
            onGroup: (group) => this.#groups.push(group),
            ...(options.level === undefined ? {} : { level: options.level }),
        });
    }
    /**
     * Adds one entry. Parents come before children, no path comes twice, and a hard link comes after the file that it names. A file's
     * content must have exactly the given size. Chunks are copied, so that their buffers may be reused. A promise that is returned must be
     * awaited before the next call. After an error, only `abort` may be called.
     *
     * @throws InfraError when a file's content is longer or shorter than declared: it changed while it was read
     * @throws UserError when a name starts with `.wh.`, which no layer can hold
     * @throws EngineBug when the order or uniqueness of paths is broken
     */
    add(entry, content) {
        if (this.#state !== 'open' || this.#busy)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`add while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#checkPath(entry);
        if (entry.type !== 'file') {
            const linked = entry.type === 'hardlink' ? this.#linkedMetadata(entry.path, entry.target) : undefined;
            const header = (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .tarHeader */ .pI)(entry, linked);
            this.#beginEntry(header.length);
            this.#tar(header);
            this.#record(entry);
            return this.#pressure();
        }
        const header = (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .tarHeader */ .pI)(entry);
        this.#beginEntry(header.length + entry.size);
        this.#tar(header);
        this.#busy = true;
        const digest = new _file_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .FileDigest */ .d(entry.size);
        if (content === undefined)
            return this.#endFile(entry, digest);
        if (Symbol.asyncIterator in content)
            return this.#takeAsync(entry, content, digest);
        return this.#take(entry, content[Symbol.iterator](), digest);
    }
    /** Takes chunks synchronously as long as the compressor keeps up, so that small files need no promise. */
    #take(entry, chunks, digest) {
        try {
            for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
                this.#content(entry, next.value, digest);
                const pressure = this.#compressor.drained();
                if (pressure !== undefined)
                    return this.#continue(entry, chunks, digest, pressure);
            }
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        return this.#endFile(entry, digest);
    }
    async #continue(entry, chunks, digest, pressure) {
        try {
            await pressure;
        }
        catch (error) {
            chunks.return?.();
            throw error;
        }
        await this.#take(entry, chunks, digest);
    }
    async #takeAsync(entry, content, digest) {
        for await (const chunk of content) {
            this.#content(entry, chunk, digest);
            await this.#compressor.drained();
        }
        await this.#endFile(entry, digest);
    }
    #content(entry, chunk, digest) {
        if (digest.seen + chunk.length > entry.size)
            throw changed(entry, 'grew');
        digest.update(chunk);
        this.#tar(chunk);
    }
    #endFile(entry, digest) {
        if (digest.seen !== entry.size)
            throw changed(entry, 'shrank');
        this.#tar(ZEROS.subarray(0, (0,_tar_writer_js__WEBPACK_IMPORTED_MODULE_14__/* .paddingAfter */ .OQ)(entry.size)));
        this.#record((0,_file_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestedFile */ .M)(entry, digest.digest()));
        if (this.#ownGroups)
            this.#compressor.cut();
        this.#busy = false;
        return this.#pressure();
    }
    /**
     * A group has whole entries, and a large file has groups of its own: whoever wants one file needs nothing else.
     *
     * @param size bytes, with the header
     */
    #beginEntry(size) {
        this.#ownGroups = size > _compression_group_js__WEBPACK_IMPORTED_MODULE_17__/* .GROUP_SIZE */ .g;
        if (this.#compressor.groupSize + size > _compression_group_js__WEBPACK_IMPORTED_MODULE_17__/* .GROUP_SIZE */ .g)
            this.#compressor.cut();
        if (this.#compressor.groupSize === 0)
            this.#groupStarts.set(this.#tarSize, this.#entries.length);
    }
    #groupsOfEntries() {
        const counts = [...this.#groupStarts.values(), this.#entries.length];
        let [offset, begun] = [0, 0];
        return this.#groups.map((group) => {
            const before = this.#groupStarts.get(offset);
            offset += group.size;
            const entries = before === undefined ? 0 : (counts[++begun] ?? before) - before;
            return { ...group, entries };
        });
    }
    #tar(bytes) {
        if (bytes.length === 0)
            return;
        this.#tarSize += bytes.length;
        this.#compressor.write(bytes);
    }
    #pressure() {
        return this.#compressor.drained();
    }
    #record(entry) {
        const { maxEntries = _layer_structure_js__WEBPACK_IMPORTED_MODULE_11__/* .MAX_LAYER_ENTRIES */ .O8 } = this.#options;
        if (this.#entries.length === maxEntries) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`a layer cannot have more than ${maxEntries} files and directories`, {
                hint: 'Make them in several steps.',
            });
        }
        this.#entries.push(entry);
    }
    #checkPath(entry) {
        const { path } = entry;
        if (this.#entries.typeAt(path) !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`two entries for ${JSON.stringify(path)}`);
        if (this.#absentParents.has(path))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`${JSON.stringify(path)} comes after what stands in it`);
        if (path.startsWith(_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp) || path.includes(`/${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp}`)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`a layer cannot hold the name ${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__/* .displayName */ .QC)(path))}`, {
                hint: `Names that start with ${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_18__/* .WHITEOUT_PREFIX */ .Fp} stand for removed files in image layers.`,
            });
        }
        for (let parent = path; parent !== '';) {
            parent = (0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_16__/* .parentPath */ .yl)(parent);
            if (parent === this.#lastParent)
                return;
            const type = this.#entries.typeAt(parent);
            if (type === 'directory') {
                this.#lastParent = parent;
                return;
            }
            if (type !== undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`${JSON.stringify(path)} below a ${type}`);
            if (this.#absentParents.has(parent))
                return;
            this.#absentParents.add(parent);
        }
    }
    /** Unpackers apply the header of a hard link to the file that it names. So it repeats the file's metadata. */
    #linkedMetadata(path, target) {
        let entry = this.#entries.get(target);
        while (entry?.type === 'hardlink')
            entry = this.#entries.get(entry.target);
        if (entry === undefined || entry.type === 'directory' || entry.type === 'whiteout') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`hard link ${JSON.stringify(path)} to ${JSON.stringify(target)}, which is not in the layer`);
        }
        return entry;
    }
    /** Ends tar and blob, and writes the index. The files are closed but not synced. */
    async finish() {
        if (this.#state !== 'open' || this.#busy)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .EngineBug */ .Bp(`finish while the layer is ${this.#busy ? 'busy' : this.#state}`);
        this.#tar(ZEROS);
        await this.#compressor.finish();
        this.#state = 'finished';
        const { digest, size } = this.#blob.finish();
        this.#span.note({ files: this.#entries.length, tar: this.#tarSize, blob: size });
        this.#span.end();
        const indexing = (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_12__/* .openSpan */ .D3)('layers', () => 'index of a layer');
        const diffId = (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .diffIdOfHex */ .vM)(this.#diff.digest('hex'));
        const tree = (0,_tree_digest_js__WEBPACK_IMPORTED_MODULE_15__/* .treeDigest */ .f)(this.#entries);
        const { blobFile, indexFile } = this.#options;
        const groups = { blob: digest, format: this.#format, groups: this.#groupsOfEntries() };
        const index = { entries: this.#entries, diffId, treeDigest: tree, groups };
        let indexDigest;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(indexFile, (0,_layer_index_js__WEBPACK_IMPORTED_MODULE_10__/* .encodedIndex */ .BB)(index, (given) => (indexDigest = given)), { mode: 0o600 });
        indexing.end();
        return {
            blobFile,
            indexFile,
            blob: { mediaType: this.#format === 'zstd' ? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_ZSTD */ .aH : _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_GZIP */ .BQ, digest, size },
            diffId,
            treeDigest: tree,
            indexDigest,
            uncompressedSize: this.#tarSize,
        };
    }
    /** Removes what was written. May be called at any time, also after an error. */
    async abort() {
        if (this.#state === 'aborted')
            return;
        const wasOpen = this.#state === 'open';
        this.#state = 'aborted';
        this.#span.end();
        if (wasOpen) {
            await this.#compressor.abandon();
            this.#blob.close();
        }
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_3__/* .discard */ .v)(this.#options.blobFile);
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_3__/* .discard */ .v)(this.#options.indexFile);
    }
}
function changed(entry, how) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`file changed while it was read: ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_13__/* .displayName */ .QC)(entry.path)} ${how} (it had ${entry.size} bytes)`, {
        hint: 'Build again when nothing writes to it.',
    });
}


/***/ }),

/***/ 36940:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ END_OF_ARCHIVE_SIZE),
/* harmony export */   OQ: () => (/* binding */ paddingAfter),
/* harmony export */   pI: () => (/* binding */ tarHeader)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60483);
/* harmony import */ var _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(38282);
/* harmony import */ var _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(39606);
/** Headers of a layer's tar: POSIX ustar if the entry fits, else with a PAX extended header in front. GNU's forms are not used. */






/** Two zero blocks. */
const END_OF_ARCHIVE_SIZE = 2 * _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
/** Largest number of a field of eight bytes (seven octal digits and a NUL), and of one of twelve. */
const MAX_8 = 0o7777777;
const MAX_12 = 0o77777777777;
/** A whiteout has no metadata. With fixed values, equal layers are equal tars. */
const NO_METADATA = { mode: 0, uid: 0, gid: 0, mtime: 0 };
/** How many zero bytes fill the last block of a file with `size` bytes. */
function paddingAfter(size) {
    return (_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE - (size % _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE)) % _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE;
}
/**
 * All blocks of `entry` but a file's content: its header, a PAX header in front if it needs one, and its opaque marker behind.
 *
 * @param linked for a hard link: metadata of the file that it names, as unpackers apply the link's header to the file
 */
function tarHeader(entry, linked) {
    switch (entry.type) {
        case 'file':
            return header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { size: entry.size });
        case 'hardlink':
            if (linked === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp('hard link without the metadata of its file');
            return header('1', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), linked, { link: (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'symlink':
            return header('2', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, { link: (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.target) });
        case 'char':
        case 'block':
            return header(entry.type === 'char' ? '3' : '4', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, entry);
        case 'directory': {
            const own = header('5', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path === '' ? './' : `${entry.path}/`), entry, {});
            if (entry.opaque !== true)
                return own;
            const marker = entry.path === '' ? _tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n : `${entry.path}/${_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .OPAQUE_MARKER */ .$n}`;
            return Buffer.concat([own, header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(marker), NO_METADATA, { size: 0 })]);
        }
        case 'fifo':
            return header('6', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(entry.path), entry, {});
        case 'whiteout':
            return header('0', (0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)((0,_tar_whiteout_js__WEBPACK_IMPORTED_MODULE_5__/* .whiteoutName */ .Db)(entry.path)), NO_METADATA, { size: 0 });
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
function header(typeflag, name, metadata, fields) {
    const { size = 0, link, major, minor } = fields;
    const pax = [];
    const split = splitName(name);
    if (split === undefined || mustDeclare(name))
        pax.push(['path', name]);
    if (link !== undefined && (link.length > 100 || mustDeclare(link)))
        pax.push(['linkpath', link]);
    number(pax, 'uid', metadata.uid, MAX_8);
    number(pax, 'gid', metadata.gid, MAX_8);
    number(pax, 'size', size, MAX_12);
    number(pax, 'mtime', metadata.mtime, MAX_12);
    // No keyword exists for device numbers; Linux's fit (12 and 20 bits).
    if ((major ?? 0) > MAX_8 || (minor ?? 0) > MAX_8)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`device number ${major ?? 0}:${minor ?? 0}`);
    // PAX values are UTF-8. A name that is not has to be declared as bytes (pax, "hdrcharset").
    const bytes = pax.some(([keyword, value]) => keyword.endsWith('path') && !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(value));
    if (bytes)
        pax.unshift(['hdrcharset', Buffer.from('BINARY')]);
    for (const xattr of Object.keys(metadata.xattrs ?? {}).sort()) {
        pax.push([(0,_tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .xattrKeyword */ .lv)(xattr), Buffer.from(metadata.xattrs?.[xattr] ?? '', 'base64')]);
    }
    const main = Buffer.alloc(_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    const { prefix, rest } = split ?? { prefix: NOTHING, rest: fallback(name) };
    rest.copy(main, 0);
    prefix.copy(main, 345);
    octal(main, 100, 8, metadata.mode);
    octal(main, 108, 8, metadata.uid);
    octal(main, 116, 8, metadata.gid);
    octal(main, 124, 12, size);
    octal(main, 136, 12, metadata.mtime);
    link?.copy(main, 157, 0, 100);
    octal(main, 329, 8, major ?? 0);
    octal(main, 337, 8, minor ?? 0);
    seal(main, typeflag);
    return pax.length === 0 ? main : Buffer.concat([paxHeader(pax), main]);
}
const NOTHING = Buffer.alloc(0);
function number(pax, keyword, value, max) {
    if (value < 0 || value > max)
        pax.push([keyword, Buffer.from(String(value))]);
}
/**
 * ustar does not say which charset a name has: only ASCII is safe. UTF-8 is written to PAX, which is UTF-8. Bytes that are neither stay in
 * the ustar field if they fit: every reader takes them as they are, while GNU tar warns about `hdrcharset`.
 */
function mustDeclare(name) {
    return !(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isAscii)(name) && (0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(name);
}
/** The full name is in the PAX header. Programs that do not know PAX see the end of the name. */
function fallback(name) {
    return name.subarray(-100);
}
/** Splits a name at a slash into the fields `prefix` (155) and `name` (100); `undefined` if it does not fit. */
function splitName(name) {
    if (name.length <= 100)
        return { prefix: NOTHING, rest: name };
    if (name.length > 256)
        return undefined;
    // Not at the slash at the end of a directory's name.
    const slash = name.indexOf(SLASH, name.length - 101);
    if (slash <= 0 || slash > 155 || slash >= name.length - 1)
        return undefined;
    return { prefix: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}
const SLASH = 0x2f;
function paxHeader(records) {
    const body = Buffer.concat(records.map(([keyword, value]) => (0,_tar_pax_records_js__WEBPACK_IMPORTED_MODULE_3__/* .paxRecord */ .nY)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeName */ .aA)(keyword), value)));
    const blocks = Buffer.alloc(_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE + body.length + paddingAfter(body.length));
    blocks.write('PaxHeaders.0/entry', 0, 'latin1');
    octal(blocks, 100, 8, 0o644);
    octal(blocks, 108, 8, 0);
    octal(blocks, 116, 8, 0);
    octal(blocks, 124, 12, body.length);
    octal(blocks, 136, 12, 0);
    seal(blocks, 'x');
    body.copy(blocks, _tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .BLOCK */ .IE);
    return blocks;
}
/** Octal digits and a NUL. A value that does not fit is written as zero: the PAX header has it. */
function octal(block, at, length, value) {
    const digits = length - 1;
    const fits = value >= 0 && value <= (length === 8 ? MAX_8 : MAX_12);
    block.write((fits ? value : 0).toString(8).padStart(digits, '0'), at, digits, 'latin1');
}
function seal(block, typeflag) {
    block.write(typeflag, 156, 1, 'latin1');
    block.write('ustar\u000000', 257, 8, 'latin1');
    const sum = (0,_tar_tar_block_js__WEBPACK_IMPORTED_MODULE_4__/* .checksum */ .cM)(block).toString(8).padStart(6, '0');
    block.write(`${sum}\0 `, 148, 8, 'latin1');
}


/***/ })

};
