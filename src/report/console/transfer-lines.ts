import type { BuildEvent } from '../../engine/events.js';
import { shortDigest } from '../../oci/digest.js';
import { formatBytes } from '../../text/format.js';

const MOVED = { pull: 'Pull complete', push: 'Pushed', restore: 'Restored' } as const;

/** The log's lines about transfers: one for each that is finished. */
export class TransferLines {
  readonly #finished = new Set<string>();

  of({ direction, digest, done, total, skipped }: Extract<BuildEvent, { type: 'transfer' }>): string | undefined {
    // What was saved, and why, is in a line about the cache.
    if (direction === 'unpack' || direction === 'save' || done < total) return undefined;
    // The end of a transfer may be reported more than once.
    const key = `${direction} ${digest}`;
    if (this.#finished.has(key)) return undefined;
    this.#finished.add(key);
    return `${shortDigest(digest)}: ${skipped ?? `${MOVED[direction]} (${formatBytes(total)})`}`;
  }
}
