import { exitCodeOf, Interruption } from '../report/exit-code.js';
import { renderError } from '../report/console/render-error.js';
import { disarmCommands } from '../report/console/step-frame.js';
import type { CliProcess } from './cli-process.js';
import { FailedBuild } from './failed-build.js';
import { onGithub } from './progress.js';

/**
 * Prints what a command ended with.
 *
 * @returns the exit code
 */
export function printError(error: unknown, cli: CliProcess): number {
  const { reason, lastOutput } = error instanceof FailedBuild ? error : { reason: error, lastOutput: [] };
  const text = reason instanceof Interruption ? `${reason.message}\n` : renderError(reason, lastOutput);
  // An error can quote the output of a step. It must not become a workflow command.
  cli.stderr.write(onGithub(cli) ? disarmCommands(text) : text);
  return exitCodeOf(reason);
}
