import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Digest, digestHex, shortDigest } from '../../../src/oci/digest.js';
import { formatReference, type ImageReference } from '../../../src/oci/reference.js';
import { readImage } from '../../../src/store/image-contents.js';
import { removeImage } from '../../../src/store/remove-image.js';
import { query, imageNames, imageName } from '../../support/image-names.js';
import { makeImage, openStore, type MadeImage, type OpenStore } from '../../support/stored-image.js';

let root: string;
let store: OpenStore;
let first: MadeImage;
let second: MadeImage;
beforeEach(async () => {
  root = fs.mkdtempSync(join(tmpdir(), 'store-'));
  store = openStore(root);
  first = await makeImage(store.content, [{ a: '1' }]);
  second = await makeImage(store.content, [{ a: '2' }]);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const names = async (): Promise<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (await store.images.list()).map((image) => [image.imageId, image.references.map(formatReference)]),
  );

describe('ImageStore', () => {
  it('lists images with their names, newest first', async () => {
    await store.images.add(first, imageNames('app', 'ghcr.io/me/app:1'), new Date(1000));
    await store.images.add(second, [], new Date(2000));
    expect(await store.images.list()).toEqual([
      { target: second.target, imageId: second.imageId, stored: '1970-01-01T00:00:02.000Z', references: [] },
      {
        target: first.target,
        imageId: first.imageId,
        stored: '1970-01-01T00:00:01.000Z',
        references: imageNames('app', 'ghcr.io/me/app:1'),
      },
    ]);
  });

  it('moves a name to a newer image, and keeps the older one', async () => {
    await store.images.add(first, imageNames('app'));
    await store.images.add(second, imageNames('app'));
    expect(await names()).toEqual({ [first.imageId]: [], [second.imageId]: ['docker.io/library/app:latest'] });
  });

  it('finds by name, digest and the beginning of an id', async () => {
    await store.images.add(first, imageNames('app:1', 'me/tool'));
    await store.images.add(second, imageNames('app:2'));
    const id = async (text: string): Promise<string> => (await store.images.resolve(query(text))).imageId;
    for (const text of [
      'app:1',
      'docker.io/library/app:1',
      'me/tool',
      'me/tool:latest',
      first.imageId,
      shortDigest(first.imageId),
      digestHex(first.imageId),
      first.target.digest,
      `app@${first.target.digest}`,
    ]) {
      expect(await id(text), text).toBe(first.imageId);
    }
    expect(await id('app:2')).toBe(second.imageId);
    expect(await store.images.find(imageName('app:2'))).toMatchObject({ imageId: second.imageId });
    expect(await store.images.find(imageName('app:3'))).toBeUndefined();
    await expect(id('')).rejects.toMatchObject({ name: 'UserError' });
    await expect(id('app:3')).rejects.toMatchObject({
      name: 'UserError',
      message: 'no such image: app:3',
      hint: 'There is app:1, app:2.',
    });
  });

  it('prefers a name to an id', async () => {
    const short = digestHex(first.imageId).slice(0, 4);
    await store.images.add(first, []);
    await store.images.add(second, imageNames(short));
    expect((await store.images.resolve(query(short))).imageId).toBe(second.imageId);
  });

  it('refuses the beginning of two ids', async () => {
    const made: MadeImage[] = [];
    const letters = new Map<string, MadeImage[]>();
    for (let n = 0; n < 17; n++) {
      const image = await makeImage(store.content, [{ n: String(n) }]);
      const letter = digestHex(image.imageId).slice(0, 1);
      letters.set(letter, [...(letters.get(letter) ?? []), image]);
      made.push(image);
      await store.images.add(image, []);
    }
    const [letter] = [...letters].find(([, images]) => images.length > 1)!;
    await expect(store.images.resolve(query(letter))).rejects.toThrow('is ambiguous');
  });

  it('tags what is there', async () => {
    await store.images.add(first, []);
    await store.images.tag(query(shortDigest(first.imageId)), imageName('new:tag'));
    expect(await names()).toEqual({ [first.imageId]: ['docker.io/library/new:tag'] });
    await expect(store.images.tag(query('missing'), imageName('x'))).rejects.toThrow('no such image');
  });

  describe('removes as docker rmi does', () => {
    const remove = (text: string, force = false): ReturnType<typeof removeImage> =>
      removeImage(store.images, query(text), { force, mayGo: () => undefined });
    const digestName = (name: string, digest: Digest): ImageReference => {
      const { registry, repository } = imageName(name);
      return { registry, repository, digest };
    };

    it('by name, and with the last name the image', async () => {
      await store.images.add(first, imageNames('a', 'b'));
      await expect(remove(first.imageId)).rejects.toThrow('has names in several repositories: a:latest, b:latest');
      expect(await remove('a')).toEqual({ untagged: imageNames('a'), deleted: [] });
      const { untagged, deleted } = await remove(first.imageId);
      expect(untagged).toEqual(imageNames('b'));
      expect(deleted.map(({ target }) => target.digest)).toEqual([first.target.digest]);
      expect(await store.images.list()).toEqual([]);
    });

    it('by id with several names, if it is forced', async () => {
      await store.images.add(second, imageNames('a', 'b'));
      await remove(second.imageId, true);
      expect(await names()).toEqual({});
      expect(fs.readdirSync(store.folder.imageTags)).toEqual([]);
    });

    it('with the last tag of a repository also its digests', async () => {
      const digest = digestName('a', first.target.digest);
      await store.images.add(first, [...imageNames('a:1', 'a:2', 'b'), digest]);
      expect(await remove('a:1')).toEqual({ untagged: imageNames('a:1'), deleted: [] });
      expect(await remove('a:2')).toEqual({ untagged: [...imageNames('a:2'), digest], deleted: [] });
    });

    it('by id with one tag and the digests of the same repository', async () => {
      const digest = digestName('a', first.target.digest);
      await store.images.add(first, [...imageNames('a:1'), digest]);
      expect((await remove(first.imageId)).untagged).toHaveLength(2);
    });

    it('all images that are one to people: the same config, with layers compressed in other ways', async () => {
      await store.images.add(first, imageNames('a'));
      await store.images.add({ ...second, imageId: first.imageId }, []);
      expect((await remove('a')).deleted).toHaveLength(2);
    });

    it('not what something uses', async () => {
      await store.images.add(first, imageNames('a'));
      const mayGo = (): never => {
        throw new Error('in use');
      };
      await expect(removeImage(store.images, query('a'), { force: false, mayGo })).rejects.toThrow('in use');
      expect(await names()).not.toEqual({});
    });
  });

  it('keeps an image that gets a name while its own file is removed', async () => {
    await store.images.add(first, imageNames('a'));
    await store.images.removeNameless(first.target.digest);
    expect((await store.images.list()).map(({ target }) => target.digest)).toEqual([first.target.digest]);
    expect(await store.images.find(imageName('a'))).toMatchObject({ imageId: first.imageId });
  });

  it('does not take a name away that means another image by now', async () => {
    await store.images.add(first, imageNames('a'));
    await store.images.add(second, imageNames('a'));
    expect(await store.images.untag(imageName('a'), [first.target.digest])).toBe(false);
    expect(await store.images.find(imageName('a'))).toMatchObject({ imageId: second.imageId });
  });

  it('lets many builds tag at once', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        store.images.add(n % 2 === 0 ? first : second, imageNames('app', `app:${n}`)),
      ),
    );
    const all = await names();
    expect(Object.values(all).flat()).toHaveLength(31);
    expect([first.imageId, second.imageId]).toContain((await store.images.resolve(query('app'))).imageId);
  });

  it('takes a name of full length', async () => {
    const long = `registry.example.com/${'a/'.repeat(117)}b:${'t'.repeat(128)}`;
    await store.images.add(first, imageNames(long));
    expect((await store.images.resolve(query(long))).references).toEqual(imageNames(long));
  });
});

describe('readImage', () => {
  const linux = { os: 'linux', architecture: 'amd64' };

  it('reads manifest and config, through an index', async () => {
    const { mediaType, digest, size } = first.target;
    const index = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [{ mediaType, digest, size, platform: linux }],
    };
    const target = { mediaType: index.mediaType, ...(await store.content.put(Buffer.from(JSON.stringify(index)))) };
    const image = await readImage(store.content, target, linux);
    expect(image.descriptor.digest).toBe(digest);
    expect(image.config.rootfs.diff_ids).toEqual(first.diffIds);
    await expect(readImage(store.content, target, { os: 'linux', architecture: 's390x' })).rejects.toThrow(
      'nothing for platform linux/s390x',
    );
  });
});
