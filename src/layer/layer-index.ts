import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

import { InfraError, unreachable } from '../errors.js';
import { checkOutline, type JsonBounds } from '../json/check-outline.js';
import { array, asArray, mapOf } from '../json/containers.js';
import { orThrow } from '../json/decode-or.js';
import { oneOf, string } from '../json/decoder.js';
import { DecodeError } from '../json/json-error.js';
import { endOfRow } from '../json/next-row.js';
import { object } from '../json/object.js';
import { parseUncheckedJson } from '../json/parse-json.js';
import { digestHex, digestOfHex, digestOfPieces, sha256, type Digest } from '../oci/digest.js';
import { type DiffId, type TreeDigest, diffIdOfHex, treeDigestOfHex } from '../oci/identity.js';
import { encodedParts } from '../text/encoded-parts.js';
import type { EntryMetadata, LayerEntry } from './entry.js';
import { decodeGroups, encodeGroups, type LayerGroups } from './compression/layer-groups.js';
import { MAX_LAYER_ENTRIES } from './layer-structure.js';
import { type Entries, PackedEntries } from './packed-entries.js';

/** Everything in a layer but the bytes of its files. Entries are in the order of the tar. */
export interface LayerIndex {
  /** Each path is there once. A whiteout and entries below its path may both be there: a whiteout only hides lower layers. */
  readonly entries: Entries;
  readonly diffId: DiffId;
  /** Over the entries without mtimes: see `tree-digest.ts`. */
  readonly treeDigest: TreeDigest;
  /** Files that are in the tar more than once: how many earlier ones the last replaces. Absent if there are none. */
  readonly repeats?: ReadonlyMap<string, number>;
  /** How one of the layer's blobs is cut. It does not belong to what the index says of the layer. */
  readonly groups?: LayerGroups;
}

/*
 * Stored as gzipped JSON: the parser of Node is faster than one written in JavaScript, and gzip finds what paths have in common. A layer
 * has few combinations of mode, owner and xattrs: each is in `metadata` once, and entries refer to it by number. Groups are in a second
 * line: programs that do not know them make the index again from the blob.
 */
const FORMAT = 'layer-index/1';
const END_OF_LINE = 0x0a;
/** Bytes of the plain JSON; an index of five million entries has about 700 MB. */
const MAX_DECODED = 1024 ** 3;
/** How many times larger than its gzip the JSON may be, beyond a small size: names and digests never get near it, a bomb passes it. */
const MAX_RATIO = 100;
const SMALL = 16 * 1024 * 1024;
/** An entry is a list of up to six values, and a layer has at most five million entries. */
const BOUNDS: JsonBounds = { depth: 4, values: 40_000_000 };

type StoredMetadata = [mode: number, uid: number, gid: number, xattrs?: Record<string, string>];

/** First the type's letter, then the path; what follows depends on the type. */
type StoredEntry = readonly (string | number)[];

/** Bytes of JSON that are compressed at a time. */
const PART = 1024 * 1024;

/** The index as bytes, for the store. Equal indexes give equal bytes. */
export function encodeIndex(index: LayerIndex): Buffer {
  return Buffer.concat([...encodedIndex(index)]);
}

/**
 * The same in parts, each a gzip member of its own, so that the text of a large index is never whole in memory.
 *
 * @param digested gets the index's digest
 */
export function* encodedIndex(
  index: LayerIndex,
  digested?: (digest: Digest) => void,
): Generator<Buffer, void, undefined> {
  const hash = createHash('sha256');
  for (const part of encodedParts(jsonPieces(index), PART)) {
    hash.update(part);
    yield gzipSync(part, { level: 3 });
  }
  digested?.(digestOfHex(hash.digest('hex')));
  if (index.groups !== undefined) yield gzipSync(`\n${encodeGroups(index.groups)}`, { level: 3 });
}

/** Over all that an index says of its layer: unlike the tree digest, also over times and order. Groups do not count. */
export function indexDigest(index: LayerIndex): Digest {
  return digestOfPieces(jsonPieces(index));
}

