import { GoTemplate } from '../../go-template/template.js';
import { dockerTable, oneCell } from './docker-table.js';

/** What a list shows of one thing, by docker's names of the fields. */
export type Row<Field extends string> = Readonly<Record<Field, string>>;

export interface ListingForm<Field extends string> {
  /** The heading of each field. */
  readonly headings: Row<Field>;
  /** What is shown without `--format`. */
  readonly columns: readonly Field[];
}

/**
 * A list as docker's `--format` asks for it: a template for each row, with `table ` before it for headings and columns, or `json`.
 *
 * @param format absent: the columns of the form
 * @throws TemplateError when it cannot be read, or names a field that there is not
 */
export function formatRows<Field extends string>(
  { headings, columns }: ListingForm<Field>,
  rows: readonly Row<Field>[],
  format?: string,
): string {
  const given = format === undefined || format === 'table' ? tableOf(columns) : format;
  const isTable = given.startsWith('table ');
  const text = given === 'json' ? '{{json .}}' : unescaped(given.slice(isTable ? 'table '.length : 0).trim());
  const template = new GoTemplate(text);
  if (!isTable) return rows.map((row) => `${template.execute(sorted(row, given !== 'json'))}\n`).join('');
  const lines = [headings, ...rows].map((row) => template.execute(sorted(row, true)).split('\t'));
  return dockerTable(lines);
}

/** Lists of several kinds as docker's `--format` asks for them: one template for all of them, or `json`. */
export function formatLists(lists: Readonly<Record<string, readonly Row<string>[]>>, format: string): string {
  const isJson = format === 'json';
  const template = new GoTemplate(isJson ? '{{json .}}' : unescaped(format));
  const rows = Object.entries(lists).map(([name, list]) => [name, list.map((row) => sorted(row, !isJson))]);
  const text = template.execute(Object.fromEntries(rows) as Readonly<Record<string, Row<string>[]>>);
  return text.endsWith('\n') ? text : `${text}\n`;
}

function tableOf(columns: readonly string[]): string {
  return `table ${columns.map((column) => `{{.${column}}}`).join('\\t')}`;
}

/** Shells pass `\t` and `\n` on as they are written. */
function unescaped(format: string): string {
  return format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
}

function sorted(row: Readonly<Record<string, string>>, safe: boolean): Readonly<Record<string, string>> {
  const entries = Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([field, value]) => [field, safe ? oneCell(value) : value]));
}
