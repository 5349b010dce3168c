import type { TokenScope } from './cache-entries.js';

interface MintOptions {
  /** Further refs that may be read, in the order in which they are looked through. */
  readonly base?: readonly string[];
  /** Nothing may be saved. */
  readonly readOnly?: boolean;
}

/** Tokens as a runner gets them, but without a signature: those that were minted here are known by their text. */
export class CacheTokens {
  readonly #known = new Map<string, readonly TokenScope[]>();

  /** A job's own ref is read and written, its base's and the default branch's are read. */
  mint(ref: string, { base = [], readOnly = false }: MintOptions = {}): string {
    const scopes = [
      { Scope: ref, Permission: readOnly ? 1 : 3 },
      ...base.filter((other) => other !== ref).map((other) => ({ Scope: other, Permission: 1 })),
    ];
    return this.mintScopes(scopes);
  }

  mintScopes(scopes: readonly TokenScope[]): string {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { ac: JSON.stringify(scopes), scp: 'Actions.Results:run:job', nbf: 1577836800, exp: 4102444800 };
    const token = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.${part(`test ${this.#known.size}`)}`;
    this.#known.set(token, scopes);
    return token;
  }

  scopesOf(authorization: string | undefined): readonly TokenScope[] | undefined {
    return this.#known.get((authorization ?? '').replace(/^Bearer /, ''));
  }
}
