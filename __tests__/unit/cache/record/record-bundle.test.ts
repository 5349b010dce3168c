import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { readBundle, writeBundle } from '../../../../src/cache/record/record-bundle.js';
import { pathInRoot } from '../../../../src/files/root-folder.js';
import { digestHex, sha256 } from '../../../../src/oci/digest.js';
import { removeTree, temporaryFolder } from '../../../support/temporary-folder.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('record-bundle');
});
afterAll(() => removeTree(folder));

const SCOPE = 'one Dockerfile';
const scopeFile = (machine: string): string => pathInRoot(join(folder, machine), 'scopes', digestHex(sha256(SCOPE)));

/** @param at seconds since the epoch */
function builds(machine: string, stage: string, at: number): void {
  const file = scopeFile(machine);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ steps: [], unfinished: [{ stage, instruction: 'RUN x' }] }));
  utimesSync(file, at, at);
}
const known = (machine: string): string => {
  const { unfinished } = JSON.parse(readFileSync(scopeFile(machine), 'utf8')) as { unfinished: { stage: string }[] };
  return unfinished[0]?.stage ?? '';
};
const bundleOf = async (machine: string): Promise<string> => {
  const file = join(folder, `${machine}.bundle`);
  expect(await writeBundle(join(folder, machine), [SCOPE], file)).toBe(true);
  return file;
};

it('takes the place of what is older, and of nothing that is newer', async () => {
  builds('early', 'first', 1000);
  builds('here', 'second', 2000);
  builds('late', 'third', 3000);
  const [early, late] = [await bundleOf('early'), await bundleOf('late')];
  await readBundle(join(folder, 'here'), early);
  expect(known('here')).toBe('second');
  await readBundle(join(folder, 'here'), late);
  expect(known('here')).toBe('third');
  await readBundle(join(folder, 'here'), early);
  expect(known('here')).toBe('third');
});

it('says when each file was written, and not when it was fetched', async () => {
  builds('origin', 'origin', 5000);
  await readBundle(join(folder, 'passing on'), await bundleOf('origin'));
  expect(statSync(scopeFile('passing on')).mtimeMs).toBe(5_000_000);
  builds('own', 'own', 6000);
  await readBundle(join(folder, 'own'), await bundleOf('passing on'));
  expect(known('own')).toBe('own');
});
