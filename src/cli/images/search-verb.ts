import { one, SWITCH } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import { formatRows, type Row } from '../../report/listing/row-format.js';
import { goBoolean } from '../../text/go-boolean.js';
import { print } from '../command/print.js';
import { FORMAT } from '../command/format-flag.js';
import { FILTER, imageVerb } from './image-verb.js';

const HEADINGS = {
  Description: 'DESCRIPTION',
  IsAutomated: 'AUTOMATED',
  IsOfficial: 'OFFICIAL',
  Name: 'NAME',
  StarCount: 'STARS',
};
const COLUMNS = ['Name', 'Description', 'StarCount', 'IsOfficial', 'IsAutomated'] as const;

/** Characters of a description without `--no-trunc`. */
const SHOWN = 45;
const MOST = 100;

export const searchVerb = imageVerb({
  name: 'search',
  summary: 'look for images on Docker Hub, or in the catalogue of a registry',
  about:
    'Looks for images on Docker Hub. With REGISTRY/ before the term, in the catalogue of that registry; registries that many people share show none.',
  operands: '[REGISTRY/]TERM',
  count: [1, 1],
  examples: [
    { does: 'Look for an official image', command: 'layer-build search --filter is-official=true node' },
    { does: 'Look in the catalogue of a registry', command: 'layer-build search localhost:5000/app' },
  ],
  flags: {
    filter: { ...FILTER, help: 'only what fits: is-official=true, is-automated=true, stars=NUMBER' },
    format: FORMAT,
    limit: { flag: '--limit', takes: one('NUMBER', readLimit, '25'), help: `the most that are shown, up to ${MOST}` },
    noTrunc: { flag: '--no-trunc', takes: SWITCH, help: 'whole descriptions' },
  },
  run: async ({ operands: [term = ''], flags: { filter, format, limit, noTrunc }, withImages }, cli) => {
    const tests = filter.map(readTest);
    const found = await withImages((images) => images.search(term, limit));
    // As docker, which says it for programs in another way.
    const isJson = format === 'json' || /^\{\{\s*json\s+\.\s*\}\}$/.test(format ?? '');
    const mark = (holds: boolean): string => (isJson ? String(holds) : holds ? '[OK]' : '');
    const rows = found
      .filter((one) => tests.every((test) => test(one)))
      .toSorted((left, right) => right.stars - left.stars)
      .map(({ name, description, stars, isOfficial, isAutomated }): Row<keyof typeof HEADINGS> => ({
        Description: shortened(description, noTrunc),
        IsAutomated: mark(isAutomated),
        IsOfficial: mark(isOfficial),
        Name: name,
        StarCount: String(stars),
      }));
    print(formatRows({ headings: HEADINGS, columns: COLUMNS }, rows, format), cli);
  },
});

interface Found {
  readonly stars: number;
  readonly isOfficial: boolean;
  readonly isAutomated: boolean;
}

function readTest({ key, value }: { readonly key: string; readonly value: string }): (found: Found) => boolean {
  if (key === 'stars' && /^\d+$/.test(value)) return ({ stars }) => stars >= Number(value);
  const wanted = goBoolean(value);
  if (key === 'is-official' && wanted !== undefined) return ({ isOfficial }) => isOfficial === wanted;
  if (key === 'is-automated' && wanted !== undefined) return ({ isAutomated }) => isAutomated === wanted;
  throw new UserError(`${JSON.stringify(`${key}=${value}`)} is no filter`, {
    hint: 'There is is-official=true, is-automated=true and stars=NUMBER.',
  });
}

function readLimit(where: string, text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST) return limit;
  throw new UserError(`${where} is a number from 1 to ${MOST}, not ${JSON.stringify(text)}`);
}

function shortened(description: string, whole: boolean): string {
  const line = description.replace(/[\r\n]/g, ' ');
  const characters = [...line];
  return whole || characters.length <= SHOWN ? line : `${characters.slice(0, SHOWN - 1).join('')}…`;
}
