// node bench/usage.mjs [--processes N]: what it costs to measure a step (docs/adr/0015-what-a-step-uses.md). Prints two figures: how much longer a command takes
// with the shell that counts its time, as the median of pairs that run one after the other; and the processor time of the samples of its memory, as a
// share of a step of ten seconds, while the step has N processes (default: 50).
/* global performance */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { register } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

register('../scripts/typescript-loader.mjs', import.meta.url);
const { measured, measureUsage, MEASURED_STDIO } = await import(
  join(import.meta.dirname, '../src/worker/runtime/process-usage.ts')
);

const PAIRS = 300;
const SECONDS = 10;

const { values } = parseArgs({ options: { processes: { type: 'string', default: '50' } } });
console.log(`the shell: ${median(Array.from({ length: PAIRS }, shellCost)).toFixed(2)} ms (median of ${PAIRS} pairs)`);
console.log(`the samples: ${((await sampleShare(Number(values.processes))) * 100).toFixed(2)} % of ${SECONDS} s`);

/** Milliseconds. */
function shellCost() {
  const took = ([program, ...args]) => {
    const started = performance.now();
    const { status } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return performance.now() - started;
  };
  const alone = took(['/bin/true']);
  return took(measured(['/bin/true'])) - alone;
}

/** The processor time of this process, which does nothing else. */
async function sampleShare(processes) {
  const script = `for n in $(seq ${processes}); do sleep ${SECONDS} & done; wait`;
  const [program, ...args] = measured(['/bin/sh', '-c', script]);
  const child = spawn(program, args, { stdio: MEASURED_STDIO });
  const before = process.cpuUsage();
  const started = performance.now();
  const usage = measureUsage(child);
  await once(child, 'exit');
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - started);
  await usage();
  return share;
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}
