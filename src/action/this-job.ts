import { randomUUID } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import { actionsCacheOf, type ActionsCacheAccess } from '../cache/actions/open.js';
import { DISK } from '../app/options/file-probe.js';
import { Interruption } from '../report/exit-code.js';
import { entryClientOf } from '../cache/actions/toolkit-client.js';
import type { Job } from './inputs.js';

/**
 * The job that this process is a stage of.
 *
 * @param entryFolder of the stage's bundle: dist/main or dist/post
 */
export function thisJob(entryFolder: string): Job {
  return {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    tempDir: tmpdir(),
    files: DISK,
    workerEntry: path.join(entryFolder, '../worker/index.js'),
    newToken: randomUUID,
  };
}

export function actionsCacheOfJob(): ActionsCacheAccess | undefined {
  return actionsCacheOf(process.env, async () =>
    entryClientOf(await import(/* webpackMode: "eager" */ '@actions/cache')),
  );
}

/** Aborted when the job is cancelled. The runner waits 7.5 s after SIGINT and 2.5 s after SIGTERM: one is enough to stop for. */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => controller.abort(new Interruption(signal)));
  }
  return controller.signal;
}

/**
 * A connection that a server keeps open, or what a library that cannot be stopped waits for, must not keep a job running: the
 * timer fires only if something else does.
 */
export function endSoon(): void {
  setTimeout(() => process.exit(), 1000).unref();
}
