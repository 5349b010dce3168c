import { describe, expect, it } from 'vitest';

import { containerUsage } from '../../../../src/app/containers/container-usage.js';
import type { KnownContainer } from '../../../../src/app/containers/container-store.js';

const { signal } = new AbortController();
const LOST = new Error('the disk is full');

function known(name: string, status: string): KnownContainer {
  return { container: { name }, state: { status } } as unknown as KnownContainer;
}

/** Only a container that does not run can be counted, but for `lost`. */
const parts = (now: readonly KnownContainer[]) => ({
  read: ({ container }: KnownContainer) => Promise.resolve(now.find((one) => one.container.name === container.name)),
  written: ({ container, state }: KnownContainer) =>
    state.status === 'running' || container.name === 'lost' ? Promise.reject(LOST) : Promise.resolve(7),
  signal,
});

describe('containerUsage', () => {
  it('counts a container that ended meanwhile, and leaves out one that was removed', async () => {
    const all = [known('ends', 'running'), known('goes', 'running'), known('still', 'exited')];
    const now = [known('ends', 'exited'), known('still', 'exited')];
    expect(await containerUsage(all, parts(now))).toEqual([
      { known: now[0], written: 7 },
      { known: all[2], written: 7 },
    ]);
  });

  it('says why one cannot be counted, and counts the others', async () => {
    const all = [known('lost', 'exited'), known('still', 'exited')];
    expect((await containerUsage(all, parts(all))).map(({ written }) => written)).toEqual([LOST, 7]);
  });

  it('ends when it is interrupted', async () => {
    const ended = AbortSignal.abort(new Error('interrupted'));
    const all = [known('lost', 'exited')];
    await expect(containerUsage(all, { ...parts(all), signal: ended })).rejects.toThrow('interrupted');
  });
});
