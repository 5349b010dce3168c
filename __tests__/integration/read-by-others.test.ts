import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type CommandResult, plainEnvironment, run } from '../support/command.js';
import { programOnPath } from '../support/program-on-path.js';
import { writeProject } from '../support/project-files.js';
import { openRegistry } from '../support/shared-registry.js';
import type { RunningRegistry } from '../support/registry.js';
import { SigstoreServices } from '../support/sigstore-services.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';

const ISSUER = 'https://token.actions.githubusercontent.com';

const cosign = programOnPath('cosign');
const buildx = programOnPath('docker-buildx');

/** Programs of others on what a job pushed. Each is used where it is on the PATH. */
describe('what is said about a pushed image', () => {
  let registry: RunningRegistry;
  let services: SigstoreServices;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    registry = await openRegistry([]);
    services = await SigstoreServices.start();
    folder = await temporaryFolder('read-by-others');
    await writeFile(join(folder, 'trusted_root.json'), services.trustedRoot);
  }, 600_000);

  afterAll(async () => {
    await services.stop();
    await registry.stop();
    await removeTree(folder);
  });

  interface Pushed {
    /** With a tag. */
    readonly name: string;
    readonly repository: string;
    readonly digest: string;
  }

  async function pushed(inputs: Readonly<Record<string, string>> = {}): Promise<Pushed> {
    const repository = `${registry.host}/read/image-${++count}`;
    const place = join(folder, `job-${count}`);
    await writeProject(join(place, 'workspace'), {
      Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY package.json /app/node_modules/left/\nLABEL arch=$TARGETARCH\n',
      'package.json': '{"name":"left","version":"1.2.3","license":"MIT"}',
    });
    const result = await runStageInProcess('main', {
      job: place,
      inputs: {
        ...{ context: '.', cache: 'off', comment: 'never', push: 'true', 'github-token': 'job-token' },
        tags: `${repository}:1`,
        ...inputs,
      },
      env: { ...services.permission, ...services.addresses, GITHUB_API_URL: services.url },
    });
    expect(result.code, result.stdout).toBe(0);
    return { name: `${repository}:1`, repository, digest: result.outputs['digest'] ?? '' };
  }

  function other(program: string, ...args: string[]): Promise<CommandResult> {
    const env = plainEnvironment({ HOME: folder, DOCKER_CONFIG: folder, GH_TOKEN: 'none', GH_CONFIG_DIR: folder });
    return run([program, ...args], { cwd: folder, env });
  }

  async function read(program: string, ...args: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await other(program, ...args);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  }

  describe.skipIf(cosign === undefined)('cosign', () => {
    const verify = (name: string, type: string, identity: string): Promise<CommandResult> =>
      other(
        cosign ?? '',
        ...['verify-attestation', '--new-bundle-format', '--type', type, '--allow-http-registry'],
        ...['--trusted-root', join(folder, 'trusted_root.json'), '--use-signed-timestamps'],
        ...['--certificate-oidc-issuer', ISSUER, '--certificate-identity-regexp', identity, name],
      );

    it('verifies the provenance and the packages', { timeout: 600_000 }, async () => {
      const { name } = await pushed({ sign: 'true', sbom: 'true' });
      for (const type of ['slsaprovenance1', 'spdxjson']) {
        const { code, stderr, stdout } = await verify(name, type, '^repo:octo-org/octo-repo:');
        expect(code, stderr + stdout).toBe(0);
      }
      const wrong = await verify(name, 'slsaprovenance1', '^repo:somebody-else/');
      expect(wrong.code).not.toBe(0);
    });
  });

  describe.skipIf(buildx === undefined)('docker buildx imagetools', () => {
    const format = (name: string, template: string): Promise<unknown> =>
      read(buildx ?? '', 'imagetools', 'inspect', name, '--format', `{{json ${template}}}`);

    it('reads the provenance and the packages of one platform', { timeout: 600_000 }, async () => {
      const { name } = await pushed({ provenance: 'mode=max', sbom: 'true' });
      expect(await format(name, '.Provenance')).toMatchObject({
        SLSA: { buildDefinition: { internalParameters: { buildConfig: {} }, externalParameters: {} } },
      });
      expect(await format(name, '.SBOM')).toMatchObject({
        SPDX: {
          spdxVersion: 'SPDX-2.3',
          packages: expect.arrayContaining([expect.objectContaining({ name: 'left' })]) as unknown,
        },
      });
      expect(await format(name, '.Image')).toMatchObject({ architecture: 'amd64', os: 'linux' });
    });

    it('reads them by the platform where there are several', { timeout: 600_000 }, async () => {
      const { name } = await pushed({ provenance: 'mode=min', sbom: 'true', platforms: 'linux/amd64,linux/arm64' });
      const platforms = ['linux/amd64', 'linux/arm64'];
      expect(Object.keys((await format(name, '.Provenance')) as object).sort()).toEqual(platforms);
      expect(Object.keys((await format(name, '.SBOM')) as object).sort()).toEqual(platforms);
    });

    it(
      'joins images that were pushed by their digests, with what is said about them',
      { timeout: 600_000 },
      async () => {
        const repository = `${registry.host}/read/joined`;
        const digests: string[] = [];
        for (const platforms of ['linux/amd64', 'linux/arm64']) {
          const outputs = `type=image,name=${repository},push-by-digest=true,name-canonical=true,push=true`;
          digests.push((await pushed({ platforms, outputs, push: 'false', tags: '', provenance: 'mode=max' })).digest);
        }
        const sources = digests.map((digest) => `${repository}@${digest}`);
        const { code, stderr } = await other(
          buildx ?? '',
          'imagetools',
          'create',
          '-t',
          `${repository}:all`,
          ...sources,
        );
        expect(code, stderr).toBe(0);
        const joined = (await format(`${repository}:all`, '.Manifest')) as {
          readonly manifests: readonly { readonly platform: { readonly architecture: string } }[];
        };
        const architectures = joined.manifests.map(({ platform }) => platform.architecture);
        expect(architectures.sort()).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
        expect(await format(`${repository}:all`, '.Provenance')).toMatchObject({
          'linux/amd64': { SLSA: {} },
          'linux/arm64': { SLSA: {} },
        });
      },
    );
  });
});
