import { evaluate } from '../hcl/evaluate/evaluate.js';
import { type HclFunction, innerScope, type Scope } from '../hcl/evaluate/scope.js';
import { type Expression, keywordOf } from '../hcl/syntax/expression.js';
import { errorAt } from '../hcl/syntax/source.js';
import { ANY } from '../hcl/values/type.js';
import { tupleValue, type Value } from '../hcl/values/value.js';
import type { FunctionBlock } from './blocks.js';

/**
 * A function that a file defines.
 *
 * @param check looks up what the result uses besides the parameters
 * @throws BakeError at the part of the block that is wrong
 */
export function userFunction(
  { name, block, parameters, rest, result }: FunctionBlock,
  scope: Scope,
  check: (result: Expression, parameters: ReadonlySet<string>) => void,
): HclFunction {
  if (result === undefined) throw errorAt(block.range, `the function ${name} has no "result"`);
  if (parameters === undefined) throw errorAt(block.range, `the function ${name} has no "params"`);
  const list = parameters.value;
  if (list.kind !== 'tuple') throw errorAt(list.range, 'params must be a list of names');
  const names = list.items.map(nameOf);
  const restName = rest === undefined ? undefined : nameOf(rest.value);
  check(result.value, new Set([...names, ...(restName === undefined ? [] : [restName])]));
  return {
    kind: 'plain',
    parameters: names.map((parameter) => ({ name: parameter, type: ANY })),
    ...(restName !== undefined && { rest: { name: restName, type: ANY } }),
    call: (args) => {
      const given = names.map((parameter, index): [string, Value | undefined] => [parameter, args[index]]);
      const values = new Map(given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
      if (restName !== undefined) values.set(restName, tupleValue(args.slice(names.length)));
      return evaluate(result.value, innerScope(scope, values));
    },
  };
}

function nameOf(expression: Expression): string {
  const name = keywordOf(expression);
  if (name === undefined)
    throw errorAt(expression.range, 'a parameter must be a name', 'Write: params = [first, second]');
  return name;
}
