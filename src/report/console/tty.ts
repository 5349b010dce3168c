import type { BuildEvent, StepInfo, StepOutcome, TestInfo, WarningEvent } from '../../engine/events.js';
import { shortDigest, type Digest } from '../../oci/digest.js';
import { CacheLines } from './cache-lines.js';
import { cutToWidth, displayWidth } from './display-width.js';
import { findingList } from './finding-list.js';
import { LastLines } from './last-lines.js';
import { testResult, testTitle } from './test-words.js';
import { warningText } from './warning-text.js';
import { oneLine } from '../../text/sanitize-line.js';
import { MissWords } from './miss-words.js';
import { formatBytes, formatDuration } from '../../text/format.js';

/** The terminal that is drawn on. */
export interface Terminal {
  write(text: string): void;
  /** Asked again for every drawing, since people resize their windows. */
  size(): { readonly columns: number; readonly rows: number };
}

export interface TtySettings {
  /** False where NO_COLOR is set. */
  readonly colour: boolean;
  /** Milliseconds on a clock that only runs forward. */
  readonly now: () => number;
  /** Calls back about every `milliseconds` until the function it returns is called. */
  readonly every: (milliseconds: number, callback: () => void) => () => void;
}

/** A step or a test. */
interface RunningStep {
  readonly head: string;
  /** Its place among those that run. */
  readonly number: number;
  readonly startedAt: number;
  readonly output: LastLines;
  reason: string | undefined;
}

