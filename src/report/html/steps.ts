import { shorten } from '../../text/sanitize-line.js';
import { isReached, type StepReport } from '../model/report.js';
import { targetOf } from '../model/step-names.js';
import { formatBytes, formatDuration } from '../../text/format.js';
import { stepId } from './anchors.js';
import { evidence } from './evidence.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';

const STATUS: Readonly<Record<StepReport['status'], string>> = {
  hit: '✓ hit',
  duplicate: '= same',
  miss: '✗ miss',
  failed: '! failed',
  interrupted: '◼ stopped',
  'not-reached': '– not reached',
};

/** One row for each step, with its reason; it unfolds to show the evidence. */
export function stepsTable(steps: readonly StepReport[]): Markup {
  return markup`<p class="filter"><label><input type="checkbox" id="hide-hits"> Only steps that missed</label></p>
<table class="steps"><caption class="unseen">Every step, whether it hit the cache, and why</caption>
<thead><tr><th scope="col" class="number">Step</th><th scope="col">Cache</th><th scope="col">Instruction and reason</th><th scope="col" class="number">Time</th><th scope="col" class="number">Layer, compressed</th></tr></thead>
<tbody>${steps.slice(0, ROWS).map(row)}</tbody></table>
${leftOut(steps.length)}`;
}

function row(step: StepReport): Markup {
  const { savedMs = 0 } = step;
  const saved = savedMs < 50 ? markup`` : markup` <small>of ${formatDuration(savedMs)}</small>`;
  const target = targetOf(step);
  const platform = target === undefined ? markup`` : markup` <small>for ${shorten(target, 60)}</small>`;
  const remedy =
    step.remedy === undefined ? markup`` : markup`<p class="remedy">${shorten(step.remedy.words, 400)}</p>`;
  return markup`<tr id="${stepId(step.number)}" tabindex="0" class="${step.status}"><td class="number">${step.number}</td><td>${badge(step.status)}</td>
<td><code class="instruction">${shorten(step.instruction, 400)}</code>${platform}${remedy}<details><summary>${shorten(reasonShown(step), 400)}</summary>${evidence(step)}</details></td>
<td class="number">${isReached(step) ? formatDuration(step.durationMs) : ''}${saved}</td><td class="number">${step.layer === undefined ? '' : formatBytes(step.layer.size)}</td></tr>
`;
}

/** That there is no earlier build is told once, above. */
function reasonShown({ why, reason, duplicateOf }: StepReport): string {
  if (why.kind === 'no-record') return 'nothing to compare it with';
  return duplicateOf === undefined ? reason : `the same as step ${duplicateOf}`;
}

function badge(status: StepReport['status']): Markup {
  return markup`<span class="badge ${status}">${STATUS[status]}</span>`;
}
