import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';

import { UserError } from '../../errors.js';
import { resolveInRoot } from '../../files/resolve-in-root.js';

export interface MountPoint {
  /** Absolute path in the image. */
  readonly target: string;
  readonly kind: 'directory' | 'file';
  /** Stays in the image when the step made it. */
  readonly stays?: boolean;
}

/**
 * Makes the mount points that the image lacks, and takes them away after the step if it left them empty, but for those that
 * stay. A parent's time does not change by either, so that no trace of them is in the layer.
 */
export class MountPoints {
  readonly #rootfs: string;
  /** Deepest first. */
  readonly #made: string[] = [];

  /** @throws UserError when a target's parent is no directory */
  constructor(rootfs: string, points: readonly MountPoint[]) {
    this.#rootfs = rootfs;
    for (const point of points) {
      const place = resolveInRoot(rootfs, point.target);
      if (place === rootfs) continue;
      try {
        this.#make(place, point.kind, point.stays === true);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        throw new UserError(`cannot mount on ${point.target}: ${error.message.replaceAll(rootfs, '')}`, {
          cause: error,
        });
      }
    }
  }

  remove(): void {
    for (const place of this.#made) {
      // The step may have put a symbolic link in the way.
      if (resolveInRoot(this.#rootfs, place.slice(this.#rootfs.length)) !== place) continue;
      const stats = lstatSync(place, { throwIfNoEntry: false });
      if (stats?.isDirectory() === true && readdirSync(place).length === 0)
        keepParentTime(place, () => rmdirSync(place));
      else if (stats?.isFile() === true && stats.size === 0) keepParentTime(place, () => unlinkSync(place));
    }
  }

  #make(place: string, kind: 'directory' | 'file', stays: boolean): void {
    if (lstatSync(place, { throwIfNoEntry: false }) !== undefined) return;
    const parent = parentOf(place);
    if (parent !== this.#rootfs) this.#make(parent, 'directory', stays);
    keepParentTime(place, () => {
      if (kind === 'directory') mkdirSync(place, { mode: 0o755 });
      else closeSync(openSync(place, 'wx', 0o644));
    });
    if (!stays) this.#made.unshift(place);
  }
}

function keepParentTime(place: string, change: () => void): void {
  const parent = parentOf(place);
  const { atimeMs, mtimeMs } = statSync(parent);
  change();
  utimesSync(parent, atimeMs / 1000, mtimeMs / 1000);
}

function parentOf(place: string): string {
  return place.slice(0, place.lastIndexOf('/'));
}
