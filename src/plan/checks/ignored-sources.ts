import type { AddInstruction, CopyInstruction } from '../../dockerfile/syntax/ast.js';
import type { Checks } from '../../dockerfile/checks/checks.js';
import { parseGitAddress } from '../../dockerfile/values/git-address.js';
import { IgnoreMatcher, type Pattern } from '../../layer/pattern/dockerignore.js';
import { goCleanPath } from '../../text/path-parts.js';

/** The .dockerignore of the build context, for sources of COPY and ADD. */
export interface IgnoredSources {
  /** @param source a clean path or pattern, as written */
  hides(source: string): boolean;
}

/**
 * @returns `undefined` where there are no patterns, and where one is an exception (`!`): a file in an excluded directory may then
 *   be included, which cannot be known from the source alone
 */
export function ignoredSources(patterns: readonly Pattern[]): IgnoredSources | undefined {
  if (patterns.length === 0 || patterns.some((pattern) => pattern.exception)) return undefined;
  const matcher = IgnoreMatcher.of(patterns);
  const hidesAll = patterns.some(({ path: pattern }) => ['*', '**', '**/*'].includes(pattern.source));
  return {
    // A pattern such as `.*` does not mean the root.
    hides: (source) => (source === '.' || source === '/' ? hidesAll : matcher.matches(source).excluded),
  };
}

const DOWNLOAD = /^https?:\/\//;

export function checkIgnoredSource(
  copy: CopyInstruction | AddInstruction,
  source: string,
  ignored: IgnoredSources,
  checks: Checks,
): void {
  if (DOWNLOAD.test(source) || parseGitAddress(source) !== undefined) return;
  const clean = goCleanPath(source);
  if (ignored.hides(clean))
    checks.report('CopyIgnoredFile', copy.range, copy.keyword === 'ADD' ? 'Add' : 'Copy', clean);
}
