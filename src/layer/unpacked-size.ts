import type { NewEntry } from './entry.js';

/**
 * Bytes of a layer when it is unpacked, as docker counts them with overlay2: the contents of files, each once, and the texts of links.
 */
export function unpackedSize(entries: Iterable<NewEntry>): number {
  let size = 0;
  for (const entry of entries) {
    if (entry.type === 'file') size += entry.size;
    else if (entry.type === 'symlink') size += Buffer.byteLength(entry.target);
  }
  return size;
}
