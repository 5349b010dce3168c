import type { GitSource } from '../engine/ports.js';
import { GitFailure } from './git-program.js';

/** Runs git in a repository. */
export type RunInRepository = (
  args: readonly string[],
  options?: { readonly quiet?: true; readonly onOutput?: (chunk: Buffer) => void },
) => Promise<string>;

/**
 * The folder of a commit whose files are all that is needed. A commit with submodules is needed as a whole, as its settings for them are at
 * its root.
 *
 * @returns `''` for the whole commit, also if there is no such folder
 */
export async function partOf(commit: string, { subdir, submodules }: GitSource, run: RunInRepository): Promise<string> {
  if (subdir === '' || (submodules && (await kindOf(`${commit}:.gitmodules`, run)) !== undefined)) return '';
  return (await kindOf(`${commit}:${subdir}`, run)) === 'tree' ? subdir : '';
}

/** @returns `undefined` if there is no such object */
export async function kindOf(object: string, run: RunInRepository): Promise<string | undefined> {
  try {
    return (await run(['cat-file', '-t', object])).trim();
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}
