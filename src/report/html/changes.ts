import type { Comparison, PlatformComparison } from '../comparison.js';
import { figureRows } from '../comparison-text.js';
import { shorten } from '../one-line.js';
import type { StepReport } from '../report.js';
import { signedBytes } from '../signed.js';
import { formatBytes } from '../units.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';

/** What changed since an earlier build. */
export function changesSection(comparison: Comparison): Markup {
  const { before, after, stoppedHitting, startedHitting, added, removed, platforms } = comparison;
  const figures = figureRows(before, after).map(
    ([what, was, is, change]) =>
      markup`<tr><th scope="row">${what}</th><td class="number">${was}</td><td class="number">${is}</td><td class="number">${change}</td></tr>`,
  );
  return markup`<p class="quiet">Against the build of ${before.startedAt ?? 'an unknown time'}.</p>
<table class="figures"><thead><tr><td></td><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th></tr></thead><tbody>${figures}</tbody></table>
${stepList(
  'Stopped hitting',
  stoppedHitting.map(({ after: step }) => step),
  true,
)}${stepList(
    'Started hitting',
    startedHitting.map(({ after: step }) => step),
    false,
  )}${stepList('New steps', added, true)}${goneList(removed)}${platforms.slice(0, 8).map(sizes)}`;
}

function stepList(title: string, steps: readonly StepReport[], reasons: boolean): Markup {
  if (steps.length === 0) return markup``;
  const items = steps
    .slice(0, ROWS)
    .map(
      (step) =>
        markup`<li><a href="#${stepId(step.number)}">step ${step.number}</a> <code>${shorten(step.instruction, 200)}</code>${reasons ? markup`<br>${shorten(step.reason, 400)}` : markup``}</li>`,
    );
  return markup`<h3>${title}</h3><ul>${items}</ul>${leftOut(steps.length)}`;
}

function goneList(steps: readonly StepReport[]): Markup {
  if (steps.length === 0) return markup``;
  const items = steps.slice(0, ROWS).map((step) => markup`<li><code>${shorten(step.instruction, 200)}</code></li>`);
  return markup`<h3>Gone</h3><ul>${items}</ul>${leftOut(steps.length)}`;
}

function sizes({ platform, before, after, layers, paths }: PlatformComparison): Markup {
  const rows = layers
    .slice(0, ROWS)
    .map((layer) =>
      sizeRow(
        layer.before ?? 0,
        layer.after ?? 0,
        markup`step ${layer.step.number} <code>${shorten(layer.step.instruction, 160)}</code>`,
      ),
    );
  const grown = paths
    .slice(0, 50)
    .map((path) =>
      sizeRow(
        path.before,
        path.after,
        markup`<code>${shorten(path.path, 300)}</code>${path.rest === true ? ' (the rest of it)' : ''}`,
      ),
    );
  const table = (title: string, items: readonly Markup[]): Markup =>
    items.length === 0
      ? markup``
      : markup`<h3>${title}</h3><table><thead><tr><th scope="col">What</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th></tr></thead><tbody>${items}</tbody></table>`;
  return markup`${table(`Size by layer, ${shorten(platform, 60)}: ${formatBytes(before)} → ${formatBytes(after)}`, rows)}${table('Paths that grew or shrank, before compression', grown)}`;
}

function sizeRow(before: number, after: number, what: Markup): Markup {
  return markup`<tr><td>${what}</td><td class="number">${formatBytes(before)}</td><td class="number">${formatBytes(after)}</td><td class="number">${signedBytes(after - before)}</td></tr>`;
}
