import { readFileSync } from 'node:fs';
import path from 'node:path';

import { messageOf, UserError } from '../errors.js';
import type { ServerPlace } from '../http/open-connection.js';
import type { ClientTls } from '../http/server-agents.js';

/** Where a builder listens, and how it is spoken to. */
export interface BuilderAddress {
  /** As people wrote it. */
  readonly text: string;
  readonly place: ServerPlace;
  /** It is a Docker daemon's own BuildKit: HTTP/1.1 until it is asked to speak gRPC at this path. */
  readonly upgradeAt?: string;
}

/** Files of TLS; absolute paths. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name in the server's certificate, if it is not the host of the address. */
  readonly serverName?: string;
}

const FORMS =
  'Write it as tcp://HOST:PORT, unix:///PATH, ssh://USER@HOST, docker-container://NAME, kube-pod://NAME or docker://, or name a builder of docker buildx.';
/** What stands for a host where there is none. */
const NO_HOST = new URL('http://builder/');
/** Characters that no shell and no option parser reads in another way. */
const WORD = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;

export function isBuilderAddress(text: string): boolean {
  return /^[a-z][a-z+-]*:\/\//.test(text);
}

/**
 * Reads an address as buildctl and buildx have it. Those of Docker daemons (`docker://`) are found elsewhere.
 *
 * @param where names its place in an error
 * @throws UserError for another scheme, or a part that is missing or dangerous
 */
export function parseBuilderAddress(text: string, where: string, tls: TlsFiles): BuilderAddress {
  const fail = (problem: string): UserError =>
    new UserError(`${where}: ${JSON.stringify(text)} ${problem}`, { hint: FORMS });
  const [, scheme = '', rest = ''] = /^([a-z][a-z+-]*):\/\/(.*)$/s.exec(text) ?? [];
  const command = (argv: readonly string[]): BuilderAddress => ({
    text,
    place: { way: { kind: 'command', argv }, base: NO_HOST },
  });
  switch (scheme) {
    case 'unix':
      if (!rest.startsWith('/')) throw fail('has no absolute path');
      return { text, place: { way: { kind: 'socket', path: rest }, base: NO_HOST } };
    case 'tcp': {
      if (!URL.canParse(`http://${rest}`)) throw fail('is no address');
      const base = new URL(`http://${rest}`);
      if (base.port === '' && !/:\d+\/?$/.test(rest)) throw fail('has no port');
      if (base.pathname !== '/' || base.search !== '' || base.username !== '')
        throw fail('has more than a host and a port');
      return { text, place: { way: { kind: 'host', tls: tlsOf(tls) }, base } };
    }
    case 'ssh':
      return command(sshCommand(text, fail));
    case 'docker-container': {
      const [container, query] = split(rest, '?');
      if (!WORD.test(container)) throw fail('names no container');
      const context = new URLSearchParams(query).get('context') ?? '';
      if (context !== '' && !WORD.test(context)) throw fail('names a context with characters that it cannot have');
      const chosen = context === '' ? [] : ['--context', context];
      return command(['docker', ...chosen, 'exec', '-i', container, 'buildctl', 'dial-stdio']);
    }
    case 'kube-pod':
      return command(podCommand(rest, fail));
    default:
      throw fail('is no address of a builder');
  }
}

function split(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

/** As buildctl does it: the other machine needs buildctl too. */
function sshCommand(text: string, fail: (problem: string) => UserError): readonly string[] {
  if (!URL.canParse(text)) throw fail('is no address');
  const { username, password, hostname, port, pathname } = new URL(text);
  if (hostname === '') throw fail('has no host');
  if (password !== '') throw fail('has a password, which ssh does not take');
  if (hostname.startsWith('-') || username.startsWith('-')) throw fail('has a name that ssh would take for an option');
  if (!/^[\w./-]*$/.test(pathname)) throw fail('has a path with characters that a shell would read');
  const socket = pathname === '' || pathname === '/' ? [] : ['--addr', `unix://${pathname}`];
  return [
    ...['ssh', '-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${SSH_CONNECT_S}`],
    ...['-o', 'ServerAliveInterval=20', '-o', 'ServerAliveCountMax=3'],
    ...(username === '' ? [] : ['-l', decodeURIComponent(username)]),
    ...(port === '' ? [] : ['-p', port]),
    ...['--', hostname, 'buildctl', ...socket, 'dial-stdio'],
  ];
}

/** Seconds for ssh to reach its server. */
const SSH_CONNECT_S = 10;

/** `kube-pod://NAME?context=…&namespace=…&container=…`, as in buildctl. */
function podCommand(rest: string, fail: (problem: string) => UserError): readonly string[] {
  const [pod, query] = split(rest, '?');
  if (!WORD.test(pod)) throw fail('names no pod');
  const settings = [...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const unknown = settings.find(([name, value]) => !POD_SETTINGS.has(name) || !/^[\w.@:/-]+$/.test(value));
  if (unknown !== undefined) throw fail(`has the setting ${unknown.join('=')}, which it cannot have`);
  const container = settings.find(([name]) => name === 'container')?.[1];
  const chosen = settings.flatMap(([name, value]) => (name === 'container' ? [] : [`--${name}=${value}`]));
  return [
    ...['kubectl', ...chosen, 'exec', '-i'],
    ...(container === undefined ? [] : [`--container=${container}`]),
    ...[pod, '--', 'buildctl', 'dial-stdio'],
  ];
}

const POD_SETTINGS: ReadonlySet<string> = new Set(['context', 'namespace', 'container']);

/** @throws UserError for a file that cannot be read */
function tlsOf({ ca, cert, key, serverName }: TlsFiles): ClientTls | undefined {
  if (ca === undefined && cert === undefined && key === undefined && serverName === undefined) return undefined;
  return {
    verify: true,
    ca: readPem(ca),
    cert: readPem(cert),
    key: readPem(key),
    ...(serverName !== undefined && { serverName }),
  };
}

function readPem(file: string | undefined): Buffer | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(path.resolve(file));
  } catch (error) {
    throw new UserError(`cannot read the TLS file ${file}: ${messageOf(error)}`, { cause: error });
  }
}
