import { chownSync, lstatSync } from 'node:fs';

import type { TreeEntry } from '../../layer/entry.js';
import { decodeIndex } from '../../layer/layer-index.js';
import { LayerStack } from '../../layer/layer-stack.js';
import { LayerWriter } from '../../layer/layer-writer.js';
import type { MadeLayer } from '../../layer/layer.js';
import { displayName } from '../../text/byte-name.js';
import { canonicalEntry } from '../../layer/tree-digest.js';
import type { MountKey } from '../../oci/identity.js';
import type { CacheMounts } from './cache-mounts.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { scanFolder } from '../snapshot/scan-folder.js';
import { writeFolder } from '../snapshot/write-folder.js';
import { ByteSearch } from '../../text/byte-search.js';
import { parentPath } from '../../text/path-parts.js';
import type { MountExport } from '../protocol/messages.js';
import { messageOf } from '../../errors.js';

export interface MountExportOptions {
  readonly key: MountKey;
  /** Encoded indexes of the layers that the mount was saved as, lowest first. */
  readonly previous: readonly Uint8Array[];
  /** Texts that must not be saved. */
  readonly secrets: readonly Uint8Array[];
  /** Where the layer's files are written. */
  readonly ingest: { readonly blobFile: string; readonly indexFile: string };
  readonly caches: CacheMounts;
  readonly kernel: KernelCalls;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly signal: AbortSignal;
}

type Tree = ReadonlyMap<string, TreeEntry>;

/** A delta must be smaller than this share of the whole. */
const DELTA_SHARE = 0.5;
/** The most layers that a mount is restored from. */
const MAX_STACK = 5;
/** Bytes in a tar that an entry takes besides its content. */
const ENTRY = 1024;

/**
 * Captures the content of a cache mount, in full or as a layer on top of the saved ones. It never fails a build.
 *
 * @throws the signal's reason
 */
export async function exportMount(options: MountExportOptions, warn: (message: string) => void): Promise<MountExport> {
  const { caches, key, signal } = options;
  try {
    const mount = await caches.latest(key);
    if (typeof mount === 'string') return { kind: mount };
    try {
      // A mount that is a single file is not saved: it starts from its source again.
      if (!lstatSync(mount.folder).isDirectory()) return { kind: 'absent' };
      return await exportFolder(mount.folder, options, warn);
    } finally {
      await mount.release();
    }
  } catch (error) {
    signal.throwIfAborted();
    warn(`a cache mount was not saved: ${messageOf(error)}`);
    return { kind: 'failed' };
  }
}

async function exportFolder(
  root: string,
  { previous, secrets, kernel, ingest, owner, signal }: MountExportOptions,
  warn: (message: string) => void,
): Promise<MountExport> {
  const xattrs = await kernel.scanXattrs(root);
  const { entries, leftOut, found } = await scanFolder(root, xattrs, signal, new ByteSearch(secrets));
  if (found !== undefined) return { kind: 'secret', path: displayName(found) };
  for (const [reason, path] of leftOut)
    warn(`a cache mount is saved without some files, such as ${displayName(path)}, which ${reason}`);
  const before = flattened(previous);
  const { changed, removed } =
    before === undefined ? { changed: [...entries.keys()], removed: [] } : compare(before, entries);
  if (changed.length + removed.length === 0) return { kind: 'unchanged' };
  const part = sizeOf(entries, changed) + removed.length * ENTRY;
  const kind =
    before !== undefined && previous.length < MAX_STACK && part < DELTA_SHARE * sizeOf(entries, entries.keys())
      ? 'delta'
      : 'full';
  const named = kind === 'full' ? undefined : withParents([...changed, ...removed]);
  const paths = [...entries.keys()].filter((path) => named?.has(path) !== false);
  const writer = await LayerWriter.create(ingest);
  try {
    await writeFolder({ root, xattrs, paths, signal }, writer);
    if (kind === 'delta') for (const path of removed) await writer.add({ type: 'whiteout', path });
    const made: MadeLayer = await writer.finish();
    for (const file of [ingest.blobFile, ingest.indexFile]) chownSync(file, owner.uid, owner.gid);
    return { kind, made };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** The tree that the earlier layers make together; `undefined` if there are none, or they are broken. */
function flattened(previous: readonly Uint8Array[]): Tree | undefined {
  if (previous.length === 0) return undefined;
  try {
    const stack = LayerStack.of(previous.map(decodeIndex));
    const root = stack.lstat('');
    return new Map([...(root === undefined ? [] : [root]), ...stack.entries()].map((entry) => [entry.path, entry]));
  } catch {
    // They came from a cache that others can write to. The mount is saved in full then.
    return undefined;
  }
}

/** Paths that are new or changed (a new time alone is no change), and the topmost paths that are gone. */
function compare(
  before: Tree,
  entries: Tree,
): { readonly changed: readonly string[]; readonly removed: readonly string[] } {
  const changed = [...entries].flatMap(([path, entry]) => {
    const old = before.get(path);
    return old !== undefined && canonicalEntry(old) === canonicalEntry(entry) ? [] : [path];
  });
  const removed = [...before.keys()].filter(
    (path) => !entries.has(path) && entries.get(parentPath(path))?.type === 'directory',
  );
  return { changed, removed };
}

function sizeOf(entries: Tree, paths: Iterable<string>): number {
  let size = 0;
  for (const path of paths) {
    const entry = entries.get(path);
    size += ENTRY + (entry?.type === 'file' ? entry.size : 0);
  }
  return size;
}

function withParents(paths: readonly string[]): ReadonlySet<string> {
  const all = new Set(['']);
  for (let path of paths) for (; !all.has(path); path = parentPath(path)) all.add(path);
  return all;
}
