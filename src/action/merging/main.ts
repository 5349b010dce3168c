/** The entry point of the action `merge`. GitHub runs `node dist/merge/index.js`. */
import { endSoon } from '../../app/process-end.js';
import { outputFlushed } from '../../report/console/standard-output.js';
import { cancellation, thisJob } from '../job/job-process.js';
import { loadToolkit } from '../job/toolkit.js';
import { artifactsBeside } from '../notes/load-artifacts.js';
import { runMerge } from './run-merge.js';

const signal = cancellation();

process.exitCode = await runMerge({
  job: thisJob(import.meta.dirname),
  write: (text) => process.stdout.write(text),
  signal,
  toolkit: await loadToolkit(),
  loadMerge: async () => (await import('../../app/merging/merge-images.js')).mergeImages,
  loadArtifacts: artifactsBeside(import.meta.dirname),
  loadGitHub: async () => (await import('@actions/github')).getOctokit,
});

await outputFlushed(signal);
endSoon(process, signal);
