import { build } from './build.js';
import { UserError } from '../errors.js';
import type { EventSink } from '../engine/events.js';
import type { BuildResult } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';
import { SharedRun } from './baking/shared-run.js';
import type { BakeTarget } from './baking/target-options.js';

/** How a target ended. */
export type TargetOutcome =
  | { readonly kind: 'built'; readonly result: BuildResult; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: unknown; readonly durationMs: number }
  /** Another target failed, or the run was interrupted, before it was done or begun. */
  | { readonly kind: 'stopped' };

export interface BakeRequest {
  readonly targets: readonly BakeTarget[];
  readonly host: HostSettings;
  /** Targets that are built side by side, at most. */
  readonly parallel: number;
  /** What happens in the build of a target. */
  readonly sinkOf: (target: string) => EventSink;
  /** Called when a target's build ends, and its last event has been told. */
  readonly onEnd: (target: string, outcome: TargetOutcome) => void;
  /** What belongs to no target. */
  readonly sink: EventSink;
}

/** The builds of many targets, as the two faces call them. */
export type BakeFunction = (request: BakeRequest, signal: AbortSignal) => Promise<ReadonlyMap<string, TargetOutcome>>;

/**
 * Builds targets side by side, each after those that it uses. A step that several of them have runs once. The first target that
 * fails stops the others.
 *
 * @returns how each target ended; never throws because of a target
 */
export async function bake(request: BakeRequest, signal: AbortSignal): Promise<ReadonlyMap<string, TargetOutcome>> {
  const { targets, host, sink } = request;
  const stop = new AbortController();
  const linked = AbortSignal.any([signal, stop.signal]);
  const shared = new SharedRun(host, sink);
  const outcomes = new Map<string, Promise<TargetOutcome>>();
  const slots = new Slots(request.parallel);
  const begin = (target: BakeTarget): Promise<TargetOutcome> => {
    const known = outcomes.get(target.name);
    if (known !== undefined) return known;
    const outcome = run(target);
    outcomes.set(target.name, outcome);
    return outcome;
  };
  const run = async (target: BakeTarget): Promise<TargetOutcome> => {
    const used = targets.filter(({ name }) => target.links.includes(name));
    const before = await Promise.all(used.map(begin));
    const outcome = before.every(({ kind }) => kind === 'built')
      ? await slots.use(() => buildOne(target, request, shared, { linked, stop }))
      : ({ kind: 'stopped' } as const);
    request.onEnd(target.name, outcome);
    return outcome;
  };
  try {
    const ended = await Promise.all(targets.map(async (target) => [target.name, await begin(target)] as const));
    return new Map(ended);
  } finally {
    await shared.close(sink);
  }
}

async function buildOne(
  { name, options, warnings, notices }: BakeTarget,
  { host, sinkOf }: BakeRequest,
  shared: SharedRun,
  { linked, stop }: { readonly linked: AbortSignal; readonly stop: AbortController },
): Promise<TargetOutcome> {
  const started = performance.now();
  const durationMs = (): number => Math.round(performance.now() - started);
  try {
    linked.throwIfAborted();
    const sink = sinkOf(name);
    for (const message of warnings) sink({ type: 'warning', message });
    for (const message of notices) sink({ type: 'notice', message });
    const result = await build(options, host, sink, linked, shared.build(name));
    return { kind: 'built', result, durationMs: durationMs() };
  } catch (error) {
    if (linked.aborted) return { kind: 'stopped' };
    stop.abort(new UserError(`target ${name} failed`));
    return { kind: 'failed', error, durationMs: durationMs() };
  }
}

/** Lets so many pieces of work run at once. */
class Slots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = Math.max(1, count);
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
