import { randomBytes } from 'node:crypto';

import { InfraError } from '../../errors.js';
import { type Digest, digestHex, hashFieldList, sha256, shortDigest } from '../../oci/digest.js';

/** The prefix of all entries of this program. Its number changes when the form of the entries changes. */
export const ENTRY_PREFIX = 'layer-build-3-';

/** The name of every file that @actions/cache moves. It must not change, since an entry's version is a digest over it. */
export const TOOLKIT_FILE = 'pack';

/** The version of blobs, which are saved as they are. Packs have the version that @actions/cache gives them. */
export const BLOB_VERSION = digestHex(sha256('layer-build: a blob as it is'));

/** The versions that @actions/cache gives to entries of that file: on machines with zstd, and on machines without. */
export const PACK_VERSIONS = [packVersion('zstd-without-long'), packVersion('gzip')] as const;

function packVersion(compression: string): string {
  const parts = [TOOLKIT_FILE, compression, ...(process.platform === 'win32' ? ['windows-only'] : []), '1.0'];
  return digestHex(sha256(parts.join('|')));
}

export function blobKey(digest: Digest): string {
  return `${ENTRY_PREFIX}blob-${digestHex(digest)}`;
}

/**
 * Another key, for use if the first key is taken by a useless entry. An entry never changes, so damaged bytes stay damaged.
 * And an entry that a job reserved but never finished keeps its key for a day or longer.
 */
export function alternateKey(key: string): string {
  return `${key}-${randomBytes(4).toString('hex')}`;
}

/** Prefixes for looking up a blob, the best first: if there is an alternate key, the first one was useless. */
export function blobKeys(digest: Digest): readonly [string, string] {
  const key = blobKey(digest);
  return [`${key}-`, key];
}

export function isBlobKey(key: string, digest: Digest): boolean {
  const first = blobKey(digest);
  return key === first || (key.startsWith(first) && /^-[0-9a-f]{8}$/.test(key.slice(first.length)));
}

/** The prefix of a branch's baselines. No pack has it, so that a search for packs finds no baseline. */
export function baselinePrefix(scope: string, variant: string, branch: string): string {
  return `${ENTRY_PREFIX}baseline-${hashFieldList([scope, variant, branch]).slice(0, 12)}-`;
}

/** The prefix of the records of builds on a builder. */
export function recordsPrefix(scope: string, variant: string): string {
  return `${ENTRY_PREFIX}records-${hashFieldList([scope, variant]).slice(0, 12)}-`;
}

/**
 * The keys of one scope's packs. An entry never changes, so each pack has a key of its own. The key also says under which ref it was
 * saved: the service prefers the entries of a job's own ref, so a job that wants those of its base must ask for nothing else.
 */
export class PackKeys {
  readonly #scope: string;
  readonly #variant: string;
  readonly #own: string;

  /** @param ref the one that the job saves under; `undefined` if it is not known */
  constructor(scope: string, variant: string, ref: string | undefined) {
    this.#scope = `${ENTRY_PREFIX}${shortDigest(sha256(scope))}-`;
    this.#variant = `${this.#scope}${shortDigest(sha256(variant))}-`;
    this.#own = this.ofRef(ref ?? '');
  }

  /** The prefix of this variant's packs. */
  get ofVariant(): string {
    return this.#variant;
  }

  /** The prefix of the packs of all variants in the scope. */
  get ofScope(): string {
    return this.#scope;
  }

  /** The prefix of this variant's packs that were saved under a ref. */
  ofRef(ref: string): string {
    return `${this.#variant}${shortDigest(sha256(ref))}-`;
  }

  isOfVariant(key: string): boolean {
    return key.startsWith(this.#variant);
  }

  /** Whether it was saved under the job's own ref. */
  isOwn(key: string): boolean {
    return key.startsWith(this.#own);
  }

  of(id: string): string {
    return this.#own + id;
  }

  /** The pack's id in a key. @throws InfraError for a key of no pack in the scope */
  idIn(key: string): string {
    const id = key.startsWith(this.#scope)
      ? /^[0-9a-f]{12}-[0-9a-f]{12}-([0-9a-f]{8,128})(?:-[0-9a-f]{8})?$/.exec(key.slice(this.#scope.length))
      : null;
    if (id?.[1] === undefined) throw new InfraError('the Actions cache returned an entry that was not asked for');
    return id[1];
  }
}
