import type { BuildEvent } from '../../engine/events.js';
import { shortDigest } from '../../oci/digest.js';
import { formatBytes } from '../../text/format.js';

const MOVED = { pull: 'Pull complete', push: 'Pushed', restore: 'Restored', save: 'Saved' } as const;

/** What a log tells of transfers: a line for each that is over. */
export class TransferLines {
  readonly #told = new Set<string>();

  of({ direction, digest, done, total, skipped }: Extract<BuildEvent, { type: 'transfer' }>): string | undefined {
    if (direction === 'unpack' || done < total) return undefined;
    // Whoever moves bytes may say more than once that it is over.
    const key = `${direction} ${digest}`;
    if (this.#told.has(key)) return undefined;
    this.#told.add(key);
    return `${shortDigest(digest)}: ${skipped ?? `${MOVED[direction]} (${formatBytes(total)})`}`;
  }
}
