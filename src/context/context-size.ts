import { lstatSync, type Stats } from 'node:fs';
import { parse } from 'node:path';

import { IgnoreMatcher, type Pattern, type Verdict } from '../layer/pattern/dockerignore.js';
import { displayName, fsPath, readNames } from '../text/byte-name.js';
import { EventLoopTurns } from '../async/yielding.js';
import { byCodeUnit } from '../text/code-unit-order.js';

/** What a walk over a context found until its end, or until a limit stopped it. */
export interface ContextSize {
  /** Bytes of all regular files that were seen. */
  readonly bytes: number;
  readonly entries: number;
  /** False if a limit stopped the walk. All numbers are then lower bounds. */
  readonly complete: boolean;
  /** The folders at the top, largest first; files at the top itself are not among them. */
  readonly folders: readonly { readonly path: string; readonly bytes: number; readonly entries: number }[];
}

export interface MeasureLimits {
  readonly maxEntries?: number;
  readonly maxMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/**
 * Adds up the files of a directory that .dockerignore does not exclude. The folders at the top are walked in parallel, level by
 * level, so that the result covers all of them even if a limit stops the walk. Unreadable files count as empty.
 *
 * @param limits by default 200,000 entries and 2 s
 */
export async function measureContext(
  root: string,
  ignore: readonly Pattern[],
  limits: MeasureLimits = {},
): Promise<ContextSize> {
  const matcher = IgnoreMatcher.of(ignore);
  // Not `join`, which takes as long as looking at the file does.
  const prefix = root.endsWith('/') ? root : `${root}/`;
  const breather = new EventLoopTurns(limits.signal);
  const end = performance.now() + (limits.maxMilliseconds ?? 2000);
  const maxEntries = limits.maxEntries ?? 200_000;
  const folders = new Map<string, { path: string; bytes: number; entries: number }>();
  const queue: { readonly path: string; readonly verdict: Verdict }[] = [{ path: '', verdict: matcher.root }];
  let bytes = 0;
  let entries = 0;
  const result = (complete: boolean): ContextSize => ({
    bytes,
    entries,
    complete,
    folders: [...folders.values()].sort((a, b) => b.bytes - a.bytes || byCodeUnit(a.path, b.path)),
  });

  for (let next = 0; next < queue.length; next++) {
    const directory = queue[next];
    if (directory === undefined) break;
    for (const name of namesOrNothing(directory.path === '' ? root : `${prefix}${directory.path}`)) {
      await breather.pause();
      if (entries >= maxEntries || performance.now() > end) return result(false);
      const path = directory.path === '' ? name : `${directory.path}/${name}`;
      const verdict = matcher.matchesBelow(directory.verdict, path);
      if (verdict.excluded && !matcher.mayContainIncluded(path)) continue;
      const stats = statsOrNothing(`${prefix}${path}`);
      if (stats?.isDirectory() === true) queue.push({ path, verdict });
      if (stats === undefined || verdict.excluded) continue;
      const size = stats.isFile() ? stats.size : 0;
      bytes += size;
      entries++;
      const [top = ''] = path.split('/', 1);
      if (top === path && !stats.isDirectory()) continue;
      const folder = folders.get(top) ?? { path: top, bytes: 0, entries: 0 };
      folder.bytes += size;
      folder.entries++;
      folders.set(top, folder);
    }
  }
  return result(true);
}

/** From this size on, a context gets a warning: reading all of it takes a noticeable time. */
const LARGE_BYTES = 1024 ** 3;
const LARGE_ENTRIES = 100_000;

/** The warning for a context that is the root of the machine or very large, in the form of a `warning` event. */
export function contextWarning(
  root: string,
  size: ContextSize,
): { readonly message: string; readonly hint: string } | undefined {
  const isRoot = root === parse(root).root;
  if (!isRoot && size.bytes < LARGE_BYTES && size.entries < LARGE_ENTRIES) return undefined;
  const amount = `${size.complete ? '' : 'at least '}${megabytes(size.bytes)} in ${size.entries} entries`;
  const largest = size.folders.slice(0, 5).map((folder) => `${displayName(folder.path)}/ ${megabytes(folder.bytes)}`);
  return {
    message:
      `the build context is ${isRoot ? `the root directory ${root}` : 'very large'}: ${amount}` +
      (largest.length === 0 ? '' : `; largest: ${largest.join(', ')}`),
    hint: 'Name what the build does not need in .dockerignore, or give a smaller directory as the context.',
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function namesOrNothing(directory: string): readonly string[] {
  try {
    return readNames(directory);
  } catch {
    return [];
  }
}

function statsOrNothing(path: string): Stats | undefined {
  try {
    return lstatSync(fsPath(path), { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
