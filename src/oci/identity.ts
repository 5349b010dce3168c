import { sha256, type Digest, type Hashed } from './digest.js';

/*
 * The identities of the parts of a build. All are hashes, and all but one look like digests, so that only their types keep them
 * apart. They are made by the functions of this file and read by `identity-schema.ts`; nothing else casts to them.
 */

/** sha256 of a layer's uncompressed tar (image-spec, "Layer DiffID"). Layer indexes and snapshots are named by it. */
export type DiffId = Hashed<'DiffId'>;

/** Over a layer's entries without their times: `layer/tree-digest.ts`. */
export type TreeDigest = Hashed<'TreeDigest'>;

/** Identifies a layer's content in the keys of steps. */
export type ContentId = Hashed<'ContentId'>;

/** Identifies a stack of layers in the keys of steps: `snapshotId` in `engine/keys.ts`. */
export type SnapshotId = Hashed<'SnapshotId'>;

/** The key of a step, which its record is kept under: `stepKey` in `engine/keys.ts`. */
export type CacheKey = Hashed<'CacheKey'>;

/** The image id that `docker images` shows. */
export type ImageId = Hashed<'ImageId'>;

/**
 * Identifies a cache mount on every machine: `layer/mount-key.ts`. It is the hex alone, since it is also the name of a
 * folder.
 */
export type MountKey = string & { readonly __brand: 'MountKey' };

/** @param hex 64 lower-case hexadecimal characters, here and below */
export function diffIdOfHex(hex: string): DiffId {
  return sha256Text(hex) as DiffId;
}

/** To show it as the id of a layer. */
export function digestOfDiffId(diffId: DiffId): Digest {
  return diffId as string as Digest;
}

/** For a layer that is not compressed: its blob is the tar. */
export function diffIdOfTar(blob: Digest): DiffId {
  return blob as string as DiffId;
}

export function treeDigestOfHex(hex: string): TreeDigest {
  return sha256Text(hex) as TreeDigest;
}

/** For a layer that a step made. Made again, it has the same tree, but with other times, and so another tar. */
export function contentIdOfTree(tree: TreeDigest): ContentId {
  return tree as string as ContentId;
}

/** For a layer of a base. Its config names the diff id; the tree is not known before the layer is downloaded. */
export function contentIdOfBase(diffId: DiffId): ContentId {
  return diffId as string as ContentId;
}

/** For a layer that another builder made: its tree is not known, and it is no base's. */
export function contentIdOfForeign(diffId: DiffId): ContentId {
  return sha256(Buffer.from(`made elsewhere ${diffId}`)) as string as ContentId;
}

export function snapshotIdOfHex(hex: string): SnapshotId {
  return sha256Text(hex) as SnapshotId;
}

/** For a step whose result depends on all bytes of one layer, its times included. */
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

/** The digest of the document that has the id: the config, or the index. */
export function digestOfImage(id: ImageId): Digest {
  return id as string as Digest;
}

/** For an image of several platforms, which has several configs, and one index. */
export function imageIdOfIndex(index: Digest): ImageId {
  return index as string as ImageId;
}

/** For an ARG before the first FROM, where there is no image yet: logs show an id for each step, and here it is the key. */
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
