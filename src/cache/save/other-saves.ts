import { InfraError } from '../../errors.js';
import { HttpError } from '../../http/http-error.js';
import { cacheName } from '../cache-name.js';
import type { CacheStore } from '../cache-store.js';
import { noteSaved } from '../pack/restored-packs.js';
import type { Details } from '../record/details.js';
import { KeptDetails } from '../restore/kept-details.js';
import { restorePack } from '../restore/restore-pack.js';
import type { SaveRequest } from './save-plan.js';

/** What other jobs save to a location while this one is about to. */
export class OtherSaves {
  readonly #store: CacheStore;
  readonly #request: SaveRequest;
  readonly #signal: AbortSignal;
  readonly #theirs: KeptDetails;
  #useless: string | undefined;

  constructor(store: CacheStore, request: SaveRequest, signal: AbortSignal) {
    this.#store = store;
    this.#request = request;
    this.#signal = signal;
    this.#theirs = new KeptDetails(request.root, () => Promise.resolve(), signal);
  }

  /** The id of a pack that is there, and that nobody can use. */
  get useless(): string | undefined {
    return this.#useless;
  }

  /** Brings what the build did not need, and what the other jobs saved. */
  get details(): Details {
    const { details = NOTHING } = this.#request;
    const theirs = this.#theirs;
    return {
      ready: () => details.ready(),
      has: (name) => details.has(name) || theirs.has(name),
      bring: async (name) => (await details.bring(name)) || (await theirs.bring(name)),
    };
  }

  /**
   * Restores what another job saved, and notes it as what the next plan begins with.
   *
   * @param packId of what is there now
   * @throws HttpError if the location cannot be reached
   */
  async restore(packId: string): Promise<void> {
    const { root, scope, variant } = this.#request;
    const store = this.#store;
    try {
      const pack = await restorePack(store, { root, signal: this.#signal });
      if (pack === undefined) return;
      await noteSaved(root, cacheName(scope, variant), pack);
      this.#theirs.add(pack.listing, {
        open: (blob, signal) => store.fetchBlob(blob, signal),
        arrived: () => undefined,
        // What is missing is left out of the pack.
        failed: () => undefined,
      });
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof InfraError) || error instanceof HttpError) throw error;
      this.#useless = packId;
    }
  }
}

const NOTHING: Details = {
  ready: () => Promise.resolve(),
  has: () => false,
  bring: () => Promise.resolve(false),
};
