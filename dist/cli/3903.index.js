export const id = 3903;
export const ids = [3903];
export const modules = {

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

/***/ 93903:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Containers: () => (/* binding */ Containers)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/output-file.js + 1 modules
var output_file = __webpack_require__(24538);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
// EXTERNAL MODULE: ./lib/store/image-query.js
var image_query = __webpack_require__(62973);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 22 modules
var adapters = __webpack_require__(24089);
// EXTERNAL MODULE: ./lib/layer/layer-index.js + 2 modules
var layer_index = __webpack_require__(55851);
// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/app/containers/changes.js




/** All changes of a container, sorted by path. A folder in which something changed is named too, as with docker. */
function changesOf(containers, known) {
    const { layers } = containers.adapters;
    return containers.withCapture(known, true, async (made) => {
        const indexes = await Promise.all(known.container.layers.map((layer) => layers.index(layer, containers.signal)));
        const image = layer_stack/* LayerStack */.k.of(indexes);
        const changes = [];
        for (const { type, path } of (0,layer_index/* decodeIndex */.X1)(await (0,promises_.readFile)(made.indexFile)).entries) {
            const kind = type === 'whiteout' ? 'D' : image.lstat(path) === undefined ? 'A' : 'C';
            changes.push({ kind, path: `/${(0,byte_name/* displayName */.QC)(path)}` });
        }
        return changes;
    });
}

// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/config-changes.js
var config_changes = __webpack_require__(5613);
;// CONCATENATED MODULE: ./lib/app/containers/commit.js






/**
 * Makes an image of a container: the layers of its image, and one of what it wrote. As with docker, the image has the command and the
 * variables of the container.
 *
 * @throws UserError when the name or a change is not valid
 */
async function commitContainer(containers, known, commit, now = new Date()) {
    const { content, images, layers } = containers.adapters;
    const { container } = known;
    const reference = commit.name === undefined ? undefined : (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(commit.name));
    if (reference?.digest !== undefined)
        throw new errors/* UserError */.yo('an image cannot be given a digest as its name');
    const base = (0,image_config/* parseImageConfig */.F)(await content.read(container.imageConfig, image_config/* MAX_CONFIG_SIZE */.S));
    // The changes come first: a mistake in them should not be found after a long capture.
    const changed = (0,config_changes/* withChanges */.A)(configOf(base, container, commit, now.toISOString()), commit.changes);
    return containers.withCapture(known, commit.pause, async (made) => {
        const layer = await layers.take(made);
        const all = [...container.layers, layer];
        const config = { ...changed, rootfs: { type: 'layers', diff_ids: all.map(({ diffId }) => diffId) } };
        const configBlob = { mediaType: media_types/* OCI_CONFIG */.TF, ...(await content.put(Buffer.from(JSON.stringify(config)))) };
        const manifest = {
            schemaVersion: 2,
            mediaType: media_types/* OCI_MANIFEST */.EG,
            config: configBlob,
            layers: all.map(({ blob }) => ({
                mediaType: (0,media_types/* ociLayerType */.BJ)(blob.mediaType),
                digest: blob.digest,
                size: blob.size,
            })),
        };
        const target = { mediaType: media_types/* OCI_MANIFEST */.EG, ...(await content.put(Buffer.from(JSON.stringify(manifest)))) };
        const imageId = (0,identity/* imageIdOf */.CR)(configBlob.digest);
        await images.add({ target, imageId }, reference === undefined ? [] : [reference], now);
        return imageId;
    });
}
function configOf(base, container, { author, message }, created) {
    const { entrypoint, cmd, env, cwd, user } = container.process;
    const { Entrypoint: _entrypoint, Cmd: _cmd, ...rest } = base.config ?? {};
    return {
        ...base,
        created,
        ...(author !== undefined && { author }),
        config: {
            ...rest,
            Env: env,
            ...(entrypoint.length > 0 && { Entrypoint: entrypoint }),
            ...(cmd.length > 0 && { Cmd: cmd }),
            WorkingDir: cwd,
            ...(user !== '' && { User: user }),
            ...(Object.keys(container.labels).length > 0 && { Labels: container.labels }),
        },
        history: [
            ...(base.history ?? []),
            {
                created,
                created_by: [...entrypoint, ...cmd].join(' '),
                ...(author !== undefined && { author }),
                ...(message !== undefined && { comment: message }),
            },
        ],
    };
}

// EXTERNAL MODULE: ./lib/app/containers/container-store.js + 1 modules
var container_store = __webpack_require__(11216);
// EXTERNAL MODULE: ./lib/layer/unpacked-size.js
var unpacked_size = __webpack_require__(98526);
;// CONCATENATED MODULE: ./lib/app/containers/container-size.js

/** @throws InfraError when a layer of its image is gone */
async function sizeOf(containers, known) {
    const { layers } = containers.adapters;
    const written = await containers.measure(known);
    let below = 0;
    for (const layer of known.container.layers)
        below += (0,unpacked_size/* unpackedSize */.J)((await layers.index(layer, containers.signal)).entries);
    return { written, all: written + below };
}

;// CONCATENATED MODULE: ./lib/app/containers/container-usage.js
/**
 * Each container with what it wrote. One that is removed meanwhile is left out. Where the files of one are found depends on whether it
 * runs; if that changed meanwhile, they are looked for once more.
 *
 * @throws the signal's reason
 */
async function containerUsage(all, parts) {
    const found = [];
    for (const known of all) {
        const first = await usageOf(known, parts);
        const now = typeof first.written === 'number' ? known : await parts.read(known);
        if (now === undefined)
            continue;
        found.push(now.state.status === known.state.status ? first : await usageOf(now, parts));
    }
    return found;
}
async function usageOf(known, { written, signal }) {
    try {
        return { known, written: await written(known) };
    }
    catch (error) {
        signal.throwIfAborted();
        return { known, written: error instanceof Error ? error : new Error(String(error)) };
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/layer/compression/blob-of-tar.js
var blob_of_tar = __webpack_require__(43889);
// EXTERNAL MODULE: ./lib/layer/file-content.js
var file_content = __webpack_require__(55207);
// EXTERNAL MODULE: ./lib/layer/layer-reader.js + 1 modules
var layer_reader = __webpack_require__(28283);
// EXTERNAL MODULE: ./lib/layer/layer-writer.js
var layer_writer = __webpack_require__(3222);
// EXTERNAL MODULE: ./lib/app/outputs/files/write-files.js + 7 modules
var write_files = __webpack_require__(6905);
;// CONCATENATED MODULE: ./lib/app/containers/copy.js











/**
 * Copies from a container to this machine, with the rules of cp -r: into a folder that exists, or else under the name of the
 * destination.
 *
 * @param dest absolute; `-` is a tar on standard output, which goes to `writeTar`
 * @throws UserError when there is nothing, or the destination's folder does not exist
 */
async function copyOut(containers, known, source, dest, { followLink }, writeTar) {
    const name = nameAt(source);
    const { folder, named } = dest === '-' ? { folder: '-', named: name } : placeOut(dest, name);
    const kept = { path: source, followLink, name: named };
    await containers.withRead(known, source.endsWith('/.') ? { path: source, followLink: true } : kept, async (made) => {
        if (dest === '-') {
            const label = 'the copied files';
            const { signal } = containers;
            for await (const chunk of (0,decompress/* decompress */.mF)((0,external_node_fs_.createReadStream)(made.blobFile), { label, signal }))
                await writeTar(chunk);
            return;
        }
        const { layers, content } = containers.adapters;
        const layer = await layers.take(made);
        const files = [{ platform: (0,oci_platform/* hostPlatform */.ol)(process.arch), layers: [layer], sourceDateEpoch: undefined }];
        const parts = { layers, predicates: [], sink: () => undefined, signal: containers.signal };
        const target = source.endsWith('/.') ? external_node_path_.join(folder, named) : folder;
        try {
            await (0,write_files/* writeFiles */.h)(files, { type: 'local', dest: target, platformSplit: false }, parts);
        }
        finally {
            await content.remove(layer.blob.digest);
        }
    });
}
/** Where a copy goes: a folder that exists, and the name in it. */
function placeOut(dest, name) {
    if ((0,external_node_fs_.statSync)(dest, { throwIfNoEntry: false })?.isDirectory() === true)
        return { folder: dest, named: name };
    const folder = external_node_path_.dirname(dest);
    if (dest.endsWith('/') || (0,external_node_fs_.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new errors/* UserError */.yo(`there is no folder ${(0,byte_name/* displayName */.QC)(dest.endsWith('/') ? dest : folder)}`);
    }
    return { folder, named: external_node_path_.basename(dest) };
}
function nameAt(source) {
    const name = external_node_path_.posix.basename(external_node_path_.posix.normalize(`/${source}`));
    return name === '' ? 'root' : name;
}
/**
 * Copies from this machine into a container, with the same rules.
 *
 * @param source absolute, or a tar
 * @throws UserError when there is nothing, or the container has no such folder
 */
async function copyIn(containers, known, source, dest, options) {
    const { layers } = containers.adapters;
    const ingest = await layers.newIngest();
    try {
        if (typeof source !== 'string') {
            await containers.write(known, dest, await takeTar(source, ingest, containers.signal));
            return;
        }
        const isFolder = await containers.kindAt(known, dest);
        const contents = source.endsWith('/.') || source === '.';
        const place = isFolder === 'directory' ? dest : external_node_path_.posix.dirname(dest);
        const name = isFolder === 'directory' ? external_node_path_.basename(source) : external_node_path_.posix.basename(dest);
        if (isFolder !== 'directory' && dest.endsWith('/'))
            throw new errors/* UserError */.yo(`there is no folder ${(0,byte_name/* displayName */.QC)(dest)} in the container`);
        const root = contents && isFolder === 'directory' ? '' : name;
        await containers.write(known, place, await layerOfFiles(source, root, options, ingest));
    }
    finally {
        await ingest.discard();
    }
}
/** Makes a layer of the user's own files. Links in them stay links. */
async function layerOfFiles(source, name, { archive, followLink }, ingest) {
    const writer = await layer_writer/* LayerWriter */.z.create({ ...ingest, level: 1 });
    const add = async (file, below, follow) => {
        const stats = follow ? (0,external_node_fs_.statSync)((0,byte_name/* fsPath */.Jk)(file)) : (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(file));
        const metadata = metadataOf(stats, archive);
        if (stats.isDirectory()) {
            if (below !== '')
                await writer.add({ type: 'directory', path: below, ...metadata });
            for (const child of (0,byte_name/* readNames */.r6)(file).sort())
                await add(`${file}/${child}`, below === '' ? child : `${below}/${child}`, false);
        }
        else if (stats.isSymbolicLink()) {
            const target = (0,byte_name/* decodeName */.e4)((0,external_node_fs_.readlinkSync)((0,byte_name/* fsPath */.Jk)(file), { encoding: 'buffer' }));
            await writer.add({ type: 'symlink', path: below, target, ...metadata });
        }
        else if (stats.isFile()) {
            await writer.add({ type: 'file', path: below, size: stats.size, ...metadata }, (0,file_content/* fileContent */.qY)(file, stats.size));
        }
    };
    try {
        await add(source.replace(/\/\.?$/, '') || '/', name, followLink || source.endsWith('/') || source.endsWith('/.'));
        return await writer.finish();
    }
    catch (error) {
        await writer.abort();
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            throw new errors/* UserError */.yo(`there is no ${(0,byte_name/* displayName */.QC)(source)}`, { cause: error });
        throw error;
    }
}
function metadataOf(stats, archive) {
    const owner = archive ? { uid: stats.uid, gid: stats.gid } : { uid: 0, gid: 0 };
    return { mode: stats.mode & 0o7777, mtime: Math.floor(stats.mtimeMs / 1000), ...owner };
}
/** Makes a layer of a tar. It is checked like a layer that was pulled: anybody may have made it. */
async function takeTar(source, ingest, signal) {
    const { blob, diffId, uncompressedSize } = await (0,blob_of_tar/* blobOfTar */.G)(source, ingest.blobFile, {
        label: 'standard input',
        signal,
    });
    const { treeDigest } = await (0,layer_reader/* readLayer */.w6)(ingest.blobFile, blob, { expectedDiffId: diffId, signal });
    return { ...ingest, blob, diffId, treeDigest, uncompressedSize };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
// EXTERNAL MODULE: ./lib/layer/image-layers.js
var image_layers = __webpack_require__(45267);
// EXTERNAL MODULE: ./lib/worker/protocol/capability-names.js
var capability_names = __webpack_require__(11880);
;// CONCATENATED MODULE: ./lib/app/containers/capabilities.js


/**
 * The capabilities of a container, as docker combines `--cap-add` and `--cap-drop`. `ALL` adds those that a container can have here.
 *
 * @param ownNetwork whether it does not share the network of the machine
 * @throws UserError for a name that there is not, or a capability that no container gets
 */
function chosenCapabilities(added, dropped, ownNetwork) {
    const grantable = capability_names/* CONTAINER_CAPABILITIES */.Po.filter((name) => ownNetwork || name !== 'CAP_NET_ADMIN');
    const add = added.map(known);
    const drop = dropped.map(known);
    const refused = add.find((name) => name !== 'ALL' && !grantable.includes(name));
    if (refused === 'CAP_NET_ADMIN')
        throw new errors/* UserError */.yo('--cap-add NET_ADMIN would let the container change the network of this machine', {
            hint: 'Give it a network of its own: --network none',
        });
    if (refused !== undefined) {
        throw new errors/* UserError */.yo(`--cap-add ${refused} is not given: with it, a container could get out`, {
            hint: `It can have ${grantable.filter((name) => !capability_names/* DEFAULT_CAPABILITIES */.tq.includes(name)).join(', ')}.`,
        });
    }
    const base = add.includes('ALL') ? grantable : drop.includes('ALL') ? [] : capability_names/* DEFAULT_CAPABILITIES */.tq;
    const kept = [...base, ...add].filter((name) => name !== 'ALL' && !drop.includes(name));
    return [...new Set(kept)];
}
/** `NET_ADMIN`, `CAP_NET_ADMIN` and `net_admin` are the same. */
function known(text) {
    const upper = text.toUpperCase();
    if (upper === 'ALL')
        return upper;
    const name = upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
    if (capability_names/* CAPABILITY_NAMES */.AL.includes(name))
        return name;
    throw new errors/* UserError */.yo(`there is no capability ${JSON.stringify(text)}`, { hint: 'See capabilities(7).' });
}

;// CONCATENATED MODULE: ./lib/app/containers/random-name.js

const QUALITIES = ('able bold brave bright calm clear clever cosy deft eager fair fleet fond gentle glad green happy keen kind lively lucky merry mild ' +
    'neat noble plain proud quick quiet rapid ready sharp shy silver steady still swift tidy true warm wise witty young').split(' ');
const THINGS = ('acorn anchor apple arrow badger barrel basket beacon birch bridge candle canoe cedar clover comet copper coral crane daisy dune ' +
    'ember falcon fern finch forest garden harbour hazel heron island ivy kettle lantern lark linden maple meadow mill oak orchard otter ' +
    'pebble pine plover quill raven reed river robin rowan sail sparrow spruce stone swan thistle tulip valley walnut willow wren').split(' ');
/** A name for a container that got none, such as `quiet_harbour_52`. */
function randomName() {
    const pick = (words) => words[(0,external_node_crypto_.randomInt)(words.length)] ?? '';
    return `${pick(QUALITIES)}_${pick(THINGS)}_${(0,external_node_crypto_.randomInt)(10, 100)}`;
}

// EXTERNAL MODULE: ./lib/app/containers/runtime-environment.js
var runtime_environment = __webpack_require__(77004);
// EXTERNAL MODULE: ./lib/app/containers/signal-name.js
var signal_name = __webpack_require__(27828);
;// CONCATENATED MODULE: ./lib/app/containers/new-container.js









/** @throws UserError when there is no command, or a value is not valid */
function newContainer(wanted, { manifest, config, descriptor }, now = new Date()) {
    const id = (0,external_node_crypto_.randomBytes)(32).toString('hex');
    const image = config.config ?? {};
    const entrypoint = wanted.entrypoint === undefined ? (image.Entrypoint ?? []) : [wanted.entrypoint].filter(Boolean);
    // As docker: another entrypoint does not get the image's arguments.
    const ownCmd = wanted.entrypoint === undefined ? (image.Cmd ?? []) : [];
    const cmd = wanted.cmd.length > 0 ? wanted.cmd : ownCmd;
    if (entrypoint.length + cmd.length === 0) {
        throw new errors/* UserError */.yo(`no command: the image ${wanted.image} names none`, {
            hint: `Give one: layer-build run ${wanted.image} COMMAND`,
        });
    }
    const hostname = wanted.hostname ?? id.slice(0, 12);
    const cwd = posix_.resolve('/', wanted.cwd ?? image.WorkingDir ?? '/');
    return {
        id,
        name: wanted.name ?? randomName(),
        image: wanted.image,
        imageId: (0,identity/* imageIdOf */.CR)(manifest.config.digest),
        imageManifest: new_container_document(descriptor),
        imageConfig: new_container_document(manifest.config),
        layers: (0,image_layers/* imageLayers */.M)(wanted.image, manifest, config),
        created: now.toISOString(),
        process: {
            entrypoint,
            cmd,
            env: withImageEnvironment((0,runtime_environment/* mergedEnvironment */.s)(wanted.env), image.Env ?? []),
            cwd,
            user: wanted.user ?? image.User ?? '',
            capabilities: chosenCapabilities(wanted.addCapabilities, wanted.dropCapabilities, wanted.settings.network === 'none'),
            terminal: wanted.terminal,
            stdin: wanted.stdin,
        },
        settings: { ...wanted.settings, hostname },
        readonlyRoot: wanted.readonlyRoot,
        mounts: [...wanted.mounts].sort((a, b) => depth(a.target) - depth(b.target)),
        labels: { ...image.Labels, ...wanted.labels },
        stopSignal: (0,signal_name/* signalName */.y)(wanted.stopSignal ?? image.StopSignal ?? 'TERM'),
        autoRemove: wanted.autoRemove,
        ...(wanted.stopTimeout !== undefined && { stopTimeout: wanted.stopTimeout }),
        ...(wanted.memory !== undefined && { memory: wanted.memory }),
        ...(wanted.storage !== undefined && { storage: wanted.storage }),
    };
}
/** As docker: what was asked for comes first, then those variables of the image that it does not name. */
function withImageEnvironment(own, image) {
    const named = new Set(own.map(nameOf));
    return [...own, ...(0,runtime_environment/* mergedEnvironment */.s)(image).filter((line) => !named.has(nameOf(line)))];
}
function nameOf(variable) {
    return variable.split('=', 1)[0] ?? '';
}
function new_container_document({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
function depth(target) {
    return target.split('/').filter(Boolean).length;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/app/containers/start-supervisor.js




/** The name of a supervisor's socket, below the container's folder. */
const SOCKET = 'control';
/** What a supervisor prints when commands can connect. Anything else is an error. */
const READY = 'ready';
/**
 * Starts the supervisor of a container. It outlives this process.
 *
 * @param entry its program
 * @throws InfraError when it does not start
 */
async function startSupervisor(entry, settings) {
    const child = (0,external_node_child_process_.spawn)(process.execPath, ['--max-old-space-size=160', entry], {
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { PATH: settings.programPath },
        cwd: '/',
        detached: true,
    });
    child.unref();
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(settings));
    const printed = await new Promise((resolve, reject) => {
        let said = '';
        child.on('error', reject);
        child.stdout.on('data', (chunk) => (said += chunk.toString()));
        child.stdout.on('close', () => resolve(said));
    }).catch((error) => {
        throw new errors/* InfraError */.Ri('the container cannot be started: its supervisor does not start', { cause: error });
    });
    if (printed !== READY) {
        throw new errors/* InfraError */.Ri(`the container cannot be started: ${printed === '' ? 'its supervisor ended' : printed}`);
    }
}
/**
 * Connects to the supervisor of a container.
 *
 * @param name of its socket
 * @returns `undefined` if there is none: the container is not running
 * @throws UserError when the container is gone
 */
async function connectToSupervisor(store, id, name) {
    let folder;
    try {
        folder = (0,external_node_fs_.openSync)(store.folder(id), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_DIRECTORY | external_node_fs_.constants.O_NOFOLLOW);
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            throw new errors/* UserError */.yo(`no such container: ${id.slice(0, 12)}`);
        throw error;
    }
    try {
        // The path of a socket may have only 107 bytes.
        const socket = (0,external_node_net_.connect)(`/proc/self/fd/${folder}/${name}`);
        return await new Promise((resolve) => {
            socket.once('connect', () => resolve(socket));
            socket.once('error', () => resolve(undefined));
        });
    }
    finally {
        (0,external_node_fs_.closeSync)(folder);
    }
}

// EXTERNAL MODULE: ./lib/worker/protocol/container-messages.js
var container_messages = __webpack_require__(13757);
// EXTERNAL MODULE: ./lib/worker/protocol/messages.js
var messages = __webpack_require__(42563);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: ./lib/worker/protocol/frames.js
var protocol_frames = __webpack_require__(86021);
;// CONCATENATED MODULE: ./lib/app/containers/message-socket.js


/** A connection between a command and a supervisor: messages, and bytes on channels. */
class MessageSocket {
    /** Resolves when the other side is gone. */
    closed;
    #socket;
    /** @param receive called for each frame, in order. Nothing more is read until its promise is settled. If it fails, the connection ends. */
    constructor(socket, receive) {
        this.#socket = socket;
        const reader = new protocol_frames/* FrameReader */.tS();
        socket.on('data', (chunk) => {
            try {
                for (const frame of reader.push(chunk))
                    this.#wait(receive(frame));
            }
            catch {
                socket.destroy();
            }
        });
        socket.on('error', () => socket.destroy());
        socket.on('end', () => socket.end());
        this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    }
    #wait(taken) {
        if (taken === undefined)
            return;
        this.#socket.pause();
        void taken.then(() => this.#socket.resume(), () => this.#socket.destroy());
    }
    send(message) {
        if (this.#socket.writable)
            this.#socket.write((0,protocol_frames/* encodeMessage */.mH)(message));
    }
    /** @returns a promise if the other side is slow to read */
    sendBytes(channel, data) {
        if (!this.#socket.writable || this.#socket.write((0,protocol_frames/* encodeBytes */.MW)(0, channel, data)))
            return undefined;
        return Promise.race([(0,external_node_events_.once)(this.#socket, 'drain').then(() => undefined), this.closed]).catch(() => undefined);
    }
    /** Ends the connection when everything was sent. */
    end() {
        this.#socket.end();
    }
    destroy() {
        this.#socket.destroy();
    }
}

// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/union.js
var union = __webpack_require__(26873);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
// EXTERNAL MODULE: ./lib/report/exit-code.js
var exit_code = __webpack_require__(8456);
;// CONCATENATED MODULE: ./lib/app/containers/supervisor-messages.js









const size = (0,object/* object */.Ik)({ rows: decoder/* integer */.nd, columns: decoder/* integer */.nd });
const ingest = (0,object/* object */.Ik)({ blobFile: decoder/* string */.Yj, indexFile: decoder/* string */.Yj });
const made = (0,object/* object */.Ik)({
    blobFile: decoder/* string */.Yj,
    indexFile: decoder/* string */.Yj,
    blob: (0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* integer */.nd, mediaType: decoder/* string */.Yj }),
    diffId: identity_schema/* diffId */.Jd,
    treeDigest: identity_schema/* treeDigest */.fZ,
    indexDigest: (0,object/* optional */.lq)(digest_schema/* digest */.b),
    uncompressedSize: decoder/* integer */.nd,
});
const supervisor_messages_process = (0,object/* object */.Ik)({
    argv: (0,containers/* array */.YO)(decoder/* string */.Yj),
    env: (0,containers/* array */.YO)(decoder/* string */.Yj),
    cwd: decoder/* string */.Yj,
    user: decoder/* string */.Yj,
    capabilities: (0,containers/* array */.YO)(decoder/* string */.Yj),
    terminal: (0,object/* nullish */.cl)(size),
    stdin: decoder/* boolean */.zM,
});
/** What a command says to the supervisor of a container. The first message of a connection is a request, the others are about it. */
const toSupervisor = (0,union/* union */.K)('type', {
    /**
     * Starts the container. `attach`: its output follows on this connection. `owner`: it is killed when the connection ends without
     * `detach`.
     */
    start: (0,object/* object */.Ik)({ attach: decoder/* boolean */.zM, owner: decoder/* boolean */.zM, terminal: (0,object/* nullish */.cl)(size) }),
    attach: (0,object/* object */.Ik)({ terminal: (0,object/* nullish */.cl)(size) }),
    exec: (0,object/* object */.Ik)({ process: supervisor_messages_process, attach: decoder/* boolean */.zM }),
    wait: (0,object/* object */.Ik)({}),
    /** Answered when the container's process has ended, although not all that it printed was taken yet. */
    end: (0,object/* object */.Ik)({}),
    kill: (0,object/* object */.Ik)({ signal: (0,decoder/* oneOf */.yL)(...container_messages/* SIGNALS */._z) }),
    capture: (0,object/* object */.Ik)({ ingest, pause: decoder/* boolean */.zM }),
    read: (0,object/* object */.Ik)({ ingest, path: decoder/* string */.Yj, followLink: decoder/* boolean */.zM, name: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
    write: (0,object/* object */.Ik)({ path: decoder/* string */.Yj, content: made }),
    stat: (0,object/* object */.Ik)({ path: decoder/* string */.Yj }),
    measure: (0,object/* object */.Ik)({}),
    signal: (0,object/* object */.Ik)({ signal: (0,decoder/* oneOf */.yL)(...container_messages/* SIGNALS */._z) }),
    resize: (0,object/* object */.Ik)({ size }),
    detach: (0,object/* object */.Ik)({}),
});
const fromSupervisor = (0,union/* union */.K)('type', {
    started: (0,object/* object */.Ik)({}),
    exited: (0,object/* object */.Ik)({ exitCode: decoder/* integer */.nd }),
    done: (0,object/* object */.Ik)({}),
    made: (0,object/* object */.Ik)({ made }),
    measured: (0,object/* object */.Ik)({ bytes: decoder/* integer */.nd }),
    found: (0,object/* object */.Ik)({ kind: (0,decoder/* oneOf */.yL)('file', 'directory', 'other', 'absent') }),
    failed: (0,object/* object */.Ik)({ kind: (0,decoder/* oneOf */.yL)('user', 'infra'), message: decoder/* string */.Yj, hint: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
});
const readToSupervisor = (/* unused pure expression or super */ null && (toSupervisor));
const readFromSupervisor = fromSupervisor;
function failure(thrown) {
    const error = classifyError(thrown);
    const hint = error instanceof UserError || error instanceof InfraError ? error.hint : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { type: 'failed', kind: error instanceof UserError ? 'user' : 'infra', message, hint };
}
function asError({ kind, message, hint }) {
    return kind === 'user' ? new errors/* UserError */.yo(message, { hint }) : new errors/* InfraError */.Ri(message, { hint });
}

;// CONCATENATED MODULE: ./lib/app/containers/supervisor-session.js





/** One request to the supervisor of a container, until its answer. */
class SupervisorSession {
    /** Settles when the process that the request is about has started, or could not be: then it is the exit code. @throws as `answer` */
    started;
    /** The last answer. @throws UserError, InfraError */
    answer;
    #socket;
    constructor(raw, request, output = () => undefined) {
        let answered = () => undefined;
        let start = () => undefined;
        const started = new Promise((resolve) => (start = resolve));
        const answer = new Promise((resolve) => (answered = resolve));
        this.#socket = new MessageSocket(raw, (frame) => {
            if (frame.kind === 'bytes') {
                return output(frame.channel === messages/* STDOUT */.UU ? 'stdout' : 'stderr', frame.data);
            }
            const message = readFromSupervisor(frame.value);
            if (message.type === 'started')
                start();
            else
                answered(message);
            return undefined;
        });
        this.#socket.send(request);
        const gone = this.#socket.closed.then(() => undefined);
        this.answer = Promise.race([answer, gone]).then((last) => {
            if (last === undefined)
                throw new errors/* InfraError */.Ri('the process that runs the container has ended');
            if (last.type === 'failed')
                throw asError(last);
            return last;
        });
        this.started = Promise.race([started.then(() => undefined), this.exited]);
        // Whoever waits for one of them does not always wait for the other.
        this.answer.catch(() => undefined);
        this.started.catch(() => undefined);
    }
    /** The exit code of the process that the request is about. @throws as `answer` */
    get exited() {
        return this.answer.then((last) => {
            if (last.type !== 'exited')
                throw new errors/* InfraError */.Ri('the process that runs the container gave another answer');
            return last.exitCode;
        });
    }
    /** @param data empty for the end of standard input */
    async input(data) {
        await this.#socket.sendBytes(container_messages/* STDIN */.TF, data);
    }
    resize(size) {
        this.#socket.send({ type: 'resize', size });
    }
    send(signal) {
        this.#socket.send({ type: 'signal', signal });
    }
    /** Leaves the process alone. */
    detach() {
        this.#socket.send({ type: 'detach' });
        this.#socket.end();
    }
    close() {
        this.#socket.destroy();
    }
}

;// CONCATENATED MODULE: ./lib/app/containers/containers.js



















/** Milliseconds between two looks at a container that is ending. */
const LOOK = 50;
/** What can be done with the containers of a root. */
class Containers {
    store;
    adapters;
    signal;
    #parts;
    constructor(parts, adapters) {
        this.#parts = parts;
        this.adapters = adapters;
        this.signal = parts.signal;
        this.store = new container_store/* ContainerStore */.V(adapters.folder);
    }
    /** Opens the store and runs `work` with its containers. Those that were left by killed processes and have `--rm` are removed. */
    static use(parts, work) {
        return (0,adapters/* withAdapters */.lm)(parts.host, parts.sink, async (adapters) => {
            const containers = new Containers(parts, adapters);
            await containers.#sweep();
            return work(containers);
        });
    }
    /**
     * Makes a container, which does not run yet.
     *
     * @returns `undefined` if its image is not in the store
     * @throws UserError when something about it is not valid
     */
    async create(wanted, platform) {
        const { images, content } = this.adapters;
        const query = image_query/* ImageQuery */.O.of(wanted.image);
        const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
        const known = (await images.list()).some(({ imageId, target, references }) => query.isNamed(references) || query.isIdOf(imageId) || query.isIdOf(target.digest));
        if (!known)
            return undefined;
        const { target } = await images.resolve(query);
        const on = platform === undefined ? host : (0,oci_platform/* givenPlatform */.VO)(platform, host);
        const container = newContainer(wanted, await (0,image_contents/* readImage */.AM)(content, target, on));
        await this.store.add(container);
        return container;
    }
    /**
     * Starts a container.
     *
     * @param request.attach its output comes through the session
     * @param request.owner it is killed if this process ends without `detach`
     * @throws UserError when it is running already
     */
    async start({ container, state }, request, output) {
        if (state.status === 'running')
            throw new errors/* UserError */.yo(`container ${container.name} is running already`);
        const { root, workerEntry, programPath, tempDir, proxies, runtimeFolder } = this.#parts.host;
        const host = {
            root,
            workerEntry,
            programPath,
            tempDir,
            proxies,
            ...(runtimeFolder !== undefined && { runtimeFolder }),
        };
        // What an earlier supervisor left, which was killed.
        await (0,promises_.rm)(`${this.store.folder(container.id)}/${SOCKET}`, { force: true });
        await startSupervisor(this.#parts.supervisorEntry, { id: container.id, ...host });
        return this.ask(container, { type: 'start', ...request }, output);
    }
    /** Sends a request to the supervisor of a container. @throws UserError when the container is not running */
    async ask(container, request, output) {
        const socket = await connectToSupervisor(this.store, container.id, SOCKET);
        if (socket === undefined)
            throw new errors/* UserError */.yo(`container ${container.name} is not running`);
        return new SupervisorSession(socket, request, output);
    }
    async kill(container, signal) {
        await (await this.ask(container, { type: 'kill', signal })).answer;
    }
    /** Waits until the process of a container has ended, although what it printed may not have been taken yet. */
    async ended(container) {
        try {
            await (await this.ask(container, { type: 'end' })).answer;
        }
        catch {
            // Its supervisor has gone, and the process before it.
        }
    }
    /** Waits until a container has ended. @returns its exit code; 0 for one that was never started, or is gone */
    async wait(query) {
        const { container } = await this.store.find(query);
        for (;;) {
            const state = (await this.store.read(container.id))?.state;
            if (state?.status !== 'running')
                return state?.status === 'exited' ? state.exitCode : 0;
            const socket = await connectToSupervisor(this.store, container.id, SOCKET).catch(() => undefined);
            // Its end may come before the answer, since the supervisor may be killed. Then the state tells.
            const ended = socket && (await new SupervisorSession(socket, { type: 'wait' }).exited.catch(() => undefined));
            if (ended !== undefined)
                return ended;
            await (0,external_node_timers_promises_.setTimeout)(LOOK, undefined, { signal: this.signal });
        }
    }
    /**
     * Starts a container that runs on without this process.
     *
     * @param say gets what the runtime says if the command cannot be executed
     * @returns `undefined` when it runs; its exit code if the command could not be executed
     * @throws as `start`
     */
    async startDetached(known, terminal, say) {
        const said = [];
        const session = await this.start(known, { attach: true, owner: false, terminal }, (_stream, data) => void said.push(data));
        const failed = await session.started;
        if (failed === undefined)
            session.detach();
        else
            for (const text of said)
                say(text);
        return failed;
    }
    /** @returns which images of the store have a name now */
    async imageNames() {
        const images = await this.adapters.images.list();
        return (name) => {
            const query = image_query/* ImageQuery */.O.of(name);
            return new Set(images.filter(({ references }) => query.isNamed(references)).map(({ imageId }) => imageId));
        };
    }
    /** Removes a container that does not run, with all that it wrote. @returns the bytes of that */
    async remove({ container }) {
        const { runner } = this.adapters;
        const bytes = this.store.mayHaveFiles(container.id) ? await runner.containers.remove(container.id, this.signal) : 0;
        await this.store.remove(container);
        return bytes;
    }
    withCapture(known, pause, use) {
        return this.#withIngest(async (ingest) => {
            if (known.state.status === 'running')
                return use(await this.#made(known, { type: 'capture', ingest, pause }));
            return use(await this.adapters.runner.containers.capture(layersOf(known), withoutDiscard(ingest), false, this.signal));
        });
    }
    withRead(known, read, use) {
        return this.#withIngest(async (ingest) => {
            if (known.state.status === 'running')
                return use(await this.#made(known, { type: 'read', ingest, ...read, name: read.name }));
            const { containers } = this.adapters.runner;
            return use(await containers.read(layersOf(known), read, withoutDiscard(ingest), this.signal));
        });
    }
    async write(known, path, content) {
        if (known.state.status === 'running')
            await (await this.ask(known.container, { type: 'write', path, content })).answer;
        else
            await this.adapters.runner.containers.write(layersOf(known), path, content, this.signal);
    }
    async kindAt(known, path) {
        if (known.state.status !== 'running') {
            return this.adapters.runner.containers.kindAt(layersOf(known), path, this.signal);
        }
        const answer = await (await this.ask(known.container, { type: 'stat', path })).answer;
        if (answer.type !== 'found')
            throw unexpected();
        return answer.kind;
    }
    async measure(known) {
        // A container that never ran has written nothing, and needs no files for that.
        if (known.state.status === 'created')
            return 0;
        if (known.state.status !== 'running') {
            return this.adapters.runner.containers.measure(layersOf(known), this.signal);
        }
        const answer = await (await this.ask(known.container, { type: 'measure' })).answer;
        if (answer.type !== 'measured')
            throw unexpected();
        return answer.bytes;
    }
    async commit(known, commit) {
        return commitContainer(this, known, commit);
    }
    copyOut(known, source, dest, options, writeTar) {
        return copyOut(this, known, source, dest, options, writeTar);
    }
    copyIn(known, source, dest, options) {
        return copyIn(this, known, source, dest, options);
    }
    /** Writes all files of a container as a tar. @param file absent: to `writeTar` */
    async export(known, file, writeTar) {
        await this.withRead(known, { path: '/', followLink: true }, async ({ blobFile }) => {
            const tar = (0,decompress/* decompress */.mF)((0,external_node_fs_.createReadStream)(blobFile), { label: 'the exported files', signal: this.signal });
            if (file !== undefined)
                await (0,output_file/* writeOutputFile */.B)(file, tar);
            else
                for await (const chunk of tar)
                    await writeTar(chunk);
        });
    }
    changes(known) {
        return changesOf(this, known);
    }
    size(known) {
        return sizeOf(this, known);
    }
    /** All containers, the newest first, with what they wrote. */
    async usage() {
        return containerUsage(await this.store.list(), {
            read: ({ container }) => this.store.read(container.id),
            written: (known) => this.measure(known),
            signal: this.signal,
        });
    }
    async #made({ container }, request) {
        const answer = await (await this.ask(container, request)).answer;
        if (answer.type !== 'made')
            throw unexpected();
        return answer.made;
    }
    async #withIngest(use) {
        const ingest = await this.adapters.layers.newIngest();
        try {
            return await use({ blobFile: ingest.blobFile, indexFile: ingest.indexFile });
        }
        finally {
            await ingest.discard();
        }
    }
    async #sweep() {
        for (const known of await this.store.list()) {
            if (known.state.status !== 'exited' || !known.container.autoRemove)
                continue;
            // Its supervisor may be about to do so itself.
            const socket = await connectToSupervisor(this.store, known.container.id, SOCKET).catch(() => undefined);
            socket?.destroy();
            if (socket === undefined)
                await this.remove(known).catch(() => undefined);
        }
    }
}
function withoutDiscard(ingest) {
    return { ...ingest, discard: () => Promise.resolve() };
}
function layersOf({ container }) {
    return { container: container.id, layers: container.layers };
}
function unexpected() {
    return new errors/* InfraError */.Ri('the process that runs the container gave another answer');
}


/***/ }),

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

/***/ 43889:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ blobOfTar)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50261);
/* harmony import */ var _blob_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75184);
/* harmony import */ var _compress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86790);
/* harmony import */ var _decompress_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(35656);






/**
 * Writes a tar, compressed or not, as a blob compressed by gzip.
 *
 * @param path of the file, which does not exist yet
 * @param label names the source in errors
 * @throws InfraError for a source that ends too early or is damaged, and for the disk
 */
async function blobOfTar(source, path, { label, signal }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let uncompressedSize = 0;
    async function* tar() {
        for await (const chunk of (0,_decompress_js__WEBPACK_IMPORTED_MODULE_5__/* .decompress */ .mF)(source, { label, signal })) {
            hash.update(chunk);
            uncompressedSize += chunk.length;
            yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
        }
    }
    const file = new _blob_file_js__WEBPACK_IMPORTED_MODULE_3__/* .BlobFile */ .K(path);
    try {
        for await (const chunk of (0,_compress_js__WEBPACK_IMPORTED_MODULE_4__/* .compress */ .B)(tar(), { kind: 'gzip', force: false }, signal))
            file.write(chunk);
        const blob = { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_2__/* .OCI_LAYER_GZIP */ .BQ, ...file.finish() };
        return { blob, diffId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .diffIdOfHex */ .vM)(hash.digest('hex')), uncompressedSize };
    }
    finally {
        file.close();
    }
}


/***/ }),

