import { basename } from 'node:path';

import { readTextFile, type TextFileLocation } from '../files/text-file.js';
import { readIgnoreFile, type Pattern } from '../layer/pattern/dockerignore.js';

const COMMON_NAME = '.dockerignore';

/**
 * The patterns of a build. They come from `<Dockerfile>.dockerignore` beside the Dockerfile if it exists, else from `.dockerignore`
 * at the root of the context. The two are never combined.
 *
 * @param root absolute path of the context
 * @param dockerfile where the Dockerfile is; `undefined`: only `.dockerignore` is read
 * @throws UserError for a line that is not a pattern, a device, a fifo, or a link that leads out of the folder
 */
export function loadIgnoreFile(root: string, dockerfile: TextFileLocation | undefined): readonly Pattern[] {
  const common = { folder: root, path: COMMON_NAME, folderName: 'the build context' };
  const own = dockerfile === undefined ? [] : [{ ...dockerfile, path: `${dockerfile.path}.dockerignore` }];
  for (const location of [...own, common]) {
    const name = basename(location.path);
    const text = readTextFile(location, name);
    // A directory of that name excludes nothing, as with BuildKit.
    if (typeof text !== 'string') return readIgnoreFile(text, name);
  }
  return [];
}

/**
 * The same for a context that is an archive, with the Dockerfile in it.
 *
 * @param dockerfile path in the archive
 */
export function ignoreFileOf(
  files: { fileAt(path: string): Buffer | undefined },
  dockerfile: string | undefined,
): readonly Pattern[] {
  const names = dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`];
  for (const name of [...names, COMMON_NAME]) {
    const bytes = files.fileAt(name);
    if (bytes !== undefined) return readIgnoreFile(bytes, name);
  }
  return [];
}
