/** The action's post entry point, run by GitHub as `node dist/post/index.js` at the job's end, whatever became of it. */
import { openStepCacheCarrier } from '../app/step-cache-carrier.js';
import { cacheClientOf } from './cache-client.js';
import { runPost } from './run-post.js';
import { loadToolkit } from './toolkit.js';

await runPost({
  write: (text) => process.stdout.write(text),
  carrier: openStepCacheCarrier(async () => cacheClientOf(await import(/* webpackMode: "eager" */ '@actions/cache'))),
  toolkit: await loadToolkit(),
});

// A connection that a server keeps open must not keep a job running: this timer fires only if something else does.
setTimeout(() => process.exit(), 5000).unref();
