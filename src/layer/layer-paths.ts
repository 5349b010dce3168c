import { parentPath } from '../text/path-parts.js';
import { resolvePathSync, TooManyLinks, type TreeNode } from '../text/resolve-path.js';
import { InvalidTar } from './tar/tar-block.js';

/**
 * Rewrites paths of a tar that go through a symbolic link of the same tar to where the link leads. Unpackers follow such links when they
 * write. After rewriting, every parent is a directory, so that a hostile tar cannot reach out of the root.
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

  /** Notes what is at `path` (resolved) from now on. @param target of a symbolic link; `undefined` for anything else */
  note(path: string, target: string | undefined): void {
    if (target === undefined) {
      if (this.#links.size === 0 || !this.#links.delete(path)) return;
    } else {
      this.#links.set(path, target);
    }
    this.#lastParent = '';
    this.#lastResolved = '';
  }

  /** `path` with its parents resolved, but not its last component. @throws InvalidTar after too many links */
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
