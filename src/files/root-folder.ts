import { join } from 'node:path';

/**
 * The folders below the root folder (`--root`): their paths, and what is in them. These names are written nowhere else in
 * the code. The table in docs/ARCHITECTURE.md says the same.
 */
export const ROOT_FOLDERS = {
  blobs: { path: 'blobs', holds: 'content, `<algorithm>/<hex>` as in an OCI layout: layers, configs, manifests' },
  indexes: { path: 'indexes', holds: 'layer indexes, by the hex of the diff id' },
  imageIds: { path: 'images/ids', holds: 'the images of the local store, by the hex of their digest' },
  imageTags: { path: 'images/tags', holds: 'the names of those images, by hash: which image each name means' },
  imageSizes: {
    path: 'images/sizes',
    holds: 'how large the layers of those images are when unpacked, by the same hex',
  },
  pathSizes: { path: 'cache/sizes', holds: 'where the bytes of layers are, for reports, by the hex of the diff id' },
  invocations: {
    path: 'cache/invocations',
    holds: 'which build first made an image, by a hash of what its provenance says',
  },
  records: { path: 'cache/records', holds: 'step records, by the hex of the cache key' },
  fileLists: { path: 'cache/lists', holds: 'the long lists of files in records, by digest' },
  trees: { path: 'cache/trees', holds: 'the layer that first had a tree, by tree digest' },
  scopes: { path: 'cache/scopes', holds: 'the steps of the last build of each scope, by hash of its name' },
  baselines: { path: 'cache/reports', holds: 'baselines: the result of the last good build on each branch' },
  recordUses: { path: 'cache/uses', holds: 'one byte for each build that found a record, by its key' },
  mountNames: { path: 'cache/mounts', holds: 'the ids of cache mounts, by their keys' },
  journals: { path: 'cache/journals', holds: 'what the last build of each scope used and made, for saving its cache' },
  restoredPacks: { path: 'cache/restored', holds: 'the listings of the packs that this build began with' },
  downloads: { path: 'cache/downloads', holds: 'what servers answered about downloads, by a hash of the address' },
  builderRecords: {
    path: 'builder-records',
    holds: 'what the builds of builders were made from: a folder as `cache/`, without any bytes of layers',
  },
  snapshots: {
    path: 'snapshots',
    holds: 'unpacked layers, by diff id, or stacks of them; separate for root and for user namespaces',
  },
  work: { path: 'work', holds: 'a private folder for each worker that runs' },
  cacheMounts: {
    path: 'cache-mounts',
    holds: 'the folders behind `RUN --mount=type=cache` by key; separate in the same way',
  },
  containers: { path: 'containers', holds: 'containers by id: what each is, its state, and what it printed' },
  containerNames: { path: 'container-names', holds: 'the names of containers: which container each means' },
  containerFiles: { path: 'container-files', holds: 'what containers wrote, by id; separate in the same way' },
  thinPools: {
    path: 'thin-pools',
    holds: 'the volumes of `--storage-driver devicemapper`, of layers and of containers; separate in the same way',
  },
  runtimes: { path: 'runtimes', holds: 'a container runtime that was fetched because the machine has none' },
  ingest: { path: 'ingest', holds: 'files and folders in the making: nothing here has its final name' },
  actionsIngest: { path: 'ingest/actions', holds: 'the same, for what goes through @actions/cache' },
  leases: { path: 'leases', holds: 'one file for each build that runs' },
  claims: { path: 'claims', holds: 'one file for each step of a job whose post has yet to run' },
} as const satisfies Record<string, { readonly path: string; readonly holds: string }>;

export type RootFolder = keyof typeof ROOT_FOLDERS;

/** The names that are directly below the root. */
export function topFolders(): ReadonlySet<string> {
  return new Set(Object.values(ROOT_FOLDERS).map(({ path }) => path.split('/', 1)[0] ?? path));
}

/** The folder of everything that is kept for later builds, except blobs and indexes. */
export const CACHE_FOLDER = 'cache';

/** The path of a folder, or of a name in it, relative to the root and with `/`. Packs and journals have such paths. */
export function pathFromRoot(folder: RootFolder, ...names: readonly string[]): string {
  return [ROOT_FOLDERS[folder].path, ...names].join('/');
}

/** The same below a given root. */
export function pathInRoot(root: string, folder: RootFolder, ...names: readonly string[]): string {
  return join(root, ROOT_FOLDERS[folder].path, ...names);
}
