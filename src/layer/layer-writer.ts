import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

import { EngineBug, InfraError, UserError } from '../errors.js';
import { discard } from '../files/discard.js';
import { OCI_LAYER_GZIP, OCI_LAYER_ZSTD } from '../oci/media-types.js';
import type { Digest } from '../oci/digest.js';
import { diffIdOfHex } from '../oci/identity.js';
import type { EntryMetadata, LayerEntry, NewEntry, NewFile } from './entry.js';
import { digestedFile, FileDigest } from './file-digest.js';
import { PackedEntries } from './packed-entries.js';
import type { PathTable } from './packed/path-table.js';
import { BlobFile } from './compression/blob-file.js';
import { type CompressedGroup, GROUP_SIZE, type GroupCompressor, type GroupFormat } from './compression/group.js';
import { groupCompressor } from './compression/group-compressor.js';
import type { LayerGroup } from './compression/layer-groups.js';
import { encodedIndex } from './layer-index.js';
import { MAX_LAYER_ENTRIES } from './layer-structure.js';
import type { MadeLayer } from './layer.js';
import { openSpan } from '../trace/span.js';
import { displayName } from '../text/byte-name.js';
import { END_OF_ARCHIVE_SIZE, paddingAfter, tarHeader } from './tar-writer.js';
import { treeDigest } from './tree-digest.js';
import { WHITEOUT_PREFIX } from './tar/whiteout.js';
import { parentPath } from '../text/path-parts.js';

export interface LayerWriterOptions {
  /** Absolute paths; both files are made or overwritten. */
  readonly blobFile: string;
  readonly indexFile: string;
  /** Paths that are known already, most of which are going to be added: they need not be kept twice. */
  readonly paths?: PathTable;
  /** Default: gzip. */
  readonly format?: GroupFormat | undefined;
  /** Absent: the format's default. */
  readonly level?: number;
  /** Default: `MAX_LAYER_ENTRIES`. */
  readonly maxEntries?: number;
}

type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

const ZEROS = Buffer.alloc(END_OF_ARCHIVE_SIZE);

/** Makes tar, index, digests and compressed blob of entries in one pass, with a few MiB in memory at a time. */
export class LayerWriter {
  readonly #options: LayerWriterOptions;
  readonly #blob: BlobFile;
  readonly #diff = createHash('sha256');
  readonly #format: GroupFormat;
  readonly #compressor: GroupCompressor;
  readonly #entries: PackedEntries;
  /** The directory of the last entry that was added. It is mostly also the directory of the next one. */
  #lastParent: string | undefined;
  /** Parents of entries that have no entry themselves. They must not come later. */
  readonly #absentParents = new Set<string>();
  readonly #groups: CompressedGroup[] = [];
  /** By the bytes of the tar before it: how many entries come before a group that begins with one. */
  readonly #groupStarts = new Map<number, number>();
  /** Whether the entry that was begun has groups of its own. */
  #ownGroups = false;
  readonly #span = openSpan('layers', () => 'write a layer');
  #tarSize = 0;
  /** Whether `add` is taking the content of a file. */
  #busy = false;
  #state: 'open' | 'finished' | 'aborted' = 'open';

  /** @throws what `openSync` throws */
  static create(options: LayerWriterOptions): Promise<LayerWriter> {
    return new Promise((resolve) => resolve(new LayerWriter(options)));
  }

