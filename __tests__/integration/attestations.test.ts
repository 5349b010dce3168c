import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { must, plainEnvironment } from '../support/command.js';
import { runCliInProcess } from '../support/cli-in-process.js';
import { writeProject } from '../support/project-files.js';
import { checkProvenance } from '../support/provenance-schema.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { runStageInProcess } from '../support/stage-in-process.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { checkSchema } from '../support/validate-layout.js';

const SECRET = 'sesame-open-4711';
const DOCKERFILE = `# From https://user:${SECRET}@example.com/Dockerfile
FROM busybox AS tools
ARG API_TOKEN
WORKDIR /tools/$API_TOKEN
FROM busybox
ARG VERSION
LABEL version=$VERSION
COPY --from=tools /bin/busybox /tools
COPY file /
`;

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly annotations?: Record<string, string>;
  readonly platform?: object;
}
interface Index {
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
}
interface Manifest {
  readonly artifactType?: string;
  readonly subject?: Descriptor;
  readonly layers: readonly Descriptor[];
}
interface Statement {
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

describe('attestations of a pushed image', () => {
  let registry: RunningRegistry;
  let folder: string;
  let commit: string;

  beforeAll(async () => {
    registry = await openRegistry(['busybox']);
    folder = await temporaryFolder('attestations');
    const context = join(folder, 'context');
    await writeProject(context, { Dockerfile: DOCKERFILE, file: 'x' });
    const git = (...args: string[]): Promise<string> => must(['git', '-C', context, ...args]);
    await git('init', '-q');
    await git('add', '.');
    await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x');
    await git('remote', 'add', 'origin', `https://user:${SECRET}@example.com/o/r.git`);
    commit = (await git('rev-parse', 'HEAD')).trim();
  }, 600_000);

  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  async function push(name: string, ...flags: readonly string[]) {
    const image = `${registry.host}/attestations/${name}:1`;
    const metadata = join(folder, `${name}.json`);
    const settings = ['--root', join(folder, 'root'), '--registry-mirror', `http://${registry.host}`];
    const argv = [
      'build',
      ...settings,
      '-t',
      image,
      '--metadata-file',
      metadata,
      '--push',
      ...flags,
      join(folder, 'context'),
    ];
    const result = await runCliInProcess(argv, { env: plainEnvironment() });
    expect(result.code, result.stderr).toBe(0);
    const { 'containerimage.digest': digest } = JSON.parse(await readFile(metadata, 'utf8')) as Record<string, string>;
    return { image, digest, stderr: result.stderr };
  }

  async function raw<T>(name: string): Promise<T> {
    return JSON.parse(await must(['skopeo', 'inspect', '--raw', '--tls-verify=false', `docker://${name}`])) as T;
  }

  async function attestations(image: string) {
    const index = await raw<Index>(image);
    const repository = image.replace(/:\d+$/, '');
    const [, described] = index.manifests;
    const manifest = await raw<Manifest>(`${repository}@${described?.digest ?? ''}`);
    const statements = await Promise.all(
      manifest.layers.map(async ({ digest }) => {
        const [host = '', ...path] = repository.split('/');
        const response = await fetch(`http://${host}/v2/${path.join('/')}/blobs/${digest}`);
        return (await response.json()) as Statement;
      }),
    );
    return { index, described, manifest, statements };
  }

  it('are in its index as BuildKit writes them, and say how it was made', { timeout: 600_000 }, async () => {
    const args = ['--build-arg', `API_TOKEN=${SECRET}`, '--build-arg', 'VERSION=1.2'];
    const { image, digest } = await push('max', ...args, '--provenance=mode=max,builder-id=https://ci.example/1');
    const { index, described, manifest, statements } = await attestations(image);
    expect(checkSchema('image-index', index)).toEqual([]);
    expect(checkSchema('image-manifest', manifest)).toEqual([]);
    const [of] = index.manifests;
    expect(described).toMatchObject({
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': of?.digest },
    });
    expect(manifest.subject?.digest).toBe(of?.digest);
    expect(await must(['skopeo', 'inspect', '--tls-verify=false', '--format={{.Digest}}', `docker://${image}`])).toBe(
      `${digest ?? ''}\n`,
    );
    const [statement] = statements;
    expect(checkProvenance(statement)).toEqual([]);
    expect(statement?.subject).toEqual([
      {
        name: `pkg:docker/${registry.host}/attestations/max@1?platform=linux%2Famd64`,
        digest: { sha256: of?.digest.slice(7) },
      },
    ]);
    expect(statement?.predicate).toMatchObject({
      buildDefinition: {
        externalParameters: {
          configSource: { path: 'Dockerfile' },
          request: {
            frontend: 'dockerfile.v0',
            args: { 'build-arg:VERSION': '1.2' },
            locals: [{ name: 'context' }, { name: 'dockerfile' }],
          },
        },
        internalParameters: { builderPlatform: 'linux/amd64' },
        resolvedDependencies: [{ uri: 'pkg:docker/busybox@latest?platform=linux%2Famd64' }],
      },
      runDetails: {
        builder: { id: 'https://ci.example/1' },
        metadata: {
          buildkit_metadata: {
            vcs: { source: 'https://xxxxx:xxxxx@example.com/o/r.git', revision: commit, 'localdir:context': '.' },
            source: {
              infos: [
                {
                  filename: 'Dockerfile',
                  data: Buffer.from(DOCKERFILE.replace(`user:${SECRET}`, 'xxxxx:xxxxx')).toString('base64'),
                },
              ],
            },
          },
          buildkit_completeness: { request: false, resolvedDependencies: false },
        },
      },
    });
  });

  it('hold no secret, in any byte that is pushed', { timeout: 600_000 }, async () => {
    await writeFile(join(folder, 'secret'), SECRET);
    const { image } = await push(
      'leaks',
      ...['--build-arg', `API_TOKEN=${SECRET}`, '--build-arg', `HTTP_PROXY=http://user:${SECRET}@proxy:1`],
      ...['--secret', `id=pass,src=${join(folder, 'secret')}`, '--build-context', `lib=https://user:${SECRET}@h/x.git`],
      ...['--target', '1', '--provenance=mode=max', '--attest', 'type=provenance,mode=max'],
    );
    const copy = join(folder, 'copy');
    await must(['skopeo', 'copy', '-q', '--all', '--src-tls-verify=false', `docker://${image}`, `dir:${copy}`]);
    const files = await readdir(copy);
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) {
      const bytes = await readFile(join(copy, file));
      expect(bytes.includes(SECRET), file).toBe(false);
    }
  });

  it('are little and inline by default, and can be left out', { timeout: 600_000 }, async () => {
    const { image } = await push('default', '--build-arg', 'VERSION=1');
    const { statements } = await attestations(image);
    expect(statements.map(({ predicateType }) => predicateType)).toEqual(['https://slsa.dev/provenance/v1']);
    expect(JSON.stringify(statements)).not.toContain('build-arg:');
    const plain = await push('plain', '--provenance=false', '--build-arg', 'VERSION=1');
    const manifest = await raw<Manifest & Index>(plain.image);
    expect(manifest.mediaType).toBe('application/vnd.oci.image.manifest.v1+json');
    // The image is the same, whatever is said about it.
    expect((await raw<Index>(image)).manifests[0]?.digest).toBe(plain.digest);
  });

  it('list the packages of the image in front of its provenance', { timeout: 600_000 }, async () => {
    const { image } = await push('sbom', '--sbom=true', '--attest', 'type=provenance,mode=min');
    const { index, statements, manifest } = await attestations(image);
    expect(statements.map(({ predicateType }) => predicateType)).toEqual([
      'https://spdx.dev/Document',
      'https://slsa.dev/provenance/v1',
    ]);
    expect(manifest.layers.map(({ annotations }) => annotations?.['in-toto.io/predicate-type'])).toEqual(
      statements.map(({ predicateType }) => predicateType),
    );
    const [packages] = statements;
    expect(packages?.subject[0]?.digest.sha256).toBe(index.manifests[0]?.digest.slice(7));
    expect(packages?.predicate).toMatchObject({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT' });
    // The packages depend on the image alone.
    const alone = await push('sbom-alone', '--sbom=true', '--provenance=false');
    expect((await push('sbom-alone', '--sbom=true', '--provenance=false')).digest).toBe(alone.digest);
  });

  it.each(['referrer', 'both'])(
    'refer to the image from outside with attest-as=%s',
    { timeout: 600_000 },
    async (place) => {
      const { image, digest } = await push(`as-${place}`, `--attest-as=${place}`, '--provenance=mode=min');
      const document = await raw<Index & Manifest>(image);
      const subject = place === 'both' ? document.manifests[0]?.digest : digest;
      expect(document.mediaType).toContain(place === 'both' ? 'image.index' : 'image.manifest');
      // This registry keeps no list of referrers.
      const repository = image.replace(/:1$/, '');
      const list = await raw<Index>(`${repository}:${subject?.replace(':', '-') ?? ''}`);
      expect(checkSchema('image-index', list)).toEqual([]);
      expect(list.manifests).toMatchObject([{ artifactType: 'application/vnd.docker.attestation.manifest.v1+json' }]);
      const manifest = await raw<Manifest>(`${repository}@${list.manifests[0]?.digest ?? ''}`);
      expect(manifest.subject?.digest).toBe(subject);
      if (place === 'both') expect(document.manifests[1]?.digest).toBe(list.manifests[0]?.digest);
    },
  );

  it('are the same again when the build is meant to be reproducible', { timeout: 600_000 }, async () => {
    const first = await push('again', '--provenance=mode=max,reproducible=true,version=v0.2');
    const second = await push('again', '--provenance=mode=max,reproducible=true,version=v0.2');
    expect(second.digest).toBe(first.digest);
    const { statements } = await attestations(first.image);
    expect(checkProvenance(statements[0])).toEqual([]);
    expect(statements[0]).toMatchObject({
      predicateType: 'https://slsa.dev/provenance/v0.2',
      predicate: { metadata: { reproducible: true }, invocation: { configSource: { entryPoint: 'Dockerfile' } } },
    });
  });

  it('are about each platform of an image', { timeout: 600_000 }, async () => {
    const file = join(folder, 'two.Dockerfile');
    await writeFile(file, 'FROM scratch\nCOPY file /\n');
    const { image } = await push('two', '-f', file, '--platform=linux/amd64,linux/arm64', '--provenance=mode=max');
    const { manifests } = await raw<Index>(image);
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
      ...Array.from({ length: 2 }, () => ({ os: 'unknown', architecture: 'unknown' })),
    ]);
    expect(manifests.slice(2).map(({ annotations }) => annotations?.['vnd.docker.reference.digest'])).toEqual(
      manifests.slice(0, 2).map(({ digest }) => digest),
    );
  });

  it(
    'go where the image goes, but not to Docker, and stay when the store is pruned',
    { timeout: 600_000 },
    async () => {
      const root = ['--root', join(folder, 'store')];
      const settings = [...root, '--registry-mirror', `http://${registry.host}`, '--provenance=mode=max'];
      const place = (name: string): string => join(folder, name);
      const outputs = [
        'type=image',
        `type=oci,tar=false,dest=${place('layout')}`,
        `type=docker,dest=${place('docker.tar')}`,
      ];
      const layerBuild = async (...argv: string[]): Promise<string> => {
        const { code, stdout, stderr } = await runCliInProcess(argv, { env: plainEnvironment() });
        expect(code, stderr).toBe(0);
        return stdout + stderr;
      };
      const built = ['build', ...settings, '-t', 'attested:1', ...outputs.flatMap((output) => ['-o', output])];
      const said = await layerBuild(...built, join(folder, 'context'));
      expect(said).toContain('--provenance: an output of type=docker has no room for it');
      await layerBuild('prune', ...root, '--all');
      await layerBuild('save', ...root, '-o', place('saved.tar'), 'attested:1');
      for (const from of [`oci:${place('layout')}`, `oci-archive:${place('saved.tar')}`]) {
        const index = JSON.parse(await must(['skopeo', 'inspect', '--raw', from])) as Index;
        expect(index.manifests.map(({ annotations }) => annotations?.['vnd.docker.reference.type'])).toEqual([
          undefined,
          'attestation-manifest',
        ]);
        // Copying all of it checks every blob.
        await must(['skopeo', 'copy', '-q', '--all', '--insecure-policy', from, `dir:${place('copied')}`]);
      }
      const ofDocker = ['skopeo', 'inspect', '--config', `docker-archive:${place('docker.tar')}`];
      expect(JSON.parse(await must(ofDocker))).toMatchObject({ os: 'linux' });
    },
  );

  it('are files beside those of the image, about each of them', { timeout: 120_000 }, async () => {
    const context = join(folder, 'files');
    await writeProject(context, {
      Dockerfile: 'FROM busybox AS b\nFROM scratch\nCOPY --from=b /bin/busybox /bin/\nCOPY file /a/b\n',
      file: 'x',
    });
    const place = (name: string): string => join(folder, name);
    const settings = ['--root', place('files-root'), '--registry-mirror', `http://${registry.host}`];
    const build = async (...argv: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await runCliInProcess(['build', ...settings, ...argv, context], {
        env: { ...plainEnvironment(), SOURCE_DATE_EPOCH: '1500000000' },
      });
      expect(code, stderr).toBe(0);
      return stderr + stdout;
    };
    const wanted = ['--provenance=true', '--sbom=true'];
    const both = ['--platform', 'linux/amd64,linux/arm64'];
    const joint = `type=local,dest=${place('joint')},platform-split=false,attestation-prefix=about-`;
    // Without a base, so that there is one for both platforms; the same files would be in conflict.
    await writeFile(join(context, 'Dockerfile.each'), 'FROM scratch\nARG TARGETARCH\nCOPY file /$TARGETARCH\n');
    const said = await build(...wanted, '-o', place('out'), '-o', `type=tar,dest=${place('out.tar')}`);
    expect(said).not.toContain('no room');
    await build(...wanted, ...both, '-f', join(context, 'Dockerfile.each'), '-o', joint);
    await build('--provenance=mode=min,inline-only=true', '-o', place('none'));

    await must(['mkdir', place('untarred')]);
    await must(['tar', '-xf', place('out.tar'), '-C', place('untarred')]);
    for (const out of [place('out'), place('untarred')]) {
      expect((await readdir(out)).sort()).toEqual(['a', 'bin', 'provenance.json', 'sbom.spdx.json']);
      const listed = await must(['sh', '-c', 'cd "$0" && sha256sum a/b bin/busybox', out]);
      const subject = listed
        .trim()
        .split('\n')
        .map((line) => ({ name: line.slice(66), digest: { sha256: line.slice(0, 64) } }));
      for (const name of ['provenance.json', 'sbom.spdx.json']) {
        const statement = JSON.parse(await readFile(join(out, name), 'utf8')) as Statement;
        expect(statement.subject).toEqual(subject);
        expect((await must(['stat', '-c', '%a %Y', join(out, name)])).trim()).toBe('600 1500000000');
        if (name === 'provenance.json') expect(checkProvenance(statement)).toEqual([]);
        else expect(statement.predicateType).toBe('https://spdx.dev/Document');
      }
    }
    expect((await readdir(place('joint'))).sort()).toEqual([
      'about-provenance.linux_amd64.json',
      'about-provenance.linux_arm64.json',
      'about-sbom.spdx.linux_amd64.json',
      'about-sbom.spdx.linux_arm64.json',
      'amd64',
      'arm64',
    ]);
    expect((await readdir(place('none'))).sort()).toEqual(['a', 'bin']);
  });

  it.each([
    ['public', {}, 'max'],
    ['private', {}, 'min'],
    ['public', { provenance: 'false' }, undefined],
    ['private', { provenance: 'true' }, 'max'],
  ] as const)('follow the visibility of a %s repository with %o: %s', { timeout: 600_000 }, async (...row) => {
    const [visibility, inputs, mode] = row;
    const job = await temporaryFolder('attested-job');
    await writeProject(join(job, 'workspace'), { Dockerfile: 'FROM scratch\nCOPY file /\n', file: 'x' });
    const event = join(job, 'event.json');
    await writeFile(event, JSON.stringify({ repository: { private: visibility === 'private' } }));
    const image = `${registry.host}/attestations/job-${visibility}-${mode ?? 'none'}:1`;
    const env = {
      GITHUB_EVENT_PATH: event,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: '2',
    };
    const result = await runStageInProcess('main', {
      job,
      inputs: { context: '.', cache: 'off', tags: image, push: 'true', ...inputs },
      env,
    });
    expect(result.code, result.stdout).toBe(0);
    if (mode === undefined) {
      expect(await raw<Index>(image)).not.toHaveProperty('manifests');
    } else {
      const { statements } = await attestations(image);
      expect(statements[0]?.predicate).toMatchObject({
        runDetails: { builder: { id: 'https://github.com/o/r/actions/runs/7/attempts/2' } },
      });
      expect(JSON.stringify(statements).includes('llbDefinition')).toBe(mode === 'max');
    }
    await removeTree(job);
  });
});
