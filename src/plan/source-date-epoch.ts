import { UserError } from '../errors.js';
import type { Environment } from './environment.js';
import { ownValue } from './global-args.js';

const NAME = 'SOURCE_DATE_EPOCH';

/**
 * The time that a build gives to what it makes (reproducible-builds.org), from `--build-arg`, else from an ARG before the first
 * FROM (BuildKit, `epoch.go`).
 *
 * @returns seconds since the epoch; undefined where nothing is said
 * @throws UserError for anything but a whole number
 */
export function sourceDateEpoch(buildArgs: Readonly<Record<string, string>>, globals: Environment): number | undefined {
  const text = ownValue(buildArgs, NAME) ?? globals.get(NAME) ?? '';
  // `context` asks for the time of the build context, which has none where it is a directory.
  if (text === '' || text === 'context') return undefined;
  const seconds = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  // The last second that a date can have.
  if (Math.abs(seconds) <= 8.64e12) return seconds;
  throw new UserError(`invalid ${NAME}: ${text}`, { hint: 'Write it in whole seconds since 1970, as date +%s does.' });
}
