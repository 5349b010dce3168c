import type * as ActionsCache from '@actions/cache';

import { sha256, shortDigest } from '../oci/digest.js';
import { Bundle } from './bundle.js';

/** The genuine client; loaded late, since it is the largest part of the bundle. */
export type CacheClient = Pick<typeof ActionsCache, 'restoreCache' | 'saveCache' | 'isFeatureAvailable'>;

export interface RestoredCache {
  /** Key of the entry that was restored. */
  readonly key: string;
  readonly files: number;
}

/** What became of a save: the service may refuse for reasons that are nobody's fault, and a build never fails for it. */
export type SavedCache =
  | { readonly kind: 'saved'; readonly key: string; readonly files: number }
  | { readonly kind: 'unchanged'; readonly key: string }
  | { readonly kind: 'skipped'; readonly why: string };

/**
 * The step cache in the GitHub Actions cache: one entry a build scope, restored by prefix, newest first. Entries cannot be
 * changed, so the key ends in a digest over the names of what it holds, which are digests themselves.
 */
export class ActionsStepCache {
  readonly #client: CacheClient;
  readonly #bundle: Bundle;
  readonly #prefix: string;
  readonly #folders: readonly string[];

  /**
   * @param root folder below which the engine keeps everything
   * @param scope repository file, target and platform of the build
   * @param folders those below the root that a bundle may carry files of
   */
  constructor(client: CacheClient, root: string, scope: string, folders: readonly string[]) {
    this.#client = client;
    this.#bundle = new Bundle(root);
    this.#prefix = `layer-build-1-${shortDigest(sha256(scope))}-`;
    this.#folders = folders;
  }

  /** @returns `undefined` when there is no entry, or no service */
  async restore(): Promise<RestoredCache | undefined> {
    if (!this.#client.isFeatureAvailable()) return undefined;
    await this.#bundle.clear();
    const key = await this.#client.restoreCache([this.#bundle.folder], this.#prefix);
    if (key === undefined) return undefined;
    return { key, files: await this.#bundle.scatter(this.#folders) };
  }

  /** @param restoredKey key of the entry that this run began with */
  async save(files: readonly string[], restoredKey: string | undefined): Promise<SavedCache> {
    if (!this.#client.isFeatureAvailable()) return { kind: 'skipped', why: 'there is no cache service' };
    if (files.length === 0) return { kind: 'skipped', why: 'the build recorded no step' };
    const key = this.#prefix + shortDigest(sha256(JSON.stringify([...files].sort())));
    if (key === restoredKey) return { kind: 'unchanged', key };
    await this.#bundle.gather(files);
    try {
      const id = await this.#client.saveCache([this.#bundle.folder], key);
      // The client logs the reason itself, and says no more of it than a negative id.
      return id < 0
        ? { kind: 'skipped', why: 'the service did not take it' }
        : { kind: 'saved', key, files: files.length };
    } finally {
      await this.#bundle.clear();
    }
  }
}
