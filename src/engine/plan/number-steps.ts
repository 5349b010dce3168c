import type { BuildPlan, StagePlan } from './build-plan.js';
import type { StepInfo } from '../events.js';
import { formatPlatform } from '../../oci/platform.js';

/** Numbers the steps of several platforms' plans as those of one build. Names of stages then start with the platform. */
export function numberAcrossPlatforms(plans: readonly BuildPlan[]): readonly BuildPlan[] {
  if (plans.length < 2) return plans;
  const total = plans.reduce((sum, plan) => sum + plan.steps.length, 0);
  let before = 0;
  return plans.map((plan) => {
    const offset = before;
    before += plan.steps.length;
    const platform = formatPlatform(plan.platform);
    const moved = (info: StepInfo): StepInfo => ({
      ...info,
      number: info.number + offset,
      dependsOn: info.dependsOn.map((number) => number + offset),
      total,
      stage: info.stage === '' ? platform : `${platform} ${info.stage}`,
    });
    return {
      ...plan,
      globalArgs: plan.globalArgs.map(({ arg, info }) => ({ arg, info: moved(info) })),
      steps: plan.steps.map(moved),
      stages: plan.stages.map((stage): StagePlan => ({
        ...stage,
        from: moved(stage.from),
        steps: stage.steps.map((step) => ({ ...step, info: moved(step.info) })),
      })),
    };
  });
}
