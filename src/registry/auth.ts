import { SingleFlight } from '../async/single-flight.js';
import type { HttpClient } from '../http/http-client.js';
import { HttpError } from '../http/http-error.js';
import { NO_RETRY, RETRY_REQUIRED } from '../http/retry-policy.js';
import { type Challenge, parseChallenges } from './challenge.js';
import { basicHeader, type CredentialLookup, type CredentialSource, secretsOf } from './credentials/credentials.js';
import { fetchToken, type Token } from './token.js';

/** How the registry wants requests to be authorized, by its last challenge. */
type Scheme =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined };

/**
 * Makes the Authorization headers for one registry: none until it asks for one, then Basic, or bearer tokens, which are kept
 * by scope while they are valid (distribution, "Token Authentication Specification").
 */
export class Authorizer {
  readonly #registry: string;
  readonly #source: CredentialSource;
  readonly #http: HttpClient;
  readonly #tokens = new Map<string, Token>();
  /** Every token so far, also those that are not used any more: a registry may send back an old one. */
  readonly #issued = new Set<string>();
  readonly #flights = new SingleFlight<Token>();
  #scheme: Scheme = { kind: 'none' };
  #lookup: CredentialLookup | undefined;

  /** @param registry as credentials name it: `docker.io`, `localhost:5000` */
  constructor(registry: string, source: CredentialSource, http: HttpClient) {
    this.#registry = registry;
    this.#source = source;
    this.#http = http;
  }

  /** Why there are no credentials, where their source failed: for the hint of an error. */
  get problem(): string | undefined {
    return this.#lookup?.found === undefined ? this.#lookup?.problem : undefined;
  }

  /** Everything that must not show in an error, in case the registry sends it back. */
  secrets(): readonly string[] {
    const found = this.#lookup?.found;
    return [...this.#issued, ...(found === undefined ? [] : secretsOf(found))];
  }

  /**
   * Reads the challenge of a 401.
   *
   * @param challenge the header WWW-Authenticate
   * @param sent the header that was not accepted; its token is not used again
   * @returns the scopes that the registry asks for, or `undefined` when it asks for nothing that we can give
   */
  readChallenge(challenge: string | undefined, base: URL, sent: string | undefined): readonly string[] | undefined {
    for (const [key, token] of this.#tokens) if (bearerHeader(token) === sent) this.#tokens.delete(key);
    const challenges = parseChallenges(challenge ?? '');
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    const realm = bearer === undefined ? undefined : this.#realm(bearer, base);
    if (bearer !== undefined && realm !== undefined) {
      this.#scheme = { kind: 'bearer', realm, service: bearer.parameters.get('service') };
      return (bearer.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    }
    if (challenges.some(({ scheme }) => scheme === 'basic')) {
      this.#scheme = { kind: 'basic' };
      return [];
    }
    return undefined;
  }

  /** Credentials are sent to the realm, so it must be as well protected as the registry. */
  #realm({ parameters }: Challenge, base: URL): URL | undefined {
    const text = parameters.get('realm') ?? '';
    if (!URL.canParse(text, base.href)) return undefined;
    const realm = new URL(text, base);
    if (this.#http.mayFollow(base, realm)) return realm;
    throw new HttpError(`${base.host} asks to log in without encryption, at ${realm.protocol}//${realm.host}`, {
      retryable: false,
      url: base,
    });
  }

  /** Whether a header was made with a token of the token server, which can give another one. */
  isRenewable(header: string | undefined): boolean {
    return header?.startsWith('Bearer ') === true && this.#issued.has(header.slice('Bearer '.length));
  }

  /**
   * @param scopes `repository:NAME:pull`, `repository:NAME:pull,push`
   * @param how with `once`, a token is asked for once, and for this request alone
   * @returns the header's value, or `undefined` for an anonymous request
   * @throws UserError when the token server does not accept the credentials; HttpError when it cannot be reached
   */
  async header(
    scopes: readonly string[],
    { once, signal }: { readonly once?: boolean | undefined; readonly signal: AbortSignal },
  ): Promise<string | undefined> {
    const scheme = this.#scheme;
    if (scheme.kind === 'none') return undefined;
    this.#lookup ??= await this.#source.lookup(this.#registry, signal);
    const credentials = this.#lookup.found;
    if (scheme.kind === 'basic') {
      return credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
    }
    if (credentials?.kind === 'registry-token') return `Bearer ${credentials.token}`;
    const key = [...new Set(scopes)].sort().join(' ');
    const known = this.#tokens.get(key);
    if (known !== undefined && known.expires > this.#http.now()) return bearerHeader(known);
    const retry = once === true ? NO_RETRY : RETRY_REQUIRED;
    const token = await this.#flights.run(once === true ? `once ${key}` : key, signal, async () => {
      const { realm, service } = scheme;
      const fresh = await fetchToken(
        this.#http,
        { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials, retry },
        signal,
      );
      this.#tokens.set(key, fresh);
      this.#issued.add(fresh.value);
      return fresh;
    });
    return bearerHeader(token);
  }
}

function bearerHeader({ value }: Token): string {
  return `Bearer ${value}`;
}
