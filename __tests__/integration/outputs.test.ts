import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runCliInProcess } from '../support/cli-in-process.js';
import { must, run } from '../support/command.js';
import { flattenImage, readTree, type FlatEntry } from '../support/flatten-image.js';
import { writeLayoutOf } from '../support/hand-made-layout.js';
import { startDockerd } from '../support/private-dockerd.js';
import { writeProject } from '../support/project-files.js';
import { randomContent } from '../support/random-content.js';
import type { RunningRegistry } from '../support/registry.js';
import { openRegistry } from '../support/shared-registry.js';
import { paxMember, tarBytes, type TarMember } from '../support/tar-bytes.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { checkSchema, validateLayout } from '../support/validate-layout.js';

/** Several groups of a layer. */
const NEW = `new ${randomContent(2_500_000, 3).toString('latin1')}`;
const TIME = 1_600_000_000;
const member = (rest: TarMember): TarMember => ({ mtime: TIME, ...rest });

const LOWER: readonly TarMember[] = [
  { name: 'etc/' },
  { name: 'etc/passwd', content: 'root:x:0:0::/:/bin/sh\n' },
  { name: 'etc/gone', content: 'x' },
  { name: 'var/', mode: 0o750, uid: 33, gid: 44 },
  { name: 'var/old', content: 'old' },
  { name: 'var/log', type: '2', link: '/nowhere' },
  { name: 'bin/tool', content: 'tool', mode: 0o4755, uid: 7 },
  { name: 'bin/again', type: '1', link: 'bin/tool', mode: 0o4755, uid: 7 },
  { name: 'dev/null', type: '3', major: 1, minor: 3, mode: 0o666 },
  { name: 'run/pipe', type: '6', mode: 0o600 },
  { name: 'opaque/below', content: 'x' },
  { name: 'a\nb', content: 'newline' },
  { name: 'closed/', mode: 0o500 },
  { name: 'closed/file', content: 'x', mode: 0o400 },
].map(member);
const UPPER: readonly TarMember[] = [
  { name: 'etc/.wh.gone' },
  { name: 'opaque/' },
  { name: 'opaque/.wh..wh..opq' },
  { name: 'opaque/above', content: 'x' },
  { name: 'bin/third', type: '1', link: 'bin/tool', mode: 0o4755, uid: 7 },
  paxMember({ 'SCHILY.xattr.user.note': 'kept' }),
  { name: 'noted', content: 'x' },
].map(member);

interface Document {
  readonly mediaType: string;
  readonly config?: { readonly mediaType: string };
  readonly layers?: readonly { readonly mediaType: string; readonly digest: string }[];
  readonly manifests?: readonly {
    readonly mediaType: string;
    readonly digest: string;
    readonly annotations?: object;
  }[];
  readonly annotations?: object;
}

