export const id = 1939;
export const ids = [1939];
export const modules = {

/***/ 76717:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  CacheVerbs: () => (/* binding */ CacheVerbs)
});

// EXTERNAL MODULE: ./lib/cache/inspect/survey.js + 2 modules
var survey = __webpack_require__(76425);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/cache/pack/parcel-type.js
var parcel_type = __webpack_require__(99990);
// EXTERNAL MODULE: ./lib/cache/record/invocations.js
var invocations = __webpack_require__(51657);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: ./lib/layer/layer-index.js + 2 modules
var layer_index = __webpack_require__(55851);
// EXTERNAL MODULE: ./lib/layer/path-sizes.js
var path_sizes = __webpack_require__(48673);
// EXTERNAL MODULE: ./lib/layer/tree-digest.js
var tree_digest = __webpack_require__(3294);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/cache/inspect/verify.js















const CHECKS = [
    [(0,root_folder/* pathFromRoot */._f)('blobs', 'sha256'), (file, name) => checkBlob((0,external_node_fs_.createReadStream)(file), (0,oci_digest/* digestOfHex */.z9)(name))],
    [(0,root_folder/* pathFromRoot */._f)('blobs', 'sha512'), (file, name) => checkBlob((0,external_node_fs_.createReadStream)(file), (0,oci_digest/* parseDigest */.m)(`sha512:${name}`))],
    [(0,root_folder/* pathFromRoot */._f)('indexes'), checkIndex],
    [(0,root_folder/* pathFromRoot */._f)('records'), json(record_codec/* stepRecord */.oU, ({ key }, name) => isOf(name, key))],
    [(0,root_folder/* pathFromRoot */._f)('fileLists'), (file, name) => checkBlob((0,external_node_fs_.createReadStream)(file), (0,oci_digest/* digestOfHex */.z9)(name))],
    [(0,root_folder/* pathFromRoot */._f)('trees'), json(record_codec/* datedLayer */.iW, ({ layer }, name) => isOf(name, layer.contentId))],
    [(0,root_folder/* pathFromRoot */._f)('invocations'), json(invocations/* invocation */.H, () => undefined)],
    [(0,root_folder/* pathFromRoot */._f)('pathSizes'), json(path_sizes/* pathSizesList */.G, () => undefined)],
    [(0,root_folder/* pathFromRoot */._f)('scopes'), json(record_codec/* keptBuild */.vW, () => undefined)],
];
/**
 * Reads everything that a root keeps, and checks it against its digest, or its form.
 *
 * @param fix removes damaged files; they are fetched or made again when they are needed
 */
