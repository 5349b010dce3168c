import { lex, type LexerOptions, type Lookup } from './shell-lexer.js';

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
