import { type claimRoot, placeInJob } from '../../app/job-root.js';
import type { BuildOptions } from '../../app/options/build-options.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import type { Toolkit } from './toolkit.js';
import { STATE } from './stage-state.js';
import { runOf, shortName } from './trust-scope.js';

export interface ClaimDependencies {
  readonly job: ProcessEnvironment;
  readonly toolkit: Toolkit;
  readonly claimRoot: typeof claimRoot;
}

type Build = Pick<BuildOptions, 'scope' | 'variant'>;

/**
 * Claims the root for the builds of this step, and tells the step's post.
 *
 * @returns a claim for each build; `''` where the root cannot be made: the build then throws a better error
 */
export async function claimForBuilds(
  root: string,
  builds: readonly Build[],
  { job, toolkit, claimRoot }: ClaimDependencies,
): Promise<readonly string[]> {
  toolkit.saveState(STATE.root, root);
  const names = builds.map(({ scope = '', variant = '' }) => shortName(JSON.stringify([scope, variant])));
  const claims = await claimRoot(root, shortName(runOf(job.env)), names).catch(() => []);
  toolkit.saveState(STATE.claims, claims.join(' '));
  return builds.map((_, index) => claims[index] ?? '');
}

/**
 * A job can build one Dockerfile several times, such as with other arguments. Each of these builds has a variant of its own, or the last
 * one would overwrite the caches of the others.
 *
 * @param claim of the build
 */
export function inJob<B extends Build>(build: B, claim: string): B {
  const place = placeInJob(claim);
  return place === 1 ? build : { ...build, variant: `${build.variant ?? ''} #${place}`.trim() };
}
