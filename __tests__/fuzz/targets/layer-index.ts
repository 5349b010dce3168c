import { gunzipSync, gzipSync } from 'node:zlib';

import { InfraError } from '../../../src/errors.js';
import { decodeIndex, encodeIndex } from '../../../src/layer/layer-index.js';
import { sha256 } from '../../../src/oci/digest.js';
import { mutateJson } from '../mutate/json.js';
import { holds, type Target } from '../target.js';

const HEX = '0123456789abcdef'.repeat(4);

/** The input is what stands in the compressed file. */
export const target: Target = {
  seeds: [
    {
      format: 'layer-index/1',
      diffId: sha256('a'),
      treeDigest: sha256('b'),
      repeats: [['d/f', 2]],
      metadata: [
        [0o755, 0, 0],
        [0o644, 1000, 1000, { 'user.a': 'aGk=' }],
      ],
      entries: [
        ['d', 'd', 0, 1, 1],
        ['f', 'd/f', 1, 1, 5, HEX],
        ['l', 's', 0, 1, '../f'],
        ['c', 'c', 0, 1, 1, 3],
        ['b', 'b', 0, 1, 8, 0],
        ['p', 'p', 0, -1],
        ['h', 'h', 'd/f'],
        ['w', 'w'],
      ],
    },
  ].map((index) => Buffer.from(JSON.stringify(index))),
  mutators: [mutateJson, mutateJson, mutateJson],
  refusals: [InfraError],
  run(input) {
    const index = decodeIndex(gzipSync(input, { level: 1 }));
    const encoded = encodeIndex(index);
    const again = encodeIndex(decodeIndex(encoded));
    holds(gunzipSync(again).equals(gunzipSync(encoded)), 'an index can be kept and read');
  },
};
