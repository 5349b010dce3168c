import { causesOf, type Cause } from '../model/causes.js';
import type { Comparison, PlatformComparison } from '../model/comparison.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report, StepReport, WorkTotals } from '../model/report.js';
import { signedBytes, signedDuration } from '../format-delta.js';
import { rateWords, wholePercent } from '../model/work-words.js';
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
    listed('Stopped hitting', causesOf(stoppedHitting.map(({ after: step }) => step)), whyNow),
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
  const rate = ({ totals: { work } }: Report): string =>
    work === undefined ? '–' : `${rateWords(work.hitRate)} (${work.hits} of ${work.hits + work.misses})`;
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
  return [
    ['work from the cache', rate(before), rate(after), pointsWords(before.totals.work, after.totals.work)],
    row('time', before.durationMs, after.durationMs, formatDuration, signedDuration),
    row('time saved', before.totals.savedMs, after.totals.savedMs, formatDuration, signedDuration),
    row('fetched', before.totals.restoredBytes, after.totals.restoredBytes, formatBytes, signedBytes),
    row('pushed', before.totals.pushedBytes, after.totals.pushedBytes, formatBytes, signedBytes),
    row('image size, compressed', before.image?.size, after.image?.size, formatBytes, signedBytes),
  ];
}

function pointsWords(before: WorkTotals | undefined, after: WorkTotals | undefined): string {
  if (before === undefined || after === undefined) return '';
  const points = wholePercent(after.hitRate) - wholePercent(before.hitRate);
  return points === 0
    ? '±0'
    : `${points > 0 ? '+' : '−'}${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
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

/** Why a step missed, and which steps only followed. */
function whyNow({ step, followers }: Cause): readonly string[] {
  const remedy = step.remedy === undefined ? [] : [`    → ${oneLine(shorten(step.remedy.words, 300))}`];
  const numbers = followers.slice(0, LISTED).map(({ number }) => `${number}`);
  const more = followers.length > LISTED ? ` and ${followers.length - LISTED} more` : '';
  const also =
    followers.length === 0
      ? []
      : [`    because of it also ${numbers.length === 1 ? 'step' : 'steps'} ${numbers.join(', ')}${more}`];
  return [stepWords(step), `    ${oneLine(shorten(step.reason, 300))}`, ...also, ...remedy];
}

function stepWords({ number, instruction }: StepReport): string {
  return `step ${number}: ${oneLine(shorten(instruction, INSTRUCTION_SHOWN))}`;
}

function sizes({ platform, before, after, layers, grown }: PlatformComparison, named: boolean): readonly string[] {
  const of = named ? ` of ${oneLine(platform)}` : '';
  if (layers.length === 0 && grown.length === 0) return [];
  return [
    `Compressed size by layer${of} (${formatBytes(before)} → ${formatBytes(after)}):`,
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
