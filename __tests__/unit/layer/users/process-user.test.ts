import { describe, expect, it } from 'vitest';

import { UserError } from '../../../../src/errors.js';
import { resolveProcessUser } from '../../../../src/layer/users/process-user.js';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'app:x:1000:1001:App:/home/app:/bin/sh',
  'short:x:7',
  'unnumbered:x:::::/nowhere:',
  '77:x:78:78::/digits:',
  'big:x:3000000000:4294967294::/big:',
  'beyond:x:4294967295:5::/:',
  'beyond-group:x:5:-1::/:',
  'app:x:2:2::/second:',
  'other:x:1000:3::/other:',
].join('\n');
const group = [
  '# comment',
  'root:x:0:',
  'staff:x:50:app,short',
  'app:x:1001:app',
  'wheel:x:10:root,app',
  'nolist:x:11',
  'unnumbered:x::',
  'huge:x:4294967294:',
  'beyond:x:4294967295:',
  'staff:x:51:',
].join('\n');
const files = { passwd: () => passwd, group: () => group };
const noFiles = { passwd: () => undefined, group: () => undefined };

// executor/oci/user.go GetUser, moby/sys/user GetExecUser
describe('USER', () => {
  it.each([
    ['', { uid: 0, gid: 0, groups: [0, 10], home: '/root' }],
    [':', { uid: 0, gid: 0, groups: [0, 10], home: '/root' }],
    ['root', { uid: 0, gid: 0, groups: [0, 10], home: '/root' }],
    ['0', { uid: 0, gid: 0, groups: [0, 10], home: '/root' }],
    ['root:root', { uid: 0, gid: 0, groups: [0], home: '/root' }],
    ['app', { uid: 1000, gid: 1001, groups: [50, 1001, 10], home: '/home/app' }],
    ['app:', { uid: 1000, gid: 1001, groups: [50, 1001, 10], home: '/home/app' }],
    ['1000', { uid: 1000, gid: 1001, groups: [50, 1001, 10], home: '/home/app' }],
    ['+1000', { uid: 1000, gid: 1001, groups: [50, 1001, 10], home: '/home/app' }],
    ['app:staff', { uid: 1000, gid: 50, groups: [50], home: '/home/app' }],
    ['app:77', { uid: 1000, gid: 77, groups: [77], home: '/home/app' }],
    ['app:staff:x', { uid: 1000, gid: 50, groups: [50], home: '/home/app' }],
    ['1000:1001', { uid: 1000, gid: 1001, groups: [1001], home: '/home/app' }],
    [':staff', { uid: 0, gid: 50, groups: [50], home: '/root' }],
    ['short', { uid: 7, gid: 0, groups: [0, 50], home: '/' }],
    // A number is a uid, whoever is called so.
    ['77', { uid: 77, gid: 0, groups: [0], home: '/' }],
    ['4000', { uid: 4000, gid: 0, groups: [0], home: '/' }],
    ['4000:5000', { uid: 4000, gid: 5000, groups: [5000], home: '/' }],
    ['4000:staff', { uid: 4000, gid: 50, groups: [50], home: '/' }],
    // An empty field of a line is 0.
    ['unnumbered', { uid: 0, gid: 0, groups: [0], home: '/root' }],
    ['app:unnumbered', { uid: 1000, gid: 0, groups: [0], home: '/home/app' }],
    // Numbers that are looked up have 31 bits; two of them, and those of the files, have 32.
    ['2147483647', { uid: 2147483647, gid: 0, groups: [0], home: '/' }],
    ['3000000000:3000000000', { uid: 3000000000, gid: 3000000000, groups: [3000000000], home: '/big' }],
    ['4294967294:4294967294', { uid: 4294967294, gid: 4294967294, groups: [4294967294], home: '/' }],
    ['4294967294:root', { uid: 4294967294, gid: 0, groups: [0], home: '/' }],
    ['root:4294967294', { uid: 0, gid: 4294967294, groups: [4294967294], home: '/root' }],
    ['big', { uid: 3000000000, gid: 4294967294, groups: [4294967294], home: '/big' }],
    ['app:huge', { uid: 1000, gid: 4294967294, groups: [4294967294], home: '/home/app' }],
    ['0000000001:01', { uid: 1, gid: 1, groups: [1], home: '/' }],
  ])('%s', (spec, user) => {
    expect(resolveProcessUser(spec, files)).toEqual(user);
  });

  it.each([
    ['', { uid: 0, gid: 0, groups: [0], home: '/' }],
    ['root:root', { uid: 0, gid: 0, groups: [0], home: '/' }],
    ['5', { uid: 5, gid: 0, groups: [0], home: '/' }],
    ['5:6', { uid: 5, gid: 6, groups: [6], home: '/' }],
    [':6', { uid: 0, gid: 6, groups: [6], home: '/' }],
  ])('%s needs no files', (spec, user) => {
    expect(resolveProcessUser(spec, noFiles)).toEqual(user);
  });

  it.each([
    ['nobody', /^unable to find user nobody: no matching entries/],
    ['root ', /^unable to find user root : no matching entries/],
    ['0x10', /^unable to find user 0x10: no matching entries/],
    ['app:nogroup', /^unable to find group nogroup: no matching entries/],
    ['nobody:nogroup', /^unable to find user nobody: no matching entries/],
    ['2147483648', /uids and gids must be in range 0-2147483647$/],
    ['3000000000', /uids and gids must be in range 0-2147483647$/],
    ['3000000000:staff', /uids and gids must be in range 0-2147483647$/],
    ['app:3000000000', /uids and gids must be in range 0-2147483647$/],
    ['nobody:3000000000', /uids and gids must be in range 0-2147483647$/],
    ['4294967296:0', /uids and gids must be in range 0-2147483647$/],
    ['99999999999999999999:0', /uids and gids must be in range 0-2147483647$/],
    ['-1', /uids and gids must be in range 0-2147483647$/],
    ['-1:-1', /uids and gids must be in range 0-2147483647$/],
    // To the kernel this id means "leave it as it is", which would be root.
    ['4294967295:4294967295', /^USER 4294967295:4294967295: no process can have the id 4294967295$/],
    ['root:4294967295', /no process can have the id 4294967295$/],
    ['beyond', /no process can have the id 4294967295$/],
    ['beyond-group', /no process can have the id 4294967295$/],
    ['app:beyond', /no process can have the id 4294967295$/],
  ])('%s is refused', (spec, message) => {
    const resolve = (): unknown => resolveProcessUser(spec, files);
    expect(resolve).toThrow(UserError);
    expect(resolve).toThrow(message);
  });

  it('root is a name like any other if it is not written with a number', () => {
    const renamed = { passwd: () => 'toor:x:0:0::/toor:\nroot:x:5:5::/five:', group: () => 'wheel:x:10:toor' };
    expect(resolveProcessUser('root', renamed)).toEqual({ uid: 5, gid: 5, groups: [5], home: '/five' });
    expect(resolveProcessUser('root:root', renamed)).toEqual({ uid: 0, gid: 0, groups: [0], home: '/toor' });
    expect(resolveProcessUser('', renamed)).toEqual({ uid: 0, gid: 0, groups: [0, 10], home: '/toor' });
    expect(() => resolveProcessUser('root', noFiles)).toThrow('unable to find user root');
    expect(() => resolveProcessUser('app:root', { ...renamed, passwd: files.passwd })).toThrow(
      'unable to find group root',
    );
  });

  it('reads /etc/group only when a group must be found', () => {
    const closed = {
      passwd: files.passwd,
      group: (): never => {
        throw new Error('read');
      },
    };
    expect(resolveProcessUser('1000:1001', closed).gid).toBe(1001);
    expect(resolveProcessUser('4000', closed).gid).toBe(0);
    expect(() => resolveProcessUser('app', closed)).toThrow('read');
  });
});
