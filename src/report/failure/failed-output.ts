import type { BuildEvent, TestInfo } from '../../engine/events.js';
import { shorten } from '../../text/sanitize-line.js';
import { LastLines } from '../console/last-lines.js';
import type { FailureEvidence } from '../model/error-report.js';
import { tellingLines } from './telling-lines.js';

/** Lines of output that are looked through for those that tell what is wrong. */
const KEPT = 400;
/** Lines of output that a message quotes. */
const QUOTED = 15;
/** Characters of a quoted line. */
const WIDTH = 500;

/** What was at work when the build ended badly. */
interface Culprit {
  readonly step?: number;
  readonly test?: TestInfo;
  readonly output: LastLines;
}

/**
 * Keeps the last lines of each step and test that is at work. If one fails, or is at work when the build is interrupted, they are
 * the evidence for all who read of it without the log.
 */
export class FailedOutput {
  readonly #running = new Map<number, LastLines>();
  #test: Culprit | undefined;
  #culprit: Culprit | undefined;
  /** Milliseconds that the culprit took, if it was stopped. */
  #stoppedAfter = 0;

  readonly sink = (event: BuildEvent): void => {
    switch (event.type) {
      case 'step-running':
        this.#outputOf(event.step);
        break;
      case 'step-output':
        this.#outputOf(event.step).push(event.stream, event.data);
        break;
      case 'step-finished':
        this.#running.delete(event.step);
        break;
      case 'step-failed':
        // What failed before a second failure is why the build ends.
        if (this.#culprit?.step === undefined || this.#stoppedAfter > 0) this.#accuse(event.step, 0);
        break;
      case 'step-stopped':
        // Of several that were at work, the longest is told about. A step that was only looked up was no work.
        if (this.#running.has(event.step) && this.#mayBe(event.durationMs)) this.#accuse(event.step, event.durationMs);
        break;
      case 'test-started':
        this.#test = { test: event, output: new LastLines(KEPT) };
        break;
      case 'test-output':
        this.#test?.output.push(event.stream, event.data);
        break;
      case 'test-finished':
        if (event.exitCode !== 0) this.#culprit = this.#test;
        this.#test = undefined;
        break;
      default:
        break;
    }
  };

  /** `undefined` if nothing was at work: the build ended before its steps, or after them. */
  evidence(): FailureEvidence | undefined {
    const culprit = this.#culprit ?? this.#test;
    if (culprit === undefined) return undefined;
    const { step, test, output } = culprit;
    const lines = output.lines();
    const cut = (texts: readonly string[]): readonly string[] => texts.map((text) => shorten(text, WIDTH));
    return {
      ...(step !== undefined && { step }),
      ...(test !== undefined && { test: test.command }),
      telling: cut(tellingLines(lines)),
      output: cut(lines.slice(-QUOTED)),
    };
  }

  #outputOf(step: number): LastLines {
    const output = this.#running.get(step) ?? new LastLines(KEPT);
    this.#running.set(step, output);
    return output;
  }

  #mayBe(durationMs: number): boolean {
    return this.#culprit === undefined || (this.#stoppedAfter > 0 && durationMs > this.#stoppedAfter);
  }

  #accuse(step: number, stoppedAfter: number): void {
    this.#culprit = { step, output: this.#outputOf(step) };
    this.#stoppedAfter = stoppedAfter;
  }
}
