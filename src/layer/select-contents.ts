import { createReadStream } from 'node:fs';

import { InfraError } from '../errors.js';
import { decompress } from './compression/decompress.js';
import { LayerEntries } from './layer-entries.js';
import { displayName } from '../text/byte-name.js';
import type { FileContent } from './source-tree.js';
import type { TarHeader } from './tar/tar-header.js';
import { TarReader, type TarSink } from './tar/tar-reader.js';

export interface SelectOptions {
  /** `LayerIndex.repeats` of the layer. */
  readonly repeats?: ReadonlyMap<string, number> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of the blob at a time. */
const CHUNK = 256 * 1024;

/**
 * Reads some regular files of a layer's blob (verified before), in the order of its tar, each once. Reading ends with the last of them.
 * A file must be read or dropped before the next one is asked for.
 *
 * @param wanted paths of file entries of the layer's index
 * @throws InfraError when one of them is not in the layer
 */
export async function* selectContents(
  blobFile: string,
  wanted: Iterable<string>,
  options: SelectOptions = {},
): AsyncGenerator<FileContent, void, undefined> {
  const selection = new Selection(wanted, options.repeats ?? new Map());
  if (selection.complete()) return;
  const label = `layer blob ${blobFile}`;
  const reader = new TarReader(selection, label);
  const source = createReadStream(blobFile, { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
  const chunks = decompress(source, { label, signal: options.signal });

  /** The next event, reading on as needed; `undefined` at the end of the blob. */
  async function next(): Promise<Event | undefined> {
    for (;;) {
      const event = selection.shift();
      if (event !== undefined) return event;
      const chunk = await chunks.next();
      if (chunk.done === true) return undefined;
      reader.write(chunk.value);
    }
  }

  async function* data(): AsyncGenerator<Buffer, void, undefined> {
    for (let event = await next(); event !== 'end'; event = await next()) {
      if (event === undefined) throw new InfraError(`${label} ends in the middle of a file`);
      if (Buffer.isBuffer(event)) yield event;
    }
  }

  try {
    while (!selection.complete() || selection.pending()) {
      const event = await next();
      if (event === undefined) break;
      if (event === 'end' || Buffer.isBuffer(event)) continue;
      // What the caller does not read of this file is skipped by the loop above.
      yield { path: event.path, size: event.size, data: data() };
    }
    const missing = selection.missing();
    if (missing !== undefined) {
      throw new InfraError(`${label} does not hold ${JSON.stringify(displayName(missing))}`);
    }
  } finally {
    await chunks.return();
  }
}

type Event = { readonly path: string; readonly size: number } | Buffer | 'end';

/** Queues what the tar has of the wanted files. */
class Selection implements TarSink {
  readonly #entries = new LayerEntries('layer');
  readonly #events: Event[] = [];
  /** By wanted path: how many earlier files with this path are to be skipped. */
  readonly #left = new Map<string, number>();
  #open = false;

  constructor(wanted: Iterable<string>, repeats: ReadonlyMap<string, number>) {
    for (const path of wanted) this.#left.set(path, repeats.get(path) ?? 0);
  }

  /** Whether all wanted files were found. The last may not be read to its end. */
  complete(): boolean {
    return this.#left.size === 0;
  }

  pending(): boolean {
    return this.#open || this.#events.length > 0;
  }

  missing(): string | undefined {
    return this.#left.keys().next().value;
  }

  shift(): Event | undefined {
    return this.#events.shift();
  }

  entry(header: TarHeader): void {
    this.#open = false;
    if (this.complete()) return;
    const member = this.#entries.next(header);
    if (member.kind !== 'entry' || member.entry.type !== 'file') return;
    const { path, size } = member.entry;
    const earlier = this.#left.get(path);
    if (earlier === undefined) return;
    if (earlier > 0) {
      this.#left.set(path, earlier - 1);
      return;
    }
    this.#left.delete(path);
    this.#open = true;
    this.#events.push({ path, size });
  }

  data(chunk: Buffer): void {
    if (this.#open) this.#events.push(chunk);
  }

  end(): void {
    if (this.#open) this.#events.push('end');
    this.#open = false;
  }
}
