import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseDaemonAddress } from '../../src/daemon/daemon-address.js';
import type { ImageDaemon } from '../../src/daemon/daemon.js';
import { connectToEngine } from '../../src/daemon/engine-daemon.js';
import { type CountedSocket, countedSocket } from '../support/counted-socket.js';
import { LayerFolder, loadable, platformOf } from '../support/loadable-image.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const MB = 1024 * 1024;
const { signal } = new AbortController();
const isRoot = process.getuid?.() === 0;

let folder: string;
let layers: LayerFolder;
beforeAll(async () => {
  folder = await temporaryFolder('daemon-load');
  mkdirSync(join(folder, 'blobs'));
  layers = new LayerFolder(join(folder, 'blobs'));
});
afterAll(() => removeTree(folder));

describe.skipIf(!isRoot)('a load into dockerd', () => {
  let dockerd: PrivateDockerd;
  let counted: CountedSocket;
  let daemon: ImageDaemon;

  beforeAll(async () => {
    dockerd = await startDockerd();
    counted = await countedSocket(dockerd.address.replace('unix://', ''));
    daemon = await connectToEngine(parseDaemonAddress(`unix://${counted.path}`, 'test', undefined), signal);
  }, 60_000);
  afterAll(async () => {
    daemon.close();
    await counted.close();
    await dockerd.stop();
  });

  const idOf = async (name: string): Promise<string> =>
    (await dockerd.docker(['image', 'inspect', '--format', '{{.Id}}', name])).stdout.trim();

  it('sends only what the daemon lacks', async () => {
    const base = layers.layer({ 'big/file': '\0'.repeat(64 * MB) }, 'none');
    const first = platformOf([base, layers.layer({ 'app/main': 'one' })]);
    counted.sent();
    const loaded = await daemon.load(loadable([first], 'team/app:1', 'team/app:latest'), layers.files, signal);
    expect(loaded).toMatchObject({ sent: 2, layers: 2 });
    expect(counted.sent()).toBeGreaterThan(64 * MB);
    expect(await idOf('team/app:1')).toBe(first.imageId);
    expect(await idOf('team/app:latest')).toBe(first.imageId);

    const second = platformOf([base, layers.layer({ 'app/main': 'two' })]);
    const again = await daemon.load(loadable([second], 'team/app:2'), layers.files, signal);
    expect(again).toMatchObject({ sent: 1, layers: 2 });
    expect(counted.sent()).toBeLessThan(20_000);
    expect(await idOf('team/app:2')).toBe(second.imageId);
  });
});
