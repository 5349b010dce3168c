#!/usr/bin/env node
/** The entry point of the command line. Nothing else in cli/ touches the process. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';

import { endSoon, stopOnSignals } from '../app/process-end.js';
import { writeOutputText } from '../files/output-file.js';
import { DISK } from '../app/options/process/file-probe.js';
import { currentFolder, homeFolder, temporaryFiles } from '../app/options/process/process-folders.js';
import { redirections } from '../app/options/process/redirections.js';
import { fileChunks } from '../files/file-chunks.js';
import { Interruption } from '../report/exit-code.js';
import { outputFlushed, writeOutput } from '../report/console/standard-output.js';
import { ProcessTerminal } from './command/process-terminal.js';
import { runCli } from './run.js';

const terminal = new ProcessTerminal(process);
const controller = stopOnSignals(terminal, { graceMs: 8_000, secondEndsAtOnce: true });
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!controller.signal.aborted) controller.abort(new Interruption('SIGPIPE'));
  });
}

const readers = { areWaitedFor: true };
const code = await runCli(process.argv.slice(2), {
  env: process.env,
  get cwd() {
    return currentFolder();
  },
  home: homeFolder(),
  tempDir: temporaryFiles(),
  files: DISK,
  // Seen from the bundle: this file is dist/cli/index.js, the worker dist/worker/index.js.
  workerEntry: path.join(import.meta.dirname, '../worker/index.js'),
  supervisorEntry: path.join(import.meta.dirname, '../supervisor/index.js'),
  terminal,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
  loadBuild: async () => (await import('../app/build.js')).build,
  loadBake: () => import('../app/bake.js'),
  loadCheck: async () => (await import('../app/check.js')).check,
  loadDescribe: async () => (await import('../app/describe.js')).describe,
  loadImages: () => import('../app/local-images.js'),
  loadLogins: () => import('../app/logins.js'),
  loadMerge: async () => (await import('../app/merging/merge-images.js')).mergeImages,
  loadCaches: () => import('../app/caching/cache-verbs.js'),
  loadExplain: () => import('../app/dry-run.js'),
  loadContainers: () => import('../app/containers/containers.js'),
  loadPruneActions: () => import('../app/caching/prune-actions.js'),
  ask:
    process.stdin.isTTY && process.stderr.isTTY
      ? async (question, hidden) => {
          const { askOnTerminal } = await import('./command/ask.js');
          return askOnTerminal(process.stdin, process.stderr, question, hidden !== undefined, controller.signal);
        }
      : undefined,
  dropOutput: () => void (readers.areWaitedFor = false),
  writeBytes: (bytes, stream) => writeOutput(bytes, controller.signal, stream),
  readFile: (path) => fileChunks(path, { signal: controller.signal }),
  writeFile: writeOutputText,
  now: () => performance.now(),
  every: (milliseconds, callback) => {
    const timer = setInterval(callback, milliseconds);
    return () => clearInterval(timer);
  },
  outputFiles: redirections,
  newToken: randomUUID,
});

process.exitCode = code;
// A process that a signal ends does not wait for whoever should read what it printed.
if (code <= 128 && readers.areWaitedFor) await outputFlushed(controller.signal);
endSoon(process, controller.signal);
