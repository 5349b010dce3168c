import path from 'node:path';

import { UserError } from '../errors.js';
import { readTextFile, type TextFileLocation } from '../files/text-file.js';

/** A Dockerfile and its text. */
export interface FoundDockerfile {
  /** Absolute path, as in messages. */
  readonly file: string;
  readonly location: TextFileLocation;
  /** Its bytes, or what was found instead. */
  readonly text: ReturnType<typeof readTextFile>;
}

const DEFAULT_NAME = 'Dockerfile';

/**
 * The Dockerfile at `file`. If it is in the context, it may be a link to another file of the context. If it is outside, the user
 * named it, and it may be a link to a file in its own folder.
 *
 * As in BuildKit (frontend/dockerui), `dockerfile` is used if there is no `Dockerfile`.
 *
 * @param context absolute path of the context; `undefined` if the context is not a folder of this machine
 * @param file absolute path
 * @throws UserError for a device, a fifo, or a link that leads out of the folder
 */
export function findDockerfile(context: string | undefined, file: string): FoundDockerfile {
  const found = readAt(context, file);
  if (found.text !== 'absent' || path.basename(file) !== DEFAULT_NAME) return found;
  const lower = readAt(context, path.join(path.dirname(file), DEFAULT_NAME.toLowerCase()));
  return lower.text === 'absent' ? found : lower;
}

/** @throws UserError if there is no such file */
export function textOf({ file, text }: FoundDockerfile): Buffer {
  if (typeof text !== 'string') return text;
  const why = text === 'absent' ? 'there is no such file' : 'it is a directory';
  throw new UserError(`failed to read the Dockerfile ${file}: ${why}`, {
    hint: 'Name it with --file PATH.',
  });
}

/** The path of `file` below the context; `undefined` if it is outside. */
export function pathInContext(context: string, file: string): string | undefined {
  const below = path.relative(context, file);
  return below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below) ? undefined : below;
}

function readAt(context: string | undefined, file: string): FoundDockerfile {
  const location = locationOf(context, file);
  return { file, location, text: readTextFile(location, `the Dockerfile ${file}`) };
}

function locationOf(context: string | undefined, file: string): TextFileLocation {
  const below = context === undefined ? undefined : pathInContext(context, file);
  if (context !== undefined && below !== undefined) {
    return { folder: context, path: below, folderName: 'the build context' };
  }
  const folder = path.dirname(file);
  return { folder, path: path.basename(file), folderName: folder };
}
