import { UserError } from '../errors.js';
import type { Environment } from './environment.js';
import { ownValue } from './global-args.js';

const NAME = 'SOURCE_DATE_EPOCH';

export interface ResolvedEpoch {
  /** Seconds since the epoch; `undefined` where none is set. */
  readonly seconds: number | undefined;
  /** The arguments with the time instead of `context`, so that a stage which declares the argument sees the time. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly globals: Environment;
}

/**
 * The time that a build gives to the files and images it makes (reproducible-builds.org), from `--build-arg`, else from an ARG
 * before the first FROM. `context` means the time of the build context; a directory has none (BuildKit, `epoch.go`). The names of
 * contexts and stages, which BuildKit also takes, are not supported.
 *
 * @param contextTime seconds since the epoch
 * @throws UserError for anything else that is not a whole number
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
  // The last second that a Date can hold.
  if (Math.abs(seconds) <= 8.64e12) return seconds;
  throw new UserError(`invalid ${NAME}: ${text}`, {
    hint: 'Write it in whole seconds since 1970, as date +%s does, or write context.',
  });
}
