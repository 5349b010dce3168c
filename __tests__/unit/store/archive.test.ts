import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { tarHeader } from '../../../src/layer/tar-writer.js';
import { digestHex, sha256 } from '../../../src/oci/digest.js';
import type { ImageReference } from '../../../src/oci/reference.js';
import { archive, writeArchive } from '../../../src/store/archive.js';
import { loadArchive, loadArchiveFile, type LoadedImage } from '../../../src/store/load-archive.js';
import { writeOciLayout } from '../../../src/store/oci-layout.js';
import { query, imageNames } from '../../support/image-names.js';
import { makeImage, openStore, tarOf, type MadeImage, type OpenStore } from '../../support/stored-image.js';
import { paxMember, tarBytes } from '../../support/tar-bytes.js';
import { validateLayout } from '../../support/validate-layout.js';

let root: string;
let store: OpenStore;
let image: MadeImage;
beforeEach(async () => {
  root = fs.mkdtempSync(join(tmpdir(), 'archive-'));
  store = openStore(join(root, 'store'));
  image = await makeImage(store.content, [{ 'bin/a': '1' }, { b: 'two' }, { b: 'two' }]);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const NAMES = imageNames('app:1', 'ghcr.io/me/app');
const json = (path: string): unknown => JSON.parse(fs.readFileSync(join(root, path), 'utf8'));
const named = (
  made: MadeImage,
  references: readonly ImageReference[] = NAMES,
): Parameters<typeof writeOciLayout>[1] => ({
  target: made.target,
  references,
});

async function bytesOf(made = image, references = NAMES): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of archive(store.content, { images: [named(made, references)] })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// eslint-disable-next-line @typescript-eslint/require-await -- a stream is what the function takes
async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 700) yield bytes.subarray(at, at + 700);
}

const load = (bytes: Buffer, into: OpenStore): Promise<readonly LoadedImage[]> =>
  loadArchive(into, stream(bytes), { label: 'the archive' });

