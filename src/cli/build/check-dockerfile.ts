import type { CheckCall } from '../../app/options/values/call-spec.js';
import { classifyError } from '../../report/exit-code.js';
import { checkDocument, renderCheck } from '../../report/dockerfile/check-report.js';
import { disarmCommands } from '../../report/console/step-frame.js';
import type { BuildRequest } from './build-request.js';
import { onGithub } from '../command/progress.js';
import { withDockerfile } from './stdin-dockerfile.js';
import type { CliProcess } from '../command/cli-process.js';

/**
 * `layer-build build --check`.
 *
 * @returns 1 when something was found
 * @throws the error that a build would end with before its first step, after the findings were printed
 */
export async function checkDockerfile(request: BuildRequest, call: CheckCall, cli: CliProcess): Promise<number> {
  for (const message of request.warnings) cli.stderr.write(`WARNING: ${message}\n`);
  const check = await cli.loadCheck();
  const result = await withDockerfile(request, cli, (options) => check(options, request.host, cli.signal));
  if (cli.signal.aborted) throw cli.signal.reason;
  const text = call.format === 'json' ? `${JSON.stringify(checkDocument(result), null, 2)}\n` : renderCheck(result);
  cli.stdout.write(onGithub(cli) ? disarmCommands(text) : text);
  if (result.failure !== undefined) throw classifyError(result.failure);
  return result.findings.length > 0 && !call.ignoreStatus ? 1 : 0;
}
