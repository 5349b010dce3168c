import { parseArgs } from 'node:util';

import { flagOf, shortFlagOf, type Spelled } from '../../app/options/option.js';
import type { OptionSource } from '../../app/options/read-options.js';
import { UserError } from '../../errors.js';
import { nearest } from '../../text/nearest.js';

/** The flags and operands of a command line. */
export interface ParsedArgs extends OptionSource<'flag'> {
  readonly operands: readonly string[];
}

interface ArgvForm {
  /** Flags of Docker's that are accepted, but never suggested. */
  readonly unsupported?: readonly Spelled[] | undefined;
  /** Flags end at the first operand. What follows are operands, whatever they look like. */
  readonly flagsFirst?: true | undefined;
  /** For a flag that is not known; default: the nearest one that is. */
  readonly hint?: string;
}

/**
 * @param verb for messages
 * @param known the flags of the verb
 * @throws UserError for an unknown flag, with the nearest known one; or for a value that is missing or does not fit
 */
export function parseArgv(
  verb: string,
  argv: readonly string[],
  known: readonly Spelled[],
  { unsupported = [], flagsFirst, hint }: ArgvForm = {},
): ParsedArgs {
  const byName = new Map([...known, ...unsupported].flatMap((option) => namesOf(option).map((name) => [name, option])));
  const options = Object.fromEntries([...byName].map(([name, option]) => [name, typeOf(option, name)]));
  const read = (args: readonly string[]) =>
    parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
  const all = read(argv);
  const first = flagsFirst === true ? all.find(({ kind }) => kind === 'positional')?.index : undefined;
  const tokens = first === undefined ? all : read(argv.slice(0, first)).filter(({ kind }) => kind !== 'positional');
  const operands: string[] = first === undefined ? [] : argv.slice(first);
  const texts = new Map<Spelled, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = byName.get(token.name);
    if (option === undefined) {
      throw new UserError(`unknown flag ${token.rawName}`, { hint: hint ?? hintFor(verb, token, known.map(nameOf)) });
    }
    const given = texts.get(option) ?? [];
    given.push(textOf(option, token));
    texts.set(option, given);
  }
  return {
    face: 'flag',
    operands,
    nameOf: (option) => flagOf(option) ?? '',
    textsOf: (option) => texts.get(option) ?? [],
  };
}

/** Without its dashes. */
function nameOf(option: Spelled): string {
  return withoutDashes(flagOf(option) ?? '');
}

function namesOf(option: Spelled): readonly string[] {
  return [nameOf(option), ...(option.also ?? []).map(withoutDashes)];
}

function withoutDashes(flag: string): string {
  return flag.replace(/^--/, '');
}

function typeOf(option: Spelled, name: string): { readonly type: 'boolean' | 'string'; readonly short?: string } {
  const short = name === nameOf(option) ? shortFlagOf(option) : undefined;
  return {
    type: option.takes.count === 'switch' ? 'boolean' : 'string',
    ...(short !== undefined && { short: short.replace(/^-/, '') }),
  };
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function textOf({ takes }: Spelled, { rawName, value, inlineValue }: OptionToken): string {
  if (takes.count === 'switch') {
    if (value === undefined) return 'true';
    // The words of Go's strconv.ParseBool, which docker's flags take.
    if (/^(?:1|t|true)$/i.test(value)) return 'true';
    if (/^(?:0|f|false)$/i.test(value)) return 'false';
    throw new UserError(`${rawName} is either true or false, not ${JSON.stringify(value)}`);
  }
  if (value === undefined) {
    throw new UserError(`${rawName} needs a value`, { hint: `Write ${rawName} ${takes.placeholder}.` });
  }
  const short = !rawName.startsWith('--');
  // As docker's flags: -f=FILE is -f FILE.
  return short && inlineValue === true ? value.replace(/^=/, '') : value;
}

function hintFor(verb: string, { rawName }: OptionToken, names: readonly string[]): string {
  const close = nearest(rawName.replace(/^-+/, ''), names);
  return close === undefined ? `See: layer-build ${verb} --help` : `Did you mean --${close}?`;
}
