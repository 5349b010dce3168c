import { UserError } from '../errors.js';
import type { ClientTls, ServerWay } from '../http/server-agents.js';

/** Where a daemon listens. */
export interface DaemonAddress {
  /** As the user wrote it: `unix:///var/run/docker.sock`. */
  readonly text: string;
  readonly way: ServerWay;
  /** The base of its URLs. Where the way does not need a host, its host is only what errors call the daemon. */
  readonly base: URL;
}

/** What stands for a host where there is none. */
const NO_HOST = 'http://docker/';

const FORMS = 'Write it as unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST.';

/** Seconds for ssh to reach its server. */
const SSH_CONNECT_S = 10;

/**
 * Reads what DOCKER_HOST and contexts hold.
 *
 * @param where names its place in an error
 * @param tls for a `tcp://` address
 * @throws UserError for another scheme, or a part that is missing
 */
export function parseDaemonAddress(text: string, where: string, tls: ClientTls | undefined): DaemonAddress {
  const fail = (problem: string): UserError =>
    new UserError(`${where} is ${JSON.stringify(text)}, ${problem}`, { hint: FORMS });
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case 'unix':
      if (!rest.startsWith('/')) throw fail('which has no absolute path');
      return { text, way: { kind: 'socket', path: rest }, base: new URL(NO_HOST) };
    case 'npipe':
      return { text, way: { kind: 'socket', path: rest.replaceAll('/', '\\') }, base: new URL(NO_HOST) };
    case 'tcp':
    case 'http':
    case 'https': {
      const used = tls ?? (scheme === 'https' ? { verify: true } : undefined);
      const address = `${used === undefined ? 'http' : 'https'}://${rest}`;
      if (!URL.canParse(address)) throw fail('which is no address');
      const base = new URL(address);
      if (base.port === '' && !/:\d+(?:\/|$)/.test(rest)) base.port = used === undefined ? '2375' : '2376';
      if (!base.pathname.endsWith('/')) base.pathname += '/';
      return { text, way: { kind: 'host', tls: used }, base };
    }
    case 'ssh':
      return { text, way: { kind: 'command', argv: sshCommand(text, fail) }, base: new URL(NO_HOST) };
    default:
      throw fail('which is no address of a daemon');
  }
}

/** As docker's client does it: the other machine needs its client too. */
function sshCommand(text: string, fail: (problem: string) => UserError): readonly string[] {
  if (!URL.canParse(text)) throw fail('which is no address');
  const { username, password, hostname, port, pathname } = new URL(text);
  if (hostname === '') throw fail('which has no host');
  if (password !== '') throw fail('but ssh takes no password from an address');
  // A name that begins with a dash would be an option of ssh's.
  if (hostname.startsWith('-') || username.startsWith('-'))
    throw fail('which has a name that ssh would take for an option');
  const socket = pathname === '' || pathname === '/' ? [] : ['--host', `unix://${pathname}`];
  if (!/^[\w./-]*$/.test(pathname))
    throw fail('whose path has characters that the shell of the other machine would read');
  return [
    ...['ssh', '-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${SSH_CONNECT_S}`],
    ...['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'],
    ...(username === '' ? [] : ['-l', decodeURIComponent(username)]),
    ...(port === '' ? [] : ['-p', port]),
    ...['--', hostname, 'docker', ...socket, 'system', 'dial-stdio'],
  ];
}
