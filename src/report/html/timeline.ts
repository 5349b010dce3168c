import { shorten } from '../../text/sanitize-line.js';
import { isReached, type Report, type StepReport } from '../model/report.js';
import { formatDuration } from '../../text/format.js';
import { ownStage, targetOf } from '../model/step-names.js';
import { usageWords } from '../usage-words.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';
import { tickEvery } from './time-scale.js';

/** The phases of a step, in the order in which they happen. */
const PHASES = ['waiting', 'looking', 'restoring', 'running', 'saving'] as const;
type Phase = (typeof PHASES)[number];

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  waiting: 'waiting for another step',
  looking: 'finding its key',
  restoring: 'restoring the layers below it',
  running: 'running',
  saving: 'saving its layer',
};

const USED = markup`<p class="quiet"><small>Below a step's time: the processor time of its command, and the most memory that it had.</small></p>`;

/**
 * Stages and steps over the time of the build: one row for each step, with a bar that shows when and how long each phase
 * was.
 */
export function timeline({ steps, durationMs = 0 }: Report): Markup {
  const end = Math.max(durationMs, ...steps.slice(0, ROWS).map(endOf), 1);
  const ticks = tickEvery(end);
  const marks = Array.from({ length: Math.floor(end / ticks) }, (_, index) => (index + 1) * ticks).filter(
    (mark) => mark < end * 0.97,
  );
  const grid = marks.map(
    (mark) => markup`<line x1="${at(mark, end)}" x2="${at(mark, end)}" y1="0" y2="100%" class="grid"/>`,
  );
  const axis = [0, ...marks].map(
    (mark) =>
      markup`<text x="${at(mark, end)}" y="12" class="${mark === 0 ? 'first' : ''}">${formatDuration(mark)}</text>`,
  );
  return markup`<ul class="legend">${PHASES.map((phase) => markup`<li><span class="key ${phase}"></span> ${PHASE_WORDS[phase]}</li>`)}</ul>${steps.some(({ usage }) => usage !== undefined) ? USED : ''}
<table class="gantt"><caption class="unseen">When each step was, from the start of the build, and how long it took</caption>
<thead><tr><th scope="col">Step</th><th scope="col"><svg class="axis" width="100%" height="16" aria-hidden="true">${axis}</svg></th><th scope="col" class="number">Time</th></tr></thead>
${byStage(steps.slice(0, ROWS)).map((stage) => stageRows(stage, end, grid))}</table>
${leftOut(steps.length)}`;
}

/** The steps of each stage and platform, in the order of the report. */
function byStage(steps: readonly StepReport[]): readonly (readonly StepReport[])[] {
  const stages = new Map<string, StepReport[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.stage, step.platform]);
    const known = stages.get(key);
    if (known === undefined) stages.set(key, [step]);
    else known.push(step);
  }
  return [...stages.values()];
}

function stageRows(steps: readonly StepReport[], end: number, grid: readonly Markup[]): Markup {
  const [first] = steps;
  if (first === undefined) return markup``;
  const reached = steps.filter(isReached);
  const start = Math.min(...reached.map(({ startedMs }) => startedMs));
  const length = reached.length === 0 ? 0 : Math.max(...reached.map(endOf)) - start;
  const [own, target] = [ownStage(first), targetOf(first)];
  const name = own === '' ? 'before the first stage' : `stage ${shorten(own, 60)}`;
  const platform = target === undefined ? shorten(first.platform, 40) : forWords(target, first.platform);
  return markup`<tbody><tr class="stage"><th scope="rowgroup">${name} <small>${platform}</small></th>
<td><svg class="bar" width="100%" height="16" aria-hidden="true">${grid}${bar('span', start, length, end)}</svg></td><td class="number">${formatDuration(length)}</td></tr>
${steps.map((step) => stepRow(step, end, grid))}</tbody>`;
}

function forWords(target: string, platform: string): string {
  const on = platform === target || platform === '' ? '' : `, on ${shorten(platform, 40)}`;
  return `for ${shorten(target, 40)}${on}`;
}

function stepRow(step: StepReport, end: number, grid: readonly Markup[]): Markup {
  const heading = markup`<th scope="row"><a href="#${stepId(step.number)}">${step.number}</a> <code>${shorten(step.instruction, 120)}</code></th>`;
  if (!isReached(step)) return markup`<tr class="not-reached">${heading}\n<td>not reached</td><td></td></tr>\n`;
  const phases = phasesOf(step);
  const divided = phases
    .filter(([, length]) => length >= 50)
    .map(([phase, length]) => `${PHASE_WORDS[phase]} ${formatDuration(length)}`);
  const used = step.usage === undefined ? undefined : usageWords(step.usage);
  const words = [
    `step ${step.number}, ${step.status}, from ${formatDuration(step.startedMs)}`,
    ...divided,
    ...(used === undefined ? [] : [`used ${used} of memory`]),
  ].join('; ');
  let from = step.startedMs;
  const bars = phases.map(([phase, length]) => {
    const drawn = bar(phase, from, length, end);
    from += length;
    return drawn;
  });
  // A mark, so that even a step too short for a visible bar can be seen.
  const began = at(step.startedMs + step.times.waitingMs, end);
  const mark = markup`<rect class="${step.status}" x="${began}" width="2" y="3" height="10"/>`;
  return markup`<tr class="${step.status}">${heading}
<td><svg class="bar" width="100%" height="16" role="img" aria-label="${words}"><title>${words}</title>${grid}${mark}${bars}</svg></td><td class="number">${formatDuration(step.durationMs)}${used === undefined ? '' : markup`<small>${used}</small>`}</td></tr>
`;
}

function phasesOf({ durationMs, times }: StepReport): readonly (readonly [Phase, number])[] {
  const { waitingMs, restoringMs, runningMs, savingMs } = times;
  const looking = Math.max(0, durationMs - restoringMs - runningMs - savingMs);
  return [
    ['waiting', waitingMs],
    ['looking', looking],
    ['restoring', restoringMs],
    ['running', runningMs],
    ['saving', savingMs],
  ];
}

function endOf({ startedMs, times, durationMs }: StepReport): number {
  return startedMs + times.waitingMs + durationMs;
}

function bar(kind: Phase | 'span', start: number, length: number, end: number): Markup {
  if (length === 0) return markup``;
  const thin = kind === 'span' || kind === 'waiting';
  return markup`<rect class="${kind}" x="${at(start, end)}" width="${at(length, end)}" y="${thin ? 6 : 3}" height="${thin ? 4 : 10}"/>`;
}

function at(time: number, end: number): string {
  return `${((Math.min(time, end) / end) * 100).toFixed(3)}%`;
}
