import http2, { type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import type { Duplex } from 'node:stream';

import { fromBinary, toBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';

import { VERSION } from '../../version.js';
import { frame, messagesIn } from './frames.js';
import { decodeMessage, GRPC, GrpcError } from './grpc-error.js';
import type { CallMetadata, Method } from './method.js';

/** Bytes that may be under way to us. With HTTP/2's own 64 KiB, an image would come at 64 KiB a round trip. */
export const WINDOW = 4 * 1024 * 1024;
/** Bytes of headers that are taken. An error comes with the whole Dockerfile in them; nghttp2 takes no more than this. */
const MAX_HEADERS = 128 * 1024;

interface CallOptions {
  readonly signal: AbortSignal;
  readonly metadata?: CallMetadata;
}

/**
 * gRPC over one HTTP/2 connection, for calls as BuildKit has them: without compression, deadlines and retries. A connection that
 * ends is not made again: the session of a build ends with it.
 */
export class GrpcClient {
  readonly #session: ClientHttp2Session;
  #failure: Error | undefined;
  /** Milliseconds since the epoch when the other side was last heard. */
  heardAt = Date.now();

  /** @param connection ready for HTTP/2, without TLS or inside it */
  constructor(connection: Duplex) {
    this.#session = http2.connect('http://localhost', {
      createConnection: () => connection,
      settings: { initialWindowSize: WINDOW, maxHeaderListSize: MAX_HEADERS, enablePush: false },
    });
    this.#session.once('connect', () => this.#session.setLocalWindowSize(WINDOW));
    this.#session.on('error', (error: Error) => (this.#failure ??= error));
    connection.on('error', (error: Error) => (this.#failure ??= error));
  }

  /** @throws GrpcError, with `unavailable` where the connection is at fault */
  async call<I extends DescMessage, O extends DescMessage>(
    method: Method<I, O>,
    request: MessageShape<I>,
    options: CallOptions,
  ): Promise<MessageShape<O>> {
    let answer: MessageShape<O> | undefined;
    for await (const response of this.stream(method, request, options)) answer ??= response;
    if (answer !== undefined) return answer;
    throw new GrpcError(GRPC.internal, `${method.path} gave no answer`);
  }

  /** One request, any number of answers. @throws as `call` does */
  async *stream<I extends DescMessage, O extends DescMessage>(
    method: Method<I, O>,
    request: MessageShape<I>,
    options: CallOptions,
  ): AsyncGenerator<MessageShape<O>, void, undefined> {
    const call = this.open(method.path, options);
    call.end(toBinary(method.request, request));
    for await (const bytes of call.messages()) yield fromBinary(method.response, bytes);
  }

  /** A call in which both sides send as they like. */
  open(path: string, { signal, metadata = {} }: CallOptions): GrpcCall {
    signal.throwIfAborted();
    if (this.#session.destroyed || this.#session.closed) throw this.#lost();
    const stream = this.#session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      'user-agent': `layer-build/${VERSION}`,
      te: 'trailers',
      ...(metadata as Record<string, string | string[]>),
    });
    const heard = (): void => void (this.heardAt = Date.now());
    const isOpen = (): boolean => !this.#session.destroyed && this.#failure === undefined;
    return new GrpcCall(stream, signal, { lost: () => this.#lost(), heard, isOpen });
  }

  /** The other side takes no new calls, and lets those that there are come to their end: its server is about to stop. */
  get isEnding(): boolean {
    return this.#session.closed && !this.#session.destroyed;
  }

  /** Ends all calls, and the connection. */
  close(): void {
    setImmediate(() => this.#session.destroy());
  }

  #lost(): GrpcError {
    const why = this.#failure === undefined ? '' : `: ${this.#failure.message}`;
    return new GrpcError(GRPC.unavailable, `the connection is lost${why}`, this.#failure);
  }
}

/** What a call has to do with its connection. */
interface CallConnection {
  /** Why it is lost. */
  readonly lost: () => GrpcError;
  /** The other side said something. */
  readonly heard: () => void;
  readonly isOpen: () => boolean;
}

/** One call. */
export class GrpcCall {
  readonly #stream: ClientHttp2Stream;
  readonly #signal: AbortSignal;
  readonly #connection: CallConnection;
  readonly #closed: Promise<void>;
  #status: IncomingHttpHeaders | undefined;

  constructor(stream: ClientHttp2Stream, signal: AbortSignal, connection: CallConnection) {
    this.#stream = stream;
    this.#signal = signal;
    this.#connection = connection;
    const stop = (): void => this.cancel();
    signal.addEventListener('abort', stop, { once: true });
    this.#closed = new Promise((resolve) =>
      stream.once('close', () => {
        signal.removeEventListener('abort', stop);
        resolve();
      }),
    );
    stream.on('response', (headers) => this.#note(headers));
    stream.on('trailers', (headers: IncomingHttpHeaders) => this.#note(headers));
    // What fails is told by `messages`.
    stream.on('error', () => undefined);
  }

  /** Resolves when there is room for more. */
  send(message: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(frame(message), (error) => (error ? reject(this.#connection.lost()) : resolve()));
    });
  }

  /** Sends nothing more. @param last a message to send before */
  end(last?: Uint8Array): void {
    if (last === undefined) this.#stream.end();
    else this.#stream.end(frame(last));
  }

  /** Not at once: Node ends the process if a stream is closed while it hands out what came (nodejs/node#38964). */
  cancel(): void {
    setImmediate(() => {
      if (!this.#stream.closed) this.#stream.close(http2.constants.NGHTTP2_CANCEL);
    });
  }

  /** What the other side sends, to the end of the call. @throws GrpcError if it does not end well; the signal's reason */
  async *messages(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const message of messagesIn(this.#stream)) {
        this.#connection.heard();
        yield message;
      }
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof GrpcError) throw error;
      throw this.#ended() ?? this.#brokenOff() ?? this.#connection.lost();
    } finally {
      if (!this.#stream.closed) this.cancel();
    }
    await this.#closed;
    this.#signal.throwIfAborted();
    const status = this.#ended() ?? this.#brokenOff();
    if (status === undefined) throw this.#connection.lost();
    if (status.code !== GRPC.ok) throw status;
  }

  #note(headers: IncomingHttpHeaders): void {
    if (headers['grpc-status'] !== undefined) this.#status = headers;
    else if (headers[':status'] !== undefined && Number(headers[':status']) !== 200) {
      this.#status = {
        'grpc-status': String(GRPC.unavailable),
        'grpc-message': `HTTP status ${String(headers[':status'])}`,
      };
    }
  }

  /** The other side ended this call alone, without a word: what it had to say was larger than its server sends. */
  #brokenOff(): GrpcError | undefined {
    if (this.#stream.rstCode !== http2.constants.NGHTTP2_INTERNAL_ERROR || !this.#connection.isOpen()) return undefined;
    return new GrpcError(GRPC.internal, 'it ended the call without saying why');
  }

  /** How the other side ended the call, if it said so. */
  #ended(): GrpcError | undefined {
    if (this.#status === undefined) return undefined;
    const { 'grpc-status': code, 'grpc-message': message = '', 'grpc-status-details-bin': details } = this.#status;
    const bytes = details === undefined ? undefined : Buffer.from(String(details), 'base64');
    return new GrpcError(Number(code), decodeMessage(String(message)), undefined, bytes);
  }
}
