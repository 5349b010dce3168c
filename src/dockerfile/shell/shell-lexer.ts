import { UserError } from '../../errors.js';
import { isBlank } from '../syntax/blank.js';
import { WordError } from '../syntax/error-location.js';
import { ExpansionBudget, ShellPattern } from './shell-pattern.js';

export type Lookup = (name: string) => string | undefined;

export interface LexerOptions {
  readonly escape: '\\' | '`';
  /** Quotes stay in the result. */
  readonly rawQuotes?: boolean;
  /** Escapes stay in the result. */
  readonly rawEscapes?: boolean;
  /** Quotes mean nothing. */
  readonly skipQuotes?: boolean;
  /** A variable without a value stays as it is written. */
  readonly skipUnset?: boolean;
}

export interface Lexed {
  readonly text: string;
  /** `text` split at the blanks that stood outside quotes, or came from a variable. */
  readonly words: readonly string[];
}

/** The deepest nesting of substitutions. Nobody needs more, and the stack is limited. */
const MOST_NESTED = 500;

const SPECIAL_PARAMETER = /^[@*#?\-$!0]$/;
const LETTER = /^[\p{L}_]$/u;
const DIGIT = /^\p{Nd}$/u;

/**
 * Variable expansion, quotes and escapes in words of a Dockerfile, as in BuildKit's `shell` package (Dockerfile
 * reference, "Environment replacement").
 *
 * @throws UserError without a location: for an unclosed quote or brace, an unknown modifier, a `:?` whose variable is missing
 */
export function lex(text: string, lookup: Lookup, options: LexerOptions): Lexed {
  return new ShellLexer(text, lookup, options).lexed();
}

class ShellLexer {
  readonly #chars: readonly string[];
  readonly #source: string;
  readonly #lookup: Lookup;
  readonly #options: LexerOptions;
  readonly #words = new WordList();
  readonly #budget = new ExpansionBudget();
  #at = 0;
  #depth = 0;
  #rawEscapes: boolean;

  constructor(text: string, lookup: Lookup, options: LexerOptions) {
    this.#source = text;
    this.#chars = [...text];
    this.#lookup = lookup;
    this.#options = options;
    this.#rawEscapes = options.rawEscapes ?? false;
  }

  lexed(): Lexed {
    try {
      const text = this.#until(undefined);
      return { text, words: this.#words.list() };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = this.#source.length > 200 ? `${this.#source.slice(0, 200)}…` : this.#source;
      throw new WordError(`failed to process ${JSON.stringify(shown)}: ${error.message}`, this.#source, {
        hint: error.hint,
        cause: error,
      });
    }
  }

  get #char(): string | undefined {
    return this.#chars[this.#at];
  }

  #peek(): string {
    return this.#char ?? '';
  }

  #next(): string | undefined {
    return this.#chars[this.#at++];
  }

  /**
   * Everything up to `stop`, which is taken too, or to the end of the text. Only the outermost call makes words. One inside a
   * substitution drops the beginning of the word around it, as in BuildKit, where both fill the same buffer: of
   * `EXPOSE ${FROM:-80}-${TO:-90}` the list is `90`. Text that is not split into words keeps all of it.
   */
  #until(stop: string | undefined): string {
    const words = stop === undefined ? this.#words : undefined;
    if (stop !== undefined) this.#words.drop();
    const parts: string[] = [];
    for (let char = this.#char; char !== undefined; char = this.#char) {
      if (char === stop) {
        this.#at += 1;
        return parts.join('');
      }
      const special = this.#special(char);
      if (special !== undefined) {
        parts.push(special);
        if (char === '$') words?.addSplit(special);
        else words?.add(special);
        continue;
      }
      this.#at += 1;
      if (char !== this.#options.escape) {
        parts.push(char);
        words?.addSplit(char);
        continue;
      }
      if (this.#rawEscapes) {
        parts.push(char);
        words?.add(char);
      }
      const escaped = this.#next();
      if (escaped === undefined) break;
      parts.push(escaped);
      words?.add(escaped);
    }
    if (stop !== undefined) {
      throw new UserError(`unexpected end of statement while looking for matching ${stop}`);
    }
    return parts.join('');
  }

  #special(char: string): string | undefined {
    if (char === '$') return this.#dollar();
    if (char === '<') return this.#heredocMark();
    if (this.#options.skipQuotes === true) return undefined;
    if (char === "'") return this.#singleQuoted();
    if (char === '"') return this.#doubleQuoted();
    return undefined;
  }

  /** `<<`, blanks and the name are one word. */
  #heredocMark(): string {
    this.#at += 1;
    if (this.#char !== '<') return '<';
    this.#at += 1;
    let blanks = '';
    while (/^[ \t\r]$/.test(this.#peek())) blanks += this.#next() ?? '';
    return `<<${blanks}`;
  }

  #singleQuoted(): string {
    const start = this.#at + 1;
    const end = this.#chars.indexOf("'", start);
    if (end < 0) {
      this.#at = this.#chars.length;
      throw new UserError('unexpected end of statement while looking for matching single-quote');
    }
    this.#at = end + 1;
    const inner = this.#chars.slice(start, end).join('');
    return this.#options.rawQuotes === true ? `'${inner}'` : inner;
  }

  #doubleQuoted(): string {
    this.#at += 1;
    const quote = this.#options.rawQuotes === true ? '"' : '';
    const parts = [quote];
    for (let char = this.#char; char !== undefined; char = this.#char) {
      if (char === '$') {
        parts.push(this.#dollar());
        continue;
      }
      this.#at += 1;
      if (char === '"') return parts.join('') + quote;
      if (char !== this.#options.escape) {
        parts.push(char);
        continue;
      }
      if (this.#rawEscapes) parts.push(char);
      const escaped = this.#char;
      if (escaped === undefined) break;
      // Only these are escaped between double quotes. Before any other character the escape is an ordinary character.
      if (escaped === '"' || escaped === '$' || escaped === this.#options.escape) {
        this.#at += 1;
        parts.push(escaped);
      } else parts.push(char);
    }
    throw new UserError('unexpected end of statement while looking for matching double-quote');
  }

  #dollar(): string {
    const value = this.#variable();
    this.#budget.give(value.length);
    return value;
  }

  #variable(): string {
    this.#at += 1;
    if (this.#char !== '{') {
      const name = this.#name();
      if (name === '') return '$';
      const value = this.#lookup(name);
      return value ?? (this.#options.skipUnset === true ? `$${name}` : '');
    }
    this.#at += 1;
    const first = this.#peek();
    if (first === '') throw missing('}');
    if (first === '{' || first === '}' || first === ':') throw new UserError('syntax error: bad substitution');
    this.#depth += 1;
    if (this.#depth > MOST_NESTED) throw new UserError(`substitutions are nested more than ${MOST_NESTED} deep`);
    const result = this.#substitution(this.#name());
    this.#depth -= 1;
    return result;
  }

  #substitution(name: string): string {
    const operator = this.#next();
    switch (operator) {
      case '}':
        return this.#lookup(name) ?? (this.#options.skipUnset === true ? `\${${name}}` : '');
      case '/':
        return this.#replacement(name);
      case ':': {
        const second = this.#next();
        if (second === undefined) throw missing('}');
        if (second === '#' || second === '%') throw unsupported(`:${second}`);
        return this.#defaulted(name, second, true);
      }
      case '-':
      case '+':
      case '?':
        return this.#defaulted(name, operator, false);
      case '#':
      case '%':
        return this.#trimmed(name, operator);
      case undefined:
        throw missing('}');
      default:
        throw unsupported(operator);
    }
  }

  /** `${x-w} ${x+w} ${x?w}`; with a colon, an empty value counts as unset. */
  #defaulted(name: string, operator: string, emptyIsUnset: boolean): string {
    const word = this.#word('}', false, '}');
    const value = this.#lookup(name);
    if (value === undefined && this.#options.skipUnset === true) {
      return `\${${name}${emptyIsUnset ? ':' : ''}${operator}${word}}`;
    }
    // After a colon anything is allowed if the variable is not expanded: `${x:0:3}` on a RUN line.
    if (!'-+?'.includes(operator)) throw unsupported(`:${operator}`);
    const absent = value === undefined || (emptyIsUnset && value === '');
    if (operator === '-') return absent ? word : value;
    if (operator === '+') return absent ? '' : word;
    if (!absent) return value;
    const fallback = value === undefined ? 'is not allowed to be unset' : 'is not allowed to be empty';
    throw new UserError(`${name}: ${word === '' ? fallback : word}`, {
      hint: `Give ${name} a value with --build-arg, ARG or ENV.`,
    });
  }

  #trimmed(name: string, operator: '#' | '%'): string {
    const word = this.#word('}', true, '}');
    const value = this.#lookup(name);
    if (value === undefined && this.#options.skipUnset === true) return `\${${name}${operator}${word}}`;
    const longest = word.startsWith(operator);
    const pattern = ShellPattern.parse(longest ? word.slice(1) : word, this.#budget);
    return operator === '#' ? pattern.trimPrefix(value ?? '', longest) : pattern.trimSuffix(value ?? '', longest);
  }

  #replacement(name: string): string {
    const all = this.#char === '/';
    if (all) this.#at += 1;
    const pattern = this.#word('/', true, '/ in ${}');
    const replacement = this.#word('}', true, '}');
    const value = this.#lookup(name);
    if (value === undefined && this.#options.skipUnset === true) return `\${${name}/${pattern}/${replacement}}`;
    return ShellPattern.parse(pattern, this.#budget).replace(value ?? '', replacement, all);
  }

  #word(stop: string, rawEscapes: boolean, what: string): string {
    const before = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    try {
      return this.#until(stop);
    } catch (error) {
      if (this.#char === undefined) throw missing(what, error);
      throw error;
    } finally {
      this.#rawEscapes = before;
    }
  }

  #name(): string {
    const start = this.#at;
    const first = this.#char;
    if (first === undefined) return '';
    if (DIGIT.test(first)) {
      while (this.#char !== undefined && DIGIT.test(this.#char)) this.#at += 1;
    } else if (SPECIAL_PARAMETER.test(first)) this.#at += 1;
    else while (this.#char !== undefined && (LETTER.test(this.#char) || DIGIT.test(this.#char))) this.#at += 1;
    return this.#chars.slice(start, this.#at).join('');
  }
}

/** Collects words. Blanks separate them, except in text that is added unsplit. */
class WordList {
  readonly #words: string[] = [];
  #parts: string[] = [];
  #length = 0;

  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  addSplit(text: string): void {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      if (!isBlank(text.charAt(at))) continue;
      if (at > start) this.add(text.slice(start, at));
      if (this.#length > 0) this.#end();
      start = at + 1;
    }
    if (start < text.length) this.add(start === 0 ? text : text.slice(start));
  }

  /** Drops the unfinished word. */
  drop(): void {
    this.#parts = [];
    this.#length = 0;
  }

  list(): readonly string[] {
    if (this.#length > 0) this.#end();
    return this.#words;
  }

  #end(): void {
    this.#words.push(this.#parts.join(''));
    this.drop();
  }
}

function missing(what: string, cause?: unknown): UserError {
  return new UserError(`syntax error: missing '${what.charAt(0)}'${what.slice(1)}`, {
    hint: 'A literal $ is written as \\$.',
    cause,
  });
}

function unsupported(modifier: string): UserError {
  return new UserError(`unsupported modifier (${modifier}) in substitution`, {
    hint: 'Known are ${x:-w} ${x:+w} ${x:?w}, the same without colon, ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} ${x//p/r}.',
  });
}
