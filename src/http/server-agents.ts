import http from 'node:http';
import https from 'node:https';
import { connect, type Socket } from 'node:net';

import { CommandConnection } from './command-connection.js';

/** The way to a server that is not found by the host of a URL, or that wants to see a certificate. */
export type ServerWay =
  /** A Unix socket, or a named pipe of Windows. */
  | { readonly kind: 'socket'; readonly path: string }
  /** A program whose standard input and output lead to the server. */
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  /** The host of the URL, without TLS or with it. No proxy is used. */
  | { readonly kind: 'host'; readonly tls?: ClientTls | undefined };

export interface ClientTls {
  /** PEM: whom to trust in place of the usual authorities, and who we are. */
  readonly ca?: Buffer | undefined;
  readonly cert?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  /** Whether the server's certificate must be valid for its host. */
  readonly verify: boolean;
  /** The name that the certificate must have, in place of the host's. */
  readonly serverName?: string;
}

/** Connections that a program makes are dear, and one is enough. */
const MAX_COMMANDS = 1;

/** The connections to one server, for an `HttpClient` that speaks to no other. */
export class ServerAgents {
  readonly #agent: http.Agent;

  constructor(way: ServerWay) {
    this.#agent = agentOf(way);
  }

  for(): http.Agent {
    return this.#agent;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function agentOf(way: ServerWay): http.Agent {
  switch (way.kind) {
    case 'socket':
      return new SocketAgent(way.path);
    case 'command':
      return new CommandAgent(way.argv);
    case 'host': {
      if (way.tls === undefined) return new http.Agent({ keepAlive: true });
      const { verify, ca, cert, key } = way.tls;
      return new https.Agent({ keepAlive: true, ca, cert, key, rejectUnauthorized: verify });
    }
  }
}

class SocketAgent extends http.Agent {
  readonly #path: string;

  constructor(path: string) {
    super({ keepAlive: true });
    this.#path = path;
  }

  override createConnection(): Socket {
    return connect({ path: this.#path });
  }
}

class CommandAgent extends http.Agent {
  readonly #argv: readonly string[];

  constructor(argv: readonly string[]) {
    super({ keepAlive: true, maxSockets: MAX_COMMANDS });
    this.#argv = argv;
  }

  override createConnection(): CommandConnection {
    return new CommandConnection(this.#argv);
  }
}
