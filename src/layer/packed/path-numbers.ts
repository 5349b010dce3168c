/** Numbers by path, for paths that are kept elsewhere: eight bytes for each, where a map takes a hundred. */
export class PathNumbers {
  readonly #pathOf: (number: number) => string;
  /** Number + 1 by hash, with free places between; 0 for none. */
  #places = new Uint32Array(1024);
  #hashes = new Uint32Array(1024);
  #count = 0;

  /** @param pathOf the path with a number that was added */
  constructor(pathOf: (number: number) => string) {
    this.#pathOf = pathOf;
  }

  find(path: string): number | undefined {
    const hash = hashOf(path);
    const mask = this.#places.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = this.#places[place] ?? 0;
      if (number === 0) return undefined;
      if (this.#hashes[place] === hash && this.#pathOf(number - 1) === path) return number - 1;
    }
  }

  /** @param path one that has no number yet */
  add(path: string, number: number): void {
    if (2 * ++this.#count > this.#places.length) this.#grow();
    this.#put(hashOf(path), number + 1);
  }

  #put(hash: number, number: number): void {
    const mask = this.#places.length - 1;
    let place = hash & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = number;
    this.#hashes[place] = hash;
  }

  #grow(): void {
    const [places, hashes] = [this.#places, this.#hashes];
    this.#places = new Uint32Array(2 * places.length);
    this.#hashes = new Uint32Array(2 * places.length);
    for (const [place, number] of places.entries()) if (number !== 0) this.#put(hashes[place] ?? 0, number);
  }
}

/** FNV-1a over code units, with its bits mixed once more; a seed that nobody knows keeps paths from being chosen to collide. */
function hashOf(path: string): number {
  let hash = SEED;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const SEED = Math.floor(Math.random() * 2 ** 32) | 0;
