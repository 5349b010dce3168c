import type { NewEntry } from '../../layer/entry.js';

/** What a captured layer is written to: `LayerWriter`. */
export interface LayerSink {
  add(entry: NewEntry, content?: Iterable<Uint8Array>): void | Promise<void>;
}
