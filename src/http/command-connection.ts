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
    // It may end before it has read everything; its exit code and its words say why.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => this.destroy(error));
    child.on('close', (code) => {
      if (code === 0) {
        this.push(null);
        return;
      }
      const words = printable(complaint, MAX_COMPLAINT);
      const ended = `${program} ended with exit code ${code ?? 'none'}`;
      this.destroy(new ConnectionProblem(words === '' ? ended : `${ended}: ${words}`));
    });
  }

  override _read(): void {
    this.#child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // Where writing fails, the program has ended or is about to, and its end says why.
    this.#child.stdin.write(chunk, (error) => (error ? undefined : done()));
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
