export const id = 4511;
export const ids = [4511];
export const modules = {

/***/ 48474:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ openSigner)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./lib/signing/load-sigstore.js


/** @param workerEntry dist/worker/index.js, whose neighbour is loaded; absolute */
function sigstoreBeside(workerEntry) {
    const bundle = (0,external_node_url_.pathToFileURL)(external_node_path_.join(external_node_path_.dirname(workerEntry), '../sigstore/index.js')).href;
    return async () => (await import(/* webpackIgnore: true */ bundle));
}

// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/options/process/signing-environment.js
var signing_environment = __webpack_require__(61404);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/attestation/attestation-manifest.js
var attestation_manifest = __webpack_require__(94604);
;// CONCATENATED MODULE: ./lib/attestation/signature-manifest.js


const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/**
 * A signed statement as a referrer, in the form that cosign and `gh attestation verify` look for (sigstore/cosign
 * `specs/BUNDLE_SPEC.md`).
 *
 * @param subject the manifest or index that the statement is about
 * @param bundle of Sigstore, as JSON
 * @param predicateType of the statement in it
 */
function signatureManifest({ mediaType, digest, size }, bundle, predicateType, created) {
    const annotations = {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': predicateType,
        'org.opencontainers.image.created': created.toISOString(),
    };
    const blob = { bytes: bundle, descriptor: (0,attestation_manifest/* descriptorOf */.nb)(BUNDLE, bundle) };
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: media_types/* OCI_MANIFEST */.EG,
        artifactType: BUNDLE,
        config: attestation_manifest/* EMPTY */.wg.descriptor,
        layers: [blob.descriptor],
        subject: { mediaType, digest, size },
        annotations,
    }));
    const descriptor = { ...(0,attestation_manifest/* descriptorOf */.nb)(media_types/* OCI_MANIFEST */.EG, manifest), annotations };
    return {
        manifest,
        descriptor,
        listed: { ...descriptor, artifactType: BUNDLE },
        config: attestation_manifest/* EMPTY */.wg.bytes,
        statements: [blob],
        subject: digest,
    };
}

// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/async/time-budget.js
var time_budget = __webpack_require__(66701);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
;// CONCATENATED MODULE: ./lib/signing/archive-signature.js


/**
 * Gives a signature to GitHub, which lists it among the attestations of the repository.
 *
 * @param bundle as JSON
 * @throws HttpError, with status 403 or 404 if the token lacks the permission `attestations: write`
 */
async function archiveSignature({ api, repository, token }, bundle, http, signal) {
    const request = {
        method: 'POST',
        url: new URL(`${api.replace(/\/$/, '')}/repos/${repository}/attestations`),
        headers: {
            accept: 'application/vnd.github+json',
            'content-type': 'application/json',
            'x-github-api-version': '2022-11-28',
        },
        authorization: `Bearer ${token}`,
        body: (0,request_body/* bytesBody */.EB)(Buffer.concat([Buffer.from('{"bundle":'), bundle, Buffer.from('}')])),
        secrets: [token],
        retry: retry_policy/* RETRY_SIGNING */.Nw,
        signal,
    };
    await http.send(request, async (response) => {
        if (response.status !== 201 && response.status !== 200)
            throw await http.failure(response, request);
        await response.discard();
    });
}

// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/signing/identity-token.js






/** Bytes. */
const MAX_SIZE = 64 * 1024;
/** For whom the token is: Fulcio takes no other. */
const AUDIENCE = 'sigstore';
const answer = (0,object/* object */.Ik)({ value: decoder/* string */.Yj });
const claims = (0,object/* object */.Ik)({ repository_visibility: (0,object/* ifValid */.S6)(decoder/* string */.Yj) });
/** A token that says who signs. @throws HttpError when the runner's service does not give one */
async function identityToken(source, http, signal) {
    if (source.kind === 'given')
        return source.token;
    const url = new URL(source.url);
    url.searchParams.set('audience', AUDIENCE);
    const request = {
        method: 'GET',
        url,
        headers: { accept: 'application/json' },
        authorization: `Bearer ${source.requestToken}`,
        secrets: [source.requestToken],
        retry: retry_policy/* RETRY_SIGNING */.Nw,
        signal,
    };
    return await http.send(request, async (response) => {
        if (response.status !== 200)
            throw await http.failure(response, request);
        const token = (0,decode_or/* parseOrUndefined */.x9)(answer, await (0,read_body/* readBody */.x)(response, MAX_SIZE), MAX_SIZE)?.value ?? '';
        if (!isToken(token)) {
            // Without a cause: its message could quote the token.
            throw new http_error/* HttpError */.j$(`${url.host} gave no valid token`, { retryable: false, url });
        }
        return token;
    });
}
/** Three parts in base64url (RFC 7519): only its form. Fulcio checks what it says. */
function isToken(text) {
    return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}
