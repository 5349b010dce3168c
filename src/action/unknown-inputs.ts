import { inputOf, type Spelled } from '../app/options/option.js';
import type { Environment } from '../app/options/process/environment.js';
import { UserError } from '../errors.js';
import { nearest } from '../text/nearest.js';

const PREFIX = 'INPUT_';

/**
 * The runner passes inputs that the Action does not have, and only warns of them. A build without what such an input asked for
 * would be wrong without a word, e.g. `build_args` or `platform`.
 *
 * @param options all that the Action has
 * @throws UserError that names the input, and the one that was most likely meant
 */
export function refuseUnknownInputs(env: Environment, options: readonly Spelled[]): void {
  const names = options.flatMap((option) => inputOf(option) ?? []);
  const known = new Set(names.map(variableOf));
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || known.has(variable) || value === undefined || value.trim() === '') continue;
    const input = variable.slice(PREFIX.length).toLowerCase();
    const close = nearest(input, names);
    throw new UserError(`there is no input ${JSON.stringify(input)}`, {
      hint: close === undefined ? 'docs/options.md lists all inputs.' : `Did you mean ${JSON.stringify(close)}?`,
    });
  }
}

/** The variable in which the runner passes an input. */
function variableOf(input: string): string {
  return PREFIX + input.replaceAll(' ', '_').toUpperCase();
}
