import { errorAt, type Range, type Source } from './source.js';

/** A value of a JSON file with its place. Objects keep keys that come twice: they are several blocks. */
export type JsonNode = { readonly range: Range } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
);

export interface JsonMember {
  readonly name: string;
  readonly nameRange: Range;
  readonly value: JsonNode;
}

const DEEPEST = 200;
const BLANK = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/g;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** @throws BakeError at the first place that is no JSON */
export function parseJsonTree(source: Source): JsonNode {
  const parser = new JsonParser(source);
  return parser.document();
}

class JsonParser {
  readonly #source: Source;
  #at = 0;
  #depth = 0;

  constructor(source: Source) {
    this.#source = source;
    if (source.text.startsWith('\ufeff')) this.#at = 1;
  }

  document(): JsonNode {
    const node = this.#value();
    this.#match(BLANK);
    if (this.#at < this.#source.text.length) throw this.#error('expected the end of the file');
    return node;
  }

  #value(): JsonNode {
    this.#match(BLANK);
    const start = this.#at;
    const { text } = this.#source;
    const ranged = (): Range => ({ source: this.#source, start, end: this.#at });
    switch (text.charAt(start)) {
      case '{':
        return this.#deeper(() => ({ kind: 'object', members: this.#members(), range: ranged() }));
      case '[':
        return this.#deeper(() => ({ kind: 'array', items: this.#items(), range: ranged() }));
      case '"':
        return { kind: 'string', value: this.#string(), range: ranged() };
    }
    for (const [word, make] of WORDS) {
      if (!text.startsWith(word, start)) continue;
      this.#at += word.length;
      return make(ranged());
    }
    const number = this.#match(NUMBER);
    if (number === undefined || number === '') throw this.#error('expected a value');
    return { kind: 'number', text: number, range: ranged() };
  }

  #deeper<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.#error('this is nested too deeply');
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  #members(): readonly JsonMember[] {
    const members: JsonMember[] = [];
    this.#listed('}', () => {
      const start = this.#at;
      const name = this.#string();
      const nameRange = { source: this.#source, start, end: this.#at };
      this.#match(BLANK);
      this.#expect(':');
      members.push({ name, nameRange, value: this.#value() });
    });
    return members;
  }

  #items(): readonly JsonNode[] {
    const items: JsonNode[] = [];
    this.#listed(']', () => items.push(this.#value()));
    return items;
  }

  #listed(close: string, parse: () => void): void {
    this.#at += 1;
    this.#match(BLANK);
    if (this.#takes(close)) return;
    for (;;) {
      this.#match(BLANK);
      parse();
      this.#match(BLANK);
      if (this.#takes(close)) return;
      this.#expect(',');
    }
  }

  #string(): string {
    const raw = this.#match(STRING);
    if (raw === undefined) throw this.#error('expected a text in quotes');
    if ([...raw].some((character) => character < ' ')) throw this.#error('a text cannot have control characters');
    return raw
      .slice(1, -1)
      .replace(ESCAPE, (_, hex: string | undefined, character: string | undefined) =>
        hex === undefined ? (ESCAPED.get(character ?? '') ?? character ?? '') : String.fromCharCode(parseInt(hex, 16)),
      );
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source.text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #takes(character: string): boolean {
    if (this.#source.text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#takes(character)) throw this.#error(`expected ${JSON.stringify(character)}`);
  }

  #error(message: string): Error {
    return errorAt({ source: this.#source, start: this.#at, end: this.#at + 1 }, `${message}: this is no JSON`);
  }
}

const WORDS: readonly (readonly [string, (range: Range) => JsonNode])[] = [
  ['true', (range) => ({ kind: 'boolean', value: true, range })],
  ['false', (range) => ({ kind: 'boolean', value: false, range })],
  ['null', (range) => ({ kind: 'null', range })],
];
