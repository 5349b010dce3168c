import { createHash } from 'node:crypto';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActionsCacheService, startActionsCacheService } from '../support/actions-cache-service.js';
import { type EntryBytes, putEntry, readEntries } from '../support/entry-bytes.js';
import type { Fault, ServedRequest } from '../support/faulty-server.js';
import { node24, runStage, type StageOptions, type StageResult } from '../support/github-runner.js';
import { writeProject } from '../support/project-files.js';
import { type RunningRegistry, startRegistry } from '../support/registry.js';
import { serveStandIns } from '../support/stand-in-bases.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const isRoot = process.getuid?.() === 0;

/** With times that are fixed, what it gives is the same byte for byte, whoever makes it. */
const DOCKERFILE = `FROM busybox
RUN seq 1 60000 > /large
COPY source /source
RUN cat /source /large > /both
`;
/** What hangs or fails goes on for so long; what is well may take its time. */
const TIMEOUT_MS = 3_000;
const PATIENCE_MS = 30_000;
const RETRY_MIRROR = { 'cache-timeout': `${TIMEOUT_MS}ms` };

/** A kind of request of a job: what it is about, and what it asks for. */
type Point = readonly [about: 'pack' | 'blob', action: string];

const CALLS: Readonly<Record<string, Fault>> = {
  '429': { kind: 'status', status: 429 },
  '429 with Retry-After': { kind: 'status', status: 429, retryAfter: '60' },
  '500': { kind: 'status', status: 500 },
  '503': { kind: 'status', status: 503 },
  '403': { kind: 'status', status: 403 },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
  'ok: false': { kind: 'body', body: '{"ok":false,"message":"no"}' },
  'malformed JSON': { kind: 'body', body: '{"ok":' },
};
const BLOBS: Readonly<Record<string, Fault>> = {
  '403': { kind: 'status', status: 403 },
  '503': { kind: 'status', status: 503 },
  reset: { kind: 'reset' },
  stall: { kind: 'stall' },
};
const DOWNLOADS: Readonly<Record<string, Fault>> = {
  ...BLOBS,
  'wrong bytes': { kind: 'wrong-bytes' },
  truncated: { kind: 'truncate' },
};

const RESTORING: readonly (readonly [Point, Readonly<Record<string, Fault>>])[] = [
  [['pack', 'find'], CALLS],
  [['pack', 'get-blob'], DOWNLOADS],
  [['blob', 'find'], CALLS],
  [['blob', 'get-blob'], DOWNLOADS],
];
const SAVING: typeof RESTORING = [
  [['blob', 'find'], CALLS],
  [['blob', 'create'], CALLS],
  [['blob', 'put-blob'], BLOBS],
  [['blob', 'finalize'], CALLS],
  [['pack', 'create'], CALLS],
  [['pack', 'put-blob'], BLOBS],
  [['pack', 'finalize'], CALLS],
];

