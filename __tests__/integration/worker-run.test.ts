import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { compiledWorker } from '../support/compiled-worker.js';
import { layerOf, leftovers, makePerl, Workbench } from './worker-support.js';

let script: string;
beforeAll(async () => {
  script = await compiledWorker();
});

/** What a step sees must not depend on what runs it. */
const PROBES: readonly (readonly [name: string, sh: string, expected: string])[] = [
  ['user', 'id', 'uid=0(root) gid=0(root) groups=0(root),10(wheel)'],
  ['umask', 'umask', '0022'],
  ['pid', 'echo $$', '1'],
  ['host name', 'hostname', 'buildkitsandbox'],
  [
    'environment',
    'env | sort',
    'HOME=/root\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nPWD=/\nSHLVL=1',
  ],
  ['hosts', 'cat /etc/hosts', '127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback'],
  [
    'capabilities',
    'grep -E "Cap|NoNewPrivs" /proc/self/status',
    'CapInh:\t0000000000000000\nCapPrm:\t00000000a80425fb\nCapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\nCapAmb:\t0000000000000000\nNoNewPrivs:\t0',
  ],
  [
    'mounts',
    "cut -d' ' -f2,3 /proc/mounts | grep -vE '^/proc/|^/sys/(firmware|devices)' | sort",
    [
      '/ overlay',
      '/dev tmpfs',
      '/dev/full tmpfs',
      '/dev/mqueue mqueue',
      '/dev/null tmpfs',
      '/dev/pts devpts',
      '/dev/random tmpfs',
      '/dev/shm tmpfs',
      '/dev/tty tmpfs',
      '/dev/urandom tmpfs',
      '/dev/zero tmpfs',
      '/etc/hosts tmpfs',
      '/etc/resolv.conf tmpfs',
      '/proc proc',
      '/sys sysfs',
      '/sys/fs/cgroup cgroup2',
    ].join('\n'),
  ],
  [
    'devices',
    'ls /dev | grep -v core | tr "\\n" " "',
    'fd full mqueue null ptmx pts random shm stderr stdin stdout tty urandom zero',
  ],
  ['shm size', 'df -k /dev/shm | tail -1 | tr -s " " | cut -d" " -f2', '65536'],
  ['masked', 'wc -c < /proc/timer_list; ls /proc/acpi /sys/firmware 2>/dev/null | grep -c .', '0\n2'],
  [
    'read-only',
    'for f in /etc/hosts /proc/sys/kernel/domainname; do (echo x > $f) 2>&1 | grep -o "Read-only.*"; done',
    'Read-only file system\nRead-only file system',
  ],
  ['forbidden', 'mount -t tmpfs x /tmp 2>/dev/null || echo no', 'no'],
  ['file descriptors', 'ls /proc/self/fd | tr "\\n" " "', '0 1 2 3'],
];

/** runc takes ids of 32 bits since 1.2. */
function isBefore12(version: string): boolean {
  return /^runc version (?:0|1\.[01])\./.test(version);
}

