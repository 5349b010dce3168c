import type { Expression } from '../syntax/expression.js';
import type { Range } from '../syntax/source.js';
import type { Type } from '../values/type.js';
import type { Value } from '../values/value.js';
import type { Budget } from './budget.js';

export interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** It may be null. */
  readonly nullable?: true;
}

/** What went wrong in a function, as the end of a sentence. It gets its place where the function was called. */
export class CallError extends Error {}

/** A function that a file can call. */
export type HclFunction =
  | {
      readonly kind: 'plain';
      readonly parameters: readonly Parameter[];
      /** What all further arguments are. */
      readonly rest?: Parameter;
      /** @throws CallError or WrongType */
      readonly call: (args: readonly Value[], budget: Budget) => Value;
    }
  /** It decides itself which of its arguments are evaluated, and how. */
  | {
      readonly kind: 'lazy';
      readonly call: (
        args: readonly Expression[],
        scope: Scope,
        evaluate: (expression: Expression, scope: Scope) => Value,
      ) => Value;
    };

/** The names that an expression can use. */
export interface Scope {
  readonly budget: Budget;
  readonly variable: (name: string) => Value | undefined;
  /** @param range of the call */
  readonly function: (name: string, range: Range) => HclFunction | undefined;
  /** For suggestions. */
  readonly functionNames: () => Iterable<string>;
}

/** A scope in which some names mean something else. */
export function innerScope(outer: Scope, names: ReadonlyMap<string, Value>): Scope {
  return { ...outer, variable: (name) => names.get(name) ?? outer.variable(name) };
}
