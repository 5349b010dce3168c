import type { ChildProcess, StdioOptions } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

import { InfraError } from '../../errors.js';
import { FILE_TYPE, type KernelCalls } from '../kernel/syscalls.js';
import type { TerminalSize } from '../protocol/container-messages.js';
import { SETSID, TERMINAL_SCRIPT } from './terminal-script.js';

/** Where the output of a process goes. */
export interface OutputSink {
  /** If it returns `false`, no more is read until `drained` resolves. */
  readonly output: (stream: 'stdout' | 'stderr', data: Buffer) => boolean;
  readonly drained: () => Promise<void>;
}

/** The standard streams of a process in a container, while it runs. */
export interface ProcessStreams {
  readonly stdio: StdioOptions;
  /** The command line that runs `command` with these streams. */
  wrap(command: readonly string[]): readonly string[];
  /** @returns settles when all output was passed on */
  connect(child: ChildProcess): Promise<void>;
  /** @returns settles when the process has ended while its output cannot be passed on; maybe never, if it can */
  endedUnread(child: ChildProcess): Promise<void>;
  /** @param data `undefined` is the end */
  input(data: Uint8Array | undefined): void;
  resize(size: TerminalSize): void;
  close(): void;
}

/**
 * Streams without a terminal. They are named pipes and not the sockets that Node makes, since programs open `/dev/stdout`, which fails
 * with a socket.
 */
export class PipeStreams implements ProcessStreams {
  readonly stdio: StdioOptions;
  readonly #sink: OutputSink;
  readonly #readers: readonly { readonly stream: 'stdout' | 'stderr'; readonly socket: Socket }[];
  readonly #stdin: Socket | undefined;
  /** Only the process may have them once it runs. */
  readonly #passed: readonly number[];
  #connected = false;

