export const id = 990;
export const ids = [990];
export const modules = {

/***/ 5990:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  withAdapters: () => (/* binding */ withAdapters)
});

// UNUSED EXPORTS: credentialsOf, openAdapters

// EXTERNAL MODULE: ./lib/report/console/standard-output.js
var standard_output = __webpack_require__(3897);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(920);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(3940);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(5351);
;// CONCATENATED MODULE: ./lib/layer/image-layers.js


/**
 * The layers of an image, lowest first: its manifest has their blobs, its config their diff ids.
 *
 * @param name how an error names the image
 * @throws InfraError when the two say different numbers
 */
function imageLayers(name, { layers }, { rootfs }) {
    if (layers.length !== rootfs.diff_ids.length) {
        throw new errors/* InfraError */.Ri(`${name} is damaged: its manifest has ${layers.length} layers, but its config has ${rootfs.diff_ids.length}`);
    }
    return layers.flatMap((blob, index) => {
        const diffId = rootfs.diff_ids[index];
        return diffId === undefined ? [] : [{ blob, diffId, contentId: (0,identity/* contentIdOfBase */.p9)(diffId) }];
    });
}

// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(8539);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(1466);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(3525);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(139);
// EXTERNAL MODULE: ./lib/oci/identity-schema.js
var identity_schema = __webpack_require__(5727);
;// CONCATENATED MODULE: ./lib/oci/image-config.js





/** Bytes. A config holds the history and the labels of an image, not its content. */
const image_config_MAX_CONFIG_SIZE = 4 * 1024 * 1024;
const emptyObject = (value) => {
    if (value !== null)
        (0,containers/* asObject */.eB)(value);
    return {};
};
const healthcheck = (0,object/* looseObject */._H)({
    Test: (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)),
    Interval: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    Timeout: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    StartPeriod: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    StartInterval: (0,object/* nullish */.cl)(decoder/* integer */.nd),
    Retries: (0,object/* nullish */.cl)(decoder/* integer */.nd),
});
const runtimeConfig = (0,object/* looseObject */._H)({
    User: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    ExposedPorts: (0,object/* nullish */.cl)((0,containers/* mapOf */.A7)(emptyObject)),
    Env: (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)),
    // For these two, `null` is a value: the image has none, whatever its base has.
    Entrypoint: (0,object/* optional */.lq)((0,containers/* nullable */.me)((0,containers/* array */.YO)(decoder/* string */.Yj))),
    Cmd: (0,object/* optional */.lq)((0,containers/* nullable */.me)((0,containers/* array */.YO)(decoder/* string */.Yj))),
    Volumes: (0,object/* nullish */.cl)((0,containers/* mapOf */.A7)(emptyObject)),
    WorkingDir: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    Labels: (0,object/* nullish */.cl)((0,containers/* mapOf */.A7)(decoder/* string */.Yj)),
    StopSignal: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    ArgsEscaped: (0,object/* nullish */.cl)(decoder/* boolean */.zM),
    Healthcheck: (0,object/* nullish */.cl)(healthcheck),
    OnBuild: (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)),
    Shell: (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)),
});
const historyEntry = (0,object/* looseObject */._H)({
    created: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    created_by: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    author: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    comment: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    empty_layer: (0,object/* nullish */.cl)(decoder/* boolean */.zM),
});
const imageConfig = (0,object/* looseObject */._H)({
    created: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    author: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    architecture: (0,decoder/* stringUpTo */._m)(128),
    variant: (0,object/* nullish */.cl)(decoder/* string */.Yj),
    os: (0,decoder/* stringUpTo */._m)(128),
    'os.version': (0,object/* nullish */.cl)(decoder/* string */.Yj),
    'os.features': (0,object/* nullish */.cl)((0,containers/* array */.YO)(decoder/* string */.Yj)),
    config: (0,object/* nullish */.cl)(runtimeConfig),
    rootfs: (0,object/* looseObject */._H)({
        type: (0,decoder/* oneOf */.yL)('layers'),
        diff_ids: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(identity_schema/* diffId */.Jd), []),
    }),
    history: (0,object/* nullish */.cl)((0,containers/* array */.YO)(historyEntry)),
});
/**
 * Checks a config from elsewhere: the types of all fields named above. Fields that are not named are kept as they are.
 * `null`, which Go's encoders write for an empty field, is dropped.
 *
 * @throws InfraError when the bytes are not an image config
 */
function image_config_parseImageConfig(bytes) {
    return (0,json_document/* decodeDocument */.w)(imageConfig, bytes, { name: 'image config', maxBytes: image_config_MAX_CONFIG_SIZE });
}

// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(4360);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(9587);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/http/download.js
var download = __webpack_require__(9098);
// EXTERNAL MODULE: ./lib/http/download-part.js
var download_part = __webpack_require__(610);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(7553);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(2441);
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
    const kept = await documents?.find(blob.digest, image_config_MAX_CONFIG_SIZE);
    if (kept !== undefined)
        return kept;
    const bytes = await fetchSmall(repository, blob, image_config_MAX_CONFIG_SIZE, signal);
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
var progress = __webpack_require__(7613);
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
    const config = image_config_parseImageConfig(configBytes);
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
        layers: imageLayers(name, manifest, config).map((layer) => ({ layer, source: { registry, repository } })),
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
var request_body = __webpack_require__(7894);
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
var retry = __webpack_require__(8394);
;// CONCATENATED MODULE: ./lib/registry/upload.js




/**
 * Makes sure that the repository has the blob: asks whether it is there, otherwise mounts it, otherwise uploads it in one request
 * (distribution-spec, "Pushing blobs", "Mounting a blob from another repository").
 *
 * @returns whether the bytes were uploaded
 */
