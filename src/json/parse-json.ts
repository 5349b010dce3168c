import { checkStructure, type DuplicateKeys } from './check-structure.js';
import { JsonError } from './json-error.js';
import { messageOf } from '../errors.js';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads a JSON text from outside this program (RFC 8259). A key named `__proto__` is a key like any other, and reaches no
 * prototype.
 *
 * @param maxBytes a text with more bytes is refused unread
 * @param duplicateKeys what to do with a key that an object has twice
 * @throws JsonError for a text that is larger, not UTF-8, not JSON, or JSON that readers would not agree on
 */
export function parseJson(
  source: string | Uint8Array,
  maxBytes: number,
  duplicateKeys: DuplicateKeys = 'refused',
): unknown {
  const size = typeof source === 'string' ? Buffer.byteLength(source) : source.byteLength;
  if (size > maxBytes) throw new JsonError(`it has ${size} bytes; at most ${maxBytes} are read`);
  if (size === 0) throw new JsonError('it is empty');
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (text.startsWith(BYTE_ORDER_MARK)) throw new JsonError('it is not JSON: it begins with a byte order mark');
  checkStructure(text, duplicateKeys);
  return parseUncheckedJson(text);
}

/**
 * The same without the checks of size and structure, which cost as much as the parsing: for a text that this program wrote
 * itself, and for one whose size is bounded and whose decoder visits every value without recursion.
 */
export function parseUncheckedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JsonError('it is not JSON', messageOf(error), error);
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (cause) {
    throw new JsonError('it is not JSON: its bytes are not UTF-8', undefined, cause);
  }
}
