import { register } from 'node:module';
import { stepsOf } from './project.mjs';

// The rules themselves are the product's own.
register('../../scripts/typescript-loader.mjs', import.meta.url);
const { DEFAULT_COST, selectLayers } = await import('../../src/cache/save/save-policy.ts');
const { recordsWithin } = await import('../../src/cache/save/budget.ts');

/** Bytes of a pack, at most: see `e2e/nothing-changed.test.ts`. */
const PACK = 40e3;
const MAX_BYTES = 2e9;

/**
 * layer-build without any cache input: one pack for each image and ref, which the next one replaces, and a blob for each layer that is
 * worth it.
 */
export const ours = {
  name: 'layer-build',
  build(cache, { at, ref, image, state }) {
    const known = new Map(cache.get(at, ref, `pack ${image}`)?.map(asPair));
    const steps = stepsOf({ image, state });
    // A pull request with a pack of its own asks for that of its base when a step misses.
    if (steps.some(({ key }) => !known.has(key))) {
      for (const [key, candidate] of (cache.get(at, 'main', `pack ${image}`) ?? []).map(asPair))
        if (!known.has(key)) known.set(key, candidate);
    }
    const { seconds, run } = runSteps(
      steps,
      ({ key }) => known.has(key),
      (step) => fetch(cache, at, ref, known, step),
    );
    if (run.size === 0) return seconds;
    const now = at * 1000;
    for (const step of steps) {
      const made = run.has(step.number) || !known.has(step.key);
      known.set(step.key, { record: made ? recordOf(step, at) : known.get(step.key).record, used: now });
    }
    const records = recordsWithin([...known.values()], now);
    const { kept } = selectLayers(records, {
      policy: 'auto',
      maxBytes: MAX_BYTES,
      cost: DEFAULT_COST,
      inRegistry: new Set(),
    });
    // Only what this build made is on this machine.
    const isHere = new Set(
      steps.flatMap(({ key, number }) => (run.has(number) ? [known.get(key).record.layer.blob.digest] : [])),
    );
    for (const { layer } of kept) {
      const { digest, size } = layer.blob;
      if (isHere.has(digest) && !cache.has(at, ref, digest)) cache.put(at, ref, digest, size, digest);
    }
    cache.put(at, ref, `pack ${image}`, PACK, records);
    return seconds;
  },
};

function asPair(candidate) {
  return [candidate.record.key, candidate];
}

function recordOf({ key, stage, instruction, seconds, bytes, context }, at) {
  // A step that runs again makes other times, and so another blob.
  const digest = context ? key : `${key} ${at}`;
  return {
    key,
    stage,
    instruction,
    ownMs: seconds * 1000,
    durationMs: seconds * 1000,
    ...(context && { remakes: true }),
    layer: { blob: { digest, size: bytes } },
  };
}

/** Brings what a step left. COPY from the context needs nothing. @returns whether it could be had */
function fetch(cache, at, ref, known, { key, context }) {
  if (context) return true;
  return cache.get(at, ref, known.get(key).record.layer.blob.digest) !== undefined;
}

/** BuildKit with `mode=max` and a scope for each image: every layer is a blob, and an index names those of the last build. */
export const buildkit = {
  name: 'BuildKit, mode=max',
  build(cache, { at, ref, image, state }) {
    const known = new Map(cache.get(at, ref, `index ${image}`) ?? []);
    const steps = stepsOf({ image, state });
    const { seconds, run } = runSteps(
      steps,
      ({ key }) => known.has(key),
      ({ key }) => cache.get(at, ref, known.get(key)) !== undefined,
    );
    if (run.size === 0) return seconds;
    const index = steps.map(({ key, number }) => [key, run.has(number) ? `${key} ${at}` : known.get(key)]);
    const all = index.map(([, digest], number) => {
      // A layer that was not needed here is not here: it stays where it is, or is lost.
      if (cache.has(at, ref, digest)) return true;
      return run.has(number) && cache.put(at, ref, digest, steps[number].bytes, digest);
    });
    // An export that fails keeps the index as it was.
    if (all.every(Boolean)) cache.put(at, ref, `index ${image}`, INDEX, index);
    return seconds;
  },
};
/** Bytes of BuildKit's index of nine steps. */
const INDEX = 12e3;

/**
 * The steps that run: those without a record, and those whose result a step that runs needs and nobody has any more.
 *
 * @returns the seconds that they take
 */
function runSteps(steps, isKnown, bring) {
  const run = new Set();
  const brought = new Set();
  const provide = (number) => {
    if (run.has(number) || brought.has(number)) return;
    const step = steps[number];
    if (isKnown(step) && bring(step)) {
      brought.add(number);
      return;
    }
    for (const needed of step.needs) provide(needed);
    run.add(number);
  };
  for (const step of steps) if (!isKnown(step)) provide(step.number);
  return { run, seconds: [...run].reduce((sum, number) => sum + steps[number].seconds, 0) };
}
