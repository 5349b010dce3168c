export const id = 4699;
export const ids = [4699,7188];
export const modules = {

/***/ 66904:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wM: () => (/* binding */ BUILDER_PATIENCE),
  M$: () => (/* binding */ Builder),
  oM: () => (/* binding */ BuilderLost)
});

// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/create.js + 1 modules
var create = __webpack_require__(39838);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
// EXTERNAL MODULE: ./lib/http/command-connection.js
var command_connection = __webpack_require__(36338);
// EXTERNAL MODULE: ./lib/http/connection-error.js
var connection_error = __webpack_require__(25053);
;// CONCATENATED MODULE: ./lib/http/open-connection.js




/** Bytes of the head of an answer. */
const MAX_HEAD = 16 * 1024;
/**
 * A connection to a server, ready to be written to. A program that makes one says only by its end that it could not.
 *
 * @param protocol as TLS negotiates it (ALPN): `h2`
 * @throws what Node tells of the connection; the signal's reason
 */
async function openConnection({ way, base }, protocol, signal) {
    signal.throwIfAborted();
    switch (way.kind) {
        case 'command':
            return new command_connection/* CommandConnection */.K(way.argv);
        case 'socket':
            return opened((0,external_node_net_.connect)({ path: way.path }), 'connect', signal);
        case 'host':
            return way.tls === undefined
                ? opened((0,external_node_net_.connect)(placeOf(base)).setKeepAlive(true, KEEP_ALIVE_MS), 'connect', signal)
                : opened(overTls(base, way.tls, protocol), 'secureConnect', signal);
    }
}
/** Milliseconds of silence after which the kernel asks whether the other machine is there. */
const KEEP_ALIVE_MS = 15_000;
function overTls(base, { verify, ca, cert, key, serverName }, protocol) {
    const place = placeOf(base);
    const named = serverName ?? place.host;
    return (0,external_node_tls_.connect)({
        ...place,
        // An address is no name of a server (RFC 6066): Node then compares it with those in the certificate.
        ...((0,external_node_net_.isIP)(named) === 0 && { servername: named }),
        ca,
        cert,
        key,
        rejectUnauthorized: verify,
        ALPNProtocols: [protocol],
    }).setKeepAlive(true, KEEP_ALIVE_MS);
}
function placeOf({ hostname, port, protocol }) {
    const usual = protocol === 'https:' ? 443 : 80;
    return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? usual : Number(port) };
}
function opened(connection, event, signal) {
    return new Promise((resolve, reject) => {
        const stop = () => {
            connection.destroy();
            reject(signal.reason);
        };
        signal.addEventListener('abort', stop, { once: true });
        const done = () => signal.removeEventListener('abort', stop);
        connection.once('error', (error) => {
            done();
            reject(error);
        });
        connection.once(event, () => {
            done();
            resolve(connection);
        });
    });
}
/**
 * Asks an HTTP/1.1 server to speak another protocol from now on (RFC 9110, "Upgrade").
 *
 * @throws ConnectionProblem when it does not want to
 */
async function upgrade(connection, path, protocol, signal) {
    connection.write([`POST ${path} HTTP/1.1`, 'Host: docker', 'Connection: Upgrade', `Upgrade: ${protocol}`, '', ''].join('\r\n'));
    const head = await readHead(connection, signal);
    const [, status = ''] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
    if (status !== '101') {
        throw new connection_error/* ConnectionProblem */.g(`it does not offer ${protocol} at ${path}: ${head.split('\r\n', 1)[0]?.trim() ?? ''}`);
    }
}
/** Reads up to the empty line. What follows is left in the connection. */
function readHead(connection, signal) {
    return new Promise((resolve, reject) => {
        let head = Buffer.alloc(0);
        const end = (result) => {
            connection.off('data', take).off('error', failed).off('end', closed);
            signal.removeEventListener('abort', stopped);
            result();
        };
        const take = (chunk) => {
            head = Buffer.concat([head, chunk]);
            const at = head.indexOf('\r\n\r\n');
            if (at < 0 && head.length <= MAX_HEAD)
                return;
            connection.pause();
            end(() => {
                if (at >= 0 && at + 4 < head.length)
                    connection.unshift(head.subarray(at + 4));
                resolve(head.toString('latin1', 0, at < 0 ? MAX_HEAD : at));
            });
        };
        const failed = (error) => end(() => reject(error));
        const closed = () => end(() => reject(new connection_error/* ConnectionProblem */.g('it closed the connection')));
        const stopped = () => end(() => reject(signal.reason));
        connection.on('data', take).once('error', failed).once('end', closed);
        signal.addEventListener('abort', stopped, { once: true });
    });
}

// EXTERNAL MODULE: ./lib/buildkit/wire/grpc-error.js
var grpc_error = __webpack_require__(51509);
;// CONCATENATED MODULE: ./lib/buildkit/connection-failure.js


/** What the other side says when it refuses our certificate (RFC 8446, "Alert Protocol"), as OpenSSL has it in its errors. */
const ALERT = /alert ((?:bad|unsupported|unknown|no) [a-z ]+|certificate [a-z ]+|access denied|handshake failure)/i;
/**
 * @param secure whether TLS was spoken
 * @param waitedMs how long the builder was given
 */
function connectionFailure(error, secure, waitedMs) {
    const cause = error instanceof grpc_error/* GrpcError */.nz ? (error.cause ?? error) : error;
    const words = (0,errors/* messageOf */.bD)(cause);
    const alert = ALERT.exec(words)?.[1];
    if (alert !== undefined) {
        return {
            problem: `it refuses the certificate of this side: ${alert.trim()}`,
            hint: 'Give a certificate that its authority has signed and that has not expired, as cert.pem and key.pem (docs/scaling.md).',
        };
    }
    if (/wrong version number|packet length too long/i.test(words)) {
        return {
            problem: 'it does not speak TLS',
            hint: 'Leave builder-tls out, or name the port where it listens with TLS.',
        };
    }
    if (/certificate has expired|certificate is not yet valid/i.test(words)) {
        return {
            problem: `${words}: the builder's own`,
            hint: 'Renew the certificate of the builder, and see the clocks.',
        };
    }
    if (/certificate|self.signed|altname|unable to (?:verify|get)/i.test(words)) {
        return {
            problem: words,
            hint: 'Give the authority that signed its certificate, and a certificate of your own if it asks for one (docs/scaling.md).',
        };
    }
    if (error instanceof grpc_error/* GrpcError */.nz && error.code === grpc_error/* GRPC */.Vq.unimplemented)
        return { problem: 'it is no BuildKit' };
    if (error instanceof Error && error.name === 'TimeoutError') {
        return { problem: `it did not answer in ${waitedMs / 1000} s` };
    }
    if (cause instanceof grpc_error/* GrpcError */.nz && cause.code === grpc_error/* GRPC */.Vq.unavailable) {
        return {
            problem: 'it closed the connection',
            ...(!secure && { hint: 'If it listens with TLS, give the certificates: builder-tls (docs/scaling.md).' }),
        };
    }
    if ((0,errors/* errorCode */.CA)(cause) === 'ERR_HTTP2_ERROR')
        return { problem: 'it does not speak HTTP/2, as BuildKit does' };
    return { problem: words };
}

