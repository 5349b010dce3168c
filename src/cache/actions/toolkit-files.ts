import { randomUUID } from 'node:crypto';
import { copyFile, link, lstat, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { InfraError } from '../../errors.js';
import { publishFile } from '../../files/publish.js';
import type { EntryClient } from './entry-client.js';
import { CARRIED_NAME } from './entry-keys.js';

/** Files carried by @actions/cache, each in a folder of its own, within a time that the library does not know of. */
export class CarriedFiles {
  readonly #loadClient: () => Promise<EntryClient>;
  readonly #folder: string;
  readonly #limitMs: number;

  /** @param folder absolute path of a folder for files in the making; made if missing */
  constructor(loadClient: () => Promise<EntryClient>, folder: string, limitMs: number) {
    this.#loadClient = loadClient;
    this.#folder = folder;
    this.#limitMs = limitMs;
  }

  /**
   * Writes the entry that the first of the `keys` finds to `file`, where nothing is yet.
   *
   * @returns its key
   */
  async restore(file: string, keys: readonly [string, ...string[]], signal: AbortSignal): Promise<string | undefined> {
    return await this.#working(signal, async (client, folder, limit) => {
      const key = await client.restore(folder, CARRIED_NAME, keys, limit);
      if (key === undefined || limit.aborted) return undefined;
      const restored = path.join(folder, CARRIED_NAME);
      const stats = await lstat(restored).catch(() => undefined);
      if (stats?.isFile() !== true) throw new InfraError('the entry of the Actions cache holds no such file');
      await mkdir(path.dirname(file), { recursive: true });
      await publishFile(restored, file);
      return key;
    });
  }

  async find(key: string, signal: AbortSignal): Promise<string | undefined> {
    return await this.#working(signal, (client, folder, limit) => client.find(folder, CARRIED_NAME, key, limit));
  }

  /** @returns whether it was saved */
  async save(file: string, key: string, signal: AbortSignal): Promise<boolean> {
    return await this.#working(signal, async (client, folder, limit) => {
      const carried = path.join(folder, CARRIED_NAME);
      await link(file, carried).catch(() => copyFile(file, carried));
      return await client.save(folder, CARRIED_NAME, key, limit);
    });
  }

  async #working<T>(
    signal: AbortSignal,
    work: (client: EntryClient, folder: string, limit: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    const client = await this.#loadClient();
    const folder = path.join(this.#folder, randomUUID());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new InfraError(this.#tooLate(), { retryable: true })), this.#limitMs);
    const limit = AbortSignal.any([signal, late.signal]);
    // The library cannot be stopped. What it works with stays until it is done, whoever waits for it still.
    const working = work(client, folder, limit).finally(() => rm(folder, { recursive: true, force: true }));
    try {
      return await unlessAborted(working, limit);
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

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}