  private constructor(sink: OutputSink, stdin: Ends | undefined, stdout: Ends, stderr: Ends) {
    this.#sink = sink;
    this.stdio = [stdin?.theirs ?? 'ignore', stdout.theirs, stderr.theirs];
    this.#passed = [...(stdin === undefined ? [] : [stdin.theirs]), stdout.theirs, stderr.theirs];
    this.#readers = [
      { stream: 'stdout', socket: new Socket({ fd: stdout.ours, readable: true, writable: false }) },
      { stream: 'stderr', socket: new Socket({ fd: stderr.ours, readable: true, writable: false }) },
    ];
    this.#stdin = stdin && new Socket({ fd: stdin.ours, readable: false, writable: true });
    // The process may end, or close its standard input, before it has read everything.
    this.#stdin?.on('error', () => undefined);
  }

  /** @param folder a private one, for the pipes' names */
  static async open(kernel: KernelCalls, folder: string, hasStdin: boolean, sink: OutputSink): Promise<PipeStreams> {
    const make = async (name: string, theirs: number, ours: number): Promise<Ends> => {
      const file = `${folder}/${name}`;
      await kernel.makeNode(Buffer.from(file), FILE_TYPE.fifo | 0o600, 0, 0);
      return openEnds(file, theirs, ours);
    };
    const { O_RDONLY, O_WRONLY } = constants;
    const stdin = hasStdin ? await make('stdin', O_RDONLY, O_WRONLY) : undefined;
    const stdout = await make('stdout', O_WRONLY, O_RDONLY);
    return new PipeStreams(sink, stdin, stdout, await make('stderr', O_WRONLY, O_RDONLY));
  }

  wrap(command: readonly string[]): readonly string[] {
    return command;
  }

  async connect(): Promise<void> {
    this.#connected = true;
    for (const fd of this.#passed) closeSync(fd);
    await Promise.all(this.#readers.map(({ stream, socket }) => this.#pump(stream, socket)));
  }

  endedUnread(): Promise<void> {
    // The runtime ends with the process then, too.
    return new Promise(() => undefined);
  }

  async #pump(stream: 'stdout' | 'stderr', socket: Socket): Promise<void> {
    try {
      for await (const chunk of socket) if (!this.#sink.output(stream, chunk as Buffer)) await this.#sink.drained();
    } catch {
      // Closed by `close`.
    }
  }

  input(data: Uint8Array | undefined): void {
    if (data === undefined) this.#stdin?.end();
    else if (this.#stdin?.writable === true) this.#stdin.write(data);
  }

  resize(): void {
    // There is no terminal.
  }

  close(): void {
    if (!this.#connected) for (const fd of this.#passed) closeSync(fd);
    this.#stdin?.destroy();
    for (const { socket } of this.#readers) socket.destroy();
  }
}

interface Ends {
  readonly theirs: number;
  readonly ours: number;
}

/** Opens both ends of a named pipe without waiting. Only our end does not block later. */
function openEnds(file: string, theirFlags: number, ourFlags: number): Ends {
  const { O_RDONLY, O_NONBLOCK } = constants;
  if (ourFlags === O_RDONLY) {
    const ours = openSync(file, O_RDONLY | O_NONBLOCK);
    return { ours, theirs: openSync(file, theirFlags) };
  }
  // A writer can only be opened once there is a reader.
  const first = openSync(file, O_RDONLY | O_NONBLOCK);
  const ours = openSync(file, ourFlags | O_NONBLOCK);
  const theirs = openSync(file, theirFlags);
  closeSync(first);
  return { ours, theirs };
}

/** A terminal. */
export class TerminalStreams implements ProcessStreams {
  /** The last is closed when the process has ended. */
  readonly stdio: StdioOptions = ['pipe', 'pipe', 'pipe', 'pipe'];
  readonly #perl: string;
  readonly #setsid: number;
  readonly #size: TerminalSize;
  readonly #pidFile: string;
  readonly #sink: OutputSink;
  #child: ChildProcess | undefined;
  /** Frames from before it was connected. */
  readonly #early: Buffer[] = [];

  /**
   * @param perl its program
   * @param pidFile where the runtime writes the pid of the process
   * @throws InfraError on a machine that has no Perl
   */
  constructor(perl: string | undefined, size: TerminalSize, pidFile: string, sink: OutputSink) {
    const setsid = SETSID[process.arch];
    if (perl === undefined || setsid === undefined) {
      throw new InfraError('a terminal needs perl, which this machine does not have', {
        hint: 'Install perl-base, or leave out -t.',
      });
    }
    this.#perl = perl;
    this.#setsid = setsid;
    this.#size = size;
    this.#pidFile = pidFile;
    this.#sink = sink;
  }

  wrap(command: readonly string[]): readonly string[] {
    const { rows, columns } = this.#size;
    return [this.#perl, '-e', TERMINAL_SCRIPT, ...[this.#setsid, rows, columns].map(String), this.#pidFile, ...command];
  }

  async connect(child: ChildProcess): Promise<void> {
    this.#child = child;
    child.stdin?.on('error', () => undefined);
    for (const frame of this.#early.splice(0)) child.stdin?.write(frame);
    const pump = async (name: 'stdout' | 'stderr'): Promise<void> => {
      for await (const chunk of child[name] ?? [])
        if (!this.#sink.output('stdout', chunk as Buffer)) await this.#sink.drained();
    };
    await Promise.all([pump('stdout'), pump('stderr')]);
  }

  endedUnread(child: ChildProcess): Promise<void> {
    const running = child.stdio[3];
    running?.on('error', () => undefined);
    if (running instanceof Socket) running.resume();
    return new Promise((resolve) => running?.once('close', () => resolve()));
  }

  /** The end of the input does not close a terminal. */
  input(data: Uint8Array | undefined): void {
    if (data !== undefined) this.#frame('d', data);
  }

  resize({ rows, columns }: TerminalSize): void {
    const size = Buffer.alloc(4);
    size.writeUInt16BE(rows, 0);
    size.writeUInt16BE(columns, 2);
    this.#frame('w', size);
  }

  #frame(kind: string, data: Uint8Array): void {
    const header = Buffer.alloc(5);
    header.write(kind);
    header.writeUInt32BE(data.length, 1);
    const frame = Buffer.concat([header, data]);
    if (this.#child === undefined) this.#early.push(frame);
    else this.#child.stdin?.write(frame);
  }

  close(): void {
    this.#child?.stdin?.destroy();
  }
}
