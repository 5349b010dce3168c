// Containers, by each back-end and with a limit of their memory.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { eventually, expect, must, run } from './checking.mjs';

/** @returns a function that runs a verb, and one that says how it ended */
function verbs(builds, root) {
  const line = (verb, rest) => [builds.cli, ...verb.split(' '), '--root', root, ...rest];
  return {
    ok: (verb, ...rest) => must(process.execPath, line(verb, rest)).stdout.trim(),
    end: (verb, ...rest) => run(process.execPath, line(verb, rest)),
  };
}

/** What a container writes is kept, can be seen, and becomes a layer. */
export function checkContainers(builds, driver, root = join(builds.work, 'containers')) {
  const { ok } = verbs(builds, root);
  const equal = (is, should) => expect(is === should, `${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
  try {
    ok('import', builds.rootfs, 'app');
    const storage = ['--storage-driver', driver];
    const write =
      'echo 1 > /a; mkdir -p /d; ln /a /d/b; rm /etc/passwd; test ! -e /again || cat /again; echo 2 >> /again';
    ok('run', ...storage, '--name', 'c', 'app', 'sh', '-c', write);
    equal(ok('start', '-a', 'c'), '2');
    equal(ok('container diff', 'c').replaceAll('\n', ' '), 'A /a A /again A /d A /d/b C /etc D /etc/passwd');
    ok('commit', 'c', 'made');
    equal(ok('run', ...storage, '--rm', 'made', 'sh', '-c', 'cat /a /d/b /again; test ! -e /etc/passwd'), '1\n1\n2\n2');
    equal(ok('rm', 'c'), 'c');
  } finally {
    run(process.execPath, [builds.cli, 'cache', 'prune', '--all', '--root', root]);
    rmSync(root, { recursive: true, force: true });
  }
}

/** Control groups of version 2. */
export function checkMemory(builds) {
  const root = join(builds.work, 'memory');
  const { ok, end } = verbs(builds, root);
  const many = ['sh', '-c', 'x=$(head -c 50m /dev/zero | tr "\\0" a); echo "has ${#x}"'];
  try {
    ok('import', builds.rootfs, 'app');
    const free = ok('run', '--rm', 'app', ...many);
    expect(free === 'has 52428800', free);
    const limited = end('run', '--rm', '-m', '32m', 'app', ...many);
    expect(limited.status === 137, `${limited.status}, not 137: ${limited.output}`);
    const seen = ok('run', '--rm', '-m', '64m', 'app', 'echo', 'little');
    expect(seen === 'little', seen);
    eventually(
      () => run('find', ['/sys/fs/cgroup/layer-build', '-mindepth', '1', '-type', 'd']).stdout === '',
      'control groups are left',
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
