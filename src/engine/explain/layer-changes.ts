import type { LayerEntry } from '../../layer/entry.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { PackedEntries } from '../../layer/packed-entries.js';

/** How many paths are named. */
const KEPT = 3;

/** Paths that differ between two layers in more than times. Files come first: directories change with their content. */
export function differingPaths(
  before: LayerIndex,
  now: LayerIndex,
): { readonly named: readonly string[]; readonly count: number } {
  const [old, current] = [PackedEntries.of(before.entries), PackedEntries.of(now.entries)];
  const files: string[] = [];
  const directories: string[] = [];
  let count = 0;
  const add = ({ type, path }: LayerEntry): void => {
    count++;
    const paths = type === 'directory' ? directories : files;
    if (paths.length < KEPT) paths.push(`/${path}`);
  };
  for (const entry of current) {
    const was = old.get(entry.path);
    if (was === undefined || substanceOf(was) !== substanceOf(entry)) add(entry);
  }
  for (const entry of old) if (current.typeAt(entry.path) === undefined) add(entry);
  return { named: [...files, ...directories].slice(0, KEPT), count };
}

function substanceOf(entry: LayerEntry): string {
  return JSON.stringify(entry, (key, value: unknown) => (key === 'mtime' ? undefined : value));
}
