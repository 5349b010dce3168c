import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { treeSize } from '../../../src/files/tree-size.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

it('counts a file with several names once, and a symbolic link with its text', async () => {
  const folder = await temporaryFolder('tree-size');
  mkdirSync(join(folder, 'a/b'), { recursive: true });
  writeFileSync(join(folder, 'a/one'), '12345');
  linkSync(join(folder, 'a/one'), join(folder, 'a/b/same'));
  writeFileSync(join(folder, 'a/b/other'), '678');
  symlinkSync('../one', join(folder, 'a/b/link'));
  expect(await treeSize(folder)).toBe(5 + 3 + '../one'.length);
  await removeTree(folder);
});
