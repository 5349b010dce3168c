import { inputOf, otherwiseOf, type Option } from '../../src/app/options/option.js';
import type { Face, OptionGroup } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { flagCell } from './options-document.js';
import { capitalised, code, table } from './words.js';

const { caches, cache, ...others } = BUILD_TABLE;

/** The README with its tables of options. Each stands between two comments that name it. */
export function withTables(readme: string): string {
  return [
    ['flags', flags()],
    ['caches', cacheSettings()],
  ].reduce((text, [name = '', content = '']) => replaced(text, name, content), readme);
}

function replaced(text: string, name: string, content: string): string {
  const start = `<!-- npm run generate: ${name} -->\n`;
  const end = `\n<!-- end of ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`README.md has no place for the table ${name}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

function shown(groups: readonly OptionGroup[]): readonly Option[] {
  return groups.flatMap(({ options }) => Object.values(options)).filter(({ inReadme }) => inReadme === true);
}

function flags(): string {
  const rows = shown(Object.values(others)).map((option) => [flagCell(option), meaning(option, 'flag')]);
  return table(['flag', 'what it means'], rows);
}

function cacheSettings(): string {
  const rows = shown([caches, cache]).map((option) => {
    const name = inputOf(option);
    return [name === undefined ? '' : code(name), flagCell(option), meaning(option, 'input')];
  });
  return table(['input', 'flag', 'what it means'], rows);
}

function meaning(option: Option, face: Face): string {
  const without = otherwiseOf(option, face);
  return `${capitalised(option.help)}${without === undefined ? '' : ` (default: ${without})`}`;
}
