/**
 * Names as JavaScript strings. A Linux name is bytes, mostly UTF-8; a byte that is not part of valid UTF-8 is kept as the
 * lone surrogate U+DC00 + byte (U+DC80–U+DCFF), as Python's `surrogateescape` does, so that every name survives a round trip.
 */
import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';

const ESCAPE = 0xdc00;
/** With the `u` flag a surrogate that belongs to a pair does not match. */
const HAS_ESCAPE = /[\uDC80-\uDCFF]/u;

/** The string for the bytes of a name; `encodeName` gives the same bytes back, whatever they are. */
export function decodeName(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  let name = '';
  for (let at = 0; at < buffer.length;) {
    const length = sequenceLength(buffer, at);
    if (length === 0) {
      name += String.fromCharCode(ESCAPE + (buffer[at] ?? 0));
      at++;
    } else {
      name += buffer.toString('utf8', at, at + length);
      at += length;
    }
  }
  return name;
}

/** Bytes of the valid UTF-8 sequence at `at`, 0 when there is none (RFC 3629, section 4). */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + length > bytes.length) return 0;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** The bytes of a name. */
export function encodeName(name: string): Buffer {
  if (!HAS_ESCAPE.test(name)) return Buffer.from(name, 'utf8');
  const parts: Buffer[] = [];
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    parts.push(code >= 0xdc80 && code <= 0xdcff ? Buffer.of(code - ESCAPE) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** `path` in the form that `node:fs` needs: a Buffer only where a string would lose bytes. */
export function fsPath(path: string): string | Buffer {
  return HAS_ESCAPE.test(path) ? encodeName(path) : path;
}

/**
 * Names in the directory at `directory`, unsorted, none lost to its encoding.
 *
 * @throws what `readdirSync` throws
 */
export function readNames(directory: string): string[] {
  const path = fsPath(directory);
  const names = readdirSync(path);
  // Node puts U+FFFD where a name is not UTF-8; asking for bytes from the start would make a Buffer for each name.
  if (!names.some((name) => name.includes('\uFFFD'))) return names;
  return readdirSync(path, { encoding: 'buffer' }).map(decodeName);
}

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|[\uD800-\uDFFF]/gu;

/** `name` for people: control characters, bidi overrides and bytes that are not UTF-8 are shown as escapes. */
export function displayName(name: string): string {
  return name.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - ESCAPE).toString(16)}`;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
