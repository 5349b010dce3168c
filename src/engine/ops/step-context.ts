import type { Layer } from '../../layer/layer.js';
import type { DoneStep } from '../explain/origins.js';
import type { ImageDraft } from '../image-draft.js';
import type { StepTimer } from '../step-times.js';
import type { NumberedStep, StagePlan } from '../plan/build-plan.js';

/** A step and the layers below it. */
export interface StepContext {
  readonly step: NumberedStep;
  readonly stage: StagePlan;
  readonly layers: readonly Layer[];
  readonly timer: StepTimer;
}

/** What a stage made. */
export interface StageResult {
  readonly draft: ImageDraft;
  /** Its steps and those of the stages below, lowest first. */
  readonly done: readonly DoneStep[];
}
