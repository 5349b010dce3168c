import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { BuildEvent } from '../../../src/engine/events.js';
import { EngineBug, InfraError, UserError } from '../../../src/errors.js';
import { type Digest, parseDigest } from '../../../src/oci/digest.js';
import { OCI_INDEX, OCI_LAYER_GZIP, OCI_MANIFEST } from '../../../src/oci/media-types.js';
import type { RegistryClient } from '../../../src/registry/client.js';
import type { BlobToPush } from '../../../src/registry/upload.js';
import { FakeRegistry, refuse, sha256Of } from '../../support/fake-registry.js';
import { CONFIG, imageToPush } from '../../support/image-to-push.js';
import { type TestClient, testClient } from '../../support/registry-client.js';

const SIGNAL = new AbortController().signal;

interface Pushed extends BlobToPush {
  readonly opened: () => number;
}

function layer(letter: string, size = 200_000): Pushed {
  const bytes = Buffer.alloc(size, letter);
  let opened = 0;
  return {
    descriptor: { mediaType: OCI_LAYER_GZIP, digest: parseDigest(sha256Of(bytes)), size },
    opened: () => opened,
    open: function* () {
      opened += 1;
      for (let at = 0; at < size; at += 50_000) yield bytes.subarray(at, at + 50_000);
    },
  };
}

