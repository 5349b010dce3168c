import { describe, expect, it } from 'vitest';

import {
  oneEach,
  systemMounts,
  type PlannedMount,
  type SystemMountsInput,
} from '../../../../src/worker/runtime/system-mounts.js';

const INPUT: SystemMountsInput = {
  settings: { network: 'host' },
  userNamespace: false,
  privileged: false,
  controlGroups: true,
};

function mountOn(destination: string, input: Partial<SystemMountsInput> = {}): PlannedMount | undefined {
  return systemMounts({ ...INPUT, ...input }).find((mount) => mount.destination === destination);
}

describe('the file systems that every step has', () => {
  it.each([
    [false, 'host', 'sysfs'],
    [false, 'none', 'sysfs'],
    [true, 'host', 'bind'],
    [true, 'none', 'sysfs'],
  ] as const)('in a user namespace %s with network %s have /sys by %s', (userNamespace, network, type) => {
    expect(mountOn('/sys', { userNamespace, settings: { network } })).toMatchObject({
      maker: 'runtime',
      type,
      options: expect.arrayContaining(['ro', 'nosuid', 'nodev', 'noexec']) as string[],
    });
  });

  it('show control groups read-only, where there are any and the step is not privileged', () => {
    expect(mountOn('/sys/fs/cgroup')?.options).toEqual(expect.arrayContaining(['ro', 'nosuid', 'nodev', 'noexec']));
    expect(mountOn('/sys/fs/cgroup', { controlGroups: false })).toBeUndefined();
    expect(mountOn('/sys/fs/cgroup', { privileged: true })).toBeUndefined();
    expect(mountOn('/sys', { privileged: true })?.options).toContain('rw');
  });

  it('have the size of /dev/shm that is asked for', () => {
    const size = (shmSize?: number): string | undefined =>
      mountOn('/dev/shm', { settings: { network: 'host', shmSize } })?.options.at(-1);
    expect([size(), size(5)]).toEqual(['size=67108864', 'size=5']);
  });

  it('make way for what a step mounts there, in the same order', () => {
    const own: PlannedMount = { maker: 'worker', destination: '/dev', type: 'tmpfs', source: 'own', options: [] };
    const all = oneEach([...systemMounts(INPUT), own]);
    expect(all.map(({ destination }) => destination)).toEqual(
      systemMounts(INPUT).map(({ destination }) => destination),
    );
    expect(all.filter(({ destination }) => destination === '/dev')).toEqual([own]);
  });
});
