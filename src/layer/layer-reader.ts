import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { InfraError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex, digestOfHex, type Digest } from '../oci/digest.js';
import { decompress } from './decompress.js';
import { IndexBuilder } from './index-builder.js';
import { LayerEntries } from './layer-entries.js';
import type { LayerIndex } from './layer-index.js';
import type { NewEntry } from './entry.js';
import type { TarHeader } from './tar-header.js';
import { TarReader, type TarSink } from './tar-reader.js';
import { treeDigest } from './tree-digest.js';

/**
 * Sees a layer while it is read, in the order of its tar, synchronously. The digests are checked only at the end: when
 * `readLayer` rejects, drop what was made.
 *
 * No ancestor of a path is a symbolic link or file of the same layer (paths through a link of the same tar are rewritten to
 * where it leads). A path may come again: the later entry replaces the earlier, but a directory over a directory keeps its
 * content. Parents that the tar does not name are not announced. A whiteout removes from the layers below only: where this
 * layer has an entry at its path, before or after it, the entry stays (a directory then is opaque).
 */
export interface LayerVisitor {
  /** For a regular file, `data` follows. */
  entry(entry: NewEntry): void;
  data(chunk: Buffer): void;
  /** After every entry. */
  end(): void;
  /** The directory at `path` is opaque; it may have been announced before, may come later, or never (then it is implied). */
  opaque(path: string): void;
}

export interface ReadLayerOptions {
  /** From the image config; not checked when absent. */
  readonly expectedDiffId?: Digest | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the count of the blob's bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Bytes of a blob file at a time. */
const CHUNK = 256 * 1024;

/**
 * Reads a layer's blob once, from a file or a stream: checks its size, digest and diff id, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or are no valid layer; whatever the source or visitor throws
 */
export async function readLayer(
  source: string | AsyncIterable<Uint8Array>,
  blob: Descriptor,
  options: ReadLayerOptions = {},
  visitor?: LayerVisitor,
): Promise<LayerIndex> {
  const label = `layer ${blob.digest}`;
  const builder = new IndexBuilder(label);
  const reader = new TarReader(new LayerSink(label, builder, visitor), label);
  const diff = createHash('sha256');
  const input = typeof source === 'string' ? createReadStream(source, { highWaterMark: CHUNK }) : source;
  const checked = new CheckedBlob(input as AsyncIterable<Uint8Array>, blob, options.onProgress);
  for await (const chunk of decompress(checked.bytes(), { label, signal: options.signal })) {
    diff.update(chunk);
    reader.write(chunk);
  }
  if (!checked.complete) throw new InfraError(`${label} goes on after the end of its compressed data`);
  reader.finish();
  const diffId = digestOfHex(diff.digest('hex'));
  if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
    throw new InfraError(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
  }
  const { entries, repeats } = builder.finish();
  return { entries, diffId, treeDigest: treeDigest(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}

/** Checks a blob's size and digest while it goes by. */
class CheckedBlob {
  /** Whether the source was read to its end, and was right. */
  complete = false;
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #blob: Descriptor;
  readonly #onProgress: ((bytes: number) => void) | undefined;

  constructor(source: AsyncIterable<Uint8Array>, blob: Descriptor, onProgress: ((bytes: number) => void) | undefined) {
    this.#source = source;
    this.#blob = blob;
    this.#onProgress = onProgress;
  }

  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    const { digest, size } = this.#blob;
    const hash = createHash(digestAlgorithm(digest));
    let count = 0;
    for await (const chunk of this.#source) {
      hash.update(chunk);
      count += chunk.length;
      if (count > size) throw new InfraError(`layer ${digest} is longer than its ${size} bytes`);
      this.#onProgress?.(count);
      yield chunk;
    }
    if (count !== size) throw new InfraError(`layer ${digest} has ${count} bytes instead of ${size}`);
    if (hash.digest('hex') !== digestHex(digest))
      throw new InfraError(`layer ${digest} has other content than its digest`);
    this.complete = true;
  }
}

/** From tar members to entries, for the index and the visitor alike. The index comes first: it refuses what is wrong. */
class LayerSink implements TarSink {
  readonly #entries: LayerEntries;
  readonly #builder: IndexBuilder;
  readonly #visitor: LayerVisitor | undefined;
  #open = false;

  constructor(label: string, builder: IndexBuilder, visitor: LayerVisitor | undefined) {
    this.#entries = new LayerEntries(label);
    this.#builder = builder;
    this.#visitor = visitor;
  }

  entry(header: TarHeader): void {
    const member = this.#entries.next(header);
    this.#open = member.kind === 'entry';
    if (member.kind === 'entry') {
      this.#builder.entry(member.entry);
      this.#visitor?.entry(member.entry);
    } else if (member.kind === 'opaque') {
      this.#builder.opaque(member.path);
      this.#visitor?.opaque(member.path);
    }
  }

  data(chunk: Buffer): void {
    if (!this.#open) return;
    this.#builder.data(chunk);
    this.#visitor?.data(chunk);
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#builder.end();
    this.#visitor?.end();
  }
}
