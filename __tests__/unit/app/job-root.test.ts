import { afterAll, beforeAll, expect, it } from 'vitest';

import { claimRoot, placeInJob } from '../../../src/app/job-root.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('job-root');
});
afterAll(() => removeTree(folder));

it('counts the builds of a job that have the same scope and variant', async () => {
  const place = async (run: string, build: string): Promise<number> => placeInJob(await claimRoot(folder, run, build));
  expect([await place('a', 'x'), await place('a', 'x'), await place('a', 'y'), await place('b', 'x')]).toEqual([
    ...[1, 2, 1, 1],
  ]);
  expect(await place('a', 'x')).toBe(3);
  // Where the root cannot be made, there is no claim.
  expect(placeInJob('')).toBe(1);
});
