import { InfraError, UserError } from '../../errors.js';
import type { ErrorReport } from './report.js';

/** What was at work when the build ended badly, and what it said. Lines have no control characters. */
export type FailureEvidence = Pick<ErrorReport, 'step' | 'test'> & Required<Pick<ErrorReport, 'telling' | 'output'>>;

/** An error as data, without its stack: stacks are for the console. */
export function errorReport(error: unknown, evidence?: FailureEvidence): ErrorReport {
  return { ...ofError(error), ...(evidence !== undefined && ofEvidence(evidence)) };
}

function ofError(error: unknown): ErrorReport {
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

function ofEvidence({ step, test, telling, output }: FailureEvidence): Partial<ErrorReport> {
  return {
    ...(step !== undefined && { step }),
    ...(test !== undefined && { test }),
    ...(telling.length > 0 && { telling }),
    ...(output.length > 0 && { output }),
  };
}
