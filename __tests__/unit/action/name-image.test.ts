import { describe, expect, it } from 'vitest';

import type { BuildFunction } from '../../../src/app/build-function.js';
import type { BuildOptions } from '../../../src/app/options/build-options.js';
import { familiarName } from '../../../src/oci/reference.js';
import type { Octokit } from '../../../src/action/github/github-api.js';
import { runMain } from '../../../src/action/run-main.js';
import { COMMIT, REPOSITORY } from '../tagging/naming.js';
import { RESULT } from './build-result.js';
import { FakeToolkit, job } from './job.js';

const PUSH = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/tags/v1.2.3',
  GITHUB_SHA: COMMIT,
  GITHUB_EVENT_PATH: '/event',
};
const EVENT = { repository: REPOSITORY };

interface Answers {
  readonly repository?: () => Promise<unknown>;
  readonly commit?: () => Promise<unknown>;
}

async function run(
  inputs: Readonly<Record<string, string>>,
  {
    env = {},
    event = EVENT,
    answers = {},
  }: { readonly env?: Readonly<Record<string, string>>; readonly event?: object; readonly answers?: Answers } = {},
) {
  let built: BuildOptions | undefined;
  let log = '';
  const requests: string[] = [];
  const toolkit = new FakeToolkit();
  const build: BuildFunction = (options, _host, sink) => {
    built = options;
    sink({ type: 'build-finished', durationMs: 1, ok: true });
    return Promise.resolve(RESULT);
  };
  const answer = (name: string, give: (() => Promise<unknown>) | undefined) => async () => {
    requests.push(name);
    return { data: await (give ?? (() => Promise.reject(new Error(`no ${name}`))))() };
  };
  const octokit = {
    rest: { repos: { get: answer('repository', answers.repository), getCommit: answer('commit', answers.commit) } },
  };
  const own = job(inputs, { ...PUSH, ...env });
  const code = await runMain({
    job: {
      ...own,
      files: { ...own.files, readText: (path) => (path === '/event' ? JSON.stringify(event) : undefined) },
    },
    write: (text) => (log += text),
    signal: new AbortController().signal,
    claimRoot: (_root, run) => Promise.resolve([`${run}.claim`]),
    loadArtifacts: () => Promise.reject(new Error('no artifacts here')),
    loadBuild: () => Promise.resolve(build),
    loadCheck: () => Promise.reject(new Error('no checks here')),
    loadDescribe: () => Promise.reject(new Error('no descriptions here')),
    actionsCache: undefined,
    loadBaselines: () => Promise.reject(new Error('no baselines here')),
    loadGitHub: () => Promise.resolve(() => octokit as unknown as Octokit),
    toolkit,
    writeFile: () => Promise.resolve(),
  });
  return { code, log, toolkit, requests, built, names: built?.tags.map(familiarName) };
}

