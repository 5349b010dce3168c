import type { StepInfo, StepOutcome } from '../../engine/events.js';
import { shortDigest } from '../../oci/digest.js';
import { HeldOutput } from './output-buffer.js';
import { oneLine } from '../../text/sanitize-line.js';
import { reasonWords } from '../model/reason-words.js';
import type { StepFrame } from './step-frame.js';
import { TerminalText } from './terminal-text.js';

const ESCAPE = '\u001b';

type State = 'waiting' | 'started' | 'finished' | 'failed' | 'broken-off';

/**
 * One step's part of a plain log: its head, its reason, its output, its result. Holds what has come until it is printed.
 */
export class StepBlock {
  readonly step: StepInfo;
  readonly #frame: StepFrame;
  readonly #texts = { stdout: new TerminalText('colours'), stderr: new TerminalText('colours') };
  #state: State = 'waiting';
  #lines: string[] = [];
  readonly #held = new HeldOutput();
  #hasOutput = false;
  #toldReason = false;
  /** What is on the page already. */
  #printed: 'nothing' | 'lines' | 'output' | 'all' = 'nothing';
  #atLineStart = true;
  /** The output set a colour and has not reset it. */
  #coloured = false;
  #result: string | undefined;

  constructor(step: StepInfo, frame: StepFrame) {
    this.step = step;
    this.#frame = frame;
  }

  get started(): boolean {
    return this.#state !== 'waiting';
  }

  get done(): boolean {
    return this.#state === 'finished' || this.#state === 'failed' || this.#state === 'broken-off';
  }

  get failed(): boolean {
    return this.#state === 'failed';
  }

  /** Its head is on the page and its end is not. */
  get live(): boolean {
    return this.#printed !== 'nothing';
  }

  /** Lines of ours may still be put below its head: its process has printed nothing. */
  get quiet(): boolean {
    return this.#printed === 'lines';
  }

  start(): void {
    if (this.#state === 'waiting') this.#state = 'started';
  }

  running(reason: string): void {
    this.start();
    this.#tellReason(reason);
  }

  output(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    this.start();
    this.#keep(this.#texts[stream].push(data));
  }

  finish(outcome: StepOutcome): void {
    this.#state = 'finished';
    // Docker says nothing of a cache at FROM: a base image is found, not made.
    if (outcome.status === 'miss') this.#tellReason(reasonWords(outcome.reason));
    else if (!/^from\b/i.test(this.step.instruction)) this.#lines.push(' ---> Using cache');
    this.#result = ` ---> ${shortDigest(outcome.imageId)}`;
  }

  fail(): void {
    this.#state = 'failed';
  }

  breakOff(): void {
    if (this.done) return;
    this.#state = 'broken-off';
    this.#result = ' ---> Broken off';
  }

  /** What it was to stand on has to be made again first; it will have another block. */
  putOff(by: number): void {
    this.#state = 'broken-off';
    this.#result = ` ---> Waits for step ${by}, which is made again`;
  }

  #tellReason(reason: string): void {
    if (this.#toldReason) return;
    this.#toldReason = true;
    this.#lines.push(` ---> Cache miss: ${this.#frame.inline(reason)}`);
  }

  #keep(text: string): void {
    if (text === '') return;
    this.#hasOutput = true;
    this.#held.push(text);
  }

  /** Prints what has come since the last call. Lines of ours that come after output wait for the output's end. */
  print(write: (text: string) => void): void {
    if (this.#printed === 'all') return;
    if (this.#printed === 'nothing') {
      const { number, total, instruction } = this.step;
      write(this.#frame.begin(`Step ${number}/${total} : ${oneLine(instruction)}`));
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
    for (const piece of this.#held.take()) {
      write(piece);
      this.#atLineStart = piece.endsWith('\n');
      // Only sequences that set colours get through TerminalText.
      const last = piece.lastIndexOf(ESCAPE);
      if (last >= 0) this.#coloured = !/^\[0*m/.test(piece.slice(last + 1));
    }
  }

  #printEnd(write: (text: string) => void): void {
    if (this.#printed === 'output') {
      // A colour that the output left on must not dye the rest of the log, nor stand before what closes the frame.
      if (this.#coloured) write(`${ESCAPE}[0m\n`);
      else if (!this.#atLineStart) write('\n');
      write(this.#frame.closeUntrusted());
    }
    this.#printLines(write);
    if (this.#result !== undefined) write(`${this.#result}\n`);
    write(this.#frame.end());
    this.#printed = 'all';
  }
}
