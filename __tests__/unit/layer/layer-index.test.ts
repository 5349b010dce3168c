import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { InfraError } from '../../../src/errors.js';
import type { LayerEntry } from '../../../src/layer/entry.js';
import { decodeIndex, encodeIndex } from '../../../src/layer/layer-index.js';
import { treeDigest } from '../../../src/layer/tree-digest.js';
import { directory, file, hardlink, indexOf, symlink, whiteout } from '../../support/layer-samples.js';

const metadata = { mode: 0o4711, uid: 4294967295, gid: 5, mtime: -7 };
const everything: LayerEntry[] = [
  directory(''),
  directory('d', 0o1777, true),
  file('d/f', 'hello'),
  { ...file('d/x', 'x'), ...metadata, xattrs: { 'security.capability': 'AQAAAg==', __proto__x: '' } } as LayerEntry,
  symlink('d/s', '\uDCFF/../😀'),
  hardlink('d/h', 'd/f'),
  { type: 'char', path: 'd/c', ...metadata, major: 1, minor: 3 },
  { type: 'block', path: 'd/b', ...metadata, major: 8, minor: 1 },
  { type: 'fifo', path: 'd/p', ...metadata },
  file('\uDC80\n"', ''),
  whiteout('gone'),
];

describe('encodeIndex and decodeIndex', () => {
  it('give the same index back', () => {
    const index = { ...indexOf(everything), repeats: new Map([['d/f', 2]]) };
    expect(decodeIndex(encodeIndex(index))).toEqual(index);
    expect(decodeIndex(encodeIndex(indexOf([])))).toEqual(indexOf([]));
  });

  it('give names back that look like marks of the format, wherever the text is cut', () => {
    const names = ['],["f","x', '],[', ',"entries":[', '],"metadata":', '"', '\\', '\\"],["w","'];
    const entries = names.flatMap((name, number) => [
      directory(`${number}${name}`),
      symlink(`${number}${name}/${'long'.repeat(20_000)}`, name),
      hardlink(`${number}${name}/]`, name),
      { ...file(`${number}${name}/[`, name), xattrs: { [name]: name } } as LayerEntry,
    ]);
    const index = { ...indexOf(entries), repeats: new Map(names.map((name, number) => [`${number}${name}/[`, 1])) };
    expect(decodeIndex(encodeIndex(index))).toEqual(index);
  });

  it('give names back that end as rows do, where the first part of the entries is cut', () => {
    const index = indexOf(Array.from({ length: 20_000 }, (_, number) => symlink(`${number}],[`, `${number}],[`)));
    expect(decodeIndex(encodeIndex(index))).toEqual(index);
  });

  it('are compact for fifty thousand entries', () => {
    const entries = Array.from({ length: 50_000 }, (_, number) => {
      return file(`node_modules/package-${number % 900}/lib/file-${number}.js`, String(number));
    });
    const index = indexOf(entries);
    const encoded = encodeIndex(index);
    expect(decodeIndex(encoded).entries).toHaveLength(50_000);
    expect(treeDigest(entries)).toBe(index.treeDigest);
    expect(encoded.length).toBeLessThan(50_000 * 60);
  });

  const stored = () => JSON.parse(gunzipSync(encodeIndex(indexOf(everything))).toString()) as Record<string, unknown>;

  it.each<[string, Record<string, unknown>]>([
    ['another format', { format: 'layer-index/2' }],
    ['no entries', { entries: undefined }],
    ['an entry that is no list', { entries: [{}] }],
    ['an unknown type', { entries: [['z', 'a', 0, 1]] }],
    ['a path out of the root', { entries: [['w', '../a']] }],
    ['an unclean path', { entries: [['w', 'a//b']] }],
    ['an absolute path', { entries: [['w', '/a']] }],
    ['a path with a NUL', { entries: [['w', 'a\0']] }],
    [
      'a path twice',
      {
        entries: [
          ['w', 'a'],
          ['w', 'a'],
        ],
      },
    ],
    ['metadata that is not there', { entries: [['p', 'a', 99, 0]] }],
    ['a size that is no number', { entries: [['f', 'a', 0, 0, '5', 'a'.repeat(64)]] }],
    ['a negative size', { entries: [['f', 'a', 0, 0, -5, 'a'.repeat(64)]] }],
    ['a digest that is none', { entries: [['f', 'a', 0, 0, 5, 'A'.repeat(64)]] }],
    ['a link without a target', { entries: [['l', 'a', 0, 0]] }],
    ['a diff id that is none', { diffId: 'sha256:x' }],
    ['no tree digest', { treeDigest: null }],
    ['a mode with a file type', { metadata: [[0o100644, 0, 0]] }],
    ['an owner beyond 32 bits', { metadata: [[0, 2 ** 32, 0]] }],
    ['attributes that are no text', { metadata: [[0, 0, 0, { a: 1 }]] }],
    ['repeats of what is not there', { repeats: [['nowhere', 1]] }],
  ])('refuse %s', (_, change) => {
    const bytes = gzipSync(JSON.stringify({ ...stored(), ...change }));
    expect(() => decodeIndex(bytes)).toThrow(InfraError);
    expect(() => decodeIndex(bytes)).toThrow(/damaged/);
  });

  it('refuse what is no gzip, no JSON or no object', () => {
    for (const bytes of [Buffer.from('x'), gzipSync('{'), encodeIndex(indexOf([])).subarray(0, 40)]) {
      expect(() => decodeIndex(bytes)).toThrow(/cannot be read/);
    }
    for (const text of ['null', '[]', '5']) expect(() => decodeIndex(gzipSync(text))).toThrow(/damaged/);
  });
});