// EXTERNAL MODULE: ./lib/buildkit/protocol/control_pb.js
var control_pb = __webpack_require__(48681);
// EXTERNAL MODULE: ./lib/buildkit/protocol/methods.js
var methods = __webpack_require__(27483);
// EXTERNAL MODULE: ./lib/buildkit/wire/grpc-client.js
var grpc_client = __webpack_require__(34208);
;// CONCATENATED MODULE: ./lib/buildkit/builder.js








const BUILDER_PATIENCE = { connectMs: 30_000, silentMs: 20_000, answerMs: 30_000 };
/** A builder is not reached, or does not answer any more: another one may do the build. */
class BuilderLost extends errors/* InfraError */.Ri {
}
/** A builder that was reached. */
class Builder {
    client;
    facts;
    address;
    constructor(client, facts, address) {
        this.client = client;
        this.facts = facts;
        this.address = address;
    }
    /** For messages. */
    get name() {
        return this.address.text;
    }
    /** @throws BuilderLost when it is not reached, or is no BuildKit; the signal's reason */
    static async connect(address, signal, patience) {
        const limited = (0,time_limit/* withTimeLimit */.B)(signal, patience.connectMs);
        let connection;
        try {
            connection = await openConnection(address.place, 'h2', limited);
            if (address.upgradeAt !== undefined)
                await upgrade(connection, address.upgradeAt, 'h2c', limited);
            const client = new grpc_client/* GrpcClient */.AO(connection);
            return new Builder(client, await factsOf(client, limited), address);
        }
        catch (error) {
            connection?.destroy();
            signal.throwIfAborted();
            const { way } = address.place;
            const secure = way.kind !== 'host' || way.tls !== undefined;
            const { problem, hint } = connectionFailure(error, secure, patience.connectMs);
            throw new BuilderLost(`cannot reach the builder ${address.text}: ${problem}`, {
                cause: error,
                retryable: true,
                hint,
            });
        }
    }
    /**
     * Watches the connection while a build runs: a builder may say nothing for as long as a command takes, so that silence alone says
     * nothing.
     *
     * @returns a signal that is aborted, with a BuilderLost, when the builder does not answer any more
     */
    watch(signal, { silentMs, answerMs }) {
        const lost = new AbortController();
        let asking = false;
        const ask = async () => {
            if (asking || this.client.isEnding || Date.now() - this.client.heardAt < silentMs)
                return;
            asking = true;
            try {
                await factsOf(this.client, (0,time_limit/* withTimeLimit */.B)(signal, answerMs));
            }
            catch (error) {
                const words = `the builder ${this.name} does not answer any more`;
                if (!signal.aborted)
                    lost.abort(new BuilderLost(words, { cause: error, retryable: true }));
            }
            finally {
                asking = false;
            }
        };
        const timer = setInterval(() => void ask(), Math.max(silentMs / 4, 50));
        timer.unref();
        return { lost: lost.signal, stop: () => clearInterval(timer) };
    }
    close() {
        this.client.close();
    }
}
async function factsOf(client, signal) {
    const { record } = await client.call(methods/* LIST_WORKERS */.DR, (0,create/* create */.v)(control_pb/* ListWorkersRequestSchema */.oi), { signal });
    const platforms = record.flatMap((worker) => worker.platforms.map(({ OS, Architecture, Variant }) => [OS, Architecture, Variant].filter((part) => part !== '').join('/')));
    const version = record[0]?.BuildkitVersion?.version;
    return {
        platforms: [...new Set(platforms)],
        ...(version !== undefined && version !== '' && { version }),
    };
}


/***/ }),

/***/ 63725:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ WriteContentRequestSchema),
/* harmony export */   Rs: () => (/* binding */ InfoRequestSchema),
/* harmony export */   Wh: () => (/* binding */ UpdateRequestSchema),
/* harmony export */   YF: () => (/* binding */ UpdateResponseSchema),
/* harmony export */   _L: () => (/* binding */ ReadContentResponseSchema),
/* harmony export */   _Y: () => (/* binding */ ReadContentRequestSchema),
/* harmony export */   bb: () => (/* binding */ WriteContentResponseSchema),
/* harmony export */   eT: () => (/* binding */ ContentStatusRequestSchema),
/* harmony export */   l: () => (/* binding */ AbortRequestSchema),
/* harmony export */   l_: () => (/* binding */ NothingSchema),
/* harmony export */   z7: () => (/* binding */ InfoResponseSchema)
/* harmony export */ });
/* unused harmony exports file_content, InfoSchema */
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22987);
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70104);
/* harmony import */ var _bufbuild_protobuf_wkt__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26641);
// A store of content that a builder reads and writes through its client: containerd/containerd,
// api/services/content/v1/content.proto (Apache-2.0, The containerd Authors). A message has only the fields that are read or written here.


/**
 * Describes the file content.proto.
 */
