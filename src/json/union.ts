import { asObject } from './containers.js';
import type { Decoder } from './decoder.js';
import { DecodeError } from './json-error.js';
import type { Decoded, Inferred } from './object.js';

/** The members of `T` whose field `K` can be `V`, without it. */
type Member<T, K extends string, V> = T extends { readonly [P in K]: infer W }
  ? V extends W
    ? Omit<T, K>
    : never
  : never;
type Tags<T, K extends string> = T extends { readonly [P in K]: infer W } ? W & string : never;
type MembersOf<T, K extends string> = [T] extends [Inferred]
  ? Readonly<Record<string, Decoder<object>>>
  : { readonly [V in Tags<T, K>]: Decoder<Member<T, K, V>> };
type UnionOf<T, K extends string, M> = [T] extends [Inferred]
  ? { [V in keyof M & string]: { readonly [P in K]: V } & Decoded<M[V]> }[keyof M & string]
  : T;

/**
 * A union whose members differ in the string of one field, the tag. The decoder of a member is without the tag.
 * `union<Shape, 'kind'>('kind', { … })` asks for a decoder for each member of a type.
 */
export function union<T = Inferred, K extends string = string, M extends MembersOf<T, K> = MembersOf<T, K>>(
  tag: K,
  members: M,
): Decoder<UnionOf<NoInfer<T>, K, M>> {
  const all = new Map(Object.entries(members as Readonly<Record<string, Decoder<object>>>));
  const expected = `one of ${[...all.keys()].join(', ')}`;
  return (value) => {
    const given = asObject(value);
    const kind = Object.hasOwn(given, tag) ? given[tag] : undefined;
    const member = typeof kind === 'string' ? all.get(kind) : undefined;
    if (member === undefined) throw new DecodeError(expected, kind, [tag]);
    return { [tag]: kind, ...member(value) } as UnionOf<NoInfer<T>, K, M>;
  };
}

/** A union of two, of which only the first has the field `name`. */
export function unionByPresence<T, U>(name: keyof T & string, having: Decoder<T>, lacking: Decoder<U>): Decoder<T | U> {
  return (value) => (Object.hasOwn(asObject(value), name) ? having : lacking)(value);
}
