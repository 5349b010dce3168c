import { paxMember, tarBytes } from '../../support/tar-bytes.js';

/** Archives of every form that the reader knows. */
export const TAR_SEEDS: readonly Buffer[] = [
  tarBytes([
    { name: 'd/', mtime: 1 },
    { name: 'd/f', content: 'hello', mode: 0o755 },
  ]),
  tarBytes([
    { name: 'f', content: 'x'.repeat(600) },
    { name: 'h', type: '1', link: 'f' },
    { name: 's', type: '2', link: '../f' },
    { name: 'c', type: '3', major: 1, minor: 3 },
    { name: 'b', type: '4', major: 8 },
    { name: 'p', type: '6' },
  ]),
  tarBytes([
    paxMember({ path: 'long/é', linkpath: 'to', mtime: '1.5', uid: '70000', size: '3', 'SCHILY.xattr.user.a': 'b' }),
    { name: 'short', content: 'abc' },
    paxMember({ 'LIBARCHIVE.xattr.user.%41': 'aGk', atime: '2' }, 'g'),
    { name: 'g', content: 'abc' },
  ]),
  tarBytes([
    { name: '././@LongLink', type: 'L', content: `${'n'.repeat(120)}\0` },
    { name: '././@LongLink', type: 'K', content: `${'t'.repeat(120)}\0` },
    { name: 'n', type: '2', link: 't' },
    { name: 'volume', type: 'V' },
    { name: 'dump/', type: 'D', content: 'Yf\0\0' },
  ]),
  tarBytes([
    paxMember({
      'GNU.sparse.major': '0',
      'GNU.sparse.size': '5000',
      'GNU.sparse.map': '1000,3,2000,2',
      'GNU.sparse.name': 'sp',
    }),
    { name: 'x', content: 'abcde' },
  ]),
  tarBytes([
    paxMember({
      'GNU.sparse.major': '1',
      'GNU.sparse.minor': '0',
      'GNU.sparse.realsize': '5000',
      'GNU.sparse.name': 'sp',
    }),
    { name: 'x', content: '2\n1000\n3\n2000\n2\n'.padEnd(512, '\0') + 'abcde' },
  ]),
  oldGnuSparse(),
  tarBytes([{ name: 'a/.wh..wh..opq' }, { name: 'a/.wh.b' }, { name: '.wh..wh.plnk/', type: '5' }]),
];

export const TAR_WORDS: readonly string[] = [
  ...['path', 'linkpath', 'size', 'uid', 'gid', 'mtime', 'SCHILY.xattr.', 'LIBARCHIVE.xattr.', '%00', '%2e'],
  ...[
    'GNU.sparse.major',
    'GNU.sparse.size',
    'GNU.sparse.map',
    'GNU.sparse.name',
    'GNU.sparse.offset',
    'GNU.sparse.numbytes',
  ],
  ...[
    'GNU.sparse.realsize',
    '.wh.',
    '.wh..wh..opq',
    '.wh..wh.',
    '../',
    './',
    '//',
    'ustar\x0000',
    'ustar  \0',
    'tar\0',
  ],
  ...[
    '11 path=ab\n',
    '8 path=\n',
    '30 mtime=1350244992.023960108\n',
    '22 GNU.sparse.map=0,1\n',
    '\xff',
    '\xf0\x9f\x98\x80',
  ],
];

/** GNU's own form: the map stands in the header, and in blocks behind it. */
function oldGnuSparse(): Buffer {
  const archive = tarBytes([{ name: 'sp', type: 'S', content: 'abcde' }]);
  const numbers = (at: number, ...values: readonly number[]): void => {
    for (const [index, value] of values.entries()) {
      archive.write(`${value.toString(8).padStart(11, '0')}\0`, at + 12 * index, 'latin1');
    }
  };
  archive.write('ustar  \0', 257, 'latin1');
  numbers(386, 1000, 3);
  numbers(483, 5000);
  archive[482] = 1;
  const more = Buffer.alloc(512);
  const whole = Buffer.concat([archive.subarray(0, 512), more, archive.subarray(512)]);
  for (const [index, value] of [2000, 2].entries()) {
    whole.write(`${value.toString(8).padStart(11, '0')}\0`, 512 + 12 * index, 'latin1');
  }
  return whole;
}
