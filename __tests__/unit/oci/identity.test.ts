import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { StepCache } from '../../../src/engine/ports.js';
import { snapshotId, stepKey } from '../../../src/engine/keys.js';
import { keyInputs } from '../../../src/engine/ops/op.js';
import { mountKey } from '../../../src/layer/mount-key.js';
import type { Layer } from '../../../src/layer/layer.js';
import { treeDigest } from '../../../src/layer/tree-digest.js';
import { digestHex, sha256, shortDigest } from '../../../src/oci/digest.js';
import {
  contentIdOfBase,
  contentIdOfTree,
  diffIdOfHex,
  diffIdOfTar,
  imageIdOf,
  isMountKey,
  type CacheKey,
  type DiffId,
  type MountKey,
} from '../../../src/oci/identity.js';
import type { ContentStore } from '../../../src/store/content-store.js';
import type { LayerStore } from '../../../src/store/layer-store.js';
import type { StoreFolder } from '../../../src/store/store-folder.js';
import type { CacheMounts } from '../../../src/worker/mounts/cache-mounts.js';
import type { Snapshots } from '../../../src/worker/snapshot/store.js';

const blob = sha256('blob');
const diffId = diffIdOfTar(sha256('tar'));
const tree = treeDigest([]);
const key = stepKey(keyInputs({ operation: 'run', command: '' }));
const image = imageIdOf(sha256('config'));
const mount = mountKey({ id: 'npm' });

/** Checked by the compiler alone: each line that is marked would be a mistake, and is refused. Nothing here is called. */
export function refusals(
  content: ContentStore,
  folder: StoreFolder,
  layers: LayerStore,
  cache: StepCache,
  snapshots: Snapshots,
  mounts: CacheMounts,
): readonly unknown[] {
  content.path(blob);
  // @ts-expect-error: a diff id is of the tar, and the store has the compressed blob
  content.path(diffId);
  // @ts-expect-error: no blob has a step's key for its digest
  void content.has(key);
  // @ts-expect-error: an image's blobs are its manifest and config, which descriptors name
  void content.size(image);

  folder.index(diffId);
  // @ts-expect-error: indexes go by diff id
  folder.index(blob);
  // @ts-expect-error: indexes go by diff id, also of layers that have another id in keys
  void layers.indexOf(contentIdOfBase(diffId));
  // @ts-expect-error: two layers of one tree have an index each
  void layers.missingIndexFile(tree);

  void cache.find(key);
  // @ts-expect-error: records go by key
  void cache.find(blob);
  // @ts-expect-error: a snapshot is one input of a key
  void cache.find(snapshotId([]));
  void cache.layerWithTree(tree);
  // @ts-expect-error: a layer with the same tar has the same tree, but not the other way round
  void cache.layerWithTree(diffId);

  void snapshots.lower(diffId);
  // @ts-expect-error: a snapshot on disk goes by its layer's diff id
  void snapshots.lower(blob);
  void mounts.latest(mount);
  // @ts-expect-error: a cache mount goes by its own key
  void mounts.latest(key);

  // @ts-expect-error: what a layer is known by in keys is said by one of two functions
  const layer: Layer = { blob: { mediaType: '', digest: blob, size: 0 }, diffId, contentId: diffId };
  // @ts-expect-error: likewise
  const made: Layer = { ...layer, contentId: tree };
  // @ts-expect-error: the digest of a blob
  const swapped: Layer = { ...made, diffId: blob };

  // @ts-expect-error: a parent is a stack of layers
  keyInputs({ operation: 'run', command: '', parent: diffId });
  // @ts-expect-error: an image's id is not its manifest's digest
  const manifest: typeof blob = image;

  // @ts-expect-error: text is no identity before it was looked at
  const text: DiffId = `sha256:${'0'.repeat(64)}`;
  // @ts-expect-error: likewise
  const keyText: CacheKey = digestHex(blob);
  // @ts-expect-error: likewise
  const mountText: MountKey = digestHex(blob);
  return [swapped, manifest, text, keyText, mountText];
}

describe('identities', () => {
  it('are written as digests are, whatever they are of', () => {
    for (const identity of [diffId, tree, key, image, snapshotId([])]) {
      expect(identity).toMatch(/^sha256:[a-f0-9]{64}$/);
      expect(shortDigest(identity)).toHaveLength(12);
    }
  });

  it('keep their text where one becomes another', () => {
    expect(contentIdOfBase(diffId)).toBe(String(diffId));
    expect(contentIdOfTree(tree)).toBe(String(tree));
    expect(diffIdOfHex(digestHex(diffId))).toBe(diffId);
  });

  it('of cache mounts are names of folders', () => {
    expect(isMountKey(mount)).toBe(true);
    for (const other of ['', '..', `sha256:${mount}`, `${mount}0`, mount.toUpperCase()]) {
      expect(isMountKey(other)).toBe(false);
    }
  });

  it('are cast to only where they are made and read', () => {
    const sources = join(import.meta.dirname, '..', '..', '..', 'src');
    const cast = /\bas (?:Digest|DiffId|TreeDigest|ContentId|SnapshotId|CacheKey|ImageId|MountKey)\b/;
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && cast.test(readFileSync(join(sources, path), 'utf8')));
    expect(files.sort()).toEqual(['oci/digest.ts', 'oci/identity-schema.ts', 'oci/identity.ts']);
  });
});
