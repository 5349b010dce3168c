import { describe, expect, it } from 'vitest';

import type { LayerIndex } from '../../../../src/layer/layer-index.js';
import { pathSizes, type PathSize } from '../../../../src/layer/path-sizes.js';
import type { BaselineLayer } from '../../../../src/report/model/baseline.js';
import { grownPaths } from '../../../../src/report/model/grown-paths.js';

const KB = 1000;

/** A layer of files as the engine divides it. */
function layer(digest: string, files: Readonly<Record<string, number>>): BaselineLayer {
  const entries = Object.entries(files).map(([path, size]) => ({ path, size, type: 'file' }));
  return { digest, size: 1, base: false, paths: pathSizes({ entries } as unknown as LayerIndex) };
}

describe('where an image grew', () => {
  it('is at the files, the most first, and nowhere that shrank', () => {
    const before = [layer('one', { 'app/a': 10 * KB, 'app/b': 20 * KB, 'etc/c': 30 * KB })];
    const now = [layer('two', { 'app/a': 15 * KB, 'app/b': 60 * KB, 'etc/c': 3 * KB })];
    expect(grownPaths(before, now)).toEqual([
      { path: '/app/b', bytes: 60 * KB, more: 40 * KB },
      { path: '/app/a', bytes: 15 * KB, more: 5 * KB },
    ]);
  });

  it('is nothing between equal layers, whatever is known of them', () => {
    const same = { digest: 'same', size: 1, base: false };
    expect(grownPaths([same], [{ ...same, paths: [{ path: '/a', bytes: 5 * KB }] }])).toEqual([]);
  });

  it('is a new layer as a whole', () => {
    const one = layer('one', { a: 10 * KB });
    expect(grownPaths([one], [one, layer('two', { 'data/x': 7 * KB })])).toEqual([
      { path: '/data/x', bytes: 7 * KB, more: 7 * KB },
    ]);
  });

  it('is not known for a layer that was not read, and leaves out bases', () => {
    const opaque = { digest: 'opaque', size: 1, base: false };
    expect(grownPaths([opaque], [layer('two', { a: 10 * KB })])).toBeUndefined();
    const base = { ...layer('base', { lib: 90 * KB }), base: true };
    expect(grownPaths([{ ...opaque, base: true }], [base])).toEqual([]);
  });

  it('is nothing where a file only went from one layer to another', () => {
    const before = [layer('one', { 'app/a': 10 * KB, 'app/b': 20 * KB }), layer('two', { c: 5 * KB })];
    const now = [layer('three', { 'app/a': 10 * KB }), layer('four', { 'app/b': 20 * KB, c: 5 * KB })];
    expect(grownPaths(before, now)).toEqual([]);
  });

  it('is never more than there is, though lists divide their layers differently', () => {
    // One directory of very many files, of which both lists name only some, and not the same.
    const files = (count: number, large: string): Record<string, number> => ({
      ...Object.fromEntries(
        Array.from({ length: count }, (_, number) => [`app/modules/m${number}/f`, 2 * KB + number]),
      ),
      [large]: 500 * KB,
    });
    const before = [layer('one', files(100, 'app/modules/m5/large'))];
    const now = [layer('two', files(130, 'app/modules/m9/large'))];
    const total = (layers: readonly BaselineLayer[]): number =>
      layers.flatMap(({ paths = [] }) => paths).reduce((sum, one: PathSize) => sum + one.bytes, 0);
    const grown = grownPaths(before, now) ?? [];
    expect(grown[0]?.path).toMatch(/^\/app\/modules\/m9/);
    for (const { bytes, more } of grown) expect(more).toBeLessThanOrEqual(bytes);
    expect(total(now) - total(before)).toBeGreaterThan(0);
    // What moved from m5 to m9 is growth there; all else is what was added.
    const added = Array.from({ length: 30 }, (_, number) => 2 * KB + 100 + number).reduce((sum, size) => sum + size, 0);
    expect(grown.reduce((sum, { more }) => sum + more, 0)).toBeLessThanOrEqual(added + 500 * KB);
  });
});