/** A cache service that has what an earlier job saved, and fails at one kind of request each time it is asked. */
describe.skipIf(!isRoot)('a job whose cache service fails', () => {
  let registry: RunningRegistry;
  let folder: string;
  let node: string;
  let saved: readonly EntryBytes[];
  /** The machine of a job that has built, and not saved yet. */
  let built: { readonly job: string; readonly state: Readonly<Record<string, string>> };
  let image: string;
  let jobs = 0;

  beforeAll(async () => {
    registry = await startRegistry();
    await serveStandIns(registry.host, ['busybox']);
    folder = await temporaryFolder('cache-faults');
    node = await node24();
    const service = await startActionsCacheService();
    const first = await newJob('one\n');
    const { state } = await stage('main', first, service);
    await stage('post', first, service, { state });
    saved = await readEntries(service);
    expect(saved.filter(({ key }) => key.includes('blob-')).length).toBeGreaterThan(0);
    const second = await newJob('two\n');
    built = { job: second, state: (await stage('main', second, service)).state };
    image = await imageOf(second);
    await service.stop();
  }, 300_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function newJob(source: string): Promise<string> {
    const job = join(folder, `job-${++jobs}`);
    await writeProject(join(job, 'workspace'), { Dockerfile: DOCKERFILE, source });
    return job;
  }

  async function stage(
    name: 'main' | 'post',
    job: string,
    service: Pick<ActionsCacheService, 'env'>,
    more: Partial<StageOptions> = {},
  ): Promise<StageResult> {
    const inputs = {
      outputs: 'type=oci,dest=image.tar,rewrite-timestamp=true',
      'cache-policy': 'all',
      'cache-timeout': `${PATIENCE_MS}ms`,
      'registry-mirrors': `http://${registry.host}`,
      ...more.inputs,
    };
    const env = { SOURCE_DATE_EPOCH: '1700000000', HOME: job, ...service.env };
    const result = await runStage(name, { node, job, ...more, inputs, env });
    if (more.killAfter === undefined) expect(result.code, result.stdout + result.stderr).toBe(0);
    // Whatever it was, it is at most a warning.
    expect(result.stdout).not.toMatch(/^::error/m);
    return result;
  }

  async function imageOf(job: string): Promise<string> {
    return createHash('sha256')
      .update(await readFile(join(job, 'workspace/image.tar')))
      .digest('hex');
  }

  async function primedService(options: { readonly quota?: number } = {}): Promise<ActionsCacheService> {
    const service = await startActionsCacheService(options);
    for (const entry of saved) await putEntry(service, entry);
    service.server.heal();
    return service;
  }

  /** The machine of the job that has built, to save from. */
  async function builtJob(): Promise<string> {
    const job = join(folder, `job-${++jobs}`);
    await cp(built.job, job, { recursive: true });
    return job;
  }

  /** Builds with a service as it is left by `spoil`, and looks whether the image is what it always is. */
  async function restoresFrom(
    service: ActionsCacheService,
    env: ActionsCacheService['env'] = service.env,
    inputs: Readonly<Record<string, string>> = {},
  ): Promise<StageResult> {
    const job = await newJob('two\n');
    const result = await stage('main', job, { env }, { inputs });
    expect(await imageOf(job)).toBe(image);
    await removeTree(job);
    return result;
  }

  /** While restoring, the pack is what is asked for and brought first. */
  function restoring(service: ActionsCacheService, [about, action]: Point): (request: ServedRequest) => boolean {
    return (request) => {
      const first = service.server.requests.find((one) => one.action === 'get-blob');
      const ofPack = first === undefined || request.number < first.number || request.path === first.path;
      return request.action === action && (about === 'pack') === ofPack;
    };
  }

  /** @actions/cache saves packs, and our own client blobs. */
  function saving([about, action]: Point): (request: ServedRequest) => boolean {
    return ({ action: asked, agent }) => asked === action && (about === 'blob') === agent.startsWith('layer-build/');
  }

  function cases(table: typeof RESTORING) {
    return table.flatMap(([point, faults]) =>
      Object.entries(faults).map(([name, fault]) => ({ name, at: point.join(' '), point, fault })),
    );
  }

  describe.concurrent('while it restores', () => {
    it.each(cases(RESTORING))('builds the same image after $name at $at', { timeout: 60_000 }, async (one) => {
      const service = await primedService();
      try {
        const isAt = restoring(service, one.point);
        service.server.fault(isAt, one.fault, Infinity);
        const started = performance.now();
        await restoresFrom(service, service.env, RETRY_MIRROR);
        expect(service.server.requests.some(isAt)).toBe(true);
        expect(performance.now() - started).toBeLessThan(TIMEOUT_MS + 20_000);
      } finally {
        await service.stop();
      }
    });
  });

  describe.concurrent('while it saves', () => {
    it.each(cases(SAVING))('ends well after $name at $at', { timeout: 60_000 }, async (one) => {
      const service = await primedService();
      const job = await builtJob();
      try {
        const isAt = saving(one.point);
        service.server.fault(isAt, one.fault, Infinity);
        const started = performance.now();
        await stage('post', job, service, { state: built.state, inputs: RETRY_MIRROR });
        expect(service.server.requests.some(isAt)).toBe(true);
        expect(performance.now() - started).toBeLessThan(TIMEOUT_MS + 20_000);
      } finally {
        await service.stop();
        await removeTree(job);
      }
    });
  });

  describe.concurrent('that has lost something', () => {
    it.each(['blob-', ''])('builds the same image without entries of "%s"', { timeout: 60_000 }, async (part) => {
      const service = await primedService();
      for (const key of service.keys()) if (key.includes(part)) await service.evict(key);
      await restoresFrom(service);
      await service.stop();
    });

    it('has anew what was damaged, from the jobs that see it', { timeout: 60_000 }, async () => {
      const service = await startActionsCacheService();
      for (const { bytes, ...entry } of saved) {
        await putEntry(service, { ...entry, bytes: entry.key.includes('blob-') ? Buffer.alloc(bytes.length) : bytes });
      }
      // The first sees the layer that it stands on, and makes it with other times; the second sees the one with rewritten
      // times, which is made the same again and again: its bytes have to come under another key.
      for (const wrong of [true, true, false]) {
        const job = await newJob('two\n');
        const { state, stdout } = await stage('main', job, service);
        expect(/could not be had from the Actions cache: .* other content/.test(stdout)).toBe(wrong);
        expect(await imageOf(job)).toBe(image);
        await stage('post', job, service, { state });
        await removeTree(job);
      }
      await service.stop();
    });

    it('builds the same image with a quota that keeps almost nothing', { timeout: 60_000 }, async () => {
      const service = await primedService({ quota: 20_000 });
      await restoresFrom(service);
      const job = await builtJob();
      await stage('post', job, service, { state: built.state });
      await restoresFrom(service);
      await service.stop();
    });
  });

  it.concurrent('builds the same image where there is none at the address', { timeout: 60_000 }, async () => {
    const service = await primedService();
    await service.stop();
    await restoresFrom(service);
    await stage('post', await builtJob(), service, { state: built.state });
  });

  it.concurrent(
    'saves nothing with a token that may only read, and does not warn of it',
    { timeout: 60_000 },
    async () => {
      const service = await primedService();
      const env = service.envWith(service.tokens.mint('refs/heads/main', { readOnly: true }));
      await restoresFrom(service, env);
      const { stdout } = await stage('post', await builtJob(), { env }, { state: built.state });
      expect(stdout).not.toMatch(/^(?:::warning|WARNING:)/m);
      expect(service.keys()).toEqual(saved.map(({ key }) => key));
      await service.stop();
    },
  );

  describe.concurrent('whose post is killed', () => {
    let whole = Infinity;
    let killed = 0;

    beforeAll(async () => {
      for (let times = 0; times < 2; times++) {
        const undisturbed = await primedService();
        const job = await builtJob();
        const started = performance.now();
        await stage('post', job, undisturbed, { state: built.state });
        whole = Math.min(whole, performance.now() - started);
        await undisturbed.stop();
      }
    }, 60_000);

    // Machines are not equally fast all the time: some may have been done.
    afterAll(() => expect(killed).toBeGreaterThan(0));

    const tenths = Array.from({ length: 10 }, (_, tenth) => tenth);
    it.each(tenths)('leaves a cache to restore from, %d tenths in', { timeout: 60_000 }, async (tenth) => {
      const service = await primedService();
      const job = await builtJob();
      const killAfter = Math.ceil(((tenth + Math.random()) * whole) / 10);
      const { code } = await stage('post', job, service, { state: built.state, killAfter });
      if (code !== 0) killed += 1;
      await removeTree(job);
      const { stdout } = await restoresFrom(service);
      expect(stdout).toMatch(/^Restored [1-9]\d* step records/m);
      await service.stop();
    });
  });
});