/** Whether anybody may see the repository: `public`, `private` or `internal`; `undefined` if the token does not say. */
function visibilityIn(token) {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    return (0,decode_or/* parseOrUndefined */.x9)(claims, payload, MAX_SIZE)?.repository_visibility;
}

// EXTERNAL MODULE: ./lib/signing/signing-services.js
var signing_services = __webpack_require__(31117);
;// CONCATENATED MODULE: ./lib/app/attesting/image-signer.js









const BOUNDS = { callMs: 30_000, totalMs: 60_000 };
/** Signs statements by Sigstore: with a key for each that is forgotten at once, and a certificate that says who signed. */
class ImageSigner {
    #parts;
    #identity;
    #made = new Map();
    /** @throws UserError when nothing here says who signs, or the address of a service is none */
    constructor(parts) {
        this.#parts = parts;
        this.#identity = requireIdentity(parts.settings);
        (0,signing_services/* checkServices */.RP)(parts.settings.services);
    }
    /** @throws InfraError when a service does not do its part, with nothing of a token in it */
    async sign(statements) {
        if (statements.length === 0)
            return [];
        const { settings, http, signal, bounds = BOUNDS } = this.#parts;
        let token = '';
        let services;
        try {
            return await budget(bounds.totalMs).spend(signal, async (bounded) => {
                token = await identityToken(this.#identity, http, bounded);
                settings.mask?.(token);
                const by = (0,signing_services/* servicesFor */.kP)(settings, visibilityIn(token));
                services = by;
                return await Promise.all(statements.map((statement) => this.#signOne(statement, token, by, bounded)));
            });
        }
        catch (error) {
            signal.throwIfAborted();
            throw failed(withoutToken(error, token), services);
        }
    }
    /** Also gives signatures to GitHub, which lists them in the repository. The image has them anyway: a failure is a warning. */
    async archive(signatures) {
        const { settings, http, sink, signal, bounds = BOUNDS } = this.#parts;
        if (settings.archive === undefined || signatures.length === 0)
            return;
        const { archive } = settings;
        const bundles = signatures.flatMap(({ statements }) => statements.map(({ bytes }) => bytes));
        try {
            await budget(bounds.callMs).spend(signal, async (bounded) => {
                for (const bundle of bundles)
                    await archiveSignature(archive, bundle, http, bounded);
            });
        }
        catch (error) {
            signal.throwIfAborted();
            const status = (0,http_error/* statusOf */.c2)(error);
            const denied = status === 401 || status === 403 || status === 404;
            const remedy = denied ? '; the job needs "permissions: attestations: write"' : '';
            sink({
                type: 'warning',
                message: `The signature is in the registry, but not among the attestations of the repository: ${(0,errors/* messageOf */.bD)(error)}${remedy}`,
            });
        }
    }
    async #signOne({ subject, statement }, token, services, signal) {
        const { loadSigstore, sink, bounds = BOUNDS } = this.#parts;
        const bytes = Buffer.from(JSON.stringify(statement));
        const key = (0,digest/* sha256 */.sc)(bytes);
        const known = this.#made.get(key);
        if (known !== undefined)
            return known;
        const { signStatement } = await loadSigstore();
        const request = { statement: bytes, token, services, callMs: bounds.callMs };
        const { bundle, logIndex } = await (0,abortable/* settledBefore */.Z)(signal, signStatement(request));
        const made = signatureManifest(subject, Buffer.from(bundle), statement.predicateType, new Date());
        this.#made.set(key, made);
        const entry = logIndex === undefined ? '' : `, entry ${logIndex} of the log`;
        sink({
            type: 'notice',
            message: `Signed ${statement.predicateType} of ${subject.digest} by ${hosts(services)}${entry}`,
        });
        return made;
    }
}
function budget(milliseconds) {
    return new time_budget/* TimeBudget */.z(milliseconds, 'the bound on all talk about a signature');
}
/** @throws UserError that says which permission is missing */
function requireIdentity({ identity, inJob }) {
    if (identity === undefined) {
        throw new errors/* UserError */.yo(inJob
            ? 'sign: the job may not say who it is: it lacks the permission "id-token: write"'
            : 'sign: nothing here says who signs', {
            hint: inJob
                ? 'Add "id-token: write" to the "permissions" of the job. Pull requests from forks never have it: write sign: ${{ github.event_name != \'pull_request\' }}.'
                : 'Set SIGSTORE_ID_TOKEN to an OpenID Connect token for the audience "sigstore", or run in a job of GitHub with the permission "id-token: write".',
        });
    }
    if (identity.kind === 'given' && !isToken(identity.token)) {
        throw new errors/* UserError */.yo('sign: SIGSTORE_ID_TOKEN is not an OpenID Connect token', {
            hint: 'It has three parts with dots between them, and begins with "ey".',
        });
    }
    return identity;
}
function failed(why, services) {
    const by = services === undefined ? '' : ` by ${hosts(services)}`;
    return new errors/* InfraError */.Ri(`the image could not be signed${by}: ${why}`, {
        hint: 'No tag was moved. Run the job again, or leave sign out.',
    });
}
function hosts({ fulcio, rekor, timestamps }) {
    const urls = [fulcio, rekor, timestamps].flatMap((url) => url ?? []);
    return [...new Set(urls.map((url) => new URL(url).host))].join(' and ');
}
/** The messages of an error and of what caused it. The library quotes a token that it does not understand. */
function withoutToken(error, token) {
    const messages = [];
    for (let at = error; at instanceof Error && messages.length < 3; at = at.cause)
        messages.push(at.message);
    const text = messages.length === 0 ? (0,errors/* messageOf */.bD)(error) : messages.join(': ');
    return token === '' ? text : text.replaceAll(token, '***');
}

;// CONCATENATED MODULE: ./lib/app/attesting/open-signer.js




/**
 * What signs images for this process.
 *
 * @throws UserError when nothing here says who signs
 */
function openSigner(host, sink, signal) {
    const http = (0,http_client/* httpClientOf */.X)(host);
    const settings = host.signing ?? (0,signing_environment/* signingSettingsOf */.E)({});
    const signer = new ImageSigner({ settings, http, loadSigstore: sigstoreBeside(host.workerEntry), sink, signal });
    return { signer, close: () => http.close() };
}


/***/ }),

