import { isBlank, trimStart } from './syntax/blank.js';
import { didYouMean } from '../text/nearest.js';
import { WordError } from './syntax/error-location.js';

/** Takes the `--flag` words from the front of an instruction's arguments; quotes and escapes in them are resolved. */
export function takeFlags(text: string, escape: string): { readonly flags: readonly string[]; readonly rest: string } {
  const flags: string[] = [];
  let rest = trimStart(text);
  while (rest.startsWith('--')) {
    const { word, length } = readWord(rest, escape);
    const after = rest.slice(length);
    if (word === '--') return { flags, rest: after };
    flags.push(word);
    rest = trimStart(after);
  }
  return { flags, rest };
}

function readWord(text: string, escape: string): { readonly word: string; readonly length: number } {
  const parts: string[] = [];
  let quote: string | undefined;
  let at = 0;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === undefined && isBlank(char)) break;
    if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = undefined;
    else if (char === escape) {
      at += 1;
      parts.push(text.charAt(at));
    } else parts.push(char);
  }
  return { word: parts.join(''), length: at };
}

export type FlagKind = 'text' | 'list' | 'boolean';

/** The values of an instruction's flags, checked against the flags that the instruction has. */
export class Flags<Name extends string> {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, string[]>();

  private constructor() {
    // Use `read`.
  }

  /** @throws UserError for a flag that is unknown, given twice, or without the value it needs */
  static read<Name extends string>(words: readonly string[], known: Readonly<Record<Name, FlagKind>>): Flags<Name> {
    const flags = new Flags<Name>();
    for (const word of words) flags.#add(word, known);
    return flags;
  }

  text(name: Name): string | undefined {
    return this.#texts.get(name);
  }

  list(name: Name): readonly string[] {
    return this.#lists.get(name) ?? [];
  }

  boolean(name: Name): boolean | undefined {
    const text = this.#texts.get(name);
    return text === undefined ? undefined : text === 'true';
  }

  #append(name: string, value: string): void {
    const list = this.#lists.get(name);
    if (list === undefined) this.#lists.set(name, [value]);
    else list.push(value);
  }

  #add(word: string, known: Readonly<Record<string, FlagKind>>): void {
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? undefined : word.slice(equals + 1);
    const name = flag.slice(2);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw unknownFlag(flag, Object.keys(known));
    if (kind !== 'list' && this.#texts.has(name)) throw new WordError(`duplicate flag specified: ${flag}`, word);
    if (kind === 'boolean') this.#texts.set(name, booleanOf(flag, value));
    else if (value === undefined) {
      throw new WordError(`missing a value on flag: ${flag}`, flag, { hint: `Write it as ${flag}=VALUE.` });
    } else if (kind === 'text') this.#texts.set(name, value);
    else this.#append(name, value);
  }
}

function booleanOf(flag: string, value: string | undefined): string {
  if (value === undefined) return 'true';
  if (value === '') throw new WordError(`missing a value on flag: ${flag}`, `${flag}=`);
  const lower = value.toLowerCase();
  if (lower !== 'true' && lower !== 'false') {
    throw new WordError(`expecting boolean value for flag ${flag}, not: ${value}`, `${flag}=${value}`, {
      hint: 'Write true or false.',
    });
  }
  return lower;
}

function unknownFlag(flag: string, known: readonly string[]): WordError {
  const names = known.map((name) => `--${name}`);
  const hint =
    didYouMean(flag, names) ??
    (names.length === 0 ? 'This instruction takes no flags.' : `It takes ${names.join(', ')}.`);
  return new WordError(`unknown flag: ${flag}`, flag, { hint });
}
