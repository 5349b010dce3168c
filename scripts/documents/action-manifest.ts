import { inputOf, otherwiseOf, type Option, type Spelled } from '../../src/app/options/option.js';
import { BAKE_TABLE } from '../../src/app/baking/bake-options.js';
import { MERGE_TABLE } from '../../src/app/options/merge-options.js';
import type { OptionTable } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { UNSUPPORTED_OPTIONS, type UnsupportedOption } from '../../src/app/options/unsupported-options.js';
import { capitalised } from './words.js';

const HEAD = `  # Made by npm run generate from the table in src/app/options. Change the table, not this list.`;
const FOOT = `  # Inputs of docker/build-push-action that are not supported.`;

/** action.yml with the inputs of the table. */
export function withInputs(manifest: string): string {
  return replaced(manifest, inputs());
}

/** merge/action.yml with the inputs of its table. */
export function withMergeInputs(manifest: string): string {
  const entries = inputsOf(MERGE_TABLE).map((option) => entry(option, description(option)));
  return replaced(manifest, [HEAD, ...entries].join('\n'));
}

/** bake/action.yml with the inputs of its table. */
export function withBakeInputs(manifest: string): string {
  const entries = inputsOf(BAKE_TABLE).map((option) => entry(option, description(option)));
  return replaced(manifest, [HEAD, ...entries].join('\n'));
}

function replaced(manifest: string, inputs: string): string {
  const from = manifest.indexOf('\ninputs:\n') + '\ninputs:\n'.length;
  const to = manifest.indexOf('\noutputs:\n');
  return `${manifest.slice(0, from)}${inputs}\n${manifest.slice(to)}`;
}

function inputsOf(table: OptionTable): readonly Option[] {
  return Object.values(table)
    .flatMap(({ options }) => Object.values(options))
    .filter((option) => inputOf(option) !== undefined);
}

function inputs(): string {
  const known = inputsOf(BUILD_TABLE);
  const unsupported = UNSUPPORTED_OPTIONS.filter((option) => inputOf(option) !== undefined);
  return [
    HEAD,
    ...known.map((option) => entry(option, description(option))),
    FOOT,
    ...unsupported.map((option) => entry(option, reasonNot(option))),
  ].join('\n');
}

function description(option: Option): string {
  // A default text has a key of its own.
  const otherwise = option.takes.default === undefined ? otherwiseOf(option, 'input') : undefined;
  const without = otherwise === undefined ? '' : ` (default: ${otherwise})`;
  return `${capitalised(option.help)}${without}${listForm(option)}`;
}

function listForm({ input }: Spelled): string {
  if (typeof input !== 'object' || !('commas' in input)) return '';
  return `. A list, ${input.commas ? 'by line or comma' : 'by line'}`;
}

function reasonNot({ unsupported, why }: UnsupportedOption): string {
  return unsupported.input === 'ignored' ? `Ignored with a warning: ${why}` : `An error: ${why}`;
}

function entry(option: Spelled, words: string): string {
  const filledIn = filledInBy(option);
  return [
    `  ${inputOf(option) ?? ''}:`,
    `    description: ${scalar(words)}`,
    '    required: false',
    ...(filledIn === undefined ? [] : [`    default: ${filledIn.startsWith('$') ? filledIn : quoted(filledIn)}`]),
  ].join('\n');
}

/** What the runner passes when the workflow does not set the input. */
function filledInBy({ input, takes }: Spelled): string | undefined {
  if (typeof input === 'object' && input.filledIn !== undefined) return input.filledIn;
  return takes.count === 'switch' ? 'false' : takes.default;
}

/** Long texts are folded over several lines. */
function scalar(text: string): string {
  if (text.length < 90) return /[:#'"]/.test(text) ? quoted(text) : text;
  return `>-\n      ${folded(text, 112).join('\n      ')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