/***/ 55207:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qY: () => (/* binding */ fileContent),
/* harmony export */   wk: () => (/* binding */ HoleBudget)
/* harmony export */ });
/* unused harmony export openedContent */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23808);




/** Bytes to read at once. A file with fewer bytes comes as one chunk. */
const CHUNK = 512 * 1024;
/** Buffers for reuse: with thousands of small files, a new one for each would be too much garbage. */
const spare = [];
const MAX_SPARE = 4;
/**
 * The bytes of the regular file at `path` (encoded as in `text/byte-name.ts`), for `LayerWriter.add`. The file is read synchronously,
 * and `path` may not be a symbolic link. A chunk is only valid until the next one is asked for.
 *
 * @param size bytes that are expected; the file is read to its end in any case
 * @throws what `openSync` and `readSync` throw
 */
function* fileContent(path, size) {
    // With O_NONBLOCK the process does not hang if the path has become a fifo since its lstat.
    yield* openedContent((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .fsPath */ .Jk)(path), node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK), size);
}
/** `fileContent` of a file that is open already, and is closed at the end. */
function* openedContent(fd, size) {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    try {
        for (let total = 0;;) {
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(fd, buffer, 0, buffer.length, null);
            if (count === 0)
                return;
            total += count;
            yield count === buffer.length ? buffer : buffer.subarray(0, count);
            // The whole file came in one read, which was shorter than asked for: this is its end.
            if (total === size && count < buffer.length)
                return;
        }
    }
    finally {
        if (spare.length < MAX_SPARE)
            spare.push(buffer);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(fd);
    }
}
/** Bytes. A layer has zeros for the holes of sparse files. They are hashed and compressed, and 16 GiB take a minute. */
const MOST_HOLES = 16 * 1024 ** 3;
/** Limits the holes of all files of one layer, or of one context, together. */
class HoleBudget {
    #holes = 0;
    /** @param name how an error names the file  @throws UserError for the file with which there are too many */
    spend({ size, blocks }, name) {
        // On Windows, the number of blocks is not known.
        this.#holes += Math.max(0, size - (blocks ?? Infinity) * 512);
        if (this.#holes <= MOST_HOLES)
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`the sparse files up to ${(0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(name)} have more than ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatBytes */ .z3)(MOST_HOLES)} of holes`, {
            hint: 'An image holds holes as zeros. A useradd with a high uid makes such a file: give it --no-log-init.',
        });
    }
}


