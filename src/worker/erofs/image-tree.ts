import { InfraError, unreachable } from '../../errors.js';
import type { EntryMetadata, LayerEntry, NewEntry } from '../../layer/entry.js';
import { HardLinks } from '../../layer/hard-links.js';
import { displayName, encodeName } from '../../text/byte-name.js';
import { baseName, parentPath } from '../../text/path-parts.js';
import { deviceNumber } from '../kernel/syscalls.js';
import { OPAQUE_XATTR } from '../kernel/overlay-marks.js';
import { MAX_XATTRS, TYPE, xattrBody, type Xattr } from './structures.js';

/** A file of an image. It may have several names. */
export interface ImageNode {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly xattrs: readonly Xattr[];
  readonly content: NodeContent;
  links: number;
}

type NodeContent =
  | { readonly type: 'file'; readonly size: number; readonly block: number }
  | { readonly type: 'directory'; readonly children: Map<string, ImageNode> }
  | { readonly type: 'symlink'; readonly target: Buffer }
  | { readonly type: 'device'; readonly number: number };

/** What cannot be seen from the files. */
export interface TreeNotes {
  /** Directories that the layer does not name. */
  readonly implied: readonly string[];
  readonly opaque: readonly string[];
  /** Hard links to files of layers below. */
  readonly links: readonly { readonly path: string; readonly target: string }[];
}

export interface ImageTree {
  readonly root: ImageNode;
  readonly notes: TreeNotes;
}

type Folder = Extract<NodeContent, { type: 'directory' }>;

/** Bytes of a symbolic link's target, as for symlink(2). */
const MAX_TARGET = 4095;
const OPAQUE: Xattr = [OPAQUE_XATTR.trusted, Buffer.from('y')];

/**
 * Makes the tree of a layer, as a lower directory for an overlay, from the layer's entries in their order.
 *
 * @param blockOf where the content of the file at a path begins
 * @param warn gets what is left out
 * @throws InfraError for an entry that no file system can hold
 */
export function imageTree(
  entries: Iterable<LayerEntry | NewEntry>,
  blockOf: (path: string) => number,
  warn: (message: string) => void,
): ImageTree {
  const builder = new TreeBuilder(blockOf);
  for (const entry of entries) builder.add(entry);
  return builder.finish(warn);
}

class TreeBuilder {
  readonly #nodes = new Map<string, ImageNode>();
  readonly #implied = new Set<string>();
  readonly #opaque = new Set<string>();
  readonly #whiteouts = new Set<string>();
  readonly #hardLinks: Extract<NewEntry, { type: 'hardlink' }>[] = [];
  readonly #linkPaths = new Set<string>();
  /** What hard links name and the layer did not have before them: files of layers below, even if a folder takes their place. */
  readonly #below = new Set<string>();
  readonly #blockOf: (path: string) => number;
  #leftOut = '';

  constructor(blockOf: (path: string) => number) {
    this.#blockOf = blockOf;
    this.#imply('');
  }

