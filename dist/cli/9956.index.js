export const id = 9956;
export const ids = [9956];
export const modules = {

/***/ 40761:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ ObjectCaches)
});

// EXTERNAL MODULE: ./lib/async/send-in-blocks.js
var send_in_blocks = __webpack_require__(34545);
// EXTERNAL MODULE: ./lib/async/single-flight.js
var single_flight = __webpack_require__(52209);
// EXTERNAL MODULE: ./lib/async/once.js
var once = __webpack_require__(92087);
// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/objects/port/object-settings.js
var object_settings = __webpack_require__(61713);
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
var connection_error = __webpack_require__(25053);
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

// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/objects/object-keys.js
var object_keys = __webpack_require__(46578);
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
        this.#keys = new object_keys/* ObjectKeys */.m(places);
        this.#uploads = uploads;
    }
    /** @returns `undefined` when there is no such tag. @throws InfraError */
    async manifest(signal) {
        const stored = await this.#objects.document(this.#keys.manifest, manifest/* MAX_MANIFEST_SIZE */.L7, signal);
        if (stored === undefined)
            return undefined;
        const { bytes, etag } = stored;
        // The document itself says what it is.
        return {
            digest: (0,digest/* sha256 */.sc)(bytes),
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
        const object = { mediaType, size: bytes.byteLength, open: () => only(bytes) };
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
async function* only(bytes) {
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
    return `${store.kind} ${place}/${new object_keys/* ObjectKeys */.m(places).shownName}`;
}


/***/ }),

/***/ 77425:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  j: () => (/* binding */ openCacheLocations),
  q: () => (/* binding */ openCacheStore)
});

// EXTERNAL MODULE: ./lib/cache/actions/open.js + 15 modules
var actions_open = __webpack_require__(16178);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cache/artifact/artifact-manifest.js
var artifact_manifest = __webpack_require__(7333);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
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
        const { pack, packId } = (0,artifact_manifest/* decodeArtifact */.$v)(this.location.name, stored);
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
            const encoded = (0,artifact_manifest/* encodeArtifact */.PB)(artifact, form);
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
            return (0,artifact_manifest/* decodeArtifact */.$v)(this.location.name, stored);
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
    return { mediaType: artifact_manifest/* CACHE_PACK */.NT, digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), size };
}
// eslint-disable-next-line @typescript-eslint/require-await -- callers expect an asynchronous stream
async function* only(bytes) {
    yield bytes;
}

// EXTERNAL MODULE: ./lib/objects/load-objects.js
var load_objects = __webpack_require__(34667);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/store/layout-folder.js
var layout_folder = __webpack_require__(50028);
// EXTERNAL MODULE: ./lib/store/layout-lock.js
var layout_lock = __webpack_require__(31379);
// EXTERNAL MODULE: ./lib/files/held-folder.js
var held_folder = __webpack_require__(65001);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
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
        return (0,held_folder/* holdFolder */.U)(directory, [layout_folder/* LAYOUT_BLOBS */.kP, algorithm], 'leave');
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
        const blob = (0,layout_folder/* openLayoutBlob */.Ub)(directory, digest);
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

// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __webpack_require__(73373);
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
        this.#lock = new layout_lock/* LayoutLock */.S(directory);
    }
    /** @returns `undefined` when there is no such tag, or no layout. @throws InfraError */
    async manifest(signal) {
        signal.throwIfAborted();
        try {
            const found = this.#find();
            if (found === undefined)
                return undefined;
            const { digest, mediaType } = found;
            const blob = (0,layout_folder/* openLayoutBlob */.Ub)(this.#directory, digest, signal);
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
            const found = (0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, digest);
            const blob = found === size ? (0,layout_folder/* openLayoutBlob */.Ub)(this.#directory, digest, signal, part.offset) : undefined;
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
            if (!damaged && (0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, blob.digest) === blob.size)
                return { kind: 'present' };
            if (bytes === undefined)
                return { kind: 'absent' };
            await (0,layout_folder/* writeLayoutBlob */.p6)(this.#directory, blob.digest, (file) => writeVerified(file, blob, bytes(signal)));
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
            await (0,layout_folder/* writeLayoutBlob */.p6)(this.#directory, digest, (file) => (0,promises_.writeFile)(file, bytes, { flag: 'wx' }));
            await this.#lock.exclusively(async () => {
                this.#checkHeld(manifest);
                const index = await (0,layout_folder/* addToLayoutIndex */.rb)(this.#directory, [this.#entry(mediaType, digest, bytes, manifest)]);
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
            annotations: { [oci_index/* REF_NAME */.w5]: this.#choice.tag ?? reference/* DEFAULT_TAG */.fL },
        };
    }
    #find() {
        const { digest, tag = reference/* DEFAULT_TAG */.fL } = this.#choice;
        const manifests = (0,layout_folder/* readLayoutIndex */.Xn)(this.#directory)?.manifests ?? [];
        if (digest === undefined)
            return manifests.find((entry) => entry.annotations?.[oci_index/* REF_NAME */.w5] === tag);
        // It need not be in the index. The document itself says what it is.
        return { digest, mediaType: manifests.find((entry) => entry.digest === digest)?.mediaType ?? '' };
    }
    /** Somebody may have changed the folder since `hold` was called for the blobs. */
    #checkHeld({ config, layers }) {
        for (const { digest, size } of [config, ...layers]) {
            if ((0,layout_folder/* layoutBlobSize */.pQ)(this.#directory, digest) !== size)
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
            throw asInfraError((0,layout_folder/* layoutError */.TG)('write', this.#directory, error));
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
    return asInfraError((0,layout_folder/* layoutError */.TG)('read', directory, error));
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

// EXTERNAL MODULE: ./lib/app/caching/object-caches.js + 5 modules
var object_caches = __webpack_require__(40761);
;// CONCATENATED MODULE: ./lib/app/caching/open-locations.js





/** Opens the locations that a build's cache comes from and goes to. No request is made yet. */
function openCacheLocations(parts) {
    const { options, host, adapters, http, scope, variant, sink } = parts;
    const { actionsCache, root } = host;
    const opener = {
        registry: adapters.registry,
        objects: new object_caches/* ObjectCaches */.x(http, (0,load_objects/* objectsBeside */.d)(host.workerEntry)),
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


/***/ }),

/***/ 34545:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ sendInBlocks),
/* harmony export */   l: () => (/* binding */ BlockBuffers)
/* harmony export */ });
/** The buffers for blocks of several streams. Each is made when it is first needed, up to the given number. */
class BlockBuffers {
    /** Bytes of each. */
    size;
    #spare = [];
    #waiting = [];
    #unmade;
    constructor(count, size) {
        this.#unmade = count;
        this.size = size;
    }
    async take(signal) {
        signal.throwIfAborted();
        const spare = this.#spare.pop();
        if (spare !== undefined)
            return spare;
        if (this.#unmade > 0) {
            this.#unmade -= 1;
            return Buffer.allocUnsafeSlow(this.size);
        }
        return await new Promise((resolve, reject) => {
            const taker = (buffer) => {
                signal.removeEventListener('abort', abort);
                resolve(buffer);
            };
            const abort = () => {
                this.#waiting.splice(this.#waiting.indexOf(taker), 1);
                reject(signal.reason);
            };
            signal.addEventListener('abort', abort, { once: true });
            this.#waiting.push(taker);
        });
    }
    give(buffer) {
        const taker = this.#waiting.shift();
        if (taker === undefined)
            this.#spare.push(buffer);
        else
            taker(buffer);
    }
}
/**
 * Sends a stream block by block, several at a time: as many as there are buffers. The stream is never in memory as a whole. When one
 * block cannot be sent, the others are given up.
 *
 * @param open called once; gives the stream from its start
 * @param send sends the block with this number, from 0 on. The bytes are only valid until it has settled
 * @returns how many blocks there were
 * @throws the first failure of `open` or `send`; the signal's reason
 */
async function sendInBlocks(buffers, open, send, signal) {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const sending = [];
    const start = (buffer, length) => {
        const sent = sendOne(buffer, length, sending.length);
        // While the stream is read, nobody waits for it: its failure must not count as unhandled.
        sent.catch(() => undefined);
        sending.push(sent);
    };
    const sendOne = async (buffer, length, number) => {
        try {
            await send(buffer.subarray(0, length), number, either);
        }
        catch (error) {
            failed.abort(error);
            throw error;
        }
        finally {
            buffers.give(buffer);
        }
    };
    let buffer;
    try {
        let filled = 0;
        for await (const chunk of open(either)) {
            for (let at = 0; at < chunk.byteLength;) {
                buffer ??= await buffers.take(either);
                const part = chunk.subarray(at, at + buffer.length - filled);
                buffer.set(part, filled);
                at += part.byteLength;
                filled += part.byteLength;
                if (filled < buffer.length)
                    continue;
                start(buffer, filled);
                buffer = undefined;
                filled = 0;
            }
        }
        if (buffer !== undefined) {
            start(buffer, filled);
            buffer = undefined;
        }
        await Promise.all(sending);
        return sending.length;
    }
    catch (error) {
        if (!failed.signal.aborted)
            failed.abort(error);
        await Promise.allSettled(sending);
        signal.throwIfAborted();
        throw failed.signal.reason;
    }
    finally {
        if (buffer !== undefined)
            buffers.give(buffer);
    }
}


/***/ }),

/***/ 78095:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ isBlobKey),
/* harmony export */   Cz: () => (/* binding */ baselinePrefix),
/* harmony export */   LL: () => (/* binding */ BLOB_VERSION),
/* harmony export */   YT: () => (/* binding */ ENTRY_PREFIX),
/* harmony export */   aY: () => (/* binding */ alternateKey),
/* harmony export */   b7: () => (/* binding */ recordsPrefix),
/* harmony export */   bd: () => (/* binding */ blobKey),
/* harmony export */   i_: () => (/* binding */ PACK_VERSIONS),
/* harmony export */   kd: () => (/* binding */ TOOLKIT_FILE),
/* harmony export */   qI: () => (/* binding */ PackKeys),
/* harmony export */   sW: () => (/* binding */ blobKeys)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);



/** The prefix of all entries of this program. Its number changes when the form of the entries changes. */
const ENTRY_PREFIX = 'layer-build-3-';
/** The name of every file that @actions/cache moves. It must not change, since an entry's version is a digest over it. */
const TOOLKIT_FILE = 'pack';
/** The version of blobs, which are saved as they are. Packs have the version that @actions/cache gives them. */
const BLOB_VERSION = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)('layer-build: a blob as it is'));
/** The versions that @actions/cache gives to entries of that file: on machines with zstd, and on machines without. */
const PACK_VERSIONS = [packVersion('zstd-without-long'), packVersion('gzip')];
function packVersion(compression) {
    const parts = [TOOLKIT_FILE, compression, ...(process.platform === 'win32' ? ['windows-only'] : []), '1.0'];
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(parts.join('|')));
}
function blobKey(digest) {
    return `${ENTRY_PREFIX}blob-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestHex */ .sU)(digest)}`;
}
/**
 * Another key, for use if the first key is taken by a useless entry. An entry never changes, so damaged bytes stay damaged.
 * And an entry that a job reserved but never finished keeps its key for a day or longer.
 */
function alternateKey(key) {
    return `${key}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
}
/** Prefixes for looking up a blob, the best first: if there is an alternate key, the first one was useless. */
function blobKeys(digest) {
    const key = blobKey(digest);
    return [`${key}-`, key];
}
function isBlobKey(key, digest) {
    const first = blobKey(digest);
    return key === first || (key.startsWith(first) && /^-[0-9a-f]{8}$/.test(key.slice(first.length)));
}
/** The prefix of a branch's baselines. No pack has it, so that a search for packs finds no baseline. */
function baselinePrefix(scope, variant, branch) {
    return `${ENTRY_PREFIX}baseline-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hashFieldList */ .rK)([scope, variant, branch]).slice(0, 12)}-`;
}
/** The prefix of the records of builds on a builder. */
function recordsPrefix(scope, variant) {
    return `${ENTRY_PREFIX}records-${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .hashFieldList */ .rK)([scope, variant]).slice(0, 12)}-`;
}
/**
 * The keys of one scope's packs. An entry never changes, so each pack has a key of its own. The key also says under which ref it was
 * saved: the service prefers the entries of a job's own ref, so a job that wants those of its base must ask for nothing else.
 */
class PackKeys {
    #scope;
    #variant;
    #own;
    /** @param ref the one that the job saves under; `undefined` if it is not known */
    constructor(scope, variant, ref) {
        this.#scope = `${ENTRY_PREFIX}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(scope))}-`;
        this.#variant = `${this.#scope}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(variant))}-`;
        this.#own = this.ofRef(ref ?? '');
    }
    /** The prefix of this variant's packs. */
    get ofVariant() {
        return this.#variant;
    }
    /** The prefix of the packs of all variants in the scope. */
    get ofScope() {
        return this.#scope;
    }
    /** The prefix of this variant's packs that were saved under a ref. */
    ofRef(ref) {
        return `${this.#variant}${(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .sha256 */ .sc)(ref))}-`;
    }
    isOfVariant(key) {
        return key.startsWith(this.#variant);
    }
    /** Whether it was saved under the job's own ref. */
    isOwn(key) {
        return key.startsWith(this.#own);
    }
    of(id) {
        return this.#own + id;
    }
    /** The pack's id in a key. @throws InfraError for a key of no pack in the scope */
    idIn(key) {
        const id = key.startsWith(this.#scope)
            ? /^[0-9a-f]{12}-[0-9a-f]{12}-([0-9a-f]{8,128})(?:-[0-9a-f]{8})?$/.exec(key.slice(this.#scope.length))
            : null;
        if (id?.[1] === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('the Actions cache returned an entry that was not asked for');
        return id[1];
    }
}


/***/ }),

/***/ 16178:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C3: () => (/* binding */ openActionsCache),
  bi: () => (/* binding */ writerOf)
});

// UNUSED EXPORTS: actionsCacheOf

// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/cache/actions/poll.js

/**
 * Looks several times for an entry that another job seems to be saving. It may never come, since that job may have died: the
 * service does not tell.
 *
 * @param waits milliseconds before each further look
 * @returns whether it is there
 */
async function pollFor(waits, look, signal) {
    if (await look())
        return true;
    for (const ms of waits) {
        await (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal });
        if (await look())
            return true;
    }
    return false;
}

// EXTERNAL MODULE: ./lib/async/send-in-blocks.js
var send_in_blocks = __webpack_require__(34545);
;// CONCATENATED MODULE: ./lib/cache/actions/blob-upload.js

/** The version of Azure's blob service that this code is written for. */
const HEADERS = { 'x-ms-version': '2021-12-02' };
const ID_LENGTH = 6;
/**
 * Uploads blobs to signed addresses, with Azure's "Put Blob", or with "Put Block" and "Put Block List". A blob is sent as a
 * stream or block by block; it is never in memory as a whole.
 */
