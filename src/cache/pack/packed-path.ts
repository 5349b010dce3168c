import { pathFromRoot } from '../../files/root-folder.js';
import { digestHex, type Digest } from '../../oci/digest.js';
import type { CacheKey, ContentId, DiffId } from '../../oci/identity.js';

/** Paths from the root on of what a record, list of files, tree, index or blob is kept in. */
export const packedPath = {
  record: (key: CacheKey) => pathFromRoot('records', digestHex(key)),
  list: (digest: Digest) => pathFromRoot('fileLists', digestHex(digest)),
  tree: (contentId: ContentId) => pathFromRoot('trees', digestHex(contentId)),
  index: (diffId: DiffId) => pathFromRoot('indexes', digestHex(diffId)),
  blob: (digest: Digest) => pathFromRoot('blobs', 'sha256', digestHex(digest)),
} as const;

/** What a file of a pack is. */
export type PackedKind = 'blob' | 'index' | 'record' | 'list' | 'tree' | 'scope' | 'baseline';

const FOLDERS: Readonly<Record<PackedKind, string>> = {
  blob: pathFromRoot('blobs', 'sha256'),
  index: pathFromRoot('indexes'),
  record: pathFromRoot('records'),
  list: pathFromRoot('fileLists'),
  tree: pathFromRoot('trees'),
  scope: pathFromRoot('scopes'),
  baseline: pathFromRoot('baselines'),
};
const KINDS = new Map(Object.entries(FOLDERS).map(([kind, folder]) => [folder, kind as PackedKind]));

/** The paths that a pack may bring: nothing else of a machine's root is ever written from one. */
export const PACKED_PATH = new RegExp(`^(?:${Object.values(FOLDERS).join('|')})/[a-f0-9]{64}$`);

export function isPackedPath(path: string): boolean {
  return PACKED_PATH.test(path);
}

/** @returns `undefined` for a path that no pack may bring */
export function packedKind(path: string): PackedKind | undefined {
  return isPackedPath(path) ? KINDS.get(path.slice(0, path.lastIndexOf('/'))) : undefined;
}
