import { InfraError, UserError, errorCode } from '../errors.js';
import { isFull, MAKE_ROOM } from '../files/write-error.js';

/** A signal told us to stop; the reason that an AbortSignal is given. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGPIPE';

  constructor(signal: Interruption['signal']) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGPIPE: 13 } as const;

/** System errors that speak of the machine and not of us, wherever they come up. */
const MACHINE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** A raw system error of the machine's as what it is; every other error as it came. */
export function classifyError(error: unknown): unknown {
  const code = errorCode(error);
  if (!(error instanceof Error) || typeof code !== 'string' || !MACHINE_ERRORS.has(code)) return error;
  if (isFull(code)) return new InfraError(`the disk is full: ${error.message}`, { cause: error, hint: MAKE_ROOM });
  return new InfraError(`this machine cannot go on: ${error.message}`, { cause: error });
}

/** 1 the user's, 69 (EX_UNAVAILABLE) the surroundings', 70 (EX_SOFTWARE) ours; 128 + n after a signal. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return 128 + SIGNAL_NUMBERS[error.signal];
  if (error instanceof UserError) return 1;
  if (error instanceof InfraError) return 69;
  return 70;
}
