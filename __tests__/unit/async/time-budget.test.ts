import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { TimeBudget } from '../../../src/async/time-budget.js';

const NEVER = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('a budget of time', () => {
  it('stops what goes on when it is used up, and says which setting it is', () => {
    const { signal } = new TimeBudget(5000, 'cache-timeout').begin(NEVER);
    vi.advanceTimersByTime(4999);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.aborted).toBe(true);
    expect(String(signal.reason)).toContain('longer than 5 s in total (cache-timeout)');
  });

  it('adds up pieces of work, but not the time between them', () => {
    const budget = new TimeBudget(5000, 'cache-timeout');
    const first = budget.begin(NEVER);
    vi.advanceTimersByTime(3000);
    first.end();
    vi.advanceTimersByTime(60_000);
    expect(budget.leftMs).toBe(2000);
    const second = budget.begin(NEVER);
    vi.advanceTimersByTime(1999);
    expect(second.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(second.signal.aborted).toBe(true);
  });

  it('counts what goes on side by side once', () => {
    const budget = new TimeBudget(5000, 'cache-timeout');
    const [first, second] = [budget.begin(NEVER), budget.begin(NEVER)];
    vi.advanceTimersByTime(2000);
    first.end();
    vi.advanceTimersByTime(1000);
    second.end();
    expect(budget.leftMs).toBe(2000);
  });

  it('gives nothing more when it is used up', async () => {
    const budget = new TimeBudget(10, 'cache-timeout');
    const spending = budget.begin(NEVER);
    vi.advanceTimersByTime(10);
    spending.end();
    await expect(budget.spend(NEVER, (signal) => Promise.reject(signal.reason as Error))).rejects.toThrow(
      'cache-timeout',
    );
  });

  it('passes on that the build was cancelled', () => {
    const build = new AbortController();
    const { signal } = new TimeBudget(10, 'cache-timeout').begin(build.signal);
    build.abort(new Error('cancelled'));
    expect(signal.reason).toEqual(new Error('cancelled'));
  });
});
