import type { BuildEvent } from '../../engine/events.js';
import { LastLines } from './last-lines.js';

/** Lines of output that a message about a failed step quotes. */
const QUOTED = 15;

/** Keeps the last lines that the failed step or test printed, for messages that are read without the log. */
export class FailedOutput {
  readonly #running = new Map<number, LastLines>();
  #test = new LastLines(QUOTED);
  #failed: readonly string[] = [];

  readonly sink = (event: BuildEvent): void => {
    if (event.type === 'step-output') {
      const output = this.#running.get(event.step) ?? new LastLines(QUOTED);
      this.#running.set(event.step, output);
      output.push(event.stream, event.data);
    } else if (event.type === 'step-finished') this.#running.delete(event.step);
    else if (event.type === 'test-started') this.#test = new LastLines(QUOTED);
    else if (event.type === 'test-output') this.#test.push(event.stream, event.data);
    else if (event.type === 'test-finished' && event.exitCode !== 0) this.#failed = this.#test.lines();
    else if (event.type === 'step-failed') this.#failed = this.#running.get(event.step)?.lines() ?? [];
  };

  /** Without control characters; empty when no step failed, or it printed nothing. */
  lines(): readonly string[] {
    return this.#failed;
  }
}
