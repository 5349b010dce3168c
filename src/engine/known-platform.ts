import { errorAt } from '../plan/located.js';
import type { BuildPlan } from './build-plan.js';

/**
 * Files that a context puts in place of a stage say nothing of a platform, and neither does an image made on top of them.
 * BuildKit refuses to export such an image, unless it was told a platform: what a FROM line says does not count.
 *
 * @throws UserError at the target's FROM
 */
export function requireKnownPlatform({ dockerfile, graph, stages, target }: Omit<BuildPlan, 'sourceDateEpoch'>): void {
  const byIndex = new Map(stages.map((plan) => [plan.stage.index, plan]));
  let plan = byIndex.get(target);
  while (plan?.base.kind === 'stage') plan = byIndex.get(plan.base.index);
  if (plan === undefined || !plan.stage.replaced || plan.base.kind === 'image') return;
  const range = graph.stages[target]?.node.from.range ?? plan.stage.node.from.range;
  throw errorAt(
    dockerfile,
    range,
    'invalid image config for export: missing architecture',
    `The files of the build context ${plan.stage.name} stand in for that stage, and say no platform: pass --platform.`,
  );
}
