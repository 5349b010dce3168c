import { UserError } from '../../../src/errors.js';
import { holds, type Target } from '../target.js';

/** Goes wrong in the way that the input names. */
export const target: Target = {
  seeds: [Buffer.from('well')],
  refusals: [UserError],
  run(input) {
    const kept: unknown[] = [];
    switch (input.toString('latin1')) {
      case 'refused':
        throw new UserError('no');
      case 'crash':
        throw new TypeError('planted');
      case 'property':
        holds(kept.length > 0, 'planted');
        return undefined;
      case 'rejected elsewhere':
        void Promise.reject(new TypeError('planted'));
        return new Promise((resolve) => setImmediate(resolve));
      case 'loop':
        for (;;) kept.length = 0;
      case 'wait':
        return new Promise(() => undefined);
      case 'heap':
        for (;;) kept.push(new Array<unknown>(10_000).fill(kept));
      case 'buffers':
        for (;;) kept.push(Buffer.alloc(16 * 1024 ** 2, 1));
      default:
        return undefined;
    }
  },
};
