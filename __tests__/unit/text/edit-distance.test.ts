import { describe, expect, it } from 'vitest';

import { suggestedName } from '../../../src/plan/checks/suggested-name.js';
import { editDistance } from '../../../src/text/edit-distance.js';
import { didYouMean, nearest } from '../../../src/text/nearest.js';

describe('the edits between two words', () => {
  it.each([
    ['', '', 0, 0],
    ['', 'abc', 3, 3],
    ['abc', '', 3, 3],
    ['same', 'same', 0, 0],
    ['kitten', 'sitting', 3, 3],
    ['Case', 'case', 1, 1],
    ['ab', 'ba', 2, 1],
    ['target', 'tagret', 2, 1],
    ['abcd', 'badc', 3, 2],
    // No letter is moved twice.
    ['ca', 'abc', 3, 3],
    ['a😀b', 'a😃b', 1, 1],
    ['😀😃', '😃😀', 2, 1],
  ])('%j, %j: %d, with swaps %d', (from, to, plain, swapped) => {
    expect([editDistance(from, to, false), editDistance(from, to, true)]).toEqual([plain, swapped]);
    expect([editDistance(to, from, false), editDistance(to, from, true)]).toEqual([plain, swapped]);
  });
});

describe('what a mistyped word was meant to be', () => {
  it.each([
    ['tagret', ['source', 'target'], 'target'],
    ['TARGET', ['source', 'target'], 'target'],
    ['tar', ['source', 'target'], 'target'],
    ['from', ['frame', 'form'], 'form'],
    ['x', ['y'], 'y'],
    ['import', ['report', 'images'], undefined],
    ['eport', ['report'], 'report'],
    ['erport', ['report'], 'report'],
    ['reprt', ['report'], 'report'],
    ['platfrms', ['platform'], 'platform'],
    ['x', ['yz'], undefined],
    ['abc', ['xyz'], undefined],
    ['word', [], undefined],
    ['a'.repeat(129), ['a'.repeat(128)], undefined],
  ])('%s of %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
    expect(didYouMean(word, candidates)).toBe(expected === undefined ? undefined : `Did you mean ${expected}?`);
  });
});

// BuildKit, util/suggest
describe("the name that a check's warning suggests", () => {
  it.each([
    ['VERSOIN', ['OTHER', 'VERSION'], 'VERSION'],
    ['VERS', ['VERSION'], undefined],
    ['version', ['VERSION'], undefined],
    ['AB', ['AC', 'AD'], 'AC'],
    ['AB', ['AC', 'AB'], undefined],
    ['AB', ['', 'CD'], 'CD'],
    ['a😀', ['a😀bc'], 'a😀bc'],
  ])('%s of %j', (name, known, expected) => {
    expect(suggestedName(name, known)).toBe(expected);
  });
});
