import type { IgnoreMatcher, Verdict } from '../../layer/pattern/dockerignore.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import type { SelectedEntry } from './copy-request.js';
import { joinPath } from './source-paths.js';

export interface SourceFilters {
  /** `--parents`: only what matches, and what is below it, is taken. */
  readonly include?: IgnoreMatcher | undefined;
  /** `--exclude`. */
  readonly exclude?: IgnoreMatcher | undefined;
}

interface Directory {
  readonly selected: SelectedEntry;
  /** It is among the entries. */
  taken: boolean;
  readonly parent: Directory | undefined;
  readonly include: Verdict | undefined;
  readonly exclude: Verdict | undefined;
}

/**
 * Walks the directory `top` as fsutil's copier does. Links are not followed. Filters apply to paths relative to `top`, but not to `top`
 * itself. A directory that the filters leave out is still entered if they may take something below it; if they do, it is taken as
 * `implied`.
 */
export async function walkSource(
  tree: SourceTree,
  top: SelectedEntry,
  filters: SourceFilters,
): Promise<readonly SelectedEntry[]> {
  const entries: SelectedEntry[] = [];
  const root: Directory = {
    selected: top,
    taken: true,
    parent: undefined,
    include: filters.include?.root,
    exclude: filters.exclude?.root,
  };
  await walkDirectory(tree, root, filters, entries);
  return entries;
}

async function walkDirectory(
  tree: SourceTree,
  directory: Directory,
  filters: SourceFilters,
  entries: SelectedEntry[],
): Promise<void> {
  for (const name of await tree.readdir(directory.selected.source)) {
    const path = joinPath(directory.selected.path, name);
    const include = directory.include && filters.include?.matchesBelow(directory.include, path);
    const exclude = directory.exclude && filters.exclude?.matchesBelow(directory.exclude, path);
    // For the matcher, `excluded` means that a pattern matches.
    const taken = include?.excluded !== false && exclude?.excluded !== true;
    const enter = taken || mayTakeBelow(path, filters, include, exclude);
    if (!enter) continue;
    const entry = await tree.lstat(joinPath(directory.selected.source, name));
    if (entry === undefined) continue;
    if (!taken && entry.type !== 'directory') continue;
    const selected = { path, source: entry.path, entry };
    const here: Directory = { selected, taken, parent: directory, include, exclude };
    if (taken) {
      takeParents(directory, entries);
      entries.push(selected);
    }
    if (entry.type === 'directory') await walkDirectory(tree, here, filters, entries);
  }
}

/** Whether the filters may take something below a directory that they leave out. */
function mayTakeBelow(
  path: string,
  filters: SourceFilters,
  include: Verdict | undefined,
  exclude: Verdict | undefined,
): boolean {
  if (exclude?.excluded === true && filters.exclude?.mayContainIncluded(path) !== true) return false;
  if (include === undefined || include.excluded) return true;
  return filters.include?.patterns.some((pattern) => pattern.path.mayMatchBelow(path)) === true;
}

function takeParents(directory: Directory, entries: SelectedEntry[]): void {
  if (directory.taken) return;
  if (directory.parent !== undefined) takeParents(directory.parent, entries);
  directory.taken = true;
  entries.push({ ...directory.selected, implied: true });
}

/** The entry with root as owner. */
export function ownedByRoot(entry: SourceEntry): SourceEntry {
  return entry.uid === 0 && entry.gid === 0 ? entry : { ...entry, uid: 0, gid: 0 };
}
