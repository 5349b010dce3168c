export const id = 119;
export const ids = [119];
export const modules = {

/***/ 37222:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  YN: () => (/* binding */ credentialsOf),
  BK: () => (/* binding */ openAdapters)
});

// UNUSED EXPORTS: withAdapters

// EXTERNAL MODULE: ./lib/report/console/standard-output.js
var standard_output = __webpack_require__(83897);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/layer/image-layers.js
var image_layers = __webpack_require__(45267);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/http/download.js
var download = __webpack_require__(29098);
// EXTERNAL MODULE: ./lib/http/download-part.js
var download_part = __webpack_require__(70610);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
;// CONCATENATED MODULE: ./lib/registry/download.js





/**
 * The bytes of a blob from `offset` on, with the attempts of the session's retry policy. The number of bytes is checked; the
 * caller verifies the digest.
 *
 * @throws HttpError when the blob cannot be had, or has another size
 * @throws UserError for a foreign layer that this registry does not hold
 */
function downloadBlob(repository, blob, offset, signal) {
    return (0,download/* downloadFixed */.hG)(downloadOf(repository, blob, signal), blob.size, offset);
}
/** Some of the bytes of a blob. @throws as `downloadBlob`; HttpError when the registry does not give parts */
function downloadBlobPart(repository, blob, part, signal) {
    return (0,download_part/* downloadPart */._)(downloadOf(repository, blob, signal), blob.size, part);
}
function downloadOf(repository, blob, signal) {
    const { session } = repository;
    const request = {
        method: 'GET',
        target: `v2/${repository.name}/blobs/${blob.digest}`,
        scopes: repository.pullScopes,
        retry: retry_policy/* NO_RETRY */.PE,
        signal,
    };
    return {
        label: `blob ${blob.digest}`,
        ask: (headers) => session.open({ ...request, headers }),
        failure: (response) => failure(repository, blob, response),
        budget: session.budget(),
        signal,
    };
}
async function failure(repository, blob, response) {
    const error = await repository.session.failure(response);
    const [url] = blob.urls ?? [];
    if (response.status !== 404 || url === undefined)
        return error;
    const host = URL.canParse(url) ? new URL(url).host : 'another server';
    return new errors/* UserError */.yo(`layer ${blob.digest} is a foreign layer: ${repository.session.endpoint.name} does not hold it, but names ${(0,http_error/* printable */.g$)(host, 100)}`, { hint: 'Layers are fetched from registries only. Use an image whose layers its registry holds.', cause: error });
}

;// CONCATENATED MODULE: ./lib/registry/documents.js






/**
 * Reads the manifest or index under a tag or digest. Where documents are kept, the registry is only asked for the digest of a
 * tag, and a document that is kept is not fetched again. For the digest, HEAD is enough, which Docker Hub's limit does not count.
 */
async function readManifest(documents, repository, tagOrDigest, signal) {
    if (documents === undefined)
        return await repository.manifest(tagOrDigest, signal);
    const head = (0,oci_digest/* isDigest */.Bc)(tagOrDigest) ? { digest: tagOrDigest } : await repository.manifestHead(tagOrDigest, signal);
    const kept = await documents.find(head.digest, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
    if (kept !== undefined)
        return { digest: head.digest, bytes: kept, document: (0,oci_manifest/* parseManifest */.Ng)(kept) };
    const fetched = head.fetched ?? (await repository.manifest(head.digest, signal));
    await documents.keep({ digest: fetched.digest, size: fetched.bytes.byteLength }, fetched.bytes);
    return fetched;
}
/** Reads a config. One that is kept is not fetched again. */
async function readConfig(documents, repository, blob, signal) {
    const kept = await documents?.find(blob.digest, image_config/* MAX_CONFIG_SIZE */.S);
    if (kept !== undefined)
        return kept;
    const bytes = await fetchSmall(repository, blob, image_config/* MAX_CONFIG_SIZE */.S, signal);
    await documents?.keep(blob, bytes);
    return bytes;
}
/** Fetches and verifies a whole blob. */
async function fetchSmall(repository, blob, maxBytes, signal) {
    if (blob.size > maxBytes)
        throw new errors/* InfraError */.Ri(`config ${blob.digest} has ${blob.size} bytes; at most ${maxBytes} are read`);
    const chunks = [];
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(blob.digest));
    for await (const chunk of downloadBlob(repository, blob, 0, signal)) {
        hash.update(chunk);
        chunks.push(chunk);
    }
    if (hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(blob.digest)) {
        throw new errors/* InfraError */.Ri(`${repository.session.endpoint.name} sent a config with another digest than ${blob.digest}`);
    }
    return Buffer.concat(chunks);
}

;// CONCATENATED MODULE: ./lib/registry/access-denied.js


/** What the user can do about a 401 or 403. */
function loginHint(registry, permission) {
    const login = `docker login${registry === oci_reference/* DOCKER_HUB */.Xb ? '' : ` ${registry}`}`;
    if (permission !== 'push')
        return `Log in with ${login}, or check the credentials in Docker's config.json.`;
    const token = registry === 'ghcr.io' ? "; in a GitHub workflow also give the job's token permissions: packages: write" : '';
    return `Log in with ${login} as someone who may push${token}.`;
}
/**
 * Makes an error from a 401 or 403.
 *
 * @param name full name of the image or repository
 * @param problem what is wrong with the source of credentials, if anything is
 */
function accessDenied(action, name, registry, error, problem) {
    const hint = loginHint(registry, action === 'push' ? 'push' : undefined);
    return new errors/* UserError */.yo(`${action} of ${name} was denied (${error.message})`, {
        hint: problem === undefined ? hint : `${hint} Note: ${problem}.`,
        cause: error,
    });
}
/** Whether the status says that access is denied. */
function isAccessDenied(status) {
    return status === 401 || status === 403;
}

;// CONCATENATED MODULE: ./lib/registry/mirror-fallback.js




/**
 * Asks the mirrors in order, then the origin, and gives the first answer about an image. A mirror that does not have it, denies access
 * or fails is skipped with an event. What the origin answers is final.
 *
 * @param name full name of the image, for messages
 * @throws UserError when the origin does not have the image or denies access; InfraError when it fails
 */
async function askInOrder(registries, repositories, name, signal, ask) {
    const skipped = [];
    for (const repository of repositories) {
        try {
            return await ask(repository);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!repository.session.endpoint.mirror)
                throw explainError(error, repository, name, skipped);
            skipped.push(skipMirror(registries, repository, name, error));
        }
    }
    throw new errors/* InfraError */.Ri(`there is no registry to ask for ${name}`);
}
/**
 * Reads a blob as `askInOrder` asks. When a mirror fails in the middle, the next registry goes on from there.
 *
 * @param read the bytes that are still wanted, from one registry
 * @throws UserError when the origin denies access; else what the origin's `read` throws
 */
async function* readInOrder(registries, { source, digest }, signal, read) {
    for (const repository of registries.pullRepositories(source)) {
        try {
            yield* read(repository);
            return;
        }
        catch (error) {
            passOver(registries, repository, digest, error, signal);
        }
    }
}
/** Whether a mirror or the origin has the blob. @throws as `readInOrder` */
async function isInAny(registries, { source, digest }, signal) {
    for (const repository of registries.pullRepositories(source)) {
        try {
            if (await repository.hasBlob(digest, signal))
                return true;
        }
        catch (error) {
            passOver(registries, repository, digest, error, signal);
        }
    }
    return false;
}
/** A blob's mirror that failed is skipped. @throws the error, explained, if it is the origin's */
function passOver(registries, repository, digest, error, signal) {
    signal.throwIfAborted();
    const name = `blob ${digest}`;
    if (!repository.session.endpoint.mirror)
        throw explainBlobError(repository, name, error);
    skipMirror(registries, repository, name, error);
}
/** Reports why a mirror is skipped. @returns the reason, in words */
function skipMirror(registries, repository, name, error) {
    // Any other error is a fault in this program. It must show, and not be hidden by asking the next registry.
    if (!(error instanceof errors/* InfraError */.Ri) && !(error instanceof errors/* UserError */.yo))
        throw error;
    const { session } = repository;
    // A mirror that does not answer, or sends wrong content, would cost the same time again at the next request.
    if (error instanceof http_error/* HttpError */.j$ && error.status === undefined)
        registries.markUnusable(session);
    const missing = error instanceof http_error/* HttpError */.j$ && error.status === 404;
    const words = `mirror ${session.endpoint.name}: ${missing ? `it has no ${name}` : error.message}`;
    registries.events(missing ? { type: 'notice', message: words } : { type: 'warning', message: `${words}; asking the next registry` });
    return words;
}
function explainError(error, repository, name, skipped) {
    if (!(error instanceof http_error/* HttpError */.j$))
        return error;
    const { endpoint, credentialProblem } = repository.session;
    const before = skipped.length === 0 ? '' : ` Asked before: ${skipped.join('; ')}.`;
    if (isAccessDenied(error.status))
        return accessDenied('pull', name, endpoint.name, error, credentialProblem);
    if (error.status === 404) {
        return new errors/* UserError */.yo(`there is no image ${name}`, {
            hint: `Check its name and tag; if it is private, log in to ${endpoint.name}.${before}`,
            cause: error,
        });
    }
    const advice = error.hint ?? hubAdvice(error, endpoint.name);
    if (skipped.length === 0 && advice === undefined)
        return error;
    return new errors/* InfraError */.Ri(error.message, {
        retryable: error.retryable,
        attempts: error.attempts,
        ...(error.url === undefined ? {} : { url: error.url }),
        hint: `${advice ?? ''}${before}`.trim(),
        cause: error,
    });
}
function explainBlobError(repository, name, error) {
    if (!(error instanceof http_error/* HttpError */.j$) || !isAccessDenied(error.status))
        return error;
    const { endpoint, credentialProblem } = repository.session;
    const blob = `${name} of ${endpoint.name}/${repository.name}`;
    return accessDenied('pull', blob, endpoint.name, error, credentialProblem);
}
/** Many machines do not reach Docker Hub, or have used up what it gives to a stranger. */
function hubAdvice({ status }, registry) {
    if (registry !== oci_reference/* DOCKER_HUB */.Xb || (status !== undefined && status !== 429))
        return undefined;
    return 'If this machine has a mirror of Docker Hub, name it: --registry-mirror URL, or the input registry-mirrors.';
}

// EXTERNAL MODULE: ./lib/async/progress.js
var progress = __webpack_require__(87613);
;// CONCATENATED MODULE: ./lib/registry/transfer-progress.js

/** `transfer` events of one blob. @param now milliseconds */
function transferProgress(sink, direction, { digest, size: total }, now) {
    const tell = (done, skipped) => sink({ type: 'transfer', direction, digest, done, total, ...(skipped !== undefined && { skipped }) });
    return new progress/* Progress */.k(total, tell, now);
}
/** For a blob whose progress is reported by other code: a cache reports in the same way for all of its locations. */
function silentProgress({ size }) {
    return new progress/* Progress */.k(size, () => undefined, () => 0);
}

;// CONCATENATED MODULE: ./lib/registry/pull.js












/**
 * Media types of image configs. Docker's early registries stored configs as octet-stream. With any other type, the manifest is
 * of another kind of artifact.
 */
const CONFIG_TYPES = new Set([
    media_types/* OCI_CONFIG */.TF,
    media_types/* DOCKER_CONFIG */.e6,
    'application/octet-stream',
    'application/json',
]);
/**
 * Reads manifest and config of an image, from the first registry that has it.
 *
 * @throws UserError when there is no such image, none for `platform`, or access is denied; InfraError when the origin fails
 */
async function resolveImage(registries, asked, platform, signal) {
    const reference = (0,oci_reference/* withDefaultTag */._t)(asked);
    const name = (0,oci_reference/* formatReference */.FH)(reference);
    const { documents } = registries;
    const repositories = registries.pullRepositories(reference);
    const found = await askInOrder(registries, repositories, name, signal, async (repository) => {
        const first = await readManifest(documents, repository, (0,oci_reference/* tagOrDigest */.AA)(reference), signal);
        const chosen = await choose(name, documents, repository, first, platform, signal);
        if ('offered' in chosen)
            return chosen;
        const { document } = chosen;
        checkConfigType(document.manifest, name);
        const configBytes = await heldPart(name, 'config', readConfig(documents, repository, document.manifest.config, signal));
        return { chosen, configBytes };
    });
    if ('offered' in found) {
        throw new errors/* UserError */.yo(`${name} has no image for ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, {
            hint: found.offered.length === 0 ? 'It names no platform at all.' : `It has ${found.offered.join(', ')}.`,
        });
    }
    const { chosen, configBytes } = found;
    const { manifest, mediaType } = chosen.document;
    const [outermost] = chosen.indexes;
    const config = (0,image_config/* parseImageConfig */.F)(configBytes);
    const { registry, repository } = reference;
    return {
        reference,
        digest: chosen.digest,
        ...(outermost === undefined ? {} : { indexDigest: outermost.digest }),
        mediaType,
        manifest,
        manifestBytes: chosen.bytes,
        config,
        configBytes,
        documents: [...[...chosen.indexes, chosen].map(descriptorOf), manifest.config],
        layers: (0,image_layers/* imageLayers */.M)(name, manifest, config).map((layer) => ({ layer, source: { registry, repository } })),
    };
}
async function choose(name, documents, repository, first, platform, signal) {
    let current = first;
    const indexes = [];
    for (let nesting = 0; nesting <= oci_manifest/* MAX_INDEX_DEPTH */.yM; nesting++) {
        const { document } = current;
        if (document.kind === 'manifest')
            return { ...current, document, indexes };
        indexes.push(current);
        const descriptor = (0,oci_manifest/* selectPlatform */.md)(document.index, platform);
        if (descriptor === undefined)
            return { offered: offeredBy(document.index) };
        current = await heldPart(name, 'manifest', readManifest(documents, repository, descriptor.digest, signal));
        if (current.bytes.byteLength !== descriptor.size) {
            throw new errors/* InfraError */.Ri(`manifest ${descriptor.digest} has another size than its index says`);
        }
    }
    throw new errors/* InfraError */.Ri(`index ${first.digest} holds indexes in more than ${oci_manifest/* MAX_INDEX_DEPTH */.yM} levels`);
}
/** Of an image that the registry has, it must have all parts: if it does not, that is not the fault of who named the image. */
async function heldPart(name, what, reading) {
    try {
        return await reading;
    }
    catch (error) {
        if (!(error instanceof http_error/* HttpError */.j$) || error.status !== 404)
            throw error;
        throw new errors/* InfraError */.Ri(`the registry has ${name}, but not its ${what}: ${error.message}`, { cause: error });
    }
}
function descriptorOf({ digest, bytes, document }) {
    return { mediaType: document.mediaType, digest, size: bytes.byteLength };
}
function offeredBy(index) {
    return (0,oci_manifest/* offeredPlatforms */.mS)(index).slice(0, 30);
}
function checkConfigType({ config, artifactType }, name) {
    if (CONFIG_TYPES.has(config.mediaType))
        return;
    throw new errors/* UserError */.yo(`${name} is not a container image, but an artifact of type ${artifactType ?? config.mediaType}`);
}
/**
 * The bytes of a blob, from a mirror if one has it. When a mirror fails in the middle, the next registry goes on from there. The
 * number of bytes is checked; the caller verifies the digest.
 *
 * @throws HttpError, UserError as `downloadBlob`
 */
async function* fetchBlob(registries, source, blob, signal, progress = transferProgress(registries.events, 'pull', blob, () => registries.now())) {
    let at = 0;
    yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
        for await (const chunk of downloadBlob(repository, blob, at, signal)) {
            at += chunk.byteLength;
            progress.add(chunk.byteLength);
            yield chunk;
        }
        progress.finish();
    });
}
/** Some of the bytes of a blob. Only their number is checked. @throws as `fetchBlob`, also when no registry gives parts */
async function* fetchBlobPart(registries, source, blob, part, signal) {
    let { offset, length } = part;
    yield* readInOrder(registries, { source, digest: blob.digest }, signal, async function* (repository) {
        for await (const chunk of downloadBlobPart(repository, blob, { offset, length }, signal)) {
            offset += chunk.byteLength;
            length -= chunk.byteLength;
            yield chunk;
        }
    });
}
/**
 * The digest that a reference's tag points to, without reading a document.
 *
 * @throws UserError when there is no such image, or access is denied; InfraError when the origin fails
 */
async function resolveDigest(registries, asked, signal) {
    const reference = (0,oci_reference/* withDefaultTag */._t)(asked);
    const name = (0,oci_reference/* formatReference */.FH)(reference);
    const repositories = registries.pullRepositories(reference);
    const head = await askInOrder(registries, repositories, name, signal, (repository) => repository.manifestHead((0,oci_reference/* tagOrDigest */.AA)(reference), signal));
    return head.digest;
}

// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
;// CONCATENATED MODULE: ./lib/registry/put-document.js



/**
 * Puts a manifest under every tag, or under its digest if there is none (distribution-spec, "Pushing Manifests"). The specification wants
 * a 201. Registries also send a 200 or a 202, and so does a proxy that knows nothing of registries: without a digest in the answer, what
 * was put is asked for.
 *
 * @returns also the subject that the registry says it has noted (`OCI-Subject`)
 * @throws HttpError
 */
async function putDocument(repository, tags, { mediaType, bytes }, signal) {
    const { session, name, pushScopes } = repository;
    const digest = (0,oci_digest/* sha256 */.sc)(bytes);
    let subject;
    for (const tag of tags.length === 0 ? [digest] : new Set(tags)) {
        let doubtful;
        const request = {
            method: 'PUT',
            target: `v2/${name}/manifests/${tag}`,
            scopes: pushScopes,
            headers: { 'content-type': mediaType },
            body: (0,request_body/* bytesBody */.EB)(bytes),
            signal,
        };
        await session.send(request, async (response) => {
            if (response.status < 200 || response.status > 202)
                throw await session.failure(response);
            await response.discard();
            const noted = response.headers['oci-subject'];
            if (typeof noted === 'string')
                subject = noted;
            const stated = response.headers['docker-content-digest'];
            if (stated !== undefined && stated !== digest) {
                throw new http_error/* HttpError */.j$(`${response.url.host} stored the manifest ${digest} under another digest`, {
                    retryable: false,
                    url: response.url,
                });
            }
            if (response.status !== 201 && stated === undefined)
                doubtful = response.url;
        });
        if (doubtful !== undefined && !(await repository.hasManifest(digest, signal, tag))) {
            const place = tags.length === 0 ? name : `${name}:${tag}`;
            throw new http_error/* HttpError */.j$(`${doubtful.host} accepted the manifest ${digest}, and does not have it in ${place}`, {
                retryable: false,
                url: doubtful,
            });
        }
    }
    return { digest, subject };
}

// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
;// CONCATENATED MODULE: ./lib/registry/upload.js




/**
 * Makes sure that the repository has the blob: asks whether it is there, otherwise mounts it, otherwise uploads it in one request
 * (distribution-spec, "Pushing blobs", "Mounting a blob from another repository").
 *
 * @returns whether the bytes were uploaded
 */
async function pushBlob(repository, blob, progress, signal) {
    const { digest } = blob.descriptor;
    if (await repository.hasBlob(digest, signal, repository.pushScopes)) {
        progress.finish('already there');
        return 'present';
    }
    const mount = await mountBlob(repository, blob, signal);
    if (mount === 'mounted') {
        progress.finish(`mounted from ${blob.mountFrom?.repository ?? ''}`);
        return 'present';
    }
    // In place of a mount, the registry may open an upload session. It serves the first attempt.
    let opened = mount;
    let lost = false;
    const budget = repository.session.budget(retry_policy/* RETRY_REQUIRED_UPLOAD */.jv);
    await (0,retry/* retrying */.R$)(budget, signal, async () => {
        const address = opened ?? (await openUpload(repository, signal));
        opened = undefined;
        try {
            await putBlob(repository, blob, address, progress, signal);
        }
        catch (error) {
            // The session is gone: the registry has several machines, or was restarted. Not all of them say so by a code.
            if (!(error instanceof http_error/* HttpError */.j$) || error.status !== 404)
                throw error;
            const retry = !lost || error.codes.includes('BLOB_UPLOAD_UNKNOWN');
            lost = true;
            throw retry ? error.asRetryable() : error;
        }
    });
    progress.finish();
    return 'uploaded';
}
/**
 * Tries to mount the blob from another repository.
 *
 * @returns the address of an upload session that the registry opened instead; `undefined` when it did neither
 */
async function mountBlob(repository, { descriptor, mountFrom }, signal) {
    const { session, name } = repository;
    if (mountFrom === undefined || mountFrom.registry !== session.endpoint.name || mountFrom.repository === name) {
        return undefined;
    }
    const query = new URLSearchParams({ mount: descriptor.digest, from: mountFrom.repository });
    try {
        return await session.send({
            method: 'POST',
            target: `v2/${name}/blobs/uploads/?${query.toString()}`,
            scopes: [...repository.pushScopes, `repository:${mountFrom.repository}:pull`],
            headers: { 'content-length': '0' },
            signal,
        }, async (response) => {
            await response.discard();
            if (response.status === 201)
                return 'mounted';
            return response.status === 202 ? session.nextAddress(response.headers.location, response.url) : undefined;
        });
    }
    catch (error) {
        signal.throwIfAborted();
        // A registry may refuse a mount, and a token server the scope for it. The blob is uploaded then.
        if (error instanceof http_error/* HttpError */.j$ || error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}
async function openUpload({ session, name, pushScopes }, signal) {
    const request = {
        method: 'POST',
        target: `v2/${name}/blobs/uploads/`,
        scopes: pushScopes,
        headers: { 'content-length': '0' },
        retry: retry_policy/* NO_RETRY */.PE,
        signal,
    };
    return await session.send(request, async (response) => {
        if (response.status !== 202)
            throw await session.failure(response);
        await response.discard();
        return session.nextAddress(response.headers.location, response.url);
    });
}
async function putBlob({ session, pushScopes }, blob, address, progress, signal) {
    const { descriptor } = blob;
    const target = new URL(address);
    // The registry's query is kept as text, since encoding it again could change it.
    target.search += `${target.search === '' ? '?' : '&'}digest=${encodeURIComponent(descriptor.digest)}`;
    const request = {
        method: 'PUT',
        target,
        scopes: pushScopes,
        headers: { 'content-type': 'application/octet-stream' },
        body: { size: descriptor.size, open: () => counted(blob, progress) },
        retry: retry_policy/* NO_RETRY */.PE,
        signal,
    };
    await session.send(request, async (response) => {
        if (response.status !== 201 && response.status !== 204)
            throw await session.failure(response);
        await response.discard();
        const stated = response.headers['docker-content-digest'];
        if (stated !== undefined && stated !== descriptor.digest) {
            throw new http_error/* HttpError */.j$(`${response.url.host} stored blob ${descriptor.digest} under another digest`, {
                retryable: true,
                url: response.url,
            });
        }
    });
}
async function* counted(blob, progress) {
    progress.restart();
    for await (const chunk of blob.open()) {
        yield chunk;
        progress.add(chunk.byteLength);
    }
}

;// CONCATENATED MODULE: ./lib/registry/artifact-repository.js








/** Statuses by which registries say that they do not know a manifest's form. 404 comes from those that check the config's type. */
const UNSUITABLE = new Set([400, 404, 415, 422]);
/** Codes that can come with such a status, but mean something else. */
const MISSING_BLOB = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN']);
/** Codes of a registry that does not take a manifest: its tag is immutable (ECR), or the repository is missing or a mirror. */
const NOT_TAKEN = new Set(['TAG_INVALID', 'NAME_UNKNOWN', 'DENIED']);
/**
 * A tag of a repository under which an artifact is kept. Mirrors are not asked for the tag, since they may be out of
 * date. An artifact that is missing or not writable is a result here, and not an error.
 */
class ArtifactRepository {
    /** As people write it, for messages: `registry ghcr.io/o/cache:main`. */
    name;
    kind = 'registry';
    /** Tells it from all other locations of artifacts. */
    id;
    #registries;
    #repository;
    #reference;
    constructor(registries, reference) {
        this.name = `registry ${(0,oci_reference/* familiarName */.hG)(reference)}`;
        this.id = `registry ${(0,oci_reference/* formatReference */.FH)(reference)}`;
        this.#registries = registries;
        this.#repository = registries.repository(reference);
        this.#reference = reference;
    }
    /** @returns `undefined` when there is no such tag. @throws InfraError */
    async manifest(signal) {
        try {
            const { digest, bytes, document } = await this.#repository.manifest((0,oci_reference/* tagOrDigest */.AA)(this.#reference), signal);
            return { digest, bytes, mediaType: document.mediaType };
        }
        catch (error) {
            if (error instanceof http_error/* HttpError */.j$ && error.status === 404)
                return undefined;
            throw this.#failure(error);
        }
    }
    /** @throws InfraError */
    async *open(blob, signal, part) {
        try {
            if (part !== undefined)
                yield* fetchBlobPart(this.#registries, this.#reference, blob, part, signal);
            else
                yield* fetchBlob(this.#registries, this.#reference, blob, signal, silentProgress(blob));
        }
        catch (error) {
            throw this.#failure(error);
        }
    }
    /** @throws InfraError */
    async uploadBlob({ blob, open, mountFrom }, signal) {
        const repository = this.#repository;
        const short = { descriptor: blob, ...(mountFrom !== undefined && { mountFrom }) };
        try {
            if (open !== undefined) {
                const kind = await pushBlob(repository, { ...short, open: () => open(signal) }, silentProgress(blob), signal);
                return { kind };
            }
            const there = (await repository.hasBlob(blob.digest, signal, repository.pushScopes)) ||
                (await mountBlob(repository, short, signal)) === 'mounted';
            return { kind: there ? 'present' : 'absent' };
        }
        catch (error) {
            return this.#refusal(error);
        }
    }
    /** @throws InfraError */
    async put(manifest, signal) {
        try {
            await putDocument(this.#repository, [(0,oci_reference/* tagOrDigest */.AA)(this.#reference)], manifest, signal);
            return { kind: 'put' };
        }
        catch (error) {
            if (!(error instanceof http_error/* HttpError */.j$) || error.status === undefined)
                return this.#refusal(error);
            const lacksBlob = error.codes.some((code) => MISSING_BLOB.has(code));
            const taken = error.codes.every((code) => !NOT_TAKEN.has(code));
            if (UNSUITABLE.has(error.status) && taken && !lacksBlob)
                return { kind: 'unsuitable', why: error.message };
            return this.#refusal(error);
        }
    }
    /** @throws InfraError when the registry failed; whatever else it was */
    #refusal(error) {
        const registry = this.#repository.session.endpoint.name;
        // A denial of the token server is a UserError already.
        if (error instanceof errors/* UserError */.yo)
            return { kind: 'refused', why: error.message };
        if (!(error instanceof http_error/* HttpError */.j$))
            throw error;
        if (isAccessDenied(error.status))
            return { kind: 'refused', why: `${error.message}. ${loginHint(registry, 'push')}` };
        if (error.status === 405 || error.codes.some((code) => NOT_TAKEN.has(code))) {
            return { kind: 'refused', why: error.message };
        }
        throw error;
    }
    #failure(error) {
        const { endpoint, credentialProblem } = this.#repository.session;
        const told = error instanceof http_error/* HttpError */.j$ && isAccessDenied(error.status)
            ? accessDenied('pull', this.name, endpoint.name, error, credentialProblem)
            : error;
        return told instanceof errors/* UserError */.yo ? new errors/* InfraError */.Ri(told.message, { hint: told.hint, cause: error }) : told;
    }
}

// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/registry/catalogue.js










const MOST_BYTES = 4 * 1024 * 1024;
/** Pages of a list that is read; with a hundred or more names on each. */
const MOST_PAGES = 200;
const tagList = (0,object/* object */.Ik)({ tags: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)((0,decoder/* stringUpTo */._m)(128)), []) });
const repositoryList = (0,object/* object */.Ik)({ repositories: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)((0,decoder/* stringUpTo */._m)(255)), []) });
/**
 * All tags of a repository (distribution-spec, "Listing Tags"), from a mirror if one has it.
 *
 * @throws UserError when there is no such repository, or access is denied; InfraError when the registry fails
 */
async function listTags(registries, name, signal) {
    const full = `${name.registry}/${name.repository}`;
    return await askInOrder(registries, registries.pullRepositories(name), full, signal, async (repository) => {
        const request = { target: `v2/${repository.name}/tags/list`, scopes: repository.pullScopes, signal };
        return (await pages(repository.session, request, tagList)).flatMap(({ tags }) => tags);
    });
}
/**
 * All repositories of a registry, by its catalogue, which is not in the specification: registries that many people share have none.
 *
 * @throws UserError when it has none, or does not show it
 */
async function listRepositories(registries, registry, signal) {
    const { session } = registries.repository({ registry, repository: 'catalogue' });
    const request = { target: 'v2/_catalog?n=1000', scopes: ['registry:catalog:*'], signal };
    try {
        return (await pages(session, request, repositoryList)).flatMap(({ repositories }) => repositories);
    }
    catch (error) {
        if (!(error instanceof http_error/* HttpError */.j$) || error.status === undefined)
            throw error;
        if (isAccessDenied(error.status)) {
            throw accessDenied('pull', `the catalogue of ${registry}`, registry, error, session.credentialProblem);
        }
        throw new errors/* UserError */.yo(`${registry} cannot be searched: it has no catalogue`, {
            hint: `Look for the image on the pages of ${registry}.`,
            cause: error,
        });
    }
}
/** A list that may come in pages: each answer links to the next. */
async function pages(session, first, decoder) {
    const found = [];
    let target = first.target;
    while (target !== undefined && found.length < MOST_PAGES) {
        target = await session.send({ ...first, target, method: 'GET' }, async (response) => {
            if (response.status !== 200)
                throw await session.failure(response);
            found.push(await readList(response, decoder));
            const { link } = response.headers;
            const next = /<([^>]+)>;\s*rel="?next"?/.exec(typeof link === 'string' ? link : '')?.[1];
            return next === undefined ? undefined : session.nextAddress(next, response.url);
        });
    }
    return found;
}
async function readList(response, decoder) {
    const name = `the answer of ${response.url.host}`;
    return (0,json_document/* decodeDocument */.w)(decoder, await (0,read_body/* readBody */.x)(response, MOST_BYTES), { name, maxBytes: MOST_BYTES });
}
const hubAnswer = (0,object/* object */.Ik)({
    results: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)((0,object/* object */.Ik)({
        name: decoder/* string */.Yj,
        description: (0,object/* nullish */.cl)(decoder/* string */.Yj),
        star_count: (0,object/* nullish */.cl)(decoder/* nonNegativeInteger */.dv),
        is_official: (0,object/* nullish */.cl)(decoder/* boolean */.zM),
        is_automated: (0,object/* nullish */.cl)(decoder/* boolean */.zM),
    }), 1000), []),
});
/** Where docker's own client asks. */
const HUB_SEARCH = 'https://index.docker.io/v1/search';
/** Searches Docker Hub by the API that `docker search` uses. @throws HttpError when it cannot be reached */
async function searchHub(http, term, limit, signal) {
    const url = new URL(HUB_SEARCH);
    url.searchParams.set('q', term);
    url.searchParams.set('n', String(limit));
    const request = { method: 'GET', url, secrets: [], retry: RETRY_REQUIRED, signal };
    return await http.send(request, async (response) => {
        if (response.status !== 200)
            throw await http.failure(response, { secrets: [] });
        const { results } = await readList(response, hubAnswer);
        return results.map((found) => ({
            name: found.name,
            description: found.description ?? '',
            stars: found.star_count ?? 0,
            isOfficial: found.is_official === true,
            isAutomated: found.is_automated === true,
        }));
    });
}

;// CONCATENATED MODULE: ./lib/registry/pushed-image.js







/**
 * Reads everything that a digest names: one image, or the images and attestations of an index. The registry itself is asked, never a
 * mirror. No layer is read.
 *
 * @throws UserError when the registry does not have it, or denies access; InfraError when it fails, or when documents contradict each
 *   other
 */
async function readPushed(registries, name, digest, signal) {
    const repository = registries.repository(name);
    const shown = (0,oci_reference/* formatReference */.FH)({ ...name, digest });
    try {
        const root = await repository.manifest(digest, signal);
        if (root.document.kind === 'manifest') {
            const { mediaType } = root.document;
            const descriptor = { mediaType, digest, size: root.bytes.byteLength };
            return [await readOne(repository, root, descriptor, signal)];
        }
        const found = [];
        for (const descriptor of root.document.index.manifests) {
            found.push(await readOne(repository, await repository.manifest(descriptor.digest, signal), descriptor, signal));
        }
        return found;
    }
    catch (error) {
        signal.throwIfAborted();
        if ((0,http_error/* statusOf */.c2)(error) === 404) {
            throw new errors/* UserError */.yo(`${shown} is not in the registry, or not whole`, {
                hint: 'Did the job that builds it push it? Was it removed since?',
                cause: error,
            });
        }
        const { endpoint, credentialProblem } = repository.session;
        if (isAccessDenied((0,http_error/* statusOf */.c2)(error))) {
            throw accessDenied('pull', shown, endpoint.name, error, credentialProblem);
        }
        throw error;
    }
}
async function readOne(repository, { digest, bytes, document }, descriptor, signal) {
    if (document.kind !== 'manifest') {
        throw new errors/* UserError */.yo(`${digest} is an index within an index, which cannot be joined with others`);
    }
    if (bytes.byteLength !== descriptor.size) {
        throw new errors/* InfraError */.Ri(`manifest ${digest} has ${bytes.byteLength} bytes, but its index says ${descriptor.size}`);
    }
    const { manifest } = document;
    const config = await readConfig(undefined, repository, manifest.config, signal);
    const common = { bytes, manifest, config };
    if (isAbout(descriptor))
        return { ...common, descriptor, platform: undefined };
    const read = platformIn((0,image_config/* parseImageConfig */.F)(config));
    const platform = (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(read));
    const stated = descriptor.platform;
    const says = stated === undefined ? platform : (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(pick(stated)));
    if (says !== platform && says.split('/', 2).join('/') !== platform) {
        throw new errors/* InfraError */.Ri(`manifest ${digest} is an image for ${platform}, but its index says ${says}`);
    }
    return { ...common, descriptor: { ...descriptor, platform: stated ?? read }, platform: says };
}
/** BuildKit's attestations, and any other manifest that is about an image and is none. */
function isAbout({ annotations = {}, platform, artifactType }) {
    return (Object.hasOwn(annotations, 'vnd.docker.reference.type') ||
        platform?.architecture === 'unknown' ||
        artifactType !== undefined);
}
function platformIn(config) {
    return {
        architecture: config.architecture,
        os: config.os,
        ...(config.variant !== undefined && { variant: config.variant }),
        ...(config['os.version'] !== undefined && { 'os.version': config['os.version'] }),
    };
}
function pick({ os, architecture, variant }) {
    return { os, architecture, ...(variant !== undefined && { variant }) };
}

;// CONCATENATED MODULE: ./lib/async/each-concurrently.js
/**
 * Runs `work` over all items, at most `limit` at a time. The first failure aborts the others, waits for them, and is thrown.
 */
async function eachConcurrently(items, limit, signal, work) {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const failures = [];
    const queue = items.values();
    const worker = async () => {
        for (const item of queue) {
            if (either.aborted)
                return;
            try {
                await work(item, either);
            }
            catch (error) {
                failures.push(error);
                failed.abort();
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    signal.throwIfAborted();
    if (failures.length > 0)
        throw failures[0];
}

;// CONCATENATED MODULE: ./lib/registry/referrers-tag.js




/** Another writer may replace the list between our reading and our writing. */
const MOST_ATTEMPTS = 5;
/** The tag under which clients keep the list of an image's referrers, where the registry keeps none. */
function referrersTag(subject) {
    return subject.replace(':', '-');
}
/**
 * Adds a referrer to the list under the subject's tag (distribution-spec, "Referrers Tag Schema"). A tag cannot be changed on condition:
 * the list is read again, and the referrer added again if another writer has replaced it.
 *
 * @throws UserError when something else has the tag; HttpError, InfraError when it cannot be written
 */
async function addToReferrersTag(repository, { subject, descriptor }, signal) {
    const tag = referrersTag(subject);
    for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
        const manifests = await listed(repository, tag, signal);
        if (manifests.some(({ digest }) => digest === descriptor.digest))
            return;
        const index = { schemaVersion: 2, mediaType: media_types/* OCI_INDEX */.$p, manifests: [...manifests, descriptor] };
        const bytes = Buffer.from(JSON.stringify(index));
        await putDocument(repository, [tag], { mediaType: media_types/* OCI_INDEX */.$p, bytes }, signal);
    }
    const manifests = await listed(repository, tag, signal);
    if (manifests.some(({ digest }) => digest === descriptor.digest))
        return;
    throw new errors/* InfraError */.Ri(`the list of referrers ${repository.name}:${tag} is written by others all the time`, {
        retryable: true,
    });
}
async function listed(repository, tag, signal) {
    try {
        const { document } = await repository.manifest(tag, signal);
        if (document.kind === 'index')
            return document.index.manifests;
    }
    catch (error) {
        if (error instanceof http_error/* HttpError */.j$ && error.status === 404)
            return [];
        throw error;
    }
    throw new errors/* UserError */.yo(`${repository.name}:${tag} is an image, and not the list of referrers that has this name`, {
        hint: 'Remove the tag, or leave attest-as=referrer out.',
    });
}

;// CONCATENATED MODULE: ./lib/registry/push.js










/** Number of blobs that are checked, mounted or uploaded at the same time. */
const CONCURRENCY = 6;
/**
 * Brings everything that the root names to a repository, the blobs several at a time: then the root can be put. If the repository has
 * the root, it also has everything that the root names (distribution-spec, "Pushing manifests").
 *
 * @returns whether the repository has the root itself
 * @throws HttpError; UserError when the token server denies access
 */
async function bringContents(registries, repository, { root, images }, signal) {
    const digest = (0,oci_digest/* sha256 */.sc)(root.bytes);
    if (await repository.hasManifest(digest, signal)) {
        for (const { blobs } of images)
            reportPresent(registries, blobs);
        return 'there';
    }
    for (const { manifest, blobs } of images) {
        const isRoot = (0,oci_digest/* sha256 */.sc)(manifest.bytes) === digest;
        if (!isRoot && (await repository.hasManifest((0,oci_digest/* sha256 */.sc)(manifest.bytes), signal))) {
            reportPresent(registries, blobs);
            continue;
        }
        await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
            await pushBlob(repository, blob, progressOf(registries, blob), either);
        });
        if (!isRoot)
            await putDocument(repository, [], manifest, signal);
    }
    return 'missing';
}
function reportPresent(registries, blobs) {
    for (const blob of blobs)
        progressOf(registries, blob).finish('already there');
}
function progressOf(registries, { descriptor }) {
    return transferProgress(registries.events, 'push', descriptor, () => registries.now());
}
/**
 * The image with every blob once, including the config.
 *
 * @throws EngineBug when manifest, config and layers do not fit together
 */
function contentsOf({ manifest, config, layers }) {
    const parsed = (0,oci_manifest/* parseManifest */.Ng)(manifest.bytes, manifest.mediaType);
    if (parsed.kind !== 'manifest')
        throw new errors/* EngineBug */.Bp('an index was given where a manifest is pushed');
    const wanted = parsed.manifest;
    if ((0,oci_digest/* sha256 */.sc)(config) !== wanted.config.digest || config.byteLength !== wanted.config.size) {
        throw new errors/* EngineBug */.Bp(`the config to push is not the one that its manifest names, ${wanted.config.digest}`);
    }
    const given = new Map(layers.map((layer) => [layer.descriptor.digest, layer]));
    const blobs = new Map();
    for (const descriptor of wanted.layers)
        blobs.set(descriptor.digest, blobFor(descriptor, given));
    blobs.set(wanted.config.digest, { descriptor: wanted.config, open: () => [config] });
    return { manifest, blobs: [...blobs.values()] };
}
function blobFor(descriptor, given) {
    const blob = given.get(descriptor.digest);
    if (blob === undefined || blob.descriptor.size !== descriptor.size) {
        throw new errors/* EngineBug */.Bp(`layer ${descriptor.digest} of the manifest was not given to push, or with another size`);
    }
    return blob;
}
/**
 * Pushes a referrer. It may be pushed before its subject (distribution-spec, "Pushing Manifests with Subject"); throws as
 * `pushImage`. In a registry that does not keep a list of referrers, it is added to the list under the subject's tag.
 */
async function pushReferrer(registries, referrer, signal) {
    const repository = registries.repository(referrer.target);
    await withExplainedErrors(repository, async () => {
        await eachConcurrently(contentsOf(referrer).blobs, CONCURRENCY, signal, async (blob, either) => {
            await pushBlob(repository, blob, progressOf(registries, blob), either);
        });
        const { subject } = await putDocument(repository, [], referrer.manifest, signal);
        if (subject !== referrer.subject)
            await addToReferrersTag(repository, referrer, signal);
    });
}
/** Runs `work`, and makes errors about access and missing repositories the user's. */
async function withExplainedErrors(repository, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof http_error/* HttpError */.j$))
            throw error;
        const { endpoint, credentialProblem } = repository.session;
        const name = `${endpoint.name}/${repository.name}`;
        if (isAccessDenied(error.status))
            throw accessDenied('push', name, endpoint.name, error, credentialProblem);
        if (error.status !== 404 || !error.codes.includes('NAME_UNKNOWN'))
            throw error;
        throw new errors/* UserError */.yo(`push to ${name} failed: there is no such repository (${error.message})`, {
            hint: 'This registry does not create repositories by itself. Create it first.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/registry/push-everywhere.js






/**
 * Pushes to several repositories, so that no tag points at something incomplete, and all tags move or none, as far as registries allow:
 *
 * 1. Every repository gets what the root names. Registries are served side by side. The repositories of one registry follow each
 *    other: the first gets the bytes, and the others mount the blobs from it.
 * 2. If there are several repositories, each gets the root under its digest. So a registry that does not take it ends the push before any
 *    tag has moved.
 * 3. The tags are put. After the first that fails, no other is begun.
 *
 * @returns the root's digest
 * @throws UserError when a registry denies access (401, 403); InfraError when it fails. If some tags have moved by then, the message
 *   says which, and which have not. EngineBug when manifests, configs and layers do not fit together
 */
async function pushEverywhere(registries, { targets, root, images }, signal) {
    const documents = { root, images: images.map(contentsOf) };
    const hosts = [...new Set(targets.map(({ registry }) => registry))];
    const byRegistry = hosts.map((host) => targets.filter(({ registry }) => registry === host));
    const manyRepositories = (0,oci_reference/* distinctReferences */.Dc)(targets.map(nameOf)).length > 1;
    await eachConcurrently(byRegistry, byRegistry.length, signal, async (group, either) => {
        let first;
        for (const target of group) {
            const repository = registries.repository(target);
            const contents = first === undefined ? documents : mountedFrom(first, documents);
            await withExplainedErrors(repository, async () => {
                const found = await bringContents(registries, repository, contents, either);
                const puts = manyRepositories || target.tags.length === 0;
                if (puts && found === 'missing')
                    await putDocument(repository, [], root, either);
            });
            first ??= nameOf(target);
        }
    });
    await moveTags(registries, byRegistry, root, signal);
    return { digest: (0,oci_digest/* sha256 */.sc)(root.bytes) };
}
function nameOf({ registry, repository }) {
    return { registry, repository };
}
/** What one repository of a registry has, the next need not be sent. */
function mountedFrom(mountFrom, { root, images }) {
    const mounted = ({ manifest, blobs }) => ({
        manifest,
        blobs: blobs.map((blob) => ({ ...blob, mountFrom })),
    });
    return { root, images: images.map(mounted) };
}
async function moveTags(registries, byRegistry, root, signal) {
    const groups = byRegistry.map((targets) => targets.flatMap((target) => movesOf(registries, target)));
    const all = groups.flat();
    const hasFailed = () => all.some(({ outcome }) => typeof outcome === 'object');
    const moveAll = async (moves) => {
        for (const move of moves) {
            if (hasFailed())
                return;
            try {
                // A request that is under way is never given up because of another: what it did would not be known.
                await withExplainedErrors(move.repository, () => putDocument(move.repository, [move.tag], root, signal));
                move.outcome = 'moved';
            }
            catch (error) {
                move.outcome = { error };
            }
        }
    };
    await Promise.all(groups.map(moveAll));
    if (hasFailed())
        throw tagsLeft(all);
}
function movesOf(registries, target) {
    const repository = registries.repository(target);
    return [...new Set(target.tags)].map((tag) => ({
        repository,
        tag,
        name: (0,oci_reference/* formatReference */.FH)({ ...nameOf(target), tag }),
        outcome: 'not tried',
    }));
}
/** The first failure; if there are several tags, with what became of each. */
function tagsLeft(moves) {
    const failures = moves.flatMap(({ outcome }) => (typeof outcome === 'object' ? [outcome.error] : []));
    const [error] = failures;
    const ours = error instanceof errors/* UserError */.yo || error instanceof errors/* InfraError */.Ri ? error : undefined;
    if (moves.length === 1 || ours === undefined)
        return error;
    const moved = moves.filter(({ outcome }) => outcome === 'moved').map(({ name }) => name);
    const left = moves.flatMap(({ name, outcome }) => outcome === 'moved' ? [] : [`${name} (${outcome === 'not tried' ? outcome : (0,errors/* messageOf */.bD)(outcome.error)})`]);
    const words = moved.length === 0 ? 'no tag points to the new image' : `these tags point to it: ${moved.join(', ')}`;
    const message = `the image was pushed, but not all of its tags. Left: ${left.join(', ')}; ${words}`;
    const { hint } = ours;
    return ours instanceof errors/* UserError */.yo
        ? new errors/* UserError */.yo(message, { hint, cause: ours })
        : new errors/* InfraError */.Ri(message, {
            hint,
            cause: ours,
            retryable: ours.retryable,
            attempts: ours.attempts,
            url: ours.url,
        });
}

// EXTERNAL MODULE: ./lib/http/host.js
var http_host = __webpack_require__(61868);
;// CONCATENATED MODULE: ./lib/registry/endpoint.js



/** Whether a server that speaks for a registry must show a valid certificate. As for docker, none is needed on this machine. */
function needsCertificate(registry, url) {
    return !(0,http_host/* isLoopback */.U9)(registry) || !(0,http_host/* isLoopback */.U9)(url.host);
}
const DOCKER_HUB_HOST = 'registry-1.docker.io';
/**
 * https, and also http where docker and BuildKit use it: for a registry on this machine first, since few of those speak TLS,
 * and for one that is named insecure when https fails.
 */
function originEndpoint(registry, insecure) {
    const host = registry === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_HOST : registry;
    const https = new URL(`https://${host}/`);
    const http = new URL(`http://${host}/`);
    const bases = insecure.includes(registry)
        ? [https, http]
        : (0,http_host/* isLoopback */.U9)(registry)
            ? [http, https]
            : [https];
    return { name: registry, bases, mirror: false };
}
/**
 * A mirror of Docker Hub, in the form of `registry-mirrors` in Docker's daemon.json.
 *
 * @throws UserError for anything but an http or https address without user, query and fragment
 */
function parseMirror(text) {
    const url = URL.canParse(text) && /^https?:\/\//i.test(text) ? new URL(text) : undefined;
    if (url === undefined) {
        throw new errors/* UserError */.yo(`invalid registry mirror ${JSON.stringify(withoutUser(text))}: it is no http or https address`, {
            hint: 'Write it with its scheme: https://mirror.example.com.',
        });
    }
    if (url.username !== '' || url.password !== '') {
        throw new errors/* UserError */.yo(`invalid registry mirror ${url.protocol}//***@${url.host}: it holds a user or password`, {
            hint: `Leave them out and run: docker login ${url.host}`,
        });
    }
    if (url.search !== '' || url.hash !== '') {
        throw new errors/* UserError */.yo(`invalid registry mirror ${url.origin}: it has a query or a fragment`);
    }
    if (!url.pathname.endsWith('/'))
        url.pathname += '/';
    return { name: url.host, bases: [url], mirror: true };
}
function withoutUser(text) {
    return text.replace(/^([^/]*\/\/)?[^/]*@/, '$1***@');
}

;// CONCATENATED MODULE: ./lib/registry/repository.js





const ACCEPT = oci_manifest/* MANIFEST_MEDIA_TYPES */.$T.join(', ');
/** Answers of servers that do not know HEAD. */
const NO_HEAD = new Set([405, 501]);
/** What is read of one repository of a registry. */
class Repository {
    session;
    /** Below the registry: `library/node`. */
    name;
    constructor(session, name) {
        this.session = session;
        this.name = name;
    }
    /** The manifest or index under a tag or digest, verified. @throws HttpError, with `status` 404 if it does not exist */
    async manifest(tagOrDigest, signal) {
        const request = {
            method: 'GET',
            target: `v2/${this.name}/manifests/${tagOrDigest}`,
            scopes: this.pullScopes,
            headers: { accept: ACCEPT },
            signal,
        };
        return await this.session.send(request, async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            const bytes = await (0,read_body/* readBody */.x)(response, oci_manifest/* MAX_MANIFEST_SIZE */.L7);
            const digest = verified(bytes, tagOrDigest, response);
            return { digest, bytes, document: (0,oci_manifest/* parseManifest */.Ng)(bytes, response.headers['content-type']) };
        });
    }
    /** The digest under a tag, without the manifest itself. @throws HttpError, with `status` 404 if it does not exist */
    async manifestHead(tagOrDigest, signal) {
        const head = await this.#head(this.#manifestRequest(tagOrDigest, this.pullScopes, signal), async (response) => {
            if (response.status !== 200)
                throw await this.session.failure(response);
            await response.discard();
            return statedDigest(response) ?? tagOrDigest;
        });
        if (head !== undefined && (0,oci_digest/* isDigest */.Bc)(head))
            return { digest: head };
        // The header with the digest is optional (distribution-spec, "Pulling manifests").
        const fetched = await this.manifest(tagOrDigest, signal);
        return { digest: fetched.digest, fetched };
    }
    /**
     * Whether the repository certainly holds the manifest, seen with the right to push. When the registry does not say, or denies
     * access, the answer is no: then the push itself shows what is wrong.
     *
     * @param reference under which it must be there: a tag, by default the digest
     */
    async hasManifest(digest, signal, reference = digest) {
        const read = async (response) => {
            await response.discard();
            return response.status === 200 && (statedDigest(response) ?? digest) === digest;
        };
        return await this.#headOrGet(this.#manifestRequest(reference, this.pushScopes, signal), read);
    }
    /** Whether the repository holds the blob. @param scopes default: those for pulling */
    async hasBlob(digest, signal, scopes = this.pullScopes) {
        const request = { target: `v2/${this.name}/blobs/${digest}`, scopes, signal };
        const read = async (response) => {
            const { status } = response;
            // 416: the blob is empty, and has not even one byte.
            const found = status === 200 || status === 206 || status === 416;
            if (!found && status !== 404)
                throw await this.session.failure(response);
            await response.discard();
            return found;
        };
        return await this.#headOrGet(request, read, { range: 'bytes=0-0' });
    }
    #manifestRequest(tagOrDigest, scopes, signal) {
        return { target: `v2/${this.name}/manifests/${tagOrDigest}`, scopes, headers: { accept: ACCEPT }, signal };
    }
    /** @returns `undefined` where the registry does not know HEAD; it is not asked so again */
    async #head(request, read) {
        const { session } = this;
        if (!session.supportsHead)
            return undefined;
        return await session.send({ ...request, method: 'HEAD' }, async (response) => {
            if (!NO_HEAD.has(response.status))
                return await read(response);
            session.supportsHead = false;
            await response.discard();
            return undefined;
        });
    }
    async #headOrGet(request, read, getHeaders = {}) {
        const answer = await this.#head(request, read);
        if (answer !== undefined)
            return answer;
        const headers = { ...request.headers, ...getHeaders };
        return await this.session.send({ ...request, method: 'GET', headers }, read);
    }
    get pullScopes() {
        return [`repository:${this.name}:pull`];
    }
    get pushScopes() {
        return [`repository:${this.name}:pull,push`];
    }
}
/** @throws HttpError when the bytes are not what was asked for, or not what the registry says they are */
function verified(bytes, tagOrDigest, response) {
    const stated = statedDigest(response);
    for (const expected of [tagOrDigest, stated]) {
        if (expected === undefined || !(0,oci_digest/* isDigest */.Bc)(expected))
            continue;
        const actual = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(expected)).update(bytes).digest('hex');
        if (actual === (0,oci_digest/* digestHex */.sU)(expected))
            continue;
        throw new http_error/* HttpError */.j$(`${response.url.host} sent a manifest with another digest than ${expected}`, {
            retryable: false,
            url: response.url,
        });
    }
    if ((0,oci_digest/* isDigest */.Bc)(tagOrDigest))
        return tagOrDigest;
    return stated ?? (0,oci_digest/* sha256 */.sc)(bytes);
}
function statedDigest(response) {
    const header = response.headers['docker-content-digest'];
    return typeof header === 'string' && (0,oci_digest/* isDigest */.Bc)(header) ? header : undefined;
}

// EXTERNAL MODULE: ./lib/async/single-flight.js
var single_flight = __webpack_require__(52209);
;// CONCATENATED MODULE: ./lib/registry/challenge.js
const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const PARAMETER = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;
const SEPARATOR = /[\s,]*/y;
const MAX_LENGTH = 8 * 1024;
/** All challenges, in the header's order; what cannot be understood ends the reading. */
function parseChallenges(header) {
    const challenges = [];
    if (header.length > MAX_LENGTH)
        return challenges;
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(header);
        if (match === null)
            return undefined;
        at = pattern.lastIndex;
        return match;
    };
    for (;;) {
        take(SEPARATOR);
        const scheme = take(TOKEN)?.[0];
        if (scheme === undefined)
            return challenges;
        const parameters = new Map();
        for (;;) {
            const before = at;
            take(SEPARATOR);
            const parameter = take(PARAMETER);
            if (parameter === undefined) {
                at = before;
                break;
            }
            const [, name = '', quoted, plain] = parameter;
            parameters.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'));
        }
        challenges.push({ scheme: scheme.toLowerCase(), parameters });
    }
}

;// CONCATENATED MODULE: ./lib/registry/credentials/credentials.js
function basicHeader(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
/** What must show nowhere, in all the forms in which it is sent. */
function secretsOf(credentials) {
    if (credentials.kind !== 'basic')
        return [credentials.token, encodeURIComponent(credentials.token)];
    const { username, password } = credentials;
    return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}
/** One login, for whatever registry is asked about. */
function basicSource(username, password) {
    return { lookup: () => Promise.resolve({ found: { kind: 'basic', username, password } }) };
}

// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
;// CONCATENATED MODULE: ./lib/registry/token.js











const CLIENT_ID = 'layer-build';
const MAX_SIZE = 64 * 1024;
/** When the server names no lifetime (distribution, "Token Authentication Specification"). */
const DEFAULT_LIFETIME_S = 60;
/**
 * Fetches a bearer token: with GET, anonymously or with user and password; with POST (OAuth2) for an identity token.
 *
 * @throws UserError when the credentials are refused; HttpError for every other failure
 */
async function fetchToken(http, request, signal) {
    const exchange = tokenExchange(request, signal);
    const asked = http.now();
    return await http.send(exchange, async (response) => {
        if (response.status === 200)
            return await readToken(response, asked);
        const error = await http.failure(response, exchange);
        if (response.status !== 401 && response.status !== 403)
            throw error;
        const what = request.credentials === undefined ? 'no access without a login' : 'the credentials were refused';
        throw new errors/* UserError */.yo(`${request.registry}: ${what} (${error.message})`, {
            hint: loginHint(request.registry),
            cause: error,
        });
    });
}
function tokenExchange(request, signal) {
    const { registry, realm, service, scopes, credentials } = request;
    const url = new URL(realm);
    const common = {
        verifyCertificate: needsCertificate(registry, realm),
        secrets: credentials === undefined ? [] : secretsOf(credentials),
        retry: retry_policy/* RETRY_REQUIRED */.RX,
        signal,
    };
    if (credentials?.kind === 'identity-token') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT_ID });
        if (service !== undefined)
            form.set('service', service);
        if (scopes.length > 0)
            form.set('scope', scopes.join(' '));
        form.set('refresh_token', credentials.token);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { ...common, method: 'POST', url, headers, body: (0,request_body/* bytesBody */.EB)(Buffer.from(form.toString())) };
    }
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    if (credentials === undefined)
        return { ...common, method: 'GET', url };
    url.searchParams.set('account', credentials.username);
    return { ...common, method: 'GET', url, authorization: basicHeader(credentials.username, credentials.password) };
}
async function readToken(response, asked) {
    const answer = (0,decode_or/* parseOrUndefined */.x9)(tokenAnswer, await (0,read_body/* readBody */.x)(response, MAX_SIZE), MAX_SIZE);
    const value = answer?.token ?? answer?.access_token ?? '';
    if (!/^[\x21-\x7e]+$/.test(value)) {
        // Without a cause: its message would quote the token.
        throw new http_error/* HttpError */.j$(`${response.url.host} gave no valid token`, { retryable: false, url: response.url });
    }
    const lifetime = answer?.expires_in ?? DEFAULT_LIFETIME_S;
    // By our clock, and a tenth early: the server's clock may be another, and the request itself takes time.
    return { value, expires: asked + Math.max(1, lifetime) * 900 };
}
/** Old servers say `token`, OAuth2 says `access_token`, many say both. */
const tokenAnswer = (0,object/* object */.Ik)({
    token: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    access_token: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    expires_in: (0,object/* nullish */.cl)(decoder/* nonNegativeInteger */.dv),
});

;// CONCATENATED MODULE: ./lib/registry/auth.js





/**
 * Makes the Authorization headers for one registry: none until it asks for one, then Basic, or bearer tokens, which are kept
 * by scope while they are valid (distribution, "Token Authentication Specification").
 */
class Authorizer {
    #registry;
    #source;
    #http;
    #tokens = new Map();
    /** Every token so far, also those that are not used any more: a registry may send back an old one. */
    #issued = new Set();
    #flights = new single_flight/* SingleFlight */.F();
    #scheme = { kind: 'none' };
    #lookup;
    /** @param registry as credentials name it: `docker.io`, `localhost:5000` */
    constructor(registry, source, http) {
        this.#registry = registry;
        this.#source = source;
        this.#http = http;
    }
    /** Why there are no credentials, where their source failed: for the hint of an error. */
    get problem() {
        return this.#lookup?.found === undefined ? this.#lookup?.problem : undefined;
    }
    /** Everything that must not show in an error, in case the registry sends it back. */
    secrets() {
        const found = this.#lookup?.found;
        return [...this.#issued, ...(found === undefined ? [] : secretsOf(found))];
    }
    /**
     * Reads the challenge of a 401.
     *
     * @param challenge the header WWW-Authenticate
     * @param sent the header that was not accepted; its token is not used again
     * @returns the scopes that the registry asks for, or `undefined` when it asks for nothing that we can give
     */
    readChallenge(challenge, base, sent) {
        for (const [key, token] of this.#tokens)
            if (bearerHeader(token) === sent)
                this.#tokens.delete(key);
        const challenges = parseChallenges(challenge ?? '');
        const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
        const realm = bearer === undefined ? undefined : this.#realm(bearer, base);
        if (bearer !== undefined && realm !== undefined) {
            this.#scheme = { kind: 'bearer', realm, service: bearer.parameters.get('service') };
            return (bearer.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
        }
        if (challenges.some(({ scheme }) => scheme === 'basic')) {
            this.#scheme = { kind: 'basic' };
            return [];
        }
        return undefined;
    }
    /** Credentials are sent to the realm, so it must be as well protected as the registry. */
    #realm({ parameters }, base) {
        const text = parameters.get('realm') ?? '';
        if (!URL.canParse(text, base.href))
            return undefined;
        const realm = new URL(text, base);
        if (this.#http.mayFollow(base, realm))
            return realm;
        throw new http_error/* HttpError */.j$(`${base.host} asks to log in without encryption, at ${realm.protocol}//${realm.host}`, {
            retryable: false,
            url: base,
        });
    }
    /** Whether a header was made with a token of the token server, which can give another one. */
    isRenewable(header) {
        return header?.startsWith('Bearer ') === true && this.#issued.has(header.slice('Bearer '.length));
    }
    /**
     * @param scopes `repository:NAME:pull`, `repository:NAME:pull,push`
     * @returns the header's value, or `undefined` for an anonymous request
     * @throws UserError when the token server does not accept the credentials; HttpError when it cannot be reached
     */
    async header(scopes, signal) {
        const scheme = this.#scheme;
        if (scheme.kind === 'none')
            return undefined;
        this.#lookup ??= await this.#source.lookup(this.#registry, signal);
        const credentials = this.#lookup.found;
        if (scheme.kind === 'basic') {
            return credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
        }
        if (credentials?.kind === 'registry-token')
            return `Bearer ${credentials.token}`;
        const key = [...new Set(scopes)].sort().join(' ');
        const known = this.#tokens.get(key);
        if (known !== undefined && known.expires > this.#http.now())
            return bearerHeader(known);
        const token = await this.#flights.run(key, signal, async () => {
            const { realm, service } = scheme;
            const fresh = await fetchToken(this.#http, { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials }, signal);
            this.#tokens.set(key, fresh);
            this.#issued.add(fresh.value);
            return fresh;
        });
        return bearerHeader(token);
    }
}
function bearerHeader({ value }) {
    return `Bearer ${value}`;
}

;// CONCATENATED MODULE: ./lib/registry/find-base.js


/**
 * Finds the base address at which a registry answers.
 *
 * @param ping asks at one address, without retries. @returns the status of the answer
 * @throws HttpError when it answers at none within the budget
 */
function findBase(bases, budget, signal, ping) {
    return (0,retry/* retrying */.R$)(budget, signal, async () => {
        const errors = [];
        let doubtful;
        for (const base of bases) {
            try {
                // To http on a port that speaks TLS, some servers answer with this status, others close the connection.
                if ((await ping(base)) !== 400 || base.protocol === 'https:')
                    return base;
                doubtful ??= base;
            }
            catch (error) {
                if (!(error instanceof http_error/* HttpError */.j$) || error.status !== undefined)
                    throw error;
                errors.push(error);
            }
        }
        if (doubtful !== undefined)
            return doubtful;
        // An error of TLS on a port for http does not help. The error of the other address does.
        throw errors.find(({ retryable }) => retryable) ?? errors[0] ?? new Error('a registry without an address');
    });
}

;// CONCATENATED MODULE: ./lib/registry/session.js






/** How often a request is sent again with a new token, since a registry may revoke tokens at any time. */
const MAX_RENEWALS = 5;
/** Authorized requests to one registry. */
class RegistrySession {
    endpoint;
    /** Whether the registry answers HEAD requests, as far as is known. */
    supportsHead = true;
    #http;
    #authorizer;
    #retry;
    #finding = new single_flight/* SingleFlight */.F();
    #base;
    constructor(endpoint, credentials, http, retry) {
        this.endpoint = endpoint;
        this.#http = http;
        this.#retry = retry;
        this.#authorizer = new Authorizer(endpoint.name, credentials, http);
    }
    /** What is wrong with the source of credentials: a request may have been denied because of it. */
    get credentialProblem() {
        return this.#authorizer.problem;
    }
    get retryPolicy() {
        return this.#retry;
    }
    budget(policy = this.#retry) {
        return this.#http.budget(policy);
    }
    /** As {@link HttpClient.open}. After a 401, the request is sent again with new credentials; if it stays, it is returned. */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /** As {@link HttpClient.send}, and a 401 is handled as by `open`. */
    async send(request, read) {
        let first;
        const base = await this.#findBase(request.signal, async (at) => {
            const response = await this.#greet(at, request);
            if (response.status !== 401 && response.status !== 400 && isGreeting(request))
                first = response;
            else
                await response.discard();
            return response.status;
        });
        if (first !== undefined) {
            try {
                return await read(first);
            }
            catch (error) {
                first.abandon();
                // Its body broke off.
                if (!(error instanceof http_error/* HttpError */.j$) || !error.retryable)
                    throw error;
            }
        }
        const url = typeof request.target === 'string' ? new URL(request.target, base) : request.target;
        const own = url.origin === base.origin;
        let scopes = request.scopes;
        for (let renewals = 0;; renewals++) {
            const authorization = own ? await this.#authorizer.header(scopes, request.signal) : undefined;
            const outcome = await this.#http.send(this.#httpRequest(request, url, authorization), async (response) => {
                const more = own ? this.#renewal(response, base, authorization, renewals) : undefined;
                if (more === undefined)
                    return { value: await read(response) };
                await response.discard();
                return { more };
            });
            if ('value' in outcome)
                return outcome.value;
            scopes = [...scopes, ...outcome.more];
        }
    }
    /** @returns the scopes to add when the request is to be sent again with new credentials; `undefined` when it is not */
    #renewal(response, base, authorization, renewals) {
        if (response.status !== 401)
            return undefined;
        const scopes = this.#authorizer.readChallenge(response.headers['www-authenticate'], base, authorization);
        // A password does not change. A new token may help if the old one was revoked. That answer looks the same as a denial.
        const most = this.#authorizer.isRenewable(authorization) ? MAX_RENEWALS : 1;
        return renewals < most ? scopes : undefined;
    }
    /** Makes an error from an answer, and reads its body for that. */
    async failure(response) {
        return await this.#http.failure(response, { secrets: this.#authorizer.secrets() });
    }
    /**
     * Reads an address that the registry gave, for the next request.
     *
     * @throws HttpError when there is none, or it leads from https to http
     */
    nextAddress(text, from) {
        if (text === undefined || !URL.canParse(text, from.href)) {
            throw new http_error/* HttpError */.j$(`${from.host} gave no address to go on at`, { retryable: false, url: from });
        }
        const url = new URL(text, from);
        if (this.#http.mayFollow(from, url))
            return url;
        throw new http_error/* HttpError */.j$(`${from.host} asks to go on without encryption, at ${url.protocol}//${url.host}`, {
            retryable: false,
            url: from,
            hint: 'A registry behind a proxy that ends TLS must know its own https address.',
        });
    }
    /**
     * Finds the base address, and learns how to authorize, once. All first requests wait for it. Otherwise each of them would get a
     * 401 of its own.
     *
     * @param greet asks at one address. @returns the status of the answer
     */
    async #findBase(signal, greet) {
        this.#base ??= await this.#finding.run('', signal, () => findBase(this.endpoint.bases, this.budget(), signal, greet));
        return this.#base;
    }
    /**
     * The first request itself shows whether the registry answers, if it may be sent twice. Otherwise the registry is asked whether it is
     * one (distribution-spec, "Determining Support"). Any status will do: some mirrors know only the addresses that they mirror.
     */
    async #greet(base, request) {
        const { method, headers, signal } = request;
        const own = isGreeting(request)
            ? { method, target: request.target, headers }
            : { method: 'GET', target: 'v2/', headers: undefined };
        const response = await this.#http.open({
            method: own.method,
            url: new URL(own.target, base),
            ...(own.headers !== undefined && { headers: own.headers }),
            verifyCertificate: needsCertificate(this.endpoint.name, base),
            secrets: [],
            retry: retry_policy/* NO_RETRY */.PE,
            signal,
        });
        if (response.status === 401) {
            this.#authorizer.readChallenge(response.headers['www-authenticate'], base, undefined);
        }
        return response;
    }
    #httpRequest(request, url, authorization) {
        const { method, headers, body, signal } = request;
        return {
            method,
            url,
            verifyCertificate: needsCertificate(this.endpoint.name, url),
            ...(headers === undefined ? {} : { headers }),
            ...(authorization === undefined ? {} : { authorization }),
            ...(body === undefined ? {} : { body }),
            secrets: this.#authorizer.secrets(),
            retry: request.retry ?? this.#retry,
            signal,
        };
    }
}
/** Whether it can be the first request to a registry: it changes nothing, and goes to an address below the base. */
function isGreeting(request) {
    const { method, target } = request;
    return typeof target === 'string' && (method === 'GET' || method === 'HEAD');
}

;// CONCATENATED MODULE: ./lib/registry/registries.js





/** All registries that a build talks to, with one session for each. */
class Registries {
    events;
    documents;
    #http;
    #credentials;
    #mirrors;
    #sessions = new Map();
    #unusable = new Set();
    /** @throws UserError for an invalid mirror */
    constructor(settings) {
        this.events = settings.events;
        this.documents = settings.documents;
        this.#credentials = settings.credentials;
        this.#mirrors = [...new Set(settings.mirrors)].map(parseMirror);
        this.#http = settings.http;
    }
    /** The repository at its origin, for pushing. */
    repository({ registry, repository }) {
        return new Repository(this.#session(originEndpoint(registry, this.#http.insecure)), repository);
    }
    /** For pulling. Mirrors that were marked unusable are left out. */
    pullRepositories(name) {
        const mirrors = name.registry === oci_reference/* DOCKER_HUB */.Xb ? this.#mirrors : [];
        const sessions = mirrors.map((mirror) => this.#session(mirror));
        const usable = sessions.filter((session) => !this.#unusable.has(session));
        return [...usable.map((session) => new Repository(session, name.repository)), this.repository(name)];
    }
    markUnusable(session) {
        this.#unusable.add(session);
    }
    now() {
        return this.#http.now();
    }
    #session(endpoint) {
        const key = endpoint.bases[0].href + (endpoint.mirror ? ' mirror' : '');
        const known = this.#sessions.get(key);
        if (known !== undefined)
            return known;
        const retry = endpoint.mirror ? retry_policy/* RETRY_MIRROR */.fF : retry_policy/* RETRY_REQUIRED */.RX;
        const made = new RegistrySession(endpoint, this.#credentials, this.#http, retry);
        this.#sessions.set(key, made);
        return made;
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js








/** Registries as the rest of the program sees them (OCI distribution-spec 1.1, Docker Registry v2). */
class RegistryClient {
    #registries;
    /** @throws UserError for an invalid mirror */
    constructor(settings) {
        this.#registries = new Registries(settings);
    }
    /** Manifest and config of an image for one platform; throws as `resolveImage`. */
    resolve(reference, platform, signal) {
        return resolveImage(this.#registries, reference, platform, signal);
    }
    /** The digest under a reference, without any document; throws as `resolveDigest`. */
    digest(reference, signal) {
        return resolveDigest(this.#registries, reference, signal);
    }
    /** A blob's bytes, of the right number; the caller verifies the digest. Throws as `fetchBlob`. */
    fetchBlob(source, blob, signal) {
        return fetchBlob(this.#registries, source, blob, signal);
    }
    /** Some of the bytes of a blob. Throws as `fetchBlobPart`. */
    fetchBlobPart(source, blob, part, signal) {
        return fetchBlobPart(this.#registries, source, blob, part, signal);
    }
    /** Whether a mirror or the origin has a blob; throws as `isInAny`. */
    hasBlob(source, digest, signal) {
        return isInAny(this.#registries, { source, digest }, signal);
    }
    /** What was pushed under a digest, without its layers; throws as `readPushed`. */
    pushed(name, digest, signal) {
        return readPushed(this.#registries, name, digest, signal);
    }
    /** Throws as `pushEverywhere`. */
    push(what, signal) {
        return pushEverywhere(this.#registries, what, signal);
    }
    /** Pushes an image to one repository; throws as `push`. */
    pushImage({ target, ...image }, signal) {
        return this.push({ targets: [target], root: image.manifest, images: [image] }, signal);
    }
    /** Pushes images for several platforms, and their index, to one repository; throws as `push`. */
    pushIndex({ target, index, images }, signal) {
        return this.push({ targets: [target], root: index, images }, signal);
    }
    /** Throws as `pushReferrer`. */
    pushReferrer(referrer, signal) {
        return pushReferrer(this.#registries, referrer, signal);
    }
    /** All tags of a repository; throws as `listTags`. */
    tags(name, signal) {
        return listTags(this.#registries, name, signal);
    }
    /** All repositories of a registry; throws as `listRepositories`. */
    repositories(registry, signal) {
        return listRepositories(this.#registries, registry, signal);
    }
    /** A tag under which an artifact is kept. @param reference with a tag or a digest */
    artifact(reference) {
        return new ArtifactRepository(this.#registries, reference);
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
;// CONCATENATED MODULE: ./lib/registry/credentials/credential-helper.js






const TIMEOUT_MS = 30_000;
const MAX_OUTPUT = 256 * 1024;
/**
 * Asks `docker-credential-NAME get` (docker/docker-credential-helpers): the address goes to its standard input, JSON
 * comes back. The user name `<token>` marks an identity token.
 *
 * What the helper writes is never repeated: it may hold the secret.
 */
async function askCredentialHelper(name, address, signal) {
    const program = programOf(name);
    if (program === undefined)
        return problem(invalidName(name));
    const ended = await run(program, 'get', address, signal);
    if ('failure' in ended)
        return problem(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0) {
        // Having none is no failure: helpers say so with this text and exit code 1.
        if (/credentials not found/i.test(ended.output))
            return { found: undefined };
        return problem(`${program} ended with exit code ${ended.code ?? 'none'}`);
    }
    return readAnswer(ended.output) ?? problem(`${program} gave no valid answer`);
}
/**
 * Lets a helper keep or forget a login.
 *
 * @param input JSON with a login for `store`, an address for `erase`
 * @throws UserError when the helper does not do it
 */
async function tellCredentialHelper(name, action, input, signal) {
    const program = programOf(name);
    if (program === undefined)
        throw new UserError(invalidName(name));
    const ended = await run(program, action, input, signal);
    if ('failure' in ended)
        throw new UserError(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0)
        throw new UserError(`${program} ${action} ended with exit code ${ended.code ?? 'none'}`);
}
/** The name comes from a file and becomes a program's: no path may be made of it. */
function programOf(name) {
    return /^[\w.-]+$/.test(name) ? `docker-credential-${name}` : undefined;
}
function invalidName(name) {
    return `the credential helper's name ${JSON.stringify(name)} is not valid`;
}
function problem(text) {
    return { found: undefined, problem: text };
}
const helperAnswer = (0,object/* object */.Ik)({ Username: decoder/* string */.Yj, Secret: decoder/* string */.Yj });
function readAnswer(output) {
    const answer = (0,decode_or/* parseOrUndefined */.x9)(helperAnswer, output, MAX_OUTPUT);
    if (answer === undefined)
        return undefined;
    const { Username: username, Secret: secret } = answer;
    if (secret === '')
        return { found: undefined };
    return {
        found: username === '<token>'
            ? { kind: 'identity-token', token: secret }
            : { kind: 'basic', username, password: secret },
    };
}
async function run(program, action, input, signal) {
    signal.throwIfAborted();
    const ended = await new Promise((resolve) => {
        const child = (0,external_node_child_process_.spawn)(program, [action], {
            stdio: ['pipe', 'pipe', 'ignore'],
            signal: (0,time_limit/* withTimeLimit */.B)(signal, TIMEOUT_MS),
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
            output += text;
            if (output.length > MAX_OUTPUT)
                child.kill('SIGKILL');
        });
        child.on('error', (error) => {
            const missing = (0,errors/* errorCode */.CA)(error) === 'ENOENT';
            resolve({
                failure: missing ? 'it is not on PATH' : error.name === 'AbortError' ? 'it took too long' : error.message,
            });
        });
        child.on('close', (code) => resolve({ code, output }));
        // It may end before it has read its input; its exit code says what there is to say.
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
    });
    signal.throwIfAborted();
    return ended;
}

;// CONCATENATED MODULE: ./lib/registry/credentials/docker-config.js











/** What docker itself uses as Docker Hub's key since there were indexes. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, oci_reference/* DOCKER_HUB */.Xb, 'index.docker.io', 'registry-1.docker.io'];
const docker_config_MAX_SIZE = 1024 * 1024;
const dockerConfig = (0,object/* object */.Ik)({
    auths: (0,containers/* withDefault */.IQ)((0,containers/* mapOf */.A7)(decoder/* anything */.D8), {}),
    credHelpers: (0,containers/* withDefault */.IQ)((0,containers/* mapOf */.A7)(decoder/* string */.Yj), {}),
    credsStore: (0,object/* nullish */.cl)(decoder/* string */.Yj),
});
const authEntry = (0,object/* object */.Ik)({
    identitytoken: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    registrytoken: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    auth: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    username: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
    password: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''),
});
/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
class DockerConfig {
    #file;
    #document;
    /** @param folder absolute path, what DOCKER_CONFIG names, else `~/.docker`; it need not exist */
    constructor(folder) {
        this.#file = external_node_path_.join(folder, 'config.json');
    }
    /** @throws UserError when there is a config.json that cannot be read; its text is never repeated */
    async lookup(registry, signal) {
        this.#document ??= this.#read();
        const document = await this.#document;
        if (document === undefined)
            return { found: undefined };
        try {
            return await lookUp(document, registry, signal);
        }
        catch (cause) {
            if (signal.aborted)
                throw cause;
            throw this.#unreadable(`its entry for ${registry} is not valid`);
        }
    }
    async #read() {
        let bytes;
        try {
            bytes = await (0,promises_.readFile)(this.#file);
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT' || (0,errors/* errorCode */.CA)(error) === 'ENOTDIR')
                return undefined;
            throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
        }
        // By the reason, and without a cause: messages quote the text, which holds passwords.
        return (0,decode_or/* orThrow */.aU)(() => dockerConfig((0,parse_json/* parseJson */.q)(bytes, docker_config_MAX_SIZE)), ({ reason }) => this.#unreadable(reason));
    }
    #unreadable(problem) {
        return new errors/* UserError */.yo(`cannot use ${this.#file}: ${problem}`, {
            hint: 'Repair it, or log in anew with docker login.',
        });
    }
}
async function lookUp(document, registry, signal) {
    const names = registry === oci_reference/* DOCKER_HUB */.Xb ? DOCKER_HUB_NAMES : [registry];
    const helper = helperFor(document, names);
    // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
    const asked = helper === undefined ? undefined : await askCredentialHelper(helper, names[0] ?? registry, signal);
    if (asked?.found !== undefined)
        return asked;
    const found = inAuths(document, names);
    return found === undefined ? (asked ?? { found: undefined }) : { found };
}
function helperFor(document, names) {
    const { credHelpers, credsStore } = document;
    const key = names.find((name) => Object.hasOwn(credHelpers, name));
    const name = key === undefined ? credsStore : credHelpers[key];
    return name === '' ? undefined : name;
}
function inAuths({ auths }, names) {
    const keys = Object.keys(auths);
    for (const name of names) {
        const key = keys.find((candidate) => candidate === name) ?? keys.find((candidate) => hostOf(candidate) === name);
        const found = key === undefined ? undefined : readAuth(auths[key]);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
/** Old docker versions wrote whole addresses as keys. */
function hostOf(key) {
    return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}
function readAuth(entry) {
    const { identitytoken, registrytoken, auth, username, password } = authEntry(entry);
    if (identitytoken !== '')
        return { kind: 'identity-token', token: identitytoken };
    if (registrytoken !== '')
        return { kind: 'registry-token', token: registrytoken };
    if (auth !== '') {
        const decoded = Buffer.from(auth, 'base64').toString('utf8').replace(/\0+$/, '');
        const colon = decoded.indexOf(':');
        if (colon < 1)
            throw new json_error/* DecodeError */.X('a base64 user:password', auth, ['auth']);
        return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    }
    return username === '' ? undefined : { kind: 'basic', username, password };
}

;// CONCATENATED MODULE: ./lib/registry/credentials/given-credentials.js
/** Credentials that were given to this build alone. For other registries, another source is asked. */
class GivenCredentials {
    #given;
    #otherwise;
    /** @param given by registry: `docker.io`, `ghcr.io` */
    constructor(given, otherwise) {
        this.#given = given;
        this.#otherwise = otherwise;
    }
    async lookup(registry, signal) {
        const found = this.#given.get(registry);
        return found === undefined ? this.#otherwise.lookup(registry, signal) : { found };
    }
}

// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(69744);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(19087);
;// CONCATENATED MODULE: ./lib/store/content-store.js









const CHUNK = 1024 * 1024;
/** A blob's mtime says when it was last used, with this precision. Milliseconds. */
const TOUCH_EVERY = 30_000;
/** Images may have content that other users must not see. */
const BLOB_MODE = 0o600;
/**
 * Content by digest, in one folder that any number of processes may use at once. Bytes are checked against their digest when `put` and
 * `ingest` write them, and again when `open` and `read` read them.
 */
class ContentStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Absolute path of the blob, whether it exists or not. Callers that read this file check its content. */
    path(digest) {
        return this.#folder.blob(digest);
    }
    /** Whether the store has the blob. Marks it as used, so that a prune during this build keeps it. */
    async has(digest) {
        return (await this.size(digest)) !== undefined;
    }
    /** Bytes of the blob; undefined if the store does not have it. Marks it as used. */
    async size(digest) {
        const path = this.path(digest);
        const stats = await (0,promises_.stat)(path).catch(absent);
        if (stats === undefined)
            return undefined;
        if (Date.now() - stats.mtimeMs > TOUCH_EVERY) {
            const now = new Date();
            // It fails for a file of another user, and if a prune has just removed it.
            await (0,promises_.utimes)(path, now, now).catch(() => undefined);
        }
        return stats.size;
    }
    /**
     * The blob's bytes, checked while they are read. If reading ends without an error, they are right.
     *
     * @throws InfraError when the store does not have it, or when it is damaged. A damaged blob is removed, to be fetched or made again.
     */
    async *open(descriptor, signal) {
        const { digest, size } = descriptor;
        const path = this.path(digest);
        const handle = await (0,promises_.open)(path, 'r').catch(absent);
        if (handle === undefined)
            throw new errors/* InfraError */.Ri(`blob ${digest} is not in the store`);
        try {
            const { ino, size: found } = await handle.stat();
            const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
            for await (const chunk of (0,file_chunks/* handleChunks */.Ri)(handle, { size: CHUNK, signal })) {
                hash.update(chunk);
                // The size in the descriptor may be wrong. Only the digest shows whether the blob is damaged.
                if (found === size)
                    yield chunk;
            }
            if (hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest)) {
                await this.#removeDamaged(path, ino);
                throw new errors/* InfraError */.Ri(`blob ${digest} was damaged in the store; it was removed`, {
                    retryable: true,
                    hint: 'Run the build again: what is missing is fetched or made again.',
                });
            }
            if (found !== size)
                throw new errors/* InfraError */.Ri(`blob ${digest} has ${found} bytes, but its descriptor says ${size}`);
        }
        finally {
            await handle.close();
        }
    }
    /**
     * A whole blob. Only for documents.
     *
     * @param limit in bytes; absent: 4 MiB, a manifest's limit
     * @throws InfraError as `open` does, and when it is larger
     */
    async read(descriptor, limit = 4 * 1024 * 1024) {
        if (descriptor.size > limit)
            throw new errors/* InfraError */.Ri(`blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** @throws InfraError when the disk does not take it */
    async put(bytes) {
        const digest = (0,oci_digest/* sha256 */.sc)(bytes);
        await this.ingest([bytes], { digest, size: bytes.length });
        return { digest, size: bytes.length };
    }
    /**
     * Writes a blob. If the store has it already, `source` is not read.
     *
     * @throws InfraError when the bytes are not those of the descriptor, or the disk does not take them
     */
    async ingest(source, descriptor, options = {}) {
        if ((await this.size(descriptor.digest)) === descriptor.size) {
            // Closes the connection behind the source.
            if (Symbol.asyncIterator in source)
                await source[Symbol.asyncIterator]().return?.();
            options.onProgress?.(descriptor.size);
            return;
        }
        const draft = this.#folder.newIngestPath();
        const make = (file) => write(file, checked(source, descriptor, options), options.onFile);
        try {
            await (0,atomic_file/* replaceFile */.f)(this.path(descriptor.digest), make, { draft });
        }
        catch (error) {
            throw (0,write_error/* diskError */.wO)(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
        }
    }
    /**
     * Moves a file that was written and hashed before into the store. The file is gone afterwards, also if the store has the blob.
     *
     * @throws InfraError when it does not have the size that the descriptor says
     */
    async takeFile(file, descriptor) {
        try {
            const { size } = await (0,promises_.lstat)(file);
            if (size !== descriptor.size) {
                throw new errors/* InfraError */.Ri(`the file for blob ${descriptor.digest} has ${size} bytes instead of ${descriptor.size}`);
            }
            // If the file belongs to another user, the worker has set its mode.
            await (0,promises_.chmod)(file, BLOB_MODE).catch(() => undefined);
            if ((await this.size(descriptor.digest)) === descriptor.size)
                await (0,discard/* discard */.v)(file);
            else
                await (0,publish/* publishFile */.o6)(file, this.path(descriptor.digest), { draft: this.#folder.newIngestPath() });
        }
        catch (error) {
            throw (0,write_error/* diskError */.wO)(error, `store blob ${descriptor.digest} in`, this.#folder.root, descriptor.size);
        }
    }
    async remove(digest) {
        await (0,promises_.rm)(this.path(digest), { force: true });
    }
    /** Another process may have replaced it with a good blob by now. */
    async #removeDamaged(path, ino) {
        const stats = await (0,promises_.lstat)(path).catch(absent);
        if (stats?.ino === ino)
            await (0,promises_.rm)(path, { force: true });
    }
}
/** Passes the bytes on, and throws if they are not those of the descriptor. */
async function* checked(source, descriptor, options) {
    const { digest, size } = descriptor;
    const hash = (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest));
    let done = 0;
    for await (const chunk of source) {
        options.signal?.throwIfAborted();
        done += chunk.length;
        if (done > size)
            throw new errors/* WrongContent */.lN(`blob ${digest} is longer than the ${size} bytes that it should have`);
        hash.update(chunk);
        yield chunk;
        options.onProgress?.(done);
    }
    if (done < size) {
        throw new errors/* InfraError */.Ri(`blob ${digest} ended after ${done} of ${size} bytes`, { retryable: true });
    }
    const found = hash.digest('hex');
    if (found !== (0,oci_digest/* digestHex */.sU)(digest)) {
        throw new errors/* WrongContent */.lN(`blob ${digest} has other content: ${(0,oci_digest/* digestAlgorithm */.g4)(digest)}:${found}`, {
            retryable: true,
        });
    }
}
async function write(file, chunks, onFile) {
    const handle = await (0,promises_.open)(file, 'wx', BLOB_MODE);
    try {
        onFile?.(file);
        for await (const chunk of chunks) {
            for (let at = 0; at < chunk.length;)
                at += (await handle.write(chunk, at)).bytesWritten;
        }
    }
    finally {
        await handle.close();
    }
}
function absent(error) {
    if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
        return undefined;
    throw error;
}

;// CONCATENATED MODULE: ./lib/files/take-away.js



/**
 * Removes a file, unless it turns out that it must stay. The file is first renamed, and then looked at: what another process does to it
 * before that is seen, and after that it is gone for everybody. So no other process loses a file that it has just renewed.
 *
 * @param draft a free path on the same file system
 * @param mayGo looks at the file under its other name
 * @returns whether it was removed; `false` also when there was none
 */
async function takeAway(file, draft, mayGo) {
    try {
        await (0,promises_.rename)(file, draft);
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return false;
        throw error;
    }
    try {
        const goes = await mayGo(draft);
        // Something newer may have got the name by now.
        if (!goes)
            await (0,promises_.link)(draft, file).catch(() => undefined);
        return goes;
    }
    finally {
        await (0,discard/* discard */.v)(draft);
    }
}

;// CONCATENATED MODULE: ./lib/store/no-such-image.js

/** There is no image with that name or id in the store. */
class NoSuchImage extends errors/* UserError */.yo {
    /** @param asked as it was written */
    constructor(asked, hint) {
        super(`no such image: ${asked}`, { hint });
    }
}

// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
;// CONCATENATED MODULE: ./lib/store/image-store.js















/**
 * The images of this machine: a file for each image, and a file for each name that says which image it means. Files are replaced as a
 * whole: of two builds that tag at the same time, one wins. A name says everything of its image, so an image that gets a name while
 * another process removes its own file is not lost.
 */
class ImageStore {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Adds an image whose blobs are in the content store. If a name meant another image, it now means this one. */
    async add(image, references, now = new Date()) {
        const { target, imageId } = image;
        const stored = {
            target: { mediaType: target.mediaType, digest: target.digest, size: target.size },
            imageId,
            stored: now.toISOString(),
        };
        await this.#folder.write(this.#idFile(target.digest), JSON.stringify(stored));
        for (const reference of references)
            await this.#writeTag(reference, stored);
    }
    /** Gives an image another name. @throws UserError when `existing` is not in the store */
    async tag(existing, reference) {
        const { target, imageId, stored } = await this.resolve(existing);
        await this.#writeTag(reference, { target, imageId, stored });
    }
    /** Newest first. */
    async list() {
        const references = new Map();
        const images = new Map();
        // First the names: an image that gets its name meanwhile is then seen by its own file.
        for (const { reference, target, image } of await this.#tags()) {
            references.set(target, [...(references.get(target) ?? []), reference]);
            if (image !== undefined)
                images.set(target, image);
        }
        for (const name of await (0,promises_.readdir)(this.#folder.imageIds)) {
            const image = await this.#readImage((0,external_node_path_.join)(this.#folder.imageIds, name));
            if (image !== undefined)
                images.set(image.target.digest, image);
        }
        return [...images.values()]
            .map((image) => ({ ...image, references: (0,oci_reference/* sortedReferences */.Qs)(references.get(image.target.digest) ?? []) }))
            .sort((a, b) => (0,code_unit_order/* byCodeUnit */.X)(b.stored, a.stored) || (0,code_unit_order/* byCodeUnit */.X)(a.target.digest, b.target.digest));
    }
    /** The image with exactly this name; undefined if there is none. Faster than `resolve`. */
    async find(reference) {
        const tag = await this.#readTag(this.#tagFile(reference));
        if (tag === undefined)
            return undefined;
        return tag.image ?? (await this.#readImage(this.#idFile(tag.target)));
    }
    /** When each name was given, in milliseconds since the epoch; the latest of several. */
    async lastTagged(references) {
        const times = await Promise.all(references.map(async (reference) => (await (0,promises_.stat)(this.#tagFile(reference)).catch(() => undefined))?.mtimeMs ?? 0));
        const last = Math.max(0, ...times);
        return last === 0 ? undefined : last;
    }
    /**
     * Finds an image as docker does: first by name, then by digest or the beginning of an id.
     *
     * @throws UserError when there is none, or more than one
     */
    async resolve(query) {
        const images = await this.list();
        const named = images.find((image) => query.isNamed(image.references));
        if (named !== undefined)
            return named;
        const found = images.filter(({ imageId, target }) => query.isIdOf(imageId) || query.isIdOf(target.digest));
        const { text } = query;
        const [first, ...others] = found;
        if (first === undefined)
            throw new NoSuchImage(text, hintFor(query.name, images));
        // Images with the same config are the same image, pulled and built. The newest is taken.
        if (others.some((image) => image.imageId !== first.imageId)) {
            throw new errors/* UserError */.yo(`image id ${text} is ambiguous`, {
                hint: `It may be ${found.map((image) => (0,oci_digest/* shortDigest */.VK)(image.imageId)).join(', ')}: write more of it.`,
            });
        }
        return first;
    }
    /**
     * Removes a name, unless another process has given it to another image meanwhile.
     *
     * @returns whether it was there and meant one of `targets`
     */
    async untag(reference, targets) {
        const file = this.#tagFile(reference);
        const isMeant = async (path) => {
            const tag = await this.#readTag(path);
            return tag !== undefined && targets.includes(tag.target);
        };
        return (await isMeant(file)) && (await takeAway(file, this.#folder.newIngestPath(), isMeant));
    }
    /** Removes an image without a name. Its blobs are kept until they are pruned. */
    async removeNameless(target) {
        await (0,promises_.rm)(this.#idFile(target), { force: true });
        await (0,promises_.rm)(this.#folder.imageSizes(target), { force: true });
    }
    /**
     * The files of names and images that cannot be read.
     *
     * @param remove also removes them: what is in them cannot be known
     */
    async damagedFiles(remove) {
        const damaged = [];
        for (const [folder, decoder] of [
            [this.#folder.imageTags, storedTag],
            [this.#folder.imageIds, storedImage],
        ]) {
            for (const name of await (0,promises_.readdir)(folder)) {
                const path = (0,external_node_path_.join)(folder, name);
                try {
                    await readDocument(path, decoder);
                }
                catch (error) {
                    if (!(error instanceof errors/* InfraError */.Ri))
                        throw error;
                    damaged.push(path);
                    if (remove)
                        await (0,promises_.rm)(path, { force: true });
                }
            }
        }
        return damaged;
    }
    #idFile(digest) {
        return (0,external_node_path_.join)(this.#folder.imageIds, (0,oci_digest/* digestHex */.sU)(digest));
    }
    /** A name may be longer than the name of a file. */
    #tagFile(reference) {
        return (0,external_node_path_.join)(this.#folder.imageTags, (0,oci_digest/* digestHex */.sU)((0,oci_digest/* sha256 */.sc)((0,oci_reference/* formatReference */.FH)(reference))));
    }
    #writeTag(reference, { target, imageId, stored }) {
        const { mediaType, digest, size } = target;
        const image = { target: { mediaType, digest, size }, imageId, stored };
        const tag = { reference: (0,oci_reference/* formatReference */.FH)(reference), target: digest, image };
        return this.#folder.write(this.#tagFile(reference), JSON.stringify(tag));
    }
    async #tags() {
        const tags = [];
        for (const name of await (0,promises_.readdir)(this.#folder.imageTags)) {
            const tag = await this.#readTag((0,external_node_path_.join)(this.#folder.imageTags, name));
            if (tag !== undefined)
                tags.push(tag);
        }
        return tags;
    }
    #readTag(path) {
        return readDocument(path, storedTag);
    }
    #readImage(path) {
        return readDocument(path, storedImage);
    }
}
const longName = (0,decoder/* stringUpTo */._m)(2048);
const imageReference = (value) => {
    try {
        return (0,oci_reference/* withDefaultTag */._t)((0,oci_reference/* parseReference */.F2)(longName(value)));
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw new json_error/* DecodeError */.X('the name of an image', value);
        throw error;
    }
};
const storedImage = (0,object/* object */.Ik)({
    target: (0,object/* object */.Ik)({ mediaType: media_types/* mediaType */.JL, digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv }),
    imageId: identity_schema/* imageId */.L,
    stored: (0,decoder/* stringUpTo */._m)(64),
});
const storedTag = (0,object/* object */.Ik)({ reference: imageReference, target: digest_schema/* digest */.b, image: (0,object/* nullish */.cl)(storedImage) });
/** Bytes. */
const MAX_DOCUMENT_SIZE = 64 * 1024;
/** @returns undefined if the file does not exist */
async function readDocument(path, decoder) {
    try {
        return (0,json_document/* decodeDocument */.w)(decoder, await (0,promises_.readFile)(path), { name: path, maxBytes: MAX_DOCUMENT_SIZE });
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        const hint = 'Find and remove what is damaged: layer-build system check --repair.';
        if (error instanceof errors/* InfraError */.Ri)
            throw new errors/* InfraError */.Ri(error.message, { cause: error, hint });
        throw new errors/* InfraError */.Ri(`cannot read ${path}`, { cause: error, hint });
    }
}
/** The other tags of the repository that was asked for. */
function hintFor(asked, images) {
    const near = images
        .flatMap((image) => image.references)
        .filter((name) => asked !== undefined && name.tag !== undefined && (0,oci_reference/* sameRepository */.RB)(name, asked));
    return near.length > 0
        ? `There is ${(0,oci_reference/* sortedReferences */.Qs)(near).slice(0, 5).map(oci_reference/* familiarName */.hG).join(', ')}.`
        : 'See `layer-build images` for what there is.';
}

// EXTERNAL MODULE: ./lib/layer/layer-index.js + 2 modules
var layer_index = __webpack_require__(55851);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
;// CONCATENATED MODULE: ./lib/store/layer-store.js








/** Layers in the store: their blobs are in the content store, and their indexes are files named by diff id. */
class LayerStore {
    #folder;
    #content;
    constructor(folder, content) {
        this.#folder = folder;
        this.#content = content;
    }
    /** A private folder in which one layer is written. If this process ends early, a later one removes it. */
    async newIngest() {
        const folder = this.#folder.newIngestPath();
        await (0,promises_.mkdir)(folder, { mode: 0o700 });
        return {
            blobFile: (0,external_node_path_.join)(folder, 'blob'),
            indexFile: (0,external_node_path_.join)(folder, 'index'),
            discard: () => (0,discard/* discard */.v)(folder),
        };
    }
    /**
     * Moves the files of a made layer to their final names, the index first: a blob that others see has an index.
     *
     * @throws InfraError when a file is missing or has the wrong size
     */
    async take(made) {
        try {
            await (0,publish/* publishFile */.o6)(made.indexFile, this.#folder.index(made.diffId));
        }
        catch (error) {
            throw new errors/* InfraError */.Ri(`cannot store the index of layer ${made.diffId}`, { cause: error });
        }
        await this.#content.takeFile(made.blobFile, made.blob);
        await this.#removeFolders(made);
        const { blob, diffId, treeDigest, indexDigest } = made;
        return { blob, diffId, contentId: (0,identity/* contentIdOfTree */.OB)(treeDigest), ...(indexDigest !== undefined && { indexDigest }) };
    }
    /** Removes the files of a made layer that is not needed after all. */
    async drop(made) {
        await (0,discard/* discard */.v)(made.blobFile);
        await (0,discard/* discard */.v)(made.indexFile);
        await this.#removeFolders(made);
    }
    /** Path for a layer's index if it is missing; undefined if it exists. */
    async missingIndexFile(diffId) {
        const path = this.#folder.index(diffId);
        return (0,promises_.access)(path).then(() => undefined, () => path);
    }
    /** Path of the layer's index; undefined if it is missing. */
    async indexFile(diffId) {
        return (await this.missingIndexFile(diffId)) === undefined ? this.#folder.index(diffId) : undefined;
    }
    /** The index of the layer; undefined if it is missing or damaged. It can be made again from the blob. */
    async indexOf(diffId) {
        const path = this.#folder.index(diffId);
        let bytes;
        try {
            bytes = await (0,promises_.readFile)(path);
        }
        catch (error) {
            if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
                return undefined;
            throw new errors/* InfraError */.Ri(`cannot read the index of layer ${diffId}`, { cause: error });
        }
        const index = decodeOrNothing(bytes);
        if (index?.diffId !== diffId) {
            await (0,promises_.rm)(path, { force: true });
            return undefined;
        }
        const now = new Date();
        await (0,promises_.utimes)(path, now, now).catch(() => undefined);
        return index;
    }
    /** Stores an index that was made from a fetched blob. On a full disk it is not kept, and has to be made again. */
    async putIndex(index) {
        try {
            await this.#folder.write(this.#folder.index(index.diffId), (0,layer_index/* encodeIndex */.bj)(index));
        }
        catch (error) {
            // Whoever looks what is on a full disk, to make room, must not fail.
            if (!(0,write_error/* isFull */.uq)((0,errors/* errorCode */.CA)(error)))
                throw error;
        }
    }
    async removeIndex(diffId) {
        await (0,promises_.rm)(this.#folder.index(diffId), { force: true });
    }
    /** Only folders that `newIngest` made are removed. */
    async #removeFolders(made) {
        for (const folder of new Set([(0,external_node_path_.dirname)(made.blobFile), (0,external_node_path_.dirname)(made.indexFile)])) {
            if ((0,external_node_path_.dirname)(folder) === this.#folder.ingest)
                await (0,discard/* discard */.v)(folder);
        }
    }
}
function decodeOrNothing(bytes) {
    try {
        return (0,layer_index/* decodeIndex */.X1)(bytes);
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/store/leases.js
var leases = __webpack_require__(50186);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(35821);
;// CONCATENATED MODULE: ./lib/store/refuse-links.js




const FOLDERS = new Set([
    ...Object.values(root_folder/* ROOT_FOLDERS */.VH).map(({ path }) => path),
    ...['sha256', 'sha512'].map((algorithm) => (0,root_folder/* pathFromRoot */._f)('blobs', algorithm)),
].flatMap(withParents));
/**
 * A root folder may be in a repository that strangers commit to. So none of its folders may be a link: files would be written and
 * removed in the link's target.
 *
 * @throws UserError
 */
function refuseLinks(root) {
    for (const path of FOLDERS) {
        const folder = (0,external_node_path_.join)(root, path);
        if (!isLink(folder))
            continue;
        throw new errors/* UserError */.yo(`${folder} is a symbolic link, and nothing is written through links`, {
            hint: 'Remove it, or choose another folder with --root.',
        });
    }
}
function isLink(path) {
    try {
        return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    }
    catch {
        // Something above it is not a folder. The code that needs the folder reports that.
        return false;
    }
}
/** For `a/b`: `a` and `a/b`. */
function withParents(path) {
    const parts = path.split('/');
    return parts.map((_, position) => parts.slice(0, position + 1).join('/'));
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/store/store-folder.js










const OWN_FOLDERS = ['indexes', 'imageIds', 'imageTags', 'imageSizes', 'leases', 'ingest'];
/**
 * The folders of a store, below one root that may be deleted at any time. `files/root-folder.ts` names them.
 *
 * Files get their final names by a rename, so that readers never see a part of a file. Nothing is synced to the disk. A killed process
 * only leaves files in `ingest`: what it wrote is still in the kernel. After a crash of the machine a blob may have lost bytes. Its size
 * and digest show that when it is read, and it is fetched or made again. That costs less than an fsync for each blob of every build.
 */
class StoreFolder {
    root;
    constructor(root) {
        this.root = root;
    }
    /**
     * Makes the missing folders. Images may have content that other users must not see, and other users may be able to open the root. So each
     * folder in it is made private, also one that an earlier version left open. The mode of the root itself does not change.
     *
     * @throws InfraError if they cannot be made; UserError if one is a link
     */
    static open(root) {
        const folder = new StoreFolder(root);
        refuseLinks(root);
        try {
            (0,make_folders/* makeFolders */.w)(root, 0o700);
            const own = [...folder.blobs.map(({ path }) => path), ...OWN_FOLDERS.map((name) => (0,root_folder/* pathInRoot */.hA)(root, name))];
            for (const path of own)
                (0,make_folders/* makeFolders */.w)(path, 0o700);
            closeToOthers(root);
        }
        catch (error) {
            throw new errors/* InfraError */.Ri(`cannot use ${root} as the store`, {
                cause: error,
                hint: 'Choose a folder that can be written to with --root.',
            });
        }
        return folder;
    }
    blob(digest) {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'blobs', (0,oci_digest/* digestAlgorithm */.g4)(digest), (0,oci_digest/* digestHex */.sU)(digest));
    }
    index(diffId) {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'indexes', (0,oci_digest/* digestHex */.sU)(diffId));
    }
    /** How large the layers of an image are. @param target the digest of its manifest or index */
    imageSizes(target) {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'imageSizes', (0,oci_digest/* digestHex */.sU)(target));
    }
    get blobs() {
        return ['sha256', 'sha512'].map((algorithm) => ({
            algorithm,
            path: (0,root_folder/* pathInRoot */.hA)(this.root, 'blobs', algorithm),
        }));
    }
    get indexes() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'indexes');
    }
    get imageIds() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'imageIds');
    }
    get imageTags() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'imageTags');
    }
    get leases() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'leases');
    }
    get ingest() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'ingest');
    }
    /** Writes a small file of the store as a whole. */
    async write(file, content) {
        await (0,atomic_file/* writeWhole */.y)(file, content, { draft: this.newIngestPath() });
    }
    /** A new path in `ingest`, different for each call and process. Its name starts with the process's identity. */
    newIngestPath() {
        return (0,root_folder/* pathInRoot */.hA)(this.root, 'ingest', `${(0,process_identity/* ownIdentity */.A)()}.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
    }
}
/** Makes our folders directly below a root private. Only folders with our names are changed: all others are not ours. */
function closeToOthers(root) {
    for (const name of (0,root_folder/* topFolders */.VE)()) {
        const stats = (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(root, name), { throwIfNoEntry: false });
        if (stats?.isDirectory() !== true || (stats.mode & 0o77) === 0 || stats.uid !== process.getuid?.())
            continue;
        (0,external_node_fs_.chmodSync)((0,external_node_path_.join)(root, name), 0o700);
    }
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/worker/protocol/from-pipe.js


/** Reads a message from the other side of the protocol. @throws EngineBug for anything that side would not send */
function from_pipe_fromPipe(read) {
    return (0,decode_or/* orThrow */.aU)(read, (error) => new errors/* EngineBug */.Bp(`worker protocol: message: ${error.message}`, { cause: error }));
}

;// CONCATENATED MODULE: ./lib/worker/protocol/frames.js



const MESSAGE = 1;
const BYTES = 2;
const HEADER = 5;
/** All our messages are much smaller. A larger frame means that something else wrote to the pipe. */
const LONGEST = 64 * 1024 * 1024;
function encodeMessage(value) {
    const json = Buffer.from(JSON.stringify(value));
    const frame = Buffer.allocUnsafe(HEADER + json.length);
    frame.writeUInt32BE(json.length + 1, 0);
    frame.writeUInt8(MESSAGE, 4);
    json.copy(frame, HEADER);
    return frame;
}
function encodeBytes(id, channel, data) {
    const frame = Buffer.allocUnsafe(HEADER + 5 + data.length);
    frame.writeUInt32BE(data.length + 6, 0);
    frame.writeUInt8(BYTES, 4);
    frame.writeUInt32BE(id, HEADER);
    frame.writeUInt8(channel, HEADER + 4);
    frame.set(data, HEADER + 5);
    return frame;
}
/** Cuts a stream into frames, wherever its chunks end. */
class FrameReader {
    #parts = [];
    #held = 0;
    #wanted = 4;
    /** @throws EngineBug when something else wrote to the stream */
    *push(chunk) {
        this.#parts.push(chunk);
        this.#held += chunk.length;
        while (this.#held >= this.#wanted) {
            const [only] = this.#parts;
            const all = this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts);
            const end = 4 + all.readUInt32BE(0);
            if (end < 6 || end - 4 > LONGEST)
                throw new errors/* EngineBug */.Bp(`worker protocol: a frame of ${end - 4} bytes`);
            const complete = all.length >= end;
            const rest = complete ? all.subarray(end) : all;
            this.#parts.splice(0, this.#parts.length, rest);
            this.#held = rest.length;
            this.#wanted = complete ? 4 : end;
            if (complete)
                yield decode(all.subarray(4, end));
        }
    }
    /** Bytes of a frame that is not complete yet. */
    get pending() {
        return this.#held;
    }
}
function decode(body) {
    switch (body[0]) {
        case MESSAGE:
            return { kind: 'message', value: from_pipe_fromPipe(() => (0,parse_json/* parseUncheckedJson */.u)(body.toString('utf8', 1))) };
        case BYTES:
            if (body.length < 6)
                throw new errors/* EngineBug */.Bp('worker protocol: a binary frame without its header');
            return { kind: 'bytes', id: body.readUInt32BE(1), channel: body.readUInt8(5), data: body.subarray(6) };
        default:
            throw new errors/* EngineBug */.Bp(`worker protocol: a frame of unknown kind ${body[0] ?? 'none'}`);
    }
}

// EXTERNAL MODULE: ./lib/worker/client/launch.js
var launch = __webpack_require__(26565);
// EXTERNAL MODULE: ./lib/trace/span.js
var trace_span = __webpack_require__(21725);
// EXTERNAL MODULE: ./lib/engine/run-settings.js
var run_settings = __webpack_require__(87693);
// EXTERNAL MODULE: ./lib/json/union.js
var union = __webpack_require__(26873);
;// CONCATENATED MODULE: ./lib/worker/protocol/capability-names.js
/** By number (linux/capability.h). */
const CAPABILITY_NAMES = ('CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST ' +
    'NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE ' +
    'SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG ' +
    'WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE')
    .split(' ')
    .map((name) => `CAP_${name}`);
/** Docker's default set ("Runtime privilege and Linux capabilities"). */
const DEFAULT_CAPABILITIES = 'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);
/**
 * What a container can have: the default set, and what does not lead out of it. With most others, its root would be root of the machine,
 * whatever else confines it. NET_ADMIN is only for a network of its own.
 */
const CONTAINER_CAPABILITIES = [
    ...DEFAULT_CAPABILITIES,
    ...'SYS_PTRACE SYS_NICE IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE NET_BROADCAST NET_ADMIN'
        .split(' ')
        .map((name) => `CAP_${name}`),
];

;// CONCATENATED MODULE: ./lib/worker/protocol/layer-messages.js




/** A layer that a request needs. */
const layer_messages_layer = (0,object/* object */.Ik)({
    diffId: identity_schema/* diffId */.Jd,
    blob: (0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* integer */.nd, mediaType: decoder/* string */.Yj }),
    /** Of its index, for a layer that a step made. */
    indexDigest: (0,object/* nullish */.cl)(digest_schema/* digest */.b),
});
/** Where a layer's blob and index are written: files of the store that do not have their final names yet. And how: gzip if nothing is said. */
const layerIngest = (0,object/* object */.Ik)({ blobFile: decoder/* string */.Yj, indexFile: decoder/* string */.Yj, format: (0,object/* nullish */.cl)((0,decoder/* oneOf */.yL)('gzip', 'zstd')) });
/** A layer that the worker made. */
const made = (0,object/* object */.Ik)({
    blob: (0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* integer */.nd, mediaType: decoder/* string */.Yj }),
    diffId: identity_schema/* diffId */.Jd,
    treeDigest: identity_schema/* treeDigest */.fZ,
    indexDigest: (0,object/* nullish */.cl)(digest_schema/* digest */.b),
    uncompressedSize: decoder/* integer */.nd,
});

;// CONCATENATED MODULE: ./lib/worker/protocol/container-messages.js







/** The channel of binary frames to the worker that are standard input. A frame without bytes is its end. */
const STDIN = 0;
const id = decoder/* integer */.nd;
/** It becomes the name of a folder, so it has nothing but hexadecimal digits. */
const container = (0,decoder/* stringMatching */.zc)(/^[0-9a-f]{64}$/, 'the id of a container');
const natural = (0,decoder/* refine */.YP)(decoder/* integer */.nd, (value) => value >= 1 && value <= 0xffff, 'a size of a terminal');
const terminalSize = (0,object/* object */.Ik)({ rows: natural, columns: natural });
/** The signals that may be sent to a container, by their names in kill(1). */
const SIGNALS = [
    ...[
        'HUP',
        'INT',
        'QUIT',
        'ILL',
        'TRAP',
        'ABRT',
        'BUS',
        'FPE',
        'KILL',
        'USR1',
        'SEGV',
        'USR2',
        'PIPE',
        'ALRM',
        'TERM',
    ],
    ...[
        'CHLD',
        'CONT',
        'STOP',
        'TSTP',
        'TTIN',
        'TTOU',
        'URG',
        'XCPU',
        'XFSZ',
        'VTALRM',
        'PROF',
        'WINCH',
        'IO',
        'PWR',
        'SYS',
    ],
];
const container_messages_process = (0,object/* object */.Ik)({
    argv: (0,containers/* array */.YO)(decoder/* string */.Yj),
    env: (0,containers/* array */.YO)(decoder/* string */.Yj),
    cwd: decoder/* string */.Yj,
    user: decoder/* string */.Yj,
    capabilities: (0,containers/* array */.YO)((0,decoder/* oneOf */.yL)(...CONTAINER_CAPABILITIES)),
    /** Absent: it has no terminal. */
    terminal: (0,object/* nullish */.cl)(terminalSize),
    /** Whether standard input follows in binary frames. */
    stdin: decoder/* boolean */.zM,
});
const mount = (0,union/* union */.K)('type', {
    /** A file or folder of the machine. */
    host: (0,object/* object */.Ik)({
        source: decoder/* string */.Yj,
        target: decoder/* string */.Yj,
        readonly: decoder/* boolean */.zM,
        /** Device and number of the file that the user found there: what is mounted is that file, or nothing. */
        device: decoder/* string */.Yj,
        inode: decoder/* string */.Yj,
    }),
    tmpfs: (0,object/* object */.Ik)({ target: decoder/* string */.Yj, readonly: decoder/* boolean */.zM, size: (0,object/* nullish */.cl)(decoder/* integer */.nd), mode: (0,object/* nullish */.cl)(decoder/* integer */.nd), exec: decoder/* boolean */.zM }),
});
/** What a request about the files of a container needs: they lie above the layers of its image. */
const files = { id, container, layers: (0,containers/* array */.YO)(layer_messages_layer) };
/** Requests about containers. All that take time are answered with `exited`, `finished` or `captured`. */
const CONTAINER_REQUESTS = {
    /** Runs a container. Its files are kept when it ends. */
    'container-run': (0,object/* object */.Ik)({
        ...files,
        process: container_messages_process,
        settings: run_settings/* runSettings */.n,
        readonlyRoot: decoder/* boolean */.zM,
        mounts: (0,containers/* array */.YO)(mount),
        /** Bytes that its processes may use together. */
        memory: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    }),
    /** Runs another process in a container that this worker runs. */
    'container-exec': (0,object/* object */.Ik)({ id, container, process: container_messages_process }),
    /** To the process of the request with this id. */
    'container-signal': (0,object/* object */.Ik)({ id, signal: (0,decoder/* oneOf */.yL)(...SIGNALS) }),
    'container-resize': (0,object/* object */.Ik)({ id, size: terminalSize }),
    /** Whether what the process prints is read for now. */
    'container-hold': (0,object/* object */.Ik)({ id, hold: decoder/* boolean */.zM }),
    /** Makes a layer of what the container wrote. */
    'container-capture': (0,object/* object */.Ik)({ ...files, ingest: layerIngest, pause: decoder/* boolean */.zM }),
    /** Makes a layer of what is at a path, named `name` in the layer; of a folder without a name, of what is in it. */
    'container-read': (0,object/* object */.Ik)({ ...files, path: decoder/* string */.Yj, followLink: decoder/* boolean */.zM, name: (0,object/* nullish */.cl)(decoder/* string */.Yj), ingest: layerIngest }),
    /** Copies what a layer holds over what is in the folder at a path. */
    'container-write': (0,object/* object */.Ik)({ ...files, path: decoder/* string */.Yj, content: layer_messages_layer, blobFile: decoder/* string */.Yj }),
    'container-stat': (0,object/* object */.Ik)({ ...files, path: decoder/* string */.Yj }),
    /** Counts the bytes that the container wrote. Nothing is written for that. */
    'container-measure': (0,object/* object */.Ik)(files),
    'container-remove': (0,object/* object */.Ik)({ id, container }),
};

;// CONCATENATED MODULE: ./lib/worker/client/growth-messages.js

/** Bytes of a download after which the worker gets a message, and milliseconds after which it gets one for fewer. */
const GROWTH = 512 * 1024;
const DELAY = 50;
/** Tells the worker how a download grows, so that it can read along. Only for the first attempt, if there are several. */
function growthMessages(worker, id, diffId, indexFile) {
    let files = 0;
    let [reported, grown] = [0, 0];
    let timer;
    const report = () => {
        clearTimeout(timer);
        timer = undefined;
        if (grown === reported)
            return;
        reported = grown;
        send(worker, { type: 'grown', id, diffId });
    };
    return {
        begins: (blobFile) => {
            if (++files === 1)
                send(worker, { type: 'growing', id, diffId, blobFile, indexFile });
        },
        grows: (bytes) => {
            if (files !== 1)
                return;
            grown = bytes;
            if (grown - reported >= GROWTH)
                report();
            else
                timer ??= setTimeout(report, DELAY).unref();
        },
    };
}
function send(worker, message) {
    worker.child.stdin.write(encodeMessage(message));
}

;// CONCATENATED MODULE: ./lib/worker/client/held-output.js

/**
 * Has the worker read no more of what a process prints while whoever gets it is slow. All else that the worker says still arrives, so that one
 * slow reader holds up neither other processes nor the news that its own has ended.
 */
class HeldOutput {
    /** How many pieces of a request's output were not taken yet. */
    #untaken = new Map();
    /** @param taken never fails */
    async until(taken, worker, id) {
        const before = this.#untaken.get(id) ?? 0;
        this.#untaken.set(id, before + 1);
        if (before === 0)
            send(worker, { type: 'container-hold', id, hold: true });
        await taken;
        const left = (this.#untaken.get(id) ?? 1) - 1;
        if (left > 0)
            this.#untaken.set(id, left);
        else {
            this.#untaken.delete(id);
            send(worker, { type: 'container-hold', id, hold: false });
        }
    }
}

// EXTERNAL MODULE: ./lib/files/find-program.js
var find_program = __webpack_require__(98373);
;// CONCATENATED MODULE: ./lib/worker/client/layer-deliveries.js


/** Brings what the worker asks for of layers: blobs, indexes, parts of blobs. */
class LayerDeliveries {
    #files;
    #layers;
    /** All layers that requests have named. Parts of them may be asked for as long as the worker runs. */
    #named = new Map();
    /** Ends what is being fetched for the worker, and not for one request. */
    #ending = new AbortController();
    constructor(files, layers) {
        this.#files = files;
        this.#layers = layers;
    }
    /** A worker starts. */
    begin() {
        this.#ending = new AbortController();
    }
    /** The worker ends. Nobody waits for parts any more. */
    end() {
        this.#ending.abort();
    }
    name(layers) {
        for (const layer of layers)
            this.#named.set(layer.diffId, layer);
    }
    async blob(worker, { id, diffId }, asker) {
        const layer = asker?.layers.get(diffId);
        try {
            if (asker === undefined || layer === undefined)
                throw new errors/* EngineBug */.Bp(`the worker asked for ${diffId}`);
            const indexFile = await this.#files.indexFile?.(layer);
            const watch = growthMessages(worker, id, diffId, indexFile);
            const blobFile = await this.#layers.blobFile(layer, asker.signal, watch);
            send(worker, { type: 'blob', id, diffId, blobFile, indexFile });
        }
        catch (error) {
            asker?.blobErrors.set(diffId, error);
            send(worker, { type: 'no-blob', id, diffId, reason: (0,errors/* messageOf */.bD)(error) });
        }
    }
    /** Without an index the layer is unpacked first, whatever the reason is. */
    async index(worker, { id, diffId }, asker) {
        const layer = asker?.layers.get(diffId);
        const file = layer && (await this.#files.knownIndex?.(layer).catch(() => undefined));
        send(worker, { type: 'index', id, diffId, file });
    }
    async part(worker, { diffId, number, offset, length }) {
        const layer = this.#named.get(diffId);
        try {
            if (layer === undefined)
                throw new errors/* EngineBug */.Bp(`the worker asked for a part of ${diffId}`);
            const file = await this.#layers.blobPart(layer, { offset, length }, this.#ending.signal);
            send(worker, { type: 'part', diffId, number, file });
        }
        catch (error) {
            send(worker, { type: 'no-part', diffId, number, reason: (0,errors/* messageOf */.bD)(error) });
        }
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/reply-error.js

/** @param blobErrors why layers could not be delivered, by diff id */
function asError(reply, signal, blobErrors) {
    if (signal.aborted)
        return signal.reason;
    switch (reply.kind) {
        case 'user':
            return new errors/* UserError */.yo(reply.message, { hint: reply.hint });
        case 'infra':
            return new errors/* InfraError */.Ri(reply.message, { hint: reply.hint });
        case 'no-blob':
            return blobErrors.get(reply.message) ?? new errors/* InfraError */.Ri(`the layer ${reply.message} is not available`);
        case 'aborted':
        case 'bug':
            return new errors/* EngineBug */.Bp(`in the worker: ${reply.stack ?? reply.message}`);
        default:
            return (0,errors/* unreachable */.HB)(reply.kind);
    }
}

// EXTERNAL MODULE: ./lib/worker/protocol/elf-machines.js
var elf_machines = __webpack_require__(22525);
// EXTERNAL MODULE: ./lib/worker/protocol/storage-drivers.js
var storage_drivers = __webpack_require__(63512);
;// CONCATENATED MODULE: ./lib/worker/protocol/messages.js












/** Both sides come from the same build. The number guards against an old bundle: raise it with every change here. */
const PROTOCOL_VERSION = 15;
/**
 * Channels of binary frames from the worker. Binary frames to the worker have an attachment's position instead, or `STDIN` once the
 * request that they belong to runs.
 */
const STDOUT = 1;
const STDERR = 2;
const owned = { mode: decoder/* integer */.nd, uid: decoder/* integer */.nd, gid: decoder/* integer */.nd };
const messages_mount = (0,union/* union */.K)('type', {
    bind: (0,object/* object */.Ik)({ layers: (0,containers/* array */.YO)(layer_messages_layer), source: decoder/* string */.Yj, target: decoder/* string */.Yj, writable: decoder/* boolean */.zM }),
    cache: (0,object/* object */.Ik)({
        id: decoder/* string */.Yj,
        target: decoder/* string */.Yj,
        sharing: (0,decoder/* oneOf */.yL)('shared', 'private', 'locked'),
        readonly: decoder/* boolean */.zM,
        ...owned,
        source: (0,object/* nullish */.cl)(decoder/* string */.Yj),
        variant: (0,object/* nullish */.cl)(decoder/* string */.Yj),
        from: (0,object/* nullish */.cl)((0,object/* object */.Ik)({ layers: (0,containers/* array */.YO)(layer_messages_layer), source: decoder/* string */.Yj })),
        restored: (0,containers/* array */.YO)(layer_messages_layer),
    }),
    tmpfs: (0,object/* object */.Ik)({ target: decoder/* string */.Yj, readonly: decoder/* boolean */.zM, size: (0,object/* nullish */.cl)(decoder/* integer */.nd) }),
    /** `content` is the position of the attachment that holds the value, here and in a script. */
    secret: (0,object/* object */.Ik)({ target: decoder/* string */.Yj, content: decoder/* integer */.nd, ...owned }),
    script: (0,object/* object */.Ik)({ target: decoder/* string */.Yj, name: decoder/* string */.Yj, content: decoder/* integer */.nd }),
    ssh: (0,object/* object */.Ik)({ target: decoder/* string */.Yj, socket: decoder/* string */.Yj, ...owned }),
});
const runRequest = (0,object/* object */.Ik)({
    id: decoder/* integer */.nd,
    layers: (0,containers/* array */.YO)(layer_messages_layer),
    process: (0,object/* object */.Ik)({
        argv: (0,containers/* array */.YO)(decoder/* string */.Yj),
        env: (0,containers/* array */.YO)(decoder/* string */.Yj),
        cwd: decoder/* string */.Yj,
        user: decoder/* string */.Yj,
        /** Position of the attachment with the bytes for standard input. */
        stdin: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    }),
    settings: run_settings/* runSettings */.n,
    privileged: decoder/* boolean */.zM,
    mounts: (0,containers/* array */.YO)(messages_mount),
    /** Absent: what the process writes is thrown away, and `finished` is the answer. */
    ingest: (0,object/* nullish */.cl)(layerIngest),
});
const exportRequest = (0,object/* object */.Ik)({
    id: decoder/* integer */.nd,
    key: identity_schema/* mountKey */.NY,
    /** Positions of the attachments that hold the indexes of the layers that it was saved as, lowest first. */
    previous: (0,containers/* array */.YO)(decoder/* integer */.nd),
    /** Positions of the texts that must not be saved: a mount that contains one of them is not saved. */
    secrets: (0,containers/* array */.YO)(decoder/* integer */.nd),
    ingest: layerIngest,
});
/** An emulator to be registered with the kernel. What is registered for it is in the worker's own table. */
const emulator = (0,object/* object */.Ik)({
    architecture: (0,decoder/* oneOf */.yL)(...elf_machines/* ARCHITECTURES */.Xe),
    /** Absolute path. */
    file: decoder/* string */.Yj,
    /** Of the file, which must still have this content. */
    digest: digest_schema/* digest */.b,
    keepsArgv0: decoder/* boolean */.zM,
});
const clientMessage = (0,union/* union */.K)('type', {
    hello: (0,object/* object */.Ik)({
        version: decoder/* integer */.nd,
        /** Absolute path of the folder below which everything is kept. */
        root: decoder/* string */.Yj,
        /** Who owns the files that the worker leaves in the store. */
        owner: (0,object/* object */.Ik)({ uid: decoder/* integer */.nd, gid: decoder/* integer */.nd }),
        runtime: (0,decoder/* oneOf */.yL)('auto', 'crun', 'runc'),
        storage: (0,decoder/* oneOf */.yL)(...storage_drivers/* STORAGE_DRIVERS */.A),
        /** The control group below which steps run, `''` for the highest; absent: that of the worker. */
        cgroupParent: (0,object/* optional */.lq)(decoder/* string */.Yj),
        /** `:`-separated folders to look for programs in. */
        path: decoder/* string */.Yj,
        unpackers: decoder/* integer */.nd,
        /** The worker says how long its work takes. */
        isTraced: decoder/* boolean */.zM,
        /** The machine has emulators that an earlier build registered and did not remove. */
        sweepEmulators: decoder/* boolean */.zM,
    }),
    run: runRequest,
    prepare: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, layers: (0,containers/* array */.YO)(layer_messages_layer) }),
    /** Before the first step that needs them. */
    emulate: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, emulators: (0,containers/* array */.YO)(emulator) }),
    'export-mount': exportRequest,
    /** The snapshot of the layer `made` becomes the snapshot of `kept`, whose index is the attachment. */
    'keep-snapshot': (0,object/* object */.Ik)({ id: decoder/* integer */.nd, made: identity_schema/* diffId */.Jd, kept: identity_schema/* diffId */.Jd }),
    'remove-kept': (0,object/* object */.Ik)({ id: decoder/* integer */.nd }),
    /** Answer to `need-index`: the file with the layer's index, if there is one. */
    index: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd, file: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
    /** After `need`, before its answer: the file that the blob is being written to. */
    growing: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd, blobFile: decoder/* string */.Yj, indexFile: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
    /** After `growing`: there is more in the file. */
    grown: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd }),
    /** Answer to `need`: where the verified blob is. */
    blob: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd, blobFile: decoder/* string */.Yj, indexFile: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
    /**
     * Answer to `need`: the blob is not available. The client keeps the error, and throws it if the request fails because of
     * this.
     */
    'no-blob': (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd, reason: decoder/* string */.Yj }),
    /** Answer to `need-part`: the file that has the part, at its own place. It was not verified. */
    part: (0,object/* object */.Ik)({ diffId: identity_schema/* diffId */.Jd, number: decoder/* integer */.nd, file: decoder/* string */.Yj }),
    'no-part': (0,object/* object */.Ik)({ diffId: identity_schema/* diffId */.Jd, number: decoder/* integer */.nd, reason: decoder/* string */.Yj }),
    cancel: (0,object/* object */.Ik)({ id: decoder/* integer */.nd }),
    ...CONTAINER_REQUESTS,
});
/** @throws EngineBug when the value is not one */
function toClientMessage(value) {
    return fromPipe(() => clientMessage(value));
}
/** As `RunDelays` of the engine. */
const delays = (0,object/* object */.Ik)({ waitingMs: decoder/* nonNegative */.rG, restoringMs: decoder/* nonNegative */.rG });
/** As `StepUsage` of the engine. */
const usage = (0,object/* object */.Ik)({ cpuMs: decoder/* nonNegative */.rG, memoryBytes: (0,object/* optional */.lq)(decoder/* nonNegativeInteger */.dv) });
/** As `Span` of a trace. */
const span = (0,object/* object */.Ik)({
    track: decoder/* string */.Yj,
    row: (0,object/* optional */.lq)(decoder/* string */.Yj),
    process: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)('worker')),
    name: decoder/* string */.Yj,
    from: decoder/* nonNegative */.rG,
    to: decoder/* nonNegative */.rG,
    facts: (0,containers/* mapOf */.A7)((value) => (typeof value === 'string' ? value : (0,decoder/* nonNegative */.rG)(value))),
});
const workerMessage = (0,union/* union */.K)('type', {
    ready: (0,object/* object */.Ik)({ version: decoder/* integer */.nd, runtime: decoder/* string */.Yj }),
    /** A layer has to be unpacked: the worker waits for its blob. */
    need: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd }),
    'need-index': (0,object/* object */.Ik)({ id: decoder/* integer */.nd, diffId: identity_schema/* diffId */.Jd }),
    /** A step reads what is in this part of the blob of a layer that some request has named. `number` is that of the question. */
    'need-part': (0,object/* object */.Ik)({ diffId: identity_schema/* diffId */.Jd, number: decoder/* integer */.nd, offset: decoder/* nonNegativeInteger */.dv, length: decoder/* positiveInteger */.Cq }),
    unpacked: (0,object/* object */.Ik)({ digest: digest_schema/* digest */.b, size: decoder/* integer */.nd }),
    span: (0,object/* object */.Ik)({ span }),
    warning: (0,object/* object */.Ik)({ message: decoder/* string */.Yj, hint: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
    done: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, made: made, delays, usage }),
    failed: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, exitCode: decoder/* integer */.nd, delays, usage }),
    /** The answer to a request that has no result. `bytes`: of the files that it removed, if that is known. */
    finished: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, bytes: (0,object/* nullish */.cl)(decoder/* integer */.nd) }),
    /** The process of a container has started; `exited` follows when it has ended. */
    started: (0,object/* object */.Ik)({ id: decoder/* integer */.nd }),
    /** It has ended, and not all that it printed was sent yet. */
    ended: (0,object/* object */.Ik)({ id: decoder/* integer */.nd }),
    exited: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, exitCode: decoder/* integer */.nd }),
    captured: (0,object/* object */.Ik)({ id: decoder/* integer */.nd, made: made }),
    /** What is at a path in a container. */
    found: (0,object/* object */.Ik)({
        id: decoder/* integer */.nd,
        kind: (0,decoder/* oneOf */.yL)('file', 'directory', 'other', 'absent'),
    }),
    exported: (0,object/* object */.Ik)({
        id: decoder/* integer */.nd,
        kind: (0,decoder/* oneOf */.yL)('full', 'delta', 'unchanged', 'absent', 'busy', 'failed', 'secret'),
        /** Only for a mount with a secret: the file that has it. */
        path: (0,object/* nullish */.cl)(decoder/* string */.Yj),
        /** Only for a full export or a delta. */
        made: (0,object/* nullish */.cl)(made),
    }),
    error: (0,object/* object */.Ik)({
        id: decoder/* integer */.nd,
        kind: (0,decoder/* oneOf */.yL)('user', 'infra', 'bug', 'aborted', 'no-blob'),
        message: decoder/* string */.Yj,
        hint: (0,object/* nullish */.cl)(decoder/* string */.Yj),
        stack: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    }),
    /** The worker cannot start at all. */
    unfit: (0,object/* object */.Ik)({ message: decoder/* string */.Yj, hint: (0,object/* nullish */.cl)(decoder/* string */.Yj) }),
});
/** @throws EngineBug when the value is not one */
function toWorkerMessage(value) {
    return from_pipe_fromPipe(() => workerMessage(value));
}

;// CONCATENATED MODULE: ./lib/worker/client/connection.js
















/** Milliseconds that a worker gets to clean up at its end. */
const CLEAN_UP_TIME = 5000;
const STDERR_KEPT = 4096;
/**
 * One layer keeps about one and a half processors busy, and most machines have two or four. Few images have more large
 * layers than this, so a large layer seldom waits to be unpacked alone at the end.
 */
const UNPACKERS = 4;
/** The connection to a worker. The worker is started with the first request, and again with the next one after it ended. */
class WorkerConnection {
    #settings;
    #layers;
    #requests = new Map();
    /** The workers that have emulators, or are getting them. */
    #emulating = new WeakMap();
    #started;
    #deliveries;
    #held = new HeldOutput();
    /**
     * Settles when the last worker is gone and all its messages are handled, so they cannot reach requests to the next one.
     */
    #ended = Promise.resolve();
    #count = 0;
    #ready;
    /** @param layers provides the blobs that the worker asks for */
    constructor(settings, layers) {
        this.#settings = settings;
        this.#layers = layers;
        this.#deliveries = new LayerDeliveries(settings, layers);
    }
    /**
     * Sends a request and waits for its answer. Starts a worker if there is none.
     *
     * @param request makes the message with its number
     * @param layers the layers that the worker may ask for
     * @throws InfraError, UserError; the signal's reason
     */
    async ask(request, signal, layers = [], output = () => undefined, news) {
        signal.throwIfAborted();
        if (this.#started === undefined)
            this.#fetchAhead(layers, signal);
        const worker = await this.#start(signal);
        // The signal may have fired while the worker started, when nothing listened to it.
        signal.throwIfAborted();
        const id = ++this.#count;
        const span = (0,trace_span/* openSpan */.D3)('worker requests', () => sent?.type ?? 'none');
        let sent;
        const blobErrors = new Map();
        const cancel = () => send(worker, { type: 'cancel', id });
        signal.addEventListener('abort', cancel, { once: true });
        try {
            const reply = await new Promise((resolve, reject) => {
                const byDiffId = new Map(layers.map((layer) => [layer.diffId, layer]));
                this.#deliveries.name(layers);
                this.#requests.set(id, { layers: byDiffId, signal, output, news, resolve, reject, blobErrors });
                const { message, attachments = [] } = request(id);
                sent = message;
                for (const [position, data] of attachments.entries())
                    worker.child.stdin.write(encodeBytes(id, position, data));
                send(worker, message);
            });
            if (reply.type === 'error')
                throw asError(reply, signal, blobErrors);
            return reply;
        }
        finally {
            span.end();
            signal.removeEventListener('abort', cancel);
            this.#requests.delete(id);
        }
    }
    /** Sends more about a request that is being served. Does nothing when the worker is gone. */
    async tell(message) {
        const worker = await this.#started?.catch(() => undefined);
        if (worker !== undefined)
            send(worker, message);
    }
    /** The same with standard input for it. @param data empty for its end */
    async tellInput(id, data) {
        const worker = await this.#started?.catch(() => undefined);
        if (worker === undefined)
            return;
        const { stdin } = worker.child;
        if (!stdin.write(encodeBytes(id, STDIN, data)))
            await (0,external_node_events_.once)(stdin, 'drain').catch(() => undefined);
    }
    /**
     * Has a worker register emulators with the kernel, once.
     *
     * @param bring finds the emulators for a worker with these rights
     * @throws what `bring` and `ask` throw
     */
    async emulate(bring, signal) {
        const worker = await this.#start(signal);
        let emulating = this.#emulating.get(worker);
        if (emulating === undefined) {
            emulating = bring(worker.rights).then(async (emulators) => {
                if (emulators.length > 0)
                    await this.ask((id) => ({ message: { type: 'emulate', id, emulators } }), signal);
            });
            this.#emulating.set(worker, emulating);
            emulating.catch(() => this.#emulating.delete(worker));
        }
        await emulating;
    }
    /** Ends the worker. It kills what runs, and no mount or process is left. */
    async close() {
        // If it could not start, the request that started it has got the error.
        const worker = await this.#started?.catch(() => undefined);
        if (worker === undefined)
            return;
        const { child } = worker;
        this.#deliveries.end();
        child.stdin.end();
        const inTime = new AbortController();
        const late = (0,external_node_timers_promises_.setTimeout)(CLEAN_UP_TIME, undefined, { signal: inTime.signal, ref: false }).then(() => child.kill('SIGKILL'), () => undefined);
        await Promise.race([this.#ended, late]);
        inTime.abort();
    }
    /** A worker on a machine without snapshots will ask for every layer, so their download begins while it starts. */
    #fetchAhead(layers, signal) {
        if (!isEmpty((0,root_folder/* pathInRoot */.hA)(this.#settings.root, 'snapshots')))
            return;
        const { storage, knownIndex } = this.#settings;
        // If a download fails, the error is reported when the worker asks for that layer.
        for (const layer of layers) {
            // Of these, the worker asks for parts.
            const isDivided = storage === 'lazy' && layer.indexDigest !== undefined;
            (isDivided ? knownIndex?.(layer) : this.#layers.blobFile(layer, signal))?.catch(() => undefined);
        }
    }
    #start(signal) {
        this.#started ??= (0,trace_span/* traced */.mn)('worker requests', () => 'start of the worker', () => this.#launchNext(signal)).catch((error) => {
            this.#started = undefined;
            throw error;
        });
        return this.#started;
    }
    async #launchNext(signal) {
        await this.#ended;
        this.#deliveries.begin();
        const { root } = this.#settings;
        await this.#settings.beforeStart?.(signal);
        // Made here, by the user: folders that the worker makes would belong to root.
        const pools = this.#settings.storage === 'devicemapper' ? ['thinPools'] : [];
        for (const name of ['snapshots', 'work', 'cacheMounts', 'containerFiles', ...pools]) {
            (0,make_folders/* makeFolders */.w)((0,root_folder/* pathInRoot */.hA)(root, name), 0o700);
        }
        const path = await this.#pathWithRuntime(signal);
        const worker = await (0,launch/* launchWorker */.Ep)(this.#settings);
        const { child, rights } = worker;
        let stderr = '';
        let isReady = false;
        child.stderr.on('data', (chunk) => (stderr = `${stderr}${chunk.toString()}`.slice(-STDERR_KEPT)));
        child.stdin.on('error', () => undefined);
        const reader = new FrameReader();
        child.stdout.on('data', (chunk) => {
            try {
                for (const frame of reader.push(chunk))
                    this.#receive(worker, frame);
            }
            catch (error) {
                this.#fail(error instanceof Error ? error : new errors/* EngineBug */.Bp(String(error)));
                child.kill('SIGKILL');
            }
        });
        const ready = new Promise((resolve, reject) => {
            this.#ready = { resolve, reject };
        });
        this.#ended = new Promise((resolve) => {
            child.once('error', () => resolve());
            child.once('close', () => resolve());
        });
        child.on('error', (error) => this.#fail(new errors/* InfraError */.Ri(`cannot start the worker: ${error.message}`, { cause: error })));
        child.on('exit', () => {
            if (!isReady)
                (0,launch/* endLeftBehind */.Vd)(worker);
        });
        child.on('close', (code, signal) => {
            child.stdin.destroy();
            this.#deliveries.end();
            const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
            this.#fail(isReady
                ? new errors/* InfraError */.Ri(stderr.trim() === '' ? end : `${end}: ${stderr.trim()}`)
                : (0,launch/* explainSilentEnd */.YA)(rights, stderr));
        });
        const owner = (0,external_node_fs_.statSync)(root);
        send(worker, {
            type: 'hello',
            version: PROTOCOL_VERSION,
            root,
            owner: rights === 'user-namespace' ? { uid: 0, gid: 0 } : { uid: owner.uid, gid: owner.gid },
            runtime: this.#settings.runtime ?? 'auto',
            storage: this.#settings.storage ?? 'auto',
            cgroupParent: this.#settings.cgroupParent,
            path,
            unpackers: this.#settings.unpackers ?? UNPACKERS,
            isTraced: (0,trace_span/* isTraced */.yd)(),
            // The machine's own table is not that of a user namespace.
            sweepEmulators: rights !== 'user-namespace' && this.#settings.hasLeftEmulators?.() === true,
        });
        await ready;
        isReady = true;
        return worker;
    }
    async #pathWithRuntime(signal) {
        const { path, fetchRuntime } = this.#settings;
        if (fetchRuntime === undefined || ['crun', 'runc'].some((name) => (0,find_program/* findProgram */.K)(name, path) !== undefined))
            return path;
        return `${path}:${await fetchRuntime(signal)}`;
    }
    /** Fails all requests that wait. The next request starts another worker. */
    #fail(error) {
        this.#started = undefined;
        this.#ready?.reject(error);
        for (const request of this.#requests.values())
            request.reject(error);
        this.#requests.clear();
    }
    #receive(worker, frame) {
        if (frame.kind === 'bytes') {
            const request = this.#requests.get(frame.id);
            if (request === undefined)
                return;
            const printed = request.output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
            const refused = (error) => request.reject(error instanceof Error ? error : new errors/* EngineBug */.Bp(String(error)));
            if (printed instanceof Promise)
                return void this.#held.until(printed.catch(refused), worker, frame.id);
            const taken = this.#settings.outputTaken?.(request.signal);
            if (taken === undefined)
                return;
            worker.child.stdout.pause();
            void taken.catch(refused).finally(() => worker.child.stdout.resume());
            return;
        }
        const { emit } = this.#settings;
        const message = toWorkerMessage(frame.value);
        switch (message.type) {
            case 'ready':
                if (message.version !== PROTOCOL_VERSION)
                    throw new errors/* EngineBug */.Bp(`the worker speaks protocol ${message.version}`);
                this.#ready?.resolve();
                return;
            case 'unfit':
                this.#ready?.reject(new errors/* InfraError */.Ri(message.message, { hint: message.hint }));
                worker.child.stdin.end();
                return;
            case 'need':
                void this.#deliveries.blob(worker, message, this.#requests.get(message.id));
                return;
            case 'need-index':
                void this.#deliveries.index(worker, message, this.#requests.get(message.id));
                return;
            case 'need-part':
                void this.#deliveries.part(worker, message);
                return;
            case 'started':
                this.#requests.get(message.id)?.news?.started();
                return;
            case 'ended':
                this.#requests.get(message.id)?.news?.ended();
                return;
            case 'span':
                (0,trace_span/* publishSpan */.wJ)({ ...message.span, process: 'worker' });
                return;
            case 'unpacked':
                emit({
                    type: 'transfer',
                    direction: 'unpack',
                    digest: message.digest,
                    done: message.size,
                    total: message.size,
                });
                return;
            case 'warning':
                emit({
                    type: 'warning',
                    message: message.message,
                    ...(message.hint === undefined ? {} : { hint: message.hint }),
                });
                return;
            case 'done':
            case 'failed':
            case 'finished':
            case 'exported':
            case 'exited':
            case 'captured':
            case 'found':
            case 'error':
                this.#requests.get(message.id)?.resolve(message);
                return;
            default:
                (0,errors/* unreachable */.HB)(message);
        }
    }
}
function isEmpty(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder).length === 0;
    }
    catch {
        return true;
    }
}

// EXTERNAL MODULE: ./lib/layer/compression/group-compressor.js + 1 modules
var group_compressor = __webpack_require__(81957);
;// CONCATENATED MODULE: ./lib/worker/client/wire-request.js



function toWireLayer({ diffId, blob, indexDigest }) {
    return { diffId, blob: { digest: blob.digest, size: blob.size, mediaType: blob.mediaType }, indexDigest };
}
/** The layers that the worker may ask for when it serves the request. */
function layersOf({ layers, mounts }) {
    const ofMount = (mount) => {
        if (mount.type === 'bind')
            return mount.layers;
        return mount.type === 'cache' ? [...(mount.from?.layers ?? []), ...(mount.restored ?? [])] : [];
    };
    return [...layers, ...mounts.flatMap(ofMount)];
}
/**
 * A request to run a step, as it is sent: bytes (standard input, secrets) go beside the message, by position.
 *
 * @param ingest `undefined`: what the process writes is thrown away
 */
function toWireRun(id, request, ingest) {
    const attachments = [];
    const attach = (data) => attachments.push(data) - 1;
    const { argv, env, cwd, user, stdin } = request.process;
    const message = {
        type: 'run',
        id,
        layers: request.layers.map(toWireLayer),
        process: { argv, env, cwd, user, stdin: stdin === undefined ? undefined : attach(stdin) },
        settings: request.settings,
        privileged: request.privileged,
        mounts: request.mounts.map((mount) => toWireMount(mount, attach)),
        ingest: ingest && wireIngest(ingest, request.cacheOnly === true),
    };
    return { message, attachments };
}
/** A request to export a cache mount, as it is sent: the indexes go beside the message. */
function toWireExport(id, key, previous, secrets, ingest) {
    const message = {
        type: 'export-mount',
        id,
        key,
        previous: previous.map((_, position) => position),
        secrets: secrets.map((_, position) => previous.length + position),
        // No image has a cache mount.
        ingest: wireIngest(ingest, true),
    };
    return { message, attachments: [...previous.map(layer_index/* encodeIndex */.bj), ...secrets] };
}
function wireIngest({ blobFile, indexFile }, cacheOnly) {
    return { blobFile, indexFile, format: (0,group_compressor/* formatFor */.B)(cacheOnly) };
}
function toWireMount(mount, attach) {
    switch (mount.type) {
        case 'bind':
            return { ...mount, layers: mount.layers.map(toWireLayer) };
        case 'cache': {
            const { from, source, variant, restored = [] } = mount;
            const seed = from === undefined ? undefined : { ...from, layers: from.layers.map(toWireLayer) };
            return { ...mount, source, variant, from: seed, restored: restored.map(toWireLayer) };
        }
        case 'tmpfs':
            return { ...mount, size: mount.size };
        case 'secret':
        case 'script':
            return { ...mount, content: attach(mount.content) };
        case 'ssh':
            return mount;
        default:
            return (0,errors/* unreachable */.HB)(mount);
    }
}

;// CONCATENATED MODULE: ./lib/worker/client/container-runner.js


/** Runs containers in the worker, and works on their files. */
class ContainerRunner {
    #worker;
    constructor(worker) {
        this.#worker = worker;
    }
    start({ layers, ...rest }, calls) {
        const wire = { ...rest, layers: layers.map(toWireLayer) };
        return this.#live((id) => ({ message: { type: 'container-run', id, ...wire } }), calls, layers);
    }
    /** Runs another process in a container that this worker runs. */
    exec(container, process, calls) {
        return this.#live((id) => ({ message: { type: 'container-exec', id, container, process } }), calls, []);
    }
    #live(request, { signal, output, ...news }, layers) {
        // What is told about the process before the worker has got the request waits for that.
        let known = () => undefined;
        const id = new Promise((resolve) => (known = resolve));
        const outgoing = (given) => {
            const sent = request(given);
            // The request itself is sent first.
            setImmediate(() => known(given));
            return sent;
        };
        const exited = this.#worker.ask(outgoing, signal, layers, output, news).then((reply) => {
            if (reply.type !== 'exited')
                throw unexpected(reply);
            return reply.exitCode;
        });
        return {
            exited,
            input: async (data) => this.#worker.tellInput(await id, data),
            resize: (size) => void id.then((number) => this.#worker.tell({ type: 'container-resize', id: number, size })),
            send: (name) => void id.then((number) => this.#worker.tell({ type: 'container-signal', id: number, signal: name })),
        };
    }
    /**
     * Makes a layer of what a container wrote.
     *
     * @param pause whether its processes are stopped meanwhile
     */
    capture(of, ingest, pause, signal) {
        return this.#made({ type: 'container-capture', ...wireFiles(of), ...toIngest(ingest), pause }, of, ingest, signal);
    }
    /**
     * Makes a layer of what is at a path.
     *
     * @param read.name what it is called in the layer; without it, what is in the folder at the path is read
     * @throws UserError when there is nothing
     */
    read(of, read, ingest, signal) {
        const { path, followLink, name } = read;
        const request = { type: 'container-read', ...wireFiles(of), ...toIngest(ingest), path, followLink, name };
        return this.#made(request, of, ingest, signal);
    }
    /** Copies a layer over what is in a folder. @throws UserError when there is no such folder, or the layer does not fit it */
    async write(of, path, content, signal) {
        const { diffId, blob, blobFile } = content;
        const request = { type: 'container-write', ...wireFiles(of), path, content: { diffId, blob }, blobFile };
        await this.#ask(request, of, signal);
    }
    async kindAt(of, path, signal) {
        const reply = await this.#ask({ type: 'container-stat', ...wireFiles(of), path }, of, signal);
        if (reply.type !== 'found')
            throw unexpected(reply);
        return reply.kind;
    }
    /** @returns the bytes that a container wrote */
    async measure(of, signal) {
        const reply = await this.#ask({ type: 'container-measure', ...wireFiles(of) }, of, signal);
        if (reply.type !== 'finished' || reply.bytes === undefined)
            throw unexpected(reply);
        return reply.bytes;
    }
    /** Removes what a container wrote. It must not be running. @returns bytes, 0 if they could not be counted */
    async remove(container, signal) {
        const reply = await this.#worker.ask((id) => ({ message: { type: 'container-remove', id, container } }), signal);
        if (reply.type !== 'finished')
            throw unexpected(reply);
        return reply.bytes ?? 0;
    }
    async #made(request, of, ingest, signal) {
        const reply = await this.#ask(request, of, signal);
        if (reply.type !== 'captured')
            throw unexpected(reply);
        return { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
    }
    #ask(request, { layers }, signal) {
        return this.#worker.ask((id) => ({ message: { ...request, id } }), signal, layers);
    }
}
function wireFiles({ container, layers }) {
    return { container, layers: layers.map(toWireLayer) };
}
function toIngest({ blobFile, indexFile }) {
    return { ingest: { blobFile, indexFile } };
}
function unexpected({ type }) {
    return new errors/* EngineBug */.Bp(`worker protocol: ${type} in answer to a request about a container`);
}

;// CONCATENATED MODULE: ./lib/worker/client/worker-runner.js





/** Runs steps in the privileged worker, which is started with the first of them. */
class WorkerRunner {
    #layers;
    #worker;
    /** Layers that were made here and have snapshots therefore. */
    #made = new Set();
    #emulation;
    /** Containers in the same worker. */
    containers;
    /** @param emulation finds emulators for the steps of other platforms; if absent, such steps run as if they needed none */
    constructor(settings, layers, emulation) {
        this.#layers = layers;
        this.#emulation = emulation;
        this.#worker = new WorkerConnection(settings, layers);
        this.containers = new ContainerRunner(this.#worker);
    }
    /** @throws InfraError, UserError; the signal's reason */
    async run(request, output, signal) {
        signal.throwIfAborted();
        const started = performance.now();
        await this.#emulate(request.platform, signal);
        const emulating = performance.now() - started;
        const ingest = await this.#layers.newIngest();
        try {
            const reply = await this.#worker.ask((id) => toWireRun(id, request, ingest), signal, layersOf(request), output);
            if (reply.type !== 'done' && reply.type !== 'failed')
                throw new errors/* EngineBug */.Bp(`worker protocol: ${reply.type} in answer to a run`);
            const delays = { ...reply.delays, restoringMs: reply.delays.restoringMs + emulating };
            const { usage } = reply;
            if (reply.type === 'done') {
                this.#made.add(reply.made.diffId);
                const made = { ...reply.made, blobFile: ingest.blobFile, indexFile: ingest.indexFile };
                return { kind: 'done', made, delays, usage };
            }
            await ingest.discard();
            return { kind: 'failed', exitCode: reply.exitCode, delays, usage };
        }
        catch (error) {
            await ingest.discard();
            throw error;
        }
    }
    async #emulate(platform, signal) {
        const emulation = this.#emulation;
        if (emulation?.concerns(platform) !== true)
            return;
        await this.#worker.emulate((rights) => emulation.bring(rights, signal), signal);
        emulation.noteRun(platform);
    }
    /**
     * Runs a process as `run` does, and throws away what it writes.
     *
     * @returns its exit code; for a signal it is 128 and the signal's number
     * @throws InfraError, UserError; the signal's reason
     */
    async runAndDiscard(request, output, signal) {
        signal.throwIfAborted();
        await this.#emulate(request.platform, signal);
        const send = (id) => toWireRun(id, request, undefined);
        const reply = await this.#worker.ask(send, signal, layersOf(request), output);
        if (reply.type === 'failed')
            return reply.exitCode;
        if (reply.type === 'finished')
            return 0;
        throw new errors/* EngineBug */.Bp(`worker protocol: ${reply.type} in answer to a run`);
    }
    async prepare(layers, signal) {
        if (layers.length === 0)
            return;
        const wire = layers.map(toWireLayer);
        await this.#worker.ask((id) => ({ message: { type: 'prepare', id, layers: wire } }), signal, layers);
    }
    /**
     * Turns the snapshot of the layer that a step just made into the snapshot of an earlier layer with the same tree, which
     * the build keeps instead. The snapshot gets the earlier layer's times, as if that layer had been unpacked. Does nothing
     * for a layer that no step made here.
     *
     * @param index of the layer that is kept
     */
    async keepSnapshot(made, kept, index, signal) {
        if (!this.#made.delete(made.diffId) || made.diffId === kept.diffId)
            return;
        const attachments = [(0,layer_index/* encodeIndex */.bj)(index)];
        await this.#worker.ask((id) => ({ message: { type: 'keep-snapshot', id, made: made.diffId, kept: kept.diffId }, attachments }), signal);
    }
    /**
     * Captures the content of a cache mount, for other machines: of the folder for `key` (`mountKey`) that was used last.
     *
     * @param previous the indexes of the layers that it was saved as before, lowest first; empty if it never was
     * @param secrets texts that must not be saved: a mount that contains one of them is not saved
     * @throws InfraError when no worker can be started; the signal's reason
     */
    async exportMount(key, previous, signal, secrets = []) {
        const ingest = await this.#layers.newIngest();
        try {
            const reply = await this.#worker.ask((id) => toWireExport(id, key, previous, secrets, ingest), signal);
            if (reply.type !== 'exported')
                throw new errors/* EngineBug */.Bp(`worker protocol: ${reply.type} in answer to an export`);
            const { kind, made, path } = reply;
            if (kind === 'full' || kind === 'delta') {
                if (made === undefined)
                    throw new errors/* EngineBug */.Bp('worker protocol: an export without its layer');
                return { kind, made: { ...made, blobFile: ingest.blobFile, indexFile: ingest.indexFile } };
            }
            await ingest.discard();
            return kind === 'secret' ? { kind, path: path ?? '' } : { kind };
        }
        catch (error) {
            await ingest.discard();
            throw error;
        }
    }
    /**
     * Removes all snapshots, and the cache mounts that no step uses. If the worker is root, an ordinary user could not. No
     * other build may be running on the same root folder.
     */
    async removeKept(signal) {
        await this.#worker.ask((id) => ({ message: { type: 'remove-kept', id } }), signal);
    }
    /** Ends the worker. It kills what runs, and no mount or process is left. */
    async close() {
        await this.#worker.close();
    }
}

// EXTERNAL MODULE: ./lib/worker/client/emulation/binfmt-entries.js
var binfmt_entries = __webpack_require__(10398);
;// CONCATENATED MODULE: ./lib/app/host/at-exit.js
const releases = new Set();
function releaseAll() {
    for (const release of releases)
        release();
}
/**
 * Runs `release` when this process ends, also if something hangs and a signal ends it. A process may have many leases, and the event
 * "exit" only has one listener for all of them.
 *
 * @returns takes it back
 */
function atExit(release) {
    if (releases.size === 0)
        process.once('exit', releaseAll);
    releases.add(release);
    return () => {
        releases.delete(release);
        if (releases.size === 0)
            process.off('exit', releaseAll);
    };
}

// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
;// CONCATENATED MODULE: ./lib/app/host/base-resolver.js



/** Finds base images: first in the local store, as docker does, then in registries. */
class BaseResolver {
    #images;
    #content;
    #registry;
    #layers;
    #documents = new Map();
    constructor(images, content, registry, layers) {
        this.#images = images;
        this.#content = content;
        this.#registry = registry;
        this.#layers = layers;
    }
    /**
     * Indexes, manifests and configs of the bases from registries. If they are kept, a later build only needs a tag's digest.
     */
    get documents() {
        return [...this.#documents.values()];
    }
    async resolve(asked, platform, signal) {
        const reference = (0,oci_reference/* withDefaultTag */._t)(asked);
        return (await this.#local(reference, platform)) ?? (await this.#remote(reference, platform, signal));
    }
    /** The same without the local store. */
    get inRegistries() {
        return { resolve: (asked, platform, signal) => this.#remote((0,oci_reference/* withDefaultTag */._t)(asked), platform, signal) };
    }
    async #remote(reference, platform, signal) {
        const image = await this.#registry.resolve(reference, platform, signal);
        for (const { layer, source } of image.layers)
            this.#layers.addSource(layer, source);
        for (const document of image.documents)
            this.#documents.set(document.digest, document);
        return {
            name: (0,oci_reference/* formatReference */.FH)(image.reference),
            digest: image.digest,
            ...(image.indexDigest !== undefined && { indexDigest: image.indexDigest }),
            config: image.config,
            layers: image.layers.map(({ layer }) => layer),
        };
    }
    async #local(reference, platform) {
        const stored = await this.#images.find(reference);
        if (stored === undefined)
            return undefined;
        const { descriptor, manifest, config } = await (0,image_contents/* readImage */.AM)(this.#content, stored.target, platform);
        const name = (0,oci_reference/* formatReference */.FH)(reference);
        return { name, digest: descriptor.digest, config, layers: (0,image_layers/* imageLayers */.M)(name, manifest, config) };
    }
}

;// CONCATENATED MODULE: ./lib/app/host/emulator-file.js



/** How QEMU's `--version` begins, in the bytes of the program. */
const VERSION = /qemu-[a-z0-9_]+ version (\d[\w.+~-]{0,40})/;
/** Bytes of the chunk before that are looked at again: longer than what VERSION matches. */
const OVERLAP = 128;
/** Reads an emulator to its end. */
async function readEmulator(file, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let version;
    let before = '';
    for await (const chunk of (0,file_chunks/* fileChunks */.T9)(file, { signal })) {
        hash.update(chunk);
        if (version !== undefined)
            continue;
        const text = before + chunk.toString('latin1');
        version = VERSION.exec(text)?.[1];
        before = text.slice(-OVERLAP);
    }
    return { digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')), version };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/layer/layer-stack.js + 1 modules
var layer_stack = __webpack_require__(8112);
// EXTERNAL MODULE: ./lib/layer/stack-source.js
var stack_source = __webpack_require__(82499);
;// CONCATENATED MODULE: ./lib/app/host/emulator-image.js









/** How docker.io/tonistiigi/binfmt calls them, and docker.io/multiarch/qemu-user-static. */
const places = (qemu) => [`usr/bin/qemu-${qemu}`, `usr/bin/qemu-${qemu}-static`];
/**
 * Fetches the image, like any base image, and takes emulators out of it. Nothing of it is run.
 *
 * @param machines QEMU's names of the machines
 * @param folder a private one
 * @throws UserError when the image does not have them; what fetching an image throws
 */
async function takeEmulators({ reference, bases, layers }, machines, folder, signal) {
    const image = await bases.resolve(reference, (0,oci_platform/* hostPlatform */.ol)(process.arch), signal);
    const indexes = await Promise.all(image.layers.map((layer) => layers.index(layer, signal)));
    const stack = layer_stack/* LayerStack */.k.of(indexes);
    const found = new Map(machines.map((qemu) => [findIn(stack, qemu, (0,oci_reference/* formatReference */.FH)(reference)), qemu]));
    const source = new stack_source/* StackSource */.W(image.name, stack, (number) => {
        const layer = image.layers[number];
        if (layer === undefined)
            throw new errors/* EngineBug */.Bp(`${image.name} has no layer ${number}`);
        return layers.blobFile(layer, signal);
    });
    const files = new Map();
    for await (const content of source.contents([...found.keys()])) {
        const qemu = found.get(content.path) ?? '';
        const file = external_node_path_.join(folder, `qemu-${qemu}`);
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(content.data), (0,external_node_fs_.createWriteStream)(file, { mode: 0o500, flags: 'wx' }));
        signal.throwIfAborted();
        files.set(qemu, file);
    }
    const env = image.config.config?.Env ?? [];
    return { files, keepArgv0: env.some((line) => /^QEMU_PRESERVE_ARGV0=./.test(line)) };
}
function findIn(stack, qemu, image) {
    const file = places(qemu).find((place) => stack.lstat(place)?.type === 'file');
    if (file !== undefined)
        return file;
    throw new errors/* UserError */.yo(`the image ${image} has no emulator /${places(qemu)[0] ?? ''}`, {
        hint: 'Name another image with emulator-image (--emulator-image), or install qemu-user-static.',
    });
}

;// CONCATENATED MODULE: ./lib/app/host/emulators.js










/**
 * Emulators for the steps of other platforms: what is registered on the machine, else `qemu-*-static` of the machine, else those of
 * an image.
 */
class Emulators {
    #parts;
    #expected;
    /** What emulates an architecture, in words. */
    #words = new Map();
    #noted = new Set();
    constructor(parts) {
        this.#parts = parts;
    }
    /** Says what a build is going to run. Builds that run side by side say it one after the other. */
    expect({ foreign, ...expected }) {
        const known = this.#foreign;
        const more = foreign.filter((each) => !known.some(({ architecture }) => architecture === each.architecture));
        this.#expected = { ...expected, foreign: [...known, ...more] };
    }
    concerns({ os, architecture }) {
        return os === 'linux' && this.#foreign.some((each) => each.architecture === architecture);
    }
    async bring(rights, signal) {
        const foreign = this.#foreign;
        for (const { architecture, runs } of foreign) {
            if (runs.kind === 'emulated')
                this.#words.set(architecture, registeredWords(architecture, runs.by?.name));
        }
        const missing = foreign.filter(({ runs }) => runs.kind !== 'emulated');
        if (missing.length === 0)
            return [];
        // Once a user namespace has a table of its own, the machine's does not count there.
        const wanted = hasOwnTable(rights) ? foreign : missing;
        return this.#find(wanted.map(({ architecture }) => architecture), signal);
    }
    noteRun(platform) {
        const shown = (0,oci_platform/* formatPlatform */.Bq)(platform);
        if (this.#noted.has(shown))
            return;
        this.#noted.add(shown);
        const words = ([...this.#words].find(([architecture]) => architecture === platform.architecture) ?? [])[1];
        this.#parts.sink({ type: 'notice', message: `RUN of ${shown} runs under emulation (${words ?? 'unknown'})` });
    }
    get #foreign() {
        return this.#expected?.foreign ?? [];
    }
    async #find(architectures, signal) {
        const here = new Map(architectures.map((each) => [each, this.#onMachine(each)]));
        const absent = architectures.filter((each) => here.get(each) === undefined);
        const taken = absent.length === 0 ? undefined : await this.#take(absent, signal);
        const found = [];
        for (const architecture of architectures) {
            const { qemu } = elf_machines/* ELF_MACHINES */.NA[architecture];
            const file = here.get(architecture) ?? taken?.files.get(qemu) ?? '';
            const { digest, version } = await readEmulator(file, signal);
            this.#words.set(architecture, version === undefined ? `qemu-${qemu}` : `qemu-${qemu} ${version}`);
            const keepsArgv0 = understandsArgv0(version) || (taken?.files.has(qemu) === true && taken.keepArgv0);
            found.push({ architecture, file, digest, keepsArgv0 });
        }
        return found;
    }
    #onMachine(architecture) {
        const found = (0,find_program/* findProgram */.K)(`qemu-${elf_machines/* ELF_MACHINES */.NA[architecture].qemu}-static`, this.#parts.path);
        return found === undefined ? undefined : (0,external_node_fs_.realpathSync)(found);
    }
    #placeOf(architectures) {
        const { location, excerpt } = this.#foreign.find(({ architecture }) => architectures.includes(architecture)) ?? {};
        return { ...(location !== undefined && { location }), ...(excerpt !== undefined && { excerpt }) };
    }
    async #take(architectures, signal) {
        const { bases, layers } = this.#parts;
        const { image, folder } = this.#expected ?? {};
        if (image === undefined || folder === undefined)
            throw new errors/* InfraError */.Ri('no emulators are expected');
        const machines = architectures.map((each) => elf_machines/* ELF_MACHINES */.NA[each].qemu);
        const place = (0,external_node_fs_.mkdtempSync)(external_node_path_.join(folder, 'emulators-'));
        try {
            return await takeEmulators({ reference: image, bases, layers }, machines, place, signal);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(error instanceof errors/* InfraError */.Ri))
                throw error;
            const { message, retryable, attempts, url } = error;
            throw new errors/* InfraError */.Ri(`the emulator for linux/${architectures.join(', linux/')} could not be fetched: ${message}`, {
                retryable,
                attempts,
                url,
                ...this.#placeOf(architectures),
                hint: `It comes from ${(0,oci_reference/* formatReference */.FH)(image)}. Install qemu-user-static, or give a registry mirror.`,
                cause: error,
            });
        }
    }
}
function registeredWords(architecture, name) {
    return `${name ?? `an emulator for ${architecture}`}, which is registered on this machine`;
}
/** See `WorkerRights`. A container may be in a user namespace although its user is root. */
function hasOwnTable(rights) {
    if (rights === 'user-namespace')
        return true;
    try {
        return !/^\s*0\s+0\s+4294967295\s*$/.test((0,external_node_fs_.readFileSync)('/proc/self/uid_map', 'latin1'));
    }
    catch {
        return false;
    }
}
/**
 * Whether the kernel tells the emulator that `argv[0]` is kept (AT_FLAGS, Linux 5.12), and QEMU looks at that (6.0). Without it,
 * programs see their path as `argv[0]`.
 */
function understandsArgv0(version) {
    const [major = 0, minor = 0] = (0,external_node_os_.release)().split('.').map(Number);
    const isTold = major > 5 || (major === 5 && minor >= 12);
    return isTold && Number.parseInt(version ?? '0', 10) >= 6;
}

;// CONCATENATED MODULE: ./lib/app/host/fetch-runtime.js








const fetch_runtime_VERSION = '1.4.2';
const BASE = `https://github.com/opencontainers/runc/releases/download/v${fetch_runtime_VERSION}`;
/** Static builds of runc, by Node's name of the processor. */
const RELEASES = new Map([
    ['x64', { url: `${BASE}/runc.amd64`, sha256: 'ac8a90f9e225bb9322189937b230cdc5478d5753f0e31e1bda98a5cf06bd9539' }],
    ['arm64', { url: `${BASE}/runc.arm64`, sha256: 'ea54032310588e115633aa2f4bba8bf9500257f657e1deca88df5778775138db' }],
]);
/** Bytes: about twice the size of runc. */
const fetch_runtime_MAX_SIZE = 32 * 1024 * 1024;
/** Milliseconds for all attempts together. */
const TIME_LIMIT = 120_000;
/** Few attempts, so that a machine without a network reports it soon. */
const RETRY = { ...retry_policy/* RETRY_REQUIRED */.RX, maxAttempts: 3 };
/**
 * Fetches a pinned container runtime for a machine that has none. One that was fetched before is used again, but its digest
 * is checked each time: others who can write to the folder must not decide what runs with the worker's rights.
 *
 * @returns the folder that has `runc`
 * @throws InfraError when it cannot be fetched, or has a wrong digest; the signal's reason
 */
async function fetchRuntime(fetch, signal) {
    const release = (fetch.releases ?? RELEASES).get(fetch.arch);
    if (release === undefined)
        throw unavailable(`there is no build of runc ${fetch_runtime_VERSION} for ${fetch.arch}`);
    const folder = external_node_path_.join(fetch.folder, `runc-${fetch_runtime_VERSION}-${fetch.arch}`);
    const file = external_node_path_.join(folder, 'runc');
    try {
        if ((await sha256Of(file)) === release.sha256)
            return folder;
        fetch.notice(`neither crun nor runc is installed: fetching runc ${fetch_runtime_VERSION} from ${new URL(release.url).host}`);
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        await (0,atomic_file/* replaceFile */.f)(file, async (draft) => {
            await fetch_runtime_download(fetch, release, draft, (0,time_limit/* withTimeLimit */.B)(signal, TIME_LIMIT));
            await (0,promises_.chmod)(draft, 0o755);
        });
        return folder;
    }
    catch (error) {
        signal.throwIfAborted();
        const reason = (0,errors/* messageOf */.bD)(error);
        throw unavailable(`runc ${fetch_runtime_VERSION} could not be fetched: ${reason}`, error);
    }
}
async function fetch_runtime_download(fetch, release, file, signal) {
    const url = new URL(release.url);
    const request = { method: 'GET', url, secrets: [], retry: RETRY, signal };
    await fetch.send(request, async (response) => {
        if (response.status !== 200) {
            await response.discard();
            throw new Error(`${url.host} answered with status ${response.status}`);
        }
        const hash = (0,external_node_crypto_.createHash)('sha256');
        const handle = await (0,promises_.open)(file, 'w', 0o600);
        try {
            let size = 0;
            for await (const chunk of response.body()) {
                size += chunk.length;
                if (size > fetch_runtime_MAX_SIZE)
                    throw new Error(`${url.href} is larger than ${fetch_runtime_MAX_SIZE} bytes`);
                hash.update(chunk);
                await handle.writeFile(chunk);
            }
        }
        finally {
            await handle.close();
        }
        const found = hash.digest('hex');
        if (found !== release.sha256)
            throw new Error(`the sha256 of ${url.href} is ${found}, not ${release.sha256}`);
    });
}
/** `undefined` if the file does not exist. */
async function sha256Of(file) {
    try {
        return (0,external_node_crypto_.createHash)('sha256')
            .update(await (0,promises_.readFile)(file))
            .digest('hex');
    }
    catch (error) {
        if ((0,errors/* errorCode */.CA)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
function unavailable(reason, cause) {
    return new errors/* InfraError */.Ri(`RUN steps need a container runtime: neither crun nor runc was found, and ${reason}`, {
        hint: 'Install one: apt-get install runc',
        cause,
    });
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(27674);
// EXTERNAL MODULE: ./lib/engine/layers-lost.js
var layers_lost = __webpack_require__(24525);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/compression/recompress.js
var recompress = __webpack_require__(13795);
// EXTERNAL MODULE: ./lib/layer/file-digest.js
var file_digest = __webpack_require__(564);
// EXTERNAL MODULE: ./lib/layer/layer-structure.js
var layer_structure = __webpack_require__(96656);
;// CONCATENATED MODULE: ./lib/layer/index-builder.js


/** Makes a layer's index: its structure, and the digest of each file. */
class IndexBuilder {
    #structure;
    #file;
    /** @param label how errors name the layer */
    constructor(label) {
        this.#structure = new layer_structure/* LayerStructure */.bc(label);
    }
    /** @throws InfraError when the entry is not valid at its path */
    entry(entry) {
        this.#structure.enter(entry);
        if (entry.type === 'file')
            this.#file = { entry, digest: new file_digest/* FileDigest */.d(entry.size) };
    }
    data(chunk) {
        this.#file?.digest.update(chunk);
    }
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        this.#structure.put((0,file_digest/* digestedFile */.M)(entry, digest.digest()));
    }
    opaque(path) {
        this.#structure.opaque(path);
    }
    /** @throws InfraError for a layer that is not valid as a whole */
    finish() {
        return this.#structure.finish();
    }
}

// EXTERNAL MODULE: ./lib/layer/layer-entries.js + 1 modules
var layer_entries = __webpack_require__(29016);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: ./lib/layer/tree-digest.js
var tree_digest = __webpack_require__(3294);
;// CONCATENATED MODULE: ./lib/layer/layer-reader.js











/** Bytes of a blob file at a time. */
const layer_reader_CHUNK = 256 * 1024;
/**
 * Reads a layer's blob once, from a file or a stream. Checks its size and its diff id or digest, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or not a valid layer; whatever the source or visitor throws
 */
async function readLayer(source, blob, options = {}, visitor) {
    const builder = new IndexBuilder(labelOf(blob));
    const diffId = await passThrough(source, blob, options, visitor === undefined ? [builder] : [builder, visitor]);
    const { entries, repeats } = builder.finish();
    return { entries, diffId, treeDigest: (0,tree_digest/* treeDigest */.f)(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}
/**
 * As `readLayer`, for a caller that has the index: files are not hashed one by one.
 *
 * @returns the layer's entries, each path once
 * @throws as `readLayer`
 */
async function visitLayer(source, blob, options, visitor) {
    const structure = new LayerStructure(labelOf(blob));
    const check = {
        entry: (entry) => {
            structure.enter(entry);
            if (entry.type === 'file')
                structure.put(entry);
        },
        data: () => undefined,
        end: () => undefined,
        opaque: (path) => structure.opaque(path),
    };
    await passThrough(source, blob, options, [check, visitor]);
    return structure.finish().entries;
}
/**
 * Reads some members of a layer's tar, from the start of one of them. Whether the end of the last one came is for the visitor to see.
 *
 * @param label how errors name the layer
 * @returns takes the tar's bytes. @throws InfraError when they are not a valid layer; what the visitor throws
 */
function memberReader(label, visitor) {
    return new TarReader(new LayerSink(label, [visitor]), label);
}
/**
 * @param visitors each entry goes to them in this order; the first may refuse it
 * @returns the diff id
 */
async function passThrough(source, blob, options, visitors) {
    const label = labelOf(blob);
    const reader = new tar_reader/* TarReader */.R(new LayerSink(label, visitors), label);
    const diff = (0,external_node_crypto_.createHash)('sha256');
    const input = typeof source === 'string' ? (0,external_node_fs_.createReadStream)(source, { highWaterMark: layer_reader_CHUNK }) : source;
    const checked = new CheckedBlob(input, blob, options);
    for await (const chunk of (0,decompress/* decompress */.mF)(checked.bytes(), { label, signal: options.signal })) {
        diff.update(chunk);
        reader.write(chunk);
    }
    if (!checked.complete)
        throw new errors/* InfraError */.Ri(`${label} goes on after the end of its compressed data`);
    reader.finish();
    const diffId = (0,identity/* diffIdOfHex */.vM)(diff.digest('hex'));
    if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
        throw new errors/* InfraError */.Ri(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
    }
    return diffId;
}
function labelOf({ digest }) {
    return `layer ${digest}`;
}
/** Checks a blob's size while it is read, and its digest if the diff id is not known. */
class CheckedBlob {
    /** Whether the source was read to its end and passed the checks. */
    complete = false;
    #source;
    #blob;
    #options;
    constructor(source, blob, options) {
        this.#source = source;
        this.#blob = blob;
        this.#options = options;
    }
    async *bytes() {
        const { digest, size } = this.#blob;
        const hash = this.#options.expectedDiffId === undefined ? (0,external_node_crypto_.createHash)((0,oci_digest/* digestAlgorithm */.g4)(digest)) : undefined;
        let count = 0;
        for await (const chunk of this.#source) {
            hash?.update(chunk);
            count += chunk.length;
            if (count > size)
                throw new errors/* InfraError */.Ri(`layer ${digest} is longer than its ${size} bytes`);
            this.#options.onProgress?.(count);
            yield chunk;
        }
        if (count !== size)
            throw new errors/* InfraError */.Ri(`layer ${digest} has ${count} bytes instead of ${size}`);
        if (hash !== undefined && hash.digest('hex') !== (0,oci_digest/* digestHex */.sU)(digest))
            throw new errors/* InfraError */.Ri(`layer ${digest} has other content than its digest`);
        this.complete = true;
    }
}
/** From tar members to entries. */
class LayerSink {
    #entries;
    #visitors;
    #open = false;
    constructor(label, visitors) {
        this.#entries = new layer_entries/* LayerEntries */.c(label);
        this.#visitors = visitors;
    }
    entry(header) {
        const member = this.#entries.next(header);
        this.#open = member.kind === 'entry';
        if (member.kind === 'entry')
            for (const visitor of this.#visitors)
                visitor.entry(member.entry);
        else if (member.kind === 'opaque')
            for (const visitor of this.#visitors)
                visitor.opaque(member.path);
    }
    data(chunk) {
        if (this.#open)
            for (const visitor of this.#visitors)
                visitor.data(chunk);
    }
    end() {
        if (!this.#open)
            return;
        this.#open = false;
        for (const visitor of this.#visitors)
            visitor.end();
    }
}

// EXTERNAL MODULE: ./lib/layer/layer.js
var layer_layer = __webpack_require__(32848);
;// CONCATENATED MODULE: ./lib/app/host/blob-progress.js
/** Passes on the progress of one blob's download to all who wait for it, even if they start to wait later. */
class BlobGrowth {
    #watchers = [];
    #file;
    #bytes = 0;
    add(watcher) {
        this.#watchers.push(watcher);
        if (this.#file === undefined)
            return;
        watcher.begins(this.#file);
        watcher.grows(this.#bytes);
    }
    begins(file) {
        this.#file = file;
        this.#bytes = 0;
        for (const watcher of this.#watchers)
            watcher.begins(file);
    }
    grows(bytes) {
        this.#bytes = bytes;
        for (const watcher of this.#watchers)
            watcher.grows(bytes);
    }
    /** The download is complete, and the file has its final name. */
    ends() {
        this.#file = undefined;
        this.#watchers.length = 0;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/partial-blobs.js



/** Blobs of which only parts were fetched: each is a file with holes. Nothing in them was verified, and they last as long as the build. */
class PartialBlobs {
    #newIngest;
    #blobs = new Map();
    constructor(newIngest) {
        this.#newIngest = newIngest;
    }
    /**
     * Writes a part of a blob.
     *
     * @param bytes of the part; any other number of them is an error
     * @returns the file that has the part, at its own place
     * @throws InfraError for the disk; what `bytes` throws
     */
    async write(digest, { offset, length }, bytes) {
        const { blobFile } = await this.#ingestOf(digest);
        const end = offset + length;
        let at = offset;
        const handle = await (0,promises_.open)(blobFile, 'r+');
        try {
            for await (const chunk of bytes) {
                if (at + chunk.byteLength > end)
                    throw new errors/* InfraError */.Ri(`a part of blob ${digest} is too long`);
                for (let done = 0; done < chunk.byteLength;) {
                    const { bytesWritten } = await handle.write(chunk, done, undefined, at);
                    done += bytesWritten;
                    at += bytesWritten;
                }
            }
        }
        catch (error) {
            throw (0,write_error/* diskError */.wO)(error, 'write a part of a layer to', blobFile);
        }
        finally {
            await handle.close();
        }
        if (at < end)
            throw new errors/* InfraError */.Ri(`a part of blob ${digest} is cut off`);
        return blobFile;
    }
    /** Removes them. No part is read any more. */
    async close() {
        const ingests = await Promise.allSettled(this.#blobs.values());
        this.#blobs.clear();
        for (const ingest of ingests)
            if (ingest.status === 'fulfilled')
                await ingest.value.discard();
    }
    #ingestOf(digest) {
        let ingest = this.#blobs.get(digest);
        if (ingest === undefined) {
            ingest = this.#newIngest().then(async (made) => {
                await (await (0,promises_.open)(made.blobFile, 'wx', 0o600)).close();
                return made;
            });
            this.#blobs.set(digest, ingest);
            ingest.catch(() => this.#blobs.delete(digest));
        }
        return ingest;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/prove-layer.js





/**
 * Checks a layer on this machine against its digests: the blob, the diff id, the tree, and the index against the blob. The
 * tree of a layer that a step made is known, so its index can be checked without the blob. The index of a base's layer can
 * only be checked with the blob.
 *
 * @returns `undefined` if nothing is wrong, or nothing can be checked
 */
async function flawOf(parts) {
    const { layer, index, content, signal } = parts;
    const { blob, diffId, contentId } = layer;
    const isBase = contentId === (0,identity/* contentIdOfBase */.p9)(diffId);
    if (!isBase && index !== undefined && !hasTree(index, layer))
        return 'index';
    const size = await content.size(blob.digest);
    if (!isBase && size === undefined)
        return undefined;
    if (size !== undefined && size !== blob.size)
        return 'blob';
    let fetched;
    try {
        fetched = await parts.fetch();
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
    let found;
    try {
        // eslint-disable-next-line @typescript-eslint/no-unused-vars -- reading to the end is the check
        for await (const _ of content.open(blob, signal))
            ;
        found = await readLayer(fetched, blob, { expectedDiffId: diffId, signal });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* InfraError */.Ri)
            return 'blob';
        throw error;
    }
    if (!isBase && !hasTree(found, layer))
        return 'blob';
    return index === undefined || (0,layer_index/* indexDigest */.pt)(index) === (0,layer_index/* indexDigest */.pt)(found) ? undefined : 'index';
}
function hasTree({ entries }, { contentId }) {
    try {
        return (0,identity/* contentIdOfTree */.OB)((0,tree_digest/* treeDigest */.f)(entries)) === contentId;
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri)
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/app/host/layer-provider.js












/**
 * Layers of the local store. Missing ones are fetched from their known sources. Each is fetched and indexed at most once.
 */
class LayerProvider {
    #content;
    #store;
    #registry;
    /** The repositories of base images, by their layers' blobs. */
    #sources = new Map();
    #opens = new Map();
    /** The locations that may have the blobs of earlier builds, in the order in which they are asked. */
    #locations = new Map();
    #details;
    #makers = new Map();
    #lost = new Set();
    #fetches = new Map();
    #partial;
    /** Whether the whole blob could be had without fetching it. */
    #gathered = new Map();
    #indexes = new Map();
    /** Layers from which this build read something that it did not make itself. */
    #used = new Map();
    /** Something from a cache was wrong. From then on, each index is checked against its layer before it is used. */
    #doubting = false;
    #sink;
    #toldUnreadable = false;
    constructor(content, store, registry, sink) {
        this.#sink = sink;
        this.#content = content;
        this.#store = store;
        this.#registry = registry;
        this.#partial = new PartialBlobs(() => store.newIngest());
    }
    /** Tells from which repository a layer's blob can be fetched. */
    addSource(layer, source) {
        this.#sources.set(layer.blob.digest, source);
    }
    /** Tells how to read a blob that is somewhere else on this machine. */
    addFile(layer, open) {
        this.#opens.set(layer.blob.digest, open);
    }
    /** Adds a location that may have a blob of an earlier build. */
    addLocation(digest, location) {
        const known = this.#locations.get(digest);
        if (known === undefined)
            this.#locations.set(digest, [location]);
        else
            known.push(location);
    }
    /** Adds what brings indexes and small blobs of earlier builds. */
    addDetails(details) {
        this.#details = details;
    }
    addMaker(layer, make) {
        this.#makers.set(layer.blob.digest, make);
    }
    /** The repository that has the blob of a base image. */
    sourceOf(digest) {
        return this.#sources.get(digest);
    }
    /** The diff ids of the layers whose index this build read. */
    get indexed() {
        return [...this.#indexes.keys()];
    }
    index(layer, signal) {
        this.#used.set(layer.blob.digest, layer);
        return onceFor(this.#indexes, layer.diffId, async () => {
            if (this.#doubting)
                await this.#forgetFlawed(layer, signal);
            const known = await this.indexAtHand(layer);
            if (known !== undefined)
                return known;
            const file = await this.blobFile(layer, signal);
            const index = await readLayer(file, layer.blob, { expectedDiffId: layer.diffId, signal });
            await this.#store.putIndex(index);
            return index;
        });
    }
    async indexAtHand(layer) {
        return this.#indexOf(layer.diffId);
    }
    /** The file with the layer's index, in the store or brought by an earlier build's cache; `undefined` if there is none. */
    async indexFile({ diffId }) {
        const known = await this.#store.indexFile(diffId);
        if (known !== undefined)
            return known;
        return (await this.#details?.bring(packed_path/* packedPath */.e3.index(diffId))) === true ? this.#store.indexFile(diffId) : undefined;
    }
    /** The layer's index, if it is on this machine. */
    async indexHere({ diffId }) {
        return this.#store.indexOf(diffId);
    }
    async hasIndex({ diffId }) {
        if (this.#indexes.has(diffId) || (await this.#store.missingIndexFile(diffId)) === undefined)
            return true;
        await this.#details?.ready();
        return this.#details?.has(packed_path/* packedPath */.e3.index(diffId)) === true;
    }
    blobFile(layer, signal, watch) {
        const { digest } = layer.blob;
        this.#used.set(digest, layer);
        let fetch = this.#fetches.get(digest);
        if (fetch === undefined) {
            const growth = new BlobGrowth();
            fetch = { growth, file: this.#stored(layer, signal, growth) };
            this.#fetches.set(digest, fetch);
            // A failure is forgotten, so that it can be tried again.
            fetch.file.catch(() => this.#fetches.delete(digest));
        }
        if (watch !== undefined)
            fetch.growth.add(watch);
        return fetch.file;
    }
    async blobPart(layer, part, signal) {
        const { digest } = layer.blob;
        this.#used.set(digest, layer);
        const isWhole = () => onceFor(this.#gathered, digest, () => this.#gather(layer, signal));
        if (!this.#fetches.has(digest) && !(await isWhole())) {
            for (const open of this.#partsOf(layer)) {
                try {
                    return await this.#partial.write(digest, part, open(part, signal));
                }
                catch {
                    // Whatever it is, it is told if the whole cannot be had either.
                    signal.throwIfAborted();
                }
            }
        }
        return this.blobFile(layer, signal);
    }
    /** Nothing is read from the layers any more. */
    close() {
        return this.#partial.close();
    }
    async available(layer) {
        const { digest } = layer.blob;
        if (this.isLost(layer))
            return false;
        const isKnown = () => [this.#sources, this.#opens, this.#locations, this.#makers].some((known) => known.has(digest));
        if (isKnown() || (await this.#isHere(layer)))
            return true;
        await this.#details?.ready();
        return isKnown() || this.#details?.has(packed_path/* packedPath */.e3.blob(digest)) === true;
    }
    isLost(layer) {
        return this.#lost.has(layer.blob.digest);
    }
    async take(made) {
        const layer = await this.#store.take(made);
        this.#lost.delete(layer.blob.digest);
        this.#used.delete(layer.blob.digest);
        return layer;
    }
    async recheck(signal) {
        const wrong = [];
        for (const layer of this.#used.values()) {
            const flawed = await this.#forgetFlawed(layer, signal);
            if (flawed !== undefined)
                wrong.push(flawed);
        }
        if (wrong.length > 0) {
            this.#doubting = true;
            this.#indexes.clear();
        }
        return wrong;
    }
    drop(made) {
        return this.#store.drop(made);
    }
    newIngest() {
        return this.#store.newIngest();
    }
    async #stored(layer, signal, growth) {
        if ((0,layer_layer/* isMade */.s)(layer) && isZstd(layer) && !(await (0,decompress/* readsZstd */.B0)()))
            throw this.#unreadable(layer);
        if (!(await this.#isHere(layer)))
            await this.#fetch(layer, signal, growth);
        growth.ends();
        return this.#content.path(layer.blob.digest);
    }
    /** What another Node.js made can be made again. */
    #unreadable(layer) {
        this.#lost.add(layer.blob.digest);
        if (!this.#toldUnreadable) {
            this.#toldUnreadable = true;
            this.#sink?.({
                type: 'warning',
                message: 'layers in the cache are compressed with zstd, which this Node.js cannot read: steps run again for them',
                hint: 'Use Node.js 22.15 or newer, or install the program zstd.',
            });
        }
        return new layers_lost/* LayersLost */.h(layer);
    }
    /** The index in the store, or of an earlier build. */
    async #indexOf(diffId) {
        const known = await this.#store.indexOf(diffId);
        if (known !== undefined)
            return known;
        return (await this.#details?.bring(packed_path/* packedPath */.e3.index(diffId))) === true ? this.#store.indexOf(diffId) : undefined;
    }
    /** Small blobs are among the details. */
    async #isBrought(layer) {
        return (await this.#details?.bring(packed_path/* packedPath */.e3.blob(layer.blob.digest))) === true && (await this.#isHere(layer));
    }
    /** Who gives parts of the layer's blob. */
    #partsOf({ blob }) {
        const source = this.#sources.get(blob.digest);
        if (source !== undefined)
            return [(part, signal) => this.#registry.fetchBlobPart(source, blob, part, signal)];
        return (this.#locations.get(blob.digest) ?? []).flatMap((location) => location.openPart === undefined ? [] : [location.openPart.bind(location, blob)]);
    }
    /** @returns whether the blob is in the store now */
    async #gather(layer, signal) {
        if (await this.#isHere(layer))
            return true;
        const { digest } = layer.blob;
        if (this.#opens.has(digest) || this.#sources.has(digest))
            return false;
        return (await this.#isBrought(layer)) || (await this.#remake(layer, signal));
    }
    /** A record may name a size that the blob does not have. */
    async #isHere({ blob }) {
        return (await this.#content.size(blob.digest)) === blob.size;
    }
    /** A base's blob can be fetched again; without the blob of any other layer, its step makes the layer again. */
    async #forgetFlawed(layer, signal) {
        if (this.isLost(layer))
            return undefined;
        const { blob, diffId } = layer;
        const index = await this.#store.indexOf(diffId);
        const fetch = () => this.blobFile(layer, signal);
        const flaw = await flawOf({ layer, index, content: this.#content, fetch, signal });
        if (flaw === undefined)
            return undefined;
        this.#indexes.delete(diffId);
        await this.#store.removeIndex(diffId);
        if (flaw === 'index')
            return `the index of layer ${blob.digest}`;
        await this.#content.remove(blob.digest);
        this.#fetches.delete(blob.digest);
        if (!this.#sources.has(blob.digest) && !this.#opens.has(blob.digest))
            this.#lost.add(blob.digest);
        return `layer ${blob.digest}`;
    }
    async #fetch(layer, signal, growth) {
        const { blob } = layer;
        const options = {
            signal,
            onFile: (file) => growth.begins(file),
            onProgress: (bytes) => growth.grows(bytes),
        };
        const open = this.#opens.get(blob.digest);
        if (open !== undefined) {
            await this.#content.ingest(open(signal), blob, options);
            return;
        }
        const source = this.#sources.get(blob.digest);
        if (source !== undefined) {
            await this.#content.ingest(this.#registry.fetchBlob(source, blob, signal), blob, options);
            return;
        }
        if (await this.#isBrought(layer))
            return;
        if (await this.#remake(layer, signal))
            return;
        if (await this.#fetchFromLocations(layer, signal, options))
            return;
        this.#lost.add(blob.digest);
        throw new layers_lost/* LayersLost */.h(layer);
    }
    async #fetchFromLocations({ blob }, signal, options) {
        for (const location of this.#locations.get(blob.digest) ?? []) {
            try {
                const started = performance.now();
                await this.#content.ingest(location.open(blob, signal), blob, options);
                location.arrived(blob, performance.now() - started);
                return true;
            }
            catch (error) {
                signal.throwIfAborted();
                // The layer is where it was: no other location helps, and nobody has lost it.
                if (error instanceof Error && (0,write_error/* isFull */.uq)((0,errors/* errorCode */.CA)(error.cause)))
                    throw error;
                location.failed(blob, error);
            }
        }
        return false;
    }
    /** Makes the layer again. If another version of the compressor makes other bytes, the result cannot be used. */
    async #remake(layer, signal) {
        const make = this.#makers.get(layer.blob.digest);
        const index = make === undefined ? undefined : await this.#indexOf(layer.diffId);
        if (make === undefined || index === undefined)
            return false;
        // The index may be forged: then the layer is fetched in another way.
        const format = (0,recompress/* kindOfLayer */.H)(layer.blob.mediaType);
        if (format !== 'gzip' && (0,group_compressor/* formatFor */.B)(true) !== format)
            return false;
        const made = await make({ index, format }, signal).catch(() => signal.throwIfAborted());
        if (made === undefined)
            return false;
        if (made.blob.digest === layer.blob.digest && made.blob.size === layer.blob.size) {
            await this.#store.take(made);
            return true;
        }
        await this.#store.drop(made);
        return false;
    }
}
function isZstd({ blob }) {
    return (0,recompress/* kindOfLayer */.H)(blob.mediaType) === 'zstd';
}
/** Does the work once for each key. A failure is forgotten, so that it can be tried again. */
function onceFor(known, key, work) {
    let result = known.get(key);
    if (result === undefined) {
        result = work();
        known.set(key, result);
        result.catch(() => known.delete(key));
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/app/host/open-files.js


/** A build with several stages side by side, a worker, and the connections of a push opens some 60 files at once. */
const NEEDED = 128;
/**
 * Checks the limit of open files. Node raises it as far as the machine's administrator allows. If that is too low, anything
 * may fail first, so it is checked before the build starts.
 *
 * @throws InfraError
 */
function requireOpenFiles() {
    const allowed = openFileLimit();
    if (allowed === undefined || allowed >= NEEDED)
        return;
    throw new errors/* InfraError */.Ri(`a process may have ${allowed} open files here, and this needs ${NEEDED}`, {
        hint: `Raise the limit: ulimit -n 1024, or LimitNOFILE= of the service that starts this.`,
    });
}
/** `undefined` if the system does not say. */
function openFileLimit() {
    let limits;
    try {
        limits = (0,external_node_fs_.readFileSync)('/proc/self/limits', 'utf8');
    }
    catch {
        return undefined;
    }
    const [, soft] = /^Max open files +(\d+)/m.exec(limits) ?? [];
    return soft === undefined ? undefined : Number(soft);
}

;// CONCATENATED MODULE: ./lib/app/host/adapters.js





















/**
 * Opens the store, and takes a lease that keeps it from being pruned. Nothing else is started, and no request is made yet.
 *
 * @param restored resolves when packs are restored; only then, a document of a base that is not here counts as missing
 */
function openAdapters(host, sink, restored) {
    requireOpenFiles();
    const folder = StoreFolder.open(host.root);
    const lease = (0,leases/* takeLease */._e)(folder);
    const forget = atExit(lease.release);
    const content = new ContentStore(folder);
    const store = new LayerStore(folder, content);
    const images = new ImageStore(folder);
    const http = (0,http_client/* httpClientOf */.X)(host);
    const registry = new RegistryClient({
        http,
        credentials: credentialsOf(host),
        mirrors: host.registryMirrors,
        events: sink,
        documents: documentsIn(content, restored),
    });
    const layers = new LayerProvider(content, store, registry, sink);
    const bases = new BaseResolver(images, content, registry, layers);
    const emulators = new Emulators({ path: host.programPath, bases, layers, sink });
    const launch = {
        node: process.execPath,
        script: host.workerEntry,
        path: host.programPath,
        ...currentUser(),
        ...(host.cgroupParent !== undefined && { cgroupParent: host.cgroupParent }),
    };
    const runner = new WorkerRunner({
        root: host.root,
        ...launch,
        ...(host.storageDriver !== undefined && { storage: host.storageDriver }),
        beforeStart: (signal) => (0,leases/* untilNothingIsRemoved */.GU)(folder, signal),
        fetchRuntime: (signal) => runtimeFor(host, sink, signal),
        hasLeftEmulators: binfmt_entries/* hasLeftEmulators */.iR,
        emit: sink,
        outputTaken: standard_output/* outputTaken */.t1,
        indexFile: (layer) => store.missingIndexFile(layer.diffId),
        knownIndex: (layer) => layers.indexFile(layer),
    }, layers, emulators);
    return {
        folder,
        lease,
        content,
        images,
        registry,
        layers,
        bases,
        emulators,
        runner,
        launch,
        close: async () => {
            try {
                await runner.close();
                await layers.close();
            }
            finally {
                http.close();
                lease.release();
                forget();
            }
        },
    };
}
/** The logins that were given to this build, then Docker's config.json. */
function credentialsOf({ logins = [], dockerConfigDir }) {
    const given = logins.map(({ registry, username, password }) => [registry, { kind: 'basic', username, password }]);
    return new GivenCredentials(new Map(given), new DockerConfig(dockerConfigDir));
}
async function runtimeFor(host, sink, signal) {
    const transport = (0,http_client/* httpClientOf */.X)(host);
    try {
        return await fetchRuntime({
            folder: host.runtimeFolder ?? (0,root_folder/* pathInRoot */.hA)(host.root, 'runtimes'),
            arch: process.arch,
            send: (request, read) => transport.send(request, read),
            notice: (message) => sink({ type: 'notice', message }),
        }, signal);
    }
    finally {
        transport.close();
    }
}
/** The user and its name. In a container, the user may have no name: then it is the id. */
function currentUser() {
    const uid = process.getuid?.() ?? 0;
    try {
        return { uid, userName: (0,external_node_os_.userInfo)().username };
    }
    catch {
        return { uid, userName: String(uid) };
    }
}
/** Runs `work` with adapters, and closes them afterwards, even if it fails. */
async function withAdapters(host, sink, work) {
    const adapters = openAdapters(host, sink);
    try {
        return await work(adapters);
    }
    finally {
        await adapters.close();
    }
}
function documentsIn(content, restored = () => Promise.resolve()) {
    return {
        find: async (digest, maxBytes) => {
            if (!(await content.has(digest)))
                await restored().catch(() => undefined);
            const size = await content.size(digest);
            if (size === undefined || size > maxBytes)
                return undefined;
            return content.read({ digest, size }, maxBytes).catch((error) => {
                // It is damaged here, but the registry has it.
                if (error instanceof errors/* InfraError */.Ri)
                    return undefined;
                throw error;
            });
        },
        keep: (document, bytes) => content.ingest([bytes], document),
    };
}


/***/ }),

/***/ 65839:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ httpClientOf)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./node_modules/http-proxy-agent/dist/index.js
var dist = __webpack_require__(81970);
// EXTERNAL MODULE: ./node_modules/https-proxy-agent/dist/index.js
var https_proxy_agent_dist = __webpack_require__(3669);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/host.js
var http_host = __webpack_require__(61868);
;// CONCATENATED MODULE: ./lib/http/no-proxy.js

/** NO_PROXY, read as Go's httpproxy reads it, so that it means the same as for docker. Loopback is always included. */
class NoProxy {
    #all = false;
    #addresses = new http_host/* AddressList */.hV();
    #domains = [];
    constructor(text) {
        for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
            if (entry === '*')
                this.#all = true;
            else if (entry !== '' && !this.#addresses.add(entry))
                this.#addDomain(entry);
        }
    }
    #addDomain(entry) {
        const port = /:(\d+)$/.exec(entry)?.[1];
        const host = (0,http_host/* bareHost */.n0)(entry).replace(/^\*(?=\.)/, '');
        const exact = !host.startsWith('.');
        if (host !== '')
            this.#domains.push({ suffix: exact ? `.${host}` : host, exact, port });
    }
    /** Whether the URL is reached without a proxy. */
    includes(url) {
        if (this.#all || (0,http_host/* isLoopback */.U9)(url.host))
            return true;
        const host = (0,http_host/* bareHost */.n0)(url.host);
        if (this.#addresses.has(host))
            return true;
        return this.#domains.some((domain) => (domain.port === undefined || domain.port === (0,http_host/* portOf */.HM)(url)) &&
            (host.endsWith(domain.suffix) || (domain.exact && host === domain.suffix.slice(1))));
    }
}

;// CONCATENATED MODULE: ./lib/http/agents.js






/** Pools of connections: one for each combination of scheme, proxy and verification. */
class Agents {
    #proxies;
    #noProxy;
    #agents = new Map();
    /** @throws UserError for a proxy that is not an http or https address */
    constructor(settings) {
        this.#proxies = { http: proxyUrl(settings.http), https: proxyUrl(settings.https) };
        this.#noProxy = new NoProxy(settings.none ?? '');
    }
    /** @param verify whether the certificate must be valid for the host */
    for(url, verify) {
        const secure = url.protocol === 'https:';
        const proxy = this.#noProxy.includes(url) ? undefined : this.#proxies[secure ? 'https' : 'http'];
        const key = `${secure ? 'https' : 'http'} ${verify} ${proxy === undefined ? 'direct' : 'proxy'}`;
        const known = this.#agents.get(key);
        if (known !== undefined)
            return known;
        const made = makeAgent(secure, proxy, {
            keepAlive: true,
            ...(secure && !verify ? { rejectUnauthorized: false } : {}),
        });
        this.#agents.set(key, made);
        return made;
    }
    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
        this.#agents.clear();
    }
}
function makeAgent(secure, proxy, options) {
    if (proxy === undefined)
        return secure ? new external_node_https_.Agent(options) : new external_node_http_.Agent(options);
    return secure ? new https_proxy_agent_dist.HttpsProxyAgent(proxy, options) : new dist.HttpProxyAgent(proxy, { keepAlive: true });
}
function proxyUrl(text) {
    if (text === undefined || text === '')
        return undefined;
    const url = text.includes('://') ? text : `http://${text}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
        return new URL(url);
    throw new errors/* UserError */.yo('the proxy is not an http or https address', {
        hint: 'Write it as http://proxy.example.com:3128.',
    });
}

// EXTERNAL MODULE: ./lib/http/clock.js
var clock = __webpack_require__(60486);
// EXTERNAL MODULE: ./lib/http/http-client.js + 3 modules
var http_client = __webpack_require__(96760);
// EXTERNAL MODULE: ./lib/http/insecure-hosts.js
var insecure_hosts = __webpack_require__(43502);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./lib/app/options/process/environment.js
var environment = __webpack_require__(18897);
;// CONCATENATED MODULE: ./lib/app/host/http-client.js






/**
 * An HTTP client with the host's proxies and insecure hosts. The caller closes it.
 *
 * @throws UserError for a proxy or an insecure host that is not valid
 */
function httpClientOf(host) {
    return new http_client/* HttpClient */.Q({
        userAgent: `layer-build/${version/* VERSION */.x}`,
        insecure: new insecure_hosts/* InsecureHosts */.Y(host.insecureRegistries),
        agents: new Agents((0,environment/* proxySettingsOf */.tR)(host.proxies)),
        timeouts: http_client/* DEFAULT_TIMEOUTS */.R,
        clock: clock/* systemClock */.m,
        random: Math.random,
    });
}


/***/ }),

/***/ 26578:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ planBuilds)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/parse.js + 1 modules
var parse = __webpack_require__(47577);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
;// CONCATENATED MODULE: ./lib/dockerfile/checks/check-settings.js


const DEFAULT_SETTINGS = { skip: new Set(), experimental: new Set(), error: false };
/**
 * `skip=A,B;error=true;experimental=C`, each part once or not at all; `all` means every rule.
 *
 * @throws UserError without a location
 */
function parseCheckSettings(text) {
    const trimmed = text.trim();
    if (trimmed === '')
        return DEFAULT_SETTINGS;
    let settings = DEFAULT_SETTINGS;
    for (const part of trimmed.split(';')) {
        const equals = part.indexOf('=');
        if (equals < 0)
            throw invalid(part);
        const key = part.slice(0, equals).trim();
        const value = part.slice(equals + 1).trim();
        if (key === 'skip')
            settings = { ...settings, skip: namesOf(value) };
        else if (key === 'experimental')
            settings = { ...settings, experimental: namesOf(value) };
        else if (key === 'error')
            settings = { ...settings, error: booleanOf(value, part) };
        else
            throw invalid(key);
    }
    return settings;
}
function namesOf(value) {
    return value === 'all' ? 'all' : new Set(value.split(',').map((name) => name.trim()));
}
function booleanOf(value, part) {
    const given = (0,go_boolean/* goBoolean */.x)(value);
    if (given !== undefined)
        return given;
    throw new errors/* UserError */.yo(`failed to parse check option ${JSON.stringify(part)}: it is neither true nor false`);
}
function invalid(option) {
    return new errors/* UserError */.yo(`invalid check option ${JSON.stringify(option)}`, {
        hint: 'Write skip=RULE,RULE (or skip=all), error=true, experimental=RULE, with ; between them.',
    });
}
/**
 * The settings for one instruction: a comment `# check=…` before it adds to those of the file. Only the first such comment
 * counts. One that cannot be parsed is ignored, like any other comment.
 */
function withComments(settings, comments) {
    for (const comment of comments) {
        const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/s.exec(comment);
        if (match?.[1]?.toLowerCase() !== 'check')
            continue;
        return merge(settings, readComment(match[2] ?? ''));
    }
    return settings;
}
function readComment(value) {
    try {
        return parseCheckSettings(beforeBlank(value));
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return DEFAULT_SETTINGS;
        throw error;
    }
}
/** Text after a blank is a remark for readers: `# check=skip=all // local to this instruction`. */
function beforeBlank(value) {
    const blank = value.indexOf(' ');
    return blank < 0 ? value : value.slice(0, blank);
}
function merge(settings, added) {
    return {
        skip: union(settings.skip, added.skip),
        experimental: union(settings.experimental, added.experimental),
        error: settings.error,
    };
}
function union(left, right) {
    return left === 'all' || right === 'all' ? 'all' : new Set([...left, ...right]);
}

;// CONCATENATED MODULE: ./lib/dockerfile/values/go-quote.js
/** A text as Go's strconv.Quote and `%q` write it. */
function goQuote(text) {
    let quoted = '"';
    for (const char of text) {
        const code = char.codePointAt(0) ?? 0;
        const named = NAMED_ESCAPES[char];
        if (named !== undefined)
            quoted += named;
        else if (PRINTABLE.test(char))
            quoted += char;
        else if (code < 0x80)
            quoted += `\\x${hex(code, 2)}`;
        else
            quoted += code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
    }
    return `${quoted}"`;
}
/** unicode.IsPrint: of the blanks only the plain one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
function hex(code, digits) {
    return code.toString(16).padStart(digits, '0');
}
const NAMED_ESCAPES = {
    '"': '\\"',
    '\\': '\\\\',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
};

;// CONCATENATED MODULE: ./lib/dockerfile/checks/messages.js

/** The message of each check, in BuildKit's words. Parts of the Dockerfile are quoted as they are written there. */
const MESSAGES = {
    StageNameCasing: (name) => `Stage name '${name}' should be lowercase`,
    FromAsCasing: (from, as) => `'${as}' and '${from}' keywords' casing do not match`,
    NoEmptyContinuation: () => 'Empty continuation line',
    ConsistentInstructionCasing: (keyword, majority) => `Command '${keyword}' should match the case of the command majority (${majority})`,
    DuplicateStageName: (name) => `Duplicate stage name ${goQuote(name)}, stage names should be unique`,
    ReservedStageName: (name) => `Stage name should not use the same name as reserved stage ${goQuote(name)}`,
    JSONArgsRecommended: (keyword) => `JSON arguments recommended for ${keyword} to prevent unintended behavior related to OS signals`,
    MaintainerDeprecated: () => 'Maintainer instruction is deprecated in favor of using label',
    UndefinedArgInFrom: (name, near) => `FROM argument '${name}' is not declared${near === undefined ? '' : ` (did you mean ${near}?)`}`,
    WorkdirRelativePath: (path) => `Relative workdir ${goQuote(path)} can have unexpected results if the base image changes`,
    UndefinedVar: (name, near) => `Usage of undefined variable '$${name}'${near === undefined ? '' : ` (did you mean $${near}?)`}`,
    MultipleInstructionsDisallowed: (keyword) => `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
    LegacyKeyValueFormat: (keyword) => `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`,
    InvalidBaseImagePlatform: (image, expected, actual) => `Base image ${image} was pulled with platform ${goQuote(actual)}, expected ${goQuote(expected)} for current build`,
    RedundantTargetPlatform: (expression) => `Setting platform to predefined ${expression} in FROM is redundant as this is the default behavior`,
    SecretsUsedInArgOrEnv: (keyword, name) => `Do not use ARG or ENV instructions for sensitive data (${keyword} ${goQuote(name)})`,
    InvalidDefaultArgInFrom: (image) => `Default value for ARG ${image} results in empty or invalid base image name`,
    FromPlatformFlagConstDisallowed: (platform) => `FROM --platform flag should not use constant value ${goQuote(platform)}`,
    CopyIgnoredFile: (verb, source) => `Attempting to ${verb} file ${goQuote(source)} that is excluded by .dockerignore`,
    InvalidDefinitionDescription: (keyword, name) => `Comment for ${keyword} should follow the format: \`# ${name} <description>\``,
    ExposeProtoCasing: (port) => `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
    ExposeInvalidFormat: (port) => `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
};

;// CONCATENATED MODULE: ./lib/dockerfile/checks/rule.js
const DESCRIPTIONS = {
    StageNameCasing: 'Stage names should be lowercase',
    FromAsCasing: "The 'as' keyword should match the case of the 'from' keyword",
    NoEmptyContinuation: 'Empty continuation lines will become errors in a future release',
    ConsistentInstructionCasing: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
    DuplicateStageName: 'Stage names should be unique',
    ReservedStageName: 'Reserved words should not be used as stage names',
    JSONArgsRecommended: 'JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals',
    MaintainerDeprecated: 'The MAINTAINER instruction is deprecated, use a label instead to define an image author',
    UndefinedArgInFrom: 'FROM command must use declared ARGs',
    WorkdirRelativePath: 'Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes',
    UndefinedVar: 'Variables should be defined before their use',
    MultipleInstructionsDisallowed: 'Multiple instructions of the same type should not be used in the same stage',
    LegacyKeyValueFormat: 'Legacy key/value format with whitespace separator should not be used',
    InvalidBaseImagePlatform: 'Base image platform does not match expected target platform',
    RedundantTargetPlatform: 'Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior',
    SecretsUsedInArgOrEnv: 'Sensitive data should not be used in the ARG or ENV commands',
    InvalidDefaultArgInFrom: 'Default value for global ARG results in an empty or invalid base image name',
    FromPlatformFlagConstDisallowed: 'FROM --platform flag should not use a constant value',
    CopyIgnoredFile: 'Attempting to Copy file that is excluded by .dockerignore',
    InvalidDefinitionDescription: 'Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.',
    ExposeProtoCasing: 'Protocol in EXPOSE instruction should be lowercase',
    ExposeInvalidFormat: 'IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release',
};
/** The rules without a page in Docker's documentation. */
const UNEXPLAINED = new Set(['InvalidBaseImagePlatform']);
const EXPERIMENTAL = new Set(['InvalidDefinitionDescription']);
function ruleOf(name) {
    return {
        name,
        description: DESCRIPTIONS[name],
        ...(UNEXPLAINED.has(name) ? {} : { url: `https://docs.docker.com/go/dockerfile/rule/${kebab(name)}/` }),
        ...(EXPERIMENTAL.has(name) ? { experimental: true } : {}),
    };
}
/** `JSONArgsRecommended` is `json-args-recommended`. */
function kebab(name) {
    return name.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&-').toLowerCase();
}
/** @internal For a test that has a row for each of them. */
const RULE_NAMES = Object.keys(DESCRIPTIONS);

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checks.js




/** Collects what checks find. Findings of checks that are switched off are dropped. */
class Checks {
    #settings;
    #tell;
    /** One list for this object and all that were derived from it. */
    #violated;
    constructor(settings, tell, violated) {
        this.#settings = settings;
        this.#tell = tell;
        this.#violated = violated;
    }
    static telling(settings, tell) {
        return new Checks(settings, tell, new Set());
    }
    /** The checks that apply to an instruction, given the comments before it. */
    under(comments) {
        const settings = withComments(this.#settings, comments);
        return settings === this.#settings ? this : new Checks(settings, this.#tell, this.#violated);
    }
    report(name, range, ...texts) {
        const rule = ruleOf(name);
        if (!this.#wanted(rule))
            return;
        this.#violated.add(name);
        const message = MESSAGES[name];
        this.#tell({ rule, message: message(...texts), range });
    }
    /** The error of a build with findings, if `error=true` was set. */
    failure() {
        if (!this.#settings.error || this.#violated.size === 0)
            return undefined;
        return new errors/* UserError */.yo(`lint violation found for rules: ${[...this.#violated].join(', ')}`, {
            hint: 'The checks of this build have error=true: mend what they found, or skip a rule with "# check=skip=RULE" before an instruction.',
        });
    }
    #wanted({ name, experimental }) {
        const { skip, experimental: wanted } = this.#settings;
        if (experimental === true)
            return wanted === 'all' || wanted.has(name);
        return skip !== 'all' && !skip.has(name);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/file-checks.js
/** Blank lines in the middle of an instruction. */
function checkContinuations(lines, checks) {
    for (const { emptyContinuation: line } of lines) {
        if (line !== undefined)
            checks.report('NoEmptyContinuation', { start: line, end: line });
    }
}
const RESERVED = new Set(['context', 'scratch']);
/** Checks of the file as a whole. Comments before an instruction do not change these. */
function checkFile(dockerfile, checks) {
    checkStageNames(dockerfile, checks);
    checkKeywords(dockerfile, checks);
}
function checkStageNames({ stages }, checks) {
    const seen = new Set();
    for (const { name, from } of stages) {
        if (name === undefined)
            continue;
        if (RESERVED.has(name))
            checks.report('ReservedStageName', from.range, name);
        if (seen.has(name))
            checks.report('DuplicateStageName', from.range, name);
        seen.add(name);
    }
}
/**
 * Keywords must all have the case that most of them have, or upper case if both are equally many. ARGs before the first FROM are
 * ignored.
 */
function checkKeywords({ stages }, checks) {
    const instructions = stages.flatMap((stage) => [
        stage.from,
        ...stage.instructions,
    ]);
    const lower = instructions.filter(({ written }) => written === written.toLowerCase()).length;
    const upper = instructions.filter(({ written }) => written === written.toUpperCase()).length;
    const majority = lower > upper ? 'lowercase' : 'uppercase';
    for (const { written, range } of instructions) {
        const right = majority === 'lowercase' ? written.toLowerCase() : written.toUpperCase();
        if (written !== right)
            checks.report('ConsistentInstructionCasing', range, written, majority);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/instruction-checks.js
/** Checks of one instruction by itself. Triggers of a base image are not checked: they are not part of this Dockerfile. */
function checkInstruction(instruction, all) {
    const { comments, range } = instruction;
    const checks = all.under(comments);
    switch (instruction.keyword) {
        case 'MAINTAINER':
            checks.report('MaintainerDeprecated', range);
            return;
        case 'FROM':
            checkAlias(instruction, checks);
            return;
        case 'ARG':
            checkDescription('ARG', instruction.args.map(({ name }) => name), comments, range, checks);
            return;
        default:
    }
}
function checkAlias(from, checks) {
    const { alias, as, written, range, comments } = from;
    if (alias === undefined || as === undefined)
        return;
    if (alias !== alias.toLowerCase())
        checks.report('StageNameCasing', range, alias);
    // Another rule handles keywords of mixed case.
    const right = written === written.toLowerCase() ? as.toLowerCase() : as.toUpperCase();
    const mixed = written !== written.toLowerCase() && written !== written.toUpperCase();
    if (!mixed && as !== right)
        checks.report('FromAsCasing', range, written, as);
    checkDescription('FROM', [alias.toLowerCase()], comments, range, checks);
}
/** The last comment before a stage or an argument describes it, and begins with its name. */
function checkDescription(keyword, names, comments, range, checks) {
    const [first, second] = names;
    const comment = comments.at(-1);
    if (comment === undefined || first === undefined)
        return;
    if (names.includes(comment.split(' ')[0] ?? ''))
        return;
    checks.report('InvalidDefinitionDescription', range, keyword, second === undefined ? first : '<arg_key>');
}

;// CONCATENATED MODULE: ./lib/dockerfile/checks/checked-parse.js






/** The build argument whose value replaces the file's `# check=…`. */
const CHECK_ARGUMENT = 'BUILDKIT_DOCKERFILE_CHECK';
/**
 * Reads a Dockerfile and runs the checks that need only its text. If the file has an error, the findings before it are reported
 * first.
 *
 * @param argument value of the build argument, where it is given
 * @throws UserError for a file that cannot be read, and for settings that make no sense
 */
function parseAndCheck(source, name, argument, tell) {
    const given = argument === undefined ? undefined : settingsOf(argument, `build argument ${CHECK_ARGUMENT}`);
    let checks = Checks.telling(given ?? DEFAULT_SETTINGS, tell);
    const dockerfile = (0,parse/* parseDockerfile */.A)(source, name, {
        cut: (file, lines) => {
            const { check } = file.directives;
            if (given === undefined && check !== undefined) {
                checks = Checks.telling(settingsOf(beforeBlank(check), 'check options'), tell);
            }
            checkContinuations(lines, checks);
        },
        parsed: (instruction) => checkInstruction(instruction, checks),
    });
    checkFile(dockerfile, checks);
    return { dockerfile, checks };
}
function settingsOf(text, where) {
    try {
        return parseCheckSettings(text);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`failed to parse ${where}: ${error.message}`, { hint: error.hint, cause: error });
    }
}

// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/dockerfile/shell/expand.js
var shell_expand = __webpack_require__(68067);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/global-args.js
var global_args = __webpack_require__(96520);
;// CONCATENATED MODULE: ./lib/plan/plan-budget.js

/** Characters of all words of a Dockerfile after expansion. A large build has some hundred thousand. */
const MOST_EXPANDED = 16 * 1024 * 1024;
/** Steps of a build. A large one has some hundred. */
const MOST_STEPS = 16_384;
/** Limits the size of a plan: variables with variables in them, and triggers, can make a small Dockerfile very large. */
class PlanBudget {
    #steps = 0;
    #expanded = 0;
    /** One more step. @param text what its instruction expanded to  @throws UserError without a location */
    step(text) {
        this.expanded(text);
        if (++this.#steps > MOST_STEPS) {
            throw new errors/* UserError */.yo(`the build has more than ${MOST_STEPS} steps, those of ONBUILD triggers included`);
        }
    }
    /** @throws UserError without a location */
    expanded(text) {
        this.#expanded += text.length;
        if (this.#expanded > MOST_EXPANDED) {
            throw new errors/* UserError */.yo(`the instructions expand to more than ${MOST_EXPANDED} characters`);
        }
    }
}

// EXTERNAL MODULE: ./lib/text/edit-distance.js
var edit_distance = __webpack_require__(80139);
;// CONCATENATED MODULE: ./lib/plan/checks/suggested-name.js

/** A name that is more edits away is probably another one. */
const MOST_EDITS = 2;
/**
 * The name to suggest for an unknown one, as in BuildKit's checks: at most two edits away, upper and lower case being different;
 * of equally near ones the first. None where the name is known.
 */
function suggestedName(name, known) {
    const length = [...name].length;
    let best;
    let least = MOST_EDITS + 1;
    for (const candidate of known) {
        if (candidate === name)
            return undefined;
        // At least as many edits are needed as the lengths differ by.
        if (candidate === '' || Math.abs([...candidate].length - length) >= least)
            continue;
        const distance = (0,edit_distance/* editDistance */.Y)(name, candidate, false);
        if (distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}

;// CONCATENATED MODULE: ./lib/plan/checks/variable-use.js

/** Expands something with an environment, and records which variables it looks up. */
function watchVariables(environment, work) {
    const found = new Set();
    const missing = new Set();
    const lookup = (name) => {
        const value = environment.get(name);
        (value === undefined ? missing : found).add(name);
        return value;
    };
    try {
        return { text: work(lookup), found, missing };
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return { found, missing };
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/plan/checks/base-checks.js








/** Each base must be a valid name without any build argument. */
function checkDefaultBases(dockerfile, predefined, checks) {
    const environment = attempt(() => (0,global_args/* evaluateGlobalArgs */.K4)(dockerfile, predefined, {}, new PlanBudget()).environment);
    if (environment === undefined)
        return;
    for (const { from } of dockerfile.stages) {
        const name = attempt(() => (0,shell_expand/* expandWord */.Vo)(from.image, environment.get, dockerfile.directives.escape));
        if (name === undefined)
            return;
        if (attempt(() => (0,oci_reference/* parseReference */.F2)(name)) === undefined) {
            checks.report('InvalidDefaultArgInFrom', from.range, from.image);
        }
    }
}
/** Checks the variables and platforms of FROM. Ends at a stage that cannot be planned, which is an error later. */
function checkBases(dockerfile, environment, host, checks) {
    const declared = [
        ...new Set([...dockerfile.globalArgs.flatMap(({ args }) => args.map(({ name }) => name)), ...environment.names()]),
    ];
    const { escape } = dockerfile.directives;
    const use = (word) => watchVariables(environment, (lookup) => (0,shell_expand/* expandWord */.Vo)(word, lookup, escape));
    for (const node of dockerfile.stages) {
        const own = checks.under(node.from.comments);
        const name = use(node.from.image);
        reportUndeclared(name, node.from, declared, own);
        if (name.text === undefined || name.text === '')
            return;
        if (node.from.platform === undefined)
            continue;
        const platform = use(node.from.platform);
        reportUndeclared(platform, node.from, declared, own);
        reportPlatform(node, node.from.platform, platform, environment, host, own);
        if (platform.text === undefined || platform.text === '')
            return;
    }
}
function reportUndeclared({ missing }, { range }, declared, checks) {
    for (const name of missing) {
        if (!declared.includes(name))
            checks.report('UndefinedArgInFrom', range, name, suggestedName(name, declared));
    }
}
function reportPlatform({ name = '', from }, expression, { text, found, missing }, environment, host, checks) {
    if (text === undefined)
        return;
    if (missing.size === 0 && found.size === 1 && found.has('TARGETPLATFORM')) {
        if (text === environment.get('TARGETPLATFORM'))
            checks.report('RedundantTargetPlatform', from.range, expression);
        return;
    }
    if (missing.size + found.size > 0)
        return;
    const platform = attempt(() => (0,oci_platform/* parsePlatform */.FL)(text, host));
    // A stage that is named after its platform is for this platform on purpose.
    if (platform === undefined || name.includes(platform.os) || name.includes(platform.architecture))
        return;
    checks.report('FromPlatformFlagConstDisallowed', from.range, text);
}
/** `undefined` for an error of the user, which is thrown again when the stage is planned. */
function attempt(work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/plan/expand.js
var expand = __webpack_require__(25771);
// EXTERNAL MODULE: ./lib/plan/remote-source.js
var remote_source = __webpack_require__(3799);
;// CONCATENATED MODULE: ./lib/plan/source-date-epoch.js





const NAME = 'SOURCE_DATE_EPOCH';
/**
 * The time that a build gives to the files and images it makes (reproducible-builds.org), from `--build-arg`, else from an ARG
 * before the first FROM. As in BuildKit (`epoch.go`), a name can be given instead: `context` for the build context, the name of a named
 * context, or the name of a stage that has only one ADD of a remote source. Then the time is that of the committer for a commit. For a
 * download, it is the time that the server sends, or the time of the newest file in the archive.
 *
 * @throws UserError for anything else that is not a whole number
 */
async function resolveSourceDateEpoch(dockerfile, buildArgs, globals, sources) {
    const given = (0,global_args/* ownValue */.eC)(buildArgs, NAME);
    const text = given ?? globals.get(NAME) ?? '';
    if (text === '' || isNumber(text))
        return { seconds: secondsOf(text), buildArgs, globals };
    const seconds = await timeOf(text, dockerfile, buildArgs, globals, sources);
    const time = seconds === undefined ? '' : String(seconds);
    return {
        seconds,
        buildArgs: given === undefined ? buildArgs : { ...buildArgs, [NAME]: time },
        globals: globals.get(NAME) === undefined ? globals : globals.set(NAME, time),
    };
}
function isNumber(text) {
    return /^[+-]?\d+$/.test(text);
}
function secondsOf(text) {
    if (text === '')
        return undefined;
    const seconds = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : NaN;
    // The last second that a Date can hold.
    if (Math.abs(seconds) <= 8.64e12)
        return seconds;
    throw source_date_epoch_invalid(text);
}
function source_date_epoch_invalid(text) {
    return new errors/* UserError */.yo(`invalid ${NAME}: ${text}`, {
        hint: 'Write it in whole seconds since 1970, as date +%s does, or write context, or the name of a context or a stage.',
    });
}
function timeOf(name, dockerfile, buildArgs, globals, sources) {
    if (name === 'context')
        return sources.context();
    const ofContext = sources.namedContext(name);
    if (ofContext !== undefined)
        return ofContext;
    // Of two stages with one name the first counts, as in BuildKit.
    const stage = dockerfile.stages.find((each) => each.name?.toLowerCase() === name.toLowerCase());
    if (stage === undefined)
        throw source_date_epoch_invalid(name);
    return (0,error_location/* locateErrors */.yU)(dockerfile, stage.from.range, () => {
        const { source, checksum } = onlyRemote(dockerfile, stage, buildArgs, globals.set(NAME, ''));
        return sources.remote(source, checksum);
    });
}
/** @throws UserError for a stage that has more than one ADD of a remote source */
function onlyRemote(dockerfile, stage, buildArgs, globals) {
    const refuse = (why) => new errors/* UserError */.yo(`${NAME} cannot be the stage ${stage.name ?? ''}: ${why}`, {
        hint: 'Such a stage is FROM scratch, with one ADD of a download or a git repository, and ARG.',
    });
    if ((0,expand/* expand */.f)(dockerfile, stage.from.image, globals) !== 'scratch')
        throw refuse('it is not FROM scratch');
    let environment = globals;
    let found;
    for (const instruction of stage.instructions) {
        if (instruction.keyword === 'ARG')
            environment = declared(dockerfile, instruction, buildArgs, environment);
        else if (instruction.keyword !== 'ADD')
            throw refuse(`it has the instruction ${instruction.keyword}`);
        else if (found !== undefined)
            throw refuse('it has more than one ADD');
        else {
            found = remoteAdd(dockerfile, instruction, environment);
            if (found === undefined)
                throw refuse('its ADD has another source than one download or repository');
        }
    }
    if (found === undefined)
        throw refuse('it has no ADD');
    return found;
}
function declared(dockerfile, { args }, buildArgs, before) {
    return args.reduce((environment, { name, value }) => {
        const result = (0,global_args/* ownValue */.eC)(buildArgs, name) ?? (value === undefined ? value : (0,expand/* expand */.f)(dockerfile, value, environment));
        return result === undefined ? environment : environment.set(name, result);
    }, before);
}
function remoteAdd(dockerfile, add, environment) {
    const [only, ...more] = add.sources;
    if (only === undefined || more.length + add.heredocs.length > 0)
        return undefined;
    const source = (0,remote_source/* remoteSource */.g)((0,expand/* expand */.f)(dockerfile, only, environment));
    const checksum = (0,expand/* expand */.f)(dockerfile, add.checksum ?? '', environment);
    return source && { source, checksum: checksum === '' ? undefined : checksum };
}

;// CONCATENATED MODULE: ./lib/plan/context-names.js



/** A context never replaces a stage with one of these names. */
const NEVER_REPLACED = new Set(['scratch', 'context']);
/**
 * The names of `--build-context`. They are compared as image names are: `alpine`, `alpine:latest` and
 * `docker.io/library/alpine` are one name. `NAME::os/architecture` is for one platform alone, and takes precedence over `NAME`
 * (BuildKit, `frontend/dockerui`, `Client.NamedContext`).
 */
class ContextNames {
    /** The names as they were given, by the form in which they are compared. */
    #given;
    constructor(given) {
        this.#given = given;
    }
    /** @throws UserError for a name that neither an image nor a stage can have */
    static of(names) {
        return new ContextNames(new Map([...names].map((name) => [comparedName(name), name])));
    }
    /**
     * The name, as it was given, of the context that replaces the stage of this name.
     *
     * @throws UserError for a name that a context cannot have: BuildKit refuses such stages
     */
    ofStage(name, platform) {
        return NEVER_REPLACED.has(name) ? undefined : this.#find(parsedName(name), platform);
    }
    /** The name, as it was given, of the context that replaces an image. */
    ofImage(reference, platform) {
        return this.#find(reference, platform);
    }
    /** The name, as it was given, of the context with this name; `undefined` if there is no such context. */
    find(name, platform) {
        try {
            return this.#find((0,oci_reference/* parseReference */.F2)(name), platform);
        }
        catch (error) {
            if (error instanceof errors/* UserError */.yo)
                return undefined;
            throw error;
        }
    }
    #find(reference, platform) {
        const name = comparedForm(reference);
        return this.#given.get(`${name}::${(0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(platform))}`) ?? this.#given.get(name);
    }
}
function comparedName(given) {
    const separator = given.indexOf('::');
    if (separator < 0)
        return comparedForm(parsedName(given));
    const platform = (0,oci_platform/* parsePlatform */.FL)(given.slice(separator + 2), { os: 'linux', architecture: 'amd64' });
    return `${comparedForm(parsedName(given.slice(0, separator)))}::${(0,oci_platform/* formatPlatform */.Bq)(platform)}`;
}
function comparedForm(reference) {
    return (0,oci_reference/* familiarName */.hG)(reference).replace(/:latest$/, '');
}
function parsedName(name) {
    try {
        return (0,oci_reference/* parseReference */.F2)(name);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* UserError */.yo(`invalid context name ${name}: ${error.message}`, { cause: error, hint: error.hint });
    }
}

// EXTERNAL MODULE: ./lib/plan/image-state.js
var image_state = __webpack_require__(46154);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/dockerfile/values/ports.js


const HINT = 'Write it as PORT, FIRST-LAST or PORT/udp.';
/**
 * The ports of an EXPOSE, `PORT/PROTOCOL` each: ranges are spelled out, a host's address and port are checked and dropped.
 *
 * @throws UserError for an invalid port, range, protocol or address
 */
function parsePorts(specs) {
    return specs.flatMap(parsePort);
}
function parsePort(spec) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const hostPort = parts.pop() ?? '';
    const address = parts.join(':');
    const slash = container.indexOf('/');
    const range = slash < 0 ? container : container.slice(0, slash);
    const protocol = slash < 0 ? '' : container.slice(slash + 1).toLowerCase();
    if (range === '')
        throw ports_invalid(spec, 'no port specified');
    if (!['', 'tcp', 'udp', 'sctp'].includes(protocol))
        throw ports_invalid(spec, `invalid proto: ${protocol}`);
    checkAddress(spec, address);
    const ports = parseRange(spec, range, 'containerPort');
    if (hostPort !== '') {
        const host = parseRange(spec, hostPort, 'hostPort');
        if (host.last - host.first !== ports.last - ports.first && ports.first !== ports.last) {
            throw ports_invalid(spec, `invalid ranges specified for container and host Ports: ${range} and ${hostPort}`);
        }
    }
    return Array.from({ length: ports.last - ports.first + 1 }, (_, index) => `${ports.first + index}/${protocol === '' ? 'tcp' : protocol}`);
}
function checkAddress(spec, address) {
    const bare = address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
    if (bare !== '' && ((0,external_node_net_.isIP)(bare) === 0 || bare.includes('%')))
        throw ports_invalid(spec, `invalid IP address: ${address}`);
}
function parseRange(spec, text, what) {
    const match = /^\+?(\d+)(?:-\+?(\d+))?$/.exec(text);
    const first = Number(match?.[1]);
    const last = match?.[2] === undefined ? first : Number(match[2]);
    if (match === null || first > 65535 || last > 65535 || last < first)
        throw ports_invalid(spec, `invalid ${what}: ${text}`);
    return { first, last };
}
function ports_invalid(spec, why) {
    return new error_location/* WordError */.NE(`invalid port: ${JSON.stringify(spec)}: ${why}`, spec, { hint: HINT });
}

// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/dockerfile/values/signal.js


/** Names of Linux's signals, as moby/sys has them. */
const SIGNALS = ('ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN ' +
    'TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ').split(' ');
const REAL_TIME = /^RTM(?:IN(?:\+(?:[1-9]|1[0-5]))?|AX(?:-(?:[1-9]|1[0-4]))?)$/;
/**
 * A signal for STOPSIGNAL: a number, or a name with or without SIG, in any case.
 *
 * @throws UserError for anything else
 */
function checkSignal(signal) {
    if (/^[-+]?\d+$/.test(signal)) {
        if (Number(signal) === 0 || Math.abs(Number(signal)) >= 2 ** 63)
            throw signal_invalid(signal);
        return;
    }
    const name = signal.toUpperCase().replace(/^SIG/, '');
    if (!SIGNALS.includes(name) && !REAL_TIME.test(name))
        throw signal_invalid(signal);
}
function signal_invalid(signal) {
    return new error_location/* WordError */.NE(`invalid signal: ${signal}`, signal, {
        hint: (0,nearest/* didYouMean */.a)(signal.toUpperCase().replace(/^(?:SIG)?/, 'SIG'), SIGNALS.map((name) => `SIG${name}`)),
    });
}

// EXTERNAL MODULE: ./lib/plan/draft-config.js
var draft_config = __webpack_require__(16687);
;// CONCATENATED MODULE: ./lib/plan/go-format.js

/**
 * Texts in the form that Docker's Go code gives them in an image's history, so that `docker history` reads the same for our
 * images (fmt's %q and %v; time.Duration's String).
 */
/** `%q` of a slice of strings. */
function goQuoteList(words) {
    return `[${words.map(goQuote).join(' ')}]`;
}
/** `%v` of a slice of strings. */
function goList(words) {
    return `[${words.join(' ')}]`;
}
/** time.Duration's String: `1m30s`, `1.5s`, `100ms`, `0s`. */
function goDuration(nanoseconds) {
    if (nanoseconds === 0)
        return '0s';
    if (nanoseconds < 1e3)
        return `${nanoseconds}ns`;
    if (nanoseconds < 1e6)
        return `${trimFraction(nanoseconds / 1e3, 3)}µs`;
    if (nanoseconds < 1e9)
        return `${trimFraction(nanoseconds / 1e6, 6)}ms`;
    const minutes = Math.floor(nanoseconds / 60e9);
    const seconds = trimFraction((nanoseconds - minutes * 60e9) / 1e9, 9);
    if (minutes === 0)
        return `${seconds}s`;
    const hours = Math.floor(minutes / 60);
    return hours === 0 ? `${minutes}m${seconds}s` : `${hours}h${minutes % 60}m${seconds}s`;
}
function trimFraction(value, digits) {
    return value.toFixed(digits).replace(/\.?0+$/, '');
}

// EXTERNAL MODULE: ./lib/json/appendable-json.js
var appendable_json = __webpack_require__(13011);
// EXTERNAL MODULE: ./lib/plan/command-line.js
var command_line = __webpack_require__(48381);
;// CONCATENATED MODULE: ./lib/plan/lower-config.js











function lowerConfig(instruction, state, options) {
    const word = (text) => (0,expand/* expand */.f)(options.dockerfile, text, state.environment);
    const { image } = state;
    switch (instruction.keyword) {
        case 'ENV':
            return lowerEnv(instruction, state, word);
        case 'LABEL':
            return lowerLabel(instruction, state, word);
        case 'MAINTAINER':
            return changed(state, { ...image, author: instruction.maintainer }, `MAINTAINER ${instruction.maintainer}`);
        case 'USER': {
            const user = word(instruction.user);
            return changed(state, (0,image_state/* withConfig */.NV)(image, { User: user }), `USER ${user}`);
        }
        case 'CMD':
            return lowerCmd(instruction, state);
        case 'ENTRYPOINT':
            return lowerEntrypoint(instruction, state);
        case 'EXPOSE': {
            const words = instruction.ports.flatMap((port) => (0,shell_expand/* expandWords */.AK)(port, state.environment.get, options.dockerfile.directives.escape));
            const ports = parsePorts(words);
            const ExposedPorts = (0,draft_config/* withFields */.qO)(image.config.ExposedPorts, ports.map(empty));
            return changed(state, (0,image_state/* withConfig */.NV)(image, { ExposedPorts }), `EXPOSE ${goList(ports)}`);
        }
        case 'VOLUME': {
            const paths = instruction.paths.map(word);
            if (paths.includes(''))
                throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
            const Volumes = (0,draft_config/* withFields */.qO)(image.config.Volumes, paths.map(empty));
            return changed(state, (0,image_state/* withConfig */.NV)(image, { Volumes }), `VOLUME ${goList(paths)}`);
        }
        case 'SHELL':
            return changed(state, (0,image_state/* withConfig */.NV)(image, { Shell: instruction.shell }), `SHELL ${goList(instruction.shell)}`);
        case 'STOPSIGNAL': {
            const signal = word(instruction.signal);
            checkSignal(signal);
            return changed(state, (0,image_state/* withConfig */.NV)(image, { StopSignal: signal }), `STOPSIGNAL ${signal}`);
        }
        case 'HEALTHCHECK':
            return lowerHealthcheck(instruction, state);
        case 'ONBUILD': {
            const OnBuild = (image.config.OnBuild ?? appendable_json/* AppendableJson */.r.list([])).append(instruction.trigger);
            return {
                state: { ...state, image: (0,image_state/* withConfig */.NV)(image, { OnBuild }) },
                step: { operation: { kind: 'config' }, expanded: `ONBUILD ${instruction.trigger}` },
            };
        }
    }
}
/** Arguments for the builder. They are not variables of the command that runs. */
const NO_VARIABLES = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);
/**
 * ARG: `--build-arg`, else the default of this instruction, else the value of the global ARG of that name. What it sets hides
 * an ENV of the same name for later expansions, as in BuildKit.
 */
function lowerArg(instruction, state, options) {
    let { environment } = state;
    const declared = instruction.args.map(({ name, value }) => {
        const given = (0,global_args/* ownValue */.eC)(options.buildArgs, name);
        const result = given ??
            (value === undefined ? options.globalEnvironment.get(name) : (0,expand/* expand */.f)(options.dockerfile, value, environment));
        if (result !== undefined && !NO_VARIABLES.has(name))
            environment = environment.set(name, result);
        return [name, result];
    });
    const args = declared.map(([name, value]) => (value === undefined ? name : `${name}=${value}`));
    const expanded = `ARG ${args.join(' ')}`;
    return {
        state: { ...state, environment, declaredArgs: [...state.declaredArgs, ...declared] },
        step: { operation: { kind: 'config', args }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}
function changed(state, image, expanded) {
    return {
        state: { ...state, image },
        step: { operation: { kind: 'config' }, expanded, history: { createdBy: expanded, emptyLayer: true } },
    };
}
function expandPairs(pairs, word) {
    // Every word is expanded with the values from before the instruction.
    return pairs.map(({ key, value }) => [word(key), word(value)]);
}
function lowerEnv(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const config = pairs.reduce((all, [name, value]) => (0,draft_config/* withVariable */.PF)(all, name, value), state.image.config);
    const environment = pairs.reduce((all, [name, value]) => all.set(name, value), state.environment);
    return changed({ ...state, environment }, { ...state.image, config }, `ENV ${joinPairs(pairs)}`);
}
function lowerLabel(instruction, state, word) {
    const pairs = expandPairs(instruction.pairs, word);
    const Labels = (0,draft_config/* withFields */.qO)(state.image.config.Labels, pairs);
    return changed(state, (0,image_state/* withConfig */.NV)(state.image, { Labels }), `LABEL ${joinPairs(pairs)}`);
}
function joinPairs(pairs) {
    return pairs.map(([key, value]) => `${key}=${value}`).join(' ');
}
function lowerCmd(instruction, state) {
    const Cmd = (0,command_line/* commandLine */.a)(instruction.command, state.image);
    const image = (0,image_state/* withConfig */.NV)(state.image, { Cmd, ArgsEscaped: true });
    return changed({ ...state, commandSet: true }, image, `CMD ${goQuoteList(Cmd)}`);
}
function lowerEntrypoint(instruction, state) {
    const Entrypoint = (0,command_line/* commandLine */.a)(instruction.command, state.image);
    const { Cmd: inherited, ...config } = state.image.config;
    const image = {
        ...state.image,
        config: { ...config, Entrypoint, ...(state.commandSet && inherited !== undefined ? { Cmd: inherited } : {}) },
    };
    return changed(state, image, `ENTRYPOINT ${goQuoteList(Entrypoint)}`);
}
function lowerHealthcheck(instruction, state) {
    const health = healthcheckOf(instruction);
    const created = `HEALTHCHECK {Test:${goList(health.Test ?? [])} Interval:${goDuration(health.Interval ?? 0)} ` +
        `Timeout:${goDuration(health.Timeout ?? 0)} StartPeriod:${goDuration(health.StartPeriod ?? 0)} ` +
        `StartInterval:${goDuration(health.StartInterval ?? 0)} Retries:${health.Retries ?? 0}}`;
    return changed(state, (0,image_state/* withConfig */.NV)(state.image, { Healthcheck: health }), created);
}
function healthcheckOf({ check }) {
    if (check.kind === 'none')
        return { Test: ['NONE'] };
    const { command } = check;
    return {
        Test: command.form === 'exec' ? ['CMD', ...command.argv] : ['CMD-SHELL', command.line],
        ...(check.interval === undefined ? {} : { Interval: check.interval }),
        ...(check.timeout === undefined ? {} : { Timeout: check.timeout }),
        ...(check.startPeriod === undefined ? {} : { StartPeriod: check.startPeriod }),
        ...(check.startInterval === undefined ? {} : { StartInterval: check.startInterval }),
        ...(check.retries === undefined ? {} : { Retries: check.retries }),
    };
}
function empty(name) {
    return [name, {}];
}

// EXTERNAL MODULE: ./lib/dockerfile/values/file-mode.js
var file_mode = __webpack_require__(63343);
// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(53916);
;// CONCATENATED MODULE: ./lib/plan/lower-workdir.js



function lowerWorkdir(instruction, state, options) {
    const word = (0,expand/* expand */.f)(options.dockerfile, instruction.path, state.environment);
    const workdir = workdirOf(state.image.config.WorkingDir, word);
    const directory = posix_.resolve(workdir);
    const expanded = `WORKDIR ${workdir}`;
    return {
        state: { ...state, image: (0,image_state/* withConfig */.NV)(state.image, { WorkingDir: workdir }) },
        step: {
            operation: directory === '/'
                ? { kind: 'config' }
                : { kind: 'workdir', path: directory, user: state.image.config.User ?? '' },
            expanded,
            history: { createdBy: expanded, emptyLayer: directory === '/' },
        },
    };
}
/**
 * The working directory after `WORKDIR next`; an empty path keeps the current one. As in BuildKit (`util/system/path.go`), an
 * absolute path stays as it is written, with its trailing slash, and a joined path is cleaned.
 */
function workdirOf(current, next) {
    const word = next === '' ? (current ?? '') : next;
    if (word === '')
        return '/';
    return posix_.isAbsolute(word) ? word : posix_.resolve('/', current ?? '', word);
}
/**
 * The destination of a COPY as an absolute path. A trailing slash or `/.` is kept: it says that the destination is a directory.
 */
function destinationOf(workingDir, destination) {
    const word = destination === '' || destination === '.' ? './' : destination;
    const absolute = posix_.resolve(workdirOf(workingDir, ''), word);
    if (word.endsWith('/') && !absolute.endsWith('/'))
        return `${absolute}/`;
    if (word.endsWith('/.'))
        return absolute === '/' ? '/.' : `${absolute}/.`;
    return absolute;
}

// EXTERNAL MODULE: ./lib/plan/source-label.js
var source_label = __webpack_require__(89589);
;// CONCATENATED MODULE: ./lib/plan/stage-order.js

/** @throws UserError when the source is the same stage as the one that uses it, or a later one */
function requireEarlier(source, stageIndex, options, message) {
    if (source.kind !== 'stage' || source.index < stageIndex)
        return;
    const name = options.graph.stages[source.index]?.name ?? String(source.index);
    throw new errors/* UserError */.yo(message(name), { hint: 'Move that stage above this one.' });
}

;// CONCATENATED MODULE: ./lib/plan/lower-copy.js









function lowerCopy(instruction, from, state, stageIndex, options) {
    requireEarlier(from, stageIndex, options, (name) => `cannot copy from stage "${name}", it needs to be defined before it is used`);
    const word = (text) => text === undefined ? '' : (0,expand/* expand */.f)(options.dockerfile, text, state.environment);
    const isAdd = instruction.keyword === 'ADD';
    const chown = word(instruction.chown);
    const chmod = word(instruction.chmod);
    const checksum = isAdd ? word(instruction.checksum) : '';
    const sources = instruction.sources.map(word);
    const destination = word(instruction.destination);
    const parents = !isAdd && instruction.parents;
    if (chmod !== '')
        (0,file_mode/* parseFileMode */.P)(chmod);
    if (!isAdd)
        refuseRemoteSources(sources);
    if (checksum !== '')
        checkChecksum(checksum, sources);
    if (isAdd)
        checkGitFolder(instruction.keepGitDir, sources);
    const operation = {
        kind: 'copy',
        keyword: instruction.keyword,
        from,
        fromLabel: (0,source_label/* sourceLabel */.e)(from, options.graph),
        sources,
        written: instruction.sources,
        inlineFiles: instruction.heredocs.map((heredoc) => {
            const content = heredoc.expand ? (0,shell_expand/* expandHeredoc */.nk)(heredoc.content, state.environment.get) : heredoc.content;
            options.budget.expanded(content);
            return { name: heredoc.name, content };
        }),
        destination: destinationOf(state.image.config.WorkingDir, destination),
        chown,
        chmod,
        // As in BuildKit, a --link that also changes modes is an ordinary copy.
        link: instruction.link && chmod === '',
        parents,
        excludes: instruction.excludes,
        keepGitDir: isAdd && instruction.keepGitDir,
        unpack: isAdd ? instruction.unpack : false,
        ...(checksum === '' ? {} : { checksum }),
    };
    const expanded = [
        instruction.keyword,
        ...(parents ? ['--parents'] : []),
        ...(chown === '' ? [] : [`--chown=${chown}`]),
        ...(chmod === '' ? [] : [`--chmod=${chmod}`]),
        ...sources,
        ...instruction.heredocs.map((heredoc) => `<<${heredoc.name}`),
        destination,
    ].join(' ');
    return {
        state,
        step: { operation, expanded, history: { createdBy: `${expanded} # buildkit`, emptyLayer: false } },
    };
}
/** A checksum is for exactly one download, or one commit of a repository. */
function checkChecksum(checksum, sources) {
    const [source] = sources;
    if (source === undefined || sources.length !== 1) {
        throw new errors/* UserError */.yo("checksum can't be specified for multiple sources", {
            hint: 'Write one ADD for each download.',
        });
    }
    const remote = (0,remote_source/* remoteSource */.g)(source);
    if (remote === undefined)
        throw new errors/* UserError */.yo('checksum requires HTTP(S) or Git sources');
    if (remote.kind === 'git') {
        const own = remote.address.checksum;
        if (own !== undefined && own !== checksum)
            throw new errors/* UserError */.yo(`checksum mismatch "${checksum}" != "${own}"`);
    }
    else if (!/^sha256:[a-f0-9]{64}$/.test(checksum)) {
        throw new error_location/* WordError */.NE(`invalid checksum ${checksum}`, checksum, {
            hint: 'Write sha256: and 64 hexadecimal digits in lower case.',
        });
    }
}
function checkGitFolder(keepGitDir, sources) {
    for (const source of sources) {
        const remote = (0,remote_source/* remoteSource */.g)(source);
        if (keepGitDir && remote?.kind === 'git' && remote.address.keepGitDir === false) {
            throw new errors/* UserError */.yo('inconsistent keep-git-dir configuration', {
                hint: 'The flag and the address contradict each other: remove one of them.',
            });
        }
    }
}
function refuseRemoteSources(sources) {
    for (const source of sources) {
        const remote = (0,remote_source/* remoteSource */.g)(source);
        if (remote?.kind === 'download') {
            throw new errors/* UserError */.yo(`source can't be a URL for COPY: ${source}`, { hint: 'ADD takes URLs.' });
        }
        if (remote?.kind === 'git') {
            throw new errors/* UserError */.yo(`source can't be a git ref for COPY: ${source}`, { hint: 'ADD takes git repositories.' });
        }
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/heredoc.js
var heredoc = __webpack_require__(53490);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/plan/operation.js
var operation = __webpack_require__(46566);
;// CONCATENATED MODULE: ./lib/plan/lower-run.js









function lowerRun(instruction, sources, state, stageIndex, options) {
    const privileged = instruction.security === 'insecure';
    if (privileged && options.entitlements?.includes('security.insecure') === false) {
        throw new errors/* UserError */.yo('RUN --security=insecure is not allowed', {
            hint: 'Allow it with --allow security.insecure, or remove the flag.',
        });
    }
    if (instruction.devices.length > 0) {
        throw new errors/* UserError */.yo('RUN --device is not in the stable Dockerfile syntax', {
            hint: 'Only the frontend docker/dockerfile:1-labs has it; remove the flag.',
        });
    }
    const mounts = instruction.mounts.map((text, index) => {
        const source = sources[index] ?? { kind: 'context' };
        const mount = (0,values_mount/* parseMount */.zt)(text, (word) => (0,expand/* expand */.f)(options.dockerfile, word, state.environment));
        requireEarlier(source, stageIndex, options, (name) => `cannot mount from stage "${name}" to "${mount.target}", it needs to be defined before it is used`);
        return { mount, source };
    });
    const { argv, script } = commandOf(instruction, state);
    requireProgram(argv);
    const createdBy = `RUN ${[...argPrefix(state), ...argv].join(' ')} # buildkit`;
    const operation = {
        kind: 'run',
        argv,
        ...(script === undefined ? {} : { script }),
        env: state.environment.toList(),
        args: state.declaredArgs.map(([name, value]) => `${name}=${state.environment.get(name) ?? value ?? ''}`),
        cwd: posix_.resolve(workdirOf(state.image.config.WorkingDir, '')),
        user: state.image.config.User ?? '',
        privileged,
        network: networkOf(instruction, options.entitlements),
        mounts,
    };
    return { state, step: { operation, expanded: `RUN ${argv.join(' ')}`, history: { createdBy, emptyLayer: false } } };
}
/** BuildKit leaves these to its solver and to the runtime, which give unclear messages. A stage that is not needed may have them. */
function requireProgram(argv) {
    const [program] = argv;
    if (program === undefined) {
        throw new errors/* UserError */.yo('RUN has no command: its list is empty', { hint: 'Write RUN ["PROGRAM", "ARGUMENT"].' });
    }
    if (program === '')
        throw new errors/* UserError */.yo('RUN names no program: the first word of its command is empty');
    if (argv.some((word) => word.includes('\0'))) {
        throw new errors/* UserError */.yo('the command of RUN has a NUL character, which no program can be given');
    }
}
/** The declared ARGs, as Docker writes them before the command in the history: `|2 A=1 B=2`. */
function argPrefix(state) {
    const values = new Map(state.declaredArgs.map(([name, value]) => [name, state.environment.get(name) ?? value ?? '']));
    if (values.size === 0)
        return [];
    return [`|${values.size}`, ...[...values].map(([name, value]) => `${name}=${value}`)];
}
function commandOf(instruction, state) {
    const { command, heredocs } = instruction;
    const [only] = heredocs;
    if (command.form === 'exec' || only === undefined)
        return { argv: (0,command_line/* commandLine */.a)(command, state.image) };
    if ((0,heredoc/* heredocMarkOrNone */.V6)(command.line) === undefined) {
        // The shell reads here-documents of a longer command line itself, and strips their tabs.
        const text = heredocs.map((heredoc) => `\n${heredoc.raw ?? heredoc.content}${heredoc.name}`).join('');
        return { argv: [...(0,command_line/* shellOf */.o)(state.image), command.line + text] };
    }
    if (only.content.startsWith('#!') && state.image.platform.os !== 'windows') {
        const script = { name: only.name, content: only.content };
        return { argv: [...(0,command_line/* shellOf */.o)(state.image), `${operation/* SCRIPT_FOLDER */.X}/${only.name}`], script };
    }
    return { argv: [...(0,command_line/* shellOf */.o)(state.image), only.content] };
}
function networkOf(instruction, entitlements) {
    switch (instruction.network) {
        case undefined:
        case '':
        case 'default':
            return undefined;
        case 'none':
            return 'none';
        case 'host':
            if (entitlements?.includes('network.host') !== false)
                return 'host';
            throw new errors/* UserError */.yo('RUN --network=host is not allowed', { hint: 'Allow it with --allow network.host.' });
        default:
            throw new errors/* UserError */.yo(`unsupported network mode "${instruction.network}"`, {
                hint: 'RUN --network takes default, none or host.',
            });
    }
}

;// CONCATENATED MODULE: ./lib/plan/lower.js





/**
 * Expands a stage's instructions in order. Each sees the variables that earlier ones set.
 *
 * @throws UserError with the location of the instruction
 */
function lowerStage(planned, start, stageIndex, options, checks) {
    let state = start;
    const steps = planned.map((each) => {
        const { instruction, trigger } = each;
        checks?.check(each, state);
        const lowered = (0,error_location/* locateErrors */.yU)(options.dockerfile, instruction.range, () => {
            const result = lowerInstruction(each, state, stageIndex, options);
            options.budget.step(result.step.expanded);
            return result;
        });
        state = lowered.state;
        return { ...lowered.step, text: instruction.text, range: instruction.range, trigger, image: state.image };
    });
    return { steps, end: state };
}
function lowerInstruction(planned, state, stageIndex, options) {
    const { instruction, sources } = planned;
    switch (instruction.keyword) {
        case 'ARG':
            return lowerArg(instruction, state, options);
        case 'COPY':
        case 'ADD':
            return lowerCopy(instruction, sources[0] ?? { kind: 'context' }, state, stageIndex, options);
        case 'RUN':
            return lowerRun(instruction, sources, state, stageIndex, options);
        case 'WORKDIR':
            return lowerWorkdir(instruction, state, options);
        case 'ENV':
        case 'LABEL':
        case 'MAINTAINER':
        case 'USER':
        case 'CMD':
        case 'ENTRYPOINT':
        case 'EXPOSE':
        case 'VOLUME':
        case 'SHELL':
        case 'STOPSIGNAL':
        case 'HEALTHCHECK':
        case 'ONBUILD':
            return lowerConfig(instruction, state, options);
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/logical-lines.js
var logical_lines = __webpack_require__(663);
// EXTERNAL MODULE: ./lib/dockerfile/parse-instruction.js + 3 modules
var parse_instruction = __webpack_require__(34549);
// EXTERNAL MODULE: ./lib/dockerfile/read-instructions.js
var read_instructions = __webpack_require__(21564);
;// CONCATENATED MODULE: ./lib/dockerfile/trigger.js




/**
 * The instruction of an ONBUILD trigger from an image's config. Its location is the FROM of that image. The escape character
 * is the default one, whatever either Dockerfile sets.
 *
 * @throws UserError without a location (the caller knows the FROM's) when it cannot be read, or is not allowed as a trigger
 */
function parseTrigger(trigger, from) {
    try {
        const [line, second] = (0,read_instructions/* readInstructions */.K)((0,logical_lines/* splitLines */.uz)(trigger), '\\', 0, (error) => error);
        if (line === undefined || second !== undefined) {
            throw new errors/* UserError */.yo('onbuild trigger should be a single expression');
        }
        const instruction = (0,parse_instruction/* parseInstruction */.E)({ ...line, range: from.range });
        if (instruction.keyword === 'FROM')
            throw new errors/* UserError */.yo("FROM isn't allowed as an ONBUILD trigger");
        return instruction;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        // Not the parser's own error: the word that it marks is not in this Dockerfile.
        throw new errors/* UserError */.yo(`ONBUILD trigger of ${from.image}, ${JSON.stringify(shown(trigger))}: ${error.message}`, {
            hint: error.hint,
            cause: error,
        });
    }
}
function shown(trigger) {
    return trigger.length > 200 ? `${trigger.slice(0, 200)}…` : trigger;
}

// EXTERNAL MODULE: ./lib/plan/environment.js
var environment = __webpack_require__(44702);
;// CONCATENATED MODULE: ./lib/plan/stage-cycles.js

/**
 * Refuses stages that need each other. Without recursion: in a long chain of stages, each copying from the next, the call stack
 * would overflow.
 *
 * @throws UserError at an instruction that copies from or mounts a stage which needs the instruction's own stage
 */
function refuseCycles(graph) {
    const done = new Set();
    const path = new Set();
    const visits = [];
    const enter = (index) => {
        if (done.has(index))
            return;
        path.add(index);
        visits.push({ index, copies: copiesOf(graph.stages[index]) });
    };
    for (const stage of graph.stages) {
        enter(stage.index);
        for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
            const next = visit.copies.next();
            if (next.done === true) {
                path.delete(visit.index);
                done.add(visit.index);
                visits.pop();
                continue;
            }
            const { from, range } = next.value;
            if (path.has(from)) {
                const name = graph.stages[from]?.name ?? from;
                throw (0,error_location/* errorAt */.Os)(graph.dockerfile, range, `circular dependency detected on stage: ${name}`);
            }
            enter(from);
        }
    }
}
function* copiesOf(stage) {
    for (const { instruction, sources } of stage?.instructions ?? []) {
        for (const source of sources)
            if (source.kind === 'stage')
                yield { from: source.index, range: instruction.range };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/plan/stage-graph.js










/**
 * The stages, their bases and the sources of their files, after FROM was expanded with the global arguments. No registry is
 * asked.
 *
 * @throws UserError for a blank or circular base and for an unknown target
 */
function planStages(dockerfile, options) {
    const seen = new Map();
    const stages = [];
    for (const node of dockerfile.stages) {
        stages.push(planStage(dockerfile, node, stages, seen, options));
        if (node.name !== undefined)
            seen.set(node.name, node.index);
    }
    const unlinked = {
        dockerfile,
        stages,
        byName: seen,
        target: findTarget(stages, seen, options.target),
        contexts: options.contexts,
        targetPlatform: options.targetPlatform,
    };
    refuseCycles(linked(asWritten(unlinked)));
    return linked(unlinked);
}
/** Without the contexts that replace stages: a replaced stage must not have a cycle either. */
function asWritten(graph) {
    const stages = graph.stages.map((stage) => ({ ...stage, replaced: false, instructions: instructionsOf(stage.node) }));
    return { ...graph, stages };
}
function linked(graph) {
    const stages = graph.stages.map((stage) => ({
        ...stage,
        instructions: stage.instructions.map((planned) => stage_graph_link(graph, planned)),
    }));
    return { ...graph, stages };
}
function instructionsOf(node) {
    return node.instructions.map((instruction) => ({ instruction, trigger: false, sources: [] }));
}
/** The graph with a base's ONBUILD triggers in front of a stage's own instructions. */
function withTriggers(graph, index, triggers) {
    const stage = graph.stages[index];
    if (stage === undefined || stage.replaced || triggers.length === 0)
        return graph;
    const added = triggers.map((trigger) => (0,error_location/* locateErrors */.yU)(graph.dockerfile, stage.node.from.range, () => stage_graph_link(graph, { instruction: parseTrigger(trigger, stage.node.from), trigger: true, sources: [] })));
    const changed = { ...stage, instructions: [...added, ...stage.instructions] };
    const result = { ...graph, stages: graph.stages.with(index, changed) };
    refuseCycles(result);
    return result;
}
/** Indexes of the stages that the target needs, in the order of the file. */
function neededStages(graph) {
    const needed = new Set([graph.target]);
    // A set also iterates over what is added meanwhile.
    for (const index of needed) {
        const stage = graph.stages[index];
        for (const source of stage === undefined ? [] : stageSources(stage))
            needed.add(source);
    }
    return [...needed].sort((a, b) => a - b);
}
function planStage(dockerfile, node, earlier, seen, options) {
    const image = baseNameOf(dockerfile, node, options);
    const platform = fromPlatform(dockerfile, node, options);
    const common = { index: node.index, name: node.name ?? String(node.index), node };
    const { name } = node;
    const context = name === undefined
        ? undefined
        : (0,error_location/* locateErrors */.yU)(dockerfile, node.from.range, () => options.contexts.ofStage(name, platform));
    if (context !== undefined) {
        const base = { kind: 'named', name: context, platform };
        return { ...common, base, replaced: true, platform, instructions: [] };
    }
    const stage = { ...common, replaced: false, instructions: instructionsOf(node) };
    const below = seen.get(image);
    if (below !== undefined) {
        // A stage has the platform of the stage that it is based on, whatever its own FROM says.
        return { ...stage, base: { kind: 'stage', index: below }, platform: earlier[below]?.platform ?? platform };
    }
    if (image === 'scratch')
        return { ...stage, base: { kind: 'scratch' }, platform: options.targetPlatform };
    const base = (0,error_location/* locateErrors */.yU)(dockerfile, node.from.range, () => imageSource(image, platform, options.contexts));
    return { ...stage, base, platform };
}
/**
 * An image, or the context that replaces it.
 *
 * @throws UserError for a name that an image cannot have, even where the target does not need the stage
 */
function imageSource(name, platform, contexts) {
    const reference = (0,oci_reference/* parseReference */.F2)(name);
    const context = contexts.ofImage(reference, platform);
    return context === undefined ? { kind: 'image', name, reference } : { kind: 'named', name: context, platform };
}
function baseNameOf(dockerfile, node, options) {
    const { image, range } = node.from;
    const name = (0,error_location/* locateErrors */.yU)(dockerfile, range, () => (0,expand/* expand */.f)(dockerfile, image, options.environment));
    if (name !== '')
        return name;
    throw (0,error_location/* errorAt */.Os)(dockerfile, range, `base name (${image}) should not be blank`, {
        word: image,
        hint: 'Give the ARG that it names a default before the first FROM, or pass --build-arg.',
    });
}
function fromPlatform(dockerfile, node, options) {
    const { platform, range } = node.from;
    if (platform === undefined)
        return options.targetPlatform;
    return (0,error_location/* locateErrors */.yU)(dockerfile, range, () => {
        const text = (0,expand/* expand */.f)(dockerfile, platform, options.environment);
        if (text === '') {
            throw (0,error_location/* errorAt */.Os)(dockerfile, range, `empty platform value from expression ${platform}`, {
                word: platform,
                hint: suggestVariable(platform, options),
            });
        }
        return (0,oci_platform/* parsePlatform */.FL)(text, options.targetPlatform);
    });
}
function suggestVariable(expression, options) {
    const name = /[A-Za-z_][A-Za-z0-9_]*/.exec(expression)?.[0];
    const close = name === undefined ? undefined : (0,nearest/* nearest */.p)(name, options.environment.names());
    return close === undefined ? undefined : `Did you mean $${close}?`;
}
function findTarget(stages, byName, target) {
    if (target === undefined || target === '')
        return stages.length - 1;
    const named = byName.get(target.toLowerCase());
    if (named !== undefined)
        return named;
    if (/^\d+$/.test(target) && Number(target) < stages.length)
        return Number(target);
    const names = stages.flatMap((stage) => stage.node.name ?? []);
    const close = (0,nearest/* nearest */.p)(target, names);
    throw new errors/* UserError */.yo(`target stage "${target}" could not be found`, { hint: targetHint(names, close) });
}
function targetHint(names, close) {
    if (close !== undefined)
        return `Did you mean ${close}?`;
    return names.length === 0
        ? 'No stage of this Dockerfile has a name: give one with FROM … AS name.'
        : `The stages are: ${names.join(', ')}.`;
}
/** Resolves the sources of an instruction's files. */
function stage_graph_link(graph, planned) {
    const { instruction } = planned;
    switch (instruction.keyword) {
        case 'COPY':
            return { ...planned, sources: [copySource(graph, instruction)] };
        case 'ADD':
            return { ...planned, sources: [{ kind: 'context' }] };
        case 'RUN':
            return {
                ...planned,
                sources: instruction.mounts.map((mount) => {
                    return (0,error_location/* locateErrors */.yU)(graph.dockerfile, instruction.range, () => {
                        const from = (0,values_mount/* mountFrom */.oA)(mount);
                        return from === undefined ? { kind: 'context' } : namedSource(graph, from);
                    });
                }),
            };
        default:
            return planned;
    }
}
function copySource(graph, copy) {
    const { from } = copy;
    if (from === undefined || from === '')
        return { kind: 'context' };
    const { dockerfile } = graph;
    if ((0,error_location/* locateErrors */.yU)(dockerfile, copy.range, () => (0,expand/* expand */.f)(dockerfile, from, environment/* Environment */.O.empty)) !== from) {
        throw (0,error_location/* errorAt */.Os)(dockerfile, copy.range, 'variable expansion is not supported for --from', {
            word: from,
            hint: 'Define a stage with FROM $VARIABLE AS name, using an ARG before the first FROM, and copy from that.',
        });
    }
    if (/^[+-]?\d+$/.test(from)) {
        const index = Number(from);
        if (index < 0 || index >= graph.stages.length)
            throw (0,error_location/* errorAt */.Os)(dockerfile, copy.range, `invalid stage index ${index}`, { word: from });
        return stageSource(graph, index);
    }
    return (0,error_location/* locateErrors */.yU)(dockerfile, copy.range, () => namedSource(graph, from));
}
function namedSource(graph, name) {
    const index = graph.byName.get(name.toLowerCase());
    if (index !== undefined)
        return stageSource(graph, index);
    return name === 'scratch' ? { kind: 'scratch' } : imageSource(name, graph.targetPlatform, graph.contexts);
}
/** A context that replaces a stage does not have to be built. */
function stageSource(graph, index) {
    const stage = graph.stages[index];
    return stage?.replaced === true ? stage.base : { kind: 'stage', index };
}
function stageSources(stage) {
    return [stage.base, ...stage.instructions.flatMap((planned) => planned.sources)].flatMap((source) => source.kind === 'stage' ? [source.index] : []);
}

;// CONCATENATED MODULE: ./lib/plan/stage-state.js

/** The state in which a stage on an image begins. */
function startOnImage(image) {
    return {
        image,
        environment: environment/* Environment */.O.of(variablesOf(image)),
        declaredArgs: [],
        commandSet: false,
    };
}
/** The state in which a stage on another stage begins. It inherits all variables, also of ARG; those of the image's ENV win. */
function startOnStage(base, image) {
    const environment = variablesOf(image).reduce((all, [name, value]) => all.set(name, value), base.environment);
    return { image, environment, declaredArgs: base.declaredArgs, commandSet: false };
}
function variablesOf({ config }) {
    return (config.Env?.items ?? []).map(environment/* splitVariable */.t);
}

// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/plan/checks/platform-checks.js

/** An image without an index is taken for any platform; a base for another processor is rarely what the user wanted. */
function checkBasePlatform(image, expected, actual, range, checks) {
    if (expected.os === actual.os && expected.architecture === actual.architecture)
        return;
    const shown = (platform) => (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)(platform));
    checks.report('InvalidBaseImagePlatform', range, image, shown(expected), shown(actual));
}

;// CONCATENATED MODULE: ./lib/engine/plan/base-platforms.js

/** Checks that the images that stages are based on, or copy from, are for the platform that they are used for. */
async function checkPlatforms(graph, stages, platform, resolver, checks) {
    for (const index of stages) {
        const stage = graph.stages[index];
        for (const used of stage === undefined ? [] : usedImages(stage, platform)) {
            const { name, expected, range } = used;
            const { config, layers } = await resolver.image(used, expected, range);
            // An image without files runs anywhere.
            if (layers.length > 0)
                checkBasePlatform(name, expected, config, range, checks);
        }
    }
}
function usedImages(stage, platform) {
    const { base, node, instructions } = stage;
    const own = base.kind === 'image' ? [{ ...base, expected: stage.platform, range: node.from.range }] : [];
    const copied = instructions.flatMap(({ instruction, sources }) => sources.flatMap((source) => source.kind === 'image' ? [{ ...source, expected: platform, range: instruction.range }] : []));
    return [...own, ...copied];
}

;// CONCATENATED MODULE: ./lib/engine/plan/known-platform.js

/**
 * If a context with files replaces a stage, nothing says for which platform an image based on it is. BuildKit refuses to export such
 * an image unless `--platform` was given; the platform of a FROM line does not count.
 *
 * @throws UserError at the target's FROM
 */
function requireKnownPlatform(graph, stages) {
    const byIndex = new Map(stages.map((plan) => [plan.stage.index, plan]));
    const target = byIndex.get(graph.target);
    let plan = target;
    while (plan?.base.kind === 'stage')
        plan = byIndex.get(plan.base.index);
    if (target === undefined || plan === undefined || !plan.stage.replaced || plan.base.kind === 'image')
        return;
    throw (0,error_location/* errorAt */.Os)(graph.dockerfile, target.stage.node.from.range, 'invalid image config for export: missing architecture', {
        hint: `The files of the build context ${plan.stage.name} replace that stage, and have no platform: pass --platform.`,
    });
}

// EXTERNAL MODULE: ./lib/engine/plan/source-resolver.js
var source_resolver = __webpack_require__(51634);
;// CONCATENATED MODULE: ./lib/engine/plan/build-plan.js















/**
 * @throws UserError at a line of the Dockerfile; without a line if findings of checks are errors, after all of them were reported
 * @throws InfraError when a registry or server does not answer
 */
async function planBuild(dockerfile, options, bases, signal) {
    const given = options.target === '' ? undefined : options.target;
    const targetName = given ?? dockerfile.stages.at(-1)?.name ?? 'default';
    const predefined = (0,global_args/* predefinedArgs */.s2)({ build: options.buildPlatform, target: options.platform }, options.buildArgs, targetName);
    const { checks } = options;
    if (checks !== undefined)
        checkDefaultBases(dockerfile, predefined, checks.checks);
    const budget = new PlanBudget();
    const { environment, args } = (0,global_args/* evaluateGlobalArgs */.K4)(dockerfile, predefined, options.buildArgs, budget);
    if (checks !== undefined)
        checkBases(dockerfile, environment, options.platform, checks.checks);
    const planned = planStages(dockerfile, {
        environment,
        targetPlatform: options.platform,
        target: options.target,
        contexts: ContextNames.of(options.contexts?.names ?? []),
    });
    const resolver = new source_resolver/* SourceResolver */.w(dockerfile, { bases, contexts: options.contexts }, signal);
    const graph = await resolveTriggers(planned, resolver);
    const wanted = options.allStages === true ? graph.stages.map(({ index }) => index) : neededStages(graph);
    const copied = await resolver.sourcesOf(graph, wanted, options.platform);
    if (checks !== undefined)
        await checkPlatforms(graph, wanted, options.platform, resolver, checks.checks);
    const { entitlements, contextTime = unknown } = options;
    const epoch = await resolveSourceDateEpoch(dockerfile, options.buildArgs, environment, {
        context: contextTime,
        namedContext: (name) => {
            const context = planned.contexts.find(name, options.platform);
            return context === undefined ? undefined : (options.contexts?.time?.(context, signal) ?? unknown());
        },
        remote: options.remoteTime ?? unknown,
    });
    const { buildArgs, globals: globalEnvironment } = epoch;
    const lowering = { graph, dockerfile, globalEnvironment, buildArgs, budget, entitlements };
    const lowered = await lowerStages(graph, wanted, resolver, lowering, checks);
    const failure = checks?.failure();
    if (failure !== undefined)
        throw failure;
    // Without entitlements nothing runs, and no image is made.
    if (!options.platformGiven && entitlements !== undefined)
        requireKnownPlatform(graph, lowered);
    return { ...number(dockerfile, graph, args, lowered, copied, options), sourceDateEpoch: epoch.seconds };
}
/** A time that is not known. */
const unknown = () => Promise.resolve(undefined);
/** The ONBUILD triggers of bases may need further stages, which have bases, too. */
async function resolveTriggers(planned, resolver) {
    let graph = planned;
    const done = new Set();
    for (;;) {
        const fresh = neededStages(graph).filter((index) => !done.has(index));
        if (fresh.length === 0)
            return graph;
        const triggers = await Promise.all(fresh.map((index) => triggersOf(graph, index, resolver)));
        fresh.forEach((index, position) => {
            done.add(index);
            graph = withTriggers(graph, index, triggers[position] ?? []);
        });
    }
}
async function triggersOf(graph, index, resolver) {
    const stage = graph.stages[index];
    // A stage that a context replaces runs nothing, not even triggers.
    if (stage === undefined || stage.replaced)
        return [];
    const base = await resolver.baseOf(stage);
    if (base.kind === 'image')
        return base.image.config.config?.OnBuild ?? [];
    if (base.kind !== 'stage')
        return [];
    return (graph.stages[base.index]?.instructions ?? []).flatMap(({ instruction }) => instruction.keyword === 'ONBUILD' ? [instruction.trigger] : []);
}
async function lowerStages(graph, stages, resolver, options, checks) {
    const lowered = new Map();
    for (const index of stages) {
        const stage = graph.stages[index];
        if (stage === undefined)
            continue;
        const base = await resolver.baseOf(stage);
        const start = startOf(stage, base, lowered);
        const { steps, end } = lowerStage(stage.instructions, start, index, options, checks?.stage(stage, options));
        lowered.set(index, { stage, base, start, steps, end, programs: programsOf(stage, start) });
    }
    return [...lowered.values()];
}
/** Configs without a platform exist. */
function programsOf({ platform }, { image }) {
    return image.platform.architecture === '' || image.platform.os === '' ? platform : image.platform;
}
function startOf(stage, base, lowered) {
    switch (base.kind) {
        case 'scratch':
        case 'files':
            return startOnImage(stage.replaced ? (0,image_state/* blankImage */.YG)(stage.platform) : (0,image_state/* scratchImage */.Kp)(stage.platform));
        case 'image':
            return startOnImage(stage.replaced ? (0,image_state/* imageAsItIs */.hb)(base.image.config) : (0,image_state/* imageFromConfig */.W0)(base.image.config));
        case 'stage': {
            const below = lowered.get(base.index);
            if (below === undefined)
                return startOnImage((0,image_state/* scratchImage */.Kp)(stage.platform));
            return startOnStage(below.end, (0,image_state/* imageFromStage */.i)(below.end.image));
        }
    }
}
/** Numbers the instructions that the target needs, in the order of the file. */
function number(dockerfile, graph, args, lowered, copied, options) {
    const total = args.length + lowered.reduce((sum, stage) => sum + 1 + stage.steps.length, 0);
    const steps = [];
    const next = (stage, on, { text, range }, dependsOn, locks = []) => {
        // It goes to logs, reports and caches.
        const instruction = (0,url_credentials/* redactCredentials */.U)(text);
        const { start: line, end: endLine } = range;
        const platform = (0,oci_platform/* formatPlatform */.Bq)(on);
        const known = [...new Set(dependsOn.filter((step) => step !== undefined))];
        const place = { number: steps.length + 1, total, stage, platform, instruction, line, endLine };
        const info = { ...place, dependsOn: known, ...(locks.length > 0 && { locks }) };
        steps.push(info);
        return info;
    };
    const globalArgs = args.map((arg) => ({
        arg,
        info: next('', options.platform, arg.instruction, []),
    }));
    /** The number of each stage's last step, by the stage's index. */
    const ends = new Map();
    const stages = lowered.map((stage) => {
        const { index, name, platform, node } = stage.stage;
        const from = next(name, platform, node.from, stage.base.kind === 'stage' ? [ends.get(stage.base.index)] : []);
        const numbered = stage.steps.map((step) => {
            const sources = stagesReadBy(step).map((source) => ends.get(source));
            return { ...step, info: next(name, platform, step, [steps.length, ...sources], locksOf(step)) };
        });
        ends.set(index, steps.length);
        return { ...stage, from, steps: numbered };
    });
    return {
        dockerfile,
        graph,
        globalArgs,
        stages: options.platformGiven ? stages.map((stage) => labelled(stage, graph.target, options.platform)) : stages,
        target: graph.target,
        steps,
        copied,
        platform: options.platform,
        buildArgs: options.buildArgs,
    };
}
/** The indexes of the stages that a step takes files from. */
function stagesReadBy({ operation }) {
    const sources = operation.kind === 'copy'
        ? [operation.from]
        : operation.kind === 'run'
            ? operation.mounts.map(({ source }) => source)
            : [];
    return sources.flatMap((source) => (source.kind === 'stage' ? [source.index] : []));
}
/** The cache mounts that a step has for itself. */
function locksOf({ operation }) {
    if (operation.kind !== 'run')
        return [];
    const locked = operation.mounts.filter(({ mount }) => mount.type === 'cache' && mount.sharing === 'locked');
    return locked.map(({ mount }) => (mount.id === '' ? (0,path_parts/* goCleanPath */.Li)(mount.target) : mount.id));
}
/** The target's image gets the platform that was asked for, even if its base is for another. */
function labelled(plan, target, platform) {
    if (plan.stage.index !== target)
        return plan;
    const label = (holder) => ({
        ...holder,
        image: { ...holder.image, platform },
    });
    return { ...plan, start: label(plan.start), end: label(plan.end), steps: plan.steps.map(label) };
}

// EXTERNAL MODULE: ./lib/engine/plan/number-steps.js
var number_steps = __webpack_require__(88885);
// EXTERNAL MODULE: ./lib/dockerfile/values/git-address.js
var git_address = __webpack_require__(40372);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
;// CONCATENATED MODULE: ./lib/plan/checks/ignored-sources.js



/**
 * @returns `undefined` where there are no patterns, and where one is an exception (`!`): a file in an excluded directory may then
 *   be included, which cannot be known from the source alone
 */
function ignoredSources(patterns) {
    if (patterns.length === 0 || patterns.some((pattern) => pattern.exception))
        return undefined;
    const matcher = dockerignore/* IgnoreMatcher */.Ds.of(patterns);
    const hidesAll = patterns.some(({ path: pattern }) => ['*', '**', '**/*'].includes(pattern.source));
    return {
        // A pattern such as `.*` does not mean the root.
        hides: (source) => (source === '.' || source === '/' ? hidesAll : matcher.matches(source).excluded),
    };
}
const DOWNLOAD = /^https?:\/\//;
function checkIgnoredSource(copy, source, ignored, checks) {
    if (DOWNLOAD.test(source) || (0,git_address/* parseGitAddress */.Q)(source) !== undefined)
        return;
    const clean = (0,path_parts/* goCleanPath */.Li)(source);
    if (ignored.hides(clean))
        checks.report('CopyIgnoredFile', copy.range, copy.keyword === 'ADD' ? 'Add' : 'Copy', clean);
}

;// CONCATENATED MODULE: ./lib/plan/checks/port-checks.js
/**
 * Checks `[[address:]host port:]port[/protocol]`.
 *
 * @returns false for a port with which EXPOSE fails
 */
function checkPort(spec, range, checks) {
    const parts = spec.split(':');
    const container = parts.pop() ?? '';
    const slash = container.indexOf('/');
    const protocol = slash < 0 ? '' : container.slice(slash + 1);
    const port = slash < 0 ? container : container.slice(0, slash);
    if (port === '' || !['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase()))
        return false;
    if (protocol !== protocol.toLowerCase())
        checks.report('ExposeProtoCasing', range, spec);
    if (parts.some((part) => part !== ''))
        checks.report('ExposeInvalidFormat', range, spec);
    return true;
}

;// CONCATENATED MODULE: ./lib/plan/checks/secret-names.js
const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;
/** Everybody can read the values of ARG and ENV in the image's history and config. */
function checkSecretName(keyword, name, range, checks) {
    if (SECRET.test(name) && !HARMLESS.test(name))
        checks.report('SecretsUsedInArgOrEnv', range, keyword, name);
}

;// CONCATENATED MODULE: ./lib/plan/checks/undefined-variables.js







/**
 * Reports variables that an instruction uses though they have no value. A declared ARG may have none. As in BuildKit, EXPOSE and
 * words that only the shell expands are not checked.
 */
function checkVariables(instruction, state, options, checks) {
    const { range } = instruction;
    const { escape } = options.dockerfile.directives;
    if (instruction.keyword === 'ARG') {
        checkDefaults(instruction, state, options, checks);
        return;
    }
    const expand = (word) => reportMissing(expandedWord(word, state, escape), state, range, checks);
    for (const word of wordsOf(instruction))
        expand(word);
    if (instruction.keyword === 'RUN')
        for (const mount of instruction.mounts)
            tryMount(mount, expand);
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
        for (const heredoc of instruction.heredocs) {
            if (!heredoc.expand)
                continue;
            const use = watchVariables(state.environment, (lookup) => (0,shell_expand/* expandHeredoc */.nk)(heredoc.content, lookup));
            reportMissing(use, state, range, checks);
        }
    }
}
/** Checks the defaults that no `--build-arg` replaces. Each sees the arguments before it. */
function checkDefaults(instruction, start, options, checks) {
    const { escape } = options.dockerfile.directives;
    let state = start;
    for (const arg of instruction.args) {
        if (arg.value !== undefined && (0,global_args/* ownValue */.eC)(options.buildArgs, arg.name) === undefined) {
            const use = expandedWord(arg.value, state, escape);
            reportMissing(use, state, instruction.range, checks);
            if (use.text === undefined)
                return;
        }
        ({ state } = lowerArg({ ...instruction, args: [arg] }, state, options));
    }
}
function expandedWord(word, { environment }, escape) {
    return watchVariables(environment, (lookup) => (0,shell_expand/* expandWord */.Vo)(word, lookup, escape));
}
function reportMissing(use, state, range, checks) {
    for (const name of use.missing) {
        if (NO_VARIABLES.has(name) || state.declaredArgs.some(([declared]) => declared === name))
            continue;
        checks.report('UndefinedVar', range, name, suggestedName(name, state.environment.names()));
    }
    return use.text ?? '';
}
/** The error of an invalid mount is thrown again when the instruction is planned. */
function tryMount(mount, expand) {
    try {
        (0,values_mount/* parseMount */.zt)(mount, expand);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
    }
}
/** The words that are expanded, in BuildKit's order. */
function wordsOf(instruction) {
    switch (instruction.keyword) {
        case 'ENV':
        case 'LABEL':
            return instruction.pairs.flatMap(({ key, value }) => [key, value]);
        case 'COPY':
        case 'ADD':
            return copyWords(instruction);
        case 'USER':
            return [instruction.user];
        case 'WORKDIR':
            return [instruction.path];
        case 'VOLUME':
            return instruction.paths;
        case 'STOPSIGNAL':
            return [instruction.signal];
        default:
            return [];
    }
}
function copyWords(copy) {
    const checksum = copy.keyword === 'ADD' ? copy.checksum : undefined;
    return [copy.chown, copy.chmod, checksum, ...copy.sources, copy.destination].filter((word) => word !== undefined);
}

;// CONCATENATED MODULE: ./lib/plan/checks/stage-checks.js






/** The checks of one stage's instructions, in order, each with the state before it. */
class StageChecks {
    #checks;
    #options;
    #ignored;
    #commands = new Map();
    #workdirSet;
    /** @param below the checks of the stage that this one is based on */
    constructor(checks, options, ignored, below) {
        this.#checks = checks;
        this.#options = options;
        this.#ignored = ignored;
        this.#workdirSet = below?.workdirSet ?? false;
    }
    /** Whether the Dockerfile has a WORKDIR before this point, in this stage or in one that it is based on. */
    get workdirSet() {
        return this.#workdirSet;
    }
    /** To be called before the instruction is planned, so that findings are reported even where planning fails. */
    check({ instruction, sources }, state) {
        const checks = this.#checks.under(instruction.comments);
        if (instruction.keyword === 'ARG')
            checkArgNames(instruction, checks);
        checkVariables(instruction, state, this.#options, checks);
        try {
            this.#checkMeaning(instruction, sources[0]?.kind ?? 'context', state, checks);
        }
        catch (error) {
            // The same error is thrown again when the instruction is planned.
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
        }
    }
    #checkMeaning(instruction, source, state, checks) {
        const { escape } = this.#options.dockerfile.directives;
        const word = (text) => (0,shell_expand/* expandWord */.Vo)(text, state.environment.get, escape);
        switch (instruction.keyword) {
            case 'ENV':
                checkLegacy(instruction, checks, (key) => checkSecretName('ENV', word(key), instruction.range, checks));
                return;
            case 'LABEL':
                checkLegacy(instruction, checks, () => undefined);
                return;
            case 'WORKDIR':
                this.#checkWorkdir(instruction, word, checks);
                return;
            case 'CMD':
            case 'ENTRYPOINT':
                this.#checkOnce(instruction.keyword, instruction, checks);
                if (instruction.command.form === 'shell' && (state.image.config.Shell ?? []).length === 0) {
                    checks.report('JSONArgsRecommended', instruction.range, instruction.written);
                }
                return;
            case 'HEALTHCHECK':
                this.#checkOnce('HEALTHCHECK', instruction, checks);
                return;
            case 'EXPOSE':
                checkPorts(instruction, (text) => (0,shell_expand/* expandWords */.AK)(text, state.environment.get, escape), checks);
                return;
            case 'COPY':
            case 'ADD':
                if (source === 'context')
                    this.#checkSources(instruction, word, checks);
                return;
            default:
        }
    }
    /** Only the first WORKDIR is checked: later ones are relative to it. The base's own working directory may change. */
    #checkWorkdir({ path, range }, word, checks) {
        const expanded = word(path);
        if (!this.#workdirSet && !expanded.startsWith('/'))
            checks.report('WorkdirRelativePath', range, expanded);
        this.#workdirSet = true;
    }
    /** The finding is at the earlier instruction, which has no effect. */
    #checkOnce(keyword, { written, range }, checks) {
        const earlier = this.#commands.get(keyword);
        if (earlier !== undefined)
            checks.report('MultipleInstructionsDisallowed', earlier, written);
        this.#commands.set(keyword, range);
    }
    #checkSources(copy, word, checks) {
        if (this.#ignored === undefined)
            return;
        for (const source of copy.sources)
            checkIgnoredSource(copy, word(source), this.#ignored, checks);
    }
}
function checkArgNames({ args, range }, checks) {
    for (const { name } of args)
        checkSecretName('ARG', name, range, checks);
}
function checkLegacy({ pairs, written, range }, checks, each) {
    for (const { key, legacy } of pairs) {
        if (legacy === true)
            checks.report('LegacyKeyValueFormat', range, written);
        each(key);
    }
}
function checkPorts(expose, words, checks) {
    for (const port of expose.ports.flatMap(words))
        if (!checkPort(port, expose.range, checks))
            return;
}

;// CONCATENATED MODULE: ./lib/plan/checks/plan-checks.js

/** The checks of one plan, stage by stage. */
class PlanChecks {
    checks;
    #ignored;
    #stages = new Map();
    constructor(checks, ignored) {
        this.checks = checks;
        this.#ignored = ignored;
    }
    /** The checks of a stage. Those of the stage that it is based on have to be made before. */
    stage({ index, base }, options) {
        const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
        const stage = new StageChecks(this.checks, options, this.#ignored, below);
        this.#stages.set(index, stage);
        return stage;
    }
    failure() {
        return this.checks.failure();
    }
}

;// CONCATENATED MODULE: ./lib/app/plan-builds.js






/** Reads the Dockerfile and plans the build of each platform. The checks look at the first one's, as in BuildKit. */
async function planBuilds(request) {
    const { options, opened, bases, contexts, tell, entitlements, allStages, signal } = request;
    const { text, name } = opened.dockerfile;
    const argument = Object.hasOwn(options.buildArgs, CHECK_ARGUMENT) ? options.buildArgs[CHECK_ARGUMENT] : undefined;
    const { dockerfile, checks } = parseAndCheck(text, name, argument, (finding) => tell(warningOf(finding)));
    const buildPlatform = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const given = [...new Set(options.platforms)].map((text) => (0,oci_platform/* givenPlatform */.VO)(text, buildPlatform));
    const platforms = given.length === 0 ? [buildPlatform] : given;
    // Waits for all of them, so that findings of the checks are reported before the first error.
    const plans = await Promise.allSettled(platforms.map((platform, index) => planBuild(dockerfile, {
        buildArgs: options.buildArgs,
        target: options.target,
        platform,
        buildPlatform,
        platformGiven: given.length > 0,
        contexts,
        contextTime: opened.time,
        remoteTime: opened.remoteTime,
        allStages,
        ...(entitlements !== undefined && { entitlements }),
        ...(index === 0 && { checks: new PlanChecks(checks, ignoredSources(opened.ignore)) }),
    }, bases, signal)));
    return (0,number_steps/* numberAcrossPlatforms */.r)(plans.map(plan_builds_valueOf));
}
function plan_builds_valueOf(settled) {
    if (settled.status === 'rejected')
        throw settled.reason;
    return settled.value;
}
function warningOf({ rule, message, range }) {
    return {
        type: 'warning',
        message,
        line: range.start,
        ...(range.end > range.start && { endLine: range.end }),
        rule: rule.name,
        description: rule.description,
        ...(rule.url !== undefined && { url: rule.url }),
    };
}


/***/ }),

/***/ 69480:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ NamedContextSet)
/* harmony export */ });
/* harmony import */ var _context_directory_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31744);
/* harmony import */ var _context_ignore_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67844);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _store_oci_layout_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58653);
/* harmony import */ var _store_image_contents_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92763);
/* harmony import */ var _layer_image_layers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(45267);
/* harmony import */ var _remote_time_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(17998);







/** What a download is called, whatever is in it. */
const DOWNLOAD = 'context';
/** The contexts of `--build-context`. Directories are looked at first of all; everything else when a stage needs it. */
class NamedContextSet {
    names;
    #specs;
    #parts;
    #directories = new Map();
    /** @throws UserError when a directory does not exist, or a line of its .dockerignore is no pattern */
    constructor(specs, parts) {
        this.#specs = new Map(Object.entries(specs));
        this.#parts = parts;
        this.names = [...this.#specs.keys()];
        for (const [name, spec] of this.#specs) {
            if (spec.kind === 'directory')
                this.#directories.set(name, this.#openDirectory(name, spec.path));
        }
    }
    async open(name, platform, signal) {
        const spec = this.#specs.get(name);
        switch (spec?.kind) {
            case undefined:
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`there is no build context ${name}`);
            case 'directory':
                return { kind: 'files', files: this.#directory(name, spec.path) };
            case 'scratch':
                return spec;
            case 'image':
                return { kind: 'image', image: await this.#parts.bases.resolve(spec.reference, platform, signal) };
            case 'built':
                if (this.#parts.built === undefined)
                    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`there is no target ${spec.target} in this build`);
                return this.#parts.built.open(spec.target, platform);
            case 'layout':
                return this.#openLayout(name, spec, platform);
            case 'git': {
                const repository = await this.#parts.remote.repository(spec.address, signal);
                return { kind: 'files', files: await repository.files(signal) };
            }
            case 'download': {
                // As with BuildKit it is one file, whatever is in it.
                const tree = await this.#parts.remote.download(spec.url, { name: DOWNLOAD, checksum: undefined }, signal);
                return { kind: 'files', files: unhidden(tree) };
            }
        }
    }
    async time(name, signal) {
        const spec = this.#specs.get(name);
        const { remote, local } = this.#parts;
        const parts = { remote, scratch: local.scratch, signal };
        if (spec?.kind === 'git')
            return (0,_remote_time_js__WEBPACK_IMPORTED_MODULE_6__/* .remoteTime */ .G)(spec, undefined, parts);
        if (spec?.kind !== 'download')
            return undefined;
        return (0,_remote_time_js__WEBPACK_IMPORTED_MODULE_6__/* .remoteTime */ .G)({ kind: 'download', url: spec.url, name: DOWNLOAD }, undefined, parts);
    }
    #directory(name, directory) {
        return this.#directories.get(name) ?? this.#openDirectory(name, directory);
    }
    #openDirectory(name, directory) {
        try {
            const { local, signal } = this.#parts;
            // The name of the Dockerfile has no say here: only the directory's own file counts.
            const ignore = (0,_context_ignore_file_js__WEBPACK_IMPORTED_MODULE_1__/* .loadIgnoreFile */ .F)(directory, undefined);
            return _context_directory_context_js__WEBPACK_IMPORTED_MODULE_0__/* .DirectoryContext */ .n.open({
                root: directory,
                ignore,
                label: labelOf(name),
                own: local.own,
                scratch: local.scratch(),
                watchesGit: true,
                signal,
            });
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo))
                throw error;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${labelOf(name)}: ${error.message}`, { cause: error, hint: error.hint });
        }
    }
    async #openLayout(name, spec, platform) {
        const layout = new _store_oci_layout_source_js__WEBPACK_IMPORTED_MODULE_3__/* .OciLayoutSource */ .b(spec.directory);
        const image = await (0,_store_image_contents_js__WEBPACK_IMPORTED_MODULE_4__/* .readImage */ .AM)(layout, layout.find(spec), platform);
        const layers = (0,_layer_image_layers_js__WEBPACK_IMPORTED_MODULE_5__/* .imageLayers */ .M)(labelOf(name), image.manifest, image.config);
        for (const layer of layers)
            this.#parts.layers.addFile(layer, (signal) => layout.open(layer.blob, signal));
        return { kind: 'image', image: { name, digest: image.descriptor.digest, config: image.config, layers } };
    }
}
/** A tree as a context in which nothing is hidden. */
function unhidden(tree) {
    return {
        label: tree.label,
        lstat: (path) => tree.lstat(path),
        readdir: (path) => tree.readdir(path),
        digests: (paths) => tree.digests(paths),
        contents: (paths) => tree.contents(paths),
        ignoredBy: () => Promise.resolve(undefined),
    };
}
function labelOf(name) {
    return `build context ${name}`;
}


/***/ }),

/***/ 98378:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ openContext)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/context/directory-context.js + 8 modules
var directory_context = __webpack_require__(31744);
// EXTERNAL MODULE: ./lib/context/find-dockerfile.js
var find_dockerfile = __webpack_require__(57139);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
;// CONCATENATED MODULE: ./lib/context/context-size.js






/**
 * Adds up the files of a directory that .dockerignore does not exclude. The folders at the top are walked in parallel, level by
 * level, so that the result covers all of them even if a limit stops the walk. Unreadable files count as empty.
 *
 * @param limits by default 200,000 entries and 2 s
 */
async function measureContext(root, ignore, limits = {}) {
    const matcher = dockerignore/* IgnoreMatcher */.Ds.of(ignore);
    // Not `join`, which takes as long as looking at the file does.
    const prefix = root.endsWith('/') ? root : `${root}/`;
    const breather = new yielding/* EventLoopTurns */.j(limits.signal);
    const end = performance.now() + (limits.maxMilliseconds ?? 2000);
    const maxEntries = limits.maxEntries ?? 200_000;
    const folders = new Map();
    const queue = [{ path: '', verdict: matcher.root }];
    let bytes = 0;
    let entries = 0;
    const result = (complete) => ({
        bytes,
        entries,
        complete,
        folders: [...folders.values()].sort((a, b) => b.bytes - a.bytes || (0,code_unit_order/* byCodeUnit */.X)(a.path, b.path)),
    });
    for (let next = 0; next < queue.length; next++) {
        const directory = queue[next];
        if (directory === undefined)
            break;
        for (const name of namesOrNothing(directory.path === '' ? root : `${prefix}${directory.path}`)) {
            await breather.pause();
            if (entries >= maxEntries || performance.now() > end)
                return result(false);
            const path = directory.path === '' ? name : `${directory.path}/${name}`;
            const verdict = matcher.matchesBelow(directory.verdict, path);
            if (verdict.excluded && !matcher.mayContainIncluded(path))
                continue;
            const stats = statsOrNothing(`${prefix}${path}`);
            if (stats?.isDirectory() === true)
                queue.push({ path, verdict });
            if (stats === undefined || verdict.excluded)
                continue;
            const size = stats.isFile() ? stats.size : 0;
            bytes += size;
            entries++;
            const [top = ''] = path.split('/', 1);
            if (top === path && !stats.isDirectory())
                continue;
            const folder = folders.get(top) ?? { path: top, bytes: 0, entries: 0 };
            folder.bytes += size;
            folder.entries++;
            folders.set(top, folder);
        }
    }
    return result(true);
}
/** From this size on, a context gets a warning: reading all of it takes a noticeable time. */
const LARGE_BYTES = 1024 ** 3;
const LARGE_ENTRIES = 100_000;
/** The warning for a context that is the root of the machine or very large, in the form of a `warning` event. */
function contextWarning(root, size) {
    const isRoot = root === (0,external_node_path_.parse)(root).root;
    if (!isRoot && size.bytes < LARGE_BYTES && size.entries < LARGE_ENTRIES)
        return undefined;
    const amount = `${size.complete ? '' : 'at least '}${megabytes(size.bytes)} in ${size.entries} entries`;
    const largest = size.folders.slice(0, 5).map((folder) => `${(0,byte_name/* displayName */.QC)(folder.path)}/ ${megabytes(folder.bytes)}`);
    return {
        message: `the build context is ${isRoot ? `the root directory ${root}` : 'very large'}: ${amount}` +
            (largest.length === 0 ? '' : `; largest: ${largest.join(', ')}`),
        hint: 'Name what the build does not need in .dockerignore, or give a smaller directory as the context.',
    };
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(1)} MB`;
}
function namesOrNothing(directory) {
    try {
        return (0,byte_name/* readNames */.r6)(directory);
    }
    catch {
        return [];
    }
}
function statsOrNothing(path) {
    try {
        return (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(path), { throwIfNoEntry: false });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/context/ignore-file.js
var ignore_file = __webpack_require__(67844);
// EXTERNAL MODULE: ./lib/context/standard-input.js + 1 modules
var standard_input = __webpack_require__(40526);
// EXTERNAL MODULE: ./lib/context/tar-context.js
var tar_context = __webpack_require__(82606);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/text-file.js
var text_file = __webpack_require__(10511);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
// EXTERNAL MODULE: ./lib/layer/source-tree.js
var source_tree = __webpack_require__(38177);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/text/go-boolean.js
var go_boolean = __webpack_require__(89392);
// EXTERNAL MODULE: ./lib/text/sanitize-line.js
var sanitize_line = __webpack_require__(65331);
;// CONCATENATED MODULE: ./lib/app/sources/repository-context.js





/** The build arguments that BuildKit's frontend looks at for a Git context (`dockerui`, `initContext`). */
function addressFor({ buildArgs }, address) {
    const argument = (name) => (Object.hasOwn(buildArgs, name) ? (buildArgs[name] ?? '') : '');
    return {
        ...address,
        ...((0,go_boolean/* goBoolean */.x)(argument('BUILDKIT_CONTEXT_KEEP_GIT_DIR')) === true && { keepGitDir: true }),
        ...(argument('SOURCE_DATE_EPOCH') !== '' && { mtime: 'commit' }),
    };
}
/** Milliseconds that a build spends on finding out which files of the checkout differ. */
const STATUS_MS = 4000;
/** Files that are named. */
const NAMED = 5;
/**
 * Says which files of the job's folder are not as in the commit: whoever changes files before the build may not know that the context is
 * not the folder.
 *
 * @param own absolute paths of what the build itself writes
 */
async function changesRemark(repository, own, signal) {
    const bounded = (0,time_limit/* withTimeLimit */.B)(signal, STATUS_MS);
    let found;
    try {
        found = await repository.changes(bounded);
    }
    catch (error) {
        signal.throwIfAborted();
        // Without an answer in time, or with a damaged index, nothing is known.
        if (bounded.aborted || error instanceof errors/* InfraError */.Ri)
            return undefined;
        throw error;
    }
    if (found === undefined)
        return undefined;
    const { folder } = found;
    const files = found.files.filter((file) => {
        const full = external_node_path_.join(folder, file);
        return !own.some((written) => written === full || written.startsWith(`${full}/`));
    });
    if (files.length === 0)
        return undefined;
    const shown = files.slice(0, NAMED).map((file) => (0,sanitize_line/* oneLine */.T)(file));
    const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
    const differ = files.length === 1 ? "file of the job's folder is" : "files of the job's folder are";
    return {
        type: 'notice',
        message: `${files.length} ${differ} not as in the commit that is the context: ${shown.join(', ')}${more}. With context: . the build takes the folder as it is.`,
    };
}

// EXTERNAL MODULE: ./lib/app/sources/remote-time.js
var remote_time = __webpack_require__(17998);
;// CONCATENATED MODULE: ./lib/app/sources/local-folders.js

/** The file or folder that only the output writes. As in BuildKit, a folder that files are copied into may be part of a context. */
function destinationOf(output) {
    return 'dest' in output && output.type !== 'local' && output.dest !== '-' ? output.dest : undefined;
}
/** @param tempDir absolute path of a folder that the caller removes */
function localFolders(options, tempDir) {
    let contexts = 0;
    return {
        own: [
            ...(options.written ?? []),
            ...options.outputs.flatMap((output) => destinationOf(output) ?? []),
            ...options.cacheTo.flatMap((cache) => (cache.type === 'local' ? [cache.directory] : [])),
        ],
        scratch: () => external_node_path_.join(tempDir, `changing-${contexts++}`),
    };
}

;// CONCATENATED MODULE: ./lib/app/sources/open-context.js















const DEFAULT_NAME = 'Dockerfile';
/** What a Dockerfile is called that is not a file. */
const ON_STANDARD_INPUT = 'Dockerfile on standard input';
/**
 * @param tempDir folder for the content of a tar from standard input and for files that change; removed by the caller
 * @throws UserError when there is no such directory or Dockerfile
 */
async function openContext(options, remote, tempDir, signal) {
    const local = localFolders(options, tempDir);
    const { scratch } = local;
    return {
        ...(await openAlone(options, local, remote, tempDir, signal)),
        local,
        remoteTime: (source, checksum) => (0,remote_time/* remoteTime */.G)(source, checksum, { remote, scratch, signal }),
    };
}
async function openAlone(options, local, remote, tempDir, signal) {
    const { context } = options;
    switch (context.kind) {
        case 'directory':
            return openDirectory(context.path, options, local, signal);
        case 'stdin':
            return openStream(context.stream, 'on standard input', options, tempDir, signal);
        case 'git':
            return openRepository(addressFor(options, context.address), options, local, remote, signal);
        case 'download': {
            const tree = await remote.download(context.url, { name: CONTEXT, checksum: undefined }, signal);
            const opened = await openStream((0,source_tree/* fileBytes */.s)(tree, CONTEXT), `of ${tree.label}`, options, tempDir, signal);
            const modified = (await tree.lstat(CONTEXT))?.mtime ?? 0;
            // Zero: the server does not say.
            return { ...opened, identity: tree.label, ...(modified === 0 ? {} : { time: () => Promise.resolve(modified) }) };
        }
    }
}
/** What a download is called as long as it is not known what it is. */
const CONTEXT = 'context';
/** As with BuildKit, a .dockerignore in a repository has no say: nothing is sent that it could spare. */
async function openRepository(address, { dockerfile, dockerfileText }, { own }, remote, signal) {
    const repository = await remote.repository(address, signal);
    const context = await repository.files(signal);
    const name = dockerfileText === undefined ? (dockerfile ?? DEFAULT_NAME) : ON_STANDARD_INPUT;
    const text = dockerfileText ?? (await readRepositoryDockerfile(context, name));
    return {
        context,
        ignore: [],
        dockerfile: { text, name },
        identity: `${context.label}:${address.subdir}:${name}`,
        time: () => repository.time(signal),
        // It is not stopped at the end of the build: it takes little time, and a short build needs the answer as well.
        remark: () => changesRemark(repository, own, signal),
    };
}
async function readRepositoryDockerfile(context, name) {
    return external_node_path_.isAbsolute(name) ? (0,find_dockerfile/* textOf */.b6)((0,find_dockerfile/* findDockerfile */.mQ)(undefined, name)) : readFileOf(context, name);
}
/** Links are only followed inside the tree: other files of this machine are not part of the repository. */
async function readFileOf(context, name) {
    const find = (file) => (0,resolve_path/* resolvePath */.o1)(context, external_node_path_.posix.normalize(file), { followLast: true });
    let found = await find(name);
    // As in BuildKit: the default name is also found in lower case.
    if (found.entry === undefined && external_node_path_.posix.basename(name) === DEFAULT_NAME) {
        found = await find(external_node_path_.posix.join(external_node_path_.posix.dirname(name), DEFAULT_NAME.toLowerCase()));
    }
    if (found.entry?.type !== 'file') {
        throw new errors/* UserError */.yo(`failed to read the Dockerfile ${name}: ${context.label} has no such file`, {
            hint: 'Name it with --file PATH.',
        });
    }
    if (found.entry.size > text_file/* MAX_TEXT_FILE */.K)
        throw tooLarge(name);
    return (0,read_bytes/* readBytes */.io)((0,source_tree/* fileBytes */.s)(context, found.path));
}
function openDirectory(root, wanted, { own, scratch }, signal) {
    const { dockerfile, ignore, identity } = dockerfileBeside(root, wanted);
    const context = directory_context/* DirectoryContext */.n.open({ root, ignore, own, scratch: scratch(), watchesGit: true, signal });
    return {
        context,
        ignore,
        dockerfile,
        identity: `${context.root}:${identity}`,
        remark: async (stop) => {
            const size = await measureContext(context.root, ignore, { signal: stop, maxMilliseconds: 1000 });
            const warning = contextWarning(context.root, size);
            return warning === undefined ? undefined : { type: 'warning', ...warning };
        },
    };
}
/** The Dockerfile of a build from a folder, and the .dockerignore that goes with it. */
function dockerfileBeside(root, { dockerfile, dockerfileText }) {
    if (dockerfileText !== undefined) {
        const given = { text: dockerfileText, name: ON_STANDARD_INPUT };
        return { dockerfile: given, ignore: (0,ignore_file/* loadIgnoreFile */.F)(root, undefined), identity: '-' };
    }
    const found = (0,find_dockerfile/* findDockerfile */.mQ)(root, dockerfile ?? external_node_path_.join(root, DEFAULT_NAME));
    const { file } = found;
    const name = (0,find_dockerfile/* pathInContext */.kP)(root, file) ?? file;
    return { dockerfile: { text: (0,find_dockerfile/* textOf */.b6)(found), name }, ignore: (0,ignore_file/* loadIgnoreFile */.F)(root, found.location), identity: file };
}
async function openStream(stream, from, { dockerfile, dockerfileText }, tempDir, signal) {
    const input = await (0,standard_input/* readStandardInput */.e)(stream, { directory: external_node_path_.join(tempDir, 'context'), signal, from });
    if (input.kind === 'dockerfile') {
        const context = new tar_context/* TarContext */.h({ files: input.files, ignore: [], signal });
        return { context, ignore: [], dockerfile: { text: input.text, name: `Dockerfile ${from}` }, identity: '-' };
    }
    const name = dockerfile === undefined ? DEFAULT_NAME : external_node_path_.basename(dockerfile);
    const text = dockerfileText ?? input.files.fileAt(name);
    if (text === undefined) {
        throw new errors/* UserError */.yo(`failed to read ${name}: there is no such file in the tar ${from}`, {
            hint: 'Pack it at the top of the tar, or name it with --file.',
        });
    }
    const ignore = (0,ignore_file/* ignoreFileOf */.k)(input.files, name);
    const context = new tar_context/* TarContext */.h({ files: input.files, ignore, signal });
    const { newest } = input.files;
    const shown = dockerfileText === undefined ? name : ON_STANDARD_INPUT;
    return { context, ignore, dockerfile: { text, name: shown }, identity: '-', time: () => Promise.resolve(newest) };
}
function tooLarge(name) {
    return new errors/* UserError */.yo(`failed to read the Dockerfile ${name}: it is larger than ${text_file/* MAX_TEXT_FILE */.K / 1024 / 1024} MiB`);
}


/***/ }),

/***/ 20215:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ openRemote)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/context/directory-context.js + 8 modules
var directory_context = __webpack_require__(31744);
// EXTERNAL MODULE: ./lib/context/standard-input.js + 1 modules
var standard_input = __webpack_require__(40526);
// EXTERNAL MODULE: ./lib/context/tar-context.js
var tar_context = __webpack_require__(82606);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/json-file.js
var json_file = __webpack_require__(61129);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/remote/download-notes.js







const MAX_SIZE = 64 * 1024;
const downloadNote = (0,object/* object */.Ik)({ etag: decoder/* string */.Yj, digest: digest_schema/* digest */.b, size: decoder/* nonNegativeInteger */.dv, mtime: decoder/* integer */.nd });
/** Notes about downloads, by address. They tell whether a file is still the same; its bytes are not kept. */
class DownloadNotes {
    #folder;
    /** @param folder absolute path; made when the first note is written */
    constructor(folder) {
        this.#folder = folder;
    }
    /** @returns `undefined` for a note that is missing or damaged: then the file is downloaded again */
    async read(url) {
        return (0,json_file/* readJsonFile */.J)(this.#file(url), downloadNote, MAX_SIZE).catch(() => undefined);
    }
    async write(url, note) {
        await (0,atomic_file/* writeWhole */.y)(this.#file(url), JSON.stringify(note));
    }
    /** The name is a hash, since an address may contain credentials, which must not be stored. */
    #file(url) {
        return external_node_path_.join(this.#folder, (0,digest/* digestHex */.sU)((0,digest/* sha256 */.sc)(url)));
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/http/download.js
var http_download = __webpack_require__(29098);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/remote/address.js



/** @throws UserError for a text that is not an address */
function addressOf(url) {
    if (URL.canParse(url))
        return new URL(url);
    throw new errors/* UserError */.yo(`invalid address ${JSON.stringify((0,url_credentials/* redactCredentials */.U)(url))}`);
}
/** An address as it may be shown: without user, password, query and fragment. */
function redacted(url) {
    return (0,http_error/* redactUrl */.BO)(addressOf(url));
}
/**
 * Path and query of an address that has `.` or `..` in its path, as they were written. `URL` resolves such names; Go's client
 * sends them, and leaves it to the server to refuse them.
 *
 * @returns `undefined` for an address without such names
 */
function dottedPath(url) {
    const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
    const names = path.split('/');
    if (!names.some(isDots))
        return undefined;
    const search = new URL(`http://host/${query}`).search;
    return (names.map((name) => (isDots(name) ? name : new URL(`http://host/${name}`).pathname.slice(1))).join('/') + search);
}
function isDots(name) {
    return /^(?:\.|%2e){1,2}$/i.test(name);
}

;// CONCATENATED MODULE: ./lib/remote/authorization.js

/**
 * For a repository over HTTP. A secret for its host goes before one for all hosts, and a whole header before a token (BuildKit,
 * `source/git`, `authSecretNames`).
 */
async function gitAuthorization(secrets, remote) {
    if (!/^https?:/i.test(remote) || !URL.canParse(remote))
        return undefined;
    const { host } = new URL(remote);
    const basic = (token) => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    return ((await find(secrets, `GIT_AUTH_HEADER.${host}`, whole)) ??
        (await find(secrets, `GIT_AUTH_TOKEN.${host}`, basic)) ??
        (await find(secrets, 'GIT_AUTH_HEADER', whole)) ??
        (await find(secrets, 'GIT_AUTH_TOKEN', basic)));
}
/** For a download. The secret must be for its host, and a token goes before a whole header (BuildKit, `source/http`). */
async function httpAuthorization(secrets, url) {
    const { hostname } = url;
    return ((await find(secrets, `HTTP_AUTH_TOKEN_${hostname}`, (token) => `Bearer ${token}`)) ??
        (await find(secrets, `HTTP_AUTH_HEADER_${hostname}`, whole)));
}
function whole(value) {
    return value;
}
/** Characters that an HTTP header must not contain: control characters, and those outside Latin-1. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;
async function find(secrets, id, headerOf) {
    const read = secrets.get(id);
    if (read === undefined)
        return undefined;
    // The line end at the end of a file is not part of a token.
    const value = Buffer.from(await read())
        .toString()
        .replace(/[\r\n]+$/, '');
    const header = headerOf(value);
    if (UNFIT.test(header))
        throw new errors/* UserError */.yo(`secret ${id} contains characters that an HTTP header must not contain`);
    const encoded = header.split(' ').at(-1) ?? '';
    return { header, secrets: [header, encoded, value].filter((text) => text !== '') };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./lib/remote/downloaded-file.js


/** The mode that BuildKit gives to downloads. */
const MODE = 0o600;
const CHUNK = 512 * 1024;
/** A tree with one file, which is downloaded when its bytes are needed. */
class DownloadedFile {
    label;
    #name;
    #facts;
    #file;
    /** @param file gives the absolute path of the downloaded content */
    constructor(label, name, facts, file) {
        this.label = label;
        this.#name = name;
        this.#facts = facts;
        this.#file = file;
    }
    lstat(path) {
        const { mtime, size } = this.#facts;
        const owner = { uid: 0, gid: 0, mtime };
        if (path === '')
            return Promise.resolve({ path, type: 'directory', mode: 0o755, ...owner });
        return Promise.resolve(path === this.#name ? { path, type: 'file', mode: MODE, ...owner, size } : undefined);
    }
    readdir(path) {
        return Promise.resolve(path === '' ? [this.#name] : []);
    }
    digests(paths) {
        return Promise.resolve(new Map(paths.map((path) => [this.#check(path), this.#facts.digest])));
    }
    async *contents(paths) {
        for (const path of new Set(paths)) {
            this.#check(path);
            const stream = (0,external_node_fs_.createReadStream)(await this.#file(), { highWaterMark: CHUNK });
            yield { path, size: this.#facts.size, data: stream };
        }
    }
    #check(path) {
        if (path !== this.#name)
            throw new errors/* EngineBug */.Bp(`${this.label} has no ${path}`);
        return path;
    }
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/remote/downloads.js














const downloads_MAX_SIZE = 64 * 1024 ** 3;
/** Go's client, which BuildKit uses, asks for gzip and decompresses it. Servers choose ETags by what is asked for. */
const HEADERS = { 'accept-encoding': 'gzip' };
/** Files from web servers. Each is downloaded at most once in a build. */
class Downloads {
    #parts;
    #fetched = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * A tree with one file `name`, which has the content of `url`. Nothing is downloaded before the bytes are needed, if an earlier build
     * downloaded the file, and the checksum or the server's ETag says that it is still the same.
     *
     * @throws UserError when the server refuses, or the content has another checksum; InfraError when there is no answer
     */
    async open(url, options, signal) {
        const { checksum, name } = options;
        const label = redacted(url);
        const known = await this.#known(url, checksum, signal);
        const facts = known ?? (await this.#fetchOnce(url, signal));
        if (checksum !== undefined && facts.digest !== checksum) {
            throw new errors/* UserError */.yo(`digest mismatch for ${label}: ${facts.digest} (expected: ${checksum})`, {
                hint: 'Either the file has changed, or the checksum belongs to another file.',
            });
        }
        return new DownloadedFile(label, name, facts, async () => {
            const fetched = await this.#fetchOnce(url, signal);
            if (fetched.digest === facts.digest && fetched.size === facts.size)
                return fetched.file;
            throw new errors/* InfraError */.Ri(`${label} changed during the build`, { retryable: true });
        });
    }
    /** What is known of the file without downloading it. */
    async #known(url, checksum, signal) {
        if (this.#fetched.has(url))
            return undefined;
        const note = await this.#parts.notes.read(url);
        if (note === undefined)
            return undefined;
        if (checksum !== undefined)
            return note.digest === checksum ? note : undefined;
        // Some servers send ETags but ignore If-None-Match. With HEAD, they tell the ETag without sending the bytes.
        const request = await this.#request('HEAD', url, signal);
        const headers = { ...HEADERS, 'if-none-match': note.etag };
        const same = await this.#parts.http.send({ ...request, headers }, async (response) => {
            await response.discard();
            const etag = response.headers.etag;
            return ((response.status === 200 && etag === note.etag) ||
                (response.status === 304 && (etag ?? note.etag) === note.etag));
        });
        return same ? note : undefined;
    }
    async #request(method, url, signal) {
        const address = addressOf(url);
        const authorization = await httpAuthorization(this.#parts.secrets, address);
        return {
            method,
            url: address,
            path: dottedPath(url),
            authorization: authorization?.header,
            secrets: authorization?.secrets ?? [],
            retry: retry_policy/* RETRY_REQUIRED */.RX,
            signal,
        };
    }
    #fetchOnce(url, signal) {
        let fetched = this.#fetched.get(url);
        if (fetched === undefined) {
            fetched = this.#fetch(url, external_node_path_.join(this.#parts.folder, String(this.#fetched.size)), signal);
            this.#fetched.set(url, fetched);
        }
        return fetched;
    }
    async #fetch(url, file, signal) {
        const { http, folder, notes } = this.#parts;
        (0,make_folders/* makeFolders */.w)(folder, 0o700);
        const request = await this.#request('GET', url, signal);
        const download = {
            label: redacted(url),
            ask: (headers) => http.open({ ...request, headers: { ...HEADERS, ...headers }, retry: retry_policy/* NO_RETRY */.PE }),
            failure: (response) => failure(url, response),
            budget: http.budget(request.retry),
            signal,
        };
        // A part of a file that may have changed is of no use: what cannot be resumed starts again.
        const fetched = await (0,retry/* retrying */.R$)(download.budget, signal, () => this.#save(download, file));
        const { etag, digest, size, mtime } = fetched;
        if (etag !== undefined)
            await notes.write(url, { etag, digest, size, mtime });
        return fetched;
    }
    async #save(download, file) {
        const { maxSize = downloads_MAX_SIZE } = this.#parts;
        const { label, signal } = download;
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let size = 0;
        const handle = await (0,promises_.open)(file, 'w', 0o600);
        let headers;
        try {
            const response = await download.ask({});
            headers = response.headers;
            const sent = (0,http_download/* downloadChanging */.WT)(download, response);
            const isGzip = headers['content-encoding']?.trim().toLowerCase() === 'gzip';
            const bytes = isGzip ? (0,decompress/* decompress */.mF)(sent, { label, signal }) : sent;
            for await (const chunk of bytes) {
                size += chunk.length;
                if (size > maxSize)
                    throw new errors/* UserError */.yo(`${label} has more than ${maxSize} bytes`);
                hash.update(chunk);
                await handle.writeFile(chunk);
            }
        }
        catch (error) {
            await (0,discard/* discard */.v)(file);
            throw error;
        }
        finally {
            await handle.close();
        }
        const modified = Date.parse(headers['last-modified'] ?? '');
        return {
            file,
            size,
            digest: (0,digest/* digestOfHex */.z9)(hash.digest('hex')),
            mtime: Number.isNaN(modified) ? 0 : Math.floor(modified / 1000),
            etag: headers.etag,
        };
    }
}
async function failure(url, response) {
    const { status } = response;
    await response.discard();
    const message = `cannot download ${redacted(url)}: the server answered ${status}`;
    if (status >= 500)
        return new errors/* InfraError */.Ri(message, { url: redacted(url) });
    return new errors/* UserError */.yo(message, {
        hint: status === 401 || status === 403
            ? `Give credentials that the server accepts, as the secret HTTP_AUTH_TOKEN_${addressOf(url).hostname}.`
            : 'Check the address.',
    });
}

// EXTERNAL MODULE: ./lib/remote/git-program.js
var git_program = __webpack_require__(93103);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/text/percent-encoding.js
var percent_encoding = __webpack_require__(85098);
;// CONCATENATED MODULE: ./lib/remote/git-credentials.js


const USER = 'LAYER_BUILD_GIT_USER';
const PASSWORD = 'LAYER_BUILD_GIT_PASSWORD';
/** Git runs this helper (gitcredentials(7)) if a server wants credentials. Its command line only has the names of variables. */
const HELPER = `!f() { test "$1" = get && printf 'username=%s\\npassword=%s\\n' "$${USER}" "$${PASSWORD}"; }; f`;
/** @throws UserError for a user or password that cannot be passed to git */
function gitAccess(remote) {
    const [, scheme = '', userInfo, rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)(?:([^/?#]*)@)?(.*)$/is.exec(remote) ?? [];
    if (userInfo === undefined)
        return { remote, config: [], environment: {}, secrets: [] };
    const [user = '', ...others] = userInfo.split(':');
    const password = others.join(':');
    const secrets = [userInfo, password, (0,percent_encoding/* percentDecoded */.o)(password)].filter((text) => text !== '');
    // ssh has no use for a password, and its user is part of the address.
    if (!/^https?:/i.test(scheme)) {
        const shown = /ssh/i.test(scheme) && user !== '' ? `${user}@` : '';
        return { remote: `${scheme}${shown}${rest}`, config: [], environment: {}, secrets: password === '' ? [] : secrets };
    }
    const environment = { [USER]: (0,percent_encoding/* percentDecoded */.o)(user), [PASSWORD]: (0,percent_encoding/* percentDecoded */.o)(password) };
    // Each is a line of git's protocol.
    if (Object.values(environment).some((value) => /[\0\r\n]/.test(value)))
        throw new errors/* UserError */.yo('the user or password of a git address has a line end in it');
    const host = rest.split(/[/?#]/)[0] ?? '';
    return {
        remote: `${scheme}${rest}`,
        config: [[`credential.${scheme}${host}.helper`, HELPER]],
        environment,
        secrets: [...secrets, ...(password === '' && user !== '' ? [user] : [])],
    };
}

;// CONCATENATED MODULE: ./lib/remote/commit-part.js

/**
 * The folder of a commit whose files are all that is needed. A commit with submodules is needed as a whole, as its settings for them are at
 * its root.
 *
 * @returns `''` for the whole commit, also if there is no such folder
 */
async function partOf(commit, { subdir, submodules }, run) {
    if (subdir === '' || (submodules && (await kindOf(`${commit}:.gitmodules`, run)) !== undefined))
        return '';
    return (await kindOf(`${commit}:${subdir}`, run)) === 'tree' ? subdir : '';
}
/** @returns `undefined` if there is no such object */
async function kindOf(object, run) {
    try {
        return (await run(['cat-file', '-t', object])).trim();
    }
    catch (error) {
        if (error instanceof git_program/* GitFailure */.X)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/remote/tree-check.js

/**
 * Checks the tree objects of a commit against their ids. Git itself does not when it reads them. Input is the output of
 * `git ls-tree -r -t -z`, which has all that is in the objects.
 */
class TreeCheck {
    #algorithm;
    #open;
    #rest = Buffer.alloc(0);
    #holds = true;
    /** @param root id of the commit's tree, in hex */
    constructor(root) {
        this.#algorithm = root.length === 64 ? 'sha256' : 'sha1';
        this.#open = [{ prefix: '', id: root, entries: [] }];
    }
    /** The next bytes of the listing. */
    add(chunk) {
        const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
        let start = 0;
        for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
            // Names are bytes. In Latin-1 each is one character.
            this.#entry(bytes.toString('latin1', start, end));
            start = end + 1;
        }
        this.#rest = Buffer.from(bytes.subarray(start));
    }
    /** @returns whether every tree had its id; call it after the last byte */
    end() {
        while (this.#open.length > 0)
            this.#close();
        return this.#holds && this.#rest.length === 0;
    }
    #entry(line) {
        const [, mode = '', kind, id = '', path = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        let tree = this.#open.at(-1);
        while (tree !== undefined && !path.startsWith(tree.prefix)) {
            this.#close();
            tree = this.#open.at(-1);
        }
        const name = path.slice(tree?.prefix.length);
        if (tree === undefined || name === '' || name.includes('/')) {
            this.#holds = false;
            return;
        }
        // A tree object writes a mode without leading zeros.
        tree.entries.push(Buffer.from(`${mode.replace(/^0+/, '')} ${name}\0`, 'latin1'), Buffer.from(id, 'hex'));
        if (kind === 'tree')
            this.#open.push({ prefix: `${path}/`, id, entries: [] });
    }
    #close() {
        const tree = this.#open.pop();
        if (tree === undefined)
            return;
        const body = Buffer.concat(tree.entries);
        const id = (0,external_node_crypto_.createHash)(this.#algorithm).update(`tree ${body.length}\0`).update(body).digest('hex');
        if (id !== tree.id)
            this.#holds = false;
    }
}

;// CONCATENATED MODULE: ./lib/remote/borrowed-objects.js





/**
 * Lets a repository of our own use the objects of a checkout, if they are all that is needed of the commit. Anybody may have written that
 * folder, and git believes what it finds in such a folder: so every object is checked against its id.
 *
 * @param gitDir absolute path of a new repository that nobody else knows
 * @param objects absolute path of the folder with the checkout's objects
 * @param run runs git in that repository
 * @returns whether everything is there; if not, the repository has no objects, as before
 */
async function borrowObjects(gitDir, objects, commit, source, run) {
    const alternates = external_node_path_.join(gitDir, 'objects', 'info', 'alternates');
    (0,external_node_fs_.writeFileSync)(alternates, `${objects}\n`);
    // These files of the checkout could say something else than its objects.
    (0,external_node_fs_.appendFileSync)(external_node_path_.join(gitDir, 'config'), '[core]\n\tcommitGraph = false\n\tmultiPackIndex = false\n');
    let complete = false;
    try {
        complete = await holds(commit, source, run);
    }
    catch (error) {
        if (!(error instanceof git_program/* GitFailure */.X))
            throw error;
    }
    finally {
        if (!complete)
            (0,external_node_fs_.rmSync)(alternates);
    }
    return complete;
}
async function holds(commit, source, run) {
    // The commit itself: git checks the ids of objects that it is asked for.
    await run(['rev-list', '--quiet', '--no-walk', commit], { quiet: true });
    const root = (await run(['rev-parse', `${commit}^{tree}`])).trim();
    const check = new TreeCheck(root);
    await run(['ls-tree', '-r', '-t', '-z', '--full-tree', root], { onOutput: (chunk) => check.add(chunk) });
    if (!check.end())
        return false;
    const part = await partOf(commit, source, run);
    // Reads the content of all files. If one is missing, it fails. If one has another id, it only complains.
    const files = part === '' ? root : `${root}:${part}`;
    await run(['rev-list', '--objects', '--verify-objects', '--quiet', '--no-walk', files], { quiet: true });
    return true;
}

// EXTERNAL MODULE: ./lib/files/read-in-root.js
var read_in_root = __webpack_require__(50976);
;// CONCATENATED MODULE: ./lib/remote/changed-files.js


/** Bytes of an index: it has about a hundred for each file. */
const MAX_INDEX = 64 * 1024 * 1024;
/**
 * The files of a checkout that are not as in a commit, without those that git ignores. A folder with only new files is one entry, with a
 * slash at the end. Submodules are not looked at.
 *
 * The index of the checkout says which files are as git left them, so that their content need not be read. git runs in a repository of
 * our own and with a copy of that index: settings of the checkout could name programs to run.
 *
 * @param indexFolder absolute path of the checkout's folder with its index
 * @param copy absolute path of a new file for the copy
 * @param below only files below this folder; `''` for all
 * @param run runs git for the checkout's files
 * @returns `undefined` if there is no index
 * @throws GitFailure if the index is damaged
 */
async function changedFiles(indexFolder, copy, below, run) {
    const index = (0,read_in_root/* readInRoot */.W)(indexFolder, 'index', MAX_INDEX);
    if (index.kind !== 'file')
        return undefined;
    (0,external_node_fs_.writeFileSync)(copy, index.bytes, { mode: 0o600 });
    const environment = { GIT_INDEX_FILE: copy, GIT_OPTIONAL_LOCKS: '0' };
    const off = ['core.fsmonitor', 'core.untrackedCache', 'core.sparseCheckout'].flatMap((name) => [
        '-c',
        `${name}=false`,
    ]);
    const status = [
        'status',
        '--porcelain=v1',
        '-z',
        '--no-renames',
        '--untracked-files=normal',
        '--ignore-submodules=all',
    ];
    const place = below === '' ? [] : ['--', below];
    const listed = await run(['--literal-pathspecs', ...off, ...status, ...place], { environment });
    const entries = listed.split('\0').filter((entry) => entry !== '');
    const path = (entry) => entry.slice(3);
    const modified = entries.filter((entry) => entry.startsWith(' M')).map(path);
    const filtered = await filteredAmong(modified.slice(0, MAX_ASKED), (args) => run(args, { environment }));
    return entries.map(path).filter((file) => !filtered.has(file));
}
/** Files whose attributes are looked at: they are arguments. */
const MAX_ASKED = 1000;
/**
 * Files that a program of the user's converts, as Git LFS does. If git wrote such a file in the same second as the index, it would have
 * to compare the content, and only that program could do that.
 */
async function filteredAmong(files, run) {
    if (files.length === 0)
        return new Set();
    const fields = (await run(['check-attr', '-z', 'filter', '--', ...files])).split('\0');
    return new Set(files.filter((_file, index) => !/^un(?:specified|set)$/.test(fields[index * 3 + 2] ?? 'unset')));
}

;// CONCATENATED MODULE: ./lib/remote/checkout.js



/** Bytes of a file with one path in it. */
const MAX_POINTER = 8192;
/**
 * Finds the folders of a checkout as gitrepository-layout(5) says: `.git` is a folder, or a file that names one, as in a worktree or a
 * submodule. A worktree names the folder with the objects in `commondir`.
 *
 * @returns `undefined` if there is no checkout, or none that can be read
 */
function foldersOf(checkout) {
    try {
        const dotGit = external_node_path_.join(checkout, '.git');
        const index = isFolder(dotGit) ? dotGit : named(checkout, '.git', /^gitdir: (.+)$/);
        if (index === undefined || !isFolder(index))
            return undefined;
        const common = named(index, 'commondir', /^(.+)$/) ?? index;
        const objects = external_node_path_.join(common, 'objects');
        // A list of object folders has one on each line.
        return isFolder(objects) && !/[\n\r]/.test(objects) ? { objects, index } : undefined;
    }
    catch {
        return undefined;
    }
}
/** The path that a file in `folder` names; `undefined` if there is no such file. */
function named(folder, file, form) {
    const found = (0,read_in_root/* readInRoot */.W)(folder, file, MAX_POINTER);
    if (found.kind !== 'file')
        return undefined;
    const target = form.exec(found.bytes.toString().replace(/[\r\n]+$/, ''))?.[1];
    return target === undefined ? undefined : external_node_path_.resolve(folder, target);
}
function isFolder(folder) {
    return (0,external_node_fs_.statSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

;// CONCATENATED MODULE: ./lib/remote/commit-archive.js




/**
 * Whether `git archive` gives what a checkout would give. It takes a fifth of the time, since no file is made. It gives all files the time of
 * the commit, and has nothing of submodules.
 */
async function suitsArchive(commit, { subdir, mtime, submodules }, run) {
    if (subdir !== '' || mtime !== 'commit')
        return false;
    return !submodules || (await kindOf(`${commit}:.gitmodules`, run)) === undefined;
}
/**
 * Makes `git archive` take all files as they are: attributes in a repository can leave files out, or write the commit into them
 * (gitattributes(5)). Those of this file count before all others.
 */
function ignoreArchiveAttributes(gitDir) {
    (0,make_folders/* makeFolders */.w)(external_node_path_.join(gitDir, 'info'), 0o755);
    (0,external_node_fs_.writeFileSync)(external_node_path_.join(gitDir, 'info', 'attributes'), '* -export-ignore -export-subst\n');
}

;// CONCATENATED MODULE: ./lib/remote/git-repository.js













const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Milliseconds that checking the objects of a checkout may take. A folder that blocks is not used. */
const BORROW_MS = 120_000;
/** A git repository on a server, and what a build takes from it. */
class GitRepository {
    #git;
    #source;
    #access;
    #secrets;
    #config;
    #checkout;
    /** The address without credentials, for messages. */
    label;
    constructor(git, source, { authorization, checkout }) {
        this.#git = git;
        this.#source = source;
        this.#checkout = checkout;
        this.label = withoutCredentials(source.remote);
        this.#access = gitAccess(source.remote);
        this.#secrets = [...this.#access.secrets, ...(authorization?.secrets ?? [])];
        const { remote, config } = this.#access;
        this.#config =
            authorization === undefined
                ? config
                : [...config, [`http.${authorizedBelow(remote)}.extraHeader`, `Authorization: ${authorization.header}`]];
    }
    /** Identifies the content: the commit, and the parts of it that are used. */
    identityOf({ commit, ref }) {
        const { subdir, submodules } = this.#source;
        // With `.git`, the name of the ref and the address are part of what is copied.
        const { refName } = this.#source;
        return JSON.stringify([commit, subdir, submodules, this.#keepsGitDir ? [refName ?? ref, this.label] : []]);
    }
    get #keepsGitDir() {
        return this.#source.keepGitDir === true && this.#source.subdir === '';
    }
    /**
     * Asks the server which commit is meant, without fetching it. A branch goes before a tag of the same name.
     *
     * @throws UserError when there is no such ref, or it is not at the commit of `checksum`
     */
    async resolve(signal) {
        const { ref, checksum, fetchByCommit } = this.#source;
        if (checksum !== undefined && !/^[a-fA-F0-9]+$/.test(checksum)) {
            throw new errors/* UserError */.yo(`invalid checksum ${checksum} for Git URL, expected hex commit hash`);
        }
        if (COMMIT.test(ref)) {
            if (checksum !== undefined && !ref.startsWith(checksum))
                throw mismatch(checksum, ref);
            return { commit: ref, ref };
        }
        if (fetchByCommit) {
            if (checksum === undefined || !COMMIT.test(checksum)) {
                throw new errors/* UserError */.yo('fetch-by-commit requires a full commit SHA checksum');
            }
            return { commit: checksum, ref: checksum };
        }
        const found = await this.#lookUp(ref, signal);
        const names = [found.commit, ...(found.tag === undefined ? [] : [found.tag])];
        if (checksum !== undefined && !names.some((name) => name.startsWith(checksum))) {
            throw mismatch(checksum, names.join(' or '));
        }
        return { commit: found.commit, ref: found.ref };
    }
    async #lookUp(ref, signal) {
        const listed = await this.#asked(['ls-remote', '--', this.#access.remote, ...(ref === '' ? ['HEAD'] : [ref, `${ref}^{}`])], signal);
        const refs = new Map(listed.split('\n').flatMap((line) => {
            const [commit, name] = line.split('\t');
            return commit === undefined || name === undefined || !COMMIT.test(commit) ? [] : [[name, commit]];
        }));
        const bare = ref.replace(/^refs\//, '');
        for (const name of ref === '' ? ['HEAD'] : [`refs/${bare}`, `refs/heads/${bare}`, `refs/tags/${bare}`]) {
            const commit = refs.get(name);
            if (commit === undefined)
                continue;
            const peeled = refs.get(`${name}^{}`);
            return { commit: peeled ?? commit, ref: name, ...(peeled === undefined ? {} : { tag: commit }) };
        }
        throw new errors/* UserError */.yo(`repository ${this.label} does not contain ref ${ref === '' ? 'HEAD' : ref}`);
    }
    /**
     * Gets the commit's files. They come as an archive, or are put below `folder`, which is made.
     *
     * @throws UserError when the commit has no such folder; InfraError when the server does not give it
     */
    async checkOut(resolved, folder, signal) {
        const { submodules, mtime } = this.#source;
        const { remote, environment } = this.#access;
        const tree = external_node_path_.join(folder, 'tree');
        const keeps = this.#keepsGitDir;
        const gitDir = keeps ? external_node_path_.join(tree, '.git') : external_node_path_.join(folder, 'git');
        (0,make_folders/* makeFolders */.w)(tree, 0o755);
        const place = [`--git-dir=${gitDir}`, `--work-tree=${tree}`];
        const settings = { signal, cwd: tree, config: this.#config, secrets: this.#secrets, environment };
        const runWith = (args, options) => this.#git.run([...place, ...args], { ...settings, ...options });
        const run = (...args) => runWith(args);
        await run(...initOf(resolved));
        await run('remote', 'add', 'origin', remote);
        const borrowed = await this.#borrow(resolved, keeps ? external_node_path_.join(folder, 'borrowed') : gitDir, signal);
        if (borrowed && keeps)
            await this.#copyCommit(resolved, folder, gitDir, signal);
        const kept = borrowed ? resolved.commit : await this.#fetchOrExplain(resolved, run);
        if (keeps)
            await this.#nameCommit(resolved, run);
        if (!keeps && (await suitsArchive(resolved.commit, this.#source, runWith))) {
            await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
            ignoreArchiveAttributes(gitDir);
            const archive = ['-c', 'tar.umask=022', 'archive', '--format=tar', resolved.commit];
            return { kind: 'archive', bytes: this.#git.output([...place, ...archive], settings) };
        }
        const part = keeps ? '' : await partOf(resolved.commit, this.#source, runWith);
        if (part === '') {
            await run('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--force', keeps ? kept : resolved.commit);
        }
        else {
            await run('--literal-pathspecs', 'checkout', '--quiet', '--force', resolved.commit, '--', part);
            await run('update-ref', '--no-deref', 'HEAD', resolved.commit);
        }
        if (submodules && (0,external_node_fs_.existsSync)(external_node_path_.join(tree, '.gitmodules'))) {
            await run('submodule', 'update', '--quiet', '--init', '--recursive', '--depth=1');
        }
        if (mtime === 'commit')
            await setTimes(tree, Number(await run('log', '--no-walk', '--format=%ct', resolved.commit)));
        if (!keeps) {
            await removeGitFiles(tree);
            return { kind: 'folder', path: this.#folderIn(tree) };
        }
        // Nothing may stay in `.git` that depends on this machine or the time, or contains credentials.
        await run('remote', 'set-url', 'origin', this.label);
        await run('reflog', 'expire', '--all', '--expire=now');
        await (0,promises_.rm)(external_node_path_.join(gitDir, 'FETCH_HEAD'), { force: true });
        return { kind: 'folder', path: tree };
    }
    /**
     * Lets the repository at `gitDir` use the objects of the checkout, if they are all of the commit.
     *
     * @param gitDir made if missing
     */
    async #borrow(resolved, gitDir, signal) {
        const folders = this.#checkout === undefined ? undefined : foldersOf(this.#checkout);
        if (folders === undefined)
            return false;
        const bounded = (0,time_limit/* withTimeLimit */.B)(signal, BORROW_MS);
        try {
            if (!(0,external_node_fs_.existsSync)(gitDir))
                await this.#git.run([`--git-dir=${gitDir}`, ...initOf(resolved)], { signal });
            return await borrowObjects(gitDir, folders.objects, resolved.commit, this.#source, (args, options) => this.#git.run([`--git-dir=${gitDir}`, ...args], { signal: bounded, ...options }));
        }
        catch (error) {
            signal.throwIfAborted();
            if (!bounded.aborted)
                throw error;
            return false;
        }
    }
    /** Copies the commit to the repository that stays in the context, which must not depend on a folder of this machine. */
    async #copyCommit({ commit }, folder, gitDir, signal) {
        const borrowed = external_node_path_.join(folder, 'borrowed');
        const ref = 'refs/heads/context';
        await this.#git.run([`--git-dir=${borrowed}`, 'update-ref', ref, commit], { signal });
        await this.#git.run([`--git-dir=${gitDir}`, 'fetch', '--quiet', '--depth=1', '--no-tags', `file://${borrowed}`, ref], { signal, environment: { GIT_ALLOW_PROTOCOL: 'file' } });
    }
    /**
     * The files of the checkout that are not as in the commit (`changedFiles`).
     *
     * @param folder that the commit was checked out to by `checkOut`
     * @returns `undefined` if there is no checkout
     * @throws GitFailure if its index cannot be read
     */
    async changes(folder, signal) {
        const checkout = this.#checkout;
        const found = checkout === undefined ? undefined : foldersOf(checkout);
        if (checkout === undefined || found === undefined)
            return undefined;
        const place = [`--git-dir=${gitDirIn(folder)}`, `--work-tree=${checkout}`];
        const files = await changedFiles(found.index, external_node_path_.join(folder, 'index'), this.#source.subdir, (args, options) => this.#git.run([...place, ...args], { signal, cwd: checkout, ...options }));
        return files === undefined ? undefined : { folder: checkout, files };
    }
    /** When a commit was made, in seconds since the epoch. @param folder that it was checked out to */
    async commitTime({ commit }, folder, signal) {
        const gitDir = gitDirIn(folder);
        return Number(await this.#git.run([`--git-dir=${gitDir}`, 'log', '--no-walk', '--format=%ct', commit], { signal }));
    }
    async #fetchOrExplain(resolved, run) {
        try {
            return await this.#fetch(resolved, run);
        }
        catch (error) {
            if (this.#checkout === undefined || !(error instanceof git_program/* GitFailure */.X))
                throw error;
            throw new errors/* InfraError */.Ri(`the Git context is not there: ${this.#checkout} has not all of commit ${resolved.commit}, and the server of ${this.label} does not give it: ${error.said}`, { cause: error, hint: 'To build from the folder of the job instead, write context: .' });
        }
    }
    /** @returns the name that the commit has in the repository now */
    async #fetch({ commit, ref }, run) {
        const target = ref === commit || ref === 'HEAD' ? [] : [`:${ref}`];
        try {
            // A new repository has the branch master checked out, and that may be the branch to fetch.
            await run('fetch', '--quiet', '--depth=1', '--no-tags', '--force', '--update-head-ok', 'origin', `${ref}${target.join('')}`);
        }
        catch (error) {
            if (!(error instanceof git_program/* GitFailure */.X) || ref !== commit)
                throw error;
            // A server may refuse to send a commit that no ref points to. Then the whole history is fetched, which contains it.
            await run('fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
        }
        const has = await run('cat-file', '-e', `${commit}^{commit}`).then(() => true, (error) => {
            if (error instanceof git_program/* GitFailure */.X)
                return false;
            throw error;
        });
        // The ref was moved after it was resolved.
        if (!has)
            await run('fetch', '--quiet', '--depth=1', '--no-tags', 'origin', commit);
        return has && target.length > 0 ? ref : commit;
    }
    /** Gives the commit the name of the event's ref. A tag may be an object of its own, which only the server is sure to have. */
    async #nameCommit({ commit }, run) {
        const { refName } = this.#source;
        if (refName === undefined)
            return;
        if (refName.startsWith('refs/tags/')) {
            try {
                await run('fetch', '--quiet', '--depth=1', '--no-tags', '--force', 'origin', `${refName}:${refName}`);
                if ((await run('rev-parse', `${refName}^{commit}`)).trim() === commit)
                    return;
            }
            catch (error) {
                if (!(error instanceof git_program/* GitFailure */.X))
                    throw error;
            }
        }
        await run('update-ref', '--no-deref', refName, commit);
    }
    /** Only real folders are accepted, since a symbolic link could lead out of the repository. */
    #folderIn(tree) {
        let at = tree;
        for (const part of this.#source.subdir.split('/').filter((name) => name !== '')) {
            at = external_node_path_.join(at, part);
            const stats = (0,external_node_fs_.lstatSync)(at, { throwIfNoEntry: false });
            if (stats?.isDirectory() !== true) {
                throw new errors/* UserError */.yo(`invalid subdir ${this.#source.subdir}: repository ${this.label} has no such folder`);
            }
        }
        return at;
    }
    async #asked(args, signal) {
        try {
            return await this.#git.run(args, {
                signal,
                config: this.#config,
                secrets: this.#secrets,
                environment: this.#access.environment,
            });
        }
        catch (error) {
            if (!(error instanceof git_program/* GitFailure */.X) ||
                !/not found|does not exist|authentication failed|could not read Username|returned error: 40[13]/i.test(error.said)) {
                throw error;
            }
            throw new errors/* UserError */.yo(`cannot read the repository ${this.label}: ${error.said}`, {
                cause: error,
                ...(/^https?:/i.test(this.label) && {
                    hint: 'If it is not public, give a token as the secret GIT_AUTH_TOKEN.',
                }),
            });
        }
    }
}
/** The repository that `checkOut` made. */
function gitDirIn(folder) {
    const kept = external_node_path_.join(folder, 'tree', '.git');
    return (0,external_node_fs_.existsSync)(kept) ? kept : external_node_path_.join(folder, 'git');
}
function initOf({ commit }) {
    const format = commit.length === 64 ? ['--object-format=sha256'] : [];
    return ['-c', 'init.defaultBranch=master', 'init', '--quiet', ...format];
}
/** Removes `.git` everywhere: a submodule has a file of that name, with a path on this machine in it. */
async function removeGitFiles(folder) {
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        const at = external_node_path_.join(folder, entry.name);
        if (entry.name === '.git')
            await (0,promises_.rm)(at, { recursive: true });
        else if (entry.isDirectory())
            await removeGitFiles(at);
    }
}
/** @param time seconds since the epoch */
async function setTimes(folder, time) {
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        const at = external_node_path_.join(folder, entry.name);
        if (entry.isDirectory())
            await setTimes(at, time);
        // For many files this takes less than half of the time of the asynchronous form.
        else
            (0,external_node_fs_.lutimesSync)(at, time, time);
    }
    (0,external_node_fs_.lutimesSync)(folder, time, time);
}
function mismatch(expected, found) {
    return new errors/* UserError */.yo(`expected checksum to match ${expected}, got ${found}`);
}
/**
 * The addresses that get the authorization: that of the repository. On GitHub it is every address, so that submodules get it too, as
 * in BuildKit (`tokenScope`) and actions/checkout.
 */
function authorizedBelow(remote) {
    return /^https:\/\/(?:www\.)?github\.com\//.exec(remote)?.[0] ?? remote;
}
function withoutCredentials(remote) {
    return remote.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}

;// CONCATENATED MODULE: ./lib/remote/repositories.js



/** Git repositories. Each is asked for its commit once in a build, and checked out when its files are needed. */
class Repositories {
    #parts;
    #repositories = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    /** @throws UserError when there is no such commit; InfraError when there is no answer */
    open(source, signal) {
        const key = JSON.stringify(source);
        let repository = this.#repositories.get(key);
        if (repository === undefined) {
            repository = this.#open(source, external_node_path_.join(this.#parts.folder, String(this.#repositories.size)), signal);
            this.#repositories.set(key, repository);
        }
        return repository;
    }
    async #open(source, folder, signal) {
        const { git, secrets, checkedOut, openDirectory, openArchive } = this.#parts;
        const repository = new GitRepository(git, source, {
            authorization: await gitAuthorization(secrets, source.remote),
            checkout: checkedOut?.remote === source.remote ? checkedOut.folder : undefined,
        });
        const commit = await repository.resolve(signal);
        let files;
        const checkOut = async () => {
            const found = await repository.checkOut(commit, folder, signal);
            const label = `repository ${repository.label}`;
            if (found.kind === 'folder')
                return openDirectory(found.path, label, signal);
            return openArchive(found.bytes, external_node_path_.join(folder, 'files'), label, signal);
        };
        const fetched = () => (files ??= checkOut());
        return {
            identity: repository.identityOf(commit),
            commit: commit.commit,
            files: fetched,
            time: async () => {
                await fetched();
                return repository.commitTime(commit, folder, signal);
            },
            changes: async (stop) => {
                await fetched();
                return repository.changes(folder, stop);
            },
        };
    }
}

;// CONCATENATED MODULE: ./lib/app/sources/noted-sources.js
/** Notes what a build takes from servers, for its provenance: contexts, and what ADD names. Steps that hit ask for it as well. */
class NotedSources {
    #files;
    /** By address, as written. */
    #downloads = new Map();
    #repositories = new Map();
    constructor(files) {
        this.#files = files;
    }
    get downloads() {
        return this.#downloads;
    }
    get repositories() {
        return [...this.#repositories.values()];
    }
    async download(...[url, options, signal]) {
        const tree = await this.#files.download(url, options, signal);
        const digest = (await tree.digests([options.name])).get(options.name);
        if (digest !== undefined)
            this.#downloads.set(url, digest);
        return tree;
    }
    async repository(source, signal) {
        const repository = await this.#files.repository(source, signal);
        const { remote, ref } = source;
        const { commit } = repository;
        this.#repositories.set(`${remote}#${ref}`, { remote, ref, commit });
        return repository;
    }
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/options/secrets.js
var options_secrets = __webpack_require__(8195);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/ssh/wire.js
/** Strings and integers of SSH's protocols (RFC 4251, section 5). */
/** The bytes are cut off, or a length in them is too large. */
class Malformed extends Error {
    name = 'Malformed';
}
/** Reads fields one after another. Every method throws `Malformed` when there are too few bytes. */
class WireReader {
    #bytes;
    #at = 0;
    constructor(bytes) {
        this.#bytes = bytes;
    }
    uint32() {
        return this.bytes(4).readUInt32BE();
    }
    string() {
        return this.bytes(this.uint32());
    }
    text() {
        return this.string().toString('latin1');
    }
    bytes(count) {
        const end = this.#at + count;
        if (end > this.#bytes.length)
            throw new Malformed('it is cut off');
        const found = this.#bytes.subarray(this.#at, end);
        this.#at = end;
        return found;
    }
}
function wireUint32(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function wireString(value) {
    const bytes = Buffer.from(value);
    return Buffer.concat([wireUint32(bytes.length), bytes]);
}
/** A number that is not negative, from its bytes. It gets no leading zeros, except one where it would look negative. */
function wireInteger(bytes) {
    const digits = withoutZeros(bytes);
    return wireString((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}
function withoutZeros(bytes) {
    const first = bytes.findIndex((byte) => byte !== 0);
    return first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
}

;// CONCATENATED MODULE: ./lib/ssh/agent.js



/** Numbers of messages (draft-ietf-sshm-ssh-agent, "Message numbers"). */
const FAILURE = 5;
const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
/** Bytes that one message may have. OpenSSH's agent has the same limit. */
const MAX_MESSAGE = 256 * 1024;
/**
 * Serves an agent at a socket. It lists keys and signs with them. Every other request fails, since a step must not add, remove or
 * lock keys (BuildKit, `readOnlyAgent`).
 *
 * @param open begins a conversation with one client
 * @throws InfraError when the socket at `path` cannot be made
 */
async function serveAgent(path, open) {
    const sockets = new Set();
    const server = (0,external_node_net_.createServer)((socket) => {
        sockets.add(socket);
        const conversation = open();
        socket.once('close', () => {
            sockets.delete(socket);
            conversation.close?.();
        });
        // A client that disconnects does not disturb the build.
        socket.on('error', () => socket.destroy());
        void converse(socket, conversation.answer).catch(() => socket.destroy());
    });
    await listen(server, path);
    return {
        close: () => {
            server.close();
            for (const socket of sockets)
                socket.destroy();
        },
    };
}
/** An agent that signs with keys of this process. */
function agentOfKeys(identities) {
    const answer = (request) => Promise.resolve(answerFor(identities, request));
    return () => ({ answer });
}
/** An agent that forwards requests to another agent. */
function agentAt(path) {
    return () => {
        const socket = (0,external_node_net_.connect)(path);
        const messages = readMessages(socket);
        socket.on('error', () => socket.destroy());
        return {
            answer: async (request) => {
                socket.write(wireString(request));
                const { value } = await messages.next();
                return value ?? Buffer.of(FAILURE);
            },
            close: () => socket.destroy(),
        };
    };
}
function listen(server, path) {
    return new Promise((resolve, reject) => {
        server.once('error', (error) => reject(new errors/* InfraError */.Ri(`cannot serve an ssh agent at ${path}`, { cause: error })));
        server.listen(path, resolve);
    });
}
async function converse(socket, answer) {
    for await (const request of readMessages(socket)) {
        const allowed = request[0] === REQUEST_IDENTITIES || request[0] === SIGN_REQUEST;
        socket.write(wireString(allowed ? await answer(request) : Buffer.of(FAILURE)));
    }
}
/** Ends when the peer closes the connection. @throws Malformed for a message that is too large */
async function* readMessages(socket) {
    let have = Buffer.alloc(0);
    for await (const chunk of socket) {
        have = have.length === 0 ? chunk : Buffer.concat([have, chunk]);
        while (have.length >= 4) {
            const length = have.readUInt32BE();
            if (length > MAX_MESSAGE)
                throw new Malformed(`a message of ${length} bytes`);
            if (have.length < 4 + length)
                break;
            yield have.subarray(4, 4 + length);
            have = have.subarray(4 + length);
        }
    }
    return undefined;
}
function answerFor(identities, request) {
    if (request[0] === REQUEST_IDENTITIES) {
        // Comments are left out: they often name the user and machine that made a key, and a step does not need them.
        const listed = identities.flatMap(({ publicKey }) => [wireString(publicKey), wireString('')]);
        return Buffer.concat([Buffer.of(IDENTITIES_ANSWER), wireUint32(identities.length), ...listed]);
    }
    try {
        const fields = new WireReader(request.subarray(1));
        const [publicKey, data, flags] = [fields.string(), fields.string(), fields.uint32()];
        const identity = identities.find((one) => one.publicKey.equals(publicKey));
        if (identity === undefined)
            return Buffer.of(FAILURE);
        return Buffer.concat([Buffer.of(SIGN_RESPONSE), wireString(identity.sign(data, flags))]);
    }
    catch (error) {
        if (error instanceof Malformed)
            return Buffer.of(FAILURE);
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/ssh/identity.js



/** Flags of a request to sign (draft-ietf-sshm-ssh-agent, "Signature flags"). */
const RSA_SHA2_256 = 2;
const RSA_SHA2_512 = 4;
/** Curves by JOSE's names, with the names of RFC 5656 and the hash that each one uses. */
const CURVES = new Map([
    ['P-256', { name: 'nistp256', hash: 'sha256' }],
    ['P-384', { name: 'nistp384', hash: 'sha384' }],
    ['P-521', { name: 'nistp521', hash: 'sha512' }],
]);
/** @throws UserError for a type of key that SSH does not have */
function identityOf(key, label) {
    switch (key.asymmetricKeyType) {
        case 'ed25519':
            return ed25519Identity(key);
        case 'rsa':
            return rsaIdentity(key);
        case 'ec':
            return ecdsaIdentity(key, label);
        default:
            throw new errors/* UserError */.yo(`${label} is a key of the type ${key.asymmetricKeyType ?? 'none'}, which cannot be used`, {
                hint: 'Ed25519, RSA and ECDSA keys can.',
            });
    }
}
function ed25519Identity(key) {
    const { x } = publicFields(key);
    return {
        publicKey: Buffer.concat([wireString('ssh-ed25519'), wireString(x)]),
        sign: (data) => signature('ssh-ed25519', (0,external_node_crypto_.sign)(null, data, key)),
    };
}
function rsaIdentity(key) {
    const { e, n } = publicFields(key);
    return {
        publicKey: Buffer.concat([wireString('ssh-rsa'), wireInteger(e), wireInteger(n)]),
        sign: (data, flags) => {
            if ((flags & RSA_SHA2_256) !== 0)
                return signature('rsa-sha2-256', (0,external_node_crypto_.sign)('sha256', data, key));
            if ((flags & RSA_SHA2_512) !== 0)
                return signature('rsa-sha2-512', (0,external_node_crypto_.sign)('sha512', data, key));
            return signature('ssh-rsa', (0,external_node_crypto_.sign)('sha1', data, key));
        },
    };
}
function ecdsaIdentity(key, label) {
    const { x, y, crv } = publicFields(key);
    const curve = CURVES.get(crv);
    if (curve === undefined)
        throw new errors/* UserError */.yo(`${label} is a key on a curve that SSH does not have`);
    const algorithm = `ecdsa-sha2-${curve.name}`;
    const point = Buffer.concat([Buffer.of(4), x, y]);
    return {
        publicKey: Buffer.concat([wireString(algorithm), wireString(curve.name), wireString(point)]),
        sign: (data) => {
            const numbers = (0,external_node_crypto_.sign)(curve.hash, data, { key, dsaEncoding: 'ieee-p1363' });
            const half = numbers.length / 2;
            const [r, s] = [numbers.subarray(0, half), numbers.subarray(half)];
            return signature(algorithm, Buffer.concat([wireInteger(r), wireInteger(s)]));
        },
    };
}
function signature(algorithm, bytes) {
    return Buffer.concat([wireString(algorithm), wireString(bytes)]);
}
function publicFields(key) {
    const { x, y, e, n, crv } = (0,external_node_crypto_.createPublicKey)(key).export({ format: 'jwk' });
    const bytes = (text) => Buffer.from(text ?? '', 'base64url');
    return { x: bytes(x), y: bytes(y), e: bytes(e), n: bytes(n), crv: crv ?? '' };
}

;// CONCATENATED MODULE: ./lib/ssh/private-key.js



/** Curves of ECDSA keys (RFC 5656, section 10.1), with JOSE's names and the size of a coordinate in bytes. */
const private_key_CURVES = new Map([
    ['nistp256', { crv: 'P-256', size: 32 }],
    ['nistp384', { crv: 'P-384', size: 48 }],
    ['nistp521', { crv: 'P-521', size: 66 }],
]);
const OPENSSH = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END OPENSSH PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;
/**
 * Reads a private key that ssh-keygen or openssl wrote: in OpenSSH's own format, or in PEM. Errors do not show its content.
 *
 * @param label the name of the file in errors
 * @throws UserError for any other text, and for a key with a passphrase
 */
function readPrivateKey(text, label) {
    const own = OPENSSH.exec(text)?.[1];
    if (ENCRYPTED.test(text))
        throw encrypted(label);
    try {
        return own === undefined ? (0,external_node_crypto_.createPrivateKey)(text) : openSshKey(Buffer.from(own, 'base64'), label);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const why = error instanceof Malformed ? `: ${error.message}` : '';
        throw new errors/* UserError */.yo(`${label} is not a private key that can be read${why}`, {
            hint: 'Keys of ssh-keygen and openssl can be used: Ed25519, RSA and ECDSA.',
        });
    }
}
function encrypted(label) {
    return new errors/* UserError */.yo(`${label} is protected by a passphrase, and there is nobody to ask for it`, {
        hint: 'Add it to an agent with ssh-add, and forward that: --ssh default.',
    });
}
const MAGIC = 'openssh-key-v1\0';
/** Reads the format of OpenSSH's PROTOCOL.key, without a passphrase. */
function openSshKey(bytes, label) {
    const outer = new WireReader(bytes);
    if (outer.bytes(MAGIC.length).toString('latin1') !== MAGIC)
        throw new Malformed('it does not begin as one');
    const cipher = outer.text();
    if (cipher !== 'none')
        throw encrypted(label);
    outer.string();
    outer.string();
    if (outer.uint32() !== 1)
        throw new Malformed('it holds more than one key');
    outer.string();
    const inner = new WireReader(outer.string());
    if (inner.uint32() !== inner.uint32())
        throw new Malformed('it is damaged');
    return (0,external_node_crypto_.createPrivateKey)({ key: jsonWebKey(inner.text(), inner), format: 'jwk' });
}
function jsonWebKey(type, fields) {
    switch (type) {
        case 'ssh-ed25519': {
            const x = fields.string();
            // The field holds the seed, followed by the public key.
            const d = fields.string().subarray(0, 32);
            return { kty: 'OKP', crv: 'Ed25519', x: base64(x), d: base64(d) };
        }
        case 'ssh-rsa': {
            const [n, e, d, qi, p, q] = [1, 2, 3, 4, 5, 6].map(() => withoutZeros(fields.string()));
            if (n === undefined || e === undefined || d === undefined)
                throw new Malformed('it is cut off');
            if (qi === undefined || p === undefined || q === undefined)
                throw new Malformed('it is cut off');
            const [dp, dq] = [remainder(d, p), remainder(d, q)];
            const numbers = Object.entries({ n, e, d, p, q, dp, dq, qi });
            return { kty: 'RSA', ...Object.fromEntries(numbers.map(([name, value]) => [name, base64(value)])) };
        }
        default: {
            const curve = type.startsWith('ecdsa-sha2-') ? private_key_CURVES.get(fields.text()) : undefined;
            if (curve === undefined)
                throw new Malformed(`keys of the type ${JSON.stringify(type)} are not supported`);
            const { crv, size } = curve;
            const point = fields.string();
            // An uncompressed point: the byte 4, then two coordinates.
            if (point.length !== 1 + 2 * size || point[0] !== 4)
                throw new Malformed('its public part is not valid');
            const d = withoutZeros(fields.string());
            if (d.length > size)
                throw new Malformed('its number is too large');
            const padded = Buffer.concat([Buffer.alloc(size - d.length), d]);
            return {
                kty: 'EC',
                crv,
                x: base64(point.subarray(1, 1 + size)),
                y: base64(point.subarray(1 + size)),
                d: base64(padded),
            };
        }
    }
}
function base64(bytes) {
    return bytes.toString('base64url');
}
/** d mod (prime - 1), which the file does not contain. */
function remainder(d, prime) {
    const divisor = BigInt(`0x0${prime.toString('hex')}`) - 1n;
    if (divisor < 1n)
        throw new Malformed('it is damaged');
    const hex = (BigInt(`0x0${d.toString('hex')}`) % divisor).toString(16);
    return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

;// CONCATENATED MODULE: ./lib/app/sources/ssh-agents.js







/**
 * Serves an agent for each id, from this process: keys stay in its memory, and an agent of the user's is asked through it for
 * nothing but its keys and signatures.
 *
 * @param folder absolute path of a folder for the sockets; made if missing, removed by the caller
 * @throws UserError for a file that holds no key that can be used
 */
async function openSshAgents(sources, folder) {
    const running = [];
    const sockets = new Map();
    const close = () => {
        for (const agent of running)
            agent.close();
    };
    try {
        for (const [id, source] of Object.entries(sources)) {
            const socket = external_node_path_.join(folder, String(sockets.size));
            const conversation = source.kind === 'socket' ? agentAt(source.path) : agentOfKeys(await Promise.all(source.files.map(readKey)));
            (0,make_folders/* makeFolders */.w)(folder, 0o700);
            running.push(await serveAgent(socket, conversation));
            sockets.set(id, socket);
        }
    }
    catch (error) {
        close();
        throw error;
    }
    return { sockets, close };
}
/** Bytes of a key file; BuildKit reads as many. */
const MAX_KEY = 100 * 1024;
async function readKey(file) {
    const label = `ssh key ${file}`;
    try {
        const handle = await (0,promises_.open)(file);
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_KEY), 0, MAX_KEY);
            return identityOf(readPrivateKey(buffer.toString('latin1', 0, bytesRead), label), label);
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        throw new errors/* UserError */.yo(`cannot read ${label}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
;// CONCATENATED MODULE: ./lib/app/sources/open-remote.js














/**
 * What fetches downloads and repositories, with the agents and secrets that let in to servers. No server is asked yet.
 *
 * @param folder absolute path of a folder for what is fetched, and for sockets; removed by the caller
 * @throws UserError for a file that holds no ssh key that can be used
 */
async function openRemote(host, { ssh, secrets }, folder) {
    (0,make_folders/* makeFolders */.w)(folder, 0o700);
    const agents = await openSshAgents(ssh, external_node_path_.join(folder, 'ssh'));
    const readable = (0,options_secrets/* readSecrets */.q)(secrets);
    const http = (0,http_client/* httpClientOf */.X)(host);
    const downloads = new Downloads({
        http,
        notes: new DownloadNotes((0,root_folder/* pathInRoot */.hA)(host.root, 'downloads')),
        secrets: readable,
        folder: external_node_path_.join(folder, 'downloads'),
    });
    const git = new git_program/* GitProgram */.j({
        path: host.programPath,
        proxies: host.proxies,
        agent: agents.sockets.get('default'),
        knownHosts: external_node_path_.join(folder, 'known_hosts'),
    });
    const repositories = new Repositories({
        git,
        secrets: readable,
        checkedOut: host.checkedOut,
        folder: external_node_path_.join(folder, 'repositories'),
        openDirectory: (root, label, signal) => directory_context/* DirectoryContext */.n.open({ root, ignore: [], label, signal }),
        openArchive: async (bytes, directory, label, signal) => {
            const { files } = await (0,standard_input/* readStandardInput */.e)(bytes, { directory, signal, from: `from ${label}` });
            return new tar_context/* TarContext */.h({ files, ignore: [], label, signal });
        },
    });
    return {
        files: new NotedSources({
            download: (url, options, signal) => downloads.open(url, options, signal),
            repository: (source, signal) => repositories.open(source, signal),
        }),
        sshSockets: agents.sockets,
        close: () => {
            http.close();
            agents.close();
        },
    };
}


/***/ }),

/***/ 17998:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ remoteTime)
/* harmony export */ });
/* harmony import */ var _context_standard_input_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40526);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _layer_source_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38177);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9501);




/**
 * The time of a remote source's last change, in seconds since the epoch. For a repository, it is the time of the commit. For a file, it is
 * the time that the server sends. If the server sends none for an archive, it is the time of the newest file in it. `undefined` if the time
 * is not known.
 *
 * @throws UserError or InfraError if the source cannot be fetched
 */
async function remoteTime(source, checksum, { remote, scratch, signal }) {
    if (source.kind === 'git') {
        const wanted = checksum === undefined ? source.address : { ...source.address, checksum };
        return (await remote.repository(wanted, signal)).time(signal);
    }
    if (checksum !== undefined && !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(checksum))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid checksum ${checksum}`);
    const { name, url } = source;
    const tree = await remote.download(url, { name, checksum }, signal);
    const modified = (await tree.lstat(name))?.mtime ?? 0;
    // Zero means that the server sent no time.
    if (modified !== 0)
        return modified;
    return newestOf((0,_layer_source_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .fileBytes */ .s)(tree, name), scratch(), signal);
}
async function newestOf(bytes, directory, signal) {
    try {
        const input = await (0,_context_standard_input_js__WEBPACK_IMPORTED_MODULE_0__/* .readStandardInput */ .e)(bytes, { directory, signal, from: 'from the server' });
        input.files.close();
        return input.kind === 'archive' ? input.files.newest : undefined;
    }
    catch (error) {
        // It is not an archive.
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 87613:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ Progress)
/* harmony export */ });
/** Milliseconds between two reports. */
const INTERVAL_MS = 100;
/** Reports the progress of a transfer of bytes: about ten times a second, and always at the end. */
class Progress {
    #total;
    #report;
    #now;
    #done = 0;
    #last = Number.NEGATIVE_INFINITY;
    /**
     * @param report gets the bytes so far. At the end it gets `total`, and if nothing had to move, the reason
     * @param now milliseconds
     */
    constructor(total, report, now) {
        this.#total = total;
        this.#report = report;
        this.#now = now;
    }
    /** Another attempt begins from the start. */
    restart() {
        this.#done = 0;
    }
    add(bytes) {
        this.#done += bytes;
        // `finish` reports the end, when the other side has taken all bytes.
        if (this.#done >= this.#total || this.#now() - this.#last < INTERVAL_MS)
            return;
        this.#last = this.#now();
        this.#report(this.#done);
    }
    finish(skipped) {
        this.#report(this.#total, skipped);
    }
}


/***/ }),

/***/ 52209:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ SingleFlight)
/* harmony export */ });
/* harmony import */ var _abortable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32206);

/** Work that several callers may ask for at the same time: one of them does it for all. Results are not kept. */
class SingleFlight {
    #flights = new Map();
    /**
     * The result of the work that runs for `key` already, or else of `start`. If the work of another caller is aborted by that
     * caller's signal, we start our own.
     */
    async run(key, signal, start) {
        for (;;) {
            const other = this.#flights.get(key);
            if (other === undefined)
                return await this.#lead(key, start);
            try {
                return await (0,_abortable_js__WEBPACK_IMPORTED_MODULE_0__/* .settledBefore */ .Z)(signal, other);
            }
            catch (error) {
                signal.throwIfAborted();
                if (!(error instanceof Error && error.name === 'AbortError'))
                    throw error;
            }
        }
    }
    async #lead(key, start) {
        const flight = start();
        this.#flights.set(key, flight);
        try {
            return await flight;
        }
        finally {
            this.#flights.delete(key);
        }
    }
}


/***/ }),

/***/ 4109:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ withTimeLimit)
/* harmony export */ });
/**
 * A signal that is aborted when `signal` is, or after a time. It has a timer of its own: in Node 20, a signal of
 * `AbortSignal.timeout` that only `AbortSignal.any` refers to is collected as garbage, and then it never ends anything.
 *
 * @param ms milliseconds
 */
function withTimeLimit(signal, ms) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException(`it took longer than ${ms} ms`, 'TimeoutError')), ms);
    // Whoever waits keeps the process; the limit alone does not.
    timer.unref();
    return AbortSignal.any([signal, late.signal]);
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

/***/ 27674:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SZ: () => (/* binding */ isPackedPath),
/* harmony export */   e3: () => (/* binding */ packedPath),
/* harmony export */   ho: () => (/* binding */ PACKED_PATH),
/* harmony export */   mO: () => (/* binding */ isDetail),
/* harmony export */   p1: () => (/* binding */ packedKind)
/* harmony export */ });
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90920);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);


/** The paths below the root of the files for a record, a list of files, a tree, an index and a blob. */
const packedPath = {
    record: (key) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('records', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(key)),
    list: (digest) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('fileLists', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(digest)),
    tree: (contentId) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('trees', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(contentId)),
    index: (diffId) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('indexes', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(diffId)),
    sizes: (diffId) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('pathSizes', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(diffId)),
    invocation: (hash) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('invocations', hash),
    blob: (digest) => (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('blobs', 'sha256', (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(digest)),
};
/** What builds whose steps all hit can do without. Such files may be in parcels beside the pack. */
const DETAILS = new Set(['index', 'list', 'blob']);
const FOLDERS = {
    blob: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('blobs', 'sha256'),
    index: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('indexes'),
    record: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('records'),
    list: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('fileLists'),
    tree: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('trees'),
    scope: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('scopes'),
    sizes: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('pathSizes'),
    invocation: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('invocations'),
    baseline: (0,_files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__/* .pathFromRoot */ ._f)('baselines'),
};
const KINDS = new Map(Object.entries(FOLDERS).map(([kind, folder]) => [folder, kind]));
/** The paths that files of a pack may have. A pack cannot write any other file below a machine's root. */
const PACKED_PATH = new RegExp(`^(?:${Object.values(FOLDERS).join('|')})/[a-f0-9]{64}$`);
function isPackedPath(path) {
    return PACKED_PATH.test(path);
}
/** @returns `undefined` for a path that no file of a pack may have */
function packedKind(path) {
    return isPackedPath(path) ? KINDS.get(path.slice(0, path.lastIndexOf('/'))) : undefined;
}
/** @param path of a file of a pack */
function isDetail(path) {
    return DETAILS.has(packedKind(path));
}


/***/ }),

/***/ 31744:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ DirectoryContext)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/text/format.js
var format = __webpack_require__(23808);
;// CONCATENATED MODULE: ./lib/layer/file-content.js




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
    yield* openedContent((0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(path), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK), size);
}
/** `fileContent` of a file that is open already, and is closed at the end. */
function* openedContent(fd, size) {
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
    try {
        for (let total = 0;;) {
            const count = (0,external_node_fs_.readSync)(fd, buffer, 0, buffer.length, null);
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
        (0,external_node_fs_.closeSync)(fd);
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
        throw new errors/* UserError */.yo(`the sparse files up to ${(0,byte_name/* displayName */.QC)(name)} have more than ${(0,format/* formatBytes */.z3)(MOST_HOLES)} of holes`, {
            hint: 'An image holds holes as zeros. A useradd with a high uid makes such a file: give it --no-log-init.',
        });
    }
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/async/yielding.js
var yielding = __webpack_require__(43409);
;// CONCATENATED MODULE: ./lib/context/context-entry.js



/** An inode's number may have more bits than are kept: no two states of a file differ in those alone. */
const INODES = 2 ** 32;
/**
 * The entry at `file`, as BuildKit sends it: owner 0:0, all twelve mode bits, times in whole seconds, no extended attributes
 * (Node cannot read them). Devices and fifos are kept; a socket becomes an empty regular file, since BuildKit's sender clears
 * the socket bit. Hard links become separate files.
 *
 * @param file absolute path, as in `name.ts`
 * @param path what the entry is called
 * @returns `undefined` if there is no file
 * @throws what `lstat` throws otherwise, e.g. EACCES
 */
function readContextEntry(file, path, platform) {
    const stats = lstatOrNothing(file);
    if (stats === undefined)
        return undefined;
    const mode = permissions(stats, platform);
    const mtime = Math.floor(stats.mtimeMs / 1000);
    const identity = { size: stats.isFile() ? stats.size : 0, mtimeMs: stats.mtimeMs, inode: stats.ino % INODES };
    const entryOf = () => {
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        if (stats.isDirectory())
            return { ...metadata, type: 'directory' };
        if (stats.isSymbolicLink())
            return { ...metadata, type: 'symlink', target: linkTarget(file, platform) };
        if (stats.isFIFO())
            return { ...metadata, type: 'fifo' };
        if (stats.isCharacterDevice())
            return { ...metadata, type: 'char', ...deviceNumbers(stats.rdev) };
        if (stats.isBlockDevice())
            return { ...metadata, type: 'block', ...deviceNumbers(stats.rdev) };
        // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
        return { type: 'file', path, mode, uid: 0, gid: 0, mtime, size: stats.isFile() ? stats.size : 0 };
    };
    return { entry: entryOf(), identity, readable: stats.isFile() };
}
function sameIdentity(file, identity) {
    const stats = lstatOrNothing(file);
    return (stats !== undefined &&
        stats.size === identity.size &&
        stats.mtimeMs === identity.mtimeMs &&
        stats.ino % INODES === identity.inode);
}
function lstatOrNothing(file) {
    try {
        return (0,external_node_fs_.lstatSync)((0,byte_name/* fsPath */.Jk)(file), { throwIfNoEntry: false });
    }
    catch (error) {
        const code = (0,errors/* errorCode */.CA)(error);
        // No file of this system can have such a name: it is too long, or contains a NUL.
        if (code === 'ENAMETOOLONG' || code === 'ERR_INVALID_ARG_VALUE')
            return undefined;
        throw error;
    }
}
function permissions(stats, platform) {
    // Windows has no executable bit, so BuildKit sets it on everything, and takes the bits of others' write access away.
    if (platform === 'win32')
        return (stats.mode | 0o111) & 0o755;
    // A link's own mode is 0777 on Linux and follows the umask elsewhere, where it means as little.
    return stats.isSymbolicLink() ? 0o777 : stats.mode & 0o7777;
}
function linkTarget(file, platform) {
    const target = (0,byte_name/* decodeName */.e4)((0,external_node_fs_.readlinkSync)((0,byte_name/* fsPath */.Jk)(file), { encoding: 'buffer' }));
    return platform === 'win32' ? target.replaceAll('\\', '/') : target;
}
/** Linux's `makedev` undone, for numbers of up to 32 bits, as BuildKit's fsutil reads them. */
function deviceNumbers(device) {
    return { major: (device >>> 8) & 0xfff, minor: (device & 0xff) | ((device >>> 12) & 0xfff00) };
}

// EXTERNAL MODULE: ./lib/layer/source-changed.js
var source_changed = __webpack_require__(25993);
;// CONCATENATED MODULE: ./lib/context/directory-files.js




/** All files in a directory, whether ignored or not. */
class DirectoryFiles {
    #root;
    #prefix;
    #options;
    constructor(root, options) {
        this.#root = root;
        this.#prefix = root.endsWith('/') ? root : `${root}/`;
        this.#options = options;
    }
    read(path) {
        // A name with a backslash or a colon would be another path on Windows; nothing there can be called so.
        const { platform, own, settled } = this.#options;
        if (platform === 'win32' && /[\\:]/.test(path))
            return undefined;
        if (own.has(path))
            return undefined;
        try {
            const found = readContextEntry(this.#place(path), path, platform);
            return found === undefined ? undefined : (settled?.entryOf(path, found) ?? found);
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    names(path) {
        const { own } = this.#options;
        try {
            const names = (0,byte_name/* readNames */.r6)(this.#place(path));
            return own.size === 0 ? names : names.filter((name) => !own.has(path === '' ? name : `${path}/${name}`));
        }
        catch (error) {
            throw this.error(path, error);
        }
    }
    /** The file on this machine that has the content of the file at `path` in the context. */
    path(path) {
        return this.#options.settled?.copyOf(path) ?? this.#place(path);
    }
    #place(path) {
        // Not `join`, which takes as long as looking at the file does.
        return path === '' ? this.#root : `${this.#prefix}${path}`;
    }
    /** What to throw for an error of the file system at `path`. */
    error(path, cause) {
        const code = (0,errors/* errorCode */.CA)(cause);
        if (cause instanceof Error && code === undefined)
            return cause;
        if (code === 'EACCES' || code === 'EPERM') {
            return new errors/* UserError */.yo(`no permission to read ${(0,byte_name/* displayName */.QC)(path)} in ${this.#options.label}`, {
                hint: 'Make it readable, or name it in .dockerignore.',
                cause,
            });
        }
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO')
            return this.changed(path);
        return new errors/* InfraError */.Ri(`cannot read ${(0,byte_name/* displayName */.QC)(path)} in ${this.#options.label}`, { cause });
    }
    /** The error to throw if a file has changed since it was read first. */
    changed(path) {
        const { label, settled, onChange } = this.#options;
        const what = `${(0,byte_name/* displayName */.QC)(path)} in ${label}`;
        if (settled !== undefined)
            return new source_changed/* SourceChanged */.W(what, onChange(path));
        return new errors/* InfraError */.Ri(`${what} changed while it was read`, { retryable: true, hint: source_changed/* STOP_WRITING */.k });
    }
    /** Copies a file, so that its content stays as it is now. */
    settle(path) {
        this.#options.settled?.settle(path, this.#place(path));
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/layer/file-digest.js
var file_digest = __webpack_require__(564);
;// CONCATENATED MODULE: ./lib/context/file-digests.js







/** Up to this size, opening a file takes longer than reading it, and asynchronous calls take several times as long as both. */
const SMALL = 256 * 1024;
const file_digests_CHUNK = 1024 * 1024;
/** Hashing uses one thread. More readers than this would only keep more chunks in memory. */
const READERS = 4;
/** Whether a file is better hashed by `hashSmallFile`. */
function isSmallFile(size) {
    return size <= SMALL;
}
/**
 * The digest of what is in `file`, and how many bytes that is.
 *
 * @param size bytes that it is known to have
 * @throws what `openSync` and `readSync` throw
 */
function hashSmallFile(file, size) {
    const digest = new file_digest/* FileDigest */.d(size);
    for (const chunk of fileContent(file, size))
        digest.update(chunk);
    return { digest: digest.digest(), bytes: digest.seen };
}
/** Hashes big files, a few at a time beside each other. */
async function hashBigFiles(jobs, breather, holes) {
    const left = [...jobs];
    const reader = async () => {
        for (let job = left.shift(); job !== undefined; job = left.shift())
            await hashBig(job, breather, holes);
    };
    await Promise.all(Array.from({ length: Math.min(READERS, left.length) }, reader));
}
async function hashBig(job, breather, holes) {
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let bytes = 0;
        // O_NONBLOCK: a path that became a fifo since it was looked at must not hang the build.
        const handle = await (0,promises_.open)((0,byte_name/* fsPath */.Jk)(job.file), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        try {
            holes.spend(await handle.stat(), job.path);
            const buffer = Buffer.allocUnsafe(file_digests_CHUNK);
            for (;;) {
                const { bytesRead } = await handle.read(buffer, 0, file_digests_CHUNK);
                if (bytesRead === 0)
                    break;
                hash.update(buffer.subarray(0, bytesRead));
                bytes += bytesRead;
                await breather.pause();
            }
        }
        finally {
            await handle.close();
        }
        job.done((0,digest/* digestOfHex */.z9)(hash.digest('hex')), bytes);
    }
    catch (error) {
        job.failed(error);
    }
}

// EXTERNAL MODULE: ./lib/text/url-credentials.js
var url_credentials = __webpack_require__(76653);
;// CONCATENATED MODULE: ./lib/context/git-config.js

const SECTION = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/;
const SETTING = /^\s*([a-z][\w-]*)\s*=\s*(.*)$/i;
/** `Authorization: basic …` and the like. */
const SECRET_HEADER = /^"?[\w-]*(?:auth|token|cookie|key|secret)[\w-]*\s*:\s*\S/i;
/** A password, or as the user one of the tokens that need none. */
const SECRET_URL = /:\/\/(?:[^\s/@:"]*:[^\s/@"]+|(?:gh[a-z]_|github_pat_|glpat-)[^\s/@"]+)@/i;
/**
 * Finds what lets in to servers in git's configuration (git-config(1)), where `http.<url>.extraheader` is what actions/checkout writes up
 * to version 5, and in the lines of a file of git-credential-store(1).
 *
 * @returns names of the settings, without their values
 */
function secretSettings(text) {
    const found = new Set();
    let section = '';
    let part = '';
    for (const line of text.split(/\r?\n/)) {
        const [, name, ofSection = '', rest] = SECTION.exec(line) ?? [];
        if (name !== undefined)
            [section, part] = [name.toLowerCase(), ofSection];
        const [, key, value = ''] = SETTING.exec(rest ?? line) ?? [];
        const isSecret = SECRET_URL.test(line) ||
            (section === 'http' && key?.toLowerCase() === 'extraheader' && SECRET_HEADER.test(value)) ||
            (section === 'credential' && /password=[^\s"$]/.test(value));
        if (isSecret)
            found.add(nameOf(section, part, key));
    }
    return [...found];
}
function nameOf(section, part, key) {
    if (section === '')
        return 'an address with a password';
    return [section, (0,url_credentials/* redactCredentials */.U)(part), key ?? ''].filter((name) => name !== '').join('.');
}

;// CONCATENATED MODULE: ./lib/context/git-folder.js

/** Names in a `.git` folder that are not the same in two clones of one commit. */
const DIFFERS = /^(.*\/)?\.git\/(?:index$|logs\/)/;
/** Also those of submodules and worktrees. */
const MAY_HOLD_CREDENTIALS = /(?:^|\/)\.git\/(?:(?:modules|worktrees)\/.+\/)?(?:config|config\.worktree|credentials)$/;
/** Bytes of a file that are looked at. */
const MAX_CONFIG = 256 * 1024;
/** Watches which parts of `.git` in a directory go into layers. */
class GitFolder {
    #tree;
    /** An instruction is run for each platform, and sometimes again. */
    #told = new Set();
    /** Most contexts have no such folder that anybody looks at. */
    #isThere = false;
    constructor(tree) {
        this.#tree = tree;
    }
    /** The same tree, watched. Whoever finds a path has looked at those above it. */
    watched(tree) {
        return {
            read: (path) => {
                if (path.endsWith('.git'))
                    this.#isThere = true;
                return tree.read(path);
            },
            names: (path) => tree.names(path),
        };
    }
    /**
     * @param line of the instruction that takes the paths
     * @returns nothing for a line that was asked for before
     */
    async concerns(line, paths) {
        if (!this.#isThere || this.#told.has(line))
            return [];
        const inGit = [];
        for await (const path of paths)
            if (path.includes('.git/'))
                inGit.push(path);
        if (inGit.length === 0 || this.#told.has(line))
            return [];
        this.#told.add(line);
        return [...differing(inGit), ...(await this.#credentials(inGit))];
    }
    async #credentials(paths) {
        const concerns = [];
        for await (const { path, data } of this.#tree.contents(paths.filter((each) => MAY_HOLD_CREDENTIALS.test(each)))) {
            const chunks = [];
            let bytes = 0;
            for await (const chunk of data) {
                if (bytes < MAX_CONFIG)
                    chunks.push(Uint8Array.from(chunk));
                bytes += chunk.length;
            }
            const names = secretSettings(Buffer.concat(chunks).toString());
            if (names.length > 0)
                concerns.push(credentialConcern(path, names));
        }
        return concerns;
    }
}
/** A single file of `.git` was taken on purpose. */
function differing(paths) {
    const taken = new Set(paths);
    const whole = paths.some((path) => {
        const [, above = ''] = DIFFERS.exec(path) ?? [];
        return DIFFERS.test(path) && taken.has(`${above}.git/HEAD`);
    });
    if (!whole)
        return [];
    return [
        {
            message: 'this takes .git into the image. Two shallow clones of one commit differ in .git/index and .git/logs, so on another machine this step and all that follow it miss the cache',
            hint: 'Add .git to .dockerignore.',
        },
    ];
}
function credentialConcern(path, names) {
    return {
        message: `this takes ${path} into a layer, and that file holds a credential: ${names.join(', ')}`,
        hint: 'Add .git to .dockerignore, or use actions/checkout with persist-credentials: false. If such an image was pushed, revoke the credential.',
        severe: true,
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/context/find-dockerfile.js
var find_dockerfile = __webpack_require__(57139);
;// CONCATENATED MODULE: ./lib/context/own-files.js





/**
 * The paths of a context that the running command itself writes: outputs, reports, the file of its standard output, and folders
 * that contain nothing else. They are not part of the context, or each build would change what the next one copies.
 *
 * @param root absolute path of the context, without links
 * @param written absolute paths of files and folders, which need not exist yet
 */
function ownPaths(root, written) {
    const own = new Set();
    for (const file of written) {
        const below = (0,find_dockerfile/* pathInContext */.kP)(root, withoutLinks(file))?.split(external_node_path_.sep).join('/');
        // A layout may be written to the context's own folder. The context is read anyway.
        if (below !== undefined && below !== '')
            own.add(below);
    }
    for (const below of own) {
        // The loop also visits what is added meanwhile. A folder may have been made only for the file.
        const folder = (0,path_parts/* parentPath */.yl)(below);
        if (folder !== '' && holdsNothingElse(external_node_path_.join(root, folder), folder, own))
            own.add(folder);
    }
    return own;
}
function holdsNothingElse(folder, below, own) {
    try {
        return (0,byte_name/* readNames */.r6)(folder).every((name) => own.has(`${below}/${name}`));
    }
    catch {
        // The folder does not exist yet.
        return true;
    }
}
/** Follows links in the folders of the path that exist, but not in the last name: the output replaces a link with that name. */
function withoutLinks(file) {
    return external_node_path_.join(realFolder(external_node_path_.dirname(file)), external_node_path_.basename(file));
}
function realFolder(folder) {
    try {
        return (0,external_node_fs_.realpathSync)(folder);
    }
    catch {
        const above = external_node_path_.dirname(folder);
        return above === folder ? folder : external_node_path_.join(realFolder(above), external_node_path_.basename(folder));
    }
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/context/settled-files.js





const settled_files_CHUNK = 512 * 1024;
/** Copies of the files of a context that changed while they were read. The build continues with the copies, which do not change. */
class SettledFiles {
    #folder;
    #copies = new Map();
    /** @param folder absolute path of a folder for the copies; made when the first is, removed by the caller */
    constructor(folder) {
        this.#folder = folder;
    }
    /** Absolute path of the copy of the file at `path`, if there is one. */
    copyOf(path) {
        return this.#copies.get(path);
    }
    /** The entry with the size that its copy has, if there is one. */
    entryOf(path, found) {
        const copy = this.#copies.get(path);
        const copied = copy === undefined ? undefined : readContextEntry(copy, path, process.platform);
        if (copied?.entry.type !== 'file' || found.entry.type !== 'file')
            return undefined;
        return { ...copied, entry: { ...found.entry, size: copied.entry.size } };
    }
    /** Copies the current content of the file. If it is not a regular file any more, there is no copy, and it is read again. */
    settle(path, file) {
        this.#copies.delete(path);
        let fd;
        try {
            fd = (0,external_node_fs_.openSync)((0,byte_name/* fsPath */.Jk)(file), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
        }
        catch {
            return;
        }
        try {
            const stats = (0,external_node_fs_.fstatSync)(fd);
            if (!stats.isFile())
                return;
            (0,make_folders/* makeFolders */.w)(this.#folder, 0o700);
            const copy = (0,external_node_path_.join)(this.#folder, String(this.#next++));
            copyBytes(fd, copy, stats.size);
            this.#copies.set(path, copy);
        }
        finally {
            (0,external_node_fs_.closeSync)(fd);
        }
    }
    #next = 0;
}
/** Copies at most as many bytes as the file had when it was opened, since it may grow all the time. */
function copyBytes(from, file, size) {
    const to = (0,external_node_fs_.openSync)(file, 'wx', 0o600);
    try {
        const buffer = Buffer.allocUnsafe(Math.min(settled_files_CHUNK, Math.max(size, 1)));
        for (let left = size; left > 0;) {
            const count = (0,external_node_fs_.readSync)(from, buffer, 0, Math.min(buffer.length, left), null);
            if (count === 0)
                return;
            for (let at = 0; at < count;)
                at += (0,external_node_fs_.writeSync)(to, buffer, at, count - at);
            left -= count;
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(to);
    }
}

// EXTERNAL MODULE: ./lib/context/visible-tree.js + 1 modules
var visible_tree = __webpack_require__(88486);
;// CONCATENATED MODULE: ./lib/context/directory-context.js












const EMPTY = (0,digest/* sha256 */.sc)('');
/**
 * A directory of this machine as a build context. Files are read only when needed, and once: a COPY of `src/` never looks into
 * `node_modules/`. A build sees one state of every file: one that changes while it is read is copied, and `SourceChanged` asks for
 * another pass, which reads the copy.
 */
class DirectoryContext {
    label;
    sentInParts = true;
    readsInParts = true;
    /** Absolute path of the directory, without links. */
    root;
    #files;
    #tree;
    #breather;
    #git;
    #holes = new HoleBudget();
    /** Paths of files that changed since they were read first. */
    #changed = new Set();
    /** Of big files. Those of small ones are kept by the tree: they are known at once, and may be very many. */
    #digests = new Map();
    constructor(root, options) {
        this.root = root;
        this.label = options.label ?? 'the build context';
        this.#breather = new yielding/* EventLoopTurns */.j(options.signal);
        this.#files = new DirectoryFiles(root, {
            label: this.label,
            platform: options.platform ?? process.platform,
            own: ownPaths(root, options.own ?? []),
            settled: options.scratch === undefined ? undefined : new SettledFiles(options.scratch),
            onChange: (path) => {
                this.#changed.add(path);
                return () => this.#settle();
            },
        });
        this.#git = options.watchesGit === true ? new GitFolder(this) : undefined;
        this.#tree = new visible_tree/* VisibleTree */.J(this.#git?.watched(this.#files) ?? this.#files, options.ignore, this.#breather);
    }
    /** @throws UserError when `options.root` is not a directory */
    static open(options) {
        return new DirectoryContext(contextRoot(options.root), options);
    }
    get paths() {
        return this.#tree.paths;
    }
    /** @throws UserError when it may not be looked at */
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    /** When the file was changed last, in milliseconds since the epoch with their fractions; `undefined` if there is none. */
    async modifiedMs(path) {
        return (await this.#tree.visible(path))?.identity.mtimeMs;
    }
    /** @throws UserError when the directory may not be read */
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    async concerns(line, paths) {
        return (await this.#git?.concerns(line, paths)) ?? [];
    }
    /** @throws SourceChanged if a file has changed since it was read first; UserError if it cannot be read */
    async digests(paths) {
        const jobs = [];
        for (const path of paths) {
            if (this.#isKnown(path))
                continue;
            const file = await this.#file(path);
            if (this.#isKnown(path))
                continue;
            if (!file.readable)
                this.#tree.noteDigest(path, EMPTY);
            else if (isSmallFile(file.entry.size))
                this.#tree.noteDigest(path, this.#hash(path, file));
            else
                this.#digests.set(path, this.#queue(path, file, jobs));
        }
        try {
            await hashBigFiles(jobs, this.#breather, this.#holes);
        }
        catch (error) {
            for (const job of jobs)
                job.failed(error);
            throw error;
        }
        const digests = new Map();
        for (const path of paths) {
            const digest = this.#tree.digestOf(path) ?? (await this.#digests.get(path));
            if (digest !== undefined)
                digests.set(path, digest);
        }
        return digests;
    }
    #isKnown(path) {
        return this.#tree.hasDigest(path) || this.#digests.has(path);
    }
    #hash(path, file) {
        let hashed;
        try {
            hashed = hashSmallFile(this.#files.path(path), file.entry.size);
        }
        catch (error) {
            throw this.#files.error(path, error);
        }
        if (!this.#isUnchanged(path, file, hashed.bytes))
            throw this.#files.changed(path);
        return hashed.digest;
    }
    #queue(path, file, jobs) {
        const digest = new Promise((resolve, reject) => {
            const done = (made, bytes) => {
                if (this.#isUnchanged(path, file, bytes))
                    resolve(made);
                else
                    reject(this.#files.changed(path));
            };
            const failed = (error) => reject(this.#files.error(path, error));
            jobs.push({ file: this.#files.path(path), path, done, failed });
        });
        // Callers that await it see the failure. Without this line, a failure that nobody awaits would end the process.
        digest.catch(() => undefined);
        return digest;
    }
    /**
     * In the order of the paths.
     *
     * @throws as `digests` does; for a change, at the latest after a file's last byte
     */
    async *contents(paths) {
        for (const path of [...new Set(paths)].sort()) {
            const file = await this.#file(path);
            yield { path, size: file.entry.size, data: file.readable ? this.#read(path, file) : [] };
        }
    }
    *#read(path, file) {
        const { size } = file.entry;
        let bytes = 0;
        const chunks = fileContent(this.#files.path(path), size);
        try {
            for (;;) {
                const chunk = next(chunks, (error) => this.#files.error(path, error));
                // The layer's header, with the size, is already written. Further bytes would corrupt the layer.
                if (chunk === undefined || bytes + chunk.length > size)
                    break;
                bytes += chunk.length;
                yield chunk;
            }
        }
        finally {
            chunks.return();
        }
        if (!this.#isUnchanged(path, file, bytes))
            throw this.#files.changed(path);
    }
    /** Reads the changed files again at the next use. Call it when nobody reads any more, so that all readers see the same change. */
    #settle() {
        for (const path of this.#changed) {
            this.#files.settle(path);
            this.#tree.forget(path);
            this.#digests.delete(path);
        }
        this.#changed.clear();
    }
    #isUnchanged(path, file, bytes) {
        return bytes === file.entry.size && sameIdentity(this.#files.path(path), file.identity);
    }
    async #file(path) {
        const found = await this.#tree.visible(path);
        if (found === undefined || !isFile(found)) {
            throw new errors/* EngineBug */.Bp(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
        }
        return found;
    }
}
function isFile(found) {
    return found.entry.type === 'file';
}
/** The next chunk. Errors of the file system are explained; those that the consumer throws at its `yield` do not pass here. */
function next(chunks, explain) {
    try {
        const result = chunks.next();
        return result.done === true ? undefined : result.value;
    }
    catch (error) {
        throw explain(error);
    }
}
function contextRoot(path) {
    try {
        const root = (0,external_node_fs_.realpathSync)(path);
        if ((0,external_node_fs_.statSync)(root).isDirectory())
            return root;
    }
    catch (error) {
        const code = (0,errors/* errorCode */.CA)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            throw new errors/* UserError */.yo(`build context ${path} not found`, { cause: error });
        throw new errors/* InfraError */.Ri(`cannot open the build context ${path}`, { cause: error });
    }
    throw new errors/* UserError */.yo(`build context ${path} is not a directory`, {
        hint: 'Give the directory, and the Dockerfile in it with -f.',
    });
}


/***/ }),

/***/ 57139:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   kP: () => (/* binding */ pathInContext),
/* harmony export */   mQ: () => (/* binding */ findDockerfile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _files_text_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10511);



const DEFAULT_NAME = 'Dockerfile';
/**
 * The Dockerfile at `file`. If it is in the context, it may be a link to another file of the context. If it is outside, the user
 * named it, and it may be a link to a file in its own folder.
 *
 * As in BuildKit (frontend/dockerui), `dockerfile` is used if there is no `Dockerfile`.
 *
 * @param context absolute path of the context; `undefined` if the context is not a folder of this machine
 * @param file absolute path
 * @throws UserError for a device, a fifo, or a link that leads out of the folder
 */
function findDockerfile(context, file) {
    const found = readAt(context, file);
    if (found.text !== 'absent' || node_path__WEBPACK_IMPORTED_MODULE_0__.basename(file) !== DEFAULT_NAME)
        return found;
    const lower = readAt(context, node_path__WEBPACK_IMPORTED_MODULE_0__.join(node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(file), DEFAULT_NAME.toLowerCase()));
    return lower.text === 'absent' ? found : lower;
}
/** @throws UserError if there is no such file */
function textOf({ file, text }) {
    if (typeof text !== 'string')
        return text;
    const why = text === 'absent' ? 'there is no such file' : 'it is a directory';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`failed to read the Dockerfile ${file}: ${why}`, {
        hint: 'Name it with --file PATH.',
    });
}
/** The path of `file` below the context; `undefined` if it is outside. */
function pathInContext(context, file) {
    const below = node_path__WEBPACK_IMPORTED_MODULE_0__.relative(context, file);
    return below === '..' || below.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_0__.sep}`) || node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(below) ? undefined : below;
}
function readAt(context, file) {
    const location = locationOf(context, file);
    return { file, location, text: (0,_files_text_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readTextFile */ .G)(location, `the Dockerfile ${file}`) };
}
function locationOf(context, file) {
    const below = context === undefined ? undefined : pathInContext(context, file);
    if (context !== undefined && below !== undefined) {
        return { folder: context, path: below, folderName: 'the build context' };
    }
    const folder = node_path__WEBPACK_IMPORTED_MODULE_0__.dirname(file);
    return { folder, path: node_path__WEBPACK_IMPORTED_MODULE_0__.basename(file), folderName: folder };
}


/***/ }),

/***/ 67844:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ loadIgnoreFile),
/* harmony export */   k: () => (/* binding */ ignoreFileOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _files_text_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10511);
/* harmony import */ var _layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34561);



const COMMON_NAME = '.dockerignore';
/**
 * The patterns of a build. They come from `<Dockerfile>.dockerignore` beside the Dockerfile if it exists, else from `.dockerignore`
 * at the root of the context. The two are never combined.
 *
 * @param root absolute path of the context
 * @param dockerfile where the Dockerfile is; `undefined`: only `.dockerignore` is read
 * @throws UserError for a line that is not a pattern, a device, a fifo, or a link that leads out of the folder
 */
function loadIgnoreFile(root, dockerfile) {
    const common = { folder: root, path: COMMON_NAME, folderName: 'the build context' };
    const own = dockerfile === undefined ? [] : [{ ...dockerfile, path: `${dockerfile.path}.dockerignore` }];
    for (const location of [...own, common]) {
        const name = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(location.path);
        const text = (0,_files_text_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readTextFile */ .G)(location, name);
        // A directory of that name excludes nothing, as with BuildKit.
        if (typeof text !== 'string')
            return (0,_layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__/* .readIgnoreFile */ .rj)(text, name);
    }
    return [];
}
/**
 * The same for a context that is an archive, with the Dockerfile in it.
 *
 * @param dockerfile path in the archive
 */
function ignoreFileOf(files, dockerfile) {
    const names = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
    for (const name of [...names, COMMON_NAME]) {
        const bytes = files.fileAt(name);
        if (bytes !== undefined)
            return (0,_layer_pattern_dockerignore_js__WEBPACK_IMPORTED_MODULE_2__/* .readIgnoreFile */ .rj)(bytes, name);
    }
    return [];
}


/***/ }),

/***/ 40526:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ readStandardInput)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/read-bytes.js
var read_bytes = __webpack_require__(41828);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/text-file.js
var text_file = __webpack_require__(10511);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-block.js
var tar_block = __webpack_require__(38282);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/context/tar-files.js








/** An archive with more members than this is refused, to bound memory. */
const MAX_ENTRIES = 1_000_000;
const CHUNK = 512 * 1024;
const EMPTY_FILE = { size: 0, mtimeMs: 0, inode: 0 };
/**
 * An unpacked tar: entries in memory, the content of all files in one file. So names, links, modes and owners of the archive
 * never reach the file system, and an ordinary user can read archives that only root could unpack.
 */
class TarFiles {
    #nodes = new Map([['', directoryNode('', 0o755, 0)]]);
    #contentFile;
    #fd;
    #end = 0;
    #newest;
    #current;
    /** @param contentFile absolute path of a file that is made for the bytes, and that must not exist */
    constructor(contentFile) {
        this.#contentFile = contentFile;
        this.#fd = (0,external_node_fs_.openSync)(contentFile, 'wx+', 0o600);
    }
    entry(header) {
        const { path, mode, mtime } = header;
        const metadata = { path, mode, uid: 0, gid: 0, mtime };
        if (header.typeflag === '0' || header.typeflag === '1')
            this.#newest = Math.max(this.#newest ?? mtime, mtime);
        switch (header.typeflag) {
            case '0': {
                const extent = { offset: this.#end, size: header.size, digest: NO_DIGEST };
                this.#current = { extent, hash: (0,external_node_crypto_.createHash)('sha256') };
                this.#put({ entry: { ...metadata, type: 'file', size: header.size }, extent });
                return;
            }
            case '1': {
                this.#link(header);
                return;
            }
            case '2': {
                this.#put({ entry: { ...metadata, mode: 0o777, type: 'symlink', target: header.linkname } });
                return;
            }
            case '3':
            case '4': {
                this.#put({
                    entry: {
                        ...metadata,
                        type: header.typeflag === '3' ? 'char' : 'block',
                        major: header.major,
                        minor: header.minor,
                    },
                });
                return;
            }
            case '5': {
                const before = this.#nodes.get(path)?.children;
                this.#put(directoryNode(path, mode, mtime, before));
                return;
            }
            case '6': {
                this.#put({ entry: { ...metadata, type: 'fifo' } });
                return;
            }
            default:
                // Anything else, such as a volume label, is not part of a tree.
                return;
        }
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#fd, chunk, at, chunk.length - at, this.#end + at);
        this.#end += chunk.length;
    }
    end() {
        if (this.#current !== undefined)
            this.#current.extent.digest = (0,digest/* digestOfHex */.z9)(this.#current.hash.digest('hex'));
        this.#current = undefined;
    }
    read(path) {
        const entry = this.#nodes.get(path)?.entry;
        return entry === undefined ? undefined : { entry, identity: EMPTY_FILE, readable: false };
    }
    names(path) {
        return [...(this.#nodes.get(path)?.children ?? [])];
    }
    /** The content of a regular file; `undefined` if there is no such file. */
    digest(path) {
        return this.#nodes.get(path)?.extent?.digest;
    }
    /** Where a regular file's bytes begin, so that many files can be read in order. */
    offset(path) {
        return this.#nodes.get(path)?.extent?.offset ?? 0;
    }
    /** The bytes of a regular file; a chunk is valid until the next one is asked for. */
    *content(path) {
        const extent = this.#nodes.get(path)?.extent;
        if (extent === undefined)
            return;
        const buffer = Buffer.allocUnsafe(Math.min(extent.size, CHUNK));
        for (let done = 0; done < extent.size;) {
            const count = (0,external_node_fs_.readSync)(this.#fd, buffer, 0, Math.min(buffer.length, extent.size - done), extent.offset + done);
            if (count === 0)
                throw new errors/* InfraError */.Ri(`${this.#contentFile} was cut off while the build was using it`);
            done += count;
            yield buffer.subarray(0, count);
        }
    }
    /**
     * The file that `path` leads to, links followed inside of the archive: for the Dockerfile and its .dockerignore.
     *
     * @throws UserError when it is larger than such files are
     */
    fileAt(path) {
        const tree = { lstat: (at) => this.#nodes.get(at)?.entry };
        try {
            const { entry, path: at } = (0,resolve_path/* resolvePathSync */.Bh)(tree, path, { followLast: true });
            if (entry?.type !== 'file')
                return undefined;
            if (entry.size > text_file/* MAX_TEXT_FILE */.K) {
                throw new errors/* UserError */.yo(`failed to read ${(0,byte_name/* displayName */.QC)(path)}: it is larger than ${text_file/* MAX_TEXT_FILE */.K / 1024 / 1024} MiB`);
            }
            return Buffer.concat([...this.content(at)].map(copy));
        }
        catch (error) {
            if (error instanceof resolve_path/* TooManyLinks */.p1)
                return undefined;
            throw error;
        }
    }
    /** When the newest of the archive's files was changed, in seconds since the epoch; undefined where it has none. */
    get newest() {
        return this.#newest;
    }
    /** Closes the content file; nothing can be read afterwards. */
    close() {
        (0,external_node_fs_.closeSync)(this.#fd);
    }
    #link(header) {
        const target = this.#nodes.get(header.linkname);
        if (target?.extent === undefined || target.entry.type !== 'file') {
            throw new errors/* UserError */.yo(`the context on standard input has a hard link ${(0,byte_name/* displayName */.QC)(header.path)} to ${(0,byte_name/* displayName */.QC)(header.linkname)}, which is not a file before it`);
        }
        this.#put({ entry: { ...target.entry, path: header.path }, extent: target.extent });
    }
    /** Later members win, as they do when a tar is unpacked. */
    #put(node) {
        const { path } = node.entry;
        if (path === '') {
            if (node.children === undefined)
                throw new errors/* UserError */.yo('the context on standard input has a root that is not a directory');
            this.#nodes.set('', node);
            return;
        }
        if (this.#nodes.size >= MAX_ENTRIES) {
            throw new errors/* UserError */.yo(`the context on standard input has more than ${MAX_ENTRIES} entries`);
        }
        this.#parent(path, (0,byte_name/* displayName */.QC)(path)).add(path.slice(path.lastIndexOf('/') + 1));
        if (node.children === undefined)
            this.#remove(path);
        this.#nodes.set(path, node);
    }
    /** The names of the directory around `path`, which is made where the archive does not have it. */
    #parent(path, shown) {
        const parent = (0,path_parts/* parentPath */.yl)(path);
        const node = this.#nodes.get(parent);
        if (node?.children !== undefined)
            return node.children;
        if (node !== undefined) {
            throw new errors/* UserError */.yo(`the context on standard input has ${shown} below ${(0,byte_name/* displayName */.QC)(parent)}, which is not a directory`);
        }
        this.#parent(parent, shown).add(parent.slice(parent.lastIndexOf('/') + 1));
        const children = new Set();
        this.#nodes.set(parent, directoryNode(parent, 0o755, 0, children));
        return children;
    }
    #remove(path) {
        for (const name of this.#nodes.get(path)?.children ?? [])
            this.#remove(`${path}/${name}`);
        this.#nodes.delete(path);
    }
}
/** A placeholder until the last byte of a member was read. */
const NO_DIGEST = (0,digest/* digestOfHex */.z9)('0'.repeat(64));
function directoryNode(path, mode, mtime, children = new Set()) {
    return { entry: { path, mode, uid: 0, gid: 0, mtime, type: 'directory' }, children };
}
function copy(chunk) {
    return Buffer.from(chunk);
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
;// CONCATENATED MODULE: ./lib/context/standard-input.js









/**
 * Reads the context that was given as `-`. As with docker, the first bytes decide: a compressed stream (gzip, bzip2, xz,
 * zstd) or a tar header is an archive, anything else is the text of a Dockerfile, whose context is then empty.
 *
 * @throws UserError when nothing came, or an archive that is damaged
 */
async function readStandardInput(stream, options) {
    const { from = 'on standard input' } = options;
    const { start, whole } = await (0,read_bytes/* peekBytes */.JY)(stream, tar_block/* BLOCK */.IE);
    if (start.length === 0) {
        throw new errors/* UserError */.yo(`nothing came ${from}`, {
            hint: 'Pipe a Dockerfile or a tar of the context into the build, or give a directory instead of "-".',
        });
    }
    try {
        return await readAs(isArchive(start) ? 'archive' : 'dockerfile', { start, whole, from }, options);
    }
    finally {
        // What is wrong with it may show before it is read.
        await whole.return();
    }
}
async function readAs(kind, { start, whole, from }, { directory, signal }) {
    (0,make_folders/* makeFolders */.w)(directory, 0o700);
    const files = new TarFiles((0,external_node_path_.join)(directory, 'content'));
    try {
        if (kind === 'dockerfile') {
            if (start.includes(0))
                throw notText(from);
            return { kind, text: await readDockerfile(whole), files };
        }
        await unpack(whole, files, `the build context ${from}`, signal);
        return { kind, files };
    }
    catch (error) {
        files.close();
        throw error;
    }
}
function notText(from) {
    return new errors/* UserError */.yo(`what came ${from} is neither the text of a Dockerfile nor a tar`, {
        hint: 'A tar may be compressed by gzip, bzip2, xz or zstd. A Dockerfile is UTF-8.',
    });
}
/**
 * A Dockerfile from standard input (`-f -`, or `-` as the context).
 *
 * @throws UserError when it is larger than any Dockerfile
 */
async function readDockerfile(stream) {
    const text = await (0,read_bytes/* readBytesUpTo */.gR)(stream, text_file/* MAX_TEXT_FILE */.K);
    if (text === undefined)
        throw new errors/* UserError */.yo('the Dockerfile on standard input is larger than 4 MiB');
    return text;
}
async function unpack(stream, files, label, signal) {
    const reader = new tar_reader/* TarReader */.R(files, label);
    try {
        for await (const chunk of (0,decompress/* decompress */.mF)(stream, { label, signal })) {
            signal?.throwIfAborted();
            reader.write(chunk);
        }
        reader.finish();
    }
    catch (error) {
        // The archive is the user's, so its errors are user errors.
        if (error instanceof errors/* InfraError */.Ri)
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        if (error.syscall === undefined)
            throw error;
        throw new errors/* InfraError */.Ri(`cannot unpack ${label}`, { cause: error });
    }
}
function isArchive(start) {
    if ((0,decompress/* detectCompression */.IR)(start) !== 'none')
        return true;
    if (start.length < tar_block/* BLOCK */.IE)
        return false;
    // `tar c -T /dev/null` makes nothing but zeros: an empty context.
    if ((0,tar_block/* isZeroBlock */.ei)(start.subarray(0, tar_block/* BLOCK */.IE)))
        return true;
    try {
        (0,tar_block/* parseHeaderBlock */.gE)(start.subarray(0, tar_block/* BLOCK */.IE));
        return true;
    }
    catch (error) {
        if (error instanceof tar_block/* InvalidTar */.ZV)
            return false;
        throw error;
    }
}


/***/ }),

/***/ 82606:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ TarContext)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _async_yielding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43409);
/* harmony import */ var _visible_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88486);



/** A tar from standard input as a build context: owners are 0:0, as in a directory; modes and times are those of the archive. */
class TarContext {
    label;
    readsInParts = true;
    #files;
    #tree;
    constructor(options) {
        this.label = options.label ?? 'the build context';
        this.#files = options.files;
        this.#tree = new _visible_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .VisibleTree */ .J(options.files, options.ignore, new _async_yielding_js__WEBPACK_IMPORTED_MODULE_1__/* .EventLoopTurns */ .j(options.signal));
    }
    async lstat(path) {
        return (await this.#tree.visible(path))?.entry;
    }
    readdir(path) {
        return this.#tree.names(path);
    }
    ignoredBy(path) {
        return this.#tree.ignoredBy(path);
    }
    /** They were computed when the archive was read. */
    async digests(paths) {
        const digests = new Map();
        for (const path of paths)
            digests.set(path, (await this.#file(path)).digest);
        return digests;
    }
    /** In the order of the archive. */
    async *contents(paths) {
        const inOrder = [...new Set(paths)].sort((a, b) => this.#files.offset(a) - this.#files.offset(b));
        for (const path of inOrder) {
            const { size } = await this.#file(path);
            yield { path, size, data: this.#files.content(path) };
        }
    }
    async #file(path) {
        const entry = (await this.#tree.visible(path))?.entry;
        const digest = this.#files.digest(path);
        if (entry?.type !== 'file' || digest === undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp(`${JSON.stringify(path)} is not a regular file of ${this.label}`);
        }
        return { size: entry.size, digest };
    }
}


/***/ }),

/***/ 88486:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ VisibleTree)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/layer/packed/byte-pieces.js
var byte_pieces = __webpack_require__(80820);
// EXTERNAL MODULE: ./lib/layer/entry-bodies.js
var entry_bodies = __webpack_require__(38790);
// EXTERNAL MODULE: ./lib/layer/packed/growing-numbers.js
var growing_numbers = __webpack_require__(70332);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(97262);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/context/known-entries.js






/** What is known of a path: nothing, that there is no file, or twice the number of its entry and whether it can be read. */
const UNKNOWN = 0;
const ABSENT = 1;
const FIRST = 2;
const DIGEST = 32;
/** The entries of a context that were looked at, by path. There may be millions: see `EntryBodies`. */
class KnownEntries {
    #paths = new path_table/* PathTable */.m();
    #known = new growing_numbers/* GrowingNumbers */.k();
    #bodies = new entry_bodies/* EntryBodies */.n();
    #inodes = new growing_numbers/* GrowingNumbers */.k();
    #times = new Float64Array(256);
    /** For each path: where its file's digest is, or 0. */
    #digestOf = new growing_numbers/* GrowingNumbers */.k();
    #bytes = new byte_pieces/* BytePieces */.k();
    constructor() {
        // No digest is at 0.
        this.#bytes.keep(this.#bytes.room(1).offset + 1);
    }
    /** Theirs, and maybe others. */
    get paths() {
        return this.#paths;
    }
    /** @returns `null` if nothing is known, `undefined` if it is known that there is no file */
    get(path) {
        const number = this.#paths.find(path);
        const known = number === undefined ? UNKNOWN : this.#known.at(number);
        if (known < FIRST)
            return known === ABSENT ? undefined : null;
        const body = Math.floor((known - FIRST) / 2);
        const entry = this.#bodies.read(body, path);
        if (entry.type === 'hardlink' || entry.type === 'whiteout')
            throw new errors/* EngineBug */.Bp(`${path} is a ${entry.type}`);
        const size = entry.type === 'file' ? entry.size : 0;
        const identity = { size, mtimeMs: this.#times[body] ?? 0, inode: this.#inodes.at(body) };
        return { entry, identity, readable: known % 2 === 1 };
    }
    set(path, found) {
        const number = this.#paths.numberOf(path);
        if (found === undefined) {
            this.#known.set(number, ABSENT);
            return;
        }
        const body = this.#bodies.length;
        this.#bodies.set(body, found.entry);
        this.#inodes.push(found.identity.inode);
        if (body === this.#times.length) {
            const larger = new Float64Array(2 * body);
            larger.set(this.#times);
            this.#times = larger;
        }
        this.#times[body] = found.identity.mtimeMs;
        this.#known.set(number, FIRST + 2 * body + (found.readable ? 1 : 0));
    }
    hasDigest(path) {
        const number = this.#paths.find(path);
        return number !== undefined && this.#digestOf.at(number) !== 0;
    }
    digestOf(path) {
        const number = this.#paths.find(path);
        const position = number === undefined ? 0 : this.#digestOf.at(number);
        if (position === 0)
            return undefined;
        const offset = this.#bytes.offsetAt(position);
        return (0,oci_digest/* digestOfHex */.z9)(this.#bytes.bufferAt(position).toString('hex', offset, offset + DIGEST));
    }
    setDigest(path, digest) {
        const { buffer, offset } = this.#bytes.room(DIGEST);
        const end = offset + buffer.write((0,oci_digest/* digestHex */.sU)(digest), offset, 'hex');
        this.#digestOf.set(this.#paths.numberOf(path), this.#bytes.keep(end));
    }
    forget(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return;
        this.#known.set(number, UNKNOWN);
        this.#digestOf.set(number, 0);
    }
}

// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
;// CONCATENATED MODULE: ./lib/context/visible-tree.js





/**
 * A tree without what its .dockerignore excludes. An excluded directory is still visible if a pattern includes something below
 * it, as in the tree that BuildKit sends. Every entry is read once and remembered, so a build sees one state, unless `forget` is called.
 */
class VisibleTree {
    #raw;
    #matcher;
    #breather;
    #entries = new KnownEntries();
    /** Of directories only. Verdicts on files are needed once. */
    #verdicts = new Map();
    /** What is in each directory. */
    #contents = new Map();
    /** The numbers of the paths in all of them. There may be very many, so that no names are kept twice. */
    #numbers = new growing_numbers/* GrowingNumbers */.k();
    constructor(raw, ignore, breather) {
        this.#raw = raw;
        this.#matcher = dockerignore/* IgnoreMatcher */.Ds.of(ignore);
        this.#breather = breather;
    }
    /** The entry at `path`, unless .dockerignore hides it. */
    async visible(path) {
        await this.#breather.pause();
        if (path === '')
            return this.#look(path);
        // Excluded files are not looked at: their file system may be slow, or not readable.
        const hidden = this.#verdict(path).excluded;
        if (hidden && !this.#matcher.mayContainIncluded(path))
            return undefined;
        const found = this.#look(path);
        if (!hidden || found === undefined)
            return found;
        return found.entry.type === 'directory' && (await this.names(path)).length > 0 ? found : undefined;
    }
    /** Names of what is visible in the directory at `path`, sorted by code unit. */
    async names(path) {
        let known = this.#contents.get(path);
        if (known === undefined)
            this.#contents.set(path, (known = this.#readNames(path).then((names) => this.#keep(path, names))));
        const { start, end } = await known;
        const names = [];
        for (let at = start; at < end; at++)
            names.push(this.paths.nameOf(this.#numbers.at(at)));
        return names;
    }
    #keep(path, names) {
        const start = this.#numbers.length;
        for (const name of names)
            this.#numbers.push(this.paths.numberOf(path === '' ? name : `${path}/${name}`));
        return { start, end: this.#numbers.length };
    }
    /** The numbers of the paths that were looked at. */
    get paths() {
        return this.#entries.paths;
    }
    hasDigest(path) {
        return this.#entries.hasDigest(path);
    }
    /** The digest of the file at `path`, if it was noted and the file was not forgotten since. */
    digestOf(path) {
        return this.#entries.digestOf(path);
    }
    noteDigest(path, digest) {
        this.#entries.setDigest(path, digest);
    }
    /** The pattern that hides what exists at `path`. */
    async ignoredBy(path) {
        if (this.#look(path) === undefined || (await this.visible(path)) !== undefined)
            return undefined;
        return this.#verdict(path).pattern;
    }
    /** Forgets `path` and the directories above it, so that they are read again at the next use. */
    forget(path) {
        for (let each = path;; each = (0,path_parts/* parentPath */.yl)(each)) {
            this.#entries.forget(each);
            this.#contents.delete(each);
            if (each === '')
                return;
        }
    }
    /** The entry at `path`, hidden or not. Links on the way are not followed, so nothing outside of the root is seen. */
    #look(path) {
        const known = this.#entries.get(path);
        if (known !== null)
            return known;
        const found = this.#isReached(path) ? this.#raw.read(path) : undefined;
        this.#entries.set(path, found);
        return found;
    }
    #isReached(path) {
        if (path === '')
            return true;
        if (path.startsWith('/'))
            return false;
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (name === '' || name === '.' || name === '..')
            return false;
        return this.#look((0,path_parts/* parentPath */.yl)(path))?.entry.type === 'directory';
    }
    #verdict(path) {
        return path === ''
            ? this.#matcher.root
            : this.#matcher.matchesBelow(this.#directoryVerdict((0,path_parts/* parentPath */.yl)(path)), path);
    }
    #directoryVerdict(path) {
        let verdict = this.#verdicts.get(path);
        if (verdict === undefined) {
            verdict = this.#verdict(path);
            this.#verdicts.set(path, verdict);
        }
        return verdict;
    }
    async #readNames(path) {
        await this.#breather.pause();
        const verdict = this.#directoryVerdict(path);
        if (verdict.excluded && !this.#matcher.mayContainIncluded(path))
            return [];
        if (this.#look(path)?.entry.type !== 'directory')
            return [];
        const visible = [];
        for (const name of [...this.#allNames(path, verdict)].sort()) {
            const child = path === '' ? name : `${path}/${name}`;
            const hidden = this.#matcher.matchesBelow(verdict, child).excluded;
            if (!hidden || (await this.visible(child)) !== undefined)
                visible.push(name);
        }
        return visible;
    }
    #allNames(path, verdict) {
        try {
            return this.#raw.names(path);
        }
        catch (error) {
            // An excluded directory that cannot be read hides everything in it.
            if (verdict.excluded && error instanceof errors/* UserError */.yo)
                return [];
            throw error;
        }
    }
}


/***/ }),

/***/ 93969:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ takeFlags),
/* harmony export */   i: () => (/* binding */ Flags)
/* harmony export */ });
/* harmony import */ var _syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3182);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4581);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77468);



/** Takes the `--flag` words from the front of an instruction's arguments; quotes and escapes in them are resolved. */
function takeFlags(text, escape) {
    const flags = [];
    let rest = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text);
    while (rest.startsWith('--')) {
        const { word, length } = readWord(rest, escape);
        const after = rest.slice(length);
        if (word === '--')
            return { flags, rest: after };
        flags.push(word);
        rest = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(after);
    }
    return { flags, rest };
}
function readWord(text, escape) {
    const parts = [];
    let quote;
    let at = 0;
    for (; at < text.length; at++) {
        const char = text.charAt(at);
        if (quote === undefined && (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .isBlank */ .z3)(char))
            break;
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape) {
            at += 1;
            parts.push(text.charAt(at));
        }
        else
            parts.push(char);
    }
    return { word: parts.join(''), length: at };
}
/** The values of an instruction's flags, checked against the flags that the instruction has. */
class Flags {
    #texts = new Map();
    #lists = new Map();
    constructor() {
        // Use `read`.
    }
    /** @throws UserError for a flag that is unknown, given twice, or without the value it needs */
    static read(words, known) {
        const flags = new Flags();
        for (const word of words)
            flags.#add(word, known);
        return flags;
    }
    text(name) {
        return this.#texts.get(name);
    }
    list(name) {
        return this.#lists.get(name) ?? [];
    }
    boolean(name) {
        const text = this.#texts.get(name);
        return text === undefined ? undefined : text === 'true';
    }
    #append(name, value) {
        const list = this.#lists.get(name);
        if (list === undefined)
            this.#lists.set(name, [value]);
        else
            list.push(value);
    }
    #add(word, known) {
        const equals = word.indexOf('=');
        const flag = equals < 0 ? word : word.slice(0, equals);
        const value = equals < 0 ? undefined : word.slice(equals + 1);
        const name = flag.slice(2);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw unknownFlag(flag, Object.keys(known));
        if (kind !== 'list' && this.#texts.has(name))
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`duplicate flag specified: ${flag}`, word);
        if (kind === 'boolean')
            this.#texts.set(name, booleanOf(flag, value));
        else if (value === undefined) {
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`missing a value on flag: ${flag}`, flag, { hint: `Write it as ${flag}=VALUE.` });
        }
        else if (kind === 'text')
            this.#texts.set(name, value);
        else
            this.#append(name, value);
    }
}
function booleanOf(flag, value) {
    if (value === undefined)
        return 'true';
    if (value === '')
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`missing a value on flag: ${flag}`, `${flag}=`);
    const lower = value.toLowerCase();
    if (lower !== 'true' && lower !== 'false') {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`expecting boolean value for flag ${flag}, not: ${value}`, `${flag}=${value}`, {
            hint: 'Write true or false.',
        });
    }
    return lower;
}
function unknownFlag(flag, known) {
    const names = known.map((name) => `--${name}`);
    const hint = (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(flag, names) ??
        (names.length === 0 ? 'This instruction takes no flags.' : `It takes ${names.join(', ')}.`);
    return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`unknown flag: ${flag}`, flag, { hint });
}


/***/ }),

/***/ 53490:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RB: () => (/* binding */ chomped),
/* harmony export */   V6: () => (/* binding */ heredocMarkOrNone),
/* harmony export */   f6: () => (/* binding */ heredocMarks)
/* harmony export */ });
/* harmony import */ var _shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71073);

const NO_VARIABLES = () => undefined;
/** Parses a word as the mark of a here-document; `undefined` if it is not one. */
function parseHeredocMark(word) {
    // The name cannot begin with a blank. Else a run of blanks could match in several ways.
    const match = /^(\d*)<<(-?)[\t\n\f\r ]*((?:[^<\t\n\f\r ][^<]*)?)$/.exec(word);
    const rest = match?.[3];
    if (match === null || rest === undefined || rest === '')
        return undefined;
    const mark = { chomp: match[2] === '-', fileDescriptor: match[1] === '' ? 0 : Number(match[1]) };
    // The lexer would not change most delimiters.
    if (/^[\w.-]+$/.test(rest))
        return { name: rest, expand: true, ...mark };
    const plain = (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true }).words;
    const raw = (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(rest, NO_VARIABLES, { escape: '\\', skipUnset: true, rawQuotes: true }).words;
    const [name] = plain;
    const [written] = raw;
    if (plain.length !== 1 || raw.length !== 1 || name === undefined || written === undefined)
        return undefined;
    return {
        name,
        // A quote anywhere in the delimiter switches expansion off.
        expand: countQuotes(name) === countQuotes(written),
        ...mark,
    };
}
/** All marks of a command line, in order: their bodies follow in the same order. */
function heredocMarks(line) {
    const words = wordsOrNone(line);
    return words.flatMap((word) => parseHeredocMark(word) ?? []);
}
function wordsOrNone(line) {
    try {
        return (0,_shell_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(line, NO_VARIABLES, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true }).words;
    }
    catch {
        // The shell will report unmatched quotes. Such a line has no here-documents here.
        return [];
    }
}
/** The same, also for a mark that cannot be read at all. */
function heredocMarkOrNone(word) {
    try {
        return parseHeredocMark(word);
    }
    catch {
        return undefined;
    }
}
/** `<<-` removes the tabs at the start of every line. */
function chomped(content) {
    return content.replace(/^\t+/gm, '');
}
function countQuotes(text) {
    return text.replace(/[^'"]/g, '').length;
}


/***/ }),

/***/ 504:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E3: () => (/* binding */ base),
  Nl: () => (/* binding */ commandOf),
  Hh: () => (/* binding */ cutLine),
  c3: () => (/* binding */ listOf),
  OF: () => (/* binding */ takesHeredocs)
});

// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/flags.js
var dockerfile_flags = __webpack_require__(93969);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/words.js
var syntax_words = __webpack_require__(53313);
;// CONCATENATED MODULE: ./lib/dockerfile/key-values.js



/**
 * The pairs of ENV and LABEL: `key=value …`, or the old `key rest of the line`. The first word says which form it is.
 *
 * @throws UserError without a location for a word without `=` among pairs, and for an old form without a value
 */
function parsePairs(keyword, text, escape) {
    const words = (0,syntax_words/* splitWords */.yM)(text, escape);
    const [first] = words;
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const [key, value] = (0,blank/* splitFirst */.$y)(text);
        if (value !== undefined)
            return [{ key, value, legacy: true }];
        throw new error_location/* WordError */.NE(`${keyword} must have two arguments`, key, { hint: `Write it as ${keyword} ${key}=VALUE.` });
    }
    return words.map((word) => {
        const equals = word.indexOf('=');
        if (equals >= 0)
            return { key: word.slice(0, equals), value: word.slice(equals + 1) };
        throw new error_location/* WordError */.NE(`can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`, word, {
            hint: 'Put a value with blanks into double quotes.',
        });
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/instruction-line.js




/** The fields that every instruction takes from its line. */
function base(line) {
    const { text, range, written, comments } = line;
    return { text, range, written, comments };
}
const NO_PAIRS = [];
const JSON_FORMS = new Set(['ADD', 'COPY', 'VOLUME', 'CMD', 'ENTRYPOINT', 'RUN', 'SHELL']);
/**
 * Splits an instruction's text. Errors of form are found here, as in BuildKit's parser, before any instruction is parsed: an
 * array that holds anything but strings, a pair without `=`.
 *
 * @throws UserError without a location
 */
function cutLine(untrimmed, escape) {
    // A trigger is split one level deep. An ONBUILD in an ONBUILD is refused anyway.
    return cut(untrimmed, escape, (keyword, rest) => keyword === 'ONBUILD' && rest !== '' ? cut(rest, escape, () => undefined) : undefined);
}
function cut(untrimmed, escape, triggerOf) {
    const text = (0,blank/* trim */.Bq)(untrimmed);
    const [written, args] = (0,blank/* splitFirst */.$y)(text);
    const { flags, rest: untrimmedRest } = (0,dockerfile_flags/* takeFlags */.d)(args ?? '', escape);
    const rest = (0,blank/* trim */.Bq)(untrimmedRest);
    const keyword = /^[a-z]+$/i.test(written) ? written.toUpperCase() : written;
    return {
        keyword,
        written,
        flags,
        rest,
        json: jsonOf(keyword, rest),
        pairs: keyword === 'ENV' || keyword === 'LABEL' ? parsePairs(keyword, rest, escape) : NO_PAIRS,
        trigger: triggerOf(keyword, rest),
        text,
        untrimmed,
        escape,
    };
}
function jsonOf(keyword, rest) {
    if (keyword === 'HEALTHCHECK')
        return (0,syntax_words/* parseJsonStrings */.K0)((0,blank/* splitFirst */.$y)(rest)[1] ?? '');
    return JSON_FORMS.has(keyword) ? (0,syntax_words/* parseJsonStrings */.K0)(rest) : undefined;
}
/** ADD, COPY and RUN, also as a trigger, take here-documents unless their arguments are a JSON array. */
function takesHeredocs(line) {
    const { keyword, json } = line.trigger ?? line;
    return (keyword === 'ADD' || keyword === 'COPY' || keyword === 'RUN') && json === undefined;
}
/** CMD, ENTRYPOINT and RUN: a JSON array of strings, else a line for the shell. */
function commandOf(line, rest = line.rest) {
    return line.json === undefined ? { form: 'shell', line: rest } : { form: 'exec', argv: line.json };
}
/** ADD, COPY and VOLUME: a JSON array of strings, else words between blanks. */
function listOf(line) {
    return line.json ?? (0,syntax_words/* splitPlain */.Z6)(line.rest);
}


/***/ }),

/***/ 663:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mx: () => (/* binding */ withoutEnd),
/* harmony export */   uo: () => (/* binding */ LineReader),
/* harmony export */   uz: () => (/* binding */ splitLines)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3182);


/** The longest line that BuildKit reads, in bytes, without the line's end. */
const LONGEST_LINE = 65_535;
/**
 * Splits a Dockerfile into instructions, one for each call. Comments and blank lines between continued lines are dropped;
 * the body of a here-document is kept as it is.
 */
class LineReader {
    #lines;
    #escape;
    #at = 0;
    #start = 1;
    #directives;
    #comments = [];
    /**
     * @param lines of the file, each with its line end
     * @param directives how many of the first lines hold parser directives, which are not comments
     */
    constructor(lines, escape, directives) {
        this.#lines = lines;
        this.#escape = escape;
        this.#directives = directives;
    }
    /** The first line of what was read last, counted from 1. */
    get start() {
        return this.#start;
    }
    /** The last line that was read; 0 before the first. */
    get line() {
        return this.#at;
    }
    /**
     * The next instruction, or nothing at the end of the file.
     *
     * @throws UserError without a location (it is `start` to `line`) for a line that is too long
     */
    next() {
        while (this.#at < this.#lines.length) {
            this.#start = this.#at + 1;
            const line = this.#take();
            const first = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trimStart */ .Dw)(withoutEnd(line));
            if (first.startsWith('#')) {
                this.#comment(line);
                continue;
            }
            const { text, continued } = this.#cutContinuation(first);
            if (continued)
                return { ...this.#continued(text), comments: this.#takeComments() };
            if (text !== '')
                return { text, emptyContinuation: false, comments: this.#takeComments() };
        }
        return undefined;
    }
    /**
     * The body of a here-document that begins at the next line, with its line ends; the line that ends it is read too.
     *
     * @throws UserError without a location when no line ends it
     */
    heredocBody(mark) {
        const from = this.#at;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) {
                return this.#lines.slice(from, this.#at - 1).join('');
            }
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`unterminated heredoc: there is no line ${mark.name}`, {
            hint: `End it with a line that holds nothing but ${mark.name}.`,
        });
    }
    #comment(line) {
        if (this.#at <= this.#directives)
            return;
        // As in BuildKit, the first character is dropped even if it is a blank before the `#`.
        const comment = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trim */ .Bq)(line.slice(1));
        if (comment === '')
            this.#comments = [];
        else
            this.#comments.push(comment);
    }
    #takeComments() {
        const comments = this.#comments;
        this.#comments = [];
        return comments;
    }
    #continued(first) {
        const parts = [first];
        let emptyContinuation = false;
        while (this.#at < this.#lines.length) {
            const line = withoutEnd(this.#take());
            const bare = (0,_syntax_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .trimStart */ .Dw)(line);
            if (bare.startsWith('#'))
                continue;
            if (bare === '') {
                emptyContinuation = true;
                continue;
            }
            const { text, continued } = this.#cutContinuation(line);
            parts.push(text);
            if (!continued)
                break;
        }
        return { text: parts.join(''), emptyContinuation };
    }
    #take() {
        const line = this.#lines[this.#at++] ?? '';
        if (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line.replace(/\n$/, '')) > LONGEST_LINE) {
            this.#start = this.#at;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`dockerfile line greater than max allowed size of ${LONGEST_LINE}`, {
                hint: 'Break it into several lines, each but the last with the escape character at its end.',
            });
        }
        return line;
    }
    /** A line continues if its last character, except blanks, is an escape that is not escaped itself. */
    #cutContinuation(line) {
        let end = line.length;
        while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t'))
            end -= 1;
        if (line[end - 1] !== this.#escape || line[end - 2] === this.#escape)
            return { text: line, continued: false };
        return { text: line.slice(0, end - 1), continued: true };
    }
}
function withoutEnd(line) {
    // Not by an end-anchored pattern, which is quadratic on runs of carriage returns.
    let end = line.length;
    while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r'))
        end -= 1;
    return line.slice(0, end);
}
/** Splits a text into its lines, each with its end. */
function splitLines(text) {
    return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}


/***/ }),

/***/ 34549:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ parseInstruction)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/values/csv.js
var csv = __webpack_require__(76521);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
;// CONCATENATED MODULE: ./lib/dockerfile/values/device.js



const KEYS = ['name', 'required'];
/** @throws UserError without a location for unknown fields, and for a second name */
function parseDevice(text) {
    let name = '';
    let required = false;
    for (const field of (0,csv/* csvFields */.q)(text, 'devices')) {
        const { key, value } = field;
        if (key === 'required')
            required = (0,csv/* booleanField */.h)(key, value);
        else if (key === 'name' && value !== undefined) {
            if (name !== '')
                throw new error_location/* WordError */.NE(`device name already set to ${name}`, field.text);
            name = value;
        }
        else if (name === '') {
            // A device's own name may hold a `=`.
            name = field.text;
        }
        else if (value === undefined) {
            throw new error_location/* WordError */.NE(`invalid field '${field.text}' must be a key=value pair`, field.text);
        }
        else {
            throw new error_location/* WordError */.NE(`unexpected key '${key}' in '${field.text}'`, field.text, { hint: (0,nearest/* didYouMean */.a)(key, KEYS) });
        }
    }
    return { name, required };
}

// EXTERNAL MODULE: ./lib/dockerfile/flags.js
var dockerfile_flags = __webpack_require__(93969);
// EXTERNAL MODULE: ./lib/dockerfile/instruction-line.js + 1 modules
var instruction_line = __webpack_require__(504);
// EXTERNAL MODULE: ./lib/dockerfile/values/mount.js
var values_mount = __webpack_require__(51388);
// EXTERNAL MODULE: ./lib/dockerfile/heredoc.js
var heredoc = __webpack_require__(53490);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-copy.js





function parseCopy(line) {
    const words = wordsOf(line);
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        chown: 'text',
        from: 'text',
        chmod: 'text',
        link: 'boolean',
        exclude: 'list',
        parents: 'boolean',
    });
    const from = flags.text('from');
    return {
        keyword: 'COPY',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(from === undefined || from === '' ? {} : { from }),
        link: flags.boolean('link') ?? false,
        parents: flags.boolean('parents') ?? false,
        excludes: flags.list('exclude'),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function parseAdd(line) {
    const words = wordsOf(line);
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        chown: 'text',
        chmod: 'text',
        link: 'boolean',
        'keep-git-dir': 'boolean',
        checksum: 'text',
        unpack: 'boolean',
        exclude: 'list',
    });
    const checksum = flags.text('checksum');
    const unpack = flags.boolean('unpack');
    return {
        keyword: 'ADD',
        ...sourcesAndDestination(line, words),
        ...owner(flags.text('chown'), flags.text('chmod')),
        ...(checksum === undefined || checksum === '' ? {} : { checksum }),
        ...(unpack === undefined ? {} : { unpack }),
        link: flags.boolean('link') ?? false,
        keepGitDir: flags.boolean('keep-git-dir') ?? false,
        excludes: flags.list('exclude'),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function wordsOf(line) {
    const words = (0,instruction_line/* listOf */.c3)(line);
    if (words.length >= 2)
        return words;
    throw new errors/* UserError */.yo(`${line.keyword} requires at least two arguments, but only ${words.length === 1 ? 'one was' : 'none were'} provided. ` +
        'Destination could not be determined', { hint: `Write ${line.keyword} SOURCE… DESTINATION.` });
}
function owner(chown, chmod) {
    return { ...(chown === undefined ? {} : { chown }), ...(chmod === undefined ? {} : { chmod }) };
}
function sourcesAndDestination(line, words) {
    const destination = words.at(-1) ?? '';
    if ((0,heredoc/* heredocMarkOrNone */.V6)(destination) !== undefined) {
        throw new error_location/* WordError */.NE(`${line.keyword} cannot accept a heredoc as a destination`, destination, {
            hint: `Write the destination last: ${line.keyword} <<EOF /path.`,
        });
    }
    const bodies = new Map(line.heredocs.map((heredoc) => [heredoc.name, heredoc]));
    const sources = [];
    const heredocs = [];
    for (const word of words.slice(0, -1)) {
        const mark = (0,heredoc/* heredocMarkOrNone */.V6)(word);
        if (mark === undefined) {
            sources.push(word);
            continue;
        }
        // Two here-documents with the same name both get the body of the last one. A mark in a JSON array has no body.
        const body = bodies.get(mark.name);
        const raw = body?.raw ?? body?.content ?? '';
        heredocs.push({ ...mark, content: mark.chomp ? (0,heredoc/* chomped */.RB)(raw) : raw });
    }
    return { sources, heredocs, destination };
}

// EXTERNAL MODULE: ./lib/text/duration.js
var duration = __webpack_require__(54783);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-healthcheck.js






/** Docker checks no more often than this; nanoseconds. */
const SHORTEST = 1e6;
function parseHealthcheck(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo('HEALTHCHECK requires at least one argument');
    const [type, rest = ''] = (0,blank/* splitFirst */.$y)(line.rest);
    const common = { keyword: 'HEALTHCHECK', ...(0,instruction_line/* base */.E3)(line) };
    if (type.toUpperCase() === 'NONE') {
        if (rest !== '')
            throw new errors/* UserError */.yo('HEALTHCHECK NONE takes no arguments');
        return { ...common, check: { kind: 'none' } };
    }
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, {
        interval: 'text',
        timeout: 'text',
        'start-period': 'text',
        'start-interval': 'text',
        retries: 'text',
    });
    if (type.toUpperCase() !== 'CMD') {
        throw new error_location/* WordError */.NE(`Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`, type);
    }
    const command = (0,instruction_line/* commandOf */.Nl)(line, rest);
    if (command.form === 'exec' ? command.argv.length === 0 : command.line === '') {
        throw new errors/* UserError */.yo('Missing command after HEALTHCHECK CMD');
    }
    const duration = (name) => durationOf(name, flags.text(name));
    const interval = duration('interval');
    const timeout = duration('timeout');
    const startPeriod = duration('start-period');
    const startInterval = duration('start-interval');
    const retries = retriesOf(flags.text('retries'));
    return {
        ...common,
        check: {
            kind: 'cmd',
            command,
            ...(interval === undefined ? {} : { interval }),
            ...(timeout === undefined ? {} : { timeout }),
            ...(startPeriod === undefined ? {} : { startPeriod }),
            ...(startInterval === undefined ? {} : { startInterval }),
            ...(retries === undefined ? {} : { retries }),
        },
    };
}
function durationOf(flag, text) {
    if (text === undefined || text === '')
        return undefined;
    const nanoseconds = (0,duration/* parseDuration */.E)(text);
    if (nanoseconds === 0)
        return undefined;
    if (nanoseconds < SHORTEST)
        throw new error_location/* WordError */.NE(`Interval "${flag}" cannot be less than 1ms`, `--${flag}=${text}`);
    return nanoseconds;
}
function retriesOf(text) {
    if (text === undefined || text === '')
        return undefined;
    const retries = /^[-+]?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isNaN(retries) || retries > 0x7fffffff) {
        throw new error_location/* WordError */.NE(`--retries is not a number: ${JSON.stringify(text)}`, `--retries=${text}`);
    }
    if (retries < 0)
        throw new errors/* UserError */.yo(`--retries cannot be negative (${retries})`);
    return retries === 0 ? undefined : retries;
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/words.js
var syntax_words = __webpack_require__(53313);
;// CONCATENATED MODULE: ./lib/dockerfile/parse-instruction.js











const PARSERS = {
    ADD: parseAdd,
    ARG: parseArg,
    CMD: (line) => ({ keyword: 'CMD', command: (0,instruction_line/* commandOf */.Nl)(plain(line)), ...(0,instruction_line/* base */.E3)(line) }),
    COPY: parseCopy,
    ENTRYPOINT: (line) => ({ keyword: 'ENTRYPOINT', command: (0,instruction_line/* commandOf */.Nl)(plain(line)), ...(0,instruction_line/* base */.E3)(line) }),
    ENV: (line) => ({ keyword: 'ENV', pairs: pairsOf(line), ...(0,instruction_line/* base */.E3)(line) }),
    EXPOSE: (line) => ({ keyword: 'EXPOSE', ports: someWords(line).toSorted(), ...(0,instruction_line/* base */.E3)(line) }),
    FROM: parseFrom,
    HEALTHCHECK: parseHealthcheck,
    LABEL: (line) => ({ keyword: 'LABEL', pairs: pairsOf(line), ...(0,instruction_line/* base */.E3)(line) }),
    MAINTAINER: (line) => ({ keyword: 'MAINTAINER', maintainer: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
    ONBUILD: parseOnbuild,
    RUN: parseRun,
    SHELL: parseShell,
    // BuildKit does not look at STOPSIGNAL's flags, nor at those of ARG.
    STOPSIGNAL: (line) => ({ keyword: 'STOPSIGNAL', signal: oneArgument({ ...line, flags: [] }), ...(0,instruction_line/* base */.E3)(line) }),
    USER: (line) => ({ keyword: 'USER', user: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
    VOLUME: parseVolume,
    WORKDIR: (line) => ({ keyword: 'WORKDIR', path: oneArgument(line), ...(0,instruction_line/* base */.E3)(line) }),
};
/** @throws UserError without a location: the caller knows it */
function parseInstruction(line) {
    const { keyword } = line;
    if (!isKeyword(keyword)) {
        throw new error_location/* WordError */.NE(`unknown instruction: ${line.written}`, line.written, {
            hint: (0,nearest/* didYouMean */.a)(keyword, Object.keys(PARSERS)) ??
                'If it belongs to the line before, that one needs the escape character at its end.',
        });
    }
    return PARSERS[keyword](line);
}
function isKeyword(keyword) {
    return Object.hasOwn(PARSERS, keyword);
}
/** An instruction that takes no flags. */
function plain(line) {
    dockerfile_flags/* Flags */.i.read(line.flags, {});
    return line;
}
function oneArgument(line) {
    if (line.rest === '')
        throw new errors/* UserError */.yo(`${line.keyword} requires exactly one argument`);
    return plain(line).rest;
}
function someWords(line) {
    const words = (0,syntax_words/* splitPlain */.Z6)(plain(line).rest);
    if (words.length === 0)
        throw atLeastOne(line.keyword);
    return words;
}
function atLeastOne(keyword) {
    return new errors/* UserError */.yo(`${keyword} requires at least one argument`);
}
function parseArg(line) {
    const words = (0,syntax_words/* splitWords */.yM)(line.rest, line.escape);
    if (words.length === 0)
        throw atLeastOne('ARG');
    const args = words.map((word) => {
        const equals = word.indexOf('=');
        if (equals === 0)
            throw new error_location/* WordError */.NE('ARG names can not be blank', word);
        return equals < 0 ? { name: word } : { name: word.slice(0, equals), value: word.slice(equals + 1) };
    });
    return { keyword: 'ARG', args, ...(0,instruction_line/* base */.E3)(line) };
}
function pairsOf(line) {
    const { keyword, pairs } = plain(line);
    if (pairs.length === 0)
        throw atLeastOne(keyword);
    const blank = pairs.find(({ key }) => key === '');
    if (blank !== undefined)
        throw new error_location/* WordError */.NE(`${keyword} names can not be blank`, `=${blank.value}`);
    return pairs;
}
function parseFrom(line) {
    const words = (0,syntax_words/* splitPlain */.Z6)(line.rest);
    const [image, as, alias] = words;
    const named = words.length === 3 && as?.toLowerCase() === 'as';
    if (image === undefined || (words.length !== 1 && !named)) {
        throw new errors/* UserError */.yo('FROM requires either one or three arguments', {
            hint: 'Write FROM IMAGE or FROM IMAGE AS NAME.',
        });
    }
    if (alias !== undefined && !/^[a-z][a-z0-9-_.]*$/.test(alias.toLowerCase())) {
        throw new error_location/* WordError */.NE(`invalid name for build stage: "${alias}", name can't start with a number or contain symbols`, alias);
    }
    const platform = dockerfile_flags/* Flags */.i.read(line.flags, { platform: 'text' }).text('platform');
    return {
        keyword: 'FROM',
        image,
        ...(as === undefined ? {} : { as }),
        ...(alias === undefined ? {} : { alias }),
        ...(platform === undefined || platform === '' ? {} : { platform }),
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function parseRun(line) {
    const flags = dockerfile_flags/* Flags */.i.read(line.flags, { mount: 'list', network: 'text', security: 'text', device: 'list' });
    const mounts = flags.list('mount');
    for (const mount of mounts)
        (0,values_mount/* mountFrom */.oA)(mount);
    const devices = flags.list('device');
    for (const device of devices)
        parseDevice(device);
    const network = choice('network', flags.text('network'), ['default', 'none', 'host']);
    const security = choice('security', flags.text('security'), ['sandbox', 'insecure']);
    return {
        keyword: 'RUN',
        command: (0,instruction_line/* commandOf */.Nl)(line),
        heredocs: line.heredocs,
        mounts,
        ...(network === undefined ? {} : { network }),
        ...(security === undefined ? {} : { security }),
        devices,
        ...(0,instruction_line/* base */.E3)(line),
    };
}
function choice(flag, value, known) {
    if (value === undefined)
        return undefined;
    if (known.includes(value))
        return value;
    throw new error_location/* WordError */.NE(`unsupported value for --${flag}: ${JSON.stringify(value)}`, `--${flag}=${value}`, {
        hint: (0,nearest/* didYouMean */.a)(value, known) ?? `It takes ${known.join(', ')}.`,
    });
}
const NO_TRIGGERS = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);
function parseOnbuild(line) {
    if (line.rest === '')
        throw atLeastOne('ONBUILD');
    plain(line);
    const { keyword = '', written = '' } = line.trigger ?? {};
    if (keyword === 'ONBUILD')
        throw new errors/* UserError */.yo("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    if (NO_TRIGGERS.has(keyword))
        throw new error_location/* WordError */.NE(`${keyword} isn't allowed as an ONBUILD trigger`, written);
    const bodies = line.heredocs.map(({ name, content, raw = content }) => `\n${raw}${name}`).join('');
    return { keyword: 'ONBUILD', trigger: line.untrimmed.replace(/^\s*ONBUILD\s*/i, '') + bodies, ...(0,instruction_line/* base */.E3)(line) };
}
function parseShell(line) {
    const shell = plain(line).json;
    if (line.rest === '' || shell?.length === 0)
        throw atLeastOne('SHELL');
    if (shell === undefined) {
        throw new errors/* UserError */.yo(`SHELL requires the arguments to be in JSON form`, {
            hint: 'Write SHELL ["/bin/bash", "-c"].',
        });
    }
    return { keyword: 'SHELL', shell, ...(0,instruction_line/* base */.E3)(line) };
}
function parseVolume(line) {
    const paths = (0,instruction_line/* listOf */.c3)(plain(line)).map(blank/* trim */.Bq);
    if (paths.length === 0)
        throw atLeastOne('VOLUME');
    if (paths.includes(''))
        throw new errors/* UserError */.yo('VOLUME specified can not be an empty string');
    return { keyword: 'VOLUME', paths, ...(0,instruction_line/* base */.E3)(line) };
}


/***/ }),

/***/ 47577:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ parseDockerfile)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/excerpt.js
var excerpt = __webpack_require__(82605);
;// CONCATENATED MODULE: ./lib/dockerfile/syntax/directives.js



/**
 * Reads the parser directives at the top of a Dockerfile (Dockerfile reference, "Parser directives"). The first line that is
 * not a directive ends them: a comment, an empty line or an unknown directive.
 *
 * @throws UserError for a directive that is given twice, and for an unknown escape character
 */
function readDirectives(lines, file) {
    const found = new Map();
    for (const [index, line] of lines.entries()) {
        const directive = readDirective(line);
        if (directive === undefined)
            break;
        const fail = (message, hint) => new errors/* UserError */.yo(message, {
            location: { file, line: index + 1 },
            excerpt: (0,excerpt/* excerptOf */.z)(lines, { start: index + 1, end: index + 1 }),
            hint,
        });
        if (found.has(directive.name)) {
            throw fail(`only one ${directive.name} parser directive can be used`, 'Remove the second one.');
        }
        if (directive.name === 'escape' && directive.value !== '\\' && directive.value !== '`') {
            throw fail(`invalid escape token '${directive.value}' does not match \` or \\`);
        }
        found.set(directive.name, directive.value);
    }
    const syntax = found.get('syntax');
    const check = found.get('check');
    const directives = {
        escape: found.get('escape') === '`' ? '`' : '\\',
        ...(syntax === undefined ? {} : { syntax }),
        ...(check === undefined ? {} : { check }),
    };
    return { directives, count: found.size };
}
function readDirective(line) {
    const text = (0,blank/* trimStart */.Dw)(line);
    if (!text.startsWith('#'))
        return undefined;
    const match = /^([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/s.exec((0,blank/* trimStart */.Dw)(text.slice(1)));
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (value === undefined)
        return undefined;
    return name === 'syntax' || name === 'escape' || name === 'check' ? { name, value } : undefined;
}

// EXTERNAL MODULE: ./lib/dockerfile/logical-lines.js
var logical_lines = __webpack_require__(663);
// EXTERNAL MODULE: ./lib/dockerfile/parse-instruction.js + 3 modules
var parse_instruction = __webpack_require__(34549);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
// EXTERNAL MODULE: ./lib/dockerfile/read-instructions.js
var read_instructions = __webpack_require__(21564);
;// CONCATENATED MODULE: ./lib/dockerfile/parse.js






/**
 * Reads a Dockerfile as BuildKit's frontend does.
 *
 * @param source UTF-8; a byte order mark at the start is dropped
 * @param name how errors call the file
 * @throws UserError with the location of what cannot be read
 */
function parseDockerfile(source, name, listener) {
    const rawLines = (0,logical_lines/* splitLines */.uz)(textOf(source, name));
    const lines = rawLines.map(logical_lines/* withoutEnd */.Mx);
    const file = { name, lines };
    const { directives, count } = readDirectives(lines, name);
    const instructionLines = (0,read_instructions/* readInstructions */.K)(rawLines, directives.escape, count, (error, range) => (0,error_location/* locateError */.HY)(error, file, range));
    if (instructionLines.length === 0)
        throw emptyFile(name, 'file with no instructions');
    listener?.cut({ ...file, directives }, instructionLines);
    const globalArgs = [];
    const stages = [];
    for (const line of instructionLines) {
        try {
            const instruction = (0,parse_instruction/* parseInstruction */.E)(line);
            listener?.parsed(instruction);
            if (instruction.keyword === 'FROM')
                stages.push({ from: instruction, instructions: [] });
            else if (stages.length > 0)
                stages.at(-1)?.instructions.push(instruction);
            else if (instruction.keyword === 'ARG')
                globalArgs.push(instruction);
            else {
                throw new errors/* UserError */.yo('no build stage in current context', {
                    hint: 'A Dockerfile begins with FROM; only ARG may stand before it.',
                });
            }
        }
        catch (error) {
            throw (0,error_location/* locateError */.HY)(error, file, line.range);
        }
    }
    if (stages.length === 0)
        throw emptyFile(name, 'dockerfile contains no stages to build');
    return { name, lines, directives, globalArgs, stages: stages.map(closeStage) };
}
function textOf(source, name) {
    if (typeof source === 'string')
        return source.replace(/^\ufeff/, '');
    const [first, second] = source;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        throw new errors/* UserError */.yo('the file is UTF-16, not UTF-8', {
            location: { file: name, line: 1 },
            hint: 'Save it as UTF-8; in PowerShell, write it with Out-File -Encoding utf8.',
        });
    }
    return new TextDecoder('utf-8').decode(source);
}
function closeStage({ from, instructions }, index) {
    const name = from.alias?.toLowerCase();
    return { index, ...(name === undefined ? {} : { name }), from, instructions };
}
function emptyFile(name, message) {
    return new errors/* UserError */.yo(message, { location: { file: name, line: 1 }, hint: 'It needs at least one FROM.' });
}


/***/ }),

/***/ 21564:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInstructions)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _heredoc_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53490);
/* harmony import */ var _instruction_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(504);
/* harmony import */ var _logical_lines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(663);




/**
 * Splits a file into instructions, here-documents included, without parsing what they mean. As in BuildKit, the whole file is
 * split before the first instruction is parsed.
 *
 * @param lines of the file, each with its line end
 * @param directives how many of the first lines hold parser directives
 * @param locate gives an error the location of the lines that it is about
 * @throws what `locate` returns for a UserError
 */
function readInstructions(lines, escape, directives, locate) {
    const reader = new _logical_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .LineReader */ .uo(lines, escape, directives);
    const found = [];
    try {
        for (let line = reader.next(); line !== undefined; line = reader.next()) {
            const cut = (0,_instruction_line_js__WEBPACK_IMPORTED_MODULE_2__/* .cutLine */ .Hh)(line.text, escape);
            const gap = line.emptyContinuation ? reader.line : undefined;
            const marks = line.text.includes('<<') && (0,_instruction_line_js__WEBPACK_IMPORTED_MODULE_2__/* .takesHeredocs */ .OF)(cut) ? (0,_heredoc_js__WEBPACK_IMPORTED_MODULE_1__/* .heredocMarks */ .f6)(line.text) : [];
            const heredocs = marks.map((mark) => heredocOf(mark, reader));
            // Not by a spread: copying half of the objects of a large file this way takes as long as all the rest.
            const range = { start: reader.start, end: reader.line };
            found.push(Object.assign(cut, { heredocs, range, comments: line.comments, emptyContinuation: gap }));
        }
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
            throw error;
        throw locate(error, { start: reader.start, end: reader.line });
    }
    return found;
}
function heredocOf(mark, reader) {
    const raw = reader.heredocBody(mark);
    const content = mark.chomp ? (0,_heredoc_js__WEBPACK_IMPORTED_MODULE_1__/* .chomped */ .RB)(raw) : raw;
    return { ...mark, content, ...(content === raw ? {} : { raw }) };
}


/***/ }),

/***/ 68067:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AK: () => (/* binding */ expandWords),
/* harmony export */   Vo: () => (/* binding */ expandWord),
/* harmony export */   nk: () => (/* binding */ expandHeredoc)
/* harmony export */ });
/* harmony import */ var _shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71073);

/** One word, with variables, quotes and escapes resolved. */
function expandWord(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).text;
}
/** The same for a word that may become several, as in EXPOSE. */
function expandWords(word, lookup, escape) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(word, lookup, { escape }).words;
}
/** The body of a here-document whose delimiter is not quoted: variables, but no quotes. */
function expandHeredoc(content, lookup) {
    return (0,_shell_lexer_js__WEBPACK_IMPORTED_MODULE_0__/* .lex */ .I)(content, lookup, { escape: '\\', skipQuotes: true }).text;
}


/***/ }),

/***/ 71073:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ lex)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/blank.js
var blank = __webpack_require__(3182);
// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
;// CONCATENATED MODULE: ./lib/dockerfile/shell/shell-pattern.js

/**
 * The most characters that all substitutions of one text may give together. A string for a program is limited by the kernel to less than
 * an eighth of that.
 */
const MOST_EXPANDED = 1024 * 1024;
/** The limit for the cost of matching: elements of patterns times characters of values. This many take some tenths of a second. */
const MOST_STEPS = 8 * 1024 * 1024;
/** The budget that is left for the substitutions of one text. Without it, nested ones could make terabytes of one line, or take days. */
class ExpansionBudget {
    #characters = MOST_EXPANDED;
    #steps = MOST_STEPS;
    /** @throws UserError if so many more characters are over the budget */
    give(characters) {
        this.#characters -= characters;
        if (this.#characters >= 0)
            return;
        throw new errors/* UserError */.yo(`its substitutions give more than ${MOST_EXPANDED} characters`, {
            hint: 'Look for a variable that is put into itself, or into another one many times.',
        });
    }
    /** @throws UserError if a pattern of so many elements is too long for so many characters */
    match(elements, characters) {
        this.#steps -= elements * characters;
        if (this.#steps >= 0)
            return;
        throw new errors/* UserError */.yo(`a pattern of ${elements} characters in a substitution is too long for a value of ${characters}: ` +
            `at most ${MOST_STEPS} steps are taken`);
    }
}
/**
 * A wildcard pattern of parameter expansion (POSIX shell, 2.13, without bracket expressions): `?` and `*` do not match a
 * line end, as in BuildKit. Matching walks the value once and keeps the set of elements that it can be at, so that no pattern
 * takes more than length × length steps.
 */
class ShellPattern {
    #elements;
    #budget;
    constructor(elements, budget) {
        this.#elements = elements;
        this.#budget = budget;
    }
    /** @throws UserError for an escape of anything but `*`, `?`, `\`, `/` and `}` */
    static parse(pattern, budget = new ExpansionBudget()) {
        const elements = [];
        const chars = [...pattern];
        for (let at = 0; at < chars.length; at++) {
            const char = chars[at] ?? '';
            if (char === '*') {
                // Two runs in a row match the same as one, and take longer.
                if (elements.at(-1)?.kind !== 'run')
                    elements.push({ kind: 'run' });
            }
            else if (char === '?')
                elements.push({ kind: 'any' });
            else if (char !== '\\')
                elements.push({ kind: 'char', char });
            else {
                const next = chars[at + 1];
                // A backslash before a character that would end the substitution is not part of the pattern.
                if (next === '}' || next === '/')
                    continue;
                if (next !== '*' && next !== '?' && next !== '\\') {
                    throw new errors/* UserError */.yo(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? ''}'`);
                }
                elements.push({ kind: 'char', char: next });
                at += 1;
            }
        }
        return new ShellPattern(elements, budget);
    }
    /** The value without the shortest or longest prefix that matches. */
    trimPrefix(value, longest) {
        const chars = this.#charsOf(value);
        const length = this.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).join('');
    }
    /** The same from the end. */
    trimSuffix(value, longest) {
        const reversed = new ShellPattern(this.#elements.toReversed(), this.#budget);
        const chars = this.#charsOf(value).reverse();
        const length = reversed.#prefixLength(chars, longest);
        return length === undefined ? value : chars.slice(length).reverse().join('');
    }
    /**
     * Replaces the first match, the longest where it begins, or all of them. With `all`, a `$name` in the replacement is a
     * template of Go's Regexp.ReplaceAllString, as in BuildKit: `$0` is the match, `$$` a dollar, any other name nothing.
     *
     * @throws UserError if the result is over the budget
     */
    replace(value, replacement, all) {
        const chars = this.#charsOf(value);
        const parts = [];
        let from = 0;
        let lastEnd = -1;
        for (let at = 0; at <= chars.length;) {
            const match = this.#find(chars, at);
            if (match === undefined)
                break;
            const { start, end } = match;
            // An empty match right after another match does not count.
            if (end > start || start !== lastEnd) {
                const text = all ? fromTemplate(replacement, chars.slice(start, end).join(''), this.#budget) : replacement;
                this.#budget.give(text.length);
                parts.push(chars.slice(from, start).join(''), text);
                from = end;
                lastEnd = end;
            }
            if (!all)
                break;
            at = end > start ? end : end + 1;
        }
        return parts.join('') + chars.slice(from).join('');
    }
    /** @throws UserError when matching them would take too long */
    #charsOf(value) {
        const chars = [...value];
        this.#budget.match(this.#elements.length, chars.length);
        return chars;
    }
    #prefixLength(chars, longest) {
        let found;
        this.#walk(chars, 0, true, (_start, end) => {
            found = end;
            return !longest;
        });
        return found;
    }
    #find(chars, from) {
        let best;
        this.#walk(chars, from, false, (start, end) => {
            if (best === undefined || start < best.start || (start === best.start && end > best.end))
                best = { start, end };
            return false;
        });
        return best;
    }
    /**
     * Calls `matched` for the ends of matches, in order, with the leftmost start of each. Stops if it returns true, or if no match that began
     * as far left as the best one can continue.
     */
    #walk(chars, from, anchored, matched) {
        const end = this.#elements.length;
        // For every element, the leftmost start of a match that has come this far; -1 for none.
        let states = new Array(end + 1).fill(-1);
        let leftmost = Infinity;
        for (let at = from; at <= chars.length; at++) {
            if ((at === from || !anchored) && leftmost === Infinity)
                enter(states, 0, at);
            this.#passRuns(states);
            const start = states[end] ?? -1;
            if (start >= 0) {
                leftmost = Math.min(leftmost, start);
                if (matched(start, at))
                    return;
            }
            if (at === chars.length)
                return;
            states = this.#step(states, chars[at] ?? '', leftmost);
            if ((anchored || leftmost !== Infinity) && states.every((state) => state < 0))
                return;
        }
    }
    #step(states, char, leftmost) {
        const next = new Array(states.length).fill(-1);
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (start < 0 || start > leftmost)
                continue;
            if (element.kind === 'char' ? element.char !== char : char === '\n')
                continue;
            enter(next, element.kind === 'run' ? index : index + 1, start);
        }
        return next;
    }
    /** A run can be empty, so the position before it is also the one after it. */
    #passRuns(states) {
        for (const [index, element] of this.#elements.entries()) {
            const start = states[index] ?? -1;
            if (element.kind === 'run' && start >= 0)
                enter(states, index + 1, start);
        }
    }
}
function enter(states, index, start) {
    const there = states[index] ?? -1;
    if (there < 0 || start < there)
        states[index] = start;
}
/** Go's Regexp.Expand for an expression without groups. A `$` without a name stays. */
function fromTemplate(template, match, budget) {
    return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (whole, braced, bare) => {
        if (whole === '$$')
            return '$';
        if (!/^0+$/.test(braced ?? bare ?? ''))
            return '';
        budget.give(match.length);
        return match;
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/shell/shell-lexer.js




/** The deepest nesting of substitutions. Nobody needs more, and the stack is limited. */
const MOST_NESTED = 500;
const SPECIAL_PARAMETER = /^[@*#?\-$!0]$/;
const LETTER = /^[\p{L}_]$/u;
const DIGIT = /^\p{Nd}$/u;
/**
 * Variable expansion, quotes and escapes in words of a Dockerfile, as in BuildKit's `shell` package (Dockerfile
 * reference, "Environment replacement").
 *
 * @throws UserError without a location: for an unclosed quote or brace, an unknown modifier, a `:?` whose variable is missing
 */
function lex(text, lookup, options) {
    return new ShellLexer(text, lookup, options).lexed();
}
class ShellLexer {
    #chars;
    #source;
    #lookup;
    #options;
    #words = new WordList();
    #budget = new ExpansionBudget();
    #at = 0;
    #depth = 0;
    #rawEscapes;
    constructor(text, lookup, options) {
        this.#source = text;
        this.#chars = [...text];
        this.#lookup = lookup;
        this.#options = options;
        this.#rawEscapes = options.rawEscapes ?? false;
    }
    lexed() {
        try {
            const text = this.#until(undefined);
            return { text, words: this.#words.list() };
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            const shown = this.#source.length > 200 ? `${this.#source.slice(0, 200)}…` : this.#source;
            throw new error_location/* WordError */.NE(`failed to process ${JSON.stringify(shown)}: ${error.message}`, this.#source, {
                hint: error.hint,
                cause: error,
            });
        }
    }
    get #char() {
        return this.#chars[this.#at];
    }
    #peek() {
        return this.#char ?? '';
    }
    #next() {
        return this.#chars[this.#at++];
    }
    /**
     * Everything up to `stop`, which is taken too, or to the end of the text. Only the outermost call makes words. One inside a
     * substitution drops the beginning of the word around it, as in BuildKit, where both fill the same buffer: of
     * `EXPOSE ${FROM:-80}-${TO:-90}` the list is `90`. Text that is not split into words keeps all of it.
     */
    #until(stop) {
        const words = stop === undefined ? this.#words : undefined;
        if (stop !== undefined)
            this.#words.drop();
        const parts = [];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === stop) {
                this.#at += 1;
                return parts.join('');
            }
            const special = this.#special(char);
            if (special !== undefined) {
                parts.push(special);
                if (char === '$')
                    words?.addSplit(special);
                else
                    words?.add(special);
                continue;
            }
            this.#at += 1;
            if (char !== this.#options.escape) {
                parts.push(char);
                words?.addSplit(char);
                continue;
            }
            if (this.#rawEscapes) {
                parts.push(char);
                words?.add(char);
            }
            const escaped = this.#next();
            if (escaped === undefined)
                break;
            parts.push(escaped);
            words?.add(escaped);
        }
        if (stop !== undefined) {
            throw new errors/* UserError */.yo(`unexpected end of statement while looking for matching ${stop}`);
        }
        return parts.join('');
    }
    #special(char) {
        if (char === '$')
            return this.#dollar();
        if (char === '<')
            return this.#heredocMark();
        if (this.#options.skipQuotes === true)
            return undefined;
        if (char === "'")
            return this.#singleQuoted();
        if (char === '"')
            return this.#doubleQuoted();
        return undefined;
    }
    /** `<<`, blanks and the name are one word. */
    #heredocMark() {
        this.#at += 1;
        if (this.#char !== '<')
            return '<';
        this.#at += 1;
        let blanks = '';
        while (/^[ \t\r]$/.test(this.#peek()))
            blanks += this.#next() ?? '';
        return `<<${blanks}`;
    }
    #singleQuoted() {
        const start = this.#at + 1;
        const end = this.#chars.indexOf("'", start);
        if (end < 0) {
            this.#at = this.#chars.length;
            throw new errors/* UserError */.yo('unexpected end of statement while looking for matching single-quote');
        }
        this.#at = end + 1;
        const inner = this.#chars.slice(start, end).join('');
        return this.#options.rawQuotes === true ? `'${inner}'` : inner;
    }
    #doubleQuoted() {
        this.#at += 1;
        const quote = this.#options.rawQuotes === true ? '"' : '';
        const parts = [quote];
        for (let char = this.#char; char !== undefined; char = this.#char) {
            if (char === '$') {
                parts.push(this.#dollar());
                continue;
            }
            this.#at += 1;
            if (char === '"')
                return parts.join('') + quote;
            if (char !== this.#options.escape) {
                parts.push(char);
                continue;
            }
            if (this.#rawEscapes)
                parts.push(char);
            const escaped = this.#char;
            if (escaped === undefined)
                break;
            // Only these are escaped between double quotes. Before any other character the escape is an ordinary character.
            if (escaped === '"' || escaped === '$' || escaped === this.#options.escape) {
                this.#at += 1;
                parts.push(escaped);
            }
            else
                parts.push(char);
        }
        throw new errors/* UserError */.yo('unexpected end of statement while looking for matching double-quote');
    }
    #dollar() {
        const value = this.#variable();
        this.#budget.give(value.length);
        return value;
    }
    #variable() {
        this.#at += 1;
        if (this.#char !== '{') {
            const name = this.#name();
            if (name === '')
                return '$';
            const value = this.#lookup(name);
            return value ?? (this.#options.skipUnset === true ? `$${name}` : '');
        }
        this.#at += 1;
        const first = this.#peek();
        if (first === '')
            throw missing('}');
        if (first === '{' || first === '}' || first === ':')
            throw new errors/* UserError */.yo('syntax error: bad substitution');
        this.#depth += 1;
        if (this.#depth > MOST_NESTED)
            throw new errors/* UserError */.yo(`substitutions are nested more than ${MOST_NESTED} deep`);
        const result = this.#substitution(this.#name());
        this.#depth -= 1;
        return result;
    }
    #substitution(name) {
        const operator = this.#next();
        switch (operator) {
            case '}':
                return this.#lookup(name) ?? (this.#options.skipUnset === true ? `\${${name}}` : '');
            case '/':
                return this.#replacement(name);
            case ':': {
                const second = this.#next();
                if (second === undefined)
                    throw missing('}');
                if (second === '#' || second === '%')
                    throw unsupported(`:${second}`);
                return this.#defaulted(name, second, true);
            }
            case '-':
            case '+':
            case '?':
                return this.#defaulted(name, operator, false);
            case '#':
            case '%':
                return this.#trimmed(name, operator);
            case undefined:
                throw missing('}');
            default:
                throw unsupported(operator);
        }
    }
    /** `${x-w} ${x+w} ${x?w}`; with a colon, an empty value counts as unset. */
    #defaulted(name, operator, emptyIsUnset) {
        const word = this.#word('}', false, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true) {
            return `\${${name}${emptyIsUnset ? ':' : ''}${operator}${word}}`;
        }
        // After a colon anything is allowed if the variable is not expanded: `${x:0:3}` on a RUN line.
        if (!'-+?'.includes(operator))
            throw unsupported(`:${operator}`);
        const absent = value === undefined || (emptyIsUnset && value === '');
        if (operator === '-')
            return absent ? word : value;
        if (operator === '+')
            return absent ? '' : word;
        if (!absent)
            return value;
        const fallback = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
        throw new errors/* UserError */.yo(`${name}: ${word === '' ? fallback : word}`, {
            hint: `Give ${name} a value with --build-arg, ARG or ENV.`,
        });
    }
    #trimmed(name, operator) {
        const word = this.#word('}', true, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}${operator}${word}}`;
        const longest = word.startsWith(operator);
        const pattern = ShellPattern.parse(longest ? word.slice(1) : word, this.#budget);
        return operator === '#' ? pattern.trimPrefix(value ?? '', longest) : pattern.trimSuffix(value ?? '', longest);
    }
    #replacement(name) {
        const all = this.#char === '/';
        if (all)
            this.#at += 1;
        const pattern = this.#word('/', true, '/ in ${}');
        const replacement = this.#word('}', true, '}');
        const value = this.#lookup(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}/${pattern}/${replacement}}`;
        return ShellPattern.parse(pattern, this.#budget).replace(value ?? '', replacement, all);
    }
    #word(stop, rawEscapes, what) {
        const before = this.#rawEscapes;
        this.#rawEscapes = rawEscapes;
        try {
            return this.#until(stop);
        }
        catch (error) {
            if (this.#char === undefined)
                throw missing(what, error);
            throw error;
        }
        finally {
            this.#rawEscapes = before;
        }
    }
    #name() {
        const start = this.#at;
        const first = this.#char;
        if (first === undefined)
            return '';
        if (DIGIT.test(first)) {
            while (this.#char !== undefined && DIGIT.test(this.#char))
                this.#at += 1;
        }
        else if (SPECIAL_PARAMETER.test(first))
            this.#at += 1;
        else
            while (this.#char !== undefined && (LETTER.test(this.#char) || DIGIT.test(this.#char)))
                this.#at += 1;
        return this.#chars.slice(start, this.#at).join('');
    }
}
/** Collects words. Blanks separate them, except in text that is added unsplit. */
class WordList {
    #words = [];
    #parts = [];
    #length = 0;
    add(text) {
        this.#parts.push(text);
        this.#length += text.length;
    }
    addSplit(text) {
        let start = 0;
        for (let at = 0; at < text.length; at++) {
            if (!(0,blank/* isBlank */.z3)(text.charAt(at)))
                continue;
            if (at > start)
                this.add(text.slice(start, at));
            if (this.#length > 0)
                this.#end();
            start = at + 1;
        }
        if (start < text.length)
            this.add(start === 0 ? text : text.slice(start));
    }
    /** Drops the unfinished word. */
    drop() {
        this.#parts = [];
        this.#length = 0;
    }
    list() {
        if (this.#length > 0)
            this.#end();
        return this.#words;
    }
    #end() {
        this.#words.push(this.#parts.join(''));
        this.drop();
    }
}
function missing(what, cause) {
    return new errors/* UserError */.yo(`syntax error: missing '${what.charAt(0)}'${what.slice(1)}`, {
        hint: 'A literal $ is written as \\$.',
        cause,
    });
}
function unsupported(modifier) {
    return new errors/* UserError */.yo(`unsupported modifier (${modifier}) in substitution`, {
        hint: 'Known are ${x:-w} ${x:+w} ${x:?w}, the same without colon, ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}.',
    });
}


/***/ }),

/***/ 3182:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ splitFirst),
/* harmony export */   Bq: () => (/* binding */ trim),
/* harmony export */   Dw: () => (/* binding */ trimStart),
/* harmony export */   FO: () => (/* binding */ splitAtBlanks),
/* harmony export */   z3: () => (/* binding */ isBlank)
/* harmony export */ });
/** Blanks beyond ASCII as Go's unicode.IsSpace has them; JavaScript's `\s` is a slightly other set. */
const WIDE_BLANKS = new Set('\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000');
/** @param char one character; an empty text is not a blank */
function isBlank(char) {
    const code = char.charCodeAt(0);
    if (code <= 0x20)
        return code === 0x20 || (code >= 0x09 && code <= 0x0d);
    return code >= 0x85 && WIDE_BLANKS.has(char);
}
function trimStart(text) {
    let start = 0;
    while (start < text.length && isBlank(text.charAt(start)))
        start += 1;
    return text.slice(start);
}
function trimEnd(text) {
    // Not by an end-anchored pattern, which is quadratic on long runs of blanks in the middle.
    let end = text.length;
    while (end > 0 && isBlank(text.charAt(end - 1)))
        end -= 1;
    return text.slice(0, end);
}
function trim(text) {
    return trimEnd(trimStart(text));
}
/** Splits at runs of blanks, line ends not among them; a leading or trailing run gives an empty first or last part. */
function splitAtBlanks(text) {
    return text.split(/[\t\v\f\r ]+/);
}
/** The first word, and the text after the blanks that follow it. */
function splitFirst(text) {
    const blank = /[\t\v\f\r ]+/.exec(text);
    if (blank === null)
        return [text, undefined];
    return [text.slice(0, blank.index), text.slice(blank.index + blank[0].length)];
}


/***/ }),

/***/ 77468:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HY: () => (/* binding */ locateError),
/* harmony export */   NE: () => (/* binding */ WordError),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   hD: () => (/* binding */ locationOf),
/* harmony export */   yU: () => (/* binding */ locateErrors)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _blank_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3182);
/* harmony import */ var _excerpt_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(82605);



/** A UserError about one word of its instruction, which an excerpt marks. */
class WordError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo {
    /** As it is written in the Dockerfile. */
    word;
    constructor(message, word, details = {}) {
        super(message, details);
        this.word = word;
    }
}
/** The location of an instruction, and its lines: for errors that are not UserErrors. */
function locationOf(file, range) {
    return {
        location: { file: file.name, line: range.start, endLine: range.end },
        excerpt: (0,_excerpt_js__WEBPACK_IMPORTED_MODULE_2__/* .excerptOf */ .z)(file.lines, range),
    };
}
/** A new UserError at an instruction. @param word as it is written there, to be marked */
function errorAt(file, range, message, { hint, word = '' } = {}) {
    return locateUserError(new WordError(message, word, { hint }), file, range);
}
/**
 * A caught error with the location of the instruction that was worked on, if it is a UserError without one. An excerpt marks
 * the word at fault. A UserError that has a location in this file but no excerpt gets that.
 *
 * @returns anything else as it is
 */
function locateError(error, file, range) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo ? locateUserError(error, file, range) : error;
}
/** Runs `work`, and locates what it throws. */
function locateErrors(file, range, work) {
    try {
        return work();
    }
    catch (error) {
        throw locateError(error, file, range);
    }
}
/** Columns are only given for an instruction on one line, since a location's columns are those of its first and last line. */
function locateUserError(error, file, range) {
    const known = error.location;
    if (known !== undefined && (error.excerpt !== undefined || known.file !== file.name))
        return error;
    const mark = error instanceof WordError ? findWord(file.lines, range, error.word) : undefined;
    const { message, details, hint, cause } = error;
    const columns = mark !== undefined && range.start === range.end ? { column: mark.column, endColumn: mark.endColumn } : {};
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(message, {
        location: { ...(known ?? locationOf(file, range).location), ...columns },
        excerpt: error.excerpt ?? (0,_excerpt_js__WEBPACK_IMPORTED_MODULE_2__/* .excerptOf */ .z)(file.lines, range, mark),
        details,
        hint,
        cause,
    });
}
/** Where the word is: between blanks if possible, else inside of a longer word. */
function findWord(lines, range, word) {
    if (word === '')
        return undefined;
    let inside;
    for (let line = range.start; line <= range.end; line++) {
        const text = lines[line - 1] ?? '';
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const mark = { line, column: at + 1, endColumn: at + word.length };
            const before = text.charAt(at - 1);
            const after = text.charAt(at + word.length);
            if ((before === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(before)) && (after === '' || (0,_blank_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(after)))
                return mark;
            inside ??= mark;
        }
    }
    return inside;
}


/***/ }),

/***/ 53313:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K0: () => (/* binding */ parseJsonStrings),
/* harmony export */   Z6: () => (/* binding */ splitPlain),
/* harmony export */   yM: () => (/* binding */ splitWords)
/* harmony export */ });
/* harmony import */ var _blank_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3182);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40920);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21466);
/* harmony import */ var _json_json_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40681);
/* harmony import */ var _json_parse_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(51289);







/** Splits at blanks outside quotes; quotes and escapes stay, since expansion needs them. */
function splitWords(text, escape) {
    const words = [];
    let word;
    let quote;
    const chars = [...text];
    for (let at = 0; at < chars.length; at++) {
        const char = chars[at] ?? '';
        if (quote === undefined && (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .isBlank */ .z3)(char)) {
            if (word !== undefined)
                words.push(word.join(''));
            word = undefined;
            continue;
        }
        word ??= [];
        if (quote === undefined && (char === '"' || char === "'"))
            quote = char;
        else if (char === quote)
            quote = undefined;
        else if (char === escape && quote !== "'") {
            // An escape as the last character is dropped.
            if (at + 1 === chars.length)
                break;
            word.push(char, chars[++at] ?? '');
            continue;
        }
        word.push(char);
    }
    if (word !== undefined && word.length > 0)
        words.push(word.join(''));
    return words;
}
/** Splits at blanks only; nothing for an empty text. */
function splitPlain(text) {
    return text === '' ? [] : (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .splitAtBlanks */ .FO)(text);
}
/** Bytes: of the longest instruction. */
const MAX_JSON_SIZE = 64 * 1024 * 1024;
/**
 * The exec form, as BuildKit reads it: a JSON array of strings, or `undefined` where the text is not JSON and so a command
 * for the shell.
 *
 * @throws UserError when it is an array, but not of strings
 */
function parseJsonStrings(text) {
    const json = (0,_blank_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text);
    if (!json.startsWith('['))
        return undefined;
    let value;
    try {
        value = (0,_json_parse_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .q)(json, MAX_JSON_SIZE, 'last-wins');
    }
    catch (error) {
        if (error instanceof _json_json_error_js__WEBPACK_IMPORTED_MODULE_5__/* .JsonError */ .N)
            return undefined;
        throw error;
    }
    const strings = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_3__/* .decodeOrUndefined */ .cw)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj), value);
    if (strings !== undefined)
        return strings;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('when using JSON array syntax, arrays must be comprised of strings only', {
        hint: 'Put every element into double quotes.',
    });
}


/***/ }),

/***/ 76521:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ booleanField),
/* harmony export */   q: () => (/* binding */ csvFields)
/* harmony export */ });
/* harmony import */ var _text_csv_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83215);
/* harmony import */ var _text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(89392);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77468);



/**
 * The fields of a flag's value, as Go's encoding/csv reads a line: a field in double quotes may hold commas, and `""` for a
 * quote.
 *
 * @param what for errors: `mounts`, `devices`
 * @throws UserError without a location for an empty text, and for quotes that are open or in the middle of a field
 */
function csvFields(text, what) {
    if (text === '')
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: the value is empty`, text);
    const fields = [];
    for (let start = 0; start <= text.length;) {
        const field = (0,_text_csv_js__WEBPACK_IMPORTED_MODULE_0__/* .readCsvField */ .dW)(text, start, 'strict', /,/);
        if (field.kind !== 'field')
            throw faultOf(field, text, start, what);
        fields.push(fieldOf(field.value));
        start = field.end + 1;
    }
    return fields;
}
function faultOf({ kind, end }, text, start, what) {
    if (kind === 'bareQuote') {
        const field = JSON.stringify(text.slice(start, end));
        return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: bare " in ${field}`, text, {
            hint: 'Put the whole field into double quotes.',
        });
    }
    return new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`failed to parse csv ${what}: ${JSON.stringify(text.slice(start))}`, text, {
        hint: 'A quoted field ends with a double quote, and then a comma or nothing.',
    });
}
function fieldOf(text) {
    const equals = text.indexOf('=');
    return equals < 0
        ? { key: text.toLowerCase(), value: undefined, text }
        : { key: text.slice(0, equals).toLowerCase(), value: text.slice(equals + 1), text };
}
/** A field without a value is true. */
function booleanField(key, value) {
    const given = value === undefined || (0,_text_go_boolean_js__WEBPACK_IMPORTED_MODULE_2__/* .goBoolean */ .x)(value);
    if (given !== undefined)
        return given;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_1__/* .WordError */ .NE(`invalid value for ${key}: ${value}`, `${key}=${value}`, { hint: 'Write true or false.' });
}


/***/ }),

/***/ 63343:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ parseFileMode)
/* harmony export */ });
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77468);

const SET_UID = 0o4000;
const SET_GID = 0o2000;
const STICKY = 0o1000;
const EXECUTE = 0o111;
const ALL = SET_UID | SET_GID | 0o777;
/** The bits of each class. The sticky bit belongs to none of them: only `t` sets it. */
const CLASSES = { a: ALL, u: SET_UID | 0o700, g: SET_GID | 0o070, o: 0o007 };
/** The bits of a permission in every class. */
const PERMISSIONS = { r: 0o444, w: 0o222, x: EXECUTE, X: EXECUTE };
/**
 * An octal mode (`755`, `0644`, up to `7777`) or a symbolic one as BSD's chmod(1) takes it (`u+x,go-w`, `a=rX`, `g=u`), which is
 * what BuildKit's library follows. The umask is 0.
 *
 * @throws UserError without a location for anything else
 */
function parseFileMode(text) {
    if (/^\d/.test(text))
        return octalMode(text);
    const changes = text.split(',').flatMap((clause) => parseClause(clause, text));
    return {
        apply: (mode, isDirectory) => {
            const executable = isDirectory || (mode & EXECUTE) !== 0;
            return changes.reduce((changed, change) => applyChange(change, changed, executable), mode);
        },
    };
}
function octalMode(text) {
    const octal = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Infinity;
    if (octal > 0o7777) {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`, text, {
            hint: 'Write it as 755, 0644 or u+x.',
        });
    }
    return { octal, apply: () => octal };
}
/** `[ugoa]*` and one or more of `[-+=][rwxXstugo]*`. */
function parseClause(clause, whole) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) {
        throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(`invalid chmod parameter: '${whole}'`, whole, { hint: 'Write it as 755, 0644 or u+x,go-w.' });
    }
    const [, classes = '', actions = ''] = match;
    const who = [...classes].reduce((bits, letter) => bits | (CLASSES[letter] ?? 0), 0);
    return [...actions.matchAll(/([-+=])([rwxXstugo]*)/g)].flatMap(([, operator = '', letters = '']) => changesOf(who, operator, letters));
}
/** @param who bits of the classes that are named; 0 for none, which means all */
function changesOf(who, operator, letters) {
    const changes = [];
    let reach = who;
    let bits = 0;
    let executable = 0;
    let cleared = operator !== '=';
    const masked = (wanted) => (reach === 0 ? wanted : reach & wanted);
    const flush = (atEnd) => {
        if (bits !== 0 || (atEnd && !cleared)) {
            if (operator === '=')
                changes.push({ kind: 'clear', bits: reach === 0 ? ALL : reach });
            changes.push({ kind: operator === '-' ? 'clear' : 'set', bits: masked(bits) });
            cleared = true;
            bits = 0;
        }
        if (executable !== 0)
            changes.push({ kind: 'set-executable', bits: masked(executable) });
        executable = 0;
    };
    for (const letter of letters) {
        if (letter === 'u' || letter === 'g' || letter === 'o') {
            flush(false);
            cleared = true;
            changes.push(copyOf(letter, operator, reach));
        }
        else if (letter === 's' || letter === 't') {
            // With `o` alone, neither has an effect.
            if (reach !== 0 && (reach & ~0o007) === 0)
                continue;
            bits |= letter === 's' ? SET_UID | SET_GID : STICKY;
            if (letter === 't')
                reach |= STICKY;
        }
        else if (letter === 'X' && operator !== '-')
            executable |= EXECUTE;
        else
            bits |= PERMISSIONS[letter] ?? 0;
    }
    flush(true);
    return changes;
}
/** `g=u`: one class gets the permissions of another. */
function copyOf(source, operator, reach) {
    const shift = source === 'u' ? 6 : source === 'g' ? 3 : 0;
    const targets = [
        ...(reach === 0 || (reach & 0o400) !== 0 ? [6] : []),
        ...(reach === 0 || (reach & 0o040) !== 0 ? [3] : []),
        ...(reach === 0 || (reach & 0o004) !== 0 ? [0] : []),
    ];
    return { kind: 'copy', operator, shift, targets };
}
/** @param executable whether X sets a bit; the mode before the first change decides that */
function applyChange(change, mode, executable) {
    switch (change.kind) {
        case 'set':
            return mode | change.bits;
        case 'clear':
            return mode & ~change.bits;
        case 'set-executable':
            return executable ? mode | change.bits : mode;
        case 'copy': {
            const value = (mode >> change.shift) & 7;
            return change.targets.reduce((changed, target) => {
                if (change.operator === '+')
                    return changed | (value << target);
                if (change.operator === '-')
                    return changed & ~(value << target);
                return (changed & ~(7 << target)) | (value << target);
            }, mode);
        }
    }
}


/***/ }),

/***/ 51388:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   oA: () => (/* binding */ mountFrom),
/* harmony export */   x8: () => (/* binding */ sshIdOf),
/* harmony export */   zj: () => (/* binding */ secretIdOf),
/* harmony export */   zt: () => (/* binding */ parseMount)
/* harmony export */ });
/* harmony import */ var node_path_posix__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53916);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _csv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76521);
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4581);
/* harmony import */ var _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77468);





const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const SHARING_MODES = ['shared', 'private', 'locked'];
const KEYS = 'type from source target readonly id sharing required size mode uid gid src dst destination ro rw readwrite env'.split(' ');
/**
 * The `from` of a mount. It cannot contain a variable, because it decides which stages are built.
 *
 * @throws UserError when it contains a variable, or the value is not a list of fields
 */
function mountFrom(text) {
    let from;
    for (const { key, value } of (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .csvFields */ .q)(text, 'mounts')) {
        if (key !== 'from' || value === undefined)
            continue;
        const dollar = value.indexOf('$');
        if (dollar >= 0 && dollar !== value.length - 1) {
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE("'from' doesn't support variable expansion, define alias stage instead", text, {
                hint: 'Add a stage FROM $VARIABLE AS name, and mount from=name.',
            });
        }
        from = value;
    }
    return from === '' ? undefined : from;
}
/** The name by which `--secret` gives what the mount shows; it is also written as `source`, or in the last part of the target. */
function secretIdOf(mount) {
    return [mount.source, mount.id, node_path_posix__WEBPACK_IMPORTED_MODULE_0__.basename(mount.target)].find((name) => name !== '') ?? '';
}
/** The name by which `--ssh` gives the agent that the mount shows. */
function sshIdOf(mount) {
    return mount.id === '' ? 'default' : mount.id;
}
/**
 * @param expand resolves the variables of one value
 * @throws UserError for unknown fields, and for values that do not go together
 */
function parseMount(text, expand) {
    const draft = {
        type: 'bind',
        from: '',
        source: '',
        target: '',
        readOnly: false,
        readOnlyGiven: false,
        id: '',
        required: false,
    };
    for (const { key, value, text: field } of (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .csvFields */ .q)(text, 'mounts')) {
        setField(draft, key, value === undefined ? undefined : expand(value), field);
    }
    checkTogether(draft);
    const { readOnlyGiven, ...mount } = draft;
    const writable = mount.type === 'cache' || mount.type === 'tmpfs';
    return { ...mount, readOnly: readOnlyGiven ? mount.readOnly : !writable };
}
function setField(draft, key, value, field) {
    switch (key) {
        case 'readonly':
        case 'ro':
            draft.readOnly = (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'readwrite':
        case 'rw':
            draft.readOnly = !(0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            draft.readOnlyGiven = true;
            return;
        case 'required':
            if (draft.type !== 'secret' && draft.type !== 'ssh')
                throw unexpected(key, draft.type);
            draft.required = (0,_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanField */ .h)(key, value);
            return;
        default:
            if (value === undefined) {
                throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`invalid field '${field}' must be a key=value pair`, field, {
                    hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(key, KEYS),
                });
            }
            setValue(draft, key, value, field);
    }
}
function setValue(draft, key, value, field) {
    switch (key) {
        case 'type':
            draft.type = oneOf(MOUNT_TYPES, value, 'mount type');
            return;
        case 'from':
            draft.from = value;
            return;
        case 'source':
        case 'src':
            draft.source = value;
            return;
        case 'target':
        case 'dst':
        case 'destination':
            draft.target = value;
            return;
        case 'size':
            if (draft.type !== 'tmpfs')
                throw unexpected(key, draft.type);
            draft.size = bytesOf(value);
            return;
        case 'id':
            draft.id = value;
            return;
        case 'sharing':
            draft.sharing = oneOf(SHARING_MODES, value, 'sharing value');
            return;
        case 'mode':
            draft.mode = numberOf(key, value, 8);
            return;
        case 'uid':
            draft.uid = numberOf(key, value, 10);
            return;
        case 'gid':
            draft.gid = numberOf(key, value, 10);
            return;
        case 'env':
            draft.env = value;
            return;
        default:
            throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`unexpected key '${key}' in '${field}'`, field, { hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(key, KEYS) });
    }
}
function checkTogether(mount) {
    if (mount.type === 'bind' || mount.type === 'tmpfs') {
        for (const key of ['mode', 'uid', 'gid']) {
            if (mount[key] !== undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${key} not allowed for "${mount.type}" type mounts`);
        }
    }
    if (mount.type === 'secret') {
        if (mount.from !== '')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('secret mount should not have a from');
        if (mount.sharing !== undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('secret mount should not define sharing');
        if (mount.source === '' && mount.target === '' && mount.id === '') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('invalid secret mount. one of source, target required', {
                hint: 'Write --mount=type=secret,id=NAME.',
            });
        }
        if (mount.source !== '' && mount.id !== '')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo("both source and id can't be set");
    }
    if (mount.sharing !== undefined && mount.type !== 'cache') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid cache sharing set for ${mount.type} mount`);
    }
}
function oneOf(values, text, what) {
    const found = values.find((value) => value === text.toLowerCase());
    if (found !== undefined)
        return found;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`unsupported ${what} "${text}"`, text, {
        hint: (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)(text, values) ?? `Known are ${values.join(', ')}.`,
    });
}
function numberOf(key, value, radix) {
    const number = (radix === 8 ? /^[0-7]+$/ : /^\d+$/).test(value) ? Number.parseInt(value, radix) : Infinity;
    if (number > 0xffffffff)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`invalid value ${value} for ${key}`);
    return number;
}
/** docker/go-units' RAMInBytes: `64m`, `1.5GiB`, `10 kb`; the units are binary. */
function bytesOf(text) {
    const match = /^\+?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)? ?(?:b|([kmgtp])(?:i?b)?)?$/i.exec(text);
    const power = match?.[3] === undefined ? 0 : 'kmgtp'.indexOf(match[3].toLowerCase()) + 1;
    const bytes = match === null ? Infinity : Math.trunc(Number(`${match[1] ?? ''}${match[2] ?? ''}`) * 1024 ** power);
    if (bytes < 2 ** 63)
        return bytes;
    throw new _syntax_error_location_js__WEBPACK_IMPORTED_MODULE_3__/* .WordError */ .NE(`invalid value for size: ${text}`, text, { hint: 'Write it as 64m or 1g.' });
}
function unexpected(key, type) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`unexpected key '${key}' for mount type '${type}'`);
}


/***/ }),

/***/ 24525:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ flawedWords),
/* harmony export */   h: () => (/* binding */ LayersLost)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * A layer of an earlier build cannot be fetched from anywhere any more. This ends a pass over the plan. In the next pass the step
 * is a miss and makes the layer again.
 */
class LayersLost extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri {
    layer;
    constructor(layer, options = {}) {
        super(`layer ${layer.blob.digest} is lost: neither the store, nor a cache, nor a registry has it any more`, {
            ...options,
            hint: 'Build once with --no-cache to make it again.',
        });
        this.layer = layer;
    }
}
/** The warning about layers that do not match their digests. */
function flawedWords(flawed) {
    return `${flawed.join(', ')}: damaged or forged in a cache. Nothing that came from a cache is used`;
}


/***/ }),

/***/ 88885:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ numberBehind),
/* harmony export */   r: () => (/* binding */ numberAcrossPlatforms)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);

/** Numbers the steps of several platforms' plans as those of one build. Names of stages then start with the platform. */
function numberAcrossPlatforms(plans) {
    if (plans.length < 2)
        return plans;
    const total = plans.reduce((sum, plan) => sum + plan.steps.length, 0);
    let before = 0;
    return plans.map((plan) => {
        const offset = before;
        before += plan.steps.length;
        return movedSteps(plan, { offset, total, prefix: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(plan.platform) });
    });
}
/** Numbers the steps of a build that is one of several, behind `offset` steps of others. */
function numberBehind(plans, offset) {
    const total = offset + plans.reduce((sum, plan) => sum + plan.steps.length, 0);
    return offset === 0 ? plans : plans.map((plan) => movedSteps(plan, { offset, total, prefix: '' }));
}
function movedSteps(plan, { offset, total, prefix }) {
    const moved = (info) => ({
        ...info,
        number: info.number + offset,
        dependsOn: info.dependsOn.map((number) => number + offset),
        total,
        stage: [prefix, info.stage].filter((part) => part !== '').join(' '),
    });
    return {
        ...plan,
        globalArgs: plan.globalArgs.map(({ arg, info }) => ({ arg, info: moved(info) })),
        steps: plan.steps.map(moved),
        stages: plan.stages.map((stage) => ({
            ...stage,
            from: moved(stage.from),
            steps: stage.steps.map((step) => ({ ...step, info: moved(step.info) })),
        })),
    };
}


/***/ }),

/***/ 51634:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ SourceResolver),
/* harmony export */   z: () => (/* binding */ namedKey)
/* harmony export */ });
/* harmony import */ var _text_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4581);
/* harmony import */ var _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77468);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29587);





function namedKey(source) {
    return `${source.name} ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)(source.platform)}`;
}
/** Resolves each image and each named context once for each platform. Several may be under way at a time. */
class SourceResolver {
    #dockerfile;
    #external;
    #signal;
    #images = new Map();
    #named = new Map();
    constructor(dockerfile, external, signal) {
        this.#dockerfile = dockerfile;
        this.#external = external;
        this.#signal = signal;
    }
    image({ name, reference }, platform, range) {
        const key = JSON.stringify([name, platform]);
        let image = this.#images.get(key);
        if (image === undefined) {
            image = this.#external.bases.resolve(reference, platform, this.#signal);
            this.#images.set(key, image);
        }
        return image.catch((error) => {
            throw this.#located(this.#withStageHint(error, name), range);
        });
    }
    /** An image that cannot be found may be a stage or a context with a misspelt name. */
    #withStageHint(error, name) {
        const stages = this.#dockerfile.stages.flatMap((stage) => stage.name ?? []);
        const hint = (0,_text_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(name, [...stages, ...(this.#external.contexts?.names ?? [])]);
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo) {
            const { message, location, excerpt, details, cause } = error;
            return new _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .WordError */ .NE(message, name, { location, excerpt, details, hint: hint ?? error.hint, cause });
        }
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri) || hint === undefined)
            return error;
        const { message, retryable, attempts, url, cause } = error;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(message, { retryable, attempts, url, hint, cause });
    }
    /** The error at the instruction that names the source. */
    #located(error, range) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri))
            return (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .locateError */ .HY)(error, this.#dockerfile, range);
        const { message, retryable, attempts, url, hint, cause } = error;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(message, { retryable, attempts, url, hint, cause, ...(0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_0__/* .locationOf */ .hD)(this.#dockerfile, range) });
    }
    named(source, range) {
        const key = namedKey(source);
        const { contexts } = this.#external;
        if (contexts === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .EngineBug */ .Bp(`there are no named contexts, and so no ${source.name}`);
        let context = this.#named.get(key);
        if (context === undefined) {
            context = contexts.open(source.name, source.platform, this.#signal);
            this.#named.set(key, context);
        }
        return context.catch((error) => {
            throw this.#located(error, range);
        });
    }
    async baseOf({ base, platform, node }) {
        const { range } = node.from;
        switch (base.kind) {
            case 'scratch':
            case 'stage':
                return base;
            case 'image':
                return { kind: 'image', image: await this.image(base, platform, range) };
            case 'named':
                return this.named(base, range);
        }
    }
    /** What the stages copy from and mount. */
    async sourcesOf(graph, stages, platform) {
        const wanted = stages
            .flatMap((index) => graph.stages[index]?.instructions ?? [])
            .flatMap(({ instruction, sources }) => sources.map((source) => ({ source, range: instruction.range })));
        const images = wanted.map(async ({ source, range }) => source.kind === 'image' ? [[source.name, await this.image(source, platform, range)]] : []);
        const named = wanted.map(async ({ source, range }) => source.kind === 'named' ? [[namedKey(source), await this.named(source, range)]] : []);
        return {
            images: new Map((await Promise.all(images)).flat()),
            named: new Map((await Promise.all(named)).flat()),
        };
    }
}


/***/ }),

/***/ 87693:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yu: () => (/* binding */ settingsInKey),
/* harmony export */   n: () => (/* binding */ runSettings),
/* harmony export */   qN: () => (/* binding */ DEFAULT_HOSTNAME)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90139);



/** For the settings on their way to the worker. */
const runSettings = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({
    network: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('host', 'none'),
    extraHosts: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, ip: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj })),
    shmSize: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lq)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    ulimits: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik)({ name: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj, soft: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd, hard: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd })),
    hostname: _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj,
});
/** BuildKit's. Some programs write it into their output. */
const DEFAULT_HOSTNAME = 'buildkitsandbox';
/**
 * The settings as part of a RUN's key, all but the network. The names, their order and the missing default host name are those of
 * earlier versions: another text would make a miss of every RUN.
 */
function settingsInKey({ extraHosts, hostname, shmSize, ulimits }) {
    return {
        hosts: extraHosts,
        hostname: hostname === DEFAULT_HOSTNAME ? undefined : hostname,
        shmSize,
        ulimits,
    };
}


/***/ }),

/***/ 98373:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** The usual folders of programs. A user's PATH often lacks those for administrators. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders, which are searched first
 */
function findProgram(name, path) {
    for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file).isFile())
                return file;
        }
        catch {
            // Not in this folder.
        }
    }
    return undefined;
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

/***/ 60486:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);

const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};


/***/ }),

/***/ 25053:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ connectionError),
/* harmony export */   g: () => (/* binding */ ConnectionProblem)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67553);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);


/** A problem with a connection that we notice and Node does not: a timeout, an answer that ends early. */
class ConnectionProblem extends Error {
    name = 'ConnectionProblem';
}
/** Failures that another attempt does not change. */
const PERMANENT = new Set(['ENOTFOUND', 'EPROTO', 'ERR_INVALID_CHAR', 'ERR_UNESCAPED_CHARACTERS']);
/**
 * Turns Node's error about a connection into ours.
 *
 * @param reused whether the connection served a request before. The server may have closed it because it was old; then the
 *   next attempt need not wait
 */
function connectionError(error, url, reused) {
    if (error instanceof _http_error_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$ || !(error instanceof Error))
        return error;
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errorCode */ .CA)(error);
    // An error without a code does not come from the network. It is a fault in this program, and must show as one.
    if (code === undefined && !(error instanceof ConnectionProblem))
        return error;
    const certificate = code !== undefined && isCertificateCode(code);
    return new _http_error_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$(`cannot reach ${url.host}: ${reason(error, code)}`, {
        retryable: !certificate && !(code !== undefined && (PERMANENT.has(code) || code.startsWith('HPE_'))),
        url,
        cause: error,
        ...(reused && (code === 'ECONNRESET' || code === 'EPIPE') ? { retryAfterMs: 0 } : {}),
        hint: certificate
            ? `If its certificate is signed by an authority of your own, name that in NODE_EXTRA_CA_CERTS; if ${url.host} needs no valid certificate, name it as an insecure registry.`
            : undefined,
    });
}
function reason(error, code) {
    // When both addresses of a dual-stack host fail, Node throws an AggregateError without a message.
    if (error instanceof AggregateError) {
        const inner = error.errors[0];
        if (inner instanceof Error)
            return inner.message;
    }
    if (code === 'ENOTFOUND')
        return 'there is no host of this name';
    if (code === 'ECONNRESET')
        return 'the connection was closed by the other side';
    return error.message === '' ? (code ?? error.name) : error.message;
}
/** Node uses OpenSSL's names, and adds ERR_TLS_CERT_ALTNAME_INVALID. */
function isCertificateCode(code) {
    return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|HOSTNAME_MISMATCH/.test(code);
}


/***/ }),

/***/ 61868:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   hV: () => (/* binding */ AddressList),
/* harmony export */   n0: () => (/* binding */ bareHost)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

/** Addresses and networks in CIDR form. */
class AddressList {
    #blocks = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    /** @returns whether `text` is an address or a network */
    add(text) {
        const [address = '', bits, ...rest] = text.split('/');
        const family = familyOf(address);
        if (family === undefined || rest.length > 0)
            return false;
        if (bits === undefined) {
            this.#blocks.addAddress(address, family);
            return true;
        }
        if (!/^\d{1,3}$/.test(bits) || Number(bits) > (family === 'ipv4' ? 32 : 128))
            return false;
        this.#blocks.addSubnet(address, Number(bits), family);
        return true;
    }
    has(address) {
        const family = familyOf(address);
        return family !== undefined && this.#blocks.check(address, family);
    }
}
/** The host of a URL or of `host:port`, without port and without the brackets of an IPv6 address. */
function bareHost(host) {
    if (familyOf(host) !== undefined)
        return host.toLowerCase();
    const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1];
    return (bracketed ?? host.replace(/:\d+$/, '')).toLowerCase();
}
/** The port that a URL leads to, also where it is the scheme's default. */
function portOf(url) {
    return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}
const LOOPBACK = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
/** Whether a host, with or without a port, is this machine by its name or address. */
function isLoopback(host) {
    const bare = bareHost(host);
    const family = familyOf(bare);
    return bare === 'localhost' || (family !== undefined && LOOPBACK.check(bare, family));
}
/** As Node's `isIP`, which makes a large expression for IPv6 at its first use, whatever it is asked: that takes milliseconds. */
function familyOf(text) {
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv4)(text))
        return 'ipv4';
    return /:.*:/.test(text) && (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIPv6)(text) ? 'ipv6' : undefined;
}


/***/ }),

/***/ 96760:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ DEFAULT_TIMEOUTS),
  Q: () => (/* binding */ HttpClient)
});

// EXTERNAL MODULE: ./lib/http/host.js
var host = __webpack_require__(61868);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./lib/http/connection-error.js
var connection_error = __webpack_require__(25053);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
;// CONCATENATED MODULE: ./lib/http/idle-timer.js

/** Ends a connection when the other side does nothing for too long. */
class IdleTimer {
    #end;
    #timer;
    #problem;
    /** @param end called at most once, with what did not happen in time */
    constructor(end) {
        this.#end = end;
    }
    /** What did not happen in time, once the time is over. */
    get problem() {
        return this.#problem;
    }
    /** From now on, the other side has `ms` milliseconds to do something. @param problem names its failure: `no answer` */
    start(ms, problem) {
        this.stop();
        this.#timer = setTimeout(() => {
            this.#problem = new connection_error/* ConnectionProblem */.g(`${problem} for ${ms / 1000} s`);
            this.#end(this.#problem);
        }, ms);
    }
    /** The other side has nothing to do now. */
    stop() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
}

// EXTERNAL MODULE: ./lib/trace/span.js
var trace_span = __webpack_require__(21725);
// EXTERNAL MODULE: ./lib/http/slowest-rate.js
var slowest_rate = __webpack_require__(33110);
;// CONCATENATED MODULE: ./lib/http/exchange.js









const MAX_DISCARDED = 64 * 1024;
/**
 * One request and its answer, without redirects or retries.
 *
 * @throws HttpError when the connection fails; whatever the source of the body throws; the signal's reason
 */
async function exchange(call) {
    const { url, path, signal, timeouts } = call;
    signal.throwIfAborted();
    // Without the query: addresses of blobs are signed there.
    const span = (0,trace_span/* openSpan */.D3)('requests', () => `${call.method} ${url.host}${url.pathname}`);
    const start = url.protocol === 'https:' ? external_node_https_.request : external_node_http_.request;
    const request = start(url, {
        method: call.method,
        ...(path === undefined ? {} : { path }),
        headers: requestHeaders(call),
        agent: call.agent,
    });
    const idle = new IdleTimer((problem) => request.destroy(problem));
    const connecting = new IdleTimer((problem) => request.destroy(problem));
    const abort = () => void request.destroy();
    // One signal serves a whole build. Many requests listen to it at once, and each one removes its listener in the end.
    (0,external_node_events_.setMaxListeners)(0, signal);
    signal.addEventListener('abort', abort, { once: true });
    const release = () => {
        idle.stop();
        connecting.stop();
        // The answer came before the whole body was sent: the connection cannot be used for another request.
        if (!request.writableEnded)
            request.destroy();
        signal.removeEventListener('abort', abort);
        span.end();
    };
    const refused = watchTunnel(request);
    const answered = new Promise((resolve, reject) => {
        request.once('response', resolve);
        // Not `once`: an error after the answer shows when its body is read, and must not count as unhandled here.
        request.on('error', reject);
    });
    connecting.start(timeouts.connectMs, 'no connection');
    whenConnected(request, () => {
        connecting.stop();
        // With a body, `sendBody` runs the timer.
        if (call.body === undefined)
            idle.start(timeouts.idleMs, 'no answer');
    });
    const sending = call.body === undefined ? Promise.resolve(request.end()) : (0,request_body/* sendBody */.bU)(request, call.body, idle, timeouts);
    try {
        const [message] = await Promise.all([answered, sending]);
        idle.stop();
        span.note({ status: String(message.statusCode), sent: call.body?.size ?? 0 });
        const tunnelStatus = refused();
        if (tunnelStatus !== undefined) {
            throw new http_error/* HttpError */.j$(`the proxy did not open a tunnel to ${url.host}: status ${tunnelStatus}`, {
                retryable: tunnelStatus >= 500,
                url,
            });
        }
        return new NodeResponse(message, { call, idle, span, release });
    }
    catch (error) {
        request.destroy();
        await Promise.allSettled([sending]);
        span.note({ failed: 'yes' });
        release();
        signal.throwIfAborted();
        if (error instanceof request_body/* SourceFailure */.oi)
            throw error.cause;
        throw (0,connection_error/* connectionError */.$)(error, url, request.reusedSocket);
    }
}
function requestHeaders({ headers, body }) {
    // A digest is over the stored bytes, so no proxy on the way may compress them.
    const length = body === undefined ? {} : { 'content-length': String(body.size) };
    return { 'accept-encoding': 'identity', ...headers, ...length };
}
/**
 * When a proxy refuses a tunnel, the agent presents its answer as if the server had given it.
 *
 * @returns a function that gives the status of a refusal, and `undefined` when there was none
 */
function watchTunnel(request) {
    let refusal;
    request.on('proxyConnect', (answer) => {
        refusal = answer.statusCode === 200 ? undefined : answer.statusCode;
    });
    return () => refusal;
}
function whenConnected(request, connected) {
    request.once('socket', (socket) => {
        if (socket.connecting)
            socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
        else
            connected();
    });
}
class NodeResponse {
    status;
    headers;
    url;
    #message;
    #call;
    #idle;
    #rate;
    #span;
    #release;
    constructor(message, { call, idle, span, release }) {
        this.status = message.statusCode ?? 0;
        this.headers = message.headers;
        this.url = call.url;
        this.#message = message;
        this.#call = call;
        this.#idle = idle;
        this.#rate = new slowest_rate/* RateWatch */.K(call.timeouts.idleMs);
        this.#span = span;
        this.#release = release;
        // An error before anybody reads the body must not count as unhandled; reading it gives the error again.
        message.on('error', () => undefined);
    }
    async *body() {
        const chunks = this.#message[Symbol.asyncIterator]();
        try {
            for (;;) {
                const next = await this.#next(chunks);
                if (next.done === true)
                    return;
                yield next.value;
            }
        }
        finally {
            this.abandon();
        }
    }
    abandon() {
        if (!this.#message.complete)
            this.#message.destroy();
        this.#release();
    }
    async #next(chunks) {
        const { timeouts, signal, url } = this.#call;
        // The timer runs only while we wait for the server: a slow reader on our side is not its fault.
        this.#idle.start(timeouts.idleMs, 'no data');
        const asked = performance.now();
        try {
            const next = await chunks.next();
            if (next.done !== true) {
                this.#rate.received(next.value.byteLength, performance.now() - asked);
                this.#span.note({ received: next.value.byteLength });
            }
            if (next.done === true && !this.#message.complete)
                throw new connection_error/* ConnectionProblem */.g('the answer ended early');
            return next;
        }
        catch (error) {
            signal.throwIfAborted();
            throw (0,connection_error/* connectionError */.$)(this.#idle.problem ?? error, url, false);
        }
        finally {
            this.#idle.stop();
        }
    }
    async discard() {
        let seen = 0;
        try {
            for await (const chunk of this.body()) {
                seen += chunk.byteLength;
                if (seen > MAX_DISCARDED)
                    break;
            }
        }
        catch (error) {
            this.#call.signal.throwIfAborted();
            // Nobody wanted the body. That the connection is gone does not matter.
            if (!(error instanceof http_error/* HttpError */.j$))
                throw error;
        }
    }
}

// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
;// CONCATENATED MODULE: ./lib/http/response-error.js






const MAX_ERROR_BODY = 16 * 1024;
const MAX_SHOWN = 300;
/**
 * Makes an error from an answer, with what the server says in the body, which is read for it.
 *
 * @param secrets texts that must not show, in case the server sends them back
 */
async function responseError(response, secrets, now) {
    const { codes, words } = readErrors(await readUpTo(response, MAX_ERROR_BODY), secrets);
    const message = words === '' ? '' : `: ${words}`;
    return new http_error/* HttpError */.j$(`${response.url.host} answered ${response.status}${message}`, {
        retryable: (0,retry/* isRetryableStatus */.PS)(response.status),
        url: response.url,
        status: response.status,
        codes,
        retryAfterMs: (0,retry/* isRetryableStatus */.PS)(response.status)
            ? (0,retry/* parseRetryAfter */.mu)(response.headers['retry-after'], now)
            : undefined,
    });
}
async function readUpTo(response, limit) {
    const chunks = [];
    let size = 0;
    try {
        for await (const chunk of response.body()) {
            chunks.push(chunk);
            size += chunk.byteLength;
            if (size >= limit)
                break;
        }
    }
    catch (error) {
        // The status is enough for an error. A broken body only means that there are no words.
        if (!(error instanceof http_error/* HttpError */.j$))
            throw error;
    }
    return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}
function readErrors(text, secrets) {
    const document = (0,decode_or/* parseOrUndefined */.x9)(decoder/* anything */.D8, text, MAX_ERROR_BODY);
    if (document === undefined) {
        return { codes: [], words: /^\s*</.test(text) ? '' : (0,http_error/* printable */.g$)(text, MAX_SHOWN, secrets) };
    }
    const { errors = [], error_description, details, message, error } = (0,decode_or/* decodeOrUndefined */.cw)(errorDocument, document) ?? {};
    const listed = errors.slice(0, 3);
    const codes = listed.flatMap(({ code }) => code ?? []);
    const words = listed.map(codeAndMessage).filter((part) => part !== '');
    const shown = words.length > 0 ? words.join('; ') : (error_description ?? details ?? message ?? error ?? '');
    return { codes: codes.map((code) => (0,http_error/* printable */.g$)(code, 64, secrets)), words: (0,http_error/* printable */.g$)(shown, MAX_SHOWN, secrets) };
}
const listedError = (0,object/* object */.Ik)({ code: (0,object/* ifValid */.S6)(decoder/* string */.Yj), message: (0,object/* ifValid */.S6)(decoder/* string */.Yj) });
const errorDocument = (0,object/* object */.Ik)({
    // The form of registries (distribution-spec, "Error Codes").
    errors: (0,object/* ifValid */.S6)((0,containers/* arrayOfValid */.tP)(listedError)),
    // Token servers answer in OAuth2's form (RFC 6749, section 5.2), some in a form of their own.
    error_description: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    details: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    message: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
    error: (0,object/* ifValid */.S6)(decoder/* string */.Yj),
});
function codeAndMessage({ code, message }) {
    return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
}

;// CONCATENATED MODULE: ./lib/http/http-client.js





const DEFAULT_TIMEOUTS = { connectMs: 15_000, idleMs: 60_000, commitMs: 300_000 };
const MAX_REDIRECTS = 10;
/** Requests with retries, redirects, proxies and timeouts. All of them are decided here, for every server. */
class HttpClient {
    #settings;
    constructor(settings) {
        this.#settings = settings;
    }
    /** The hosts that the user named as insecure. */
    get insecure() {
        return this.#settings.insecure;
    }
    /**
     * Gives the answer, whatever its status, unless that is one after which the request is tried again. The caller reads or
     * discards the body.
     *
     * @throws HttpError when there was no answer within the request's retry policy
     */
    async open(request) {
        return await this.send(request, (response) => Promise.resolve(response));
    }
    /**
     * As `open`, and `read` is part of the attempt: when the body breaks off, the request is sent again. `read` must read or
     * discard the whole body before it returns.
     */
    async send(request, read) {
        return await (0,retry/* retrying */.R$)(this.budget(request.retry), request.signal, async () => {
            const response = await this.#follow(request);
            if ((0,retry/* isRetryableStatus */.PS)(response.status))
                throw await this.failure(response, request);
            try {
                return await read(response);
            }
            catch (error) {
                response.abandon();
                throw error;
            }
        });
    }
    budget(policy) {
        return new retry/* RetryBudget */.Km(policy, this.#settings.clock, this.#settings.random);
    }
    /** Makes an error from an answer, and reads its body for that. */
    async failure(response, request) {
        return await responseError(response, request.secrets, this.#settings.clock.now());
    }
    /** Milliseconds since the epoch. */
    now() {
        return this.#settings.clock.now();
    }
    /** Whether `from` may lead to `to`: never from https to http, except to hosts that the user named as insecure. */
    mayFollow(from, to) {
        if (to.protocol === 'https:')
            return true;
        if (to.protocol !== 'http:')
            return false;
        // Loopback is not an exception: a server elsewhere must not lead us to the ports of this machine.
        return from.protocol === 'http:' || this.#settings.insecure.includesUrl(to);
    }
    /** Closes idle connections. Nothing may be requested afterwards. */
    close() {
        this.#settings.agents.close();
    }
    async #follow(request) {
        let { url, path, authorization } = request;
        for (let redirects = 0;; redirects++) {
            const response = await this.#exchange(request, { url, path, authorization });
            if (request.follow === false || !isRedirect(response.status))
                return response;
            await response.discard();
            const next = redirectTarget(request, response);
            if (redirects === MAX_REDIRECTS) {
                throw new http_error/* HttpError */.j$(`${request.url.host} redirects in a circle`, { retryable: false, url });
            }
            if (!this.mayFollow(url, next)) {
                throw new http_error/* HttpError */.j$(`${url.host} redirects from https to ${next.protocol}//${next.host}, which is refused`, {
                    retryable: false,
                    url,
                    hint: (0,host/* isLoopback */.U9)(next.host)
                        ? undefined
                        : `If you trust that host, name ${next.host} as an insecure registry.`,
                });
            }
            // It is not sent again either when a later redirect leads back: that is another server's decision.
            if (next.origin !== url.origin)
                authorization = undefined;
            url = next;
            path = undefined;
        }
    }
    async #exchange(request, { url, path, authorization }) {
        const { userAgent, agents, insecure, timeouts } = this.#settings;
        const { method, headers, body, signal } = request;
        const anyCertificate = request.verifyCertificate === false && url.origin === request.url.origin;
        return await exchange({
            method,
            url,
            path,
            headers: {
                'user-agent': userAgent,
                ...headers,
                ...(authorization === undefined ? {} : { authorization }),
            },
            body,
            agent: agents.for(url, !anyCertificate && !insecure.includesUrl(url)),
            timeouts,
            signal,
        });
    }
}
function isRedirect(status) {
    return (status >= 301 && status <= 303) || status === 307 || status === 308;
}
/** @throws HttpError for a redirect that cannot be followed */
function redirectTarget({ method }, { status, headers, url }) {
    const { location } = headers;
    if (location === undefined || !URL.canParse(location, url.href)) {
        throw new http_error/* HttpError */.j$(`${url.host} redirects (${status}) without a valid address`, { retryable: false, url });
    }
    if (status < 307 && method !== 'GET' && method !== 'HEAD') {
        // Other clients turn such a request into a GET, and its success would say nothing about the upload.
        throw new http_error/* HttpError */.j$(`${url.host} redirects (${status}) a ${method} request`, { retryable: false, url });
    }
    const target = new URL(location, url);
    target.username = '';
    target.password = '';
    target.hash = '';
    return target;
}


/***/ }),

/***/ 43502:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ InsecureHosts)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _host_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61868);


/**
 * Hosts that the user named as insecure, written like Docker's `insecure-registries`: `host`, `host:port` or a network in
 * CIDR form. Their certificates are not verified, and they may be spoken to over plain HTTP. A name matches as it is
 * written, port included; it is never looked up.
 */
class InsecureHosts {
    #names = new Set();
    #addresses = new _host_js__WEBPACK_IMPORTED_MODULE_1__/* .AddressList */ .hV();
    /** @throws UserError for a text that is not a host, `host:port` or network */
    constructor(names) {
        for (const name of names) {
            const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
            if (host.includes('/') && this.#addresses.add(host))
                continue;
            if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
                // Users know this setting by the name that Docker gives it.
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid insecure registry ${JSON.stringify(name)}`, {
                    hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
                });
            }
            this.#names.add(host.toLowerCase());
        }
    }
    /** @param host as in `URL.host`: with the port, unless it is the scheme's default */
    includes(host) {
        return this.#names.has(host.toLowerCase()) || this.#addresses.has((0,_host_js__WEBPACK_IMPORTED_MODULE_1__/* .bareHost */ .n0)(host));
    }
    includesUrl(url) {
        return this.includes(url.host) || this.includes(`${url.hostname}:${(0,_host_js__WEBPACK_IMPORTED_MODULE_1__/* .portOf */ .HM)(url)}`);
    }
}


/***/ }),

/***/ 28394:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Km: () => (/* binding */ RetryBudget),
/* harmony export */   PS: () => (/* binding */ isRetryableStatus),
/* harmony export */   R$: () => (/* binding */ retrying),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67553);

const RETRYABLE_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
function isRetryableStatus(status) {
    return RETRYABLE_STATUSES.has(status);
}
/** Counts the attempts of one operation, and waits between them. */
class RetryBudget {
    #policy;
    #clock;
    #random;
    #attempts = 0;
    #started;
    #spent = false;
    /** @param random gives numbers in [0, 1) */
    constructor(policy, clock, random) {
        this.#policy = policy;
        this.#clock = clock;
        this.#random = random;
        this.#started = clock.now();
    }
    /** Gives all attempts back: the operation made progress, so the next failure is a new one. */
    restart() {
        this.#attempts = 0;
        this.#started = this.#clock.now();
    }
    /**
     * To be called when an attempt failed. Returns when the next one may begin.
     *
     * @throws `error`, with the number of attempts in it, when there is to be no further attempt; the signal's reason
     */
    async waitAfter(error, signal) {
        signal.throwIfAborted();
        // An operation inside another one can share its budget: once spent, it stays spent for both.
        if (this.#spent || !(error instanceof _http_error_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$))
            throw error;
        this.#attempts += 1;
        const wait = error.retryAfterMs ?? this.#backoff();
        const late = this.#clock.now() - this.#started + wait > this.#policy.maxElapsedMs;
        if (!error.retryable || this.#attempts >= this.#policy.maxAttempts || late) {
            this.#spent = true;
            throw error.afterAttempts(this.#attempts);
        }
        await this.#clock.sleep(wait, signal);
    }
    /** Half of the wait is fixed and half is random, so that many clients do not come back at the same moment. */
    #backoff() {
        const bound = Math.min(this.#policy.maxWaitMs, this.#policy.baseMs * 2 ** (this.#attempts - 1));
        return bound / 2 + (this.#random() * bound) / 2;
    }
}
/** Calls `attempt` until it succeeds or the budget is spent. */
async function retrying(budget, signal, attempt) {
    for (;;) {
        try {
            return await attempt();
        }
        catch (error) {
            await budget.waitAfter(error, signal);
        }
    }
}
/**
 * RFC 9110, "Retry-After": seconds or a date.
 *
 * @returns milliseconds, or `undefined` for anything else
 */
function parseRetryAfter(text, now) {
    if (text === undefined)
        return undefined;
    const trimmed = text.trim();
    if (/^\d{1,9}$/.test(trimmed))
        return Number(trimmed) * 1000;
    const date = /^[A-Z][a-z]+,/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}


/***/ }),

/***/ 33110:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ RateWatch),
/* harmony export */   t: () => (/* binding */ SLOWEST_RATE)
/* harmony export */ });
/* harmony import */ var _connection_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25053);

/**
 * Bytes per second that a server must send while we wait for it. The slowest links that people use are ten times as fast. So only a server
 * that sends its answer slowly on purpose is given up. docs/threat-model.md names this limit.
 */
const SLOWEST_RATE = 1024;
/** Checks that an answer is not too slow. */
class RateWatch {
    #windowMs;
    #waitedMs = 0;
    #bytes = 0;
    /** @param windowMs the rate is measured over this many milliseconds of waiting */
    constructor(windowMs) {
        this.#windowMs = windowMs;
    }
    /**
     * @param waitedMs milliseconds that we waited for these bytes. Time that our own side needs to process them does not count
     * @throws ConnectionProblem with the rate if it is too low
     */
    received(bytes, waitedMs) {
        this.#waitedMs += waitedMs;
        this.#bytes += bytes;
        if (this.#waitedMs < this.#windowMs)
            return;
        const seconds = this.#waitedMs / 1000;
        if (this.#bytes < SLOWEST_RATE * seconds) {
            const sent = `${this.#bytes} bytes in ${Math.round(seconds)} s`;
            throw new _connection_error_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectionProblem */ .g(`it sent ${sent}, and less than ${SLOWEST_RATE} bytes a second are too few to go on`);
        }
        this.#waitedMs = 0;
        this.#bytes = 0;
    }
}


/***/ }),

/***/ 13011:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ AppendableJson)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
var _a;

/**
 * Bytes. For a longer value, a summary identifies it where its text is not needed. Hashing the whole text for each of ten thousand steps
 * takes minutes.
 */
const LONG = 64 * 1024;
/**
 * An immutable JSON list or object that can be appended to without a copy: the new value shares the storage of the old one,
 * its encoding included. In an image's config, each instruction makes a new value of the one before: with copies, ten thousand
 * LABELs would cost fifty million fields.
 */
class AppendableJson {
    #notation;
    #storage;
    #extent;
    constructor(notation, storage, extent) {
        this.#notation = notation;
        this.#storage = storage;
        this.#extent = extent;
    }
    /** @param keyOf the key by which `set` finds an item; where several have the same key, `set` replaces the first of them */
    static list(items, keyOf) {
        return _a.#of({
            brackets: ['[', ']'],
            encode: (item) => JSON.stringify(item),
            valueOf: (all) => all,
            isMovedForward: () => false,
        }, items.map((item) => [keyOf?.(item), item]));
    }
    static object(fields) {
        return _a.#of({
            brackets: ['{', '}'],
            encode: ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
            valueOf: (all) => Object.fromEntries(all),
            // Names that are array indexes come first, in the order of their numbers.
            isMovedForward: (name) => /^(?:0|[1-9]\d{0,9})$/.test(name),
        }, Object.entries(fields).map((field) => [field[0], field]));
    }
    static #of(notation, items) {
        const storage = {
            items: [],
            keys: [],
            positions: new Map(),
            encoding: Buffer.alloc(0),
            hash: undefined,
        };
        let json = new _a(notation, storage, { items: 0, bytes: 0, isInOrder: true, replaced: 0 });
        // Only the first of several with one key can be found by it.
        for (const [key, item] of items)
            json = json.#append(key === undefined || json.has(key) ? undefined : key, item);
        return json;
    }
    get length() {
        return this.#extent.items - this.#extent.replaced;
    }
    get items() {
        return this.#keyed().map(([, item]) => item);
    }
    /** Of several items with the same key, the last one gets the position of the first one. */
    #keyed() {
        const keyed = new Map();
        for (const [position, item] of this.#storage.items.slice(0, this.#extent.items).entries()) {
            const key = this.#storage.keys[position];
            keyed.set(key ?? position, [key, item]);
        }
        return [...keyed.values()];
    }
    get value() {
        return this.#notation.valueOf(this.items);
    }
    has(key) {
        return this.#positionOf(key) !== undefined;
    }
    /** With one more item, which has no key. */
    append(item) {
        return this.#append(undefined, item);
    }
    /** With this item in the place of the one with that key, or else at the end. */
    set(key, item) {
        return this.#append(key, item);
    }
    /** In pieces, as `JSON.stringify` writes it. */
    *encoded() {
        const [open, close] = this.#notation.brackets;
        if (this.#extent.isInOrder)
            yield* [open, this.encodedItems, close];
        else
            yield JSON.stringify(this.value);
    }
    /**
     * What identifies the value, in pieces: the value as it is encoded, or, of a long one, a digest over its items. It takes as long
     * for a long value as for a short one.
     */
    *identified() {
        if (this.#extent.summary === undefined)
            yield* this.encoded();
        else
            yield this.identifiedItems;
    }
    /** The same of the items alone, without the brackets. */
    get identifiedItems() {
        const { summary } = this.#extent;
        return summary === undefined ? this.encodedItems : JSON.stringify(summary);
    }
    /** The items alone, without the brackets, in the order in which they were appended. */
    get encodedItems() {
        return this.#storage.encoding.subarray(0, this.#extent.bytes);
    }
    #positionOf(key) {
        const position = this.#storage.positions.get(key);
        // Items beyond the extent belong to values that were made of this one.
        return position !== undefined && position < this.#extent.items ? position : undefined;
    }
    #append(key, item) {
        const { items, bytes, isInOrder, replaced } = this.#extent;
        const replaces = key !== undefined && this.has(key);
        // Something else was appended to this value before, and its items come after ours in the storage.
        if (this.#storage.items.length > items)
            return this.#copy().#append(key, item);
        const text = (items === 0 ? '' : ',') + this.#notation.encode(item);
        const newBytes = bytes + Buffer.byteLength(text);
        if (newBytes > this.#storage.encoding.length) {
            const larger = Buffer.alloc(Math.max(2 * newBytes, 256));
            larger.set(this.encodedItems);
            this.#storage.encoding = larger;
        }
        this.#storage.encoding.write(text, bytes);
        const summary = newBytes > LONG ? this.#sumUp(text, bytes) : undefined;
        this.#storage.items.push(item);
        this.#storage.keys.push(key);
        if (key !== undefined && !this.#storage.positions.has(key))
            this.#storage.positions.set(key, items);
        return new _a(this.#notation, this.#storage, {
            items: items + 1,
            bytes: newBytes,
            isInOrder: isInOrder && !replaces && (key === undefined || !this.#notation.isMovedForward(key)),
            replaced: replaced + (replaces ? 1 : 0),
            summary,
        });
    }
    /** @param before how many bytes of the encoding there were before `text` */
    #sumUp(text, before) {
        this.#storage.hash ??= (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(this.#storage.encoding.subarray(0, before));
        return this.#storage.hash.update(text).copy().digest('hex');
    }
    /** With storage of its own. Each item keeps its key. */
    #copy() {
        return _a.#of(this.#notation, this.#keyed());
    }
}
_a = AppendableJson;


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


/***/ }),

/***/ 87540:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ endOfRow)
/* harmony export */ });
const NEXT_ROW = Buffer.from('],["');
/**
 * Where a row ends in the compact JSON of a list of rows, each of which begins with a text: behind the `]` of the first row that ends at or
 * behind `from`. So a long list is parsed in parts.
 *
 * @returns -1 if only the last row does, whose end is not marked
 */
function endOfRow(json, from) {
    for (let mark = json.indexOf(NEXT_ROW, from); mark >= 0; mark = json.indexOf(NEXT_ROW, mark + 1)) {
        // The quotation mark may also end a text, such as the name `a],[`. Then there is no text behind it, but a comma or a bracket.
        const behind = json[mark + NEXT_ROW.length];
        if (behind !== undefined && behind !== COMMA && behind !== BRACKET)
            return mark + 1;
    }
    return -1;
}
const COMMA = 0x2c;
const BRACKET = 0x5d;


/***/ }),

/***/ 26873:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ union)
/* harmony export */ });
/* unused harmony export unionByPresence */
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40681);


/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
function union(tag, members) {
    const all = new Map(Object.entries(members));
    const expected = `one of ${[...all.keys()].join(', ')}`;
    return (value) => {
        const given = (0,_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
        const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
        const member = typeof kind === 'string' ? all.get(kind) : undefined;
        if (member === undefined)
            throw new _json_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DecodeError */ .X(expected, kind, [tag]);
        return { [tag]: kind, ...member(value) };
    };
}
/** A union of two, of which only the first has the field `name`. */
function unionByPresence(name, having, lacking) {
    return (value) => (Object.hasOwn(asObject(value), name) ? having : lacking)(value);
}


/***/ }),

/***/ 75184:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ BlobFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var _files_write_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(19087);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9501);




/** A blob's file, hashed while it is written. */
class BlobFile {
    #fd;
    #path;
    #hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    #size = 0;
    #closed = false;
    constructor(path) {
        this.#path = path;
        this.#fd = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'w', 0o600);
    }
    write(chunk) {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        try {
            for (let at = 0; at < chunk.length;)
                at += (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeSync)(this.#fd, chunk, at);
        }
        catch (error) {
            throw (0,_files_write_error_js__WEBPACK_IMPORTED_MODULE_2__/* .diskError */ .wO)(error, 'write the layer', this.#path);
        }
    }
    finish() {
        this.close();
        return { digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOfHex */ .z9)(this.#hash.digest('hex')), size: this.#size };
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(this.#fd);
    }
}


/***/ }),

/***/ 86790:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ compress),
/* harmony export */   G: () => (/* binding */ checkCompressor)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _group_compressor_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81957);
/* harmony import */ var _node_zstd_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44308);







/**
 * Compresses `source`. The result depends on the input, the kind, the level, the groups, and for zstd on the version of the compressor.
 *
 * @param groups bytes of the input in each group that it is to be cut into; absent: it is not cut. zstd with a level, or by another program,
 *   is never cut.
 * @throws InfraError if there is nothing that makes zstd; what `source` throws
 */
async function* compress(source, { kind, level }, signal, groups) {
    switch (kind) {
        case 'uncompressed':
            return yield* source;
        case 'gzip':
            return yield* inGroups(source, kind, level, groups);
        case 'zstd': {
            if (_node_zstd_js__WEBPACK_IMPORTED_MODULE_6__/* .nodeZstd */ .iL === undefined)
                return yield* throughProgram(source, level, signal);
            if (groups !== undefined && level === undefined)
                return yield* inGroups(source, kind, level, groups);
            const params = level === undefined ? {} : { params: { [_node_zstd_js__WEBPACK_IMPORTED_MODULE_6__/* .ZSTD_LEVEL */ .D4]: level } };
            return yield* throughStream(source, _node_zstd_js__WEBPACK_IMPORTED_MODULE_6__/* .nodeZstd */ .iL.createZstdCompress(params), signal);
        }
    }
}
/**
 * Checks before a build that its layers can be compressed at its end.
 *
 * @throws InfraError if there is nothing that makes zstd
 */
async function checkCompressor({ kind }) {
    if (kind !== 'zstd' || _node_zstd_js__WEBPACK_IMPORTED_MODULE_6__/* .nodeZstd */ .iL !== undefined)
        return;
    const program = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(PROGRAM, ['--version'], { stdio: 'ignore' });
    await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(program, 'close').catch((error) => {
        throw noZstd(error);
    });
}
const PROGRAM = 'zstd';
function noZstd(cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InfraError */ .Ri('compression=zstd needs Node.js 22.15 or newer, or the program zstd', {
        hint: 'Install zstd, or use compression=gzip.',
        cause,
    });
}
async function* inGroups(source, format, level, groups) {
    let ready = [];
    const take = () => {
        const taken = ready;
        ready = [];
        return taken;
    };
    const compressor = (0,_group_compressor_js__WEBPACK_IMPORTED_MODULE_5__/* .groupCompressor */ .J)(format, (chunk) => ready.push(chunk), {
        ...(level !== undefined && { level }),
        ...(groups !== undefined && { onGroup: () => undefined }),
    });
    const cuts = new Cuts(groups ?? []);
    try {
        for await (const chunk of source) {
            cuts.write(chunk, compressor);
            await compressor.drained();
            yield* take();
        }
        await compressor.finish();
        yield* take();
    }
    finally {
        await compressor.abandon();
    }
}
/** Cuts groups of given sizes. The last one ends with the output, as it does where a layer is made. */
class Cuts {
    #sizes;
    #number = 0;
    #left;
    constructor(sizes) {
        this.#sizes = sizes;
        this.#left = this.#sizeOf(0);
    }
    write(chunk, compressor) {
        for (let at = 0; at < chunk.length;) {
            const part = chunk.subarray(at, at + this.#left);
            compressor.write(part);
            at += part.length;
            this.#left -= part.length;
            if (this.#left > 0)
                continue;
            compressor.cut();
            this.#left = this.#sizeOf(++this.#number);
        }
    }
    #sizeOf(number) {
        return number < this.#sizes.length - 1 ? (this.#sizes[number] ?? Infinity) : Infinity;
    }
}
async function* throughStream(source, transform, signal) {
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(feedOf(source), transform, { signal });
    // The reader gets the error from the transform. Here it only must not count as unhandled.
    feeding.catch(() => undefined);
    try {
        for await (const chunk of transform)
            yield chunk;
        await feeding;
    }
    finally {
        transform.destroy();
    }
}
function feedOf(source) {
    return node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.from(source, { objectMode: true, highWaterMark: 2 });
}
/** zstd 20 to 22 are behind a flag, since they need much memory. */
const LAST_PLAIN_LEVEL = 19;
async function* throughProgram(source, level, signal) {
    const ultra = level !== undefined && level > LAST_PLAIN_LEVEL ? ['--ultra'] : [];
    // Level 0 means the default, which the program does not take as a number.
    const flags = level === undefined || level === 0 ? [] : [...ultra, `-${level}`];
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(PROGRAM, ['--quiet', '--stdout', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, 'spawn');
    }
    catch (error) {
        throw noZstd(error);
    }
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const exited = new Promise((resolve) => child.on('close', resolve));
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(feedOf(source), child.stdin, { signal }).then(() => undefined, (error) => {
        child.kill('SIGKILL');
        return { error };
    });
    try {
        for await (const chunk of child.stdout)
            yield chunk;
        const code = await exited;
        const failure = await feeding;
        // If the program stopped reading, its exit code says why.
        if (failure !== undefined && (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(failure.error) !== 'EPIPE')
            throw failure.error;
        if (code !== 0)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InfraError */ .Ri(`zstd failed: ${complaint.trim()}`);
    }
    finally {
        child.kill('SIGKILL');
    }
}


/***/ }),

/***/ 81957:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ formatFor),
  J: () => (/* binding */ groupCompressor)
});

// EXTERNAL MODULE: ./lib/layer/compression/node-zstd.js
var node_zstd = __webpack_require__(44308);
// EXTERNAL MODULE: ./lib/layer/compression/parallel-gzip.js + 1 modules
var parallel_gzip = __webpack_require__(65065);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/compression/group.js
var group = __webpack_require__(51459);
// EXTERNAL MODULE: ./lib/layer/compression/ordered-output.js
var ordered_output = __webpack_require__(51935);
;// CONCATENATED MODULE: ./lib/layer/compression/parallel-zstd.js





/**
 * zstd's own default. Measured on 235 MB of node_modules in groups, with the processor's time of gzip -5 as 1: level 1 takes 0.42 for
 * 54.9 MB, 2 0.46 for 52.7, 3 0.5 for 50.0 (gzip: 53.5).
 */
const DEFAULT_ZSTD_LEVEL = 3;
/** Of a group: no frame points further back than its own start. */
const GROUP_WINDOW_LOG = Math.log2(group/* GROUP_SIZE */.g);
/** Bytes that a frame has at most beyond its input: a header, and three bytes for each block of 128 KiB. */
const FRAME_OVERHEAD = 4096;
/** Each encoder has its tables, a window, a block of input and one of output in memory: about 5 MiB. */
const MAX_ENCODERS = 6;
/**
 * A zstd frame (RFC 8878) for each group of the input. Frames are made side by side in libuv's thread pool. The output depends only on the
 * input, the level, the cuts, and the version of zstd in Node.
 */
class ParallelZstd {
    #onBlock;
    #level;
    #output;
    #encoders = new Set();
    #idle = [];
    #maxEncoders = Math.min((0,external_node_os_.availableParallelism)() + 1, MAX_ENCODERS);
    /** No encoder is free for them. */
    #waiting = [];
    #spare = [];
    #block = Buffer.allocUnsafe(group/* GROUP_SIZE */.g);
    #filled = 0;
    #isEmpty = true;
    /**
     * @param sink takes the output in order, synchronously; what it throws is thrown by the next call
     * @throws EngineBug where Node has no zstd
     */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#onBlock = onBlock;
        this.#level = level ?? DEFAULT_ZSTD_LEVEL;
        this.#output = new ordered_output/* OrderedOutput */.H({ sink, onGroup, maxInFlight: this.#maxEncoders + 1 });
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(group/* GROUP_SIZE */.g - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled === group/* GROUP_SIZE */.g)
                this.#dispatch();
        }
    }
    get groupSize() {
        return this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.#filled > 0)
            this.#dispatch();
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        // No frame at all would not be zstd.
        if (this.#filled > 0 || this.#isEmpty)
            this.#dispatch();
        await this.#output.flushed();
        this.#close();
    }
    async abandon() {
        await this.#output.abandon();
        this.#close();
    }
    #dispatch() {
        const block = this.#block.subarray(0, this.#filled);
        const buffer = this.#block;
        this.#onBlock?.(block);
        const passOn = this.#output.begin(block.length, true);
        const done = (error, output) => {
            this.#spare.push(buffer);
            passOn(error, output);
        };
        this.#isEmpty = false;
        this.#start({ block, done });
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(group/* GROUP_SIZE */.g);
        this.#filled = 0;
    }
    #start(job) {
        const encoder = this.#idle.pop() ?? this.#another();
        if (encoder === undefined) {
            this.#waiting.push(job);
            return;
        }
        encoder.encode(job.block, (error, output) => {
            this.#idle.push(encoder);
            const next = this.#waiting.shift();
            if (next !== undefined)
                this.#start(next);
            job.done(error, output);
        });
    }
    #another() {
        if (this.#encoders.size === this.#maxEncoders)
            return undefined;
        const encoder = new FrameEncoder(this.#level);
        this.#encoders.add(encoder);
        return encoder;
    }
    #close() {
        for (const encoder of this.#encoders)
            encoder.close();
        this.#encoders.clear();
    }
}
/** Makes one frame after the other. To make its tables anew for each of them would take a third of the time. */
class FrameEncoder {
    #stream;
    #done;
    /** Why it makes no frames any more. */
    #broken;
    constructor(level) {
        if (node_zstd/* nodeZstd */.iL === undefined)
            throw new errors/* EngineBug */.Bp('this Node.js has no zstd');
        this.#stream = node_zstd/* nodeZstd */.iL.createZstdCompress({
            chunkSize: group/* GROUP_SIZE */.g + FRAME_OVERHEAD,
            // A frame is read when it is whole.
            readableHighWaterMark: 2 * (group/* GROUP_SIZE */.g + FRAME_OVERHEAD),
            params: { [node_zstd/* ZSTD_LEVEL */.D4]: level, [node_zstd/* ZSTD_WINDOW_LOG */.I2]: GROUP_WINDOW_LOG },
        });
        this.#stream.on('error', (error) => {
            this.#broken = error;
            this.#end(error, Buffer.alloc(0));
        });
    }
    /** To be called when the frame before is done. */
    encode(block, done) {
        if (this.#broken !== undefined) {
            done(this.#broken, Buffer.alloc(0));
            return;
        }
        this.#done = done;
        if (block.length > 0)
            this.#stream.write(block);
        this.#stream.flush(node_zstd/* ZSTD_END */.Ap, () => {
            const parts = [];
            for (let part = this.#read(); part !== null; part = this.#read())
                parts.push(part);
            this.#end(null, parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts));
        });
    }
    close() {
        this.#stream.destroy();
    }
    #read() {
        return this.#stream.read();
    }
    #end(error, output) {
        const done = this.#done;
        this.#done = undefined;
        done?.(error, output);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/group-compressor.js



/**
 * How a layer is compressed that is made.
 *
 * @param cacheOnly no image is known that will have it. Every program reads the gzip of images. A cache is read by us alone, and zstd takes
 *   half of the time to make, and less to read, for fewer bytes.
 */
function formatFor(cacheOnly) {
    return cacheOnly && node_zstd/* nodeZstd */.iL !== undefined ? 'zstd' : 'gzip';
}
/** @throws EngineBug for a format that this Node.js does not have */
function groupCompressor(format, sink, options) {
    return format === 'zstd' ? new ParallelZstd(sink, options) : new parallel_gzip/* ParallelGzip */.mX(sink, options);
}


/***/ }),

/***/ 51459:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ GROUP_SIZE)
/* harmony export */ });
/** Bytes of input in a group, at most. */
const GROUP_SIZE = 1024 * 1024;


/***/ }),

/***/ 51935:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ OrderedOutput)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _trace_span_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21725);


const NOTHING = Buffer.alloc(0);
/** Blocks are compressed side by side, and reach the sink in the order in which they were begun. */
class OrderedOutput {
    #parts;
    /** In order. */
    #slots = [];
    /** What the sink has of the group that was begun. */
    #compressed = 0;
    #size = 0;
    #error;
    #failed = false;
    #wake = [];
    constructor(parts) {
        this.#parts = parts;
    }
    /**
     * Begins a block.
     *
     * @param size bytes of its input
     * @returns to be called with its output, or with why there is none
     */
    begin(size, endsGroup) {
        const slot = { output: undefined, size, endsGroup };
        this.#slots.push(slot);
        return (error, output) => this.#arrived(slot, error, output);
    }
    /** @throws what stopped the output */
    check() {
        if (this.#failed)
            throw this.#error;
    }
    /** As `GroupCompressor` has it. */
    drained() {
        this.check();
        const { maxInFlight } = this.#parts;
        if (this.#slots.length < maxInFlight)
            return undefined;
        return (0,_trace_span_js__WEBPACK_IMPORTED_MODULE_1__/* .traced */ .mn)('layers: waits', () => 'for the compressor', () => this.#waitUntil(maxInFlight - 1));
    }
    /** Resolves when the sink has all that was begun. */
    async flushed() {
        await this.#waitUntil(0);
    }
    /** As `GroupCompressor` has it. */
    async abandon() {
        this.#fail(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp('written to after it was abandoned'));
        while (this.#slots.length > 0)
            await this.#change();
    }
    async #waitUntil(inFlight) {
        while (this.#slots.length > inFlight && !this.#failed)
            await this.#change();
        this.check();
    }
    #change() {
        return new Promise((resolve) => this.#wake.push(resolve));
    }
    #fail(error) {
        if (this.#failed)
            return;
        this.#failed = true;
        this.#error = error;
    }
    #arrived(slot, error, output) {
        const isGood = error === null || error === undefined;
        if (!isGood)
            this.#fail(error);
        slot.output = isGood ? output : NOTHING;
        for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
            this.#slots.shift();
            if (!this.#failed)
                this.#pass(head, head.output);
        }
        const waiting = this.#wake;
        this.#wake = [];
        for (const wake of waiting)
            wake();
    }
    /** What the sink throws ends the output, and not the taking of what is still to come: `abandon` waits for all of that. */
    #pass({ size, endsGroup }, output) {
        try {
            this.#parts.sink(output);
            this.#compressed += output.length;
            this.#size += size;
            if (!endsGroup)
                return;
            this.#parts.onGroup?.({ compressed: this.#compressed, size: this.#size });
            this.#compressed = 0;
            this.#size = 0;
        }
        catch (thrown) {
            this.#fail(thrown);
        }
    }
}


/***/ }),

/***/ 65065:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FL: () => (/* binding */ GZIP_HEADER),
  Bk: () => (/* binding */ GZIP_TRAILER),
  mX: () => (/* binding */ ParallelGzip)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/layer/compression/group.js
var group = __webpack_require__(51459);
;// CONCATENATED MODULE: ./lib/layer/compression/hardly-compresses.js

/** Bytes that are looked at, at each of so many places. */
const SAMPLE = 8 * 1024;
const SAMPLES = 4;
/** How far back deflate can point (RFC 1951). */
const WINDOW = 32 * 1024;
/** Bits for each byte, from how often each value comes: those of programs and texts are below, those of compressed data near 8. */
const MANY_BITS = 7.5;
/** The part of a sample's size that is left of it when it is deflated. */
const NEARLY_ALL = 0.985;
/**
 * Whether deflate would make a block hardly smaller, as with pictures, archives and random bytes. It depends on nothing but the block's
 * bytes. For nearly all that compresses, a look at one sample is enough to say no.
 */
function hardlyCompresses(block) {
    if (block.length < SAMPLE * SAMPLES)
        return false;
    const stride = (block.length - SAMPLE) / (SAMPLES - 1);
    for (let number = 0; number < SAMPLES; number++) {
        const from = Math.floor(number * stride);
        const sample = block.subarray(from, from + SAMPLE);
        if (bitsOfByte(sample) < MANY_BITS)
            return false;
        // What repeats within the window is found too.
        const dictionary = block.subarray(Math.max(0, from - WINDOW), from);
        const deflated = (0,external_node_zlib_.deflateRawSync)(sample, { level: 1, ...(from > 0 && { dictionary }) });
        if (deflated.length < NEARLY_ALL * SAMPLE)
            return false;
    }
    return true;
}
/** Shannon's entropy of single bytes. */
function bitsOfByte(bytes) {
    const counts = new Uint32Array(256);
    for (const byte of bytes)
        counts[byte] = (counts[byte] ?? 0) + 1;
    let bits = 0;
    for (const count of counts)
        if (count > 0)
            bits -= count * Math.log2(count / bytes.length);
    return bits / bytes.length;
}

// EXTERNAL MODULE: ./lib/layer/compression/ordered-output.js
var ordered_output = __webpack_require__(51935);
;// CONCATENATED MODULE: ./lib/layer/compression/parallel-gzip.js





/**
 * Measured on 333 MB of a root filesystem: level 4 takes 4.5 s of processor time for 140.2 MB, 5 5.3 s for 138.1, 6 6.7 s for
 * 137.4 (pigz -6: 8.1 s, 136.5).
 */
const DEFAULT_GZIP_LEVEL = 5;
/**
 * For blocks that hardly compress. Measured on a gzip of a program: level 5 takes 28 ms/MiB for 0.999 of the size, Huffman's code alone 5.4 for
 * 1.000, this 0.7 for 1.000.
 */
const STORED = 0;
/** Bytes of input in a block. Larger blocks need more memory, and each block needs a handle and a flush. */
const BLOCK_SIZE = 256 * 1024;
/** Blocks in a group. */
const GROUP_BLOCKS = group/* GROUP_SIZE */.g / BLOCK_SIZE;
/** Bytes of the header of a member (RFC 1952) that is written here, before the first group, and of its trailer, behind the last. */
const GZIP_HEADER = 10;
const GZIP_TRAILER = 8;
/** Each block that is being deflated has its input, its output and zlib's state in memory: about 1 MiB. */
const MAX_IN_FLIGHT = 16;
/**
 * One gzip member (RFC 1952) whose blocks are deflated side by side in libuv's thread pool. The dictionary of each block is the 32 KiB
 * before it, so that the output is hardly larger than that of a single stream. The output depends only on the input, the level and the
 * cuts. If the caller waits for `drained`, less than about 20 MiB of memory are used. Each group is raw deflate.
 */
class ParallelGzip {
    #sink;
    #onBlock;
    /** Whether groups are cut where nobody asks for it. */
    #inGroups;
    /** Absent: the default, and less for what hardly compresses. */
    #level;
    #output;
    #spare = [];
    #block = Buffer.allocUnsafe(BLOCK_SIZE);
    #filled = 0;
    #dictionary;
    /** Blocks of the group that was begun. */
    #groupBlocks = 0;
    #crc = 0;
    #size = 0;
    /** @param sink takes the output in order, synchronously; what it throws is thrown by the next call */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#sink = sink;
        this.#onBlock = onBlock;
        this.#inGroups = onGroup !== undefined;
        this.#level = level;
        const maxInFlight = Math.min(2 * (0,external_node_os_.availableParallelism)(), MAX_IN_FLIGHT);
        this.#output = new ordered_output/* OrderedOutput */.H({ sink, onGroup, maxInFlight });
        // Without time, name and operating system: nothing differs between two machines.
        sink(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(BLOCK_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled < BLOCK_SIZE)
                continue;
            this.#dispatch({ endsGroup: this.#inGroups && this.#groupBlocks + 1 === GROUP_BLOCKS });
        }
    }
    get groupSize() {
        return this.#groupBlocks * BLOCK_SIZE + this.#filled;
    }
    cut() {
        this.#output.check();
        if (this.groupSize > 0)
            this.#dispatch({ endsGroup: true });
    }
    drained() {
        return this.#output.drained();
    }
    async finish() {
        this.#output.check();
        this.#dispatch({ endsGroup: true, last: true });
        await this.#output.flushed();
        const trailer = Buffer.alloc(8);
        trailer.writeUInt32LE(this.#crc, 0);
        trailer.writeUInt32LE(this.#size % 2 ** 32, 4);
        this.#sink(trailer);
    }
    abandon() {
        return this.#output.abandon();
    }
    #dispatch({ endsGroup, last = false }) {
        const buffer = this.#block;
        const block = this.#filled === BLOCK_SIZE ? buffer : buffer.subarray(0, this.#filled);
        this.#onBlock?.(block);
        this.#crc = (0,external_node_zlib_.crc32)(block, this.#crc);
        this.#size += block.length;
        const done = this.#output.begin(block.length, endsGroup);
        (0,external_node_zlib_.deflateRaw)(block, {
            level: this.#level ?? (hardlyCompresses(block) ? STORED : DEFAULT_GZIP_LEVEL),
            // Enough for a block that does not compress, so that one call in the pool does it.
            chunkSize: BLOCK_SIZE + 1024,
            finishFlush: last ? external_node_zlib_.constants.Z_FINISH : external_node_zlib_.constants.Z_SYNC_FLUSH,
            ...(this.#dictionary === undefined ? {} : { dictionary: this.#dictionary }),
        }, (error, output) => {
            this.#spare.push(buffer);
            done(error, output);
        });
        if (last)
            return;
        this.#groupBlocks = endsGroup ? 0 : this.#groupBlocks + 1;
        // A copy: the block may be filled again before the next one is dispatched.
        this.#dictionary = endsGroup ? undefined : Buffer.from(block.subarray(-WINDOW));
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(BLOCK_SIZE);
        this.#filled = 0;
    }
}


/***/ }),

/***/ 13795:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ kindOfLayer),
/* harmony export */   J: () => (/* binding */ recompressBlob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25351);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50261);
/* harmony import */ var _blob_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75184);
/* harmony import */ var _compress_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86790);
/* harmony import */ var _decompress_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(35656);








const MEDIA_TYPES = { gzip: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_GZIP */ .BQ, zstd: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER_ZSTD */ .aH, uncompressed: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .OCI_LAYER */ .QP };
/** Bytes of the blob at a time. */
const CHUNK = 256 * 1024;
/** How a layer is compressed, by its media type. */
function kindOfLayer(mediaType) {
    const type = (0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_4__/* .ociLayerType */ .BJ)(mediaType);
    return ['gzip', 'zstd', 'uncompressed'].find((kind) => MEDIA_TYPES[kind] === type);
}
/**
 * Writes a layer's tar to a file, compressed in another way. A few megabytes are in memory at a time. If it is known how the layer was cut
 * into groups, the new blob is cut there too: it is then the very blob that would have been made in the first place.
 *
 * @param blobFile absolute path of the layer's blob
 * @param file absolute path of the new blob; it may be there after an error
 * @returns the new blob, and the bytes of the tar
 * @throws InfraError if the blob is not that of the layer, or if nothing can compress in this way
 */
async function recompressBlob(blobFile, layer, compression, file, signal) {
    const label = `layer ${layer.blob.digest}`;
    const diff = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let uncompressedSize = 0;
    async function* tar() {
        const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(blobFile, { highWaterMark: CHUNK });
        for await (const chunk of (0,_decompress_js__WEBPACK_IMPORTED_MODULE_7__/* .decompress */ .mF)(source, { label, signal })) {
            diff.update(chunk);
            uncompressedSize += chunk.length;
            yield chunk;
        }
    }
    const target = new _blob_file_js__WEBPACK_IMPORTED_MODULE_5__/* .BlobFile */ .K(file);
    try {
        const groups = layer.groups?.groups.map(({ size }) => size);
        for await (const chunk of (0,_compress_js__WEBPACK_IMPORTED_MODULE_6__/* .compress */ .B)(tar(), compression, signal, groups))
            target.write(chunk);
    }
    finally {
        target.close();
    }
    if ((0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .diffIdOfHex */ .vM)(diff.digest('hex')) !== layer.diffId)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`${label} is damaged in the store`);
    return { blob: { mediaType: MEDIA_TYPES[compression.kind], ...target.finish() }, uncompressedSize };
}


/***/ }),

/***/ 38790:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ EntryBodies)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _packed_byte_pieces_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(80820);
/* harmony import */ var _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(70332);
/* harmony import */ var _packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25622);





const TYPES = ['file', 'directory', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout'];
/** In the byte of the type: the file's digest is there; the directory is opaque; the time is before 1970. */
const HAS_DIGEST = 0x10;
const OPAQUE = 0x20;
const NEGATIVE_TIME = 0x40;
const TYPE = 0x0f;
const DIGEST = 32;
/** At most, of an entry without its texts. */
const FIXED = 1 + 5 * 8 + DIGEST;
/** What entries are, without their paths. They are not objects: they take a tenth of the memory, and that is outside of JavaScript's heap. */
class EntryBodies {
    #bytes = new _packed_byte_pieces_js__WEBPACK_IMPORTED_MODULE_2__/* .BytePieces */ .k();
    #starts = new _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .GrowingNumbers */ .k();
    /** Modes, owners and extended attributes. Each combination is kept once, since there are few. */
    #metadata = [];
    #numbers = new Map();
    #last = 0;
    get length() {
        return this.#starts.length;
    }
    /** Puts what the entry is at a number, in place of what is there. Numbers follow each other, from 0. */
    set(number, entry) {
        const target = 'target' in entry ? entry.target : '';
        const { buffer, offset } = this.#bytes.room(FIXED + (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .textRoom */ .Dt)(target));
        this.#starts.set(number, this.#bytes.keep(this.#write(buffer, offset, entry)));
    }
    #write(buffer, offset, entry) {
        let type = TYPES.indexOf(entry.type);
        if ('digest' in entry)
            type |= HAS_DIGEST;
        if (entry.type === 'directory' && entry.opaque === true)
            type |= OPAQUE;
        if ('mtime' in entry && entry.mtime < 0)
            type |= NEGATIVE_TIME;
        buffer[offset] = type;
        let at = offset + 1;
        if (entry.type === 'whiteout')
            return at;
        if (entry.type === 'hardlink')
            return (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeText */ .x3)(buffer, at, entry.target);
        at = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeNumber */ .zv)(buffer, at, this.#numberOf(entry));
        at = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeNumber */ .zv)(buffer, at, Math.abs(entry.mtime));
        switch (entry.type) {
            case 'file':
                at = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeNumber */ .zv)(buffer, at, entry.size);
                if ('digest' in entry)
                    at += buffer.write((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(entry.digest), at, 'hex');
                return at;
            case 'symlink':
                return (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeText */ .x3)(buffer, at, entry.target);
            case 'char':
            case 'block':
                return (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeNumber */ .zv)(buffer, (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .writeNumber */ .zv)(buffer, at, entry.major), entry.minor);
            case 'directory':
            case 'fifo':
                return at;
            default:
                return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(entry);
        }
    }
    typeOf(number) {
        return TYPES[this.#flags(number) & TYPE] ?? 'whiteout';
    }
    isOpaque(number) {
        return (this.#flags(number) & OPAQUE) !== 0;
    }
    /** @returns a `LayerEntry` if files were given with their digests */
    read(number, path) {
        const position = this.#starts.at(number);
        const buffer = this.#bytes.bufferAt(position);
        let at = this.#bytes.offsetAt(position);
        const flags = buffer[at++] ?? 0;
        const type = TYPES[flags & TYPE] ?? 'whiteout';
        if (type === 'whiteout')
            return { type, path };
        if (type === 'hardlink')
            return { type, path, target: (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readText */ .yR)(buffer, at) };
        const known = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readNumber */ .kz)(buffer, at);
        at += (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .numberLength */ .Q3)(known);
        const { mode, uid, gid, xattrs } = this.#metadata[known] ?? NONE;
        const time = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readNumber */ .kz)(buffer, at);
        at += (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .numberLength */ .Q3)(time);
        const mtime = (flags & NEGATIVE_TIME) === 0 ? time : -time;
        if (type === 'file') {
            const size = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readNumber */ .kz)(buffer, at);
            at += (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .numberLength */ .Q3)(size);
            // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
            if ((flags & HAS_DIGEST) === 0) {
                if (xattrs === undefined)
                    return { type, path, mode, uid, gid, mtime, size };
                return { type, path, mode, uid, gid, mtime, xattrs, size };
            }
            const digest = (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfHex */ .z9)(buffer.toString('hex', at, at + DIGEST));
            if (xattrs === undefined)
                return { type, path, mode, uid, gid, mtime, size, digest };
            return { type, path, mode, uid, gid, mtime, xattrs, size, digest };
        }
        const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
        switch (type) {
            case 'directory':
                return { type, ...metadata, ...((flags & OPAQUE) !== 0 && { opaque: true }) };
            case 'symlink':
                return { type, ...metadata, target: (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readText */ .yR)(buffer, at) };
            case 'char':
            case 'block': {
                const major = (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readNumber */ .kz)(buffer, at);
                return { type, ...metadata, major, minor: (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .readNumber */ .kz)(buffer, at + (0,_packed_packed_text_js__WEBPACK_IMPORTED_MODULE_4__/* .numberLength */ .Q3)(major)) };
            }
            case 'fifo':
                return { type, ...metadata };
            default:
                return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(type);
        }
    }
    #flags(number) {
        const position = this.#starts.at(number);
        return this.#bytes.bufferAt(position)[this.#bytes.offsetAt(position)] ?? 0;
    }
    #numberOf({ mode, uid, gid, xattrs }) {
        // Mostly, an entry has what the one before it has.
        const last = this.#metadata[this.#last];
        const isSame = last !== undefined && last.mode === mode && last.uid === uid && last.gid === gid;
        if (isSame && last.xattrs === undefined && xattrs === undefined)
            return this.#last;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = this.#numbers.get(key);
        if (number === undefined) {
            number = this.#metadata.push(xattrs === undefined ? { mode, uid, gid } : { mode, uid, gid, xattrs }) - 1;
            this.#numbers.set(key, number);
        }
        this.#last = number;
        return number;
    }
}
const NONE = { mode: 0, uid: 0, gid: 0 };


/***/ }),

/***/ 564:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ digestedFile),
/* harmony export */   d: () => (/* binding */ FileDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);


/** sha256 of a file's content, chunk by chunk. A file that comes as one chunk is hashed by one call, without a hash object. */
class FileDigest {
    /** Bytes seen. */
    seen = 0;
    #size;
    #hash;
    #hex;
    /** @param size bytes that are expected */
    constructor(size) {
        this.#size = size;
    }
    update(chunk) {
        // An empty chunk behind the only one must not start a hash object.
        if (chunk.length === 0)
            return;
        if (this.seen === 0 && chunk.length === this.#size)
            this.#hex = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', chunk, 'hex');
        else
            (this.#hash ??= (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')).update(chunk);
        this.seen += chunk.length;
    }
    digest() {
        return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOfHex */ .z9)(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
    }
}
/** The entry of a file that was read. No spread: with it, V8 gives each of many thousand entries its own hidden class. */
function digestedFile(file, digest) {
    const { path, mode, uid, gid, mtime, xattrs, size } = file;
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size, digest };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}
const EMPTY = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', '', 'hex');


/***/ }),

/***/ 53732:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ HardLinks)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Finds the file that a hard link of a layer names, also through other hard links. */
class HardLinks {
    #targets = new Map();
    constructor(entries) {
        for (const entry of entries)
            if (entry.type === 'hardlink')
                this.#targets.set(entry.path, entry.target);
    }
    get size() {
        return this.#targets.size;
    }
    /** The paths of the links. */
    paths() {
        return this.#targets.keys();
    }
    /**
     * The path of the file that `path` names: `path` itself if it is not a link. The file may be in a layer below.
     *
     * @throws InfraError when the links form a circle
     */
    carrier(path) {
        const passed = [];
        let end = path;
        for (let target = this.#targets.get(end); target !== undefined; target = this.#targets.get(end)) {
            if (passed.length > this.#targets.size)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri('the hard links of a layer lead in a circle');
            passed.push(end);
            end = target;
        }
        // Stored, so that a long chain is not followed again for each of its links.
        for (const name of passed)
            this.#targets.set(name, end);
        return end;
    }
}


/***/ }),

/***/ 45267:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ imageLayers)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25351);


/**
 * The layers of an image, lowest first: its manifest has their blobs, its config their diff ids.
 *
 * @param name how an error names the image
 * @throws InfraError when the two say different numbers
 */
function imageLayers(name, { layers }, { rootfs }) {
    if (layers.length !== rootfs.diff_ids.length) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${name} is damaged: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`);
    }
    return layers.flatMap((blob, index) => {
        const diffId = rootfs.diff_ids[index];
        return diffId === undefined ? [] : [{ blob, diffId, contentId: (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .contentIdOfBase */ .p9)(diffId) }];
    });
}


/***/ }),

/***/ 29016:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ LayerEntries)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(58091);
// EXTERNAL MODULE: ./lib/layer/tar/tar-block.js
var tar_block = __webpack_require__(38282);
;// CONCATENATED MODULE: ./lib/layer/layer-paths.js



/**
 * Rewrites paths of a tar that go through a symbolic link of the same tar to where the link leads. Unpackers follow such links when they
 * write. After rewriting, every parent is a directory, so that a hostile tar cannot reach out of the root.
 */
class LayerPaths {
    #links = new Map();
    /** Whatever is not a link can be made a directory. */
    #tree = {
        lstat: (path) => {
            const target = this.#links.get(path);
            return target === undefined ? DIRECTORY : { type: 'symlink', target };
        },
    };
    #lastParent = '';
    #lastResolved = '';
    /** Notes what is at `path` (resolved) from now on. @param target of a symbolic link; `undefined` for anything else */
    note(path, target) {
        if (target === undefined) {
            if (this.#links.size === 0 || !this.#links.delete(path))
                return;
        }
        else {
            this.#links.set(path, target);
        }
        this.#lastParent = '';
        this.#lastResolved = '';
    }
    /** `path` with its parents resolved, but not its last component. @throws InvalidTar after too many links */
    resolve(path) {
        if (this.#links.size === 0)
            return path;
        const parent = (0,path_parts/* parentPath */.yl)(path);
        if (parent === '')
            return path;
        if (parent !== this.#lastParent) {
            this.#lastResolved = this.#directory(parent);
            this.#lastParent = parent;
        }
        if (this.#lastResolved === parent)
            return path;
        const name = path.slice(parent.length + 1);
        return this.#lastResolved === '' ? name : `${this.#lastResolved}/${name}`;
    }
    #directory(path) {
        try {
            return (0,resolve_path/* resolvePathSync */.Bh)(this.#tree, path, { followLast: true }).path;
        }
        catch (error) {
            if (error instanceof resolve_path/* TooManyLinks */.p1)
                throw new tar_block/* InvalidTar */.ZV(error.message);
            throw error;
        }
    }
}
const DIRECTORY = { type: 'directory' };

// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/layer/tar/whiteout.js
var whiteout = __webpack_require__(39606);
;// CONCATENATED MODULE: ./lib/layer/layer-entries.js






const IGNORED = { kind: 'ignored' };
/** Reads the members of one tar as a layer's entries (image-spec, "Layer Filesystem Changeset"). */
class LayerEntries {
    #label;
    #paths = new LayerPaths();
    /** @param label how errors name the layer */
    constructor(label) {
        this.#label = label;
    }
    /** @throws InfraError for a member that a layer must not have */
    next(header) {
        try {
            return this.#member(header);
        }
        catch (error) {
            if (!(error instanceof tar_block/* InvalidTar */.ZV))
                throw error;
            throw new errors/* InfraError */.Ri(`${this.#label} is not a valid layer: ${(0,byte_name/* displayName */.QC)(error.message)}`, { cause: error });
        }
    }
    #member(header) {
        if (header.typeflag === 'V')
            return IGNORED;
        const path = this.#paths.resolve(header.path);
        const name = (0,path_parts/* baseName */.Fl)(path);
        if (path.includes(whiteout/* AUFS_PREFIX */.to) || name.startsWith(whiteout/* WHITEOUT_PREFIX */.Fp)) {
            if (name === whiteout/* OPAQUE_MARKER */.$n)
                return { kind: 'opaque', path: (0,path_parts/* parentPath */.yl)(path) };
            if (path.startsWith(whiteout/* AUFS_PREFIX */.to) || path.includes(`/${whiteout/* AUFS_PREFIX */.to}`))
                return IGNORED;
            if (name.startsWith(whiteout/* WHITEOUT_PREFIX */.Fp))
                return { kind: 'entry', entry: layer_entries_whiteout(path, name) };
        }
        const entry = this.#entry(header, path);
        if (path === '' && entry.type !== 'directory')
            throw new tar_block/* InvalidTar */.ZV('its root is no directory');
        this.#paths.note(path, entry.type === 'symlink' ? entry.target : undefined);
        return { kind: 'entry', entry };
    }
    #entry(header, path) {
        const { typeflag, mode, uid, gid, mtime, xattrs } = header;
        const metadata = { mode, uid, gid, mtime, ...(hasKeys(xattrs) ? { xattrs } : {}) };
        switch (typeflag) {
            case '0':
                if (!hasKeys(xattrs))
                    return { type: 'file', path, mode, uid, gid, mtime, size: header.size };
                return { type: 'file', path, ...metadata, size: header.size };
            case '1':
                return { type: 'hardlink', path, target: this.#paths.resolve(header.linkname) };
            case '2':
                return { type: 'symlink', path, ...metadata, target: header.linkname };
            case '3':
            case '4':
                return {
                    type: typeflag === '3' ? 'char' : 'block',
                    path,
                    ...metadata,
                    major: header.major,
                    minor: header.minor,
                };
            case '5':
                return { type: 'directory', path, ...metadata };
            case '6':
                return { type: 'fifo', path, ...metadata };
            default:
                throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)} has the unknown type ${JSON.stringify(typeflag)}`);
        }
    }
}
function hasKeys(xattrs) {
    for (const name in xattrs)
        if (Object.hasOwn(xattrs, name))
            return true;
    return false;
}
function layer_entries_whiteout(path, name) {
    const removed = name.slice(whiteout/* WHITEOUT_PREFIX */.Fp.length);
    // `.wh...` would remove the directory's parent.
    if (removed === '' || removed === '.' || removed === '..') {
        throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)} is no proper whiteout`);
    }
    const parent = (0,path_parts/* parentPath */.yl)(path);
    return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}


/***/ }),

/***/ 55851:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X1: () => (/* binding */ decodeIndex),
  bj: () => (/* binding */ encodeIndex),
  BB: () => (/* binding */ encodedIndex),
  pt: () => (/* binding */ indexDigest)
});

// UNUSED EXPORTS: decodeDigestedIndex

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(40681);
;// CONCATENATED MODULE: ./lib/json/check-outline.js

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/**
 * Refuses a JSON text that a parser should not get: it needs half a minute for a gigabyte of brackets, and for a gigabyte of
 * empty lists more memory than a process has. This check costs a fraction of the parsing, and allocates nothing.
 *
 * @throws JsonError
 */
function checkOutline(json, bounds) {
    let depth = 0;
    let values = 0;
    for (let at = 0; at < json.length; at++) {
        const byte = json[at];
        if (byte === QUOTE)
            at = endOfString(json, at);
        else if (byte === COMMA)
            values++;
        else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY)
            depth--;
        else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
            values++;
            if (++depth > bounds.depth)
                throw new json_error/* JsonError */.N(`it is nested more than ${bounds.depth} levels deep`);
        }
        if (values > bounds.values)
            throw new json_error/* JsonError */.N(`it has more than ${bounds.values} values`);
    }
}
/** @returns the position of the closing quote, or the end of the text if there is none */
function endOfString(json, start) {
    for (let end = start + 1; end < json.length; end++) {
        if (json[end] === BACKSLASH)
            end++;
        else if (json[end] === QUOTE)
            return end;
    }
    return json.length;
}

// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/next-row.js
var next_row = __webpack_require__(87540);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(51289);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/text/encoded-parts.js
var encoded_parts = __webpack_require__(74278);
// EXTERNAL MODULE: ./lib/oci/digest-schema.js
var digest_schema = __webpack_require__(70113);
// EXTERNAL MODULE: ./lib/layer/compression/group.js
var group = __webpack_require__(51459);
// EXTERNAL MODULE: ./lib/layer/compression/parallel-gzip.js + 1 modules
var parallel_gzip = __webpack_require__(65065);
;// CONCATENATED MODULE: ./lib/layer/compression/layer-groups.js






/** Inflating one must not take more memory than a few of ours. */
const size = (0,decoder/* refine */.YP)(decoder/* nonNegativeInteger */.dv, (bytes) => bytes <= 16 * group/* GROUP_SIZE */.g, 'the size of a group');
const storedGroups = (0,object/* object */.Ik)({
    blob: digest_schema/* digest */.b,
    format: (0,object/* optional */.lq)((0,decoder/* oneOf */.yL)('zstd')),
    groups: (0,containers/* array */.YO)((0,containers/* tuple */.PV)(decoder/* nonNegativeInteger */.dv, decoder/* nonNegativeInteger */.dv, size)),
});
function encodeGroups({ blob, format, groups }) {
    const rows = groups.map(({ entries, compressed, size }) => [entries, compressed, size]);
    return JSON.stringify({ blob, ...(format === 'zstd' && { format }), groups: rows });
}
/** Throws a DecodeError for anything that `encodeGroups` does not make. */
function decodeGroups(value) {
    const { blob, format = 'gzip', groups } = storedGroups(value);
    return { blob, format, groups: groups.map(([entries, compressed, size]) => ({ entries, compressed, size })) };
}
/** Bytes of a blob before its first group, and behind its last. */
const AROUND = { gzip: [parallel_gzip/* GZIP_HEADER */.FL, parallel_gzip/* GZIP_TRAILER */.Bk], zstd: [0, 0] };
/** The groups with their places in the blob. */
function placedGroups({ format, groups }) {
    let offset = AROUND[format][0];
    return groups.map((group) => {
        const placed = { ...group, offset };
        offset += group.compressed;
        return placed;
    });
}
/** Whether the groups can be those of a blob with this size, of a layer with so many entries. */
function covers({ format, groups }, blobSize, entries) {
    const [before, behind] = AROUND[format];
    let [bytes, count] = [before + behind, 0];
    for (const group of groups) {
        bytes += group.compressed;
        count += group.entries;
    }
    return bytes === blobSize && count === entries && (groups[0]?.entries ?? 1) > 0;
}

// EXTERNAL MODULE: ./lib/layer/layer-structure.js
var layer_structure = __webpack_require__(96656);
// EXTERNAL MODULE: ./lib/layer/packed-entries.js
var packed_entries = __webpack_require__(90492);
;// CONCATENATED MODULE: ./lib/layer/layer-index.js

















/*
 * Stored as gzipped JSON: the parser of Node is faster than one written in JavaScript, and gzip finds what paths have in common. A layer
 * has few combinations of mode, owner and xattrs: each is in `metadata` once, and entries refer to it by number. Groups are in a second
 * line: programs that do not know them make the index again from the blob.
 */
const FORMAT = 'layer-index/1';
const END_OF_LINE = 0x0a;
/** Bytes of the plain JSON; an index of five million entries has about 700 MB. */
const MAX_DECODED = 1024 ** 3;
/** How many times larger than its gzip the JSON may be, beyond a small size: names and digests never get near it, a bomb passes it. */
const MAX_RATIO = 100;
const SMALL = 16 * 1024 * 1024;
/** An entry is a list of up to six values, and a layer has at most five million entries. */
const BOUNDS = { depth: 4, values: 40_000_000 };
/** Bytes of JSON that are compressed at a time. */
const PART = 1024 * 1024;
/** The index as bytes, for the store. Equal indexes give equal bytes. */
function encodeIndex(index) {
    return Buffer.concat([...encodedIndex(index)]);
}
/**
 * The same in parts, each a gzip member of its own, so that the text of a large index is never whole in memory.
 *
 * @param digested gets the index's digest
 */
function* encodedIndex(index, digested) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const part of (0,encoded_parts/* encodedParts */.r)(jsonPieces(index), PART)) {
        hash.update(part);
        yield (0,external_node_zlib_.gzipSync)(part, { level: 3 });
    }
    digested?.((0,digest/* digestOfHex */.z9)(hash.digest('hex')));
    if (index.groups !== undefined)
        yield (0,external_node_zlib_.gzipSync)(`\n${encodeGroups(index.groups)}`, { level: 3 });
}
/** Over all that an index says of its layer: unlike the tree digest, also over times and order. Groups do not count. */
function indexDigest(index) {
    return (0,digest/* digestOfPieces */.Rj)(jsonPieces(index));
}
function* jsonPieces(index) {
    const metadata = [];
    const numbers = new Map();
    const numberOf = (entry) => {
        const { mode, uid, gid, xattrs } = entry;
        const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
        let number = numbers.get(key);
        if (number === undefined) {
            number = metadata.push(xattrs === undefined ? [mode, uid, gid] : [mode, uid, gid, { ...xattrs }]) - 1;
            numbers.set(key, number);
        }
        return number;
    };
    const { diffId, treeDigest, repeats = [] } = index;
    const head = { format: FORMAT, diffId, treeDigest, repeats: [...repeats] };
    yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
    let before = '';
    for (const entry of index.entries) {
        yield `${before}${JSON.stringify(storedEntry(entry, numberOf))}`;
        before = ',';
    }
    yield `],"metadata":${JSON.stringify(metadata)}}`;
}
function storedEntry(entry, numberOf) {
    switch (entry.type) {
        case 'file':
            return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, (0,digest/* digestHex */.sU)(entry.digest)];
        case 'directory':
            return ['d', entry.path, numberOf(entry), entry.mtime, entry.opaque === true ? 1 : 0];
        case 'symlink':
            return ['l', entry.path, numberOf(entry), entry.mtime, entry.target];
        case 'char':
        case 'block':
            return [entry.type === 'char' ? 'c' : 'b', entry.path, numberOf(entry), entry.mtime, entry.major, entry.minor];
        case 'fifo':
            return ['p', entry.path, numberOf(entry), entry.mtime];
        case 'hardlink':
            return ['h', entry.path, entry.target];
        case 'whiteout':
            return ['w', entry.path];
        default:
            return (0,errors/* unreachable */.HB)(entry);
    }
}
/** @throws InfraError for anything that `encodeIndex` does not make */
function decodeIndex(bytes) {
    return decoded(linesOf(bytes));
}
/** The same, with the index's digest as `indexDigest` makes it. @throws as `decodeIndex` */
function decodeDigestedIndex(bytes) {
    const lines = linesOf(bytes);
    return { index: decoded(lines), digest: sha256(lines.index) };
}
function linesOf(bytes) {
    let text;
    try {
        text = (0,external_node_zlib_.gunzipSync)(bytes, { maxOutputLength: Math.min(MAX_DECODED, SMALL + MAX_RATIO * bytes.length) });
    }
    catch (error) {
        throw new errors/* InfraError */.Ri('a stored layer index cannot be read', { cause: error });
    }
    const end = text.indexOf(END_OF_LINE);
    return end < 0
        ? { index: text, groups: undefined }
        : { index: text.subarray(0, end), groups: text.subarray(end + 1) };
}
function decoded({ index, groups }) {
    return (0,decode_or/* orThrow */.aU)(() => {
        const plain = decodeStored(index);
        return groups === undefined ? plain : { ...plain, groups: decodeGroups(parsed(groups)) };
    }, (error) => new errors/* InfraError */.Ri(`a stored layer index is damaged: ${error.message}`, { cause: error }));
}
function parsed(json) {
    try {
        checkOutline(json, BOUNDS);
        return (0,parse_json/* parseUncheckedJson */.u)(json.toString('utf8'));
    }
    catch (error) {
        throw new errors/* InfraError */.Ri('a stored layer index cannot be read', { cause: error });
    }
}
const storedHead = (0,object/* object */.Ik)({
    format: (0,decoder/* oneOf */.yL)(FORMAT),
    diffId: (value) => (0,identity/* diffIdOfHex */.vM)(hexOf(value)),
    treeDigest: (value) => (0,identity/* treeDigestOfHex */.Lt)(hexOf(value)),
    repeats: containers/* asArray */._j,
    metadata: (0,containers/* array */.YO)(decodeMetadata),
    entries: containers/* asArray */._j,
});
/*
 * Entries are parsed some thousands at a time, so that those of a large layer are never all there as objects. These marks can be nowhere
 * else in valid JSON: within a string, a quotation mark has a backslash before it.
 */
const BEFORE_ENTRIES = Buffer.from(',"entries":[');
const AFTER_ENTRIES = Buffer.from('],"metadata":');
/** Bytes of entries that are parsed at once, at least. */
const BATCH = 256 * 1024;
function decodeStored(json) {
    const start = json.indexOf(BEFORE_ENTRIES) + BEFORE_ENTRIES.length;
    const end = json.lastIndexOf(AFTER_ENTRIES);
    if (start < BEFORE_ENTRIES.length || end < start)
        throw new json_error/* DecodeError */.X('an index of a layer', parsed(json));
    const head = Buffer.concat([json.subarray(0, start), json.subarray(end)]);
    const { diffId, treeDigest, repeats, metadata } = storedHead(parsed(head));
    const entries = new packed_entries/* PackedEntries */.J();
    for (const row of storedRows(json.subarray(start, end))) {
        const entry = decodeEntry((0,containers/* asArray */._j)(row), metadata);
        if (entries.length === layer_structure/* MAX_LAYER_ENTRIES */.O8)
            throw new json_error/* DecodeError */.X(`at most ${layer_structure/* MAX_LAYER_ENTRIES */.O8} entries`, undefined);
        if (!entries.push(entry))
            throw new json_error/* DecodeError */.X('a path that stands once', entry.path);
    }
    const counts = new Map();
    for (const pair of repeats) {
        const [path, count] = (0,containers/* asArray */._j)(pair);
        if (typeof path !== 'string' || entries.typeAt(path) !== 'file')
            throw new json_error/* DecodeError */.X('the path of a file', path);
        counts.set(path, integer(count, 1, MAX));
    }
    return { entries, diffId, treeDigest, ...(counts.size === 0 ? {} : { repeats: counts }) };
}
/** @param json rows with commas between them */
function* storedRows(json) {
    for (let from = 0; from < json.length;) {
        const marked = (0,next_row/* endOfRow */.R)(json, from + BATCH);
        const end = marked < 0 ? json.length : marked;
        yield* (0,containers/* asArray */._j)(parsed(Buffer.concat([OPEN, json.subarray(from, end), CLOSE])));
        from = end + 1;
    }
}
const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');
const MAX = Number.MAX_SAFE_INTEGER;
const MAX_ID = 0xffffffff;
function decodeMetadata(value) {
    const [mode, uid, gid, xattrs] = (0,containers/* asArray */._j)(value);
    const plain = { mode: integer(mode, 0, 0o7777), uid: integer(uid, 0, MAX_ID), gid: integer(gid, 0, MAX_ID) };
    return xattrs === undefined ? plain : { ...plain, xattrs: stringMap(xattrs) };
}
const stringMap = (0,containers/* mapOf */.A7)(decoder/* string */.Yj);
function decodeEntry(row, known) {
    const path = pathOf(row[1]);
    const type = row[0];
    if (type === 'h')
        return { type: 'hardlink', path, target: pathOf(row[2]) };
    if (type === 'w')
        return { type: 'whiteout', path };
    const metadata = typeof row[2] === 'number' ? known[row[2]] : undefined;
    if (metadata === undefined)
        throw new json_error/* DecodeError */.X('the number of a combination in "metadata"', row[2]);
    const { mode, uid, gid, xattrs } = metadata;
    const mtime = integer(row[3], -MAX, MAX);
    // No spread: it takes four times as long, and an index has many thousands of entries.
    switch (type) {
        case 'f': {
            const size = integer(row[4], 0, MAX);
            const hash = (0,digest/* digestOfHex */.z9)(hex(row[5]));
            if (xattrs === undefined)
                return { type: 'file', path, mode, uid, gid, mtime, size, digest: hash };
            return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest: hash };
        }
        case 'd':
            return { type: 'directory', path, ...metadata, mtime, ...(row[4] === 1 ? { opaque: true } : {}) };
        case 'l':
            return { type: 'symlink', path, ...metadata, mtime, target: (0,decoder/* string */.Yj)(row[4]) };
        case 'c':
        case 'b': {
            const numbers = { major: integer(row[4], 0, MAX), minor: integer(row[5], 0, MAX) };
            return { type: type === 'c' ? 'char' : 'block', path, ...metadata, mtime, ...numbers };
        }
        case 'p':
            return { type: 'fifo', path, ...metadata, mtime };
        default:
            throw new json_error/* DecodeError */.X('a known type of entry', type);
    }
}
function integer(value, min, max) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
        throw new json_error/* DecodeError */.X(`an integer from ${min} to ${max}`, value);
    }
    return value;
}
const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;
function pathOf(value) {
    const path = (0,decoder/* string */.Yj)(value);
    if (path !== '' && UNCLEAN.test(path))
        throw new json_error/* DecodeError */.X('a path below the root', path);
    return path;
}
const HEX = /^[a-f0-9]{64}$/;
function hex(value) {
    if (typeof value !== 'string' || !HEX.test(value))
        throw new json_error/* DecodeError */.X('a sha256', value);
    return value;
}
/** Of a sha256 in full. */
function hexOf(value) {
    const [algorithm, digits] = (0,decoder/* string */.Yj)(value).split(':');
    if (algorithm !== 'sha256')
        throw new json_error/* DecodeError */.X('a sha256 digest', value);
    return hex(digits);
}


/***/ }),

/***/ 8112:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ LayerStack)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/layer/layer-structure.js
var layer_structure = __webpack_require__(96656);
// EXTERNAL MODULE: ./lib/layer/hard-links.js
var hard_links = __webpack_require__(53732);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/layer/packed-entries.js
var packed_entries = __webpack_require__(90492);
// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(97262);
;// CONCATENATED MODULE: ./lib/layer/layer-tree.js





/** A directory that must exist because something is in it, but that has no entry in the layer. */
const IMPLIED = Symbol('implied directory');
const NO_CHILDREN = { names: [], removed: [] };
/** A layer's index, for looking up paths. */
class LayerTree {
    static #known = new WeakMap();
    #entries;
    #paths;
    /** By the number of a path: 1 if there is an entry below it. The table may also have paths that are not in the layer. */
    #hasBelow;
    #links;
    #carriers;
    /**
     * The tree of `index`. It is made only once, as stacks share their lower layers.
     *
     * @throws InfraError when something is below a file
     */
    static of(index) {
        let tree = LayerTree.#known.get(index);
        if (tree === undefined) {
            tree = new LayerTree(packed_entries/* PackedEntries */.J.of(index.entries));
            LayerTree.#known.set(index, tree);
        }
        return tree;
    }
    constructor(entries) {
        this.#entries = entries;
        this.#paths = entries.paths;
        this.#links = new hard_links/* HardLinks */.N(entries.ofType('hardlink'));
        this.#hasBelow = new Uint8Array(this.#paths.size);
        for (let path = 1; path < this.#paths.size; path++)
            if (entries.typeOf(path) !== undefined)
                this.#markAbove(path);
    }
    #markAbove(path) {
        for (let at = path; at !== path_table/* ROOT */.D;) {
            at = this.#paths.parentOf(at);
            if (this.#hasBelow[at] === 1)
                return;
            const type = this.#entries.typeOf(at);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout')
                refuse(this.#paths.pathOf(path));
            this.#hasBelow[at] = 1;
        }
    }
    get(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return undefined;
        const type = this.#entries.typeOf(number);
        if (type === undefined || type === 'whiteout')
            return this.#hasBelow[number] === 1 ? IMPLIED : undefined;
        const entry = this.#entries.getAt(number, path);
        return entry?.type === 'whiteout' ? undefined : entry;
    }
    isWhiteout(path) {
        return this.#entries.typeAt(path) === 'whiteout';
    }
    /** Whether something above `path` hides what the layers below have there. */
    hidesBelow(path) {
        // Of what is above an entry, all has a number, so that nothing can follow the last.
        for (const above of this.#paths.above(path)) {
            const type = this.#entries.typeOf(above);
            if (type === undefined)
                continue;
            if (type !== 'directory' || this.#entries.isOpaque(above))
                return true;
        }
        return false;
    }
    children(path) {
        const number = this.#paths.find(path);
        if (number === undefined)
            return NO_CHILDREN;
        const children = { names: [], removed: [] };
        for (const child of this.#entries.below(number)) {
            const type = this.#entries.typeOf(child);
            const isShown = this.#hasBelow[child] === 1 || (type !== undefined && type !== 'whiteout');
            if (isShown)
                children.names.push(this.#paths.nameOf(child));
            if (type === 'whiteout')
                children.removed.push(this.#paths.nameOf(child));
        }
        return children;
    }
    /** See `HardLinks.carrier`. */
    carrier(path) {
        return this.#links.carrier(path);
    }
    /** Whether a hard link of this layer leads to `path`. */
    isLinked(path) {
        if (this.#links.size === 0)
            return false;
        this.#carriers ??= new Set([...this.#links.paths()].map((link) => this.#links.carrier(link)));
        return this.#carriers.has(path);
    }
}
function refuse(path) {
    throw new errors/* InfraError */.Ri(`a layer index is damaged: ${JSON.stringify((0,byte_name/* displayName */.QC)(path))} is both a directory and none`);
}

// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(40371);
;// CONCATENATED MODULE: ./lib/layer/layer-stack.js





const NONE = [];
/** The flattened view of layers, made of their indexes alone. Paths are as in `LayerEntry.path`. Symbolic links are not followed. */
class LayerStack {
    #indexes;
    /** All layers, topmost first. */
    #all;
    /** The directory that was asked for last, and `Found.through` of it: mostly, the next path is also in it. */
    #directory = '';
    #through;
    /** @param indexes lowest first; they are not looked at before the first question */
    static of(indexes) {
        return new LayerStack(indexes);
    }
    constructor(indexes) {
        this.#indexes = [...indexes];
        this.#all = indexes.map((_, number) => indexes.length - 1 - number);
        this.#through = this.#all;
    }
    /**
     * The entry that is visible at `path`. A hard link is the file that it names, with its own path. A directory that must exist but is in
     * no layer has mode 0755 and is owned by root. The root always exists.
     *
     * @throws InfraError when a hard link leads nowhere
     */
    lstat(path) {
        const found = this.#at(path);
        return found === undefined ? undefined : this.#shown(found);
    }
    /** Where the bytes of the regular file at `path` are; `undefined` if there is no regular file. */
    contentOf(path) {
        const found = this.#at(path);
        if (found === undefined)
            return undefined;
        const { layer, entry } = this.#carrier(found);
        return entry.type === 'file' ? { layer, path: entry.path } : undefined;
    }
    /** Whether the file whose content is at `location` has more than one name, in its layer or in those above. */
    isHardLinked(location) {
        for (let layer = location.layer; layer < this.#indexes.length; layer++) {
            if (this.#tree(layer).isLinked(location.path))
                return true;
        }
        return false;
    }
    /** See `LayerIndex.repeats`. */
    repeats(layer) {
        return this.#indexes[layer]?.repeats;
    }
    /** Names in the directory at `path`, sorted by code unit; empty if it is not a directory. */
    readdir(path) {
        return this.#names(path, this.#at(path)?.through ?? NONE);
    }
    /** Everything below `path`, without itself; parents before children, and siblings sorted by code unit. */
    *entries(path = '') {
        const pending = [];
        const push = (directory, through) => {
            const names = this.#names(directory, through);
            for (let number = names.length - 1; number >= 0; number--) {
                const name = names[number] ?? '';
                const child = directory === '' ? name : `${directory}/${name}`;
                const found = this.#find(child, through, false);
                if (found !== undefined)
                    pending.push(found);
            }
        };
        push(path, this.#find(path, this.#all, true)?.through ?? NONE);
        for (let found = pending.pop(); found !== undefined; found = pending.pop()) {
            yield this.#shown(found);
            if (found.entry.type === 'directory')
                push(found.entry.path, found.through);
        }
    }
    #tree(layer) {
        const index = this.#indexes[layer];
        if (index === undefined)
            throw new RangeError(`no layer ${layer}`);
        return LayerTree.of(index);
    }
    /** What is visible at a path. Only the layers that are visible in its directory are looked at. */
    #at(path) {
        if (path === '')
            return this.#find(path, this.#all, true);
        const directory = (0,path_parts/* parentPath */.yl)(path);
        if (directory !== this.#directory) {
            this.#through = directory === '' ? this.#all : (this.#find(directory, this.#all, true)?.through ?? NONE);
            this.#directory = directory;
        }
        return this.#find(path, this.#through, false);
    }
    /**
     * @param layers the layers to look at, topmost first
     * @param fromRoot whether a layer may hide lower ones by what it has above `path`; not for layers that are visible in the
     *   parent directory
     */
    #find(path, layers, fromRoot) {
        let directory;
        const through = [];
        for (const layer of layers) {
            const tree = this.#tree(layer);
            const node = tree.get(path);
            if (node === IMPLIED)
                through.push(layer);
            else if (node?.type === 'directory') {
                through.push(layer);
                directory ??= { layer, entry: node };
                if (node.opaque === true)
                    break;
            }
            else if (node !== undefined) {
                if (through.length === 0)
                    return { layer, entry: node, through: NONE };
                break;
            }
            if (tree.isWhiteout(path) || (fromRoot && tree.hidesBelow(path)))
                break;
        }
        if (directory !== undefined)
            return { ...directory, through };
        if (through.length === 0 && path !== '')
            return undefined;
        return { layer: -1, entry: (0,layer_structure/* impliedDirectory */.yr)(path), through };
    }
    #names(path, through) {
        const names = new Set();
        const removed = new Set();
        for (const layer of through) {
            const children = this.#tree(layer).children(path);
            for (const name of children.names)
                if (!removed.has(name))
                    names.add(name);
            for (const name of children.removed)
                removed.add(name);
        }
        return [...names].sort();
    }
    #shown(found) {
        const { entry } = found;
        if (entry.type === 'hardlink')
            return { ...this.#carrier(found).entry, path: entry.path };
        if (entry.type !== 'directory' || entry.opaque === undefined)
            return entry;
        // In the flattened tree, an opaque directory is a directory like any other.
        const { opaque: _opaque, ...plain } = entry;
        return plain;
    }
    /** The entry that a hard link names, in its layer or below. */
    #carrier(found) {
        const { layer, entry } = found;
        if (entry.type !== 'hardlink')
            return { layer, entry };
        const target = this.#tree(layer).carrier(entry.path);
        const node = this.#tree(layer).get(target);
        if (node !== undefined && node !== IMPLIED && node.type !== 'hardlink') {
            if (node.type !== 'directory')
                return { layer, entry: node };
        }
        else if (node === undefined) {
            const lower = this.#find(target, this.#all.slice(this.#all.length - layer), true);
            if (lower !== undefined && lower.entry.type !== 'directory')
                return this.#carrier(lower);
        }
        throw new errors/* InfraError */.Ri(`the hard link ${JSON.stringify((0,byte_name/* displayName */.QC)(entry.path))} names ${JSON.stringify((0,byte_name/* displayName */.QC)(target))}, which is no file`);
    }
}


/***/ }),

/***/ 96656:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O8: () => (/* binding */ MAX_LAYER_ENTRIES),
/* harmony export */   bc: () => (/* binding */ LayerStructure),
/* harmony export */   yr: () => (/* binding */ impliedDirectory)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _packed_entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90492);
/* harmony import */ var _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70332);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40371);





/** Limit of entries in a layer. A very large node_modules has some hundred thousand. */
const MAX_LAYER_ENTRIES = 5_000_000;
/** Limit of characters in all paths and link targets of a layer. */
const MAX_NAMES = 512 * 1024 * 1024;
/** What is known of a path besides its entry. */
const HAS_BELOW = 1;
const IS_OPAQUE = 2;
/** Hard links name it: a path of this layer, or one that must be in a layer below. */
const IS_LINKED = 4;
const IS_LINKED_BELOW = 8;
/**
 * Collects a layer's entries as a tar has them: paths may be repeated, and markers may come before or after what they mark. It refuses
 * what an unpacker cannot do right, such as a path below a file, or a hard link to something that comes later.
 */
class LayerStructure {
    #label;
    #maxEntries;
    #entries = new _packed_entries_js__WEBPACK_IMPORTED_MODULE_1__/* .PackedEntries */ .J();
    #paths = this.#entries.paths;
    /** By the number of the path. */
    #marks = new _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .GrowingNumbers */ .k();
    /** By the number of the path: how many files it had before the present one. */
    #replaced = new _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .GrowingNumbers */ .k();
    #count = 0;
    #names = 0;
    /** @param label how errors name the layer */
    constructor(label, maxEntries = MAX_LAYER_ENTRIES) {
        this.#label = label;
        this.#maxEntries = maxEntries;
    }
    /**
     * Checks an entry and adds it. A file is only checked: `put` adds it when it was read.
     *
     * @throws InfraError when the entry is not valid at its path
     */
    enter(entry) {
        this.#limit(entry);
        this.#addParents(entry);
        if (entry.type === 'whiteout') {
            this.#whiteout(entry.path);
            return;
        }
        this.#checkReplaced(entry);
        if (entry.type === 'file')
            return;
        if (entry.type === 'hardlink')
            this.#link(entry.path, entry.target);
        this.put(entry);
    }
    /** Adds the file that `enter` has checked. */
    put(entry) {
        this.#entries.put(entry);
    }
    opaque(path) {
        this.#count++;
        this.#mark(path, IS_OPAQUE);
        if (path !== '') {
            this.#addParents({ type: 'whiteout', path });
            this.#mark(path, HAS_BELOW);
        }
    }
    finish() {
        for (let number = 0; number < this.#marks.length; number++) {
            if ((this.#marks.at(number) & IS_OPAQUE) === 0)
                continue;
            const path = this.#paths.pathOf(number);
            const entry = this.#entries.get(path) ?? impliedDirectory(path);
            if (entry.type === 'whiteout')
                this.put({ ...impliedDirectory(path), opaque: true });
            else if (entry.type === 'directory')
                this.put({ ...entry, opaque: true });
            else
                this.#refuse(path, 'is marked opaque and is no directory');
        }
        const repeats = new Map();
        for (let number = 0; number < this.#replaced.length; number++) {
            const count = this.#replaced.at(number);
            if (count > 0 && this.#entries.typeOf(number) === 'file')
                repeats.set(this.#paths.pathOf(number), count);
        }
        return { entries: this.#entries, repeats };
    }
    #has(path, mark) {
        const number = this.#paths.find(path);
        return number !== undefined && (this.#marks.at(number) & mark) !== 0;
    }
    #mark(path, mark) {
        const number = this.#paths.numberOf(path);
        this.#marks.set(number, this.#marks.at(number) | mark);
    }
    #limit(entry) {
        this.#count++;
        this.#names += entry.path.length + ('target' in entry ? entry.target.length : 0);
        if (this.#count > this.#maxEntries)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} has more than ${this.#maxEntries} entries`);
        if (this.#names > MAX_NAMES)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
    }
    #addParents(entry) {
        for (let path = entry.path; path !== '';) {
            path = (0,_text_path_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .parentPath */ .yl)(path);
            if (this.#has(path, HAS_BELOW))
                return;
            const type = this.#entries.typeAt(path);
            if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
                this.#refuse(entry.path, `is below a ${type}`);
            }
            this.#mark(path, HAS_BELOW);
        }
    }
    #checkReplaced(entry) {
        const { path, type } = entry;
        if (type !== 'directory' && this.#has(path, HAS_BELOW))
            this.#refuse(path, `takes the place of a directory with content`);
        if (this.#has(path, IS_LINKED_BELOW))
            this.#refuse(path, 'comes after a hard link to it');
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            return;
        if (this.#has(path, IS_LINKED))
            this.#refuse(path, 'comes again after a hard link to it');
        if (old === 'file') {
            const number = this.#paths.numberOf(path);
            this.#replaced.set(number, this.#replaced.at(number) + 1);
        }
        // A directory that replaces what a whiteout removed shows nothing of the layers below.
        if (old === 'whiteout' && type === 'directory')
            this.#mark(path, IS_OPAQUE);
        // The later entry counts, at its own position. But a directory must stay in front of what is in it.
        if (type !== 'directory' || old !== 'directory')
            this.#entries.remove(path);
    }
    #whiteout(path) {
        const old = this.#entries.typeAt(path);
        if (old === undefined)
            this.put({ type: 'whiteout', path });
        else if (old === 'directory')
            this.#mark(path, IS_OPAQUE);
    }
    #link(path, target) {
        const type = this.#entries.typeAt(target);
        if (type === 'directory' || target === path || this.#has(target, HAS_BELOW)) {
            this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
        }
        if (type === undefined || type === 'whiteout')
            this.#mark(target, IS_LINKED_BELOW);
        else
            this.#mark(target, IS_LINKED);
    }
    #refuse(path, problem) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${this.#label} is not a valid layer: ${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path))} ${problem}`);
    }
}
/** A directory that must exist but is not in the layer. */
function impliedDirectory(path) {
    return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}


/***/ }),

/***/ 32848:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ isMade)
/* harmony export */ });
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25351);

/** Whether a step made the layer. Keys know a base's layer by its diff id. */
function isMade({ contentId, diffId }) {
    return contentId !== (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .contentIdOfBase */ .p9)(diffId);
}


/***/ }),

/***/ 90492:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ PackedEntries)
/* harmony export */ });
/* harmony import */ var _entry_bodies_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38790);
/* harmony import */ var _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70332);
/* harmony import */ var _packed_path_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97262);



/**
 * A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`.
 * They are made again when they are asked for, so that two answers are never the same object.
 */
class PackedEntries {
    #paths;
    #bodies = new _entry_bodies_js__WEBPACK_IMPORTED_MODULE_0__/* .EntryBodies */ .n();
    /** The path of each entry, and for each path the entry's number + 1: 0 where there is none any more. */
    #pathOf = new _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .GrowingNumbers */ .k();
    #entryAt = new _packed_growing_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .GrowingNumbers */ .k();
    #length = 0;
    #children;
    /** @param paths may have more paths than there are entries */
    constructor(paths = new _packed_path_table_js__WEBPACK_IMPORTED_MODULE_1__/* .PathTable */ .m()) {
        this.#paths = paths;
    }
    /** The same entries, packed. */
    static of(entries) {
        if (entries instanceof PackedEntries)
            return entries;
        const packed = new PackedEntries();
        for (const entry of entries)
            packed.push(entry);
        return packed;
    }
    get length() {
        return this.#length;
    }
    /** Paths of entries and those above them, by number. */
    get paths() {
        return this.#paths;
    }
    /** @returns whether it was added: not if another one has its path */
    push(entry) {
        const path = this.#paths.numberOf(entry.path);
        if (this.#entryAt.at(path) !== 0)
            return false;
        const number = this.#bodies.length;
        this.#bodies.set(number, entry);
        this.#pathOf.push(path);
        this.#entryAt.set(path, number + 1);
        this.#length++;
        this.#children = undefined;
        return true;
    }
    /** Puts an entry in place of the one that has its path, or behind all others. */
    put(entry) {
        const number = this.#find(entry.path);
        if (number === undefined)
            this.push(entry);
        else
            this.#bodies.set(number, entry);
    }
    remove(path) {
        const known = this.#paths.find(path);
        if (known === undefined || this.#entryAt.at(known) === 0)
            return;
        this.#entryAt.set(known, 0);
        this.#length--;
    }
    get(path) {
        const number = this.#find(path);
        return number === undefined ? undefined : this.#read(number, path);
    }
    /** @param known the number of `path` */
    getAt(known, path) {
        const number = this.#entryAt.at(known);
        return number === 0 ? undefined : this.#read(number - 1, path);
    }
    typeAt(path) {
        const known = this.#paths.find(path);
        return known === undefined ? undefined : this.typeOf(known);
    }
    /** @param path its number */
    typeOf(path) {
        const number = this.#entryAt.at(path);
        return number === 0 ? undefined : this.#bodies.typeOf(number - 1);
    }
    /** @param path the number of a directory */
    isOpaque(path) {
        const number = this.#entryAt.at(path);
        return number !== 0 && this.#bodies.isOpaque(number - 1);
    }
    /** The numbers of the paths directly below one. */
    below(path) {
        this.#children ??= this.#paths.children();
        return this.#children.of(path);
    }
    *[Symbol.iterator]() {
        for (let number = 0; number < this.#bodies.length; number++) {
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) === number + 1)
                yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** Those of one type, without a look at what the others have. */
    *ofType(type) {
        for (let number = 0; number < this.#bodies.length; number++) {
            if (this.#bodies.typeOf(number) !== type)
                continue;
            const path = this.#pathOf.at(number);
            if (this.#entryAt.at(path) !== number + 1)
                continue;
            yield this.#read(number, this.#paths.pathOf(path));
        }
    }
    /** In the order of their paths by code units. */
    *sorted() {
        for (const path of this.#paths.sorted()) {
            const number = this.#entryAt.at(path);
            if (number !== 0)
                yield this.#read(number - 1, this.#paths.pathOf(path));
        }
    }
    #find(path) {
        const known = this.#paths.find(path);
        const number = known === undefined ? 0 : this.#entryAt.at(known);
        return number === 0 ? undefined : number - 1;
    }
    /** What comes out is what was put in. */
    #read(number, path) {
        return this.#bodies.read(number, path);
    }
}


/***/ }),

/***/ 80820:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ BytePieces)
/* harmony export */ });
/** Bytes of a large piece, and the bits of an offset in it. An item that is longer gets its own piece. */
const PIECE_BITS = 20;
const PIECE = 2 ** PIECE_BITS;
/** Bytes of the first piece; each is twice as large as the one before it. Most builds need little, and a run of bake has hundreds of these. */
const FIRST = 4 * 1024;
/** With a piece's number and an offset, a position has 32 bits. */
const MOST_PIECES = 2 ** (32 - PIECE_BITS);
/** Items of bytes that can only be added, each at a position below 2^32. They are in pieces, so that nothing is copied when there are more. */
class BytePieces {
    #pieces = [];
    #used = 0;
    /** A buffer with room for so many bytes from `offset` on. What is used of them is told to `keep`. */
    room(bytes) {
        const last = this.#pieces.at(-1);
        // An item without bytes has a position, too, which is never behind the end of a piece: that would be the next piece.
        if (last !== undefined && this.#used + Math.max(bytes, 1) <= Math.min(last.length, PIECE)) {
            return { buffer: last, offset: this.#used };
        }
        if (this.#pieces.length === MOST_PIECES)
            throw new RangeError('more than 4 GiB of packed entries');
        const size = Math.min(FIRST * 2 ** this.#pieces.length, PIECE);
        const buffer = Buffer.allocUnsafeSlow(Math.max(size, bytes));
        this.#pieces.push(buffer);
        this.#used = 0;
        return { buffer, offset: 0 };
    }
    /** @param end where the item ends that was written into the room  @returns its position */
    keep(end) {
        // As unsigned: shifting makes a number negative.
        const position = (((this.#pieces.length - 1) << PIECE_BITS) | this.#used) >>> 0;
        this.#used = Math.min(end, PIECE);
        return position;
    }
    bufferAt(position) {
        const buffer = this.#pieces[position >>> PIECE_BITS];
        if (buffer === undefined)
            throw new RangeError(`no piece at ${position}`);
        return buffer;
    }
    offsetAt(position) {
        return position & (PIECE - 1);
    }
}


/***/ }),

/***/ 70332:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ GrowingNumbers)
/* harmony export */ });
/** A list of numbers below 2^32, in four bytes each. Those that were not set are 0. */
class GrowingNumbers {
    #numbers = new Uint32Array(256);
    #length = 0;
    get length() {
        return this.#length;
    }
    /** @returns 0 for a number behind the end */
    at(position) {
        return this.#numbers[position] ?? 0;
    }
    push(number) {
        this.set(this.#length, number);
    }
    set(position, number) {
        if (position >= this.#numbers.length) {
            const larger = new Uint32Array(2 ** Math.ceil(Math.log2(position + 1)));
            larger.set(this.#numbers);
            this.#numbers = larger;
        }
        this.#numbers[position] = number;
        if (position >= this.#length)
            this.#length = position + 1;
    }
}


/***/ }),

/***/ 25622:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dt: () => (/* binding */ textRoom),
/* harmony export */   KH: () => (/* binding */ isText),
/* harmony export */   Q3: () => (/* binding */ numberLength),
/* harmony export */   kz: () => (/* binding */ readNumber),
/* harmony export */   x3: () => (/* binding */ writeText),
/* harmony export */   yR: () => (/* binding */ readText),
/* harmony export */   zv: () => (/* binding */ writeNumber)
/* harmony export */ });
/*
 * A text in a buffer: first its length in bytes and its encoding as one number, then the bytes. Most texts fit in Latin-1, with one byte
 * for each code unit. All others are in UTF-16, since a path has lone surrogates for bytes that are not UTF-8.
 */
const NARROW = /^[\0-\xff]*$/;
/** Of a number. */
const MOST_BYTES = 8;
/** At most. */
function textRoom(text) {
    return MOST_BYTES + 2 * text.length;
}
/** @returns where the text ends */
function writeText(buffer, at, text) {
    const narrow = NARROW.test(text);
    const bytes = narrow ? text.length : 2 * text.length;
    const start = writeNumber(buffer, at, 2 * bytes + (narrow ? 0 : 1));
    return start + buffer.write(text, start, narrow ? 'latin1' : 'utf16le');
}
function readText(buffer, at) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const end = start + Math.floor(head / 2);
    return head % 2 === 0 ? buffer.toString('latin1', start, end) : buffer.toString('utf16le', start, end);
}
/** Whether the text at `at` is what `text` has from `from` to `to`. */
function isText(buffer, at, text, from, to) {
    const head = readNumber(buffer, at);
    const start = at + numberLength(head);
    const bytes = Math.floor(head / 2);
    const length = to - from;
    if (head % 2 === 1)
        return bytes === 2 * length && buffer.toString('utf16le', start, start + bytes) === text.slice(from, to);
    if (bytes !== length)
        return false;
    for (let unit = 0; unit < length; unit++)
        if (buffer[start + unit] !== text.charCodeAt(from + unit))
            return false;
    return true;
}
/** Writes a number from 0 to 2^53 in as few bytes as it needs, seven bits in each. @returns where it ends */
function writeNumber(buffer, at, number) {
    let left = number;
    let end = at;
    for (; left >= 0x80; left = Math.floor(left / 0x80))
        buffer[end++] = (left % 0x80) + 0x80;
    buffer[end++] = left;
    return end;
}
function readNumber(buffer, at) {
    let number = 0;
    let factor = 1;
    for (let from = at;; from++) {
        const byte = buffer[from] ?? 0;
        if (byte < 0x80)
            return number + byte * factor;
        number += (byte - 0x80) * factor;
        factor *= 0x80;
    }
}
function numberLength(number) {
    let bytes = 1;
    for (let left = number; left >= 0x80; left = Math.floor(left / 0x80))
        bytes++;
    return bytes;
}


/***/ }),

/***/ 97262:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ ROOT),
/* harmony export */   m: () => (/* binding */ PathTable)
/* harmony export */ });
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(62256);
/* harmony import */ var _byte_pieces_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(80820);
/* harmony import */ var _growing_numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70332);
/* harmony import */ var _packed_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25622);




/** The number of the root, whose path is `''`. */
const ROOT = 0;
/**
 * Paths and their numbers, as a tree of names: what a path has in common with others is kept once. A path takes some twenty bytes more
 * than its last name, and in a `Map` some two hundred. With a path, those above it have numbers too.
 */
class PathTable {
    #parents = new _growing_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .GrowingNumbers */ .k();
    /** Where the last name of each path is. */
    #names = new _growing_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .GrowingNumbers */ .k();
    #texts = new _byte_pieces_js__WEBPACK_IMPORTED_MODULE_0__/* .BytePieces */ .k();
    /** A hash table with open addressing: a number, or 0 for a free slot, since the root is not in it. */
    #slots = new Uint32Array(1024);
    /** Eight more bits of each slot's hash: names of a directory look alike, and are seldom compared in vain. */
    #tags = new Uint8Array(1024);
    /** The directory that was asked for last: it is mostly also that of the next path. */
    #lastPath;
    #lastNumber = ROOT;
    constructor() {
        this.#parents.push(ROOT);
        this.#names.push(0);
    }
    /** Numbers are below this. */
    get size() {
        return this.#parents.length;
    }
    find(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : this.#directory(path.slice(0, slash), false);
        return directory === undefined ? undefined : this.#child(directory, path, slash + 1, path.length);
    }
    /** The number of the path; a new one if it has none yet. */
    numberOf(path) {
        if (path === '')
            return ROOT;
        const slash = path.lastIndexOf('/');
        const directory = slash < 0 ? ROOT : (this.#directory(path.slice(0, slash), true) ?? ROOT);
        return this.#child(directory, path, slash + 1, path.length) ?? this.#add(directory, path.slice(slash + 1));
    }
    /** The numbers of the paths above this one, from the root on, as far as they have numbers. */
    *above(path) {
        if (path === '')
            return;
        yield ROOT;
        let directory = ROOT;
        let from = 0;
        for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            directory = this.#child(directory, path, from, slash);
            if (directory === undefined)
                return;
            yield directory;
            from = slash + 1;
        }
    }
    parentOf(number) {
        return this.#parents.at(number);
    }
    nameOf(number) {
        if (number === ROOT)
            return '';
        const position = this.#names.at(number);
        return (0,_packed_text_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(this.#texts.bufferAt(position), this.#texts.offsetAt(position));
    }
    pathOf(number) {
        const parent = this.#parents.at(number);
        if (parent === ROOT)
            return this.nameOf(number);
        if (parent !== this.#lastNumber || this.#lastPath === undefined) {
            const names = [];
            for (let at = parent; at !== ROOT; at = this.#parents.at(at))
                names.push(this.nameOf(at));
            this.#lastPath = names.reverse().join('/');
            this.#lastNumber = parent;
        }
        return `${this.#lastPath}/${this.nameOf(number)}`;
    }
    /** All numbers, in the order of their paths by code units. */
    *sorted() {
        yield ROOT;
        const children = this.children();
        const pending = [sortedWithBelow(this, children, ROOT).values()];
        for (let items = pending.at(-1); items !== undefined; items = pending.at(-1)) {
            const next = items.next();
            if (next.done === true) {
                pending.pop();
                continue;
            }
            const number = Math.floor(next.value / 2);
            if (next.value % 2 === BELOW)
                pending.push(sortedWithBelow(this, children, number).values());
            else
                yield number;
        }
    }
    /** The paths directly below each path, in the order of their numbers. */
    children() {
        // First it has where the children of each end. While these are put from the end on, it becomes where they start.
        const starts = new Uint32Array(this.size + 1);
        for (let number = 1; number < this.size; number++) {
            const parent = this.#parents.at(number);
            starts[parent] = (starts[parent] ?? 0) + 1;
        }
        for (let number = 1; number < starts.length; number++) {
            starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
        }
        const all = new Uint32Array(this.size);
        for (let number = this.size - 1; number > 0; number--) {
            const parent = this.#parents.at(number);
            const at = (starts[parent] ?? 0) - 1;
            all[at] = number;
            starts[parent] = at;
        }
        return { of: (number) => all.subarray(starts[number], starts[number + 1]) };
    }
    /** @param make gives numbers to what has none */
    #directory(path, make) {
        if (path === this.#lastPath)
            return this.#lastNumber;
        let directory = ROOT;
        // Not by recursion: a path may have very many parts.
        for (let from = 0; from <= path.length;) {
            const slash = path.indexOf('/', from);
            const end = slash < 0 ? path.length : slash;
            let next = this.#child(directory, path, from, end);
            if (next === undefined && make)
                next = this.#add(directory, path.slice(from, end));
            if (next === undefined)
                return undefined;
            directory = next;
            from = end + 1;
        }
        this.#lastPath = path;
        this.#lastNumber = directory;
        return directory;
    }
    #add(parent, name) {
        if (2 * this.size > this.#slots.length)
            this.#grow();
        const number = this.size;
        const { buffer, offset } = this.#texts.room((0,_packed_text_js__WEBPACK_IMPORTED_MODULE_2__/* .textRoom */ .Dt)(name));
        this.#names.push(this.#texts.keep((0,_packed_text_js__WEBPACK_IMPORTED_MODULE_2__/* .writeText */ .x3)(buffer, offset, name)));
        this.#parents.push(parent);
        const slot = this.#slotOf(parent, name, 0, name.length);
        this.#slots[slot] = number;
        this.#tags[slot] = tagOf(hashOf(parent, name, 0, name.length));
        return number;
    }
    #child(parent, path, from, end) {
        const number = this.#slots[this.#slotOf(parent, path, from, end)] ?? 0;
        return number === 0 ? undefined : number;
    }
    /** The slot of a name, which `path` has from `from` to `end`: where it is, or a free one. */
    #slotOf(parent, path, from, end) {
        const mask = this.#slots.length - 1;
        const hash = hashOf(parent, path, from, end);
        const tag = tagOf(hash);
        for (let slot = hash & mask;; slot = (slot + 1) & mask) {
            const number = this.#slots[slot] ?? 0;
            if (number === 0)
                return slot;
            if (this.#tags[slot] !== tag || this.#parents.at(number) !== parent)
                continue;
            const position = this.#names.at(number);
            if ((0,_packed_text_js__WEBPACK_IMPORTED_MODULE_2__/* .isText */ .KH)(this.#texts.bufferAt(position), this.#texts.offsetAt(position), path, from, end))
                return slot;
        }
    }
    #grow() {
        const slots = new Uint32Array(2 * this.#slots.length);
        const tags = new Uint8Array(slots.length);
        const mask = slots.length - 1;
        for (let number = 1; number < this.size; number++) {
            const name = this.nameOf(number);
            const hash = hashOf(this.#parents.at(number), name, 0, name.length);
            let slot = hash & mask;
            while (slots[slot] !== 0)
                slot = (slot + 1) & mask;
            slots[slot] = number;
            tags[slot] = tagOf(hash);
        }
        this.#slots = slots;
        this.#tags = tags;
    }
}
/** Of an item: it is all that is below a path, and not the path. */
const BELOW = 1;
/**
 * The children of a directory, and what is below each, as items: twice the number, or one more. `a-b` is between `a` and `a/b`, so that the
 * two are not always together. No names are kept, since whoever asks may take long for each item.
 */
function sortedWithBelow(paths, children, directory) {
    const items = [];
    for (const number of children.of(directory)) {
        const key = paths.nameOf(number);
        items.push({ key, item: 2 * number });
        if (children.of(number).length > 0)
            items.push({ key: `${key}/`, item: 2 * number + BELOW });
    }
    items.sort((one, other) => (0,_text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_3__/* .byCodeUnit */ .X)(one.key, other.key));
    return Uint32Array.from(items, ({ item }) => item);
}
/** FNV-1a over code units, and then the bits are mixed again. The seed is random, so that nobody can choose paths that collide. */
function hashOf(parent, path, from, end) {
    let hash = Math.imul(SEED ^ parent, 0x9e3779b1);
    for (let at = from; at < end; at++)
        hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
    return (hash ^ (hash >>> 15)) >>> 0;
}
function tagOf(hash) {
    return hash >>> 24;
}
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;


/***/ }),

/***/ 34561:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ds: () => (/* binding */ IgnoreMatcher),
  S3: () => (/* binding */ excludePatterns),
  rj: () => (/* binding */ readIgnoreFile)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
;// CONCATENATED MODULE: ./lib/layer/pattern/go-regexp.js
const NEWLINE = 0x0a;
const notNewline = (code) => code !== NEWLINE;
const isSlash = (code) => code === 0x2f;
/** @returns undefined if the expression is invalid */
function parseExpression(expression) {
    try {
        return new ExpressionReader(expression).read();
    }
    catch (error) {
        if (error instanceof InvalidExpression)
            return undefined;
        throw error;
    }
}
class InvalidExpression extends Error {
}
class ExpressionReader {
    #characters;
    #at = 0;
    constructor(expression) {
        this.#characters = Array.from(expression);
    }
    read() {
        const atoms = [];
        while (this.#at < this.#characters.length) {
            // The only group that a pattern gives, and the only bare dot.
            if (this.#skip('(.*/)?')) {
                atoms.push({ kind: 'optional', length: 2 }, { kind: 'many', accepts: notNewline }, oneOf(isSlash));
            }
            else if (this.#skip('.*'))
                atoms.push({ kind: 'many', accepts: notNewline });
            else if (this.#skip('^'))
                atoms.push({ kind: 'assertion', holds: (before) => before === undefined });
            else if (this.#skip('[')) {
                const accepts = this.#characterClass();
                atoms.push(this.#skip('*') ? { kind: 'many', accepts } : oneOf(accepts));
            }
            else if (this.#skip('\\'))
                atoms.push(...this.#escape());
            else
                atoms.push(literal(this.#take()));
        }
        return atoms;
    }
    #escape() {
        if (this.#skip('Q'))
            return this.#quoted();
        const assertion = this.#assertion();
        if (assertion !== undefined)
            return [{ kind: 'assertion', holds: assertion }];
        const accepts = this.#shorthand();
        if (accepts !== undefined)
            return [oneOf(accepts)];
        return [literal(String.fromCodePoint(this.#escapedCode()))];
    }
    #quoted() {
        const atoms = [];
        while (this.#at < this.#characters.length && !this.#skip('\\E'))
            atoms.push(literal(this.#take()));
        return atoms;
    }
    #assertion() {
        if (this.#skip('A'))
            return (before) => before === undefined;
        if (this.#skip('z'))
            return (_before, after) => after === undefined;
        if (this.#skip('b'))
            return (before, after) => isWord(before) !== isWord(after);
        if (this.#skip('B'))
            return (before, after) => isWord(before) === isWord(after);
        return undefined;
    }
    /** `\d`, `\pL` and their like, after the backslash. */
    #shorthand() {
        const letter = this.#characters[this.#at] ?? '';
        const named = SHORTHANDS.get(letter.toLowerCase());
        if (named !== undefined) {
            this.#at++;
            return letter === letter.toLowerCase() ? named : (code) => !named(code);
        }
        if (letter !== 'p' && letter !== 'P')
            return undefined;
        this.#at++;
        const name = this.#take();
        // There is no name in braces: a pattern's braces are escaped.
        if (!/^[CLMNPSZ]$/.test(name))
            throw new InvalidExpression();
        const category = new RegExp(`^\\${letter}{${name}}$`, 'u');
        return (code) => category.test(String.fromCodePoint(code));
    }
    /** A single character, after the backslash. */
    #escapedCode() {
        const character = this.#take();
        if (/^[1-7]$/.test(character) && !/^[0-7]$/.test(this.#characters[this.#at] ?? ''))
            throw new InvalidExpression();
        if (/^[0-7]$/.test(character)) {
            let digits = character;
            while (digits.length < 3 && /^[0-7]$/.test(this.#characters[this.#at] ?? ''))
                digits += this.#take();
            return Number.parseInt(digits, 8);
        }
        if (character === 'x') {
            const digits = this.#take() + this.#take();
            if (!/^[0-9a-f]{2}$/i.test(digits))
                throw new InvalidExpression();
            return Number.parseInt(digits, 16);
        }
        const control = CONTROLS.get(character);
        if (control !== undefined)
            return control;
        const code = character.codePointAt(0) ?? 0;
        if (code >= 0x80 || /^[a-z0-9]$/i.test(character))
            throw new InvalidExpression();
        return code;
    }
    #characterClass() {
        const negated = this.#skip('^');
        const members = [];
        while (members.length === 0 || this.#characters[this.#at] !== ']') {
            const named = this.#posixClass();
            if (named !== undefined) {
                members.push(named);
                continue;
            }
            if (this.#skip('\\')) {
                const accepts = this.#shorthand();
                if (accepts !== undefined) {
                    members.push(accepts);
                    continue;
                }
                this.#at--;
            }
            members.push(this.#range());
        }
        this.#at++;
        return (code) => members.some((member) => member(code)) !== negated;
    }
    #range() {
        const low = this.#classCode();
        if (this.#characters[this.#at] !== '-' || this.#characters[this.#at + 1] === ']')
            return (code) => code === low;
        this.#at++;
        const high = this.#classCode();
        if (high < low)
            throw new InvalidExpression();
        return (code) => low <= code && code <= high;
    }
    #classCode() {
        if (this.#skip('\\'))
            return this.#escapedCode();
        return this.#take().codePointAt(0) ?? 0;
    }
    #posixClass() {
        const rest = this.#characters.slice(this.#at).join('');
        const end = rest.startsWith('[:') ? rest.indexOf(':]', 2) : -1;
        if (end < 0)
            return undefined;
        const [, caret, name] = /^(\^?)(.*)$/s.exec(rest.slice(2, end)) ?? [];
        const named = POSIX_CLASSES.get(name ?? '');
        if (named === undefined)
            throw new InvalidExpression();
        this.#at += Array.from(rest.slice(0, end + 2)).length;
        return caret === '^' ? (code) => !named(code) : named;
    }
    #skip(text) {
        if (!this.#characters
            .slice(this.#at, this.#at + text.length)
            .join('')
            .startsWith(text))
            return false;
        this.#at += text.length;
        return true;
    }
    #take() {
        const character = this.#characters[this.#at++];
        if (character === undefined)
            throw new InvalidExpression();
        return character;
    }
}
function literal(character) {
    const wanted = character.codePointAt(0);
    return { kind: 'one', accepts: (code) => code === wanted, literal: character };
}
function oneOf(accepts) {
    return { kind: 'one', accepts };
}
/** ASCII characters that `expression` matches, as a predicate. */
function ascii(expression) {
    const members = new Set();
    for (let code = 0; code < 0x80; code++)
        if (expression.test(String.fromCharCode(code)))
            members.add(code);
    return (code) => members.has(code);
}
const WORD = /^[0-9A-Za-z_]$/;
function isWord(character) {
    return character !== undefined && WORD.test(character);
}
const SHORTHANDS = new Map([
    ['d', ascii(/[0-9]/)],
    ['s', ascii(/[\t\n\f\r ]/)],
    ['w', ascii(WORD)],
]);
const CONTROLS = new Map([
    ['a', 0x07],
    ['f', 0x0c],
    ['n', 0x0a],
    ['r', 0x0d],
    ['t', 0x09],
    ['v', 0x0b],
]);
const POSIX_CLASSES = new Map([
    ['alnum', ascii(/[0-9A-Za-z]/)],
    ['alpha', ascii(/[A-Za-z]/)],
    ['ascii', (code) => code < 0x80],
    ['blank', ascii(/[\t ]/)],
    ['cntrl', (code) => code < 0x20 || code === 0x7f],
    ['digit', ascii(/[0-9]/)],
    ['graph', ascii(/[!-~]/)],
    ['lower', ascii(/[a-z]/)],
    ['print', ascii(/[ -~]/)],
    ['punct', ascii(/[!-/:-@[-`{-~]/)],
    ['space', ascii(/[\t\n\v\f\r ]/)],
    ['upper', ascii(/[A-Z]/)],
    ['word', ascii(WORD)],
    ['xdigit', ascii(/[0-9A-Fa-f]/)],
]);

;// CONCATENATED MODULE: ./lib/layer/pattern/nfa.js

/**
 * A matcher for the few kinds of expressions that patterns become. It follows all paths through the expression at once, so that even a
 * hostile pattern takes no more time than its length × the length of the path.
 */
class PatternProgram {
    #atoms;
    /** What every match starts and ends with, to reject most paths quickly. */
    #prefix;
    #suffix;
    constructor(atoms) {
        this.#atoms = atoms;
        this.#prefix = literals(atoms).join('');
        this.#suffix = literals(atoms.toReversed()).reverse().join('');
    }
    /** @returns undefined if Go's regexp/syntax refuses the expression */
    static parse(expression) {
        const atoms = parseExpression(expression);
        return atoms === undefined ? undefined : new PatternProgram(atoms);
    }
    matches(path) {
        if (!path.startsWith(this.#prefix) || !path.endsWith(this.#suffix))
            return false;
        return this.#run(Array.from(path), false).has(this.#atoms.length);
    }
    /** Whether a longer path that starts with `start` may match. */
    mayContinue(start) {
        for (const state of this.#run(Array.from(start), true)) {
            const kind = this.#atoms[state]?.kind;
            if (kind === 'one' || kind === 'many')
                return true;
        }
        return false;
    }
    /** The positions in the expression after all of `characters`; `open` if more of the path may follow. */
    #run(characters, open) {
        let positions = new Set();
        this.#enter(positions, 0, undefined, characters[0], open);
        for (const [at, character] of characters.entries()) {
            const code = character.codePointAt(0) ?? 0;
            const next = new Set();
            for (const position of positions) {
                const atom = this.#atoms[position];
                if (atom === undefined || (atom.kind !== 'one' && atom.kind !== 'many') || !atom.accepts(code))
                    continue;
                this.#enter(next, atom.kind === 'one' ? position + 1 : position, character, characters[at + 1], open);
            }
            if (next.size === 0)
                return next;
            positions = next;
        }
        return positions;
    }
    /** Adds `position` and all positions that can be reached from it without a character. */
    #enter(positions, position, before, after, open) {
        if (positions.has(position))
            return;
        const atom = this.#atoms[position];
        if (atom?.kind === 'assertion') {
            if (!atom.holds(before, after) && !(open && after === undefined))
                return;
            this.#enter(positions, position + 1, before, after, open);
            return;
        }
        positions.add(position);
        if (atom === undefined || atom.kind === 'one')
            return;
        this.#enter(positions, position + 1, before, after, open);
        if (atom.kind === 'optional')
            this.#enter(positions, position + 1 + atom.length, before, after, open);
    }
}
function literals(atoms) {
    const run = [];
    for (const atom of atoms) {
        if (atom.kind !== 'one' || atom.literal === undefined)
            break;
        run.push(atom.literal);
    }
    return run;
}

// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
;// CONCATENATED MODULE: ./lib/layer/pattern/moby-pattern.js



/**
 * One pattern of a .dockerignore, of `COPY --exclude` or of `COPY --parents`, as moby/patternmatcher reads it: the
 * wildcards of `Wildcard`, and `**` for any number of directories. Paths are written with '/'.
 *
 * moby builds a Go regular expression from the pattern, character by character. This has side effects: `\d` is a digit, `a^b*` never
 * matches, and `[*]` is not a class with a star. People's files depend on them, so they are the same here. `PatternProgram` runs the
 * expression in time linear in the path. One thing differs: moby does not escape `|`, `{` and `}`, against its own comment, so that
 * `a|b*` is an alternation there. Here they are characters, as documented.
 */
class PathPattern {
    /** The pattern after cleaning, without `!`. */
    source;
    #location;
    #match;
    constructor(source, location, match) {
        this.source = source;
        this.#location = location;
        this.#match = match;
    }
    /** @throws UserError "syntax error in pattern", as Go's filepath.Match */
    static compile(source, location) {
        go_path_match/* Wildcard */.t.compile(source, location);
        return new PathPattern(source, location, translate(source));
    }
    /**
     * Whether the pattern matches `path` itself. Callers look at the directories above.
     *
     * @throws UserError when the pattern is valid for filepath.Match but not as an expression (`[z-a]`, `\q`). As in moby, this only
     *   fails when a path is compared with it.
     */
    matches(path) {
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return path === this.source;
            case 'prefix':
                return path.startsWith(match.prefix);
            case 'suffix':
                return path.endsWith(match.suffix) || (match.suffix.startsWith('/') && path === match.suffix.slice(1));
            case 'program':
                return match.program.matches(path);
            case 'invalid':
                throw this.#invalid();
        }
    }
    /** Whether the pattern matches `path` or a directory above it, as `COPY --parents` selects its sources. */
    covers(path) {
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (this.matches(path.slice(0, end)))
                return true;
        }
        return this.matches(path);
    }
    /** Whether the pattern could match a path below `directory`; `''` is the root, of which that is always so. */
    mayMatchBelow(directory) {
        if (directory === '')
            return true;
        const below = `${directory}/`;
        const match = this.#match;
        switch (match.kind) {
            case 'exact':
                return this.source.startsWith(below);
            case 'prefix':
                return match.prefix.startsWith(below) || below.startsWith(match.prefix);
            case 'suffix':
                return true;
            case 'program':
                return match.program.mayContinue(below);
            case 'invalid':
                throw this.#invalid();
        }
    }
    #invalid() {
        return new errors/* UserError */.yo(`syntax error in pattern ${JSON.stringify(this.source)}`, { location: this.#location });
    }
}
/** Characters with a meaning in an expression but not in a pattern. */
const ESCAPED = new Set('.+()|{}$');
/** Turns a pattern into an expression, with moby's short cuts for common forms. */
function translate(source) {
    const characters = Array.from(source);
    let kind = 'exact';
    let expression = '';
    for (let at = 0; at < characters.length;) {
        const first = at === 0;
        const character = characters[at++] ?? '';
        if (character === '*' && characters[at] === '*') {
            at++;
            if (characters[at] === '/')
                at++;
            if (at < characters.length) {
                expression += '(.*/)?';
                kind = 'program';
            }
            else if (kind === 'exact')
                kind = 'prefix';
            else {
                expression += '.*';
                kind = 'program';
            }
            if (first)
                kind = 'suffix';
        }
        else if (character === '*') {
            expression += '[^/]*';
            kind = 'program';
        }
        else if (character === '?') {
            expression += '[^/]';
            kind = 'program';
        }
        else if (ESCAPED.has(character))
            expression += `\\${character}`;
        else if (character === '\\') {
            const escaped = characters[at++];
            expression += `\\${escaped ?? ''}`;
            if (escaped !== undefined)
                kind = 'program';
        }
        else {
            expression += character;
            if (character === '[' || character === ']')
                kind = 'program';
        }
    }
    switch (kind) {
        case 'exact':
            return { kind };
        case 'prefix':
            return { kind, prefix: source.slice(0, -2) };
        case 'suffix':
            return { kind, suffix: source.slice(2) };
        case 'program': {
            const program = PatternProgram.parse(expression);
            return program === undefined ? { kind: 'invalid' } : { kind, program };
        }
    }
}

;// CONCATENATED MODULE: ./lib/layer/pattern/dockerignore.js




/**
 * Reads a .dockerignore as moby/patternmatcher's `ignorefile` and `New` do: a BOM is dropped; a line that begins with `#` is
 * a comment, but not one that begins with a blank; blanks around a pattern and a leading `/` are removed; the path is cleaned
 * lexically. The last line may lack a line feed, and lines may end with CR LF.
 *
 * @param name of the file, for errors
 * @throws UserError with the line: a bad pattern, a lone `!`, a line of 64 KiB or more
 */
function readIgnoreFile(bytes, name) {
    const text = (0,byte_name/* decodeName */.e4)(bytes).replace(/^\ufeff/, '');
    const patterns = [];
    for (const [index, line] of text.split('\n').entries()) {
        const location = { file: name, line: index + 1 };
        if ((0,byte_name/* encodeName */.aA)(line).length >= LONGEST_LINE)
            throw new errors/* UserError */.yo('line is too long', { location });
        if (line.startsWith('#'))
            continue;
        const written = trimBlanks(line);
        if (written === '')
            continue;
        const exception = written.startsWith('!');
        const path = rootless(exception ? trimBlanks(written.slice(1)) : written);
        patterns.push(...compile(exception ? `!${path}` : path, written, location));
    }
    return patterns;
}
/**
 * The values of `COPY --exclude`: cleaned like the lines of a .dockerignore, except that a leading `/` stays, so that such a pattern
 * never matches.
 *
 * @throws UserError for a bad pattern or a lone `!`
 */
function excludePatterns(texts, location) {
    return texts.flatMap((text) => compile(text, trimBlanks(text), location));
}
/** bufio.Scanner's limit for a line: moby's reader fails there. */
const LONGEST_LINE = 64 * 1024;
/** Go's `unicode.IsSpace`, which differs from what `String.trim` removes. */
const BLANKS = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_BLANKS = new RegExp(`^${BLANKS}+`);
const BLANK = new RegExp(BLANKS);
function trimBlanks(text) {
    let end = text.length;
    while (end > 0 && BLANK.test(text[end - 1] ?? ''))
        end--;
    return text.slice(0, end).replace(LEADING_BLANKS, '');
}
/** Go's filepath.Clean. */
function clean(path) {
    const normal = external_node_path_.posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
function rootless(path) {
    if (path === '')
        return path;
    const cleaned = clean(path);
    return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}
/** moby's `patternmatcher.New` for one pattern. It cleans the pattern together with its `!`. */
function compile(pattern, text, location) {
    const trimmed = trimBlanks(pattern);
    if (trimmed === '')
        return [];
    const cleaned = clean(trimmed);
    const exception = cleaned.startsWith('!');
    if (cleaned === '!') {
        throw new errors/* UserError */.yo('illegal exclusion pattern: "!"', {
            location,
            hint: 'Write the path that is to be taken back in after the exclamation mark.',
        });
    }
    return [{ text, exception, path: PathPattern.compile(exception ? cleaned.slice(1) : cleaned, location) }];
}
/** The patterns of a .dockerignore. The last one that matches a path, or a directory above it, decides. */
class IgnoreMatcher {
    patterns;
    #exceptions;
    constructor(patterns) {
        this.patterns = patterns;
        this.#exceptions = patterns.filter((pattern) => pattern.exception);
    }
    static of(patterns) {
        return new IgnoreMatcher(patterns);
    }
    /** Where a walk begins, at the root. */
    get root() {
        return { excluded: false, matched: this.patterns.map(() => false) };
    }
    /** @param path without leading slash; `''`, the root, is never excluded */
    matches(path) {
        let verdict = this.root;
        if (path === '')
            return verdict;
        for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            verdict = this.matchesBelow(verdict, path.slice(0, end));
        }
        return this.matchesBelow(verdict, path);
    }
    /**
     * The same for a walk that has the verdict on the directory of `path`: moby's `MatchesUsingParentResults`. As there, a pattern that
     * could not change the outcome for the directory counts as if it did not match it.
     */
    matchesBelow(parent, path) {
        const matched = [...parent.matched];
        let excluded = false;
        let decisive;
        for (const [index, pattern] of this.patterns.entries()) {
            let match = parent.matched[index] ?? false;
            if (!match) {
                if (pattern.exception !== excluded)
                    continue;
                match = pattern.path.matches(path);
                matched[index] = match;
            }
            if (!match)
                continue;
            excluded = !pattern.exception;
            decisive = pattern;
        }
        return { excluded, matched, ...(decisive === undefined ? {} : { pattern: decisive.text }) };
    }
    /** Whether anything below an excluded directory may be included again. If not, a walk need not enter it. */
    mayContainIncluded(directory) {
        return this.#exceptions.some((pattern) => pattern.path.mayMatchBelow(directory));
    }
}


/***/ }),

/***/ 63164:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ selectContents)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _compression_decompress_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(35656);
/* harmony import */ var _layer_entries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29016);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39681);
/* harmony import */ var _tar_tar_reader_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64362);






/** Bytes of the blob at a time. */
const CHUNK = 256 * 1024;
/**
 * Reads some regular files of a layer's blob (verified before), in the order of its tar, each once. Reading ends with the last of them.
 * A file must be read or dropped before the next one is asked for.
 *
 * @param wanted paths of file entries of the layer's index
 * @throws InfraError when one of them is not in the layer
 */
async function* selectContents(blobFile, wanted, options = {}) {
    const selection = new Selection(wanted, options.repeats ?? new Map());
    if (selection.complete())
        return;
    const label = `layer blob ${blobFile}`;
    const reader = new _tar_tar_reader_js__WEBPACK_IMPORTED_MODULE_5__/* .TarReader */ .R(selection, label);
    const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(blobFile, { highWaterMark: CHUNK });
    const chunks = (0,_compression_decompress_js__WEBPACK_IMPORTED_MODULE_2__/* .decompress */ .mF)(source, { label, signal: options.signal });
    /** The next event, reading on as needed; `undefined` at the end of the blob. */
    async function next() {
        for (;;) {
            const event = selection.shift();
            if (event !== undefined)
                return event;
            const chunk = await chunks.next();
            if (chunk.done === true)
                return undefined;
            reader.write(chunk.value);
        }
    }
    async function* data() {
        for (let event = await next(); event !== 'end'; event = await next()) {
            if (event === undefined)
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${label} ends in the middle of a file`);
            if (Buffer.isBuffer(event))
                yield event;
        }
    }
    try {
        while (!selection.complete() || selection.pending()) {
            const event = await next();
            if (event === undefined)
                break;
            if (event === 'end' || Buffer.isBuffer(event))
                continue;
            // What the caller does not read of this file is skipped by the loop above.
            yield { path: event.path, size: event.size, data: data() };
        }
        const missing = selection.missing();
        if (missing !== undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri(`${label} does not hold ${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_4__/* .displayName */ .QC)(missing))}`);
        }
    }
    finally {
        await chunks.return();
    }
}
/** Queues what the tar has of the wanted files. */
class Selection {
    #entries = new _layer_entries_js__WEBPACK_IMPORTED_MODULE_3__/* .LayerEntries */ .c('layer');
    #events = [];
    /** By wanted path: how many earlier files with this path are to be skipped. */
    #left = new Map();
    #open = false;
    constructor(wanted, repeats) {
        for (const path of wanted)
            this.#left.set(path, repeats.get(path) ?? 0);
    }
    /** Whether all wanted files were found. The last may not be read to its end. */
    complete() {
        return this.#left.size === 0;
    }
    pending() {
        return this.#open || this.#events.length > 0;
    }
    missing() {
        return this.#left.keys().next().value;
    }
    shift() {
        return this.#events.shift();
    }
    entry(header) {
        this.#open = false;
        if (this.complete())
            return;
        const member = this.#entries.next(header);
        if (member.kind !== 'entry' || member.entry.type !== 'file')
            return;
        const { path, size } = member.entry;
        const earlier = this.#left.get(path);
        if (earlier === undefined)
            return;
        if (earlier > 0) {
            this.#left.set(path, earlier - 1);
            return;
        }
        this.#left.delete(path);
        this.#open = true;
        this.#events.push({ path, size });
    }
    data(chunk) {
        if (this.#open)
            this.#events.push(chunk);
    }
    end() {
        if (this.#open)
            this.#events.push('end');
        this.#open = false;
    }
}


/***/ }),

/***/ 25993:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ SourceChanged),
/* harmony export */   k: () => (/* binding */ STOP_WRITING)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

const STOP_WRITING = 'Do not write to it during the build, or name it in .dockerignore.';
/** A file of a source changed between two reads. After `settle`, another pass over the plan sees only one state of the file. */
class SourceChanged extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri {
    /** The file, for messages. */
    what;
    /** Makes the source use the current state of the file. Call it only while nobody reads from the source. */
    settle;
    constructor(what, settle) {
        super(`${what} changed while it was read`, { retryable: true, hint: STOP_WRITING });
        this.what = what;
        this.settle = settle;
    }
}


/***/ }),

/***/ 38177:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ fileBytes)
/* harmony export */ });
/** The bytes of one regular file of a tree. A chunk is valid until the next one is asked for. */
async function* fileBytes(tree, path) {
    for await (const { data } of tree.contents([path]))
        yield* data;
}


/***/ }),

/***/ 82499:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ StackSource)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _file_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(564);
/* harmony import */ var _text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39681);
/* harmony import */ var _select_contents_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(63164);




/** A file that several of the wanted paths name is kept in memory up to this size. Bytes. */
const MAX_KEPT = 8 * 1024 * 1024;
/** The flattened layers of an image or stage, as the source of a COPY. */
class StackSource {
    label;
    #stack;
    #blobFile;
    #signal;
    /**
     * @param blobFile returns the path of a layer's verified blob, by its number in the stack
     * @param signal ends the reading of a blob
     */
    constructor(label, stack, blobFile, signal) {
        this.label = label;
        this.#stack = stack;
        this.#blobFile = blobFile;
        this.#signal = signal;
    }
    lstat(path) {
        return settled(() => {
            const entry = this.#stack.lstat(path);
            if (entry?.type !== 'file')
                return entry;
            const location = this.#stack.contentOf(path);
            if (location === undefined || !this.#stack.isHardLinked(location))
                return entry;
            return { ...entry, inode: `${location.layer}:${location.path}` };
        });
    }
    readdir(path) {
        return settled(() => this.#stack.readdir(path));
    }
    /** @throws EngineBug when one of `paths` is not a regular file */
    digests(paths) {
        return settled(() => new Map(paths.map((path) => [path, this.#file(path).digest])));
    }
    /**
     * Layer by layer from the bottom, in the order of each tar.
     *
     * @throws EngineBug when one of `paths` is not a regular file
     * @throws InfraError when a blob is not what its index says
     */
    async *contents(paths) {
        for (const [layer, wanted] of this.#byLayer(paths)) {
            const blobFile = await this.#blobFile(layer);
            let left = wanted;
            // More than one pass is only for large files of which several names are wanted.
            while (left.size > 0)
                left = yield* this.#pass(blobFile, layer, left);
        }
    }
    /** Reads a blob once. @returns what has to be read in another pass */
    async *#pass(blobFile, layer, wanted) {
        const left = new Map();
        const options = { repeats: this.#stack.repeats(layer), signal: this.#signal };
        for await (const content of (0,_select_contents_js__WEBPACK_IMPORTED_MODULE_3__/* .selectContents */ .h)(blobFile, wanted.keys(), options)) {
            const { file, names } = wanted.get(content.path) ?? notAsked(content.path);
            const [first, ...others] = names;
            if (first === undefined)
                continue;
            const data = checked(content, file);
            if (others.length > 0 && file.size <= MAX_KEPT) {
                const kept = [];
                for await (const chunk of data)
                    kept.push(Buffer.from(chunk));
                for (const path of names)
                    yield { path, size: file.size, data: kept };
            }
            else {
                yield { path: first, size: file.size, data };
                if (others.length > 0)
                    left.set(content.path, { file, names: others });
            }
        }
        return left;
    }
    #byLayer(paths) {
        const layers = new Map();
        for (const path of new Set(paths)) {
            const file = this.#file(path);
            const location = this.#stack.contentOf(path) ?? notAsked(path);
            let wanted = layers.get(location.layer);
            if (wanted === undefined)
                layers.set(location.layer, (wanted = new Map()));
            const known = wanted.get(location.path);
            if (known === undefined)
                wanted.set(location.path, { file, names: [path] });
            else
                known.names.push(path);
        }
        return [...layers].sort(([left], [right]) => left - right);
    }
    #file(path) {
        const entry = this.#stack.lstat(path);
        return entry?.type === 'file' ? entry : notAsked(path);
    }
}
function notAsked(path) {
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp(`${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(path))} is no regular file of the stack`);
}
/** Calls `answer` at once. If it throws, the promise is rejected. */
function settled(answer) {
    return new Promise((resolve) => resolve(answer()));
}
/** The content, compared with the index while it is read: blob and index may come from different caches. */
async function* checked(content, file) {
    const digest = new _file_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .FileDigest */ .d(file.size);
    for await (const chunk of content.data) {
        digest.update(chunk);
        yield chunk;
    }
    if (content.size !== file.size || digest.digest() !== file.digest) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`${JSON.stringify((0,_text_byte_name_js__WEBPACK_IMPORTED_MODULE_2__/* .displayName */ .QC)(file.path))} in a layer's blob is not what the layer's index says`);
    }
}


/***/ }),

/***/ 39606:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ OPAQUE_MARKER),
/* harmony export */   Db: () => (/* binding */ whiteoutName),
/* harmony export */   Fp: () => (/* binding */ WHITEOUT_PREFIX),
/* harmony export */   to: () => (/* binding */ AUFS_PREFIX)
/* harmony export */ });
/** Removes a path of the layers below (image-spec, "Layer Filesystem Changeset", "Whiteouts"). */
const WHITEOUT_PREFIX = '.wh.';
/** In a directory: hides everything that the layers below have in it. */
const OPAQUE_MARKER = '.wh..wh..opq';
/** AUFS's own files, which old layers still have. */
const AUFS_PREFIX = '.wh..wh.';
/** `a/b` → `a/.wh.b` */
function whiteoutName(path) {
    const slash = path.lastIndexOf('/') + 1;
    return `${path.slice(0, slash)}${WHITEOUT_PREFIX}${path.slice(slash)}`;
}


/***/ }),

/***/ 3294:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ treeDigest)
/* harmony export */ });
/* unused harmony export canonicalEntry */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _oci_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25351);
/* harmony import */ var _hard_links_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(53732);
/* harmony import */ var _packed_entries_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90492);





const VERSION = 'layer-tree/1';
/**
 * Identifies what a layer contains, without the order and the mtimes of its tar: sha256 over the entries, sorted by path, each field with
 * its length in front. It makes no difference which of several hard links is the file in the tar.
 *
 * @throws InfraError when hard links form a circle
 */
function treeDigest(entries) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let text = field(VERSION);
    const canonical = canonicalLinks(entries);
    for (const entry of _packed_entries_js__WEBPACK_IMPORTED_MODULE_4__/* .PackedEntries */ .J.of(entries).sorted()) {
        text += canonicalEntry(canonical(entry));
        if (text.length > FLUSH) {
            // UTF-16: invalid bytes in names are encoded as lone surrogates, which UTF-8 does not have.
            hash.update(text, 'utf16le');
            text = '';
        }
    }
    return (0,_oci_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .treeDigestOfHex */ .Lt)(hash.update(text, 'utf16le').digest('hex'));
}
/** Characters that are hashed at a time. */
const FLUSH = 64 * 1024;
function field(value) {
    const text = String(value);
    return `${text.length}:${text}`;
}
/** An entry as part of the tree digest. Two entries that differ at most in times have the same text. */
function canonicalEntry(entry) {
    const start = field(entry.type) + field(entry.path);
    switch (entry.type) {
        case 'file':
            return start + metadata(entry) + field(entry.size) + field(entry.digest);
        case 'directory':
            return start + metadata(entry) + field(entry.opaque === true ? 'opaque' : '');
        case 'symlink':
            return start + metadata(entry) + field(entry.target);
        case 'char':
        case 'block':
            return start + metadata(entry) + field(entry.major) + field(entry.minor);
        case 'fifo':
            return start + metadata(entry);
        case 'hardlink':
            return start + field(entry.target);
        case 'whiteout':
            return start;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(entry);
    }
}
function metadata(entry) {
    const { mode, uid, gid, xattrs } = entry;
    const own = field(mode) + field(uid) + field(gid);
    if (xattrs === undefined)
        return own + field(0);
    const names = Object.keys(xattrs).sort();
    return own + field(names.length) + names.map((name) => field(name) + field(xattrs[name] ?? '')).join('');
}
/** Makes the first path of each group of hard links the file, and the others links to it. */
function canonicalLinks(entries) {
    const links = new _hard_links_js__WEBPACK_IMPORTED_MODULE_3__/* .HardLinks */ .N(entries);
    if (links.size === 0)
        return (entry) => entry;
    const carriers = new Map();
    const least = new Map();
    for (const link of links.paths()) {
        const carrier = links.carrier(link);
        const known = least.get(carrier) ?? carrier;
        least.set(carrier, link < known ? link : known);
    }
    for (const entry of entries) {
        if (entry.type !== 'whiteout' && entry.type !== 'hardlink' && least.has(entry.path))
            carriers.set(entry.path, entry);
    }
    return (entry) => {
        if (entry.type === 'whiteout')
            return entry;
        const { path } = entry;
        const carrier = links.carrier(path);
        const name = least.get(carrier);
        if (name === undefined)
            return entry;
        const file = carriers.get(carrier);
        // The file is in a layer below.
        if (file === undefined)
            return { type: 'hardlink', path, target: carrier };
        return path === name ? { ...file, path } : { type: 'hardlink', path, target: name };
    };
}


/***/ }),

/***/ 70113:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ digest)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);


/** A digest in a JSON document. */
const digest = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, _digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc, 'a sha256 or sha512 digest');


/***/ }),

/***/ 5727:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A1: () => (/* binding */ parentId),
/* harmony export */   Jd: () => (/* binding */ diffId),
/* harmony export */   L: () => (/* binding */ imageId),
/* harmony export */   NY: () => (/* binding */ mountKey),
/* harmony export */   fZ: () => (/* binding */ treeDigest),
/* harmony export */   fm: () => (/* binding */ contentId),
/* harmony export */   k$: () => (/* binding */ cacheKey)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);
/* harmony import */ var _digest_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70113);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25351);



/*
 * Identities in documents. They all look like digests there: which of them a field holds depends on the document's format.
 */
const diffId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const treeDigest = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const contentId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const cacheKey = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const imageId = (value) => (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
/** Empty for a step that may not read the layers below it. */
const parentId = (value) => value === '' ? '' : (0,_digest_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .b)(value);
const mountKey = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YP)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj, _identity_js__WEBPACK_IMPORTED_MODULE_2__/* .isMountKey */ .TX, 'the key of a cache mount');


/***/ }),

/***/ 25351:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CR: () => (/* binding */ imageIdOf),
/* harmony export */   Kb: () => (/* binding */ snapshotIdOfHex),
/* harmony export */   Lt: () => (/* binding */ treeDigestOfHex),
/* harmony export */   OB: () => (/* binding */ contentIdOfTree),
/* harmony export */   Sx: () => (/* binding */ contentIdOfForeign),
/* harmony export */   TX: () => (/* binding */ isMountKey),
/* harmony export */   Ut: () => (/* binding */ snapshotIdOfBytes),
/* harmony export */   Vo: () => (/* binding */ mountKeyOfHex),
/* harmony export */   jz: () => (/* binding */ imageIdOfArgument),
/* harmony export */   lk: () => (/* binding */ digestOfImage),
/* harmony export */   mn: () => (/* binding */ imageIdOfIndex),
/* harmony export */   p9: () => (/* binding */ contentIdOfBase),
/* harmony export */   vM: () => (/* binding */ diffIdOfHex),
/* harmony export */   w: () => (/* binding */ cacheKeyOfHex),
/* harmony export */   x2: () => (/* binding */ diffIdOfTar)
/* harmony export */ });
/* unused harmony export digestOfDiffId */
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);

/** @param hex 64 lower-case hexadecimal characters, here and below */
function diffIdOfHex(hex) {
    return sha256Text(hex);
}
/** To show it as the id of a layer. */
function digestOfDiffId(diffId) {
    return diffId;
}
/** For a layer that is not compressed: its blob is the tar. */
function diffIdOfTar(blob) {
    return blob;
}
function treeDigestOfHex(hex) {
    return sha256Text(hex);
}
/** For a layer that a step made. Made again, it has the same tree, but with other times, and so another tar. */
function contentIdOfTree(tree) {
    return tree;
}
/** For a layer of a base. Its config names the diff id; the tree is not known before the layer is downloaded. */
function contentIdOfBase(diffId) {
    return diffId;
}
/** For a layer that another builder made: its tree is not known, and it is no base's. */
function contentIdOfForeign(diffId) {
    return (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(Buffer.from(`made elsewhere ${diffId}`));
}
function snapshotIdOfHex(hex) {
    return sha256Text(hex);
}
/** For a step whose result depends on all bytes of one layer, its times included. */
function snapshotIdOfBytes(diffId) {
    return diffId;
}
function cacheKeyOfHex(hex) {
    return sha256Text(hex);
}
/** An image's id is the digest of its config. */
function imageIdOf(config) {
    return config;
}
/** The digest of the document that has the id: the config, or the index. */
function digestOfImage(id) {
    return id;
}
/** For an image of several platforms, which has several configs, and one index. */
function imageIdOfIndex(index) {
    return index;
}
/** For an ARG before the first FROM, where there is no image yet: logs show an id for each step, and here it is the key. */
function imageIdOfArgument(key) {
    return key;
}
function mountKeyOfHex(hex) {
    return hex;
}
function isMountKey(text) {
    return /^[a-f0-9]{64}$/.test(text);
}
function sha256Text(hex) {
    return `sha256:${hex}`;
}


/***/ }),

/***/ 96319:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseImageConfig),
/* harmony export */   S: () => (/* binding */ MAX_CONFIG_SIZE)
/* harmony export */ });
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21466);
/* harmony import */ var _json_document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23525);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90139);
/* harmony import */ var _identity_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5727);





/** Bytes. A config holds the history and the labels of an image, not its content. */
const MAX_CONFIG_SIZE = 4 * 1024 * 1024;
const emptyObject = (value) => {
    if (value !== null)
        (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .asObject */ .eB)(value);
    return {};
};
const healthcheck = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H)({
    Test: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
    Interval: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    Timeout: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    StartPeriod: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    StartInterval: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
    Retries: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .integer */ .nd),
});
const runtimeConfig = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H)({
    User: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    ExposedPorts: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .mapOf */ .A7)(emptyObject)),
    Env: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
    // For these two, `null` is a value: the image has none, whatever its base has.
    Entrypoint: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .me)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj))),
    Cmd: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lq)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .me)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj))),
    Volumes: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .mapOf */ .A7)(emptyObject)),
    WorkingDir: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    Labels: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .mapOf */ .A7)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
    StopSignal: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    ArgsEscaped: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM),
    Healthcheck: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(healthcheck),
    OnBuild: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
    Shell: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
});
const historyEntry = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H)({
    created: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    created_by: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    author: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    comment: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    empty_layer: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zM),
});
const imageConfig = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H)({
    created: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    author: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    architecture: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .stringUpTo */ ._m)(128),
    variant: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    os: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .stringUpTo */ ._m)(128),
    'os.version': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj),
    'os.features': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj)),
    config: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)(runtimeConfig),
    rootfs: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H)({
        type: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('layers'),
        diff_ids: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(_identity_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .diffId */ .Jd), []),
    }),
    history: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YO)(historyEntry)),
});
/**
 * Checks a config from elsewhere: the types of all fields named above. Fields that are not named are kept as they are.
 * `null`, which Go's encoders write for an empty field, is dropped.
 *
 * @throws InfraError when the bytes are not an image config
 */
function parseImageConfig(bytes) {
    return (0,_json_document_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeDocument */ .w)(imageConfig, bytes, { name: 'image config', maxBytes: MAX_CONFIG_SIZE });
}


/***/ }),

/***/ 44360:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ MANIFEST_MEDIA_TYPES),
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   Gc: () => (/* binding */ namesImage),
/* harmony export */   L7: () => (/* binding */ MAX_MANIFEST_SIZE),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   mS: () => (/* binding */ offeredPlatforms),
/* harmony export */   md: () => (/* binding */ selectPlatform),
/* harmony export */   wG: () => (/* binding */ attestedImage),
/* harmony export */   yM: () => (/* binding */ MAX_INDEX_DEPTH)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40920);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21466);
/* harmony import */ var _json_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23525);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90139);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50261);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29587);
/* harmony import */ var _digest_schema_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(70113);








/** Bytes. Registries must take as much (distribution-spec, "Pushing Manifests"), and no more is read here. */
const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** Levels of indexes within indexes. They are legal and in use, but nobody needs more levels than this. */
const MAX_INDEX_DEPTH = 4;
/** What a client asks for, best first. */
const MANIFEST_MEDIA_TYPES = [_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .OCI_INDEX */ .$p, _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCKER_INDEX */ .Mu, _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .OCI_MANIFEST */ .EG, _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .DOCKER_MANIFEST */ .Vv];
const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
const platform = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    architecture: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringUpTo */ ._m)(128),
    os: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringUpTo */ ._m)(128),
    variant: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringUpTo */ ._m)(128)),
    'os.version': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringUpTo */ ._m)(128)),
    'os.features': (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj)),
});
const annotations = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .mapOf */ .A7)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj));
const artifactType = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .stringUpTo */ ._m)(255));
const descriptor = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    mediaType: _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .mediaType */ .JL,
    digest: _digest_schema_js__WEBPACK_IMPORTED_MODULE_7__/* .digest */ .b,
    size: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .nonNegativeInteger */ .dv,
    urls: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj)),
    annotations,
    artifactType,
    platform: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(platform),
});
const descriptors = (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YO)(descriptor), []);
const manifest = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    schemaVersion: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(2),
    mediaType: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .mediaType */ .JL),
    artifactType,
    config: descriptor,
    layers: descriptors,
    subject: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(descriptor),
    annotations,
});
const index = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    schemaVersion: (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(2),
    mediaType: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .mediaType */ .JL),
    artifactType,
    manifests: descriptors,
    subject: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(descriptor),
    annotations,
});
/** What has to be known before a document is read as a manifest or as an index. */
const versioned = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ schemaVersion: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .nd });
const head = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    mediaType: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .mediaType */ .JL),
    manifests: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .anything */ .D8),
    config: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .anything */ .D8),
    layers: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .anything */ .D8),
});
/**
 * Checks a manifest or an index from elsewhere. Fields that the specification does not name are dropped: a caller that
 * needs the document byte for byte keeps the bytes.
 *
 * @param sentAs the media type that the transport gave (Content-Type, or the descriptor's); `undefined` when it gave none
 * @throws InfraError when the bytes are not such a document
 * @throws UserError for Docker's schema 1, which has no digests of uncompressed layers
 */
function parseManifest(bytes, sentAs) {
    const given = sentAs === undefined ? undefined : bareMediaType(sentAs);
    if (given !== undefined && isSchema1Type(given))
        throw schema1();
    const document = _json_document_js__WEBPACK_IMPORTED_MODULE_3__/* .JsonDocument */ .q.parse(bytes, 'image manifest', MAX_MANIFEST_SIZE);
    if (document.decode(versioned).schemaVersion === 1)
        throw schema1();
    const { mediaType: stated, manifests, config, layers } = document.decode(head);
    if (given !== undefined && stated !== undefined && given !== stated) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`image manifest: its mediaType is ${stated}, but it was sent as ${given}`);
    }
    // To one reader it would be a manifest and to another an index: two contents under one digest.
    if (manifests !== undefined && (config !== undefined || layers !== undefined)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri('image manifest: it has the fields of an index and of a manifest at once');
    }
    const type = given ?? stated ?? (manifests === undefined ? _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .OCI_MANIFEST */ .EG : _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .OCI_INDEX */ .$p);
    if ((0,_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .isIndexType */ .$U)(type))
        return { kind: 'index', mediaType: type, index: document.decode(index) };
    if ((0,_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .isManifestType */ .Q3)(type))
        return { kind: 'manifest', mediaType: type, manifest: document.decode(manifest) };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`image manifest: unknown media type ${type}`);
}
/** The `index.json` of an OCI layout. @throws as `parseManifest` */
function parseIndex(bytes) {
    const document = parseManifest(bytes, _media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .OCI_INDEX */ .$p);
    if (document.kind !== 'index')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EngineBug */ .Bp('an index was read as a manifest');
    return document.index;
}
/** Without parameters; `undefined` for the types that servers give to any file. */
function bareMediaType(text) {
    const bare = (text.split(';')[0] ?? '').trim().toLowerCase();
    return ['', 'application/json', 'application/octet-stream', 'text/plain'].includes(bare) ? undefined : bare;
}
function isSchema1Type(type) {
    return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(type);
}
function schema1() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('the image has a manifest of Docker schema 1, which was withdrawn in 2017', {
        hint: 'Pull it with an old Docker and push it again with a current one, or take a newer tag.',
    });
}
/**
 * The manifest (or nested index) that fits `wanted` best; of equally good ones, the first. An entry without a platform is
 * taken only where no other entry fits. Attestations are never chosen.
 */
function selectPlatform({ manifests }, wanted) {
    let best;
    for (const entry of manifests.filter(namesImage)) {
        const offered = entry.platform;
        const distance = offered === undefined ? Number.MAX_VALUE : (0,_platform_js__WEBPACK_IMPORTED_MODULE_6__/* .platformDistance */ .L5)(wanted, offered);
        if (distance !== undefined && (best === undefined || distance < best.distance))
            best = { entry, distance };
    }
    return best?.entry;
}
/** The platforms that the index has images for, in its order, as `os/architecture[/variant]`. */
function offeredPlatforms({ manifests }) {
    const offered = manifests.filter(namesImage).flatMap((entry) => entry.platform ?? []);
    return [...new Set(offered.map((one) => (0,_platform_js__WEBPACK_IMPORTED_MODULE_6__/* .formatPlatform */ .Bq)((0,_platform_js__WEBPACK_IMPORTED_MODULE_6__/* .normalisePlatform */ .WN)(one))))];
}
/** The digest of the image that an entry of an index says something about; `undefined` for an image itself. */
function attestedImage({ annotations }) {
    return annotations?.[REFERENCE_DIGEST];
}
/** Whether an entry of an index leads to an image, and not to what is said about one. */
function namesImage(entry) {
    if (Object.hasOwn(entry.annotations ?? {}, REFERENCE_TYPE))
        return false;
    if (entry.platform?.os === 'unknown' && entry.platform.architecture === 'unknown')
        return false;
    return (0,_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .isManifestType */ .Q3)(entry.mediaType) || (0,_media_types_js__WEBPACK_IMPORTED_MODULE_5__/* .isIndexType */ .$U)(entry.mediaType);
}


/***/ }),

/***/ 50261:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ isIndexType),
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   BJ: () => (/* binding */ ociLayerType),
/* harmony export */   BQ: () => (/* binding */ OCI_LAYER_GZIP),
/* harmony export */   EG: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   JL: () => (/* binding */ mediaType),
/* harmony export */   Mu: () => (/* binding */ DOCKER_INDEX),
/* harmony export */   Q3: () => (/* binding */ isManifestType),
/* harmony export */   QP: () => (/* binding */ OCI_LAYER),
/* harmony export */   TF: () => (/* binding */ OCI_CONFIG),
/* harmony export */   Vv: () => (/* binding */ DOCKER_MANIFEST),
/* harmony export */   aH: () => (/* binding */ OCI_LAYER_ZSTD),
/* harmony export */   e6: () => (/* binding */ DOCKER_CONFIG),
/* harmony export */   g1: () => (/* binding */ OCI_EMPTY),
/* harmony export */   go: () => (/* binding */ dockerLayerType),
/* harmony export */   sG: () => (/* binding */ layerMediaType)
/* harmony export */ });
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21466);

/** image-spec, "OCI Image Media Types", and Docker's older names for the same documents. */
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** image-spec, "Guidance for an Empty Descriptor": the content is the two bytes `{}`. */
const OCI_EMPTY = 'application/vnd.oci.empty.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const OCI_LAYER_GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip';
const OCI_LAYER_ZSTD = 'application/vnd.oci.image.layer.v1.tar+zstd';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_CONFIG = 'application/vnd.docker.container.image.v1+json';
const DOCKER_LAYER_GZIP = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
const DOCKER_LAYER = 'application/vnd.docker.image.rootfs.diff.tar';
const DOCKER_LAYER_ZSTD = 'application/vnd.docker.image.rootfs.diff.tar.zstd';
/** RFC 6838, section 4.2: `type/subtype`, each of at most 127 characters. */
const mediaType = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .stringMatching */ .zc)(/^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/, 'a media type');
function isIndexType(type) {
    return type === OCI_INDEX || type === DOCKER_INDEX;
}
function isManifestType(type) {
    return type === OCI_MANIFEST || type === DOCKER_MANIFEST;
}
/** Of a layer that can be read, and that registries take. */
const layerMediaType = (0,_json_decoder_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(OCI_LAYER, OCI_LAYER_GZIP, OCI_LAYER_ZSTD, DOCKER_LAYER, DOCKER_LAYER_GZIP, DOCKER_LAYER_ZSTD);
/** OCI's name for a layer's media type that may be Docker's. */
function ociLayerType(type) {
    switch (type) {
        case DOCKER_LAYER_GZIP:
            return OCI_LAYER_GZIP;
        case DOCKER_LAYER:
            return OCI_LAYER;
        case DOCKER_LAYER_ZSTD:
            return OCI_LAYER_ZSTD;
        default:
            return type;
    }
}
/** Docker's name for a layer's media type that may be OCI's. */
function dockerLayerType(type) {
    switch (type) {
        case OCI_LAYER_GZIP:
            return DOCKER_LAYER_GZIP;
        case OCI_LAYER:
            return DOCKER_LAYER;
        case OCI_LAYER_ZSTD:
            return DOCKER_LAYER_ZSTD;
        default:
            return type;
    }
}


/***/ }),

/***/ 48381:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ commandLine),
/* harmony export */   o: () => (/* binding */ shellOf)
/* harmony export */ });
/** The command line of a shell form under the image's SHELL, or the JSON form as it is. */
function commandLine(command, image) {
    return command.form === 'exec' ? command.argv : [...shellOf(image), command.line];
}
function shellOf(image) {
    const { Shell } = image.config;
    if (Shell !== undefined && Shell.length > 0)
        return Shell;
    return image.platform.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}


/***/ }),

/***/ 16687:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PF: () => (/* binding */ withVariable),
/* harmony export */   b: () => (/* binding */ encodedConfig),
/* harmony export */   eN: () => (/* binding */ draftConfig),
/* harmony export */   qO: () => (/* binding */ withFields)
/* harmony export */ });
/* unused harmony export environmentList */
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44702);
/* harmony import */ var _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(13011);


/** The config that instructions continue from: that of the base, without its ONBUILD triggers. */
function draftConfig({ OnBuild, ...config }) {
    const { Env, ExposedPorts, Volumes, Labels } = config;
    return {
        ...config,
        // Each field keeps the place that it has in `config`.
        ...(Env !== undefined && { Env: environmentList(Env) }),
        ...(ExposedPorts !== undefined && { ExposedPorts: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(ExposedPorts) }),
        ...(Volumes !== undefined && { Volumes: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(Volumes) }),
        ...(Labels !== undefined && { Labels: _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object(Labels) }),
    };
}
/** @internal For a test of how it grows. */
function environmentList(variables) {
    return _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.list(variables, (variable) => (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .splitVariable */ .t)(variable)[0]);
}
function withVariable(config, name, value) {
    return { ...config, Env: (config.Env ?? environmentList([])).set(name, `${name}=${value}`) };
}
/** With these fields added to one of the objects; they replace fields of the same name. */
function withFields(object, fields) {
    let result = object ?? _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r.object({});
    for (const field of fields)
        result = result.set(field[0], field);
    return result;
}
/** The document in pieces, as `JSON.stringify` writes it, but for long parts that are only identified. */
function* encodedConfig(config, form = 'encoded') {
    let before = '{';
    for (const [name, value] of Object.entries(config)) {
        if (value === undefined)
            continue;
        yield `${before}${JSON.stringify(name)}:`;
        before = ',';
        if (value instanceof _json_appendable_json_js__WEBPACK_IMPORTED_MODULE_1__/* .AppendableJson */ .r)
            yield* value[form]();
        else
            yield JSON.stringify(value);
    }
    yield before === '{' ? '{}' : '}';
}


/***/ }),

/***/ 44702:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ Environment),
/* harmony export */   t: () => (/* binding */ splitVariable)
/* harmony export */ });
/**
 * The variables that a stage's instructions see: ENV of the image and values of ARG together. The last value of a name counts.
 * Setting a name again moves it to the end, as in BuildKit's environment of RUN.
 *
 * Immutable. `set` makes a new environment that shares its storage with the old one, since a stage may have thousands of ENVs.
 */
class Environment {
    #shared;
    #length;
    constructor(shared, length) {
        this.#shared = shared;
        this.#length = length;
    }
    static empty = Environment.of([]);
    static of(pairs) {
        const set = [...new Map(pairs)];
        return new Environment({ set, last: new Map(set.map(([name], place) => [name, place])) }, set.length);
    }
    get = (name) => {
        const last = this.#shared.last.get(name);
        if (last === undefined)
            return undefined;
        if (last < this.#length)
            return this.#shared.set[last]?.[1];
        // An environment that was made of this one set it again.
        return this.#shared.set.slice(0, this.#length).findLast((variable) => variable[0] === name)?.[1];
    };
    set(name, value) {
        const { set, last } = this.#shared;
        // Another environment was made from this one before, and its variables come after ours in the list.
        if (set.length > this.#length)
            return Environment.of(this.#variables()).set(name, value);
        last.set(name, set.length);
        set.push([name, value]);
        return new Environment(this.#shared, set.length);
    }
    names() {
        return this.#variables().map(([name]) => name);
    }
    /** `NAME=value`, in order. */
    toList() {
        return this.#variables().map(([name, value]) => `${name}=${value}`);
    }
    #variables() {
        const latest = new Map();
        for (const [name, value] of this.#shared.set.slice(0, this.#length)) {
            latest.delete(name);
            latest.set(name, value);
        }
        return [...latest];
    }
}
/** Splits `NAME=value` of an image config; a name without `=` has an empty value. */
function splitVariable(variable) {
    const at = variable.indexOf('=');
    return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}


/***/ }),

/***/ 25771:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ expand)
/* harmony export */ });
/* harmony import */ var _dockerfile_shell_expand_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68067);

/** Expands the variables of one word. */
function expand(dockerfile, word, environment) {
    return (0,_dockerfile_shell_expand_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .Vo)(word, environment.get, dockerfile.directives.escape);
}


/***/ }),

/***/ 96520:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K4: () => (/* binding */ evaluateGlobalArgs),
/* harmony export */   eC: () => (/* binding */ ownValue),
/* harmony export */   s2: () => (/* binding */ predefinedArgs)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44702);
/* harmony import */ var _dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(77468);
/* harmony import */ var _expand_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(25771);




/**
 * The arguments that BuildKit predefines in the global scope (Dockerfile reference, "Automatic platform ARGs in the global
 * scope"), overridable by `--build-arg`.
 */
function predefinedArgs(platforms, buildArgs, targetName) {
    const { build, target } = platforms;
    const defaults = [
        ['BUILDPLATFORM', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(build)],
        ['BUILDOS', build.os],
        ['BUILDOSVERSION', ''],
        ['BUILDARCH', build.architecture],
        ['BUILDVARIANT', build.variant ?? ''],
        ['TARGETPLATFORM', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(target)],
        ['TARGETOS', target.os],
        ['TARGETOSVERSION', target.osVersion ?? ''],
        ['TARGETARCH', target.architecture],
        ['TARGETVARIANT', target.variant ?? ''],
        ['TARGETSTAGE', targetName],
    ];
    return _environment_js__WEBPACK_IMPORTED_MODULE_1__/* .Environment */ .O.of(defaults.map(([name, value]) => [name, ownValue(buildArgs, name) ?? value]));
}
/** Evaluates the ARGs before the first FROM, in order: the value of `--build-arg`, else the expanded default. */
function evaluateGlobalArgs(dockerfile, predefined, buildArgs, budget) {
    let environment = predefined;
    const args = dockerfile.globalArgs.map((instruction) => {
        const values = instruction.args.map(({ name, value }) => {
            const given = ownValue(buildArgs, name);
            const result = given ??
                (value === undefined
                    ? undefined
                    : (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__/* .locateErrors */ .yU)(dockerfile, instruction.range, () => (0,_expand_js__WEBPACK_IMPORTED_MODULE_3__/* .expand */ .f)(dockerfile, value, environment)));
            if (result !== undefined) {
                (0,_dockerfile_syntax_error_location_js__WEBPACK_IMPORTED_MODULE_2__/* .locateErrors */ .yU)(dockerfile, instruction.range, () => budget.expanded(result));
                environment = environment.set(name, result);
            }
            return [name, result];
        });
        return { instruction, values };
    });
    return { environment, args };
}
/** The value of a `--build-arg`. Users choose the names: `constructor` must not find what every object inherits. */
function ownValue(buildArgs, name) {
    return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}


/***/ }),

/***/ 46154:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kp: () => (/* binding */ scratchImage),
/* harmony export */   NV: () => (/* binding */ withConfig),
/* harmony export */   W0: () => (/* binding */ imageFromConfig),
/* harmony export */   YG: () => (/* binding */ blankImage),
/* harmony export */   hb: () => (/* binding */ imageAsItIs),
/* harmony export */   i: () => (/* binding */ imageFromStage)
/* harmony export */ });
/* harmony import */ var node_path_posix__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53916);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29587);
/* harmony import */ var _draft_config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16687);



const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** `FROM scratch`. As in BuildKit, the config has a PATH and a working directory. */
function scratchImage(platform) {
    return {
        platform,
        config: { ...withPath({}, platform.os), WorkingDir: '/' },
        baseHistory: [],
        inherited: {},
    };
}
/** For files without a config, with which a named context replaces a stage. */
function blankImage(platform) {
    return { platform, config: {}, baseHistory: [], inherited: {} };
}
/** The state in which a stage on this base image begins. It has no ONBUILD triggers: they run in the stage. */
function imageFromConfig(base) {
    return completed(imageAsItIs(base));
}
/** For an image with which a named context replaces a stage: no instruction changes it, and nothing is added to its config. */
function imageAsItIs(base) {
    return {
        platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalisePlatform */ .WN)({
            os: base.os,
            architecture: base.architecture,
            ...(base.variant === undefined ? {} : { variant: base.variant }),
        }),
        ...(base.author === undefined ? {} : { author: base.author }),
        config: (0,_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .draftConfig */ .eN)(base.config ?? {}),
        baseHistory: base.history ?? [],
        inherited: {
            ...(base['os.version'] === undefined ? {} : { 'os.version': base['os.version'] }),
            ...(base['os.features'] === undefined ? {} : { 'os.features': base['os.features'] }),
        },
    };
}
/** Another stage as base: everything but its ONBUILD triggers. */
function imageFromStage(stage) {
    const { OnBuild, ...config } = stage.config;
    return completed({ ...stage, config });
}
function completed(image) {
    const { os } = image.platform;
    return { ...image, config: withPath(withAbsoluteWorkdir(image.config, os), os) };
}
/** The working directory is written as an absolute path, as WORKDIR writes it. */
function withAbsoluteWorkdir(config, os) {
    const { WorkingDir } = config;
    if (os === 'windows' || WorkingDir === undefined || WorkingDir === '' || node_path_posix__WEBPACK_IMPORTED_MODULE_0__.isAbsolute(WorkingDir))
        return config;
    return { ...config, WorkingDir: node_path_posix__WEBPACK_IMPORTED_MODULE_0__.resolve('/', WorkingDir) };
}
/** As in BuildKit, the config of a Linux image always has a PATH. */
function withPath(config, os) {
    return os === 'windows' || config.Env?.has('PATH') === true ? config : (0,_draft_config_js__WEBPACK_IMPORTED_MODULE_2__/* .withVariable */ .PF)(config, 'PATH', DEFAULT_PATH);
}
/** Changes fields of the runtime config. */
function withConfig(image, change) {
    return { ...image, config: { ...image.config, ...change } };
}


/***/ }),

/***/ 46566:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ SCRIPT_FOLDER)
/* harmony export */ });
/** The folder in which a shell finds a here-document that begins with `#!`. */
const SCRIPT_FOLDER = '/dev/pipes';


/***/ }),

/***/ 3799:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ remoteSource)
/* harmony export */ });
/* harmony import */ var _dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40372);
/* harmony import */ var _text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85098);


/** BuildKit's name for a file whose address has none. */
const UNNAMED = '__unnamed__';
/**
 * @returns undefined for a path or pattern of the build context
 * @throws UserError for a git address with an invalid query
 */
function remoteSource(text) {
    const address = (0,_dockerfile_values_git_address_js__WEBPACK_IMPORTED_MODULE_0__/* .parseGitAddress */ .Q)(text);
    if (address !== undefined)
        return { kind: 'git', address };
    return /^https?:\/\//.test(text) ? { kind: 'download', url: text, name: nameOf(text) } : undefined;
}
/** The last part of the path. As in BuildKit (`dispatchCopy`), a name that the server gives is ignored. */
function nameOf(url) {
    const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
    const base = (0,_text_percent_encoding_js__WEBPACK_IMPORTED_MODULE_1__/* .percentDecoded */ .o)(path).replace(/\/+$/, '').split('/').at(-1) ?? '';
    return /^\.{0,2}$/.test(base) ? UNNAMED : base;
}


/***/ }),

/***/ 89589:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ sourceLabel)
/* harmony export */ });
/** The name of a source in errors and reports. */
function sourceLabel(source, graph) {
    switch (source.kind) {
        case 'context':
            return 'the build context';
        case 'scratch':
            return 'scratch';
        case 'stage':
            return `stage ${graph.stages[source.index]?.name ?? source.index}`;
        case 'image':
            return `image ${source.name}`;
        case 'named':
            return `build context ${source.name}`;
    }
}


/***/ }),

/***/ 93103:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ GitFailure),
/* harmony export */   j: () => (/* binding */ GitProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _http_slowest_rate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33110);



const PATIENCE_SECONDS = 60;
const MAX_OUTPUT = 16 * 1024 * 1024;
/** Lines of git's output that are shown when it fails, counted from the end. */
const LINES_SHOWN = 5;
/** git failed. `said` is the end of its error output. */
class GitFailure extends _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri {
    said;
    constructor(message, said, cause) {
        super(said === '' ? message : `${message}: ${said}`, { cause });
        this.said = said;
    }
}
/**
 * Runs the `git` program without the settings of the user and the machine, since what a build fetches must not depend on them. git
 * never prompts, uses only the protocols that addresses can have, and makes files with umask 022.
 */
class GitProgram {
    #settings;
    constructor(settings) {
        this.#settings = settings;
    }
    /**
     * @param args as typed, `--git-dir` and the like included
     * @param onOutput takes what it writes to standard output; nothing is returned then
     * @returns what it wrote to standard output
     * @throws GitFailure when it ended with another code than 0; InfraError when there is no git
     */
    async run(args, options) {
        const { onOutput } = options;
        const child = this.#start(args, options);
        let output = '';
        if (onOutput !== undefined)
            child.stdout.on('data', onOutput);
        else {
            child.stdout.setEncoding('utf8').on('data', (text) => {
                if (output.length < MAX_OUTPUT)
                    output += text;
            });
        }
        await ended(child, args, options);
        return output;
    }
    /**
     * What git writes to standard output, as it comes. git waits for whoever reads it.
     *
     * @throws as `run`, at the end
     */
    async *output(args, options) {
        const child = this.#start(args, options);
        const end = ended(child, args, options);
        // It may fail before it is awaited.
        end.catch(() => undefined);
        // If nobody reads on, the stream is destroyed, and git ends.
        yield* child.stdout;
        await end;
    }
    #start(args, { signal, cwd, config = [], environment = {} }) {
        signal.throwIfAborted();
        return (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('/bin/sh', ['-c', 'umask 022; exec git "$@"', 'git', ...args], {
            env: { ...this.#environment(), ...environment, ...configEnvironment(config) },
            stdio: ['ignore', 'pipe', 'pipe'],
            signal,
            ...(cwd === undefined ? {} : { cwd }),
        });
    }
    #environment() {
        const { path, proxies, agent, knownHosts, patienceSeconds = PATIENCE_SECONDS } = this.#settings;
        return {
            ...proxies,
            PATH: path,
            LC_ALL: 'C',
            HOME: '/dev/null',
            GIT_CONFIG_NOSYSTEM: '1',
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_TERMINAL_PROMPT: '0',
            GIT_ALLOW_PROTOCOL: 'http:https:ssh:git',
            // A server that hangs, or drips, is given up as by our own downloads. git's error has both figures.
            GIT_HTTP_LOW_SPEED_LIMIT: String(_http_slowest_rate_js__WEBPACK_IMPORTED_MODULE_2__/* .SLOWEST_RATE */ .t),
            GIT_HTTP_LOW_SPEED_TIME: String(patienceSeconds),
            // As in BuildKit, the key of an unknown host is accepted. A key that differs from the known one is not.
            GIT_SSH_COMMAND: `ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=20 -o ServerAliveCountMax=3 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='"${knownHosts}" ~/.ssh/known_hosts'`,
            ...(agent === undefined ? {} : { SSH_AUTH_SOCK: agent }),
        };
    }
}
/** @throws GitFailure, InfraError */
async function ended(child, args, { signal, secrets = [], quiet = false }) {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-8192);
    });
    const code = await new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', resolve);
    }).catch((error) => {
        signal.throwIfAborted();
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('cannot start git', { cause: error });
    });
    signal.throwIfAborted();
    if (code === 0 && !(quiet && said !== ''))
        return;
    if (code === 127)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .InfraError */ .Ri('git is needed to fetch a repository, but is not installed', { hint: 'Install it.' });
    throw new GitFailure(`git ${args.find((arg) => /^[a-z-]+$/.test(arg)) ?? ''} failed`, shown(said, secrets));
}
function configEnvironment(config) {
    if (config.length === 0)
        return {};
    const entries = config.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, name],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return { GIT_CONFIG_COUNT: String(config.length), ...Object.fromEntries(entries) };
}
function shown(text, secrets) {
    let safe = text;
    for (const secret of secrets)
        if (secret !== '')
            safe = safe.replaceAll(secret, '***');
    const lines = safe.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(-LINES_SHOWN).join('; ');
}


/***/ }),

/***/ 92763:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AM: () => (/* binding */ readImage),
/* harmony export */   Y9: () => (/* binding */ imageContents)
/* harmony export */ });
/* unused harmony export diffIdsOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96319);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44360);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50261);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29587);





/**
 * The image for `platform` behind a manifest or index.
 *
 * @throws UserError when there is no image for the platform; InfraError when a document is missing or damaged
 */
async function readImage(content, target, platform) {
    let descriptor = target;
    for (let depth = 0; depth < _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_INDEX_DEPTH */ .yM; depth++) {
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            const { manifest } = document;
            const config = (0,_oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .parseImageConfig */ .F)(await content.read(manifest.config, _oci_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_CONFIG_SIZE */ .S));
            return { descriptor, manifest, config };
        }
        const selected = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .selectPlatform */ .md)(document.index, platform);
        if (selected === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the image has nothing for platform ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_4__/* .formatPlatform */ .Bq)(platform)}`);
        descriptor = selected;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the index ${target.digest} is nested too deeply`);
}
/**
 * Platforms of an index that are not in the store are left out: a pull fetches only one platform.
 *
 * @param only of an index, the images that count, with what attests them; absent: all
 * @throws InfraError when the target itself is missing or damaged
 */
async function imageContents(content, target, only) {
    const blobs = new Map();
    const manifests = [];
    const add = async (descriptor, depth) => {
        if (blobs.has(descriptor.digest))
            return;
        if (depth > _oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_INDEX_DEPTH */ .yM)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`the index ${target.digest} is nested too deeply`);
        const document = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .parseManifest */ .Ng)(await content.read(descriptor), descriptor.mediaType);
        blobs.set(descriptor.digest, descriptor);
        if (document.kind === 'index') {
            for (const child of document.index.manifests) {
                if (isWanted(child, only) && (await content.has(child.digest)))
                    await add(child, depth + 1);
            }
            return;
        }
        if ((0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .namesImage */ .Gc)(descriptor))
            manifests.push(document.manifest);
        for (const blob of [document.manifest.config, ...document.manifest.layers])
            blobs.set(blob.digest, blob);
    };
    await add(target, 0);
    return { blobs: [...blobs.values()], manifests };
}
function isWanted(child, only) {
    return only === undefined || (0,_oci_media_types_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndexType */ .$U)(child.mediaType) || only.has((0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .attestedImage */ .wG)(child) ?? child.digest);
}
/** Diff ids of the layers, lowest first. @throws InfraError when the config is missing or damaged */
async function diffIdsOf(content, manifest) {
    return parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE)).rootfs.diff_ids;
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

/***/ 50186:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GU: () => (/* binding */ untilNothingIsRemoved),
/* harmony export */   _e: () => (/* binding */ takeLease),
/* harmony export */   p: () => (/* binding */ removeStaleLeases)
/* harmony export */ });
/* unused harmony exports isUsedByOthers, oldestLease, claimRemoval */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _files_process_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(35821);





/** After this time, a lease does not count if its process cannot be seen. The same is true for files in `ingest`. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Prefix of the name of a claim: a process with a claim removes unpacked layers. */
const REMOVING = 'removing.';
/** The same for a claim. This is shorter, since a removal does not take long, and builds wait for it. */
const ABANDONED_CLAIM_MS = 10 * 60 * 1000;
/** Milliseconds between checks whether another process still removes something. */
const RETRY_MS = 100;
/** Whether another process has a lease that counts. */
function isUsedByOthers(folder) {
    return known(folder).some(({ identity, removes }) => !removes && identity !== ownIdentity());
}
/**
 * Notes that a build is running. Synchronous, so that a signal handler can release the lease.
 *
 * @throws InfraError if the lease cannot be written
 */
function takeLease(folder) {
    return write(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder.newIngestPath()));
}
/**
 * The time when the oldest running build began, in milliseconds since the epoch; `undefined` if no build is running. Removes the leases
 * of processes that have ended.
 *
 * @param own a lease that does not count
 */
function oldestLease(folder, own, now = Date.now()) {
    const builds = known(folder, now).filter(({ name, removes }) => !removes && name !== own?.name);
    return builds.length === 0 ? undefined : Math.min(...builds.map(({ began }) => began));
}
/**
 * Notes that this process starts to remove unpacked layers and cache mounts, which builds need. A build that begins meanwhile waits with
 * `untilNothingIsRemoved`. Both sides first write their file and then check for others, so at least one of them sees the other.
 *
 * @returns `undefined` if a build of another process is running
 */
function claimRemoval(folder) {
    const claim = write(folder, REMOVING + basename(folder.newIngestPath()));
    if (!isUsedByOthers(folder))
        return claim;
    claim.release();
    return undefined;
}
/**
 * Waits until no other process removes unpacked layers. The caller must have a lease, so that no other process starts a removal.
 *
 * @throws the signal's reason
 */
async function untilNothingIsRemoved(folder, signal) {
    while (known(folder).some(({ identity, removes }) => removes && identity !== (0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .ownIdentity */ .A)())) {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(RETRY_MS, undefined, { signal });
    }
}
/** Removes the leases of processes that have ended. */
function removeStaleLeases(folder) {
    known(folder);
}
function write(folder, name) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.leases, name);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(path, '', { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`cannot use ${folder.root} as the store`, {
            cause: error,
            hint: 'Choose a folder that can be written to with --root.',
        });
    }
    const release = () => {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
        }
        catch {
            // The next process that reads the leases sees that this process has ended.
        }
    };
    return { name, release };
}
/** The leases and claims of running processes. All others are removed. */
function known(folder, now = Date.now()) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder.leases).flatMap((name) => {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.leases, name);
        const began = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.mtimeMs;
        if (began === undefined)
            return [];
        const removes = name.startsWith(REMOVING);
        const identity = (removes ? name.slice(REMOVING.length) : name).split('.')[0] ?? '';
        const age = now - began;
        if (!(0,_files_process_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .hasEnded */ .h)(identity) && age <= (removes ? ABANDONED_CLAIM_MS : ABANDONED_MS))
            return [{ name, identity, removes, began }];
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
        return [];
    });
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

/***/ 58653:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ OciLayoutSource)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _files_file_chunks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(412);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _files_open_in_root_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36564);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44360);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);
/* harmony import */ var _layout_folder_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(50028);
/* harmony import */ var _oci_index_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(73373);









const CHUNK = 1024 * 1024;
/**
 * An OCI layout that others wrote (image-spec, "OCI Image Layout"). Its blobs are checked when they are read, and links in it are
 * followed inside of its folder alone.
 */
class OciLayoutSource {
    #directory;
    /** @param directory absolute path */
    constructor(directory) {
        this.#directory = directory;
    }
    /**
     * The image's manifest or index. If a digest is given, only that counts. A tag is looked up in the annotations of `index.json`. A layout
     * with one image gives that image, whatever its tag (buildx, `--build-context`).
     *
     * @throws UserError when this is not a layout, or has no such image
     */
    find(choice) {
        if (choice.digest !== undefined) {
            const { digest } = choice;
            // It need not be in the index: any document among the blobs can be used. The document itself says what it is.
            return { mediaType: '', digest, size: this.#size(digest) };
        }
        const tag = choice.tag ?? _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .DEFAULT_TAG */ .fL;
        const manifests = this.#manifests();
        const found = manifests.find((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .IMAGE_NAME */ .yc] === tag) ??
            manifests.find((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .REF_NAME */ .w5] === tag) ??
            (manifests.length === 1 ? manifests[0] : undefined);
        if (found !== undefined)
            return found;
        const tags = manifests.flatMap((entry) => entry.annotations?.[_oci_index_js__WEBPACK_IMPORTED_MODULE_8__/* .REF_NAME */ .w5] ?? []);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} has no image with the tag ${tag}`, {
            hint: tags.length === 0 ? 'Name one by its digest: oci-layout://FOLDER@sha256:….' : `It has ${tags.join(', ')}.`,
        });
    }
    /** @throws UserError when the blob is missing or damaged */
    async read(descriptor, limit = _oci_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_MANIFEST_SIZE */ .L7) {
        if (descriptor.size > limit)
            throw this.#error(`its blob ${descriptor.digest} has more than ${limit} bytes`);
        const chunks = [];
        for await (const chunk of this.open(descriptor))
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    /** A blob's bytes, checked while they are read. If reading ends without an error, they are right. */
    async *open({ digest, size }, signal) {
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestAlgorithm */ .g4)(digest));
        let seen = 0;
        try {
            for await (const chunk of (0,_files_file_chunks_js__WEBPACK_IMPORTED_MODULE_1__/* .heldChunks */ .OW)(this.#hold(digest), { size: CHUNK, signal })) {
                seen += chunk.length;
                if (seen > size)
                    break;
                hash.update(chunk);
                yield chunk;
            }
        }
        catch (error) {
            throw this.#fileError(`its blob ${digest} cannot be read`, error);
        }
        if (seen !== size || hash.digest('hex') !== (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_4__/* .digestHex */ .sU)(digest))
            throw this.#error(`its blob ${digest} is damaged`);
    }
    /** A blob for who checks its bytes himself, to be closed by him; `undefined` if it is not there. */
    hold(digest) {
        try {
            return this.#hold(digest);
        }
        catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOENT')
                return undefined;
            throw error;
        }
    }
    #manifests() {
        let index;
        try {
            index = (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .readLayoutIndex */ .Xn)(this.#directory);
        }
        catch (error) {
            const what = 'it has no readable index.json';
            const ours = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo;
            throw ours ? this.#error(what, error) : this.#fileError(what, error);
        }
        if (index === undefined)
            throw this.#error('it has no index.json');
        return index.manifests;
    }
    #size(digest) {
        try {
            const held = this.#hold(digest);
            held.close();
            return held.stats.size;
        }
        catch (error) {
            throw this.#fileError(`it has no blob ${digest}`, error);
        }
    }
    #hold(digest) {
        const found = (0,_files_open_in_root_js__WEBPACK_IMPORTED_MODULE_3__/* .openInRoot */ .W)(this.#directory, (0,_layout_folder_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutPath */ .q8)(digest), { followLast: true });
        if (found.kind === 'found' && found.held.stats.isFile())
            return found.held;
        found.held.close();
        throw this.#error(`it has no blob ${digest}`);
    }
    #error(what, cause) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause });
    }
    #fileError(what, error) {
        const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error);
        if (code === undefined || code === 'ABORT_ERR')
            return error;
        if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR' && code !== 'EACCES') {
            return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InfraError */ .Ri(`cannot read the OCI layout ${this.#directory}`, { cause: error });
        }
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the OCI layout ${this.#directory} cannot be used: ${what}`, { cause: error });
    }
}


/***/ }),

/***/ 74278:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ encodedParts)
/* harmony export */ });
/** Characters that are encoded at once. */
const PIECE = 8 * 1024;
/** Bytes of a character, at most. */
const WIDEST = 3;
/**
 * The UTF-8 of a text that comes in pieces, in parts of about so many bytes. A part is valid until the next one is asked for: all are
 * in one buffer outside of JavaScript's heap, where a long text would stay until all of the heap is collected.
 */
function* encodedParts(pieces, bytes) {
    let buffer;
    let used = 0;
    let text = '';
    for (const piece of pieces) {
        text += piece;
        if (text.length < PIECE)
            continue;
        buffer ??= Buffer.allocUnsafeSlow(bytes + WIDEST * PIECE);
        if (used + WIDEST * text.length > buffer.length) {
            yield buffer.subarray(0, used);
            used = 0;
        }
        if (WIDEST * text.length > buffer.length)
            yield Buffer.from(text);
        else
            used += buffer.write(text, used);
        text = '';
    }
    const rest = Buffer.from(text);
    if (buffer === undefined)
        yield rest;
    else
        yield Buffer.concat([buffer.subarray(0, used), rest]);
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


/***/ }),

/***/ 21725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ openSpan),
/* harmony export */   mn: () => (/* binding */ traced),
/* harmony export */   wJ: () => (/* binding */ publishSpan),
/* harmony export */   yd: () => (/* binding */ isTraced)
/* harmony export */ });
/* unused harmony export onSpan */
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53053);

/*
 * Spans go through a channel of the process, so that a function that is slow can say so without being given anything. While nobody
 * listens, they cost one look at a flag.
 */
const NAME = 'layer-build:span';
const spans = (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.channel)(NAME);
/** Whether anyone listens. */
function isTraced() {
    return spans.hasSubscribers;
}
/** Listens to all spans that end from now on. @returns a function that ends this */
function onSpan(listener) {
    // Only `publishSpan` publishes on this channel.
    const take = (span) => listener(span);
    subscribe(NAME, take);
    return () => {
        unsubscribe(NAME, take);
    };
}
/** Tells a span that was measured elsewhere. */
function publishSpan(span) {
    spans.publish(span);
}
/** @param name what it is called; only asked for if anyone listens */
function openSpan(track, name, row) {
    if (!isTraced())
        return NOBODY_LISTENS;
    const from = clock();
    const facts = {};
    let isOpen = true;
    return {
        note(more) {
            for (const [key, value] of Object.entries(more)) {
                const before = facts[key];
                facts[key] = typeof before === 'number' && typeof value === 'number' ? before + value : value;
            }
        },
        end() {
            if (!isOpen)
                return;
            isOpen = false;
            publishSpan({ track, name: name(), from, to: clock(), facts, ...(row !== undefined && { row }) });
        },
    };
}
/** Does the work within a span. An error ends the span too, which says so. */
async function traced(track, name, work, row) {
    const span = openSpan(track, name, row);
    try {
        return await work(span);
    }
    catch (error) {
        span.note({ failed: 'yes' });
        throw error;
    }
    finally {
        span.end();
    }
}
const NOBODY_LISTENS = { note: () => undefined, end: () => undefined };
function clock() {
    return Number(process.hrtime.bigint() / 1000n);
}


/***/ }),

/***/ 10398:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   ER: () => (/* binding */ parseEntry),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   iR: () => (/* binding */ hasLeftEmulators)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _protocol_binfmt_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81935);


/** Bytes. The kernel looks at the first 256 of a file. */
const MOST_MAGIC = 256;
/** @returns `undefined` for an entry that is turned off, that goes by the names of files, or that is not understood */
function parseEntry(name, text) {
    const [state, ...lines] = text.split('\n');
    if (state !== 'enabled')
        return undefined;
    const fields = new Map(lines.map((line) => {
        const [key = '', ...rest] = line.split(' ');
        return [key.replace(/:$/, ''), rest.join(' ')];
    }));
    const interpreter = fields.get('interpreter') ?? '';
    const magic = bytesOf(fields.get('magic'));
    const offset = Number(fields.get('offset'));
    if (magic === undefined || interpreter === '' || !Number.isSafeInteger(offset) || offset < 0)
        return undefined;
    const given = fields.get('mask');
    const mask = given === undefined ? Buffer.alloc(magic.length, 0xff) : bytesOf(given);
    if (mask?.length !== magic.length)
        return undefined;
    return { name, interpreter, open: (fields.get('flags') ?? '').includes('F'), offset, magic, mask };
}
function bytesOf(hex) {
    return hex !== undefined && /^(?:[0-9a-f]{2})+$/.test(hex) && hex.length <= 2 * MOST_MAGIC
        ? Buffer.from(hex, 'hex')
        : undefined;
}
/** Whether the kernel gives a program that begins with `head` to the entry's interpreter. */
function matches({ offset, magic, mask }, head) {
    return (offset + magic.length <= head.length &&
        magic.every((byte, at) => ((byte ^ (head[offset + at] ?? 0)) & (mask[at] ?? 0)) === 0));
}
/** Where administrators and systemd mount it. */
const FOLDER = '/proc/sys/fs/binfmt_misc';
/**
 * All that are registered, as far as it can be seen: in most containers nothing can.
 *
 * @returns `undefined` if it is not mounted here. To look into the folder would make systemd mount it.
 */
function readEntries(folder = FOLDER, mounts = '/proc/self/mounts') {
    try {
        const isMounted = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(mounts, 'latin1')
            .split('\n')
            .some((line) => {
            const [, target, type] = line.split(' ');
            return target === folder && type === 'binfmt_misc';
        });
        if (!isMounted)
            return undefined;
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder).flatMap((name) => name === 'register' || name === 'status' ? [] : (readEntry(folder, name) ?? []));
    }
    catch {
        return undefined;
    }
}
/** `undefined` also for an entry that is removed meanwhile. */
function readEntry(folder, name) {
    try {
        return parseEntry(name, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`${folder}/${name}`, 'latin1'));
    }
    catch {
        return undefined;
    }
}
/** Whether builds of ours have registered emulators here: builds that run, or that were killed. */
function hasLeftEmulators() {
    return readEntries()?.some(({ name }) => (0,_protocol_binfmt_name_js__WEBPACK_IMPORTED_MODULE_1__/* .ownerOf */ .b)(name) !== undefined) ?? false;
}


/***/ }),

/***/ 26565:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ep: () => (/* binding */ launchWorker),
/* harmony export */   R9: () => (/* binding */ chooseRights),
/* harmony export */   Vd: () => (/* binding */ endLeftBehind),
/* harmony export */   YA: () => (/* binding */ explainSilentEnd)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _files_find_program_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98373);





/** Needs util-linux 2.38, which added `--map-auto`. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
/**
 * The first process of a pid namespace inherits processes whose parents have ended. Node would not take their exit codes, and the kernel
 * keeps the first process of a container from ending as long as one of them was in it. A shell that waits takes those of all.
 */
const FIRST_PROCESS = ['/bin/sh', '-c', '"$@"; exit "$?"', 'sh'];
const MAP_USER = ['--user', '--map-root-user', '--map-auto'];
/**
 * Starts the worker. It gets a session of its own, so that an interrupt from the terminal reaches only the client, which
 * then ends the worker properly.
 *
 * @throws InfraError when this machine has no way to start it
 */
async function launchWorker(settings) {
    const unshare = (0,_files_find_program_js__WEBPACK_IMPORTED_MODULE_4__/* .findProgram */ .K)('unshare', settings.path);
    if (process.platform !== 'linux' || unshare === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri('RUN steps need Linux and util-linux: `unshare` was not found', {
            hint: 'A Dockerfile without RUN builds anywhere.',
        });
    }
    const rights = settings.rights ?? (await chooseRights(settings));
    // Groups that are not below this process's own cannot be seen from a namespace of control groups.
    const namespaces = [...NAMESPACES, ...(settings.cgroupParent === undefined ? ['--cgroup'] : [])];
    const program = [...FIRST_PROCESS, settings.node, '--max-old-space-size=160', settings.script];
    const sudo = (0,_files_find_program_js__WEBPACK_IMPORTED_MODULE_4__/* .findProgram */ .K)('sudo', settings.path) ?? 'sudo';
    const [command = '', ...args] = {
        root: [unshare, ...namespaces, ...program],
        sudo: [sudo, '-n', '--', unshare, ...namespaces, ...program],
        'user-namespace': [unshare, ...MAP_USER, ...namespaces, ...program],
    }[rights];
    if (rights === 'user-namespace')
        requireUserNamespaces(settings);
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: settings.path, LC_ALL: 'C' },
        cwd: '/',
        detached: true,
    });
    try {
        await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, 'spawn');
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`cannot start the worker: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
    return { child, rights };
}
/**
 * Ends what a worker left that ended before its first message. An `unshare` that may not make a namespace forgets the child that was to map
 * ids: that one waits for it forever, and holds our pipes open.
 */
function endLeftBehind({ child }) {
    try {
        // It was given a group of its own.
        if (child.pid !== undefined)
            process.kill(-child.pid, 'SIGKILL');
    }
    catch {
        // Nothing is left.
    }
}
/** How a worker would be started here. */
async function chooseRights(settings) {
    if (settings.uid === 0)
        return 'root';
    const sudo = (0,_files_find_program_js__WEBPACK_IMPORTED_MODULE_4__/* .findProgram */ .K)('sudo', settings.path);
    return sudo !== undefined && (await succeeds(sudo, ['-n', 'true'])) ? 'sudo' : 'user-namespace';
}
function succeeds(program, args) {
    return new Promise((resolve) => {
        (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)(program, args, { env: { LC_ALL: 'C' }, timeout: 10_000 }, (error) => resolve(error === null));
    });
}
/** @throws InfraError that names what the machine lacks */
function requireUserNamespaces(settings) {
    const missing = ['newuidmap', 'newgidmap'].filter((name) => (0,_files_find_program_js__WEBPACK_IMPORTED_MODULE_4__/* .findProgram */ .K)(name, settings.path) === undefined);
    if (missing.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`RUN steps without root need ${missing.join(' and ')}, which this machine lacks`, {
            hint: `Install them (apt-get install uidmap), or let ${settings.userName} use sudo without a password.`,
        });
    }
    for (const file of ['/etc/subuid', '/etc/subgid']) {
        if (hasRange(file, settings))
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(`RUN steps without root need a range of ids: ${file} has no line for ${settings.userName}`, {
            hint: `Add one as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${settings.userName}`,
        });
    }
}
function hasRange(file, { userName, uid }) {
    const lines = read(file).split('\n');
    return lines.some((line) => line.startsWith(`${userName}:`) || line.startsWith(`${uid}:`));
}
/** The error for a worker that ended before its first message. */
function explainSilentEnd(rights, stderr) {
    const detail = stderr.trim() === '' ? '' : `: ${stderr.trim()}`;
    const message = `the worker for RUN steps could not start${detail}`;
    if (rights !== 'user-namespace') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(message, {
            hint: 'In a container, run it privileged (--privileged), or at least with CAP_SYS_ADMIN and without seccomp.',
        });
    }
    const closed = [
        ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
        ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
        ['/proc/sys/user/max_user_namespaces', '0'],
    ].find(([file = '', value]) => read(file).trim() === value);
    if (closed === undefined) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(message, {
            hint: 'The machine does not let its users make user namespaces. Allow that, or allow sudo without a password.',
        });
    }
    const name = closed[0]?.slice('/proc/sys/'.length).replaceAll('/', '.') ?? '';
    const open = closed[1] === '1' ? '0' : name.endsWith('max_user_namespaces') ? '15000' : '1';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .InfraError */ .Ri(message, { hint: `${name} is ${closed[1] ?? ''} here. As root: sysctl -w ${name}=${open}` });
}
function read(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 81935:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ ownerOf)
/* harmony export */ });
/* unused harmony export binfmtName */
const PREFIX = 'layer-build-';
const NAME = /^layer-build-(\d{1,20})-([0-9a-f]{16})-[a-z0-9_]{1,20}$/;
function binfmtName({ network, owner }, qemu) {
    return `${PREFIX}${network}-${owner}-${qemu}`;
}
/** @returns `undefined` for what others have registered */
function ownerOf(name) {
    const [, network, owner] = NAME.exec(name) ?? [];
    return network === undefined || owner === undefined ? undefined : { network, owner };
}


/***/ }),

/***/ 22525:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aj: () => (/* binding */ elfHead),
/* harmony export */   KJ: () => (/* binding */ isArchitecture),
/* harmony export */   NA: () => (/* binding */ ELF_MACHINES),
/* harmony export */   Xe: () => (/* binding */ ARCHITECTURES)
/* harmony export */ });
/* unused harmony export elfMask */
const ARCHITECTURES = [
    'amd64',
    'arm64',
    'arm',
    '386',
    's390x',
    'ppc64le',
    'riscv64',
    'mips64le',
    'mips64',
    'loong64',
];
const ELF_MACHINES = {
    amd64: { qemu: 'x86_64', bits: 64, endian: 'little', machine: 62 },
    arm64: { qemu: 'aarch64', bits: 64, endian: 'little', machine: 183 },
    arm: { qemu: 'arm', bits: 32, endian: 'little', machine: 40 },
    '386': { qemu: 'i386', bits: 32, endian: 'little', machine: 3 },
    s390x: { qemu: 's390x', bits: 64, endian: 'big', machine: 22 },
    ppc64le: { qemu: 'ppc64le', bits: 64, endian: 'little', machine: 21 },
    riscv64: { qemu: 'riscv64', bits: 64, endian: 'little', machine: 243 },
    mips64le: { qemu: 'mips64el', bits: 64, endian: 'little', machine: 8, anyAbi: true },
    mips64: { qemu: 'mips64', bits: 64, endian: 'big', machine: 8, anyAbi: true },
    loong64: { qemu: 'loongarch64', bits: 64, endian: 'little', machine: 258, anyAbi: true },
};
function isArchitecture(name) {
    return ARCHITECTURES.includes(name);
}
/** Bytes of an ELF file that tell whose program it is: up to `e_machine`. */
const HEAD_LENGTH = 20;
const EXECUTABLE = 2;
/** The first bytes of a program for the machine. */
function elfHead({ bits, endian, machine }) {
    const head = Buffer.alloc(HEAD_LENGTH);
    head.write('\x7fELF', 'latin1');
    head.set([bits === 32 ? 1 : 2, endian === 'little' ? 1 : 2, 1], 4);
    if (endian === 'little') {
        head.writeUInt16LE(EXECUTABLE, 16);
        head.writeUInt16LE(machine, 18);
    }
    else {
        head.writeUInt16BE(EXECUTABLE, 16);
        head.writeUInt16BE(machine, 18);
    }
    return head;
}
/** The bits of the head that count: any `EI_OSABI`, and both kinds of executables (`ET_EXEC` is 2, `ET_DYN` is 3). */
function elfMask({ endian, anyAbi }) {
    const mask = Buffer.alloc(HEAD_LENGTH, 0xff);
    mask[7] = 0;
    if (anyAbi === true)
        mask[8] = 0;
    mask[endian === 'little' ? 16 : 17] = 0xfe;
    return mask;
}


/***/ })

};
