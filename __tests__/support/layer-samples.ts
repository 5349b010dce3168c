import { gzipSync } from 'node:zlib';

import type { LayerEntry } from '../../src/layer/entry.js';
import type { LayerIndex } from '../../src/layer/layer-index.js';
import { PackedEntries } from '../../src/layer/packed-entries.js';
import { readLayer } from '../../src/layer/layer-reader.js';
import type { LayerVisitor } from '../../src/layer/layer-visitor.js';
import { treeDigest } from '../../src/layer/tree-digest.js';
import type { Descriptor } from '../../src/oci/descriptor.js';
import { sha256 } from '../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { someDiffId } from './identities.js';

/** The index of a layer that was never a tar. */
export function indexOf(entries: readonly LayerEntry[]): LayerIndex {
  return {
    entries: PackedEntries.of(entries),
    diffId: someDiffId(JSON.stringify(entries)),
    treeDigest: treeDigest(entries),
  };
}

export function file(
  path: string,
  content = '',
  more: Partial<LayerEntry & { mode: number; uid: number }> = {},
): LayerEntry {
  const size = Buffer.byteLength(content);
  return {
    type: 'file',
    path,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 1,
    size,
    digest: sha256(content),
    ...(more as object),
  };
}

export function directory(path: string, mode = 0o755, opaque = false): LayerEntry {
  return { type: 'directory', path, mode, uid: 0, gid: 0, mtime: 1, ...(opaque ? { opaque: true as const } : {}) };
}

export function symlink(path: string, target: string): LayerEntry {
  return { type: 'symlink', path, mode: 0o777, uid: 0, gid: 0, mtime: 1, target };
}

export function hardlink(path: string, target: string): LayerEntry {
  return { type: 'hardlink', path, target };
}

export function whiteout(path: string): LayerEntry {
  return { type: 'whiteout', path };
}

export function descriptorOf(blob: Buffer): Descriptor {
  return { mediaType: OCI_LAYER_GZIP, digest: sha256(blob), size: blob.length };
}

/** `bytes` as a stream in pieces. */
export async function* streamOf(bytes: Buffer, step = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield await Promise.resolve(bytes.subarray(at, at + step));
}

/** Reads `tar`, gzipped, as a layer. */
export function readTar(tar: Buffer, visitor?: LayerVisitor): Promise<LayerIndex> {
  const blob = gzipSync(tar);
  return readLayer(streamOf(blob), descriptorOf(blob), {}, visitor);
}
