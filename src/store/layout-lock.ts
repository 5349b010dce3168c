import { randomBytes } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { link, lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { InfraError, UserError, errorCode } from '../errors.js';
import { discard } from '../files/discard.js';
import { moveEntry } from '../files/publish.js';
import { hasEnded, ownIdentity } from '../files/process-identity.js';
import { readInRoot } from '../files/read-in-root.js';
import { makeFolders } from '../files/make-folders.js';

const LOCK = '.lock';
const LEASE = '.lease-';
const POLL_MS = 20;
/** The lock is only held while a small file is written and old blobs are removed. */
const STALE_LOCK_MS = 60_000;
/** A writer that cannot be seen from here (on another machine, in a container) counts as ended after this. */
const STALE_LEASE_MS = 3600_000;
/** Bytes of a lock: the identity of a process. */
const MAX_IDENTITY = 1024;

/** Locks of this process that could not be removed when they were not needed any more. */
const unreleased = new Set<string>();

/**
 * Coordinates writers of one OCI layout, also of other processes. A `lease` says that somebody is writing. Then
 * blobs that nothing names yet may be needed. The lock is needed to change `index.json` and to take a lease. So its owner sees all leases.
 */
export class LayoutLock {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Makes the folder, and says that this process writes into it. @returns ends the lease */
  async lease(signal?: AbortSignal): Promise<() => Promise<void>> {
    const path = join(this.#directory, `${LEASE}${ownIdentity()}.${randomBytes(8).toString('hex')}`);
    makeFolders(this.#directory);
    await this.exclusively(() => writeFile(path, '', { flag: 'wx' }), signal);
    return () => discard(path);
  }

  /** How many writers there are. Only with the lock held. Leases of processes that have ended are removed. */
  async writers(): Promise<number> {
    let running = 0;
    for (const entry of await readdir(this.#directory, { withFileTypes: true })) {
      const { name } = entry;
      if (!entry.isFile() || !name.startsWith(LEASE)) continue;
      const path = join(this.#directory, name);
      if (hasEnded(name.slice(LEASE.length).split('.')[0] ?? '') || (await olderThan(path, STALE_LEASE_MS))) {
        await rm(path, { force: true });
      } else running += 1;
    }
    return running;
  }

  /** Runs `work` with the lock held. @throws InfraError when another process does not release it */
  async exclusively<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const path = join(this.#directory, LOCK);
    // By then, a lock that was held when waiting began has become stale.
    const deadline = Date.now() + 2 * STALE_LOCK_MS;
    while (!(await this.#take(path))) {
      if (Date.now() > deadline) throw new InfraError(`the OCI layout ${this.#directory} is locked by another process`);
      await sleep(POLL_MS, undefined, signal === undefined ? {} : { signal });
    }
    unreleased.delete(path);
    try {
      return await work();
    } finally {
      // What was done is done. Nobody waits for a lock that could not be removed: see `#take`.
      await rm(path, { force: true }).catch(() => unreleased.add(path));
    }
  }

  async #take(path: string): Promise<boolean> {
    try {
      await writeFile(path, ownIdentity(), { flag: 'wx' });
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    const holder = this.#read(LOCK);
    if (holder === undefined) return false;
    // Of those who wait in this process only one finds it. Until it has moved the lock, nothing else happens here.
    const isLeft = holder === ownIdentity() && unreleased.delete(path);
    if (isLeft || hasEnded(holder) || (await olderThan(path, STALE_LOCK_MS))) {
      // By renaming: of two processes that find it stale, only one succeeds. The other may then move the new lock of the first one.
      const name = `${LOCK}-${randomBytes(8).toString('hex')}`;
      const aside = join(this.#directory, name);
      try {
        moveIfThere(path, aside);
      } catch (error) {
        if (isLeft) unreleased.add(path);
        throw error;
      }
      const moved = this.#read(name) ?? holder;
      if (moved !== holder) await link(aside, path).catch(() => undefined);
      await rm(aside, { force: true });
    }
    return false;
  }

  /**
   * What a process wrote into its lock; `undefined` where it is gone.
   *
   * @throws UserError for what no process of ours made: it would never be released
   */
  #read(name: string): string | undefined {
    const file = readInRoot(this.#directory, name, MAX_IDENTITY);
    if (file.kind === 'file') return file.bytes.toString('utf8');
    // A file that is there now is the lock of somebody who took it since.
    if (file.kind === 'absent' && !isLink(join(this.#directory, name))) return undefined;
    throw new UserError(`${join(this.#directory, name)} is not a lock that layer-build made`, { hint: 'Remove it.' });
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** @throws UserError if it cannot be moved: waiting would not help */
function moveIfThere(from: string, to: string): void {
  try {
    moveEntry(from, to);
  } catch (error) {
    // Another process was faster.
    if (errorCode(error) === 'ENOENT') return;
    throw new UserError(`the lock ${from} of a process that has ended cannot be removed`, {
      hint: 'Remove it, or make its folder writable for this user.',
      cause: error,
    });
  }
}

async function olderThan(path: string, ms: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats !== undefined && Date.now() - stats.mtimeMs > ms;
}
