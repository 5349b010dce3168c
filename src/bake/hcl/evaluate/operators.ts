import type { BinaryOperator, Expression } from '../syntax/expression.js';
import { BakeError, errorAt, type Range } from '../syntax/source.js';
import { BigFloat, NumberTooLarge } from '../values/big-float.js';
import { convert, WrongType } from '../values/convert.js';
import { BOOL, NUMBER, sameType, type Type } from '../values/type.js';
import { boolValue, identityOf, numberValue, typeOf, type Value, type ValueOf } from '../values/value.js';

/** Operators of one precedence, from left to right. @throws BakeError at the operand that is wrong */
export function evaluateChain(
  { first, rest }: Extract<Expression, { kind: 'chain' }>,
  evaluate: (operand: Expression) => Value,
): Value {
  const isLogical = rest.some(({ operator }) => operator === '&&' || operator === '||');
  if (isLogical) return evaluateLogical(first, rest, evaluate);
  let left = evaluate(first);
  let { range } = first;
  for (const { operator, operand } of rest) {
    left = binary(operator, { value: left, range }, { value: evaluate(operand), range: operand.range });
    range = operand.range;
  }
  return left;
}

/** An operand that decides the result alone makes the errors of the other unimportant, on either side. */
function evaluateLogical(
  first: Expression,
  rest: readonly { readonly operator: BinaryOperator; readonly operand: Expression }[],
  evaluate: (operand: Expression) => Value,
): Value {
  const truth = (operand: Expression): boolean | BakeError => {
    try {
      return truthOf(evaluate(operand), operand.range);
    } catch (error) {
      if (error instanceof BakeError) return error;
      throw error;
    }
  };
  let left = truth(first);
  for (const { operator, operand } of rest) {
    const decides = operator === '||';
    const right = truth(operand);
    if (left === decides || right === decides) left = decides;
    else if (!(left instanceof BakeError)) left = right;
  }
  if (left instanceof BakeError) throw left;
  return boolValue(left);
}

interface Operand {
  readonly value: Value;
  readonly range: Range;
}

function binary(operator: BinaryOperator, left: Operand, right: Operand): Value {
  if (operator === '==') return boolValue(isEqual(left.value, right.value));
  if (operator === '!=') return boolValue(!isEqual(left.value, right.value));
  const a = numberOf(left.value, left.range);
  const b = numberOf(right.value, right.range);
  switch (operator) {
    case '<':
      return boolValue(a.compare(b) < 0);
    case '>':
      return boolValue(a.compare(b) > 0);
    case '<=':
      return boolValue(a.compare(b) <= 0);
    case '>=':
      return boolValue(a.compare(b) >= 0);
    default:
      try {
        return numberValue(arithmetic(operator, a, b));
      } catch (error) {
        if (error instanceof DivisionByZero || error instanceof NumberTooLarge)
          throw errorAt(right.range, error.message);
        throw error;
      }
  }
}

export class DivisionByZero extends Error {}

/** @throws DivisionByZero or NumberTooLarge */
export function arithmetic(operator: string, a: BigFloat, b: BigFloat): BigFloat {
  switch (operator) {
    case '+':
      return a.plus(b);
    case '-':
      return a.plus(b.negated());
    case '*':
      return a.times(b);
    case '/':
      if (b.sign === 0) throw new DivisionByZero('this divides by zero');
      return a.over(b);
    default: {
      // As buildx has it.
      if (b.sign === 0) return a;
      const whole = BigFloat.integer(a.over(b).truncated());
      return a.plus(whole.times(b).negated());
    }
  }
}

export function evaluateUnary(kind: 'not' | 'negate', operand: Value, range: Range): Value {
  if (kind === 'not') return boolValue(!truthOf(operand, range));
  return numberValue(numberOf(operand, range).negated());
}

/** Values of different types are different, but all nulls are equal. */
export function isEqual(left: Value, right: Value): boolean {
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind;
  return sameType(typeOf(left), typeOf(right)) && identityOf(left) === identityOf(right);
}

function truthOf(value: Value, range: Range): boolean {
  return (operandOf(value, BOOL, range) as ValueOf<'bool'>).value;
}

function numberOf(value: Value, range: Range): BigFloat {
  return (operandOf(value, NUMBER, range) as ValueOf<'number'>).value;
}

function operandOf(value: Value, type: Type, range: Range): Value {
  if (value.kind === 'null') throw errorAt(range, 'an operand is null');
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof WrongType) throw errorAt(range, `this operand is wrong: ${error.message}`);
    throw error;
  }
}
