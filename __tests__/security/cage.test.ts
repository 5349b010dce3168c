import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { batchedAttempts } from './batched-attempts.js';
import { CageHouse, CAGES } from './cage.js';
import { hostileImageSteps } from './hostile-images.js';
import { Host } from './host.js';
import { mountRaces } from './mount-races.js';
import { networkAttempts } from './network.js';
import { passedDescriptors } from './passed-descriptors.js';

const host = new Host();
const house = await CageHouse.open();
beforeAll(() => host.listening);
afterAll(async () => {
  await house.close();
  host.close();
});

// They make users, mount, and look at the machine's devices: without root, npm test says that such tests are skipped.
describe.skipIf(process.getuid?.() !== 0).each(CAGES)('a step run as %s by %s', (right, runtime) => {
  const cage = (): ReturnType<CageHouse['cage']> => house.cage(right, runtime);
  let before: ReadonlyMap<string, string>;
  beforeAll(() => {
    before = host.facts();
  });

  describe('that tries everything', () => batchedAttempts(house, host, right, cage));
  describe('on an image with', () => hostileImageSteps(house, host, cage));
  describe('beside others', () => mountRaces(host, cage));
  describe('that passes descriptors', () => passedDescriptors(cage));
  describe('by its network', () => networkAttempts(host, cage));

  it('keeps what it unpacked and cached from other users', async () => {
    const { root } = await cage();
    const folders = ['snapshots', 'cache-mounts', 'work'].flatMap((kind) =>
      readdirSync(join(root, kind)).map((name) => join(root, kind, name)),
    );
    expect(folders.length).toBeGreaterThan(2);
    for (const folder of folders) expect(statSync(folder).mode & 0o777, folder).toBe(0o700);
  });

  it('has left the machine as it was', () => {
    expect(Object.fromEntries(host.facts())).toEqual(Object.fromEntries(before));
  });
});
