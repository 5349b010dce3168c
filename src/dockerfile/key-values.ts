import type { KeyValue } from './syntax/ast.js';
import { splitFirst } from './syntax/blank.js';
import { WordError } from './syntax/error-location.js';
import { splitWords } from './syntax/words.js';

/**
 * The pairs of ENV and LABEL: `key=value …`, or the old `key rest of the line`. The first word says which form it is.
 *
 * @throws UserError without a location for a word without `=` among pairs, and for an old form without a value
 */
export function parsePairs(keyword: 'ENV' | 'LABEL', text: string, escape: string): readonly KeyValue[] {
  const words = splitWords(text, escape);
  const [first] = words;
  if (first === undefined) return [];
  if (!first.includes('=')) {
    const [key, value] = splitFirst(text);
    if (value !== undefined) return [{ key, value, legacy: true }];
    throw new WordError(`${keyword} must have two arguments`, key, { hint: `Write it as ${keyword} ${key}=VALUE.` });
  }
  return words.map((word) => {
    const equals = word.indexOf('=');
    if (equals >= 0) return { key: word.slice(0, equals), value: word.slice(equals + 1) };
    throw new WordError(`can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`, word, {
      hint: 'Put a value with blanks into double quotes.',
    });
  });
}