/** Each output as software that is not ours reads it. Root unpacks owners and devices. */
describe.skipIf(process.getuid?.() !== 0)('an output', () => {
  let folder: string;
  let registry: RunningRegistry;
  let outputs = 0;

  beforeAll(async () => {
    folder = await temporaryFolder('outputs');
    registry = await openRegistry();
    await writeProject(join(folder, 'plain'), { Dockerfile: 'FROM scratch\nCOPY new /new\n', new: NEW });
    writeLayoutOf(join(folder, 'base'), [tarBytes(LOWER), tarBytes(UPPER)]);
    await writeProject(join(folder, 'context'), { Dockerfile: 'FROM base\nCOPY new /opt/new\n', new: NEW });
  });
  afterAll(async () => {
    await registry.stop();
    await removeTree(folder);
  });

  const place = (): string => join(folder, `out-${++outputs}`);

  async function build(
    output: string,
    ...more: readonly string[]
  ): Promise<{ readonly metadata: Record<string, unknown> }> {
    const file = place();
    // Without it, a pushed image is a manifest, and the same each time.
    const plain = '--provenance=false';
    const base = ['--build-context', `base=oci-layout://${join(folder, 'base')}`, '--metadata-file', file, plain];
    const args = ['--root', join(folder, 'root'), ...base, '-o', output, ...more, join(folder, 'context')];
    const { code, stdout, stderr } = await runCliInProcess(['build', ...args]);
    if (code !== 0) throw new Error(`${code}: ${stdout}${stderr}`);
    return { metadata: JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> };
  }

  async function layout(attributes: string, ...more: readonly string[]): Promise<string> {
    const at = place();
    await build(`type=oci,tar=false,dest=${at}${attributes}`, ...more);
    return at;
  }

  const raw = async (source: string): Promise<Document> =>
    JSON.parse(await must(['skopeo', 'inspect', '--tls-verify=false', '--raw', source])) as Document;

  describe('of files', () => {
    let image: Readonly<Record<string, FlatEntry>>;
    beforeAll(async () => {
      image = (await flattenImage(`oci:${await layout('')}`)).tree;
      expect(Object.keys(image)).toContain('opt/new');
    });
    const withoutRoot = ({ ['.']: _root, ...tree }: Readonly<Record<string, FlatEntry>>) => tree;

    it('as a tar is what umoci unpacks from the image', async () => {
      const file = place();
      await build(`type=tar,dest=${file}`);
      const at = place();
      mkdirSync(at);
      const flags = ['--xattrs', '--xattrs-include=*', '--numeric-owner', '--same-owner', '-p'];
      await must(['tar', ...flags, '-C', at, '-xf', file]);
      expect(withoutRoot(await readTree(at))).toEqual(withoutRoot(image));
      expect(await must(['stat', '-c', '%Y', join(at, 'etc')])).toBe(`${TIME}\n`);
      const listing = await must(['tar', '-tf', file]);
      expect(listing).not.toContain('gone');
    });

    it('in a folder is that, owned by the caller, also over an earlier export', async () => {
      const at = place();
      for (let round = 0; round < 2; round++) await build(at);
      const owner = `${process.getuid?.()}:${process.getgid?.()}`;
      const expected = Object.entries(withoutRoot(image))
        .filter(([, { type }]) => type !== 'char' && type !== 'fifo')
        .map(([path, { xattrs: _xattrs, ...entry }]) => {
          const mode = entry.type === 'file' ? entry.mode.replace(/^[46]/, '0') : entry.mode;
          return [path, { ...entry, mode, owner }];
        });
      expect(withoutRoot(await readTree(at))).toEqual(Object.fromEntries(expected));
      expect(await must(['stat', '-c', '%Y', join(at, 'etc'), join(at, 'noted')])).toBe(`${TIME}\n${TIME}\n`);
    });

    it('has the time of SOURCE_DATE_EPOCH everywhere', async () => {
      const at = place();
      await build(at, '--build-arg', 'SOURCE_DATE_EPOCH=1500000000');
      const times = await must(['find', at, '-mindepth', '1', '-printf', '%T@\n']);
      expect(new Set(times.trim().split('\n'))).toEqual(new Set(['1500000000.0000000000']));
    });
  });

  describe('with another compression', () => {
    it.each([
      ['zstd,compression-level=19', '+zstd'],
      ['uncompressed', 'tar'],
      ['gzip,compression-level=0', '+gzip'],
    ])('%s compresses what the build made, and all if it is forced', async (compression, ending) => {
      const plain = await layout('');
      const base = (await raw(`oci:${plain}`)).layers?.slice(0, 2);
      const made = await layout(`,compression=${compression}`);
      const forced = await layout(`,compression=${compression},force-compression=true`);
      const layersOf = async (at: string) => (await raw(`oci:${at}`)).layers ?? [];
      expect((await layersOf(made)).slice(0, 2)).toEqual(base);
      expect((await layersOf(made))[2]?.mediaType.endsWith(ending)).toBe(true);
      expect((await layersOf(made))[2]?.digest).not.toBe((await layersOf(plain))[2]?.digest);
      expect((await layersOf(forced)).map(({ mediaType }) => mediaType.endsWith(ending))).toEqual([true, true, true]);
      for (const at of [plain, made, forced]) expect(validateLayout(at)).toEqual([]);
      const configOf = async (at: string) => (await raw(`oci:${at}`)).config;
      expect(await configOf(forced)).toEqual(await configOf(plain));
      expect(await layersOf(await layout(`,compression=${compression}`))).toEqual(await layersOf(made));
    });
  });

  describe('of documents', () => {
    const TWO = ['--platform', 'linux/amd64,linux/arm64'];

    it('has annotations where they belong, and ids as BuildKit', async () => {
      const at = place();
      const file = place();
      const annotations = [
        'manifest:z=1',
        'manifest,index:a=2',
        'manifest[linux/arm64]:a=3',
        'manifest-descriptor:d=4',
      ];
      const flags = [...annotations, 'index-descriptor:e=5'].flatMap((text) => ['--annotation', text]);
      const settings = ['--root', join(folder, 'root'), ...TWO, ...flags, '--metadata-file', file];
      const output = `type=oci,tar=false,dest=${at},annotation.own=6`;
      const args = ['build', ...settings, '-t', 'app:1', '-o', output, join(folder, 'plain')];
      expect(await runCliInProcess(args)).toMatchObject({ code: 0 });
      const index = await raw(`oci:${at}:1`);
      expect(checkSchema('image-index', index)).toEqual([]);
      expect(index.annotations).toEqual({ a: '2' });
      expect(index.manifests?.map((entry) => entry.annotations)).toEqual([{ d: '4' }, { d: '4' }]);
      const blob = ({ digest }: { readonly digest: string }): string =>
        readFileSync(join(at, 'blobs', digest.replace(':', '/')), 'utf8');
      const manifests = (index.manifests ?? []).map(blob);
      expect(manifests.map((text) => checkSchema('image-manifest', JSON.parse(text)))).toEqual([[], []]);
      expect(manifests[0]).toMatch(/"annotations":\{"a":"2","own":"6","z":"1"\}\}$/);
      expect(manifests[1]).toMatch(/"annotations":\{"a":"3","own":"6","z":"1"\}\}$/);
      const entry = (JSON.parse(readFileSync(join(at, 'index.json'), 'utf8')) as Document).manifests?.[0];
      expect(entry?.annotations).toMatchObject({ e: '5', 'org.opencontainers.image.ref.name': '1' });
      const metadata = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      expect(metadata).toMatchObject({ 'image.name': 'docker.io/library/app:1' });
      expect(metadata['containerimage.descriptor']).toMatchObject({ annotations: { e: '5' } });
      expect(metadata).not.toHaveProperty(['containerimage.config.digest']);
    });

    it('can have the media types of Docker, which registries and skopeo take', async () => {
      const name = `${registry.host}/outputs/docker`;
      const output = `type=registry,name=${name},oci-mediatypes=false,compression=uncompressed`;
      await build(`${output},"annotation.a=b"`);
      const manifest = await raw(`docker://${name}`);
      expect(manifest.mediaType).toBe('application/vnd.docker.distribution.manifest.v2+json');
      expect(manifest.config?.mediaType).toBe('application/vnd.docker.container.image.v1+json');
      expect(manifest.layers?.map(({ mediaType }) => mediaType)).toEqual([
        'application/vnd.docker.image.rootfs.diff.tar.gzip',
        'application/vnd.docker.image.rootfs.diff.tar.gzip',
        'application/vnd.docker.image.rootfs.diff.tar',
      ]);
      expect(manifest.annotations).toEqual({ a: 'b' });
      await must(['skopeo', 'copy', '--src-tls-verify=false', `docker://${name}`, `dir:${place()}`]);
    });
  });

  describe('that is pushed by its digest', () => {
    it.each([
      ['a manifest', []],
      ['an index', ['--platform', 'linux/amd64,linux/arm64']],
    ])('has no tag: %s', async (_what, more) => {
      const name = `${registry.host}/outputs/by-digest-${more.length}`;
      const file = place();
      const output = `type=image,name=${name},push-by-digest=true,name-canonical=true,push=true`;
      const settings = ['--root', join(folder, 'root'), '--metadata-file', file, ...more];
      const { code, stdout } = await runCliInProcess(['build', ...settings, '-o', output, join(folder, 'plain')]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.any(String) as string });
      const metadata = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      expect(metadata['image.name']).toBe(name);
      const digest = metadata['containerimage.digest'] ?? '';
      const bytes = await must(['skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${name}@${digest}`]);
      const described = metadata['containerimage.descriptor'] as unknown as { readonly size: number };
      expect(Buffer.byteLength(bytes)).toBe(described.size);
      const tags = await run(['skopeo', 'list-tags', '--tls-verify=false', `docker://${name}`]);
      expect(tags.code === 0 ? (JSON.parse(tags.stdout) as { Tags: unknown }).Tags : []).toEqual([]);
    });

    it('cannot have a tag', async () => {
      const output = `type=registry,name=${registry.host}/outputs/tagged:1,push-by-digest=true`;
      await expect(build(output)).rejects.toThrow("can't push tagged ref");
    });
  });

  it('goes only under its own names, if there are several and the build has none', async () => {
    const names = ['one', 'two'].map((name) => `${registry.host}/outputs/own-${name}:1`);
    const archive = place();
    await build(
      `type=registry,name=${names[0]}`,
      '-o',
      `type=registry,name=${names[1]}`,
      '-o',
      `type=docker,dest=${archive}`,
    );
    for (const name of names) expect((await raw(`docker://${name}`)).layers).toHaveLength(3);
    expect(await must(['tar', '-xOf', archive, 'manifest.json'])).toContain('"RepoTags":[]');
    await build(`type=registry,name=${registry.host}/outputs/own-three:1`, '-t', `${registry.host}/outputs/own-four:1`);
    expect(
      (await run(['skopeo', 'inspect', '--tls-verify=false', `docker://${registry.host}/outputs/own-three:1`])).code,
    ).toBe(1);
  });

  it('for docker load is loaded by dockerd, whatever its media types and compression', async () => {
    const archives = ['', ',oci-mediatypes=false', ',compression=uncompressed', ',compression=zstd'];
    const dockerd = await startDockerd();
    try {
      for (const [number, attributes] of archives.entries()) {
        const file = place();
        const settings = ['--root', join(folder, 'root'), '-t', `loaded:${number}`];
        const args = ['build', ...settings, '-o', `type=docker,dest=${file}${attributes}`, join(folder, 'plain')];
        expect(await runCliInProcess(args)).toMatchObject({ code: 0 });
        const { code, stdout, stderr } = await dockerd.docker(['load', '-i', file]);
        const said = stdout + stderr;
        expect({ attributes, code, said }).toEqual({ attributes, code: 0, said: `Loaded image: loaded:${number}\n` });
        const created = await dockerd.docker(['create', `loaded:${number}`, '/new']);
        const copied = await dockerd.docker(['cp', `${created.stdout.trim()}:/new`, '-']);
        expect(copied.stdout).toContain(NEW);
      }
    } finally {
      await dockerd.stop();
    }
  });
});
