import { expect, it } from 'vitest';

import { atExit } from '../../../../src/app/host/at-exit.js';

it('releases all that is left at the end of the process, by one listener', () => {
  const before = process.listenerCount('exit');
  const released: number[] = [];
  const forgets = Array.from({ length: 20 }, (_, number) => atExit(() => released.push(number)));
  expect(process.listenerCount('exit')).toBe(before + 1);
  for (const forget of forgets.slice(0, 18)) forget();
  const [listener] = process.rawListeners('exit').slice(before) as (() => void)[];
  listener?.();
  expect(released).toEqual([18, 19]);
  for (const forget of forgets) forget();
  expect(process.listenerCount('exit')).toBe(before);
});
