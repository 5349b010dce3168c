import { UserError, type SourceLocation } from '../../errors.js';
import { PatternProgram } from './nfa.js';
import { Wildcard } from './go-path-match.js';

/**
 * One pattern of a .dockerignore, of `COPY --exclude` or of `COPY --parents`, as moby/patternmatcher reads it: the
 * wildcards of `Wildcard`, and `**` for any number of directories. Paths are written with '/'.
 *
 * moby builds a Go regular expression from the pattern, character by character. This has side effects: `\d` is a digit, `a^b*` never
 * matches, and `[*]` is not a class with a star. People's files depend on them, so they are the same here. `PatternProgram` runs the
 * expression in time linear in the path. One thing differs: moby does not escape `|`, `{` and `}`, against its own comment, so that
 * `a|b*` is an alternation there. Here they are characters, as documented.
 */
export class PathPattern {
  /** The pattern after cleaning, without `!`. */
  readonly source: string;
  readonly #location: SourceLocation | undefined;
  readonly #match: Match;

  private constructor(source: string, location: SourceLocation | undefined, match: Match) {
    this.source = source;
    this.#location = location;
    this.#match = match;
  }

  /** @throws UserError "syntax error in pattern", as Go's filepath.Match */
  static compile(source: string, location?: SourceLocation): PathPattern {
    Wildcard.compile(source, location);
    return new PathPattern(source, location, translate(source));
  }

  /**
   * Whether the pattern matches `path` itself. Callers look at the directories above.
   *
   * @throws UserError when the pattern is valid for filepath.Match but not as an expression (`[z-a]`, `\q`). As in moby, this only
   *   fails when a path is compared with it.
   */
  matches(path: string): boolean {
    const match = this.#match;
    switch (match.kind) {
      case 'exact':
        return path === this.source;
      case 'prefix':
        return path.startsWith(match.prefix);
      case 'suffix':
        return path.endsWith(match.suffix) || (match.suffix.startsWith('/') && path === match.suffix.slice(1));
      case 'program':
        return match.program.matches(path);
      case 'invalid':
        throw this.#invalid();
    }
  }

  /** Whether the pattern matches `path` or a directory above it, as `COPY --parents` selects its sources. */
  covers(path: string): boolean {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      if (this.matches(path.slice(0, end))) return true;
    }
    return this.matches(path);
  }

  /** Whether the pattern could match a path below `directory`; `''` is the root, of which that is always so. */
  mayMatchBelow(directory: string): boolean {
    if (directory === '') return true;
    const below = `${directory}/`;
    const match = this.#match;
    switch (match.kind) {
      case 'exact':
        return this.source.startsWith(below);
      case 'prefix':
        return match.prefix.startsWith(below) || below.startsWith(match.prefix);
      case 'suffix':
        return true;
      case 'program':
        return match.program.mayContinue(below);
      case 'invalid':
        throw this.#invalid();
    }
  }

  #invalid(): UserError {
    return new UserError(`syntax error in pattern ${JSON.stringify(this.source)}`, { location: this.#location });
  }
}

type Match =
  | { readonly kind: 'exact' }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'suffix'; readonly suffix: string }
  | { readonly kind: 'program'; readonly program: PatternProgram }
  | { readonly kind: 'invalid' };

/** Characters with a meaning in an expression but not in a pattern. */
const ESCAPED = new Set('.+()|{}$');

/** Turns a pattern into an expression, with moby's short cuts for common forms. */
function translate(source: string): Match {
  const characters = Array.from(source);
  let kind: 'exact' | 'prefix' | 'suffix' | 'program' = 'exact';
  let expression = '';
  for (let at = 0; at < characters.length;) {
    const first = at === 0;
    const character = characters[at++] ?? '';
    if (character === '*' && characters[at] === '*') {
      at++;
      if (characters[at] === '/') at++;
      if (at < characters.length) {
        expression += '(.*/)?';
        kind = 'program';
      } else if (kind === 'exact') kind = 'prefix';
      else {
        expression += '.*';
        kind = 'program';
      }
      if (first) kind = 'suffix';
    } else if (character === '*') {
      expression += '[^/]*';
      kind = 'program';
    } else if (character === '?') {
      expression += '[^/]';
      kind = 'program';
    } else if (ESCAPED.has(character)) expression += `\\${character}`;
    else if (character === '\\') {
      const escaped = characters[at++];
      expression += `\\${escaped ?? ''}`;
      if (escaped !== undefined) kind = 'program';
    } else {
      expression += character;
      if (character === '[' || character === ']') kind = 'program';
    }
  }
  switch (kind) {
    case 'exact':
      return { kind };
    case 'prefix':
      return { kind, prefix: source.slice(0, -2) };
    case 'suffix':
      return { kind, suffix: source.slice(2) };
    case 'program': {
      const program = PatternProgram.parse(expression);
      return program === undefined ? { kind: 'invalid' } : { kind, program };
    }
  }
}
