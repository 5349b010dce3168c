import { type Challenge, parseChallenges } from './challenge.js';
import { basicHeader, type CredentialLookup, type CredentialSource, secretsOf } from './credentials.js';
import { HttpError } from '../http/http-error.js';
import { SingleFlight } from '../async/single-flight.js';
import { fetchToken, type Token } from './token.js';
import type { HttpClient } from '../http/http-client.js';

/** What the registry asked for, when it last asked. */
type Scheme =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic' }
  | { readonly kind: 'bearer'; readonly realm: URL; readonly service: string | undefined };

/**
 * The Authorization headers for one registry: none until it asks, then Basic, or bearer tokens by scope, which are kept
 * while they are valid (distribution, "Token Authentication Specification").
 */
export class Authorizer {
  readonly #registry: string;
  readonly #source: CredentialSource;
  readonly #http: HttpClient;
  readonly #tokens = new Map<string, Token>();
  readonly #flights = new SingleFlight<Token>();
  #scheme: Scheme = { kind: 'none' };
  #lookup: CredentialLookup | undefined;

  /** @param registry as credentials know it: `docker.io`, `localhost:5000` */
  constructor(registry: string, source: CredentialSource, http: HttpClient) {
    this.#registry = registry;
    this.#source = source;
    this.#http = http;
  }

  /** Why a refusal may have come, for its hint: a credential source that failed. */
  get problem(): string | undefined {
    return this.#lookup?.found === undefined ? this.#lookup?.problem : undefined;
  }

  /** Everything that must not show in an error, should the registry send it back. */
  secrets(): readonly string[] {
    const found = this.#lookup?.found;
    return [...[...this.#tokens.values()].map(({ value }) => value), ...(found === undefined ? [] : secretsOf(found))];
  }

  /**
   * Takes in the challenge of a 401.
   *
   * @param refused the header that was refused: its token is forgotten
   * @returns the scopes that the registry itself named, or `undefined` when it asks for nothing that we can give
   */
  learn(header: string | undefined, base: URL, refused: string | undefined): readonly string[] | undefined {
    for (const [key, token] of this.#tokens) if (`Bearer ${token.value}` === refused) this.#tokens.delete(key);
    const challenges = parseChallenges(header ?? '');
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

  /** Credentials go to the realm: it must be as well protected as the registry itself. */
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

  /**
   * @param scopes `repository:NAME:pull`, `repository:NAME:pull,push`
   * @returns the header's value, or `undefined` for an anonymous request
   * @throws UserError when the token server refuses the credentials; HttpError when it cannot be reached
   */
  async header(scopes: readonly string[], signal: AbortSignal): Promise<string | undefined> {
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
    if (known !== undefined && known.expires > this.#http.now()) return `Bearer ${known.value}`;
    const token = await this.#flights.run(key, signal, async () => {
      const { realm, service } = scheme;
      const fresh = await fetchToken(
        this.#http,
        { registry: this.#registry, realm, service, scopes: key === '' ? [] : key.split(' '), credentials },
        signal,
      );
      this.#tokens.set(key, fresh);
      return fresh;
    });
    return `Bearer ${token.value}`;
  }
}
