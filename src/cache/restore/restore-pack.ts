import path from 'node:path';

import { settledBefore } from '../../async/abortable.js';
import { traced } from '../../trace/span.js';
import { discard } from '../../files/discard.js';
import type { CacheStore } from '../cache-store.js';
import { scratchFolder } from '../scratch-folder.js';
import { readPack, type ReadPack } from '../pack/read-pack.js';
import type { RestoredPack } from '../pack/restored-packs.js';

export interface RestoreParts {
  /** Absolute path of the root folder. */
  readonly root: string;
  /** Settles when the packs before this one are unpacked: of a file that several have, the first one counts. */
  readonly before?: Promise<unknown>;
  readonly signal: AbortSignal;
}

/** A restored pack, and the result of unpacking it. */
export type UnpackedPack = RestoredPack & ReadPack & { readonly ms: number };

/**
 * Fetches the newest pack of a location, and unpacks it on this machine.
 *
 * @returns `undefined` when the location has none
 * @throws InfraError, whatever the store throws, the signal's reason
 */
export function restorePack(store: CacheStore, parts: RestoreParts): Promise<UnpackedPack | undefined> {
  return restoreBy((file, signal) => store.restorePack(file, signal), store, parts);
}

/**
 * The same with the newest pack of the whole scope, if another variant saved it. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
export async function restoreNewest(store: CacheStore, parts: RestoreParts): Promise<UnpackedPack | undefined> {
  if (store.restoreNewest === undefined) return undefined;
  return await restoreBy(async (file, signal) => store.restoreNewest?.(file, signal), store, parts);
}

/**
 * The same with the newest pack of the job's base branch, if that is another one. To be called after `restorePack`.
 *
 * @returns `undefined` when there is none
 */
export async function restoreOfBase(store: CacheStore, parts: RestoreParts): Promise<UnpackedPack | undefined> {
  if (store.restoreOfBase === undefined) return undefined;
  return await restoreBy(async (file, signal) => store.restoreOfBase?.(file, signal), store, parts);
}

async function restoreBy(
  write: (file: string, signal: AbortSignal) => Promise<string | undefined>,
  store: CacheStore,
  parts: RestoreParts,
): Promise<UnpackedPack | undefined> {
  const { root, before, signal } = parts;
  const started = performance.now();
  const folder = await scratchFolder(root);
  try {
    const file = path.join(folder, 'pack');
    const where = (what: string) => (): string => `${what} ${store.location.kind} ${store.location.name}`;
    const packId = await traced('cache', where('fetch the pack of'), () => settledBefore(signal, write(file, signal)));
    if (packId === undefined) return undefined;
    await before?.catch(() => undefined);
    const pack = await traced('cache', where('unpack the pack of'), async (span) => {
      const read = await readPack(file, { root, folder, signal });
      span.note({ bytes: read.bytes, files: read.newFiles.length });
      return read;
    });
    return { ...pack, location: store.location, storeId: store.id, packId, ms: performance.now() - started };
  } finally {
    await discard(folder);
  }
}
