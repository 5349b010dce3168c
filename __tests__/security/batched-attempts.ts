import { beforeAll, expect, it } from 'vitest';

import { tarBytes } from '../support/tar-bytes.js';
import { attemptMounts, attempts, type Attempt } from './attempts.js';
import type { Cage, CageHouse, Right } from './cage.js';
import type { Host } from './host.js';
import { CALL_FUNCTION } from './syscall-attempts.js';

/** Everything that one step can try, one after the other, in one step. */
export function batchedAttempts(house: CageHouse, host: Host, right: Right, cage: () => Promise<Cage>): void {
  const list = attempts(host, right);
  let outputs: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const inside = await cage();
    // The runtime takes the filter of a later step from the first one: they are compared in integration/worker-filters.test.ts.
    await inside.run({ layers: house.image, sh: 'true' });
    outputs = await printed(house, host, inside, list);
  });

  it.each(list)('does not get $name', ({ name, refused }) => {
    expect(outputs.get(name)).toMatch(refused);
    expect(outputs.get(name)).not.toMatch(`${host.mark} (?:disk|secret)`);
  });
}

/** What each attempt prints. */
async function printed(
  house: CageHouse,
  { disk }: Host,
  cage: Cage,
  list: readonly Attempt[],
): Promise<ReadonlyMap<string, string>> {
  const node = { name: 'layer-disk', type: '4', mode: 0o666, major: disk.major, minor: disk.minor };
  const parts = list.map(({ sh }, position) => `echo "=== ${position}"; ( ${sh}\n) 2>&1 < /dev/null | head -c 2000`);
  const { stdout, stderr, error } = await cage.run({
    layers: [...house.image, house.layers.add(tarBytes([node]))],
    mounts: attemptMounts(house.image),
    sh: `${CALL_FUNCTION}\n${parts.join('\n')}`,
  });
  expect([error, stderr]).toEqual([undefined, '']);
  const outputs = stdout.split(/^=== \d+\n/m).slice(1);
  return new Map(list.map(({ name }, position) => [name, outputs[position] ?? 'nothing was printed']));
}
