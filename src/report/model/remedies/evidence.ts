import type { StepReason } from '../../../engine/reason.js';
import type { StepTimes } from '../../../engine/step-times.js';
import type { StepFacts } from '../../../engine/step-facts.js';
import { formatDuration } from '../../../text/format.js';
import { shorten } from '../../../text/sanitize-line.js';

/** A step as remedies need it: a part of `StepReport`. */
export interface RemedyStep {
  readonly number: number;
  readonly stage: string;
  readonly instruction: string;
  readonly status: 'hit' | 'duplicate' | 'miss' | 'failed';
  readonly why: Changed | { readonly kind: Exclude<StepReason['kind'], 'changed'> };
  readonly cause?: number;
  readonly unchanged?: true;
  readonly times: Pick<StepTimes, 'runningMs'>;
  /** Absent if it is not known. */
  readonly ownMs?: number;
}

type Changed = Extract<StepReason, { readonly kind: 'changed' }>;

/** What remedies are found from. */
export interface Evidence {
  /** All steps of the build, with their causes. */
  readonly steps: readonly RemedyStep[];
  /** What the engine found out about steps, by number. */
  readonly facts: ReadonlyMap<number, StepFacts>;
}

/** Milliseconds. A remedy that saves less is not shown. */
export const LEAST_SAVING = 1000;

/** Characters of an instruction in a remedy. */
const INSTRUCTION_SHOWN = 60;

/** The steps that missed because of a step, directly or not, in the order of the plan. */
export function followersOf({ number }: RemedyStep, { steps }: Evidence): readonly RemedyStep[] {
  return steps.filter((step) => step.cause === number && step.number !== number && step.status === 'miss');
}

export function isRun({ instruction }: RemedyStep): boolean {
  return /^run\s/i.test(instruction);
}

/** The steps that would not have run, and how long their own work took. */
export function savingOf(steps: readonly RemedyStep[]): {
  readonly steps: readonly number[];
  readonly savesMs: number;
} {
  return {
    steps: steps.map(({ number }) => number),
    savesMs: steps.reduce((sum, { ownMs, times }) => sum + (ownMs ?? times.runningMs), 0),
  };
}

export function instructionWords({ instruction }: RemedyStep): string {
  return shorten(instruction, INSTRUCTION_SHOWN);
}

export function savingWords(savesMs: number): string {
  return `saves ${formatDuration(savesMs)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
