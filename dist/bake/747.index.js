export const id = 747;
export const ids = [747,864];
export const modules = {

/***/ 89747:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  BuilderBuilds: () => (/* binding */ BuilderBuilds)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/buildkit/builder.js + 2 modules
var buildkit_builder = __webpack_require__(66904);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/create.js + 1 modules
var create = __webpack_require__(39838);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/buildkit/protocol/control_pb.js
var control_pb = __webpack_require__(48681);
// EXTERNAL MODULE: ./lib/buildkit/protocol/methods.js
var methods = __webpack_require__(27483);
// EXTERNAL MODULE: ./lib/buildkit/protocol/status_pb.js
var status_pb = __webpack_require__(87240);
// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/from-binary.js
var from_binary = __webpack_require__(39859);
// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/to-binary.js + 1 modules
var to_binary = __webpack_require__(71015);
// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/wkt/google/protobuf/timestamp_pb.js
var timestamp_pb = __webpack_require__(26641);
// EXTERNAL MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/proto-int64.js
var proto_int64 = __webpack_require__(42857);
;// CONCATENATED MODULE: ./node_modules/@bufbuild/protobuf/dist/esm/wkt/timestamp.js
// Copyright 2021-2026 Buf Technologies, Inc.
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
//      http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.



/**
 * Create a google.protobuf.Timestamp for the current time.
 */
function timestampNow() {
    return timestampFromDate(new Date());
}
/**
 * Create a google.protobuf.Timestamp message from an ECMAScript Date.
 */
function timestampFromDate(date) {
    return timestampFromMs(date.getTime());
}
/**
 * Convert a google.protobuf.Timestamp message to an ECMAScript Date.
 */
function timestampDate(timestamp) {
    return new Date(timestampMs(timestamp));
}
/**
 * Create a google.protobuf.Timestamp message from a Unix timestamp in milliseconds.
 */
function timestampFromMs(timestampMs) {
    const seconds = Math.floor(timestampMs / 1000);
    return (0,create/* create */.v)(timestamp_pb/* TimestampSchema */.w, {
        seconds: proto_int64/* protoInt64 */.M.parse(seconds),
        nanos: (timestampMs - seconds * 1000) * 1000000,
    });
}
/**
 * Convert a google.protobuf.Timestamp to a Unix timestamp in milliseconds.
 */
function timestampMs(timestamp) {
    return (Number(timestamp.seconds) * 1000 + Math.round(timestamp.nanos / 1000000));
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/buildkit/protocol/content_pb.js
var content_pb = __webpack_require__(63725);
// EXTERNAL MODULE: ./lib/buildkit/wire/grpc-error.js
var grpc_error = __webpack_require__(51509);
// EXTERNAL MODULE: external "node:http2"
var external_node_http2_ = __webpack_require__(32467);
// EXTERNAL MODULE: ./lib/buildkit/wire/frames.js
var wire_frames = __webpack_require__(27160);
// EXTERNAL MODULE: ./lib/buildkit/wire/grpc-client.js
var grpc_client = __webpack_require__(34208);
;// CONCATENATED MODULE: ./lib/buildkit/wire/grpc-server.js






/** A handler for a method with one request and one answer. */
function answering(method, answer) {
    const handler = async ({ messages, send, signal }) => {
        for await (const bytes of messages) {
            await send((0,to_binary/* toBinary */.R)(method.response, await answer((0,from_binary/* fromBinary */.Er)(method.request, bytes), signal)));
            return;
        }
    };
    return [method.path, handler];
}
/** As `answering`, for an answer that depends on what came with the call. */
function answeringCall(method, answer) {
    const handler = async (call) => {
        for await (const bytes of call.messages) {
            await call.send((0,to_binary/* toBinary */.R)(method.response, answer(call, (0,from_binary/* fromBinary */.Er)(method.request, bytes))));
            return;
        }
    };
    return [method.path, handler];
}
/** Serves gRPC on one connection: here the side that was called is the one that made the connection. */
class GrpcServer {
    #session;
    #handlers;
    constructor(connection, handlers) {
        this.#handlers = handlers;
        this.#session = external_node_http2_.performServerHandshake(connection, { settings: { initialWindowSize: grpc_client/* WINDOW */.jf } });
        // Of several headers with one name, Node joins the values; as they came, they are in the last argument.
        const serve = (stream, headers, _flags, raw) => void this.#serve(stream, headers, metadataOf(raw));
        this.#session.on('stream', serve);
        this.#session.on('error', () => undefined);
        connection.on('error', () => undefined);
    }
    close() {
        setImmediate(() => this.#session.destroy());
    }
    async #serve(stream, headers, metadata) {
        const over = new AbortController();
        stream.once('close', () => over.abort());
        // The other side may give up at any time.
        stream.on('error', () => undefined);
        let status = { code: grpc_error/* GRPC */.Vq.ok, message: '' };
        stream.once('wantTrailers', () => {
            stream.sendTrailers({
                'grpc-status': String(status.code),
                ...(status.message !== '' && { 'grpc-message': (0,grpc_error/* encodeMessage */.mH)(status.message) }),
            });
        });
        // It was given up before we came to it.
        if (isOver(stream))
            return;
        stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
        try {
            const path = String(headers[':path']);
            const handler = this.#handlers.get(path);
            if (handler === undefined)
                status = { code: grpc_error/* GRPC */.Vq.unimplemented, message: `unknown method ${path}` };
            else
                await handler({ metadata, messages: (0,wire_frames/* messagesIn */.w)(stream), send: sender(stream), signal: over.signal });
        }
        catch (error) {
            status = { code: (0,grpc_error/* grpcCodeOf */.pW)(error), message: (0,errors/* messageOf */.bD)(error) };
        }
        if (!isOver(stream))
            stream.end();
    }
}
function isOver(stream) {
    return stream.destroyed || stream.closed;
}
function sender(stream) {
    return (message) => new Promise((resolve, reject) => {
        if (stream.destroyed)
            reject(new Error('the call is over'));
        else
            stream.write((0,wire_frames/* frame */.G)(message), (error) => (error ? reject(error) : resolve()));
    });
}
function metadataOf(raw) {
    const metadata = new Map();
    for (let at = 0; at + 1 < raw.length; at += 2) {
        const name = raw[at]?.toLowerCase() ?? '';
        const values = metadata.get(name);
        const value = raw[at + 1] ?? '';
        if (values === undefined)
            metadata.set(name, [value]);
        else
            values.push(value);
    }
    return metadata;
}

;// CONCATENATED MODULE: ./lib/buildkit/session/lend-content.js







/** Which place a call is about (buildkit, `session/content`). */
const STORE_ID = 'buildkit-attachable-store-id';
/** What a message of a writer is (containerd, `WriteAction`). */
const ACTION = { stat: 0, write: 1, commit: 2 };
/** Bytes in one message; the other side takes 4 MiB at most. */
const MAX_DATA = 1024 * 1024;
/**
 * Lends places of blobs to a builder (containerd's content service): where caches of `type=local` are.
 *
 * @param stores by the names that the builder knows them by
 */
function lendingContent(stores) {
    const storeOf = ({ metadata }) => {
        const [id = ''] = metadata.get(STORE_ID) ?? [];
        const store = stores.get(id);
        if (store === undefined)
            throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `this build has no content called ${id}`);
        return store;
    };
    const infoOf = (call, text) => {
        const digest = digestOf(text);
        const now = timestampNow();
        return { digest, size: BigInt(sizeOf(storeOf(call), digest)), createdAt: now, updatedAt: now };
    };
    return [
        answeringCall(methods/* CONTENT_INFO */.Jz, (call, { digest }) => (0,create/* create */.v)(content_pb/* InfoResponseSchema */.z7, { info: infoOf(call, digest) })),
        // Labels, which nobody reads here.
        answeringCall(methods/* CONTENT_UPDATE */.Kv, (call, { info }) => (0,create/* create */.v)(content_pb/* UpdateResponseSchema */.YF, { info: infoOf(call, info?.digest ?? '') })),
        // A blob is taken in one go: none is ever half there.
        answeringCall(methods/* CONTENT_STATUS */.Bu, (_, { ref }) => {
            throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `nothing is written under ${ref}`);
        }),
        answeringCall(methods/* CONTENT_ABORT */.x3, () => (0,create/* create */.v)(content_pb/* NothingSchema */.l_)),
        [methods/* CONTENT_READ */.vY, (call) => read(call, storeOf(call))],
        [methods/* CONTENT_WRITE */.O5, (call) => new Writing(call, storeOf(call)).run()],
    ];
}
async function read({ messages, send, signal }, store) {
    for await (const message of messages) {
        const { digest: text, offset, size } = (0,from_binary/* fromBinary */.Er)(content_pb/* ReadContentRequestSchema */._Y, message);
        const digest = digestOf(text);
        const whole = sizeOf(store, digest);
        const from = Math.max(Number(offset), 0);
        if (from > whole)
            throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.outOfRange, `${digest} has only ${whole} bytes`);
        let left = size > 0n ? Math.min(Number(size), whole - from) : whole - from;
        let at = 0;
        for await (const chunk of left === 0 ? [] : (store.read(digest, from, signal) ?? [])) {
            for (let start = 0; start < chunk.length && left > 0; start += MAX_DATA) {
                const data = chunk.subarray(start, Math.min(start + MAX_DATA, start + left, chunk.length));
                await send((0,to_binary/* toBinary */.R)(content_pb/* ReadContentResponseSchema */._L, (0,create/* create */.v)(content_pb/* ReadContentResponseSchema */._L, { offset: BigInt(at), data })));
                at += data.length;
                left -= data.length;
            }
            if (left === 0)
                break;
        }
        return;
    }
}
/** One blob on its way to a place. */
class Writing {
    #call;
    #store;
    #started = timestampNow();
    #offset = 0;
    constructor(call, store) {
        this.#call = call;
        this.#store = store;
    }
    async run() {
        const messages = this.#call.messages[Symbol.asyncIterator]();
        const first = await messages.next();
        if (first.done === true)
            return;
        const { expected, total } = (0,from_binary/* fromBinary */.Er)(content_pb/* WriteContentRequestSchema */.BW, first.value);
        const digest = digestOf(expected);
        if (this.#store.size(digest) !== undefined)
            throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.alreadyExists, `${digest} is there already`);
        await this.#store.write(digest, this.#bytes(first.value, messages));
        await this.#answer(ACTION.commit, { digest, total: total > 0n ? total : BigInt(this.#offset) });
    }
    /** What the builder sends, up to its word that this is all. */
    async *#bytes(first, others) {
        for (let message = first;;) {
            const { action, offset, data, total } = (0,from_binary/* fromBinary */.Er)(content_pb/* WriteContentRequestSchema */.BW, message);
            if (data.length > 0) {
                if (Number(offset) !== this.#offset) {
                    throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.outOfRange, `byte ${this.#offset} is next, and not byte ${String(offset)}`);
                }
                yield data;
                this.#offset += data.length;
            }
            if (action === ACTION.commit)
                return;
            await this.#answer(action, { total });
            const next = await others.next();
            if (next.done === true)
                throw new Error('the builder gave up what it wrote');
            message = next.value;
        }
    }
    #answer(action, more) {
        const fields = {
            action,
            offset: BigInt(this.#offset),
            startedAt: this.#started,
            updatedAt: timestampNow(),
            ...more,
        };
        return this.#call.send((0,to_binary/* toBinary */.R)(content_pb/* WriteContentResponseSchema */.bb, (0,create/* create */.v)(content_pb/* WriteContentResponseSchema */.bb, fields)));
    }
}
function digestOf(text) {
    if (!(0,oci_digest/* isDigest */.Bc)(text))
        throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.invalidArgument, `${JSON.stringify(text)} is no digest`);
    return text;
}
function sizeOf(store, digest) {
    const size = store.size(digest);
    if (size === undefined)
        throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `${digest}: not found`);
    return size;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./lib/buildkit/protocol/session_pb.js
var session_pb = __webpack_require__(61106);
;// CONCATENATED MODULE: ./lib/buildkit/session/lend-secrets.js






/** By what host builders ask about Docker Hub. */
const DOCKER_HUB = new Set(['registry-1.docker.io', 'index.docker.io', 'https://index.docker.io/v1/']);
/** Logins for the registries that a builder pulls from and pushes to. It asks when it needs one. */
function lendingLogins(find) {
    return answering(methods/* CREDENTIALS */.tG, async ({ Host }, signal) => {
        const login = await find(DOCKER_HUB.has(Host) ? 'docker.io' : Host, signal);
        return (0,create/* create */.v)(session_pb/* CredentialsResponseSchema */.xe, { Username: login?.username ?? '', Secret: login?.password ?? '' });
    });
}
/** Secrets by id, each read when a step mounts it. */
function lendingSecrets(secrets) {
    return answering(methods/* GET_SECRET */.o1, async ({ ID }) => {
        const read = secrets.get(ID);
        if (read === undefined)
            throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `secret ${ID}: not found`);
        return (0,create/* create */.v)(session_pb/* GetSecretResponseSchema */.lN, { data: await read() });
    });
}
/** ssh agents by id. @param sockets absolute paths of sockets where agents listen that only list keys and sign */
function lendingAgents(sockets) {
    const check = answering(methods/* CHECK_AGENT */.No, ({ ID }) => {
        socketOf(sockets, ID);
        return Promise.resolve((0,create/* create */.v)(session_pb/* CheckAgentResponseSchema */.Qx));
    });
    const forward = async (call) => {
        const [id = ''] = call.metadata.get('buildkit.ssh.id') ?? [];
        await converse(call, socketOf(sockets, id));
    };
    return [check, [methods/* FORWARD_AGENT */.E9, forward]];
}
/** @param id `''`: the default one @throws GrpcError when there is no such agent */
function socketOf(sockets, id) {
    const name = id === '' ? 'default' : id;
    const socket = sockets.get(name);
    if (socket === undefined)
        throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `no ssh agent ${name} is given to this build`);
    return socket;
}
async function converse({ messages, send, signal }, path) {
    const socket = (0,external_node_net_.connect)(path);
    const stop = () => void socket.destroy();
    signal.addEventListener('abort', stop, { once: true });
    socket.on('error', stop);
    try {
        const answers = (async () => {
            for await (const chunk of socket) {
                await send((0,to_binary/* toBinary */.R)(session_pb/* BytesMessageSchema */.W6, (0,create/* create */.v)(session_pb/* BytesMessageSchema */.W6, { data: chunk })));
            }
        })();
        for await (const message of messages)
            socket.write((0,from_binary/* fromBinary */.Er)(session_pb/* BytesMessageSchema */.W6, message).data);
        socket.end();
        await answers;
    }
    finally {
        signal.removeEventListener('abort', stop);
        socket.destroy();
    }
}

