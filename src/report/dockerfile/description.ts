import { oneLine } from '../../text/sanitize-line.js';
import { lineRanges } from './line-ranges.js';

/** What a Dockerfile says about itself. */
export type DescribedFile =
  | { readonly kind: 'outline'; readonly outline: DescribedOutline }
  | { readonly kind: 'targets'; readonly targets: readonly DescribedTarget[] };

/** What the build of a target takes. */
interface DescribedOutline extends Named {
  readonly args: readonly DescribedArg[];
  readonly secrets: readonly DescribedMount[];
  readonly ssh: readonly DescribedMount[];
}

interface DescribedTarget extends Named, Located {
  readonly isDefault: boolean;
  readonly base: string;
  readonly platform: string | undefined;
}

interface DescribedArg extends Named, Located {
  readonly name: string;
  readonly value: string | undefined;
}

interface DescribedMount extends Located {
  readonly id: string;
  readonly required: boolean;
}

interface Named {
  readonly name: string | undefined;
  readonly description: string | undefined;
}

interface Located {
  readonly range: { readonly start: number; readonly end: number };
}

/** What `docker build --call=outline` and `--call=targets` print, for people or as a document. */
export function descriptionText(
  described: DescribedFile & { readonly dockerfile: Uint8Array },
  format: 'text' | 'json',
): string {
  return format === 'json'
    ? `${JSON.stringify(descriptionDocument(described), null, 2)}\n`
    : renderDescription(described);
}

export function renderDescription(described: DescribedFile): string {
  return described.kind === 'outline' ? renderOutline(described.outline) : renderTargets(described.targets);
}

function renderTargets(targets: readonly DescribedTarget[]): string {
  const rows = targets.map(({ name, description = '', isDefault }) => {
    if (!isDefault) return [name ?? '', description];
    return [name === undefined ? '(default)' : `${name} (default)`, description];
  });
  return table(1, [['TARGET', 'DESCRIPTION'], ...rows]);
}

function renderOutline({ name, description, args, secrets, ssh }: DescribedOutline): string {
  const mounts = (all: readonly DescribedMount[]): string[][] =>
    all.map(({ id, required }) => [id, required ? 'true' : '']);
  const tables = [
    name !== undefined &&
      table(1, [['TARGET:', name], ...(description === undefined ? [] : [['DESCRIPTION:', description]])]),
    args.length > 0 &&
      table(3, [
        ['BUILD ARG', 'VALUE', 'DESCRIPTION'],
        ...args.map((arg) => [arg.name, arg.value ?? '', arg.description ?? '']),
      ]),
    secrets.length > 0 && table(3, [['SECRET', 'REQUIRED'], ...mounts(secrets)]),
    ssh.length > 0 && table(3, [['SSH', 'REQUIRED'], ...mounts(ssh)]),
  ];
  return tables.map((text) => (text === false ? '' : `${text}\n`)).join('');
}

/** Columns that are as wide as their widest cell, and `gap` blanks; the last one is as wide as it is. */
function table(gap: number, rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) + gap - [...cell].length)))
      .join('');
  return cells.map((row) => `${line(row)}\n`).join('');
}

/** The document that they print with `format=json`. */
export function descriptionDocument(described: DescribedFile & { readonly dockerfile: Uint8Array }): object {
  const sources = [Buffer.from(described.dockerfile).toString('base64')];
  if (described.kind === 'targets') return { targets: described.targets.map(targetDocument), sources };
  const { name, description, args, secrets, ssh } = described.outline;
  const mounts = (all: readonly DescribedMount[]): object[] | undefined =>
    listed(all.map(({ id, required, range }) => ({ name: id, ...(required && { required }), ...location(range) })));
  return {
    name,
    description,
    args: listed(
      args.map(({ range, ...arg }) => ({
        ...arg,
        value: arg.value === '' ? undefined : arg.value,
        ...location(range),
      })),
    ),
    secrets: mounts(secrets),
    ssh: mounts(ssh),
    sources,
  };
}

function targetDocument({ name, isDefault, description, base, platform, range }: DescribedTarget): object {
  return { name, ...(isDefault && { default: true }), description, base, platform, ...location(range) };
}

/** Go leaves an empty list out. */
function listed(all: readonly object[]): object[] | undefined {
  return all.length === 0 ? undefined : [...all];
}

function location({ start, end }: Located['range']): object {
  return { location: { ranges: lineRanges(start, end) } };
}
