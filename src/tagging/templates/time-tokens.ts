import { dayOfYear, ENGLISH_WEEK, ISO_WEEK, ordinal, weekOf, type WeekCount } from './calendar.js';
import type { ZonedTime } from './zoned-time.js';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

type Field = (time: ZonedTime) => string;
type Count = (time: ZonedTime) => number;

const year: Count = ({ clock }) => clock.getUTCFullYear();
const month: Count = ({ clock }) => clock.getUTCMonth() + 1;
const hour: Count = ({ clock }) => clock.getUTCHours();
const weekday: Count = ({ clock }) => clock.getUTCDay();
const days: Count = ({ clock }) => dayOfYear(clock);
const monthName: Field = (time) => MONTHS[month(time) - 1] ?? '';
const dayName: Field = (time) => DAYS[weekday(time)] ?? '';

/** The texts for moment's tokens, in English. */
export const TIME_TOKENS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...plainAndOrdinal('M', month),
  ['MM', digits(2, month)],
  ['MMM', (time) => monthName(time).slice(0, 3)],
  ['MMMM', monthName],
  ...plainAndOrdinal('Q', (time) => Math.ceil(month(time) / 3)),
  ...plainAndOrdinal('D', ({ clock }) => clock.getUTCDate()),
  ['DD', digits(2, ({ clock }) => clock.getUTCDate())],
  ...plainAndOrdinal('DDD', days),
  ['DDDD', digits(3, days)],
  ...plainAndOrdinal('d', weekday),
  ['dd', (time) => dayName(time).slice(0, 2)],
  ['ddd', (time) => dayName(time).slice(0, 3)],
  ['dddd', dayName],
  ['e', plain(weekday)],
  ['E', plain((time) => weekday(time) || 7)],
  ...weeks('w', 'g', ENGLISH_WEEK),
  ...weeks('W', 'G', ISO_WEEK),
  ['YY', digits(2, (time) => year(time) % 100)],
  ['YYYY', digits(4, year)],
  ['YYYYY', digits(5, year)],
  ['YYYYYY', (time) => `+${digits(6, year)(time)}`],
  ['Y', digits(4, year)],
  ...plainAndOrdinal('y', year),
  ['yy', digits(2, year)],
  ['yyy', digits(3, year)],
  ['yyyy', digits(4, year)],
  ...['N', 'NN', 'NNN', 'NNNNN'].map((token): [string, Field] => [token, () => 'AD']),
  ['NNNN', () => 'Anno Domini'],
  ['A', (time) => (hour(time) < 12 ? 'AM' : 'PM')],
  ['a', (time) => (hour(time) < 12 ? 'am' : 'pm')],
  ...oneAndTwoDigits('H', hour),
  ...oneAndTwoDigits('h', (time) => hour(time) % 12 || 12),
  ...oneAndTwoDigits('k', (time) => hour(time) || 24),
  ...oneAndTwoDigits('m', ({ clock }) => clock.getUTCMinutes()),
  ...oneAndTwoDigits('s', ({ clock }) => clock.getUTCSeconds()),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((count): [string, Field] => ['S'.repeat(count), fraction(count)]),
  ['Z', ({ offset }) => offsetText(offset, ':')],
  ['ZZ', ({ offset }) => offsetText(offset, '')],
  // `problemOfFormat` refuses the names of other zones.
  ['z', () => 'UTC'],
  ['zz', () => 'UTC'],
  ['X', ({ instant }) => `${Math.floor(instant.getTime() / 1000)}`],
  ['x', ({ instant }) => `${instant.getTime()}`],
]);

function plain(count: Count): Field {
  return (time) => `${count(time)}`;
}

function digits(width: number, count: Count): Field {
  return (time) => `${count(time)}`.padStart(width, '0');
}

function plainAndOrdinal(token: string, count: Count): readonly [string, Field][] {
  return [
    [token, plain(count)],
    [`${token}o`, (time) => ordinal(count(time))],
  ];
}

function oneAndTwoDigits(letter: string, count: Count): readonly [string, Field][] {
  return [
    [letter, plain(count)],
    [letter.repeat(2), digits(2, count)],
  ];
}

function weeks(weekLetter: string, yearLetter: string, kind: WeekCount): readonly [string, Field][] {
  const week: Count = ({ clock }) => weekOf(clock, kind).week;
  const weekYear: Count = ({ clock }) => weekOf(clock, kind).year;
  return [
    ...plainAndOrdinal(weekLetter, week),
    [weekLetter.repeat(2), digits(2, week)],
    [yearLetter.repeat(2), digits(2, (time) => weekYear(time) % 100)],
    [yearLetter.repeat(4), digits(4, weekYear)],
    [yearLetter.repeat(5), digits(5, weekYear)],
  ];
}

/** The fraction of a second. All digits after the milliseconds are 0. */
function fraction(count: number): Field {
  return ({ clock }) => `${clock.getUTCMilliseconds()}`.padStart(3, '0').padEnd(count, '0').slice(0, count);
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset);
  const two = (count: number): string => `${count}`.padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}
