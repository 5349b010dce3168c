import type { PathSize } from '../../layer/path-sizes.js';

/** A path that takes more of the image than it did, in bytes before compression. */
export interface GrownPath {
  readonly path: string;
  /** What it takes now. */
  readonly bytes: number;
  /** By how much it grew, at least. */
  readonly more: number;
}

/** Bytes. Smaller growth is not reported: it makes no image big. */
const LEAST_GROWTH = 1024;

/** A layer of an image; `paths` absent if the layer was not read. */
interface ListedLayer {
  readonly digest: string;
  readonly base: boolean;
  readonly paths?: readonly PathSize[];
}

/**
 * The paths where an image grew, the largest growth first. With the arguments swapped: where it shrank. Layers that both
 * images have are left out, and so are those of bases. The others are compared all together, so a file that moved from one
 * step to another did not grow.
 *
 * @returns `undefined` if a layer that changed was not read, so that growth is not known
 */
export function grownPaths(
  before: readonly ListedLayer[],
  now: readonly ListedLayer[],
): readonly GrownPath[] | undefined {
  const old = changedPaths(before, now);
  const fresh = changedPaths(now, before);
  if (old === undefined || fresh === undefined) return undefined;
  return growth(old, fresh).sort((left, right) => right.more - left.more);
}

/** The paths of the layers that are not among `others`. */
function changedPaths(layers: readonly ListedLayer[], others: readonly ListedLayer[]): readonly PathSize[] | undefined {
  const known = new Set(others.map(({ digest }) => digest));
  const changed = layers.filter(({ digest, base }) => !base && !known.has(digest));
  return changed.every(({ paths }) => paths !== undefined) ? changed.flatMap(({ paths }) => paths ?? []) : undefined;
}

/**
 * The two lists may go to different depths: what one lists file by file may be a single directory in the other. A
 * directory's total is known if it, or anything below it, is listed. So growth is reported at the lowest paths whose size
 * both lists know. If only the new list has a path, it may have been in the unlisted rest of a directory above it: only what
 * exceeds that rest counts.
 */
function growth(old: readonly PathSize[], fresh: readonly PathSize[]): GrownPath[] {
  const before = wholes(old);
  const now = wholes(fresh);
  const unlisted = new Map<string, number>();
  for (const { path, bytes } of old) unlisted.set(path, (unlisted.get(path) ?? 0) + bytes);
  const grown: GrownPath[] = [];
  const reported = new Map<string, number>();
  // The lowest first, so that their growth is not reported again for the directories above.
  const lowestFirst = [...now].sort(([left], [right]) => depth(right) - depth(left));
  for (const [path, size] of lowestFirst) {
    const was = before.get(path) ?? unlisted.get(knownAbove(path, before)) ?? 0;
    const more = size - was - (reported.get(path) ?? 0);
    const isReported = more >= LEAST_GROWTH;
    if (isReported) grown.push({ path, bytes: size, more });
    const passedUp = (reported.get(path) ?? 0) + (isReported ? more : 0);
    if (path !== '/') reported.set(parentOf(path), (reported.get(parentOf(path)) ?? 0) + passedUp);
  }
  return grown;
}

/** Each listed path and each directory above it, with the total of what is at and below it. */
function wholes(paths: readonly PathSize[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { path, bytes } of paths) {
    for (let at = path; ; at = parentOf(at)) {
      sizes.set(at, (sizes.get(at) ?? 0) + bytes);
      if (at === '/') break;
    }
  }
  return sizes;
}

function knownAbove(path: string, known: ReadonlyMap<string, number>): string {
  let at = path;
  while (at !== '/' && !known.has(at)) at = parentOf(at);
  return at;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function depth(path: string): number {
  return path === '/' ? 0 : path.split('/').length;
}
