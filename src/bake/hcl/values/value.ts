import { byCodeUnit } from '../../../text/code-unit-order.js';
import { BigFloat } from './big-float.js';
import { ANY, BOOL, NUMBER, objectType, STRING, type Type } from './type.js';

/** A value with its type. Lists, sets and maps have elements of one type; each element of a tuple or object has its own. */
export type Value =
  | { readonly kind: 'null'; readonly type: Type }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: BigFloat }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'list'; readonly of: Type; readonly items: readonly Value[] }
  /** In order, without duplicates. */
  | { readonly kind: 'set'; readonly of: Type; readonly items: readonly Value[] }
  /** Keys in order. */
  | { readonly kind: 'map'; readonly of: Type; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  /** Keys in order. */
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Value> };

export type ValueOf<Kind extends Value['kind']> = Extract<Value, { kind: Kind }>;

export const NULL: Value = { kind: 'null', type: ANY };
export const TRUE: ValueOf<'bool'> = { kind: 'bool', value: true };
export const FALSE: ValueOf<'bool'> = { kind: 'bool', value: false };

export function stringValue(value: string): ValueOf<'string'> {
  return { kind: 'string', value };
}

export function boolValue(value: boolean): ValueOf<'bool'> {
  return value ? TRUE : FALSE;
}

export function numberValue(value: BigFloat | bigint | number): ValueOf<'number'> {
  return { kind: 'number', value: value instanceof BigFloat ? value : BigFloat.integer(value) };
}

const FIRST_INDEXES: Value[] = [];

/** As `numberValue`. Loops go over the same numbers again and again. */
function indexValue(index: number): Value {
  return index < 1024 ? (FIRST_INDEXES[index] ??= numberValue(index)) : numberValue(index);
}

export function nullValue(type: Type): Value {
  return type.kind === 'any' ? NULL : { kind: 'null', type };
}

export function tupleValue(items: readonly Value[]): ValueOf<'tuple'> {
  return { kind: 'tuple', items };
}

export function listValue(items: readonly Value[], of: Type): ValueOf<'list'> {
  return { kind: 'list', of, items };
}

export function objectValue(entries: Iterable<readonly [string, Value]>): ValueOf<'object'> {
  return { kind: 'object', entries: inOrder(entries) };
}

export function mapValue(entries: Iterable<readonly [string, Value]>, of: Type): ValueOf<'map'> {
  return { kind: 'map', of, entries: inOrder(entries) };
}

export function setValue(items: readonly Value[], of: Type): ValueOf<'set'> {
  const different = new Map(items.map((item) => [identityOf(item), item]));
  return { kind: 'set', of, items: [...different.values()].sort(orderInSet) };
}

function inOrder(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  return new Map([...entries].sort(([left], [right]) => byCodeUnit(left, right)));
}

function orderInSet(left: Value, right: Value): number {
  if (left.kind === 'number' && right.kind === 'number') return left.value.compare(right.value);
  if (left.kind === 'string' && right.kind === 'string') return byCodeUnit(left.value, right.value);
  if (left.kind === 'bool' && right.kind === 'bool') return Number(left.value) - Number(right.value);
  return byCodeUnit(identityOf(left), identityOf(right));
}

/** A text that two values share only if they are equal, in type too. */
export function identityOf(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return value.value.toString();
    case 'bool':
      return String(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `${value.kind}[${value.items.map(identityOf).join(',')}]`;
    case 'map':
    case 'object':
      return `${value.kind}{${[...value.entries]
        .map(([key, item]) => `${JSON.stringify(key)}:${identityOf(item)}`)
        .join(',')}}`;
  }
}

export function typeOf(value: Value): Type {
  switch (value.kind) {
    case 'null':
      return value.type;
    case 'string':
      return STRING;
    case 'number':
      return NUMBER;
    case 'bool':
      return BOOL;
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, of: value.of };
    case 'tuple':
      return { kind: 'tuple', items: value.items.map(typeOf) };
    case 'object':
      return objectType(new Map([...value.entries].map(([key, item]) => [key, typeOf(item)])));
  }
}

/** The elements with their keys, or undefined of a value that has none. An element of a set is its own key. */
export function elementsOf(value: Value): readonly (readonly [Value, Value])[] | undefined {
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return value.items.map((item, index) => [indexValue(index), item]);
    case 'set':
      return value.items.map((item) => [item, item]);
    case 'map':
    case 'object':
      return [...value.entries].map(([key, item]) => [stringValue(key), item]);
    default:
      return undefined;
  }
}
