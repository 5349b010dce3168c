import type { Dockerfile, LineRange } from '../dockerfile/syntax/ast.js';
import { excerptOf } from '../dockerfile/syntax/excerpt.js';
import { expandWord } from '../dockerfile/shell/expand.js';
import { withLocation, locateError, WordError } from '../dockerfile/syntax/error-location.js';
import type { UserError } from '../errors.js';
import type { Environment } from './environment.js';

/** Expands the variables of one word. */
export function expand(dockerfile: Dockerfile, word: string, environment: Environment): string {
  return expandWord(word, environment.get, dockerfile.directives.escape);
}

/** A UserError at an instruction of the Dockerfile. @param word the part of it to be marked, as it is written there */
export function errorAt(
  dockerfile: Dockerfile,
  range: LineRange,
  message: string,
  { hint, word = '' }: { readonly hint?: string | undefined; readonly word?: string } = {},
): UserError {
  return locateError(new WordError(message, word, { hint }), dockerfile, range);
}

/** Runs `work`. A UserError without a location gets the location of this instruction. */
export function at<T>(dockerfile: Dockerfile, range: LineRange, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw locateAt(dockerfile, range, error);
  }
}

/** The same for an error that was already caught. All others are given back as they are. */
export function locateAt(dockerfile: Dockerfile, range: LineRange, error: unknown): unknown {
  return withLocation(error, dockerfile, range);
}

/** The location of an instruction, and its lines. */
export function locationOf(dockerfile: Dockerfile, range: LineRange) {
  return {
    location: { file: dockerfile.name, line: range.start, endLine: range.end },
    excerpt: excerptOf(dockerfile.lines, range),
  };
}
