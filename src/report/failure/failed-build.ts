import type { Failure } from '../model/failure.js';

/** A build that ended badly, after its reports were written. */
export class FailedBuild extends Error {
  override readonly name = 'FailedBuild';
  /** What it threw, or the interruption. */
  readonly reason: unknown;
  readonly failure: Failure | undefined;

  constructor(reason: unknown, failure: Failure | undefined) {
    super('the build failed', { cause: reason });
    this.reason = reason;
    this.failure = failure;
  }
}
