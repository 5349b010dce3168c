import { excerptOf } from '../../../dockerfile/syntax/excerpt.js';
import { UserError } from '../../../errors.js';

/** Part of a source: offsets of its first character and of the one behind its last. */
export interface Range {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** The text of a file, or of a string within one. */
export interface Source {
  readonly text: string;
  /** Of a string in a JSON file: where it is written. Errors name that place. */
  readonly within?: Range;
  /** The file's name as the user gave it. */
  readonly name: string;
}

/** A bake file is wrong at a place. */
export class BakeError extends UserError {}

/** An error with the file, the line and an excerpt of it. */
export function errorAt(range: Range, message: string, hint?: string): BakeError {
  const { source, start, end } = range.source.within ?? range;
  const lines = source.text.split('\n');
  const first = positionOf(source.text, start);
  const last = positionOf(source.text, Math.max(start, end - 1));
  const isOneLine = first.line === last.line;
  return new BakeError(message, {
    location: {
      file: source.name,
      line: first.line,
      column: first.column,
      ...(isOneLine ? { endColumn: last.column + 1 } : { endLine: last.line }),
    },
    excerpt: excerptOf(lines, { start: first.line, end: Math.min(last.line, first.line + 4) }),
    hint,
  });
}

export function rangeBetween(first: Range, last: Range): Range {
  return { source: first.source, start: first.start, end: last.end };
}

/** `file:line`, for words about a second place. */
export function placeOf(range: Range): string {
  const { source, start } = range.source.within ?? range;
  return `${source.name}:${positionOf(source.text, start).line}`;
}

function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
