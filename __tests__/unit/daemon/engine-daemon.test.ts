import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { parseDaemonAddress } from '../../../src/daemon/daemon-address.js';
import type { ImageDaemon, LoadableImage, LoadablePlatform } from '../../../src/daemon/daemon.js';
import type { DaemonPatience } from '../../../src/daemon/engine-client.js';
import { connectToEngine } from '../../../src/daemon/engine-daemon.js';
import { InfraError } from '../../../src/errors.js';
import type { Layer } from '../../../src/layer/layer.js';
import { digestHex } from '../../../src/oci/digest.js';
import { FakeEngine } from '../../support/fake-engine.js';
import { LayerFolder, loadable, platformOf } from '../../support/loadable-image.js';
import { tarOf } from '../../support/stored-image.js';
import type { TarEntry } from '../../support/tar-entries.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const CONTAINERD = { DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] };
const hash = (data: Buffer | string): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

let folder: string;
let layers: LayerFolder;
let base: Layer;
let top: Layer;
let image: LoadableImage;
let platform: LoadablePlatform;
let engine: FakeEngine;
let daemon: ImageDaemon | undefined;

beforeAll(async () => {
  folder = await temporaryFolder('engine-daemon');
  mkdirSync(join(folder, 'blobs'));
  layers = new LayerFolder(join(folder, 'blobs'));
  base = layers.layer({ 'bin/sh': 'sh' });
  top = layers.layer({ 'app/main': 'main' });
  platform = platformOf([base, top]);
  image = loadable([platform], 'team/app:1', 'registry.example:5000/app:2');
});
afterAll(() => removeTree(folder));
beforeEach(async () => {
  engine = await FakeEngine.start();
  layers.asked.length = 0;
});
afterEach(async () => {
  daemon?.close();
  daemon = undefined;
  await engine.stop();
});

const never = new AbortController().signal;
const short = { connectMs: 2_000, idleMs: 150, commitMs: 150 };
const long = { connectMs: 60_000, idleMs: 60_000, commitMs: 60_000 };

async function connected(patience?: DaemonPatience): Promise<ImageDaemon> {
  daemon = await connectToEngine(parseDaemonAddress(`unix://${engine.socket}`, 'test', undefined), never, patience);
  return daemon;
}

/** It has every image that it is sent. */
function keepsAll(): void {
  engine.onLoad = (_members, response) => {
    engine.images.set(platform.imageId, [base.diffId, top.diffId]);
    response.end('{"stream":"Loaded image: team/app:1\\n"}\r\n');
  };
}

const member = (members: readonly TarEntry[] | undefined, path: string): Buffer | undefined =>
  members?.find((entry) => entry.path === path)?.content;
const layerPath = (layer: Layer): string => `${digestHex(layer.blob.digest)}/layer.tar`;

async function failureOf(work: Promise<unknown>): Promise<InfraError> {
  const error: unknown = await work.then(
    () => new Error('it worked'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InfraError)) throw error;
  return error;
}

