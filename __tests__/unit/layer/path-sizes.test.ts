import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pathSizes } from '../../../src/layer/path-sizes.js';
import { directory, file, indexOf } from '../../support/layer-samples.js';

const big = (bytes: number): string => 'x'.repeat(bytes);

describe('where the bytes of a layer are', () => {
  it('is told by the paths that say the most', () => {
    const index = indexOf([
      directory('usr'),
      file('usr/lib/large', big(900)),
      file('usr/bin/a', big(50)),
      file('usr/bin/b', big(30)),
      file('etc/empty', ''),
    ]);
    expect(pathSizes(index)).toEqual([
      { path: '/usr/lib/large', bytes: 900 },
      { path: '/usr/bin/a', bytes: 50 },
      { path: '/usr/bin/b', bytes: 30 },
    ]);
  });

  it('leaves the rest of a directory of many files together', () => {
    const index = indexOf(Array.from({ length: 100 }, (_, number) => file(`d/${number}`, big(number + 1))));
    const sizes = pathSizes(index);
    expect(sizes).toHaveLength(24);
    expect(sizes[0]).toEqual({
      path: '/d',
      bytes: 5050 - sizes.slice(1).reduce((sum, { bytes }) => sum + bytes, 0),
      rest: true,
    });
    expect(sizes[1]).toEqual({ path: '/d/99', bytes: 100 });
  });

  it('counts every byte once', () => {
    const paths = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 });
    const trees = fc.uniqueArray(fc.tuple(paths, fc.nat(50)), { selector: ([path]) => path.join('/'), maxLength: 60 });
    fc.assert(
      fc.property(trees, (tree) => {
        // A name is a file or a directory.
        const files = tree.map(([path, size]) => file(`${path.join('/')}.f`, big(size)));
        const sizes = pathSizes(indexOf(files));
        const all = tree.reduce((sum, [, size]) => sum + size, 0);
        expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(all);
        expect(new Set(sizes.map(({ path }) => path)).size).toBe(sizes.length);
        expect(sizes.length).toBeLessThanOrEqual(24);
      }),
    );
  });
});
