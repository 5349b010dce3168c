import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UserError } from '../../src/errors.js';
import type { Descriptor } from '../../src/oci/descriptor.js';
import { type Digest, digestOfHex, sha256 } from '../../src/oci/digest.js';
import { OCI_CONFIG, OCI_INDEX, OCI_LAYER, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../src/oci/media-types.js';
import { parseReference, type RepositoryName, formatReference } from '../../src/oci/reference.js';
import type { RegistryClient } from '../../src/registry/client.js';
import { systemClock } from '../../src/http/clock.js';
import type { CredentialSource } from '../../src/registry/credentials/credentials.js';
import { DockerConfig } from '../../src/registry/credentials/docker-config.js';
import type { ImageToPush } from '../../src/registry/push.js';
import { must, run, shell } from '../support/command.js';
import { type RunningRegistry, startRegistry } from '../support/registry.js';
import type { AccessLogEntry } from '../support/registry-log.js';
import { openRegistry } from '../support/shared-registry.js';
import { type TestClient, testClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const AMD64 = { os: 'linux', architecture: 'amd64' };
const SIGNAL = new AbortController().signal;

interface MadeLayer {
  readonly descriptor: Descriptor;
  readonly diffId: Digest;
  readonly bytes: Buffer;
}

/** A layer with one file of random content. */
async function makeLayer(folder: string, name: string): Promise<MadeLayer> {
  await writeFile(join(folder, name), randomBytes(100_000));
  await must(['tar', '--create', '--file', join(folder, `${name}.tar`), '--directory', folder, name]);
  const tar = Buffer.from(await must(['base64', '-w0', join(folder, `${name}.tar`)]), 'base64');
  const bytes = gzipSync(tar);
  return {
    descriptor: { mediaType: OCI_LAYER_GZIP, digest: sha256(bytes), size: bytes.length },
    diffId: sha256(tar),
    bytes,
  };
}

function makeImage(
  host: string,
  repository: string,
  tags: readonly string[],
  layers: readonly MadeLayer[],
  mountFrom?: RepositoryName,
): ImageToPush & { readonly manifestDigest: Digest } {
  const config = Buffer.from(
    JSON.stringify({
      ...{ architecture: 'amd64', os: 'linux', config: { Env: ['A=b'] } },
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: OCI_MANIFEST },
      config: { mediaType: OCI_CONFIG, digest: sha256(config), size: config.length },
      layers: layers.map(({ descriptor }) => descriptor),
    }),
  );
  return {
    target: { registry: host, repository, tags },
    manifest: { mediaType: OCI_MANIFEST, bytes: manifest },
    config,
    layers: layers.map(({ descriptor, bytes }) => ({
      descriptor,
      open: () => [bytes],
      ...(mountFrom === undefined ? {} : { mountFrom }),
    })),
    manifestDigest: sha256(manifest),
  };
}

function open(credentials?: CredentialSource): TestClient {
  const timeouts = { connectMs: 15_000, idleMs: 60_000, commitMs: 60_000 };
  return testClient({ timeouts, clock: systemClock, ...(credentials === undefined ? {} : { credentials }) });
}

async function digestOf(chunks: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return digestOfHex(hash.digest('hex'));
}

const movesBlob = ({ method, path }: AccessLogEntry): boolean => path.includes('/blobs/') && method !== 'HEAD';

describe('against docker-registry', () => {
  let registry: RunningRegistry;
  let folder: string;
  let layers: readonly MadeLayer[];
  let test: TestClient;
  let client: RegistryClient;
  beforeAll(async () => {
    registry = await openRegistry();
    folder = await temporaryFolder('registry-test');
    layers = [await makeLayer(folder, 'one'), await makeLayer(folder, 'two')];
    test = open();
    client = test.client;
  });
  afterAll(async () => {
    test.close();
    await registry.stop();
    await removeTree(folder);
  });

  async function logOf(work: () => Promise<unknown>): Promise<readonly AccessLogEntry[]> {
    const before = (await registry.accessLog()).length;
    await work();
    return (await registry.accessLog()).slice(before);
  }

  it('skopeo inspects and copies what we push', async () => {
    const image = makeImage(registry.host, 'ours/app', ['1', 'latest'], layers);
    expect(await client.pushImage(image, SIGNAL)).toEqual({ digest: image.manifestDigest });
    const inspected = await must(['skopeo', 'inspect', '--tls-verify=false', `docker://${registry.host}/ours/app:1`]);
    expect(JSON.parse(inspected)).toMatchObject({
      Digest: image.manifestDigest,
      RepoTags: expect.arrayContaining(['1', 'latest']) as string[],
      Layers: layers.map(({ descriptor }) => descriptor.digest),
      Env: ['A=b'],
    });
    const layout = join(folder, 'copied');
    await must([
      'skopeo',
      'copy',
      '--quiet',
      '--src-tls-verify=false',
      `docker://${registry.host}/ours/app:latest`,
      `oci:${layout}:x`,
    ]);
    const copied = layers.map(({ descriptor }) => `${layout}/blobs/sha256/${descriptor.digest.slice(7)}`);
    expect(await must(['sha256sum', ...copied])).toBe(
      layers.map(({ descriptor }, index) => `${descriptor.digest.slice(7)}  ${copied[index] ?? ''}\n`).join(''),
    );
  });

  it('a second push asks for the manifest alone', async () => {
    await client.pushImage(makeImage(registry.host, 'ours/twice', ['1'], layers), SIGNAL);
    const log = await logOf(() => client.pushImage(makeImage(registry.host, 'ours/twice', ['2'], layers), SIGNAL));
    expect(log.filter(movesBlob)).toEqual([]);
    expect(log.map(({ method }) => method)).toEqual(['HEAD', 'PUT']);
    expect(log.every(({ userAgent }) => userAgent === 'layer-build/test')).toBe(true);
  });

  it('mounts what another repository of the registry holds', async () => {
    await client.pushImage(makeImage(registry.host, 'base/image', ['1'], layers), SIGNAL);
    const mountFrom = { registry: registry.host, repository: 'base/image' };
    const log = await logOf(() =>
      client.pushImage(makeImage(registry.host, 'ours/mounted', ['1'], layers, mountFrom), SIGNAL),
    );
    const mounts = log.filter(({ method, query }) => method === 'POST' && query.includes('mount='));
    expect(mounts.map(({ status, query }) => [status, query.endsWith('from=base%2Fimage')])).toEqual([
      [201, true],
      [201, true],
    ]);
    expect(
      log.filter(({ method, path }) => method === 'PUT' && path.includes('/blobs/')),
      'the config alone',
    ).toHaveLength(1);
    await must([
      'skopeo',
      'copy',
      '--quiet',
      '--src-tls-verify=false',
      `docker://${registry.host}/ours/mounted:1`,
      `dir:${folder}/mounted`,
    ]);
  });

  it('uploads when the repository to mount from does not hold the blob', async () => {
    const fresh = [await makeLayer(folder, 'three')];
    const mountFrom = { registry: registry.host, repository: 'base/image' };
    const log = await logOf(() =>
      client.pushImage(makeImage(registry.host, 'ours/unmounted', ['1'], fresh, mountFrom), SIGNAL),
    );
    expect(log.filter(({ method, path }) => method === 'PUT' && path.includes('/blobs/'))).toHaveLength(2);
    expect(
      (await run(['skopeo', 'inspect', '--tls-verify=false', `docker://${registry.host}/ours/unmounted:1`])).code,
    ).toBe(0);
  });

  it.each(['oci', 'v2s2'])('reads what skopeo pushes (%s)', async (format) => {
    const image = makeImage(registry.host, 'ours/source', ['1'], layers);
    await client.pushImage(image, SIGNAL);
    const from = `docker://${registry.host}/ours/source:1`;
    const to = `${registry.host}/theirs/${format}:1`;
    await must([
      'skopeo',
      'copy',
      '--quiet',
      '--src-tls-verify=false',
      '--dest-tls-verify=false',
      '--format',
      format,
      from,
      `docker://${to}`,
    ]);
    const log = await logOf(async () => {
      const pulled = await client.resolve(parseReference(to), AMD64, SIGNAL);
      expect(pulled.config).toMatchObject({ os: 'linux', config: { Env: ['A=b'] } });
      expect(pulled.layers.map(({ layer }) => layer.diffId)).toEqual(layers.map(({ diffId }) => diffId));
      expect(pulled.manifest.layers[0]?.mediaType).toBe(
        format === 'oci' ? OCI_LAYER_GZIP : 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      );
      expect(await client.digest(parseReference(to), SIGNAL)).toBe(pulled.digest);
      const [first] = pulled.layers;
      expect(first && (await digestOf(client.fetchBlob(first.source, first.layer.blob, SIGNAL)))).toBe(
        first?.layer.blob.digest,
      );
    });
    expect(log.filter(movesBlob), 'config and one layer').toHaveLength(2);
  });

  it('pushes an index, and its manifests by digest', async () => {
    const image = makeImage(registry.host, 'ours/multi', [], layers);
    const digest = image.manifestDigest;
    const entry = { mediaType: OCI_MANIFEST, digest, size: image.manifest.bytes.byteLength, platform: AMD64 };
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] }));
    const target = { registry: registry.host, repository: 'ours/multi', tags: ['1'] };
    await client.pushIndex({ target, index: { mediaType: OCI_INDEX, bytes }, images: [image] }, SIGNAL);
    const copied = [
      'skopeo',
      'copy',
      '--quiet',
      '--all',
      '--src-tls-verify=false',
      `docker://${registry.host}/ours/multi:1`,
      `dir:${folder}/multi`,
    ];
    await must(copied);
    const pulled = await client.resolve(parseReference(`${registry.host}/ours/multi:1`), AMD64, SIGNAL);
    expect(pulled).toMatchObject({ digest, indexDigest: sha256(bytes) });
  });

  it('serves as a mirror of Docker Hub', async () => {
    await client.pushImage(makeImage(registry.host, 'library/node', ['18'], layers), SIGNAL);
    const { client: mirrored, close } = testClient({ mirrors: [`http://${registry.host}`] });
    const pulled = await mirrored.resolve(parseReference('node:18'), AMD64, SIGNAL);
    expect(formatReference(pulled.reference)).toBe('docker.io/library/node:18');
    const [first] = pulled.layers;
    expect(first && (await digestOf(mirrored.fetchBlob(first.source, first.layer.blob, SIGNAL)))).toBe(
      first?.layer.blob.digest,
    );
    close();
  });

  it('moves 100 MB up and down in flat memory', { timeout: 600_000 }, async () => {
    const size = 100 * 1024 * 1024;
    const piece = randomBytes(1024 * 1024);
    const source = function* (): Generator<Uint8Array> {
      for (let at = 0; at < size; at += piece.length) yield piece;
    };
    const hash = createHash('sha256');
    for (const chunk of source()) hash.update(chunk);
    const digest = digestOfHex(hash.digest('hex'));
    const descriptor = { mediaType: OCI_LAYER, digest, size };
    const base = makeImage(registry.host, 'ours/big', ['1'], [{ descriptor, diffId: digest, bytes: Buffer.alloc(0) }]);
    const start = process.memoryUsage.rss();
    let peak = start;
    const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
    try {
      await client.pushImage({ ...base, layers: [{ descriptor, open: source }] }, SIGNAL);
      expect(
        await digestOf(client.fetchBlob({ registry: registry.host, repository: 'ours/big' }, descriptor, SIGNAL)),
      ).toBe(digest);
    } finally {
      clearInterval(sampler);
    }
    expect((peak - start) / 1024 / 1024, 'MiB above the start').toBeLessThan(80);
  });
});

