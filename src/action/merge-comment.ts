import { setTimeout as sleep } from 'node:timers/promises';

import { commentBody } from '../report/comment/body.js';
import { rowsIn } from '../report/comment/data.js';
import { coversRow, mergeRows } from '../report/comment/merge.js';
import type { CommentRow } from '../report/comment/row.js';
import type { CommentThread } from './comment-thread.js';
import { gitHubFault, gitHubWords } from './github/github-fault.js';

/** What happened to a row. */
export type CommentOutcome =
  | { readonly kind: 'written' }
  /** The token may not write comments: that of a pull request from a fork never may. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'failed'; readonly why: string };

/** What is known of a row on its way, for whoever ends it before it arrives. */
export interface CommentProgress {
  /** Why the last try failed; absent if none has, or another one has written since. */
  why?: string;
}

/** Milliseconds. */
export interface MergeTimes {
  /** For everything, including waits for rate limits. What hangs longer is ended by the signal. */
  readonly total: number;
  /** How long another job may take between reading and writing. We look again after this time, or up to twice as long. */
  readonly settle: number;
}

/**
 * Puts a row into the one comment on the pull request. GitHub cannot write a comment on the condition that nobody else has
 * changed it. So we read the comment, merge our row into it, write it, and read it again after a while, until the row is there.
 * A job that removes our row had read the comment before we wrote, and has written by the time we look again. Every write
 * comes right after a read.
 */
export async function mergeIntoComment(
  thread: CommentThread,
  row: CommentRow,
  repositoryUrl: string,
  signal: AbortSignal,
  times: MergeTimes,
  progress: CommentProgress = {},
): Promise<CommentOutcome> {
  const started = performance.now();
  for (;;) {
    let waitMs: number;
    try {
      if (await writeOnce(thread, row, repositoryUrl)) return { kind: 'written' };
      waitMs = times.settle;
      delete progress.why;
    } catch (error) {
      signal.throwIfAborted();
      const fault = gitHubFault(error, Date.now());
      const why = gitHubWords(error);
      progress.why = why;
      if (fault.kind === 'forbidden' || fault.kind === 'missing') return { kind: 'forbidden' };
      if (fault.kind === 'refused') return { kind: 'failed', why };
      waitMs = fault.kind === 'limited' ? fault.waitMs : times.settle;
    }
    const left = times.total - (performance.now() - started);
    if (waitMs > left) return { kind: 'failed', why: progress.why ?? 'other jobs kept overwriting it' };
    await sleep(Math.min(waitMs + Math.random() * times.settle, left), undefined, { signal });
  }
}

/** @returns whether the row is already there, in the only comment */
async function writeOnce(thread: CommentThread, row: CommentRow, repositoryUrl: string): Promise<boolean> {
  const [first, ...others] = await thread.find();
  if (first === undefined) {
    await thread.create(commentBody([row], repositoryUrl));
    return false;
  }
  const rows = [first, ...others].map(({ body }) => rowsIn(body));
  if (others.length === 0 && coversRow(rows[0] ?? [], row)) return true;
  // When it is gone, another job has merged it into an older one, which we find the next time.
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
