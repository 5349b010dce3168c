import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

import { InfraError } from '../errors.js';
import { readIgnoreFile, type Pattern } from '../layer/pattern/dockerignore.js';

/**
 * The patterns of a build: those of `<Dockerfile>.dockerignore` beside the Dockerfile where there is one, else those of
 * `.dockerignore` at the root of the context. They are never both used.
 *
 * @param root absolute path of the context
 * @param dockerfile absolute path of the Dockerfile; absent when it came from standard input
 * @throws UserError at a line that is no pattern
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

/**
 * What is no file, or leads out of `directory`, counts as absent, as with BuildKit. A link out of the context must not be
 * followed: an error that quotes a line would show a file of the machine.
 */
function readInside(directory: string, name: string): Buffer | undefined {
  try {
    const inside = relative(realpathSync(directory), realpathSync(join(directory, name)));
    if (inside === '..' || inside.startsWith(`..${sep}`)) return undefined;
    return readFileSync(join(realpathSync(directory), inside));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ELOOP') return undefined;
    throw new InfraError(`cannot read ${name}`, { cause: error });
  }
}
