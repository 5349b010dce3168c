import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import type { BlobToUpload, CacheStore, PackFile } from '../../src/cache/cache-store.js';
import { sha256 } from '../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { streamOf } from './layer-samples.js';
import { randomContent } from './random-content.js';

/** A blob of some kilobytes that can be held, and how often its bytes were asked for. */
export interface SampleBlob extends BlobToUpload {
  readonly bytes: Buffer;
  readonly opened: () => number;
}

export function sampleBlob(text: string, size = 50_000): SampleBlob {
  const bytes = Buffer.alloc(size, text);
  let opened = 0;
  return {
    blob: { mediaType: OCI_LAYER_GZIP, digest: sha256(bytes), size },
    bytes,
    opened: () => opened,
    open: async function* () {
      opened += 1;
      await Promise.resolve();
      for (let at = 0; at < size; at += 20_000) yield bytes.subarray(at, at + 20_000);
    },
  };
}

/** A pack is any file here: stores do not look into it. */
export async function samplePack(file: string, text: string): Promise<PackFile> {
  const bytes = Buffer.alloc(70_000, text);
  await writeFile(file, bytes);
  return { file, size: bytes.length, id: createHash('sha256').update(text).digest('hex') };
}

export async function fetchAll(store: CacheStore, { blob }: BlobToUpload, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.fetchBlob(blob, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Saves a blob, and asks for parts of it: the first and last bytes, some in the middle, and all. @returns what came, and what should have */
export async function partsOfBlob(
  store: CacheStore,
  signal: AbortSignal,
): Promise<{ readonly found: readonly Buffer[]; readonly wanted: readonly Buffer[] }> {
  const bytes = randomContent(700_000, 5);
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256(bytes), size: bytes.length };
  await store.uploadBlobs([{ blob, open: () => streamOf(bytes, 50_000) }], signal);
  const found: Buffer[] = [];
  const wanted: Buffer[] = [];
  for (const [offset, end] of [
    // s3rver takes the range 0-0 for all.
    [0, 2],
    [100_000, 350_001],
    [699_999, 700_000],
    [0, 700_000],
  ] as const) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.fetchBlob(blob, signal, { offset, length: end - offset })) chunks.push(chunk);
    found.push(Buffer.concat(chunks));
    wanted.push(bytes.subarray(offset, end));
  }
  return { found, wanted };
}

/** Holds the blobs and saves the pack, as a build does at its end. */
export async function saveAll(
  store: CacheStore,
  pack: PackFile,
  blobs: readonly BlobToUpload[],
  signal: AbortSignal,
): Promise<ReturnType<CacheStore['savePack']>> {
  const held = await store.uploadBlobs(blobs, signal);
  return await store.savePack(
    pack,
    blobs.map(({ blob }) => blob).filter(({ digest }) => held.has(digest)),
    signal,
  );
}
