import { expect, it } from 'vitest';

import { noCacheOf, unknownStages } from '../../../src/app/no-cache-stages.js';
import { MemoryBases } from '../../support/memory-engine.js';
import { planOf } from '../../support/memory-build.js';

it('names the stages, whatever their case', () => {
  expect(noCacheOf({ noCache: true, noCacheFilters: ['a'] })).toBe(true);
  expect(noCacheOf({ noCache: false, noCacheFilters: ['Deps', '1'] })).toEqual(new Set(['deps', '1']));
});

it('warns of a name that no stage has', async () => {
  const plan = await planOf('FROM scratch AS builder\nFROM scratch', new MemoryBases());
  expect(unknownStages(['Builder', '1'], [plan, plan])).toEqual([]);
  expect(unknownStages(['bulider', 'other'], [plan])).toEqual([
    'no-cache-filter: there is no stage "bulider", so it has no effect. Did you mean builder?',
    'no-cache-filter: there is no stage "other", so it has no effect.',
  ]);
});
