import { InfraError } from '../errors.js';

export const STOP_WRITING = 'Do not write to it during the build, or name it in .dockerignore.';

/** A file of a source changed between two reads. After `settle`, another pass over the plan sees only one state of the file. */
export class SourceChanged extends InfraError {
  /** The file, for messages. */
  readonly what: string;
  /** Makes the source use the current state of the file. Call it only while nobody reads from the source. */
  readonly settle: () => void;

  constructor(what: string, settle: () => void) {
    super(`${what} changed while it was read`, { retryable: true, hint: STOP_WRITING });
    this.what = what;
    this.settle = settle;
  }
}
