import path from 'node:path';

import { discard } from '../files/discard.js';
import { makeTemporaryFolder } from '../files/temporary-folder.js';
import type { BuildOptions } from './options/build-options.js';
import type { HostSettings } from './options/host-settings.js';
import { openContext, type OpenedContext } from './sources/open-context.js';
import { openRemote, type OpenedRemote } from './sources/open-remote.js';

/**
 * Opens a build's context, for who only looks at the Dockerfile. What was fetched for it is removed afterwards.
 *
 * @throws UserError when there is no Dockerfile to look at
 */
export async function withOpenedContext<Result>(
  options: BuildOptions,
  host: HostSettings,
  signal: AbortSignal,
  use: (opened: OpenedContext, files: OpenedRemote['files']) => Promise<Result>,
): Promise<Result> {
  const tempDir = makeTemporaryFolder(host.tempDir);
  let remote: OpenedRemote | undefined;
  try {
    remote = await openRemote(host, options, path.join(tempDir, 'remote'));
    return await use(await openContext(options, remote.files, tempDir, signal), remote.files);
  } finally {
    remote?.close();
    await discard(tempDir);
  }
}
