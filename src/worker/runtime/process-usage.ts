import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';

import type { StepUsage } from '../../engine/step-times.js';

/**
 * Runs the container's runtime and prints what it and all processes that were waited for have used. Only the shell itself gets the file
 * that this goes to. The exit code is the runtime's, and 128 + the signal's number when one killed it.
 */
const SCRIPT = '"$@" 3>&-; code=$?; times >&3; exit "$code"';
/** Its place among the files of the shell. */
const TIMES = 3;

/** The command line that runs `command`, so that {@link measureUsage} can tell what it used. */
export function measured(command: readonly string[]): readonly [program: string, ...args: readonly string[]] {
  return ['/bin/sh', '-c', SCRIPT, 'sh', ...command];
}

export const MEASURED_STDIO = ['pipe', 'pipe', 'pipe', 'pipe'] as const;

/**
 * Measures a child that was started with {@link measured} until it ends. There is no control group for a step, so the kernel's own counts of
 * processes are read (docs/adr/0015-what-a-step-uses.md).
 *
 * @returns what it used; call it when the child has ended
 */
export function measureUsage(child: ChildProcess): () => Promise<StepUsage> {
  const sampler = child.pid === undefined ? undefined : new Sampler(child.pid);
  const report = text(child.stdio[TIMES] as Readable | null);
  return async () => {
    const { cpuMs = 0, memoryBytes = 0 } = sampler?.end() ?? {};
    return { cpuMs: Math.max(cpuTime(await report), cpuMs), ...(memoryBytes > 0 && { memoryBytes }) };
  };
}

async function text(stream: Readable | null): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  } catch {
    // It ends with the shell.
  }
  return Buffer.concat(chunks).toString();
}

/** Milliseconds, from a shell's `times`: its own times in the first line, those of its children in the second. */
function cpuTime(report: string): number {
  const [, children = ''] = report.split('\n');
  let seconds = 0;
  for (const [, minutes = '', rest = ''] of children.matchAll(/(\d+)m(\d+(?:\.\d+)?)s/g))
    seconds += Number(minutes) * 60 + Number(rest);
  return Math.round(seconds * 1000);
}

/** Milliseconds between two samples, at least and at most. */
const SHORTEST = 50;
const LONGEST = 500;
/** What samples may cost of a step's time, and for how much of it a peak lasts that is certainly seen; both within the limits above. */
const SHARE = 0.02;

/** Milliseconds in a tick of the kernel's clock for programs (`USER_HZ`). */
const TICK = 10;

/** Looks again and again what the processes below one have used. */
class Sampler {
  readonly #root: number;
  readonly #depth: number;
  readonly #started = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #memoryBytes = 0;
  #cpuMs = 0;

  constructor(root: number) {
    this.#root = root;
    this.#depth = namespaceDepth(readProcess('self', 'status'));
    this.#plan(SHORTEST);
  }

  /** @returns the most that was seen */
  end(): Required<StepUsage> {
    clearTimeout(this.#timer);
    return { cpuMs: this.#cpuMs, memoryBytes: this.#memoryBytes };
  }

  #plan(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#sample(), milliseconds).unref();
  }

  #sample(): void {
    const before = performance.now();
    const { cpuMs, memoryBytes } = usageBelow(this.#root, this.#depth);
    this.#memoryBytes = Math.max(this.#memoryBytes, memoryBytes);
    this.#cpuMs = Math.max(this.#cpuMs, cpuMs);
    const now = performance.now();
    const wanted = Math.max((now - this.#started) * SHARE, (now - before) / SHARE);
    this.#plan(Math.min(Math.max(wanted, SHORTEST), LONGEST));
  }
}

/** One process, as `/proc/PID/status` tells of it. Bytes. */
interface ProcessStatus {
  readonly parent: number;
  readonly isInContainer: boolean;
  readonly now: number;
  /** The most that it had at any time. */
  readonly highest: number;
}

/**
 * Memory: of a container's processes together, or the most that one of them ever had, if that is more. Time: theirs, and that of those that
 * they waited for. The kernel forgets the time of processes that outlive the container's first one.
 */
function usageBelow(root: number, depth: number): Required<StepUsage> {
  const processes = new Map<number, ProcessStatus>();
  for (const name of readdirSync('/proc')) {
    const status = /^\d+$/.test(name) ? readProcess(name, 'status') : undefined;
    if (status !== undefined) processes.set(Number(name), toProcess(status, depth));
  }
  let together = 0;
  let single = 0;
  let cpuMs = 0;
  for (const [pid, process] of processes) {
    if (!process.isInContainer || !isBelow(process, root, processes)) continue;
    together += process.now;
    single = Math.max(single, process.highest);
    cpuMs += timeOf(readProcess(`${pid}`, 'stat') ?? '');
  }
  return { cpuMs, memoryBytes: Math.max(together, single) };
}

/** Milliseconds, from `/proc/PID/stat`: its own, and that of the children that it waited for. */
function timeOf(stat: string): number {
  // The name before the bracket may have any characters. Its fields 14 to 17 are user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK, 0);
}

function isBelow(process: ProcessStatus, root: number, all: ReadonlyMap<number, ProcessStatus>): boolean {
  // A parent is read at another moment than its child: what looks like a circle ends.
  let at: ProcessStatus | undefined = process;
  for (let steps = 0; at !== undefined && steps < all.size; steps++) {
    if (at.parent === root) return true;
    at = all.get(at.parent);
  }
  return false;
}

function toProcess(status: string, depth: number): ProcessStatus {
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const bytes = (name: string): number => field(name) * 1024;
  // Memory of files that are mapped is the page cache's, which gives it back.
  const files = bytes('RssFile');
  return {
    parent: field('PPid'),
    // Until it runs the container's program, runc's own process is there.
    isInContainer: namespaceDepth(status) > depth && !/^Name:\s+runc:\[/.test(status),
    now: bytes('VmRSS') - files,
    highest: Math.max(bytes('VmHWM') - files, 0),
  };
}

/** How many process namespaces it is in, as seen from ours. */
function namespaceDepth(status: string | undefined): number {
  return (
    /^NSpid:(.*)$/m
      .exec(status ?? '')?.[1]
      ?.trim()
      .split(/\s+/).length ?? 0
  );
}

/** Larger than nearly all of these files. Each look reads as many as there are processes: a buffer for each would cost more than the reading. */
const page = Buffer.allocUnsafeSlow(16 * 1024);

/** @returns `undefined` when it has ended */
function readProcess(pid: string, file: 'status' | 'stat'): string | undefined {
  const name = `/proc/${pid}/${file}`;
  try {
    const opened = openSync(name, 'r');
    try {
      // The kernel gives all that there is, if there is room.
      const length = readSync(opened, page);
      return length < page.length ? page.toString('latin1', 0, length) : readFileSync(name, 'latin1');
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}
