import type { BuildEvent } from '../../engine/events.js';
import { shortDigest, type Digest } from '../../oci/digest.js';
import { shortBytes } from '../../text/format.js';
import { cutToWidth } from './display-width.js';

/** Where the layers of a pull or push are shown. */
export interface BoardOutput {
  readonly write: (text: string) => unknown;
  /** Columns and rows of a terminal that is drawn on; absent for plain lines. */
  readonly size?: (() => { readonly columns: number; readonly rows: number }) | undefined;
}

interface Line {
  state: string;
  /** Bytes so far and in all, while they move. */
  progress: { readonly done: number; readonly total: number } | undefined;
}

/** Characters between the brackets of a bar, as docker draws it. */
const BAR = 50;
/** Milliseconds between two drawings. */
const DRAW_EVERY = 100;

/**
 * The layers of an image side by side, one line each, in docker's words. A terminal shows each layer's present state with a bar; elsewhere
 * every change of state is a line, without the bars.
 */
export class LayerBoard {
  readonly #output: BoardOutput;
  readonly #now: () => number;
  /** The word for bytes that move. */
  readonly #moving: string;
  readonly #lines = new Map<string, Line>();
  /** The lines of the drawing that is on the terminal now. */
  #drawn = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(moving: 'Downloading' | 'Pushing', output: BoardOutput, now: () => number) {
    this.#moving = moving;
    this.#output = output;
    this.#now = now;
  }

  /** A line that stays, about the whole. */
  says(text: string): void {
    this.finish();
    this.#output.write(`${text}\n`);
  }

  layer(id: Digest, state: string): void {
    const key = shortDigest(id);
    const line = this.#line(key);
    if (line.state === state) return;
    line.state = state;
    line.progress = undefined;
    if (this.#output.size === undefined) this.#output.write(`${key}: ${state}\n`);
    else this.#draw(true);
  }

  /** @param id of the layer that an event of a blob is about; `undefined` if it is none */
  transfer(event: Extract<BuildEvent, { type: 'transfer' }>, id: Digest | undefined): void {
    if (this.#output.size === undefined || id === undefined || event.done >= event.total) return;
    const line = this.#line(shortDigest(id));
    line.state = this.#moving;
    line.progress = { done: event.done, total: event.total };
    this.#draw(false);
  }

  /** Leaves the last states on the terminal. */
  finish(): void {
    if (this.#output.size !== undefined && this.#lines.size > 0) this.#draw(true);
    this.#lines.clear();
    this.#drawn = 0;
  }

  #line(key: string): Line {
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const made: Line = { state: '', progress: undefined };
    this.#lines.set(key, made);
    return made;
  }

  #draw(now: boolean): void {
    const { size } = this.#output;
    if (size === undefined || (!now && this.#now() - this.#drawnAt < DRAW_EVERY)) return;
    this.#drawnAt = this.#now();
    const { columns, rows } = size();
    // A drawing that is higher than the terminal could not be drawn over: its lower part is shown, which is what still moves.
    const shown = [...this.#lines].slice(-Math.max(1, rows - 1));
    const text = shown.map(([key, line]) => `\u001b[2K${cutToWidth(lineText(key, line), columns - 1)}\n`).join('');
    this.#output.write(`${this.#drawn > 0 ? `\u001b[${this.#drawn}A` : ''}${text}`);
    this.#drawn = shown.length;
  }
}

function lineText(key: string, { state, progress }: Line): string {
  if (progress === undefined) return `${key}: ${state}`;
  const { done, total } = progress;
  const filled = Math.min(BAR, Math.floor((done / total) * BAR));
  const bar = `${'='.repeat(filled)}>${' '.repeat(BAR - filled)}`.slice(0, BAR);
  return `${key}: ${state} [${bar}]  ${shortBytes(done, 4)}/${shortBytes(total, 4)}`;
}
