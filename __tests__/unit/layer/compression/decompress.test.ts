import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { decompress, detectCompression } from '../../../../src/layer/compression/decompress.js';
import { streamOf } from '../../../support/layer-samples.js';

const plain = Buffer.concat([randomBytes(300_000), Buffer.alloc(500_000, 'text ')]);

async function plainOf(bytes: Buffer, step?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of decompress(streamOf(bytes, step), { label: 'stream' })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function compressed(program: string, ...args: string[]): Buffer {
  const { stdout, error } = spawnSync(program, args, { input: plain, maxBuffer: 10_000_000 });
  if (error !== undefined) throw error;
  return stdout;
}

const present = (program: string) => spawnSync(program, ['--help']).error === undefined;

describe('decompress', () => {
  it('passes on what is not compressed, also when it is shorter than any magic', async () => {
    expect((await plainOf(plain)).equals(plain)).toBe(true);
    expect((await plainOf(Buffer.from('abc'), 1)).toString()).toBe('abc');
    expect(await plainOf(Buffer.alloc(0))).toHaveLength(0);
  });

  it('reads gzip of several members, wherever they are cut', async () => {
    const members = [gzipSync('one '), gzipSync('two '), gzipSync(''), gzipSync('three')];
    const bytes = Buffer.concat(members);
    for (const step of [1, members[0]!.length, 10_000])
      expect((await plainOf(bytes, step)).toString()).toBe('one two three');
  });

  it('refuses what follows the last member of a gzip, wherever the stream is cut', async () => {
    const rests = ['\0', '\0'.repeat(600), 'rubbish'];
    for (const rest of rests.map((text) => Buffer.concat([gzipSync('one '), gzipSync('two'), Buffer.from(text)])))
      for (const step of [1, 40, 10_000])
        await expect(plainOf(rest, step)).rejects.toThrow(
          /^stream (?:goes on after the end of its compressed data|is corrupt or cut off)$/,
        );
  });

  it.runIf(present('zstd'))('reads zstd, several frames and skippable ones too', async () => {
    const frame = compressed('zstd', '-c');
    const skippable = Buffer.of(0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);
    expect((await plainOf(frame)).equals(plain)).toBe(true);
    const twice = Buffer.concat([plain, plain]);
    const frames = Buffer.concat([skippable, frame, skippable, frame, skippable]);
    for (const step of [997, frame.length, undefined]) expect((await plainOf(frames, step)).equals(twice)).toBe(true);
  });

  it.runIf(present('zstd'))(
    'reads zstd of all kinds: with and without checksums, sizes and repeated bytes',
    async () => {
      for (const flags of [['--no-check'], ['--no-content-size'], ['-1', '--single-thread'], ['-T2']]) {
        const frame = compressed('zstd', '-c', ...flags);
        expect((await plainOf(Buffer.concat([frame, frame]), 100_001)).equals(Buffer.concat([plain, plain]))).toBe(
          true,
        );
      }
      const empty = spawnSync('zstd', ['-c'], { input: '' }).stdout;
      expect(await plainOf(Buffer.concat([empty, empty]), 1)).toHaveLength(0);
      const zeros = spawnSync('zstd', ['-c'], { input: Buffer.alloc(2_000_000) }).stdout;
      expect((await plainOf(zeros, 1)).equals(Buffer.alloc(2_000_000))).toBe(true);
    },
  );

  it.runIf(present('zstd'))(
    'refuses what follows the last frame, and a window that takes too much memory',
    async () => {
      const frame = spawnSync('zstd', ['-c'], { input: 'some text' }).stdout;
      for (const rest of ['\0', 'rubbish', '\x28\xb5\x2f', '\x28\xb5\x2f\xfd\x04'])
        for (const step of [1, 10_000])
          await expect(plainOf(Buffer.concat([frame, Buffer.from(rest, 'latin1')]), step)).rejects.toThrow(
            /^stream is corrupt or cut off/,
          );
      // RFC 8878: a window of 1 MiB, and one of 256 MiB, before a last block of three plain bytes.
      const framed = (window: number): Buffer =>
        Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0, window << 3, 0x19, 0, 0, 97, 98, 99);
      expect((await plainOf(framed(10))).toString()).toBe('abc');
      const wide = framed(18);
      await expect(plainOf(wide)).rejects.toThrow(/^stream is corrupt or cut off/);
    },
  );

  it.runIf(present('bzip2') && present('xz'))('reads bzip2 and xz', async () => {
    expect((await plainOf(compressed('bzip2', '-c'))).equals(plain)).toBe(true);
    expect((await plainOf(compressed('xz', '-1c'))).equals(plain)).toBe(true);
  });

  it.runIf(present('zstd'))('says that a stream is cut off', async () => {
    await expect(plainOf(compressed('zstd', '-c').subarray(0, 1000))).rejects.toThrow(/stream is corrupt or cut off/);
    await expect(plainOf(gzipSync(plain).subarray(0, 1000))).rejects.toThrow(/stream is corrupt or cut off/);
  });

  it.runIf(present('zstd'))('may be left early', async () => {
    for (const bytes of [compressed('zstd', '-c'), gzipSync(plain), plain]) {
      let closed = false;
      async function* source(): AsyncGenerator<Uint8Array> {
        try {
          yield* streamOf(bytes, 1000);
        } finally {
          closed = true;
        }
      }
      for await (const chunk of decompress(source(), { label: 'stream' })) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      await expect.poll(() => closed).toBe(true);
    }
  });

  it('knows the magics', () => {
    const kinds = ['1f8b08', '28b52ffd', '5a2a4d18', '425a68', 'fd377a585a00', '1f8b', ''].map((hex) =>
      detectCompression(Buffer.from(hex, 'hex')),
    );
    expect(kinds).toEqual(['gzip', 'zstd', 'zstd', 'bzip2', 'xz', 'none', 'none']);
  });
});
