/** What the command line and the Action read from the environment in the same way. Each hands in its own `process.env`. */
import path from 'node:path';

import type { DaemonSettings } from '../../../daemon/daemon-settings.js';
import { UserError } from '../../../errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/** The proxy variables that are set, under the names that they have, in upper or lower case. */
export function proxiesOf(env: Environment): Record<string, string> {
  const proxies: Record<string, string> = {};
  for (const name of PROXY_VARIABLES.flatMap((upper) => [upper, upper.toLowerCase()])) {
    const value = env[name];
    if (value !== undefined && value !== '') proxies[name] = value;
  }
  return proxies;
}

/** The proxies for http and https addresses, and the hosts that need none. Names in lower case count before those in upper case. */
export function proxySettingsOf(proxies: Readonly<Record<string, string>>) {
  return {
    http: proxies['http_proxy'] ?? proxies['HTTP_PROXY'],
    https: proxies['https_proxy'] ?? proxies['HTTPS_PROXY'],
    none: proxies['no_proxy'] ?? proxies['NO_PROXY'],
  };
}

/** Where programs are looked for: PATH, or what most systems have by default. */
export function programPathOf(env: Environment): string {
  const given = env['PATH'];
  return given === undefined || given === '' ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' : given;
}

/** @param home the user's home folder, absolute */
export function dockerConfigDirOf(env: Environment, home: string, cwd: string): string {
  const given = env['DOCKER_CONFIG'];
  return given === undefined || given === '' ? path.join(home, '.docker') : path.resolve(cwd, given);
}

/**
 * The variables by which docker's client finds its daemon. As there, DOCKER_TLS_VERIFY counts with any value.
 *
 * @param home the user's home folder, absolute
 */
export function daemonSettingsOf(env: Environment, home: string, cwd: string): DaemonSettings {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const configFolder = dockerConfigDirOf(env, home, cwd);
  const certs = given('DOCKER_CERT_PATH');
  const verified = given('DOCKER_TLS_VERIFY') !== undefined;
  return {
    host: given('DOCKER_HOST'),
    context: given('DOCKER_CONTEXT'),
    tls: verified ? 'verified' : given('DOCKER_TLS') === undefined ? 'none' : 'unverified',
    certFolder: certs === undefined ? configFolder : path.resolve(cwd, certs),
    configFolder,
    runtimeFolder: given('XDG_RUNTIME_DIR'),
    programPath: programPathOf(env),
  };
}

/**
 * SOURCE_DATE_EPOCH: seconds, as reproducible-builds.org defines it, or `context`.
 *
 * @throws UserError when it is set to anything else
 */
export function sourceDateEpochOf(env: Environment): string | undefined {
  const text = env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return undefined;
  if (text !== 'context' && (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text)))) {
    throw new UserError(`SOURCE_DATE_EPOCH is ${JSON.stringify(text)}, which is not a whole number of seconds`);
  }
  return text;
}

/** A folder of the XDG base directory specification, by which a relative path does not count. */
export function xdgFolder(env: Environment, variable: string, home: string, otherwise: string): string {
  const value = env[variable];
  return value !== undefined && path.isAbsolute(value) ? value : path.join(home, otherwise);
}
