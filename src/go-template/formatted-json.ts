import { goJson, type GoValue, isList, isMap, isStruct, sortedEntries } from './value.js';

/** JSON with four spaces, as docker's `inspect` prints it: an empty list or object is on one line. What has no value is left out. */
export function formattedJson(value: GoValue, indent = ''): string {
  const inner = `${indent}    `;
  const wrap = (open: string, lines: readonly string[], close: string): string =>
    lines.length === 0 ? open + close : `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
  if (isList(value)) {
    return wrap(
      '[',
      value.map((item) => formattedJson(item, inner)),
      ']',
    );
  }
  if (!isMap(value) && !isStruct(value)) return goJson(value);
  const all = isMap(value) ? sortedEntries(value) : Object.entries(value);
  const entries = all.filter(([, item]) => item !== undefined);
  return wrap(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${formattedJson(item, inner)}`),
    '}',
  );
}
