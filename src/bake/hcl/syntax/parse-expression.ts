import { BigFloat, NumberTooLarge } from '../values/big-float.js';
import { FALSE, NULL, numberValue, TRUE, type Value } from '../values/value.js';
import type { Cursor } from './cursor.js';
import { type BinaryOperator, type Expression, keywordOf, type ObjectItem, type Step } from './expression.js';
import { type Grammar, parseHeredoc, parseQuoted, parseWholeTemplate } from './parse-template.js';
import { errorAt, type Range } from './source.js';

/** From the loosest to the tightest; operators of one row from left to right. */
const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const KEYWORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', TRUE],
  ['false', FALSE],
  ['null', NULL],
]);

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** @throws BakeError at the place that is wrong */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.within('as before', () => {
    cursor.skip();
    const start = cursor.at;
    const condition = parseChain(cursor, 0);
    cursor.skip();
    if (!cursor.takes('?')) return condition;
    const whenTrue = parseExpression(cursor);
    cursor.skip();
    cursor.expect(':', 'between the two results of a condition');
    const whenFalse = parseExpression(cursor);
    return { kind: 'conditional', condition, whenTrue, whenFalse, range: cursor.rangeFrom(start) };
  });
}

/** The whole text as a template, such as a text of a JSON file. */
export function parseTemplate(cursor: Cursor): Expression {
  return parseWholeTemplate(cursor, GRAMMAR);
}

const GRAMMAR: Grammar = { expression: parseExpression, forIntro: parseForIntro };

function parseChain(cursor: Cursor, row: number): Expression {
  const operators = PRECEDENCE[row];
  if (operators === undefined) return parseTerm(cursor);
  const start = cursor.at;
  const first = parseChain(cursor, row + 1);
  const rest: { operator: BinaryOperator; operand: Expression }[] = [];
  for (;;) {
    const before = cursor.at;
    cursor.skip();
    const operator = operators.find((each) => cursor.takes(each));
    if (operator === undefined) {
      cursor.at = before;
      break;
    }
    cursor.skip();
    rest.push({ operator, operand: parseChain(cursor, row + 1) });
  }
  return rest.length === 0 ? first : { kind: 'chain', first, rest, range: cursor.rangeFrom(start) };
}

function parseTerm(cursor: Cursor): Expression {
  cursor.skip();
  const start = cursor.at;
  const unary = cursor.takes('-') ? 'negate' : cursor.sees('!=') ? undefined : cursor.takes('!') ? 'not' : undefined;
  if (unary !== undefined) {
    const operand = cursor.within('as before', () => parseTerm(cursor));
    return { kind: unary, operand, range: cursor.rangeFrom(start) };
  }
  const of = parseRoot(cursor);
  const steps = parseSteps(cursor);
  return steps.length === 0 ? of : { kind: 'access', of, steps, range: cursor.rangeFrom(start) };
}

function parseRoot(cursor: Cursor): Expression {
  const start = cursor.at;
  const number = cursor.match(NUMBER);
  if (number !== undefined)
    return { kind: 'literal', value: numberOf(number, cursor.rangeFrom(start)), range: cursor.rangeFrom(start) };
  if (cursor.takes('"')) return parseQuoted(cursor, start, GRAMMAR);
  if (cursor.sees('<<')) return parseHeredoc(cursor, GRAMMAR);
  if (cursor.takes('(')) {
    const inner = cursor.within('ignored', () => {
      const parsed = parseExpression(cursor);
      cursor.skip();
      cursor.expect(')', 'to close the parenthesis');
      return parsed;
    });
    return { kind: 'parentheses', inner, range: cursor.rangeFrom(start) };
  }
  if (cursor.takes('[')) return parseTuple(cursor, start);
  if (cursor.takes('{')) return parseObject(cursor, start);
  const name = cursor.identifier();
  if (name === undefined) throw cursor.errorHere(`expected an expression, not ${cursor.shown()}`);
  return parseNamed(cursor, name, start);
}

