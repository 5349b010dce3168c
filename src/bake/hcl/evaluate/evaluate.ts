import { didYouMean } from '../../../text/nearest.js';
import type { Expression, Step } from '../syntax/expression.js';
import { BakeError, errorAt, type Range } from '../syntax/source.js';
import { convert, mayConvert, textOf, WrongType } from '../values/convert.js';
import { ANY, BOOL, type Type, typeName } from '../values/type.js';
import { unify } from '../values/unify.js';
import {
  elementsOf,
  listValue,
  NULL,
  objectValue,
  stringValue,
  tupleValue,
  typeOf,
  type Value,
  type ValueOf,
} from '../values/value.js';
import { callFunction } from './call-function.js';
import { attributeOf, elementAt } from './element-at.js';
import { evaluateChain, evaluateUnary } from './operators.js';
import { innerScope, type Scope } from './scope.js';

/** @throws BakeError at the part that has no value */
export function evaluate(expression: Expression, scope: Scope): Value {
  scope.budget.step();
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return stringValue(joined(expression.parts, scope));
    case 'wrapped':
    case 'parentheses':
      return evaluate(expression.inner, scope);
    case 'jsonText':
      return evaluate(expression.template(), scope);
    case 'variable': {
      const value = scope.variable(expression.name);
      if (value === undefined)
        throw errorAt(expression.range, `the variable ${JSON.stringify(expression.name)} does not exist`);
      return value;
    }
    case 'access':
      return expression.steps.reduce((value, step) => stepInto(value, step, scope), evaluate(expression.of, scope));
    case 'call':
      return evaluateCall(expression, scope);
    case 'not':
    case 'negate':
      return evaluateUnary(expression.kind, evaluate(expression.operand, scope), expression.operand.range);
    case 'chain':
      return evaluateChain(expression, (operand) => evaluate(operand, scope));
    case 'conditional':
      return evaluateConditional(expression, scope);
    case 'tuple':
      return tupleValue(expression.items.map((item) => evaluate(item, scope)));
    case 'object':
      return evaluateObject(expression, scope);
    case 'for':
      return evaluateFor(expression, scope);
  }
}

type Kind<Name extends Expression['kind']> = Extract<Expression, { kind: Name }>;

function joined(parts: readonly Expression[], scope: Scope): string {
  return parts
    .map((part) => {
      const text = located(part.range, 'this cannot be part of a text', () => textOf(evaluate(part, scope)));
      scope.budget.characters(text.length);
      return text;
    })
    .join('');
}

function evaluateCall({ name, args, expands, range }: Kind<'call'>, scope: Scope): Value {
  const called = scope.function(name, range);
  if (called === undefined) {
    const hint = didYouMean(name, scope.functionNames());
    throw errorAt(range, `the function ${JSON.stringify(name)} does not exist`, hint);
  }
  if (called.kind === 'lazy') return called.call(args, scope, evaluate);
  const values = args.map((arg) => ({ value: evaluate(arg, scope), range: arg.range }));
  if (!expands) return callFunction(name, called, values, range, scope.budget);
  const last = values.at(-1);
  const elements =
    last === undefined
      ? undefined
      : last.value.kind === 'map' || last.value.kind === 'object'
        ? undefined
        : elementsOf(last.value);
  if (last === undefined || elements === undefined)
    throw errorAt(last?.range ?? range, 'only a list can stand before "..."');
  const expanded = elements.map(([, value]) => ({ value, range: last.range }));
  return callFunction(name, called, [...values.slice(0, -1), ...expanded], range, scope.budget);
}

/** Both results are evaluated, since the type depends on both; what is wrong in the one that is not chosen does not matter. */
function evaluateConditional({ condition, whenTrue, whenFalse, range }: Kind<'conditional'>, scope: Scope): Value {
  const results = [whenTrue, whenFalse].map((expression) => attempt(expression, scope));
  const types = results.map((result) => (result instanceof BakeError ? ANY : typeOf(result)));
  const type = types.some(({ kind }) => kind === 'any')
    ? (types.find(({ kind }) => kind !== 'any') ?? ANY)
    : unify(types);
  if (type === undefined) {
    const [first = ANY, second = ANY] = types;
    throw errorAt(
      range,
      `the two results of this condition have no common type: ${typeName(first)} and ${typeName(second)}`,
    );
  }
  const chosen = conditionOf(evaluate(condition, scope), condition.range) ? 0 : 1;
  const result = results[chosen] ?? NULL;
  if (result instanceof BakeError) throw result;
  // Where the other result has no value, nothing is known of its type.
  if (results.some((each) => each instanceof BakeError)) return result;
  return located((chosen === 0 ? whenTrue : whenFalse).range, 'this result has the wrong type', () =>
    convert(result, type),
  );
}

