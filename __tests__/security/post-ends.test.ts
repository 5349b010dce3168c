import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runPost, type PostDependencies } from '../../src/action/run-post.js';
import { FakeRegistry } from '../support/fake-registry.js';
import { writeProject } from '../support/project-files.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import type { StageParts } from '../support/stage-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { FakeToolkit, job } from '../unit/action/job.js';

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

describe('post, where a part of its work hangs and takes no notice of signals', () => {
  /** What was called, and the warnings. */
  async function post(changes: (calls: string[]) => Partial<PostDependencies>): Promise<readonly [string[], string]> {
    const calls: string[] = [];
    const toolkit = new FakeToolkit();
    toolkit.state.set('root', '/root-of-job').set('claims', 'run.step').set('report', '/report.json');
    await runPost({
      job: job({ tags: 'web:1', 'cache-timeout': '1s' }),
      write: () => undefined,
      toolkit,
      actionsCache: undefined,
      signal: new AbortController().signal,
      loadBaselines: () => Promise.reject(new Error('no baselines here')),
      loadSave: () => Promise.resolve(() => Promise.resolve(void calls.push('save'))),
      loadArtifacts: () => Promise.reject(new Error('no artifacts here')),
      // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- there is no report
      readFile: async function* () {
        throw new Error('no report here');
      },
      writeFile: () => Promise.reject(new Error('no report here')),
      roots: {
        releaseRoot: () => Promise.resolve(void calls.push('release')),
        removeRootsBeside: () => Promise.resolve(),
      },
      limits: { save: 50, remove: 100 },
      ...changes(calls),
    });
    return [calls, toolkit.warnings.map(({ message }) => message).join('\n')];
  }

  it.each<[string, Partial<PostDependencies>]>([
    ['the loading of what saves', { loadSave: never }],
    ['the saving', { loadSave: () => Promise.resolve((): Promise<void> => never()) }],
    ['the reading of the report', { readFile: () => ({ [Symbol.asyncIterator]: () => ({ next: never }) }) }],
  ])('%s: it ends with a warning, and files are removed all the same', async (_what, change) => {
    const [calls, warnings] = await post(() => change);
    expect(warnings).toMatch(/waits no longer: saving took more than 1 s/);
    expect(calls).toContain('release');
  });

  it('the removal of files: it ends with a warning', async () => {
    const roots = { releaseRoot: (): Promise<void> => never(), removeRootsBeside: (): Promise<void> => never() };
    const [calls, warnings] = await post(() => ({ roots }));
    expect(calls).toEqual(['save']);
    expect(warnings).toMatch(/waits no longer: removing files took more than 0 s/);
  });

  it('nothing: there is no such warning', async () => {
    const [calls, warnings] = await post(() => ({}));
    expect(calls).toEqual(['save', 'release']);
    expect(warnings).not.toContain('waits no longer');
  });
});

describe('post, where a registry takes a request and never answers', () => {
  let registry: FakeRegistry;
  let folder: string;
  let jobs = 0;
  /** The kinds of requests of a post without faults. */
  const kinds = ['GET manifests/cache', 'HEAD blobs', 'POST blobs/uploads', 'PUT blobs/uploads', 'PUT manifests/cache'];

  beforeAll(async () => {
    registry = await FakeRegistry.start();
    folder = await temporaryFolder('post-ends');
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const kindOf = (method: string, url: string): string =>
    `${method} ${/(?:manifests\/cache|blobs\/uploads|blobs|manifests)/.exec(url)?.[0] ?? url}`;

  /** Builds, and then lets requests of post hang from the first of a kind. @returns what post printed, and its requests */
  async function postOf(hangsAt: string | undefined): Promise<{ stdout: string; code: number; seen: Set<string> }> {
    const machine = join(folder, `job-${(jobs += 1)}`);
    await writeProject(join(machine, 'workspace'), { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    const parts: StageParts = {
      job: machine,
      inputs: {
        context: '.',
        outputs: 'type=oci,dest=image.tar',
        'cache-to': `type=registry,ref=${registry.host}/of-${jobs}:cache`,
        'cache-timeout': '2s',
      },
      env: { HOME: machine, RUNNER_ENVIRONMENT: 'github-hosted' },
    };
    const main = await runStageInProcess('main', parts);
    expect(main.code, main.stdout + main.stderr).toBe(0);
    const seen = new Set<string>();
    registry.fault = ({ method, url }) => {
      seen.add(kindOf(method, url));
      return hangsAt !== undefined && seen.has(hangsAt) ? true : undefined;
    };
    const { stdout, code } = await runStageInProcess('post', { ...parts, state: main.state });
    registry.fault = undefined;
    return { stdout, code, seen };
  }

  it('makes all of these kinds of requests', async () => {
    const { stdout, seen } = await postOf(undefined);
    expect([...seen].sort(), stdout).toEqual([...kinds].sort());
    expect(stdout).not.toContain('::warning');
  });

  it.each(kinds)('%s: it ends in the time of cache-timeout, with one warning', async (kind) => {
    const { stdout, code, seen } = await postOf(kind);
    expect(seen).toContain(kind);
    expect(code).toBe(0);
    expect(stdout.match(/::warning.*/g)).toEqual([expect.stringContaining('cache-timeout')]);
  });
});
