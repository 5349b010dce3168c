import { type JsonNode, parseJsonTree } from '../syntax/json-tree.js';
import { BigFloat } from '../values/big-float.js';
import { boolValue, NULL, numberValue, objectValue, stringValue, tupleValue, type Value } from '../values/value.js';

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
