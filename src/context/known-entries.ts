import { EngineBug } from '../errors.js';
import { BytePieces } from '../layer/packed/byte-pieces.js';
import { EntryBodies } from '../layer/entry-bodies.js';
import { GrowingNumbers } from '../layer/packed/growing-numbers.js';
import { PathTable } from '../layer/packed/path-table.js';
import { digestHex, digestOfHex, type Digest } from '../oci/digest.js';
import type { ContextEntry } from './context-entry.js';

/** What is known of a path: nothing, that there is no file, or twice the number of its entry and whether it can be read. */
const UNKNOWN = 0;
const ABSENT = 1;
const FIRST = 2;

const DIGEST = 32;

/** The entries of a context that were looked at, by path. There may be millions: see `EntryBodies`. */
export class KnownEntries {
  readonly #paths = new PathTable();
  readonly #known = new GrowingNumbers();
  readonly #bodies = new EntryBodies();
  readonly #inodes = new GrowingNumbers();
  #times = new Float64Array(256);
  /** For each path: where its file's digest is, or 0. */
  readonly #digestOf = new GrowingNumbers();
  readonly #bytes = new BytePieces();

  constructor() {
    // No digest is at 0.
    this.#bytes.keep(this.#bytes.room(1).offset + 1);
  }

  /** Theirs, and maybe others. */
  get paths(): PathTable {
    return this.#paths;
  }

  /** @returns `null` if nothing is known, `undefined` if it is known that there is no file */
  get(path: string): ContextEntry | undefined | null {
    const number = this.#paths.find(path);
    const known = number === undefined ? UNKNOWN : this.#known.at(number);
    if (known < FIRST) return known === ABSENT ? undefined : null;
    const body = Math.floor((known - FIRST) / 2);
    const entry = this.#bodies.read(body, path);
    if (entry.type === 'hardlink' || entry.type === 'whiteout') throw new EngineBug(`${path} is a ${entry.type}`);
    const size = entry.type === 'file' ? entry.size : 0;
    const identity = { size, mtimeMs: this.#times[body] ?? 0, inode: this.#inodes.at(body) };
    return { entry, identity, readable: known % 2 === 1 };
  }

  set(path: string, found: ContextEntry | undefined): void {
    const number = this.#paths.numberOf(path);
    if (found === undefined) {
      this.#known.set(number, ABSENT);
      return;
    }
    const body = this.#bodies.length;
    this.#bodies.set(body, found.entry);
    this.#inodes.push(found.identity.inode);
    if (body === this.#times.length) {
      const larger = new Float64Array(2 * body);
      larger.set(this.#times);
      this.#times = larger;
    }
    this.#times[body] = found.identity.mtimeMs;
    this.#known.set(number, FIRST + 2 * body + (found.readable ? 1 : 0));
  }

  hasDigest(path: string): boolean {
    const number = this.#paths.find(path);
    return number !== undefined && this.#digestOf.at(number) !== 0;
  }

  digestOf(path: string): Digest | undefined {
    const number = this.#paths.find(path);
    const position = number === undefined ? 0 : this.#digestOf.at(number);
    if (position === 0) return undefined;
    const offset = this.#bytes.offsetAt(position);
    return digestOfHex(this.#bytes.bufferAt(position).toString('hex', offset, offset + DIGEST));
  }

  setDigest(path: string, digest: Digest): void {
    const { buffer, offset } = this.#bytes.room(DIGEST);
    const end = offset + buffer.write(digestHex(digest), offset, 'hex');
    this.#digestOf.set(this.#paths.numberOf(path), this.#bytes.keep(end));
  }

  forget(path: string): void {
    const number = this.#paths.find(path);
    if (number === undefined) return;
    this.#known.set(number, UNKNOWN);
    this.#digestOf.set(number, 0);
  }
}
