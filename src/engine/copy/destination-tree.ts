import { EngineBug } from '../../errors.js';
import type { EntryMetadata, NewEntry } from '../../layer/entry.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { parentPath } from '../../text/path-parts.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

/** Where the bytes of a file in the layer come from. */
export type ContentSource =
  | { readonly kind: 'tree'; readonly tree: SourceTree; readonly path: string }
  | { readonly kind: 'archive'; readonly archive: TreeFile; readonly member: number };

/** A file of a source tree. */
export interface TreeFile {
  readonly tree: SourceTree;
  readonly path: string;
}

type Body =
  | { readonly type: 'directory' }
  | { readonly type: 'file'; readonly size: number; readonly content: ContentSource }
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'char' | 'block'; readonly major: number; readonly minor: number }
  | { readonly type: 'fifo' };

/** A file or directory. Several names may share one. */
export interface Inode {
  readonly body: Body;
  metadata: EntryMetadata;
}

interface Node {
  readonly inode: Inode;
  /** Nothing of the layers below shows through below this path. */
  readonly fresh: boolean;
  /** It replaces a directory of the layers below, and does not add to it. */
  readonly opaque: boolean;
}

export interface LaidOutEntry {
  readonly entry: NewEntry;
  /** For files. */
  readonly content?: ContentSource;
}

/**
 * The image's flattened tree, with the changes of an instruction laid over it as in overlayfs. The changes become the layer. Callers
 * resolve links: the paths here are real.
 */
export class DestinationTree {
  readonly #below: SourceTree | undefined;
  readonly #nodes = new Map<string, Node>();
  /** New mtimes for directories of the image. They only count if the layer has the directory for another reason. */
  readonly #touched = new Map<string, number>();

  /** @param below absent for an empty root */
  constructor(below: SourceTree | undefined) {
    this.#below = below;
  }

  async lstat(path: string): Promise<SourceEntry | undefined> {
    const node = this.#nodes.get(path);
    if (node !== undefined) return shownEntry(path, node.inode);
    if (path === '') return (await this.#below?.lstat('')) ?? emptyRoot();
    return this.#lowerShows(path) ? this.#below?.lstat(path) : undefined;
  }

  /** Puts `inode` at `path`, and replaces what is there. The parent must be a directory. */
  async put(path: string, inode: Inode): Promise<void> {
    if (path === '') throw new EngineBug('the root of an image cannot be replaced');
    await this.#keep(parentPath(path));
    const replaced = this.#nodes.get(path);
    const lower = this.#lowerShows(path) ? await this.#below?.lstat(path) : undefined;
    if (replaced?.inode.body.type === 'directory') this.#removeBelow(path);
    this.#touched.delete(path);
    this.#nodes.set(path, {
      inode,
      fresh: true,
      opaque: inode.body.type === 'directory' && lower?.type === 'directory',
    });
  }

  /** The inode at an existing `path`. It becomes part of the layer, so that it can be changed or get another name. */
  async open(path: string): Promise<Inode> {
    if (path === '') throw new EngineBug('the root of an image is not part of any layer');
    const node = this.#nodes.get(path);
    if (node !== undefined) return node.inode;
    const entry = await this.lstat(path);
    if (entry === undefined || this.#below === undefined) throw new EngineBug(`there is no ${path} to change`);
    await this.#keep(parentPath(path));
    return this.#take(path, entry, this.#below);
  }

  /** Sets the mtime of the directory at `path`. This alone does not make it part of the layer. */
  touch(path: string, mtime: number): void {
    const node = this.#nodes.get(path);
    if (node === undefined) this.#touched.set(path, mtime);
    else node.inode.metadata = { ...node.inode.metadata, mtime };
  }

  /** The layer, sorted by path, so that parents come before children. Of hard links the first one is the file. */
  entries(): readonly LaidOutEntry[] {
    const names = new Map<Inode, string>();
    return [...this.#nodes.keys()].sort(byCodeUnit).map((path) => {
      const node = this.#nodes.get(path);
      if (node === undefined) throw new EngineBug(`${path} vanished`);
      const first = names.get(node.inode);
      if (first !== undefined) return { entry: { path, type: 'hardlink', target: first } };
      names.set(node.inode, path);
      return laidOutEntry(path, node);
    });
  }

  /** Makes the directories above a change part of the layer, as they are. */
  async #keep(path: string): Promise<void> {
    if (path === '' || this.#nodes.has(path)) return;
    await this.#keep(parentPath(path));
    const entry = await this.#below?.lstat(path);
    if (entry?.type !== 'directory' || this.#below === undefined) throw new EngineBug(`${path} is no directory`);
    this.#take(path, entry, this.#below);
  }

  #take(path: string, entry: SourceEntry, tree: SourceTree): Inode {
    const mtime = this.#touched.get(path);
    const { mode, uid, gid, xattrs } = entry;
    const inode: Inode = {
      body: bodyOf(entry, { kind: 'tree', tree, path }),
      metadata: { mode, uid, gid, mtime: mtime ?? entry.mtime, ...(xattrs === undefined ? {} : { xattrs }) },
    };
    this.#touched.delete(path);
    this.#nodes.set(path, { inode, fresh: false, opaque: false });
    return inode;
  }

  /** Whether the layers below could show something at `path` if this layer had nothing there. */
  #lowerShows(path: string): boolean {
    for (let at = parentPath(path); at !== ''; at = parentPath(at)) {
      const node = this.#nodes.get(at);
      if (node !== undefined) return !node.fresh;
    }
    return true;
  }

  #removeBelow(path: string): void {
    const prefix = `${path}/`;
    for (const name of this.#nodes.keys()) if (name.startsWith(prefix)) this.#nodes.delete(name);
    for (const name of this.#touched.keys()) if (name.startsWith(prefix)) this.#touched.delete(name);
  }
}

/** @param content of a file */
export function bodyOf(entry: SourceEntry, content: ContentSource): Body {
  switch (entry.type) {
    case 'file':
      return { type: 'file', size: entry.size, content };
    case 'symlink':
      return { type: 'symlink', target: entry.target };
    case 'char':
    case 'block':
      return { type: entry.type, major: entry.major, minor: entry.minor };
    case 'directory':
      return { type: 'directory' };
    case 'fifo':
      return { type: 'fifo' };
  }
}

function shownEntry(path: string, { body, metadata }: Inode): SourceEntry {
  if (body.type === 'file') return { path, type: 'file', size: body.size, ...metadata };
  return { path, ...body, ...metadata };
}

function laidOutEntry(path: string, { inode: { body, metadata }, opaque }: Node): LaidOutEntry {
  if (body.type === 'file') {
    const { mode, uid, gid, mtime, xattrs } = metadata;
    const { size, content } = body;
    // No spread: with it, V8 gives each of many thousand entries its own hidden class.
    if (xattrs === undefined) return { entry: { type: 'file', path, mode, uid, gid, mtime, size }, content };
    return { entry: { type: 'file', path, mode, uid, gid, mtime, xattrs, size }, content };
  }
  if (body.type === 'directory' && opaque) return { entry: { path, type: 'directory', ...metadata, opaque: true } };
  return { entry: { path, ...body, ...metadata } };
}

function emptyRoot(): SourceEntry {
  return { path: '', type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
