/** The entry point of the action `bake`. GitHub runs `node dist/bake/index.js`, and again at the end of the job. */
import { claimRoot, releaseRoot, removeRootsBeside } from '../../app/job-root.js';
import { endSoon } from '../../app/process-end.js';
import { fileChunks } from '../../files/file-chunks.js';
import { writeOutputText } from '../../files/output-file.js';
import { outputFlushed } from '../../report/console/standard-output.js';
import { actionsCacheOfJob, cancellation, thisJob } from '../job/job-process.js';
import { STATE } from '../job/stage-state.js';
import { loadToolkit } from '../job/toolkit.js';
import { postBake } from './post-bake.js';
import { runBake } from './run-bake.js';

const signal = cancellation();
const actionsCache = actionsCacheOfJob();
const toolkit = await loadToolkit();
const common = { job: thisJob(import.meta.dirname), toolkit, signal };

// What main saved is there only in post.
if (toolkit.getState(STATE.root) === '')
  process.exitCode = await runBake({
    ...common,
    write: (text) => process.stdout.write(text),
    claimRoot,
    loadBake: async () => (await import('../../app/bake.js')).bake,
    loadCheck: async () => (await import('../../app/check.js')).check,
    loadDescribe: async () => (await import('../../app/describe.js')).describe,
    readFile: (path) => fileChunks(path, { signal }),
    writeFile: writeOutputText,
    ...(actionsCache !== undefined && { actionsCache }),
  });
else await postBake({ ...common, roots: { releaseRoot, removeRootsBeside } });

await outputFlushed(signal);
endSoon(process, signal);
