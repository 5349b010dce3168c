import { lstatSync, type Stats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import type { DirectoryEntry, NewEntry } from '../../layer/entry.js';
import { fileContent, HoleBudget } from '../../layer/file-content.js';
import { decodeName, fsPath, readNames } from '../../text/byte-name.js';
import { metadataOf, specialEntry, xattrsAt, type FolderXattrs } from '../snapshot/captured-entry.js';
import { FolderDescent } from '../kernel/folder-descent.js';
import type { KernelCalls } from '../kernel/syscalls.js';
import { isWhiteoutDevice, OPAQUE_XATTR, type XattrFamily } from '../kernel/overlay-marks.js';
import type { LayerSink } from '../trees/layer-sink.js';
import type { SnapshotNotes } from '../snapshot/snapshot-notes.js';
import type { SnapshotStack } from '../snapshot/snapshot-stack.js';

export interface CaptureOptions {
  /** The overlay's upper directory. */
  readonly upper: string;
  /** The layers that it was mounted on. */
  readonly lower: SnapshotStack;
  readonly family: XattrFamily;
  readonly signal: AbortSignal;
}

/** Entries after which other work gets its turn. */
const BATCH = 500;

/**
 * Reads what a step wrote (an overlay's upper directory) as a layer, in one pass, sorted by name. A directory that overlayfs
 * only copied up is in the layer if something below it is (as in Docker's layers), and left out otherwise.
 *
 * @returns notes, for using the directory as a snapshot
 * @throws SyscallError when extended attributes cannot be read; whatever the sink throws
 */
export async function captureUpper(
  options: CaptureOptions,
  kernel: KernelCalls,
  sink: LayerSink,
): Promise<SnapshotNotes> {
  const xattrs = await kernel.scanXattrs(options.upper);
  const descent = new FolderDescent(options.upper);
  try {
    await new Capture(options, xattrs, descent, sink).folder('', false);
  } finally {
    descent.close();
  }
  // A layer has no entry for its root. When it is unpacked, the root of the layers below is used.
  return { implied: [''], opaque: opaqueDirectories(xattrs, options.family) };
}

class Capture {
  readonly #options: CaptureOptions;
  readonly #xattrs: FolderXattrs;
  readonly #descent: FolderDescent;
  readonly #sink: LayerSink;
  readonly #links = new Map<string, string>();
  /** Unchanged directories above the current one. They are written before the first entry below them. */
  readonly #pending: DirectoryEntry[] = [];
  readonly #holes = new HoleBudget();
  #count = 0;

  constructor(options: CaptureOptions, xattrs: FolderXattrs, descent: FolderDescent, sink: LayerSink) {
    this.#options = options;
    this.#xattrs = xattrs;
    this.#descent = descent;
    this.#sink = sink;
  }

  /** @param detached nothing of the layers below is visible here */
  async folder(folder: string, detached: boolean): Promise<void> {
    for (const name of readNames(this.#descent.enter(folder)).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const file = `${this.#descent.enter(folder)}/${name}`;
      const stats = lstatSync(fsPath(file));
      if (stats.isDirectory()) await this.#directory(path, stats, detached);
      else await this.#other({ path, file }, stats, detached);
    }
  }

  async #directory(path: string, stats: Stats, detached: boolean): Promise<void> {
    const lower = detached ? undefined : this.#options.lower.directory(path);
    const attributes = xattrsAt(this.#xattrs, path);
    const opaque = attributes?.get(OPAQUE_XATTR[this.#options.family])?.toString() === 'y';
    const hides = opaque && lower !== undefined;
    const metadata = metadataOf(stats, attributes);
    const entry: DirectoryEntry = { type: 'directory', path, ...metadata, ...(hides ? { opaque: true } : {}) };
    const unchanged = lower !== undefined && !hides && metadata.xattrs === undefined && isSame(lower, stats);
    if (unchanged) this.#pending.push(entry);
    else await this.#add(entry);
    await this.folder(path, detached || lower === undefined || hides);
    if (this.#pending.at(-1) === entry) this.#pending.pop();
  }

  /** @param entry its path in the layer, and a path to the file that is valid until the next folder is entered */
  async #other(
    { path, file }: { readonly path: string; readonly file: string },
    stats: Stats,
    detached: boolean,
  ): Promise<void> {
    if (isWhiteoutDevice(stats)) {
      if (!detached) await this.#add({ type: 'whiteout', path });
      return;
    }
    if (stats.isSocket()) return;
    if (stats.nlink > 1) {
      const inode = `${stats.dev}:${stats.ino}`;
      const first = this.#links.get(inode);
      if (first !== undefined) {
        await this.#add({ type: 'hardlink', path, target: first });
        return;
      }
      this.#links.set(inode, path);
    }
    const metadata = metadataOf(stats, xattrsAt(this.#xattrs, path));
    if (stats.isFile()) {
      this.#holes.spend(stats, path);
      await this.#add({ type: 'file', path, size: stats.size, ...metadata }, fileContent(file, stats.size));
    } else await this.#add(specialEntry(file, path, stats, metadata));
  }

  async #add(entry: NewEntry, content?: Iterable<Uint8Array>): Promise<void> {
    for (const parent of this.#pending.splice(0)) await this.#sink.add(parent);
    const adding = this.#sink.add(entry, content);
    if (adding !== undefined) await adding;
    if (++this.#count % BATCH === 0) {
      await turn();
      this.#options.signal.throwIfAborted();
    }
  }
}

/** Layers have times in whole seconds. */
function isSame(lower: Stats, upper: Stats): boolean {
  return (
    lower.mode === upper.mode &&
    lower.uid === upper.uid &&
    lower.gid === upper.gid &&
    Math.floor(lower.mtimeMs / 1000) === Math.floor(upper.mtimeMs / 1000)
  );
}

function opaqueDirectories(xattrs: FolderXattrs, family: XattrFamily): readonly string[] {
  return [...xattrs].flatMap(([path, attributes]) =>
    attributes.get(OPAQUE_XATTR[family])?.toString() === 'y' ? [decodeName(Buffer.from(path, 'latin1'))] : [],
  );
}
