import type { StepRecord } from '../../engine/record.js';

/** A step's record that a pack could bring. */
export interface Candidate {
  readonly record: StepRecord;
  /** When a build last used it, in milliseconds since the epoch. */
  readonly used: number;
}
