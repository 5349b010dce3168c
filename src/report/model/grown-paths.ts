import type { PathSize } from '../../layer/path-sizes.js';

/** A path that takes more of the image than it did, in bytes before compression. */
export interface GrownPath {
  readonly path: string;
  /** How much it takes now, and how much of that is more than before, at least. */
  readonly bytes: number;
  readonly more: number;
}

/** Growth that is worth a line: of what is smaller nobody's image gets big. */
const WORTH_TELLING = 1024;

/** A layer of an image; `paths` absent where it was not looked into. */
interface ListedLayer {
  readonly digest: string;
  readonly base: boolean;
  readonly paths?: readonly PathSize[];
}

/**
 * Where an image grew, the most first; where it shrank, when called the other way round. Layers that both have cancel out, so
 * that only those that changed are compared, all together: a file that went from one step to another did not grow. A base's
 * are left out.
 *
 * @returns `undefined` when it cannot be told, as a layer that changed was not looked into
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

/** What the layers that `others` lack consist of. */
function changedPaths(layers: readonly ListedLayer[], others: readonly ListedLayer[]): readonly PathSize[] | undefined {
  const known = new Set(others.map(({ digest }) => digest));
  const changed = layers.filter(({ digest, base }) => !base && !known.has(digest));
  return changed.every(({ paths }) => paths !== undefined) ? changed.flatMap(({ paths }) => paths ?? []) : undefined;
}

/**
 * Two lists that divide their layers differently: what one lists file by file may be one directory in the other. A
 * directory's whole is known wherever it, or anything below it, is listed. So growth is told at the lowest paths whose
 * size is known on both sides, and of a path that only the new list has, what exceeds all that the old one did not list.
 */
function growth(old: readonly PathSize[], fresh: readonly PathSize[]): GrownPath[] {
  const before = wholes(old);
  const now = wholes(fresh);
  const unlisted = new Map<string, number>();
  for (const { path, bytes } of old) unlisted.set(path, (unlisted.get(path) ?? 0) + bytes);
  const grown: GrownPath[] = [];
  const told = new Map<string, number>();
  // The lowest first, so that what is told of them is not told again above.
  const lowestFirst = [...now].sort(([left], [right]) => depth(right) - depth(left));
  for (const [path, size] of lowestFirst) {
    const was = before.get(path) ?? unlisted.get(knownAbove(path, before)) ?? 0;
    const more = size - was - (told.get(path) ?? 0);
    const isTold = more >= WORTH_TELLING;
    if (isTold) grown.push({ path, bytes: size, more });
    const passed = (told.get(path) ?? 0) + (isTold ? more : 0);
    if (path !== '/') told.set(parentOf(path), (told.get(parentOf(path)) ?? 0) + passed);
  }
  return grown;
}

/** Each listed path and all above it, with what is at and below it. */
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
