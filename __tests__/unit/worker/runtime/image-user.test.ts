import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { resolveUser } from '../../../../src/worker/runtime/image-user.js';
import { resolveInRoot } from '../../../../src/files/resolve-in-root.js';

let rootfs: string;
beforeAll(() => {
  rootfs = mkdtempSync(join(tmpdir(), 'image-user-'));
  mkdirSync(join(rootfs, 'etc'));
  mkdirSync(join(rootfs, 'real'));
  writeFileSync(
    join(rootfs, 'real/passwd'),
    ['root:x:0:0:root:/root:/bin/sh', '', 'app:x:1000:1001::/home/app:/bin/sh', 'bare:x:7:8', '# old:x:1:1::/:'].join(
      '\n',
    ),
  );
  symlinkSync('/real/passwd', join(rootfs, 'etc/passwd'));
  writeFileSync(join(rootfs, 'etc/group'), 'root:x:0:\nwheel:x:10:root\napp:x:1001:app\nextra:x:5:x,app\n');
  symlinkSync('../../../..', join(rootfs, 'up'));
  symlinkSync('loop', join(rootfs, 'loop'));
});
afterAll(() => rmSync(rootfs, { recursive: true }));

describe('USER', () => {
  it.each([
    ['', 0, 0, [0, 10], '/root'],
    ['root', 0, 0, [0, 10], '/root'],
    ['0', 0, 0, [0, 10], '/root'],
    ['app', 1000, 1001, [1001, 5], '/home/app'],
    ['1000', 1000, 1001, [1001, 5], '/home/app'],
    ['app:wheel', 1000, 10, [10], '/home/app'],
    ['app:77', 1000, 77, [77], '/home/app'],
    ['1000:1001', 1000, 1001, [1001], '/home/app'],
    ['4242', 4242, 0, [0], '/'],
    ['4242:extra', 4242, 5, [5], '/'],
    ['root:root', 0, 0, [0], '/root'],
    ['bare', 7, 8, [8], '/'],
    [':extra', 0, 5, [5], '/root'],
  ])('%j is resolved in the image', (spec, uid, gid, groups, home) => {
    expect(resolveUser(rootfs, spec)).toEqual({ uid, gid, groups, home });
  });

  it.each([
    ['old', 'unable to find user old'],
    ['app:none', 'unable to find group none'],
    ['2147483648', 'out of range'],
    ['-1', 'out of range'],
  ])('%j is refused', (spec, message) => {
    expect(() => resolveUser(rootfs, spec)).toThrow(message);
  });

  it('is root in an image without tables, and a name is refused there', () => {
    expect(resolveUser(join(rootfs, 'real'), '')).toEqual({ uid: 0, gid: 0, groups: [0], home: '/' });
    expect(() => resolveUser(join(rootfs, 'real'), 'app')).toThrow('unable to find user app');
  });
});

describe('a path in the image', () => {
  it.each([
    ['/etc/passwd', '/real/passwd'],
    ['/up/up/etc', '/etc'],
    ['../../etc/../real', '/real'],
    ['/absent/./deep', '/absent/deep'],
    ['/', ''],
  ])('%s leads to %s', (path, place) => {
    expect(resolveInRoot(rootfs, path)).toBe(`${rootfs}${place}`);
  });

  it('that loops is refused', () => {
    expect(() => resolveInRoot(rootfs, '/loop')).toThrow('too many levels of symbolic links in /loop');
  });
});
