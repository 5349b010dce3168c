import { find } from '../evaluate/element-at.js';
import { isEqual } from '../evaluate/operators.js';
import { CallError } from '../evaluate/scope.js';
import { BigFloat } from '../values/big-float.js';
import { convert } from '../values/convert.js';
import { ANY, NUMBER, STRING, type Type } from '../values/type.js';
import { unify } from '../values/unify.js';
import {
  boolValue,
  elementsOf,
  listValue,
  NULL,
  numberValue,
  tupleValue,
  typeOf,
  type Value,
} from '../values/value.js';
import { anything, type FunctionTable, number, orNull, takes } from './declare.js';

const STRINGS: Type = { kind: 'list', of: STRING };
/** As many as Go's `range` function makes, at most. */
const LONGEST_RANGE = 1024;

/** Elements of a list stay a list, those of a tuple a tuple. */
function like(source: Value, items: readonly Value[]): Value {
  return source.kind === 'list' || source.kind === 'set' ? listValue(items, source.of) : tupleValue(items);
}

/** A list if the values can have one type. @throws CallError if they cannot */
export function sameTyped(values: readonly Value[]): Value {
  if (values.length === 0) return listValue([], ANY);
  const of = unify(values.map(typeOf));
  if (of === undefined) throw new CallError('all elements must have the same type');
  return listValue(
    values.map((value) => convert(value, of)),
    of,
  );
}

export const LIST_FUNCTIONS: FunctionTable = new Map([
  [
    'length',
    takes([anything('collection')], (args) => {
      const elements = elementsOf(args.value(0));
      if (elements === undefined || args.value(0).kind === 'object')
        throw new CallError('a list, a map or a tuple is required');
      return numberValue(elements.length);
    }),
  ],
  ['concat', takes([], ({ all }) => concatenated(all), anything('seqs'))],
  [
    'contains',
    takes([anything('list'), anything('value')], (args) =>
      boolValue(args.items(0).some((item) => isEqual(item, args.value(1)))),
    ),
  ],
  [
    'compact',
    takes([{ name: 'list', type: STRINGS }], (args) =>
      listValue(
        args.items(0).filter((item) => item.kind === 'string' && item.value !== ''),
        STRING,
      ),
    ),
  ],
  [
    'distinct',
    takes([anything('list')], (args) => {
      const kept: Value[] = [];
      for (const item of args.items(0)) if (!kept.some((other) => isEqual(other, item))) kept.push(item);
      return like(convert(args.value(0), { kind: 'list', of: ANY }), kept);
    }),
  ],
  ['flatten', takes([anything('list')], (args) => tupleValue(flattened(args.items(0))))],
  ['reverselist', takes([anything('list')], (args) => like(args.value(0), [...args.items(0)].reverse()))],
  [
    'slice',
    takes([anything('list'), number('start_index'), number('end_index')], (args) => {
      const [items, start, end] = [args.items(0), args.integer(1), args.integer(2)];
      if (start < 0 || end > items.length || start > end)
        throw new CallError(`${start} to ${end} is out of range: the list has ${items.length} elements`);
      return like(args.value(0), items.slice(start, end));
    }),
  ],
  [
    'element',
    takes([anything('list'), number('index')], (args) => {
      const items = args.items(0);
      if (items.length === 0) throw new CallError('the list is empty');
      const at = args.integer(1);
      return items[((at % items.length) + items.length) % items.length] ?? NULL;
    }),
  ],
  [
    'index',
    takes([anything('collection'), anything('key')], (args) => {
      if (args.value(0).kind === 'object') throw new CallError('a list, a map or a tuple is required');
      const found = find(args.value(0), args.value(1));
      if (found === undefined) throw new CallError('there is no element with this key');
      return found;
    }),
  ],
  [
    'hasindex',
    takes([anything('collection'), anything('key')], (args) => boolValue(has(args.value(0), args.value(1)))),
  ],
  [
    'indexof',
    takes([anything('list'), anything('value')], (args) => {
      const at = args.items(0).findIndex((item) => isEqual(item, args.value(1)));
      if (at < 0) throw new CallError('the list has no such element');
      return numberValue(at);
    }),
  ],
  [
    'chunklist',
    takes([anything('list'), number('size')], (args) => {
      const [items, size] = [args.items(0), args.integer(1)];
      if (size < 0) throw new CallError('the size must not be negative');
      const source = convert(args.value(0), { kind: 'list', of: ANY });
      const step = size === 0 ? Math.max(1, items.length) : size;
      const chunks: Value[] = [];
      for (let at = 0; at < items.length; at += step) chunks.push(like(source, items.slice(at, at + step)));
      return listValue(chunks, typeOf(source));
    }),
  ],
  [
    'coalesce',
    takes(
      [],
      ({ all }) => {
        const of = unify(all.map(typeOf));
        if (of === undefined) throw new CallError('all arguments must have the same type');
        const first = all.find(({ kind }) => kind !== 'null');
        if (first === undefined) throw new CallError('all arguments are null');
        return convert(first, of);
      },
      orNull('vals'),
    ),
  ],
  [
    'coalescelist',
    takes(
      [],
      ({ all }) => {
        const first = all.find((each) => (elementsOf(each)?.length ?? 0) > 0);
        if (first === undefined) throw new CallError('all lists are empty');
        return first;
      },
      orNull('vals'),
    ),
  ],
  [
    'range',
    takes(
      [],
      ({ all }) => {
        const [first, second, third] = all.flatMap((value) => (value.kind === 'number' ? [value.value] : []));
        if (first === undefined || all.length > 3) throw new CallError('one to three numbers are required');
        return range(second === undefined ? BigFloat.integer(0) : first, second ?? first, third);
      },
      number('params'),
    ),
  ],
]);

function concatenated(all: readonly Value[]): Value {
  if (all.length === 0) throw new CallError('at least one list is required');
  const items = all.flatMap((each) => {
    if (each.kind === 'list' || each.kind === 'tuple' || each.kind === 'set') return each.items;
    throw new CallError('all arguments must be lists');
  });
  const of = all.every(({ kind }) => kind === 'list') ? unify(all.map(typeOf)) : undefined;
  if (of?.kind !== 'list') return tupleValue(items);
  return listValue(
    items.map((item) => convert(item, of.of)),
    of.of,
  );
}

function flattened(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) =>
    item.kind === 'list' || item.kind === 'tuple' || item.kind === 'set' ? flattened(item.items) : [item],
  );
}

function has(collection: Value, key: Value): boolean {
  if (elementsOf(collection) === undefined || collection.kind === 'set' || collection.kind === 'object')
    throw new CallError('a list or a map is required');
  if ((collection.kind === 'list' || collection.kind === 'tuple') !== (key.kind === 'number')) return false;
  return find(collection, key) !== undefined;
}

function range(start: BigFloat, end: BigFloat, given: BigFloat | undefined): Value {
  const down = end.compare(start) < 0;
  const step = given ?? BigFloat.integer(down ? -1 : 1);
  if (step.sign === 0) throw new CallError('the step must not be zero');
  if (end.compare(start) !== 0 && step.sign < 0 !== down) throw new CallError('the step leads away from the end');
  const items: Value[] = [];
  for (let at = start; down ? at.compare(end) > 0 : at.compare(end) < 0; at = at.plus(step)) {
    if (items.length >= LONGEST_RANGE) throw new CallError(`there would be more than ${LONGEST_RANGE} values`);
    items.push(numberValue(at));
  }
  return listValue(items, NUMBER);
}
