import { afterAll, beforeAll, expect, it } from 'vitest';

import { claimForBuilds, inJob } from '../../../src/action/job/job-variant.js';
import { STATE } from '../../../src/action/job/stage-state.js';
import { claimRoot } from '../../../src/app/job-root.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { FakeToolkit, job } from './job.js';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('job-variant');
});
afterAll(() => removeTree(folder));

/** The variants of the builds of one step of a job. */
async function step(...builds: readonly { readonly scope: string; readonly variant?: string }[]) {
  const toolkit = new FakeToolkit();
  const claims = await claimForBuilds(folder, builds, { job: job(), toolkit, claimRoot });
  expect(toolkit.state.get(STATE.root)).toBe(folder);
  expect(toolkit.state.get(STATE.claims)).toBe(claims.join(' '));
  return builds.map((build, index) => inJob(build, claims[index] ?? '').variant);
}

it('gives equal builds of a job variants of their own, also of different steps', async () => {
  const one = { scope: 'o/r:bake', variant: 'one' };
  const two = { scope: 'o/r:bake', variant: 'two' };
  expect(await step(one, two)).toEqual(['one', 'two']);
  expect(await step(two, { scope: 'o/r:bake', variant: 'three' })).toEqual(['two #2', 'three']);
  expect(await step({ scope: 'o/r:Dockerfile' })).toEqual([undefined]);
  expect(await step({ scope: 'o/r:Dockerfile' })).toEqual(['#2']);
});

it('leaves builds as they are where the root cannot be made', async () => {
  const claims = await claimForBuilds('/dev/null/root', [{ scope: 's' }], {
    job: job(),
    toolkit: new FakeToolkit(),
    claimRoot,
  });
  expect(claims).toEqual(['']);
  expect(inJob({ scope: 's', variant: 'v' }, '')).toEqual({ scope: 's', variant: 'v' });
});
