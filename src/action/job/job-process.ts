import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { actionsCacheOf, type ActionsCacheAccess } from '../../cache/actions/open.js';
import { stopOnSignals } from '../../app/process-end.js';
import { DISK } from '../../app/options/process/file-probe.js';
import { currentFolder, homeFolder, temporaryFiles } from '../../app/options/process/process-folders.js';
import { entryClientOf } from '../../cache/actions/toolkit-client.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';

/**
 * The process that a job starts for the action's main or post.
 *
 * @param entryFolder the folder of its bundle: dist/main or dist/post
 */
export function thisJob(entryFolder: string): ProcessEnvironment {
  return {
    env: process.env,
    cwd: currentFolder(),
    home: homeFolder(),
    tempDir: temporaryFiles(),
    files: DISK,
    workerEntry: path.join(entryFolder, '../worker/index.js'),
    newToken: randomUUID,
  };
}

export function actionsCacheOfJob(): ActionsCacheAccess | undefined {
  return actionsCacheOf(process.env, async () => entryClientOf(await import('@actions/cache')));
}

/** Aborted when the job is cancelled. The runner waits 7.5 s after SIGINT and 2.5 s after SIGTERM, then kills. */
export function cancellation(): AbortSignal {
  return stopOnSignals(process, { graceMs: 7_000, secondEndsAtOnce: false }).signal;
}
