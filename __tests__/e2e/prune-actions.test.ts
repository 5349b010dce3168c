import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandResult } from '../support/command.js';
import { ACTIONS_BOT, type Answer, GitHubApi } from '../support/github-api.js';
import type { GitHubCache } from '../support/github-caches.js';
import { layerBuild } from '../support/layer-build.js';

const MAIN = 'refs/heads/main';
const DAY = 24 * 3600 * 1000;

let ids = 0;

/** @param age milliseconds since it was made and used */
function entry(key: string, age = 0, ref = MAIN): GitHubCache {
  const time = new Date(Date.now() - age).toISOString();
  ids += 1;
  return { id: ids, ref, key, version: 'v', last_accessed_at: time, created_at: time, size_in_bytes: 10 };
}

describe('layer-build cache prune --actions', () => {
  const pack = (id: string): string =>
    `layer-build-3-${'a'.repeat(12)}-${'b'.repeat(12)}-${'c'.repeat(12)}-${id.repeat(32)}`;
  const PULL = 'refs/pull/7/merge';

  let api: GitHubApi;

  beforeAll(async () => {
    api = await GitHubApi.start();
    api.accounts.set('reader', { ...ACTIONS_BOT, access: 'read' });
    api.accounts.set('stranger', { ...ACTIONS_BOT, access: 'hidden' });
  });

  afterAll(() => api.stop());

  beforeEach(() => {
    api.faults = [];
    api.closed.clear();
    api.caches = [
      entry(pack('1'), 2000),
      entry(`${pack('2')}-0123abcd`, 1000),
      entry('layer-build-3-blob-new', DAY),
      entry('layer-build-3-blob-old', 6 * DAY),
      entry(pack('3'), 0, PULL),
      entry('node-cache-Linux', 6 * DAY),
    ];
  });

  const keys = (): readonly string[] => api.caches.map(({ key }) => key);

  function prune(token: string, ...flags: readonly string[]): Promise<CommandResult> {
    const env = { GITHUB_TOKEN: token, GITHUB_REPOSITORY: 'octo-org/octo-repo', GITHUB_API_URL: api.url };
    return layerBuild(['cache', 'prune', '--actions', ...flags], { env: { ...process.env, ...env } });
  }

  it('deletes entries that were replaced, not used for a long time, or of a closed pull request, and no others', async () => {
    api.closed.add(7);
    const all = keys();
    expect(await prune('job-token', '--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^(?:Would delete: .*\n){3}Would delete 3 entries, 30B; 2 entries, 20B stay\n$/,
      ) as unknown,
    });
    expect(keys()).toEqual(all);
    expect(await prune('job-token')).toMatchObject({ code: 0, stderr: '' });
    expect(keys()).toEqual([`${pack('2')}-0123abcd`, 'layer-build-3-blob-new', 'node-cache-Linux']);
  });

  it('keeps what is of a pull request that is open, or not to be seen', async () => {
    expect((await prune('job-token')).code).toBe(0);
    expect(keys()).toContain(pack('3'));
  });

  it.each([
    ['may only read', 'reader', 'actions: write'],
    ['may not see the repository', 'stranger', 'may not see'],
    ['is not valid', 'nobody', 'actions: read'],
  ])('ends well with a token that %s', async (_, token, words) => {
    const all = keys();
    const { code, stdout } = await prune(token);
    expect(code).toBe(0);
    expect(stdout).toContain(`Nothing more could be done: `);
    expect(stdout).toContain(words);
    expect(keys()).toEqual(all);
  });

  it.each<[string, Answer]>([
    ['429', { status: 429, headers: { 'retry-after': '3600' }, message: 'too many' }],
    ['403 with Retry-After', { status: 403, headers: { 'retry-after': '60' }, message: 'secondary rate limit' }],
    ['403 of a used up limit', { status: 403, headers: { 'x-ratelimit-remaining': '0' }, message: 'rate limit' }],
  ])('ends well, and says what it did, when GitHub takes no more: %s', async (_, answer) => {
    // The list, the pull request, and one entry; then no more.
    api.faults = [undefined, undefined, undefined, answer];
    const { code, stdout } = await prune('job-token');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Deleted: /);
    expect(stdout).toContain('Deleted 1 entries');
    expect(stdout).toContain('Nothing more could be done: GitHub accepts no more requests');
    expect(keys()).toHaveLength(5);
  });
});