/***/ }),

/***/ 98526:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ unpackedSize)
/* harmony export */ });
/**
 * Bytes of a layer when it is unpacked, as docker counts them with overlay2: the contents of files, each once, and the texts of links.
 */
function unpackedSize(entries) {
    let size = 0;
    for (const entry of entries) {
        if (entry.type === 'file')
            size += entry.size;
        else if (entry.type === 'symlink')
            size += Buffer.byteLength(entry.target);
    }
    return size;
}


/***/ }),

/***/ 5613:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ withChanges)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47577);
/* harmony import */ var _json_parse_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51289);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40920);
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(96319);
/* harmony import */ var _context_names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(78101);
/* harmony import */ var _draft_config_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(16687);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44702);
/* harmony import */ var _image_state_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(46154);
/* harmony import */ var _lower_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(34405);
/* harmony import */ var _plan_budget_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(23508);
/* harmony import */ var _stage_graph_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(46583);
/* harmony import */ var _stage_state_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(94897);













/** As `docker import` and `docker commit` take them. */
const CHANGING = [
    'CMD',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'HEALTHCHECK',
    'LABEL',
    'ONBUILD',
    'SHELL',
    'STOPSIGNAL',
].concat(['USER', 'VOLUME', 'WORKDIR']);
/**
 * The config after instructions of a Dockerfile, each of which changes nothing but the config.
 *
 * @param changes one instruction each: `CMD ["node"]`
 * @throws UserError for anything else
 */
