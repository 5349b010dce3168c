/** The action's entry point, run by GitHub as `node dist/main/index.js`. */
import { randomUUID } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

import { DISK } from '../app/file-probe.js';
import { actionsCacheOf } from '../app/actions-cache.js';
import { Interruption } from '../report/exit-code.js';
import { entryClientOf } from './entry-client.js';
import { fetchRuntime } from './fetch-runtime.js';
import { runMain } from './run-main.js';
import { loadToolkit } from './toolkit.js';

/** The runner waits 7.5 s after SIGINT and 2.5 s after SIGTERM: one of them is enough to stop for. */
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => controller.abort(new Interruption(signal)));
}

const toolkit = await loadToolkit();

process.exitCode = await runMain({
  job: {
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    tempDir: tmpdir(),
    files: DISK,
    // Of the bundles: dist/main/index.js and dist/worker/index.js.
    workerEntry: path.join(import.meta.dirname, '../worker/index.js'),
  },
  write: (text) => process.stdout.write(text),
  signal: controller.signal,
  loadBuild: async () => (await import(/* webpackMode: "eager" */ '../app/build.js')).build,
  loadCheck: async () => (await import(/* webpackMode: "eager" */ '../app/check.js')).check,
  actionsCache: actionsCacheOf(process.env, async () =>
    entryClientOf(await import(/* webpackMode: "eager" */ '@actions/cache')),
  ),
  toolkit,
  fetchRuntime: async () => {
    const tools = await import(/* webpackMode: "eager" */ '@actions/tool-cache');
    return fetchRuntime(tools, process.arch, (message) => toolkit.warning(message));
  },
  loadGitHub: async () => (await import(/* webpackMode: "eager" */ '@actions/github')).getOctokit,
  newToken: randomUUID,
});

// A connection that a server keeps open must not keep a job running: this timer fires only if something else does.
setTimeout(() => process.exit(), 5000).unref();
