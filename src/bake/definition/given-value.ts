import { UserError } from '../../errors.js';
import { csvFields } from '../../text/csv.js';
import { goBoolean } from '../../text/go-boolean.js';
import { BakeError } from '../hcl/syntax/source.js';
import { BigFloat } from '../hcl/values/big-float.js';
import { convert, WrongType } from '../hcl/values/convert.js';
import { valueOfJson } from '../hcl/evaluate/json-value.js';
import { ANY, isPrimitive, type Type, typeName } from '../hcl/values/type.js';
import {
  boolValue,
  listValue,
  mapValue,
  numberValue,
  setValue,
  stringValue,
  tupleValue,
  typeOf,
  type Value,
} from '../hcl/values/value.js';

/**
 * The value of a variable from the text that the environment or `--var` gives: JSON, a comma-separated list, or a word, depending on
 * its type.
 *
 * @throws WrongType
 */
export function givenValue(
  { text, isJson }: { readonly text: string; readonly isJson: boolean },
  { type, isTyped, fallback }: { readonly type: Type; readonly isTyped: boolean; readonly fallback: Value | undefined },
): Value {
  if (isTyped && isJson) return fromJson(text, type);
  if (type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple' || type.kind === 'map')
    return fromCsv(text, type);
  if (isTyped && isPrimitive(type)) return primitive(text, type);
  if (isTyped) throw new WrongType(`a value of type ${typeName(type)} can only be given as JSON`);
  if (fallback === undefined) return stringValue(text);
  const like = typeOf(fallback);
  if (like.kind === 'any') return stringValue(text);
  if (isPrimitive(like)) return primitive(text, like);
  throw new WrongType(`a variable of type ${typeName(like)} needs a "type" to be given from outside`);
}

function fromJson(text: string, type: Type): Value {
  try {
    return convert(valueOfJson(text), type);
  } catch (error) {
    if (error instanceof BakeError) throw new WrongType('it is no JSON');
    throw error;
  }
}

function fromCsv(text: string, type: Extract<Type, { kind: 'list' | 'set' | 'tuple' | 'map' }>): Value {
  const fields = fieldsOf(text);
  if (type.kind === 'tuple') {
    if (fields.length !== type.items.length)
      throw new WrongType(`${type.items.length} elements are needed, not ${fields.length}`);
    return tupleValue(fields.map((field, index) => primitive(field, type.items[index] ?? ANY)));
  }
  if (!isPrimitive(type.of)) throw new WrongType(`a value of type ${typeName(type)} can only be given as JSON`);
  if (type.kind === 'map')
    return mapValue(
      fields.map((field) => {
        const [key, value, ...more] = field.split(':');
        if (key === undefined || value === undefined || more.length > 0)
          throw new WrongType(`${JSON.stringify(field)} is no key and value with ":" between them`);
        return [key, primitive(value, type.of)] as const;
      }),
      type.of,
    );
  const items = fields.map((field) => primitive(field, type.of));
  return type.kind === 'list' ? listValue(items, type.of) : setValue(items, type.of);
}

function fieldsOf(text: string): readonly string[] {
  try {
    return csvFields(text);
  } catch (error) {
    if (error instanceof UserError) throw new WrongType(error.message);
    throw error;
  }
}

function primitive(text: string, type: Type): Value {
  if (type.kind === 'string') return stringValue(text);
  if (type.kind === 'bool') {
    const value = goBoolean(text);
    if (value === undefined) throw new WrongType(`${JSON.stringify(text)} is neither true nor false`);
    return boolValue(value);
  }
  const number = Number(text);
  if (!isPrimitive(type) || !/^[+-]?(?:\d|\.\d)/.test(text) || !Number.isFinite(number))
    throw new WrongType(`${JSON.stringify(text)} is no number`);
  return numberValue(BigFloat.double(number));
}
