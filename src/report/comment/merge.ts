import type { CommentRow, RowIdentity } from './row.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

/**
 * Merges the rows of several jobs' comments into one list; the order of the lists does not matter. It keeps the latest row
 * of each build, and of each workflow only the rows of its newest run: builds of an older commit say nothing about a newer.
 */
export function mergeRows(...lists: readonly (readonly CommentRow[])[]): readonly CommentRow[] {
  const latest = new Map<string, CommentRow>();
  const newestRun = new Map<string, number>();
  for (const row of lists.flat()) {
    newestRun.set(row.workflow, Math.max(newestRun.get(row.workflow) ?? 0, row.run));
    const key = `${row.workflow} ${row.id}`;
    const other = latest.get(key);
    if (other === undefined || compareVersions(row, other) > 0) latest.set(key, row);
  }
  return [...latest.values()]
    .filter(({ workflow, run }) => run === newestRun.get(workflow))
    .sort(
      (left, right) =>
        byCodeUnit(left.title, right.title) ||
        byCodeUnit(left.workflow, right.workflow) ||
        byCodeUnit(left.id, right.id),
    );
}

/** Whether the rows need not be changed for this one: they have it, a later row of its build, or rows of a later run. */
export function coversRow(rows: readonly CommentRow[], row: RowIdentity): boolean {
  return rows.some(
    (other) =>
      other.workflow === row.workflow &&
      (other.run > row.run || (other.id === row.id && compareVersions(other, row) >= 0)),
  );
}

function compareVersions(left: RowIdentity, right: RowIdentity): number {
  return left.run - right.run || left.attempt - right.attempt || byCodeUnit(left.at, right.at);
}
