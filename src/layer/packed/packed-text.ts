/*
 * A text in a buffer: first its length in bytes and its encoding as one number, then the bytes. Most texts fit in Latin-1, with one byte
 * for each code unit. All others are in UTF-16, since a path has lone surrogates for bytes that are not UTF-8.
 */
const NARROW = /^[\0-\xff]*$/;
/** Of a number. */
const MOST_BYTES = 8;

/** At most. */
export function textRoom(text: string): number {
  return MOST_BYTES + 2 * text.length;
}

/** @returns where the text ends */
export function writeText(buffer: Buffer, at: number, text: string): number {
  const narrow = NARROW.test(text);
  const bytes = narrow ? text.length : 2 * text.length;
  const start = writeNumber(buffer, at, 2 * bytes + (narrow ? 0 : 1));
  return start + buffer.write(text, start, narrow ? 'latin1' : 'utf16le');
}

export function readText(buffer: Buffer, at: number): string {
  const head = readNumber(buffer, at);
  const start = at + numberLength(head);
  const end = start + Math.floor(head / 2);
  return head % 2 === 0 ? buffer.toString('latin1', start, end) : buffer.toString('utf16le', start, end);
}

/** Whether the text at `at` is what `text` has from `from` to `to`. */
export function isText(buffer: Buffer, at: number, text: string, from: number, to: number): boolean {
  const head = readNumber(buffer, at);
  const start = at + numberLength(head);
  const bytes = Math.floor(head / 2);
  const length = to - from;
  if (head % 2 === 1)
    return bytes === 2 * length && buffer.toString('utf16le', start, start + bytes) === text.slice(from, to);
  if (bytes !== length) return false;
  for (let unit = 0; unit < length; unit++) if (buffer[start + unit] !== text.charCodeAt(from + unit)) return false;
  return true;
}

/** Writes a number from 0 to 2^53 in as few bytes as it needs, seven bits in each. @returns where it ends */
export function writeNumber(buffer: Buffer, at: number, number: number): number {
  let left = number;
  let end = at;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) buffer[end++] = (left % 0x80) + 0x80;
  buffer[end++] = left;
  return end;
}

export function readNumber(buffer: Buffer, at: number): number {
  let number = 0;
  let factor = 1;
  for (let from = at; ; from++) {
    const byte = buffer[from] ?? 0;
    if (byte < 0x80) return number + byte * factor;
    number += (byte - 0x80) * factor;
    factor *= 0x80;
  }
}

export function numberLength(number: number): number {
  let bytes = 1;
  for (let left = number; left >= 0x80; left = Math.floor(left / 0x80)) bytes++;
  return bytes;
}
