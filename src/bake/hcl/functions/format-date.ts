import { CallError } from '../evaluate/scope.js';

/** A point in time, and the offset of the clock that it is shown by. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Minutes. */
  readonly offset: number;
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @throws CallError unless it is a timestamp as RFC 3339 has it */
export function parseMoment(text: string): Moment {
  const match = RFC3339.exec(text);
  const time = Date.parse(text);
  if (match === null || Number.isNaN(time)) throw new CallError(`${JSON.stringify(text)} is no RFC 3339 timestamp`);
  const [, sign, hours = '0', minutes = '0'] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return { time, offset: offset === 0 ? 0 : offset };
}

export function rfc3339(moment: Moment): string {
  const zone = moment.offset === 0 ? 'Z' : zoneOf(moment.offset, ':');
  return formatDate("YYYY-MM-DD'T'hh:mm:ss", moment) + zone;
}

function zoneOf(offset: number, separator: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

type Verb = (date: Date, offset: number) => string;

const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['YY', (date) => two(date.getUTCFullYear() % 100)],
  ['YYYY', (date) => String(date.getUTCFullYear()).padStart(4, '0')],
  ['M', (date) => String(date.getUTCMonth() + 1)],
  ['MM', (date) => two(date.getUTCMonth() + 1)],
  ['MMM', (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3)],
  ['MMMM', (date) => MONTHS[date.getUTCMonth()] ?? ''],
  ['D', (date) => String(date.getUTCDate())],
  ['DD', (date) => two(date.getUTCDate())],
  ['EEE', (date) => (DAYS[date.getUTCDay()] ?? '').slice(0, 3)],
  ['EEEE', (date) => DAYS[date.getUTCDay()] ?? ''],
  ['h', (date) => String(date.getUTCHours())],
  ['hh', (date) => two(date.getUTCHours())],
  ['H', (date) => String(date.getUTCHours() % 12 || 12)],
  ['HH', (date) => two(date.getUTCHours() % 12 || 12)],
  ['AA', (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM')],
  ['aa', (date) => (date.getUTCHours() < 12 ? 'am' : 'pm')],
  ['m', (date) => String(date.getUTCMinutes())],
  ['mm', (date) => two(date.getUTCMinutes())],
  ['s', (date) => String(date.getUTCSeconds())],
  ['ss', (date) => two(date.getUTCSeconds())],
  ['Z', (_, offset) => (offset === 0 ? 'Z' : zoneOf(offset, ':'))],
  ['ZZZ', (_, offset) => (offset === 0 ? 'UTC' : zoneOf(offset, ''))],
  ['ZZZZ', (_, offset) => zoneOf(offset, '')],
  ['ZZZZZ', (_, offset) => zoneOf(offset, ':')],
]);

/** @throws CallError for letters that mean nothing */
export function formatDate(format: string, { time, offset }: Moment): string {
  const shown = new Date(time + offset * 60_000);
  return format.replace(/'((?:[^']|'')*)'?|([a-zA-Z])\2*/g, (run, quoted: string | undefined) => {
    if (quoted !== undefined) {
      if (!run.endsWith("'") || run.length < 2) throw new CallError('a quote in the format is not closed');
      return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    }
    const verb = VERBS.get(run);
    if (verb === undefined) throw new CallError(`the format has no verb ${JSON.stringify(run)}`);
    return verb(shown, offset);
  });
}
