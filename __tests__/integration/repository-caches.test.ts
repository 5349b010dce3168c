import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { RepositoryCaches } from '../../src/cache/actions/repository-caches.js';
import { InfraError } from '../../src/errors.js';
import { openActionsStore, randomBlob, testTransport, SIGNAL } from '../support/actions-store.js';
import { type ActionsCacheService, MAIN, startActionsCacheService } from '../support/actions-cache-service.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const COUNT = 103;

describe("a repository's caches by GitHub's REST API", () => {
  let service: ActionsCacheService;
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('repository-caches');
    service = await startActionsCacheService();
    const store = openActionsStore({ env: service.env, folder });
    await store.hold(
      Array.from({ length: COUNT }, () => randomBlob(10)),
      SIGNAL,
    );
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await service.stop();
    await removeTree(folder);
  });

  function caches(token: string): RepositoryCaches {
    return new RepositoryCaches({
      http: testTransport(),
      api: new URL(service.address),
      repository: 'o/r',
      token,
      retry: { maxAttempts: 2, maxElapsedMs: 500, baseMs: 10, maxWaitMs: 10 },
    });
  }

  it('are listed over all pages, those used last first', async () => {
    const listed = await caches(service.apiTokens.read).list(SIGNAL);
    if (listed.kind !== 'done') throw new Error(listed.why);
    expect(listed.value).toHaveLength(COUNT);
    expect(new Set(listed.value.map(({ key }) => key))).toEqual(new Set(service.keys()));
    expect(listed.value[0]).toMatchObject({ ref: MAIN, size: 10 });
    const used = listed.value.map(({ lastUsed }) => lastUsed);
    expect(used).toEqual([...used].sort((one, other) => other - one));
  });

  it('are deleted where the token allows it, and only there', async () => {
    const [entry] = service.entries();
    if (entry === undefined) throw new Error('nothing was saved');
    expect(await caches(service.apiTokens.read).delete(entry, SIGNAL)).toMatchObject({
      kind: 'denied',
      why: expect.stringContaining('actions: write') as unknown,
    });
    expect(await caches(service.apiTokens.write).delete(entry, SIGNAL)).toEqual({ kind: 'done', value: true });
    expect(service.keys()).not.toContain(entry.key);
    expect(await caches(service.apiTokens.write).delete(entry, SIGNAL)).toEqual({ kind: 'done', value: false });
  });

  it('are not seen with a token of somebody else', async () => {
    expect(await caches('another').list(SIGNAL)).toMatchObject({ kind: 'denied' });
  });

  it('fail when the service does', async () => {
    service.server.fault(({ action }) => action === 'list', { kind: 'status', status: 502 }, 2);
    await expect(caches(service.apiTokens.read).list(SIGNAL)).rejects.toThrow(InfraError);
    service.server.fault(({ action }) => action === 'list', { kind: 'body', body: '{"actions_caches":[{"id":"x"}]}' });
    await expect(caches(service.apiTokens.read).list(SIGNAL)).rejects.toThrow(/should be/);
  });
});
