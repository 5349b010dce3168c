import http from 'node:http';
import https from 'node:https';
import { Duplex } from 'node:stream';

/** A connection on which a written answer comes, whatever is asked. Then the server closes it. */
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
    // It speaks when it is spoken to.
  }

  #answerOnce(): void {
    const answer = this.#answer;
    if (answer === undefined) return;
    this.#answer = undefined;
    // In two pieces: a parser that sees the first must wait for the second.
    const half = Math.ceil(answer.length / 2);
    if (half > 0) this.push(answer.subarray(0, half));
    if (half < answer.length) this.push(answer.subarray(half));
    this.push(null);
  }

  // What Node asks of a socket.
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

/** Pools that connect to no server: each connection gives the next of the answers, whatever its address, and then none. */
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
