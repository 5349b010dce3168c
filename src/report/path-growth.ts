import type { PathSize } from '../layer/path-sizes.js';

/** Bytes that a path has in one layer and in another; `rest` as in PathSize. */
export interface PathGrowth {
  readonly path: string;
  readonly before: number;
  readonly after: number;
  readonly rest?: true;
}

/**
 * What became larger or smaller between two layers of one step. Each lists a few paths and sums up the others, so a path that
 * one of them lists may be within a sum of the other: then the nearest directory is told whose size both say. Every byte is
 * counted once; the largest growth first.
 */
export function pathGrowth(before: readonly PathSize[], after: readonly PathSize[]): readonly PathGrowth[] {
  const comparable = new Set<string>();
  for (const { path } of [...before, ...after]) comparable.add(nearestKnown(path, before, after));
  const paths = [...comparable].sort();
  return paths
    .map((path): PathGrowth => {
      const inner = paths.filter((other) => other !== path && isWithin(other, path));
      const outermost = inner.filter((one) => !inner.some((other) => other !== one && isWithin(one, other)));
      const own = (side: readonly PathSize[]): number =>
        total(side, path) - outermost.reduce((sum, other) => sum + total(side, other), 0);
      return { path, before: own(before), after: own(after), ...(inner.length > 0 && { rest: true as const }) };
    })
    .filter((growth) => growth.before !== growth.after)
    .sort((left, right) => right.after - right.before - (left.after - left.before));
}

function nearestKnown(path: string, before: readonly PathSize[], after: readonly PathSize[]): string {
  for (let nearest = path; ; nearest = parentOf(nearest)) {
    if (nearest === '/' || (isKnown(before, nearest) && isKnown(after, nearest))) return nearest;
  }
}

/** Whether a list says how much is at a path: something of it is listed, or no sum of a directory above can hold some of it. */
function isKnown(paths: readonly PathSize[], path: string): boolean {
  return paths.some((item) => isWithin(item.path, path)) || !paths.some((item) => isWithin(path, item.path));
}

function total(paths: readonly PathSize[], path: string): number {
  return paths.reduce((sum, item) => sum + (isWithin(item.path, path) ? item.bytes : 0), 0);
}

function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(`${directory}/`);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/';
}
