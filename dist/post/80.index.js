export const id = 80;
export const ids = [80];
export const modules = {

/***/ 6080:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ httpClientOf)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./node_modules/http-proxy-agent/dist/index.js
var dist = __webpack_require__(1970);
// EXTERNAL MODULE: ./node_modules/https-proxy-agent/dist/index.js
var https_proxy_agent_dist = __webpack_require__(3669);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/host.js
var http_host = __webpack_require__(1868);
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

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/http/clock.js

const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,promises_.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: ./lib/http/connection-error.js
var connection_error = __webpack_require__(5053);
// EXTERNAL MODULE: ./lib/http/request-body.js
var request_body = __webpack_require__(7894);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(7553);
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
var trace_span = __webpack_require__(1725);
;// CONCATENATED MODULE: ./lib/http/slowest-rate.js

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
            throw new connection_error/* ConnectionProblem */.g(`it sent ${sent}, and less than ${SLOWEST_RATE} bytes a second are too few to go on`);
        }
        this.#waitedMs = 0;
        this.#bytes = 0;
    }
}

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
        this.#rate = new RateWatch(call.timeouts.idleMs);
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
var containers = __webpack_require__(8539);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(5370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(1466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(139);
// EXTERNAL MODULE: ./lib/http/retry.js
var retry = __webpack_require__(8394);
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
                    hint: (0,http_host/* isLoopback */.U9)(next.host)
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

;// CONCATENATED MODULE: ./lib/http/insecure-hosts.js


/**
 * Hosts that the user named as insecure, written like Docker's `insecure-registries`: `host`, `host:port` or a network in
 * CIDR form. Their certificates are not verified, and they may be spoken to over plain HTTP. A name matches as it is
 * written, port included; it is never looked up.
 */
class InsecureHosts {
    #names = new Set();
    #addresses = new http_host/* AddressList */.hV();
    /** @throws UserError for a text that is not a host, `host:port` or network */
    constructor(names) {
        for (const name of names) {
            const host = name.replace(/^https?:\/\//i, '').replace(/\/$/, '');
            if (host.includes('/') && this.#addresses.add(host))
                continue;
            if (!/^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) {
                // Users know this setting by the name that Docker gives it.
                throw new errors/* UserError */.yo(`invalid insecure registry ${JSON.stringify(name)}`, {
                    hint: 'Write a host, host:port or a network such as 10.0.0.0/8.',
                });
            }
            this.#names.add(host.toLowerCase());
        }
    }
    /** @param host as in `URL.host`: with the port, unless it is the scheme's default */
    includes(host) {
        return this.#names.has(host.toLowerCase()) || this.#addresses.has((0,http_host/* bareHost */.n0)(host));
    }
    includesUrl(url) {
        return this.includes(url.host) || this.includes(`${url.hostname}:${(0,http_host/* portOf */.HM)(url)}`);
    }
}

;// CONCATENATED MODULE: ./lib/version.js
/** The version of package.json: a bundle cannot read that file, and a unit test keeps the two equal. */
const VERSION = '0.1.0';

// EXTERNAL MODULE: ./lib/app/options/process/environment.js
var environment = __webpack_require__(8897);
;// CONCATENATED MODULE: ./lib/app/host/http-client.js






/**
 * An HTTP client with the host's proxies and insecure hosts. The caller closes it.
 *
 * @throws UserError for a proxy or an insecure host that is not valid
 */
function httpClientOf(host) {
    return new HttpClient({
        userAgent: `layer-build/${VERSION}`,
        insecure: new InsecureHosts(host.insecureRegistries),
        agents: new Agents((0,environment/* proxySettingsOf */.tR)(host.proxies)),
        timeouts: DEFAULT_TIMEOUTS,
        clock: systemClock,
        random: Math.random,
    });
}


/***/ }),

/***/ 5053:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ connectionError),
/* harmony export */   g: () => (/* binding */ ConnectionProblem)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7553);
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

/***/ 1868:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   hV: () => (/* binding */ AddressList),
/* harmony export */   n0: () => (/* binding */ bareHost)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

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

/***/ 8394:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Km: () => (/* binding */ RetryBudget),
/* harmony export */   PS: () => (/* binding */ isRetryableStatus),
/* harmony export */   R$: () => (/* binding */ retrying),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7553);

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

/***/ 1725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ openSpan),
/* harmony export */   mn: () => (/* binding */ traced),
/* harmony export */   wJ: () => (/* binding */ publishSpan),
/* harmony export */   yd: () => (/* binding */ isTraced)
/* harmony export */ });
/* unused harmony export onSpan */
/* harmony import */ var node_diagnostics_channel__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3053);

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


/***/ })

};
