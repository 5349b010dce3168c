import { nearest } from '../../text/nearest.js';
import { WordError } from '../../dockerfile/syntax/error-location.js';
import type { SourceLocation, UserError } from '../../errors.js';
import { displayName } from '../../text/byte-name.js';
import type { SourceTree } from '../../layer/source-tree.js';
import { joinPath, type SourceMatch } from './source-paths.js';
import { baseName } from '../../text/path-parts.js';

/** Limit of entries to search for a file of the same name. It is enough for a project, but not for a root filesystem. */
const SEARCH_LIMIT = 5000;

export interface MissingSource {
  readonly tree: SourceTree;
  readonly match: SourceMatch;
  /** The source as the instruction has it. */
  readonly pattern: string;
  /** The same before variables were expanded. */
  readonly written?: string | undefined;
  readonly ignoredBy?: ((path: string) => Promise<string | undefined>) | undefined;
  readonly location: SourceLocation | undefined;
}

/** The error for a source that does not exist. It says which pattern hides it, or suggests another path. */
export async function missingSource(missing: MissingSource): Promise<UserError> {
  const { path, resolved } = missing.match;
  const shown = displayName(path === '' ? '/' : path);
  const word = missing.written ?? missing.pattern;
  const hidden = (await missing.ignoredBy?.(path)) ?? (await missing.ignoredBy?.(resolved.path));
  if (hidden !== undefined) {
    return new WordError(
      `"${shown}" not found in ${missing.tree.label}: .dockerignore excludes it by "${hidden}"`,
      word,
      {
        location: missing.location,
        hint: `Take the pattern out of .dockerignore, or add "!${shown}" after it.`,
      },
    );
  }
  if (resolved.notDirectory !== undefined) {
    const blocker = displayName(resolved.notDirectory);
    return new WordError(`"${shown}" not found in ${missing.tree.label}: ${blocker} is not a directory`, word, {
      location: missing.location,
    });
  }
  if (missing.ignoredBy !== undefined && leavesTop(missing.pattern)) {
    return new WordError(`"${displayName(missing.pattern)}" is outside of ${missing.tree.label}`, word, {
      location: missing.location,
      hint: `A build takes files from its context only. Give the other folder as a context too (--build-context NAME=FOLDER, or the input build-contexts) and write COPY --from=NAME, or begin the build one folder higher.`,
    });
  }
  const led = resolved.path === path ? '' : `: it leads to ${displayName(resolved.path)}, which does not exist`;
  const instead = await suggestion(missing.tree, resolved.path);
  return new WordError(`"${shown}" not found in ${missing.tree.label}${led}`, word, {
    location: missing.location,
    hint: instead === undefined ? undefined : `Did you mean ${displayName(instead)}?`,
  });
}

/** Whether a `..` of it goes above the folder that it starts from. */
function leavesTop(pattern: string): boolean {
  let depth = 0;
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    depth += part === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/** The error for what is in the context's directory but is not sent to the build (`SentFiles`). */
export function unsentSource(
  { tree, pattern, written = pattern }: Pick<MissingSource, 'tree' | 'pattern' | 'written'>,
  location: SourceLocation | undefined,
): UserError {
  const shown = displayName(written);
  return pattern.includes('\\')
    ? new WordError(`"${shown}" not found in ${tree.label}: a backslash escapes the character after it`, written, {
        location,
        hint: 'Write ? in place of the backslash of a name, or copy the directory that the file is in.',
      })
    : new WordError(`nothing in ${tree.label} matches "${shown}"`, written, {
        location,
        hint: 'A pattern may match nothing only in a directory that the build takes something else from.',
      });
}

/**
 * The most similar path that exists, component by component; if there is none, a file of the same name elsewhere in the tree.
 */
async function suggestion(tree: SourceTree, path: string): Promise<string | undefined> {
  let found = '';
  for (const name of path.split('/')) {
    const names = await tree.readdir(found);
    const next = names.includes(name) ? name : nearest(name, names);
    if (next === undefined) return sameName(tree, baseName(path));
    found = joinPath(found, next);
  }
  return found === '' ? undefined : found;
}

/** Breadth first, to find the one nearest to the root. */
async function sameName(tree: SourceTree, wanted: string): Promise<string | undefined> {
  const directories = [''];
  let seen = 0;
  for (let directory = directories.shift(); directory !== undefined; directory = directories.shift()) {
    for (const name of await tree.readdir(directory)) {
      const path = joinPath(directory, name);
      if (name.toLowerCase() === wanted.toLowerCase()) return path;
      if (++seen > SEARCH_LIMIT) return undefined;
      if ((await tree.lstat(path))?.type === 'directory') directories.push(path);
    }
  }
  return undefined;
}
