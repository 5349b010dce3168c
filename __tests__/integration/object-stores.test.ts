import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCacheStore } from '../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import { objectCacheOf } from '../support/object-cache.js';
import { partsOfBlob } from '../support/cache-samples.js';
import { CachingMachine, type SlowLayer, slowLayer } from '../support/cached-build.js';
import { ObjectServer } from '../support/object-servers.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
/** Larger than what is put at once, and of three parts. */
const LARGE = 33 * 1024 * 1024;

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
  afterEach(() => {
    server.server.heal();
    server.conditions = 'compared';
  });
  afterAll(async () => {
    test.close();
    await server.stop();
    await removeTree(folder);
  });

  function openAll(attributes: Readonly<Record<string, string>>): readonly CacheStore[] {
    return parseCacheTo('--cache-to', [server.spec(attributes)], folder).specs.map((spec) => {
      const store = openCacheStore(spec, {
        registry: test.client,
        objects: test.objects,
        actionsCache: () => undefined,
      });
      if (store === undefined) throw new Error('a spec opened nothing');
      return store;
    });
  }

  function open(attributes: Readonly<Record<string, string>>): CacheStore {
    const [store] = openAll(attributes);
    if (store === undefined) throw new Error('a spec opened nothing');
    return store;
  }

  const machine = (): CachingMachine => new CachingMachine(folder, `machine-${++machines}`, test.client);

  async function save(name: string, ...made: readonly SlowLayer[]): Promise<CachingMachine> {
    const saving = machine();
    await saving.build([open({ name })], { made });
    await saving.save(open({ name }));
    return saving;
  }

  /** How many of the layers a new machine gets. */
  async function restored(name: string, ...needed: readonly SlowLayer[]): Promise<number> {
    const files = await machine().build([open({ name })], { needed });
    return files.filter((file) => !(file instanceof Error)).length;
  }

  const asked = (): readonly string[] => server.server.requests.map(({ action }) => action);
  const count = (action: string): number => asked().filter((one) => one === action).length;

  it('gives another machine what one has saved', async () => {
    const layers = [slowLayer('one'), slowLayer('two', 2_000_000)];
    const first = await save('first', ...layers);
    expect(first.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
    server.server.heal();
    expect(await restored('first', ...layers)).toBe(2);
    // The manifest, the pack, and each blob: nothing else is asked.
    expect(asked()).toEqual(['manifest get', 'blob get', 'blob get', 'blob get']);
  });

  it('gives parts of blobs', async () => {
    const { found, wanted } = await partsOfBlob(open({ name: 'parts' }), SIGNAL);
    expect(found.map((part, number) => part.equals(wanted[number] ?? Buffer.alloc(0)))).toEqual(wanted.map(() => true));
  });

  it('lies where BuildKit has its own, and leaves that alone', async () => {
    await save('beside', slowLayer('beside'));
    const paths = server.server.requests.map(({ path }) => path);
    expect(paths.some((path) => path.endsWith('/manifests/beside.layer-build'))).toBe(true);
    expect(paths.some((path) => /\/blobs\/sha256(?::|%3A)[a-f0-9]{64}$/.test(path))).toBe(true);
    expect(paths.filter((path) => path.endsWith('/manifests/beside'))).toEqual([]);
  });

  it(
    'puts and gets large layers in parts, sends a part again, and gives up if parts fail',
    { timeout: 300_000 },
    async () => {
      const status = { kind: 'status', status: 500 } as const;
      const once = slowLayer('once', LARGE);
      server.server.fault(({ action }) => action === 'blob part', status, 1);
      await save('parts', once);
      // Three, and one of them again.
      expect([count('blob part'), count('blob complete')]).toEqual([4, 1]);
      expect(await restored('parts', once)).toBe(1);
      server.server.heal();
      server.server.fault(({ action }) => action === 'blob part', status, Infinity);
      const failing = await save('failing', slowLayer('never', LARGE));
      expect(failing.told).toContainEqual(expect.objectContaining({ action: 'fault', doing: 'save' }));
      expect(count('blob abort')).toBe(kind === 's3' ? 1 : 0);
      expect(count('blob complete')).toBe(0);
    },
  );

  it('resumes a download where it broke off', async () => {
    const layer = slowLayer('broken', 3_000_000);
    await save('broken', layer);
    server.server.heal();
    let gets = 0;
    server.server.fault(({ action }) => action === 'blob get' && ++gets === 2, { kind: 'truncate' }, 1);
    expect(await restored('broken', layer)).toBe(1);
    const bytes = server.server.requests.filter(({ action }) => action === 'blob get').map(({ bytesOut }) => bytesOut);
    expect(bytes).toHaveLength(3);
    expect(bytes[1]).toBe(1_500_000);
    // What came before the cut is not sent again, but for what got lost on the way.
    expect(bytes[2]).toBeLessThan(2_500_000);
  });

  it('is not asked when nothing has changed, until it is to be renewed', async () => {
    const layer = slowLayer('same');
    const saving = await save('same', layer);
    server.server.heal();
    await saving.build([open({ name: 'same' })], {});
    await saving.save(open({ name: 'same' }));
    expect(count('manifest put')).toBe(0);
    await saving.save(open({ name: 'same', touch_refresh: '1ms' }));
    expect(count('manifest put')).toBe(1);
    // The layer, its pack and the config: S3 touches by a copy.
    expect(count(kind === 's3' ? 'blob put' : 'blob touch')).toBeGreaterThanOrEqual(1);
    expect(await restored('same', layer)).toBe(1);
  });

  it('goes to each of several names, and moves blobs once', async () => {
    const layer = slowLayer('named');
    const saving = machine();
    await saving.build([], { made: [layer] });
    await saving.save(...openAll({ name: 'sha;branch' }));
    const paths = server.server.requests.filter(({ method, action }) => method === 'PUT' && action === 'blob put');
    expect(new Set(paths.map(({ path }) => path)).size).toBe(paths.length);
    expect([await restored('sha', layer), await restored('branch', layer)]).toEqual([1, 1]);
  });

  describe('that two jobs save to', () => {
    it('keeps what both have', async () => {
      const [one, two] = [slowLayer(`${kind} one`), slowLayer(`${kind} two`)];
      const jobs = [machine(), machine()];
      await jobs[0]?.build([open({ name: 'both' })], { made: [one] });
      await jobs[1]?.build([open({ name: 'both' })], { made: [two] });
      await Promise.all(jobs.map((job) => job.save(open({ name: 'both' }))));
      expect(jobs.flatMap(({ told }) => told.filter(({ action }) => action === 'fault'))).toEqual([]);
      expect(await restored('both', one, two)).toBe(2);
    });

    it('keeps what many have, also if they save to one that has something', { timeout: 120_000 }, async () => {
      const before = slowLayer('before');
      await save('many', before);
      const layers = ['a', 'b', 'c'].map((name) => slowLayer(`${kind} ${name}`));
      const jobs = layers.map((layer) => ({ layer, job: machine() }));
      for (const { layer, job } of jobs) await job.build([open({ name: 'many' })], { made: [layer] });
      await Promise.all(jobs.map(({ job }) => job.save(open({ name: 'many' }))));
      expect(await restored('many', before, ...layers)).toBe(4);
    });

    it('says so when others are quicker each time', async () => {
      const saving = machine();
      await saving.build([open({ name: 'race' })], { made: [slowLayer('slow')] });
      let others = 0;
      server.server.onRequest = undefined;
      const store = open({ name: 'race' });
      const overtaken: CacheStore = {
        location: store.location,
        id: store.id,
        restorePack: (...call) => store.restorePack(...call),
        fetchBlob: (...call) => store.fetchBlob(...call),
        uploadBlobs: (...call) => store.uploadBlobs(...call),
        savePack: async (...call) => {
          await save('race', slowLayer(`other ${++others}`));
          return await store.savePack(...call);
        },
      };
      await saving.save(overtaken);
      expect(others).toBe(5);
      expect(saving.told).toContainEqual(
        expect.objectContaining({
          action: 'fault',
          message: expect.stringMatching(/^other jobs saved to .* each of/) as string,
        }),
      );
    });

    it.each(['ignored', 'not implemented'] as const)('is replaced if conditions are %s', async (conditions) => {
      server.conditions = conditions;
      const layer = slowLayer(conditions);
      const saving = await save(conditions.replaceAll(' ', '-'), layer);
      expect(saving.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
      expect(await restored(conditions.replaceAll(' ', '-'), layer)).toBe(1);
    });

    it('knows its own put again if the answer to it was lost', async () => {
      server.server.fault(({ action }) => action === 'manifest put', { kind: 'lost-answer' }, 1);
      const layer = slowLayer('lost');
      const saving = await save('lost', layer);
      expect(saving.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
      expect(count('manifest put')).toBe(2);
      expect(await restored('lost', layer)).toBe(1);
    });
  });

  it('is replaced if its pack is damaged', async () => {
    await save('damaged', slowLayer('lost for ever'));
    server.server.fault(({ action }) => action === 'blob get', { kind: 'wrong-bytes' }, Infinity);
    const layer = slowLayer('new');
    const saving = await save('damaged', layer);
    expect(saving.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
    server.server.heal();
    expect(await restored('damaged', layer)).toBe(1);
  });

  it('says that credentials are wrong, and does not show them', async () => {
    const secret = Buffer.from('another secret key!').toString('base64');
    const wrong = open({
      name: 'wrong',
      ...(kind === 's3' && { access_key_id: 'AKIAIOSFODNN7EXAMPLE' }),
      secret_access_key: secret,
    });
    const building = machine();
    await building.build([wrong], { made: [slowLayer('wrong')] });
    await building.save(wrong);
    const faults = building.told.filter(({ action }) => action === 'fault');
    expect(faults.map(({ doing }) => doing)).toEqual(['restore', 'save']);
    for (const { message } of faults)
      expect(message).toMatch(/the credentials are not accepted \(|access is denied \(AuthorizationFailure/);
    expect(JSON.stringify(building.events)).not.toContain(secret);
    expect(server.server.requests.length).toBeLessThan(12);
  });

  it('says that there is no such bucket, or makes the container', async () => {
    const missing = kind === 's3' ? { bucket: 'nowhere' } : { container: 'new-one' };
    const building = machine();
    const layer = slowLayer('missing');
    await building.build([open(missing)], { made: [layer] });
    await building.save(open(missing));
    if (kind === 's3') {
      expect(building.told.filter(({ action }) => action === 'fault')).toMatchObject([
        { doing: 'restore', message: expect.stringMatching(/: there is no such bucket$/) as string },
        { doing: 'save', message: expect.stringMatching(/: there is no such bucket$/) as string },
      ]);
    } else {
      expect(building.told.map(({ action }) => action)).toContain('pack-saved');
    }
  });

  describe('at a server that means ill', () => {
    let elsewhere: Server;
    let visits: readonly unknown[] = [];
    let address = '';

    beforeAll(async () => {
      elsewhere = createServer((request, response) => {
        visits = [...visits, request.headers];
        response.end();
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    });
    afterAll(() => void elsewhere.close());

    it.each([301, 302, 307, 308])('is not followed elsewhere (%d)', async (status) => {
      server.reply = () => ({ status, headers: { location: address, 'x-amz-bucket-region': 'eu-west-3' } });
      const building = machine();
      await building.build([open({ name: 'led' })], { made: [slowLayer('led')] });
      await building.save(open({ name: 'led' }));
      server.reply = undefined;
      const faults = building.told.filter(({ action }) => action === 'fault');
      expect(faults.length).toBeGreaterThanOrEqual(2);
      for (const { message } of faults) expect(message).toMatch(/elsewhere|redirect/);
      expect(visits).toEqual([]);
    });

    it('reads no answer without end', async () => {
      const layer = slowLayer('endless');
      await save('endless', layer);
      server.reply = () => ({ status: 200, headers: { etag: '"e"' }, body: endless() });
      const building = machine();
      await building.build([open({ name: 'endless' })], {});
      await building.save(open({ name: 'other' }));
      server.reply = undefined;
      expect(building.told.filter(({ action }) => action === 'fault')).not.toEqual([]);
    });

    it('gives wrong bytes, and nobody uses them', async () => {
      const layer = slowLayer('right');
      await save('right', layer);
      server.server.fault(({ action }) => action === 'blob get', { kind: 'wrong-bytes' }, Infinity);
      expect(await restored('right', layer)).toBe(0);
    });
  });

  it('is pruned of what nobody needs, and of nothing else', { timeout: 120_000 }, async () => {
    const brief = { prefix: 'pruned/', touch_refresh: '500ms' };
    const [old, kept, unnamed] = [slowLayer('old'), slowLayer('kept'), slowLayer('unnamed')];
    const saveAt = async (name: string, ...made: readonly SlowLayer[]): Promise<void> => {
      const saving = machine();
      await saving.build([], { made });
      await saving.save(open({ ...brief, name }));
    };
    await saveAt('old', old);
    // A blob that no manifest names, as of a job that was killed.
    await open({ ...brief, name: 'x' }).uploadBlobs(
      [{ blob: unnamed.layer.blob, open: () => chunksOf(unnamed.bytes) }],
      SIGNAL,
    );
    const pruning = objectCacheOf(server.spec({ ...brief, name: 'x' }), test.objects);
    await expect(pruning({ olderThanMs: 900, dryRun: false })).rejects.toThrow(/too short/);
    await expect
      .poll(async () => (await pruning({ olderThanMs: 3000, dryRun: true })).blobs, {
        timeout: 60_000,
        interval: 500,
      })
      .toBe(4);
    await saveAt('kept', kept);
    const tried = await pruning({ olderThanMs: 3000, dryRun: true });
    const pruned = await pruning({ olderThanMs: 3000, dryRun: false });
    expect(pruned).toEqual(tried);
    expect(pruned.caches).toEqual(['pruned/manifests/old.layer-build']);
    // The old layer and its pack, and the one that nobody named. The config is the other cache's too.
    expect(pruned.blobs).toBe(3);
    const after = machine();
    const files = await after.build([open({ ...brief, name: 'kept' })], { needed: [kept] });
    expect(files.filter((file) => file instanceof Error)).toEqual([]);
    expect((await pruning({ olderThanMs: 3000, dryRun: false })).blobs).toBe(0);
  });

  it('is pruned to a size, the cache that was saved first before the others', { timeout: 120_000 }, async () => {
    const brief = { prefix: 'sized/', touch_refresh: '1ms' };
    for (const name of ['a', 'b', 'c']) {
      const saving = machine();
      await saving.build([], { made: [slowLayer(`sized ${name}`, 1_000_000)] });
      await saving.save(open({ ...brief, name }));
    }
    const pruning = objectCacheOf(server.spec({ ...brief, name: 'a' }), test.objects);
    const pruned = await pruning({ olderThanMs: 1_000_000, maxBytes: 1_500_000, dryRun: false });
    expect(pruned.caches).toHaveLength(2);
    // They are too new: a build may have found them just now.
    expect(pruned.blobs).toBe(0);
    expect(pruned.waiting.bytes).toBeGreaterThan(2_000_000);
    expect(pruned.kept.bytes).toBeLessThan(1_500_000);
  });
});

function endless(): Readable {
  return new Readable({
    read() {
      this.push(Buffer.alloc(64 * 1024, 'a'));
    },
  });
}

// eslint-disable-next-line @typescript-eslint/require-await -- what takes a body takes an asynchronous one
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
