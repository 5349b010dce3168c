import { execFile } from 'node:child_process';
import { chmodSync, chownSync, linkSync, lstatSync, mkdirSync, utimesSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';

import { errorCode, InfraError } from '../../errors.js';
import { displayName, fsPath } from '../../text/byte-name.js';
import { parentPath } from '../../text/path-parts.js';
import { isWhiteoutDevice } from '../kernel/overlay-marks.js';
import type { Lower } from './store.js';

/** Snapshots on top of each other. Answers what is at a path of the flattened tree, without a mount. */
export class SnapshotStack {
  /** The layers' files. */
  readonly #folders: readonly string[];
  readonly #implied: readonly ReadonlySet<string>[];
  readonly #opaque: readonly ReadonlySet<string>[];
  /** For each layer, its hard links to files of layers below: targets by path. */
  readonly #links: readonly ReadonlyMap<string, string>[];
  /** For each layer, what was already looked up. Snapshots do not change. */
  readonly #lookedUp: readonly Map<string, 'folder' | Nothing>[];

  /** @param lowers lowest first */
  constructor(lowers: readonly Lower[]) {
    this.#folders = lowers.map(({ files }) => files);
    const notes = lowers.map((lower) => lower.notes);
    this.#implied = notes.map((note) => new Set(note.implied));
    this.#opaque = notes.map((note) => new Set(note.opaque));
    this.#lookedUp = notes.map(() => new Map());
    this.#links = notes.map((note) => new Map((note.links ?? []).map(({ path, target }) => [path, target])));
  }

  /**
   * The directory that is visible at `path`, with the metadata of the highest layer that names it; `undefined` if none is.
   *
   * @param path relative, `''` for the root, as in `LayerEntry.path`
   */
  directory(path: string): Stats | undefined {
    let first: Stats | undefined;
    for (let layer = this.#folders.length - 1; layer >= 0; layer--) {
      const stats = this.#lookup(layer, path);
      if (stats === 'hidden' || (stats !== 'absent' && !stats.isDirectory())) return first;
      if (stats !== 'absent') {
        if (this.#implied[layer]?.has(path) !== true) return stats;
        first ??= stats;
      }
      if (this.#isCut(layer, path)) return first;
    }
    return first;
  }

  /**
   * Makes a topmost layer in `folder` with what overlayfs would get wrong. Overlayfs takes a directory's metadata from the
   * highest layer that has it, even if that layer only implies it: here such directories have the metadata of the layer that
   * names them. And overlayfs does not know the hard links to files of layers below: here they are.
   *
   * @returns whether such a layer is needed
   * @throws InfraError for a link to a file that no layer below has
   */
  async writeTop(folder: string): Promise<boolean> {
    const wanted = new Set<string>();
    const links = this.#shownLinks();
    for (const { path } of links)
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) wanted.add(path.slice(0, at));
    for (const implied of this.#implied.slice(1)) {
      for (const path of implied) {
        if (path === '' || wanted.has(path) || this.directory(path) === undefined) continue;
        for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) wanted.add(path.slice(0, at));
        wanted.add(path);
      }
    }
    if (wanted.size + links.length === 0) return false;
    mkdirSync(folder, { recursive: true });
    const made = [...wanted].sort();
    for (const path of made) mkdirSync(fsPath(`${folder}/${path}`));
    await linkOrCopy(links, folder);
    for (const path of [...made.reverse(), '']) {
      const stats = this.directory(path);
      if (stats !== undefined) setStats(`${folder}/${path}`, stats);
    }
    return true;
  }

  /** Gives `folder`, a new upper directory, the metadata of the root. */
  copyRoot(folder: string): void {
    const root = this.directory('');
    if (root === undefined) chmodSync(folder, 0o755);
    else setStats(folder, root);
  }

  /** The links that no layer above hides or replaces, each with the file that it links to. */
  #shownLinks(): readonly { readonly path: string; readonly file: string }[] {
    return this.#links.flatMap((links, layer) =>
      [...links].flatMap(([path, target]) => {
        for (let above = layer + 1; above < this.#folders.length; above++)
          if (this.#lookup(above, path) !== 'absent' || this.#isCut(above, path)) return [];
        const file = this.#fileBelow(layer, target);
        if (file !== undefined) return [{ path, file }];
        throw new InfraError(
          `layer entry ${displayName(path)} is a hard link to ${displayName(target)}, which no layer below has`,
        );
      }),
    );
  }

  /** The file that is visible at `path` in the layers below `top`. */
  #fileBelow(top: number, path: string): string | undefined {
    for (let layer = top - 1; layer >= 0; layer--) {
      const target = this.#links[layer]?.get(path);
      if (target !== undefined) return this.#fileBelow(layer, target);
      const stats = this.#lookup(layer, path);
      if (stats === 'hidden') return undefined;
      if (stats !== 'absent') {
        return stats.isDirectory() || isWhiteoutDevice(stats) ? undefined : `${this.#folders[layer] ?? ''}/${path}`;
      }
      if (this.#isCut(layer, path)) return undefined;
    }
    return undefined;
  }

  /** What one layer has at `path`. A hard link that is not made yet hides what the layers below have. */
  #lookup(layer: number, path: string): Stats | Nothing {
    if (this.#links[layer]?.has(path) === true) return 'hidden';
    const parent = path === '' ? 'folder' : this.#folderAt(layer, parentPath(path));
    return parent === 'folder' ? lookup(`${this.#folders[layer] ?? ''}/${path}`) : parent;
  }

  /** Whether the layer itself has a folder at `path`: a symbolic link on the way would lead out of the layer. */
  #folderAt(layer: number, path: string): 'folder' | Nothing {
    const known = this.#lookedUp[layer];
    const before = known?.get(path);
    if (before !== undefined) return before;
    const found = this.#lookup(layer, path);
    const result = typeof found === 'string' ? found : found.isDirectory() ? 'folder' : 'hidden';
    known?.set(path, result);
    return result;
  }

  /** Whether the layer hides what the ones below have at `path`. */
  #isCut(layer: number, path: string): boolean {
    const opaque = this.#opaque[layer];
    if (opaque === undefined || opaque.size === 0) return false;
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (opaque.has(at)) return true;
    return opaque.has('');
  }
}

