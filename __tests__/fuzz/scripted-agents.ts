import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';

/** A connection that gives a prepared answer to any request. Then the server closes it. */
class ScriptedConnection extends Duplex {
  #answer: Buffer | undefined;

  constructor(answer: Buffer) {
    super();
    this.#answer = answer;
  }

  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    this.#answerOnce();
    done();
  }

  override _read(): void {
    // The answer comes after the request.
  }

  #answerOnce(): void {
    const answer = this.#answer;
    if (answer === undefined) return;
    this.#answer = undefined;
    // In two pieces, so that the parser must wait for the second one.
    const half = Math.ceil(answer.length / 2);
    if (half > 0) this.push(answer.subarray(0, half));
    if (half < answer.length) this.push(answer.subarray(half));
    this.push(null);
  }

  // Methods of a socket that Node calls.
  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Pools without servers. Each connection gives the next answer, whatever its address is. After the last answer, there is none. */
export class ScriptedAgents {
  /** Connections so far. */
  connections = 0;
  readonly #answers: readonly Buffer[];
  readonly #http = new http.Agent({ keepAlive: false });
  readonly #https = new https.Agent({ keepAlive: false });

  constructor(answers: readonly Buffer[]) {
    this.#answers = answers;
    for (const agent of [this.#http, this.#https]) {
      Object.assign(agent, {
        createConnection: () => new ScriptedConnection(this.#answers[this.connections++] ?? Buffer.alloc(0)),
      });
    }
  }

  for(url: URL): http.Agent {
    return url.protocol === 'https:' ? this.#https : this.#http;
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

const SEPARATOR = '\0\0\n';

/** The request and the answers of the connections, as one input. */
export function writeScript([kind, ...answers]: readonly string[]): Buffer {
  return Buffer.from([kind, ...answers].join(SEPARATOR), 'latin1');
}

export function readScript(input: Buffer): { readonly kind: string; readonly answers: readonly Buffer[] } {
  const [kind = '', ...answers] = input.toString('latin1').split(SEPARATOR);
  return { kind: kind.charAt(0), answers: answers.map((text) => Buffer.from(text, 'latin1')) };
}

/** An answer as a server writes it. */
export function writtenAnswer(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { ...headers, 'content-length': String(body.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${body}`;
}

/** Words of the protocol. */
export const HTTP_WORDS: readonly string[] = [
  ...[
    SEPARATOR,
    '\r\n',
    '\r\n\r\n',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 401 X\r\n',
    'HTTP/1.1 307 X\r\n',
    'HTTP/1.1 206 X\r\n',
  ],
  ...[
    'HTTP/1.1 416 X\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 101 X\r\n\r\n',
    'content-length: 5\r\n',
    'content-length: 0\r\n',
  ],
  ...[
    'transfer-encoding: chunked\r\n',
    'connection: close\r\n',
    'location: ',
    'https://a.test/',
    'http://a.test/',
    'retry-after: 1\r\n',
  ],
  ...[
    'www-authenticate: Bearer realm="',
    'www-authenticate: Basic\r\n',
    'service="',
    'scope="',
    'content-range: bytes ',
    'etag: "a"\r\n',
  ],
];
