import { InfraError } from '../errors.js';

export const STOP_WRITING = 'Stop what writes to it during the build, or name it in .dockerignore.';

/** A file of a source changed between two looks at it. Who goes over the plan again, after `settle`, sees one state of it. */
export class SourceChanged extends InfraError {
  /** For people: which file, where. */
  readonly what: string;
  /** Has the source take the file as it is now. Only when nobody reads from the source. */
  readonly settle: () => void;

  constructor(what: string, settle: () => void) {
    super(`${what} changed while it was read`, { retryable: true, hint: STOP_WRITING });
    this.what = what;
    this.settle = settle;
  }
}
