import { JsonError } from './json-error.js';

/**
 * The most levels of nested arrays and objects. No document that we read has ten. The parser takes seconds for a million
 * levels, and to encode such a value again overflows the stack at some thousands.
 */
const MAX_DEPTH = 1000;

/**
 * What to do with a key that comes twice. JavaScript and Go use the last one; other parsers use the first, or refuse the
 * text.
 */
export type DuplicateKeys = 'refused' | 'last-wins';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Refuses texts that `JSON.parse` accepts but that other parsers may read differently: unlimited nesting, a key twice in one
 * object, a number that a double cannot hold. Whether the text is JSON at all is left to the parser.
 *
 * @throws JsonError
 */
export function checkStructure(text: string, duplicateKeys: DuplicateKeys): void {
  /** The keys so far of each open object, innermost last; `undefined` for an array. */
  const open: (Set<string> | undefined)[] = [];
  let keys: Set<string> | undefined;
  let keyIsNext = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        if (keyIsNext && keys !== undefined) addKey(keys, text.slice(at, end), duplicateKeys);
        keyIsNext = false;
        at = end - 1;
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (open.length === MAX_DEPTH) throw new JsonError(`it is nested more than ${MAX_DEPTH} levels deep`);
        keyIsNext = text.charCodeAt(at) === OPEN_OBJECT;
        keys = keyIsNext ? new Set() : undefined;
        open.push(keys);
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        keys = open.at(-1);
        keyIsNext = false;
        break;
      case COMMA:
        keyIsNext = keys !== undefined;
        break;
      default:
        if (isDigit(text.charCodeAt(at))) at = checkNumber(text, at) - 1;
    }
  }
}

/** @returns the position behind the closing quote */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((end - before) % 2 === 0) return end + 1;
  }
  return text.length;
}

/** @param quoted the key as it is written: `"a"` and `"\u0061"` are the same one */
function addKey(keys: Set<string>, quoted: string, duplicateKeys: DuplicateKeys): void {
  const key = quoted.includes('\\') ? unescaped(quoted) : quoted.slice(1, -1);
  if (duplicateKeys === 'refused' && keys.has(key))
    throw new JsonError('it has a key twice in one object', JSON.stringify(key));
  keys.add(key);
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    // The parser will say what is wrong with it.
    return quoted;
  }
}

const NUMBER = /[\d.eE+-]+/y;

/** @returns the position behind the number */
function checkNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0] ?? '';
  if (Number(number) === Infinity) throw new JsonError('it has a number that is too large', number);
  return start + number.length;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
