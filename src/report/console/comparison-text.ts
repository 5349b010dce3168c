import { hitRate, type ChangedStep, type Comparison, type PlatformComparison } from '../model/comparison.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report, StepReport } from '../model/report.js';
import { percent, signedBytes, signedDuration } from '../format-delta.js';
import { columns } from './text-columns.js';
import { formatBytes, formatDuration } from '../../text/format.js';

/** Items shown of each list; the rest is counted. */
const LISTED = 20;
const INSTRUCTION_SHOWN = 100;

/** What changed from one build to another, as lines for a terminal. */
export function comparisonText(comparison: Comparison): string {
  const { before, after, stoppedHitting, startedHitting, added, removed, unfinished, platforms } = comparison;
  const blocks = [
    columns([['', 'BEFORE', 'AFTER', 'CHANGE'], ...figureRows(before, after)], ['left', 'right', 'right', 'right']),
    listed('Stopped hitting', stoppedHitting, whyNow),
    listed('Started hitting', startedHitting, ({ after: step }) => [stepWords(step)]),
    listed('New steps', added, (step) => [stepWords(step)]),
    listed('Gone', removed, (step) => [stepWords(step)]),
    listed('Not finished', unfinished, (step) => [stepWords(step)]),
    ...platforms.map((platform) => sizes(platform, platforms.length > 1)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Rows of figures: what, before, after, change. */
export function figureRows(before: Report, after: Report): readonly (readonly [string, string, string, string])[] {
  const rate = (report: Report): string => {
    const { hits, misses } = report.totals;
    const share = hitRate(report);
    return share === undefined ? 'no steps' : `${percent(share)} (${hits} of ${hits + misses})`;
  };
  const row = (
    what: string,
    was: number | undefined,
    is: number | undefined,
    format: (value: number) => string,
    change: (value: number) => string,
  ): readonly [string, string, string, string] => [
    what,
    was === undefined ? '–' : format(was),
    is === undefined ? '–' : format(is),
    was === undefined || is === undefined ? '' : change(is - was),
  ];
  const points = Math.round(((hitRate(after) ?? 0) - (hitRate(before) ?? 0)) * 100);
  return [
    [
      'hit rate',
      rate(before),
      rate(after),
      points === 0 ? '±0' : `${points > 0 ? '+' : '−'}${Math.abs(points)} points`,
    ],
    row('time', before.durationMs, after.durationMs, formatDuration, signedDuration),
    row('time saved', before.totals.savedMs, after.totals.savedMs, formatDuration, signedDuration),
    row('fetched', before.totals.restoredBytes, after.totals.restoredBytes, formatBytes, signedBytes),
    row('pushed', before.totals.pushedBytes, after.totals.pushedBytes, formatBytes, signedBytes),
    row('image size', before.image?.size, after.image?.size, formatBytes, signedBytes),
  ];
}

function listed<T>(title: string, items: readonly T[], words: (item: T) => readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length - LISTED;
  return [
    `${title}:`,
    ...items.slice(0, LISTED).flatMap((item) => words(item).map((line) => `  ${line}`)),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function whyNow({ after }: ChangedStep): readonly string[] {
  const remedy = after.remedy === undefined ? [] : [`    → ${oneLine(shorten(after.remedy.words, 300))}`];
  return [stepWords(after), `    ${oneLine(shorten(after.reason, 300))}`, ...remedy];
}

function stepWords({ number, instruction }: StepReport): string {
  return `step ${number}: ${oneLine(shorten(instruction, INSTRUCTION_SHOWN))}`;
}

function sizes({ platform, before, after, layers, grown }: PlatformComparison, named: boolean): readonly string[] {
  const of = named ? ` of ${oneLine(platform)}` : '';
  if (layers.length === 0 && grown.length === 0) return [];
  return [
    `Size by layer${of} (${formatBytes(before)} → ${formatBytes(after)}):`,
    ...columns(
      layers
        .slice(0, LISTED)
        .map((layer) => [layer.before ?? 0, layer.after ?? 0, stepWords(layer.step)] as const)
        .map(([was, is, what]) => [`  ${signedBytes(is - was)}`, formatBytes(was), '→', formatBytes(is), what]),
      ['right', 'right', 'left', 'right', 'left'],
    ),
    ...(grown.length === 0 ? [] : ['', `Paths that grew${of}, before compression:`]),
    ...columns(
      grown
        .slice(0, LISTED)
        .map(({ path, bytes, more }) => [
          `  ${signedBytes(more)}`,
          'to',
          formatBytes(bytes),
          oneLine(shorten(path, 200)),
        ]),
      ['right', 'left', 'right', 'left'],
    ),
  ];
}
