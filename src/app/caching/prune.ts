import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';

import { CACHE_FOLDER, pathFromRoot, pathInRoot } from '../../files/root-folder.js';
import { packedPath } from '../../cache/pack/packed-path.js';
import { RecordStore } from '../../cache/record/record-store.js';
import { readUses } from '../../cache/record/record-uses.js';
import type { StepRecord } from '../../engine/record.js';
import { digestHex } from '../../oci/digest.js';
import { isUsedByOthers } from '../../store/leases.js';
import { prune, type PruneResult } from '../../store/prune.js';
import type { Adapters } from '../machine/adapters.js';

export interface PruneCacheOptions {
  /** Everything that is kept for later builds; with `olderThanMs`, all of it that was not used for so long. */
  readonly all: boolean;
  /** Records that no build found or made for this long go, with what only they need. Milliseconds. */
  readonly olderThanMs?: number;
  /** Of the blobs that only records need, the longest unused go until all blobs together have no more bytes. */
  readonly maxBytes?: number;
  /** Images without a name stay. */
  readonly keepImages?: boolean;
  readonly dryRun?: boolean;
}

export interface PruneCacheResult extends PruneResult {
  readonly records: number;
  /** What became of the unpacked layers and the cache mounts. */
  readonly unpacked: 'kept' | 'removed' | 'in use';
}

/**
 * Removes what nothing needs, and of what is kept for later builds as much as is asked for.
 *
 * @throws InfraError where the privileged half would have to remove something and cannot be started
 */
export async function pruneCache(
  root: string,
  adapters: Pick<Adapters, 'folder' | 'content' | 'images' | 'runner'>,
  options: PruneCacheOptions,
  signal: AbortSignal,
): Promise<PruneCacheResult> {
  const { all, olderThanMs, dryRun = false } = options;
  const records = await RecordStore.recordsIn(root);
  const isStale = await stalenessOf(root, options);
  const stale = records.filter(isStale);
  const stays = records.filter((record) => !stale.includes(record));
  if (!dryRun) await removeRecords(root, stale, stays);
  // A tree that no record names any more keeps its layer as long as nobody asks for it to go.
  const cached = stale.length > 0 ? stays.flatMap(({ layer }) => layer ?? []) : await RecordStore.layersIn(root);
  const result = await prune(adapters, {
    ...options,
    cached: cached.map(({ blob, diffId }) => ({ blob: blob.digest, diffId })),
  });
  const everything = all && olderThanMs === undefined;
  if (everything && !dryRun) await rm(path.join(root, CACHE_FOLDER), { recursive: true, force: true });
  const unpacked = everything && hasUnpacked(root) ? await removeUnpacked(adapters, dryRun, signal) : 'kept';
  return { ...result, records: stale.length, unpacked };
}

async function stalenessOf(
  root: string,
  { all, olderThanMs }: PruneCacheOptions,
): Promise<(record: StepRecord) => boolean> {
  if (olderThanMs === undefined) return () => all;
  const uses = await readUses(root);
  const cutoff = Date.now() - olderThanMs;
  return ({ key, created }) => Math.max(Date.parse(created), uses.get(digestHex(key))?.lastUsed ?? 0) < cutoff;
}

async function removeRecords(root: string, stale: readonly StepRecord[], stays: readonly StepRecord[]): Promise<void> {
  const needed = new Set(stays.map(({ layer }) => layer?.contentId));
  const listed = new Set(stays.map(({ inputs }) => inputs.files));
  for (const { key, layer, inputs } of stale) {
    const names = [packedPath.record(key), pathFromRoot('recordUses', digestHex(key))];
    if (typeof inputs.files === 'string' && !listed.has(inputs.files)) names.push(packedPath.list(inputs.files));
    if (layer !== undefined && !needed.has(layer.contentId)) names.push(packedPath.tree(layer.contentId));
    for (const name of names) await rm(path.join(root, name), { force: true });
  }
}

function hasUnpacked(root: string): boolean {
  return (['snapshots', 'cacheMounts'] as const)
    .map((name) => pathInRoot(root, name))
    .some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

/** A build that runs may stand on any of them. */
async function removeUnpacked(
  { folder, runner }: Pick<Adapters, 'folder' | 'runner'>,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<'removed' | 'in use'> {
  if (isUsedByOthers(folder)) return 'in use';
  if (!dryRun) await runner.removeKept(signal);
  return 'removed';
}
