import type { Checks } from '../../dockerfile/checks/checks.js';
import type { UserError } from '../../errors.js';
import type { LowerOptions } from '../lowered.js';
import type { Stage } from '../stage.js';
import type { IgnoredSources } from './ignored-sources.js';
import { StageChecks } from './stage-checks.js';

/** The checks of one plan, stage by stage. */
export class PlanChecks {
  readonly checks: Checks;
  readonly #ignored: IgnoredSources | undefined;
  readonly #stages = new Map<number, StageChecks>();

  constructor(checks: Checks, ignored: IgnoredSources | undefined) {
    this.checks = checks;
    this.#ignored = ignored;
  }

  /** The checks of a stage. Those of the stage that it is based on have to be made before. */
  stage({ index, base }: Stage, options: LowerOptions): StageChecks {
    const below = base.kind === 'stage' ? this.#stages.get(base.index) : undefined;
    const stage = new StageChecks(this.checks, options, this.#ignored, below);
    this.#stages.set(index, stage);
    return stage;
  }

  failure(): UserError | undefined {
    return this.checks.failure();
  }
}
