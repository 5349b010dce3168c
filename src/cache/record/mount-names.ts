import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MountKey } from '../../oci/identity.js';

/** Notes the id of a cache mount by its key: the folder that it lies in is named by the key alone. */
export function noteMountName(cacheFolder: string, key: MountKey, id: string): void {
  const folder = path.join(cacheFolder, 'mounts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, key), id);
}

/** Ids by key. */
export async function readMountNames(cacheFolder: string): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(cacheFolder, 'mounts');
  const keys = await readdir(folder).catch(() => []);
  return new Map(
    await Promise.all(keys.map(async (key) => [key, await readFile(path.join(folder, key), 'utf8')] as const)),
  );
}
