import type { BuildEvent, StepInfo, StepOutcome } from '../../../src/engine/events.js';
import { sha256 } from '../../../src/oci/digest.js';

/** Steps of one stage, numbered as they stand. */
export function steps(...instructions: readonly string[]): StepInfo[] {
  return instructions.map((instruction, index) => ({
    number: index + 1,
    total: instructions.length,
    stage: 'base',
    instruction,
    line: index + 1,
  }));
}

export function plan(...instructions: readonly string[]): BuildEvent {
  return { type: 'plan', steps: steps(...instructions), dockerfile: 'Dockerfile' };
}

export function output(step: number, text: string | Uint8Array, stream: 'stdout' | 'stderr' = 'stdout'): BuildEvent {
  return { type: 'step-output', step, stream, data: typeof text === 'string' ? Buffer.from(text) : text };
}

/** The id of a step's image is the digest of `step N`. */
export function finished(step: number, outcome: Partial<StepOutcome> = {}): BuildEvent {
  const imageId = sha256(`step ${step}`);
  return { type: 'step-finished', step, outcome: { status: 'hit', reason: '', durationMs: 0, imageId, ...outcome } };
}

export function hit(step: number): BuildEvent[] {
  return [{ type: 'step-started', step }, finished(step)];
}

/** A step that runs, prints, and is done. */
export function miss(step: number, reason: string, ...texts: readonly string[]): BuildEvent[] {
  return [
    { type: 'step-started', step },
    { type: 'step-running', step, reason },
    ...texts.map((text) => output(step, text)),
    finished(step, { status: 'miss', reason, durationMs: 1500 }),
  ];
}

export function shortId(step: number): string {
  return sha256(`step ${step}`).slice(7, 19);
}