function* jsonPieces(index: LayerIndex): Generator<string, void, undefined> {
  const metadata: StoredMetadata[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (entry: EntryMetadata): number => {
    const { mode, uid, gid, xattrs } = entry;
    const key = `${mode} ${uid} ${gid} ${xattrs === undefined ? '' : JSON.stringify(xattrs)}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = metadata.push(xattrs === undefined ? [mode, uid, gid] : [mode, uid, gid, { ...xattrs }]) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  const { diffId, treeDigest, repeats = [] } = index;
  const head = { format: FORMAT, diffId, treeDigest, repeats: [...repeats] };
  yield `${JSON.stringify(head).slice(0, -1)},"entries":[`;
  let before = '';
  for (const entry of index.entries) {
    yield `${before}${JSON.stringify(storedEntry(entry, numberOf))}`;
    before = ',';
  }
  yield `],"metadata":${JSON.stringify(metadata)}}`;
}

function storedEntry(entry: LayerEntry, numberOf: (entry: EntryMetadata) => number): StoredEntry {
  switch (entry.type) {
    case 'file':
      return ['f', entry.path, numberOf(entry), entry.mtime, entry.size, digestHex(entry.digest)];
    case 'directory':
      return ['d', entry.path, numberOf(entry), entry.mtime, entry.opaque === true ? 1 : 0];
    case 'symlink':
      return ['l', entry.path, numberOf(entry), entry.mtime, entry.target];
    case 'char':
    case 'block':
      return [entry.type === 'char' ? 'c' : 'b', entry.path, numberOf(entry), entry.mtime, entry.major, entry.minor];
    case 'fifo':
      return ['p', entry.path, numberOf(entry), entry.mtime];
    case 'hardlink':
      return ['h', entry.path, entry.target];
    case 'whiteout':
      return ['w', entry.path];
    default:
      return unreachable(entry);
  }
}

/** @throws InfraError for anything that `encodeIndex` does not make */
export function decodeIndex(bytes: Uint8Array): LayerIndex {
  return decoded(linesOf(bytes));
}

/** The same, with the index's digest as `indexDigest` makes it. @throws as `decodeIndex` */
export function decodeDigestedIndex(bytes: Uint8Array): { readonly index: LayerIndex; readonly digest: Digest } {
  const lines = linesOf(bytes);
  return { index: decoded(lines), digest: sha256(lines.index) };
}

interface IndexLines {
  readonly index: Buffer;
  readonly groups: Buffer | undefined;
}

function linesOf(bytes: Uint8Array): IndexLines {
  let text: Buffer;
  try {
    text = gunzipSync(bytes, { maxOutputLength: Math.min(MAX_DECODED, SMALL + MAX_RATIO * bytes.length) });
  } catch (error) {
    throw new InfraError('a stored layer index cannot be read', { cause: error });
  }
  const end = text.indexOf(END_OF_LINE);
  return end < 0
    ? { index: text, groups: undefined }
    : { index: text.subarray(0, end), groups: text.subarray(end + 1) };
}

function decoded({ index, groups }: IndexLines): LayerIndex {
  return orThrow(
    () => {
      const plain = decodeStored(index);
      return groups === undefined ? plain : { ...plain, groups: decodeGroups(parsed(groups)) };
    },
    (error) => new InfraError(`a stored layer index is damaged: ${error.message}`, { cause: error }),
  );
}

function parsed(json: Buffer): unknown {
  try {
    checkOutline(json, BOUNDS);
    return parseUncheckedJson(json.toString('utf8'));
  } catch (error) {
    throw new InfraError('a stored layer index cannot be read', { cause: error });
  }
}

const storedHead = object({
  format: oneOf(FORMAT),
  diffId: (value) => diffIdOfHex(hexOf(value)),
  treeDigest: (value) => treeDigestOfHex(hexOf(value)),
  repeats: asArray,
  metadata: array(decodeMetadata),
  entries: asArray,
});

/*
 * Entries are parsed some thousands at a time, so that those of a large layer are never all there as objects. These marks can be nowhere
 * else in valid JSON: within a string, a quotation mark has a backslash before it.
 */
const BEFORE_ENTRIES = Buffer.from(',"entries":[');
const AFTER_ENTRIES = Buffer.from('],"metadata":');
/** Bytes of entries that are parsed at once, at least. */
const BATCH = 256 * 1024;

function decodeStored(json: Buffer): LayerIndex {
  const start = json.indexOf(BEFORE_ENTRIES) + BEFORE_ENTRIES.length;
  const end = json.lastIndexOf(AFTER_ENTRIES);
  if (start < BEFORE_ENTRIES.length || end < start) throw new DecodeError('an index of a layer', parsed(json));
  const head = Buffer.concat([json.subarray(0, start), json.subarray(end)]);
  const { diffId, treeDigest, repeats, metadata } = storedHead(parsed(head));
  const entries = new PackedEntries();
  for (const row of storedRows(json.subarray(start, end))) {
    const entry = decodeEntry(asArray(row), metadata);
    if (entries.length === MAX_LAYER_ENTRIES) throw new DecodeError(`at most ${MAX_LAYER_ENTRIES} entries`, undefined);
    if (!entries.push(entry)) throw new DecodeError('a path that stands once', entry.path);
  }
  const counts = new Map<string, number>();
  for (const pair of repeats) {
    const [path, count] = asArray(pair);
    if (typeof path !== 'string' || entries.typeAt(path) !== 'file') throw new DecodeError('the path of a file', path);
    counts.set(path, integer(count, 1, MAX));
  }
  return { entries, diffId, treeDigest, ...(counts.size === 0 ? {} : { repeats: counts }) };
}

/** @param json rows with commas between them */
function* storedRows(json: Buffer): Generator<unknown, void, undefined> {
  for (let from = 0; from < json.length;) {
    const marked = endOfRow(json, from + BATCH);
    const end = marked < 0 ? json.length : marked;
    yield* asArray(parsed(Buffer.concat([OPEN, json.subarray(from, end), CLOSE])));
    from = end + 1;
  }
}

const OPEN = Buffer.from('[');
const CLOSE = Buffer.from(']');

type KnownMetadata = Omit<EntryMetadata, 'mtime'>;

const MAX = Number.MAX_SAFE_INTEGER;
const MAX_ID = 0xffffffff;

function decodeMetadata(value: unknown): KnownMetadata {
  const [mode, uid, gid, xattrs] = asArray(value);
  const plain = { mode: integer(mode, 0, 0o7777), uid: integer(uid, 0, MAX_ID), gid: integer(gid, 0, MAX_ID) };
  return xattrs === undefined ? plain : { ...plain, xattrs: stringMap(xattrs) };
}

const stringMap = mapOf(string);

function decodeEntry(row: readonly unknown[], known: readonly KnownMetadata[]): LayerEntry {
  const path = pathOf(row[1]);
  const type = row[0];
  if (type === 'h') return { type: 'hardlink', path, target: pathOf(row[2]) };
  if (type === 'w') return { type: 'whiteout', path };
  const metadata = typeof row[2] === 'number' ? known[row[2]] : undefined;
  if (metadata === undefined) throw new DecodeError('the number of a combination in "metadata"', row[2]);
  const { mode, uid, gid, xattrs } = metadata;
  const mtime = integer(row[3], -MAX, MAX);
  // No spread: it takes four times as long, and an index has many thousands of entries.
  switch (type) {
    case 'f': {
      const size = integer(row[4], 0, MAX);
      const hash = digestOfHex(hex(row[5]));
      if (xattrs === undefined) return { type: 'file', path, mode, uid, gid, mtime, size, digest: hash };
      return { type: 'file', path, mode, uid, gid, mtime, xattrs, size, digest: hash };
    }
    case 'd':
      return { type: 'directory', path, ...metadata, mtime, ...(row[4] === 1 ? { opaque: true as const } : {}) };
    case 'l':
      return { type: 'symlink', path, ...metadata, mtime, target: string(row[4]) };
    case 'c':
    case 'b': {
      const numbers = { major: integer(row[4], 0, MAX), minor: integer(row[5], 0, MAX) };
      return { type: type === 'c' ? 'char' : 'block', path, ...metadata, mtime, ...numbers };
    }
    case 'p':
      return { type: 'fifo', path, ...metadata, mtime };
    default:
      throw new DecodeError('a known type of entry', type);
  }
}

function integer(value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new DecodeError(`an integer from ${min} to ${max}`, value);
  }
  return value;
}

const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;

function pathOf(value: unknown): string {
  const path = string(value);
  if (path !== '' && UNCLEAN.test(path)) throw new DecodeError('a path below the root', path);
  return path;
}

const HEX = /^[a-f0-9]{64}$/;

function hex(value: unknown): string {
  if (typeof value !== 'string' || !HEX.test(value)) throw new DecodeError('a sha256', value);
  return value;
}

/** Of a sha256 in full. */
function hexOf(value: unknown): string {
  const [algorithm, digits] = string(value).split(':');
  if (algorithm !== 'sha256') throw new DecodeError('a sha256 digest', value);
  return hex(digits);
}
