import { isEqual } from '../evaluate/operators.js';
import { CallError } from '../evaluate/scope.js';
import { convert, textOf } from '../values/convert.js';
import { ANY, STRING, type Type } from '../values/type.js';
import { unify } from '../values/unify.js';
import {
  boolValue,
  listValue,
  mapValue,
  objectValue,
  setValue,
  stringValue,
  tupleValue,
  typeOf,
  type Value,
  type ValueOf,
} from '../values/value.js';
import { anything, type FunctionTable, orNull, takes, text } from './declare.js';
import { sameTyped } from './list-functions.js';

const ANY_SET: Type = { kind: 'set', of: ANY };
/** Elements that `setproduct` may make. */
const MOST_COMBINATIONS = 10_000;

const anySet = (name: string): { name: string; type: Type } => ({ name, type: ANY_SET });

export const MAP_FUNCTIONS: FunctionTable = new Map([
  [
    'keys',
    takes([anything('inputMap')], (args) => {
      const keys = [...args.entries(0).keys()].map(stringValue);
      return args.value(0).kind === 'map' ? listValue(keys, STRING) : tupleValue(keys);
    }),
  ],
  [
    'values',
    takes([anything('mapping')], (args) => {
      const values = [...args.entries(0).values()];
      const map = args.value(0);
      return map.kind === 'map' ? listValue(values, map.of) : tupleValue(values);
    }),
  ],
  [
    'lookup',
    takes([anything('inputMap'), text('key'), anything('default')], (args) => {
      const found = args.entries(0).get(args.text(1));
      const map = args.value(0);
      return found ?? (map.kind === 'map' ? convert(args.value(2), map.of) : args.value(2));
    }),
  ],
  ['merge', takes([], ({ all }) => merged(all), orNull('maps'))],
  [
    'zipmap',
    takes([{ name: 'keys', type: { kind: 'list', of: STRING } }, anything('values')], (args) => {
      const [keys, values] = [args.items(0).map(textOf), args.items(1)];
      if (keys.length !== values.length)
        throw new CallError(`there are ${keys.length} keys and ${values.length} values`);
      const entries = keys.map((key, index) => [key, values[index] as Value] as const);
      const source = args.value(1);
      return source.kind === 'list' ? mapValue(entries, source.of) : objectValue(entries);
    }),
  ],
  [
    'sethaselement',
    takes([anySet('set'), anything('elem')], (args) =>
      boolValue(args.items(0).some((item) => isEqual(item, args.value(1)))),
    ),
  ],
  ['setunion', takes([anySet('first_set')], ({ all }) => combined(all, () => true), anySet('other_sets'))],
  [
    'setintersection',
    takes([anySet('first_set')], ({ all }) => combined(all, (count) => count === all.length), anySet('other_sets')),
  ],
  [
    'setsubtract',
    takes([anySet('a'), anySet('b')], ({ all }) => combined(all, (count, inFirst) => inFirst && count === 1)),
  ],
  [
    'setsymmetricdifference',
    takes([anySet('first_set')], ({ all }) => combined(all, (count) => count % 2 === 1), anySet('other_sets')),
  ],
  [
    'setproduct',
    takes(
      [],
      (args) => {
        if (args.all.length < 2) throw new CallError('at least two lists are required');
        let rows: readonly (readonly Value[])[] = [[]];
        for (const at of args.all.keys()) {
          rows = rows.flatMap((row) => args.items(at).map((item) => [...row, item]));
          if (rows.length > MOST_COMBINATIONS)
            throw new CallError(`there are more than ${MOST_COMBINATIONS} combinations`);
        }
        const tuples = rows.map(tupleValue);
        const isSet = args.all.every(({ kind }) => kind === 'set');
        return isSet ? convert(tupleValue(tuples), ANY_SET) : sameTyped(tuples);
      },
      anything('sets'),
    ),
  ],
]);

/** Maps of one type stay a map; else the result is an object. A later one counts more. */
function merged(all: readonly Value[]): Value {
  const maps = all.filter((each): each is ValueOf<'map' | 'object'> => each.kind === 'map' || each.kind === 'object');
  if (maps.length < all.filter(({ kind }) => kind !== 'null').length)
    throw new CallError('all arguments must be maps or objects');
  const entries = maps.flatMap((map) => [...map.entries]);
  const [first] = maps;
  if (first?.kind === 'map' && maps.every((map) => map.kind === 'map')) {
    const of = unify(maps.map(typeOf));
    if (of?.kind === 'map')
      return mapValue(
        entries.map(([key, value]) => [key, convert(value, of.of)] as const),
        of.of,
      );
  }
  return objectValue(entries);
}

function combined(sets: readonly Value[], keeps: (count: number, inFirst: boolean) => boolean): Value {
  const lists = sets.flatMap((set) => (set.kind === 'set' ? [set] : []));
  const of = unify(lists.filter(({ items }) => items.length > 0).map((set) => set.of)) ?? ANY;
  const converted = lists.map((set) => set.items.map((item) => convert(item, of)));
  const kept = converted.flat().filter((item) => {
    const holding = converted.map((items) => items.some((other) => isEqual(other, item)));
    return keeps(holding.filter(Boolean).length, holding[0] === true);
  });
  return setValue(kept, of);
}
