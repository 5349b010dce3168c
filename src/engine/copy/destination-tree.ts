import { EngineBug } from '../../errors.js';
import type { EntryMetadata, LayerEntry, NewEntry } from '../../layer/entry.js';
import { EntryBodies } from '../../layer/entry-bodies.js';
import { GrowingNumbers } from '../../layer/packed/growing-numbers.js';
import { PathTable } from '../../layer/packed/path-table.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { parentPath } from '../../text/path-parts.js';
import { ContentSources, type ContentSource } from './content-sources.js';
import type { EntryLimit } from './copy-request.js';

/** What a path gets. Its own path and, for a file, that of its source are told beside it. */
export type NewNode = WithoutPath<SourceEntry>;
type WithoutPath<Entry> = Entry extends SourceEntry ? Omit<Entry, 'path' | 'inode'> : never;

export interface LaidOutEntry {
  readonly entry: NewEntry;
  /** For files. */
  readonly content?: ContentSource;
}

/** The entries of a layer, sorted by path, so that parents come before children. They are made when they are asked for. */
export interface LaidOut extends Iterable<LaidOutEntry> {
  readonly size: number;
  /** Theirs, and maybe others. */
  readonly paths: PathTable;
}

/** Nothing of the layers below shows through below this path. */
const FRESH = 1;
/** It replaces a directory of the layers below, and does not add to it. */
const OPAQUE = 2;
const FLAGS = 4;

/**
 * The image's flattened tree, with the changes of an instruction laid over it as in overlayfs. The changes become the layer. Callers
 * resolve links: the paths here are real.
 */
export class DestinationTree implements LaidOut {
  readonly #below: SourceTree | undefined;
  readonly paths = new PathTable();
  /** For each path that is part of the layer: 1 + the number of its inode, times 4, and its flags. */
  readonly #nodes = new GrowingNumbers();
  /** Files and directories by their numbers. Several names may share one. */
  readonly #inodes = new EntryBodies();
  readonly #contents = new ContentSources();
  /** Of inodes with several names. */
  readonly #linked = new Set<number>();
  /** New mtimes for directories of the image. They only count if the layer has the directory for another reason. */
  readonly #touched = new Map<string, number>();
  #order: Uint32Array | undefined;
  #size = 0;

  readonly #limit: EntryLimit | undefined;

