import type http from 'node:http';

import { isLoopback } from './no-proxy.js';
import type { Clock } from './clock.js';
import { exchange, type HttpResponse, type Timeouts } from './exchange.js';
import type { InsecureRegistries } from './insecure-hosts.js';
import { RegistryError } from './http-error.js';
import type { RequestBody } from './request-body.js';
import { responseError } from './response-error.js';
import { isRetryableStatus, RetryBudget, type RetryPolicy, retrying } from './retry.js';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** Path and query as the server is to see them, in place of the URL's. */
  readonly path?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Value of the Authorization header. Never sent to another origin than that of `url`. */
  readonly authorization?: string | undefined;
  readonly body?: RequestBody;
  /** Texts that must not show in errors, should the server send them back. */
  readonly secrets: readonly string[];
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
}

export interface TransportSettings {
  /** `layer-build/<version>`. */
  readonly userAgent: string;
  readonly insecure: InsecureRegistries;
  readonly agents: { for(url: URL, verify: boolean): http.Agent; close(): void };
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, idleMs: 60_000, commitMs: 300_000 };

const MAX_REDIRECTS = 10;

/** HTTP with retries, redirects, proxies and timeouts: the only place in which any of them is decided. */
export class Transport {
  readonly #settings: TransportSettings;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  /**
   * The answer, whatever its status, unless that is one to try again after. Its body is the caller's to read or discard.
   *
   * @throws RegistryError when no answer could be had within the request's retry policy
   */
  async open(request: HttpRequest): Promise<HttpResponse> {
    return await this.send(request, (response) => Promise.resolve(response));
  }

  /**
   * As `open`, and `read` is part of the attempt: a body that breaks off is asked for again. The body must be read, or
   * discarded, when `read` returns.
   */
  async send<T>(request: HttpRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    return await retrying(this.budget(request.retry), request.signal, async () => {
      const response = await this.#follow(request);
      if (isRetryableStatus(response.status)) throw await this.failure(response, request);
      try {
        return await read(response);
      } catch (error) {
        response.abandon();
        throw error;
      }
    });
  }

  budget(policy: RetryPolicy): RetryBudget {
    return new RetryBudget(policy, this.#settings.clock, this.#settings.random);
  }

  /** An error for an answer that is not what was asked for. Reads its body. */
  async failure(response: HttpResponse, request: Pick<HttpRequest, 'secrets'>): Promise<RegistryError> {
    return await responseError(response, request.secrets, this.#settings.clock.now());
  }

  now(): number {
    return this.#settings.clock.now();
  }

  /** Whether `to` may be spoken to without encryption on behalf of `from`. */
  mayFollow(from: URL, to: URL): boolean {
    if (to.protocol === 'https:') return true;
    if (to.protocol !== 'http:') return false;
    // An encrypted conversation goes on in the clear only where the user said so. Loopback is no exception: a registry
    // elsewhere has no business with this machine's own ports.
    return from.protocol === 'http:' || this.#settings.insecure.includesUrl(to);
  }

  close(): void {
    this.#settings.agents.close();
  }

  async #follow(request: HttpRequest): Promise<HttpResponse> {
    let { url, path, authorization } = request;
    for (let redirects = 0; ; redirects++) {
      const response = await this.#exchange(request, { url, path, authorization });
      if (!isRedirect(response.status)) return response;
      await response.discard();
      const next = redirectTarget(request, response);
      if (redirects === MAX_REDIRECTS) {
        throw new RegistryError(`${request.url.host} redirects in a circle`, { retryable: false, url });
      }
      if (!this.mayFollow(url, next)) {
        throw new RegistryError(
          `${url.host} redirects from https to ${next.protocol}//${next.host}, which is refused`,
          {
            retryable: false,
            url,
            hint: isLoopback(next.host)
              ? undefined
              : `If you trust that host, name ${next.host} as an insecure registry.`,
          },
        );
      }
      // Gone for good at the first step elsewhere: what leads home again does so on another's word.
      if (next.origin !== url.origin) authorization = undefined;
      url = next;
      path = undefined;
    }
  }

  async #exchange(
    { method, headers, body, signal }: HttpRequest,
    { url, path, authorization }: Pick<HttpRequest, 'url' | 'path' | 'authorization'>,
  ): Promise<HttpResponse> {
    const { userAgent, agents, insecure, timeouts } = this.#settings;
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
      agent: agents.for(url, !insecure.includesUrl(url)),
      timeouts,
      signal,
    });
  }
}

function isRedirect(status: number): boolean {
  return (status >= 301 && status <= 303) || status === 307 || status === 308;
}

/** @throws RegistryError for a redirect that cannot be followed */
function redirectTarget({ method }: HttpRequest, { status, headers, url }: HttpResponse): URL {
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, url.href)) {
    throw new RegistryError(`${url.host} redirects (${status}) without a valid address`, { retryable: false, url });
  }
  if (status < 307 && method !== 'GET' && method !== 'HEAD') {
    // Clients would turn such a request into a GET, whose success says nothing of the upload.
    throw new RegistryError(`${url.host} redirects (${status}) a ${method} request`, { retryable: false, url });
  }
  const target = new URL(location, url);
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
}
