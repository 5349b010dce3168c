import { BigFloat } from '../values/big-float.js';
import { boolValue, NULL, numberValue } from '../values/value.js';
import type { Attribute, Block, Body } from './body.js';
import { Cursor } from './cursor.js';
import type { Expression } from './expression.js';
import { type JsonMember, type JsonNode, parseJsonTree } from './json-tree.js';
import { parseExpression, parseTemplate } from './parse-expression.js';
import { BakeError, errorAt, placeOf, type Range, type Source } from './source.js';

/**
 * Parses a file in HCL's JSON syntax: texts are templates, and blocks are objects by their labels.
 *
 * @throws BakeError at the first place that is wrong
 */
export function parseJsonFile(source: Source): Body {
  return new JsonBody(parseJsonTree(source));
}

class JsonBody implements Body {
  readonly range: Range;
  readonly #members: readonly JsonMember[];

  constructor(node: JsonNode) {
    this.range = node.range;
    this.#members = membersOf(node, 'attributes and blocks');
  }

  attribute(name: string): Attribute | undefined {
    const [first, second] = this.#members.filter((member) => member.name === name);
    if (second !== undefined && first !== undefined)
      throw errorAt(second.nameRange, `${name} is set twice: it was set at ${placeOf(first.nameRange)}`);
    return first === undefined ? undefined : attributeOf(first);
  }

  blocks(type: string, labels: 0 | 1): readonly Block[] {
    const found = this.#members.filter(({ name }) => name === type);
    if (labels === 0) return found.flatMap(({ value }) => blocksOf(type, [], value, value.range));
    return found.flatMap(({ value }) => {
      const named = membersOf(value, `the names of ${type} blocks`);
      if (named.length === 0) throw errorAt(value.range, `${type} needs a name`);
      return named.flatMap((member) => blocksOf(type, [member.name], member.value, member.nameRange));
    });
  }

  attributes(except: ReadonlySet<string>): readonly Attribute[] {
    const found = new Map<string, Attribute>();
    for (const member of this.#members) {
      if (member.name === '//' || except.has(member.name)) continue;
      const before = found.get(member.name);
      if (before !== undefined)
        throw errorAt(member.nameRange, `${member.name} is set twice: it was set at ${placeOf(before.range)}`);
      found.set(member.name, attributeOf(member));
    }
    return [...found.values()];
  }
}

function attributeOf({ name, nameRange, value }: JsonMember): Attribute {
  return { name, value: expressionOf(value), range: { ...nameRange, end: value.range.end } };
}

/** An array of objects counts as one object with all their members. */
function membersOf(node: JsonNode, what: string): readonly JsonMember[] {
  switch (node.kind) {
    case 'null':
      return [];
    case 'object':
      return node.members;
    case 'array':
      return node.items.flatMap((item) => {
        if (item.kind !== 'object') throw errorAt(item.range, `expected an object with ${what}`);
        return item.members;
      });
    default:
      throw errorAt(node.range, `expected an object with ${what}`);
  }
}

function blocksOf(type: string, labels: readonly string[], node: JsonNode, range: Range): readonly Block[] {
  switch (node.kind) {
    case 'null':
      return [];
    case 'object':
      return [{ type, labels, body: new JsonBody(node), range }];
    case 'array':
      return node.items.map((item) => ({ type, labels, body: new JsonBody(item), range }));
    default:
      throw errorAt(node.range, `expected an object with the attributes of ${type}`);
  }
}

function expressionOf(node: JsonNode): Expression {
  const { range } = node;
  switch (node.kind) {
    case 'null':
      return { kind: 'literal', value: NULL, range };
    case 'boolean':
      return { kind: 'literal', value: boolValue(node.value), range };
    case 'number': {
      const value = BigFloat.parse(node.text);
      if (value === undefined) throw errorAt(range, 'this is no number');
      return { kind: 'literal', value: numberValue(value), range };
    }
    case 'string':
      return textExpression(node.value, range);
    case 'array':
      return { kind: 'tuple', items: node.items.map(expressionOf), range };
    case 'object':
      return {
        kind: 'object',
        items: node.members.map(({ name, nameRange, value }) => ({
          key: textExpression(name, nameRange),
          value: expressionOf(value),
        })),
        unique: true,
        range,
      };
  }
}

function textExpression(text: string, range: Range): Expression {
  const source: Source = { text, name: range.source.name, within: range };
  let template: Expression | undefined;
  return {
    kind: 'jsonText',
    template: () => (template ??= parseTemplate(new Cursor(source))),
    written: () => {
      const cursor = new Cursor(source);
      try {
        const expression = parseExpression(cursor);
        cursor.skip();
        return cursor.isAtEnd ? expression : undefined;
      } catch (error) {
        if (error instanceof BakeError) return undefined;
        throw error;
      }
    },
    range,
  };
}
