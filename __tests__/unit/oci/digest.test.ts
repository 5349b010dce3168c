import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { hashFieldList, hashFields } from '../../../src/oci/digest.js';

/** The definition, field by field. */
function slowly(fields: readonly string[]): string {
  const hash = createHash('sha256');
  for (const field of fields) hash.update(`${Buffer.byteLength(field)}:`).update(field);
  return hash.digest('hex');
}

describe('hashFields', () => {
  it.each([
    { name: 'nothing', fields: [] },
    { name: 'an empty field', fields: [''] },
    { name: 'halves of a surrogate pair in two fields', fields: ['a\ud83d', '\ude00b'] },
    { name: 'a field larger than what is hashed at once', fields: ['x', 'ü'.repeat(200_000), 'y'] },
  ])('is the hash of lengths and fields: $name', ({ fields }) => {
    expect(hashFields(...fields)).toBe(slowly(fields));
  });

  it('tells lists apart that join to the same text', () => {
    expect(hashFields('ab', 'c')).not.toBe(hashFields('a', 'bc'));
  });

  it('takes a list that is too long for the arguments of a call', () => {
    const fields = Array.from({ length: 300_000 }, (_, index) => `file ${index}`);
    expect(hashFieldList(fields)).toBe(slowly(fields));
  });
});
