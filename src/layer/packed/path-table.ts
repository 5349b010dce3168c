import { byCodeUnit } from '../../text/code-unit-order.js';
import { BytePieces } from './byte-pieces.js';
import { GrowingNumbers } from './growing-numbers.js';
import { isText, readText, textRoom, writeText } from './packed-text.js';

/** The number of the root, whose path is `''`. */
export const ROOT = 0;

/**
 * Paths and their numbers, as a tree of names: what a path has in common with others is kept once. A path takes some twenty bytes more
 * than its last name, and in a `Map` some two hundred. With a path, those above it have numbers too.
 */
export class PathTable {
  readonly #parents = new GrowingNumbers();
  /** Where the last name of each path is. */
  readonly #names = new GrowingNumbers();
  readonly #texts = new BytePieces();
  /** A hash table with open addressing: a number, or 0 for a free slot, since the root is not in it. */
  #slots = new Uint32Array(1024);
  /** Eight more bits of each slot's hash: names of a directory look alike, and are seldom compared in vain. */
  #tags = new Uint8Array(1024);
  /** The directory that was asked for last: it is mostly also that of the next path. */
  #lastPath: string | undefined;
  #lastNumber = ROOT;

  constructor() {
    this.#parents.push(ROOT);
    this.#names.push(0);
  }

  /** Numbers are below this. */
  get size(): number {
    return this.#parents.length;
  }

  find(path: string): number | undefined {
    if (path === '') return ROOT;
    const slash = path.lastIndexOf('/');
    const directory = slash < 0 ? ROOT : this.#directory(path.slice(0, slash), false);
    return directory === undefined ? undefined : this.#child(directory, path, slash + 1, path.length);
  }

  /** The number of the path; a new one if it has none yet. */
  numberOf(path: string): number {
    if (path === '') return ROOT;
    const slash = path.lastIndexOf('/');
    const directory = slash < 0 ? ROOT : (this.#directory(path.slice(0, slash), true) ?? ROOT);
    return this.#child(directory, path, slash + 1, path.length) ?? this.#add(directory, path.slice(slash + 1));
  }

  /** The numbers of the paths above this one, from the root on, as far as they have numbers. */
  *above(path: string): Generator<number, void, undefined> {
    if (path === '') return;
    yield ROOT;
    let directory: number | undefined = ROOT;
    let from = 0;
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      directory = this.#child(directory, path, from, slash);
      if (directory === undefined) return;
      yield directory;
      from = slash + 1;
    }
  }

  parentOf(number: number): number {
    return this.#parents.at(number);
  }

