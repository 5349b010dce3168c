import { nearest } from '../text/nearest.js';
import { UserError } from '../errors.js';
import { exitCodeOf, Interruption } from '../report/exit-code.js';
import { renderError } from '../report/console/render-error.js';
import { disarmCommands } from '../report/console/step-frame.js';
import { VERSION } from '../version.js';
import { buildVerb } from './build-verb.js';
import { CACHE_SUMMARY, cacheVerb } from './cache-verb.js';
import { FailedBuild } from './failed-build.js';
import { programHelp } from './help.js';
import { imageVerbs } from './image-verbs.js';
import { onGithub } from './progress.js';
import { reportVerb } from './report-verb.js';
import type { CliProcess } from './surroundings.js';

interface Verb {
  readonly summary: string;
  /** Gives the exit code. */
  readonly run: (argv: readonly string[], around: CliProcess) => Promise<number>;
}

/** Every verb of the program. */
const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['build', { summary: 'build an image from a Dockerfile', run: buildVerb }],
  ...imageVerbs.map(({ name, summary, run }) => [name, { summary, run: endingWell(run) }] as const),
  ['report', { summary: 'show what builds did and why, or what changed between two', run: endingWell(reportVerb) }],
  ['cache', { summary: CACHE_SUMMARY, run: cacheVerb }],
  ['help', { summary: 'show this text', run: showHelp }],
  ['version', { summary: 'print the version', run: showVersion }],
]);

/** A verb that either does what it says or throws. */
function endingWell(run: (argv: readonly string[], around: CliProcess) => Promise<void>): Verb['run'] {
  return async (argv, around) => {
    await run(argv, around);
    return 0;
  };
}

/**
 * Runs one command line and renders its error, if any.
 *
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], around: CliProcess): Promise<number> {
  try {
    const [verb, ...rest] = argv;
    return await findVerb(verb).run(rest, around);
  } catch (error) {
    const { reason, lastOutput } = error instanceof FailedBuild ? error : { reason: error, lastOutput: [] };
    printError(reason, lastOutput, around);
    return exitCodeOf(reason);
  }
}

function findVerb(name: string | undefined): Verb {
  const wanted = name === undefined || name === '--help' || name === '-h' ? 'help' : name;
  const verb = VERBS.get(wanted === '--version' || wanted === '-v' ? 'version' : wanted);
  if (verb !== undefined) return verb;
  const close = nearest(wanted, VERBS.keys());
  throw new UserError(`unknown verb ${JSON.stringify(wanted)}`, {
    hint: close === undefined ? 'See: layer-build --help' : `Did you mean layer-build ${close}?`,
  });
}

function showHelp(_argv: readonly string[], around: CliProcess): Promise<number> {
  around.stdout.write(programHelp([...VERBS].map(([name, verb]) => [name, verb.summary])));
  return Promise.resolve(0);
}

function showVersion(_argv: readonly string[], around: CliProcess): Promise<number> {
  around.stdout.write(`layer-build ${VERSION}\n`);
  return Promise.resolve(0);
}

function printError(error: unknown, lastOutput: readonly string[], around: CliProcess): void {
  const text = error instanceof Interruption ? `${error.message}\n` : renderError(error, lastOutput);
  // An error can quote a step's output, which must not become a workflow command.
  around.stderr.write(onGithub(around) ? disarmCommands(text) : text);
}
