import { pathFromRoot } from '../../files/root-folder.js';
import { digestHex, type Digest } from '../../oci/digest.js';
import type { CacheKey, ContentId, DiffId } from '../../oci/identity.js';

/** The paths below the root of the files for a record, a list of files, a tree, an index and a blob. */
export const packedPath = {
  record: (key: CacheKey) => pathFromRoot('records', digestHex(key)),
  list: (digest: Digest) => pathFromRoot('fileLists', digestHex(digest)),
  tree: (contentId: ContentId) => pathFromRoot('trees', digestHex(contentId)),
  index: (diffId: DiffId) => pathFromRoot('indexes', digestHex(diffId)),
  sizes: (diffId: DiffId) => pathFromRoot('pathSizes', digestHex(diffId)),
  invocation: (hash: string) => pathFromRoot('invocations', hash),
  blob: (digest: Digest) => pathFromRoot('blobs', 'sha256', digestHex(digest)),
} as const;

/** The kinds of files in a pack. */
export type PackedKind = 'blob' | 'index' | 'record' | 'list' | 'tree' | 'scope' | 'baseline' | 'sizes' | 'invocation';

/** What builds whose steps all hit can do without. Such files may be in parcels beside the pack. */
const DETAILS: ReadonlySet<PackedKind | undefined> = new Set(['index', 'list', 'blob']);

const FOLDERS: Readonly<Record<PackedKind, string>> = {
  blob: pathFromRoot('blobs', 'sha256'),
  index: pathFromRoot('indexes'),
  record: pathFromRoot('records'),
  list: pathFromRoot('fileLists'),
  tree: pathFromRoot('trees'),
  scope: pathFromRoot('scopes'),
  sizes: pathFromRoot('pathSizes'),
  invocation: pathFromRoot('invocations'),
  baseline: pathFromRoot('baselines'),
};
const KINDS = new Map(Object.entries(FOLDERS).map(([kind, folder]) => [folder, kind as PackedKind]));

/** The paths that files of a pack may have. A pack cannot write any other file below a machine's root. */
export const PACKED_PATH = new RegExp(`^(?:${Object.values(FOLDERS).join('|')})/[a-f0-9]{64}$`);

export function isPackedPath(path: string): boolean {
  return PACKED_PATH.test(path);
}

/** @returns `undefined` for a path that no file of a pack may have */
export function packedKind(path: string): PackedKind | undefined {
  return isPackedPath(path) ? KINDS.get(path.slice(0, path.lastIndexOf('/'))) : undefined;
}

/** @param path of a file of a pack */
export function isDetail(path: string): boolean {
  return DETAILS.has(packedKind(path));
}
