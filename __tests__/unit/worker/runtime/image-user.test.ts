import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { MAX_ACCOUNT_FILE } from '../../../../src/layer/users/passwd.js';
import { imageUser } from '../../../../src/worker/runtime/image-user.js';

let rootfs: string;
beforeAll(() => {
  rootfs = mkdtempSync(join(tmpdir(), 'image-user-'));
  mkdirSync(join(rootfs, 'etc'));
  mkdirSync(join(rootfs, 'real'));
  writeFileSync(join(rootfs, 'real/passwd'), 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n');
  symlinkSync('/real/passwd', join(rootfs, 'etc/passwd'));
  writeFileSync(join(rootfs, 'etc/group'), 'root:x:0:\nwheel:x:10:root\napp:x:1001:app\nextra:x:5:x,app\n');
  symlinkSync('../../../..', join(rootfs, 'up'));
  symlinkSync('loop', join(rootfs, 'loop'));
});
afterAll(() => rmSync(rootfs, { recursive: true }));

/** An image whose /etc/passwd is what `make` puts there. */
function imageWith(make: (file: string) => void): string {
  const image = mkdtempSync(join(rootfs, 'image-'));
  mkdirSync(join(image, 'etc'));
  make(join(image, 'etc/passwd'));
  return image;
}

describe('whom a step runs as', () => {
  it('is looked up in the image, whose links do not lead out of it', async () => {
    expect(await imageUser(rootfs, 'app')).toEqual({ uid: 1000, gid: 1001, groups: [1001, 5], home: '/home/app' });
    expect(await imageUser(rootfs, 'app:wheel')).toEqual({ uid: 1000, gid: 10, groups: [10], home: '/home/app' });
    const link = imageWith((file) => symlinkSync(join(rootfs, 'real/passwd'), file));
    await expect(imageUser(link, 'app')).rejects.toThrow('unable to find user app');
  });

  it.each<[string, (file: string) => void]>([
    ['is not there', () => undefined],
    ['is a fifo', (file) => execFileSync('mkfifo', [file])],
    ['is a link that leads in circles', (file) => symlinkSync('passwd', file)],
    ['lies below a file', (file) => symlinkSync('/etc/group/passwd', file)],
  ])('is root, and no name is known, where /etc/passwd %s', async (_, make) => {
    const image = imageWith(make);
    writeFileSync(join(image, 'etc/group'), '');
    expect(await imageUser(image, '')).toEqual({ uid: 0, gid: 0, groups: [0], home: '/' });
    expect(await imageUser(image, '1000:1000')).toEqual({ uid: 1000, gid: 1000, groups: [1000], home: '/' });
    await expect(imageUser(image, 'app')).rejects.toThrow('unable to find user app');
  });

  it('is refused where /etc/passwd is a directory or too large', async () => {
    await expect(imageUser(imageWith(mkdirSync), 'root')).rejects.toThrow("the image's /etc/passwd is a directory");
    const line = 'root:x:0:0::/root:\n';
    const most = line + '\n'.repeat(MAX_ACCOUNT_FILE - line.length);
    const large = imageWith((file) => writeFileSync(file, most));
    expect((await imageUser(large, 'root')).home).toBe('/root');
    const larger = imageWith((file) => writeFileSync(file, `${most}\n`));
    await expect(imageUser(larger, 'root')).rejects.toThrow("the image's /etc/passwd is larger than 10485760 bytes");
  });
});
