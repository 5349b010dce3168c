import { type JsonNode, parseJsonTree } from '../syntax/json-tree.js';
import { BigFloat } from './big-float.js';
import { boolValue, NULL, numberValue, objectValue, stringValue, tupleValue, type Value } from './value.js';

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

/**
 * The value of a JSON text; arrays become tuples, and objects objects.
 *
 * @throws BakeError if it is no JSON
 */
export function valueOfJson(text: string): Value {
  return valueOf(parseJsonTree({ text, name: 'JSON' }));
}

function valueOf(node: JsonNode): Value {
  switch (node.kind) {
    case 'null':
      return NULL;
    case 'string':
      return stringValue(node.value);
    case 'boolean':
      return boolValue(node.value);
    case 'number':
      return numberValue(BigFloat.parse(node.text) ?? 0);
    case 'array':
      return tupleValue(node.items.map(valueOf));
    case 'object':
      return objectValue(node.members.map(({ name, value }) => [name, valueOf(value)] as const));
  }
}
