import type { Digest, Hashed } from './digest.js';

/*
 * What the parts of a build are known by. All are hashes, and all but one are written alike, so that only their types keep
 * them apart. They are made by the functions of this file, and read by `identity-schema.ts`; nothing else casts to them.
 */

/** sha256 of a layer's uncompressed tar (image-spec, "Layer DiffID"). Layer indexes and snapshots have it for their name. */
export type DiffId = Hashed<'DiffId'>;

/** Over a layer's entries without their times: `layer/tree-digest.ts`. */
export type TreeDigest = Hashed<'TreeDigest'>;

/** What stands for a layer's content in keys. */
export type ContentId = Hashed<'ContentId'>;

/** What stands for a stack of layers in keys: `snapshotId` in `engine/keys.ts`. */
export type SnapshotId = Hashed<'SnapshotId'>;

/** The key of a step, under which its record is kept: `stepKey` in `engine/keys.ts`. */
export type CacheKey = Hashed<'CacheKey'>;

/** The id that people know an image by. */
export type ImageId = Hashed<'ImageId'>;

/**
 * What a cache mount's content is known by on every machine: `layer/mount-key.ts`. It names folders and stands in packs and
 * journals, and so it is the hex alone.
 */
export type MountKey = string & { readonly __brand: 'MountKey' };

/** @param hex 64 lower-case hexadecimal characters, here and below */
export function diffIdOfHex(hex: string): DiffId {
  return sha256Text(hex) as DiffId;
}

/** The blob of a layer that is not compressed is its tar. */
export function diffIdOfTar(blob: Digest): DiffId {
  return blob as string as DiffId;
}

export function treeDigestOfHex(hex: string): TreeDigest {
  return sha256Text(hex) as TreeDigest;
}

/** A layer that a step made goes by its tree: made again at another time it has another tar, and means the same. */
export function contentIdOfTree(tree: TreeDigest): ContentId {
  return tree as string as ContentId;
}

/** A base's layer goes by its diff id, which the image's config says: its tree is not known without its bytes. */
export function contentIdOfBase(diffId: DiffId): ContentId {
  return diffId as string as ContentId;
}

export function snapshotIdOfHex(hex: string): SnapshotId {
  return sha256Text(hex) as SnapshotId;
}

/** For a step whose result depends on one layer's very bytes, times and all. */
export function snapshotIdOfBytes(diffId: DiffId): SnapshotId {
  return diffId as string as SnapshotId;
}

export function cacheKeyOfHex(hex: string): CacheKey {
  return sha256Text(hex) as CacheKey;
}

/** An image's id is the digest of its config. */
export function imageIdOf(config: Digest): ImageId {
  return config as string as ImageId;
}

/** Of several platforms' configs none is the image's: its index is. */
export function imageIdOfIndex(index: Digest): ImageId {
  return index as string as ImageId;
}

/** An ARG before the first FROM stands on no image. Logs show an id behind each step, and there it is the step's key. */
export function imageIdOfArgument(key: CacheKey): ImageId {
  return key as string as ImageId;
}

export function mountKeyOfHex(hex: string): MountKey {
  return hex as MountKey;
}

export function isMountKey(text: string): text is MountKey {
  return /^[a-f0-9]{64}$/.test(text);
}

function sha256Text(hex: string): string {
  return `sha256:${hex}`;
}
