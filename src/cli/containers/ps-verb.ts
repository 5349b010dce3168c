import { one, SWITCH, type Options } from '../../app/options/option.js';
import { UserError } from '../../errors.js';
import { formatRows, type Row } from '../../report/listing/row-format.js';
import { FORMAT } from '../command/format-flag.js';
import { print } from '../command/print.js';
import type { Verb } from '../command/verb.js';
import { containerVerb } from './container-verb.js';
import { CONTAINER_HEADINGS, containerRow } from './container-rows.js';
import { containerFilter, FILTER_FLAG } from './filters.js';

const PS_FLAGS = {
  all: { flag: ['-a', '--all'], takes: SWITCH, help: 'also those that do not run' },
  quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'only ids' },
  noTrunc: { flag: '--no-trunc', takes: SWITCH, help: 'whole ids and commands' },
  latest: { flag: ['-l', '--latest'], takes: SWITCH, help: 'only the one that was made last' },
  last: { flag: ['-n', '--last'], takes: one('COUNT', count), help: 'only so many that were made last' },
  size: { flag: ['-s', '--size'], takes: SWITCH, help: 'how much each wrote, and that with its image' },
  filter: { ...FILTER_FLAG, flag: ['-f', '--filter'] },
  format: FORMAT,
} as const satisfies Options;

const FORM = {
  headings: CONTAINER_HEADINGS,
  columns: ['ID', 'Image', 'Command', 'RunningFor', 'Status', 'Ports', 'Names'],
} as const;

/** `ps`, and the names that docker has for it. */
export function psVerb(name: string): Verb {
  return containerVerb({
    name,
    summary: 'list containers',
    operands: '',
    count: [0, 0],
    examples: [{ does: 'List all containers, also those that ended', command: `layer-build ${name} -a` }],
    flags: PS_FLAGS,
    run: async ({ containers, flags, cli }) => {
      const { all, quiet, noTrunc, latest, format } = flags;
      const known = await containers.store.list();
      const fits = containerFilter(flags.filter, known, await containers.imageNames());
      const last = latest ? 1 : flags.last;
      const anyState = all || last !== undefined || flags.filter.some(aboutState);
      const wanted = known.filter((each) => fits(each) && (anyState || each.state.status === 'running'));
      // As docker, which looks at what the template names.
      const isSized = flags.size || /\.Size\b/.test(format ?? '');
      const rows: Row<keyof typeof CONTAINER_HEADINGS>[] = [];
      for (const each of wanted.slice(0, last))
        rows.push(containerRow(each, noTrunc, isSized && !quiet ? await containers.size(each) : undefined));
      const form = flags.size ? { ...FORM, columns: [...FORM.columns, 'Size'] as const } : FORM;
      if (quiet && format === undefined) print(rows.map(({ ID }) => `${ID}\n`).join(''), cli);
      else print(formatRows(form, rows, format), cli);
      return 0;
    },
  });
}

/** Docker lists all containers if a filter is about what they have become. */
function aboutState(text: string): boolean {
  return /^(?:status|exited)=/.test(text);
}

function count(where: string, text: string): number | undefined {
  // Docker's default.
  if (text === '-1') return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UserError(`${where}: ${JSON.stringify(text)} is not a number`);
}
