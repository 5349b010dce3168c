import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { LayerProvider } from '../../src/app/host/layer-provider.js';
import type { BlobWatch, Layers } from '../../src/engine/ports.js';
import { InfraError } from '../../src/errors.js';
import type { Layer } from '../../src/layer/layer.js';
import { digestHex, sha256 } from '../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../src/oci/media-types.js';
import { contentIdOfBase, diffIdOfTar } from '../../src/oci/identity.js';
import { ContentStore } from '../../src/store/content-store.js';
import { LayerStore } from '../../src/store/layer-store.js';
import { StoreFolder } from '../../src/store/store-folder.js';
import { WorkerRunner } from '../../src/worker/client/worker-runner.js';
import { gate } from '../support/gate.js';
import { type TestClient, testClient } from '../support/registry-client.js';
import { tarBytes } from '../support/tar-bytes.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { rootWorker } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

const NAMES = ['first', 'second', 'third', 'last'];

/** A layer of four files that do not compress. */
function sample(): { readonly layer: Layer; readonly blob: Buffer } {
  const tar = tarBytes(NAMES.map((name) => ({ name, content: randomBytes(2 * 1024 * 1024) })));
  const blob = gzipSync(tar, { level: 1 });
  const diffId = diffIdOfTar(sha256(tar));
  return {
    layer: {
      blob: { mediaType: OCI_LAYER_GZIP, digest: sha256(blob), size: blob.length },
      diffId,
      contentId: contentIdOfBase(diffId),
    },
    blob,
  };
}

let root: string;
let provider: LayerProvider;
let registry: TestClient;
let runner: WorkerRunner;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'worker-stream-'));
  const folder = StoreFolder.open(root);
  const content = new ContentStore(folder);
  const store = new LayerStore(folder, content);
  registry = testClient();
  provider = new LayerProvider(content, store, registry.client);
  runner = newRunner(provider, (layer) => store.missingIndexFile(layer.diffId));
});
afterEach(async () => {
  await runner.close();
  registry.close();
  rmSync(root, { recursive: true });
});

function newRunner(layers: Layers, indexFile: (layer: Layer) => Promise<string | undefined>): WorkerRunner {
  return new WorkerRunner(rootWorker({ root, script, indexFile }), layers);
}

const snapshot = (layer: Layer): string => join(root, 'snapshots/trusted', digestHex(layer.diffId));
const signal = (): AbortSignal => new AbortController().signal;

/** Files of layers in the making, in any worker's folder. */
function drafts(): readonly string[] {
  return readdirSync(join(root, 'work')).flatMap((name) =>
    readdirSync(join(root, 'work', name))
      .filter((draft) => draft.startsWith('draft-'))
      .flatMap((draft) => readdirSync(join(root, 'work', name, draft, 'fs'))),
  );
}

