import { locationOf } from '../../dockerfile/syntax/error-location.js';
import type { BuildPlan } from '../../engine/plan/build-plan.js';
import { CommandFailed, UserError } from '../../errors.js';

/** BuildKit's words for a command that failed, since 0.10 and before. */
const COMMAND = /(?:did not complete successfully|executor failed running .*?): exit code: (\d+)/s;

/**
 * The error of a step that failed on a builder, as our own engine would tell it.
 *
 * @param words the builder's
 * @param output the end of what the step printed
 * @returns `undefined` for a step that only says what is needed: a base that the builder cannot fetch is no fault of the Dockerfile
 */
export function stepError(plan: BuildPlan, step: number, words: string, output: string): Error | undefined {
  const planned = plan.stages.flatMap(({ steps }) => steps).find(({ info }) => info.number === step);
  if (planned === undefined) return undefined;
  const { location, excerpt } = locationOf(plan.dockerfile, planned.range);
  const [, exitCode] = COMMAND.exec(words) ?? [];
  if (exitCode === undefined) return new UserError(`${planned.text}: ${words}`, { location, excerpt });
  return new CommandFailed(`${planned.text}: the command ended with exit code ${exitCode}`, {
    location,
    excerpt,
    details: output,
  });
}
