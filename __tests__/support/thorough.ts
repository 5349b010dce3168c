/**
 * `LAYER_BUILD_TESTS=thorough` runs each property in all its rounds, each matrix of faults whole, and the tests that move gigabytes.
 * By default a property has a tenth of its rounds, from other seeds each time, and a large matrix some cases of each kind, so that
 * `npm test` is short enough to be run often.
 */
export const THOROUGH = process.env['LAYER_BUILD_TESTS'] === 'thorough';

/**
 * All of them in a thorough run, else each `every`th from `first` on. A number that divides no count of cases that repeat in `all`
 * leaves some of each kind.
 */
export function sample<Case>(all: readonly Case[], every: number, first = 0): Case[] {
  return all.filter((_, position) => THOROUGH || position % every === first % every);
}

/** @param all the rounds of a thorough run */
export function rounds(all: number): { readonly numRuns: number } {
  return { numRuns: THOROUGH ? all : Math.ceil(all / 10) };
}
