import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Digest } from '../../../src/oci/digest.js';
import type { DiffId } from '../../../src/oci/identity.js';
import { someDiffId, someTree } from '../../support/identities.js';
import { claimRemoval, oldestLease, takeLease, untilNothingIsRemoved } from '../../../src/store/leases.js';
import { ownIdentity } from '../../../src/files/process-identity.js';
import { Removal } from '../../../src/store/removal.js';
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

  it('keeps what was used recently', async () => {
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

  it('keeps a blob that was marked just before the build began', async () => {
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

  it('clears up after dead processes that used @actions/cache, and leaves what the living make', async () => {
    const [, start, namespace] = ownIdentity().split('-') as [string, string, string];
    const actions = join(store.folder.ingest, 'actions');
    fs.mkdirSync(join(actions, `4194304-${start}-${namespace}.aa`), { recursive: true });
    fs.mkdirSync(join(actions, `${ownIdentity()}.aa`));
    fs.mkdirSync(join(store.folder.ingest, `${ownIdentity()}.bb`));
    await run();
    expect(fs.readdirSync(store.folder.ingest).sort()).toEqual([`${ownIdentity()}.bb`, 'actions'].sort());
    expect(fs.readdirSync(actions)).toEqual([`${ownIdentity()}.aa`]);
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

  /** The name of a process that is not this one, and that lives for as long as the tests: the one that started this. */
  const otherProcess = (): string => {
    const stat = fs.readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return [process.ppid, start, ownIdentity().split('-')[2]].join('-');
  };

  it('of the process that prunes itself do not count', async () => {
    const digest = await blob('recent');
    const own = takeLease(store.folder);
    expect(oldestLease(store.folder, own)).toBeUndefined();
    expect((await run({ all: true, own })).blobs).toEqual([digest]);
  });

  it('keep a blob that a build uses which began while others were removed', async () => {
    const blobs = [await blob('one', 2), await blob('two', 2)].sort();
    const removal = new Removal({ folder: store.folder, own: undefined });
    const [first, second] = blobs.map((digest) => store.content.path(digest)) as [string, string];
    expect(await removal.remove(first)).toBe(true);
    takeLease(store.folder);
    await store.content.has(blobs[1]!);
    expect(await removal.remove(second)).toBe(false);
    expect(exists(blobs[1]!)).toBe(true);
  });

  it('stand against removing what is unpacked, and who begins meanwhile waits', async () => {
    const { signal } = new AbortController();
    const own = takeLease(store.folder);
    const claim = claimRemoval(store.folder);
    expect(claim).toBeDefined();
    expect(oldestLease(store.folder, own)).toBeUndefined();
    // A process does not wait for itself.
    await untilNothingIsRemoved(store.folder, signal);
    claim?.release();

    const theirs = join(store.folder.leases, `${otherProcess()}.aa`);
    fs.writeFileSync(theirs, '');
    expect(claimRemoval(store.folder)).toBeUndefined();
    fs.rmSync(theirs);
    expect(fs.readdirSync(store.folder.leases)).toEqual([own.name]);

    const removing = join(store.folder.leases, `removing.${otherProcess()}.aa`);
    fs.writeFileSync(removing, '');
    let waited = false;
    const waiting = untilNothingIsRemoved(store.folder, signal).then(() => (waited = true));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(waited).toBe(false);
    fs.rmSync(removing);
    await waiting;
  });

  it('of who removed what is unpacked, and was killed, hold up nobody', async () => {
    const [, start, namespace] = ownIdentity().split('-') as [string, string, string];
    const abandoned = [`removing.4194304-${start}-${namespace}.aa`, 'removing.1-1-1.aa'];
    for (const name of abandoned) {
      fs.writeFileSync(join(store.folder.leases, name), '');
      fs.utimesSync(join(store.folder.leases, name), 1000, 1000);
    }
    await untilNothingIsRemoved(store.folder, new AbortController().signal);
    expect(fs.readdirSync(store.folder.leases)).toEqual([]);
  });
});