/***/ 79136:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mergeImages: () => (/* binding */ mergeImages)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
;// CONCATENATED MODULE: ./lib/attestation/joined-provenance.js

/** Its section says what the fields mean. */
const BUILD_TYPE = 'https://github.com/org/layer-build/blob/main/docs/attestations.md#a-joined-image';
/** How an image was joined: a predicate of SLSA v1 (https://slsa.dev/spec/v1.1/provenance). */
function joinedProvenance(facts) {
    const { builderId, images, annotations, invocationId, started, finished } = facts;
    return {
        type: 'https://slsa.dev/provenance/v1',
        content: {
            buildDefinition: {
                buildType: BUILD_TYPE,
                externalParameters: { images: images.map(({ uri }) => uri), annotations },
                internalParameters: {},
                resolvedDependencies: images,
            },
            runDetails: {
                builder: { id: builderId, version: { 'layer-build': version/* VERSION */.x } },
                metadata: { invocationId, startedOn: started.toISOString(), finishedOn: finished.toISOString() },
            },
        },
    };
}

// EXTERNAL MODULE: ./lib/attestation/purl.js
var purl = __webpack_require__(69333);
// EXTERNAL MODULE: ./lib/attestation/statement.js
var statement = __webpack_require__(81759);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/client.js + 13 modules
var registry_client = __webpack_require__(31921);
// EXTERNAL MODULE: ./lib/text/code-unit-order.js
var code_unit_order = __webpack_require__(62256);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 21 modules
var adapters = __webpack_require__(89497);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
// EXTERNAL MODULE: ./lib/app/attesting/open-signer.js + 5 modules
var open_signer = __webpack_require__(48474);
// EXTERNAL MODULE: ./lib/app/outputs/attestation-to-push.js
var attestation_to_push = __webpack_require__(7205);
// EXTERNAL MODULE: ./lib/app/outputs/by-repository.js
var by_repository = __webpack_require__(67594);
;// CONCATENATED MODULE: ./lib/app/merging/merge-images.js
















/**
 * Joins images for single platforms to one index, and pushes it under its names. What a repository does not have is copied there. No
 * tag moves before everything is there, and signed if it is to be.
 *
 * @throws UserError when a platform is missing, given twice, or not expected, when a digest is not in its registry, or when nothing here
 *   says who signs; InfraError
 */
