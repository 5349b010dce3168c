import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EngineBug, InfraError } from '../../../src/errors.js';
import type { LayerIndex } from '../../../src/layer/layer-index.js';
import { readLayer } from '../../../src/layer/layer-reader.js';
import { LayerStack } from '../../../src/layer/layer-stack.js';
import { selectContents } from '../../../src/layer/select-contents.js';
import type { FileContent } from '../../../src/layer/source-tree.js';
import { StackSource } from '../../../src/layer/stack-source.js';
import { sha256 } from '../../../src/oci/digest.js';
import { descriptorOf } from '../../support/layer-samples.js';
import { tarBytes, type TarMember } from '../../support/tar-bytes.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

let folder: string;
let number = 0;
beforeAll(async () => {
  folder = await temporaryFolder('stack-source');
});
afterAll(() => removeTree(folder));

async function layer(members: TarMember[]): Promise<{ readonly blobFile: string; readonly index: LayerIndex }> {
  const blob = gzipSync(tarBytes(members));
  const blobFile = join(folder, `${++number}.blob`);
  writeFileSync(blobFile, blob);
  return { blobFile, index: await readLayer(blobFile, descriptorOf(blob)) };
}

async function drained(content: FileContent): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.data) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function all(contents: AsyncIterable<FileContent>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const content of contents) {
    expect(found).not.toHaveProperty([content.path]);
    found[content.path] = await drained(content);
    expect(Buffer.byteLength(found[content.path] ?? '')).toBe(content.size);
  }
  return found;
}

const long = randomBytes(700_000).toString('hex');

describe('selectContents', () => {
  it('gives the wanted files, in the order of the tar', async () => {
    const { blobFile } = await layer([
      { name: 'a', content: 'A' },
      { name: 'b', content: long },
      { name: 'c' },
      { name: 'd', content: 'D' },
    ]);
    const found = await all(selectContents(blobFile, ['d', 'b', 'c']));
    expect(Object.keys(found)).toEqual(['b', 'c', 'd']);
    expect(found).toEqual({ b: long, c: '', d: 'D' });
    expect(await all(selectContents('/nowhere', []))).toEqual({});
  });

  it('lets the consumer drop a file, wholly or half-way', async () => {
    const { blobFile } = await layer([
      { name: 'a', content: long },
      { name: 'b', content: long },
      { name: 'c', content: 'C' },
    ]);
    const seen: string[] = [];
    for await (const content of selectContents(blobFile, ['a', 'b', 'c'])) {
      seen.push(content.path);
      if (content.path === 'a') continue;
      if (content.path === 'c') expect(await drained(content)).toBe('C');
      for await (const chunk of content.data) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('does not read on when all were seen', async () => {
    const { blobFile, index } = await layer([
      { name: 'a', content: 'A' },
      { name: 'b', content: long },
    ]);
    expect(index.entries).toHaveLength(2);
    // A blob that is cut after the first file: whoever read on would notice.
    const plain = tarBytes([{ name: 'a', content: 'A' }]).subarray(0, 1024);
    writeFileSync(blobFile, Buffer.concat([plain, tarBytes([{ name: 'b', content: 'B' }]).subarray(0, 300)]));
    expect(await all(selectContents(blobFile, ['a']))).toEqual({ a: 'A' });
    await expect(all(selectContents(blobFile, ['a', 'b']))).rejects.toThrow(InfraError);
  });

  it('gives the last of several files with one path', async () => {
    const { blobFile, index } = await layer([
      { name: 'a', content: '1' },
      { name: 'a', content: '2' },
      { name: 'a', content: '3' },
    ]);
    expect(await all(selectContents(blobFile, ['a'], { repeats: index.repeats }))).toEqual({ a: '3' });
  });
});

describe('StackSource', () => {
  async function source(...layers: TarMember[][]): Promise<{ source: StackSource; opened: number[] }> {
    const made = await Promise.all(layers.map(layer));
    const opened: number[] = [];
    const stack = LayerStack.of(made.map(({ index }) => index));
    const blobFile = (layerNumber: number): Promise<string> => {
      opened.push(layerNumber);
      return Promise.resolve(made[layerNumber]?.blobFile ?? 'none');
    };
    return { source: new StackSource('stage build', stack, blobFile), opened };
  }

  it('reads only the layers that hold what is wanted', async () => {
    const { source: tree, opened } = await source(
      [
        { name: 'etc/a', content: 'low' },
        { name: 'etc/b', content: 'b' },
      ],
      [{ name: 'other', content: 'x' }],
      [{ name: 'etc/a', content: 'high' }],
    );
    expect(await all(tree.contents(['etc/b', 'etc/a', 'etc/a']))).toEqual({ 'etc/a': 'high', 'etc/b': 'b' });
    expect(opened).toEqual([0, 2]);
    expect(await tree.readdir('etc')).toEqual(['a', 'b']);
    expect(await tree.digests(['etc/a'])).toEqual(new Map([['etc/a', sha256('high')]]));
    expect(await tree.lstat('etc')).toMatchObject({ type: 'directory' });
    expect(await tree.lstat('nope')).toBeUndefined();
    expect(opened).toEqual([0, 2]);
  });

  it('gives every name of a file, small or big, and says that they are one', async () => {
    const big = 'x'.repeat(9 * 1024 * 1024);
    const { source: tree } = await source(
      [
        { name: 'small', content: 'S' },
        { name: 'small2', type: '1', link: 'small' },
        { name: 'big', content: big },
        { name: 'big2', type: '1', link: 'big' },
        { name: 'single' },
      ],
      [{ name: 'up', type: '1', link: 'big' }],
    );
    const found = await all(tree.contents(['up', 'big', 'big2', 'small', 'small2']));
    expect(found).toEqual({ up: big, big, big2: big, small: 'S', small2: 'S' });
    const inodes = await Promise.all(['up', 'big', 'small', 'single'].map((path) => tree.lstat(path)));
    const [up, bigOne, small, single] = inodes.map((entry) => (entry?.type === 'file' ? entry.inode : 'none'));
    expect(up).toBe(bigOne);
    expect(up).not.toBe(small);
    expect(single).toBeUndefined();
  });

  it('refuses a blob that is not what the index says', async () => {
    const good = await layer([{ name: 'a', content: 'right' }]);
    const bad = await layer([{ name: 'a', content: 'wrong' }]);
    const tree = new StackSource('x', LayerStack.of([good.index]), () => Promise.resolve(bad.blobFile));
    await expect(all(tree.contents(['a']))).rejects.toThrow(/not what the layer's index says/);
  });

  it('holds its callers to regular files', async () => {
    const { source: tree } = await source([{ name: 'd/' }]);
    await expect(tree.digests(['d'])).rejects.toThrow(EngineBug);
    await expect(all(tree.contents(['nope']))).rejects.toThrow(EngineBug);
  });
});
