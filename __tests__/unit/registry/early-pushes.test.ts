import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { BuildEvent } from '../../../src/engine/events.js';
import { parseDigest } from '../../../src/oci/digest.js';
import { OCI_LAYER_GZIP } from '../../../src/oci/media-types.js';
import type { EarlyBlob } from '../../../src/registry/early-pushes.js';
import { FakeRegistry, type Fault, refuse, sha256Of } from '../../support/fake-registry.js';
import { gate } from '../../support/gate.js';
import { imageToPush } from '../../support/image-to-push.js';
import { type TestClient, testClient } from '../../support/registry-client.js';

const SIGNAL = new AbortController().signal;
const REPOSITORY = 'team/app';
const SIZE = 50_000;

function layer(letter: string, more: Partial<EarlyBlob> = {}): EarlyBlob {
  const bytes = Buffer.alloc(SIZE, letter);
  return {
    descriptor: { mediaType: OCI_LAYER_GZIP, digest: parseDigest(sha256Of(bytes)), size: SIZE },
    open: () => [bytes],
    ready: () => Promise.resolve(true),
    ...more,
  };
}

const A = layer('a');
const B = layer('b');
/** More than are pushed side by side. */
const MANY = 'c d e f g h i j'.split(' ').map((letter) => layer(letter));

const isUpload = (line: string): boolean => line.startsWith('PUT ') && line.includes('/blobs/uploads/');

