// Thin volumes of device mapper: builds that are killed, and builds side by side. Nothing may be left.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errorOf, eventually, expect, must, run } from './checking.mjs';

/** Devices, their nodes and loop devices. */
function leftDevices() {
  const lines = (program, ...args) => run(program, args).stdout.split('\n');
  return [
    ...lines('dmsetup', 'ls').filter((line) => line.startsWith('layer-build')),
    ...lines('ls', '/dev/mapper').filter((name) => name.startsWith('layer-build')),
    ...lines('losetup', '--noheadings', '--list').filter((line) => line !== ''),
  ];
}

export function checkNothingLeft() {
  eventually(
    () => leftDevices().length === 0,
    () => `left: ${leftDevices().join(', ')}`,
  );
}

export function checkKilled(builds) {
  const root = join(builds.work, 'killed');
  const context = join(builds.work, 'sleeps');
  mkdirSync(context);
  writeFileSync(
    join(context, 'Dockerfile'),
    'FROM scratch\nADD rootfs.tar /\nRUN echo 1 > /first\nRUN echo 2 > /second; exec sleep 4711\n',
  );
  must('cp', [builds.rootfs, context]);
  const isAsleep = () => run('pgrep', ['-f', '^sleep 4711']).status === 0;
  const asleep = (what) => eventually(isAsleep, `${what}: no step sleeps`);
  for (const what of ['the client', 'the worker', 'all']) {
    const [program, ...args] = builds.command({ driver: 'devicemapper', root, context });
    const child = spawn(program, args, { cwd: '/', stdio: 'ignore', detached: true });
    asleep(what);
    expect(leftDevices().length > 0, 'no device is in use');
    if (what === 'the client') child.kill('SIGKILL');
    const workers = run('pgrep', ['-f', 'dist/worker/index.js']).stdout.trim().split('\n');
    if (what === 'the worker') for (const pid of workers) spawnSync('kill', ['-KILL', pid]);
    if (what === 'all') for (const pid of [child.pid, ...workers]) spawnSync('kill', ['-KILL', String(pid)]);
    eventually(() => !isAsleep(), `${what}: the step still runs`);
    checkNothingLeft();
  }
  // What was kept before is there, and right.
  builds.same({ driver: 'devicemapper', root });
  prune(builds, root);
}

/** Two builds of one root at a time, which share its pool. */
export function checkSideBySide(builds) {
  const root = join(builds.work, 'together');
  const script = `${[1, 2].map(() => builds.command({ driver: 'devicemapper', root }, '--no-cache').join(' ')).join(' & ')} & wait $! && wait`;
  must('sh', ['-c', script]);
  builds.same({ driver: 'devicemapper', root });
  checkNothingLeft();
  prune(builds, root);
}

function prune(builds, root) {
  must(process.execPath, [builds.cli, 'cache', 'prune', '--all', '--root', root]);
  const pool = join(root, 'thin-pools/trusted/data');
  expect(!existsSync(pool), `${pool} is left`);
  checkNothingLeft();
  rmSync(root, { recursive: true });
}

/** On a file system that is too small for what a step writes. */
export function checkFullDisk(builds) {
  const small = join(builds.work, 'small');
  mkdirSync(small);
  must('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', small]);
  try {
    const context = join(builds.work, 'fills');
    mkdirSync(context);
    must('cp', [builds.rootfs, context]);
    writeFileSync(
      join(context, 'Dockerfile'),
      'FROM scratch\nADD rootfs.tar /\nRUN head -c 100m /dev/urandom > /large\n',
    );
    const [program, ...args] = builds.command({ driver: 'devicemapper', root: join(small, 'root'), context });
    const message = errorOf(() => must(program, args));
    expect(message.includes('the disk is full'), `no such error: ${message}`);
    checkNothingLeft();
    return message
      .split('\n')
      .find((line) => line.includes('the disk is full'))
      ?.slice(0, 160);
  } finally {
    must('umount', [small]);
  }
}
