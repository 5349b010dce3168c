import { Worker } from 'node:worker_threads';

import { messageOf } from '../../src/errors.js';
import { CurrentInput } from './current-input.js';
import type { Instrumented } from './instrument.js';
import type { Job, Outcome } from './job.js';
import { join } from 'node:path';

/** The ways in which an input can fail. */
export interface Finding {
  /** `memory` is also given if the thread ends since its heap is full. */
  readonly kind: 'crash' | 'hang' | 'memory';
  readonly what: string;
  readonly input: Buffer;
}

export type Result = { readonly kind: 'done'; readonly outcome: Outcome } | Finding;

export interface Bounds {
  /** The limit of an input's processor time in milliseconds. */
  readonly hangMs: number;
  /** Its limit by the clock, which is longer: an input that waits takes no processor time, but one on a busy machine waits too. */
  readonly waitMs: number;
  /** Bytes that the process may grow by, buffers included. */
  readonly memory: number;
  /** MiB that the thread's heap may have, buffers not included. */
  readonly heap: number;
}

export const BOUNDS: Bounds = { hangMs: 10_000, waitMs: 60_000, memory: 512 * 1024 ** 2, heap: 256 };

const LOOK_EVERY_MS = 100;

export type Work = Partial<Pick<Job, 'inputs' | 'findings' | 'seed' | 'rounds' | 'seconds' | 'isGuided'>>;

/**
 * Runs a target's seeds, the given inputs, and the requested number of new inputs, in a thread of its own.
 *
 * @param module path of the target's source, relative to the repository
 */
export function fuzz(built: Instrumented, module: string, work: Work, bounds = BOUNDS): Promise<Result> {
  const current = new CurrentInput();
  const job: Job = {
    module: join(built.folder, module.replace(/\.ts$/, '.js')),
    counters: built.counters,
    tokens: built.tokens,
    inputs: [],
    findings: [],
    seed: 1,
    rounds: 0,
    seconds: Infinity,
    isGuided: true,
    ...work,
    memory: current.memory,
  };
  const thread = new Worker(join(built.folder, THREAD.replace(/\.ts$/, '.js')), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: bounds.heap, maxYoungGenerationSizeMb: 32 },
    // The output of a target would hide our own messages.
    stdout: true,
    stderr: true,
  });
  return watch(thread, current, bounds).finally(() => thread.terminate());
}

/** The module that the thread runs, relative to the repository. */
export const THREAD = '__tests__/fuzz/thread.ts';

function watch(thread: Worker, current: CurrentInput, bounds: Bounds): Promise<Result> {
  const before = process.memoryUsage.rss();
  return new Promise((resolve) => {
    let begun = current.begun;
    let since = times();
    const end = (result: Result): void => {
      clearInterval(timer);
      resolve(result);
    };
    const found = (kind: Finding['kind'], what: string): void => end({ kind, what, input: current.bytes });
    const timer = setInterval(() => {
      const grown = process.memoryUsage.rss() - before;
      if (grown > bounds.memory) found('memory', `the process grew by ${Math.round(grown / 1024 ** 2)} MiB`);
      if (current.begun !== begun) {
        begun = current.begun;
        since = times();
      } else if (begun > 0) {
        const { cpu, clock } = times();
        if (cpu - since.cpu > bounds.hangMs) found('hang', `it takes more than ${bounds.hangMs} ms`);
        if (clock - since.clock > bounds.waitMs) found('hang', 'it waits for too long');
      }
    }, LOOK_EVERY_MS);
    thread.on('message', (outcome: Outcome) => end({ kind: 'done', outcome }));
    thread.on('error', (error: unknown) => {
      const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      found(isFull ? 'memory' : 'crash', (error instanceof Error && error.stack) || messageOf(error));
    });
    // The event loop is empty, although the input has not ended.
    thread.on('exit', () => found('hang', 'it waits for something that never comes'));
  });
}

/** Milliseconds: of processor time of all threads, and by the clock. */
function times(): { readonly cpu: number; readonly clock: number } {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, clock: performance.now() };
}
