import { InfraError, UserError, errorCode } from '../errors.js';
import { displayName, readNames } from '../text/byte-name.js';
import { readContextEntry, type ContextEntry } from './context-entry.js';
import type { RawTree } from './visible-tree.js';

/** All files in a directory, whether ignored or not. */
export class DirectoryFiles implements RawTree {
  readonly #root: string;
  readonly #prefix: string;
  readonly #label: string;
  readonly #platform: NodeJS.Platform;

  constructor(root: string, label: string, platform: NodeJS.Platform) {
    this.#root = root;
    this.#prefix = root.endsWith('/') ? root : `${root}/`;
    this.#label = label;
    this.#platform = platform;
  }

  read(path: string): ContextEntry | undefined {
    // A name with a backslash or a colon would be another path on Windows; nothing there can be called so.
    if (this.#platform === 'win32' && /[\\:]/.test(path)) return undefined;
    try {
      return readContextEntry(this.path(path), path, this.#platform);
    } catch (error) {
      throw this.error(path, error);
    }
  }

  names(path: string): readonly string[] {
    try {
      return readNames(this.path(path));
    } catch (error) {
      throw this.error(path, error);
    }
  }

  /** Where the file at `path` of the context lies on this machine. */
  path(path: string): string {
    // Not `join`, which takes as long as looking at the file does.
    return path === '' ? this.#root : `${this.#prefix}${path}`;
  }

  /** What to throw for an error of the file system at `path`. */
  error(path: string, cause: unknown): Error {
    const code = errorCode(cause);
    if (cause instanceof Error && code === undefined) return cause;
    if (code === 'EACCES' || code === 'EPERM') {
      return new UserError(`no permission to read ${displayName(path)} in ${this.#label}`, {
        hint: 'Make it readable, or name it in .dockerignore.',
        cause,
      });
    }
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO') return this.changed(path);
    return new InfraError(`cannot read ${displayName(path)} in ${this.#label}`, { cause });
  }

  changed(path: string): InfraError {
    return new InfraError(`${displayName(path)} in ${this.#label} changed while it was read`, {
      retryable: true,
      hint: 'Stop what writes to it during the build, or name it in .dockerignore.',
    });
  }
}
