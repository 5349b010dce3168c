import { createHash, hash as hashOnce, type Hash } from 'node:crypto';

import { UserError } from '../errors.js';

declare const kind: unique symbol;

/** A hash as a string, in the form of a digest. Its kind says what was hashed, and how: see `identity.ts` for other kinds. */
export type Hashed<Kind extends string> = string & { readonly [kind]: Kind };

/**
 * The hash of a blob's or a file's bytes: `algorithm:hex` (image-spec, "Digests"). Digests of sha512 are read, but only those
 * of sha256 are made here.
 */
export type Digest = Hashed<'Digest'>;

const SHAPE = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

export function isDigest(text: string): text is Digest {
  return SHAPE.test(text);
}

/** @throws UserError when `text` is not a digest of a registered algorithm */
export function parseDigest(text: string): Digest {
  if (!isDigest(text)) throw new UserError(`invalid digest ${JSON.stringify(text.slice(0, 160))}`);
  return text;
}

export function sha256(data: string | Uint8Array): Digest {
  return digestOfHex(hashOnce('sha256', data, 'hex'));
}

/** @param hex 64 lower-case hexadecimal characters, as `createHash('sha256').digest('hex')` gives them */
export function digestOfHex(hex: string): Digest {
  return `sha256:${hex}` as Digest;
}

export function digestHex(digest: Hashed<string>): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export function digestAlgorithm(digest: Hashed<string>): 'sha256' | 'sha512' {
  return digest.startsWith('sha512:') ? 'sha512' : 'sha256';
}

/** The first twelve digits, as `docker images` shows them. */
export function shortDigest(digest: Hashed<string>): string {
  return digestHex(digest).slice(0, 12);
}

/** The digest of a document that comes in pieces. */
export function digestOfPieces(pieces: Iterable<string | Uint8Array>): Digest {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return digestOfHex(hash.digest('hex'));
}

/**
 * A hash over a list of fields. Two different lists never give the same bytes to hash: each field comes after its length.
 *
 * @returns hex, to which the caller gives a meaning
 */
export function hashFields(...fields: readonly string[]): string {
  return hashFieldList(fields);
}

/** The same for lists that may be too long to be the arguments of a call. */
export function hashFieldList(fields: Iterable<string>): string {
  const hash = new FieldHash();
  for (const field of fields) hash.add(field);
  return hash.hex();
}

/** The same for fields that come one after the other. */
export class FieldHash {
  #hash: Hash | undefined;
  /** Hashed in large pieces: a call of `update` costs as much as hashing a kilobyte. */
  #text = '';

  add(field: string): void {
    this.#text += `${Buffer.byteLength(field)}:${field}`;
    if (this.#text.length < HASHED_AT_ONCE) return;
    this.#hash = (this.#hash ?? createHash('sha256')).update(this.#text);
    this.#text = '';
  }

  hex(): string {
    return this.#hash === undefined
      ? hashOnce('sha256', this.#text, 'hex')
      : this.#hash.update(this.#text).digest('hex');
  }
}

/** Characters. */
const HASHED_AT_ONCE = 64 * 1024;
