import type { ActionsCacheAccess } from '../app/actions-cache.js';
import type { SaveFunction } from '../app/build-function.js';
import type { CacheEvent } from '../engine/cache-events.js';
import type { BuildEvent } from '../engine/events.js';
import { cacheLine } from '../report/cache-line.js';
import { oneLine } from '../report/one-line.js';
import { readInputs, type Job } from './inputs.js';
import { messageOf, STATE } from './run-main.js';
import type { Toolkit } from './toolkit.js';

export interface PostDependencies {
  readonly job: Job;
  readonly write: (text: string) => void;
  readonly toolkit: Toolkit;
  readonly actionsCache: ActionsCacheAccess | undefined;
  /** Aborted with an `Interruption`. */
  readonly signal: AbortSignal;
  readonly loadSave: () => Promise<SaveFunction>;
}

function tellCache(event: CacheEvent, { write, toolkit }: PostDependencies): void {
  const line = cacheLine(event);
  if (line === undefined) return;
  if (event.action === 'fault') toolkit.warning(oneLine(line));
  else write(`${oneLine(line)}\n`);
}

/**
 * The action's post: saves the cache, also after a build that failed or was cancelled. Nothing that happens here fails the
 * job.
 */
export async function runPost(dependencies: PostDependencies): Promise<void> {
  const { job, write, toolkit, actionsCache, signal, loadSave } = dependencies;
  const sink = (event: BuildEvent): void => {
    if (event.type === 'warning') toolkit.warning(oneLine(event.message));
    else if (event.type === 'notice') write(`${oneLine(event.message)}\n`);
    else if (event.type === 'cache') tellCache(event, dependencies);
  };
  try {
    // Main did not come as far as its build: there is nothing to save.
    if (toolkit.getState(STATE.root) === '') return;
    const { options, dockerfile, machine } = readInputs(job);
    const save = await loadSave();
    await save(
      { ...options, scope: options.scope ?? dockerfile },
      { ...machine, ...(actionsCache !== undefined && { actionsCache }) },
      sink,
      signal,
    );
  } catch (error) {
    toolkit.warning(`The cache was not saved: ${messageOf(error)}`);
  }
}
