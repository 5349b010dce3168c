import { displayWidth } from './display-width.js';

/** Aligns the cells of rows in columns, each as wide as its widest cell. A cell must be a single line. */
export function columns(
  rows: readonly (readonly string[])[],
  alignment: readonly ('left' | 'right')[],
): readonly string[] {
  const widths = alignment.map((_side, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
        return alignment[column] === 'right' ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
