import path from 'node:path';

import { UserError } from '../errors.js';
import { comparisonText } from '../report/console/comparison-text.js';
import { compareReports } from '../report/model/comparison.js';
import { historyText } from '../report/console/history-text.js';
import { renderPage } from '../report/html/page.js';
import { parseReport, REPORT_BYTES } from '../report/model/parse-report.js';
import { reportText } from '../report/console/report-text.js';
import type { Report } from '../report/model/report.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { verbHelp } from './help.js';
import { parseArgv, type Flag } from './parse-argv.js';
import { onGithub } from './progress.js';
import type { CliProcess } from './surroundings.js';

const FLAGS: readonly Flag[] = [
  {
    name: 'html',
    kind: 'string',
    value: 'FILE',
    help: 'also write a page for browsers, all in one file that loads nothing',
  },
  { name: 'help', short: 'h', kind: 'boolean', help: 'show this text' },
];

const HELP = `Shows what a build did and why, from the file that build --report wrote.

With several FILEs, oldest first, it shows one line a build, and what changed from the last but
one to the last: hit rate, times, steps that stopped or started hitting, sizes. - is standard
input.`;

/** `layer-build report`. */
export async function reportVerb(argv: readonly string[], around: CliProcess): Promise<void> {
  const args = parseArgv('report', argv, FLAGS);
  if (args.boolean('help')) {
    around.stdout.write(verbHelp('report', 'FILE…', HELP, FLAGS));
    return;
  }
  const names = args.positionals;
  if (names.length === 0) {
    throw new UserError('report needs a FILE', { hint: 'layer-build build --report FILE writes one.' });
  }
  const reports: Report[] = [];
  for (const name of names) reports.push(await readReport(name, around));
  const after = reports.at(-1);
  if (after === undefined) return;
  const before = reports.at(-2);
  const comparison = before === undefined ? undefined : compareReports(before, after);

  const runs = reports.map((report, index) => ({ name: names[index] ?? '', report }));
  const text = comparison === undefined ? reportText(after) : `${historyText(runs)}\n${comparisonText(comparison)}`;
  around.stdout.write(onGithub(around) ? disarmCommands(text) : text);
  const page = args.string('html');
  if (page !== undefined) await writePage(page, renderPage(after, comparison), around);
}

async function readReport(name: string, around: CliProcess): Promise<Report> {
  const chunks = name === '-' ? around.stdin : around.readFile(path.resolve(around.cwd, name));
  const shown = name === '-' ? 'standard input' : name;
  return parseReport(await readUpTo(REPORT_BYTES, chunks, shown, around.signal), shown);
}

/** A file may be anything: a device without an end as well. */
async function readUpTo(
  limit: number,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > limit) break;
      read.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError(`cannot read ${name}: ${messageOf(error)}`, { cause: error });
  }
  if (size > limit) {
    throw new UserError(`${name} has more than ${limit / 1024 / 1024} MiB: it is not a report of layer-build`);
  }
  return Buffer.concat(read);
}

async function writePage(file: string, text: string, around: CliProcess): Promise<void> {
  try {
    await around.writeFile(path.resolve(around.cwd, file), text);
  } catch (error) {
    throw new UserError(`--html: cannot write ${file}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
