import { markdownCode, markdownText } from './github-markdown.js';
import type { Phrase } from './model/conclusion-words.js';

/** A sentence in GitHub-flavoured Markdown; also for a table cell. */
export function markdownPhrases(phrases: readonly Phrase[]): string {
  return phrases
    .map((phrase) => (typeof phrase === 'string' ? markdownText(phrase, 1000) : markdownCode(phrase.code, 200)))
    .join('');
}
