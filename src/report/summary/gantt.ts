import type { Report, StepReport } from '../model/report.js';
import { missed } from '../model/work.js';
import { cutToDrawnWidth, drawnWidth } from './drawn-width.js';

/** With more bars, GitHub's Mermaid gets slow and the chart unreadable. */
const BARS = 50;
/** Pixels for a step's name. Mermaid draws names over whatever is there, and a chart may be only 350 pixels wide. */
const LABEL = 126;
/** Pixels for a stage's name. */
const STAGE_LABEL = 72;
/** Mermaid's size for both. */
const FONT_SIZE = 11;
/** Milliseconds. The bar of a shorter step could not be seen. */
const SHORTEST = 1;
/** Milliseconds. A report that claims more was not made by a build, and Mermaid cannot draw it. */
const LONGEST = 30 * 24 * 3_600_000;
/** Marks on the axis that have room beside each other on a phone. Fractions of seconds have three digits there. */
const MARKS = 4;
const FRACTION_MARKS = 2;

/**
 * When each step ran, as a Mermaid chart with one section for each stage. The table says the same in numbers. There is none if all came
 * from the cache: nobody waits for that.
 */
export function ganttSection({ steps, startedAt }: Pick<Report, 'steps' | 'startedAt'>): readonly string[] {
  const visible = steps.filter((step) => step.durationMs >= SHORTEST && startOf(step) + step.durationMs <= LONGEST);
  if (visible.length < 2 || !visible.some(missed)) return [];
  const longest = new Set(visible.toSorted((left, right) => right.durationMs - left.durationMs).slice(0, BARS));
  const shown = visible.filter((step) => longest.has(step));
  const { begin, interval, format } = axisOf(shown, startedAt);
  const lines = [
    '```mermaid',
    paddings(shown),
    'gantt',
    '  dateFormat x',
    `  axisFormat ${format}`,
    `  tickInterval ${interval}`,
  ];
  lines.push('  todayMarker off');
  let section: string | undefined;
  for (const step of shown) {
    if (step.stage !== section) {
      section = step.stage;
      lines.push(`  section ${stageLabel(step)}`);
    }
    lines.push(bar(step, begin));
  }
  const left = steps.length - shown.length;
  return [...lines, '```', '', `<sub>${legend(shown)}${left === 0 ? '' : ` ${notDrawn(left)}`}</sub>`];
}

/** Of what ran. In Mermaid's dark theme these bars would be grey, too. */
const COLOURS = { taskBkgColor: '#3b76d1', taskBorderColor: '#3b76d1', taskTextColor: '#ffffff' };

/** The other colours are those of the reader's theme. In both themes of GitHub they look as they are named here. */
function legend(steps: readonly StepReport[]): string {
  const has = (wanted: string): boolean => steps.some(({ status }) => TAGS[status] === wanted);
  const colours = [
    ...(has(RAN) ? ['blue bars ran'] : []),
    ...(has(CACHED) ? ['grey ones came from the cache'] : []),
    ...(has(ENDED) ? ['red ones did not succeed'] : []),
  ];
  return `When each step ran: ${colours.join(', ')}.`;
}

function notDrawn(count: number): string {
  return count === 1 ? '1 shorter step is not drawn.' : `${count} shorter steps are not drawn.`;
}

/**
 * Room for the stages' names on the left, and on the right for the name of the step that ends last. Without that room,
 * Mermaid puts the name to the left of its bar, over the stage's name. It needs the name's width and half the left padding.
 */
function paddings(steps: readonly StepReport[]): string {
  const widest = (names: readonly string[]): number =>
    Math.ceil(Math.max(...names.map((name) => drawnWidth(name, FONT_SIZE))));
  const leftPadding = widest(steps.map(stageLabel)) + 15;
  const rightPadding = widest(steps.map(stepLabel)) + Math.ceil(leftPadding / 2);
  return `%%{init: ${JSON.stringify({ gantt: { leftPadding, rightPadding }, themeVariables: COLOURS })}}%%`;
}

function stepLabel({ number, instruction }: StepReport): string {
  return label(`${number} ${instruction}`, LABEL);
}

/** Never empty: Mermaid refuses a chart with a section that has no name. */
function stageLabel({ stage }: StepReport): string {
  if (stage === '') return 'global';
  // With several platforms, only the part that differs between them.
  const name = /^\d+$/.test(stage) ? `stage ${stage}` : stage.replace(/^linux\//, '');
  return label(name, STAGE_LABEL) || 'unnamed';
}

function bar(step: StepReport, begin: number): string {
  const start = Math.round(begin + startOf(step));
  const end = start + Math.max(Math.round(step.durationMs), SHORTEST);
  return `  ${stepLabel(step)} :${TAGS[step.status]}s${step.number}, ${start}, ${end}`;
}

/** Mermaid's words for the kinds of bars. */
const RAN = '';
const CACHED = 'done, ';
const ENDED = 'crit, ';

const TAGS: Readonly<Record<StepReport['status'], string>> = {
  hit: CACHED,
  duplicate: CACHED,
  miss: RAN,
  failed: ENDED,
  interrupted: ENDED,
  'not-reached': RAN,
};

function startOf({ startedMs, times }: StepReport): number {
  return startedMs + times.waitingMs;
}

interface Axis {
  /** Milliseconds since the epoch at which the build is said to begin. */
  readonly begin: number;
  /** In Mermaid's words, and d3's. */
  readonly interval: string;
  readonly format: string;
}

/** Mermaid's tick intervals, with their length in milliseconds. */
const INTERVALS: readonly (readonly [ms: number, interval: string])[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => [ms, `${ms}millisecond`] as const),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => [seconds * 1000, `${seconds}second`] as const),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => [minutes * 60_000, `${minutes}minute`] as const),
  ...[1, 2, 3, 6].map((hours) => [hours * 3_600_000, `${hours}hour`] as const),
];

/**
 * For builds up to a minute, the axis has seconds since the build began. For longer ones it has the time of day: Mermaid
 * shows times in the reader's time zone, where an elapsed time of minutes or hours would come out wrong.
 */
function axisOf(steps: readonly StepReport[], startedAt: string | undefined): Axis {
  const start = Math.min(...steps.map(startOf));
  const end = Math.max(...steps.map((step) => startOf(step) + step.durationMs));
  const [ms, interval] = INTERVALS.find(([each]) => each * (each < 1000 ? FRACTION_MARKS : MARKS) >= end - start) ?? [
    Infinity,
    '12hour',
  ];
  if (end < 60_000) return { begin: 0, interval, format: ms < 1000 ? '%-S.%Ls' : '%-Ss' };
  const begin = startedAt === undefined ? 0 : Date.parse(startedAt);
  return { begin, interval, format: ms < 60_000 ? '%H:%M:%S' : '%H:%M' };
}

/** Keeps only letters, digits and marks that mean nothing to Mermaid, and cuts the text to the given width. */
function label(text: string, pixels: number): string {
  const plain = text
    .replace(/[^\p{L}\p{N} ._/=+@-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cutToDrawnWidth(plain, pixels, FONT_SIZE);
}
