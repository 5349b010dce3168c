import { EngineBug, InfraError, unreachable, UserError } from '../../errors.js';
import type { WorkerMessage } from '../protocol/messages.js';

/** @param blobErrors why layers could not be delivered, by diff id */
export function asError(
  reply: Extract<WorkerMessage, { type: 'error' }>,
  signal: AbortSignal,
  blobErrors: ReadonlyMap<string, unknown>,
): unknown {
  if (signal.aborted) return signal.reason;
  switch (reply.kind) {
    case 'user':
      return new UserError(reply.message, { hint: reply.hint });
    case 'infra':
      return new InfraError(reply.message, { hint: reply.hint });
    case 'no-blob':
      return blobErrors.get(reply.message) ?? new InfraError(`the layer ${reply.message} is not available`);
    case 'aborted':
    case 'bug':
      return new EngineBug(`in the worker: ${reply.stack ?? reply.message}`);
    default:
      return unreachable(reply.kind);
  }
}
