import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { GitFailure } from './git-program.js';
import { TreeCheck } from './tree-check.js';

/** Runs git in a repository of our own. */
export type RunInRepository = (
  args: readonly string[],
  options?: { readonly quiet?: true; readonly onOutput?: (chunk: Buffer) => void },
) => Promise<string>;

/**
 * Lets a repository of our own use the objects of a checkout, if they are all of the commit. Anybody may have written that folder, and
 * git believes what it finds in such a folder: so every object of the commit is checked against its id.
 *
 * @param gitDir absolute path of a new repository that nobody else knows
 * @param objects absolute path of the folder with the checkout's objects
 * @returns whether the commit is there as a whole; if not, the repository is as before
 */
export async function borrowObjects(
  gitDir: string,
  objects: string,
  commit: string,
  run: RunInRepository,
): Promise<boolean> {
  const alternates = path.join(gitDir, 'objects', 'info', 'alternates');
  writeFileSync(alternates, `${objects}\n`);
  // These files of the checkout could say something else than its objects.
  appendFileSync(path.join(gitDir, 'config'), '[core]\n\tcommitGraph = false\n\tmultiPackIndex = false\n');
  try {
    if (await holdsCommit(commit, run)) return true;
  } catch (error) {
    rmSync(alternates);
    if (!(error instanceof GitFailure)) throw error;
    return false;
  }
  rmSync(alternates);
  return false;
}

async function holdsCommit(commit: string, run: RunInRepository): Promise<boolean> {
  // Reads the commit and the content of all files. A commit with another id is an error; a file with another id only a complaint.
  await run(['rev-list', '--objects', '--verify-objects', '--quiet', '--no-walk', commit], { quiet: true });
  const root = (await run(['rev-parse', `${commit}^{tree}`])).trim();
  const check = new TreeCheck(root);
  await run(['ls-tree', '-r', '-t', '-z', '--full-tree', root], { onOutput: (chunk) => check.add(chunk) });
  return check.end();
}