describe('push', () => {
  let registry: FakeRegistry;
  let test: TestClient;
  let client: RegistryClient;
  beforeEach(async () => {
    registry = await FakeRegistry.start();
    test = testClient();
    client = test.client;
  });
  afterEach(async () => {
    test.close();
    await registry.stop();
  });
  const uploads = (): readonly string[] => registry.log.filter((line) => /^(?:POST|PUT) .*\/blobs\//.test(line));
  const transfers = (digest: Digest): readonly BuildEvent[] =>
    test.events.filter((event) => event.type === 'transfer' && event.digest === digest);

  it('uploads what is missing, then puts the manifest under every tag', async () => {
    const layers = [layer('a'), layer('b')];
    const pushed = imageToPush(registry, layers, ['1', 'latest']);
    const { digest } = await client.pushImage(pushed, SIGNAL);
    expect(digest).toBe(sha256Of(pushed.manifest.bytes));
    for (const { descriptor } of layers) {
      const stored = registry.blobs.get(`team/app@${descriptor.digest}`);
      expect(sha256Of(stored ?? Buffer.alloc(0))).toBe(descriptor.digest);
      expect(transfers(descriptor.digest).at(-1)).toEqual({
        type: 'transfer',
        direction: 'push',
        digest: descriptor.digest,
        done: descriptor.size,
        total: descriptor.size,
      });
    }
    expect(registry.blobs.has(`team/app@${sha256Of(CONFIG)}`)).toBe(true);
    expect(registry.log.slice(-2)).toEqual(['PUT /v2/team/app/manifests/1', 'PUT /v2/team/app/manifests/latest']);
    // The query of the upload's address is the registry's own, and stays as it was.
    expect(
      registry.log.filter((line) => line.startsWith('PUT') && line.includes('?_state=a%2Bb%3D%3D&digest=sha256%3A')),
    ).toHaveLength(3);
    const puts = registry.requests.filter(({ method, url }) => method === 'PUT' && url.includes('/blobs/'));
    expect(puts.map(({ headers }) => headers['content-length']).sort()).toEqual(
      ['200000', '200000', String(CONFIG.length)].sort(),
    );
  });

  it('asks one question, moves no byte, and opens no blob, when the manifest is there', async () => {
    const layers = [layer('a'), layer('b')];
    await client.pushImage(imageToPush(registry, layers), SIGNAL);
    registry.requests.length = 0;
    test.events.length = 0;
    const again = [layer('a'), layer('b')];
    const { digest } = await client.pushImage(imageToPush(registry, again, ['2', '3']), SIGNAL);
    expect(again.map(({ opened }) => opened())).toEqual([0, 0]);
    expect(registry.log).toEqual([
      `HEAD /v2/team/app/manifests/${digest}`,
      'PUT /v2/team/app/manifests/2',
      'PUT /v2/team/app/manifests/3',
    ]);
    expect(test.events).toHaveLength(3);
    expect(test.events.every((event) => event.type === 'transfer' && event.skipped === 'already there')).toBe(true);
  });

  it('asks for each blob where the manifest is another, and opens those alone that are missing', async () => {
    await client.pushImage(imageToPush(registry, [layer('a')]), SIGNAL);
    registry.requests.length = 0;
    const more = [layer('a'), layer('b')];
    await client.pushImage(imageToPush(registry, more), SIGNAL);
    expect(more.map(({ opened }) => opened())).toEqual([0, 1]);
    expect(registry.requests.map(({ method }) => method).sort()).toEqual([
      'HEAD',
      'HEAD',
      'HEAD',
      'HEAD',
      'POST',
      'PUT',
      'PUT',
    ]);
  });

  it.each([401, 403, 404])('pushes in full where the question for the manifest is answered by %i', async (status) => {
    const layers = [layer('a')];
    await client.pushImage(imageToPush(registry, layers), SIGNAL);
    registry.fault = ({ method, url }, response) => {
      if (method !== 'HEAD' || !url.includes('/manifests/')) return undefined;
      response.writeHead(status).end();
      return true;
    };
    registry.requests.length = 0;
    await client.pushImage(imageToPush(registry, layers, ['2']), SIGNAL);
    expect(registry.log.filter((line) => line.includes('/blobs/'))).toHaveLength(2);
    expect(registry.manifests.has('team/app:2')).toBe(true);
  });

  it.each([405, 501])('asks by GET from a registry that answers HEAD by %i, and by HEAD once', async (status) => {
    registry.fault = ({ method }, response) =>
      method === 'HEAD' ? (response.writeHead(status).end(), true) : undefined;
    const layers = [layer('a'), layer('b', 0)];
    for (const { descriptor } of layers) registry.putBlob('team/app', Buffer.alloc(descriptor.size, 'a'));
    const pushed = imageToPush(registry, [...layers, layer('c')]);
    const { digest } = await client.pushImage(pushed, SIGNAL);
    expect(registry.log.filter((line) => line.startsWith('HEAD'))).toEqual([`HEAD /v2/team/app/manifests/${digest}`]);
    const asked = registry.requests.filter(({ method, url }) => method === 'GET' && url.includes('/blobs/'));
    expect(asked.map(({ headers }) => headers.range)).toEqual(Array.from({ length: 4 }, () => 'bytes=0-0'));
    expect(
      layers.map(({ opened }) => opened()),
      'those that are there',
    ).toEqual([0, 0]);
    expect(registry.manifests.has('team/app:1')).toBe(true);
    registry.requests.length = 0;
    await client.pushImage(imageToPush(registry, [...layers, layer('c')], ['2']), SIGNAL);
    expect(registry.log).toEqual([`GET /v2/team/app/manifests/${digest}`, 'PUT /v2/team/app/manifests/2']);
  });

  it('asks by GET for large blobs of a registry that knows neither HEAD nor ranges, and reads none', async () => {
    registry.ranges = false;
    let sent = 0;
    registry.fault = ({ method, url }, response) => {
      if (method === 'HEAD') return (response.writeHead(405).end(), true);
      if (method !== 'GET' || !url.includes('/blobs/')) return undefined;
      response.writeHead(200, { 'content-length': 2 ** 40 });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
      return true;
    };
    await client.pushImage(imageToPush(registry, [layer('a')]), SIGNAL);
    expect(sent).toBeLessThan(20_000_000);
  });

  it('asks for a blob once, however often the manifest names it', async () => {
    const twice = layer('a');
    await client.pushImage(imageToPush(registry, [twice, twice]), SIGNAL);
    expect(registry.log.filter((line) => line === `HEAD /v2/team/app/blobs/${twice.descriptor.digest}`)).toHaveLength(
      1,
    );
  });

  it('puts the manifest under its digest when there is no tag', async () => {
    const { digest } = await client.pushImage(imageToPush(registry, [], []), SIGNAL);
    expect(registry.log.at(-1)).toBe(`PUT /v2/team/app/manifests/${digest}`);
  });

  it('pushes an index with its images, and none of them when it is there', async () => {
    const images = [imageToPush(registry, [layer('a')]), imageToPush(registry, [layer('b')])];
    const manifests = images.map(({ manifest: { bytes } }) => ({
      mediaType: OCI_MANIFEST,
      digest: sha256Of(bytes),
      size: bytes.byteLength,
    }));
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
    const index = { mediaType: OCI_INDEX, bytes };
    const target = { registry: registry.host, repository: 'team/app', tags: ['multi'] };
    expect(await client.pushIndex({ target, index, images }, SIGNAL)).toEqual({ digest: sha256Of(bytes) });
    expect(registry.manifests.get('team/app:multi')?.mediaType).toBe(OCI_INDEX);
    for (const { digest } of manifests) expect(registry.manifests.has(`team/app@${digest}`)).toBe(true);
    registry.requests.length = 0;
    test.events.length = 0;
    await client.pushIndex({ target: { ...target, tags: ['again'] }, index, images }, SIGNAL);
    expect(registry.log).toEqual([
      `HEAD /v2/team/app/manifests/${sha256Of(bytes)}`,
      'PUT /v2/team/app/manifests/again',
    ]);
    expect(test.events).toHaveLength(4);
  });

  describe('mounts', () => {
    const from = (repository: string, host = registry.host): BlobToPush => ({
      ...layer('a'),
      mountFrom: { registry: host, repository },
    });

    it('from a repository that holds the blob', async () => {
      registry.putBlob('base', Buffer.alloc(200_000, 'a'));
      const mounted = from('base');
      await client.pushImage(imageToPush(registry, [mounted]), SIGNAL);
      const { digest } = mounted.descriptor;
      const query = `mount=${encodeURIComponent(digest)}&from=base`;
      expect(uploads()).toContain(`POST /v2/team/app/blobs/uploads/?${query}`);
      expect(uploads().filter((line) => line.startsWith('PUT'))).toHaveLength(1);
      expect(transfers(digest)).toMatchObject([{ skipped: 'mounted from base' }]);
    });

    it('go on as an upload where the registry opens one instead', async () => {
      const absent = from('base');
      await client.pushImage(imageToPush(registry, [absent]), SIGNAL);
      expect(registry.blobs.has(`team/app@${absent.descriptor.digest}`)).toBe(true);
      expect(
        uploads().filter((line) => line.startsWith('POST')),
        'one for the layer, one for the config',
      ).toHaveLength(2);
    });

    it.each([401, 403, 404, 405, 500])('go on as an upload when they are answered by %i', async (status) => {
      registry.fault = ({ url }, response) =>
        url.includes('mount=') ? (refuse(response, status, 'X', 'no'), true) : undefined;
      const refused = from('base');
      await client.pushImage(imageToPush(registry, [refused]), SIGNAL);
      expect(registry.blobs.has(`team/app@${refused.descriptor.digest}`)).toBe(true);
    });

    it('are not tried across registries, or from the repository itself', async () => {
      await client.pushImage(imageToPush(registry, [from('base', 'ghcr.io')]), SIGNAL);
      registry.blobs.clear();
      await client.pushImage(imageToPush(registry, [from('team/app')]), SIGNAL);
      expect(uploads().some((line) => line.includes('mount='))).toBe(false);
    });
  });

  describe('faults', () => {
    const isPut = (url: string, method: string): boolean => method === 'PUT' && url.includes('/blobs/uploads/');

    it.each<[string, FakeRegistry['fault']]>([
      ['a connection that breaks', (_, response, raw) => (raw.once('data', () => response.destroy()), true)],
      ['a 503', (_, response) => (refuse(response, 503, 'UNAVAILABLE', 'x'), true)],
      ['an upload that is gone', (_, response) => (refuse(response, 404, 'BLOB_UPLOAD_UNKNOWN', 'x'), true)],
      ['an upload that is not found', (_, response) => (response.writeHead(404).end(), true)],
      ['a server that takes nothing', () => true],
      [
        'another digest',
        (_, response, raw) => {
          raw.resume().once('end', () => response.writeHead(201, { 'docker-content-digest': sha256Of('x') }).end());
          return true;
        },
      ],
    ])('%s: the upload is opened anew', async (_, fault) => {
      let faults = 1;
      registry.fault = (request, response, raw) =>
        isPut(request.url, request.method) && request.headers['content-length'] === '9000000' && faults-- > 0
          ? fault?.(request, response, raw)
          : undefined;
      const blob = layer('a', 9_000_000);
      await client.pushImage(imageToPush(registry, [blob]), SIGNAL);
      expect(blob.opened()).toBe(2);
      expect(registry.blobs.has(`team/app@${blob.descriptor.digest}`)).toBe(true);
      expect(test.clock.waits).toHaveLength(1);
    });

    it('an upload that always breaks ends after six attempts, and the manifest is not put', async () => {
      registry.fault = ({ url, method }, response) =>
        isPut(url, method) ? (refuse(response, 500, 'X', 'x'), true) : undefined;
      const blob = layer('a');
      const error: unknown = await client
        .pushImage(imageToPush(registry, [blob]), SIGNAL)
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(InfraError);
      expect(error).toMatchObject({ attempts: 6, retryable: true });
      expect(registry.log.some((line) => /^PUT .*\/manifests\//.test(line))).toBe(false);
    });

    it.each([
      ['without a code, twice', undefined, 2],
      ['with the code for lost uploads, as often as any failure', 'BLOB_UPLOAD_UNKNOWN', 6],
    ])('uploads that are never found are opened anew: %s', async (_, code, times) => {
      registry.fault = ({ url, method }, response) => {
        if (!isPut(url, method)) return undefined;
        if (code === undefined) response.writeHead(404).end();
        else refuse(response, 404, code, 'x');
        return true;
      };
      await expect(client.pushImage(imageToPush(registry, []), SIGNAL)).rejects.toMatchObject({ status: 404 });
      expect(registry.log.filter((line) => line.startsWith('POST'))).toHaveLength(times);
    });

    it.each([
      ['HEAD', 401],
      ['HEAD', 403],
      ['POST', 401],
      ['POST', 403],
      ['PUT', 403],
    ])('a %s that is answered by %i is the user’s to mend', async (method, status) => {
      registry.fault = (request, response) =>
        request.method === method ? (refuse(response, status, 'DENIED', 'no write access'), true) : undefined;
      const error: unknown = await client
        .pushImage(imageToPush(registry, [layer('a')]), SIGNAL)
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).toContain(`push of ${registry.host}/team/app was denied`);
      expect((error as UserError).hint).toContain(`docker login ${registry.host}`);
    });

    it('a repository that must be made first', async () => {
      registry.fault = ({ method }, response) =>
        method === 'POST' ? (refuse(response, 404, 'NAME_UNKNOWN', 'no such repository'), true) : undefined;
      await expect(client.pushImage(imageToPush(registry, [layer('a')]), SIGNAL)).rejects.toBeInstanceOf(UserError);
    });

    it('a manifest that is stored as something else', async () => {
      registry.fault = ({ url }, response) =>
        url.includes('/manifests/')
          ? (response.writeHead(201, { 'docker-content-digest': sha256Of('x') }).end(), true)
          : undefined;
      await expect(client.pushImage(imageToPush(registry, []), SIGNAL)).rejects.toThrow('under another digest');
    });

    describe('an answer to a manifest that is not a 201', () => {
      const isPutOfManifest = (method: string, url: string): boolean => method === 'PUT' && url.includes('/manifests/');

      it.each([
        [200, {}],
        [202, {}],
        [200, { 'content-type': 'text/html' }],
      ])('%i %o, of a server that keeps nothing, is an error', async (status, headers) => {
        registry.fault = ({ url, method }, response, raw) =>
          isPutOfManifest(method, url)
            ? (raw.resume().once('end', () => response.writeHead(status, headers).end('<p>Welcome!')), true)
            : undefined;
        await expect(client.pushImage(imageToPush(registry, []), SIGNAL)).rejects.toThrow(
          'and does not have it in team/app:',
        );
      });

      it('is enough with the right digest, and without one if the registry has the manifest', async () => {
        const what = imageToPush(registry, []);
        await client.pushImage(what, SIGNAL);
        const before = registry.log.length;
        const digest = sha256Of(what.manifest.bytes);
        const answer =
          (headers: Record<string, string>): FakeRegistry['fault'] =>
          ({ url, method }, response, raw) => {
            // Under a tag and under its digest, it is there from the first push.
            if (method === 'HEAD' && url.endsWith(digest)) return (response.writeHead(404).end(), true);
            if (!isPutOfManifest(method, url)) return undefined;
            raw.resume().once('end', () => response.writeHead(200, headers).end());
            return true;
          };
        registry.fault = answer({ 'docker-content-digest': digest });
        await client.pushImage(what, SIGNAL);
        const asked = (): number =>
          registry.log.slice(before).filter((line) => /^HEAD .*\/manifests\/(?!sha256:)/.test(line)).length;
        expect(asked()).toBe(0);
        registry.fault = answer({});
        await client.pushImage(what, SIGNAL);
        expect(asked()).toBe(1);
      });
    });

    it('one blob’s failure stops the others', async () => {
      const fault = new Error('disk');
      const broken: BlobToPush = {
        ...layer('a'),
        open: () => {
          throw fault;
        },
      };
      const others = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'].map((letter) => layer(letter));
      await expect(client.pushImage(imageToPush(registry, [broken, ...others]), SIGNAL)).rejects.toBe(fault);
      expect(registry.log.some((line) => /^PUT .*\/manifests\//.test(line))).toBe(false);
    });

    it('what does not fit together is a bug', async () => {
      const good = imageToPush(registry, [layer('a')]);
      await expect(client.pushImage({ ...good, layers: [] }, SIGNAL)).rejects.toBeInstanceOf(EngineBug);
      await expect(client.pushImage({ ...good, config: Buffer.from('{}') }, SIGNAL)).rejects.toBeInstanceOf(EngineBug);
      const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [] }));
      await expect(
        client.pushImage({ ...good, manifest: { mediaType: OCI_INDEX, bytes: index } }, SIGNAL),
      ).rejects.toBeInstanceOf(EngineBug);
      expect(registry.requests).toEqual([]);
    });

    it('stops when it is aborted', async () => {
      const abort = new AbortController();
      const reason = new Error('cancelled');
      registry.fault = ({ url, method }) => (isPut(url, method) ? (abort.abort(reason), true) : undefined);
      await expect(client.pushImage(imageToPush(registry, [layer('a', 9_000_000)]), abort.signal)).rejects.toBe(reason);
    });
  });

  it('sends about ten events a second, whatever the number of chunks', async () => {
    const blob = layer('a', 5_000_000);
    const slow: BlobToPush = {
      descriptor: blob.descriptor,
      open: function* () {
        for (const chunk of blob.open() as Iterable<Uint8Array>) {
          test.clock.advance(25);
          yield chunk;
        }
      },
    };
    await client.pushImage(imageToPush(registry, [slow]), SIGNAL);
    // 100 chunks in 2.5 s.
    const seen = transfers(blob.descriptor.digest);
    expect(seen.length).toBeGreaterThanOrEqual(20);
    expect(seen.length).toBeLessThanOrEqual(30);
    expect(seen.at(-1)).toMatchObject({ done: 5_000_000, total: 5_000_000 });
  });
});
