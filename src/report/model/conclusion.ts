import type { Remedy } from './remedies/remedy.js';
import { causesOf, timeOf, type Cause } from './causes.js';
import type { Report, StepReport } from './report.js';

/** What a reader has to know first: what a build cost, why, and what to do. {@link conclusionWords} makes a sentence of it. */
export type Conclusion =
  | {
      readonly kind: 'failed';
      /** Absent if no instruction is at fault. */
      readonly at?: Place;
      readonly message: string;
      /** How long the step ran, if one failed, else how long the build. */
      readonly afterMs?: number;
      readonly advice?: string;
    }
  | { readonly kind: 'interrupted'; readonly message: string; readonly at?: Place; readonly afterMs?: number }
  /** Nothing was asked of the cache: no step was planned. */
  | { readonly kind: 'no-steps'; readonly tookMs: number }
  | { readonly kind: 'all-hit'; readonly steps: number; readonly tookMs: number }
  | { readonly kind: 'first-build'; readonly steps: number; readonly tookMs: number }
  | { readonly kind: 'cache-off'; readonly steps: number; readonly tookMs: number }
  | { readonly kind: 'unreachable'; readonly locations: readonly string[]; readonly spent: Spent }
  | {
      readonly kind: 'misses';
      /** The one that cost most first. There is at least one. */
      readonly causes: readonly [EndedCache, ...EndedCache[]];
      readonly spent: Spent;
      readonly advice?: string;
    };

/** An instruction of the Dockerfile. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly instruction: string;
}

export interface EndedCache {
  readonly at: Place;
  readonly reason: string;
  /** On how many platforms it is the same. */
  readonly platforms: number;
  /** The cause's own time and that of all steps that followed. */
  readonly spentMs: number;
}

/** The part of a build's time that the misses took. */
interface Spent {
  readonly ms: number;
  readonly ofMs: number;
}

export function conclusionOf(report: Report): Conclusion {
  if (!report.ok) return ending(report);
  const { steps } = report;
  const tookMs = report.durationMs ?? 0;
  if (steps.length === 0) return { kind: 'no-steps', tookMs };
  const causes = causesOf(steps);
  if (causes.length === 0) return { kind: 'all-hit', steps: steps.length, tookMs };
  const kinds = new Set(causes.map(({ step }) => step.why.kind));
  const [kind] = kinds;
  if (kinds.size === 1 && kind === 'no-record') return { kind: 'first-build', steps: steps.length, tookMs };
  if (kinds.size === 1 && kind === 'cache-off') return { kind, steps: steps.length, tookMs };
  const spent = { ms: Math.min(timeOf(causes.flatMap(stepsOf)), tookMs), ofMs: tookMs };
  if (kinds.size === 1 && kind === 'unreachable') return { kind, locations: unreachable(causes), spent };
  const [first, ...rest] = endings(causes, report);
  const [advice] = causes
    .flatMap(({ step }) => step.remedy ?? [])
    .sort((left, right) => savedTime(right) - savedTime(left));
  if (first === undefined) return { kind: 'all-hit', steps: steps.length, tookMs };
  return { kind: 'misses', causes: [first, ...rest], spent, ...(advice !== undefined && { advice: advice.words }) };
}

/** Milliseconds. Some remedies save bytes. */
function savedTime(remedy: Remedy): number {
  return 'savesMs' in remedy ? remedy.savesMs : 0;
}

/** Of a build that made nothing. */
function ending(report: Report): Conclusion {
  const { error, steps, durationMs } = report;
  const step = steps.find(({ status }) => status === 'failed');
  const at = step === undefined ? errorPlace(report) : placeOf(step, report);
  const afterMs = step?.durationMs ?? durationMs;
  const told = {
    message: error?.message ?? 'the build did not end well',
    ...(at !== undefined && { at }),
    ...(afterMs !== undefined && { afterMs }),
  };
  if (error?.name === 'Interruption') return { kind: 'interrupted', ...told };
  return { kind: 'failed', ...told, ...(error?.hint !== undefined && { advice: error.hint }) };
}

function errorPlace({ error }: Report): Place | undefined {
  const location = error?.location;
  return location === undefined ? undefined : { file: location.file, line: location.line, instruction: '' };
}

/** What is the same on several platforms is named once. */
function endings(causes: readonly Cause[], report: Report): readonly EndedCache[] {
  const same = new Map<string, Cause[]>();
  for (const cause of causes) {
    const { line, instruction, reason } = cause.step;
    const key = JSON.stringify([line, instruction, reason]);
    same.set(key, [...(same.get(key) ?? []), cause]);
  }
  const ended = [...same.values()].flatMap((group) =>
    group.slice(0, 1).map(({ step }) => ({
      at: placeOf(step, report),
      reason: step.reason,
      platforms: group.length,
      spentMs: timeOf(group.flatMap(stepsOf)),
    })),
  );
  return ended.sort((left, right) => right.spentMs - left.spentMs);
}

function placeOf({ line, instruction }: StepReport, { dockerfile = 'Dockerfile' }: Report): Place {
  return { file: dockerfile, line, instruction };
}

function stepsOf({ step, followers }: Cause): readonly StepReport[] {
  return [step, ...followers];
}

function unreachable(causes: readonly Cause[]): readonly string[] {
  const names = causes.flatMap(({ step: { why } }) => (why.kind === 'unreachable' ? why.faults : []));
  return [...new Set(names.map(({ place }) => place.name))];
}
