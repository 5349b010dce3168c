import { existsSync, readdirSync } from 'node:fs';
import { readdir, rmdir } from 'node:fs/promises';
import path from 'node:path';

import { CACHE_FOLDER, pathFromRoot, pathInRoot } from '../../files/root-folder.js';
import { packedPath } from '../../cache/pack/packed-path.js';
import { RecordStore } from '../../cache/record/record-store.js';
import type { StepRecord } from '../../engine/record.js';
import type { Layer } from '../../layer/layer.js';
import { digestHex, type Digest } from '../../oci/digest.js';
import type { DiffId } from '../../oci/identity.js';
import { containerNeeds } from '../containers/image-uses.js';
import { claimRemoval, isUsedByOthers } from '../../store/leases.js';
import { prune, type PruneResult } from '../../store/prune.js';
import { Removal } from '../../store/removal.js';
import type { Adapters } from '../host/adapters.js';

export interface PruneCacheOptions {
  /** Remove everything that is kept for later builds; with `olderThanMs`, only what was not used for so long. */
  readonly all: boolean;
  /** Milliseconds. Remove records that no build found or made for this long, and what only they need. */
  readonly olderThanMs?: number;
  /**
   * Remove blobs that only records need, the longest unused first, until all blobs together have at most this many bytes.
   */
  readonly maxBytes?: number;
  /** Keep images without a name. */
  readonly keepImages?: boolean;
  /** Look at no other blobs than these. */
  readonly only?: ReadonlySet<Digest>;
  readonly dryRun?: boolean;
}

export interface PruneCacheResult extends PruneResult {
  readonly records: number;
  /** What happened to the unpacked layers and the cache mounts. */
  readonly unpacked: 'kept' | 'removed' | 'in use';
}

export type PruneParts = Pick<Adapters, 'folder' | 'lease' | 'content' | 'images' | 'runner'>;

/**
 * Removes what nothing needs, and as much as the options say of what is kept for later builds. What a running build may need
 * stays.
 *
 * @throws InfraError if the worker is needed for removing something and cannot be started
 */
export async function pruneCache(
  root: string,
  adapters: PruneParts,
  options: PruneCacheOptions,
  signal: AbortSignal,
): Promise<PruneCacheResult> {
  const { all, olderThanMs, dryRun = false } = options;
  const { folder, lease: own } = adapters;
  const removal = new Removal({ folder, own, olderThanMs, dryRun });
  const asked = all || olderThanMs !== undefined;
  const { gone, stays } = asked
    ? await removeRecords(root, removal)
    : { gone: [], stays: await RecordStore.recordsIn(root) };
  // The layer of a tree stays even if no record names it any more, unless the options remove records.
  const cached = gone.length > 0 ? layersOf(stays) : await RecordStore.layersIn(root);
  const containers = await containerNeeds(folder);
  const result = await prune(adapters, {
    ...options,
    own,
    cached: cached.map(asCached),
    // With `all`, only the layers of records stay that a running build uses, or that were used recently.
    held: [...containers.layers, ...(all ? layersOf(stays) : [])].map(asCached),
    usedImages: containers.images,
    documents: containers.documents,
  });
  const everything = all && olderThanMs === undefined;
  if (everything && !dryRun) await removeRest(root, stays, removal);
  const unpacked = everything && hasUnpacked(root) ? await removeUnpacked(adapters, dryRun, signal) : 'kept';
  return { ...result, records: gone.length, unpacked };
}

function layersOf(records: readonly StepRecord[]): readonly Layer[] {
  return records.flatMap(({ layer }) => layer ?? []);
}

function asCached({ blob, diffId }: Layer): { readonly blob: Digest; readonly diffId: DiffId } {
  return { blob: blob.digest, diffId };
}

/** Removes the records that no build has used recently, with the files that only they need. */
async function removeRecords(
  root: string,
  removal: Removal,
): Promise<{ readonly gone: readonly StepRecord[]; readonly stays: readonly StepRecord[] }> {
  const gone: StepRecord[] = [];
  const stays: StepRecord[] = [];
  for (const record of await RecordStore.recordsIn(root)) {
    const uses = path.join(root, usesOf(record));
    const isGone = await removal.remove(path.join(root, packedPath.record(record.key)), uses);
    (isGone ? gone : stays).push(record);
    if (isGone) await removal.remove(uses);
  }
  const needed = new Set(stays.flatMap(filesBeside));
  for (const name of new Set(gone.flatMap(filesBeside))) {
    if (!needed.has(name)) await removal.remove(path.join(root, name));
  }
  return { gone, stays };
}

function usesOf({ key }: StepRecord): string {
  return pathFromRoot('recordUses', digestHex(key));
}

/** The files beside a record: its long list of files, and the tree of its layer. Other records may need them too. */
function filesBeside({ inputs, layer }: StepRecord): readonly string[] {
  const list = typeof inputs.files === 'string' ? [packedPath.list(inputs.files)] : [];
  return layer === undefined ? list : [...list, packedPath.tree(layer.contentId)];
}

/** Removes everything else that is kept for later builds, such as journals, and files of damaged records. */
async function removeRest(root: string, stays: readonly StepRecord[], removal: Removal): Promise<void> {
  const needed = new Set(
    stays.flatMap((record) => [packedPath.record(record.key), usesOf(record), ...filesBeside(record)]),
  );
  const top = path.join(root, CACHE_FOLDER);
  for (const folder of await namesIn(top)) {
    for (const file of await namesIn(path.join(top, folder))) {
      const name = `${CACHE_FOLDER}/${folder}/${file}`;
      if (!needed.has(name)) await removal.remove(path.join(root, name));
    }
    // A folder that is not empty, or gets a file just now, stays.
    await rmdir(path.join(top, folder)).catch(() => undefined);
  }
  await rmdir(top).catch(() => undefined);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}

function hasUnpacked(root: string): boolean {
  return (['snapshots', 'cacheMounts'] as const)
    .map((name) => pathInRoot(root, name))
    .some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

/** Another build that runs may be using any of them. A build that starts meanwhile waits until they are removed. */
async function removeUnpacked(
  { folder, runner }: Pick<Adapters, 'folder' | 'runner'>,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<'removed' | 'in use'> {
  if (dryRun) return isUsedByOthers(folder) ? 'in use' : 'removed';
  const claim = claimRemoval(folder);
  if (claim === undefined) return 'in use';
  try {
    await runner.removeKept(signal);
    return 'removed';
  } finally {
    claim.release();
  }
}
