import { randomUUID } from 'node:crypto';
import { copyFile, link, lstat } from 'node:fs/promises';
import path from 'node:path';

import { settledBefore } from '../../async/abortable.js';
import { InfraError } from '../../errors.js';
import { discard } from '../../files/discard.js';
import { publishFile } from '../../files/publish.js';
import type { EntryClient } from './entry-client.js';
import { TOOLKIT_FILE } from './entry-keys.js';
import type { FoundPack } from './found-pack.js';
import { makeFolders } from '../../files/make-folders.js';
import { ownIdentity } from '../../files/process-identity.js';

/**
 * Saves and restores files through @actions/cache, each in a folder of its own, and with a time limit that the library
 * lacks.
 */
export class ToolkitFiles {
  readonly #loadClient: (signal: AbortSignal) => Promise<EntryClient>;
  readonly #folder: string;
  readonly #limitMs: number;

  /** @param folder absolute path of a folder for temporary files; made if missing */
  constructor(loadClient: (signal: AbortSignal) => Promise<EntryClient>, folder: string, limitMs: number) {
    this.#loadClient = loadClient;
    this.#folder = folder;
    this.#limitMs = limitMs;
  }

  /** The newest entry whose key begins with `prefix`. */
  async find(prefix: string, signal: AbortSignal): Promise<FoundPack | undefined> {
    const key = await this.#working(signal, (client, folder, limit) =>
      client.find(folder, TOOLKIT_FILE, prefix, limit),
    );
    if (key === undefined) return undefined;
    return { key, fetch: async (file, fetching) => (await this.restore(file, [key], fetching)) !== undefined };
  }

  /**
   * Writes the entry that the first matching key finds to `file`, which must not exist yet. All `keys` are prefixes.
   *
   * @returns its key
   */
  async restore(file: string, keys: readonly [string, ...string[]], signal: AbortSignal): Promise<string | undefined> {
    return await this.#working(signal, async (client, folder, limit) => {
      const key = await client.restore(folder, TOOLKIT_FILE, keys, limit);
      if (key === undefined || limit.aborted) return undefined;
      const restored = path.join(folder, TOOLKIT_FILE);
      const stats = await lstat(restored).catch(() => undefined);
      if (stats?.isFile() !== true) throw new InfraError('the entry of the Actions cache does not hold our file');
      makeFolders(path.dirname(file), 0o700);
      await publishFile(restored, file);
      return key;
    });
  }

  /** @returns whether it was saved */
  async save(file: string, key: string, signal: AbortSignal): Promise<boolean> {
    return await this.#working(signal, async (client, folder, limit) => {
      const copy = path.join(folder, TOOLKIT_FILE);
      await link(file, copy).catch(() => copyFile(file, copy));
      return await client.save(folder, TOOLKIT_FILE, key, limit);
    });
  }

  async #working<T>(
    signal: AbortSignal,
    work: (client: EntryClient, folder: string, limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const client = await this.#loadClient(signal);
    const folder = path.join(this.#folder, `${ownIdentity()}.${randomUUID()}`);
    makeFolders(folder, 0o700);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new InfraError(this.#tooLate(), { retryable: true })), this.#limitMs);
    const limit = AbortSignal.any([signal, late.signal]);
    // The library cannot be stopped, so its folder stays until it is done, even if nobody waits any more.
    const working = work(client, folder, limit).finally(() => discard(folder));
    try {
      return await settledBefore(limit, working);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof InfraError) throw error;
      throw new InfraError('@actions/cache failed', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  #tooLate(): string {
    return `the Actions cache was not done within ${this.#limitMs / 1000} s`;
  }
}
