import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BuilderPlace } from '../../support/builder-place.js';
import { must } from '../../support/command.js';
import { TODAYS } from '../../support/builder-daemons.js';
import { type PrivateBuildkitd, startBuildkitd } from '../../support/private-buildkitd.js';
import { programOnPath } from '../../support/program-on-path.js';
import { readLayout } from '../../support/read-image.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';
import { makeCertificate } from '../../support/tls-certificates.js';

const isRoot = process.getuid?.() === 0;
const BUILDX = programOnPath('docker-buildx') ?? programOnPath('buildx');

/** Two machines, one of them behind TLS with certificates on both sides, as a team has them. */
describe.skipIf(!isRoot || TODAYS === undefined)('two builders of today', () => {
  let place: BuilderPlace;
  let other: PrivateBuildkitd;
  let secure: PrivateBuildkitd;
  let keys: string;

  beforeAll(async () => {
    keys = await temporaryFolder('builder-keys');
    await makeCertificate(keys, 'authority');
    await makeCertificate(keys, 'stranger');
    await makeCertificate(keys, 'server', { issuer: 'authority', names: ['IP:127.0.0.1', 'DNS:buildkitd'] });
    await makeCertificate(keys, 'old-server', { issuer: 'authority', names: ['IP:127.0.0.1'], expired: true });
    await makeCertificate(keys, 'client', { issuer: 'authority' });
    await makeCertificate(keys, 'old-client', { issuer: 'authority', expired: true });
    await makeCertificate(keys, 'strange-client', { issuer: 'stranger' });
    place = await BuilderPlace.open(TODAYS!, { platforms: ['linux/amd64'] });
    secure = await startBuildkitd({ registry: place.registry.host, tls: tlsOf('server'), platforms: ['linux/arm64'] });
    other = await startBuildkitd({ registry: place.registry.host, tls: tlsOf('old-server') });
  });
  afterAll(async () => {
    await secure.stop();
    await other.stop();
    await place.stop();
    await removeTree(keys);
  });

  const tlsOf = (name: string): { readonly cert: string; readonly key: string; readonly ca: string } => ({
    cert: join(keys, `${name}.pem`),
    key: join(keys, `${name}.key`),
    ca: join(keys, 'authority.pem'),
  });
  /** A folder as `--builder-tls` takes it. */
  async function tlsFolder(client: string | undefined, authority = 'authority'): Promise<string> {
    const folder = join(keys, `for-${client ?? 'nobody'}-${authority}`);
    await must(['mkdir', '-p', folder]);
    await must(['cp', join(keys, `${authority}.pem`), join(folder, 'ca.pem')]);
    if (client !== undefined) {
      for (const ending of ['pem', 'key']) {
        await must(['cp', join(keys, `${client}.${ending}`), join(folder, ending === 'pem' ? 'cert.pem' : 'key.pem')]);
      }
    }
    return folder;
  }

  const twoPlatforms = { Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /file\n', amd64: 'a', arm64: 'b' };

  it.skipIf(BUILDX === undefined)('are those that docker buildx create made', async () => {
    const config = join(place.folder, 'buildx');
    const buildx = (...args: readonly string[]): Promise<string> =>
      must([BUILDX!, ...args], { env: { ...place.env, BUILDX_CONFIG: config } });
    const { ca, cert, key } = { ...tlsOf('client'), ca: join(keys, 'authority.pem') };
    const files = `cacert=${ca},cert=${cert},key=${key},servername=buildkitd`;
    const create = ['create', '--name', 'team', '--driver', 'remote'];
    await buildx(...create, '--node', 'secure', '--driver-opt', files, secure.tcpAddress);
    await buildx(...create, '--append', '--node', 'near', '--platform', 'linux/amd64', place.daemon.builder);
    expect(await buildx('inspect', 'team', '--bootstrap')).toContain('running');

    const project = await place.project('team', twoPlatforms);
    const layout = join(place.folder, 'team.oci');
    const flags = ['--platform', 'linux/amd64,linux/arm64', '-o', `type=oci,tar=false,dest=${layout}`];
    const env = { BUILDX_CONFIG: config };
    const built = await place.buildOn(['team'], project, flags, { env });
    expect(built.code, built.stderr).toBe(0);
    expect(built.report.image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    // Each platform's steps ran where it is built: the other builder knows nothing of them.
    const histories = await Promise.all([place.daemon.builder, secure.address].map((address) => historyOf(address)));
    expect(histories).toEqual([['linux/amd64'], ['linux/arm64']]);

    const usual = await place.buildOn(['auto'], project, ['--platform', 'linux/arm64'], {
      env: { ...env, BUILDX_BUILDER: 'team' },
    });
    expect(usual.code, usual.stderr).toBe(0);
    expect(usual.stdout).toContain(`Building on ${secure.tcpAddress}`);
    await buildx('rm', 'team');
    const gone = await place.buildOn(['team'], project, [], { env });
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('docker buildx has no builder "team"');
  });

  /** The platforms that a builder was asked for, by its own list of builds. */
  async function historyOf(address: string): Promise<readonly string[]> {
    const text = await must([
      programOnPath('buildctl') ?? 'buildctl',
      '--addr',
      address,
      'debug',
      'histories',
      '--format',
      '{{json .}}',
    ]);
    const records = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as BuildHistory);
    return records.flatMap(({ record }) => record.FrontendAttrs['platform'] ?? []).toSorted();
  }

  it('are spoken to by --builder-tls, each with its platform', async () => {
    const project = await place.project('folder', twoPlatforms);
    const layout = join(place.folder, 'folder.oci');
    const flags = ['--builder-tls', await tlsFolder('client'), '-o', `type=oci,tar=false,dest=${layout}`];
    const built = await place.buildOn(
      [`linux/arm64=${secure.tcpAddress}`, `linux/amd64=${place.daemon.builder}`],
      project,
      [...flags, '--platform', 'linux/arm64'],
    );
    expect(built.code, built.stderr).toBe(0);
    expect(readLayout(layout).tree.get('/file')?.content?.toString()).toBe('b');
  });

  it.each([
    ['nobody, without TLS', undefined, 'server', /it closed the connection[^]*listens with TLS/],
    ['a stranger', { client: 'strange-client' }, 'server', /refuses the certificate of this side: [^]*cert\.pem/],
    ['a client without a certificate', { client: undefined }, 'server', /refuses the certificate of this side: /],
    ['a client whose certificate is over', { client: 'old-client' }, 'server', /refuses the certificate.*expired/],
    [
      'a client of another authority',
      { client: 'client', authority: 'stranger' },
      'server',
      /certificate[^]*authority/,
    ],
    ['anybody, when its own certificate is over', { client: 'client' }, 'old-server', /has expired[^]*Renew/],
  ] as const)('refuse %s', async (_, tls, server, words) => {
    const address = server === 'server' ? secure.tcpAddress : other.tcpAddress;
    const project = await place.project('refused', { Dockerfile: 'FROM scratch\nCOPY Dockerfile /\n' });
    const folder =
      tls === undefined ? undefined : await tlsFolder(tls.client, 'authority' in tls ? tls.authority : undefined);
    const flags = folder === undefined ? [] : ['--builder-tls', folder];
    const built = await place.buildOn([address], project, flags);
    expect(built.stderr).toContain(`cannot reach the builder ${address}: `);
    expect(built.stderr).toMatch(words);
    expect(built.code).toBe(69);
  });
});

interface BuildHistory {
  readonly record: { readonly FrontendAttrs: Readonly<Record<string, string>> };
}
