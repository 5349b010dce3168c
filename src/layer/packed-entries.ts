import { EngineBug } from '../errors.js';
import type { LayerEntry } from './entry.js';
import { EntryBodies } from './entry-bodies.js';
import { GrowingNumbers } from './packed/growing-numbers.js';
import { PathTable } from './packed/path-table.js';

/** A layer's entries, in the order in which they were added, and by their paths. A layer may have millions of them: see `EntryBodies`. */
export class PackedEntries implements Iterable<LayerEntry> {
  readonly #paths: PathTable;
  readonly #bodies = new EntryBodies();
  /** The path of each entry, and for each path the entry's number + 1. */
  readonly #pathOf = new GrowingNumbers();
  readonly #entryAt = new GrowingNumbers();

  /** @param paths may have more paths than there are entries */
  constructor(paths = new PathTable()) {
    this.#paths = paths;
  }

  get length(): number {
    return this.#bodies.length;
  }

  /** @param entry with a path that no other has */
  push(entry: LayerEntry): void {
    const path = this.#paths.numberOf(entry.path);
    const number = this.length;
    this.#bodies.set(number, entry);
    this.#pathOf.push(path);
    this.#entryAt.set(path, number + 1);
  }

  get(path: string): LayerEntry | undefined {
    const number = this.#find(path);
    return number === undefined ? undefined : this.#read(number, path);
  }

  typeAt(path: string): LayerEntry['type'] | undefined {
    const number = this.#find(path);
    return number === undefined ? undefined : this.#bodies.typeOf(number);
  }

  *[Symbol.iterator](): Iterator<LayerEntry> {
    for (let number = 0; number < this.length; number++) yield this.#at(number);
  }

  /** In the order of their paths by code units. */
  *sorted(): Iterable<LayerEntry> {
    for (const path of this.#paths.sorted()) {
      const number = this.#entryAt.at(path);
      if (number !== 0) yield this.#at(number - 1);
    }
  }

  #find(path: string): number | undefined {
    const known = this.#paths.find(path);
    const number = known === undefined ? 0 : this.#entryAt.at(known);
    return number === 0 ? undefined : number - 1;
  }

  #at(number: number): LayerEntry {
    return this.#read(number, this.#paths.pathOf(this.#pathOf.at(number)));
  }

  #read(number: number, path: string): LayerEntry {
    const entry = this.#bodies.read(number, path);
    if (entry.type === 'file' && !('digest' in entry)) throw new EngineBug(`${path} has no digest`);
    return entry;
  }
}
