import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { squarified, type Box } from '../../../../src/report/html/treemap-layout.js';
import { tickEvery } from '../../../../src/report/html/time-scale.js';

const area = ({ width, height }: Box): number => width * height;

describe('squarified', () => {
  it('lays out the example of the paper', () => {
    const parts = squarified([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = parts.map(({ x, y, width, height }) =>
      [x, y, width, height].map((value) => Number(value.toFixed(2))),
    );
    expect(rounded.slice(0, 4)).toEqual([
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
    ]);
  });

  it('gives each weight its share, within the box and beside the others', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    const sides = fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }));
    fc.assert(
      fc.property(weights, sides, (unsorted, [width, height]) => {
        const sorted = unsorted.toSorted((left, right) => right - left);
        const box = { x: 10, y: 20, width, height };
        const parts = squarified(sorted, box);
        const total = sorted.reduce((sum, weight) => sum + weight, 0);
        expect(parts).toHaveLength(sorted.length);
        for (const [index, part] of parts.entries()) {
          const share = (sorted[index]! / total) * area(box);
          expect(Math.abs(area(part) - share)).toBeLessThan(1e-6 * area(box));
          expect(part.x).toBeGreaterThan(10 - 1e-6);
          expect(part.y).toBeGreaterThan(20 - 1e-6);
          expect(part.x + part.width).toBeLessThan(10 + width + 1e-6);
          expect(part.y + part.height).toBeLessThan(20 + height + 1e-6);
          for (const other of parts.slice(index + 1)) {
            const across = Math.min(part.x + part.width, other.x + other.width) - Math.max(part.x, other.x);
            const down = Math.min(part.y + part.height, other.y + other.height) - Math.max(part.y, other.y);
            expect(Math.min(across, down)).toBeLessThan(1e-6);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives nothing for nothing', () => {
    expect(squarified([], { x: 0, y: 0, width: 1, height: 1 })).toEqual([]);
  });
});

describe('tickEvery', () => {
  it.each([
    [1, 100],
    [2400, 500],
    [61_000, 15_000],
    [3_600_000, 600_000],
    [1e12, 1.66752e11 + 1e6],
  ])('of %d ms is a round number of which at most six fit', (length, most) => {
    const every = tickEvery(length);
    expect(length / every).toBeLessThanOrEqual(6);
    expect(every).toBeLessThanOrEqual(Math.max(most, 100));
  });
});
