import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Digest } from '../../../src/oci/digest.js';
import type { DiffId } from '../../../src/oci/identity.js';
import { someDiffId, someTree } from '../../support/identities.js';
import { oldestLease, takeLease } from '../../../src/store/leases.js';
import { ownIdentity } from '../../../src/files/process-identity.js';
import { prune, type PruneOptions, type PruneResult } from '../../../src/store/prune.js';
import { query, imageNames } from '../../support/image-names.js';
import { makeImage, openStore, type OpenStore } from '../../support/stored-image.js';

let root: string;
let store: OpenStore;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'store-'));
  store = openStore(root);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const HOUR = 3_600_000;
const run = (options: Partial<PruneOptions> = {}): Promise<PruneResult> =>
  prune(store, { all: false, cached: [], ...options });

/** A blob that was last used so many hours ago. */
async function blob(text: string, hours = 0): Promise<Digest> {
  const { digest } = await store.content.put(Buffer.from(text));
  const then = (Date.now() - hours * HOUR) / 1000;
  fs.utimesSync(store.content.path(digest), then, then);
  return digest;
}
const exists = (digest: Digest): boolean => fs.existsSync(store.content.path(digest));
const cached = (digest: Digest): { blob: Digest; diffId: DiffId } => ({ blob: digest, diffId: someDiffId(digest) });

describe('prune', () => {
  it('keeps what named images need, and removes the rest', async () => {
    const named = await makeImage(store.content, [{ a: '1' }, { b: '1' }]);
    await store.images.add(named, imageNames('app'));
    await store.layers.putIndex({ entries: [], diffId: named.diffIds[0]!, treeDigest: someTree('t') });
    await store.layers.putIndex({ entries: [], diffId: someDiffId('unknown'), treeDigest: someTree('t') });
    const nameless = await makeImage(store.content, [{ a: '1' }, { c: '1' }]);
    await store.images.add(nameless, [], new Date(Date.now() - HOUR));
    const garbage = await blob('garbage');
    const result = await run();
    expect(result.images).toEqual([nameless.target.digest]);
    expect([...result.blobs].sort()).toEqual(
      [garbage, nameless.target.digest, nameless.imageId, nameless.manifest.layers[1]!.digest].sort(),
    );
    expect(result.bytes).toBeGreaterThan(7);
    const image = await store.images.resolve(query('app'));
    for (const { digest } of [image.target, named.manifest.config, ...named.manifest.layers])
      expect(exists(digest)).toBe(true);
    expect(await store.layers.indexOf(named.diffIds[0]!)).toBeDefined();
    expect(await store.layers.indexOf(someDiffId('unknown'))).toBeUndefined();
  });

  it('keeps what step records name, unless all is to go', async () => {
    const layer = await blob('layer', 1);
    await store.layers.putIndex({ entries: [], diffId: someDiffId(layer), treeDigest: someTree('t') });
    await run({ cached: [cached(layer)] });
    expect(exists(layer)).toBe(true);
    expect(await store.layers.indexOf(someDiffId(layer))).toBeDefined();
    expect((await run({ cached: [cached(layer)], all: true })).blobs).toEqual([layer]);
    expect(await store.layers.indexOf(someDiffId(layer))).toBeUndefined();
  });

  it('spares what was used lately', async () => {
    const [old, fresh] = [await blob('old', 3), await blob('fresh', 1)];
    expect((await run({ olderThanMs: 2 * HOUR })).blobs).toEqual([old]);
    expect(exists(fresh)).toBe(true);
  });

  it('frees what step records keep, oldest first, to come below a size', async () => {
    const layers = [await blob('x'.repeat(100), 1), await blob('y'.repeat(100), 3), await blob('z'.repeat(100), 2)];
    const result = await run({ cached: layers.map(cached), maxBytes: 150 });
    expect(result.blobs).toEqual([layers[1], layers[2]]);
    expect(result.bytes).toBe(200);
    expect((await run({ cached: layers.map(cached), maxBytes: 150 })).blobs).toEqual([]);
  });

  it('removes nothing that was used since a running build began', async () => {
    const [before, found] = [await blob('before', 2), await blob('found', 2)];
    const lease = takeLease(store.folder);
    await store.content.has(found);
    const made = await blob('made');
    expect((await run({ all: true })).blobs).toEqual([before]);
    lease.release();
    expect([...(await run({ all: true })).blobs].sort()).toEqual([found, made].sort());
  });

  it('spares a blob that was marked just before the build began', async () => {
    const digest = await blob('recent');
    const then = (Date.now() - 5000) / 1000;
    fs.utimesSync(store.content.path(digest), then, then);
    const lease = takeLease(store.folder);
    await store.content.has(digest);
    await run({ all: true });
    expect(exists(digest)).toBe(true);
    lease.release();
  });

  it('removes an image that lost a document together with what is left of it', async () => {
    const image = await makeImage(store.content, [{ a: '1' }]);
    await store.images.add(image, imageNames('broken'));
    await store.content.remove(image.target.digest);
    expect((await run()).blobs).toContain(image.manifest.layers[0]!.digest);
  });

  it('clears up after dead processes', async () => {
    const [, start, namespace] = ownIdentity().split('-') as [string, string, string];
    fs.writeFileSync(join(store.folder.ingest, `4194304-${start}-${namespace}.aa`), '');
    await run();
    expect(fs.readdirSync(store.folder.ingest)).toEqual([]);
  });
});

describe('leases', () => {
  it('count while their process runs, and are removed when it has ended', () => {
    expect(oldestLease(store.folder)).toBeUndefined();
    const before = Date.now();
    const lease = takeLease(store.folder);
    const other = takeLease(store.folder);
    const [, start, namespace] = ownIdentity().split('-') as [string, string, string];
    const dead = join(store.folder.leases, `4194304-${start}-${namespace}.aa`);
    fs.writeFileSync(dead, '');
    fs.utimesSync(dead, 1000, 1000);
    // The clock of files may lag behind.
    expect(oldestLease(store.folder)).toBeGreaterThan(before - 10_000);
    expect(fs.existsSync(dead)).toBe(false);
    lease.release();
    lease.release();
    expect(oldestLease(store.folder)).toBeDefined();
    other.release();
    expect(oldestLease(store.folder)).toBeUndefined();
  });
});
