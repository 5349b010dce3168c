import { isDigest, shortDigest } from '../../oci/digest.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import type { StepReport } from '../model/report.js';
import { formatBytes, formatDuration } from '../../text/format.js';

const INSTRUCTION_LIMIT = 200;
const REASON_LIMIT = 300;

export const STEP_TABLE_HEAD = [
  '| # | Cache | Instruction | Why | Time | Layer, compressed |',
  '| ---: | --- | --- | --- | ---: | ---: |',
] as const;

/** @param above the step in the row above */
export function stepRow(step: StepReport, above?: StepReport): string {
  const cells = [
    `${step.number}`,
    STATUS[step.status],
    markdownCode(step.instruction.replace(/\s+/g, ' '), INSTRUCTION_LIMIT),
    why(step, above),
    formatDuration(step.durationMs),
    step.layer === undefined ? '' : layerCell(step.layer),
  ];
  return `| ${cells.join(' | ')} |`;
}

const STATUS = {
  hit: '✅&nbsp;hit',
  duplicate: '🟰&nbsp;same',
  miss: '🔨&nbsp;miss',
  failed: '❌&nbsp;failed',
} as const;

const SOURCES: Readonly<Record<NonNullable<StepReport['source']>, string>> = {
  local: '',
  // Only in reports of earlier versions.
  build: 'of this build',
  actions: 'from the Actions cache',
  registry: 'from a registry',
  directory: 'from a folder',
};

/** For a hit, where it came from and what it took when it ran. For a miss, its reason and how to avoid it. */
function why(step: StepReport, above: StepReport | undefined): string {
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
