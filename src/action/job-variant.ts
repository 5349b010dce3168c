import { placeInJob } from '../app/job-root.js';
import type { ActionInputs } from './inputs.js';

/**
 * A job can build one Dockerfile several times, such as with other arguments. Each of these builds has a variant of its own, or the last
 * one would overwrite the caches of the others.
 *
 * @param claim of the step
 */
export function inJob(inputs: ActionInputs, claim: string): ActionInputs {
  const place = placeInJob(claim);
  if (place === 1) return inputs;
  const variant = `${inputs.options.variant ?? ''} #${place}`.trim();
  return { ...inputs, options: { ...inputs.options, variant } };
}
