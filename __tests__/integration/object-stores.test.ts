import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCacheStore } from '../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import { CachingMachine, slowLayer } from '../support/cached-build.js';
import { ObjectServer } from '../support/object-servers.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

describe.each(['s3', 'azblob'] as const)('a cache of type=%s', (kind) => {
  let server: ObjectServer;
  let test: TestClient;
  let folder: string;
  let machines = 0;

  beforeAll(async () => {
    folder = await temporaryFolder(`object-stores-${kind}`);
    server = await ObjectServer.start(kind);
    test = testClient({ timeouts: { connectMs: 15_000, idleMs: 60_000, commitMs: 60_000 } });
  });
  afterAll(async () => {
    test.close();
    await server.stop();
    await removeTree(folder);
  });

  function open(attributes: Readonly<Record<string, string>>): CacheStore {
    const [store] = parseCacheTo('--cache-to', [server.spec(attributes)], folder).specs.map((spec) =>
      openCacheStore(spec, { registry: test.client, objects: test.objects, actionsCache: () => undefined }),
    );
    if (store === undefined) throw new Error('a spec opened nothing');
    return store;
  }

  const machine = (): CachingMachine => new CachingMachine(folder, `machine-${++machines}`, test.client);

  it('gives another machine what one has saved', async () => {
    const layers = [slowLayer('one'), slowLayer('two', 2_000_000)];
    const first = machine();
    await first.build([open({ name: 'first' })], { made: layers });
    await first.save(open({ name: 'first' }));
    expect(first.told.at(-2)).toMatchObject({ action: 'pack-saved' });
    const second = machine();
    const files = await second.build([open({ name: 'first' })], { needed: layers });
    expect(files.filter((file) => file instanceof Error)).toEqual([]);
    expect(second.told.filter(({ action }) => action === 'blob-restored')).toHaveLength(2);
  });
});
