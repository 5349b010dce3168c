import type { AddInstruction, ArgInstruction, Dockerfile, StageNode } from '../dockerfile/syntax/ast.js';
import { locateErrors } from '../dockerfile/syntax/error-location.js';
import { UserError } from '../errors.js';
import type { Environment } from './environment.js';
import { expand } from './expand.js';
import { ownValue } from './global-args.js';
import { remoteSource, type RemoteSource } from './remote-source.js';

const NAME = 'SOURCE_DATE_EPOCH';

export interface ResolvedEpoch {
  /** Seconds since the epoch; `undefined` if it is not set. */
  readonly seconds: number | undefined;
  /** The arguments with the time instead of a name, so that a stage which declares the argument sees the time. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly globals: Environment;
}

/** The time of a source's last change, in seconds since the epoch; `undefined` if it is not known. */
type Time = Promise<number | undefined>;

/** The sources that can give a build its time. */
export interface EpochSources {
  /** The build context. A directory has no time. */
  readonly context: () => Time;
  /** The time of a named context; `undefined` if there is no context with this name. */
  readonly namedContext: (name: string) => Time | undefined;
  /** The time of a source that an ADD fetches. */
  readonly remote: (source: RemoteSource, checksum: string | undefined) => Time;
}

/**
 * The time that a build gives to the files and images it makes (reproducible-builds.org), from `--build-arg`, else from an ARG
 * before the first FROM. As in BuildKit (`epoch.go`), a name can be given instead: `context` for the build context, the name of a named
 * context, or the name of a stage that has only one ADD of a remote source. Then the time is that of the committer for a commit. For a
 * download, it is the time that the server sends, or the time of the newest file in the archive.
 *
 * @throws UserError for anything else that is not a whole number
 */
export async function resolveSourceDateEpoch(
  dockerfile: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
  globals: Environment,
  sources: EpochSources,
): Promise<ResolvedEpoch> {
  const given = ownValue(buildArgs, NAME);
  const text = given ?? globals.get(NAME) ?? '';
  if (text === '' || isNumber(text)) return { seconds: secondsOf(text), buildArgs, globals };
  const seconds = await timeOf(text, dockerfile, buildArgs, globals, sources);
  const time = seconds === undefined ? '' : String(seconds);
  return {
    seconds,
    buildArgs: given === undefined ? buildArgs : { ...buildArgs, [NAME]: time },
    globals: globals.get(NAME) === undefined ? globals : globals.set(NAME, time),
  };
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

function secondsOf(text: string): number | undefined {
  if (text === '') return undefined;
  const seconds = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : NaN;
  // The last second that a Date can hold.
  if (Math.abs(seconds) <= 8.64e12) return seconds;
  throw invalid(text);
}

function invalid(text: string): UserError {
  return new UserError(`invalid ${NAME}: ${text}`, {
    hint: 'Write it in whole seconds since 1970, as date +%s does, or write context, or the name of a context or a stage.',
  });
}

function timeOf(
  name: string,
  dockerfile: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
  globals: Environment,
  sources: EpochSources,
): Time {
  if (name === 'context') return sources.context();
  const ofContext = sources.namedContext(name);
  if (ofContext !== undefined) return ofContext;
  // Of two stages with one name the first counts, as in BuildKit.
  const stage = dockerfile.stages.find((each) => each.name?.toLowerCase() === name.toLowerCase());
  if (stage === undefined) throw invalid(name);
  return locateErrors(dockerfile, stage.from.range, () => {
    const { source, checksum } = onlyRemote(dockerfile, stage, buildArgs, globals.set(NAME, ''));
    return sources.remote(source, checksum);
  });
}

interface RemoteAdd {
  readonly source: RemoteSource;
  readonly checksum: string | undefined;
}

/** @throws UserError for a stage that has more than one ADD of a remote source */
function onlyRemote(
  dockerfile: Dockerfile,
  stage: StageNode,
  buildArgs: Readonly<Record<string, string>>,
  globals: Environment,
): RemoteAdd {
  const refuse = (why: string): UserError =>
    new UserError(`${NAME} cannot be the stage ${stage.name ?? ''}: ${why}`, {
      hint: 'Such a stage is FROM scratch, with one ADD of a download or a git repository, and ARG.',
    });
  if (expand(dockerfile, stage.from.image, globals) !== 'scratch') throw refuse('it is not FROM scratch');
  let environment = globals;
  let found: RemoteAdd | undefined;
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'ARG') environment = declared(dockerfile, instruction, buildArgs, environment);
    else if (instruction.keyword !== 'ADD') throw refuse(`it has the instruction ${instruction.keyword}`);
    else if (found !== undefined) throw refuse('it has more than one ADD');
    else {
      found = remoteAdd(dockerfile, instruction, environment);
      if (found === undefined) throw refuse('its ADD has another source than one download or repository');
    }
  }
  if (found === undefined) throw refuse('it has no ADD');
  return found;
}

function declared(
  dockerfile: Dockerfile,
  { args }: ArgInstruction,
  buildArgs: Readonly<Record<string, string>>,
  before: Environment,
): Environment {
  return args.reduce((environment, { name, value }) => {
    const result = ownValue(buildArgs, name) ?? (value === undefined ? value : expand(dockerfile, value, environment));
    return result === undefined ? environment : environment.set(name, result);
  }, before);
}

function remoteAdd(dockerfile: Dockerfile, add: AddInstruction, environment: Environment): RemoteAdd | undefined {
  const [only, ...more] = add.sources;
  if (only === undefined || more.length + add.heredocs.length > 0) return undefined;
  const source = remoteSource(expand(dockerfile, only, environment));
  const checksum = expand(dockerfile, add.checksum ?? '', environment);
  return source && { source, checksum: checksum === '' ? undefined : checksum };
}
