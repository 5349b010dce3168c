import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UserError } from '../../../src/errors.js';
import type { Descriptor } from '../../../src/oci/descriptor.js';
import { parseDigest } from '../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../src/oci/media-types.js';
import type { RegistryClient } from '../../../src/registry/client.js';
import { HttpError } from '../../../src/http/http-error.js';
import { FakeRegistry, sha256Of } from '../../support/fake-registry.js';
import { type TestClient, testClient, type TestSettings } from '../../support/registry-client.js';

const SIGNAL = new AbortController().signal;
const LAYER = Buffer.alloc(300_000, 'layer bytes ');

function descriptorOf(mediaType: string, bytes: Buffer): Descriptor {
  return { mediaType, digest: parseDigest(sha256Of(bytes)), size: bytes.length };
}

async function errorOf(work: Promise<unknown>): Promise<Error> {
  const result = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (result instanceof Error) return result;
  throw new Error('there was no error');
}

async function download(client: RegistryClient, registry: string, blob: Descriptor): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of client.fetchBlob({ registry, repository: 'app' }, blob, SIGNAL)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('fetchBlob', () => {
  let registry: FakeRegistry;
  const clients: TestClient[] = [];
  const open = (settings: TestSettings = {}): ReturnType<typeof testClient> => {
    const made = testClient(settings);
    clients.push(made);
    return made;
  };
  beforeEach(async () => {
    registry = await FakeRegistry.start();
    registry.putBlob('app', LAYER);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    await registry.stop();
  });

  const blob = descriptorOf(OCI_LAYER_GZIP, LAYER);

  const breakAfter = (bytes: number, times: number): FakeRegistry['fault'] => {
    return ({ url, before, headers }, response) => {
      if (!url.includes('/blobs/') || before >= times) return undefined;
      const from = Number(/bytes=(\d+)/.exec(headers.range ?? '')?.[1] ?? 0);
      response.writeHead(from === 0 ? 200 : 206, {
        'content-length': LAYER.length - from,
        ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${LAYER.length - 1}/${LAYER.length}` }),
      });
      response.write(LAYER.subarray(from, from + bytes), () => setTimeout(() => response.destroy(), 20));
      return true;
    };
  };

  it('goes on from where the connection broke', async () => {
    registry.fault = breakAfter(70_000, 3);
    const { client, events } = open();
    expect(sha256Of(await download(client, registry.host, blob))).toBe(blob.digest);
    const ranges = registry.requests.filter(({ url }) => url.includes('/blobs/')).map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=70000-', 'bytes=140000-', 'bytes=210000-']);
    expect(events.at(-1)).toMatchObject({
      type: 'transfer',
      direction: 'pull',
      done: LAYER.length,
      total: LAYER.length,
    });
  });

  it('also where the server does not know ranges', async () => {
    registry.fault = breakAfter(70_000, 1);
    registry.ranges = false;
    expect(sha256Of(await download(open().client, registry.host, blob))).toBe(blob.digest);
  });

  it('gives up when there is no progress', async () => {
    registry.fault = breakAfter(0, 1000);
    const { client, clock } = open();
    const error = await errorOf(download(client, registry.host, blob));
    expect(error).toMatchObject({ attempts: 6, retryable: true });
    expect(clock.waits).toEqual([375, 750, 1500, 3000, 6000]);
  });

  it('ends a server that stalls in the middle, and goes on', async () => {
    registry.fault = ({ url, before }, response) => {
      if (!url.includes('/blobs/') || before > 0) return undefined;
      response.writeHead(200, { 'content-length': LAYER.length }).write(LAYER.subarray(0, 1000));
      return true;
    };
    expect(sha256Of(await download(open().client, registry.host, blob))).toBe(blob.digest);
  });

  it('does not hold a slow reader against the registry', async () => {
    const { client } = open({ timeouts: { connectMs: 1000, idleMs: 60, commitMs: 60 } });
    let size = 0;
    let first = true;
    for await (const chunk of client.fetchBlob({ registry: registry.host, repository: 'app' }, blob, SIGNAL)) {
      if (first) await new Promise((resolve) => setTimeout(resolve, 200));
      first = false;
      size += chunk.byteLength;
    }
    expect(size).toBe(LAYER.length);
    expect(registry.requests.filter(({ url }) => url.includes('/blobs/'))).toHaveLength(1);
  });

  it.each([
    ['a length that is not the manifest’s', true, 299_999],
    ['too few bytes', false, 299_999],
    ['too many bytes', false, 300_001],
  ])('refuses %s', async (_, stated, size) => {
    registry.fault = ({ url }, response) => {
      if (!url.includes('/blobs/')) return undefined;
      if (stated) response.setHeader('content-length', size);
      response.end(Buffer.alloc(size));
      return true;
    };
    const { client, clock } = open();
    const error = await errorOf(download(client, registry.host, blob));
    expect(error.message).toMatch(/300001 bytes|299999 bytes/);
    expect(error).toMatchObject({ retryable: false });
    expect(clock.waits).toEqual([]);
  });

  it('refuses a part that begins elsewhere', async () => {
    registry.fault = (request, response, raw) => {
      if (!request.url.includes('/blobs/')) return undefined;
      if (request.before === 0) return breakAfter(1000, 1)?.(request, response, raw);
      response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('12345');
      return true;
    };
    expect((await errorOf(download(open().client, registry.host, blob))).message).toContain('"bytes 5-9/10"');
  });

  it('refuses a foreign layer only where the registry does not hold it', async () => {
    const urls = ['https://cdn.example.com/layer'];
    expect(sha256Of(await download(open().client, registry.host, { ...blob, urls }))).toBe(blob.digest);
    registry.blobs.clear();
    const foreign = await errorOf(download(open().client, registry.host, { ...blob, urls }));
    expect(foreign).toBeInstanceOf(UserError);
    expect(foreign.message).toContain('cdn.example.com');
    const missing = await errorOf(download(open().client, registry.host, blob));
    expect(missing).toBeInstanceOf(HttpError);
    expect(missing).toMatchObject({ status: 404, retryable: false });
  });

  it('stops at once when it is aborted', async () => {
    registry.fault = ({ url }, response) => {
      if (!url.includes('/blobs/')) return undefined;
      response.writeHead(200, { 'content-length': LAYER.length }).write(LAYER.subarray(0, 1000));
      return true;
    };
    const abort = new AbortController();
    const reason = new Error('cancelled');
    const { client } = open({ timeouts: { connectMs: 20_000, idleMs: 20_000, commitMs: 20_000 } });
    const work = (async () => {
      for await (const chunk of client.fetchBlob({ registry: registry.host, repository: 'app' }, blob, abort.signal)) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        setTimeout(() => abort.abort(reason), 10);
      }
    })();
    expect(await errorOf(work)).toBe(reason);
  });

  it('leaves no listener on the signal behind', async () => {
    const { signal } = new AbortController();
    const { client } = open();
    await client.hasBlob({ registry: registry.host, repository: 'app' }, blob.digest, signal);
    registry.fault = breakAfter(70_000, 2);
    for await (const chunk of client.fetchBlob({ registry: registry.host, repository: 'app' }, blob, signal)) {
      expect(getEventListeners(signal, 'abort').length, `after ${chunk.byteLength} bytes`).toBeLessThanOrEqual(1);
    }
    for await (const chunk of client.fetchBlob({ registry: registry.host, repository: 'app' }, blob, signal)) {
      if (chunk.byteLength > 0) break;
    }
    const wrong = { ...blob, size: blob.size + 1 };
    const short = client.fetchBlob({ registry: registry.host, repository: 'app' }, wrong, signal);
    await expect(short.next()).rejects.toThrow(/which should have/);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('reads an empty blob', async () => {
    const empty = descriptorOf(OCI_LAYER_GZIP, Buffer.alloc(0));
    registry.putBlob('app', Buffer.alloc(0));
    expect(await download(open().client, registry.host, empty)).toHaveLength(0);
  });

  it('says whether a blob is there', async () => {
    const { client } = open();
    const source = { registry: registry.host, repository: 'app' };
    expect(await client.hasBlob(source, blob.digest, SIGNAL)).toBe(true);
    expect(await client.hasBlob({ ...source, repository: 'other' }, blob.digest, SIGNAL)).toBe(false);
  });
});
