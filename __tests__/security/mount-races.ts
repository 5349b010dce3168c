import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, it } from 'vitest';

import type { RunMount } from '../../src/engine/ports.js';
import { mountKey } from '../../src/layer/mount-key.js';
import type { Cage } from './cage.js';
import type { Host } from './host.js';

type CacheMount = Extract<RunMount, { type: 'cache' }>;

const ROUNDS = 3;
/** renameat2(2) with RENAME_EXCHANGE. */
const RENAMEAT2 = process.arch === 'arm64' ? 276 : 316;

function cache(id: string, target: string): CacheMount {
  return { type: 'cache', id, target, sharing: 'shared', readonly: false, mode: 0o755, uid: 0, gid: 0 };
}

/** Exchanges a folder and a link in a loop, until `/c/stop` exists. */
function exchanging(target: string): string {
  return `mkdir -p /c/sub/canary.d; echo own > /c/sub/canary; ln -s ${target} /c/link; touch /c/started
    perl -e 'my ($a, $b) = ("/c/sub", "/c/link"); my $end = time + 60;
      until (-e "/c/stop" || time > $end) { syscall(${RENAMEAT2}, -100, $a, -100, $b, 2) for 1 .. 99; select undef, undef, undef, 0.0005 }'`;
}

/** The folder behind a cache mount has this file. */
async function hasStarted(cage: Cage, mount: CacheMount): Promise<void> {
  const folder = join(cage.root, 'cache-mounts');
  await expect
    .poll(
      () =>
        existsSync(folder) &&
        readdirSync(folder).some((family) => existsSync(join(folder, family, mountKey(mount), '0/data/started'))),
      { timeout: 20_000 },
    )
    .toBe(true);
}

export function mountRaces(host: Host, cage: () => Promise<Cage>): void {
  it('mounts what it found, while another step exchanges it for a link to /', { timeout: 120_000 }, async () => {
    const { mark, folder } = host;
    const opened = await cage();
    const whole = cache('race', '/c');
    const before = host.look();
    const racing = opened.run({ sh: exchanging('/'), mounts: [whole] });
    await hasStarted(opened, whole);
    const mounts: readonly RunMount[] = [
      { ...whole, target: '/m', source: 'sub' },
      whole,
      { type: 'secret', target: `/c/sub/${mark}/a/secret`, content: Buffer.from('x'), mode: 0o400, uid: 0, gid: 0 },
      { type: 'tmpfs', target: `/c/sub/${mark}-memory/b`, readonly: false },
    ];
    for (let round = 0; round < ROUNDS; round++) {
      const sh = `cat /m${folder}/victim/canary 2>/dev/null; echo owned > /m${folder}/victim/${mark}; ls -A /m`;
      const { stdout, error } = await opened.run({ sh: `${sh} 2>/dev/null; true`, mounts });
      expect(error === undefined || error.name === 'UserError', error?.message).toBe(true);
      expect(stdout).not.toMatch(/secret|^(?:etc|usr)$/m);
    }
    await opened.run({ sh: 'touch /c/stop', mounts: [whole] });
    expect((await racing).error).toBeUndefined();
    expect(host.look()).toEqual(before);
  });

  it(
    'saves the content of a cache while a step replaces folders by links to the machine',
    { timeout: 120_000 },
    async () => {
      const opened = await cage();
      const mount = cache('export-race', '/c');
      const racing = opened.run({ sh: exchanging(`${host.folder}/victim`), mounts: [mount] });
      await hasStarted(opened, mount);
      const saved: string[] = [];
      // A mount that changes while it is read may be left out. The next build saves it.
      for (let round = 0; round < 10 * ROUNDS && saved.length < ROUNDS; round++) {
        const { exported } = await opened.exportMount(mountKey(mount));
        expect(exported?.kind).toMatch(/^(?:full|failed)$/);
        const file = exported?.made?.blobFile;
        if (file !== undefined) saved.push(gunzipSync(readFileSync(file)).toString('latin1'));
      }
      await opened.run({ sh: 'touch /c/stop', mounts: [mount] });
      await racing;
      expect(saved.length).toBeGreaterThan(0);
      expect(saved.filter((text) => text.includes(host.mark))).toEqual([]);
    },
  );
}
