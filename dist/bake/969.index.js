export const id = 969;
export const ids = [969];
export const modules = {

/***/ 31969:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ dockerAddress),
  openDaemon: () => (/* binding */ openDaemon)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/find-program.js
var find_program = __webpack_require__(98373);
;// CONCATENATED MODULE: ./lib/daemon/daemon-address.js

/** What stands for a host where there is none. */
const NO_HOST = 'http://docker/';
const FORMS = 'Write it as unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST.';
/** Seconds for ssh to reach its server. */
const SSH_CONNECT_S = 10;
/**
 * Reads what DOCKER_HOST and contexts hold.
 *
 * @param where names its place in an error
 * @param tls for a `tcp://` address
 * @throws UserError for another scheme, or a part that is missing
 */
function parseDaemonAddress(text, where, tls) {
    const fail = (problem) => new errors/* UserError */.yo(`${where} is ${JSON.stringify(text)}, ${problem}`, { hint: FORMS });
    const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? [];
    switch (scheme) {
        case 'unix':
            if (!rest.startsWith('/'))
                throw fail('which has no absolute path');
            return { text, way: { kind: 'socket', path: rest }, base: new URL(NO_HOST) };
        case 'npipe':
            return { text, way: { kind: 'socket', path: rest.replaceAll('/', '\\') }, base: new URL(NO_HOST) };
        case 'tcp':
        case 'http':
        case 'https': {
            const used = tls ?? (scheme === 'https' ? { verify: true } : undefined);
            const address = `${used === undefined ? 'http' : 'https'}://${rest}`;
            if (!URL.canParse(address))
                throw fail('which is no address');
            const base = new URL(address);
            if (base.port === '' && !/:\d+(?:\/|$)/.test(rest))
                base.port = used === undefined ? '2375' : '2376';
            if (!base.pathname.endsWith('/'))
                base.pathname += '/';
            return { text, way: { kind: 'host', tls: used }, base };
        }
        case 'ssh':
            return { text, way: { kind: 'command', argv: sshCommand(text, fail) }, base: new URL(NO_HOST) };
        default:
            throw fail('which is no address of a daemon');
    }
}
/** As docker's client does it: the other machine needs its client too. */
function sshCommand(text, fail) {
    if (!URL.canParse(text))
        throw fail('which is no address');
    const { username, password, hostname, port, pathname } = new URL(text);
    if (hostname === '')
        throw fail('which has no host');
    if (password !== '')
        throw fail('but ssh takes no password from an address');
    // A name that begins with a dash would be an option of ssh's.
    if (hostname.startsWith('-') || username.startsWith('-'))
        throw fail('which has a name that ssh would take for an option');
    const socket = pathname === '' || pathname === '/' ? [] : ['--host', `unix://${pathname}`];
    if (!/^[\w./-]*$/.test(pathname))
        throw fail('whose path has characters that the shell of the other machine would read');
    return [
        ...['ssh', '-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${SSH_CONNECT_S}`],
        ...['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'],
        ...(username === '' ? [] : ['-l', decodeURIComponent(username)]),
        ...(port === '' ? [] : ['-p', port]),
        ...['--', hostname, 'docker', ...socket, 'system', 'dial-stdio'],
    ];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
;// CONCATENATED MODULE: ./lib/daemon/docker-context.js









/** The name of the context that stands for DOCKER_HOST and the default socket. */
const DEFAULT_CONTEXT = 'default';
const MAX_SIZE = 1024 * 1024;
const clientConfig = (0,object/* object */.Ik)({ currentContext: (0,object/* nullish */.cl)(decoder/* string */.Yj) });
const contextMetadata = (0,object/* object */.Ik)({
    Endpoints: (0,object/* object */.Ik)({
        docker: (0,object/* object */.Ik)({ Host: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''), SkipTLSVerify: (0,containers/* withDefault */.IQ)(decoder/* boolean */.zM, false) }),
    }),
});
/**
 * The daemon of Docker's current context (DOCKER_CONTEXT, else `currentContext` in config.json). Docker keeps a context in a folder
 * that is named by a hash of its name.
 *
 * @returns `undefined` when there is none, or it is the default one
 * @throws UserError when there is no context of this name, or it has no daemon
 */
async function currentContext(settings) {
    const { configFolder } = settings;
    const config = await (0,json_file/* readJsonFile */.J)(external_node_path_.join(configFolder, 'config.json'), clientConfig, MAX_SIZE);
    const name = settings.context ?? config?.currentContext;
    if (name === undefined || name === '' || name === DEFAULT_CONTEXT)
        return undefined;
    const folder = (0,external_node_crypto_.createHash)('sha256').update(name).digest('hex');
    const file = external_node_path_.join(configFolder, 'contexts', 'meta', folder, 'meta.json');
    const metadata = await (0,json_file/* readJsonFile */.J)(file, contextMetadata, MAX_SIZE);
    const endpoint = metadata?.Endpoints.docker;
    if (endpoint === undefined || endpoint.Host === '') {
        throw new errors/* UserError */.yo(`Docker's context ${JSON.stringify(name)} is not there, or names no daemon`, {
            hint: 'See docker context ls, and choose one with docker context use NAME, or by DOCKER_CONTEXT.',
        });
    }
    const tls = await readTls(external_node_path_.join(configFolder, 'contexts', 'tls', folder, 'docker'), !endpoint.SkipTLSVerify);
    const given = tls.ca !== undefined || tls.cert !== undefined || endpoint.SkipTLSVerify;
    return parseDaemonAddress(endpoint.Host, `the host of context ${JSON.stringify(name)}`, given ? tls : undefined);
}
/**
 * The certificates in a folder, each of which may be missing.
 *
 * @throws UserError for one that cannot be read
 */
async function readTls(folder, verify) {
    const [ca, cert, key] = await Promise.all(['ca.pem', 'cert.pem', 'key.pem'].map((name) => readPem(folder, name)));
    return { ca, cert, key, verify };
}
async function readPem(folder, name) {
    try {
        return await (0,promises_.readFile)(external_node_path_.join(folder, name));
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT' || (0,errors/* errorCode */.CA)(error) === 'ENOTDIR')
            return undefined;
        throw new errors/* UserError */.yo(`cannot read ${external_node_path_.join(folder, name)}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/layer/tar-writer.js
var tar_writer = __webpack_require__(36940);
;// CONCATENATED MODULE: ./lib/daemon/archive-body.js

/** A tar that is made while it is sent. */
function archiveBody(members) {
    const entries = members.map((member) => ({ member, header: headerOf(member) }));
    const sizes = entries.map(({ member, header }) => header.length + member.size + (0,tar_writer/* paddingAfter */.OQ)(member.size));
    return {
        size: sizes.reduce((sum, size) => sum + size, tar_writer/* END_OF_ARCHIVE_SIZE */.D9),
        open: async function* () {
            for (const { member, header } of entries) {
                yield header;
                yield* member.open();
                yield Buffer.alloc((0,tar_writer/* paddingAfter */.OQ)(member.size));
            }
            yield Buffer.alloc(tar_writer/* END_OF_ARCHIVE_SIZE */.D9);
        },
    };
}
function headerOf({ path, size }) {
    return (0,tar_writer/* tarHeader */.pI)({ type: 'file', path, size, mode: 0o644, uid: 0, gid: 0, mtime: 0 });
}

// EXTERNAL MODULE: ./lib/daemon/engine-client.js + 1 modules
var engine_client = __webpack_require__(37188);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/oci/chain-id.js

/** The chain id of each layer. @param diffIds lowest first */
function chainIds(diffIds) {
    const chain = [];
    for (const diffId of diffIds) {
        const below = chain.at(-1);
        chain.push((below === undefined ? diffId : (0,oci_digest/* sha256 */.sc)(`${below} ${diffId}`)));
    }
    return chain;
}

// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
;// CONCATENATED MODULE: ./lib/daemon/image-members.js







/**
 * The form of `docker save` (moby's `image/spec`, v1.2), for one platform. A daemon that keeps unpacked layers looks for a layer by
 * its chain id before it opens the file, and podman by its diff id: the file of a layer that it has may be empty. Podman refuses an
 * archive in which there is no file at all.
 *
 * @param zstd whether it can read layers that are compressed with zstd; they are decompressed otherwise
 */
async function dockerMembers(parts, platform, zstd) {
    const { image, files, signal } = parts;
    const config = `${(0,oci_digest/* digestHex */.sU)(platform.imageId)}.json`;
    const wanted = unknownBlobs([platform], parts.known);
    const layers = distinctLayers([platform]);
    const members = await Promise.all(layers.map(async (layer) => {
        const path = layerPath(layer.blob.digest);
        if (!wanted.has(layer.blob.digest))
            return { path, size: 0, open: () => [] };
        const file = await files(layer, signal);
        if (zstd || !layer.blob.mediaType.endsWith('zstd')) {
            return { path, size: layer.blob.size, open: () => (0,file_chunks/* fileChunks */.T9)(file, { signal }) };
        }
        const open = () => (0,decompress/* decompress */.mF)((0,file_chunks/* fileChunks */.T9)(file, { signal }), { label: `layer ${layer.blob.digest}`, signal });
        return { path, size: await sizeOf(open()), open };
    }));
    const manifest = [
        {
            Config: config,
            RepoTags: image.references.map(oci_reference/* familiarName */.hG).sort(),
            Layers: platform.layers.map(({ blob }) => layerPath(blob.digest)),
        },
    ];
    return {
        members: [...members, image_members_document(config, platform.config), image_members_document('manifest.json', JSON.stringify(manifest))],
        sent: wanted.size,
        layers: layers.length,
    };
}
/**
 * An OCI layout (image-spec, "OCI Image Layout"), for a daemon that keeps blobs. It finds them by digest, wherever they came from.
 * The image has no name in it: names are given when everything is there.
 */
async function layoutMembers(parts) {
    const { image, known, files, signal } = parts;
    const { mediaType, digest, size } = image.target;
    const wanted = unknownBlobs(image.platforms, known);
    const layers = distinctLayers(image.platforms);
    const blobs = await Promise.all(layers
        .filter(({ blob }) => wanted.has(blob.digest))
        .map(async (layer) => {
        const file = await files(layer, signal);
        return {
            path: layoutBlob(layer.blob.digest),
            size: layer.blob.size,
            open: () => (0,file_chunks/* fileChunks */.T9)(file, { signal }),
        };
    }));
    const documents = image.platforms.flatMap(({ config, imageId, manifest, descriptor }) => [
        [(0,identity/* digestOfImage */.lk)(imageId), config],
        [descriptor.digest, manifest],
    ]);
    if (image.index !== undefined)
        documents.push([digest, image.index]);
    const index = {
        schemaVersion: 2,
        mediaType: media_types/* OCI_INDEX */.$p,
        manifests: [{ mediaType, digest, size }],
    };
    return {
        members: [
            ...blobs,
            ...[...new Map(documents)].map(([of, bytes]) => image_members_document(layoutBlob(of), bytes)),
            image_members_document('index.json', JSON.stringify(index)),
            image_members_document('oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' })),
        ],
        sent: wanted.size,
        layers: layers.length,
    };
}
/** A blob that is in the image twice is left out only if it is known at both places. */
function unknownBlobs(platforms, known) {
    const unknown = new Set();
    for (const { layers } of platforms) {
        const chain = chainIds(layers.map(({ diffId }) => diffId));
        for (const [index, { blob }] of layers.entries()) {
            const id = chain[index];
            if (id === undefined || !known.has(id))
                unknown.add(blob.digest);
        }
    }
    return unknown;
}
function distinctLayers(platforms) {
    const layers = platforms.flatMap((platform) => platform.layers);
    return [...new Map(layers.map((layer) => [layer.blob.digest, layer])).values()];
}
function layoutBlob(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}
/** Any name will do: `manifest.json` says what each file is for. */
function layerPath(digest) {
    return `${(0,oci_digest/* digestHex */.sU)(digest)}/layer.tar`;
}
function image_members_document(path, text) {
    const bytes = Buffer.from(text);
    return { path, size: bytes.length, open: () => [bytes] };
}
async function sizeOf(chunks) {
    let size = 0;
    for await (const chunk of chunks)
        size += chunk.byteLength;
    return size;
}

// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
;// CONCATENATED MODULE: ./lib/daemon/known-layers.js








const listedImages = (0,containers/* array */.YO)((0,object/* object */.Ik)({ Id: decoder/* string */.Yj, Created: (0,containers/* withDefault */.IQ)(decoder/* integer */.nd, 0), RepoTags: (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)) }));
const inspectedImage = (0,object/* object */.Ik)({ RootFS: (0,object/* ifValid */.S6)((0,object/* object */.Ik)({ Layers: (0,object/* nullish */.cl)((0,containers/* array */.YO)(identity_schema/* diffId */.Jd)) })) });
/** Images that are asked about at the same time. */
const AT_ONCE = 8;
/** Milliseconds after which no more images are asked about: what is not known by then is sent. */
const MAX_ASKING_MS = 5_000;
/**
 * The stacks of layers that a daemon has, by the images that it lists. Those with a name of `image` come first, then the newest, and
 * the rest is not asked about once all layers of `image` are known.
 */
async function knownLayers(client, image, signal) {
    const repositories = new Set(image.references.map((reference) => repositoryOf((0,oci_reference/* familiarName */.hG)(reference))));
    const isNamesake = (tags = []) => tags.some((tag) => repositories.has(repositoryOf(tag)));
    const listed = (await client.get('images/json', listedImages, signal))
        .filter(({ Id }) => (0,oci_digest/* isDigest */.Bc)(Id))
        .map(({ Id, Created, RepoTags }) => ({ id: Id, created: Created, namesake: isNamesake(RepoTags) }))
        .sort((a, b) => Number(b.namesake) - Number(a.namesake) || b.created - a.created);
    const ids = [...new Set(listed.map(({ id }) => id))];
    const known = new Set();
    const wanted = new Set(image.platforms.flatMap(({ layers }) => chainIds(layers.map((layer) => layer.diffId))));
    const until = performance.now() + MAX_ASKING_MS;
    for (let at = 0; at < ids.length && performance.now() < until; at += AT_ONCE) {
        const stacks = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => layersOf(client, id, signal)));
        for (const id of stacks.flatMap(chainIds))
            if (wanted.delete(id))
                known.add(id);
        if (wanted.size === 0)
            break;
    }
    return known;
}
/** An image may be removed meanwhile, or be damaged: then it says nothing. */
async function layersOf(client, id, signal) {
    try {
        return (await client.get(`images/${id}/json`, inspectedImage, signal)).RootFS?.Layers ?? [];
    }
    catch (error) {
        if ((0,engine_client/* isRefusal */.vu)(error))
            return [];
        throw error;
    }
}
function repositoryOf(name) {
    return name.replace(/:[^:/]*$/, '');
}

// EXTERNAL MODULE: ./lib/daemon/load-answer.js
var load_answer = __webpack_require__(43669);
;// CONCATENATED MODULE: ./lib/daemon/engine-daemon.js










/** Since this version the daemon says of every manifest whether all of its content is there. */
const API_MANIFESTS = 47;
/** Since this version (Docker 23) the daemon reads layers that are compressed with zstd. */
const API_ZSTD = 42;
const CONTAINERD_STORE = 'io.containerd.snapshotter.v1';
const daemonInfo = (0,object/* object */.Ik)({ DriverStatus: (0,object/* ifValid */.S6)((0,containers/* array */.YO)((0,containers/* array */.YO)(decoder/* string */.Yj))) });
const loadedImage = (0,object/* object */.Ik)({ Id: decoder/* string */.Yj });
const listedManifests = (0,containers/* array */.YO)((0,object/* object */.Ik)({ Id: decoder/* string */.Yj, Manifests: (0,object/* nullish */.cl)((0,containers/* array */.YO)((0,object/* object */.Ik)({ Available: (0,containers/* withDefault */.IQ)(decoder/* boolean */.zM, false) }))) }));
/**
 * Asks what is at the address.
 *
 * @throws HttpError when nothing is there, or it gives no answer
 */
async function connectToEngine(address, signal, patience = engine_client/* DAEMON_PATIENCE */.N_) {
    const client = new engine_client/* EngineClient */.A$(address, patience);
    try {
        const headers = await client.ping(signal);
        const api = Number(/^1\.(\d{1,4})$/.exec(String(headers['api-version']))?.[1] ?? 0);
        if (headers['libpod-api-version'] !== undefined) {
            return new EngineDaemon(address, client, { product: 'podman', keeps: 'unpacked', api });
        }
        const { DriverStatus = [] } = await client.get('info', daemonInfo, signal);
        const blobs = DriverStatus.some(([key, value]) => key === 'driver-type' && value === CONTAINERD_STORE);
        return new EngineDaemon(address, client, { product: 'Docker', keeps: blobs ? 'blobs' : 'unpacked', api });
    }
    catch (error) {
        client.close();
        throw error;
    }
}
class EngineDaemon {
    name;
    #client;
    #traits;
    constructor({ text }, client, traits) {
        this.name = `${traits.product} (${text})`;
        this.#client = client;
        this.#traits = traits;
    }
    get keepsIndexes() {
        return this.#traits.keeps === 'blobs';
    }
    close() {
        this.#client.close();
    }
    async load(image, files, signal) {
        const known = await this.#naming(signal, () => this.#known(image, signal));
        const partial = { image, known, files, signal };
        const loaded = known.size === 0 ? undefined : await this.#sendIfTaken(partial, await this.#archive(partial));
        if (loaded !== undefined)
            return loaded;
        // What was known a moment ago may be pruned by now: everything is sent, once.
        const whole = { ...partial, known: NOTHING };
        const archive = await this.#archive(whole);
        return await this.#naming(signal, () => this.#send(whole, archive));
    }
    async #known(image, signal) {
        const { keeps, api } = this.#traits;
        // Without an answer to whether everything is there, nothing may be left out.
        if (keeps === 'blobs' && api < API_MANIFESTS)
            return NOTHING;
        return await knownLayers(this.#client, image, signal);
    }
    async #archive(parts) {
        if (this.#traits.keeps === 'blobs')
            return await layoutMembers(parts);
        const [platform, ...others] = parts.image.platforms;
        if (platform === undefined || others.length > 0)
            throw new errors/* EngineBug */.Bp(`${this.name} was given a list of images`);
        return await dockerMembers(parts, platform, this.#traits.product === 'podman' || this.#traits.api >= API_ZSTD);
    }
    /** @returns `undefined` when the daemon answered that it does not take it */
    async #sendIfTaken(parts, archive) {
        return await this.#naming(parts.signal, async () => {
            try {
                return await this.#send(parts, archive);
            }
            catch (error) {
                if (error instanceof load_answer/* NotTaken */.J || (0,engine_client/* isRefusal */.vu)(error))
                    return undefined;
                throw error;
            }
        });
    }
    async #send({ image, signal }, { members, sent, layers }) {
        const body = archiveBody(members);
        await this.#client.load(body, signal);
        if (this.#traits.keeps === 'blobs')
            await this.#nameBlobs(image, signal);
        else
            await this.#requireImage(image, signal);
        return { bytes: body.size, sent, layers };
    }
    /** The archive had the names. */
    async #requireImage({ platforms }, signal) {
        for (const { imageId } of platforms) {
            const found = await this.#client.find(`images/${imageId}/json`, loadedImage, signal);
            if (found?.Id !== imageId)
                throw new load_answer/* NotTaken */.J(`it took the image, but has no image ${imageId}`);
        }
    }
    /** Gives the names once all content is there: containerd takes an archive in which blobs are missing. */
    async #nameBlobs({ target, references }, signal) {
        if (!(await this.#isComplete(target.digest, signal))) {
            throw new load_answer/* NotTaken */.J(`it took the image, but lacks some of the content of ${target.digest}`);
        }
        for (const { tag, ...reference } of references) {
            const name = new URLSearchParams({ repo: (0,oci_reference/* formatReference */.FH)(reference), tag });
            await this.#client.post(`images/${target.digest}/tag?${name.toString()}`, signal);
        }
    }
    async #isComplete(digest, signal) {
        if (this.#traits.api < API_MANIFESTS) {
            return (await this.#client.find(`images/${digest}/json`, loadedImage, signal)) !== undefined;
        }
        const listed = await this.#client.get('images/json?manifests=1', listedManifests, signal);
        const manifests = listed.find(({ Id }) => Id === digest)?.Manifests ?? [];
        return manifests.length > 0 && manifests.every(({ Available }) => Available);
    }
    /** Runs `work`, whose errors get the daemon's name. */
    async #naming(signal, work) {
        try {
            return await work();
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,engine_client/* atDaemon */.OU)(this.name, 'loading the image into', error);
        }
    }
}
const NOTHING = new Set();

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
;// CONCATENATED MODULE: ./lib/daemon/podman-program.js











const MAX_OUTPUT = 64 * 1024 * 1024;
const MAX_SHOWN = 600;
const PATIENCE = { askMs: 30_000, loadMs: 600_000 };
/** The storage of podman, by its program: for a machine where its service does not listen. */
class PodmanProgram {
    name;
    keepsIndexes = false;
    #program;
    #patience;
    /** @param program absolute path */
    constructor(program, patience = PATIENCE) {
        this.name = `podman (${program})`;
        this.#program = program;
        this.#patience = patience;
    }
    close() {
        // Nothing stays open.
    }
    async load(image, files, signal) {
        const [platform, ...others] = image.platforms;
        if (platform === undefined || others.length > 0)
            throw new errors/* EngineBug */.Bp(`${this.name} was given a list of images`);
        const send = async (known) => {
            const { members, sent, layers } = await dockerMembers({ image, known, files, signal }, platform, true);
            const body = archiveBody(members);
            await this.#run(['load', '--quiet'], signal, body.open());
            await this.#run(['image', 'inspect', '--format', '{{.Id}}', platform.imageId], signal);
            return { bytes: body.size, sent, layers };
        };
        const known = await this.#known(signal);
        if (known.size === 0)
            return await send(podman_program_NOTHING);
        try {
            return await send(known);
        }
        catch (error) {
            if (!(error instanceof PodmanFailure))
                throw error;
            // What was known a moment ago may be pruned by now: everything is sent, once.
            return await send(podman_program_NOTHING);
        }
    }
    /** The stacks of layers that podman has. */
    async #known(signal) {
        const ids = (await this.#run(['images', '--quiet', '--no-trunc'], signal)).split('\n').filter((id) => id !== '');
        if (ids.length === 0)
            return podman_program_NOTHING;
        try {
            const format = ['--format', '{{json .RootFS.Layers}}'];
            const output = await this.#run(['image', 'inspect', ...format, ...new Set(ids)], signal);
            const stacks = output.split('\n').map((line) => (0,decode_or/* parseOrUndefined */.x9)((0,containers/* array */.YO)(identity_schema/* diffId */.Jd), line, MAX_OUTPUT) ?? []);
            return new Set(stacks.flatMap(chainIds));
        }
        catch (error) {
            // An image that is removed meanwhile makes it fail. All layers are sent then.
            if (error instanceof PodmanFailure)
                return podman_program_NOTHING;
            throw error;
        }
    }
    async #run(args, signal, input) {
        signal.throwIfAborted();
        const stop = new AbortController();
        const child = (0,external_node_child_process_.spawn)(this.#program, args, {
            stdio: ['pipe', 'pipe', 'pipe'],
            signal: AbortSignal.any([signal, stop.signal]),
            killSignal: 'SIGKILL',
        });
        const ms = input === undefined ? this.#patience.askMs : this.#patience.loadMs;
        const timer = setTimeout(() => stop.abort(), ms);
        const alive = () => void timer.refresh();
        let output = '';
        let said = '';
        let unable;
        child.stdout.setEncoding('utf8').on('data', (text) => {
            alive();
            if (output.length < MAX_OUTPUT)
                output += text;
        });
        child.stderr.setEncoding('utf8').on('data', (text) => {
            alive();
            said = (said + text).slice(-8192);
        });
        const ended = new Promise((resolve, reject) => {
            child.once('error', (error) => reject((unable = error)));
            child.once('close', resolve);
        });
        ended.catch(() => undefined);
        try {
            await feed(child.stdin, input ?? [], alive);
            const code = await ended;
            if (code === 0)
                return output;
            const words = (0,http_error/* printable */.g$)(said, MAX_SHOWN);
            throw new PodmanFailure(`podman ${args[0] ?? ''} failed${words === '' ? ` with exit code ${code ?? 'none'}` : `: ${words}`}`);
        }
        catch (error) {
            signal.throwIfAborted();
            if (stop.signal.aborted)
                throw new errors/* InfraError */.Ri(`podman ${args[0] ?? ''} did nothing for ${ms / 1000} s`);
            if (error === unable)
                throw new errors/* InfraError */.Ri(`cannot run ${this.#program}`, { cause: error });
            throw error;
        }
        finally {
            clearTimeout(timer);
            child.kill('SIGKILL');
        }
    }
}
/** It ended with another exit code than 0. */
class PodmanFailure extends errors/* InfraError */.Ri {
}
/** Writes as fast as it is taken. A program that ends before it has read everything says why by its exit code. */
async function feed(stdin, input, taken) {
    async function* watched() {
        for await (const chunk of input) {
            taken();
            yield chunk;
        }
    }
    try {
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(watched(), { objectMode: true, highWaterMark: 2 }), stdin);
    }
    catch (error) {
        const gone = ['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];
        if (!gone.includes((0,errors/* errorCode */.CA)(error) ?? ''))
            throw error;
    }
}
const podman_program_NOTHING = new Set();

;// CONCATENATED MODULE: ./lib/daemon/open-daemon.js







/** What does the same by hand. */
const BY_HAND = 'Write the image to a file with -o type=docker,dest=image.tar (outputs: type=docker,dest=image.tar), and load that where there is one: docker load -i image.tar';
/**
 * Finds what images are loaded into: what DOCKER_HOST or Docker's current context names, and nothing else if they do; else Docker's
 * usual socket, then podman's, then the program podman.
 *
 * @param usual the addresses that are tried if none is named
 * @throws UserError that says how to do without, when there is none or it does not answer
 */
async function openDaemon(settings, signal, usual = usualAddresses(settings)) {
    const named = await namedAddress(settings);
    if (named !== undefined) {
        try {
            return await connectToEngine(named, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            throw noDaemon(`cannot load the image into Docker (${named.text}): ${(0,errors/* messageOf */.bD)(error)}`, error);
        }
    }
    const problems = [];
    for (const address of usual) {
        try {
            return await connectToEngine(address, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!isAbsent(error))
                throw noDaemon(`cannot load the image (${address.text}): ${(0,errors/* messageOf */.bD)(error)}`, error);
            if (systemCode(error) !== 'ENOENT')
                problems.push(`${address.text}: ${systemCode(error) ?? ''}`);
        }
    }
    const podman = (0,find_program/* findProgram */.K)('podman', settings.programPath);
    if (podman !== undefined)
        return new PodmanProgram(podman);
    const seen = problems.length === 0 ? '' : ` (${problems.join('; ')})`;
    throw noDaemon(`there is no Docker daemon and no podman to load the image into${seen}`);
}
/**
 * Where a daemon is that `docker://` or `docker://CONTEXT` means: without a name, what DOCKER_HOST or the current context names, else
 * Docker's usual socket.
 *
 * @throws UserError when there is no such context
 */
async function dockerAddress(settings, context) {
    const named = await namedAddress(context === '' ? settings : { ...settings, host: undefined, context });
    const [usual] = usualAddresses(settings);
    return named ?? usual ?? parseDaemonAddress('unix:///var/run/docker.sock', 'the usual address', undefined);
}
async function namedAddress(settings) {
    const { host = '', tls, certFolder } = settings;
    if (host === '')
        return await currentContext(settings);
    const client = tls === 'none' ? undefined : await readTls(certFolder, tls === 'verified');
    return parseDaemonAddress(host, 'DOCKER_HOST', client);
}
function usualAddresses({ runtimeFolder }) {
    const own = runtimeFolder === undefined ? [] : [external_node_path_.join(runtimeFolder, 'docker.sock')];
    const podman = runtimeFolder === undefined ? [] : [external_node_path_.join(runtimeFolder, 'podman/podman.sock')];
    const sockets = ['/var/run/docker.sock', ...own, ...podman, '/run/podman/podman.sock'].map((file) => `unix://${file}`);
    const pipes = ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/podman-machine-default'];
    return (process.platform === 'win32' ? pipes : sockets).map((text) => parseDaemonAddress(text, 'the usual address', undefined));
}
/** Nobody listens there, or nobody who listens to this user. */
function isAbsent(error) {
    return ['ENOENT', 'ECONNREFUSED', 'EACCES', 'EPERM', 'ENOTSOCK', 'ENOTDIR'].includes(systemCode(error) ?? '');
}
function systemCode(error) {
    return error instanceof errors/* InfraError */.Ri ? (0,errors/* errorCode */.CA)(error.cause) : undefined;
}
function noDaemon(message, cause) {
    return new errors/* UserError */.yo(message, { hint: BY_HAND, cause });
}


/***/ })

};
