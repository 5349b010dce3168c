import type { Option } from '../../src/app/options/option.js';

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What holds without the option, as Markdown. */
export function defaultWords(option: Option): string {
  const { otherwise, takes } = option;
  if (typeof otherwise === 'object') return `input: ${otherwise.input}; flag: ${otherwise.flag}`;
  return otherwise ?? (takes.default === undefined ? '' : code(takes.default));
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** A table, whose cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar ends a cell, also within code. */
function escaped(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`);
}
