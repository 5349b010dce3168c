import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

import type { Containers } from '../../../../src/app/containers/containers.js';
import type { KnownContainer } from '../../../../src/app/containers/container-store.js';
import { stopOne } from '../../../../src/cli/containers/stop.js';
import { UserError } from '../../../../src/errors.js';

const KNOWN = { container: { id: 'a', name: 'a', stopSignal: 'TERM' }, state: { status: 'running' } } as KnownContainer;

/** A container that ends by itself: nobody answers any more, and the store says so a little later. */
function endsByItself(sent: string[]): Containers {
  return {
    wait: () => delay(20, 0),
    kill: (_container: unknown, signal: string) => {
      sent.push(signal);
      return Promise.reject(new UserError('container a is not running'));
    },
  } as unknown as Containers;
}

it('is content with a container that ends before the signal reaches it', async () => {
  const sent: string[] = [];
  await stopOne(endsByItself(sent), KNOWN, { time: 0, signal: 'KILL' });
  expect(sent[0]).toBe('KILL');
});