async function verifyRoot(root, fix, signal) {
    const damaged = [];
    let checked = 0;
    for (const [folder, check] of CHECKS) {
        for (const base of await (0,promises_.readdir)(external_node_path_.join(root, folder)).catch(() => [])) {
            signal.throwIfAborted();
            // A file that is being written.
            if (base.startsWith('.'))
                continue;
            const name = `${folder}/${base}`;
            const file = external_node_path_.join(root, name);
            const problem = await check(file, base).catch((error) => {
                // Another process removed or renamed it meanwhile.
                if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                    return undefined;
                return `cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
            });
            checked += 1;
            if (problem === undefined)
                continue;
            damaged.push({ name, problem });
            if (fix)
                await (0,promises_.rm)(file, { force: true });
        }
    }
    return { checked, damaged };
}
/** Checks a pack that was just restored, and the blobs beside it. */
async function verifyStore(store, pack, signal) {
    const damaged = pack.damaged.map((name) => ({ name, problem: 'does not match the listing of the pack' }));
    const parcels = pack.listing.parcels.map((parcel) => ({ ...parcel, mediaType: parcel_type/* DETAILS_PARCEL */.t }));
    const blobs = [...parcels, ...pack.listing.blobs];
    for (const blob of blobs) {
        const problem = await checkBlob(store.fetchBlob(blob, signal), blob.digest).catch((error) => {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            return `cannot be fetched: ${error.message}`;
        });
        if (problem !== undefined)
            damaged.push({ name: blob.digest, problem });
    }
    return { checked: pack.listing.files.size + pack.damaged.length + blobs.length, damaged };
}
async function checkBlob(bytes, digest) {
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
    for await (const chunk of bytes)
        hash.update(chunk);
    return hash.digest('hex') === (0,oci_digest/* digestHex */.sU)(digest) ? undefined : 'does not match its digest';
}
async function checkIndex(file, name) {
    try {
        const index = (0,layer_index/* decodeIndex */.X1)(await (0,promises_.readFile)(file));
        if ((0,oci_digest/* digestHex */.sU)(index.diffId) !== name)
            return `is the index of layer ${index.diffId}`;
        return (0,tree_digest/* treeDigest */.f)(index.entries) === index.treeDigest ? undefined : 'has entries that do not match its tree digest';
    }
    catch (error) {
        if (!(error instanceof errors/* InfraError */.Ri))
            throw error;
        return error.message;
    }
}
function json(decoder, problemOf) {
    return async (file, name) => {
        const bytes = await (0,promises_.readFile)(file);
        try {
            return problemOf(decoder((0,parse_json/* parseJson */.q)(bytes, record_codec/* MAX_RECORD_SIZE */.rF)), name);
        }
        catch (error) {
            if (!(error instanceof json_error/* JsonError */.N))
                throw error;
            return `is damaged: ${error.message}`;
        }
    };
}
function isOf(name, id) {
    return (0,oci_digest/* digestHex */.sU)(id) === name ? undefined : `belongs to ${id}`;
}

// EXTERNAL MODULE: ./lib/cache/pack/restored-packs.js
var restored_packs = __webpack_require__(55285);
// EXTERNAL MODULE: ./lib/cache/restore/restore-pack.js
var restore_pack = __webpack_require__(42999);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/async/each-concurrently.js
var each_concurrently = __webpack_require__(54718);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
// EXTERNAL MODULE: ./lib/objects/object-keys.js
var object_keys = __webpack_require__(46578);
;// CONCATENATED MODULE: ./lib/objects/prune-objects.js




/** Requests at the same time. */
const CONCURRENCY = 8;
/** Bytes. BuildKit's manifests name each step. */
const MAX_MANIFEST = 64 * 1024 * 1024;
/** Milliseconds. Twice the time after which a build touches what it finds. */
const DEFAULT_AGES = 2;
/**
 * Removes what no cache below the same prefixes needs any more. Never a blob that a manifest names, also not one of BuildKit's, and
 * nothing that is younger than `olderThanMs`: a build touches blobs that it finds, so one that it is about to name is never as old.
 *
 * @throws UserError for an age that is too short for that; InfraError if a manifest cannot be read, and then nothing is removed
 */
async function pruneObjects(objects, { places, touchRefreshMs }, { olderThanMs = DEFAULT_AGES * touchRefreshMs, maxBytes, dryRun }, signal) {
    if (olderThanMs < DEFAULT_AGES * touchRefreshMs) {
        throw new errors/* UserError */.yo(`--older-than ${(0,format/* formatDuration */.a3)(olderThanMs)} is too short: builds may still use what is as new`, {
            hint: `Builds touch what they use every ${(0,format/* formatDuration */.a3)(touchRefreshMs)} (touch_refresh); twice that is the least.`,
        });
    }
    const keys = new object_keys/* ObjectKeys */.m(places);
    const cutoff = Date.now() - olderThanMs;
    const manifests = await readManifests(objects, keys, new Map(), signal);
    const blobs = await listBlobs(objects, keys, signal);
    const leaving = unwanted(manifests, blobs, { keys, cutoff, maxBytes });
    const caches = [];
    for (const { info } of leaving) {
        // A build may have saved to it meanwhile.
        if (!dryRun && !(await removeUnchanged(objects, info, signal)))
            continue;
        caches.push(info.key);
        manifests.delete(info.key);
    }
    // What was saved since is read as well, before the first blob is removed.
    const now = dryRun ? manifests : await readManifests(objects, keys, manifests, signal);
    const named = new Set([...now.values()].flatMap((manifest) => [...manifest.named]));
    const kept = sum([...blobs].flatMap(([digest, info]) => (named.has(digest) ? [info] : [])));
    const unnamed = [...blobs].flatMap(([digest, info]) => (named.has(digest) ? [] : [info]));
    const waiting = sum(unnamed.filter(({ modified }) => modified >= cutoff));
    const removed = [];
    await (0,each_concurrently/* eachConcurrently */.y)(unnamed.filter(({ modified }) => modified < cutoff), CONCURRENCY, signal, async (info, bounded) => {
        if (dryRun || (await removeUnchanged(objects, info, bounded)))
            removed.push(info);
    });
    const { blobs: count, bytes } = sum(removed);
    return { caches, blobs: count, bytes, kept, waiting };
}
/** @param known manifests that need not be read again if they have not changed */
async function readManifests(objects, keys, known, signal) {
    const found = new Map();
    const toRead = [];
    for await (const info of objects.list(keys.manifestsPrefix, signal)) {
        if (keys.digestOf(info.key) !== undefined)
            continue;
        const before = known.get(info.key);
        if (before !== undefined && isSame(before.info, info))
            found.set(info.key, before);
        else
            toRead.push(info);
    }
    await (0,each_concurrently/* eachConcurrently */.y)(toRead, CONCURRENCY, signal, async (info, bounded) => {
        const stored = await objects.document(info.key, MAX_MANIFEST, bounded);
        if (stored === undefined)
            return;
        const text = Buffer.from(stored.bytes).toString('utf8');
        // Whatever else is in it: each digest counts, in our form and in BuildKit's.
        found.set(info.key, { info, named: new Set(text.match(/sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}/g) ?? []) });
    });
    return found;
}
async function listBlobs(objects, keys, signal) {
    const found = new Map();
    for await (const info of objects.list(keys.blobsPrefix, signal)) {
        const digest = keys.digestOf(info.key);
        if (digest !== undefined)
            found.set(digest, info);
    }
    return found;
}
/** Our caches that go: those that nobody has saved for too long, and then those over the size. BuildKit's stay. */
function unwanted(manifests, blobs, { keys, cutoff, maxBytes, }) {
    const all = [...manifests.values()];
    const ours = all.filter(({ info }) => keys.isOurManifest(info.key)).sort((a, b) => a.info.modified - b.info.modified);
    const leaving = ours.filter(({ info }) => info.modified < cutoff);
    if (maxBytes === undefined)
        return leaving;
    const staying = ours.slice(leaving.length);
    const others = all.filter(({ info }) => !keys.isOurManifest(info.key));
    const bytesOf = (some) => {
        const named = new Set(some.flatMap((manifest) => [...manifest.named]));
        return sum([...named].flatMap((digest) => blobs.get(digest) ?? [])).bytes;
    };
    // The last one stays: without any, the next build would start from nothing.
    while (staying.length > 1 && bytesOf([...others, ...staying]) > maxBytes)
        leaving.push(...staying.splice(0, 1));
    return leaving;
}
/** @returns whether it was removed: not if somebody has put or touched it since it was listed */
async function removeUnchanged(objects, info, signal) {
    const now = await objects.head(info.key, signal);
    if (now === undefined || !isSame(info, now))
        return false;
    await objects.remove(info.key, signal);
    return true;
}
/** Times in lists and in answers about one object can differ in their fractions of a second. */
function isSame(one, other) {
    const seconds = ({ modified }) => Math.floor(modified / 1000);
    return bare(one.etag) === bare(other.etag) && seconds(one) === seconds(other);
}
/** Azure quotes tags in answers, and not in lists. */
function bare(etag) {
    return etag?.replace(/^"(.*)"$/, '$1');
}
function sum(infos) {
    return { blobs: infos.length, bytes: infos.reduce((bytes, { size }) => bytes + Math.max(0, size), 0) };
}

// EXTERNAL MODULE: ./lib/files/temporary-folder.js
var temporary_folder = __webpack_require__(36753);
// EXTERNAL MODULE: ./lib/objects/load-objects.js
var load_objects = __webpack_require__(34667);
// EXTERNAL MODULE: ./lib/store/content-store.js
var content_store = __webpack_require__(68720);
// EXTERNAL MODULE: ./lib/store/store-folder.js + 1 modules
var store_folder = __webpack_require__(31850);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 22 modules
var adapters = __webpack_require__(24089);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/caching/object-caches.js + 5 modules
var object_caches = __webpack_require__(40761);
// EXTERNAL MODULE: ./lib/app/caching/open-locations.js + 3 modules
var open_locations = __webpack_require__(77425);
// EXTERNAL MODULE: ./lib/app/caching/prune.js + 2 modules
var prune = __webpack_require__(50478);
;// CONCATENATED MODULE: ./lib/app/caching/cache-verbs.js
















/** What the `cache` commands do. */
class CacheVerbs {
    #host;
    #adapters;
    #objects;
    #signal;
    constructor(host, adapters, objects, signal) {
        this.#host = host;
        this.#objects = objects;
        this.#adapters = adapters;
        this.#signal = signal;
    }
    /** Opens the store and runs `work` with it. */
    static use(host, sink, signal, work) {
        return (0,adapters/* withAdapters */.lm)(host, sink, async (adapters) => {
            const http = (0,http_client/* httpClientOf */.X)(host);
            try {
                const objects = new object_caches/* ObjectCaches */.x(http, (0,load_objects/* objectsBeside */.d)(host.workerEntry));
                return await work(new CacheVerbs(host, adapters, objects, signal));
            }
            finally {
                http.close();
            }
        });
    }
    get local() {
        const { root } = this.#host;
        return {
            survey: async () => {
                const { content } = this.#adapters;
                return (0,survey/* surveyCache */.$)({ root, local: content, packs: await (0,restored_packs/* readAllRestored */.sK)(root), here: 'this machine' });
            },
            verify: (fix) => verifyRoot(root, fix, this.#signal),
        };
    }
    /**
     * Restores a location's pack to a folder of its own, where it is looked at like a root folder.
     *
     * @throws UserError when the location has no cache; InfraError when it cannot be read
     */
    async at(spec, work) {
        const store = this.#open(spec);
        const root = (0,temporary_folder/* makeTemporaryFolder */.w)(this.#host.tempDir);
        try {
            const pack = await (0,restore_pack/* restorePack */.OI)(store, { root, signal: this.#signal });
            if (pack === undefined)
                throw new errors/* UserError */.yo(`${store.location.name} holds no cache`);
            return await work(this.#restored(store, pack, root));
        }
        finally {
            await (0,discard/* discard */.v)(root);
        }
    }
    /** @throws InfraError if the worker is needed for removing something and cannot be started */
    prune(options) {
        return (0,prune/* pruneCache */.v)(this.#host.root, this.#adapters, { ...options, keepImages: true }, this.#signal);
    }
    /**
     * Removes from an object store what no cache there needs any more.
     *
     * @throws UserError for another location, or an age that is too short
     */
    pruneAt(spec, options) {
        if (!('objects' in spec)) {
            throw new errors/* UserError */.yo('--from: only caches of type=s3 and type=azblob can be pruned', {
                hint: 'Registries and folders remove what no tag names by themselves.',
            });
        }
        const { objects: settings } = spec;
        return pruneObjects(this.#objects.objects(settings), settings, options, this.#signal);
    }
    #restored(store, pack, root) {
        const local = new content_store/* ContentStore */.V(store_folder/* StoreFolder */.a.open(root));
        return {
            survey: () => (0,survey/* surveyCache */.$)({ root, local, packs: [pack], here: `the pack of ${store.location.name}` }),
            verify: (fix) => {
                if (fix)
                    throw new errors/* UserError */.yo('--fix works only for this machine. At other locations, the next build that saves replaces the cache');
                return verifyStore(store, pack, this.#signal);
            },
        };
    }
    #open(spec) {
        const { registry } = this.#adapters;
        const store = (0,open_locations/* openCacheStore */.q)(spec, { registry, objects: this.#objects, actionsCache: () => undefined });
        if (store !== undefined)
            return store;
        throw new errors/* UserError */.yo('--from: only an action can read the Actions cache', {
            hint: 'To remove its entries: layer-build cache prune --actions',
        });
    }
}


/***/ }),

/***/ 43409:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ EventLoopTurns)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

/** Milliseconds of synchronous work after which timers, sockets and signals get their turn. */
const SLICE = 10;
/**
 * Pauses for long runs of synchronous file system calls, so that other work gets its turn. Synchronous calls are used
 * because they cost much less than asynchronous ones.
 */
class EventLoopTurns {
    #signal;
    #since = performance.now();
    constructor(signal) {
        this.#signal = signal;
    }
    /**
     * Call this between two pieces of work. If it returns a promise, it is time to pause: wait for it.
     *
     * @throws the signal's reason once it is aborted
     */
    pause() {
        this.#signal?.throwIfAborted();
        const now = performance.now();
        if (now - this.#since < SLICE)
            return undefined;
        return (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)().then(() => {
            this.#since = performance.now();
        });
    }
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

/***/ 36753:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ sweepTemporaryFolders),
/* harmony export */   w: () => (/* binding */ makeTemporaryFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _make_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44293);
/* harmony import */ var _process_identity_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(35821);







const PREFIX = 'layer-build-';
/**
 * Makes a private folder for this process. Its name has the identity of the process, so that a later build can find and
 * remove it if the process is killed.
 *
 * @param parent made if missing
 * @throws InfraError when it cannot be made
 */
function makeTemporaryFolder(parent) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_3__.join(parent, `${PREFIX}${(0,_process_identity_js__WEBPACK_IMPORTED_MODULE_6__/* .ownIdentity */ .A)()}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
    try {
        (0,_make_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolders */ .w)(parent);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { mode: 0o700 });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InfraError */ .Ri(`cannot make a temporary folder in ${parent}`, {
            cause: error,
            hint: 'Set TMPDIR to a folder that can be written to.',
        });
    }
    return folder;
}
/** Removes the folders in `parent` whose processes have ended. Never throws. */
async function sweepTemporaryFolders(parent, signal) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(parent).catch(() => [])) {
        if (signal.aborted)
            return;
        if (!name.startsWith(PREFIX) || !(0,_process_identity_js__WEBPACK_IMPORTED_MODULE_6__/* .hasEnded */ .h)(name.slice(PREFIX.length).split('.')[0] ?? ''))
            continue;
        const folder = node_path__WEBPACK_IMPORTED_MODULE_3__.join(parent, name);
        if (await isOurs(folder))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true }).catch(() => undefined);
    }
}
/**
 * Only our own folders are removed. In a folder that others can write to, anybody can make a folder with such a name, and put
 * links into it.
 */
async function isOurs(folder) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(folder).catch(() => undefined);
    return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}


/***/ }),

/***/ 61129:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ readJsonFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/**
 * Reads a JSON file, for content that counts as missing if it is wrong.
 *
 * @returns `undefined` if there is no such file, or it is too large, or the decoder does not accept it
 */
async function readJsonFile(file, decoder, maxBytes) {
    const bytes = await readSmallFile(file, maxBytes);
    return bytes === undefined ? undefined : (0,_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .parseOrUndefined */ .x9)(decoder, bytes, maxBytes);
}
async function readSmallFile(file, maxBytes) {
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(file);
        try {
            const { size } = await handle.stat();
            return size > maxBytes ? undefined : await handle.readFile();
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}


/***/ })

};
