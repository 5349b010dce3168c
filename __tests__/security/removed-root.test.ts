import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { sendSignal } from '../support/send-signal.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

/** No command finds such a container any more, so that its supervisor has to see to its end. */
describe.skipIf(process.getuid?.() !== 0)('a container whose root folder was removed', () => {
  let registry: RunningRegistry;
  let folder: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('removed-root');
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  it.each(['with a signal', 'without one', 'with --rm'])('ends with its supervisor, %s', async (how) => {
    const root = join(folder, how.replaceAll(' ', '-'));
    const flags = [
      '--root',
      root,
      '--registry-mirror',
      `http://${registry.host}`,
      ...(how === 'with --rm' ? ['--rm'] : []),
    ];
    const ran = await runCliInProcess(['run', '-d', ...flags, 'busybox', 'sleep', '100000'], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
    const processes = processesIn(root);
    expect(processes.length, 'the supervisor and its worker').toBeGreaterThan(1);

    // Its worker may be writing there just now.
    await rm(root, { recursive: true, force: true, maxRetries: 10 });
    if (how === 'with a signal') sendSignal(processesIn(root), 'SIGTERM');
    while (processes.some((pid) => existsSync(`/proc/${pid}`))) await delay(100);
  });
});

/** Processes that work in a folder, also when it was removed. */
function processesIn(folder: string): readonly number[] {
  const isIn = (pid: string): boolean => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isIn(name))
    .map(Number);
}
