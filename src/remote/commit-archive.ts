import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { GitSource } from '../engine/ports.js';
import { makeFolders } from '../files/make-folders.js';
import { kindOf, type RunInRepository } from './commit-part.js';

/**
 * Whether `git archive` gives what a checkout would give. It takes a fifth of the time, since no file is made. It gives all files the time of
 * the commit, and has nothing of submodules.
 */
export async function suitsArchive(
  commit: string,
  { subdir, mtime, submodules }: GitSource,
  run: RunInRepository,
): Promise<boolean> {
  if (subdir !== '' || mtime !== 'commit') return false;
  return !submodules || (await kindOf(`${commit}:.gitmodules`, run)) === undefined;
}

/**
 * Makes `git archive` take all files as they are: attributes in a repository can leave files out, or write the commit into them
 * (gitattributes(5)). Those of this file count before all others.
 */
export function ignoreArchiveAttributes(gitDir: string): void {
  makeFolders(path.join(gitDir, 'info'), 0o755);
  writeFileSync(path.join(gitDir, 'info', 'attributes'), '* -export-ignore -export-subst\n');
}
