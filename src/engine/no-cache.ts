import type { StepReason } from './reason.js';

/** Whose steps run even if the cache has their results: those of all stages, of none, or of the stages with these names. */
export type NoCache = boolean | ReadonlySet<string>;

/** Why a step runs that the cache may have. */
export type OffReason = Extract<StepReason, { readonly kind: 'cache-off' | 'cache-off-in-stage' }>;

/** @param stage the name of its stage, else the stage's index; `undefined` for an ARG before the first FROM */
export function offReason(noCache: NoCache, stage: string | undefined): OffReason | undefined {
  if (typeof noCache === 'boolean') return noCache ? { kind: 'cache-off' } : undefined;
  return stage !== undefined && noCache.has(stage) ? { kind: 'cache-off-in-stage' } : undefined;
}
