import type { Report, StepReport } from './report.js';

/** Why a build has no result, as people are told first. All texts are untrusted. */
export interface Failure {
  /** `interrupted`: by a signal of the system, which a job that is cancelled or timed out gets. */
  readonly kind: 'failed' | 'interrupted';
  /** `Dockerfile:5`; absent if no line is known. */
  readonly at?: string;
  /** The instruction, or the command of the test, that failed or was at work. */
  readonly what?: string;
  readonly isTest?: true;
  /** Without `what`. */
  readonly message: string;
  /** Milliseconds that the step took, or had taken so far. */
  readonly durationMs?: number;
  /** As in `ErrorReport`. */
  readonly telling: readonly string[];
  readonly output: readonly string[];
}

/**
 * @param dockerfile its name for people; else that of the report
 * @returns `undefined` for a build that went well
 */
export function failureOf(report: Report, dockerfile = report.dockerfile): Failure | undefined {
  const { error, steps } = report;
  if (error === undefined) return undefined;
  const { name, message, location, telling = [], output = [], test } = error;
  const step = steps.find(({ number }) => number === error.step);
  const file = location === undefined || location.file === report.dockerfile ? dockerfile : location.file;
  const line = location?.line ?? step?.line;
  const what = test ?? step?.instruction;
  return {
    kind: name === 'Interruption' ? 'interrupted' : 'failed',
    ...(file !== undefined && line !== undefined && { at: `${file}:${line}` }),
    ...(what !== undefined && { what }),
    ...(test !== undefined && { isTest: true as const }),
    message: withoutInstruction(message, step),
    ...(step !== undefined && { durationMs: step.durationMs }),
    telling,
    output,
  };
}

/** Whether the telling lines say more than the last lines, under which they are. */
export function hasTellingLines({ telling, output }: Pick<Failure, 'telling' | 'output'>): boolean {
  const last = new Set(output.slice(-telling.length));
  return telling.length > 0 && !telling.every((line) => last.has(line));
}

/** The message about a RUN begins with its text. */
function withoutInstruction(message: string, step: StepReport | undefined): string {
  const start = `${step?.instruction ?? ''}: `;
  return step !== undefined && message.startsWith(start) ? message.slice(start.length) : message;
}