describe('a load into a daemon that keeps unpacked layers', () => {
  it('sends everything to one that has nothing, as docker save would', async () => {
    keepsAll();
    const loaded = await (await connected()).load(image, layers.files, never);
    const [members] = engine.archives;
    const [entry] = JSON.parse(String(member(members, 'manifest.json'))) as {
      Config: string;
      RepoTags: string[];
      Layers: string[];
    }[];
    expect(entry?.RepoTags).toEqual(['registry.example:5000/app:2', 'team/app:1']);
    expect(hash(member(members, entry?.Config ?? '') ?? '')).toBe(platform.imageId);
    const sent = (entry?.Layers ?? []).map((path) => hash(member(members, path) ?? ''));
    expect(sent).toEqual([base.blob.digest, top.blob.digest]);
    expect(loaded).toMatchObject({ sent: 2, layers: 2 });
  });

  it('leaves out the layers whose whole stack it has, and does not ask for their bytes', async () => {
    engine.images.set(hash('other'), [base.diffId]);
    keepsAll();
    const loaded = await (await connected()).load(image, layers.files, never);
    const [members] = engine.archives;
    expect(member(members, layerPath(base))).toHaveLength(0);
    expect(hash(member(members, layerPath(top)) ?? '')).toBe(top.blob.digest);
    expect(layers.asked).toEqual([top.blob.digest]);
    expect(loaded).toMatchObject({ sent: 1, layers: 2 });
  });

  it('sends a layer that it has on top of others only', async () => {
    engine.images.set(hash('other'), [top.diffId, base.diffId]);
    keepsAll();
    await (await connected()).load(image, layers.files, never);
    expect(layers.asked).toEqual([base.blob.digest, top.blob.digest]);
  });

  it('sends a blob that is in the image twice, and known at one place only', async () => {
    const twice = platformOf([base, top, base]);
    engine.images.set(hash('other'), [base.diffId]);
    engine.images.set(twice.imageId, []);
    await (await connected()).load(loadable([twice]), layers.files, never);
    expect(hash(member(engine.archives[0], layerPath(base)) ?? '')).toBe(base.blob.digest);
  });

  it('sends all once more when it does not take a part', async () => {
    engine.images.set(hash('other'), [base.diffId]);
    engine.onLoad = (members, response) => {
      if (member(members, layerPath(base))?.length === 0) {
        response.end('{"errorDetail":{"message":"layer does not exist"},"error":"layer does not exist"}\r\n');
        return;
      }
      engine.images.set(platform.imageId, [base.diffId, top.diffId]);
      response.end('{"stream":"Loaded image: x"}\n');
    };
    const loaded = await (await connected()).load(image, layers.files, never);
    expect(engine.archives).toHaveLength(2);
    expect(loaded.sent).toBe(2);
  });

  it('says what the daemon said when it takes nothing, after one try with everything', async () => {
    engine.images.set(hash('other'), [base.diffId]);
    engine.onLoad = (_members, response) => response.end('{"error":"no space left on device"}');
    const error = await failureOf((await connected()).load(image, layers.files, never));
    expect(error.message).toBe(
      `loading the image into Docker (unix://${engine.socket}) failed: no space left on device`,
    );
    expect(engine.archives).toHaveLength(2);
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    [
      'an error of the server',
      (response) => response.writeHead(500).end('{"message":"out of luck"}'),
      /500: out of luck/,
    ],
    ['half a document', (response) => response.end('{"stream":"Load'), /what is no JSON/],
    ['other text', (response) => response.end('<html>proxy</html>'), /what is no JSON: <html>/],
    [
      'an end in the middle',
      (response) => void response.write('{"stream":"a"}\n', () => response.destroy()),
      /closed|ended early|aborted/,
    ],
    ['a lie', (response) => response.end('{"stream":"Loaded image: team/app:1"}'), /has no image sha256:/],
    [
      'words about a failure',
      (response) => response.end('{"stream":"Error unpacking image team/app:1: no space left"}'),
      /Error unpacking image .* no space left/,
    ],
    ['nothing', () => undefined, /no answer for 0\.15 s/],
    ['a line without end', (response) => response.end('x'.repeat(2 * 1024 * 1024)), /a line of more than/],
  ])('makes an error of %s', async (what, answer, message) => {
    engine.onLoad = (_members, response) => answer(response);
    const patience = { ask: long, load: what === 'nothing' ? short : long };
    const error = await failureOf((await connected(patience)).load(image, layers.files, never));
    expect(error.message).toMatch(message);
  });

  it('stops when the build is stopped', async () => {
    const stop = new AbortController();
    engine.onLoad = () => stop.abort(new Error('cancelled'));
    await expect((await connected()).load(image, layers.files, stop.signal)).rejects.toThrow('cancelled');
  });

  it('passes on what the source of a layer throws', async () => {
    const lost = new InfraError('layer is lost');
    const failing = (): Promise<string> => Promise.reject(lost);
    await expect((await connected()).load(image, failing, never)).rejects.toBe(lost);
  });

  it.each([
    ['1.41', false],
    ['1.42', true],
  ])('with API %s, sends a layer of zstd compressed: %s', async (api, compressed) => {
    engine.ping = { 'api-version': api };
    const files = { 'app/main': 'm'.repeat(5000) };
    const packed = layers.layer(files, 'zstd');
    const only = platformOf([packed]);
    engine.images.set(only.imageId, []);
    await (await connected()).load(loadable([only]), layers.files, never);
    const sent = member(engine.archives[0], layerPath(packed)) ?? Buffer.alloc(0);
    expect(hash(sent)).toBe(compressed ? packed.blob.digest : hash(tarOf(files)));
  });
});

