import { describe, expect, it } from 'vitest';

import {
  EarlierFiles,
  layersWithin,
  mountsWithin,
  recordsWithin,
  UNUSED_FOR,
} from '../../../../src/cache/save/budget.js';
import { someMountKey } from '../../../support/identities.js';
import { candidate, MB, NOW } from './candidates.js';

describe('the records that a pack brings', () => {
  it('are all of this build, and the latest of each instruction', () => {
    const older = Array.from({ length: 9 }, (_, age) => candidate('step', { used: NOW - 1000 * (age + 1) }));
    const now = [candidate('step'), candidate('other')];
    const kept = recordsWithin([...older, ...now], NOW);
    expect(kept).toHaveLength(7);
    expect(kept).toEqual(expect.arrayContaining(now));
    expect(Math.min(...kept.map(({ used }) => used))).toBe(NOW - 5000);
  });

  it('are not those that no build used for two weeks', () => {
    const old = [candidate('a', { used: NOW - UNUSED_FOR }), candidate('b', { used: NOW - UNUSED_FOR + 1 })];
    expect(recordsWithin(old, NOW)).toEqual([old[1]]);
  });

  it('are counted for each stage', () => {
    const two = [candidate('x', { stage: 'a', used: NOW - 1 }), candidate('x', { stage: 'b', used: NOW - 2 })];
    expect(recordsWithin(two, NOW)).toHaveLength(2);
  });
});

describe('which cache mounts are kept', () => {
  const mount = (id: string, size: number, used: string) => {
    const { layer } = candidate(id, { size }).record;
    return { key: someMountKey(id), id, used, layers: layer === undefined ? [] : [layer] };
  };
  const old = mount('old', 30 * MB, '2026-01-01T00:00:00Z');
  const recent = mount('recent', 60 * MB, '2026-01-02T00:00:00Z');
  const small = mount('small', 20 * MB, '2025-12-31T00:00:00Z');

  it('are the last used that fit into half of the budget, and others that still fit', () => {
    expect(mountsWithin([old, small, recent], 160 * MB)).toMatchObject({
      kept: [recent, small],
      bytes: 80 * MB,
      leftOut: [{ ...old, bytes: 30 * MB }],
    });
    expect(mountsWithin([old, small, recent], 220 * MB)).toMatchObject({
      kept: [recent, old, small],
      bytes: 110 * MB,
      leftOut: [],
    });
  });

  it('are not those that are too large on their own', () => {
    expect(mountsWithin([recent], 120 * MB - 2)).toMatchObject({
      kept: [],
      bytes: 0,
      leftOut: [{ id: 'recent' }],
      maxBytes: 60 * MB - 1,
    });
  });
});

describe('the layers that fit', () => {
  const wanted = (name: string, size: number, savedMs: number, used = NOW) => {
    const { layer } = candidate(name, { size }).record;
    if (layer === undefined) throw new Error('a candidate without a layer');
    return { name, layer, savedMs, used };
  };
  const names = (layers: readonly { readonly name: string }[]): readonly string[] => layers.map(({ name }) => name);

  it('are those of this build before others, then those that save most for their size', () => {
    const layers = [
      wanted('earlier', MB, 1_000_000, NOW - 1),
      wanted('good', 10 * MB, 20_000),
      wanted('best', 10 * MB, 30_000),
      wanted('worst', 10 * MB, 10_000),
    ];
    const { kept, over } = layersWithin(layers, 21 * MB);
    expect([names(kept), names(over)]).toEqual([['best', 'good', 'earlier'], ['worst']]);
  });

  it('take exactly the budget, and not one byte more', () => {
    expect(names(layersWithin([wanted('one', 10, 1)], 10).kept)).toEqual(['one']);
    expect(names(layersWithin([wanted('one', 10, 1)], 9).over)).toEqual(['one']);
  });
});

describe('room for files that only earlier builds needed', () => {
  it('ends at a number of bytes', () => {
    const files = new EarlierFiles(NOW);
    const half = 16 * 1024 * 1024;
    const taken = [half, half, 1].map((bytes) => files.take('record', bytes, NOW - 1));
    expect(taken).toEqual([true, true, false]);
  });

  it('ends at a number of indexes and blobs, but not of records', () => {
    const files = new EarlierFiles(NOW);
    const take = (kind: 'index' | 'blob' | 'record'): boolean => files.take(kind, 1, NOW - 1);
    expect(
      Array.from({ length: 501 }, (_, at) => take(at % 2 === 0 ? 'index' : 'blob')).filter((taken) => taken),
    ).toHaveLength(500);
    expect(take('record')).toBe(true);
  });

  it('is not for files that no build used for two weeks', () => {
    const files = new EarlierFiles(NOW);
    expect([files.take('list', 1, NOW - UNUSED_FOR), files.take('list', 1, NOW - UNUSED_FOR - 1)]).toEqual([
      true,
      false,
    ]);
  });
});
