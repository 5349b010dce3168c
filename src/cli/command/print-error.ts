import { classifyError, exitCodeOf } from '../../report/exit-code.js';
import { renderError } from '../../report/console/render-error.js';
import { disarmCommands } from '../../report/console/step-frame.js';
import type { CliProcess } from './cli-process.js';
import { FailedBuild } from '../../report/failure/failed-build.js';
import { onGithub } from './progress.js';

/**
 * Prints what a command ended with.
 *
 * @param debug whether to print also the stacks of the error and of its causes
 * @returns the exit code
 */
export function printError(error: unknown, cli: CliProcess, debug = cli.debug === true): number {
  const { reason: thrown, failure } = error instanceof FailedBuild ? error : { reason: error, failure: undefined };
  const reason = classifyError(thrown);
  const shown = renderError(reason, failure);
  const text = debug ? `${shown}\n${stacksOf(reason)}` : shown;
  // An error can quote the output of a step. It must not become a workflow command.
  cli.stderr.write(onGithub(cli) ? disarmCommands(text) : text);
  return exitCodeOf(reason);
}

function stacksOf(error: unknown): string {
  const errors: unknown[] = [];
  for (let next = error; next !== undefined && !errors.includes(next); next = causeOf(next)) errors.push(next);
  return errors.map((each, index) => `${index === 0 ? '' : 'caused by '}${stackOf(each)}\n`).join('');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
