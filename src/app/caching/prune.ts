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
  readonly dryRun?: boolean;
}

export interface PruneCacheResult extends PruneResult {
  readonly records: number;
  /** What happened to the unpacked layers and the cache mounts. */
  readonly unpacked: 'kept' | 'removed' | 'in use';
}

/**
 * Removes what nothing needs, and as much as the options say of what is kept for later builds.
 *
 * @throws InfraError if the worker is needed for removing something and cannot be started
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
  // The layer of a tree stays even if no record names it any more, unless the options remove records.
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

/** Another build that runs may be using any of them. */
async function removeUnpacked(
  { folder, runner }: Pick<Adapters, 'folder' | 'runner'>,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<'removed' | 'in use'> {
  if (isUsedByOthers(folder)) return 'in use';
  if (!dryRun) await runner.removeKept(signal);
  return 'removed';
}
