import type { HitSource } from '../../engine/reason.js';
import { isDigest, shortDigest } from '../../oci/digest.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import { isReached, type StepReport } from '../model/report.js';
import { formatBytes, formatDuration } from '../../text/format.js';

const INSTRUCTION_LIMIT = 200;
const REASON_LIMIT = 300;

export const STEP_TABLE_HEAD = [
  '| # | Cache | Instruction | Why | Time | Layer |',
  '| ---: | --- | --- | --- | ---: | ---: |',
] as const;

/** @param above the step in the row above */
export function stepRow(step: StepReport, above?: StepReport): string {
  const cells = [
    `${step.number}`,
    STATUS[step.status],
    markdownCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT),
    why(step, above),
    step.status === 'not-reached' ? '' : formatDuration(step.durationMs),
    step.layer === undefined ? '' : layerCell(step.layer),
  ];
  return `| ${cells.join(' | ')} |`;
}

const STATUS = {
  hit: '✅&nbsp;hit',
  miss: '🔨&nbsp;miss',
  failed: '❌&nbsp;failed',
  interrupted: '🛑&nbsp;stopped',
  'not-reached': '⬜&nbsp;not&nbsp;reached',
} as const;

const SOURCES: Readonly<Record<HitSource, string>> = {
  local: '',
  build: 'of this build',
  actions: 'from the Actions cache',
  registry: 'from a registry',
  directory: 'from a folder',
};

/** For a hit, where it came from and the time it saved. For a miss, its reason and how to avoid it. */
function why(step: StepReport, above: StepReport | undefined): string {
  if (!isReached(step)) return '';
  if (step.status === 'hit') {
    const { source = 'local', savedMs = 0 } = step;
    const saved = savedMs < 100 ? '' : `saved ${formatDuration(savedMs)}`;
    return [SOURCES[source], saved].filter((part) => part !== '').join(', ');
  }
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
