import type { StepRecord } from '../../engine/record.js';

/** A step's record that could go into a pack. */
export interface Candidate {
  readonly record: StepRecord;
  /** When a build last used it, in milliseconds since the epoch. */
  readonly used: number;
}
