import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

import { InfraError, UserError, errorCode, type UserErrorDetails } from '../errors.js';
import { readInRoot, type FileInRoot } from './read-in-root.js';

/** Bytes that a Dockerfile or an ignore file may have: far more than anyone writes by hand. */
export const MAX_TEXT_FILE = 4 * 1024 * 1024;

/** Where a file is that a build reads whole, and the folder that it must lie in. */
export interface TextPlace {
  /** Absolute path. Links on the way to it are followed. */
  readonly folder: string;
  /** Path from there. Links are followed inside of the folder alone. */
  readonly path: string;
  /** What the folder is called in errors. */
  readonly folderName: string;
}

/**
 * The bytes of a Dockerfile or an ignore file, or what has its name instead. The file may be written by anybody, so a link never
 * leads to a file of the machine, of which an error would show lines, and nothing is opened that could block.
 *
 * @param what what the file is called in errors
 * @throws UserError for a device, a fifo or a link that leads out, and for what is too large or may not be read
 */
export function readTextFile(place: TextPlace, what: string): Buffer | 'absent' | 'directory' {
  const refuse = (why: string, details: UserErrorDetails = {}): UserError =>
    new UserError(`failed to read ${what}: ${why}`, details);
  let file: FileInRoot;
  try {
    file = readInRoot(place.folder, place.path, MAX_TEXT_FILE);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
    if (code === 'EACCES' || code === 'EPERM') throw refuse('permission denied', { cause: error });
    throw new InfraError(`cannot read ${what}`, { cause: error });
  }
  switch (file.kind) {
    case 'file':
      return file.bytes;
    case 'directory':
      return 'directory';
    case 'special':
      throw refuse('it is not a regular file', REGULAR);
    case 'tooLarge':
      throw refuse(`it is larger than ${MAX_TEXT_FILE / 1024 / 1024} MiB`);
    case 'absent': {
      const target = linkTarget(place);
      if (target === undefined) return 'absent';
      throw refuse(`it is a link to ${JSON.stringify(target)}, which leads to no file in ${place.folderName}`, REGULAR);
    }
  }
}

const REGULAR = { hint: 'It has to be a regular file, or a link to one below the same folder.' };

/** The text of the link that has this name, links on the way to it followed as the kernel does. Its target is not looked at. */
function linkTarget({ folder, path: below }: TextPlace): string | undefined {
  const file = path.join(folder, below);
  try {
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
  } catch {
    return undefined;
  }
}
