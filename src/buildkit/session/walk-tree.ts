import type { SourceEntry, SourceTree } from '../../layer/source-tree.js';
import type { FollowedPaths } from './followed-paths.js';

/** Above these, code units are not in the order of UTF-8's bytes. */
const HIGH = /[\uD800-\uFFFF]/;

/**
 * The entries of a tree as a builder wants them: folders before what is in them, names in the order of their bytes, without the
 * root. A folder of which only a part is asked for comes only if something in it does.
 */
export async function* walkTree(
  tree: SourceTree,
  wanted: FollowedPaths | undefined,
): AsyncGenerator<SourceEntry, void, undefined> {
  yield* below(tree, '', wanted, []);
}

/** @param waiting the folders above that have not been given yet; emptied when they are */
async function* below(
  tree: SourceTree,
  folder: string,
  wanted: FollowedPaths | undefined,
  waiting: SourceEntry[],
): AsyncGenerator<SourceEntry, void, undefined> {
  for (const name of inByteOrder(await tree.readdir(folder))) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const isWanted = wanted?.has(path) ?? true;
    if (!isWanted && wanted?.mayHaveBelow(path) === false) continue;
    const entry = await tree.lstat(path);
    if (entry === undefined || (!isWanted && entry.type !== 'directory')) continue;
    if (isWanted) {
      yield* waiting.splice(0);
      yield entry;
      if (entry.type === 'directory') yield* below(tree, path, undefined, []);
    } else {
      waiting.push(entry);
      yield* below(tree, path, wanted, waiting);
      if (waiting.at(-1) === entry) waiting.pop();
    }
  }
}

function inByteOrder(names: readonly string[]): readonly string[] {
  if (!names.some((name) => HIGH.test(name))) return names;
  return [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
