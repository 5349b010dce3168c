import type { ProcessEnvironment } from './process/process-environment.js';

/**
 * How an option is declared. All that knows options is made from these declarations: the flags of the command line, the
 * inputs of the Action, `--help`, action.yml, and the tables in the documents.
 */
export type Option<Value = unknown> = OptionWords & Spelled<Value>;

interface OptionWords {
  /** What it means, as a phrase. The default is added to it. */
  readonly help: string;
  /** What holds without it, in words, when `takes` has no default text. */
  readonly otherwise?: string | Readonly<Record<'flag' | 'input', string>>;
  /** `false`: Docker has no such option. Otherwise docker/build-push-action and buildx have it under the same names. */
  readonly docker?: false;
  /** How its meaning differs from Docker's, as a sentence. */
  readonly difference?: string;
  /** It is in the short tables of docs/command-line.md and docs/caching.md. */
  readonly common?: true;
}

/** The names of an option, and what it takes. An input that holds a list also says how its entries are separated. */
export type Spelled<Value = unknown> =
  | ({ readonly takes: Takes<Value, 'switch' | 'one'> } & Named<SingleInput>)
  | ({ readonly takes: Takes<Value, 'many'> } & Named<ListInput>);

/** An option has a flag, an input, or both. */
type Named<Input> =
  | {
      readonly flag: Flag;
      /** Other names of the flag that docker takes too. No help shows them. */
      readonly also?: readonly `--${string}`[];
      readonly input?: Input;
    }
  | { readonly flag?: undefined; readonly also?: undefined; readonly input: Input };

export type Flag = `--${string}` | readonly [short: `-${string}`, long: `--${string}`];

type SingleInput = string | (InputForm & { readonly name: string });

interface InputForm {
  /** What the runner fills in when the workflow says nothing: an expression, or an empty text. */
  readonly filledIn?: string;
  /** `{{defaultContext}}` in it means the Git context of the job; with `default`, no text at all means that too. */
  readonly template?: true | 'default';
}

interface ListInput extends ListForm, InputForm {
  readonly name: string;
}

/** The forms of list inputs are those of docker/build-push-action: one entry per line. */
export interface ListForm {
  /** Whether a comma separates entries as well. */
  readonly commas: boolean;
  /** Whether quotes group text with commas and line breaks. Default: yes. */
  readonly quotes?: false;
  /** Whether blanks around an entry are dropped. Default: yes. */
  readonly trim?: false;
  /** Whoever takes the entries splits the lines: it gets all of them as they are, so that messages can count them. Default: no. */
  readonly wholeLines?: true;
}

/** What an option takes, and how its texts become a value. */
export interface Takes<Value, Count extends 'switch' | 'one' | 'many' = 'switch' | 'one' | 'many'> {
  /** `switch`: true or false; `one`: the last text counts; `many`: all texts count. */
  readonly count: Count;
  /** The placeholder in help: `SIZE` in `--shm-size SIZE`. */
  readonly placeholder: string;
  /** The text that counts when none is given. */
  readonly default?: string;
  /** All texts that it can be, if they are few: the shell completes them. */
  readonly words?: readonly string[];
  /** @throws UserError that begins with `where`, the option's name as the user wrote it */
  readonly read: (where: string, texts: readonly string[], environment: ProcessEnvironment) => Value;
}

/** Options by the names that their values get in the code. */
export type Options = Readonly<Record<string, Option>>;

export function flagOf({ flag }: Pick<Spelled, 'flag'>): string | undefined {
  return typeof flag === 'object' ? flag[1] : flag;
}

export function shortFlagOf({ flag }: Pick<Spelled, 'flag'>): string | undefined {
  return typeof flag === 'object' ? flag[0] : undefined;
}

export function inputOf({ input }: Pick<Spelled, 'input'>): string | undefined {
  return typeof input === 'object' ? input.name : input;
}

/** What happens without the option, in words. `undefined` if there is nothing worth saying. */
export function otherwiseOf({ otherwise, takes }: Option, face: 'flag' | 'input'): string | undefined {
  return typeof otherwise === 'object' ? otherwise[face] : (otherwise ?? takes.default);
}

/** True when given, or given as `true`. */
export const SWITCH: Takes<boolean, 'switch'> = {
  count: 'switch',
  placeholder: '',
  read: (_where, texts) => texts.at(-1) === 'true',
};

interface ReadOne<Value> {
  (where: string, text: string, environment: ProcessEnvironment): Value;
  readonly words?: readonly string[];
}
type ReadMany<Value> = (where: string, texts: readonly string[], environment: ProcessEnvironment) => Value;

/** One text. An empty one counts as not given: workflows and scripts fill values from variables that may be empty. */
export function one<Value>(
  placeholder: string,
  read: ReadOne<Value>,
  otherwise: string,
): Takes<Value, 'one'> & { readonly default: string };
export function one<Value>(placeholder: string, read: ReadOne<Value>): Takes<Value | undefined, 'one'>;
export function one<Value>(
  placeholder: string,
  read: ReadOne<Value>,
  otherwise?: string,
): Takes<Value | undefined, 'one'> {
  return {
    count: 'one',
    placeholder,
    ...(otherwise !== undefined && { default: otherwise }),
    ...(read.words !== undefined && { words: read.words }),
    read: (where, texts, environment) => {
      const last = texts.at(-1) ?? '';
      const text = last === '' ? otherwise : last;
      return text === undefined ? undefined : read(where, text, environment);
    },
  };
}

/** Any number of texts. */
export function many<Value>(placeholder: string, read: ReadMany<Value>, otherwise?: string): Takes<Value, 'many'> {
  return {
    count: 'many',
    placeholder,
    ...(otherwise !== undefined && { default: otherwise }),
    read: (where, texts, environment) =>
      read(where, texts.length === 0 && otherwise !== undefined ? [otherwise] : texts, environment),
  };
}

/** For `one`: the text itself is the value. */
export function asWritten(_where: string, text: string): string {
  return text;
}
