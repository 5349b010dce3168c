import { SingleFlight } from '../async/single-flight.js';
import type { HttpResponse } from '../http/exchange.js';
import type { HttpClient, HttpRequest } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import type { RequestBody } from '../http/request-body.js';
import type { RetryBudget } from '../http/retry.js';
import { NO_RETRY, type RetryPolicy } from '../http/retry-policy.js';
import { Authorizer } from './auth.js';
import type { CredentialSource } from './credentials/credentials.js';
import { type Endpoint, needsCertificate } from './endpoint.js';
import { findBase } from './find-base.js';

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
  /**
   * The first failure ends it, also one of what it needs first, such as a token. Requests that are tried again do not wait for what such a
   * request has begun.
   */
  readonly once?: boolean | undefined;
  readonly signal: AbortSignal;
}

/** How often a request is sent again with a new token, since a registry may revoke tokens at any time. */
const MAX_RENEWALS = 5;

/** Authorized requests to one registry. */
export class RegistrySession {
  readonly endpoint: Endpoint;
  /** Whether the registry answers HEAD requests, as far as is known. */
  supportsHead = true;
  readonly #http: HttpClient;
  readonly #authorizer: Authorizer;
  readonly #retry: RetryPolicy;
  readonly #finding = new SingleFlight<URL>();
  #base: URL | undefined;

  constructor(endpoint: Endpoint, credentials: CredentialSource, http: HttpClient, retry: RetryPolicy) {
    this.endpoint = endpoint;
    this.#http = http;
    this.#retry = retry;
    this.#authorizer = new Authorizer(endpoint.name, credentials, http);
  }

  /** What is wrong with the source of credentials: a request may have been denied because of it. */
  get credentialProblem(): string | undefined {
    return this.#authorizer.problem;
  }

  get retryPolicy(): RetryPolicy {
    return this.#retry;
  }

  budget(policy: RetryPolicy = this.#retry): RetryBudget {
    return this.#http.budget(policy);
  }

  /** As {@link HttpClient.open}. After a 401, the request is sent again with new credentials; if it stays, it is returned. */
  async open(request: SessionRequest): Promise<HttpResponse> {
    return await this.send(request, (response) => Promise.resolve(response));
  }

  /** As {@link HttpClient.send}, and a 401 is handled as by `open`. */
  async send<T>(request: SessionRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    let first: HttpResponse | undefined;
    const base = await this.#findBase(request, async (at) => {
      const response = await this.#greet(at, request);
      if (response.status !== 401 && response.status !== 400 && isGreeting(request)) first = response;
      else await response.discard();
      return response.status;
    });
    if (first !== undefined) {
      try {
        return await read(first);
      } catch (error) {
        first.abandon();
        // Its body broke off.
        if (!(error instanceof HttpError) || !error.retryable) throw error;
      }
    }
    const url = typeof request.target === 'string' ? new URL(request.target, base) : request.target;
    const own = url.origin === base.origin;
    let scopes = request.scopes;
    for (let renewals = 0; ; renewals++) {
      const authorization = own ? await this.#authorizer.header(scopes, request) : undefined;
      const outcome = await this.#http.send<{ readonly value: T } | { readonly more: readonly string[] }>(
        this.#httpRequest(request, url, authorization),
        async (response) => {
          const more = own ? this.#renewal(response, base, authorization, renewals) : undefined;
          if (more === undefined) return { value: await read(response) };
          await response.discard();
          return { more };
        },
      );
      if ('value' in outcome) return outcome.value;
      scopes = [...scopes, ...outcome.more];
    }
  }

  /** @returns the scopes to add when the request is to be sent again with new credentials; `undefined` when it is not */
  #renewal(
    response: HttpResponse,
    base: URL,
    authorization: string | undefined,
    renewals: number,
  ): readonly string[] | undefined {
    if (response.status !== 401) return undefined;
    const scopes = this.#authorizer.readChallenge(response.headers['www-authenticate'], base, authorization);
    // A password does not change. A new token may help if the old one was revoked. That answer looks the same as a denial.
    const most = this.#authorizer.isRenewable(authorization) ? MAX_RENEWALS : 1;
    return renewals < most ? scopes : undefined;
  }

  /** Makes an error from an answer, and reads its body for that. */
  async failure(response: HttpResponse): Promise<HttpError> {
    return await this.#http.failure(response, { secrets: this.#authorizer.secrets() });
  }

  /**
   * Reads an address that the registry gave, for the next request.
   *
   * @throws HttpError when there is none, or it leads from https to http
   */
  nextAddress(text: string | undefined, from: URL): URL {
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
   * Finds the base address, and learns how to authorize, once. All first requests wait for it. Otherwise each of them would get a
   * 401 of its own.
   *
   * @param greet asks at one address. @returns the status of the answer
   */
  async #findBase(
    { once, signal }: Pick<SessionRequest, 'once' | 'signal'>,
    greet: (base: URL) => Promise<number>,
  ): Promise<URL> {
    this.#base ??= await this.#finding.run(once === true ? 'once' : '', signal, () =>
      findBase(this.endpoint.bases, this.budget(once === true ? NO_RETRY : this.#retry), signal, greet),
    );
    return this.#base;
  }

  /**
   * The first request itself shows whether the registry answers, if it may be sent twice. Otherwise the registry is asked whether it is
   * one (distribution-spec, "Determining Support"). Any status will do: some mirrors know only the addresses that they mirror.
   */
  async #greet(base: URL, request: SessionRequest): Promise<HttpResponse> {
    const { method, headers, signal } = request;
    const own = isGreeting(request)
      ? { method, target: request.target, headers }
      : { method: 'GET' as const, target: 'v2/', headers: undefined };
    const response = await this.#http.open({
      method: own.method,
      url: new URL(own.target, base),
      ...(own.headers !== undefined && { headers: own.headers }),
      verifyCertificate: needsCertificate(this.endpoint.name, base),
      secrets: [],
      retry: NO_RETRY,
      signal,
    });
    if (response.status === 401) {
      this.#authorizer.readChallenge(response.headers['www-authenticate'], base, undefined);
    }
    return response;
  }

  #httpRequest(request: SessionRequest, url: URL, authorization: string | undefined): HttpRequest {
    const { method, headers, body, signal } = request;
    return {
      method,
      url,
      verifyCertificate: needsCertificate(this.endpoint.name, url),
      ...(headers === undefined ? {} : { headers }),
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { body }),
      secrets: this.#authorizer.secrets(),
      retry: request.once === true ? NO_RETRY : (request.retry ?? this.#retry),
      signal,
    };
  }
}

/** Whether it can be the first request to a registry: it changes nothing, and goes to an address below the base. */
function isGreeting(request: SessionRequest): request is SessionRequest & { readonly target: string } {
  const { method, target } = request;
  return typeof target === 'string' && (method === 'GET' || method === 'HEAD');
}
