import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { MountKey } from '../../oci/identity.js';
import { dirname } from 'node:path';

import { pathInRoot } from '../../files/root-folder.js';
import { makeFolders } from '../../files/make-folders.js';

/** Notes the id of a cache mount by its key: the folder that it lies in is named by the key alone. */
export function noteMountName(root: string, key: MountKey, id: string): void {
  const file = pathInRoot(root, 'mountNames', key);
  makeFolders(dirname(file));
  writeFileSync(file, id);
}

/** Ids by key. */
export async function readMountNames(root: string): Promise<ReadonlyMap<string, string>> {
  const keys = await readdir(pathInRoot(root, 'mountNames')).catch(() => []);
  return new Map(
    await Promise.all(
      keys.map(async (key) => [key, await readFile(pathInRoot(root, 'mountNames', key), 'utf8')] as const),
    ),
  );
}
