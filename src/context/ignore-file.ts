import { basename, dirname } from 'node:path';

import { InfraError, UserError, errorCode } from '../errors.js';
import { readInRoot, type FileInRoot } from '../files/read-in-root.js';
import { readIgnoreFile, type Pattern } from '../layer/pattern/dockerignore.js';

/**
 * The patterns of a build: those of `<Dockerfile>.dockerignore` beside the Dockerfile where there is one, else those of
 * `.dockerignore` at the root of the context. The two are never combined.
 *
 * @param root absolute path of the context
 * @param dockerfile absolute path of the Dockerfile; absent when it came from standard input
 * @throws UserError at a line that is not a pattern, and for a file that is too large
 */
export function loadIgnoreFile(root: string, dockerfile: string | undefined): readonly Pattern[] {
  if (dockerfile !== undefined) {
    const name = `${basename(dockerfile)}.dockerignore`;
    const own = readInside(dirname(dockerfile), name);
    if (own !== undefined) return readIgnoreFile(own, name);
  }
  const common = readInside(root, '.dockerignore');
  return common === undefined ? [] : readIgnoreFile(common, '.dockerignore');
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
  for (const name of [...names, '.dockerignore']) {
    const bytes = files.fileAt(name);
    if (bytes !== undefined) return readIgnoreFile(bytes, name);
  }
  return [];
}

/** Far more than anyone writes by hand; in bytes. */
const MAX_IGNORE_FILE = 4 * 1024 * 1024;

/**
 * Links are followed inside of `directory` alone, as with BuildKit: one that led out would show a file of the machine in the
 * error that quotes a line. What is not a regular file counts as absent.
 */
function readInside(directory: string, name: string): Buffer | undefined {
  let file: FileInRoot;
  try {
    file = readInRoot(directory, name, MAX_IGNORE_FILE);
  } catch (error) {
    const code = errorCode(error);
    // There is no such context. Opening it reports that.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new InfraError(`cannot read ${name}`, { cause: error });
  }
  if (file.kind === 'tooLarge') throw new UserError(`${name} is larger than ${MAX_IGNORE_FILE} bytes`);
  return file.kind === 'file' ? file.bytes : undefined;
}
