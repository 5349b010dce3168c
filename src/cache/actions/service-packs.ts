import type { CacheService, FoundEntry } from './cache-service.js';
import { PACK_VERSIONS } from './entry-keys.js';
import type { Http, RetryPolicy } from './http.js';
import { unpackEntry } from './pack-entry.js';

/** Packs as the service's own calls give them, whichever way @actions/cache compressed them when it saved them. */
export class ServicePacks {
  readonly #http: Http;
  readonly #service: CacheService;
  readonly #retry: RetryPolicy;

  constructor(http: Http, service: CacheService, retry: RetryPolicy) {
    this.#http = http;
    this.#service = service;
    this.#retry = retry;
  }

  /**
   * Writes the pack that the first of the `keys`, all prefixes, finds to `file`.
   *
   * @returns its key; `undefined` when there is none
   * @throws InfraError when the service fails, or the entry is none of ours
   */
  async restore(file: string, keys: readonly [string, ...string[]], signal: AbortSignal): Promise<string | undefined> {
    const found = await this.#find(keys, signal);
    if (found === undefined) return undefined;
    const { url, secrets } = found.download;
    const request = { method: 'GET', url, secrets, retry: this.#retry, signal } as const;
    await this.#http.send(request, async (answer) => {
      if (answer.status !== 200) throw await this.#http.failure(answer, request);
      await unpackEntry(answer.body(), file, signal);
    });
    return found.key;
  }

  async has(key: string, signal: AbortSignal): Promise<boolean> {
    return (await this.#find([key], signal))?.key === key;
  }

  async #find(
    [first, ...others]: readonly [string, ...string[]],
    signal: AbortSignal,
  ): Promise<FoundEntry | undefined> {
    for (const version of PACK_VERSIONS) {
      const found = await this.#service.find(first, version, signal, others);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