  add(entry: LayerEntry | NewEntry): void {
    const { path } = entry;
    switch (entry.type) {
      case 'whiteout':
        this.#folder(path, parentPath(path));
        this.#whiteouts.add(path);
        return;
      case 'hardlink':
        if (this.#whiteouts.has(entry.target)) notAFile(entry);
        this.#folder(path, parentPath(path));
        if (!this.#nodes.has(entry.target) && !this.#linkPaths.has(entry.target)) this.#below.add(entry.target);
        this.#linkPaths.add(path);
        this.#hardLinks.push(entry);
        return;
      case 'directory':
        this.#directory(entry);
        return;
      case 'file': {
        const block = entry.size === 0 ? 0 : this.#blockOf(path);
        this.#put(path, this.#node(entry, TYPE.file, { type: 'file', size: entry.size, block }, path));
        return;
      }
      case 'symlink': {
        const target = encodeName(entry.target);
        if (target.length === 0 || target.length > MAX_TARGET)
          throw new InfraError(
            `layer entry ${displayName(path)} is a symbolic link with a target of ${target.length} bytes`,
          );
        this.#put(path, this.#node({ ...entry, mode: 0o777 }, TYPE.symlink, { type: 'symlink', target }, path));
        return;
      }
      case 'char':
      case 'block': {
        const number = deviceNumber(entry.major, entry.minor);
        this.#put(path, this.#node(entry, TYPE[entry.type], { type: 'device', number }, path));
        return;
      }
      case 'fifo':
        this.#put(path, this.#node(entry, TYPE.fifo, { type: 'device', number: 0 }, path));
        return;
      default:
        unreachable(entry);
    }
  }

  finish(warn: (message: string) => void): ImageTree {
    const links = this.#link();
    for (const path of this.#whiteouts) {
      if (this.#nodes.has(path)) this.#makeOpaque(path);
      else this.#put(path, this.#node(NOBODY, TYPE.char, { type: 'device', number: 0 }, path));
    }
    if (this.#leftOut !== '')
      warn(`an extended attribute of a layer could not be set, the last one on ${this.#leftOut}`);
    const root = this.#nodes.get('');
    if (root === undefined) throw new InfraError('a layer has no root');
    return { root, notes: { implied: [...this.#implied], opaque: [...this.#opaque], links } };
  }

  /** Gives files their other names. @returns the links to files of layers below */
  #link(): TreeNotes['links'] {
    const below: { path: string; target: string }[] = [];
    const carriers = new HardLinks(this.#hardLinks);
    for (const entry of this.#hardLinks) {
      const target = carriers.carrier(entry.path);
      const node = this.#below.has(target) ? undefined : this.#nodes.get(target);
      if (target === entry.path || node?.content.type === 'directory') notAFile(entry);
      if (node === undefined) below.push({ path: entry.path, target });
      else {
        this.#put(entry.path, node);
        node.links++;
      }
    }
    return below;
  }

  #directory(entry: Extract<NewEntry, { type: 'directory' }>): void {
    const { path } = entry;
    const before = this.#nodes.get(path)?.content;
    const content = before?.type === 'directory' ? before : { type: 'directory' as const, children: new Map() };
    this.#implied.delete(path);
    const node = this.#node(entry, TYPE.directory, content, path);
    if (before === undefined) this.#put(path, node);
    else this.#replace(path, node);
    if (entry.opaque === true) this.#makeOpaque(path);
  }

  #makeOpaque(path: string): void {
    const node = this.#nodes.get(path);
    if (node === undefined || this.#opaque.has(path)) return;
    this.#opaque.add(path);
    this.#replace(path, { ...node, xattrs: [...node.xattrs, OPAQUE] });
  }

  #imply(path: string): ImageNode {
    this.#implied.add(path);
    const node = this.#node(
      { ...NOBODY, mode: 0o755 },
      TYPE.directory,
      { type: 'directory', children: new Map() },
      path,
    );
    this.#put(path, node);
    return node;
  }

  #folder(path: string, parent: string): Folder {
    const node = this.#nodes.get(parent) ?? this.#imply(parent);
    if (node.content.type === 'directory') return node.content;
    throw new InfraError(`layer entry ${displayName(path)} is below a file`);
  }

  #put(path: string, node: ImageNode): void {
    if (path !== '') {
      const parent = this.#nodes.get(parentPath(path));
      const isNewFolder = node.content.type === 'directory';
      this.#folder(path, parentPath(path)).children.set(baseName(path), node);
      if (isNewFolder) {
        const above = parent ?? this.#nodes.get(parentPath(path));
        if (above !== undefined) above.links++;
      }
    }
    this.#nodes.set(path, node);
  }

  /** A folder that is known better now. */
  #replace(path: string, node: ImageNode): void {
    node.links = this.#nodes.get(path)?.links ?? node.links;
    if (path !== '') this.#folder(path, parentPath(path)).children.set(baseName(path), node);
    this.#nodes.set(path, node);
  }

  #node(metadata: EntryMetadata, type: number, content: NodeContent, path: string): ImageNode {
    const { mode, uid, gid, mtime, xattrs } = metadata;
    return {
      mode: type | mode,
      uid,
      gid,
      mtime,
      xattrs: xattrs === undefined ? NONE : this.#kept(xattrs, type, path),
      content,
      links: content.type === 'directory' ? 2 : 1,
    };
  }

  /** The attributes that a step can see: with overlayfs's own, a layer could redirect lookups to wherever its maker likes. */
  #kept(xattrs: Readonly<Record<string, string>>, type: number, path: string): readonly Xattr[] {
    const kept: Xattr[] = [];
    for (const [name, value] of Object.entries(xattrs)) {
      if (name !== 'security.capability' && (!name.startsWith('user.') || name.startsWith('user.overlay.'))) continue;
      const attribute: Xattr = [name, Buffer.from(value, 'base64')];
      // The kernel has no user attributes of anything else.
      const fits = !name.startsWith('user.') || type === TYPE.file || type === TYPE.directory;
      if (fits && Buffer.byteLength(name) <= 255 && xattrBody([...kept, attribute]).length <= MAX_XATTRS)
        kept.push(attribute);
      else this.#leftOut = `${displayName(path)} (${displayName(name)})`;
    }
    return kept;
  }
}

const NONE: readonly Xattr[] = [];
const NOBODY: EntryMetadata = { mode: 0, uid: 0, gid: 0, mtime: 0 };

function notAFile({ path, target }: { readonly path: string; readonly target: string }): never {
  throw new InfraError(
    `layer entry ${displayName(path)} is a hard link to ${displayName(target)}, which is not a file`,
  );
}
