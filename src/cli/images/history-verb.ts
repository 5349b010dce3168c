import { one, SWITCH } from '../../app/options/option.js';
import { givenPlatformName } from '../../app/options/values/plain-values.js';
import type { ImageContent, ImageView } from '../../app/images/image-views.js';
import type { HistoryEntry } from '../../oci/image-config.js';
import { formatRows, type Row } from '../../report/listing/row-format.js';
import { age } from '../command/age.js';
import { print } from '../command/print.js';
import { FORMAT } from '../command/format-flag.js';
import { imageVerb } from './image-verb.js';
import { imageIdText, sizeText } from './image-words.js';

const HEADINGS = {
  Comment: 'COMMENT',
  CreatedAt: 'CREATED AT',
  CreatedBy: 'CREATED BY',
  CreatedSince: 'CREATED',
  ID: 'IMAGE',
  Size: 'SIZE',
};

/** Characters of an instruction without `--no-trunc`. */
const SHOWN = 45;

export const historyVerb = imageVerb({
  name: 'history',
  aliases: ['image history'],
  summary: 'show how an image was made',
  about:
    'Shows the steps by which an image was made, the last first. SIZE is that of the files of its layer when unpacked.',
  operands: 'IMAGE',
  count: [1, 1],
  examples: [{ does: 'Show the steps with their whole instructions', command: 'layer-build history --no-trunc app:1' }],
  flags: {
    quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'ids alone' },
    noTrunc: { flag: '--no-trunc', takes: SWITCH, help: 'whole ids and instructions' },
    human: {
      flag: ['-H', '--human'],
      takes: { ...SWITCH, read: (_where, texts) => texts.at(-1) !== 'false' },
      help: 'sizes and times for people; false: bytes and dates',
      otherwise: 'true',
    },
    format: FORMAT,
    platform: {
      flag: '--platform',
      takes: one('PLATFORM', givenPlatformName),
      help: 'of this platform',
      otherwise: 'the one of this machine',
    },
  },
  run: async ({ operands: [name = ''], flags: { quiet, noTrunc, human, format, platform }, withImages }, cli) => {
    const view = await withImages((images) => images.view(name, platform));
    const rows = historyRows(view, noTrunc, human);
    const form = {
      headings: HEADINGS,
      columns: ['ID', human ? 'CreatedSince' : 'CreatedAt', 'CreatedBy', 'Size', 'Comment'],
    } as const;
    print(
      quiet && format === undefined ? rows.map(({ ID }) => `${ID}\n`).join('') : formatRows(form, rows, format),
      cli,
    );
  },
});

/** Only the whole image has an id: those between the steps are not kept. */
function historyRows(
  view: ImageView & { readonly content: ImageContent },
  noTrunc: boolean,
  human: boolean,
): readonly Row<keyof typeof HEADINGS>[] {
  const { config, layers } = view.content;
  const sizes = layers.map(({ size }) => size);
  const steps = (config.history ?? []).map((entry) => ({
    entry,
    size: entry.empty_layer === true ? 0 : sizes.shift(),
  }));
  return steps.toReversed().map(({ entry, size }, at) => ({
    Comment: entry.comment ?? '',
    CreatedAt: createdAt(entry),
    CreatedBy: instruction(entry, noTrunc),
    CreatedSince: human ? age(entry.created) : createdAt(entry),
    ID: at === 0 ? imageIdText(view, noTrunc) : '<missing>',
    Size: human ? sizeText(size) : String(size ?? 'N/A'),
  }));
}

function createdAt({ created }: HistoryEntry): string {
  return created === undefined || Number.isNaN(Date.parse(created))
    ? 'N/A'
    : new Date(created).toISOString().replace(/\.\d+Z$/, 'Z');
}

function instruction({ created_by: text = '' }: HistoryEntry, whole: boolean): string {
  const line = text.replaceAll('\t', ' ');
  const characters = [...line];
  return whole || characters.length <= SHOWN ? line : `${characters.slice(0, SHOWN - 1).join('')}…`;
}
