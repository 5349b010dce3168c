import { createCipheriv, createHash } from 'node:crypto';

/** Bytes that look random and compress to about half; the same for the same seed. */
export function randomContent(size: number, seed: number): Buffer {
  const key = createHash('sha256').update(`${seed}`).digest();
  const half = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(Math.ceil(size / 2)));
  return Buffer.from(half.toString('hex').slice(0, size), 'latin1');
}
