export const id = 227;
export const ids = [227];
export const modules = {

/***/ 50478:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ pruneCache)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(27674);
// EXTERNAL MODULE: ./lib/cache/record/record-store.js + 2 modules
var record_store = __webpack_require__(12315);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/app/containers/image-uses.js
var image_uses = __webpack_require__(35110);
// EXTERNAL MODULE: ./lib/store/leases.js
var leases = __webpack_require__(50186);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
// EXTERNAL MODULE: ./lib/store/ingest-folder.js
var ingest_folder = __webpack_require__(33714);
// EXTERNAL MODULE: ./lib/files/take-away.js
var take_away = __webpack_require__(87807);
// EXTERNAL MODULE: ./lib/store/content-store.js
var content_store = __webpack_require__(68720);
;// CONCATENATED MODULE: ./lib/store/removal.js




/**
 * Removes files that were not used for a while. A file that was used since the oldest running build began is always kept, since that
 * build may need it. Leases and times are read again for each file, since builds begin and end meanwhile.
 */
class Removal {
    #parts;
    #limit;
    constructor(parts) {
        this.#parts = parts;
        this.#limit = (parts.now ?? Date.now()) - (parts.olderThanMs ?? 0);
    }
    /** Milliseconds since the epoch. Files that were used later are kept. */
    get cutoff() {
        const { folder, own, now } = this.#parts;
        // The time of a blob is not renewed at each use. So a blob with a time shortly before the lease may have been used after it.
        return Math.min(this.#limit, ((0,leases/* oldestLease */.Er)(folder, own, now) ?? Infinity) - content_store/* TOUCH_EVERY */.O);
    }
    /**
     * @param witnesses other files whose times also show when it was used
     * @returns whether it was removed, or would be with `dryRun`
     */
    async remove(path, ...witnesses) {
        if (await this.#wasUsed([path, ...witnesses]))
            return false;
        if (this.#parts.dryRun === true)
            return true;
        // Looked at again when nobody can use it any more: a build may have begun to use it just now.
        return await (0,take_away/* takeAway */.u)(path, this.#parts.folder.newIngestPath(), async (taken) => {
            return !(await this.#wasUsed([taken, ...witnesses]));
        });
    }
    async #wasUsed(files) {
        return Math.max(...(await Promise.all(files.map(timeOf)))) > this.cutoff;
    }
}
async function timeOf(path) {
    const stats = await (0,promises_.stat)(path).catch(() => undefined);
    return stats?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}

;// CONCATENATED MODULE: ./lib/store/prune.js







/**
 * Removes what is not needed: images without a name, blobs and indexes that no image and no step record names, and files of processes
 * that have ended. Whatever the options say, nothing is removed that a running build may need (`Removal`).
 */
async function prune(store, options) {
    const { folder, content, images } = store;
    const removal = new Removal({ folder, ...options, own: options.own });
    const { cutoff } = removal;
    const dryRun = options.dryRun === true;
    if (!dryRun)
        await (0,ingest_folder/* removeStaleIngests */.b)(folder, options.now);
    const blobs = await listBlobs(folder);
    const removedImages = [];
    const kept = [];
    for (const image of await images.list()) {
        const used = options.usedImages?.has(image.imageId) === true;
        const stays = used || image.references.length > 0 || options.keepImages === true || Date.parse(image.stored) > cutoff;
        if (stays)
            kept.push(image);
        else {
            if (!dryRun)
                await images.removeNameless(image.target.digest);
            removedImages.push(image.target.digest);
        }
    }
    const needed = await neededBy(content, kept);
    const { held = [], documents = [] } = options;
    const stay = new Set([...needed.blobs, ...documents, ...held.map((layer) => layer.blob)]);
    const cached = new Set(options.cached.map((layer) => layer.blob));
    const { only } = options;
    const unused = blobs.filter((blob) => !stay.has(blob.digest) && blob.lastUsed <= cutoff && (only?.has(blob.digest) ?? true));
    const victims = unused.filter((blob) => options.all || !cached.has(blob.digest));
    let left = sum(blobs) - sum(victims);
    const spare = unused
        .filter((blob) => !options.all && cached.has(blob.digest))
        .sort((a, b) => a.lastUsed - b.lastUsed);
    for (const blob of spare) {
        if (left <= (options.maxBytes ?? Infinity))
            break;
        victims.push(blob);
        left -= blob.size;
    }
    const removed = [];
    for (const blob of victims)
        if (await removal.remove(blob.path))
            removed.push(blob);
    const gone = new Set(removed.map((blob) => blob.digest));
    const result = { images: removedImages, blobs: [...gone], bytes: sum(removed) };
    if (dryRun)
        return result;
    const diffIds = new Set([...needed.diffIds, ...held.map((layer) => layer.diffId)]);
    for (const layer of options.cached)
        if (!gone.has(layer.blob) && !options.all)
            diffIds.add(layer.diffId);
    await removeIndexes(folder, diffIds, removal);
    return result;
}
async function neededBy(content, images) {
    const blobs = new Set();
    const diffIds = new Set();
    for (const { target } of images) {
        blobs.add(target.digest);
        try {
            const contents = await (0,image_contents/* imageContents */.Y9)(content, target);
            for (const blob of contents.blobs)
                blobs.add(blob.digest);
            for (const manifest of contents.manifests) {
                for (const diffId of await (0,image_contents/* diffIdsOf */.Nq)(content, manifest))
                    diffIds.add(diffId);
            }
        }
        catch (error) {
            // An image without one of its documents cannot be used, so the rest of it is not kept.
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
        }
    }
    return { blobs, diffIds };
}
async function listBlobs(folder) {
    const blobs = [];
    for (const { algorithm, path } of folder.blobs) {
        for (const name of await (0,promises_.readdir)(path)) {
            const digest = `${algorithm}:${name}`;
            const stats = await (0,promises_.stat)((0,external_node_path_.join)(path, name)).catch(() => undefined);
            if (stats === undefined || !(0,oci_digest/* isDigest */.Bc)(digest))
                continue;
            blobs.push({ digest, path: (0,external_node_path_.join)(path, name), size: stats.size, lastUsed: stats.mtimeMs });
        }
    }
    return blobs;
}
async function removeIndexes(folder, needed, removal) {
    const names = new Set([...needed].map(oci_digest/* digestHex */.sU));
    for (const name of await (0,promises_.readdir)(folder.indexes)) {
        if (!names.has(name))
            await removal.remove((0,external_node_path_.join)(folder.indexes, name));
    }
}
function sum(blobs) {
    return blobs.reduce((total, blob) => total + blob.size, 0);
}

;// CONCATENATED MODULE: ./lib/app/caching/prune.js











/**
 * Removes what nothing needs, and as much as the options say of what is kept for later builds. What a running build may need
 * stays.
 *
 * @throws InfraError if the worker is needed for removing something and cannot be started
 */
async function pruneCache(root, adapters, options, signal) {
    const { all, olderThanMs, dryRun = false } = options;
    const { folder, lease: own } = adapters;
    const removal = new Removal({ folder, own, olderThanMs, dryRun });
    const asked = all || olderThanMs !== undefined;
    const { gone, stays } = asked
        ? await removeRecords(root, removal)
        : { gone: [], stays: await record_store/* RecordStore */.p.recordsIn(root) };
    // The layer of a tree stays even if no record names it any more, unless the options remove records.
    const cached = gone.length > 0 ? layersOf(stays) : await record_store/* RecordStore */.p.layersIn(root);
    const containers = await (0,image_uses/* containerNeeds */.d)(folder);
    const result = await prune(adapters, {
        ...options,
        own,
        cached: cached.map(asCached),
        // With `all`, only the layers of records stay that a running build uses, or that were used recently.
        held: [...containers.layers, ...(all ? layersOf(stays) : [])].map(asCached),
        usedImages: containers.images,
        documents: containers.documents,
    });
    const everything = all && olderThanMs === undefined;
    if (everything && !dryRun)
        await removeRest(root, stays, removal);
    const unpacked = everything && hasUnpacked(root) ? await removeUnpacked(adapters, dryRun, signal) : 'kept';
    return { ...result, records: gone.length, unpacked };
}
function layersOf(records) {
    return records.flatMap(({ layer }) => layer ?? []);
}
function asCached({ blob, diffId }) {
    return { blob: blob.digest, diffId };
}
/** Removes the records that no build has used recently, with the files that only they need. */
async function removeRecords(root, removal) {
    const gone = [];
    const stays = [];
    for (const record of await record_store/* RecordStore */.p.recordsIn(root)) {
        const uses = external_node_path_.join(root, usesOf(record));
        const isGone = await removal.remove(external_node_path_.join(root, packed_path/* packedPath */.e3.record(record.key)), uses);
        (isGone ? gone : stays).push(record);
        if (isGone)
            await removal.remove(uses);
    }
    const needed = new Set(stays.flatMap(filesBeside));
    for (const name of new Set(gone.flatMap(filesBeside))) {
        if (!needed.has(name))
            await removal.remove(external_node_path_.join(root, name));
    }
    return { gone, stays };
}
function usesOf({ key }) {
    return (0,root_folder/* pathFromRoot */._f)('recordUses', (0,oci_digest/* digestHex */.sU)(key));
}
/** The files beside a record: its long list of files, and the tree of its layer. Other records may need them too. */
function filesBeside({ inputs, layer }) {
    const list = typeof inputs.files === 'string' ? [packed_path/* packedPath */.e3.list(inputs.files)] : [];
    return layer === undefined ? list : [...list, packed_path/* packedPath */.e3.tree(layer.contentId)];
}
/** Removes everything else that is kept for later builds, such as journals, and files of damaged records. */
async function removeRest(root, stays, removal) {
    const needed = new Set(stays.flatMap((record) => [packed_path/* packedPath */.e3.record(record.key), usesOf(record), ...filesBeside(record)]));
    const top = external_node_path_.join(root, root_folder/* CACHE_FOLDER */._r);
    for (const folder of await namesIn(top)) {
        for (const file of await namesIn(external_node_path_.join(top, folder))) {
            const name = `${root_folder/* CACHE_FOLDER */._r}/${folder}/${file}`;
            if (!needed.has(name))
                await removal.remove(external_node_path_.join(root, name));
        }
        // A folder that is not empty, or gets a file just now, stays.
        await (0,promises_.rmdir)(external_node_path_.join(top, folder)).catch(() => undefined);
    }
    await (0,promises_.rmdir)(top).catch(() => undefined);
}
async function namesIn(folder) {
    return await (0,promises_.readdir)(folder).catch(() => []);
}
function hasUnpacked(root) {
    return ['snapshots', 'cacheMounts']
        .map((name) => (0,root_folder/* pathInRoot */.hA)(root, name))
        .some((folder) => (0,external_node_fs_.existsSync)(folder) && (0,external_node_fs_.readdirSync)(folder).length > 0);
}
/** Another build that runs may be using any of them. A build that starts meanwhile waits until they are removed. */
async function removeUnpacked({ folder, runner }, dryRun, signal) {
    if (dryRun)
        return (0,leases/* isUsedByOthers */.GD)(folder) ? 'in use' : 'removed';
    const claim = (0,leases/* claimRemoval */.rV)(folder);
    if (claim === undefined)
        return 'in use';
    try {
        await runner.removeKept(signal);
        return 'removed';
    }
    finally {
        claim.release();
    }
}


/***/ }),

