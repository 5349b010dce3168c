import { isDigest, shortDigest } from '../../oci/digest.js';
import { markdownText, narrowCode, narrowText } from '../github-markdown.js';
import { timeOf } from '../model/causes.js';
import { isReached, type StepReport } from '../model/report.js';
import { targetOf } from '../model/step-names.js';
import { stepGroups } from './step-groups.js';
import { formatBytes, formatDuration } from '../../text/format.js';

const INSTRUCTION_LIMIT = 120;
const REASON_LIMIT = 300;

/**
 * A step's reason is below its instruction, and the size of its layer below its time: a phone would show further columns only when one
 * scrolls sideways.
 */
const TABLE_HEAD = ['| # | Step | Time<br><sub>layer, compressed</sub> |', '| ---: | --- | ---: |'] as const;

/**
 * The steps that a reader looks for, and the others folded below them.
 *
 * @param room bytes that the rows may have
 */
export function stepTables(steps: readonly StepReport[], room: number): readonly string[] {
  const { told, others, cached, unreached } = stepGroups(steps);
  const parts = [
    { title: undefined, group: told },
    { title: otherTitle(others), group: others },
    {
      title: `⬜ ${unreached.length === 1 ? '1 step was' : `${unreached.length} steps were`} not reached`,
      group: unreached,
    },
    { title: hitTitle(steps), group: cached },
  ];
  const lines: string[] = [];
  let left = 0;
  let roomLeft = room;
  for (const { title, group } of parts.filter((part) => part.group.length > 0)) {
    const part = rowsWithin(group, roomLeft);
    roomLeft -= part.bytes;
    left += group.length - part.rows.length;
    if (title === undefined) lines.push(...table(part.rows));
    else
      lines.push(
        ...(lines.length === 0 ? [] : ['']),
        `<details><summary>${title}</summary>`,
        '',
        ...table(part.rows),
        '',
        '</details>',
      );
  }
  if (left > 0) lines.push('', `${left} further steps are left out here: a summary has to stay below 1 MiB.`);
  return lines;
}

function table(rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [...TABLE_HEAD, ...rows];
}

function otherTitle(others: readonly StepReport[]): string {
  return `🔨 ${others.length} more steps missed, in ${formatDuration(timeOf(others))}`;
}

function hitTitle(steps: readonly StepReport[]): string {
  const count = (wanted: StepReport['status']): number => steps.filter(({ status }) => status === wanted).length;
  const [hits, duplicates] = [count('hit'), count('duplicate')];
  const counted = (number: number): string => (number === 1 ? '1 step' : `${number} steps`);
  if (hits === 0) return `🟰 ${counted(duplicates)} the same as another of this build`;
  const same = duplicates === 0 ? '' : `, ${duplicates} the same as another of this build`;
  return `✅ ${counted(hits)} came from the cache${same}`;
}

interface Rows {
  readonly rows: readonly string[];
  readonly bytes: number;
}

/** As many rows as there is room for. */
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
  return { rows, bytes };
}

/** @param above the step in the row above */
function stepRow(step: StepReport, above: StepReport | undefined): string {
  const instruction = narrowCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT);
  const target = targetOf(step);
  const platform = target === undefined ? '' : ` for ${markdownText(target, 60)}`;
  const words = why(step, above);
  const cells = [
    `${step.number}`,
    `${STATUS[step.status]}&nbsp;${instruction}${platform}${words === '' ? '' : `<br>${words}`}`,
    `${isReached(step) ? formatDuration(step.durationMs) : ''}${step.layer === undefined ? '' : layerLine(step.layer)}`,
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
  const isSame = step.status === 'miss' && above?.status === 'miss' && above.reason === step.reason;
  const reason = isSame ? 'likewise' : narrowText(step.reason, REASON_LIMIT);
  const same = step.unchanged === true ? ' (made the same as before)' : '';
  const remedy = step.remedy === undefined ? '' : `<br>💡 ${narrowText(step.remedy.words, REASON_LIMIT)}`;
  return `${reason}${same}${remedy}`;
}

function layerLine(layer: { readonly digest: string; readonly size: number }): string {
  const id = isDigest(layer.digest) ? shortDigest(layer.digest) : '';
  return `<br><sub title="${id}">${formatBytes(layer.size)}</sub>`;
}
