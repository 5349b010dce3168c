import { describe, expect, it } from 'vitest';

import { EngineBug } from '../../../src/errors.js';
import type { NewEntry } from '../../../src/layer/entry.js';
import { tarHeader } from '../../../src/layer/tar-writer.js';
import { tarMembers } from '../../support/tar-members.js';

const metadata = { mode: 0o755, uid: 1, gid: 2, mtime: 3 };

function roundTrip(entry: NewEntry) {
  return tarMembers(tarHeader(entry));
}

describe('tarHeader', () => {
  it('makes one plain ustar block where the entry fits', () => {
    const header = tarHeader({ type: 'directory', path: 'usr/lib', ...metadata });
    expect(header).toHaveLength(512);
    expect(header.toString('latin1', 0, 8)).toBe('usr/lib/');
    expect(header.toString('latin1', 257, 265)).toBe('ustar\u000000');
  });

  it.each([
    ['100 bytes', 'x'.repeat(100), 512],
    ['a prefix of 155 and a name of 100', `${'p'.repeat(155)}/${'n'.repeat(100)}`, 512],
    ['a prefix of 156', `${'p'.repeat(156)}/${'n'.repeat(100)}`, 1536],
    ['101 bytes without a slash', 'x'.repeat(101), 1536],
    ['UTF-8', 'grüße', 1536],
    ['bytes that are not UTF-8 and fit', 'a\uDCFF', 512],
    ['bytes that are not UTF-8 and do not fit', `\uDCFF${'y'.repeat(200)}`, 1536],
  ])('keeps a name of %s', (_, path, size) => {
    const header = tarHeader({ type: 'fifo', path, ...metadata });
    expect(header).toHaveLength(size);
    expect(tarMembers(header)).toMatchObject([{ path, typeflag: '6', ...metadata }]);
  });

  it('never puts the slash of a directory alone into the name field', () => {
    const path = 'd'.repeat(100);
    expect(roundTrip({ type: 'directory', path, ...metadata })).toMatchObject([{ path, typeflag: '5' }]);
  });

  it('says only for PAX names that are no UTF-8 that they are bytes', () => {
    const long = 'y'.repeat(200);
    expect(tarHeader({ type: 'fifo', path: `\uDCFF${long}`, ...metadata }).includes('hdrcharset=BINARY')).toBe(true);
    expect(tarHeader({ type: 'fifo', path: `ü${long}`, ...metadata }).includes('hdrcharset')).toBe(false);
  });

  it.each([
    ['owners over 2^21', { uid: 3_000_000, gid: 4_294_967_294 }],
    ['times before 1970', { mtime: -5 }],
    ['times after 2242', { mtime: 0o77777777777 + 1 }],
    ['setuid', { mode: 0o6755 }],
    [
      'binary attributes',
      {
        xattrs: {
          'security.capability': 'AQAAAgAEAAAAAAAAAAAAAAAAAAA=',
          'user.a=%b': Buffer.from('=\n\0').toString('base64'),
        },
      },
    ],
  ])('keeps %s', (_, more) => {
    expect(roundTrip({ type: 'fifo', path: 'f', ...metadata, ...more })).toMatchObject([{ ...metadata, ...more }]);
  });

  it('keeps sizes over 8 GiB', () => {
    const header = tarHeader({ type: 'file', path: 'big', ...metadata, size: 9 * 1024 ** 3 });
    expect(header.includes(`size=${9 * 1024 ** 3}\n`)).toBe(true);
  });

  it('keeps devices and link targets of any length', () => {
    expect(roundTrip({ type: 'char', path: 'null', ...metadata, major: 1, minor: 1048575 })).toMatchObject([
      { typeflag: '3', major: 1, minor: 1048575 },
    ]);
    for (const target of ['../x', 't'.repeat(101), '日', '\uDC80', `\uDC80${'t'.repeat(100)}`]) {
      expect(roundTrip({ type: 'symlink', path: 'l', ...metadata, target })).toMatchObject([
        { typeflag: '2', linkname: target },
      ]);
    }
  });

  it('writes whiteouts and opaque markers as image-spec says', () => {
    expect(roundTrip({ type: 'whiteout', path: 'a/b' })).toMatchObject([{ path: 'a/.wh.b', typeflag: '0', size: 0 }]);
    const opaque = roundTrip({ type: 'directory', path: 'd', ...metadata, opaque: true });
    expect(opaque.map(({ path, typeflag }) => [path, typeflag])).toEqual([
      ['d', '5'],
      ['d/.wh..wh..opq', '0'],
    ]);
  });

  it("repeats a file's metadata in its hard links", () => {
    const linked = { ...metadata, xattrs: { 'user.a': 'AA==' } };
    expect(tarMembers(tarHeader({ type: 'hardlink', path: 'h', target: 'f' }, linked))).toMatchObject([
      { typeflag: '1', linkname: 'f', ...linked },
    ]);
    expect(() => tarHeader({ type: 'hardlink', path: 'h', target: 'f' })).toThrow(EngineBug);
  });
});
