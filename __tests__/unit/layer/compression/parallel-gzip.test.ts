import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it, vi } from 'vitest';

import { ParallelGzip } from '../../../../src/layer/compression/parallel-gzip.js';

const BLOCK = 256 * 1024;

async function compress(input: Buffer, step: number, level?: number): Promise<{ output: Buffer; blocks: Buffer }> {
  const output: Buffer[] = [];
  const blocks: Buffer[] = [];
  const gzip = new ParallelGzip((chunk) => output.push(chunk), {
    onBlock: (block) => blocks.push(Buffer.from(block)),
    ...(level === undefined ? {} : { level }),
  });
  for (let at = 0; at < input.length; at += step) {
    gzip.write(input.subarray(at, at + step));
    await gzip.drained();
  }
  await gzip.finish();
  return { output: Buffer.concat(output), blocks: Buffer.concat(blocks) };
}

const text = Buffer.from(Array.from({ length: 60_000 }, (_, number) => `line ${number % 977} of many\n`).join(''));

describe('ParallelGzip', () => {
  it.each([0, 1, 100, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 17])('gives back %i bytes', async (size) => {
    const input = Buffer.concat([randomBytes(Math.floor(size / 2)), text.subarray(0, Math.ceil(size / 2))]).subarray(
      0,
      size,
    );
    const { output, blocks } = await compress(input, 70_000);
    expect(gunzipSync(output).equals(input)).toBe(true);
    expect(blocks.equals(input)).toBe(true);
  });

  it('depends on input and level alone, not on how it was written', async () => {
    const pieces = await compress(text, 999);
    const whole = await compress(text, text.length);
    expect(pieces.output.equals(whole.output)).toBe(true);
    expect((await compress(text, text.length, 9)).output.equals(whole.output)).toBe(false);
    expect(whole.output.subarray(0, 10)).toEqual(Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255));
  });

  it('loses little against one stream, thanks to the dictionaries', async () => {
    const repeated = randomBytes(20_000);
    const input = Buffer.concat(Array.from({ length: 60 }, () => repeated));
    const { output } = await compress(input, 100_000);
    expect(output.length).toBeLessThan(repeated.length + 20_000);
  });

  it('asks its writer to wait while much is in flight', async () => {
    const gzip = new ParallelGzip(() => undefined);
    for (let count = 0; count < 40; count++) gzip.write(Buffer.alloc(BLOCK, count));
    const wait = gzip.drained();
    expect(wait).toBeInstanceOf(Promise);
    await wait;
    expect(gzip.drained()).toBeUndefined();
    await gzip.finish();
  });

  it('passes on what the sink throws', async () => {
    let calls = 0;
    const gzip = new ParallelGzip(() => {
      if (++calls > 1) throw new Error('no space');
    });
    gzip.write(text);
    await expect(gzip.finish()).rejects.toThrow('no space');
  });

  it('ends quietly when abandoned', async () => {
    let size = 0;
    const gzip = new ParallelGzip((chunk) => (size += chunk.length));
    gzip.write(text);
    await gzip.abandon();
    expect(size).toBe(10);
    expect(() => gzip.write(text)).toThrow(/abandoned/);
  });

  // What does not compress takes longer: the blocks behind it are done first, and wait for it.
  it('ends when abandoned after its sink failed with blocks that were done out of order', async () => {
    for (let time = 0; time < 20; time += 1) {
      let calls = 0;
      const gzip = new ParallelGzip(() => {
        if (calls++ > 0) throw new Error('no space');
      });
      gzip.write(randomBytes(BLOCK));
      gzip.write(Buffer.alloc(3 * BLOCK));
      await vi.waitFor(() => expect(calls).toBe(2), 240_000);
      await gzip.abandon();
    }
  });
});
