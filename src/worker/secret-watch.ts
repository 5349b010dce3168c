import type { NewEntry } from '../layer/entry.js';
import { ByteSearch, tracesOf } from '../text/byte-search.js';
import type { LayerSink } from './trees/layer-sink.js';

/** Passes a layer on, and notes the first file with the value of a secret. Everybody who has the image can read that file. */
export class SecretWatch implements LayerSink {
  readonly #sink: LayerSink;
  readonly #search: ByteSearch;
  /** Path of the file. */
  found: string | undefined;

  /** @param secrets the values that the step was shown */
  constructor(sink: LayerSink, secrets: readonly Uint8Array[]) {
    this.#sink = sink;
    this.#search = new ByteSearch(secrets.flatMap(tracesOf));
  }

  add(entry: NewEntry, content?: Iterable<Uint8Array>): void | Promise<void> {
    return content === undefined ? this.#sink.add(entry) : this.#sink.add(entry, this.#watched(entry.path, content));
  }

  *#watched(path: string, content: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
    const seen = this.#search.stream();
    for (const chunk of content) {
      if (seen(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))) this.found ??= path;
      yield chunk;
    }
  }
}
