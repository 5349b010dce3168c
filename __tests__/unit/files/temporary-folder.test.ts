import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ownIdentity } from '../../../src/files/process-identity.js';
import { makeTemporaryFolder, sweepTemporaryFolders } from '../../../src/files/temporary-folder.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const { signal } = new AbortController();
const [, START = '', NAMESPACE = ''] = ownIdentity().split('-');
/** No process has this number. */
const DEAD = `layer-build-4194304-${START}-${NAMESPACE}`;

describe('a temporary folder', () => {
  let parent: string;

  beforeEach(async () => {
    parent = await temporaryFolder('temporary');
  });

  afterEach(() => removeTree(parent));

  it('is private, and another each time', () => {
    const folders = [makeTemporaryFolder(join(parent, 'new')), makeTemporaryFolder(join(parent, 'new'))];
    expect(new Set(folders).size).toBe(2);
    for (const folder of folders) expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('cannot be made everywhere, which is the surroundings’ fault', () => {
    writeFileSync(join(parent, 'file'), '');
    expect(() => makeTemporaryFolder(join(parent, 'file'))).toThrow(
      expect.objectContaining({ name: 'InfraError', message: `cannot make a temporary folder in ${parent}/file` }),
    );
  });

  it('of a process that was killed is removed by a later one; all else stays', async () => {
    const own = basename(makeTemporaryFolder(parent));
    mkdirSync(join(parent, `${DEAD}.aa/deep`), { recursive: true });
    chmodSync(join(parent, `${DEAD}.aa`), 0o700);
    // One that somebody else could change while it is removed, a link, another namespace's, and other programs'.
    mkdirSync(join(parent, `${DEAD}.open`));
    chmodSync(join(parent, `${DEAD}.open`), 0o777);
    symlinkSync('/', join(parent, `${DEAD}.link`));
    const others = ['layer-build-4194304-1-1.aa', 'layer-build-report-x.json', 'other'];
    for (const name of others) mkdirSync(join(parent, name), { mode: 0o700 });
    await sweepTemporaryFolders(parent, signal);
    expect(readdirSync(parent).sort()).toEqual([own, `${DEAD}.open`, `${DEAD}.link`, ...others].sort());
  });

  it('can be searched for in a folder that does not exist', async () => {
    rmSync(parent, { recursive: true });
    await sweepTemporaryFolders(parent, signal);
  });
});
