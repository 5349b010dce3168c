import { join } from 'node:path';

/**
 * The folders below the root folder (`--root`): the path of each from there, and what is in it. Nobody else writes these names,
 * and the table in docs/ARCHITECTURE.md says the same.
 */
export const ROOT_FOLDERS = {
  blobs: { path: 'blobs', holds: 'content, `<algorithm>/<hex>` as in an OCI layout: layers, configs, manifests' },
  indexes: { path: 'indexes', holds: 'layer indexes, by the hex of the diff id' },
  imageIds: { path: 'images/ids', holds: 'the images of the local store, by the hex of their digest' },
  imageTags: { path: 'images/tags', holds: 'their names, by hash: which image each one means' },
  records: { path: 'cache/records', holds: 'step records, by the hex of the cache key' },
  fileLists: { path: 'cache/lists', holds: 'the long lists of files in records, by digest' },
  trees: { path: 'cache/trees', holds: 'the layer that first had a tree, by tree digest' },
  scopes: { path: 'cache/scopes', holds: 'the steps of the last build of each scope, by hash of its name' },
  baselines: { path: 'cache/reports', holds: 'baselines: what the last good run of a build came to on each branch' },
  recordUses: { path: 'cache/uses', holds: 'one byte for each build that found a record, by its key' },
  mountNames: { path: 'cache/mounts', holds: 'the ids of cache mounts, by their keys' },
  journals: { path: 'cache/journals', holds: 'what the last build of each scope used and made, for saving its cache' },
  restoredPacks: { path: 'cache/restored', holds: 'the listings of the packs that it began with' },
  downloads: { path: 'cache/downloads', holds: 'what servers said of downloads, by a hash of their addresses' },
  snapshots: { path: 'snapshots', holds: 'unpacked layers by diff id, apart for root and for user namespaces' },
  work: { path: 'work', holds: 'a private folder for each worker that runs' },
  cacheMounts: { path: 'cache-mounts', holds: 'the folders behind `RUN --mount=type=cache` by key, apart likewise' },
  runtimes: { path: 'runtimes', holds: 'a container runtime that was fetched because the machine has none' },
  ingest: { path: 'ingest', holds: 'files and folders in the making: nothing here has its final name' },
  actionsIngest: { path: 'ingest/actions', holds: 'the same, for what goes through @actions/cache' },
  leases: { path: 'leases', holds: 'one file for each build that runs' },
} as const satisfies Record<string, { readonly path: string; readonly holds: string }>;

export type RootFolder = keyof typeof ROOT_FOLDERS;

/** All that is kept for later builds, without the blobs and indexes. */
export const CACHE_FOLDER = 'cache';

/** The path of a folder, or of a name in it, from the root on and with `/`: so packs and journals write it. */
export function pathFromRoot(folder: RootFolder, ...names: readonly string[]): string {
  return [ROOT_FOLDERS[folder].path, ...names].join('/');
}

/** The same below a given root. */
export function pathInRoot(root: string, folder: RootFolder, ...names: readonly string[]): string {
  return join(root, ROOT_FOLDERS[folder].path, ...names);
}