const file_content = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__/* .fileDesc */ .w)("Cg1jb250ZW50LnByb3RvEhNsYXllcl9idWlsZC5jb250ZW50IoQBCgRJbmZvEg4KBmRpZ2VzdBgBIAEoCRIMCgRzaXplGAIgASgDEi4KCmNyZWF0ZWRfYXQYAyABKAsyGi5nb29nbGUucHJvdG9idWYuVGltZXN0YW1wEi4KCnVwZGF0ZWRfYXQYBCABKAsyGi5nb29nbGUucHJvdG9idWYuVGltZXN0YW1wIh0KC0luZm9SZXF1ZXN0Eg4KBmRpZ2VzdBgBIAEoCSI3CgxJbmZvUmVzcG9uc2USJwoEaW5mbxgBIAEoCzIZLmxheWVyX2J1aWxkLmNvbnRlbnQuSW5mbyI4Cg1VcGRhdGVSZXF1ZXN0EicKBGluZm8YASABKAsyGS5sYXllcl9idWlsZC5jb250ZW50LkluZm8iOQoOVXBkYXRlUmVzcG9uc2USJwoEaW5mbxgBIAEoCzIZLmxheWVyX2J1aWxkLmNvbnRlbnQuSW5mbyJCChJSZWFkQ29udGVudFJlcXVlc3QSDgoGZGlnZXN0GAEgASgJEg4KBm9mZnNldBgCIAEoAxIMCgRzaXplGAMgASgDIjMKE1JlYWRDb250ZW50UmVzcG9uc2USDgoGb2Zmc2V0GAEgASgDEgwKBGRhdGEYAiABKAwiIwoUQ29udGVudFN0YXR1c1JlcXVlc3QSCwoDcmVmGAEgASgJIhsKDEFib3J0UmVxdWVzdBILCgNyZWYYASABKAkiCQoHTm90aGluZyJxChNXcml0ZUNvbnRlbnRSZXF1ZXN0Eg4KBmFjdGlvbhgBIAEoBRILCgNyZWYYAiABKAkSDQoFdG90YWwYAyABKAMSEAoIZXhwZWN0ZWQYBCABKAkSDgoGb2Zmc2V0GAUgASgDEgwKBGRhdGEYBiABKAwitQEKFFdyaXRlQ29udGVudFJlc3BvbnNlEg4KBmFjdGlvbhgBIAEoBRIuCgpzdGFydGVkX2F0GAIgASgLMhouZ29vZ2xlLnByb3RvYnVmLlRpbWVzdGFtcBIuCgp1cGRhdGVkX2F0GAMgASgLMhouZ29vZ2xlLnByb3RvYnVmLlRpbWVzdGFtcBIOCgZvZmZzZXQYBCABKAMSDQoFdG90YWwYBSABKAMSDgoGZGlnZXN0GAYgASgJYgZwcm90bzM", [_bufbuild_protobuf_wkt__WEBPACK_IMPORTED_MODULE_1__/* .file_google_protobuf_timestamp */ .i]);
/**
 * Describes the message layer_build.content.Info.
 * Use `create(InfoSchema)` to create a new message.
 */
const InfoSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_content, 0)));
/**
 * Describes the message layer_build.content.InfoRequest.
 * Use `create(InfoRequestSchema)` to create a new message.
 */
const InfoRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 1);
/**
 * Describes the message layer_build.content.InfoResponse.
 * Use `create(InfoResponseSchema)` to create a new message.
 */
const InfoResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 2);
/**
 * Describes the message layer_build.content.UpdateRequest.
 * Use `create(UpdateRequestSchema)` to create a new message.
 */
const UpdateRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 3);
/**
 * Describes the message layer_build.content.UpdateResponse.
 * Use `create(UpdateResponseSchema)` to create a new message.
 */
const UpdateResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 4);
/**
 * Describes the message layer_build.content.ReadContentRequest.
 * Use `create(ReadContentRequestSchema)` to create a new message.
 */
const ReadContentRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 5);
/**
 * Describes the message layer_build.content.ReadContentResponse.
 * Use `create(ReadContentResponseSchema)` to create a new message.
 */
const ReadContentResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 6);
/**
 * Describes the message layer_build.content.ContentStatusRequest.
 * Use `create(ContentStatusRequestSchema)` to create a new message.
 */
const ContentStatusRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 7);
/**
 * Describes the message layer_build.content.AbortRequest.
 * Use `create(AbortRequestSchema)` to create a new message.
 */
const AbortRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 8);
/**
 * Describes the message layer_build.content.Nothing.
 * Use `create(NothingSchema)` to create a new message.
 */
const NothingSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 9);
/**
 * Describes the message layer_build.content.WriteContentRequest.
 * Use `create(WriteContentRequestSchema)` to create a new message.
 */
const WriteContentRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 10);
/**
 * Describes the message layer_build.content.WriteContentResponse.
 * Use `create(WriteContentResponseSchema)` to create a new message.
 */
const WriteContentResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_content, 11);


/***/ }),

/***/ 48681:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cb: () => (/* binding */ CacheOptionsSchema),
/* harmony export */   MG: () => (/* binding */ SolveRequestSchema),
/* harmony export */   SQ: () => (/* binding */ ListWorkersResponseSchema),
/* harmony export */   a6: () => (/* binding */ CacheOptionsEntrySchema),
/* harmony export */   ek: () => (/* binding */ SolveResponseSchema),
/* harmony export */   oi: () => (/* binding */ ListWorkersRequestSchema)
/* harmony export */ });
/* unused harmony exports file_control, WorkerRecordSchema, PlatformSchema, BuildkitVersionSchema */
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22987);
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70104);
// The part of BuildKit's control API that is used here: moby/buildkit, api/services/control/control.proto, api/types/worker.proto
// and solver/pb/ops.proto (Apache-2.0, The BuildKit Authors). A message has only the fields that are read or written here.

/**
 * Describes the file control.proto.
 */
