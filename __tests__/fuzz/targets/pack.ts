import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readPack } from '../../../src/cache/pack/read-pack.js';
import { isPackedPath } from '../../../src/cache/pack/packed-path.js';
import { InfraError } from '../../../src/errors.js';
import { mendTar, mutateTarField, mutateTarMembers } from '../mutate/tar.js';
import { inScratchFolder } from '../scratch-folder.js';
import { PACK, PACKED } from '../seeds/pack.js';
import { holds, type Target } from '../target.js';

/** A pack from a cache that others may write to. Nothing but files of known folders may come of it. */
export const target: Target = {
  seeds: [PACK],
  dictionary: [...PACKED, 'listing.json', '../', '/', 'blobs/', './'],
  mutators: [mutateTarField, mutateTarMembers],
  mend: mendTar,
  longest: 16 * 1024,
  refusals: [InfraError],
  run: (input) =>
    inScratchFolder(async (folder) => {
      const [root, own, file] = [join(folder, 'root'), join(folder, 'own'), join(folder, 'pack')];
      for (const made of [root, own]) mkdirSync(made);
      writeFileSync(file, input);
      try {
        const { newFiles } = await readPack(file, { root, folder: own, signal: new AbortController().signal });
        for (const name of newFiles) holds(statSync(join(root, name)).isFile(), 'what it brings is a file');
      } finally {
        const all = readdirSync(root, { recursive: true, encoding: 'utf8' });
        const files = all.filter((name) => !statSync(join(root, name)).isDirectory());
        holds(files.every(isPackedPath), 'it brings files of known folders only');
        holds(readdirSync(folder).length === 3, 'nothing is written elsewhere');
      }
    }),
};
