import { stat } from 'node:fs/promises';

import { takeAway } from '../files/take-away.js';
import { TOUCH_EVERY } from './content-store.js';
import { oldestLease, type Lease } from './leases.js';
import type { StoreFolder } from './store-folder.js';

export interface RemovalParts {
  readonly folder: StoreFolder;
  /** This process's own lease, which does not count. */
  readonly own: Lease | undefined;
  /** Milliseconds. Only files that were not used for this long are removed. */
  readonly olderThanMs?: number | undefined;
  /** Remove nothing, and only say what would be removed. */
  readonly dryRun?: boolean | undefined;
  readonly now?: number | undefined;
}

/**
 * Removes files that were not used for a while. A file that was used since the oldest running build began is always kept, since that
 * build may need it. Leases and times are read again for each file, since builds begin and end meanwhile.
 */
export class Removal {
  readonly #parts: RemovalParts;
  readonly #limit: number;

  constructor(parts: RemovalParts) {
    this.#parts = parts;
    this.#limit = (parts.now ?? Date.now()) - (parts.olderThanMs ?? 0);
  }

  /** Milliseconds since the epoch. Files that were used later are kept. */
  get cutoff(): number {
    const { folder, own, now } = this.#parts;
    // The time of a blob is not renewed at each use. So a blob with a time shortly before the lease may have been used after it.
    return Math.min(this.#limit, (oldestLease(folder, own, now) ?? Infinity) - TOUCH_EVERY);
  }

  /**
   * @param witnesses other files whose times also show when it was used
   * @returns whether it was removed, or would be with `dryRun`
   */
  async remove(path: string, ...witnesses: readonly string[]): Promise<boolean> {
    if (await this.#wasUsed([path, ...witnesses])) return false;
    if (this.#parts.dryRun === true) return true;
    // Looked at again when nobody can use it any more: a build may have begun to use it just now.
    return await takeAway(path, this.#parts.folder.newIngestPath(), async (taken) => {
      return !(await this.#wasUsed([taken, ...witnesses]));
    });
  }

  async #wasUsed(files: readonly string[]): Promise<boolean> {
    return Math.max(...(await Promise.all(files.map(timeOf)))) > this.cutoff;
  }
}

async function timeOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
