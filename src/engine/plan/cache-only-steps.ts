import type { BuildPlan, StagePlan } from './build-plan.js';

/**
 * The numbers of the steps whose layers are not in the image that is built: those of stages that others only copy from. A step that is
 * written as one of the image's may be the same step, and then has the same layer. So it is not among them.
 */
export function cacheOnlySteps({ stages, target }: Pick<BuildPlan, 'stages' | 'target'>): ReadonlySet<number> {
  const image = imageStages({ stages, target });
  const instructions = new Set([...image].flatMap(infosOf).map(({ instruction }) => instruction));
  const others = stages.filter((plan) => !image.has(plan)).flatMap(infosOf);
  return new Set(others.flatMap(({ number, instruction }) => (instructions.has(instruction) ? [] : [number])));
}

/** The stages that the image is made of: the target, and those that it begins from. All of their layers are in the image. */
export function imageStages({ stages, target }: Pick<BuildPlan, 'stages' | 'target'>): ReadonlySet<StagePlan> {
  const below = new Map(stages.map((plan) => [plan.stage.index, plan]));
  const image = new Set<StagePlan>();
  for (let plan = below.get(target); plan !== undefined && !image.has(plan);) {
    image.add(plan);
    plan = plan.base.kind === 'stage' ? below.get(plan.base.index) : undefined;
  }
  return image;
}

function infosOf({ from, steps }: StagePlan): readonly StagePlan['from'][] {
  return [from, ...steps.map(({ info }) => info)];
}
