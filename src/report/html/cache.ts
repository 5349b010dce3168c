import { shorten } from '../../text/sanitize-line.js';
import type { CacheReport, LocationReport, Traffic } from '../model/report.js';
import { percent } from '../format-delta.js';
import { formatBytes, formatDuration } from '../../text/format.js';
import { stepId } from './anchors.js';
import { markup, type Markup } from './markup.js';
import { leftOut, ROWS } from './rows.js';

/** What was restored from and saved to each cache location, and what was not saved. */
export function cacheSection({ places, leftOut: unsaved, savedLater }: CacheReport): Markup {
  if (places.length === 0 && unsaved.length === 0) {
    return markup`<p>No shared cache was used: steps were looked up on this machine only.</p>`;
  }
  const rows = unsaved
    .slice(0, ROWS)
    .map(
      (one) =>
        markup`<tr><td>${nameOf(one)}</td><td>${shorten(one.why, 300)}</td><td class="number">${formatBytes(one.size)}</td></tr>`,
    );
  const table =
    unsaved.length === 0
      ? markup``
      : markup`<h3>What was not saved</h3><table><thead><tr><th scope="col">Layer or cache mount</th><th scope="col">Why</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(unsaved.length)}`;
  const later =
    savedLater === true ? markup`<p class="quiet">What is to be saved is saved at the end of the job.</p>` : markup``;
  return markup`${later}${places.slice(0, 50).map(location)}${table}`;
}

function nameOf(one: CacheReport['leftOut'][number]): Markup {
  if ('mount' in one) return markup`<code>${shorten(one.mount, 100)}</code>`;
  const { digest, step } = one;
  return markup`${step === undefined ? '' : markup`<a href="#${stepId(step)}">step ${step}</a> `}<code>${digest}</code>`;
}

function location({ name, restored, saved, budget, remarks, faults }: LocationReport): Markup {
  const lines = (items: readonly string[], kind: string): readonly Markup[] =>
    items.slice(0, 50).map((item) => markup`<li class="${kind}">${shorten(item, 400)}</li>`);
  return markup`<h3>${shorten(name, 200)}</h3>${budget === undefined || budget.entries === 0 ? markup`` : meter(budget)}
<ul>${lines(faults, 'fault')}${lines(remarks, 'remark')}</ul>${traffic('Restored', restored)}${traffic('Saved', saved)}`;
}

function meter({ entries, bytes, limit }: NonNullable<LocationReport['budget']>): Markup {
  const share = limit === 0 ? 1 : Math.min(1, bytes / limit);
  return markup`<p>Holds ${formatBytes(bytes)} of ${formatBytes(limit)} in ${entries} entries (${percent(share)}).
<svg class="meter" width="100%" height="10" aria-hidden="true"><rect class="whole" width="100%" height="10"/><rect class="part" width="${(share * 100).toFixed(2)}%" height="10"/></svg></p>`;
}

function traffic(title: string, { bytes, durationMs, entries }: Traffic): Markup {
  if (entries.length === 0) return markup`<p>${title}: nothing.</p>`;
  const rows = entries
    .slice(0, ROWS)
    .map(
      ({ what, key, bytes: size, step, why }) =>
        markup`<tr><td>${what === 'pack' ? 'records' : 'layer'}${step === undefined ? '' : markup` of <a href="#${stepId(step)}">step ${step}</a>`}${why === undefined ? '' : `, ${shorten(why, 200)}`}</td><td><code>${shorten(key, 300)}</code></td><td class="number">${formatBytes(size)}</td></tr>`,
    );
  return markup`<details><summary>${title}: ${formatBytes(bytes)} in ${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, ${formatDuration(durationMs)}</summary>
<table><thead><tr><th scope="col">What</th><th scope="col">Key</th><th scope="col" class="number">Size, compressed</th></tr></thead><tbody>${rows}</tbody></table>${leftOut(entries.length)}</details>`;
}
