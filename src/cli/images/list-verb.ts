import { SWITCH } from '../../app/options/option.js';
import { formatRows } from '../../report/listing/row-format.js';
import { print } from '../command/print.js';
import { FORMAT } from '../command/format-flag.js';
import { UserError } from '../../errors.js';
import { FILTER, imageVerb } from './image-verb.js';
import { IMAGE_HEADINGS, imageIdText, imageRows, treeImages } from './image-words.js';
import { treeText } from './tree-text.js';

/** `images`, as docker lists them. */
export const listVerb = imageVerb({
  name: 'images',
  aliases: ['image ls', 'image list'],
  summary: 'list the images of the local store',
  about:
    'Lists the images of the local store, or those of a repository. SIZE, and DISK USAGE of --tree, are those of the files when unpacked; CONTENT SIZE is that of what is stored.',
  operands: '[REPOSITORY[:TAG]]',
  count: [0, 1],
  examples: [
    {
      does: 'List what is large and has no name',
      command: "layer-build images --filter dangling=true --format 'table {{.ID}}\\t{{.Size}}'",
    },
    { does: 'List all tags of a repository', command: 'layer-build images app' },
  ],
  flags: {
    all: { flag: ['-a', '--all'], takes: SWITCH, help: 'no effect: there are no images between the steps of a build' },
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'ids alone' },
    noTrunc: { flag: '--no-trunc', takes: SWITCH, help: 'whole ids' },
    digests: { flag: '--digests', takes: SWITCH, help: 'also the digests by which registries know them' },
    filter: {
      ...FILTER,
      help: 'only what fits: dangling=true, label=KEY[=VALUE], reference=PATTERN, before=IMAGE, since=IMAGE, until=TIME',
    },
    format: FORMAT,
    tree: { flag: '--tree', takes: SWITCH, help: 'each image with its platforms, and what a container uses' },
  },
  run: async ({ operands: [repository], flags, withImages }, cli) => {
    const { quiet, noTrunc, digests, filter, format, tree } = flags;
    const filters = repository === undefined ? filter : [...filter, { key: 'reference', value: repository }];
    if (tree) {
      refuseWithTree({
        '--quiet': quiet,
        '--no-trunc': noTrunc,
        '--digests': digests,
        '--format': format !== undefined,
      });
      const trees = await withImages((images) => images.trees(filters));
      print(treeText(treeImages(trees), cli.stdout.isTTY === true ? (cli.stdout.columns ?? 80) : undefined), cli);
      return;
    }
    const views = await withImages((images) => images.list(filters));
    const wantsDigests = digests || /\.Digest\b/.test(format ?? '');
    const form = {
      headings: IMAGE_HEADINGS,
      columns: ['Repository', 'Tag', ...(digests ? ['Digest' as const] : []), 'ID', 'CreatedSince', 'Size'],
    } as const;
    const rows = views.flatMap((view) => imageRows(view, { noTrunc, digests: wantsDigests }));
    const text =
      quiet && format === undefined
        ? views
            .flatMap((view) =>
              imageRows(view, { noTrunc, digests: false }).map(() => `${imageIdText(view, noTrunc)}\n`),
            )
            .join('')
        : formatRows(form, rows, format);
    print(text, cli);
  },
});

/** As docker. @throws UserError for a flag that says how a table looks */
function refuseWithTree(flags: Readonly<Record<string, boolean>>): void {
  const [given] = Object.entries(flags).find(([, isGiven]) => isGiven) ?? [];
  if (given !== undefined) throw new UserError(`${given} is not supported with --tree`);
}