describe.each(['crun', 'runc'] as const)('under %s', (runtime) => {
  let bench: Workbench;
  beforeAll(() => {
    bench = new Workbench(script, { runtime });
  });
  afterAll(() => bench.close());

  it.each(PROBES)('shows the step its %s', async (_, sh, expected) => {
    const { stdout, stderr } = await bench.run({ sh });
    expect(`${stdout}${stderr}`.trim()).toBe(expected);
  });

  it.each([
    ['exit 7', 7],
    ["sh -c 'kill -9 $$'; exit $?", 137],
    ['kill -TERM $$; exit 3', 3],
    ['/no/such/program', 127],
  ])('gives the exit code of %s', async (sh, code) => {
    expect((await bench.run({ sh })).exitCode).toBe(code);
  });

  it('says which command the image lacks or cannot execute', async () => {
    const missing = await bench.run({ process: { argv: ['/absent', 'x'], env: [], cwd: '/', user: '' } });
    expect([missing.exitCode, missing.stderr]).toEqual([
      127,
      expect.stringContaining('/absent: not found in the image'),
    ]);
    const plain = await bench.run({ process: { argv: ['/etc/passwd'], env: [], cwd: '/', user: '' } });
    expect([plain.exitCode, plain.stderr]).toEqual([126, expect.stringContaining('/etc/passwd: cannot be executed')]);
  });

  it('keeps the streams apart and feeds standard input', async () => {
    const { stdout, stderr } = await bench.run({
      process: {
        argv: ['sh', '-c', 'cat; echo problem >&2'],
        env: [],
        cwd: '/',
        user: '',
        stdin: Buffer.from('from a heredoc\n'),
      },
    });
    expect([stdout, stderr]).toEqual(['from a heredoc\n', 'problem\n']);
  });

  it('passes on all of a large output', async () => {
    const { stdout } = await bench.run({ sh: 'dd if=/dev/zero bs=65536 count=200 2>/dev/null | tr "\\0" x' });
    expect(stdout).toHaveLength(200 * 65536);
  });

  it('runs as a user of the image, in a working directory that it makes', async () => {
    const { stdout, names } = await bench.run({
      process: {
        argv: ['sh', '-c', 'id -u; id -G; echo $HOME; pwd; stat -c %u:%g:%a .; grep CapEff /proc/self/status'],
        env: [],
        cwd: '/a/b',
        user: 'app',
      },
    });
    expect(stdout).toBe('1000\n1001 1500 1600\n/home/app\n/a/b\n1000:1001:755\nCapEff:\t0000000000000000\n');
    expect(names).toEqual(['directory a', 'directory a/b']);
  });

  it('runs as a user with 32-bit ids, and its files get these owners', async () => {
    const argv = ['sh', '-c', 'id -u; id -G; echo x > /tmp/mine'];
    const run = bench.run({ process: { argv, env: [], cwd: '/', user: '3000000000:4294967294' } });
    if (runtime === 'runc' && isBefore12(execFileSync('runc', ['--version'], { encoding: 'utf8' }))) {
      await expect(run).rejects.toThrow('uids and gids must be in range 0-2147483647');
      return;
    }
    const { stdout, stderr, index } = await run;
    expect([stdout, stderr]).toEqual(['3000000000\n4294967294\n', '']);
    expect(index.entries).toContainEqual(
      expect.objectContaining({ path: 'tmp/mine', uid: 3_000_000_000, gid: 4_294_967_294 }),
    );
  });

  it('has only a loopback device without a network', async () => {
    const { stdout } = await bench.run({ sh: "ip addr | grep -E '^[0-9]|inet '", settings: { network: 'none' } });
    expect(stdout).toMatch(/^1: lo: <LOOPBACK,UP,LOWER_UP>.*\n\s+inet 127\.0\.0\.1\/8.*\n$/);
    const host = await bench.run({ sh: 'ip addr | grep -c ^' });
    expect(Number(host.stdout)).toBeGreaterThan(stdout.split('\n').length);
  });

  it('is killed when the build is cancelled, and the worker goes on', async () => {
    const abort = new AbortController();
    // Were it not killed, it would go on for longer than a test may take.
    const sleeping = (): readonly string[] => leftovers('sleep 77').filter((line) => !line.includes('grep'));
    const running = bench.run({ sh: 'sleep 77' }, abort.signal);
    await vi.waitFor(() => expect(sleeping()).not.toEqual([]), { timeout: 240_000, interval: 50 });
    abort.abort(new Error('cancelled by the test'));
    await expect(running).rejects.toThrow('cancelled by the test');
    expect(sleeping()).toEqual([]);
    expect((await bench.run({ sh: 'echo still here' })).stdout).toBe('still here\n');
  });

  it('sets limits', async () => {
    const { stdout } = await bench.run({
      sh: 'ulimit -n; ulimit -c',
      settings: {
        ulimits: [
          { name: 'nofile', soft: 99, hard: 100 },
          { name: 'core', soft: 0, hard: 0 },
        ],
      },
    });
    expect(stdout).toBe('99\n0\n');
  });

  it('makes no control group', async () => {
    const groups = (): string => execFileSync('find', ['/sys/fs/cgroup', '-name', 'step-*'], { encoding: 'utf8' });
    const running = bench.run({ sh: 'sleep 0.5' });
    await delay(300);
    expect(groups()).toBe('');
    await running;
    expect(groups()).toBe('');
  });
});

