import path from 'node:path';

import { withTimeLimit } from '../../async/time-limit.js';
import type { GitAddress } from '../../dockerfile/values/git-address.js';
import type { BuildEvent } from '../../engine/events.js';
import type { RemoteRepository } from '../../engine/ports.js';
import { InfraError } from '../../errors.js';
import { goBoolean } from '../../text/go-boolean.js';
import { oneLine } from '../../text/sanitize-line.js';
import type { BuildOptions } from '../options/build-options.js';

/** What people should know of a context. */
export type ContextRemark = Extract<BuildEvent, { readonly type: 'warning' | 'notice' }>;

/** The build arguments that BuildKit's frontend looks at for a Git context (`dockerui`, `initContext`). */
export function addressFor({ buildArgs }: Pick<BuildOptions, 'buildArgs'>, address: GitAddress): GitAddress {
  const argument = (name: string): string => (Object.hasOwn(buildArgs, name) ? (buildArgs[name] ?? '') : '');
  return {
    ...address,
    ...(goBoolean(argument('BUILDKIT_CONTEXT_KEEP_GIT_DIR')) === true && { keepGitDir: true }),
    ...(argument('SOURCE_DATE_EPOCH') !== '' && { mtime: 'commit' }),
  };
}

/** Milliseconds that a build spends on finding out which files of the checkout differ. */
const STATUS_MS = 4000;
/** Files that are named. */
const NAMED = 5;

/**
 * Says which files of the job's folder are not as in the commit: whoever changes files before the build may not know that the context is
 * not the folder.
 *
 * @param own absolute paths of what the build itself writes
 */
export async function changesRemark(
  repository: RemoteRepository,
  own: readonly string[],
  signal: AbortSignal,
): Promise<ContextRemark | undefined> {
  const bounded = withTimeLimit(signal, STATUS_MS);
  let found: { readonly folder: string; readonly files: readonly string[] } | undefined;
  try {
    found = await repository.changes(bounded);
  } catch (error) {
    signal.throwIfAborted();
    // Without an answer in time, or with a damaged index, nothing is known.
    if (bounded.aborted || error instanceof InfraError) return undefined;
    throw error;
  }
  if (found === undefined) return undefined;
  const { folder } = found;
  const files = found.files.filter((file) => {
    const full = path.join(folder, file);
    return !own.some((written) => written === full || written.startsWith(`${full}/`));
  });
  if (files.length === 0) return undefined;
  const shown = files.slice(0, NAMED).map((file) => oneLine(file));
  const more = files.length > NAMED ? ` and ${files.length - NAMED} more` : '';
  const differ = files.length === 1 ? "file of the job's folder is" : "files of the job's folder are";
  return {
    type: 'notice',
    message: `${files.length} ${differ} not as in the commit that is the context: ${shown.join(', ')}${more}. With context: . the build takes the folder as it is.`,
  };
}
