import type { Dockerfile } from '../dockerfile/syntax/ast.js';
import type { Environment } from './environment.js';
import type { PlannedStep } from './operation.js';
import type { StageGraph } from './stage.js';
import type { StageState } from './stage-state.js';

/** What a RUN gets only where the build allows it (`--allow`). */
export const ENTITLEMENTS = ['network.host', 'security.insecure'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];

export interface LowerOptions {
  readonly graph: StageGraph;
  readonly dockerfile: Dockerfile;
  readonly globalEnvironment: Environment;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Absent: nothing is going to run, and all is allowed. */
  readonly entitlements: readonly Entitlement[] | undefined;
}

/** What an instruction comes to: the state after it, and what the step does. */
export interface Lowered {
  readonly state: StageState;
  readonly step: Pick<PlannedStep, 'operation' | 'history' | 'expanded'>;
}