describe('mounts of a step', () => {
  let bench: Workbench;
  beforeAll(() => {
    bench = new Workbench(script);
  });
  afterAll(() => bench.close());

  it('names a second filter only where there is one', async () => {
    const { stdout } = await bench.run({ sh: 'grep Seccomp: /proc/self/status' });
    expect(stdout).toBe('Seccomp:\t2\n');
  });

  it('shows a secret, with its mode and owner, and leaves no trace of it', async () => {
    const { stdout, names } = await bench.run({
      sh: 'cat /run/secrets/token; stat -c %u:%g:%a /run/secrets/token; echo x > /out',
      mounts: [
        {
          type: 'secret',
          target: '/run/secrets/token',
          content: Buffer.from('hunter2\n'),
          mode: 0o440,
          uid: 7,
          gid: 8,
        },
      ],
    });
    expect(stdout).toBe('hunter2\n7:8:440\n');
    expect(names).toEqual(['file out']);
  });

  it('keeps a cache from step to step and out of the layer', async () => {
    const cache = {
      type: 'cache',
      id: 'npm',
      target: '/root/.npm',
      sharing: 'locked',
      readonly: false,
      mode: 0o711,
      uid: 5,
      gid: 6,
    } as const;
    const first = await bench.run({ sh: 'stat -c %u:%g:%a /root/.npm; echo kept > /root/.npm/f', mounts: [cache] });
    expect(first.stdout).toBe('5:6:711\n');
    expect(first.names).toEqual([]);
    const sides = [1, 2].map((n) =>
      bench.run({
        sh: `cat /root/.npm/f; echo in${n} >> /root/.npm/log; sleep 0.3; echo out${n} >> /root/.npm/log`,
        mounts: [cache],
      }),
    );
    for (const side of await Promise.all(sides)) expect(side.stdout).toBe('kept\n');
    const { stdout } = await bench.run({
      sh: 'cat /root/.npm/log; ls /twice',
      mounts: [cache, { ...cache, target: '/twice' }],
    });
    expect(stdout).toMatch(/^in(\d)\nout\1\nin(\d)\nout\2\nf\nlog\n$/);
  });

  it('gives each of two steps a private cache of its own', async () => {
    const mounts = [
      { type: 'cache', id: 'own', target: '/c', sharing: 'private', readonly: false, mode: 0o755, uid: 0, gid: 0 },
    ] as const;
    const both = await Promise.all([1, 2].map(() => bench.run({ sh: 'echo x >> /c/f; sleep 0.4; cat /c/f', mounts })));
    expect(both.map(({ stdout }) => stdout)).toEqual(['x\n', 'x\n']);
  });

  it('fills a new cache from layers', async () => {
    const seed = await bench.layer({ sh: 'mkdir -p /seed/d; echo seeded > /seed/d/f' });
    const { stdout } = await bench.run({
      sh: 'cat /c/d/f',
      mounts: [
        {
          type: 'cache',
          id: 'seeded',
          target: '/c',
          sharing: 'shared',
          readonly: true,
          mode: 0o755,
          uid: 0,
          gid: 0,
          from: { layers: [bench.base, seed], source: '/seed' },
        },
      ],
    });
    expect(stdout).toBe('seeded\n');
  });

  it('binds from layers: read-only, or writable with what is written thrown away', async () => {
    const other = await bench.layer({ sh: 'mkdir -p /src/sub; echo one > /src/sub/f; ln -s /src/sub /link' });
    const bind = { type: 'bind', layers: [bench.base, other], source: '/link', target: '/mnt/x' } as const;
    const fixed = await bench.run({
      sh: 'cat /mnt/x/f; echo 2 > /mnt/x/f || true',
      mounts: [{ ...bind, writable: false }],
    });
    expect([fixed.stdout, fixed.stderr]).toEqual(['one\n', expect.stringContaining('Read-only')]);
    const scratch = await bench.run({ sh: 'echo two > /mnt/x/f; cat /mnt/x/f', mounts: [{ ...bind, writable: true }] });
    expect([scratch.stdout, scratch.names]).toEqual(['two\n', []]);
    const file = await bench.run({
      sh: 'cat /f',
      mounts: [{ ...bind, source: '/src/sub/f', target: '/f', writable: false }],
    });
    expect([file.stdout, file.names]).toEqual(['one\n', []]);
    await expect(bench.run({ mounts: [{ ...bind, source: '/src/absent', writable: false }] })).rejects.toMatchObject({
      name: 'UserError',
      message: 'mount source /src/absent does not exist',
    });
  });

  it('gives a tmpfs of the size asked for', async () => {
    const { stdout, names } = await bench.run({
      sh: 'df -k /t | tail -1 | tr -s " " | cut -d" " -f2; echo x > /t/f',
      mounts: [{ type: 'tmpfs', readonly: false, target: '/t', size: 1024 * 1024 }],
    });
    expect([stdout, names]).toEqual(['1024\n', []]);
  });

  it('connects to an agent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'agent-'));
    const server = createServer((client) => client.on('data', (data) => client.end(`agent heard ${data.toString()}`)));
    await new Promise<void>((resolve) => server.listen(join(folder, 'sock'), resolve));
    try {
      const { stdout } = await bench.run({
        layers: [bench.base, layerOf(bench.layers, makePerl)],
        sh: `stat -c %u:%a /agent; perl -e 'socket(S, 1, 1, 0); connect(S, pack("Sa108", 1, "/agent")); syswrite S, "hello\\n"; print <S>'`,
        mounts: [{ type: 'ssh', target: '/agent', socket: join(folder, 'sock'), mode: 0o600, uid: 1000, gid: 0 }],
      });
      expect(stdout).toBe('1000:600\nagent heard hello\n');
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('adds hosts and finds the resolver', async () => {
    const { stdout } = await bench.run({
      sh: 'tail -1 /etc/hosts; grep -c nameserver /etc/resolv.conf',
      settings: { extraHosts: [{ name: 'db', ip: '10.0.0.7' }] },
    });
    expect(stdout).toBe('10.0.0.7\tdb\n1\n');
  });

  it.each(['nobody-here', 'app:nogroup'])('refuses the user %s', async (user) => {
    await expect(bench.run({ process: { argv: ['true'], env: [], cwd: '/', user } })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(/^unable to find (user nobody-here|group nogroup)/) as string,
    });
  });

  it('runs two steps side by side', async () => {
    const mounts = [
      { type: 'cache', id: 'met', target: '/m', sharing: 'shared', readonly: false, mode: 0o755, uid: 0, gid: 0 },
    ] as const;
    // Each waits until the other is there.
    const meet = (own: string, other: string): string =>
      `touch /m/${own}; until test -e /m/${other}; do sleep 0.05; done`;
    const both = await Promise.all([meet('a', 'b'), meet('b', 'a')].map((sh) => bench.run({ sh, mounts })));
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  });

  it('stops with the reason of the signal when it is already cancelled', async () => {
    writeFileSync(join(bench.root, 'marker'), '');
    await expect(bench.run({}, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  });
});
