import { argLater } from './arg-later.js';
import { cacheMount } from './cache-mount.js';
import { copyLater } from './copy-later.js';
import type { Evidence, RemedyStep } from './evidence.js';
import { ignoreFiles } from './ignore-files.js';
import { pinBase } from './pin-base.js';
import type { Remedy } from './remedy.js';

/** The first that fits is shown. */
const REMEDIES: readonly ((step: RemedyStep, evidence: Evidence) => Remedy | undefined)[] = [
  ignoreFiles,
  copyLater,
  argLater,
  pinBase,
  cacheMount,
];

/** Adds to each step of a build that succeeded how to avoid its miss, where that is known. */
export function withRemedies<Step extends RemedyStep>(
  steps: readonly Step[],
  facts: Evidence['facts'],
): readonly (Step & { readonly remedy?: Remedy })[] {
  const evidence = { steps, facts };
  return steps.map((step) => {
    const remedy = step.status === 'miss' ? firstFor(step, evidence) : undefined;
    return remedy === undefined ? step : { ...step, remedy };
  });
}

function firstFor(step: RemedyStep, evidence: Evidence): Remedy | undefined {
  for (const find of REMEDIES) {
    const remedy = find(step, evidence);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}