describe('blobs that are pushed before their image', () => {
  let registry: FakeRegistry;
  let test: TestClient;

  beforeEach(async () => {
    registry = await FakeRegistry.start();
    registry.checksManifests = true;
    test = clientWaiting(60_000);
  });
  afterEach(async () => {
    await test.client.close();
    test.close();
    await registry.stop();
  });

  /** @param ms for an answer */
  function clientWaiting(ms: number): TestClient {
    return testClient({ timeouts: { connectMs: 60_000, idleMs: ms, commitMs: ms } });
  }

  const begin = (blob: EarlyBlob, signal = SIGNAL): void =>
    test.client.pushEarly({ registry: registry.host, repository: REPOSITORY }, blob, signal);
  const push = (...layers: readonly EarlyBlob[]) => test.client.pushImage(imageToPush(registry, layers), SIGNAL);
  const has = ({ descriptor }: EarlyBlob): boolean => registry.blobs.has(`${REPOSITORY}@${descriptor.digest}`);
  const uploads = (): number => registry.log.filter(isUpload).length;
  const heads = ({ descriptor }: EarlyBlob): number =>
    registry.log.filter((line) => line === `HEAD /v2/${REPOSITORY}/blobs/${descriptor.digest}`).length;
  const pushed = ({ descriptor }: EarlyBlob): readonly BuildEvent[] =>
    test.events.filter((event) => event.type === 'transfer' && event.digest === descriptor.digest);

  /** Waits for something that the registry gets to know. */
  async function until(isSo: () => boolean): Promise<void> {
    await expect.poll(isSo, { interval: 5 }).toBe(true);
  }

  it('are neither asked for nor uploaded again, and told of once', async () => {
    begin(A);
    begin(A);
    await until(() => has(A));
    await push(A, B);
    expect([heads(A), heads(B)]).toEqual([1, 1]);
    // A, B and the config.
    expect(uploads()).toBe(3);
    const { digest } = A.descriptor;
    expect(pushed(A)).toEqual([{ type: 'transfer', direction: 'push', digest, done: SIZE, total: SIZE }]);
  });

  it('are waited for by the push while they are under way', async () => {
    const open = gate();
    const slow = layer('a', {
      open: async function* () {
        await open.opened;
        yield* A.open();
      },
    });
    begin(slow);
    await until(() => registry.log.some((line) => line.startsWith('POST ')));
    const over = push(slow, B);
    await until(() => has(B));
    open.open();
    await over;
    expect(heads(slow)).toBe(1);
    expect(uploads()).toBe(3);
  });

  it('are told as present if they are, and not a second time', async () => {
    registry.putBlob(REPOSITORY, Buffer.alloc(SIZE, 'a'));
    begin(A);
    await until(() => pushed(A).length > 0);
    await push(A);
    expect(pushed(A)).toMatchObject([{ skipped: 'already there' }]);
  });

  it('that nobody has begun with are taken over by the push', async () => {
    for (const blob of MANY) begin(blob);
    await push(...MANY);
    for (const blob of MANY) expect(has(blob)).toBe(true);
    expect(uploads()).toBe(MANY.length + 1);
  });

  it('are six at a time', async () => {
    const open = gate();
    let running = 0;
    const slow = MANY.map((blob) => ({
      ...blob,
      open: async function* () {
        running += 1;
        await open.opened;
        yield* blob.open();
      },
    }));
    for (const blob of slow) begin(blob);
    await until(() => running === 6);
    expect(MANY.map(heads)).toEqual([1, 1, 1, 1, 1, 1, 0, 0]);
    open.open();
    await until(() => MANY.every(has));
  });

  const FAULTS: Readonly<Record<string, Fault>> = {
    'answers 401': (_request, response) => (refuse(response, 401, 'UNAUTHORIZED', 'log in'), true),
    'answers 429': (_request, response) => (refuse(response, 429, 'TOOMANYREQUESTS', 'slow down'), true),
    'answers 500': (_request, response) => (refuse(response, 500, 'UNKNOWN', 'oh'), true),
    'cuts the connection': (_request, response) => (response.destroy(), true),
    'never answers': () => true,
  };
  const AT = ['HEAD ', 'POST ', 'PUT '];

  it.each(Object.keys(FAULTS).flatMap((name) => AT.map((method) => [name, method] as const)))(
    'are pushed with the image if the registry %s to %s',
    async (name, method) => {
      if (name === 'never answers') {
        test.close();
        test = clientWaiting(1_500);
      }
      let met = 0;
      registry.fault = (request, response, raw) => {
        if (request.method !== method.trim() || met > 0) return undefined;
        met += 1;
        return FAULTS[name]?.(request, response, raw);
      };
      begin(A);
      await until(() => met === 1);
      await push(A, B);
      expect([has(A), has(B)]).toEqual([true, true]);
      // Neither a wait nor a warning: the failure is nobody's.
      expect(test.clock.waits).toEqual([]);
      expect(test.events.map(({ type }) => type)).not.toContain('warning');
    },
  );

  it('are not tried any more after the first failure', async () => {
    registry.fault = (request, response) =>
      request.method === 'PUT' ? (refuse(response, 403, 'DENIED', 'no'), true) : undefined;
    begin(A);
    await until(() => uploads() === 1);
    await expect(push()).rejects.toThrow(/denied/);
    const before = registry.log.length;
    begin(B);
    await new Promise((resolve) => setImmediate(resolve));
    expect(registry.log).toHaveLength(before);
  });

  it('of which the content is wrong are not taken for pushed', async () => {
    const wrong = layer('a', { open: () => [Buffer.alloc(SIZE, 'x')] });
    begin(wrong);
    await until(() => uploads() === 1);
    await expect(push(wrong)).rejects.toThrow(/digest did not match/);
    await push(A);
    expect(has(A)).toBe(true);
  });

  it('are only looked for if their bytes are not here', async () => {
    let opened = 0;
    const elsewhere = layer('a', {
      ready: () => Promise.resolve(false),
      open: () => {
        opened += 1;
        return [Buffer.alloc(SIZE, 'a')];
      },
    });
    begin(elsewhere);
    await until(() => heads(elsewhere) === 1);
    await push(elsewhere);
    expect(opened).toBe(1);
    expect(uploads()).toBe(2);
  });

  it('do not end the others’ way if their own bytes do not come', async () => {
    begin(layer('a', { ready: () => Promise.reject(new Error('the base is gone')) }));
    begin(B);
    await until(() => has(B));
    expect(uploads()).toBe(1);
    await push(A, B);
    expect(has(A)).toBe(true);
  });

  it('are mounted where another repository has them', async () => {
    registry.putBlob('library/base', Buffer.alloc(SIZE, 'a'));
    const mountFrom = { registry: registry.host, repository: 'library/base' };
    begin(layer('a', { mountFrom, ready: () => Promise.resolve(false) }));
    await until(() => has(A));
    await push(A);
    expect(uploads()).toBe(1);
    expect(pushed(A)).toMatchObject([{ skipped: 'mounted from library/base' }]);
  });

  it('are asked for again if they were pushed long ago', async () => {
    begin(A);
    await until(() => pushed(A).length > 0);
    registry.blobs.clear();
    test.clock.advance(11 * 60_000);
    await push(A);
    expect(has(A)).toBe(true);
  });

  it('stop with their signal, and when the client is closed', async () => {
    let hanging = 0;
    registry.fault = ({ method }) => (method === 'HEAD' ? ((hanging += 1), true) : undefined);
    const stop = new AbortController();
    begin(A, stop.signal);
    await until(() => hanging === 1);
    stop.abort();
    begin(B);
    await until(() => hanging === 2);
    await test.client.close();
    expect(registry.log.filter((line) => line.startsWith('POST '))).toEqual([]);
  });

  it('show no bytes as moved after they failed', async () => {
    registry.fault = (request, response, raw) => {
      if (request.method !== 'PUT') return undefined;
      registry.fault = undefined;
      raw.once('data', () => response.destroy());
      return true;
    };
    const big = Buffer.alloc(4_000_000, 'z');
    const blob: EarlyBlob = {
      descriptor: { mediaType: OCI_LAYER_GZIP, digest: parseDigest(sha256Of(big)), size: big.length },
      open: function* () {
        for (let at = 0; at < big.length; at += 65_536) yield big.subarray(at, at + 65_536);
      },
      ready: () => Promise.resolve(true),
    };
    begin(blob);
    await until(() => uploads() === 1);
    await until(() => pushed(blob).some((event) => event.type === 'transfer' && event.done === 0));
    await push(blob);
    expect(pushed(blob).at(-1)).toMatchObject({ done: big.length });
  });

  it('do not use up the attempts of the push, also not those for a token', async () => {
    let tokens = 0;
    registry.fault = (request, response) => {
      if (request.url.startsWith('/token')) {
        tokens += 1;
        if (tokens < 4) return (refuse(response, 503, 'UNAVAILABLE', 'later'), true);
        response.writeHead(200).end(JSON.stringify({ token: 'secret' }));
        return true;
      }
      if (request.headers.authorization !== undefined) return undefined;
      response.setHeader('www-authenticate', `Bearer realm="http://${registry.host}/token",service="test"`);
      return (refuse(response, 401, 'UNAUTHORIZED', 'log in'), true);
    };
    begin(A);
    await until(() => tokens === 1);
    await push(A);
    expect(has(A)).toBe(true);
    // The first was for the early push alone, which did not try again.
    expect(tokens).toBe(4);
    expect(test.clock.waits).toHaveLength(2);
  });
});
