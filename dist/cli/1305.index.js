export const id = 1305;
export const ids = [1305];
export const modules = {

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

/***/ 81163:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67553);

/** The whole body of an answer. @throws HttpError when it has more than `maxBytes`, or breaks off */
async function readBody(response, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body()) {
        size += chunk.byteLength;
        if (size > maxBytes) {
            throw new _http_error_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpError */ .j$(`${response.url.host} sent more than ${maxBytes} bytes`, {
                retryable: false,
                url: response.url,
            });
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 161:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ib: () => (/* binding */ accessDenied),
/* harmony export */   t$: () => (/* binding */ loginHint),
/* harmony export */   w7: () => (/* binding */ isAccessDenied)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);


/** What the user can do about a 401 or 403. */
function loginHint(registry, permission) {
    const login = `docker login${registry === _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .DOCKER_HUB */ .Xb ? '' : ` ${registry}`}`;
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${action} of ${name} was denied (${error.message})`, {
        hint: problem === undefined ? hint : `${hint} Note: ${problem}.`,
        cause: error,
    });
}
/** Whether the status says that access is denied. */
function isAccessDenied(status) {
    return status === 401 || status === 403;
}


/***/ }),

/***/ 9678:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ tellCredentialHelper),
/* harmony export */   Z: () => (/* binding */ askCredentialHelper)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _async_time_limit_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4109);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90139);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);






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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(invalidName(name));
    const ended = await run(program, action, input, signal);
    if ('failure' in ended)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${program} could not be run: ${ended.failure}`);
    if (ended.code !== 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${program} ${action} ended with exit code ${ended.code ?? 'none'}`);
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
const helperAnswer = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({ Username: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj, Secret: _json_decoder_js__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj });
function readAnswer(output) {
    const answer = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_1__/* .parseOrUndefined */ .x9)(helperAnswer, output, MAX_OUTPUT);
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
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, [action], {
            stdio: ['pipe', 'pipe', 'ignore'],
            signal: (0,_async_time_limit_js__WEBPACK_IMPORTED_MODULE_5__/* .withTimeLimit */ .B)(signal, TIMEOUT_MS),
        });
        let output = '';
        child.stdout.setEncoding('utf8').on('data', (text) => {
            output += text;
            if (output.length > MAX_OUTPUT)
                child.kill('SIGKILL');
        });
        child.on('error', (error) => {
            const missing = (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .CA)(error) === 'ENOENT';
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


/***/ }),

/***/ 56336:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fj: () => (/* binding */ secretsOf),
/* harmony export */   Iv: () => (/* binding */ basicSource),
/* harmony export */   mk: () => (/* binding */ basicHeader)
/* harmony export */ });
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


/***/ }),

/***/ 17611:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ DockerConfig),
/* harmony export */   p: () => (/* binding */ DOCKER_HUB_KEY)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _json_containers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40920);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21466);
/* harmony import */ var _json_json_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(40681);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(90139);
/* harmony import */ var _json_parse_json_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(51289);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(23940);
/* harmony import */ var _credential_helper_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9678);











/** What docker itself uses as Docker Hub's key since there were indexes. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const DOCKER_HUB_NAMES = [DOCKER_HUB_KEY, _oci_reference_js__WEBPACK_IMPORTED_MODULE_9__/* .DOCKER_HUB */ .Xb, 'index.docker.io', 'registry-1.docker.io'];
const MAX_SIZE = 1024 * 1024;
const dockerConfig = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_7__/* .object */ .Ik)({
    auths: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .anything */ .D8), {}),
    credHelpers: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)((0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .mapOf */ .A7)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj), {}),
    credsStore: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_7__/* .nullish */ .cl)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj),
});
const authEntry = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_7__/* .object */ .Ik)({
    identitytoken: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj, ''),
    registrytoken: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj, ''),
    auth: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj, ''),
    username: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj, ''),
    password: (0,_json_containers_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefault */ .IQ)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_5__/* .string */ .Yj, ''),
});
/** Credentials of Docker's config.json: `credHelpers`, then `credsStore`, then `auths`. */
class DockerConfig {
    #file;
    #document;
    /** @param folder absolute path, what DOCKER_CONFIG names, else `~/.docker`; it need not exist */
    constructor(folder) {
        this.#file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'config.json');
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
            bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(this.#file);
        }
        catch (error) {
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOENT' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errorCode */ .CA)(error) === 'ENOTDIR')
                return undefined;
            throw this.#unreadable(error instanceof Error ? error.message : 'unknown failure');
        }
        // By the reason, and without a cause: messages quote the text, which holds passwords.
        return (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_4__/* .orThrow */ .aU)(() => dockerConfig((0,_json_parse_json_js__WEBPACK_IMPORTED_MODULE_8__/* .parseJson */ .q)(bytes, MAX_SIZE)), ({ reason }) => this.#unreadable(reason));
    }
    #unreadable(problem) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`cannot use ${this.#file}: ${problem}`, {
            hint: 'Repair it, or log in anew with docker login.',
        });
    }
}
async function lookUp(document, registry, signal) {
    const names = registry === _oci_reference_js__WEBPACK_IMPORTED_MODULE_9__/* .DOCKER_HUB */ .Xb ? DOCKER_HUB_NAMES : [registry];
    const helper = helperFor(document, names);
    // As docker asks them: by Docker Hub's old key, and by the plain host for all others.
    const asked = helper === undefined ? undefined : await (0,_credential_helper_js__WEBPACK_IMPORTED_MODULE_10__/* .askCredentialHelper */ .Z)(helper, names[0] ?? registry, signal);
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
            throw new _json_json_error_js__WEBPACK_IMPORTED_MODULE_6__/* .DecodeError */ .X('a base64 user:password', auth, ['auth']);
        return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    }
    return username === '' ? undefined : { kind: 'basic', username, password };
}


