import { numberText } from './go-number.js';

/**
 * The data of a template, as Go's templates see theirs. `undefined` is what Go prints as `<no value>`. An object is a struct: a field
 * that it does not have is an error. A `Map` is a map: a key that it does not have gives no value.
 */
export type GoValue = undefined | null | boolean | number | string | readonly GoValue[] | GoMap | GoStruct;
export type GoMap = ReadonlyMap<string, GoValue>;
export interface GoStruct {
  readonly [field: string]: GoValue;
}

export function isList(value: GoValue): value is readonly GoValue[] {
  return Array.isArray(value);
}

export function isMap(value: GoValue): value is GoMap {
  return value instanceof Map;
}

export function isStruct(value: GoValue): value is GoStruct {
  return typeof value === 'object' && value !== null && !isList(value) && !isMap(value);
}

/** Whether `if` takes it for true (text/template, "Actions"): anything but the empty value of its type. */
export function isTrue(value: GoValue): boolean {
  if (isList(value)) return value.length > 0;
  if (isMap(value)) return value.size > 0;
  return Boolean(value);
}

/** What kind of value it is, for messages. */
export function kindOf(value: GoValue): string {
  if (value === undefined || value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a map';
  return typeof value === 'object' ? 'a record' : `a ${typeof value}`;
}

/** As Go prints it with `%v`. */
export function goText(value: GoValue): string {
  if (value === undefined || value === null) return '<no value>';
  if (isList(value)) return `[${value.map(innerText).join(' ')}]`;
  if (isMap(value)) {
    return `map[${sortedEntries(value)
      .map(([key, inner]) => `${key}:${innerText(inner)}`)
      .join(' ')}]`;
  }
  if (typeof value === 'object') return `{${Object.values(value).map(innerText).join(' ')}}`;
  return typeof value === 'number' ? numberText(value) : String(value);
}

function innerText(value: GoValue): string {
  return value === undefined || value === null ? '<nil>' : goText(value);
}

/** As `json` prints it: keys of maps sorted, fields of structs in their order. */
export function goJson(value: GoValue): string {
  return JSON.stringify(plain(value ?? null))
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function plain(value: GoValue): unknown {
  if (isList(value)) return value.map(plain);
  if (isMap(value)) return fromEntries(sortedEntries(value));
  if (isStruct(value)) return fromEntries(Object.entries(value));
  return value;
}

/** `__proto__` may be a key like any other. */
function fromEntries(entries: readonly (readonly [string, GoValue])[]): Readonly<Record<string, unknown>> {
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries) made[key] = plain(value);
  return made;
}

/** As Go ranges over a map. */
export function sortedEntries(map: GoMap): readonly (readonly [string, GoValue])[] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
}
