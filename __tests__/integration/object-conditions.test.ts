import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { openCacheStore } from '../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import type { AskedObjects } from '../../src/objects/asked-objects.js';
import { objectsOf } from '../support/object-cache.js';
import { CachingMachine, slowLayer } from '../support/cached-build.js';
import { MOTO, ObjectServer } from '../support/object-servers.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;

/** What of S3's conditions holds at a server that we did not write and that keeps them by itself. */
describe.skipIf(MOTO === undefined)('a cache of type=s3 at moto', () => {
  let server: ObjectServer;
  let test: TestClient;
  let folder: string;
  let objects: AskedObjects;
  let machines = 0;

  beforeAll(async () => {
    folder = await temporaryFolder('object-conditions');
    server = await ObjectServer.startMoto(MOTO ?? '');
    test = testClient({ timeouts: { connectMs: 15_000, idleMs: 60_000, commitMs: 60_000 } });
    objects = objectsOf(server.spec({ name: 'any' }), test.objects);
  }, 120_000);
  afterEach(() => server.server.heal());
  afterAll(async () => {
    test.close();
    await server.stop();
    await removeTree(folder);
  });

  const text = (content: string) => ({
    mediaType: 'text/plain',
    size: Buffer.byteLength(content),
    open: () => Readable.from([Buffer.from(content)]),
  });
  const put = (key: string, content: string, etag?: string) =>
    objects.put(key, text(content), etag === undefined ? { kind: 'absent' } : { kind: 'unchanged', etag }, SIGNAL);
  const content = async (key: string): Promise<string> => {
    const { bytes } = (await objects.document(key, 1000, SIGNAL)) ?? {};
    return Buffer.from(bytes ?? []).toString();
  };
  const etagOf = async (key: string): Promise<string> => (await objects.head(key, SIGNAL))?.etag ?? '';

  it('puts an object that is not there, once', async () => {
    expect(await put('once', 'first')).toBe('put');
    expect(await put('once', 'second')).toBe('changed');
    expect(await content('once')).toBe('first');
  });

  it('replaces what it has seen, and nothing else', async () => {
    await put('seen', 'first');
    const first = await etagOf('seen');
    expect(await put('seen', 'second', first)).toBe('put');
    expect(await put('seen', 'third', first)).toBe('changed');
    expect(await content('seen')).toBe('second');
  });

  it('does not replace what is gone', async () => {
    await put('gone', 'first');
    const etag = await etagOf('gone');
    await objects.remove('gone', SIGNAL);
    expect(await put('gone', 'second', etag)).toBe('changed');
    expect(await objects.head('gone', SIGNAL)).toBeUndefined();
  });

  it('lets one of many win that put at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => put('race', `${index}`)));
    expect(results.filter((result) => result === 'put')).toHaveLength(1);
    expect(await content('race')).toBe(`${results.indexOf('put')}`);
  });

  function open(name: string): CacheStore {
    const [spec] = parseCacheTo('--cache-to', [server.spec({ name })], folder).specs;
    const store =
      spec && openCacheStore(spec, { registry: test.client, objects: test.objects, actionsCache: () => undefined });
    if (store === undefined) throw new Error('a spec opened nothing');
    return store;
  }
  const machine = (): CachingMachine => new CachingMachine(folder, `machine-${++machines}`, test.client);

  async function savedByAll(name: string, count: number): Promise<readonly CachingMachine[]> {
    const layers = Array.from({ length: count }, (_, index) => slowLayer(`${name} ${index}`));
    const jobs = layers.map((layer) => ({ layer, job: machine() }));
    for (const { layer, job } of jobs) await job.build([open(name)], { made: [layer] });
    await Promise.all(jobs.map(({ job }) => job.save(open(name))));
    const restored = await machine().build([open(name)], { needed: layers });
    expect(restored.filter((file) => file instanceof Error)).toEqual([]);
    return jobs.map(({ job }) => job);
  }

  it.each([2, 4])('keeps what %i jobs have that save at once', { timeout: 120_000 }, async (count) => {
    const jobs = await savedByAll(`jobs-${count}`, count);
    expect(jobs.flatMap(({ told }) => told.filter(({ action }) => action === 'fault'))).toEqual([]);
    // Of those that put at once, all but one were told that it had changed.
    const refused = server.server.requests.filter(({ action, status }) => action === 'manifest put' && status === 412);
    expect(refused.length).toBeGreaterThan(0);
  });

  it('takes 409 for a put that another one overtook', async () => {
    const isPut = ({ action }: { readonly action: string }): boolean => action === 'manifest put';
    server.server.fault(isPut, { kind: 'status', status: 409, body: conflict }, 1);
    const [job] = await savedByAll('conflict', 1);
    expect(job?.told.filter(({ action }) => action === 'fault')).toEqual([]);
    expect(job?.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
  });
});

const conflict = `<?xml version="1.0"?><Error><Code>ConditionalRequestConflict</Code><Message>another one</Message></Error>`;
