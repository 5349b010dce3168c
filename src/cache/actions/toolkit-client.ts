import type * as ActionsCache from '@actions/cache';

import type { EntryClient } from './entry-client.js';
import { InfraError } from '../../errors.js';

export type ActionsCacheLibrary = Pick<typeof ActionsCache, 'restoreCache' | 'saveCache'>;

/**
 * The real client, set up so that its entries can be restored on any machine. The library hashes the file's path into an
 * entry's version, and names the file by its path from the workspace. A runner with other folders would not find the entry,
 * or would unpack it into a wrong folder. So during a call, the environment names our folder as the workspace, and also as
 * the folder for temporary files, since the library does not remove them.
 */
export function entryClientOf(library: ActionsCacheLibrary): EntryClient {
  return {
    restore: (folder, file, [first, ...others], signal) =>
      withWorkspace(folder, signal, () => library.restoreCache([file], first, others)),
    find: (folder, file, key, signal) =>
      withWorkspace(folder, signal, () => library.restoreCache([file], key, [], { lookupOnly: true })),
    save: (folder, file, key, signal) =>
      withWorkspace(folder, signal, () =>
        withWorkingDirectory(folder, signal, async () => (await library.saveCache([file], key)) >= 0),
      ),
  };
}

type Variables = Readonly<Partial<Record<'GITHUB_WORKSPACE' | 'RUNNER_TEMP', string>>>;

/** The variables belong to the whole process, so calls run one at a time. */
let turn: Promise<unknown> = Promise.resolve();
/** Nobody waits any more for the call that runs. It may still write where the variables say, so they must not change. */
let abandoned = false;

function withWorkspace<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (abandoned) return Promise.reject(new InfraError('an earlier call of @actions/cache still hangs'));
  const result = turn.then(() => withVariables(folder, signal, work));
  turn = result.catch(() => undefined);
  return result;
}

async function withVariables<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { GITHUB_WORKSPACE, RUNNER_TEMP } = process.env;
  const abandon = (): void => {
    abandoned = true;
  };
  setVariables({ GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder });
  signal.addEventListener('abort', abandon, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', abandon);
    abandoned = false;
    setVariables({
      ...(GITHUB_WORKSPACE !== undefined && { GITHUB_WORKSPACE }),
      ...(RUNNER_TEMP !== undefined && { RUNNER_TEMP }),
    });
  }
}

function setVariables(variables: Variables): void {
  // An assignment of undefined would set the text "undefined".
  delete process.env['GITHUB_WORKSPACE'];
  delete process.env['RUNNER_TEMP'];
  Object.assign(process.env, variables);
}

/** The library looks for files to save in the working directory, which belongs to the whole process: it is set back soon. */
async function withWorkingDirectory<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const directory = process.cwd();
  const back = (): void => process.chdir(directory);
  process.chdir(folder);
  signal.addEventListener('abort', back, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', back);
    if (!signal.aborted) back();
  }
}
