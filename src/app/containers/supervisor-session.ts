import { InfraError } from '../../errors.js';
import type { TerminalSize } from '../../worker/client/container-runner.js';
import { STDIN, type SIGNALS } from '../../worker/protocol/container-messages.js';
import type { Frame } from '../../worker/protocol/frames.js';
import { STDOUT } from '../../worker/protocol/messages.js';
import type { Socket } from 'node:net';
import { MessageSocket } from './message-socket.js';
import { asError, readFromSupervisor, type FromSupervisor, type ToSupervisor } from './supervisor-messages.js';

export type SignalName = (typeof SIGNALS)[number];

/** Gets what a process prints. */
export type SessionOutput = (stream: 'stdout' | 'stderr', data: Uint8Array) => Promise<void> | void;

/** One request to the supervisor of a container, until its answer. */
export class SupervisorSession {
  /** Settles when the process that the request is about has started, or could not be: then it is the exit code. @throws as `answer` */
  readonly started: Promise<number | undefined>;
  /** The last answer. @throws UserError, InfraError */
  readonly answer: Promise<FromSupervisor>;
  readonly #socket: MessageSocket;

  constructor(raw: Socket, request: ToSupervisor, output: SessionOutput = () => undefined) {
    let answered: (answer: FromSupervisor) => void = () => undefined;
    let start: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (start = resolve));
    const answer = new Promise<FromSupervisor>((resolve) => (answered = resolve));
    this.#socket = new MessageSocket(raw, (frame) => {
      if (frame.kind === 'bytes') {
        return output(frame.channel === STDOUT ? 'stdout' : 'stderr', frame.data);
      }
      const message = readFromSupervisor((frame satisfies Frame).value);
      if (message.type === 'started') start();
      else answered(message);
      return undefined;
    });
    this.#socket.send(request);
    const gone = this.#socket.closed.then(() => undefined);
    this.answer = Promise.race([answer, gone]).then((last) => {
      if (last === undefined) throw new InfraError('the process that runs the container has ended');
      if (last.type === 'failed') throw asError(last);
      return last;
    });
    this.started = Promise.race([started.then(() => undefined), this.exited]);
    // Whoever waits for one of them does not always wait for the other.
    this.answer.catch(() => undefined);
    this.started.catch(() => undefined);
  }

  /** The exit code of the process that the request is about. @throws as `answer` */
  get exited(): Promise<number> {
    return this.answer.then((last) => {
      if (last.type !== 'exited') throw new InfraError('the process that runs the container gave another answer');
      return last.exitCode;
    });
  }

  /** @param data empty for the end of standard input */
  async input(data: Uint8Array): Promise<void> {
    await this.#socket.sendBytes(STDIN, data);
  }

  resize(size: TerminalSize): void {
    this.#socket.send({ type: 'resize', size } satisfies ToSupervisor);
  }

  send(signal: SignalName): void {
    this.#socket.send({ type: 'signal', signal } satisfies ToSupervisor);
  }

  /** Leaves the process alone. */
  detach(): void {
    this.#socket.send({ type: 'detach' } satisfies ToSupervisor);
    this.#socket.end();
  }

  close(): void {
    this.#socket.destroy();
  }
}
