import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import type { DirectoryEntry, EntryMetadata, NewEntry } from '../layer/entry.js';
import { fileContent } from '../layer/file-content.js';
import { decodeName, encodeName, fsPath, readNames } from '../layer/name.js';
import type { KernelCalls, Xattrs } from './kernel-calls.js';
import { OPAQUE_XATTR, type SnapshotNotes, type XattrFamily } from './snapshot-notes.js';
import type { SnapshotStack } from './snapshot-stack.js';

/** What takes a captured layer: `LayerWriter`. */
export interface LayerSink {
  add(entry: NewEntry, content?: Iterable<Uint8Array>): void | Promise<void>;
}

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
 * Reads what a step wrote, an overlay's upper directory, as a layer, in one pass and sorted by name. Directories that overlayfs
 * only copied up are in the layer where something below them is (as in Docker's), and are left out where nothing is.
 *
 * @returns notes for the directory's life as a snapshot
 * @throws SyscallError when extended attributes cannot be read; whatever the sink throws
 */
export async function captureUpper(
  options: CaptureOptions,
  kernel: KernelCalls,
  sink: LayerSink,
): Promise<SnapshotNotes> {
  const xattrs = await kernel.scanXattrs(options.upper);
  const capture = new Capture(options, xattrs, sink);
  await capture.folder('', false);
  return { implied: [], opaque: opaqueDirectories(xattrs, options.family) };
}

class Capture {
  readonly #options: CaptureOptions;
  readonly #xattrs: ReadonlyMap<string, Xattrs>;
  readonly #sink: LayerSink;
  readonly #links = new Map<string, string>();
  /** Unchanged directories on the way to where the walk is, which go to the sink with their first entry. */
  readonly #pending: DirectoryEntry[] = [];
  #count = 0;

  constructor(options: CaptureOptions, xattrs: ReadonlyMap<string, Xattrs>, sink: LayerSink) {
    this.#options = options;
    this.#xattrs = xattrs;
    this.#sink = sink;
  }

  /** @param detached nothing of the layers below shows here */
  async folder(folder: string, detached: boolean): Promise<void> {
    const { upper } = this.#options;
    const base = folder === '' ? upper : `${upper}/${folder}`;
    for (const name of readNames(base).sort()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stats = lstatSync(fsPath(`${base}/${name}`));
      if (stats.isDirectory()) await this.#directory(path, stats, detached);
      else await this.#other(path, stats, detached);
    }
  }

  async #directory(path: string, stats: Stats, detached: boolean): Promise<void> {
    const lower = detached ? undefined : this.#options.lower.directory(path);
    const attributes = this.#attributes(path);
    const opaque = attributes?.get(OPAQUE_XATTR[this.#options.family])?.toString() === 'y';
    const hides = opaque && lower !== undefined;
    const metadata = this.#metadata(path, stats);
    const entry: DirectoryEntry = { type: 'directory', path, ...metadata, ...(hides ? { opaque: true } : {}) };
    const unchanged = lower !== undefined && !hides && metadata.xattrs === undefined && isSame(lower, stats);
    if (unchanged) this.#pending.push(entry);
    else await this.#add(entry);
    await this.folder(path, detached || lower === undefined || hides);
    if (this.#pending.at(-1) === entry) this.#pending.pop();
  }

  async #other(path: string, stats: Stats, detached: boolean): Promise<void> {
    const file = `${this.#options.upper}/${path}`;
    if (stats.isCharacterDevice() && stats.rdev === 0) {
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
    const metadata = this.#metadata(path, stats);
    if (stats.isFile()) {
      await this.#add({ type: 'file', path, size: stats.size, ...metadata }, fileContent(file, stats.size));
    } else if (stats.isSymbolicLink()) {
      const target = decodeName(readlinkSync(fsPath(file), { encoding: 'buffer' }));
      await this.#add({ type: 'symlink', path, target, ...metadata });
    } else if (stats.isFIFO()) {
      await this.#add({ type: 'fifo', path, ...metadata });
    } else {
      const type = stats.isBlockDevice() ? 'block' : 'char';
      await this.#add({ type, path, ...deviceOf(stats.rdev), ...metadata });
    }
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

  #attributes(path: string): Xattrs | undefined {
    return this.#xattrs.size === 0 ? undefined : this.#xattrs.get(encodeName(path).toString('latin1'));
  }

  #metadata(path: string, stats: Stats): EntryMetadata {
    const kept = [...(this.#attributes(path) ?? [])].filter(([name]) => !/^(?:trusted|user)\.overlay\./.test(name));
    return {
      mode: stats.mode & 0o7777,
      uid: stats.uid,
      gid: stats.gid,
      mtime: Math.floor(stats.mtimeMs / 1000),
      ...(kept.length === 0
        ? {}
        : { xattrs: Object.fromEntries(kept.map(([name, value]) => [name, value.toString('base64')])) }),
    };
  }
}

/** Layers know whole seconds. */
function isSame(lower: Stats, upper: Stats): boolean {
  return (
    lower.mode === upper.mode &&
    lower.uid === upper.uid &&
    lower.gid === upper.gid &&
    Math.floor(lower.mtimeMs / 1000) === Math.floor(upper.mtimeMs / 1000)
  );
}

/** glibc's makedev, as stat(2) gives it. */
function deviceOf(rdev: number): { readonly major: number; readonly minor: number } {
  return { major: (rdev >>> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >>> 12) & 0xfff00) };
}

function opaqueDirectories(xattrs: ReadonlyMap<string, Xattrs>, family: XattrFamily): readonly string[] {
  return [...xattrs].flatMap(([path, attributes]) =>
    attributes.get(OPAQUE_XATTR[family])?.toString() === 'y' ? [decodeName(Buffer.from(path, 'latin1'))] : [],
  );
}
