import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Printer } from '../../../../src/cli/containers/printer.js';

/** Takes what is written when `take` is called. */
class SlowReader {
  readonly taken: string[] = [];
  dropped = false;
  readonly #waiting: (() => void)[] = [];

  readonly writeBytes = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      this.#waiting.push(() => {
        this.taken.push(Buffer.from(bytes).toString());
        resolve();
      });
    });
  readonly dropOutput = (): void => void (this.dropped = true);

  async take(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
    this.#waiting.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('Printer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const printing = (): { readonly reader: SlowReader; readonly printer: Printer; readonly isDone: () => boolean } => {
    const reader = new SlowReader();
    const printer = new Printer(reader);
    for (const line of ['one', 'two', 'three']) void printer.output('stdout', Buffer.from(line));
    let done = false;
    void printer.printed().then(() => (done = true));
    return { reader, printer, isDone: () => done };
  };

  it('waits for a reader as long as it likes', async () => {
    const { reader, isDone } = printing();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([reader.dropped, isDone()]).toEqual([false, false]);
    for (let at = 0; at < 3; at++) await reader.take();
    expect([reader.taken, isDone()]).toEqual([['one', 'two', 'three'], true]);
  });

  it('gives up a reader that takes nothing, once that is limited', async () => {
    const { reader, printer, isDone } = printing();
    await reader.take();
    printer.limitWaiting();
    await vi.advanceTimersByTimeAsync(2_000);
    expect([reader.taken, reader.dropped, isDone()]).toEqual([['one'], true, true]);
    await printer.output('stdout', Buffer.from('four'));
    expect(reader.taken).toEqual(['one']);
  });

  it('goes on while the reader takes something', async () => {
    const { reader, printer, isDone } = printing();
    printer.limitWaiting();
    for (let at = 0; at < 3; at++) {
      await vi.advanceTimersByTimeAsync(1_900);
      await reader.take();
    }
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([reader.taken, reader.dropped, isDone()]).toEqual([['one', 'two', 'three'], false, true]);
  });
});