describe('writeOciLayout', () => {
  it('writes a valid layout without reading a layer', async () => {
    await writeOciLayout(store.content, named(image), join(root, 'out'));
    expect(validateLayout(join(root, 'out'))).toEqual([]);
    expect(json('out/index.json')).toMatchObject({
      manifests: [
        {
          annotations: {
            'io.containerd.image.name': 'docker.io/library/app:1',
            'org.opencontainers.image.ref.name': '1',
          },
        },
        {
          annotations: {
            'io.containerd.image.name': 'ghcr.io/me/app:latest',
            'org.opencontainers.image.ref.name': 'latest',
          },
        },
      ],
    });
    expect(fs.readdirSync(join(root, 'out/blobs/sha256'))).toHaveLength(4);
    expect(fs.readdirSync(join(root, 'out')).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  it('adds to a layout that is there, and moves names', async () => {
    const out = join(root, 'out');
    const other = await makeImage(store.content, [{ c: '3' }]);
    await writeOciLayout(store.content, named(image, [NAMES[0]!]), out);
    await writeOciLayout(store.content, named(other, [NAMES[1]!]), out);
    expect((json('out/index.json') as { manifests: unknown[] }).manifests).toHaveLength(2);
    await writeOciLayout(store.content, named(other, [NAMES[0]!]), out);
    const { manifests } = json('out/index.json') as { manifests: { digest: string }[] };
    expect(manifests.map((entry) => entry.digest)).toEqual([other.target.digest, other.target.digest]);
    await writeOciLayout(store.content, named(image, []), out);
    await writeOciLayout(store.content, named(image, []), out);
    expect((json('out/index.json') as { manifests: unknown[] }).manifests).toHaveLength(3);
    expect(validateLayout(out)).toEqual([]);
  });

  it('leaves the index alone when a blob is missing', async () => {
    await writeOciLayout(store.content, named(image), join(root, 'out'));
    const before = json('out/index.json');
    const other = await makeImage(store.content, [{ c: '3' }]);
    await store.content.remove(other.manifest.layers[0]!.digest);
    await expect(writeOciLayout(store.content, named(other), join(root, 'out'))).rejects.toMatchObject({
      name: 'InfraError',
      message: expect.stringContaining('is missing in the store') as string,
    });
    expect(json('out/index.json')).toEqual(before);
  });

  it('refuses a folder that holds something else', async () => {
    fs.mkdirSync(join(root, 'out'));
    fs.writeFileSync(join(root, 'out/index.json'), '{"package":1}');
    await expect(writeOciLayout(store.content, named(image), join(root, 'out'))).rejects.toMatchObject({
      name: 'InfraError',
    });
    fs.writeFileSync(join(root, 'file'), '');
    await expect(writeOciLayout(store.content, named(image), join(root, 'file'))).rejects.toThrow('cannot write');
  });
});

describe('archive', () => {
  it('is the same whenever it is written', async () => {
    expect((await bytesOf()).equals(await bytesOf(image, [...NAMES].reverse()))).toBe(true);
  });

  it('leaves what was at the destination when it fails', async () => {
    const file = join(root, 'out.tar');
    fs.writeFileSync(file, 'before');
    const layer = store.content.path(image.manifest.layers[1]!.digest);
    fs.writeFileSync(layer, Buffer.alloc(fs.statSync(layer).size));
    await expect(writeArchive(store.content, { images: [named(image)] }, file)).rejects.toThrow('damaged');
    expect(fs.readFileSync(file, 'utf8')).toBe('before');
    expect(fs.readdirSync(root).sort()).toEqual(['out.tar', 'store']);
    await expect(
      writeArchive(store.content, { images: [named(image)] }, join(root, 'none/out.tar')),
    ).rejects.toMatchObject({
      name: 'UserError',
    });
  });
});

describe('loadArchive', () => {
  let other: OpenStore;
  beforeEach(() => {
    other = openStore(join(root, 'other'));
  });
  afterEach(() => expect(fs.readdirSync(other.folder.ingest)).toEqual([]));

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzipped', (bytes: Buffer) => gzipSync(bytes)],
  ])('reads what archive wrote (%s)', async (_what, pack) => {
    const { target, imageId } = image;
    expect(await load(pack(await bytesOf()), other)).toEqual([{ target, imageId, references: NAMES }]);
    expect((await other.images.resolve(query('app:1'))).references).toEqual(NAMES);
    await writeOciLayout(other.content, named(image), join(root, 'out'));
    expect(validateLayout(join(root, 'out'))).toEqual([]);
  });

  it('reads a file, and says which one it cannot open', async () => {
    fs.writeFileSync(join(root, 'in.tar'), await bytesOf());
    expect(await loadArchiveFile(other, join(root, 'in.tar'))).toHaveLength(1);
    await expect(loadArchiveFile(other, join(root, 'none'))).rejects.toMatchObject({ name: 'UserError' });
  });

  /** As docker before 25 writes it: layers not compressed, no OCI documents, a link for a layer that comes twice. */
  function dockerSave(
    config: unknown,
    members: Readonly<Record<string, string>>,
    layers: string[],
    links: Buffer[] = [],
  ): Buffer {
    const manifest = JSON.stringify([{ Config: 'c.json', RepoTags: ['old:1'], Layers: layers }]);
    const tar = tarOf({ 'c.json': JSON.stringify(config), ...members, 'manifest.json': manifest });
    return Buffer.concat([...links, tar]);
  }
  const layerTar = tarOf({ file: 'text' });
  const config = (...diffIds: string[]): unknown => ({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: diffIds },
  });

  it('reads what docker save writes', async () => {
    const link = tarHeader({
      type: 'symlink',
      path: 'y/layer.tar',
      target: '../x/layer.tar',
      mode: 0o777,
      uid: 0,
      gid: 0,
      mtime: 0,
    });
    const diffId = sha256(layerTar);
    const bytes = dockerSave(
      config(diffId, diffId),
      { 'x/layer.tar': layerTar.toString('latin1'), 'x/VERSION': '1.0' },
      ['x/layer.tar', 'y/layer.tar'],
      [link],
    );
    const [loaded] = await load(bytes, other);
    expect(loaded).toMatchObject({
      imageId: sha256(JSON.stringify(config(diffId, diffId))),
      references: imageNames('old:1'),
    });
    await writeOciLayout(other.content, { target: loaded!.target, references: [] }, join(root, 'out'));
    const manifest = JSON.parse((await other.content.read(loaded!.target)).toString()) as { layers: unknown[] };
    expect(manifest.layers).toEqual(
      [0, 1].map(() => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: diffId,
        size: layerTar.length,
      })),
    );
  });

  const oci = (index: unknown, members: Readonly<Record<string, string>> = {}): Buffer =>
    tarOf({ ...members, 'index.json': JSON.stringify(index), 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['an archive of something else', () => tarOf({ 'README.md': 'hello' }), 'is not an image archive'],
    ['no archive at all', () => Buffer.from('hello, world, this is text'.repeat(100)), 'not a valid tar'],
    ['a cut-off archive', async () => (await bytesOf()).subarray(0, 3000), 'archive'],
    ['a cut-off gzip', async () => gzipSync(await bytesOf()).subarray(0, 800), 'archive'],
    [
      'a layer that is not the one of the config',
      () => dockerSave(config(sha256('other')), { l: 'x'.repeat(10) }, ['l']),
      'not the one that the config names',
    ],
    ['a missing layer', () => dockerSave(config(sha256('other')), {}, ['../../../etc/passwd']), 'lacks'],
    ['a missing config', () => tarOf({ 'manifest.json': '[{"Config":"/etc/passwd","Layers":[]}]' }), 'lacks'],
    [
      'fewer layers than diff ids',
      () => dockerSave(config(sha256('a'), sha256('b')), { l: '' }, ['l']),
      'different numbers',
    ],
    [
      'a sparse file that is larger than any archive needs',
      () => {
        const records = { 'GNU.sparse.map': '0,4', 'GNU.sparse.size': String(2 * 1024 ** 3) };
        return tarBytes([paxMember(records), { name: 'layer.tar', content: 'abcd' }]);
      },
      'more than 1073741824 bytes of holes',
    ],
    ['nonsense for a manifest', () => tarOf({ 'manifest.json': '{"a":' }), 'not JSON'],
    ['a list of nonsense', () => tarOf({ 'manifest.json': '[7]' }), 'manifest.json'],
    [
      'a blob under the digest of another',
      () =>
        oci(
          { schemaVersion: 2, manifests: [{ ...image.target }] },
          { [`blobs/sha256/${digestHex(image.target.digest)}`]: '{"schemaVersion":2}' },
        ),
      '',
    ],
    ['a manifest that is not there', () => oci({ schemaVersion: 2, manifests: [{ ...image.target }] }), ''],
    [
      'a bad image name',
      () =>
        tarOf({
          'manifest.json': '[{"Config":"c","RepoTags":["UPPER/../x"],"Layers":[]}]',
          c: JSON.stringify(config()),
        }),
      'UPPER',
    ],
  ])('refuses %s', async (_what, make, message) => {
    await expect(load(await make(), other)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message) as string,
    });
    expect(await other.images.list()).toEqual([]);
  });

  it('takes a member of a hostile name for nothing but a key', async () => {
    const evil = tarOf({ ['x'.repeat(300)]: 'evil', 'blobs/sha256/..%2f..': 'evil' });
    await load(Buffer.concat([evil.subarray(0, -1024), await bytesOf()]), other);
    expect(fs.readdirSync(root).sort()).toEqual(['other', 'store']);
  });

  it('keeps a layer as it was compressed', async () => {
    await load(await bytesOf(), other);
    const bytes = await other.content.read(image.manifest.layers[0]!);
    expect(sha256(gunzipSync(bytes))).toBe(image.diffIds[0]);
  });
});
