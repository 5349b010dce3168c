import { describe, expect, it } from 'vitest';

import { defaultContextOf } from '../../../src/action/default-context.js';
import { readInputs } from '../../../src/action/inputs.js';
import { UserError } from '../../../src/errors.js';
import { job } from './job.js';

const SHA = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const BASE = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: SHA };
const PULL = { GITHUB_REF: 'refs/pull/7/merge', GITHUB_EVENT_PATH: '/event' };
const WANTS_HEAD = { DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: 'true' };
const EVENT = JSON.stringify({ pull_request: { head: { sha: HEAD } } });

type Env = Readonly<Record<string, string>>;

/** As `gitContext` of docker/actions-toolkit (src/buildx/build.ts) has them. */
const CONTEXTS: readonly (readonly [what: string, env: Env, text: string | undefined])[] = [
  ['a push', { GITHUB_REF: 'refs/heads/main' }, `https://github.com/o/r.git#${SHA}`],
  ['a tag', { GITHUB_REF: 'refs/tags/v1' }, `https://github.com/o/r.git#${SHA}`],
  ['a pull request', PULL, `https://github.com/o/r.git#${SHA}`],
  ['the head of a pull request', { ...PULL, ...WANTS_HEAD }, `https://github.com/o/r.git#${HEAD}`],
  [
    'a head that the event does not name',
    { ...PULL, ...WANTS_HEAD, GITHUB_EVENT_PATH: '' },
    'https://github.com/o/r.git#refs/pull/7/head',
  ],
  ['a push with that setting', { GITHUB_REF: 'refs/heads/main', ...WANTS_HEAD }, `https://github.com/o/r.git#${SHA}`],
  ['no commit', { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: '' }, 'https://github.com/o/r.git#refs/heads/main'],
  ['another server', { GITHUB_SERVER_URL: 'https://ghes.example/' }, `https://ghes.example/o/r.git#${SHA}`],
  ['no server', { GITHUB_SERVER_URL: '' }, `https://github.com/o/r.git#${SHA}`],
  ['no repository', { GITHUB_REPOSITORY: '' }, undefined],
];

describe('defaultContextOf', () => {
  it.each(CONTEXTS)('%s', (_what, env, text) => {
    const files = { readText: (path: string) => (path === '/event' ? EVENT : undefined) };
    expect(defaultContextOf({ ...BASE, ...env }, files)?.text).toBe(text);
  });

  it.each(['', '{{defaultContext}}:app'])('without a repository, %j names the folder as the remedy', (context) => {
    const read = (): unknown => readInputs(job({ context }, { GITHUB_REPOSITORY: '' }));
    expect(read).toThrow(UserError);
    expect(read).toThrow(/input "context": this job has no repository/);
  });
});