/***/ 11216:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ ContainerStore)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(35821);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/engine/run-settings.js
var run_settings = __webpack_require__(87693);
// EXTERNAL MODULE: ./lib/worker/protocol/storage-drivers.js
var storage_drivers = __webpack_require__(63512);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/union.js
var union = __webpack_require__(26873);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
;// CONCATENATED MODULE: ./lib/app/containers/container.js








const container_text = (0,decoder/* stringUpTo */._m)(128 * 1024);
const texts = (0,containers/* array */.YO)(container_text, 10_000);
const path = (0,decoder/* stringMatching */.zc)(/^\/[^\0]*$/, 'an absolute path');
/** A name that is safe as the name of a file. */
const CONTAINER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
const CONTAINER_ID = /^[0-9a-f]{64}$/;
const container_document = (0,object/* object */.Ik)({ mediaType: (0,decoder/* stringUpTo */._m)(256), digest: digest_schema/* digest */.b, size: decoder/* integer */.nd });
const container_layer = (0,object/* object */.Ik)({
    diffId: identity_schema/* diffId */.Jd,
    contentId: identity_schema/* contentId */.fm,
    blob: (0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* integer */.nd, mediaType: (0,decoder/* stringUpTo */._m)(256) }),
    indexDigest: (0,object/* optional */.lq)(digest_schema/* digest */.b),
});
const containerDocument = (0,object/* object */.Ik)({
    id: (0,decoder/* stringMatching */.zc)(CONTAINER_ID, 'the id of a container'),
    name: (0,decoder/* stringMatching */.zc)(CONTAINER_NAME, 'the name of a container'),
    image: (0,decoder/* stringUpTo */._m)(4096),
    imageId: identity_schema/* imageId */.L,
    imageManifest: container_document,
    imageConfig: container_document,
    layers: (0,containers/* array */.YO)(container_layer, 1000),
    created: decoder/* utcTime */.SK,
    process: (0,object/* object */.Ik)({
        entrypoint: texts,
        cmd: texts,
        env: texts,
        cwd: path,
        user: (0,decoder/* stringUpTo */._m)(1024),
        capabilities: (0,containers/* array */.YO)((0,decoder/* stringMatching */.zc)(/^CAP_[A-Z_]+$/, 'a capability'), 64),
        terminal: decoder/* boolean */.zM,
        stdin: decoder/* boolean */.zM,
    }),
    settings: run_settings/* runSettings */.n,
    readonlyRoot: decoder/* boolean */.zM,
    mounts: (0,containers/* array */.YO)((0,union/* union */.K)('type', {
        host: (0,object/* object */.Ik)({ source: path, target: path, readonly: decoder/* boolean */.zM }),
        tmpfs: (0,object/* object */.Ik)({ target: path, readonly: decoder/* boolean */.zM, exec: decoder/* boolean */.zM, size: (0,object/* nullish */.cl)(decoder/* integer */.nd), mode: (0,object/* nullish */.cl)(decoder/* integer */.nd) }),
    }), 1000),
    labels: (0,containers/* mapOf */.A7)(container_text),
    stopSignal: (0,decoder/* stringMatching */.zc)(/^[A-Z0-9]+$/, 'the name of a signal'),
    stopTimeout: (0,object/* optional */.lq)(decoder/* integer */.nd),
    autoRemove: decoder/* boolean */.zM,
    memory: (0,object/* optional */.lq)(decoder/* integer */.nd),
    storage: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)(...storage_drivers/* STORAGE_DRIVERS */.A)),
});
const containerState = (0,union/* union */.K)('status', {
    created: (0,object/* object */.Ik)({}),
    running: (0,object/* object */.Ik)({ started: decoder/* utcTime */.SK, supervisor: (0,decoder/* stringUpTo */._m)(128) }),
    exited: (0,object/* object */.Ik)({
        started: (0,object/* optional */.lq)(decoder/* utcTime */.SK),
        finished: decoder/* utcTime */.SK,
        exitCode: decoder/* integer */.nd,
        error: (0,object/* optional */.lq)((0,decoder/* stringUpTo */._m)(64 * 1024)),
    }),
});

