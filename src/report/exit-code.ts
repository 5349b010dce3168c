import { InfraError, UserError, errorCode } from '../errors.js';
import { isFull, MAKE_ROOM } from '../files/write-error.js';

/** A signal of the system ended the program. It is the reason of the AbortSignal then. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGPIPE';

  constructor(signal: Interruption['signal']) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGPIPE: 13 } as const;

/** System errors that are a problem of the machine, wherever they occur. */
const MACHINE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'EACCES', 'EPERM']);
/** What to do about some of them. */
const HINTS: Readonly<Record<string, string>> = {
  EMFILE: 'Raise the limit of open files: ulimit -n 1024',
  ENFILE: 'Raise the limit of open files: ulimit -n 1024',
  EACCES: 'Let the user that runs the build change it, or name another folder (--root, TMPDIR).',
  EPERM: 'Let the user that runs the build change it, or name another folder (--root, TMPDIR).',
};

/**
 * Makes an `InfraError` of a system error that is a problem of the machine, and says how to make room where a full disk is the cause. Returns
 * every other error as it is.
 */
export function classifyError(error: unknown): unknown {
  if (error instanceof InfraError) return withRoom(error);
  const code = errorCode(error);
  if (!(error instanceof Error) || typeof code !== 'string' || !MACHINE_ERRORS.has(code)) return error;
  if (isFull(code)) return new InfraError(`the disk is full: ${error.message}`, { cause: error, hint: MAKE_ROOM });
  return new InfraError(`this machine has a problem: ${error.message}`, { cause: error, hint: HINTS[code] });
}

function withRoom(error: InfraError): InfraError {
  const { message, cause, url, location, excerpt, attempts, retryable } = error;
  if (error.constructor !== InfraError || !isFull(errorCode(cause)) || message.includes('disk is full')) return error;
  const hint = [MAKE_ROOM, error.hint].filter((one) => one !== undefined).join(' ');
  return new InfraError(`the disk is full: ${message}`, { cause, url, location, excerpt, attempts, retryable, hint });
}

/**
 * 1: the user's fault. 69 (EX_UNAVAILABLE): a registry, the disk or a runtime. 70 (EX_SOFTWARE): our bug. 128 + n: signal n.
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return 128 + SIGNAL_NUMBERS[error.signal];
  if (error instanceof UserError) return 1;
  if (error instanceof InfraError) return 69;
  return 70;
}