function numberOf(text: string, range: Range): Value {
  try {
    const number = BigFloat.parse(text);
    if (number !== undefined) return numberValue(number);
  } catch (error) {
    if (!(error instanceof NumberTooLarge)) throw error;
  }
  throw errorAt(range, 'this number is too large');
}

function parseNamed(cursor: Cursor, first: string, start: number): Expression {
  let name = first;
  while (cursor.takes('::')) {
    const next = cursor.identifier();
    if (next === undefined) throw cursor.errorHere('expected the name of a function');
    name = `${name}::${next}`;
  }
  const behind = cursor.at;
  cursor.skip();
  if (cursor.takes('(')) return parseCall(cursor, name, start);
  cursor.at = behind;
  const range = cursor.rangeFrom(start);
  if (name !== first) throw errorAt(range, `${name} is not called`);
  const value = KEYWORDS.get(name);
  return value === undefined ? { kind: 'variable', name, range } : { kind: 'literal', value, keyword: name, range };
}

function parseCall(cursor: Cursor, name: string, start: number): Expression {
  return cursor.within('ignored', () => {
    const args: Expression[] = [];
    let expands = false;
    for (;;) {
      cursor.skip();
      if (cursor.takes(')')) break;
      args.push(parseExpression(cursor));
      cursor.skip();
      if (cursor.takes('...')) {
        expands = true;
        cursor.skip();
        cursor.takes(',');
        cursor.skip();
        cursor.expect(')', `behind the last argument of ${name}`);
        break;
      }
      if (cursor.takes(')')) break;
      cursor.expect(',', `between the arguments of ${name}`);
    }
    return { kind: 'call', name, args, expands, range: cursor.rangeFrom(start) };
  });
}

function parseTuple(cursor: Cursor, start: number): Expression {
  return cursor.within('ignored', () => {
    cursor.skip();
    if (cursor.peekIdentifier() === 'for') return parseFor(cursor, start, ']');
    const items: Expression[] = [];
    for (;;) {
      cursor.skip();
      if (cursor.takes(']')) break;
      items.push(parseExpression(cursor));
      cursor.skip();
      if (cursor.takes(']')) break;
      cursor.expect(',', 'between the elements of a list');
    }
    return { kind: 'tuple', items, range: cursor.rangeFrom(start) };
  });
}

function parseObject(cursor: Cursor, start: number): Expression {
  const opened = cursor.at;
  cursor.skipLines();
  if (cursor.peekIdentifier() === 'for') return cursor.within('ignored', () => parseFor(cursor, start, '}'));
  cursor.at = opened;
  return cursor.within('meaningful', () => {
    const items: ObjectItem[] = [];
    for (;;) {
      cursor.skipLines();
      if (cursor.takes('}')) break;
      items.push(parseObjectItem(cursor));
      cursor.skip();
      if (cursor.takes('}')) break;
      if (!cursor.takes(',') && !cursor.sees('\n') && !cursor.sees('\r\n'))
        throw cursor.errorHere(`expected a comma or a line break between items, not ${cursor.shown()}`);
    }
    return { kind: 'object', items, range: cursor.rangeFrom(start) };
  });
}

function parseObjectItem(cursor: Cursor): ObjectItem {
  const key = parseExpression(cursor);
  if (key.kind === 'access' && key.of.kind === 'variable' && key.steps.every(({ kind }) => kind === 'attribute')) {
    throw errorAt(
      key.range,
      'this key is ambiguous',
      'Put a reference in parentheses, and a name with points in quotes.',
    );
  }
  cursor.skip();
  if (cursor.sees('==') || (!cursor.takes('=') && !cursor.takes(':')))
    throw cursor.errorHere(`expected "=" or ":" behind the key, not ${cursor.shown()}`);
  return { key: asKey(key), value: parseExpression(cursor) };
}

/** A single name is a text. */
function asKey(key: Expression): Expression {
  const name = keywordOf(key);
  return name === undefined
    ? key
    : { kind: 'literal', value: { kind: 'string', value: name }, keyword: name, range: key.range };
}