;// CONCATENATED MODULE: ./lib/app/containers/container-store.js












/** Bytes of a document. */
const MAX_SIZE = 4 * 1024 * 1024;
/**
 * The containers of a root: a folder for each, and a file for each name. A container whose documents cannot be read counts as missing; it
 * can still be removed by its id.
 */
class ContainerStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
        for (const name of ['containers', 'containerNames'])
            (0,make_folders/* makeFolders */.w)((0,root_folder/* pathInRoot */.hA)(folder.root, name), 0o700);
    }
    /** The folder of a container: its documents, its log and the socket of its supervisor. */
    folder(id) {
        return (0,root_folder/* pathInRoot */.hA)(this.#folder.root, 'containers', id);
    }
    log(id) {
        return (0,external_node_path_.join)(this.folder(id), 'log.jsonl');
    }
    /** @throws UserError when another container has the name */
    async add(container) {
        const folder = this.folder(container.id);
        (0,external_node_fs_.mkdirSync)(folder, { mode: 0o700 });
        try {
            await this.#write(container.id, 'container.json', container);
            await this.setState(container.id, { status: 'created' });
            // Last, so that whoever finds the name finds its container too.
            await this.#takeName(container);
        }
        catch (error) {
            await (0,discard/* discard */.v)(folder);
            throw error;
        }
    }
    /** `false` if a container has certainly written nothing: then no worker is needed to remove it. */
    mayHaveFiles(id) {
        const folder = (0,root_folder/* pathInRoot */.hA)(this.#folder.root, 'containerFiles');
        try {
            return (0,external_node_fs_.readdirSync)(folder).some((family) => (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(folder, family, id), { throwIfNoEntry: false }));
        }
        catch (error) {
            // The folder of a root worker cannot be looked into by its user.
            return (0,errors/* errorCode */.CA)(error) !== 'ENOENT';
        }
    }
    setState(id, state) {
        return this.#write(id, 'state.json', state);
    }
    /** Newest first. */
    async list() {
        const all = await Promise.all(this.#ids().map((id) => this.read(id)));
        return all
            .flatMap((known) => (known === undefined ? [] : [known]))
            .sort((a, b) => (0,code_unit_order/* byCodeUnit */.X)(b.container.created, a.container.created) || (0,code_unit_order/* byCodeUnit */.X)(a.container.id, b.container.id));
    }
    /** @returns `undefined` if there is no such container, or it is being made or removed */
    async read(id) {
        const container = await this.#read(id, 'container.json', containerDocument);
        const state = await this.#read(id, 'state.json', containerState);
        if (container?.id !== id || state === undefined)
            return undefined;
        return { container, state: settled(state) };
    }
    /**
     * Finds a container by its name, or the beginning of its id.
     *
     * @throws UserError when there is none, or more than one
     */
    async find(query) {
        const found = await this.lookUp(query);
        if (found !== undefined)
            return found;
        throw new errors/* UserError */.yo(`no such container: ${query}`, { hint: 'See `layer-build ps -a` for what there is.' });
    }
    /** As `find`. @returns `undefined` when there is none */
    async lookUp(query) {
        const all = await this.list();
        const name = query.replace(/^\//, '');
        const named = all.filter(({ container }) => container.name === name || container.id === query);
        // A process that was killed while it made a container may have left another one with the name.
        const owner = named.length > 1 ? await this.#owner(name) : undefined;
        const one = named.find(({ container }) => container.id === owner) ?? named[0];
        if (one !== undefined)
            return one;
        const found = /^[0-9a-f]+$/.test(query) ? all.filter(({ container }) => container.id.startsWith(query)) : [];
        const [first, second] = found;
        if (second !== undefined)
            throw new errors/* UserError */.yo(`container id ${query} is ambiguous`, { hint: 'Write more of it.' });
        return first;
    }
    /** Gives a container another name. @throws UserError when another container has it, or it cannot be a name */
    async rename({ container }, name) {
        const { id } = container;
        await this.#takeName({ id, name });
        await this.#write(id, 'container.json', { ...container, name });
        if ((await this.#owner(container.name)) === id)
            await (0,promises_.rm)(this.#nameFile(container.name), { force: true });
    }
    /** Removes what is known of a container, and frees its name. Never throws for one that is gone. */
    async remove({ id, name }) {
        if ((await this.#owner(name)) === id)
            await (0,promises_.rm)(this.#nameFile(name), { force: true });
        await (0,promises_.rm)(this.folder(id), { recursive: true, force: true });
    }
    #ids() {
        return (0,external_node_fs_.readdirSync)((0,root_folder/* pathInRoot */.hA)(this.#folder.root, 'containers')).filter((name) => CONTAINER_ID.test(name));
    }
    #nameFile(name) {
        if (!CONTAINER_NAME.test(name)) {
            throw new errors/* UserError */.yo(`${JSON.stringify(name)} cannot be the name of a container`, {
                hint: 'Use letters, digits, "_", "." and "-"; the first is a letter or a digit.',
            });
        }
        return (0,root_folder/* pathInRoot */.hA)(this.#folder.root, 'containerNames', name);
    }
    /** A name is taken by the one process that makes its file. */
    async #takeName({ id, name }) {
        for (let tries = 0; tries < 2; tries++) {
            try {
                await (0,promises_.writeFile)(this.#nameFile(name), id, { flag: 'wx', mode: 0o600 });
                return;
            }
            catch (error) {
                if ((0,errors/* errorCode */.CA)(error) !== 'EEXIST')
                    throw error;
            }
            const owner = await this.#owner(name);
            if (owner !== undefined && (await this.read(owner)) !== undefined) {
                throw new errors/* UserError */.yo(`the name "${name}" is in use by container ${owner.slice(0, 12)}`, {
                    hint: `Remove it (layer-build rm ${name}), or choose another name.`,
                });
            }
            // Its container is gone.
            (0,external_node_fs_.rmSync)(this.#nameFile(name), { force: true });
        }
        throw new errors/* UserError */.yo(`the name "${name}" is in use`);
    }
    async #owner(name) {
        try {
            const id = (await (0,promises_.readFile)(this.#nameFile(name), 'utf8')).slice(0, 64);
            return CONTAINER_ID.test(id) ? id : undefined;
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #write(id, name, document) {
        return (0,atomic_file/* writeWhole */.y)((0,external_node_path_.join)(this.folder(id), name), `${JSON.stringify(document)}\n`, {
            draft: this.#folder.newIngestPath(),
        });
    }
    #read(id, name, decoder) {
        return (0,json_file/* readJsonFile */.J)((0,external_node_path_.join)(this.folder(id), name), decoder, MAX_SIZE);
    }
}
/** A container whose supervisor was killed has ended too: the kernel has ended its processes. */
function settled(state) {
    if (state.status !== 'running' || !(0,process_identity/* hasEnded */.h)(state.supervisor))
        return state;
    return { status: 'exited', started: state.started, finished: state.started, exitCode: 137, error: SUPERVISOR_DIED };
}
const SUPERVISOR_DIED = 'the process that ran it was killed';


/***/ }),

/***/ 35110:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ containerNeeds),
/* harmony export */   w: () => (/* binding */ containerUses)
/* harmony export */ });
/* harmony import */ var _container_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11216);

/** The containers of a root, as users of images: `rmi` refuses those images, and pruning keeps them. */
async function containerUses(folder) {
    return (await new _container_store_js__WEBPACK_IMPORTED_MODULE_0__/* .ContainerStore */ .V(folder).list()).map(({ container, state }) => ({
        imageId: container.imageId,
        target: container.imageManifest.digest,
        user: `container ${container.id.slice(0, 12)}`,
        isRunning: state.status === 'running',
    }));
}
async function containerNeeds(folder) {
    const all = await new _container_store_js__WEBPACK_IMPORTED_MODULE_0__/* .ContainerStore */ .V(folder).list();
    return {
        images: new Set(all.map(({ container }) => container.imageId)),
        documents: all.flatMap(({ container }) => [container.imageManifest.digest, container.imageConfig.digest]),
        layers: all.flatMap(({ container }) => container.layers),
    };
}


/***/ }),

/***/ 76425:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ surveyCache)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(27674);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/cache/record/record-store.js + 2 modules
var record_store = __webpack_require__(12315);
// EXTERNAL MODULE: ./lib/cache/record/record-uses.js
var record_uses = __webpack_require__(63342);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/files/tree-size.js



/** Folders after which other work gets its turn. */
const BATCH = 50;
/**
 * Bytes of all files below a folder, as docker counts them: a file with several names counts once, and a symbolic link with its text.
 *
 * @throws what the system calls throw
 */
async function treeSize(folder) {
    let bytes = 0;
    /** Those files with several names that have been counted. */
    const linked = new Set();
    const folders = [folder];
    for (let count = 1; folders.length > 0; count++) {
        const at = folders.pop() ?? '';
        for (const name of (0,byte_name/* readNames */.r6)(at)) {
            const stats = (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(`${at}/${name}`), { bigint: true });
            if (stats.isDirectory())
                folders.push(`${at}/${name}`);
            else if ((stats.isFile() || stats.isSymbolicLink()) && isNew(stats, linked))
                bytes += Number(stats.size);
        }
        if (count % BATCH === 0)
            await (0,external_node_timers_promises_.setImmediate)();
    }
    return bytes;
}
function isNew({ nlink, dev, ino }, linked) {
    if (nlink === 1n)
        return true;
    const file = `${dev}:${ino}`;
    if (linked.has(file))
        return false;
    linked.add(file);
    return true;
}

// EXTERNAL MODULE: ./lib/cache/record/mount-names.js
var mount_names = __webpack_require__(63410);
;// CONCATENATED MODULE: ./lib/cache/inspect/survey-mounts.js





/** The cache mounts of this machine, then those in packs. */
async function surveyMounts(root, packs) {
    const kept = packs.flatMap(({ location, listing }) => listing.mounts.map((mount) => ({ location, mount })));
    const ids = new Map([...kept.map(({ mount }) => [mount.key, mount.id]), ...(await (0,mount_names/* readMountNames */.k)(root))]);
    const inPacks = kept.map(({ location, mount }) => {
        const bytes = mount.layers.reduce((sum, { blob }) => sum + blob.size, 0);
        return { id: mount.id, key: mount.key, bytes, lastUsed: Date.parse(mount.used), location: location.name };
    });
    return [...(await localMounts(root, ids)), ...inPacks];
}
async function localMounts(root, ids) {
    const mounts = [];
    const folder = (0,root_folder/* pathInRoot */.hA)(root, 'cacheMounts');
    for (const family of await names(folder)) {
        for (const key of await names(external_node_path_.join(folder, family))) {
            const copies = (await names(external_node_path_.join(folder, family, key))).filter((name) => /^\d+$/.test(name));
            for (const copy of copies) {
                const full = external_node_path_.join(folder, family, key, copy);
                const bytes = await treeSize(full).catch(() => undefined);
                const { mtimeMs } = await (0,promises_.lstat)(full);
                mounts.push({ id: ids.get(key) ?? '', key, bytes, lastUsed: mtimeMs, location: 'this machine' });
            }
        }
    }
    return mounts;
}
function names(folder) {
    return (0,promises_.readdir)(folder).catch(() => []);
}

;// CONCATENATED MODULE: ./lib/cache/inspect/survey.js









/** Looks at everything that a root keeps for later builds, without marking anything as used. */
async function surveyCache(parts) {
    const { root, local } = parts;
    const [found, scopes, uses] = await Promise.all([
        record_store/* RecordStore */.p.recordsIn(root),
        record_store/* RecordStore */.p.scopesIn(root),
        (0,record_uses/* readUses */.N)(root),
    ]);
    const present = await presentBlobs(local, found);
    const records = found.map((record) => {
        const use = uses.get((0,digest/* digestHex */.sU)(record.key));
        const listed = parts.packs.flatMap(({ listing }) => listing.files.get(packed_path/* packedPath */.e3.record(record.key)) ?? []);
        return {
            record,
            scopes: scopes.filter(({ keys }) => keys.includes(record.key)).map(({ name }) => name),
            // A pack has the counts of earlier machines, and this machine's too after it was saved from here.
            hits: Math.max(use?.hits ?? 0, ...listed.map(({ hits }) => hits)),
            lastUsed: Math.max(use?.lastUsed ?? 0, Date.parse(record.created), ...listed.map(({ used }) => Date.parse(used))),
            locations: record.layer === undefined ? [] : locationsOf(record, record.layer, present, parts),
        };
    });
    const layers = new Map(found.flatMap(({ layer }) => (layer === undefined ? [] : [[layer.blob.digest, layer]])));
    const bytesOf = (wanted) => [...layers.values()].reduce((sum, { blob }) => sum + (wanted(blob.digest) ? blob.size : 0), 0);
    return {
        records: records.sort((a, b) => b.lastUsed - a.lastUsed),
        mounts: await surveyMounts(root, parts.packs),
        snapshots: await countSnapshots(root),
        totals: { bytes: bytesOf(() => true), bytesHere: bytesOf((digest) => present.has(digest)) },
    };
}
function locationsOf({ remakes }, { blob }, present, { packs, here }) {
    return [
        ...(present.has(blob.digest) ? [here] : []),
        ...packs.flatMap(({ location, listing }) => listing.blobs.some(({ digest }) => digest === blob.digest) ? [location.name] : []),
        ...packs.flatMap(({ listing }) => listing.registryBlobs
            .filter(({ digest }) => digest === blob.digest)
            .map(({ registry, repository }) => (0,reference/* formatReference */.FH)({ registry, repository }))),
        ...(remakes === true ? ['made again from the context'] : []),
    ].filter((location, index, all) => all.indexOf(location) === index);
}
/** The blobs whose files exist. Their content is checked when they are read, and by `verifyRoot`. */
async function presentBlobs(local, records) {
    const digests = new Set(records.flatMap(({ layer }) => (layer === undefined ? [] : [layer.blob.digest])));
    const present = await Promise.all([...digests].map(async (digest) => {
        const stats = await (0,promises_.stat)(local.path(digest)).catch(() => undefined);
        return stats === undefined ? [] : [digest];
    }));
    return new Set(present.flat());
}
async function countSnapshots(root) {
    const folder = (0,root_folder/* pathInRoot */.hA)(root, 'snapshots');
    const families = await (0,promises_.readdir)(folder).catch(() => []);
    const names = await Promise.all(families.map((family) => (0,promises_.readdir)(external_node_path_.join(folder, family)).catch(() => [])));
    return names.flat().length;
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


/***/ })

};
