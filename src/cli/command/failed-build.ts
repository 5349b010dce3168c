/** A build that failed, with the last lines that its failed step printed. */
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