describe('treeDigest', () => {
  it('does not know the order of the tar, nor times', () => {
    const older = everything.map((entry) => ('mtime' in entry ? { ...entry, mtime: 99 } : entry)).reverse();
    expect(treeDigest(older)).toBe(treeDigest(everything));
  });

  it('does not care which name of a file carries it', () => {
    const carriedBy = (...names: string[]) => {
      const [carrier = '', ...links] = names;
      return treeDigest([file(carrier, 'x'), ...links.map((link) => hardlink(link, carrier)), file('z')]);
    };
    expect(carriedBy('b', 'a', 'c')).toBe(carriedBy('a', 'b', 'c'));
    expect(carriedBy('c', 'b', 'a')).toBe(carriedBy('a', 'b', 'c'));
    const chain = [file('a', 'x'), hardlink('b', 'a'), hardlink('c', 'b'), file('z')];
    expect(treeDigest(chain)).toBe(carriedBy('a', 'b', 'c'));
    expect(treeDigest([file('a', 'x'), file('b', 'x'), file('c', 'x'), file('z')])).not.toBe(carriedBy('a', 'b', 'c'));
  });

  it('keeps links into lower layers apart from links in the layer', () => {
    expect(treeDigest([hardlink('a', 'low'), hardlink('b', 'a')])).toBe(
      treeDigest([hardlink('a', 'low'), hardlink('b', 'low')]),
    );
    expect(treeDigest([hardlink('a', 'low')])).not.toBe(treeDigest([hardlink('a', 'lower')]));
  });

  it('cannot be confused by names', () => {
    const digests = [
      [symlink('a', 'b1:c')],
      [symlink('a', 'b'), whiteout('c')],
      [whiteout('a'), whiteout('b')],
      [whiteout('a8:whiteout1:b')],
      [file('\uDC80')],
      [file('\uDC81')],
      [file('\uFFFD')],
    ].map(treeDigest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('refuses links in a circle', () => {
    expect(() => treeDigest([hardlink('a', 'b'), hardlink('b', 'a')])).toThrow(InfraError);
  });

  it('takes long chains of links in its stride', () => {
    const chain = Array.from({ length: 50_000 }, (_, number) => hardlink(`l${number + 1}`, `l${number}`));
    const digest = treeDigest([file('l0'), ...chain]);
    expect(treeDigest([file('l0'), ...chain.reverse()])).toBe(digest);
  });
});
