import { UserError } from '../errors.js';
import { parseDuration } from './duration.js';

/**
 * A time as docker's filters take it: `24h` before now, seconds since the epoch, or a date with or without a time of day (UTC, unless it
 * says otherwise).
 *
 * @returns milliseconds since the epoch
 * @throws UserError for any other text
 */
export function parsePointInTime(text: string, now = Date.now()): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{4}-\d\d-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?(?:Z|[+-]\d\d:\d\d)?$/.test(text)) {
    const hours = /T\d\d(?=$|Z|[+-])/.test(text) ? text.replace(/T\d\d/, (part) => `${part}:00`) : text;
    const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(hours) && hours.includes('T') ? hours : utc(hours));
    if (!Number.isNaN(time)) return time;
  }
  try {
    return now - parseDuration(text) / 1e6;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${JSON.stringify(text)} is neither a time nor a duration`, {
      hint: 'Write 24h, 2026-01-31 or 2026-01-31T12:00:00Z.',
      cause: error,
    });
  }
}

function utc(text: string): string {
  const date = text.replace(/Z$/, '');
  return date.includes('T') ? `${date}Z` : `${date.slice(0, 10)}T00:00:00Z`;
}
