import { describe, expect, it } from 'vitest';

import { namesIn, parseOwner, resolveOwner } from '../../../src/layer/users/file-owner.js';

const passwd = [
  'root:x:0:0:root:/root:/bin/bash',
  'app:x:1000:1001:App:/home/app:/bin/sh',
  'unnumbered:x:::::',
  'big:x:3000000000:4294967294::/:',
  'nobody-at-all:x:4294967295:-1::/:',
  'app:x:2:2::/second:',
].join('\n');
const group = ['root:x:0:', 'staff:x:50:app', 'app:x:1001:app', 'unnumbered:x::', 'app:x:3:'].join('\n');
const files = { passwd, group };

describe('who owns new files', () => {
  // client/llb/fileop.go WithUser, parseUID
  it.each([
    ['app', { user: 'app' }, ['app']],
    ['app:staff', { user: 'app', group: 'staff' }, ['app', 'staff']],
    ['root', { user: 0 }, []],
    ['root:root', { user: 0, group: 0 }, []],
    ['1000:root', { user: 1000, group: 0 }, []],
    ['app:', { user: 'app', group: 0 }, ['app']],
    [':staff', { user: 0, group: 'staff' }, ['staff']],
    ['a:b:c', { user: 'a', group: 'b:c' }, ['a', 'b:c']],
    ['2147483647', { user: 2147483647 }, []],
    ['2147483648', { user: '2147483648' }, ['2147483648']],
    ['3000000000:3000000000', { user: '3000000000', group: '3000000000' }, ['3000000000', '3000000000']],
    ['-2147483648', { user: -2147483648 }, []],
    ['-2147483649', { user: '-2147483649' }, ['-2147483649']],
    ['+7', { user: 7 }, []],
    ['0x10', { user: '0x10' }, ['0x10']],
    ['1_000', { user: '1_000' }, ['1_000']],
    ['-1', { user: -1 }, []],
  ])('%s', (text, spec, names) => {
    expect(parseOwner(text)).toEqual(spec);
    expect(namesIn(parseOwner(text))).toEqual(names);
  });

  // solver/llbsolver/ops/user_linux.go readUser
  it.each([
    ['app', 1000, 1001, []],
    ['app:staff', 1000, 50, []],
    ['app:app', 1000, 1001, []],
    ['33', 33, 33, []],
    ['33:44', 33, 44, []],
    ['unnumbered', 0, 0, []],
    ['app:unnumbered', 1000, 0, []],
    ['none', 0, 0, ['none']],
    ['none:app', 0, 1001, ['none']],
    ['app:none', 1000, 1001, ['none']],
    ['none:nothing', 0, 0, ['none', 'nothing']],
    ['3000000000', 0, 0, ['3000000000']],
    ['big', 3000000000, 4294967294, []],
    // chown(2): -1 changes nothing, and root made the file
    ['-1', 0, 0, []],
    ['nobody-at-all', 0, 0, []],
    ['-2', 4294967294, 4294967294, []],
  ])('%s is %d:%d', (text, uid, gid, unknown) => {
    expect(resolveOwner(parseOwner(text), files)).toEqual({ uid, gid, unknown });
  });

  it('is root for names where the image has no account files', () => {
    expect(resolveOwner(parseOwner('app:staff'), {})).toEqual({ uid: 0, gid: 0, unknown: ['app', 'staff'] });
    expect(resolveOwner(parseOwner('5:6'), {})).toEqual({ uid: 5, gid: 6, unknown: [] });
  });
});
