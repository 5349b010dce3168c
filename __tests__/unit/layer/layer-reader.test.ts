import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import type { LayerEntry } from '../../../src/layer/entry.js';
import { LayerStructure } from '../../../src/layer/layer-structure.js';
import { readLayer, visitLayer } from '../../../src/layer/layer-reader.js';
import type { LayerVisitor } from '../../../src/layer/layer-visitor.js';
import { sha256 } from '../../../src/oci/digest.js';
import { someDiffId } from '../../support/identities.js';
import { descriptorOf, readTar, streamOf } from '../../support/layer-samples.js';
import { paxMember, tarBytes, type TarMember } from '../../support/tar-bytes.js';
import { removeTree, temporaryFolder } from '../../support/temporary-folder.js';

async function entriesOf(...members: TarMember[]): Promise<readonly LayerEntry[]> {
  return [...(await readTar(tarBytes(members))).entries];
}

const brief = (entries: readonly LayerEntry[]) => entries.map(({ type, path }) => `${type} ${path}`);

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('layer-reader');
});
afterAll(() => removeTree(folder));

describe('readLayer: what counts as the layer', () => {
  it('indexes every kind of entry', async () => {
    const entries = await entriesOf(
      { name: './' },
      { name: 'd/', mode: 0o1777, uid: 3 },
      { name: 'd/f', content: 'hello', mtime: 9 },
      { name: 'd/h', type: '1', link: 'd/f' },
      { name: 'd/s', type: '2', link: '/abs' },
      { name: 'd/b', type: '4', major: 8, minor: 1 },
      { name: 'd/p', type: '6' },
      { name: 'd/.wh.gone' },
    );
    expect(entries).toMatchObject([
      { type: 'directory', path: '' },
      { type: 'directory', path: 'd', mode: 0o1777, uid: 3 },
      { type: 'file', path: 'd/f', size: 5, digest: sha256('hello'), mtime: 9 },
      { type: 'hardlink', path: 'd/h', target: 'd/f' },
      { type: 'symlink', path: 'd/s', target: '/abs' },
      { type: 'block', path: 'd/b', major: 8, minor: 1 },
      { type: 'fifo', path: 'd/p' },
      { type: 'whiteout', path: 'd/gone' },
    ]);
    expect(entries[2]).not.toHaveProperty('xattrs');
  });

  it.each([
    ['after', [{ name: 'd/' }, { name: 'd/.wh..wh..opq' }]],
    ['before', [{ name: 'd/.wh..wh..opq' }, { name: 'd/' }]],
  ])('sees an opaque marker %s its directory', async (_, members) => {
    expect(await entriesOf(...members)).toMatchObject([{ type: 'directory', path: 'd', opaque: true }]);
  });

  it('makes the directory that only an opaque marker names', async () => {
    expect(await entriesOf({ name: 'd/.wh..wh..opq' }, { name: 'd/f' })).toMatchObject([
      { type: 'file', path: 'd/f' },
      { type: 'directory', path: 'd', mode: 0o755, opaque: true },
    ]);
  });

  it('takes a whiteout beside a directory of the same layer for an opaque marker, and drops it beside a file', async () => {
    expect(await entriesOf({ name: '.wh.d' }, { name: 'd/' })).toMatchObject([{ type: 'directory', opaque: true }]);
    expect(await entriesOf({ name: 'd/' }, { name: '.wh.d' })).toMatchObject([{ type: 'directory', opaque: true }]);
    expect(brief(await entriesOf({ name: '.wh.f' }, { name: 'f' }))).toEqual(['file f']);
    expect(brief(await entriesOf({ name: 'f' }, { name: '.wh.f' }))).toEqual(['file f']);
    expect(brief(await entriesOf({ name: '.wh.i' }, { name: 'i/f' }))).toEqual(['whiteout i', 'file i/f']);
  });

  it('ignores what AUFS left', async () => {
    const members = [
      { name: '.wh..wh.aufs' },
      { name: '.wh..wh.plnk/' },
      { name: '.wh..wh.plnk/1.2', content: 'x' },
      { name: 'a' },
    ];
    expect(brief(await entriesOf(...members))).toEqual(['file a']);
  });

  it('lets the last of several entries count', async () => {
    const index = await readTar(
      tarBytes([
        { name: 'd/', mode: 0o700 },
        { name: 'd/f', content: 'old' },
        { name: 'd/f', type: '2', link: 'x' },
        { name: 'd/f', content: 'new' },
        { name: 'd/', mode: 0o755 },
      ]),
    );
    expect([...index.entries]).toMatchObject([
      { type: 'directory', path: 'd', mode: 0o755 },
      { type: 'file', path: 'd/f', digest: sha256('new') },
    ]);
    expect(index.repeats).toEqual(new Map([['d/f', 1]]));
  });

  it('rewrites paths through symbolic links of the same tar', async () => {
    const entries = await entriesOf(
      { name: 'usr/lib/' },
      { name: 'lib', type: '2', link: 'usr/lib' },
      { name: 'deep/up', type: '2', link: '/../lib/../../etc' },
      { name: 'lib/a', content: 'a' },
      { name: 'deep/up/b' },
      { name: 'h', type: '1', link: 'lib/a' },
    );
    expect(brief(entries).slice(3)).toEqual(['file usr/lib/a', 'file etc/b', 'hardlink h']);
    expect(entries[5]).toMatchObject({ target: 'usr/lib/a' });
  });

  it('keeps a hard link to what only a lower layer can hold', async () => {
    expect(await entriesOf({ name: 'h', type: '1', link: 'below' })).toMatchObject([
      { type: 'hardlink', target: 'below' },
    ]);
  });

  it.each<[string, TarMember[], RegExp]>([
    ['a path below a file', [{ name: 'a' }, { name: 'a/b' }], /is below a file/],
    ['a file over a directory with content', [{ name: 'a/b' }, { name: 'a' }], /place of a directory/],
    ['a hard link to a later path', [{ name: 'h', type: '1', link: 'f' }, { name: 'f' }], /comes after a hard link/],
    ['a hard link to itself', [{ name: 'h', type: '1', link: 'h' }], /hard link to/],
    ['a hard link to a directory', [{ name: 'd/' }, { name: 'h', type: '1', link: 'd' }], /hard link to a directory/],
    [
      'a linked file that comes again',
      [{ name: 'f' }, { name: 'h', type: '1', link: 'f' }, { name: 'f' }],
      /comes again/,
    ],
    ['a root that is a file', [{ name: '.', content: 'x' }], /root is no directory/],
    ['a whiteout of the parent', [{ name: 'a/.wh...' }], /no proper whiteout/],
    ['a whiteout of nothing', [{ name: 'a/.wh.' }], /no proper whiteout/],
    ['an unknown type', [{ name: 'a', type: 'M' }], /unknown type/],
    [
      'links in a circle',
      [{ name: 'a', type: '2', link: 'b' }, { name: 'b', type: '2', link: 'a' }, { name: 'a/x' }],
      /symbolic links/,
    ],
    ['an opaque file', [{ name: 'a/.wh..wh..opq' }, { name: 'a' }], /place of a directory/],
    ['a path out of the root', [{ name: '../a' }], /leads out/],
  ])('refuses %s', async (_, members, message) => {
    await expect(entriesOf(...members)).rejects.toThrow(InfraError);
    await expect(entriesOf(...members)).rejects.toThrow(message);
  });

  it('has a limit on entries', () => {
    const structure = new LayerStructure('layer x', 2);
    structure.enter({ type: 'whiteout', path: 'a' });
    structure.enter({ type: 'whiteout', path: 'b' });
    expect(() => structure.enter({ type: 'whiteout', path: 'c' })).toThrow(/layer x has more than 2 entries/);
  });
});

