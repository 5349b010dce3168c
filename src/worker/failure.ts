import { errorCode, InfraError, UserError } from '../errors.js';
import { isFull, MAKE_ROOM } from '../files/write-error.js';
import type { WorkerMessage } from './protocol/messages.js';
import { BlobUnavailable } from './snapshot/blob-delivery.js';

type Failure = Pick<Extract<WorkerMessage, { type: 'error' }>, 'kind' | 'message' | 'hint' | 'stack'>;

/** What the client is told of an error. */
export function explain(error: unknown): Failure {
  if (error instanceof UserError || error instanceof InfraError) {
    const kind = error instanceof UserError ? 'user' : 'infra';
    return { kind, message: error.message, hint: error.hint, stack: undefined };
  }
  if (error instanceof BlobUnavailable)
    return { kind: 'no-blob', message: error.diffId, hint: undefined, stack: undefined };
  if (!(error instanceof Error)) return { kind: 'bug', message: String(error), hint: undefined, stack: undefined };
  if (isFull(errorCode(error)))
    return { kind: 'infra', message: `the disk is full: ${error.message}`, hint: MAKE_ROOM, stack: undefined };
  // An error of the operating system is the machine's fault.
  return { kind: 'code' in error ? 'infra' : 'bug', message: error.message, hint: undefined, stack: error.stack };
}
