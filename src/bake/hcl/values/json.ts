import type { Value } from './value.js';

/** JSON as Go writes it: keys in order, and `<`, `>` and `&` escaped. */
export function jsonOf(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'string':
      return goString(value.value);
    case 'number':
      return value.value.toString();
    case 'bool':
      return String(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.items.map(jsonOf).join(',')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([key, item]) => `${goString(key)}:${jsonOf(item)}`).join(',')}}`;
  }
}

function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
