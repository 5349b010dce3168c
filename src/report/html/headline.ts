import { conclusionOf, type Conclusion } from '../model/conclusion.js';
import { conclusionWords } from '../model/conclusion-words.js';
import { failureOf, hasTellingLines } from '../model/failure.js';
import { shorten } from '../../text/sanitize-line.js';
import type { ErrorReport, Report, ReportedWarning } from '../model/report.js';
import { tagWords } from '../console/report-text.js';
import { countWords, rateWords } from '../model/work-words.js';
import { formatBytes, formatDuration, formatMoment } from '../../text/format.js';
import { block, markup, type Markup } from './markup.js';
import { htmlPhrases } from './phrases.js';
import { leftOut, ROWS } from './rows.js';

/** Where the build checks are explained. Other addresses in a report do not become links. */
const CHECKS = 'https://docs.docker.com/reference/build-checks/';

/** The outcome of the build, and its figures. */
export function headline(report: Report): Markup {
  const { totals, image, durationMs } = report;
  const { work } = totals;
  const tiles: readonly (readonly [string, string, string])[] = [
    [
      'From the cache',
      work === undefined ? '–' : rateWords(work.hitRate),
      work === undefined ? 'of the work' : `of the work, ${countWords(work)}`,
    ],
    ['Time', durationMs === undefined ? '–' : formatDuration(durationMs), 'from start to end'],
    ['Time saved', formatDuration(totals.savedMs), 'against a build without a cache'],
    ['Image', image === undefined ? '–' : formatBytes(image.size), 'compressed'],
    ['Fetched', formatBytes(totals.restoredBytes), 'bases and caches'],
    ['Pushed', formatBytes(totals.pushedBytes), 'to registries'],
  ];
  const stopped = report.error?.name === 'Interruption';
  return markup`<p class="outcome ${report.ok ? 'built' : 'failed'}">${report.ok ? 'Built' : stopped ? 'Stopped' : 'Failed'}</p>
<h1>${report.ok ? tagWords(report) : `The build ${stopped ? 'was stopped' : 'failed'}`}</h1>
<p class="conclusion">${htmlPhrases(conclusionWords(withoutAdvice(conclusionOf(report))))}</p>
<p class="quiet">${shorten(report.dockerfile ?? 'no Dockerfile', 200)}${report.startedAt === undefined ? '' : `, ${formatMoment(report.startedAt)}`}</p>
<ul class="tiles">${tiles.map(([name, value, note]) => markup`<li><span class="name">${name}</span><span class="value">${value}</span><span class="note">${note}</span></li>`)}</ul>`;
}

/** What to do about a failure stands below what failed. */
function withoutAdvice(conclusion: Conclusion): Conclusion {
  if (conclusion.kind !== 'failed') return conclusion;
  const { advice, ...rest } = conclusion;
  return rest;
}

/** What failed or was at work, at which line, and what it said last. */
export function errorSection(report: Report, { excerpt, hint }: ErrorReport): Markup {
  const failure = failureOf(report);
  if (failure === undefined) return markup``;
  const { at, what, isTest, durationMs, message, telling, output } = failure;
  const where = at === undefined ? markup`` : markup`<strong>${shorten(at, 200)}</strong>: `;
  const took = durationMs === undefined ? '' : ` after ${formatDuration(durationMs)}`;
  const work =
    what === undefined
      ? markup``
      : markup`<p>${isTest === true ? 'Test' : 'Step'} <code>${shorten(what, 400)}</code>${took}</p>`;
  const said = (title: string, lines: readonly string[]): Markup =>
    lines.length === 0 ? markup`` : markup`<p class="quiet">${title}</p>${block(lines.join('\n'), 16_000)}`;
  return markup`<p>${where}${shorten(message, 4000)}</p>
${work}${said('What it says', hasTellingLines(failure) ? telling : [])}${said('Its last output', output)}${excerpt === undefined ? markup`` : block(excerpt, 16_000)}${hint === undefined ? markup`` : markup`<p class="remedy">${shorten(hint, 1000)}</p>`}`;
}

export function warningList(warnings: readonly ReportedWarning[]): Markup {
  const items = warnings.slice(0, ROWS).map(({ message, hint, line, rule, url }) => {
    const name =
      rule === undefined
        ? markup``
        : url?.startsWith(CHECKS) === true
          ? checkLink(rule, url)
          : markup`${shorten(rule, 60)}: `;
    return markup`<li>${line === undefined ? '' : `line ${line}: `}${name}${shorten(message, 1000)}${hint === undefined ? '' : ` ${shorten(hint, 400)}`}</li>`;
  });
  return markup`<ul>${items}</ul>${leftOut(warnings.length)}`;
}

function checkLink(rule: string, url: string): Markup {
  return markup`<a href="${url}" rel="noreferrer">${shorten(rule, 60)}</a>: `;
}
