import { UserError } from '../errors.js';
import { trim, trimStart } from './syntax/blank.js';
import type { HeredocMark } from './heredoc.js';

/** The longest line that BuildKit reads, in bytes, without the line's end. */
const LONGEST_LINE = 65_535;

/** One instruction of the file, joined over its continuation lines. */
export interface LogicalLine {
  readonly text: string;
  /** Lines that were empty between continued ones: BuildKit warns of them. */
  readonly emptyContinuation: boolean;
  /** The comments directly before it, without their `#`; an empty comment ends them. */
  readonly comments: readonly string[];
}

/**
 * Splits a Dockerfile into instructions, one for each call. Comments and blank lines between continued lines are dropped;
 * the body of a here-document is kept as it is.
 */
export class LineReader {
  readonly #lines: readonly string[];
  readonly #escape: string;
  #at = 0;
  #start = 1;
  readonly #directives: number;
  #comments: string[] = [];

  /**
   * @param lines of the file, each with its line end
   * @param directives how many of the first lines hold parser directives, which are not comments
   */
  constructor(lines: readonly string[], escape: string, directives: number) {
    this.#lines = lines;
    this.#escape = escape;
    this.#directives = directives;
  }

  /** The first line of what was read last, counted from 1. */
  get start(): number {
    return this.#start;
  }

  /** The last line that was read; 0 before the first. */
  get line(): number {
    return this.#at;
  }

  /**
   * The next instruction, or nothing at the end of the file.
   *
   * @throws UserError without a location (it is `start` to `line`) for a line that is too long
   */
  next(): LogicalLine | undefined {
    while (this.#at < this.#lines.length) {
      this.#start = this.#at + 1;
      const line = this.#take();
      const first = trimStart(withoutEnd(line));
      if (first.startsWith('#')) {
        this.#comment(line);
        continue;
      }
      const { text, continued } = this.#cutContinuation(first);
      if (continued) return { ...this.#continued(text), comments: this.#takeComments() };
      if (text !== '') return { text, emptyContinuation: false, comments: this.#takeComments() };
    }
    return undefined;
  }

  /**
   * The body of a here-document that begins at the next line, with its line ends; the line that ends it is read too.
   *
   * @throws UserError without a location when no line ends it
   */
  heredocBody(mark: HeredocMark): string {
    const from = this.#at;
    while (this.#at < this.#lines.length) {
      const line = withoutEnd(this.#take());
      if ((mark.chomp ? line.replace(/^\t+/, '') : line) === mark.name) {
        return this.#lines.slice(from, this.#at - 1).join('');
      }
    }
    throw new UserError(`unterminated heredoc: there is no line ${mark.name}`, {
      hint: `End it with a line that holds nothing but ${mark.name}.`,
    });
  }

  #comment(line: string): void {
    if (this.#at <= this.#directives) return;
    // As in BuildKit, the first character is dropped even if it is a blank before the `#`.
    const comment = trim(line.slice(1));
    if (comment === '') this.#comments = [];
    else this.#comments.push(comment);
  }

  #takeComments(): readonly string[] {
    const comments = this.#comments;
    this.#comments = [];
    return comments;
  }

  #continued(first: string): Omit<LogicalLine, 'comments'> {
    const parts = [first];
    let emptyContinuation = false;
    while (this.#at < this.#lines.length) {
      const line = withoutEnd(this.#take());
      const bare = trimStart(line);
      if (bare.startsWith('#')) continue;
      if (bare === '') {
        emptyContinuation = true;
        continue;
      }
      const { text, continued } = this.#cutContinuation(line);
      parts.push(text);
      if (!continued) break;
    }
    return { text: parts.join(''), emptyContinuation };
  }

  #take(): string {
    const line = this.#lines[this.#at++] ?? '';
    if (line.length * 3 > LONGEST_LINE && Buffer.byteLength(line.replace(/\n$/, '')) > LONGEST_LINE) {
      this.#start = this.#at;
      throw new UserError(`dockerfile line greater than max allowed size of ${LONGEST_LINE}`, {
        hint: 'Break it into several lines, each but the last with the escape character at its end.',
      });
    }
    return line;
  }

  /** A line continues if its last character, except blanks, is an escape that is not escaped itself. */
  #cutContinuation(line: string): { readonly text: string; readonly continued: boolean } {
    let end = line.length;
    while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
    if (line[end - 1] !== this.#escape || line[end - 2] === this.#escape) return { text: line, continued: false };
    return { text: line.slice(0, end - 1), continued: true };
  }
}

export function withoutEnd(line: string): string {
  // Not by an end-anchored pattern, which is quadratic on runs of carriage returns.
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r')) end -= 1;
  return line.slice(0, end);
}

/** Splits a text into its lines, each with its end. */
export function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
