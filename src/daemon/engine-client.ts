import { InfraError } from '../errors.js';
import { systemClock } from '../http/clock.js';
import type { HttpResponse, Timeouts } from '../http/exchange.js';
import { HttpClient, type HttpRequest } from '../http/http-client.js';
import { HttpError, statusOf } from '../http/http-error.js';
import { InsecureHosts } from '../http/insecure-hosts.js';
import { readBody } from '../http/read-body.js';
import type { RequestBody } from '../http/request-body.js';
import { NO_RETRY } from '../http/retry-policy.js';
import { ServerAgents } from '../http/server-agents.js';
import type { Decoder } from '../json/decoder.js';
import { decodeDocument } from '../json/document.js';
import { VERSION } from '../version.js';
import type { DaemonAddress } from './daemon-address.js';
import { readLoadAnswer } from './load-answer.js';

/** How long a daemon may take. */
export interface DaemonPatience {
  /** For a question. */
  readonly ask: Timeouts;
  /** For a load: a daemon unpacks gigabytes before it answers. */
  readonly load: Timeouts;
}

export const DAEMON_PATIENCE: DaemonPatience = {
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
export class EngineClient {
  readonly #base: URL;
  readonly #agents: ServerAgents;
  readonly #asking: HttpClient;
  readonly #loading: HttpClient;

  constructor({ base, way }: DaemonAddress, patience: DaemonPatience = DAEMON_PATIENCE) {
    this.#base = base;
    this.#agents = new ServerAgents(way);
    this.#asking = this.#clientWith(patience.ask);
    this.#loading = this.#clientWith(patience.load);
  }

  /** The headers by which a daemon says what it is. */
  async ping(signal: AbortSignal): Promise<HttpResponse['headers']> {
    return await this.#send(this.#asking, this.#request('GET', '_ping', signal), async (response) => {
      await response.discard();
      return response.headers;
    });
  }

  /** @throws InfraError also when the answer is not what the decoder accepts */
  async get<T>(path: string, decoder: Decoder<T>, signal: AbortSignal): Promise<T> {
    const bytes = await this.#send(this.#asking, this.#request('GET', path, signal), (response) =>
      readBody(response, MAX_ANSWER),
    );
    return decodeDocument(decoder, bytes, { name: `the daemon's answer to ${path}`, maxBytes: MAX_ANSWER });
  }

  /** As `get`; `undefined` when there is no such thing. */
  async find<T>(path: string, decoder: Decoder<T>, signal: AbortSignal): Promise<T | undefined> {
    try {
      return await this.get(path, decoder, signal);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async post(path: string, signal: AbortSignal): Promise<void> {
    await this.#send(this.#asking, this.#request('POST', path, signal), (response) => response.discard());
  }

  /** @throws NotTaken when the answer says that the image was not taken; what the body's source throws */
  async load(archive: RequestBody, signal: AbortSignal): Promise<void> {
    const request = {
      ...this.#request('POST', 'images/load?quiet=0', signal),
      headers: { 'content-type': 'application/x-tar' },
      body: archive,
    };
    await this.#send(this.#loading, request, (response) => readLoadAnswer(response.body()));
  }

  /** The image as `docker save` writes it. @param id of the image @throws what `take` throws */
  async save<T>(id: string, take: (bytes: AsyncIterable<Uint8Array>) => Promise<T>, signal: AbortSignal): Promise<T> {
    const request = this.#request('GET', `images/${encodeURIComponent(id)}/get`, signal);
    return await this.#send(this.#loading, request, (response) => take(response.body()));
  }

  close(): void {
    this.#agents.close();
  }

  #clientWith(timeouts: Timeouts): HttpClient {
    return new HttpClient({
      userAgent: `layer-build/${VERSION}`,
      insecure: new InsecureHosts([]),
      agents: this.#agents,
      timeouts,
      clock: systemClock,
      random: Math.random,
    });
  }

  #request(method: HttpRequest['method'], path: string, signal: AbortSignal): HttpRequest {
    return { method, url: new URL(path, this.#base), secrets: [], retry: NO_RETRY, signal };
  }

  async #send<T>(client: HttpClient, request: HttpRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    return await client.send(request, async (response) => {
      if (response.status < 200 || response.status > 299) throw await client.failure(response, request);
      return await read(response);
    });
  }
}

/** The daemon answered, and refused what it was asked for. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && error.status !== undefined;
}

/** The same error, with the daemon's name and what was tried. */
export function atDaemon(name: string, doing: string, error: unknown): unknown {
  if (!(error instanceof InfraError)) return error;
  return new InfraError(`${doing} ${name} failed: ${error.message}`, { cause: error, hint: error.hint });
}
