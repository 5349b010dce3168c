import type { BuildEvent, WarningEvent } from '../../engine/events.js';
import { shortDigest } from '../../oci/digest.js';
import { CacheLines } from './cache-lines.js';
import { findingList } from './finding-list.js';
import { MissWords } from './miss-words.js';
import { StepBlock } from './step-block.js';
import { PLAIN_FRAME, type StepFrame } from './step-frame.js';
import { testResult, testTitle } from './test-words.js';
import { TransferLines } from './transfer-lines.js';
import { warningText } from './warning-text.js';
import { formatDuration } from '../../text/format.js';

/**
 * A build's progress as plain lines, like those of docker's classic builder:
 *
 *     Step 3/11 : RUN npm i
 *      ---> Cache miss: package.json modified
 *     added 12 packages
 *      ---> 5503b8604ed0 DONE 1.4s
 *
 * Steps run side by side, but a log is read from top to bottom: the first unfinished step is printed as it runs, and the
 * output of the others is kept until their turn.
 */
export class PlainConsole {
  readonly #write: (text: string) => void;
  readonly #frame: StepFrame;
  #blocks: StepBlock[] = [];
  /** By the number of their step. If a step ended more than once, the last end counts. */
  readonly #latest = new Map<number, StepBlock>();
  /** Index of the block whose turn it is. */
  #turn = 0;
  /** The test that runs, or ran last. */
  #test: StepBlock | undefined;
  /** Lines that belong to no step. They are printed at the next gap between steps. */
  #aside: string[] = [];
  /** What the checks found; it is printed at the end. */
  #findings: WarningEvent[] = [];
  readonly #transfers = new TransferLines();
  readonly #caches = new CacheLines();
  readonly #misses = new MissWords();

  constructor(write: (text: string) => void, frame: StepFrame = PLAIN_FRAME) {
    this.#write = write;
    this.#frame = frame;
  }

  readonly sink = (event: BuildEvent): void => {
    switch (event.type) {
      case 'plan':
        this.#flush();
        this.#latest.clear();
        this.#blocks = event.steps.map((step) => this.#newBlock(step));
        this.#turn = 0;
        break;
      case 'inputs':
        break;
      case 'step-started':
        this.#beginAgain(event.step);
        this.#block(event.step)?.start();
        break;
      case 'step-running':
        this.#block(event.step)?.running(this.#misses.of(event.step, event.reason));
        break;
      case 'step-output':
        this.#block(event.step)?.output(event.stream, event.data);
        break;
      case 'step-finished':
        this.#block(event.step)?.finish(event.outcome, (reason) => this.#misses.of(event.step, reason));
        break;
      case 'step-failed':
        this.#block(event.step)?.fail(event.durationMs);
        break;
      case 'step-stopped':
        this.#block(event.step)?.stop(formatDuration(event.durationMs));
        break;
      case 'test-started':
        this.#flush();
        this.#test = new StepBlock({ ...event, instruction: testTitle(event) }, this.#frame, 'Test');
        this.#test.start();
        this.#blocks.push(this.#test);
        break;
      case 'test-output':
        this.#test?.output(event.stream, event.data);
        break;
      case 'test-finished':
        this.#test?.end(testResult(event));
        break;
      case 'transfer':
        this.#noteIfAny(this.#transfers.of(event));
        break;
      case 'warning': {
        if (event.rule !== undefined) {
          this.#findings.push(event);
          break;
        }
        const { label, words } = warningText(event);
        this.#note(`${label} ${words}`);
        break;
      }
      case 'notice':
        this.#note(event.message);
        break;
      case 'cache':
        this.#noteIfAny(this.#caches.of(event));
        break;
      case 'image':
        this.#flush();
        this.#write(`Successfully built ${shortDigest(event.imageId)}\n`);
        for (const tag of event.tags) this.#write(`Successfully tagged ${this.#frame.inline(tag)}\n`);
        break;
      case 'build-finished':
        this.#flush();
        for (const line of findingList(this.#findings)) this.#write(`${this.#frame.inline(line)}\n`);
        this.#findings = [];
        break;
    }
    this.#advance();
  };

  /** Prints all that is left, finished or not. Call it when a build ends early. */
  close(): void {
    this.#flush();
  }

  #block(step: number): StepBlock | undefined {
    return this.#latest.get(step);
  }

  #newBlock(step: StepBlock['step']): StepBlock {
    const block = new StepBlock(step, this.#frame);
    this.#latest.set(step.number, block);
    return block;
  }

  /**
   * A finished step starts again, for instance because its layer cannot be found any more. If its block is not printed yet,
   * a new one replaces it. If it is, a second block follows it.
   */
  #beginAgain(step: number): void {
    const before = this.#block(step);
    if (before?.done !== true) return;
    const again = this.#newBlock(before.step);
    const at = this.#blocks.indexOf(before);
    if (at >= this.#turn) {
      this.#blocks[at] = again;
      return;
    }
    const live = this.#blocks[this.#turn];
    const waiting = live?.quiet === true ? [this.#newBlock(live.step)] : [];
    if (waiting.length > 0) live?.putOff(step);
    this.#blocks.splice(this.#turn + (live?.live === true ? 1 : 0), 0, again, ...waiting);
  }

  #noteIfAny(text: string | undefined): void {
    if (text !== undefined) this.#note(text);
  }

  #note(text: string): void {
    this.#aside.push(`${this.#frame.inline(text)}\n`);
  }

  /** Prints what has become printable. */
  #advance(): void {
    for (;;) {
      const block = this.#blocks[this.#turn];
      if (block?.started !== true || (block.silent && this.#aside.length === 0)) break;
      if (!block.live) this.#printAside();
      block.print(this.#write);
      if (!block.done) {
        // What a step waits for, such as the pull of a base image, is printed before the output of its command.
        if (block.quiet) this.#printAside();
        return;
      }
      this.#turn += 1;
    }
    this.#printAside();
  }

  #printAside(): void {
    for (const line of this.#aside) this.#write(line);
    this.#aside = [];
  }

  /** The failed step comes last, next to the error message that follows. */
  #flush(): void {
    const rest = this.#blocks.slice(this.#turn).filter((block) => block.started);
    for (const block of [...rest.filter((each) => !each.failed), ...rest.filter((each) => each.failed)]) {
      block.leaveUnfinished();
      block.print(this.#write);
    }
    this.#turn = this.#blocks.length;
    this.#printAside();
  }
}
