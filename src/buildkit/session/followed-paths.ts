import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { UserError } from '../../errors.js';
import { excludePatterns, IgnoreMatcher, type Pattern } from '../../layer/pattern/dockerignore.js';
import { hasWildcard, Wildcard } from '../../layer/pattern/go-path-match.js';

/** As the kernel follows at most. */
const MAX_LINKS = 255;

/**
 * Which part of a tree a builder asks for (fsutil, `FollowPaths`): paths that an instruction names, perhaps with wildcards in their
 * names. Where a link leads is asked for too. What comes out counts as patterns of moby/patternmatcher, as there.
 */
export class FollowedPaths {
  readonly #matcher: IgnoreMatcher;

  private constructor(matcher: IgnoreMatcher) {
    this.#matcher = matcher;
  }

  /** @returns `undefined` when all of the tree is asked for */
  static async of(tree: SourceTree, paths: readonly string[]): Promise<FollowedPaths | undefined> {
    if (paths.length === 0) return undefined;
    const found = new Set<string>();
    for (const path of paths) await follow(tree, partsOf(path), found);
    if (found.has('')) return undefined;
    return new FollowedPaths(IgnoreMatcher.of([...found].flatMap(patternOf)));
  }

  /** Whether the path is asked for. What is below such a path is asked for as well. */
  has(path: string): boolean {
    return this.#matcher.matches(path).excluded;
  }

  /** Whether something below the folder may be asked for. */
  mayHaveBelow(path: string): boolean {
    return this.#matcher.patterns.some((pattern) => pattern.path.mayMatchBelow(path));
  }
}

/** What is no pattern asks for nothing: its own instruction says what is wrong with it. */
function patternOf(path: string): readonly Pattern[] {
  try {
    return excludePatterns([path]);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

async function follow(tree: SourceTree, parts: readonly string[], found: Set<string>): Promise<void> {
  const pending: (readonly string[])[] = [parts];
  for (let links = 0; links < MAX_LINKS; links++) {
    const next = pending.pop();
    if (next === undefined) return;
    pending.push(...(await step(tree, next, found)));
  }
}

/** Adds the path up to its first link, or whole. @returns where the link leads, with the rest of the path */
async function step(
  tree: SourceTree,
  parts: readonly string[],
  found: Set<string>,
): Promise<readonly (readonly string[])[]> {
  for (let length = 1; length <= parts.length; length++) {
    const links = await linksAt(tree, parts.slice(0, length));
    if (links.length === 0) continue;
    // Also when another path has led through this link: fsutil stops here then, and does not find what is beside it.
    found.add(parts.slice(0, length).join('/'));
    return links.map((target) => [...target, ...parts.slice(length)]);
  }
  found.add(parts.join('/'));
  return [];
}

/** The targets of the links that a path leads to: several where its last name has a wildcard. */
async function linksAt(tree: SourceTree, parts: readonly string[]): Promise<readonly (readonly string[])[]> {
  const folder = parts.slice(0, -1);
  const name = parts.at(-1) ?? '';
  if (!hasWildcard(name)) return targetOf(await tree.lstat(parts.join('/')));
  const pattern = Wildcard.compile(name);
  const names = (await tree.readdir(folder.join('/'))).filter((each) => pattern.matches(each));
  const targets: (readonly string[])[] = [];
  for (const each of names) targets.push(...targetOf(await tree.lstat([...folder, each].join('/'))));
  return targets;
}

function targetOf(entry: SourceEntry | undefined): readonly (readonly string[])[] {
  if (entry?.type !== 'symlink') return [];
  const { target, path } = entry;
  return [partsOf(target.startsWith('/') ? target : `${path}/../${target}`)];
}

/** Without `.`, and with `..` taken back; above the root there is nothing. */
function partsOf(path: string): readonly string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}
