import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EngineBug, InfraError, UserError } from '../../../src/errors.js';
import { fileContent } from '../../../src/layer/file-content.js';
import { decodeIndex, indexDigest } from '../../../src/layer/layer-index.js';
import { readLayer } from '../../../src/layer/layer-reader.js';
import type { NewEntry } from '../../../src/layer/entry.js';
import { LayerWriter, type LayerWriterOptions } from '../../../src/layer/layer-writer.js';
import { sha256 } from '../../../src/oci/digest.js';
import { tarMembers } from '../../support/tar-members.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

const metadata = { mode: 0o644, uid: 0, gid: 0, mtime: 5 };
let folder: string;
let number = 0;

beforeAll(async () => {
  folder = await temporaryFolder('layer-writer');
});
afterAll(() => removeTree(folder));

function newWriter(options: Partial<LayerWriterOptions> = {}): Promise<LayerWriter> {
  number++;
  const files = { blobFile: join(folder, `${number}.blob`), indexFile: join(folder, `${number}.index`) };
  return LayerWriter.create({ ...files, ...options });
}

const newFile = (path: string, size: number): NewEntry => ({ type: 'file', path, ...metadata, size });
const newDirectory = (path: string): NewEntry => ({ type: 'directory', path, ...metadata, mode: 0o755 });

