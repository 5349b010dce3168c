import { describe, expect, it } from 'vitest';

import { parseGroup, parseOwner, parsePasswd, resolveOwner, resolveProcessUser } from '../../../src/layer/passwd.js';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  '  app:x:1000:1001:App:/home/app:/bin/sh  ',
  'short:x:7',
  'odd:x:many:9::/',
  '',
  'app:x:2:2::/second:',
].join('\n');
const group = [
  '# comment',
  'root:x:0:',
  'staff:x:50:app,short',
  'app:x:1001:app',
  'wheel:x:10:app',
  'nolist:x:11',
].join('\n');
const files = { passwd, group };

describe('account files', () => {
  // moby/sys/user ParsePasswdFilter, ParseGroupFilter
  it('are read leniently', () => {
    expect(parsePasswd(passwd)[1]).toEqual({ name: 'app', uid: 1000, gid: 1001, home: '/home/app' });
    expect(parsePasswd(passwd)[2]).toEqual({ name: 'short', uid: 7, gid: 0, home: '' });
    expect(parsePasswd(passwd)[3]).toEqual({ name: 'odd', uid: 0, gid: 9, home: '/' });
    expect(parsePasswd('# comment\n')).toEqual([{ name: '# comment', uid: 0, gid: 0, home: '' }]);
    expect(parseGroup(group).map(({ name }) => name)).toEqual(['root', 'staff', 'app', 'wheel', 'nolist']);
    expect(parseGroup(group)[1]?.members).toEqual(['app', 'short']);
    expect(parseGroup(group)[4]?.members).toEqual([]);
  });
});

describe('who owns new files', () => {
  // client/llb/fileop.go WithUser, parseUID
  it.each([
    ['app', { user: 'app' }],
    ['app:staff', { user: 'app', group: 'staff' }],
    ['root', { user: 0 }],
    ['1000:root', { user: 1000, group: 0 }],
    ['app:', { user: 'app', group: 0 }],
    ['a:b:c', { user: 'a', group: 'b:c' }],
    ['2147483648', { user: '2147483648' }],
    ['0x10', { user: '0x10' }],
    ['-1', { user: -1 }],
  ])('%s', (text, spec) => {
    expect(parseOwner(text)).toEqual(spec);
  });

  it.each([
    ['app', 1000, 1001, []],
    ['app:staff', 1000, 50, []],
    ['33', 33, 33, []],
    ['33:44', 33, 44, []],
    ['none', 0, 0, ['none']],
    ['none:app', 0, 1001, ['none']],
    ['app:none', 1000, 1001, ['none']],
    // chown(2): -1 changes nothing, and root made the file
    ['-1', 0, 0, []],
    ['-2', 4294967294, 4294967294, []],
  ])('%s is %d:%d', (text, uid, gid, unknown) => {
    expect(resolveOwner(parseOwner(text), files)).toEqual({ uid, gid, unknown });
  });
});

describe('whom a process runs as', () => {
  // executor/oci/user.go GetUser, moby/sys/user GetExecUser
  it.each([
    ['', { uid: 0, gid: 0, groups: [], home: '/root' }],
    ['root', { uid: 0, gid: 0, groups: [], home: '/root' }],
    ['app', { uid: 1000, gid: 1001, groups: [50, 10], home: '/home/app' }],
    ['1000', { uid: 1000, gid: 1001, groups: [50, 10], home: '/home/app' }],
    ['app:staff', { uid: 1000, gid: 50, groups: [], home: '/home/app' }],
    ['app:77', { uid: 1000, gid: 77, groups: [], home: '/home/app' }],
    ['1000:1001', { uid: 1000, gid: 1001, groups: [], home: '/home/app' }],
    ['4000', { uid: 4000, gid: 0, groups: [] }],
    ['4000:5000', { uid: 4000, gid: 5000, groups: [] }],
    ['4000:staff', { uid: 4000, gid: 50, groups: [] }],
    ['4294967294:root', { uid: 4294967294, gid: 0, groups: [] }],
    [':staff', { uid: 0, gid: 50, groups: [], home: '/root' }],
    ['app:', { uid: 1000, gid: 1001, groups: [50, 10], home: '/home/app' }],
  ])('%s', (spec, user) => {
    expect(resolveProcessUser(spec, files)).toEqual(user);
  });

  it('needs no files for numbers', () => {
    expect(resolveProcessUser('', {})).toEqual({ uid: 0, gid: 0, groups: [] });
    expect(resolveProcessUser('5', {})).toEqual({ uid: 5, gid: 0, groups: [] });
  });

  it.each([
    ['nobody', 'unable to find user nobody'],
    ['app:nogroup', 'unable to find group nogroup'],
    ['4294967296', 'must be in range'],
    ['-1', 'must be in range'],
  ])('%s is refused', (spec, message) => {
    expect(() => resolveProcessUser(spec, files)).toThrow(message);
  });
});
