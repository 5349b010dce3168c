export const id = 188;
export const ids = [188];
export const modules = {

/***/ 37188:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N_: () => (/* binding */ DAEMON_PATIENCE),
  A$: () => (/* binding */ EngineClient),
  OU: () => (/* binding */ atDaemon),
  vu: () => (/* binding */ isRefusal)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/http/clock.js
var clock = __webpack_require__(60486);
// EXTERNAL MODULE: ./lib/http/http-client.js + 3 modules
var http_client = __webpack_require__(96760);
// EXTERNAL MODULE: ./lib/http/http-error.js
var http_error = __webpack_require__(67553);
// EXTERNAL MODULE: ./lib/http/insecure-hosts.js
var insecure_hosts = __webpack_require__(43502);
// EXTERNAL MODULE: ./lib/http/read-body.js
var read_body = __webpack_require__(81163);
// EXTERNAL MODULE: ./lib/http/retry-policy.js
var retry_policy = __webpack_require__(42441);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./lib/http/command-connection.js
var command_connection = __webpack_require__(36338);
;// CONCATENATED MODULE: ./lib/http/server-agents.js




/** Connections that a program makes are dear, and one is enough. */
const MAX_COMMANDS = 1;
/** The connections to one server, for an `HttpClient` that speaks to no other. */
class ServerAgents {
    #agent;
    constructor(way) {
        this.#agent = agentOf(way);
    }
    for() {
        return this.#agent;
    }
    close() {
        this.#agent.destroy();
    }
}
function agentOf(way) {
    switch (way.kind) {
        case 'socket':
            return new SocketAgent(way.path);
        case 'command':
            return new CommandAgent(way.argv);
        case 'host': {
            if (way.tls === undefined)
                return new external_node_http_.Agent({ keepAlive: true });
            const { verify, ca, cert, key } = way.tls;
            return new external_node_https_.Agent({ keepAlive: true, ca, cert, key, rejectUnauthorized: verify });
        }
    }
}
class SocketAgent extends external_node_http_.Agent {
    #path;
    constructor(path) {
        super({ keepAlive: true });
        this.#path = path;
    }
    createConnection() {
        return (0,external_node_net_.connect)({ path: this.#path });
    }
}
class CommandAgent extends external_node_http_.Agent {
    #argv;
    constructor(argv) {
        super({ keepAlive: true, maxSockets: MAX_COMMANDS });
        this.#argv = argv;
    }
    createConnection() {
        return new command_connection/* CommandConnection */.K(this.#argv);
    }
}

// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(13411);
// EXTERNAL MODULE: ./lib/daemon/load-answer.js
var load_answer = __webpack_require__(43669);
;// CONCATENATED MODULE: ./lib/daemon/engine-client.js











const DAEMON_PATIENCE = {
    ask: { connectMs: 10_000, idleMs: 30_000, commitMs: 30_000 },
    load: { connectMs: 10_000, idleMs: 600_000, commitMs: 600_000 },
};
/** Bytes of an answer. A list of ten thousand images has some 10 MB. */
const MAX_ANSWER = 64 * 1024 * 1024;
/**
 * Docker's Engine API, which podman speaks too. Paths have no version: the daemon then takes its newest.
 *
 * Every method throws HttpError when the daemon cannot be reached, gives no answer for long, or answers with an error.
 */
class EngineClient {
    #base;
    #agents;
    #asking;
    #loading;
    constructor({ base, way }, patience = DAEMON_PATIENCE) {
        this.#base = base;
        this.#agents = new ServerAgents(way);
        this.#asking = this.#clientWith(patience.ask);
        this.#loading = this.#clientWith(patience.load);
    }
    /** The headers by which a daemon says what it is. */
    async ping(signal) {
        return await this.#send(this.#asking, this.#request('GET', '_ping', signal), async (response) => {
            await response.discard();
            return response.headers;
        });
    }
    /** @throws InfraError also when the answer is not what the decoder accepts */
    async get(path, decoder, signal) {
        const bytes = await this.#send(this.#asking, this.#request('GET', path, signal), (response) => (0,read_body/* readBody */.x)(response, MAX_ANSWER));
        return (0,json_document/* decodeDocument */.w)(decoder, bytes, { name: `the daemon's answer to ${path}`, maxBytes: MAX_ANSWER });
    }
    /** As `get`; `undefined` when there is no such thing. */
    async find(path, decoder, signal) {
        try {
            return await this.get(path, decoder, signal);
        }
        catch (error) {
            if ((0,http_error/* statusOf */.c2)(error) === 404)
                return undefined;
            throw error;
        }
    }
    async post(path, signal) {
        await this.#send(this.#asking, this.#request('POST', path, signal), (response) => response.discard());
    }
    /** @throws NotTaken when the answer says that the image was not taken; what the body's source throws */
    async load(archive, signal) {
        const request = {
            ...this.#request('POST', 'images/load?quiet=0', signal),
            headers: { 'content-type': 'application/x-tar' },
            body: archive,
        };
        await this.#send(this.#loading, request, (response) => (0,load_answer/* readLoadAnswer */.z)(response.body()));
    }
    /** The image as `docker save` writes it. @param id of the image @throws what `take` throws */
    async save(id, take, signal) {
        const request = this.#request('GET', `images/${encodeURIComponent(id)}/get`, signal);
        return await this.#send(this.#loading, request, (response) => take(response.body()));
    }
    close() {
        this.#agents.close();
    }
    #clientWith(timeouts) {
        return new http_client/* HttpClient */.Q({
            userAgent: `layer-build/${version/* VERSION */.x}`,
            insecure: new insecure_hosts/* InsecureHosts */.Y([]),
            agents: this.#agents,
            timeouts,
            clock: clock/* systemClock */.m,
            random: Math.random,
        });
    }
    #request(method, path, signal) {
        return { method, url: new URL(path, this.#base), secrets: [], retry: retry_policy/* NO_RETRY */.PE, signal };
    }
    async #send(client, request, read) {
        return await client.send(request, async (response) => {
            if (response.status < 200 || response.status > 299)
                throw await client.failure(response, request);
            return await read(response);
        });
    }
}
/** The daemon answered, and refused what it was asked for. */
function isRefusal(error) {
    return error instanceof http_error/* HttpError */.j$ && error.status !== undefined;
}
/** The same error, with the daemon's name and what was tried. */
function atDaemon(name, doing, error) {
    if (!(error instanceof errors/* InfraError */.Ri))
        return error;
    return new errors/* InfraError */.Ri(`${doing} ${name} failed: ${error.message}`, { cause: error, hint: error.hint });
}


/***/ }),