;// CONCATENATED MODULE: ./lib/buildkit/session/receive-image.js



/**
 * Where a builder sends what it exports (`FileSend.DiffCopy`): the bytes of one archive.
 *
 * @param failed told of an error of this side, which the builder repeats only as a text
 */
function receivingArchive(take, failed) {
    return [
        methods/* RECEIVE_FILES */.mT,
        async ({ messages }) => {
            try {
                await take(bytesOf(messages));
            }
            catch (error) {
                failed(error);
                throw error;
            }
        },
    ];
}
async function* bytesOf(messages) {
    for await (const message of messages)
        yield (0,from_binary/* fromBinary */.Er)(session_pb/* BytesMessageSchema */.W6, message).data;
}

// EXTERNAL MODULE: ./lib/layer/source-tree.js
var source_tree = __webpack_require__(38177);
// EXTERNAL MODULE: ./lib/text/byte-name.js
var byte_name = __webpack_require__(39681);
// EXTERNAL MODULE: ./lib/layer/pattern/dockerignore.js + 3 modules
var dockerignore = __webpack_require__(34561);
// EXTERNAL MODULE: ./lib/layer/pattern/go-path-match.js
var go_path_match = __webpack_require__(6258);
;// CONCATENATED MODULE: ./lib/buildkit/session/followed-paths.js



/** As the kernel follows at most. */
const MAX_LINKS = 255;
/**
 * Which part of a tree a builder asks for (fsutil, `FollowPaths`): paths that an instruction names, perhaps with wildcards in their
 * names. Where a link leads is asked for too. What comes out counts as patterns of moby/patternmatcher, as there.
 */
