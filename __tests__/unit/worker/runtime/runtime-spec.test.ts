import { describe, expect, it } from 'vitest';

import { deviceNumber, splitMountOptions } from '../../../../src/worker/kernel/syscalls.js';
import { explainSilentEnd } from '../../../../src/worker/client/launch.js';
import { runtimeSpec, type SpecInput } from '../../../../src/worker/runtime/runtime-spec.js';

const SETTINGS: SpecInput['settings'] = {
  hostname: 'h',
  network: 'host',
  shmSize: undefined,
  ulimits: [{ name: 'nofile', soft: 1, hard: -1 }],
};

const INPUT: SpecInput = {
  rootfs: '/r',
  argv: ['/bin/true'],
  env: [],
  cwd: '/',
  user: { uid: 3, gid: 4, groups: [4, 5], home: '/home/x' },
  settings: SETTINGS,
  privileged: false,
  capabilities: ['CAP_CHOWN'],
  mounts: [],
  architecture: 'x64',
};

describe('the container of a step', () => {
  it.each([
    [[], ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/home/x']],
    [
      ['A=1', 'PATH=/x', 'A=2=3', 'HOME='],
      ['A=2=3', 'PATH=/x', 'HOME=/home/x'],
    ],
    [
      ['HOME=/h', 'PATH='],
      ['HOME=/h', 'PATH='],
    ],
  ])('has the environment %j as %j', (env, expected) => {
    expect(runtimeSpec({ ...INPUT, env }).process.env).toEqual(expected);
  });

  it('has a network namespace only with network none', () => {
    const types = (network: 'host' | 'none'): readonly string[] =>
      runtimeSpec({ ...INPUT, settings: { ...SETTINGS, network } }).linux.namespaces.map(({ type }) => type);
    expect([types('host').includes('network'), types('none').includes('network')]).toEqual([false, true]);
  });

  it('hides nothing, and filters no system call, where it is privileged', () => {
    const spec = runtimeSpec({ ...INPUT, privileged: true, capabilities: ['CAP_SYS_ADMIN'] });
    expect(spec.linux).toMatchObject({ maskedPaths: [], readonlyPaths: [] });
    expect(spec.linux).not.toHaveProperty('seccomp');
    expect(runtimeSpec(INPUT).linux).toHaveProperty('seccomp');
    expect(spec.process.capabilities.bounding).toEqual(['CAP_SYS_ADMIN']);
  });

  it('filters system calls where the processor is known', () => {
    expect(runtimeSpec(INPUT).linux.seccomp?.architectures).toContain('SCMP_ARCH_X86_64');
    expect(runtimeSpec({ ...INPUT, architecture: 'arm64' }).linux.seccomp?.architectures).toContain('SCMP_ARCH_ARM');
    expect(runtimeSpec({ ...INPUT, architecture: 'mips' }).linux.seccomp).toBeUndefined();
  });
});

describe('system calls', () => {
  it('has flags as bits and the rest as data', () => {
    expect(splitMountOptions(['rbind', 'ro', 'size=5', 'nosuid', 'mode=711'])).toEqual({
      flags: 4096 | 16384 | 1 | 2,
      data: 'size=5,mode=711',
    });
  });

  it.each([
    [1, 3, 0x103],
    [259, 70000, 0x11110370],
    [0, 0, 0],
    [4095, 0xfffff, 0xffffffff],
  ])('has the device %i:%i as %i', (major, minor, number) => {
    expect(deviceNumber(major, minor)).toBe(number);
  });
});

describe('a worker that cannot start', () => {
  it('repeats what was said, with a hint for each way', () => {
    const root = explainSilentEnd('root', 'unshare: unshare failed: Operation not permitted\n');
    expect(root.message).toBe(
      'the worker for RUN steps could not start: unshare: unshare failed: Operation not permitted',
    );
    expect(root.hint).toContain('--privileged');
    expect(explainSilentEnd('user-namespace', '').hint).toMatch(/sudo|sysctl/);
  });
});
