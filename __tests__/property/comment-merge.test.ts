import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { coversRow, mergeRows } from '../../src/report/comment/merge.js';
import type { CommentRow } from '../../src/report/comment/row.js';
import { row } from '../unit/report/comment-samples.js';

const ROWS = fc.array(
  fc
    .record({
      title: fc.constantFrom('a', 'b', 'c'),
      workflow: fc.constantFrom('aaaaaaaa', 'bbbbbbbb'),
      run: fc.integer({ min: 1, max: 3 }),
      attempt: fc.integer({ min: 1, max: 2 }),
      at: fc.constantFrom('2026-01-01T12:00:00.000Z', '2026-01-01T12:00:01.000Z'),
    })
    .map(({ title, ...identity }) => row(title, identity)),
  { maxLength: 8 },
);

describe('merging rows', () => {
  it('gives the same in any order and grouping', () => {
    fc.assert(
      fc.property(ROWS, ROWS, ROWS, (a, b, c) => {
        const all = mergeRows(a, b, c);
        expect(mergeRows(c, b, a)).toEqual(all);
        expect(mergeRows(mergeRows(a, b), c)).toEqual(all);
        expect(mergeRows(a, mergeRows(b, c))).toEqual(all);
        expect(mergeRows(all, all)).toEqual(all);
      }),
    );
  });

  it('loses no row but to a later one of its build, or a later run of its workflow', () => {
    fc.assert(
      fc.property(ROWS, ROWS, (a, b) => {
        const merged = mergeRows(a, b);
        for (const one of [...a, ...b]) expect(coversRow(merged, one)).toBe(true);
        const of = ({ workflow, id }: CommentRow): string => `${workflow} ${id}`;
        expect(new Set(merged.map(of)).size).toBe(merged.length);
        for (const one of merged)
          expect(
            coversRow(
              merged.filter((other) => other !== one),
              one,
            ),
          ).toBe(false);
      }),
    );
  });

  it('keeps the rows of other jobs and of other workflows, and forgets those of an earlier run', () => {
    const earlier = [row('a', { run: 6 }), row('b', { run: 6 }), row('nightly', { workflow: 'abcdefab', run: 2 })];
    expect(mergeRows(earlier, [row('a')]).map(({ title, run }) => [title, run])).toEqual([
      ['a', 7],
      ['nightly', 2],
    ]);
    expect(mergeRows(earlier, [row('a', { attempt: 2, run: 6 })])).toHaveLength(3);
    expect(mergeRows([row('a')], earlier)).toEqual(mergeRows(earlier, [row('a')]));
  });
});
