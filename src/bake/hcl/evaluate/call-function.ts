import { errorAt, type Range } from '../syntax/source.js';
import { NumberTooLarge } from '../values/big-float.js';
import { convert, WrongType } from '../values/convert.js';
import type { Value } from '../values/value.js';
import type { Budget } from './budget.js';
import { CallError, type HclFunction } from './scope.js';

export interface Argument {
  readonly value: Value;
  readonly range: Range;
}

/**
 * Calls a function with arguments that have been evaluated.
 *
 * @throws BakeError if there are too few or too many, or one has the wrong type, or the function refuses them
 */
export function callFunction(
  name: string,
  { parameters, rest, call }: Extract<HclFunction, { kind: 'plain' }>,
  args: readonly Argument[],
  range: Range,
  budget: Budget,
): Value {
  if (args.length < parameters.length || (rest === undefined && args.length > parameters.length)) {
    const wanted = rest === undefined ? `${parameters.length}` : `at least ${parameters.length}`;
    throw errorAt(range, `${name} takes ${wanted} arguments, not ${args.length}`);
  }
  const values = args.map(({ value, range: place }, index) => {
    const parameter = parameters[index] ?? rest;
    if (parameter === undefined) return value;
    if (value.kind === 'null' && parameter.nullable !== true)
      throw errorAt(place, `${name}: ${parameter.name} must not be null`);
    try {
      return convert(value, parameter.type);
    } catch (error) {
      if (error instanceof WrongType) throw errorAt(place, `${name}: ${parameter.name}: ${error.message}`);
      throw error;
    }
  });
  try {
    const result = call(values, budget);
    budget.step(elementsIn(result));
    return result;
  } catch (error) {
    if (error instanceof CallError || error instanceof WrongType || error instanceof NumberTooLarge)
      throw errorAt(range, `${name}: ${error.message}`);
    throw error;
  }
}

/** Lists grow with few expressions: twice as long, and twice as long again. */
function elementsIn(value: Value): number {
  if (value.kind === 'map' || value.kind === 'object') return value.entries.size;
  return 'items' in value ? value.items.length : 0;
}
