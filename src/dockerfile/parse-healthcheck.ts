import { UserError } from '../errors.js';
import type { HealthcheckInstruction } from './syntax/ast.js';
import { splitFirst } from './syntax/blank.js';
import { parseDuration } from '../text/duration.js';
import { Flags } from './flags.js';
import { base, commandOf, type InstructionLine } from './instruction-line.js';
import { WordError } from './syntax/error-location.js';

/** Docker checks no more often than this; nanoseconds. */
const SHORTEST = 1e6;

export function parseHealthcheck(line: InstructionLine): HealthcheckInstruction {
  if (line.rest === '') throw new UserError('HEALTHCHECK requires at least one argument');
  const [type, rest = ''] = splitFirst(line.rest);
  const common = { keyword: 'HEALTHCHECK', ...base(line) } as const;
  if (type.toUpperCase() === 'NONE') {
    if (rest !== '') throw new UserError('HEALTHCHECK NONE takes no arguments');
    return { ...common, check: { kind: 'none' } };
  }
  const flags = Flags.read(line.flags, {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  });
  if (type.toUpperCase() !== 'CMD') {
    throw new WordError(`Unknown type ${JSON.stringify(type.toUpperCase())} in HEALTHCHECK (try CMD)`, type);
  }
  const command = commandOf(line, rest);
  if (command.form === 'exec' ? command.argv.length === 0 : command.line === '') {
    throw new UserError('Missing command after HEALTHCHECK CMD');
  }
  const duration = (name: 'interval' | 'timeout' | 'start-period' | 'start-interval'): number | undefined =>
    durationOf(name, flags.text(name));
  const interval = duration('interval');
  const timeout = duration('timeout');
  const startPeriod = duration('start-period');
  const startInterval = duration('start-interval');
  const retries = retriesOf(flags.text('retries'));
  return {
    ...common,
    check: {
      kind: 'cmd',
      command,
      ...(interval === undefined ? {} : { interval }),
      ...(timeout === undefined ? {} : { timeout }),
      ...(startPeriod === undefined ? {} : { startPeriod }),
      ...(startInterval === undefined ? {} : { startInterval }),
      ...(retries === undefined ? {} : { retries }),
    },
  };
}

function durationOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const nanoseconds = parseDuration(text);
  if (nanoseconds === 0) return undefined;
  if (nanoseconds < SHORTEST) throw new WordError(`Interval "${flag}" cannot be less than 1ms`, `--${flag}=${text}`);
  return nanoseconds;
}

function retriesOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const retries = /^[-+]?\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(retries) || retries > 0x7fffffff) {
    throw new WordError(`--retries is not a number: ${JSON.stringify(text)}`, `--retries=${text}`);
  }
  if (retries < 0) throw new UserError(`--retries cannot be negative (${retries})`);
  return retries === 0 ? undefined : retries;
}