describe('a load into a daemon that keeps blobs', () => {
  beforeEach(() => {
    engine.info = CONTAINERD;
    engine.ping = { 'api-version': '1.48' };
  });

  /** Takes every archive, as containerd does; whether all is there depends on what it has and is sent. */
  function takesAll(has: readonly Layer[]): void {
    const blobs = new Set<string>(has.map(({ blob }) => blob.digest));
    engine.onLoad = (members, response) => {
      for (const { path } of members) blobs.add(path.replace('blobs/', '').replace('/', ':'));
      engine.images.set(image.target.digest, [base.diffId, top.diffId]);
      engine.available.set(
        image.target.digest,
        [base, top].every(({ blob }) => blobs.has(blob.digest)),
      );
      response.end('{"stream":"Loaded image ID"}\n');
    };
  }

  it('sends a layout without the blobs that it has, and names the image at the end', async () => {
    engine.images.set(hash('other'), [base.diffId]);
    takesAll([base]);
    const loaded = await (await connected()).load(image, layers.files, never);
    expect(loaded.sent).toBe(1);
    const paths = (engine.archives[0] ?? []).map(({ path }) => path);
    expect(paths).toContain(`blobs/sha256/${digestHex(top.blob.digest)}`);
    expect(paths).not.toContain(`blobs/sha256/${digestHex(base.blob.digest)}`);
    expect(paths).toEqual(expect.arrayContaining(['index.json', 'oci-layout']));
    expect(String(member(engine.archives[0], 'index.json'))).not.toContain('team/app');
    expect(engine.requests.slice(-2)).toEqual([
      `POST /images/${image.target.digest}/tag?repo=docker.io%2Fteam%2Fapp&tag=1`,
      `POST /images/${image.target.digest}/tag?repo=registry.example%3A5000%2Fapp&tag=2`,
    ]);
  });

  it('sends all where the same layer is there with other bytes, and gives no name before', async () => {
    engine.images.set(hash('other'), [base.diffId]);
    takesAll([]);
    const loaded = await (await connected()).load(image, layers.files, never);
    expect(engine.archives).toHaveLength(2);
    expect(loaded.sent).toBe(2);
    const tagged = engine.requests.findIndex((request) => request.startsWith('POST'));
    expect(engine.requests.filter((request) => request.includes('manifests=1'))).toHaveLength(2);
    expect(tagged).toBeGreaterThan(engine.requests.lastIndexOf('GET /images/json?manifests=1'));
  });

  it('leaves nothing out where it cannot say whether all is there', async () => {
    engine.ping = { 'api-version': '1.45' };
    engine.images.set(hash('other'), [base.diffId, top.diffId]);
    takesAll([base, top]);
    expect((await (await connected()).load(image, layers.files, never)).sent).toBe(2);
  });

  it('takes an index', async () => {
    const arm = platformOf([base], 'arm64');
    const both = loadable([platform, arm], 'team/app:1');
    engine.images.set(both.target.digest, []);
    const connection = await connected();
    expect(connection.keepsIndexes).toBe(true);
    await connection.load(both, layers.files, never);
    const members = engine.archives[0] ?? [];
    const digests = new Set(members.map(({ content }) => hash(content)));
    const expected = [both.target.digest, platform.descriptor.digest, arm.descriptor.digest, arm.imageId];
    expect([...digests]).toEqual(expect.arrayContaining(expected));
    expect(members.filter(({ path }) => path.endsWith(digestHex(base.blob.digest)))).toHaveLength(1);
  });
});

describe('a connection', () => {
  it('knows podman by its ping, and asks it for nothing else', async () => {
    engine.ping = { 'api-version': '1.41', 'libpod-api-version': '4.3.1' };
    const podman = await connected();
    expect([podman.name, podman.keepsIndexes]).toEqual([`podman (unix://${engine.socket})`, false]);
    expect(engine.requests).toEqual(['GET /_ping']);
  });

  it('ends after the given time without an answer', async () => {
    engine.intercept = () => true;
    const error = await failureOf(connected({ ask: short, load: short }));
    expect(error.message).toMatch(/no answer for 0\.15 s/);
  });

  it('does not read an answer without end', async () => {
    engine.intercept = (request, response) => {
      if (request.url !== '/info') return false;
      const more = (): void => void response.write('['.repeat(1024 * 1024), (error) => error ?? more());
      more();
      return true;
    };
    expect((await failureOf(connected())).message).toMatch(/sent more than \d+ bytes/);
  });
});
