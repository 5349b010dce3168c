import { isBlank, splitAtBlanks, trimStart } from './blank.js';
import { UserError } from '../../errors.js';
import { array } from '../../json/containers.js';
import { decodeOrUndefined } from '../../json/decode-or.js';
import { string } from '../../json/decoder.js';
import { JsonError } from '../../json/json-error.js';
import { parseJson } from '../../json/parse-json.js';

/** Splits at blanks outside quotes; quotes and escapes stay, since expansion needs them. */
export function splitWords(text: string, escape: string): readonly string[] {
  const words: string[] = [];
  let word: string[] | undefined;
  let quote: string | undefined;
  const chars = [...text];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (quote === undefined && isBlank(char)) {
      if (word !== undefined) words.push(word.join(''));
      word = undefined;
      continue;
    }
    word ??= [];
    if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = undefined;
    else if (char === escape && quote !== "'") {
      // An escape as the last character is dropped.
      if (at + 1 === chars.length) break;
      word.push(char, chars[++at] ?? '');
      continue;
    }
    word.push(char);
  }
  if (word !== undefined && word.length > 0) words.push(word.join(''));
  return words;
}

/** Splits at blanks only; nothing for an empty text. */
export function splitPlain(text: string): readonly string[] {
  return text === '' ? [] : splitAtBlanks(text);
}

/** Bytes: of the longest instruction. */
const MAX_JSON_SIZE = 64 * 1024 * 1024;

/**
 * The exec form, as BuildKit reads it: a JSON array of strings, or `undefined` where the text is not JSON and so a command
 * for the shell.
 *
 * @throws UserError when it is an array, but not of strings
 */
export function parseJsonStrings(text: string): readonly string[] | undefined {
  const json = trimStart(text);
  if (!json.startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = parseJson(json, MAX_JSON_SIZE, 'last-wins');
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
  const strings = decodeOrUndefined(array(string), value);
  if (strings !== undefined) return strings;
  throw new UserError('when using JSON array syntax, arrays must be comprised of strings only', {
    hint: 'Put every element into double quotes.',
  });
}
