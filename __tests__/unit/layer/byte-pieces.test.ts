import { describe, expect, it } from 'vitest';

import { BytePieces } from '../../../src/layer/packed/byte-pieces.js';

describe('items of bytes in pieces', () => {
  it.each([
    ['small ones', [3, 5, 8], 3_000],
    ['ones as large as the first pieces', [4_096, 4_097, 8_192, 1], 200],
    ['ones longer than any piece, between others', [2 ** 20 + 1, 7, 2 ** 20, 3 * 2 ** 20, 1], 4],
    ['one without bytes behind a full piece', [4_096, 0, 8_192, 0, 2 ** 20, 0, 1], 1],
  ])('are where they were put: %s', (_, sizes, rounds) => {
    const pieces = new BytePieces();
    const kept: [position: number, size: number, mark: number][] = [];
    for (let round = 0; round < rounds; round++) {
      for (const size of sizes) {
        const { buffer, offset } = pieces.room(size);
        const mark = kept.length % 251;
        buffer.fill(mark, offset, offset + size);
        kept.push([pieces.keep(offset + size), size, mark]);
      }
    }
    const taken = kept.filter(([, size]) => size > 0).map(([position]) => position);
    expect(new Set(taken).size).toBe(taken.length);
    for (const [position, size, mark] of kept) {
      const offset = pieces.offsetAt(position);
      const item = pieces.bufferAt(position).subarray(offset, offset + size);
      expect([item.length, item.every((byte) => byte === mark)]).toEqual([size, true]);
    }
  });

  it('take little room as long as there is little', () => {
    const pieces = new BytePieces();
    const { buffer } = pieces.room(10);
    expect(buffer.length).toBeLessThanOrEqual(4_096);
  });

  it('keep what was written of a larger room', () => {
    const pieces = new BytePieces();
    const first = pieces.room(1_000);
    pieces.keep(first.offset + 10);
    expect(pieces.room(1_000).offset).toBe(first.offset + 10);
  });
});
