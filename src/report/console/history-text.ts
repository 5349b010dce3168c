import { oneLine, shorten } from '../../text/sanitize-line.js';
import type { Report } from '../model/report.js';
import { rateWords } from '../model/work-words.js';
import { columns } from './text-columns.js';
import { formatBytes, formatDuration, formatMoment } from '../../text/format.js';

/** One line for each build, in the order given. */
export function historyText(runs: readonly { readonly name: string; readonly report: Report }[]): string {
  const rows = runs.map(({ name, report }) => {
    const { work, savedMs } = report.totals;
    return [
      oneLine(shorten(name, 60)),
      formatMoment(report.startedAt ?? ''),
      report.ok ? 'built' : 'failed',
      work === undefined ? '' : `${rateWords(work.hitRate)} (${work.hits}/${work.hits + work.misses})`,
      report.durationMs === undefined ? '' : formatDuration(report.durationMs),
      formatDuration(savedMs),
      report.image === undefined ? '' : formatBytes(report.image.size),
    ];
  });
  const head = ['REPORT', 'STARTED', '', 'CACHED', 'TIME', 'SAVED', 'COMPRESSED'];
  const lines = columns([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
  return `${lines.join('\n')}\n`;
}
