import { UserError } from '../../errors.js';
import { excludePatterns, IgnoreMatcher, type Pattern } from '../../layer/pattern/dockerignore.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { hasWildcard, Wildcard } from '../../layer/pattern/go-path-match.js';
import { cleanPath, joinPath } from './source-paths.js';
import { baseName, parentPath } from '../../text/path-parts.js';

/**
 * What of a directory on this machine a build sees: BuildKit's client sends no more of it than the paths that its instructions
 * name, as patterns of moby/patternmatcher (`ctxPaths` in `convert.go`, fsutil's `FollowLinks`). Nearly everything that an
 * instruction picks is sent for its own sake, with two exceptions. A directory of which a wildcard picks nothing is not
 * there; and a backslash escapes in those patterns, so that a file with one in its name is not sent by that name.
 */
export class SentFiles {
  readonly #tree: SourceTree;
  readonly #matcher: IgnoreMatcher;

  private constructor(tree: SourceTree, matcher: IgnoreMatcher) {
    this.#tree = tree;
    this.#matcher = matcher;
  }

  /** @param named every path and pattern of the tree that the build names */
  static async of(tree: SourceTree, named: readonly string[]): Promise<SentFiles> {
    const names = new Set(named.map(cleanPath));
    // The root is everything.
    if (names.has('')) return new SentFiles(tree, IgnoreMatcher.of(excludePatterns(['**'])));
    const followed = new Set<string>();
    for (const name of names) await follow(tree, name, followed);
    return new SentFiles(tree, IgnoreMatcher.of([...followed].flatMap(patternOf)));
  }

  /** Whether anything at or below `path`, a real path of the tree, is sent. */
  async holds(path: string): Promise<boolean> {
    if (path === '' || this.#matcher.matches(path).excluded) return true;
    if (!this.#matcher.patterns.some((pattern) => pattern.path.mayMatchBelow(path))) return false;
    if ((await this.#tree.lstat(path))?.type !== 'directory') return false;
    for (const name of await this.#tree.readdir(path)) if (await this.holds(joinPath(path, name))) return true;
    return false;
  }
}

/** Adds a path, and what the links on its way lead to; a wildcard stands for the links among what it matches. */
async function follow(tree: SourceTree, path: string, followed: Set<string>): Promise<void> {
  const names = cleanPath(path).split('/');
  let current = '';
  for (const [index, name] of names.entries()) {
    current = joinPath(current, name);
    const targets = await targetsOf(tree, current);
    const rest = names.slice(index + 1);
    if (targets.length === 0 && rest.length > 0) continue;
    if (followed.has(current)) return;
    followed.add(current);
    for (const target of targets) await follow(tree, joinPath(target, ...rest), followed);
    return;
  }
}

/** Where `path` leads, if it is a link, or the links that it matches do. */
async function targetsOf(tree: SourceTree, path: string): Promise<readonly string[]> {
  const directory = parentPath(path);
  const names = hasWildcard(baseName(path)) ? await matching(tree, directory, baseName(path)) : [baseName(path)];
  const entries = await Promise.all(names.map((name) => tree.lstat(joinPath(directory, name))));
  return entries.flatMap((entry) => {
    if (entry?.type !== 'symlink') return [];
    return [entry.target.startsWith('/') ? entry.target : joinPath(directory, entry.target)];
  });
}

async function matching(tree: SourceTree, directory: string, pattern: string): Promise<readonly string[]> {
  const wildcard = compiled(() => Wildcard.compile(pattern));
  return wildcard === undefined ? [] : (await tree.readdir(directory)).filter((name) => wildcard.matches(name));
}

function patternOf(path: string): readonly Pattern[] {
  return compiled(() => excludePatterns([path])) ?? [];
}

/** What is no pattern sends nothing; its own instruction says what is wrong with it. */
function compiled<T>(compile: () => T): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
