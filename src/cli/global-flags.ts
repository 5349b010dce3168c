import { GENERAL } from '../app/options/table.js';
import { many, one, SWITCH, type Flag, type Options } from '../app/options/option.js';
import { readGroup } from '../app/options/read-options.js';
import { checkUnsupported, type UnsupportedOption } from '../app/options/unsupported-options.js';
import { absolutePath } from '../app/options/values/plain-values.js';
import type { CliProcess } from './command/cli-process.js';
import { parseArgv } from './command/parse-argv.js';

/** Docker's flags before the verb that have a meaning here. */
const FLAGS = {
  ...GENERAL.options,
  version: { flag: ['-v', '--version'], takes: SWITCH, help: 'print the version' },
  config: {
    flag: '--config',
    takes: one('DIR', absolutePath),
    help: 'folder with the config.json of docker: credentials and their helpers',
  },
} as const satisfies Options;

const NO_DAEMON =
  'there is no daemon here: images and containers are kept on this machine. For build --load into a daemon, set DOCKER_HOST or DOCKER_CONTEXT';
const TLS = `${NO_DAEMON}, with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH`;

const UNSUPPORTED: readonly UnsupportedOption[] = [
  ...refused(NO_DAEMON, ['-H', '--host'], ['-c', '--context']),
  ...refused(TLS, '--tlscacert', '--tlscert', '--tlskey'),
  ...(['--tls', '--tlsverify'] as const).map((flag) => ({
    ...{ flag, takes: SWITCH, why: TLS, unsupported: { flag: 'refused', input: 'refused' } as const },
  })),
  {
    flag: ['-l', '--log-level'],
    takes: one('LEVEL', (_where, text) => text),
    unsupported: { flag: 'ignored', input: 'ignored' },
    why: 'there is no log; -D shows the stack of an error, and build --progress what a build does',
  },
];

function refused(why: string, ...flags: readonly Flag[]): readonly UnsupportedOption[] {
  return flags.map((flag) => ({
    flag,
    takes: many('VALUE', (_where, texts) => texts),
    unsupported: { flag: 'refused', input: 'refused' },
    why,
  }));
}

const BEHIND = 'Flags of a verb come behind it: layer-build VERB [FLAGS].';

interface GlobalCall {
  /** The verb and what follows. */
  readonly argv: readonly string[];
  readonly cli: CliProcess;
}

/**
 * Reads docker's flags before the verb.
 *
 * @returns the command line behind them, and the process as they change it
 * @throws UserError for one that has no meaning here
 */
export function readGlobalFlags(argv: readonly string[], cli: CliProcess): GlobalCall {
  if (argv[0]?.startsWith('-') !== true) return { argv, cli };
  const args = parseArgv('', argv, Object.values(FLAGS), { unsupported: UNSUPPORTED, flagsFirst: true, hint: BEHIND });
  const { debug, help, version, config } = readGroup(FLAGS, args, cli);
  for (const warning of checkUnsupported(UNSUPPORTED, args)) cli.stderr.write(`WARNING: ${warning}\n`);
  const verb = help ? ['help'] : version ? ['version'] : args.operands;
  // A copy has the current folder, which may be gone: --help works there, too.
  if (config === undefined && !debug) return { argv: verb, cli };
  const env = config === undefined ? cli.env : { ...cli.env, DOCKER_CONFIG: config };
  return { argv: verb, cli: { ...cli, env, debug } };
}