interface Transfer {
  readonly direction: keyof typeof VERBS;
  readonly digest: Digest;
  readonly done: number;
  readonly total: number;
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[0J';
// eslint-disable-next-line no-control-regex -- what `#paint` writes
const COLOUR = /\u001b\[\d+m/g;
const REDRAW_MS = 100;
const OUTPUT_LINES = 3;
const VERBS = {
  pull: 'pulling',
  push: 'pushing',
  unpack: 'unpacking',
  restore: 'restoring',
  save: 'saving',
} as const;

/**
 * Live progress on a terminal. Finished steps scroll up as lines that stay. Below them, a part is redrawn ten times a
 * second, with a line for each running step (time, last output lines) and each transfer (bytes).
 */
export class TtyConsole {
  readonly #terminal: Terminal;
  readonly #settings: TtySettings;
  readonly #stopTimer: () => void;
  readonly #startedAt: number;
  #steps = new Map<number, StepInfo>();
  /** The steps that are over. One that runs again is not. */
  readonly #over = new Set<number>();
  readonly #running = new Map<number, RunningStep>();
  /** The test that runs: there are no steps any more then. */
  #test: { readonly event: TestInfo; readonly running: RunningStep } | undefined;
  readonly #transfers = new Map<string, Transfer>();
  readonly #caches = new CacheLines();
  readonly #misses = new MissWords();
  /** What the checks found; it is printed at the end. */
  #findings: WarningEvent[] = [];
  /** The widths of the lines of the live part that are on the screen now. */
  #drawn: readonly number[] = [];
  #closed = false;

  constructor(terminal: Terminal, settings: TtySettings) {
    this.#terminal = terminal;
    this.#settings = settings;
    this.#startedAt = settings.now();
    terminal.write(HIDE_CURSOR);
    this.#stopTimer = settings.every(REDRAW_MS, () => this.#draw([]));
  }

  readonly sink = (event: BuildEvent): void => {
    switch (event.type) {
      case 'plan':
        this.#steps = new Map(event.steps.map((step) => [step.number, step]));
        this.#over.clear();
        break;
      case 'inputs':
        break;
      case 'step-started':
        this.#start(event.step);
        break;
      case 'step-running': {
        const running = this.#start(event.step);
        if (running !== undefined) running.reason = this.#misses.of(event.step, event.reason);
        break;
      }
      case 'step-output':
        this.#start(event.step)?.output.push(event.stream, event.data);
        break;
      case 'step-finished':
        this.#over.add(event.step);
        this.#finish(event.step, event.outcome);
        break;
      case 'step-failed':
        this.#fail(event.step, `failed after ${formatDuration(event.durationMs)}`);
        break;
      case 'step-stopped':
        this.#fail(event.step, `stopped after ${formatDuration(event.durationMs)}`);
        break;
      case 'test-started':
        this.#test = { event, running: this.#run(event.number, testHead(event)) };
        break;
      case 'test-output':
        this.#test?.running.output.push(event.stream, event.data);
        break;
      case 'test-finished':
        this.#endTest(event);
        break;
      case 'transfer':
        this.#transfer(event);
        break;
      case 'warning': {
        if (event.rule !== undefined) {
          this.#findings.push(event);
          break;
        }
        const { label, words } = warningText(event);
        this.#say(`${this.#paint('33', label)} ${oneLine(words)}`);
        break;
      }
      case 'notice':
        this.#say(oneLine(event.message));
        break;
      case 'cache': {
        const line = this.#caches.of(event);
        if (line !== undefined) this.#say(oneLine(line));
        break;
      }
      case 'image':
        this.#say(
          `Successfully built ${shortDigest(event.imageId)}`,
          ...event.tags.map((tag) => `Successfully tagged ${oneLine(tag)}`),
        );
        break;
      case 'build-finished':
        this.#running.clear();
        this.#transfers.clear();
        this.#say(...findingList(this.#findings).map(oneLine));
        this.#findings = [];
        break;
    }
  };

  /** Removes the live part and shows the cursor again. May be called more than once, and at any moment. */
  close(): void {
    if (this.#closed) return;
    this.#stopTimer();
    this.#running.clear();
    this.#transfers.clear();
    this.#draw([]);
    this.#closed = true;
    this.#terminal.write(SHOW_CURSOR);
  }

  #start(number: number): RunningStep | undefined {
    const known = this.#running.get(number);
    if (known !== undefined) return known;
    const step = this.#steps.get(number);
    if (step === undefined) return undefined;
    this.#over.delete(number);
    return this.#run(number, title(step));
  }

  #run(number: number, head: string): RunningStep {
    const output = new LastLines(OUTPUT_LINES);
    const running: RunningStep = { head, number, startedAt: this.#settings.now(), output, reason: undefined };
    this.#running.set(number, running);
    return running;
  }

  #endTest(event: Extract<BuildEvent, { type: 'test-finished' }>): void {
    this.#running.delete(event.test);
    if (this.#test === undefined) return;
    const { event: test, running } = this.#test;
    const output = event.exitCode === 0 ? [] : running.output.lines();
    this.#say(
      testHead(test),
      ...output.map((line) => `  ${this.#paint('2', '│')} ${line}`),
      `  ${this.#paint(event.exitCode === 0 ? '32' : '31', testResult(event))}`,
    );
    this.#test = undefined;
  }

  #finish(number: number, outcome: StepOutcome): void {
    this.#running.delete(number);
    const step = this.#steps.get(number);
    if (step === undefined) return;
    this.#say(title(step), `  ${this.#paint('2', '→')} ${this.#result(number, outcome)}`);
  }

