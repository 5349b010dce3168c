import type { CredentialLookup, Credentials, CredentialSource } from './credentials.js';

/** Credentials that were given to this build alone. For other registries, another source is asked. */
export class GivenCredentials implements CredentialSource {
  readonly #given: ReadonlyMap<string, Credentials>;
  readonly #otherwise: CredentialSource;

  /** @param given by registry: `docker.io`, `ghcr.io` */
  constructor(given: ReadonlyMap<string, Credentials>, otherwise: CredentialSource) {
    this.#given = given;
    this.#otherwise = otherwise;
  }

  async lookup(registry: string, signal: AbortSignal): Promise<CredentialLookup> {
    const found = this.#given.get(registry);
    return found === undefined ? this.#otherwise.lookup(registry, signal) : { found };
  }
}
