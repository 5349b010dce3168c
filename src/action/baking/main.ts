/** The entry point of the action `bake`. GitHub runs `node dist/bake/index.js`. */
import { endSoon } from '../../app/process-end.js';
import { fileChunks } from '../../files/file-chunks.js';
import { writeOutputText } from '../../files/output-file.js';
import { outputFlushed } from '../../report/console/standard-output.js';
import { actionsCacheOfJob, cancellation, thisJob } from '../job-process.js';
import { loadToolkit } from '../toolkit.js';
import { runBake } from './run-bake.js';

const signal = cancellation();
const actionsCache = actionsCacheOfJob();

process.exitCode = await runBake({
  job: thisJob(import.meta.dirname),
  write: (text) => process.stdout.write(text),
  signal,
  toolkit: await loadToolkit(),
  loadBake: async () => (await import('../../app/bake.js')).bake,
  loadCheck: async () => (await import('../../app/check.js')).check,
  loadDescribe: async () => (await import('../../app/describe.js')).describe,
  readFile: (path) => fileChunks(path, { signal }),
  writeFile: writeOutputText,
  ...(actionsCache !== undefined && { actionsCache }),
});

await outputFlushed(signal);
endSoon(process, signal);
