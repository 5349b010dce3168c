import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError, UserError } from '../../../src/errors.js';
import type { Descriptor } from '../../../src/oci/descriptor.js';
import { parseDigest } from '../../../src/oci/digest.js';
import { DOCKER_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import { formatReference, parseReference } from '../../../src/oci/reference.js';
import type { DocumentStore } from '../../../src/registry/documents.js';
import type { ResolvedImage } from '../../../src/registry/pull.js';
import { FakeRegistry, refuse, sha256Of } from '../../support/fake-registry.js';
import { type TestClient, testClient, type TestSettings } from '../../support/registry-client.js';

const AMD64 = { os: 'linux', architecture: 'amd64' };
const DIFF_ID = `sha256:${'d'.repeat(64)}`;
const SIGNAL = new AbortController().signal;
const LAYER = Buffer.alloc(300_000, 'layer bytes ');

function config(diffIds: readonly string[] = [DIFF_ID]): Buffer {
  const rootfs = { type: 'layers', diff_ids: diffIds };
  return Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs }));
}

function descriptorOf(mediaType: string, bytes: Buffer): Descriptor {
  return { mediaType, digest: parseDigest(sha256Of(bytes)), size: bytes.length };
}

function publish(
  registry: FakeRegistry,
  repository: string,
  tag: string,
  { configBytes = config(), mediaType = OCI_MANIFEST, configType = OCI_CONFIG, layer = {} } = {},
): Descriptor {
  registry.putBlob(repository, LAYER);
  registry.putBlob(repository, configBytes);
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: descriptorOf(configType, configBytes),
    layers: [{ ...descriptorOf(OCI_LAYER_GZIP, LAYER), ...layer }],
  };
  registry.putManifest(repository, tag, mediaType, manifest);
  return descriptorOf(mediaType, Buffer.from(JSON.stringify(manifest)));
}

async function errorOf(work: Promise<unknown>): Promise<Error> {
  const result = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (result instanceof Error) return result;
  throw new Error('there was no error');
}

