import { afterAll, beforeAll, expect, it } from 'vitest';

import { claimRoot, placeInJob } from '../../../src/app/job-root.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('job-root');
});
afterAll(() => removeTree(folder));

it('counts the builds of a job that have the same scope and variant', async () => {
  const places = async (run: string, ...builds: string[]): Promise<readonly number[]> =>
    (await claimRoot(folder, run, builds)).map(placeInJob);
  expect(await places('a', 'x')).toEqual([1]);
  expect(await places('a', 'x', 'y')).toEqual([2, 1]);
  expect(await places('b', 'x')).toEqual([1]);
  expect(await places('a', 'x', 'z', 'x', 'y')).toEqual([3, 1, 4, 2]);
  // Where the root cannot be made, there is no claim.
  expect(placeInJob('')).toBe(1);
});
