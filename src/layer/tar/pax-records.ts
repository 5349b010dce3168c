/** Records of PAX extended headers (IEEE 1003.1, pax, "pax Extended Header"). */
import { decodeName } from '../../text/byte-name.js';
import { InvalidTar } from './tar-block.js';

/** Records by keyword. Values are bytes: those of extended attributes may be anything. */
export type PaxRecords = ReadonlyMap<string, Buffer>;

const EQUALS = 0x3d;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * Parses `LENGTH KEYWORD=VALUE\n` records. GNU's sparse format 0.0 repeats `GNU.sparse.offset` and `.numbytes`: they become the
 * `GNU.sparse.map` of format 0.1.
 *
 * @throws InvalidTar
 */
export function parsePaxRecords(bytes: Buffer): Map<string, Buffer> {
  const records = new Map<string, Buffer>();
  const sparse: string[] = [];
  for (let at = 0; at < bytes.length;) {
    let length = 0;
    let digits = at;
    for (; digits < bytes.length && bytes[digits] !== SPACE; digits++) {
      const digit = (bytes[digits] ?? 0) - 0x30;
      if (digit < 0 || digit > 9 || digits - at > 8) throw new InvalidTar('malformed PAX record');
      length = length * 10 + digit;
    }
    const end = at + length;
    if (end > bytes.length || end <= digits + 2 || bytes[end - 1] !== NEWLINE) {
      throw new InvalidTar('malformed PAX record');
    }
    const record = bytes.subarray(digits + 1, end - 1);
    const equals = record.indexOf(EQUALS);
    if (equals <= 0) throw new InvalidTar('PAX record without a keyword');
    const keyword = decodeName(record.subarray(0, equals));
    const value = record.subarray(equals + 1);
    if (keyword === 'GNU.sparse.offset' || keyword === 'GNU.sparse.numbytes') {
      const wanted = keyword === 'GNU.sparse.offset' ? 0 : 1;
      if (sparse.length % 2 !== wanted) throw new InvalidTar('malformed sparse map');
      sparse.push(value.toString('latin1'));
    } else {
      records.set(keyword, value);
    }
    at = end;
  }
  if (sparse.length > 0) records.set('GNU.sparse.map', Buffer.from(sparse.join(','), 'latin1'));
  return records;
}

/** One record. Its length includes the digits of the length. */
export function paxRecord(keyword: Buffer, value: Buffer): Buffer {
  const rest = keyword.length + value.length + 3;
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.concat([Buffer.from(`${length} `), keyword, Buffer.of(EQUALS), value, Buffer.of(NEWLINE)]);
}

/** @throws InvalidTar */
export function paxInteger(value: Buffer, what: string): number {
  const text = value.toString('latin1');
  if (!/^-?\d{1,16}$/.test(text)) throw new InvalidTar(`the ${what} in a PAX header is no number`);
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new InvalidTar(`absurd ${what}`);
  return number;
}

/** Seconds with a fraction, rounded down like the kernel's `tv_sec`. @throws InvalidTar */
export function paxSeconds(value: Buffer): number {
  const match = /^(-?)(\d{1,15})(?:\.(\d*))?$/.exec(value.toString('latin1'));
  if (match === null) throw new InvalidTar('the mtime in a PAX header is no number');
  const whole = Number(match[2]);
  if (match[1] === '') return whole;
  const fraction = /[1-9]/.test(match[3] ?? '');
  return fraction ? -whole - 1 : 0 - whole;
}

const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';

/** Extended attributes, with values as base64. If both notations have an attribute, SCHILY's raw bytes count. @throws InvalidTar */
export function paxXattrs(records: PaxRecords): Record<string, string> {
  const found = new Map<string, string>();
  for (const [keyword, value] of records) {
    if (keyword.startsWith(LIBARCHIVE)) {
      const name = percentDecoded(keyword.slice(LIBARCHIVE.length));
      if (!found.has(name)) found.set(name, Buffer.from(value.toString('latin1'), 'base64').toString('base64'));
    } else if (keyword.startsWith(SCHILY)) {
      found.set(percentDecoded(keyword.slice(SCHILY.length)), value.toString('base64'));
    }
  }
  for (const name of found.keys()) {
    if (name === '' || name.includes('\0')) throw new InvalidTar('extended attribute without a proper name');
  }
  return Object.fromEntries(found);
}

/** A keyword cannot have `=`: GNU tar writes `=` and `%` as percent escapes. */
export function xattrKeyword(name: string): string {
  return SCHILY + name.replace(/[%=]/g, (character) => (character === '%' ? '%25' : '%3D'));
}

function percentDecoded(name: string): string {
  if (!name.includes('%')) return name;
  return name.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    decodeName(Buffer.from(escapes.replaceAll('%', ''), 'hex')),
  );
}