/***/ 43669:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ NotTaken),
/* harmony export */   z: () => (/* binding */ readLoadAnswer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _http_http_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67553);
/* harmony import */ var _json_decode_or_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55370);
/* harmony import */ var _json_decoder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(21466);
/* harmony import */ var _json_object_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(90139);





/** The daemon got the archive and did not take the image. */
class NotTaken extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InfraError */ .Ri {
}
/** Bytes of a line: progress lines are short, and an error may quote a path. */
const MAX_LINE = 1024 * 1024;
const MAX_SHOWN = 600;
/** moby's `jsonmessage`. `stream` holds words for a person; fields for progress are of no use here. */
const answerLine = (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    stream: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .ifValid */ .S6)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj),
    error: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .ifValid */ .S6)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj),
    errorDetail: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .ifValid */ .S6)((0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ message: (0,_json_object_js__WEBPACK_IMPORTED_MODULE_4__/* .ifValid */ .S6)(_json_decoder_js__WEBPACK_IMPORTED_MODULE_3__/* .string */ .Yj) })),
});
/** The unpacking of an image that was already taken failed. Docker tells this as if it were no error. */
const UNPACKING = /^Error unpacking image/;
/**
 * Reads the answer to a load: JSON documents, each on a line. The status is 200 before the daemon knows whether it can take the
 * image, so that an error stands in the answer.
 *
 * @throws NotTaken for an error in it, and for an answer that is none
 */
async function readLoadAnswer(body) {
    for await (const line of linesOf(body)) {
        const said = (0,_json_decode_or_js__WEBPACK_IMPORTED_MODULE_2__/* .parseOrUndefined */ .x9)(answerLine, line, MAX_LINE);
        if (said === undefined)
            throw new NotTaken(`it answered what is no JSON: ${(0,_http_http_error_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(line, 200)}`);
        const problem = said.errorDetail?.message ?? said.error;
        if (problem !== undefined)
            throw new NotTaken((0,_http_http_error_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(problem, MAX_SHOWN));
        if (said.stream !== undefined && UNPACKING.test(said.stream))
            throw new NotTaken((0,_http_http_error_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g$)(said.stream, MAX_SHOWN));
    }
}
async function* linesOf(body) {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        yield* lines.filter((line) => line.trim() !== '');
        if (rest.length > MAX_LINE)
            throw new NotTaken(`it answered a line of more than ${MAX_LINE} characters`);
    }
    if (rest.trim() !== '')
        yield rest;
}


/***/ }),

/***/ 36338:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ CommandConnection)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var _connection_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25053);
/* harmony import */ var _http_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67553);




const MAX_COMPLAINT = 400;
/**
 * A connection that a program makes: what we write is its standard input, and what it prints comes from the other side. `ssh
 * HOST docker system dial-stdio` is such a program.
 */
class CommandConnection extends node_stream__WEBPACK_IMPORTED_MODULE_1__.Duplex {
    #child;
    constructor([program = '', ...args]) {
        super();
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
        this.#child = child;
        let complaint = '';
        child.stderr
            .setEncoding('utf8')
            .on('data', (text) => (complaint = (complaint + text).slice(0, MAX_COMPLAINT)));
        child.stdout.on('data', (chunk) => {
            if (!this.push(chunk))
                child.stdout.pause();
        });
        // It may end before it has read everything; its exit code and its words say why.
        child.stdin.on('error', () => undefined);
        child.on('error', (error) => this.destroy(error));
        child.on('close', (code) => {
            if (code === 0) {
                this.push(null);
                return;
            }
            const words = (0,_http_error_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(complaint, MAX_COMPLAINT);
            const ended = `${program} ended with exit code ${code ?? 'none'}`;
            this.destroy(new _connection_error_js__WEBPACK_IMPORTED_MODULE_2__/* .ConnectionProblem */ .g(words === '' ? ended : `${ended}: ${words}`));
        });
    }
    _read() {
        this.#child.stdout.resume();
    }
    _write(chunk, _encoding, done) {
        // Where writing fails, the program has ended or is about to, and its end says why.
        this.#child.stdin.write(chunk, (error) => (error ? undefined : done()));
    }
    _final(done) {
        this.#child.stdin.end(done);
    }
    _destroy(error, done) {
        this.#child.kill();
        done(error);
    }
    // An agent that keeps connections calls these on them.
    setKeepAlive() {
        return this;
    }
    setTimeout() {
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
}


/***/ })

};
