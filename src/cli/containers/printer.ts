import type { CliProcess } from '../command/cli-process.js';

/** Milliseconds that one piece of output waits for its reader when the container has ended by a signal. */
const PATIENCE = 2000;

/** Prints what comes, piece by piece as this process's output takes it. */
export class Printer {
  readonly #cli: Pick<CliProcess, 'writeBytes' | 'dropOutput'>;
  #last: Promise<void> = Promise.resolve();
  /** Ends the wait for the reader of the piece that is being written. */
  #giveUp: (() => void) | undefined;
  #late: NodeJS.Timeout | undefined;
  #isLimited = false;
  #isDropped = false;

  constructor(cli: Pick<CliProcess, 'writeBytes' | 'dropOutput'>) {
    this.#cli = cli;
  }

  readonly output = (stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> => {
    this.#last = this.#last.then(() => this.#print(stream, data));
    return this.#last;
  };

  printed(): Promise<void> {
    return this.#last;
  }

  /** From now on, a reader who takes nothing for a while gets no more. Without this, a reader may be as slow as it likes. */
  limitWaiting(): void {
    if (this.#isLimited) return;
    this.#isLimited = true;
    this.#startTimer();
  }

  async #print(stream: 'stdout' | 'stderr', data: Uint8Array): Promise<void> {
    if (this.#isDropped) return;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#giveUp = resolve;
        if (this.#isLimited) this.#startTimer();
        this.#cli.writeBytes(data, stream).then(resolve, reject);
      });
    } finally {
      clearTimeout(this.#late);
      this.#giveUp = undefined;
    }
  }

  #startTimer(): void {
    const giveUp = this.#giveUp;
    if (giveUp === undefined) return;
    this.#late = setTimeout(() => {
      this.#isDropped = true;
      this.#cli.dropOutput?.();
      giveUp();
    }, PATIENCE);
  }
}
