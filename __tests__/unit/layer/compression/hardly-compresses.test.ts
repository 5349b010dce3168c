import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { hardlyCompresses } from '../../../../src/layer/compression/hardly-compresses.js';
import { ParallelGzip } from '../../../../src/layer/compression/parallel-gzip.js';

const BLOCK = 256 * 1024;
const program = readFileSync(process.execPath);
const text = readFileSync(`${import.meta.dirname}/../../../../package-lock.json`);
const compressed = gzipSync(program.subarray(0, 4 * BLOCK));

function repeated(bytes: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: Math.ceil(BLOCK / bytes.length) }, () => bytes)).subarray(0, BLOCK);
}

async function gzip(input: Buffer, level?: number): Promise<Buffer> {
  const output: Buffer[] = [];
  const compressor = new ParallelGzip((chunk) => output.push(chunk), level === undefined ? {} : { level });
  compressor.write(input);
  await compressor.finish();
  return Buffer.concat(output);
}

describe('a block that hardly compresses', () => {
  it.each([
    ['random bytes', randomBytes(BLOCK)],
    ['compressed data', compressed.subarray(0, BLOCK)],
  ])('is one of %s, which no level makes smaller', async (_what, block) => {
    expect(hardlyCompresses(block)).toBe(true);
    expect(deflateRawSync(block, { level: 9 }).length).toBeGreaterThan(0.985 * BLOCK);
    const probed = await gzip(block);
    expect(probed.length).toBeLessThanOrEqual(BLOCK * 1.001);
    expect(gunzipSync(probed).equals(block)).toBe(true);
  });

  it.each<[what: string, block: Buffer]>([
    ['a text', text.subarray(0, BLOCK)],
    ['a program', program.subarray(8 * BLOCK, 9 * BLOCK)],
    ['base64', Buffer.from(randomBytes(BLOCK).toString('base64')).subarray(0, BLOCK)],
    ['nothing but zeros', Buffer.alloc(BLOCK)],
    ['few bytes', randomBytes(30_000)],
    // The window reaches that far.
    ...[3000, 20_000, 31_000].map((size): [string, Buffer] => [
      `random bytes that repeat after ${size}`,
      repeated(randomBytes(size)),
    ]),
    ['random bytes, then a text', Buffer.concat([randomBytes(BLOCK / 2), text]).subarray(0, BLOCK)],
  ])('is not %s', async (_what, block) => {
    expect(hardlyCompresses(block)).toBe(false);
    expect((await gzip(block)).equals(await gzip(block, 5))).toBe(true);
  });
});
