// Runs in the virtual machine, as root: builds by each kind of user and with each back-end, and attacks the cage of RUN.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [repository, work, disk, checks] = process.argv.slice(2);
/** Parts of the names of the checks to run; none: all. */
const wanted = readFileSync(checks, 'utf8')
  .split('\n')
  .filter((part) => part !== '');
const cli = join(repository, 'dist/cli/index.js');
const EPOCH = '1700000000';
let failed = 0;

/** @param {() => string | void} does says something about it, or throws */
function check(name, does) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) return;
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  try {
    const said = does();
    console.log(`ok    ${name} (${seconds()})${said ? `: ${said}` : ''}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name} (${seconds()}): ${error.message}`);
  }
}

function run(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28, cwd: '/', ...options });
  if (result.error) throw result.error;
  return { status: result.status, stdout: result.stdout, output: `${result.stdout}${result.stderr}` };
}

function must(program, args, options) {
  const result = run(program, args, options);
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}: ${result.output.slice(-1500)}`);
  return result;
}

function as(user, command) {
  return [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${user}`,
    '--init-groups',
    '--',
    'env',
    `HOME=/home/${user}`,
    ...command,
  ];
}

function expect(isRight, message) {
  if (!isRight) throw new Error(message);
}

function makeContext() {
  const folder = join(work, 'context');
  const rootfs = join(work, 'rootfs');
  for (const name of ['bin', 'etc', 'tmp']) mkdirSync(join(rootfs, name), { recursive: true });
  cpSync('/bin/busybox', join(rootfs, 'bin/busybox'));
  for (const name of run('/bin/busybox', ['--list']).stdout.trim().split('\n'))
    if (name !== 'busybox') spawnSync('ln', ['-s', 'busybox', join(rootfs, 'bin', name)]);
  writeFileSync(join(rootfs, 'etc/passwd'), 'root:x:0:0:root:/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n');
  mkdirSync(folder, { recursive: true });
  must('tar', [
    '-C',
    rootfs,
    '--owner=0',
    '--group=0',
    '--mtime=@0',
    '--sort=name',
    '-cf',
    join(folder, 'rootfs.tar'),
    '.',
  ]);
  writeFileSync(
    join(folder, 'Dockerfile'),
    `FROM scratch AS base
ADD rootfs.tar /
RUN mkdir -p /d/many && for i in $(seq 50); do echo $i > /d/many/$i; done && touch -d @1000 /d/many/7 && mkfifo /d/p && ln /d/many/1 /d/one
FROM base AS other
RUN echo other > /other
FROM base
RUN rm -r /d/many && mkdir /d/many && echo new > /d/many/7 && chown -R app /d && rm /etc/passwd
RUN --mount=type=bind,from=other,target=/from --mount=type=cache,target=/c cat /from/other > /d/copied && mv /d/p /q && test ! -e /etc/passwd
COPY --from=other /other /other
RUN test "$(cat /d/many/7 /d/copied /other | tr '\\n' ,)" = new,other,other, && test ! -e /d/many/1 && chmod 4711 /bin/busybox
`,
  );
  return folder;
}

/** @returns a digest of what was built: the same wherever it is built */
function build(context, { user = 'root', driver, root, expectWarning }) {
  const folder = join(work, `out-${Math.random().toString(36).slice(2)}`);
  const archive = join(folder, 'image.tar');
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  const place = root ?? join(folder, 'root');
  const options = [
    ...['--root', place, '--progress', 'plain', '--provenance=false'],
    ...(driver === undefined ? [] : ['--storage-driver', driver]),
    ...['-o', `type=oci,dest=${archive},rewrite-timestamp=true`],
  ];
  const command = ['env', `SOURCE_DATE_EPOCH=${EPOCH}`, process.execPath, cli, 'build', ...options, context];
  const [program, ...args] = user === 'root' ? command : as(user, command);
  try {
    const { output } = must(program, args);
    if (expectWarning !== undefined)
      expect(output.includes(expectWarning), `no word of "${expectWarning}": ${output.slice(-800)}`);
    const layers = JSON.parse(must('skopeo', ['inspect', `oci-archive:${archive}`]).stdout).Layers;
    expect(layers.length === 6, `${layers.length} layers`);
    return createHash('sha256').update(layers.join()).digest('hex').slice(0, 12);
  } finally {
    run('umount', ['-R', place]);
    if (root === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

const context = makeContext();
let built;
const same = (digest) => {
  built ??= digest;
  expect(digest === built, `other layers than before: ${digest}, not ${built}`);
  return digest;
};

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

check('a build as root', () => same(build(context, {})));
check('a build by a user with password-less sudo', () => same(build(context, { user: 'ci' })));
check('a build without root', () => same(build(context, { user: 'plain' })));
check('user namespaces that are closed', () => {
  must('sysctl', ['-w', 'kernel.unprivileged_userns_clone=0']);
  try {
    let message = '';
    try {
      build(context, { user: 'plain' });
    } catch (error) {
      message = error.message;
    }
    expect(message.includes('sysctl -w kernel.unprivileged_userns_clone=1'), `the error does not say it: ${message}`);
    same(build(context, { user: 'ci' }));
  } finally {
    must('sysctl', ['-w', 'kernel.unprivileged_userns_clone=1']);
  }
  return 'an error without root, and no matter by sudo';
});

for (const driver of ['overlay', 'vfs']) check(`--storage-driver ${driver}`, () => same(build(context, { driver })));
check('--storage-driver vfs without root', () => same(build(context, { driver: 'vfs', user: 'plain' })));
check('--storage-driver btrfs', () => {
  must('mkfs.btrfs', ['-q', '-f', disk]);
  const mounted = join(work, 'btrfs');
  mkdirSync(mounted, { recursive: true });
  must('mount', [disk, mounted]);
  try {
    const asRoot = same(build(context, { driver: 'btrfs', root: join(mounted, 'root') }));
    mkdirSync(join(mounted, 'plain'));
    must('chown', ['plain', join(mounted, 'plain')]);
    same(build(context, { driver: 'btrfs', user: 'plain', root: join(mounted, 'plain/root') }));
    return asRoot;
  } finally {
    must('umount', [mounted]);
  }
});
check('--storage-driver erofs, which this kernel is too old for', () => {
  let message = '';
  try {
    build(context, { driver: 'erofs' });
  } catch (error) {
    message = error.message;
  }
  expect(message.includes('this machine cannot use EROFS images'), `no such error: ${message}`);
  return 'a clear error';
});
check('--storage-driver lazy, which takes folders here', () =>
  same(build(context, { driver: 'lazy', expectWarning: 'wait until the layers below are unpacked' })),
);
check('nothing is left mounted or mapped', () => {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`${work}/`));
  const mapped = run('dmsetup', ['ls'])
    .stdout.split('\n')
    .filter((line) => line.startsWith('layer-build'));
  expect(mounts.length + mapped.length === 0, [...mounts, ...mapped].join(', '));
});

check('the demo, by sudo', () => {
  const { stdout } = must(...split(as('ci', [process.execPath, join(repository, 'examples/demo.mjs')])));
  expect(stdout.includes('by sudo, which asks for no password'), stdout.slice(-800));
  return stdout.split('\n').find((line) => line.startsWith('Project:'));
});
check('the tests of back-ends', () => vitest('__tests__/integration/worker-storage.test.ts'));
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

function split([program, ...args]) {
  return [program, args];
}

console.log(failed === 0 ? 'all is well' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
