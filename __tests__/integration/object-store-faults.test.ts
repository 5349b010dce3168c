import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCacheStore } from '../../src/app/caching/open-locations.js';
import { parseCacheTo } from '../../src/app/options/values/cache-spec.js';
import type { CacheStore } from '../../src/cache/cache-store.js';
import { CachingMachine, slowLayer } from '../support/cached-build.js';
import type { Fault } from '../support/faulty-server.js';
import { ObjectServer } from '../support/object-servers.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { sample } from '../support/thorough.js';

type Faults = Readonly<Record<string, Fault>>;

/** Those of the Actions cache (`support/fault-matrix.ts`), as far as the stores have such requests. */
const CALLS: Faults = {
  '429': { kind: 'status', status: 429 },
  '429 with Retry-After': { kind: 'status', status: 429, retryAfter: '60' },
  '500': { kind: 'status', status: 500 },
  '503': { kind: 'status', status: 503 },
  '403': { kind: 'status', status: 403 },
  '501': { kind: 'status', status: 501 },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
  'no XML': { kind: 'body', body: '<Error' },
};
const DOWNLOADS: Faults = {
  ...CALLS,
  'wrong bytes': { kind: 'wrong-bytes' },
  truncated: { kind: 'truncate' },
};

const cases = (actions: readonly string[], faults: Faults) =>
  actions.flatMap((action) => Object.entries(faults).map(([name, fault]) => ({ action, name, fault })));

const RESTORING = cases(['manifest get', 'blob get'], DOWNLOADS);
const SAVING = [
  ...cases(['manifest get'], DOWNLOADS),
  ...cases(['blob put', 'manifest put'], CALLS),
  // Of a server that says something wrong about what it has, or nothing, nobody can know what it has.
  ...cases(['blob head'], { ...CALLS }).filter(({ name }) => name !== '403' && name !== 'no XML'),
  ...cases(['blob put', 'manifest put'], { 'lost answer': { kind: 'lost-answer' } }),
];

/** A server that has what an earlier job saved, and fails at one kind of request each time it is asked. */
describe.each(['s3', 'azblob'] as const)('a cache of type=%s whose server fails', (kind) => {
  const before = slowLayer('before');
  let server: ObjectServer;
  let test: TestClient;
  let folder: string;
  let machines = 0;

  beforeAll(async () => {
    folder = await temporaryFolder(`object-store-faults-${kind}`);
    server = await ObjectServer.start(kind);
    // What stalls is given up at once.
    test = testClient({ timeouts: { connectMs: 15_000, idleMs: 400, commitMs: 400 } });
  });
  afterAll(async () => {
    test.close();
    await server.stop();
    await removeTree(folder);
  });

  function open(name: string): CacheStore {
    const [store] = parseCacheTo('--cache-to', [server.spec({ name })], folder).specs.map((spec) =>
      openCacheStore(spec, { registry: test.client, objects: test.objects, actionsCache: () => undefined }),
    );
    if (store === undefined) throw new Error('a spec opened nothing');
    return store;
  }

  const machine = (): CachingMachine => new CachingMachine(folder, `machine-${++machines}`, test.client);

  async function prime(name: string): Promise<void> {
    server.server.heal();
    const first = machine();
    await first.build([], { made: [before] });
    await first.save(open(name));
    expect(first.told).toContainEqual(expect.objectContaining({ action: 'pack-saved' }));
  }

  async function isRestored(name: string, ...needed: Parameters<CachingMachine['build']>[1]['needed'] & object) {
    server.server.heal();
    const files = await machine().build([open(name)], { needed });
    return files.every((file) => !(file instanceof Error));
  }

  it.each(sample(RESTORING, 10))('lets the build go on after $name at $action', { timeout: 120_000 }, async (one) => {
    const name = `restoring-${++machines}`;
    await prime(name);
    server.server.fault(({ action }) => action === one.action, one.fault, Infinity);
    const building = machine();
    const [file] = await building.build([open(name)], { needed: [before] });
    expect(server.server.requests.some(({ action }) => action === one.action)).toBe(true);
    // Nothing that is wrong was used, and what went wrong was told: of a manifest that is none, that it is not ours.
    const told = building.events.filter(
      (event) => event.type === 'notice' || (event.type === 'cache' && event.action === 'fault'),
    );
    if (file instanceof Error) expect(told).not.toEqual([]);
    expect(await isRestored(name, before)).toBe(true);
  });

  it.each(sample(SAVING, 10))('keeps what it had after $name at $action', { timeout: 120_000 }, async (one) => {
    const name = `saving-${++machines}`;
    await prime(name);
    const made = slowLayer(name);
    const building = machine();
    await building.build([open(name)], { made: [made] });
    server.server.heal();
    server.server.fault(({ action }) => action === one.action, one.fault, Infinity);
    await building.save(open(name));
    const ends = building.told.map(({ action }) => action);
    expect(ends.some((end) => ['fault', 'refused', 'left-out', 'pack-saved', 'unchanged'].includes(String(end)))).toBe(
      true,
    );
    expect(await isRestored(name, before)).toBe(true);
    // A save that failed is made good by the next one.
    server.server.heal();
    await building.save(open(name));
    expect(await isRestored(name, before, made)).toBe(true);
  });

  it('is not waited for if there is no server', { timeout: 120_000 }, async () => {
    const store = open('gone');
    const spec = server.spec({ name: 'gone' });
    expect(spec).toContain('127.0.0.1');
    await server.stop();
    const building = machine();
    await building.build([store], { made: [before] });
    await building.save(store);
    const faults = building.told.filter(({ action }) => action === 'fault');
    expect(faults.map(({ doing }) => doing)).toEqual(['restore', 'save']);
    for (const { message } of faults) expect(message).toMatch(/^cannot reach 127\.0\.0\.1:\d+: /);
    server = await ObjectServer.start(kind);
  });
});
