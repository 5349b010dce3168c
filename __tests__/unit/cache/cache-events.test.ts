import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCacheStore } from '../../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../../src/cache/cache-store.js';
import { LayersLost } from '../../../src/engine/layers-lost.js';
import { digestHex } from '../../../src/oci/digest.js';
import { CacheLines } from '../../../src/report/console/cache-lines.js';
import { CachingMachine, slowLayer } from '../../support/cached-build.js';
import { FakeRegistry } from '../../support/fake-registry.js';
import { testClient, type TestClient } from '../../support/registry-client.js';
import { openStore } from '../../support/stored-image.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
let registry: FakeRegistry;
let test: TestClient;
beforeEach(async () => {
  folder = await temporaryFolder('cache-events');
  registry = await FakeRegistry.start();
  test = testClient();
});
afterEach(async () => {
  test.close();
  await registry.stop();
  await removeTree(folder);
});

function open(spec: string): CacheStore {
  const [opened] = parseCacheTo('--cache-to', [spec], folder).specs.map((one) =>
    openCacheStore(one, { registry: test.client, objects: test.objects, actionsCache: () => undefined }),
  );
  if (opened === undefined) throw new Error(`${spec} opens nothing`);
  return opened;
}

const FOLDER = 'type=local,dest=cache,tag=main';
const machine = (name: string, maxBytes?: number): CachingMachine =>
  new CachingMachine(folder, name, test.client, maxBytes);
const [ONE, TWO] = [slowLayer('one'), slowLayer('two', 200_000)];

const locations: readonly (readonly [name: string, spec: () => string])[] = [
  ['a folder', () => FOLDER],
  ['a registry', () => `type=registry,ref=${registry.host}/team/cache:main`],
];

describe.each(locations)('a cache in %s', (_, spec) => {
  it('reports each blob that it saves, the reason, the progress, and the use of the budget', async () => {
    const store = open(spec());
    const { location } = store;
    const first = machine('first', 600_000);
    await first.build([], { made: [ONE, TWO] });
    await first.save(store);
    const saved = ({ layer: { blob } }: typeof ONE): object => ({
      action: 'blob-saved',
      location,
      digest: blob.digest,
      key: blob.digest,
      bytes: blob.size,
      why: 'takes longer to run again than to restore',
    });
    expect(first.told).toHaveLength(4);
    expect(first.told.slice(0, 2)).toEqual(expect.arrayContaining([saved(ONE), saved(TWO)]));
    expect(first.told.slice(2)).toMatchObject([
      { action: 'pack-saved', location },
      { action: 'budget', location, entries: 2, bytes: 500_000, limit: 600_000 },
    ]);
    for (const { layer } of [ONE, TWO]) {
      const own = first.transfers.filter(({ digest }) => digest === layer.blob.digest);
      expect(own.every(({ direction, total }) => direction === 'save' && total === layer.blob.size)).toBe(true);
      expect(own.map(({ done }) => done)).toEqual(own.map(({ done }) => done).toSorted((a, b) => a - b));
      expect(own.at(-1)?.done).toBe(layer.blob.size);
    }
    // The registry leaves it to the cache to tell.
    expect(test.events).toEqual([]);
  });

  it('does not report blobs that are there already, but reports the budget', async () => {
    const store = open(spec());
    const first = machine('first');
    await first.build([], { made: [ONE] });
    await first.save(store);
    const again = machine('again');
    await again.build([open(spec())], {});
    await again.save(open(spec()));
    expect(again.told.map(({ action }) => action)).toEqual(['pack-restored', 'unchanged', 'budget']);
    expect(again.told.at(-1)).toMatchObject({ entries: 1, bytes: 300_000 });
    const other = machine('other');
    await other.build([], { made: [ONE, TWO] });
    await other.save(open(spec()));
    const saved = other.told.filter(({ action }) => action === 'blob-saved');
    expect(saved.map(({ digest }) => digest)).toEqual([TWO.layer.blob.digest]);
    expect(other.transfers.every(({ digest }) => digest === TWO.layer.blob.digest)).toBe(true);
  });

  it('reports the progress of a restored blob', async () => {
    const first = machine('first');
    await first.build([], { made: [ONE] });
    await first.save(open(spec()));
    const second = machine('second');
    await second.build([open(spec())], { needed: [ONE] });
    const { digest, size } = ONE.layer.blob;
    expect(second.transfers.every(({ direction }) => direction === 'restore')).toBe(true);
    expect(second.transfers.at(-1)).toEqual({
      type: 'transfer',
      direction: 'restore',
      digest,
      done: size,
      total: size,
    });
    expect(second.told.at(-1)).toMatchObject({ action: 'blob-restored', digest, bytes: size });
    expect(test.events).toEqual([]);
  });
});

