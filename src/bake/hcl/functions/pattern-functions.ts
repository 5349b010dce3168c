import { CallError } from '../evaluate/scope.js';
import { ANY, STRING } from '../values/type.js';
import { listValue, nullValue, objectValue, stringValue, tupleValue, typeOf, type Value } from '../values/value.js';
import { type FunctionTable, takes, text } from './declare.js';
import type { PatternEngine } from './pattern-engine.js';

/** @param engine runs patterns in linear time: a file could else keep a job busy for years */
export function patternFunctions(engine: PatternEngine): FunctionTable {
  return new Map([
    [
      'regex',
      takes([text('pattern'), text('string')], (args) => {
        const [first] = engine.matches(args.text(0), args.text(1), 1);
        if (first === undefined) throw new CallError('the pattern does not match');
        return captured(first.groups, first.names);
      }),
    ],
    [
      'regexall',
      takes([text('pattern'), text('string')], (args) => {
        const found = engine.matches(args.text(0), args.text(1)).map(({ groups, names }) => captured(groups, names));
        const [first] = found;
        return listValue(found, first === undefined ? ANY : typeOf(first));
      }),
    ],
    [
      'regex_replace',
      takes([text('str'), text('pattern'), text('replace')], (args, budget) => {
        const replaced = engine.replace(args.text(1), args.text(0), args.text(2));
        budget.characters(replaced.length);
        return stringValue(replaced);
      }),
    ],
  ]);
}

/** The match itself, if there are no groups; else the groups, by name if they have names. */
function captured(groups: readonly (string | undefined)[], names: ReadonlyMap<string, number>): Value {
  const value = (index: number): Value => {
    const group = groups[index];
    return group === undefined ? nullValue(STRING) : stringValue(group);
  };
  if (groups.length === 1) return value(0);
  if (names.size === 0) return tupleValue(groups.slice(1).map((_, index) => value(index + 1)));
  if (names.size < groups.length - 1) throw new CallError('either all groups have names, or none');
  return objectValue([...names].map(([name, index]) => [name, value(index)] as const));
}
