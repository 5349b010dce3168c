import { digestHex, sha256 } from '../../src/oci/digest.js';
import {
  cacheKeyOfHex,
  contentIdOfTree,
  diffIdOfHex,
  imageIdOf,
  mountKeyOfHex,
  snapshotIdOfHex,
  treeDigestOfHex,
  type CacheKey,
  type ContentId,
  type DiffId,
  type ImageId,
  type MountKey,
  type SnapshotId,
  type TreeDigest,
} from '../../src/oci/identity.js';

/* Identities of things that are not there: the same for the same text, and another for each kind's other texts. */

export function someDiffId(text: string): DiffId {
  return diffIdOfHex(hexOf(text));
}

export function someTree(text: string): TreeDigest {
  return treeDigestOfHex(hexOf(text));
}

export function someContentId(text: string): ContentId {
  return contentIdOfTree(someTree(text));
}

export function someSnapshotId(text: string): SnapshotId {
  return snapshotIdOfHex(hexOf(text));
}

export function someCacheKey(text: string): CacheKey {
  return cacheKeyOfHex(hexOf(text));
}

export function someImageId(text: string): ImageId {
  return imageIdOf(sha256(text));
}

export function someMountKey(text: string): MountKey {
  return mountKeyOfHex(hexOf(text));
}

function hexOf(text: string): string {
  return digestHex(sha256(text));
}
