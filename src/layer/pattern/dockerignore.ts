import { posix } from 'node:path';

import { UserError, type SourceLocation } from '../../errors.js';
import { decodeName, encodeName } from '../../text/byte-name.js';
import { PathPattern } from './moby-pattern.js';

/** One line of a .dockerignore, or one value of `--exclude`. */
export interface Pattern {
  /** As the user wrote it, without blanks at its start and end. */
  readonly text: string;
  /** `!`: what matches is included again. */
  readonly exception: boolean;
  readonly path: PathPattern;
}

/**
 * Reads a .dockerignore as moby/patternmatcher's `ignorefile` and `New` do: a BOM is dropped; a line that begins with `#` is
 * a comment, but not one that begins with a blank; blanks around a pattern and a leading `/` are removed; the path is cleaned
 * lexically. The last line may lack a line feed, and lines may end with CR LF.
 *
 * @param name of the file, for errors
 * @throws UserError with the line: a bad pattern, a lone `!`, a line of 64 KiB or more
 */
export function readIgnoreFile(bytes: Uint8Array, name: string): readonly Pattern[] {
  const text = decodeName(bytes).replace(/^\ufeff/, '');
  const patterns: Pattern[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const location = { file: name, line: index + 1 };
    if (encodeName(line).length >= LONGEST_LINE) throw new UserError('line is too long', { location });
    if (line.startsWith('#')) continue;
    const written = trimBlanks(line);
    if (written === '') continue;
    const exception = written.startsWith('!');
    const path = rootless(exception ? trimBlanks(written.slice(1)) : written);
    patterns.push(...compile(exception ? `!${path}` : path, written, location));
  }
  return patterns;
}

/**
 * The values of `COPY --exclude`: cleaned like the lines of a .dockerignore, except that a leading `/` stays, so that such a pattern
 * never matches.
 *
 * @throws UserError for a bad pattern or a lone `!`
 */
export function excludePatterns(texts: readonly string[], location?: SourceLocation): readonly Pattern[] {
  return texts.flatMap((text) => compile(text, trimBlanks(text), location));
}

/** bufio.Scanner's limit for a line: moby's reader fails there. */
const LONGEST_LINE = 64 * 1024;

/** Go's `unicode.IsSpace`, which differs from what `String.trim` removes. */
const BLANKS = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING_BLANKS = new RegExp(`^${BLANKS}+`);
const BLANK = new RegExp(BLANKS);

function trimBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && BLANK.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end).replace(LEADING_BLANKS, '');
}

/** Go's filepath.Clean. */
function clean(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}

function rootless(path: string): string {
  if (path === '') return path;
  const cleaned = clean(path);
  return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}

/** moby's `patternmatcher.New` for one pattern. It cleans the pattern together with its `!`. */
function compile(pattern: string, text: string, location: SourceLocation | undefined): readonly Pattern[] {
  const trimmed = trimBlanks(pattern);
  if (trimmed === '') return [];
  const cleaned = clean(trimmed);
  const exception = cleaned.startsWith('!');
  if (cleaned === '!') {
    throw new UserError('illegal exclusion pattern: "!"', {
      location,
      hint: 'Write the path that is to be taken back in after the exclamation mark.',
    });
  }
  return [{ text, exception, path: PathPattern.compile(exception ? cleaned.slice(1) : cleaned, location) }];
}

/** What the patterns decide about a path. */
export interface Verdict {
  readonly excluded: boolean;
  /** The pattern that decided, as it was written; absent if none matched. */
  readonly pattern?: string;
  /** Which patterns matched the path or a directory above it; for `matchesBelow` only. */
  readonly matched: readonly boolean[];
}

/** The patterns of a .dockerignore. The last one that matches a path, or a directory above it, decides. */
export class IgnoreMatcher {
  readonly patterns: readonly Pattern[];
  readonly #exceptions: readonly Pattern[];

  private constructor(patterns: readonly Pattern[]) {
    this.patterns = patterns;
    this.#exceptions = patterns.filter((pattern) => pattern.exception);
  }

  static of(patterns: readonly Pattern[]): IgnoreMatcher {
    return new IgnoreMatcher(patterns);
  }

  /** Where a walk begins, at the root. */
  get root(): Verdict {
    return { excluded: false, matched: this.patterns.map(() => false) };
  }

  /** @param path without leading slash; `''`, the root, is never excluded */
  matches(path: string): Verdict {
    let verdict = this.root;
    if (path === '') return verdict;
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      verdict = this.matchesBelow(verdict, path.slice(0, end));
    }
    return this.matchesBelow(verdict, path);
  }

  /**
   * The same for a walk that has the verdict on the directory of `path`: moby's `MatchesUsingParentResults`. As there, a pattern that
   * could not change the outcome for the directory counts as if it did not match it.
   */
  matchesBelow(parent: Verdict, path: string): Verdict {
    const matched = [...parent.matched];
    let excluded = false;
    let decisive: Pattern | undefined;
    for (const [index, pattern] of this.patterns.entries()) {
      let match = parent.matched[index] ?? false;
      if (!match) {
        if (pattern.exception !== excluded) continue;
        match = pattern.path.matches(path);
        matched[index] = match;
      }
      if (!match) continue;
      excluded = !pattern.exception;
      decisive = pattern;
    }
    return { excluded, matched, ...(decisive === undefined ? {} : { pattern: decisive.text }) };
  }

  /** Whether anything below an excluded directory may be included again. If not, a walk need not enter it. */
  mayContainIncluded(directory: string): boolean {
    return this.#exceptions.some((pattern) => pattern.path.mayMatchBelow(directory));
  }
}
