import { UserError } from '../errors.js';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * A duration in the form of Go's time.ParseDuration (`1m30s`, `1.5h`, `-2s`, `0`), in nanoseconds.
 *
 * @throws UserError for any other text
 */
export function parseDuration(text: string): number {
  const match = /^([-+]?)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.exec(text);
  if (/^[-+]?0$/.test(text)) return 0;
  if (match === null) {
    throw new UserError(`invalid duration ${JSON.stringify(text)}`, { hint: 'Write it as 30s, 1m30s or 500ms.' });
  }
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(number) * (UNITS[unit ?? ''] ?? 0);
  }
  const nanoseconds = Math.trunc(total);
  if (nanoseconds >= 2 ** 63) throw new UserError(`invalid duration ${JSON.stringify(text)}: it is too long`);
  return match[1] === '-' ? -nanoseconds : nanoseconds;
}