function withChanges(config, changes) {
    if (changes.length === 0)
        return config;
    const text = `FROM scratch\n${changes.join('\n')}\n`;
    const dockerfile = (0,_dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDockerfile */ .A)(text, '--change');
    const state = (0,_stage_state_js__WEBPACK_IMPORTED_MODULE_12__/* .startOnImage */ .P)((0,_image_state_js__WEBPACK_IMPORTED_MODULE_8__/* .imageAsItIs */ .hb)(config));
    const graph = (0,_stage_graph_js__WEBPACK_IMPORTED_MODULE_11__/* .planStages */ .VC)(dockerfile, {
        environment: _environment_js__WEBPACK_IMPORTED_MODULE_7__/* .Environment */ .O.empty,
        targetPlatform: state.image.platform,
        target: undefined,
        contexts: _context_names_js__WEBPACK_IMPORTED_MODULE_5__/* .ContextNames */ .K.of([]),
    });
    const instructions = graph.stages[0]?.instructions ?? [];
    const other = instructions.find(({ instruction }) => !CHANGING.includes(instruction.keyword));
    if (graph.stages.length !== 1 || other !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`--change does not take ${other?.instruction.keyword ?? 'FROM'}`, {
            hint: `It takes ${CHANGING.join(', ')}.`,
        });
    }
    const { end } = (0,_lower_js__WEBPACK_IMPORTED_MODULE_9__/* .lowerStage */ .C)(instructions, state, 0, {
        graph,
        dockerfile,
        globalEnvironment: _environment_js__WEBPACK_IMPORTED_MODULE_7__/* .Environment */ .O.empty,
        buildArgs: {},
        budget: new _plan_budget_js__WEBPACK_IMPORTED_MODULE_10__/* .PlanBudget */ .B(),
        entitlements: undefined,
    });
    const encoded = Buffer.concat([...(0,_draft_config_js__WEBPACK_IMPORTED_MODULE_6__/* .encodedConfig */ .b)(end.image.config)].map((piece) => Buffer.from(piece)));
    return { ...config, config: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .asObject */ .eB)((0,_json_parse_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .q)(encoded, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_CONFIG_SIZE */ .S)) };
}


