import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Absolute path of a program that the tests use where it is on the PATH, and do without where it is not. */
export function foundProgram(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