async function mergeImages(options, host, sink, signal) {
    const { sources, tags, annotations } = options;
    if (sources.length === 0)
        throw new errors/* UserError */.yo('there is no image to join');
    if (tags.length === 0)
        throw new errors/* UserError */.yo('the joined image needs a name');
    const started = new Date();
    const http = (0,http_client/* httpClientOf */.X)(host);
    const signing = options.signedAs === undefined ? undefined : (0,open_signer/* openSigner */.H)(host, sink, signal);
    try {
        const client = new registry_client/* RegistryClient */.b({ http, credentials: (0,adapters/* credentialsOf */.YN)(host), mirrors: [], events: sink });
        const found = [];
        for (const source of sources) {
            const pushed = await client.pushed(source, source.digest, signal);
            found.push(...pushed.map((manifest) => ({ ...manifest, source })));
        }
        const images = inOrder(distinctImages(found), options.platforms);
        // Once each: two jobs may have joined the same attestation.
        const about = [...new Map(found.flatMap((one) => (isImage(one) ? [] : [[digestOf(one), one]]))).values()];
        const all = [...images, ...about];
        const root = indexOf(all, annotations);
        const descriptor = { mediaType: root.mediaType, digest: (0,digest/* sha256 */.sc)(root.bytes), size: root.bytes.length };
        const targets = (0,by_repository/* byRepository */.I)(tags);
        const signatures = signing === undefined
            ? []
            : await signing.signer.sign([
                { subject: descriptor, statement: joinedStatement(images, options, descriptor.digest, targets, started) },
            ]);
        // Before the tags are moved.
        await Promise.all(signatures.flatMap((signature) => targets.map((target) => client.pushReferrer((0,attestation_to_push/* asReferrer */.w)(signature, target), signal))));
        await client.push({ targets, root, images: all.map((one) => toPush(one, client, signal)) }, signal);
        await signing?.signer.archive(signatures);
        return {
            descriptor,
            tags: tags.map(reference/* formatReference */.FH),
            platforms: images.map(({ platform, descriptor, source, manifest }) => ({
                platform,
                digest: descriptor.digest,
                size: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, 0),
                source,
            })),
            attestations: about.length,
            signed: signatures.length > 0,
        };
    }
    finally {
        signing?.close();
        http.close();
    }
}
function isImage(found) {
    return found.platform !== undefined;
}
function digestOf({ descriptor }) {
    return descriptor.digest;
}
/** @throws UserError when two sources have different images for one platform */
function distinctImages(found) {
    const images = new Map();
    for (const image of found.filter(isImage)) {
        const other = images.get(image.platform);
        if (other === undefined)
            images.set(image.platform, image);
        else if (digestOf(other) !== digestOf(image)) {
            const both = [other, image].map(({ source }) => (0,reference/* formatReference */.FH)(source)).join(' and ');
            throw new errors/* UserError */.yo(`there are two images for ${image.platform}: ${both}`, {
                hint: 'Each platform may be built by one job only. If these are two images, name the digests of one.',
            });
        }
    }
    return images;
}
/** In the order of the expected platforms; without those, by platform. @throws UserError when one is missing or not expected */
function inOrder(images, expected) {
    if (images.size === 0)
        throw new errors/* UserError */.yo('there is no image for any platform to join');
    const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const wanted = [...new Set(expected.map((text) => (0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalisePlatform */.WN)((0,oci_platform/* givenPlatform */.VO)(text, host)))))];
    const names = wanted.length === 0 ? [...images.keys()].sort(code_unit_order/* byCodeUnit */.X) : wanted;
    const missing = names.filter((name) => !images.has(name));
    const there = [...images.values()].map(({ platform, source }) => `${platform} (${(0,reference/* formatReference */.FH)(source)})`);
    if (missing.length > 0) {
        throw new errors/* UserError */.yo(`no image was pushed for ${missing.join(', ')}. There is ${there.join(', ')}`, {
            hint: 'Look at the job that builds it: did it run, and did it push by digest?',
        });
    }
    const others = [...images.keys()].filter((name) => !names.includes(name));
    if (others.length > 0) {
        throw new errors/* UserError */.yo(`an image was pushed for ${others.join(', ')}, which is not among the platforms to join`, {
            hint: `Add it to the platforms, or leave its digest out. There is ${there.join(', ')}.`,
        });
    }
    return names.flatMap((name) => images.get(name) ?? []);
}
/** What is signed: how the index was joined. @param digest of the index */
function joinedStatement(images, { signedAs = '', annotations }, digest, targets, started) {
    const host = (0,oci_platform/* hostPlatform */.ol)(process.arch);
    const facts = {
        builderId: signedAs,
        images: images.map(({ platform, descriptor, source: { registry, repository } }) => ({
            uri: (0,purl/* imagePurl */.X)({ registry, repository, digest: descriptor.digest }, (0,oci_platform/* parsePlatform */.FL)(platform, host)),
            digest: (0,statement/* digestSet */.JD)(descriptor.digest),
        })),
        annotations,
        invocationId: (0,external_node_crypto_.randomUUID)(),
        started,
        finished: new Date(),
    };
    const names = targets.map(({ registry, repository }) => `${registry}/${repository}`);
    return (0,statement/* statementOf */.T8)(joinedProvenance(facts), digest, names);
}
/** As buildx joins images: Docker's type only where all of them are Docker's. */
function indexOf(all, annotations) {
    const annotated = Object.keys(annotations).length > 0;
    const docker = !annotated && all.every(({ descriptor }) => descriptor.mediaType === media_types/* DOCKER_MANIFEST */.Vv);
    const mediaType = docker ? media_types/* DOCKER_INDEX */.Mu : media_types/* OCI_INDEX */.$p;
    const manifests = all.map(({ descriptor }) => descriptor);
    const document = { schemaVersion: 2, mediaType, manifests, ...(annotated && { annotations }) };
    return { mediaType, bytes: Buffer.from(JSON.stringify(document)) };
}
function toPush({ descriptor, bytes, config, manifest, source }, client, signal) {
    const mountFrom = { registry: source.registry, repository: source.repository };
    return {
        manifest: { mediaType: descriptor.mediaType, bytes },
        config,
        layers: manifest.layers.map((layer) => ({
            descriptor: layer,
            open: () => client.fetchBlob(source, layer, signal),
            mountFrom,
        })),
    };
}


