import { nowOf, viewOf } from '../../app/containers/container-view.js';
import { asWritten, one, SWITCH, type Options } from '../../app/options/option.js';
import { GoTemplate } from '../../go-template/template.js';
import type { Verb } from '../command/verb.js';
import { dockerTable } from '../../report/listing/docker-table.js';
import { containerVerb } from './container-verb.js';
import { containerFilter, FILTER_FLAG } from './filters.js';

const PS_FLAGS = {
  all: { flag: ['-a', '--all'], takes: SWITCH, help: 'also those that do not run' },
  quiet: { flag: ['-q', '--quiet'], takes: SWITCH, help: 'only ids' },
  noTrunc: { flag: '--no-trunc', takes: SWITCH, help: 'whole ids and commands' },
  latest: { flag: '--latest', takes: SWITCH, help: 'only the one that was made last' },
  filter: FILTER_FLAG,
  format: { flag: '--format', takes: one('TEMPLATE', asWritten), help: 'how to print each: json, or a template of Go' },
} as const satisfies Options;

/** `ps`, and the names that docker has for it. */
export function psVerb(name: string): Verb {
  return containerVerb({
    name,
    summary: 'list containers',
    operands: '',
    count: [0, 0],
    flags: PS_FLAGS,
    run: async ({ containers, flags, cli }) => {
      const { all, quiet, noTrunc, latest, format } = flags;
      const known = await containers.store.list();
      const fits = containerFilter(flags.filter, known);
      const wanted = known.filter(
        (each) => fits(each) && (all || latest || flags.filter.some(aboutState) || each.state.status === 'running'),
      );
      const views = (latest ? wanted.slice(0, 1) : wanted).map((each) => viewOf(each, noTrunc, nowOf()));
      if (quiet) cli.stdout.write(views.map(({ ID }) => `${ID}\n`).join(''));
      else if (format === undefined || format === 'table') {
        const rows = views.map((view) => [
          view.ID,
          view.Image,
          view.Command,
          view.RunningFor,
          view.Status,
          view.Ports,
          view.Names,
        ]);
        cli.stdout.write(
          dockerTable([['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'], ...rows]),
        );
      } else {
        const template = new GoTemplate(format === 'json' ? '{{json .}}' : unescaped(format.replace(/^table /, '')));
        cli.stdout.write(views.map((view) => `${template.execute({ ...view })}\n`).join(''));
      }
      return 0;
    },
  });
}

/** Docker lists all containers if a filter is about what they have become. */
function aboutState(text: string): boolean {
  return /^(?:status|exited)=/.test(text);
}

/** As docker's: `\t` and `\n` in a template stand for the characters. */
function unescaped(format: string): string {
  return format.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
}
