import { flagOf, inputOf, shortFlagOf, type Option, type Spelled } from '../../src/app/options/option.js';
import type { OptionGroup } from '../../src/app/options/read-options.js';
import { BUILD_TABLE, GENERAL } from '../../src/app/options/table.js';
import { UNSUPPORTED_OPTIONS } from '../../src/app/options/unsupported-options.js';
import { allVerbs } from '../../src/cli/verbs.js';
import type { Verb } from '../../src/cli/command/verb.js';
import { capitalised, code, defaultWords, table } from './words.js';

/** docs/options.md: every input and every flag. */
export async function optionsDocument(): Promise<string> {
  const verbs = await allVerbs();
  return `# Options

<!-- Made by npm run generate from the table in src/app/options. Change the table, not this file. -->

Every option of a build, as an input of the Action and as a flag of \`layer-build build\`. On the command line the context is
not a flag: \`layer-build build CONTEXT\`. The third column says what docker/build-push-action and \`docker buildx build\` call
an option; those without a name there are our own. \`--help\` and [action.yml](../action.yml) say which options take a list.

${Object.values(BUILD_TABLE).map(buildSection).join('\n\n')}

## What is not supported

Options of docker/build-push-action and of \`docker buildx build\` that have no meaning here, or not yet.

${unsupportedTable()}

## Flags of every verb

${flagTable(GENERAL)}

## Flags of the other verbs

Verbs that keep or fetch something also take the flags under "${BUILD_TABLE.host.title}". \`cache explain\` takes those of
\`build\`.

${verbs.filter(hasOwnFlags).map(verbSection).join('\n\n')}
`;
}

function buildSection({ title, options }: OptionGroup): string {
  const rows = Object.values(options).map((option) => [
    inputCell(option),
    flagCell(option),
    option.docker === false ? '' : [inputCell(option), longFlagCell(option)].filter((name) => name !== '').join(', '),
    capitalised(option.help),
    defaultWords(option),
    option.difference ?? '',
  ]);
  const head = ['input', 'flag', "Docker's name", 'what it means', 'default', 'what differs from Docker'];
  return `## ${title}\n\n${table(head, rows)}`;
}

function unsupportedTable(): string {
  const rows = UNSUPPORTED_OPTIONS.map((option) => [
    inputCell(option),
    longFlagCell(option),
    inputOf(option) === undefined ? '' : option.unsupported.input,
    flagOf(option) === undefined ? '' : option.unsupported.flag,
    [option.why, option.hint]
      .filter((words) => words !== undefined)
      .map(capitalised)
      .join('. '),
  ]);
  return table(['input', 'flag', 'the input is', 'the flag is', 'why'], rows);
}

function hasOwnFlags({ table: groups }: Verb): boolean {
  return Object.keys(ownOf(groups)?.options ?? {}).length > 0;
}

function ownOf(groups: Verb['table']): OptionGroup | undefined {
  return groups['own'];
}

function verbSection({ name, operands, summary, table: groups }: Verb): string {
  const usage = code(`layer-build ${[name, operands].join(' ').trimEnd()}`);
  const own = ownOf(groups);
  return `### ${name}\n\n${usage}: ${summary}.\n\n${own === undefined ? '' : flagTable(own)}`;
}

function flagTable({ options }: OptionGroup): string {
  const rows = Object.values(options).map((option) => [
    flagCell(option),
    capitalised(option.help),
    defaultWords(option),
  ]);
  return table(['flag', 'what it means', 'default'], rows);
}

function inputCell(option: Spelled): string {
  const name = inputOf(option);
  return name === undefined ? '' : code(name);
}

function longFlagCell(option: Spelled): string {
  const name = flagOf(option);
  return name === undefined ? '' : code(name);
}

/** `-t, --tag NAME` */
export function flagCell(option: Option): string {
  const name = flagOf(option);
  if (name === undefined) return '';
  const short = shortFlagOf(option);
  const names = short === undefined ? name : `${short}, ${name}`;
  return code(`${names} ${option.takes.placeholder}`.trimEnd());
}