async function pushBlob(repository, blob, progress, signal) {
    const found = await findBlob(repository, blob, progress, { signal });
    if (found === 'present')
        return found;
    await uploadBlob(repository, blob, found, progress, { signal });
    return 'uploaded';
}
/** Asks whether the blob is there, and otherwise mounts it. */
async function findBlob(repository, blob, progress, { once, signal }) {
    if (await repository.hasBlob(blob.descriptor.digest, signal, repository.pushScopes, once)) {
        progress.finish('already there');
        return 'present';
    }
    const mount = await mountBlob(repository, blob, signal, once);
    if (mount !== 'mounted')
        return { opened: mount };
    progress.finish(`mounted from ${blob.mountFrom?.repository ?? ''}`);
    return 'present';
}
async function uploadBlob(repository, blob, missing, progress, { once, signal }) {
    let { opened } = missing;
    let lost = false;
    const budget = repository.session.budget(once === true ? retry_policy/* NO_RETRY */.PE : retry_policy/* RETRY_REQUIRED_UPLOAD */.jv);
    await (0,retry/* retrying */.R$)(budget, signal, async () => {
        const address = opened ?? (await openUpload(repository, signal, once));
        opened = undefined;
        try {
            await putBlob(repository, blob, address, progress, { once, signal });
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
}
/**
 * Tries to mount the blob from another repository.
 *
 * @returns the address of an upload session that the registry opened instead; `undefined` when it did neither
 */
async function mountBlob(repository, { descriptor, mountFrom }, signal, once) {
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
            once,
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
async function openUpload({ session, name, pushScopes }, signal, once) {
    const request = {
        method: 'POST',
        target: `v2/${name}/blobs/uploads/`,
        scopes: pushScopes,
        headers: { 'content-length': '0' },
        retry: retry_policy/* NO_RETRY */.PE,
        once,
        signal,
    };
    return await session.send(request, async (response) => {
        if (response.status !== 202)
            throw await session.failure(response);
        await response.discard();
        return session.nextAddress(response.headers.location, response.url);
    });
}
async function putBlob({ session, pushScopes }, blob, address, progress, { once, signal }) {
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
        once,
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
var read_body = __webpack_require__(1163);
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
    const read = platformIn(image_config_parseImageConfig(config));
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
            reportPresent(registries, repository, blobs);
        return 'there';
    }
    for (const { manifest, blobs } of images) {
        const isRoot = (0,oci_digest/* sha256 */.sc)(manifest.bytes) === digest;
        if (!isRoot && (await repository.hasManifest((0,oci_digest/* sha256 */.sc)(manifest.bytes), signal))) {
            reportPresent(registries, repository, blobs);
            continue;
        }
        await eachConcurrently(blobs, CONCURRENCY, signal, async (blob, either) => {
            if (await registries.early.brought(repository, blob.descriptor.digest, either))
                return;
            await pushBlob(repository, blob, progressOf(registries, blob), either);
        });
        if (!isRoot)
            await putDocument(repository, [], manifest, signal);
    }
    return 'missing';
}
function reportPresent(registries, repository, blobs) {
    for (const blob of blobs) {
        if (!registries.early.has(repository, blob.descriptor.digest))
            progressOf(registries, blob).finish('already there');
    }
}
/**
 * Begins to push a blob of an image that is not whole yet, and returns at once. It may fail, which nobody hears of: the push of the image
 * tries again.
 *
 * @param target the first repository of its registry that the image goes to: the others mount it from there
 */
function pushEarly(registries, target, blob, signal) {
    registries.early.begin(registries.repository(target), blob, progressOf(registries, blob), signal);
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

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(2206);
;// CONCATENATED MODULE: ./lib/registry/early-pushes.js




/** Number of blobs that are checked, mounted or uploaded at the same time. */
const early_pushes_CONCURRENCY = 6;
/** Milliseconds for which nobody asks again. Registries may remove what no manifest names, though none is known to be so quick. */
const BELIEVED_MS = 10 * 60_000;
/**
 * Blobs that go to a registry while the steps behind them still run. Nobody waits for that, and nobody hears of a failure: the push of the
 * image asks what has come of each blob, and pushes the others as if nothing had been tried. No manifest and no tag is put here.
 *
 * Each request is sent once. After the first that fails, nothing more is tried at that repository: what is wrong will be wrong for the next
 * blob too, and registries lock out those who are denied too often.
 */
class EarlyPushes {
    #pushes = new Map();
    #waiting = new Set();
    #failedAt = new Set();
    #stop = new AbortController();
    #now;
    #running = 0;
    /** @param now milliseconds since the epoch */
    constructor(now) {
        this.#now = now;
    }
    /** Begins to push a blob, unless that was begun before. @param signal stops it */
    begin(repository, blob, progress, signal) {
        const key = keyOf(repository, blob.descriptor.digest);
        if (this.#pushes.has(key))
            return;
        const either = AbortSignal.any([signal, this.#stop.signal]);
        const push = { begin: () => this.#try(push, repository, blob, progress, either) };
        this.#pushes.set(key, push);
        this.#waiting.add(push);
        this.#beginNext();
    }
    /** Whether the repository has the blob, as far as is known now: then its end has been told as progress. */
    has(repository, digest) {
        const seen = this.#pushes.get(keyOf(repository, digest))?.seen;
        return seen !== undefined && this.#now() - seen < BELIEVED_MS;
    }
    /** The same, when the push that runs is over. One that has not begun never will: the caller pushes the blob. */
    async brought(repository, digest, signal) {
        const push = this.#pushes.get(keyOf(repository, digest));
        if (push === undefined)
            return false;
        this.#waiting.delete(push);
        if (push.running !== undefined)
            await (0,abortable/* settledBefore */.Z)(signal, push.running);
        return this.has(repository, digest);
    }
    /** Stops all that still runs, and waits for its end. */
    async close() {
        this.#stop.abort();
        this.#waiting.clear();
        await Promise.all([...this.#pushes.values()].flatMap(({ running }) => running ?? []));
    }
    #beginNext() {
        for (const push of this.#waiting) {
            if (this.#running === early_pushes_CONCURRENCY)
                return;
            this.#waiting.delete(push);
            this.#running += 1;
            push.running = push.begin().finally(() => {
                this.#running -= 1;
                this.#beginNext();
            });
        }
    }
    async #try(push, repository, blob, progress, signal) {
        const place = placeOf(repository);
        if (this.#failedAt.has(place))
            return;
        try {
            signal.throwIfAborted();
            const requests = { once: true, signal };
            const found = await findBlob(repository, blob, progress, requests);
            if (found !== 'present') {
                // Bytes that do not come are no fault of this registry.
                if (!(await blob.ready().catch(() => false)) || this.#failedAt.has(place))
                    return;
                await uploadBlob(repository, blob, found, progress, requests);
            }
            push.seen = this.#now();
        }
        catch (error) {
            if (signal.aborted)
                return;
            // Whatever else it is, such as a file that cannot be read, is no fault of the registry.
            if (error instanceof http_error/* HttpError */.j$ || error instanceof errors/* UserError */.yo)
                this.#failedAt.add(place);
            progress.putOff();
        }
    }
}
function placeOf({ session, name }) {
    return `${session.endpoint.name}/${name}`;
}
function keyOf(repository, digest) {
    return `${placeOf(repository)}@${digest}`;
}

// EXTERNAL MODULE: ./lib/http/host.js
var http_host = __webpack_require__(1868);
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
    /**
     * Whether the repository holds the blob.
     *
     * @param scopes default: those for pulling
     * @param once the first failure counts
     */
    async hasBlob(digest, signal, scopes = this.pullScopes, once) {
        const request = { target: `v2/${this.name}/blobs/${digest}`, scopes, once, signal };
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
var single_flight = __webpack_require__(2209);
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
var decode_or = __webpack_require__(5370);
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
    const { registry, realm, service, scopes, credentials, retry } = request;
    const url = new URL(realm);
    const common = {
        verifyCertificate: needsCertificate(registry, realm),
        secrets: credentials === undefined ? [] : secretsOf(credentials),
        retry,
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
     * @param how with `once`, a token is asked for once, and for this request alone
     * @returns the header's value, or `undefined` for an anonymous request
     * @throws UserError when the token server does not accept the credentials; HttpError when it cannot be reached
     */
    async header(scopes, { once, signal }) {
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
        const retry = once === true ? retry_policy/* NO_RETRY */.PE : retry_policy/* RETRY_REQUIRED */.RX;
        const token = await this.#flights.run(once === true ? `once ${key}` : key, signal, async () => {
            const { realm, service } = scheme;
            const fresh = await fetchToken(this.#http, { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials, retry }, signal);
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
        const base = await this.#findBase(request, async (at) => {
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
            const authorization = own ? await this.#authorizer.header(scopes, request) : undefined;
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
    async #findBase({ once, signal }, greet) {
        this.#base ??= await this.#finding.run(once === true ? 'once' : '', signal, () => findBase(this.endpoint.bases, this.budget(once === true ? retry_policy/* NO_RETRY */.PE : this.#retry), signal, greet));
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
            retry: request.once === true ? retry_policy/* NO_RETRY */.PE : (request.retry ?? this.#retry),
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
    /** What was begun to be pushed before its image was whole. */
    early = new EarlyPushes(() => this.now());
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
    /** Begins to push a blob of an image that is pushed later; see `pushEarly`. */
    pushEarly(target, blob, signal) {
        pushEarly(this.#registries, target, blob, signal);
    }
    /** Stops what `pushEarly` began. */
    close() {
        return this.#registries.early.close();
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
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/json/json-error.js
var json_error = __webpack_require__(681);
// EXTERNAL MODULE: ./lib/json/parse-json.js + 1 modules
var parse_json = __webpack_require__(1289);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
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
var atomic_file = __webpack_require__(229);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(4397);
// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/files/publish.js
var publish = __webpack_require__(9744);
// EXTERNAL MODULE: ./lib/files/write-error.js
var write_error = __webpack_require__(9087);
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
var digest_schema = __webpack_require__(113);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(2256);
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

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
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

// EXTERNAL MODULE: ./lib/json/next-row.js
var next_row = __webpack_require__(7540);
// EXTERNAL MODULE: ./lib/text/encoded-parts.js
var encoded_parts = __webpack_require__(4278);
;// CONCATENATED MODULE: ./lib/layer/compression/group.js
/** Bytes of input in a group, at most. */
const group_GROUP_SIZE = 1024 * 1024;

;// CONCATENATED MODULE: ./lib/layer/compression/hardly-compresses.js

/** Bytes that are looked at, at each of so many places. */
const SAMPLE = (/* unused pure expression or super */ null && (8 * 1024));
const SAMPLES = 4;
/** How far back deflate can point (RFC 1951). */
const hardly_compresses_WINDOW = (/* unused pure expression or super */ null && (32 * 1024));
/** Bits for each byte, from how often each value comes: those of programs and texts are below, those of compressed data near 8. */
const MANY_BITS = 7.5;
/** The part of a sample's size that is left of it when it is deflated. */
const NEARLY_ALL = 0.985;
/**
 * Whether deflate would make a block hardly smaller, as with pictures, archives and random bytes. It depends on nothing but the block's
 * bytes. For nearly all that compresses, a look at one sample is enough to say no.
 */
function hardly_compresses_hardlyCompresses(block) {
    if (block.length < SAMPLE * SAMPLES)
        return false;
    const stride = (block.length - SAMPLE) / (SAMPLES - 1);
    for (let number = 0; number < SAMPLES; number++) {
        const from = Math.floor(number * stride);
        const sample = block.subarray(from, from + SAMPLE);
        if (bitsOfByte(sample) < MANY_BITS)
            return false;
        // What repeats within the window is found too.
        const dictionary = block.subarray(Math.max(0, from - hardly_compresses_WINDOW), from);
        const deflated = deflateRawSync(sample, { level: 1, ...(from > 0 && { dictionary }) });
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

// EXTERNAL MODULE: ./lib/trace/span.js
var trace_span = __webpack_require__(1725);
;// CONCATENATED MODULE: ./lib/layer/compression/ordered-output.js


const NOTHING = Buffer.alloc(0);
/** Blocks are compressed side by side, and reach the sink in the order in which they were begun. */
class ordered_output_OrderedOutput {
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
        return traced('layers: waits', () => 'for the compressor', () => this.#waitUntil(maxInFlight - 1));
    }
    /** Resolves when the sink has all that was begun. */
    async flushed() {
        await this.#waitUntil(0);
    }
    /** As `GroupCompressor` has it. */
    async abandon() {
        this.#fail(new EngineBug('written to after it was abandoned'));
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
const GROUP_BLOCKS = group_GROUP_SIZE / BLOCK_SIZE;
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
class parallel_gzip_ParallelGzip {
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
        const maxInFlight = Math.min(2 * availableParallelism(), MAX_IN_FLIGHT);
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight });
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
        this.#crc = crc32(block, this.#crc);
        this.#size += block.length;
        const done = this.#output.begin(block.length, endsGroup);
        deflateRaw(block, {
            level: this.#level ?? (hardlyCompresses(block) ? STORED : DEFAULT_GZIP_LEVEL),
            // Enough for a block that does not compress, so that one call in the pool does it.
            chunkSize: BLOCK_SIZE + 1024,
            finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
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

;// CONCATENATED MODULE: ./lib/layer/compression/layer-groups.js






/** Inflating one must not take more memory than a few of ours. */
const size = (0,decoder/* refine */.YP)(decoder/* nonNegativeInteger */.dv, (bytes) => bytes <= 16 * group_GROUP_SIZE, 'the size of a group');
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
const AROUND = { gzip: [GZIP_HEADER, GZIP_TRAILER], zstd: [0, 0] };
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

// EXTERNAL MODULE: ./lib/layer/packed-entries.js + 1 modules
var packed_entries = __webpack_require__(3892);
// EXTERNAL MODULE: ./lib/layer/packed/growing-numbers.js
var growing_numbers = __webpack_require__(332);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(9681);
// EXTERNAL MODULE: ./lib/text/path-parts.js
var path_parts = __webpack_require__(371);
;// CONCATENATED MODULE: ./lib/layer/layer-structure.js





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
class layer_structure_LayerStructure {
    #label;
    #maxEntries;
    #entries = new packed_entries/* PackedEntries */.J();
    #paths = this.#entries.paths;
    /** By the number of the path. */
    #marks = new growing_numbers/* GrowingNumbers */.k();
    /** By the number of the path: how many files it had before the present one. */
    #replaced = new growing_numbers/* GrowingNumbers */.k();
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
            throw new errors/* InfraError */.Ri(`${this.#label} has more than ${this.#maxEntries} entries`);
        if (this.#names > MAX_NAMES)
            throw new errors/* InfraError */.Ri(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
    }
    #addParents(entry) {
        for (let path = entry.path; path !== '';) {
            path = (0,path_parts/* parentPath */.yl)(path);
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
        throw new errors/* InfraError */.Ri(`${this.#label} is not a valid layer: ${JSON.stringify((0,byte_name/* displayName */.QC)(path))} ${problem}`);
    }
}
/** A directory that must exist but is not in the layer. */
function impliedDirectory(path) {
    return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}

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
    digested?.((0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')));
    if (index.groups !== undefined)
        yield (0,external_node_zlib_.gzipSync)(`\n${encodeGroups(index.groups)}`, { level: 3 });
}
/** Over all that an index says of its layer: unlike the tree digest, also over times and order. Groups do not count. */
function indexDigest(index) {
    return (0,oci_digest/* digestOfPieces */.Rj)(jsonPieces(index));
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
            return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, (0,oci_digest/* digestHex */.sU)(entry.digest)];
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
        if (entries.length === MAX_LAYER_ENTRIES)
            throw new json_error/* DecodeError */.X(`at most ${MAX_LAYER_ENTRIES} entries`, undefined);
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
            const hash = (0,oci_digest/* digestOfHex */.z9)(hex(row[5]));
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
            await this.#folder.write(this.#folder.index(index.diffId), encodeIndex(index));
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
        return decodeIndex(bytes);
    }
    catch (error) {
        if (error instanceof errors/* InfraError */.Ri)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/files/process-identity.js
var process_identity = __webpack_require__(5821);
;// CONCATENATED MODULE: ./lib/store/leases.js





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
    return leases_write(folder, (0,external_node_path_.basename)(folder.newIngestPath()));
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
    const claim = leases_write(folder, REMOVING + basename(folder.newIngestPath()));
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
    while (known(folder).some(({ identity, removes }) => removes && identity !== (0,process_identity/* ownIdentity */.A)())) {
        await (0,external_node_timers_promises_.setTimeout)(RETRY_MS, undefined, { signal });
    }
}
/** Removes the leases of processes that have ended. */
function removeStaleLeases(folder) {
    known(folder);
}
function leases_write(folder, name) {
    const path = (0,external_node_path_.join)(folder.leases, name);
    try {
        (0,external_node_fs_.writeFileSync)(path, '', { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        throw new errors/* InfraError */.Ri(`cannot use ${folder.root} as the store`, {
            cause: error,
            hint: 'Choose a folder that can be written to with --root.',
        });
    }
    const release = () => {
        try {
            (0,external_node_fs_.rmSync)(path, { force: true });
        }
        catch {
            // The next process that reads the leases sees that this process has ended.
        }
    };
    return { name, release };
}
/** The leases and claims of running processes. All others are removed. */
function known(folder, now = Date.now()) {
    return (0,external_node_fs_.readdirSync)(folder.leases).flatMap((name) => {
        const path = (0,external_node_path_.join)(folder.leases, name);
        const began = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.mtimeMs;
        if (began === undefined)
            return [];
        const removes = name.startsWith(REMOVING);
        const identity = (removes ? name.slice(REMOVING.length) : name).split('.')[0] ?? '';
        const age = now - began;
        if (!(0,process_identity/* hasEnded */.h)(identity) && age <= (removes ? ABANDONED_CLAIM_MS : ABANDONED_MS))
            return [{ name, identity, removes, began }];
        (0,external_node_fs_.rmSync)(path, { force: true });
        return [];
    });
}

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
var make_folders = __webpack_require__(4293);
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
var external_node_events_ = __webpack_require__(8474);
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

;// CONCATENATED MODULE: ./lib/files/find-program.js


/** The usual folders of programs. A user's PATH often lacks those for administrators. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
/**
 * Absolute path of an executable.
 *
 * @param path `:`-separated folders, which are searched first
 */
function findProgram(name, path) {
    for (const folder of [...path.split(':').filter((part) => part.startsWith('/')), ...STANDARD]) {
        const file = (0,external_node_path_.join)(folder, name);
        try {
            (0,external_node_fs_.accessSync)(file, external_node_fs_.constants.X_OK);
            if ((0,external_node_fs_.statSync)(file).isFile())
                return file;
        }
        catch {
            // Not in this folder.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/worker/client/launch.js





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
    const unshare = findProgram('unshare', settings.path);
    if (process.platform !== 'linux' || unshare === undefined) {
        throw new errors/* InfraError */.Ri('RUN steps need Linux and util-linux: `unshare` was not found', {
            hint: 'A Dockerfile without RUN builds anywhere.',
        });
    }
    const rights = settings.rights ?? (await chooseRights(settings));
    // Groups that are not below this process's own cannot be seen from a namespace of control groups.
    const namespaces = [...NAMESPACES, ...(settings.cgroupParent === undefined ? ['--cgroup'] : [])];
    const program = [...FIRST_PROCESS, settings.node, '--max-old-space-size=160', settings.script];
    const sudo = findProgram('sudo', settings.path) ?? 'sudo';
    const [command = '', ...args] = {
        root: [unshare, ...namespaces, ...program],
        sudo: [sudo, '-n', '--', unshare, ...namespaces, ...program],
        'user-namespace': [unshare, ...MAP_USER, ...namespaces, ...program],
    }[rights];
    if (rights === 'user-namespace')
        requireUserNamespaces(settings);
    const child = (0,external_node_child_process_.spawn)(command, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: settings.path, LC_ALL: 'C' },
        cwd: '/',
        detached: true,
    });
    try {
        await (0,external_node_events_.once)(child, 'spawn');
    }
    catch (error) {
        throw new errors/* InfraError */.Ri(`cannot start the worker: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
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
    const sudo = findProgram('sudo', settings.path);
    return sudo !== undefined && (await succeeds(sudo, ['-n', 'true'])) ? 'sudo' : 'user-namespace';
}
function succeeds(program, args) {
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)(program, args, { env: { LC_ALL: 'C' }, timeout: 10_000 }, (error) => resolve(error === null));
    });
}
/** @throws InfraError that names what the machine lacks */
function requireUserNamespaces(settings) {
    const missing = ['newuidmap', 'newgidmap'].filter((name) => findProgram(name, settings.path) === undefined);
    if (missing.length > 0) {
        throw new errors/* InfraError */.Ri(`RUN steps without root need ${missing.join(' and ')}, which this machine lacks`, {
            hint: `Install them (apt-get install uidmap), or let ${settings.userName} use sudo without a password.`,
        });
    }
    for (const file of ['/etc/subuid', '/etc/subgid']) {
        if (hasRange(file, settings))
            continue;
        throw new errors/* InfraError */.Ri(`RUN steps without root need a range of ids: ${file} has no line for ${settings.userName}`, {
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
        return new errors/* InfraError */.Ri(message, {
            hint: 'In a container, run it privileged (--privileged), or at least with CAP_SYS_ADMIN and without seccomp.',
        });
    }
    const closed = [
        ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
        ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
        ['/proc/sys/user/max_user_namespaces', '0'],
    ].find(([file = '', value]) => read(file).trim() === value);
    if (closed === undefined) {
        return new errors/* InfraError */.Ri(message, {
            hint: 'The machine does not let its users make user namespaces. Allow that, or allow sudo without a password.',
        });
    }
    const name = closed[0]?.slice('/proc/sys/'.length).replaceAll('/', '.') ?? '';
    const open = closed[1] === '1' ? '0' : name.endsWith('max_user_namespaces') ? '15000' : '1';
    return new errors/* InfraError */.Ri(message, { hint: `${name} is ${closed[1] ?? ''} here. As root: sysctl -w ${name}=${open}` });
}
function read(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/engine/run-settings.js



/** For the settings on their way to the worker. */
const runSettings = (0,object/* object */.Ik)({
    network: (0,decoder/* oneOf */.yL)('host', 'none'),
    extraHosts: (0,containers/* array */.YO)((0,object/* object */.Ik)({ name: decoder/* string */.Yj, ip: decoder/* string */.Yj })),
    shmSize: (0,object/* optional */.lq)(decoder/* integer */.nd),
    ulimits: (0,containers/* array */.YO)((0,object/* object */.Ik)({ name: decoder/* string */.Yj, soft: decoder/* integer */.nd, hard: decoder/* integer */.nd })),
    hostname: decoder/* string */.Yj,
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

// EXTERNAL MODULE: ./lib/json/union.js
var union = __webpack_require__(6873);
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
        settings: runSettings,
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

;// CONCATENATED MODULE: ./lib/worker/protocol/elf-machines.js
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

// EXTERNAL MODULE: ./lib/worker/protocol/storage-drivers.js
var storage_drivers = __webpack_require__(3512);
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
    settings: runSettings,
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
    architecture: (0,decoder/* oneOf */.yL)(...ARCHITECTURES),
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
        const worker = await launchWorker(this.#settings);
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
                endLeftBehind(worker);
        });
        child.on('close', (code, signal) => {
            child.stdin.destroy();
            this.#deliveries.end();
            const end = `the worker ended unexpectedly (${signal ?? `exit code ${code ?? 0}`})`;
            this.#fail(isReady
                ? new errors/* InfraError */.Ri(stderr.trim() === '' ? end : `${end}: ${stderr.trim()}`)
                : explainSilentEnd(rights, stderr));
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
        if (fetchRuntime === undefined || ['crun', 'runc'].some((name) => findProgram(name, path) !== undefined))
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

// EXTERNAL MODULE: ./lib/layer/compression/node-zstd.js
var node_zstd = __webpack_require__(4308);
;// CONCATENATED MODULE: ./lib/layer/compression/parallel-zstd.js





/**
 * zstd's own default. Measured on 235 MB of node_modules in groups, with the processor's time of gzip -5 as 1: level 1 takes 0.42 for
 * 54.9 MB, 2 0.46 for 52.7, 3 0.5 for 50.0 (gzip: 53.5).
 */
const DEFAULT_ZSTD_LEVEL = 3;
/** Of a group: no frame points further back than its own start. */
const GROUP_WINDOW_LOG = Math.log2(group_GROUP_SIZE);
/** Bytes that a frame has at most beyond its input: a header, and three bytes for each block of 128 KiB. */
const FRAME_OVERHEAD = 4096;
/** Each encoder has its tables, a window, a block of input and one of output in memory: about 5 MiB. */
const MAX_ENCODERS = 6;
/**
 * A zstd frame (RFC 8878) for each group of the input. Frames are made side by side in libuv's thread pool. The output depends only on the
 * input, the level, the cuts, and the version of zstd in Node.
 */
class parallel_zstd_ParallelZstd {
    #onBlock;
    #level;
    #output;
    #encoders = new Set();
    #idle = [];
    #maxEncoders = Math.min(availableParallelism() + 1, MAX_ENCODERS);
    /** No encoder is free for them. */
    #waiting = [];
    #spare = [];
    #block = Buffer.allocUnsafe(GROUP_SIZE);
    #filled = 0;
    #isEmpty = true;
    /**
     * @param sink takes the output in order, synchronously; what it throws is thrown by the next call
     * @throws EngineBug where Node has no zstd
     */
    constructor(sink, { level, onBlock, onGroup } = {}) {
        this.#onBlock = onBlock;
        this.#level = level ?? DEFAULT_ZSTD_LEVEL;
        this.#output = new OrderedOutput({ sink, onGroup, maxInFlight: this.#maxEncoders + 1 });
    }
    write(chunk) {
        this.#output.check();
        for (let at = 0; at < chunk.length;) {
            const count = Math.min(GROUP_SIZE - this.#filled, chunk.length - at);
            this.#block.set(count === chunk.length ? chunk : chunk.subarray(at, at + count), this.#filled);
            this.#filled += count;
            at += count;
            if (this.#filled === GROUP_SIZE)
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
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafe(GROUP_SIZE);
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
        if (nodeZstd === undefined)
            throw new EngineBug('this Node.js has no zstd');
        this.#stream = nodeZstd.createZstdCompress({
            chunkSize: GROUP_SIZE + FRAME_OVERHEAD,
            // A frame is read when it is whole.
            readableHighWaterMark: 2 * (GROUP_SIZE + FRAME_OVERHEAD),
            params: { [ZSTD_LEVEL]: level, [ZSTD_WINDOW_LOG]: GROUP_WINDOW_LOG },
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
        this.#stream.flush(ZSTD_END, () => {
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
function group_compressor_groupCompressor(format, sink, options) {
    return format === 'zstd' ? new ParallelZstd(sink, options) : new ParallelGzip(sink, options);
}

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
    return { message, attachments: [...previous.map(encodeIndex), ...secrets] };
}
function wireIngest({ blobFile, indexFile }, cacheOnly) {
    return { blobFile, indexFile, format: formatFor(cacheOnly) };
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
        const attachments = [encodeIndex(index)];
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

;// CONCATENATED MODULE: ./lib/worker/protocol/binfmt-name.js
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

;// CONCATENATED MODULE: ./lib/worker/client/emulation/binfmt-entries.js


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
        const isMounted = (0,external_node_fs_.readFileSync)(mounts, 'latin1')
            .split('\n')
            .some((line) => {
            const [, target, type] = line.split(' ');
            return target === folder && type === 'binfmt_misc';
        });
        if (!isMounted)
            return undefined;
        return (0,external_node_fs_.readdirSync)(folder).flatMap((name) => name === 'register' || name === 'status' ? [] : (readEntry(folder, name) ?? []));
    }
    catch {
        return undefined;
    }
}
/** `undefined` also for an entry that is removed meanwhile. */
function readEntry(folder, name) {
    try {
        return parseEntry(name, (0,external_node_fs_.readFileSync)(`${folder}/${name}`, 'latin1'));
    }
    catch {
        return undefined;
    }
}
/** Whether builds of ours have registered emulators here: builds that run, or that were killed. */
function hasLeftEmulators() {
    return readEntries()?.some(({ name }) => ownerOf(name) !== undefined) ?? false;
}

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

;// CONCATENATED MODULE: ./lib/store/image-contents.js





/**
 * The image for `platform` behind a manifest or index.
 *
 * @throws UserError when there is no image for the platform; InfraError when a document is missing or damaged
 */
async function readImage(content, target, platform) {
    let descriptor = target;
    for (let depth = 0; depth < oci_manifest/* MAX_INDEX_DEPTH */.yM; depth++) {
        const document = (0,oci_manifest/* parseManifest */.Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            const { manifest } = document;
            const config = image_config_parseImageConfig(await content.read(manifest.config, image_config_MAX_CONFIG_SIZE));
            return { descriptor, manifest, config };
        }
        const selected = (0,oci_manifest/* selectPlatform */.md)(document.index, platform);
        if (selected === undefined)
            throw new errors/* UserError */.yo(`the image has nothing for platform ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`);
        descriptor = selected;
    }
    throw new errors/* InfraError */.Ri(`the index ${target.digest} is nested too deeply`);
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
        if (depth > MAX_INDEX_DEPTH)
            throw new InfraError(`the index ${target.digest} is nested too deeply`);
        const document = parseManifest(await content.read(descriptor), descriptor.mediaType);
        blobs.set(descriptor.digest, descriptor);
        if (document.kind === 'index') {
            for (const child of document.index.manifests) {
                if (isWanted(child, only) && (await content.has(child.digest)))
                    await add(child, depth + 1);
            }
            return;
        }
        if (namesImage(descriptor))
            manifests.push(document.manifest);
        for (const blob of [document.manifest.config, ...document.manifest.layers])
            blobs.set(blob.digest, blob);
    };
    await add(target, 0);
    return { blobs: [...blobs.values()], manifests };
}
function isWanted(child, only) {
    return only === undefined || isIndexType(child.mediaType) || only.has(attestedImage(child) ?? child.digest);
}
/** Diff ids of the layers, lowest first. @throws InfraError when the config is missing or damaged */
async function diffIdsOf(content, manifest) {
    return parseImageConfig(await content.read(manifest.config, MAX_CONFIG_SIZE)).rootfs.diff_ids;
}

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
        const { descriptor, manifest, config } = await readImage(this.#content, stored.target, platform);
        const name = (0,oci_reference/* formatReference */.FH)(reference);
        return { name, digest: descriptor.digest, config, layers: imageLayers(name, manifest, config) };
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
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./lib/layer/hard-links.js

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
                throw new errors/* InfraError */.Ri('the hard links of a layer lead in a circle');
            passed.push(end);
            end = target;
        }
        // Stored, so that a long chain is not followed again for each of its links.
        for (const name of passed)
            this.#targets.set(name, end);
        return end;
    }
}

// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(7262);
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
        this.#links = new HardLinks(entries.ofType('hardlink'));
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
        return { layer: -1, entry: impliedDirectory(path), through };
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

;// CONCATENATED MODULE: ./lib/layer/file-digest.js


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
            this.#hex = (0,external_node_crypto_.hash)('sha256', chunk, 'hex');
        else
            (this.#hash ??= (0,external_node_crypto_.createHash)('sha256')).update(chunk);
        this.seen += chunk.length;
    }
    digest() {
        return (0,oci_digest/* digestOfHex */.z9)(this.#hash?.digest('hex') ?? this.#hex ?? EMPTY);
    }
}
/** The entry of a file that was read. No spread: with it, V8 gives each of many thousand entries its own hidden class. */
function digestedFile(file, digest) {
    const { path, mode, uid, gid, mtime, xattrs, size } = file;
    if (xattrs === undefined)
        return { type: 'file', path, mode, uid, gid, mtime, size, digest };
    return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest };
}
const EMPTY = (0,external_node_crypto_.hash)('sha256', '', 'hex');

// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var compression_decompress = __webpack_require__(5656);
// EXTERNAL MODULE: ./lib/text/resolve-path.js
var resolve_path = __webpack_require__(8091);
// EXTERNAL MODULE: ./lib/layer/tar/tar-block.js
var tar_block = __webpack_require__(8282);
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

;// CONCATENATED MODULE: ./lib/layer/tar/whiteout.js
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
        if (path.includes(AUFS_PREFIX) || name.startsWith(WHITEOUT_PREFIX)) {
            if (name === OPAQUE_MARKER)
                return { kind: 'opaque', path: (0,path_parts/* parentPath */.yl)(path) };
            if (path.startsWith(AUFS_PREFIX) || path.includes(`/${AUFS_PREFIX}`))
                return IGNORED;
            if (name.startsWith(WHITEOUT_PREFIX))
                return { kind: 'entry', entry: whiteout(path, name) };
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
function whiteout(path, name) {
    const removed = name.slice(WHITEOUT_PREFIX.length);
    // `.wh...` would remove the directory's parent.
    if (removed === '' || removed === '.' || removed === '..') {
        throw new tar_block/* InvalidTar */.ZV(`${JSON.stringify(path)} is no proper whiteout`);
    }
    const parent = (0,path_parts/* parentPath */.yl)(path);
    return { type: 'whiteout', path: parent === '' ? removed : `${parent}/${removed}` };
}

// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 3 modules
var tar_reader = __webpack_require__(591);
;// CONCATENATED MODULE: ./lib/layer/select-contents.js






/** Bytes of the blob at a time. */
const select_contents_CHUNK = 256 * 1024;
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
    const reader = new tar_reader/* TarReader */.R(selection, label);
    const source = (0,external_node_fs_.createReadStream)(blobFile, { highWaterMark: select_contents_CHUNK });
    const chunks = (0,compression_decompress/* decompress */.mF)(source, { label, signal: options.signal });
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
                throw new errors/* InfraError */.Ri(`${label} ends in the middle of a file`);
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
            throw new errors/* InfraError */.Ri(`${label} does not hold ${JSON.stringify((0,byte_name/* displayName */.QC)(missing))}`);
        }
    }
    finally {
        await chunks.return();
    }
}
/** Queues what the tar has of the wanted files. */
class Selection {
    #entries = new LayerEntries('layer');
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

;// CONCATENATED MODULE: ./lib/layer/stack-source.js




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
        for await (const content of selectContents(blobFile, wanted.keys(), options)) {
            const { file, names } = wanted.get(content.path) ?? notAsked(content.path);
            const [first, ...others] = names;
            if (first === undefined)
                continue;
            const data = stack_source_checked(content, file);
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
    throw new errors/* EngineBug */.Bp(`${JSON.stringify((0,byte_name/* displayName */.QC)(path))} is no regular file of the stack`);
}
/** Calls `answer` at once. If it throws, the promise is rejected. */
function settled(answer) {
    return new Promise((resolve) => resolve(answer()));
}
/** The content, compared with the index while it is read: blob and index may come from different caches. */
async function* stack_source_checked(content, file) {
    const digest = new FileDigest(file.size);
    for await (const chunk of content.data) {
        digest.update(chunk);
        yield chunk;
    }
    if (content.size !== file.size || digest.digest() !== file.digest) {
        throw new errors/* InfraError */.Ri(`${JSON.stringify((0,byte_name/* displayName */.QC)(file.path))} in a layer's blob is not what the layer's index says`);
    }
}

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
    const stack = LayerStack.of(indexes);
    const found = new Map(machines.map((qemu) => [findIn(stack, qemu, (0,oci_reference/* formatReference */.FH)(reference)), qemu]));
    const source = new StackSource(image.name, stack, (number) => {
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
            const { qemu } = ELF_MACHINES[architecture];
            const file = here.get(architecture) ?? taken?.files.get(qemu) ?? '';
            const { digest, version } = await readEmulator(file, signal);
            this.#words.set(architecture, version === undefined ? `qemu-${qemu}` : `qemu-${qemu} ${version}`);
            const keepsArgv0 = understandsArgv0(version) || (taken?.files.has(qemu) === true && taken.keepArgv0);
            found.push({ architecture, file, digest, keepsArgv0 });
        }
        return found;
    }
    #onMachine(architecture) {
        const found = findProgram(`qemu-${ELF_MACHINES[architecture].qemu}-static`, this.#parts.path);
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
        const machines = architectures.map((each) => ELF_MACHINES[each].qemu);
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

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 10 modules
var http_client = __webpack_require__(6080);
// EXTERNAL MODULE: ./lib/cache/pack/packed-path.js
var packed_path = __webpack_require__(7674);
;// CONCATENATED MODULE: ./lib/engine/layers-lost.js

/**
 * A layer of an earlier build cannot be fetched from anywhere any more. This ends a pass over the plan. In the next pass the step
 * is a miss and makes the layer again.
 */
class LayersLost extends errors/* InfraError */.Ri {
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

;// CONCATENATED MODULE: ./lib/layer/compression/blob-file.js




/** A blob's file, hashed while it is written. */
class blob_file_BlobFile {
    #fd;
    #path;
    #hash = createHash('sha256');
    #size = 0;
    #closed = false;
    constructor(path) {
        this.#path = path;
        this.#fd = openSync(path, 'w', 0o600);
    }
    write(chunk) {
        this.#hash.update(chunk);
        this.#size += chunk.length;
        try {
            for (let at = 0; at < chunk.length;)
                at += writeSync(this.#fd, chunk, at);
        }
        catch (error) {
            throw diskError(error, 'write the layer', this.#path);
        }
    }
    finish() {
        this.close();
        return { digest: digestOfHex(this.#hash.digest('hex')), size: this.#size };
    }
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        closeSync(this.#fd);
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/compress.js







/**
 * Compresses `source`. The result depends on the input, the kind, the level, the groups, and for zstd on the version of the compressor.
 *
 * @param groups bytes of the input in each group that it is to be cut into; absent: it is not cut. zstd with a level, or by another program,
 *   is never cut.
 * @throws InfraError if there is nothing that makes zstd; what `source` throws
 */
async function* compress_compress(source, { kind, level }, signal, groups) {
    switch (kind) {
        case 'uncompressed':
            return yield* source;
        case 'gzip':
            return yield* inGroups(source, kind, level, groups);
        case 'zstd': {
            if (nodeZstd === undefined)
                return yield* throughProgram(source, level, signal);
            if (groups !== undefined && level === undefined)
                return yield* inGroups(source, kind, level, groups);
            const params = level === undefined ? {} : { params: { [ZSTD_LEVEL]: level } };
            return yield* throughStream(source, nodeZstd.createZstdCompress(params), signal);
        }
    }
}
/**
 * Checks before a build that its layers can be compressed at its end.
 *
 * @throws InfraError if there is nothing that makes zstd
 */
async function checkCompressor({ kind }) {
    if (kind !== 'zstd' || nodeZstd !== undefined)
        return;
    const program = spawn(PROGRAM, ['--version'], { stdio: 'ignore' });
    await once(program, 'close').catch((error) => {
        throw noZstd(error);
    });
}
const PROGRAM = 'zstd';
function noZstd(cause) {
    return new InfraError('compression=zstd needs Node.js 22.15 or newer, or the program zstd', {
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
    const compressor = groupCompressor(format, (chunk) => ready.push(chunk), {
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
    const feeding = pipeline(feedOf(source), transform, { signal });
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
    return Readable.from(source, { objectMode: true, highWaterMark: 2 });
}
/** zstd 20 to 22 are behind a flag, since they need much memory. */
const LAST_PLAIN_LEVEL = 19;
async function* throughProgram(source, level, signal) {
    const ultra = level !== undefined && level > LAST_PLAIN_LEVEL ? ['--ultra'] : [];
    // Level 0 means the default, which the program does not take as a number.
    const flags = level === undefined || level === 0 ? [] : [...ultra, `-${level}`];
    const child = spawn(PROGRAM, ['--quiet', '--stdout', ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
    try {
        await once(child, 'spawn');
    }
    catch (error) {
        throw noZstd(error);
    }
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(0, 500)));
    const exited = new Promise((resolve) => child.on('close', resolve));
    const feeding = pipeline(feedOf(source), child.stdin, { signal }).then(() => undefined, (error) => {
        child.kill('SIGKILL');
        return { error };
    });
    try {
        for await (const chunk of child.stdout)
            yield chunk;
        const code = await exited;
        const failure = await feeding;
        // If the program stopped reading, its exit code says why.
        if (failure !== undefined && errorCode(failure.error) !== 'EPIPE')
            throw failure.error;
        if (code !== 0)
            throw new InfraError(`zstd failed: ${complaint.trim()}`);
    }
    finally {
        child.kill('SIGKILL');
    }
}

;// CONCATENATED MODULE: ./lib/layer/compression/recompress.js








const MEDIA_TYPES = { gzip: media_types/* OCI_LAYER_GZIP */.BQ, zstd: media_types/* OCI_LAYER_ZSTD */.aH, uncompressed: media_types/* OCI_LAYER */.QP };
/** Bytes of the blob at a time. */
const recompress_CHUNK = (/* unused pure expression or super */ null && (256 * 1024));
/** How a layer is compressed, by its media type. */
function kindOfLayer(mediaType) {
    const type = (0,media_types/* ociLayerType */.BJ)(mediaType);
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
    const diff = createHash('sha256');
    let uncompressedSize = 0;
    async function* tar() {
        const source = createReadStream(blobFile, { highWaterMark: recompress_CHUNK });
        for await (const chunk of decompress(source, { label, signal })) {
            diff.update(chunk);
            uncompressedSize += chunk.length;
            yield chunk;
        }
    }
    const target = new BlobFile(file);
    try {
        const groups = layer.groups?.groups.map(({ size }) => size);
        for await (const chunk of compress(tar(), compression, signal, groups))
            target.write(chunk);
    }
    finally {
        target.close();
    }
    if (diffIdOfHex(diff.digest('hex')) !== layer.diffId)
        throw new InfraError(`${label} is damaged in the store`);
    return { blob: { mediaType: MEDIA_TYPES[compression.kind], ...target.finish() }, uncompressedSize };
}

;// CONCATENATED MODULE: ./lib/layer/index-builder.js


/** Makes a layer's index: its structure, and the digest of each file. */
class IndexBuilder {
    #structure;
    #file;
    /** @param label how errors name the layer */
    constructor(label) {
        this.#structure = new layer_structure_LayerStructure(label);
    }
    /** @throws InfraError when the entry is not valid at its path */
    entry(entry) {
        this.#structure.enter(entry);
        if (entry.type === 'file')
            this.#file = { entry, digest: new FileDigest(entry.size) };
    }
    data(chunk) {
        this.#file?.digest.update(chunk);
    }
    end() {
        if (this.#file === undefined)
            return;
        const { entry, digest } = this.#file;
        this.#file = undefined;
        this.#structure.put(digestedFile(entry, digest.digest()));
    }
    opaque(path) {
        this.#structure.opaque(path);
    }
    /** @throws InfraError for a layer that is not valid as a whole */
    finish() {
        return this.#structure.finish();
    }
}

;// CONCATENATED MODULE: ./lib/layer/tree-digest.js





const tree_digest_VERSION = 'layer-tree/1';
/**
 * Identifies what a layer contains, without the order and the mtimes of its tar: sha256 over the entries, sorted by path, each field with
 * its length in front. It makes no difference which of several hard links is the file in the tar.
 *
 * @throws InfraError when hard links form a circle
 */
function treeDigest(entries) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let text = field(tree_digest_VERSION);
    const canonical = canonicalLinks(entries);
    for (const entry of packed_entries/* PackedEntries */.J.of(entries).sorted()) {
        text += canonicalEntry(canonical(entry));
        if (text.length > FLUSH) {
            // UTF-16: invalid bytes in names are encoded as lone surrogates, which UTF-8 does not have.
            hash.update(text, 'utf16le');
            text = '';
        }
    }
    return (0,identity/* treeDigestOfHex */.Lt)(hash.update(text, 'utf16le').digest('hex'));
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
            return (0,errors/* unreachable */.HB)(entry);
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
    const links = new HardLinks(entries);
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
    return { entries, diffId, treeDigest: treeDigest(entries), ...(repeats.size === 0 ? {} : { repeats }) };
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
    for await (const chunk of (0,compression_decompress/* decompress */.mF)(checked.bytes(), { label, signal: options.signal })) {
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
        this.#entries = new LayerEntries(label);
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

;// CONCATENATED MODULE: ./lib/layer/layer.js

/** Whether a step made the layer. Keys know a base's layer by its diff id. */
function isMade({ contentId, diffId }) {
    return contentId !== (0,identity/* contentIdOfBase */.p9)(diffId);
}

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
    return index === undefined || indexDigest(index) === indexDigest(found) ? undefined : 'index';
}
function hasTree({ entries }, { contentId }) {
    try {
        return (0,identity/* contentIdOfTree */.OB)(treeDigest(entries)) === contentId;
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
        if (isKnown() || (await this.isHere(layer)))
            return true;
        await this.#details?.ready();
        return isKnown() || this.#details?.has(packed_path/* packedPath */.e3.blob(digest)) === true;
    }
    /** Whether the whole blob is here. A record may name a size that the blob does not have: that is another one. */
    async isHere({ blob }) {
        return (await this.#content.size(blob.digest)) === blob.size;
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
        if (isMade(layer) && isZstd(layer) && !(await (0,compression_decompress/* readsZstd */.B0)()))
            throw this.#unreadable(layer);
        if (!(await this.isHere(layer)))
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
        return new LayersLost(layer);
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
        return (await this.#details?.bring(packed_path/* packedPath */.e3.blob(layer.blob.digest))) === true && (await this.isHere(layer));
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
        if (await this.isHere(layer))
            return true;
        const { digest } = layer.blob;
        if (this.#opens.has(digest) || this.#sources.has(digest))
            return false;
        return (await this.#isBrought(layer)) || (await this.#remake(layer, signal));
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
        throw new LayersLost(layer);
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
        const format = kindOfLayer(layer.blob.mediaType);
        if (format !== 'gzip' && formatFor(true) !== format)
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
    return kindOfLayer(blob.mediaType) === 'zstd';
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
    const lease = takeLease(folder);
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
        beforeStart: (signal) => untilNothingIsRemoved(folder, signal),
        fetchRuntime: (signal) => runtimeFor(host, sink, signal),
        hasLeftEmulators: hasLeftEmulators,
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
            const pushesStopped = registry.close();
            try {
                await runner.close();
                await pushesStopped;
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

/***/ 7613:
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
    /** Nothing moves any more, and what has moved is to move again. */
    putOff() {
        if (this.#done > 0)
            this.#report(0);
        this.#done = 0;
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

/***/ 2209:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ SingleFlight)
/* harmony export */ });
/* harmony import */ var _abortable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2206);

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

/***/ 7674:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SZ: () => (/* binding */ isPackedPath),
/* harmony export */   e3: () => (/* binding */ packedPath),
/* harmony export */   ho: () => (/* binding */ PACKED_PATH),
/* harmony export */   mO: () => (/* binding */ isDetail),
/* harmony export */   p1: () => (/* binding */ packedKind)
/* harmony export */ });
/* harmony import */ var _files_root_folder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(920);
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

/***/ 7540:
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

/***/ 3892:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ PackedEntries)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/layer/packed/byte-pieces.js
var byte_pieces = __webpack_require__(820);
// EXTERNAL MODULE: ./lib/layer/packed/growing-numbers.js
var growing_numbers = __webpack_require__(332);
// EXTERNAL MODULE: ./lib/layer/packed/packed-text.js
var packed_text = __webpack_require__(5622);
;// CONCATENATED MODULE: ./lib/layer/entry-bodies.js





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
    #bytes = new byte_pieces/* BytePieces */.k();
    #starts = new growing_numbers/* GrowingNumbers */.k();
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
        const { buffer, offset } = this.#bytes.room(FIXED + (0,packed_text/* textRoom */.Dt)(target));
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
            return (0,packed_text/* writeText */.x3)(buffer, at, entry.target);
        at = (0,packed_text/* writeNumber */.zv)(buffer, at, this.#numberOf(entry));
        at = (0,packed_text/* writeNumber */.zv)(buffer, at, Math.abs(entry.mtime));
        switch (entry.type) {
            case 'file':
                at = (0,packed_text/* writeNumber */.zv)(buffer, at, entry.size);
                if ('digest' in entry)
                    at += buffer.write((0,oci_digest/* digestHex */.sU)(entry.digest), at, 'hex');
                return at;
            case 'symlink':
                return (0,packed_text/* writeText */.x3)(buffer, at, entry.target);
            case 'char':
            case 'block':
                return (0,packed_text/* writeNumber */.zv)(buffer, (0,packed_text/* writeNumber */.zv)(buffer, at, entry.major), entry.minor);
            case 'directory':
            case 'fifo':
                return at;
            default:
                return (0,errors/* unreachable */.HB)(entry);
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
            return { type, path, target: (0,packed_text/* readText */.yR)(buffer, at) };
        const known = (0,packed_text/* readNumber */.kz)(buffer, at);
        at += (0,packed_text/* numberLength */.Q3)(known);
        const { mode, uid, gid, xattrs } = this.#metadata[known] ?? NONE;
        const time = (0,packed_text/* readNumber */.kz)(buffer, at);
        at += (0,packed_text/* numberLength */.Q3)(time);
        const mtime = (flags & NEGATIVE_TIME) === 0 ? time : -time;
        if (type === 'file') {
            const size = (0,packed_text/* readNumber */.kz)(buffer, at);
            at += (0,packed_text/* numberLength */.Q3)(size);
            // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
            if ((flags & HAS_DIGEST) === 0) {
                if (xattrs === undefined)
                    return { type, path, mode, uid, gid, mtime, size };
                return { type, path, mode, uid, gid, mtime, xattrs, size };
            }
            const digest = (0,oci_digest/* digestOfHex */.z9)(buffer.toString('hex', at, at + DIGEST));
            if (xattrs === undefined)
                return { type, path, mode, uid, gid, mtime, size, digest };
            return { type, path, mode, uid, gid, mtime, xattrs, size, digest };
        }
        const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
        switch (type) {
            case 'directory':
                return { type, ...metadata, ...((flags & OPAQUE) !== 0 && { opaque: true }) };
            case 'symlink':
                return { type, ...metadata, target: (0,packed_text/* readText */.yR)(buffer, at) };
            case 'char':
            case 'block': {
                const major = (0,packed_text/* readNumber */.kz)(buffer, at);
                return { type, ...metadata, major, minor: (0,packed_text/* readNumber */.kz)(buffer, at + (0,packed_text/* numberLength */.Q3)(major)) };
            }
            case 'fifo':
                return { type, ...metadata };
            default:
                return (0,errors/* unreachable */.HB)(type);
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

// EXTERNAL MODULE: ./lib/layer/packed/path-table.js
var path_table = __webpack_require__(7262);
;// CONCATENATED MODULE: ./lib/layer/packed-entries.js



/**
 * A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`.
 * They are made again when they are asked for, so that two answers are never the same object.
 */
class PackedEntries {
    #paths;
    #bodies = new EntryBodies();
    /** The path of each entry, and for each path the entry's number + 1: 0 where there is none any more. */
    #pathOf = new growing_numbers/* GrowingNumbers */.k();
    #entryAt = new growing_numbers/* GrowingNumbers */.k();
    #length = 0;
    #children;
    /** @param paths may have more paths than there are entries */
    constructor(paths = new path_table/* PathTable */.m()) {
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

/***/ 820:
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

/***/ 332:
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

/***/ 5622:
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

/***/ 7262:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ ROOT),
/* harmony export */   m: () => (/* binding */ PathTable)
/* harmony export */ });
/* harmony import */ var _text_code_unit_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2256);
/* harmony import */ var _byte_pieces_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(820);
/* harmony import */ var _growing_numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(332);
/* harmony import */ var _packed_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5622);




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

/***/ 4360:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ MANIFEST_MEDIA_TYPES),
/* harmony export */   A1: () => (/* binding */ parseIndex),
/* harmony export */   L7: () => (/* binding */ MAX_MANIFEST_SIZE),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   mS: () => (/* binding */ offeredPlatforms),
/* harmony export */   md: () => (/* binding */ selectPlatform),
/* harmony export */   yM: () => (/* binding */ MAX_INDEX_DEPTH)
/* harmony export */ });
/* unused harmony exports attestedImage, namesImage */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8539);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1466);
/* harmony import */ var _json_document_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3525);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(139);
/* harmony import */ var _media_types_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(261);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9587);
/* harmony import */ var _digest_schema_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(113);








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

/***/ 261:
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
/* harmony export */   sG: () => (/* binding */ layerMediaType)
/* harmony export */ });
/* unused harmony export dockerLayerType */
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1466);

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

/***/ 4278:
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

/***/ 371:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   yl: () => (/* binding */ parentPath)
/* harmony export */ });
/* unused harmony export goCleanPath */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);

/** Directory of `path`: `a/b` → `a`, `a` → `''` */
function parentPath(path) {
    const slash = path.lastIndexOf('/');
    return slash < 0 ? '' : path.slice(0, slash);
}
/** Last component of `path`. */
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** As Go's path.Clean: without `.`, `..` after a name, doubled slashes, and a slash at the end. */
function goCleanPath(path) {
    const normal = posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}


/***/ }),

/***/ 8091:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bh: () => (/* binding */ resolvePathSync),
/* harmony export */   p1: () => (/* binding */ TooManyLinks)
/* harmony export */ });
/* unused harmony export resolvePath */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _byte_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9681);


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