describe('against docker-registry with a password', () => {
  const username = 'user';
  const password = 'pa:ss word';
  let registry: RunningRegistry;
  let folder: string;
  let layer: MadeLayer;
  beforeAll(async () => {
    registry = await startRegistry({ auth: { username, password } });
    folder = await temporaryFolder('registry-auth');
    layer = await makeLayer(folder, 'one');
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it('pushes and pulls with credentials of Docker’s config.json, as skopeo wrote them', async () => {
    const config = join(folder, 'docker');
    await mkdir(config);
    await shell(
      `printf %s "$PASSWORD" | skopeo login --tls-verify=false --authfile '${config}/config.json' -u ${username} --password-stdin ${registry.host}`,
      { env: { PATH: process.env['PATH'] ?? '', HOME: folder, PASSWORD: password } },
    );
    const { client, close } = open(new DockerConfig(config));
    await client.pushImage(makeImage(registry.host, 'private/app', ['1'], [layer]), SIGNAL);
    const pulled = await client.resolve(parseReference(`${registry.host}/private/app:1`), AMD64, SIGNAL);
    expect(pulled.layers.map(({ layer: { diffId } }) => diffId)).toEqual([layer.diffId]);
    const refusals = (await registry.accessLog()).filter(
      ({ status, userAgent }) => status === 401 && userAgent === 'layer-build/test',
    );
    expect(refusals, 'only the first question goes without').toHaveLength(1);
    close();
  });

  it.each([
    ['none', undefined],
    [
      'wrong ones',
      { lookup: () => Promise.resolve({ found: { kind: 'basic', username, password: 'wr0ng-password' } as const }) },
    ],
  ])('with %s, says that a login is needed', async (_, credentials) => {
    const { client, close } = open(credentials);
    const push = client.pushImage(makeImage(registry.host, 'private/app', ['2'], [layer]), SIGNAL);
    const refusal: unknown = await push.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UserError);
    expect((refusal as UserError).hint).toContain(`docker login ${registry.host}`);
    expect(`${String(refusal)}${(refusal as Error).stack ?? ''}`).not.toContain('wr0ng');
    const pull = client.resolve(parseReference(`${registry.host}/private/app:1`), AMD64, SIGNAL);
    await expect(pull).rejects.toBeInstanceOf(UserError);
    close();
  });
});