async function* later(...chunks: Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

describe('LayerWriter', () => {
  it('makes tar, blob, index and digests that agree with each other', async () => {
    const writer = await newWriter();
    const big = Buffer.alloc(3_000_000, 'abcdefg');
    await writer.add(newDirectory('d'));
    await writer.add(newFile('d/empty', 0));
    await writer.add(newFile('d/small', 5), [Buffer.from('he'), Buffer.from('llo')]);
    await writer.add(newFile('d/big', big.length), later(big.subarray(0, 1_000_001), big.subarray(1_000_001)));
    await writer.add({ type: 'hardlink', path: 'd/link', target: 'd/small' });
    await writer.add({ type: 'symlink', path: 'd/sym', ...metadata, target: 'big' });
    await writer.add({ type: 'whiteout', path: 'gone' });
    const made = await writer.finish();

    const blob = readFileSync(made.blobFile);
    const tar = gunzipSync(blob);
    expect(made.blob).toEqual({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: sha256(blob),
      size: blob.length,
    });
    expect(made.diffId).toBe(sha256(tar));
    expect(made.uncompressedSize).toBe(tar.length);
    const members = tarMembers(tar);
    expect(members.map(({ path }) => path)).toEqual([
      'd',
      'd/empty',
      'd/small',
      'd/big',
      'd/link',
      'd/sym',
      '.wh.gone',
    ]);
    expect(members[3]?.content.equals(big)).toBe(true);
    expect(members[4]).toMatchObject({ mode: 0o644, mtime: 5 });

    const { groups, ...index } = decodeIndex(readFileSync(made.indexFile));
    expect(index).toEqual(await readLayer(made.blobFile, made.blob, { expectedDiffId: made.diffId }));
    expect(groups?.blob).toBe(made.blob.digest);
    expect(made.indexDigest).toBe(indexDigest(index));
    expect(index.treeDigest).toBe(made.treeDigest);
    expect([...index.entries][2]).toMatchObject({ path: 'd/small', digest: sha256('hello') });
  });

  it('copies chunks, so that their buffer may be used again', async () => {
    const writer = await newWriter();
    const buffer = Buffer.alloc(4);
    await writer.add(
      newFile('a', 8),
      (function* () {
        yield buffer.fill('x');
        yield buffer.fill('y');
      })(),
    );
    const made = await writer.finish();
    expect(tarMembers(gunzipSync(readFileSync(made.blobFile)))[0]?.content.toString()).toBe('xxxxyyyy');
    expect([...decodeIndex(readFileSync(made.indexFile)).entries][0]).toMatchObject({ digest: sha256('xxxxyyyy') });
  });

  it('gives small synchronous files back without a promise', async () => {
    const writer = await newWriter();
    expect(writer.add(newFile('a', 1), [Buffer.from('a')])).toBeUndefined();
    await writer.abort();
  });

  it('makes the empty layer that everyone knows', async () => {
    const made = await (await newWriter()).finish();
    expect(made.diffId).toBe('sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef');
  });

  it.each([
    ['grew', [Buffer.from('123456')], /file changed while it was read: a grew/],
    ['shrank', [Buffer.from('123')], /file changed while it was read: a shrank/],
    ['is gone', [], /file changed while it was read: a shrank/],
  ])('refuses a file that %s while it was read', async (_, chunks, message) => {
    for (const content of [chunks, later(...chunks)]) {
      const writer = await newWriter();
      const adding = (async () => writer.add(newFile('a', 5), content))();
      await expect(adding).rejects.toThrow(InfraError);
      await expect(adding).rejects.toThrow(message);
      expect(() => writer.add(newFile('b', 0))).toThrow(EngineBug);
      await writer.abort();
    }
  });

  it.each<[string, NewEntry[], RegExp]>([
    ['a path twice', [newFile('a', 0), newDirectory('a')], /two entries/],
    ['a parent after its child', [newFile('a/b', 0), newDirectory('a')], /comes after/],
    ['a path below a file', [newFile('a', 0), newFile('a/b/c', 0)], /below a file/],
    ['a path below what it removes', [{ type: 'whiteout', path: 'a' }, newFile('a/b', 0)], /below a whiteout/],
    ['a hard link to nothing', [{ type: 'hardlink', path: 'h', target: 'a' }], /not in the layer/],
    [
      'a hard link to a directory',
      [newDirectory('a'), { type: 'hardlink', path: 'h', target: 'a' }],
      /not in the layer/,
    ],
  ])('holds its callers to the order: %s', async (_, entries, message) => {
    const writer = await newWriter();
    const last = entries.pop()!;
    for (const entry of entries) await writer.add(entry);
    const adding = (async () => writer.add(last))();
    await expect(adding).rejects.toThrow(EngineBug);
    await expect(adding).rejects.toThrow(message);
    await writer.abort();
  });

  it('allows parents that only a lower layer describes', async () => {
    const writer = await newWriter();
    await writer.add(newFile('a/b/c', 0));
    await writer.add(newFile('a/b/d', 0));
    await expect(writer.finish()).resolves.toBeDefined();
  });

  it('refuses names that would remove files', async () => {
    const writer = await newWriter();
    expect(() => writer.add(newFile('a/.wh.b', 0))).toThrow(UserError);
    expect(() => writer.add(newFile('.wh.dir/b', 0))).toThrow(UserError);
    await writer.abort();
  });

  it('refuses more entries than a layer can have, and says how to do without', async () => {
    const writer = await newWriter({ maxEntries: 3 });
    for (const path of ['a', 'b', 'c']) await writer.add(newFile(path, 0));
    let refused: unknown;
    try {
      await writer.add(newDirectory('d'));
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UserError);
    expect(refused).toMatchObject({
      message: 'a layer cannot have more than 3 files and directories',
      hint: 'Make them in several steps.',
    });
    await writer.abort();
  });

  it('leaves nothing behind when aborted, also in the middle of a file', async () => {
    const writer = await newWriter();
    const stuck = writer.add(newFile('a', 4_000_000), later(Buffer.alloc(2_000_000), Buffer.alloc(1_000_000)));
    const failed = expect(stuck).rejects.toThrow();
    await writer.abort();
    await writer.abort();
    await failed;
    expect(existsSync(join(folder, `${number}.blob`))).toBe(false);
  });
});

describe('fileContent', () => {
  it.each([0, 1, 1000, 512 * 1024 - 1, 512 * 1024, 512 * 1024 + 1, 1_300_000])('reads %i bytes', (size) => {
    const path = join(folder, 'content');
    const bytes = Buffer.alloc(size, '0123456789');
    writeFileSync(path, bytes);
    for (const hint of [size, 0, size + 10]) {
      const chunks = [
        ...(function* () {
          for (const chunk of fileContent(path, hint)) yield Buffer.from(chunk);
        })(),
      ];
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    }
  });
});
