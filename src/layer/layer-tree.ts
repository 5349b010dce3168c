import { InfraError } from '../errors.js';
import type { LayerEntry, WhiteoutEntry } from './entry.js';
import { HardLinks } from './hard-links.js';
import type { LayerIndex } from './layer-index.js';
import { displayName } from '../text/byte-name.js';
import { PackedEntries } from './packed-entries.js';
import { type PathTable, ROOT } from './packed/path-table.js';

/** An entry that is visible. */
export type VisibleEntry = Exclude<LayerEntry, WhiteoutEntry>;

/** A directory that must exist because something is in it, but that has no entry in the layer. */
export const IMPLIED = Symbol('implied directory');

export interface Children {
  readonly names: string[];
  /** Names that the layer removes from the layers below. */
  readonly removed: string[];
}

const NO_CHILDREN: Children = { names: [], removed: [] };

/** A layer's index, for looking up paths. */
export class LayerTree {
  static readonly #known = new WeakMap<LayerIndex, LayerTree>();

  readonly #entries: PackedEntries;
  readonly #paths: PathTable;
  /** By the number of a path: 1 if there is an entry below it. The table may also have paths that are not in the layer. */
  readonly #hasBelow: Uint8Array;
  readonly #links: HardLinks;
  #carriers: Set<string> | undefined;

  /**
   * The tree of `index`. It is made only once, as stacks share their lower layers.
   *
   * @throws InfraError when something is below a file
   */
  static of(index: LayerIndex): LayerTree {
    let tree = LayerTree.#known.get(index);
    if (tree === undefined) {
      tree = new LayerTree(PackedEntries.of(index.entries));
      LayerTree.#known.set(index, tree);
    }
    return tree;
  }

  private constructor(entries: PackedEntries) {
    this.#entries = entries;
    this.#paths = entries.paths;
    this.#links = new HardLinks(entries.ofType('hardlink'));
    this.#hasBelow = new Uint8Array(this.#paths.size);
    for (let path = 1; path < this.#paths.size; path++) if (entries.typeOf(path) !== undefined) this.#markAbove(path);
  }

  #markAbove(path: number): void {
    for (let at = path; at !== ROOT;) {
      at = this.#paths.parentOf(at);
      if (this.#hasBelow[at] === 1) return;
      const type = this.#entries.typeOf(at);
      if (type !== undefined && type !== 'directory' && type !== 'whiteout') refuse(this.#paths.pathOf(path));
      this.#hasBelow[at] = 1;
    }
  }

  get(path: string): VisibleEntry | typeof IMPLIED | undefined {
    const number = this.#paths.find(path);
    if (number === undefined) return undefined;
    const type = this.#entries.typeOf(number);
    if (type === undefined || type === 'whiteout') return this.#hasBelow[number] === 1 ? IMPLIED : undefined;
    const entry = this.#entries.getAt(number, path);
    return entry?.type === 'whiteout' ? undefined : entry;
  }

  isWhiteout(path: string): boolean {
    return this.#entries.typeAt(path) === 'whiteout';
  }

  /** Whether something above `path` hides what the layers below have there. */
  hidesBelow(path: string): boolean {
    // Of what is above an entry, all has a number, so that nothing can follow the last.
    for (const above of this.#paths.above(path)) {
      const type = this.#entries.typeOf(above);
      if (type === undefined) continue;
      if (type !== 'directory' || this.#entries.isOpaque(above)) return true;
    }
    return false;
  }

  children(path: string): Children {
    const number = this.#paths.find(path);
    if (number === undefined) return NO_CHILDREN;
    const children: Children = { names: [], removed: [] };
    for (const child of this.#entries.below(number)) {
      const type = this.#entries.typeOf(child);
      const isShown = this.#hasBelow[child] === 1 || (type !== undefined && type !== 'whiteout');
      if (isShown) children.names.push(this.#paths.nameOf(child));
      if (type === 'whiteout') children.removed.push(this.#paths.nameOf(child));
    }
    return children;
  }

  /** See `HardLinks.carrier`. */
  carrier(path: string): string {
    return this.#links.carrier(path);
  }

  /** Whether a hard link of this layer leads to `path`. */
  isLinked(path: string): boolean {
    if (this.#links.size === 0) return false;
    this.#carriers ??= new Set([...this.#links.paths()].map((link) => this.#links.carrier(link)));
    return this.#carriers.has(path);
  }
}

function refuse(path: string): never {
  throw new InfraError(`a layer index is damaged: ${JSON.stringify(displayName(path))} is both a directory and none`);
}
