/**
 * `LAYER_BUILD_TESTS=thorough` runs each property in all its rounds, and the tests that move gigabytes. By default a property has
 * a tenth of them, from other seeds each time, so that `npm test` is short enough to be run often.
 */
export const THOROUGH = process.env['LAYER_BUILD_TESTS'] === 'thorough';

/** @param all the rounds of a thorough run */
export function rounds(all: number): { readonly numRuns: number } {
  return { numRuns: THOROUGH ? all : Math.ceil(all / 10) };
}
