import { UserError } from '../errors.js';
import { parseOrUndefined } from '../json/decode-or.js';
import { nonNegativeInteger, string } from '../json/decoder.js';
import { nullish, object } from '../json/object.js';
import type { HttpResponse } from '../http/exchange.js';
import type { HttpRequest, HttpClient } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { readBody } from '../http/read-body.js';
import { bytesBody } from '../http/request-body.js';
import type { RetryPolicy } from '../http/retry-policy.js';
import { basicHeader, type Credentials, secretsOf } from './credentials/credentials.js';
import { needsCertificate } from './endpoint.js';
import { loginHint } from './access-denied.js';

export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch, by our clock. */
  readonly expires: number;
}

export interface TokenRequest {
  readonly registry: string;
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  readonly credentials: Exclude<Credentials, { readonly kind: 'registry-token' }> | undefined;
  readonly retry: RetryPolicy;
}

const CLIENT_ID = 'layer-build';
const MAX_SIZE = 64 * 1024;
/** When the server names no lifetime (distribution, "Token Authentication Specification"). */
const DEFAULT_LIFETIME_S = 60;

/**
 * Fetches a bearer token: with GET, anonymously or with user and password; with POST (OAuth2) for an identity token.
 *
 * @throws UserError when the credentials are refused; HttpError for every other failure
 */
export async function fetchToken(http: HttpClient, request: TokenRequest, signal: AbortSignal): Promise<Token> {
  const exchange = tokenExchange(request, signal);
  const asked = http.now();
  return await http.send(exchange, async (response) => {
    if (response.status === 200) return await readToken(response, asked);
    const error = await http.failure(response, exchange);
    if (response.status !== 401 && response.status !== 403) throw error;
    const what = request.credentials === undefined ? 'no access without a login' : 'the credentials were refused';
    throw new UserError(`${request.registry}: ${what} (${error.message})`, {
      hint: loginHint(request.registry),
      cause: error,
    });
  });
}

function tokenExchange(request: TokenRequest, signal: AbortSignal): HttpRequest {
  const { registry, realm, service, scopes, credentials, retry } = request;
  const url = new URL(realm);
  const common = {
    verifyCertificate: needsCertificate(registry, realm),
    secrets: credentials === undefined ? [] : secretsOf(credentials),
    retry,
    signal,
  };
  if (credentials?.kind === 'identity-token') {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT_ID });
    if (service !== undefined) form.set('service', service);
    if (scopes.length > 0) form.set('scope', scopes.join(' '));
    form.set('refresh_token', credentials.token);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { ...common, method: 'POST', url, headers, body: bytesBody(Buffer.from(form.toString())) };
  }
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  if (credentials === undefined) return { ...common, method: 'GET', url };
  url.searchParams.set('account', credentials.username);
  return { ...common, method: 'GET', url, authorization: basicHeader(credentials.username, credentials.password) };
}

async function readToken(response: HttpResponse, asked: number): Promise<Token> {
  const answer = parseOrUndefined(tokenAnswer, await readBody(response, MAX_SIZE), MAX_SIZE);
  const value = answer?.token ?? answer?.access_token ?? '';
  if (!/^[\x21-\x7e]+$/.test(value)) {
    // Without a cause: its message would quote the token.
    throw new HttpError(`${response.url.host} gave no valid token`, { retryable: false, url: response.url });
  }
  const lifetime = answer?.expires_in ?? DEFAULT_LIFETIME_S;
  // By our clock, and a tenth early: the server's clock may be another, and the request itself takes time.
  return { value, expires: asked + Math.max(1, lifetime) * 900 };
}

/** Old servers say `token`, OAuth2 says `access_token`, many say both. */
const tokenAnswer = object({
  token: nullish(string),
  access_token: nullish(string),
  expires_in: nullish(nonNegativeInteger),
});
