import type { RunSettings } from '../../engine/run-settings.js';
import type { SpecMount } from './runtime-spec.js';

/**
 * A mount of a step's container, and who makes it. Only the runtime can make mounts that need the container's own
 * namespaces.
 */
export interface PlannedMount extends SpecMount {
  readonly maker: 'worker' | 'runtime';
}

export interface SystemMountsInput {
  readonly settings: Pick<RunSettings, 'network' | 'shmSize'>;
  readonly userNamespace: boolean;
  readonly privileged: boolean;
  /** Whether the worker has a view of the control groups that steps can see. */
  readonly controlGroups: boolean;
}

const DEFAULT_SHM = 64 * 1024 * 1024;
const QUIET = ['nosuid', 'noexec', 'nodev'];

/** The file systems that every step has, in order. */
export function systemMounts(input: SystemMountsInput): readonly PlannedMount[] {
  return [
    { maker: 'runtime', destination: '/proc', type: 'proc', source: 'proc', options: QUIET },
    {
      maker: 'worker',
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      maker: 'worker',
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
    },
    sharedMemory(input.settings.shmSize),
    { maker: 'runtime', destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: QUIET },
    ...kernelObjects(input),
  ];
}

function kernelObjects({
  privileged,
  userNamespace,
  settings,
  controlGroups,
}: SystemMountsInput): readonly PlannedMount[] {
  const destination = '/sys';
  const access = privileged ? 'rw' : 'ro';
  const maker = 'runtime';
  // sysfs shows the devices of a network namespace, so only the owner of that namespace may mount it.
  const sys: PlannedMount =
    userNamespace && settings.network === 'host'
      ? { maker, destination, type: 'bind', source: '/sys', options: ['rbind', ...QUIET, access] }
      : { maker, destination, type: 'sysfs', source: 'sysfs', options: [...QUIET, access] };
  if (privileged || !controlGroups) return [sys];
  const options = [...QUIET, 'ro'];
  return [sys, { maker, destination: '/sys/fs/cgroup', type: 'cgroup', source: 'cgroup', options }];
}

/** With a given size, it is an ordinary tmpfs, as in BuildKit: programs can be run from it. */
function sharedMemory(size: number | undefined): PlannedMount {
  const mount = { maker: 'worker', destination: '/dev/shm', type: 'tmpfs' } as const;
  if (size !== undefined) return { ...mount, source: 'tmpfs', options: ['nosuid', 'mode=1777', `size=${size}`] };
  return { ...mount, source: 'shm', options: [...QUIET, 'mode=1777', `size=${DEFAULT_SHM}`] };
}

/**
 * If a step mounts over one of the standard file systems, its mount takes that one's position, so later mounts still go on
 * top of it.
 */
export function oneEach(mounts: readonly PlannedMount[]): readonly PlannedMount[] {
  return [...new Map(mounts.map((mount) => [mount.destination, mount])).values()];
}
