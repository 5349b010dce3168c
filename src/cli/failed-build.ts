/** A build that failed, with how the output of its failed step ended. */
export class FailedBuild extends Error {
  override readonly name = 'FailedBuild';
  readonly reason: unknown;
  readonly lastOutput: readonly string[];

  constructor(reason: unknown, lastOutput: readonly string[]) {
    super('the build failed', { cause: reason });
    this.reason = reason;
    this.lastOutput = lastOutput;
  }
}
