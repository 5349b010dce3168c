import type { RunSettings } from '../../engine/run-settings.js';
import type { ProcessUser } from '../../layer/process-user.js';
import { seccompProfile, type SeccompProfile } from './seccomp.js';

/** The part of the OCI runtime-spec's config.json that a step uses. */
export interface RuntimeSpec {
  readonly ociVersion: string;
  readonly root: { readonly path: string; readonly readonly: boolean };
  readonly hostname: string;
  readonly process: SpecProcess;
  readonly mounts: readonly SpecMount[];
  readonly linux: {
    readonly namespaces: readonly { readonly type: string }[];
    readonly maskedPaths: readonly string[];
    readonly readonlyPaths: readonly string[];
    readonly seccomp?: SeccompProfile;
  };
}

export interface SpecProcess {
  readonly terminal: false;
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: {
    readonly uid: number;
    readonly gid: number;
    readonly additionalGids: readonly number[];
    readonly umask: number;
  };
  readonly noNewPrivileges: false;
  readonly capabilities: Readonly<Record<'bounding' | 'permitted' | 'effective', readonly string[]>>;
  readonly rlimits: readonly { readonly type: string; readonly soft: number; readonly hard: number }[];
}

export interface SpecMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

const MASKED = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const READONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const DEFAULT_SHM = 64 * 1024 * 1024;

export interface SpecInput {
  readonly rootfs: string;
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: ProcessUser;
  readonly settings: Omit<RunSettings, 'extraHosts'>;
  readonly userNamespace: boolean;
  /** Nothing is hidden from the step, or kept from it beyond its capabilities. */
  readonly privileged: boolean;
  readonly capabilities: readonly string[];
  /** On top of the file systems that every step has, in order. */
  readonly mounts: readonly SpecMount[];
  /** Node's `process.arch`. */
  readonly architecture: string;
}

/** A step's container, as BuildKit makes it. There is no cgroup: a step has the machine to itself. */
export function runtimeSpec(input: SpecInput): RuntimeSpec {
  const { capabilities, privileged } = input;
  const { hostname, network, ulimits } = input.settings;
  const seccomp = privileged ? undefined : seccompProfile(input.architecture);
  const namespaces = ['pid', 'ipc', 'uts', 'mount', ...(network === 'none' ? ['network'] : [])];
  return {
    ociVersion: '1.0.2',
    root: { path: input.rootfs, readonly: false },
    hostname,
    process: {
      terminal: false,
      args: input.argv,
      env: completeEnv(input.env, input.user.home),
      cwd: input.cwd,
      user: { uid: input.user.uid, gid: input.user.gid, additionalGids: input.user.groups, umask: 0o022 },
      noNewPrivileges: false,
      capabilities: { bounding: capabilities, permitted: capabilities, effective: capabilities },
      rlimits: ulimits.map(({ name, soft, hard }) => ({ type: `RLIMIT_${name.toUpperCase()}`, soft, hard })),
    },
    mounts: oneEach([...systemMounts(input), ...input.mounts]),
    linux: {
      namespaces: namespaces.map((type) => ({ type })),
      maskedPaths: privileged ? [] : MASKED,
      readonlyPaths: privileged ? [] : READONLY,
      ...(seccomp === undefined ? {} : { seccomp }),
    },
  };
}

function systemMounts(input: SpecInput): readonly SpecMount[] {
  const quiet = ['nosuid', 'noexec', 'nodev'];
  const access = input.privileged ? 'rw' : 'ro';
  // sysfs shows the network namespace's devices, so only that namespace's owner may mount it.
  const sys: SpecMount =
    input.userNamespace && input.settings.network === 'host'
      ? { destination: '/sys', type: 'bind', source: '/sys', options: ['rbind', ...quiet, access] }
      : { destination: '/sys', type: 'sysfs', source: 'sysfs', options: [...quiet, access] };
  return [
    { destination: '/proc', type: 'proc', source: 'proc', options: quiet },
    {
      destination: '/dev',
      type: 'tmpfs',
      source: 'tmpfs',
      options: ['nosuid', 'strictatime', 'mode=755', 'size=65536k'],
    },
    {
      destination: '/dev/pts',
      type: 'devpts',
      source: 'devpts',
      options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
    },
    sharedMemory(input.settings.shmSize),
    { destination: '/dev/mqueue', type: 'mqueue', source: 'mqueue', options: quiet },
    sys,
  ];
}

/** One of a given size is a tmpfs like any other to BuildKit: programs can be run from it. */
function sharedMemory(size: number | undefined): SpecMount {
  const mount = { destination: '/dev/shm', type: 'tmpfs' } as const;
  if (size !== undefined) return { ...mount, source: 'tmpfs', options: ['nosuid', 'mode=1777', `size=${size}`] };
  const options = ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${DEFAULT_SHM}`];
  return { ...mount, source: 'shm', options };
}

/** What a step mounts over a file system that every step has stands in its place, so that what belongs on it is still above. */
function oneEach(mounts: readonly SpecMount[]): readonly SpecMount[] {
  return [...new Map(mounts.map((mount) => [mount.destination, mount])).values()];
}

/** The last of several values counts. PATH and HOME are there if the image does not set them, as runc and BuildKit see to. */
function completeEnv(env: readonly string[], home: string): readonly string[] {
  const byName = new Map(env.map((line) => [line.split('=', 1)[0] ?? '', line]));
  if (!byName.has('PATH')) byName.set('PATH', DEFAULT_PATH);
  const given = byName.get('HOME');
  if (given === undefined || given === 'HOME=') byName.set('HOME', `HOME=${home}`);
  return [...byName.values()];
}
