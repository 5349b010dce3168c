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
    return movedSteps(plan, { offset, total, prefix: formatPlatform(plan.platform) });
  });
}

/** Numbers the steps of a build that is one of several, behind `offset` steps of others. */
export function numberBehind(plans: readonly BuildPlan[], offset: number): readonly BuildPlan[] {
  const total = offset + plans.reduce((sum, plan) => sum + plan.steps.length, 0);
  return offset === 0 ? plans : plans.map((plan) => movedSteps(plan, { offset, total, prefix: '' }));
}

interface Moved {
  readonly offset: number;
  readonly total: number;
  /** What the names of stages start with. */
  readonly prefix: string;
}

function movedSteps(plan: BuildPlan, { offset, total, prefix }: Moved): BuildPlan {
  const moved = (info: StepInfo): StepInfo => ({
    ...info,
    number: info.number + offset,
    dependsOn: info.dependsOn.map((number) => number + offset),
    total,
    stage: [prefix, info.stage].filter((part) => part !== '').join(' '),
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
}
