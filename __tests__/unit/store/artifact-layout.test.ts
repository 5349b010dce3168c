import { spawnSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ArtifactStore } from '../../../src/cache/artifact/artifact-store.js';
import { InfraError } from '../../../src/errors.js';
import { digestHex, parseDigest } from '../../../src/oci/digest.js';
import { imageNames } from '../../support/image-names.js';
import { ArtifactLayout } from '../../../src/store/artifact-layout.js';
import { LayoutLock } from '../../../src/store/layout-lock.js';
import { writeOciLayout } from '../../../src/store/oci-layout.js';
import { fetchAll, sampleBlob, samplePack, saveAll } from '../../support/cache-samples.js';
import { makeImage, openStore } from '../../support/stored-image.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { checkSchema } from '../../support/validate-layout.js';

const SIGNAL = new AbortController().signal;
// A dozen writers wait with it.
setMaxListeners(0, SIGNAL);

let folder: string;
let layout: string;
beforeEach(async () => {
  folder = await temporaryFolder('artifact-layout');
  layout = join(folder, 'layout');
});
afterEach(() => removeTree(folder));

const open = (tag?: string): ArtifactStore => new ArtifactStore(new ArtifactLayout(layout, { ...(tag && { tag }) }));
const blobs = async (): Promise<readonly string[]> => (await readdir(join(layout, 'blobs/sha256'))).sort();
const index = async (): Promise<{ readonly manifests: readonly { readonly digest: string }[] }> =>
  JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as Awaited<ReturnType<typeof index>>;

async function save(text: string, wanted: readonly string[], tag?: string): Promise<string> {
  const pack = await samplePack(join(folder, `pack-${text}`), text);
  const blobsToHold = wanted.map((each) => sampleBlob(each));
  expect(await saveAll(open(tag), pack, blobsToHold, SIGNAL)).toMatchObject({ kind: 'saved' });
  return pack.id;
}

async function restored(tag?: string): Promise<string | undefined> {
  const file = join(folder, 'restored');
  await rm(file, { force: true });
  return await open(tag).restorePack(file, SIGNAL);
}

