import { constants, gzipSync } from 'node:zlib';

import { InfraError } from '../../../src/errors.js';
import { decompress, detectCompression } from '../../../src/layer/compression/decompress.js';
import { ParallelGzip } from '../../../src/layer/compression/parallel-gzip.js';
import { holds, inPieces, type Target } from '../target.js';

const refusals = [InfraError];
const ZSTD = Buffer.from('28b52ffd0405290000746573740a87d5bd0c', 'hex');
const SKIPPABLE = Buffer.from('502a4d1804000000abcdef01', 'hex');
/** Bytes: a bomb is only unpacked so far. */
const MOST = 8 * 1024 ** 2;

export const target: Target = {
  seeds: [
    Buffer.from('plain bytes'),
    gzipSync('one member'),
    gzipSync('x'.repeat(5000), { level: 0 }),
    gzipSync('y'.repeat(5000), { strategy: constants.Z_FIXED }),
    Buffer.concat([gzipSync('one'), gzipSync('two')]),
    Buffer.concat([gzipSync('one'), Buffer.from('rubbish')]),
    Buffer.concat([gzipSync('one'), Buffer.alloc(20)]),
    Buffer.from('1f8b081c00000000000303000100626e616d6500636f6d6d656e7400', 'hex'),
    ZSTD,
    Buffer.concat([SKIPPABLE, ZSTD]),
    Buffer.concat([ZSTD, ZSTD]),
    Buffer.from('BZh91AY&SY'),
    Buffer.from('fd377a585a000004', 'hex'),
  ],
  dictionary: ['\x1f\x8b\x08', '\x28\xb5\x2f\xfd', '\x50\x2a\x4d\x18', 'BZh', '\xfd7zXZ\0', '\x00\x00\xff\xff'],
  refusals,
  async run(input) {
    const whole = await unpacked(input, [input.length]);
    // Another program unpacks these: once is dear enough.
    const isOwn = ['none', 'gzip'].includes(detectCompression(input));
    if (isOwn) holds((await unpacked(input, [1, 5])) === whole, 'pieces of any size give the same');
    if (input.length % 8 === 0)
      holds(
        (await unpacked(await packed(input), [100])) === `${input.length} ${input.toString('hex')}`,
        'what is packed can be unpacked',
      );
  },
};

async function unpacked(input: Buffer, sizes: readonly number[]): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of decompress(piecesOf(input, sizes), { label: 'blob' })) {
      size += chunk.length;
      chunks.push(Buffer.from(chunk));
      if (size > MOST) return 'too much';
    }
  } catch (error) {
    if (!(error instanceof InfraError)) throw error;
    // How much comes before an error may differ, and so may what is told of it.
    return 'refused';
  }
  return `${size} ${Buffer.concat(chunks).toString('hex')}`;
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is read here waits for nothing
async function* piecesOf(input: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer, void, undefined> {
  yield* inPieces(input, sizes);
}

async function packed(input: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const gzip = new ParallelGzip((chunk) => chunks.push(chunk), { level: 1 });
  gzip.write(input);
  await gzip.finish();
  return Buffer.concat(chunks);
}
