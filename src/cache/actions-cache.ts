import { mkdir } from 'node:fs/promises';

import { sha256, shortDigest } from '../oci/digest.js';
import { Bundle, BUNDLE_NAME } from './bundle.js';

/** A cache service that carries one folder as one entry. */
export interface CacheClient {
  isFeatureAvailable(): boolean;
  /**
   * Brings `folder` back below `parent`, an absolute path that exists.
   *
   * @returns key of the newest entry whose key begins with `prefix`, `undefined` when there is none
   */
  restore(parent: string, folder: string, prefix: string): Promise<string | undefined>;
  /** @returns a negative number when the service did not take it */
  save(parent: string, folder: string, key: string): Promise<number>;
}

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
  readonly #root: string;
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
    this.#root = root;
    this.#bundle = new Bundle(root);
    this.#prefix = `layer-build-1-${shortDigest(sha256(scope))}-`;
    this.#folders = folders;
  }

  /** @returns `undefined` when there is no entry, or no service */
  async restore(): Promise<RestoredCache | undefined> {
    if (!this.#client.isFeatureAvailable()) return undefined;
    await this.#bundle.clear();
    await mkdir(this.#root, { recursive: true });
    const key = await this.#client.restore(this.#root, BUNDLE_NAME, this.#prefix);
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
      const id = await this.#client.save(this.#root, BUNDLE_NAME, key);
      // The client logs the reason itself, and says no more of it than a negative id.
      return id < 0
        ? { kind: 'skipped', why: 'the service did not take it' }
        : { kind: 'saved', key, files: files.length };
    } finally {
      await this.#bundle.clear();
    }
  }
}
