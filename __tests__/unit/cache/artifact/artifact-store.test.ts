import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCacheStore } from '../../../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../../../src/cache/cache-store.js';
import { InfraError } from '../../../../src/errors.js';
import { fetchAll, sampleBlob, samplePack, saveAll } from '../../../support/cache-samples.js';
import { bodyOf, FakeRegistry, refuse } from '../../../support/fake-registry.js';
import { testClient, type TestClient } from '../../../support/registry-client.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';
import type { RepositoryName } from '../../../../src/oci/reference.js';

const SIGNAL = new AbortController().signal;

let folder: string;
let registry: FakeRegistry;
let test: TestClient;
beforeEach(async () => {
  folder = await temporaryFolder('artifact-store');
  registry = await FakeRegistry.start();
  test = testClient();
});
afterEach(async () => {
  test.close();
  await registry.stop();
  await removeTree(folder);
});

/** As a command line opens it. */
function open(spec: string, mountFrom?: () => RepositoryName): CacheStore {
  const { specs } = parseCacheTo('--cache-to', [spec], folder);
  const parts = {
    registry: test.client,
    objects: test.objects,
    actionsCache: () => undefined,
    ...(mountFrom !== undefined && { mountFrom }),
  };
  const [opened] = specs.map((one) => openCacheStore(one, parts));
  if (opened === undefined) throw new Error(`${spec} opens nothing`);
  return opened;
}

const locations: readonly (readonly [name: string, spec: () => string])[] = [
  ['a registry', () => `type=registry,ref=${registry.host}/team/cache:main`],
  ['a folder', () => 'type=local,dest=cache,tag=main'],
];

describe.each(locations)('in %s', (_, spec) => {
  it('there is nothing at first', async () => {
    const store = open(spec());
    expect(await store.restorePack(join(folder, 'restored'), SIGNAL)).toBeUndefined();
    const { blob } = sampleBlob('a');
    expect(await store.uploadBlobs([{ blob }], SIGNAL)).toEqual(new Set());
    expect((await readdir(folder)).filter((name) => name === 'restored')).toEqual([]);
  });

  it('another machine finds what was saved', async () => {
    const blobs = [sampleBlob('a'), sampleBlob('b', 300_000)];
    const pack = await samplePack(join(folder, 'pack'), 'one');
    expect(await saveAll(open(spec()), pack, blobs, SIGNAL)).toMatchObject({ kind: 'saved' });
    const other = open(spec());
    expect(await other.restorePack(join(folder, 'restored'), SIGNAL)).toBe(pack.id);
    expect(await readFile(join(folder, 'restored'))).toEqual(await readFile(pack.file));
    for (const blob of blobs) expect((await fetchAll(other, blob, SIGNAL)).equals(blob.bytes)).toBe(true);
    await expect(fetchAll(other, sampleBlob('never held'), SIGNAL)).rejects.toBeInstanceOf(InfraError);
  });

  it('an equal pack is not written again, and no blob is opened twice', async () => {
    const pack = await samplePack(join(folder, 'pack'), 'one');
    const first = await saveAll(open(spec()), pack, [sampleBlob('a'), sampleBlob('b')], SIGNAL);
    const again = [sampleBlob('b'), sampleBlob('a')];
    const second = await saveAll(open(spec()), pack, again, SIGNAL);
    expect(second).toEqual({ ...first, kind: 'unchanged' });
    expect(again.map(({ opened }) => opened())).toEqual([0, 0]);
    // A blob more is worth a manifest.
    expect(await saveAll(open(spec()), pack, [sampleBlob('a'), sampleBlob('c')], SIGNAL)).toMatchObject({
      kind: 'saved',
    });
  });

  it('a newer pack takes the place of the older', async () => {
    const store = open(spec());
    await saveAll(store, await samplePack(join(folder, 'one'), 'one'), [sampleBlob('a')], SIGNAL);
    const two = await samplePack(join(folder, 'two'), 'two');
    await saveAll(store, two, [sampleBlob('a'), sampleBlob('b')], SIGNAL);
    expect(await open(spec()).restorePack(join(folder, 'restored'), SIGNAL)).toBe(two.id);
    expect(await readFile(join(folder, 'restored'))).toEqual(await readFile(two.file));
  });

  it('a blob that this machine lacks counts as there if the location has it', async () => {
    await saveAll(open(spec()), await samplePack(join(folder, 'pack'), 'one'), [sampleBlob('a')], SIGNAL);
    const { blob: there } = sampleBlob('a');
    const { blob: absent } = sampleBlob('b');
    expect(await open(spec()).uploadBlobs([{ blob: there }, { blob: absent }], SIGNAL)).toEqual(
      new Set([there.digest]),
    );
  });

  it('one blob that fails does not keep the others from being saved', async () => {
    const broken = {
      ...sampleBlob('broken'),
      // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- it fails at once
      open: async function* (): AsyncGenerator<Uint8Array> {
        throw new InfraError('the store lost it');
      },
    };
    const others = [sampleBlob('a'), sampleBlob('b')];
    const held = await open(spec()).uploadBlobs([broken, ...others], SIGNAL);
    expect(held).toEqual(new Set(others.map(({ blob }) => blob.digest)));
    await expect(open(spec()).uploadBlobs([broken], SIGNAL)).rejects.toThrow('the store lost it');
  });

  it('wrong bytes are not saved', async () => {
    const forged = { ...sampleBlob('a'), open: sampleBlob('x').open ?? fail };
    await expect(open(spec()).uploadBlobs([forged], SIGNAL)).rejects.toBeInstanceOf(InfraError);
    const { blob } = forged;
    expect(await open(spec()).uploadBlobs([{ blob }], SIGNAL)).toEqual(new Set());
  });

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const reason = new Error('too late');
    const slow = {
      ...sampleBlob('a'),
      open: async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.alloc(10);
        abort.abort(reason);
        await Promise.resolve();
        yield Buffer.alloc(10);
      },
    };
    await expect(open(spec()).uploadBlobs([slow, sampleBlob('b')], abort.signal)).rejects.toThrow();
    await expect(open(spec()).restorePack(join(folder, 'restored'), abort.signal)).rejects.toBe(reason);
  });

  it('a damaged pack is not left behind', async () => {
    const pack = await samplePack(join(folder, 'pack'), 'one');
    await saveAll(open(spec()), pack, [], SIGNAL);
    await damage(await readFile(pack.file));
    await expect(open(spec()).restorePack(join(folder, 'restored'), SIGNAL)).rejects.toBeInstanceOf(InfraError);
    expect((await readdir(folder)).filter((name) => name === 'restored')).toEqual([]);
  });
});

