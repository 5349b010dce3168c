import type { TarEntry } from './tar-entries.js';

/** One path of a flattened image. */
export interface TreeEntry {
  readonly type: 'file' | 'dir' | 'symlink' | 'fifo' | 'char' | 'block';
  readonly mode: string;
  readonly owner: string;
  readonly mtime: number;
  readonly content?: Buffer;
  readonly target?: string;
  /** `major:minor`. */
  readonly device?: string;
  readonly xattrs: Readonly<Record<string, string>>;
  /** The same object for all names of one file. */
  readonly inode: object;
}

/** By absolute path, bytes as latin1; without the root itself unless a layer holds it. */
export type Tree = Map<string, TreeEntry>;

const TYPES: Readonly<Record<string, TreeEntry['type']>> = {
  '0': 'file',
  '2': 'symlink',
  '3': 'char',
  '4': 'block',
  '5': 'dir',
  '6': 'fifo',
  '7': 'file',
};

/** Lays layers over each other, lowest first, as the image specification's "applying changesets" says. */
export function flattenLayers(layers: Iterable<readonly TarEntry[]>): Tree {
  const tree: Tree = new Map();
  for (const layer of layers) applyLayer(tree, layer);
  return tree;
}

function applyLayer(tree: Tree, entries: readonly TarEntry[]): void {
  const own = new Set<string>();
  for (const entry of entries) {
    const path = absolute(entry.path);
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const parent = path.slice(0, slash);
    if (name === '.wh..wh..opq') {
      for (const below of [...tree.keys()]) {
        if (below.startsWith(`${parent}/`) && !own.has(below)) tree.delete(below);
      }
    } else if (name.startsWith('.wh.')) {
      remove(tree, `${parent}/${name.slice('.wh.'.length)}`);
    } else {
      own.add(path);
      put(tree, path, entry);
    }
  }
}

function put(tree: Tree, path: string, entry: TarEntry): void {
  if (entry.flag === '1') {
    const first = tree.get(absolute(entry.target));
    if (first === undefined) throw new Error(`hard link ${path} to ${entry.target}, which is not there`);
    remove(tree, path);
    tree.set(path, first);
    return;
  }
  const type = TYPES[entry.flag];
  if (type === undefined) throw new Error(`${path}: type flag ${entry.flag}`);
  if (type !== 'dir' || tree.get(path)?.type !== 'dir') remove(tree, path);
  tree.set(path, {
    type,
    mode: entry.mode.toString(8).padStart(4, '0'),
    owner: `${entry.uid}:${entry.gid}`,
    mtime: entry.mtime,
    xattrs: entry.xattrs,
    inode: {},
    ...(type === 'file' ? { content: entry.content } : {}),
    ...(type === 'symlink' ? { target: entry.target } : {}),
    ...(type === 'char' || type === 'block' ? { device: entry.device } : {}),
  });
}

function remove(tree: Tree, path: string): void {
  if (tree.get(path)?.type !== 'dir') {
    tree.delete(path);
    return;
  }
  for (const below of [...tree.keys()]) if (below === path || below.startsWith(`${path}/`)) tree.delete(below);
}

function absolute(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}
