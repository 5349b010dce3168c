import type http from 'node:http';

import { isLoopback } from './host.js';
import type { Clock } from './clock.js';
import { exchange, type HttpResponse, type Timeouts } from './exchange.js';
import type { InsecureHosts } from './insecure-hosts.js';
import { HttpError } from './http-error.js';
import type { RequestBody } from './request-body.js';
import { responseError } from './response-error.js';
import { isRetryableStatus, RetryBudget, retrying } from './retry.js';
import type { RetryPolicy } from './retry-policy.js';

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** Path and query to send in place of the URL's, which `URL` may have changed. */
  readonly path?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Value of the Authorization header. It is sent to the origin of `url` only. */
  readonly authorization?: string | undefined;
  readonly body?: RequestBody;
  /** `false`: an answer that leads elsewhere is the answer. */
  readonly follow?: false;
  /** `false`: the server of `url` may show any certificate. A server that it redirects to must show a valid one. */
  readonly verifyCertificate?: boolean | undefined;
  /** Texts that must not show in errors, in case the server sends them back. */
  readonly secrets: readonly string[];
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
}

export interface HttpClientSettings {
  /** `layer-build/<version>`. */
  readonly userAgent: string;
  readonly insecure: InsecureHosts;
  readonly agents: { for(url: URL, verify: boolean): http.Agent; close(): void };
  readonly timeouts: Timeouts;
  readonly clock: Clock;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 15_000, idleMs: 60_000, commitMs: 300_000 };

const MAX_REDIRECTS = 10;

/** Requests with retries, redirects, proxies and timeouts. All of them are decided here, for every server. */
export class HttpClient {
  readonly #settings: HttpClientSettings;

  constructor(settings: HttpClientSettings) {
    this.#settings = settings;
  }

  /** The hosts that the user named as insecure. */
  get insecure(): InsecureHosts {
    return this.#settings.insecure;
  }

  /**
   * Gives the answer, whatever its status, unless that is one after which the request is tried again. The caller reads or
   * discards the body.
   *
   * @throws HttpError when there was no answer within the request's retry policy
   */
  async open(request: HttpRequest): Promise<HttpResponse> {
    return await this.send(request, (response) => Promise.resolve(response));
  }

  /**
   * As `open`, and `read` is part of the attempt: when the body breaks off, the request is sent again. `read` must read or
   * discard the whole body before it returns.
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

  /** Makes an error from an answer, and reads its body for that. */
  async failure(response: HttpResponse, request: Pick<HttpRequest, 'secrets'>): Promise<HttpError> {
    return await responseError(response, request.secrets, this.#settings.clock.now());
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#settings.clock.now();
  }

  /** Whether `from` may lead to `to`: never from https to http, except to hosts that the user named as insecure. */
  mayFollow(from: URL, to: URL): boolean {
    if (to.protocol === 'https:') return true;
    if (to.protocol !== 'http:') return false;
    // Loopback is not an exception: a server elsewhere must not lead us to the ports of this machine.
    return from.protocol === 'http:' || this.#settings.insecure.includesUrl(to);
  }

  /** Closes idle connections. Nothing may be requested afterwards. */
  close(): void {
    this.#settings.agents.close();
  }

  async #follow(request: HttpRequest): Promise<HttpResponse> {
    let { url, path, authorization } = request;
    for (let redirects = 0; ; redirects++) {
      const response = await this.#exchange(request, { url, path, authorization });
      if (request.follow === false || !isRedirect(response.status)) return response;
      await response.discard();
      const next = redirectTarget(request, response);
      if (redirects === MAX_REDIRECTS) {
        throw new HttpError(`${request.url.host} redirects in a circle`, { retryable: false, url });
      }
      if (!this.mayFollow(url, next)) {
        throw new HttpError(`${url.host} redirects from https to ${next.protocol}//${next.host}, which is refused`, {
          retryable: false,
          url,
          hint: isLoopback(next.host)
            ? undefined
            : `If you trust that host, name ${next.host} as an insecure registry.`,
        });
      }
      // It is not sent again either when a later redirect leads back: that is another server's decision.
      if (next.origin !== url.origin) authorization = undefined;
      url = next;
      path = undefined;
    }
  }

  async #exchange(
    request: HttpRequest,
    { url, path, authorization }: Pick<HttpRequest, 'url' | 'path' | 'authorization'>,
  ): Promise<HttpResponse> {
    const { userAgent, agents, insecure, timeouts } = this.#settings;
    const { method, headers, body, signal } = request;
    const anyCertificate = request.verifyCertificate === false && url.origin === request.url.origin;
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
      agent: agents.for(url, !anyCertificate && !insecure.includesUrl(url)),
      timeouts,
      signal,
    });
  }
}

function isRedirect(status: number): boolean {
  return (status >= 301 && status <= 303) || status === 307 || status === 308;
}

/** @throws HttpError for a redirect that cannot be followed */
function redirectTarget({ method }: HttpRequest, { status, headers, url }: HttpResponse): URL {
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, url.href)) {
    throw new HttpError(`${url.host} redirects (${status}) without a valid address`, { retryable: false, url });
  }
  if (status < 307 && method !== 'GET' && method !== 'HEAD') {
    // Other clients turn such a request into a GET, and its success would say nothing about the upload.
    throw new HttpError(`${url.host} redirects (${status}) a ${method} request`, { retryable: false, url });
  }
  const target = new URL(location, url);
  target.username = '';
  target.password = '';
  target.hash = '';
  return target;
}
