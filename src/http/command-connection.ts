import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { Duplex, type Readable, type Writable } from 'node:stream';

import { ConnectionProblem } from './connection-error.js';
import { printable } from './http-error.js';

const MAX_COMPLAINT = 400;

/**
 * A connection that a program makes: what we write is its standard input, and what it prints comes from the other side. `ssh
 * HOST docker system dial-stdio` is such a program.
 */
export class CommandConnection extends Duplex {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;

  constructor([program = '', ...args]: readonly string[]) {
    super();
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    let complaint = '';
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (complaint = (complaint + text).slice(0, MAX_COMPLAINT)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.on('end', () => this.push(null));
    // It may end before it has read everything; its exit code and its words say why.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.destroy(error));
    child.on('close', (code) => {
      const words = printable(complaint, MAX_COMPLAINT);
      const problem = `${program} ended with exit code ${code ?? 'none'}${words === '' ? '' : `: ${words}`}`;
      this.destroy(code === 0 ? undefined : new ConnectionProblem(problem));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#child.stdin.write(chunk, (error) => done(error ?? null));
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#child.kill();
    done(error);
  }

  // An agent that keeps connections calls these on them.

  setKeepAlive(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
