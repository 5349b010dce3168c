import { readlinkSync } from 'node:fs';

import { EngineBug, InfraError, errorCode } from '../errors.js';
import { decodeName, displayName, fsPath } from '../text/byte-name.js';
import { baseName, parentPath } from '../text/path-parts.js';
import { resolvePathSync, type TreeNode } from '../text/resolve-path.js';
import { holdFile, type HeldFile } from './held-file.js';

/** Where a path leads inside a folder. The caller must close `held`. */
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
      /** The names that would have to be made in it, each below the one before. Never empty, and none is `..`. */
      readonly names: readonly string[];
    }
  | {
      readonly kind: 'notDirectory';
      readonly path: string;
      /** What is on the way and not a directory. */
      readonly held: HeldFile;
    };

/**
 * Finds `path` inside the folder `root`, as a process would that has `root` as its root directory: symbolic links are
 * followed, and neither they nor `..` lead out. Each component is held by a descriptor before the next one is looked up in
 * it, and the result is held too. If somebody renames files meanwhile, another file may be found, but never one outside.
 *
 * @param root absolute path; links on the way to it are followed
 * @param options.followLast whether a symbolic link as the last component is followed
 * @throws TooManyLinks; what `open` throws, if `root` does not exist or something may not be read
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

/** The components of a path that were found so far, each held. */
class HeldTree {
  /** From the root down, each inside the one before. */
  readonly #components: HeldNode[];

  constructor(root: string) {
    this.#components = [{ path: '', held: holdFile(root, 'follow'), node: { type: 'directory' } }];
  }

  lstat(path: string): TreeNode | undefined {
    const last = this.#goBackTo(path);
    if (last.path === path) return last.node;
    const found = hold(`${last.held.path}/${baseName(path)}`);
    if (found === undefined) return undefined;
    this.#components.push({ path, ...found });
    return found.node;
  }

  /** Gives away the file at a path that `lstat` has found: the caller closes it. */
  take(path: string): HeldFile {
    this.#goBackTo(path);
    const last = this.#components.pop();
    if (last?.path !== path) throw new EngineBug(`${displayName(path)} is not held`);
    return last.held;
  }

  close(): void {
    for (const { held } of this.#components.splice(0)) held.close();
  }

  /** Closes everything that is not on the way to `path`. */
  #goBackTo(path: string): HeldNode {
    for (;;) {
      const last = this.#components.at(-1);
      if (last === undefined) throw new EngineBug('the root is not held');
      if (last.path === path || last.path === '' || path.startsWith(`${last.path}/`)) return last;
      last.held.close();
      this.#components.pop();
    }
  }
}

/** Number of attempts to read a symbolic link that keeps changing. */
const MOST_LOOKS = 100;

/** @returns `undefined` if there is nothing */
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

/** Codes for a name that does not exist, or cannot exist: it is too long, or has a NUL. */
const NOT_THERE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

function holdIfThere(path: string): HeldFile | undefined {
  try {
    return holdFile(path, 'keep');
  } catch (error) {
    if (NOT_THERE.has(errorCode(error))) return undefined;
    throw error;
  }
}

/** `undefined` when it is not a link any more. Any text is safe: it is only followed inside the root. */
function linkTarget(path: string): string | undefined {
  try {
    return decodeName(readlinkSync(fsPath(path), { encoding: 'buffer' }));
  } catch (error) {
    if (errorCode(error) === 'EINVAL' || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