const file_control = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__/* .fileDesc */ .w)("Cg1jb250cm9sLnByb3RvEhBtb2J5LmJ1aWxka2l0LnYxIr0DCgxTb2x2ZVJlcXVlc3QSCwoDUmVmGAEgASgJEhoKEkV4cG9ydGVyRGVwcmVjYXRlZBgDIAEoCRJcChdFeHBvcnRlckF0dHJzRGVwcmVjYXRlZBgEIAMoCzI7Lm1vYnkuYnVpbGRraXQudjEuU29sdmVSZXF1ZXN0LkV4cG9ydGVyQXR0cnNEZXByZWNhdGVkRW50cnkSDwoHU2Vzc2lvbhgFIAEoCRIQCghGcm9udGVuZBgGIAEoCRJICg1Gcm9udGVuZEF0dHJzGAcgAygLMjEubW9ieS5idWlsZGtpdC52MS5Tb2x2ZVJlcXVlc3QuRnJvbnRlbmRBdHRyc0VudHJ5Ei0KBUNhY2hlGAggASgLMh4ubW9ieS5idWlsZGtpdC52MS5DYWNoZU9wdGlvbnMSFAoMRW50aXRsZW1lbnRzGAkgAygJGj4KHEV4cG9ydGVyQXR0cnNEZXByZWNhdGVkRW50cnkSCwoDa2V5GAEgASgJEg0KBXZhbHVlGAIgASgJOgI4ARo0ChJGcm9udGVuZEF0dHJzRW50cnkSCwoDa2V5GAEgASgJEg0KBXZhbHVlGAIgASgJOgI4ASJ6CgxDYWNoZU9wdGlvbnMSNAoHRXhwb3J0cxgEIAMoCzIjLm1vYnkuYnVpbGRraXQudjEuQ2FjaGVPcHRpb25zRW50cnkSNAoHSW1wb3J0cxgFIAMoCzIjLm1vYnkuYnVpbGRraXQudjEuQ2FjaGVPcHRpb25zRW50cnkijgEKEUNhY2hlT3B0aW9uc0VudHJ5EgwKBFR5cGUYASABKAkSPQoFQXR0cnMYAiADKAsyLi5tb2J5LmJ1aWxka2l0LnYxLkNhY2hlT3B0aW9uc0VudHJ5LkF0dHJzRW50cnkaLAoKQXR0cnNFbnRyeRILCgNrZXkYASABKAkSDQoFdmFsdWUYAiABKAk6AjgBIpkBCg1Tb2x2ZVJlc3BvbnNlEk8KEEV4cG9ydGVyUmVzcG9uc2UYASADKAsyNS5tb2J5LmJ1aWxka2l0LnYxLlNvbHZlUmVzcG9uc2UuRXhwb3J0ZXJSZXNwb25zZUVudHJ5GjcKFUV4cG9ydGVyUmVzcG9uc2VFbnRyeRILCgNrZXkYASABKAkSDQoFdmFsdWUYAiABKAk6AjgBIhQKEkxpc3RXb3JrZXJzUmVxdWVzdCJFChNMaXN0V29ya2Vyc1Jlc3BvbnNlEi4KBnJlY29yZBgBIAMoCzIeLm1vYnkuYnVpbGRraXQudjEuV29ya2VyUmVjb3JkIvABCgxXb3JrZXJSZWNvcmQSCgoCSUQYASABKAkSOgoGTGFiZWxzGAIgAygLMioubW9ieS5idWlsZGtpdC52MS5Xb3JrZXJSZWNvcmQuTGFiZWxzRW50cnkSLQoJcGxhdGZvcm1zGAMgAygLMhoubW9ieS5idWlsZGtpdC52MS5QbGF0Zm9ybRI6Cg9CdWlsZGtpdFZlcnNpb24YBSABKAsyIS5tb2J5LmJ1aWxka2l0LnYxLkJ1aWxka2l0VmVyc2lvbhotCgtMYWJlbHNFbnRyeRILCgNrZXkYASABKAkSDQoFdmFsdWUYAiABKAk6AjgBIj0KCFBsYXRmb3JtEhQKDEFyY2hpdGVjdHVyZRgBIAEoCRIKCgJPUxgCIAEoCRIPCgdWYXJpYW50GAMgASgJIkUKD0J1aWxka2l0VmVyc2lvbhIPCgdwYWNrYWdlGAEgASgJEg8KB3ZlcnNpb24YAiABKAkSEAoIcmV2aXNpb24YAyABKAliBnByb3RvMw");
/**
 * Describes the message moby.buildkit.v1.SolveRequest.
 * Use `create(SolveRequestSchema)` to create a new message.
 */
const SolveRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 0);
/**
 * Describes the message moby.buildkit.v1.CacheOptions.
 * Use `create(CacheOptionsSchema)` to create a new message.
 */
const CacheOptionsSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 1);
/**
 * Describes the message moby.buildkit.v1.CacheOptionsEntry.
 * Use `create(CacheOptionsEntrySchema)` to create a new message.
 */
const CacheOptionsEntrySchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 2);
/**
 * Describes the message moby.buildkit.v1.SolveResponse.
 * Use `create(SolveResponseSchema)` to create a new message.
 */
const SolveResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 3);
/**
 * Describes the message moby.buildkit.v1.ListWorkersRequest.
 * Use `create(ListWorkersRequestSchema)` to create a new message.
 */
const ListWorkersRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 4);
/**
 * Describes the message moby.buildkit.v1.ListWorkersResponse.
 * Use `create(ListWorkersResponseSchema)` to create a new message.
 */
const ListWorkersResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_control, 5);
/**
 * Describes the message moby.buildkit.v1.WorkerRecord.
 * Use `create(WorkerRecordSchema)` to create a new message.
 */
const WorkerRecordSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_control, 6)));
/**
 * Describes the message moby.buildkit.v1.Platform.
 * Use `create(PlatformSchema)` to create a new message.
 */
const PlatformSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_control, 7)));
/**
 * Describes the message moby.buildkit.v1.BuildkitVersion.
 * Use `create(BuildkitVersionSchema)` to create a new message.
 */
const BuildkitVersionSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_control, 8)));


/***/ }),

/***/ 27483:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ CONTENT_STATUS),
/* harmony export */   DR: () => (/* binding */ LIST_WORKERS),
/* harmony export */   E9: () => (/* binding */ FORWARD_AGENT),
/* harmony export */   HI: () => (/* binding */ SEND_FILES),
/* harmony export */   Jz: () => (/* binding */ CONTENT_INFO),
/* harmony export */   Kv: () => (/* binding */ CONTENT_UPDATE),
/* harmony export */   No: () => (/* binding */ CHECK_AGENT),
/* harmony export */   O5: () => (/* binding */ CONTENT_WRITE),
/* harmony export */   Pg: () => (/* binding */ HEALTH),
/* harmony export */   QH: () => (/* binding */ SOLVE),
/* harmony export */   XQ: () => (/* binding */ STATUS),
/* harmony export */   fW: () => (/* binding */ SESSION),
/* harmony export */   mT: () => (/* binding */ RECEIVE_FILES),
/* harmony export */   o1: () => (/* binding */ GET_SECRET),
/* harmony export */   tG: () => (/* binding */ CREDENTIALS),
/* harmony export */   vY: () => (/* binding */ CONTENT_READ),
/* harmony export */   x3: () => (/* binding */ CONTENT_ABORT)
/* harmony export */ });
/* harmony import */ var _content_pb_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63725);
/* harmony import */ var _control_pb_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48681);
/* harmony import */ var _session_pb_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61106);
/* harmony import */ var _status_pb_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87240);