describe('pull', () => {
  let registry: FakeRegistry;
  let mirror: FakeRegistry;
  const clients: TestClient[] = [];
  const open = (settings: TestSettings = {}): ReturnType<typeof testClient> => {
    const made = testClient(settings);
    clients.push(made);
    return made;
  };

  beforeEach(async () => {
    registry = await FakeRegistry.start();
    mirror = await FakeRegistry.start();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await registry.stop();
    await mirror.stop();
  });

  describe('resolve', () => {
    it('gives manifest, config and layers with two documents read and no layer', async () => {
      const manifest = publish(registry, 'app', '1');
      const { client } = open();
      const image = await client.resolve(parseReference(`${registry.host}/app:1`), AMD64, SIGNAL);
      expect(image).toMatchObject({
        reference: parseReference(`${registry.host}/app:1`),
        digest: manifest.digest,
        mediaType: OCI_MANIFEST,
      });
      expect(Buffer.from(image.configBytes)).toEqual(config());
      expect(image.layers).toEqual([
        {
          layer: { blob: descriptorOf(OCI_LAYER_GZIP, LAYER), diffId: DIFF_ID, contentId: DIFF_ID },
          source: { registry: registry.host, repository: 'app' },
        },
      ]);
      expect('indexDigest' in image).toBe(false);
      expect(registry.log).toEqual(['GET /v2/app/manifests/1', `GET /v2/app/blobs/${sha256Of(config())}`]);
      expect(registry.requests.every(({ headers }) => headers['user-agent'] === 'layer-build/test')).toBe(true);
    });

    describe('where documents are kept', () => {
      const kept = new Map<string, Uint8Array>();
      const documents: DocumentStore = {
        find: (digest) => Promise.resolve(kept.get(digest)),
        keep: ({ digest }, bytes) => Promise.resolve(void kept.set(digest, bytes)),
      };
      const resolve = (reference: string): Promise<ResolvedImage> =>
        open({ documents }).client.resolve(parseReference(`${registry.host}/${reference}`), AMD64, SIGNAL);
      let manifest: Descriptor;
      let index: string;

      beforeEach(() => {
        kept.clear();
        manifest = publish(registry, 'app', 'hidden');
        index = registry.putManifest('app', '1', OCI_INDEX, {
          schemaVersion: 2,
          manifests: [{ ...manifest, platform: AMD64 }],
        });
      });

      it('asks for the digest of a tag alone, once index, manifest and config are there', async () => {
        const first = await resolve('app:1');
        expect([...kept.keys()]).toEqual([index, manifest.digest, sha256Of(config())]);
        expect(first.documents.map(({ digest, size }) => [digest, size])).toEqual(
          [...kept].map(([digest, bytes]) => [digest, bytes.byteLength]),
        );
        registry.requests.splice(0);
        expect(await resolve('app:1')).toEqual(first);
        expect(registry.log).toEqual(['HEAD /v2/app/manifests/1']);
      });

      it('asks for nothing where the reference has a digest', async () => {
        const first = await resolve(`app@${index}`);
        registry.requests.splice(0);
        expect(await resolve(`app@${index}`)).toEqual(first);
        expect(registry.log).toEqual([]);
      });

      it('fetches what a moved tag brings, by the digest that was told', async () => {
        await resolve('app:1');
        const moved = publish(registry, 'app', '1', { configBytes: Buffer.from(`${config().toString()}\n`) });
        registry.requests.splice(0);
        expect((await resolve('app:1')).digest).toBe(moved.digest);
        expect(registry.log.slice(0, 2)).toEqual(['HEAD /v2/app/manifests/1', `GET /v2/app/manifests/${moved.digest}`]);
      });

      it('gets a manifest once from a registry that tells no digest, or knows no HEAD', async () => {
        registry.fault = ({ method }, response) => {
          if (method === 'HEAD') return (response.writeHead(405).end(), true);
          return undefined;
        };
        await resolve('app:1');
        expect(registry.log.filter((line) => line.includes('/manifests/'))).toEqual([
          'HEAD /v2/app/manifests/1',
          'GET /v2/app/manifests/1',
          `GET /v2/app/manifests/${manifest.digest}`,
        ]);
        registry.requests.splice(0);
        registry.fault = ({ method }, response) => (method === 'HEAD' ? (response.end(), true) : undefined);
        await resolve('app:1');
        expect(registry.log.filter((line) => line.includes('/manifests/'))).toEqual([
          'HEAD /v2/app/manifests/1',
          'GET /v2/app/manifests/1',
        ]);
      });
    });

    it('chooses from an index by platform', async () => {
      const manifest = publish(registry, 'app', 'hidden');
      const index = { schemaVersion: 2, manifests: [{ ...manifest, platform: AMD64 }] };
      const indexDigest = registry.putManifest('app', '1', OCI_INDEX, index);
      const { client } = open();
      const image = await client.resolve(parseReference(`${registry.host}/app:1`), AMD64, SIGNAL);
      expect(image).toMatchObject({ digest: manifest.digest, indexDigest });
      const error = await errorOf(
        client.resolve(parseReference(`${registry.host}/app:1`), { os: 'linux', architecture: 'arm64' }, SIGNAL),
      );
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({
        message: expect.stringContaining('linux/arm64') as string,
        hint: 'It has linux/amd64.',
      });
    });

    it('takes the digest where a reference has tag and digest', async () => {
      const manifest = publish(registry, 'app', '1');
      const { client } = open();
      const reference = parseReference(`${registry.host}/app:other@${manifest.digest}`);
      expect((await client.resolve(reference, AMD64, SIGNAL)).digest).toBe(manifest.digest);
    });

    it('refuses a manifest that is not what was asked for by digest, or not what the header says', async () => {
      const manifest = publish(registry, 'app', '1');
      registry.manifests.set(`app@${manifest.digest}`, { mediaType: OCI_MANIFEST, bytes: Buffer.from('{}') });
      const { client } = open();
      const byDigest = parseReference(`${registry.host}/app@${manifest.digest}`);
      expect(await errorOf(client.resolve(byDigest, AMD64, SIGNAL))).toMatchObject({
        message: expect.stringContaining('another digest') as string,
      });
      registry.fault = ({ url }, response) => {
        if (!url.endsWith('/manifests/1')) return undefined;
        response.writeHead(200, { 'content-type': OCI_MANIFEST, 'docker-content-digest': `sha256:${'0'.repeat(64)}` });
        response.end('{"schemaVersion":2}');
        return true;
      };
      expect(await errorOf(client.resolve(parseReference(`${registry.host}/app:1`), AMD64, SIGNAL))).toMatchObject({
        message: expect.stringContaining('another digest') as string,
      });
    });

    it('refuses a config with another content', async () => {
      publish(registry, 'app', '1');
      registry.blobs.set(`app@${sha256Of(config())}`, Buffer.from(config().toString().replace('linux', 'other')));
      const error = await errorOf(open().client.resolve(parseReference(`${registry.host}/app:1`), AMD64, SIGNAL));
      expect(error).toBeInstanceOf(InfraError);
      expect(error.message).toContain('another digest');
    });

    it('refuses a config with another number of layers, and an artifact', async () => {
      publish(registry, 'app', '1', { configBytes: config([]) });
      publish(registry, 'app', '2', { configType: 'application/vnd.cncf.helm.config.v1+json' });
      const { client } = open();
      const resolve = (tag: string): Promise<unknown> =>
        client.resolve(parseReference(`${registry.host}/app:${tag}`), AMD64, SIGNAL);
      expect((await errorOf(resolve('1'))).message).toContain('its manifest has 1 layers, but its config has 0');
      expect(await errorOf(resolve('2'))).toBeInstanceOf(UserError);
    });

    it('says that there is no such image', async () => {
      const error = await errorOf(open().client.resolve(parseReference(`${registry.host}/nothing`), AMD64, SIGNAL));
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toBe(`there is no image ${registry.host}/nothing:latest`);
    });

    it('gives a digest by HEAD, and by GET where the header is missing', async () => {
      const manifest = publish(registry, 'app', '1', { mediaType: DOCKER_MANIFEST });
      const { client } = open();
      expect(await client.digest(parseReference(`${registry.host}/app:1`), SIGNAL)).toBe(manifest.digest);
      expect(registry.log).toEqual(['HEAD /v2/app/manifests/1']);
      registry.fault = ({ method }, response) => (method === 'HEAD' ? (response.end(), true) : undefined);
      expect(await client.digest(parseReference(`${registry.host}/app:1`), SIGNAL)).toBe(manifest.digest);
    });
  });

  describe('mirrors', () => {
    // Docker Hub itself is never reached from a test: the reference is always found before.
    it('asks them in order, and the next where one has no such image', async () => {
      publish(registry, 'library/node', '18');
      const { client, events } = open({ mirrors: [`http://${mirror.host}`, `http://${registry.host}/`] });
      const image = await client.resolve(parseReference('node:18'), AMD64, SIGNAL);
      expect(formatReference(image.reference)).toBe('docker.io/library/node:18');
      expect(image.layers[0]?.source).toEqual({ registry: 'docker.io', repository: 'library/node' });
      expect(mirror.log).toEqual(['GET /v2/library/node/manifests/18']);
      expect(events).toMatchObject(
        [
          { type: 'notice', message: `mirror ${mirror.host}: it has no docker.io/library/node:18` },
          { type: 'transfer' },
        ].slice(0, 1),
      );
    });

    it.each<[string, (url: string) => number]>([
      ['refuses', () => 403],
      ['wants a login', () => 401],
      ['fails', () => 500],
    ])('passes over one that %s', async (_, status) => {
      publish(registry, 'library/node', '18');
      mirror.fault = ({ url }, response) => (refuse(response, status(url), 'X', 'no'), true);
      const { client, events, clock } = open({ mirrors: [`http://${mirror.host}`, `http://${registry.host}`] });
      expect((await client.resolve(parseReference('node:18'), AMD64, SIGNAL)).reference).toEqual(
        parseReference('node:18'),
      );
      expect(events[0]).toMatchObject({ type: 'warning', message: expect.stringContaining(mirror.host) as string });
      expect(clock.waits.length, 'a mirror is not worth many tries').toBeLessThanOrEqual(1);
    });

    it('passes over one that cannot be reached, and does not ask it again', async () => {
      publish(registry, 'library/node', '18');
      const dead = mirror.host;
      await mirror.stop();
      const { client, events } = open({ mirrors: [`http://${dead}`, `http://${registry.host}`] });
      await client.resolve(parseReference('node:18'), AMD64, SIGNAL);
      await client.resolve(parseReference('node:18'), AMD64, SIGNAL);
      expect(events.filter(({ type }) => type === 'warning')).toHaveLength(1);
      mirror = await FakeRegistry.start();
    });

    it('believes none that sends a manifest with another digest', async () => {
      const { digest } = publish(registry, 'library/node', '18');
      mirror.manifests.set(`library/node@${digest}`, {
        mediaType: OCI_MANIFEST,
        bytes: Buffer.from('{"schemaVersion":2}'),
      });
      const { client } = open({ mirrors: [`http://${mirror.host}`, `http://${registry.host}`] });
      const image = await client.resolve(parseReference(`node@${digest}`), AMD64, SIGNAL);
      expect(sha256Of(image.manifestBytes)).toBe(digest);
    });

    it('goes on at the next place where one breaks off in the middle of a blob', async () => {
      const blob = descriptorOf(OCI_LAYER_GZIP, LAYER);
      mirror.putBlob('app', LAYER);
      registry.putBlob('app', LAYER);
      mirror.fault = ({ url, method }, response) => {
        if (!url.includes('/blobs/') || method !== 'GET') return undefined;
        response.writeHead(200, { 'content-length': LAYER.length });
        response.write(LAYER.subarray(0, 100_000), () => response.destroy());
        return true;
      };
      const { client } = open({ mirrors: [`http://${mirror.host}`, `http://${registry.host}`] });
      const chunks: Uint8Array[] = [];
      for await (const chunk of client.fetchBlob({ registry: 'docker.io', repository: 'app' }, blob, SIGNAL))
        chunks.push(chunk);
      expect(sha256Of(Buffer.concat(chunks))).toBe(blob.digest);
      expect(registry.requests.at(-1)?.headers.range).toMatch(/^bytes=[1-9]\d*-$/);
    });

    it('asks no mirror for another registry', async () => {
      publish(registry, 'library/node', '18');
      const { client } = open({ mirrors: [`http://${mirror.host}`] });
      await client.resolve(parseReference(`${registry.host}/library/node:18`), AMD64, SIGNAL);
      expect(mirror.requests).toEqual([]);
    });
  });
});
