import { unreachable } from '../errors.js';
import { digestHex, digestOfHex } from '../oci/digest.js';
import type { EntryMetadata, LayerEntry, NewEntry } from './entry.js';
import { BytePieces } from './packed/byte-pieces.js';
import { GrowingNumbers } from './packed/growing-numbers.js';
import { numberLength, readNumber, readText, textRoom, writeNumber, writeText } from './packed/packed-text.js';

const TYPES = ['file', 'directory', 'symlink', 'hardlink', 'char', 'block', 'fifo', 'whiteout'] as const;
/** In the byte of the type: the file's digest is there; the directory is opaque; the time is before 1970. */
const HAS_DIGEST = 0x10;
const OPAQUE = 0x20;
const NEGATIVE_TIME = 0x40;
const TYPE = 0x0f;
const DIGEST = 32;
/** At most, of an entry without its texts. */
const FIXED = 1 + 5 * 8 + DIGEST;

type KnownMetadata = Omit<EntryMetadata, 'mtime'>;

/** What entries are, without their paths. They are not objects: they take a tenth of the memory, and that is outside of JavaScript's heap. */
export class EntryBodies {
  readonly #bytes = new BytePieces();
  readonly #starts = new GrowingNumbers();
  /** Modes, owners and extended attributes. Each combination is kept once, since there are few. */
  readonly #metadata: KnownMetadata[] = [];
  readonly #numbers = new Map<string, number>();
  #last = 0;

  get length(): number {
    return this.#starts.length;
  }

  /** Puts what the entry is at a number, in place of what is there. Numbers follow each other, from 0. */
  set(number: number, entry: LayerEntry | NewEntry): void {
    const target = 'target' in entry ? entry.target : '';
    const { buffer, offset } = this.#bytes.room(FIXED + textRoom(target));
    this.#starts.set(number, this.#bytes.keep(this.#write(buffer, offset, entry)));
  }

  #write(buffer: Buffer, offset: number, entry: LayerEntry | NewEntry): number {
    let type: number = TYPES.indexOf(entry.type);
    if ('digest' in entry) type |= HAS_DIGEST;
    if (entry.type === 'directory' && entry.opaque === true) type |= OPAQUE;
    if ('mtime' in entry && entry.mtime < 0) type |= NEGATIVE_TIME;
    buffer[offset] = type;
    let at = offset + 1;
    if (entry.type === 'whiteout') return at;
    if (entry.type === 'hardlink') return writeText(buffer, at, entry.target);
    at = writeNumber(buffer, at, this.#numberOf(entry));
    at = writeNumber(buffer, at, Math.abs(entry.mtime));
    switch (entry.type) {
      case 'file':
        at = writeNumber(buffer, at, entry.size);
        if ('digest' in entry) at += buffer.write(digestHex(entry.digest), at, 'hex');
        return at;
      case 'symlink':
        return writeText(buffer, at, entry.target);
      case 'char':
      case 'block':
        return writeNumber(buffer, writeNumber(buffer, at, entry.major), entry.minor);
      case 'directory':
      case 'fifo':
        return at;
      default:
        return unreachable(entry);
    }
  }

  typeOf(number: number): LayerEntry['type'] {
    return TYPES[this.#flags(number) & TYPE] ?? 'whiteout';
  }

  isOpaque(number: number): boolean {
    return (this.#flags(number) & OPAQUE) !== 0;
  }

  /** @returns a `LayerEntry` if files were given with their digests */
  read(number: number, path: string): LayerEntry | NewEntry {
    const position = this.#starts.at(number);
    const buffer = this.#bytes.bufferAt(position);
    let at = this.#bytes.offsetAt(position);
    const flags = buffer[at++] ?? 0;
    const type = TYPES[flags & TYPE] ?? 'whiteout';
    if (type === 'whiteout') return { type, path };
    if (type === 'hardlink') return { type, path, target: readText(buffer, at) };
    const known = readNumber(buffer, at);
    at += numberLength(known);
    const { mode, uid, gid, xattrs } = this.#metadata[known] ?? NONE;
    const time = readNumber(buffer, at);
    at += numberLength(time);
    const mtime = (flags & NEGATIVE_TIME) === 0 ? time : -time;
    if (type === 'file') {
      const size = readNumber(buffer, at);
      at += numberLength(size);
      // Written out: a spread would give each entry its own hidden class, which is slow for many thousands.
      if ((flags & HAS_DIGEST) === 0) {
        if (xattrs === undefined) return { type, path, mode, uid, gid, mtime, size };
        return { type, path, mode, uid, gid, mtime, xattrs, size };
      }
      const digest = digestOfHex(buffer.toString('hex', at, at + DIGEST));
      if (xattrs === undefined) return { type, path, mode, uid, gid, mtime, size, digest };
      return { type, path, mode, uid, gid, mtime, xattrs, size, digest };
    }
    const metadata = { path, mode, uid, gid, mtime, ...(xattrs !== undefined && { xattrs }) };
    switch (type) {
      case 'directory':
        return { type, ...metadata, ...((flags & OPAQUE) !== 0 && { opaque: true as const }) };
      case 'symlink':
        return { type, ...metadata, target: readText(buffer, at) };
      case 'char':
      case 'block': {
        const major = readNumber(buffer, at);
        return { type, ...metadata, major, minor: readNumber(buffer, at + numberLength(major)) };
      }
      case 'fifo':
        return { type, ...metadata };
      default:
        return unreachable(type);
    }
  }

  #flags(number: number): number {
    const position = this.#starts.at(number);
    return this.#bytes.bufferAt(position)[this.#bytes.offsetAt(position)] ?? 0;
  }

  #numberOf({ mode, uid, gid, xattrs }: EntryMetadata): number {
    // Mostly, an entry has what the one before it has.
    const last = this.#metadata[this.#last];
    const isSame = last !== undefined && last.mode === mode && last.uid === uid && last.gid === gid;
    if (isSame && last.xattrs === undefined && xattrs === undefined) return this.#last;
    const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#metadata.push(xattrs === undefined ? { mode, uid, gid } : { mode, uid, gid, xattrs }) - 1;
      this.#numbers.set(key, number);
    }
    this.#last = number;
    return number;
  }
}

const NONE: KnownMetadata = { mode: 0, uid: 0, gid: 0 };
