import type { LayerEntry } from '../../layer/entry.js';
import type { LayerIndex } from '../../layer/layer-index.js';

/** How many paths are named. */
const KEPT = 3;

/** Paths that differ between two layers in more than times. Files come first: directories change with their content. */
export function differingPaths(
  before: LayerIndex,
  now: LayerIndex,
): { readonly named: readonly string[]; readonly count: number } {
  const old = new Map(before.entries.map((entry) => [entry.path, entry]));
  const differing: LayerEntry[] = [];
  for (const entry of now.entries) {
    const was = old.get(entry.path);
    old.delete(entry.path);
    if (was === undefined || substanceOf(was) !== substanceOf(entry)) differing.push(entry);
  }
  differing.push(...old.values());
  const rank = (entry: LayerEntry): number => (entry.type === 'directory' ? 1 : 0);
  const sorted = differing.toSorted((left, right) => rank(left) - rank(right));
  return { named: sorted.slice(0, KEPT).map(({ path }) => `/${path}`), count: sorted.length };
}

function substanceOf(entry: LayerEntry): string {
  return JSON.stringify(entry, (key, value: unknown) => (key === 'mtime' ? undefined : value));
}
