/** A number for each path. The paths themselves are kept by the caller. An entry takes eight bytes, and in a `Map` a hundred. */
export class PathNumbers {
  readonly #pathOf: (number: number) => string;
  /** A hash table with open addressing: the number + 1, or 0 for a free slot. */
  #slots = new Uint32Array(1024);
  #hashes = new Uint32Array(1024);
  #count = 0;

  /** @param pathOf returns the path for a number that was added */
  constructor(pathOf: (number: number) => string) {
    this.#pathOf = pathOf;
  }

  find(path: string): number | undefined {
    const hash = hashOf(path);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0) return undefined;
      if (this.#hashes[slot] === hash && this.#pathOf(number - 1) === path) return number - 1;
    }
  }

  /** @param path a path without a number */
  add(path: string, number: number): void {
    if (2 * ++this.#count > this.#slots.length) this.#grow();
    this.#put(hashOf(path), number + 1);
  }

  #put(hash: number, number: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const [slots, hashes] = [this.#slots, this.#hashes];
    this.#slots = new Uint32Array(2 * slots.length);
    this.#hashes = new Uint32Array(2 * slots.length);
    for (const [slot, number] of slots.entries()) if (number !== 0) this.#put(hashes[slot] ?? 0, number);
  }
}

/** FNV-1a over code units, and then the bits are mixed again. The seed is random, so that nobody can choose paths that collide. */
function hashOf(path: string): number {
  let hash = SEED;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const SEED = Math.floor(Math.random() * 2 ** 32) | 0;
