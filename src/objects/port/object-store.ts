/** What is known of an object without its bytes. */
export interface ObjectInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Changes whenever the object is put. Absent if the server gives none. */
  readonly etag?: string;
  /** When it was last put, in milliseconds since the epoch. */
  readonly modified: number;
}

/** An object that is being read. */
export interface OpenedObject {
  /** Of the whole object. */
  readonly size: number;
  readonly etag?: string;
  /** Where in the object `body` begins: 0 if the server does not know ranges. */
  readonly start: number;
  /** Its length is not checked. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Bytes of an object, both ends included. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

export interface NewObject {
  readonly mediaType: string;
  /** Number of bytes that `open` gives. */
  readonly size: number;
  /** Called once for each attempt. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** What must be true of an object for it to be replaced. */
export type PutCondition = { readonly kind: 'absent' } | { readonly kind: 'unchanged'; readonly etag: string };

/** An object that is put in parts. Nobody sees it before `complete`. */
export interface PartedUpload {
  /** @param number from 0 on. A part may be put again. */
  put(number: number, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  complete(parts: number, signal: AbortSignal): Promise<void>;
  /** Removes the parts. */
  abort(signal: AbortSignal): Promise<void>;
}

/**
 * The few things that a cache asks of an object store. Each is asked once; nothing is tried again here.
 *
 * Each method throws `ObjectFailure` for an answer that is a failure, or whatever its `Wire` throws.
 */
export interface ObjectStore {
  /** @returns `undefined` if there is no such object */
  head(key: string, signal: AbortSignal): Promise<ObjectInfo | undefined>;
  /** @returns `undefined` if there is no such object, in a bucket that exists */
  get(key: string, range: ByteRange | undefined, signal: AbortSignal): Promise<OpenedObject | undefined>;
  /** @returns `changed` if the condition is not true. A server that knows no conditions may put the object, or fail. */
  put(
    key: string,
    object: NewObject,
    condition: PutCondition | undefined,
    signal: AbortSignal,
  ): Promise<'put' | 'changed'>;
  putParts(key: string, mediaType: string, signal: AbortSignal): Promise<PartedUpload>;
  /** Makes an object as new as one that was just put. */
  touch(object: ObjectInfo, signal: AbortSignal): Promise<void>;
  /** Some of the objects whose keys begin with `prefix`. @param after `next` of the call before */
  list(
    prefix: string,
    after: string | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly objects: readonly ObjectInfo[]; readonly next?: string }>;
  /** Does nothing if there is no such object. */
  remove(key: string, signal: AbortSignal): Promise<void>;
}

/** What a store answered in place of what it was asked for. */
export interface FailureAnswer {
  /** Absent if no request could be made: nothing says who we are. */
  readonly status?: number;
  /** The store's own word: `NoSuchBucket`. */
  readonly code: string;
  /** What it says about it. Not to be shown as it is. */
  readonly words: string;
  /** Where a bucket is, if a request came to another region. */
  readonly region?: string;
}

/**
 * The implementations are bundles of their own, with a class of their own of this name. So it is known by its name: `instanceof` does not
 * work between bundles.
 */
export class ObjectFailure extends Error {
  override readonly name = 'ObjectFailure';
  readonly answer: FailureAnswer;

  constructor(answer: FailureAnswer, cause?: unknown) {
    super(`${answer.status ?? ''} ${answer.code}`, { cause });
    this.answer = answer;
  }
}

export function isObjectFailure(error: unknown): error is ObjectFailure {
  return error instanceof Error && error.name === 'ObjectFailure';
}
