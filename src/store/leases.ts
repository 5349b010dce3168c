import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { hasEnded, ownIdentity } from '../files/process-identity.js';
import type { StoreFolder } from './store-folder.js';

/** Held by a build from its first look into the store to its end. */
export interface Lease {
  release(): void;
}

/** A lease whose process cannot be seen from here does not count after this, as with files in `ingest`. */
const ABANDONED_MS = 48 * 3600 * 1000;

/** Whether another process has a lease that counts. */
export function isUsedByOthers(folder: StoreFolder): boolean {
  oldestLease(folder);
  return readdirSync(folder.leases).some((name) => name.split('.')[0] !== ownIdentity());
}

/** Says that a build is running, and removes the leases of processes that have ended. Synchronous, so that a signal handler can release it. */
export function takeLease(folder: StoreFolder): Lease {
  oldestLease(folder);
  const path = join(folder.leases, basename(folder.newIngestPath()));
  writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  return { release: () => rmSync(path, { force: true }) };
}

/**
 * When the oldest running build began, in milliseconds since the epoch; undefined if none is running. Leases of processes that have
 * ended are removed.
 */
export function oldestLease(folder: StoreFolder, now = Date.now()): number | undefined {
  let oldest: number | undefined;
  for (const name of readdirSync(folder.leases)) {
    const path = join(folder.leases, name);
    const began = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (began === undefined) continue;
    if (hasEnded(name.split('.')[0] ?? '') || now - began > ABANDONED_MS) rmSync(path, { force: true });
    else oldest = Math.min(oldest ?? began, began);
  }
  return oldest;
}
