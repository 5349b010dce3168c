/** The entry point of the action's main. GitHub runs `node dist/main/index.js`. */

import { outputFlushed } from '../report/console/standard-output.js';
import { claimRoot } from '../app/job-root.js';
import { endSoon } from '../app/process-end.js';
import { writeOutputText } from '../files/output-file.js';
import { artifactsBeside } from './notes/load-artifacts.js';
import { runMain } from './run-main.js';
import { actionsCacheOfJob, cancellation, thisJob } from './job/job-process.js';
import { loadToolkit } from './job/toolkit.js';

const signal = cancellation();
const toolkit = await loadToolkit();

process.exitCode = await runMain({
  job: thisJob(import.meta.dirname),
  write: (text) => process.stdout.write(text),
  writeFile: writeOutputText,
  signal,
  claimRoot,
  loadBuild: async () => (await import('../app/build.js')).build,
  loadCheck: async () => (await import('../app/check.js')).check,
  loadDescribe: async () => (await import('../app/describe.js')).describe,
  loadArtifacts: artifactsBeside(import.meta.dirname),
  actionsCache: actionsCacheOfJob(),
  toolkit,
  loadBaselines: () => import('../app/caching/baseline-entry.js'),
  loadGitHub: async () => (await import('@actions/github')).getOctokit,
});

await outputFlushed(signal);
endSoon(process, signal);
