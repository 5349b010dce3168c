import { inputOf, type Option } from '../../src/app/options/option.js';
import { tableOptions } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { UNSUPPORTED_OPTIONS, type UnsupportedOption } from '../../src/app/options/unsupported-options.js';
import { withTable } from './marked-tables.js';
import { capitalised, code, table } from './words.js';

/** docs/migrating.md with what becomes of each input of docker/build-push-action, by name. */
export function withDockerInputs(document: string): string {
  return withTable(document, 'inputs', inputsOfDocker());
}

function inputsOfDocker(): string {
  const known = tableOptions(BUILD_TABLE)
    .filter(({ docker }) => docker !== false)
    .flatMap((option) => rowOf(inputOf(option), ...meaningOf(option)));
  const others = UNSUPPORTED_OPTIONS.flatMap((option) => rowOf(inputOf(option), ...reasonOf(option)));
  const rows = [...known, ...others].toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return table(['input', 'here', 'what differs'], rows);
}

function rowOf(input: string | undefined, ...cells: readonly string[]): readonly (readonly string[])[] {
  return input === undefined ? [] : [[code(input), ...cells]];
}

function meaningOf({ difference }: Option): readonly [string, string] {
  return difference === undefined ? ['the same', ''] : ['the same, except:', difference];
}

function reasonOf({ unsupported, why, hint }: UnsupportedOption): readonly [string, string] {
  const words = [why, hint].filter((text) => text !== undefined).map(capitalised);
  return [unsupported.input === 'ignored' ? 'ignored, with a warning' : 'an error', `${words.join('. ')}.`];
}
