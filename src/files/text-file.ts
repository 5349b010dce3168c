import { lstatSync, readlinkSync } from 'node:fs';
import path from 'node:path';

import { InfraError, UserError, errorCode, type UserErrorDetails } from '../errors.js';
import { readInRoot, type FileInRoot } from './read-in-root.js';

/** The most bytes of a Dockerfile or an ignore file: far more than anyone writes by hand. */
export const MAX_TEXT_FILE = 4 * 1024 * 1024;

/** Where a text file is, and the folder that it must be in. */
export interface TextFileLocation {
  /** Absolute path. Links on the way to it are followed. */
  readonly folder: string;
  /** Path below the folder. Links are followed only inside the folder. */
  readonly path: string;
  /** The name of the folder in errors. */
  readonly folderName: string;
}

/**
 * Reads a Dockerfile or an ignore file, or says what else is there. Anybody may have written the file. So a link out of the
 * folder is refused, since errors would show lines of a file of the machine. And nothing is opened that could block.
 *
 * @param what the name of the file in errors
 * @throws UserError for a device, a fifo, a link that leads out, a file that is too large, and one that may not be read
 */
export function readTextFile(location: TextFileLocation, what: string): Buffer | 'absent' | 'directory' {
  const refuse = (why: string, details: UserErrorDetails = {}): UserError =>
    new UserError(`failed to read ${what}: ${why}`, details);
  let file: FileInRoot;
  try {
    file = readInRoot(location.folder, location.path, MAX_TEXT_FILE);
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
      const target = linkTarget(location);
      if (target === undefined) return 'absent';
      throw refuse(
        `it is a link to ${JSON.stringify(target)}, which leads to no file in ${location.folderName}`,
        REGULAR,
      );
    }
  }
}

const REGULAR = { hint: 'It has to be a regular file, or a link to one below the same folder.' };

/** The target of the link with this name, as text. Links in the folders of its path are followed. */
function linkTarget({ folder, path: below }: TextFileLocation): string | undefined {
  const file = path.join(folder, below);
  try {
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : undefined;
  } catch {
    return undefined;
  }
}
