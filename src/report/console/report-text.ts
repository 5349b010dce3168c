import { conclusionOf } from '../model/conclusion.js';
import { conclusionWords, isSaidWhole, plainWords } from '../model/conclusion-words.js';
import { oneLine, shorten } from '../../text/sanitize-line.js';
import { failureOf, hasTellingLines } from '../model/failure.js';
import { isReached, type CacheReport, type LocationReport, type Report, type StepReport } from '../model/report.js';
import { missed } from '../model/work.js';
import { cacheWords } from '../model/work-words.js';
import { columns } from './text-columns.js';
import { formatBytes, formatDuration, formatMoment } from '../../text/format.js';

const INSTRUCTION_SHOWN = 100;
const REASON_SHOWN = 300;

/** A report as lines for a terminal. Each text from the build is put on one line, without control characters. */
export function reportText(report: Report): string {
  const lines = [
    shown(plainWords(conclusionWords(conclusionOf(report))), 1000),
    ...headline(report),
    '',
    ...steps(report.steps),
    ...tests(report.tests),
    ...cache(report.cache),
    ...report.warnings.map(({ line, message }) => `warning${at(line)}: ${shown(message, REASON_SHOWN)}`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** What the sentence above it does not say. */
function headline(report: Report): string[] {
  const { image, durationMs } = report;
  const time = durationMs === undefined ? '' : ` in ${formatDuration(durationMs)}`;
  const lines = [`${report.ok ? `Built ${tagWords(report)}` : failedWords(report)}${time}`];
  const cached = cacheWords(report);
  if (cached !== undefined) lines.push(cached);
  if (image !== undefined) lines.push(`Digest ${image.digest}, ${formatBytes(image.size)} compressed`);
  if (report.startedAt !== undefined) lines.push(`Started ${formatMoment(report.startedAt)}`);
  return [...lines, ...failed(report)];
}

function failedWords({ error }: Report): string {
  return error?.name === 'Interruption' ? 'The build was stopped' : 'The build failed';
}

/** What failed or was at work, and what it said. */
function failed(report: Report): readonly string[] {
  const failure = failureOf(report);
  if (failure === undefined) return [];
  const { what = '', isTest, message, durationMs, telling, output } = failure;
  const time = durationMs === undefined ? '' : `, after ${formatDuration(durationMs)}`;
  const quoted = (title: string, texts: readonly string[]): readonly string[] =>
    texts.length === 0 ? [] : [title, ...texts.map((text) => `  | ${shown(text, 500)}`)];
  return [
    ...(isSaidWhole(message) ? [] : [shown(message, 1000)]),
    ...(isTest === true ? [`Test: ${shown(what, INSTRUCTION_SHOWN)}${time}`] : []),
    ...quoted('What it says:', hasTellingLines(failure) ? telling : []),
    ...quoted('Last output:', output),
  ];
}

/** The image's tags as people write them, or `an image` if it has none. */
export function tagWords({ image }: Report): string {
  const tags = (image?.tags ?? []).slice(0, 5).map((tag) => shown(tag, 200));
  const more = (image?.tags.length ?? 0) - tags.length;
  if (tags.length === 0) return 'an image';
  return tags.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function steps(all: readonly StepReport[]): string[] {
  if (all.length === 0) return [];
  const isMeasured = all.some(({ usage }) => usage !== undefined);
  const table = columns(
    [
      ['STEP', 'CACHE', 'TIME', ...(isMeasured ? ['CPU', 'MEMORY'] : []), 'COMPRESSED', 'INSTRUCTION'],
      ...all.map((step) => [
        `${step.number}`,
        step.status,
        isReached(step) ? formatDuration(step.durationMs) : '',
        ...(isMeasured ? usageCells(step) : []),
        step.layer === undefined ? '' : formatBytes(step.layer.size),
        shown(step.instruction, INSTRUCTION_SHOWN),
      ]),
    ],
    ['right', 'left', 'right', ...(isMeasured ? (['right', 'right'] as const) : []), 'right', 'left'],
  );
  const [head = '', ...rows] = table;
  const lines = [head];
  for (const [index, step] of all.entries()) {
    lines.push(rows[index] ?? '');
    // That there is no earlier build is in the headline.
    if (missed(step) && step.why.kind !== 'no-record') lines.push(`      ${shown(step.reason, REASON_SHOWN)}`);
    if (step.status === 'duplicate') lines.push(`      the same as step ${step.duplicateOf ?? '?'}`);
    if (step.remedy !== undefined) lines.push(`      → ${shown(step.remedy.words, REASON_SHOWN)}`);
  }
  return [...lines, ''];
}

function usageCells({ usage }: StepReport): readonly string[] {
  const { cpuMs, memoryBytes } = usage ?? {};
  return [cpuMs === undefined ? '' : formatDuration(cpuMs), memoryBytes === undefined ? '' : formatBytes(memoryBytes)];
}

function tests(all: Report['tests'] = []): string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ exitCode, platform, command, durationMs }) => {
    const result = exitCode === 0 ? 'passed' : `failed with exit code ${exitCode}`;
    return `Test ${result} in ${formatDuration(durationMs)} [${shown(platform, 100)}]: ${shown(command, INSTRUCTION_SHOWN)}`;
  });
  return [...lines, ''];
}

function cache({ places, leftOut }: CacheReport): string[] {
  if (places.length === 0 && leftOut.length === 0) return [];
  return [...places.flatMap(location), ...notSaved(leftOut), ''];
}

function notSaved(leftOut: CacheReport['leftOut']): string[] {
  const mounts = leftOut.flatMap((one) => ('mount' in one ? [one] : []));
  const layers = leftOut.filter((one) => !('mount' in one));
  const details = ({ size, why }: CacheReport['leftOut'][number]): string =>
    `${formatBytes(size)} compressed, ${shown(why, 200)}`;
  return [
    ...(layers[0] === undefined ? [] : [`${layers.length} layers were not saved, the first: ${details(layers[0])}`]),
    ...mounts.map((one) => `The cache mount ${shown(one.mount, 100)} was not saved: ${details(one)}`),
  ];
}

function location({ name, restored, saved, budget, remarks, faults }: LocationReport): string[] {
  const full =
    budget === undefined || budget.entries === 0
      ? ''
      : `; holds ${formatBytes(budget.bytes)} of ${formatBytes(budget.limit)} in ${budget.entries} entries`;
  return [
    `Cache ${shown(name, 200)}: restored ${formatBytes(restored.bytes)}, saved ${formatBytes(saved.bytes)}${full}`,
    ...remarks.map((remark) => `  ${shown(remark, REASON_SHOWN)}`),
    ...faults.map((fault) => `  fault: ${shown(fault, REASON_SHOWN)}`),
  ];
}

function at(line: number | undefined): string {
  return line === undefined ? '' : ` at line ${line}`;
}

function shown(text: string, limit: number): string {
  return oneLine(shorten(text, limit));
}
