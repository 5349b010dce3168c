import { displayWidth } from '../console/display-width.js';

/** As docker's client calls Go's text/tabwriter: columns of at least 10, with 3 spaces behind the widest cell. */
const LEAST_WIDTH = 10;
const PADDING = 3;

/**
 * A table in docker's very columns: the last cell of a line is not padded, and a line with an empty last cell ends in spaces. Scripts cut
 * such tables by column.
 */
export function dockerTable(lines: readonly (readonly string[])[]): string {
  const cells = lines.map((line) => line.map(oneCell));
  const widths: number[] = [];
  for (const line of cells) {
    for (const [column, cell] of line.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? LEAST_WIDTH, displayWidth(cell) + PADDING);
    }
  }
  const padded = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return cells
    .map(
      (line) => `${line.map((cell, at) => (at === line.length - 1 ? cell : padded(cell, widths[at] ?? 0))).join('')}\n`,
    )
    .join('');
}

/** The text may come from an image, which is not trusted: its control characters are shown as dots. */
export function oneCell(text: string): string {
  return text.replace(/\p{Cc}/gu, '·');
}
