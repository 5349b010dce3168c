import { ageWords, basesOf, movedWords } from '../model/base-images.js';
import { shorten } from '../../text/sanitize-line.js';
import type { Report } from '../model/report.js';
import { markup, type Markup } from './markup.js';
import { ROWS } from './rows.js';

/** The base images of a build: how old they are, and which moved. */
export function baseTable(report: Report): Markup {
  const bases = basesOf(report);
  if (bases.length === 0) return markup``;
  const rows = bases.slice(0, ROWS).map((base) => {
    const moved = movedWords(base);
    const words = moved === '' ? markup`` : markup`<p class="remedy">${shorten(moved, 200)}</p>`;
    return markup`<tr><td><code>${shorten(base.name, 300)}</code>${words}<br><small><code>${base.digest}</code></small></td><td class="number">${ageWords(base)}</td></tr>`;
  });
  return markup`<h3>Base images</h3><table class="bases"><thead><tr><th scope="col">Image</th><th scope="col" class="number">Age</th></tr></thead><tbody>${rows}</tbody></table>`;
}
