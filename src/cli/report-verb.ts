import path from 'node:path';

import { one } from '../app/options/option.js';
import { GENERAL } from '../app/options/table.js';
import { absolutePath } from '../app/options/values/plain-values.js';
import { UserError, messageOf } from '../errors.js';
import { destinationError } from '../files/write-error.js';
import { comparisonText } from '../report/console/comparison-text.js';
import { compareReports } from '../report/model/comparison.js';
import { historyText } from '../report/console/history-text.js';
import { codeQuality } from '../report/formats/code-quality.js';
import { junit } from '../report/formats/junit.js';
import { renderPage } from '../report/html/page.js';
import { parseReport, REPORT_BYTES } from '../report/model/parse-report.js';
import { reportText } from '../report/console/report-text.js';
import { renderSummary } from '../report/summary/summary.js';
import type { Report } from '../report/model/report.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { onGithub } from './command/progress.js';
import type { CliProcess } from './command/cli-process.js';
import { defineVerb } from './command/verb.js';
import { readBytesUpTo } from '../async/read-bytes.js';
import { oneLine } from '../text/sanitize-line.js';

export const reportVerb = defineVerb({
  name: 'report',
  summary: 'show what builds did and why, or what changed between two',
  about: `Shows what a build did and why, from the file that build --report wrote.

With several FILEs, oldest first, it shows a line for each build, and what changed between the last
two: hit rate, times, steps that stopped or started hitting, sizes. - is standard input.`,
  operands: 'FILE…',
  count: [0, Infinity],
  examples: [
    {
      does: 'Show a build',
      command: 'layer-build report report.json',
    },
    {
      does: 'Write what GitLab shows in a merge request',
      command: 'layer-build report report.json --code-quality gl-code-quality.json --junit steps.xml',
    },
    {
      does: 'Say what changed between two builds, and make a page of it',
      command: 'layer-build report before.json after.json --html page.html',
    },
  ],
  table: {
    own: {
      title: 'Flags',
      options: {
        page: {
          flag: '--html',
          takes: one('FILE', absolutePath),
          help: 'also write a page for browsers: one file that loads nothing',
        },
        markdown: {
          flag: '--markdown',
          takes: one('FILE', absolutePath),
          help: 'also write what the job summary says, in Markdown',
        },
        codeQuality: {
          flag: '--code-quality',
          takes: one('FILE', absolutePath),
          help: "also write the findings of the build checks as GitLab's code quality report",
        },
        junit: {
          flag: '--junit',
          takes: one('FILE', absolutePath),
          help: 'also write steps and tests as JUnit XML, which GitLab and Jenkins show',
        },
      },
    },
    general: GENERAL,
  },
  run: async ({ values, operands }, cli) => {
    await showReports(operands, values.own, cli);
    return 0;
  },
});

/** Absolute paths of what is written besides. */
interface Written {
  readonly page?: string;
  readonly markdown?: string;
  readonly codeQuality?: string;
  readonly junit?: string;
}

async function showReports(names: readonly string[], written: Written, cli: CliProcess): Promise<void> {
  if (names.length === 0) {
    throw new UserError('report needs a FILE', { hint: 'layer-build build --report FILE writes one.' });
  }
  const reports: Report[] = [];
  for (const name of names) reports.push(await readReport(name, cli));
  const after = reports.at(-1);
  if (after === undefined) return;
  const before = reports.at(-2);
  const comparison = before === undefined ? undefined : compareReports(before, after);

  const runs = reports.map((report, index) => ({ name: names[index] ?? '', report }));
  const text = comparison === undefined ? reportText(after) : `${historyText(runs)}\n${comparisonText(comparison)}`;
  cli.stdout.write(onGithub(cli) ? disarmCommands(text) : text);
  const { page, markdown, codeQuality: quality, junit: xml } = written;
  if (page !== undefined) await writeOut('--html', page, renderPage(after, comparison), cli);
  if (markdown !== undefined) await writeOut('--markdown', markdown, summaryOf(after), cli);
  if (quality !== undefined) await writeOut('--code-quality', quality, codeQuality(after), cli);
  if (xml !== undefined) await writeOut('--junit', xml, junit(after), cli);
}

async function readReport(name: string, cli: CliProcess): Promise<Report> {
  const chunks = name === '-' ? cli.stdin : cli.readFile(path.resolve(cli.cwd, name));
  const shown = name === '-' ? 'standard input' : name;
  return parseReport(await readUpTo(REPORT_BYTES, chunks, shown, cli.signal), shown);
}

/** The file can be anything, even a device without an end. */
async function readUpTo(
  limit: number,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let read: Uint8Array | undefined;
  try {
    read = await readBytesUpTo(chunks, limit);
  } catch (error) {
    signal.throwIfAborted();
    throw new UserError(`cannot read ${name}: ${messageOf(error)}`, { cause: error });
  }
  if (read === undefined) {
    throw new UserError(`${name} has more than ${limit / 1024 / 1024} MiB: it is not a report of layer-build`);
  }
  return read;
}

function summaryOf(report: Report): string {
  const { dockerfile, error } = report;
  const said = error && [error.message, error.excerpt, error.hint].filter((part) => part !== undefined).join('\n\n');
  return renderSummary(report, {
    title: `layer-build: ${dockerfile ?? 'no Dockerfile'}`,
    ...(said !== undefined && { error: said }),
  });
}

async function writeOut(flag: string, file: string, text: string, cli: CliProcess): Promise<void> {
  try {
    await cli.writeFile(file, text);
  } catch (error) {
    throw destinationError(error, `write ${flag}`, file);
  }
  cli.stderr.write(`Wrote ${oneLine(shortPath(file, cli.cwd))}\n`);
}

/** As a person types it in that folder. */
function shortPath(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') ? file : relative;
}
