import { UserError, type SourceLocation, type UserErrorDetails } from '../../errors.js';
import type { Dockerfile, LineRange } from './ast.js';
import { isBlank } from './blank.js';
import { excerptOf, type Mark } from './excerpt.js';

/** A UserError about one word of its instruction, which an excerpt marks. */
export class WordError extends UserError {
  /** As it is written in the Dockerfile. */
  readonly word: string;

  constructor(message: string, word: string, details: UserErrorDetails = {}) {
    super(message, details);
    this.word = word;
  }
}

/** The parts of a Dockerfile that are needed to locate something in it. */
type NamedLines = Pick<Dockerfile, 'name' | 'lines'>;

/** The location of an instruction, and its lines: for errors that are not UserErrors. */
export function locationOf(
  file: NamedLines,
  range: LineRange,
): { readonly location: SourceLocation; readonly excerpt: string } {
  return {
    location: { file: file.name, line: range.start, endLine: range.end },
    excerpt: excerptOf(file.lines, range),
  };
}

/** A new UserError at an instruction. @param word as it is written there, to be marked */
export function errorAt(
  file: NamedLines,
  range: LineRange,
  message: string,
  { hint, word = '' }: { readonly hint?: string | undefined; readonly word?: string } = {},
): UserError {
  return locateUserError(new WordError(message, word, { hint }), file, range);
}

/**
 * A caught error with the location of the instruction that was worked on, if it is a UserError without one. An excerpt marks
 * the word at fault. A UserError that has a location in this file but no excerpt gets that.
 *
 * @returns anything else as it is
 */
export function locateError(error: unknown, file: NamedLines, range: LineRange): unknown {
  return error instanceof UserError ? locateUserError(error, file, range) : error;
}

/** Runs `work`, and locates what it throws. */
export function locateErrors<T>(file: NamedLines, range: LineRange, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw locateError(error, file, range);
  }
}

/** Columns are only given for an instruction on one line, since a location's columns are those of its first and last line. */
function locateUserError(error: UserError, file: NamedLines, range: LineRange): UserError {
  const known = error.location;
  if (known !== undefined && (error.excerpt !== undefined || known.file !== file.name)) return error;
  const mark = error instanceof WordError ? findWord(file.lines, range, error.word) : undefined;
  const { message, details, hint, cause } = error;
  const columns: Pick<SourceLocation, 'column' | 'endColumn'> =
    mark !== undefined && range.start === range.end ? { column: mark.column, endColumn: mark.endColumn } : {};
  return new UserError(message, {
    location: { ...(known ?? locationOf(file, range).location), ...columns },
    excerpt: error.excerpt ?? excerptOf(file.lines, range, mark),
    details,
    hint,
    cause,
  });
}

/** Where the word is: between blanks if possible, else inside of a longer word. */
function findWord(lines: readonly string[], range: LineRange, word: string): Mark | undefined {
  if (word === '') return undefined;
  let inside: Mark | undefined;
  for (let line = range.start; line <= range.end; line++) {
    const text = lines[line - 1] ?? '';
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const mark = { line, column: at + 1, endColumn: at + word.length };
      const before = text.charAt(at - 1);
      const after = text.charAt(at + word.length);
      if ((before === '' || isBlank(before)) && (after === '' || isBlank(after))) return mark;
      inside ??= mark;
    }
  }
  return inside;
}
