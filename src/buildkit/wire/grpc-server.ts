import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Duplex } from 'node:stream';

import { fromBinary, toBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';

import { messageOf } from '../../errors.js';
import { frame, messagesIn } from './frames.js';
import { WINDOW } from './grpc-client.js';
import { encodeMessage, GRPC, grpcCodeOf } from './grpc-error.js';
import type { Method } from './method.js';

/** A call that the other side made. */
export interface IncomingCall {
  /** What came with it: values by names in lower case, one for each time that the name was there. */
  readonly metadata: ReadonlyMap<string, readonly string[]>;
  /** What it sends. It ends when the other side has sent everything, or is gone. */
  readonly messages: AsyncIterable<Buffer>;
  /** Resolves when there is room for more. */
  readonly send: (message: Uint8Array) => Promise<void>;
  /** Aborted when the call is over, from either side. */
  readonly signal: AbortSignal;
}

/** Answers a call. What it throws ends the call with its code and message. */
export type Handler = (call: IncomingCall) => Promise<void>;

/** Handlers by the paths of their methods. */
export type Handlers = ReadonlyMap<string, Handler>;

/** A handler for a method with one request and one answer. */
export function answering<I extends DescMessage, O extends DescMessage>(
  method: Method<I, O>,
  answer: (request: MessageShape<I>, signal: AbortSignal) => Promise<MessageShape<O>>,
): readonly [string, Handler] {
  const handler: Handler = async ({ messages, send, signal }) => {
    for await (const bytes of messages) {
      await send(toBinary(method.response, await answer(fromBinary(method.request, bytes), signal)));
      return;
    }
  };
  return [method.path, handler];
}

/** As `answering`, for an answer that depends on what came with the call. */
export function answeringCall<I extends DescMessage, O extends DescMessage>(
  method: Method<I, O>,
  answer: (call: IncomingCall, request: MessageShape<I>) => MessageShape<O>,
): readonly [string, Handler] {
  const handler: Handler = async (call) => {
    for await (const bytes of call.messages) {
      await call.send(toBinary(method.response, answer(call, fromBinary(method.request, bytes))));
      return;
    }
  };
  return [method.path, handler];
}

/** Node's types do not have the last argument. */
type StreamListener = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  rawHeaders: readonly string[],
) => void;

/** Serves gRPC on one connection: here the side that was called is the one that made the connection. */
export class GrpcServer {
  readonly #session: ServerHttp2Session;
  readonly #handlers: Handlers;

  constructor(connection: Duplex, handlers: Handlers) {
    this.#handlers = handlers;
    this.#session = http2.performServerHandshake(connection, { settings: { initialWindowSize: WINDOW } });
    // Of several headers with one name, Node joins the values; as they came, they are in the last argument.
    const serve: StreamListener = (stream, headers, _flags, raw) => void this.#serve(stream, headers, metadataOf(raw));
    this.#session.on('stream', serve as (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void);
    this.#session.on('error', () => undefined);
    connection.on('error', () => undefined);
  }

  close(): void {
    setImmediate(() => this.#session.destroy());
  }

  async #serve(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    metadata: IncomingCall['metadata'],
  ): Promise<void> {
    const over = new AbortController();
    stream.once('close', () => over.abort());
    // The other side may give up at any time.
    stream.on('error', () => undefined);
    let status = { code: GRPC.ok as number, message: '' };
    stream.once('wantTrailers', () => {
      stream.sendTrailers({
        'grpc-status': String(status.code),
        ...(status.message !== '' && { 'grpc-message': encodeMessage(status.message) }),
      });
    });
    // It was given up before we came to it.
    if (isOver(stream)) return;
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    try {
      const path = String(headers[':path']);
      const handler = this.#handlers.get(path);
      if (handler === undefined) status = { code: GRPC.unimplemented, message: `unknown method ${path}` };
      else await handler({ metadata, messages: messagesIn(stream), send: sender(stream), signal: over.signal });
    } catch (error) {
      status = { code: grpcCodeOf(error), message: messageOf(error) };
    }
    if (!isOver(stream)) stream.end();
  }
}

function isOver(stream: ServerHttp2Stream): boolean {
  return stream.destroyed || stream.closed;
}

function sender(stream: ServerHttp2Stream): IncomingCall['send'] {
  return (message) =>
    new Promise((resolve, reject) => {
      if (stream.destroyed) reject(new Error('the call is over'));
      else stream.write(frame(message), (error) => (error ? reject(error) : resolve()));
    });
}

function metadataOf(raw: readonly string[]): IncomingCall['metadata'] {
  const metadata = new Map<string, string[]>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? '';
    const values = metadata.get(name);
    const value = raw[at + 1] ?? '';
    if (values === undefined) metadata.set(name, [value]);
    else values.push(value);
  }
  return metadata;
}