describe('a blob that cannot be fetched', () => {
  const blobFile = (): string => join(folder, 'cache', 'blobs', 'sha256', digestHex(ONE.layer.blob.digest));

  beforeEach(async () => {
    const first = machine('first');
    await first.build([], { made: [ONE] });
    await first.save(open(FOLDER));
  });

  it('is reported as a fault of the location, with the layer', async () => {
    await rm(blobFile());
    const second = machine('second');
    const [outcome] = await second.build([open(FOLDER)], { needed: [ONE] });
    expect(outcome).toBeInstanceOf(LayersLost);
    const fault = { action: 'fault', doing: 'fetch', location: open(FOLDER).location, digest: ONE.layer.blob.digest };
    expect(second.told.at(-1)).toMatchObject(fault);
    expect(second.events.filter(({ type }) => type === 'warning')).toEqual([]);
  });

  it('is uploaded again after the location returned wrong bytes', async () => {
    await writeFile(blobFile(), Buffer.alloc(ONE.layer.blob.size, 'wrong'));
    const second = machine('second');
    await second.build([open(FOLDER)], { needed: [ONE] });
    expect(second.told.at(-1)).toMatchObject({ action: 'fault', doing: 'fetch' });
    // The step runs again, in the same build: the journal goes on.
    const { layer, bytes } = ONE;
    await openStore(second.root).content.ingest([bytes], layer.blob);
    await second.save(open(FOLDER));
    expect(second.told.filter(({ action }) => action === 'blob-saved')).toMatchObject([{ digest: layer.blob.digest }]);
    const third = machine('third');
    await third.build([open(FOLDER)], { needed: [ONE] });
    expect(third.told.at(-1)).toMatchObject({ action: 'blob-restored' });
  });

  it('does not flood a log', () => {
    const lines = new CacheLines();
    const { location } = open(FOLDER);
    const faults = Array.from({ length: 50 }, (_, number) => slowLayer(`layer ${number}`, 10).layer.blob.digest).map(
      (digest) => lines.of({ type: 'cache', action: 'fault', doing: 'fetch', location, digest, message: 'no answer' }),
    );
    expect(faults.filter((line) => line !== undefined)).toHaveLength(4);
    expect(faults[3]).toBe(`WARNING: more layers could not be fetched from ${location.name}`);
  });
});

it('reports a layer that no location keeps, and why', async () => {
  const small = machine('small', 250_000);
  await small.build([], { made: [ONE, TWO] });
  await small.save(open(FOLDER), open(`type=registry,ref=${registry.host}/team/cache:main`));
  const leftOut = small.told.filter(({ action }) => action === 'left-out');
  expect(leftOut).toEqual([
    { action: 'left-out', digest: ONE.layer.blob.digest, bytes: 300_000, why: 'over the budget' },
  ]);
});

it('keeps two tags of one folder apart', async () => {
  const [main, other] = [open(FOLDER), open('type=local,dest=cache,tag=other')];
  const first = machine('first');
  await first.build([], { made: [ONE] });
  await first.save(main);
  const second = machine('second');
  await second.build([main], {});
  await second.save(main, other);
  expect(second.told.map(({ action }) => action).toSorted()).toEqual(
    ['budget', 'budget', 'pack-restored', 'pack-saved', 'unchanged'].toSorted(),
  );
});
