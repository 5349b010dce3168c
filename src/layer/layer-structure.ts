import { InfraError } from '../errors.js';
import type { DirectoryEntry, FileEntry, LayerEntry, NewEntry, NewFile } from './entry.js';
import { PackedEntries } from './packed-entries.js';
import { GrowingNumbers } from './packed/growing-numbers.js';
import { displayName } from '../text/byte-name.js';
import { parentPath } from '../text/path-parts.js';

/** Limit of entries in a layer. A very large node_modules has some hundred thousand. */
export const MAX_LAYER_ENTRIES = 5_000_000;
/** Limit of characters in all paths and link targets of a layer. */
const MAX_NAMES = 512 * 1024 * 1024;

/** An entry of a layer. `File` says what is known of files. */
type Entry<File extends NewFile> = Exclude<LayerEntry, FileEntry> | File;

/** What is known of a path besides its entry. */
const HAS_BELOW = 1;
const IS_OPAQUE = 2;
/** Hard links name it: a path of this layer, or one that must be in a layer below. */
const IS_LINKED = 4;
const IS_LINKED_BELOW = 8;

/**
 * Collects a layer's entries as a tar has them: paths may be repeated, and markers may come before or after what they mark. It refuses
 * what an unpacker cannot do right, such as a path below a file, or a hard link to something that comes later.
 */
export class LayerStructure<File extends NewFile> {
  readonly #label: string;
  readonly #maxEntries: number;
  readonly #entries = new PackedEntries<Entry<File>>();
  readonly #paths = this.#entries.paths;
  /** By the number of the path. */
  readonly #marks = new GrowingNumbers();
  /** By the number of the path: how many files it had before the present one. */
  readonly #replaced = new GrowingNumbers();
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
    this.#entries.put(entry);
  }

  opaque(path: string): void {
    this.#count++;
    this.#mark(path, IS_OPAQUE);
    if (path !== '') {
      this.#addParents({ type: 'whiteout', path });
      this.#mark(path, HAS_BELOW);
    }
  }

  finish(): { readonly entries: PackedEntries<Entry<File>>; readonly repeats: ReadonlyMap<string, number> } {
    for (let number = 0; number < this.#marks.length; number++) {
      if ((this.#marks.at(number) & IS_OPAQUE) === 0) continue;
      const path = this.#paths.pathOf(number);
      const entry = this.#entries.get(path) ?? impliedDirectory(path);
      if (entry.type === 'whiteout') this.put({ ...impliedDirectory(path), opaque: true });
      else if (entry.type === 'directory') this.put({ ...entry, opaque: true });
      else this.#refuse(path, 'is marked opaque and is no directory');
    }
    const repeats = new Map<string, number>();
    for (let number = 0; number < this.#replaced.length; number++) {
      const count = this.#replaced.at(number);
      if (count > 0 && this.#entries.typeOf(number) === 'file') repeats.set(this.#paths.pathOf(number), count);
    }
    return { entries: this.#entries, repeats };
  }

  #has(path: string, mark: number): boolean {
    const number = this.#paths.find(path);
    return number !== undefined && (this.#marks.at(number) & mark) !== 0;
  }

  #mark(path: string, mark: number): void {
    const number = this.#paths.numberOf(path);
    this.#marks.set(number, this.#marks.at(number) | mark);
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
      if (this.#has(path, HAS_BELOW)) return;
      const type = this.#entries.typeAt(path);
      if (type !== undefined && type !== 'directory' && type !== 'whiteout') {
        this.#refuse(entry.path, `is below a ${type}`);
      }
      this.#mark(path, HAS_BELOW);
    }
  }

  #checkReplaced(entry: NewEntry): void {
    const { path, type } = entry;
    if (type !== 'directory' && this.#has(path, HAS_BELOW))
      this.#refuse(path, `takes the place of a directory with content`);
    if (this.#has(path, IS_LINKED_BELOW)) this.#refuse(path, 'comes after a hard link to it');
    const old = this.#entries.typeAt(path);
    if (old === undefined) return;
    if (this.#has(path, IS_LINKED)) this.#refuse(path, 'comes again after a hard link to it');
    if (old === 'file') {
      const number = this.#paths.numberOf(path);
      this.#replaced.set(number, this.#replaced.at(number) + 1);
    }
    // A directory that replaces what a whiteout removed shows nothing of the layers below.
    if (old === 'whiteout' && type === 'directory') this.#mark(path, IS_OPAQUE);
    // The later entry counts, at its own position. But a directory must stay in front of what is in it.
    if (type !== 'directory' || old !== 'directory') this.#entries.remove(path);
  }

  #whiteout(path: string): void {
    const old = this.#entries.typeAt(path);
    if (old === undefined) this.put({ type: 'whiteout', path });
    else if (old === 'directory') this.#mark(path, IS_OPAQUE);
  }

  #link(path: string, target: string): void {
    const type = this.#entries.typeAt(target);
    if (type === 'directory' || target === path || this.#has(target, HAS_BELOW)) {
      this.#refuse(path, `is a hard link to ${type === 'directory' ? 'a directory' : 'itself or a directory'}`);
    }
    if (type === undefined || type === 'whiteout') this.#mark(target, IS_LINKED_BELOW);
    else this.#mark(target, IS_LINKED);
  }

  #refuse(path: string, problem: string): never {
    throw new InfraError(`${this.#label} is not a valid layer: ${JSON.stringify(displayName(path))} ${problem}`);
  }
}

/** A directory that must exist but is not in the layer. */
export function impliedDirectory(path: string): DirectoryEntry {
  return { type: 'directory', path, mode: 0o755, uid: 0, gid: 0, mtime: 0 };
}
