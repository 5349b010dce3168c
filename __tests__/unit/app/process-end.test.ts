import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { endSoon, stopOnSignals, type EndingProcess } from '../../../src/app/process-end.js';

class FakeProcess extends EventEmitter implements EndingProcess {
  readonly pid = 7;
  readonly codes: (number | undefined)[] = [];
  readonly kills: string[] = [];
  exit(code?: number): void {
    this.codes.push(code);
  }
  kill(pid: number, signal: string): void {
    // With a listener it would not end.
    this.kills.push(`${signal} to ${pid}, heard by ${this.listenerCount(signal)}`);
  }
}

describe('the end of a process', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('comes after %s within the grace time, with %i, though the work hangs', (name, code) => {
    const ending = new FakeProcess();
    const { signal } = stopOnSignals(ending, { graceMs: 8000, secondEndsAtOnce: true });
    ending.emit(name);
    expect(signal.aborted).toBe(true);
    expect((signal.reason as Error).message).toBe(`interrupted by ${name}`);
    vi.advanceTimersByTime(7999);
    expect(ending.codes).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ending.kills).toEqual([`${name} to 7, heard by 0`]);
    expect(ending.codes).toEqual([code]);
  });

  it('comes at once with the second signal, where that is asked for', () => {
    const ending = new FakeProcess();
    stopOnSignals(ending, { graceMs: 8000, secondEndsAtOnce: true });
    ending.emit('SIGINT');
    ending.emit('SIGTERM');
    expect(ending.codes).toEqual([143]);
  });

  it('waits for the grace time of the first signal, even if the runner sends a second one', () => {
    const ending = new FakeProcess();
    const { signal } = stopOnSignals(ending, { graceMs: 7000, secondEndsAtOnce: false });
    ending.emit('SIGINT');
    vi.advanceTimersByTime(6000);
    ending.emit('SIGTERM');
    expect(ending.codes).toEqual([]);
    expect((signal.reason as Error).message).toBe('interrupted by SIGINT');
    vi.advanceTimersByTime(1000);
    expect(ending.codes).toEqual([130]);
  });

  it('comes soon after the work is done, whatever is still open', () => {
    const ending = new FakeProcess();
    endSoon(ending, new AbortController().signal);
    vi.advanceTimersByTime(1000);
    expect(ending.codes).toEqual([undefined]);
    expect(ending.kills).toEqual([]);
  });

  it('is caused by the signal if a signal ended the work, even while other threads wait', () => {
    const ending = new FakeProcess();
    const { signal } = stopOnSignals(ending, { graceMs: 8000, secondEndsAtOnce: true });
    let exits = 0;
    ending.on('exit', () => (exits += 1));
    ending.emit('SIGTERM');
    endSoon(ending, signal);
    vi.advanceTimersByTime(1000);
    expect(ending.kills).toEqual(['SIGTERM to 7, heard by 0']);
    expect(exits).toBe(1);
  });
});
