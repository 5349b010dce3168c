import moment from 'moment-timezone';
import { describe, expect, it } from 'vitest';

import { formatTime, problemOfFormat } from '../../../src/tagging/templates/time-format.js';
import { TIME_TOKENS } from '../../../src/tagging/templates/time-tokens.js';
import { isTimeZone } from '../../../src/tagging/templates/zoned-time.js';

const TIMES = [
  '2020-01-10T00:30:00.000Z',
  '2019-12-31T23:59:59.987Z',
  '2024-02-29T12:00:00.005Z',
  '2021-01-03T05:06:07.100Z',
  '2020-12-31T11:45:00.000Z',
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T00:59:59.999Z',
  '2023-11-11T13:01:01.010Z',
].map((text) => new Date(text));
const ZONES = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Asia/Kolkata', 'Europe/Paris', 'Australia/Lord_Howe'];
const LOCALIZED = ['LT', 'LTS', 'L', 'LL', 'LLL', 'LLLL', 'l', 'll', 'lll', 'llll'];
const MIXED = [
  'YYYYMMDD',
  'YYYYMMDD-HHmmss',
  'dddd, MMMM Do YYYY, h:mm:ss a',
  'YYYY-MM-DDTHH:mm:ss.SSS[Z]',
  '[week] W [of] GGGG',
  String.raw`\Y\[YYYY] \MM`,
  'jour.é 100%',
  'YYYYY-YYYYYYY',
  'SSSSSSSSSS',
  '[unclosed YYYY',
  '[[YY]]',
  'Qo-DDDo wo Wo do Mo',
  'hmm Hmmss kkmm',
  'LTLLL [LT] lllll',
];

describe('times in the formats of moment', () => {
  const named = (format: string): boolean => problemOfFormat(format, 'Asia/Tokyo') !== undefined;

  it.each([...TIME_TOKENS.keys(), ...LOCALIZED, ...MIXED])('%s', (format) => {
    for (const zone of named(format) ? ['UTC'] : ZONES) {
      for (const time of TIMES) {
        expect(formatTime(time, zone, format), `${time.toISOString()} in ${zone}`).toBe(
          moment(time).tz(zone).format(format),
        );
      }
    }
  });

  it('writes ISO 8601 without a format', () => {
    for (const zone of ZONES) {
      for (const time of TIMES) {
        expect(formatTime(time, zone, undefined)).toBe(moment(time).tz(zone).format());
      }
    }
  });

  it.each(['z', 'YYYY zz'])('refuses %s for zones other than UTC', (format) => {
    expect(problemOfFormat(format, 'UTC')).toBeUndefined();
    expect(problemOfFormat(format, 'Etc/UTC')).toBeUndefined();
    expect(problemOfFormat(format, 'Europe/Paris')).toMatch(/only supported for UTC/);
  });

  it('knows the zones of the tz database', () => {
    const known = moment.tz.names().filter((zone) => !isTimeZone(zone));
    expect(known).toEqual([]);
    for (const zone of ['', 'Mars/Olympus', '+01:00', 'Europe', 'local']) expect(isTimeZone(zone), zone).toBe(false);
  });
});
