import { type BakeError, errorAt, type Range, type Source } from './source.js';

/** Expressions and blocks within each other, at most: what is deeper is no file that a person wrote. */
const DEEPEST = 200;

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const BLANKS = /(?:[ \t]|\r(?=\n)|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;
const BLANKS_AND_LINES = /(?:[ \t\r\n]|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)*/y;

/** A place in a source, which moves on while it is parsed. */
export class Cursor {
  readonly source: Source;
  /** Where the text ends that is parsed. */
  readonly end: number;
  at: number;
  #depth: number;
  /** Line breaks are blanks, as within parentheses. */
  #ignoresLines = false;

  constructor(source: Source, start = 0, end = source.text.length, depth = 0) {
    this.source = source;
    this.at = start;
    this.end = end;
    this.#depth = depth;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** A cursor over a part of the same source, as deep as this one. */
  part(start: number, end: number): Cursor {
    return new Cursor(this.source, start, end, this.#depth);
  }

  sees(text: string): boolean {
    return this.at + text.length <= this.end && this.source.text.startsWith(text, this.at);
  }

  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /** What a sticky pattern matches here; it is taken. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source.text)?.[0];
    if (found === undefined || this.at + found.length > this.end) return undefined;
    this.at += found.length;
    return found;
  }

  identifier(): string | undefined {
    return this.match(IDENTIFIER);
  }

  /** The name that follows, which is not taken. */
  peekIdentifier(): string | undefined {
    const start = this.at;
    const name = this.identifier();
    this.at = start;
    return name;
  }

  /** Skips spaces and comments, and line breaks where they have no meaning. */
  skip(): void {
    if (this.#ignoresLines) this.skipLines();
    else this.#skip(BLANKS);
  }

  skipLines(): void {
    this.#skip(BLANKS_AND_LINES);
  }

  /** Parses a part with or without a meaning of line breaks, one level deeper. */
  within<T>(lines: 'ignored' | 'meaningful' | 'as before', parse: () => T): T {
    const before = this.#ignoresLines;
    if (lines !== 'as before') this.#ignoresLines = lines === 'ignored';
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw this.errorHere('this is nested too deeply');
    const parsed = parse();
    this.#depth -= 1;
    this.#ignoresLines = before;
    return parsed;
  }

  rangeFrom(start: number): Range {
    return { source: this.source, start, end: this.at };
  }

  errorHere(message: string, hint?: string): BakeError {
    return errorAt({ source: this.source, start: this.at, end: Math.min(this.at + 1, this.end) }, message, hint);
  }

  /** @throws BakeError that says what is expected here */
  expect(text: string, where: string): void {
    if (!this.takes(text)) throw this.errorHere(`expected ${JSON.stringify(text)} ${where}, not ${this.shown()}`);
  }

  /** What is here, for a message. */
  shown(): string {
    if (this.isAtEnd) return 'the end of the text';
    const line = /[^\n]{0,20}/y;
    line.lastIndex = this.at;
    const text = (line.exec(this.source.text)?.[0] ?? '').slice(0, this.end - this.at);
    return text === '' ? 'the end of the line' : JSON.stringify(text);
  }

  #skip(pattern: RegExp): void {
    this.match(pattern);
    if (this.at > this.end) this.at = this.end;
    if (this.sees('/*')) throw this.errorHere('this comment is not closed');
  }
}
