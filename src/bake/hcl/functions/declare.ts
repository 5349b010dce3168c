import { CallError, type HclFunction, type Parameter } from '../evaluate/scope.js';
import type { Budget } from '../evaluate/budget.js';
import type { BigFloat } from '../values/big-float.js';
import { ANY, BOOL, NUMBER, STRING } from '../values/type.js';
import type { Value, ValueOf } from '../values/value.js';

export type FunctionTable = ReadonlyMap<string, HclFunction>;
type Declared = Extract<HclFunction, { kind: 'plain' }>;

export const anything = (name: string): Parameter => ({ name, type: ANY });
export const orNull = (name: string): Parameter => ({ name, type: ANY, nullable: true });
export const text = (name: string): Parameter => ({ name, type: STRING });
export const number = (name: string): Parameter => ({ name, type: NUMBER });
export const bool = (name: string): Parameter => ({ name, type: BOOL });

export function takes(
  parameters: readonly Parameter[],
  call: (args: Arguments, budget: Budget) => Value,
  rest?: Parameter,
): Declared {
  return {
    kind: 'plain',
    parameters,
    ...(rest !== undefined && { rest }),
    call: (args, budget) => call(new Arguments(args), budget),
  };
}

/** Arguments that have been converted to the types of their parameters. */
export class Arguments {
  readonly all: readonly Value[];

  constructor(all: readonly Value[]) {
    this.all = all;
  }

  value(at: number): Value {
    const found = this.all[at];
    if (found === undefined) throw new CallError('an argument is missing');
    return found;
  }

  text(at: number): string {
    return (this.value(at) as ValueOf<'string'>).value;
  }

  number(at: number): BigFloat {
    return (this.value(at) as ValueOf<'number'>).value;
  }

  bool(at: number): boolean {
    return (this.value(at) as ValueOf<'bool'>).value;
  }

  /** @throws CallError unless it is an integer that a length or an index can be */
  integer(at: number): number {
    const value = this.number(at);
    const whole = value.toNumber();
    if (!value.isInteger || !Number.isSafeInteger(whole)) throw new CallError('a whole number is required');
    return whole;
  }

  /** @throws CallError unless it is a list, a set or a tuple */
  items(at: number): readonly Value[] {
    const found = this.value(at);
    if (found.kind === 'list' || found.kind === 'set' || found.kind === 'tuple') return found.items;
    throw new CallError('a list is required');
  }

  /** @throws CallError unless it is a map or an object */
  entries(at: number): ReadonlyMap<string, Value> {
    const found = this.value(at);
    if (found.kind === 'map' || found.kind === 'object') return found.entries;
    throw new CallError('a map is required');
  }
}
