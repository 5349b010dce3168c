import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ActionsStore } from '../../src/cache/actions/actions-store.js';
import type { PackFile } from '../../src/cache/cache-store.js';
import { InfraError } from '../../src/errors.js';
import { type Digest, sha256 } from '../../src/oci/digest.js';
import {
  bytesOf,
  digestOfFile,
  type HeldBlob,
  newPack,
  openActionsStore,
  randomBlob,
  SIGNAL,
} from '../support/actions-store.js';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import type { Fault } from '../support/faulty-server.js';
import { testHttpClient } from '../support/http-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

const FAULTS: Readonly<Record<string, Fault>> = {
  '429': { kind: 'status', status: 429 },
  '429 with a short wait': { kind: 'status', status: 429, retryAfter: '1' },
  '429 with a long wait': { kind: 'status', status: 429, retryAfter: '3600' },
  '500': { kind: 'status', status: 500 },
  '503 with words that are no JSON': { kind: 'status', status: 503, body: '<html>busy' },
  '403': { kind: 'status', status: 403, body: '{"code":"permission_denied","msg":"no"}' },
  '404': { kind: 'status', status: 404 },
  'a quota': { kind: 'status', status: 400, body: '{"msg":"insufficient usage to reserve the cache storage"}' },
  'a cut connection': { kind: 'reset' },
  'an answer that is lost': { kind: 'lost-answer' },
  'a stall': { kind: 'stall' },
  'a slow drip': { kind: 'drip', pauseMs: 2 },
  'half an answer': { kind: 'truncate' },
  'wrong bytes': { kind: 'wrong-bytes' },
  'ok: false': { kind: 'body', body: '{"ok":false,"message":"no"}' },
  'an empty body': { kind: 'body', body: '' },
  'half a document': { kind: 'body', body: '{"ok":true,' },
  'a document of other types': {
    kind: 'body',
    body: '{"ok":true,"signed_upload_url":7,"signed_download_url":[],"matched_key":{},"entry_id":null}',
  },
  'another entry, elsewhere': {
    kind: 'body',
    body: '{"ok":true,"signed_upload_url":"file:///etc/passwd","signed_download_url":"nonsense","matched_key":"other"}',
  },
};

const SHORT = { connectMs: 20_000, idleMs: 1_000, commitMs: 1_000 };

/** Those that another try overcomes. */
const HARMLESS_ONCE: ReadonlySet<Fault['kind']> = new Set(['reset', 'lost-answer', 'stall', 'drip', 'truncate']);

/** What became of an operation: all that a caller has to reckon with. */
type Outcome = 'success' | 'none' | 'refused' | 'InfraError';

interface FaultyCache {
  readonly service: ActionsCacheService;
  readonly store: ActionsStore;
  readonly folder: string;
}