  nameOf(number: number): string {
    if (number === ROOT) return '';
    const position = this.#names.at(number);
    return readText(this.#texts.bufferAt(position), this.#texts.offsetAt(position));
  }

  pathOf(number: number): string {
    const parent = this.#parents.at(number);
    if (parent === ROOT) return this.nameOf(number);
    if (parent !== this.#lastNumber || this.#lastPath === undefined) {
      const names: string[] = [];
      for (let at = parent; at !== ROOT; at = this.#parents.at(at)) names.push(this.nameOf(at));
      this.#lastPath = names.reverse().join('/');
      this.#lastNumber = parent;
    }
    return `${this.#lastPath}/${this.nameOf(number)}`;
  }

  /** All numbers, in the order of their paths by code units. */
  *sorted(): Generator<number, void, undefined> {
    yield ROOT;
    const children = this.children();
    const pending = [sortedWithBelow(this, children, ROOT).values()];
    for (let items = pending.at(-1); items !== undefined; items = pending.at(-1)) {
      const next = items.next();
      if (next.done === true) {
        pending.pop();
        continue;
      }
      const number = Math.floor(next.value / 2);
      if (next.value % 2 === BELOW) pending.push(sortedWithBelow(this, children, number).values());
      else yield number;
    }
  }

  /** The paths directly below each path, in the order of their numbers. */
  children(): Children {
    // First it has where the children of each end. While these are put from the end on, it becomes where they start.
    const starts = new Uint32Array(this.size + 1);
    for (let number = 1; number < this.size; number++) {
      const parent = this.#parents.at(number);
      starts[parent] = (starts[parent] ?? 0) + 1;
    }
    for (let number = 1; number < starts.length; number++) {
      starts[number] = (starts[number] ?? 0) + (starts[number - 1] ?? 0);
    }
    const all = new Uint32Array(this.size);
    for (let number = this.size - 1; number > 0; number--) {
      const parent = this.#parents.at(number);
      const at = (starts[parent] ?? 0) - 1;
      all[at] = number;
      starts[parent] = at;
    }
    return { of: (number) => all.subarray(starts[number], starts[number + 1]) };
  }

  /** @param make gives numbers to what has none */
  #directory(path: string, make: boolean): number | undefined {
    if (path === this.#lastPath) return this.#lastNumber;
    let directory = ROOT;
    // Not by recursion: a path may have very many parts.
    for (let from = 0; from <= path.length;) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      let next = this.#child(directory, path, from, end);
      if (next === undefined && make) next = this.#add(directory, path.slice(from, end));
      if (next === undefined) return undefined;
      directory = next;
      from = end + 1;
    }
    this.#lastPath = path;
    this.#lastNumber = directory;
    return directory;
  }

  #add(parent: number, name: string): number {
    if (2 * this.size > this.#slots.length) this.#grow();
    const number = this.size;
    const { buffer, offset } = this.#texts.room(textRoom(name));
    this.#names.push(this.#texts.keep(writeText(buffer, offset, name)));
    this.#parents.push(parent);
    const slot = this.#slotOf(parent, name, 0, name.length);
    this.#slots[slot] = number;
    this.#tags[slot] = tagOf(hashOf(parent, name, 0, name.length));
    return number;
  }

  #child(parent: number, path: string, from: number, end: number): number | undefined {
    const number = this.#slots[this.#slotOf(parent, path, from, end)] ?? 0;
    return number === 0 ? undefined : number;
  }

  /** The slot of a name, which `path` has from `from` to `end`: where it is, or a free one. */
  #slotOf(parent: number, path: string, from: number, end: number): number {
    const mask = this.#slots.length - 1;
    const hash = hashOf(parent, path, from, end);
    const tag = tagOf(hash);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return slot;
      if (this.#tags[slot] !== tag || this.#parents.at(number) !== parent) continue;
      const position = this.#names.at(number);
      if (isText(this.#texts.bufferAt(position), this.#texts.offsetAt(position), path, from, end)) return slot;
    }
  }

  #grow(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const tags = new Uint8Array(slots.length);
    const mask = slots.length - 1;
    for (let number = 1; number < this.size; number++) {
      const name = this.nameOf(number);
      const hash = hashOf(this.#parents.at(number), name, 0, name.length);
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number;
      tags[slot] = tagOf(hash);
    }
    this.#slots = slots;
    this.#tags = tags;
  }
}

export interface Children {
  readonly of: (number: number) => Uint32Array;
}

/** Of an item: it is all that is below a path, and not the path. */
const BELOW = 1;

/**
 * The children of a directory, and what is below each, as items: twice the number, or one more. `a-b` is between `a` and `a/b`, so that the
 * two are not always together. No names are kept, since whoever asks may take long for each item.
 */
function sortedWithBelow(paths: PathTable, children: Children, directory: number): Uint32Array {
  const items: { readonly key: string; readonly item: number }[] = [];
  for (const number of children.of(directory)) {
    const key = paths.nameOf(number);
    items.push({ key, item: 2 * number });
    if (children.of(number).length > 0) items.push({ key: `${key}/`, item: 2 * number + BELOW });
  }
  items.sort((one, other) => byCodeUnit(one.key, other.key));
  return Uint32Array.from(items, ({ item }) => item);
}

/** FNV-1a over code units, and then the bits are mixed again. The seed is random, so that nobody can choose paths that collide. */
function hashOf(parent: number, path: string, from: number, end: number): number {
  let hash = Math.imul(SEED ^ parent, 0x9e3779b1);
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function tagOf(hash: number): number {
  return hash >>> 24;
}

const SEED = Math.floor(Math.random() * 2 ** 32) | 0;
