import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { must } from '../../support/command.js';
import { madeOnce, REPOSITORY } from '../../support/made-once.js';

/** Beside the repository, or where the variable says; it is no part of this project, so it may be absent. */
export const SUITE = resolve(process.env['LAYER_BUILD_CONFORMANCE'] ?? join(REPOSITORY, '../shared/conformance'));

export const hasSuite = existsSync(join(SUITE, 'suite.tar.zst'));

/** The suite's files, unpacked in a folder that is not to be changed. */
export function unpackedSuite(): Promise<string> {
  return madeOnce('conformance', async (folder) => {
    await must(['tar', '-C', folder, '--zstd', '-xf', join(SUITE, 'suite.tar.zst')]);
    for (const name of ['conform.py', 'make-bases.sh']) await copyFile(join(SUITE, name), join(folder, name));
  });
}
