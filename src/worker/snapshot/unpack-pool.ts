import { MessageChannel, parentPort, Worker, type MessagePort } from 'node:worker_threads';

import { EngineBug, InfraError } from '../../errors.js';
import type { BlobDelivery } from './blob-delivery.js';
import type { Growth } from './follow-file.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { array } from '../../json/containers.js';
import { oneOf, string } from '../../json/decoder.js';
import { nullish, object } from '../../json/object.js';
import { UnfitForImage } from '../erofs/image-writer.js';
import { openSpan, type OpenSpan } from '../../trace/span.js';
import { fromPipe } from '../protocol/from-pipe.js';
import { doSnapshotJob, type SnapshotJob } from './snapshot-job.js';

interface Pending {
  /** Until a thread is free. */
  readonly waiting: OpenSpan;
  readonly job: SnapshotJob;
  readonly resolve: (warnings: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

interface Working extends Pending {
  readonly working: OpenSpan;
}

const outcome = object({
  warnings: array(string),
  error: nullish(object({ message: string, hint: nullish(string), kind: oneOf('infra', 'bug', 'unfit') })),
});

/**
 * MiB of a thread's heap for new objects. Little is enough, since a layer's entries are either dropped at once or kept, and
 * four threads share a process.
 */
const YOUNG_MIB = 4;

/**
 * Unpacks layers side by side in threads. The threads run this program's own file, and are started when there is work. The
 * largest layer that waits comes next, so that no large one is left to be unpacked alone at the end.
 */
export class UnpackPool {
  readonly #script: string;
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Working>();
  readonly #queue: Pending[] = [];

  /** @param script the worker's entry file; in a thread it calls `serveUnpackJobs` */
  constructor(script: string, size: number) {
    this.#script = script;
    this.#size = size;
  }

  /** @returns warnings @throws what the task throws */
  do(job: SnapshotJob): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const waiting = openSpan('unpacking: waits', () => nameOf(job));
      this.#queue.push({ job, resolve, reject, waiting });
      this.#next();
    });
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const thread = this.#idle.pop() ?? (this.#busy.size < this.#size ? this.#start() : undefined);
      if (thread === undefined) return;
      const [pending] = this.#queue.sort((a, b) => weightOf(b.job) - weightOf(a.job)).splice(0, 1);
      if (pending === undefined) return;
      pending.waiting.end();
      const working = openSpan('unpacking', () => nameOf(pending.job));
      working.note({ bytes: pending.job.layer.blob.size });
      this.#busy.set(thread, { ...pending, working });
      const { job } = pending;
      thread.postMessage(job, 'news' in job ? [job.news] : []);
    }
  }

  #start(): Worker {
    const thread = new Worker(this.#script, {
      stdout: false,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
    });
    thread.on('message', (message: unknown) => {
      const pending = this.#busy.get(thread);
      pending?.working.end();
      this.#busy.delete(thread);
      this.#idle.push(thread);
      const { warnings, error } = fromPipe(() => outcome(message));
      if (error === undefined) pending?.resolve(warnings);
      else pending?.reject(toError(error));
      this.#next();
    });
    thread.on('error', (error) => {
      this.#busy.get(thread)?.working.end();
      this.#busy.get(thread)?.reject(error instanceof Error ? error : new EngineBug(String(error)));
      this.#busy.delete(thread);
      this.#next();
    });
    return thread;
  }
}

function nameOf({ task, layer }: SnapshotJob): string {
  return `${task} ${layer.blob.digest}`;
}

/** A step waits for all plans of its layers, and they are quickly made. */
function weightOf({ task, layer }: SnapshotJob): number {
  return task === 'plan' ? Number.MAX_SAFE_INTEGER : layer.blob.size;
}

/** A port on which a thread gets the news about a blob that is being downloaded. */
export function newsOf(delivery: BlobDelivery): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const say = (growth: Growth): void => port1.postMessage(growth);
  delivery.onGrowth(() => say('more'));
  delivery.complete.then(
    ({ blobFile }) => say({ complete: blobFile }),
    () => say('lost'),
  );
  return port2;
}

/** Runs in a thread: unpacks one layer after another. */
export function serveUnpackJobs(makeKernel: () => KernelCalls): void {
  let kernel: KernelCalls | undefined;
  const port = parentPort;
  port?.on('message', (job: SnapshotJob) => {
    doSnapshotJob(job, () => (kernel ??= makeKernel())).then(
      (warnings) => port.postMessage({ warnings }),
      (error: unknown) => port.postMessage({ warnings: [], error: describe(error) }),
    );
  });
}

type Failure = NonNullable<ReturnType<typeof outcome>['error']>;

/** Errors of the disk are the machine's fault, not ours. */
function describe(error: unknown): Failure {
  if (error instanceof UnfitForImage) return { message: error.message, hint: undefined, kind: 'unfit' };
  if (error instanceof InfraError) return { message: error.message, hint: error.hint, kind: 'infra' };
  if (error instanceof EngineBug) return { message: error.stack ?? error.message, hint: undefined, kind: 'bug' };
  if (error instanceof Error)
    return { message: error.message, hint: undefined, kind: 'code' in error ? 'infra' : 'bug' };
  return { message: String(error), hint: undefined, kind: 'bug' };
}

function toError({ message, hint, kind }: Failure): Error {
  if (kind === 'unfit') return new UnfitForImage(message);
  return kind === 'infra' ? new InfraError(message, { hint }) : new EngineBug(message);
}
