import type { StepInfo, StepOutcome } from '../../engine/events.js';
import type { StepReason } from '../../engine/reason.js';
import { shortDigest } from '../../oci/digest.js';
import { formatDuration } from '../../text/format.js';
import { OutputBuffer } from './output-buffer.js';
import { oneLine } from '../../text/sanitize-line.js';
import type { StepFrame } from './step-frame.js';
import { TerminalText } from './terminal-text.js';

const ESCAPE = '\u001b';

type State = 'waiting' | 'started' | 'finished' | 'failed' | 'unfinished';

/**
 * The part of a plain log that belongs to one step, or to one test: its head, reason, output and result. It keeps what has come in
 * until that is printed.
 */
export class StepBlock {
  readonly step: Pick<StepInfo, 'number' | 'total' | 'instruction'>;
  readonly #word: 'Step' | 'Test';
  readonly #frame: StepFrame;
  readonly #texts = { stdout: new TerminalText('colours'), stderr: new TerminalText('colours') };
  #state: State = 'waiting';
  #lines: string[] = [];
  readonly #output = new OutputBuffer();
  #hasOutput = false;
  #hasReason = false;
  /** How much of it is in the log already. */
  #printed: 'nothing' | 'lines' | 'output' | 'all' = 'nothing';
  #atLineStart = true;
  /** The output set a colour and has not reset it. */
  #coloured = false;
  #result: string | undefined;
  /** How the step ended, if it is over. */
  #end: string | undefined;

  constructor(step: StepBlock['step'], frame: StepFrame, word: 'Step' | 'Test' = 'Step') {
    this.step = step;
    this.#word = word;
    this.#frame = frame;
  }

  get started(): boolean {
    return this.#state !== 'waiting';
  }

  get done(): boolean {
    return this.#state === 'finished' || this.#state === 'failed' || this.#state === 'unfinished';
  }

  get failed(): boolean {
    return this.#state === 'failed';
  }

  /** Its head is printed already. */
  get live(): boolean {
    return this.#printed !== 'nothing';
  }

  /** Its head is printed and its command has printed nothing yet, so our own lines may go in between. */
  get quiet(): boolean {
    return this.#printed === 'lines';
  }

  /**
   * It has nothing to say yet: its key is being looked up. Its head waits, since most steps are over a moment later, and the head can
   * say so.
   */
  get silent(): boolean {
    return !this.live && !this.done && this.#lines.length === 0 && !this.#hasOutput;
  }

  start(): void {
    if (this.#state === 'waiting') this.#state = 'started';
  }

  running(reason: string): void {
    this.start();
    this.#addReason(reason);
  }

  output(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    this.start();
    this.#keep(this.#texts[stream].push(data));
  }

  /** @param words puts the reason of a miss into words */
  finish(outcome: StepOutcome, words: (reason: StepReason) => string): void {
    this.#state = 'finished';
    // Docker prints nothing about the cache at FROM: a base image is found, not made.
    if (outcome.status === 'miss') this.#addReason(words(outcome.reason));
    else if (!/^from\b/i.test(this.step.instruction)) {
      this.#lines.push(outcome.status === 'hit' ? ' ---> Using cache' : ` ---> Same as step ${outcome.of}`);
    }
    // The words that people look for in BuildKit's logs.
    this.#end = outcome.status === 'hit' ? 'CACHED' : `DONE ${formatDuration(outcome.durationMs)}`;
    const { imageId } = outcome;
    this.#result = ` ---> ${imageId === undefined ? '' : `${shortDigest(imageId)} `}${this.#end}`;
  }

  /** @param durationMs until then */
  fail(durationMs: number): void {
    this.#state = 'failed';
    this.#end = `FAILED after ${formatDuration(durationMs)}`;
    this.#result = ` ---> ${this.#end}`;
  }

  /** It was at work when the build ended. @param after the time that it took so far */
  stop(after: string): void {
    this.#state = 'unfinished';
    this.#result = ` ---> Stopped after ${after}`;
  }

  /** Of a test. */
  end(result: string): void {
    this.#state = 'finished';
    this.#result = ` ---> ${result}`;
  }

  leaveUnfinished(): void {
    if (this.done) return;
    this.#state = 'unfinished';
    this.#result = ' ---> Not finished';
  }

  /** A step that this one builds on has to run again first. This step will get another block. */
  putOff(by: number): void {
    this.#state = 'unfinished';
    this.#result = ` ---> Waits for step ${by}, which has to run again`;
  }

  #addReason(reason: string): void {
    if (this.#hasReason) return;
    this.#hasReason = true;
    this.#lines.push(` ---> Cache miss: ${this.#frame.inline(reason)}`);
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#hasOutput = true;
    this.#output.push(text);
  }

  /** Prints what has come since the last call. Our own lines that come after output wait for the output's end. */
  print(write: (text: string) => void): void {
    if (this.#printed === 'all') return;
    if (this.#printed === 'nothing') {
      const { number, total, instruction } = this.step;
      write(this.#frame.begin(`${this.#word} ${number}/${total} : ${oneLine(instruction)}`, this.#end));
      this.#printed = 'lines';
    }
    if (this.done) {
      this.#keep(this.#texts.stdout.end());
      this.#keep(this.#texts.stderr.end());
    }
    if (this.#printed === 'lines') this.#printLines(write);
    if (this.#hasOutput) this.#printOutput(write);
    if (this.done) this.#printEnd(write);
  }

  #printLines(write: (text: string) => void): void {
    for (const line of this.#lines) write(`${line}\n`);
    this.#lines = [];
  }

  #printOutput(write: (text: string) => void): void {
    if (this.#printed === 'lines') {
      write(this.#frame.openUntrusted());
      this.#printed = 'output';
    }
    for (const piece of this.#output.take()) {
      write(piece);
      this.#atLineStart = piece.endsWith('\n');
      // Only sequences that set colours get through TerminalText.
      const last = piece.lastIndexOf(ESCAPE);
      if (last >= 0) this.#coloured = !/^\[0*m/.test(piece.slice(last + 1));
    }
  }

  #printEnd(write: (text: string) => void): void {
    if (this.#printed === 'output') {
      // A colour that the output left on must not colour the rest of the log, nor come before the line that closes the
      // frame.
      if (this.#coloured) write(`${ESCAPE}[0m\n`);
      else if (!this.#atLineStart) write('\n');
      write(this.#frame.closeUntrusted());
    }
    this.#printLines(write);
    // Below a folded group, so that it can be seen without unfolding it.
    write(this.#frame.end());
    if (this.#result !== undefined) write(`${this.#result}\n`);
    this.#printed = 'all';
  }
}
