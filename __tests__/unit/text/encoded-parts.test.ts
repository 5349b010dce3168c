import { describe, expect, it } from 'vitest';

import { encodedParts } from '../../../src/text/encoded-parts.js';

function partsOf(pieces: readonly string[], bytes: number): Buffer[] {
  // Each is valid until the next one.
  return Array.from(encodedParts(pieces, bytes), (part) => Buffer.from(part));
}

describe('the UTF-8 of a text in pieces', () => {
  it.each([
    ['nothing', []],
    ['a short text', ['a', 'é', '\u{1f600}']],
    ['many pieces', Array.from({ length: 30_000 }, (_, number) => `${number} é \u{1f600},`)],
    ['a piece that is longer than a part', ['x', '€'.repeat(100_000), 'y']],
  ])('is the same in parts: %s', (_, pieces) => {
    const parts = partsOf(pieces, 64 * 1024);
    expect(Buffer.concat(parts).toString()).toBe(pieces.join(''));
  });

  it('comes in parts of about the size that was asked for', () => {
    const parts = partsOf(Array.from({ length: 100_000 }, String), 64 * 1024);
    expect(parts.length).toBeGreaterThan(4);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(96 * 1024);
  });
});
