import { byCodeUnit } from '../../text/code-unit-order.js';

/*
 * A text in a buffer. First there are four bytes with its length in bytes and its encoding, then the bytes of the text. Most paths fit in
 * Latin-1, with one byte for each code unit. All others are in UTF-16, since a path has lone surrogates for bytes that are not UTF-8.
 */
const HEAD = 4;
const WIDE = 0x80000000;
const NARROW = /^[\0-\xff]*$/;

export function textLength(text: string): number {
  return HEAD + (NARROW.test(text) ? text.length : 2 * text.length);
}

/** @returns where the text ends */
export function writeText(buffer: Buffer, at: number, text: string): number {
  if (NARROW.test(text)) {
    buffer.writeUInt32LE(text.length, at);
    return at + HEAD + buffer.write(text, at + HEAD, 'latin1');
  }
  buffer.writeUInt32LE((2 * text.length + WIDE) >>> 0, at);
  return at + HEAD + buffer.write(text, at + HEAD, 'utf16le');
}

export function readText(buffer: Buffer, at: number): { readonly text: string; readonly end: number } {
  const { start, end, isWide } = extentAt(buffer, at);
  return { text: isWide ? buffer.toString('utf16le', start, end) : buffer.toString('latin1', start, end), end };
}

/** Compares two texts by their code units, mostly without making strings. */
export function compareTexts(one: Buffer, atOne: number, other: Buffer, atOther: number): number {
  const left = extentAt(one, atOne);
  const right = extentAt(other, atOther);
  if (!left.isWide && !right.isWide) return one.compare(other, right.start, right.end, left.start, left.end);
  return byCodeUnit(readText(one, atOne).text, readText(other, atOther).text);
}

function extentAt(
  buffer: Buffer,
  at: number,
): { readonly start: number; readonly end: number; readonly isWide: boolean } {
  const head = buffer.readUInt32LE(at);
  const isWide = head >= WIDE;
  const start = at + HEAD;
  return { start, end: start + (isWide ? head - WIDE : head), isWide };
}