const SOLVE = {
    path: '/moby.buildkit.v1.Control/Solve',
    request: _control_pb_js__WEBPACK_IMPORTED_MODULE_2__/* .SolveRequestSchema */ .MG,
    response: _control_pb_js__WEBPACK_IMPORTED_MODULE_2__/* .SolveResponseSchema */ .ek,
};
const STATUS = {
    path: '/moby.buildkit.v1.Control/Status',
    request: _status_pb_js__WEBPACK_IMPORTED_MODULE_1__/* .StatusRequestSchema */ .FJ,
    response: _status_pb_js__WEBPACK_IMPORTED_MODULE_1__/* .StatusResponseSchema */ .pb,
};
const LIST_WORKERS = {
    path: '/moby.buildkit.v1.Control/ListWorkers',
    request: _control_pb_js__WEBPACK_IMPORTED_MODULE_2__/* .ListWorkersRequestSchema */ .oi,
    response: _control_pb_js__WEBPACK_IMPORTED_MODULE_2__/* .ListWorkersResponseSchema */ .SQ,
};
/** A connection in which the builder calls us, in `BytesMessage`s. */
const SESSION = '/moby.buildkit.v1.Control/Session';
const CREDENTIALS = {
    path: '/moby.filesync.v1.Auth/Credentials',
    request: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .CredentialsRequestSchema */ .N6,
    response: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .CredentialsResponseSchema */ .xe,
};
const GET_SECRET = {
    path: '/moby.buildkit.secrets.v1.Secrets/GetSecret',
    request: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .GetSecretRequestSchema */ .tv,
    response: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .GetSecretResponseSchema */ .lN,
};
const CHECK_AGENT = {
    path: '/moby.sshforward.v1.SSH/CheckAgent',
    request: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .CheckAgentRequestSchema */ .M6,
    response: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .CheckAgentResponseSchema */ .Qx,
};
const HEALTH = {
    path: '/grpc.health.v1.Health/Check',
    request: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .HealthCheckRequestSchema */ .Vw,
    response: _session_pb_js__WEBPACK_IMPORTED_MODULE_3__/* .HealthCheckResponseSchema */ .Dt,
};
const CONTENT = '/containerd.services.content.v1.Content';
const CONTENT_INFO = {
    path: `${CONTENT}/Info`,
    request: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .InfoRequestSchema */ .Rs,
    response: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .InfoResponseSchema */ .z7,
};
const CONTENT_UPDATE = {
    path: `${CONTENT}/Update`,
    request: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .UpdateRequestSchema */ .Wh,
    response: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .UpdateResponseSchema */ .YF,
};
const CONTENT_STATUS = {
    path: `${CONTENT}/Status`,
    request: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .ContentStatusRequestSchema */ .eT,
    response: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .NothingSchema */ .l_,
};
const CONTENT_ABORT = {
    path: `${CONTENT}/Abort`,
    request: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .AbortRequestSchema */ .l,
    response: _content_pb_js__WEBPACK_IMPORTED_MODULE_0__/* .NothingSchema */ .l_,
};
/** One request, many answers. */
const CONTENT_READ = `${CONTENT}/Read`;
/** Calls in which both sides send many messages. */
const FORWARD_AGENT = '/moby.sshforward.v1.SSH/ForwardAgent';
const CONTENT_WRITE = `${CONTENT}/Write`;
const SEND_FILES = '/moby.filesync.v1.FileSync/DiffCopy';
const RECEIVE_FILES = '/moby.filesync.v1.FileSend/DiffCopy';


/***/ }),

/***/ 61106:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dt: () => (/* binding */ HealthCheckResponseSchema),
/* harmony export */   M6: () => (/* binding */ CheckAgentRequestSchema),
/* harmony export */   N6: () => (/* binding */ CredentialsRequestSchema),
/* harmony export */   OD: () => (/* binding */ PacketSchema),
/* harmony export */   Qx: () => (/* binding */ CheckAgentResponseSchema),
/* harmony export */   Vw: () => (/* binding */ HealthCheckRequestSchema),
/* harmony export */   W6: () => (/* binding */ BytesMessageSchema),
/* harmony export */   lN: () => (/* binding */ GetSecretResponseSchema),
/* harmony export */   oV: () => (/* binding */ StatSchema),
/* harmony export */   tv: () => (/* binding */ GetSecretRequestSchema),
/* harmony export */   xe: () => (/* binding */ CredentialsResponseSchema)
/* harmony export */ });
/* unused harmony export file_session */
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22987);
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70104);
// What a builder asks of its client: moby/buildkit, session/filesync/filesync.proto, session/auth/auth.proto,
// session/secrets/secrets.proto, session/sshforward/ssh.proto and session/upload/upload.proto (Apache-2.0, The BuildKit Authors);
// files travel as tonistiigi/fsutil, types/wire.proto and types/stat.proto have it (MIT, Tõnis Tiigi). The services have packages of
// their own there; their names are in the code, and messages have no names on the wire.

/**
 * Describes the file session.proto.
 */
const file_session = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__/* .fileDesc */ .w)("Cg1zZXNzaW9uLnByb3RvEhNsYXllcl9idWlsZC5zZXNzaW9uIhwKDEJ5dGVzTWVzc2FnZRIMCgRkYXRhGAEgASgMIlkKBlBhY2tldBIMCgR0eXBlGAEgASgFEicKBHN0YXQYAiABKAsyGS5sYXllcl9idWlsZC5zZXNzaW9uLlN0YXQSCgoCSUQYAyABKA0SDAoEZGF0YRgEIAEoDCL3AQoEU3RhdBIMCgRwYXRoGAEgASgJEgwKBG1vZGUYAiABKA0SCwoDdWlkGAMgASgNEgsKA2dpZBgEIAEoDRIMCgRzaXplGAUgASgDEg8KB21vZFRpbWUYBiABKAMSEAoIbGlua25hbWUYByABKAkSEAoIZGV2bWFqb3IYCCABKAMSEAoIZGV2bWlub3IYCSABKAMSNQoGeGF0dHJzGAogAygLMiUubGF5ZXJfYnVpbGQuc2Vzc2lvbi5TdGF0LlhhdHRyc0VudHJ5Gi0KC1hhdHRyc0VudHJ5EgsKA2tleRgBIAEoCRINCgV2YWx1ZRgCIAEoDDoCOAEiIgoSQ3JlZGVudGlhbHNSZXF1ZXN0EgwKBEhvc3QYASABKAkiNwoTQ3JlZGVudGlhbHNSZXNwb25zZRIQCghVc2VybmFtZRgBIAEoCRIOCgZTZWNyZXQYAiABKAkiHgoQR2V0U2VjcmV0UmVxdWVzdBIKCgJJRBgBIAEoCSIhChFHZXRTZWNyZXRSZXNwb25zZRIMCgRkYXRhGAEgASgMIh8KEUNoZWNrQWdlbnRSZXF1ZXN0EgoKAklEGAEgASgJIhQKEkNoZWNrQWdlbnRSZXNwb25zZSIlChJIZWFsdGhDaGVja1JlcXVlc3QSDwoHc2VydmljZRgBIAEoCSIlChNIZWFsdGhDaGVja1Jlc3BvbnNlEg4KBnN0YXR1cxgBIAEoBWIGcHJvdG8z");
/**
 * Describes the message layer_build.session.BytesMessage.
 * Use `create(BytesMessageSchema)` to create a new message.
 */
const BytesMessageSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 0);
/**
 * Describes the message layer_build.session.Packet.
 * Use `create(PacketSchema)` to create a new message.
 */
const PacketSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 1);
/**
 * Describes the message layer_build.session.Stat.
 * Use `create(StatSchema)` to create a new message.
 */
const StatSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 2);
/**
 * Describes the message layer_build.session.CredentialsRequest.
 * Use `create(CredentialsRequestSchema)` to create a new message.
 */
const CredentialsRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 3);
/**
 * Describes the message layer_build.session.CredentialsResponse.
 * Use `create(CredentialsResponseSchema)` to create a new message.
 */
const CredentialsResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 4);
/**
 * Describes the message layer_build.session.GetSecretRequest.
 * Use `create(GetSecretRequestSchema)` to create a new message.
 */
const GetSecretRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 5);
/**
 * Describes the message layer_build.session.GetSecretResponse.
 * Use `create(GetSecretResponseSchema)` to create a new message.
 */
const GetSecretResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 6);
/**
 * Describes the message layer_build.session.CheckAgentRequest.
 * Use `create(CheckAgentRequestSchema)` to create a new message.
 */
const CheckAgentRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 7);
/**
 * Describes the message layer_build.session.CheckAgentResponse.
 * Use `create(CheckAgentResponseSchema)` to create a new message.
 */
const CheckAgentResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 8);
/**
 * Describes the message layer_build.session.HealthCheckRequest.
 * Use `create(HealthCheckRequestSchema)` to create a new message.
 */
const HealthCheckRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 9);
/**
 * Describes the message layer_build.session.HealthCheckResponse.
 * Use `create(HealthCheckResponseSchema)` to create a new message.
 */
const HealthCheckResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_1__/* .messageDesc */ .Z)(file_session, 10);


/***/ }),

/***/ 87240:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FJ: () => (/* binding */ StatusRequestSchema),
/* harmony export */   gn: () => (/* binding */ CallStatusSchema),
/* harmony export */   pb: () => (/* binding */ StatusResponseSchema)
/* harmony export */ });
/* unused harmony exports file_status, VertexSchema, VertexStatusSchema, VertexLogSchema, VertexWarningSchema, RangeSchema, PositionSchema, DetailSchema */
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(22987);
/* harmony import */ var _bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(70104);
/* harmony import */ var _bufbuild_protobuf_wkt__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26641);
// What a build tells of itself, as it is used here: moby/buildkit, api/services/control/control.proto and solver/pb/ops.proto
// (Apache-2.0, The BuildKit Authors).


/**
 * Describes the file status.proto.
 */
const file_status = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_0__/* .fileDesc */ .w)("CgxzdGF0dXMucHJvdG8SEG1vYnkuYnVpbGRraXQudjEiHAoNU3RhdHVzUmVxdWVzdBILCgNSZWYYASABKAkizAEKDlN0YXR1c1Jlc3BvbnNlEioKCHZlcnRleGVzGAEgAygLMhgubW9ieS5idWlsZGtpdC52MS5WZXJ0ZXgSMAoIc3RhdHVzZXMYAiADKAsyHi5tb2J5LmJ1aWxka2l0LnYxLlZlcnRleFN0YXR1cxIpCgRsb2dzGAMgAygLMhsubW9ieS5idWlsZGtpdC52MS5WZXJ0ZXhMb2cSMQoId2FybmluZ3MYBCADKAsyHy5tb2J5LmJ1aWxka2l0LnYxLlZlcnRleFdhcm5pbmcisQEKBlZlcnRleBIOCgZkaWdlc3QYASABKAkSDgoGaW5wdXRzGAIgAygJEgwKBG5hbWUYAyABKAkSDgoGY2FjaGVkGAQgASgIEisKB3N0YXJ0ZWQYBSABKAsyGi5nb29nbGUucHJvdG9idWYuVGltZXN0YW1wEi0KCWNvbXBsZXRlZBgGIAEoCzIaLmdvb2dsZS5wcm90b2J1Zi5UaW1lc3RhbXASDQoFZXJyb3IYByABKAkitAEKDFZlcnRleFN0YXR1cxIKCgJJRBgBIAEoCRIOCgZ2ZXJ0ZXgYAiABKAkSDAoEbmFtZRgDIAEoCRIPCgdjdXJyZW50GAQgASgDEg0KBXRvdGFsGAUgASgDEisKB3N0YXJ0ZWQYByABKAsyGi5nb29nbGUucHJvdG9idWYuVGltZXN0YW1wEi0KCWNvbXBsZXRlZBgIIAEoCzIaLmdvb2dsZS5wcm90b2J1Zi5UaW1lc3RhbXAiOAoJVmVydGV4TG9nEg4KBnZlcnRleBgBIAEoCRIOCgZzdHJlYW0YAyABKAMSCwoDbXNnGAQgASgMIoMBCg1WZXJ0ZXhXYXJuaW5nEg4KBnZlcnRleBgBIAEoCRINCgVsZXZlbBgCIAEoAxINCgVzaG9ydBgDIAEoDBIOCgZkZXRhaWwYBCADKAwSCwoDdXJsGAUgASgJEicKBnJhbmdlcxgHIAMoCzIXLm1vYnkuYnVpbGRraXQudjEuUmFuZ2UiWwoFUmFuZ2USKQoFc3RhcnQYASABKAsyGi5tb2J5LmJ1aWxka2l0LnYxLlBvc2l0aW9uEicKA2VuZBgCIAEoCzIaLm1vYnkuYnVpbGRraXQudjEuUG9zaXRpb24iKwoIUG9zaXRpb24SDAoEbGluZRgBIAEoBRIRCgljaGFyYWN0ZXIYAiABKAUiVgoKQ2FsbFN0YXR1cxIMCgRjb2RlGAEgASgFEg8KB21lc3NhZ2UYAiABKAkSKQoHZGV0YWlscxgDIAMoCzIYLm1vYnkuYnVpbGRraXQudjEuRGV0YWlsIikKBkRldGFpbBIQCgh0eXBlX3VybBgBIAEoCRINCgV2YWx1ZRgCIAEoDGIGcHJvdG8z", [_bufbuild_protobuf_wkt__WEBPACK_IMPORTED_MODULE_1__/* .file_google_protobuf_timestamp */ .i]);
/**
 * Describes the message moby.buildkit.v1.StatusRequest.
 * Use `create(StatusRequestSchema)` to create a new message.
 */
const StatusRequestSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_status, 0);
/**
 * Describes the message moby.buildkit.v1.StatusResponse.
 * Use `create(StatusResponseSchema)` to create a new message.
 */
const StatusResponseSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_status, 1);
/**
 * Describes the message moby.buildkit.v1.Vertex.
 * Use `create(VertexSchema)` to create a new message.
 */
const VertexSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 2)));
/**
 * Describes the message moby.buildkit.v1.VertexStatus.
 * Use `create(VertexStatusSchema)` to create a new message.
 */
const VertexStatusSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 3)));
/**
 * Describes the message moby.buildkit.v1.VertexLog.
 * Use `create(VertexLogSchema)` to create a new message.
 */
const VertexLogSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 4)));
/**
 * Describes the message moby.buildkit.v1.VertexWarning.
 * Use `create(VertexWarningSchema)` to create a new message.
 */
const VertexWarningSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 5)));
/**
 * Describes the message moby.buildkit.v1.Range.
 * Use `create(RangeSchema)` to create a new message.
 */
const RangeSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 6)));
/**
 * Describes the message moby.buildkit.v1.Position.
 * Use `create(PositionSchema)` to create a new message.
 */
const PositionSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 7)));
/**
 * Describes the message moby.buildkit.v1.CallStatus.
 * Use `create(CallStatusSchema)` to create a new message.
 */
const CallStatusSchema = /*@__PURE__*/ (0,_bufbuild_protobuf_codegenv2__WEBPACK_IMPORTED_MODULE_2__/* .messageDesc */ .Z)(file_status, 8);
/**
 * Describes the message moby.buildkit.v1.Detail.
 * Use `create(DetailSchema)` to create a new message.
 */
const DetailSchema = /*@__PURE__*/ (/* unused pure expression or super */ null && (messageDesc(file_status, 9)));


/***/ }),

/***/ 27160:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ frame),
/* harmony export */   w: () => (/* binding */ messagesIn)
/* harmony export */ });
/* harmony import */ var _grpc_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51509);

/** A flag byte, and the length of the message (PROTOCOL-HTTP2.md, "Length-Prefixed-Message"). */
const PREFIX = 5;
/** Bytes of one message. BuildKit's own limit is 16 MiB. */
const MAX_MESSAGE = 32 * 1024 * 1024;
/** One message as it travels; never compressed. */
function frame(message) {
    const framed = Buffer.allocUnsafe(PREFIX + message.length);
    framed[0] = 0;
    framed.writeUInt32BE(message.length, 1);
    framed.set(message, PREFIX);
    return framed;
}
/** Cuts the bytes of a stream into messages. @throws GrpcError for a message that is compressed, too large or cut off */
async function* messagesIn(source) {
    let chunks = [];
    let have = 0;
    let wanted = PREFIX;
    for await (const chunk of source) {
        chunks.push(chunk);
        have += chunk.length;
        while (have >= wanted) {
            // Joined only when a message is whole, so that a large one is copied once.
            const joined = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
            const length = lengthOf(joined);
            const end = PREFIX + length;
            if (have < end) {
                chunks = [joined];
                wanted = end;
                break;
            }
            yield joined.subarray(PREFIX, end);
            const rest = joined.subarray(end);
            chunks = rest.length === 0 ? [] : [rest];
            have = rest.length;
            wanted = PREFIX;
        }
    }
    if (have > 0)
        throw new _grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GRPC */ .Vq.unavailable, 'the connection ended in the middle of a message');
}
function lengthOf(joined) {
    if (joined[0] !== 0)
        throw new _grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GRPC */ .Vq.internal, 'a message is compressed, which was not asked for');
    const length = joined.readUInt32BE(1);
    if (length > MAX_MESSAGE)
        throw new _grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_0__/* .GRPC */ .Vq.internal, `a message has ${length} bytes`);
    return length;
}


/***/ }),

/***/ 34208:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ GrpcClient),
/* harmony export */   jf: () => (/* binding */ WINDOW)
/* harmony export */ });
/* unused harmony export GrpcCall */
/* harmony import */ var node_http2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32467);
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71015);
/* harmony import */ var _bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39859);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13411);
/* harmony import */ var _frames_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27160);
/* harmony import */ var _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51509);





/** Bytes that may be under way to us. With HTTP/2's own 64 KiB, an image would come at 64 KiB a round trip. */
const WINDOW = 4 * 1024 * 1024;
/** Bytes of headers that are taken. An error comes with the whole Dockerfile in them; nghttp2 takes no more than this. */
const MAX_HEADERS = 128 * 1024;
/**
 * gRPC over one HTTP/2 connection, for calls as BuildKit has them: without compression, deadlines and retries. A connection that
 * ends is not made again: the session of a build ends with it.
 */
