import type { CommentRow } from '../../../src/report/comment/row.js';
import { digestHex, sha256 } from '../../../src/oci/digest.js';

export const REPOSITORY_URL = 'https://github.com/octo-org/octo-repo';

/** A row of a build by its title; each title is a build of its own. */
export function row(title: string, changes: Partial<CommentRow> = {}): CommentRow {
  return {
    id: digestHex(sha256(title)).slice(0, 16),
    workflow: digestHex(sha256('ci')).slice(0, 16),
    run: 7,
    attempt: 1,
    at: '2026-01-01T12:00:00.000Z',
    title,
    ok: true,
    now: { commit: 'b'.repeat(40), hits: 3, misses: 1, hitRate: 0.75, durationMs: 5000, size: 2_000_000 },
    stopped: [],
    stoppedCount: 0,
    grown: [],
    grownCount: 0,
    ...changes,
  };
}
