import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';

import { BlockBuffers, sendInBlocks } from '../../../src/async/send-in-blocks.js';

const SIGNAL = new AbortController().signal;

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [index, size] of sizes.entries()) {
    await setImmediate();
    yield Buffer.alloc(size, index);
  }
}

it('sends a stream as blocks of one size, numbered, with a rest', async () => {
  const sent = new Map<number, string>();
  const count = await sendInBlocks(
    new BlockBuffers(2, 4),
    () => chunks(3, 3, 0, 7),
    async (block, number) => {
      await setImmediate();
      sent.set(number, Buffer.from(block).toString('hex'));
    },
    SIGNAL,
  );
  expect(count).toBe(4);
  expect([...sent].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)).toEqual([
    '00000001',
    '01010303',
    '03030303',
    '03',
  ]);
});

it('has as many blocks under way as there are buffers, for all streams together', async () => {
  const buffers = new BlockBuffers(3, 2);
  let now = 0;
  let most = 0;
  const send = async (): Promise<void> => {
    most = Math.max(most, ++now);
    await setImmediate();
    await setImmediate();
    now -= 1;
  };
  await Promise.all([1, 2].map(() => sendInBlocks(buffers, () => chunks(20), send, SIGNAL)));
  expect(most).toBe(3);
});

it('throws the first failure, gives up the rest, and leaves the buffers to others', async () => {
  const buffers = new BlockBuffers(1, 2);
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  let aborted = 0;
  // The stream goes on while the block fails, so nobody waits for it at that moment.
  const slow = async function* (signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(2);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    aborted += Number(signal.aborted);
    yield Buffer.alloc(2);
  };
  const failing = sendInBlocks(buffers, slow, () => Promise.reject(new Error('the first')), SIGNAL);
  await expect(failing).rejects.toThrow('the first');
  process.off('unhandledRejection', note);
  expect([unhandled, aborted]).toEqual([[], 1]);
  expect(
    await sendInBlocks(
      buffers,
      () => chunks(5),
      () => Promise.resolve(),
      SIGNAL,
    ),
  ).toBe(3);
});

it('throws the reason of its signal', async () => {
  const stop = new AbortController();
  const send = (): Promise<void> => {
    stop.abort(new Error('cancelled'));
    return Promise.resolve();
  };
  await expect(sendInBlocks(new BlockBuffers(1, 1), () => chunks(3), send, stop.signal)).rejects.toThrow('cancelled');
});
