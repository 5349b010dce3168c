import { UserError } from '../../../errors.js';
import { DOCKER_HUB, parseReference } from '../../../oci/reference.js';

/** Who may enter a registry, for one build. It is kept in memory alone. */
export interface RegistryLogin {
  /** As references name it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

/** The lines of the three inputs, as they are written. */
export interface LoginLines {
  readonly registry: readonly string[];
  readonly username: readonly string[];
  readonly password: readonly string[];
}

export interface ReadLogins {
  readonly logins: readonly RegistryLogin[];
  readonly warnings: readonly string[];
}

/**
 * Reads the inputs `registry`, `username` and `password`: a line for each registry. As with docker/login-action, no registry means
 * Docker Hub. A password alone may have several lines, such as a key in JSON.
 *
 * @throws UserError, which never has a line of the passwords
 */
export function readLogins(lines: LoginLines): ReadLogins {
  const registries = filled(lines.registry);
  const usernames = filled(lines.username);
  const whole = lines.password.join('\n').trim();
  if (registries.length === 0 && usernames.length === 0 && whole === '') return { logins: [], warnings: [] };
  const names = (registries.length === 0 ? [DOCKER_HUB] : registries).map(registryName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`input "registry" names ${twice} more than once`);
  // An empty line in between is a password that is not there: a secret that this event does not get.
  const passwords = names.length === 1 ? [whole] : whole.split('\n').map((line) => line.trim());
  requireCount('username', usernames.length, names.length);
  if (whole === '') return { logins: [], warnings: [noPassword(names)] };
  requireCount('password', passwords.length, names.length);
  const all = names.map((registry, index) => ({
    registry,
    username: usernames[index] ?? '',
    password: passwords[index] ?? '',
  }));
  const without = all.filter(({ password }) => password === '').map(({ registry }) => registry);
  return {
    logins: all.filter(({ password }) => password !== ''),
    warnings: without.length === 0 ? [] : [noPassword(without)],
  };
}

/** The texts that must show nowhere. */
export function secretsOfLogin({ username, password }: RegistryLogin): readonly string[] {
  return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

function filled(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function requireCount(input: string, count: number, wanted: number): void {
  if (count === wanted) return;
  throw new UserError(`input "${input}" has ${count} lines, but there are ${wanted} registries to log in to`, {
    hint: 'Write a line for each registry, in the same order, in the inputs registry, username and password.',
  });
}

/** Workflows of forks get no secrets, and may not need them. */
function noPassword(registries: readonly string[]): string {
  return `input "password" is empty for ${registries.join(', ')}: there is no login from the inputs`;
}

const DOCKER_HUB_HOSTS: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Accepts an address too, as docker login does: `https://index.docker.io/v1/`. */
function registryName(text: string): string {
  const host = text.replace(/^https?:\/\/([^/]+).*$/i, '$1').toLowerCase();
  if (DOCKER_HUB_HOSTS.has(host)) return DOCKER_HUB;
  if (!isRegistry(host)) {
    throw new UserError(`input "registry": ${JSON.stringify(text)} is not the name of a registry`, {
      hint: 'Write the host alone, with its port if it has one: ghcr.io or registry.example.com:5000.',
    });
  }
  return host;
}

function isRegistry(host: string): boolean {
  try {
    const { registry, repository } = parseReference(`${host}/x`);
    return registry === host && repository === 'x';
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