  /** @param below absent for an empty root */
  constructor(below: SourceTree | undefined, limit?: EntryLimit) {
    this.#below = below;
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  async lstat(path: string): Promise<SourceEntry | undefined> {
    const inode = this.#inodeAt(path);
    if (inode !== undefined) return sourceEntry(this.#inodes.read(inode, path));
    if (path === '') return (await this.#below?.lstat('')) ?? emptyRoot();
    return this.#lowerShows(path) ? this.#below?.lstat(path) : undefined;
  }

  /**
   * Puts something new at `path`, and replaces what is there. The parent must be a directory.
   *
   * @param content where a file's bytes come from
   */
  async put(path: string, node: NewNode, content?: ContentSource): Promise<void> {
    const opaque = await this.#clear(path, node.type === 'directory');
    this.#set(path, this.#newInode(path, node, content), FRESH + (opaque ? OPAQUE : 0));
  }

  /** Makes `path` another name of what is at `existing`, and replaces what is there. */
  async link(path: string, existing: string): Promise<void> {
    const inode = await this.#open(existing);
    this.#contents.keepPath(inode, existing);
    await this.#clear(path, false);
    this.#linked.add(inode);
    this.#set(path, inode, FRESH);
  }

  /** Gives other metadata to what is at an existing `path`. It becomes part of the layer. */
  async change(path: string, metadata: EntryMetadata): Promise<void> {
    this.#setMetadata(await this.#open(path), metadata);
  }

  /** Sets the mtime of the directory at `path`. This alone does not make it part of the layer. */
  touch(path: string, mtime: number): void {
    const inode = this.#inodeAt(path);
    if (inode === undefined) this.#touched.set(path, mtime);
    else this.#setMetadata(inode, { ...sourceEntry(this.#inodes.read(inode, path)), mtime });
  }

  /** Of hard links the first one is the file. */
  *[Symbol.iterator](): Iterator<LaidOutEntry> {
    this.#order ??= Uint32Array.from(this.paths.sorted());
    const firstNames = new Map<number, string>();
    for (const number of this.#order) {
      const node = this.#nodes.at(number);
      if (node === 0) continue;
      const path = this.paths.pathOf(number);
      const inode = Math.floor(node / FLAGS) - 1;
      const first = firstNames.get(inode);
      if (first !== undefined) {
        yield { entry: { type: 'hardlink', path, target: first } };
        continue;
      }
      if (this.#linked.has(inode)) firstNames.set(inode, path);
      const entry = sourceEntry(this.#inodes.read(inode, path));
      if (entry.type === 'file') yield { entry, content: this.#contents.of(inode, path) };
      else if ((node & OPAQUE) !== 0 && entry.type === 'directory') yield { entry: { ...entry, opaque: true } };
      else yield { entry };
    }
  }

  /** Makes room at `path`. @returns whether a directory there has to be opaque */
  async #clear(path: string, forDirectory: boolean): Promise<boolean> {
    if (path === '') throw new EngineBug('the root of an image cannot be replaced');
    await this.#keep(parentPath(path));
    const replaced = this.#inodeAt(path);
    const lower = forDirectory && this.#lowerShows(path) ? await this.#below?.lstat(path) : undefined;
    if (replaced !== undefined && this.#inodes.typeOf(replaced) === 'directory') this.#removeBelow(path);
    this.#touched.delete(path);
    return lower?.type === 'directory';
  }

  /** The inode at an existing `path`, which becomes part of the layer. */
  async #open(path: string): Promise<number> {
    if (path === '') throw new EngineBug('the root of an image is not part of any layer');
    const inode = this.#inodeAt(path);
    if (inode !== undefined) return inode;
    const entry = await this.lstat(path);
    if (entry === undefined || this.#below === undefined) throw new EngineBug(`there is no ${path} to change`);
    await this.#keep(parentPath(path));
    return this.#take(path, entry, this.#below);
  }

  /** Makes the directories above a change part of the layer, as they are. */
  async #keep(path: string): Promise<void> {
    if (path === '' || this.#inodeAt(path) !== undefined) return;
    await this.#keep(parentPath(path));
    const entry = await this.#below?.lstat(path);
    if (entry?.type !== 'directory' || this.#below === undefined) throw new EngineBug(`${path} is no directory`);
    this.#take(path, entry, this.#below);
  }

  #take(path: string, entry: SourceEntry, tree: SourceTree): number {
    const mtime = this.#touched.get(path) ?? entry.mtime;
    const inode = this.#newInode(path, withMetadata(entry, { ...entry, mtime }), { kind: 'tree', tree, path });
    this.#touched.delete(path);
    this.#set(path, inode, 0);
    return inode;
  }

  #newInode(path: string, node: NewNode, content: ContentSource | undefined): number {
    const inode = this.#inodes.length;
    this.#inodes.set(inode, newEntry(path, node));
    if (node.type === 'file') {
      if (content === undefined) throw new EngineBug(`${path} has no content`);
      this.#contents.set(inode, path, content);
    }
    return inode;
  }

  #setMetadata(inode: number, metadata: EntryMetadata): void {
    const entry = sourceEntry(this.#inodes.read(inode, ''));
    this.#inodes.set(inode, newEntry('', withMetadata(entry, metadata)));
  }

  #inodeAt(path: string): number | undefined {
    const number = this.paths.find(path);
    const node = number === undefined ? 0 : this.#nodes.at(number);
    return node === 0 ? undefined : Math.floor(node / FLAGS) - 1;
  }

  #set(path: string, inode: number, flags: number): void {
    const number = this.paths.numberOf(path);
    if (this.#nodes.at(number) === 0) this.#size++;
    if (this.#limit !== undefined && this.#size > this.#limit.most) throw this.#limit.passed();
    this.#nodes.set(number, FLAGS * (inode + 1) + flags);
    this.#order = undefined;
  }

  /** Whether the layers below could show something at `path` if this layer had nothing there. */
  #lowerShows(path: string): boolean {
    if (this.#below === undefined) return false;
    for (let at = parentPath(path); at !== ''; at = parentPath(at)) {
      const number = this.paths.find(at);
      const node = number === undefined ? 0 : this.#nodes.at(number);
      if (node !== 0) return (node & FRESH) === 0;
    }
    return true;
  }

  #removeBelow(path: string): void {
    const prefix = `${path}/`;
    for (let number = 0; number < this.#nodes.length; number++) {
      if (this.#nodes.at(number) === 0 || !this.paths.pathOf(number).startsWith(prefix)) continue;
      this.#nodes.set(number, 0);
      this.#size--;
    }
    for (const name of this.#touched.keys()) if (name.startsWith(prefix)) this.#touched.delete(name);
  }
}

function newEntry(path: string, node: NewNode): NewEntry {
  if (node.type !== 'file') return { ...node, path };
  const { mode, uid, gid, mtime, xattrs, size } = node;
  // No spread: with it, V8 gives each of many thousand entries its own hidden class.
  if (xattrs === undefined) return { type: 'file', path, mode, uid, gid, mtime, size };
  return { type: 'file', path, mode, uid, gid, mtime, xattrs, size };
}

/** What an entry is without its metadata, with other metadata instead. */
export function withMetadata(entry: SourceEntry, { mode, uid, gid, mtime, xattrs }: EntryMetadata): NewNode {
  const metadata = { mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
  switch (entry.type) {
    case 'file':
      return { type: 'file', size: entry.size, ...metadata };
    case 'symlink':
      return { type: 'symlink', target: entry.target, ...metadata };
    case 'char':
    case 'block':
      return { type: entry.type, major: entry.major, minor: entry.minor, ...metadata };
    case 'directory':
    case 'fifo':
      return { type: entry.type, ...metadata };
  }
}

function sourceEntry(entry: LayerEntry | NewEntry): SourceEntry {
  if (entry.type !== 'hardlink' && entry.type !== 'whiteout') return entry;
  throw new EngineBug(`${entry.path} is a ${entry.type}`);
}

function emptyRoot(): SourceEntry {
  return { path: '', type: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
