import { isBlank, splitAtBlanks, trimStart } from './blank.js';
import { UserError } from '../../errors.js';

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
      // An escape at the very end stands for nothing.
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

/**
 * A JSON array of strings, or `undefined` where the text is none and so to be read otherwise.
 *
 * @throws UserError when it is an array, but not of strings
 */
export function parseJsonStrings(text: string): readonly string[] | undefined {
  const json = trimStart(text);
  if (!json.startsWith('[')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  if (value.every((item) => typeof item === 'string')) return value;
  throw new UserError('when using JSON array syntax, arrays must be comprised of strings only', {
    hint: 'Put every element into double quotes.',
  });
}
