import { UserError } from '../errors.js';
import { csvFields } from '../text/csv.js';
import type { ReadDefinition } from './definition/read-definition.js';
import { goIndentedJson } from './resolve/print.js';

/**
 * What `--list` shows: `targets` or `variables`, as a table or as JSON.
 *
 * @throws UserError for another word
 */
export function listed(asked: string, definition: ReadDefinition): string {
  const { type, format } = readAsked(asked);
  return type === 'targets' ? targetList(definition, format) : variableList(definition, format);
}

type Format = 'table' | 'json';

function readAsked(asked: string): { readonly type: 'targets' | 'variables'; readonly format: Format } {
  let type = asked;
  let format = 'table';
  if (asked.includes('=')) {
    for (const field of csvFields(asked)) {
      const [key = '', value = ''] = field.split('=');
      if (key.trim().toLowerCase() === 'type') type = value;
      else if (key.trim().toLowerCase() === 'format') format = value;
      else throw new UserError(`--list: unexpected ${JSON.stringify(key)}`);
    }
  }
  if (type !== 'targets' && type !== 'variables')
    throw new UserError(`--list: ${JSON.stringify(type)} is no list`, { hint: 'Write targets or variables.' });
  if (format !== 'table' && format !== 'json')
    throw new UserError(`--list: ${JSON.stringify(format)} is no format`, { hint: 'Write table or json.' });
  return { type, format };
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}

function targetList({ groups, targets }: ReadDefinition, format: Format): string {
  const rows = [
    ...targets.map(({ name, fields }) => ({ name, description: fields.description ?? '' })),
    ...groups.map((group) => {
      const members = [...group.targets].sort().join(', ');
      const description =
        group.description === '' ? members : members === '' ? group.description : `${group.description} (${members})`;
      return { name: group.name, description, group: true };
    }),
  ]
    // By convention a name with an underscore in front is private.
    .filter(({ name }) => !name.startsWith('_'))
    .sort(byName);
  if (format === 'table')
    return table(
      ['TARGET', 'DESCRIPTION'],
      rows.map(({ name, description }) => [name, description]),
    );
  const shown = rows.map((row) => ({
    name: row.name,
    ...(row.description !== '' && { description: row.description }),
    ...('group' in row && { group: true }),
  }));
  return `${goIndentedJson(shown)}\n`;
}

function variableList({ variables }: ReadDefinition, format: Format): string {
  const rows = [...variables].sort(byName);
  if (format === 'table')
    return table(
      ['VARIABLE', 'TYPE', 'VALUE', 'DESCRIPTION'],
      rows.map(({ name, type, value, description }) => [name, type, value ?? '<null>', description]),
    );
  const shown = rows.map(({ name, description, type, value }) => ({
    name,
    ...(description !== '' && { description }),
    ...(type !== '' && { type }),
    ...(value !== undefined && { value }),
  }));
  return `${goIndentedJson(shown)}\n`;
}

/** Columns as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}
