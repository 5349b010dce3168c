/** Where a cache is kept that machines share. */
export type CacheLocationKind = 'actions' | 'registry' | 'directory' | 'objects';

export interface CacheLocation {
  readonly kind: CacheLocationKind;
  /** For messages: `the Actions cache`, `registry ghcr.io/o/cache:main`. */
  readonly name: string;
}

/** A cache failed. */
export interface CacheFault {
  readonly location: CacheLocation;
  readonly message: string;
}
