import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The regular files below a folder of this machine whose path matches, by path without the first slash. */
export function filesBelow(folder: string, pattern: RegExp): Record<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => pattern.test(path));
  return Object.fromEntries(files.map((path) => [path.slice(1), readFileSync(path)]));
}
