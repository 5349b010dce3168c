import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { plainEnvironment } from '../support/command.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { writeProject } from '../support/project-files.js';
import { checkProvenance } from '../support/provenance-schema.js';
import { testClient } from '../support/registry-client.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { SigstoreServices, tokenWith } from '../support/sigstore-services.js';
import { smallImage } from '../support/small-image.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { checkSchema } from '../support/validate-layout.js';

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const SLSA = 'https://slsa.dev/provenance/v1';
const SPDX = 'https://spdx.dev/Document';
const CERTIFICATE = '/api/v2/signingCert';

interface Descriptor {
  readonly digest: string;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface Manifest {
  readonly artifactType: string;
  readonly subject: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
  readonly layers: readonly Descriptor[];
}
interface Statement {
  readonly subject: readonly object[];
  readonly predicateType: string;
  readonly predicate: unknown;
}
interface Bundle {
  readonly dsseEnvelope: { readonly payload: string };
  readonly verificationMaterial: {
    readonly tlogEntries: readonly object[];
    readonly timestampVerificationData: { readonly rfc3161Timestamps: readonly object[] };
  };
}

describe('a signed image', () => {
  let registry: RunningRegistry;
  let services: SigstoreServices;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    registry = await openRegistry([]);
    services = await SigstoreServices.start();
    folder = await temporaryFolder('signatures');
  }, 600_000);

  beforeEach(() => {
    services.faults.clear();
    services.requests.length = 0;
    services.stored.length = 0;
  });

  afterAll(async () => {
    await services.stop();
    await registry.stop();
    await removeTree(folder);
  });

