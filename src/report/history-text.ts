import { hitRate } from './comparison.js';
import { oneLine, shorten } from './one-line.js';
import type { Report } from './report.js';
import { percent } from './signed.js';
import { columns } from './text-columns.js';
import { formatBytes, formatDuration } from './units.js';

/** A line a build, in the order given. */
export function historyText(runs: readonly { readonly name: string; readonly report: Report }[]): string {
  const rows = runs.map(({ name, report }) => {
    const { hits, misses, savedMs } = report.totals;
    const rate = hitRate(report);
    return [
      oneLine(shorten(name, 60)),
      report.startedAt ?? '',
      report.ok ? 'built' : 'failed',
      rate === undefined ? '' : `${hits}/${hits + misses} (${percent(rate)})`,
      report.durationMs === undefined ? '' : formatDuration(report.durationMs),
      formatDuration(savedMs),
      report.image === undefined ? '' : formatBytes(report.image.size),
    ];
  });
  const head = ['REPORT', 'STARTED', '', 'HITS', 'TIME', 'SAVED', 'SIZE'];
  const lines = columns([head, ...rows], ['left', 'left', 'left', 'right', 'right', 'right', 'right']);
  return `${lines.join('\n')}\n`;
}
