import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** The same on every machine: whoever restores a record compares with it. */
const SALT = 'layer-build value 1';
/** 16 MiB and some 40 ms for each try (RFC 7914; `r` and `p` are Node's defaults, 8 and 1). */
const COST = 2 ** 14;
const BYTES = 32;

const known = new Map<string, Promise<string>>();

const derive = promisify<string, string, number, { readonly cost: number }, Buffer>(scrypt);

/**
 * A hash that is dear to make, so that it does not help to find a value by trying: records travel in caches that others can read. Each
 * text is hashed once by a process. Hex.
 */
export function slowHash(text: string): Promise<string> {
  let hash = known.get(text);
  if (hash === undefined) {
    hash = derive(text, SALT, BYTES, { cost: COST }).then((bytes) => bytes.toString('hex'));
    known.set(text, hash);
  }
  return hash;
}
