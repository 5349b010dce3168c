import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hostPlatform } from '../../../src/oci/platform.js';
import { mustRunCliInProcess } from '../../support/cli-in-process.js';
import { must } from '../../support/command.js';
import type { RunningRegistry } from '../../support/registry.js';
import { openRegistry } from '../../support/shared-registry.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

interface Listed {
  readonly manifests: readonly {
    readonly digest: string;
    readonly platform: { readonly architecture: string };
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

const STATEMENT = 'application/vnd.in-toto+json';

describe('push brings all of an image in the store to a registry', () => {
  let folder: string;
  let registry: RunningRegistry;
  let name: string;

  beforeAll(async () => {
    folder = await temporaryFolder('push-whole');
    registry = await openRegistry();
    name = `${registry.host}/push-whole/app`;
    await mkdir(join(folder, 'context'));
    await writeFile(
      join(folder, 'context/Dockerfile'),
      'FROM scratch\nARG TARGETARCH\nLABEL arch=$TARGETARCH\nCOPY f /\n',
    );
    await writeFile(join(folder, 'context/f'), 'content');
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const cli = (root: string, ...argv: readonly string[]): Promise<string> =>
    mustRunCliInProcess(argv, { env: { LAYER_BUILD_ROOT: join(folder, root), HOME: folder } }).then(
      ({ stdout }) => stdout,
    );
  const raw = async (reference: string): Promise<string> =>
    must(['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${reference}`]);
  const build = (root: string, tag: string, ...flags: readonly string[]): Promise<string> =>
    cli(root, 'build', '--progress=quiet', '-t', tag, ...flags, join(folder, 'context'));

  it.each([
    ['an index of platforms', ['--platform', 'linux/amd64,linux/arm64', '--provenance=false'], ['amd64', 'arm64']],
    ['one platform with attestations', ['--provenance=mode=max', '--sbom=true'], ['amd64', 'unknown']],
    [
      'platforms with attestations',
      ['--platform', 'linux/amd64,linux/arm64', '--provenance=true'],
      ['amd64', 'arm64', 'unknown', 'unknown'],
    ],
  ])('%s', async (form, flags, architectures) => {
    const tag = `${name}:${form.replaceAll(' ', '-')}`;
    const id = (await build('built', tag, ...flags)).trim();
    const pushed = await cli('built', 'push', tag);
    const digest = /digest: (sha256:[0-9a-f]{64}) size/.exec(pushed)?.[1];
    expect(digest).toBe(id);
    const { manifests } = JSON.parse(await raw(tag)) as Listed;
    expect(manifests.map(({ platform }) => platform.architecture)).toEqual(architectures);
    for (const { digest: each, platform, annotations } of manifests) {
      const manifest = JSON.parse(await raw(`${name}@${each}`)) as { layers: { digest: string; mediaType: string }[] };
      if (platform.architecture === 'unknown') {
        expect(manifest.layers.every(({ mediaType }) => mediaType === STATEMENT)).toBe(true);
        expect(annotations?.['vnd.docker.reference.type']).toBe('attestation-manifest');
      }
      // Every blob is there, for a program that pulls it all.
      for (const { digest: blob } of manifest.layers) {
        const { status } = await fetch(`http://${registry.host}/v2/push-whole/app/blobs/${blob}`, { method: 'HEAD' });
        expect(status).toBe(200);
      }
    }
    await must([
      'skopeo',
      'copy',
      '--all',
      '--src-tls-verify=false',
      `docker://${tag}`,
      `oci:${join(folder, 'copied')}:x`,
    ]);
  });

  it('what was pulled for one platform is pushed as that platform', async () => {
    const tag = `${name}:source`;
    await build('source', tag, '--platform', 'linux/amd64,linux/arm64', '--provenance=true');
    await cli('source', 'push', tag);
    await cli('other', 'pull', tag);
    await cli('other', 'tag', tag, `${name}:again`);
    await cli('other', 'push', `${name}:again`);
    const { manifests } = JSON.parse(await raw(tag)) as Listed;
    const own = manifests.find(({ platform }) => platform.architecture === hostPlatform(process.arch).architecture);
    const { digest } = own ?? { digest: '' };
    expect(await raw(`${name}:again`)).toBe(await raw(`${name}@${digest}`));
  });
});