/***/ }),

/***/ 61404:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ signingSettingsOf)
/* harmony export */ });
/* harmony import */ var _signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31117);

/** Nothing is checked: most builds do not sign. */
function signingSettingsOf(env) {
    const services = Object.entries(_signing_signing_services_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE_VARIABLES */ .sS).flatMap(([service, name]) => {
        const url = env[name] ?? '';
        return url === '' ? [] : [[service, url.replace(/\/+$/, '')]];
    });
    return {
        identity: identityIn(env),
        services: Object.fromEntries(services),
        server: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
        inJob: env['GITHUB_ACTIONS'] === 'true',
    };
}
/** As for cosign, a token that is given counts more than the job's. */
function identityIn(env) {
    const given = env['SIGSTORE_ID_TOKEN'] ?? '';
    if (given !== '')
        return { kind: 'given', token: given };
    const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
    const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
    return url === '' || requestToken === '' || !URL.canParse(url) ? undefined : { kind: 'job', url, requestToken };
}


/***/ }),

/***/ 7205:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ asImage),
/* harmony export */   w: () => (/* binding */ asReferrer)
/* harmony export */ });
/** To a registry, what is said about an image is a manifest with blobs like the image itself. */
function asImage({ manifest, descriptor, config, statements }) {
    return {
        manifest: { mediaType: descriptor.mediaType, bytes: manifest },
        config,
        layers: statements.map((statement) => ({ descriptor: statement.descriptor, open: () => [statement.bytes] })),
    };
}
/** As a referrer of its subject. */
function asReferrer(attestation, { registry, repository }) {
    const { subject, listed: descriptor } = attestation;
    return { target: { registry, repository }, subject, descriptor, ...asImage(attestation) };
}


/***/ }),

/***/ 67594:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ byRepository)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/** The names of an image by repository, so that blobs go to each repository once. */
function byRepository(references) {
    const repositories = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .distinctReferences */ .Dc)(references.map(({ registry, repository }) => ({ registry, repository })));
    return repositories.map((name) => ({
        ...name,
        tags: references.filter((reference) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(reference, name)).map(({ tag }) => tag),
    }));
}


/***/ }),

/***/ 66701:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ TimeBudget)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/**
 * A limit on the time that several pieces of work take together, whenever each one runs. Time in which several run side by
 * side counts once.
 */
class TimeBudget {
    #totalMs;
    #bound;
    #running = new Set();
    #spentMs = 0;
    #since = 0;
    #timer;
    /** @param bound the name of what sets the limit, for the error: an option's name */
    constructor(totalMs, bound) {
        this.#totalMs = totalMs;
        this.#bound = bound;
    }
    /** Milliseconds that are left. */
    get leftMs() {
        const now = this.#running.size === 0 ? 0 : performance.now() - this.#since;
        return Math.max(0, this.#totalMs - this.#spentMs - now);
    }
    begin(signal) {
        const controller = new AbortController();
        if (this.#running.size === 0) {
            this.#since = performance.now();
            this.#timer = setTimeout(() => this.#exhaust(), this.leftMs);
        }
        this.#running.add(controller);
        if (this.leftMs === 0)
            controller.abort(this.#exhausted());
        return {
            signal: AbortSignal.any([signal, controller.signal]),
            end: () => {
                if (!this.#running.delete(controller) || this.#running.size > 0)
                    return;
                clearTimeout(this.#timer);
                this.#spentMs += performance.now() - this.#since;
            },
        };
    }
    /** @throws InfraError when the time is up; whatever the work throws */
    async spend(signal, work) {
        const spending = this.begin(signal);
        try {
            return await work(spending.signal);
        }
        finally {
            spending.end();
        }
    }
    #exhaust() {
        for (const controller of this.#running)
            controller.abort(this.#exhausted());
    }
    #exhausted() {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri(`it took longer than ${Math.round(this.#totalMs / 1000)} s in total (${this.#bound})`);
    }
}


/***/ }),

/***/ 94604:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qr: () => (/* binding */ attestationManifest),
/* harmony export */   nb: () => (/* binding */ descriptorOf),
/* harmony export */   wg: () => (/* binding */ EMPTY)
/* harmony export */ });
/* unused harmony export ATTESTATION_ARTIFACT */
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(50261);


const IN_TOTO = 'application/vnd.in-toto+json';
/** @internal */
const ATTESTATION_ARTIFACT = 'application/vnd.docker.attestation.manifest.v1+json';
const UNKNOWN = { architecture: 'unknown', os: 'unknown' };
/**
 * The attestation manifest of an image, byte for byte in the form of moby/buildkit `docs/attestations/attestation-storage.md`.
 *
 * @param image the manifest that the statements are about
 */
