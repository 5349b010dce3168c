import type { Comparison, PlatformComparison } from '../model/comparison.js';
import { figureRows } from '../console/comparison-text.js';
import type { GrownPath } from '../model/grown-paths.js';
import { shorten } from '../../text/sanitize-line.js';
import type { StepReport } from '../model/report.js';
import { signedBytes } from '../format-delta.js';
import { formatBytes, formatMoment } from '../../text/format.js';
import { causesOf } from '../model/causes.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { alsoMissed } from './misses.js';
import { leftOut, ROWS } from './rows.js';

/** What changed since an earlier build. */
export function changesSection(comparison: Comparison): Markup {
  const { before, after, stoppedHitting, startedHitting, added, removed, unfinished, platforms } = comparison;
  const figures = figureRows(before, after).map(
    ([what, was, is, change]) =>
      markup`<tr><th scope="row">${what}</th><td class="number">${was}</td><td class="number">${is}</td><td class="number">${change}</td></tr>`,
  );
  return markup`<p class="quiet">Compared with the build of ${before.startedAt === undefined ? 'an unknown time' : formatMoment(before.startedAt)}.</p>
<table class="figures"><thead><tr><td></td><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th></tr></thead><tbody>${figures}</tbody></table>
${stoppedList(stoppedHitting.map(({ after: step }) => step))}${stepList(
    'Started hitting',
    startedHitting.map(({ after: step }) => step),
    false,
  )}${stepList('New steps', added, true)}${goneList(removed)}${stepList('Not finished', unfinished, false)}${platforms.slice(0, 8).map(sizes)}`;
}

/** Where the cache ended, each with the steps that stopped only because of it. */
function stoppedList(steps: readonly StepReport[]): Markup {
  if (steps.length === 0) return markup``;
  const causes = causesOf(steps);
  const items = causes
    .slice(0, ROWS)
    .map(
      ({ step, followers }) =>
        markup`<li><a href="#${stepId(step.number)}">step ${step.number}</a> <code>${shorten(step.instruction, 200)}</code><br>${shorten(step.reason, 400)}${followers.length === 0 ? markup`` : markup`.${alsoMissed(followers)}`}</li>`,
    );
  return markup`<h3>Stopped hitting</h3><ul>${items}</ul>${leftOut(causes.length)}`;
}

function stepList(title: string, steps: readonly StepReport[], reasons: boolean): Markup {
  if (steps.length === 0) return markup``;
  const items = steps
    .slice(0, ROWS)
    .map(
      (step) =>
        markup`<li><a href="#${stepId(step.number)}">step ${step.number}</a> <code>${shorten(step.instruction, 200)}</code>${reasons ? markup`<br>${shorten(step.reason, 400)}` : markup``}</li>`,
    );
  return listed(title, items, steps.length);
}

function goneList(steps: readonly StepReport[]): Markup {
  if (steps.length === 0) return markup``;
  const items = steps.slice(0, ROWS).map((step) => markup`<li><code>${shorten(step.instruction, 200)}</code></li>`);
  return listed('Gone', items, steps.length);
}

/** A longer list would push the rest of the page away. */
const UNFOLDED = 10;

function listed(title: string, items: readonly Markup[], count: number): Markup {
  const list = markup`<ul>${items}</ul>${leftOut(count)}`;
  const shown = count <= UNFOLDED ? list : markup`<details><summary>${count} steps</summary>${list}</details>`;
  return markup`<h3>${title}</h3>${shown}`;
}

function sizes({ platform, before, after, layers, grown, shrunk }: PlatformComparison): Markup {
  const rows = layers
    .slice(0, ROWS)
    .map(({ step, before: was = 0, after: is = 0 }) => [
      markup`step ${step.number} <code>${shorten(step.instruction, 160)}</code>`,
      formatBytes(was),
      formatBytes(is),
      signedBytes(is - was),
    ]);
  const pathRows = (paths: readonly GrownPath[], sign: 1 | -1): readonly Row[] =>
    paths
      .slice(0, 50)
      .map(({ path, bytes, more }) => [
        markup`<code>${shorten(path, 300)}</code>`,
        formatBytes(bytes),
        signedBytes(sign * more),
      ]);
  return markup`${table(
    `Compressed size by layer, ${shorten(platform, 60)}: ${formatBytes(before)} → ${formatBytes(after)}`,
    ['What', 'Before', 'After', 'Change'],
    rows,
  )}${table('Paths that grew, before compression', ['Path', 'Now', 'Change'], pathRows(grown, 1))}${table(
    'Paths that shrank, before compression',
    ['Path', 'Before', 'Change'],
    pathRows(shrunk, -1),
  )}`;
}

/** A name, and figures about it. */
type Row = readonly (Markup | string)[];

function table(title: string, [what, ...figures]: readonly string[], rows: readonly Row[]): Markup {
  if (rows.length === 0) return markup``;
  const heads = figures.map((head) => markup`<th scope="col" class="number">${head}</th>`);
  const lines = rows.map(
    ([name, ...cells]) =>
      markup`<tr><td>${name}</td>${cells.map((cell) => markup`<td class="number">${cell}</td>`)}</tr>`,
  );
  return markup`<h3>${title}</h3><table><thead><tr><th scope="col">${what}</th>${heads}</tr></thead><tbody>${lines}</tbody></table>`;
}
