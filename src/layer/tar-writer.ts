/** Headers of a layer's tar: POSIX ustar if the entry fits, else with a PAX extended header in front. GNU's forms are not used. */
import { isAscii, isUtf8 } from 'node:buffer';

import { EngineBug, unreachable } from '../errors.js';
import type { EntryMetadata, NewEntry } from './entry.js';
import { encodeName } from '../text/byte-name.js';
import { paxRecord, xattrKeyword } from './tar/pax-records.js';
import { BLOCK, checksum } from './tar/tar-block.js';
import { OPAQUE_MARKER, whiteoutName } from './tar/whiteout.js';

/** Two zero blocks. */
export const END_OF_ARCHIVE_SIZE = 2 * BLOCK;

/** Largest number of a field of eight bytes (seven octal digits and a NUL), and of one of twelve. */
const MAX_8 = 0o7777777;
const MAX_12 = 0o77777777777;

/** A whiteout has no metadata. With fixed values, equal layers are equal tars. */
const NO_METADATA: EntryMetadata = { mode: 0, uid: 0, gid: 0, mtime: 0 };

/** How many zero bytes fill the last block of a file with `size` bytes. */
export function paddingAfter(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/**
 * All blocks of `entry` but a file's content: its header, a PAX header in front if it needs one, and its opaque marker behind.
 *
 * @param linked for a hard link: metadata of the file that it names, as unpackers apply the link's header to the file
 */
export function tarHeader(entry: NewEntry, linked?: EntryMetadata): Buffer {
  switch (entry.type) {
    case 'file':
      return header('0', encodeName(entry.path), entry, { size: entry.size });
    case 'hardlink':
      if (linked === undefined) throw new EngineBug('hard link without the metadata of its file');
      return header('1', encodeName(entry.path), linked, { link: encodeName(entry.target) });
    case 'symlink':
      return header('2', encodeName(entry.path), entry, { link: encodeName(entry.target) });
    case 'char':
    case 'block':
      return header(entry.type === 'char' ? '3' : '4', encodeName(entry.path), entry, entry);
    case 'directory': {
      const own = header('5', encodeName(entry.path === '' ? './' : `${entry.path}/`), entry, {});
      if (entry.opaque !== true) return own;
      const marker = entry.path === '' ? OPAQUE_MARKER : `${entry.path}/${OPAQUE_MARKER}`;
      return Buffer.concat([own, header('0', encodeName(marker), NO_METADATA, { size: 0 })]);
    }
    case 'fifo':
      return header('6', encodeName(entry.path), entry, {});
    case 'whiteout':
      return header('0', encodeName(whiteoutName(entry.path)), NO_METADATA, { size: 0 });
    default:
      return unreachable(entry);
  }
}

interface Fields {
  readonly size?: number;
  readonly link?: Buffer;
  readonly major?: number;
  readonly minor?: number;
}

function header(typeflag: string, name: Buffer, metadata: EntryMetadata, fields: Fields): Buffer {
  const { size = 0, link, major, minor } = fields;
  const pax: [keyword: string, value: Buffer][] = [];
  const split = splitName(name);
  if (split === undefined || mustDeclare(name)) pax.push(['path', name]);
  if (link !== undefined && (link.length > 100 || mustDeclare(link))) pax.push(['linkpath', link]);
  number(pax, 'uid', metadata.uid, MAX_8);
  number(pax, 'gid', metadata.gid, MAX_8);
  number(pax, 'size', size, MAX_12);
  number(pax, 'mtime', metadata.mtime, MAX_12);
  // No keyword exists for device numbers; Linux's fit (12 and 20 bits).
  if ((major ?? 0) > MAX_8 || (minor ?? 0) > MAX_8) throw new EngineBug(`device number ${major ?? 0}:${minor ?? 0}`);
  // PAX values are UTF-8. A name that is not has to be declared as bytes (pax, "hdrcharset").
  const bytes = pax.some(([keyword, value]) => keyword.endsWith('path') && !isUtf8(value));
  if (bytes) pax.unshift(['hdrcharset', Buffer.from('BINARY')]);
  for (const xattr of Object.keys(metadata.xattrs ?? {}).sort()) {
    pax.push([xattrKeyword(xattr), Buffer.from(metadata.xattrs?.[xattr] ?? '', 'base64')]);
  }
  const main = Buffer.alloc(BLOCK);
  const { prefix, rest } = split ?? { prefix: NOTHING, rest: fallback(name) };
  rest.copy(main, 0);
  prefix.copy(main, 345);
  octal(main, 100, 8, metadata.mode);
  octal(main, 108, 8, metadata.uid);
  octal(main, 116, 8, metadata.gid);
  octal(main, 124, 12, size);
  octal(main, 136, 12, metadata.mtime);
  link?.copy(main, 157, 0, 100);
  octal(main, 329, 8, major ?? 0);
  octal(main, 337, 8, minor ?? 0);
  seal(main, typeflag);
  return pax.length === 0 ? main : Buffer.concat([paxHeader(pax), main]);
}

const NOTHING = Buffer.alloc(0);

function number(pax: [string, Buffer][], keyword: string, value: number, max: number): void {
  if (value < 0 || value > max) pax.push([keyword, Buffer.from(String(value))]);
}

/**
 * ustar does not say which charset a name has: only ASCII is safe. UTF-8 is written to PAX, which is UTF-8. Bytes that are neither stay in
 * the ustar field if they fit: every reader takes them as they are, while GNU tar warns about `hdrcharset`.
 */
function mustDeclare(name: Buffer): boolean {
  return !isAscii(name) && isUtf8(name);
}

/** The full name is in the PAX header. Programs that do not know PAX see the end of the name. */
function fallback(name: Buffer): Buffer {
  return name.subarray(-100);
}

/** Splits a name at a slash into the fields `prefix` (155) and `name` (100); `undefined` if it does not fit. */
function splitName(name: Buffer): { readonly prefix: Buffer; readonly rest: Buffer } | undefined {
  if (name.length <= 100) return { prefix: NOTHING, rest: name };
  if (name.length > 256) return undefined;
  // Not at the slash at the end of a directory's name.
  const slash = name.indexOf(SLASH, name.length - 101);
  if (slash <= 0 || slash > 155 || slash >= name.length - 1) return undefined;
  return { prefix: name.subarray(0, slash), rest: name.subarray(slash + 1) };
}

const SLASH = 0x2f;

function paxHeader(records: readonly (readonly [string, Buffer])[]): Buffer {
  const body = Buffer.concat(records.map(([keyword, value]) => paxRecord(encodeName(keyword), value)));
  const blocks = Buffer.alloc(BLOCK + body.length + paddingAfter(body.length));
  blocks.write('PaxHeaders.0/entry', 0, 'latin1');
  octal(blocks, 100, 8, 0o644);
  octal(blocks, 108, 8, 0);
  octal(blocks, 116, 8, 0);
  octal(blocks, 124, 12, body.length);
  octal(blocks, 136, 12, 0);
  seal(blocks, 'x');
  body.copy(blocks, BLOCK);
  return blocks;
}

/** Octal digits and a NUL. A value that does not fit is written as zero: the PAX header has it. */
function octal(block: Buffer, at: number, length: number, value: number): void {
  const digits = length - 1;
  const fits = value >= 0 && value <= (length === 8 ? MAX_8 : MAX_12);
  block.write((fits ? value : 0).toString(8).padStart(digits, '0'), at, digits, 'latin1');
}

function seal(block: Buffer, typeflag: string): void {
  block.write(typeflag, 156, 1, 'latin1');
  block.write('ustar\u000000', 257, 8, 'latin1');
  const sum = checksum(block).toString(8).padStart(6, '0');
  block.write(`${sum}\0 `, 148, 8, 'latin1');
}