function parseFor(cursor: Cursor, start: number, close: ']' | '}'): Expression {
  const intro = parseForIntro(cursor);
  cursor.expect(':', 'behind the collection of a "for"');
  const first = parseExpression(cursor);
  cursor.skip();
  let key: Expression | undefined;
  let value = first;
  let groups = false;
  if (cursor.sees('=>') && close === '}') {
    cursor.at += 2;
    key = first;
    value = parseExpression(cursor);
    cursor.skip();
    groups = cursor.takes('...');
  } else if (close === '}') throw cursor.errorHere('expected "=>" behind the key of a "for" that makes an object');
  cursor.skip();
  let condition: Expression | undefined;
  if (cursor.peekIdentifier() === 'if') {
    cursor.at += 2;
    condition = parseExpression(cursor);
    cursor.skip();
  }
  cursor.expect(close, 'at the end of a "for"');
  return {
    kind: 'for',
    ...intro,
    ...(key !== undefined && { key }),
    value,
    groups,
    ...(condition !== undefined && { condition }),
    joins: false,
    range: cursor.rangeFrom(start),
  };
}

function parseForIntro(cursor: Cursor): {
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
} {
  cursor.identifier();
  const name = (): string => {
    cursor.skip();
    const found = cursor.identifier();
    if (found === undefined) throw cursor.errorHere('expected the name of a variable behind "for"');
    return found;
  };
  const first = name();
  cursor.skip();
  const second = cursor.takes(',') ? name() : undefined;
  cursor.skip();
  if (cursor.identifier() !== 'in') throw cursor.errorHere('expected "in" behind the variables of a "for"');
  const collection = parseExpression(cursor);
  cursor.skip();
  return second === undefined ? { valueName: first, collection } : { keyName: first, valueName: second, collection };
}

function parseSteps(cursor: Cursor): readonly Step[] {
  const steps: Step[] = [];
  for (;;) {
    const before = cursor.at;
    cursor.skip();
    const start = cursor.at;
    if (cursor.sees('...')) {
      cursor.at = before;
      return steps;
    }
    if (cursor.takes('.')) {
      if (cursor.takes('*')) {
        const each: Step[] = [];
        while (cursor.sees('.') && !cursor.sees('...')) each.push(parsePointed(cursor));
        steps.push({ kind: 'splat', each, range: cursor.rangeFrom(start) });
      } else {
        cursor.at = start;
        steps.push(parsePointed(cursor));
      }
    } else if (cursor.sees('[')) {
      const bracketed = parseBracketed(cursor);
      if (bracketed !== 'all') {
        steps.push(bracketed);
        continue;
      }
      const each = parseSteps(cursor);
      steps.push({ kind: 'splat', each, range: cursor.rangeFrom(start) });
    } else {
      cursor.at = before;
      return steps;
    }
  }
}

/** `.name`, or `.0` as in old versions of the language. */
function parsePointed(cursor: Cursor): Step {
  const start = cursor.at;
  cursor.at += 1;
  cursor.skip();
  const digits = cursor.match(/\d+/y);
  if (digits !== undefined) {
    const range = cursor.rangeFrom(start);
    return { kind: 'index', key: { kind: 'literal', value: numberOf(digits, range), range }, range };
  }
  const name = cursor.identifier();
  if (name === undefined) throw cursor.errorHere(`expected the name of an attribute behind ".", not ${cursor.shown()}`);
  return { kind: 'attribute', name, range: cursor.rangeFrom(start) };
}

function parseBracketed(cursor: Cursor): Step | 'all' {
  const start = cursor.at;
  cursor.at += 1;
  return cursor.within('ignored', () => {
    cursor.skip();
    if (cursor.takes('*')) {
      cursor.skip();
      cursor.expect(']', 'behind "[*"');
      return 'all';
    }
    const key = parseExpression(cursor);
    cursor.skip();
    cursor.expect(']', 'behind an index');
    return { kind: 'index', key, range: cursor.rangeFrom(start) };
  });
}
