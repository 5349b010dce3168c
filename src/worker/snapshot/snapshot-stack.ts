import { chmodSync, chownSync, lstatSync, mkdirSync, utimesSync, type Stats } from 'node:fs';

import { fsPath } from '../../text/byte-name.js';
import { readNotes } from './snapshot-notes.js';
import { errorCode } from '../../errors.js';

/** Snapshots on top of each other, seen without a mount: what a directory of the flattened tree is. */
export class SnapshotStack {
  readonly #folders: readonly string[];
  readonly #implied: readonly ReadonlySet<string>[];
  readonly #opaque: readonly ReadonlySet<string>[];

  /** @param folders the snapshots' folders, lowest first */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
    const notes = folders.map(readNotes);
    this.#implied = notes.map((note) => new Set(note.implied));
    this.#opaque = notes.map((note) => new Set(note.opaque));
  }

  /**
   * The directory that shows at `path`, with the metadata of the highest layer that names it; `undefined` where none shows.
   *
   * @param path relative, `''` for the root, as in `LayerEntry.path`
   */
  directory(path: string): Stats | undefined {
    let first: Stats | undefined;
    for (let layer = this.#folders.length - 1; layer >= 0; layer--) {
      const stats = lookup(`${this.#folders[layer] ?? ''}/fs/${path}`);
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
   * Overlayfs takes a directory's metadata from the highest layer that has it, also where that layer only implies it. Makes
   * in `folder` a layer for the very top with these directories as the layers that name them have them.
   *
   * @returns whether there was any
   */
  writeImplied(folder: string): boolean {
    const wanted = new Set<string>();
    for (const implied of this.#implied.slice(1)) {
      for (const path of implied) {
        if (path === '' || wanted.has(path) || this.directory(path) === undefined) continue;
        for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) wanted.add(path.slice(0, at));
        wanted.add(path);
      }
    }
    if (wanted.size === 0) return false;
    mkdirSync(folder, { recursive: true });
    const made = [...wanted].sort();
    for (const path of made) mkdirSync(fsPath(`${folder}/${path}`));
    for (const path of [...made.reverse(), '']) {
      const stats = this.directory(path);
      if (stats !== undefined) setStats(`${folder}/${path}`, stats);
    }
    return true;
  }

  /** Gives `folder`, a fresh upper directory, the metadata of the root. */
  copyRoot(folder: string): void {
    const root = this.directory('');
    if (root === undefined) chmodSync(folder, 0o755);
    else setStats(folder, root);
  }

  /** Whether the layer hides what the ones below have at `path`. */
  #isCut(layer: number, path: string): boolean {
    const opaque = this.#opaque[layer];
    if (opaque === undefined || opaque.size === 0) return false;
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) if (opaque.has(at)) return true;
    return opaque.has('');
  }
}

/** `hidden`: something that is no directory stands in the way. */
function lookup(file: string): Stats | 'absent' | 'hidden' {
  try {
    return lstatSync(fsPath(file));
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'absent' : 'hidden';
  }
}

/** Gives a folder the owner, mode and times of another. */
export function setStats(folder: string, stats: Stats): void {
  const name = fsPath(folder);
  chownSync(name, stats.uid, stats.gid);
  chmodSync(name, stats.mode & 0o7777);
  utimesSync(name, stats.atimeMs / 1000, stats.mtimeMs / 1000);
}
