import type { CheckCall } from '../app/options/values/call-spec.js';
import type { CheckFunction } from '../app/check-function.js';
import { checkDocument, checkHeadline, renderCheck } from '../report/dockerfile/check-report.js';
import { classifyError } from '../report/exit-code.js';
import { renderError } from '../report/console/render-error.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { renderCheckSummary } from '../report/summary/summary.js';
import { annotateWarnings } from './annotations.js';
import type { ActionInputs } from './inputs.js';
import type { Toolkit } from './job/toolkit.js';
import { reportTitle } from './reporting/report-title.js';

export interface CheckDependencies {
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  readonly loadCheck: () => Promise<CheckFunction>;
  readonly toolkit: Toolkit;
}

/**
 * `call: check`: each finding becomes an annotation; the log and the summary list them all.
 *
 * @returns the exit code: 1 when something was found
 * @throws the error that a build would end with before its first step, after the findings were shown
 */
export async function runCheck(
  inputs: ActionInputs,
  call: CheckCall,
  dependencies: CheckDependencies,
  writeSummary: (markdown: string) => Promise<void>,
): Promise<number> {
  const { toolkit, signal, write } = dependencies;
  const check = await dependencies.loadCheck();
  const result = await check(inputs.options, inputs.host, signal);
  if (signal.aborted) throw signal.reason;
  const { findings } = result;
  const text = call.format === 'json' ? `${JSON.stringify(checkDocument(result), null, 2)}\n` : renderCheck(result);
  write(disarmCommands(text));
  annotateWarnings({ warnings: findings }, inputs.dockerfile, { toolkit, checks: inputs.docker.checksAnnotations });
  const error = result.failure === undefined ? {} : { error: renderError(classifyError(result.failure)) };
  await writeSummary(
    renderCheckSummary(result, { title: reportTitle(inputs.dockerfile, inputs.options.target), ...error }),
  );
  if (result.failure !== undefined) throw classifyError(result.failure);
  if (findings.length === 0 || call.ignoreStatus) return 0;
  toolkit.error(checkHeadline(findings.length), { title: 'layer-build' });
  return 1;
}
