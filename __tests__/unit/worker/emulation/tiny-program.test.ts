import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TINY_EXIT, tinyProgram } from '../../../../src/worker/client/emulation/tiny-program.js';
import { ARCHITECTURES, ELF_MACHINES } from '../../../../src/worker/protocol/elf-machines.js';
import { run } from '../../../support/command.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

describe('tinyProgram', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await temporaryFolder('tiny');
  });

  afterAll(() => removeTree(folder));

  it.each(ARCHITECTURES)('makes a program of %s that the emulator of Debian runs', async (architecture) => {
    const file = join(folder, architecture);
    await writeFile(file, tinyProgram(architecture));
    await chmod(file, 0o755);
    const result = await run([`qemu-${ELF_MACHINES[architecture].qemu}-static`, file]);
    expect(result.code, result.stderr).toBe(TINY_EXIT);
  });
});