/***/ }),

/***/ 34210:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U0: () => (/* binding */ originEndpoint),
/* harmony export */   bD: () => (/* binding */ needsCertificate),
/* harmony export */   v0: () => (/* binding */ parseMirror)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _http_host_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61868);



/** Whether a server that speaks for a registry must show a valid certificate. As for docker, none is needed on this machine. */
function needsCertificate(registry, url) {
    return !(0,_http_host_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(registry) || !(0,_http_host_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(url.host);
}
const DOCKER_HUB_HOST = 'registry-1.docker.io';
/**
 * https, and also http where docker and BuildKit use it: for a registry on this machine first, since few of those speak TLS,
 * and for one that is named insecure when https fails.
 */
function originEndpoint(registry, insecure) {
    const host = registry === _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .DOCKER_HUB */ .Xb ? DOCKER_HUB_HOST : registry;
    const https = new URL(`https://${host}/`);
    const http = new URL(`http://${host}/`);
    const bases = insecure.includes(registry)
        ? [https, http]
        : (0,_http_host_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(registry)
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid registry mirror ${JSON.stringify(withoutUser(text))}: it is no http or https address`, {
            hint: 'Write it with its scheme: https://mirror.example.com.',
        });
    }
    if (url.username !== '' || url.password !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid registry mirror ${url.protocol}//***@${url.host}: it holds a user or password`, {
            hint: `Leave them out and run: docker login ${url.host}`,
        });
    }
    if (url.search !== '' || url.hash !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`invalid registry mirror ${url.origin}: it has a query or a fragment`);
    }
    if (!url.pathname.endsWith('/'))
        url.pathname += '/';
    return { name: url.host, bases: [url], mirror: true };
}
function withoutUser(text) {
    return text.replace(/^([^/]*\/\/)?[^/]*@/, '$1***@');
}


/***/ }),

/***/ 2375:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ RegistrySession)
});

// EXTERNAL MODULE: ./lib/async/single-flight.js
var single_flight = __webpack_require__(52209);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
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

// EXTERNAL MODULE: ./lib/registry/credentials/credentials.js
var credentials_credentials = __webpack_require__(56336);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(37894);
// EXTERNAL MODULE: ./lib/registry/endpoint.js
var endpoint = __webpack_require__(34210);
// EXTERNAL MODULE: ./lib/registry/access-denied.js
var access_denied = __webpack_require__(161);
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
            hint: (0,access_denied/* loginHint */.t$)(request.registry),
            cause: error,
        });
    });
}
function tokenExchange(request, signal) {
    const { registry, realm, service, scopes, credentials, retry } = request;
    const url = new URL(realm);
    const common = {
        verifyCertificate: (0,endpoint/* needsCertificate */.bD)(registry, realm),
        secrets: credentials === undefined ? [] : (0,credentials_credentials/* secretsOf */.Fj)(credentials),
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
    return { ...common, method: 'GET', url, authorization: (0,credentials_credentials/* basicHeader */.mk)(credentials.username, credentials.password) };
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
        return [...this.#issued, ...(found === undefined ? [] : (0,credentials_credentials/* secretsOf */.Fj)(found))];
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
            return credentials?.kind === 'basic' ? (0,credentials_credentials/* basicHeader */.mk)(credentials.username, credentials.password) : undefined;
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

// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(28394);
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
            verifyCertificate: (0,endpoint/* needsCertificate */.bD)(this.endpoint.name, base),
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
            verifyCertificate: (0,endpoint/* needsCertificate */.bD)(this.endpoint.name, url),
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


/***/ }),

/***/ 21725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ openSpan),
/* harmony export */   Kk: () => (/* binding */ onSpan),
/* harmony export */   mn: () => (/* binding */ traced),
/* harmony export */   wJ: () => (/* binding */ publishSpan),
/* harmony export */   yd: () => (/* binding */ isTraced)
/* harmony export */ });
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
    (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.subscribe)(NAME, take);
    return () => {
        (0,node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__.unsubscribe)(NAME, take);
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


/***/ })

};
