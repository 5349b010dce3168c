import { describe, expect, it } from 'vitest';

import { sha256 } from '../../../../src/oci/digest.js';
import { TtyConsole } from '../../../../src/report/console/tty.js';
import { failed, hit, output, plan, ran, running } from '../events.js';

/** As much of a terminal as the renderer uses: lines, a cursor that goes up, clearing below it, wrapping. */
class FakeTerminal {
  lines: string[] = [''];
  cursorShown = true;
  columns = 60;
  rows = 20;
  #row = 0;
  #column = 0;
  /** How often the cursor was sent above the first line: a sign of a picture that was measured wrongly. */
  overruns = 0;

  /** As terminals do that wrap what is on the screen: a longer line takes more rows then, and the cursor moves with them. */
  narrow(columns: number): void {
    const rows = this.lines.map((line) => line.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? ['']);
    this.#row = rows.slice(0, this.#row).flat().length;
    this.lines = rows.flat();
    this.columns = columns;
  }

  size = (): { columns: number; rows: number } => ({ columns: this.columns, rows: this.rows });

  write = (text: string): void => {
    // eslint-disable-next-line no-control-regex -- the sequences that are to be understood
    for (const part of text.split(/(\u001b\[[0-9?]*[A-Za-z]|\n|\r)/)) {
      if (part === '\n') {
        this.#row += 1;
        this.#column = 0;
        this.lines[this.#row] ??= '';
      } else if (part === '\r') this.#column = 0;
      else if (part.startsWith('\u001b[')) this.#control(part);
      else this.#print(part);
    }
  };

  #control(sequence: string): void {
    const count = Number(/\d+/.exec(sequence)?.[0] ?? 0);
    if (sequence === '\u001b[?25l') this.cursorShown = false;
    else if (sequence === '\u001b[?25h') this.cursorShown = true;
    else if (sequence.endsWith('A')) {
      if (count > this.#row) this.overruns += 1;
      this.#row = Math.max(0, this.#row - count);
    } else if (sequence.endsWith('J')) {
      this.lines.length = this.#row + 1;
      this.lines[this.#row] = (this.lines[this.#row] ?? '').slice(0, this.#column);
    } else if (!sequence.endsWith('m')) throw new Error(`unknown sequence ${JSON.stringify(sequence)}`);
  }

  #print(text: string): void {
    for (const character of text) {
      if (this.#column >= this.columns) {
        this.#row += 1;
        this.#column = 0;
        this.lines[this.#row] ??= '';
      }
      const line = this.lines[this.#row] ?? '';
      this.lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
      this.#column += 1;
    }
  }

  get screen(): string {
    return this.lines.map((line) => line.trimEnd()).join('\n');
  }
}

function open(terminal: FakeTerminal, colour = false) {
  let now = 0;
  let tick: (() => void) | undefined;
  const every = (_milliseconds: number, callback: () => void): (() => void) => {
    tick = callback;
    return () => (tick = undefined);
  };
  const console = new TtyConsole(terminal, { colour, now: () => now, every });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    tick?.();
  };
  return { console, pass, ticking: () => tick !== undefined };
}

describe('TtyConsole', () => {
  it('draws a line for each running step, with time and last output lines, below the finished ones', () => {
    const terminal = new FakeTerminal();
    const { console, pass } = open(terminal);
    console.sink(plan('FROM a', 'RUN npm i', 'RUN make'));
    for (const event of hit(1)) console.sink(event);
    console.sink(running(2, 'package.json'));
    console.sink(running(3, 'Makefile'));
    for (const line of ['one', 'two', 'three', 'four']) console.sink(output(2, `${line}\n`));
    console.sink(output(2, '10%\r20%\r30%'));
    pass(2500);
    expect(terminal.screen).toBe(`Step 1/3 : FROM a
  → cached
1/3 · 2.5s
Step 2/3 : RUN npm i                                   2.5s
  package.json modified
  │ three
  │ four
  │ 30%
Step 3/3 : RUN make                                    2.5s
  Makefile modified
`);
    console.sink(ran(2, 'package.json', { durationMs: 2500 }));
    pass(100);
    expect(terminal.screen).toBe(`Step 1/3 : FROM a
  → cached
Step 2/3 : RUN npm i
  → 2.5s, package.json modified
2/3 · 2.6s
Step 3/3 : RUN make                                    2.6s
  Makefile modified
`);
  });

  it('shows transfers while they last', () => {
    const terminal = new FakeTerminal();
    const { console, pass } = open(terminal);
    console.sink(plan('FROM a'));
    const digest = sha256('blob');
    console.sink({ type: 'transfer', direction: 'pull', digest, done: 1_000_000, total: 4_200_000 });
    pass(100);
    expect(terminal.screen).toBe(`0/1 · 0.1s\npulling ${digest.slice(7, 19)}  1.00MB / 4.20MB\n`);
    console.sink({ type: 'transfer', direction: 'pull', digest, done: 4_200_000, total: 4_200_000 });
    pass(100);
    expect(terminal.screen.trim()).toBe('');
  });

  it('never draws a live line that wraps, nor more lines than the screen has', () => {
    const terminal = new FakeTerminal();
    terminal.columns = 30;
    terminal.rows = 6;
    const { console, pass } = open(terminal, true);
    console.sink(plan(...Array.from({ length: 9 }, (_, index) => `RUN 镜像镜像镜像镜像 ${'x'.repeat(50)} ${index}`)));
    for (let step = 1; step <= 9; step += 1) {
      console.sink(running(step, 'r'.repeat(100)));
      console.sink(output(step, `${'wide 鏡像 '.repeat(20)}\n`));
    }
    for (let count = 0; count < 5; count += 1) pass(100);
    expect(terminal.lines.filter((line) => line !== '').length).toBeLessThanOrEqual(5);
    expect(terminal.overruns).toBe(0);
    console.close();
    expect(terminal.screen).toBe('');
  });

  it('leaves no line behind when the window gets narrower, or wider again', () => {
    const terminal = new FakeTerminal();
    const { console, pass } = open(terminal);
    console.sink(plan('FROM a', `RUN ${'make '.repeat(20)}`));
    for (const event of hit(1)) console.sink(event);
    console.sink(running(2, 'package.json'));
    console.sink(output(2, `${'much '.repeat(30)}\n`));
    pass(100);
    for (const columns of [25, 13, 60]) {
      terminal.narrow(columns);
      pass(100);
      expect(terminal.lines.filter((line) => /^\d\/\d · /.test(line))).toHaveLength(1);
      expect(terminal.overruns).toBe(0);
    }
    console.close();
    expect(terminal.screen.replaceAll('\n', '')).toBe('Step 1/2 : FROM a  → cached');
  });

  it('gives the cursor back when it is closed at any moment, once', () => {
    const terminal = new FakeTerminal();
    const { console, pass, ticking } = open(terminal);
    expect(terminal.cursorShown).toBe(false);
    console.sink(plan('RUN a'));
    console.sink(running(1, 'new'));
    pass(100);
    console.close();
    expect(terminal.cursorShown).toBe(true);
    expect(ticking()).toBe(false);
    const before = terminal.screen;
    console.close();
    console.sink(output(1, 'late\n'));
    pass(100);
    expect(terminal.screen).toBe(before);
  });

  it('leaves the last output lines of a failed step on the screen', () => {
    const terminal = new FakeTerminal();
    const { console } = open(terminal);
    console.sink(plan('RUN a'));
    console.sink(running(1, 'new'));
    console.sink(output(1, 'E: no such package\n', 'stderr'));
    console.sink(failed(1, new Error('exit code 1'), 3000));
    console.sink({ type: 'build-finished', durationMs: 3100, ok: false });
    console.close();
    expect(terminal.screen).toBe('Step 1/1 : RUN a\n  │ E: no such package\n  failed after 3.0s\n');
  });

  it("lets no control sequence of a step's output reach the terminal", () => {
    const written: string[] = [];
    const { console, pass } = open(
      Object.assign(new FakeTerminal(), { write: (text: string) => void written.push(text) }),
    );
    console.sink(plan('RUN a\u001b[2J'));
    console.sink(running(1, 'x\u001b]0;title\u0007'));
    console.sink(output(1, '\u001b[2J\u001b]52;c;AAAA\u0007\u001b[31mred\u001b[999Abye\n'));
    pass(100);
    console.close();
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    const foreign = written.join('').replace(/\u001b\[(?:\?25[lh]|0J|\d+A)/g, '');
    expect(foreign).not.toContain('\u001b');
    expect(foreign).toContain('redbye');
  });

  it('uses no colour where it must not', () => {
    for (const colour of [true, false]) {
      const written: string[] = [];
      const terminal = Object.assign(new FakeTerminal(), { write: (text: string) => void written.push(text) });
      const { console } = open(terminal, colour);
      console.sink(plan('FROM a'));
      for (const event of hit(1)) console.sink(event);
      console.close();
      expect(written.join('').includes('\u001b[32m')).toBe(colour);
    }
  });
});
