/** What a row of the tree says beside its name. */
interface TreeDetails {
  /** As it is shown: 12 characters. */
  readonly id: string;
  readonly diskUsage: string;
  readonly contentSize: string;
  readonly inUse: boolean;
}

/** An image, and the rows of its platforms below it. */
export interface TreeImage extends TreeDetails {
  /** In their order; none: it has no name. */
  readonly names: readonly string[];
  readonly platforms: readonly (TreeDetails & { readonly name: string })[];
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly textOf: (details: TreeDetails) => string;
}

const UNTAGGED = '<untagged>';
const SPACING = '   ';
/** Docker counts the bytes of `└─ `. */
const BRANCH_WIDTH = 7;
/** With less for the names, the columns behind them are left out. */
const LEAST_NAME_WIDTH = 12;
const LEAST_TERMINAL = 20;
const LEGEND = ' Info ->  U In Use';

const COLUMNS: readonly Column[] = [
  { title: 'ID', width: 12, align: 'left', textOf: ({ id }) => id },
  { title: 'DISK USAGE', width: 10, align: 'right', textOf: ({ diskUsage }) => diskUsage },
  { title: 'CONTENT SIZE', width: 12, align: 'right', textOf: ({ contentSize }) => contentSize },
  { title: 'EXTRA', width: 5, align: 'left', textOf: ({ inUse }) => (inUse ? 'U' : '') },
];

/**
 * The images as `docker images --tree` prints them, without its colours.
 *
 * @param columns of the terminal; `undefined` for a file or a pipe, where nothing is left out and there is no legend
 */
export function treeText(images: readonly TreeImage[], columns: number | undefined): string {
  const terminal = columns === undefined ? undefined : Math.max(columns, LEAST_TERMINAL);
  const { shown, nameWidth } = fitted(images, terminal);
  const row = (name: string, details: TreeDetails): string =>
    [name.padEnd(nameWidth), ...shown.map((column) => aligned(column, column.textOf(details)))].join(SPACING);
  const lines = terminal === undefined ? [] : [LEGEND.padStart(terminal)];
  lines.push(['IMAGE'.padEnd(nameWidth), ...shown.map((column) => aligned(column, column.title))].join(SPACING));
  const isSpaced = images.some(({ platforms }) => platforms.length > 0);
  for (const image of images) {
    const names = image.names.length === 0 ? [UNTAGGED] : image.names;
    // Each name has a line of its own. The details are beside the last, if it leaves room for them.
    const beside = names.at(-1) ?? '';
    const isTooLong = beside.length > nameWidth;
    for (const name of isTooLong ? names : names.slice(0, -1)) lines.push(name.padEnd(nameWidth));
    lines.push(row(isTooLong ? '' : beside, image));
    for (const [at, platform] of image.platforms.entries()) {
      lines.push(row(`${at === image.platforms.length - 1 ? '└─' : '├─'} ${platform.name}`, platform));
    }
    if (isSpaced) lines.push('');
  }
  return lines.map((line) => `${line}\n`).join('');
}

function fitted(
  images: readonly TreeImage[],
  terminal: number | undefined,
): { readonly shown: readonly Column[]; readonly nameWidth: number } {
  const widest = Math.max(
    'IMAGE'.length,
    ...images.flatMap(({ names }) => (names.length === 0 ? [UNTAGGED.length] : names.map(({ length }) => length))),
    ...images.flatMap(({ platforms }) => platforms.map(({ name }) => name.length + BRANCH_WIDTH)),
  );
  if (terminal === undefined) return { shown: COLUMNS, nameWidth: widest };
  const shown: Column[] = [];
  let left = terminal;
  for (const column of COLUMNS) {
    const needed = column.width + SPACING.length;
    if (left - needed < LEAST_NAME_WIDTH) break;
    left -= needed;
    shown.push(column);
  }
  return { shown, nameWidth: Math.min(left, widest) };
}

function aligned({ width, align }: Column, text: string): string {
  const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
  return align === 'left' ? cut.padEnd(width) : cut.padStart(width);
}
