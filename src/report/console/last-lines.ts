import { TerminalText } from './terminal-text.js';

/** Characters kept of one line: more than any terminal is wide. */
const LINE_LIMIT = 1000;

/** The last lines of a step's output as a terminal would show them; a carriage return goes back to the start of the line. */
export class LastLines {
  readonly #count: number;
  readonly #texts = { stdout: new TerminalText('none'), stderr: new TerminalText('none') };
  #done: string[] = [];
  #open = '';
  /** A carriage return was read: the next character replaces the line, unless it is a line break. */
  #returned = false;

  constructor(count: number) {
    this.#count = count;
  }

  push(stream: 'stdout' | 'stderr', data: Uint8Array): void {
    const parts = this.#texts[stream].push(data).split(/(\n|\r)/);
    for (const part of parts) {
      if (part === '\n') {
        this.#done.push(this.#open);
        this.#open = '';
        this.#returned = false;
        if (this.#done.length > this.#count) this.#done.shift();
      } else if (part === '\r') this.#returned = true;
      else if (part !== '') {
        const before = this.#returned ? '' : this.#open;
        this.#open = (before + part.slice(0, LINE_LIMIT)).slice(0, LINE_LIMIT);
        this.#returned = false;
      }
    }
  }

  lines(): string[] {
    const all = this.#open === '' ? this.#done : [...this.#done, this.#open];
    return all.slice(-this.#count).map((line) => line.replaceAll('\t', '  '));
  }
}
