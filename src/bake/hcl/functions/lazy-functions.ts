import { type HclFunction } from '../evaluate/scope.js';
import { typeExpression } from '../evaluate/type-expression.js';
import { BakeError, errorAt } from '../syntax/source.js';
import { convert, WrongType } from '../values/convert.js';
import { boolValue } from '../values/value.js';

/** Functions that see their arguments unevaluated. */
export const LAZY_FUNCTIONS: ReadonlyMap<string, HclFunction> = new Map<string, HclFunction>([
  [
    'try',
    {
      kind: 'lazy',
      call: (args, scope, evaluate) => {
        let failure: BakeError | undefined;
        for (const arg of args) {
          try {
            return evaluate(arg, scope);
          } catch (error) {
            if (!(error instanceof BakeError)) throw error;
            failure ??= error;
          }
        }
        throw failure ?? new BakeError('try takes at least one argument');
      },
    },
  ],
  [
    'can',
    {
      kind: 'lazy',
      call: ([arg], scope, evaluate) => {
        if (arg === undefined) throw new BakeError('can takes one argument');
        try {
          evaluate(arg, scope);
          return boolValue(true);
        } catch (error) {
          if (error instanceof BakeError) return boolValue(false);
          throw error;
        }
      },
    },
  ],
  [
    'convert',
    {
      kind: 'lazy',
      call: ([value, type, ...more], scope, evaluate) => {
        if (value === undefined || type === undefined || more.length > 0)
          throw new BakeError('convert takes a value and a type');
        const given = evaluate(value, scope);
        try {
          return convert(given, typeExpression(type));
        } catch (error) {
          if (error instanceof WrongType) throw errorAt(value.range, `convert: ${error.message}`);
          throw error;
        }
      },
    },
  ],
]);
