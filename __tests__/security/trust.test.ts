import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { trustScopeOf } from '../../src/action/job/trust-scope.js';
import { type CommandResult, must, plainEnvironment } from '../support/command.js';
import { REPOSITORY } from '../support/made-once.js';
import { writeProject } from '../support/project-files.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { prepareStage, type StageOutcome } from '../support/stage-files.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { makeTestUser, type TestUser } from '../support/test-user.js';

interface Run {
  readonly env: Readonly<Record<string, string>>;
  readonly event?: unknown;
}

const OF_MAIN = { repository: { default_branch: 'main' } };
const pullEvent = (number: number): unknown => ({
  ...OF_MAIN,
  pull_request: { number, base: { ref: 'main' }, head: { sha: '1' } },
});

function run(
  GITHUB_EVENT_NAME: string,
  GITHUB_REF: string,
  event: unknown = OF_MAIN,
  id = '1',
  repository = 'o/r',
): Run {
  const env = {
    GITHUB_REPOSITORY: repository,
    GITHUB_EVENT_NAME,
    GITHUB_REF,
    GITHUB_EVENT_PATH: '/event',
    GITHUB_RUN_ID: id,
  };
  return { env, event };
}

/** Runs by trust scope. Runs may share what they leave only within their trust scope. */
const TRUST_SCOPES: readonly (readonly [name: string, runs: readonly Run[]])[] = [
  [
    'default branch and tags',
    [
      run('push', 'refs/heads/main'),
      run('push', 'refs/heads/main', OF_MAIN, '2'),
      run('schedule', 'refs/heads/main'),
      run('workflow_dispatch', 'refs/heads/main'),
      run('push', 'refs/tags/v1'),
      run('release', 'refs/tags/v2'),
    ],
  ],
  [
    'pull request 7',
    [
      run('pull_request', 'refs/pull/7/merge', pullEvent(7)),
      run('pull_request_review', 'refs/pull/7/merge', pullEvent(7)),
      run('pull_request_target', 'refs/heads/main', pullEvent(7)),
    ],
  ],
  ['pull request 8', [run('pull_request', 'refs/pull/8/merge', pullEvent(8))]],
  ['a branch', [run('push', 'refs/heads/feature'), run('workflow_dispatch', 'refs/heads/feature')]],
  ['a branch with a name like ours', [run('push', 'refs/heads/default branch and tags')]],
  ['a branch named like a pull request', [run('push', 'refs/heads/pull/7/merge')]],
  ['a queue of merges', [run('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-abc')]],
  ['a comment, one run', [run('issue_comment', 'refs/heads/main', OF_MAIN, '5')]],
  ['a comment, another run', [run('issue_comment', 'refs/heads/main', OF_MAIN, '6')]],
  ['after another workflow', [run('workflow_run', 'refs/heads/main', OF_MAIN, '7')]],
  ['a pull request of the base without its number', [run('pull_request_target', 'refs/heads/main', {}, '9')]],
  ['an event that is not known', [run('from_the_future', 'refs/heads/main', OF_MAIN, '8')]],
  ['another repository', [run('push', 'refs/heads/main', OF_MAIN, '1', 'o/other')]],
  ['a main that is not known to be the default', [run('push', 'refs/heads/main', undefined, '1', 'o/third')]],
];

describe('runs share what they leave on a machine', () => {
  const scopeOf = ({ env, event }: Run): string =>
    trustScopeOf(env, { readText: () => (event === undefined ? undefined : JSON.stringify(event)) });

  it.each(TRUST_SCOPES)('within one trust scope: %s', (_name, runs) => {
    expect(new Set(runs.map(scopeOf)).size).toBe(1);
  });

  it('and not between two trust scopes', () => {
    expect(new Set(TRUST_SCOPES.flatMap(([, runs]) => runs.map(scopeOf))).size).toBe(TRUST_SCOPES.length);
  });
});

const DOCKERFILE = `FROM busybox
ARG WHO
RUN --mount=type=cache,id=shared,target=/c cat /c/left 2>/dev/null; echo left-by-$WHO >> /c/left; mkdir -p /c/closed && chmod 0 /c/closed
`;

const BAKE_FILE = `group "default" { targets = ["one", "two"] }
target "one" { labels = { target = "one" } }
target "two" { labels = { target = "two" } }
`;

/** Output of a step about an earlier job. The instruction itself only has the variable. */
const LEFT = /left-by-(?:pull|main|other)/;

const PULL = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };
const MAIN = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' };

/** The stages of the two actions. */
type Stages = readonly [first: 'main' | 'bake', last: 'post' | 'bake'];
const BUILD: Stages = ['main', 'post'];
const BAKE: Stages = ['bake', 'bake'];

