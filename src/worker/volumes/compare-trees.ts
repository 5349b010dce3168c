import { lstatSync, type BigIntStats, type Stats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import type { DirectoryEntry, NewEntry } from '../../layer/entry.js';
import { fileContent, HoleBudget } from '../../layer/file-content.js';
import { fsPath, readNames } from '../../text/byte-name.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import { isWhiteoutDevice } from '../kernel/overlay-marks.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { metadataOf, specialEntry, xattrsAt, type FolderXattrs } from '../snapshot/captured-entry.js';
import type { LayerSink } from '../trees/layer-sink.js';
import { isSameFolder, isUntouched, NOTHING, type KnownEntries, type KnownEntry, type Origin } from './origin.js';

export interface Comparison {
  /** The tree as it is now. */
  readonly root: string;
  /** As it was when the step began. */
  readonly origin: Origin;
  readonly signal: AbortSignal;
}

/** Entries after which other work gets its turn. */
const BATCH = 500;

/**
 * Reads what a step changed in a tree as a layer, in one pass, sorted by name: what overlayfs would have in its upper directory. Nobody can
 * set the time of change of a file (ctime), so a file that still has it was not touched, and is not read.
 *
 * @throws SyscallError when extended attributes cannot be read; whatever the sink throws; the signal's reason
 */
export async function captureChanges(comparison: Comparison, kernel: KernelCalls, sink: LayerSink): Promise<void> {
  const xattrs = await kernel.scanXattrs(comparison.root);
  const descent = new FolderDescent(comparison.root);
  try {
    await new Changes(comparison, xattrs, descent, sink).folder('', comparison.origin.entries(''));
  } finally {
    descent.close();
  }
}

/** An entry that is in the tree now. */
interface Found {
  readonly path: string;
  /** Valid until the next folder is entered. */
  readonly file: string;
  readonly stats: BigIntStats;
  readonly was: KnownEntry | undefined;
}

class Changes {
  readonly #comparison: Comparison;
  readonly #xattrs: FolderXattrs;
  readonly #descent: FolderDescent;
  readonly #sink: LayerSink;
  readonly #links = new Map<string, string>();
  /** Folders above the current one that did not change. They are written before the first entry below them. */
  readonly #pending: DirectoryEntry[] = [];
  readonly #holes = new HoleBudget();
  #count = 0;

  constructor(comparison: Comparison, xattrs: FolderXattrs, descent: FolderDescent, sink: LayerSink) {
    this.#comparison = comparison;
    this.#xattrs = xattrs;
    this.#descent = descent;
    this.#sink = sink;
  }

  /** @param known what was in the folder */
  async folder(folder: string, known: KnownEntries): Promise<void> {
    const names = new Set([...readNames(this.#descent.enter(folder)), ...known.keys()]);
    for (const name of [...names].sort()) {
      await this.#pause();
      const path = folder === '' ? name : `${folder}/${name}`;
      const file = `${this.#descent.enter(folder)}/${name}`;
      const stats = lstatSync(fsPath(file), { bigint: true, throwIfNoEntry: false });
      const was = known.get(name);
      if (stats === undefined) {
        if (was !== undefined) await this.#add({ type: 'whiteout', path });
      } else if (stats.isDirectory()) await this.#directory({ path, file, stats, was });
      else if (was === undefined || !isUntouched(was, stats)) await this.#other({ path, file, stats, was });
    }
  }

  async #directory({ path, file, stats, was }: Found): Promise<void> {
    const same = was !== undefined && isSameFolder(was, stats);
    const now = lstatSync(fsPath(file));
    const metadata = metadataOf(now, xattrsAt(this.#xattrs, path));
    // The folder that was there is gone, with all that was in it.
    const hides = !same && was?.kind === 'directory';
    const entry: DirectoryEntry = { type: 'directory', path, ...metadata, ...(hides ? { opaque: true } : {}) };
    const unchanged = same && (isUntouched(was, stats) || (metadata.xattrs === undefined && hasMetadata(was, now)));
    if (unchanged) this.#pending.push(entry);
    else await this.#add(entry);
    await this.folder(path, same ? this.#comparison.origin.entries(path) : NOTHING);
    if (this.#pending.at(-1) === entry) this.#pending.pop();
  }

  async #other({ path, file, stats, was }: Found): Promise<void> {
    // A layer cannot hold a socket, and this device is how layers say that there is nothing.
    if (stats.isSocket() || isWhiteoutDevice(stats)) {
      if (was !== undefined) await this.#add({ type: 'whiteout', path });
      return;
    }
    if (stats.nlink > 1n) {
      const first = this.#links.get(String(stats.ino));
      if (first !== undefined) {
        await this.#add({ type: 'hardlink', path, target: first });
        return;
      }
      this.#links.set(String(stats.ino), path);
    }
    const now = lstatSync(fsPath(file));
    const metadata = metadataOf(now, xattrsAt(this.#xattrs, path));
    if (now.isFile()) {
      this.#holes.spend(now, path);
      await this.#add({ type: 'file', path, size: now.size, ...metadata }, fileContent(file, now.size));
    } else await this.#add(specialEntry(file, path, now, metadata));
  }

  async #add(entry: NewEntry, content?: Iterable<Uint8Array>): Promise<void> {
    for (const parent of this.#pending.splice(0)) await this.#sink.add(parent);
    const adding = this.#sink.add(entry, content);
    if (adding !== undefined) await adding;
  }

  async #pause(): Promise<void> {
    if (++this.#count % BATCH > 0) return;
    await turn();
    this.#comparison.signal.throwIfAborted();
  }
}

/** Layers have times in whole seconds. */
function hasMetadata(was: KnownEntry, now: Stats): boolean {
  return (
    was.mode === (now.mode & 0o7777) &&
    was.uid === now.uid &&
    was.gid === now.gid &&
    was.mtime === Math.floor(now.mtimeMs / 1000)
  );
}
