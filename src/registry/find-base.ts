import { HttpError } from '../http/http-error.js';
import { type RetryBudget, retrying } from '../http/retry.js';
import type { Endpoint } from './endpoint.js';

/**
 * Finds the base address at which a registry answers.
 *
 * @param ping asks at one address, without retries. @returns the status of the answer
 * @throws HttpError when it answers at none within the budget
 */
export function findBase(
  bases: Endpoint['bases'],
  budget: RetryBudget,
  signal: AbortSignal,
  ping: (base: URL) => Promise<number>,
): Promise<URL> {
  return retrying(budget, signal, async () => {
    const errors: HttpError[] = [];
    let doubtful: URL | undefined;
    for (const base of bases) {
      try {
        // To http on a port that speaks TLS, some servers answer with this status, others close the connection.
        if ((await ping(base)) !== 400 || base.protocol === 'https:') return base;
        doubtful ??= base;
      } catch (error) {
        if (!(error instanceof HttpError) || error.status !== undefined) throw error;
        errors.push(error);
      }
    }
    if (doubtful !== undefined) return doubtful;
    // An error of TLS on a port for http does not help. The error of the other address does.
    throw errors.find(({ retryable }) => retryable) ?? errors[0] ?? new Error('a registry without an address');
  });
}
