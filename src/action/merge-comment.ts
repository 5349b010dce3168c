import { setTimeout as sleep } from 'node:timers/promises';

import { commentBody } from '../report/comment/body.js';
import { rowsIn } from '../report/comment/data.js';
import { isTold, mergeRows } from '../report/comment/merge.js';
import type { CommentRow } from '../report/comment/row.js';
import type { CommentThread } from './comment-thread.js';
import { gitHubFault } from './github-fault.js';

/** What became of a row. */
export type CommentOutcome =
  | { readonly kind: 'told' }
  /** Nobody's fault: the token may not, as that of a fork's pull request. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'failed'; readonly why: string };

/** Milliseconds. */
export interface MergePatience {
  /** For all of it, waits for rate limits included. */
  readonly total: number;
  /** How long other jobs, which read before we wrote, may take to write: after at least this and at most twice, we look again. */
  readonly settle: number;
}

export const MERGE_PATIENCE: MergePatience = { total: 100_000, settle: 1500 };

/**
 * Puts a row into the pull request's one comment. GitHub has no way to write only if nobody else did, so it is read, merged
 * and written, and read again after a while, until the row is in what is read: whoever overwrites it had read before it was
 * there, and has ended when it is looked for. Whatever is waited for, what is written was read just before.
 */
export async function mergeIntoComment(
  thread: CommentThread,
  row: CommentRow,
  repositoryUrl: string,
  signal: AbortSignal,
  patience: MergePatience = MERGE_PATIENCE,
): Promise<CommentOutcome> {
  const started = performance.now();
  let why = 'other jobs kept overwriting it';
  for (;;) {
    let waitMs: number;
    try {
      if (await tellOnce(thread, row, repositoryUrl)) return { kind: 'told' };
      waitMs = patience.settle;
    } catch (error) {
      if (signal.aborted) throw error;
      const fault = gitHubFault(error, Date.now());
      why = error instanceof Error ? error.message : String(error);
      if (fault.kind === 'forbidden' || fault.kind === 'missing') return { kind: 'forbidden' };
      if (fault.kind === 'refused') return { kind: 'failed', why };
      waitMs = fault.kind === 'limited' ? fault.waitMs : patience.settle;
    }
    const left = patience.total - (performance.now() - started);
    if (waitMs > left) return { kind: 'failed', why };
    await sleep(Math.min(waitMs + Math.random() * patience.settle, left), undefined, { signal });
  }
}

/** @returns whether the row was there already, and in the one comment */
async function tellOnce(thread: CommentThread, row: CommentRow, repositoryUrl: string): Promise<boolean> {
  const [first, ...others] = await thread.find();
  if (first === undefined) {
    await thread.create(commentBody([row], repositoryUrl));
    return false;
  }
  const rows = [first, ...others].map(({ body }) => rowsIn(body));
  if (others.length === 0 && isTold(rows[0] ?? [], row)) return true;
  // One that is gone was merged by another job into an older one, and is looked for again.
  await unlessGone(thread.update(first.id, commentBody(mergeRows([row], ...rows), repositoryUrl)));
  for (const { id } of others) await unlessGone(thread.remove(id));
  return false;
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (gitHubFault(error, Date.now()).kind !== 'missing') throw error;
  }
}
