import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { writeFile } from 'node:fs/promises';

/** A way to a daemon that can be cut or frozen. */
export interface BuilderBridge {
  /** Of the TCP port; 0 for a Unix socket. */
  readonly port: number;
  /** Connections that were made so far. */
  readonly connections: () => number;
  /** Cuts all connections, and takes no more. */
  readonly cut: () => void;
  /** Passes nothing on from now on, and leaves the connections open. */
  readonly freeze: () => void;
  stop(): Promise<void>;
}

export interface BridgeOptions {
  /** Absolute path; absent: a TCP port of the loopback. */
  readonly socket?: string;
  readonly tls?: TlsOptions;
  /** Behind it is a Docker daemon, and before it only its BuildKit, without the daemon's HTTP: as `buildkitd` itself listens. */
  readonly upgrades?: boolean;
}

/** @param daemon absolute path of the daemon's socket */
export async function bridgeTo(
  daemon: string,
  { socket, tls, upgrades = false }: BridgeOptions = {},
): Promise<BuilderBridge> {
  const open = new Set<Duplex>();
  let connections = 0;
  const serve = (incoming: Duplex): void => {
    connections += 1;
    const outgoing = connect(daemon);
    if (upgrades) outgoing.write('POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(one);
      one.once('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
    const pass = (): void => {
      incoming.pipe(outgoing);
      outgoing.pipe(incoming);
    };
    if (upgrades) afterHead(outgoing, pass);
    else pass();
  };
  const server: Server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  await new Promise<void>((resolve) => {
    if (socket === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(socket, resolve);
  });
  const cut = (): void => {
    server.close();
    for (const one of open) one.destroy();
  };
  return {
    port: socket === undefined ? (server.address() as AddressInfo).port : 0,
    connections: () => connections,
    cut,
    freeze: () => {
      for (const one of open) one.unpipe().pause();
    },
    stop: () => {
      cut();
      return Promise.resolve();
    },
  };
}

/** Calls `then` when the daemon has answered that it speaks HTTP/2 now. */
function afterHead(socket: Socket, then: () => void): void {
  let head = '';
  const read = (chunk: Buffer): void => {
    head += chunk.toString('latin1');
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    socket.off('data', read);
    socket.pause();
    if (end + 4 < head.length) socket.unshift(Buffer.from(head.slice(end + 4), 'latin1'));
    then();
  };
  socket.on('data', read);
}

/**
 * Writes a program `name` that does what `buildctl dial-stdio` does: it passes its standard input and output on to a builder. It
 * notes its arguments in `NAME.calls` beside it.
 *
 * @param socket of a bridge, absolute
 */
export async function writeDialProgram(file: string, socket: string): Promise<void> {
  const script = `#!${process.execPath}
const { connect } = require('node:net');
require('node:fs').appendFileSync(${JSON.stringify(`${file}.calls`)}, process.argv.slice(2).join(' ') + '\\n');
const socket = connect(${JSON.stringify(socket)});
process.stdin.pipe(socket);
socket.pipe(process.stdout);
socket.on('close', () => process.exit());
`;
  await writeFile(file, script, { mode: 0o755 });
}
