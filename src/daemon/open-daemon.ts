import path from 'node:path';

import { errorCode, InfraError, messageOf, UserError } from '../errors.js';
import { findProgram } from '../files/find-program.js';
import { type DaemonAddress, parseDaemonAddress } from './daemon-address.js';
import type { ImageDaemon } from './daemon.js';
import type { DaemonSettings } from './daemon-settings.js';
import { currentContext, readTls } from './docker-context.js';
import { connectToEngine } from './engine-daemon.js';
import { PodmanProgram } from './podman-program.js';

/** What does the same by hand. */
const BY_HAND =
  'Write the image to a file with -o type=docker,dest=image.tar (outputs: type=docker,dest=image.tar), and load that where there is one: docker load -i image.tar';

/**
 * Finds what images are loaded into: what DOCKER_HOST or Docker's current context names, and nothing else if they do; else Docker's
 * usual socket, then podman's, then the program podman.
 *
 * @param usual the addresses that are tried if none is named
 * @throws UserError that says how to do without, when there is none or it does not answer
 */
export async function openDaemon(
  settings: DaemonSettings,
  signal: AbortSignal,
  usual: readonly DaemonAddress[] = usualAddresses(settings),
): Promise<ImageDaemon> {
  const named = await namedAddress(settings);
  if (named !== undefined) {
    try {
      return await connectToEngine(named, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw noDaemon(`cannot load the image into Docker (${named.text}): ${messageOf(error)}`, error);
    }
  }
  const problems: string[] = [];
  for (const address of usual) {
    try {
      return await connectToEngine(address, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isAbsent(error)) throw noDaemon(`cannot load the image (${address.text}): ${messageOf(error)}`, error);
      if (systemCode(error) !== 'ENOENT') problems.push(`${address.text}: ${systemCode(error) ?? ''}`);
    }
  }
  const podman = findProgram('podman', settings.programPath);
  if (podman !== undefined) return new PodmanProgram(podman);
  const seen = problems.length === 0 ? '' : ` (${problems.join('; ')})`;
  throw noDaemon(`there is no Docker daemon and no podman to load the image into${seen}`);
}

/**
 * Where a daemon is that `docker://` or `docker://CONTEXT` means: without a name, what DOCKER_HOST or the current context names, else
 * Docker's usual socket.
 *
 * @throws UserError when there is no such context
 */
export async function dockerAddress(settings: DaemonSettings, context: string): Promise<DaemonAddress> {
  const named = await namedAddress(context === '' ? settings : { ...settings, host: undefined, context });
  const [usual] = usualAddresses(settings);
  return named ?? usual ?? parseDaemonAddress('unix:///var/run/docker.sock', 'the usual address', undefined);
}

async function namedAddress(settings: DaemonSettings): Promise<DaemonAddress | undefined> {
  const { host = '', tls, certFolder } = settings;
  if (host === '') return await currentContext(settings);
  const client = tls === 'none' ? undefined : await readTls(certFolder, tls === 'verified');
  return parseDaemonAddress(host, 'DOCKER_HOST', client);
}

function usualAddresses({ runtimeFolder }: DaemonSettings): readonly DaemonAddress[] {
  const own = runtimeFolder === undefined ? [] : [path.join(runtimeFolder, 'docker.sock')];
  const podman = runtimeFolder === undefined ? [] : [path.join(runtimeFolder, 'podman/podman.sock')];
  const sockets = ['/var/run/docker.sock', ...own, ...podman, '/run/podman/podman.sock'].map(
    (file) => `unix://${file}`,
  );
  const pipes = ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/podman-machine-default'];
  return (process.platform === 'win32' ? pipes : sockets).map((text) =>
    parseDaemonAddress(text, 'the usual address', undefined),
  );
}

/** Nobody listens there, or nobody who listens to this user. */
function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ECONNREFUSED', 'EACCES', 'EPERM', 'ENOTSOCK', 'ENOTDIR'].includes(systemCode(error) ?? '');
}

function systemCode(error: unknown): string | undefined {
  return error instanceof InfraError ? errorCode(error.cause) : undefined;
}

function noDaemon(message: string, cause?: unknown): UserError {
  return new UserError(message, { hint: BY_HAND, cause });
}
