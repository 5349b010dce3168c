import { createHash, hash as hashOnce, type Hash } from 'node:crypto';

import { UserError } from '../errors.js';

declare const kind: unique symbol;

/** A hash as text, in the form of a digest. What was hashed, and how, is its kind: see `identity.ts` for the others. */
export type Hashed<Kind extends string> = string & { readonly [kind]: Kind };

/**
 * Of bytes as they lie somewhere, a blob's or a file's: `algorithm:hex`, as in the OCI image-spec, "Digests". Only sha256 is
 * made here; sha512 is understood.
 */
export type Digest = Hashed<'Digest'>;

const SHAPE = /^(?:sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

export function isDigest(text: string): text is Digest {
  return SHAPE.test(text);
}

/** @throws UserError when `text` is no digest of a registered algorithm */
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

/** The twelve characters that people know from `docker images`. */
export function shortDigest(digest: Hashed<string>): string {
  return digestHex(digest).slice(0, 12);
}

/** Of a document in pieces. */
export function digestOfPieces(pieces: Iterable<string | Uint8Array>): Digest {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return digestOfHex(hash.digest('hex'));
}

/**
 * A hash over a list of fields that cannot be confused with another list's: every field is preceded by its length.
 *
 * @returns hex: what it stands for is the caller's to say
 */
export function hashFields(...fields: readonly string[]): string {
  return hashFieldList(fields);
}

/** As `hashFields`, for lists that may be too long to be a call's arguments. */
export function hashFieldList(fields: Iterable<string>): string {
  let hash: Hash | undefined;
  // In large pieces: each call of the hash costs as much as hashing a kilobyte.
  let text = '';
  for (const field of fields) {
    text += `${Buffer.byteLength(field)}:${field}`;
    if (text.length < HASHED_AT_ONCE) continue;
    hash = (hash ?? createHash('sha256')).update(text);
    text = '';
  }
  return hash === undefined ? hashOnce('sha256', text, 'hex') : hash.update(text).digest('hex');
}

/** Characters. */
const HASHED_AT_ONCE = 64 * 1024;
