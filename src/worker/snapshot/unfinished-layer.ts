import type { SnapshotNotes } from './snapshot-notes.js';

/** A layer cannot be had in the way that was begun, but may yet be had in another. What steps made of it does not count. */
export class ArrivalFailed extends Error {
  override readonly name = 'ArrivalFailed';
}

/** An image that steps use while the content of its files still comes. */
export interface PlannedLayer {
  /** The folder that shows it. */
  readonly files: string;
  readonly notes: SnapshotNotes;
}

/** A layer whose metadata is known, and whose content comes while steps already run on it. */
export interface UnfinishedLayer {
  /** `undefined` if it must be had in another way before a step can use it. */
  readonly planned: Promise<PlannedLayer | undefined>;
  /** When all that steps may have seen of it was right. Until then, their results do not count. @throws as `broken` */
  readonly proven: Promise<void>;
  /** When all of it is there; absent if only some of it ever will be. @throws as `broken` */
  readonly whole?: Promise<void>;
  /** Never resolves. @throws ArrivalFailed; InfraError when the index is wrong, or the disk full */
  readonly broken: Promise<never>;
  /** Whoever waits for content gets an error. Does nothing when all is there. */
  fail(reason: string): void;
}
