import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { parseCacheFrom, parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import { openCacheStore } from '../../src/app/caching/open-locations.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import type { RegistryClient } from '../../src/registry/client.js';
import { systemClock } from '../../src/http/clock.js';
import { fetchAll, partsOfBlob, sampleBlob, samplePack, saveAll } from '../support/cache-samples.js';
import { must } from '../support/command.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { type TestClient, testClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { checkSchema } from '../support/validate-layout.js';

const SIGNAL = new AbortController().signal;

let registry: RunningRegistry;
let folder: string;
let test: TestClient;
let client: RegistryClient;
beforeAll(async () => {
  registry = await openRegistry();
  folder = await temporaryFolder('cache-stores');
  const timeouts = { connectMs: 15_000, idleMs: 60_000, commitMs: 60_000 };
  test = testClient({ timeouts, clock: systemClock });
  client = test.client;
});
afterAll(async () => {
  test.close();
  await registry.stop();
  await removeTree(folder);
});

function opened(from: string, to: string): { readonly from: CacheStore; readonly to: CacheStore } {
  const opener = { registry: client, objects: test.objects, actionsCache: () => undefined };
  const [source] = parseCacheFrom('--cache-from', [from], folder).specs.map((spec) => openCacheStore(spec, opener));
  const [target] = parseCacheTo('--cache-to', [to], folder).specs.map((spec) => openCacheStore(spec, opener));
  if (source === undefined || target === undefined) throw new Error('a spec opened nothing');
  return { from: source, to: target };
}

it('Debian’s registry takes and gives a cache, and skopeo reads it', async () => {
  const { from, to } = opened(
    `${registry.host}/cache-stores/cache:main`,
    `type=registry,ref=${registry.host}/cache-stores/cache:main`,
  );
  expect(await from.restorePack(join(folder, 'nothing'), SIGNAL)).toBeUndefined();
  const blobs = [sampleBlob('a'), sampleBlob('b', 3_000_000)];
  const pack = await samplePack(join(folder, 'pack'), 'one');
  expect(await saveAll(to, pack, blobs, SIGNAL)).toMatchObject({ kind: 'saved' });
  expect(await from.restorePack(join(folder, 'restored'), SIGNAL)).toBe(pack.id);
  expect(await readFile(join(folder, 'restored'))).toEqual(await readFile(pack.file));
  for (const blob of blobs) expect((await fetchAll(from, blob, SIGNAL)).equals(blob.bytes)).toBe(true);
  const raw = ['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${registry.host}/cache-stores/cache:main`];
  const manifest: unknown = JSON.parse(await must(raw));
  expect(checkSchema('image-manifest', manifest)).toEqual([]);
  expect(manifest).toMatchObject({ artifactType: 'application/vnd.layer-build.cache.v1' });

  const before = (await registry.accessLog()).length;
  expect(await saveAll(to, pack, blobs, SIGNAL)).toMatchObject({ kind: 'unchanged' });
  const asked = (await registry.accessLog()).slice(before).map(({ method }) => method);
  expect(asked.sort()).toEqual(['GET', 'HEAD', 'HEAD']);
});

it.each([
  [
    'a registry',
    () => `type=registry,ref=${registry.host}/cache-stores/parts:1`,
    () => `${registry.host}/cache-stores/parts:1`,
  ],
  ['a folder', () => 'type=local,dest=parts', () => 'type=local,src=parts'],
])('%s gives parts of blobs', async (_, to, from) => {
  const stores = opened(from(), to());
  const { found, wanted } = await partsOfBlob(stores.to, SIGNAL);
  expect(found.map((part, number) => part.equals(wanted[number] ?? Buffer.alloc(0)))).toEqual([true, true, true, true]);
});

it('a cache that skopeo copies from a registry into a folder is one', async () => {
  const at = `${registry.host}/cache-stores/moved:1`;
  const { to } = opened(at, at);
  const blobs = [sampleBlob('a'), sampleBlob('b')];
  const pack = await samplePack(join(folder, 'moved'), 'moved');
  await saveAll(to, pack, blobs, SIGNAL);
  const target = `oci:${join(folder, 'copied')}:here`;
  await must(['skopeo', 'copy', '--quiet', '--src-tls-verify=false', `docker://${at}`, target]);
  const { from } = opened('type=local,src=copied,tag=here', 'type=local,dest=copied,tag=here');
  expect(await from.restorePack(join(folder, 'from-copy'), SIGNAL)).toBe(pack.id);
  for (const blob of blobs) expect((await fetchAll(from, blob, SIGNAL)).equals(blob.bytes)).toBe(true);
});

it('umoci lists the tags of a folder, and collects no garbage in it', async () => {
  const packs = [await samplePack(join(folder, 'x'), 'x'), await samplePack(join(folder, 'y'), 'y')] as const;
  const layout = join(folder, 'umoci');
  for (const [number, pack] of packs.entries()) {
    const spec = `type=local,dest=umoci,tag=t${number}`;
    await saveAll(opened(spec.replace('dest', 'src'), spec).to, pack, [sampleBlob(`u${number}`)], SIGNAL);
  }
  expect((await must(['umoci', 'ls', '--layout', layout])).trim().split('\n').sort()).toEqual(['t0', 't1']);
  const before = await must(['sh', '-c', `ls ${layout}/blobs/sha256 | sort`]);
  await must(['umoci', 'gc', '--layout', layout]);
  expect(await must(['sh', '-c', `ls ${layout}/blobs/sha256 | sort`])).toBe(before);
  const { from } = opened('type=local,src=umoci,tag=t1', 'type=local,dest=umoci,tag=t1');
  expect(await from.restorePack(join(folder, 'after-gc'), SIGNAL)).toBe(packs[1].id);
});
