import type { BuildEvent, PlatformImage, StepInfo, StepOutcome } from '../../../src/engine/events.js';
import type { StepReason } from '../../../src/engine/reason.js';
import type { StepSpan } from '../../../src/engine/step-times.js';
import { sha256 } from '../../../src/oci/digest.js';
import { someImageId } from '../../support/identities.js';

/** When builds of tests begin. */
export const STARTED = Date.UTC(2026, 0, 1);

export function span(durationMs = 0, startedAt = STARTED): StepSpan {
  return {
    startedAt,
    durationMs,
    times: { waitingMs: 0, restoringMs: 0, runningMs: durationMs, savingMs: 0 },
    ownMs: durationMs,
  };
}

/** A reason that reads `PATH modified`. */
export function modified(path: string): StepReason {
  const change = { path, change: 'modified', content: true } as const;
  return { kind: 'changed', changes: [{ input: 'files', changes: [change], changed: 1, taken: 1 }] };
}

export function platformImage(...layers: PlatformImage['layers']): PlatformImage {
  return { platform: 'linux/amd64', digest: sha256('m'), imageId: someImageId('c'), layers };
}

export function image(tags: readonly string[], imageId = someImageId('c'), digest = sha256('m')): BuildEvent {
  return { type: 'image', digest, imageId, tags, platforms: [platformImage()] };
}

/** Steps of one stage, numbered as they stand. */
export function steps(...instructions: readonly string[]): StepInfo[] {
  return instructions.map((instruction, index) => ({
    number: index + 1,
    total: instructions.length,
    stage: 'base',
    platform: 'linux/amd64',
    instruction,
    line: index + 1,
    endLine: index + 1,
    dependsOn: index === 0 ? [] : [index],
  }));
}

export function plan(...instructions: readonly string[]): BuildEvent {
  return { type: 'plan', steps: steps(...instructions), dockerfile: 'Dockerfile', startedAt: STARTED };
}

export function output(step: number, text: string | Uint8Array, stream: 'stdout' | 'stderr' = 'stdout'): BuildEvent {
  return { type: 'step-output', step, stream, data: typeof text === 'string' ? Buffer.from(text) : text };
}

type Hit = Extract<StepOutcome, { readonly status: 'hit' }>;
type Miss = Extract<StepOutcome, { readonly status: 'miss' }>;

/** A hit; the id of a step's image is the digest of `step N`. */
export function hit(step: number, outcome: Partial<Hit> = {}): BuildEvent[] {
  const whole: Hit = {
    status: 'hit',
    source: 'local',
    reason: { kind: 'same-inputs' },
    savedMs: 0,
    imageId: someImageId(`step ${step}`),
    ...span(),
    ...outcome,
  };
  return [
    { type: 'step-started', step },
    { type: 'step-finished', step, outcome: whole },
  ];
}

/** The end of a step that ran because a file changed. */
export function ran(step: number, path: string, outcome: Partial<Miss> = {}): BuildEvent {
  const whole: Miss = {
    status: 'miss',
    reason: modified(path),
    imageId: someImageId(`step ${step}`),
    ...span(1500),
    ...outcome,
  };
  return { type: 'step-finished', step, outcome: whole };
}

export function running(step: number, path: string): BuildEvent {
  return { type: 'step-running', step, reason: modified(path) };
}

export function failed(step: number, error: Error, durationMs = 5): BuildEvent {
  return { type: 'step-failed', step, error, ...span(durationMs) };
}

/** A step that runs, prints, and is done. */
export function miss(step: number, path: string, ...texts: readonly string[]): BuildEvent[] {
  return [
    { type: 'step-started', step },
    running(step, path),
    ...texts.map((text) => output(step, text)),
    ran(step, path),
  ];
}

export function shortId(step: number): string {
  return sha256(`step ${step}`).slice(7, 19);
}
