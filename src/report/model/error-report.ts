import { InfraError, UserError } from '../../errors.js';
import type { ErrorReport } from './report.js';

/** An error as data, without its stack: stacks are for the console. */
export function errorReport(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...((error instanceof UserError || error instanceof InfraError) && {
      ...(error.location !== undefined && { location: error.location }),
      ...(error.excerpt !== undefined && { excerpt: error.excerpt }),
      ...(error.hint !== undefined && { hint: error.hint }),
    }),
    ...(error instanceof InfraError && { retryable: error.retryable }),
  };
}
