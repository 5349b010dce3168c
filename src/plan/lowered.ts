import type { Dockerfile } from '../dockerfile/syntax/ast.js';
import type { Environment } from './environment.js';
import type { PlanBudget } from './plan-budget.js';
import type { PlannedStep } from './operation.js';
import type { StageGraph } from './stage.js';
import type { StageState } from './stage-state.js';

/** Rights that a RUN has only where the build allows them (`--allow`). */
export const ENTITLEMENTS = ['network.host', 'security.insecure'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];

export interface LowerOptions {
  readonly graph: StageGraph;
  readonly dockerfile: Dockerfile;
  readonly globalEnvironment: Environment;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Of the whole build. */
  readonly budget: PlanBudget;
  /** `undefined` where nothing will run: then all are allowed. */
  readonly entitlements: readonly Entitlement[] | undefined;
}

/** The result of planning one instruction: the state after it, and its step. */
export interface Lowered {
  readonly state: StageState;
  readonly step: Pick<PlannedStep, 'operation' | 'history' | 'expanded'>;
}
