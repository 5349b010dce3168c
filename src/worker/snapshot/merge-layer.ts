import { linkSync, lstatSync, mkdirSync, rmSync } from 'node:fs';

import { errorCode, InfraError } from '../../errors.js';
import { moveEntry } from '../../files/publish.js';
import { displayName, encodeName, fsPath, readNames } from '../../text/byte-name.js';
import { baseName, parentPath } from '../../text/path-parts.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { readNotes, type SnapshotNotes } from './snapshot-notes.js';
import { setStats } from './snapshot-stack.js';

/**
 * Merges a layer that was unpacked in the form `plain` into the folder that the layers below it made: its files replace those of the same
 * name, and what it removes is removed. Files are moved, not copied. No symbolic link is followed: it only enters real directories.
 *
 * @param layer folder of a snapshot on the same file system, which cannot be used any more afterwards
 * @throws InfraError for a hard link to a file that the layers below do not have
 */
export async function mergeLayer(layer: string, target: string, kernel: Pick<KernelCalls, 'setXattr'>): Promise<void> {
  const notes = readNotes(layer);
  const opaque = new Set(notes.opaque);
  const implied = new Set(notes.implied);
  const removed = namesByFolder(notes.whiteouts ?? []);
  const merged = new Set<string>();

  const merge = (path: string): void => {
    merged.add(path);
    for (const name of removed.get(path) ?? [])
      rmSync(fsPath(`${target}/${path}/${name}`), { recursive: true, force: true });
    for (const name of readNames(`${layer}/fs/${path}`)) {
      const child = path === '' ? name : `${path}/${name}`;
      const from = `${layer}/fs/${child}`;
      const to = `${target}/${child}`;
      const stats = lstatSync(fsPath(from));
      if (stats.isDirectory() && !opaque.has(child) && isDirectory(to)) {
        // What is moved into it or removed from it changes its time.
        const own = implied.has(child) ? lstatSync(fsPath(to)) : stats;
        merge(child);
        setStats(to, own);
        continue;
      }
      rmSync(fsPath(to), { recursive: true, force: true });
      moveEntry(fsPath(from), fsPath(to));
    }
  };

  makeLinks(notes, layer, target);
  const root = lstatSync(implied.has('') ? target : `${layer}/fs`);
  if (opaque.has('')) {
    rmSync(target, { recursive: true });
    mkdirSync(target);
  }
  merge('');
  setStats(target, root);
  for (const { path, xattrs } of notes.attributes ?? []) {
    if (!merged.has(path)) continue;
    for (const [name, value] of Object.entries(xattrs))
      await kernel.setXattr(encodeName(`${target}/${path}`), name, Buffer.from(value, 'base64'));
  }
}

/** Hard links go to files of the layers below, so they are made before this layer changes those. */
function makeLinks({ links = [] }: SnapshotNotes, layer: string, target: string): void {
  const lower = new FolderDescent(target);
  try {
    for (const link of links) {
      try {
        const file = `${lower.enter(parentPath(link.target))}/${baseName(link.target)}`;
        const folder = `${layer}/fs/${parentPath(link.path)}`;
        const stats = lstatSync(fsPath(folder));
        linkSync(fsPath(file), fsPath(`${layer}/fs/${link.path}`));
        setStats(folder, stats);
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR', 'ELOOP', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
        const [name, other] = [displayName(link.path), displayName(link.target)];
        throw new InfraError(`layer entry ${name} is a hard link to ${other}, which no layer below has`, {
          cause: error,
        });
      }
    }
  } finally {
    lower.close();
  }
}

function namesByFolder(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const names = found.get(parentPath(path)) ?? [];
    found.set(parentPath(path), names);
    names.push(baseName(path));
  }
  return found;
}

function isDirectory(file: string): boolean {
  return lstatSync(fsPath(file), { throwIfNoEntry: false })?.isDirectory() === true;
}
