import path from 'node:path/posix';

import { UserError } from '../../errors.js';
import type { BakeFile } from '../definition/bake-file.js';

/**
 * Reads a file that a compose file names.
 *
 * @param file absolute, or from the working directory
 * @returns `undefined` if there is none
 * @throws UserError if it may not be read
 */
export type ReadNamed = (file: string) => Promise<string | undefined>;

/** @param from the folder that a relative path starts from, itself from the working directory */
export function pathFrom(from: string, file: string): string {
  return path.isAbsolute(file) ? file : path.join(from, file);
}

/** @param at what names the file, for messages */
export async function namedFile(name: string, at: string, readNamed: ReadNamed): Promise<BakeFile> {
  const text = await readNamed(name);
  if (text === undefined) throw new UserError(`${at}: there is no file ${JSON.stringify(name)}`);
  return { name, text };
}
