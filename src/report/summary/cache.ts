import { markdownText } from '../github-markdown.js';
import type { CacheReport, LocationReport, Traffic } from '../model/report.js';
import { formatBytes, formatDuration } from '../../text/format.js';

const LOCATIONS = 20;
const REMARKS = 3;
const REASONS = 5;
const MOUNTS = 5;
const TEXT_LIMIT = 300;

/** What was restored from and saved to each cache location, and what went wrong there. */
export function cacheSection({ places, leftOut, savedLater }: CacheReport): readonly string[] {
  if (places.length === 0 && leftOut.length === 0) return [];
  const table = [
    '| Cache | Restored | Saved | Holds | |',
    '| --- | --- | --- | --- | --- |',
    ...places.slice(0, LOCATIONS).map((place) => locationRow(place, savedLater === true)),
  ];
  return [...(places.length === 0 ? [] : table), ...leftOutLines(leftOut)];
}

function locationRow({ name, restored, saved, budget, remarks, faults }: LocationReport, later: boolean): string {
  const holds =
    budget === undefined || budget.entries === 0
      ? ''
      : `${formatBytes(budget.bytes)} of ${formatBytes(budget.limit)} in ${entries(budget.entries)}`;
  const notes = [...faults.map((fault) => `⚠️ ${fault}`), ...remarks];
  const more = notes.length > REMARKS ? [`and ${notes.length - REMARKS} more`] : [];
  const notesCell = [...notes.slice(0, REMARKS).map((note) => markdownText(note, TEXT_LIMIT)), ...more].join('<br>');
  const savedCell = later && saved.entries.length === 0 ? 'at the end of the job' : traffic(saved);
  return `| ${markdownText(name, 100)} | ${traffic(restored)} | ${savedCell} | ${holds} | ${notesCell} |`;
}

function traffic({ bytes, durationMs, entries: moved }: Traffic): string {
  if (moved.length === 0) return 'nothing';
  return `${formatBytes(bytes)} in ${entries(moved.length)}, ${formatDuration(durationMs)}`;
}

function entries(count: number): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

/** Layers are grouped by reason, since many are left out for the same one. */
function leftOutLines(leftOut: CacheReport['leftOut']): readonly string[] {
  const byReason = new Map<string, { count: number; bytes: number }>();
  const mounts: string[] = [];
  for (const one of leftOut) {
    const { why, size } = one;
    if ('mount' in one) {
      mounts.push(`The cache mount ${markdownText(one.mount, 100)} (${formatBytes(size)} compressed)${notSaved(why)}`);
      continue;
    }
    const known = byReason.get(why) ?? { count: 0, bytes: 0 };
    byReason.set(why, { count: known.count + 1, bytes: known.bytes + size });
  }
  const layers = [...byReason].map(([why, { count, bytes }]) => {
    return `${count === 1 ? '1 layer' : `${count} layers`} (${formatBytes(bytes)} compressed)${notSaved(why)}`;
  });
  const items = [...mounts.slice(0, MOUNTS), ...layers.slice(0, REASONS)].map((line) => `- ${line}`);
  return items.length === 0 ? [] : ['', ...items];
}

function notSaved(why: string): string {
  return ` not saved: ${markdownText(why, TEXT_LIMIT)}`;
}
