import { inputOf, otherwiseOf, type Option } from '../../src/app/options/option.js';
import type { Face, OptionGroup } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { withTable } from './marked-tables.js';
import { flagCell } from './options-document.js';
import { capitalised, code, table } from './words.js';

const { caches, cache, ...others } = BUILD_TABLE;

/** The README with its tables of options. */
export function withTables(readme: string): string {
  return withTable(withTable(readme, 'flags', flags()), 'caches', cacheSettings());
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
