import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { RepositoryCaches } from '../../src/cache/actions/repository-caches.js';
import { InfraError } from '../../src/errors.js';
import { SIGNAL } from '../support/actions-store.js';
import { ACTIONS_BOT, type Answer, GitHubApi } from '../support/github-api.js';
import type { GitHubCache } from '../support/github-caches.js';
import { testHttpClient } from '../support/http-client.js';

const MAIN = 'refs/heads/main';
const REPOSITORY = { owner: 'octo-org', repo: 'octo-repo' };
const COUNT = 203;

let api: GitHubApi;

beforeAll(async () => {
  api = await GitHubApi.start();
  api.accounts.set('reader', { ...ACTIONS_BOT, access: 'read' });
  api.accounts.set('stranger', { ...ACTIONS_BOT, access: 'hidden' });
});

beforeEach(() => {
  api.faults = [];
  api.requests.length = 0;
});

afterAll(() => api.stop());

let ids = 0;

/** @param age milliseconds since it was made and used */
function entry(key: string, age = 0): GitHubCache {
  const time = new Date(Date.now() - age).toISOString();
  ids += 1;
  return { id: ids, ref: MAIN, key, version: 'v', last_accessed_at: time, created_at: time, size_in_bytes: 10 };
}

describe("a repository's caches by GitHub's REST API", () => {
  beforeEach(() => {
    const ours = Array.from({ length: COUNT }, (_, age) => entry(`layer-build-3-blob-${age}`, age * 1000));
    api.caches = [...ours, entry('node-cache-Linux')];
  });

  function caches(token: string): RepositoryCaches {
    return new RepositoryCaches({
      http: testHttpClient(),
      api: new URL(api.url),
      repository: 'octo-org/octo-repo',
      token,
      retry: { maxAttempts: 2, maxElapsedMs: 500, baseMs: 10, maxWaitMs: 10 },
    });
  }

  /** The API as GitHub's own client reads it: what the server of this test shows must be what that one expects. */
  async function seenByOctokit(): Promise<readonly (number | undefined)[]> {
    const { getOctokit } = await import('@actions/github');
    const octokit = getOctokit('reader', { baseUrl: api.url });
    const found = await octokit.paginate(octokit.rest.actions.getActionsCacheList, {
      ...REPOSITORY,
      key: 'layer-build-3-',
      per_page: 100,
    });
    return found.map(({ id }) => id);
  }

  it('are listed over all pages, the most recently used first, like with the real client', async () => {
    const listed = await caches('reader').list(SIGNAL);
    if (listed.kind !== 'done') throw new Error(listed.why);
    expect(api.requests).toHaveLength(3);
    expect(listed.value).toHaveLength(COUNT);
    expect(listed.value[0]).toMatchObject({ key: 'layer-build-3-blob-0', ref: MAIN, size: 10 });
    expect(listed.value.map(({ id }) => id)).toEqual(await seenByOctokit());
  });

  it('are deleted where the token allows it, and only there', async () => {
    const [first] = api.caches;
    if (first === undefined) throw new Error('there is none');
    expect(await caches('reader').delete(first, SIGNAL)).toMatchObject({
      kind: 'denied',
      why: expect.stringContaining('actions: write') as unknown,
    });
    expect(await caches('job-token').delete(first, SIGNAL)).toEqual({ kind: 'done', value: true });
    expect(await seenByOctokit()).not.toContain(first.id);
    expect(await caches('job-token').delete(first, SIGNAL)).toEqual({ kind: 'done', value: false });
  });

  it.each(['stranger', 'nobody'])('are not visible with the token of a %s', async (token) => {
    expect(await caches(token).list(SIGNAL)).toMatchObject({ kind: 'denied' });
  });

  it('say that a pull request is closed only if that is certain', async () => {
    api.closed.add(7);
    api.pulls.push({ number: 8, head: {}, base: {}, label: '' });
    const isClosed = (number: number, token = 'reader') => caches(token).isPullRequestClosed(number, SIGNAL);
    expect(await Promise.all([isClosed(7), isClosed(8), isClosed(9), isClosed(7, 'stranger')])).toEqual([
      true,
      false,
      false,
      false,
    ]);
    api.pulls.length = 0;
  });

  it('fail when the service does', async () => {
    api.faults = Array.from({ length: 2 }, (): Answer => ({ status: 502, message: 'no' }));
    await expect(caches('reader').list(SIGNAL)).rejects.toThrow(InfraError);
    api.caches = [{ ...entry('layer-build-3-blob-x'), created_at: 'no time' }];
    await expect(caches('reader').list(SIGNAL)).rejects.toThrow(/should be/);
  });
});
