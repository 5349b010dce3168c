import type { SourceLocation } from '../../errors.js';
import { resolvePath, type ResolvedPath } from '../../text/resolve-path.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { hasWildcard, Wildcard } from '../../layer/pattern/go-path-match.js';

/** A path of a source tree that an instruction names, or that its pattern matches. */
export interface SourceMatch {
  /** As the user knows it, relative to the tree's root. */
  readonly path: string;
  /** Where it leads, with links followed inside of the tree. */
  readonly resolved: ResolvedPath<SourceEntry>;
}

/** `path` without leading or trailing slash, cleaned of `.` and `..`; `..` at the root stays there. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function joinPath(...parts: readonly string[]): string {
  let path = '';
  for (const part of parts) if (part !== '') path = path === '' ? part : `${path}/${part}`;
  return path;
}

/**
 * Resolves one source of an instruction. A path without wildcards is exactly one match, which need not exist. Matches of a pattern come
 * in the order of a walk, which does not go into a directory that matches (fsutil `copy.ResolveWildcards`). A backslash is an escape
 * only in a path with wildcards.
 *
 * @returns for a pattern below a directory that does not exist, that directory as the one match; `prefix` is the part before
 *   the first component with a wildcard
 * @throws UserError for a malformed pattern
 */
export async function matchSource(
  tree: SourceTree,
  pattern: string,
  location: SourceLocation | undefined,
): Promise<{ readonly prefix: SourceMatch; readonly matches: readonly SourceMatch[] }> {
  const components = cleanPath(pattern).split('/');
  const first = components.findIndex(hasWildcard);
  if (first < 0) {
    const match = await followSource(tree, components.join('/'));
    return { prefix: match, matches: [match] };
  }
  const wildcard = Wildcard.compile(components.slice(first).join('/'), location);
  const prefix = await followSource(tree, components.slice(0, first).join('/'));
  if (prefix.resolved.entry === undefined) return { prefix, matches: [prefix] };
  const names: string[] = [];
  await search(tree, prefix.resolved.path, '', wildcard, names);
  const matches: SourceMatch[] = [];
  for (const name of names) {
    const match = await followSource(tree, joinPath(prefix.resolved.path, name));
    matches.push({ ...match, path: joinPath(prefix.path, name) });
  }
  return { prefix, matches };
}

/** A path of a tree, with links followed. */
export async function followSource(tree: SourceTree, path: string): Promise<SourceMatch> {
  return { path, resolved: await resolvePath(tree, path, { followLast: true }) };
}

async function search(
  tree: SourceTree,
  base: string,
  below: string,
  wildcard: Wildcard,
  found: string[],
): Promise<void> {
  for (const name of await tree.readdir(joinPath(base, below))) {
    const path = joinPath(below, name);
    if (wildcard.matches(path)) found.push(path);
    else if (wildcard.mayMatchBelow(path)) await search(tree, base, path, wildcard, found);
  }
}
