import type { Attribute, Block, Body } from './body.js';
import { Cursor } from './cursor.js';
import { keywordOf } from './expression.js';
import { parseExpression } from './parse-expression.js';
import { errorAt, placeOf, type Range, type Source } from './source.js';

/**
 * Parses a file in HCL's own syntax.
 *
 * @throws BakeError at the first place that is wrong
 */
export function parseHcl(source: Source): Body {
  const start = source.text.startsWith('\ufeff') ? 1 : 0;
  const cursor = new Cursor(source, start);
  const body = parseItems(cursor);
  if (!cursor.isAtEnd) throw cursor.errorHere(`expected the name of an attribute or a block, not ${cursor.shown()}`);
  return body;
}

class HclBody implements Body {
  readonly range: Range;
  readonly #attributes: ReadonlyMap<string, Attribute>;
  readonly #blocks: readonly Block[];

  constructor(attributes: ReadonlyMap<string, Attribute>, blocks: readonly Block[], range: Range) {
    this.#attributes = attributes;
    this.#blocks = blocks;
    this.range = range;
  }

  attribute(name: string): Attribute | undefined {
    return this.#attributes.get(name);
  }

  blocks(type: string, labels: 0 | 1): readonly Block[] {
    const found = this.#blocks.filter((block) => block.type === type);
    for (const block of found) {
      if (block.labels.length === labels) continue;
      throw errorAt(
        block.range,
        labels === 0 ? `${type} takes no name` : `${type} takes one name, not ${block.labels.length}`,
        labels === 0 ? undefined : `Write: ${type} "name" {`,
      );
    }
    return found;
  }

  attributes(except: ReadonlySet<string>): readonly Attribute[] {
    return [...this.#attributes.values()].filter(({ name }) => !except.has(name));
  }
}

function parseItems(cursor: Cursor): Body {
  const start = cursor.at;
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    cursor.skipLines();
    const from = cursor.at;
    const name = cursor.identifier();
    if (name === undefined) break;
    cursor.skip();
    if (cursor.sees('=') && !cursor.sees('==')) {
      cursor.at += 1;
      const value = parseExpression(cursor);
      const attribute = { name, value, range: cursor.rangeFrom(from) };
      const before = attributes.get(name);
      if (before !== undefined)
        throw errorAt(attribute.range, `${name} is set twice: it was set at ${placeOf(before.range)}`);
      attributes.set(name, attribute);
    } else blocks.push(parseBlock(cursor, name, from));
    expectLineEnd(cursor);
  }
  return new HclBody(attributes, blocks, cursor.rangeFrom(start));
}

function expectLineEnd(cursor: Cursor): void {
  cursor.skip();
  if (cursor.isAtEnd || cursor.sees('\n') || cursor.sees('}')) return;
  throw cursor.errorHere(`expected a line break, not ${cursor.shown()}`);
}

function parseBlock(cursor: Cursor, type: string, start: number): Block {
  const labels: string[] = [];
  for (;;) {
    cursor.skip();
    if (cursor.sees('{')) break;
    labels.push(parseLabel(cursor, type));
  }
  const range = cursor.rangeFrom(start);
  cursor.at += 1;
  const body = cursor.within('meaningful', () => parseItems(cursor));
  cursor.expect('}', `at the end of ${type}`);
  return { type, labels, body, range };
}

function parseLabel(cursor: Cursor, type: string): string {
  const start = cursor.at;
  const name = cursor.identifier();
  if (name !== undefined) return name;
  if (!cursor.sees('"')) throw cursor.errorHere(`expected "=" or "{" behind ${type}, not ${cursor.shown()}`);
  const label = parseExpression(cursor);
  const parts = label.kind === 'template' ? label.parts : [];
  const texts = parts.map((part) =>
    part.kind === 'literal' && part.value.kind === 'string' && keywordOf(part) === undefined
      ? part.value.value
      : undefined,
  );
  if (label.kind !== 'template' || texts.includes(undefined))
    throw errorAt(cursor.rangeFrom(start), 'a name cannot have "${" or "%{" in it');
  return texts.join('');
}
