/** The action's post entry point, run by GitHub as `node dist/post/index.js` at the job's end, whatever became of it. */
import { endSoon } from '../app/process-end.js';
import { runPost } from './run-post.js';
import { actionsCacheOfJob, cancellation, thisJob } from './this-job.js';
import { loadToolkit } from './toolkit.js';

const signal = cancellation();

await runPost({
  job: thisJob(import.meta.dirname),
  write: (text) => process.stdout.write(text),
  toolkit: await loadToolkit(),
  actionsCache: actionsCacheOfJob(),
  signal,
  loadAccounts: () => import(/* webpackMode: "eager" */ '../app/caching/baseline-entry.js'),
  loadSave: async () => (await import(/* webpackMode: "eager" */ '../app/save.js')).save,
});

endSoon(process);
