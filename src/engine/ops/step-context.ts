import type { Layer } from '../../layer/layer.js';
import type { DoneStep } from '../explain/explain.js';
import type { ImageDraft } from '../image-draft.js';
import type { NumberedStep, StagePlan } from '../plan/build-plan.js';

/** A step with the layers it stands on. */
export interface StepContext {
  readonly step: NumberedStep;
  readonly stage: StagePlan;
  readonly layers: readonly Layer[];
}

/** A stage after its last step. */
export interface StageResult {
  readonly draft: ImageDraft;
  /** Its steps and those of the stages below, lowest first. */
  readonly done: readonly DoneStep[];
}
