import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { GitSource } from '../engine/ports.js';
import { partOf, type RunInRepository } from './commit-part.js';
import { GitFailure } from './git-program.js';
import { TreeCheck } from './tree-check.js';

/**
 * Lets a repository of our own use the objects of a checkout, if they are all that is needed of the commit. Anybody may have written that
 * folder, and git believes what it finds in such a folder: so every object is checked against its id.
 *
 * @param gitDir absolute path of a new repository that nobody else knows
 * @param objects absolute path of the folder with the checkout's objects
 * @param run runs git in that repository
 * @returns whether everything is there; if not, the repository has no objects, as before
 */
export async function borrowObjects(
  gitDir: string,
  objects: string,
  commit: string,
  source: GitSource,
  run: RunInRepository,
): Promise<boolean> {
  const alternates = path.join(gitDir, 'objects', 'info', 'alternates');
  writeFileSync(alternates, `${objects}\n`);
  // These files of the checkout could say something else than its objects.
  appendFileSync(path.join(gitDir, 'config'), '[core]\n\tcommitGraph = false\n\tmultiPackIndex = false\n');
  let complete = false;
  try {
    complete = await holds(commit, source, run);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
  } finally {
    if (!complete) rmSync(alternates);
  }
  return complete;
}

async function holds(commit: string, source: GitSource, run: RunInRepository): Promise<boolean> {
  // The commit itself: git checks the ids of objects that it is asked for.
  await run(['rev-list', '--quiet', '--no-walk', commit], { quiet: true });
  const root = (await run(['rev-parse', `${commit}^{tree}`])).trim();
  const check = new TreeCheck(root);
  await run(['ls-tree', '-r', '-t', '-z', '--full-tree', root], { onOutput: (chunk) => check.add(chunk) });
  if (!check.end()) return false;
  const part = await partOf(commit, source, run);
  // Reads the content of all files. If one is missing, it fails. If one has another id, it only complains.
  const files = part === '' ? root : `${root}:${part}`;
  await run(['rev-list', '--objects', '--verify-objects', '--quiet', '--no-walk', files], { quiet: true });
  return true;
}
