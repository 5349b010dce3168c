import path from 'node:path';

import type { BuildOptions } from '../options/build-options.js';
import type { OutputSpec } from '../options/values/output-spec.js';

/** What a build has to know of the folders of this machine that it takes files from. */
export interface LocalFolders {
  /** Absolute paths of what the running command writes. They are no part of any context. */
  readonly own: readonly string[];
  /** @returns absolute path of a folder for copies of files that change while they are read; another for each context */
  readonly scratch: () => string;
}

/** The file or folder that only the output writes. As in BuildKit, a folder that files are copied into may be part of a context. */
function destinationOf(output: OutputSpec): string | undefined {
  return 'dest' in output && output.type !== 'local' && output.dest !== '-' ? output.dest : undefined;
}

/** @param tempDir absolute path of a folder that the caller removes */
export function localFolders(options: BuildOptions, tempDir: string): LocalFolders {
  let contexts = 0;
  return {
    own: [
      ...(options.written ?? []),
      ...options.outputs.flatMap((output) => destinationOf(output) ?? []),
      ...options.cacheTo.flatMap((cache) => (cache.type === 'local' ? [cache.directory] : [])),
    ],
    scratch: () => path.join(tempDir, `changing-${contexts++}`),
  };
}