describe('readLayer: visiting', () => {
  it('hands on entries and data in one pass', async () => {
    const seen: string[] = [];
    const visitor: LayerVisitor = {
      entry: (entry) => seen.push(`${entry.type} ${entry.path}`),
      data: (chunk) => seen.push(chunk.toString()),
      end: () => seen.push('end'),
      opaque: (path) => seen.push(`opaque ${path}`),
    };
    await readTar(
      tarBytes([
        { name: 'd/' },
        { name: 'd/.wh..wh..opq' },
        { name: 'd/f', content: 'hi' },
        { name: '.wh..wh.aufs', content: 'no' },
      ]),
      visitor,
    );
    expect(seen).toEqual(['directory d', 'end', 'opaque d', 'file d/f', 'hi', 'end']);
  });

  it('lets the error of a visitor through as it is', async () => {
    const full = new Error('disk full');
    const visitor: LayerVisitor = {
      entry() {
        throw full;
      },
      data() {},
      end() {},
      opaque() {},
    };
    await expect(readTar(tarBytes([{ name: 'a' }]), visitor)).rejects.toBe(full);
  });
});

describe('readLayer: checking', () => {
  const tar = tarBytes([{ name: 'a', content: 'a'.repeat(5000) }, paxMember({ mtime: '3' }), { name: 'b' }]);
  const blob = gzipSync(tar);

  it('reads files and streams, plain and gzipped, in any pieces', async () => {
    const expected = await readTar(tar);
    expect(expected.diffId).toBe(sha256(tar));
    writeFileSync(join(folder, 'blob'), blob);
    expect(await readLayer(join(folder, 'blob'), descriptorOf(blob))).toEqual(expected);
    expect(await readLayer(streamOf(tar, 100), descriptorOf(tar))).toEqual(expected);
    for (const step of [1, 7]) expect(await readLayer(streamOf(blob, step), descriptorOf(blob))).toEqual(expected);
  });

  it('counts progress in bytes of the blob', async () => {
    const counts: number[] = [];
    await readLayer(streamOf(blob, 50), descriptorOf(blob), { onProgress: (bytes) => counts.push(bytes) });
    expect(counts[0]).toBe(50);
    expect(counts.at(-1)).toBe(blob.length);
  });

  it.each([
    ['another digest', { ...descriptorOf(blob), digest: sha256('other') }, {}, /other content than its digest/],
    ['fewer bytes', { ...descriptorOf(blob), size: blob.length + 1 }, {}, /bytes instead of/],
    ['more bytes', { ...descriptorOf(blob), size: blob.length - 1 }, {}, /longer than/],
    ['another diff id', descriptorOf(blob), { expectedDiffId: someDiffId('other') }, /diff id/],
  ])('refuses %s', async (_, descriptor, options, message) => {
    const nobody: LayerVisitor = { entry() {}, data() {}, end() {}, opaque() {} };
    for (const read of [readLayer, visitLayer]) {
      const reading = read(streamOf(blob), descriptor, options, nobody);
      await expect(reading).rejects.toThrow(InfraError);
      await expect(reading).rejects.toThrow(message);
    }
  });

  it('refuses a layer whose entries cannot stand together, also when it makes no index of it', async () => {
    const wrong = tarBytes([{ name: 'a', content: 'file' }, { name: 'a/b' }]);
    const seen: string[] = [];
    const visitor: LayerVisitor = { entry: ({ path }) => seen.push(path), data() {}, end() {}, opaque() {} };
    await expect(visitLayer(streamOf(wrong), descriptorOf(wrong), {}, visitor)).rejects.toThrow(/is below a file/);
    expect(seen).toEqual(['a']);
  });

  it('refuses a blob that is cut off or damaged, though its digest is as announced', async () => {
    const cut = blob.subarray(0, blob.length - 20);
    await expect(readLayer(streamOf(cut), descriptorOf(cut))).rejects.toThrow(/corrupt or cut off/);
    const damaged = Buffer.from(blob);
    damaged[damaged.length - 6] = (damaged.at(-6) ?? 0) ^ 1;
    await expect(readLayer(streamOf(damaged), descriptorOf(damaged))).rejects.toThrow(/corrupt or cut off/);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await expect(readLayer(streamOf(blob), descriptorOf(blob), { signal: controller.signal })).rejects.toThrow();
    await expect(readLayer(streamOf(tar), descriptorOf(tar), { signal: controller.signal })).rejects.toThrow(
      'cancelled',
    );
  });

  it('lets the error of a source through as it is', async () => {
    const broken = new Error('connection reset');
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(blob.subarray(0, 100));
      throw broken;
    }
    await expect(readLayer(failing(), descriptorOf(blob))).rejects.toBe(broken);
  });
});
