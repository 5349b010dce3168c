import type { CommentRow, RowIdentity } from './row.js';
import { byCodeUnit } from '../../text/code-unit-order.js';

/**
 * The rows of several jobs' comments as one list, whichever order they are merged in: of one build the latest, and of one
 * workflow only those of its newest run, since a commit's builds say nothing of the next one's.
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

/** Whether the rows leave nothing to add to: they have this row, a later one of its build, or those of a later run. */
export function isTold(rows: readonly CommentRow[], row: RowIdentity): boolean {
  return rows.some(
    (other) =>
      other.workflow === row.workflow &&
      (other.run > row.run || (other.id === row.id && compareVersions(other, row) >= 0)),
  );
}

function compareVersions(left: RowIdentity, right: RowIdentity): number {
  return left.run - right.run || left.attempt - right.attempt || byCodeUnit(left.at, right.at);
}
