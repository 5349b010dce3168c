/**
 * How to avoid misses like this one, or bytes that nobody needs. A remedy is only given if following it is safe: the build still works, and
 * the next such change hits. Where that is in doubt, there is none.
 */
export type Remedy = IgnoreFiles | CopyLater | ArgLater | PinBase | CacheMount;

/** Of a remedy that saves time. */
interface Saving {
  readonly words: string;
  /** The numbers of the steps that would not have run. */
  readonly steps: readonly number[];
  /** The time that their own work took. */
  readonly savesMs: number;
}

/** All files that changed are of no use to the image, and the steps that ran because of them made the same as before. */
export interface IgnoreFiles extends Saving {
  readonly kind: 'ignore-files';
  /** As they are written in .dockerignore. */
  readonly files: readonly string[];
}

/** A COPY or ADD brings files too early. */
export interface CopyLater extends Saving {
  readonly kind: 'copy-later';
  /** The number of the step that it can be moved below. */
  readonly below: number;
  /** The files that have to be copied where it is now, since steps up to `below` read them. */
  readonly first: readonly string[];
  /** The steps made the same as before. False: it is known from their commands that they do not read the other files. */
  readonly proven: boolean;
}

/** An ARG whose value is another one in each run is declared too early. */
export interface ArgLater extends Saving {
  readonly kind: 'arg-later';
  readonly names: readonly string[];
  /** The number of the step that it can be moved below. */
  readonly below: number;
  /** As for {@link CopyLater}. */
  readonly proven: boolean;
}

/** The tag of a base has moved. */
export interface PinBase extends Saving {
  readonly kind: 'pin-base';
  /** As the Dockerfile has it. */
  readonly reference: string;
  readonly digest: string;
}

/** A layer has what a package manager keeps for its next run. */
export interface CacheMount {
  readonly kind: 'cache-mount';
  readonly words: string;
  /** Where to mount caches. */
  readonly targets: readonly string[];
  /** Bytes of the files there, before compression. */
  readonly savesBytes: number;
}
