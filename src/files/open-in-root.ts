import { readlinkSync } from 'node:fs';

import { EngineBug, InfraError, errorCode } from '../errors.js';
import { decodeName, displayName, fsPath } from '../text/byte-name.js';
import { baseName, parentPath } from '../text/path-parts.js';
import { resolvePathSync, type TreeNode } from '../text/resolve-path.js';
import { holdFile, type HeldFile } from './held-file.js';

/** Where a path leads inside of a folder. Whoever asked closes `held`. */
export type FoundInRoot =
  | {
      readonly kind: 'found';
      /** Path below the root, links resolved: `etc/passwd`; empty for the root itself. */
      readonly path: string;
      readonly held: HeldFile;
    }
  | {
      readonly kind: 'missing';
      readonly path: string;
      /** The deepest directory on the way that exists. */
      readonly held: HeldFile;
      /** What would have to be made in it, one below the other; never empty, and none is `..`. */
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'notDirectory';
      readonly path: string;
      /** What stands on the way and is not a directory. */
      readonly held: HeldFile;
    };

/**
 * Finds `path` inside of the folder `root`, as a process would that has `root` as its root directory: symbolic links are
 * followed, and neither they nor `..` lead out. Every component is held by a descriptor before the next one is looked for
 * in it, and the result is held too: whoever renames files meanwhile can change what is found, but not make it lie outside.
 *
 * @param root absolute path; links on the way to it are followed
 * @param options.followLast whether a symbolic link as the last component is followed
 * @throws TooManyLinks; what `open` throws, when `root` does not exist or something may not be looked at
 */
export function openInRoot(root: string, path: string, options: { readonly followLast: boolean }): FoundInRoot {
  const tree = new HeldTree(root);
  try {
    const found = resolvePathSync(tree, path, options);
    if (found.entry !== undefined) return { kind: 'found', path: found.path, held: tree.take(found.path) };
    if (found.notDirectory !== undefined) {
      return { kind: 'notDirectory', path: found.path, held: tree.take(found.notDirectory) };
    }
    const parent = parentPath(found.missing ?? found.path);
    const names = found.path.slice(parent === '' ? 0 : parent.length + 1).split('/');
    return { kind: 'missing', path: found.path, held: tree.take(parent), names };
  } finally {
    tree.close();
  }
}

interface HeldNode {
  readonly path: string;
  readonly held: HeldFile;
  readonly node: TreeNode;
}

/** What a walk went through, each held. */
class HeldTree {
  /** From the root down, each in the one before. */
  readonly #way: HeldNode[];

  constructor(root: string) {
    this.#way = [{ path: '', held: holdFile(root, 'follow'), node: { type: 'directory' } }];
  }

  lstat(path: string): TreeNode | undefined {
    const last = this.#goBackTo(path);
    if (last.path === path) return last.node;
    const found = hold(`${last.held.path}/${baseName(path)}`);
    if (found === undefined) return undefined;
    this.#way.push({ path, ...found });
    return found.node;
  }

  /** Hands out what stands at a path that `lstat` has seen, and forgets it. */
  take(path: string): HeldFile {
    this.#goBackTo(path);
    const last = this.#way.pop();
    if (last?.path !== path) throw new EngineBug(`${displayName(path)} is not held`);
    return last.held;
  }

  close(): void {
    for (const { held } of this.#way.splice(0)) held.close();
  }

  /** Lets go of what is not on the way to `path`. */
  #goBackTo(path: string): HeldNode {
    for (;;) {
      const last = this.#way.at(-1);
      if (last === undefined) throw new EngineBug('the root is not held');
      if (last.path === path || last.path === '' || path.startsWith(`${last.path}/`)) return last;
      last.held.close();
      this.#way.pop();
    }
  }
}

/** A symbolic link that is changed between looking at it and reading it is looked at again, this often. */
const MOST_LOOKS = 100;

/** @returns undefined where there is nothing */
function hold(path: string): Omit<HeldNode, 'path'> | undefined {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const held = holdIfThere(path);
    if (held === undefined) return undefined;
    if (!held.stats.isSymbolicLink()) {
      return { held, node: { type: held.stats.isDirectory() ? 'directory' : 'other' } };
    }
    try {
      const target = linkTarget(path);
      if (target !== undefined) return { held, node: { type: 'symlink', target } };
    } catch (error) {
      held.close();
      throw error;
    }
    held.close();
  }
  throw new InfraError(`${displayName(baseName(path))} keeps changing while it is looked at`, { retryable: true });
}

/** These names do not exist, or cannot: too long, or with a NUL. */
const NOT_THERE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

function holdIfThere(path: string): HeldFile | undefined {
  try {
    return holdFile(path, 'keep');
  } catch (error) {
    if (NOT_THERE.has(errorCode(error))) return undefined;
    throw error;
  }
}

/** Undefined when it is not a link any more. The text is safe whoever wrote it: it is followed inside of the root. */
function linkTarget(path: string): string | undefined {
  try {
    return decodeName(readlinkSync(fsPath(path), { encoding: 'buffer' }));
  } catch (error) {
    if (errorCode(error) === 'EINVAL' || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