/***/ }),

/***/ 62973:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ImageQuery)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/**
 * Which image of the store a person means: a name, with `latest` if there is no tag, or a digest, or the beginning of an id. `cafe` may
 * be a name or an id; the store looks for a name first.
 */
class ImageQuery {
    /** As it was written, for messages. */
    text;
    #name;
    /** Hexadecimal; `undefined` if the text cannot be an id. */
    #idStart;
    constructor(text, name, idStart) {
        this.text = text;
        this.#name = name;
        this.#idStart = idStart;
    }
    static of(text) {
        const behindName = text.slice(text.lastIndexOf('@') + 1);
        const id = ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(behindName) ? behindName : text).replace(/^sha256:/, '');
        return new ImageQuery(text, nameOrProblem(text), /^[a-f0-9]+$/.test(id) ? id : undefined);
    }
    /** `undefined` if the text is not a name. */
    get name() {
        return this.#name instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? undefined : this.#name;
    }
    /** @throws UserError if the text is not a name */
    requireName() {
        if (this.#name instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
            throw this.#name;
        return this.#name;
    }
    isNamed(references) {
        const { name } = this;
        return name !== undefined && references.some((reference) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .sameReference */ .kP)(reference, name));
    }
    isIdOf(id) {
        return this.#idStart !== undefined && (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(id).startsWith(this.#idStart);
    }
}
function nameOrProblem(text) {
    try {
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .withDefaultTag */ ._t)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(text));
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
            return error;
        throw error;
    }
}


/***/ })

};
