import { InfraError, UserError, errorCode } from '../errors.js';
import { SourceChanged, STOP_WRITING } from '../layer/source-changed.js';
import { displayName, readNames } from '../text/byte-name.js';
import { readContextEntry, type ContextEntry } from './context-entry.js';
import type { SettledFiles } from './settled-files.js';
import type { RawTree } from './visible-tree.js';

export interface DirectoryFilesOptions {
  /** What errors call the directory. */
  readonly label: string;
  readonly platform: NodeJS.Platform;
  /** Paths that are not part of the tree. */
  readonly own: ReadonlySet<string>;
  /** Where files that change are copied to. `undefined`: a change is an error. */
  readonly settled: SettledFiles | undefined;
  /** Called for a file that changed. @returns a function that makes the source read the file again */
  readonly onChange: (path: string) => () => void;
}

/** All files in a directory, whether ignored or not. */
export class DirectoryFiles implements RawTree {
  readonly #root: string;
  readonly #prefix: string;
  readonly #options: DirectoryFilesOptions;

  constructor(root: string, options: DirectoryFilesOptions) {
    this.#root = root;
    this.#prefix = root.endsWith('/') ? root : `${root}/`;
    this.#options = options;
  }

  read(path: string): ContextEntry | undefined {
    // A name with a backslash or a colon would be another path on Windows; nothing there can be called so.
    const { platform, own, settled } = this.#options;
    if (platform === 'win32' && /[\\:]/.test(path)) return undefined;
    if (own.has(path)) return undefined;
    try {
      const found = readContextEntry(this.#place(path), path, platform);
      return found === undefined ? undefined : (settled?.entryOf(path, found) ?? found);
    } catch (error) {
      throw this.error(path, error);
    }
  }

  names(path: string): readonly string[] {
    const { own } = this.#options;
    try {
      const names = readNames(this.#place(path));
      return own.size === 0 ? names : names.filter((name) => !own.has(path === '' ? name : `${path}/${name}`));
    } catch (error) {
      throw this.error(path, error);
    }
  }

  /** The file on this machine that has the content of the file at `path` in the context. */
  path(path: string): string {
    return this.#options.settled?.copyOf(path) ?? this.#place(path);
  }

  #place(path: string): string {
    // Not `join`, which takes as long as looking at the file does.
    return path === '' ? this.#root : `${this.#prefix}${path}`;
  }

  /** What to throw for an error of the file system at `path`. */
  error(path: string, cause: unknown): Error {
    const code = errorCode(cause);
    if (cause instanceof Error && code === undefined) return cause;
    if (code === 'EACCES' || code === 'EPERM') {
      return new UserError(`no permission to read ${displayName(path)} in ${this.#options.label}`, {
        hint: 'Make it readable, or name it in .dockerignore.',
        cause,
      });
    }
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'ENXIO') return this.changed(path);
    return new InfraError(`cannot read ${displayName(path)} in ${this.#options.label}`, { cause });
  }

  /** The error to throw if a file has changed since it was read first. */
  changed(path: string): InfraError {
    const { label, settled, onChange } = this.#options;
    const what = `${displayName(path)} in ${label}`;
    if (settled !== undefined) return new SourceChanged(what, onChange(path));
    return new InfraError(`${what} changed while it was read`, { retryable: true, hint: STOP_WRITING });
  }

  /** Copies a file, so that its content stays as it is now. */
  settle(path: string): void {
    this.#options.settled?.settle(path, this.#place(path));
  }
}
