import { UserError, type SourceLocation } from '../../errors.js';

/**
 * The wildcards of COPY and ADD sources: the language of Go's `path/filepath.Match`, on paths with '/' on every system.
 *
 *     '*'         any sequence of characters but '/'
 *     '?'         any one character but '/'
 *     '[' [ '^' ] { character | '\\' character | lo '-' hi } ']'   a class; as in Go, it may also match '/'
 *     '\\' c      the character c
 *
 * `**` is only two stars, and does not cross directories. `--parents` has another language (`PathPattern`).
 */
export class Wildcard {
  readonly source: string;
  readonly #chunks: readonly Chunk[];
  /** One for each component, if each component of the pattern can only match one component of a path. */
  readonly #components: readonly (readonly Chunk[])[] | undefined;

  private constructor(source: string, chunks: readonly Chunk[], components: readonly (readonly Chunk[])[] | undefined) {
    this.source = source;
    this.#chunks = chunks;
    this.#components = components;
  }

  /** @throws UserError "syntax error in pattern" */
  static compile(source: string, location?: SourceLocation): Wildcard {
    const chunks = parseChunks(source, location);
    const spans = chunks.some((chunk) => chunk.tokens.some((token) => token.kind === 'class' && accepts(token, SLASH)));
    return new Wildcard(source, chunks, spans ? undefined : splitComponents(chunks));
  }

  /** Whether the whole of `path` matches. */
  matches(path: string): boolean {
    return matchChunks(this.#chunks, codePoints(path));
  }

  /**
   * Whether a path below `directory` may match, so that a walk can leave out other directories. `''` is the root. It may be true
   * although no path matches, but is never false if one does.
   */
  mayMatchBelow(directory: string): boolean {
    if (directory === '' || this.#components === undefined) return true;
    const names = directory.split('/');
    if (names.length >= this.#components.length) return false;
    return names.every((name, index) => matchChunks(this.#components?.[index] ?? [], codePoints(name)));
  }
}

/** Whether COPY treats `pattern` as a wildcard rather than as a literal path. */
export function hasWildcard(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (character === '*' || character === '?' || character === '[') return true;
  }
  return false;
}

interface Literal {
  readonly kind: 'literal';
  readonly code: number;
}
interface AnyCharacter {
  readonly kind: 'any';
}
interface CharacterClass {
  readonly kind: 'class';
  readonly negated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}
type Token = Literal | AnyCharacter | CharacterClass;

/** What is between two runs of stars. */
interface Chunk {
  readonly star: boolean;
  readonly tokens: readonly Token[];
}

const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const DASH = 0x2d;

function codePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function parseChunks(source: string, location: SourceLocation | undefined): readonly Chunk[] {
  const codes = codePoints(source);
  let at = 0;

  const bad = (): UserError =>
    new UserError(`syntax error in pattern ${JSON.stringify(source)}`, {
      location,
      hint: 'Close every [ with a ], and write \\ before a character that is meant literally.',
    });
  /** A character of a class, with its escape resolved. Something must follow it. */
  const classCharacter = (): number => {
    let code = codes[at++];
    if (code === undefined || code === DASH || code === CLOSE) throw bad();
    if (code === BACKSLASH) code = codes[at++];
    if (code === undefined || at >= codes.length) throw bad();
    return code;
  };
  const characterClass = (): CharacterClass => {
    const negated = codes[at] === CARET;
    if (negated) at++;
    const ranges: [number, number][] = [];
    while (ranges.length === 0 || codes[at] !== CLOSE) {
      const low = classCharacter();
      if (codes[at] !== DASH) ranges.push([low, low]);
      else {
        at++;
        ranges.push([low, classCharacter()]);
      }
    }
    at++;
    return { kind: 'class', negated, ranges };
  };

  const chunks: Chunk[] = [];
  let star = false;
  let tokens: Token[] = [];
  while (at < codes.length) {
    const code = codes[at++] ?? 0;
    switch (code) {
      case STAR:
        if (star || tokens.length > 0) {
          if (tokens.length === 0) break;
          chunks.push({ star, tokens });
          tokens = [];
        }
        star = true;
        break;
      case QUESTION:
        tokens.push({ kind: 'any' });
        break;
      case OPEN:
        tokens.push(characterClass());
        break;
      case BACKSLASH: {
        const escaped = codes[at++];
        if (escaped === undefined) throw bad();
        tokens.push({ kind: 'literal', code: escaped });
        break;
      }
      default:
        tokens.push({ kind: 'literal', code });
    }
  }
  if (star || tokens.length > 0) chunks.push({ star, tokens });
  return chunks;
}

/** Splits at the literal slashes. A star belongs to the component that it is in. */
function splitComponents(chunks: readonly Chunk[]): readonly (readonly Chunk[])[] {
  const components: Chunk[][] = [];
  let component: Chunk[] = [];
  for (const chunk of chunks) {
    let star = chunk.star;
    let tokens: Token[] = [];
    for (const token of chunk.tokens) {
      if (token.kind === 'literal' && token.code === SLASH) {
        if (star || tokens.length > 0) component.push({ star, tokens });
        components.push(component);
        component = [];
        star = false;
        tokens = [];
      } else tokens.push(token);
    }
    if (star || tokens.length > 0) component.push({ star, tokens });
  }
  components.push(component);
  return components;
}

function accepts(token: Token, code: number): boolean {
  switch (token.kind) {
    case 'literal':
      return token.code === code;
    case 'any':
      return code !== SLASH;
    case 'class':
      return token.negated !== token.ranges.some(([low, high]) => low <= code && code <= high);
  }
}

function matchesAt(tokens: readonly Token[], path: readonly number[], from: number): boolean {
  if (from + tokens.length > path.length) return false;
  return tokens.every((token, index) => accepts(token, path[from + index] ?? 0));
}

/**
 * As in Go: each run of stars takes as little as it can, and this is never changed afterwards. The time is at most pattern × path. It is
 * exact, except for a class that matches '/', for which Go's answer is wanted here.
 */
function matchChunks(chunks: readonly Chunk[], path: readonly number[]): boolean {
  let at = 0;
  for (const [index, chunk] of chunks.entries()) {
    const last = index === chunks.length - 1;
    if (chunk.star && chunk.tokens.length === 0) return !path.includes(SLASH, at);
    const fits = (from: number): boolean =>
      matchesAt(chunk.tokens, path, from) && (!last || from + chunk.tokens.length === path.length);
    if (chunk.star) while (at < path.length && !fits(at) && path[at] !== SLASH) at++;
    if (!fits(at)) return false;
    at += chunk.tokens.length;
  }
  return at === path.length;
}
