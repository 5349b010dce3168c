import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../../support/cli-in-process.js';
import { type CommandResult, must, plainEnvironment } from '../../support/command.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

interface IndexFile {
  readonly manifests: readonly {
    readonly mediaType: string;
    readonly digest: string;
    readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

/** Images for several platforms, made by two programs, and what skopeo finds in what the verbs write. */
describe('--platform and --tree', () => {
  let folder: string;
  let root: string;
  let archive: string;
  let roots = 0;

  async function run(of: string, ...argv: readonly string[]): Promise<CommandResult> {
    return await runCliInProcess(argv, { env: plainEnvironment({ LAYER_BUILD_ROOT: of, HOME: folder }) });
  }
  async function ok(of: string, ...argv: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await run(of, ...argv);
    if (code !== 0) throw new Error(`${argv.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  }
  const newRoot = (): string => join(folder, `root-${++roots}`);
  const indexOf = async (file: string): Promise<IndexFile> =>
    JSON.parse(await must(['skopeo', 'inspect', '--raw', `oci-archive:${file}`])) as IndexFile;
  const configOf = async (file: string): Promise<{ readonly architecture: string }> =>
    JSON.parse(await must(['skopeo', 'inspect', '--raw', '--config', file])) as { architecture: string };

  beforeAll(async () => {
    folder = await temporaryFolder('image-platforms');
    root = newRoot();
    const context = join(folder, 'context');
    await mkdir(context);
    for (const [name, size] of [
      ['amd64', 1000],
      ['arm64', 2000],
      ['arm', 3000],
    ] as const) {
      await writeFile(join(context, name), name.charAt(0).repeat(size));
    }
    await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /bin\nCMD ["/bin"]\n');
    const platforms = 'linux/amd64,linux/arm64,linux/arm/v7';
    await ok(
      root,
      'build',
      '-q',
      '--platform',
      platforms,
      '--provenance=mode=max',
      '-t',
      'app:1',
      '-t',
      'a:2',
      context,
    );
    await ok(root, 'build', '-q', '-t', 'single', context);
    // As another program writes it.
    await ok(root, 'save', '--format', 'oci', '-o', join(folder, 'own.tar'), 'app:1');
    archive = join(folder, 'skopeo.tar');
    await must(['skopeo', 'copy', '-q', '--all', `oci-archive:${folder}/own.tar`, `oci-archive:${archive}:app:1`]);
  });
  afterAll(async () => {
    await removeTree(folder);
  });

  it('saves one platform as an image of its own', async () => {
    const file = join(folder, 'one.tar');
    await ok(root, 'save', '--platform', 'linux/arm64', '-o', file, 'app:1');
    expect((await configOf(`oci-archive:${file}`)).architecture).toBe('arm64');
    expect((await configOf(`docker-archive:${file}:app:1`)).architecture).toBe('arm64');
    expect(await indexOf(file)).not.toHaveProperty('manifests');
    const other = newRoot();
    expect(await ok(other, 'load', '-i', file)).toBe('Loaded image: app:1\n');
    expect(await ok(other, 'image', 'inspect', '--format', '{{.Architecture}} {{.Size}}', 'app:1')).toBe(
      'arm64 2000\n',
    );
  });

  it('saves several as the index, with their blobs and what attests them alone', async () => {
    const file = join(folder, 'two.tar');
    await ok(root, 'save', '--platform', 'linux/amd64,linux/arm/v7', '-o', file, 'app:1');
    const { manifests } = await indexOf(file);
    const members = new Set((await must(['tar', '-tf', file])).split('\n'));
    const here = manifests.filter(({ digest }) => members.has(`blobs/${digest.replace(':', '/')}`));
    const images = here.filter(({ platform }) => platform?.os === 'linux');
    expect(images.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm']);
    const attested = here.flatMap(({ annotations }) => annotations?.['vnd.docker.reference.digest'] ?? []);
    expect(attested).toEqual(images.map(({ digest }) => digest));
    const other = newRoot();
    await ok(other, 'load', '-i', file);
    const tree = await ok(other, 'images', '--tree');
    expect(tree).toMatch(/linux\/amd64 .* 1kB .*\n.*linux\/arm64 .* 0B +0B .*\n.*linux\/arm\/v7 .* 3kB /);
  });

  it('refuses to save a platform that is not here', async () => {
    const { code, stderr } = await run(root, 'save', '--platform', 'linux/s390x', '-o', join(folder, 'x.tar'), 'app:1');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'image with reference app:1 was found but does not provide the specified platform (linux/s390x)',
    );
    expect(stderr).toContain('It is here for linux/amd64, linux/arm64, linux/arm/v7.');
    expect((await run(root, 'save', '--platform', 'linux/adm64', 'app:1')).stderr).toMatch(/amd64/);
    expect((await run(root, 'save', '--platform', 'linux/arm64', '-o', join(folder, 'x.tar'), 'single')).code).toBe(1);
  });

  it('loads the platforms that are asked for, of an archive that skopeo wrote', async () => {
    const other = newRoot();
    expect(await ok(other, 'load', '--platform', 'linux/arm64', '-i', archive)).toMatch(/^Loaded image: .*app:1\n$/);
    const tree = await ok(other, 'images', '--tree');
    expect(tree).toMatch(/linux\/amd64 .* 0B +0B .*\n.*linux\/arm64 .* 2kB .*\n.*linux\/arm\/v7 .* 0B +0B /);
    // What is there for no other platform is what the image is.
    expect(await ok(other, 'image', 'inspect', '--format', '{{.Architecture}} {{.Size}}', 'app:1')).toBe(
      'arm64 2000\n',
    );
    await ok(other, 'load', '--platform', 'linux/amd64,linux/arm/v7', '-i', archive);
    expect(await ok(other, 'images', '--tree')).not.toContain(' 0B ');
    expect(await ok(other, 'images', '--format', '{{.Size}}')).toBe('1kB\n');
  });

  it('loads nothing of an archive without the platform', async () => {
    const other = newRoot();
    const { code, stderr } = await run(other, 'load', '--platform', 'linux/riscv64', '-i', archive);
    expect(code).toBe(1);
    expect(stderr).toMatch(/image .*app:1 does not provide the requested platform \(linux\/riscv64\)/);
    expect(stderr).toContain('It is there for');
    await ok(root, 'save', '-o', join(folder, 'single.tar'), 'single');
    const single = await run(other, 'load', '--platform', 'linux/arm64', '-i', join(folder, 'single.tar'));
    expect(single.stderr).toContain('image single:latest does not provide the requested platform (linux/arm64)');
    expect(await ok(other, 'images', '-q')).toBe('');
  });

  it('shows the history and the config of a platform', async () => {
    expect(await ok(root, 'history', '--platform', 'linux/arm64', '--format', '{{.Size}}', 'app:1')).toBe(
      '0B\n2kB\n0B\n',
    );
    expect(await ok(root, 'history', '--platform', 'linux/arm', '--format', '{{.Size}}', 'app:1')).toBe(
      '0B\n3kB\n0B\n',
    );
    const format = '{{.Id}} {{.Architecture}} {{.Variant}} {{.Size}} {{.Descriptor.digest}}';
    const shown = await ok(root, 'image', 'inspect', '--platform', 'linux/arm/v7', '--format', format, 'app:1');
    const [id, ...rest] = shown.trim().split(' ');
    const arm = (await indexOf(join(folder, 'own.tar'))).manifests.find(({ platform }) => platform?.variant === 'v7');
    expect(rest).toEqual(['arm', 'v7', '3000', arm?.digest]);
    const file = join(folder, 'arm.tar');
    await ok(root, 'save', '--platform', 'linux/arm/v7', '-o', file, 'app:1');
    const other = newRoot();
    await ok(other, 'load', '-i', file);
    expect(await ok(other, 'image', 'inspect', '--format', '{{.Id}}', 'app:1')).toBe(`${id}\n`);
    for (const verb of [['history'], ['image', 'inspect']]) {
      const { code, stderr } = await run(root, ...verb, '--platform', 'linux/s390x', 'app:1');
      expect(code).toBe(1);
      expect(stderr).toContain('does not provide the specified platform (linux/s390x)');
    }
  });

  it('lists images with their platforms and names', async () => {
    const tree = await ok(root, 'images', '--tree');
    const [heading, ...lines] = tree.split('\n');
    expect(heading).toMatch(/^IMAGE +ID {13}DISK USAGE {3}CONTENT SIZE {3}EXTRA$/);
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual([
      ...['a:2', 'app:1', '├─ linux/amd64', '├─ linux/arm64', '└─ linux/arm/v7', ''],
      ...['single:latest', '└─ linux/amd64', '', ''],
    ]);
    expect(lines[1]).toMatch(/ 6kB /);
    expect(lines[6]).toMatch(/ 1kB /);
    const [arm64] = (await indexOf(join(folder, 'own.tar'))).manifests.filter(
      ({ platform }) => platform?.architecture === 'arm64',
    );
    expect(lines[3]).toContain(arm64?.digest.slice('sha256:'.length).slice(0, 12));
    expect(await ok(root, 'images', '--tree', '--filter', 'reference=single')).not.toContain('app:1');
    for (const flag of ['-q', '--no-trunc', '--digests', '--format=json']) {
      expect((await run(root, 'images', '--tree', flag)).stderr).toMatch(/--[a-z-]+ is not supported with --tree/);
    }
  });

  it('says why push and rmi take no platform', async () => {
    for (const verb of ['push', 'rmi']) {
      expect((await run(root, verb, '--platform', 'linux/arm64', 'app:1')).stderr).toContain(
        '--platform is not supported: an image is',
      );
    }
  });
});
