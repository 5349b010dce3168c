import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { InfraError } from '../errors.js';
import { hasEnded, ownIdentity } from '../files/process-identity.js';
import type { StoreFolder } from './store-folder.js';

/** Held by a build from its first look into the store to its end. */
export interface Lease {
  /** Of its file in `leases`. */
  readonly name: string;
  /** Never throws. */
  readonly release: () => void;
}

/** A lease whose process cannot be seen from here does not count after this, as with files in `ingest`. */
const ABANDONED_MS = 48 * 3600 * 1000;
/** Begins the name of what says that a process removes the unpacked layers. */
const REMOVING = 'removing.';
/** The same for a claim: it is held for as long as a removal takes, and builds wait for it. */
const ABANDONED_CLAIM_MS = 10 * 60 * 1000;
/** Milliseconds between looks at whether another process has ended its removing. */
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
 * Says that a build is running. Synchronous, so that a signal handler can release it.
 *
 * @throws InfraError when it cannot be written
 */
export function takeLease(folder: StoreFolder): Lease {
  return write(folder, basename(folder.newIngestPath()));
}

/**
 * When the oldest running build began, in milliseconds since the epoch; undefined if none is running. Leases of processes that have
 * ended are removed.
 *
 * @param own a lease that does not count
 */
export function oldestLease(folder: StoreFolder, own?: Lease, now = Date.now()): number | undefined {
  const builds = known(folder, now).filter(({ name, removes }) => !removes && name !== own?.name);
  return builds.length === 0 ? undefined : Math.min(...builds.map(({ began }) => began));
}

/**
 * Says that this process is about to remove what builds stand on: unpacked layers and cache mounts. Builds that begin meanwhile wait
 * with `untilNothingIsRemoved`. Both sides write first and look then, so that one of them sees the other.
 *
 * @returns undefined where a build of another process is running
 */
export function claimRemoval(folder: StoreFolder): Lease | undefined {
  const claim = write(folder, REMOVING + basename(folder.newIngestPath()));
  if (!isUsedByOthers(folder)) return claim;
  claim.release();
  return undefined;
}

/** Waits until no other process removes unpacked layers. For who has a lease: then none begins to. @throws the signal's reason */
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
      // Whoever looks at it next sees that this process has ended.
    }
  };
  return { name, release };
}

/** Those whose processes live. The others are removed. */
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
