import { EngineBug } from '../../errors.js';
import { traced } from '../../trace/span.js';
import type { CompressedGroup } from './group.js';

const NOTHING = Buffer.alloc(0);

interface Slot {
  /** `undefined` while it is being compressed. */
  output: Buffer | undefined;
  readonly size: number;
  readonly endsGroup: boolean;
}

export interface OrderedOutputParts {
  /** Takes the output in order, synchronously. What it throws is thrown by the next call. */
  readonly sink: (chunk: Buffer) => void;
  readonly onGroup: ((group: CompressedGroup) => void) | undefined;
  /** Blocks that may be in the making before `drained` has to be awaited. */
  readonly maxInFlight: number;
}

/** Blocks are compressed side by side, and reach the sink in the order in which they were begun. */
export class OrderedOutput {
  readonly #parts: OrderedOutputParts;
  /** In order. */
  readonly #slots: Slot[] = [];
  /** What the sink has of the group that was begun. */
  #compressed = 0;
  #size = 0;
  #error: unknown;
  #failed = false;
  #wake: (() => void)[] = [];

  constructor(parts: OrderedOutputParts) {
    this.#parts = parts;
  }

  /**
   * Begins a block.
   *
   * @param size bytes of its input
   * @returns to be called with its output, or with why there is none
   */
  begin(size: number, endsGroup: boolean): (error: unknown, output: Buffer) => void {
    const slot: Slot = { output: undefined, size, endsGroup };
    this.#slots.push(slot);
    return (error, output) => this.#arrived(slot, error, output);
  }

  /** @throws what stopped the output */
  check(): void {
    if (this.#failed) throw this.#error;
  }

  /** As `GroupCompressor` has it. */
  drained(): Promise<void> | undefined {
    this.check();
    const { maxInFlight } = this.#parts;
    if (this.#slots.length < maxInFlight) return undefined;
    return traced(
      'layers: waits',
      () => 'for the compressor',
      () => this.#waitUntil(maxInFlight - 1),
    );
  }

  /** Resolves when the sink has all that was begun. */
  async flushed(): Promise<void> {
    await this.#waitUntil(0);
  }

  /** As `GroupCompressor` has it. */
  async abandon(): Promise<void> {
    this.#fail(new EngineBug('written to after it was abandoned'));
    while (this.#slots.length > 0) await this.#change();
  }

  async #waitUntil(inFlight: number): Promise<void> {
    while (this.#slots.length > inFlight && !this.#failed) await this.#change();
    this.check();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #fail(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
  }

  #arrived(slot: Slot, error: unknown, output: Buffer): void {
    const isGood = error === null || error === undefined;
    if (!isGood) this.#fail(error);
    slot.output = isGood ? output : NOTHING;
    for (let head = this.#slots[0]; head?.output !== undefined; head = this.#slots[0]) {
      this.#slots.shift();
      if (!this.#failed) this.#pass(head, head.output);
    }
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  /** What the sink throws ends the output, and not the taking of what is still to come: `abandon` waits for all of that. */
  #pass({ size, endsGroup }: Slot, output: Buffer): void {
    try {
      this.#parts.sink(output);
      this.#compressed += output.length;
      this.#size += size;
      if (!endsGroup) return;
      this.#parts.onGroup?.({ compressed: this.#compressed, size: this.#size });
      this.#compressed = 0;
      this.#size = 0;
    } catch (thrown) {
      this.#fail(thrown);
    }
  }
}
