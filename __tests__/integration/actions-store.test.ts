import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ActionsStore } from '../../src/cache/actions/actions-store.js';
import { CacheService } from '../../src/cache/actions/cache-service.js';
import { BLOB_VERSION, blobKey, alternateKey, PACK_VERSIONS, PackKeys } from '../../src/cache/actions/entry-keys.js';
import { InfraError } from '../../src/errors.js';
import { NO_RETRY } from '../../src/http/retry-policy.js';
import { digestOfHex, sha256 } from '../../src/oci/digest.js';
import {
  blobOf,
  bytesOf,
  digestOfFile,
  newPack,
  openActionsStore,
  randomBlob,
  SIGNAL,
} from '../support/actions-store.js';
import { partsOfBlob } from '../support/cache-samples.js';
import { CachingMachine, slowLayer } from '../support/cached-build.js';
import { testHttpClient } from '../support/http-client.js';
import { testClient } from '../support/registry-client.js';
import { putEntry } from '../support/entry-bytes.js';
import { type ActionsCacheService, MAIN, startActionsCacheService } from '../support/actions-cache-service.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const PULL = 'refs/pull/7/merge';

describe('the Actions cache as a store', () => {
  let service: ActionsCacheService;
  let folder: string;
  let machines = 0;

  beforeEach(async () => {
    folder = await temporaryFolder('actions-store');
    service = await startActionsCacheService();
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    expect(service.server.problems).toEqual([]);
    await service.stop();
    await removeTree(folder);
  });

  type Options = Partial<Parameters<typeof openActionsStore>[0]>;

  /** A store on a machine whose folders nobody else has. */
  function machine(options: Options = {}): ActionsStore {
    return openActionsStore({ env: service.env, folder: join(folder, `machine-${machines++}`), ...options });
  }

  const actions = (): readonly string[] => service.server.requests.map(({ action }) => action);
  const newFile = (): string => join(folder, `restored-${machines++}`);

  /** An entry that a job began, which then died. */
  async function reserved(key: string, version: string): Promise<void> {
    const { env } = service;
    const http = testHttpClient();
    const address = { url: new URL(service.address), token: env['ACTIONS_RUNTIME_TOKEN'] ?? '' };
    expect(await new CacheService(http, address, NO_RETRY).reserve(key, version, SIGNAL)).toMatchObject({
      kind: 'reserved',
    });
    http.close();
  }

  async function save(options: Options = {}): Promise<string> {
    const pack = await newPack(folder);
    expect(await machine(options).savePack(pack, [], SIGNAL)).toMatchObject({ kind: 'saved' });
    return pack.id;
  }

  it('reports the blobs that it saves and restores, and those that are gone', async () => {
    const { client, close } = testClient();
    const [kept, lost] = [slowLayer('kept'), slowLayer('lost')];
    const first = new CachingMachine(folder, 'first', client);
    await first.build([], { made: [kept, lost] });
    await first.save(machine());
    const saved = [kept, lost].map(({ layer: { blob } }) => {
      const { digest, size: bytes } = blob;
      return expect.objectContaining({ action: 'blob-saved', digest, bytes, key: blobKey(digest) }) as unknown;
    });
    expect(first.told.slice(0, 2)).toEqual(expect.arrayContaining(saved));
    expect(first.told.slice(2)).toMatchObject([
      { action: 'pack-saved', location: { kind: 'actions' } },
      { action: 'budget', entries: 2, bytes: 600_000, limit: 100_000_000 },
    ]);
    expect(new Set(first.transfers.map(({ direction }) => direction))).toEqual(new Set(['save']));

    await service.evict(blobKey(lost.layer.blob.digest));
    const second = new CachingMachine(folder, 'second', client);
    await second.build([machine()], { needed: [kept, lost] });
    expect(second.told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'blob-restored', digest: kept.layer.blob.digest }),
        expect.objectContaining({ action: 'fault', doing: 'fetch', digest: lost.layer.blob.digest }),
      ]),
    );
    expect(second.transfers.at(-1)).toMatchObject({ direction: 'restore', done: 300_000, total: 300_000 });
    close();
  });

  describe('packs', () => {
    it('come back on another machine, by one lookup', async () => {
      const id = await save();
      expect(actions()).toEqual(['create', 'put-blob', 'finalize']);
      service.server.heal();
      const file = newFile();
      expect(await machine().restorePack(file, SIGNAL)).toBe(id);
      expect(await digestOfFile(file)).toBe(id);
      expect(actions()).toEqual(['find', 'get-blob']);
    });

    it('are not found if nothing was saved', async () => {
      expect(await machine().restorePack(newFile(), SIGNAL)).toBeUndefined();
    });

    it('are not saved again if they did not change since they were restored', async () => {
      const pack = await newPack(folder);
      await machine().savePack(pack, [], SIGNAL);
      const store = machine();
      await store.restorePack(newFile(), SIGNAL);
      service.server.heal();
      const key = service.keys()[0];
      expect(await store.savePack(pack, [], SIGNAL)).toEqual({ kind: 'unchanged', key });
      expect(actions()).toEqual([]);
      // Somebody else saved the same.
      expect(await machine().savePack(pack, [], SIGNAL)).toEqual({ kind: 'unchanged', key });
      expect(service.keys()).toHaveLength(1);
    });

    it('are restored from the newest of the variant, or else of the scope, but never of another scope', async () => {
      await save();
      const own = await save();
      const other = await save({ variant: 'linux/arm64' });
      await save({ scope: 'o/r:other' });
      expect(await machine().restorePack(newFile(), SIGNAL)).toBe(own);
      expect(await machine({ variant: 'linux/s390x' }).restorePack(newFile(), SIGNAL)).toBe(other);
      expect(await machine({ scope: 'o/r:third' }).restorePack(newFile(), SIGNAL)).toBeUndefined();
    });

    it('of another variant are restored as well if they are newer than the own one', async () => {
      const own = await save();
      const other = await save({ variant: 'linux/arm64' });
      const [first, second] = [machine(), machine({ variant: 'linux/arm64' })];
      expect(await first.restorePack(newFile(), SIGNAL)).toBe(own);
      const file = newFile();
      expect(await first.restoreNewest(file, SIGNAL)).toBe(other);
      expect(await digestOfFile(file)).toBe(other);
      expect(await second.restorePack(newFile(), SIGNAL)).toBe(other);
      expect(await second.restoreNewest(newFile(), SIGNAL)).toBeUndefined();
    });

    it('are restored from the own ref before newer ones of the base, and saved only under the own ref', async () => {
      const pull = service.envWith(service.tokens.mint(PULL, { base: [MAIN] }));
      const base = await save();
      const store = machine({ env: pull });
      expect(store.writeScope).toBe(PULL);
      expect(await store.restorePack(newFile(), SIGNAL)).toBe(base);
      const own = await save({ env: pull });
      const newer = await save();
      expect(await machine({ env: pull }).restorePack(newFile(), SIGNAL)).toBe(own);
      expect(await machine().restorePack(newFile(), SIGNAL)).toBe(newer);
      expect(service.entries().map(({ scope }) => scope)).toEqual([MAIN, PULL, MAIN]);
    });

    it('are refused, with words, to a job that may only read', async () => {
      const readers = [
        service.envWith(service.tokens.mint(PULL, { base: [MAIN], readOnly: true })),
        { ...service.env, ACTIONS_CACHE_MODE: 'read' },
        { ...service.env, ACTIONS_CACHE_MODE: 'none' },
      ];
      for (const env of readers) {
        const store = machine({ env });
        expect(store.writeScope).toBeUndefined();
        expect(await store.savePack(await newPack(folder), [], SIGNAL)).toMatchObject({ kind: 'refused' });
        const blob = randomBlob(100);
        expect((await store.uploadBlobs([blob], SIGNAL)).size).toBe(0);
        expect(blob.opened).toBe(0);
      }
      expect(actions().filter((action) => action !== 'find')).toEqual([]);
    });

    it('are saved but not looked for by a job that may only write', async () => {
      const env = { ...service.env, ACTIONS_CACHE_MODE: 'write-only' };
      const pack = await newPack(folder);
      expect(await machine({ env }).savePack(pack, [], SIGNAL)).toMatchObject({ kind: 'saved' });
      expect(await machine({ env }).restorePack(newFile(), SIGNAL)).toBeUndefined();
      const blob = randomBlob(100);
      expect(await machine({ env }).uploadBlobs([blob], SIGNAL)).toEqual(new Set([blob.blob.digest]));
      expect(actions()).not.toContain('find');
    });

    it('are refused when the token turns out to be read-only', async () => {
      const scopes = [{ Scope: MAIN, Permission: 1 }];
      const env = service.envWith(service.tokens.mintScopes(scopes));
      const settings = { ...env, ACTIONS_RUNTIME_TOKEN: env.ACTIONS_RUNTIME_TOKEN ?? '' };
      const store = openActionsStore({
        env: settings,
        folder: join(folder, 'optimist'),
        settings: {
          protocol: 'v2',
          url: new URL(service.address),
          token: settings.ACTIONS_RUNTIME_TOKEN,
          access: { read: true, write: true, writeScope: undefined, otherScopes: [] },
        },
      });
      expect(await store.savePack(await newPack(folder), [], SIGNAL)).toMatchObject({ kind: 'refused' });
      await expect(store.uploadBlobs([randomBlob(10)], SIGNAL)).rejects.toThrow(/write denied/);
    });

    it('that two jobs save at once under one key: one of them stays, and is complete', async () => {
      const pack = await newPack(folder, 300_000);
      const saved = await Promise.all([machine().savePack(pack, [], SIGNAL), machine().savePack(pack, [], SIGNAL)]);
      expect(saved.map(({ kind }) => kind)).toContain('saved');
      expect(service.keys()).toHaveLength(1);
      const file = newFile();
      expect(await machine().restorePack(file, SIGNAL)).toBe(pack.id);
      expect(await digestOfFile(file)).toBe(pack.id);
    });

    it('whose key a dead job reserved can be saved by the next job under another key, and are found by their id', async () => {
      const pack = await newPack(folder);
      const key = new PackKeys('o/r:Dockerfile', 'linux/amd64', MAIN).of(pack.id);
      await reserved(key, PACK_VERSIONS[0]);
      const saved = await machine().savePack(pack, [], SIGNAL);
      expect(saved).toEqual({ kind: 'saved', key: service.keys()[0] });
      const store = machine();
      const file = newFile();
      expect(await store.restorePack(file, SIGNAL)).toBe(pack.id);
      expect(await digestOfFile(file)).toBe(pack.id);
      expect(await store.savePack(pack, [], SIGNAL)).toMatchObject({ kind: 'unchanged' });
    });

    it("leave no files behind, and do not change the process's folder or variables", async () => {
      const before = {
        cwd: process.cwd(),
        temp: process.env['RUNNER_TEMP'],
        workspace: process.env['GITHUB_WORKSPACE'],
      };
      const own = join(folder, 'own');
      const store = machine({ folder: own });
      await store.savePack(await newPack(folder), [], SIGNAL);
      await store.restorePack(newFile(), SIGNAL);
      expect(await readdir(own)).toEqual([]);
      expect({
        cwd: process.cwd(),
        temp: process.env['RUNNER_TEMP'],
        workspace: process.env['GITHUB_WORKSPACE'],
      }).toEqual(before);
    });
  });

  describe('blobs', () => {
    it('are uploaded if they are not there yet: small ones as a whole, large ones in blocks', async () => {
      const small = randomBlob(1_000_000);
      const big = randomBlob(1_300_000);
      const empty = blobOf(Buffer.alloc(0));
      const all = new Set([small, big, empty].map(({ blob }) => blob.digest));
      expect(await machine().uploadBlobs([small, big, empty], SIGNAL)).toEqual(all);
      expect(actions().filter((action) => action === 'put-block')).toHaveLength(5);
      expect(actions().filter((action) => action === 'put-blob')).toHaveLength(2);
      service.server.heal();
      expect(await machine().uploadBlobs([small, big, { blob: empty.blob }], SIGNAL)).toEqual(all);
      expect(actions()).toEqual(['find', 'find', 'find']);
      expect([small.opened, big.opened]).toEqual([1, 1]);
      for (const { blob } of [small, big, empty]) {
        expect(sha256(await bytesOf(machine().fetchBlob(blob, SIGNAL)))).toBe(blob.digest);
      }
    });

    it('are also given in parts', async () => {
      const { found, wanted } = await partsOfBlob(machine(), SIGNAL);
      expect(found.map((part, number) => part.equals(wanted[number] ?? Buffer.alloc(0)))).toEqual(
        wanted.map(() => true),
      );
    });

    it('that neither the cache nor this machine has are not reported as there', async () => {
      const { blob } = randomBlob(10);
      expect((await machine().uploadBlobs([{ blob }], SIGNAL)).size).toBe(0);
      await expect(bytesOf(machine().fetchBlob(blob, SIGNAL))).rejects.toThrow(InfraError);
    });

    it('that were evicted are not there any more, and can be saved again', async () => {
      const one = randomBlob(50_000);
      await machine().uploadBlobs([one], SIGNAL);
      await service.evict(service.keys()[0] ?? '');
      await expect(bytesOf(machine().fetchBlob(one.blob, SIGNAL))).rejects.toThrow(InfraError);
      expect((await machine().uploadBlobs([one], SIGNAL)).size).toBe(1);
      expect((await bytesOf(machine().fetchBlob(one.blob, SIGNAL))).length).toBe(50_000);
    });

    it('that two jobs save at once are saved once, and count as there for both', async () => {
      const blobs = [randomBlob(400_000), randomBlob(1_500_000)];
      const held = await Promise.all([machine().uploadBlobs(blobs, SIGNAL), machine().uploadBlobs(blobs, SIGNAL)]);
      expect(held.map(({ size }) => size)).toEqual([2, 2]);
      expect(service.keys()).toHaveLength(2);
    });

    it('that are damaged on this machine are never saved, and do not keep others from being saved', async () => {
      const good = randomBlob(1000);
      const wrong = { ...randomBlob(2000), open: randomBlob(2000).open };
      const short = { ...randomBlob(2000), open: randomBlob(1000).open };
      const long = { ...randomBlob(2000), open: randomBlob(3000).open };
      const blocks = { ...randomBlob(1_500_000), open: randomBlob(1_500_000).open };
      const gone = { ...randomBlob(10), open: () => createReadStream(join(folder, 'gone')) as AsyncIterable<Buffer> };
      const held = await machine().uploadBlobs([wrong, short, long, blocks, gone, good], SIGNAL);
      expect(held).toEqual(new Set([good.blob.digest]));
      expect(service.keys()).toHaveLength(1);
    });

    it('are fetched from where a connection broke', async () => {
      const one = randomBlob(3_000_000);
      await machine().uploadBlobs([one], SIGNAL);
      service.server.heal();
      service.server.fault(({ action }) => action === 'get-blob', { kind: 'truncate' }, 2);
      expect(sha256(await bytesOf(machine().fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
      const sent = service.server.requests.reduce(
        (sum, { action, bytesOut }) => sum + (action === 'get-blob' ? bytesOut : 0),
        0,
      );
      expect(sent).toBe(3_000_000);
    });

    it('are uploaded until the service has enough for this minute', async () => {
      // It asks to wait for a minute, which is more than a test may take.
      const strict = await startActionsCacheService({ uploadsAMinute: 3 });
      const blobs = Array.from({ length: 40 }, () => randomBlob(100));
      const held = await machine({ env: strict.env }).uploadBlobs(blobs, SIGNAL);
      expect(held.size).toBe(3);
      const refused = strict.server.requests.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      // No more than were under way when the first was refused.
      expect(refused.length).toBeLessThanOrEqual(8);
      await strict.stop();
    });

    it('are fetched from another address when the first one has expired', async () => {
      const one = randomBlob(1000);
      await machine().uploadBlobs([one], SIGNAL);
      service.server.fault(({ action }) => action === 'get-blob', { kind: 'status', status: 403 });
      expect((await bytesOf(machine().fetchBlob(one.blob, SIGNAL))).length).toBe(1000);
      service.server.fault(({ action }) => action === 'get-blob', { kind: 'status', status: 403 }, Infinity);
      await expect(bytesOf(machine().fetchBlob(one.blob, SIGNAL))).rejects.toThrow(/403/);
    });

    it('are not uploaded beyond the share of the limit that one job may take', async () => {
      const blobs = Array.from({ length: 9 }, () => randomBlob(100));
      const held = await machine({ limits: { entriesPerMinute: 4 } }).uploadBlobs(blobs, SIGNAL);
      expect(held.size).toBe(4);
      expect(actions().filter((action) => action === 'create')).toHaveLength(4);
    });

    it.each([
      ['in blocks', 1024 * 1024],
      ['in one piece', 1024 ** 3],
    ])(
      'are never in memory as a whole, %s or when fetched',
      async (_, singlePut) => {
        const size = (THOROUGH ? 200 : 160) * 1024 * 1024;
        const begun = process.memoryUsage().rss;
        let most = 0;
        // eslint-disable-next-line @typescript-eslint/require-await -- what stores read is a stream
        const open = async function* (): AsyncGenerator<Buffer> {
          for (let at = 0; at < size; at += 262_144) {
            most = Math.max(most, process.memoryUsage().rss - begun);
            yield Buffer.alloc(262_144, at / 262_144);
          }
        };
        const hash = createHash('sha256');
        for await (const chunk of open()) hash.update(chunk);
        const blob = { mediaType: 'application/octet-stream', digest: digestOfHex(hash.digest('hex')), size };
        const limits = { singlePut, blockSize: 4 * 1024 * 1024, blocks: 2 };
        expect((await machine({ limits }).uploadBlobs([{ blob, open }], SIGNAL)).size).toBe(1);
        const back = createHash('sha256');
        for await (const chunk of machine().fetchBlob(blob, SIGNAL)) {
          most = Math.max(most, process.memoryUsage().rss - begun);
          back.update(chunk);
        }
        expect(digestOfHex(back.digest('hex'))).toBe(blob.digest);
        // The server is in this process too, and garbage is collected when it pleases: of all of it, that is still far.
        expect(most / 1024 ** 2).toBeLessThan(110);
      },
      120_000,
    );

    it('cannot be fetched from an expired address, and get a new one if it expires during the download', async () => {
      const hasty = await startActionsCacheService({ urlLifetimeMs: 2000 });
      const one = randomBlob(2_000_000);
      const env = hasty.env;
      expect((await machine({ env }).uploadBlobs([one], SIGNAL)).size).toBe(1);
      hasty.server.heal();
      hasty.server.fault(({ action }) => action === 'get-blob', { kind: 'truncate' });
      const got: Uint8Array[] = [];
      for await (const chunk of machine({ env }).fetchBlob(one.blob, SIGNAL)) {
        if (got.length === 0) await new Promise((resolve) => setTimeout(resolve, 2100));
        got.push(chunk);
      }
      expect(sha256(Buffer.concat(got))).toBe(one.blob.digest);
      expect(hasty.server.requests.map(({ action }) => action)).toEqual(['find', 'get-blob', 'find', 'get-blob']);
      await hasty.stop();
    });

    it('that were reserved by a job which died are not seen, and the next job can save them', async () => {
      const one = randomBlob(1000);
      await reserved(blobKey(one.blob.digest), BLOB_VERSION);
      await expect(bytesOf(machine().fetchBlob(one.blob, SIGNAL))).rejects.toThrow(/does not have/);
      expect((await machine().uploadBlobs([one], SIGNAL)).size).toBe(1);
      expect(sha256(await bytesOf(machine().fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
      service.server.heal();
      expect((await machine().uploadBlobs([one], SIGNAL)).size).toBe(1);
      expect(actions()).toEqual(['find']);
    });

    it('are saved even if the answer that reserved their key was lost', async () => {
      const one = randomBlob(1000);
      service.server.fault(({ action }) => action === 'create', { kind: 'lost-answer' });
      expect((await machine().uploadBlobs([one], SIGNAL)).size).toBe(1);
      expect(sha256(await bytesOf(machine().fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
    });

    it('whose entry is damaged are saved again under another key, and found there from then on', async () => {
      const one = randomBlob(1000);
      for (let damaged = 0; damaged < 2; damaged++) {
        const key = damaged === 0 ? blobKey(one.blob.digest) : alternateKey(blobKey(one.blob.digest));
        await putEntry(service, { key, version: BLOB_VERSION, bytes: Buffer.alloc(1000) });
        expect(sha256(await bytesOf(machine().fetchBlob(one.blob, SIGNAL)))).not.toBe(one.blob.digest);
        // Without the bytes, there is nothing to be had.
        expect((await machine().uploadBlobs([{ blob: one.blob, damaged: true }], SIGNAL)).size).toBe(0);
        expect((await machine().uploadBlobs([{ ...one, damaged: true }], SIGNAL)).size).toBe(1);
        expect(sha256(await bytesOf(machine().fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
      }
    });

    it('are never taken from an entry with a longer key', async () => {
      const one = randomBlob(1000);
      await putEntry(service, {
        key: `${blobKey(one.blob.digest)}-of-somebody-else`,
        version: BLOB_VERSION,
        bytes: Buffer.alloc(1000),
      });
      await expect(bytesOf(machine().fetchBlob(one.blob, SIGNAL))).rejects.toThrow(/does not have/);
    });

    it('are found when the service evicts others for its quota', async () => {
      const small = await startActionsCacheService({ quota: 2500 });
      const { env } = small;
      const [first, second, third] = [randomBlob(1000), randomBlob(1000), randomBlob(1000)];
      await machine({ env }).uploadBlobs([first], SIGNAL);
      await machine({ env }).uploadBlobs([second], SIGNAL);
      await bytesOf(machine({ env }).fetchBlob(first.blob, SIGNAL));
      await machine({ env }).uploadBlobs([third], SIGNAL);
      expect((await bytesOf(machine({ env }).fetchBlob(first.blob, SIGNAL))).length).toBe(1000);
      await expect(bytesOf(machine({ env }).fetchBlob(second.blob, SIGNAL))).rejects.toThrow(InfraError);
      await small.stop();
    });

    it('stop when the signal fires', async () => {
      const stop = new AbortController();
      service.server.fault(({ action }) => action === 'put-blob', { kind: 'stall' });
      const holding = machine().uploadBlobs([randomBlob(1000)], stop.signal);
      setTimeout(() => stop.abort(new Error('enough')), 100);
      await expect(holding).rejects.toThrow('enough');
    });
  });

  describe('on a service of the first version', () => {
    it('everything goes through @actions/cache, under the same keys', async () => {
      const env = service.envV1(service.tokens.mint(MAIN));
      const pack = await newPack(folder);
      expect(await machine({ env }).savePack(pack, [], SIGNAL)).toMatchObject({ kind: 'saved' });
      expect(await machine({ env }).savePack(pack, [], SIGNAL)).toMatchObject({ kind: 'unchanged' });
      const file = newFile();
      expect(await machine({ env }).restorePack(file, SIGNAL)).toBe(pack.id);
      expect(await digestOfFile(file)).toBe(pack.id);
      const one = randomBlob(500_000);
      const { blob } = randomBlob(20);
      expect(await machine({ env }).uploadBlobs([one, { blob }], SIGNAL)).toEqual(new Set([one.blob.digest]));
      expect(await machine({ env }).uploadBlobs([{ blob: one.blob }], SIGNAL)).toEqual(new Set([one.blob.digest]));
      expect(sha256(await bytesOf(machine({ env }).fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
      await expect(bytesOf(machine({ env }).fetchBlob(blob, SIGNAL))).rejects.toThrow(InfraError);
      expect(new Set(service.server.requests.map(({ path }) => path.split('/')[1]))).toEqual(
        new Set(['_apis', 'blobs']),
      );
      expect((await machine({ env }).uploadBlobs([{ ...one, damaged: true }], SIGNAL)).size).toBe(1);
      expect(sha256(await bytesOf(machine({ env }).fetchBlob(one.blob, SIGNAL)))).toBe(one.blob.digest);
      expect(service.keys().filter((key) => key.startsWith(blobKey(one.blob.digest)))).toHaveLength(2);
    });
  });
});
