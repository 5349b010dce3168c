import { byCodeUnit } from '../../../text/code-unit-order.js';
import { BigFloat } from './big-float.js';
import { ANY, sameType, STRING, type Type, typeName } from './type.js';
import { unify } from './unify.js';
import {
  boolValue,
  listValue,
  mapValue,
  nullValue,
  numberValue,
  objectValue,
  setValue,
  stringValue,
  tupleValue,
  typeOf,
  type Value,
  type ValueOf,
} from './value.js';

/** A value does not have the type that is needed. The message says which, as the end of a sentence. */
export class WrongType extends Error {}

/**
 * A value in another type, by the rules of HCL's types: numbers and booleans are texts as well, and texts that look like them
 * are numbers and booleans; tuples become lists or sets, and objects maps, if their elements can have one type.
 *
 * @throws WrongType
 */
export function convert(value: Value, type: Type): Value {
  if (type.kind === 'any') return value;
  if (value.kind === 'null') {
    if (value.type.kind !== 'any' && !mayConvert(value.type, type)) throw mismatch(value, type);
    return nullValue(type);
  }
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return toPrimitive(value, type);
    case 'list':
      if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') throw mismatch(value, type);
      return toElements(value, type.of, listValue);
    case 'set':
      if (value.kind !== 'list' && value.kind !== 'set' && value.kind !== 'tuple') throw mismatch(value, type);
      return toElements(value, type.of, setValue);
    case 'map':
      return toMap(value, type.of);
    case 'tuple': {
      if (value.kind !== 'tuple' || value.items.length !== type.items.length) throw mismatch(value, type);
      return tupleValue(value.items.map((item, index) => convert(item, type.items[index] ?? ANY)));
    }
    case 'object':
      return toObject(value, type);
  }
}

/** Whether values of a type can ever have another type; a single value may still refuse. */
export function mayConvert(from: Type, to: Type): boolean {
  if (from.kind === 'any' || to.kind === 'any' || sameType(from, to)) return true;
  switch (to.kind) {
    case 'string':
      return from.kind === 'number' || from.kind === 'bool';
    case 'number':
    case 'bool':
      return from.kind === 'string';
    case 'list':
    case 'set':
      if (from.kind === 'list' || from.kind === 'set') return mayConvert(from.of, to.of);
      return from.kind === 'tuple' && from.items.every((item) => mayConvert(item, to.of));
    case 'map':
      if (from.kind === 'map') return mayConvert(from.of, to.of);
      return from.kind === 'object' && [...from.attributes.values()].every((each) => mayConvert(each, to.of));
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.items.length === to.items.length &&
        from.items.every((item, index) => mayConvert(item, to.items[index] ?? ANY))
      );
    case 'object':
      if (from.kind === 'map') return [...to.attributes.values()].every((each) => mayConvert(from.of, each));
      return (
        from.kind === 'object' &&
        [...to.attributes].every(([name, each]) => {
          const given = from.attributes.get(name);
          return given === undefined ? to.optional.has(name) : mayConvert(given, each);
        })
      );
  }
}

/** The text of a value in a template. @throws WrongType, of null too */
export function textOf(value: Value): string {
  if (value.kind === 'null') throw new WrongType('the value is null');
  return (convert(value, STRING) as ValueOf<'string'>).value;
}

function toPrimitive(value: Value, type: Type): Value {
  if (value.kind === type.kind) return value;
  if (type.kind === 'string') {
    if (value.kind === 'number') return stringValue(value.value.toString());
    if (value.kind === 'bool') return stringValue(String(value.value));
  }
  if (value.kind === 'string' && type.kind === 'number') {
    const number = BigFloat.parse(value.value);
    if (number === undefined) throw new WrongType('a number is required');
    return numberValue(number);
  }
  if (value.kind === 'string' && type.kind === 'bool') {
    if (value.value === 'true' || value.value === '1') return boolValue(true);
    if (value.value === 'false' || value.value === '0') return boolValue(false);
    throw new WrongType('a bool is required');
  }
  throw mismatch(value, type);
}

function toElements<Made extends Value>(
  { items }: ValueOf<'list' | 'set' | 'tuple'>,
  wanted: Type,
  make: (items: readonly Value[], of: Type) => Made,
): Made {
  const of = elementType(items, wanted);
  return make(
    items.map((item) => convert(item, of)),
    of,
  );
}

function toMap(value: Value, wanted: Type): Value {
  if (value.kind !== 'map' && value.kind !== 'object') throw mismatch(value, { kind: 'map', of: wanted });
  const of = elementType([...value.entries.values()], wanted);
  return mapValue(
    [...value.entries].map(([key, item]) => [key, convert(item, of)] as const),
    of,
  );
}

/** Of a collection of any type, its elements say which. */
function elementType(items: readonly Value[], wanted: Type): Type {
  if (wanted.kind !== 'any') return wanted;
  if (items.length === 0) return ANY;
  const found = unify(items.map(typeOf));
  if (found === undefined) throw new WrongType('all elements must have the same type');
  return found;
}

function toObject(value: Value, type: Extract<Type, { kind: 'object' }>): Value {
  if (value.kind !== 'object' && value.kind !== 'map') throw mismatch(value, type);
  const missing = [...type.attributes.keys()]
    .filter((name) => !value.entries.has(name) && !type.optional.has(name))
    .sort(byCodeUnit);
  if (missing.length > 0) {
    const names = missing.map((name) => JSON.stringify(name)).join(', ');
    throw new WrongType(
      `${missing.length === 1 ? 'attribute' : 'attributes'} ${names} ${missing.length === 1 ? 'is' : 'are'} required`,
    );
  }
  return objectValue(
    [...type.attributes].map(([name, each]) => {
      const given = value.entries.get(name);
      return [name, given === undefined ? nullValue(each) : convert(given, each)] as const;
    }),
  );
}

function mismatch(value: Value, type: Type): WrongType {
  return new WrongType(`${typeName(type)} is required, but this is ${typeName(typeOf(value))}`);
}