  #result(number: number, outcome: StepOutcome): string {
    if (outcome.status === 'hit') return this.#paint('32', 'cached');
    if (outcome.status === 'duplicate') return `same as step ${outcome.of}`;
    return `${formatDuration(outcome.durationMs)}, ${oneLine(this.#misses.of(number, outcome.reason))}`;
  }

  /** A step that has no result. */
  #fail(number: number, how: string): void {
    const running = this.#running.get(number);
    this.#running.delete(number);
    const step = this.#steps.get(number);
    if (step === undefined) return;
    this.#say(
      title(step),
      ...(running?.output.lines() ?? []).map((line) => `  ${this.#paint('2', '│')} ${line}`),
      `  ${this.#paint('31', how)}`,
    );
  }

  #transfer(event: Extract<BuildEvent, { type: 'transfer' }>): void {
    const key = `${event.direction} ${event.digest}`;
    if (event.done < event.total) {
      this.#transfers.set(key, event);
      return;
    }
    this.#transfers.delete(key);
  }

  /** Lines that stay. They may be longer than the terminal is wide: it wraps them, and nothing is lost. */
  #say(...lines: readonly string[]): void {
    this.#draw(lines);
  }

  #paint(code: string, text: string): string {
    return this.#settings.colour ? `\u001b[${code}m${text}\u001b[0m` : text;
  }

  #draw(staying: readonly string[]): void {
    if (this.#closed) return;
    const live = this.#liveLines();
    if (staying.length === 0 && live.length === 0 && this.#drawn.length === 0) return;
    const rows = this.#drawnRows();
    const up = rows === 0 ? '' : `\u001b[${rows}A`;
    const text = [...staying, ...live].map((line) => `${line}\n`).join('');
    // One write for the whole picture, so that it does not flicker.
    this.#terminal.write(`\r${up}${CLEAR_BELOW}${text}`);
    this.#drawn = live.map((line) => displayWidth(line.replace(COLOUR, '')));
  }

  /**
   * The rows that the live part takes now. When a window gets narrower, terminals wrap what is on the screen, so that a line may take
   * several rows.
   */
  #drawnRows(): number {
    const { columns } = this.#terminal.size();
    return this.#drawn.reduce((rows, width) => rows + Math.max(Math.ceil(width / Math.max(columns, 1)), 1), 0);
  }

  /**
   * Each line fits the screen's width, and all of them its height, so that it is known how far up to go for the next
   * drawing.
   */
  #liveLines(): string[] {
    const { columns, rows } = this.#terminal.size();
    const width = Math.max(columns - 1, 1);
    const room = Math.max(rows - 1, 1);
    const blocks = [...this.#running.values()]
      .sort((left, right) => left.number - right.number)
      .map((running) => this.#stepLines(running, width));
    const transfers = [...this.#transfers.values()].map((transfer) => cutToWidth(transferLine(transfer), width));
    const head = this.#headLine(width);
    let lines = [...head, ...blocks.flat(), ...transfers];
    // If there is too little room, the output goes first, then the lines at the end.
    if (lines.length > room) lines = [...head, ...blocks.flatMap((block) => block.slice(0, 1)), ...transfers];
    return lines.slice(0, room);
  }

  /** `5/8 · 12.3s`: how many steps are over, and the time since the build began. */
  #headLine(width: number): readonly string[] {
    if (this.#steps.size === 0 || (this.#running.size === 0 && this.#transfers.size === 0)) return [];
    const time = formatDuration(this.#settings.now() - this.#startedAt);
    return [this.#paint('1', cutToWidth(`${this.#over.size}/${this.#steps.size} · ${time}`, width))];
  }

  #stepLines(running: RunningStep, width: number): string[] {
    const time = formatDuration(this.#settings.now() - running.startedAt);
    const head = cutToWidth(running.head, Math.max(width - displayWidth(time) - 1, 1));
    const gap = ' '.repeat(Math.max(width - displayWidth(head) - displayWidth(time), 1));
    const lines = [cutToWidth(`${head}${gap}${time}`, width)];
    if (running.reason !== undefined) {
      lines.push(this.#paint('2', cutToWidth(`  ${oneLine(running.reason)}`, width)));
    }
    for (const line of running.output.lines()) lines.push(this.#paint('2', cutToWidth(`  │ ${line}`, width)));
    return lines;
  }
}

function title(step: StepInfo): string {
  return `Step ${step.number}/${step.total} : ${oneLine(step.instruction)}`;
}

function testHead(test: TestInfo): string {
  return `Test ${test.number}/${test.total} : ${oneLine(testTitle(test))}`;
}

function transferLine(transfer: Transfer): string {
  const bytes = `${formatBytes(transfer.done)} / ${formatBytes(transfer.total)}`;
  return `${VERBS[transfer.direction]} ${shortDigest(transfer.digest)}  ${bytes}`;
}