class FollowedPaths {
    #matcher;
    constructor(matcher) {
        this.#matcher = matcher;
    }
    /** @returns `undefined` when all of the tree is asked for */
    static async of(tree, paths) {
        if (paths.length === 0)
            return undefined;
        const found = new Set();
        for (const path of paths)
            await follow(tree, partsOf(path), found);
        if (found.has(''))
            return undefined;
        return new FollowedPaths(dockerignore/* IgnoreMatcher */.Ds.of([...found].flatMap(patternOf)));
    }
    /** Whether the path is asked for. What is below such a path is asked for as well. */
    has(path) {
        return this.#matcher.matches(path).excluded;
    }
    /** Whether something below the folder may be asked for. */
    mayHaveBelow(path) {
        return this.#matcher.patterns.some((pattern) => pattern.path.mayMatchBelow(path));
    }
}
/** What is no pattern asks for nothing: its own instruction says what is wrong with it. */
function patternOf(path) {
    try {
        return (0,dockerignore/* excludePatterns */.S3)([path]);
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            return [];
        throw error;
    }
}
async function follow(tree, parts, found) {
    const pending = [parts];
    for (let links = 0; links < MAX_LINKS; links++) {
        const next = pending.pop();
        if (next === undefined)
            return;
        pending.push(...(await step(tree, next, found)));
    }
}
/** Adds the path up to its first link, or whole. @returns where the link leads, with the rest of the path */
async function step(tree, parts, found) {
    for (let length = 1; length <= parts.length; length++) {
        const links = await linksAt(tree, parts.slice(0, length));
        if (links.length === 0)
            continue;
        // Also when another path has led through this link: fsutil stops here then, and does not find what is beside it.
        found.add(parts.slice(0, length).join('/'));
        return links.map((target) => [...target, ...parts.slice(length)]);
    }
    found.add(parts.join('/'));
    return [];
}
/** The targets of the links that a path leads to: several where its last name has a wildcard. */
async function linksAt(tree, parts) {
    const folder = parts.slice(0, -1);
    const name = parts.at(-1) ?? '';
    if (!(0,go_path_match/* hasWildcard */.r)(name))
        return targetOf(await tree.lstat(parts.join('/')));
    const pattern = go_path_match/* Wildcard */.t.compile(name);
    const names = (await tree.readdir(folder.join('/'))).filter((each) => pattern.matches(each));
    const targets = [];
    for (const each of names)
        targets.push(...targetOf(await tree.lstat([...folder, each].join('/'))));
    return targets;
}
function targetOf(entry) {
    if (entry?.type !== 'symlink')
        return [];
    const { target, path } = entry;
    return [partsOf(target.startsWith('/') ? target : `${path}/../${target}`)];
}
/** Without `.`, and with `..` taken back; above the root there is nothing. */
function partsOf(path) {
    const parts = [];
    for (const part of path.split('/')) {
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    return parts;
}

;// CONCATENATED MODULE: ./lib/buildkit/session/call-texts.js
/**
 * What a builder says beside a call. Texts that are not ASCII come escaped, and another name says so (buildkit,
 * `session/filesync`). Before 0.12 they come as they are: as UTF-8, of which Node makes a character for each byte.
 */
function callTexts(metadata, name) {
    const texts = metadata.get(name) ?? [];
    const [encoded = ''] = metadata.get(`${name}-encoded`) ?? [];
    if (!/^(?:1|t|true)$/i.test(encoded))
        return texts.map((text) => Buffer.from(text, 'latin1').toString());
    return texts.map((text) => unescaped(text.replaceAll('+', ' ')));
}
function unescaped(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./lib/buildkit/session/walk-tree.js
/** Above these, code units are not in the order of UTF-8's bytes. */
const HIGH = /[\uD800-\uFFFF]/;
/**
 * The entries of a tree as a builder wants them: folders before what is in them, names in the order of their bytes, without the
 * root. A folder of which only a part is asked for comes only if something in it does.
 */
async function* walkTree(tree, wanted) {
    yield* below(tree, '', wanted, []);
}
/** @param waiting the folders above that have not been given yet; emptied when they are */
async function* below(tree, folder, wanted, waiting) {
    for (const name of inByteOrder(await tree.readdir(folder))) {
        const path = folder === '' ? name : `${folder}/${name}`;
        const isWanted = wanted?.has(path) ?? true;
        if (!isWanted && wanted?.mayHaveBelow(path) === false)
            continue;
        const entry = await tree.lstat(path);
        if (entry === undefined || (!isWanted && entry.type !== 'directory'))
            continue;
        if (isWanted) {
            yield* waiting.splice(0);
            yield entry;
            if (entry.type === 'directory')
                yield* below(tree, path, undefined, []);
        }
        else {
            waiting.push(entry);
            yield* below(tree, path, wanted, waiting);
            if (waiting.at(-1) === entry)
                waiting.pop();
        }
    }
}
function inByteOrder(names) {
    if (!names.some((name) => HIGH.test(name)))
        return names;
    return [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

;// CONCATENATED MODULE: ./lib/buildkit/session/send-files.js










/** Types of packets, as fsutil numbers them. */
const PACKET = { stat: 0, request: 1, data: 2, end: 3, error: 4 };
/** Bits of a mode as Go numbers them (`io/fs.FileMode`). */
const GO = {
    directory: 2 ** 31,
    symlink: 2 ** 27,
    device: 2 ** 26,
    fifo: 2 ** 25,
    setuid: 2 ** 23,
    setgid: 2 ** 22,
    characters: 2 ** 21,
    sticky: 2 ** 20,
};
/** Bytes of a file in one packet: a builder takes messages of 4 MiB. */
const send_files_MAX_DATA = 1024 * 1024;
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;
/**
 * Gives a builder the files of trees, by the name that the build has for each (fsutil's protocol, `FileSync.DiffCopy`). A tree hides
 * what is ignored by itself; patterns of the builder's are not asked.
 *
 * @param failed told of an error of this side, which the builder repeats only as a text
 */
function sendingFiles(trees, sent, failed) {
    return [
        methods/* SEND_FILES */.HI,
        async (call) => {
            const name = callTexts(call.metadata, 'dir-name')[0] ?? '';
            const tree = trees.get(name);
            if (tree === undefined)
                throw new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.notFound, `this build has no files called ${name}`);
            try {
                await new Sending(call, tree, sent).run();
            }
            catch (error) {
                if (!call.signal.aborted) {
                    failed(error);
                    await call.send(packet({ type: PACKET.error, data: Buffer.from((0,errors/* messageOf */.bD)(error)) })).catch(() => undefined);
                }
                throw error;
            }
        },
    ];
}
class Sending {
    #call;
    #tree;
    #sent;
    /** Paths of regular files, by their place among all entries. */
    #files = new Map();
    constructor(call, tree, sent) {
        this.#call = call;
        this.#tree = tree;
        this.#sent = sent;
    }
    async run() {
        const walking = this.#walk();
        // It fails below, where it is awaited; a builder that waits for entries must not wait for ever.
        const failure = new Promise((_, reject) => void walking.catch(reject));
        failure.catch(() => undefined);
        const requests = this.#call.messages[Symbol.asyncIterator]();
        for (;;) {
            const next = await Promise.race([requests.next(), failure]);
            if (next.done === true)
                break;
            const { type, ID: id, data } = (0,from_binary/* fromBinary */.Er)(session_pb/* PacketSchema */.OD, next.value);
            if (type === PACKET.request)
                await this.#send(id);
            else if (type === PACKET.error)
                throw new Error(`the builder could not take a file: ${Buffer.from(data).toString()}`);
            else if (type === PACKET.end) {
                await this.#call.send(packet({ type: PACKET.end }));
                break;
            }
        }
        await walking;
    }
    async #walk() {
        const { metadata, signal } = this.#call;
        const asked = [...callTexts(metadata, 'followpaths'), ...callTexts(metadata, 'include-patterns')];
        const wanted = await FollowedPaths.of(this.#tree, asked);
        let number = 0;
        for await (const entry of walkTree(this.#tree, wanted)) {
            signal.throwIfAborted();
            if (entry.type === 'file')
                this.#files.set(number, entry.path);
            number++;
            await this.#call.send(packet({ type: PACKET.stat, stat: await this.#statOf(entry) }));
        }
        await this.#call.send(packet({ type: PACKET.stat }));
    }
    async #statOf(entry) {
        const exact = entry.type === 'file' ? await this.#tree.modifiedMs?.(entry.path) : undefined;
        return statOf(entry, exact ?? entry.mtime * 1000);
    }
    async #send(id) {
        const path = this.#files.get(id);
        if (path === undefined)
            throw new Error(`the builder asked for file ${id}, which there is not`);
        this.#files.delete(id);
        for await (const chunk of (0,source_tree/* fileBytes */.s)(this.#tree, path)) {
            for (let at = 0; at < chunk.length; at += send_files_MAX_DATA) {
                const data = chunk.subarray(at, at + send_files_MAX_DATA);
                await this.#call.send(packet({ type: PACKET.data, ID: id, data }));
                this.#sent(data.length);
            }
        }
        await this.#call.send(packet({ type: PACKET.data, ID: id }));
    }
}
function packet(fields) {
    return (0,to_binary/* toBinary */.R)(session_pb/* PacketSchema */.OD, (0,create/* create */.v)(session_pb/* PacketSchema */.OD, fields));
}
function statOf(entry, modifiedMs) {
    const { path, mode, uid, gid, xattrs = {} } = entry;
    if (LONE_SURROGATE.test(path)) {
        throw new errors/* UserError */.yo(`cannot send ${(0,byte_name/* displayName */.QC)(path)} to a builder: its name is not UTF-8`, {
            hint: 'Rename it, or name it in .dockerignore.',
        });
    }
    return (0,create/* create */.v)(session_pb/* StatSchema */.oV, {
        path,
        mode: goMode(entry.type, mode),
        uid,
        gid,
        modTime: BigInt(Math.trunc(modifiedMs)) * 1000000n + BigInt(Math.trunc((modifiedMs % 1) * 1e6)),
        xattrs: Object.fromEntries(Object.entries(xattrs).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
        ...(entry.type === 'file' && { size: BigInt(entry.size) }),
        ...(entry.type === 'symlink' && { linkname: entry.target }),
        ...('major' in entry && { devmajor: BigInt(entry.major), devminor: BigInt(entry.minor) }),
    });
}
function goMode(type, mode) {
    const kind = {
        file: 0,
        directory: GO.directory,
        symlink: GO.symlink,
        fifo: GO.fifo,
        block: GO.device,
        char: GO.device + GO.characters,
    }[type];
    const bit = (mask, value) => ((mode & mask) === 0 ? 0 : value);
    return kind + (mode & 0o777) + bit(0o4000, GO.setuid) + bit(0o2000, GO.setgid) + bit(0o1000, GO.sticky);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./lib/buildkit/session/session-connection.js



/** Bytes in one message; the other side takes 4 MiB at most. */
const session_connection_MAX_DATA = 1024 * 1024;
/** A call whose messages are the bytes of a connection: the session, in which the builder is the client. */
class SessionConnection extends external_node_stream_.Duplex {
    #call;
    #resume;
    constructor(call) {
        super();
        this.#call = call;
        void this.#receive().then(() => this.push(null), (error) => this.destroy(error));
    }
    async #receive() {
        for await (const message of this.#call.messages()) {
            if (this.push(Buffer.from((0,from_binary/* fromBinary */.Er)(session_pb/* BytesMessageSchema */.W6, message).data)))
                continue;
            await new Promise((resolve) => (this.#resume = resolve));
        }
    }
    _read() {
        this.#resume?.();
        this.#resume = undefined;
    }
    _write(chunk, _encoding, done) {
        void this.#send(chunk).then(() => done(), (error) => done(error));
    }
    async #send(chunk) {
        for (let at = 0; at < chunk.length; at += session_connection_MAX_DATA) {
            const data = chunk.subarray(at, at + session_connection_MAX_DATA);
            await this.#call.send((0,to_binary/* toBinary */.R)(session_pb/* BytesMessageSchema */.W6, (0,create/* create */.v)(session_pb/* BytesMessageSchema */.W6, { data })));
        }
    }
    _final(done) {
        this.#call.end();
        done();
    }
    _destroy(error, done) {
        this.#resume?.();
        this.#call.cancel();
        done(error);
    }
}

;// CONCATENATED MODULE: ./lib/buildkit/session/session.js






/**
 * The connection in which the builder asks its client for files, credentials and secrets, and sends it what it made. The build
 * ends when it does.
 */
class Session {
    id = (0,external_node_crypto_.randomBytes)(16).toString('hex');
    #server;
    #connection;
    /** @param sharedKey the same for builds of the same files: a builder then compares with what it got before */
    constructor(client, sharedKey, services, signal) {
        const handlers = new Map([...services, healthy]);
        const call = client.open(methods/* SESSION */.fW, {
            signal,
            metadata: {
                'x-docker-expose-session-uuid': this.id,
                'x-docker-expose-session-name': 'layer-build',
                'x-docker-expose-session-sharedkey': sharedKey,
                'x-docker-expose-session-grpc-method': [...handlers.keys()],
            },
        });
        this.#connection = new SessionConnection(call);
        this.#server = new GrpcServer(this.#connection, handlers);
    }
    close() {
        this.#server.close();
        this.#connection.destroy();
    }
}
const SERVING = 1;
const healthy = answering(methods/* HEALTH */.Pg, () => Promise.resolve((0,create/* create */.v)(session_pb/* HealthCheckResponseSchema */.Dt, { status: SERVING })));

// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
;// CONCATENATED MODULE: ./lib/buildkit/status/error-place.js






/** Types of BuildKit's details, by the end of their addresses (buildkit, `solver/errdefs`). */
const SOURCE = /errdefs\.Source(?:\+json)?$/;
const VERTEX = /errdefs\.Vertex(?:\+json)?$/;
const MAX_DETAIL = 16 * 1024 * 1024;
const position = (0,object/* object */.Ik)({ line: (0,containers/* withDefault */.IQ)(decoder/* nonNegativeInteger */.dv, 0) });
const source = (0,object/* object */.Ik)({ ranges: (0,object/* nullish */.cl)((0,containers/* array */.YO)((0,object/* object */.Ik)({ start: (0,object/* nullish */.cl)(position), end: (0,object/* nullish */.cl)(position) }))) });
const vertex = (0,object/* object */.Ik)({ digest: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, '') });
/** @param details a `google.rpc.Status`; anything else says nothing */
function errorPlace(details) {
    const vertices = [];
    let lines;
    for (const { typeUrl, value } of detailsOf(details)) {
        if (VERTEX.test(typeUrl)) {
            const digest = (0,decode_or/* parseOrUndefined */.x9)(vertex, value, MAX_DETAIL)?.digest;
            if (digest !== undefined && digest !== '')
                vertices.push(digest);
        }
        if (!SOURCE.test(typeUrl))
            continue;
        const [first, ...others] = (0,decode_or/* parseOrUndefined */.x9)(source, value, MAX_DETAIL)?.ranges ?? [];
        const start = first?.start?.line ?? 0;
        if (start > 0)
            lines ??= { start, end: Math.max(start, (others.at(-1) ?? first)?.end?.line ?? start) };
    }
    return { vertices, ...(lines !== undefined && { lines }) };
}
function detailsOf(details) {
    if (details === undefined)
        return [];
    try {
        return (0,from_binary/* fromBinary */.Er)(status_pb/* CallStatusSchema */.gn, details).details;
    }
    catch {
        // A proxy may put something else there.
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/buildkit/solve.js














/** A build failed, in the builder's words. */
class SolveFailed extends Error {
    name = 'SolveFailed';
    place;
    constructor(message, place) {
        super(message);
        this.place = place;
    }
}
/** Milliseconds of silence after the end of a build, after which nothing more is to be heard of it. */
const LAST_WORDS_MS = 5_000;
/** The same for a build that failed and of which nothing was ever heard: a builder that refuses a build never begins to tell of it. */
const FIRST_WORDS_MS = 1_000;
/**
 * Builds on a builder. All that it told has been heard when this ends.
 *
 * @throws SolveFailed when the builder says that the build failed; BuilderLost; what the files, secrets or `take` threw
 */
async function solve(builder, order, hear, signal, patience = buildkit_builder/* BUILDER_PATIENCE */.wM) {
    const stop = new AbortController();
    const watched = builder.watch(signal, patience);
    const linked = AbortSignal.any([signal, stop.signal, watched.lost]);
    // An error of ours reaches the builder as a text, and comes back as one: it is kept as it was.
    const own = [];
    const session = new Session(builder.client, order.filesKey, servicesOf(order, (error) => own.push(error)), linked);
    const ref = (0,external_node_crypto_.randomBytes)(12).toString('hex');
    const listening = new Listening(builder, ref, hear, linked);
    const { heard } = listening;
    try {
        const result = await builder.client.call(methods/* SOLVE */.QH, requestOf(order, ref, session.id), { signal: linked });
        await listening.toTheEnd(LAST_WORDS_MS);
        return result.ExporterResponse;
    }
    catch (error) {
        // What it told before it failed says at which step. A builder that is lost tells nothing more.
        if (!isLost(error))
            await listening.toTheEnd(FIRST_WORDS_MS).catch(() => undefined);
        signal.throwIfAborted();
        throw explained(error, own, builder);
    }
    finally {
        watched.stop();
        stop.abort(new Error('the build is over'));
        session.close();
        await heard.catch(() => undefined);
    }
}
function servicesOf(order, failed) {
    return [
        sendingFiles(order.files, order.sent, failed),
        lendingLogins(order.logins),
        lendingSecrets(order.secrets),
        ...lendingAgents(order.sshSockets),
        ...(order.content.size === 0 ? [] : lendingContent(order.content)),
        ...(order.take === undefined ? [] : [receivingArchive(order.take, failed)]),
    ];
}
function requestOf(order, ref, session) {
    return (0,create/* create */.v)(control_pb/* SolveRequestSchema */.MG, {
        Ref: ref,
        Session: session,
        Frontend: 'dockerfile.v0',
        FrontendAttrs: { ...order.frontend, ...importsAttribute(order.cacheFrom) },
        Entitlements: [...order.entitlements],
        Cache: (0,create/* create */.v)(control_pb/* CacheOptionsSchema */.Cb, { Exports: order.cacheTo.map(entryOf), Imports: order.cacheFrom.map(entryOf) }),
        ...(order.exporter !== undefined && {
            ExporterDeprecated: order.exporter.type,
            ExporterAttrsDeprecated: { ...order.exporter.attributes },
        }),
    });
}
/** The caches to read are not for the solver, where a frontend makes the build: the frontend asks for them (buildkit, `parseCacheOptions`). */
function importsAttribute(caches) {
    if (caches.length === 0)
        return {};
    const entries = caches.map(({ type, attributes }) => ({ Type: type, Attrs: attributes }));
    return { 'cache-imports': JSON.stringify(entries) };
}
function entryOf({ type, attributes }) {
    return (0,create/* create */.v)(control_pb/* CacheOptionsEntrySchema */.a6, { Type: type, Attrs: { ...attributes } });
}
/** What a builder tells of a build. It may be asked before the build is known, and waits for it then. */
class Listening {
    /** Ends with what it tells. It is handled also when nobody waits for it. */
    heard;
    #stop = new AbortController();
    #heardAt;
    constructor(builder, Ref, hear, signal) {
        const options = { signal: AbortSignal.any([signal, this.#stop.signal]) };
        this.heard = this.#listen(builder.client.stream(methods/* STATUS */.XQ, (0,create/* create */.v)(status_pb/* StatusRequestSchema */.FJ, { Ref }), options), hear);
        this.heard.catch(() => undefined);
    }
    async #listen(stream, hear) {
        try {
            for await (const status of stream) {
                this.#heardAt = Date.now();
                hear(status);
            }
        }
        catch (error) {
            if (!this.#stop.signal.aborted)
                throw error;
        }
    }
    /** Hears the rest when the build is over. @param firstMs of silence in which a first word must come */
    async toTheEnd(firstMs) {
        const over = Date.now();
        const timer = setInterval(() => {
            const silence = Date.now() - Math.max(over, this.#heardAt ?? over);
            if (silence >= (this.#heardAt === undefined ? firstMs : LAST_WORDS_MS))
                this.#stop.abort(new Error('it is silent'));
        }, 200);
        try {
            await this.heard;
        }
        finally {
            clearInterval(timer);
        }
    }
}
function isLost(error) {
    return error instanceof errors/* InfraError */.Ri || (error instanceof grpc_error/* GrpcError */.nz && error.code === grpc_error/* GRPC */.Vq.unavailable);
}
function explained(error, own, { name }) {
    const [first] = own;
    if (first instanceof errors/* UserError */.yo || first instanceof errors/* InfraError */.Ri || first instanceof errors/* CommandFailed */.nk)
        return first;
    if (error instanceof errors/* InfraError */.Ri || !(error instanceof grpc_error/* GrpcError */.nz))
        return error;
    if (error.code === grpc_error/* GRPC */.Vq.unavailable) {
        return new buildkit_builder/* BuilderLost */.oM(`the builder ${name} is gone: ${error.message}`, { cause: error, retryable: true });
    }
    const words = error.message.replace(/^(?:failed to solve: |rpc error: code = \w+ desc = )+/g, '');
    return new SolveFailed(words, errorPlace(error.details));
}

;// CONCATENATED MODULE: ./lib/buildkit/status/builder-status.js
function statusOf({ vertexes, logs, statuses }) {
    return {
        vertices: vertexes.map(({ digest, name, cached, inputs, started, completed, error }) => ({
            digest,
            name,
            cached,
            error,
            inputs,
            ...(started !== undefined && { started: millisecondsOf(started) }),
            ...(completed !== undefined && { completed: millisecondsOf(completed) }),
        })),
        logs: logs.map(({ vertex, stream, msg }) => ({ vertex, stream: Number(stream), data: msg })),
        transfers: statuses.map(({ ID, current, total }) => ({ name: ID, done: Number(current), total: Number(total) })),
    };
}
function millisecondsOf({ seconds, nanos }) {
    return Number(seconds) * 1000 + nanos / 1e6;
}

// EXTERNAL MODULE: ./lib/context/directory-context.js + 8 modules
var directory_context = __webpack_require__(31744);
// EXTERNAL MODULE: ./lib/layer/source-changed.js
var source_changed = __webpack_require__(25993);
// EXTERNAL MODULE: ./lib/app/host/adapters.js + 63 modules
var adapters = __webpack_require__(9120);
// EXTERNAL MODULE: ./lib/app/options/secrets.js
var secrets = __webpack_require__(8195);
// EXTERNAL MODULE: ./lib/app/outputs/built-platform.js + 2 modules
var built_platform = __webpack_require__(24515);
// EXTERNAL MODULE: ./lib/engine/secret-mask.js
var secret_mask = __webpack_require__(17601);
// EXTERNAL MODULE: ./lib/json/document.js
var json_document = __webpack_require__(23525);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/store/image-contents.js
var image_contents = __webpack_require__(92763);
// EXTERNAL MODULE: ./lib/app/attesting/hidden-arguments.js
var hidden_arguments = __webpack_require__(97514);
// EXTERNAL MODULE: ./lib/app/options/attestations.js
var attestations = __webpack_require__(1151);
;// CONCATENATED MODULE: ./lib/app/builder/without-secrets.js
/**
 * A predicate of BuildKit's without what could be secret: build arguments that are not to be told, values of secrets in any text,
 * also in the text of the Dockerfile, and texts of files that a build argument is expanded in.
 */
function withoutSecrets(predicate, hidden) {
    return Object.fromEntries(Object.entries(predicate).map(([name, value]) => [name, cleaned(value, name, hidden)]));
}
function cleaned(value, inside, hidden) {
    if (typeof value === 'string')
        return inside === 'data' ? cleanedBytes(value, hidden) : hidden.shown(value);
    if (Array.isArray(value))
        return value.map((each) => cleaned(each, inside, hidden));
    if (typeof value !== 'object' || value === null)
        return value;
    const left = Object.entries(value).filter(([name]) => !isLeftOut(name, inside, hidden));
    return Object.fromEntries(left.map(([name, each]) => {
        // The request is not all there any more.
        const isIncomplete = hidden.names.length > 0 && COMPLETE[inside] === name;
        return [name, isIncomplete ? false : cleaned(each, name, hidden)];
    }));
}
/** Where a predicate says that the request is complete: in SLSA v1 and in v0.2. */
const COMPLETE = { buildkit_completeness: 'request', completeness: 'parameters' };
function isLeftOut(name, inside, { names }) {
    if (inside === 'mkfile' && name === 'data')
        return true;
    return inside === 'args' && names.some((hiddenName) => name === `build-arg:${hiddenName}`);
}
/** Texts of files are in base64. */
function cleanedBytes(text, { shown }) {
    const plain = Buffer.from(text, 'base64').toString();
    const clean = shown(plain);
    return clean === plain ? text : Buffer.from(clean).toString('base64');
}

;// CONCATENATED MODULE: ./lib/app/builder/builder-attestations.js










/**
 * What a builder is to say of the image, as attributes of the frontend. A Docker daemon loses it when it gives the image, and BuildKit
 * before 0.11, which does not tell its version, says nothing: then it is said here.
 */
function askedAttestations(options, { address, facts }) {
    if (address.upgradeAt !== undefined || facts.version === undefined)
        return {};
    const wanted = options.outputs.map((output) => (0,attestations/* attestationsFor */.rf)(options.attestations, output));
    const provenance = wanted.find((each) => each.provenance !== undefined)?.provenance;
    const { generator } = options.attestations;
    return {
        ...(provenance !== undefined && {
            'attest:provenance': fieldsOf({
                mode: provenance.mode,
                version: provenance.version,
                reproducible: String(provenance.reproducible),
                ...(provenance.builderId !== '' && { 'builder-id': provenance.builderId }),
            }),
        }),
        // Without a generator image, the packages are listed here: the builder would have to pull one.
        ...(generator !== undefined && wanted.some(({ sbom }) => sbom) && { 'attest:sbom': fieldsOf({ generator }) }),
    };
}
function fieldsOf(values) {
    return Object.entries(values)
        .map(([name, value]) => `${name}=${value}`)
        .map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
        .join(',');
}
/** A manifest about an image names it so (moby/buildkit `docs/attestations/attestation-storage.md`). */
const ABOUT = 'vnd.docker.reference.digest';
const IN_TOTO = 'application/vnd.in-toto+json';
/** Bytes. The packages of a large image are some ten MiB. */
const MAX_STATEMENT = 256 * 1024 * 1024;
const statement = (0,object/* object */.Ik)({ predicateType: decoder/* string */.Yj, predicate: containers/* asObject */.eB });
/**
 * What the builder said of the image that it sent. Nothing that could be a secret is left in it: BuildKit records the values of build
 * arguments as they are.
 *
 * @param mask of the build's secrets
 */
async function saidByBuilder({ target }, plan, { content }, mask) {
    const root = (0,manifest/* parseManifest */.Ng)(await content.read(target), target.mediaType);
    if (root.kind === 'manifest')
        return [];
    const { descriptor } = await (0,image_contents/* readImage */.AM)(content, target, plan.platform);
    const said = [];
    for (const entry of root.index.manifests) {
        if (!isAbout(entry.annotations, descriptor.digest) || !(await content.has(entry.digest)))
            continue;
        const document = (0,manifest/* parseManifest */.Ng)(await content.read(entry), entry.mediaType);
        if (document.kind !== 'manifest')
            continue;
        for (const layer of document.manifest.layers) {
            if (layer.mediaType !== IN_TOTO)
                continue;
            const bytes = await content.read(layer, MAX_STATEMENT);
            const name = 'what the builder says of the image';
            const { predicateType, predicate } = (0,json_document/* decodeDocument */.w)(statement, bytes, { name, maxBytes: MAX_STATEMENT });
            said.push({ type: predicateType, content: predicate });
        }
    }
    const hidden = (0,hidden_arguments/* hiddenArguments */.R)(plan);
    const values = secret_mask/* SecretMask */.f.of(hidden.map(([, value]) => Buffer.from(value)));
    const shown = (text) => mask.text(values.text(text));
    return said.map(({ type, content: predicate }) => ({
        type,
        content: withoutSecrets(predicate, { names: hidden.map(([name]) => name), shown }),
    }));
}
function isAbout(annotations, image) {
    return annotations?.[ABOUT] === image;
}

// EXTERNAL MODULE: ./lib/engine/output-tail.js
var output_tail = __webpack_require__(9216);
;// CONCATENATED MODULE: ./lib/buildkit/status/step-vertices.js
/** `[build 2/5] RUN make`, or `[2/5] …` where the Dockerfile has one stage (buildkit, `dockerfile2llb`, `prefixCommand`). */
const NAME = /^\[(?:(?<stage>\S+) +)?(?<index>\d+)\/(?<total>\d+)\] (?:ONBUILD )?(?<keyword>[A-Z]+)/;
/** A stage without a name. */
const UNNAMED = /^stage-(\d+)$/;
/** The instructions that have a number there, besides a FROM that names an image. What ONBUILD keeps for later is none. */
const COUNTED = /^(?:run|copy|add|workdir)\b/i;
/** Which step of a plan each vertex of a builder is, by the place that its name tells. */
class StepVertices {
    #stages = new Map();
    #steps = new Map();
    /** Which vertices need a vertex. */
    #dependents = new Map();
    /** @param steps of one platform */
    constructor(steps) {
        for (const stage of new Set(steps.map((step) => step.stage))) {
            const own = steps.filter((step) => step.stage === stage && step.stage !== '');
            this.#stages.set(stage, { steps: own, counted: own.filter(({ instruction }) => COUNTED.test(instruction)) });
        }
    }
    note(vertices) {
        for (const { digest, name, inputs } of vertices) {
            for (const input of inputs)
                this.#dependents.set(input, this.#dependentsOf(input).add(digest));
            const step = this.#steps.has(digest) ? undefined : this.#find(name);
            if (step !== undefined)
                this.#steps.set(digest, step.number);
        }
    }
    /** @param digest of a vertex that was noted; `undefined` for one that is no step */
    stepOf(digest) {
        return this.#steps.get(digest);
    }
    /**
     * The one step that a vertex is made for, though it is none itself: a COPY needs another vertex for its here-document.
     *
     * @returns `undefined` if it is for several, or for none
     */
    servedBy(digest) {
        const steps = new Set();
        const seen = new Set();
        const pending = [digest];
        for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
            if (seen.has(next))
                continue;
            seen.add(next);
            const step = this.#steps.get(next);
            if (step !== undefined)
                steps.add(step);
            else
                pending.push(...this.#dependentsOf(next));
        }
        const [only, ...others] = steps;
        return others.length === 0 ? only : undefined;
    }
    #dependentsOf(digest) {
        return this.#dependents.get(digest) ?? new Set();
    }
    #find(name) {
        const found = NAME.exec(name)?.groups;
        if (found === undefined)
            return undefined;
        const stage = this.#stageOf(found['stage']);
        if (stage === undefined)
            return undefined;
        const index = Number(found['index']);
        const total = Number(found['total']);
        const keyword = found['keyword'] ?? '';
        const isThis = (step) => step !== undefined && keywordOf(step) === keyword;
        // FROM has a number only if it names an image: the total shows it. Triggers of a base make the total larger than what has a number.
        const offset = total === stage.counted.length ? 0 : 1;
        const [from] = stage.steps;
        const step = index === 1 && offset === 1 && keyword === 'FROM' ? from : stage.counted[index - 1 - offset];
        return isThis(step) ? step : undefined;
    }
    #stageOf(label) {
        const names = [...this.#stages.keys()].filter((name) => name !== '');
        if (label === undefined)
            return names.length === 1 ? this.#stages.get(names[0] ?? '') : undefined;
        return this.#stages.get(label.toLowerCase()) ?? this.#stages.get(UNNAMED.exec(label)?.[1] ?? '');
    }
}
function keywordOf({ instruction }) {
    return (/^([a-z]+)/i.exec(instruction)?.[1] ?? '').toUpperCase();
}

// EXTERNAL MODULE: ./lib/dockerfile/syntax/error-location.js
var error_location = __webpack_require__(77468);
;// CONCATENATED MODULE: ./lib/app/builder/builder-error.js


/** BuildKit's words for a command that failed, since 0.10 and before. */
const COMMAND = /(?:did not complete successfully|executor failed running .*?): exit code: (\d+)/s;
/** Words of Go, containerd and runc for what is the fault of the builder's machine, its network, or a registry. */
const OF_THE_MACHINE = /no space left on device|disk quota exceeded|input\/output error|read-only file system|cannot allocate memory|too many open files|snapshot \S+ does not exist|dial (?:tcp|unix)|i\/o timeout|connection re(?:set|fused)|TLS handshake|no such host|x509:|unexpected status|failed to (?:do request|authorize|resolve source metadata|fetch (?:anonymous|oauth) token)|toomanyrequests|context deadline exceeded|unexpected EOF/i;
const ENTITLEMENT = /granting entitlement (\S+) is not allowed/;
const CACHE_TYPE = /unknown cache (?:importer|exporter)/i;
const TARGET = /target stage \S+ could not be found/i;
/**
 * The error of a build that failed on a builder: as our own engine would tell it, where the Dockerfile or the request is at fault, and
 * with the place in the Dockerfile.
 *
 * @param builder its name
 */
function builderError(plan, builder, failure) {
    const { words, step, lines, output } = failure;
    const planned = plan.stages
        .flatMap(({ steps }) => steps)
        .find(({ info, range }) => step === undefined ? lines !== undefined && covers(range, lines) : info.number === step);
    const range = planned?.range ?? lines;
    const located = range === undefined ? {} : (0,error_location/* locationOf */.hD)(plan.dockerfile, range);
    const at = planned === undefined ? '' : `${planned.text}: `;
    const [, exitCode] = COMMAND.exec(words) ?? [];
    if (exitCode !== undefined) {
        return new errors/* CommandFailed */.nk(`${at}the command ended with exit code ${exitCode}`, { ...located, details: output });
    }
    const entitlement = ENTITLEMENT.exec(words)?.[1];
    if (entitlement !== undefined) {
        return new errors/* UserError */.yo(`the builder ${builder} does not allow ${entitlement}`, {
            hint: `Let buildkitd allow it (--allow-insecure-entitlement ${entitlement}), or name another builder.`,
        });
    }
    if (CACHE_TYPE.test(words)) {
        return new errors/* UserError */.yo(`the builder ${builder} does not know this type of cache: ${words}`, {
            hint: 'Its BuildKit is too old for it. Use type=registry, or another builder.',
        });
    }
    if (!OF_THE_MACHINE.test(words) && (range !== undefined || TARGET.test(words))) {
        return new errors/* UserError */.yo(`${at}${words}`, located);
    }
    return new errors/* InfraError */.Ri(`the builder ${builder} failed: ${at}${words}`, located);
}
function covers(range, lines) {
    return range.start <= lines.start && lines.start <= range.end;
}

;// CONCATENATED MODULE: ./lib/app/builder/builder-progress.js




/** Standard error, as BuildKit numbers the streams of a command. */
const STDERR = 2;
/** Turns what a builder tells of one platform's build into the events of the plan's steps. */
class BuilderProgress {
    #parts;
    #vertices;
    #states = new Map();
    /** When the keys of vertices were made, in milliseconds since the epoch. */
    #keyedAt = new Map();
    /** The first step that failed, and the builder's words. */
    #failure;
    constructor(parts) {
        this.#parts = parts;
        this.#vertices = new StepVertices(parts.plan.steps);
    }
    hear(status) {
        this.#vertices.note(status.vertices);
        for (const vertex of status.vertices) {
            const step = this.#vertices.stepOf(vertex.digest);
            if (step !== undefined)
                this.#vertex(step, vertex);
        }
        for (const { vertex, stream, data } of status.logs) {
            const step = this.#vertices.stepOf(vertex);
            if (step !== undefined)
                this.#output(step, stream === STDERR ? 'stderr' : 'stdout', data);
        }
        for (const { name, done, total } of status.transfers) {
            if ((0,oci_digest/* isDigest */.Bc)(name) && total > 0) {
                this.#parts.sink({ type: 'transfer', direction: 'pull', digest: name, done: Math.min(done, total), total });
            }
        }
    }
    /** Tells of the steps that the builder had nothing to do for. Call it when the build has succeeded. */
    finish() {
        for (const { number } of this.#parts.plan.steps) {
            if (this.#states.get(number)?.isOver === true)
                continue;
            const known = this.#parts.forecast.get(number);
            const state = this.#begin(number, Date.now());
            if (state.isRunning || state.isCached)
                this.#end(number, state, Date.now());
            else if (known !== undefined)
                this.#finished(number, state, { ...known, ...NO_TIME(state.startedAt) });
        }
    }
    /** The build failed. @returns its error @param words the builder's, without secrets @param place where it says that it failed */
    fail(words, { vertices, lines }) {
        const { plan, builder } = this.#parts;
        const step = this.#failure?.step ?? vertices.flatMap((digest) => this.#vertices.servedBy(digest) ?? [])[0];
        const state = step === undefined ? undefined : this.#states.get(step);
        if (step !== undefined && state !== undefined)
            this.#flush(step, state);
        const told = this.#failure?.words ?? '';
        const error = builderError(plan, builder, {
            words: told === '' ? words : this.#parts.mask.text(told),
            output: state?.tail.text() ?? '',
            ...(step !== undefined && { step }),
            ...(lines !== undefined && { lines }),
        });
        this.#stopAll(step, error);
        return error;
    }
    /** The build ended from outside. */
    stop() {
        this.#stopAll(undefined, undefined);
    }
    /** @param failed the step that is to blame, and its error */
    #stopAll(failed, error) {
        for (const [step, state] of this.#states) {
            if (state.isOver)
                continue;
            state.isOver = true;
            const span = spanOf(state.startedAt, Date.now());
            if (step === failed && error !== undefined)
                this.#parts.sink({ type: 'step-failed', step, error, ...span });
            else
                this.#parts.sink({ type: 'step-stopped', step, ...span });
        }
    }
    #vertex(step, vertex) {
        const { started, completed, cached, error } = vertex;
        if (started === undefined || this.#isKeying(step, vertex))
            return;
        const state = this.#begin(step, started);
        if (state.isOver)
            return;
        if (error !== '') {
            // Those that were stopped because of another one say so.
            if (!/context canceled/i.test(error))
                this.#failure ??= { step, words: error };
            return;
        }
        state.isCached ||= cached;
        if (!state.isCached)
            this.#running(step, state);
        if (completed !== undefined)
            this.#end(step, state, completed);
    }
    /**
     * A builder tells of what has no inputs twice (buildkit, `sharedOp.CacheMap`): first that its key is made, then that it is loaded from
     * the cache, or made. The second may never come, if what comes after it is cached.
     */
    #isKeying(step, { digest, inputs, started, cached, error }) {
        if (inputs.length > 0 || cached || error !== '' || started === undefined)
            return false;
        // What a base is, our own plan knows.
        if (this.#parts.forecast.get(step)?.base !== undefined)
            return false;
        if (this.#states.get(step)?.isCached === true)
            return false;
        const first = this.#keyedAt.get(digest) ?? started;
        this.#keyedAt.set(digest, first);
        return first === started;
    }
    #begin(step, startedAt) {
        const known = this.#states.get(step);
        if (known !== undefined)
            return known;
        const { mask, sink } = this.#parts;
        const state = {
            startedAt,
            isCached: false,
            isRunning: false,
            isOver: false,
            tail: new output_tail/* OutputTail */.g(),
            masked: { stdout: mask.stream(), stderr: mask.stream() },
        };
        this.#states.set(step, state);
        sink({ type: 'step-started', step });
        return state;
    }
    #running(step, state) {
        if (state.isRunning)
            return;
        state.isRunning = true;
        const known = this.#parts.forecast.get(step);
        // Of a base, our own plan says whether it hits.
        if (known?.base !== undefined && known.status !== 'miss')
            return;
        this.#parts.sink({ type: 'step-running', step, reason: this.#reasonOf(step) });
    }
    /** Of a step that ran. Where our plan expected a hit, this builder does not have the result, or not any more. */
    #reasonOf(step) {
        const known = this.#parts.forecast.get(step);
        if (known === undefined)
            return { kind: 'not-evaluated' };
        return known.status === 'miss' ? known.reason : { kind: 'evicted' };
    }
    #output(step, stream, data) {
        const state = this.#begin(step, Date.now());
        this.#running(step, state);
        this.#show(step, state, stream, state.masked[stream].push(data));
    }
    #show(step, state, stream, data) {
        if (data.length === 0)
            return;
        state.tail.add(data);
        this.#parts.sink({ type: 'step-output', step, stream, data });
    }
    #end(step, state, completed) {
        this.#flush(step, state);
        const known = this.#parts.forecast.get(step);
        const span = spanOf(state.startedAt, completed);
        // A base is not made: it is the same as before if its digest is. That a builder fetches it says nothing.
        if (known?.base !== undefined)
            this.#finished(step, state, { ...known, ...span });
        else if (state.isCached) {
            this.#finished(step, state, { status: 'hit', source: 'builder', reason: { kind: 'same-inputs' }, ...span });
        }
        else
            this.#finished(step, state, { status: 'miss', reason: this.#reasonOf(step), ...span });
    }
    #finished(step, state, outcome) {
        state.isOver = true;
        const { imageId: _, layer: __, ...told } = outcome;
        const source = told.status === 'hit' ? { ...told, source: 'builder' } : told;
        this.#parts.sink({ type: 'step-finished', step, outcome: source });
    }
    #flush(step, state) {
        for (const stream of ['stdout', 'stderr'])
            this.#show(step, state, stream, state.masked[stream].end());
    }
}
function spanOf(begun, ended) {
    const startedAt = Math.floor(begun);
    const durationMs = Math.max(Math.floor(ended) - startedAt, 0);
    const times = { waitingMs: 0, restoringMs: 0, runningMs: durationMs, savingMs: 0 };
    return { startedAt, durationMs, times, ownMs: durationMs };
}
const NO_TIME = (startedAt) => spanOf(startedAt, startedAt);

// EXTERNAL MODULE: ./lib/app/builder/carried-records.js + 1 modules
var carried_records = __webpack_require__(29864);
// EXTERNAL MODULE: ./lib/daemon/engine-client.js + 1 modules
var engine_client = __webpack_require__(37188);
// EXTERNAL MODULE: ./lib/engine/history.js
var engine_history = __webpack_require__(17578);
// EXTERNAL MODULE: ./lib/json/appendable-json.js
var appendable_json = __webpack_require__(13011);
// EXTERNAL MODULE: ./lib/layer/image-layers.js
var image_layers = __webpack_require__(45267);
// EXTERNAL MODULE: ./lib/oci/identity.js
var identity = __webpack_require__(25351);
// EXTERNAL MODULE: ./lib/oci/image-config.js
var image_config = __webpack_require__(96319);
// EXTERNAL MODULE: ./lib/plan/image-state.js
var image_state = __webpack_require__(46154);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/layer/compression/decompress.js + 1 modules
var decompress = __webpack_require__(35656);
// EXTERNAL MODULE: ./lib/layer/tar/tar-reader.js + 2 modules
var tar_reader = __webpack_require__(64362);
// EXTERNAL MODULE: ./lib/oci/media-types.js
var media_types = __webpack_require__(50261);
// EXTERNAL MODULE: ./lib/oci/platform.js + 1 modules
var oci_platform = __webpack_require__(29587);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/store/archive-files.js






/** An image archive never has more members. */
const MAX_MEMBERS = 100_000;
/**
 * Unpacks an image archive into a folder of numbered files. `manifest.json` and `index.json` say what each member is for, and may come
 * last. Names of the archive are keys here, never paths.
 */
class ArchiveFiles {
    #folder;
    #label;
    #files = new Map();
    #links = new Map();
    #current;
    #size = 0;
    #count = 0;
    constructor(folder, label) {
        this.#folder = folder;
        this.#label = label;
    }
    entry(header) {
        if (++this.#count > MAX_MEMBERS)
            throw new errors/* UserError */.yo(`${this.#label} has more than ${MAX_MEMBERS} members`);
        // Old versions of `docker save` write a link if two images share a layer.
        if (header.typeflag === '2') {
            this.#links.set(header.path, external_node_path_.posix.join('/', external_node_path_.posix.dirname(header.path), header.linkname).slice(1));
        }
        else if (header.typeflag === '1')
            this.#links.set(header.path, header.linkname);
        if (header.typeflag !== '0')
            return;
        const file = (0,external_node_path_.join)(this.#folder, String(this.#count));
        this.#size = 0;
        this.#current = { path: header.path, file, fd: (0,external_node_fs_.openSync)(file, 'wx', 0o600), hash: (0,external_node_crypto_.createHash)('sha256') };
    }
    data(chunk) {
        if (this.#current === undefined)
            return;
        this.#current.hash.update(chunk);
        for (let at = 0; at < chunk.length;)
            at += (0,external_node_fs_.writeSync)(this.#current.fd, chunk, at);
        this.#size += chunk.length;
    }
    end() {
        if (this.#current === undefined)
            return;
        const { path, file, fd, hash } = this.#current;
        (0,external_node_fs_.closeSync)(fd);
        this.#files.set(path, { file, size: this.#size, digest: (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex')) });
        this.#current = undefined;
    }
    /** Closes the file of a member that was cut off. */
    close() {
        if (this.#current !== undefined)
            (0,external_node_fs_.closeSync)(this.#current.fd);
        this.#current = undefined;
    }
    find(path) {
        const target = this.#links.get(path);
        return this.#files.get(path) ?? (target === undefined ? undefined : this.#files.get(target));
    }
    /** The bytes of a document. @throws UserError when it is too large */
    async document(path, limit) {
        const found = this.find(path);
        if (found === undefined)
            return undefined;
        if (found.size > limit)
            throw new errors/* UserError */.yo(`${path} in ${this.#label} has more than ${limit} bytes`);
        return (0,promises_.readFile)(found.file);
    }
}

// EXTERNAL MODULE: ./lib/store/layout-folder.js
var layout_folder = __webpack_require__(50028);
// EXTERNAL MODULE: ./lib/store/oci-index.js
var oci_index = __webpack_require__(73373);
;// CONCATENATED MODULE: ./lib/store/offered-images.js




/**
 * All images behind a manifest or index, in their order, without attestations.
 *
 * @throws InfraError when a document that is in the store is damaged, or the target itself is missing
 */
async function offeredImages(content, target) {
    const found = [];
    const add = async (descriptor, depth) => {
        const document = (0,manifest/* parseManifest */.Ng)(await content.read(descriptor), descriptor.mediaType);
        if (document.kind === 'manifest') {
            found.push(await offered(content, descriptor, document.manifest));
            return;
        }
        for (const child of document.index.manifests.filter(manifest/* namesImage */.Gc)) {
            if (depth < manifest/* MAX_INDEX_DEPTH */.yM && (await content.has(child.digest)))
                await add(child, depth + 1);
            else
                found.push({ descriptor: child, ...(child.platform !== undefined && { platform: child.platform }) });
        }
    };
    await add(target, 0);
    return found;
}
async function offered(content, descriptor, manifest) {
    const known = descriptor.platform;
    if (!(await content.has(manifest.config.digest))) {
        return { descriptor, ...(known !== undefined && { platform: known }) };
    }
    const config = (0,image_config/* parseImageConfig */.F)(await content.read(manifest.config, image_config/* MAX_CONFIG_SIZE */.S));
    return { descriptor, platform: known ?? platformOf(config), documents: { manifest, config } };
}
/**
 * The image that fits a platform best.
 *
 * @param name for the error
 * @throws UserError when no image that is here fits; InfraError when a document is damaged
 */
async function imageForPlatform(content, target, platform, name) {
    const here = (await offeredImages(content, target)).flatMap(({ descriptor, platform: offers, documents }) => documents === undefined || offers === undefined ? [] : [{ descriptor, platform: offers, ...documents }]);
    const [best] = here
        .map((image) => ({ image, distance: platformDistance(platform, image.platform) ?? Infinity }))
        .filter(({ distance }) => distance !== Infinity)
        .sort((left, right) => left.distance - right.distance);
    if (best !== undefined)
        return best.image;
    throw new UserError(`image with reference ${name} was found but does not provide the specified platform (${formatPlatform(platform)})`, { hint: `It is here for ${here.map((image) => formatPlatform(image.platform)).join(', ') || 'no platform'}.` });
}
function platformOf(config) {
    const { os, architecture, variant, 'os.version': osVersion } = config;
    return {
        os,
        architecture,
        ...(variant !== undefined && { variant }),
        ...(osVersion !== undefined && { osVersion }),
    };
}

;// CONCATENATED MODULE: ./lib/store/load-archive.js





















/**
 * Adds the images of an archive to the store. It may be an OCI archive or one of `docker save` (old or new), compressed or not. Of an
 * archive that is damaged or incomplete, no image is added.
 *
 * @param source the archive's bytes @param label for errors
 * @throws UserError when it is not such an archive, is damaged, or lacks a blob, or an image of it has none of the platforms
 */
async function loadArchive(store, source, options) {
    const folder = store.folder.newIngestPath();
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const files = new ArchiveFiles(folder, options.label);
    try {
        await unpack(source, files, options);
        const { platforms = [] } = options;
        const loaded = await new ArchiveLoader(store, files, { ...options, platforms }).load();
        if (platforms.length > 0)
            await refuseOtherPlatforms(store.content, loaded, { ...options, platforms });
        for (const image of loaded)
            await store.images.add(image, image.references);
        return loaded;
    }
    catch (error) {
        // A bad archive is the user's error. Errors of the disk have a system call as their cause.
        if (error instanceof errors/* InfraError */.Ri && error.cause?.syscall === undefined) {
            throw new errors/* UserError */.yo(error.message, { cause: error, hint: error.hint });
        }
        throw error;
    }
    finally {
        files.close();
        await (0,discard/* discard */.v)(folder);
    }
}
/** `loadArchive` for a file. @throws UserError when it cannot be opened, and as `loadArchive` */
async function loadArchiveFile(store, file, options = {}) {
    const handle = await open(file, 'r').catch((error) => {
        throw new UserError(`cannot open the archive ${file}`, { cause: error });
    });
    try {
        const stream = createReadStream('', { fd: handle, autoClose: false, start: 0, highWaterMark: 1024 * 1024 });
        return await loadArchive(store, stream, { ...options, label: file });
    }
    finally {
        await handle.close();
    }
}
/** Bytes of holes in sparse members, which are hashed and written as zeros. No program is known that writes such an archive. */
const MAX_HOLES = 1024 ** 3;
async function unpack(source, files, options) {
    const reader = new tar_reader/* TarReader */.R(files, options.label, 'refuse', MAX_HOLES);
    for await (const chunk of (0,decompress/* decompress */.mF)(source, options)) {
        options.signal?.throwIfAborted();
        reader.write(chunk);
    }
    reader.finish();
}
/** One entry of docker's `manifest.json`. */
const dockerEntry = (0,object/* object */.Ik)({
    Config: decoder/* string */.Yj,
    RepoTags: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
    Layers: (0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(decoder/* string */.Yj), []),
});
class ArchiveLoader {
    #folder;
    #content;
    #files;
    #label;
    #platforms;
    constructor(store, files, { label, platforms }) {
        this.#folder = store.folder;
        this.#content = store.content;
        this.#files = files;
        this.#label = label;
        this.#platforms = platforms;
    }
    async load() {
        const index = await this.#files.document('index.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        const docker = await this.#dockerEntries();
        if (index !== undefined)
            return this.#loadLayout(index, docker);
        if (docker === undefined) {
            throw new errors/* UserError */.yo(`${this.#label} is not an image archive: it has neither index.json nor manifest.json`);
        }
        const images = [];
        for (const entry of docker)
            images.push(await this.#loadDockerEntry(entry));
        return images;
    }
    async #loadLayout(bytes, docker) {
        const images = new Map();
        for (const entry of (0,manifest/* parseIndex */.A1)(bytes).manifests) {
            const { mediaType, digest, size } = entry;
            const manifest = await this.#takeDocument(entry, 0);
            const imageId = manifest === undefined ? (0,identity/* imageIdOfIndex */.mn)(digest) : (0,identity/* imageIdOf */.CR)(manifest.config.digest);
            const tags = docker?.find(({ Config }) => this.#files.find(Config)?.digest === manifest?.config.digest)?.RepoTags ?? [];
            const names = [...(images.get(digest)?.references ?? []), ...nameIn(entry), ...tags.map(nameOf)];
            images.set(digest, { target: { mediaType, digest, size }, imageId, references: (0,reference/* distinctReferences */.Dc)(names) });
        }
        return [...images.values()];
    }
    /** Stores a manifest, or an index and what the archive has of it. @returns the manifest of a single image */
    async #takeDocument(descriptor, depth) {
        const found = this.#files.find((0,layout_folder/* layoutPath */.q8)(descriptor.digest));
        const bytes = found === undefined
            ? await this.#content.read(descriptor)
            : await this.#files.document((0,layout_folder/* layoutPath */.q8)(descriptor.digest), manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined || depth > manifest/* MAX_INDEX_DEPTH */.yM)
            throw new errors/* UserError */.yo(`${this.#label}: ${descriptor.digest} cannot be read`);
        const document = (0,manifest/* parseManifest */.Ng)(bytes, descriptor.mediaType);
        if (document.kind === 'manifest') {
            for (const blob of [document.manifest.config, ...document.manifest.layers])
                await this.#takeBlob(blob);
        }
        else {
            for (const child of manifestsFor(document.index, this.#platforms)) {
                if (this.#files.find((0,layout_folder/* layoutPath */.q8)(child.digest)) !== undefined)
                    await this.#takeDocument(child, depth + 1);
            }
        }
        await this.#takeBlob(descriptor);
        return document.kind === 'manifest' ? document.manifest : undefined;
    }
    async #takeBlob(descriptor) {
        const found = this.#files.find((0,layout_folder/* layoutPath */.q8)(descriptor.digest));
        if (found === undefined) {
            if ((await this.#content.size(descriptor.digest)) === descriptor.size)
                return;
            throw new errors/* UserError */.yo(`${this.#label} lacks blob ${descriptor.digest}`);
        }
        await this.#take(found, descriptor);
    }
    /** Stores a member under the digest that a document gives for it, which is checked. */
    async #take(found, descriptor) {
        if ((await this.#content.size(descriptor.digest)) === descriptor.size)
            return;
        if ((0,oci_digest/* digestAlgorithm */.g4)(descriptor.digest) === 'sha256' && found.digest !== descriptor.digest) {
            throw new errors/* UserError */.yo(`${this.#label}: blob ${descriptor.digest} has other content: ${found.digest}`);
        }
        if ((0,oci_digest/* digestAlgorithm */.g4)(descriptor.digest) !== 'sha256') {
            await this.#content.ingest((0,external_node_fs_.createReadStream)(found.file), descriptor);
            return;
        }
        // The file stays: another image of the archive may need it too.
        const second = this.#folder.newIngestPath();
        await (0,promises_.link)(found.file, second).catch(() => (0,promises_.copyFile)(found.file, second));
        await this.#content.takeFile(second, descriptor);
    }
    async #dockerEntries() {
        const bytes = await this.#files.document('manifest.json', manifest/* MAX_MANIFEST_SIZE */.L7);
        if (bytes === undefined)
            return undefined;
        const name = `manifest.json in ${this.#label}`;
        return (0,json_document/* decodeDocument */.w)((0,containers/* withDefault */.IQ)((0,containers/* array */.YO)(dockerEntry), []), bytes, { name, maxBytes: manifest/* MAX_MANIFEST_SIZE */.L7 });
    }
    /** An archive without OCI documents gets a manifest. Its layers are mostly uncompressed, and stay so. */
    async #loadDockerEntry({ Config, RepoTags, Layers }) {
        const configBytes = await this.#files.document(Config, image_config/* MAX_CONFIG_SIZE */.S);
        if (configBytes === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(Config)}`);
        const { diff_ids: diffIds } = (0,image_config/* parseImageConfig */.F)(configBytes).rootfs;
        if (diffIds.length !== Layers.length) {
            throw new errors/* UserError */.yo(`${this.#label}: config and manifest.json name different numbers of layers`);
        }
        const config = { mediaType: media_types/* OCI_CONFIG */.TF, digest: (0,oci_digest/* sha256 */.sc)(configBytes), size: configBytes.length };
        const layers = [];
        for (const [index, path] of Layers.entries())
            layers.push(await this.#takeLayer(path, diffIds[index]));
        await this.#content.put(configBytes);
        const manifest = { schemaVersion: 2, mediaType: media_types/* OCI_MANIFEST */.EG, config, layers };
        const target = { mediaType: media_types/* OCI_MANIFEST */.EG, ...(await this.#content.put(Buffer.from(JSON.stringify(manifest)))) };
        return { target, imageId: (0,identity/* imageIdOf */.CR)(config.digest), references: RepoTags.map(nameOf) };
    }
    async #takeLayer(path, diffId) {
        const found = this.#files.find(path);
        if (found === undefined)
            throw new errors/* UserError */.yo(`${this.#label} lacks ${JSON.stringify(path)}`);
        const { digest, size } = found;
        const mediaType = await this.#layerType(found);
        // A compressed layer is checked against its diff id when it is first unpacked, like a pulled one.
        if (mediaType === media_types/* OCI_LAYER */.QP && (0,identity/* diffIdOfTar */.x2)(digest) !== diffId) {
            throw new errors/* UserError */.yo(`${this.#label}: layer ${JSON.stringify(path)} is not the one that the config names`);
        }
        await this.#take(found, { digest, size });
        return { mediaType, digest, size };
    }
    async #layerType(found) {
        const handle = await (0,promises_.open)(found.file, 'r');
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(6), 0, 6, 0);
            const compression = (0,decompress/* detectCompression */.IR)(buffer.subarray(0, bytesRead));
            if (compression === 'none')
                return media_types/* OCI_LAYER */.QP;
            if (compression === 'gzip')
                return media_types/* OCI_LAYER_GZIP */.BQ;
            if (compression === 'zstd')
                return media_types/* OCI_LAYER_ZSTD */.aH;
            throw new errors/* UserError */.yo(`${this.#label} has a layer compressed with ${compression}, for which OCI has no media type`);
        }
        finally {
            await handle.close();
        }
    }
}
/** The entries of an index for one of the platforms, or that do not say for which they are, and what attests them. */
function manifestsFor({ manifests }, platforms) {
    if (platforms.length === 0)
        return manifests;
    const wanted = manifests.filter((entry) => (0,manifest/* namesImage */.Gc)(entry) && fits(entry.platform, platforms));
    const digests = new Set(wanted.map(({ digest }) => digest));
    return manifests.filter((entry) => digests.has((0,manifest/* attestedImage */.wG)(entry) ?? entry.digest));
}
function fits(offered, platforms) {
    return offered === undefined || platforms.some((wanted) => (0,oci_platform/* platformDistance */.L5)(wanted, offered) !== undefined);
}
/** @throws UserError that names an image without any of the platforms */
async function refuseOtherPlatforms(content, loaded, { label, platforms }) {
    for (const { target, references, imageId } of loaded) {
        const offered = (await offeredImages(content, target)).filter(({ documents }) => documents !== undefined);
        if (offered.some(({ platform }) => platform !== undefined && fits(platform, platforms)))
            continue;
        const [name] = references;
        const wanted = platforms.map(oci_platform/* formatPlatform */.Bq).join(', ');
        throw new errors/* UserError */.yo(`${label}: image ${name === undefined ? imageId : (0,reference/* familiarName */.hG)(name)} does not provide the requested platform (${wanted})`, {
            hint: `It is there for ${offered.flatMap(({ platform }) => (platform === undefined ? [] : (0,oci_platform/* formatPlatform */.Bq)(platform))).join(', ') || 'no platform'}.`,
        });
    }
}
/** @throws UserError when the archive has a text that is not a name */
function nameOf(tag) {
    return (0,reference/* withDefaultTag */._t)((0,reference/* parseReference */.F2)(tag));
}
/** `ref.name` is mostly only a tag, which is not the name of an image. */
function nameIn(entry) {
    const name = entry.annotations?.[oci_index/* IMAGE_NAME */.yc] ?? entry.annotations?.[oci_index/* REF_NAME */.w5];
    if (name === undefined || (0,oci_digest/* isDigest */.Bc)(name) || !/[/:]/.test(name))
        return [];
    try {
        return [nameOf(name)];
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/app/builder/fetched-image.js










/** A builder writes an OCI archive into the session; a Docker daemon keeps the image, and gives it as `docker save` does. */
function imageFetch(builder, store, signal) {
    const label = `the image from ${builder.name}`;
    if (builder.address.upgradeAt !== undefined)
        return fromDaemon(builder, store, label);
    let loaded = [];
    return {
        exporter: { type: 'oci', attributes: {} },
        take: async (bytes) => {
            loaded = await loadArchive(store, bytes, { label, signal });
        },
        image: () => Promise.resolve(only(loaded, label)),
    };
}
function fromDaemon({ address, name }, store, label) {
    return {
        exporter: { type: 'moby', attributes: {} },
        image: async (result, signal) => {
            // A daemon that unpacks images calls them by their configs, one with containerd's store by their manifests.
            const id = result['containerimage.digest'] ?? result['containerimage.config.digest'];
            if (id === undefined)
                throw new errors/* InfraError */.Ri(`${name} made no image`);
            const client = new engine_client/* EngineClient */.A$({ ...address.place, text: address.text });
            try {
                return only(await client.save(id, (bytes) => loadArchive(store, bytes, { label, signal }), signal), label);
            }
            finally {
                client.close();
            }
        },
    };
}
function only([first, ...others], label) {
    if (first === undefined || others.length > 0)
        throw new errors/* InfraError */.Ri(`${label} did not come`);
    return first;
}
/** An image as it is, as a draft from which outputs are made. */
async function draftOfFetched({ target }, plan, { content }, label) {
    const { manifest, config } = await (0,image_contents/* readImage */.AM)(content, target, plan.platform);
    const layers = (0,image_layers/* imageLayers */.M)(label, manifest, config);
    const base = baseLayers(plan, config);
    return {
        image: withTriggers((0,image_state/* imageAsItIs */.hb)(config), config),
        layers: layers.map((layer, number) => base[number] ?? { ...layer, contentId: (0,identity/* contentIdOfForeign */.Sx)(layer.diffId) }),
        history: engine_history/* History */.B.none,
        document: await content.read(manifest.config, image_config/* MAX_CONFIG_SIZE */.S),
    };
}
/** An image that is a base has no triggers any more when a stage begins on it. This one keeps them. */
function withTriggers(image, { config = {} }) {
    const { OnBuild } = config;
    return OnBuild === undefined
        ? image
        : { ...image, config: { ...image.config, OnBuild: appendable_json/* AppendableJson */.r.list(OnBuild) } };
}
/**
 * The layers of the base that an image begins with, with the blobs that the base's registry has: a Docker daemon gives them
 * uncompressed. Outputs change only the others.
 */
function baseLayers({ stages }, { rootfs }) {
    const bases = stages.flatMap(({ base }) => (base.kind === 'image' ? [base.image.layers] : []));
    const own = bases.filter((layers) => layers.every(({ diffId }, number) => diffId === rootfs.diff_ids[number]));
    return own.toSorted((one, other) => other.length - one.length)[0] ?? [];
}

// EXTERNAL MODULE: ./lib/cache/record/record-store.js + 2 modules
var record_store = __webpack_require__(12315);
// EXTERNAL MODULE: ./lib/engine/schedule/plan-run.js + 63 modules
var plan_run = __webpack_require__(49086);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
;// CONCATENATED MODULE: ./lib/app/builder/forecast.js




/**
 * Goes over a plan as our own engine would, with its keys, its records of the last build and its explanations, but runs nothing: what
 * a step would make is known by its key alone.
 */
async function forecast(plan, parts) {
    const { options, sink, signal, context, remote, layers } = parts;
    const records = new record_store/* RecordStore */.p((0,root_folder/* pathInRoot */.hA)(parts.root, 'builderRecords'), parts.scope);
    const made = [];
    let build;
    const steps = new Map();
    const note = (event) => {
        if (event.type === 'step-finished')
            steps.set(event.step, event.outcome);
    };
    const ports = {
        context,
        remote,
        layers,
        cache: {
            faults: [],
            sourceOf: () => 'builder',
            find: (key) => records.find(key),
            findMore: () => Promise.resolve(false),
            filesOf: (record) => records.filesOf(record),
            layerWithTree: () => Promise.resolve(undefined),
            previous: () => records.previous(),
            save: (record) => {
                made.push(record);
                return Promise.resolve();
            },
            distrust: () => Promise.resolve(),
            savePrevious: (done) => {
                build = done;
                return Promise.resolve();
            },
        },
        mounts: { of: () => Promise.resolve(undefined), noteUse: () => undefined },
        runner: NO_RUNNER,
        now: () => Date.now(),
    };
    const dryRun = { blockedBy: new Map(), assumes: true };
    const result = await new plan_run/* PlanRun */.z(plan, ports, { ...options, dryRun }, note, signal).run();
    if (result.kind === 'failed') {
        signal.throwIfAborted();
        sink({ type: 'warning', message: `why steps miss is not known: ${(0,errors/* messageOf */.bD)(result.error)}` });
        return { steps: new Map(), keep: () => Promise.resolve() };
    }
    return {
        steps,
        keep: async () => {
            for (const record of made)
                await records.save(record);
            if (build !== undefined)
                await records.savePrevious(build);
        },
    };
}
const refuse = () => Promise.reject(new errors/* EngineBug */.Bp('a forecast ran a step'));
const NO_RUNNER = { run: refuse, prepare: refuse, close: () => Promise.resolve() };

;// CONCATENATED MODULE: ./lib/app/builder/frontend-attributes.js



/** What the frontend calls the files of a build. */
const CONTEXT_FILES = 'context';
const DOCKERFILE_FILES = 'dockerfile';
const DOCKERFILE = 'Dockerfile';
function namedFiles(name) {
    return `context:${name}`;
}
/**
 * The options of a build as attributes of BuildKit's frontend `dockerfile.v0`.
 *
 * @param built where contexts are that are images of this machine, by their names
 */
function frontendAttributes(options, plan, built) {
    const { run, labels, noCache, noCacheFilters, pull, target, builder, cgroupParent } = options;
    const ulimits = run.ulimits.map(({ name, soft, hard }) => `${name}=${soft}:${hard}`).join(',');
    const hosts = run.extraHosts.map(({ name, ip }) => `${name}=${ip}`).join(',');
    return {
        filename: DOCKERFILE,
        platform: (0,oci_platform/* formatPlatform */.Bq)(plan.platform),
        ...(target !== undefined && target !== '' && { target }),
        ...prefixed('build-arg:', plan.buildArgs),
        ...prefixed('label:', labels),
        ...(noCache ? { 'no-cache': '' } : noCacheFilters.length > 0 && { 'no-cache': noCacheFilters.join(',') }),
        ...(pull && { 'image-resolve-mode': 'pull' }),
        ...(builder?.network !== undefined && { 'force-network-mode': builder.network }),
        ...(cgroupParent !== undefined && { 'cgroup-parent': cgroupParent }),
        ...(hosts !== '' && { 'add-hosts': hosts }),
        ...(run.shmSize !== undefined && { 'shm-size': String(run.shmSize) }),
        ...(ulimits !== '' && { ulimit: ulimits }),
        ...contextAttributes(options.buildContexts, built),
    };
}
function prefixed(prefix, values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}
function contextAttributes(contexts, built) {
    return Object.fromEntries(Object.entries(contexts).map(([name, spec]) => [
        `context:${name}`,
        built.get(name) ?? contextAttribute(name, spec),
    ]));
}
function contextAttribute(name, spec) {
    switch (spec.kind) {
        case 'image':
            return `docker-image://${(0,reference/* formatReference */.FH)(spec.reference)}`;
        case 'scratch':
            return 'docker-image://scratch';
        case 'directory':
        case 'git':
        case 'download':
            // Its files are read here, as those of the context are, and sent.
            return `local:${namedFiles(name)}`;
        case 'layout':
        case 'built':
            throw new errors/* EngineBug */.Bp(`the image of build context ${name} was not lent to the builder`);
    }
}

// EXTERNAL MODULE: ./lib/files/file-chunks.js
var file_chunks = __webpack_require__(412);
// EXTERNAL MODULE: ./lib/store/oci-layout-source.js
var oci_layout_source = __webpack_require__(58653);
;// CONCATENATED MODULE: ./lib/app/builder/lent-images.js





/**
 * The named contexts that are images of this machine: what other targets of the run made, and OCI layouts.
 *
 * @throws UserError where the builder cannot read them, and for a layout that has no such image
 */
async function lendImages({ buildContexts }, { platform }, { built, layers, canRead }) {
    const attributes = new Map();
    const content = new Map();
    const lend = (name, digest, images) => {
        // A reference has few characters, and a name of a context any.
        const place = `lent-${(0,oci_digest/* sha256 */.sc)(name).slice('sha256:'.length, 'sha256:'.length + 16)}`;
        attributes.set(name, `oci-layout://${place}@${digest}`);
        content.set(`oci:${place}`, images);
    };
    for (const [name, spec] of Object.entries(buildContexts)) {
        if (!isHere(spec))
            continue;
        if (!canRead) {
            throw new errors/* UserError */.yo(`build context ${name}: this builder is too old to use an image of this machine`, {
                hint: 'It needs BuildKit 0.11. Push that image, and name it as docker-image://IMAGE, or build without a builder.',
            });
        }
        if (spec.kind === 'layout') {
            const layout = new oci_layout_source/* OciLayoutSource */.b(spec.directory);
            lend(name, layout.find(spec).digest, new LayoutContent(layout));
        }
        else if (built !== undefined) {
            const image = await built.image(spec.target, platform);
            lend(name, image.descriptor.digest, new ImageContent(image, layers));
        }
    }
    return { attributes, content };
}
function isHere(spec) {
    return spec.kind === 'layout' || spec.kind === 'built';
}
/** The blobs of a layout. Nothing can be added. */
class LayoutContent {
    #layout;
    constructor(layout) {
        this.#layout = layout;
    }
    size(digest) {
        const held = this.#layout.hold(digest);
        held?.close();
        return held?.stats.size;
    }
    read(digest, from, signal) {
        const held = this.#layout.hold(digest);
        return held === undefined ? undefined : (0,file_chunks/* heldChunks */.OW)(held, { from, signal });
    }
    write() {
        return Promise.reject(readOnly());
    }
}
/** The blobs of one image. Nothing can be added. */
class ImageContent {
    #documents;
    #layers;
    #provider;
    constructor({ config, manifest, layers }, provider) {
        this.#documents = new Map([config, manifest].map((bytes) => [(0,oci_digest/* sha256 */.sc)(bytes), bytes]));
        this.#layers = new Map(layers.map((layer) => [layer.blob.digest, layer]));
        this.#provider = provider;
    }
    size(digest) {
        return this.#documents.get(digest)?.length ?? this.#layers.get(digest)?.blob.size;
    }
    read(digest, from, signal) {
        const document = this.#documents.get(digest);
        if (document !== undefined)
            return once(document.subarray(from));
        const layer = this.#layers.get(digest);
        return layer === undefined ? undefined : this.#layer(layer, from, signal);
    }
    async *#layer(layer, from, signal) {
        yield* (0,file_chunks/* fileChunks */.T9)(await this.#provider.blobFile(layer, signal), { from, signal });
    }
    write() {
        return Promise.reject(readOnly());
    }
}
function readOnly() {
    return new grpc_error/* GrpcError */.nz(grpc_error/* GRPC */.Vq.unimplemented, 'an image of a named context does not change');
}
// eslint-disable-next-line @typescript-eslint/require-await -- what reads it waits
async function* once(bytes) {
    yield bytes;
}

// EXTERNAL MODULE: ./lib/files/make-folders.js
var make_folders = __webpack_require__(44293);
// EXTERNAL MODULE: ./lib/store/layout-lock.js
var layout_lock = __webpack_require__(31379);
;// CONCATENATED MODULE: ./lib/app/builder/local-caches.js












/** As buildctl has it (buildkit, `parseCacheOptions`). */
const DEFAULT_TAG = 'latest';
const MAX_RESULT = 64 * 1024;
const local_caches_manifest = (0,object/* object */.Ik)({ mediaType: (0,containers/* withDefault */.IQ)(decoder/* string */.Yj, ''), digest: decoder/* string */.Yj, size: decoder/* nonNegativeInteger */.dv });
/**
 * Caches with `type=local` are OCI layouts in folders here, which a builder reads and writes through its client. All others it
 * reaches by itself.
 */
function lendCaches(from, to, sink) {
    const content = new Map();
    const lend = (name, folder) => void content.set(`local:${name}`, new local_caches_LayoutContent(folder));
    const read = from.flatMap((cache) => {
        const { folder, attributes } = cache;
        if (folder === undefined)
            return [cache];
        const digest = attributes['digest'] ?? digestOfTag(folder, attributes['tag'] ?? DEFAULT_TAG);
        if (digest === undefined) {
            sink({ type: 'notice', message: `there is no cache in ${folder} yet` });
            return [];
        }
        lend(attributes['src'] ?? '', folder);
        return [{ ...cache, attributes: { ...attributes, digest } }];
    });
    const written = to.filter(({ folder }) => folder !== undefined);
    for (const { folder = '', attributes } of written) {
        (0,make_folders/* makeFolders */.w)(folder, 0o777);
        lend(attributes['dest'] ?? '', folder);
    }
    return {
        from: read,
        to,
        content,
        keep: async (result) => {
            const described = (0,decode_or/* parseOrUndefined */.x9)(local_caches_manifest, result['cache.manifest'] ?? '', MAX_RESULT);
            if (described === undefined || !(0,oci_digest/* isDigest */.Bc)(described.digest))
                return;
            const { digest, mediaType, size } = described;
            for (const { folder = '', attributes } of written) {
                const annotations = { [oci_index/* REF_NAME */.w5]: attributes['tag'] ?? DEFAULT_TAG };
                const entry = { mediaType, digest, size, annotations };
                await new layout_lock/* LayoutLock */.S(folder).exclusively(() => (0,layout_folder/* addToLayoutIndex */.rb)(folder, [entry]));
            }
        },
    };
}
function digestOfTag(folder, tag) {
    return (0,layout_folder/* readLayoutIndex */.Xn)(folder)?.manifests.find(({ annotations }) => annotations?.[oci_index/* REF_NAME */.w5] === tag)?.digest;
}
/** The blobs of a layout. */
class local_caches_LayoutContent {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    size(digest) {
        return (0,layout_folder/* layoutBlobSize */.pQ)(this.#folder, digest);
    }
    read(digest, from, signal) {
        return (0,layout_folder/* openLayoutBlob */.Ub)(this.#folder, digest, signal, from);
    }
    write(digest, bytes) {
        return (0,layout_folder/* writeLayoutBlob */.p6)(this.#folder, digest, async (draft) => {
            const hash = (0,external_node_crypto_.createHash)('sha256');
            const noted = counted(bytes, (chunk) => hash.update(chunk));
            await (0,promises_.writeFile)(draft, noted, { flag: 'wx', mode: 0o666 });
            const found = (0,oci_digest/* digestOfHex */.z9)(hash.digest('hex'));
            if (found !== digest)
                throw new errors/* InfraError */.Ri(`the builder sent ${found} as ${digest}`);
        });
    }
}
async function* counted(bytes, note) {
    for await (const chunk of bytes) {
        note(chunk);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./lib/app/builder/platform-caches.js

/** The attribute by which caches of a type are told apart, and its default there (buildkit, `cache/remotecache`). */
const NAMED_BY = {
    gha: ['scope', 'buildkit'],
    s3: ['name', 'buildkit'],
    azblob: ['name', 'buildkit'],
    local: ['tag', 'latest'],
};
const platform_caches_DEFAULT_TAG = 'latest';
/**
 * The same cache for one of several platforms. Each platform is a build of its own here, and an export replaces all that was there
 * under its name: so each but the first has a name of its own.
 */
function cacheOfPlatform(cache, platform) {
    const { type, attributes } = cache;
    const suffix = `-${(0,oci_platform/* formatPlatform */.Bq)(platform).replaceAll('/', '-')}`;
    const { ref } = attributes;
    if (type === 'registry' && ref !== undefined)
        return withAttribute(cache, 'ref', withTagSuffix(ref, suffix));
    const [attribute, usual] = NAMED_BY[type] ?? [];
    if (attribute === undefined)
        return cache;
    const name = attributes[attribute] ?? '';
    return withAttribute(cache, attribute, `${name === '' ? usual : name}${suffix}`);
}
function withAttribute(cache, name, value) {
    return { ...cache, attributes: { ...cache.attributes, [name]: value } };
}
/** A reference by digest names one content: it has no further names. */
function withTagSuffix(ref, suffix) {
    if (ref.includes('@'))
        return ref;
    const name = ref.slice(ref.lastIndexOf('/') + 1);
    return name.includes(':') ? `${ref}${suffix}` : `${ref}:${platform_caches_DEFAULT_TAG}${suffix}`;
}

;// CONCATENATED MODULE: ./lib/app/builder/one-file-tree.js

/** A folder with one file in it, made now. */
function oneFileTree(name, bytes) {
    const now = Date.now() + performance.now() / 1e6;
    const metadata = { uid: 0, gid: 0, mtime: Math.floor(now / 1000) };
    const root = { type: 'directory', path: '', mode: 0o755, ...metadata };
    const file = { type: 'file', path: name, mode: 0o644, size: bytes.length, ...metadata };
    return {
        label: name,
        lstat: (path) => Promise.resolve(path === '' ? root : path === name ? file : undefined),
        readdir: (path) => Promise.resolve(path === '' ? [name] : []),
        digests: (paths) => Promise.resolve(new Map(paths.map((path) => [path, (0,oci_digest/* sha256 */.sc)(bytes)]))),
        contents: async function* (paths) {
            for (const path of paths)
                yield await Promise.resolve({ path, size: bytes.length, data: [bytes] });
        },
        modifiedMs: () => Promise.resolve(now),
    };
}

;// CONCATENATED MODULE: ./lib/app/builder/builder-builds.js





















/** The build fails after this many changes of files: something writes faster than they are sent. */
const MOST_CHANGES = 10;
/** The builds of all platforms, each on a builder that has it. What they make comes to this machine's store. */
class BuilderBuilds {
    steps;
    #plans;
    #parts;
    #stop = new AbortController();
    constructor(plans, parts) {
        this.#plans = plans;
        this.#parts = parts;
        const steps = plans.flatMap((plan) => plan.steps);
        this.steps = steps.length;
        if (parts.options.saveFailed !== undefined) {
            parts.sink({ type: 'warning', message: 'no image of a failed build is kept: the build is on a builder' });
        }
        parts.sink({ type: 'plan', dockerfile: parts.opened.dockerfile.name, steps, startedAt: parts.started });
    }
    async platforms() {
        await this.#fetchRecords();
        const failures = [];
        const built = await Promise.allSettled(this.#plans.map((plan, index) => this.#build(plan, index).catch((error) => {
            failures.push(error);
            this.#stop.abort(error);
            throw error;
        })));
        if (failures.length > 0)
            throw failures[0];
        await this.#bundleRecords();
        return built.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    }
    get #carried() {
        const { host, options, scope } = this.#parts;
        return { host, scope, variant: options.variant ?? '' };
    }
    /** Without them, it is not known why steps miss; that is no reason to fail. */
    async #fetchRecords() {
        const { options, sink, signal } = this.#parts;
        if (options.cache.mode === 'off')
            return;
        await (0,carried_records/* fetchRecords */.D)(this.#carried, signal).catch((error) => {
            signal.throwIfAborted();
            sink({ type: 'warning', message: `what the last build was made from is not known: ${(0,errors/* messageOf */.bD)(error)}` });
        });
    }
    /** The build has ended well: that its records cannot be kept is no reason to fail. */
    async #bundleRecords() {
        const scopes = this.#plans.map((_, index) => this.#parts.previousScope(index));
        await (0,carried_records/* bundleRecords */.Z)(this.#carried, scopes).catch((error) => {
            const message = `the next build will not know what this one was made from: ${(0,errors/* messageOf */.bD)(error)}`;
            this.#parts.sink({ type: 'warning', message });
        });
    }
    async #build(plan, index) {
        const { builders, sink } = this.#parts;
        const signal = AbortSignal.any([this.#parts.signal, this.#stop.signal]);
        let changes = 0;
        let lost;
        for (;;) {
            const builder = await this.#builderFor(plan, lost, signal);
            try {
                return await this.#buildOn(builder, plan, index, signal);
            }
            catch (error) {
                signal.throwIfAborted();
                if (error instanceof source_changed/* SourceChanged */.W && changes++ < MOST_CHANGES) {
                    error.settle();
                    sink({ type: 'warning', message: `${error.what} changed while it was sent: the build starts again` });
                    continue;
                }
                if (!(error instanceof buildkit_builder/* BuilderLost */.oM))
                    throw error;
                lost = error;
                builders.lose(builder);
            }
        }
    }
    /** @param lost why the builder before did not do it: that says nothing about the build, so that another one may */
    async #builderFor(plan, lost, signal) {
        const { builders, sink } = this.#parts;
        try {
            const builder = await builders.for(plan.platform, sink, signal);
            if (lost === undefined)
                return builder;
            sink({ type: 'warning', message: `${lost.message}; the build starts again on ${builder.name}` });
            return builder;
        }
        catch (error) {
            signal.throwIfAborted();
            throw lost ?? error;
        }
    }
    async #buildOn(builder, plan, index, signal) {
        const { host, adapters, remote, opened, cache, sink } = this.#parts;
        const { layers } = adapters;
        const scope = this.#parts.previousScope(index);
        const known = await forecast(plan, {
            root: host.root,
            scope,
            context: opened.context,
            remote: remote.files,
            layers,
            options: this.#parts.engineOptions(plan),
            sink,
            signal,
        });
        const mask = await this.#parts.mask();
        const progress = new BuilderProgress({ builder: builder.name, plan, forecast: known.steps, mask, sink });
        const fetch = imageFetch(builder, adapters, signal);
        const caches = this.#caches(plan, index);
        const canRead = builder.facts.version !== undefined;
        const { built, options } = this.#parts;
        const images = await lendImages(options, plan, { built, layers, canRead });
        const asked = await this.#order(plan, images, signal);
        const frontend = { ...asked.frontend, ...askedAttestations(options, builder) };
        const order = { ...asked, frontend, cacheFrom: caches.from, cacheTo: caches.to };
        try {
            const result = await solve(builder, {
                ...order,
                content: new Map([...caches.content, ...images.content]),
                exporter: fetch.exporter,
                ...(fetch.take !== undefined && { take: fetch.take }),
            }, (status) => progress.hear(statusOf(status)), signal);
            progress.finish();
            await known.keep();
            await caches.keep(result);
            const image = await fetch.image(result, signal);
            const draft = await draftOfFetched(image, plan, adapters, builder.name);
            const { sourceDateEpoch } = plan;
            const records = cache.records(scope);
            const said = await saidByBuilder(image, plan, adapters, mask);
            // The builder has set the labels already.
            return new built_platform/* BuiltPlatform */.YZ({
                draft,
                said,
                labels: {},
                sourceDateEpoch,
                layers,
                cache: records,
                now: Date.now,
                signal,
            });
        }
        catch (error) {
            if (signal.aborted || !(error instanceof SolveFailed)) {
                progress.stop();
                throw error;
            }
            throw progress.fail(mask.text(error.message), error.place);
        }
    }
    #caches({ platform }, index) {
        const { options, host, sink } = this.#parts;
        const { cacheFrom = [], cacheTo = [] } = options.builder ?? {};
        const own = (cache) => (index === 0 ? cache : cacheOfPlatform(cache, platform));
        const withOwn = (cache) => (index === 0 ? [cache] : [own(cache), cache]);
        const served = (cache) => withService(cache, host);
        return lendCaches(cacheFrom.flatMap(withOwn).map(served), cacheTo.map(own).map(served), sink);
    }
    async #order(plan, images, signal) {
        const { options, host, remote, opened, contexts } = this.#parts;
        const files = new Map([
            [CONTEXT_FILES, sentTree(opened.context)],
            [DOCKERFILE_FILES, oneFileTree(DOCKERFILE, opened.dockerfile.text)],
        ]);
        for (const name of contexts.names) {
            if (options.buildContexts[name]?.kind === 'image' || images.attributes.has(name))
                continue;
            const context = await contexts.open(name, plan.platform, signal);
            if (context.kind === 'files')
                files.set(namedFiles(name), sentTree(context.files));
        }
        const { context } = opened;
        const place = context instanceof directory_context/* DirectoryContext */.n ? context.root : `${process.pid} ${Date.now()}`;
        return {
            frontend: frontendAttributes(options, plan, images.attributes),
            entitlements: options.entitlements,
            files,
            filesKey: (0,oci_digest/* sha256 */.sc)(`${(0,external_node_os_.hostname)()} ${place}`),
            logins: loginsFrom((0,adapters/* credentialsOf */.Y)(host)),
            secrets: (0,secrets/* readSecrets */.q)(options.secrets),
            sshSockets: remote.sshSockets,
            sent: () => undefined,
        };
    }
}
/** As buildx has it: the builder gets the address of the Actions cache, and the job's token for it, unless they are given. */
function withService(cache, { actionsCache }) {
    if (cache.type !== 'gha' || actionsCache === undefined)
        return cache;
    const { url, token, protocol } = actionsCache.settings;
    const service = protocol === 'v2' ? { version: '2', url_v2: url.href } : { url: url.href };
    return { ...cache, attributes: { token, ...service, ...cache.attributes } };
}
function sentTree(context) {
    return {
        label: context.label,
        lstat: (path) => context.lstat(path),
        readdir: (path) => context.readdir(path),
        digests: (paths) => context.digests(paths),
        contents: (paths) => context.contents(paths),
        ...(context instanceof directory_context/* DirectoryContext */.n && { modifiedMs: (path) => context.modifiedMs(path) }),
    };
}
/** A builder takes names with passwords, and identity tokens. What a registry alone understands it cannot be given. */
function loginsFrom(source) {
    return async (registry, signal) => {
        const { found } = await source.lookup(registry, signal);
        switch (found?.kind) {
            case 'basic':
                return { username: found.username, password: found.password };
            case 'identity-token':
                return { username: '', password: found.token };
            default:
                return undefined;
        }
    };
}


/***/ }),

/***/ 29864:
/***/ (function(__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ bundleRecords),
  D: () => (/* binding */ fetchRecords),
  publishRecords: () => (/* binding */ publishRecords)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/async/abortable.js
var abortable = __webpack_require__(32206);
// EXTERNAL MODULE: ./lib/async/time-limit.js
var time_limit = __webpack_require__(4109);
// EXTERNAL MODULE: ./lib/cache/actions/open.js + 16 modules
var actions_open = __webpack_require__(12725);
// EXTERNAL MODULE: ./lib/cache/cache-name.js
var cache_name = __webpack_require__(59722);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./lib/files/atomic-file.js
var atomic_file = __webpack_require__(50229);
// EXTERNAL MODULE: ./lib/files/root-folder.js
var root_folder = __webpack_require__(90920);
// EXTERNAL MODULE: ./lib/json/containers.js
var containers = __webpack_require__(40920);
// EXTERNAL MODULE: ./lib/json/decode-or.js
var decode_or = __webpack_require__(55370);
// EXTERNAL MODULE: ./lib/json/decoder.js
var decoder = __webpack_require__(21466);
// EXTERNAL MODULE: ./lib/json/object.js
var object = __webpack_require__(90139);
// EXTERNAL MODULE: ./lib/oci/digest.js
var digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/cache/record/record-codec.js
var record_codec = __webpack_require__(34270);
;// CONCATENATED MODULE: ./lib/cache/record/record-bundle.js












/** Bytes, unpacked: more than any build's records, and few enough for the memory. */
const MOST_BYTES = 256 * 1024 * 1024;
const bundle = (0,object/* object */.Ik)({
    version: (0,decoder/* oneOf */.yL)(2),
    files: (0,containers/* mapOf */.A7)((0,object/* object */.Ik)({ written: decoder/* nonNegativeInteger */.dv, text: decoder/* string */.Yj })),
});
const NAME = new RegExp(`^(?:${[(0,root_folder/* pathFromRoot */._f)('scopes'), (0,root_folder/* pathFromRoot */._f)('records'), (0,root_folder/* pathFromRoot */._f)('fileLists')].join('|')})/[0-9a-f]{64}$`);
/**
 * Writes the last builds of some scopes, with their records and the files that these name, as one small file. It carries them to
 * another machine.
 *
 * @param root of a `RecordStore` @param scopes by their names
 * @returns whether there was anything to write
 */
async function writeBundle(root, scopes, file) {
    const files = {};
    const take = async (path) => {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(root, path), 'utf8').catch(() => undefined);
        const written = await writtenAt((0,external_node_path_.join)(root, path));
        if (text === undefined || written === undefined)
            return undefined;
        files[path] = { written, text };
        return text;
    };
    for (const scope of scopes) {
        const text = await take((0,root_folder/* pathFromRoot */._f)('scopes', (0,digest/* digestHex */.sU)((0,digest/* sha256 */.sc)(scope))));
        const build = text === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(record_codec/* keptBuild */.vW, text, record_codec/* MAX_RECORD_SIZE */.rF);
        for (const { key } of build?.steps ?? []) {
            const kept = await take((0,root_folder/* pathFromRoot */._f)('records', (0,digest/* digestHex */.sU)(key)));
            const record = kept === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(record_codec/* stepRecord */.oU, kept, record_codec/* MAX_RECORD_SIZE */.rF);
            const list = record?.inputs.files;
            if (typeof list === 'string')
                await take((0,root_folder/* pathFromRoot */._f)('fileLists', (0,digest/* digestHex */.sU)(list)));
        }
    }
    if (Object.keys(files).length === 0)
        return false;
    const text = JSON.stringify({ version: 2, files });
    if (text.length > MOST_BYTES)
        return false;
    await (0,atomic_file/* writeWhole */.y)(file, await (0,external_node_util_.promisify)(external_node_zlib_.gzip)(text));
    return true;
}
/**
 * Puts what a bundle has below `root`, but for what is newer there: this machine may have built after the one that the bundle comes from.
 * A bundle that cannot be read counts as empty.
 */
async function readBundle(root, file) {
    if ((await (0,promises_.stat)(file)).size > MOST_BYTES)
        return;
    const packed = await (0,promises_.readFile)(file);
    const text = await (0,external_node_util_.promisify)(external_node_zlib_.gunzip)(packed, { maxOutputLength: MOST_BYTES }).catch(() => undefined);
    const read = text === undefined ? undefined : (0,decode_or/* parseOrUndefined */.x9)(bundle, text, MOST_BYTES);
    for (const [path, { written, text: content }] of Object.entries(read?.files ?? {})) {
        const place = (0,external_node_path_.join)(root, path);
        if (!NAME.test(path) || ((await writtenAt(place)) ?? 0) > written)
            continue;
        await (0,atomic_file/* writeWhole */.y)(place, content);
        // The next bundle says when this was really written.
        const seconds = Math.min(written, Date.now()) / 1000;
        await (0,promises_.utimes)(place, seconds, seconds);
    }
}
/** In milliseconds since the epoch; `undefined` if there is no such file. */
async function writtenAt(file) {
    const stats = await (0,promises_.stat)(file).catch(() => undefined);
    return stats === undefined ? undefined : Math.floor(stats.mtimeMs);
}

// EXTERNAL MODULE: ./lib/cache/scratch-folder.js
var scratch_folder = __webpack_require__(28685);
// EXTERNAL MODULE: ./lib/files/discard.js
var discard = __webpack_require__(34397);
// EXTERNAL MODULE: ./lib/app/host/http-client.js + 2 modules
var http_client = __webpack_require__(65839);
;// CONCATENATED MODULE: ./lib/app/builder/carried-records.js











/** Milliseconds. Records are some kB, and only tell why steps miss. */
const TIME_LIMIT = 20_000;
/**
 * Brings what the last build on a builder was made from, as a job on another machine left it. Nothing in it stands for bytes: at worst, a
 * reason is wrong.
 *
 * @throws InfraError when the Actions cache fails
 */
async function fetchRecords(build, signal) {
    const { root } = build.host;
    await withStore(build, signal, async (store, bounded) => {
        const folder = await (0,scratch_folder/* scratchFolder */.$)(root);
        try {
            const file = external_node_path_.join(folder, 'records');
            const found = await (0,abortable/* settledBefore */.Z)(bounded, store.restoreRecords(file, bounded));
            if (found)
                await readBundle((0,root_folder/* pathInRoot */.hA)(root, 'builderRecords'), file);
        }
        finally {
            await (0,discard/* discard */.v)(folder);
        }
    });
}
/**
 * Puts the records of a build together, for `publishRecords` in this process or in one that follows. Does nothing if there is no Actions
 * cache.
 *
 * @param scopes of its platforms
 */
async function bundleRecords({ host: { root, actionsCache }, scope, variant }, scopes) {
    if (actionsCache === undefined)
        return;
    await writeBundle((0,root_folder/* pathInRoot */.hA)(root, 'builderRecords'), scopes, bundleOf(root, scope, variant));
}
/** Saves what `bundleRecords` put together as an entry of the Actions cache. Does nothing if there is nothing. */
async function publishRecords(build, signal) {
    const file = bundleOf(build.host.root, build.scope, build.variant);
    if ((await (0,promises_.stat)(file).catch(() => undefined)) === undefined)
        return;
    await withStore(build, signal, (store, bounded) => (0,abortable/* settledBefore */.Z)(bounded, store.saveRecords(file, bounded)));
}
function bundleOf(root, scope, variant) {
    return (0,root_folder/* pathInRoot */.hA)(root, 'builderRecords', 'bundles', (0,cache_name/* cacheName */.U)(scope, variant));
}
async function withStore({ host, scope, variant }, signal, work) {
    const { actionsCache, root } = host;
    if (actionsCache === undefined)
        return;
    const http = (0,http_client/* httpClientOf */.X)(host);
    try {
        await work((0,actions_open/* openActionsCache */.C3)(actionsCache, http, { root, scope, variant }), (0,time_limit/* withTimeLimit */.B)(signal, TIME_LIMIT));
    }
    finally {
        http.close();
    }
}


/***/ })

};
