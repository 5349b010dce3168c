import { EngineBug } from '../../errors.js';
import type { EntryMetadata, NewEntry } from '../../layer/entry.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { parentPath } from '../../text/path-parts.js';

/** Where the bytes of a laid out file come from. */
export type ContentOrigin =
  | { readonly kind: 'tree'; readonly tree: SourceTree; readonly path: string }
  | { readonly kind: 'archive'; readonly archive: ArchiveFile; readonly member: number };

/** An archive in a source tree, to be read once more when the layer is written. */
export interface ArchiveFile {
  readonly tree: SourceTree;
  readonly path: string;
}

type Body =
  | { readonly type: 'directory' }
  | { readonly type: 'file'; readonly size: number; readonly content: ContentOrigin }
  | { readonly type: 'symlink'; readonly target: string }
  | { readonly type: 'char' | 'block'; readonly major: number; readonly minor: number }
  | { readonly type: 'fifo' };

/** What a name leads to; several names may share one. */
export interface Inode {
  readonly body: Body;
  metadata: EntryMetadata;
}

interface Place {
  readonly inode: Inode;
  /** Nothing of the layers below shows below this path. */
  readonly fresh: boolean;
  /** The layers below have a directory here, which this one replaces instead of adding to it. */
  readonly opaque: boolean;
}

export interface PlacedEntry {
  readonly entry: NewEntry;
  /** For files. */
  readonly content?: ContentOrigin;
}

/**
 * The image's flattened tree with what an instruction changes laid over it, as overlayfs would have it: the changes alone
 * become the layer. Paths are real: whoever calls has resolved links.
 */
export class DestinationTree {
  readonly #below: SourceTree | undefined;
  readonly #places = new Map<string, Place>();
  /** mtimes of directories of the image that are only worth a word if the layer names them anyway. */
  readonly #touched = new Map<string, number>();

  /** @param below absent for an empty root */
  constructor(below: SourceTree | undefined) {
    this.#below = below;
  }

  async lstat(path: string): Promise<SourceEntry | undefined> {
    const place = this.#places.get(path);
    if (place !== undefined) return shownEntry(path, place.inode);
    if (path === '') return (await this.#below?.lstat('')) ?? emptyRoot();
    return this.#lowerShows(path) ? this.#below?.lstat(path) : undefined;
  }

  /** Puts `inode` at `path`, whose parent is a directory, in place of whatever is there. */
  async put(path: string, inode: Inode): Promise<void> {
    if (path === '') throw new EngineBug('the root of an image cannot be replaced');
    await this.#keep(parentPath(path));
    const replaced = this.#places.get(path);
    const lower = this.#lowerShows(path) ? await this.#below?.lstat(path) : undefined;
    if (replaced?.inode.body.type === 'directory') this.#removeBelow(path);
    this.#touched.delete(path);
    this.#places.set(path, {
      inode,
      fresh: true,
      opaque: inode.body.type === 'directory' && lower?.type === 'directory',
    });
  }

  /** The inode at an existing `path`, taken into the layer so that it can be changed or get another name. */
  async open(path: string): Promise<Inode> {
    if (path === '') throw new EngineBug('the root of an image is not part of any layer');
    const place = this.#places.get(path);
    if (place !== undefined) return place.inode;
    const entry = await this.lstat(path);
    if (entry === undefined || this.#below === undefined) throw new EngineBug(`there is no ${path} to change`);
    await this.#keep(parentPath(path));
    return this.#take(path, entry, this.#below);
  }

  /** Notes an mtime for the directory at `path`, which alone is no reason to name it in the layer. */
  touch(path: string, mtime: number): void {
    const place = this.#places.get(path);
    if (place === undefined) this.#touched.set(path, mtime);
    else place.inode.metadata = { ...place.inode.metadata, mtime };
  }

  /** The layer: sorted by path, so that parents stand before their children; the first of a file's names carries it. */
  entries(): readonly PlacedEntry[] {
    const names = new Map<Inode, string>();
    return [...this.#places.keys()].sort(byCodeUnit).map((path) => {
      const place = this.#places.get(path);
      if (place === undefined) throw new EngineBug(`${path} vanished`);
      const first = names.get(place.inode);
      if (first !== undefined) return { entry: { path, type: 'hardlink', target: first } };
      names.set(place.inode, path);
      return placedEntry(path, place);
    });
  }

  /** Names the directories above a change in the layer, as they are. */
  async #keep(path: string): Promise<void> {
    if (path === '' || this.#places.has(path)) return;
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
    this.#places.set(path, { inode, fresh: false, opaque: false });
    return inode;
  }

  /** Whether the layers below could show something at `path`, but for what this layer has there itself. */
  #lowerShows(path: string): boolean {
    for (let at = parentPath(path); at !== ''; at = parentPath(at)) {
      const place = this.#places.get(at);
      if (place !== undefined) return !place.fresh;
    }
    return true;
  }

  #removeBelow(path: string): void {
    const prefix = `${path}/`;
    for (const name of this.#places.keys()) if (name.startsWith(prefix)) this.#places.delete(name);
    for (const name of this.#touched.keys()) if (name.startsWith(prefix)) this.#touched.delete(name);
  }
}

/** What a source entry is, with its content to be had from `content` if it is a file. */
export function bodyOf(entry: SourceEntry, content: ContentOrigin): Body {
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

function placedEntry(path: string, { inode: { body, metadata }, opaque }: Place): PlacedEntry {
  if (body.type === 'file') {
    const { mode, uid, gid, mtime, xattrs } = metadata;
    const { size, content } = body;
    // Spelt out: a spread would give each of many thousand entries a hidden class of its own.
    if (xattrs === undefined) return { entry: { type: 'file', path, mode, uid, gid, mtime, size }, content };
    return { entry: { type: 'file', path, mode, uid, gid, mtime, xattrs, size }, content };
  }
  if (body.type === 'directory' && opaque) return { entry: { path, type: 'directory', ...metadata, opaque: true } };
  return { entry: { path, ...body, ...metadata } };
}

function emptyRoot(): SourceEntry {
  return { path: '', type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
