import type * as ActionsCache from '@actions/cache';

import type { StepCacheClient } from '../app/step-cache-carrier.js';

export type ActionsCacheLibrary = Pick<typeof ActionsCache, 'restoreCache' | 'saveCache' | 'isFeatureAvailable'>;

/**
 * The genuine client, made independent of where things lie on a machine. It hashes the literal path of what it carries into
 * an entry's version, and names the files in it by their way from the workspace: another runner, whose folders are
 * elsewhere, would not find the entry, or would unpack it in a wrong place. So the library is let to believe that it works
 * in the folder's parent.
 */
export function cacheClientOf(library: ActionsCacheLibrary): StepCacheClient {
  return {
    isFeatureAvailable: () => library.isFeatureAvailable(),
    restore: (parent, folder, key) => workingIn(parent, () => library.restoreCache([folder], key)),
    save: (parent, folder, key) => workingIn(parent, () => library.saveCache([folder], key)),
  };
}

/** Nothing else of the action runs meanwhile: the working directory and the variable are the whole process's. */
async function workingIn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const { GITHUB_WORKSPACE: workspace } = process.env;
  const directory = process.cwd();
  process.chdir(folder);
  process.env['GITHUB_WORKSPACE'] = folder;
  try {
    return await work();
  } finally {
    process.chdir(directory);
    if (workspace === undefined) delete process.env['GITHUB_WORKSPACE'];
    else process.env['GITHUB_WORKSPACE'] = workspace;
  }
}
