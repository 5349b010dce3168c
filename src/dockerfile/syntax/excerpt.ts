import type { LineRange } from './ast.js';

/** Longest excerpt, in lines. The middle of a longer instruction is left out. */
const MOST_LINES = 12;

/** Longest line that is shown whole. */
const MOST_COLUMNS = 160;

/** Columns of one line, counted from 1, both included. */
export interface Mark {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/**
 * The lines of an instruction with their numbers and a `>` before each that belongs to it, with one line around for context.
 *
 * @param lines of the whole file
 * @param mark columns to point at from below
 */
export function excerptOf(lines: readonly string[], range: LineRange, mark?: Mark): string {
  const first = Math.max(1, range.start - 1);
  const last = Math.min(lines.length, Math.max(range.end, range.start) + 1);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const inside = number >= range.start && number <= range.end;
    if (number - first === MOST_LINES && last - number > 2) {
      shown.push(`${' '.repeat(width + 2)} | …`);
      number = last - 2;
      continue;
    }
    const text = lines[number - 1] ?? '';
    shown.push(`${inside ? '>' : ' '} ${String(number).padStart(width)} | ${cut(text)}`);
    if (mark?.line === number && mark.column <= MOST_COLUMNS) {
      shown.push(`${' '.repeat(width + 2)} | ${pointer(text, mark)}`);
    }
  }
  return shown.join('\n');
}

function pointer(text: string, mark: Mark): string {
  const indent = text.slice(0, mark.column - 1).replace(/[^\t]/g, ' ');
  return indent + '^'.repeat(Math.max(1, Math.min(mark.endColumn, MOST_COLUMNS) - mark.column + 1));
}

/** Control characters must not reach a terminal or a log: a Dockerfile can come from anyone's pull request. */
function cut(line: string): string {
  const shown = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line;
  return shown.replace(/(?!\t)\p{Cc}/gu, '\ufffd');
}
