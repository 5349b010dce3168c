import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunRequest } from '../../src/engine/ports.js';
import { errorCode } from '../../src/errors.js';
import { compiledWorker } from '../support/compiled-worker.js';
import { Workbench } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

/**
 * Prints the filters of a process as the kernel has them, in hexadecimal, last first: PTRACE_SEIZE, PTRACE_INTERRUPT, and
 * PTRACE_SECCOMP_GET_FILTER for each (ptrace(2)).
 */
const FILTERS = String.raw`
my ($number, $pid) = map { $_ + 0 } @ARGV;
syscall($number, 0x4206, $pid, 0, 0) == 0 or die "seize: $!";
syscall($number, 0x4207, $pid, 0, 0) == 0 or die "interrupt: $!";
waitpid $pid, 0x40000000;
for (my $at = 0; ; $at++) {
  my $bytes = "\0" x 65536;
  my $count = syscall $number, 0x420c, $pid, $at, $bytes;
  last if $count < 0;
  print unpack('H*', substr $bytes, 0, 8 * $count), "\n"; }
`;
const PTRACE: Readonly<Record<string, number>> = { x64: 101, arm64: 117 };

/** A `sleep` that a step runs, by how long it sleeps. */
function processOf(mark: string): number | undefined {
  const found = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'latin1') === `sleep\0${mark}\0`;
    } catch {
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}

async function filtersOf(bench: Workbench, mark: string, request: Partial<RunRequest> = {}): Promise<string> {
  const step = bench.run({ sh: `sleep ${mark} & echo $! > /pid; wait; exit 3`, ...request });
  try {
    let pid = processOf(mark);
    for (; pid === undefined; pid = processOf(mark)) await delay(20);
    return execFileSync('perl', ['-e', FILTERS, String(PTRACE[process.arch]), String(pid)], { encoding: 'utf8' });
  } finally {
    const pid = processOf(mark);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await step;
  }
}

/** Only the machine's root may read filters. */
describe.skipIf(process.getuid?.() !== 0)('the filter of a step by crun', () => {
  let bench: Workbench;
  beforeAll(() => {
    bench = new Workbench(script, { runtime: 'crun' });
  });
  afterAll(() => bench.close());

  const marks = [4001, 4002, 4003].map((number) => `${number}.${process.pid}`);

  it('is the same, instruction by instruction, in the first step of a worker and in later ones', async () => {
    const filters: string[] = [];
    for (const mark of marks) filters.push(await filtersOf(bench, mark));
    expect(filters[0]).toMatch(/^[0-9a-f]{2000,}\n$/);
    expect(new Set(filters).size).toBe(1);
  });

  it('is not there in a privileged step, whatever steps were before it', async () => {
    expect(await filtersOf(bench, `4004.${process.pid}`, { privileged: true })).toBe('');
  });
});

/** A process that runs the container runtime for a worker of this root folder. */
function runtimeOf(root: string, runtime: string): string | undefined {
  return readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const isOurs = readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(root);
      return isOurs && readlinkSync(`/proc/${name}/exe`).endsWith(`/program/${runtime}`);
    } catch {
      return false;
    }
  });
}

function failureOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return errorCode(error);
  }
}

/** CVE-2019-5736: a container holds the runtime's program, and writes to it when that has ended. */
describe.skipIf(process.getuid?.() !== 0).each(['crun', 'runc'] as const)('the program of %s', (runtime) => {
  it('cannot be written to by whoever holds it', async () => {
    const bench = new Workbench(script, { runtime });
    try {
      const step = bench.run({ sh: 'sleep 2' });
      let pid: string | undefined;
      await expect.poll(() => (pid = runtimeOf(bench.root, runtime))).toBeDefined();
      const held = openSync(`/proc/${pid}/exe`, 'r');
      await step;
      try {
        // While another test runs the same program, the kernel says that first.
        await expect.poll(() => failureOf(() => openSync(`/proc/self/fd/${held}`, 'r+'))).toBe('EROFS');
      } finally {
        closeSync(held);
      }
    } finally {
      await bench.close();
    }
  });
});
