import { describe, expect, it } from 'vitest';

import { HttpError } from '../../../src/http/http-error.js';
import { parseRetryAfter, RetryBudget, retrying } from '../../../src/http/retry.js';
import { NO_RETRY, type RetryPolicy } from '../../../src/http/retry-policy.js';
import { FakeClock } from '../../support/http-client.js';

const SIGNAL = new AbortController().signal;
const POLICY: RetryPolicy = { maxAttempts: 4, maxElapsedMs: 10_000, baseMs: 1000, maxWaitMs: 3000 };

function busy(retryAfterMs?: number): HttpError {
  return new HttpError('busy', { retryable: true, url: new URL('http://server.example/'), status: 503, retryAfterMs });
}

describe('RetryBudget', () => {
  const clock = (): FakeClock => new FakeClock();

  it('waits twice as long each time, up to a bound, and half of that at random', async () => {
    for (const [random, waits] of [
      [0, [500, 1000, 1500]],
      [0.5, [750, 1500, 2250]],
    ] as const) {
      const time = clock();
      const budget = new RetryBudget(POLICY, time, () => random);
      for (let attempt = 1; attempt <= 3; attempt++) await budget.waitAfter(busy(), SIGNAL);
      expect(time.waits).toEqual(waits);
    }
  });

  it('says after how many attempts it gave up, and stays spent', async () => {
    const budget = new RetryBudget(POLICY, clock(), () => 0);
    for (let attempt = 1; attempt <= 3; attempt++) await budget.waitAfter(busy(), SIGNAL);
    const error: unknown = await budget.waitAfter(busy(), SIGNAL).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ attempts: 4, retryable: true, status: 503, message: 'busy' });
    await expect(budget.waitAfter(error, SIGNAL)).rejects.toBe(error);
  });

  it('has all attempts and all the time again after progress', async () => {
    const time = clock();
    const budget = new RetryBudget(POLICY, time, () => 0);
    for (let round = 1; round <= 5; round++) {
      for (let attempt = 1; attempt <= 3; attempt++) await budget.waitAfter(busy(), SIGNAL);
      budget.restart();
    }
    expect(time.waits).toHaveLength(15);
  });

  it('waits as long as the server says, if there is time for it', async () => {
    const time = clock();
    const budget = new RetryBudget(POLICY, time, () => 0);
    await budget.waitAfter(busy(9000), SIGNAL);
    expect(time.waits).toEqual([9000]);
    await expect(budget.waitAfter(busy(1001), SIGNAL)).rejects.toMatchObject({ attempts: 2 });
  });

  it.each([
    ['an error that another attempt does not change', new HttpError('no', { retryable: false, url: new URL('a:b') })],
    ['an error that is not about a server', new TypeError('ours')],
  ])('waits for nothing after %s', async (_, error) => {
    const time = clock();
    await expect(new RetryBudget(POLICY, time, () => 0).waitAfter(error, SIGNAL)).rejects.toBe(error);
    expect(time.waits).toEqual([]);
  });

  it('ends with the reason of an aborted signal', async () => {
    const reason = new Error('cancelled');
    const budget = new RetryBudget(POLICY, clock(), () => 0);
    await expect(budget.waitAfter(busy(), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('retrying', () => {
  it('gives the first success', async () => {
    const budget = new RetryBudget(POLICY, new FakeClock(), () => 0);
    let attempts = 0;
    const attempt = (): Promise<number> => (++attempts < 3 ? Promise.reject(busy()) : Promise.resolve(attempts));
    expect(await retrying(budget, SIGNAL, attempt)).toBe(3);
  });

  it('makes one attempt by NO_RETRY', async () => {
    const budget = new RetryBudget(NO_RETRY, new FakeClock(), () => 0);
    const error = busy(0);
    await expect(retrying(budget, SIGNAL, () => Promise.reject(error))).rejects.toBe(error);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2015 00:00:30 GMT', 0],
    ['-5', undefined],
    ['1e9', undefined],
    ['99999999999', undefined],
    ['tomorrow', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j: %s', (text, ms) => expect(parseRetryAfter(text, now)).toBe(ms));
});
