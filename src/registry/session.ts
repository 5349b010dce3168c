import { Authorizer } from './auth.js';
import type { CredentialSource } from './credentials.js';
import type { Endpoint } from './endpoint.js';
import type { HttpResponse } from '../http/exchange.js';
import { HttpError } from '../http/http-error.js';
import type { RequestBody } from '../http/request-body.js';
import type { RetryBudget } from '../http/retry.js';
import { NO_RETRY, type RetryPolicy } from '../http/retry-policy.js';
import { SingleFlight } from '../async/single-flight.js';
import type { HttpRequest, HttpClient } from '../http/http-client.js';

export interface SessionRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Below the registry's base, without a leading slash (`v2/library/node/manifests/18`), or an address that it gave. */
  readonly target: string | URL;
  /** What a token must allow. */
  readonly scopes: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Default: the session's own. */
  readonly retry?: RetryPolicy;
  readonly signal: AbortSignal;
}

/** Authorised requests to one registry. */
export class RegistrySession {
  readonly endpoint: Endpoint;
  readonly #http: HttpClient;
  readonly #authorizer: Authorizer;
  readonly #retry: RetryPolicy;
  readonly #greeting = new SingleFlight<URL>();
  #base: URL | undefined;

  constructor(endpoint: Endpoint, credentials: CredentialSource, http: HttpClient, retry: RetryPolicy) {
    this.endpoint = endpoint;
    this.#http = http;
    this.#retry = retry;
    this.#authorizer = new Authorizer(endpoint.name, credentials, http);
  }

  /** Of the credential source, when it had one and a request was refused perhaps for it. */
  get credentialProblem(): string | undefined {
    return this.#authorizer.problem;
  }

  get retryPolicy(): RetryPolicy {
    return this.#retry;
  }

  budget(policy: RetryPolicy = this.#retry): RetryBudget {
    return this.#http.budget(policy);
  }

  /** As {@link HttpClient.open}. A 401 is answered by other or newer credentials once; if it stays, it is returned. */
  async open(request: SessionRequest): Promise<HttpResponse> {
    return await this.send(request, (response) => Promise.resolve(response));
  }

  /** As {@link HttpClient.send}. */
  async send<T>(request: SessionRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    const base = await this.#greet(request.signal);
    const url = typeof request.target === 'string' ? new URL(request.target, base) : request.target;
    const own = url.origin === base.origin;
    let scopes = request.scopes;
    for (let mayAskAgain = own; ; mayAskAgain = false) {
      const authorization = own ? await this.#authorizer.header(scopes, request.signal) : undefined;
      const outcome = await this.#http.send<{ readonly value: T } | { readonly more: readonly string[] }>(
        this.#httpRequest(request, url, authorization),
        async (response) => {
          if (response.status === 401 && mayAskAgain) {
            const more = this.#authorizer.learn(response.headers['www-authenticate'], base, authorization);
            if (more !== undefined) {
              await response.discard();
              return { more };
            }
          }
          return { value: await read(response) };
        },
      );
      if ('value' in outcome) return outcome.value;
      scopes = [...scopes, ...outcome.more];
    }
  }

  /** An error for an answer that is not what was asked for. Reads its body. */
  async failure(response: HttpResponse): Promise<HttpError> {
    return await this.#http.failure(response, { secrets: this.#authorizer.secrets() });
  }

  /** @throws HttpError when an address that the registry gave may not be used: from https to http */
  address(text: string | undefined, from: URL): URL {
    if (text === undefined || !URL.canParse(text, from.href)) {
      throw new HttpError(`${from.host} gave no address to go on at`, { retryable: false, url: from });
    }
    const url = new URL(text, from);
    if (this.#http.mayFollow(from, url)) return url;
    throw new HttpError(`${from.host} asks to go on without encryption, at ${url.protocol}//${url.host}`, {
      retryable: false,
      url: from,
      hint: 'A registry behind a proxy that ends TLS must know its own https address.',
    });
  }

  /**
   * Finds the base address that answers, and learns how to authorise, once (distribution-spec, "Determining Support").
   * All first requests wait for it: else each would be refused on its own.
   */
  async #greet(signal: AbortSignal): Promise<URL> {
    if (this.#base !== undefined) return this.#base;
    return await this.#greeting.run('', signal, async () => {
      const { bases } = this.endpoint;
      for (const [index, base] of bases.entries()) {
        const last = index === bases.length - 1;
        try {
          await this.#ping(base, last ? this.#retry : NO_RETRY, signal);
          this.#base = base;
          break;
        } catch (error) {
          if (last || !(error instanceof HttpError) || error.status !== undefined) throw error;
        }
      }
      return this.#base ?? bases[0];
    });
  }

  async #ping(base: URL, retry: RetryPolicy, signal: AbortSignal): Promise<void> {
    const url = new URL('v2/', base);
    const response = await this.#http.open({ method: 'GET', url, secrets: [], retry, signal });
    if (response.status === 401) this.#authorizer.learn(response.headers['www-authenticate'], base, undefined);
    // Any other answer will do: some mirrors know only the addresses that they mirror.
    await response.discard();
  }

  #httpRequest(request: SessionRequest, url: URL, authorization: string | undefined): HttpRequest {
    const { method, headers, body, signal } = request;
    return {
      method,
      url,
      ...(headers === undefined ? {} : { headers }),
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { body }),
      secrets: this.#authorizer.secrets(),
      retry: request.retry ?? this.#retry,
      signal,
    };
  }
}
