/**
 * `LAYER_BUILD_TESTS=thorough` runs all rounds of each property test, all cases of each fault matrix, and the tests with gigabytes of data.
 * By default, a property test has a tenth of its rounds, with new seeds in each run, and a large matrix has some cases of each kind. So
 * `npm test` is short enough to be run often.
 */
export const THOROUGH = process.env['LAYER_BUILD_TESTS'] === 'thorough';

/**
 * All cases in a thorough run, otherwise each `every`th case, starting with `first`. If the cases in `all` repeat with a period, choose an
 * `every` that does not divide it, so that some cases of each kind remain.
 */
export function sample<Case>(all: readonly Case[], every: number, first = 0): Case[] {
  return all.filter((_, position) => THOROUGH || position % every === first % every);
}

/** As `sample`, but of each kind by itself: the first of it, and each `every`th after that. */
export function sampleOfEachKind<Case>(all: readonly Case[], every: number, kindOf: (one: Case) => string): Case[] {
  const seen = new Map<string, number>();
  return all.filter((one) => {
    const position = seen.get(kindOf(one)) ?? 0;
    seen.set(kindOf(one), position + 1);
    return THOROUGH || position % every === 0;
  });
}

/** @param all the rounds of a thorough run */
export function rounds(all: number): { readonly numRuns: number } {
  return { numRuns: THOROUGH ? all : Math.ceil(all / 10) };
}