  private constructor(options: LayerWriterOptions) {
    this.#options = options;
    this.#entries = new PackedEntries(options.paths);
    const blob = new BlobFile(options.blobFile);
    this.#blob = blob;
    this.#format = options.format ?? 'gzip';
    this.#compressor = groupCompressor(this.#format, (chunk) => blob.write(chunk), {
      onBlock: (block) => this.#diff.update(block),
      onGroup: (group) => this.#groups.push(group),
      ...(options.level === undefined ? {} : { level: options.level }),
    });
  }

  /**
   * Adds one entry. Parents come before children, no path comes twice, and a hard link comes after the file that it names. A file's
   * content must have exactly the given size. Chunks are copied, so that their buffers may be reused. A promise that is returned must be
   * awaited before the next call. After an error, only `abort` may be called.
   *
   * @throws InfraError when a file's content is longer or shorter than declared: it changed while it was read
   * @throws UserError when a name starts with `.wh.`, which no layer can hold
   * @throws EngineBug when the order or uniqueness of paths is broken
   */
  add(entry: NewEntry, content?: Content): void | Promise<void> {
    if (this.#state !== 'open' || this.#busy)
      throw new EngineBug(`add while the layer is ${this.#busy ? 'busy' : this.#state}`);
    this.#checkPath(entry);
    if (entry.type !== 'file') {
      const linked = entry.type === 'hardlink' ? this.#linkedMetadata(entry.path, entry.target) : undefined;
      const header = tarHeader(entry, linked);
      this.#beginEntry(header.length);
      this.#tar(header);
      this.#record(entry);
      return this.#pressure();
    }
    const header = tarHeader(entry);
    this.#beginEntry(header.length + entry.size);
    this.#tar(header);
    this.#busy = true;
    const digest = new FileDigest(entry.size);
    if (content === undefined) return this.#endFile(entry, digest);
    if (Symbol.asyncIterator in content) return this.#takeAsync(entry, content, digest);
    return this.#take(entry, content[Symbol.iterator](), digest);
  }

  /** Takes chunks synchronously as long as the compressor keeps up, so that small files need no promise. */
  #take(entry: NewFile, chunks: Iterator<Uint8Array>, digest: FileDigest): void | Promise<void> {
    try {
      for (let next = chunks.next(); next.done !== true; next = chunks.next()) {
        this.#content(entry, next.value, digest);
        const pressure = this.#compressor.drained();
        if (pressure !== undefined) return this.#continue(entry, chunks, digest, pressure);
      }
    } catch (error) {
      chunks.return?.();
      throw error;
    }
    return this.#endFile(entry, digest);
  }

  async #continue(
    entry: NewFile,
    chunks: Iterator<Uint8Array>,
    digest: FileDigest,
    pressure: Promise<void>,
  ): Promise<void> {
    try {
      await pressure;
    } catch (error) {
      chunks.return?.();
      throw error;
    }
    await this.#take(entry, chunks, digest);
  }

  async #takeAsync(entry: NewFile, content: AsyncIterable<Uint8Array>, digest: FileDigest): Promise<void> {
    for await (const chunk of content) {
      this.#content(entry, chunk, digest);
      await this.#compressor.drained();
    }
    await this.#endFile(entry, digest);
  }

  #content(entry: NewFile, chunk: Uint8Array, digest: FileDigest): void {
    if (digest.seen + chunk.length > entry.size) throw changed(entry, 'grew');
    digest.update(chunk);
    this.#tar(chunk);
  }

  #endFile(entry: NewFile, digest: FileDigest): void | Promise<void> {
    if (digest.seen !== entry.size) throw changed(entry, 'shrank');
    this.#tar(ZEROS.subarray(0, paddingAfter(entry.size)));
    this.#record(digestedFile(entry, digest.digest()));
    if (this.#ownGroups) this.#compressor.cut();
    this.#busy = false;
    return this.#pressure();
  }

  /**
   * A group has whole entries, and a large file has groups of its own: whoever wants one file needs nothing else.
   *
   * @param size bytes, with the header
   */
  #beginEntry(size: number): void {
    this.#ownGroups = size > GROUP_SIZE;
    if (this.#compressor.groupSize + size > GROUP_SIZE) this.#compressor.cut();
    if (this.#compressor.groupSize === 0) this.#groupStarts.set(this.#tarSize, this.#entries.length);
  }

  #groupsOfEntries(): readonly LayerGroup[] {
    const counts = [...this.#groupStarts.values(), this.#entries.length];
    let [offset, begun] = [0, 0];
    return this.#groups.map((group) => {
      const before = this.#groupStarts.get(offset);
      offset += group.size;
      const entries = before === undefined ? 0 : (counts[++begun] ?? before) - before;
      return { ...group, entries };
    });
  }

  #tar(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#tarSize += bytes.length;
    this.#compressor.write(bytes);
  }

  #pressure(): Promise<void> | undefined {
    return this.#compressor.drained();
  }

  #record(entry: LayerEntry): void {
    const { maxEntries = MAX_LAYER_ENTRIES } = this.#options;
    if (this.#entries.length === maxEntries) {
      throw new UserError(`a layer cannot have more than ${maxEntries} files and directories`, {
        hint: 'Make them in several steps.',
      });
    }
    this.#entries.push(entry);
  }

  #checkPath(entry: NewEntry): void {
    const { path } = entry;
    if (this.#entries.typeAt(path) !== undefined) throw new EngineBug(`two entries for ${JSON.stringify(path)}`);
    if (this.#absentParents.has(path)) throw new EngineBug(`${JSON.stringify(path)} comes after what stands in it`);
    if (path.startsWith(WHITEOUT_PREFIX) || path.includes(`/${WHITEOUT_PREFIX}`)) {
      throw new UserError(`a layer cannot hold the name ${JSON.stringify(displayName(path))}`, {
        hint: `Names that start with ${WHITEOUT_PREFIX} stand for removed files in image layers.`,
      });
    }
    for (let parent = path; parent !== '';) {
      parent = parentPath(parent);
      if (parent === this.#lastParent) return;
      const type = this.#entries.typeAt(parent);
      if (type === 'directory') {
        this.#lastParent = parent;
        return;
      }
      if (type !== undefined) throw new EngineBug(`${JSON.stringify(path)} below a ${type}`);
      if (this.#absentParents.has(parent)) return;
      this.#absentParents.add(parent);
    }
  }

  /** Unpackers apply the header of a hard link to the file that it names. So it repeats the file's metadata. */
  #linkedMetadata(path: string, target: string): EntryMetadata {
    let entry = this.#entries.get(target);
    while (entry?.type === 'hardlink') entry = this.#entries.get(entry.target);
    if (entry === undefined || entry.type === 'directory' || entry.type === 'whiteout') {
      throw new EngineBug(`hard link ${JSON.stringify(path)} to ${JSON.stringify(target)}, which is not in the layer`);
    }
    return entry;
  }

  /** Ends tar and blob, and writes the index. The files are closed but not synced. */
  async finish(): Promise<MadeLayer> {
    if (this.#state !== 'open' || this.#busy)
      throw new EngineBug(`finish while the layer is ${this.#busy ? 'busy' : this.#state}`);
    this.#tar(ZEROS);
    await this.#compressor.finish();
    this.#state = 'finished';
    const { digest, size } = this.#blob.finish();
    this.#span.note({ files: this.#entries.length, tar: this.#tarSize, blob: size });
    this.#span.end();
    const indexing = openSpan('layers', () => 'index of a layer');
    const diffId = diffIdOfHex(this.#diff.digest('hex'));
    const tree = treeDigest(this.#entries);
    const { blobFile, indexFile } = this.#options;
    const groups = { blob: digest, format: this.#format, groups: this.#groupsOfEntries() };
    const index = { entries: this.#entries, diffId, treeDigest: tree, groups };
    let indexDigest: Digest | undefined;
    await writeFile(
      indexFile,
      encodedIndex(index, (given) => (indexDigest = given)),
      { mode: 0o600 },
    );
    indexing.end();
    return {
      blobFile,
      indexFile,
      blob: { mediaType: this.#format === 'zstd' ? OCI_LAYER_ZSTD : OCI_LAYER_GZIP, digest, size },
      diffId,
      treeDigest: tree,
      indexDigest,
      uncompressedSize: this.#tarSize,
    };
  }

  /** Removes what was written. May be called at any time, also after an error. */
  async abort(): Promise<void> {
    if (this.#state === 'aborted') return;
    const wasOpen = this.#state === 'open';
    this.#state = 'aborted';
    this.#span.end();
    if (wasOpen) {
      await this.#compressor.abandon();
      this.#blob.close();
    }
    await discard(this.#options.blobFile);
    await discard(this.#options.indexFile);
  }
}

function changed(entry: NewFile, how: 'grew' | 'shrank'): InfraError {
  return new InfraError(
    `file changed while it was read: ${displayName(entry.path)} ${how} (it had ${entry.size} bytes)`,
    {
      hint: 'Build again when nothing writes to it.',
    },
  );
}
