import { describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { checksum } from '../../../../src/layer/tar/tar-block.js';
import { TarReader } from '../../../../src/layer/tar/tar-reader.js';
import { paxMember, tarBytes } from '../../../support/tar-bytes.js';
import { tarMembers } from '../../../support/tar-members.js';

/** Rewrites bytes of the first header and sums it anew. */
function patched(archive: Buffer, patch: (header: Buffer) => void, at = 0): Buffer {
  const copy = Buffer.from(archive);
  const header = copy.subarray(at, at + 512);
  patch(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
}

const one = tarBytes([{ name: 'a', content: 'hello', mode: 0o4755, uid: 7, gid: 8, mtime: 99 }]);

describe('TarReader', () => {
  it.each([1, 7, 511, 512, 513, 4096])('reads the same in pieces of %i bytes', (step) => {
    const archive = tarBytes([
      { name: './' },
      { name: './dir/' },
      paxMember({ path: `dir/${'x'.repeat(300)}`, 'SCHILY.xattr.user.a': 'v=1' }),
      { name: 'short', content: 'z'.repeat(1300) },
      { name: 'l', type: '2', link: '../../etc' },
      { name: 'h', type: '1', link: './dir//short' },
      { name: 'c', type: '3', major: 5, minor: 1 },
    ]);
    const members = tarMembers(archive, step);
    expect(members.map(({ path, typeflag, linkname, content }) => [path, typeflag, linkname, content.length])).toEqual([
      ['', '5', '', 0],
      ['dir', '5', '', 0],
      [`dir/${'x'.repeat(300)}`, '0', '', 1300],
      ['l', '2', '../../etc', 0],
      ['h', '1', 'dir/short', 0],
      ['c', '3', '', 0],
    ]);
    expect(members[2]?.xattrs).toEqual({ 'user.a': Buffer.from('v=1').toString('base64') });
    expect(members[5]).toMatchObject({ major: 5, minor: 1 });
  });

  it('passes file data on uncopied', () => {
    const seen: Buffer[] = [];
    const reader = new TarReader({ entry() {}, data: (chunk) => seen.push(chunk), end() {} });
    reader.write(one);
    expect(seen[0]?.buffer).toBe(one.buffer);
    expect(seen[0]?.byteOffset).toBe(one.byteOffset + 512);
  });

  it('reads base-256 numbers, negative ones too', () => {
    const archive = patched(one, (header) => {
      header.fill(0, 108, 116);
      header[108] = 0x80;
      header.writeUInt32BE(3_000_000_000, 112);
      header.fill(0xff, 136, 148);
    });
    expect(tarMembers(archive)[0]).toMatchObject({ uid: 3_000_000_000, mtime: -1 });
  });

  it('takes a v7 name with a trailing slash for a directory', () => {
    const archive = patched(tarBytes([{ name: 'old/', type: '0' }]), (header) => {
      header.fill(0, 257, 265);
      header[156] = 0;
    });
    expect(tarMembers(archive)[0]).toMatchObject({ typeflag: '5', path: 'old' });
  });

  it('does not take the times in an old GNU header for a prefix', () => {
    const archive = patched(one, (header) => {
      header.write('ustar  \0', 257, 'latin1');
      header.write('14000000000', 345, 'latin1');
    });
    expect(tarMembers(archive)[0]?.path).toBe('a');
  });

  it('joins the prefix of ustar', () => {
    expect(tarMembers(patched(one, (header) => header.write('some/where', 345)))[0]?.path).toBe('some/where/a');
  });

  it('accepts a sum over signed characters', () => {
    const archive = tarBytes([{ name: 'ü' }]);
    const sum = archive.subarray(0, 512).reduce((total, byte, at) => {
      return total + (at >= 148 && at < 156 ? 32 : byte > 127 ? byte - 256 : byte);
    }, 0);
    archive.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(tarMembers(archive)[0]?.path).toBe('ü');
  });

  it('honours global PAX records, but not for paths and sizes', () => {
    const archive = tarBytes([
      paxMember({ mtime: '77', path: 'evil', comment: 'from git archive' }, 'g'),
      { name: 'a', content: 'x' },
      paxMember({ mtime: '5.9' }),
      { name: 'b', content: 'y' },
      paxMember({ mtime: '' }),
      { name: 'c', mtime: 3 },
    ]);
    expect(tarMembers(archive).map(({ path, mtime }) => [path, mtime])).toEqual([
      ['a', 77],
      ['b', 5],
      ['c', 3],
    ]);
  });

  it('rounds times down, negative ones too', () => {
    const times = ['-1.5', '-1', '-0.0', '1.999999999'].map((mtime) => {
      return tarMembers(tarBytes([paxMember({ mtime }), { name: 'a' }]))[0]?.mtime;
    });
    expect(times).toEqual([-2, -1, 0, 1]);
  });

  it('decodes LIBARCHIVE attributes, and lets SCHILY win', () => {
    const archive = tarBytes([
      paxMember({
        'LIBARCHIVE.xattr.user.%C3%BC': 'AQI',
        'LIBARCHIVE.xattr.user.b': 'AAAA',
        'SCHILY.xattr.user.b': 'raw',
      }),
      { name: 'a' },
    ]);
    expect(tarMembers(archive)[0]?.xattrs).toEqual({
      'user.ü': 'AQI=',
      'user.b': Buffer.from('raw').toString('base64'),
    });
  });

  it('skips what follows the two zero blocks, and needs neither them nor the last padding', () => {
    expect(tarMembers(Buffer.concat([one, Buffer.from('garbage')]))).toHaveLength(1);
    expect(tarMembers(one.subarray(0, 1024))).toHaveLength(1);
    expect(tarMembers(one.subarray(0, 517))).toHaveLength(1);
    expect(tarMembers(Buffer.alloc(0))).toEqual([]);
  });

  it('gives links no content, whatever their size says', () => {
    const archive = patched(
      tarBytes([
        { name: 'l', type: '2', link: 't' },
        { name: 'b', content: 'b' },
      ]),
      (header) => {
        header.write('00000001000', 124, 'latin1');
      },
    );
    expect(tarMembers(archive).map(({ path, size }) => [path, size])).toEqual([
      ['l', 0],
      ['b', 1],
    ]);
  });

  it.each([
    [
      'a wrong checksum',
      () => {
        const bad = Buffer.from(one);
        bad[0] = 0x62;
        return bad;
      },
      /checksum/,
    ],
    ['a cut header', () => one.subarray(0, 100), /ends in the middle/],
    ['cut content', () => one.subarray(0, 514), /ends in the middle/],
    ['an extension header at the end', () => tarBytes([paxMember({ path: 'x' })]), /ends in the middle/],
    ['a member after a zero block', () => Buffer.concat([Buffer.alloc(512), one]), /zero block/],
    ['a path that leads out', () => tarBytes([{ name: 'a/../../b' }]), /leads out of the root/],
    [
      'a hard link that leads out',
      () => tarBytes([{ name: 'a', type: '1', link: '../etc/passwd' }]),
      /leads out of the root/,
    ],
    ['a NUL in a path', () => tarBytes([paxMember({ path: 'a\0b' }), { name: 'a' }]), /NUL/],
    [
      'a PAX length beyond the header',
      () => tarBytes([{ name: 'p', type: 'x', content: '99 path=a\n' }]),
      /malformed PAX/,
    ],
    ['a PAX header without lengths', () => tarBytes([{ name: 'p', type: 'x', content: 'path=a\n' }]), /malformed PAX/],
    [
      'a PAX header of over a mebibyte',
      () => tarBytes([paxMember({ comment: 'x'.repeat(1 << 20) }), { name: 'a' }]),
      /extension header of/,
    ],
    ['a negative PAX size', () => tarBytes([paxMember({ size: '-5' }), { name: 'a' }]), /absurd size/],
    ['a PAX size beyond 2^53', () => tarBytes([paxMember({ size: '9999999999999999' }), { name: 'a' }]), /absurd size/],
    ['a PAX size that is no number', () => tarBytes([paxMember({ size: '1e3' }), { name: 'a' }]), /no number/],
    ['an absurd owner', () => tarBytes([paxMember({ uid: '4294967296' }), { name: 'a' }]), /absurd uid/],
    ['a base-256 size beyond 2^53', () => patched(one, (header) => header.fill(0xbf, 124, 136)), /absurd size/],
    ['a mode that is no number', () => patched(one, (header) => header.write('9x', 100)), /mode is no number/],
    ['a symbolic link to nothing', () => tarBytes([{ name: 'l', type: '2' }]), /proper target/],
  ])('refuses %s', (_, archive, message) => {
    for (const step of [1, 512, 10_000]) {
      expect(() => tarMembers(archive(), step)).toThrow(InfraError);
      expect(() => tarMembers(archive(), step)).toThrow(message);
    }
  });

  it('lets an error of the sink through as it is', () => {
    const full = new Error('disk full');
    const reader = new TarReader({
      entry() {
        throw full;
      },
      data() {},
      end() {},
    });
    expect(() => reader.write(one)).toThrow(full);
  });
});

describe('sparse members', () => {
  const pieces = (records: Record<string, string>, content: string) =>
    tarBytes([paxMember(records), { name: 'x', content }]);

  it('expands PAX 0.1', () => {
    const archive = pieces({ 'GNU.sparse.map': '2,3,8,1', 'GNU.sparse.size': '10', 'GNU.sparse.name': 'real' }, 'abcd');
    for (const step of [1, 600]) {
      expect(tarMembers(archive, step)[0]).toMatchObject({
        path: 'real',
        size: 10,
        content: Buffer.from('\0\0abc\0\0\0d\0'),
      });
    }
  });

  it('expands PAX 1.0', () => {
    const map = '2\n2\n3\n8\n1\n';
    const records = {
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.realsize': '10',
      'GNU.sparse.name': 'r',
    };
    const archive = pieces(records, `${map.padEnd(512, '\0')}abcd`);
    for (const step of [1, 600]) expect(tarMembers(archive, step)[0]?.content.toString()).toBe('\0\0abc\0\0\0d\0');
  });

  it.each([
    ['segments that overlap', { 'GNU.sparse.map': '2,3,4,1', 'GNU.sparse.size': '10' }],
    ['a segment beyond the end', { 'GNU.sparse.map': '2,3,10,1', 'GNU.sparse.size': '10' }],
    ['a map for other bytes than the stored', { 'GNU.sparse.map': '2,3', 'GNU.sparse.size': '10' }],
    ['an odd map', { 'GNU.sparse.map': '2,3,8', 'GNU.sparse.size': '10' }],
    ['a map that is no list of numbers', { 'GNU.sparse.map': '0x2,3', 'GNU.sparse.size': '10' }],
    ['no size', { 'GNU.sparse.map': '2,3,8,1' }],
    ['holes without end', { 'GNU.sparse.map': '0,4', 'GNU.sparse.size': '900000000000000' }],
    ['a map in front that is none', { 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '10' }],
  ])('refuses %s', (_, records) => {
    expect(() => tarMembers(pieces(records as Record<string, string>, 'abcd'))).toThrow(/not a valid tar/);
  });

  it('refuses a size below zero, which would make room for the holes of other members', () => {
    const pax = pieces({ 'GNU.sparse.map': '', 'GNU.sparse.size': '-5' }, '');
    const gnu = tarBytes([{ name: 'x', type: 'S' }]);
    // Base-256: all bits set is -1.
    gnu.fill(0xff, 483, 495);
    gnu.write(`${checksum(gnu).toString(8).padStart(6, '0')}\0`, 148, 'latin1');
    for (const archive of [pax, gnu]) expect(() => tarMembers(archive)).toThrow(/absurd sparse size -/);
  });
});
