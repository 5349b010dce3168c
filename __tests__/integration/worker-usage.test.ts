import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { StepUsage } from '../../src/engine/step-times.js';
import type { Layer } from '../../src/layer/layer.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { layerOf, makePerl, Workbench, type Outcome } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

/** Milliseconds of processor time that the runtime may need for itself, on a slow machine. */
const RUNTIME = 400;
/** The clock that a shell's `times` has. */
const TICK = 10;

/** A shell's loop, in a process that the shell waits for; then what the kernel counted for all of them, as the shell sees it. */
const BUSY = 'i=0; while [ $i -lt 120000 ]; do i=$((i+1)); done';

const MB = 2 ** 20;

/** Has so many MB for a while: longer than from one sample to the next. */
const holding = (megabytes: number): string =>
  `perl -e 'open F, "/dev/zero"; read F, $x, ${megabytes} << 20; select undef, undef, undef, 1.2'`;

describe.each(['crun', 'runc'] as const)('under %s', (runtime) => {
  let bench: Workbench;
  let perl: Layer;
  beforeAll(() => {
    bench = new Workbench(script, { runtime });
    perl = layerOf(bench.layers, makePerl);
  });
  afterAll(() => bench.close());

  const perlStep = (sh: string): Promise<Outcome> => bench.run({ layers: [bench.base, perl], sh });

  it('counts the processor time of a command and its children as the kernel does', async () => {
    const outcome = await bench.run({ sh: `${BUSY}; (${BUSY}); sh -c '${BUSY}'; times` });
    const own = shellTimes(outcome.stdout);
    expect(own).toBeGreaterThan(50);
    expect(usageOf(outcome).cpuMs).toBeGreaterThanOrEqual(own - TICK);
    expect(usageOf(outcome).cpuMs).toBeLessThan(own + RUNTIME);
  });

  it('counts a process that nobody waited for', async () => {
    // As a daemon does that a build tool leaves behind: it is killed with the container.
    const daemon = `${BUSY}; times > /tmp/own; sleep 600`;
    const ready = 'until [ -s /tmp/own ]; do sleep 0.1; done; sleep 0.7; cat /tmp/own';
    const outcome = await bench.run({ sh: `sh -c '${daemon}' & ${ready}; exit 3` });
    const own = shellTimes(outcome.stdout);
    expect(own).toBeGreaterThan(20);
    expect(usageOf(outcome).cpuMs).toBeGreaterThanOrEqual(own - TICK);
    expect(usageOf(outcome).cpuMs).toBeLessThan(own + RUNTIME);
  });

  it('adds up the memory of processes side by side', async () => {
    const { memoryBytes = 0 } = usageOf(await perlStep(`${holding(60)} & ${holding(60)}; wait`));
    expect(memoryBytes).toBeGreaterThan(120 * MB);
    expect(memoryBytes).toBeLessThan(145 * MB);
  });

  it('does not take the runtime, another step or mapped files for the memory of a step', async () => {
    const [small, large] = await Promise.all([bench.run({ sh: 'sleep 1.2' }), perlStep(`${holding(80)}; exit 4`)]);
    expect(usageOf(small).memoryBytes).toBeLessThan(3 * MB);
    expect(usageOf(large).memoryBytes).toBeGreaterThan(80 * MB);
    expect(usageOf(large).memoryBytes).toBeLessThan(92 * MB);
    expect(large.exitCode).toBe(4);
  });

  it('takes no figures from the command', async () => {
    const outcome = await bench.run({ sh: 'for i in 1 2; do echo 9m9s 9m9s; echo 9m9s 9m9s >&3; done; exit 5' });
    expect(usageOf(outcome).cpuMs).toBeLessThan(RUNTIME);
    expect(outcome.stderr).toContain('3: Bad file descriptor');
  });
});

function usageOf({ result }: Pick<Outcome, 'result'>): StepUsage {
  if (result.usage === undefined) throw new Error('the worker said nothing about usage');
  return result.usage;
}

/** Milliseconds: of the shell and of its children. */
function shellTimes(text: string): number {
  const all = [...text.matchAll(/(\d+)m([\d.]+)s/g)];
  expect(all).toHaveLength(4);
  return all.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
}
