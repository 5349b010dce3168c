/** Where caches are kept between machines. */
export type CacheLocationKind = 'actions' | 'registry' | 'directory';

export interface CacheLocation {
  readonly kind: CacheLocationKind;
  /** As people know it: `the Actions cache`, `registry ghcr.io/o/cache:main`. */
  readonly name: string;
}

/** A location that did not do what it was asked. */
export interface CacheFault {
  readonly location: CacheLocation;
  readonly message: string;
}
