import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { InfraError } from '../errors.js';
import { digestHex, isDigest, type Digest } from '../oci/digest.js';
import type { DiffId, ImageId } from '../oci/identity.js';
import type { ContentStore } from './content-store.js';
import { diffIdsOf, imageContents } from './image-contents.js';
import type { ImageStore, ListedImage } from './image-store.js';
import { removeStaleIngests } from './ingest-folder.js';
import type { Lease } from './leases.js';
import { Removal } from './removal.js';
import type { StoreFolder } from './store-folder.js';

export interface PruneOptions {
  /** Also removes what only step records need: the next build starts without a cache. */
  readonly all: boolean;
  /** Only removes what was not used for this long. Milliseconds. */
  readonly olderThanMs?: number;
  /** Removes what only step records need, the longest unused first, until all blobs together have no more than this. Bytes. */
  readonly maxBytes?: number;
  /** The layers that step records name. */
  readonly cached: readonly { readonly blob: Digest; readonly diffId: DiffId }[];
  /** Layers that stay though all is to go. */
  readonly held?: readonly { readonly blob: Digest; readonly diffId: DiffId }[];
  /** Images that stay though they have no name, and documents that stay though no image names them: of containers. */
  readonly usedImages?: ReadonlySet<ImageId>;
  readonly documents?: readonly Digest[];
  /** The lease of the process that prunes. */
  readonly own?: Lease;
  readonly now?: number;
  /** Keeps images without a name. */
  readonly keepImages?: boolean;
  /** Looks at no other blobs than these. */
  readonly only?: ReadonlySet<Digest>;
  /** Removes nothing, and returns what would be removed. */
  readonly dryRun?: boolean;
}

export interface PruneResult {
  /** Images without a name that were removed. */
  readonly images: readonly Digest[];
  readonly blobs: readonly Digest[];
  /** Bytes of these blobs. */
  readonly bytes: number;
}

interface Blob {
  readonly digest: Digest;
  readonly path: string;
  readonly size: number;
  readonly lastUsed: number;
}

/**
 * Removes what is not needed: images without a name, blobs and indexes that no image and no step record names, and files of processes
 * that have ended. Whatever the options say, nothing is removed that a running build may need (`Removal`).
 */
export async function prune(
  store: { readonly folder: StoreFolder; readonly content: ContentStore; readonly images: ImageStore },
  options: PruneOptions,
): Promise<PruneResult> {
  const { folder, content, images } = store;
  const removal = new Removal({ folder, ...options, own: options.own });
  const { cutoff } = removal;
  const dryRun = options.dryRun === true;
  if (!dryRun) await removeStaleIngests(folder, options.now);
  const blobs = await listBlobs(folder);

  const removedImages: Digest[] = [];
  const kept: ListedImage[] = [];
  for (const image of await images.list()) {
    const used = options.usedImages?.has(image.imageId) === true;
    const stays =
      used || image.references.length > 0 || options.keepImages === true || Date.parse(image.stored) > cutoff;
    if (stays) kept.push(image);
    else {
      if (!dryRun) await images.removeNameless(image.target.digest);
      removedImages.push(image.target.digest);
    }
  }
  const needed = await neededBy(content, kept);

  const { held = [], documents = [] } = options;
  const stay = new Set([...needed.blobs, ...documents, ...held.map((layer) => layer.blob)]);
  const cached = new Set(options.cached.map((layer) => layer.blob));
  const { only } = options;
  const unused = blobs.filter(
    (blob) => !stay.has(blob.digest) && blob.lastUsed <= cutoff && (only?.has(blob.digest) ?? true),
  );
  const victims = unused.filter((blob) => options.all || !cached.has(blob.digest));
  let left = sum(blobs) - sum(victims);
  const spare = unused
    .filter((blob) => !options.all && cached.has(blob.digest))
    .sort((a, b) => a.lastUsed - b.lastUsed);
  for (const blob of spare) {
    if (left <= (options.maxBytes ?? Infinity)) break;
    victims.push(blob);
    left -= blob.size;
  }
  const removed: Blob[] = [];
  for (const blob of victims) if (await removal.remove(blob.path)) removed.push(blob);
  const gone = new Set(removed.map((blob) => blob.digest));
  const result = { images: removedImages, blobs: [...gone], bytes: sum(removed) };
  if (dryRun) return result;

  const diffIds = new Set([...needed.diffIds, ...held.map((layer) => layer.diffId)]);
  for (const layer of options.cached) if (!gone.has(layer.blob) && !options.all) diffIds.add(layer.diffId);
  await removeIndexes(folder, diffIds, removal);
  return result;
}

async function neededBy(
  content: ContentStore,
  images: readonly ListedImage[],
): Promise<{ readonly blobs: ReadonlySet<Digest>; readonly diffIds: ReadonlySet<DiffId> }> {
  const blobs = new Set<Digest>();
  const diffIds = new Set<DiffId>();
  for (const { target } of images) {
    blobs.add(target.digest);
    try {
      const contents = await imageContents(content, target);
      for (const blob of contents.blobs) blobs.add(blob.digest);
      for (const manifest of contents.manifests) {
        for (const diffId of await diffIdsOf(content, manifest)) diffIds.add(diffId);
      }
    } catch (error) {
      // An image without one of its documents cannot be used, so the rest of it is not kept.
      if (!(error instanceof InfraError)) throw error;
    }
  }
  return { blobs, diffIds };
}

async function listBlobs(folder: StoreFolder): Promise<readonly Blob[]> {
  const blobs: Blob[] = [];
  for (const { algorithm, path } of folder.blobs) {
    for (const name of await readdir(path)) {
      const digest = `${algorithm}:${name}`;
      const stats = await stat(join(path, name)).catch(() => undefined);
      if (stats === undefined || !isDigest(digest)) continue;
      blobs.push({ digest, path: join(path, name), size: stats.size, lastUsed: stats.mtimeMs });
    }
  }
  return blobs;
}

async function removeIndexes(folder: StoreFolder, needed: ReadonlySet<DiffId>, removal: Removal): Promise<void> {
  const names = new Set([...needed].map(digestHex));
  for (const name of await readdir(folder.indexes)) {
    if (!names.has(name)) await removal.remove(join(folder.indexes, name));
  }
}

function sum(blobs: readonly Blob[]): number {
  return blobs.reduce((total, blob) => total + blob.size, 0);
}
