/**
 * How many edits turn `from` into `to`: single code points put in, taken out or replaced (Levenshtein).
 *
 * @param swaps whether an exchange of neighbours counts as one edit, or else as two
 */
export function editDistance(from: string, to: string, swaps: boolean): number {
  const rows = [...from];
  const columns = [...to];
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: columns.length + 1 }, (_, column) => column);
  for (const [row, char] of rows.entries()) {
    const current = [row + 1];
    for (const [column, other] of columns.entries()) {
      const cost = Math.min(
        valueAt(last, column + 1) + 1,
        valueAt(current, column) + 1,
        valueAt(last, column) + (char === other ? 0 : 1),
      );
      const swapped = swaps && row > 0 && column > 0 && char === columns[column - 1] && rows[row - 1] === other;
      current.push(swapped ? Math.min(cost, valueAt(beforeLast, column - 1) + 1) : cost);
    }
    beforeLast = last;
    last = current;
  }
  return valueAt(last, columns.length);
}

function valueAt(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
