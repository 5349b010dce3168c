import { InfraError } from '../errors.js';
import type { DirectoryEntry, FileEntry, LayerEntry, NewEntry, NewFile } from './entry.js';
import { displayName } from '../text/byte-name.js';
import { parentPath } from '../text/path-parts.js';

/** Limit of entries in a layer. A very large node_modules has some hundred thousand. */
export const MAX_LAYER_ENTRIES = 5_000_000;
/** Limit of characters in all paths and link targets of a layer. */
const MAX_NAMES = 512 * 1024 * 1024;

/** An entry of a layer. `File` says what is known of files. */
type Entry<File extends NewFile> = Exclude<LayerEntry, FileEntry> | File;

/**
 * Collects a layer's entries as a tar has them: paths may be repeated, and markers may come before or after what they mark. It refuses
 * what an unpacker cannot do right, such as a path below a file, or a hard link to something that comes later.
 */
export class LayerStructure<File extends NewFile> {
  readonly #label: string;
  readonly #maxEntries: number;
  readonly #entries = new Map<string, Entry<File>>();
  /** Every path that has something below it. */
  readonly #parents = new Set<string>();
  readonly #opaque = new Set<string>();
  /** Paths that hard links name: those in this layer, and those that must be in a layer below. */
  readonly #linked = new Set<string>();
  readonly #linkedBelow = new Set<string>();
  /** By path: how many files it had before the present one. */
  readonly #replaced = new Map<string, number>();
  #count = 0;
  #names = 0;

  /** @param label how errors name the layer */
  constructor(label: string, maxEntries = MAX_LAYER_ENTRIES) {
    this.#label = label;
    this.#maxEntries = maxEntries;
  }

  /**
   * Checks an entry and adds it. A file is only checked: `put` adds it when it was read.
   *
   * @throws InfraError when the entry is not valid at its path
   */
  enter(entry: NewEntry): void {
    this.#limit(entry);
    this.#addParents(entry);
    if (entry.type === 'whiteout') {
      this.#whiteout(entry.path);
      return;
    }
    this.#checkReplaced(entry);
    if (entry.type === 'file') return;
    if (entry.type === 'hardlink') this.#link(entry.path, entry.target);
    this.put(entry);
  }

  /** Adds the file that `enter` has checked. */
  put(entry: Entry<File>): void {
    this.#entries.set(entry.path, entry);
  }

  opaque(path: string): void {
    this.#count++;
    this.#opaque.add(path);
    if (path !== '') {
      this.#addParents({ type: 'whiteout', path });
      this.#parents.add(path);
    }
  }

  finish(): { readonly entries: Entry<File>[]; readonly repeats: ReadonlyMap<string, number> } {
    for (const path of this.#opaque) {
      const entry = this.#entries.get(path) ?? impliedDirectory(path);
      if (entry.type === 'whiteout') this.#entries.set(path, { ...impliedDirectory(path), opaque: true });
      else if (entry.type === 'directory') this.#entries.set(path, { ...entry, opaque: true });
      else this.#refuse(path, 'is marked opaque and is no directory');
    }
    const repeats = new Map<string, number>();
    for (const [path, count] of this.#replaced) {
      if (this.#entries.get(path)?.type === 'file') repeats.set(path, count);
    }
    return { entries: [...this.#entries.values()], repeats };
  }

  #limit(entry: NewEntry): void {
    this.#count++;
    this.#names += entry.path.length + ('target' in entry ? entry.target.length : 0);
    if (this.#count > this.#maxEntries)
      throw new InfraError(`${this.#label} has more than ${this.#maxEntries} entries`);
    if (this.#names > MAX_NAMES) throw new InfraError(`${this.#label} has more than ${MAX_NAMES} bytes of names`);
  }

  #addParents(entry: { readonly type: string; readonly path: string }): void {
    for (let path = entry.path; path !== '';) {
      path = parentPath(path);
      if (this.#parents.has(path)) return;
      const type = this.#entries.get(path)?.type;
      if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
        this.#refuse(entry.path, `is below a ${type}`);
      }
      this.#parents.add(path);
    }
  }

  #checkReplaced(entry: NewEntry): void {
    const { path, type } = entry;
    if (type !== 'directory' && this.#parents.has(path))
      this.#refuse(path, `takes the place of a directory with content`);
    if (this.#linkedBelow.has(path)) this.#refuse(path, 'comes after a hard link to it');
    const old = this.#entries.get(path);
    if (old === undefined) return;
    if (this.#linked.has(path)) this.#refuse(path, 'comes again after a hard link to it');
    if (old.type === 'file') this.#replaced.set(path, (this.#replaced.get(path) ?? 0) + 1);
    // A directory that replaces what a whiteout removed shows nothing of the layers below.
    if (old.type === 'whiteout' && type === 'directory') this.#opaque.add(path);
    // The later entry counts, at its own position. But a directory must stay in front of what is in it.
    if (type !== 'directory' || old.type !== 'directory') this.#entries.delete(path);
  }

  #whiteout(path: string): void {
    const old = this.#entries.get(path);
    if (old === undefined) this.put({ type: 'whiteout', path });
    else if (old.type === 'directory') this.#opaque.add(path);
  }

  #link(path: string, target: string): void {
    const type = this.#entries.get(target)?.type;
    if (type === 'directory' || target === path || this.#parents.has(target)) {
      this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
    }
    if (type === undefined || type === 'whiteout') this.#linkedBelow.add(target);
    else this.#linked.add(target);
  }

  #refuse(path: string, problem: string): never {
    throw new InfraError(`${this.#label} is not a valid layer: ${JSON.stringify(displayName(path))} ${problem}`);
  }
}

/** A directory that must exist but is not in the layer. */
export function impliedDirectory(path: string): DirectoryEntry {
  return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
