import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

import { InfraError } from '../errors.js';
import type { Descriptor } from '../oci/descriptor.js';
import { digestAlgorithm, digestHex } from '../oci/digest.js';
import { type DiffId, diffIdOfHex } from '../oci/identity.js';
import { decompress } from './compression/decompress.js';
import { IndexBuilder } from './index-builder.js';
import { LayerEntries } from './layer-entries.js';
import type { LayerIndex } from './layer-index.js';
import type { Entries } from './packed-entries.js';
import { LayerStructure } from './layer-structure.js';
import type { LayerVisitor } from './layer-visitor.js';
import type { NewEntry, NewFile } from './entry.js';
import type { TarHeader } from './tar/tar-header.js';
import { TarReader, type TarSink } from './tar/tar-reader.js';
import { treeDigest } from './tree-digest.js';

export interface ReadLayerOptions {
  /**
   * From the image config. If it is given, the blob's digest is not computed: the store checked it when the blob came, and only the
   * right uncompressed bytes have this diff id, whatever happened to the file since.
   */
  readonly expectedDiffId?: DiffId | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of the blob's bytes that were read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** Bytes of a blob file at a time. */
const CHUNK = 256 * 1024;

/**
 * Reads a layer's blob once, from a file or a stream. Checks its size and its diff id or digest, and makes its index.
 *
 * @throws InfraError when the bytes are not those of `blob`, or not a valid layer; whatever the source or visitor throws
 */
export async function readLayer(
  source: LayerSource,
  blob: Descriptor,
  options: ReadLayerOptions = {},
  visitor?: LayerVisitor,
): Promise<LayerIndex> {
  const builder = new IndexBuilder(labelOf(blob));
  const diffId = await passThrough(source, blob, options, visitor === undefined ? [builder] : [builder, visitor]);
  const { entries, repeats } = builder.finish();
  return { entries, diffId, treeDigest: treeDigest(entries), ...(repeats.size === 0 ? {} : { repeats }) };
}

/**
 * As `readLayer`, for a caller that has the index: files are not hashed one by one.
 *
 * @returns the layer's entries, each path once
 * @throws as `readLayer`
 */
export async function visitLayer(
  source: LayerSource,
  blob: Descriptor,
  options: ReadLayerOptions,
  visitor: LayerVisitor,
): Promise<Entries<NewEntry>> {
  const structure = new LayerStructure<NewFile>(labelOf(blob));
  const check: LayerVisitor = {
    entry: (entry) => {
      structure.enter(entry);
      if (entry.type === 'file') structure.put(entry);
    },
    data: () => undefined,
    end: () => undefined,
    opaque: (path) => structure.opaque(path),
  };
  await passThrough(source, blob, options, [check, visitor]);
  return structure.finish().entries;
}

/**
 * Reads some members of a layer's tar, from the start of one of them. Whether the end of the last one came is for the visitor to see.
 *
 * @param label how errors name the layer
 * @returns takes the tar's bytes. @throws InfraError when they are not a valid layer; what the visitor throws
 */
export function memberReader(label: string, visitor: LayerVisitor): { write(chunk: Buffer): void } {
  return new TarReader(new LayerSink(label, [visitor]), label);
}

type LayerSource = string | AsyncIterable<Uint8Array>;

/**
 * @param visitors each entry goes to them in this order; the first may refuse it
 * @returns the diff id
 */
async function passThrough(
  source: LayerSource,
  blob: Descriptor,
  options: ReadLayerOptions,
  visitors: readonly LayerVisitor[],
): Promise<DiffId> {
  const label = labelOf(blob);
  const reader = new TarReader(new LayerSink(label, visitors), label);
  const diff = createHash('sha256');
  const input = typeof source === 'string' ? createReadStream(source, { highWaterMark: CHUNK }) : source;
  const checked = new CheckedBlob(input as AsyncIterable<Uint8Array>, blob, options);
  for await (const chunk of decompress(checked.bytes(), { label, signal: options.signal })) {
    diff.update(chunk);
    reader.write(chunk);
  }
  if (!checked.complete) throw new InfraError(`${label} goes on after the end of its compressed data`);
  reader.finish();
  const diffId = diffIdOfHex(diff.digest('hex'));
  if (options.expectedDiffId !== undefined && diffId !== options.expectedDiffId) {
    throw new InfraError(`${label} has the diff id ${diffId}, and the image config says ${options.expectedDiffId}`);
  }
  return diffId;
}

function labelOf({ digest }: Descriptor): string {
  return `layer ${digest}`;
}

/** Checks a blob's size while it is read, and its digest if the diff id is not known. */
class CheckedBlob {
  /** Whether the source was read to its end and passed the checks. */
  complete = false;
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #blob: Descriptor;
  readonly #options: ReadLayerOptions;

  constructor(source: AsyncIterable<Uint8Array>, blob: Descriptor, options: ReadLayerOptions) {
    this.#source = source;
    this.#blob = blob;
    this.#options = options;
  }

  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    const { digest, size } = this.#blob;
    const hash = this.#options.expectedDiffId === undefined ? createHash(digestAlgorithm(digest)) : undefined;
    let count = 0;
    for await (const chunk of this.#source) {
      hash?.update(chunk);
      count += chunk.length;
      if (count > size) throw new InfraError(`layer ${digest} is longer than its ${size} bytes`);
      this.#options.onProgress?.(count);
      yield chunk;
    }
    if (count !== size) throw new InfraError(`layer ${digest} has ${count} bytes instead of ${size}`);
    if (hash !== undefined && hash.digest('hex') !== digestHex(digest))
      throw new InfraError(`layer ${digest} has other content than its digest`);
    this.complete = true;
  }
}

/** From tar members to entries. */
class LayerSink implements TarSink {
  readonly #entries: LayerEntries;
  readonly #visitors: readonly LayerVisitor[];
  #open = false;

  constructor(label: string, visitors: readonly LayerVisitor[]) {
    this.#entries = new LayerEntries(label);
    this.#visitors = visitors;
  }

  entry(header: TarHeader): void {
    const member = this.#entries.next(header);
    this.#open = member.kind === 'entry';
    if (member.kind === 'entry') for (const visitor of this.#visitors) visitor.entry(member.entry);
    else if (member.kind === 'opaque') for (const visitor of this.#visitors) visitor.opaque(member.path);
  }

  data(chunk: Buffer): void {
    if (this.#open) for (const visitor of this.#visitors) visitor.data(chunk);
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const visitor of this.#visitors) visitor.end();
  }
}
