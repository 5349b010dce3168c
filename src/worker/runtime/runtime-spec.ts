import type { RunSettings } from '../../engine/run-settings.js';
import type { ProcessUser } from '../../layer/users/process-user.js';
import type { TerminalSize } from '../protocol/container-messages.js';
import { maskedPaths, READONLY_PATHS } from './masked-paths.js';
import { seccompProfile, type SeccompProfile } from './seccomp.js';

/** The part of the OCI runtime-spec's config.json that a step uses. */
export interface RuntimeSpec {
  readonly ociVersion: string;
  readonly root: { readonly path: string; readonly readonly: boolean };
  readonly hostname: string;
  readonly process: SpecProcess;
  readonly mounts: readonly SpecMount[];
  readonly hooks?: { readonly createContainer: readonly SpecHook[]; readonly poststart: readonly SpecHook[] };
  readonly annotations?: Readonly<Record<string, string>>;
  readonly linux: {
    readonly namespaces: readonly { readonly type: string }[];
    readonly maskedPaths: readonly string[];
    readonly readonlyPaths: readonly string[];
    readonly seccomp?: SeccompProfile;
  };
}

export interface SpecProcess {
  readonly terminal: boolean;
  readonly consoleSize?: { readonly height: number; readonly width: number };
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: {
    readonly uid: number;
    readonly gid: number;
    readonly additionalGids: readonly number[];
    readonly umask: number;
  };
  /** As in BuildKit: programs with setuid bits, such as sudo, work in a step. */
  readonly noNewPrivileges: false;
  readonly capabilities: Readonly<Record<'bounding' | 'permitted' | 'effective', readonly string[]>>;
  readonly rlimits: readonly { readonly type: string; readonly soft: number; readonly hard: number }[];
}

/** A program of the machine; `args` begins with its own name. */
export interface SpecHook {
  readonly path: string;
  readonly args: readonly string[];
  readonly env?: readonly string[];
}

export interface SpecMount {
  readonly destination: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

const DEFAULT_PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ProcessInput {
  readonly argv: readonly string[];
  readonly env: readonly string[];
  /** With links resolved. */
  readonly cwd: string;
  readonly user: ProcessUser;
  readonly capabilities: readonly string[];
  /** Absent: none. */
  readonly terminal?: TerminalSize | undefined;
  readonly settings: Pick<RunSettings, 'ulimits'>;
}

export interface SpecInput extends ProcessInput {
  readonly rootfs: string;
  /** The process cannot write to the root file system. */
  readonly readonlyRoot?: boolean;
  readonly settings: Omit<RunSettings, 'extraHosts'>;
  /** Nothing is hidden from the step, and only its capabilities limit it. */
  readonly privileged: boolean;
  /** What is not mounted on the root file system yet, in order. */
  readonly mounts: readonly SpecMount[];
  /** Node's `process.arch`. */
  readonly architecture: string;
}

/** A step's container, as BuildKit makes it, but without a cgroup: a step may use the whole machine. */
export function runtimeSpec(input: SpecInput): RuntimeSpec {
  const { capabilities, privileged } = input;
  const { hostname, network } = input.settings;
  const seccomp = privileged ? undefined : seccompProfile(input.architecture, capabilities);
  const namespaces = ['pid', 'ipc', 'uts', 'mount', 'cgroup', ...(network === 'none' ? ['network'] : [])];
  return {
    ociVersion: '1.0.2',
    root: { path: input.rootfs, readonly: input.readonlyRoot === true },
    hostname,
    process: specProcess(input),
    mounts: input.mounts,
    linux: {
      namespaces: namespaces.map((type) => ({ type })),
      maskedPaths: privileged ? [] : maskedPaths(),
      readonlyPaths: privileged ? [] : READONLY_PATHS,
      ...(seccomp === undefined ? {} : { seccomp }),
    },
  };
}

/** The process of a container, or another one in it. */
export function specProcess({ argv, env, cwd, user, capabilities, terminal, settings }: ProcessInput): SpecProcess {
  return {
    terminal: terminal !== undefined,
    ...(terminal !== undefined && { consoleSize: { height: terminal.rows, width: terminal.columns } }),
    args: argv,
    env: completeEnv(env, user.home),
    cwd,
    user: { uid: user.uid, gid: user.gid, additionalGids: user.groups, umask: 0o022 },
    noNewPrivileges: false,
    capabilities: { bounding: capabilities, permitted: capabilities, effective: capabilities },
    rlimits: settings.ulimits.map(({ name, soft, hard }) => ({ type: `RLIMIT_${name.toUpperCase()}`, soft, hard })),
  };
}

/**
 * If a variable has several values, the last counts. PATH and HOME are added if the image does not set them, as in runc and
 * BuildKit.
 */
function completeEnv(env: readonly string[], home: string): readonly string[] {
  const byName = new Map(env.map((line) => [line.split('=', 1)[0] ?? '', line]));
  if (!byName.has('PATH')) byName.set('PATH', DEFAULT_PATH);
  const given = byName.get('HOME');
  if (given === undefined || given === 'HOME=') byName.set('HOME', `HOME=${home}`);
  return [...byName.values()];
}
