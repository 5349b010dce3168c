import { deflateRawSync } from 'node:zlib';

/** Bytes that are looked at, at each of so many places. */
const SAMPLE = 8 * 1024;
const SAMPLES = 4;
/** How far back deflate can point (RFC 1951). */
export const WINDOW = 32 * 1024;
/** Bits for each byte, from how often each value comes: those of programs and texts are below, those of compressed data near 8. */
const MANY_BITS = 7.5;
/** The part of a sample's size that is left of it when it is deflated. */
const NEARLY_ALL = 0.985;

/**
 * Whether deflate would make a block hardly smaller, as with pictures, archives and random bytes. It depends on nothing but the block's
 * bytes. For nearly all that compresses, a look at one sample is enough to say no.
 */
export function hardlyCompresses(block: Buffer): boolean {
  if (block.length < SAMPLE * SAMPLES) return false;
  const stride = (block.length - SAMPLE) / (SAMPLES - 1);
  for (let number = 0; number < SAMPLES; number++) {
    const from = Math.floor(number * stride);
    const sample = block.subarray(from, from + SAMPLE);
    if (bitsOfByte(sample) < MANY_BITS) return false;
    // What repeats within the window is found too.
    const dictionary = block.subarray(Math.max(0, from - WINDOW), from);
    const deflated = deflateRawSync(sample, { level: 1, ...(from > 0 && { dictionary }) });
    if (deflated.length < NEARLY_ALL * SAMPLE) return false;
  }
  return true;
}

/** Shannon's entropy of single bytes. */
function bitsOfByte(bytes: Buffer): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= count * Math.log2(count / bytes.length);
  return bits / bytes.length;
}
