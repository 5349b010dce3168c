import { describe, expect, it } from 'vitest';

import { SlowReaders } from '../../../../src/app/containers/slow-readers.js';

const NEVER = new Promise<void>(() => undefined);

describe('SlowReaders', () => {
  it('waits for a reader while the process runs, and not longer', async () => {
    const readers = new SlowReaders();
    expect(readers.wait(undefined)).toBeUndefined();
    await readers.wait(Promise.resolve());
    const waiting = readers.wait(NEVER);
    expect(waiting).toBeInstanceOf(Promise);
    readers.end();
    await waiting;
    expect(readers.wait(NEVER)).toBeUndefined();
  });

  it('goes on when a reader has gone', async () => {
    await new SlowReaders().wait(Promise.reject(new Error('gone')));
  });
});