  /** A job that builds one file and signs. */
  async function job(inputs: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}) {
    const name = `signed/job-${++count}`;
    const place = join(folder, `job-${count}`);
    await writeProject(join(place, 'workspace'), { Dockerfile: 'FROM scratch\nCOPY file /\n', file: 'x' });
    const signed = { push: 'true', sign: 'true', 'github-token': 'job-token' };
    const result = await runStageInProcess('main', {
      job: place,
      inputs: {
        context: '.',
        cache: 'off',
        comment: 'never',
        tags: `${registry.host}/${name}:1`,
        ...signed,
        ...inputs,
      },
      env: { ...services.permission, ...services.addresses, GITHUB_API_URL: services.url, ...env },
    });
    return { ...result, name };
  }

  async function get<T>(name: string, path: string): Promise<T> {
    const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
    const response = await fetch(`http://${registry.host}/v2/${name}/${path}`, { headers: { accept } });
    return (await response.json()) as T;
  }

  /** The signed statements about a manifest that a verifier finds, by their types. Each is verified. */
  async function verified(name: string, digest: string) {
    const list = await get<{ readonly manifests: readonly Descriptor[] }>(
      name,
      `manifests/${digest.replace(':', '-')}`,
    );
    const found = new Map<string, { statement: Statement; bundle: Bundle; signer: string | undefined }>();
    for (const listed of list.manifests.filter(({ artifactType }) => artifactType === BUNDLE)) {
      const manifest = await get<Manifest>(name, `manifests/${listed.digest}`);
      expect(checkSchema('image-manifest', manifest)).toEqual([]);
      expect(manifest).toMatchObject({ artifactType: BUNDLE, subject: { digest } });
      expect(listed.annotations).toEqual(manifest.annotations);
      const bundle = await get<Bundle>(name, `blobs/${manifest.layers[0]?.digest ?? ''}`);
      const signer = services.verify(bundle).identity?.subjectAlternativeName;
      const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()) as Statement;
      expect(manifest.annotations).toMatchObject({
        'dev.sigstore.bundle.content': 'dsse-envelope',
        'dev.sigstore.bundle.predicateType': statement.predicateType,
      });
      found.set(statement.predicateType, { statement, bundle, signer });
    }
    return found;
  }

  async function tagsOf(name: string): Promise<readonly string[]> {
    const { tags } = await get<{ readonly tags?: readonly string[] | null }>(name, 'tags/list');
    return tags ?? [];
  }

  it(
    'has provenance and packages that verify as said by the job, and no token shows',
    { timeout: 600_000 },
    async () => {
      const result = await job({ sbom: 'true' });
      expect(result.code, result.stdout).toBe(0);
      const digest = result.outputs['digest'] ?? '';
      const found = await verified(result.name, digest);
      expect([...found.keys()].sort()).toEqual([SLSA, SPDX]);
      for (const { statement, signer, bundle } of found.values()) {
        expect(signer).toBe('repo:octo-org/octo-repo:ref:refs/heads/main');
        expect(statement.subject).toEqual([
          { name: `${registry.host}/${result.name}`, digest: { sha256: digest.slice('sha256:'.length) } },
        ]);
        expect(bundle.verificationMaterial.tlogEntries).toHaveLength(1);
        expect(bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps).toHaveLength(1);
      }
      expect(checkProvenance(found.get(SLSA)?.statement)).toEqual([]);
      // GitHub has them as well, by the job's token.
      const bundles = [...found.values()].map(({ bundle }) => bundle);
      expect(services.stored.map(({ repository, token }) => [repository, token])).toEqual(
        bundles.map(() => ['octo-org/octo-repo', 'job-token']),
      );
      expect(services.stored.map(({ bundle }) => bundle)).toEqual(expect.arrayContaining(bundles));
      const report = await readFile(result.outputs['report'] ?? '', 'utf8');
      expect(result.stdout).toContain(`::add-mask::${services.token}\n`);
      const shown = [result.stdout.replaceAll(`::add-mask::${services.token}\n`, ''), report, result.summary];
      for (const text of [...shown, JSON.stringify([...found])]) expect(text).not.toContain(services.token);
    },
  );

  it('is refused by a verifier when its statement was changed', { timeout: 600_000 }, async () => {
    const { name, outputs } = await job();
    const [[, { bundle }] = never()] = await verified(name, outputs['digest'] ?? '');
    const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace('linux', 'Linux');
    const changed = {
      ...bundle,
      dsseEnvelope: { ...bundle.dsseEnvelope, payload: Buffer.from(payload).toString('base64') },
    };
    expect(() => services.verify(changed)).toThrow();
  });

  it(
    'has its signature also without provenance of its own, and needs no leave to store it',
    { timeout: 600_000 },
    async () => {
      services.faults.set('/repos/octo-org/octo-repo/attestations', 403);
      const { code, stdout, name, outputs } = await job({ provenance: 'false' });
      expect(code, stdout).toBe(0);
      expect([...(await verified(name, outputs['digest'] ?? '')).keys()]).toEqual([SLSA]);
      expect(stdout.match(/^WARNING: The signature .*attestations: write"$/gm)).toHaveLength(1);
      // The service sends it back in its error.
      expect(stdout.replaceAll('::add-mask::job-token\n', '')).not.toContain('job-token');
    },
  );

  it('of several platforms is signed as one, with a token that is given', { timeout: 600_000 }, async () => {
    const name = 'signed/platforms';
    const place = join(folder, 'platforms');
    await writeProject(join(place, 'context'), { Dockerfile: 'FROM scratch\nCOPY file /\n', file: 'x' });
    const metadata = join(place, 'metadata.json');
    const argv = [
      'build',
      '--root',
      join(place, 'root'),
      '--push',
      '--sign',
      '--sbom=true',
      '--metadata-file',
      metadata,
    ];
    const platforms = ['--platform', 'linux/amd64,linux/arm64', '-t', `${registry.host}/${name}:1`];
    const token = tokenWith({ iss: 'https://ci.example', sub: 'someone@ci.example' });
    const env = { ...plainEnvironment(), ...services.addresses, SIGSTORE_ID_TOKEN: token };
    const result = await runCliInProcess([...argv, ...platforms, join(place, 'context')], { env });
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout + result.stderr).not.toContain(token);
    const { 'containerimage.digest': digest = '' } = JSON.parse(await readFile(metadata, 'utf8')) as Record<
      string,
      string
    >;
    const ofIndex = await verified(name, digest);
    expect([...ofIndex.keys()]).toEqual([SLSA]);
    expect(ofIndex.get(SLSA)?.signer).toBe('someone@ci.example');
    const index = await get<{ readonly manifests: readonly (Descriptor & { platform: { os: string } })[] }>(
      name,
      `manifests/${digest}`,
    );
    const images = index.manifests.filter(({ platform }) => platform.os === 'linux');
    expect(images).toHaveLength(2);
    for (const image of images) expect([...(await verified(name, image.digest)).keys()]).toEqual([SPDX]);
  });

  it.each([
    [CERTIFICATE, 400],
    ['/api/v1/log/entries', 400],
    ['/api/v1/timestamp', 400],
    ['/oidc', 403],
  ] as const)('is not pushed when %s answers %i', { timeout: 600_000 }, async (path, status) => {
    services.faults.set(path, status);
    const { code, stdout, name } = await job();
    expect(code, stdout).toBe(69);
    expect(stdout).toMatch(/the image could not be signed/);
    expect(stdout.replaceAll(`::add-mask::${services.token}\n`, '')).not.toContain(services.token);
    expect(stdout).not.toContain('request-token-of-the-runner');
    expect(await tagsOf(name)).toEqual([]);
    expect(services.stored).toEqual([]);
  });

  /** A job that joins two images, which other jobs have pushed by digest, under one name in two repositories. */
  async function joinJob(env: Readonly<Record<string, string>> = {}) {
    const name = `signed/joined-${++count}`;
    const images = ['amd64', 'arm64'].map((architecture) => smallImage({ os: 'linux', architecture }));
    const test = testClient();
    const target = { registry: registry.host, repository: name, tags: [] };
    const { signal } = new AbortController();
    for (const image of images) await test.client.pushImage({ target, ...image }, signal);
    test.close();
    const result = await runStageInProcess('merge', {
      job: join(folder, `joined-${count}`),
      inputs: {
        tags: `${registry.host}/${name}:1\n${registry.host}/${name}-copy:1`,
        digests: images.map(({ digest }) => `${registry.host}/${name}@${digest}`).join('\n'),
        sign: 'true',
        'github-token': 'job-token',
      },
      env: { ...services.permission, ...services.addresses, GITHUB_API_URL: services.url, GITHUB_RUN_ID: '42', ...env },
    });
    return { ...result, name, images };
  }

  it('that is joined from others is signed by the job that joins it', { timeout: 60_000 }, async () => {
    const { code, stdout, outputs, name, images, summary } = await joinJob();
    expect(code, stdout).toBe(0);
    const digest = outputs['digest'] ?? '';
    for (const repository of [name, `${name}-copy`]) {
      const found = await verified(repository, digest);
      expect([...found.keys()]).toEqual([SLSA]);
      const { statement, signer } = found.get(SLSA) ?? never();
      expect(signer).toBe('repo:octo-org/octo-repo:ref:refs/heads/main');
      expect(checkProvenance(statement)).toEqual([]);
      expect(statement.subject).toEqual(
        [name, `${name}-copy`].map((each) => ({
          name: `${registry.host}/${each}`,
          digest: { sha256: digest.slice('sha256:'.length) },
        })),
      );
      expect(statement.predicate).toMatchObject({
        buildDefinition: {
          resolvedDependencies: images.map((image) => ({ digest: { sha256: image.digest.slice('sha256:'.length) } })),
        },
        runDetails: { builder: { id: expect.stringMatching(/\/actions\/runs\/\d+\/attempts\/1$/) as string } },
      });
    }
    expect(services.stored.map(({ repository, token }) => [repository, token])).toEqual([
      ['octo-org/octo-repo', 'job-token'],
    ]);
    expect(summary).toContain('**Signed** by this job');
    expect(stdout).toContain(`::add-mask::${services.token}\n`);
    expect(stdout.replaceAll(`::add-mask::${services.token}\n`, '')).not.toContain(services.token);
  });

  it('that is joined gets no name if it cannot be signed', { timeout: 60_000 }, async () => {
    services.faults.set(CERTIFICATE, 400);
    const failed = await joinJob();
    expect(failed.code, failed.stdout).toBe(69);
    expect(failed.stdout).toMatch(/the image could not be signed/);
    const unnamed = await joinJob({ ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' });
    expect(unnamed.code, unnamed.stdout).toBe(1);
    expect(unnamed.stdout).toMatch(/lacks the permission "id-token: write"/);
    for (const { name } of [failed, unnamed]) expect(await tagsOf(name)).toEqual([]);
  });

  const NO_PERMISSION = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };

  it('ends before the build, and names the permission that the job lacks', { timeout: 600_000 }, async () => {
    const { code, stdout, name } = await job({}, NO_PERMISSION);
    expect(code, stdout).toBe(1);
    expect(stdout).toMatch(/lacks the permission "id-token: write"/);
    expect(stdout).not.toContain('COPY');
    expect(await tagsOf(name)).toEqual([]);
    expect(services.requests).toEqual([]);
  });

  it('needs no permission where nothing is pushed, as in a pull request', { timeout: 600_000 }, async () => {
    const { code, stdout } = await job({ push: 'false' }, NO_PERMISSION);
    expect(code, stdout).toBe(0);
    expect(services.requests).toEqual([]);
  });
});

function never(): never {
  throw new Error('there is no signature');
}
