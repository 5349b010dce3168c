import { describe, expect, it } from 'vitest';

import { parseGroup, parsePasswd } from '../../../src/layer/users/passwd.js';

// moby/sys/user: ParsePasswdFilter, ParseGroupFilter, parseParts
describe('a line of /etc/passwd', () => {
  it.each([
    ['app:x:1000:1001:App:/home/app:/bin/sh', { name: 'app', uid: 1000, gid: 1001, home: '/home/app' }],
    ['  app:x:1:2::/h:  ', { name: 'app', uid: 1, gid: 2, home: '/h' }],
    ['app:x:1:2::/h:\r', { name: 'app', uid: 1, gid: 2, home: '/h' }],
    ['short:x:7', { name: 'short', uid: 7, gid: 0, home: '' }],
    ['name', { name: 'name', uid: 0, gid: 0, home: '' }],
    ['empty:x:::::', { name: 'empty', uid: 0, gid: 0, home: '' }],
    [':x:5:6::/h:', { name: '', uid: 5, gid: 6, home: '/h' }],
    ['odd:x:many:9::/', { name: 'odd', uid: 0, gid: 9, home: '/' }],
    ['hex:x:0x10:1e3::/', { name: 'hex', uid: 0, gid: 0, home: '/' }],
    ['space:x: 5:6 ::/', { name: 'space', uid: 0, gid: 0, home: '/' }],
    ['signs:x:+5:-0::/', { name: 'signs', uid: 5, gid: 0, home: '/' }],
    ['31:x:2147483647:2147483648::/', { name: '31', uid: 2147483647, gid: 2147483648, home: '/' }],
    ['32:x:4294967294:4294967295::/', { name: '32', uid: 4294967294, gid: 4294967295, home: '/' }],
    // What the kernel is given are the lowest 32 bits.
    ['more:x:4294967296:4294967297::/', { name: 'more', uid: 0, gid: 1, home: '/' }],
    ['below:x:-1:-2::/', { name: 'below', uid: 4294967295, gid: 4294967294, home: '/' }],
    ['# comment', { name: '# comment', uid: 0, gid: 0, home: '' }],
    ['a:b:1:2:c:d:e:f:g', { name: 'a', uid: 1, gid: 2, home: 'd' }],
  ])('%j', (line, entry) => {
    expect(parsePasswd(line)).toEqual([entry]);
  });

  it('is left out where it is blank', () => {
    expect(parsePasswd('\n \t\n\r\na:x:1:1::/:\n\n').map(({ name }) => name)).toEqual(['a']);
    expect(parsePasswd('')).toEqual([]);
  });

  it('stays, in order, where another has its name', () => {
    expect(parsePasswd('a:x:1:1::/:\na:x:2:2::/:').map(({ uid }) => uid)).toEqual([1, 2]);
  });
});

describe('a line of /etc/group', () => {
  it.each([
    ['staff:x:50:app,short', { name: 'staff', gid: 50, members: ['app', 'short'] }],
    ['nobody:x:11', { name: 'nobody', gid: 11, members: [] }],
    ['none:x:11:', { name: 'none', gid: 11, members: [] }],
    ['gaps:x:11:,a,', { name: 'gaps', gid: 11, members: ['', 'a', ''] }],
    ['name', { name: 'name', gid: 0, members: [] }],
    ['empty:x::a', { name: 'empty', gid: 0, members: ['a'] }],
    ['odd:x:many:a', { name: 'odd', gid: 0, members: ['a'] }],
    ['big:x:4294967294:', { name: 'big', gid: 4294967294, members: [] }],
    ['below:x:-1:', { name: 'below', gid: 4294967295, members: [] }],
  ])('%j', (line, entry) => {
    expect(parseGroup(line)).toEqual([entry]);
  });

  it('is left out where it is blank or a comment', () => {
    expect(parseGroup('# comment\n  # another\n\nroot:x:0:\n').map(({ name }) => name)).toEqual(['root']);
  });
});

it('reads a file of the largest size at once', () => {
  const users = Array.from({ length: 50_000 }, (_, id) => `user${id}:x:${id}:${id}::/home/user${id}:/bin/sh`);
  const entries = parsePasswd(users.join('\n'));
  expect(entries).toHaveLength(50_000);
  expect(entries.at(-1)).toEqual({ name: 'user49999', uid: 49_999, gid: 49_999, home: '/home/user49999' });
  const members = Array.from({ length: 50_000 }, (_, id) => `user${id}`);
  expect(parseGroup(`all:x:5:${members.join(',')}`)[0]?.members).toHaveLength(50_000);
});