/**
 * Gives files of the layers below further names in `folder`. A file of an image is on another file system, so it is copied
 * first: overlayfs does the same when one of its names is written to. Its content may still be coming, so another process waits for it.
 */
async function linkOrCopy(
  links: readonly { readonly path: string; readonly file: string }[],
  folder: string,
): Promise<void> {
  const copies = new Map<string, string>();
  for (const { path, file } of links) {
    const name = `${folder}/${path}`;
    try {
      linkSync(fsPath(copies.get(file) ?? file), fsPath(name));
    } catch (error) {
      if (errorCode(error) !== 'EXDEV') throw error;
      const [from, to] = [fsPath(file), fsPath(name)];
      if (typeof from !== 'string' || typeof to !== 'string')
        throw new InfraError(`a layer has a hard link ${displayName(path)} to a file of a layer below`, {
          hint: 'Use --storage-driver overlay: names that are not UTF-8 cannot be linked between images.',
        });
      await promisify(execFile)('cp', ['-a', '--', from, to]);
      copies.set(file, name);
    }
  }
}

/** A path does not exist, or something on the way to it is not a directory. */
type Nothing = 'absent' | 'hidden';

function lookup(file: string): Stats | Nothing {
  try {
    return lstatSync(fsPath(file));
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'absent' : 'hidden';
  }
}

/** Gives a folder the owner, mode and times of another one. */
export function setStats(folder: string, stats: Stats): void {
  const name = fsPath(folder);
  chownSync(name, stats.uid, stats.gid);
  chmodSync(name, stats.mode & 0o7777);
  utimesSync(name, stats.atimeMs / 1000, stats.mtimeMs / 1000);
}
