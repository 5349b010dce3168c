import { InfraError } from '../errors.js';
import type { LayerEntry, WhiteoutEntry } from './entry.js';
import { HardLinks } from './hard-links.js';
import type { LayerIndex } from './layer-index.js';
import { displayName } from '../text/byte-name.js';
import { baseName, parentPath } from '../text/path-parts.js';

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

  readonly #nodes = new Map<string, VisibleEntry | typeof IMPLIED>();
  readonly #whiteouts = new Set<string>();
  readonly #links: HardLinks;
  #carriers: Set<string> | undefined;
  #children: Map<string, Children> | undefined;

  /**
   * The tree of `index`. It is made only once, as stacks share their lower layers.
   *
   * @throws InfraError when something is below a file
   */
  static of(index: LayerIndex): LayerTree {
    let tree = LayerTree.#known.get(index);
    if (tree === undefined) {
      tree = new LayerTree(index.entries);
      LayerTree.#known.set(index, tree);
    }
    return tree;
  }

  private constructor(entries: readonly LayerEntry[]) {
    this.#links = new HardLinks(entries);
    for (const entry of entries) {
      const { path } = entry;
      if (entry.type === 'whiteout') this.#whiteouts.add(path);
      else {
        if (entry.type !== 'directory' && this.#nodes.has(path)) refuse(path);
        this.#nodes.set(path, entry);
      }
      if (path !== '') this.#implyParents(path);
    }
  }

  #implyParents(path: string): void {
    for (let parent = parentPath(path); ; parent = parentPath(parent)) {
      const node = this.#nodes.get(parent);
      if (node !== undefined) {
        if (node !== IMPLIED && node.type !== 'directory') refuse(path);
        return;
      }
      this.#nodes.set(parent, IMPLIED);
      if (parent === '') return;
    }
  }

  get(path: string): VisibleEntry | typeof IMPLIED | undefined {
    return this.#nodes.get(path);
  }

  isWhiteout(path: string): boolean {
    return this.#whiteouts.has(path);
  }

  /** Whether something above `path` hides what the layers below have there. */
  hidesBelow(path: string): boolean {
    if (path === '') return false;
    for (let slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const ancestor = path.slice(0, slash);
      if (this.#whiteouts.has(ancestor)) return true;
      const node = this.#nodes.get(ancestor);
      // All parents of an entry are in the map, so that nothing can follow.
      if (node === undefined) return false;
      if (node !== IMPLIED && (node.type !== 'directory' || node.opaque === true)) return true;
    }
    return false;
  }

  children(path: string): Children {
    this.#children ??= this.#sorted();
    return this.#children.get(path) ?? NO_CHILDREN;
  }

  #sorted(): Map<string, Children> {
    const all = new Map<string, Children>();
    const of = (path: string): Children => {
      const parent = parentPath(path);
      let children = all.get(parent);
      if (children === undefined) all.set(parent, (children = { names: [], removed: [] }));
      return children;
    };
    for (const path of this.#nodes.keys()) if (path !== '') of(path).names.push(baseName(path));
    for (const path of this.#whiteouts) if (path !== '') of(path).removed.push(baseName(path));
    return all;
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
