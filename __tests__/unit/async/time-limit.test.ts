import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';

import { withTimeLimit } from '../../../src/async/time-limit.js';

it('ends when the time is over, and when the signal ends', async () => {
  const stop = new AbortController();
  const short = withTimeLimit(stop.signal, 5);
  const long = withTimeLimit(stop.signal, 3_600_000);
  while (!short.aborted) await sleep(1);
  expect(short.reason).toMatchObject({ name: 'TimeoutError' });
  expect(long.aborted).toBe(false);
  stop.abort('over');
  expect(long.reason).toBe('over');
});
