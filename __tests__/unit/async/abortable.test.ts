import { expect, it } from 'vitest';
import { settledBefore } from '../../../src/async/abortable.js';

it('leaves no failure unhandled of work that began too late', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    const late = AbortSignal.abort(new Error('too late'));
    await expect(settledBefore(late, Promise.reject(new Error('of the work')))).rejects.toThrow('too late');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
