/** The entry point of the action's post. GitHub runs `node dist/post/index.js` at the end of the job, also of a failed one. */
import { createReadStream } from 'node:fs';

import { writeOutputText } from '../files/output-file.js';
import { artifactsBeside } from './notes/load-artifacts.js';
import { releaseRoot, removeRootsBeside } from '../app/job-root.js';
import { messageOf } from '../errors.js';
import { endSoon } from '../app/process-end.js';
import { outputFlushed } from '../report/console/standard-output.js';
import { runPost } from './run-post.js';
import { actionsCacheOfJob, cancellation, thisJob } from './job/job-process.js';
import { loadToolkit } from './job/toolkit.js';

const signal = cancellation();

const toolkit = await loadToolkit();
// A call of @actions/cache that was given up may continue, and fail when its files are removed. No error in post fails the job.
process.on('uncaughtException', (error) =>
  toolkit.warning(`Something failed after it was given up: ${messageOf(error)}`),
);

await runPost({
  job: thisJob(import.meta.dirname),
  write: (text) => process.stdout.write(text),
  toolkit,
  actionsCache: actionsCacheOfJob(),
  signal,
  readFile: (path) => createReadStream(path) as AsyncIterable<Uint8Array>,
  writeFile: writeOutputText,
  loadArtifacts: artifactsBeside(import.meta.dirname),
  roots: { releaseRoot, removeRootsBeside },
  loadBaselines: () => import('../app/caching/baseline-entry.js'),
  loadSave: async () => (await import('../app/save.js')).save,
});

await outputFlushed(signal);
endSoon(process, signal);
