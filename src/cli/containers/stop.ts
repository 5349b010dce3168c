import { setTimeout as delay } from 'node:timers/promises';

import type { KnownContainer } from '../../app/containers/container-store.js';
import type { Containers } from '../../app/containers/containers.js';
import { signalName } from '../../app/containers/signal-name.js';
import { asWritten, one, type Options } from '../../app/options/option.js';
import { seconds } from './seconds.js';

/** Seconds that a container gets to end by itself, as docker gives it. */
const STOP_TIME = 10;
/** Milliseconds from the end of a container until the store says so, at most. */
const WRITTEN_DOWN = 5000;

/** The flags of the verbs that end containers. */
export const STOP_FLAGS = {
  time: {
    flag: ['-t', '--time'],
    also: ['--timeout'],
    takes: one('SECONDS', seconds),
    help: 'seconds to wait before KILL',
    otherwise: "the container's, or 10",
  },
  signal: { flag: ['-s', '--signal'], takes: one('SIGNAL', asWritten), help: 'signal', otherwise: "the container's" },
} as const satisfies Options;

/** Ends a container, if it runs: by its signal, and after a while by KILL. */
export async function stopOne(
  containers: Containers,
  { container, state }: KnownContainer,
  { time: given, signal }: { readonly time?: number | undefined; readonly signal?: string | undefined },
): Promise<void> {
  if (state.status !== 'running') return;
  const name = signalName(signal ?? container.stopSignal);
  const time = given ?? container.stopTimeout ?? STOP_TIME;
  const ended = containers.wait(container.id).then(() => true);
  ended.catch(() => undefined);
  const send = (each: typeof name): Promise<void> =>
    containers.kill(container, each).catch(async (error: unknown) => {
      // It may have ended meanwhile: nobody answers any more, before it is written down that it has.
      if (!(await Promise.race([ended, delay(WRITTEN_DOWN, false, { ref: false })]))) throw error;
    });
  await send(name);
  const inTime = await Promise.race([ended, delay(time < 0 ? 2 ** 31 - 1 : time * 1000, false, { ref: false })]);
  if (!inTime) await send('KILL');
  await ended;
}