class BlobUpload {
    #http;
    #limits;
    #retry;
    #buffers;
    constructor(http, limits, retry) {
        this.#http = http;
        this.#limits = limits;
        this.#retry = retry;
        this.#buffers = new send_in_blocks/* BlockBuffers */.l(limits.blocks, limits.blockSize);
    }
    /** @param open returns `size` bytes; called once for each attempt */
    async put(target, size, open, signal) {
        if (size > this.#limits.singlePut) {
            await this.#putBlocks(target, open, signal);
            return;
        }
        const body = { size, open: () => open(signal) };
        await this.#put(target, '', { 'x-ms-blob-type': 'BlockBlob', ...OCTETS }, body, signal);
    }
    async #putBlocks(target, open, signal) {
        const send = async (block, number, either) => {
            const body = { size: block.byteLength, open: () => [block] };
            await this.#put(target, `comp=block&blockid=${encodeURIComponent(blockId(number))}`, OCTETS, body, either);
        };
        const blocks = await (0,send_in_blocks/* sendInBlocks */.W)(this.#buffers, open, send, signal);
        const list = Buffer.from(blockList(blocks));
        await this.#put(target, 'comp=blocklist', XML, { size: list.length, open: () => [list] }, signal);
    }
    async #put(target, query, headers, body, signal) {
        const url = new URL(target.url);
        // Added as text: a second encoding could break the signature.
        if (query !== '')
            url.search += `${url.search === '' ? '?' : '&'}${query}`;
        const { secrets } = target;
        const request = {
            method: 'PUT',
            url,
            headers: { ...HEADERS, ...headers },
            body,
            secrets,
            retry: this.#retry,
            signal,
        };
        await this.#http.send(request, async (answer) => {
            if (answer.status !== 201)
                throw await this.#http.failure(answer, request);
            await answer.discard();
        });
    }
}
const OCTETS = { 'content-type': 'application/octet-stream' };
const XML = { 'content-type': 'application/xml' };
function blockId(number) {
    return Buffer.from(String(number).padStart(ID_LENGTH, '0')).toString('base64');
}
function blockList(count) {
    const blocks = Array.from({ length: count }, (_, number) => `<Latest>${blockId(number)}</Latest>`).join('');
    return `<?xml version="1.0" encoding="utf-8"?><BlockList>${blocks}</BlockList>`;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/cache/actions/cache-service.js







/** An address that gives the right to read or write one blob, for some minutes. */
class SignedUrl {
    url;
    /** @throws InfraError for an address that cannot be used for a transfer */
    constructor(text) {
        if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
            throw new errors/* InfraError */.Ri('the Actions cache returned an invalid address for a blob');
        }
        this.url = new URL(text);
    }
    /** The parts that errors must not show. */
    get secrets() {
        const { search, searchParams } = this.url;
        return [search.slice(1), searchParams.get('sig') ?? ''];
    }
}
const METHODS = '/twirp/github.actions.results.api.v1.CacheService/';
const MAX_ANSWER = 64 * 1024;
const MAX_SHOWN = 300;
/** The second version of GitHub's cache service (Twirp over JSON). */
class CacheService {
    #http;
    #address;
    #retry;
    constructor(http, address, retry) {
        this.#http = http;
        this.#address = address;
        this.#retry = retry;
    }
    /**
     * @param others keys to look for when nothing is found for `key`
     * @returns the entry that the service finds by its own rules: a key also matches the entries that it is a prefix of
     */
    async find(key, version, signal, others = []) {
        const document = await this.#call('GetCacheEntryDownloadURL', { key, restore_keys: others, version }, signal);
        if (document === undefined || !isOk(document))
            return undefined;
        const { matched_key: found, signed_download_url: download } = document.decode(foundEntry);
        return { key: found, download: new SignedUrl(download) };
    }
    /** @throws InfraError when the service refuses it for any reason but that the key is taken */
    async reserve(key, version, signal) {
        const document = await this.#call('CreateCacheEntry', { key, version }, signal);
        if (document === undefined)
            return { kind: 'taken' };
        if (!isOk(document))
            throw this.#refusal(document);
        return { kind: 'reserved', upload: new SignedUrl(document.decode(reservedEntry).signed_upload_url) };
    }
    /** Makes an uploaded entry visible. */
    async finalize(key, version, size, signal) {
        try {
            const request = { key, version, size_bytes: String(size) };
            const document = await this.#call('FinalizeCacheEntryUpload', request, signal);
            if (document === undefined)
                throw new errors/* InfraError */.Ri('the Actions cache has another entry in the making');
            if (!isOk(document))
                throw this.#refusal(document);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            // An earlier attempt may have succeeded although its answer was lost.
            if ((await this.find(key, version, signal))?.key !== key)
                throw error;
        }
    }
    /** @returns `undefined` for a conflict with another entry */
    async #call(method, fields, signal) {
        const request = {
            method: 'POST',
            url: new URL(METHODS + method, this.#address.url),
            headers: { 'content-type': 'application/json' },
            authorization: `Bearer ${this.#address.token}`,
            body: (0,request_body/* bytesBody */.EB)(Buffer.from(JSON.stringify(fields))),
            secrets: [this.#address.token],
            retry: this.#retry,
            signal,
        };
        return await this.#http.send(request, async (answer) => {
            if (answer.status === 409) {
                await answer.discard();
                return undefined;
            }
            if (answer.status !== 200)
                throw await this.#http.failure(answer, request);
            return json_document/* JsonDocument */.q.parse(await (0,read_body/* readBody */.x)(answer, MAX_ANSWER), 'an answer of the Actions cache', MAX_ANSWER);
        });
    }
    #refusal(document) {
        const { message = '' } = document.decode(refusal);
        const words = message.replaceAll(this.#address.token, '***').slice(0, MAX_SHOWN);
        return new errors/* InfraError */.Ri(`the Actions cache refused an entry${words === '' ? '' : `: ${words}`}`);
    }
}
/** Twirp leaves out fields that are false. */
const outcome = (0,object/* object */.Ik)({ ok: (0,containers/* withDefault */.IQ)(decoder/* boolean */.zM, false) });
const foundEntry = (0,object/* object */.Ik)({ matched_key: (0,decoder/* stringUpTo */._m)(512), signed_download_url: decoder/* string */.Yj });
const reservedEntry = (0,object/* object */.Ik)({ signed_upload_url: decoder/* string */.Yj });
const refusal = (0,object/* object */.Ik)({ message: (0,object/* nullish */.cl)(decoder/* string */.Yj) });
function isOk(document) {
    return document.decode(outcome).ok;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
;// CONCATENATED MODULE: ./lib/cache/actions/blob-entries.js

function missingBlob({ digest }) {
    return new errors/* InfraError */.Ri(`the Actions cache does not have blob ${digest}`);
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/cache/actions/blob-source.js



/** This machine's copy of a blob is at fault, not the location that it goes to. */
class SourceError extends errors/* InfraError */.Ri {
}
/**
 * The bytes from `open`, checked as they pass: an entry cannot be corrected later, so no wrong bytes may get into one.
 *
 * @throws SourceError when they do not match the blob's digest
 */
async function* checkedBytes({ digest, size }, open, signal) {
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
    let seen = 0;
    for await (const chunk of ownBytes(open, signal)) {
        hash.update(chunk);
        seen += chunk.byteLength;
        if (seen > size)
            break;
        yield chunk;
    }
    if (seen !== size || hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest)) {
        throw new SourceError(`this machine's blob ${digest} is damaged`);
    }
}
async function* ownBytes(open, signal) {
    try {
        yield* open(signal);
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* EngineBug */.Bp)
            throw error;
        throw new SourceError("this machine's blob cannot be read", { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/cache/actions/entry-keys.js
var entry_keys = __webpack_require__(78095);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(35821);
;// CONCATENATED MODULE: ./lib/cache/actions/toolkit-blobs.js













/** Blobs through @actions/cache, one after another, for services that only know version 1 of the protocol. */
class ToolkitBlobs {
    #files;
    #folder;
    #access;
    /** @param folder absolute path of a folder for temporary files; made if missing */
    constructor(files, folder, access) {
        this.#files = files;
        this.#folder = folder;
        this.#access = access;
    }
    async *fetchBlob(blob, signal, part) {
        if (part !== undefined)
            throw new errors/* InfraError */.Ri('this Actions cache gives no parts of blobs');
        const file = this.#newFile();
        try {
            const found = this.#access.read ? await this.#files.restore(file, (0,entry_keys/* blobKeys */.sW)(blob.digest), signal) : undefined;
            if (found === undefined || !(0,entry_keys/* isBlobKey */.Bu)(found, blob.digest))
                throw missingBlob(blob);
            const { size } = await (0,promises_.stat)(file);
            if (size !== blob.size)
                throw new errors/* WrongContent */.lN(`the Actions cache has ${size} bytes for blob ${blob.digest}`);
            yield* (0,file_chunks/* fileChunks */.T9)(file, { size: CHUNK, signal });
        }
        finally {
            await (0,discard/* discard */.v)(file);
        }
    }
    async uploadBlobs(blobs, signal) {
        const there = new Set();
        for (const one of blobs) {
            try {
                if (await this.#uploadOne(one, signal))
                    there.add(one.blob.digest);
            }
            catch (error) {
                signal.throwIfAborted();
                if (error instanceof SourceError)
                    continue;
                // The library does not say why it failed. It has retried already, so we stop here.
                if (!(error instanceof errors/* InfraError */.Ri) || there.size === 0)
                    throw error;
                break;
            }
        }
        return there;
    }
    async #uploadOne(wanted, signal) {
        const { blob, open, damaged = false } = wanted;
        const key = (0,entry_keys/* blobKey */.bd)(blob.digest);
        if (!damaged && (await this.#has(blob, signal)))
            return true;
        if (open === undefined || !this.#access.write)
            return false;
        const file = this.#newFile();
        try {
            await (0,external_node_stream_promises_.pipeline)(checkedBytes(blob, open, signal), (0,external_node_fs_.createWriteStream)(file, { mode: 0o600 }), { signal });
            if (!damaged) {
                if (await this.#save(file, key, wanted, signal))
                    return true;
                if (await this.#has(blob, signal))
                    return true;
            }
            return await this.#save(file, (0,entry_keys/* alternateKey */.aY)(key), wanted, signal);
        }
        finally {
            await (0,discard/* discard */.v)(file);
        }
    }
    async #save(file, key, { onUploaded }, signal) {
        const saved = await this.#files.save(file, key, signal);
        if (saved)
            onUploaded?.(key);
        return saved;
    }
    async #has({ digest }, signal) {
        if (!this.#access.read)
            return false;
        const found = (await this.#files.find((0,entry_keys/* blobKey */.bd)(digest), signal))?.key;
        return found !== undefined && (0,entry_keys/* isBlobKey */.Bu)(found, digest);
    }
    #newFile() {
        (0,make_folders/* makeFolders */.w)(this.#folder, 0o700);
        return external_node_path_.join(this.#folder, `${(0,process_identity/* ownIdentity */.A)()}.${(0,external_node_crypto_.randomUUID)()}`);
    }
}
const CHUNK = 512 * 1024;

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(69744);
;// CONCATENATED MODULE: ./lib/cache/actions/toolkit-files.js










/**
 * Saves and restores files through @actions/cache, each in a folder of its own, and with a time limit that the library
 * lacks.
 */
class ToolkitFiles {
    #loadClient;
    #folder;
    #limitMs;
    /** @param folder absolute path of a folder for temporary files; made if missing */
    constructor(loadClient, folder, limitMs) {
        this.#loadClient = loadClient;
        this.#folder = folder;
        this.#limitMs = limitMs;
    }
    /** The newest entry whose key begins with `prefix`. */
    async find(prefix, signal) {
        const key = await this.#working(signal, (client, folder, limit) => client.find(folder, entry_keys/* TOOLKIT_FILE */.kd, prefix, limit));
        if (key === undefined)
            return undefined;
        return { key, fetch: async (file, fetching) => (await this.restore(file, [key], fetching)) !== undefined };
    }
    /**
     * Writes the entry that the first matching key finds to `file`, which must not exist yet. All `keys` are prefixes.
     *
     * @returns its key
     */
    async restore(file, keys, signal) {
        return await this.#working(signal, async (client, folder, limit) => {
            const key = await client.restore(folder, entry_keys/* TOOLKIT_FILE */.kd, keys, limit);
            if (key === undefined || limit.aborted)
                return undefined;
            const restored = external_node_path_.join(folder, entry_keys/* TOOLKIT_FILE */.kd);
            const stats = await (0,promises_.lstat)(restored).catch(() => undefined);
            if (stats?.isFile() !== true)
                throw new errors/* InfraError */.Ri('the entry of the Actions cache does not hold our file');
            (0,make_folders/* makeFolders */.w)(external_node_path_.dirname(file), 0o700);
            await (0,publish/* publishFile */.o6)(restored, file);
            return key;
        });
    }
    /** @returns whether it was saved */
    async save(file, key, signal) {
        return await this.#working(signal, async (client, folder, limit) => {
            const copy = external_node_path_.join(folder, entry_keys/* TOOLKIT_FILE */.kd);
            await (0,promises_.link)(file, copy).catch(() => (0,promises_.copyFile)(file, copy));
            return await client.save(folder, entry_keys/* TOOLKIT_FILE */.kd, key, limit);
        });
    }
    async #working(signal, work) {
        signal.throwIfAborted();
        const client = await this.#loadClient(signal);
        const folder = external_node_path_.join(this.#folder, `${(0,process_identity/* ownIdentity */.A)()}.${(0,external_node_crypto_.randomUUID)()}`);
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        const late = new AbortController();
        const timer = setTimeout(() => late.abort(new errors/* InfraError */.Ri(this.#tooLate(), { retryable: true })), this.#limitMs);
        const limit = AbortSignal.any([signal, late.signal]);
        // The library cannot be stopped, so its folder stays until it is done, even if nobody waits any more.
        const working = work(client, folder, limit).finally(() => (0,discard/* discard */.v)(folder));
        try {
            return await (0,abortable/* settledBefore */.Z)(limit, working);
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof errors/* InfraError */.Ri)
                throw error;
            throw new errors/* InfraError */.Ri('@actions/cache failed', { cause: error });
        }
        finally {
            clearTimeout(timer);
        }
    }
    #tooLate() {
        return `the Actions cache was not done within ${this.#limitMs / 1000} s`;
    }
}

;// CONCATENATED MODULE: ./lib/cache/actions/require-answer.js



/** The result of the check, for each service that this process uses. */
const answers = new WeakMap();
/**
 * Checks once in a process that a service of version 1 answers, before @actions/cache is used. That library tries each call
 * for many seconds, does not say why it failed, and cannot be stopped. If the service is gone, the restore, the save and
 * every other call would each take that long.
 *
 * @param limitMs the time in which it must give any answer
 * @throws InfraError when it does not; the signal's reason
 */
async function requireAnswer(http, settings, limitMs, signal) {
    let answer = answers.get(settings);
    if (answer === undefined) {
        answer = askOnce(http, settings, limitMs);
        answers.set(settings, answer);
    }
    await (0,abortable/* settledBefore */.Z)(signal, answer);
}
async function askOnce(http, { url, token }, limitMs) {
    const signal = AbortSignal.timeout(limitMs);
    const request = {
        method: 'GET',
        // The same request as the library's for looking up an entry. No entry has this name.
        url: new URL(`${url.href}_apis/artifactcache/cache?keys=layer-build-none&version=0`),
        authorization: `Bearer ${token}`,
        secrets: [token],
        retry: retry_policy/* NO_RETRY */.PE,
        signal,
    };
    try {
        const response = await http.open(request);
        if (response.status >= 500)
            throw await http.failure(response, request);
        await response.discard();
    }
    catch (error) {
        const why = signal.aborted ? `no answer within ${limitMs / 1000} s` : (0,errors/* messageOf */.bD)(error);
        throw new errors/* InfraError */.Ri(`the Actions cache is not used: ${why}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/download.js
var http_download = __webpack_require__(29098);
// EXTERNAL MODULE: ./lib/http/download-part.js
var download_part = __webpack_require__(70610);
;// CONCATENATED MODULE: ./lib/cache/actions/blob-download.js




/**
 * The bytes of a blob, or a part of them. Signed addresses expire, so every request of the download gets a new address. The number of
 * bytes is checked; the caller verifies the digest.
 *
 * @param address asks for a new address. @throws InfraError when there is no such blob
 * @throws WrongContent when the entry has another size
 */
async function* downloadBlob(http, { digest, size }, address, { retry, signal, part, }) {
    let secrets = [];
    const ask = async (headers) => {
        const signed = await address();
        secrets = signed.secrets;
        return await http.open({ method: 'GET', url: signed.url, headers, secrets, retry: retry_policy/* NO_RETRY */.PE, signal });
    };
    const download = {
        label: `blob ${digest}`,
        ask: async (headers) => {
            const response = await ask(headers);
            if (response.status !== 403)
                return response;
            // The address expired before it was used.
            await response.discard();
            return await ask(headers);
        },
        failure: (response) => http.failure(response, { secrets }),
        budget: http.budget(retry),
        signal,
    };
    try {
        yield* part === undefined ? (0,http_download/* downloadFixed */.hG)(download, size) : (0,download_part/* downloadPart */._)(download, size, part);
    }
    catch (error) {
        throw error instanceof http_download/* WrongSize */.jA
            ? new errors/* WrongContent */.lN(`the Actions cache: ${error.message}`, { cause: error })
            : error;
    }
}

;// CONCATENATED MODULE: ./lib/cache/actions/service-blobs.js







/** After this many failures in a row, the service counts as down and is not asked any more. */
const MAX_FAILURES = 3;
const MINUTE = 60_000;
/** Blobs through the service's own calls. @actions/cache would pack each into an archive, and takes four times as long. */
class ServiceBlobs {
    #parts;
    /** The times at which entries were made in the last minute. */
    #made = [];
    constructor(parts) {
        this.#parts = parts;
    }
    async *fetchBlob(blob, signal, part) {
        const { http, retry, access, serviceOnce } = this.#parts;
        const address = async () => {
            const found = access.read ? await this.#find(blob, signal, serviceOnce) : undefined;
            if (found === undefined)
                throw missingBlob(blob);
            return found;
        };
        yield* downloadBlob(http, blob, address, { retry, signal, part });
    }
    async uploadBlobs(blobs, signal) {
        const there = new Set();
        const queue = blobs.values();
        let failure;
        let failures = 0;
        const worker = async () => {
            for (const one of queue) {
                if (failures >= MAX_FAILURES)
                    return;
                try {
                    if (await this.#uploadOne(one, signal))
                        there.add(one.blob.digest);
                    failures = 0;
                }
                catch (error) {
                    signal.throwIfAborted();
                    if (!(error instanceof errors/* InfraError */.Ri))
                        throw error;
                    if (error instanceof SourceError)
                        continue;
                    failure ??= error;
                    // Too many requests, or no permission: all other blobs would get the same answer.
                    failures += [401, 403, 429].includes((0,http_error/* statusOf */.c2)(error) ?? 0) ? MAX_FAILURES : 1;
                }
            }
        };
        await Promise.all(Array.from({ length: Math.min(this.#parts.concurrency, blobs.length) }, worker));
        signal.throwIfAborted();
        if (there.size === 0 && failure !== undefined)
            throw failure;
        return there;
    }
    /** @returns whether the blob is there now */
    async #uploadOne(wanted, signal) {
        const { blob, damaged = false } = wanted;
        const { access } = this.#parts;
        const isThere = async () => (await this.#find(blob, signal)) !== undefined;
        if (!damaged && access.read && (await isThere()))
            return true;
        if (wanted.open === undefined || !access.write)
            return false;
        const key = (0,entry_keys/* blobKey */.bd)(blob.digest);
        if (!damaged) {
            const made = await this.#make(key, wanted, wanted.open, signal);
            if (made !== 'taken')
                return made === 'done';
            // All jobs save the same bytes under this key. So another job's entry serves us too, if that job finishes it.
            if (!access.read || (await pollFor(this.#parts.pollMs, isThere, signal)))
                return true;
        }
        return (await this.#make((0,entry_keys/* alternateKey */.aY)(key), wanted, wanted.open, signal)) === 'done';
    }
    async #make(key, { blob, onUploaded }, open, signal) {
        const { service, upload } = this.#parts;
        if (!this.#mayMakeOne())
            return 'too many';
        const reservation = await service.reserve(key, entry_keys/* BLOB_VERSION */.LL, signal);
        if (reservation.kind === 'taken')
            return 'taken';
        const bytes = (end) => checkedBytes(blob, open, end);
        await upload.put(reservation.upload, blob.size, bytes, signal);
        await service.finalize(key, entry_keys/* BLOB_VERSION */.LL, blob.size, signal);
        onUploaded?.(key);
        return 'done';
    }
    async #find({ digest }, signal, service = this.#parts.service) {
        const [best, ...others] = (0,entry_keys/* blobKeys */.sW)(digest);
        const found = await service.find(best, entry_keys/* BLOB_VERSION */.LL, signal, others);
        return found !== undefined && (0,entry_keys/* isBlobKey */.Bu)(found.key, digest) ? found.download : undefined;
    }
    #mayMakeOne() {
        const now = this.#parts.http.now();
        this.#made = this.#made.filter((time) => time > now - MINUTE);
        if (this.#made.length >= this.#parts.entriesPerMinute)
            return false;
        this.#made.push(now);
        return true;
    }
}

// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
;// CONCATENATED MODULE: ./lib/cache/actions/pack-entry.js






/** Bytes of the one file in an entry, at most: we save no larger one. */
const MAX_SIZE = 1024 ** 3;
/** Bytes that its archive may have besides. */
const MAX_FRAME = 1024 ** 2;
const LABEL = 'the entry of the Actions cache';
/**
 * Unpacks an entry that @actions/cache saved (a compressed tar of one file) to `file`. The library is not used for that: its
 * tar writes to any path that an entry names, so anybody who can save entries could write any file of the machine.
 *
 * @param file absolute path; removed when this fails
 * @throws InfraError when the entry is not one of ours
 */
async function unpackEntry(bytes, file, signal) {
    (0,external_node_fs_.rmSync)(file, { force: true });
    const descriptor = (0,external_node_fs_.openSync)(file, 'wx', 0o600);
    let taking = false;
    let found = 0;
    let declared = 0;
    const reader = new tar_reader/* TarReader */.R({
        entry: ({ path, typeflag, size }) => {
            // A sparse member may be much larger than its bytes in the archive.
            declared += size;
            if (declared > MAX_SIZE)
                throw tooLarge();
            taking = path === entry_keys/* TOOLKIT_FILE */.kd && typeflag === '0';
            if (taking)
                found++;
        },
        data: (chunk) => {
            if (!taking)
                return;
            for (let at = 0; at < chunk.length;)
                at += (0,external_node_fs_.writeSync)(descriptor, chunk, at);
        },
        end: () => {
            taking = false;
        },
    }, LABEL);
    try {
        let unpacked = 0;
        for await (const chunk of (0,decompress/* decompress */.mF)(bytes, { label: LABEL, signal })) {
            unpacked += chunk.length;
            if (unpacked > MAX_SIZE + MAX_FRAME)
                throw tooLarge();
            reader.write(chunk);
        }
        reader.finish();
        if (found !== 1)
            throw new errors/* InfraError */.Ri(`${LABEL} does not hold our file`);
    }
    catch (error) {
        (0,discard/* discardNow */.d)(file);
        throw error;
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
function tooLarge() {
    return new errors/* InfraError */.Ri(`${LABEL} unpacks to more than ${MAX_SIZE} bytes`);
}

;// CONCATENATED MODULE: ./lib/cache/actions/service-packs.js



/** Packs through the service's own calls, whichever way @actions/cache compressed them. */
class ServicePacks {
    #parts;
    constructor(parts) {
        this.#parts = parts;
    }
    /** The newest pack whose key begins with `prefix`. @throws InfraError when the service fails */
    async find(prefix, signal) {
        for (const version of entry_keys/* PACK_VERSIONS */.i_) {
            const found = await this.#parts.service.find(prefix, version, signal);
            if (found === undefined)
                continue;
            return { key: found.key, fetch: (file, fetching) => this.#fetch(found, file, fetching) };
        }
        return undefined;
    }
    /** @throws InfraError when the service fails, or the entry is not one of ours */
    async #fetch({ download: { url, secrets } }, file, signal) {
        const { http, retry } = this.#parts;
        const request = { method: 'GET', url, secrets, retry, signal };
        await http.send(request, async (answer) => {
            if (answer.status !== 200)
                throw await http.failure(answer, request);
            await unpackEntry(answer.body(), file, signal);
        });
        return true;
    }
    /** @throws the signal's reason */
    async obstacle(key, signal) {
        try {
            const { kind } = await this.#parts.serviceOnce.reserve(key, entry_keys/* PACK_VERSIONS */.i_[0], signal);
            return { kind: kind === 'taken' ? 'taken' : 'gone' };
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            return { kind: 'refused', why: error.message };
        }
    }
}

;// CONCATENATED MODULE: ./lib/cache/actions/actions-store.js












const MIB = 1024 * 1024;
const DEFAULT_LIMITS = {
    retry: retry_policy/* RETRY_CACHE */.WO,
    uploadRetry: retry_policy/* RETRY_CACHE_UPLOAD */.aI,
    concurrency: 8,
    entriesPerMinute: 150,
    answerMs: 2500,
    toolkitMs: 120_000,
    pollMs: [500, 1500, 3000],
    singlePut: 128 * MIB,
    blockSize: 16 * MIB,
    blocks: 4,
};
/**
 * The GitHub Actions cache. A pack is one entry: @actions/cache saves it, and the service's own calls read it. Each blob is
 * an entry too, under its digest, and only the service's own calls move it. The service decides which refs' entries are
 * found: those of the job's own ref come before those of its base.
 */
class ActionsStore {
    location = { kind: 'actions', name: 'the Actions cache' };
    id;
    #settings;
    #keys;
    #baselinesOf;
    #records;
    #files;
    #blobs;
    /** Only for version 2 of the service. Version 1 is only reached through @actions/cache. */
    #packs;
    #pollMs;
    /** The id of the pack that was restored from here. */
    #restoredId;
    /** The newest pack of the scope, if it is not the one that was restored. */
    #newest;
    /** The restored pack was saved under the job's own ref, so one of its base may be newer. */
    #isOwn = false;
    constructor(parts) {
        const { settings, http, folder } = parts;
        const { access } = settings;
        const limits = { ...DEFAULT_LIMITS, ...parts.limits };
        this.#settings = settings;
        this.#keys = new entry_keys/* PackKeys */.qI(parts.scope, parts.variant, access.writeScope);
        this.id = `actions ${this.#keys.ofVariant}`;
        this.#records = (0,entry_keys/* recordsPrefix */.b7)(parts.scope, parts.variant);
        this.#baselinesOf = (branch) => (0,entry_keys/* baselinePrefix */.Cz)(parts.scope, parts.variant, branch);
        this.#files = new ToolkitFiles(async (signal) => {
            if (settings.protocol === 'v1')
                await requireAnswer(http, settings, limits.answerMs, signal);
            return await parts.loadClient();
        }, folder, limits.toolkitMs);
        this.#pollMs = limits.pollMs;
        if (settings.protocol === 'v1') {
            this.#blobs = new ToolkitBlobs(this.#files, folder, access);
            return;
        }
        const service = new CacheService(http, settings, limits.retry);
        const upload = new BlobUpload(http, limits, limits.uploadRetry);
        const serviceOnce = new CacheService(http, settings, retry_policy/* NO_RETRY */.PE);
        this.#packs = new ServicePacks({ ...limits, http, service, serviceOnce });
        this.#blobs = new ServiceBlobs({ ...limits, http, service, serviceOnce, upload, access });
    }
    /** The ref that this job's entries are saved under; `undefined` if it may not save, or the token does not name a ref. */
    get writeScope() {
        return this.#settings.access.writeScope;
    }
    async restorePack(file, signal) {
        if (!this.#settings.access.read)
            return undefined;
        const packs = this.#packs ?? this.#files;
        const newest = await packs.find(this.#keys.ofScope, signal);
        if (newest === undefined)
            return undefined;
        // If the variant's own pack is the newest one, as it mostly is, one request is enough.
        const own = this.#keys.isOfVariant(newest.key) ? newest : await packs.find(this.#keys.ofVariant, signal);
        if (own !== undefined && own.key !== newest.key)
            this.#newest = newest;
        const best = own ?? newest;
        const id = this.#keys.idIn(best.key);
        if (!(await best.fetch(file, signal)))
            return undefined;
        this.#restoredId = id;
        this.#isOwn = this.#keys.isOwn(best.key);
        return id;
    }
    async restoreNewest(file, signal) {
        const newest = this.#newest;
        if (newest === undefined)
            return undefined;
        const id = this.#keys.idIn(newest.key);
        return (await newest.fetch(file, signal)) ? id : undefined;
    }
    async restoreOfBase(file, signal) {
        if (!this.#isOwn)
            return undefined;
        const packs = this.#packs ?? this.#files;
        for (const ref of this.#settings.access.otherScopes) {
            const found = await packs.find(this.#keys.ofRef(ref), signal);
            if (found === undefined)
                continue;
            const id = this.#keys.idIn(found.key);
            if (id === this.#restoredId)
                return undefined;
            return (await found.fetch(file, signal)) ? id : undefined;
        }
        return undefined;
    }
    fetchBlob(blob, signal, part) {
        return this.#blobs.fetchBlob(blob, signal, part);
    }
    uploadBlobs(blobs, signal) {
        return this.#blobs.uploadBlobs(blobs, signal);
    }
    async savePack(pack, _blobs, signal) {
        const key = this.#keys.of(pack.id);
        if (pack.id === this.#restoredId)
            return { kind: 'unchanged', key };
        const { access } = this.#settings;
        if (!access.write)
            return { kind: 'refused', why: 'this job may not write to the Actions cache' };
        if (await this.#files.save(pack.file, key, signal))
            return { kind: 'saved', key };
        if (access.read && (await this.#has(key, signal)))
            return { kind: 'unchanged', key };
        const refusal = { kind: 'refused', why: 'the Actions cache did not accept it' };
        if (!access.read || this.#packs === undefined)
            return refusal;
        // The library does not say why it failed, so the service is asked.
        const obstacle = await this.#packs.obstacle(key, signal);
        if (obstacle.kind === 'refused')
            return { ...refusal, why: `${refusal.why}: ${obstacle.why}` };
        if (obstacle.kind === 'taken' && (await pollFor(this.#pollMs, () => this.#has(key, signal), signal)))
            return { kind: 'unchanged', key };
        const alternate = (0,entry_keys/* alternateKey */.aY)(key);
        return (await this.#files.save(pack.file, alternate, signal)) ? { kind: 'saved', key: alternate } : refusal;
    }
    /**
     * Writes a branch's newest baseline to `file`, which must not exist yet.
     *
     * @returns whether there is one
     */
    async restoreBaseline(file, branch, signal) {
        return await this.#restoreSmall(file, this.#baselinesOf(branch), signal);
    }
    /** Saves a branch's baseline, unless one with the same content is there already. */
    async saveBaseline(file, branch, signal) {
        await this.#saveSmall(file, this.#baselinesOf(branch), signal);
    }
    /**
     * Writes the newest records of builds on a builder to `file`, which must not exist yet.
     *
     * @returns whether there are any
     */
    async restoreRecords(file, signal) {
        return await this.#restoreSmall(file, this.#records, signal);
    }
    /** Saves records of builds on a builder, unless the same are there already. */
    async saveRecords(file, signal) {
        await this.#saveSmall(file, this.#records, signal);
    }
    async #restoreSmall(file, prefix, signal) {
        if (!this.#settings.access.read)
            return false;
        const packs = this.#packs ?? this.#files;
        const found = await packs.find(prefix, signal);
        return found !== undefined && (await found.fetch(file, signal));
    }
    async #saveSmall(file, prefix, signal) {
        if (!this.#settings.access.write)
            return;
        const hash = (0,external_node_crypto_.createHash)('sha256').update(await (0,promises_.readFile)(file));
        await this.#files.save(file, prefix + hash.digest('hex').slice(0, 32), signal);
    }
    async #has(key, signal) {
        const packs = this.#packs ?? this.#files;
        return (await packs.find(key, signal))?.key === key;
    }
}

// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
;// CONCATENATED MODULE: ./lib/cache/actions/cache-access.js




const READ = 1;
const WRITE = 2;
const MAX_TOKEN = (/* unused pure expression or super */ null && (64 * 1024));
/**
 * Reads it from the mode that the runner sets and from the scopes in the token's claim `ac`. The token's signature is not
 * checked here, since the service does that: this only saves requests that it would refuse. If the mode or the token says
 * nothing, it forbids nothing.
 */
function cache_access_cacheAccess(token, mode) {
    const scopes = scopesOf(token);
    const may = (bit) => scopes === undefined || scopes.some(({ permission }) => (permission & bit) !== 0);
    const named = mode.trim().toLowerCase();
    const write = may(WRITE) && !(named === 'none' || named === 'read');
    const writable = scopes?.find(({ permission }) => (permission & WRITE) !== 0)?.scope;
    return {
        read: may(READ) && !(named === 'none' || named === 'write-only'),
        write,
        writeScope: write ? writable : undefined,
        otherScopes: (scopes ?? [])
            .filter(({ scope, permission }) => (permission & READ) !== 0 && scope !== writable)
            .map(({ scope }) => scope),
    };
}
const claims = (0,object/* object */.Ik)({ ac: decoder/* string */.Yj });
const scopes = (0,containers/* arrayOfValid */.tP)((0,object/* object */.Ik)({ Scope: decoder/* string */.Yj, Permission: decoder/* integer */.nd }));
/** @returns `undefined` for a token that names no scope in the known form */
function scopesOf(token) {
    if (token.length > MAX_TOKEN)
        return undefined;
    const { ac = '' } = parseOrUndefined(claims, Buffer.from(token.split('.')[1] ?? '', 'base64url'), MAX_TOKEN) ?? {};
    const list = parseOrUndefined(array(anything), ac, MAX_TOKEN);
    if (list === undefined)
        return undefined;
    const known = scopes(list).map(({ Scope, Permission }) => ({ scope: Scope, permission: Permission }));
    return known.length === 0 && list.length > 0 ? undefined : known;
}

;// CONCATENATED MODULE: ./lib/cache/actions/service-settings.js

/**
 * Reads the variables that the runner sets for an action's process; a step with `run:` does not get them. The protocol is
 * chosen like @actions/cache does, which reads the same variables itself.
 *
 * @returns `undefined` when there is no service
 */
function service_settings_serviceSettingsOf(env) {
    const token = env['ACTIONS_RUNTIME_TOKEN'] ?? '';
    const results = env['ACTIONS_RESULTS_URL'] ?? '';
    const access = cacheAccess(token, env['ACTIONS_CACHE_MODE'] ?? '');
    if (isEnterpriseServer(env['GITHUB_SERVER_URL']) || (env['ACTIONS_CACHE_SERVICE_V2'] ?? '') === '') {
        const address = env['ACTIONS_CACHE_URL'] ?? '';
        return URL.canParse(address) ? { protocol: 'v1', url: new URL(address), token, access } : undefined;
    }
    if (token === '' || !URL.canParse(results))
        return undefined;
    return { protocol: 'v2', url: new URL(results), token, access };
}
function isEnterpriseServer(address) {
    if (address === undefined || !URL.canParse(address))
        return false;
    const host = new URL(address).hostname.toLowerCase();
    return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}

;// CONCATENATED MODULE: ./lib/cache/actions/open.js



/** @returns `undefined` if the environment names no service */
function actionsCacheOf(env, loadClient) {
    const settings = serviceSettingsOf(env);
    return settings === undefined ? undefined : { settings, loadClient };
}
function openActionsCache(access, http, parts) {
    const { root, ...scope } = parts;
    return new ActionsStore({ ...access, http, folder: (0,root_folder/* pathInRoot */.hA)(root, 'actionsIngest'), ...scope });
}
/** The ref that this job's entries are saved under; `''` if it cannot save any. */
function writerOf(access) {
    return access?.settings.access.writeScope ?? '';
}


/***/ }),

/***/ 7333:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $v: () => (/* binding */ decodeArtifact),
/* harmony export */   NT: () => (/* binding */ CACHE_PACK),
/* harmony export */   PB: () => (/* binding */ encodeArtifact),
/* harmony export */   qC: () => (/* binding */ NoCache)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44360);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50261);




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
        mediaType: form === 'artifact' ? _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_EMPTY */ .g1 : _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_CONFIG */ .TF,
        digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256 */ .sc)(configBytes),
        size: configBytes.length,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG,
        ...(form === 'artifact' && { artifactType: CACHE_ARTIFACT }),
        config,
        layers: [{ ...bare(pack), annotations: { [PACK_ID]: packId } }, ...blobs.map(bare)],
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    if (bytes.length > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_MANIFEST_SIZE */ .L7 || manifest.layers.length > MAX_LAYERS)
        return undefined;
    return { mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG, bytes, config: { blob: config, bytes: configBytes } };
}
function bare({ mediaType, digest, size }) {
    return { mediaType, digest, size };
}
/** The tag has something other than a cache of ours, such as an image whose inline cache a workflow asks for. */
class NoCache extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri {
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
    const ours = artifactType === CACHE_ARTIFACT || (artifactType === undefined && config.mediaType === _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_CONFIG */ .TF);
    if (!ours || pack?.mediaType !== CACHE_PACK) {
        throw new NoCache(location, `, but ${whatItIs(manifest)}`);
    }
    const packId = pack.annotations?.[PACK_ID] ?? '';
    if (!/^[a-f0-9]{1,128}$/.test(packId))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the cache of ${location} does not name its pack`);
    if (pack.size > MAX_PACK_SIZE) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the pack of ${location} has ${pack.size} bytes; at most ${MAX_PACK_SIZE} are read`);
    }
    if (layers.length > MAX_LAYERS) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the cache of ${location} names ${layers.length} blobs; at most ${MAX_LAYERS} are read`);
    }
    return { pack: bare(pack), packId, blobs: blobs.map(bare) };
}
function readManifest(location, bytes, mediaType) {
    try {
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(bytes, mediaType);
        if (document.kind === 'manifest')
            return document.manifest;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri) && !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw new NoCache(location, `: ${error.message}`, { cause: error });
    }
    throw new NoCache(location, ", but an index, of an image or of another builder's cache");
}
function whatItIs({ artifactType, config }) {
    const type = artifactType ?? config.mediaType;
    return /\.image\./.test(type) ? 'an image' : `an artifact of type ${JSON.stringify(type)}`;
}


/***/ }),

/***/ 21243:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ madeOnce)
/* harmony export */ });
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44293);

/** Returns a function that makes each folder only at the first call for it, since many files share few folders. */
function madeOnce() {
    const made = new Set();
    return (folder) => {
        if (made.has(folder))
            return;
        (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_0__/* .makeFolders */ .w)(folder, 0o700);
        made.add(folder);
    };
}


/***/ }),

/***/ 99990:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ DETAILS_PARCEL)
/* harmony export */ });
/** The media type of a parcel. */
const DETAILS_PARCEL = 'application/vnd.layer-build.cache.parcel.v1';


/***/ }),

/***/ 54397:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ readPack),
  s: () => (/* binding */ readParcel)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(69744);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: ./lib/cache/pack/listing.js
var pack_listing = __webpack_require__(44586);
// EXTERNAL MODULE: ./lib/cache/pack/made-once.js
var made_once = __webpack_require__(21243);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cache/record/invocations.js
var invocations = __webpack_require__(51657);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
// EXTERNAL MODULE: ./lib/layer/path-sizes.js
var path_sizes = __webpack_require__(48673);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(27674);
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
            return record !== undefined && (0,digest/* digestHex */.sU)(record.key) === own;
        }
        case 'tree': {
            const dated = (0,decode_or/* parseOrUndefined */.x9)(record_codec/* datedLayer */.iW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF);
            return dated !== undefined && (0,digest/* digestHex */.sU)(dated.layer.contentId) === own;
        }
        case 'sizes':
            return (0,decode_or/* parseOrUndefined */.x9)(path_sizes/* pathSizesList */.G, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'invocation':
            return (0,decode_or/* parseOrUndefined */.x9)(invocations/* invocation */.H, (0,external_node_fs_.readFileSync)(file), invocations/* MAX_INVOCATION */.M) !== undefined;
        case 'scope':
            return (0,decode_or/* parseOrUndefined */.x9)(record_codec/* keptBuild */.vW, (0,external_node_fs_.readFileSync)(file), record_codec/* MAX_RECORD_SIZE */.rF) !== undefined;
        case 'index':
        case 'baseline':
            return true;
        case undefined:
            return false;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/cache/pack/packed-files.js







/** Bytes of one unpacked file of a pack, at most: we never write more. */
const MAX_FILE = 256 * 1024 ** 2;
/** Writes the members of a pack into a folder. Members that may not be in a pack are left out. */
class PackedFiles {
    #folder;
    #maxBytes;
    #hashes = new Map();
    #mkdir = (0,made_once/* madeOnce */.v)();
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
        const isWanted = typeflag === '0' && size <= MAX_FILE && (name === pack_listing/* LISTING_FILE */.Ug || (0,packed_path/* isPackedPath */.SZ)(name));
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
    const listing = unpacked.hashes.has(pack_listing/* LISTING_FILE */.Ug)
        ? (0,pack_listing/* decodeListing */.Ht)((0,external_node_fs_.readFileSync)(external_node_path_.join(unpacked.folder, pack_listing/* LISTING_FILE */.Ug), 'utf8'))
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
    const mkdir = (0,made_once/* madeOnce */.v)();
    const turns = new yielding/* EventLoopTurns */.j(signal);
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


/***/ }),

/***/ 51657:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ invocation),
/* harmony export */   M: () => (/* binding */ MAX_INVOCATION)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90139);


/** Bytes. */
const MAX_INVOCATION = 4096;
const invocation = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    invocationId: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .stringMatching */ .zc)(/^[0-9a-f-]{36}$/, 'a UUID'),
    started: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .utcTime */ .SK,
    finished: _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .utcTime */ .SK,
});


/***/ }),

/***/ 42999:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Di: () => (/* binding */ restoreNewest),
/* harmony export */   OI: () => (/* binding */ restorePack),
/* harmony export */   f9: () => (/* binding */ restoreOfBase)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _async_abortable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32206);
/* harmony import */ var _trace_span_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21725);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34397);
/* harmony import */ var _scratch_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(28685);
/* harmony import */ var _pack_read_pack_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54397);






/**
 * Fetches the newest pack of a location, and unpacks it on this machine.
 *
 * @returns `undefined` when the location has none
 * @throws InfraError, whatever the store throws, the signal's reason
 */
function restorePack(store, parts) {
    return restoreBy((file, signal) => store.restorePack(file, signal), store, parts);
}
/**
 * The same with the newest pack of the whole scope, if another variant saved it. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restoreNewest(store, parts) {
    if (store.restoreNewest === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreNewest?.(file, signal), store, parts);
}
/**
 * The same with the newest pack of the job's base branch, if that is another one. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
async function restoreOfBase(store, parts) {
    if (store.restoreOfBase === undefined)
        return undefined;
    return await restoreBy(async (file, signal) => store.restoreOfBase?.(file, signal), store, parts);
}
async function restoreBy(write, store, parts) {
    const { root, before, signal } = parts;
    const started = performance.now();
    const folder = await (0,_scratch_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .scratchFolder */ .$)(root);
    try {
        const file = node_path__WEBPACK_IMPORTED_MODULE_0__.join(folder, 'pack');
        const where = (what) => () => `${what} ${store.location.kind} ${store.location.name}`;
        const packId = await (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_1__/* .traced */ .mn)('cache', where('fetch the pack of'), () => (0,_async_abortable_js__WEBPACK_IMPORTED_MODULE_5__/* .settledBefore */ .Z)(signal, write(file, signal)));
        if (packId === undefined)
            return undefined;
        await before?.catch(() => undefined);
        const pack = await (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_1__/* .traced */ .mn)('cache', where('unpack the pack of'), async (span) => {
            const read = await (0,_pack_read_pack_js__WEBPACK_IMPORTED_MODULE_4__/* .readPack */ .w)(file, { root, folder, signal });
            span.note({ bytes: read.bytes, files: read.newFiles.length });
            return read;
        });
        return { ...pack, location: store.location, storeId: store.id, packId, ms: performance.now() - started };
    }
    finally {
        await (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_2__/* .discard */ .v)(folder);
    }
}


/***/ }),

/***/ 28685:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ scratchFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35821);
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90920);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44293);





/** Makes a private folder on the root's file system, so that files in it can be hard-linked to their final names. */
async function scratchFolder(root) {
    const ingest = (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .pathInRoot */ .hA)(root, 'ingest');
    (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolders */ .w)(ingest, 0o700);
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(ingest, `${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownIdentity */ .A)()}.pack-`));
}


/***/ }),

/***/ 48673:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ pathSizesList),
/* harmony export */   q: () => (/* binding */ pathSizes)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90139);
/* harmony import */ var _packed_entries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90492);
/* harmony import */ var _packed_path_table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(97262);





/** At most so many paths are listed. */
const LISTED = 24;
/** What `pathSizes` gives, when it is read again. */
const pathSizesList = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .refine */ .YP)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ path: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, bytes: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .nonNegativeInteger */ .dv, rest: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(true)) })), (list) => list.length <= LISTED, `at most ${LISTED} paths`);
/**
 * Where the bytes of a layer are, largest first. Every byte counts at one path. The largest path is divided into its children again and
 * again, until there are enough paths.
 */
function pathSizes({ entries: given }) {
    const entries = _packed_entries_js__WEBPACK_IMPORTED_MODULE_3__/* .PackedEntries */ .J.of(given);
    const bytesAt = bytesByPath(entries);
    const nodeOf = (number) => ({
        number,
        bytes: bytesAt[number] ?? 0,
        children: largestFirst(entries.below(number), bytesAt),
        taken: 0,
    });
    const listed = [nodeOf(_packed_path_table_js__WEBPACK_IMPORTED_MODULE_4__/* .ROOT */ .D)];
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
            if (at === _packed_path_table_js__WEBPACK_IMPORTED_MODULE_4__/* .ROOT */ .D)
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


/***/ }),

/***/ 34667:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ objectsBeside)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73136);


/** @param workerEntry dist/worker/index.js, whose neighbours are loaded; absolute */
function objectsBeside(workerEntry) {
    const bundle = async (name) => import(
    /* webpackIgnore: true */ (0,node_url__WEBPACK_IMPORTED_MODULE_1__.pathToFileURL)(node_path__WEBPACK_IMPORTED_MODULE_0__.join(node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(workerEntry), `../${name}/index.js`)).href);
    return async (settings, wire) => {
        switch (settings.kind) {
            case 's3':
                return (await bundle('s3')).openS3(settings, wire);
            case 'azblob':
                return (await bundle('azblob')).openAzblob(settings, wire);
        }
    };
}


/***/ }),

/***/ 46578:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ ObjectKeys)
/* harmony export */ });
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


/***/ }),

/***/ 61713:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/** The values among the settings that nobody may see. */
function secretsOf(store) {
    if (store.kind === 'azblob')
        return store.accountKey === undefined ? [] : [store.accountKey];
    const { credentials } = store;
    if (credentials === undefined)
        return [];
    const { id, secret, sessionToken } = credentials;
    return [id, secret, ...(sessionToken === undefined ? [] : [sessionToken])];
}


/***/ }),

/***/ 31379:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ LayoutLock)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _files_discard_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34397);
/* harmony import */ var _files_publish_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(69744);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(35821);
/* harmony import */ var _files_read_in_root_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(50976);
/* harmony import */ var _files_make_folders_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(44293);











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
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, `${LEASE}${(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)()}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`);
        (0,_files_make_folders_js__WEBPACK_IMPORTED_MODULE_10__/* .makeFolders */ .w)(this.#directory);
        await this.exclusively(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, '', { flag: 'wx' }), signal);
        return () => (0,_files_discard_js__WEBPACK_IMPORTED_MODULE_6__/* .discard */ .v)(path);
    }
    /** How many writers there are. Only with the lock held. Leases of processes that have ended are removed. */
    async writers() {
        let running = 0;
        for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(this.#directory, { withFileTypes: true })) {
            const { name } = entry;
            if (!entry.isFile() || !name.startsWith(LEASE))
                continue;
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name);
            if ((0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .hasEnded */ .h)(name.slice(LEASE.length).split('.')[0] ?? '') || (await olderThan(path, STALE_LEASE_MS))) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true });
            }
            else
                running += 1;
        }
        return running;
    }
    /** Runs `work` with the lock held. @throws InfraError when another process does not release it */
    async exclusively(work, signal) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, LOCK);
        // By then, a lock that was held when waiting began has become stale.
        const deadline = Date.now() + 2 * STALE_LOCK_MS;
        while (!(await this.#take(path))) {
            if (Date.now() > deadline)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .InfraError */ .Ri(`the OCI layout ${this.#directory} is locked by another process`);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(POLL_MS, undefined, signal === undefined ? {} : { signal });
        }
        unreleased.delete(path);
        try {
            return await work();
        }
        finally {
            // What was done is done. Nobody waits for a lock that could not be removed: see `#take`.
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true }).catch(() => unreleased.add(path));
        }
    }
    async #take(path) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)(), { flag: 'wx' });
            return true;
        }
        catch (error) {
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) !== 'EEXIST')
                throw error;
        }
        const holder = this.#read(LOCK);
        if (holder === undefined)
            return false;
        // Of those who wait in this process only one finds it. Until it has moved the lock, nothing else happens here.
        const isLeft = holder === (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .ownIdentity */ .A)() && unreleased.delete(path);
        if (isLeft || (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_8__/* .hasEnded */ .h)(holder) || (await olderThan(path, STALE_LOCK_MS))) {
            // By renaming: of two processes that find it stale, only one succeeds. The other may then move the new lock of the first one.
            const name = `${LOCK}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`;
            const aside = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name);
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
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.link)(aside, path).catch(() => undefined);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(aside, { force: true });
        }
        return false;
    }
    /**
     * What a process wrote into its lock; `undefined` where it is gone.
     *
     * @throws UserError for what no process of ours made: it would never be released
     */
    #read(name) {
        const file = (0,_files_read_in_root_js__WEBPACK_IMPORTED_MODULE_9__/* .readInRoot */ .W)(this.#directory, name, MAX_IDENTITY);
        if (file.kind === 'file')
            return file.bytes.toString('utf8');
        // A file that is there now is the lock of somebody who took it since.
        if (file.kind === 'absent' && !isLink((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name)))
            return undefined;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(this.#directory, name)} is not a lock that layer-build made`, { hint: 'Remove it.' });
    }
}
function isLink(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
/** @throws UserError if it cannot be moved: waiting would not help */
function moveIfThere(from, to) {
    try {
        (0,_files_publish_js__WEBPACK_IMPORTED_MODULE_7__/* .moveEntry */ .cb)(from, to);
    }
    catch (error) {
        // Another process was faster.
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error) === 'ENOENT')
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`the lock ${from} of a process that has ended cannot be removed`, {
            hint: 'Remove it, or make its folder writable for this user.',
            cause: error,
        });
    }
}
async function olderThan(path, ms) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(path).catch(() => undefined);
    return stats !== undefined && Date.now() - stats.mtimeMs > ms;
}


/***/ })

};
