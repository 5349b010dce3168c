import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { chainIds } from '../../../src/oci/chain-id.js';
import { diffIdOfHex } from '../../../src/oci/identity.js';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => diffIdOfHex(digit.repeat(64)));
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('chainIds', () => {
  // image-spec, "Layer ChainID".
  it('joins each diff id to the chain below it', () => {
    const second = sha256(`${a!} ${b!}`);
    expect(chainIds([a!, b!, c!])).toEqual([a, second, sha256(`${second} ${c!}`)]);
    expect(chainIds([])).toEqual([]);
  });
});
