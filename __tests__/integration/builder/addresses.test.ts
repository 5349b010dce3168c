import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { Builders } from '../../../src/app/builder/choose-builders.js';
import type { HostSettings } from '../../../src/app/options/host-settings.js';
import { InfraError } from '../../../src/errors.js';
import { writeDialProgram } from '../../support/builder-bridge.js';
import { DAEMONS } from '../../support/builder-daemons.js';
import { BuilderPlace, connectTo, solveOn } from '../../support/builder-place.js';
import { must } from '../../support/command.js';
import { writeProject } from '../../support/project-files.js';
import { startSshServer } from '../../support/ssh-server.js';
import { makeCertificate } from '../../support/tls-certificates.js';

const { signal } = new AbortController();
const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot).each(DAEMONS)('a builder that is $name', (kind) => {
  let place: BuilderPlace;

  beforeAll(async () => {
    place = await BuilderPlace.open(kind);
    place.keep(await place.daemon.bridge({ socket: join(place.folder, 'buildkitd.sock') }));
  });
  afterAll(() => place.stop());
  afterEach(() => vi.unstubAllEnvs());

  it('is reached by each kind of address', async () => {
    const bin = join(place.folder, 'bin');
    await mkdir(bin);
    const path = join(place.folder, 'buildkitd.sock');
    for (const name of ['docker', 'kubectl', 'buildctl']) await writeDialProgram(join(bin, name), path);
    vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`);
    const open = place.keep(await place.daemon.bridge());
    const pod = 'kube-pod://pod-1?namespace=ci&container=buildkitd';
    for (const address of [`unix://${path}`, `tcp://127.0.0.1:${open.port}`, 'docker-container://builder0', pod]) {
      const builder = await connectTo(address);
      expect(builder.facts.platforms, address).toContain('linux/amd64');
      expect(builder.facts.version !== undefined, address).toBe(kind.isNew);
      expect((await solveOn(builder)).toString('latin1'), address).toContain('content');
      builder.close();
    }
    expect(await readFile(join(bin, 'docker.calls'), 'utf8')).toBe('exec -i builder0 buildctl dial-stdio\n');
    expect(await readFile(join(bin, 'kubectl.calls'), 'utf8')).toBe(
      '--namespace=ci exec -i --container=buildkitd pod-1 -- buildctl dial-stdio\n',
    );
  });

  it('is reached by ssh', async () => {
    const home = join(place.folder, 'ssh');
    await mkdir(home);
    await writeDialProgram(join(home, 'buildctl'), join(place.folder, 'buildkitd.sock'));
    await must(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'key')]);
    const key = await readFile(join(home, 'key.pub'), 'utf8');
    const server = await startSshServer(join(home, 'server'), [key.trim()], [`SetEnv PATH=${home}:/usr/bin:/bin`]);
    const options = `-i ${join(home, 'key')} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no`;
    await writeFile(join(home, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh ${options} "$@"\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${home}:${process.env['PATH'] ?? ''}`);
    try {
      const builder = await connectTo(`ssh://root@127.0.0.1:${server.port}`);
      expect((await solveOn(builder)).toString('latin1')).toContain('content');
      builder.close();
    } finally {
      await server.stop();
    }
  });

  it('is reached through TLS, whose certificates are checked on both sides', async () => {
    const { folder } = place;
    await makeCertificate(folder, 'authority');
    await makeCertificate(folder, 'other');
    await makeCertificate(folder, 'server', { issuer: 'authority', names: ['DNS:buildkitd'] });
    await makeCertificate(folder, 'client', { issuer: 'authority' });
    const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
    const tls = { key: await read('server.key'), cert: await read('server.pem'), ca: await read('authority.pem') };
    const options = { tls: { ...tls, requestCert: true, ALPNProtocols: ['h2'] } };
    const secure = place.keep(await place.daemon.bridge(options));
    const address = `tcp://127.0.0.1:${secure.port}`;
    const own = { cert: join(folder, 'client.pem'), key: join(folder, 'client.key'), serverName: 'buildkitd' };
    const builder = await connectTo(address, { ...own, ca: join(folder, 'authority.pem') });
    expect((await solveOn(builder)).toString('latin1')).toContain('content');
    builder.close();
    await expect(connectTo(address, { ...own, ca: join(folder, 'other.pem') })).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/cannot reach the builder tcp:.*certificate/) as string,
        hint: expect.stringContaining('authority that signed its certificate') as string,
      }),
    );
    await expect(connectTo(address, { ...own, ca: join(folder, 'authority.pem'), serverName: 'else' })).rejects.toThrow(
      /altnames/,
    );
    await expect(connectTo(address, { ca: join(folder, 'authority.pem'), serverName: 'buildkitd' })).rejects.toThrow(
      InfraError,
    );
  });

  it('is one of several that docker buildx knows, and the one that has the platform', async () => {
    const open = place.keep(await place.daemon.bridge());
    const node = (name: string, port: number, architecture: string): object => ({
      Name: name,
      Endpoint: `tcp://127.0.0.1:${port}`,
      Platforms: [{ os: 'linux', architecture }],
    });
    const instance = {
      Name: 'team',
      Driver: 'remote',
      Nodes: [node('arm', 1, 'arm64'), node('amd', open.port, 'amd64')],
    };
    const buildxFolder = join(place.folder, 'buildx');
    await writeProject(join(buildxFolder, 'instances'), { team: JSON.stringify(instance) });
    const host = { builders: { buildxFolder } } as HostSettings;
    const request = { auto: false, fromInput: false, cacheFrom: [], cacheTo: [] };
    const told: string[] = [];
    const note = (event: { readonly type: string; readonly message?: string }): void =>
      void told.push(event.message ?? '');
    const builders = await Builders.open({ ...request, specs: [{ text: 'team', platforms: [] }] }, host, note, signal);
    const builder = await builders!.for({ os: 'linux', architecture: 'amd64' }, note, signal);
    expect(builder.name).toBe(`tcp://127.0.0.1:${open.port}`);
    await expect(builders!.for({ os: 'linux', architecture: 's390x' }, note, signal)).rejects.toThrow(
      'no builder has the platform linux/s390x',
    );
    builders!.close();
    await expect(
      Builders.open({ ...request, specs: [{ text: 'nobody', platforms: [] }] }, host, note, signal),
    ).rejects.toThrow('docker buildx has no builder "nobody"');
  });
});
