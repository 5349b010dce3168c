import type { Heredoc } from './syntax/ast.js';
import { lex } from './shell/shell-lexer.js';

/** `<<NAME` at the end of a command line, before its body was read. */
export type HeredocMark = Omit<Heredoc, 'content'>;

const NO_VARIABLES = (): undefined => undefined;

/** Parses a word as the mark of a here-document; `undefined` if it is not one. */
function parseHeredocMark(word: string): HeredocMark | undefined {
  // The name cannot begin with a blank. Else a run of blanks could match in several ways.
  const match = /^(\d*)<<(-?)[\t\n\f\r ]*((?:[^<\t\n\f\r ][^<]*)?)$/.exec(word);
  const rest = match?.[3];
  if (match === null || rest === undefined || rest === '') return undefined;
  const mark = { chomp: match[2] === '-', fileDescriptor: match[1] === '' ? 0 : Number(match[1]) };
  // The lexer would not change most delimiters.
  if (/^[\w.-]+$/.test(rest)) return { name: rest, expand: true, ...mark };
  const plain = lex(rest, NO_VARIABLES, { escape: '\\', skipUnset: true }).words;
  const raw = lex(rest, NO_VARIABLES, { escape: '\\', skipUnset: true, rawQuotes: true }).words;
  const [name] = plain;
  const [written] = raw;
  if (plain.length !== 1 || raw.length !== 1 || name === undefined || written === undefined) return undefined;
  return {
    name,
    // A quote anywhere in the delimiter switches expansion off.
    expand: countQuotes(name) === countQuotes(written),
    ...mark,
  };
}

/** All marks of a command line, in order: their bodies follow in the same order. */
export function heredocMarks(line: string): readonly HeredocMark[] {
  const words = wordsOrNone(line);
  return words.flatMap((word) => parseHeredocMark(word) ?? []);
}

function wordsOrNone(line: string): readonly string[] {
  try {
    return lex(line, NO_VARIABLES, { escape: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true }).words;
  } catch {
    // The shell will report unmatched quotes. Such a line has no here-documents here.
    return [];
  }
}

/** The same, also for a mark that cannot be read at all. */
export function heredocMarkOrNone(word: string): HeredocMark | undefined {
  try {
    return parseHeredocMark(word);
  } catch {
    return undefined;
  }
}

/** `<<-` removes the tabs at the start of every line. */
export function chomped(content: string): string {
  return content.replace(/^\t+/gm, '');
}

function countQuotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}
