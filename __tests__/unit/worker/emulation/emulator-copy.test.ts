import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { copyEmulator } from '../../../../src/worker/emulation/emulator-copy.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

const CONTENT = Buffer.alloc(2_500_000, 'emulator');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

describe('copyEmulator', () => {
  let folder: string;
  let source: string;
  let target: string;

  beforeEach(async () => {
    folder = await temporaryFolder('emulator-copy');
    source = join(folder, 'source');
    target = join(folder, 'target');
    await writeFile(source, CONTENT);
  });

  afterEach(() => removeTree(folder));

  it('copies the whole file, which nobody may write to', () => {
    copyEmulator(source, target, SHA256);
    expect(readFileSync(target).equals(CONTENT)).toBe(true);
    expect(statSync(target).mode & 0o222).toBe(0);
  });

  it('refuses a file that is not what the client found', async () => {
    await writeFile(source, 'something else');
    expect(() => copyEmulator(source, target, SHA256)).toThrow(InfraError);
    expect(() => copyEmulator(source, join(folder, 'again'), SHA256)).toThrow(/changed/);
  });

  it('follows no link, and reads no folder', async () => {
    await symlink(source, join(folder, 'link'));
    await mkdir(join(folder, 'folder'));
    for (const name of ['link', 'folder', 'missing'])
      expect(() => copyEmulator(join(folder, name), target, SHA256), name).toThrow(InfraError);
    expect(existsSync(target)).toBe(false);
  });

  it('never writes over a file that is there', async () => {
    await writeFile(target, 'there');
    expect(() => copyEmulator(source, target, SHA256)).toThrow(/EEXIST/);
    expect(readFileSync(target, 'utf8')).toBe('there');
  });
});