function attempt(expression: Expression, scope: Scope): Value | BakeError {
  try {
    return evaluate(expression, scope);
  } catch (error) {
    if (error instanceof BakeError) return error;
    throw error;
  }
}

/** @throws BakeError unless it is true or false */
export function conditionOf(value: Value, range: Range): boolean {
  if (value.kind === 'null') throw errorAt(range, 'this condition is null');
  return located(range, 'a condition must be true or false', () => (convert(value, BOOL) as ValueOf<'bool'>).value);
}

function evaluateObject({ items, unique }: Kind<'object'>, scope: Scope): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of items) {
    const name = located(key.range, 'this cannot be a key', () => textOf(evaluate(key, scope)));
    const item = evaluate(value, scope);
    if (unique === true && entries.has(name)) throw errorAt(key.range, `${name} is set twice`);
    entries.set(name, item);
  }
  return objectValue(entries);
}

function evaluateFor(expression: Kind<'for'>, scope: Scope): Value {
  const { keyName, valueName, collection, key, value, groups, condition, joins } = expression;
  const whole = evaluate(collection, scope);
  if (whole.kind === 'null') throw errorAt(collection.range, 'a "for" cannot go over null');
  const elements = elementsOf(whole);
  if (elements === undefined)
    throw errorAt(collection.range, `a "for" cannot go over a value of type ${typeName(typeOf(whole))}`);
  const items: Value[] = [];
  const entries = new Map<string, Value[]>();
  for (const [elementKey, element] of elements) {
    const inner = innerScope(
      scope,
      new Map([...(keyName === undefined ? [] : [[keyName, elementKey] as const]), [valueName, element] as const]),
    );
    if (condition !== undefined && !conditionOf(evaluate(condition, inner), condition.range)) continue;
    if (key === undefined) {
      items.push(evaluate(value, inner));
      continue;
    }
    const name = located(key.range, 'this cannot be a key', () => textOf(evaluate(key, inner)));
    const before = entries.get(name);
    if (before !== undefined && !groups)
      throw errorAt(
        key.range,
        `two items have the key ${JSON.stringify(name)}`,
        'Write ... behind the value to gather them.',
      );
    entries.set(name, [...(before ?? []), evaluate(value, inner)]);
  }
  if (joins) {
    const texts = items.map((item) => located(value.range, 'this cannot be part of a text', () => textOf(item)));
    return stringValue(texts.join(''));
  }
  if (key === undefined) return tupleValue(items);
  return objectValue(
    [...entries].map(([name, values]) => [name, groups ? tupleValue(values) : (values[0] ?? NULL)] as const),
  );
}

function stepInto(value: Value, step: Step, scope: Scope): Value {
  switch (step.kind) {
    case 'attribute':
      return attributeOf(value, step.name, step.range);
    case 'index':
      return elementAt(value, evaluate(step.key, scope), step.range);
    case 'splat':
      return splat(value, step.each, step.range, scope);
  }
}

function splat(value: Value, each: readonly Step[], range: Range, scope: Scope): Value {
  const type = typeOf(value);
  const isSequence = type.kind === 'list' || type.kind === 'set' || type.kind === 'tuple';
  if (value.kind === 'null') {
    if (isSequence) throw errorAt(range, '"*" cannot be applied to null');
    return tupleValue([]);
  }
  const sources = value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple' ? value.items : [value];
  const items = sources.map((item) => {
    scope.budget.step();
    return each.reduce((inner, step) => stepInto(inner, step, scope), item);
  });
  if (type.kind !== 'list' && type.kind !== 'set') return tupleValue(items);
  const of: Type = items.length === 0 ? (each.length === 0 ? type.of : ANY) : (unify(items.map(typeOf)) ?? ANY);
  return listValue(
    items.every((item) => mayConvert(typeOf(item), of)) ? items.map((item) => convert(item, of)) : items,
    of,
  );
}

/** Gives an error about a type its place. */
function located<T>(range: Range, problem: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WrongType) throw errorAt(range, `${problem}: ${error.message}`);
    throw error;
  }
}
