import { setMaxListeners } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';

import { connectionError, ConnectionProblem } from './connection-error.js';
import { type RequestBody, sendBody, SourceFailure } from './request-body.js';
import { HttpError } from './http-error.js';
import { IdleTimer } from './idle-timer.js';
import { openSpan, type OpenSpan } from '../trace/span.js';
import { RateWatch } from './slowest-rate.js';

export interface Timeouts {
  /** Milliseconds for a connection to be made, TLS included. */
  readonly connectMs: number;
  /**
   * Milliseconds without a byte while we wait for the other side, before the answer and in its body. Over as long, the body's
   * rate must not fall below `SLOWEST_RATE`.
   */
  readonly idleMs: number;
  /** Milliseconds from the last byte of an upload to the answer: a registry may copy the blob before it answers. */
  readonly commitMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The address that gave this answer, after redirects. */
  readonly url: URL;
  /** Can be read once. @throws HttpError when the connection breaks or stalls */
  body(): AsyncGenerator<Uint8Array, void, undefined>;
  /** For a body that nobody wants: a short one is read so that the connection can be used again, a long one is cut off. */
  discard(): Promise<void>;
  /** Closes the connection, unless the body was read to its end. */
  abandon(): void;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** Path and query to send in place of the URL's. */
  readonly path?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody | undefined;
  readonly agent: http.Agent;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
}

const MAX_DISCARDED = 64 * 1024;

/**
 * One request and its answer, without redirects or retries.
 *
 * @throws HttpError when the connection fails; whatever the source of the body throws; the signal's reason
 */
export async function exchange(call: ExchangeRequest): Promise<HttpResponse> {
  const { url, path, signal, timeouts } = call;
  signal.throwIfAborted();
  // Without the query: addresses of blobs are signed there.
  const span = openSpan('requests', () => `${call.method} ${url.host}${url.pathname}`);
  const start = url.protocol === 'https:' ? https.request : http.request;
  const request = start(url, {
    method: call.method,
    ...(path === undefined ? {} : { path }),
    headers: requestHeaders(call),
    agent: call.agent,
  });
  const idle = new IdleTimer((problem) => request.destroy(problem));
  const connecting = new IdleTimer((problem) => request.destroy(problem));
  const abort = (): void => void request.destroy();
  // One signal serves a whole build. Many requests listen to it at once, and each one removes its listener in the end.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', abort, { once: true });
  const release = (): void => {
    idle.stop();
    connecting.stop();
    // The answer came before the whole body was sent: the connection cannot be used for another request.
    if (!request.writableEnded) request.destroy();
    signal.removeEventListener('abort', abort);
    span.end();
  };
  const refused = watchTunnel(request);
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Not `once`: an error after the answer shows when its body is read, and must not count as unhandled here.
    request.on('error', reject);
  });
  connecting.start(timeouts.connectMs, 'no connection');
  whenConnected(request, () => {
    connecting.stop();
    // With a body, `sendBody` runs the timer.
    if (call.body === undefined) idle.start(timeouts.idleMs, 'no answer');
  });
  const sending =
    call.body === undefined ? Promise.resolve(request.end()) : sendBody(request, call.body, idle, timeouts);
  try {
    const [message] = await Promise.all([answered, sending]);
    idle.stop();
    span.note({ status: String(message.statusCode), sent: call.body?.size ?? 0 });
    const tunnelStatus = refused();
    if (tunnelStatus !== undefined) {
      throw new HttpError(`the proxy did not open a tunnel to ${url.host}: status ${tunnelStatus}`, {
        retryable: tunnelStatus >= 500,
        url,
      });
    }
    return new NodeResponse(message, { call, idle, span, release });
  } catch (error) {
    request.destroy();
    await Promise.allSettled([sending]);
    span.note({ failed: 'yes' });
    release();
    signal.throwIfAborted();
    if (error instanceof SourceFailure) throw error.cause;
    throw connectionError(error, url, request.reusedSocket);
  }
}

function requestHeaders({ headers, body }: ExchangeRequest): Record<string, string> {
  // A digest is over the stored bytes, so no proxy on the way may compress them.
  const length = body === undefined ? {} : { 'content-length': String(body.size) };
  return { 'accept-encoding': 'identity', ...headers, ...length };
}

/**
 * When a proxy refuses a tunnel, the agent presents its answer as if the server had given it.
 *
 * @returns a function that gives the status of a refusal, and `undefined` when there was none
 */
function watchTunnel(request: http.ClientRequest): () => number | undefined {
  let refusal: number | undefined;
  request.on('proxyConnect', (answer: { readonly statusCode: number }) => {
    refusal = answer.statusCode === 200 ? undefined : answer.statusCode;
  });
  return () => refusal;
}

function whenConnected(request: http.ClientRequest, connected: () => void): void {
  request.once('socket', (socket) => {
    if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
    else connected();
  });
}

/** What is left of a request when its answer has begun. */
interface Exchanged {
  readonly call: ExchangeRequest;
  readonly idle: IdleTimer;
  readonly span: OpenSpan;
  readonly release: () => void;
}

class NodeResponse implements HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly url: URL;
  readonly #message: IncomingMessage;
  readonly #call: ExchangeRequest;
  readonly #idle: IdleTimer;
  readonly #rate: RateWatch;
  readonly #span: OpenSpan;
  readonly #release: () => void;

  constructor(message: IncomingMessage, { call, idle, span, release }: Exchanged) {
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

  async *body(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunks = this.#message[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    try {
      for (;;) {
        const next = await this.#next(chunks);
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      this.abandon();
    }
  }

  abandon(): void {
    if (!this.#message.complete) this.#message.destroy();
    this.#release();
  }

  async #next(chunks: AsyncIterator<Buffer, undefined>): Promise<IteratorResult<Buffer, undefined>> {
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
      if (next.done === true && !this.#message.complete) throw new ConnectionProblem('the answer ended early');
      return next;
    } catch (error) {
      signal.throwIfAborted();
      throw connectionError(this.#idle.problem ?? error, url, false);
    } finally {
      this.#idle.stop();
    }
  }

  async discard(): Promise<void> {
    let seen = 0;
    try {
      for await (const chunk of this.body()) {
        seen += chunk.byteLength;
        if (seen > MAX_DISCARDED) break;
      }
    } catch (error) {
      this.#call.signal.throwIfAborted();
      // Nobody wanted the body. That the connection is gone does not matter.
      if (!(error instanceof HttpError)) throw error;
    }
  }
}