class GrpcClient {
    #session;
    #failure;
    /** Milliseconds since the epoch when the other side was last heard. */
    heardAt = Date.now();
    /** @param connection ready for HTTP/2, without TLS or inside it */
    constructor(connection) {
        this.#session = node_http2__WEBPACK_IMPORTED_MODULE_0__.connect('http://localhost', {
            createConnection: () => connection,
            settings: { initialWindowSize: WINDOW, maxHeaderListSize: MAX_HEADERS, enablePush: false },
        });
        this.#session.once('connect', () => this.#session.setLocalWindowSize(WINDOW));
        this.#session.on('error', (error) => (this.#failure ??= error));
        connection.on('error', (error) => (this.#failure ??= error));
    }
    /** @throws GrpcError, with `unavailable` where the connection is at fault */
    async call(method, request, options) {
        let answer;
        for await (const response of this.stream(method, request, options))
            answer ??= response;
        if (answer !== undefined)
            return answer;
        throw new _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GRPC */ .Vq.internal, `${method.path} gave no answer`);
    }
    /** One request, any number of answers. @throws as `call` does */
    async *stream(method, request, options) {
        const call = this.open(method.path, options);
        call.end((0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_3__/* .toBinary */ .R)(method.request, request));
        for await (const bytes of call.messages())
            yield (0,_bufbuild_protobuf__WEBPACK_IMPORTED_MODULE_4__/* .fromBinary */ .Er)(method.response, bytes);
    }
    /** A call in which both sides send as they like. */
    open(path, { signal, metadata = {} }) {
        signal.throwIfAborted();
        if (this.#session.destroyed || this.#session.closed)
            throw this.#lost();
        const stream = this.#session.request({
            ':method': 'POST',
            ':path': path,
            'content-type': 'application/grpc',
            'user-agent': `layer-build/${_version_js__WEBPACK_IMPORTED_MODULE_5__/* .VERSION */ .x}`,
            te: 'trailers',
            ...metadata,
        });
        const heard = () => void (this.heardAt = Date.now());
        const isOpen = () => !this.#session.destroyed && this.#failure === undefined;
        return new GrpcCall(stream, signal, { lost: () => this.#lost(), heard, isOpen });
    }
    /** The other side takes no new calls, and lets those that there are come to their end: its server is about to stop. */
    get isEnding() {
        return this.#session.closed && !this.#session.destroyed;
    }
    /** Ends all calls, and the connection. */
    close() {
        setImmediate(() => this.#session.destroy());
    }
    #lost() {
        const why = this.#failure === undefined ? '' : `: ${this.#failure.message}`;
        return new _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GRPC */ .Vq.unavailable, `the connection is lost${why}`, this.#failure);
    }
}
/** One call. */
class GrpcCall {
    #stream;
    #signal;
    #connection;
    #closed;
    #status;
    constructor(stream, signal, connection) {
        this.#stream = stream;
        this.#signal = signal;
        this.#connection = connection;
        const stop = () => this.cancel();
        signal.addEventListener('abort', stop, { once: true });
        this.#closed = new Promise((resolve) => stream.once('close', () => {
            signal.removeEventListener('abort', stop);
            resolve();
        }));
        stream.on('response', (headers) => this.#note(headers));
        stream.on('trailers', (headers) => this.#note(headers));
        // What fails is told by `messages`.
        stream.on('error', () => undefined);
    }
    /** Resolves when there is room for more. */
    send(message) {
        return new Promise((resolve, reject) => {
            this.#stream.write((0,_frames_js__WEBPACK_IMPORTED_MODULE_1__/* .frame */ .G)(message), (error) => (error ? reject(this.#connection.lost()) : resolve()));
        });
    }
    /** Sends nothing more. @param last a message to send before */
    end(last) {
        if (last === undefined)
            this.#stream.end();
        else
            this.#stream.end((0,_frames_js__WEBPACK_IMPORTED_MODULE_1__/* .frame */ .G)(last));
    }
    /** Not at once: Node ends the process if a stream is closed while it hands out what came (nodejs/node#38964). */
    cancel() {
        setImmediate(() => {
            if (!this.#stream.closed)
                this.#stream.close(node_http2__WEBPACK_IMPORTED_MODULE_0__.constants.NGHTTP2_CANCEL);
        });
    }
    /** What the other side sends, to the end of the call. @throws GrpcError if it does not end well; the signal's reason */
    async *messages() {
        try {
            for await (const message of (0,_frames_js__WEBPACK_IMPORTED_MODULE_1__/* .messagesIn */ .w)(this.#stream)) {
                this.#connection.heard();
                yield message;
            }
        }
        catch (error) {
            this.#signal.throwIfAborted();
            if (error instanceof _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GrpcError */ .nz)
                throw error;
            throw this.#ended() ?? this.#brokenOff() ?? this.#connection.lost();
        }
        finally {
            if (!this.#stream.closed)
                this.cancel();
        }
        await this.#closed;
        this.#signal.throwIfAborted();
        const status = this.#ended() ?? this.#brokenOff();
        if (status === undefined)
            throw this.#connection.lost();
        if (status.code !== _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GRPC */ .Vq.ok)
            throw status;
    }
    #note(headers) {
        if (headers['grpc-status'] !== undefined)
            this.#status = headers;
        else if (headers[':status'] !== undefined && Number(headers[':status']) !== 200) {
            this.#status = {
                'grpc-status': String(_grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GRPC */ .Vq.unavailable),
                'grpc-message': `HTTP status ${String(headers[':status'])}`,
            };
        }
    }
    /** The other side ended this call alone, without a word: what it had to say was larger than its server sends. */
    #brokenOff() {
        if (this.#stream.rstCode !== node_http2__WEBPACK_IMPORTED_MODULE_0__.constants.NGHTTP2_INTERNAL_ERROR || !this.#connection.isOpen())
            return undefined;
        return new _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GrpcError */ .nz(_grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GRPC */ .Vq.internal, 'it ended the call without saying why');
    }
    /** How the other side ended the call, if it said so. */
    #ended() {
        if (this.#status === undefined)
            return undefined;
        const { 'grpc-status': code, 'grpc-message': message = '', 'grpc-status-details-bin': details } = this.#status;
        const bytes = details === undefined ? undefined : Buffer.from(String(details), 'base64');
        return new _grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .GrpcError */ .nz(Number(code), (0,_grpc_error_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeMessage */ .Y8)(String(message)), undefined, bytes);
    }
}


/***/ }),

/***/ 51509:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vq: () => (/* binding */ GRPC),
/* harmony export */   Y8: () => (/* binding */ decodeMessage),
/* harmony export */   mH: () => (/* binding */ encodeMessage),
/* harmony export */   nz: () => (/* binding */ GrpcError),
/* harmony export */   pW: () => (/* binding */ grpcCodeOf)
/* harmony export */ });
/** Codes of gRPC (grpc/grpc, doc/statuscodes.md). */
const GRPC = {
    ok: 0,
    cancelled: 1,
    unknown: 2,
    invalidArgument: 3,
    notFound: 5,
    alreadyExists: 6,
    outOfRange: 11,
    unimplemented: 12,
    internal: 13,
    unavailable: 14,
};
/** The end of a call, as the other side or the connection tells it. */
class GrpcError extends Error {
    name = 'GrpcError';
    code;
    /** What the other side says beside the message: a `google.rpc.Status`, encoded. */
    details;
    constructor(code, message, cause, details) {
        super(message, cause === undefined ? undefined : { cause });
        this.code = code;
        this.details = details;
    }
}
/** The code that an error ends a call with. */
function grpcCodeOf(error) {
    return error instanceof GrpcError ? error.code : GRPC.unknown;
}
/** `grpc-message` in trailers: bytes that are not printable ASCII, and `%`, are escaped (PROTOCOL-HTTP2.md). */
function encodeMessage(text) {
    let encoded = '';
    for (const byte of Buffer.from(text)) {
        const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
        encoded += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    }
    return encoded;
}
/** The opposite. What is no escape stays as it is, as the protocol asks for. */
function decodeMessage(text) {
    const bytes = [];
    for (let at = 0; at < text.length; at++) {
        const escaped = /^%([0-9a-fA-F]{2})/.exec(text.slice(at, at + 3));
        bytes.push(escaped === null ? text.charCodeAt(at) & 0xff : Number.parseInt(escaped[1] ?? '', 16));
        if (escaped !== null)
            at += 2;
    }
    return Buffer.from(bytes).toString('utf8');
}


/***/ }),

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
