import { lstatSync, lutimesSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

import { fsPath, readNames } from '../../text/byte-name.js';
import type { LayerIndex } from '../../layer/layer-index.js';
import { PackedEntries } from '../../layer/packed-entries.js';

/** Entries after which other work gets its turn. */
const BATCH = 500;

/**
 * Gives the files in a folder the times from a layer's index, as if that layer had been unpacked there. It walks the folder,
 * not the index, and follows no symbolic link: whatever the index says, nothing outside is touched.
 *
 * @throws the signal's reason
 */
export async function retime(root: string, index: LayerIndex, signal: AbortSignal): Promise<void> {
  const entries = PackedEntries.of(index.entries);
  let count = 0;
  const walk = async (folder: string): Promise<void> => {
    for (const name of readNames(folder === '' ? root : `${root}/${folder}`)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const file = fsPath(`${root}/${path}`);
      const entry = entries.get(path);
      if (entry !== undefined && 'mtime' in entry) lutimesSync(file, entry.mtime, entry.mtime);
      if (lstatSync(file).isDirectory()) await walk(path);
      if (++count % BATCH > 0) continue;
      await turn();
      signal.throwIfAborted();
    }
  };
  await walk('');
}
