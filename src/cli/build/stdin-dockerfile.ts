import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { settledBefore } from '../../async/abortable.js';
import type { BuildOptions } from '../../app/options/build-options.js';
import { UserError } from '../../errors.js';
import { makeTemporaryFolder } from '../../files/temporary-folder.js';
import type { BuildRequest } from './build-request.js';
import type { CliProcess } from '../command/cli-process.js';
import { readBytesUpTo } from '../../async/read-bytes.js';
import { MAX_TEXT_FILE } from '../../files/text-file.js';

/** For `-f -`: keeps the Dockerfile from standard input in a file while the build runs. */
export async function withDockerfile<Result>(
  request: BuildRequest,
  cli: CliProcess,
  build: (options: BuildOptions) => Promise<Result>,
): Promise<Result> {
  if (!request.dockerfileFromStdin) return build(request.options);
  const text = await settledBefore(cli.signal, readBytesUpTo(cli.stdin, MAX_TEXT_FILE));
  if (text === undefined) throw new UserError('the Dockerfile on standard input is larger than 4 MiB');
  const folder = makeTemporaryFolder(cli.tempDir);
  try {
    const dockerfile = path.join(folder, 'Dockerfile');
    await writeFile(dockerfile, text);
    return await build({ ...request.options, dockerfile });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
