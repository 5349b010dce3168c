import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { CommentThread, pullRequestOfBranch } from '../../src/action/comment-thread.js';
import type { Octokit } from '../../src/action/github/github-api.js';
import { mergeIntoComment, type CommentOutcome } from '../../src/action/merge-comment.js';
import { rowsIn } from '../../src/report/comment/data.js';
import type { CommentRow } from '../../src/report/comment/row.js';
import { ACTIONS_BOT, GitHubApi, type Account } from '../support/github-api.js';
import { REPOSITORY_URL, row } from '../unit/report/comment-samples.js';

const REPOSITORY = { owner: 'octo-org', repo: 'octo-repo' };
const SIGNAL = new AbortController().signal;
const MEMBER: Account = { login: 'writer', type: 'User', association: 'MEMBER', access: 'write' };

/** Through the genuine @actions/github, which reads GITHUB_API_URL when it is loaded. */
describe('the comment on a pull request', () => {
  let api: GitHubApi;
  let octokit: (token?: string) => Octokit;
  const before = process.env['GITHUB_API_URL'];

  beforeAll(async () => {
    api = await GitHubApi.start();
    process.env['GITHUB_API_URL'] = api.url;
    const { getOctokit } = await import('@actions/github');
    octokit = (token = 'job-token') => getOctokit(token);
  });

  afterAll(async () => {
    if (before === undefined) delete process.env['GITHUB_API_URL'];
    else process.env['GITHUB_API_URL'] = before;
    await api.stop();
  });

  beforeEach(() => {
    api.comments.length = 0;
    api.requests.length = 0;
  });

  afterEach(() => {
    api.faults = [];
    api.before = () => Promise.resolve();
  });

  function tell(
    one: CommentRow,
    {
      token,
      total = 20_000,
      settle = 20,
      signal = SIGNAL,
    }: Partial<Record<'total' | 'settle', number>> & { token?: string; signal?: AbortSignal } = {},
  ): Promise<CommentOutcome> {
    const thread = new CommentThread(octokit(token), REPOSITORY, 5, signal);
    return mergeIntoComment(thread, one, REPOSITORY_URL, signal, { total, settle });
  }

  /** Titles of the rows of the one comment that there must be. */
  function told(): readonly string[] {
    const ours = api.comments.filter(({ body }) => rowsIn(body).length > 0);
    expect(ours).toHaveLength(1);
    return rowsIn(ours[0]?.body ?? '').map(({ title }) => title);
  }

  it('is made once, and updated later', async () => {
    expect(await tell(row('a'))).toEqual({ kind: 'written' });
    const [{ id } = { id: 0 }] = api.comments;
    expect(await tell(row('b'))).toEqual({ kind: 'written' });
    expect(told()).toEqual(['a', 'b']);
    expect(await tell(row('a', { run: 8 }))).toEqual({ kind: 'written' });
    expect(told()).toEqual(['a']);
    expect(api.comments.map((comment) => comment.id)).toEqual([id]);
    expect(api.comments[0]?.user.login).toBe('github-actions[bot]');
  });

  it('is found behind hundreds of others', async () => {
    for (let number = 0; number < 250; number += 1) api.write(`comment ${number}`);
    await tell(row('a'));
    for (let number = 0; number < 250; number += 1) api.write(`later ${number}`);
    await tell(row('b'));
    expect(told()).toEqual(['a', 'b']);
    expect(api.comments).toHaveLength(501);
  });

  it('is never another user’s comment', async () => {
    await tell(row('old'));
    const { body } = api.comments.splice(0)[0] ?? { body: '' };
    api.write(body, { login: 'visitor', type: 'User', association: 'NONE', access: 'read' });
    api.write(`> ${body}`, MEMBER);
    await tell(row('new'));
    expect(api.comments.map((comment) => rowsIn(comment.body).map(({ title }) => title))).toEqual([
      ['old'],
      [],
      ['new'],
    ]);
    expect(api.comments[0]?.body).toBe(body);
  });

  it('may belong to the person whose token is used', async () => {
    api.accounts.set('personal', MEMBER);
    await tell(row('a'), { token: 'personal' });
    await tell(row('b'), { token: 'personal' });
    expect(told()).toEqual(['a', 'b']);
  });

  it('is repaired when somebody damaged its data', async () => {
    await tell(row('a'));
    const [comment] = api.comments;
    if (comment !== undefined) comment.body = comment.body.replace(/1 [^ ]+ -->/, '1 AAAA --> <b>');
    await tell(row('b'));
    expect(told()).toEqual(['b']);
    expect(api.comments).toHaveLength(1);
  });

  it('loses no row of jobs that write at once', async () => {
    // Each request takes a while of its own, so that reads and writes of all jobs are in each other's way.
    api.before = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    const titles = Array.from({ length: 8 }, (_, number) => `job ${number}`);
    // Longer than a read and a write take, as it has to be.
    const outcomes = await Promise.all(titles.map((title) => tell(row(title), { settle: 400 })));
    expect(outcomes).toEqual(titles.map(() => ({ kind: 'written' })));
    expect(told()).toEqual(titles);
  }, 600_000);

  it('becomes one again when two jobs made it at the same moment', async () => {
    // Both have read that there is none before either writes.
    let reading = 0;
    let release = (): void => undefined;
    const bothRead = new Promise<void>((resolve) => (release = resolve));
    api.before = async ({ method }) => {
      if (method === 'GET' && (reading += 1) === 2) release();
      if (method === 'POST') await bothRead;
    };
    await Promise.all([tell(row('a'), { settle: 100 }), tell(row('b'), { settle: 100 })]);
    expect(api.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    expect(api.requests.filter(({ method }) => method === 'DELETE').length).toBeGreaterThan(0);
    expect(told()).toEqual(['a', 'b']);
  });

  it('takes over the rows of a second comment whose jobs have ended', async () => {
    await tell(row('a'));
    const [first] = api.comments.splice(0);
    await tell(row('b'));
    if (first !== undefined) api.comments.unshift(first);
    expect(await tell(row('c'))).toEqual({ kind: 'written' });
    expect(told()).toEqual(['a', 'b', 'c']);
    expect(api.comments.map(({ id }) => id)).toEqual([first?.id]);
  });

  it('is written again when another job overwrote it', async () => {
    let writes = 0;
    let lost = '';
    api.before = ({ method }) => {
      // A job that had read before our first write, and writes after it.
      if (method === 'GET' && writes > 0 && lost === '') {
        const [comment] = api.comments;
        lost = comment?.body ?? '';
        if (comment !== undefined)
          comment.body = comment.body.replace(/^.*\n/, '<!-- layer-build:comment:1 W10= -->\n');
      }
      if (method !== 'GET') writes += 1;
      return Promise.resolve();
    };
    expect(await tell(row('a'))).toEqual({ kind: 'written' });
    expect(rowsIn(lost)).toHaveLength(1);
    expect(writes).toBe(2);
    expect(told()).toEqual(['a']);
  });

  it.each<readonly [string, Account['access'] | undefined]>([
    ['a fork’s token, which may only read', 'read'],
    ['a token that sees nothing', 'hidden'],
    ['no account', undefined],
  ])('is not written with %s', async (_what, access) => {
    if (access !== undefined) api.accounts.set('other', { ...ACTIONS_BOT, access });
    expect(await tell(row('a'), { token: access === undefined ? 'unknown' : 'other' })).toEqual({ kind: 'forbidden' });
    expect(api.comments).toEqual([]);
    expect(api.requests.length).toBeLessThan(3);
  });

  it.each([
    ['429', { status: 429, headers: { 'retry-after': '1' }, message: 'Too many requests' }],
    [
      'a secondary limit',
      { status: 403, headers: { 'retry-after': '1' }, message: 'You have exceeded a secondary rate limit' },
    ],
    [
      'the primary limit',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Math.ceil(Date.now() / 1000) - 5}` },
        message: 'API rate limit exceeded',
      },
    ],
  ])('waits as long as it is told at %s, and reads again before it writes', async (_what, fault) => {
    // The write is refused; what another job wrote meanwhile must not be lost.
    api.faults = [undefined, fault];
    api.accounts.set('another-job', ACTIONS_BOT);
    const waiting = tell(row('a'));
    await vi.waitFor(() => expect(api.faults).toEqual([]), 240_000);
    await tell(row('b'), { token: 'another-job' });
    expect(await waiting).toEqual({ kind: 'written' });
    expect(told()).toEqual(['a', 'b']);
    const [, refused, next] = api.requests.filter(({ token }) => token !== 'another-job');
    expect(next?.method).toBe('GET');
    // No sooner than a second, which is a limit that no slow machine breaks.
    expect((next?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it.each([
    ['longer than there is time', { status: 403, headers: { 'retry-after': '3600' }, message: 'secondary rate limit' }],
    ['without a time', { status: 403, message: 'You have exceeded a secondary rate limit' }],
  ])('gives up at once when the limit is %s', async (_what, fault) => {
    api.faults = [fault];
    // Less than the minute that is waited where no time is given, and more than a test may take.
    expect(await tell(row('a'), { total: 50_000 })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('secondary') as unknown,
    });
    expect(api.requests).toHaveLength(1);
  });

  it('survives faults of the service, up to a limit', async () => {
    const fault = { status: 502, message: 'Bad gateway' };
    api.faults = [fault, undefined, fault];
    expect(await tell(row('a'))).toEqual({ kind: 'written' });
    api.faults = Array.from({ length: 1000 }, () => fault);
    expect(await tell(row('b'), { total: 300 })).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('Bad gateway') as unknown,
    });
  });

  it('says what GitHub refused', async () => {
    api.faults = [undefined, { status: 422, message: 'Validation Failed' }];
    expect(await tell(row('a'))).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('Validation Failed') as unknown,
    });
    // The server here refuses what GitHub does.
    const thread = new CommentThread(octokit(), REPOSITORY, 5, SIGNAL);
    await expect(thread.create('x'.repeat(65_537))).rejects.toThrow('too long');
    await thread.create('x'.repeat(65_536));
  });

  it('has the rows of a whole matrix', async () => {
    const titles = Array.from(
      { length: 64 },
      (_, number) => `build ${String(number).padStart(3, '0')} ${'|'.repeat(40)}`,
    );
    const [first = '', ...others] = titles;
    await tell(row(first));
    for (const title of others) {
      const thread = new CommentThread(octokit(), REPOSITORY, 5, SIGNAL);
      await mergeIntoComment(thread, row(title), REPOSITORY_URL, SIGNAL, { total: 20_000, settle: 0 });
    }
    expect(told()).toHaveLength(64);
  }, 600_000);

  it('stops when the job is cancelled', async () => {
    const controller = new AbortController();
    api.faults = [{ status: 429, headers: { 'retry-after': '10' }, message: 'slow down' }];
    const telling = tell(row('a'), { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('cancelled')), 200);
    await expect(telling).rejects.toThrow();
    expect(api.requests).toHaveLength(1);
  });

  it('is for the pull request of a branch', async () => {
    const pull = { number: 9, head: { sha: 'c'.repeat(40) }, base: { ref: 'main' }, label: 'octo-org:feature' };
    api.pulls.push({ ...pull, label: 'fork:feature', number: 8 }, pull);
    expect(await pullRequestOfBranch(octokit(), REPOSITORY, 'feature', SIGNAL)).toEqual({
      number: 9,
      head: 'c'.repeat(40),
      base: 'main',
    });
    expect(await pullRequestOfBranch(octokit(), REPOSITORY, 'other', SIGNAL)).toBeUndefined();
  });
});
