export const id = 8009;
export const ids = [8009];
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


/***/ })

};
