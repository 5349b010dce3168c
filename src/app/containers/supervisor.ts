import { createServer, type Server, type Socket } from 'node:net';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { EngineBug, UserError, messageOf, unreachable } from '../../errors.js';
import { settledBefore } from '../../async/abortable.js';
import { ownIdentity } from '../../files/process-identity.js';
import type { MadeLayer } from '../../layer/layer.js';
import type {
  ContainerMount,
  ContainerRunner,
  LiveProcess,
  TerminalSize,
} from '../../worker/client/container-runner.js';
import type { Frame } from '../../worker/protocol/frames.js';
import { STDERR, STDOUT } from '../../worker/protocol/messages.js';
import type { ContainerLog } from './container-log.js';
import type { Container } from './container.js';
import type { ContainerStore } from './container-store.js';
import { MessageSocket } from './message-socket.js';
import { runtimeEnvironment } from './runtime-environment.js';
import { SlowReaders } from './slow-readers.js';
import { SOCKET } from './start-supervisor.js';
import { failure, readToSupervisor, type FromSupervisor, type ToSupervisor } from './supervisor-messages.js';

export interface SupervisorParts {
  readonly container: Container;
  readonly store: ContainerStore;
  readonly runner: ContainerRunner;
  readonly log: ContainerLog;
  /** Ends the worker, so that none of its mounts and processes is left. */
  readonly closeWorker: () => Promise<void>;
}

/** Exit code of a process that SIGKILL ended. */
const KILLED = 137;

type Request<Type extends ToSupervisor['type']> = Extract<ToSupervisor, { type: Type }>;

/** Milliseconds until a supervisor that nobody asks to start its container ends. */
const IDLE = 30_000;
/** Milliseconds that the runtime gets to kill a container. Then the end of the worker kills it. */
const KILL_TIME = 3000;
/** Milliseconds for removing what the container wrote, which may be very many files. */
const REMOVE_TIME = 60_000;
/** Milliseconds in which a command that shows no output should take its answer. */
const LAST_WORDS = 2000;
/** Milliseconds between two looks at whether the container's folder is still there. */
const LOOK = 2000;

