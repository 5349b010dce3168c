import { execFileSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { InfraError } from '../../../../src/errors.js';
import { frameHeader, ZstdFrames } from '../../../../src/layer/compression/zstd-frames.js';
import { programOnPath } from '../../../support/program-on-path.js';
import { randomContent } from '../../../support/random-content.js';
import { rounds } from '../../../support/thorough.js';

const SKIPPABLE = Buffer.of(0x5f, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4);

const framed = (input: Buffer, ...flags: string[]): Buffer =>
  execFileSync('zstd', ['-c', ...flags], { input, maxBuffer: 1e8 });

/** How many bytes there are up to the end of each frame. */
function endsOf(stream: Buffer, sizes: readonly number[] = [stream.length]): readonly number[] {
  const frames = new ZstdFrames();
  const ends: number[] = [];
  let [from, passed] = [0, 0];
  for (let count = 0; from < stream.length; count++) {
    const size = sizes[count % sizes.length] ?? stream.length;
    for (const part of frames.split(stream.subarray(from, from + size))) {
      expect(stream.subarray(passed, passed + part.length).equals(part)).toBe(true);
      passed += part.length;
      if (frames.isAtEnd) ends.push(passed);
    }
    from += size;
  }
  expect(passed).toBe(stream.length);
  return ends;
}

describe.runIf(programOnPath('zstd') !== undefined)('the frames of a stream of zstd', () => {
  const text = Buffer.from('some text '.repeat(30_000));
  const parts = [
    framed(text),
    framed(text, '--no-check'),
    SKIPPABLE,
    framed(randomContent(300_000, 1)),
    framed(Buffer.alloc(1_000_000), '--no-content-size'),
    framed(Buffer.alloc(0)),
    framed(Buffer.from('x'), '--no-check'),
  ];

  it('end where the program ends them, however the stream is cut', () => {
    const wanted = parts.map((_, number) => Buffer.concat(parts.slice(0, number + 1)).length);
    const stream = Buffer.concat(parts);
    expect(endsOf(stream)).toEqual(wanted);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(endsOf(stream, sizes)).toEqual(wanted);
      }),
      rounds(30),
    );
  });

  it('say how much memory they take', () => {
    const header = (input: Buffer, ...flags: string[]) => frameHeader(framed(input, ...flags).subarray(0, 14));
    const small = Buffer.alloc(1000, 'abc');
    expect(header(small, '--stream-size=1000')).toMatchObject({ window: 1000 });
    expect(header(text, '--no-content-size', '--zstd=wlog=17')).toMatchObject({ length: 6, window: 2 ** 17 });
    expect(header(text, '--no-content-size', '--no-check', '--zstd=wlog=22')).toMatchObject({
      window: 2 ** 22,
      hasChecksum: false,
    });
  });
});

describe('what is no stream of zstd', () => {
  it('is refused, or has no end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, begins) => {
        const start = begins ? [0x28, 0xb5, 0x2f, 0xfd] : [];
        try {
          endsOf(Buffer.from([...start, ...bytes]), [7]);
        } catch (error) {
          expect(error).toBeInstanceOf(InfraError);
        }
      }),
      rounds(500),
    );
    for (const wrong of ['1f8b0800', '28b52ffe', '28b52ffd0058070000', '28b52ffd0058006a18'])
      expect(() => endsOf(Buffer.from(wrong, 'hex'))).toThrow(InfraError);
  });
});
