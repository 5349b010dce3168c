import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** The same on every machine, since a machine that restores a record compares hashes with it. */
const SALT = 'layer-build value 1';
/** 16 MiB and some 40 ms for each try (RFC 7914; `r` and `p` are Node's defaults, 8 and 1). */
const COST = 2 ** 14;
const BYTES = 32;

const known = new Map<string, Promise<string>>();

const derive = promisify<string, string, number, { readonly cost: number }, Buffer>(scrypt);

/**
 * A hash that takes long to compute, so that a reader of a record cannot find the value by trying many. A process hashes each text only
 * once.
 *
 * @returns hex
 */
export function slowHash(text: string): Promise<string> {
  let hash = known.get(text);
  if (hash === undefined) {
    hash = derive(text, SALT, BYTES, { cost: COST }).then((bytes) => bytes.toString('hex'));
    known.set(text, hash);
  }
  return hash;
}
