import { inputOf, otherwiseOf, type Option } from '../../src/app/options/option.js';
import type { Face, OptionGroup } from '../../src/app/options/read-options.js';
import { BUILD_TABLE } from '../../src/app/options/table.js';
import { withTable } from './marked-tables.js';
import { flagCell } from './options-document.js';
import { capitalised, code, table } from './words.js';

const { caches, cache, ...others } = BUILD_TABLE;

/** docs/command-line.md with its table of the flags that people use most. */
export function withFlags(document: string): string {
  return withTable(document, 'flags', flags());
}

/** docs/caching.md with its table of settings. */
export function withCacheSettings(document: string): string {
  return withTable(document, 'caches', cacheSettings());
}

function shown(groups: readonly OptionGroup[]): readonly Option[] {
  return groups.flatMap(({ options }) => Object.values(options)).filter(({ common }) => common === true);
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
