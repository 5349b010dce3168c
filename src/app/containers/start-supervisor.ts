import { spawn } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

import { errorCode, InfraError, UserError } from '../../errors.js';
import type { HostSettings } from '../options/host-settings.js';
import type { ContainerId } from './container.js';
import type { ContainerStore } from './container-store.js';

/** What a supervisor gets on its standard input. */
export interface SupervisorSettings extends Pick<
  HostSettings,
  'root' | 'workerEntry' | 'programPath' | 'tempDir' | 'proxies' | 'runtimeFolder'
> {
  readonly id: ContainerId;
}

/** The name of a supervisor's socket, below the container's folder. */
export const SOCKET = 'control';
/** What a supervisor prints when commands can connect. Anything else is an error. */
export const READY = 'ready';

/**
 * Starts the supervisor of a container. It outlives this process.
 *
 * @param entry its program
 * @throws InfraError when it does not start
 */
export async function startSupervisor(entry: string, settings: SupervisorSettings): Promise<void> {
  const child = spawn(process.execPath, ['--max-old-space-size=160', entry], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: settings.programPath },
    cwd: '/',
    detached: true,
  });
  child.unref();
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(settings));
  const printed = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stdout.on('close', () => resolve(said));
  }).catch((error: unknown) => {
    throw new InfraError('the container cannot be started: its supervisor does not start', { cause: error });
  });
  if (printed !== READY) {
    throw new InfraError(`the container cannot be started: ${printed === '' ? 'its supervisor ended' : printed}`);
  }
}

/**
 * Connects to the supervisor of a container.
 *
 * @param name of its socket
 * @returns `undefined` if there is none: the container is not running
 * @throws UserError when the container is gone
 */
export async function connectToSupervisor(
  store: ContainerStore,
  id: ContainerId,
  name: string,
): Promise<Socket | undefined> {
  let folder: number;
  try {
    folder = openSync(store.folder(id), constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw new UserError(`no such container: ${id.slice(0, 12)}`);
    throw error;
  }
  try {
    // The path of a socket may have only 107 bytes.
    const socket = connect(`/proc/self/fd/${folder}/${name}`);
    return await new Promise<Socket | undefined>((resolve) => {
      socket.once('connect', () => resolve(socket));
      socket.once('error', () => resolve(undefined));
    });
  } finally {
    closeSync(folder);
  }
}
