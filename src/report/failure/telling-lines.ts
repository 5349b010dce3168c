import { PATTERNS, type LinePattern } from './line-patterns.js';

/** The most lines that are taken for telling. */
const MOST = 6;
/** If nothing is recognized, as many of the last lines are taken. */
const LAST = 3;
/** Characters that are compared with a pattern: hostile output must not make the comparison slow. */
const COMPARED = 300;
/** How far above a line its heading may be. */
const NEAR = 40;

/**
 * The lines of a command's output that most likely say what is wrong: those that well-known tools mark as errors. Lines that name a place in
 * a source are preferred to lines that only say that something failed. If no tool is recognized, they are the last lines that are not empty.
 *
 * @param lines of the output, without control characters
 */
export function tellingLines(lines: readonly string[]): readonly string[] {
  const matches = lines.flatMap((line, index) => {
    const pattern = patternOf(line);
    return pattern === undefined ? [] : [{ index, pattern }];
  });
  const best = Math.max(0, ...matches.map(({ pattern }) => pattern.rank));
  const told = new Set<number>();
  for (const { index, pattern } of matches) {
    if (told.size >= MOST) break;
    if (pattern.rank !== best) continue;
    const heading = pattern.heading === undefined ? undefined : headingOf(lines, index, pattern.heading);
    if (heading !== undefined) told.add(heading);
    told.add(index);
    for (let next = index + 1; pattern.more?.test(compared(lines[next])) === true && told.size < MOST; next += 1) {
      told.add(next);
    }
  }
  const found = [...told].sort((left, right) => left - right).map((index) => lines[index]?.trimEnd() ?? '');
  if (found.length > 0)
    return withoutRepeats(found)
      .filter((line) => line !== '')
      .slice(0, MOST);
  return lines.filter((line) => line.trim() !== '').slice(-LAST);
}

function patternOf(line: string): LinePattern | undefined {
  const start = compared(line);
  return PATTERNS.find(({ line: pattern, not }) => pattern.test(start) && not?.test(start) !== true);
}

function headingOf(lines: readonly string[], below: number, heading: RegExp): number | undefined {
  for (let index = below - 1; index >= Math.max(below - NEAR, 0); index -= 1) {
    if (heading.test(compared(lines[index]))) return index;
  }
  return undefined;
}

function compared(line = ''): string {
  return line.slice(0, COMPARED);
}

function withoutRepeats(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
