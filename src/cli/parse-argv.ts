import { parseArgs } from 'node:util';

import { nearest } from '../text/nearest.js';
import { UserError } from '../errors.js';

/** One flag of a verb. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly kind: 'boolean' | 'string' | 'list';
  /** The value's name in the help text. */
  readonly value?: string;
  readonly help: string;
  /** Of docker's flags, one that has no meaning here: taken and told of, or refused with what to do instead. */
  readonly foreign?: 'ignored' | 'refused';
}

/** A verb's command line, taken apart. */
export interface ParsedArgs {
  readonly positionals: readonly string[];
  /** The last value of a flag. */
  string(name: string): string | undefined;
  /** All values of a flag, in order. */
  list(name: string): readonly string[];
  boolean(name: string): boolean;
  /** Names of the flags that were given, each once. */
  readonly given: ReadonlySet<string>;
}

/**
 * @param verb for messages
 * @throws UserError for a flag that the verb does not have (with the nearest that it has), or a value missing or too many
 */
export function parseArgv(verb: string, argv: readonly string[], flags: readonly Flag[]): ParsedArgs {
  const byName = new Map(flags.map((flag) => [flag.name, flag]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      flags.map((flag) => [
        flag.name,
        {
          type: flag.kind === 'boolean' ? 'boolean' : 'string',
          ...(flag.short !== undefined && { short: flag.short }),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = byName.get(token.name);
    if (flag === undefined) throw unknownFlag(verb, token.rawName, byName);
    const given = values.get(flag.name) ?? [];
    given.push(flagValue(flag, token));
    values.set(flag.name, given);
  }
  const list = (name: string): readonly string[] => values.get(name) ?? [];
  return {
    positionals,
    given: new Set(values.keys()),
    list,
    string: (name) => list(name).at(-1),
    boolean: (name) => list(name).at(-1) === 'true',
  };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function flagValue(flag: Flag, token: OptionToken): string {
  if (flag.kind === 'boolean') {
    if (token.value === undefined) return 'true';
    // The words of Go's strconv.ParseBool, which docker's flags take.
    if (/^(?:1|t|true)$/i.test(token.value)) return 'true';
    if (/^(?:0|f|false)$/i.test(token.value)) return 'false';
    throw new UserError(`${token.rawName} is either true or false, not ${JSON.stringify(token.value)}`);
  }
  if (token.value === undefined) {
    throw new UserError(`${token.rawName} needs a value`, { hint: `Write ${token.rawName} ${flag.value ?? 'VALUE'}.` });
  }
  const short = !token.rawName.startsWith('--');
  // As docker's flags: -f=FILE is -f FILE.
  return short && token.inlineValue === true ? token.value.replace(/^=/, '') : token.value;
}

function unknownFlag(verb: string, rawName: string, byName: ReadonlyMap<string, Flag>): UserError {
  const close = nearest(
    rawName.replace(/^-+/, ''),
    [...byName.values()].filter(isOurs).map((flag) => flag.name),
  );
  return new UserError(`unknown flag ${rawName}`, {
    hint: close === undefined ? `See: layer-build ${verb} --help` : `Did you mean --${close}?`,
  });
}

function isOurs(flag: Flag): boolean {
  return flag.foreign === undefined;
}
