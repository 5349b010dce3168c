import type * as Timers from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startActionsCacheService } from '../support/actions-cache-service.js';
import { putEntry } from '../support/entry-bytes.js';
import { RESTORING, restoringAt, SAVING, savingAt } from '../support/fault-matrix.js';
import { FaultedJobs } from '../support/faulted-jobs.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { sample } from '../support/thorough.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

// How long is waited between tries is not what is tested: our own waits are cut short here, the library's below.
vi.mock('node:timers/promises', async (importOriginal) => {
  const timers = await importOriginal<typeof Timers>();
  return { ...timers, setTimeout: (ms: number, ...rest: [unknown, object]) => timers.setTimeout(ms / 50, ...rest) };
});

const isRoot = process.getuid?.() === 0;

/** What hangs or fails goes on for so long. Shorter than any wait that is cut short below. */
const BRIEFLY = { 'cache-timeout': '2s' };

/** A cache service that has what an earlier job saved, and fails at one kind of request each time it is asked. */
describe.skipIf(!isRoot)('a job whose cache service fails', () => {
  let registry: RunningRegistry;
  let folder: string;
  let jobs: FaultedJobs;

  // The library waits 3 to 16 s.
  beforeAll(async () => {
    const wait = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      wait(work, ms >= 3000 && ms <= 16_000 ? ms / 100 : ms, ...args),
    );
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-faults');
    jobs = await FaultedJobs.in(folder, registry.host, runStageInProcess);
  }, 600_000);

  afterAll(async () => {
    vi.unstubAllGlobals();
    await registry.stop();
    await removeTree(folder);
  });

  it.each(sample(RESTORING, 10))('builds the same image after $name at $at', { timeout: 600_000 }, async (one) => {
    const service = await jobs.primedService();
    try {
      const isAt = restoringAt(service, one.point);
      service.server.fault(isAt, one.fault, Infinity);
      await jobs.restore({ env: service.env, inputs: BRIEFLY });
      expect(service.server.requests.some(isAt)).toBe(true);
    } finally {
      await service.stop();
    }
  });

  it.each(sample(SAVING, 10))('ends well after $name at $at', { timeout: 600_000 }, async (one) => {
    const service = await jobs.primedService();
    try {
      const isAt = savingAt(one.point);
      service.server.fault(isAt, one.fault, Infinity);
      await jobs.save({ env: service.env, inputs: BRIEFLY });
      expect(service.server.requests.some(isAt)).toBe(true);
    } finally {
      await service.stop();
    }
  });

  describe('that has lost something', () => {
    it.each(['blob-', ''])('builds the same image without entries of "%s"', { timeout: 600_000 }, async (part) => {
      const service = await jobs.primedService();
      for (const key of service.keys()) if (key.includes(part)) await service.evict(key);
      await jobs.restore(service);
      await service.stop();
    });

    it('gets damaged entries saved again by the jobs that notice', { timeout: 600_000 }, async () => {
      const service = await startActionsCacheService();
      for (const { bytes, ...entry } of jobs.saved) {
        await putEntry(service, { ...entry, bytes: entry.key.includes('blob-') ? Buffer.alloc(bytes.length) : bytes });
      }
      // The first sees the layer that it stands on, and makes it with other times; the second sees the one with rewritten
      // times, which is made the same again and again: its bytes have to come under another key.
      for (const wrong of [true, true, false]) {
        const job = await jobs.newJob('two\n');
        const { state, stdout } = await jobs.stage('main', job, service);
        expect(/could not be fetched from the Actions cache: .* other content/.test(stdout)).toBe(wrong);
        await jobs.checkImage(job);
        await jobs.stage('post', job, { env: service.env, state });
        await removeTree(job);
      }
      await service.stop();
    });

    it('builds the same image with a quota that keeps almost nothing', { timeout: 600_000 }, async () => {
      const service = await jobs.primedService({ quota: 20_000 });
      await jobs.restore(service);
      await jobs.save(service);
      await jobs.restore(service);
      await service.stop();
    });
  });

  it('builds the same image if there is no server at the address', { timeout: 600_000 }, async () => {
    const service = await jobs.primedService();
    await service.stop();
    await jobs.restore(service);
    await jobs.save(service);
  });

  it('saves nothing with a token that may only read, and does not warn of it', { timeout: 600_000 }, async () => {
    const service = await jobs.primedService();
    const env = service.envWith(service.tokens.mint('refs/heads/main', { readOnly: true }));
    await jobs.restore({ env });
    const { stdout } = await jobs.save({ env });
    expect(stdout).not.toMatch(/^(?:::warning|WARNING:)/m);
    expect(service.keys()).toEqual(jobs.saved.map(({ key }) => key));
    await service.stop();
  });
});
