import { UserError, type SourceLocation, type UserErrorDetails } from '../../errors.js';
import type { Dockerfile, LineRange } from './ast.js';
import { isBlank } from './blank.js';
import { excerptOf, type Mark } from './excerpt.js';

/** A UserError that knows which piece of its instruction is at fault: what an excerpt marks. */
export class WordError extends UserError {
  /** As it stands in the Dockerfile. */
  readonly word: string;

  constructor(message: string, word: string, details: UserErrorDetails = {}) {
    super(message, details);
    this.word = word;
  }
}

/**
 * Gives a UserError that has no place yet the place of an instruction, and an excerpt with the word at fault marked; one that
 * has a place in this file but no excerpt gets that. Columns are told for an instruction on one line only, since a location's
 * columns are those of its first and last line.
 *
 * @returns anything else as it is
 */
export function withLocation(error: unknown, file: PlacedFile, range: LineRange): unknown {
  return error instanceof UserError ? locateError(error, file, range) : error;
}

type PlacedFile = Pick<Dockerfile, 'name' | 'lines'>;

export function locateError(error: UserError, file: PlacedFile, range: LineRange): UserError {
  const known = error.location;
  if (known !== undefined && (error.excerpt !== undefined || known.file !== file.name)) return error;
  const mark = error instanceof WordError ? findWord(file.lines, range, error.word) : undefined;
  const { message, details, hint, cause } = error;
  const columns: Pick<SourceLocation, 'column' | 'endColumn'> =
    mark !== undefined && range.start === range.end ? { column: mark.column, endColumn: mark.endColumn } : {};
  return new UserError(message, {
    location: { ...(known ?? { file: file.name, line: range.start, endLine: range.end }), ...columns },
    excerpt: error.excerpt ?? excerptOf(file.lines, range, mark),
    details,
    hint,
    cause,
  });
}

/** Where the word stands: between blanks if it does anywhere, else within a longer one. */
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
