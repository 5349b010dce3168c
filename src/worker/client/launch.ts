import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';

import { InfraError, messageOf } from '../../errors.js';
import { findProgram } from '../../files/find-program.js';

/** How the worker gets its rights: we are root already, by sudo, or in a user namespace of its own. */
export type WorkerRights = 'root' | 'sudo' | 'user-namespace';

export interface LaunchSettings {
  /** Node's executable. */
  readonly node: string;
  /** The worker's entry file. */
  readonly script: string;
  /** `:`-separated folders to look for programs in. */
  readonly path: string;
  readonly uid: number;
  readonly userName: string;
  /** If absent, chosen by what the machine allows. */
  readonly rights?: WorkerRights | undefined;
  /** The control group below which steps run. Absent: that of this process. */
  readonly cgroupParent?: string | undefined;
}

export interface LaunchedWorker {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly rights: WorkerRights;
}

/** Needs util-linux 2.38, which added `--map-auto`. */
const NAMESPACES = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
/**
 * The first process of a pid namespace inherits processes whose parents have ended. Node would not take their exit codes, and the kernel
 * keeps the first process of a container from ending as long as one of them was in it. A shell that waits takes those of all.
 */
const FIRST_PROCESS = ['/bin/sh', '-c', '"$@"; exit "$?"', 'sh'];
const MAP_USER = ['--user', '--map-root-user', '--map-auto'];

/**
 * Starts the worker. It gets a session of its own, so that an interrupt from the terminal reaches only the client, which
 * then ends the worker properly.
 *
 * @throws InfraError when this machine has no way to start it
 */
export async function launchWorker(settings: LaunchSettings): Promise<LaunchedWorker> {
  const unshare = findProgram('unshare', settings.path);
  if (process.platform !== 'linux' || unshare === undefined) {
    throw new InfraError('RUN steps need Linux and util-linux: `unshare` was not found', {
      hint: 'A Dockerfile without RUN builds anywhere.',
    });
  }
  const rights = settings.rights ?? (await chooseRights(settings));
  // Groups that are not below this process's own cannot be seen from a namespace of control groups.
  const namespaces = [...NAMESPACES, ...(settings.cgroupParent === undefined ? ['--cgroup'] : [])];
  const program = [...FIRST_PROCESS, settings.node, '--max-old-space-size=160', settings.script];
  const sudo = findProgram('sudo', settings.path) ?? 'sudo';
  const [command = '', ...args] = {
    root: [unshare, ...namespaces, ...program],
    sudo: [sudo, '-n', '--', unshare, ...namespaces, ...program],
    'user-namespace': [unshare, ...MAP_USER, ...namespaces, ...program],
  }[rights];
  if (rights === 'user-namespace') requireUserNamespaces(settings);
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: settings.path, LC_ALL: 'C' },
    cwd: '/',
    detached: true,
  });
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new InfraError(`cannot start the worker: ${messageOf(error)}`, { cause: error });
  }
  return { child, rights };
}

/**
 * Ends what a worker left that ended before its first message. An `unshare` that may not make a namespace forgets the child that was to map
 * ids: that one waits for it forever, and holds our pipes open.
 */
export function endLeftBehind({ child }: LaunchedWorker): void {
  try {
    // It was given a group of its own.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

/** How a worker would be started here. */
export async function chooseRights(settings: LaunchSettings): Promise<WorkerRights> {
  if (settings.uid === 0) return 'root';
  const sudo = findProgram('sudo', settings.path);
  return sudo !== undefined && (await succeeds(sudo, ['-n', 'true'])) ? 'sudo' : 'user-namespace';
}

function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { env: { LC_ALL: 'C' }, timeout: 10_000 }, (error) => resolve(error === null));
  });
}

/** @throws InfraError that names what the machine lacks */
function requireUserNamespaces(settings: LaunchSettings): void {
  const missing = ['newuidmap', 'newgidmap'].filter((name) => findProgram(name, settings.path) === undefined);
  if (missing.length > 0) {
    throw new InfraError(`RUN steps without root need ${missing.join(' and ')}, which this machine lacks`, {
      hint: `Install them (apt-get install uidmap), or let ${settings.userName} use sudo without a password.`,
    });
  }
  for (const file of ['/etc/subuid', '/etc/subgid']) {
    if (hasRange(file, settings)) continue;
    throw new InfraError(`RUN steps without root need a range of ids: ${file} has no line for ${settings.userName}`, {
      hint: `Add one as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${settings.userName}`,
    });
  }
}

function hasRange(file: string, { userName, uid }: LaunchSettings): boolean {
  const lines = read(file).split('\n');
  return lines.some((line) => line.startsWith(`${userName}:`) || line.startsWith(`${uid}:`));
}

/** The error for a worker that ended before its first message. */
export function explainSilentEnd(rights: WorkerRights, stderr: string): InfraError {
  const detail = stderr.trim() === '' ? '' : `: ${stderr.trim()}`;
  const message = `the worker for RUN steps could not start${detail}`;
  if (rights !== 'user-namespace') {
    return new InfraError(message, {
      hint: 'In a container, run it privileged (--privileged), or at least with CAP_SYS_ADMIN and without seccomp.',
    });
  }
  const closed = [
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
    ['/proc/sys/user/max_user_namespaces', '0'],
  ].find(([file = '', value]) => read(file).trim() === value);
  if (closed === undefined) {
    return new InfraError(message, {
      hint: 'The machine does not let its users make user namespaces. Allow that, or allow sudo without a password.',
    });
  }
  const name = closed[0]?.slice('/proc/sys/'.length).replaceAll('/', '.') ?? '';
  const open = closed[1] === '1' ? '0' : name.endsWith('max_user_namespaces') ? '15000' : '1';
  return new InfraError(message, { hint: `${name} is ${closed[1] ?? ''} here. As root: sysctl -w ${name}=${open}` });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
