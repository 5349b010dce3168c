import { EngineBug, UserError } from '../../errors.js';
import { excludePatterns, IgnoreMatcher } from '../../layer/pattern/dockerignore.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import { hasWildcard } from '../../layer/pattern/go-path-match.js';
import { identifySource } from './identify-source.js';
import type { CopyRequest, CopySelection, CopySource, SelectedEntry, SelectedSource } from './copy-request.js';
import { InlineFile } from './inline-file.js';
import { missingSource, unsentSource } from './missing-source.js';
import { cleanPath, followSource, joinPath, matchSource, type SourceMatch } from './source-paths.js';
import { ownedByRoot, walkSource, type SourceFilters } from './source-walk.js';
import { byCodeUnit } from '../../text/code-unit-order.js';
import { baseName } from '../../text/path-parts.js';

type PatternSource = Extract<CopySource, { kind: 'pattern' }>;

/** A selected source with the name that reports give it. */
interface Named {
  readonly source: SelectedSource;
  readonly shownAs: string;
}

/**
 * Resolves the sources of a COPY or ADD, as BuildKit's file operations do (`solver/llbsolver/file/backend.go`, fsutil `copy/`),
 * without looking at the destination.
 *
 * - A literal path must exist; a pattern may match nothing, unless the directory before its first wildcard is missing.
 * - A source that is a symbolic link, or lies behind one, is followed inside of its tree; links below it are kept.
 * - `--exclude` patterns are relative to each source. They do not apply to a source itself, not even to a file that a pattern
 *   picked (moby/buildkit#5489; the reference says otherwise).
 * - `--parents` takes everything below the part before `/./` that matches the rest.
 *
 * @throws UserError for a missing source or a malformed pattern
 */
export async function selectSources(request: CopyRequest): Promise<CopySelection> {
  const exclude = matcherOf(request.excludes, request);
  // No spreading into calls: there may be more of both than a call can have arguments.
  const selected: (readonly Named[])[] = [];
  for (const source of request.sources) selected.push(await selectSource(source, request, exclude));
  const files: (readonly (readonly [string, string])[])[] = [];
  for (const { source, shownAs } of selected.flat()) files.push(await identifySource(source, shownAs, request));
  return { request, sources: selected.flat().map(({ source }) => source), files: sortedOnce(files.flat()) };
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
      // `<<.` names a directory, and `<<a/b` one that is not there.
      if (name === '' || name.includes('/')) {
        throw new UserError(`the here-document <<${source.name} has a name that no file of its own can have`, {
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
 * Whether a source is here, and yet not where BuildKit looks for it (`SentFiles`): a directory of which the pattern behind its
 * pivot takes nothing, or a name with a backslash.
 */
async function isUnsent(
  { source: { below } }: Named,
  { resolved }: SourceMatch,
  { pattern, isSent }: PatternSource,
  { include }: SourceFilters,
): Promise<boolean> {
  const doubtful = pattern.includes('\\') || (include !== undefined && below.length === 0);
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
  const owned = (picked: SelectedEntry): SelectedEntry =>
    source.keepOwners ? picked : { ...picked, entry: ownedByRoot(picked.entry) };
  const top = { path: '', source: match.resolved.path, entry };
  const below = entry.type === 'directory' ? await walkSource(tree, top, filters) : [];
  if (filters.include !== undefined || filters.exclude !== undefined)
    await requireRootLinks(source, top, below, request);
  return {
    source: {
      tree,
      baseName: baseName(match.path),
      top: owned(top),
      contentsOnly: source.whole !== true,
      below: below.map(owned),
      unpack: source.unpack,
    },
    shownAs: match.path,
  };
}

/**
 * Where some of a whole tree is taken, links at its root must lead somewhere, although they are copied as links: BuildKit
 * follows them for its key (`cache/contenthash/checksum.go`, `includedPaths`).
 */
async function requireRootLinks(
  source: PatternSource,
  top: SelectedEntry,
  below: readonly SelectedEntry[],
  { location }: CopyRequest,
): Promise<void> {
  if (top.source !== '') return;
  for (const { entry, path } of below) {
    if (entry.type !== 'symlink' || path.includes('/')) continue;
    const match = await followSource(source.tree, path);
    if (match.resolved.entry === undefined) throw await missingSource({ ...source, match, location });
  }
}

/** The part before the first `/./` is the source, the rest a pattern of what to take below it. */
async function selectWithParents(
  source: PatternSource,
  request: CopyRequest,
  exclude: IgnoreMatcher | undefined,
): Promise<readonly Named[]> {
  const pivot = source.pattern.indexOf('/./');
  const base = pivot < 0 ? '' : source.pattern.slice(0, pivot);
  const pattern = cleanPath(pivot < 0 ? source.pattern : source.pattern.slice(pivot + 3));
  // Without any pattern the matcher takes nothing, and that is what BuildKit makes of `COPY --parents .`.
  const include = IgnoreMatcher.of(excludePatterns([pattern], request.location));
  const selected = await selectPattern({ ...source, pattern: base }, request, { include, exclude });
  if (!hasWildcard(base) && !hasWildcard(pattern))
    await requirePath(source, joinPath(cleanPath(base), pattern), selected, request);
  return selected;
}

/** A path without wildcards must have been taken, by a way that leads through no link. */
async function requirePath(
  source: PatternSource,
  path: string,
  selected: readonly Named[],
  request: CopyRequest,
): Promise<void> {
  const taken = selected.some(
    ({ source: { top, below }, shownAs }) =>
      top.source === shownAs &&
      below.some((entry) => entry.implied !== true && joinPath(shownAs, entry.path).startsWith(path)),
  );
  if (taken && path !== '') return;
  const match = { path, resolved: { path, missing: path } };
  throw await missingSource({
    ...source,
    match,
    location: request.location,
  });
}

/** A source that the caller made: it is there, or the caller is wrong. */
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
  const below = entry.type === 'directory' ? await walkSource(tree, top, filters) : [];
  return { source: { tree, baseName: baseName(path), top, contentsOnly: false, below, unpack }, shownAs };
}

function matcherOf(patterns: readonly string[], request: CopyRequest): IgnoreMatcher | undefined {
  return patterns.length === 0 ? undefined : IgnoreMatcher.of(excludePatterns(patterns, request.location));
}

/** By path, then identity; what several sources pick alike stands once. */
function sortedOnce(files: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  const sorted = files.toSorted(([a, x], [b, y]) => (a === b ? byCodeUnit(x, y) : byCodeUnit(a, b)));
  return sorted.filter(([path, identity], index) => {
    const before = sorted[index - 1];
    return before?.[0] !== path || before[1] !== identity;
  });
}
