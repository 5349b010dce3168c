export const id = 482;
export const ids = [482];
export const modules = {

/***/ 6482:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  save: () => (/* binding */ save)
});

// EXTERNAL MODULE: ./lib/cache/journal.js
var cache_journal = __webpack_require__(3073);
// EXTERNAL MODULE: ./lib/cache/actions/open.js + 16 modules
var actions_open = __webpack_require__(2725);
// EXTERNAL MODULE: ./lib/async/time-budget.js
var time_budget = __webpack_require__(6701);
// EXTERNAL MODULE: ./lib/cache/cache-name.js
var cache_name = __webpack_require__(9722);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(920);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(8539);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(5370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(1466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(139);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(4270);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(113);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(7674);
;// CONCATENATED MODULE: ./lib/cache/pack/listing.js








/** Name of the listing within a pack; it comes first. */
const LISTING_FILE = 'listing.json';
function encodeListing({ files, registryBlobs, parcels, ...listing }) {
    const numbers = new Map(parcels.map(({ digest }, number) => [digest, number]));
    const encoded = {
        version: 2,
        ...listing,
        files: [...files].map(([path, { in: place, ...file }]) => {
            const number = place && numbers.get(place.parcel);
            return { path, ...file, ...(place !== undefined && number !== undefined && { in: [number, place.bytes] }) };
        }),
        parcels,
        elsewhere: registryBlobs,
    };
    return JSON.stringify(encoded);
}
/** Bytes. A pack of 100,000 files has a listing of some 30 MB. */
const MAX_LISTING_SIZE = 256 * 1024 * 1024;
/** @returns `undefined` for anything that `encodeListing` does not make */
function decodeListing(json) {
    const encoded = (0,decode_or/* parseOrUndefined */.x9)(packListing, json, MAX_LISTING_SIZE);
    if (encoded === undefined)
        return undefined;
    const { version, files, parcels = [], elsewhere, ...listing } = encoded;
    if (version === 1 && parcels.length > 0)
        return undefined;
    const known = new Map();
    for (const { path, in: place, ...file } of files) {
        if (place === undefined) {
            known.set(path, file);
            continue;
        }
        const parcel = parcels[place[0]]?.digest;
        if (parcel === undefined || !(0,packed_path/* isDetail */.mO)(path))
            return undefined;
        known.set(path, { ...file, in: { parcel, bytes: place[1] } });
    }
    return { ...listing, files: known, parcels, registryBlobs: elsewhere };
}
const hex = (0,decoder/* stringMatching */.zc)(/^[a-f0-9]{64}$/, 'a sha256');
const rate = (0,decoder/* refine */.YP)(decoder/* number */.ai, (value) => value > 0, 'a number above 0');
/** Reads all or nothing: a listing that is damaged anywhere is not trusted at all. */
const packListing = (0,object/* object */.Ik)({
    version: (0,decoder/* oneOf */.yL)(1, 2),
    scope: decoder/* string */.Yj,
    saved: decoder/* utcTime */.SK,
    files: (0,containers/* array */.YO)((0,object/* object */.Ik)({
        path: (0,decoder/* stringMatching */.zc)(packed_path/* PACKED_PATH */.ho, 'the path of a packed file'),
        sha256: hex,
        used: decoder/* utcTime */.SK,
        hits: decoder/* nonNegativeInteger */.dv,
        writer: decoder/* string */.Yj,
        in: (0,object/* optional */.lq)((0,containers/* tuple */.PV)(decoder/* nonNegativeInteger */.dv, decoder/* nonNegativeInteger */.dv)),
    })),
    parcels: (0,object/* optional */.lq)((0,containers/* array */.YO)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv }))),
    blobs: (0,containers/* array */.YO)(record_codec/* blobDescriptor */.tx),
    elsewhere: (0,containers/* array */.YO)((0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, registry: decoder/* string */.Yj, repository: decoder/* string */.Yj })),
    mounts: (0,containers/* array */.YO)((0,object/* object */.Ik)({ key: identity_schema/* mountKey */.NY, id: decoder/* string */.Yj, layers: (0,containers/* array */.YO)(record_codec/* layer */.qd), used: decoder/* utcTime */.SK })),
    throughput: (0,object/* optional */.lq)((0,object/* object */.Ik)({ bytesPerMs: rate })),
});

;// CONCATENATED MODULE: ./lib/cache/pack/restored-packs.js








/** Bytes. Enough for several listings. */
const MAX_NOTES_SIZE = 512 * 1024 * 1024;
const restoredNotes = (0,containers/* arrayOfValid */.tP)((0,object/* object */.Ik)({
    location: (0,object/* object */.Ik)({ kind: (0,decoder/* oneOf */.yL)('actions', 'registry', 'directory', 'objects'), name: decoder/* string */.Yj }),
    storeId: decoder/* string */.Yj,
    packId: decoder/* string */.Yj,
    listing: decoder/* string */.Yj,
}));
/** Notes what was restored, for the process that saves later. @param name the scope's file name, from `cacheName` */
async function restored_packs_noteRestored(root, name, packs) {
    const notes = packs.map(({ location, storeId, packId, listing }) => {
        return { location, storeId, packId, listing: encodeListing(listing) };
    });
    await (0,atomic_file/* writeWhole */.y)((0,root_folder/* pathInRoot */.hA)(root, 'restoredPacks', name), JSON.stringify(notes));
}
/** Notes that a location has this pack now: a build on this machine that makes nothing new need not ask it. */
async function noteSaved(root, name, saved) {
    const others = (await readRestored(root, name)).filter(({ storeId }) => storeId !== saved.storeId);
    await restored_packs_noteRestored(root, name, [...others, saved]);
}
/** The packs of all scopes that this machine restored. */
async function readAllRestored(root) {
    const names = await readdir(pathInRoot(root, 'restoredPacks')).catch(() => []);
    return (await Promise.all(names.map((name) => readRestored(root, name)))).flat();
}
/**
 * @returns an empty list also for notes that are damaged or of another version. The next save then does not use them
 */
