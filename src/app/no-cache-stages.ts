import type { NoCache } from '../engine/no-cache.js';
import type { BuildPlan } from '../engine/plan/build-plan.js';
import { nearest } from '../text/nearest.js';
import type { BuildOptions } from './options/build-options.js';

/** The stages that `--no-cache` and `--no-cache-filter` name. As in BuildKit, upper and lower case do not matter. */
export function noCacheOf({ noCache, noCacheFilters }: Pick<BuildOptions, 'noCache' | 'noCacheFilters'>): NoCache {
  return noCache || new Set(noCacheFilters.map((name) => name.toLowerCase()));
}

/**
 * A warning for each name in `--no-cache-filter` that no stage has: BuildKit says nothing then, and uses the cache.
 *
 * @param plans one for each platform: all have the same stages
 */
export function unknownStages(filters: readonly string[], [plan]: readonly BuildPlan[]): readonly string[] {
  const names = (plan?.graph.stages ?? []).map(({ name }) => name);
  return filters.flatMap((filter) => {
    if (names.includes(filter.toLowerCase())) return [];
    const close = nearest(filter, names);
    const hint = close === undefined ? '' : ` Did you mean ${close}?`;
    return [`no-cache-filter: there is no stage ${JSON.stringify(filter)}, so it has no effect.${hint}`];
  });
}
