import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { encodeIndex, type LayerIndex } from '../../../src/layer/layer-index.js';
import { PackedEntries } from '../../../src/layer/packed-entries.js';
import type { MadeLayer } from '../../../src/layer/layer.js';
import { sha256 } from '../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../src/oci/media-types.js';
import { someDiffId, someTree } from '../../support/identities.js';
import { openStore, type OpenStore } from '../../support/stored-image.js';

let root: string;
let store: OpenStore;
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'store-'));
  store = openStore(root);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const index: LayerIndex = {
  entries: PackedEntries.of([{ type: 'directory', path: 'dir', mode: 0o755, uid: 0, gid: 0, mtime: 1 }] as const),
  diffId: someDiffId('tar'),
  treeDigest: someTree('tree'),
};

async function made(): Promise<MadeLayer> {
  const ingest = await store.layers.newIngest();
  fs.writeFileSync(ingest.blobFile, 'blob');
  fs.writeFileSync(ingest.indexFile, encodeIndex(index));
  const blob = { mediaType: OCI_LAYER_GZIP, digest: sha256('blob'), size: 4 };
  return { ...ingest, blob, diffId: index.diffId, treeDigest: index.treeDigest, uncompressedSize: 3 };
}

it('keeps a made layer and its index only once it is taken', async () => {
  const layer = await made();
  expect(await store.layers.indexOf(index.diffId)).toBeUndefined();
  expect(await store.content.has(layer.blob.digest)).toBe(false);
  expect(await store.layers.take(layer)).toEqual({
    blob: layer.blob,
    diffId: index.diffId,
    contentId: index.treeDigest,
  });
  expect(await store.layers.indexOf(index.diffId)).toEqual(index);
  expect((await store.content.read(layer.blob)).toString()).toBe('blob');
  expect(fs.readdirSync(store.folder.ingest)).toEqual([]);
});

it('takes the same layer twice', async () => {
  await store.layers.take(await made());
  await store.layers.take(await made());
  expect(fs.readdirSync(store.folder.ingest)).toEqual([]);
});

it('drops a layer, and discards an ingest', async () => {
  await store.layers.drop(await made());
  const ingest = await store.layers.newIngest();
  fs.writeFileSync(ingest.blobFile, '');
  await ingest.discard();
  expect(fs.readdirSync(store.folder.ingest)).toEqual([]);
});

it('removes no folder that it did not make', async () => {
  const layer = await made();
  const elsewhere = join(root, 'mine');
  fs.mkdirSync(elsewhere);
  fs.writeFileSync(join(elsewhere, 'keep'), '');
  fs.renameSync(layer.blobFile, join(elsewhere, 'blob'));
  await store.layers.take({ ...layer, blobFile: join(elsewhere, 'blob') });
  expect(fs.readdirSync(elsewhere)).toEqual(['keep']);
});

it('fails when a file is missing', async () => {
  const layer = await made();
  fs.rmSync(dirname(layer.indexFile), { recursive: true });
  await expect(store.layers.take(layer)).rejects.toMatchObject({ name: 'InfraError' });
});

it.each([
  ['a flipped byte', (bytes: Buffer) => bytes.fill(0, 20, 21)],
  ['a cut end', (bytes: Buffer) => bytes.subarray(0, 30)],
  ['the index of another layer', () => encodeIndex({ ...index, diffId: someDiffId('other') })],
])('takes an index with %s for absent, and removes it', async (_what, damage) => {
  await store.layers.putIndex(index);
  const path = store.folder.index(index.diffId);
  fs.writeFileSync(path, damage(fs.readFileSync(path)));
  expect(await store.layers.indexOf(index.diffId)).toBeUndefined();
  expect(fs.existsSync(path)).toBe(false);
});
