import { EngineBug, UserError } from '../../errors.js';
import { excludePatterns, IgnoreMatcher } from '../../layer/pattern/dockerignore.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { hasWildcard } from '../../layer/pattern/go-path-match.js';
import { FileListBuilder } from '../file-list.js';
import { identifySource } from './identify-source.js';
import type { CopyRequest, CopySelection, CopySource, SelectedEntry, SelectedSource } from './copy-request.js';
import { InlineFile } from './inline-file.js';
import { missingSource, unsentSource } from './missing-source.js';
import { cleanPath, followSource, joinPath, matchSource, type SourceMatch } from './source-paths.js';
import { ownedByRoot, walkSource, type SourceFilters } from './source-walk.js';
import { baseName } from '../../text/path-parts.js';

type PatternSource = Extract<CopySource, { kind: 'pattern' }>;

/** A selected source and its name for reports. */
interface Named {
  readonly source: SelectedSource;
  readonly shownAs: string;
}

/**
 * Resolves the sources of a COPY or ADD, without looking at the destination. The rules are those of BuildKit's file operations
 * (`solver/llbsolver/file/backend.go`, fsutil `copy/`):
 *
 * - A path without wildcards must exist. A pattern may match nothing, unless the directory before its first wildcard is missing.
 * - A source that is a symbolic link, or is reached through one, is followed inside of its tree. Links below it are kept.
 * - `--exclude` patterns are relative to each source. They do not apply to the source itself, not even to a file that a pattern
 *   matched (moby/buildkit#5489; the reference says otherwise).
 * - `--parents` takes everything below the part before `/./` that matches the rest.
 *
 * @throws UserError for a missing source or a malformed pattern
 */
export async function selectSources(request: CopyRequest): Promise<CopySelection> {
  const exclude = matcherOf(request.excludes, request);
  // Not spread into calls: there may be more entries than a call can have arguments.
  const selected: (readonly Named[])[] = [];
  for (const source of request.sources) selected.push(await selectSource(source, request, exclude));
  const files = new FileListBuilder(selected.flat()[0]?.source.tree.paths);
  for (const { source, shownAs } of selected.flat()) await identifySource(source, shownAs, request, files);
  return { request, sources: selected.flat().map(({ source }) => source), files: files.finish() };
}

async function selectSource(
  source: CopySource,
  request: CopyRequest,
  exclude: IgnoreMatcher | undefined,
): Promise<readonly Named[]> {
  switch (source.kind) {
    case 'pattern':
      return request.parents
        ? selectWithParents(source, request, exclude)
        : selectPattern(source, request, { exclude });
    case 'inline': {
      const name = cleanPath(source.name);
      // `<<.` names a directory, and `<<a/b` is in a directory that does not exist.
      if (name === '' || name.includes('/')) {
        throw new UserError(`the here-document <<${source.name} has a name that cannot be the name of a file`, {
          location: request.location,
          hint: 'Give it a name without slashes; the destination says where it goes.',
        });
      }
      const tree = new InlineFile(name, source.content, request.created);
      return [await selectKnown(tree, name, `<<${source.name}`, false, { exclude })];
    }
    case 'file':
      return [await selectKnown(source.tree, source.path, source.shownAs, source.unpack, { exclude })];
    case 'tree':
      return [await selectKnown(source.tree, '', source.shownAs, false, { exclude })];
  }
}

async function selectPattern(
  source: PatternSource,
  request: CopyRequest,
  filters: SourceFilters,
): Promise<readonly Named[]> {
  const { prefix, matches } = await matchSource(source.tree, source.pattern, request.location);
  const selected: Named[] = [];
  for (const match of matches) {
    const named = await selectMatch(source, match, request, filters);
    if (await isUnsent(named, match, source, filters)) {
      if (match === prefix) throw unsentSource(source, request.location);
    } else selected.push(named);
  }
  if (selected.length === 0 && (await source.isSent?.(prefix.resolved.path)) === false)
    throw unsentSource(source, request.location);
  return selected;
}

/**
 * Whether a source exists but BuildKit would not find it, as it is not sent (`SentFiles`): a directory in which the pattern behind
 * `/./` matches nothing, or a name with a backslash.
 */
async function isUnsent(
  { source: { below } }: Named,
  { resolved }: SourceMatch,
  { pattern, isSent }: PatternSource,
  { include }: SourceFilters,
): Promise<boolean> {
  const doubtful = pattern.includes('\\') || (include !== undefined && (await isEmpty(below)));
  return doubtful && (await isSent?.(resolved.path)) === false;
}

