import { stat } from 'node:fs/promises';
import path from 'node:path';

import type { JournalLine } from '../journal.js';
import { fileSha256 } from './archive.js';
import type { KeptMount, ListedFile } from './listing.js';
import { packedKind, packedPath, type PackedKind } from './packed-path.js';
import { PACKED_SIZE, UNUSED_FOR, type Candidate, type Selection } from './select-layers.js';
import type { Layer } from '../../layer/layer.js';
import type { CacheKey } from '../../oci/identity.js';
import type { RestoredPack } from './restored-packs.js';

/** A record that a pack goes on to bring, and the key that it stands under. */
export type PackedRecord = Candidate & { readonly key: CacheKey };

export interface PackFileParts {
  readonly root: string;
  readonly journal: readonly JournalLine[];
  readonly restored: readonly RestoredPack[];
  readonly candidates: readonly PackedRecord[];
  readonly selection: Selection;
  readonly mounts: readonly KeptMount[];
  readonly now: number;
  readonly writer: string;
}

/** Bytes of indexes and documents that a pack carries on though this build did not need them. */
const CARRIED_BYTES = 32 * 1024 * 1024;
/** How many of those there are: each build leaves a few small ones behind, and every later one has to read them all. */
const CARRIED_FILES = 500;
/** Of these it is not known which step needs them. */
const BLIND: ReadonlySet<PackedKind | undefined> = new Set(['index', 'blob']);

/** The files of the root that a pack brings: what this build needed, and of what earlier ones needed, what is not too old. */
export async function packFiles(parts: PackFileParts): Promise<ReadonlyMap<string, ListedFile>> {
  const { root, now, writer } = parts;
  const known = new Map<string, ListedFile>();
  for (const { listing } of [...parts.restored].reverse())
    for (const [name, file] of listing.files) known.set(name, file);
  const files = new Map<string, ListedFile>();
  const used = wantedFiles(parts);
  let carriedFiles = 0;
  let carriedBytes = 0;
  for (const [name, { time, maxBytes }] of [...used].sort(([, a], [, b]) => b.time - a.time)) {
    const absolute = path.join(root, name);
    const stats = await stat(absolute).catch(() => undefined);
    if (stats?.isFile() !== true || stats.size > maxBytes) continue;
    if (time !== now) {
      if (now - time > UNUSED_FOR || carriedBytes + stats.size > CARRIED_BYTES) continue;
      if (BLIND.has(packedKind(name)) && ++carriedFiles > CARRIED_FILES) continue;
      carriedBytes += stats.size;
    }
    const digest = packedKind(name) === 'blob' ? path.basename(name) : fileSha256(absolute);
    if (digest === undefined) continue;
    const before = known.get(name);
    files.set(name, {
      sha256: digest,
      used: new Date(time).toISOString(),
      hits: (before?.hits ?? 0) + (before !== undefined && time === now ? 1 : 0),
      writer: before?.writer ?? writer,
    });
  }
  return files;
}

interface Wanted {
  /** When it was last used. */
  readonly time: number;
  /** One that is larger is not worth its place. */
  readonly maxBytes: number;
}

/** Paths below the root. */
function wantedFiles({
  journal,
  restored,
  candidates,
  selection,
  mounts,
  now,
}: PackFileParts): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  const want = (name: string, time: number, maxBytes = Infinity): void => {
    const before = wanted.get(name);
    wanted.set(name, { time: Math.max(before?.time ?? 0, time), maxBytes: Math.max(before?.maxBytes ?? 0, maxBytes) });
  };
  const wantLayer = (layer: Layer, time: number): void => want(packedPath.index(layer.diffId), time);
  // Indexes, documents of bases and accounts of other branches' builds: which step needs them is not known, so that their
  // last use decides.
  for (const { listing } of restored) {
    for (const [name, { used }] of listing.files) {
      if (BLIND.has(packedKind(name)) || packedKind(name) === 'baseline') want(name, Date.parse(used));
    }
  }
  for (const { key, record, used } of candidates) {
    want(packedPath.record(key), used);
    if (typeof record.inputs.files === 'string') want(packedPath.list(record.inputs.files), used);
    if (record.layer === undefined) continue;
    want(packedPath.tree(record.layer.contentId), used);
    if (record.remakes === true) wantLayer(record.layer, used);
    // Spares the layer's restoring where its step runs again and makes the same, and another step stands on it. A pack is
    // restored by every build and kept for long: one of very many files would weigh more than it spares.
    else want(packedPath.index(record.layer.diffId), used, PACKED_SIZE);
  }
  for (const layer of selection.packed) want(packedPath.blob(layer.blob.digest), now);
  for (const layer of mounts.flatMap(({ layers }) => layers)) {
    wantLayer(layer, now);
    if (layer.blob.size <= PACKED_SIZE) want(packedPath.blob(layer.blob.digest), now);
  }
  for (const line of journal) {
    if (line.type === 'index') want(packedPath.index(line.diffId), now);
    else if (line.type === 'document') want(packedPath.blob(line.digest), now);
    else if (line.type === 'scope' || line.type === 'report') want(line.file, now);
  }
  return wanted;
}
