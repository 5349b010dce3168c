import { describe, expect, it } from 'vitest';

import { CleanUps } from '../../../src/async/clean-ups.js';

function faultsOf(): { readonly faults: string[]; readonly note: (what: string, error: unknown) => void } {
  const faults: string[] = [];
  return { faults, note: (what, error) => faults.push(`${what}: ${(error as Error).message}`) };
}

describe('clean-ups', () => {
  it('are all done, the last one first, though one throws and one rejects', async () => {
    const done: string[] = [];
    const cleanUps = new CleanUps(1000);
    cleanUps.add('first', () => done.push('first'));
    cleanUps.add('throw', () => {
      throw new Error('thrown');
    });
    cleanUps.add('reject', () => Promise.reject(new Error('rejected')));
    cleanUps.add('last', async () => {
      await Promise.resolve();
      done.push('last');
    });
    const { faults, note } = faultsOf();
    await cleanUps.run(note);
    expect(done).toEqual(['last', 'first']);
    expect(faults).toEqual(['reject: rejected', 'throw: thrown']);
  });

  it('go on past one that never ends', async () => {
    const done: string[] = [];
    const cleanUps = new CleanUps(50);
    cleanUps.add('first', () => done.push('first'));
    cleanUps.add('hang', () => new Promise(() => undefined));
    const { faults, note } = faultsOf();
    await cleanUps.run(note);
    expect(done).toEqual(['first']);
    expect(faults).toEqual(['hang: it did not end within 0 s']);
  });

  it('are done once', async () => {
    let count = 0;
    const cleanUps = new CleanUps(1000);
    cleanUps.add('count', () => (count += 1));
    const { note } = faultsOf();
    await cleanUps.run(note);
    await cleanUps.run(note);
    expect(count).toBe(1);
  });
});
