import path from 'node:path';

import { UserError } from '../errors.js';
import { readTextFile, type TextPlace } from '../files/text-file.js';

/** A Dockerfile and its text. */
export interface FoundDockerfile {
  /** Absolute path, as people call it. */
  readonly file: string;
  readonly place: TextPlace;
  /** Its bytes, or what there is instead. */
  readonly text: ReturnType<typeof readTextFile>;
}

const DEFAULT_NAME = 'Dockerfile';

/**
 * The Dockerfile at `file`. One in the context may be a link to another file of the context. One elsewhere is named by whoever
 * starts the build; it may be a link to a file in its own folder.
 *
 * As in BuildKit (frontend/dockerui), `dockerfile` serves where there is no `Dockerfile`.
 *
 * @param context absolute path of the context; absent where that is no folder of this machine
 * @param file absolute path
 * @throws UserError for a device or a fifo, and for a link that leads out of the folder
 */
export function findDockerfile(context: string | undefined, file: string): FoundDockerfile {
  const found = readAt(context, file);
  if (found.text !== 'absent' || path.basename(file) !== DEFAULT_NAME) return found;
  const lower = readAt(context, path.join(path.dirname(file), DEFAULT_NAME.toLowerCase()));
  return lower.text === 'absent' ? found : lower;
}

/** @throws UserError where there is none */
export function textOf({ file, text }: FoundDockerfile): Buffer {
  if (typeof text !== 'string') return text;
  const why = text === 'absent' ? 'there is no such file' : 'it is a directory';
  throw new UserError(`failed to read the Dockerfile ${file}: ${why}`, {
    hint: 'Name it with --file PATH.',
  });
}

/** The path of `file` from the context on; `undefined` for a file elsewhere. */
export function pathInContext(context: string, file: string): string | undefined {
  const below = path.relative(context, file);
  return below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below) ? undefined : below;
}

function readAt(context: string | undefined, file: string): FoundDockerfile {
  const place = placeOf(context, file);
  return { file, place, text: readTextFile(place, `the Dockerfile ${file}`) };
}

function placeOf(context: string | undefined, file: string): TextPlace {
  const below = context === undefined ? undefined : pathInContext(context, file);
  if (context !== undefined && below !== undefined) {
    return { folder: context, path: below, folderName: 'the build context' };
  }
  const folder = path.dirname(file);
  return { folder, path: path.basename(file), folderName: folder };
}