/** Changes the pack's bytes wherever it lies. */
async function damage(bytes: Buffer): Promise<void> {
  const other = Buffer.alloc(bytes.length, 'x');
  for (const [key, blob] of registry.blobs) if (blob.equals(bytes)) registry.blobs.set(key, other);
  const blobs = join(folder, 'cache/blobs/sha256');
  for (const name of await readdir(blobs).catch(() => [])) {
    if ((await readFile(join(blobs, name))).equals(bytes)) await writeFile(join(blobs, name), other);
  }
}

function fail(): never {
  throw new Error('not reached');
}

describe('a registry', () => {
  const spec = (): string => `type=registry,ref=${registry.host}/team/cache:main`;

  it('is asked once where nothing changed', async () => {
    const pack = await samplePack(join(folder, 'pack'), 'one');
    await saveAll(open(spec()), pack, [sampleBlob('a')], SIGNAL);
    registry.requests.length = 0;
    await open(spec()).savePack(pack, [sampleBlob('a').blob], SIGNAL);
    expect(registry.log).toEqual(['GET /v2/team/cache/manifests/main']);
  });

  it('that accepts no artifacts gets the older form with an image’s config', async () => {
    const types: string[] = [];
    registry.fault = (request, response, raw) => {
      if (request.method !== 'PUT' || !request.url.includes('/manifests/')) return undefined;
      void bodyOf(raw).then((bytes) => {
        const document = JSON.parse(String(bytes)) as { artifactType?: string; config: { mediaType: string } };
        types.push(document.config.mediaType);
        if (document.artifactType !== undefined) return refuse(response, 400, 'MANIFEST_INVALID', 'unknown config');
        const digest = registry.putManifest('team/cache', 'main', request.headers['content-type'] ?? '', bytes);
        return response.writeHead(201, { 'docker-content-digest': digest }).end();
      });
      return true;
    };
    const pack = await samplePack(join(folder, 'pack'), 'one');
    expect(await saveAll(open(spec()), pack, [sampleBlob('a')], SIGNAL)).toMatchObject({ kind: 'saved' });
    expect(types).toEqual(['application/vnd.oci.empty.v1+json', 'application/vnd.oci.image.config.v1+json']);
    expect(await open(spec()).restorePack(join(folder, 'restored'), SIGNAL)).toBe(pack.id);
  });

  it('that accepts neither form gives an error with its own words', async () => {
    registry.fault = ({ method, url }, response, raw) => {
      if (method !== 'PUT' || !url.includes('/manifests/')) return undefined;
      void bodyOf(raw).then(() => refuse(response, 400, 'MANIFEST_INVALID', 'I take images alone'));
      return true;
    };
    const saved = saveAll(open(spec()), await samplePack(join(folder, 'pack'), 'one'), [], SIGNAL);
    await expect(saved).rejects.toThrow(/does not accept the manifest of a cache: .*I take images alone/);
  });

  it('that may not be written to is only asked what it has', async () => {
    await saveAll(open(spec()), await samplePack(join(folder, 'pack'), 'one'), [sampleBlob('a')], SIGNAL);
    registry.fault = ({ method }, response) => {
      if (method !== 'POST' && method !== 'PUT') return undefined;
      refuse(response, 403, 'DENIED', 'read-only token');
      return true;
    };
    registry.requests.length = 0;
    const store = open(spec());
    const wanted = [sampleBlob('a'), ...Array.from({ length: 20 }, (_, index) => sampleBlob(`new ${index}`))];
    const held = await store.uploadBlobs(wanted, SIGNAL);
    expect(held).toEqual(new Set([sampleBlob('a').blob.digest]));
    // Those that were on their way when the first was refused, and no more.
    expect(registry.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(6);
    const two = await samplePack(join(folder, 'two'), 'two');
    const saved = await store.savePack(two, [sampleBlob('a').blob], SIGNAL);
    expect(saved).toMatchObject({ kind: 'refused', why: expect.stringContaining('read-only token') as string });
    // Without a blob to hold the refusal comes with the pack.
    expect(await open(spec()).savePack(two, [], SIGNAL)).toMatchObject({ kind: 'refused' });
  });

  it('whose tag may not be moved refuses', async () => {
    registry.fault = ({ method, url }, response, raw) => {
      if (method !== 'PUT' || !url.includes('/manifests/')) return undefined;
      void bodyOf(raw).then(() => refuse(response, 400, 'TAG_INVALID', 'the tag is immutable'));
      return true;
    };
    const saved = await saveAll(open(spec()), await samplePack(join(folder, 'pack'), 'one'), [], SIGNAL);
    expect(saved).toEqual({ kind: 'refused', why: expect.stringContaining('immutable') as string });
  });

  it('that shows nothing without a login can still be written to', async () => {
    registry.fault = ({ method, url }, response) => {
      if (method !== 'GET' || !url.includes('/manifests/')) return undefined;
      refuse(response, 401, 'UNAUTHORIZED', 'who are you');
      return true;
    };
    const restored = open(spec()).restorePack(join(folder, 'restored'), SIGNAL);
    await expect(restored).rejects.toMatchObject({
      name: 'InfraError',
      hint: expect.stringContaining('docker login') as string,
    });
    const saved = await saveAll(open(spec()), await samplePack(join(folder, 'pack'), 'one'), [], SIGNAL);
    expect(saved).toMatchObject({ kind: 'saved' });
  });

  it('that is down is given up after three blobs', async () => {
    registry.fault = ({ method }, response) => (method === 'HEAD' ? (response.destroy(), true) : undefined);
    const wanted = Array.from({ length: 40 }, (_, index) => sampleBlob(String(index)));
    await expect(open(spec()).uploadBlobs(wanted, SIGNAL)).rejects.toBeInstanceOf(InfraError);
    const asked = new Set(registry.log.filter((line) => line.startsWith('HEAD')));
    expect(asked.size).toBeLessThanOrEqual(3 + 6);
  });

  it('mounts blobs from another repository that has them, even if this machine lacks them', async () => {
    const mounted = sampleBlob('a');
    registry.putBlob('team/app', mounted.bytes);
    const store = open(spec(), () => ({ registry: registry.host, repository: 'team/app' }));
    const { blob } = mounted;
    expect(await store.uploadBlobs([{ blob }], SIGNAL)).toEqual(new Set([blob.digest]));
    const other = sampleBlob('b');
    registry.putBlob('team/app', other.bytes);
    await store.uploadBlobs([other], SIGNAL);
    expect(other.opened()).toBe(0);
    expect(registry.blobs.has(`team/cache@${other.blob.digest}`)).toBe(true);
  });
});
