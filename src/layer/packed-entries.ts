import type { LayerEntry, NewEntry } from './entry.js';
import { EntryBodies } from './entry-bodies.js';
import { GrowingNumbers } from './packed/growing-numbers.js';
import { type Children, PathTable } from './packed/path-table.js';

/** Entries in the order of the tar. */
export interface Entries<Entry = LayerEntry> extends Iterable<Entry> {
  readonly length: number;
}

/**
 * A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`.
 * They are made again when they are asked for, so that two answers are never the same object.
 */
export class PackedEntries<Entry extends LayerEntry | NewEntry = LayerEntry> implements Entries<Entry> {
  readonly #paths: PathTable;
  readonly #bodies = new EntryBodies();
  /** The path of each entry, and for each path the entry's number + 1: 0 where there is none any more. */
  readonly #pathOf = new GrowingNumbers();
  readonly #entryAt = new GrowingNumbers();
  #length = 0;
  #children: Children | undefined;

  /** @param paths may have more paths than there are entries */
  constructor(paths = new PathTable()) {
    this.#paths = paths;
  }

  /** The same entries, packed. */
  static of<Entry extends LayerEntry | NewEntry>(entries: Iterable<Entry>): PackedEntries<Entry> {
    if (entries instanceof PackedEntries) return entries as PackedEntries<Entry>;
    const packed = new PackedEntries<Entry>();
    for (const entry of entries) packed.push(entry);
    return packed;
  }

  get length(): number {
    return this.#length;
  }

  /** Paths of entries and those above them, by number. */
  get paths(): PathTable {
    return this.#paths;
  }

  /** @returns whether it was added: not if another one has its path */
  push(entry: Entry): boolean {
    const path = this.#paths.numberOf(entry.path);
    if (this.#entryAt.at(path) !== 0) return false;
    const number = this.#bodies.length;
    this.#bodies.set(number, entry);
    this.#pathOf.push(path);
    this.#entryAt.set(path, number + 1);
    this.#length++;
    this.#children = undefined;
    return true;
  }

  /** Puts an entry in place of the one that has its path, or behind all others. */
  put(entry: Entry): void {
    const number = this.#find(entry.path);
    if (number === undefined) this.push(entry);
    else this.#bodies.set(number, entry);
  }

  remove(path: string): void {
    const known = this.#paths.find(path);
    if (known === undefined || this.#entryAt.at(known) === 0) return;
    this.#entryAt.set(known, 0);
    this.#length--;
  }

  get(path: string): Entry | undefined {
    const number = this.#find(path);
    return number === undefined ? undefined : this.#read(number, path);
  }

  /** @param known the number of `path` */
  getAt(known: number, path: string): Entry | undefined {
    const number = this.#entryAt.at(known);
    return number === 0 ? undefined : this.#read(number - 1, path);
  }

  typeAt(path: string): Entry['type'] | undefined {
    const known = this.#paths.find(path);
    return known === undefined ? undefined : this.typeOf(known);
  }

  /** @param path its number */
  typeOf(path: number): Entry['type'] | undefined {
    const number = this.#entryAt.at(path);
    return number === 0 ? undefined : this.#bodies.typeOf(number - 1);
  }

  /** @param path the number of a directory */
  isOpaque(path: number): boolean {
    const number = this.#entryAt.at(path);
    return number !== 0 && this.#bodies.isOpaque(number - 1);
  }

  /** The numbers of the paths directly below one. */
  below(path: number): Uint32Array {
    this.#children ??= this.#paths.children();
    return this.#children.of(path);
  }

  *[Symbol.iterator](): Iterator<Entry> {
    for (let number = 0; number < this.#bodies.length; number++) {
      const path = this.#pathOf.at(number);
      if (this.#entryAt.at(path) === number + 1) yield this.#read(number, this.#paths.pathOf(path));
    }
  }

  /** Those of one type, without a look at what the others have. */
  *ofType<Type extends Entry['type']>(type: Type): Generator<Extract<Entry, { readonly type: Type }>> {
    for (let number = 0; number < this.#bodies.length; number++) {
      if (this.#bodies.typeOf(number) !== type) continue;
      const path = this.#pathOf.at(number);
      if (this.#entryAt.at(path) !== number + 1) continue;
      yield this.#read(number, this.#paths.pathOf(path)) as Extract<Entry, { readonly type: Type }>;
    }
  }

  /** In the order of their paths by code units. */
  *sorted(): Iterable<Entry> {
    for (const path of this.#paths.sorted()) {
      const number = this.#entryAt.at(path);
      if (number !== 0) yield this.#read(number - 1, this.#paths.pathOf(path));
    }
  }

  #find(path: string): number | undefined {
    const known = this.#paths.find(path);
    const number = known === undefined ? 0 : this.#entryAt.at(known);
    return number === 0 ? undefined : number - 1;
  }

  /** What comes out is what was put in. */
  #read(number: number, path: string): Entry {
    return this.#bodies.read(number, path) as Entry;
  }
}
