import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESTORING, restoringAt, SAVING, savingAt, selected } from '../support/fault-matrix.js';
import { FaultedJobs } from '../support/faulted-jobs.js';
import { node24, runStage } from '../support/github-runner.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { THOROUGH } from '../support/thorough.js';

const isRoot = process.getuid?.() === 0;
/** What hangs or fails goes on for so long. */
const BRIEFLY = { 'cache-timeout': '3s' };
const KILLS = THOROUGH ? 10 : 3;

/**
 * The bundles, in processes of their own, against a cache service that fails: a dozen faults of those that
 * `integration/cache-faults.test.ts` goes through one by one, of every kind and at every kind of request.
 */
describe.skipIf(!isRoot)('a job whose cache service fails', () => {
  let registry: RunningRegistry;
  let folder: string;
  let node: string;
  let jobs: FaultedJobs;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('cache-faults');
    node = await node24();
    jobs = await FaultedJobs.in(folder, registry.host, (stage, options) => runStage(stage, { node, ...options }));
  }, 300_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it.concurrent.each(
    selected(RESTORING, [
      'pack find: 429 with Retry-After',
      'pack get-blob: stall',
      'blob find: malformed JSON',
      'blob get-blob: truncated',
      'blob get-blob: wrong bytes',
    ]),
  )('builds the same image after $name at $at', { timeout: 300_000 }, async (one) => {
    const service = await jobs.primedService();
    const isAt = restoringAt(service, one.point);
    service.server.fault(isAt, one.fault, Infinity);
    await jobs.restore({ env: service.env, inputs: BRIEFLY });
    expect(service.server.requests.some(isAt)).toBe(true);
    await service.stop();
  });

  it.concurrent.each(
    selected(SAVING, [
      'blob find: 403',
      'blob create: reset',
      'blob put-blob: stall',
      'blob finalize: ok: false',
      'pack create: 500',
      'pack put-blob: 503',
      'pack finalize: stall',
    ]),
  )('ends well after $name at $at', { timeout: 300_000 }, async (one) => {
    const service = await jobs.primedService();
    const isAt = savingAt(one.point);
    service.server.fault(isAt, one.fault, Infinity);
    await jobs.save({ env: service.env, inputs: BRIEFLY });
    expect(service.server.requests.some(isAt)).toBe(true);
    await service.stop();
  });

  describe('whose post is killed', () => {
    let requests = 0;

    beforeAll(async () => {
      const service = await jobs.primedService();
      await jobs.save(service);
      requests = service.server.requests.length;
      await service.stop();
    }, 300_000);

    // Among its requests, and not at times: how fast a machine is makes no difference.
    const kills = Array.from({ length: KILLS }, (_, kill) => kill);
    it.concurrent.each(kills)(
      `leaves a cache to restore from, %d of ${KILLS} in`,
      { timeout: 300_000 },
      async (kill) => {
        expect(requests).toBeGreaterThanOrEqual(KILLS);
        const service = await jobs.primedService();
        const last = 1 + Math.floor((kill * requests) / KILLS);
        const killed = new AbortController();
        service.server.onRequest = ({ number }) => {
          if (number === last) killed.abort();
        };
        const { job, state } = await jobs.builtJob();
        const options = { ...jobs.parts(job, { env: service.env, state }), node, kill: killed.signal };
        expect((await runStage('post', options)).code).toBe(137);
        service.server.onRequest = undefined;
        const { stdout } = await jobs.restore(service);
        expect(stdout).toMatch(/^Restored [1-9]\d* step records/m);
        await service.stop();
      },
    );
  });
});
