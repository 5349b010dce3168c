import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { parseDaemonAddress } from '../../src/daemon/daemon-address.js';
import type { ImageDaemon } from '../../src/daemon/daemon.js';
import { connectToEngine } from '../../src/daemon/engine-daemon.js';
import { PodmanProgram } from '../../src/daemon/podman-program.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { must, plainEnvironment } from '../support/command.js';
import { type CountedSocket, countedSocket } from '../support/counted-socket.js';
import { LayerFolder, loadable, platformOf } from '../support/loadable-image.js';
import { type PrivateDockerd, startDockerd } from '../support/private-dockerd.js';
import { writeProject } from '../support/project-files.js';
import { startSshServer } from '../support/ssh-server.js';
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
afterEach(() => vi.unstubAllEnvs());

describe.skipIf(!isRoot)('a load into dockerd', () => {
  let dockerd: PrivateDockerd;
  let counted: CountedSocket;
  let daemon: ImageDaemon;

  beforeAll(async () => {
    dockerd = await startDockerd();
    counted = await countedSocket(dockerd.address.replace('unix://', ''));
    daemon = await connectToEngine(parseDaemonAddress(`unix://${counted.path}`, 'test', undefined), signal);
  });
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
    const again = await daemon.load(loadable([second], 'team/app:1'), layers.files, signal);
    expect(again).toMatchObject({ sent: 1, layers: 2 });
    expect(counted.sent()).toBeLessThan(20_000);
    expect(await idOf('team/app:1')).toBe(second.imageId);
  });

  it('has the content of a layer that was left out, and of one in zstd, which Docker 20.10 cannot read', async () => {
    const base = layers.layer({ 'app/base': 'base' });
    await daemon.load(loadable([platformOf([base])]), layers.files, signal);
    const image = platformOf([base, layers.layer({ 'app/main': 'main' }, 'zstd')]);
    expect(await daemon.load(loadable([image]), layers.files, signal)).toMatchObject({ sent: 1, layers: 2 });
    const container = (await dockerd.docker(['create', image.imageId])).stdout.trim();
    const tar = join(folder, 'exported.tar');
    await dockerd.docker(['export', '--output', tar, container]);
    expect(await must(['tar', 'xOf', tar, 'app/base', 'app/main'])).toBe('basemain');
  });

  it('comes from a build with --load, and a changed file is all that the second build sends', async () => {
    const context = join(folder, 'context');
    const iid = join(folder, 'iid');
    const noise = Array.from({ length: 2 * MB }, (_, at) => (at * at * 2654435761) % 251);
    await writeProject(context, { Dockerfile: 'FROM scratch\nCOPY big /\nCOPY app /\nCMD ["/app"]\n', app: 'one' });
    await writeFile(join(context, 'big'), Buffer.from(noise));
    const build = async (): Promise<string> => {
      const env = plainEnvironment({ DOCKER_HOST: `unix://${counted.path}` });
      const argv = ['build', '--root', join(folder, 'root'), '-t', 'team/cli:1', '--load', '--iidfile', iid, context];
      const { code, stderr, stdout } = await runCliInProcess([...argv, '--progress', 'plain'], { env });
      if (code !== 0) throw new Error(stderr);
      expect(await idOf('team/cli:1')).toBe(await readFile(iid, 'utf8'));
      return stdout + stderr;
    };
    expect(await build()).toContain('Loaded team/cli:1 into Docker (unix://');
    const whole = counted.sent();
    await writeFile(join(context, 'app'), 'two');
    expect(await build()).toContain('1 of 2 layers were there already');
    expect(counted.sent()).toBeLessThan(Math.min(whole / 2, 20_000));
  });

  it('ends a build for two platforms before it begins', async () => {
    const context = join(folder, 'two');
    await writeProject(context, { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    const env = plainEnvironment({ DOCKER_HOST: `unix://${counted.path}` });
    const argv = ['build', '--root', join(folder, 'root'), '--load', '--platform', 'linux/amd64,linux/arm64', context];
    const { code, stderr } = await runCliInProcess(argv, { env });
    expect(code).toBe(1);
    expect(stderr).toContain('does not support manifest lists: it takes the image of one platform');
    expect(stderr).not.toContain('COPY');
  });

  it('goes through ssh', async () => {
    const ssh = join(folder, 'ssh');
    await mkdir(ssh);
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(ssh, 'key')]);
    const server = await startSshServer(join(ssh, 'server'), [await readFile(join(ssh, 'key.pub'), 'utf8')]);
    const options = `-i ${join(ssh, 'key')} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
    await writeFile(join(ssh, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh ${options} "$@"\n`);
    await chmod(join(ssh, 'ssh'), 0o755);
    vi.stubEnv('PATH', `${ssh}:${process.env['PATH'] ?? ''}`);
    const address = `ssh://root@127.0.0.1:${server.port}${dockerd.address.replace('unix://', '')}`;
    const far = await connectToEngine(parseDaemonAddress(address, 'test', undefined), signal);
    try {
      const image = platformOf([layers.layer({ 'app/far': 'f'.repeat(MB) }, 'none')]);
      await far.load(loadable([image], 'team/far:1'), layers.files, signal);
      expect(await idOf('team/far:1')).toBe(image.imageId);
    } finally {
      far.close();
      await server.stop();
    }
  });
});

describe.skipIf(!isRoot)('a load into podman', () => {
  let podman: string;
  beforeAll(async () => {
    podman = join(folder, 'podman');
    const storage = `--root ${join(folder, 'storage')} --runroot ${join(folder, 'run')} --storage-driver vfs`;
    await writeFile(podman, `#!/bin/sh\nexec /usr/bin/podman ${storage} "$@"\n`);
    await chmod(podman, 0o755);
  });

  it('takes an image whose other layers it has', async () => {
    const daemon = new PodmanProgram(podman);
    const base = layers.layer({ 'app/base': 'b'.repeat(MB) }, 'none');
    const first = platformOf([base, layers.layer({ 'app/main': 'one' })]);
    expect(await daemon.load(loadable([first], 'team/app:1'), layers.files, signal)).toMatchObject({ sent: 2 });
    const second = platformOf([base, layers.layer({ 'app/main': 'two' })]);
    const loaded = await daemon.load(loadable([second], 'team/app:2', 'other:3'), layers.files, signal);
    expect(loaded).toMatchObject({ sent: 1, layers: 2 });
    expect(loaded.bytes).toBeLessThan(20_000);
    for (const name of ['team/app:2', 'other:3']) {
      const id = await must([podman, 'image', 'inspect', '--format', '{{.Id}}', name]);
      expect(`sha256:${id.trim()}`).toBe(second.imageId);
    }
    const container = (await must([podman, 'create', 'team/app:2'])).trim();
    const tar = join(folder, 'podman.tar');
    await must([podman, 'export', '--output', tar, container]);
    expect(await must(['tar', 'xOf', tar, 'app/main'])).toBe('two');
    expect(await must(['tar', 'xOf', tar, 'app/base'])).toHaveLength(MB);
  });

  it('has the words of podman in the error', async () => {
    const broken = { ...platformOf([layers.layer({ x: 'x' })]), config: Buffer.from('{') };
    await expect(new PodmanProgram(podman).load(loadable([broken]), layers.files, signal)).rejects.toThrow(
      /podman load failed: .*docker-archive/,
    );
  });
});
