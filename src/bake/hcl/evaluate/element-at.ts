import { didYouMean } from '../../../text/nearest.js';
import { errorAt, type Range } from '../syntax/source.js';
import { convert, WrongType } from '../values/convert.js';
import { NUMBER, STRING, typeName } from '../values/type.js';
import { typeOf, type Value, type ValueOf } from '../values/value.js';

/** `value.name`. @throws BakeError if there is no such attribute */
export function attributeOf(value: Value, name: string, range: Range): Value {
  if (value.kind === 'null') throw errorAt(range, 'this value is null: it has no attributes');
  if (value.kind !== 'object' && value.kind !== 'map')
    throw errorAt(range, `a value of type ${typeName(typeOf(value))} has no attributes`);
  const found = value.entries.get(name);
  if (found !== undefined) return found;
  const what = value.kind === 'map' ? 'element' : 'attribute';
  throw errorAt(range, `there is no ${what} ${JSON.stringify(name)}`, didYouMean(name, value.entries.keys()));
}

/** `value[key]`. @throws BakeError if there is no such element */
export function elementAt(value: Value, key: Value, range: Range): Value {
  if (value.kind === 'null') throw errorAt(range, 'this value is null: it has no elements');
  if (key.kind === 'null') throw errorAt(range, 'an index cannot be null');
  try {
    const found = find(value, key);
    if (found !== undefined) return found;
  } catch (error) {
    if (error instanceof WrongType) throw errorAt(range, `this index is wrong: ${error.message}`);
    throw error;
  }
  if (value.kind === 'list' || value.kind === 'tuple')
    throw errorAt(range, `there is no such element: the list has ${value.items.length}`);
  if (value.kind === 'map' || value.kind === 'object') throw errorAt(range, 'there is no element with this key');
  throw errorAt(range, `a value of type ${typeName(typeOf(value))} has no elements that an index can name`);
}

/** @throws WrongType of the key */
export function find(value: Value, key: Value): Value | undefined {
  if (value.kind === 'list' || value.kind === 'tuple') {
    const { value: index } = convert(key, NUMBER) as ValueOf<'number'>;
    return index.isInteger && index.sign >= 0 ? value.items[index.toNumber()] : undefined;
  }
  if (value.kind === 'map' || value.kind === 'object')
    return value.entries.get((convert(key, STRING) as ValueOf<'string'>).value);
  return undefined;
}
