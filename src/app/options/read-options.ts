import { flagOf, inputOf, type Flag, type Option, type Options, type Spelled, type Takes } from './option.js';
import type { ProcessEnvironment } from './process/process-environment.js';

/** The two ways to write options: as flags of a command line, or as inputs of the Action. */
export type Face = 'flag' | 'input';

/** A command line, or a job's inputs. */
export interface OptionSource<F extends Face = Face> {
  readonly face: F;
  /** What the user calls the option, for messages: `--build-arg`, `input "build-args"`. */
  nameOf(option: Spelled): string;
  /** What the user wrote, in order; nothing when the option is not given. A switch is `true` or `false`. */
  textsOf(option: Spelled): readonly string[];
}

/** Options that belong together: in what is read, in `--help` and in the documents. */
export interface OptionGroup {
  readonly title: string;
  readonly options: Options;
}

export type OptionTable = Readonly<Record<string, OptionGroup>>;

export function tableOptions(table: OptionTable): readonly Option[] {
  return Object.values(table).flatMap(({ options }) => Object.values(options));
}

/** The values of those options in a group that a face has. One that may be absent has no default. */
export type OptionValues<Group, F extends Face> = {
  readonly [Name in keyof Group as IfSure<Group[Name], F, Name, never>]: ValueOf<Group[Name]>;
} & {
  readonly [Name in keyof Group as IfSure<Group[Name], F, never, Name>]?: Exclude<ValueOf<Group[Name]>, undefined>;
};

/** The values of those options in a group that both faces have. */
export type SharedValues<Group> = Pick<
  OptionValues<Group, 'flag'>,
  keyof OptionValues<Group, 'flag'> & keyof OptionValues<Group, 'input'>
>;

export type TableValues<Table extends OptionTable, F extends Face> = {
  readonly [Group in keyof Table]: OptionValues<Table[Group]['options'], F>;
};

export type SharedTableValues<Table extends OptionTable> = {
  readonly [Group in keyof Table]: SharedValues<Table[Group]['options']>;
};

interface Spellings {
  readonly flag: { readonly flag: Flag };
  readonly input: { readonly input: string | { readonly name: string } };
}
/** `Sure` for an option of the face that always has a value, `Unsure` for one that may have none. */
type IfSure<Declared, F extends Face, Sure, Unsure> = Declared extends Spellings[F]
  ? undefined extends ValueOf<Declared>
    ? Unsure
    : Sure
  : never;
type ValueOf<Declared> = Declared extends { readonly takes: Takes<infer Value> } ? Value : never;

/** @throws UserError that names the option as the user wrote it */
export function readTable<Table extends OptionTable, F extends Face>(
  table: Table,
  source: OptionSource<F>,
  environment: ProcessEnvironment,
): TableValues<Table, F> {
  const groups = Object.entries(table).map(([name, { options }]) => [name, readGroup(options, source, environment)]);
  return Object.fromEntries(groups) as TableValues<Table, F>;
}

/** @throws UserError that names the option as the user wrote it */
export function readGroup<Group extends Options, F extends Face>(
  group: Group,
  source: OptionSource<F>,
  environment: ProcessEnvironment,
): OptionValues<Group, F> {
  const values = Object.entries(group)
    .filter(([, option]) => (source.face === 'flag' ? flagOf(option) : inputOf(option)) !== undefined)
    .map(
      ([name, option]) =>
        [name, option.takes.read(source.nameOf(option), source.textsOf(option), environment)] as const,
    )
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(values) as OptionValues<Group, F>;
}

/** Of the values of one face, those of options that the other face has as well. */
export function sharedValues<Table extends OptionTable>(
  table: Table,
  values: TableValues<Table, 'flag'> | TableValues<Table, 'input'>,
): SharedTableValues<Table> {
  const groups = Object.entries(table).map(([group, { options }]) => {
    const given = Object.entries(values[group] ?? {}) as readonly (readonly [string, unknown])[];
    return [group, Object.fromEntries(given.filter(([name]) => isShared(options[name])))];
  });
  return Object.fromEntries(groups) as SharedTableValues<Table>;
}

function isShared(option: Spelled | undefined): boolean {
  return option !== undefined && flagOf(option) !== undefined && inputOf(option) !== undefined;
}
