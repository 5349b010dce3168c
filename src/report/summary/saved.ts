import { formatBytes } from '../../text/format.js';
import { markdownCode, markdownText } from '../github-markdown.js';
import type { CacheEntry, CacheReport, Report } from '../model/report.js';
import { cacheSection } from './cache.js';

const ENTRIES = 50;
const TEXT_LIMIT = 300;

/** What the summary of a job's last stage is about. */
export interface SavedContext {
  /** E.g. `layer-build: image/Dockerfile`; untrusted text. */
  readonly title: string;
  /** Address of the artifact with the report. */
  readonly artifact?: string;
}

/**
 * What was saved at the end of a job, in GitHub-flavoured Markdown: a part of the summary by itself, since the one of the build is already
 * written.
 *
 * @param report after everything was saved
 * @returns empty if there is nothing to tell
 */
export function renderSavedSummary({ cache, steps }: Report, { title, artifact }: SavedContext): string {
  const link = artifact === undefined ? [] : ['', `[The report as a page](${artifact})`];
  const table = cacheSection({ ...cache, leftOut: [] });
  if (table.length === 0 && link.length === 0) return '';
  const heading = `### ${markdownText(title, 200)}: saved at the end of the job`;
  return `${[heading, '', ...table, ...entriesFold(cache, steps), ...link].join('\n').trimEnd()}\n`;
}

/** Each blob and layer with its size and the reason why it was saved, or was not. */
function entriesFold({ places, leftOut }: CacheReport, steps: Report['steps']): readonly string[] {
  const nameOf = (step: number | undefined): string => {
    const known = steps.find(({ number }) => number === step);
    return known === undefined
      ? 'layer'
      : `layer of step ${known.number} ${markdownCode(known.instruction.replace(/\s+/g, ' '), 100)}`;
  };
  const whatOf = ({ what, step }: CacheEntry): string => (what === 'pack' ? 'step records' : nameOf(step));
  const saved = places.flatMap(({ name, saved: { entries } }) =>
    entries.map(
      (entry) =>
        `| 💾 ${markdownText(name, 100)} | ${whatOf(entry)} | ${formatBytes(entry.bytes)} | ${markdownText(entry.why ?? '', TEXT_LIMIT)} |`,
    ),
  );
  const left = leftOut.map((one) => {
    const what = 'mount' in one ? `cache mount ${markdownCode(one.mount, 100)}` : nameOf(one.step);
    return `| not saved | ${what} | ${formatBytes(one.size)} | ${markdownText(one.why, TEXT_LIMIT)} |`;
  });
  const rows = [...saved, ...left];
  if (rows.length === 0) return [];
  const counts = `${saved.length} saved, ${left.length} not saved`;
  const more = rows.length > ENTRIES ? ['', `and ${rows.length - ENTRIES} more`] : [];
  const head = ['| | What | Size | Why |', '| --- | --- | ---: | --- |'];
  return [
    '',
    `<details><summary>${counts}</summary>`,
    '',
    ...head,
    ...rows.slice(0, ENTRIES),
    ...more,
    '',
    '</details>',
  ];
}
