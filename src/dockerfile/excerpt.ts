import type { LineRange } from './ast.js';

/** Longest excerpt in lines; the middle of a longer instruction says little. */
const MOST_LINES = 12;

/** Longest line that is shown whole. */
const MOST_COLUMNS = 160;

/**
 * The lines of an instruction with their numbers and a mark before each that belongs to it, with one line around for context.
 *
 * @param lines of the whole file
 */
export function excerptOf(lines: readonly string[], range: LineRange): string {
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
    shown.push(`${inside ? '>' : ' '} ${String(number).padStart(width)} | ${cut(lines[number - 1] ?? '')}`);
  }
  return shown.join('\n');
}

/** The same for one line, with a row below that marks some columns (from 1, both included). */
export function excerptOfColumns(lines: readonly string[], line: number, column: number, endColumn: number): string {
  const text = lines[line - 1] ?? '';
  const prefix = `> ${line} | `;
  if (column > MOST_COLUMNS) return prefix + cut(text);
  const marks = '^'.repeat(Math.max(1, Math.min(endColumn, MOST_COLUMNS) - column + 1));
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${prefix}${cut(text)}\n${' '.repeat(prefix.length - 2)}| ${indent}${marks}`;
}

function cut(line: string): string {
  return line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS)}…` : line;
}
