import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError } from '../errors.js';
import { hasEnded, ownIdentity } from '../files/process-identity.js';
import type { StoreFolder } from './store-folder.js';

/** A build has a lease from its first access to the store until its end. */
export interface Lease {
  /** Name of its file in `leases`. */
  readonly name: string;
  /** Never throws. */
  readonly release: () => void;
}

/** After this time, a lease does not count if its process cannot be seen. The same is true for files in `ingest`. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Prefix of the name of a claim: a process with a claim removes unpacked layers. */
const REMOVING = 'removing.';
/** The same for a claim. This is shorter, since a removal does not take long, and builds wait for it. */
const ABANDONED_CLAIM_MS = 10 * 60 * 1000;
/** Milliseconds between checks whether another process still removes something. */
const RETRY_MS = 100;

interface KnownLease {
  readonly name: string;
  readonly identity: string;
  readonly removes: boolean;
  /** Milliseconds since the epoch. */
  readonly began: number;
}

/** Whether another process has a lease that counts. */
export function isUsedByOthers(folder: StoreFolder): boolean {
  return known(folder).some(({ identity, removes }) => !removes && identity !== ownIdentity());
}

/**
 * Notes that a build is running. Synchronous, so that a signal handler can release the lease.
 *
 * @throws InfraError if the lease cannot be written
 */
export function takeLease(folder: StoreFolder): Lease {
  return write(folder, basename(folder.newIngestPath()));
}

/**
 * The time when the oldest running build began, in milliseconds since the epoch; `undefined` if no build is running. Removes the leases
 * of processes that have ended.
 *
 * @param own a lease that does not count
 */
export function oldestLease(folder: StoreFolder, own?: Lease, now = Date.now()): number | undefined {
  const builds = known(folder, now).filter(({ name, removes }) => !removes && name !== own?.name);
  return builds.length === 0 ? undefined : Math.min(...builds.map(({ began }) => began));
}

/**
 * Notes that this process starts to remove unpacked layers and cache mounts, which builds need. A build that begins meanwhile waits with
 * `untilNothingIsRemoved`. Both sides first write their file and then check for others, so at least one of them sees the other.
 *
 * @returns `undefined` if a build of another process is running
 */
export function claimRemoval(folder: StoreFolder): Lease | undefined {
  const claim = write(folder, REMOVING + basename(folder.newIngestPath()));
  if (!isUsedByOthers(folder)) return claim;
  claim.release();
  return undefined;
}

/**
 * Waits until no other process removes unpacked layers. The caller must have a lease, so that no other process starts a removal.
 *
 * @throws the signal's reason
 */
export async function untilNothingIsRemoved(folder: StoreFolder, signal: AbortSignal): Promise<void> {
  while (known(folder).some(({ identity, removes }) => removes && identity !== ownIdentity())) {
    await delay(RETRY_MS, undefined, { signal });
  }
}

/** Removes the leases of processes that have ended. */
export function removeStaleLeases(folder: StoreFolder): void {
  known(folder);
}

function write(folder: StoreFolder, name: string): Lease {
  const path = join(folder.leases, name);
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new InfraError(`cannot use ${folder.root} as the store`, {
      cause: error,
      hint: 'Choose a folder that can be written to with --root.',
    });
  }
  const release = (): void => {
    try {
      rmSync(path, { force: true });
    } catch {
      // The next process that reads the leases sees that this process has ended.
    }
  };
  return { name, release };
}

/** The leases and claims of running processes. All others are removed. */
function known(folder: StoreFolder, now = Date.now()): readonly KnownLease[] {
  return readdirSync(folder.leases).flatMap((name) => {
    const path = join(folder.leases, name);
    const began = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (began === undefined) return [];
    const removes = name.startsWith(REMOVING);
    const identity = (removes ? name.slice(REMOVING.length) : name).split('.')[0] ?? '';
    const age = now - began;
    if (!hasEnded(identity) && age <= (removes ? ABANDONED_CLAIM_MS : ABANDONED_MS))
      return [{ name, identity, removes, began }];
    rmSync(path, { force: true });
    return [];
  });
}
