import type { Target } from '../target.js';

/** An error behind four comparisons, each of which is right for one input in some hundreds. */
export const target: Target = {
  seeds: [Buffer.from('....')],
  refusals: [],
  run(input) {
    if (input[0] !== 0xf1) return;
    if (input[1] !== 0x75) return;
    if (input[2] !== 0x7a) return;
    if (input[3] === 0xe2) throw new TypeError('planted');
  },
};
