import { asObject, below } from './containers.js';
import { decodeOrUndefined } from './decode-or.js';
import type { Decoder } from './decoder.js';

/** A field that an object may lack; a missing one stays missing. */
export interface OptionalField<T> {
  readonly optional: Decoder<T | undefined>;
}

/** A field that may be missing. */
export function optional<T>(decoder: Decoder<T>): OptionalField<T> {
  return { optional: (value) => (value === undefined ? undefined : decoder(value)) };
}

/** A field that may be missing or `null`, which Go's encoders write for it: both are read as missing. */
export function nullish<T>(decoder: Decoder<T>): OptionalField<T> {
  return { optional: (value) => (value === undefined || value === null ? undefined : decoder(value)) };
}

/** A field that may have any value: one that the decoder does not accept is read as missing. */
export function ifValid<T>(decoder: Decoder<T>): OptionalField<T> {
  return { optional: (value) => decodeOrUndefined(decoder, value) };
}

type Field = Decoder<unknown> | OptionalField<unknown>;

declare const inferred: unique symbol;
/** Means "the type that the fields make", if no type is given. */
export interface Inferred {
  readonly [inferred]: never;
}

/** A decoder for each field of `T`: one that `T` may lack is marked, and none can be forgotten. */
type FieldsOf<T> = [T] extends [Inferred]
  ? Readonly<Record<string, Field>>
  : { readonly [K in keyof T]-?: object extends Pick<T, K> ? OptionalField<Required<T>[K]> : Decoder<T[K]> };

type OptionalNames<F> = { [K in keyof F]: F[K] extends OptionalField<unknown> ? K : never }[keyof F];
type Made<F> = F extends OptionalField<infer T> ? T : F extends Decoder<infer T> ? T : never;
type MadeOf<F> = { readonly [K in Exclude<keyof F, OptionalNames<F>>]: Made<F[K]> } & {
  readonly [K in OptionalNames<F>]?: Made<F[K]> | undefined;
};
type ObjectOf<T, F> = [T] extends [Inferred] ? { [K in keyof MadeOf<F>]: MadeOf<F>[K] } : T;

/** The type that a decoder returns. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

/**
 * An object with these fields; others are dropped. `object<Layer>({ … })` asks for a decoder for each field of a type;
 * `object({ … })` makes the type of its fields.
 */
export function object<T = Inferred, F extends FieldsOf<T> = FieldsOf<T>>(fields: F): Decoder<ObjectOf<NoInfer<T>, F>> {
  const all = decodersOf(fields);
  return (value) => {
    const given = asObject(value);
    const read: Record<string, unknown> = {};
    let name = '';
    try {
      for (const field of all) {
        name = field.name;
        const decoded = field.decode(Object.hasOwn(given, name) ? given[name] : undefined);
        if (decoded !== undefined) read[name] = decoded;
      }
    } catch (error) {
      throw below(name, error);
    }
    return read as ObjectOf<NoInfer<T>, F>;
  };
}

/** The same, but all other fields stay as they are and where they are: for a document that is written again. */
export function looseObject<T = Inferred, F extends FieldsOf<T> = FieldsOf<T>>(
  fields: F,
): Decoder<ObjectOf<NoInfer<T>, F>> {
  const all = decodersOf(fields);
  const known = new Map(all.map(({ name, decode }) => [name, decode]));
  return (value) => {
    const given = asObject(value);
    const missing = all.filter(({ name }) => !Object.hasOwn(given, name)).map(({ name }) => [name, undefined] as const);
    const read = [...Object.entries(given), ...missing].map(([name, part]) => {
      try {
        return [name, (known.get(name) ?? keep)(part)] as const;
      } catch (error) {
        throw below(name, error);
      }
    });
    return Object.fromEntries(read.filter(([, part]) => part !== undefined)) as ObjectOf<NoInfer<T>, F>;
  };
}

const keep: Decoder<unknown> = (value) => value;

function decodersOf(fields: object): readonly { readonly name: string; readonly decode: Decoder<unknown> }[] {
  return Object.entries(fields as Readonly<Record<string, Field>>).map(([name, field]) => ({
    name,
    decode: typeof field === 'function' ? field : field.optional,
  }));
}
