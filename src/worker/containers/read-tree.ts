import { lstatSync, statSync } from 'node:fs';

import { UserError } from '../../errors.js';
import type { NewEntry } from '../../layer/entry.js';
import { fileContent } from '../../layer/file-content.js';
import { displayName, fsPath } from '../../text/byte-name.js';
import { baseName, parentPath } from '../../text/path-parts.js';
import { openFolder } from '../kernel/descriptors.js';
import { RootedPath } from '../kernel/rooted-path.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { captureUpper } from '../storage/capture.js';
import type { LayerSink } from '../trees/layer-sink.js';
import { metadataOf, specialEntry } from '../snapshot/captured-entry.js';
import type { XattrFamily } from '../kernel/overlay-marks.js';
import { SnapshotStack } from '../snapshot/snapshot-stack.js';

export interface TreeRead {
  readonly root: string;
  readonly path: string;
  /** Whether a link at the end of the path is followed. */
  readonly followLink: boolean;
  /** The name that it gets; without one, what is in the folder is read. */
  readonly name: string | undefined;
  readonly family: XattrFamily;
  readonly signal: AbortSignal;
}

/**
 * Reads what is at a path of a container, in which others may be changing things, into `sink`. Everything is reached by descriptors, so
 * nothing outside of the container is read.
 *
 * @throws UserError when there is nothing
 */
export async function readTree(read: TreeRead, kernel: KernelCalls, sink: LayerSink): Promise<void> {
  const { root, path, followLink, name, family, signal } = read;
  const whole = new RootedPath(root, path);
  const last = baseName(whole.path);
  try {
    if (!whole.exists && followLink) throw missing(path);
    const isFolder = whole.exists && whole.stats.isDirectory();
    // A path that ends with a slash, or with a dot, means the folder that a link leads to.
    const keepsLink = !followLink && !/(?:^|\/)\.{0,2}$/.test(path);
    const named = keepsLink ? linkAt(root, path) : undefined;
    if (named !== undefined) {
      try {
        await addOne(`${named.folder}/${named.name}`, name ?? named.name, sink);
      } finally {
        named.close();
      }
      return;
    }
    if (!whole.exists) throw missing(path);
    if (!isFolder) {
      const above = new RootedPath(root, parentPath(whole.path.slice(1)));
      try {
        await addOne(`${above.file}/${last}`, name ?? last, sink);
      } finally {
        above.close();
      }
      return;
    }
    const prefixed = name === undefined ? sink : await below(name, whole, sink);
    const nothing = new SnapshotStack([]);
    await captureUpper({ upper: whole.file, lower: nothing, family, signal }, kernel, prefixed);
  } finally {
    whole.close();
  }
}

/** The link at the end of a path, in the folder that has it. */
function linkAt(
  root: string,
  path: string,
): { readonly folder: string; readonly name: string; readonly close: () => void } | undefined {
  const name = baseName(path);
  const above = new RootedPath(root, parentPath(path));
  if (above.exists && above.stats.isDirectory()) {
    const place = fsPath(`${above.file}/${name}`);
    if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      return { folder: above.file, name, close: () => above.close() };
  }
  above.close();
  return undefined;
}

async function addOne(file: string, path: string, sink: LayerSink): Promise<void> {
  const stats = lstatSync(fsPath(file), { throwIfNoEntry: false });
  if (stats === undefined || stats.isDirectory() || stats.isSocket()) throw missing(path);
  const metadata = metadataOf(stats, undefined);
  if (!stats.isFile()) await sink.add(specialEntry(file, path, stats, metadata));
  else await sink.add({ type: 'file', path, size: stats.size, ...metadata }, fileContent(file, stats.size));
}

/** Puts everything below a folder with this name. */
async function below(name: string, folder: RootedPath, sink: LayerSink): Promise<LayerSink> {
  await sink.add({ type: 'directory', path: name, ...metadataOf(statSync(folder.file), undefined) });
  const placed = (path: string): string => `${name}/${path}`;
  return {
    add: (entry: NewEntry, content) => {
      const moved = { ...entry, path: placed(entry.path) };
      return sink.add(moved.type === 'hardlink' ? { ...moved, target: placed(moved.target) } : moved, content);
    },
  };
}

function missing(path: string): UserError {
  return new UserError(`there is no ${displayName(path)} in the container`);
}

/** Opens the folder at a path of a container. @returns its descriptor @throws UserError when there is none */
export function openContainerFolder(root: string, path: string): number {
  const found = new RootedPath(root, path);
  try {
    if (!found.exists || !found.stats.isDirectory())
      throw new UserError(`there is no folder ${displayName(path)} in the container`);
    return openFolder(found.file);
  } finally {
    found.close();
  }
}
