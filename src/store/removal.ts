import { rm, stat } from 'node:fs/promises';

import { TOUCH_EVERY } from './content-store.js';
import { oldestLease, type Lease } from './leases.js';
import type { StoreFolder } from './store-folder.js';

export interface RemovalParts {
  readonly folder: StoreFolder;
  /** The lease of the process that removes, which does not count. */
  readonly own: Lease | undefined;
  /** Only what was not used for so long goes. Milliseconds. */
  readonly olderThanMs?: number | undefined;
  /** Nothing is removed, and what would be is told. */
  readonly dryRun?: boolean | undefined;
  readonly now?: number | undefined;
}

/**
 * Removes files that nobody has used for a while. Whatever the caller asks for, what was used since the oldest running build began
 * stays: that build may need it. Leases and times are looked at for each file anew, since builds begin and end meanwhile.
 */
export class Removal {
  readonly #parts: RemovalParts;
  readonly #limit: number;

  constructor(parts: RemovalParts) {
    this.#parts = parts;
    this.#limit = (parts.now ?? Date.now()) - (parts.olderThanMs ?? 0);
  }

  /** What was used later stays. Milliseconds since the epoch. */
  get cutoff(): number {
    const { folder, own, now } = this.#parts;
    // A blob that was used shortly before the lease may have been used after it without a new mark.
    return Math.min(this.#limit, (oldestLease(folder, own, now) ?? Infinity) - TOUCH_EVERY);
  }

  /**
   * @param witnesses further files whose times say when it was used
   * @returns whether it is gone, or would be
   */
  async remove(path: string, ...witnesses: readonly string[]): Promise<boolean> {
    const times = await Promise.all([path, ...witnesses].map(timeOf));
    if (Math.max(...times) > this.cutoff) return false;
    if (this.#parts.dryRun !== true) await rm(path, { force: true });
    return true;
  }
}

async function timeOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.mtimeMs ?? Number.NEGATIVE_INFINITY;
}
