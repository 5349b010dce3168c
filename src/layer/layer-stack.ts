import { InfraError } from '../errors.js';
import type { DirectoryEntry, TreeEntry } from './entry.js';
import { impliedDirectory } from './layer-structure.js';
import type { LayerIndex } from './layer-index.js';
import { IMPLIED, LayerTree, type VisibleEntry } from './layer-tree.js';
import { parentPath } from '../text/path-parts.js';
import { displayName } from '../text/byte-name.js';

/** Where the content of a flattened file is. */
export interface ContentLocation {
  /** Number of the index, from 0 at the bottom. */
  readonly layer: number;
  /** Its path in that layer's tar. For a hard link that is the path of the file that it names. */
  readonly path: string;
}

/** What is visible at a path. */
interface Found {
  /** Number of the layer that `entry` is of; -1 for an implied directory. */
  readonly layer: number;
  readonly entry: VisibleEntry;
  /** For a directory: the layers whose content is visible in it, topmost first. */
  readonly through: readonly number[];
}

const NONE: readonly number[] = [];

/** The flattened view of layers, made of their indexes alone. Paths are as in `LayerEntry.path`. Symbolic links are not followed. */
export class LayerStack {
  readonly #indexes: readonly LayerIndex[];
  /** All layers, topmost first. */
  readonly #all: readonly number[];
  /** The directory that was asked for last, and `Found.through` of it: mostly, the next path is also in it. */
  #directory = '';
  #through: readonly number[];

  /** @param indexes lowest first; they are not looked at before the first question */
  static of(indexes: readonly LayerIndex[]): LayerStack {
    return new LayerStack(indexes);
  }

  private constructor(indexes: readonly LayerIndex[]) {
    this.#indexes = [...indexes];
    this.#all = indexes.map((_, number) => indexes.length - 1 - number);
    this.#through = this.#all;
  }

  /**
   * The entry that is visible at `path`. A hard link is the file that it names, with its own path. A directory that must exist but is in
   * no layer has mode 0755 and is owned by root. The root always exists.
   *
   * @throws InfraError when a hard link leads nowhere
   */
  lstat(path: string): TreeEntry | undefined {
    const found = this.#at(path);
    return found === undefined ? undefined : this.#shown(found);
  }

  /** Where the bytes of the regular file at `path` are; `undefined` if there is no regular file. */
  contentOf(path: string): ContentLocation | undefined {
    const found = this.#at(path);
    if (found === undefined) return undefined;
    const { layer, entry } = this.#carrier(found);
    return entry.type === 'file' ? { layer, path: entry.path } : undefined;
  }

  /** Whether the file whose content is at `location` has more than one name, in its layer or in those above. */
  isHardLinked(location: ContentLocation): boolean {
    for (let layer = location.layer; layer < this.#indexes.length; layer++) {
      if (this.#tree(layer).isLinked(location.path)) return true;
    }
    return false;
  }

  /** See `LayerIndex.repeats`. */
  repeats(layer: number): ReadonlyMap<string, number> | undefined {
    return this.#indexes[layer]?.repeats;
  }

  /** Names in the directory at `path`, sorted by code unit; empty if it is not a directory. */
  readdir(path: string): string[] {
    return this.#names(path, this.#at(path)?.through ?? NONE);
  }

  /** Everything below `path`, without itself; parents before children, and siblings sorted by code unit. */
  *entries(path = ''): Generator<TreeEntry, void, undefined> {
    const pending: Found[] = [];
    const push = (directory: string, through: readonly number[]): void => {
      const names = this.#names(directory, through);
      for (let number = names.length - 1; number >= 0; number--) {
        const name = names[number] ?? '';
        const child = directory === '' ? name : `${directory}/${name}`;
        const found = this.#find(child, through, false);
        if (found !== undefined) pending.push(found);
      }
    };
    push(path, this.#find(path, this.#all, true)?.through ?? NONE);
    for (let found = pending.pop(); found !== undefined; found = pending.pop()) {
      yield this.#shown(found);
      if (found.entry.type === 'directory') push(found.entry.path, found.through);
    }
  }

  #tree(layer: number): LayerTree {
    const index = this.#indexes[layer];
    if (index === undefined) throw new RangeError(`no layer ${layer}`);
    return LayerTree.of(index);
  }

  /** What is visible at a path. Only the layers that are visible in its directory are looked at. */
  #at(path: string): Found | undefined {
    if (path === '') return this.#find(path, this.#all, true);
    const directory = parentPath(path);
    if (directory !== this.#directory) {
      this.#through = directory === '' ? this.#all : (this.#find(directory, this.#all, true)?.through ?? NONE);
      this.#directory = directory;
    }
    return this.#find(path, this.#through, false);
  }

  /**
   * @param layers the layers to look at, topmost first
   * @param fromRoot whether a layer may hide lower ones by what it has above `path`; not for layers that are visible in the
   *   parent directory
   */
  #find(path: string, layers: readonly number[], fromRoot: boolean): Found | undefined {
    let directory: { readonly layer: number; readonly entry: DirectoryEntry } | undefined;
    const through: number[] = [];
    for (const layer of layers) {
      const tree = this.#tree(layer);
      const node = tree.get(path);
      if (node === IMPLIED) through.push(layer);
      else if (node?.type === 'directory') {
        through.push(layer);
        directory ??= { layer, entry: node };
        if (node.opaque === true) break;
      } else if (node !== undefined) {
        if (through.length === 0) return { layer, entry: node, through: NONE };
        break;
      }
      if (tree.isWhiteout(path) || (fromRoot && tree.hidesBelow(path))) break;
    }
    if (directory !== undefined) return { ...directory, through };
    if (through.length === 0 && path !== '') return undefined;
    return { layer: -1, entry: impliedDirectory(path), through };
  }

  #names(path: string, through: readonly number[]): string[] {
    const names = new Set<string>();
    const removed = new Set<string>();
    for (const layer of through) {
      const children = this.#tree(layer).children(path);
      for (const name of children.names) if (!removed.has(name)) names.add(name);
      for (const name of children.removed) removed.add(name);
    }
    return [...names].sort();
  }

  #shown(found: Found): TreeEntry {
    const { entry } = found;
    if (entry.type === 'hardlink') return { ...this.#carrier(found).entry, path: entry.path };
    if (entry.type !== 'directory' || entry.opaque === undefined) return entry;
    // In the flattened tree, an opaque directory is a directory like any other.
    const { opaque: _opaque, ...plain } = entry;
    return plain;
  }

  /** The entry that a hard link names, in its layer or below. */
  #carrier(found: Found): { readonly layer: number; readonly entry: TreeEntry } {
    const { layer, entry } = found;
    if (entry.type !== 'hardlink') return { layer, entry };
    const target = this.#tree(layer).carrier(entry.path);
    const node = this.#tree(layer).get(target);
    if (node !== undefined && node !== IMPLIED && node.type !== 'hardlink') {
      if (node.type !== 'directory') return { layer, entry: node };
    } else if (node === undefined) {
      const lower = this.#find(target, this.#all.slice(this.#all.length - layer), true);
      if (lower !== undefined && lower.entry.type !== 'directory') return this.#carrier(lower);
    }
    throw new InfraError(
      `the hard link ${JSON.stringify(displayName(entry.path))} names ${JSON.stringify(displayName(target))}, which is no file`,
    );
  }
}
