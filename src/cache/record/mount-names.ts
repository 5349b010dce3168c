import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { MountKey } from '../../oci/identity.js';
import { dirname } from 'node:path';

import { pathInRoot } from '../../files/root-folder.js';
import { makeFolders } from '../../files/make-folders.js';

/** Stores the id of a cache mount by its key. The mount's folder is named by the key alone. */
export function noteMountName(root: string, key: MountKey, id: string): void {
  const file = pathInRoot(root, 'mountNames', key);
  makeFolders(dirname(file), 0o700);
  writeFileSync(file, id, { mode: 0o600 });
}

/** The ids of cache mounts, by key. */
export async function readMountNames(root: string): Promise<ReadonlyMap<string, string>> {
  const keys = await readdir(pathInRoot(root, 'mountNames')).catch(() => []);
  return new Map(
    await Promise.all(
      keys.map(async (key) => [key, await readFile(pathInRoot(root, 'mountNames', key), 'utf8')] as const),
    ),
  );
}
