import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { isHarmlessName } from '../../engine/values/harmless-names.js';

/** The build arguments whose values are not told: those that could be secret by their names (`GivenValues`). */
export function hiddenArguments({ buildArgs }: Pick<BuildPlan, 'buildArgs'>): readonly (readonly [string, string])[] {
  return Object.entries(buildArgs).filter(([name, value]) => value !== '' && !isHarmlessName(name));
}
