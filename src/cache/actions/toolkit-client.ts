import type * as ActionsCache from '@actions/cache';

import type { EntryClient } from './entry-client.js';
import { InfraError } from '../../errors.js';

export type ActionsCacheLibrary = Pick<typeof ActionsCache, 'restoreCache' | 'saveCache'>;

/**
 * The genuine client, made independent of where things lie on a machine. It hashes the literal path of what it carries into
 * an entry's version, and names the files in it by their way from the workspace: another runner, whose folders are
 * elsewhere, would not find the entry, or would unpack it in a wrong place. So the library is let to believe that the
 * workspace is the folder, and has its temporary files there, which it leaves behind.
 */
export function entryClientOf(library: ActionsCacheLibrary): EntryClient {
  return {
    restore: (folder, file, [first, ...others], signal) =>
      believing(folder, signal, () => library.restoreCache([file], first, others)),
    find: (folder, file, key, signal) =>
      believing(folder, signal, () => library.restoreCache([file], key, [], { lookupOnly: true })),
    save: (folder, file, key, signal) =>
      believing(folder, signal, () =>
        workingIn(folder, signal, async () => (await library.saveCache([file], key)) >= 0),
      ),
  };
}

type Variables = Readonly<Partial<Record<'GITHUB_WORKSPACE' | 'RUNNER_TEMP', string>>>;

/** The variables are the whole process's: one call at a time. */
let turn: Promise<unknown> = Promise.resolve();
/** Whether nobody waits for the call whose turn it is. It may write yet, where the variables say: so they stay as they are. */
let stray = false;

function believing<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (stray) return Promise.reject(new InfraError('an earlier call of @actions/cache hangs still'));
  const result = turn.then(() => withVariables(folder, signal, work));
  turn = result.catch(() => undefined);
  return result;
}

async function withVariables<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { GITHUB_WORKSPACE, RUNNER_TEMP } = process.env;
  const abandon = (): void => {
    stray = true;
  };
  setVariables({ GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder });
  signal.addEventListener('abort', abandon, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', abandon);
    stray = false;
    setVariables({
      ...(GITHUB_WORKSPACE !== undefined && { GITHUB_WORKSPACE }),
      ...(RUNNER_TEMP !== undefined && { RUNNER_TEMP }),
    });
  }
}

function setVariables(variables: Variables): void {
  // Assigning undefined would set the text "undefined".
  delete process.env['GITHUB_WORKSPACE'];
  delete process.env['RUNNER_TEMP'];
  Object.assign(process.env, variables);
}

/** Files to save are looked for from the working directory, which is the whole process's too: put back when nobody waits. */
async function workingIn<T>(folder: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
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
