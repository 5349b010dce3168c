import { UserError } from '../errors.js';
import type { Environment } from './environment.js';
import { ownValue } from './global-args.js';

const NAME = 'SOURCE_DATE_EPOCH';

export interface ResolvedEpoch {
  /** Seconds since the epoch; undefined where nothing is said. */
  readonly seconds: number | undefined;
  /** The arguments with the time in place of a word for it, so that a stage which declares it sees the time. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly globals: Environment;
}

/**
 * The time that a build gives to what it makes (reproducible-builds.org), from `--build-arg`, else from an ARG before the first
 * FROM. `context` stands for the time of the build context, which a directory has none of (BuildKit, `epoch.go`). That a named
 * context or a stage may be named, too, is not supported.
 *
 * @param contextTime seconds since the epoch
 * @throws UserError for anything else but a whole number
 */
export async function resolveSourceDateEpoch(
  buildArgs: Readonly<Record<string, string>>,
  globals: Environment,
  contextTime: () => Promise<number | undefined>,
): Promise<ResolvedEpoch> {
  const given = ownValue(buildArgs, NAME);
  const text = given ?? globals.get(NAME) ?? '';
  if (text !== 'context') return { seconds: secondsOf(text), buildArgs, globals };
  const seconds = await contextTime();
  const time = seconds === undefined ? '' : String(seconds);
  return {
    seconds,
    buildArgs: given === undefined ? buildArgs : { ...buildArgs, [NAME]: time },
    globals: globals.get(NAME) === undefined ? globals : globals.set(NAME, time),
  };
}

function secondsOf(text: string): number | undefined {
  if (text === '') return undefined;
  const seconds = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
  // The last second that a date can have.
  if (Math.abs(seconds) <= 8.64e12) return seconds;
  throw new UserError(`invalid ${NAME}: ${text}`, {
    hint: 'Write it in whole seconds since 1970, as date +%s does, or write context.',
  });
}
