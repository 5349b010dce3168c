import { Interruption } from '../../report/exit-code.js';
import type { Option, Spelled } from '../../app/options/option.js';
import {
  readGroup,
  readTable,
  type OptionSource,
  type OptionTable,
  type TableValues,
} from '../../app/options/read-options.js';
import type { ProcessEnvironment } from '../../app/options/process/process-environment.js';
import { checkUnsupported, type UnsupportedOption } from '../../app/options/unsupported-options.js';
import type { GeneralGroup } from '../../app/options/table.js';
import { UserError } from '../../errors.js';
import type { CliProcess } from './cli-process.js';
import { verbHelp, type VerbExample, type VerbWords } from './help.js';
import { parseArgv, type ParsedArgs } from './parse-argv.js';
import { printError } from './print-error.js';

/** The flags of a verb, with those that every verb has. */
type VerbTable = OptionTable & { readonly general: GeneralGroup };

/** A verb, with the flags and operands that it takes. */
export interface VerbDeclaration<Table extends VerbTable> {
  /** As it is typed: `build`, `cache prune`. */
  readonly name: string;
  /** Its other names: `image ls` of `images`. */
  readonly aliases?: readonly string[];
  /** For the list of all verbs. */
  readonly summary: string;
  /** For its own help. Default: the summary as a sentence. */
  readonly about?: string;
  /** As help shows them: `IMAGE NAME`. */
  readonly operands: string;
  /** How many operands there may be. */
  readonly count: readonly [least: number, most: number];
  /** What people most often want of it, at the end of its help. */
  readonly examples: readonly VerbExample[];
  readonly table: Table;
  /** Flags end at the first operand: what follows may be the flags of a command. */
  readonly flagsFirst?: true;
  /** Docker's flags that have no meaning here. */
  readonly unsupported?: readonly UnsupportedOption[];
  /** The exit code of an error. By default it depends on the kind of the error. */
  readonly failure?: number;
  /** @returns the exit code */
  readonly run: (call: VerbCall<Table>, cli: CliProcess) => Promise<number>;
}

/** What a command line says to a verb. */
export interface VerbCall<Table extends VerbTable> {
  readonly values: TableValues<Table, 'flag'>;
  readonly operands: readonly string[];
  readonly source: OptionSource<'flag'>;
  /** Flags that were given and have no effect. */
  readonly warnings: readonly string[];
}

/** A verb that can be run. */
export interface Verb extends VerbWords {
  readonly aliases: readonly string[];
  readonly summary: string;
  /**
   * Prints an error that the verb ends with.
   *
   * @returns the exit code
   */
  readonly run: (argv: readonly string[], cli: CliProcess) => Promise<number>;
}

export function defineVerb<Table extends VerbTable>(declaration: VerbDeclaration<Table>): Verb {
  const { name, operands, summary, table, examples } = declaration;
  const words = { name, operands, about: declaration.about ?? sentence(summary), examples, table };
  return {
    ...words,
    aliases: declaration.aliases ?? [],
    summary,
    run: async (argv, cli) => {
      let debug = cli.debug === true;
      try {
        const args = parseFlags(declaration, argv);
        const general = readGroup(table.general.options, args, cli);
        debug ||= general.debug;
        if (general.help) {
          cli.stdout.write(verbHelp(words));
          return 0;
        }
        return await declaration.run(readCall(declaration, args, cli), cli);
      } catch (error) {
        const code = printError(error, cli, debug);
        return cli.signal.aborted || error instanceof Interruption ? code : (declaration.failure ?? code);
      }
    },
  };
}

/**
 * @internal For tests of how flags are read.
 * @throws UserError that names the flag
 */
export function readVerbCall<Table extends VerbTable>(
  declaration: VerbDeclaration<Table>,
  argv: readonly string[],
  environment: ProcessEnvironment,
): VerbCall<Table> {
  return readCall(declaration, parseFlags(declaration, argv), environment);
}

type FlagWords = Pick<VerbDeclaration<VerbTable>, 'name' | 'unsupported' | 'flagsFirst'> & {
  readonly table: OptionTable;
};

function parseFlags({ name, table, unsupported, flagsFirst }: FlagWords, argv: readonly string[]): ParsedArgs {
  const known = Object.values(table)
    .flatMap<Option>(({ options }) => Object.values(options))
    .filter(isFlag);
  return parseArgv(name, argv, known, { unsupported: unsupported?.filter(isFlag), flagsFirst });
}

function isFlag({ flag }: Spelled): boolean {
  return flag !== undefined;
}

function readCall<Table extends VerbTable>(
  { name, operands, count: [least, most], table, unsupported = [] }: VerbDeclaration<Table>,
  args: ParsedArgs,
  environment: ProcessEnvironment,
): VerbCall<Table> {
  const warnings = checkUnsupported(unsupported, args);
  if (args.operands.length < least || args.operands.length > most) {
    throw new UserError(`layer-build ${name} takes ${operands === '' ? 'no arguments' : operands}`, {
      hint: `See: layer-build ${name} --help`,
    });
  }
  return { values: readTable(table, args, environment), operands: args.operands, source: args, warnings };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