async function selectMatch(
  source: PatternSource,
  match: SourceMatch,
  request: CopyRequest,
  filters: SourceFilters,
): Promise<Named> {
  const { tree } = source;
  const { entry } = match.resolved;
  if (entry === undefined) throw await missingSource({ ...source, match, location: request.location });
  const shown = source.keepOwners ? asItIs : ownedByRoot;
  const top = { path: '', source: match.resolved.path, entry: shown(entry) };
  const below = entry.type === 'directory' ? walkSource(tree, top, filters, shown) : NOTHING;
  if (filters.include !== undefined || filters.exclude !== undefined)
    await requireRootLinks(source, top, below, request);
  return {
    source: {
      tree,
      baseName: baseName(match.path),
      top,
      contentsOnly: source.whole !== true,
      below,
      unpack: source.unpack,
    },
    shownAs: match.path,
  };
}

/**
 * If only a part of a whole tree is taken, links at its root must not be broken, although they are copied as links: BuildKit follows
 * them for its key (`cache/contenthash/checksum.go`, `includedPaths`).
 */
async function requireRootLinks(
  source: PatternSource,
  top: SelectedEntry,
  below: AsyncIterable<SelectedEntry>,
  { location }: CopyRequest,
): Promise<void> {
  if (top.source !== '') return;
  for await (const { entry, path } of below) {
    if (entry.type !== 'symlink' || path.includes('/')) continue;
    const match = await followSource(source.tree, path);
    if (match.resolved.entry === undefined) throw await missingSource({ ...source, match, location });
  }
}

/** The part before the first `/./` is the source, the rest is a pattern for what to take below it. */
async function selectWithParents(
  source: PatternSource,
  request: CopyRequest,
  exclude: IgnoreMatcher | undefined,
): Promise<readonly Named[]> {
  const pivot = source.pattern.indexOf('/./');
  const base = pivot < 0 ? '' : source.pattern.slice(0, pivot);
  const pattern = cleanPath(pivot < 0 ? source.pattern : source.pattern.slice(pivot + 3));
  // An empty pattern matches nothing: `COPY --parents .` takes nothing in BuildKit, too.
  const include = IgnoreMatcher.of(excludePatterns([pattern], request.location));
  const selected = await selectPattern({ ...source, pattern: base }, request, { include, exclude });
  if (!hasWildcard(base) && !hasWildcard(pattern))
    await requirePath(source, joinPath(cleanPath(base), pattern), selected, request);
  return selected;
}

/** A path without wildcards must be among what was taken, without a link on the way. */
async function requirePath(
  source: PatternSource,
  path: string,
  selected: readonly Named[],
  request: CopyRequest,
): Promise<void> {
  for (const {
    source: { top, below },
    shownAs,
  } of path === '' ? [] : selected) {
    if (top.source !== shownAs) continue;
    for await (const entry of below) {
      if (entry.implied !== true && joinPath(shownAs, entry.path).startsWith(path)) return;
    }
  }
  const match = { path, resolved: { path, missing: path } };
  throw await missingSource({
    ...source,
    match,
    location: request.location,
  });
}

/** A source that the caller made, and that therefore exists. */
async function selectKnown(
  tree: SourceTree,
  path: string,
  shownAs: string,
  unpack: boolean,
  filters: SourceFilters,
): Promise<Named> {
  const entry: SourceEntry | undefined = await tree.lstat(path);
  if (entry === undefined) throw new EngineBug(`${tree.label} has no ${path}`);
  const top = { path: '', source: path, entry };
  const below = entry.type === 'directory' ? walkSource(tree, top, filters, asItIs) : NOTHING;
  return { source: { tree, baseName: baseName(path), top, contentsOnly: false, below, unpack }, shownAs };
}

function matcherOf(patterns: readonly string[], request: CopyRequest): IgnoreMatcher | undefined {
  return patterns.length === 0 ? undefined : IgnoreMatcher.of(excludePatterns(patterns, request.location));
}

const NOTHING: AsyncIterable<SelectedEntry> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

async function isEmpty(entries: AsyncIterable<SelectedEntry>): Promise<boolean> {
  for await (const entry of entries) return entry.path.length < 0;
  return true;
}

function asItIs(entry: SourceEntry): SourceEntry {
  return entry;
}
