/** Reads the subset of Go's regexp/syntax (Perl flags) that a pattern can turn into: see `PathPattern`. */
export type Atom =
  | { readonly kind: 'one'; readonly accepts: Accepts; readonly literal?: string }
  /** Any number of such characters, or none. */
  | { readonly kind: 'many'; readonly accepts: Accepts }
  /** The next `length` atoms are optional. */
  | { readonly kind: 'optional'; readonly length: number }
  | { readonly kind: 'assertion'; readonly holds: Holds };

type Accepts = (code: number) => boolean;
/** @param before the character before this position, undefined at the beginning; @param after likewise at the end */
type Holds = (before: string | undefined, after: string | undefined) => boolean;

const NEWLINE = 0x0a;
const notNewline: Accepts = (code) => code !== NEWLINE;
const isSlash: Accepts = (code) => code === 0x2f;

/** @returns undefined if the expression is invalid */
export function parseExpression(expression: string): readonly Atom[] | undefined {
  try {
    return new ExpressionReader(expression).read();
  } catch (error) {
    if (error instanceof InvalidExpression) return undefined;
    throw error;
  }
}

class InvalidExpression extends Error {}

class ExpressionReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(expression: string) {
    this.#characters = Array.from(expression);
  }

  read(): readonly Atom[] {
    const atoms: Atom[] = [];
    while (this.#at < this.#characters.length) {
      // The only group that a pattern gives, and the only bare dot.
      if (this.#skip('(.*/)?')) {
        atoms.push({ kind: 'optional', length: 2 }, { kind: 'many', accepts: notNewline }, oneOf(isSlash));
      } else if (this.#skip('.*')) atoms.push({ kind: 'many', accepts: notNewline });
      else if (this.#skip('^')) atoms.push({ kind: 'assertion', holds: (before) => before === undefined });
      else if (this.#skip('[')) {
        const accepts = this.#characterClass();
        atoms.push(this.#skip('*') ? { kind: 'many', accepts } : oneOf(accepts));
      } else if (this.#skip('\\')) atoms.push(...this.#escape());
      else atoms.push(literal(this.#take()));
    }
    return atoms;
  }

  #escape(): readonly Atom[] {
    if (this.#skip('Q')) return this.#quoted();
    const assertion = this.#assertion();
    if (assertion !== undefined) return [{ kind: 'assertion', holds: assertion }];
    const accepts = this.#shorthand();
    if (accepts !== undefined) return [oneOf(accepts)];
    return [literal(String.fromCodePoint(this.#escapedCode()))];
  }

  #quoted(): readonly Atom[] {
    const atoms: Atom[] = [];
    while (this.#at < this.#characters.length && !this.#skip('\\E')) atoms.push(literal(this.#take()));
    return atoms;
  }

  #assertion(): Holds | undefined {
    if (this.#skip('A')) return (before) => before === undefined;
    if (this.#skip('z')) return (_before, after) => after === undefined;
    if (this.#skip('b')) return (before, after) => isWord(before) !== isWord(after);
    if (this.#skip('B')) return (before, after) => isWord(before) === isWord(after);
    return undefined;
  }

  /** `\d`, `\pL` and their like, after the backslash. */
  #shorthand(): Accepts | undefined {
    const letter = this.#characters[this.#at] ?? '';
    const named = SHORTHANDS.get(letter.toLowerCase());
    if (named !== undefined) {
      this.#at++;
      return letter === letter.toLowerCase() ? named : (code) => !named(code);
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    this.#at++;
    const name = this.#take();
    // There is no name in braces: a pattern's braces are escaped.
    if (!/^[CLMNPSZ]$/.test(name)) throw new InvalidExpression();
    const category = new RegExp(`^\\${letter}{${name}}$`, 'u');
    return (code) => category.test(String.fromCodePoint(code));
  }

  /** A single character, after the backslash. */
  #escapedCode(): number {
    const character = this.#take();
    if (/^[1-7]$/.test(character) && !/^[0-7]$/.test(this.#characters[this.#at] ?? '')) throw new InvalidExpression();
    if (/^[0-7]$/.test(character)) {
      let digits = character;
      while (digits.length < 3 && /^[0-7]$/.test(this.#characters[this.#at] ?? '')) digits += this.#take();
      return Number.parseInt(digits, 8);
    }
    if (character === 'x') {
      const digits = this.#take() + this.#take();
      if (!/^[0-9a-f]{2}$/i.test(digits)) throw new InvalidExpression();
      return Number.parseInt(digits, 16);
    }
    const control = CONTROLS.get(character);
    if (control !== undefined) return control;
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x80 || /^[a-z0-9]$/i.test(character)) throw new InvalidExpression();
    return code;
  }

  #characterClass(): Accepts {
    const negated = this.#skip('^');
    const members: Accepts[] = [];
    while (members.length === 0 || this.#characters[this.#at] !== ']') {
      const named = this.#posixClass();
      if (named !== undefined) {
        members.push(named);
        continue;
      }
      if (this.#skip('\\')) {
        const accepts = this.#shorthand();
        if (accepts !== undefined) {
          members.push(accepts);
          continue;
        }
        this.#at--;
      }
      members.push(this.#range());
    }
    this.#at++;
    return (code) => members.some((member) => member(code)) !== negated;
  }

  #range(): Accepts {
    const low = this.#classCode();
    if (this.#characters[this.#at] !== '-' || this.#characters[this.#at + 1] === ']') return (code) => code === low;
    this.#at++;
    const high = this.#classCode();
    if (high < low) throw new InvalidExpression();
    return (code) => low <= code && code <= high;
  }

  #classCode(): number {
    if (this.#skip('\\')) return this.#escapedCode();
    return this.#take().codePointAt(0) ?? 0;
  }

  #posixClass(): Accepts | undefined {
    const rest = this.#characters.slice(this.#at).join('');
    const end = rest.startsWith('[:') ? rest.indexOf(':]', 2) : -1;
    if (end < 0) return undefined;
    const [, caret, name] = /^(\^?)(.*)$/s.exec(rest.slice(2, end)) ?? [];
    const named = POSIX_CLASSES.get(name ?? '');
    if (named === undefined) throw new InvalidExpression();
    this.#at += Array.from(rest.slice(0, end + 2)).length;
    return caret === '^' ? (code) => !named(code) : named;
  }

  #skip(text: string): boolean {
    if (
      !this.#characters
        .slice(this.#at, this.#at + text.length)
        .join('')
        .startsWith(text)
    )
      return false;
    this.#at += text.length;
    return true;
  }

  #take(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new InvalidExpression();
    return character;
  }
}

function literal(character: string): Atom {
  const wanted = character.codePointAt(0);
  return { kind: 'one', accepts: (code) => code === wanted, literal: character };
}

function oneOf(accepts: Accepts): Atom {
  return { kind: 'one', accepts };
}

/** ASCII characters that `expression` matches, as a predicate. */
function ascii(expression: RegExp): Accepts {
  const members = new Set<number>();
  for (let code = 0; code < 0x80; code++) if (expression.test(String.fromCharCode(code))) members.add(code);
  return (code) => members.has(code);
}

const WORD = /^[0-9A-Za-z_]$/;

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

const SHORTHANDS: ReadonlyMap<string, Accepts> = new Map([
  ['d', ascii(/[0-9]/)],
  ['s', ascii(/[\t\n\f\r ]/)],
  ['w', ascii(WORD)],
]);

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

const POSIX_CLASSES: ReadonlyMap<string, Accepts> = new Map([
  ['alnum', ascii(/[0-9A-Za-z]/)],
  ['alpha', ascii(/[A-Za-z]/)],
  ['ascii', (code: number) => code < 0x80],
  ['blank', ascii(/[\t ]/)],
  ['cntrl', (code: number) => code < 0x20 || code === 0x7f],
  ['digit', ascii(/[0-9]/)],
  ['graph', ascii(/[!-~]/)],
  ['lower', ascii(/[a-z]/)],
  ['print', ascii(/[ -~]/)],
  ['punct', ascii(/[!-/:-@[-`{-~]/)],
  ['space', ascii(/[\t\n\v\f\r ]/)],
  ['upper', ascii(/[A-Z]/)],
  ['word', ascii(WORD)],
  ['xdigit', ascii(/[0-9A-Fa-f]/)],
]);
