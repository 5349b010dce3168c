import { linkSync, lstatSync, mkdirSync, rmSync, type Stats } from 'node:fs';

import { moveEntry } from '../../files/publish.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { baseName, parentPath } from '../../text/path-parts.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { readNotes } from './snapshot-notes.js';
import { setStats } from './snapshot-stack.js';

/**
 * Merges an unpacked layer into the folder that the layers below it made: its files replace those of the same name, and what
 * it removes is removed. Files are moved, not copied. No symbolic link is followed: it only enters real directories.
 *
 * @param layer folder of a snapshot, which cannot be used any more afterwards
 */
export function mergeLayer(layer: string, target: string): void {
  const notes = readNotes(layer);
  const opaque = new Set(notes.opaque);
  const implied = new Set(notes.implied);

  const merge = (path: string): void => {
    for (const name of readNames(`${layer}/fs/${path}`)) {
      const child = path === '' ? name : `${path}/${name}`;
      const from = `${layer}/fs/${child}`;
      const to = `${target}/${child}`;
      const stats = lstatSync(fsPath(from));
      if (stats.isDirectory() && !opaque.has(child) && isDirectory(to)) {
        merge(child);
        if (!implied.has(child)) setStats(to, stats);
        continue;
      }
      rmSync(fsPath(to), { recursive: true, force: true });
      if (!isWhiteout(stats)) moveEntry(fsPath(from), fsPath(to));
    }
  };

  const lower = new FolderDescent(target);
  try {
    // Hard links go to files of the layers below, so they are made before this layer changes those.
    for (const link of notes.links ?? []) {
      const file = `${lower.enter(parentPath(link.target))}/${baseName(link.target)}`;
      linkSync(fsPath(file), fsPath(`${layer}/fs/${link.path}`));
    }
  } finally {
    lower.close();
  }
  if (opaque.has('')) {
    rmSync(target, { recursive: true });
    mkdirSync(target);
  }
  merge('');
  if (!implied.has('')) setStats(target, lstatSync(`${layer}/fs`));
}

function isDirectory(file: string): boolean {
  return lstatSync(fsPath(file), { throwIfNoEntry: false })?.isDirectory() === true;
}

function isWhiteout(stats: Stats): boolean {
  return stats.isCharacterDevice() && stats.rdev === 0;
}
