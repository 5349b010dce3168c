import { UserError } from '../errors.js';
import { DOCKER_HUB, parseReference } from '../oci/reference.js';
import { basicSource } from '../registry/credentials/credentials.js';
import { DockerConfig } from '../registry/credentials/docker-config.js';
import { checkLogin } from '../registry/check-login.js';
import { DockerLogins } from '../registry/credentials/docker-logins.js';
import { httpClientOf } from './host/http-client.js';
import type { HostSettings } from './options/host-settings.js';

/** A user name with its password or token. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Where a login is kept now. */
export interface KeptLogin {
  /** Docker's config.json. */
  readonly file: string;
  /** The credential helper that has it; without one, it is in the file, where all who can read the file can read it. */
  readonly helper: string | undefined;
}

/**
 * The host of a registry as people write it: without a scheme or path.
 *
 * @throws UserError when it is none
 */
export function registryName(text: string): string {
  const host = text.replace(/^https?:\/\//i, '').replace(/\/.*$/, '');
  if (host === '' || host === 'index.docker.io' || host === DOCKER_HUB) return DOCKER_HUB;
  // In front of a path, only a name with a dot or a port is read as a registry.
  const { registry } = parseReference(`${host}/login`);
  if (registry !== host)
    throw new UserError(`${JSON.stringify(text)} is no registry`, { hint: 'Write its host name.' });
  return registry;
}

/**
 * Logs in to a registry, and keeps the login as docker does.
 *
 * @throws UserError when the registry does not accept it, or it cannot be kept
 */
export async function logIn(
  registry: string,
  login: Login,
  host: HostSettings,
  signal: AbortSignal,
): Promise<KeptLogin> {
  const http = httpClientOf(host);
  try {
    await checkLogin(http, registry, basicSource(login.username, login.password), signal);
  } finally {
    http.close();
  }
  const logins = new DockerLogins(host.dockerConfigDir);
  return { file: logins.file, helper: await logins.keep(registry, login, signal) };
}

/**
 * Tries the login that is kept for a registry.
 *
 * @returns the name of the user that it is for, or `undefined` if there is none, or it is not accepted any more
 */
export async function keptLogin(
  registry: string,
  host: HostSettings,
  signal: AbortSignal,
): Promise<string | undefined> {
  const source = new DockerConfig(host.dockerConfigDir);
  const { found } = await source.lookup(registry, signal);
  if (found === undefined) return undefined;
  const http = httpClientOf(host);
  try {
    await checkLogin(http, registry, source, signal);
    return found.kind === 'basic' ? found.username : '<token>';
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  } finally {
    http.close();
  }
}

/** @returns whether there was a login */
export async function logOut(registry: string, host: HostSettings, signal: AbortSignal): Promise<boolean> {
  return new DockerLogins(host.dockerConfigDir).forget(registry, signal);
}
