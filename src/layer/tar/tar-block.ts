/** The 512-byte header block: POSIX ustar (IEEE 1003.1, pax, "ustar Interchange Format") and its variants of v7, star and GNU. */
import { decodeName } from '../../text/byte-name.js';

export const BLOCK = 512;

/** What is wrong with an archive. `TarReader` turns it into an InfraError that says which archive. */
export class InvalidTar extends Error {
  override readonly name = 'InvalidTar';
}

/** The fields of a header block, without extension headers. */
export interface HeaderBlock {
  /** A letter or digit; v7's NUL stays `'\0'`. */
  readonly typeflag: string;
  readonly name: string;
  readonly linkname: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly major: number;
  readonly minor: number;
}

const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;
const SPACE = 0x20;

/** The sum over the block, with spaces as the checksum field. */
export function checksum(block: Uint8Array): number {
  let sum = CHECKSUM_LENGTH * SPACE;
  for (let at = 0; at < CHECKSUM_AT; at++) sum += block[at] ?? 0;
  for (let at = CHECKSUM_AT + CHECKSUM_LENGTH; at < BLOCK; at++) sum += block[at] ?? 0;
  return sum;
}

/** Some old programs summed signed characters. */
function signedChecksum(block: Uint8Array): number {
  let sum = CHECKSUM_LENGTH * SPACE;
  for (let at = 0; at < BLOCK; at++) {
    if (at === CHECKSUM_AT) at += CHECKSUM_LENGTH;
    sum += ((block[at] ?? 0) << 24) >> 24;
  }
  return sum;
}

export function isZeroBlock(block: Buffer): boolean {
  if (block[0] !== 0) return false;
  for (let at = 1; at < BLOCK; at++) if (block[at] !== 0) return false;
  return true;
}

/** @throws InvalidTar */
export function parseHeaderBlock(block: Buffer): HeaderBlock {
  const said = parseNumber(block, CHECKSUM_AT, CHECKSUM_LENGTH, 'checksum');
  if (said !== checksum(block) && said !== signedChecksum(block)) throw new InvalidTar('wrong header checksum');
  const typeflag = String.fromCharCode(block[156] ?? 0);
  const dialect = dialectOf(block);
  const device = typeflag === '3' || typeflag === '4';
  let name = text(block, 0, 100);
  const prefix = dialect === 'ustar' ? text(block, 345, 155) : dialect === 'star' ? text(block, 345, 131) : '';
  if (prefix !== '') name = `${prefix}/${name}`;
  return {
    typeflag,
    name,
    linkname: text(block, 157, 100),
    mode: permissionBits(parseNumber(block, 100, 8, 'mode')),
    uid: ownerId(parseNumber(block, 108, 8, 'uid'), 'uid'),
    gid: ownerId(parseNumber(block, 116, 8, 'gid'), 'gid'),
    size: parseNumber(block, 124, 12, 'size'),
    mtime: parseNumber(block, 136, 12, 'mtime'),
    major: device ? parseNumber(block, 329, 8, 'device number') : 0,
    minor: device ? parseNumber(block, 337, 8, 'device number') : 0,
  };
}

function dialectOf(block: Buffer): 'ustar' | 'star' | 'gnu' | 'v7' {
  const magic = block.toString('latin1', 257, 265);
  if (magic === 'ustar  \0') return 'gnu';
  if (!magic.startsWith('ustar')) return 'v7';
  return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar';
}

function text(block: Buffer, start: number, length: number): string {
  const limit = start + length;
  let end = start;
  while (end < limit && block[end] !== 0) end++;
  return end === start ? '' : decodeName(block.subarray(start, end));
}

/**
 * A numeric field: octal digits with blanks or NULs around them, or base-256 if the first bit is set (GNU, star).
 *
 * @throws InvalidTar also for a number beyond 2^53
 */
export function parseNumber(block: Buffer, start: number, length: number, what: string): number {
  if (((block[start] ?? 0) & 0x80) !== 0) return base256(block.subarray(start, start + length), what);
  const limit = start + length;
  let at = start;
  while (at < limit && (block[at] === SPACE || block[at] === 0)) at++;
  let value = 0;
  for (; at < limit; at++) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; at < limit; at++) {
    if (block[at] !== SPACE && block[at] !== 0) throw new InvalidTar(`the ${what} is no number`);
  }
  return value;
}

function base256(bytes: Buffer, what: string): number {
  const negative = ((bytes[0] ?? 0) & 0x40) !== 0;
  const flip = negative ? 0xff : 0;
  let value = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = (bytes[at] ?? 0) ^ flip;
    value = value * 256 + (at === 0 ? byte & 0x7f : byte);
    if (value > Number.MAX_SAFE_INTEGER) throw new InvalidTar(`absurd ${what}`);
  }
  return negative ? -value - 1 : value;
}

/** Drops the bits of the file type, which some programs write into the field. */
function permissionBits(mode: number): number {
  return ((mode % 0o10000) + 0o10000) % 0o10000;
}

/** Old systems wrote `nobody` as -2, which is the same 32 bits for the kernel. @throws InvalidTar */
export function ownerId(id: number, what: string): number {
  if (id < -0x80000000 || id > 0xffffffff) throw new InvalidTar(`absurd ${what} ${id}`);
  return id >>> 0;
}

const UNCLEAN = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A name that leads out of the root is refused, or stays at the root as in a chroot. */
export type Outside = 'refuse' | 'stay';

/**
 * `raw` without leading and trailing slashes, `.` and `..`; the root is `''`.
 *
 * @throws InvalidTar when it holds a NUL, or leads out of the root and that is to be refused
 */
export function cleanPath(raw: string, what: string, outside: Outside): string {
  let path = raw.startsWith('./') ? raw.slice(2) : raw;
  if (path.endsWith('/')) path = path.slice(0, -1);
  if (path.includes('\0')) throw new InvalidTar(`${what} ${JSON.stringify(raw)} holds a NUL`);
  if (!UNCLEAN.test(path)) return path;
  const components: string[] = [];
  for (const component of path.split('/')) {
    if (component === '' || component === '.') continue;
    if (component !== '..') components.push(component);
    else if (components.pop() === undefined && outside === 'refuse') {
      throw new InvalidTar(`${what} ${JSON.stringify(raw.slice(0, 300))} leads out of the root`);
    }
  }
  path = components.join('/');
  return path;
}
