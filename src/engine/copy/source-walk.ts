import type { IgnoreMatcher, Verdict } from '../../layer/pattern/dockerignore.js';
import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import type { SelectedEntry } from './copy-request.js';

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
 *
 * @param shown what an entry is to look like
 */
export function walkSource(
  tree: SourceTree,
  top: SelectedEntry,
  filters: SourceFilters,
  shown: (entry: SourceEntry) => SourceEntry,
): AsyncIterable<SelectedEntry> {
  return { [Symbol.asyncIterator]: () => walk(tree, top, filters, shown) };
}

async function* walk(
  tree: SourceTree,
  top: SelectedEntry,
  filters: SourceFilters,
  shown: (entry: SourceEntry) => SourceEntry,
): AsyncGenerator<SelectedEntry, void, undefined> {
  const enter = async (directory: Directory): Promise<Entered> => {
    const names = await tree.readdir(directory.selected.source);
    return { directory, names: names[Symbol.iterator]() };
  };
  const { include, exclude } = filters;
  const root = { selected: top, taken: true, parent: undefined, include: include?.root, exclude: exclude?.root };
  const pending = [await enter(root)];
  for (let here = pending.at(-1); here !== undefined; here = pending.at(-1)) {
    const next = here.names.next();
    if (next.done === true) {
      pending.pop();
      continue;
    }
    const child = await look(tree, here.directory, next.value, filters, shown);
    if (child === undefined) continue;
    if (child.taken) {
      yield* takenParents(here.directory);
      yield child.selected;
    }
    if (child.selected.entry.type === 'directory') pending.push(await enter(child));
  }
}

interface Entered {
  readonly directory: Directory;
  readonly names: Iterator<string>;
}

/** What is called `name` in a directory, unless the filters leave it out, with everything in it. */
async function look(
  tree: SourceTree,
  parent: Directory,
  name: string,
  filters: SourceFilters,
  shown: (entry: SourceEntry) => SourceEntry,
): Promise<Directory | undefined> {
  const path = below(parent.selected.path, name);
  const include = parent.include && filters.include?.matchesBelow(parent.include, path);
  const exclude = parent.exclude && filters.exclude?.matchesBelow(parent.exclude, path);
  // For the matcher, `excluded` means that a pattern matches.
  const taken = include?.excluded !== false && exclude?.excluded !== true;
  if (!taken && !mayTakeBelow(path, filters, include, exclude)) return undefined;
  const entry = await tree.lstat(below(parent.selected.source, name));
  if (entry === undefined || (!taken && entry.type !== 'directory')) return undefined;
  return { selected: { path, source: entry.path, entry: shown(entry) }, taken, parent, include, exclude };
}

function below(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
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

function* takenParents(directory: Directory): Generator<SelectedEntry, void, undefined> {
  if (directory.taken) return;
  if (directory.parent !== undefined) yield* takenParents(directory.parent);
  directory.taken = true;
  yield { ...directory.selected, implied: true };
}

/** The entry with root as owner. */
export function ownedByRoot(entry: SourceEntry): SourceEntry {
  return entry.uid === 0 && entry.gid === 0 ? entry : { ...entry, uid: 0, gid: 0 };
}
