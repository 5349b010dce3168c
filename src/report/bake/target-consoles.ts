import type { EventSink } from '../../engine/events.js';
import { PlainConsole } from '../console/plain.js';
import type { StepFrame } from '../console/step-frame.js';

interface Console {
  readonly plain: PlainConsole;
  /** Text that waits for its turn. */
  kept: string[];
  ended: boolean;
}

/**
 * The progress of several builds as plain lines. Builds run side by side, but a log is read from top to bottom: the first target that
 * has not ended is printed as it runs, and what the others say is kept until their turn.
 */
export class TargetConsoles {
  readonly #write: (text: string) => void;
  readonly #frame: StepFrame;
  readonly #consoles = new Map<string, Console>();
  /** In the order in which they began; the first is printed. */
  readonly #order: string[] = [];

  constructor(write: (text: string) => void, frame: StepFrame) {
    this.#write = write;
    this.#frame = frame;
  }

  sinkOf(target: string): EventSink {
    const console: Console = {
      plain: new PlainConsole((text) => this.#say(target, text), this.#frame),
      kept: [],
      ended: false,
    };
    this.#consoles.set(target, console);
    this.#order.push(target);
    this.#say(target, `Target ${this.#frame.inline(target)}\n`);
    return console.plain.sink;
  }

  /** The target has ended: the next one is printed. */
  end(target: string): void {
    const console = this.#consoles.get(target);
    if (console === undefined) return;
    console.plain.close();
    console.ended = true;
    while (this.#order.length > 0 && this.#consoles.get(this.#order[0] ?? '')?.ended === true) {
      this.#order.shift();
      const next = this.#consoles.get(this.#order[0] ?? '');
      for (const text of next?.kept ?? []) this.#write(text);
      if (next !== undefined) next.kept = [];
    }
  }

  #say(target: string, text: string): void {
    if (this.#order[0] === target) this.#write(text);
    else this.#consoles.get(target)?.kept.push(text);
  }
}
