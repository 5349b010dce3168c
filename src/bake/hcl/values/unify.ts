import { ANY, isPrimitive, objectType, sameType, type Type } from './type.js';

/**
 * One type that values of all these types can have, such as of the two results of a condition; undefined if there is none.
 * Objects with the same attributes stay objects, others become maps; tuples of one length stay tuples, others become lists.
 */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  if (types.every((type) => sameType(type, first))) return first;
  const known = types.filter(({ kind }) => kind !== 'any');
  const [head] = known;
  if (head === undefined) return ANY;
  const kinds = new Set(known.map(({ kind }) => kind));
  const hasAny = known.length < types.length;
  if (kinds.size === 1) {
    if (isPrimitive(head)) return head;
    if (hasAny) return ANY;
    return unifyAlike(known, head);
  }
  if (onlyOf(kinds, 'map', 'object')) return collected('map', known);
  if (onlyOf(kinds, 'list', 'tuple')) return collected('list', known);
  if (onlyOf(kinds, 'set', 'tuple') || onlyOf(kinds, 'set', 'list', 'tuple')) return collected('set', known);
  // Numbers and booleans are texts as well, but not each other.
  if (known.every(isPrimitive)) return kinds.has('string') ? { kind: 'string' } : undefined;
  return undefined;
}

function unifyAlike(types: readonly Type[], head: Type): Type | undefined {
  switch (head.kind) {
    case 'list':
    case 'set':
    case 'map':
      return collected(head.kind, types);
    case 'tuple':
      return unifyTuples(types, head.items.length) ?? collected('list', types);
    case 'object':
      return unifyObjects(types, head.attributes) ?? collected('map', types);
    default:
      return head;
  }
}

function unifyTuples(types: readonly Type[], length: number): Type | undefined {
  const rows = types.flatMap((type) => (type.kind === 'tuple' && type.items.length === length ? [type.items] : []));
  if (rows.length < types.length) return undefined;
  const items: Type[] = [];
  for (let at = 0; at < length; at += 1) {
    const item = unify(rows.map((row) => row[at] ?? ANY));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: 'tuple', items };
}

function unifyObjects(types: readonly Type[], names: ReadonlyMap<string, Type>): Type | undefined {
  const attributes = new Map<string, Type>();
  for (const name of names.keys()) {
    const across: Type[] = [];
    for (const type of types) {
      const attribute =
        type.kind === 'object' && type.attributes.size === names.size ? type.attributes.get(name) : undefined;
      if (attribute === undefined) return undefined;
      across.push(attribute);
    }
    const unified = unify(across);
    if (unified === undefined) return undefined;
    attributes.set(name, unified);
  }
  return types.every((type) => type.kind === 'object' && type.attributes.size === names.size)
    ? objectType(attributes)
    : undefined;
}

function collected(kind: 'list' | 'set' | 'map', types: readonly Type[]): Type | undefined {
  const elements = types.flatMap(elementTypes);
  if (elements.length === 0) return undefined;
  const of = unify(elements);
  return of === undefined ? undefined : { kind, of };
}

function elementTypes(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return [type.of];
    case 'tuple':
      return type.items;
    case 'object':
      return [...type.attributes.values()];
    default:
      return [];
  }
}

function onlyOf(kinds: ReadonlySet<Type['kind']>, ...allowed: readonly Type['kind'][]): boolean {
  return [...kinds].every((kind) => allowed.includes(kind));
}
