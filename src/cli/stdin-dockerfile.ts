import { settledBefore } from '../async/abortable.js';
import type { BuildOptions } from '../app/options/build-options.js';
import { UserError } from '../errors.js';
import type { BuildRequest } from './build-request.js';
import type { CliProcess } from './cli-process.js';
import { readBytesUpTo } from '../async/read-bytes.js';
import { MAX_TEXT_FILE } from '../files/text-file.js';

/** For `-f -`: reads the Dockerfile from standard input before the build begins. */
export async function withDockerfile<Result>(
  request: BuildRequest,
  cli: CliProcess,
  build: (options: BuildOptions) => Promise<Result>,
): Promise<Result> {
  if (!request.dockerfileFromStdin) return build(request.options);
  const text = await settledBefore(cli.signal, readBytesUpTo(cli.stdin, MAX_TEXT_FILE));
  if (text === undefined) throw new UserError('the Dockerfile on standard input is larger than 4 MiB');
  if (text.length === 0) {
    throw new UserError('nothing came on standard input', {
      hint: 'Pipe the Dockerfile into the build, or name a file: --file PATH.',
    });
  }
  return build({ ...request.options, dockerfileText: text });
}
