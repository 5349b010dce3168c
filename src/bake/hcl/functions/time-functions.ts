import { CallError } from '../evaluate/scope.js';
import { numberValue, objectValue, stringValue, type Value } from '../values/value.js';
import { anything, type FunctionTable, number, takes, text } from './declare.js';
import { formatDate, type Moment, parseMoment, rfc3339 } from './format-date.js';

const DURATION = /^[+-]?(?:\d+(?:\.\d*)?(?:ns|us|µs|μs|ms|s|m|h))+$|^0$/;
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @param now the time of `timestamp()` */
export function timeFunctions(now: () => Date): FunctionTable {
  return new Map([
    [
      'timestamp',
      takes([], () => stringValue(rfc3339({ time: Math.floor(now().getTime() / 1000) * 1000, offset: 0 }))),
    ],
    [
      'timeadd',
      takes([text('timestamp'), text('duration')], (args) => {
        const moment = parseMoment(args.text(0));
        return stringValue(rfc3339({ ...moment, time: moment.time + duration(args.text(1)) }));
      }),
    ],
    [
      'formatdate',
      takes([text('format'), text('time')], (args) => stringValue(formatDate(args.text(0), parseMoment(args.text(1))))),
    ],
    [
      'formattimestamp',
      takes([text('format'), anything('time')], (args) => {
        const time = args.value(1);
        const moment =
          time.kind === 'number'
            ? unixMoment(args.integer(1))
            : time.kind === 'string'
              ? parseMoment(time.value)
              : undefined;
        if (moment === undefined) throw new CallError('a timestamp or a number of seconds is required');
        if (args.text(0) === 'X') return stringValue(String(Math.floor(moment.time / 1000)));
        return stringValue(formatDate(args.text(0), moment));
      }),
    ],
    ['unixtimestampparse', takes([number('unix_timestamp')], (args) => parts(unixMoment(args.integer(0))))],
  ]);
}

function unixMoment(seconds: number): Moment {
  const time = seconds * 1000;
  if (Number.isNaN(new Date(time).getTime())) throw new CallError('the time is too far away');
  return { time, offset: 0 };
}

/** Milliseconds of a duration as Go writes it. @throws CallError */
function duration(given: string): number {
  if (!DURATION.test(given)) throw new CallError(`${JSON.stringify(given)} is no duration, such as 1h30m`);
  let sum = 0;
  for (const [, count = '', unit = ''] of given.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|μs|ms|s|m|h)/g))
    sum += Number(count) * (UNITS.get(unit) ?? 0);
  return given.startsWith('-') ? -sum : sum;
}

function parts({ time }: Moment): Value {
  const date = new Date(time);
  const dayOfYear = Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  // ISO's week belongs to the year that its Thursday is in.
  const thursday = new Date(time + (4 - (date.getUTCDay() || 7)) * 86_400_000);
  const isoYear = thursday.getUTCFullYear();
  const isoWeek = Math.floor((thursday.getTime() - Date.UTC(isoYear, 0, 1)) / (7 * 86_400_000)) + 1;
  const numbers = {
    year: date.getUTCFullYear(),
    year_day: dayOfYear,
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    iso_year: isoYear,
    iso_week: isoWeek,
  };
  return objectValue([
    ...Object.entries(numbers).map(([name, value]) => [name, numberValue(value)] as const),
    ['month_name', stringValue(formatDate('MMMM', { time, offset: 0 }))],
    ['weekday_name', stringValue(WEEKDAYS[date.getUTCDay()] ?? '')],
    ['rfc3339', stringValue(rfc3339({ time, offset: 0 }))],
  ]);
}
