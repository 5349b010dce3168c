/** The action's post entry point, run by GitHub as `node dist/post/index.js` at the job's end, whatever became of it. */
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import { actionsCacheOf } from '../app/actions-cache.js';
import { DISK } from '../app/file-probe.js';
import { Interruption } from '../report/exit-code.js';
import { entryClientOf } from './entry-client.js';
import { runPost } from './run-post.js';
import { loadToolkit } from './toolkit.js';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => controller.abort(new Interruption(signal)));
}

await runPost({
  job: {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    tempDir: tmpdir(),
    files: DISK,
    // Of the bundles: dist/post/index.js and dist/worker/index.js.
    workerEntry: path.join(import.meta.dirname, '../worker/index.js'),
  },
  write: (text) => process.stdout.write(text),
  toolkit: await loadToolkit(),
  actionsCache: actionsCacheOf(process.env, async () =>
    entryClientOf(await import(/* webpackMode: "eager" */ '@actions/cache')),
  ),
  signal: controller.signal,
  loadSave: async () => (await import(/* webpackMode: "eager" */ '../app/save.js')).save,
});

// What a server keeps open, or a library that cannot be stopped waits for, must not keep a job running: this timer fires only if
// something else does.
setTimeout(() => process.exit(), 1000).unref();
