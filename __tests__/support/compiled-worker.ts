import { chmod, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeOnce } from './made-once.js';
import { temporaryFolder } from './temporary-folder.js';

/** The worker, its client and all that they import, translated once a run where every user of the machine can read it. */
export async function compiledWorker(): Promise<string> {
  const folder = join(inject('runFolder'), 'worker-js');
  await makeOnce(folder, async (unfinished) => {
    // The compiler is large: only one test file loads it.
    const { transpileInto } = await import('./transpiled-sources.js');
    transpileInto(unfinished, ['worker/main.ts', 'worker/client/worker-runner.ts']);
  });
  return join(folder, 'worker', 'main.js');
}

/**
 * A copy of one's own, in a folder that the caller removes: for tests that look for the worker among the machine's processes.
 *
 * @returns the folder; `worker/main.js` is in it
 */
export async function copyOfWorker(): Promise<string> {
  const folder = await temporaryFolder('worker-js');
  await cp(join(await compiledWorker(), '../..'), folder, { recursive: true });
  await chmod(folder, 0o755);
  return folder;
}
