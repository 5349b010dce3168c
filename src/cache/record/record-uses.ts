import { appendFileSync, mkdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { digestHex } from '../../oci/digest.js';
import type { CacheKey } from '../../oci/identity.js';

/** How often builds of this machine found a record, and when the last of them did. */
export interface RecordUse {
  readonly hits: number;
  /** Milliseconds since the epoch. */
  readonly lastUsed: number;
}

/** Notes that a build found a record. The file gets a byte more, so that builds side by side lose no count. */
export function noteUse(cacheFolder: string, key: CacheKey): void {
  const folder = usesFolder(cacheFolder);
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, digestHex(key)), '.');
}

/** By the hex of the record's key. */
export async function readUses(cacheFolder: string): Promise<ReadonlyMap<string, RecordUse>> {
  const folder = usesFolder(cacheFolder);
  const names = await readdir(folder).catch(() => []);
  const uses = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(path.join(folder, name));
      return [name, { hits: size, lastUsed: mtimeMs }] as const;
    }),
  );
  return new Map(uses);
}

function usesFolder(cacheFolder: string): string {
  return path.join(cacheFolder, 'uses');
}
