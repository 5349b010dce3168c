import { oneLine } from '../report/one-line.js';
import { messageOf, STATE } from './run-main.js';
import type { StepCacheCarrier } from '../app/step-cache-carrier.js';
import type { Toolkit } from './toolkit.js';

export interface PostDependencies {
  readonly write: (text: string) => void;
  readonly carrier: StepCacheCarrier;
  readonly toolkit: Toolkit;
}

/** The action's post: saves the step cache, also after a build that failed. Nothing that happens here fails the job. */
export async function runPost({ write, carrier, toolkit }: PostDependencies): Promise<void> {
  try {
    const root = toolkit.getState(STATE.root);
    const scope = toolkit.getState(STATE.scope);
    // Main did not come as far as its build: there is nothing to save.
    if (root === '' || scope === '') return;
    const restoredKey = toolkit.getState(STATE.restoredKey);
    const saved = await carrier.save({ root, scope }, restoredKey === '' ? undefined : restoredKey);
    switch (saved.kind) {
      case 'saved':
        write(`Saved ${saved.files} files of the step cache (${oneLine(saved.key)})\n`);
        break;
      case 'unchanged':
        write(`The step cache is as it was restored (${oneLine(saved.key)})\n`);
        break;
      case 'skipped':
        write(`The step cache was not saved: ${oneLine(saved.why)}\n`);
        break;
    }
  } catch (error) {
    toolkit.warning(`The step cache was not saved: ${messageOf(error)}`);
  }
}
