import { createReadStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DISK } from '../../src/app/options/process/file-probe.js';
import { runCli } from '../../src/cli/run.js';
import type { CliProcess } from '../../src/cli/command/cli-process.js';
import { writeOutputText } from '../../src/files/output-file.js';
import { type CommandResult, plainEnvironment } from './command.js';
import { REPOSITORY } from './made-once.js';
import { withStorage } from './storage-driver.js';

interface InProcessOptions {
  readonly cwd?: string;
  /** The whole environment; default: `plainEnvironment()`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array | string;
  /** Aborted with an `Interruption` when the command is interrupted. */
  readonly signal?: AbortSignal;
  /** Gets what the command prints. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs a command line from its first argument to its exit code as `src/cli/main.ts` does, but in this process: no start of Node
 * and no loading of the bundle for each. RUN steps still have the worker's bundle.
 */
export async function runCliInProcess(argv: readonly string[], options: InProcessOptions = {}): Promise<CommandResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const { env = plainEnvironment(), cwd = process.cwd(), input = '' } = options;
  const { signal = new AbortController().signal, onOutput = () => undefined } = options;
  const cli: CliProcess = {
    env,
    cwd,
    home: env['HOME'] ?? '/root',
    tempDir: env['TMPDIR'] ?? tmpdir(),
    files: DISK,
    workerEntry: join(REPOSITORY, 'dist/worker/index.js'),
    stdin: bytesOf(input),
    stdout: {
      write: (text) => {
        out.push(Buffer.from(text));
        onOutput(typeof text === 'string' ? text : Buffer.from(text).toString());
      },
    },
    stderr: { write: (text) => err.push(Buffer.from(text)) },
    signal,
    loadBuild: async () => (await import('../../src/app/build.js')).build,
    loadBake: () => import('../../src/app/bake.js'),
    loadCheck: async () => (await import('../../src/app/check.js')).check,
    loadDescribe: async () => (await import('../../src/app/describe.js')).describe,
    loadImages: () => import('../../src/app/local-images.js'),
    loadLogins: () => import('../../src/app/logins.js'),
    loadMerge: async () => (await import('../../src/app/merging/merge-images.js')).mergeImages,
    loadCaches: () => import('../../src/app/caching/cache-verbs.js'),
    loadExplain: () => import('../../src/app/dry-run.js'),
    loadContainers: () => import('../../src/app/containers/containers.js'),
    supervisorEntry: join(REPOSITORY, 'dist/supervisor/index.js'),
    loadPruneActions: () => import('../../src/app/caching/prune-actions.js'),
    writeBytes: (bytes, stream) => {
      (stream === 'stderr' ? err : out).push(Buffer.from(bytes));
      return Promise.resolve();
    },
    readFile: (path) => createReadStream(path) as AsyncIterable<Uint8Array>,
    writeFile: writeOutputText,
    now: () => performance.now(),
    every: (milliseconds, callback) => {
      const timer = setInterval(callback, milliseconds);
      return () => clearInterval(timer);
    },
    newToken: randomUUID,
  };
  const code = await runCli(withStorage(argv), cli);
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** As `runCliInProcess`, for what must succeed; the error carries what the command printed. */
export async function mustRunCliInProcess(
  argv: readonly string[],
  options: InProcessOptions = {},
): Promise<CommandResult> {
  const result = await runCliInProcess(argv, options);
  if (result.code !== 0) {
    throw new Error(`${argv.join(' ')}: exit code ${result.code}\n${(result.stdout + result.stderr).slice(-4000)}`);
  }
  return result;
}

// eslint-disable-next-line @typescript-eslint/require-await -- what the command line reads is a stream
async function* bytesOf(input: Uint8Array | string): AsyncGenerator<Uint8Array> {
  if (input.length > 0) yield Buffer.from(input);
}
