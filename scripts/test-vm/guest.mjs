// Runs in the virtual machine, as root: builds by each kind of user and with each back-end, and attacks the cage of RUN.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runAction } from './action.mjs';
import { Builds } from './builds.mjs';
import { checksOf, counts, errorOf, expect, must, mustAs, run } from './checking.mjs';
import { checkContainers, checkMemory } from './containers.mjs';
import { checkFullDisk, checkKilled, checkNothingLeft, checkSideBySide } from './device-mapper.mjs';

const [repository, work, disk, checks] = process.argv.slice(2);
const check = checksOf(
  readFileSync(checks, 'utf8')
    .split('\n')
    .filter((part) => part !== ''),
);
const builds = new Builds(repository, work);
const NO_IMAGES = 'wait until the layers below are unpacked';

check('the machine', () => {
  const kernel = run('uname', ['-r']).stdout.trim();
  expect(kernel.startsWith('6.1.'), `kernel ${kernel}`);
  expect(
    readFileSync('/proc/self/cgroup', 'utf8').trim().startsWith('0::'),
    'control groups are not of version 2 alone',
  );
  expect(readFileSync('/sys/module/apparmor/parameters/enabled', 'utf8').trim() === 'Y', 'AppArmor is not on');
  for (const name of ['dm_thin_pool', 'btrfs', 'erofs', 'overlay', 'loop', 'fuse']) must('modprobe', [name]);
  return `Linux ${kernel}, control groups 2, AppArmor`;
});

check('a build as root', () => builds.same({}));
check('a build by a user with password-less sudo', () => builds.same({ user: 'ci' }));
check('a build without root', () => builds.same({ user: 'plain' }));
check('user namespaces that are closed', () => {
  must('sysctl', ['-w', 'kernel.unprivileged_userns_clone=0']);
  try {
    const message = errorOf(() => builds.build({ user: 'plain' }));
    expect(message.includes('sysctl -w kernel.unprivileged_userns_clone=1'), `the error does not say it: ${message}`);
    builds.same({ user: 'ci' });
  } finally {
    must('sysctl', ['-w', 'kernel.unprivileged_userns_clone=1']);
  }
  return 'an error without root, and no matter by sudo';
});

for (const driver of ['overlay', 'vfs', 'devicemapper'])
  check(`--storage-driver ${driver}`, () => builds.same({ driver }));
check('--storage-driver vfs without root', () => builds.same({ driver: 'vfs', user: 'plain' }));
check('--storage-driver btrfs', () => {
  must('mkfs.btrfs', ['-q', '-f', disk]);
  const mounted = join(work, 'btrfs');
  mkdirSync(mounted, { recursive: true });
  must('mount', [disk, mounted]);
  try {
    const asRoot = builds.same({ driver: 'btrfs', root: join(mounted, 'root') });
    mkdirSync(join(mounted, 'plain'));
    must('chown', ['plain', join(mounted, 'plain')]);
    builds.same({ driver: 'btrfs', user: 'plain', root: join(mounted, 'plain/root') });
    checkContainers(builds, 'btrfs', join(mounted, 'containers'));
    return asRoot;
  } finally {
    must('umount', [mounted]);
  }
});
check('--storage-driver erofs, which this kernel is too old for', () => {
  const message = errorOf(() => builds.build({ driver: 'erofs' }));
  expect(message.includes('this machine cannot use EROFS images'), `no such error: ${message}`);
  return 'a clear error';
});
check('--storage-driver lazy, on a kernel that has EROFS but cannot mount a file', () =>
  builds.same({ driver: 'lazy', expectOnce: NO_IMAGES }),
);
check('--storage-driver lazy, on a kernel without EROFS', () =>
  withoutErofs(() => builds.same({ driver: 'lazy', expectOnce: NO_IMAGES })),
);
check(
  'the Action, by a user with password-less sudo, on a kernel without EROFS and on one that cannot mount a file',
  () => {
    const inputs = { context: '.', 'storage-driver': 'lazy', 'cache-from': '', 'cache-to': '' };
    for (const [name, around] of [
      ['old', (does) => does()],
      ['none', withoutErofs],
    ]) {
      const said = around(() => runAction(repository, builds, { user: 'ci', name, inputs }));
      const times = said.split('\n').filter((line) => line.includes(NO_IMAGES));
      expect(times.length === 1, `it is said ${times.length} times: ${said.slice(-3000)}`);
    }
  },
);
for (const driver of ['overlay', 'devicemapper'])
  check(`containers with --storage-driver ${driver}`, () => checkContainers(builds, driver));
check('containers with a limit of their memory', () => checkMemory(builds));
check('devicemapper: builds that are killed', () => checkKilled(builds));
check('devicemapper: builds side by side', () => checkSideBySide(builds));
check('devicemapper: a full disk', () => checkFullDisk(builds));
check('nothing is left mounted or mapped', () => {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`${work}/`));
  expect(mounts.length === 0, mounts.join(', '));
  checkNothingLeft();
});

check('the demo, by sudo', () => {
  const { stdout } = mustAs('ci', [process.execPath, join(repository, 'examples/demo.mjs')]);
  expect(stdout.includes('by sudo, which asks for no password'), stdout.slice(-800));
  return stdout.split('\n').find((line) => line.startsWith('Project:'));
});
// The others are tested on every machine.
check('the tests of devicemapper', () =>
  vitest('__tests__/integration/worker-storage.test.ts', '-t', 'with devicemapper'),
);
check('the attacks on the cage', () => vitest('__tests__/security/cage.test.ts'));

/** @returns the counts of tests */
function vitest(...args) {
  const program = join(repository, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, output } = run(process.execPath, [program, 'run', '--reporter=dot', ...args], {
    cwd: repository,
    env,
  });
  const counts = /Tests\s+(.*)/.exec(output)?.[1];
  if (status !== 0) throw new Error(`${counts}: ${output.slice(-6000)}`);
  return counts;
}

/** Does something while the kernel cannot load EROFS. */
function withoutErofs(does) {
  const file = '/etc/modprobe.d/no-erofs.conf';
  run('modprobe', ['-r', 'erofs']);
  writeFileSync(file, 'install erofs /bin/false\n');
  try {
    expect(!/\terofs$/m.test(readFileSync('/proc/filesystems', 'utf8')), 'EROFS is still there');
    return does();
  } finally {
    rmSync(file);
    must('modprobe', ['erofs']);
  }
}

console.log(`${counts.ok} checks, ${Math.round(process.uptime())} s`);
console.log(counts.failed === 0 ? 'all is well' : `${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