describe('faults of the Actions cache', () => {
  const start = process.cwd();
  const folders: string[] = [];
  const services: ActionsCacheService[] = [];

  // The library's waits between its tries, 3 to 16 s, are not what is tested. No time-out of a test is as long.
  beforeAll(() => {
    const wait = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (work: () => void, ms = 0) => wait(work, ms >= 3000 && ms <= 16_000 ? ms / 100 : ms));
    return async () => {
      vi.unstubAllGlobals();
      for (const folder of folders) await removeTree(folder);
    };
  });

  // A call of the library that hangs for ever, as some of these make it, keeps its process from another one.
  beforeEach(() => vi.resetModules());

  afterEach(async () => {
    for (const service of services.splice(0)) await service.stop();
    vi.unstubAllEnvs();
    process.chdir(start);
  });

  async function openCache(fault?: Fault): Promise<FaultyCache> {
    const folder = await temporaryFolder('actions-faults');
    const service = await startActionsCacheService();
    folders.push(folder);
    services.push(service);
    return { service, folder, store: storeOf({ service, folder }, fault) };
  }

  /** What hangs is to be noticed soon; with anything else, a busy machine may take its time. */
  function storeOf({ service, folder }: Pick<FaultyCache, 'service' | 'folder'>, fault?: Fault): ActionsStore {
    return openActionsStore({
      env: service.env,
      folder: join(folder, 'temporary'),
      http: testHttpClient(fault?.kind === 'stall' ? { timeouts: SHORT } : {}),
      // The library never ends a call whose answer breaks off.
      // Nobody else saves here, and so nothing comes of waiting for them.
      limits: { toolkitMs: fault?.kind === 'stall' || fault?.kind === 'truncate' ? 1200 : 25_000, pollMs: [20] },
    });
  }

  /** Sees to it that an error is of the right kind, and gives nothing away. */
  async function outcome(service: ActionsCacheService, work: Promise<Outcome>): Promise<Outcome> {
    try {
      return await work;
    } catch (error) {
      expect(error).toBeInstanceOf(InfraError);
      const { message, url = '' } = error as InfraError;
      expect(message + url).not.toContain(service.env['ACTIONS_RUNTIME_TOKEN']);
      expect(message + url).not.toMatch(/sig=|se=|passwd/);
      return 'InfraError';
    }
  }

  async function holdOutcome({ store }: FaultyCache, blob: HeldBlob): Promise<Outcome> {
    const held = await store.uploadBlobs([blob], SIGNAL);
    return held.size === 1 ? 'success' : 'none';
  }

  async function fetchOutcome({ store }: FaultyCache, blob: HeldBlob): Promise<Outcome> {
    return sha256(await bytesOf(store.fetchBlob(blob.blob, SIGNAL))) === blob.blob.digest ? 'success' : 'none';
  }

  async function restoreOutcome({ store, folder }: FaultyCache, pack: PackFile): Promise<Outcome> {
    const file = join(folder, 'restored');
    const id = await store.restorePack(file, SIGNAL);
    if (id === undefined) return 'none';
    expect([id, await digestOfFile(file)]).toEqual([pack.id, pack.id]);
    return 'success';
  }

  async function saveOutcome({ store }: FaultyCache, pack: PackFile): Promise<Outcome> {
    const { kind } = await store.savePack(pack, [], SIGNAL);
    return kind === 'refused' ? kind : 'success';
  }

  /** Whatever the service shows as an entry is whole. */
  async function expectWhole(at: FaultyCache, digest: Digest | undefined, pack: PackFile | undefined): Promise<void> {
    at.service.server.heal();
    const store = storeOf(at);
    for (const { key, size = 0 } of at.service.entries()) {
      if (digest !== undefined && key.includes('-blob-')) {
        const blob = { mediaType: 'application/octet-stream', digest, size };
        expect(sha256(await bytesOf(store.fetchBlob(blob, SIGNAL)))).toBe(digest);
      } else if (pack !== undefined) {
        const file = join(at.folder, 'again');
        expect(await store.restorePack(file, SIGNAL)).toBe(pack.id);
        expect(await digestOfFile(file)).toBe(pack.id);
      }
    }
  }

  const SMALL = 3000;
  const IN_BLOCKS = 1_200_000;

  describe.each(sample(Object.entries(FAULTS), 3))('%s', (name, fault) => {
    const answersOk = fault.kind === 'body' && fault.body.startsWith('{"ok":true');

    it('at any request while a blob is uploaded', async () => {
      const hold = async (action: string, size: number, times: number): Promise<void> => {
        const at = await openCache(fault);
        const blob = randomBlob(size);
        at.service.server.fault((request) => request.action === action, fault, times);
        const what = await outcome(at.service, holdOutcome(at, blob));
        expect(at.service.server.requests.some((request) => request.fault === fault.kind)).toBe(true);
        // A service that says it finished the entry is believed; what is not there then shows when it is fetched.
        if (what === 'success' && !(action === 'finalize' && answersOk)) expect(at.service.keys()).toHaveLength(1);
        await expectWhole(at, blob.blob.digest, undefined);
      };
      const small = ['find', 'create', 'put-blob', 'finalize'].map((action) => [action, SMALL] as const);
      const inBlocks = ['put-block', 'put-block-list'].map((action) => [action, IN_BLOCKS] as const);
      await Promise.all(
        [...small, ...inBlocks].flatMap(([action, size]) => [1, Infinity].map((times) => hold(action, size, times))),
      );
    });

    it('at any request while a blob is fetched', async () => {
      const fetchOnce = async (action: string, times: number): Promise<void> => {
        const at = await openCache(fault);
        const blob = randomBlob(SMALL);
        await at.store.uploadBlobs([blob], SIGNAL);
        at.service.server.heal();
        at.service.server.fault((request) => request.action === action, fault, times);
        const what = await outcome(at.service, fetchOutcome(at, blob));
        if (times === 1 && HARMLESS_ONCE.has(fault.kind)) expect(what).toBe('success');
        // Wrong bytes are for the caller to see; all else is an error.
        if (what === 'none') expect([action, fault.kind]).toEqual(['get-blob', 'wrong-bytes']);
      };
      await Promise.all(
        ['find', 'get-blob'].flatMap((action) => [1, Infinity].map((times) => fetchOnce(action, times))),
      );
    });

    it.each([
      ['find', 1],
      ['find', Infinity],
      ['get-blob', 1],
      ['get-blob', Infinity],
    ])('at %s while a pack is restored, %d times', async (action, times) => {
      const at = await openCache(fault);
      const pack = await newPack(at.folder, SMALL);
      await at.store.savePack(pack, [], SIGNAL);
      at.service.server.heal();
      at.service.server.fault((request) => request.action === action, fault, times);
      const what = await outcome(at.service, restoreOutcome(at, pack));
      // Only where the service itself says that it has nothing is there nothing: its word is taken when it is given once.
      if (what === 'none') expect([action, name]).toEqual(['find', 'ok: false']);
      if (fault.kind === 'drip') expect(what).toBe('success');
    });

    it.each([
      ['create', 1],
      ['create', Infinity],
      ['put-blob', 1],
      ['put-blob', Infinity],
      ['finalize', 1],
      ['finalize', Infinity],
    ])('at %s while a pack is saved, %d times', async (action, times) => {
      const at = await openCache(fault);
      const pack = await newPack(at.folder, SMALL);
      at.service.server.fault((request) => request.action === action, fault, times);
      const what = await outcome(at.service, saveOutcome(at, pack));
      if (what === 'success' && !(action === 'finalize' && answersOk)) expect(at.service.keys()).toHaveLength(1);
      // What hangs still keeps the next call from its turn.
      if (fault.kind !== 'stall' && fault.kind !== 'truncate') await expectWhole(at, undefined, pack);
    });
  });

  it('does not keep the other blobs from being saved when only one fails', async () => {
    const at = await openCache();
    const blobs = Array.from({ length: 6 }, () => randomBlob(SMALL));
    at.service.server.fault((request) => request.action === 'put-blob', { kind: 'status', status: 400 });
    expect((await at.store.uploadBlobs(blobs, SIGNAL)).size).toBe(5);
  });

  it('that lasts ends after a few blobs, and is not tried for each of them', async () => {
    const at = await openCache();
    const blobs = Array.from({ length: 60 }, () => randomBlob(SMALL));
    at.service.server.fault(() => true, { kind: 'status', status: 503 }, Infinity);
    await expect(at.store.uploadBlobs(blobs, SIGNAL)).rejects.toThrow(InfraError);
    expect(at.service.server.requests.length).toBeLessThan(40);
  });

  it('ends soon in all four operations when there is no server', async () => {
    const at = await openCache();
    await at.service.stop();
    const pack = await newPack(at.folder, SMALL);
    const blob = randomBlob(SMALL);
    expect(await outcome(at.service, restoreOutcome(at, pack))).toBe('InfraError');
    expect(await outcome(at.service, saveOutcome(at, pack))).toBe('InfraError');
    expect(await outcome(at.service, holdOutcome(at, blob))).toBe('InfraError');
    expect(await outcome(at.service, fetchOutcome(at, blob))).toBe('InfraError');
  });
});
