import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Readable } from 'node:stream';

/** What a handler answers; sent by the server, or spoilt by a fault. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
}

export interface ServedRequest {
  /** Counts from 1. */
  readonly number: number;
  readonly method: string;
  /** Without its query, which may hold signatures. */
  readonly path: string;
  /** What it asks for: `find`, `put-blob`. */
  readonly action: string;
  /** What the client calls itself. */
  readonly agent: string;
  /** Of the answer; 0 while there is none, and when the connection was cut. */
  status: number;
  /** Bytes of the bodies. */
  bytesIn: number;
  bytesOut: number;
  fault?: Fault['kind'];
}

export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  /** The connection is cut, with nothing done. */
  | { readonly kind: 'reset' }
  /** What was asked for is done, and the connection is cut in place of the answer. */
  | { readonly kind: 'lost-answer' }
  /** Not a byte is read or written. */
  | { readonly kind: 'stall' }
  /** What was asked for is done, and the answer comes in small pieces with a pause after each. */
  | { readonly kind: 'drip'; readonly pauseMs: number }
  /** Half of the answer's body comes, then the connection is cut. */
  | { readonly kind: 'truncate' }
  /** The answer's body has as many bytes as it should, but others. */
  | { readonly kind: 'wrong-bytes' }
  /** A success with this body in place of the right one. */
  | { readonly kind: 'body'; readonly body: string };

interface FaultRule {
  readonly when: (request: ServedRequest) => boolean;
  readonly fault: Fault;
  left: number;
}

type Handler = (request: IncomingMessage, url: URL) => Promise<Reply>;

/** A server on a loopback port that notes every request and can be told to fail at any of them. */
export class FaultyServer {
  /** All requests since the start, or since `forget`. */
  readonly requests: ServedRequest[] = [];
  /** Problems of the handlers themselves. */
  readonly problems: unknown[] = [];
  /** Is told of each request before anything is done about it. */
  onRequest: ((request: ServedRequest) => void) | undefined;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #actionOf: (method: string, url: URL) => string;
  readonly #handler: Handler;
  #rules: FaultRule[] = [];

  constructor(actionOf: (method: string, url: URL) => string, handler: Handler) {
    this.#actionOf = actionOf;
    this.#handler = handler;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** @param times requests that it hits, of those that `when` picks */
  fault(when: (request: ServedRequest) => boolean, fault: Fault, times = 1): void {
    this.#rules.push({ when, fault, left: times });
  }

  /** No fault any more, and an empty log. */
  heal(): void {
    this.#rules = [];
    this.requests.length = 0;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://server');
    const method = request.method ?? '';
    const served: ServedRequest = {
      number: this.requests.length + 1,
      method,
      path: url.pathname,
      action: this.#actionOf(method, url),
      agent: request.headers['user-agent'] ?? '',
      status: 0,
      bytesIn: Number(request.headers['content-length'] ?? 0),
      bytesOut: 0,
    };
    this.requests.push(served);
    this.onRequest?.(served);
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const rule = this.#rules.find((one) => one.left > 0 && one.when(served));
    if (rule !== undefined) {
      rule.left -= 1;
      served.fault = rule.fault.kind;
    }
    try {
      const reply = await this.#replyTo(request, url, rule?.fault);
      if (reply === undefined) return;
      served.status = reply.status;
      await send(response, reply, rule?.fault, served);
    } catch (error) {
      // A connection that broke is nobody's problem here.
      if (!request.destroyed || request.complete) this.problems.push(error);
      request.destroy();
      response.destroy();
    }
  }

  /** @returns `undefined` when there is to be none */
  async #replyTo(request: IncomingMessage, url: URL, fault: Fault | undefined): Promise<Reply | undefined> {
    switch (fault?.kind) {
      case 'stall':
        return undefined;
      case 'reset':
        request.socket.resetAndDestroy();
        return undefined;
      case 'status':
        request.resume();
        return {
          status: fault.status,
          headers: {
            'content-type': 'application/json',
            ...(fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }),
          },
          body: Buffer.from(fault.body ?? '{}'),
        };
      case 'body':
        request.resume();
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(fault.body) };
      case 'lost-answer':
        await this.#handler(request, url);
        request.socket.resetAndDestroy();
        return undefined;
      default:
        return await this.#handler(request, url);
    }
  }
}

async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  log: ServedRequest,
): Promise<void> {
  const { body = Buffer.alloc(0) } = reply;
  const length = Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {};
  const headers: Record<string, string> = { ...length, ...reply.headers };
  response.writeHead(reply.status, headers);
  const limit = fault?.kind === 'truncate' ? Math.floor(Number(headers['content-length']) / 2) : Infinity;
  for await (const chunk of Buffer.isBuffer(body) ? [body] : (body as AsyncIterable<Buffer>)) {
    for (const piece of fault?.kind === 'drip' ? slices(chunk, 64) : [chunk]) {
      const sent = Buffer.from(piece.subarray(0, limit - log.bytesOut));
      if (fault?.kind === 'wrong-bytes' && log.bytesOut === 0 && sent.length > 0) sent[0] = (sent[0] ?? 0) ^ 0xff;
      log.bytesOut += sent.length;
      if (!response.write(sent)) await drained(response);
      if (response.destroyed) return;
      if (log.bytesOut >= limit) {
        // What was written must be on its way before the cut.
        await delay(20);
        response.destroy();
        return;
      }
      if (fault?.kind === 'drip') await delay(fault.pauseMs);
    }
  }
  response.end();
}

function* slices(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}