function attestationManifest(image, statements, form) {
    const blobs = statements.map(statementBlob);
    const config = form === 'artifact' ? EMPTY : imageConfig(blobs);
    const { mediaType, digest, size } = image;
    const manifest = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: _oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_MANIFEST */ .EG,
        ...(form === 'artifact' && { artifactType: ATTESTATION_ARTIFACT }),
        config: config.descriptor,
        layers: blobs.map((blob) => blob.descriptor),
        ...(form === 'artifact' && { subject: { mediaType, digest, size } }),
    }));
    const described = descriptorOf(_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_MANIFEST */ .EG, manifest);
    return {
        manifest,
        descriptor: { ...described, annotations: about(digest), platform: UNKNOWN },
        listed: { ...described, artifactType: ATTESTATION_ARTIFACT },
        config: config.bytes,
        statements: blobs,
        subject: digest,
    };
}
/** Readers find the attestations of an image by these annotations, and leave them alone when they look for an image. */
function about(image) {
    return { 'vnd.docker.reference.digest': image, 'vnd.docker.reference.type': 'attestation-manifest' };
}
function statementBlob(statement) {
    const bytes = Buffer.from(JSON.stringify(statement));
    const annotations = { 'in-toto.io/predicate-type': statement.predicateType };
    return { bytes, descriptor: { ...descriptorOf(IN_TOTO, bytes), annotations } };
}
const EMPTY_BYTES = Buffer.from('{}');
/** image-spec, "Guidance for an Empty Descriptor". */
const EMPTY = {
    bytes: EMPTY_BYTES,
    descriptor: { ...descriptorOf(_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_EMPTY */ .g1, EMPTY_BYTES), data: EMPTY_BYTES.toString('base64') },
};
/** A config that clients which only know images can read. */
function imageConfig(blobs) {
    const rootfs = { type: 'layers', diff_ids: blobs.map(({ descriptor }) => descriptor.digest) };
    const bytes = Buffer.from(JSON.stringify({ ...UNKNOWN, config: {}, rootfs }));
    return { bytes, descriptor: descriptorOf(_oci_media_types_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_CONFIG */ .TF, bytes) };
}
function descriptorOf(mediaType, bytes) {
    return { mediaType, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(bytes), size: bytes.length };
}


/***/ }),

/***/ 69333:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ imagePurl)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29587);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/**
 * The package URL of an image (purl-spec, "docker"), as BuildKit writes it (`util/purl`): with the name as people write it, and the
 * platform that is meant.
 */
function imagePurl({ registry, repository, tag, digest }, platform) {
    const path = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .familiarName */ .hG)({ registry, repository }).split('/').map(encodeURIComponent).join('/');
    const version = tag === undefined ? '' : `@${encodeURIComponent(tag)}`;
    const qualifiers = [
        ...(digest === undefined ? [] : [`digest=${digest}`]),
        `platform=${encodeURIComponent((0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform))}`,
    ];
    // A port's colon stays, as does that of a digest.
    return `pkg:docker/${path.replaceAll('%3A', ':')}${version}?${qualifiers.join('&')}`;
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

/***/ 29587:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bq: () => (/* binding */ formatPlatform),
  VO: () => (/* binding */ givenPlatform),
  ol: () => (/* binding */ hostPlatform),
  WN: () => (/* binding */ normalisePlatform),
  FL: () => (/* binding */ parsePlatform),
  L5: () => (/* binding */ platformDistance)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text/nearest.js
var nearest = __webpack_require__(4581);
;// CONCATENATED MODULE: ./lib/oci/platform-names.js


/** Other names of architectures (containerd/platforms, `normalizeArch`). */
const ALIASES = new Map([
    ['x86_64', { architecture: 'amd64' }],
    ['x86-64', { architecture: 'amd64' }],
    ['aarch64', { architecture: 'arm64' }],
    ['armhf', { architecture: 'arm', variant: 'v7' }],
    ['armel', { architecture: 'arm', variant: 'v6' }],
    ['i386', { architecture: '386' }],
    ['i686', { architecture: '386' }],
]);
/** Go's names (containerd/platforms, `isKnownOS`). The first of several that are equally near to a wrong one is suggested. */
const OPERATING_SYSTEMS = new Set(('linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1 plan9 hurd nacl ' +
    'zos').split(' '));
/** Go's names (containerd/platforms, `isKnownArch`), those in use first. */
const ARCHITECTURES = new Set(('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mipsle mips ppc64 wasm riscv ppc s390 sparc sparc64 ' +
    'armbe arm64be amd64p32 mips64p32 mips64p32le').split(' '));
/** The variants of the architectures that have them, as they are written. Other architectures take any. */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm', ['v7', 'v6', 'v5', 'v8']],
    ['arm64', ['v8', 'v9', ...pointReleases('v8', 9), ...pointReleases('v9', 7)]],
]);
function pointReleases(version, last) {
    return Array.from({ length: last + 1 }, (_, minor) => `${version}.${minor}`);
}
function isOperatingSystem(name) {
    return OPERATING_SYSTEMS.has(name);
}
function isArchitecture(name) {
    return ARCHITECTURES.has(name);
}
/**
 * Refuses names that nobody uses. They are misspelt: an image for such a platform would run nowhere.
 *
 * @param text the platform as it was written, for the message
 * @throws UserError that suggests the nearest platform
 */
