import { connect as connectPlain, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

import { CommandConnection } from './command-connection.js';
import { ConnectionProblem } from './connection-error.js';
import type { ClientTls, ServerWay } from './server-agents.js';

/** Bytes of the head of an answer. */
const MAX_HEAD = 16 * 1024;

/** A server that is spoken to in another protocol than HTTP/1.1. */
export interface ServerPlace {
  readonly way: ServerWay;
  /** For the way of kind `host`: where it is. */
  readonly base: URL;
}

/**
 * A connection to a server, ready to be written to. A program that makes one says only by its end that it could not.
 *
 * @param protocol as TLS negotiates it (ALPN): `h2`
 * @throws what Node tells of the connection; the signal's reason
 */
export async function openConnection(
  { way, base }: ServerPlace,
  protocol: string,
  signal: AbortSignal,
): Promise<Duplex> {
  signal.throwIfAborted();
  switch (way.kind) {
    case 'command':
      return new CommandConnection(way.argv);
    case 'socket':
      return opened(connectPlain({ path: way.path }), 'connect', signal);
    case 'host':
      return way.tls === undefined
        ? opened(connectPlain(placeOf(base)).setKeepAlive(true, KEEP_ALIVE_MS), 'connect', signal)
        : opened(overTls(base, way.tls, protocol), 'secureConnect', signal);
  }
}

/** Milliseconds of silence after which the kernel asks whether the other machine is there. */
const KEEP_ALIVE_MS = 15_000;

function overTls(base: URL, { verify, ca, cert, key, serverName }: ClientTls, protocol: string): Duplex {
  const place = placeOf(base);
  const named = serverName ?? place.host;
  return connectTls({
    ...place,
    // An address is no name of a server (RFC 6066): Node then compares it with those in the certificate.
    ...(isIP(named) === 0 && { servername: named }),
    ca,
    cert,
    key,
    rejectUnauthorized: verify,
    ALPNProtocols: [protocol],
  }).setKeepAlive(true, KEEP_ALIVE_MS);
}

function placeOf({ hostname, port, protocol }: URL): { readonly host: string; readonly port: number } {
  const usual = protocol === 'https:' ? 443 : 80;
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? usual : Number(port) };
}

function opened(connection: Duplex, event: string, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      connection.destroy();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    const done = (): void => signal.removeEventListener('abort', stop);
    connection.once('error', (error: Error) => {
      done();
      reject(error);
    });
    connection.once(event, () => {
      done();
      resolve(connection);
    });
  });
}

/**
 * Asks an HTTP/1.1 server to speak another protocol from now on (RFC 9110, "Upgrade").
 *
 * @throws ConnectionProblem when it does not want to
 */
export async function upgrade(connection: Duplex, path: string, protocol: string, signal: AbortSignal): Promise<void> {
  connection.write(
    [`POST ${path} HTTP/1.1`, 'Host: docker', 'Connection: Upgrade', `Upgrade: ${protocol}`, '', ''].join('\r\n'),
  );
  const head = await readHead(connection, signal);
  const [, status = ''] = /^HTTP\/1\.[01] (\d{3})/.exec(head) ?? [];
  if (status !== '101') {
    throw new ConnectionProblem(`it does not offer ${protocol} at ${path}: ${head.split('\r\n', 1)[0]?.trim() ?? ''}`);
  }
}

/** Reads up to the empty line. What follows is left in the connection. */
function readHead(connection: Duplex, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const end = (result: () => void): void => {
      connection.off('data', take).off('error', failed).off('end', closed);
      signal.removeEventListener('abort', stopped);
      result();
    };
    const take = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const at = head.indexOf('\r\n\r\n');
      if (at < 0 && head.length <= MAX_HEAD) return;
      connection.pause();
      end(() => {
        if (at >= 0 && at + 4 < head.length) connection.unshift(head.subarray(at + 4));
        resolve(head.toString('latin1', 0, at < 0 ? MAX_HEAD : at));
      });
    };
    const failed = (error: Error): void => end(() => reject(error));
    const closed = (): void => end(() => reject(new ConnectionProblem('it closed the connection')));
    const stopped = (): void => end(() => reject(signal.reason as Error));
    connection.on('data', take).once('error', failed).once('end', closed);
    signal.addEventListener('abort', stopped, { once: true });
  });
}
