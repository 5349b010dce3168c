import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mustRunCliInProcess, runCliInProcess } from '../../support/cli-in-process.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { COMPARED, type ComparedCommand } from './compared-commands.js';
import { RECORD, type RecordedCommand, steady } from './record.js';
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

function comparable(text: string, compare: ComparedCommand['compare']): unknown {
  if (compare === 'text') return steady(text);
  if (compare === 'lines') return steady(text).split('\n').sort();
  const documents = text.trimStart().startsWith('[') ? [text] : text.split('\n').filter((line) => line !== '');
  return documents
    .map((document) => withoutOwn(JSON.parse(document.replaceAll(/\d+ years ago/g, 'N years ago'))))
    .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** The same but for how each keeps its images, and a field of later versions of docker. */
function withoutOwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutOwn);
  if (typeof value !== 'object' || value === null) return value;
  const {
    GraphDriver: _driver,
    Descriptor: _descriptor,
    Metadata: _metadata,
    ...rest
  } = value as Record<string, unknown>;
  if (!('Names' in rest)) return rest;
  // Of a container: what differs from one to the next, and what is not counted.
  const { ID: _id, CreatedAt: _created, RunningFor: _running, Size: _size, Platform: _platform, ...container } = rest;
  return container;
}