describe('a layer that is still being downloaded', () => {
  it('is unpacked as far as it is downloaded, and becomes a snapshot when it is complete and verified', async () => {
    const { layer, blob } = sample();
    const rest = gate();
    provider.addFile(layer, async function* () {
      yield blob.subarray(0, blob.length / 2);
      await rest.opened;
      yield blob.subarray(blob.length / 2);
    });
    const prepared = runner.prepare([layer], signal());
    await expect.poll(drafts, { timeout: 600_000 }).toContain('second');
    expect(drafts()).not.toContain('last');
    expect(existsSync(snapshot(layer))).toBe(false);
    rest.open();
    await prepared;
    const tar = NAMES.map((name) =>
      createHash('sha256')
        .update(readFileSync(join(snapshot(layer), 'fs', name)))
        .digest('hex'),
    );
    const { entries } = await provider.index(layer, signal());
    expect([...entries].map((entry) => (entry.type === 'file' ? digestHex(entry.digest) : ''))).toEqual(tar);
  });

  it('lets other layers be unpacked at the same time', async () => {
    const samples = [sample(), sample(), sample()];
    const rest = gate();
    for (const [number, { layer, blob }] of samples.entries()) {
      provider.addFile(layer, async function* () {
        yield blob.subarray(0, blob.length - 10);
        if (number === 0) await rest.opened;
        yield blob.subarray(blob.length - 10);
      });
    }
    const prepared = runner.prepare(
      samples.map(({ layer }) => layer),
      signal(),
    );
    const [held, ...others] = samples.map(({ layer }) => snapshot(layer));
    await expect.poll(() => others.every((folder) => existsSync(folder)), { timeout: 600_000 }).toBe(true);
    expect(existsSync(held ?? '')).toBe(false);
    rest.open();
    await prepared;
    expect(existsSync(held ?? '')).toBe(true);
  });

  it.each<[string, (blob: Buffer) => Buffer | Error, RegExp]>([
    ['ends too early', (blob) => blob.subarray(0, blob.length - 5), /ended after \d+ of \d+ bytes/],
    ['is too long', (blob) => Buffer.concat([blob, Buffer.from('x')]), /is longer than the \d+ bytes/],
    [
      'is another one',
      (blob) => Buffer.concat([blob.subarray(0, -1), Buffer.of((blob.at(-1) ?? 0) ^ 1)]),
      /has other content/,
    ],
    [
      'breaks off',
      () => new InfraError('the connection was reset by the test'),
      /^the connection was reset by the test$/,
    ],
  ])('leaves nothing when it %s, and fails with the client’s own error', async (_, damage, complaint) => {
    const { layer, blob } = sample();
    const bad = damage(blob);
    provider.addFile(layer, async function* () {
      yield blob.subarray(0, blob.length / 2);
      await expect.poll(drafts, { timeout: 600_000 }).toContain('first');
      if (bad instanceof Error) throw bad;
      yield bad.subarray(blob.length / 2);
    });
    await expect(runner.prepare([layer], signal())).rejects.toThrow(complaint);
    expect(existsSync(snapshot(layer))).toBe(false);
    await expect.poll(drafts, { timeout: 600_000 }).toEqual([]);
    expect(readdirSync(join(root, 'ingest'))).toEqual([]);
    // The next try begins anew.
    provider.addFile(layer, () => [blob] as unknown as AsyncIterable<Uint8Array>);
    await runner.prepare([layer], signal());
    expect(existsSync(snapshot(layer))).toBe(true);
  });

  it('is unpacked from the store if the download that it followed failed and another one succeeded', async () => {
    const { layer, blob } = sample();
    const [broken, sound] = [join(root, 'broken'), join(root, 'sound')];
    writeFileSync(broken, blob.subarray(0, 1000));
    writeFileSync(sound, blob);
    const twice = {
      blobFile: (_: Layer, __: AbortSignal, watch?: BlobWatch) => {
        watch?.begins(broken);
        watch?.begins(sound);
        return Promise.resolve(sound);
      },
    } as unknown as Layers;
    const other = newRunner(twice, () => Promise.resolve(undefined));
    await other.prepare([layer], signal());
    await other.close();
    expect(readdirSync(join(snapshot(layer), 'fs')).sort()).toEqual([...NAMES].sort());
  });

  it('is given up when the build is cancelled', async () => {
    const { layer, blob } = sample();
    provider.addFile(layer, async function* (aborted: AbortSignal) {
      yield blob.subarray(0, blob.length / 2);
      await new Promise((_, reject) =>
        aborted.addEventListener('abort', () => reject(new Error('cancelled')), { once: true }),
      );
    });
    const abort = new AbortController();
    const prepared = runner.prepare([layer], abort.signal);
    await expect.poll(drafts, { timeout: 600_000 }).toContain('first');
    abort.abort(new Error('enough'));
    await expect(prepared).rejects.toThrow('enough');
    await expect.poll(drafts, { timeout: 600_000 }).toEqual([]);
  });
});