describe('the name of an image', () => {
  it('comes from event and rules, with labels and outputs', async () => {
    const { code, names, built, toolkit, requests } = await run({
      images: 'ghcr.io/Team/app\nteam/app',
      tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}\nghcr.io/other/app:x',
      flavor: 'suffix=-alpine',
      labels: 'org.opencontainers.image.title=Mine at {{sha}}\nkeep=a=b',
      push: 'true',
    });
    expect(code).toBe(0);
    const expected = [
      'ghcr.io/team/app:1.2.3-alpine',
      'ghcr.io/team/app:1-alpine',
      'ghcr.io/team/app:latest',
      'team/app:1.2.3-alpine',
      'team/app:1-alpine',
      'team/app:latest',
      'ghcr.io/other/app:x',
    ];
    expect(names).toEqual(expected);
    expect(built?.labels).toMatchObject({
      keep: 'a=b',
      'org.opencontainers.image.title': 'Mine at 860c190',
      'org.opencontainers.image.description': 'This your first repo!',
      'org.opencontainers.image.url': 'https://github.com/octocat/Hello-World',
      'org.opencontainers.image.source': 'https://github.com/octocat/Hello-World',
      'org.opencontainers.image.version': '1.2.3-alpine',
      'org.opencontainers.image.revision': COMMIT,
      'org.opencontainers.image.licenses': 'MIT',
    });
    expect(built?.labels['org.opencontainers.image.created']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const outputs = Object.fromEntries(toolkit.outputs);
    expect(outputs['tags']).toBe(expected.join('\n'));
    expect(outputs['version']).toBe('1.2.3-alpine');
    expect(outputs['labels']).toContain('org.opencontainers.image.title=Mine at 860c190\n');
    expect(outputs['annotations']).toContain('manifest:org.opencontainers.image.title=Hello-World\n');
    expect(JSON.parse(outputs['json'] ?? '')).toEqual({
      tags: expected,
      'tag-names': ['1.2.3-alpine', '1-alpine', 'latest'],
      labels: built?.labels,
      annotations: (outputs['annotations'] ?? '').split('\n'),
    });
    expect(requests).toEqual([]);
  });

  it('stays as written without images', async () => {
    const { names, built, toolkit } = await run({ tags: 'a:1,b\nghcr.io/c/d:2', labels: 'x={{y}}' });
    expect(names).toEqual(['a:1', 'b:latest', 'ghcr.io/c/d:2']);
    expect(built?.labels).toEqual({ x: '{{y}}' });
    expect(toolkit.outputs.has('tags')).toBe(false);
  });

  it('takes the outputs of docker/metadata-action as they come', async () => {
    const { names } = await run({ tags: 'user/app:1.2.3\nuser/app:1.2\nuser/app:latest' });
    expect(names).toEqual(['user/app:1.2.3', 'user/app:1.2', 'user/app:latest']);
  });

  it('is missing where no rule is for the event, which a push cannot bear', async () => {
    const inputs = { images: 'team/app', tags: 'type=schedule' };
    const kept = await run(inputs);
    expect(kept.code).toBe(0);
    expect(kept.names).toEqual([]);
    expect(kept.toolkit.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('no name for this event'),
    ]);
    const pushed = await run({ ...inputs, push: 'true' });
    expect(pushed.code).toBe(1);
    expect(pushed.built).toBeUndefined();
    expect(pushed.log).toContain('a push needs a tag that says where to');
    const off = await run({ images: 'name=team/app,enable=false', push: 'true' });
    expect(off.code).toBe(1);
  });

  it.each([
    ['type=sha', '', 'input "tags", line 1: a rule (type=…) needs the input "images"'],
    ['a:1\n\nA:2', '', 'input "tags", line 3: invalid image reference "A:2"'],
    ['type=raw,value={{nothing}}', 'team/app', 'input "tags", line 1: {{nothing}} is not known here'],
    ['ghcr.io/x:y:z', 'team/app', 'input "tags", line 1: invalid image reference'],
    ['type=raw,value=.x', 'team/app', 'input "tags", line 1: the result ".x" is not a tag'],
  ])('ends the job before the build when it is wrong: %j', async (tags, images, message) => {
    const { code, log, built } = await run({ tags, images });
    expect(code).toBe(1);
    expect(log).toContain(message);
    expect(built).toBeUndefined();
  });

  it('is asked of GitHub where the event does not say it, once', async () => {
    const { built, names, requests } = await run(
      {
        images: 'team/app',
        tags: "type=edge\ntype=raw,value={{commit_date 'YYYYMMDD'}}-{{commit_date 'HH'}}",
        'github-token': 't',
      },
      {
        env: { GITHUB_REF: 'refs/heads/trunk' },
        event: {},
        answers: {
          repository: () =>
            Promise.resolve({
              name: 'r',
              html_url: 'https://g/o/r',
              default_branch: 'trunk',
              license: null,
              description: null,
            }),
          commit: () => Promise.resolve({ commit: { committer: { date: '2021-02-03T04:05:06Z' } } }),
        },
      },
    );
    expect(names).toEqual(['team/app:edge', 'team/app:20210203-04']);
    expect(requests).toEqual(['repository', 'commit']);
    expect(built?.labels).toMatchObject({
      'org.opencontainers.image.title': 'r',
      'org.opencontainers.image.url': 'https://g/o/r',
      'org.opencontainers.image.licenses': '',
    });
  });

  it.each([
    ['without a token', '', {}, 'the input github-token is empty'],
    ['when GitHub fails', 't', { repository: () => Promise.reject(new Error('503')) }, '503'],
    [
      'when GitHub answers with something else',
      't',
      { repository: () => Promise.resolve({}) },
      "GitHub's answer does not say it",
    ],
  ])('is made without what is not known: %s', async (_when, token, answers, why) => {
    const { code, built, names, log } = await run(
      { images: 'team/app', tags: 'type=edge\ntype=ref,event=tag', 'github-token': token },
      { event: {}, answers },
    );
    expect(code).toBe(0);
    expect(names).toEqual(['team/app:v1.2.3', 'team/app:latest']);
    expect(log).toContain(`Not known: the repository's description, licence and default branch: ${why}\n`);
    expect(built?.labels).toMatchObject({
      'org.opencontainers.image.title': 'r',
      'org.opencontainers.image.url': 'https://github.com/o/r',
      'org.opencontainers.image.description': '',
    });
  });

  it('takes the time of the commit from the event', async () => {
    const commits = [
      { id: 'other', timestamp: '2001-01-01T00:00:00Z' },
      { id: COMMIT, timestamp: '2022-03-04T05:06:07+02:00' },
    ];
    const tags = "type=raw,value={{commit_date 'YYYYMMDDHH'}}";
    for (const event of [{ commits }, { head_commit: commits[1] }]) {
      const { names, requests } = await run({ images: 'a', tags }, { event: { ...EVENT, ...event } });
      expect(names).toEqual(['a:2022030403']);
      expect(requests).toEqual([]);
    }
  });

  it('has the settings of docker/metadata-action', async () => {
    const head = '3370e228f2209994d57af4427fe64e71bb79ac96';
    const event = { ...EVENT, number: 7, pull_request: { base: { ref: 'main' }, head: { sha: head } } };
    const env = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF: 'refs/heads/main' };
    const inputs = { images: 'a', tags: 'type=sha\ntype=ref,event=pr\n{{base_ref}}' };
    expect((await run(inputs, { event, env })).names).toEqual(['a:pr-7', 'a:main', 'a:sha-860c190']);
    const settings = {
      DOCKER_METADATA_PR_HEAD_SHA: 'true',
      DOCKER_METADATA_SHORT_SHA_LENGTH: '10',
      DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manifest,index',
    };
    const platforms = 'linux/amd64,linux/arm64';
    const { names, toolkit, built } = await run({ ...inputs, platforms }, { event, env: { ...env, ...settings } });
    expect(names).toEqual(['a:pr-7', 'a:main', 'a:sha-3370e228f2']);
    expect(toolkit.outputs.get('annotations')).toMatch(
      /^manifest:.*\nindex:org\.opencontainers\.image\.version=pr-7$/s,
    );
    const key = 'org.opencontainers.image.version';
    expect(built?.annotations.filter((annotation) => annotation.key === key)).toEqual([
      { level: 'manifest', key, value: 'pr-7' },
      { level: 'index', key, value: 'pr-7' },
    ]);
    const wrong = await run(inputs, { event, env: { ...env, DOCKER_METADATA_SHORT_SHA_LENGTH: 'long' } });
    expect(wrong.code).toBe(1);
    expect(wrong.log).toContain('DOCKER_METADATA_SHORT_SHA_LENGTH is "long"');
    const single = await run(inputs, { event, env: { ...env, ...settings } });
    expect(single.log).toContain('index annotations not supported for single platform export');
    const level = await run(inputs, { event, env: { ...env, DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manfest' } });
    expect(level.log).toContain('DOCKER_METADATA_ANNOTATIONS_LEVELS: unknown annotation type "manfest"');
    expect(level.log).toContain('Did you mean manifest?');
  });

  it('has annotations of the rules below those of the input', async () => {
    const annotations = 'org.opencontainers.image.version=own\nother=1';
    const { built } = await run({ images: 'a', tags: 'type=raw,value=1', annotations });
    const values = Object.fromEntries((built?.annotations ?? []).map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({
      'org.opencontainers.image.version': 'own',
      'org.opencontainers.image.revision': COMMIT,
      other: '1',
    });
  });

  it('has SOURCE_DATE_EPOCH as the time in its label', async () => {
    const { built } = await run({ images: 'a' }, { env: { SOURCE_DATE_EPOCH: '86400' } });
    expect(built?.labels['org.opencontainers.image.created']).toBe('1970-01-02T00:00:00.000Z');
  });
});
