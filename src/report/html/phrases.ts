import type { Phrase } from '../model/conclusion-words.js';
import { markup, type Markup } from './markup.js';

export function htmlPhrases(phrases: readonly Phrase[]): Markup {
  const pieces = phrases.map((phrase) =>
    typeof phrase === 'string' ? markup`${phrase}` : markup`<code>${phrase.code}</code>`,
  );
  return markup`${pieces}`;
}
