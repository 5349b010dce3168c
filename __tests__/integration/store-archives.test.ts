import * as fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { archive, writeArchive } from '../../src/store/archive.js';
import { loadArchiveFile } from '../../src/store/load-archive.js';
import { writeOciLayout } from '../../src/store/oci-layout.js';
import { must } from '../support/command.js';
import { startDockerd, type PrivateDockerd } from '../support/private-dockerd.js';
import { makeImage, openStore, type MadeImage, type OpenStore } from '../support/stored-image.js';
import { removeTree, temporaryFolder } from '../support/temporary-folder.js';
import { validateLayout } from '../support/validate-layout.js';
import { imageNames, imageName } from '../support/image-names.js';

const NAME = imageName('archived:1');

let folder: string;
let store: OpenStore;
let image: MadeImage;
let tar: string;
beforeAll(async () => {
  folder = await temporaryFolder('archives');
  store = openStore(join(folder, 'store'));
  image = await makeImage(store.content, [{ hello: '#!/bin/true\n', 'dir/a': 'a'.repeat(100_000) }, { 'dir/b': 'b' }]);
  tar = join(folder, 'image.tar');
  await writeArchive(store.content, { images: [{ target: image.target, references: [NAME] }] }, tar);
});
afterAll(() => removeTree(folder));

const inspect = async (source: string): Promise<{ Digest: string; Layers: string[] }> =>
  JSON.parse(await must(['skopeo', 'inspect', source])) as { Digest: string; Layers: string[] };

describe('an archive', () => {
  it('is a tar for GNU tar', async () => {
    expect(
      (await must(['tar', 'tf', tar]))
        .split('\n')
        .filter((name) => !name.startsWith('blobs/sha256/'))
        .join(' '),
    ).toBe('blobs/ index.json manifest.json oci-layout ');
  });

  it('is an OCI archive for skopeo, with the very manifest', async () => {
    expect(await inspect(`oci-archive:${tar}:1`)).toMatchObject({
      Digest: image.target.digest,
      Layers: image.manifest.layers.map((layer) => layer.digest),
    });
  });

  it('is a docker archive for skopeo', async () => {
    const config: unknown = JSON.parse(
      await must(['skopeo', 'inspect', '--config', `docker-archive:${tar}:archived:1`]),
    );
    expect(config).toMatchObject({ rootfs: { diff_ids: image.diffIds } });
    await must(['skopeo', 'copy', `docker-archive:${tar}`, `dir:${join(folder, 'copied')}`]);
  });

  it('is pulled by buildah in both forms', async () => {
    const rooted = ['--root', join(folder, 'containers'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
    for (const transport of ['oci-archive', 'docker-archive']) {
      const id = (await must(['buildah', ...rooted, 'pull', '--quiet', `${transport}:${tar}`])).trim();
      expect(`sha256:${id}`, transport).toBe(image.imageId);
    }
  });
});

describe('an OCI layout', () => {
  it('is valid, and opens in skopeo and umoci', async () => {
    const out = join(folder, 'layout');
    await writeOciLayout(store.content, { target: image.target, references: [NAME] }, out);
    expect(validateLayout(out)).toEqual([]);
    expect((await inspect(`oci:${out}:1`)).Digest).toBe(image.target.digest);
    await must(['umoci', 'unpack', '--rootless', '--image', `${out}:1`, join(folder, 'bundle')]);
    expect(fs.readFileSync(join(folder, 'bundle/rootfs/dir/b'), 'utf8')).toBe('b');
    const another = await makeImage(store.content, [{ c: 'c' }]);
    await writeOciLayout(store.content, { target: another.target, references: imageNames('x:2') }, out);
    expect((await must(['umoci', 'ls', '--layout', out])).trim().split('\n').sort()).toEqual(['1', '2']);
  });

  it('has its own files, which others may read', async () => {
    const out = join(folder, 'shared');
    await writeOciLayout(store.content, { target: image.target, references: [] }, out);
    const { digest } = image.manifest.layers[0]!;
    const copy = fs.statSync(join(out, 'blobs', digest.replace(':', '/')));
    expect(copy.mode & 0o777).toBe(0o644);
    expect(copy.nlink).toBe(1);
    expect(copy.ino).not.toBe(fs.statSync(store.content.path(digest)).ino);
  });
});

describe('loadArchive', () => {
  it('reads what skopeo writes in either form', async () => {
    const other = openStore(join(folder, 'other'));
    for (const destination of ['oci-archive', 'docker-archive']) {
      const file = join(folder, `${destination}.tar`);
      await must(['skopeo', 'copy', `oci-archive:${tar}:1`, `${destination}:${file}:again:${destination}`]);
      const [loaded] = await loadArchiveFile(other, file);
      expect(loaded?.references, destination).toEqual(imageNames(`again:${destination}`));
      const out = join(folder, `from-${destination}`);
      await writeOciLayout(other.content, { target: loaded!.target, references: loaded!.references }, out);
      expect(validateLayout(out), destination).toEqual([]);
    }
  });
});

describe('with dockerd', () => {
  let dockerd: PrivateDockerd;
  beforeAll(async () => {
    dockerd = await startDockerd();
  });
  afterAll(() => dockerd.stop());

  it('docker load takes an archive, and what docker save writes can be loaded', async () => {
    const loaded = await dockerd.docker(['load', '--input', tar]);
    expect(loaded.stdout + loaded.stderr).toContain('archived:1');
    const id = await dockerd.docker(['image', 'inspect', '--format', '{{.Id}}', 'archived:1']);
    expect(id.stdout.trim()).toBe(image.imageId);

    const saved = join(folder, 'saved.tar');
    expect((await dockerd.docker(['save', '--output', saved, 'archived:1'])).code).toBe(0);
    const other = openStore(join(folder, 'from-docker'));
    expect(await loadArchiveFile(other, saved)).toMatchObject([{ imageId: image.imageId, references: [NAME] }]);
    const [listed] = await other.images.list();
    await writeOciLayout(other.content, { target: listed!.target, references: [NAME] }, join(folder, 'docker-layout'));
    expect(validateLayout(join(folder, 'docker-layout'))).toEqual([]);
  });

  it('docker load takes an archive from a pipe', async () => {
    const chunks: Buffer[] = [];
    const names = imageNames('piped', 'ghcr.io/me/piped:2');
    for await (const chunk of archive(store.content, { images: [{ target: image.target, references: names }] }))
      chunks.push(chunk);
    const loaded = await dockerd.docker(['load'], { input: Buffer.concat(chunks) });
    expect(loaded.stdout).toContain('piped:latest');
    expect(loaded.stdout).toContain('ghcr.io/me/piped:2');
  });
});
