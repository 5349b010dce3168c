import { shortDigest, isDigest } from '../oci/digest.js';
import { checkHeadline, type CheckedFile } from './check-report.js';
import { markdownBlock, markdownCode, markdownText } from './github-markdown.js';
import type { Report, ReportedWarning, StepReport } from './report.js';
import { shownTag } from './shown-tag.js';
import { formatBytes, formatDuration } from './units.js';

/** GitHub drops a job summary of more than 1 MiB as a whole; some of it is left to others' text in the same step. */
const SUMMARY_BYTES = 1024 * 1024 - 64 * 1024;
const INSTRUCTION_LIMIT = 200;
const REASON_LIMIT = 300;

/** What the summary says of a build besides its steps. */
export interface SummaryContext {
  /** E.g. `layer-build: image/Dockerfile`, text of others. */
  readonly title: string;
  /** The rendered error, if the build failed. */
  readonly error?: string;
}

/** A build's job summary in GitHub-flavoured Markdown: a headline, and a table with a row a step. */
export function renderSummary(report: Report, context: SummaryContext): string {
  const head = [`### ${markdownText(context.title, 200)}`, '', ...headline(report, context), ''];
  if (report.steps.length === 0) return head.join('\n');
  head.push('| # | Instruction | Cache | Reason | Time | Layer |', '| ---: | --- | --- | --- | ---: | ---: |');
  const rows: string[] = [];
  let bytes = Buffer.byteLength(head.join('\n'));
  for (const step of report.steps) {
    const row = stepRow(step);
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > SUMMARY_BYTES) {
      rows.push(
        '',
        `${report.steps.length - rows.length} further steps are left out here: a summary has to stay below 1 MiB.`,
      );
      break;
    }
    rows.push(row);
  }
  return `${[...head, ...rows, '', ...warningLines(report)].join('\n').trimEnd()}\n`;
}

/** The summary of a check that built nothing. */
export function renderCheckSummary(checked: CheckedFile, context: SummaryContext): string {
  const { findings } = checked;
  const ok = findings.length === 0 && context.error === undefined;
  const lines = [
    `### ${markdownText(context.title, 200)}`,
    '',
    `${ok ? '✅' : '❌'} ${checkHeadline(findings.length)}`,
  ];
  if (context.error !== undefined) lines.push('', markdownBlock(context.error.trimEnd(), 16 * 1024));
  return `${[...lines, ...warningLines({ warnings: findings })].join('\n')}\n`;
}

function headline(report: Report, context: SummaryContext): string[] {
  const { hits, misses } = report.totals;
  const total = hits + misses;
  const time = report.durationMs === undefined ? '' : ` in ${formatDuration(report.durationMs)}`;
  const cache = total === 0 ? '' : ` **${hits} of ${total}** steps came from the cache.`;
  if (!report.ok) {
    const error = context.error === undefined ? [] : ['', markdownBlock(context.error.trimEnd(), 16 * 1024)];
    return [`❌ **The build failed**${time}.${cache}`, ...error];
  }
  const tags = report.image?.tags ?? [];
  const shown = tags.slice(0, 20).map((tag) => markdownCode(shownTag(tag), 300));
  const more = tags.length > shown.length ? ` and ${tags.length - shown.length} more` : '';
  const what = shown.length === 0 ? 'an image' : `${shown.join(', ')}${more}`;
  const lines = [`✅ **Built** ${what}${time}.${cache}`];
  if (report.image !== undefined) lines.push('', `Digest ${markdownCode(report.image.digest, 200)}`);
  return lines;
}

function stepRow(step: StepReport): string {
  const status = step.status === 'failed' ? '❌ failed' : step.status === 'hit' ? '✅ hit' : '🔨 miss';
  const cells = [
    `${step.number}`,
    markdownCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT),
    status,
    markdownText(step.reason, REASON_LIMIT),
    formatDuration(step.durationMs),
    step.layer === undefined ? '' : layerCell(step.layer),
  ];
  return `| ${cells.join(' | ')} |`;
}

function layerCell(layer: { readonly digest: string; readonly size: number }): string {
  const id = isDigest(layer.digest) ? shortDigest(layer.digest) : '';
  return `<span title="${id}">${formatBytes(layer.size)}</span>`;
}

function warningLines(report: Pick<Report, 'warnings'>): string[] {
  if (report.warnings.length === 0) return [];
  const items = report.warnings.slice(0, 20).map((warning) => {
    const line = warning.line === undefined ? '' : `line ${warning.line}: `;
    return `- ⚠️ ${line}${ruleLink(warning)}${markdownText(warning.message, REASON_LIMIT)}`;
  });
  const more = report.warnings.length - items.length;
  return ['', ...items, ...(more > 0 ? [`- and ${more} more`] : [])];
}

/** The check's name, leading to the page that explains it. Both are our own words. */
function ruleLink({ rule, url }: ReportedWarning): string {
  if (rule === undefined) return '';
  return `${url === undefined ? rule : `[${rule}](${url})`}: `;
}
