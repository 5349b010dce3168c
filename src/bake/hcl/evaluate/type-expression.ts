import { type Expression, keywordOf } from '../syntax/expression.js';
import { errorAt } from '../syntax/source.js';
import { ANY, BOOL, NUMBER, objectType, STRING, type Type } from '../values/type.js';

const SIMPLE_TYPES: ReadonlyMap<string, Type> = new Map([
  ['string', STRING],
  ['number', NUMBER],
  ['bool', BOOL],
  ['any', ANY],
]);

/** The type that an expression such as `list(string)` names. @throws BakeError if it names none */
export function typeExpression(given: Expression): Type {
  const expression = given.kind === 'jsonText' ? (given.written() ?? given) : given;
  const name = keywordOf(expression);
  const simple = SIMPLE_TYPES.get(name ?? '');
  if (simple !== undefined) return simple;
  if (expression.kind !== 'call' || expression.expands)
    throw errorAt(
      given.range,
      'this is no type',
      'Types are string, number, bool, any, list(…), set(…), map(…), object({…}) and tuple([…]).',
    );
  const [argument] = expression.args;
  if (argument === undefined || expression.args.length > 1)
    throw errorAt(given.range, `${expression.name} takes one type`);
  switch (expression.name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: expression.name, of: typeExpression(argument) };
    case 'tuple':
      if (argument.kind !== 'tuple') throw errorAt(argument.range, 'tuple takes a list of types');
      return { kind: 'tuple', items: argument.items.map(typeExpression) };
    case 'object':
      return objectOf(argument);
    default:
      throw errorAt(given.range, `there is no type ${JSON.stringify(expression.name)}`);
  }
}

function objectOf(argument: Expression): Type {
  if (argument.kind !== 'object') throw errorAt(argument.range, 'object takes the types of its attributes in { }');
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  for (const { key, value } of argument.items) {
    const name = keywordOf(key);
    if (name === undefined) throw errorAt(key.range, 'the name of an attribute is required');
    const written = value.kind === 'jsonText' ? (value.written() ?? value) : value;
    const [inner] = written.kind === 'call' && written.name === 'optional' ? written.args : [];
    if (inner !== undefined) optional.add(name);
    attributes.set(name, typeExpression(inner ?? written));
  }
  return objectType(attributes, optional);
}
