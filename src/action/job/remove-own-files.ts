import { settledBefore } from '../../async/abortable.js';
import type * as JobRootModule from '../../app/job-root.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import type { BuildEvent } from '../../engine/events.js';
import { messageOf } from '../../errors.js';
import { oneLine } from '../../text/sanitize-line.js';
import type { JobFiles } from './job-files.js';
import { STATE } from './stage-state.js';
import type { Toolkit } from './toolkit.js';

export interface RemovalDependencies {
  readonly job: ProcessEnvironment;
  readonly toolkit: Toolkit;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly roots: Pick<typeof JobRootModule, 'releaseRoot' | 'removeRootsBeside'>;
}

/**
 * Removes what the job would leave on a machine that is used again, if no other step of the job needs it. Nothing is removed on GitHub's
 * own machines, since they are thrown away. An error is a warning: it never fails the job.
 */
export async function removeOwnFiles(
  { host, root }: JobFiles,
  { job, toolkit, signal, roots }: RemovalDependencies,
): Promise<void> {
  const claims = toolkit.getState(STATE.claims);
  if (claims === '' || root.keep || job.env['RUNNER_ENVIRONMENT'] === 'github-hosted') return;
  const sink = (event: BuildEvent): void => {
    if (event.type === 'warning') toolkit.warning(oneLine(event.message));
  };
  try {
    await roots.releaseRoot(host, claims.split(' '), sink, signal);
    if (root.ofRunner) await roots.removeRootsBeside(host, sink, signal);
  } catch (error) {
    toolkit.warning(`The files that the job left on this machine were not removed: ${oneLine(messageOf(error))}`);
  }
}

/** Waits for a part of post, but not for longer than this. What it does then goes on until the process ends. */
export async function bounded<D extends Pick<RemovalDependencies, 'signal' | 'toolkit'>>(
  what: string,
  ms: number,
  dependencies: D,
  work: (dependencies: D) => Promise<void>,
): Promise<void> {
  const late = new AbortController();
  // It keeps the process running: one that has nothing to wait for but what hangs would end as failed.
  const timer = setTimeout(() => late.abort(), ms);
  const signal = AbortSignal.any([dependencies.signal, late.signal]);
  try {
    await settledBefore(late.signal, work({ ...dependencies, signal }));
  } catch (error) {
    if (!late.signal.aborted) throw error;
    const seconds = Math.round(ms / 1000);
    dependencies.toolkit.warning(`The end of the job waits no longer: ${what} took more than ${seconds} s`);
  } finally {
    clearTimeout(timer);
  }
}
