import { isDigest, shortDigest } from '../../oci/digest.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import { isReached, type StepReport } from '../model/report.js';
import { missed } from '../model/work.js';
import { formatBytes, formatDuration } from '../../text/format.js';

const INSTRUCTION_LIMIT = 120;
const REASON_LIMIT = 300;

/** A step's reason is below its instruction: in a column of its own, a phone would show it only when one scrolls sideways. */
const TABLE_HEAD = ['| # | Step | Time | Layer, compressed |', '| ---: | --- | ---: | ---: |'] as const;

/**
 * The steps that ran, and the hits folded below them.
 *
 * @param room bytes that the rows may have
 */
export function stepTables(steps: readonly StepReport[], room: number): readonly string[] {
  const ran = rowsWithin(
    steps.filter((step) => !isCached(step)),
    room,
  );
  const hits = rowsWithin(steps.filter(isCached), room - ran.bytes);
  const table = ({ rows }: Rows): readonly string[] => (rows.length === 0 ? [] : [...TABLE_HEAD, ...rows]);
  const left = ran.left + hits.left;
  return [
    ...table(ran),
    ...(hits.all === 0
      ? []
      : ['', `<details><summary>${hitTitle(steps)}</summary>`, '', ...table(hits), '', '</details>']),
    ...(left === 0 ? [] : ['', `${left} further steps are left out here: a summary has to stay below 1 MiB.`]),
  ];
}

/** Steps that were not reached are in the table of those that ran: the build lacks them. */
function isCached(step: StepReport): boolean {
  return isReached(step) && !missed(step);
}

function hitTitle(steps: readonly StepReport[]): string {
  const count = (wanted: StepReport['status']): number => steps.filter(({ status }) => status === wanted).length;
  const [hits, duplicates] = [count('hit'), count('duplicate')];
  const counted = (steps: number): string => (steps === 1 ? '1 step' : `${steps} steps`);
  if (hits === 0) return `🟰 ${counted(duplicates)} the same as another of this build`;
  const same = duplicates === 0 ? '' : `, ${duplicates} the same as another of this build`;
  return `✅ ${counted(hits)} came from the cache${same}`;
}

interface Rows {
  readonly rows: readonly string[];
  readonly bytes: number;
  readonly all: number;
  /** Rows for which there was no room. */
  readonly left: number;
}

function rowsWithin(steps: readonly StepReport[], room: number): Rows {
  const rows: string[] = [];
  let bytes = 200;
  for (const [index, step] of steps.entries()) {
    const row = stepRow(step, steps[index - 1]);
    const size = Buffer.byteLength(row) + 1;
    if (bytes + size > room) break;
    bytes += size;
    rows.push(row);
  }
  return { rows, bytes, all: steps.length, left: steps.length - rows.length };
}

/** @param above the step in the row above */
function stepRow(step: StepReport, above: StepReport | undefined): string {
  const instruction = markdownCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT);
  const words = why(step, above);
  const cells = [
    `${step.number}`,
    `${STATUS[step.status]}&nbsp;${instruction}${words === '' ? '' : `<br>${words}`}`,
    isReached(step) ? formatDuration(step.durationMs) : '',
    step.layer === undefined ? '' : layerCell(step.layer),
  ];
  return `| ${cells.join(' | ')} |`;
}

const STATUS = {
  hit: '✅&nbsp;hit',
  duplicate: '🟰&nbsp;same',
  miss: '🔨&nbsp;miss',
  failed: '❌&nbsp;failed',
  interrupted: '🛑&nbsp;stopped',
  'not-reached': '⬜&nbsp;not&nbsp;reached',
} as const;

const SOURCES: Readonly<Record<NonNullable<StepReport['source']>, string>> = {
  local: '',
  // Only in reports of earlier versions.
  build: 'of this build',
  builder: '',
  actions: 'from the Actions cache',
  registry: 'from a registry',
  directory: 'from a folder',
  objects: 'from an object store',
};

/** For a hit, where it came from and what it took when it ran. For a miss, its reason and how to avoid it. */
function why(step: StepReport, above: StepReport | undefined): string {
  if (!isReached(step)) return '';
  if (step.status === 'hit') {
    const { source = 'local', savedMs = 0 } = step;
    const saved = savedMs < 100 ? '' : `took ${formatDuration(savedMs)} when it ran`;
    return [SOURCES[source], saved].filter((part) => part !== '').join(', ');
  }
  if (step.status === 'duplicate') return `as step ${step.duplicateOf ?? '?'}`;
  // That there is no earlier build is in the headline.
  if (step.why.kind === 'no-record') return '';
  // One cause makes many steps miss one after another. The report gives it for each.
  const isSame = above?.status === 'miss' && above.reason === step.reason;
  const reason = isSame ? 'likewise' : markdownText(step.reason, REASON_LIMIT);
  const same = step.unchanged === true ? ' (made the same as before)' : '';
  const remedy = step.remedy === undefined ? '' : `<br>💡 ${markdownText(step.remedy.words, REASON_LIMIT)}`;
  return `${reason}${same}${remedy}`;
}

function layerCell(layer: { readonly digest: string; readonly size: number }): string {
  const id = isDigest(layer.digest) ? shortDigest(layer.digest) : '';
  return `<span title="${id}">${formatBytes(layer.size)}</span>`;
}
