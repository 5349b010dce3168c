import { lex, type Lexed, type LexerOptions, type Lookup } from './shell-lexer.js';

export type { Lookup };

/** One word, with variables, quotes and escapes resolved. */
export function expandWord(word: string, lookup: Lookup, escape: LexerOptions['escape']): string {
  return lex(word, lookup, { escape }).text;
}

/** The same for a word that may become several, as in EXPOSE. */
export function expandWords(word: string, lookup: Lookup, escape: LexerOptions['escape']): readonly string[] {
  return lex(word, lookup, { escape }).words;
}

/** The body of a here-document whose delimiter is not quoted: variables, but no quotes. */
export function expandHeredoc(content: string, lookup: Lookup): string {
  return lex(content, lookup, { escape: '\\', skipQuotes: true }).text;
}

/**
 * The variables that a word reads, whatever is set: also those of a default that would not be taken.
 *
 * @throws UserError without a place for a word that no value could make right
 */
export function referencedNames(word: string, escape: LexerOptions['escape']): ReadonlySet<string> {
  // Every variable has a value here, so that no `:?` fails.
  return lex(word, () => 'x', { escape }).matched;
}

/** The same, by whether each has a value: for checks and for keys. */
export function variablesOf(
  word: string,
  lookup: Lookup,
  escape: LexerOptions['escape'],
): Pick<Lexed, 'matched' | 'unmatched'> {
  return lex(word, lookup, { escape });
}
