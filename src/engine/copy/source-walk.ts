import type { IgnoreMatcher, Verdict } from '../../layer/pattern/dockerignore.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import type { SelectedEntry } from './copy-request.js';
import { joinPath } from './source-paths.js';

export interface SourceFilters {
  /** `--parents`: only what matches, or is below something that does, is taken. */
  readonly include?: IgnoreMatcher | undefined;
  /** `--exclude`. */
  readonly exclude?: IgnoreMatcher | undefined;
}

interface Directory {
  readonly selected: SelectedEntry;
  /** Already among the entries. */
  taken: boolean;
  readonly parent: Directory | undefined;
  readonly include: Verdict | undefined;
  readonly exclude: Verdict | undefined;
}

/**
 * Walks the directory `top` as fsutil's copier does: links are taken as they are; filters see paths relative to `top`, which
 * is itself never filtered; a directory that the filters do not take is still entered where something below may be taken, and
 * then comes along as `implied`.
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
    // `excluded` is the matcher's word for "a pattern applies".
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

/** Whether a directory that is not taken itself must be entered. */
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

/** The entry with the owner that it has where owners are not kept. */
export function ownedByRoot(entry: SourceEntry): SourceEntry {
  return entry.uid === 0 && entry.gid === 0 ? entry : { ...entry, uid: 0, gid: 0 };
}
