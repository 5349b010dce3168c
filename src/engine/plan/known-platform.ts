import { errorAt } from '../../dockerfile/syntax/error-location.js';
import type { Stage, StageGraph } from '../../plan/stage.js';
import type { ResolvedBase } from './source-resolver.js';

/**
 * If a context with files replaces a stage, nothing says for which platform an image based on it is. BuildKit refuses to export such
 * an image unless `--platform` was given; the platform of a FROM line does not count.
 *
 * @throws UserError at the target's FROM
 */
export function requireKnownPlatform(
  graph: StageGraph,
  stages: readonly { readonly stage: Stage; readonly base: ResolvedBase }[],
): void {
  const byIndex = new Map(stages.map((plan) => [plan.stage.index, plan]));
  const target = byIndex.get(graph.target);
  let plan = target;
  while (plan?.base.kind === 'stage') plan = byIndex.get(plan.base.index);
  if (target === undefined || plan === undefined || !plan.stage.replaced || plan.base.kind === 'image') return;
  throw errorAt(
    graph.dockerfile,
    target.stage.node.from.range,
    'invalid image config for export: missing architecture',
    {
      hint: `The files of the build context ${plan.stage.name} replace that stage, and have no platform: pass --platform.`,
    },
  );
}