function requireKnownNames(written, text) {
    const wrong = wrongPart(written);
    if (wrong === undefined)
        return;
    const near = nearestPlatform(written);
    throw new errors/* UserError */.yo(`unknown ${wrong} in the platform ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
/** @throws UserError: `text` is neither an operating system nor an architecture */
function refuseWord(text) {
    const names = [...OPERATING_SYSTEMS, ...ARCHITECTURES, ...ALIASES.keys()];
    const near = (0,nearest/* nearest */.p)(text, names);
    throw new errors/* UserError */.yo(`unknown operating system or architecture ${JSON.stringify(text)}`, {
        hint: near === undefined ? WRITE_IT_AS : `Did you mean ${near}?`,
    });
}
const WRITE_IT_AS = 'Write it as os/architecture, e.g. linux/arm64.';
function wrongPart({ os, architecture, variant }) {
    if (!isOperatingSystem(os))
        return `operating system ${JSON.stringify(os)}`;
    const name = ALIASES.get(architecture)?.architecture ?? architecture;
    if (!isArchitecture(name))
        return `architecture ${JSON.stringify(architecture)}`;
    if (variant === undefined || isVariant(name, variant))
        return undefined;
    return `variant ${JSON.stringify(variant)} of ${name}`;
}
/** The `v` may be left out, as in `linux/arm/7`. */
function isVariant(architecture, variant) {
    const known = VARIANTS.get(architecture);
    return known === undefined || known.includes(variant) || known.includes(`v${variant}`);
}
/** The platform that was most likely meant; `undefined` if one of its parts is like no name. */
function nearestPlatform({ os, architecture, variant }) {
    const system = isOperatingSystem(os) ? os : (0,nearest/* nearest */.p)(os, OPERATING_SYSTEMS);
    const alias = ALIASES.get(architecture);
    const meant = alias ?? nearestArchitecture(architecture);
    if (system === undefined || meant === undefined)
        return undefined;
    const known = VARIANTS.get(meant.architecture);
    const near = variant === undefined || isVariant(meant.architecture, variant) ? variant : (0,nearest/* nearest */.p)(variant, known ?? []);
    return [system, meant.architecture, near ?? meant.variant].filter((part) => part !== undefined).join('/');
}
function nearestArchitecture(name) {
    if (isArchitecture(name))
        return { architecture: name };
    const near = (0,nearest/* nearest */.p)(name, [...ARCHITECTURES, ...ALIASES.keys()]);
    return near === undefined ? undefined : (ALIASES.get(near) ?? { architecture: near });
}

;// CONCATENATED MODULE: ./lib/oci/platform.js


/** OCI's names for processors, by Node's. */
const NODE_ARCHITECTURES = { x64: 'amd64', ia32: '386', riscv64: 'riscv64' };
const WORD = /^[A-Za-z0-9_.-]+$/;
/** containerd/platforms, `osRe`: `os(version+feature+feature)`. */
const OS = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/;
/** The platform of this machine's containers: Linux, whatever the machine itself runs. */
function hostPlatform(nodeArchitecture) {
    return normalise('linux', NODE_ARCHITECTURES[nodeArchitecture] ?? nodeArchitecture, undefined);
}
/**
 * Reads `os[(version)][/architecture[/variant]]`, or an operating system or an architecture alone; `host` gives the rest.
 *
 * @throws UserError for any other text, and for a name that is unknown. containerd takes any name.
 */
function parsePlatform(text, host) {
    const parts = text.split('/');
    const [first = '', second, third] = parts;
    const system = OS.exec(first);
    const options = system === null ? undefined : systemOptions(system[2] ?? '', system[3] ?? '');
    if (options === undefined || parts.length > 3 || parts.slice(1).some((part) => !WORD.test(part))) {
        throw new errors/* UserError */.yo(`invalid platform ${JSON.stringify(text)}`, {
            hint: WRITE_IT_AS,
        });
    }
    const os = normaliseOs(system?.[1] ?? '');
    if (second === undefined) {
        if (isOperatingSystem(os))
            return { ...host, os, ...options };
        const guess = normalise(host.os, first, undefined);
        return isArchitecture(guess.architecture) ? guess : refuseWord(text);
    }
    requireKnownNames({ os, architecture: second.toLowerCase(), variant: third?.toLowerCase() }, text);
    return { ...normalise(os, second, third), ...options };
}
/** @returns `undefined` where an escape is wrong */
function systemOptions(version, features) {
    try {
        const osVersion = decodeURIComponent(version);
        const named = features.split('+').map(decodeURIComponent);
        const osFeatures = [...new Set(named.filter((feature) => feature !== ''))].sort();
        return { ...(osVersion === '' ? {} : { osVersion }), ...(osFeatures.length === 0 ? {} : { osFeatures }) };
    }
    catch {
        return undefined;
    }
}
/** The same for a flag or an input, where `local` means the platform of this machine. */
function givenPlatform(text, host) {
    return text === 'local' ? host : parsePlatform(text, host);
}
function normaliseOs(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
function normalise(os, architecture, variant) {
    const lower = architecture.toLowerCase();
    const alias = ALIASES.get(lower);
    const name = alias?.architecture ?? lower;
    const wanted = (variant ?? alias?.variant)?.toLowerCase();
    const finished = normaliseVariant(name, wanted);
    return { os: normaliseOs(os), architecture: name, ...(finished === undefined ? {} : { variant: finished }) };
}
function normaliseVariant(architecture, variant) {
    if (architecture === 'arm64')
        return variant === '8' || variant === 'v8' ? undefined : variant;
    if (architecture === 'arm') {
        if (variant === undefined || variant === '')
            return 'v7';
        return /^[5-8]$/.test(variant) ? `v${variant}` : variant;
    }
    if (architecture === 'amd64' && variant === 'v1')
        return undefined;
    return variant;
}
function normalisePlatform(platform) {
    const { os, architecture, variant, ...options } = platform;
    return { ...normalise(os, architecture, variant), ...options };
}
/** `os[(version)]/architecture[/variant]`, the form of `--platform` and of TARGETPLATFORM. */
function formatPlatform({ os, architecture, variant, osVersion = '', osFeatures = [] }) {
    const options = [osVersion, ...osFeatures].map((option) => option.replace(/[%+()/]/g, escaped)).join('+');
    const system = options === '' ? os : `${os}(${options})`;
    return [system, architecture, variant].filter((part) => part !== undefined).join('/');
}
function escaped(character) {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
/**
 * How far an image for `offered` is from `wanted`: 0 for an exact match, more for a worse one, `undefined` where it cannot run.
 * An ARM processor also runs what was made for its older variants.
 */
function platformDistance(wanted, offered) {
    const want = normalisePlatform(wanted);
    const offer = normalisePlatform(offered);
    if (want.os !== offer.os || want.architecture !== offer.architecture)
        return undefined;
    if (want.variant === offer.variant)
        return 0;
    if (want.architecture === 'arm') {
        const distance = Number(want.variant?.slice(1)) - Number(offer.variant?.slice(1));
        return distance > 0 ? distance : undefined;
    }
    return offer.variant === undefined ? 1 : undefined;
}


/***/ }),

/***/ 31117:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RP: () => (/* binding */ checkServices),
/* harmony export */   kP: () => (/* binding */ servicesFor),
/* harmony export */   sS: () => (/* binding */ SERVICE_VARIABLES)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** Sigstore's own services. The log is public, and so is the name of the repository in the certificates in it. */
const PUBLIC = { fulcio: 'https://fulcio.sigstore.dev', rekor: 'https://rekor.sigstore.dev' };
/** The variables that name services in place of the usual ones. */
const SERVICE_VARIABLES = {
    fulcio: 'SIGSTORE_FULCIO_URL',
    rekor: 'SIGSTORE_REKOR_URL',
    timestamps: 'SIGSTORE_TSA_URL',
};
/** @throws UserError for an address that is none */
function checkServices(services) {
    for (const service of ['fulcio', 'rekor', 'timestamps']) {
        const text = services[service];
        if (text === undefined || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)))
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`sign: ${SERVICE_VARIABLES[service]}=${JSON.stringify(text)} is not the address of a service`, {
            hint: 'Write it with https:// before the host.',
        });
    }
}
/**
 * As `actions/attest` chooses: Sigstore's public services for a public repository, and GitHub's own for any other, which have
 * no public log.
 *
 * @param visibility of the repository, as the token says it; `undefined` where the token is not of a job of GitHub
 */
function servicesFor({ services: given, server, identity }, visibility) {
    const isPublic = visibility === undefined ? identity?.kind !== 'job' : visibility === 'public';
    const usual = isPublic ? PUBLIC : servicesOfGitHub(server);
    const { fulcio = usual.fulcio, rekor, timestamps } = given;
    const named = rekor !== undefined || timestamps !== undefined;
    return named ? { fulcio, rekor, timestamps } : { ...usual, fulcio };
}
function servicesOfGitHub(server) {
    const host = URL.canParse(server) ? new URL(server).hostname : 'github.com';
    const domain = host === 'github.com' ? 'githubapp.com' : host;
    return { fulcio: `https://fulcio.${domain}`, timestamps: `https://timestamp.${domain}` };
}


/***/ }),

/***/ 63512:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ STORAGE_DRIVERS)
/* harmony export */ });
/**
 * How the worker keeps layers for steps: as folders or as EROFS images under overlayfs, as images that steps use while their content still
 * comes, in volumes that are cloned, by copies, or as the machine allows.
 */
const STORAGE_DRIVERS = [
    'auto',
    'overlay',
    'overlay2',
    'erofs',
    'lazy',
    'btrfs',
    'devicemapper',
    'vfs',
];


/***/ })

};
