import { arithmetic, DivisionByZero, isEqual } from '../evaluate/operators.js';
import { CallError } from '../evaluate/scope.js';
import { BigFloat } from '../values/big-float.js';
import { boolValue, numberValue, type Value } from '../values/value.js';
import { anything, bool, type FunctionTable, number, orNull, takes } from './declare.js';

function binary(operator: string): ReturnType<typeof takes> {
  return takes([number('a'), number('b')], (args) => {
    try {
      return numberValue(arithmetic(operator, args.number(0), args.number(1)));
    } catch (error) {
      if (error instanceof DivisionByZero) throw new CallError(error.message);
      throw error;
    }
  });
}

function compares(holds: (order: number) => boolean): ReturnType<typeof takes> {
  return takes([number('a'), number('b')], (args) => boolValue(holds(args.number(0).compare(args.number(1)))));
}

function outermost(sign: 1 | -1): ReturnType<typeof takes> {
  return takes(
    [],
    ({ all }) => {
      const numbers = all.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
      const [first, ...others] = numbers;
      if (first === undefined) throw new CallError('at least one number is required');
      return numberValue(others.reduce((best, each) => (each.compare(best) * sign > 0 ? each : best), first));
    },
    number('numbers'),
  );
}

function double(value: number): Value {
  if (!Number.isFinite(value)) throw new CallError('the result is no number');
  return numberValue(BigFloat.double(value));
}

export const NUMBER_FUNCTIONS: FunctionTable = new Map([
  [
    'absolute',
    takes([number('num')], (args) => numberValue(args.number(0).sign < 0 ? args.number(0).negated() : args.number(0))),
  ],
  ['add', binary('+')],
  ['subtract', binary('-')],
  ['multiply', binary('*')],
  ['divide', binary('/')],
  ['modulo', binary('%')],
  ['negate', takes([number('num')], (args) => numberValue(args.number(0).negated()))],
  ['greaterthan', compares((order) => order > 0)],
  ['greaterthanorequalto', compares((order) => order >= 0)],
  ['lessthan', compares((order) => order < 0)],
  ['lessthanorequalto', compares((order) => order <= 0)],
  ['max', outermost(1)],
  ['min', outermost(-1)],
  ['floor', takes([number('num')], (args) => numberValue(args.number(0).floor()))],
  ['ceil', takes([number('num')], (args) => numberValue(-args.number(0).negated().floor()))],
  ['int', takes([number('num')], (args) => numberValue(args.number(0).truncated()))],
  ['signum', takes([number('num')], (args) => numberValue(args.number(0).sign))],
  [
    'pow',
    takes([number('num'), number('power')], (args) => double(args.number(0).toNumber() ** args.number(1).toNumber())),
  ],
  [
    'log',
    takes([number('num'), number('base')], (args) =>
      double(Math.log(args.number(0).toNumber()) / Math.log(args.number(1).toNumber())),
    ),
  ],
  [
    'parseint',
    takes([anything('number'), number('base')], (args) => {
      const base = args.integer(1);
      const given = args.value(0);
      if (base < 2 || base > 62) throw new CallError('the base must be between 2 and 62');
      const text = given.kind === 'number' ? given.value.toString() : given.kind === 'string' ? given.value : '';
      return numberValue(parseInteger(text, base));
    }),
  ],
  ['and', takes([bool('a'), bool('b')], (args) => boolValue(args.bool(0) && args.bool(1)))],
  ['or', takes([bool('a'), bool('b')], (args) => boolValue(args.bool(0) || args.bool(1)))],
  ['not', takes([bool('val')], (args) => boolValue(!args.bool(0)))],
  ['equal', takes([orNull('a'), orNull('b')], (args) => boolValue(isEqual(args.value(0), args.value(1))))],
  ['notequal', takes([orNull('a'), orNull('b')], (args) => boolValue(!isEqual(args.value(0), args.value(1))))],
]);

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Up to base 36 the case of letters has no meaning. */
function parseInteger(text: string, base: number): bigint {
  const [, sign, digits = ''] = /^([+-]?)(.+)$/.exec(text) ?? [];
  let value = 0n;
  for (const character of base <= 36 ? digits.toLowerCase() : digits) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0 || digit >= base) throw new CallError(`${JSON.stringify(text)} is no whole number in base ${base}`);
    value = value * BigInt(base) + BigInt(digit);
  }
  if (digits === '') throw new CallError(`${JSON.stringify(text)} is no whole number in base ${base}`);
  return sign === '-' ? -value : value;
}
