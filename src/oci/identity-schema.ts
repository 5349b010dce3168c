import type { CheckedJson } from '../json/document.js';
import { type Reader, ShapeFault, text } from '../json/schema.js';
import { digest, readDigest } from './digest-schema.js';
import {
  type CacheKey,
  type ContentId,
  type DiffId,
  type ImageId,
  type MountKey,
  isMountKey,
  type SnapshotId,
} from './identity.js';

/*
 * Identities in documents. There they all look like digests: which one a field holds, the document's format says.
 */

export const diffId: Reader<DiffId> = (value, at) => digest(value, at) as string as DiffId;

export const contentId: Reader<ContentId> = (value, at) => digest(value, at) as string as ContentId;

export const cacheKey: Reader<CacheKey> = (value, at) => digest(value, at) as string as CacheKey;

const snapshotId: Reader<SnapshotId> = (value, at) => digest(value, at) as string as SnapshotId;

/** Of a step that may not read what it stands on. */
export const parentId: Reader<SnapshotId | ''> = (value, at) => (value === '' ? '' : snapshotId(value, at));

export const mountKey: Reader<MountKey> = (value, at) => {
  const given = text(value, at);
  if (!isMountKey(given)) throw new ShapeFault(`${at} is not the key of a cache mount`);
  return given;
};

/** For documents that are read field by field. @throws InfraError when the value is none */
export function readDiffId(value: CheckedJson): DiffId {
  return readDigest(value) as string as DiffId;
}

/** @throws as `readDiffId` */
export function readImageId(value: CheckedJson): ImageId {
  return readDigest(value) as string as ImageId;
}
