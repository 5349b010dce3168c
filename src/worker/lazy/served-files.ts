import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import { InfraError } from '../../errors.js';
import { FILE_TYPE, type KernelCalls } from '../kernel/syscalls.js';
import { ArrivalNews } from './arrival-news.js';
import { FUSE_SCRIPT } from './fuse-script.js';

interface ServerSettings {
  readonly perl: string;
  /** The number of mount(2). */
  readonly mountCall: number;
  readonly kernel: KernelCalls;
  /** A private one, which does not exist yet. */
  readonly folder: string;
}

interface Server {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
}

/** Files that can be read while they are still being written: see `fuse-script.ts`. The mount is this worker's own. */
export class ServedFiles {
  /** The named pipe for `ArrivalNews`. */
  readonly pipe: string;
  /** Settles when nothing is served any more, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #kernel: KernelCalls;
  readonly #folder: string;
  readonly #news: ArrivalNews;
  readonly #askers = new Map<number, (from: number, end: number) => void>();
  #count = 0;

  private constructor({ child, lines }: Server, { kernel, folder }: ServerSettings) {
    this.#child = child;
    lines.on('line', (line) => this.#hear(line));
    this.#kernel = kernel;
    this.#folder = folder;
    this.pipe = pipeIn(folder);
    this.#news = new ArrivalNews(this.pipe);
    this.ended = endOf(child);
  }

  /** @throws InfraError that says what this machine lacks */
  static async start(settings: ServerSettings): Promise<ServedFiles> {
    const { perl, mountCall, kernel, folder } = settings;
    for (const name of [filesIn(folder), shownIn(folder)]) mkdirSync(name, { recursive: true, mode: 0o700 });
    await kernel.makeNode(Buffer.from(pipeIn(folder)), FILE_TYPE.fifo | 0o600, 0, 0);
    const args = ['-e', FUSE_SCRIPT, shownIn(folder), filesIn(folder), pipeIn(folder), String(mountCall)];
    const child = spawn(perl, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { LC_ALL: 'C' }, cwd: '/' });
    child.stdin.on('error', () => undefined);
    const lines = createInterface(child.stdout);
    const said = await Promise.race([firstLine(lines), endOf(child)]);
    if (said !== 'ready') throw new InfraError(said ?? 'the program that serves files ended at once');
    return new ServedFiles({ child, lines }, settings);
  }

  /** A number for a file that will be served. News of it may be told already. */
  newNumber(): number {
    return ++this.#count;
  }

  /**
   * Serves a file from now on. It may be renamed and written to, but must have its size already.
   *
   * @returns where it can be read
   */
  serve(number: number, file: string): string {
    linkSync(file, `${filesIn(this.#folder)}/${number}`);
    return `${shownIn(this.#folder)}/${number}`;
  }

  /** Serves a file that is complete. @returns where it can be read */
  serveWhole(file: string): string {
    const number = this.newNumber();
    this.#news.tell(number, { kind: 'tail', start: 0 });
    return this.serve(number, file);
  }

  /** Whoever waits for what is not there of the file, gets an error instead. */
  giveUp(number: number): void {
    this.#news.tell(number, { kind: 'lost' });
  }

  /** @param listener is told which bytes of an `on-demand` file somebody waits for */
  onAsked(number: number, listener: (from: number, end: number) => void): void {
    this.#askers.set(number, listener);
  }

  /** Nobody looks the file up any more. Who has it open, can still read it. */
  forget(number: number): void {
    rmSync(`${filesIn(this.#folder)}/${number}`, { force: true });
  }

  /** Whoever still waits gets an error. */
  async close(): Promise<void> {
    this.#news.close();
    this.#child.stdin.end();
    await this.ended;
    await this.#kernel.unmount(shownIn(this.#folder));
  }

  #hear(line: string): void {
    const [, number, from, end] = /^ask (\d+) (\d+) (\d+)$/.exec(line) ?? [];
    this.#askers.get(Number(number))?.(Number(from), Number(end));
  }
}

function filesIn(folder: string): string {
  return `${folder}/files`;
}

function shownIn(folder: string): string {
  return `${folder}/shown`;
}

function pipeIn(folder: string): string {
  return `${folder}/news`;
}

function firstLine(lines: Interface): Promise<string | undefined> {
  return new Promise((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  });
}

function endOf(child: ChildProcessByStdio<Writable, Readable, null>): Promise<undefined> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
  });
}
