import { type Decoder, refine, string } from '../json/decoder.js';
import { digest } from './digest-schema.js';
import {
  type CacheKey,
  type ContentId,
  type DiffId,
  type ImageId,
  isMountKey,
  type SnapshotId,
  type TreeDigest,
} from './identity.js';

/*
 * Identities in documents. They all look like digests there: which of them a field holds depends on the document's format.
 */

export const diffId: Decoder<DiffId> = (value) => digest(value) as string as DiffId;

export const treeDigest: Decoder<TreeDigest> = (value) => digest(value) as string as TreeDigest;

export const contentId: Decoder<ContentId> = (value) => digest(value) as string as ContentId;

export const cacheKey: Decoder<CacheKey> = (value) => digest(value) as string as CacheKey;

export const imageId: Decoder<ImageId> = (value) => digest(value) as string as ImageId;

/** Empty for a step that may not read the layers below it. */
export const parentId: Decoder<SnapshotId | ''> = (value) =>
  value === '' ? '' : (digest(value) as string as SnapshotId);

export const mountKey = refine(string, isMountKey, 'the key of a cache mount');
