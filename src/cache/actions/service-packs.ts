import { InfraError } from '../../errors.js';
import type { HttpClient } from '../../http/http-client.js';
import type { RetryPolicy } from '../../http/retry-policy.js';
import type { CacheService, FoundEntry } from './cache-service.js';
import { PACK_VERSIONS } from './entry-keys.js';
import { unpackEntry } from './pack-entry.js';
import type { FoundPack } from './found-pack.js';

/** Why @actions/cache could not save an entry. */
export type Obstacle =
  /** An entry with the key exists, is being made, or was begun by a job that died. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly why: string }
  /** No obstacle is left. But asking has reserved the key, so it cannot be used now. */
  | { readonly kind: 'gone' };

interface ServicePacksParts {
  readonly http: HttpClient;
  readonly service: CacheService;
  /** The same service, asked without retries. */
  readonly serviceOnce: CacheService;
  readonly retry: RetryPolicy;
}

/** Packs through the service's own calls, whichever way @actions/cache compressed them. */
export class ServicePacks {
  readonly #parts: ServicePacksParts;

  constructor(parts: ServicePacksParts) {
    this.#parts = parts;
  }

  /** The newest pack whose key begins with `prefix`. @throws InfraError when the service fails */
  async find(prefix: string, signal: AbortSignal): Promise<FoundPack | undefined> {
    for (const version of PACK_VERSIONS) {
      const found = await this.#parts.service.find(prefix, version, signal);
      if (found === undefined) continue;
      return { key: found.key, fetch: (file, fetching) => this.#fetch(found, file, fetching) };
    }
    return undefined;
  }

  /** @throws InfraError when the service fails, or the entry is not one of ours */
  async #fetch({ download: { url, secrets } }: FoundEntry, file: string, signal: AbortSignal): Promise<boolean> {
    const { http, retry } = this.#parts;
    const request = { method: 'GET', url, secrets, retry, signal } as const;
    await http.send(request, async (answer) => {
      if (answer.status !== 200) throw await http.failure(answer, request);
      await unpackEntry(answer.body(), file, signal);
    });
    return true;
  }

  /** @throws the signal's reason */
  async obstacle(key: string, signal: AbortSignal): Promise<Obstacle> {
    try {
      const { kind } = await this.#parts.serviceOnce.reserve(key, PACK_VERSIONS[0], signal);
      return { kind: kind === 'taken' ? 'taken' : 'gone' };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof InfraError)) throw error;
      return { kind: 'refused', why: error.message };
    }
  }
}
