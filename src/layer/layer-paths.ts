import { parentPath } from '../text/path-parts.js';
import { resolvePathSync, TooManyLinks, type TreeNode } from '../text/resolve-path.js';
import { InvalidTar } from './tar/tar-block.js';

/**
 * Paths of a tar whose parents are symbolic links of the same tar, rewritten to where the links lead. Unpackers write
 * through such links; rewriting lets everything behind this point treat a parent as a directory, which also keeps a hostile
 * tar from reaching out of the root.
 */
export class LayerPaths {
  readonly #links = new Map<string, string>();
  /** Whatever is not a link can be made a directory. */
  readonly #tree = {
    lstat: (path: string): TreeNode => {
      const target = this.#links.get(path);
      return target === undefined ? DIRECTORY : { type: 'symlink', target };
    },
  };
  #lastParent = '';
  #lastResolved = '';

  /** Says what stands at `path` (already resolved) from now on: a symlink's target, or `undefined` for anything else. */
  note(path: string, target: string | undefined): void {
    if (target === undefined) {
      if (this.#links.size === 0 || !this.#links.delete(path)) return;
    } else {
      this.#links.set(path, target);
    }
    this.#lastParent = '';
    this.#lastResolved = '';
  }

  /** `path` with its parents resolved; the last component stays as it is.  @throws InvalidTar after too many links */
  resolve(path: string): string {
    if (this.#links.size === 0) return path;
    const parent = parentPath(path);
    if (parent === '') return path;
    if (parent !== this.#lastParent) {
      this.#lastResolved = this.#directory(parent);
      this.#lastParent = parent;
    }
    if (this.#lastResolved === parent) return path;
    const name = path.slice(parent.length + 1);
    return this.#lastResolved === '' ? name : `${this.#lastResolved}/${name}`;
  }

  #directory(path: string): string {
    try {
      return resolvePathSync(this.#tree, path, { followLast: true }).path;
    } catch (error) {
      if (error instanceof TooManyLinks) throw new InvalidTar(error.message);
      throw error;
    }
  }
}

const DIRECTORY: TreeNode = { type: 'directory' };
