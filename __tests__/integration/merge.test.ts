import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OCI_INDEX, OCI_MANIFEST } from '../../src/oci/media-types.js';
import type { PlatformImage } from '../../src/registry/push.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { must } from '../support/command.js';
import { sha256Of } from '../support/fake-registry.js';
import { smallImage } from '../support/small-image.js';
import { testClient, type TestClient } from '../support/registry-client.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const SIGNAL = new AbortController().signal;
const AMD64 = smallImage({ os: 'linux', architecture: 'amd64' });
const ARM64 = smallImage({ os: 'linux', architecture: 'arm64' });
const OTHER_ARM64 = smallImage({ os: 'linux', architecture: 'arm64', author: 'another' });

interface Index {
  readonly manifests: readonly {
    readonly digest: string;
    readonly platform: object;
    readonly annotations?: object;
  }[];
  readonly annotations?: object;
}

/** What jobs have pushed by digest: a plain manifest, and an index with an attestation, as buildx makes it for one platform. */
describe('merge', () => {
  let registry: RunningRegistry;
  let folder: string;
  let test: TestClient;
  let withAttestation: string;
  const descriptorOf = ({ manifest, digest }: PlatformImage & { readonly digest: string }) => ({
    mediaType: OCI_MANIFEST,
    digest,
    size: manifest.bytes.byteLength,
  });

  beforeAll(async () => {
    registry = await openRegistry();
    folder = await temporaryFolder('merge');
    test = testClient();
    const target = { registry: registry.host, repository: 'merge/app', tags: [] };
    for (const one of [AMD64, OTHER_ARM64]) await test.client.pushImage({ target, ...one }, SIGNAL);
    const attestation = smallImage(
      { os: 'unknown', architecture: 'unknown' },
      '{"_type":"https://in-toto.io/Statement/v0.1"}',
    );
    const manifests = [
      { ...descriptorOf(ARM64), platform: { os: 'linux', architecture: 'arm64' } },
      {
        ...descriptorOf(attestation),
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': ARM64.digest,
        },
      },
    ];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests }));
    const index = { mediaType: OCI_INDEX, bytes };
    withAttestation = (await test.client.pushIndex({ target, index, images: [ARM64, attestation] }, SIGNAL)).digest;
  });
  afterAll(async () => {
    test.close();
    await registry.stop();
    await removeTree(folder);
  });

  const merge = (...args: readonly string[]) => runCliInProcess(['merge', ...args]);
  const at = (digest: string, repository = 'merge/app'): string => `${registry.host}/${repository}@${digest}`;
  const raw = async (name: string): Promise<Index> =>
    JSON.parse(
      await must(['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${registry.host}/${name}`]),
    ) as Index;
  const PLATFORMS = ['--platform', 'linux/amd64,linux/arm64'];

  it('joins them with their attestations under every name, and copies what another repository lacks', async () => {
    const names = ['-t', `${registry.host}/merge/app:1`, '-t', `${registry.host}/merge/copy:1`];
    const said = await merge(...names, ...PLATFORMS, '--annotation', 'a=b', at(withAttestation), at(AMD64.digest));
    expect(said.code, said.stderr).toBe(0);
    const index = await raw('merge/app:1');
    expect(index).toMatchObject({
      annotations: { a: 'b' },
      manifests: [
        { digest: AMD64.digest, platform: { os: 'linux', architecture: 'amd64' } },
        { digest: ARM64.digest, platform: { os: 'linux', architecture: 'arm64' } },
        { annotations: { 'vnd.docker.reference.digest': ARM64.digest } },
      ],
    });
    expect(said.stdout).toContain(`linux/arm64  ${ARM64.digest}`);
    expect(said.stdout).toContain('1 attestations');
    // It reads every manifest and blob.
    const copy = ['skopeo', 'copy', '--quiet', '--all', '--src-tls-verify=false'];
    await must([...copy, `docker://${registry.host}/merge/copy:1`, `oci:${folder}/layout`]);
    expect(await raw('merge/copy:1')).toEqual(index);
  });

  it.each([
    [
      ['linux/amd64', 'linux/s390x'],
      () => [at(AMD64.digest)],
      'no image was pushed for linux/s390x. There is linux/amd64',
    ],
    [[], () => [at(withAttestation), at(OTHER_ARM64.digest)], 'there are two images for linux/arm64'],
    [['linux/amd64'], () => [at(AMD64.digest), at(withAttestation)], 'pushed for linux/arm64, which is not among'],
    [[], () => [at(sha256Of('nothing'))], 'is not in the registry, or not whole'],
    [[], () => [`${registry.host}/merge/app:1`], 'has no digest'],
  ])('does not join %j of something else', async (platforms, images, message) => {
    const expected = platforms.flatMap((platform) => ['--platform', platform]);
    const said = await merge('-t', `${registry.host}/merge/never:1`, ...expected, ...images());
    expect(said.code).toBe(1);
    expect(said.stderr).toContain(message);
    const tags = await fetch(`http://${registry.host}/v2/merge/never/tags/list`);
    expect(tags.status).toBe(404);
  });

  it('takes the same digest twice', async () => {
    const said = await merge('-t', `${registry.host}/merge/app:twice`, at(AMD64.digest), at(AMD64.digest));
    expect(said.code, said.stderr).toBe(0);
    expect((await raw('merge/app:twice')).manifests).toHaveLength(1);
  });
});
