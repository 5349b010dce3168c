import { UserError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import { VERSION } from '../version.js';
import type { CliProcess } from './cli-process.js';
import { verbList } from './help.js';
import { printError } from './print-error.js';
import { VERBS } from './verbs.js';

/** The first words of a command line, and what runs the arguments after them. */
interface Command {
  readonly summary: string;
  /** @returns the exit code */
  readonly run: (argv: readonly string[], cli: CliProcess) => Promise<number>;
}

const CACHE_VERBS = VERBS.filter(({ name }) => name.startsWith('cache ')).map((verb) => ({
  ...verb,
  name: verb.name.slice('cache '.length),
}));

/** What docker has, and what to do here. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    login: 'Log in with docker login, or podman login --authfile ~/.docker/config.json: that file is read here too.',
    logout: 'Log out with docker logout: its file is read here too.',
    buildx: 'There are no builders to manage: layer-build build has the flags of docker buildx build.',
    bake: 'There is no bake: write one layer-build build for each target.',
    imagetools: 'To join images: layer-build merge.',
  }),
);

/** The first words of command lines. */
const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ...VERBS.filter(({ name }) => !name.startsWith('cache ')).map((verb) => [verb.name, verb] as const),
  [
    'cache',
    {
      summary: `look at what is kept for later builds, and remove it: ${CACHE_VERBS.map(({ name }) => name).join(', ')}`,
      run: runCacheVerb,
    },
  ],
  ['help', { summary: 'show this text, or that of a verb', run: showHelp }],
  ['version', { summary: 'print the version', run: showVersion }],
]);

/**
 * Runs one command line and prints its error, if any.
 *
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], cli: CliProcess): Promise<number> {
  try {
    const [name, ...rest] = argv;
    return await findCommand(name).run(rest, cli);
  } catch (error) {
    return printError(error, cli);
  }
}

function findCommand(name: string | undefined): Command {
  const wanted = name === undefined || name === '--help' || name === '-h' ? 'help' : name;
  const command = COMMANDS.get(wanted === '--version' || wanted === '-v' ? 'version' : wanted);
  if (command !== undefined) return command;
  const close = nearest(wanted, COMMANDS.keys());
  const fallback = close === undefined ? 'See: layer-build --help' : `Did you mean layer-build ${close}?`;
  throw new UserError(`unknown verb ${JSON.stringify(wanted)}`, { hint: ELSEWHERE.get(wanted) ?? fallback });
}

async function runCacheVerb([name = '--help', ...rest]: readonly string[], cli: CliProcess): Promise<number> {
  if (name === '--help' || name === '-h') {
    cli.stdout.write(
      verbList('layer-build cache', 'Looks at what is kept for later builds, and removes it.', CACHE_VERBS),
    );
    return 0;
  }
  const verb = CACHE_VERBS.find((known) => known.name === name);
  if (verb !== undefined) return verb.run(rest, cli);
  const close = nearest(
    name,
    CACHE_VERBS.map((known) => known.name),
  );
  throw new UserError(`layer-build cache has no verb ${JSON.stringify(name)}`, {
    hint: close === undefined ? 'See: layer-build cache --help' : `Did you mean layer-build cache ${close}?`,
  });
}

/** `help VERB` is `VERB --help`. */
async function showHelp([name, ...rest]: readonly string[], cli: CliProcess): Promise<number> {
  if (name !== undefined && !name.startsWith('-')) return findCommand(name).run([...rest, '--help'], cli);
  const commands = [...COMMANDS].map(([command, { summary }]) => ({ name: command, summary }));
  const about = 'Builds container images from Dockerfiles, without a daemon.';
  const version = 'layer-build --version prints the version.\n';
  cli.stdout.write(verbList('layer-build', about, commands) + version);
  return 0;
}

function showVersion(_argv: readonly string[], cli: CliProcess): Promise<number> {
  cli.stdout.write(`layer-build ${VERSION}\n`);
  return Promise.resolve(0);
}