it('is a layout by the specification', async () => {
  await save('one', ['a']);
  expect(checkSchema('image-layout', JSON.parse(await readFile(join(layout, 'oci-layout'), 'utf8')))).toEqual([]);
  expect(checkSchema('image-index', await index())).toEqual([]);
  expect((await index()).manifests).toMatchObject([
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.layer-build.cache.v1',
      annotations: { 'org.opencontainers.image.ref.name': 'latest' },
    },
  ]);
  expect((await readdir(layout)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
});

it('has only what the newest saves name', async () => {
  await save('one', ['a', 'b']);
  const afterOne = await blobs();
  for (const text of ['two', 'three', 'four']) await save(text, ['b', 'c']);
  // Manifest, config, pack and two blobs, as at first.
  expect(await blobs()).toHaveLength(afterOne.length);
  const four = await save('five', ['c'], 'other');
  expect(await restored()).not.toBe(four);
  expect(await restored('other')).toBe(four);
  expect(await blobs()).toHaveLength(afterOne.length + 2);
});

it('replaces a blob that is known to be damaged, and no other', async () => {
  await save('one', ['a']);
  const sample = sampleBlob('a');
  const { digest, size } = sample.blob;
  const path = join(layout, 'blobs/sha256', digestHex(digest));
  const other = Buffer.alloc(size);
  await writeFile(path, other);
  await open().uploadBlobs([sample], SIGNAL);
  expect(await readFile(path)).toEqual(other);
  expect(await open().uploadBlobs([{ ...sample, damaged: true }], SIGNAL)).toEqual(new Set([digest]));
  expect(await readFile(path)).toEqual(sample.bytes);
});

it('can be asked for an older manifest by its digest, as long as a tag names it', async () => {
  const one = await save('one', ['a']);
  const digest = parseDigest((await index()).manifests[0]?.digest ?? '');
  const byDigest = new ArtifactStore(new ArtifactLayout(layout, { digest }));
  expect(await byDigest.restorePack(join(folder, 'by-digest'), SIGNAL)).toBe(one);
  await save('two', ['a']);
  expect(await byDigest.restorePack(join(folder, 'gone'), SIGNAL)).toBeUndefined();
});

it('keeps what others put into the folder', async () => {
  const store = openStore(join(folder, 'store'));
  const image = await makeImage(store.content, [{ 'bin/a': '1' }]);
  await writeOciLayout(store.content, { target: image.target, references: imageNames('app:1') }, layout);
  const before = await blobs();
  await save('one', ['a']);
  await save('two', ['b']);
  expect(await blobs()).toEqual(expect.arrayContaining([...before]));
  await writeOciLayout(store.content, { target: image.target, references: imageNames('app:2') }, layout);
  expect((await index()).manifests).toHaveLength(3);
  expect(await restored()).toBeDefined();
});

it('removes nothing where it cannot tell what a document names', async () => {
  await save('one', ['a']);
  const [strange] = (await index()).manifests;
  await writeFile(join(layout, 'blobs/sha256', strange?.digest.slice(7) ?? ''), 'damaged');
  const before = await blobs();
  await save('two', ['b'], 'other');
  expect(await blobs()).toEqual(expect.arrayContaining([...before]));
});

describe('writers at once', () => {
  it('all find their own', { timeout: 600_000 }, async () => {
    const names = Array.from({ length: 12 }, (_, number) => `job-${number}`);
    const ids = await Promise.all(names.map((name) => save(name, ['shared', name], name)));
    for (const [number, name] of names.entries()) {
      expect(await restored(name)).toBe(ids[number]);
      for (const blob of [sampleBlob('shared'), sampleBlob(name)]) {
        expect((await fetchAll(open(name), blob, SIGNAL)).equals(blob.bytes)).toBe(true);
      }
    }
    // The last one swept: nothing but what the tags name, and no lock or lease.
    expect(await blobs()).toHaveLength(2 + names.length * 3);
    expect((await readdir(layout)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('of one tag leave one of theirs, whole', { timeout: 600_000 }, async () => {
    const names = Array.from({ length: 8 }, (_, number) => `job-${number}`);
    const ids = await Promise.all(names.map((name) => save(name, [name])));
    const winner = names[ids.indexOf((await restored()) ?? '')] ?? '';
    expect((await fetchAll(open(), sampleBlob(winner), SIGNAL)).length).toBe(50_000);
    expect((await index()).manifests).toHaveLength(1);
  });

  it('do not lose their blobs to the writer that ends first', async () => {
    await save('one', ['a', 'b']);
    const slow = open('slow');
    expect((await slow.uploadBlobs([{ blob: sampleBlob('a').blob }, sampleBlob('new')], SIGNAL)).size).toBe(2);
    await save('two', ['c']);
    const held = [sampleBlob('a').blob, sampleBlob('new').blob];
    expect(await slow.savePack(await samplePack(join(folder, 'slow'), 'slow'), held, SIGNAL)).toMatchObject({
      kind: 'saved',
    });
    expect((await fetchAll(open('slow'), sampleBlob('a'), SIGNAL)).length).toBe(50_000);
    // Afterwards nothing stands in the way.
    expect(await blobs()).not.toContain(sampleBlob('b').blob.digest.slice(7));
  });

  it('that were killed do not block others', async () => {
    await mkdir(layout);
    const dead = spawnSync(process.execPath, ['-e', 'console.log(process.pid)']).stdout.toString().trim();
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
    await writeFile(join(layout, '.lock'), `${dead}-1-${namespace}`);
    await writeFile(join(layout, `.lease-${dead}-1-${namespace}.0123456789abcdef`), '');
    // Of another machine, long ago.
    await writeFile(join(layout, '.lease-7-1-99.0123456789abcdef'), '');
    await utimes(join(layout, '.lease-7-1-99.0123456789abcdef'), 1, 1);
    await mkdir(join(layout, 'blobs/sha256'), { recursive: true });
    const draft = `.${'a'.repeat(64)}.0123456789ab`;
    await writeFile(join(layout, 'blobs/sha256', draft), 'half a blob');
    await save('one', ['a']);
    expect((await readdir(layout)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    expect(await blobs()).not.toContain(draft);
  });

  it('wait for each other', async () => {
    await mkdir(layout);
    const order: string[] = [];
    const slow = new LayoutLock(layout).exclusively(async () => {
      order.push('first begins');
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('first ends');
    });
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await new LayoutLock(layout).exclusively(() => Promise.resolve(order.push('second')));
    await slow;
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });
});

it('does not name what was lost since it was held', async () => {
  const store = open();
  const held = sampleBlob('a');
  await store.uploadBlobs([held], SIGNAL);
  await rm(join(layout, 'blobs/sha256', held.blob.digest.slice(7)));
  const pack = await samplePack(join(folder, 'pack'), 'one');
  await expect(store.savePack(pack, [held.blob], SIGNAL)).rejects.toThrow(/has lost the blob/);
  expect(await restored()).toBeUndefined();
});

it.each<[string, string]>([
  ['no JSON', 'x'],
  ['no object', '[]'],
])('an index.json that is %s is a fault of the place', async (_, text) => {
  await mkdir(layout);
  await writeFile(join(layout, 'index.json'), text);
  await expect(restored()).rejects.toBeInstanceOf(InfraError);
});

it('a file where the folder should be is a fault of the place', async () => {
  await writeFile(layout, '');
  await expect(open().uploadBlobs([sampleBlob('a')], SIGNAL)).rejects.toThrow(/cannot write the OCI layout/);
});
