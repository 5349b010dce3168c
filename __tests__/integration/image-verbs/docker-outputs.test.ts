import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../../support/cli-in-process.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { COMPARED } from './compared-commands.js';
import { comparable, RECORD, type RecordedCommand } from './record.js';
import { writeSamples } from './sample-images.js';

const recorded = JSON.parse(readFileSync(RECORD, 'utf8')) as readonly RecordedCommand[];

/** The outputs of Debian's docker on the same images, recorded by `npm run test:record`. */
describe('says what docker says', () => {
  let folder: string;
  const run = (argv: readonly string[]): ReturnType<typeof runCliInProcess> =>
    runCliInProcess(argv, { env: { LAYER_BUILD_ROOT: join(folder, 'root'), HOME: folder } });

  beforeAll(async () => {
    folder = await temporaryFolder('docker-outputs');
    const archive = join(folder, 'samples.tar');
    await writeSamples(archive);
    await mustRunCliInProcess(['load', '-i', archive], { env: { LAYER_BUILD_ROOT: join(folder, 'root') } });
  });
  afterAll(() => removeTree(folder));

  it('is compared with all that was recorded', () => {
    expect(recorded.map(({ argv }) => argv)).toEqual(COMPARED.map(({ argv }) => argv));
  });

  // One after the other: some of them change what the next see.
  for (const [at, { argv, compare }] of COMPARED.entries()) {
    it(`${at}: ${argv.join(' ')}`, async () => {
      const { code, stdout } = await run(argv);
      const docker = recorded[at];
      expect(code === 0, stdout).toBe(docker?.code === 0);
      if (compare !== 'exit code')
        expect(comparable(stdout, compare)).toEqual(comparable(docker?.stdout ?? '', compare));
    });
  }
});
