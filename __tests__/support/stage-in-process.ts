import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { getOctokit } from '@actions/github';
import { vi } from 'vitest';

import { runMerge } from '../../src/action/merging/run-merge.js';
import { runMain } from '../../src/action/run-main.js';
import { runPost } from '../../src/action/run-post.js';
import type { Toolkit } from '../../src/action/job/toolkit.js';
import { DISK } from '../../src/app/options/process/file-probe.js';
import * as JobRoot from '../../src/app/job-root.js';
import { actionsCacheOf } from '../../src/cache/actions/open.js';
import type * as ToolkitClientModule from '../../src/cache/actions/toolkit-client.js';
import { plainEnvironment } from './command.js';
import type { StageResult } from './github-runner.js';
import { REPOSITORY } from './made-once.js';
import { prepareStage, type StageParts } from './stage-files.js';

/** Variables that @actions/cache takes from its process by itself. */
const OF_THE_LIBRARY = /^(?:ACTIONS_|GITHUB_WORKSPACE$|GITHUB_SERVER_URL$|RUNNER_TEMP$)/;

let running = false;

interface InProcessParts {
  /** Aborted with an `Interruption` when the job is cancelled. */
  readonly signal?: AbortSignal;
  /** Gets what the stage prints. */
  readonly onOutput?: (text: string) => void;
  /** The variables of a service for artifacts. @actions/artifact gets them when it is loaded, which is after all work with caches. */
  readonly artifacts?: Readonly<Record<string, string>>;
}

/**
 * As `runStage`, but in this process: what differs from the bundle is the process alone. RUN steps still have the worker's bundle.
 * One stage at a time, since @actions/cache reads this process's variables.
 */
export async function runStageInProcess(
  stage: 'main' | 'post' | 'merge',
  options: StageParts & InProcessParts,
): Promise<StageResult> {
  if (running) throw new Error('another stage runs in this process');
  running = true;
  let stdout = '';
  const { workspace, env: own } = await prepareStage(stage, options);
  const env = plainEnvironment(own);
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += typeof text === 'string' ? text : Buffer.from(text).toString();
    return true;
  });
  const before = { ...process.env };
  replaceEnvironment({
    ...before,
    ...Object.fromEntries(Object.entries(env).filter(([name]) => OF_THE_LIBRARY.test(name))),
  });
  const runner = new Runner((line) => (stdout += `${line}\n`), options.state ?? {});
  const common = {
    job: {
      env,
      cwd: workspace,
      home: env['HOME'] ?? '/root',
      tempDir: tmpdir(),
      files: DISK,
      workerEntry: join(REPOSITORY, 'dist/worker/index.js'),
      newToken: randomUUID,
    },
    write: (text: string) => {
      stdout += text;
      options.onOutput?.(text);
    },
    toolkit: runner,
    signal: options.signal ?? new AbortController().signal,
    actionsCache: actionsCacheOf(env, async () =>
      (await ownToolkitClient()).entryClientOf(await import('@actions/cache')),
    ),
    loadBaselines: () => import('../../src/app/caching/baseline-entry.js'),
  };
  const services = {
    readFile: (path: string) => createReadStream(path) as AsyncIterable<Uint8Array>,
    writeFile: (path: string, text: string) => writeFile(path, text),
    loadArtifacts: async () => {
      Object.assign(process.env, options.artifacts);
      return new (await import('@actions/artifact')).DefaultArtifactClient();
    },
    loadGitHub: () => githubAt(env['GITHUB_API_URL']),
  };
  try {
    let code = 0;
    if (stage === 'post')
      await runPost({
        ...common,
        ...services,
        roots: JobRoot,
        loadSave: async () => (await import('../../src/app/save.js')).save,
      });
    else if (stage === 'merge') {
      const loadMerge = async () => (await import('../../src/app/merging/merge-images.js')).mergeImages;
      code = await runMerge({ ...common, ...services, loadMerge });
    } else {
      code = await runMain({
        ...common,
        ...services,
        claimRoot: JobRoot.claimRoot,
        loadBuild: async () => (await import('../../src/app/build.js')).build,
        loadCheck: async () => (await import('../../src/app/check.js')).check,
        loadDescribe: async () => (await import('../../src/app/describe.js')).describe,
      });
    }
    const { outputs, state, summary } = runner;
    return { code, stdout, stderr: '', outputs, state, summary };
  } finally {
    written.mockRestore();
    replaceEnvironment(before);
    running = false;
  }
}

/** The library reads the address when it is loaded, once a process; here each stage has its own. */
async function githubAt(baseUrl = 'https://api.github.com'): Promise<typeof getOctokit> {
  const { getOctokit: open } = await import('@actions/github');
  return (token, options, ...plugins) => open(token, { baseUrl, ...options }, ...plugins);
}

let clients = 0;

/** The module as a process of its own has it: it refuses all calls after one that hangs, and so no stage may have another's. */
async function ownToolkitClient(): Promise<typeof ToolkitClientModule> {
  const module = `../../src/cache/actions/toolkit-client.js?${++clients}`;
  return (await import(module)) as typeof ToolkitClientModule;
}

function replaceEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
}

/** The runner's side of @actions/core: commands stand in the log as the library prints them. */
class Runner implements Toolkit {
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  summary = '';
  readonly #print: (line: string) => void;
  readonly #earlier: Readonly<Record<string, string>>;

  /** @param earlier state of the stage before */
  constructor(print: (line: string) => void, earlier: Readonly<Record<string, string>>) {
    this.#print = print;
    this.#earlier = earlier;
  }

  setOutput(name: string, value: string): void {
    this.outputs[name] = value;
  }

  saveState(name: string, value: string): void {
    this.state[name] = value;
  }

  getState(name: string): string {
    return this.#earlier[name] ?? '';
  }

  setSecret(value: string): void {
    this.#print(`::add-mask::${value}`);
  }

  error(message: string, properties: object = {}): void {
    this.#command('error', message, properties);
  }

  warning(message: string, properties: object = {}): void {
    this.#command('warning', message, properties);
  }

  notice(message: string, properties: object = {}): void {
    this.#command('notice', message, properties);
  }

  writeSummary(markdown: string): Promise<void> {
    this.summary += `${markdown}\n`;
    return Promise.resolve();
  }

  #command(name: string, message: string, properties: object): void {
    const values = Object.entries(properties).map(([key, value]) => `${key}=${String(value)}`);
    this.#print(`::${name}${values.length > 0 ? ` ${values.join(',')}` : ''}::${message}`);
  }
}