/**
 * Runs one container, from its start to its end, and serves the commands that have to do with it. It is a process of its own, so that the
 * container outlives the command that started it.
 */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #connections = new Set<Connection>();
  readonly #killed = new AbortController();
  readonly #readers = new SlowReaders();
  #main: LiveProcess | undefined;
  #started = false;
  #server: Server | undefined;
  #over: (exitCode: number | undefined) => void = () => undefined;
  #tellEnd: () => void = () => undefined;
  readonly #processEnd = new Promise<void>((resolve) => (this.#tellEnd = resolve));

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  /**
   * Listens in the current folder, and resolves when the container has ended.
   *
   * @param ready called when commands can connect
   */
  async serve(ready: () => void): Promise<void> {
    const over = new Promise<number | undefined>((resolve) => (this.#over = resolve));
    const server = await listen((socket) => this.#accept(socket));
    this.#server = server;
    ready();
    // Without its folder no command finds the container any more, and its runtime cannot kill it.
    const looking = setInterval(() => {
      if (server.listening && !existsSync(SOCKET)) this.kill();
    }, LOOK);
    const idle = delay(IDLE, undefined, { ref: false }).then(() =>
      this.#main === undefined ? this.#over(undefined) : undefined,
    );
    const exitCode = await over;
    this.#tellEnd();
    void idle;
    clearInterval(looking);
    server.close();
    const { container, store, closeWorker, log } = this.#parts;
    log.close();
    const removed = exitCode !== undefined && container.autoRemove;
    // The worker may not answer any more. Its end is bounded.
    if (removed) await settledBefore(AbortSignal.timeout(REMOVE_TIME), this.#removeFiles()).catch(() => undefined);
    await closeWorker().catch(() => undefined);
    if (removed) await store.remove(container).catch(() => undefined);
    for (const connection of this.#connections) connection.finish(exitCode);
    const [shown, others] = [this.#closed(true), this.#closed(false)];
    await Promise.all([shown, Promise.race([others, delay(LAST_WORDS)])]);
  }

  /** @param shown whether of the commands that show output. Their readers may be slow, and none of it must be lost. */
  async #closed(shown: boolean): Promise<void> {
    const these = [...this.#connections].filter(({ follows }) => (follows !== undefined) === shown);
    await Promise.all(these.map(({ socket }) => socket.closed));
  }

  async #removeFiles(): Promise<void> {
    const { container, runner } = this.#parts;
    await runner.remove(container.id, new AbortController().signal);
  }

  #accept(raw: Socket): void {
    const connection: Connection = new Connection(raw, (message) => this.#request(connection, message));
    this.#connections.add(connection);
    void connection.socket.closed.then(() => {
      this.#connections.delete(connection);
      if (connection.owner) this.kill();
      if (!connection.detached) connection.abandon();
    });
  }

  /** Kills the container, whatever it does. */
  kill(): void {
    if (this.#killed.signal.aborted) return;
    this.#killed.abort();
    if (this.#main === undefined) this.#over(undefined);
    else void delay(KILL_TIME, undefined, { ref: false }).then(() => this.#over(KILLED));
  }

  #request(connection: Connection, message: ToSupervisor): void {
    this.#serve(connection, message).catch((error: unknown) => {
      connection.send(failure(error));
      connection.socket.end();
    });
  }

  async #serve(connection: Connection, message: ToSupervisor): Promise<void> {
    const { container, runner } = this.#parts;
    const { signal } = this.#killed;
    switch (message.type) {
      case 'start':
        await this.#start(connection, message);
        return;
      case 'attach':
        connection.follow(this.#running(), 'output');
        if (message.terminal !== undefined && container.process.terminal) this.#running().resize(message.terminal);
        return;
      case 'exec': {
        this.#running();
        const calls = {
          output: (stream: 'stdout' | 'stderr', data: Uint8Array) =>
            message.attach ? connection.print(stream, data) : undefined,
          started: () => connection.send({ type: 'started' }),
          ended: () => undefined,
          signal: message.attach ? AbortSignal.any([signal, connection.gone]) : signal,
        };
        const live = runner.exec(container.id, { ...message.process, terminal: message.process.terminal }, calls);
        connection.follow(live, 'process');
        connection.finish(await live.exited);
        return;
      }
      case 'wait':
        this.#running();
        return;
      case 'end':
        await this.#processEnd;
        connection.reply({ type: 'done' });
        return;
      case 'kill':
        this.#running().send(message.signal);
        connection.reply({ type: 'done' });
        return;
      case 'capture':
        connection.reply(
          madeReply(await runner.capture(this.#files, discardable(message.ingest), message.pause, signal)),
        );
        return;
      case 'read': {
        const { ingest, path, followLink, name } = message;
        const read = { path, followLink, ...(name !== undefined && { name }) };
        connection.reply(madeReply(await runner.read(this.#files, read, discardable(ingest), signal)));
        return;
      }
      case 'write':
        await runner.write(this.#files, message.path, message.content, signal);
        connection.reply({ type: 'done' });
        return;
      case 'stat':
        connection.reply({ type: 'found', kind: await runner.kindAt(this.#files, message.path, signal) });
        return;
      case 'measure':
        connection.reply({ type: 'measured', bytes: await runner.measure(this.#files, signal) });
        return;
      case 'signal':
      case 'resize':
      case 'detach':
        throw new UserError('there is no such request');
      default:
        unreachable(message);
    }
  }

  get #files() {
    const { id, layers } = this.#parts.container;
    return { container: id, layers };
  }

  #running(): LiveProcess {
    if (this.#main === undefined || !this.#started) throw new UserError('the container is not running');
    return this.#main;
  }

  async #start(connection: Connection, { attach, owner, terminal }: Request<'start'>): Promise<void> {
    if (this.#main !== undefined) throw new UserError('the container is running already');
    connection.owner = owner;
    const { container, store, runner, log } = this.#parts;
    const began = new Date().toISOString();
    const state = { status: 'running', started: began, supervisor: ownIdentity() } as const;
    try {
      await store.setState(container.id, state);
      const live = runner.start(this.#startOf(container, terminal), {
        signal: this.#killed.signal,
        started: () => {
          this.#started = true;
          connection.send({ type: 'started' });
          if (!attach && !owner) connection.socket.end();
        },
        ended: () => {
          this.#tellEnd();
          this.#readers.end();
        },
        output: (stream, data) => {
          log.add(stream, data);
          return this.#readers.wait(this.#broadcast(stream, data));
        },
      });
      this.#main = live;
      if (attach) connection.follow(live, 'output');
      const exitCode = await live.exited;
      await this.#ended({ started: began, exitCode });
    } catch (error) {
      const killed = this.#killed.signal.aborted;
      const end = {
        started: began,
        exitCode: killed ? KILLED : 125,
        ...(!killed && { error: failure(error).message }),
      };
      await this.#ended(end, () => (killed ? undefined : connection.send(failure(error))));
    }
  }

  /** @param tell called before the commands get the exit code, and after all others can see that the container has ended */
  async #ended(
    end: { readonly started: string; readonly exitCode: number; readonly error?: string },
    tell: () => void = () => undefined,
  ): Promise<void> {
    const { container, store } = this.#parts;
    const finished = new Date().toISOString();
    // This removes the socket, which the supervisor of the next start makes again.
    this.#server?.close();
    await store.setState(container.id, { status: 'exited', finished, ...end }).catch(() => undefined);
    tell();
    this.#over(end.exitCode);
  }

  #startOf(container: Container, terminal: TerminalSize | undefined) {
    const { id, layers, process, settings, readonlyRoot, mounts, memory } = container;
    const { entrypoint, cmd, cwd, user, capabilities, stdin } = process;
    const env = runtimeEnvironment(container, process.terminal);
    return {
      container: id,
      layers,
      process: {
        ...{ argv: [...entrypoint, ...cmd], env, cwd, user, capabilities, stdin: stdin || process.terminal },
        terminal: process.terminal ? (terminal ?? { rows: 24, columns: 80 }) : undefined,
      },
      settings,
      readonlyRoot,
      mounts: mounts.map(seen),
      ...(memory !== undefined && { memory }),
    };
  }

  #broadcast(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> | undefined {
    const slow = [...this.#connections].flatMap((connection) => {
      const pending = connection.follows === 'output' ? connection.print(stream, data) : undefined;
      return pending === undefined ? [] : [pending];
    });
    return slow.length === 0 ? undefined : Promise.all(slow).then(() => undefined);
  }
}

/** One command that is connected. */
class Connection {
  readonly socket: MessageSocket;
  /** Fires when the command is gone. */
  readonly gone: AbortSignal;
  /** The container must not outlive the command. */
  owner = false;
  /** The command left on purpose: what it started runs on. */
  detached = false;
  follows: 'output' | 'process' | undefined;
  readonly #request: (message: ToSupervisor) => void;
  readonly #gone = new AbortController();
  readonly #early: ((live: LiveProcess) => void)[] = [];
  #asked = false;
  #live: LiveProcess | undefined;

  constructor(raw: Socket, request: (message: ToSupervisor) => void) {
    this.#request = request;
    this.gone = this.#gone.signal;
    this.socket = new MessageSocket(raw, (frame) => this.#receive(frame));
  }

  #receive(frame: Frame): void {
    if (frame.kind === 'bytes') {
      this.#tell((live) => void live.input(frame.data));
      return;
    }
    const message = readToSupervisor(frame.value);
    if (message.type === 'resize') this.#tell((live) => live.resize(message.size));
    else if (message.type === 'signal') this.#tell((live) => live.send(message.signal));
    else if (message.type === 'detach') {
      this.owner = false;
      this.detached = true;
    } else if (this.#asked) throw new EngineBug('a second request');
    else {
      this.#asked = true;
      this.#request(message);
    }
  }

  follow(live: LiveProcess, follows: 'output' | 'process'): void {
    this.#live = live;
    this.follows = follows;
    for (const tell of this.#early.splice(0)) tell(live);
  }

  #tell(tell: (live: LiveProcess) => void): void {
    if (this.#live === undefined) this.#early.push(tell);
    else tell(this.#live);
  }

  print(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> | undefined {
    return this.socket.sendBytes(stream === 'stdout' ? STDOUT : STDERR, data);
  }

  send(message: FromSupervisor): void {
    this.socket.send(message);
  }

  reply(message: FromSupervisor): void {
    this.send(message);
    this.socket.end();
  }

  finish(exitCode: number | undefined): void {
    this.owner = false;
    if (exitCode !== undefined) this.send({ type: 'exited', exitCode });
    this.socket.end();
  }

  abandon(): void {
    this.#gone.abort();
  }
}

function listen(accept: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(accept);
    server.on('error', reject);
    server.listen(SOCKET, () => resolve(server));
  });
}

/** Which file the user finds at the path of a mount, with the user's own rights. @throws UserError when there is none */
function seen(mount: Container['mounts'][number]): ContainerMount {
  if (mount.type === 'tmpfs') return { ...mount, size: mount.size, mode: mount.mode };
  try {
    const { dev, ino } = statSync(mount.source, { bigint: true });
    return { ...mount, device: String(dev), inode: String(ino) };
  } catch (error) {
    throw new UserError(`cannot mount ${mount.source}: ${messageOf(error)}`, { cause: error });
  }
}

/** The command that asked for the layer removes it. */
function discardable(ingest: { readonly blobFile: string; readonly indexFile: string }) {
  return { ...ingest, discard: () => Promise.resolve() };
}

function madeReply(made: MadeLayer): FromSupervisor {
  return { type: 'made', made };
}