/** A self-hosted runner: its user has sudo, and the next job finds the disk as the last one left it. */
describe.skipIf(process.getuid?.() !== 0)('on a machine that is used again', () => {
  let registry: RunningRegistry;
  let user: TestUser;
  let folder: string;
  let runs = 0;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    user = await makeTestUser({ sudo: true });
  }, 600_000);
  afterAll(async () => {
    await user.remove();
    await registry.stop();
  });
  beforeEach(async () => {
    folder = await temporaryFolder('trust');
    await must(['chmod', '755', folder]);
    await writeProject(join(folder, 'workspace'), { Dockerfile: DOCKERFILE, 'docker-bake.hcl': BAKE_FILE });
    writeFileSync(join(folder, 'event.json'), JSON.stringify(OF_MAIN));
    mkdirSync(join(folder, 'kept'));
  });
  afterEach(() => removeTree(folder));

  type Job = readonly [who: string, env: Readonly<Record<string, string>>, inputs?: Readonly<Record<string, string>>];

  async function stage(
    name: 'main' | 'post' | 'bake',
    [who, env, inputs = {}]: Job,
    runId: string,
    state: Readonly<Record<string, string>> = {},
  ): Promise<CommandResult & StageOutcome> {
    const prepared = await prepareStage(name, {
      job: folder,
      inputs: {
        'registry-mirrors': `http://${registry.host}`,
        ...(name === 'bake' ? { source: '.', set: `*.args.WHO=${who}` } : { context: '.', 'build-args': `WHO=${who}` }),
        ...inputs,
      },
      state,
      env: { ...env, GITHUB_RUN_ID: runId, GITHUB_EVENT_PATH: join(folder, 'event.json'), HOME: user.home },
    });
    await must([
      'sh',
      '-c',
      `chown ${user.name} '${folder}' '${folder}'/* && chown -R ${user.name} '${folder}'/commands-*`,
    ]);
    const result = await user.run([process.execPath, join(REPOSITORY, 'dist', name, 'index.js')], {
      cwd: prepared.workspace,
      env: plainEnvironment(prepared.env),
    });
    expect(result.code, result.stdout + result.stderr).toBe(0);
    return { ...result, ...(await prepared.outcome()) };
  }

  /** @returns what its steps printed */
  async function job(one: Job, ends = true, [first, last] = BUILD): Promise<string> {
    const id = String((runs += 1));
    const main = await stage(first, one, id);
    const post = ends ? await stage(last, one, id, main.state) : { stdout: '' };
    expect(post.stdout).not.toMatch(/::warning/);
    return main.stdout;
  }

  const ofRoot = (): Promise<string> => must(['find', join(folder, 'temp/layer-build'), '-uid', '0']);

  it('post removes what the worker made as root, so that the runner can clean up after it', async () => {
    await job(['pull', PULL]);
    expect(readdirSync(join(folder, 'temp/layer-build'))).toEqual([]);
    expect(await ofRoot()).toBe('');
  }, 600_000);

  it('a job of the default branch sees nothing of a pull request, even of one that was killed before its post', async () => {
    expect(await job(['pull', PULL], false)).not.toMatch(LEFT);
    expect(await ofRoot(), 'the attack leaves something').not.toBe('');
    expect(await job(['main', MAIN])).not.toContain('left-by-pull');
    expect(readdirSync(join(folder, 'temp/layer-build')), 'and removes what is left of it').toEqual([]);
    expect(await ofRoot()).toBe('');
  }, 600_000);

  it('a kept folder is only shared within a trust scope', async () => {
    const kept = { root: join(folder, 'kept'), 'keep-root': 'true', 'no-cache': 'true' };
    expect(await job(['pull', PULL, kept])).not.toMatch(LEFT);
    expect(await job(['main', MAIN, kept])).not.toMatch(LEFT);
    expect(await job(['other', { ...PULL, GITHUB_REF: 'refs/pull/8/merge' }, kept])).not.toMatch(LEFT);
    const again = await job(['main', MAIN, kept]);
    expect(again).toContain('left-by-main\n');
    expect(again).not.toMatch(/left-by-(?:pull|other)/);
    expect(readdirSync(join(folder, 'kept'))).toHaveLength(3);
  }, 600_000);

  it('a folder that the workflow names is removed too, unless it is to be kept', async () => {
    await job(['pull', PULL, { root: join(folder, 'kept') }]);
    expect(readdirSync(join(folder, 'kept'))).toEqual([]);
  }, 600_000);

  it('is the same with the action bake', async () => {
    expect(await job(['pull', PULL], false, BAKE)).not.toMatch(LEFT);
    expect(await ofRoot(), 'the attack leaves something').not.toBe('');
    const main = await job(['main', MAIN], true, BAKE);
    expect(main).toContain('2 of 2 targets built');
    expect(main).not.toContain('left-by-pull');
    expect(readdirSync(join(folder, 'temp/layer-build'))).toEqual([]);
    expect(await ofRoot()).toBe('');
  }, 600_000);

  it('the last post of a job with several steps removes it', async () => {
    const id = String((runs += 1));
    const one: Job = ['main', MAIN];
    const first = await stage('main', one, id);
    const second = await stage('main', one, id);
    await stage('post', one, id, second.state);
    const [root = ''] = readdirSync(join(folder, 'temp/layer-build'));
    expect(existsSync(join(folder, 'temp/layer-build', root, 'cache/records'))).toBe(true);
    await stage('post', one, id, first.state);
    expect(readdirSync(join(folder, 'temp/layer-build'))).toEqual([]);
  }, 600_000);
});
