import { setMaxListeners } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';

import { connectionError, ConnectionProblem } from './connection-error.js';
import { type RequestBody, sendBody, SourceFailure } from './request-body.js';
import { RegistryError } from './http-error.js';
import { Watchdog } from './idle-timeout.js';

export interface Timeouts {
  /** Milliseconds until a connection stands. */
  readonly connectMs: number;
  /** Milliseconds without a byte in either direction while the other side is to move. */
  readonly idleMs: number;
  /** Milliseconds from the last byte of an upload to the answer: registries may copy the blob before they give it. */
  readonly commitMs: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Whose answer this is, after redirects. */
  readonly url: URL;
  /** To be read at most once. @throws RegistryError when the connection breaks or stalls */
  body(): AsyncGenerator<Uint8Array, void, undefined>;
  /** Gives the connection back where that is cheap, closes it otherwise. */
  discard(): Promise<void>;
  /** Closes the connection, unless the body was read to its end. */
  abandon(): void;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** In place of the URL's. */
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
 * @throws RegistryError when the connection fails; whatever the source of the body throws; the signal's reason
 */
export async function exchange(call: ExchangeRequest): Promise<HttpResponse> {
  const { url, path, signal, timeouts } = call;
  signal.throwIfAborted();
  const start = url.protocol === 'https:' ? https.request : http.request;
  const request = start(url, {
    method: call.method,
    ...(path === undefined ? {} : { path }),
    headers: requestHeaders(call),
    agent: call.agent,
  });
  const watchdog = new Watchdog((problem) => request.destroy(problem));
  const connecting = new Watchdog((problem) => request.destroy(problem));
  const abort = (): void => void request.destroy();
  // One signal serves a whole build: many requests at once listen to it, and each takes its listener away again.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', abort, { once: true });
  const release = (): void => {
    watchdog.rest();
    connecting.rest();
    // The answer came before the body was through: the connection cannot serve another request.
    if (!request.writableEnded) request.destroy();
    signal.removeEventListener('abort', abort);
  };
  const refused = watchTunnel(request);
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Stays for the request's whole life: an error after the answer shows in its body, and must not go unhandled here.
    request.on('error', reject);
  });
  connecting.expect(timeouts.connectMs, 'no connection');
  whenConnected(request, () => {
    connecting.rest();
    // With a body, its sender keeps the watch.
    if (call.body === undefined) watchdog.expect(timeouts.idleMs, 'no answer');
  });
  const sending =
    call.body === undefined ? Promise.resolve(request.end()) : sendBody(request, call.body, watchdog, timeouts);
  try {
    const [message] = await Promise.all([answered, sending]);
    watchdog.rest();
    const tunnelStatus = refused();
    if (tunnelStatus !== undefined) {
      throw new RegistryError(`the proxy did not open a tunnel to ${url.host}: status ${tunnelStatus}`, {
        retryable: tunnelStatus >= 500,
        url,
      });
    }
    return new Answer(message, call, watchdog, release);
  } catch (error) {
    request.destroy();
    await Promise.allSettled([sending]);
    release();
    signal.throwIfAborted();
    if (error instanceof SourceFailure) throw error.cause;
    throw connectionError(error, url, request.reusedSocket);
  }
}

function requestHeaders({ headers, body }: ExchangeRequest): Record<string, string> {
  // Digests are over the stored bytes: no proxy on the way may compress them.
  const length = body === undefined ? {} : { 'content-length': String(body.size) };
  return { 'accept-encoding': 'identity', ...headers, ...length };
}

/** A proxy's refusal is replayed by the agent as if the registry had answered: this tells them apart. */
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

class Answer implements HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly url: URL;
  readonly #message: IncomingMessage;
  readonly #call: ExchangeRequest;
  readonly #watchdog: Watchdog;
  readonly #release: () => void;

  constructor(message: IncomingMessage, call: ExchangeRequest, watchdog: Watchdog, release: () => void) {
    this.status = message.statusCode ?? 0;
    this.headers = message.headers;
    this.url = call.url;
    this.#message = message;
    this.#call = call;
    this.#watchdog = watchdog;
    this.#release = release;
    // Until somebody reads the body, its failure is nobody's.
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
    // Armed only while we wait for the registry: a slow reader of ours is no fault of its.
    this.#watchdog.expect(timeouts.idleMs, 'no data');
    try {
      const next = await chunks.next();
      if (next.done === true && !this.#message.complete) throw new ConnectionProblem('the answer ended early');
      return next;
    } catch (error) {
      signal.throwIfAborted();
      throw connectionError(this.#watchdog.problem ?? error, url, false);
    } finally {
      this.#watchdog.rest();
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
      // What came was not wanted anyhow: the connection is gone, and that is all.
      if (!(error instanceof RegistryError)) throw error;
    }
  }
}
