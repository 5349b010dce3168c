import { appendFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { CacheKey } from '../../oci/identity.js';
import { pathInRoot } from '../../files/root-folder.js';
import { digestHex } from '../../oci/digest.js';
import { makeFolders } from '../../files/make-folders.js';

/** How many builds on this machine found a record, and when the last of them did. */
export interface RecordUse {
  readonly hits: number;
  /** Milliseconds since the epoch. */
  readonly lastUsed: number;
}

/** Counts that a build found a record. The file gets one more byte, so that builds side by side lose no count. */
export function noteUse(root: string, key: CacheKey): void {
  const file = pathInRoot(root, 'recordUses', digestHex(key));
  makeFolders(dirname(file), 0o700);
  appendFileSync(file, '.', { mode: 0o600 });
}

/** The uses of records, by the hex of the record's key. */
export async function readUses(root: string): Promise<ReadonlyMap<string, RecordUse>> {
  const names = await readdir(pathInRoot(root, 'recordUses')).catch(() => []);
  const uses = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(pathInRoot(root, 'recordUses', name));
      return [name, { hits: size, lastUsed: mtimeMs }] as const;
    }),
  );
  return new Map(uses);
}
