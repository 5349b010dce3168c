import { describe, expect, it } from 'vitest';

import { FileDigest } from '../../../src/layer/file-digest.js';
import { sha256 } from '../../../src/oci/digest.js';

describe('the digest of a file', () => {
  it.each([
    ['whole', ['abc']],
    ['in pieces', ['a', 'bc']],
    ['whole, with nothing behind it', ['abc', '']],
    ['whole, with nothing before it', ['', 'abc']],
    ['in pieces, with nothing between', ['a', '', 'bc', '']],
  ])('is that of its bytes when it comes %s', (_, chunks) => {
    const digest = new FileDigest(3);
    for (const chunk of chunks) digest.update(Buffer.from(chunk));
    expect(digest.digest()).toBe(sha256('abc'));
    expect(digest.seen).toBe(3);
  });

  it.each([[[]], [['']]])('is that of nothing for an empty file', (chunks: readonly string[]) => {
    const digest = new FileDigest(0);
    for (const chunk of chunks) digest.update(Buffer.from(chunk));
    expect(digest.digest()).toBe(sha256(''));
  });
});
