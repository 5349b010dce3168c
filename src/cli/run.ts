import { UserError } from '../errors.js';
import { nearest } from '../text/nearest.js';
import type { CliProcess } from './command/cli-process.js';
import { verbList } from './command/help.js';
import { readGlobalFlags } from './global-flags.js';
import { printError } from './command/print-error.js';
import type { Verb } from './command/verb.js';
import { allVerbs, FIRST_WORDS, verbsOf } from './verbs.js';

/** The first words of a command line, and what runs the arguments after them. */
interface Command {
  readonly summary: string;
  /** @returns the exit code */
  readonly run: (argv: readonly string[], cli: CliProcess) => Promise<number>;
}

/** The first words under which several verbs are, and what they are about. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['cache', 'look at what is kept for later builds, and remove it'],
  ['image', 'images of the local store'],
  ['container', 'the verbs that have to do with containers'],
  ['builder', 'remove what is kept for later builds'],
  ['system', 'what is kept on this machine'],
]);

interface NamedCommand extends Command {
  readonly name: string;
}

/** What docker has, and what to do here. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    buildx: 'There are no builders to manage. There are buildx build and buildx bake, with their flags.',
    imagetools: 'To join images: layer-build merge.',
    manifest: 'To join images of several platforms: layer-build merge.',
    volume: 'There are no volumes: give a container a folder of this machine, by -v /folder:/path.',
    network: 'Containers have no network of their own: they use that of this machine, or none (--network none).',
    port: 'Containers use the network of this machine, so their ports are its own.',
    top: 'The processes of a container are those of this machine: layer-build exec NAME ps shows them.',
    stats: 'What a build used is in its report (--report). A container is limited by --memory.',
    pause: 'A container can be stopped by a signal: layer-build kill -s STOP NAME, and go on by kill -s CONT NAME.',
    unpause: 'A container that was stopped by a signal goes on by: layer-build kill -s CONT NAME.',
    update: 'The limits of a container are given when it is made: layer-build run --memory.',
    events: 'The events of a build: layer-build build --progress rawjson (docs/events.md).',
    compose: 'To build what a compose file names: layer-build bake -f compose.yaml.',
    context: 'There is no daemon to choose: all runs on this machine.',
    swarm: 'Containers run on this machine alone.',
  }),
);

/** What is no verb: it has no flags of its own. */
const OTHERS: ReadonlyMap<string, Command> = new Map([
  ['help', { summary: 'show this text, or that of a verb', run: showHelp }],
]);

/**
 * Runs one command line and prints its error, if any.
 *
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], given: CliProcess): Promise<number> {
  let cli = given;
  try {
    const call = readGlobalFlags(argv, given);
    cli = call.cli;
    const [name, ...rest] = ownWords(call.argv);
    return await (await findCommand(name)).run(rest, cli);
  } catch (error) {
    return printError(error, cli);
  }
}

/** Docker's other ways to write the same. */
function ownWords(argv: readonly string[]): readonly string[] {
  const [first = '', second = '', ...rest] = argv;
  if (['buildx', 'builder', 'image'].includes(first) && second === 'build') return ['build', ...rest];
  if (first === 'buildx' && second === 'bake') return ['bake', ...rest];
  return argv;
}

async function findCommand(wanted = 'help'): Promise<Command> {
  const command = OTHERS.get(wanted) ?? commandOf(wanted, await verbsOf(wanted));
  if (command !== undefined) return command;
  const close = nearest(wanted, [...FIRST_WORDS, ...OTHERS.keys()]);
  const fallback = close === undefined ? 'See: layer-build --help' : `Did you mean layer-build ${close}?`;
  throw new UserError(`unknown verb ${JSON.stringify(wanted)}`, { hint: ELSEWHERE.get(wanted) ?? fallback });
}

/** @param verbs those that begin with the word, or all */
function commandOf(word: string, verbs: readonly Verb[]): Command | undefined {
  const about = GROUPS.get(word);
  return about === undefined ? verbs.find(({ name }) => name === word) : groupCommand(word, about, verbs);
}

/** The verbs whose names begin with one word: `image ls`. */
function groupCommand(group: string, about: string, all: readonly Verb[]): Command {
  const verbs = all.flatMap((verb): readonly NamedCommand[] =>
    [verb.name, ...verb.aliases]
      .filter((name) => name.startsWith(`${group} `))
      .map((name) => ({ name: name.slice(group.length + 1), summary: verb.summary, run: verb.run })),
  );
  return {
    summary: `${about}: ${[...new Set(verbs.map(({ name }) => name))].join(', ')}`,
    run: (argv, cli) => runGroupVerb(group, `${about.charAt(0).toUpperCase()}${about.slice(1)}.`, verbs, argv, cli),
  };
}

async function runGroupVerb(
  group: string,
  about: string,
  verbs: readonly NamedCommand[],
  [name = '--help', ...rest]: readonly string[],
  cli: CliProcess,
): Promise<number> {
  if (name === '--help' || name === '-h') {
    cli.stdout.write(verbList(`layer-build ${group}`, about, verbs));
    return 0;
  }
  const verb = verbs.find((known) => known.name === name);
  if (verb !== undefined) return verb.run(rest, cli);
  const close = nearest(
    name,
    verbs.map((known) => known.name),
  );
  throw new UserError(`layer-build ${group} has no verb ${JSON.stringify(name)}`, {
    hint: close === undefined ? `See: layer-build ${group} --help` : `Did you mean layer-build ${group} ${close}?`,
  });
}

/** `help VERB` is `VERB --help`. */
async function showHelp([name, ...rest]: readonly string[], cli: CliProcess): Promise<number> {
  if (name !== undefined && !name.startsWith('-')) return (await findCommand(name)).run([...rest, '--help'], cli);
  const verbs = await allVerbs();
  const commands = [
    ...verbs.filter((verb) => !verb.name.includes(' ')),
    ...[...GROUPS].map(([group, about]) => ({ name: group, ...groupCommand(group, about, verbs) })),
    ...[...OTHERS].map(([other, { summary }]) => ({ name: other, summary })),
  ];
  const about = 'Builds container images from Dockerfiles, without a daemon.';
  const version = 'layer-build --version prints the version.\n';
  cli.stdout.write(verbList('layer-build', about, commands) + version);
  return 0;
}
