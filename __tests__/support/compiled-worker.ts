import { chmod, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeOnce, REPOSITORY } from './made-once.js';
import { temporaryFolder } from './temporary-folder.js';

const SOURCES = join(REPOSITORY, 'src');

/**
 * The worker and its client, each bundled with all that it imports, once a run where every user of the machine can read it. To load
 * 170 modules would take as long again as the start of Node.
 */
export async function compiledWorker(): Promise<string> {
  const folder = join(inject('runFolder'), 'worker-js');
  await makeOnce(folder, async (unfinished) => {
    // The bundler is large: only one test file loads it.
    const { build } = await import('vite');
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        ssr: true,
        target: 'node20',
        outDir: unfinished,
        emptyOutDir: false,
        rolldownOptions: {
          input: {
            'worker/main': join(SOURCES, 'worker/main.ts'),
            'worker/client/worker-runner': join(SOURCES, 'worker/client/worker-runner.ts'),
          },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      },
    });
    await writeFile(join(unfinished, 'package.json'), '{"type":"module"}');
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