async function readRestored(root, name) {
    try {
        const file = await (0,promises_.readFile)((0,root_folder/* pathInRoot */.hA)(root, 'restoredPacks', name));
        const notes = (0,decode_or/* parseOrUndefined */.x9)(restoredNotes, file, MAX_NOTES_SIZE) ?? [];
        return notes.flatMap(({ location, storeId, packId, listing }) => {
            const decoded = decodeListing(listing);
            return decoded === undefined ? [] : [{ location, storeId, packId, listing: decoded }];
        });
    }
    catch {
        // A build that restored nothing leaves no notes.
        return [];
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/cache/restore/blob-location.js


/** The blobs beside a restored pack. */
function blob_location_storeBlobs(store, bystanders) {
    const { note, sink } = bystanders;
    const { location } = store;
    const open = async function* (blob, signal) {
        const progress = transferProgress(sink, 'restore', blob);
        yield* counted(store.fetchBlob(blob, signal), progress);
        progress.finish();
    };
    return {
        open: (blob, signal) => bounded(open, bystanders, blob, signal),
        openPart: (blob, part, signal) => bounded((...of) => store.fetchBlob(...of, part), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => {
            if (error instanceof WrongContent)
                note({ type: 'damaged', storeId: store.id, digest: blob.digest });
            tellFault(location, blob, error, sink);
        },
    };
}
/** The parcels beside a restored pack. A build can do without them, so the first failure is told, and no more. */
function blob_location_storeParcels(store, bystanders) {
    const { note, sink } = bystanders;
    const { location } = store;
    let told = false;
    return {
        open: (blob, signal) => bounded((...of) => store.fetchBlob(...of), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => {
            if (error instanceof errors/* WrongContent */.lN)
                note({ type: 'damaged', storeId: store.id, digest: blob.digest });
            if (told)
                return;
            told = true;
            const message = `${location.name}: what earlier builds noted about files could not be fetched: ${(0,errors/* messageOf */.bD)(error)}. Reasons of misses may be less exact, and steps may run again`;
            sink({ type: 'warning', message });
        },
    };
}
/** The blobs of a repository that the image was pushed to. */
function blob_location_repositoryBlobs(registry, source, location, bystanders) {
    const open = (blob, signal) => registry.fetchBlob(source, blob, signal);
    return {
        open: (blob, signal) => bounded(open, bystanders, blob, signal),
        openPart: (blob, part, signal) => bounded((...[of, end]) => registry.fetchBlobPart(source, of, part, end), bystanders, blob, signal),
        arrived: (blob, durationMs) => tellArrival(location, bystanders, blob, durationMs),
        failed: (blob, error) => tellFault(location, blob, error, bystanders.sink),
    };
}
/** The bytes, within the time for restoring. */
async function* bounded(open, { budget }, blob, signal) {
    const spending = budget.begin(signal);
    try {
        yield* open(blob, spending.signal);
    }
    finally {
        spending.end();
    }
}
/** Notes how long it took: the next save needs to know how fast blobs come. */
function tellArrival(location, { note, sink }, { digest, size: bytes }, durationMs) {
    note({ type: 'restored', bytes, ms: durationMs });
    sink({ type: 'cache', action: 'blob-restored', location, digest, bytes, durationMs });
}
function tellFault(location, { digest }, error, sink) {
    const message = messageOf(error);
    sink({ type: 'cache', action: 'fault', doing: 'fetch', location, digest, message });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/async/single-flight.js
var single_flight = __webpack_require__(2209);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(4397);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/cache/pack/parcel-type.js
/** The media type of a parcel. */
const DETAILS_PARCEL = 'application/vnd.layer-build.cache.parcel.v1';

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/async/yielding.js

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
        return (0,external_node_timers_promises_.setImmediate)().then(() => {
            this.#since = performance.now();
        });
    }
}

// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(9744);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(5656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 3 modules
var tar_reader = __webpack_require__(591);
// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(4293);
;// CONCATENATED MODULE: ./lib/cache/pack/made-once.js

/** Returns a function that makes each folder only at the first call for it, since many files share few folders. */
function madeOnce() {
    const made = new Set();
    return (folder) => {
        if (made.has(folder))
            return;
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        made.add(folder);
    };
}

;// CONCATENATED MODULE: ./lib/cache/record/invocations.js


/** Bytes. */
const MAX_INVOCATION = 4096;
const invocation = (0,object/* object */.Ik)({
    invocationId: (0,decoder/* stringMatching */.zc)(/^[0-9a-f-]{36}$/, 'a UUID'),
    started: decoder/* utcTime */.SK,
    finished: decoder/* utcTime */.SK,
});

// EXTERNAL MODULE: ./lib/layer/packed-entries.js + 1 modules
var packed_entries = __webpack_require__(3892);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(7262);
;// CONCATENATED MODULE: ./lib/layer/path-sizes.js





/** At most so many paths are listed. */
const LISTED = 24;
/** What `pathSizes` gives, when it is read again. */
const pathSizesList = (0,decoder/* refine */.YP)((0,containers/* array */.YO)((0,object/* object */.Ik)({ path: decoder/* string */.Yj, bytes: decoder/* nonNegativeInteger */.dv, rest: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(true)) })), (list) => list.length <= LISTED, `at most ${LISTED} paths`);
/**
 * Where the bytes of a layer are, largest first. Every byte counts at one path. The largest path is divided into its children again and
 * again, until there are enough paths.
 */
function pathSizes({ entries: given }) {
    const entries = PackedEntries.of(given);
    const bytesAt = bytesByPath(entries);
    const nodeOf = (number) => ({
        number,
        bytes: bytesAt[number] ?? 0,
        children: largestFirst(entries.below(number), bytesAt),
        taken: 0,
    });
    const listed = [nodeOf(ROOT)];
    while (listed.length < LISTED) {
        const divisible = listed.filter(({ children, taken }) => taken < children.length);
        const largest = divisible.reduce((best, node) => (best === undefined || node.bytes > best.bytes ? node : best), undefined);
        const child = largest?.children[largest.taken];
        if (largest === undefined || child === undefined)
            break;
        const node = nodeOf(child);
        largest.taken += 1;
        largest.bytes -= node.bytes;
        listed.push(node);
        // Everything in the directory is listed by itself.
        if (largest.bytes === 0)
            listed.splice(listed.indexOf(largest), 1);
    }
    return listed
        .filter(({ bytes }) => bytes > 0)
        .sort((left, right) => right.bytes - left.bytes)
        .map(({ number, bytes, taken }) => ({
        path: `/${entries.paths.pathOf(number)}`,
        bytes,
        ...(taken > 0 && { rest: true }),
    }));
}
/** By the number of the path: bytes of the file, or of all files below it. */
function bytesByPath(entries) {
    const { paths } = entries;
    const bytes = new Float64Array(paths.size);
    for (const entry of entries) {
        if (entry.type !== 'file' || entry.size === 0)
            continue;
        let at = paths.numberOf(entry.path);
        for (;;) {
            bytes[at] = (bytes[at] ?? 0) + entry.size;
            if (at === ROOT)
                break;
            at = paths.parentOf(at);
        }
    }
    return bytes;
}
function largestFirst(paths, bytes) {
    const sizeOf = (path) => bytes[path] ?? 0;
    return [...paths].filter((path) => sizeOf(path) > 0).sort((left, right) => sizeOf(right) - sizeOf(left));
}

;// CONCATENATED MODULE: ./lib/cache/pack/packed-content.js








/**
 * Whether the content of an unpacked file fits its name. Small documents are decoded here. Lists, indexes and baselines are
 * decoded when they are used.
 *
 * @param name its path below the root
 * @param hash hex of the sha256 of its bytes
 */
function hasContentOfItsKind(file, name, hash) {
    const own = external_node_path_.basename(name);
    switch ((0,packed_path/* packedKind */.p1)(name)) {
        case 'blob':
        case 'list':
            return own === hash;
        case 'record': {
            const record = (0,decode_or/* parseOrUndefined */.x9)(record_codec/* stepRecord */.oU, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF);
            return record !== undefined && (0,oci_digest/* digestHex */.sU)(record.key) === own;
        }
        case 'tree': {
            const dated = (0,decode_or/* parseOrUndefined */.x9)(record_codec/* datedLayer */.iW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF);
            return dated !== undefined && (0,oci_digest/* digestHex */.sU)(dated.layer.contentId) === own;
        }
        case 'sizes':
            return (0,decode_or/* parseOrUndefined */.x9)(pathSizesList, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'invocation':
            return (0,decode_or/* parseOrUndefined */.x9)(invocation, (0,external_node_fs_.readFileSync)(file), MAX_INVOCATION) !== undefined;
        case 'scope':
            return (0,decode_or/* parseOrUndefined */.x9)(record_codec/* keptBuild */.vW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'index':
        case 'baseline':
            return true;
        case undefined:
            return false;
    }
}

;// CONCATENATED MODULE: ./lib/cache/pack/packed-files.js







/** Bytes of one unpacked file of a pack, at most: we never write more. */
const MAX_FILE = 256 * 1024 ** 2;
/** Writes the members of a pack into a folder. Members that may not be in a pack are left out. */
class PackedFiles {
    #folder;
    #maxBytes;
    #hashes = new Map();
    #mkdir = madeOnce();
    #current;
    #bytes = 0;
    /** @param maxBytes the limit for all members together: a sparse one may be much larger than its bytes in the archive */
    constructor(folder, maxBytes) {
        this.#folder = folder;
        this.#maxBytes = maxBytes;
    }
    /** The hex of the sha256 of each file that was written, by its name. */
    get hashes() {
        return this.#hashes;
    }
    entry({ path: name, typeflag, size }) {
        this.#bytes += size;
        if (this.#bytes > this.#maxBytes)
            throw new errors/* InfraError */.Ri(`the pack unpacks to more than ${this.#maxBytes} bytes`);
        const isWanted = typeflag === '0' && size <= MAX_FILE && (name === LISTING_FILE || (0,packed_path/* isPackedPath */.SZ)(name));
        // If two members have the same name, the first counts.
        if (!isWanted || this.#hashes.has(name))
            return;
        const file = external_node_path_.join(this.#folder, name);
        this.#mkdir(external_node_path_.dirname(file));
        this.#current = { name, descriptor: (0,external_node_fs_.openSync)(file, 'wx', 0o600), hash: (0,external_node_crypto_.createHash)('sha256') };
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        const { descriptor, hash } = this.#current;
        hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(descriptor, chunk, at);
    }
    end() {
        if (this.#current === undefined)
            return;
        const { name, descriptor, hash } = this.#current;
        this.#current = undefined;
        (0,external_node_fs_.closeSync)(descriptor);
        this.#hashes.set(name, hash.digest('hex'));
    }
    /** Closes the file of a member that is incomplete. */
    close() {
        if (this.#current !== undefined)
            (0,external_node_fs_.closeSync)(this.#current.descriptor);
        this.#current = undefined;
    }
}

;// CONCATENATED MODULE: ./lib/cache/pack/read-pack.js












/** Bytes of an unpacked pack, at most: we never write more. */
const MAX_PACK = 1024 ** 3;
/**
 * Unpacks a pack's files below the root. A file that exists already stays: it was made or verified here. A file that does
 * not match the listing, or may not be in a pack, is left out. A pack without a valid listing is refused. What is in parcels is
 * in the listing as it was told.
 *
 * The pack is read as a stream, so that signals and timers work meanwhile. It is read up to `maxBytes`: a few megabytes may
 * unpack to terabytes.
 *
 * @throws InfraError for a file that is not a pack; the signal's reason
 */
async function readPack(file, destination) {
    const unpacked = await extract(file, destination, 'the pack');
    const listing = unpacked.hashes.has(LISTING_FILE)
        ? decodeListing((0,external_node_fs_.readFileSync)(external_node_path_.join(unpacked.folder, LISTING_FILE), 'utf8'))
        : undefined;
    if (listing === undefined)
        throw new errors/* InfraError */.Ri('its listing is missing or damaged');
    const packed = new Map([...listing.files].filter(([, { in: parcel }]) => parcel === undefined));
    const { newFiles, damaged } = await read_pack_publish(unpacked, packed, destination);
    const files = new Map(listing.files);
    for (const name of damaged)
        files.delete(name);
    return { listing: { ...listing, files }, damaged, newFiles, bytes: (0,external_node_fs_.statSync)(file).size };
}
/**
 * The same for a parcel, whose bytes must have been checked against its digest.
 *
 * @param files what the pack's listing says about the files in it: no others are taken
 */
async function readParcel(file, files, destination) {
    return await read_pack_publish(await extract(file, destination, 'the parcel'), files, destination);
}
/** Gives the files that match what is listed their names below the root. */
async function read_pack_publish({ folder, hashes }, listed, { root, signal }) {
    const newFiles = [];
    const damaged = [];
    const mkdir = madeOnce();
    const turns = new EventLoopTurns(signal);
    for (const [name, { sha256 }] of listed) {
        const unpackedFile = external_node_path_.join(folder, name);
        if (hashes.get(name) !== sha256 || !hasContentOfItsKind(unpackedFile, name, sha256)) {
            damaged.push(name);
            continue;
        }
        const target = external_node_path_.join(root, name);
        mkdir(external_node_path_.dirname(target));
        if ((0,publish/* publishNewFile */._A)(unpackedFile, target))
            newFiles.push(name);
        await turns.pause();
    }
    return { newFiles, damaged };
}
async function extract(file, { folder: own, signal, maxBytes = MAX_PACK }, label) {
    const folder = external_node_path_.join(own, 'files');
    const files = new PackedFiles(folder, maxBytes);
    const reader = new tar_reader/* TarReader */.R(files, label);
    const packed = (0,file_chunks/* fileChunks */.T9)(file, { signal });
    let bytes = 0;
    try {
        for await (const chunk of (0,decompress/* decompress */.mF)(packed, { label, signal })) {
            bytes += chunk.length;
            if (bytes > maxBytes)
                throw new errors/* InfraError */.Ri(`${label} unpacks to more than ${maxBytes} bytes`);
            reader.write(chunk);
        }
        reader.finish();
        return { folder, hashes: files.hashes };
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
    finally {
        files.close();
    }
}

// EXTERNAL MODULE: ./lib/cache/scratch-folder.js
var scratch_folder = __webpack_require__(8685);
;// CONCATENATED MODULE: ./lib/cache/restore/kept-details.js










/** The parcels of the restored packs. Each is fetched once, when a build needs the first of its files. */
class kept_details_KeptDetails {
    #root;
    /** The parcels that have a file, in the order in which they are tried. */
    #sources = new Map();
    #flights = new single_flight/* SingleFlight */.F();
    /** Files that parcels had. */
    #here = new Set();
    /** Those of them that were not on this machine before. */
    #brought = new Set();
    #signal;
    ready;
    /** @param root absolute path of the root folder */
    constructor(root, ready, signal) {
        this.#root = root;
        this.ready = ready;
        this.#signal = signal;
    }
    /** Adds what a restored pack says about parcels. @param location has the parcels */
    add({ parcels, files }, location) {
        const byParcel = new Map(parcels.map(({ digest }) => [digest, new Map()]));
        for (const [name, file] of files)
            if (file.in !== undefined)
                byParcel.get(file.in.parcel)?.set(name, file);
        for (const parcel of parcels) {
            const source = { parcel, location, files: byParcel.get(parcel.digest) ?? new Map() };
            for (const name of source.files.keys()) {
                const known = this.#sources.get(name);
                if (known === undefined)
                    this.#sources.set(name, [source]);
                else
                    known.push(source);
            }
        }
    }
    /** Files that were brought, by their paths below the root. */
    get brought() {
        return this.#brought;
    }
    /** Nothing is brought any more. */
    forget() {
        this.#sources.clear();
        this.#here.clear();
        this.#brought.clear();
    }
    has(name) {
        return this.#sources.has(name);
    }
    async bring(name) {
        await this.ready();
        for (;;) {
            if (this.#here.has(name))
                return true;
            const [source] = this.#sources.get(name) ?? [];
            if (source === undefined)
                return false;
            await this.#flights.run(source.parcel.digest, this.#signal, () => this.#take(source));
        }
    }
    /** Afterwards no file names the parcel as its source any more. */
    async #take(source) {
        const signal = this.#signal;
        const { parcel, location, files } = source;
        const blob = { ...parcel, mediaType: DETAILS_PARCEL };
        const started = performance.now();
        const folder = await (0,scratch_folder/* scratchFolder */.$)(this.#root);
        try {
            const file = external_node_path_.join(folder, 'parcel');
            await download(file, parcel, location.open(blob, signal));
            const { newFiles, damaged } = await readParcel(file, files, { root: this.#root, folder, signal });
            for (const name of newFiles)
                this.#brought.add(name);
            for (const name of files.keys())
                if (!damaged.includes(name))
                    this.#here.add(name);
            const wrong = damaged.length === 0 ? undefined : new errors/* WrongContent */.lN(`${damaged.length} of its files are damaged`);
            if (wrong === undefined)
                location.arrived(blob, performance.now() - started);
            else
                location.failed(blob, wrong);
        }
        catch (error) {
            signal.throwIfAborted();
            location.failed(blob, error);
        }
        finally {
            await (0,discard/* discard */.v)(folder);
        }
        for (const name of files.keys()) {
            const others = (this.#sources.get(name) ?? []).filter((other) => other !== source);
            if (others.length === 0 || this.#here.has(name))
                this.#sources.delete(name);
            else
                this.#sources.set(name, others);
        }
    }
}
/** @throws WrongContent for bytes that are not the parcel's */
async function download(file, { digest, size }, bytes) {
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
    const handle = await (0,promises_.open)(file, 'wx', 0o600);
    try {
        let got = 0;
        for await (const chunk of bytes) {
            got += chunk.byteLength;
            if (got > size)
                break;
            hash.update(chunk);
            for (let at = 0; at < chunk.byteLength;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
        if (got !== size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest))
            throw new errors/* WrongContent */.lN(`parcel ${digest} does not match its digest`);
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(5351);
;// CONCATENATED MODULE: ./lib/layer/mount-key.js


/** The same for the same content on every machine. */
function mount_key_mountKey({ id, variant = '', from }) {
    const seed = from === undefined ? variant : [...from.layers.map(({ diffId }) => diffId), from.source].join(' ');
    return mountKeyOfHex(hashFields(id, seed));
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(3940);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(4360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(261);
;// CONCATENATED MODULE: ./lib/cache/artifact/artifact-manifest.js




const CACHE_ARTIFACT = 'application/vnd.layer-build.cache.v1';
const CACHE_PACK = 'application/vnd.layer-build.cache.pack.v1';
const PACK_ID = 'io.layer-build.cache.pack.id';
const EMPTY_CONFIG = Buffer.from('{}');
const NO_IMAGE = Buffer.from(JSON.stringify({ architecture: 'unknown', os: 'unknown', rootfs: { type: 'layers', diff_ids: [] } }));
/** The most layers of an artifact, its pack included. */
const MAX_LAYERS = 10_000;
/** Bytes. A pack only has small files: a larger one is not ours. */
const MAX_PACK_SIZE = 2 * 1024 ** 3;
/** @returns `undefined` when it would be larger than registries accept */
function encodeArtifact(artifact, form) {
    const { pack, packId, blobs } = artifact;
    const configBytes = form === 'artifact' ? EMPTY_CONFIG : NO_IMAGE;
    const config = {
        mediaType: form === 'artifact' ? media_types/* OCI_EMPTY */.g1 : media_types/* OCI_CONFIG */.TF,
        digest: (0,oci_digest/* sha256 */.sc)(configBytes),
        size: configBytes.length,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        ...(form === 'artifact' && { artifactType: CACHE_ARTIFACT }),
        config,
        layers: [{ ...bare(pack), annotations: { [PACK_ID]: packId } }, ...blobs.map(bare)],
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    if (bytes.length > oci_manifest/* MAX_MANIFEST_SIZE */.L7 || manifest.layers.length > MAX_LAYERS)
        return undefined;
    return { mediaType: media_types/* OCI_MANIFEST */.EG, bytes, config: { blob: config, bytes: configBytes } };
}
function bare({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
/** The tag has something other than a cache of ours, such as an image whose inline cache a workflow asks for. */
class artifact_manifest_NoCache extends errors/* InfraError */.Ri {
    constructor(location, what, options = {}) {
        super(`${location} holds no cache of layer-build${what}`, options);
    }
}
/**
 * @param location its name, for messages
 * @throws NoCache; InfraError for a cache of ours that is not valid
 */
function decodeArtifact(location, { bytes, mediaType }) {
    const manifest = readManifest(location, bytes, mediaType);
    const { artifactType, config, layers } = manifest;
    const [pack, ...blobs] = layers;
    const ours = artifactType === CACHE_ARTIFACT || (artifactType === undefined && config.mediaType === media_types/* OCI_CONFIG */.TF);
    if (!ours || pack?.mediaType !== CACHE_PACK) {
        throw new artifact_manifest_NoCache(location, `, but ${whatItIs(manifest)}`);
    }
    const packId = pack.annotations?.[PACK_ID] ?? '';
    if (!/^[a-f0-9]{1,128}$/.test(packId))
        throw new errors/* InfraError */.Ri(`the cache of ${location} does not name its pack`);
    if (pack.size > MAX_PACK_SIZE) {
        throw new errors/* InfraError */.Ri(`the pack of ${location} has ${pack.size} bytes; at most ${MAX_PACK_SIZE} are read`);
    }
    if (layers.length > MAX_LAYERS) {
        throw new errors/* InfraError */.Ri(`the cache of ${location} names ${layers.length} blobs; at most ${MAX_LAYERS} are read`);
    }
    return { pack: bare(pack), packId, blobs: blobs.map(bare) };
}
function readManifest(location, bytes, mediaType) {
    try {
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        if (document.kind === 'manifest')
            return document.manifest;
    }
    catch (error) {
        if (!(error instanceof errors/* InfraError */.Ri) && !(error instanceof errors/* UserError */.yo))
            throw error;
        throw new artifact_manifest_NoCache(location, `: ${error.message}`, { cause: error });
    }
    throw new artifact_manifest_NoCache(location, ", but an index, of an image or of another builder's cache");
}
function whatItIs({ artifactType, config }) {
    const type = artifactType ?? config.mediaType;
    return /\.image\./.test(type) ? 'an image' : `an artifact of type ${JSON.stringify(type)}`;
}

;// CONCATENATED MODULE: ./lib/cache/record/mount-names.js





/** Stores the id of a cache mount by its key. The mount's folder is named by the key alone. */
function mount_names_noteMountName(root, key, id) {
    const file = pathInRoot(root, 'mountNames', key);
    makeFolders(dirname(file), 0o700);
    writeFileSync(file, id, { mode: 0o600 });
}
/** The ids of cache mounts, by key. */
async function readMountNames(root) {
    const keys = await readdir(pathInRoot(root, 'mountNames')).catch(() => []);
    return new Map(await Promise.all(keys.map(async (key) => [key, await readFile(pathInRoot(root, 'mountNames', key), 'utf8')])));
}

;// CONCATENATED MODULE: ./lib/engine/record.js

/** A list with fewer files is an array. It takes some 300 bytes a file. */
const SHORT_LIST = 50_000;
/** Several lists, one after the other. */
function joinedFiles(lists) {
    const [first, ...others] = lists.filter(({ length }) => length > 0);
    if (first === undefined || others.length === 0)
        return first ?? [];
    return {
        length: lists.reduce((sum, list) => sum + list.length, 0),
        *[Symbol.iterator]() {
            for (const list of lists)
                yield* list;
        },
    };
}
/** Inputs for the record of a step that sees no build argument. */
function recordedPlainly({ env, args, files, ...inputs }) {
    return { ...inputs, env: env.map(splitVariable), args: args.map(splitVariable), files: shortFileIdentities(files) };
}
/** @param variable `NAME=value`, or the name alone */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? { name: variable } : { name: variable.slice(0, at), value: variable.slice(at + 1) };
}
/**
 * Files for a record, with short digests: there may be tens of thousands of them.
 *
 * @internal For the test of what became of files.
 */
function shortFileIdentities(files) {
    const shortened = function* () {
        for (const [path, identity] of files)
            yield [path, shortFileIdentity(identity)];
    };
    return files.length < SHORT_LIST ? [...shortened()] : { length: files.length, [Symbol.iterator]: shortened };
}
/** Milliseconds that it takes to make a record's result again: at most, if it is not known exactly. */
function costOf({ ownMs, durationMs }) {
    return ownMs ?? durationMs;
}
const NO_BUILD = { steps: [], unfinished: [] };

// EXTERNAL MODULE: ./lib/text/encoded-parts.js
var encoded_parts = __webpack_require__(4278);
// EXTERNAL MODULE: ./lib/cache/record/file-identities.js
var file_identities = __webpack_require__(3893);
// EXTERNAL MODULE: ./lib/json/next-row.js
var next_row = __webpack_require__(7540);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./lib/layer/packed/packed-text.js
var packed_text = __webpack_require__(5622);
;// CONCATENATED MODULE: ./lib/layer/packed/packed-pairs.js


/** Characters that are compressed at once. */
const PART = 64 * 1024;
/** Makes a list of pairs that come in its order. It is compressed, since neighbours have most of their texts in common. */
class PairPacker {
    #parts = [];
    #texts = [];
    #size = 0;
    #length = 0;
    /** No text can have a NUL, as names of files cannot. */
    add([first, second]) {
        this.#texts.push(first, second);
        this.#length++;
        this.#size += first.length + second.length;
        if (this.#size >= PART)
            this.#pack();
    }
    finish() {
        if (this.#texts.length > 0)
            this.#pack();
        return new PackedPairs(this.#parts, this.#length);
    }
    #pack() {
        const text = this.#texts.join('\0');
        const buffer = Buffer.allocUnsafe((0,packed_text/* textRoom */.Dt)(text));
        this.#parts.push((0,external_node_zlib_.deflateRawSync)(buffer.subarray(0, (0,packed_text/* writeText */.x3)(buffer, 0, text)), { level: 1 }));
        this.#texts = [];
        this.#size = 0;
    }
}
class PackedPairs {
    #parts;
    length;
    constructor(parts, length) {
        this.#parts = parts;
        this.length = length;
    }
    *[Symbol.iterator]() {
        for (const part of this.#parts) {
            const texts = (0,packed_text/* readText */.yR)((0,external_node_zlib_.inflateRawSync)(part), 0).split('\0');
            for (let at = 0; at < texts.length; at += 2)
                yield [texts[at] ?? '', texts[at + 1] ?? ''];
        }
    }
}

;// CONCATENATED MODULE: ./lib/cache/record/long-list.js







/** Bytes that are read and parsed at once: few enough for the first generation of the heap. */
const long_list_PART = 64 * 1024;
/** Bytes of one file in the list, at most. Two paths of 4 KiB, all of it escaped, are less. */
const MAX_ROW = 64 * 1024;
const OPEN = 0x5b;
const CLOSE = 0x5d;
/**
 * Reads a list that may have a million files, which are never all there as objects.
 *
 * @returns `undefined` if it is not a list with this digest
 * @throws what `open` and `read` throw
 */
async function readLongList(file, digest) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const packer = new PairPacker();
    const buffer = Buffer.allocUnsafeSlow(long_list_PART + MAX_ROW);
    const take = (length) => {
        const pairs = (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, buffer.subarray(0, length), buffer.length);
        for (const pair of pairs ?? [])
            packer.add(pair);
        return pairs !== undefined;
    };
    const handle = await (0,promises_.open)(file, 'r');
    try {
        // The buffer always begins with the bracket of a list, and then has whole rows and the beginning of one.
        for (let used = 0;;) {
            const { bytesRead } = await handle.read(buffer, used, Math.min(long_list_PART, buffer.length - used));
            if (bytesRead === 0) {
                // Nothing is read either if the buffer is full, as of a file that is no list.
                const isList = used < buffer.length && take(used) && (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')) === digest;
                return isList ? packer.finish() : undefined;
            }
            hash.update(buffer.subarray(used, used + bytesRead));
            used += bytesRead;
            const end = lastEndOfRow(buffer.subarray(0, used));
            if (end < 0)
                continue;
            // In place of the comma there.
            buffer[end] = CLOSE;
            if (!take(end + 1))
                return undefined;
            buffer[0] = OPEN;
            buffer.copyWithin(1, end + 1, used);
            used -= end;
        }
    }
    finally {
        await handle.close();
    }
}
/** The end of a row that is far behind in what was read, or of any. */
function lastEndOfRow(rows) {
    const late = (0,next_row/* endOfRow */.R)(rows, Math.floor((rows.length * 3) / 4));
    return late < 0 ? (0,next_row/* endOfRow */.R)(rows, 0) : late;
}

;// CONCATENATED MODULE: ./lib/cache/record/file-lists.js









/** Up to this number of files, the list is in the record itself: so few cost nothing to read. */
const SHORT = 50;
/**
 * Lists of the files that steps read, each in a file of its own, named by its digest. A list may be long (a COPY of
 * node_modules has tens of thousands of files), is shared by all records of the same files, and is only read when a miss is
 * explained.
 */
class FileLists {
    #root;
    /** A step saves its record under two keys, but its list is encoded and written only once. */
    #kept = new WeakMap();
    /** @param root absolute path of the root folder */
    constructor(root) {
        this.#root = root;
    }
    /** @returns what goes into the record: a short list itself, or the digest of a long one */
    async keep(files) {
        if (typeof files === 'string')
            return files;
        if (files.length <= SHORT)
            return [...files];
        let kept = this.#kept.get(files);
        if (kept === undefined)
            this.#kept.set(files, (kept = this.#write(files)));
        return kept;
    }
    async #write(files) {
        const digest = (0,oci_digest/* digestOfPieces */.Rj)((0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        await (0,atomic_file/* writeWhole */.y)(this.#fileOf(digest), (0,encoded_parts/* encodedParts */.r)(jsonPieces(files), file_lists_PART));
        return digest;
    }
    /** @returns `undefined` for a list that does not exist, or does not match its digest */
    async read(files) {
        if (typeof files !== 'string')
            return files;
        const file = this.#fileOf(files);
        try {
            const { size } = await (0,promises_.stat)(file);
            if (size > MAX_LIST_SIZE)
                return undefined;
            if (size > LONG)
                return await readLongList(file, files);
            const bytes = await (0,promises_.readFile)(file);
            return (0,oci_digest/* sha256 */.sc)(bytes) === files ? (0,decode_or/* parseOrUndefined */.x9)(file_identities/* fileIdentities */.n, bytes, LONG) : undefined;
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #fileOf(digest) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'fileLists', (0,oci_digest/* digestHex */.sU)(digest));
    }
}
/** Bytes that are hashed or written at once. */
const file_lists_PART = 256 * 1024;
/** The list as `JSON.stringify` gives it, in pieces. */
function* jsonPieces(files) {
    let before = '[';
    for (const file of files) {
        yield before + JSON.stringify(file);
        before = ',';
    }
    yield before === '[' ? '[]' : ']';
}
/** Bytes. A shorter list is an array when it was read. */
const LONG = 4 * 1024 * 1024;
/** Bytes. The list of a million files with long paths has fewer. */
const MAX_LIST_SIZE = 256 * 1024 * 1024;

;// CONCATENATED MODULE: ./lib/json/json-file.js



/**
 * Reads a JSON file, for content that counts as missing if it is wrong.
 *
 * @returns `undefined` if there is no such file, or it is too large, or the decoder does not accept it
 */
async function readJsonFile(file, decoder, maxBytes) {
    const bytes = await readSmallFile(file, maxBytes);
    return bytes === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(decoder, bytes, maxBytes);
}
async function readSmallFile(file, maxBytes) {
    try {
        const handle = await (0,promises_.open)(file);
        try {
            const { size } = await handle.stat();
            return size > maxBytes ? undefined : await handle.readFile();
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/cache/record/record-store.js









/**
 * Step records below the root folder. There is one file for each record, for each long list of files, for each tree (with
 * the layer that first had it), and for each scope (with the keys of the last build's steps). A file that cannot be read
 * counts as missing.
 */
class record_store_RecordStore {
    #root;
    #lists;
    #scope;
    #scopeName;
    #note;
    #noted = new Set();
    #saved = new Set();
    #distrust;
    #restored;
    #details;
    #restoring;
    #restoredBase;
    /**
     * @param root absolute path of the root folder
     * @param scope keeps the explanations of different builds apart
     * @param options a callback for the records that are used, and the result of restoring packs before the build
     */
    constructor(root, scope, { note, distrust, details, restored, begun, restoredBase, ...outcome } = {}) {
        this.#restored = outcome;
        this.#restoring = { restored: restored ?? noWait, begun: begun ?? noWait };
        this.#restoredBase = restoredBase ?? (() => Promise.resolve(false));
        this.#root = root;
        this.#lists = new FileLists(root);
        this.#details = details;
        this.#scope = (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)(scope));
        this.#scopeName = scope;
        this.#note = note ?? (() => undefined);
        this.#distrust = distrust ?? (() => Promise.resolve());
    }
    /** The layers that the records below `root` name. Pruning must keep them. */
    static async layersIn(root) {
        const layers = await readAll(root, 'trees', record_codec/* datedLayer */.iW);
        return layers.flatMap((dated) => (dated === undefined ? [] : [dated.layer]));
    }
    /** All records below `root`, except those that cannot be read. */
    static async recordsIn(root) {
        const found = await readAll(root, 'records', record_codec/* stepRecord */.oU);
        return found.flatMap((record) => record ?? []);
    }
    /** The scopes below `root`, each with the records of its last build. Scopes of older versions have no name. */
    static async scopesIn(root) {
        const kept = await readAll(root, 'scopes', record_codec/* keptBuild */.vW);
        return kept.flatMap((build) => build === undefined ? [] : [{ name: build.scope ?? '', keys: build.steps.map(({ key }) => key) }]);
    }
    get faults() {
        return this.#restored.faults ?? [];
    }
    sourceOf(key) {
        return this.#restored.locations?.get(key)?.kind ?? 'local';
    }
    get #scopeFile() {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'scopes', this.#scope);
    }
    async find(key) {
        let record = await this.#read(key);
        if (record === undefined) {
            await this.#restoring.restored();
            record = await this.#read(key);
        }
        if (record === undefined)
            return undefined;
        this.#noteKey(key, { found: true });
        return record;
    }
    async findMore() {
        return await this.#restoredBase();
    }
    async #read(key) {
        const record = await readJsonFile(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
        return record?.key === key ? record : undefined;
    }
    async save(record) {
        const { inputs, layer, created } = record;
        const kept = { ...record, inputs: { ...inputs, files: await this.#lists.keep(inputs.files) } };
        await writeJson(this.#recordFile(record.key), kept);
        if (layer !== undefined)
            await writeJson(this.#treeFile(layer.contentId), { layer, created });
        this.#saved.add(record.key);
        this.#noteKey(record.key);
    }
    async distrust() {
        await this.#distrust();
        for (const key of this.#saved)
            await (0,promises_.rm)(this.#recordFile(key), { force: true });
        this.#saved.clear();
    }
    async filesOf({ inputs: { files } }) {
        const found = await this.#lists.read(files);
        if (found !== undefined || typeof files !== 'string')
            return found;
        const brought = await this.#details?.bring((0,root_folder/* pathFromRoot */._f)('fileLists', (0,oci_digest/* digestHex */.sU)(files)));
        return brought === true ? await this.#lists.read(files) : undefined;
    }
    async layerWithTree(tree) {
        await this.#restoring.begun();
        const contentId = (0,identity/* contentIdOfTree */.OB)(tree);
        const dated = await readJsonFile(this.#treeFile(contentId), record_codec/* datedLayer */.iW, record_codec/* MAX_RECORD_SIZE */.rF);
        return dated?.layer.contentId === contentId ? dated : undefined;
    }
    async previous() {
        await this.#restoring.begun();
        const kept = await readJsonFile(this.#scopeFile, record_codec/* keptBuild */.vW, record_codec/* MAX_RECORD_SIZE */.rF);
        if (kept === undefined)
            return NO_BUILD;
        const steps = await Promise.all(kept.steps.map(async ({ key, stage, instruction }) => {
            const record = await readJsonFile(this.#recordFile(key), record_codec/* stepRecord */.oU, record_codec/* MAX_RECORD_SIZE */.rF);
            // The record may be from an equal step of another stage.
            return record === undefined ? undefined : { ...record, stage, instruction };
        }));
        const evicted = kept.steps
            .filter((_, index) => steps[index] === undefined)
            .map(({ stage, instruction }) => ({ stage, instruction }));
        return {
            steps: steps.filter((step) => step !== undefined),
            unfinished: kept.unfinished,
            ...(evicted.length > 0 && { evicted }),
        };
    }
    async savePrevious(build) {
        const steps = build.steps.map(({ key, stage, instruction }) => ({ key, stage, instruction }));
        // Another machine needs all these records, even those of steps that this build did not reach.
        for (const { key } of steps)
            this.#noteKey(key);
        const kept = { scope: this.#scopeName, steps, unfinished: build.unfinished };
        await writeJson(this.#scopeFile, kept);
        this.#note({ type: 'scope', file: (0,root_folder/* pathFromRoot */._f)('scopes', this.#scope) });
    }
    #noteKey(key, how = {}) {
        if (this.#noted.has(key))
            return;
        this.#noted.add(key);
        this.#note({ type: 'record', key, ...how });
    }
    #recordFile(key) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'records', (0,oci_digest/* digestHex */.sU)(key));
    }
    #treeFile(tree) {
        return (0,root_folder/* pathInRoot */.hA)(this.#root, 'trees', (0,oci_digest/* digestHex */.sU)(tree));
    }
}
function noWait() {
    return Promise.resolve();
}
async function readAll(root, folder, decoder) {
    const names = await (0,promises_.readdir)((0,root_folder/* pathInRoot */.hA)(root, folder)).catch(() => []);
    return Promise.all(names.map((name) => readJsonFile((0,root_folder/* pathInRoot */.hA)(root, folder, name), decoder, record_codec/* MAX_RECORD_SIZE */.rF)));
}
function writeJson(file, value) {
    return (0,atomic_file/* writeWhole */.y)(file, JSON.stringify(value));
}

;// CONCATENATED MODULE: ./lib/cache/record/record-uses.js






/** Counts that a build found a record. The file gets one more byte, so that builds side by side lose no count. */
function record_uses_noteUse(root, key) {
    const file = pathInRoot(root, 'recordUses', digestHex(key));
    makeFolders(dirname(file), 0o700);
    appendFileSync(file, '.', { mode: 0o600 });
}
/** The uses of records, by the hex of the record's key. */
async function readUses(root) {
    const names = await readdir(pathInRoot(root, 'recordUses')).catch(() => []);
    const uses = await Promise.all(names.map(async (name) => {
        const { size, mtimeMs } = await stat(pathInRoot(root, 'recordUses', name));
        return [name, { hits: size, lastUsed: mtimeMs }];
    }));
    return new Map(uses);
}

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(2206);
// EXTERNAL MODULE: ./lib/trace/span.js
var span = __webpack_require__(1725);
;// CONCATENATED MODULE: ./lib/cache/restore/restore-pack.js






/**
 * Fetches the newest pack of a location, and unpacks it on this machine.
 *
 * @returns `undefined` when the location has none
 * @throws InfraError, whatever the store throws, the signal's reason
 */
function restore_pack_restorePack(store, parts) {
    return restoreBy((file, signal) => store.restorePack(file, signal), store, parts);
}
/**
 * The same with the newest pack of the whole scope, if another variant saved it. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restore_pack_restoreNewest(store, parts) {
    if (store.restoreNewest === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreNewest?.(file, signal), store, parts);
}
/**
 * The same with the newest pack of the job's base branch, if that is another one. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restore_pack_restoreOfBase(store, parts) {
    if (store.restoreOfBase === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreOfBase?.(file, signal), store, parts);
}
async function restoreBy(write, store, parts) {
    const { root, before, signal } = parts;
    const started = performance.now();
    const folder = await (0,scratch_folder/* scratchFolder */.$)(root);
    try {
        const file = external_node_path_.join(folder, 'pack');
        const where = (what) => () => `${what} ${store.location.kind} ${store.location.name}`;
        const packId = await (0,span/* traced */.mn)('cache', where('fetch the pack of'), () => (0,abortable/* settledBefore */.Z)(signal, write(file, signal)));
        if (packId === undefined)
            return undefined;
        await before?.catch(() => undefined);
        const pack = await (0,span/* traced */.mn)('cache', where('unpack the pack of'), async (span) => {
            const read = await readPack(file, { root, folder, signal });
            span.note({ bytes: read.bytes, files: read.newFiles.length });
            return read;
        });
        return { ...pack, location: store.location, storeId: store.id, packId, ms: performance.now() - started };
    }
    finally {
        await (0,discard/* discard */.v)(folder);
    }
}

;// CONCATENATED MODULE: ./lib/cache/restore/build-cache.js


















/**
 * What a build has from earlier builds, here and at other locations. It also writes the journal from which the cache is
 * saved afterwards. A failure here is reported, and never fails the build.
 */
class build_cache_BuildCache {
    #parts;
    #journal;
    #budget;
    #details;
    #restoredParcels = [];
    /** Where restored records came from, by key. */
    #locations = new Map();
    #faults = [];
    #hasReported = false;
    #restoring;
    #restoringBase;
    constructor(parts) {
        this.#parts = parts;
        const { root, scope, variant } = parts;
        this.#journal = new BuildJournal(root, cacheName(scope, variant));
        const isNewHere = !BuildJournal.exists(root, cacheName(scope, variant));
        this.#noting(() => this.#journal.begin());
        this.#budget = new TimeBudget(parts.limits.timeoutMs, 'cache-timeout');
        this.#details = new KeptDetails(root, () => this.restored, parts.signal);
        parts.layers.addDetails(this.#details);
        // This machine has what its last build used. Servers are asked when a step misses. A folder may have been put in place of another.
        if (isNewHere || parts.stores.some(({ location }) => location.kind === 'directory'))
            void this.restored;
    }
    /** Resolves when all packs are unpacked, or could not be fetched; that begins at the first call, at the latest. Never rejects. */
    get restored() {
        return (this.#restoring ??= this.#restore());
    }
    /** Resolves when the packs of the base branch are unpacked too, which a build does without if all its steps hit. Never rejects. */
    get restoredBase() {
        return (this.#restoringBase ??= this.#restoreBase());
    }
    /** What brings details of the restored packs after the build. @param signal ends it, instead of the build's */
    detailsFor(signal) {
        const details = new KeptDetails(this.#parts.root, () => Promise.resolve(), signal);
        for (const { listing, parcels } of this.#restoredParcels)
            details.add(listing, parcels);
        return details;
    }
    /** The records of one of the build's plans. */
    records(scope) {
        return new RecordStore(this.#parts.root, scope, {
            note: (line) => this.note(line),
            distrust: () => this.distrust(),
            details: this.#details,
            restored: () => this.restored,
            begun: () => this.#restoring,
            restoredBase: async () => (await this.restoredBase).length > 0,
            locations: this.#locations,
            faults: this.#faults,
        });
    }
    /** Removes all files of the packs that decide what a step makes. The steps of the last build stay, for explanations. */
    async distrust() {
        const packs = [...((await this.#restoring) ?? []), ...((await this.#restoringBase) ?? [])];
        const newFiles = [...packs.flatMap((pack) => pack.newFiles), ...this.#details.brought];
        this.#details.forget();
        for (const name of newFiles) {
            if (DECISIVE.has(packedKind(name)))
                await rm(path.join(this.#parts.root, name), { force: true });
        }
        this.#locations.clear();
    }
    note(line) {
        this.#noting(() => this.#journal.add(line));
        const { type } = line;
        if (type === 'record' && line.found === true)
            this.#noting(() => noteUse(this.#parts.root, line.key));
    }
    /** Notes only help later builds, so an error here never fails this build. It is reported once. */
    #noting(work) {
        try {
            work();
        }
        catch (error) {
            if (this.#hasReported)
                return;
            this.#hasReported = true;
            const message = `the build's journal cannot be written, so its cache may not be saved: ${messageOf(error)}`;
            this.#parts.sink({ type: 'warning', message });
        }
    }
    /** The layers of a finished image: with `mode=min` only they are kept. */
    noteImage(layers) {
        this.note({ type: 'target', digests: layers.map(({ blob }) => blob.digest) });
    }
    /** The image was pushed: these repositories have its layers now. */
    notePushed(layers, repositories) {
        const digests = layers.map(({ blob }) => blob.digest);
        for (const { registry, repository } of repositories) {
            this.note({ type: 'pushed', registry, repository, digests });
        }
    }
    async of(mount) {
        if (!this.#parts.limits.keepsMount(mount.id))
            return undefined;
        const key = mountKey(mount);
        const mounts = (await this.restored).flatMap(({ listing }) => listing.mounts);
        return mounts.find((kept) => kept.key === key)?.layers;
    }
    noteUse(mount) {
        if (!this.#parts.limits.keepsMount(mount.id))
            return;
        const key = mountKey(mount);
        this.#noting(() => noteMountName(this.#parts.root, key, mount.id));
        this.note({ type: 'mount', key, id: mount.id });
    }
    async #restore() {
        const { root, scope, variant, sink } = this.#parts;
        const ofStores = await this.#restoreFromAll([restorePack, restoreNewest]);
        const packs = ofStores.flat();
        try {
            // Only the first one of each location is what the next save replaces. What this build uses of another one is in the journal.
            await noteRestored(root, cacheName(scope, variant), ofStores.flatMap((restored) => restored.slice(0, 1)));
        }
        catch (error) {
            sink({ type: 'warning', message: `what was restored could not be noted: ${messageOf(error)}` });
        }
        return packs;
    }
    async #restoreBase() {
        await this.restored;
        return (await this.#restoreFromAll([restoreOfBase])).flat();
    }
    /** Fetches from all locations side by side, and unpacks in their order. */
    async #restoreFromAll(ways) {
        let before = Promise.resolve();
        const restoring = this.#parts.stores.map((store) => {
            const restored = this.#restoreFrom(store, before, ways);
            before = restored;
            return restored;
        });
        return await Promise.all(restoring);
    }
    /** @param ways one after the other, until one finds no pack */
    async #restoreFrom(store, before, ways) {
        const { root, sink, signal } = this.#parts;
        const { location } = store;
        const packs = [];
        try {
            for (const restore of ways) {
                const pack = await this.#budget.spend(signal, (bounded) => restore(store, { root, before, signal: bounded }));
                if (pack === undefined)
                    break;
                this.#use(pack, store);
                packs.push(pack);
            }
            if (packs.length === 0 && ways.includes(restorePack))
                sink({ type: 'cache', action: 'pack-missing', location });
            return packs;
        }
        catch (error) {
            // A build that was cancelled says so itself.
            if (signal.aborted)
                return packs;
            const message = messageOf(error);
            if (error instanceof NoCache) {
                sink({ type: 'notice', message });
                return packs;
            }
            this.#faults.push({ location, message });
            sink({ type: 'cache', action: 'fault', doing: 'restore', location, message });
            return packs;
        }
    }
    #use(pack, store) {
        const { sink } = this.#parts;
        const { location } = store;
        this.#addLocations(store, pack);
        const keys = recordKeys(pack.newFiles);
        for (const key of keys)
            if (!this.#locations.has(key))
                this.#locations.set(key, location);
        if (pack.damaged.length > 0)
            sink({ type: 'warning', message: unusableWords(location, pack.damaged) });
        const { packId: key, bytes, ms: durationMs } = pack;
        sink({ type: 'cache', action: 'pack-restored', location, records: keys.length, key, bytes, durationMs });
    }
    #addLocations(store, { listing }) {
        const { layers, registry, repositories, sink } = this.#parts;
        const bystanders = { budget: this.#budget, note: (line) => this.note(line), sink };
        const beside = storeBlobs(store, bystanders);
        for (const { digest } of listing.blobs)
            layers.addLocation(digest, beside);
        const parcels = storeParcels(store, bystanders);
        this.#restoredParcels.push({ listing, parcels });
        this.#details.add(listing, parcels);
        for (const { digest, ...source } of listing.registryBlobs) {
            if (!repositories.some((own) => sameRepository(own, source)))
                continue;
            const location = { kind: 'registry', name: formatReference(source) };
            layers.addLocation(digest, repositoryBlobs(registry, source, location, bystanders));
        }
    }
}
const DECISIVE = new Set(['record', 'tree', 'index']);
/** @param files paths below the root */
function unusableWords({ name }, files) {
    const kinds = [...new Set(files.map((file) => packedKind(file) ?? 'file'))].sort();
    const count = `${files.length} ${files.length === 1 ? 'file' : 'files'} of its pack (${kinds.join(', ')})`;
    return `${name}: ${count} cannot be used: damaged, forged, or of another version. The steps that need them run again`;
}
/** Of the files of a pack, the records' keys. */
function recordKeys(files) {
    return files.flatMap((file) => (packedKind(file) === 'record' ? [cacheKeyOfHex(path.basename(file))] : []));
}

;// CONCATENATED MODULE: ./lib/text/byte-search.js
/** Shorter values turn up by chance in what tools keep: six random bytes do so once in 256 terabytes. */
const SHORTEST = 6;
/**
 * What a secret may look like in a file: the value as it is, without blanks around it, and each of them in base64, as in an
 * authorization. What is compressed, encrypted, or a part of a value, is not looked for.
 */
function tracesOf(value) {
    const bytes = Buffer.from(value);
    const trimmed = Buffer.from(bytes.toString('latin1').trim(), 'latin1');
    const traces = [bytes, trimmed].flatMap((text) => [text, Buffer.from(text.toString('base64').replace(/=+$/, ''))]);
    const known = new Map(traces.map((trace) => [trace.toString('latin1'), trace]));
    return trimmed.length < SHORTEST ? [] : [...known.values()];
}
/** Looks for some byte strings in streams. */
class ByteSearch {
    #patterns;
    #overlap;
    constructor(patterns) {
        this.#patterns = patterns.map((pattern) => Buffer.from(pattern));
        this.#overlap = Math.max(0, ...this.#patterns.map(({ length }) => length - 1));
    }
    isIn(bytes) {
        return this.#patterns.some((pattern) => bytes.includes(pattern));
    }
    /** @returns a function that takes the chunks of one stream, and returns whether something was found so far */
    stream() {
        if (this.#patterns.length === 0)
            return () => false;
        let found = false;
        let tail = Buffer.alloc(0);
        return (chunk) => {
            if (found)
                return true;
            // Search across the border of the two chunks, and in this chunk.
            const border = Buffer.concat([tail, chunk.subarray(0, this.#overlap)]);
            found = this.isIn(border) || this.isIn(chunk);
            const end = chunk.length >= this.#overlap ? chunk : border;
            tail = Buffer.from(end.subarray(Math.max(0, end.length - this.#overlap)));
            return found;
        };
    }
}

;// CONCATENATED MODULE: ./lib/cache/save/export-mounts.js





/**
 * What the scope's cache mounts hold: those that the last build wrote to as they are now, the others as they were restored. One
 * that cannot be read is kept as it was restored.
 */
async function exportMounts(parts) {
    const { root, scope, variant, limits, sink } = parts;
    const name = (0,cache_name/* cacheName */.U)(scope, variant);
    const kept = new Map();
    for (const { listing } of [...(await readRestored(root, name))].reverse())
        for (const mount of listing.mounts)
            kept.set(mount.key, mount);
    const used = new Date().toISOString();
    for (const line of cache_journal/* BuildJournal */.W.read(root, name)) {
        if (line.type !== 'mount' || !limits.keepsMount(line.id))
            continue;
        try {
            const layers = await exportMount(line, kept.get(line.key)?.layers ?? [], parts);
            kept.set(line.key, { key: line.key, id: line.id, layers, used });
        }
        catch (error) {
            const why = (0,errors/* messageOf */.bD)(error);
            sink({ type: 'warning', message: `the cache mount ${line.id} was not saved: ${why}` });
        }
    }
    return [...kept.values()].filter(({ id, layers }) => limits.keepsMount(id) && layers.length > 0);
}
/** @returns the layers that hold the mount's content now, lowest first */
async function exportMount({ key, id }, before, parts) {
    const { exporter, secrets, layers, sink, signal } = parts;
    const traces = secrets.flatMap(tracesOf);
    const exported = await exporter.exportMount(key, await indexesOf(before, parts), signal, traces);
    switch (exported.kind) {
        case 'full':
            return [await layers.take(exported.made)];
        case 'delta':
            return [...before, await layers.take(exported.made)];
        case 'unchanged':
            return before;
        case 'secret': {
            const message = `the cache mount ${id} is not saved: its file ${exported.path} holds the value of a secret`;
            sink({
                type: 'warning',
                message,
                hint: 'Take the file away in the step that writes it, or name the mounts to keep: cache-mounts.',
            });
            return [];
        }
        default:
            sink({ type: 'notice', message: 'A cache mount was not saved: it is in use, or could not be read whole' });
            return before;
    }
}
/**
 * The mount is saved in full when this gives nothing: when one of the indexes is missing, or one of the blobs is not here. It may
 * have been lost everywhere.
 */
async function indexesOf(before, { local, layers, signal }) {
    try {
        const sizes = await Promise.all(before.map(({ blob }) => local.size(blob.digest)));
        return sizes.includes(undefined) ? [] : await Promise.all(before.map((layer) => layers.index(layer, signal)));
    }
    catch {
        signal.throwIfAborted();
        return [];
    }
}

// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(3808);
;// CONCATENATED MODULE: ./lib/cache/pack/archive.js










/** Each run may leave another one of these. They travel when there is something else to save. */
const ALONE_NO_REASON = new Set(['baseline', 'invocation']);
/**
 * A hash over the files of a pack and the blobs that it names: packs of the same id can replace each other. It leaves out
 * when things were last used, how fast transfers were, and what is no reason to save a pack. 32 hex digits.
 */
function packId(listing) {
    const files = [...listing.files].flatMap(([file, { sha256 }]) => ALONE_NO_REASON.has((0,packed_path/* packedKind */.p1)(file)) ? [] : [`${file} ${sha256}`]);
    const blobs = [...listing.blobs, ...listing.parcels].map(({ digest }) => digest);
    const registryBlobs = listing.registryBlobs.map(({ digest, registry, repository }) => `${digest} ${registry}/${repository}`);
    const mounts = listing.mounts.flatMap(({ key, layers }) => [key, ...layers.map(({ diffId }) => diffId)]);
    const lists = [files.sort(), blobs.sort(), registryBlobs.sort(), mounts];
    return (0,oci_digest/* hashFieldList */.rK)(lists.flatMap((list) => [String(list.length), ...list])).slice(0, 32);
}
/**
 * Packs the listing, and the files of the root that it says are in the pack, into a gzipped tar.
 *
 * @param folder an empty folder of our own on the root's file system
 */
async function writePack(root, listing, folder) {
    (0,external_node_fs_.writeFileSync)(external_node_path_.join(folder, LISTING_FILE), encodeListing(listing));
    const names = [...listing.files].flatMap(([name, { in: parcel }]) => (parcel === undefined ? [name] : []));
    const file = external_node_path_.join(folder, 'pack');
    const listed = { name: LISTING_FILE, at: external_node_path_.join(folder, LISTING_FILE) };
    await archive(file, external_node_path_.join(folder, 'files'), [listed, ...filesBelow(root, names)]);
    return { file, size: (0,external_node_fs_.statSync)(file).size, id: packId(listing) };
}
/**
 * Packs files of the root into a gzipped tar, which is the same for the same files.
 *
 * @param folder an empty folder of our own on the root's file system
 */
async function writeParcel(root, names, folder) {
    const file = external_node_path_.join(folder, 'parcel');
    await archive(file, external_node_path_.join(folder, 'files'), filesBelow(root, names));
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,file_chunks/* fileChunks */.T9)(file, {}))
        hash.update(chunk);
    const parcel = { digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), size: (0,external_node_fs_.statSync)(file).size };
    return { parcel, file, bytes: new Map(names.map((name) => [name, (0,external_node_fs_.statSync)(external_node_path_.join(root, name)).size])) };
}
function filesBelow(root, names) {
    return [...names].sort().map((name) => ({ name, at: external_node_path_.join(root, name) }));
}
/**
 * File system calls are synchronous: the files are many and small, nothing else has to run meanwhile, and a promise for each call
 * would cost several times as much as the call.
 */
async function archive(file, gathered, files) {
    const { create } = await __webpack_require__.e(/* import() */ 697).then(__webpack_require__.bind(__webpack_require__, 8697));
    (0,make_folders/* makeFolders */.w)(gathered, 0o700);
    const mkdir = madeOnce();
    for (const { name, at } of files) {
        mkdir(external_node_path_.join(gathered, external_node_path_.dirname(name)));
        (0,external_node_fs_.linkSync)(at, external_node_path_.join(gathered, name));
    }
    // Synchronous, since the asynchronous form loses files with several names (isaacs/node-tar#460), and these files have several.
    create({ sync: true, file, cwd: gathered, gzip: true, portable: true, noMtime: true }, files.map(({ name }) => name));
}
/** The sha256 of a file's bytes, in hex; `undefined` if it does not exist. */
function fileSha256(file) {
    try {
        return (0,external_node_crypto_.createHash)('sha256').update((0,external_node_fs_.readFileSync)(file)).digest('hex');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/cache/save/budget.js
/*
 * How much a scope may keep at one location, and what is kept if there is more.
 *
 * Blobs, within `cache-max-size`:
 *  - Cache mounts get at most half of it, the last used first.
 *  - Layers get the rest. First those that this build used, then those that only earlier builds used; within both, those that
 *    save the most time for their size come first.
 *
 * The pack, which every build restores whole:
 *  - Records: all that this build used; of those that only earlier builds used, the latest few of each instruction.
 *  - Other files that only earlier builds used: up to a number of files and bytes, the last used first.
 *  - Nothing that no build used for two weeks.
 */
/** Records of one instruction: those of the last few versions of its inputs, some of them under two keys. */
const RECORDS_OF_INSTRUCTION = 6;
/** Milliseconds after which a file that no build used is dropped. @internal For tests of it. */
const UNUSED_FOR = 14 * 24 * 3600 * 1000;
/** Bytes of the files that only earlier builds needed. */
const EARLIER_BYTES = 32 * 1024 * 1024;
/** Each build leaves a few small indexes and documents behind, and every later build has to read them all. */
const EARLIER_FILES = 500;
/** It is not known which records need these files. So their last use decides whether they are kept. */
const OF_NO_RECORD = new Set(['index', 'blob', 'sizes', 'invocation']);
/** The cache mounts that are kept. @param maxBytes the budget for all blobs */
function mountsWithin(mounts, maxBytes) {
    const share = maxBytes / 2;
    const kept = [];
    const leftOut = [];
    let bytes = 0;
    for (const mount of [...mounts].sort((a, b) => Date.parse(b.used) - Date.parse(a.used))) {
        const size = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
        if (bytes + size > share)
            leftOut.push({ ...mount, bytes: size });
        else {
            kept.push(mount);
            bytes += size;
        }
    }
    return { kept, bytes, leftOut, maxBytes: share };
}
/** @returns the layers that fit, the most useful first, and those that do not */
function layersWithin(layers, maxBytes) {
    const kept = [];
    const over = [];
    let left = maxBytes;
    const worth = ({ layer, savedMs }) => savedMs / layer.blob.size;
    for (const wanted of [...layers].sort((a, b) => b.used - a.used || worth(b) - worth(a))) {
        const { size } = wanted.layer.blob;
        if (size > left)
            over.push(wanted);
        else {
            kept.push(wanted);
            left -= size;
        }
    }
    return { kept, over };
}
/**
 * The records that go into a pack.
 *
 * @param now milliseconds since the epoch; the `used` of records that this build used
 */
function recordsWithin(candidates, now) {
    const seen = new Map();
    return [...candidates]
        .sort((a, b) => b.used - a.used)
        .filter(({ record, used }) => {
        const instruction = JSON.stringify([record.stage, record.instruction]);
        const later = seen.get(instruction) ?? 0;
        seen.set(instruction, later + 1);
        return used === now || (later < RECORDS_OF_INSTRUCTION && now - used < UNUSED_FOR);
    });
}
/** The room in a pack for files that only earlier builds needed. Ask for the last used files first. */
class EarlierFiles {
    #now;
    #bytes = 0;
    #ofNoRecord = 0;
    constructor(now) {
        this.#now = now;
    }
    /** Whether the file still fits; it then counts. @param used milliseconds since the epoch */
    take(kind, bytes, used) {
        if (this.#now - used > UNUSED_FOR || this.#bytes + bytes > EARLIER_BYTES)
            return false;
        if (OF_NO_RECORD.has(kind) && ++this.#ofNoRecord > EARLIER_FILES)
            return false;
        this.#bytes += bytes;
        return true;
    }
}

;// CONCATENATED MODULE: ./lib/cache/save/save-policy.js


const KEEP_WORDS = {
    all: 'every layer is kept (policy all)',
    small: 'small enough for the pack',
    dear: 'takes longer to run again than to restore',
};
const LEAVE_WORDS = {
    foreign: 'not a layer of the image (mode=min)',
    remade: 'made again from the build context',
    'in-registry': 'the pushed repository holds it',
    cheap: 'cheaper to run again',
    'over-budget': 'over the budget',
};
/** Bytes. A smaller blob costs less within the pack than with a request of its own. */
const PACKED_SIZE = 64 * 1024;
/** Used until the speed of a location has been measured: that of GitHub on a slow day. */
const DEFAULT_COST = { latencyMs: 300, bytesPerMs: 40_000 };
function selectLayers(candidates, options) {
    const packed = [];
    const wanted = [];
    const leftOut = [];
    const seen = new Set();
    for (const { record, used } of [...candidates].sort(byUseThenCost)) {
        const { layer } = record;
        if (layer === undefined || seen.has(layer.blob.digest))
            continue;
        seen.add(layer.blob.digest);
        const decision = decide(record, layer, options);
        if (!decision.keep)
            leftOut.push({ layer, why: decision.why });
        else if (layer.blob.size <= PACKED_SIZE)
            packed.push({ layer, why: decision.why });
        else
            wanted.push({ layer, why: decision.why, used, savedMs: costOf(record) - restoreMs(layer, options.cost) });
    }
    const { kept, over } = layersWithin(wanted, options.maxBytes);
    return { packed, kept, leftOut: [...leftOut, ...over.map(({ layer }) => ({ layer, why: 'over-budget' }))] };
}
/** When several records have one layer, the dearest says what the layer is worth. */
function byUseThenCost(a, b) {
    return b.used - a.used || costOf(b.record) - costOf(a.record);
}
/** The rules, in their order. */
function decide(record, layer, { policy, only, inRegistry, cost }) {
    const { digest, size } = layer.blob;
    if (only !== undefined && !only.has(digest))
        return { keep: false, why: 'foreign' };
    if (policy === 'all')
        return { keep: true, why: 'all' };
    if (record.remakes === true)
        return { keep: false, why: 'remade' };
    if (inRegistry.has(digest))
        return { keep: false, why: 'in-registry' };
    if (size <= PACKED_SIZE)
        return { keep: true, why: 'small' };
    if (costOf(record) < restoreMs(layer, cost))
        return { keep: false, why: 'cheap' };
    return { keep: true, why: 'dear' };
}
function restoreMs({ blob }, { latencyMs, bytesPerMs }) {
    return Math.round(latencyMs + blob.size / bytesPerMs);
}

// EXTERNAL MODULE: ./lib/async/progress.js
var progress = __webpack_require__(7613);
;// CONCATENATED MODULE: ./lib/cache/transfer-progress.js

/** Sends `transfer` events for one blob that is restored from a cache or saved to one. */
function transfer_progress_transferProgress(sink, direction, { digest, size: total }) {
    const report = (done) => sink({ type: 'transfer', direction, digest, done, total });
    return new progress/* Progress */.k(total, report, () => performance.now());
}
/** Passes bytes on and counts them. The reader calls `progress.finish`. */
async function* transfer_progress_counted(bytes, progress) {
    for await (const chunk of bytes) {
        progress.add(chunk.byteLength);
        yield chunk;
    }
}

// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(7553);
;// CONCATENATED MODULE: ./lib/cache/save/other-saves.js






/** What other jobs save to a location while this one is about to. */
class OtherSaves {
    #store;
    #request;
    #signal;
    #theirs;
    #useless;
    constructor(store, request, signal) {
        this.#store = store;
        this.#request = request;
        this.#signal = signal;
        this.#theirs = new kept_details_KeptDetails(request.root, () => Promise.resolve(), signal);
    }
    /** The id of a pack that is there, and that nobody can use. */
    get useless() {
        return this.#useless;
    }
    /** Brings what the build did not need, and what the other jobs saved. */
    get details() {
        const { details = NOTHING } = this.#request;
        const theirs = this.#theirs;
        return {
            ready: () => details.ready(),
            has: (name) => details.has(name) || theirs.has(name),
            bring: async (name) => (await details.bring(name)) || (await theirs.bring(name)),
        };
    }
    /**
     * Restores what another job saved, and notes it as what the next plan begins with.
     *
     * @param packId of what is there now
     * @throws HttpError if the location cannot be reached
     */
    async restore(packId) {
        const { root, scope, variant } = this.#request;
        const store = this.#store;
        try {
            const pack = await restore_pack_restorePack(store, { root, signal: this.#signal });
            if (pack === undefined)
                return;
            await noteSaved(root, (0,cache_name/* cacheName */.U)(scope, variant), pack);
            this.#theirs.add(pack.listing, {
                open: (blob, signal) => store.fetchBlob(blob, signal),
                arrived: () => undefined,
                // What is missing is left out of the pack.
                failed: () => undefined,
            });
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri) || error instanceof http_error/* HttpError */.j$)
                throw error;
            this.#useless = packId;
        }
    }
}
const NOTHING = {
    ready: () => Promise.resolve(),
    has: () => false,
    bring: () => Promise.resolve(false),
};

;// CONCATENATED MODULE: ./lib/cache/save/pack-files.js






/** The files below the root that a pack brings: all that this build needed, and what `budget.ts` lets earlier builds keep. */
async function packFiles(parts) {
    const { root, now, writer, own, details, lost } = parts;
    const known = new Map();
    for (const { listing } of [...parts.restored].reverse())
        for (const [name, file] of listing.files)
            known.set(name, file);
    const files = new Map();
    const earlier = new EarlierFiles(now);
    for (const [name, { used, maxBytes, isHead }] of [...wantedFiles(parts)].sort(([, a], [, b]) => b.used - a.used)) {
        const absolute = external_node_path_.join(root, name);
        const listed = own?.listing.files.get(name);
        const place = listed?.in === undefined || lost.has(listed.in.parcel) ? undefined : listed.in;
        const look = () => (0,promises_.stat)(absolute).catch(() => undefined);
        let stats = await look();
        if (stats === undefined && place === undefined && (await details?.bring(name)) === true)
            stats = await look();
        const isHere = stats?.isFile() === true;
        const bytes = isHere ? stats?.size : place?.bytes;
        if (bytes === undefined || bytes > maxBytes)
            continue;
        const kind = (0,packed_path/* packedKind */.p1)(name);
        if (used !== now && !earlier.take(kind, bytes, used))
            continue;
        // What is in a parcel never changes under its name.
        const sha256 = place === undefined ? hashOf(kind, name, absolute) : listed?.sha256;
        if (sha256 === undefined)
            continue;
        const before = known.get(name);
        files.set(name, {
            sha256,
            used: new Date(used).toISOString(),
            hits: (before?.hits ?? 0) + (before !== undefined && used === now ? 1 : 0),
            writer: before?.writer ?? writer,
            ...(place !== undefined && { in: place }),
            bytes,
            isHere,
            isHead,
        });
    }
    return files;
}
function hashOf(kind, name, absolute) {
    return kind === 'blob' || kind === 'list' ? external_node_path_.basename(name) : fileSha256(absolute);
}
/** No record says whether these are still needed, so only the time of their last use decides. */
const WANTED_BY_USE = new Set([
    'index',
    'blob',
    'baseline',
    'sizes',
    'invocation',
]);
/** By paths below the root. */
function wantedFiles(parts) {
    const { journal, restored, records, selection, mounts, now } = parts;
    const wanted = new Map();
    const want = (name, used, maxBytes = Infinity, isHead = !(0,packed_path/* isDetail */.mO)(name)) => {
        const before = wanted.get(name);
        wanted.set(name, {
            used: Math.max(before?.used ?? 0, used),
            maxBytes: Math.max(before?.maxBytes ?? 0, maxBytes),
            isHead: isHead || before?.isHead === true,
        });
    };
    const wantIndex = ({ diffId }, used, maxBytes) => want(packed_path/* packedPath */.e3.index(diffId), used, maxBytes);
    for (const { listing } of restored) {
        for (const [name, { used }] of listing.files) {
            if (WANTED_BY_USE.has((0,packed_path/* packedKind */.p1)(name)))
                want(name, Date.parse(used));
        }
    }
    for (const { key, record, used } of records) {
        want(packed_path/* packedPath */.e3.record(key), used);
        if (typeof record.inputs.files === 'string')
            want(packed_path/* packedPath */.e3.list(record.inputs.files), used);
        if (record.layer === undefined)
            continue;
        want(packed_path/* packedPath */.e3.tree(record.layer.contentId), used);
        wantIndex(record.layer, used, largestIndex(record));
    }
    for (const { layer } of selection.packed)
        want(packed_path/* packedPath */.e3.blob(layer.blob.digest), now);
    for (const layer of mounts.flatMap(({ layers }) => layers)) {
        wantIndex(layer, now);
        if (layer.blob.size <= PACKED_SIZE)
            want(packed_path/* packedPath */.e3.blob(layer.blob.digest), now);
    }
    for (const line of journal) {
        if (line.type === 'index')
            want(packed_path/* packedPath */.e3.index(line.diffId), now);
        else if (line.type === 'invocation')
            want(packed_path/* packedPath */.e3.invocation(line.hash), now);
        else if (line.type === 'sizes')
            want(packed_path/* packedPath */.e3.sizes(line.diffId), now);
        else if (line.type === 'document')
            want(packed_path/* packedPath */.e3.blob(line.digest), now, Infinity, true);
        else if (line.type === 'scope' || line.type === 'report')
            want(line.file, now);
    }
    return wanted;
}
/**
 * Without its index, a COPY's layer cannot be made again. With a RUN's index, its layer need not be restored when the step
 * runs again and makes the same. But every build restores the pack, so a large index costs more than it saves.
 */
function largestIndex({ remakes }) {
    return remakes === true ? Infinity : PACKED_SIZE;
}

;// CONCATENATED MODULE: ./lib/cache/save/parcels.js
/*
 * Where the files of a scope travel.
 *
 *  - The head, which every build reads, travels in the pack: records, and whatever else a build whose steps all hit needs.
 *  - Details travel in parcels beside the pack, which never change: a parcel that the location has is named again, and not sent again.
 *  - A large detail has a parcel of its own, so that a build that needs another one does not fetch it.
 *  - A few small new details wait in the pack until there are enough of them for a parcel.
 *  - When most of a parcel is not needed any more, the rest goes into a new one, if it is on this machine.
 */
/** Bytes of a detail that gets a parcel of its own. */
const LARGE = 128 * 1024;
/** Bytes of small details that may wait in the pack. */
const WAITING = 16 * 1024;
/** @param before the listing that was restored from the location */
function arrange(files, before) {
    const broken = mostlyUnneeded(files, before);
    const placed = new Map();
    const large = [];
    const small = [];
    let bytes = 0;
    for (const [name, { isHere, isHead, in: place, ...file }] of files) {
        const { bytes: size, ...listed } = file;
        if (place !== undefined && !broken.has(place.parcel)) {
            placed.set(name, { ...listed, in: place });
            continue;
        }
        placed.set(name, listed);
        if (isHead || !isHere)
            continue;
        if (size >= LARGE)
            large.push([name]);
        else {
            small.push(name);
            bytes += size;
        }
    }
    const used = new Set([...placed.values()].map(({ in: place }) => place?.parcel));
    return {
        placed,
        kept: before?.parcels.filter(({ digest }) => used.has(digest)) ?? [],
        fresh: bytes > WAITING ? [...large, small] : large,
    };
}
/** Parcels of which less than half is still wanted, and all of that is here. */
function mostlyUnneeded(files, before) {
    const broken = new Set();
    for (const { digest } of before?.parcels ?? []) {
        let all = 0;
        let wanted = 0;
        let isHere = true;
        for (const [name, { in: place }] of before?.files ?? []) {
            if (place?.parcel !== digest)
                continue;
            all += place.bytes;
            const file = files.get(name);
            if (file === undefined)
                continue;
            wanted += place.bytes;
            isHere &&= file.isHere;
        }
        if (wanted > 0 && wanted * 2 < all && isHere)
            broken.add(digest);
    }
    return broken;
}

;// CONCATENATED MODULE: ./lib/cache/save/save-plan.js











/** Decides what is to be saved to the location with the id `storeId`. Nothing is asked of it. */
async function planSave(request, storeId, mode) {
    const { root, scope, variant, limits, writer } = request;
    const name = (0,cache_name/* cacheName */.U)(scope, variant);
    const journal = cache_journal/* BuildJournal */.W.read(root, name);
    const restored = await readRestored(root, name);
    const own = restored.find((pack) => pack.storeId === storeId);
    const before = (own ?? restored[0])?.listing;
    const now = Date.now();
    const records = recordsWithin(await knownRecords(root, journal, restored, now), now);
    const registryBlobs = registryBlobsOf(journal, before, records);
    const throughput = throughputOf(journal, before?.throughput);
    const mounts = mountsWithin(request.mounts, limits.maxBytes);
    const selection = selectLayers(records, {
        policy: limits.policy,
        maxBytes: limits.maxBytes - mounts.bytes,
        cost: { ...DEFAULT_COST, ...throughput },
        inRegistry: new Set(registryBlobs.map(({ digest }) => digest)),
        ...(mode === 'min' && { only: imageBlobs(journal) }),
    });
    const damaged = damagedAt(storeId, journal);
    const files = await packFiles({
        root,
        journal,
        restored,
        records,
        selection,
        mounts: mounts.kept,
        now,
        writer,
        own,
        details: request.details,
        lost: damaged,
    });
    const { placed, kept: parcels, fresh } = arrange(files, own?.listing);
    const blobs = wantedBlobs(selection, mounts, damaged);
    const isThere = ({ digest, size }, there) => size <= PACKED_SIZE ? files.has(packed_path/* packedPath */.e3.blob(digest)) : there.has(digest);
    return {
        selection,
        mounts,
        blobs,
        restored: own,
        parcels,
        fresh,
        listing: (there, made = []) => ({
            scope,
            saved: new Date(now).toISOString(),
            ...withParcels(placed, files, [...parcels, ...made.map(({ parcel }) => parcel)], made, there),
            blobs: blobs.map(({ blob }) => blob).filter(({ digest }) => there.has(digest)),
            registryBlobs,
            mounts: mounts.kept.filter(({ layers }) => layers.every(({ blob }) => isThere(blob, there))),
            ...(throughput !== undefined && { throughput }),
        }),
    };
}
/** The files, with the parcels that are there. */
function withParcels(placed, files, parcels, made, there) {
    const moved = new Map(made
        .filter(({ parcel: { digest } }) => there.has(digest))
        .flatMap(({ parcel, bytes }) => [...bytes].map(([name, size]) => [name, { parcel: parcel.digest, bytes: size }])));
    const listed = new Map();
    for (const [name, { in: before, ...file }] of placed) {
        const place = moved.get(name) ?? (before !== undefined && there.has(before.parcel) ? before : undefined);
        if (place !== undefined)
            listed.set(name, { ...file, in: place });
        else if (files.get(name)?.isHere === true)
            listed.set(name, file);
    }
    const used = new Set([...listed.values()].map(({ in: place }) => place?.parcel));
    return { files: listed, parcels: parcels.filter(({ digest }) => used.has(digest)) };
}
/** The records that this build used, and those of restored packs. */
async function knownRecords(root, journal, restored, now) {
    const used = new Map();
    for (const { listing } of restored) {
        for (const [file, { used: time }] of listing.files) {
            if ((0,packed_path/* packedKind */.p1)(file) !== 'record')
                continue;
            const key = (0,identity/* cacheKeyOfHex */.w)(external_node_path_.basename(file));
            used.set(key, Math.max(used.get(key) ?? 0, Date.parse(time)));
        }
    }
    for (const line of journal)
        if (line.type === 'record')
            used.set(line.key, now);
    const records = new record_store_RecordStore(root, '');
    const found = await Promise.all([...used].map(async ([key, time]) => {
        const record = await records.find(key);
        return record === undefined ? [] : [{ key, record, used: time }];
    }));
    return found.flat();
}
function imageBlobs(journal) {
    return new Set(journal.flatMap((line) => (line.type === 'target' ? line.digests : [])));
}
/** Blobs for which the build got wrong bytes. */
function damagedAt(storeId, journal) {
    return new Set(journal.flatMap((line) => (line.type === 'damaged' && line.storeId === storeId ? [line.digest] : [])));
}
/** Only blobs that records name. Of several repositories that hold one, the one that was pushed to last counts. */
function registryBlobsOf(journal, before, records) {
    const named = new Set(records.map(({ record }) => record.layer?.blob.digest));
    const pushed = journal.flatMap((line) => line.type === 'pushed'
        ? line.digests.map((digest) => ({ digest, registry: line.registry, repository: line.repository }))
        : []);
    const latest = new Map([...(before?.registryBlobs ?? []), ...pushed].map((blob) => [blob.digest, blob]));
    return [...latest.values()].filter(({ digest }) => named.has(digest));
}
/** How fast blobs come. A third of the earlier figure stays, so that one slow day does not decide what is kept. */
function throughputOf(journal, before) {
    let bytes = 0;
    let ms = 0;
    for (const line of journal) {
        if (line.type !== 'restored')
            continue;
        bytes += line.bytes;
        ms += line.ms;
    }
    // For less than a megabyte, mostly the latency would be measured.
    if (bytes < 1_000_000 || ms <= 0)
        return before;
    const now = bytes / ms;
    return { bytesPerMs: before === undefined ? now : (before.bytesPerMs + 2 * now) / 3 };
}
/** The layers first, the most useful before the others. */
function wantedBlobs({ kept }, mounts, damaged) {
    const wanted = new Map();
    const want = (blob, why) => {
        if (!wanted.has(blob.digest))
            wanted.set(blob.digest, { blob, why, damaged: damaged.has(blob.digest) });
    };
    for (const { layer, why } of kept)
        want(layer.blob, KEEP_WORDS[why]);
    for (const { id, layers } of mounts.kept) {
        for (const { blob } of layers)
            if (blob.size > PACKED_SIZE)
                want(blob, `holds the cache mount ${id}`);
    }
    return [...wanted.values()];
}

;// CONCATENATED MODULE: ./lib/cache/save/save-to-location.js












/** How often a save is planned again because another job was quicker. */
const MAX_ATTEMPTS = 5;
/**
 * Saves what a build used and made to one location. If another job has saved there since, what it saved is restored, and the save is
 * planned again on top of both, so that neither loses anything.
 *
 * @throws InfraError, whatever the store throws, the signal's reason
 */
async function saveToLocation(target, request, local, sink, signal) {
    const others = new OtherSaves(target.store, request, signal);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const outcome = await saveOnce(target, { ...request, details: others.details }, others.useless, local, sink, signal);
        const { pack } = outcome;
        if (pack.kind !== 'overtaken')
            return { ...outcome, pack };
        await others.restore(pack.by);
    }
    const { name } = target.store.location;
    throw new errors/* InfraError */.Ri(`other jobs saved to ${name} each of the ${MAX_ATTEMPTS} times that this one was about to`);
}
/**
 * Saves once: the blobs first, then the pack that names them, so that nobody sees a pack whose blobs are missing. Reports each blob that
 * is uploaded.
 *
 * @param useless the id of a pack which is there and cannot be used: it is replaced
 */
async function saveOnce({ store, mode }, request, useless, local, sink, signal) {
    const plan = await planSave(request, store.id, mode);
    const { restored } = plan;
    const renews = isDue(restored, store);
    const unchanged = (listing) => restored === undefined || renews || packId(listing) !== restored.packId
        ? undefined
        : { pack: { kind: 'unchanged', key: restored.packId }, packBytes: 0, plan, listing };
    if (plan.fresh.length === 0 && plan.blobs.every(({ damaged }) => !damaged)) {
        // When nothing changed, the location is not asked. If it has lost something, the build that needs it will see.
        const { blobs = [], parcels = [] } = restored?.listing ?? {};
        const before = new Set([...blobs, ...parcels].map(({ digest }) => digest));
        const same = unchanged(plan.listing(before));
        if (same !== undefined)
            return same;
    }
    const folder = await (0,scratch_folder/* scratchFolder */.$)(request.root);
    try {
        const made = await Promise.all(plan.fresh.map((names, number) => newParcel(request.root, names, folder, number)));
        const layers = await Promise.all(plan.blobs.map((wanted) => blobToUpload(wanted, store, local, sink)));
        const blobs = [...plan.parcels.map(keptParcel), ...made.map((parcel) => parcelToUpload(parcel)), ...layers];
        const there = blobs.length === 0 ? new Set() : await (0,abortable/* settledBefore */.Z)(signal, store.uploadBlobs(blobs, signal));
        const listing = plan.listing(there, made);
        const same = unchanged(listing);
        if (same !== undefined)
            return same;
        const pack = await writePack(request.root, listing, folder);
        const beside = [...listing.parcels.map(asBlob), ...listing.blobs];
        const toSave = { ...pack, replaces: useless ?? restored?.packId, renews };
        const saved = await (0,abortable/* settledBefore */.Z)(signal, store.savePack(toSave, beside, signal));
        const parcelBytes = made.reduce((sum, { parcel: { size } }) => sum + size, 0);
        return { pack: saved, packBytes: pack.size + parcelBytes, plan, listing };
    }
    finally {
        await (0,discard/* discard */.v)(folder);
    }
}
/** What has not changed for so long that the location may let go of it. */
function isDue(restored, { refreshMs }) {
    return (restored !== undefined && refreshMs !== undefined && Date.now() - Date.parse(restored.listing.saved) > refreshMs);
}
async function newParcel(root, names, folder, number) {
    const own = external_node_path_.join(folder, `parcel-${number}`);
    (0,make_folders/* makeFolders */.w)(own, 0o700);
    return await writeParcel(root, names, own);
}
function asBlob(parcel) {
    return { ...parcel, mediaType: DETAILS_PARCEL };
}
/** The location had it when the pack was restored. Its bytes need not be here. */
function keptParcel(parcel) {
    return { blob: asBlob(parcel) };
}
function parcelToUpload({ parcel, file }) {
    return { blob: asBlob(parcel), open: (signal) => (0,file_chunks/* fileChunks */.T9)(file, { signal }) };
}
/** A blob, with its bytes if they are on this machine. */
async function blobToUpload({ blob, why, damaged }, { location }, local, sink) {
    const isHere = (await local.size(blob.digest)) === blob.size;
    if (!isHere)
        return { blob, damaged };
    const progress = transfer_progress_transferProgress(sink, 'save', blob);
    let started = 0;
    return {
        blob,
        damaged,
        open: (signal) => {
            started ||= performance.now();
            progress.restart();
            return transfer_progress_counted(local.open(blob, signal), progress);
        },
        onUploaded: (key) => {
            progress.finish();
            const durationMs = performance.now() - started;
            const { digest, size: bytes } = blob;
            sink({ type: 'cache', action: 'blob-saved', location, digest, key, bytes, durationMs, why });
        },
    };
}

;// CONCATENATED MODULE: ./lib/cache/save/save-cache.js








/** Saves a build's cache to all of its locations. Failures are reported; nothing is thrown. */
async function saveCache(parts) {
    const { limits, targets, local, sink, signal } = parts;
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const bounded = AbortSignal.any([signal, timeout]);
    const outcomes = [];
    const save = async (target) => {
        const { location } = target.store;
        const started = performance.now();
        try {
            const outcome = await (0,span/* traced */.mn)('cache', () => `save to ${location.kind} ${location.name}`, () => saveToLocation(target, parts, local, sink, bounded));
            tellOutcome(target, outcome, performance.now() - started, parts);
            outcomes.push({ store: target.store, outcome });
            return notSavedBy(outcome);
        }
        catch (error) {
            if (signal.aborted)
                return [];
            const message = timeout.aborted
                ? `it took longer than ${Math.round(limits.timeoutMs / 1000)} s (cache-timeout)`
                : (0,errors/* messageOf */.bD)(error);
            sink({ type: 'cache', action: 'fault', doing: 'save', location, message });
            return [];
        }
    };
    const notSaved = await Promise.all(targets.map(save));
    for (const { store, outcome } of outcomes)
        await noteOutcome(store, outcome, parts);
    for (const event of savedNowhere(notSaved))
        sink(event);
}
/** A folder may be moved away before the next build. The notes only save requests. */
async function noteOutcome({ location, id: storeId }, { pack, listing }, { root, scope, variant }) {
    if (pack.kind === 'refused' || location.kind === 'directory')
        return;
    const saved = { location, storeId, packId: packId(listing), listing };
    await noteSaved(root, (0,cache_name/* cacheName */.U)(scope, variant), saved).catch(() => undefined);
}
function tellOutcome({ store: { location } }, { pack, packBytes: bytes, listing }, durationMs, { limits, sink }) {
    switch (pack.kind) {
        case 'saved':
            sink({ type: 'cache', action: 'pack-saved', location, key: pack.key, bytes, durationMs });
            break;
        case 'unchanged':
            sink({ type: 'cache', action: 'unchanged', location, key: pack.key });
            break;
        case 'refused':
            sink({ type: 'cache', action: 'refused', location, why: pack.why });
            return;
    }
    const used = listing.blobs.reduce((sum, { size }) => sum + size, 0);
    const entries = listing.blobs.length;
    sink({ type: 'cache', action: 'budget', location, entries, bytes: used, limit: limits.maxBytes });
}
function notSavedBy({ pack, plan, listing }) {
    const layer = (digest, bytes, why) => {
        return { type: 'cache', action: 'left-out', digest, bytes, why };
    };
    const { selection, mounts } = plan;
    const leftOut = [
        ...selection.leftOut.map(({ layer: { blob }, why }) => layer(blob.digest, blob.size, LEAVE_WORDS[why])),
        ...mounts.leftOut.map(({ id, bytes }) => {
            const why = `over the budget of ${(0,format/* formatBytes */.z3)(mounts.maxBytes)} for cache mounts`;
            return { type: 'cache', action: 'mount-left-out', id, bytes, why };
        }),
    ];
    // A location that accepts nothing has said why.
    if (pack.kind === 'refused')
        return leftOut;
    const there = new Set(listing.blobs.map(({ digest }) => digest));
    const lost = plan.blobs.filter(({ blob }) => !there.has(blob.digest));
    return [...leftOut, ...lost.map(({ blob }) => layer(blob.digest, blob.size, 'it could not be uploaded'))];
}
/** What no location has accepted. */
function savedNowhere([first = [], ...others]) {
    const nameOf = (event) => (event.action === 'left-out' ? event.digest : `mount ${event.id}`);
    const names = others.map((events) => new Set(events.map(nameOf)));
    return first.filter((event) => names.every((known) => known.has(nameOf(event))));
}

;// CONCATENATED MODULE: ./lib/engine/explain/variable-changes.js
/** Values of variables with such names are never shown. */
const SECRET_NAME = /(?:pass|token|secret|key|credential|auth|pwd)/i;
function looksSecret(name) {
    return SECRET_NAME.test(name);
}
/** Nor are values like these: an address with a password, a private key, a token of a known form. */
const SECRET_VALUE = /:\/\/[^/\s@]+@|-----BEGIN|\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[abp]-|AKIA|eyJ[\w-]+\.)/;
/** Characters of a value that are shown. */
const SHOWN = 80;
/**
 * @param before of the earlier record @param now as the new record will have them
 * @param shown the values of now, each `KEY=value`, or only the name of a variable without a value; one that is missing is not shown
 */
function variableChanges(input, before, now, shown, masked) {
    const old = new Map(before.map((variable) => [variable.name, variable]));
    const changes = [];
    for (const [position, variable] of now.entries()) {
        const { name } = variable;
        const was = old.get(name);
        if (was === undefined)
            changes.push({ input, name, change: 'added' });
        else if (!isSame(was, variable)) {
            const value = shown[position]?.slice(name.length + 1);
            const values = value === undefined && 'hash' in variable ? {} : shownValues(was, value, masked);
            changes.push({ input, name, change: 'changed', ...values });
        }
        old.delete(name);
    }
    for (const name of old.keys())
        changes.push({ input, name, change: 'removed' });
    return changes;
}
function isSame(was, now) {
    if ('hash' in was || 'hash' in now)
        return 'hash' in was && 'hash' in now && was.hash === now.hash;
    return was.value === now.value;
}
/** For a value that a record hides, nothing but the change is shown. */
function shownValues(was, to, masked) {
    if (looksSecret(was.name))
        return {};
    const from = 'hash' in was ? undefined : (was.value ?? '');
    const values = [from ?? '', to ?? ''];
    if (values.some((value) => SECRET_VALUE.test(value) || masked(value) !== value))
        return {};
    return { ...(from !== undefined && { from: cut(from) }), to: cut(to ?? '') };
}
function cut(value) {
    return value.length <= SHOWN ? value : `${value.slice(0, SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 10 modules
var http_client = __webpack_require__(6080);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(1828);
;// CONCATENATED MODULE: ./lib/app/options/secrets.js



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
        content = await (0,read_bytes/* readBytesUpTo */.gR)((0,external_node_fs_.createReadStream)(path), MAX_SECRET);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`cannot read secret ${id} from ${path}`, { cause: error });
    }
    if (content === undefined)
        throw new errors/* UserError */.yo(`secret ${id} in ${path} is larger than ${MAX_SECRET / 1024} KiB`);
    return content;
}

// EXTERNAL MODULE: ./lib/app/options/cache-settings.js
var cache_settings = __webpack_require__(8180);
// EXTERNAL MODULE: ./lib/app/caching/cache-secrets.js
var cache_secrets = __webpack_require__(8763);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(2256);
;// CONCATENATED MODULE: ./lib/cache/artifact/artifact-store.js








/** Blobs that are looked up or uploaded at the same time. */
const CONCURRENCY = 6;
/** After this many failed uploads, a location counts as down: more would only take time to fail. */
const MAX_FAILURES = 3;
const CHUNK = 1024 * 1024;
/** A scope's cache as one OCI artifact: the pack is its first layer, the blobs beside the pack are the others. */
class ArtifactStore {
    location;
    id;
    refreshMs;
    #artifact;
    #mountFrom;
    /** Why the location accepts nothing, after it has refused something. */
    #refusal;
    constructor(artifact, options = {}) {
        this.location = { kind: artifact.kind, name: artifact.name };
        this.id = artifact.id;
        if (artifact.refreshMs !== undefined)
            this.refreshMs = artifact.refreshMs;
        this.#artifact = artifact;
        this.#mountFrom = options.mountFrom ?? (() => undefined);
    }
    async restorePack(file, signal) {
        const stored = await this.#artifact.manifest(signal);
        if (stored === undefined)
            return undefined;
        const { pack, packId } = decodeArtifact(this.location.name, stored);
        await this.#download(pack, file, signal);
        return packId;
    }
    fetchBlob(blob, signal, part) {
        return this.#artifact.open(blob, signal, part);
    }
    async uploadBlobs(blobs, signal) {
        const there = new Set();
        const failures = [];
        const queue = blobs.values();
        const worker = async () => {
            for (const wanted of queue) {
                if (signal.aborted || failures.length >= MAX_FAILURES)
                    return;
                const { digest } = wanted.blob;
                try {
                    const { kind } = await this.#upload(wanted, signal);
                    if (kind === 'uploaded')
                        wanted.onUploaded?.(digest);
                    if (kind === 'uploaded' || kind === 'present')
                        there.add(digest);
                }
                catch (error) {
                    failures.push(error);
                }
            }
        };
        await Promise.all(Array.from({ length: Math.min(this.#artifact.parallelism ?? CONCURRENCY, blobs.length) }, worker));
        signal.throwIfAborted();
        const bugs = failures.filter((failure) => !(failure instanceof errors/* InfraError */.Ri));
        if (bugs.length > 0)
            throw bugs[0];
        if (failures.length > 0 && there.size === 0)
            throw failures[0];
        return there;
    }
    async savePack(pack, blobs, signal) {
        const { compares = false } = this.#artifact;
        const stored = compares ? await this.#artifact.manifest(signal) : await this.#visible(signal);
        const current = stored === undefined ? undefined : this.#decodable(stored);
        const isSame = current?.packId === pack.id;
        if (stored !== undefined && isSame && includesAll(current, blobs) && pack.renews !== true) {
            return { kind: 'unchanged', key: stored.digest };
        }
        if (this.#refusal !== undefined)
            return { kind: 'refused', why: this.#refusal };
        // What is put in its place must have what the other job saved.
        if (compares && current !== undefined && !isSame && current.packId !== pack.replaces) {
            return { kind: 'overtaken', by: current.packId };
        }
        // Packs of the same id can replace each other: if one is there, ours need not be read.
        const blob = isSame && pack.renews !== true ? current.pack : await describePack(pack, signal);
        const open = () => (0,file_chunks/* fileChunks */.T9)(pack.file, { size: CHUNK, signal });
        const outcome = await this.#upload({ blob, open }, signal);
        if (outcome.kind === 'absent' || outcome.kind === 'refused')
            return this.#refused(outcome);
        const artifact = { pack: blob, packId: pack.id, blobs: unique(blobs) };
        const put = (expected) => this.#put(artifact, expected, signal);
        const saved = await put(compares ? expectedOf(stored) : undefined);
        if (saved.kind !== 'changed')
            return saved;
        const now = await this.#artifact.manifest(signal);
        // The answer to our own put was lost, and the second attempt found what the first one had put.
        if (now?.digest === saved.key)
            return { kind: 'saved', key: saved.key };
        const by = now === undefined ? undefined : this.#decodable(now)?.packId;
        if (now?.digest !== stored?.digest)
            return { kind: 'overtaken', by: by ?? pack.id };
        // Nothing has changed: the server cannot compare, though it tries.
        const plainly = await put();
        return plainly.kind === 'changed'
            ? { kind: 'refused', why: 'it takes nothing in place of what is there' }
            : plainly;
    }
    /** A registry that refuses the form of the specification gets the older form. */
    async #put(artifact, expected, signal) {
        let unsuitable = '';
        for (const form of ['artifact', 'image']) {
            const encoded = encodeArtifact(artifact, form);
            if (encoded === undefined)
                return { kind: 'refused', why: 'it has more blobs than a manifest can name' };
            const { bytes, mediaType, config } = encoded;
            const uploaded = await this.#upload({ blob: config.blob, open: () => only(config.bytes) }, signal);
            if (uploaded.kind === 'absent' || uploaded.kind === 'refused')
                return this.#refused(uploaded);
            const outcome = await this.#artifact.put({ mediaType, bytes }, signal, expected);
            switch (outcome.kind) {
                case 'put':
                    return { kind: 'saved', key: (0,oci_digest/* sha256 */.sc)(bytes) };
                case 'refused':
                    return outcome;
                case 'changed':
                    return { kind: 'changed', key: (0,oci_digest/* sha256 */.sc)(bytes) };
                case 'unsuitable':
                    unsuitable = outcome.why;
            }
        }
        throw new errors/* InfraError */.Ri(`${this.location.name} does not accept the manifest of a cache: ${unsuitable}`);
    }
    /** A location that has refused something is only asked what it has. */
    async #upload({ blob, open: bytes, damaged = false }, signal) {
        const mountFrom = this.#mountFrom(blob.digest);
        const mayWrite = this.#refusal === undefined;
        const outcome = await this.#artifact.uploadBlob({
            blob,
            damaged,
            ...(bytes !== undefined && mayWrite && { open: bytes }),
            ...(mountFrom !== undefined && mayWrite && { mountFrom }),
        }, signal);
        if (outcome.kind === 'refused')
            this.#refusal = outcome.why;
        return outcome;
    }
    #refused(outcome) {
        return { kind: 'refused', why: outcome.kind === 'refused' ? outcome.why : (this.#refusal ?? 'it accepts nothing') };
    }
    /** A registry may refuse to show what does not exist. Whether it can be written to is only known after trying. */
    async #visible(signal) {
        try {
            return await this.#artifact.manifest(signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof errors/* InfraError */.Ri)
                return undefined;
            throw error;
        }
    }
    /** `undefined` for anything that is not a cache. It is replaced, since the user named this tag for the cache. */
    #decodable(stored) {
        try {
            return decodeArtifact(this.location.name, stored);
        }
        catch (error) {
            if (error instanceof errors/* InfraError */.Ri)
                return undefined;
            throw error;
        }
    }
    async #download(pack, file, signal) {
        const handle = await (0,promises_.open)(file, 'wx', 0o600);
        const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(pack.digest));
        let whole = false;
        try {
            let size = 0;
            for await (const chunk of this.#artifact.open(pack, signal)) {
                size += chunk.byteLength;
                if (size > pack.size)
                    break;
                hash.update(chunk);
                for (let at = 0; at < chunk.byteLength;)
                    at += (await handle.write(chunk, at)).bytesWritten;
            }
            whole = size === pack.size && hash.digest('hex') === (0,oci_digest/* digestHex */.sU)(pack.digest);
            if (!whole)
                throw new errors/* InfraError */.Ri(`the pack of ${this.location.name} does not match its manifest`);
        }
        catch (error) {
            if (!(error instanceof Error) || error.syscall === undefined)
                throw error;
            throw new errors/* InfraError */.Ri(`cannot write the pack of ${this.location.name} to ${file}`, { cause: error });
        }
        finally {
            await handle.close();
            if (!whole)
                await (0,discard/* discard */.v)(file);
        }
    }
}
/** Without a version, the location cannot compare. */
function expectedOf(stored) {
    if (stored === undefined)
        return { kind: 'nothing' };
    return stored.version === undefined ? undefined : { kind: 'version', version: stored.version };
}
function includesAll(artifact, wanted) {
    const digests = new Set(artifact.blobs.map(({ digest }) => digest));
    return wanted.every(({ digest }) => digests.has(digest));
}
/** Removes duplicates and sorts, so that an equal cache has an equal manifest, whatever the order of uploads was. */
function unique(blobs) {
    const byDigest = new Map(blobs.map((blob) => [blob.digest, blob]));
    return [...byDigest.values()].sort((left, right) => (0,code_unit_order/* byCodeUnit */.X)(left.digest, right.digest));
}
async function describePack({ file, size }, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,file_chunks/* fileChunks */.T9)(file, { size: CHUNK, signal }))
        hash.update(chunk);
    return { mediaType: CACHE_PACK, digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), size };
}
// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* only(bytes) {
    yield bytes;
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./lib/objects/load-objects.js


/** @param workerEntry dist/worker/index.js, whose neighbours are loaded; absolute */
function objectsBeside(workerEntry) {
    const bundle = async (name) => import(
    /* webpackIgnore: true */ (0,external_node_url_.pathToFileURL)(external_node_path_.join(external_node_path_.dirname(workerEntry), `../${name}/index.js`)).href);
    return async (settings, wire) => {
        switch (settings.kind) {
            case 's3':
                return (await bundle('s3')).openS3(settings, wire);
            case 'azblob':
                return (await bundle('azblob')).openAzblob(settings, wire);
        }
    };
}

// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(9681);
;// CONCATENATED MODULE: ./lib/files/held-file.js



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
    const fd = (0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(path), O_PATH | (last === 'keep' ? external_node_fs_.constants.O_NOFOLLOW : 0));
    const held = `/proc/self/fd/${fd}`;
    try {
        // Without /proc, every name below this path would look like one that does not exist.
        if ((0,external_node_fs_.lstatSync)(held, { throwIfNoEntry: false }) === undefined) {
            throw new errors/* InfraError */.Ri('/proc is not mounted, so no file can be held open by its path');
        }
        return {
            path: held,
            fd,
            stats: (0,external_node_fs_.fstatSync)(fd),
            open: (flags) => (0,external_node_fs_.openSync)(held, flags),
            close: () => (0,external_node_fs_.closeSync)(fd),
        };
    }
    catch (error) {
        (0,external_node_fs_.closeSync)(fd);
        throw error;
    }
}
function holdByName(path, last) {
    const name = (0,byte_name/* fsPath */.Jk)(path);
    return {
        path,
        fd: undefined,
        stats: last === 'follow' ? (0,external_node_fs_.statSync)(name) : (0,external_node_fs_.lstatSync)(name),
        open: (flags) => (0,external_node_fs_.openSync)(name, flags | (last === 'keep' ? external_node_fs_.constants.O_NOFOLLOW : 0)),
        close: () => undefined,
    };
}

;// CONCATENATED MODULE: ./lib/files/held-folder.js





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
        (0,make_folders/* makeFolders */.w)(root);
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
        return holdFile(path, last);
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT' || (0,errors/* errorCode */.CA)(error) === 'ENOTDIR')
            return undefined;
        throw error;
    }
}
function makeFolder(path) {
    try {
        (0,external_node_fs_.mkdirSync)((0,byte_name/* fsPath */.Jk)(path));
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) !== 'EEXIST')
            throw error;
    }
}
function notFolder(path, isLink) {
    const what = isLink ? 'a symbolic link, and nothing is written through links' : 'not a folder';
    return new errors/* UserError */.yo(`${(0,byte_name/* displayName */.QC)(path)} is ${what}`, { hint: 'Remove it, or name another folder.' });
}

// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(8091);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(371);
;// CONCATENATED MODULE: ./lib/files/open-in-root.js






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
        const found = (0,resolve_path/* resolvePathSync */.Bh)(tree, path, options);
        if (found.entry !== undefined)
            return { kind: 'found', path: found.path, held: tree.take(found.path) };
        if (found.notDirectory !== undefined) {
            return { kind: 'notDirectory', path: found.path, held: tree.take(found.notDirectory) };
        }
        const parent = (0,path_parts/* parentPath */.yl)(found.missing ?? found.path);
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
        this.#components = [{ path: '', held: holdFile(root, 'follow'), node: { type: 'directory' } }];
    }
    lstat(path) {
        const last = this.#goBackTo(path);
        if (last.path === path)
            return last.node;
        const found = hold(`${last.held.path}/${(0,path_parts/* baseName */.Fl)(path)}`);
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
            throw new errors/* EngineBug */.Bp(`${(0,byte_name/* displayName */.QC)(path)} is not held`);
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
                throw new errors/* EngineBug */.Bp('the root is not held');
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
        const held = open_in_root_holdIfThere(path);
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
    throw new errors/* InfraError */.Ri(`${(0,byte_name/* displayName */.QC)((0,path_parts/* baseName */.Fl)(path))} keeps changing while it is looked at`, { retryable: true });
}
/** Codes for a name that does not exist, or cannot exist: it is too long, or has a NUL. */
const NOT_THERE = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);
function open_in_root_holdIfThere(path) {
    try {
        return holdFile(path, 'keep');
    }
    catch (error) {
        if (NOT_THERE.has((0,errors/* errorCode */.CA)(error)))
            return undefined;
        throw error;
    }
}
/** `undefined` when it is not a link any more. Any text is safe: it is only followed inside the root. */
function linkTarget(path) {
    try {
        return (0,byte_name/* decodeName */.e4)((0,external_node_fs_.readlinkSync)((0,byte_name/* fsPath */.Jk)(path), { encoding: 'buffer' }));
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'EINVAL' || (0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/files/read-in-root.js



/**
 * Reads a regular file inside the folder `root`. Links are followed, but never out of it.
 *
 * @param limit the most bytes that the file may have
 * @throws what `open` and `read` throw, such as EACCES
 */
function readInRoot(root, path, limit) {
    let held;
    try {
        const found = openInRoot(root, path, { followLast: true });
        held = found.held;
        if (found.kind !== 'found') {
            held.close();
            return { kind: 'absent' };
        }
    }
    catch (error) {
        if (error instanceof resolve_path/* TooManyLinks */.p1)
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
    const fd = held.open(external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    try {
        const chunks = [];
        for (let left = most; left > 0;) {
            const chunk = Buffer.allocUnsafe(Math.min(left, Math.max(held.stats.size + 1, read_in_root_CHUNK)));
            const count = (0,external_node_fs_.readSync)(fd, chunk, 0, chunk.length, null);
            if (count === 0)
                break;
            chunks.push(chunk.subarray(0, count));
            left -= count;
        }
        return Buffer.concat(chunks);
    }
    finally {
        (0,external_node_fs_.closeSync)(fd);
    }
}
const read_in_root_CHUNK = 64 * 1024;

// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(9087);
;// CONCATENATED MODULE: ./lib/store/oci-index.js


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
    return sortedReferences(image.references).map((reference) => ({
        ...bare,
        annotations: {
            ...annotations,
            [IMAGE_NAME]: formatReference(reference),
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
        mediaType: media_types/* OCI_INDEX */.$p,
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

;// CONCATENATED MODULE: ./lib/store/layout-folder.js











/*
 * A layout may be in a repository that strangers commit to, and the writing process may be root. So links below the layout's folder are
 * not followed, neither for writing nor for removing.
 */
/** image-spec, "OCI Image Layout": the folder of the blobs. */
const LAYOUT_BLOBS = 'blobs';
/** A layout is an output: others may read it if the umask allows it. */
const SHARED = { shared: true };
const layout_folder_CHUNK = 1024 * 1024;
/** Path of a blob in a layout, or in the archive of a layout. */
function layoutPath(digest) {
    return `${LAYOUT_BLOBS}/${digestAlgorithm(digest)}/${digestHex(digest)}`;
}
/**
 * Lets `make` write a blob under a temporary name, and then renames it. Missing folders are made.
 *
 * @throws UserError if there is a link instead of a folder
 */
async function writeLayoutBlob(directory, digest, make) {
    const folder = holdFolder(directory, [LAYOUT_BLOBS, (0,oci_digest/* digestAlgorithm */.g4)(digest)], 'make');
    if (folder === undefined)
        throw new errors/* InfraError */.Ri(`${directory} was removed while it was written to`);
    try {
        await (0,atomic_file/* replaceFile */.f)(`${folder.path}/${(0,oci_digest/* digestHex */.sU)(digest)}`, make);
    }
    finally {
        folder.close();
    }
}
/** Opens a blob that is a regular file. The caller must close it. @throws UserError like `writeLayoutBlob` */
function holdBlob(directory, digest) {
    const folder = holdFolder(directory, [LAYOUT_BLOBS, (0,oci_digest/* digestAlgorithm */.g4)(digest)], 'leave');
    if (folder === undefined)
        return undefined;
    let held;
    try {
        held = holdFile(`${folder.path}/${(0,oci_digest/* digestHex */.sU)(digest)}`, 'keep');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
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
    return held === undefined ? undefined : (0,file_chunks/* heldChunks */.OW)(held, { size: layout_folder_CHUNK, from, signal });
}
/**
 * The content of `index.json`; `undefined` if it does not exist.
 *
 * @throws UserError if it is not a regular file; InfraError if it is not an index
 */
function readLayoutIndex(directory) {
    try {
        const file = readInRoot(directory, INDEX, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
        if (file.kind === 'absent')
            return undefined;
        if (file.kind !== 'file')
            throw notIndex(directory);
        return (0,oci_manifest/* parseIndex */.A1)(file.bytes);
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
const INDEX = 'index.json';
function notIndex(directory) {
    return new errors/* UserError */.yo(`${(0,external_node_path_.join)(directory, INDEX)} is not the index of an OCI layout`, { hint: 'Remove it.' });
}
/**
 * Adds entries to `index.json`. It is written last and in one step: until then, readers see the old layout. The caller must have the
 * layout's lock (`LayoutLock`).
 *
 * @returns the new content
 */
async function addToLayoutIndex(directory, added) {
    const index = mergeIndex(readLayoutIndex(directory), added);
    await (0,atomic_file/* writeWhole */.y)((0,external_node_path_.join)(directory, 'oci-layout'), OCI_LAYOUT, SHARED);
    await (0,atomic_file/* writeWhole */.y)((0,external_node_path_.join)(directory, INDEX), JSON.stringify(index), SHARED);
    return index;
}
/** Gives errors of the file system our own message. Returns all other errors as they are. */
function layoutError(doing, directory, error) {
    const explain = doing === 'read' ? write_error/* diskError */.wO : write_error/* destinationError */.Zh;
    return explain(error, `${doing} the OCI layout`, directory);
}

// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(5821);
;// CONCATENATED MODULE: ./lib/store/layout-lock.js











const LOCK = '.lock';
const LEASE = '.lease-';
const POLL_MS = 20;
/** The lock is only held while a small file is written and old blobs are removed. */
const STALE_LOCK_MS = 60_000;
/** A writer that cannot be seen from here (on another machine, in a container) counts as ended after this. */
const STALE_LEASE_MS = 3600_000;
/** Bytes of a lock: the identity of a process. */
const MAX_IDENTITY = 1024;
/** Locks of this process that could not be removed when they were not needed any more. */
const unreleased = new Set();
/**
 * Coordinates writers of one OCI layout, also of other processes. A `lease` says that somebody is writing. Then
 * blobs that nothing names yet may be needed. The lock is needed to change `index.json` and to take a lease. So its owner sees all leases.
 */
class LayoutLock {
    #directory;
    constructor(directory) {
        this.#directory = directory;
    }
    /** Makes the folder, and says that this process writes into it. @returns ends the lease */
    async lease(signal) {
        const path = (0,external_node_path_.join)(this.#directory, `${LEASE}${(0,process_identity/* ownIdentity */.A)()}.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
        (0,make_folders/* makeFolders */.w)(this.#directory);
        await this.exclusively(() => (0,promises_.writeFile)(path, '', { flag: 'wx' }), signal);
        return () => (0,discard/* discard */.v)(path);
    }
    /** How many writers there are. Only with the lock held. Leases of processes that have ended are removed. */
    async writers() {
        let running = 0;
        for (const entry of await (0,promises_.readdir)(this.#directory, { withFileTypes: true })) {
            const { name } = entry;
            if (!entry.isFile() || !name.startsWith(LEASE))
                continue;
            const path = (0,external_node_path_.join)(this.#directory, name);
            if ((0,process_identity/* hasEnded */.h)(name.slice(LEASE.length).split('.')[0] ?? '') || (await olderThan(path, STALE_LEASE_MS))) {
                await (0,promises_.rm)(path, { force: true });
            }
            else
                running += 1;
        }
        return running;
    }
    /** Runs `work` with the lock held. @throws InfraError when another process does not release it */
    async exclusively(work, signal) {
        const path = (0,external_node_path_.join)(this.#directory, LOCK);
        // By then, a lock that was held when waiting began has become stale.
        const deadline = Date.now() + 2 * STALE_LOCK_MS;
        while (!(await this.#take(path))) {
            if (Date.now() > deadline)
                throw new errors/* InfraError */.Ri(`the OCI layout ${this.#directory} is locked by another process`);
            await (0,external_node_timers_promises_.setTimeout)(POLL_MS, undefined, signal === undefined ? {} : { signal });
        }
        unreleased.delete(path);
        try {
            return await work();
        }
        finally {
            // What was done is done. Nobody waits for a lock that could not be removed: see `#take`.
            await (0,promises_.rm)(path, { force: true }).catch(() => unreleased.add(path));
        }
    }
    async #take(path) {
        try {
            await (0,promises_.writeFile)(path, (0,process_identity/* ownIdentity */.A)(), { flag: 'wx' });
            return true;
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) !== 'EEXIST')
                throw error;
        }
        const holder = this.#read(LOCK);
        if (holder === undefined)
            return false;
        // Of those who wait in this process only one finds it. Until it has moved the lock, nothing else happens here.
        const isLeft = holder === (0,process_identity/* ownIdentity */.A)() && unreleased.delete(path);
        if (isLeft || (0,process_identity/* hasEnded */.h)(holder) || (await olderThan(path, STALE_LOCK_MS))) {
            // By renaming: of two processes that find it stale, only one succeeds. The other may then move the new lock of the first one.
            const name = `${LOCK}-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
            const aside = (0,external_node_path_.join)(this.#directory, name);
            try {
                moveIfThere(path, aside);
            }
            catch (error) {
                if (isLeft)
                    unreleased.add(path);
                throw error;
            }
            const moved = this.#read(name) ?? holder;
            if (moved !== holder)
                await (0,promises_.link)(aside, path).catch(() => undefined);
            await (0,promises_.rm)(aside, { force: true });
        }
        return false;
    }
    /**
     * What a process wrote into its lock; `undefined` where it is gone.
     *
     * @throws UserError for what no process of ours made: it would never be released
     */
    #read(name) {
        const file = readInRoot(this.#directory, name, MAX_IDENTITY);
        if (file.kind === 'file')
            return file.bytes.toString('utf8');
        // A file that is there now is the lock of somebody who took it since.
        if (file.kind === 'absent' && !isLink((0,external_node_path_.join)(this.#directory, name)))
            return undefined;
        throw new errors/* UserError */.yo(`${(0,external_node_path_.join)(this.#directory, name)} is not a lock that layer-build made`, { hint: 'Remove it.' });
    }
}
function isLink(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
/** @throws UserError if it cannot be moved: waiting would not help */
function moveIfThere(from, to) {
    try {
        (0,publish/* moveEntry */.cb)(from, to);
    }
    catch (error) {
        // Another process was faster.
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return;
        throw new errors/* UserError */.yo(`the lock ${from} of a process that has ended cannot be removed`, {
            hint: 'Remove it, or make its folder writable for this user.',
            cause: error,
        });
    }
}
async function olderThan(path, ms) {
    const stats = await (0,promises_.lstat)(path).catch(() => undefined);
    return stats !== undefined && Date.now() - stats.mtimeMs > ms;
}

;// CONCATENATED MODULE: ./lib/store/layout-sweep.js








/** Names of blobs, and of the temporary files that killed writers left. */
const BLOB_NAMES = {
    sha256: /^(?:[0-9a-f]{64}|\.[0-9a-f]{64}\.[0-9a-f]{12})$/,
    sha512: /^(?:[0-9a-f]{128}|\.[0-9a-f]{128}\.[0-9a-f]{12})$/,
};
/**
 * Removes the blobs of a layout that no document in it names, and the temporary files that killed writers left. The caller must have the
 * lock, so that nobody else writes. If a document cannot be read, nothing is removed, since it is not known which blobs it names. Only
 * regular files with the names of blobs are removed, and only in the layout's own folders.
 */
async function sweepLayout(directory, index) {
    const named = new Set();
    if (!(await collect(directory, index, named, 0)))
        return;
    for (const algorithm of ['sha256', 'sha512']) {
        const folder = folderOf(directory, algorithm);
        if (folder === undefined)
            continue;
        try {
            const kept = new Set([...named].filter((digest) => (0,oci_digest/* digestAlgorithm */.g4)(digest) === algorithm).map(oci_digest/* digestHex */.sU));
            for (const entry of await (0,promises_.readdir)(folder.path, { withFileTypes: true })) {
                if (!entry.isFile() || kept.has(entry.name) || !BLOB_NAMES[algorithm].test(entry.name))
                    continue;
                await (0,promises_.rm)(`${folder.path}/${entry.name}`, { force: true });
            }
        }
        finally {
            folder.close();
        }
    }
}
/** `undefined` if the folder does not exist, or is a link. */
function folderOf(directory, algorithm) {
    try {
        return holdFolder(directory, [LAYOUT_BLOBS, algorithm], 'leave');
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
/** @returns whether everything could be read */
async function collect(directory, document, named, depth) {
    if (depth > oci_manifest/* MAX_INDEX_DEPTH */.yM)
        return false;
    const blobs = 'manifests' in document ? document.manifests : [document.config, ...document.layers];
    for (const blob of [...blobs, ...(document.subject === undefined ? [] : [document.subject])]) {
        if (named.has(blob.digest))
            continue;
        named.add(blob.digest);
        if (!(0,media_types/* isIndexType */.$U)(blob.mediaType) && !(0,media_types/* isManifestType */.Q3)(blob.mediaType))
            continue;
        const child = await readDocument(directory, blob.digest, blob.mediaType);
        // An index may name a platform that was not copied. Its blobs are not here.
        if (child === 'missing')
            continue;
        if (child === 'unreadable' || !(await collect(directory, child, named, depth + 1)))
            return false;
    }
    return true;
}
async function readDocument(directory, digest, mediaType) {
    try {
        const blob = openLayoutBlob(directory, digest);
        if (blob === undefined)
            return 'missing';
        const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(blob, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined)
            return 'unreadable';
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        return document.kind === 'index' ? document.index : document.manifest;
    }
    catch {
        return 'unreadable';
    }
}

;// CONCATENATED MODULE: ./lib/store/artifact-layout.js











/** The folder cannot be written to. Nobody is at fault, and trying again does not help. */
const READ_ONLY = new Set(['EACCES', 'EPERM', 'EROFS']);
/**
 * One tag of an OCI layout in a folder, for artifacts. Any number of processes may use the folder at once. The last writer to end removes
 * blobs that no document names. Other images and artifacts in the folder stay.
 */
class ArtifactLayout {
    name;
    kind = 'directory';
    /** Tells it from all other locations of artifacts. */
    id;
    #directory;
    #choice;
    #lock;
    #lease;
    /** @param directory absolute path; made when the first blob is written */
    constructor(directory, choice = {}) {
        this.name = `folder ${directory}`;
        this.id = `directory ${directory}${choice.digest === undefined ? `:${choice.tag ?? reference/* DEFAULT_TAG */.fL}` : `@${choice.digest}`}`;
        this.#directory = directory;
        this.#choice = choice;
        this.#lock = new LayoutLock(directory);
    }
    /** @returns `undefined` when there is no such tag, or no layout. @throws InfraError */
    async manifest(signal) {
        signal.throwIfAborted();
        try {
            const found = this.#find();
            if (found === undefined)
                return undefined;
            const { digest, mediaType } = found;
            const blob = openLayoutBlob(this.#directory, digest, signal);
            if (blob === undefined)
                return undefined;
            const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(blob, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
            if (bytes === undefined)
                throw new errors/* InfraError */.Ri(`the manifest ${digest} of ${this.name} is too large`);
            if ((0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest)).update(bytes).digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest)) {
                throw new errors/* InfraError */.Ri(`the manifest ${digest} of ${this.name} is damaged`);
            }
            return { digest, mediaType, bytes };
        }
        catch (error) {
            throw readError(this.#directory, error);
        }
    }
    /** @throws InfraError when it is not there, or has another size */
    async *open({ digest, size }, signal, part = { offset: 0, length: size }) {
        try {
            const found = layoutBlobSize(this.#directory, digest);
            const blob = found === size ? openLayoutBlob(this.#directory, digest, signal, part.offset) : undefined;
            if (blob === undefined) {
                throw new errors/* InfraError */.Ri(`${this.name} has ${found === undefined ? 'no' : 'a damaged'} blob ${digest}`);
            }
            yield* upTo(part.length, blob);
        }
        catch (error) {
            throw readError(this.#directory, error);
        }
    }
    /** @throws InfraError when the disk does not take it, or the bytes are not those of the blob */
    async uploadBlob({ blob, open: bytes, damaged = false }, signal) {
        return await this.#writing(async () => {
            // First: from now on nobody removes the blobs that are there.
            await this.#leased(signal);
            if (!damaged && layoutBlobSize(this.#directory, blob.digest) === blob.size)
                return { kind: 'present' };
            if (bytes === undefined)
                return { kind: 'absent' };
            await writeLayoutBlob(this.#directory, blob.digest, (file) => writeVerified(file, blob, bytes(signal)));
            return { kind: 'uploaded' };
        });
    }
    /** Ends the writing. Afterwards unnamed blobs may be removed. @throws InfraError */
    async put({ mediaType, bytes }, signal) {
        const document = (0,oci_manifest/* parseManifest */.Ng)(bytes, mediaType);
        if (document.kind !== 'manifest')
            throw new errors/* EngineBug */.Bp('an index is no artifact');
        const { manifest } = document;
        const digest = (0,oci_digest/* sha256 */.sc)(bytes);
        return await this.#writing(async () => {
            const release = await this.#leased(signal);
            await writeLayoutBlob(this.#directory, digest, (file) => (0,promises_.writeFile)(file, bytes, { flag: 'wx' }));
            await this.#lock.exclusively(async () => {
                this.#checkHeld(manifest);
                const index = await addToLayoutIndex(this.#directory, [this.#entry(mediaType, digest, bytes, manifest)]);
                // One writer is this one.
                if ((await this.#lock.writers()) <= 1)
                    await sweepLayout(this.#directory, index);
            }, signal);
            this.#lease = undefined;
            await release();
            return { kind: 'put' };
        });
    }
    #entry(mediaType, digest, bytes, { artifactType }) {
        return {
            mediaType,
            digest,
            size: bytes.byteLength,
            ...(artifactType !== undefined && { artifactType }),
            annotations: { [REF_NAME]: this.#choice.tag ?? reference/* DEFAULT_TAG */.fL },
        };
    }
    #find() {
        const { digest, tag = reference/* DEFAULT_TAG */.fL } = this.#choice;
        const manifests = readLayoutIndex(this.#directory)?.manifests ?? [];
        if (digest === undefined)
            return manifests.find((entry) => entry.annotations?.[REF_NAME] === tag);
        // It need not be in the index. The document itself says what it is.
        return { digest, mediaType: manifests.find((entry) => entry.digest === digest)?.mediaType ?? '' };
    }
    /** Somebody may have changed the folder since `hold` was called for the blobs. */
    #checkHeld({ config, layers }) {
        for (const { digest, size } of [config, ...layers]) {
            if (layoutBlobSize(this.#directory, digest) !== size)
                throw new errors/* InfraError */.Ri(`${this.name} has lost the blob ${digest}`);
        }
    }
    async #leased(signal) {
        this.#lease ??= this.#lock.lease(signal);
        try {
            return await this.#lease;
        }
        catch (error) {
            this.#lease = undefined;
            throw error;
        }
    }
    async #writing(work) {
        try {
            return await work();
        }
        catch (error) {
            const { syscall, code } = error;
            if (syscall !== undefined && READ_ONLY.has(code)) {
                return { kind: 'refused', why: `${this.name} cannot be written to` };
            }
            throw asInfraError(layoutError('write', this.#directory, error));
        }
    }
}
async function* upTo(length, bytes) {
    let left = length;
    for await (const chunk of bytes) {
        if (left <= 0)
            return;
        yield chunk.length > left ? chunk.subarray(0, left) : chunk;
        left -= chunk.length;
    }
}
function readError(directory, error) {
    return asInfraError(layoutError('read', directory, error));
}
/** A cache that is not a layout, or has links in it, is not used. That does not fail a build. */
function asInfraError(error) {
    return error instanceof errors/* UserError */.yo ? new errors/* InfraError */.Ri(error.message, { cause: error, hint: error.hint }) : error;
}
async function writeVerified(file, blob, chunks) {
    const handle = await (0,promises_.open)(file, 'wx', 0o644);
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(blob.digest));
    let size = 0;
    try {
        for await (const chunk of chunks) {
            size += chunk.byteLength;
            if (size > blob.size)
                break;
            hash.update(chunk);
            for (let at = 0; at < chunk.byteLength;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
    }
    finally {
        await handle.close();
    }
    if (size !== blob.size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(blob.digest)) {
        throw new errors/* InfraError */.Ri(`blob ${blob.digest} has other content than its digest says`);
    }
}

// EXTERNAL MODULE: ./lib/async/send-in-blocks.js
var send_in_blocks = __webpack_require__(4545);
// EXTERNAL MODULE: ./lib/async/once.js
var once = __webpack_require__(2087);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(2441);
// EXTERNAL MODULE: ./lib/objects/port/object-settings.js
var object_settings = __webpack_require__(1713);
;// CONCATENATED MODULE: ./lib/objects/port/object-store.js
/**
 * The implementations are bundles of their own, with a class of their own of this name. So it is known by its name: `instanceof` does not
 * work between bundles.
 */
class ObjectFailure extends Error {
    name = 'ObjectFailure';
    answer;
    constructor(answer, cause) {
        super(`${answer.status ?? ''} ${answer.code}`, { cause });
        this.answer = answer;
    }
}
function isObjectFailure(error) {
    return error instanceof Error && error.name === 'ObjectFailure';
}

;// CONCATENATED MODULE: ./lib/objects/object-error.js



const MAX_SHOWN = 300;
const DENIED = new Set([401, 403]);
/** Codes for credentials that are wrong or too old, whatever the status. */
const BAD_CREDENTIALS = new Set([
    'ExpiredToken',
    'InvalidAccessKeyId',
    'InvalidToken',
    'SignatureDoesNotMatch',
    'AuthenticationFailed',
    'InvalidAuthenticationInfo',
    'TokenRefreshRequired',
]);
const AT_FAULT = new Set(['InternalError', 'SlowDown', 'ServiceUnavailable', 'ServerBusy']);
/** What an object store answered, told so that it can be acted on. */
class ObjectError extends http_error/* HttpError */.j$ {
    answer;
    constructor(message, answer, url, hint) {
        // A server that fails says so by its status, and never gets here, except when it notices in the middle of an answer.
        super(message, { retryable: AT_FAULT.has(answer.code), url, hint, ...statusOf(answer) });
        this.answer = answer;
    }
    /** The store lets us in, but not do this. */
    get isRefusal() {
        const { status, code } = this.answer;
        return DENIED.has(status) && !BAD_CREDENTIALS.has(code);
    }
    /** The server does not know what the request asks for, such as a condition. */
    get isUnknown() {
        const { status, code } = this.answer;
        return status === 501 || code === 'NotImplemented' || code === 'UnsupportedHeader';
    }
}
function statusOf({ status }) {
    return status === undefined ? {} : { status };
}
/** @returns the error itself, unless it is the answer of an object store */
function objectError(error, name, store) {
    if (!isObjectFailure(error))
        return error;
    const { answer } = error;
    const { message, hint } = told(name, store, answer);
    // Without its cause, which quotes requests with what they were signed by.
    return new ObjectError(message, answer, addressOf(store), hint);
}
function addressOf(store) {
    if (store.kind === 'azblob')
        return new URL(store.accountUrl);
    return new URL(store.endpointUrl ?? `https://s3.${store.region}.amazonaws.com`);
}
function told(name, store, answer) {
    const { status, code, region } = answer;
    const secrets = (0,object_settings/* secretsOf */.F)(store);
    const words = (0,http_error/* printable */.g$)(answer.words, MAX_SHOWN, secrets);
    const said = `${(0,http_error/* printable */.g$)(code, 64, secrets)}${words === '' ? '' : `: ${words}`}`;
    if (status === undefined)
        return { message: `${name}: no credentials were found (${words})`, hint: HINTS[store.kind] };
    if (BAD_CREDENTIALS.has(code))
        return { message: `${name}: the credentials are not accepted (${said})` };
    if (DENIED.has(status))
        return { message: `${name}: access is denied (${said})`, hint: RIGHTS[store.kind] };
    if (code === 'NoSuchBucket' || code === 'ContainerNotFound')
        return { message: `${name}: there is no such ${store.kind === 's3' ? 'bucket' : 'container'}` };
    if (status >= 300 && status < 400) {
        const where = region === undefined ? '' : `, in region ${region}`;
        return {
            message: `${name}: the bucket is elsewhere${where} (status ${status}); redirects are not followed`,
            ...(region !== undefined && { hint: `Write region=${region}.` }),
        };
    }
    return { message: `${name} answered ${status}, ${said}` };
}
const HINTS = {
    s3: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use aws-actions/configure-aws-credentials, or a role of the machine.',
    azblob: 'Set secret_access_key, or use azure/login, or an identity of the machine.',
};
const RIGHTS = {
    s3: 'It needs s3:GetObject, s3:PutObject and s3:ListBucket. Without the last one, S3 says this of objects that do not exist.',
    azblob: 'It needs the role Storage Blob Data Contributor, or Storage Blob Data Reader for reading alone.',
};

// EXTERNAL MODULE: ./lib/http/connection-error.js
var connection_error = __webpack_require__(5053);
;// CONCATENATED MODULE: ./lib/objects/http-wire.js



/** Bytes. A list of a thousand long keys takes 2 MiB. */
const LONGEST_ANSWER = 8 * 1024 * 1024;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);
function isMethod(text) {
    return METHODS.has(text);
}
/** @param secrets texts that must not show in errors */
function wireOf(http, secrets) {
    return async ({ method, url: text, path, headers: given, body, isObject }, signal) => {
        if (!isMethod(method))
            throw new connection_error/* ConnectionProblem */.g(`no request is made by ${method}`);
        const url = new URL(text);
        // Nobody here would unpack the answer.
        const { 'accept-encoding': _, 'content-length': __, ...headers } = lowerCased(given);
        const response = await http.open({
            method,
            url,
            path,
            headers,
            ...(body !== undefined && { body }),
            follow: false,
            secrets,
            retry: retry_policy/* NO_RETRY */.PE,
            signal,
        });
        const { status } = response;
        const isShort = !isObject || status < 200 || status > 299;
        return {
            status,
            headers: Object.fromEntries(Object.entries(response.headers).flatMap(([name, value]) => value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])),
            body: () => (isShort ? atMost(LONGEST_ANSWER, response.body(), url) : response.body()),
        };
    };
}
function lowerCased(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
async function* atMost(limit, body, url) {
    let size = 0;
    for await (const chunk of body) {
        size += chunk.byteLength;
        if (size > limit)
            throw new http_error/* HttpError */.j$(`${url.host} gave an answer without end`, { retryable: false, url });
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./lib/objects/asked-objects.js











/** Bytes. Larger objects are put in parts. */
const SINGLE_PUT = 32 * 1024 * 1024;
/** S3 takes no more. */
const MAX_PARTS = 10_000;
/** Bytes after which a download that breaks off has all its attempts again. */
const PROGRESS = 1024 * 1024;
/** Breaks after which it has them no more. */
const MAX_BREAKS = 50;
/** Milliseconds for removing the parts of an upload that failed. */
const ABORT_MS = 5000;
/**
 * An object store that is asked again when it fails: as often as every other cache, by our own policy. The libraries of the stores have
 * their own retries turned off, since two layers of them would multiply.
 *
 * Each method throws an HttpError for a server that cannot be reached, and an ObjectError for what it answers.
 */
class AskedObjects {
    #parts;
    #retry;
    #store;
    constructor(parts) {
        this.#parts = parts;
        this.#retry = parts.retry ?? { asking: retry_policy/* RETRY_CACHE */.WO, uploading: retry_policy/* RETRY_CACHE_UPLOAD */.aI };
        const { settings, http, load } = parts;
        this.#store = (0,once/* once */.O)(() => load(settings, wireOf(http, (0,object_settings/* secretsOf */.F)(settings))));
    }
    head(key, signal) {
        return this.#ask(signal, (store) => store.head(key, signal));
    }
    /** A small object as a whole. @throws InfraError if it has more than `limit` bytes */
    document(key, limit, signal) {
        return this.#ask(signal, async (store) => {
            const opened = await store.get(key, undefined, signal);
            if (opened === undefined)
                return undefined;
            const bytes = await (0,read_bytes/* readBytesUpTo */.gR)(this.#body(key, opened.body, signal), limit);
            if (bytes === undefined)
                throw new errors/* InfraError */.Ri(`${key} of ${this.#parts.name} has more than ${limit} bytes`);
            return { bytes, ...(opened.etag !== undefined && { etag: opened.etag }) };
        });
    }
    put(key, object, condition, signal) {
        return this.#ask(signal, (store) => store.put(key, object, condition, signal), this.#retry.uploading);
    }
    touch(object, signal) {
        return this.#ask(signal, (store) => store.touch(object, signal));
    }
    remove(key, signal) {
        return this.#ask(signal, (store) => store.remove(key, signal));
    }
    /** All objects whose keys begin with `prefix`. */
    async *list(prefix, signal) {
        let after;
        do {
            const from = after;
            const page = await this.#ask(signal, (store) => store.list(prefix, from, signal));
            yield* page.objects;
            after = page.next;
        } while (after !== undefined);
    }
    /** Puts an object of any size, as a stream or in parts. */
    async upload(key, { mediaType, size, open, }, signal) {
        if (size <= SINGLE_PUT) {
            await this.put(key, { mediaType, size, open: () => open(signal) }, undefined, signal);
            return;
        }
        const { buffers } = this.#parts;
        if (size > buffers.size * MAX_PARTS)
            throw new errors/* InfraError */.Ri(`an object of ${size} bytes is too large for a cache`);
        const { uploading } = this.#retry;
        const upload = await this.#ask(signal, (store) => store.putParts(key, mediaType, signal));
        try {
            const parts = await (0,send_in_blocks/* sendInBlocks */.W)(buffers, open, (block, number, bounded) => this.#ask(bounded, () => upload.put(number, block, bounded), uploading), signal);
            await this.#ask(signal, () => upload.complete(parts, signal), uploading);
        }
        catch (error) {
            // Parts that nobody completes cost money until somebody removes them.
            await upload.abort(AbortSignal.timeout(ABORT_MS)).catch(() => undefined);
            throw error;
        }
    }
    /**
     * The bytes of an object that never changes, or some of them. When the connection breaks off, the rest is asked for by a range.
     *
     * @param size of the whole object. Only the number of bytes is checked
     * @throws InfraError if there is no such object, or it has another size
     */
    async *read(key, size, signal, part = { offset: 0, length: size }) {
        const budget = this.#budget(this.#retry.asking);
        let at = part.offset;
        const end = part.offset + part.length;
        let progress = 0;
        for (let breaks = 0; at < end; breaks++) {
            try {
                for await (const chunk of await this.#rest(key, size, { at, end }, signal)) {
                    at += chunk.byteLength;
                    progress += chunk.byteLength;
                    if (at > end)
                        throw this.#wrongSize(key, size, `at least ${at}`);
                    yield chunk;
                }
                if (at < end)
                    throw this.#brokenOff(key);
                return;
            }
            catch (error) {
                if (progress >= PROGRESS && breaks < MAX_BREAKS) {
                    budget.restart();
                    progress = 0;
                }
                await budget.waitAfter(this.#translated(error, signal), signal);
            }
        }
    }
    async #rest(key, size, { at, end }, signal) {
        const store = await this.#store();
        const isWhole = at === 0 && end === size;
        const range = { from: at, ...(end < size && { to: end - 1 }) };
        const opened = await store.get(key, isWhole ? undefined : range, signal);
        if (opened === undefined)
            throw new errors/* InfraError */.Ri(`${this.#parts.name} has no ${key}`);
        if (opened.size !== size)
            throw this.#wrongSize(key, size, String(opened.size));
        // The whole is too much for a part of it.
        if (opened.start > at || (end < size && opened.start < at))
            throw new errors/* InfraError */.Ri(`${this.#parts.name} sent another part of ${key} than it was asked for`);
        return skipping(at - opened.start, this.#body(key, opened.body, signal));
    }
    /** A library may hide what became of the connection behind an error of its own. */
    async *#body(key, body, signal) {
        try {
            yield* body;
        }
        catch (error) {
            signal.throwIfAborted();
            throw error instanceof errors/* InfraError */.Ri ? error : this.#brokenOff(key);
        }
    }
    #brokenOff(key) {
        const { name, settings } = this.#parts;
        return new http_error/* HttpError */.j$(`${name} sent only a part of ${key}`, {
            retryable: true,
            url: addressOf(settings),
            retryAfterMs: 0,
        });
    }
    #wrongSize(key, size, found) {
        return new errors/* InfraError */.Ri(`${this.#parts.name} has ${found} bytes as ${key}, which should have ${size}`);
    }
    #budget(policy) {
        return this.#parts.http.budget(policy);
    }
    async #ask(signal, ask, policy = this.#retry.asking) {
        return await (0,retry/* retrying */.R$)(this.#budget(policy), signal, async () => {
            try {
                // What asks for credentials does not know the signal.
                return await (0,abortable/* settledBefore */.Z)(signal, ask(await this.#store()));
            }
            catch (error) {
                throw this.#translated(error, signal);
            }
        });
    }
    #translated(error, signal) {
        signal.throwIfAborted();
        const { name, settings } = this.#parts;
        return objectError(error, name, settings);
    }
}
async function* skipping(count, chunks) {
    let skip = count;
    for await (const chunk of chunks) {
        const wanted = chunk.subarray(Math.min(skip, chunk.byteLength));
        skip -= chunk.byteLength - wanted.byteLength;
        if (wanted.byteLength > 0)
            yield wanted;
    }
}

;// CONCATENATED MODULE: ./lib/objects/object-keys.js
/**
 * Beside BuildKit's own manifest of the same name, and never in its place: builds by either engine find what they left there. Blobs are
 * named by their content, so both can use them.
 */
const OURS = '.layer-build';
/** Where in a bucket the parts of a cache are: blobs where BuildKit has them too. */
class ObjectKeys {
    manifestsPrefix;
    blobsPrefix;
    #name;
    constructor({ manifestsPrefix, blobsPrefix, name }) {
        this.manifestsPrefix = manifestsPrefix;
        this.blobsPrefix = blobsPrefix;
        this.#name = name;
    }
    /** As the user named it. */
    get shownName() {
        return `${this.manifestsPrefix}${this.#name}`;
    }
    get manifest() {
        return `${this.manifestsPrefix}${this.#name}${OURS}`;
    }
    blob(digest) {
        return `${this.blobsPrefix}${digest}`;
    }
    isOurManifest(key) {
        return key.startsWith(this.manifestsPrefix) && key.endsWith(OURS);
    }
    /** What comes after the prefix of blobs, if that is a digest. */
    digestOf(key) {
        const name = key.startsWith(this.blobsPrefix) ? key.slice(this.blobsPrefix.length) : '';
        return /^sha(?:256:[a-f0-9]{64}|512:[a-f0-9]{128})$/.test(name) ? name : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/objects/object-artifact.js





/**
 * One tag of artifacts in an object store: a manifest under a name, and blobs under their digests. The manifest is only replaced if nobody
 * else has replaced it since it was read, at servers that can compare.
 */
class ObjectArtifact {
    name;
    kind = 'objects';
    /** Tells it from all other locations of artifacts. */
    id;
    compares = true;
    refreshMs;
    parallelism;
    #objects;
    #keys;
    /** Artifacts with the same blobs can be put at the same time. */
    #uploads;
    constructor(objects, { places, touchRefreshMs, parallelism }, { name, id, uploads }) {
        this.name = name;
        this.id = id;
        this.refreshMs = touchRefreshMs;
        this.parallelism = parallelism;
        this.#objects = objects;
        this.#keys = new ObjectKeys(places);
        this.#uploads = uploads;
    }
    /** @returns `undefined` when there is no such tag. @throws InfraError */
    async manifest(signal) {
        const stored = await this.#objects.document(this.#keys.manifest, oci_manifest/* MAX_MANIFEST_SIZE */.L7, signal);
        if (stored === undefined)
            return undefined;
        const { bytes, etag } = stored;
        // The document itself says what it is.
        return {
            digest: (0,oci_digest/* sha256 */.sc)(bytes),
            mediaType: '',
            bytes,
            ...(etag !== undefined && { version: etag }),
        };
    }
    /** @throws InfraError when it is not there, or has another size */
    open({ digest, size }, signal, part) {
        return this.#objects.read(this.#keys.blob(digest), size, signal, part);
    }
    /** @throws InfraError */
    async uploadBlob(wanted, signal) {
        const key = this.#keys.blob(wanted.blob.digest);
        return await this.#uploads.run(key, signal, () => this.#orRefused(() => this.#upload(key, wanted, signal)));
    }
    /** @throws InfraError */
    async put({ mediaType, bytes }, signal, expected) {
        const object = { mediaType, size: bytes.byteLength, open: () => object_artifact_only(bytes) };
        const put = async (condition) => ({
            kind: await this.#objects.put(this.#keys.manifest, object, condition, signal),
        });
        return await this.#orRefused(async () => {
            try {
                return await put(conditionOf(expected));
            }
            catch (error) {
                // A server that cannot compare.
                if (expected !== undefined && error instanceof ObjectError && error.isUnknown)
                    return await put(undefined);
                throw error;
            }
        });
    }
    async #upload(key, { blob, open, damaged = false }, signal) {
        const there = damaged ? undefined : await this.#head(key, open !== undefined, signal);
        if (there?.size === blob.size) {
            // What expires later, or cannot be made newer, only costs time.
            if (Date.now() - there.modified > this.refreshMs)
                await this.#touch(there, signal);
            return { kind: 'present' };
        }
        if (open === undefined)
            return { kind: 'absent' };
        await this.#objects.upload(key, { mediaType: OCTETS, size: blob.size, open }, signal);
        return { kind: 'uploaded' };
    }
    /** Who may write, but not see what there is, writes all. S3 answers so if it may not say that there is nothing. */
    async #head(key, canWrite, signal) {
        try {
            return await this.#objects.head(key, signal);
        }
        catch (error) {
            if (canWrite && error instanceof ObjectError && error.isRefusal)
                return undefined;
            throw error;
        }
    }
    async #touch(object, signal) {
        try {
            await this.#objects.touch(object, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
        }
    }
    async #orRefused(work) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof ObjectError) || !error.isRefusal)
                throw error;
            return { kind: 'refused', why: error.hint === undefined ? error.message : `${error.message}. ${error.hint}` };
        }
    }
}
const OCTETS = 'application/octet-stream';
function conditionOf(expected) {
    switch (expected?.kind) {
        case undefined:
            return undefined;
        case 'nothing':
            return { kind: 'absent' };
        case 'version':
            return { kind: 'unchanged', etag: expected.version };
    }
}
// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* object_artifact_only(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./lib/app/caching/object-caches.js






/** Of all uploads of a process together: 64 MiB at most. */
const BLOCKS = 4;
const BLOCK_SIZE = 16 * 1024 * 1024;
/** Opens the caches in object stores that a process uses. No request is made before one is used. */
class ObjectCaches {
    #http;
    #load;
    #retry;
    #buffers = new send_in_blocks/* BlockBuffers */.l(BLOCKS, BLOCK_SIZE);
    #uploads = new single_flight/* SingleFlight */.F();
    constructor(http, load, retry) {
        this.#http = http;
        this.#load = load;
        this.#retry = retry;
    }
    artifact(settings) {
        const name = nameOf(settings);
        const id = `${name} at ${addressOf(settings.store).href}`;
        return new ObjectArtifact(this.objects(settings), settings, { name, id, uploads: this.#uploads });
    }
    objects(settings) {
        return new AskedObjects({
            settings: settings.store,
            name: nameOf(settings),
            http: this.#http,
            load: this.#load,
            buffers: this.#buffers,
            retry: this.#retry,
        });
    }
}
/** For people: `s3 my-bucket/manifests/main`. */
function nameOf({ store, places }) {
    const place = store.kind === 's3' ? store.bucket : `${store.accountName}/${store.container}`;
    return `${store.kind} ${place}/${new ObjectKeys(places).shownName}`;
}

;// CONCATENATED MODULE: ./lib/app/caching/open-locations.js





/** Opens the locations that a build's cache comes from and goes to. No request is made yet. */
function open_locations_openCacheLocations(parts) {
    const { options, host, adapters, http, scope, variant, sink } = parts;
    const { actionsCache, root } = host;
    const opener = {
        registry: adapters.registry,
        objects: new ObjectCaches(http, objectsBeside(host.workerEntry)),
        mountFrom: (digest) => adapters.layers.sourceOf(digest),
        actionsCache: (named) => {
            if (actionsCache !== undefined)
                return (0,actions_open/* openActionsCache */.C3)(actionsCache, http, { root, scope: named ?? scope, variant });
            sink({
                type: 'warning',
                message: 'type=gha has no effect: only an action has access to the Actions cache',
            });
            return undefined;
        },
    };
    const specs = cacheSpecs(options, actionsCache !== undefined);
    return {
        from: specs.from.flatMap((spec) => openCacheStore(spec, opener) ?? []),
        to: specs.to.flatMap((spec) => {
            const store = openCacheStore(spec, opener);
            return store === undefined ? [] : [{ store, mode: spec.mode }];
        }),
    };
}
/** An Actions cache is used even if the options do not name it, after the locations that they name. */
function cacheSpecs({ cache, cacheFrom, cacheTo }, hasActionsCache) {
    if (cache.mode === 'off')
        return { from: [], to: [] };
    const isGha = ({ type }) => type === 'gha';
    const from = hasActionsCache && !cacheFrom.some(isGha) ? [...cacheFrom, { type: 'gha' }] : cacheFrom;
    if (cache.mode === 'read-only')
        return { from, to: [] };
    const to = hasActionsCache && !cacheTo.some(isGha) ? [...cacheTo, { type: 'gha', mode: 'max' }] : cacheTo;
    return { from, to };
}
/** Opens the location that a value of `--cache-from` or `--cache-to` names. No request is made yet. */
function openCacheStore(spec, opener) {
    const { registry, objects, actionsCache, mountFrom } = opener;
    switch (spec.type) {
        case 'registry':
            return new ArtifactStore(registry.artifact(spec.reference), mountFrom === undefined ? {} : { mountFrom });
        case 'local':
            return new ArtifactStore(new ArtifactLayout(spec.directory, spec));
        case 'gha':
            return actionsCache(spec.scope);
        case 's3':
        case 'azblob':
            return new ArtifactStore(objects.artifact(spec.objects));
    }
}

;// CONCATENATED MODULE: ./lib/app/caching/cache-session.js

















/** Starts to restore what earlier builds saved at other locations. */
function openCaching(parts) {
    const { options, host, adapters, scope, references, sink, signal } = parts;
    const { layers, registry } = adapters;
    const variant = options.variant ?? '';
    const http = httpClientOf(host);
    const stores = openCacheLocations({ ...parts, http, variant }).from;
    const repositories = distinctReferences(references.map(({ registry, repository }) => ({ registry, repository })));
    const limits = limitsOf(options.cache);
    const { root } = host;
    const cache = new BuildCache({ root, scope, variant, stores, limits, layers, registry, repositories, sink, signal });
    return { cache, close: () => http.close() };
}
/** Notes in the journal what the build read besides its steps' records. */
function noteReadings({ layers, bases }, cache) {
    for (const diffId of layers.indexed)
        cache.note({ type: 'index', diffId });
    for (const { digest } of bases.documents)
        cache.note({ type: 'document', digest });
}
/**
 * Saves what the last build of the scope used and made: it opens the locations that the cache goes to, exports the cache
 * mounts, and leaves the rest to `saveCache`.
 *
 * @param known brings what the build did not need; absent in a process that did not build
 */
async function saveBuildCache(parts, known) {
    const { host, adapters, scope, sink, signal } = parts;
    const { root } = host;
    const onBuilder = isOfBuilder(parts);
    // What a builder wrote to the caches that are named must not be replaced.
    const options = onBuilder ? { ...parts.options, cacheFrom: [], cacheTo: [] } : parts.options;
    const { content: local, layers, runner: exporter } = adapters;
    const variant = options.variant ?? '';
    const limits = limitsOf(options.cache);
    if (onBuilder)
        await publishBuilderRecords(parts);
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        const { from, to: targets } = open_locations_openCacheLocations({ ...parts, options, http, variant });
        if (targets.length === 0)
            return;
        const secrets = await secretsOf(options);
        const mounts = await exportMounts({ root, scope, variant, limits, secrets, exporter, layers, local, sink, signal });
        const writer = (0,actions_open/* writerOf */.bi)(host.actionsCache);
        const details = known ?? (await notedDetails(from, parts));
        await saveCache({ root, scope, variant, limits, targets, writer, mounts, details, local, sink, signal });
    }
    finally {
        http.close();
    }
}
/** Also if no builder was reached, so that nothing was built. */
function isOfBuilder({ options, host, scope }) {
    const journal = cache_journal/* BuildJournal */.W.read(host.root, (0,cache_name/* cacheName */.U)(scope, options.variant ?? ''));
    return journal.some(({ type }) => type === 'builder') || (options.builder !== undefined && journal.length === 0);
}
/** @throws InfraError when the Actions cache fails */
async function publishBuilderRecords({ options, host, scope, signal }) {
    if (options.cache.mode !== 'auto')
        return;
    const { publishRecords } = await __webpack_require__.e(/* import() */ 864).then(__webpack_require__.bind(__webpack_require__, 9864));
    await publishRecords({ host, scope, variant: options.variant ?? '' }, signal);
}
/** The details of the packs that the build began with, as it noted them. */
async function notedDetails(stores, { options, host: { root }, scope, sink, signal }) {
    const details = new kept_details_KeptDetails(root, () => Promise.resolve(), signal);
    const budget = new time_budget/* TimeBudget */.z(options.cache.timeoutMs, 'cache-timeout');
    for (const { storeId, listing } of await readRestored(root, (0,cache_name/* cacheName */.U)(scope, options.variant ?? ''))) {
        const store = stores.find(({ id }) => id === storeId);
        if (store !== undefined)
            details.add(listing, blob_location_storeParcels(store, { budget, note: () => undefined, sink }));
    }
    return details;
}
/**
 * For a process that leaves the rest of the cache to another one. Later steps of a job use a folder as soon as the build has ended:
 * workflows move the new cache to the place of the old one.
 */
function toFoldersOnly(parts) {
    const { options } = parts;
    const { actionsCache, ...host } = parts.host;
    const cacheTo = options.cacheTo.filter(({ type }) => type === 'local');
    return { ...parts, host, options: { ...options, cacheFrom: [], cacheTo } };
}
/** The known secrets: those of the build that can still be read, those of caches, and build arguments with names like those of secrets. */
async function secretsOf({ secrets, buildArgs, cacheFrom, cacheTo, }) {
    const values = await Promise.allSettled([...readSecrets(secrets).values()].map((read) => read()));
    const args = Object.entries(buildArgs).flatMap(([name, value]) => (looksSecret(name) ? [Buffer.from(value)] : []));
    const caches = (0,cache_secrets/* cacheSecrets */.o)({ cacheFrom, cacheTo }).map((value) => Buffer.from(value));
    return [...values.flatMap((value) => (value.status === 'fulfilled' ? [value.value] : [])), ...args, ...caches];
}
function limitsOf(settings) {
    const { policy, maxBytes, timeoutMs } = settings;
    return { policy, maxBytes, timeoutMs, keepsMount: (id) => (0,cache_settings/* isMountKept */.y)(id, settings) };
}

// EXTERNAL MODULE: ./lib/app/host/adapters.js + 98 modules
var adapters = __webpack_require__(5990);
;// CONCATENATED MODULE: ./lib/app/save.js


/** Saves the cache of a build that another process did, or did in part. That one saved what goes to folders. @see SaveFunction */
async function save(options, host, sink, signal) {
    // Without a scope of its own a build is known by its context's path, which only the build itself looks at.
    const { scope } = options;
    if (scope === undefined)
        return;
    const cacheTo = options.cacheTo.filter(({ type }) => type !== 'local');
    await (0,adapters.withAdapters)(host, sink, (adapters) => saveBuildCache({ options: { ...options, cacheTo }, host, adapters, scope, sink, signal }));
}


/***/ }),

/***/ 3893:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ fileIdentities)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8539);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1466);


/** A list of files, or a part of it. */
const fileIdentities = (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PV)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj));


/***/ }),

/***/ 4270:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iW: () => (/* binding */ datedLayer),
/* harmony export */   oU: () => (/* binding */ stepRecord),
/* harmony export */   qd: () => (/* binding */ layer),
/* harmony export */   rF: () => (/* binding */ MAX_RECORD_SIZE),
/* harmony export */   tx: () => (/* binding */ blobDescriptor),
/* harmony export */   vW: () => (/* binding */ keptBuild)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8539);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(139);
/* harmony import */ var _file_identities_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3893);
/* harmony import */ var _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(113);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(261);
/* harmony import */ var _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5727);







const blobDescriptor = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .layerMediaType */ .sG, digest: _oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b, size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegativeInteger */ .dv });
const layer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ blob: blobDescriptor, diffId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .diffId */ .Jd, contentId: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .contentId */ .fm, indexDigest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b) });
/** The digest of a long list, or a short list itself. */
const files = (value) => typeof value === 'string' ? (0,_oci_digest_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .digest */ .b)(value) : (0,_file_identities_js__WEBPACK_IMPORTED_MODULE_3__/* .fileIdentities */ .n)(value);
const hashed = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const hiddenVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, hash: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj });
const shownVariable = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    value: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
});
const variable = (value) => typeof value === 'object' && value !== null && 'hash' in value ? hiddenVariable(value) : shownVariable(value);
/** Bytes. A record holds at most a command with its heredocs, a config, and the environment of a step. */
const MAX_RECORD_SIZE = 64 * 1024 * 1024;
/** Records come from caches that others can write to. Anything that does not have exactly this form is not a record. */
const anyRecord = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    version: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(2),
    key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$,
    aliasOf: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$),
    stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
    inputs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
        operation: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        command: (value) => (typeof value === 'string' ? value : hashed(value)),
        platform: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        parent: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .parentId */ .A1,
        layout: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
        env: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        args: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(variable),
        config: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
        files,
    }),
    layer: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(layer),
    durationMs: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    ownMs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegative */ .rG),
    created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK,
    remakes: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(true)),
});
const stepRecord = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YP)(anyRecord, ({ inputs: { operation }, layer }) => layer !== undefined || !LAYER_MAKERS.has(operation), 'a record with a layer');
/** Without its layer, a hit of such a step would make an image that lacks the step's files. */
const LAYER_MAKERS = new Set(['run', 'copy']);
const keptBuild = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    scope: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    steps: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, key: _oci_identity_schema_js__WEBPACK_IMPORTED_MODULE_6__/* .cacheKey */ .k$ })),
    unfinished: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .arrayOfValid */ .tP)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ stage: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, instruction: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj })),
});
const datedLayer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ layer, created: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .utcTime */ .SK });


/***/ }),

/***/ 8685:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ scratchFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5821);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(920);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4293);





/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
async function scratchFolder(root) {
    const ingest = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'ingest');
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(ingest, 0o700);
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(ingest, `${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownIdentity */ .A)()}.pack-`));
}


/***/ })

};
